"""Pieces of annotated images: tiles and folds that never mix images, copies whose masks move along."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.segmentation import augmented, folds, tiles

seeds = st.integers(0, 2**32 - 1)


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
