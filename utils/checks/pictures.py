"""Masks drawn with characters: they read in a terminal, in an untrusted notebook, in light and in dark."""

import numpy as np

KEPT, DROPPED = "█", "·"
ROWS, COLUMNS = 8, 24


def beside(rate, got):
    """Return a mask as it should look at `rate` beside the one in `got` (any shape; zeros are the dropped)."""
    grid = _grid(np.asarray(got) != 0)
    example = np.random.default_rng(0).random(grid.shape) >= rate
    width = grid.shape[1]
    lines = [f"{'for example':<{width}}   {'yours':<{width}}"]
    lines += [f"{_row(left)}   {_row(right)}" for left, right in zip(example, grid, strict=True)]
    return "\n".join([*lines, f"{KEPT} kept  {DROPPED} dropped"])


def side_by_side(right, got):
    """Return two grids of yes and no, as many rows and columns each, as expected and as in `got`."""
    pairs = [(np.asarray(grid)[: 2 * ROWS, :COLUMNS] != 0) for grid in (right, got)]
    width = max(len("expected"), pairs[0].shape[1])
    lines = [f"{'expected':<{width}}   yours"]
    lines += [f"{_row(left):<{width}}   {_row(right)}" for left, right in zip(*pairs, strict=True)]
    return "\n".join([*lines, f"{KEPT} affected  {DROPPED} not"])


def _grid(kept):
    """Return the first rows and columns of `kept`, the last axis lying along a row."""
    if kept.ndim > 1:
        return kept.reshape(-1, kept.shape[-1])[:ROWS, :COLUMNS]
    cells = kept.ravel()[: ROWS * COLUMNS]
    return cells[: len(cells) // COLUMNS * COLUMNS].reshape(-1, COLUMNS)


def _row(cells):
    return "".join(KEPT if cell else DROPPED for cell in cells)
