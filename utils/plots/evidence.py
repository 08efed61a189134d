"""Pictures of experiments: differences over paired seeds, with their 95 % intervals and verdicts."""

import textwrap

import numpy as np
from matplotlib.lines import Line2D

from utils.measures import LEVEL, paired_interval, verdict
from utils.plots.style import COLOURS, MARKERS, Picture, blank, listed, sentence

VERBS = {"helps": ("helps", "help"), "hurts": ("hurts", "hurt"), "inconclusive": ("cannot be told from {}",) * 2}
ALIKE = {
    "helps": "every rate tried helps",
    "hurts": "every rate tried hurts",
    "inconclusive": "no rate tried can be told from none",
}


def rate_curve(panels):
    """Draw, for each {name: {rate: scores by seed}}, the paired difference to rate 0 with its 95 % interval.

    >>> scores = {0: [0.80, 0.82, 0.81], 0.5: [0.84, 0.85, 0.86]}
    >>> rate_curve({"wrong labels": scores})
    [picture] Wrong labels: rate 0.5 helps
    """
    title = ". ".join(f"{sentence(name)}: {_about_rates(scores)}" for name, scores in panels.items())
    tried = [max(2, len(scores) - 1) for scores in panels.values()]
    figure, axes = blank(title, height=3.4, columns=len(panels), sharey=True, width_ratios=tried)
    axes = np.atleast_1d(axes)
    for one, (name, scores) in zip(axes, panels.items(), strict=True):
        rates = sorted(rate for rate in scores if rate > 0)
        one.axhline(0, color="black", linewidth=1)
        for place, rate in enumerate(rates):
            _difference(one, place, scores[0], scores[rate])
        one.set(xticks=range(len(rates)), xticklabels=[f"{rate:g}" for rate in rates])
        one.set(xlim=(-0.6, len(rates) - 0.4), xlabel="rate")
        if len(panels) > 1:
            one.set_title(name, fontsize=10, loc="left")
    axes[0].set_ylabel("test accuracy minus that\nwithout dropout")
    _legend(figure, {len(scores[0]) for scores in panels.values()})
    return Picture(figure, title)


def differences(arms, *, score="test accuracy", less_is_better=False):
    """Draw the paired difference of each arm to the first, with its verdict; `arms` is {name: scores by seed}.

    With `less_is_better`, as for a loss, an arm helps where its scores are lower.

    >>> differences({"none": [0.80, 0.82, 0.81], "dropout": [0.84, 0.85, 0.86]})
    [picture] Against none: dropout helps
    """
    (reference, without), *others = arms.items()
    pairs = {name: (without, scores) for name, scores in others}
    return paired_differences(reference, pairs, score=score, less_is_better=less_is_better)


def paired_differences(reference, pairs, *, score, less_is_better=False, level=LEVEL):
    """Draw the paired difference of each arm to `reference`; `pairs` is {name: (scores without, scores with)}.

    A `level` above 95 % is read as that of each interval where all of them together hold with 95 %. An arm with
    fewer than 2 pairs is named, not drawn; ValueError where no arm has more.
    """
    few = [str(name) for name, (without, _) in pairs.items() if len(without) < 2]
    pairs = {name: both for name, both in pairs.items() if len(both[0]) >= 2}
    if not pairs:
        raise ValueError("Expected at least 2 pairs of scores in some arm: train more seeds.")
    verdicts = {name: verdict(*_better_is_more(*both, less_is_better), level) for name, both in pairs.items()}
    title = f"Against {reference}: {_said(verdicts, 'it')}"
    if few:
        title += f"; {listed(few)} {'have' if len(few) > 1 else 'has'} too few runs to tell"
    figure, axes = blank(title, height=1.4 + 0.45 * len(pairs))
    axes.axvline(0, color="black", linewidth=1)
    for place, (name, both) in enumerate(pairs.items()):
        interval = _difference(axes, place, *both, sideways=True, level=level)
        words = f"{verdicts[name]}\n{interval}"
        axes.annotate(words, (1.01, place), xycoords=("axes fraction", "data"), va="center", fontsize=9)
    axes.set(yticks=range(len(pairs)), yticklabels=[textwrap.fill(str(name), 20) for name in pairs])
    axes.set(ylim=(len(pairs) - 0.4, -0.6), xlabel=f"{score} minus that of {reference}")
    _legend(figure, {len(without) for without, _ in pairs.values()}, together=level > LEVEL)
    return Picture(figure, title)


def _better_is_more(without, scores, less_is_better):
    return (scores, without) if less_is_better else (without, scores)


def _about_rates(scores):
    if 0 not in scores:
        raise ValueError(f"Expected scores at rate 0 too, got rates {list(scores)}: train that arm as well.")
    verdicts = {f"{rate:g}": verdict(scores[0], scores[rate]) for rate in sorted(scores) if rate > 0}
    kinds = set(verdicts.values())
    if len(verdicts) > 1 and len(kinds) == 1:
        return ALIKE[kinds.pop()]
    return _said(verdicts, "none", before=("rate ", "rates "))


def _said(verdicts, reference, before=("", "")):
    """Return "a and b help; c cannot be told from none" for {name: verdict} and the reference "none"."""
    parts = []
    for kind, verbs in VERBS.items():
        names = [name for name, one in verdicts.items() if one == kind]
        if names:
            many = len(names) > 1
            parts.append(f"{before[many]}{listed(names)} {verbs[many].format(reference)}")
    return "; ".join(parts)


def _difference(axes, place, without, scores, sideways=False, level=LEVEL):
    """Draw one dot a seed, and the mean with its interval; filled and coloured where that leaves out 0."""
    interval = paired_interval(without, scores, level)
    role = "without" if verdict(without, scores, level) == "inconclusive" else "with"
    seeds = np.subtract(scores, without)
    reach = [[interval.mean - interval.low], [interval.high - interval.mean]]
    dots, mean, bar = (np.full(len(seeds), place - 0.15), seeds), (place, interval.mean), dict(yerr=reach)
    if sideways:
        dots, mean, bar = dots[::-1], mean[::-1], dict(xerr=reach)
    axes.plot(*dots, ".", color=COLOURS[role], alpha=0.6, markersize=5)
    axes.errorbar(*mean, **bar, fmt=MARKERS[role], color=COLOURS[role], capsize=4)
    return interval


def _legend(figure, seeds, together=False):
    label = f"one of {' or '.join(map(str, sorted(seeds)))} seeds"
    seed = Line2D([], [], marker=".", linestyle="", color=COLOURS["without"], label=label)
    interval = "interval (95 % for all at once)" if together else "95 % interval"
    labels = {"with": f"mean and {interval}, 0 outside", "without": "the same, 0 inside"}
    means = [Line2D([], [], marker=MARKERS[role], color=COLOURS[role], label=labels[role]) for role in labels]
    figure.legend(handles=[seed, *means], loc="outside lower center", ncols=3, fontsize=9, frameon=False)
