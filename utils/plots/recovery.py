"""A picture of how much of a dropped value its kept neighbours still tell."""

import numpy as np

from utils.measures import mean_interval, verdict
from utils.plots.style import COLOURS, MARKERS, Picture, blank, sentence


def recoverable(shares):
    """Draw R2 of dropped values as told by kept neighbours, {layer: {kind: R2 by seed}}, with 95 % intervals.

    >>> by_kind = {"element": [0.80, 0.82, 0.81], "channel": [0.01, 0.00, 0.02]}
    >>> recoverable({"first conv": by_kind})
    [picture] First conv: neighbours tell most under element (0.81), least under channel (0.01)
    """
    title = sentence("; ".join(f"{layer}: {_most_and_least(kinds)}" for layer, kinds in shares.items()))
    rows = [(layer, kind, values) for layer, kinds in shares.items() for kind, values in kinds.items()]
    figure, axes = blank(title, height=1.3 + 0.3 * len(rows))
    for place, (_, _, values) in enumerate(rows):
        interval = mean_interval(values)
        reach = [[interval.mean - interval.low], [interval.high - interval.mean]]
        axes.plot(values, np.full(len(values), place + 0.2), ".", color=COLOURS["without"], alpha=0.6, markersize=5)
        axes.errorbar(interval.mean, place, xerr=reach, fmt=MARKERS["with"], color=COLOURS["with"], capsize=4)
    axes.axvline(0, color="black", linewidth=1)
    axes.set(yticks=range(len(rows)), yticklabels=[f"{layer}, {kind}" for layer, kind, _ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel("share of the variance of dropped values that kept neighbours tell (R²)")
    return Picture(figure, title)


def _most_and_least(kinds):
    """Say which kinds lie at the two ends, if a comparison seed by seed tells them apart."""
    means = {kind: np.mean(values) for kind, values in kinds.items()}
    most, least = max(means, key=means.get), min(means, key=means.get)
    if most == least or verdict(kinds[least], kinds[most]) == "inconclusive":
        return "the kinds cannot be told apart"
    ends = [f"{kind} ({round(means[kind], 2) + 0.0:.2f})" for kind in (most, least)]  # + 0.0: no minus before 0
    return "neighbours tell most under {}, least under {}".format(*ends)
