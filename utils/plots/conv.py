"""Pictures of what a dropped activation means to the conv layer that comes next."""

import numpy as np

from utils.plots.sheet import CROSSED, Sheet, mask_sheet
from utils.plots.style import COLOURS, Picture, blank, panels

UNTOUCHED = "#DDDDDD"
TILES = 16  # to a row


def changed_outputs(silenced, changed, *, ideas=None):
    """Draw which outputs of the next conv changed when some of its inputs were silenced.

    silenced: bool, height x width x maps, inputs; changed: bool, height' x width' x filters, outputs. `ideas` is
    {words: bool like changed}: what one might have thought, drawn below.

    >>> silenced = element_mask((6, 6, 2), 0.1, np.random.default_rng(1)) == 0
    >>> changed = np.ones((6, 6, 4), dtype=bool)
    >>> changed_outputs(silenced, changed)
    [picture] 5 silenced activations change 144 outputs: the same 6 x 6 in all 4 filters
    """
    silenced = np.asarray(silenced, dtype=bool)
    outputs = {"found": changed, **(ideas or {})}
    outputs = {words: np.asarray(values, dtype=bool) for words, values in outputs.items()}
    title = f"{_number(silenced.sum())} {_changes(outputs['found'])}"
    layout = dict(height_ratios=(2, *(1 for _ in outputs)))
    figure, axes = panels(title, [["input"], *([words] for words in outputs)], 1.8 + 0.8 * len(outputs), **layout)
    mask_sheet(axes["input"], ~silenced, columns=TILES // 2, numbered=False)
    axes["input"].set_xlabel(f"{silenced.shape[-1]} input maps ({CROSSED})", loc="left")
    for words, values in outputs.items():
        one = Sheet(axes[words], values.shape, columns=TILES, numbered=False).show(values)
        one.recolour([UNTOUCHED, COLOURS["with"]])
        axes[words].set_xlabel(f"{words}: {values.sum()} outputs change (dark) in {_filters(values)}", loc="left")
    return Picture(figure, title)


def _number(silenced):
    return "One silenced activation changes" if silenced == 1 else f"{silenced} silenced activations change"


def _filters(changed):
    touched, filters = np.sum(changed.any(axis=(0, 1))), changed.shape[-1]
    return f"all {filters} filters" if touched == filters else f"{touched} of {filters} filters"


def _changes(changed):
    """Return "144 outputs: the same 3 x 3 in all 16 filters" for changed outputs (height x width x filters)."""
    if not changed.any():
        return "no output"
    if not (changed == changed[..., :1]).all():
        return f"{changed.sum()} outputs in {_filters(changed)}, not the same in each"
    return f"{changed.sum()} outputs: the same {_shape(changed[..., 0])} in {_filters(changed)}"


def _shape(places):
    """Return "3 x 3" for a full rectangle of places (height x width), else how many there are."""
    height, width = (np.ptp(np.flatnonzero(places.any(axis=axis))) + 1 for axis in (1, 0))
    return f"{height} x {width}" if places.sum() == height * width else f"{places.sum()} places"


def one_tensor(layers, *, dropped_after):
    """Draw layers in a row, each tensor between two of them with both its names, and dropout after one layer.

    >>> one_tensor(["Conv 8", "ReLU", "Conv 16"], dropped_after="ReLU")
    [picture] One tensor, two names: what dropout leaves of the output of ReLU is the input of Conv 16
    """
    place = list(layers).index(dropped_after)
    if place + 1 == len(layers):
        raise ValueError(f"Expected a layer with another behind it, got {dropped_after!r}: add the next layer.")
    title = f"One tensor, two names: what dropout leaves of the output of {layers[place]} "
    title += f"is the input of {layers[place + 1]}"
    row = [*layers[: place + 1], "Dropout", *layers[place + 1 :]]
    figure, axes = blank(title, height=1.9)
    for number, name in enumerate(row):
        _box(axes, 2 * number, name, COLOURS["dropped" if number == place + 1 else "kept"])
        if number:
            _tensor(axes, 2 * number - 1, f"output of\n{row[number - 1]}", f"input of\n{name}", number == place + 2)
    axes.set(xlim=(-0.6, 2 * len(row) - 1.4), ylim=(-1, 1), xticks=[], yticks=[], xlabel="cross: dropped")
    axes.spines[:].set_visible(False)
    return Picture(figure, title)


def _box(axes, x, name, colour):
    look = dict(boxstyle="round,pad=0.5", facecolor="white", edgecolor=colour, linewidth=1.5)
    axes.text(x, 0, name, ha="center", va="center", fontsize=10, bbox=look)


def _tensor(axes, x, above, below, dropped):
    """Draw a tensor as 3 x 3 numbers between two arrows, with the name it has before it and the one behind it."""
    gone = np.isin(np.arange(9), (0, 5, 7)) & dropped
    xs, ys = x + 0.13 * (np.arange(9) % 3 - 1), 0.2 * (np.arange(9) // 3 - 1)
    axes.plot(xs[~gone], ys[~gone], "s", color=COLOURS["kept"], markersize=5)
    axes.plot(xs[gone], ys[gone], "x", color=COLOURS["dropped"], markersize=5)
    axes.text(x, 0.45, above, ha="center", va="bottom", fontsize=9)
    axes.text(x, -0.45, below, ha="center", va="top", fontsize=9)
    for start, end in ((x - 0.5, x - 0.25), (x + 0.25, x + 0.5)):
        axes.annotate("", (end, 0), (start, 0), arrowprops=dict(arrowstyle="->"))
