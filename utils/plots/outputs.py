"""Pictures of what dropout does to the outputs of a layer."""

import numpy as np

from utils.plots.style import COLOURS, Picture, blank, image


def digit_outputs(digit, outputs):
    """Draw a digit (height x width x 1) beside the outputs that a layer gives for it.

    >>> digit = load("digits").train.x[3]
    >>> digit_outputs(digit, np.maximum(0, digit.ravel() @ np.random.default_rng(1).normal(size=(64, 100))))
    [picture] One digit gives 100 numbers; 54 of them are above 0
    """
    title = f"One digit gives {len(outputs)} numbers; {np.sum(np.asarray(outputs) > 0)} of them are above 0"
    figure, (left, right) = blank(title, height=2.3, columns=2, width_ratios=(1, 3.5))
    image(left, digit[..., 0])
    left.set_xlabel("digit")
    right.bar(np.arange(len(outputs)), outputs, color=COLOURS["kept"], width=0.9)
    right.set(xlabel="unit", ylabel="output")
    return Picture(figure, title)


def dropped_counts(counts, *, units, rate):
    """Draw how many of `units` outputs were dropped in each of many draws, beside mean and sd of the binomial.

    >>> dropped_counts(np.random.default_rng(1).binomial(100, 0.2, size=2000), units=100, rate=0.2)
    [picture] Rate 0.2 drops 20 of 100 on average, and 97% of the draws lie within 12 to 28
    """
    counts = np.asarray(counts)
    mean, sd = units * rate, np.sqrt(units * rate * (1 - rate))
    low, high = max(0, round(mean - 2 * sd)), min(units, round(mean + 2 * sd))
    within = int(100 * np.mean((counts >= low) & (counts <= high)))
    title = f"Rate {rate:g} drops {counts.mean():.3g} of {units} on average, "
    title += f"and {within}% of the draws lie within {low} to {high}"
    figure, axes = blank(title, height=2.5)
    values, draws = np.unique(counts, return_counts=True)
    axes.bar(values, draws, color=COLOURS["dropped"], width=0.8)
    _spread(axes, mean, 2 * sd, draws.max(), f"{rate:g} x {units} ± 2 sd, as coins would give")
    axes.set(xlabel=f"dropped, of {units}", ylabel="draws")
    axes.legend(fontsize=9, frameon=False, loc="upper right")
    return Picture(figure, title)


def mask_of_batch(mask, *, rate):
    """Draw a mask (examples x units): dropped outputs are dark and crossed.

    >>> mask_of_batch(element_mask((8, 40), 0.3, np.random.default_rng(2)), rate=0.3)
    [picture] Of 320 outputs 33% are dropped (rate 0.3), and each example loses others
    """
    mask = np.asarray(mask)
    different = len(np.unique(mask, axis=0)) == len(mask)
    rows = "each example loses others" if different else "some examples lose the same ones"
    title = f"Of {mask.size} outputs {np.mean(mask == 0):.0%} are dropped (rate {rate:g}), and {rows}"
    figure, axes = blank(title, height=0.9 + 6.7 * len(mask) / mask.shape[1])
    axes.imshow(mask, cmap="cividis", vmin=0, vmax=1, aspect="auto")
    example, unit = np.nonzero(mask == 0)
    axes.plot(unit, example, "x", color="white", markersize=4)
    axes.set(xlabel="unit (x: dropped)", ylabel="example", yticks=range(0, len(mask), 2))
    return Picture(figure, title)


def layer_outputs(before, mask, after):
    """Draw the outputs of one layer for one example, before and after dropout.

    >>> before = np.random.default_rng(1).random(40)
    >>> mask = element_mask(before.shape, 0.5, np.random.default_rng(2))
    >>> layer_outputs(before, mask, drop(before, mask, 0.5))
    [picture] 48% of the active units fall silent, the others grow 2-fold; mean 0.50 before, 0.47 after
    """
    before, mask, after = (np.asarray(values) for values in (before, mask, after))
    active, dropped = before > 0, mask == 0
    gone, left = np.flatnonzero(active & dropped), np.flatnonzero(active & ~dropped)
    share = f"{len(gone) / active.sum():.0%}" if active.any() else "None"
    title = f"{share} of the active units fall silent, {_growth(after[left] / before[left])}; "
    title += f"mean {before.mean():.2f} before, {after.mean():.2f} after"
    figure, panels = blank(title, columns=2, sharey=True)
    for axes, values, name in zip(panels, (before, after), ("before", "after, in training"), strict=True):
        axes.bar(np.arange(len(values)), values, color=COLOURS["kept"], width=0.9)
        axes.set_title(name, fontsize=10, loc="left")
        axes.set_xlabel("unit")
    panels[0].set_ylabel("output")
    cross = dict(color=COLOURS["dropped"], markersize=5, clip_on=False, zorder=3)
    panels[1].plot(gone, np.zeros(len(gone)), "x", label="active, dropped", **cross)
    panels[1].legend(fontsize=9, frameon=False, loc="upper left")
    return Picture(figure, title)


def _growth(factors):
    if len(factors) == 0:
        return "and none is left"
    if not np.allclose(factors, factors[0]):
        return "the others change each by its own factor"
    return f"the others grow {factors[0]:.2g}-fold" if factors[0] > 1 else "the others do not grow"


def _spread(axes, mean, reach, top, label):
    """Mark mean ± reach above bars that go up to `top`."""
    axes.errorbar(mean, 1.1 * top, xerr=reach, fmt="o", color="black", markersize=4, capsize=4, label=label)
    axes.set_ylim(0, 1.5 * top)


def sums(before, after):
    """Draw the sum that one unit of the next layer sees: `before` dropout a number, `after` many draws.

    >>> before, into_next = np.ones(40), np.full(40, 0.1)
    >>> masks = element_mask((1000, 40), 0.5, np.random.default_rng(1))
    >>> sums(before @ into_next, drop(before, masks, 0.5) @ into_next)
    [picture] With dropout the sum scatters by 0.64, and its mean stays: 4.00 before, 3.99 after
    """
    mean, sd = np.mean(after), np.std(after)
    stays = np.isclose(mean, before) or abs(mean - before) <= 4 * sd / np.sqrt(len(after))
    title = f"With dropout the sum scatters by {sd:.2f}, and its mean "
    title += f"{'stays' if stays else 'moves'}: {before:.2f} before, {mean:.2f} after"
    figure, axes = blank(title, height=2.5)
    masks, *_ = axes.hist(after, bins=30, color=COLOURS["with"], label="with dropout, by mask")
    axes.axvline(before, ymax=0.8, color="black", linestyle="--", label="without dropout")
    _spread(axes, mean, sd, masks.max(), "with dropout, mean ± sd")
    axes.set(xlabel="input of one unit of the next layer", ylabel="masks")
    axes.legend(fontsize=9, frameon=False, loc="upper left", ncols=3)
    return Picture(figure, title)
