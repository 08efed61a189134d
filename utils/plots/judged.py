"""Single images pixel by pixel: grey images, dark masks, and predictions parted into right, missed and invented."""

import textwrap

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from utils.plots.style import COLOURS, folded, image

KINDS = ("ground", "missed", "invented", "right")  # at the place of truth + 2 * found
WORDS = {"right": "found, rightly", "missed": "missed", "invented": "found where there is none"}
WIDTH = 7.2  # inches of a figure


def planes(*arrays):
    """Return each array, one image (height x width, x 1), as height x width; ValueError unless they are alike."""
    flat = [np.squeeze(np.asarray(values, dtype=float)) for values in arrays]
    if flat[0].ndim != 2 or len({one.shape for one in flat}) > 1:
        got = ", ".join(str(np.shape(values)) for values in arrays)
        raise ValueError(f"Expected arrays of one image, height x width (x 1) each; got shapes {got}.")
    return flat


def grey(axes, values, label="image"):
    """Draw an image of 0 (black) to 1 (white)."""
    axes.set_xlabel(label)
    return image(axes, values, cmap="gray", vmin=0, vmax=1, interpolation="nearest")


def mask(axes, values, label="truth"):
    """Draw a mask of 0 and 1: the structure is dark."""
    axes.set_xlabel(label)
    colours = ListedColormap([COLOURS["ground"], COLOURS["right"]])
    return image(axes, values, cmap=colours, vmin=0, vmax=1, interpolation="nearest")


def bright(axes, values, label, high=1.0):
    """Draw numbers from 0 (dark) to `high` (bright)."""
    axes.set_xlabel(label)
    return image(axes, values, vmin=0, vmax=max(high, 1e-9), interpolation="nearest")


def scaled(name, high=1.0):
    """Return the label of a panel that `bright` draws, with its scale."""
    return f"{name}\n(dark: 0, bright: {high:.2g})"


def judged(axes, truth, probability, label, *, errors_alone=False):
    """Draw which pixels are right, missed or invented; `errors_alone` leaves those that are right as the ground."""
    axes.set_xlabel(label)
    colours = [COLOURS[kind] for kind in (*KINDS[:3], "ground" if errors_alone else "right")]
    return image(
        axes, kinds_of(truth, probability), cmap=ListedColormap(colours), vmin=0, vmax=3, interpolation="nearest"
    )


def kinds_of(truth, probability):
    """Return of each pixel its place in KINDS."""
    return (truth > 0.5) + 2 * (probability > 0.5)


def wrong(truth, probability):
    """Return which pixels lie on the wrong side of .5."""
    return (truth > 0.5) != (probability > 0.5)


def dice(truth, probability):
    """Return twice the overlap over the sum of both sizes, at a threshold of .5; empty on empty is 1."""
    _, missed, invented, right = np.bincount(kinds_of(truth, probability).ravel(), minlength=4)
    return 2 * right / (2 * right + missed + invented) if right + missed + invented else 1.0


def key(figure, kinds=("right", "missed", "invented")):
    """Say below the panels what the colours of `judged` mean."""
    handles = [Patch(facecolor=COLOURS[kind], label=WORDS[kind]) for kind in kinds]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(kinds), fontsize=9, frameon=False)


def fitted(name, share):
    """Return a name on as many lines as it needs below a panel that takes this share of the width."""
    return textwrap.fill(name, int(100 * share))


def height(title, shape, share, labels, *, rows=1, labelled=None, keyed=False):
    """Return the inches that a figure needs: title, rows of panels with their labels, the key.

    Panels show images of this shape and take this share of the width; `labels` are the texts below them, in
    `labelled` of the rows: all of them where it is None.
    """
    lines = max(label.count("\n") + 1 for label in labels)
    below = (rows if labelled is None else labelled) * (0.15 + 0.19 * lines)
    return 0.2 + 0.2 * len(folded(title)) + rows * WIDTH * share * shape[0] / shape[1] + below + 0.3 * keyed
