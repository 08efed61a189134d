"""Your own microscopy: PNG or TIFF images and the masks that someone drew, paired by the names of the files."""

import re
import unicodedata
import warnings
from itertools import chain
from pathlib import Path

import numpy as np

from utils.data.annotated import Annotated
from utils.data.drawn import structure
from utils.data.grey import scaled
from utils.data.pages import UPRIGHT, listed, pages

ENDINGS = (".png", ".tif", ".tiff")


def load_folder(images, masks, *, foreground=0, white=None):
    """Load the images of a folder and their masks from another, each pair of one name, as `Annotated`.

    Two files instead of two folders are a pair as well. Each page of a TIFF stack is an image; its mask is the same
    page of the other file. Images come in the order of their names (2 before 10).

    `foreground` is the value in the mask files that marks the structure sought: 0 where it is drawn in black.
    "nonzero" takes all but 0 (black), as in masks that number or colour each object.
    `white` is the value that becomes 1, what is above it too; by default what the bit depth says (1, 255 or 65535).
    32-bit integers and floats stay as they are where all lie in 0..1; else the lowest value in all such images
    becomes 0 and the highest 1.

    Images of one size make arrays, images of several sizes lists: `utils.segmentation.tiles` takes both.
    Raises OSError for what is missing or cannot be read, ValueError for what does not fit, naming the file.
    """
    images, masks = Path(images).expanduser(), Path(masks).expanduser()
    both = [fitting(*pair) for pair in paired(images, masks)]
    seen, drawn = (list(chain.from_iterable(side)) for side in zip(*both, strict=True))
    return Annotated(as_one(scaled(seen, white)), as_one(structure(drawn, foreground)))


def paired(images, masks):
    """Return (image, mask) paths: of two files themselves, of two folders the files of equal names."""
    for path in (images, masks):
        if not path.exists():
            raise FileNotFoundError(
                f"Expected a folder or a file; found nothing at {path.absolute()}. Check the path."
            )
    if images.is_file() and masks.is_file():
        return [(images, masks)]
    if images.is_file() or masks.is_file():
        raise ValueError(f"Expected two folders or two files; got {images} and {masks}. Give the other as well.")
    of_images, of_masks = files_in(images), files_in(masks)
    both = sorted(of_images.keys() & of_masks.keys(), key=as_counted)
    if not both:
        got = f"{listed(of_images)} in {images}, {listed(of_masks)} in {masks}"
        raise ValueError(f"Expected a mask named like its image; got {got}. Rename them: a.png belongs to a.tif.")
    alone = of_images.keys() ^ of_masks.keys()
    if alone:
        files = listed({**of_masks, **of_images}[stem] for stem in sorted(alone, key=as_counted))
        warnings.warn(f"Left out, for want of a partner of the same name: {files}.", stacklevel=3)
    return [(of_images[stem], of_masks[stem]) for stem in both]


def files_in(folder):
    """Return the PNG and TIFF files of a folder by their names without ending; hidden ones are left out."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    found = {}
    for path in (path for path in files if path.suffix.lower() in ENDINGS):
        stem = unicodedata.normalize("NFC", path.stem)  # a Mac may write an umlaut as two characters
        if stem in found:
            raise ValueError(f"Expected each name once; got {found[stem]} and {path}. Take one of them away.")
        found[stem] = path
    if not found:
        got = listed(path.name for path in files) if files else "no file"
        raise ValueError(
            f"Expected PNG or TIFF files in {folder}; got {got}. Convert other formats, or check the path."
        )
    return found


def fitting(image, mask):
    """Return the pages of an image file and of its mask file, if they are as many and of the same sizes."""
    seen, drawn = pages(image), pages(mask, labels=True)
    if len(seen) != len(drawn):
        got = f"{len(seen)} in {image} and {len(drawn)} in {mask}"
        raise ValueError(f"Expected a page of masks for each page of images; got {got}. Export the missing pages.")
    for one, other in zip(seen, drawn, strict=True):
        if one.values.ndim == 3:
            then = "Save it in grey, or one channel of it"
            raise ValueError(f"Expected a grey image; got a coloured one in {one.where}. {then}.")
        if one.orientation != other.orientation:
            alone = one if other.orientation == UPRIGHT else other
            got = f"a tag that turns {alone.where} alone (Exif orientation {alone.orientation})"
            then = "Turn its pixels themselves, upright in every program, and save it without the tag"
            raise ValueError(f"Expected an image and its mask turned alike; got {got}. {then}.")
        if one.values.shape != other.values.shape[:2]:
            got = f"{size(one)} in {one.where} and {size(other)} in {other.where}"
            raise ValueError(
                f"Expected a mask of its image's size; got {got}. Export the mask once more, unscaled."
            )
        if one.values.min() == one.values.max():
            then = "Is it empty? Take it and its mask away"
            raise ValueError(f"Expected an image; got {one.values.min()} in every pixel of {one.where}. {then}.")
    return seen, drawn


def size(page):
    return " x ".join(map(str, page.values.shape[:2])) + " pixels"


def as_counted(name):
    """Return a name in pieces that sort as people count: 2 before 10."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)]


def as_one(images):
    """Return images (height x width) and an axis for the channel: an array where all have one size, else a list."""
    apart = [image[..., np.newaxis] for image in images]
    return np.stack(apart) if len({image.shape for image in apart}) == 1 else apart
