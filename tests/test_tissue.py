"""Generated tissue: the same for one seed, honest about what is membrane, and full of what only looks like it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter, label

from tests.long_proof import sample
from utils.data import Annotated, load
from utils.segmentation import error_detection


@pytest.fixture(scope="module")
def tissue():
    return load("tissue")


def test_the_defaults_are_twelve_images_of_128_pixels_with_masks_of_0_and_1(tissue):
    assert isinstance(tissue, Annotated)
    for part in tissue:
        assert part.shape == (12, 128, 128, 1) and part.dtype == np.float32 and part.min() >= 0 and part.max() <= 1
    assert set(np.unique(tissue.masks)) == {0, 1}


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 4), st.integers(16, 70), st.integers(0, 2**40))
def test_image_k_of_a_seed_does_not_depend_on_how_many_are_asked_for(images, side, seed):
    few, many = (load("tissue", images=n, side=side, seed=seed) for n in (images, images + 2))
    assert all(np.array_equal(a, b[:images]) for a, b in zip(few, many, strict=True))
    assert few.images.shape == few.masks.shape == (images, side, side, 1)


def test_no_two_images_are_alike_within_a_seed_or_between_seeds():
    every = np.concatenate([load("tissue", images=4, side=32, seed=seed).images for seed in (0, 1, 2, 2**32)])
    assert len({image.tobytes() for image in every}) == len(every)


def test_numpy_numbers_and_none_are_taken_as_they_are_meant():
    one = load("tissue", images=np.int64(2), side=np.int32(32), seed=np.uint8(3), train=None)
    assert np.array_equal(one.images, load("tissue", images=2, side=32, seed=3).images)


@pytest.mark.parametrize("side", sample([64, 128, 256], 1, quick=1))
def test_membranes_cover_the_same_share_at_every_side(side):
    share = load("tissue", images=6, side=side, seed=5).masks.mean()
    assert 0.18 < share < 0.30


@pytest.mark.slow
def test_a_larger_image_shows_more_cells_and_not_larger_ones():
    sizes = []
    for side in (96, 288):
        masks = load("tissue", images=4, side=side, seed=1).masks[..., 0]
        cells = sum(label(mask == 0)[1] for mask in masks) / len(masks)
        sizes.append(side**2 / cells)
    assert 0.6 < sizes[0] / sizes[1] < 1.3


def test_every_image_shows_several_cells_parted_by_membranes(tissue):
    assert all(label(mask == 0)[1] > 10 for mask in tissue.masks[..., 0])


def test_membranes_are_darker_than_cells_yet_no_threshold_parts_them(tissue):
    for image, mask in zip(tissue.images, tissue.masks, strict=True):
        smooth = gaussian_filter(image[..., 0], 1)
        assert 0.7 < error_detection(-smooth, mask[..., 0]) < 0.95


def test_many_pixels_that_are_no_membrane_are_as_dark_as_one(tissue):
    inside = tissue.masks[..., 0] == 0
    smooth = np.stack([gaussian_filter(image, 1) for image in tissue.images[..., 0]])
    median = np.median(smooth[~inside])
    dark = inside & (smooth < median)
    assert 0.03 < dark.sum() / inside.sum() < 0.25


def test_the_light_is_uneven(tissue):
    corners = gaussian_filter(tissue.images[..., 0], (0, 25, 25))
    assert np.mean(corners.max(axis=(1, 2)) / corners.min(axis=(1, 2))) > 1.2


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (dict(side=15), "Expected side as a whole number, at least 16; got 15"),
        (dict(side=64.0), "Expected side as a whole number"),
        (dict(images=0), "Expected images as a whole number, at least 1; got 0"),
        (dict(images=True), "Expected images as a whole number"),
        (dict(images="3"), "Expected images as a whole number"),
        (dict(seed=-1), "Expected seed as a whole number, at least 0; got -1"),
        (dict(seed=None), "Expected seed as a whole number"),
        (dict(train=400), r"'tissue' only images, side and seed; got train=400. Write load\('tissue', images=12"),
        (dict(classes=(1, 2), wrong_labels=0.3), r"got wrong_labels=0.3, classes=\(1, 2\). Write"),
    ],
)
def test_a_request_that_tissue_cannot_meet_says_what_to_write(asked, message):
    with pytest.raises(ValueError, match=message):
        load("tissue", **asked)


@pytest.mark.parametrize("name", ["digits", "fashion_mnist"])
@pytest.mark.parametrize("asked", [dict(images=12), dict(side=128), dict(images=1, side=16, train=4)])
def test_a_request_for_tissue_by_another_name_says_what_to_write(name, asked):
    with pytest.raises(ValueError, match=rf"{name}' only train, .*; got .*Write load\('{name}', train=400"):
        load(name, **asked)
