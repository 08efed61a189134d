"""Pictures of a net before it is trained: where its weights stand, and what one of its outputs sees."""

import numpy as np
from matplotlib.patches import Rectangle

from utils.plots.style import COLOURS, Picture, blank, image, listed

PARTS = ("kept", "dropped", "without")  # roles of the colours, in the order of the parts
HATCHES = ("", "//", "..")


def weights_by_part(nets):
    """Draw the share of a net's weights in each of its parts; `nets` is {name: {part: number of weights}}.

    The title speaks of the second part.

    >>> weights_by_part({"LeNet": {"convs": 2572, "head": 59134}})
    [picture] In the head: 96 % of the weights of LeNet
    """
    parts = list(next(iter(nets.values())))
    shares = {name: np.divide(list(counts.values()), sum(counts.values())) for name, counts in nets.items()}
    said = listed([f"{share[1]:.0%} of the weights of {name}".replace("%", " %") for name, share in shares.items()])
    title = f"In the {parts[1]}: {said}"
    figure, axes = blank(title, height=1.3 + 0.4 * len(nets))
    left = np.zeros(len(nets))
    for number, part in enumerate(parts):
        width = np.array([share[number] for share in shares.values()])
        look = dict(color=COLOURS[PARTS[number]], hatch=HATCHES[number], edgecolor="white")
        axes.barh(range(len(nets)), width, left=left, label=part, **look)
        left += width
    totals = [f"{name}\n{sum(counts.values()):,}" for name, counts in nets.items()]
    axes.set(yticks=range(len(nets)), yticklabels=totals, xlim=(0, 1), xlabel="share of all weights and biases")
    axes.invert_yaxis()
    figure.legend(loc="outside lower center", ncols=len(parts), fontsize=9, frameon=False)
    return Picture(figure, title)


def receptive_fields(picture, gradients):
    """Frame on `picture` (height x width) what one output sees: where it has a gradient, {net: height x width}.

    >>> gradient = np.pad(np.ones((5, 5)), 11)
    >>> receptive_fields(np.ones((27, 27)), {"two convs": gradient})
    [picture] What one output sees: two convs, 5 x 5 pixels
    """
    seen = {name: _sides(gradient) for name, gradient in gradients.items()}
    said = [f"{name}, {high} x {wide} pixels" for name, (*_, high, wide) in seen.items()]
    title = f"What one output sees: {'; '.join(said)}"
    figure, axes = blank(title, height=2.6, columns=len(gradients))
    for one, (name, (top, left, high, wide)) in zip(np.atleast_1d(axes), seen.items(), strict=True):
        image(one, picture)
        frame = Rectangle(
            (left - 0.5, top - 0.5), wide, high, fill=False, edgecolor=COLOURS["dropped"], linewidth=3
        )
        one.add_patch(frame)
        one.set_xlabel(name)
    return Picture(figure, title)


def _sides(gradient):
    """Return (top, left, height, width) of the smallest frame around all that is not 0."""
    rows, columns = (np.flatnonzero(np.any(gradient, axis=axis)) for axis in (1, 0))
    return rows[0], columns[0], np.ptp(rows) + 1, np.ptp(columns) + 1
