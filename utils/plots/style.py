"""How figures look: Okabe-Ito colours in fixed roles, a second cue beside each colour, a white ground."""

import io
import re
import textwrap

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

COLOURS = {
    "kept": "#0072B2",
    "dropped": "#D55E00",
    "train": "#0072B2",
    "validation": "#D55E00",
    "logged": "#CC79A7",
    "without": "#666666",
    "with": "#009E73",
    "ground": "#F2F2F2",
    "right": "#000000",
    "missed": "#D55E00",
    "invented": "#56B4E9",
}
MARKERS = {"train": "o", "validation": "s", "logged": "^", "without": "D", "with": "o"}
LINES = {"train": "-", "validation": "--", "logged": ":"}
DOTS_PER_INCH = 110
LINE = 88  # characters of a title that fit beside each other


class Picture:
    """A figure as notebooks show it: a PNG, and its title where there are no pictures."""

    compression = 6  # of the PNG, 0 to 9: less is sooner there, and larger

    def __init__(self, figure, title):
        self.figure, self.title = figure, title
        figure.draw_without_rendering()
        figure.set_layout_engine("none")  # laid out once: a second layout would shift it by a hair

    def png(self):
        """Return the PNG, the same bytes for the same figure."""
        buffer = io.BytesIO()
        canvas = FigureCanvasAgg(self.figure)  # the bytes of savefig, which would draw everything twice
        canvas.print_png(buffer, metadata={"Software": None}, pil_kwargs={"compress_level": self.compression})
        return buffer.getvalue()

    def save(self, path):
        """Write the figure to `path`; the ending chooses the format (.png, .pdf, .svg)."""
        self.figure.savefig(path, dpi="figure", facecolor="white")

    def __repr__(self):
        return f"[picture] {self.title}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/png": self.png(), "text/plain": repr(self)}, {"image/png": {"alt": self.title}}


def blank(title, height=2.8, columns=1, **options):
    """Return (figure, axes): one axes, or an array of them side by side, under a title."""
    figure = _titled(title, height)
    axes = figure.subplots(1, columns, **options)
    _plain(axes if columns > 1 else [axes])
    return figure, axes


def panels(title, names, height, **options):
    """Return (figure, axes by name), laid out as `names` are: a list of rows."""
    figure = _titled(title, height)
    axes = figure.subplot_mosaic(names, **options)
    _plain(axes.values())
    return figure, axes


def _titled(title, height):
    figure = Figure(figsize=(7.2, height), dpi=DOTS_PER_INCH, layout="constrained", facecolor="white")
    headline(figure, title)
    return figure


def _plain(axes):
    for one in axes:
        one.spines[["top", "right"]].set_visible(False)
        one.tick_params(labelsize=9)


def image(axes, values, *, cmap="cividis", **options):
    """Draw `values` (height x width) with no ticks and no frame, and return what is drawn."""
    drawn = axes.imshow(values, cmap=cmap, **options)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    return drawn


def headline(figure, text):
    """Write `text` over the figure, on as many lines as it needs, broken between clauses where that is possible."""
    figure.suptitle("\n".join(folded(text)), fontsize=11, x=0.01, ha="left")


def folded(text):
    """Return the lines that a title takes."""
    clauses = []
    for clause in re.split(r"(?<=[;.]) ", text):
        if clauses and len(clauses[-1]) + len(clause) < LINE:
            clauses[-1] += f" {clause}"
        else:
            clauses.append(clause)
    return [line for clause in clauses for line in textwrap.wrap(clause, LINE)]


def sentence(text):
    """Return `text` with a capital first letter and the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(words):
    """Return "", "a", "a and b" or "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
