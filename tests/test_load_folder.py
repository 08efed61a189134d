"""A learner's own images: any size and bit depth comes in, scaled by its white, each with its mask."""

import unicodedata
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.example_folders import GREYS, LINES, load, save, three_pairs
from utils.data import Annotated, load_folder
from utils.segmentation import tiles

DEPTHS = {
    "8 bits": (GREYS, 255),
    "16 bits": (GREYS.astype("uint16") * 250, 65535),
    "1 bit": (GREYS % 2 == 0, 1),
    "floats in 0..1": (GREYS.astype("float32") / 300, 1),
}


@pytest.fixture
def desk(tmp_path):
    return three_pairs(tmp_path)


def test_pairs_come_as_arrays_in_the_order_people_count(desk):
    found = load(desk, foreground=255)
    assert isinstance(found, Annotated)
    for part in found:
        assert part.shape == (3, 6, 8, 1) and part.dtype == np.float32
    for image, mask, by in zip(*found, (1, 2, 10), strict=True):
        assert np.allclose(image[..., 0] * 255, np.roll(GREYS, by)) and np.array_equal(
            mask[..., 0] * 255, np.roll(LINES, by)
        )


def test_foreground_0_takes_the_black_of_the_masks_and_is_the_default(desk):
    assert np.array_equal(load(desk).masks, 1 - load(desk, foreground=255).masks)


@pytest.mark.parametrize("ending", ["png", "tif", "TIFF"])
@pytest.mark.parametrize("depth", DEPTHS)
def test_every_bit_depth_is_scaled_by_its_white(tmp_path, depth, ending):
    values, white = DEPTHS[depth]
    if values.dtype == np.float32 and ending == "png":
        pytest.skip("a PNG holds no floats")
    image = save(tmp_path / f"image.{ending}", values)
    found = load_folder(image, save(tmp_path / "mask.png", LINES))
    assert np.allclose(found.images[0, ..., 0], values / white)


@pytest.mark.parametrize("values", [np.array([0, 255]), np.array([0, 1]), np.array([7, 900]), np.array([0.0, 1.0])])
@pytest.mark.parametrize("which", [0, 1])
def test_masks_of_any_two_values_are_read(tmp_path, values, which):
    kind = "float32" if values.dtype.kind == "f" else "uint8" if values.max() < 256 else "uint16"
    mask = save(tmp_path / "mask.tif", values[(LINES > 0).astype(int)].astype(kind))
    found = load_folder(save(tmp_path / "image.png", GREYS), mask, foreground=values[which])
    assert np.array_equal(found.masks[0, ..., 0], (LINES > 0) == which)


def test_masks_of_one_bit_hold_0_and_1(tmp_path):
    mask = save(tmp_path / "mask.png", LINES > 0)
    found = load_folder(save(tmp_path / "image.png", GREYS), mask, foreground=1)
    assert np.array_equal(found.masks[0, ..., 0], LINES / 255)


@pytest.mark.parametrize("compression", [None, "tiff_lzw", "tiff_deflate", "packbits"])
@pytest.mark.parametrize("depth", DEPTHS)
def test_a_stack_is_an_image_a_page(tmp_path, compression, depth):
    values, white = DEPTHS[depth]
    sheets = [Image.fromarray(np.roll(values, k)) for k in range(5)]
    marks = [Image.fromarray(np.roll(LINES, k)) for k in range(5)]
    image = save(
        tmp_path / "volume.tif", sheets[0], save_all=True, append_images=sheets[1:], compression=compression
    )
    mask = save(tmp_path / "labels.tif", marks[0], save_all=True, append_images=marks[1:])
    found = load_folder(str(image), str(mask), foreground=255)
    for k in range(5):
        assert np.allclose(found.images[k, ..., 0], np.roll(values, k) / white)
        assert np.array_equal(found.masks[k, ..., 0], np.roll(LINES, k) / 255)


def test_floats_beyond_0_and_1_are_spread_over_all_images_alike(tmp_path):
    for k, factor in enumerate((10.0, 40.0)):
        save(tmp_path / "images" / f"{k}.tif", (GREYS.astype("float32") - 100) * factor)
        save(tmp_path / "masks" / f"{k}.png", LINES)
    images = load(tmp_path).images
    assert images.min() == 0 and images.max() == 1
    assert np.isclose(np.ptp(images[1]), 4 * np.ptp(images[0]))


def test_signed_numbers_of_32_bits_are_spread_like_floats(tmp_path):
    image = save(tmp_path / "a.tif", GREYS.astype("int32") * 70_000)
    found = load_folder(image, save(tmp_path / "m.png", LINES))
    assert np.allclose(found.images[0, ..., 0], GREYS / GREYS.max())


