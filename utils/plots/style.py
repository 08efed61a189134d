"""How figures look: Okabe-Ito colours in fixed roles, a second cue beside each colour, a white ground."""

import io
import textwrap

from matplotlib.figure import Figure

COLOURS = {
    "kept": "#0072B2",
    "dropped": "#D55E00",
    "train": "#0072B2",
    "validation": "#D55E00",
    "logged": "#56B4E9",
    "without": "#666666",
    "with": "#009E73",
}
MARKERS = {"train": "o", "validation": "s", "logged": "^", "without": "D", "with": "o"}
LINES = {"train": "-", "validation": "--", "logged": ":"}
DOTS_PER_INCH = 110


class Picture:
    """A figure as notebooks show it: a PNG, and its title where there are no pictures."""

    def __init__(self, figure, title):
        self.figure, self.title = figure, title

    def png(self):
        """Return the PNG, the same bytes for the same figure."""
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
        return buffer.getvalue()

    def save(self, path):
        """Write the figure to `path`; the ending chooses the format (.png, .pdf, .svg)."""
        self.figure.savefig(path, dpi=DOTS_PER_INCH)

    def __repr__(self):
        return f"[picture] {self.title}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/png": self.png(), "text/plain": repr(self)}, {"image/png": {"alt": self.title}}


def blank(title, height=2.8, columns=1, **options):
    """Return (figure, axes): one axes, or an array of them side by side, under a title."""
    figure = Figure(figsize=(7.2, height), layout="constrained", facecolor="white")
    figure.suptitle(textwrap.fill(title, 88), fontsize=11, x=0.01, ha="left")
    axes = figure.subplots(1, columns, **options)
    for one in axes if columns > 1 else [axes]:
        one.spines[["top", "right"]].set_visible(False)
        one.tick_params(labelsize=9)
    return figure, axes
