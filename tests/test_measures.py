"""What utils.measures promises: textbook intervals, verdicts that follow them, and scores that survive extremes."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from utils.measures import (
    Interval,
    accuracy,
    cross_entropy,
    mean_interval,
    paired_interval,
    recoverability,
    softmax,
    verdict,
)

scores = st.lists(st.floats(0, 1), min_size=2, max_size=30)


@given(scores, st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_an_interval_is_the_t_interval_of_scipy(values, level):
    interval = mean_interval(values, level)
    error = np.std(values, ddof=1) / len(values) ** 0.5
    low, high = (
        stats.t.interval(level, len(values) - 1, np.mean(values), error) if error else (np.mean(values),) * 2
    )
    assert np.allclose(interval, (np.mean(values), low, high), atol=1e-12)


@given(scores, st.integers(0, 1000))
def test_a_paired_interval_is_that_of_the_differences(without, seed):
    with_dropout = np.array(without) + np.random.default_rng(seed).normal(0.1, 0.2, len(without))
    expected = stats.ttest_rel(with_dropout, without).confidence_interval(0.95)
    assert np.allclose(paired_interval(without, with_dropout)[1:], expected)
    assert np.allclose(paired_interval(with_dropout, without)[1:], [-expected.high, -expected.low])


@given(st.integers(0, 1000), st.floats(-0.1, 0.1), st.integers(2, 20))
def test_the_verdict_is_that_of_the_t_test(seed, shift, n):
    rng = np.random.default_rng(seed)
    without = rng.normal(0.8, 0.1, n)
    with_dropout = without + rng.normal(shift, 0.03, n)
    result = stats.ttest_rel(with_dropout, without)
    sure = "helps" if result.statistic > 0 else "hurts"
    assert verdict(without, with_dropout) == (sure if result.pvalue < 0.05 else "inconclusive")


@pytest.mark.parametrize("seeds", [5, 6, 12])
@pytest.mark.parametrize(("shift", "expected"), [(0.05, "helps"), (-0.05, "hurts"), (0.0, "inconclusive")], ids=str)
def test_a_planted_difference_gets_its_verdict_though_the_seeds_differ_more(seeds, shift, expected):
    rng = np.random.default_rng(seeds)
    without = rng.uniform(0.5, 0.9, seeds)
    noise = rng.normal(0, 0.005, seeds)
    assert verdict(without, without + shift + noise - noise.mean()) == expected


def test_95_of_100_intervals_hold_the_true_mean():
    draws = np.random.default_rng(0).normal(0.3, 1, size=(4000, 6))
    held = sum(one.low <= 0.3 <= one.high for one in map(mean_interval, draws))
    assert stats.binomtest(held, 4000, 0.95).pvalue > 1e-3


def test_equal_scores_are_inconclusive_and_right_answers_may_be_truth_values():
    assert verdict([0.9, 0.8, 0.7], [0.9, 0.8, 0.7]) == "inconclusive"
    assert paired_interval([True, False], [True, True]).mean == 0.5


@pytest.mark.parametrize(
    ("without", "with_dropout", "words"),
    [
        ([0.5], [0.6], "at least 2"),
        ([], [], "at least 2"),
        (0.5, 0.6, "at least 2"),
        ([0.5, 0.6], [0.5, 0.6, 0.7], "use the same seeds"),
        ([0.5, 0.6], [0.5], "use the same seeds"),
        ([[0.5, 0.6]], [[0.5, 0.6]], "at least 2"),
        ([0.5, np.nan], [0.5, 0.6], "finite"),
        ([0.5, 0.6], [0.5, np.inf], "finite"),
    ],
    ids=str,
)
def test_what_cannot_be_compared_is_refused_in_words(without, with_dropout, words):
    for judge in (paired_interval, verdict):
        with pytest.raises(ValueError, match=f"Expected .*, got .*{words}|Expected .*{words}.*, got "):
            judge(without, with_dropout)


@pytest.mark.parametrize("level", [0, 1, 95, -0.5])
def test_a_level_is_a_share_between_0_and_1(level):
    with pytest.raises(ValueError, match="level between 0 and 1"):
        mean_interval([1, 2, 3], level)


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval(0.0711, 0.0519, 0.0904), "+.071 [+.052, +.090]"),
        (Interval(-0.5, -1.25, 10.0), "-.500 [-1.250, +10.000]"),
        (Interval(-0.0001, 0.0, 0.9999), "+.000 [+.000, +1.000]"),
    ],
)
def test_an_interval_prints_with_signs_and_three_digits(interval, text):
    assert str(interval) == text


@pytest.mark.parametrize(("images", "classes"), [(1, 2), (7, 10), (500, 3)])
def test_scores_agree_with_their_definitions(images, classes):
    rng = np.random.default_rng(images)
    logits, labels = rng.normal(size=(images, classes)) * 3, rng.integers(0, classes, images)
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    assert np.allclose(softmax(logits), probabilities)
    assert accuracy(logits, labels) == np.mean(
        [row.argmax() == label for row, label in zip(logits, labels, strict=True)]
    )
    assert np.isclose(cross_entropy(logits, labels), -np.log(probabilities[np.arange(images), labels]).mean())
    assert np.isclose(cross_entropy(logits + 1e4, labels), cross_entropy(logits, labels))


def test_the_cross_entropy_of_knowing_nothing_is_the_logarithm_of_the_classes():
    assert np.isclose(cross_entropy(np.zeros((4, 10)), [0, 3, 5, 9]), np.log(10))


def test_huge_logits_give_finite_numbers():
    logits = np.array([[1e4, 0.0], [0.0, 1e4]], dtype="float32")
    assert cross_entropy(logits, [0, 1]) == 0
    assert np.isclose(cross_entropy(logits, [1, 0]), 1e4)
    assert np.array_equal(softmax(logits), special.softmax(logits, axis=1))


@pytest.mark.parametrize("score", [accuracy, cross_entropy])
@pytest.mark.parametrize("labels", [[0], [[0], [1], [1]], [0, 1, 1, 1], 1], ids=str)
def test_labels_of_another_set_are_refused(score, labels):
    with pytest.raises(ValueError, match="one label an image"):
        score(np.zeros((3, 2)), labels)


def waves(rng, shape=(5, 14, 20, 6)):
    rows, columns = np.arange(shape[1])[:, None, None] / 20, np.arange(shape[2])[:, None] / 20
    start = rng.random((2, shape[0], 1, 1, shape[3]))
    return np.sin(2 * np.pi * (rows + start[0])) + np.cos(2 * np.pi * (columns + start[1]))


def whole_map_mask(shape, rate, rng):
    return np.broadcast_to(rng.random((shape[0], 1, 1, shape[3])) >= rate, shape)


@pytest.mark.parametrize("rate", [0.1, 0.25, 0.5])
@pytest.mark.parametrize("far", [0, 7])
def test_smooth_maps_are_recovered_from_single_drops_and_not_from_lost_maps(rate, far):
    rng = np.random.default_rng(int(100 * rate) + far)
    maps = waves(rng) + far
    assert recoverability(maps, rng.random(maps.shape) >= rate) > 0.94
    assert recoverability(maps, whole_map_mask(maps.shape, rate, rng)) < 0.05


@pytest.mark.parametrize("rate", [0.1, 0.25, 0.5, 0.9])
def test_noise_is_never_recovered(rate):
    rng = np.random.default_rng(int(100 * rate))
    maps = rng.normal(3, 2, size=(5, 14, 20, 6))
    for mask in (rng.random(maps.shape) >= rate, whole_map_mask(maps.shape, rate, rng)):
        assert recoverability(maps, mask) < 0.03


@given(st.integers(0, 1000), st.sampled_from([0.1, 0.3, 0.6]))
def test_recoverability_is_what_its_definition_says_value_by_value(seed, rate):
    rng = np.random.default_rng(seed)
    maps = rng.normal(size=(2, 5, 7, 3)).cumsum(axis=1).cumsum(axis=2)
    mask = rng.random(maps.shape) >= rate
    mask[0, 0, 0, 0], mask[1, 2, 3, :] = True, False
    guesses = []
    for image, i, j, which in np.argwhere(~mask):
        near = np.s_[image, max(i - 1, 0) : i + 2, max(j - 1, 0) : j + 2, which]
        guesses.append(maps[near][mask[near]].mean() if mask[near].any() else maps[mask].mean())
    truth = maps[~mask]
    expected = 1 - np.sum((truth - guesses) ** 2) / np.sum((truth - truth.mean()) ** 2)
    assert np.isclose(recoverability(maps, mask.astype(int)), max(0, expected))


@pytest.mark.parametrize("value", [0.0, 0.1, -3.0])
def test_maps_of_one_value_are_recovered_and_never_give_nan(value):
    maps = np.full((2, 5, 6, 3), value)
    mask = np.random.default_rng(0).random(maps.shape) >= 0.5
    assert recoverability(maps, mask) == 1
    assert recoverability(maps, np.zeros_like(maps)) == (value == 0)
    assert recoverability(np.where(mask, 0.0, 1.0), mask) == 0
    assert recoverability(maps + 1.0 * np.arange(6)[:, None], np.zeros_like(maps)) == 0


def test_recoverability_leaves_its_arrays_alone_and_reads_any_mask_of_0_and_1():
    rng = np.random.default_rng(3)
    maps = waves(rng).astype("float32")
    mask = rng.random(maps.shape) >= 0.3
    before = maps.copy(), mask.copy()
    given_as = [recoverability(maps, mask.astype(kind)) for kind in ("bool", "int64", "float32")]
    assert given_as[0] == given_as[1] == given_as[2]
    assert np.array_equal(maps, before[0]) and np.array_equal(mask, before[1])


@pytest.mark.parametrize(
    ("maps", "mask", "words"),
    [
        (np.zeros((2, 4, 4)), np.zeros((2, 4, 4)), "images x height x width x maps"),
        (np.zeros((2, 4, 4, 3)), np.zeros((4, 4, 3)), "a mask for each value"),
        (np.zeros((2, 4, 4, 3)), np.ones((2, 4, 4, 3)), "drop something"),
        (np.full((2, 4, 4, 3), np.nan), np.zeros((2, 4, 4, 3)), "finite"),
    ],
    ids=["three axes", "one mask for all", "nothing dropped", "not a number"],
)
def test_recoverability_refuses_what_leaves_nothing_to_guess(maps, mask, words):
    with pytest.raises(ValueError, match=f"Expected .*{words}"):
        recoverability(maps, mask)


def test_importing_it_leaves_the_slow_statistics_of_scipy_alone():
    script = "import sys, utils.measures; print('scipy.stats' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "False"
