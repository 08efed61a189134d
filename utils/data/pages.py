"""The pages of a PNG or TIFF file as the values that stand in it, and one clear error for a file that has none."""

import warnings
from typing import NamedTuple

import numpy as np
from PIL import Image

FORMATS = ("PNG", "TIFF")
ORIENTATION, UPRIGHT = 0x0112, 1  # the tag of Exif and TIFF, and its value where nothing is to be turned
LIMIT = 2**27  # pixels of one file: half a GB once they are float32
WHITE = {
    "1": 1,
    "L": 255,
    "P": 255,
    "I;16": 65535,
    "I;16B": 65535,
    "I;16L": 65535,
    "I;16N": 65535,
    "I": None,
    "F": None,
}


class Page(NamedTuple):
    """One image of a file: height x width, or height x width x 3 if coloured.

    `white` is the value of white by bit depth, None where a file has none (32-bit integers and floats); `where`
    names the file, and the page of a stack. `orientation` is how viewers are told to turn it (Exif, 1 to 8).
    """

    values: np.ndarray
    white: int | None
    where: str
    orientation: int = UPRIGHT


def pages(path, *, labels=False):
    """Return the Pages of a PNG or TIFF file, one unless it is a stack.

    Three equal channels are one of grey, and an alpha channel is left out. A coloured palette gives its colours, or
    with `labels` the numbers of the colours, which is what label images mean.

    Raises OSError for a file that cannot be read, ValueError for one that is too large or holds NaN.
    """
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=FORMATS) as file:
            file.verify()  # the checksums of a PNG, which its decoder does not look at
        found = read(path, labels)
    except Image.DecompressionBombError:
        found = None
    except Exception as problem:  # a decoder fails in its own ways: SyntaxError, EOFError, struct.error
        reason = " ".join(str(problem).split()) or type(problem).__name__
        then = "Is it whole, and really a PNG or a TIFF? Export it once more"
        raise OSError(f"Could not read {path}: {reason}. {then}.") from None
    if found is None:
        then = "Cut it into smaller images first"
        raise ValueError(f"Expected at most {LIMIT:,} pixels in a file; got more in {path}. {then}.")
    for page in found:
        if not np.isfinite(page.values).all():
            then = "Replace them before you save the file"
            raise ValueError(f"Expected finite numbers; got NaN or infinity in {page.where}. {then}.")
    return found


def read(path, labels):
    """Return the Pages of a file, or None where they are more than LIMIT pixels in all."""
    found, pixels = [], 0
    with warnings.catch_warnings(action="ignore"), Image.open(path, formats=FORMATS) as file:
        count = getattr(file, "n_frames", 1)
        for number in range(count):
            file.seek(number)
            pixels += file.width * file.height
            if pixels > LIMIT:
                return None
            where = f"page {number + 1} of {path}" if count > 1 else str(path)
            orientation = file.getexif().get(ORIENTATION) or UPRIGHT  # decoding a TIFF takes it away
            found.append(Page(values(file, labels), WHITE.get(file.mode, 255), where, orientation))
    return found


def values(page, labels):
    """Return the values of an opened page: height x width, or height x width x 3 if it is coloured."""
    if page.mode in WHITE and page.mode != "P":
        return np.array(page, dtype="uint8" if page.mode == "1" else None)
    colours = np.array(page.convert("RGB"))
    if (colours == colours[..., :1]).all():
        return colours[..., 0]
    return np.array(page) if labels and page.mode == "P" else colours


def listed(things):
    """Return at most five things as text: "a, b and 28 more"."""
    first, more = list(map(str, things)), ""
    if len(first) > 6:
        first, more = first[:5], f" and {len(first) - 5} more"
    return ", ".join(first) + more
