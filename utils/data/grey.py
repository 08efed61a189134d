"""Grey values of any bit depth as float32 in 0..1."""

import warnings

import numpy as np


def scaled(seen, white=None):
    """Return the values of Pages as float32 in 0..1 (height x width each).

    `white` is the value that becomes 1, what is above it too; None takes that of each page's bit depth. Pages that
    have none (32-bit integers, floats) stay as they are if all lie in 0..1; else the lowest value among them
    becomes 0 and the highest 1, so that the brighter of two images stays the brighter.
    """
    if white is not None:
        if isinstance(white, bool) or not isinstance(white, int | float | np.number) or not 0 < white < np.inf:
            expected = "Expected white as the value of a white pixel"
            raise ValueError(f"{expected}; got {white!r}. Write white=4095 for a camera of 12 bits.")
        return [np.clip(page.values / white, 0, 1).astype("float32") for page in seen]
    warn_of_darkness([page for page in seen if page.white is not None])
    low, high = extent([page.values for page in seen if page.white is None])
    limits = [(0, page.white) if page.white is not None else (low, high) for page in seen]
    return [((page.values - a) / (b - a)).astype("float32") for page, (a, b) in zip(seen, limits, strict=True)]


def extent(free):
    """Return the values that become 0 and 1, of arrays that no bit depth tells."""
    low, high = min((each.min() for each in free), default=0), max((each.max() for each in free), default=1)
    return (0, 1) if low >= 0 and high <= 1 else (float(low), float(high))


def warn_of_darkness(seen):
    """Warn where no page uses more than an eighth of its bit depth: cameras of 12 bits write files of 16."""
    if seen and all(page.values.max() < page.white / 8 for page in seen):
        brightest = max(seen, key=lambda page: page.values.max() / page.white)
        top = int(brightest.values.max())
        got = f"The brightest pixel of all is {top} and 1 stands for {brightest.white}: the images are nearly black"
        warnings.warn(f"{got}. Write white={2 ** top.bit_length() - 1} to spread them over 0..1.", stacklevel=4)
