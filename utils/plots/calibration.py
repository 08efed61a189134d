"""A picture of how often each probability comes true."""

import numpy as np

from utils.plots.style import COLOURS, Picture, listed, panels, sentence

LOOKS = (("D--", "without"), ("o-", "with"), ("s-.", "train"), ("^:", "logged"))
LEVEL = 0.005  # a mean confidence closer than this to the share that is right is neither too high nor too low


def reliability_curves(nets):
    """Draw how often each probability comes true; `nets` is {name: (calibration error, curve)}.

    A curve is bins x 2 or x 3: mean probability, share that is true and, if it is there, the share of all pixels;
    or the three as a named tuple, as utils.segmentation.reliability gives them. A bin of NaN is left out.
    """
    curves = {name: _columns(curve) for name, (_, curve) in nets.items()}
    weighted = all(curve.shape[1] == 3 for curve in curves.values())
    title = _calibration({name: error for name, (error, _) in nets.items()}, curves)
    names = [["curve"], ["share"]] if weighted else [["curve"]]
    heights = [3.2, 1] if weighted else [1]
    figure, axes = panels(title, names, height=3.4 + weighted, height_ratios=heights, sharex=True)
    axes["curve"].plot([0, 1], [0, 1], color="black", linewidth=1, label="comes true as often as it says")
    for (name, curve), (line, role) in zip(curves.items(), LOOKS, strict=False):
        look = dict(color=COLOURS[role], markersize=5)
        axes["curve"].plot(*curve[:, :2].T, line, label=f"{name}: calibration error {nets[name][0]:.3f}", **look)
        if weighted:
            axes["share"].plot(curve[:, 0], curve[:, 2], line, **look)
    _name_axes(axes)
    return Picture(figure, title)


def _columns(curve):
    """Return a curve as bins x 2 or x 3, without the bins that hold no pixel."""
    rows = np.stack(curve, axis=1) if isinstance(curve, tuple) else np.asarray(curve, dtype=float)
    return rows[np.isfinite(rows).all(axis=1)]


def _name_axes(axes):
    axes["curve"].set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), ylabel="share that is true")
    axes["curve"].legend(fontsize=9, frameon=False, loc="upper left")
    *_, lowest = axes.values()
    lowest.set_xlabel("probability that a pixel shows the structure")
    if "share" in axes:
        axes["curve"].set_xlabel("probability")
        axes["share"].set(yscale="log", ylabel="share of\nall pixels")


def _calibration(errors, curves):
    """Say which calibration error is the least, and which nets are too sure of themselves."""
    said = {name: f"{error:.3f}" for name, error in errors.items()}
    least = min(said.values())
    best = [name for name, error in said.items() if error == least]
    rest = [f"{error} for {name}" for name, error in said.items() if error != least]
    sure = _confidence(curves)
    if len(said) == 1:
        return sentence(f"{best[0]}: calibration error {least}, {next(iter(sure.values()))}")
    if not rest:
        first = f"{listed(best)} are calibrated alike, with an error of {least}"
    else:
        verb = "is" if len(best) == 1 else "are"
        word = "better" if len(said) == 2 else "best"
        first = f"{listed(best)} {verb} {word} calibrated: error {least} against {listed(rest)}"
    if len(set(sure.values())) == 1:
        every = "both are" if len(sure) == 2 else "all are"
        return sentence(f"{first}; {every} {min(sure.values())}")
    return sentence(f"{first}; {listed([f'{name} is {word}' for name, word in sure.items()])}")


def _confidence(curves):
    """Return of each net whether the class it takes is right less often, or more often, than it says."""
    return {name: _sureness(curve) for name, curve in curves.items()}


def _sureness(curve):
    probability, true = curve[:, 0], curve[:, 1]
    weight = curve[:, 2] if curve.shape[1] == 3 else np.ones(len(curve))
    structure = probability > 0.5
    confidence = np.where(structure, probability, 1 - probability)
    right = np.where(structure, true, 1 - true)
    gap = np.average(confidence - right, weights=weight)
    if abs(gap) < LEVEL:
        return "as sure as it is right"
    return "over-confident" if gap > 0 else "under-confident"
