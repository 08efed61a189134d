"""Dice, IoU and the F1 of boundaries: what their definitions say, an image at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.segmentation import boundary_f1, dice, iou

seeds = st.integers(0, 2**32 - 1)
SCORES = (dice, iou, boundary_f1)


def planted(seed, shape=(3, 12, 9, 1)):
    """A truth whose share of 1 differs between images, and probabilities."""
    rng = np.random.default_rng(seed)
    return (rng.random(shape) < rng.random((shape[0], 1, 1, 1))).astype("float32"), rng.random(shape)


def bar(*columns, side=20):
    mask = np.zeros((1, side, side, 1))
    mask[:, :, list(columns)] = 1
    return mask


@given(seeds, st.floats(0, 1))
def test_dice_and_iou_are_what_their_definitions_say_pixel_by_pixel(seed, threshold):
    truth, probability = planted(seed)
    for number, (t, p) in enumerate(zip(truth.reshape(3, -1), probability.reshape(3, -1), strict=True)):
        true, found = set(np.flatnonzero(t)), set(np.flatnonzero(p > threshold))
        overlap, union = len(true & found), len(true | found)
        assert np.isclose(iou(truth, probability, threshold)[number], overlap / union if union else 1)
        both = len(true) + len(found)
        assert np.isclose(dice(truth, probability, threshold)[number], 2 * overlap / both if both else 1)


@given(seeds)
def test_one_follows_from_the_other(seed):
    truth, probability = planted(seed)
    d, i = dice(truth, probability), iou(truth, probability)
    assert np.allclose(d, 2 * i / (1 + i))


@pytest.mark.parametrize("score", SCORES)
@given(seed=seeds)
def test_every_score_is_1_for_the_truth_and_the_same_if_both_change_sides(score, seed):
    truth, probability = planted(seed)
    assert np.array_equal(score(truth, truth), np.ones(3))
    predicted = (probability > 0.5).astype(float)
    assert np.allclose(score(truth, predicted), score(predicted, truth))
    assert ((score(truth, predicted) >= 0) & (score(truth, predicted) <= 1)).all()


@pytest.mark.parametrize("score", SCORES)
def test_empty_on_empty_is_1_and_empty_against_something_0(score):
    empty, full = np.zeros((1, 8, 8, 1)), np.ones((1, 8, 8, 1))
    assert score(empty, empty)[0] == score(full, full)[0] == 1
    assert score(empty, full)[0] == score(full, empty)[0] == 0


@pytest.mark.parametrize("score", SCORES)
def test_each_image_is_scored_alone_whatever_else_is_in_the_batch(score):
    truth, probability = planted(4, (6, 15, 15, 1))
    together = score(truth, probability)
    assert together.shape == (6,)
    assert np.array_equal(together, [score(truth[[k]], probability[[k]])[0] for k in range(6)])


@pytest.mark.parametrize("score", SCORES)
def test_images_of_several_sizes_come_in_lists_and_the_axis_of_the_channel_is_free(score):
    truth, probability = planted(5, (2, 10, 14, 1))
    expected = score(truth, probability)
    assert np.array_equal(score(list(truth), list(probability)), expected)
    assert np.array_equal(score(truth[..., 0], probability[..., 0]), expected)
    ragged = [truth[0], truth[1, :6]], [probability[0], probability[1, :6]]
    assert score(*ragged)[0] == expected[0]


@pytest.mark.parametrize("shift", range(6))
@pytest.mark.parametrize("tolerance", [0, 1, 2, 4.5])
def test_a_boundary_that_is_off_by_no_more_than_the_tolerance_is_found(shift, tolerance):
    truth, found = bar(4, side=40), bar(4 + shift, side=40)
    assert boundary_f1(truth, found, tolerance)[0] == float(shift <= tolerance)


@given(seeds)
def test_a_larger_tolerance_never_lowers_the_score(seed):
    truth, probability = planted(seed)
    scores = [boundary_f1(truth, probability, tolerance) for tolerance in (0, 1, 2, 5, 30)]
    assert (np.diff(scores, axis=0) >= 0).all()


def test_a_thick_structure_is_judged_by_its_rim_alone():
    truth, found = bar(*range(5, 15)), bar(*range(5, 15))
    found[:, 8:12, 9:11] = 0
    assert boundary_f1(truth, found, 1)[0] < dice(truth, found)[0]


@pytest.mark.parametrize("score", SCORES)
@pytest.mark.parametrize(
    ("truth", "probability", "words"),
    [
        (np.zeros((2, 4, 4, 1)), np.full((2, 4, 4, 1), 3.0), "in 0..1; got 3.0 to 3.0. Of logits take the sigmoid"),
        (np.zeros((2, 4, 4, 1)), np.full((2, 4, 4, 1), np.nan), "in 0..1"),
        (np.full((2, 4, 4, 1), 255), np.zeros((2, 4, 4, 1)), "truth of 0 and 1"),
        (np.zeros((2, 4, 4, 1)), np.zeros((2, 4, 4)), "shapes"),
        (np.zeros((2, 4, 4, 1)), np.zeros((3, 4, 4, 1)), "as many images"),
        (np.zeros((0, 4, 4, 1)), np.zeros((0, 4, 4, 1)), "at least 1"),
        (np.zeros((4, 4)), np.zeros((4, 4)), r"Write truth\[np.newaxis\]"),
    ],
    ids=["logits", "not a number", "0 and 255", "no channel", "other images", "no image", "one image"],
)
def test_what_cannot_be_scored_is_refused_in_words(score, truth, probability, words):
    with pytest.raises(ValueError, match=words):
        score(truth, probability)


def test_a_threshold_and_a_tolerance_have_their_ranges():
    empty = np.zeros((1, 4, 4, 1))
    with pytest.raises(ValueError, match="threshold as a probability"):
        dice(empty, empty, 127)
    with pytest.raises(ValueError, match="tolerance as a distance"):
        boundary_f1(empty, empty, -1)
