"""Pictures of how dropout gets on with pooling and with batch normalisation."""

import numpy as np

from utils.plots.style import COLOURS, Picture, blank, sentence

CLOSE = 0.02
LOOKS = [("o-", "dropped"), ("s--", "kept"), ("^:", "with"), ("D-.", "logged")]


def order_of_pooling(rates, ratios):
    """Draw mean in training / mean at test by rate, for up to four of {words: ratio per rate}.

    >>> order_of_pooling((0.1, 0.5), {"dropout, then max pool": (1.05, 1.4), "max pool, then dropout": (1, 1)})
    [picture] Dropout, then max pool rises to 1.40 at rate 0.5; the other stays within 2% of 1
    """
    ratios = {words: np.asarray(values) for words, values in ratios.items()}
    title = _which_leave_one(rates, ratios)
    figure, axes = blank(title, height=3)
    axes.axhline(1, color="black", linewidth=1)
    beside = np.ptp(rates) / 100  # else the curves at 1 would hide each other
    for place, (words, values) in enumerate(ratios.items()):
        line, role = LOOKS[place]
        axes.plot(np.add(rates, place * beside), values, line, color=COLOURS[role], markersize=5, label=words)
    axes.set(xlabel="rate", ylabel="mean in training / mean at test")
    axes.legend(fontsize=9, frameon=False)
    return Picture(figure, title)


def _which_leave_one(rates, ratios):
    """Return "Drop then max rises to 1.45 at rate 0.5; the other 3 stay within 2% of 1"."""
    far = {words: np.abs(values - 1).argmax() for words, values in ratios.items()}
    far = {words: place for words, place in far.items() if abs(ratios[words][place] - 1) > CLOSE}
    parts = [_leaves(words, ratios[words][place], rates[place]) for words, place in far.items()]
    near = len(ratios) - len(far)
    if near:
        who = f"the other {near} stay" if near > 1 else "the other stays"
        parts.append(f"{who if far else 'each of them stays'} within {CLOSE:.0%} of 1")
    return sentence("; ".join(parts))


def _leaves(words, ratio, rate):
    return f"{words} {'rises' if ratio > 1 else 'falls'} to {ratio:.2f} at rate {rate:g}"


def variance_shift(rates, measured, law):
    """Draw variance at test / variance in training by rate: as measured, and as law(rate) gives it.

    >>> rates = (0.1, 0.5, 0.7)
    >>> variance_shift(rates, [0.85, 0.41, 0.24], lambda rate: 0.681 * (1 - rate) / (0.681 + 0.318 * rate))
    [picture] At rate 0.7 the variance at test is 0.24 of that in training; over 3 rates the ...
    """
    rates, measured = np.asarray(rates), np.asarray(measured)
    off = np.abs(measured - law(rates)).max()
    title = f"At rate {rates[-1]:g} the variance at test is {measured[-1]:.2f} of that in training; "
    title += f"over {len(rates)} rates the law is off by {off:.1g} at most"
    figure, axes = blank(title, height=2.8)
    fine = np.linspace(rates.min(), rates.max(), 100)
    axes.axhline(1, color="black", linewidth=1)
    axes.plot(fine, law(fine), "--", color=COLOURS["without"], label="law")
    axes.plot(rates, measured, "o", color=COLOURS["with"], label="measured")
    axes.set(xlabel="rate", ylabel="variance at test\n/ variance in training", ylim=(0, None))
    axes.legend(fontsize=9, frameon=False)
    return Picture(figure, title)
