"""Watch a training run while it goes on: one picture in a notebook, one line in a terminal."""

import sys
import time

from utils.plots.style import COLOURS, LINES, MARKERS, Picture, blank


class LivePlot:
    """Pass as `watch` to fit or over_seeds: `fit(build, data, epochs=30, watch=LivePlot())`.

    Drawing takes about a twentieth of the time at most. The last state names no time, so that a stored notebook
    is the same from run to run.
    """

    def __init__(self):
        self.next, self.handle = 0.0, None

    def __call__(self, progress):
        finished = progress.done == progress.seeds - 1 and progress.epoch == progress.epochs
        began = time.monotonic()
        if finished or began >= self.next:
            self._draw(progress, finished)
            self.next = time.monotonic() + 20 * (time.monotonic() - began)

    def _draw(self, progress, finished):
        title = _title(progress, finished)
        if _in_notebook():
            self._show(_picture(progress, title))
        elif sys.stderr.isatty():
            print(f"\r{title:<70}", end="\n" if finished else "", file=sys.stderr, flush=True)

    def _show(self, picture):
        from IPython.display import display

        if self.handle is None:
            self.handle = display(picture, display_id=True)
        else:
            self.handle.update(picture)


def _in_notebook():
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return hasattr(shell, "kernel")


def _title(progress, finished):
    seeds = f"seed {progress.done + 1} of {progress.seeds}, " if progress.seeds > 1 else ""
    where = f"{seeds}epoch {progress.epoch} of {progress.epochs}"
    return where if finished else f"{where}, about {progress.seconds_left:.0f} s left"


def _picture(progress, title):
    figure, axes = blank(title, height=2.4)
    for name in ("train", "validation"):
        values = progress.history[name]
        axes.plot(
            range(1, len(values) + 1),
            values,
            LINES[name],
            marker=MARKERS[name],
            markersize=3.5,
            color=COLOURS[name],
            label=name,
        )
    axes.set(xlim=(0.5, progress.epochs + 0.5), ylim=(0, 1.02), xlabel="epoch", ylabel="accuracy (dropout off)")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.legend(fontsize=9, frameon=False, loc="lower right")
    return LivePicture(figure, title)


class LivePicture(Picture):
    """A picture whose words stay the same while it changes."""

    def __repr__(self):
        return "[picture] accuracy over the epochs"