def test_images_of_several_sizes_come_as_lists_that_can_be_cut(desk):
    save(desk / "images" / "2.png", np.tile(GREYS, (2, 1)))
    save(desk / "masks" / "2.png", np.tile(LINES, (2, 1)))
    found = load(desk)
    assert [image.shape for image in found.images] == [(6, 8, 1), (12, 8, 1), (6, 8, 1)]
    assert np.array_equal(np.bincount(tiles(*found, 4).source), [4, 6, 4])


def test_grey_in_three_channels_or_a_palette_is_grey(tmp_path):
    mask = save(tmp_path / "m.png", LINES)
    grey = Image.fromarray(GREYS)
    for mode in ("RGB", "RGBA", "LA", "P", "CMYK"):
        image = save(tmp_path / ("a.tif" if mode == "CMYK" else "a.png"), grey.convert(mode))
        assert np.allclose(load_folder(image, mask).images[0, ..., 0] * 255, GREYS, atol=1)


def test_numbered_objects_are_structure_by_one_word(tmp_path):
    labels = np.where(LINES > 0, GREYS.astype("uint16") * 9 + 1, 0).astype("uint16")
    image = save(tmp_path / "image.png", GREYS)
    coloured = np.stack([labels % 4, 0 * labels, 0 * labels, 0 * labels + 255], axis=-1).astype("uint8")
    coloured[..., 0][LINES > 0] += 1
    palette = Image.fromarray((labels % 250).astype("uint8"))
    palette.putpalette([value for k in range(256) for value in (255 - k, k, 9)])
    for mask in (labels, coloured, palette):
        found = load_folder(image, save(tmp_path / "mask.png", mask), foreground="nonzero")
        assert np.array_equal(found.masks[0, ..., 0], LINES / 255)


def test_cameras_of_12_bits_are_brought_to_light_by_their_white(tmp_path):
    image, mask = save(tmp_path / "a.tif", GREYS.astype("uint16") * 16), save(tmp_path / "m.png", LINES)
    with pytest.warns(UserWarning, match="brightest pixel of all is 3760 .* Write white=4095"):
        dark = load_folder(image, mask)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bright = load_folder(image, mask, white=4095)
    assert np.allclose(bright.images * 4095, dark.images * 65535, atol=1e-2)
    assert load_folder(image, mask, white=1000).images.max() == 1


def test_a_tag_that_turns_both_of_a_pair_changes_nothing(tmp_path):
    tag = Image.Exif()
    tag[0x0112] = 6
    save(tmp_path / "images" / "a.png", GREYS, exif=tag)
    save(tmp_path / "masks" / "a.png", LINES, exif=tag)
    images, masks = load(tmp_path)
    assert np.array_equal(masks[0, ..., 0], LINES == 0)
    assert np.array_equal(images[0, ..., 0], (GREYS / 255).astype("float32"))


def test_names_are_the_same_however_an_umlaut_is_written(tmp_path):
    composed, apart = (unicodedata.normalize(form, "zürich") for form in ("NFC", "NFD"))
    save(tmp_path / "images" / f"{composed}.png", GREYS)
    save(tmp_path / "masks" / f"{apart}.png", LINES)
    assert len(load(tmp_path).images) == 1


def test_what_has_no_partner_is_left_out_with_a_warning_that_names_it(desk):
    save(desk / "images" / "lonely.png", GREYS)
    (desk / "images" / "._1.png").write_bytes(b"what macOS leaves behind")
    (desk / "masks" / "notes.txt").write_text("drawn in autumn")
    with pytest.warns(UserWarning, match=r"Left out.*lonely\.png") as heard:
        found = load_folder(desk / "images", desk / "masks")
    assert len(found.images) == 3 and len(heard) == 1 and heard[0].filename == __file__
    assert "._1.png" not in str(heard[0].message)


@settings(deadline=None, max_examples=25)
@given(height=st.integers(1, 40), width=st.integers(2, 40), seed=st.integers(0, 99), deep=st.booleans())
def test_what_was_saved_is_what_is_loaded(tmp_path_factory, height, width, seed, deep):
    rng, desk = np.random.default_rng(seed), tmp_path_factory.mktemp("desk")
    values = rng.integers(0, 65536 if deep else 256, (height, width)).astype("uint16" if deep else "uint8")
    values[0, 0], values[0, 1] = 0, np.iinfo(values.dtype).max
    mask = rng.permutation(np.arange(height * width) % 2).reshape(height, width).astype("uint8")
    found = load_folder(save(desk / "a.png", values), save(desk / "m.png", mask))
    assert np.array_equal(np.rint(found.images[0, ..., 0] * (65535 if deep else 255)), values)
    assert np.array_equal(found.masks[0, ..., 0], 1 - mask)
