<<<<<<< HEAD
"""What utils.segmentation promises: scores by image, pieces that know their image, doubt that can be checked."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import mannwhitneyu

from utils.segmentation import (
    augmented,
    boundary_f1,
    dice,
    entropy,
    error_detection,
    folds,
    iou,
    reliability,
    tiles,
)

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


# Scores


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


# Pieces
=======
"""Pieces of annotated images: tiles and folds that never mix images, copies whose masks move along."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.segmentation import augmented, folds, tiles

seeds = st.integers(0, 2**32 - 1)
>>>>>>> tissue


def numbered(count, height, width):
    """Images in which no two pixels are alike, and as masks the parity of them."""
    images = np.arange(count * height * width, dtype="float64").reshape(count, height, width, 1)
    return images, images % 2


@given(st.integers(1, 3), st.integers(1, 12), st.integers(1, 12), st.integers(1, 12), st.integers(1, 12))
def test_tiles_hold_every_pixel_and_know_their_image(count, height, width, side, stride):
    side, images, masks = min(side, height, width), *numbered(count, height, width)
    cut = tiles(images, masks, side, stride=min(stride, side))
    assert cut.images.shape == cut.masks.shape == (len(cut.source), side, side, 1)
    assert np.array_equal(cut.images % 2, cut.masks)
    assert set(cut.images.ravel()) == set(images.ravel())
    assert np.array_equal(cut.images[:, 0, 0, 0] // (height * width), cut.source)
    assert len({tile.tobytes() for tile in cut.images}) == len(cut.images)


def test_tiles_that_fit_do_not_overlap():
    cut = tiles(*numbered(2, 12, 8), 4)
    assert len(cut.images) == 2 * 3 * 2 and len(set(cut.images.ravel())) == cut.images.size


def test_images_of_several_sizes_can_be_cut():
    images = [np.zeros((8, 8, 1)), np.ones((4, 12, 1))]
    cut = tiles(images, images, 4)
    assert list(cut.source) == [0] * 4 + [1] * 3 and np.array_equal(cut.images.mean(axis=(1, 2, 3)), cut.source)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (dict(side=9), "at least 9 x 9 pixels; got 8 x 8 pixels in image 0"),
        (dict(side=0), "side as a whole number"),
        (dict(side=2.0), "side as a whole number"),
        (dict(side=4, stride=0), "stride as a whole number"),
        (dict(side=4, masks=np.zeros((2, 8, 7, 1))), "a mask of its shape"),
        (dict(side=4, masks=np.zeros((1, 8, 8, 1))), "a mask of its shape"),
        (dict(side=4, images=[], masks=[]), "images x height x width x 1"),
        (dict(side=4, images=np.zeros((2, 8, 8)), masks=np.zeros((2, 8, 8))), "images x height x width x 1"),
    ],
)
def test_what_cannot_be_cut_is_refused_in_words(asked, words):
    with pytest.raises(ValueError, match=words):
        tiles(**{**dict(images=np.zeros((2, 8, 8, 1)), masks=np.zeros((2, 8, 8, 1))), **asked})


@given(st.integers(2, 40), st.integers(2, 10), st.integers(0, 99))
def test_each_image_is_validated_on_once_and_never_trained_on_then(count, parts, seed):
    parts = min(parts, count)
    split = folds(count, folds=parts, seed=seed)
    assert len(split) == parts
    assert sorted(np.concatenate([fold.validation for fold in split])) == list(range(count))
    for fold in split:
        assert sorted([*fold.train, *fold.validation]) == list(range(count))
    sizes = [len(fold.validation) for fold in split]
    assert max(sizes) - min(sizes) <= 1


def test_a_seed_gives_one_division_and_images_count_for_themselves():
    first, again, other = folds(30), folds(np.zeros((30, 4, 4, 1))), folds(30, seed=1)
    assert all(np.array_equal(a.validation, b.validation) for a, b in zip(first, again, strict=True))
    assert any(not np.array_equal(a.validation, b.validation) for a, b in zip(first, other, strict=True))


@pytest.mark.parametrize(("count", "parts"), [(4, 5), (5, 1), (5, 2.0), (5, True), (0, 5)])
def test_folds_that_cannot_be_are_refused(count, parts):
    with pytest.raises(ValueError, match="Expected from 2 folds"):
        folds(count, folds=parts)


@given(seeds, st.integers(2, 9), st.integers(2, 9), st.data())
def test_image_and_mask_move_together(seed, height, width, data):
    images, masks = numbered(4, height, width)
    shift = data.draw(st.integers(0, min(height, width) - 1))
    moved = augmented(images, masks, np.random.default_rng(seed), shift=shift)
    assert moved.images.shape == images.shape and np.array_equal(moved.images % 2, moved.masks)
    for before, after in zip(images, moved.images, strict=True):
        assert set(after.ravel()) <= set(before.ravel())
        assert shift or set(after.ravel()) == set(before.ravel())


@pytest.mark.parametrize(("width", "positions"), [(3, 8), (4, 4)])
def test_every_position_of_an_image_comes_about_as_often_as_any_other(width, positions):
    images = np.broadcast_to(numbered(1, 3, width)[0], (4000, 3, width, 1))
    found = augmented(images, images, np.random.default_rng(0)).images
    counts = np.unique(found.reshape(4000, -1), axis=0, return_counts=True)[1]
    assert len(counts) == positions
    assert abs(counts - 4000 / positions).max() < 6 * np.sqrt(4000 / positions)


def test_a_shift_moves_by_whole_pixels_each_way_and_mirrors_in_what_is_missing():
    images, _ = numbered(1, 9, 7)
    images = np.broadcast_to(images, (600, 9, 7, 1))
    moved = augmented(images, images, np.random.default_rng(1), shift=2).images
    every = set()
    for flipped in (images[0, ::down, ::right] for down in (1, -1) for right in (1, -1)):
        padded = np.pad(flipped, ((2, 2), (2, 2), (0, 0)), mode="reflect")
        every |= {padded[top : top + 9, left : left + 7].tobytes() for top in range(5) for left in range(5)}
    seen = {image.tobytes() for image in moved}
    assert seen <= every and len(seen) > 80 and len(every) == 100


def test_augmentation_leaves_its_arrays_alone_and_follows_its_generator():
    images, masks = numbered(5, 6, 6)
    before = images.copy()
    one, same, other = (augmented(images, masks, np.random.default_rng(k), shift=1).images for k in (0, 0, 1))
    assert np.array_equal(one, same) and not np.array_equal(one, other) and np.array_equal(images, before)


@pytest.mark.parametrize("shift", [-1, 1.0, 4, True])
def test_a_shift_stays_within_the_image(shift):
    with pytest.raises(ValueError, match="shift as a whole number of pixels within the image"):
        augmented(np.zeros((1, 4, 4, 1)), np.zeros((1, 4, 4, 1)), np.random.default_rng(0), shift=shift)


def test_images_of_several_sizes_are_cut_before_they_are_augmented():
    images = [np.zeros((4, 4, 1)), np.zeros((4, 5, 1))]
    with pytest.raises(ValueError, match=r"one size; got several\. Cut them into tiles"):
        augmented(images, images, np.random.default_rng(0))
<<<<<<< HEAD


# Doubt


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
=======
>>>>>>> tissue
