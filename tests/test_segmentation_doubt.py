"""Doubt that can be checked: entropy, reliability, and whether doubt finds the errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import mannwhitneyu

from utils.segmentation import entropy, error_detection, reliability

seeds = st.integers(0, 2**32 - 1)


@given(arrays("float32", (3, 4), elements=st.floats(0, 1, width=32)))
def test_entropy_is_that_of_a_coin_in_nats(probability):
    p = np.clip(probability.astype(float), 1e-12, 1 - 1e-12)
    assert np.allclose(entropy(probability), -p * np.log(p) - (1 - p) * np.log(1 - p), atol=1e-5)
    assert np.allclose(entropy(probability), entropy(1 - probability), atol=1e-6)


def test_entropy_is_0_where_all_is_known_and_log_2_where_nothing_is():
    assert list(entropy([0.0, 1.0])) == [0, 0] and np.isclose(entropy(0.5), np.log(2))
    with pytest.raises(ValueError, match="Of logits take the sigmoid"):
        entropy([-3.0, 5.0])


@pytest.mark.parametrize("bins", [1, 5, 10, 40])
def test_planted_calibrated_probabilities_are_found_reliable(bins):
    rng = np.random.default_rng(bins)
    probability = rng.random(200_000)
    error, curve = reliability(probability, rng.random(200_000) < probability, bins)
    assert error < 0.01 and np.allclose(curve.probability, curve.frequency, atol=0.04)
    assert np.isclose(curve.weight.sum(), 1) and len(curve.weight) == bins


def test_planted_overconfidence_has_its_known_error():
    truth = np.arange(1000) % 10 < 7
    error, curve = reliability(np.full(1000, 0.95), truth)
    assert np.isclose(error, 0.25) and np.allclose(curve, [[0.95], [0.7], [1]])


@given(seeds, st.integers(1, 20))
def test_the_error_is_the_mean_gap_of_the_bins_weighted_by_their_pixels(seed, bins):
    rng = np.random.default_rng(seed)
    probability, truth = rng.integers(0, 65, (4, 9)) / 64, rng.integers(0, 2, (4, 9))
    error, curve = reliability(probability, truth, bins)
    which = np.minimum(np.floor(probability * bins), bins - 1)
    gaps = [abs((probability - truth)[which == k].sum()) for k in range(bins)]
    assert np.isclose(error, sum(gaps) / 36) and (curve.weight > 0).all()


@pytest.mark.parametrize("bins", [0, 2.0, True])
def test_bins_are_counted_in_whole_numbers(bins):
    with pytest.raises(ValueError, match="bins as a whole number"):
        reliability([0.5], [1], bins)


@given(st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=2, max_size=40))
def test_error_detection_is_the_share_of_pairs_in_the_right_order_and_half_of_the_ties(pixels):
    doubt, wrong = np.array([a for a, _ in pixels]), np.array([b for _, b in pixels])
    if wrong.all() or not wrong.any():
        with pytest.raises(ValueError, match="both wrong and right pixels"):
            error_detection(doubt, wrong)
        return
    gaps = doubt[wrong][:, None] - doubt[~wrong]
    assert np.isclose(error_detection(doubt, wrong), (gaps > 0).mean() + (gaps == 0).mean() / 2)
    u = mannwhitneyu(doubt[wrong], doubt[~wrong]).statistic
    assert np.isclose(error_detection(doubt, wrong), u / gaps.size)


@settings(max_examples=30)
@given(seeds)
def test_error_detection_looks_at_the_order_alone(seed):
    rng = np.random.default_rng(seed)
    doubt, wrong = rng.random((2, 5, 5, 1)), np.arange(50).reshape(2, 5, 5, 1) % 3 == 0
    found = error_detection(doubt, wrong)
    assert np.isclose(found, error_detection(np.exp(5 * doubt), wrong.astype(int)))
    assert np.isclose(found, 1 - error_detection(-doubt, wrong))


def test_doubt_that_is_no_number_or_of_another_shape_is_refused():
    for doubt in ([0.1, np.nan], [0.1, 0.2, 0.3]):
        with pytest.raises(ValueError, match="a finite uncertainty for each pixel"):
            error_detection(doubt, [0, 1])
