"""A stack of maps on one axes, tile beside tile; a dropped cell is a white hole with a cross in it."""

import numpy as np
from matplotlib.colors import ListedColormap

from utils.plots.style import COLOURS

GAP = 1  # cells between two tiles
CROSS = np.array([[-0.3, -0.3], [0.3, 0.3], [np.nan, np.nan], [-0.3, 0.3], [0.3, -0.3], [np.nan, np.nan]])
CROSSED = "white with a cross: dropped"


class Sheet:
    """Maps of one shape (height x width x maps), `columns` tiles a row, whose values can be shown anew."""

    def __init__(self, axes, shape, *, columns, low=0, high=1, numbered=True):
        self.axes, self.shape, self.columns = axes, shape, columns
        self.between_rows = _room_for_numbers(shape, columns) if numbered else GAP
        self.image = axes.imshow(self._tiled(np.zeros(shape)), cmap="cividis", vmin=low, vmax=high)
        (self.crosses,) = axes.plot([], [], color=COLOURS["dropped"], linewidth=1, scalex=False, scaley=False)
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        if numbered:
            self._number()

    def show(self, values, dropped=None):
        """Draw `values`; the cells that are `dropped` (bool, of the same shape) become holes."""
        holes = np.zeros(self.shape, dtype=bool) if dropped is None else np.asarray(dropped, dtype=bool)
        self.image.set_data(self._tiled(np.where(holes, np.nan, values)))
        rows, columns = np.nonzero(self._tiled(holes) == 1)
        strokes = np.stack([columns, rows], axis=-1)[:, None] + CROSS
        self.crosses.set_data(*strokes.reshape(-1, 2).T)
        return self

    def recolour(self, colours):
        """Take these colours, from low to high, in place of the map's."""
        self.image.set_cmap(ListedColormap(colours))
        return self

    def ruled(self):
        """Part each cell from the next by a white line."""
        height, width = self.image.get_array().shape
        self.axes.hlines(np.arange(height) - 0.5, -0.5, width - 0.5, color="white", linewidth=0.7)
        self.axes.vlines(np.arange(width) - 0.5, -0.5, height - 0.5, color="white", linewidth=0.7)
        return self

    def _tiled(self, stack):
        return tiled(stack, self.columns, self.between_rows)

    def _number(self):
        for number in range(self.shape[-1]):
            top, left = _corner(number, self.shape, self.columns, self.between_rows)
            self.axes.text(left - 0.5, top - 0.6, number + 1, fontsize=7, va="bottom", color="#444444")


def sheet(axes, values, dropped=None, **options):
    """Draw a stack of maps once, coloured from 0, or their least value, to their largest."""
    values = np.asarray(values, dtype=float)
    reach = dict(low=min(0, values.min()), high=max(values.max(), 1e-9))
    return Sheet(axes, values.shape, **reach | options).show(values, dropped)


def mask_sheet(axes, mask, **options):
    """Draw a stack of masks: kept cells in one colour, dropped ones as holes."""
    drawn = Sheet(axes, np.shape(mask), **options).show(mask, np.asarray(mask) == 0)
    return drawn.recolour([COLOURS["kept"]]).ruled()


def tiled(stack, columns, between_rows=GAP):
    """Return height x width x maps as one array, tile beside tile; NaN in the gaps, of 1 cell or `between_rows`."""
    height, width, count = stack.shape
    rows, columns = -(-count // columns), min(count, columns)
    whole = np.full((rows * (height + between_rows) - between_rows, columns * (width + GAP) - GAP), np.nan)
    for number in range(count):
        top, left = _corner(number, stack.shape, columns, between_rows)
        whole[top : top + height, left : left + width] = stack[..., number]
    return whole


def _corner(number, shape, columns, between_rows):
    """Return (row, column) of the upper left cell of a tile."""
    row, column = divmod(number, columns)
    return row * (shape[0] + between_rows), column * (shape[1] + GAP)


def _room_for_numbers(shape, columns):
    """Return how many cells a number above a tile takes, where two rows are about 2 and the columns 5 inches."""
    height, width, count = shape
    inches = min(2 / (2.2 * height), 5 / (min(count, columns) * (width + GAP)))
    return GAP + int(np.ceil(0.12 / inches))
