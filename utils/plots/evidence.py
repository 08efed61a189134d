"""Pictures of experiments: curves of one run, and differences over paired seeds with their intervals."""

import textwrap

import numpy as np

from utils.measures import accuracy, mean_interval, paired_interval, softmax, verdict
from utils.plots.style import COLOURS, LINES, MARKERS, Picture, blank

NAMES = {
    "train": "training, measured afterwards (dropout off)",
    "validation": "validation (dropout off)",
    "logged": "training, as logged (dropout on)",
}


def curves(history):
    """Draw the accuracy of one run over its epochs: as logged, and as measured with dropout off."""
    last = {name: history[name][-1] for name in NAMES}
    side = "below" if last["logged"] < last["validation"] else "above"
    title = f"The logged training accuracy ends {side} the validation accuracy; measured alike, training is "
    title += "above it" if last["train"] > last["validation"] else "not above it"
    figure, axes = blank(title, height=3.2)
    for name, label in NAMES.items():
        epochs = np.arange(1, len(history[name]) + 1)
        axes.plot(
            epochs,
            history[name],
            LINES[name],
            marker=MARKERS[name],
            markersize=3.5,
            color=COLOURS[name],
            label=label,
        )
    axes.set(xlabel="epoch", ylabel="accuracy")
    axes.legend(fontsize=9, frameon=False)
    return Picture(figure, title)


def finding(scores):
    """Say in words what the verdicts of all rates against none are; `scores` is {rate: scores by seed}."""
    by_verdict = {}
    for rate in (rate for rate in scores if rate > 0):
        by_verdict.setdefault(verdict(scores[0], scores[rate]), []).append(f"{rate:g}")
    words = {"helps": "helps at", "hurts": "hurts at", "inconclusive": "cannot be told from none at"}
    return "; ".join(f"{words[kind]} {listed(by_verdict[kind])}" for kind in words if kind in by_verdict)


def listed(words):
    """Return "a", "a and b" or "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def rate_curve(panels):
    """Draw, for each {title: {rate: scores by seed}}, the paired difference to rate 0 with its 95 % interval."""
    seeds = min(len(one) for scores in panels.values() for one in scores.values())
    title = f"Dropout against none: test accuracy, {seeds} paired seeds, 95 % intervals"
    figure, axes = blank(title, height=3.2, columns=len(panels), sharey=True)
    for one, (name, scores) in zip(np.atleast_1d(axes), panels.items(), strict=True):
        one.axhline(0, color=COLOURS["without"], linewidth=1)
        for place, rate in enumerate(rate for rate in scores if rate > 0):
            _difference(one, place, np.subtract(scores[rate], scores[0]), paired_interval(scores[0], scores[rate]))
        rates = [f"{rate:g}" for rate in scores if rate > 0]
        one.set(xticks=range(len(rates)), xticklabels=rates, xlim=(-0.6, len(rates) - 0.4), xlabel="rate")
        one.set_title(textwrap.fill(f"{name}: {finding(scores)}", 38), fontsize=10, loc="left")
    np.atleast_1d(axes)[0].set_ylabel("test accuracy minus that\nwithout dropout")
    findings = "; ".join(f"{name}: {finding(scores)}" for name, scores in panels.items())
    return Picture(figure, f"{title}. {findings}")


def _difference(axes, place, differences, interval):
    sure = interval.low > 0 or interval.high < 0
    colour, marker = (COLOURS["with"], "o") if sure else (COLOURS["without"], "D")
    axes.plot(np.full(len(differences), place - 0.15), differences, ".", color=colour, alpha=0.5, markersize=5)
    reach = [[interval.mean - interval.low], [interval.high - interval.mean]]
    axes.errorbar(place, interval.mean, yerr=reach, fmt=marker, color=colour, capsize=4)


def ensemble(answers, whole, labels):
    """Draw the accuracy of averages over more and more masks beside that of the whole net.

    answers: masks x images x classes, logits of one net with dropout on; whole: images x classes, dropout off.
    """
    votes = softmax(answers)
    sizes = [size for size in (1, 2, 4, 8, 16, 32, 64, 128) if size <= len(votes)]
    means, rng = [], np.random.default_rng(0)
    for size in sizes:
        picks = [rng.choice(len(votes), size, replace=False) for _ in range(20)]
        means.append([accuracy(votes[pick].mean(axis=0), labels) for pick in picks])
    reference = accuracy(whole, labels)
    alone, together = np.mean(means[0]), np.mean(means[-1])
    title = f"One mask alone {alone:.1%}, {sizes[-1]} masks averaged {together:.1%}, the whole net {reference:.1%}"
    figure, axes = blank(title, height=2.8)
    axes.axhline(reference, color=COLOURS["without"], linestyle="--", label="the whole net, dropout off")
    intervals = [mean_interval(one) if np.ptp(one) else (one[0],) * 3 for one in means[:-1]] + [(together,) * 3]
    low, high = zip(*((mean - low, high - mean) for mean, low, high in intervals), strict=True)
    axes.errorbar(
        sizes,
        [one[0] for one in intervals],
        yerr=[low, high],
        fmt="o-",
        capsize=3,
        color=COLOURS["with"],
        label="average of so many masks",
    )
    axes.set_xscale("log", base=2)
    axes.set(xticks=sizes, xticklabels=sizes, xlabel="masks averaged", ylabel="test accuracy")
    axes.legend(fontsize=9, frameon=False, loc="lower right")
    return Picture(figure, title)
