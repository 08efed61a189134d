"""Masks as someone drew them: which of their values is the structure sought."""

import numpy as np

from utils.data.pages import listed


def structure(drawn, foreground):
    """Return for each Page of masks 1 where it shows the structure, 0 elsewhere (float32, height x width).

    `foreground` is its value in the file, or "nonzero" for all but 0 (in colour: all but black).
    Raises ValueError for masks of more than two values unless "nonzero", and where all or nothing is structure.
    """
    if isinstance(foreground, str) and foreground == "nonzero":
        marked = [page.values.reshape(*page.values.shape[:2], -1).any(axis=-1) for page in drawn]
        held = "no 0" if marked[0].all() else "nothing but 0"
    elif isinstance(foreground, int | float | np.number) and not isinstance(foreground, bool):
        held = " and ".join(map(str, two_values(drawn)))
        marked = [page.values == foreground for page in drawn]
    else:
        expected = 'Expected foreground as a value of the mask files, or "nonzero"'
        raise ValueError(f"{expected}; got {foreground!r}. Write foreground=0 where the structure is black.")
    if all(each.all() for each in marked) or not any(each.any() for each in marked):
        got = f"{drawn[0].where} and the other masks hold {held}, which foreground={foreground!r} does not divide"
        raise ValueError(f"Expected structure and background; {got}. Give as foreground a value that they hold.")
    return [each.astype("float32") for each in marked]


def two_values(drawn):
    """Return the values that the masks hold, one or two; a ValueError names the first file that adds a third."""
    known = set()
    for page in drawn:
        here = set(np.unique(page.values).tolist())
        if page.values.ndim == 3 or len(known | here) > 2:
            got = "colours" if page.values.ndim == 3 else f"the values {listed(sorted(here))}"
            before = f" (others hold {listed(sorted(known))})" if known else ""
            numbered = 'Write foreground="nonzero" if all but 0 is structure, as where each object has its number'
            raise ValueError(
                f"Expected a mask of two values; got {got} in {page.where}{before}. {numbered}; "
                f"else save the mask in black and white, without soft edges."
            )
        known |= here
    return sorted(known)
