"""Curves over the epochs of one run."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from utils.plots.style import COLOURS, LINES, MARKERS, Picture, blank

NAMES = {
    "train": "training, measured afterwards (dropout off)",
    "validation": "validation (dropout off)",
    "logged": "training, as logged (dropout on)",
}


def curves(history):
    """Draw the accuracy of one run over its epochs: as logged, and as measured with dropout off."""
    logged, train, validation = (history[name][-1] for name in ("logged", "train", "validation"))
    title = f"The logged training accuracy ends {_side(logged, validation)} the validation accuracy; "
    title += f"measured alike, training ends {_side(train, validation)} it"
    figure, axes = blank(title, height=3.2)
    for name, label in NAMES.items():
        line(axes, name, history[name], label)
    axes.set(xlabel="epoch", ylabel="accuracy")
    axes.legend(fontsize=9, frameon=False)
    return Picture(figure, title)


def line(axes, name, values, label):
    """Draw one curve in the colour, line and marker of its role, and return it; epochs count from 1."""
    axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
    look = dict(marker=MARKERS[name], markersize=3.5, color=COLOURS[name])
    return axes.plot(np.arange(1, len(values) + 1), values, LINES[name], label=label, **look)[0]


def _side(value, other):
    if value == other:
        return "level with"
    return "below" if value < other else "above"
