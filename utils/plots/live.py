"""Watch training while it goes on: a picture or a bar in a notebook, one line in a terminal."""

import sys
import time

from utils.plots.curves import line
from utils.plots.style import Picture, blank, headline


class LivePlot:
    """Pass as `watch` to fit or over_seeds: curves that grow, and how long the rest takes.

    Drawing takes about a twentieth of the time at most, and never more than three pictures a second. The last
    one names no time, so that a stored notebook is the same from run to run. `score` names what is drawn.

    >>> run = fit(build, data, epochs=30, watch=LivePlot())
    """

    def __init__(self, score="accuracy"):
        self.score, self.next, self.handle = score, 0.0, None
        self.picture = None

    def __call__(self, progress):
        finished = progress.done == progress.seeds - 1 and progress.epoch == progress.epochs
        began = time.monotonic()
        if finished or began >= self.next:
            self._draw(progress, _title(progress, finished), finished)
            self.next = began + max(1 / 3, 21 * (time.monotonic() - began))

    def _draw(self, progress, title, finished):
        if _in_notebook():
            self.picture = self.picture or LivePicture(self.score)
            self.picture.show(progress, title)
            self.handle = _shown(self.picture, self.handle)
        elif sys.stderr.isatty():
            print(f"\r{title:<70}", end="\n" if finished else "", file=sys.stderr, flush=True)


class LiveBar:
    """Pass as `watch` to study: a bar that grows with every finished run, and says how long the rest takes.

    >>> found = study(arms, data, seeds=range(6), epochs=20, watch=LiveBar())
    """

    def __init__(self):
        self.handle, self.words, self.bar = None, "", ""

    def __call__(self, progress):
        done, runs, seconds_left = progress
        left = f", about {seconds_left:.0f} s left" if done < runs else ""
        self.words = f"{done} of {runs} runs trained{left}"
        self.bar = f'<progress value="{done}" max="{runs}">{self.words}</progress> {self.words}'
        if _in_notebook():
            self.handle = _shown(self, self.handle)
        elif sys.stderr.isatty():
            print(f"\r{self.words:<50}", end="\n" if done == runs else "", file=sys.stderr, flush=True)

    def __repr__(self):
        return self.words

    def _repr_html_(self):
        return self.bar


class LivePicture(Picture):
    """Curves that grow; the words in place of the picture stay the same."""

    def __init__(self, score="accuracy"):
        figure, self.axes = blank("epoch", height=2.4)
        self.lines = {name: line(self.axes, name, [], name) for name in ("train", "validation")}
        self.axes.set(ylim=(0, 1.02), xlabel="epoch", ylabel=f"{score} (dropout off)")
        self.axes.legend(fontsize=9, frameon=False, loc="lower right")
        super().__init__(figure, f"{score} over the epochs")

    def show(self, progress, title):
        """Take the curves as far as they are, under `title`; the axis shows all epochs from the start."""
        headline(self.figure, title)
        self.axes.set_xlim(0.5, progress.epochs + 0.5)
        for name, curve in self.lines.items():
            values = progress.history[name]
            curve.set_data(range(1, len(values) + 1), values)


def _shown(thing, handle):
    """Show `thing` in place of what `handle` shows, or for the first time; return the handle."""
    from IPython.display import display

    if handle is None:
        return display(thing, display_id=True)
    handle.update(thing)
    return handle


def _title(progress, finished):
    seeds = f"seed {progress.done + 1} of {progress.seeds}, " if progress.seeds > 1 else ""
    where = f"{seeds}epoch {progress.epoch} of {progress.epochs}"
    return where if finished else f"{where}, about {progress.seconds_left:.0f} s left"


def _in_notebook():
    ipython = sys.modules.get("IPython")
    return hasattr(ipython and ipython.get_ipython(), "kernel")
