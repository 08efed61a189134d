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
    """Draw the accuracy of one run over its epochs: as logged, and as measured with dropout off.

    >>> history = {"train": [0.5, 0.8, 0.9], "validation": [0.5, 0.7, 0.8], "logged": [0.4, 0.6, 0.7]}
    >>> curves(history)  # that of a Run: curves(run.history)
    [picture] The logged training accuracy ends below the validation accuracy; measured ...
    """
    logged, train, validation = (history[name][-1] for name in ("logged", "train", "validation"))
    title = f"The logged training accuracy ends {_side(logged, validation)} the validation accuracy; "
    title += f"measured alike, training ends {_side(train, validation)} it"
    figure, axes = blank(title, height=3.2)
    for name, label in NAMES.items():
        line(axes, name, history[name], label)
    axes.set(xlabel="epoch", ylabel="accuracy")
    axes.legend(fontsize=9, frameon=False)
    return Picture(figure, title)


def loss_curves(arms):
    """Draw the cross-entropy of runs over their epochs, dropout off; `arms` is {name: history}, two of them.

    >>> none = {"train_loss": [1.0, 0.5, 0.1], "validation_loss": [1.1, 0.8, 0.9]}
    >>> dropout = {"train_loss": [1.2, 0.8, 0.6], "validation_loss": [1.2, 0.9, 0.7]}
    >>> loss_curves({"none": none, "dropout": dropout})
    [picture] ...
    """
    title = "; ".join(f"{name}: {_turn(history['validation_loss'])}" for name, history in arms.items())
    title = f"Validation cross-entropy of {title}"
    figure, axes = blank(title, height=3.2)
    for (name, history), role in zip(arms.items(), ("without", "with"), strict=True):
        look = dict(color=COLOURS[role], marker=MARKERS[role], markersize=3, markevery=10)
        for split, style in (("train", "-"), ("validation", "--")):
            values = history[f"{split}_loss"]
            axes.plot(np.arange(1, len(values) + 1), values, style, label=f"{name}, {split}", **look)
    axes.set(xlabel="epoch", ylabel="cross-entropy\n(nats a pixel, dropout off)", ylim=(0, None))
    axes.legend(fontsize=9, frameon=False)
    return Picture(figure, title)


def _turn(values):
    """Say where a loss is lowest and where it ends."""
    lowest = int(np.argmin(values))
    return f"lowest after {lowest + 1} epochs ({values[lowest]:.2f}), {values[-1]:.2f} in the end"


def line(axes, name, values, label):
    """Draw one curve in the colour, line and marker of its role, and return it; epochs count from 1."""
    axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
    look = dict(marker=MARKERS[name], markersize=3.5, color=COLOURS[name])
    return axes.plot(np.arange(1, len(values) + 1), values, LINES[name], label=label, **look)[0]


def _side(value, other):
    if value == other:
        return "level with"
    return "below" if value < other else "above"
