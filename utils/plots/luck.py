"""A picture of what a study would say if it had only one seed."""

import textwrap

import numpy as np

from utils.plots.style import COLOURS, MARKERS, Picture, blank


def winners_by_seed(scores, *, score="validation accuracy"):
    """Draw, seed by seed, which arm has the highest score; `scores` is {arm: score by seed}.

    Arms that are level at the top of a seed are all counted as its winners. The first arm is the reference.

    >>> winners_by_seed({"none": [0.80, 0.82, 0.81], "dropout": [0.84, 0.81, 0.86]})
    [picture] Judged by one seed, every arm comes first at least once; dropout most often, in 2 of 3
    """
    arms, values = list(scores), np.array(list(scores.values()), dtype=float)
    wins = values == values.max(axis=0)
    counts, seeds = wins.sum(axis=1), values.shape[1]
    title = _title(arms, counts, seeds)
    figure, (left, right) = blank(title, height=1.4 + 0.36 * len(arms), columns=2, sharey=True, width_ratios=(3, 1))
    for place, (differences, first) in enumerate(zip(values - values[0], wins, strict=True)):
        for role, some, size in (("without", ~first, 5), ("with", first, 7)):
            look = dict(color=COLOURS[role], markersize=size, alpha=0.7, clip_on=False)
            left.plot(differences[some], np.full(some.sum(), place), MARKERS[role], **look)
    left.axvline(0, color="black", linewidth=1)
    left.set(xlabel=f"{score} minus that of {arms[0]}: a mark a seed")
    left.set(yticks=range(len(arms)), yticklabels=[textwrap.fill(arm, 22) for arm in arms])
    left.set_ylim(len(arms) - 0.5, -0.5)
    right.barh(range(len(arms)), counts, color=COLOURS["with"], height=0.6)
    for place, count in enumerate(counts):
        right.text(count + 0.2, place, count, va="center", fontsize=9)
    right.set(xticks=[], xlabel=f"first or tied (green),\nof {seeds} seeds", xlim=(0, max(counts) * 1.2))
    return Picture(figure, title)


def _title(arms, counts, seeds):
    """Say how many arms come first on some seed, and how often the one does that comes first most often."""
    most = np.flatnonzero(counts == counts.max())
    many = "every arm comes" if np.all(counts) else f"{np.sum(counts > 0)} of {len(arms)} arms come"
    who = " or ".join(arms[one] for one in most)
    return f"Judged by one seed, {many} first at least once; {who} most often, in {counts.max()} of {seeds}"
