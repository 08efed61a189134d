"""Whatever is wrong with a learner's own images is told once, with the file's name and the next step."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from tests.example_folders import GREYS, LINES, load, save, three_pairs
from utils.data import load_folder
from utils.data import pages as readers


@pytest.fixture
def desk(tmp_path):
    return three_pairs(tmp_path)


def refuses(kind, desk, *words, **options):
    """Loading fails with one message that holds these words, on one line, without a second traceback."""
    with pytest.raises(kind) as problem:
        load(desk, **options)
    message = str(problem.value)
    assert "\n" not in message and message.endswith(".") and message[:8] in ("Expected", "Could no"), message
    assert problem.value.__cause__ is None and (problem.value.__suppress_context__ or not problem.value.__context__)
    for word in words:
        assert word in message, message


def test_a_missing_folder_is_named(desk):
    with pytest.raises(FileNotFoundError, match=r"found nothing at .*nowhere"):
        load_folder(desk / "nowhere", desk / "masks")


def test_a_folder_and_a_file_are_no_pair(desk):
    with pytest.raises(ValueError, match="two folders or two files"):
        load_folder(desk / "images" / "1.png", desk / "masks")


def test_an_empty_folder_is_named(tmp_path):
    for folder in ("images", "masks"):
        (tmp_path / folder).mkdir()
    refuses(ValueError, tmp_path, "PNG or TIFF files", "images", "got no file")


def test_a_folder_of_other_formats_says_what_it_holds(desk):
    for path in (desk / "images").iterdir():
        path.rename(path.with_suffix(".jpg"))
    refuses(ValueError, desk, "PNG or TIFF files", "1.jpg", "Convert")


def test_without_a_pair_both_lists_of_names_are_shown(desk):
    for path in (desk / "masks").iterdir():
        path.rename(path.with_stem(path.stem + "_mask"))
    refuses(ValueError, desk, "1, 10, 2", "10_mask", "Rename")


def test_a_name_that_comes_twice_is_refused(desk):
    save(desk / "images" / "2.tif", GREYS)
    refuses(ValueError, desk, "2.png", "2.tif", "each name once")


def test_a_mask_of_another_size_is_named_with_both_sizes(desk):
    save(desk / "masks" / "2.png", LINES[:5])
    refuses(ValueError, desk, "6 x 8 pixels", "5 x 8 pixels", str(desk / "masks" / "2.png"))


def test_a_stack_with_a_page_too_few_says_how_many(tmp_path):
    sheets = [Image.fromarray(np.roll(GREYS, k)) for k in range(3)]
    save(tmp_path / "images" / "a.tif", sheets[0], save_all=True, append_images=sheets[1:])
    save(tmp_path / "masks" / "a.tif", LINES)
    refuses(ValueError, tmp_path, "3 in ", "1 in ", "a.tif")


def test_a_page_that_is_wrong_is_named_by_its_number(tmp_path):
    sheets = [Image.fromarray(np.roll(GREYS, k) * (k != 1)) for k in range(3)]
    save(tmp_path / "images" / "a.tif", sheets[0], save_all=True, append_images=sheets[1:])
    save(
        tmp_path / "masks" / "a.tif",
        Image.fromarray(LINES),
        save_all=True,
        append_images=[Image.fromarray(LINES)] * 2,
    )
    refuses(ValueError, tmp_path, "page 2 of ", "a.tif", "in every pixel")


@pytest.mark.parametrize("mask", [GREYS, np.where(LINES > 0, LINES, 7)], ids=["soft edges", "another black"])
def test_a_mask_that_adds_a_third_value_is_named(desk, mask):
    save(desk / "masks" / "10.png", mask.astype("uint8"))
    refuses(ValueError, desk, "a mask of two values", "10.png", 'foreground="nonzero"', "others hold 0, 255")


def test_a_coloured_mask_is_named(desk):
    save(desk / "masks" / "1.png", np.stack([LINES, 0 * LINES, LINES // 2], axis=-1))
    refuses(ValueError, desk, "got colours", "1.png", 'foreground="nonzero"')


@pytest.mark.parametrize(
    ("foreground", "words"),
    [
        (1, ["hold 0 and 255", "foreground=1"]),
        ("white", ["a value of the mask files", "'white'"]),
        (None, ["a value of the mask files", "None"]),
        (True, ["a value of the mask files"]),
        ((0, 255), ["a value of the mask files"]),
    ],
)
def test_a_foreground_that_the_masks_lack_says_what_they_hold(desk, foreground, words):
    refuses(ValueError, desk, *words, foreground=foreground)


@pytest.mark.parametrize(("value", "foreground"), [(0, 0), (255, 0), (0, "nonzero"), (255, "nonzero")])
def test_masks_that_divide_nothing_are_refused(desk, value, foreground):
    for path in (desk / "masks").iterdir():
        save(path, np.full_like(LINES, value))
    refuses(ValueError, desk, "structure and background", "masks", foreground=foreground)


def test_one_image_without_structure_is_no_mistake(desk):
    save(desk / "masks" / "2.png", np.full_like(LINES, 255))
    assert load(desk).masks[1].sum() == 0


def test_a_coloured_image_is_named(desk):
    save(desk / "images" / "2.png", np.stack([GREYS, GREYS // 2, GREYS], axis=-1))
    refuses(ValueError, desk, "a coloured one in", "2.png", "Save it in grey")


@pytest.mark.parametrize("folder", ["images", "masks"])
@pytest.mark.parametrize("orientation", [3, 6])
def test_a_tag_that_turns_one_of_a_pair_alone_is_named(desk, folder, orientation):
    tag = Image.Exif()
    tag[0x0112] = orientation
    save(desk / folder / "2.png", LINES, exif=tag)
    refuses(ValueError, desk, "turned alike", f"orientation {orientation}", str(desk / folder / "2.png"))


def test_a_tag_that_turns_one_page_of_a_tiff_is_named(tmp_path):
    save(tmp_path / "images" / "a.tif", GREYS, tiffinfo={0x0112: 3})
    save(tmp_path / "masks" / "a.tif", LINES)
    refuses(ValueError, tmp_path, "turned alike", "a.tif")


def test_a_constant_image_is_named(desk):
    save(desk / "images" / "2.png", np.full_like(GREYS, 9))
    refuses(ValueError, desk, "got 9 in every pixel of", "2.png")


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("folder", ["images", "masks"])
def test_floats_that_are_no_number_are_named(desk, folder, value):
    (desk / folder / "2.png").unlink()
    save(desk / folder / "2.tif", np.where(GREYS == 5, value, GREYS / 255).astype("float32"))
    refuses(ValueError, desk, "NaN or infinity in", "2.tif")


@pytest.mark.parametrize("ending", ["png", "tif"])
@pytest.mark.parametrize("keep", [0, 7, 0.3, 0.8])
@pytest.mark.parametrize("folder", ["images", "masks"])
def test_a_truncated_file_is_named(desk, folder, keep, ending):
    path = save(desk / folder / f"2.{ending}", np.random.default_rng(0).integers(0, 2, (6, 8)).astype("uint8"))
    if ending == "tif":
        (desk / folder / "2.png").unlink()
    whole = path.read_bytes()
    path.write_bytes(whole[: keep if isinstance(keep, int) else int(keep * len(whole))])
    refuses(OSError, desk, "Could not read", f"2.{ending}", "Export it once more")


def test_a_file_that_was_changed_on_its_way_is_named(desk):
    path = desk / "images" / "2.png"
    content = bytearray(path.read_bytes())
    content[content.index(b"IDAT") + 12] ^= 1
    path.write_bytes(content)
    refuses(OSError, desk, "Could not read", "2.png")


@pytest.mark.parametrize(
    "content", [b"<html>log in</html>", b"\x89PNG\r\n\x1a\n" + bytes(99), b"II*\x00" + bytes(99)]
)
def test_a_file_that_only_has_the_name_of_an_image_is_named(desk, content):
    (desk / "images" / "2.png").write_bytes(content)
    refuses(OSError, desk, "Could not read", "2.png")


def test_a_jpeg_by_the_name_of_a_png_is_named(desk):
    save(desk / "images" / "2.png", GREYS, format="JPEG")
    refuses(OSError, desk, "Could not read", "2.png", "really a PNG")


def bomb(side):
    """A PNG of so many pixels a side in few bytes."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [12_000, 60_000, 2**31 - 1])
def test_an_image_too_large_for_the_memory_is_named_and_never_unpacked(desk, side):
    (desk / "images" / "2.png").write_bytes(bomb(side))
    refuses(ValueError, desk, "at most 134,217,728 pixels", "2.png", "Cut it into smaller images")


def test_a_stack_too_large_for_the_memory_is_refused_by_the_sum_of_its_pages(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "LIMIT", 100)
    sheets = [Image.fromarray(np.roll(GREYS, k)) for k in range(3)]
    save(tmp_path / "images" / "a.tif", sheets[0], save_all=True, append_images=sheets[1:])
    save(tmp_path / "masks" / "a.tif", LINES)
    refuses(ValueError, tmp_path, "at most 100 pixels", "a.tif")


@pytest.mark.parametrize("white", [0, -1, np.nan, np.inf, "4095", True])
def test_white_is_a_value_above_0(desk, white):
    refuses(ValueError, desk, "white as the value of a white pixel", "Write white=4095", white=white)
