"""Pictures of what dropout does to the outputs of a layer."""

import numpy as np

from utils.plots.style import COLOURS, Picture, blank


def digit_outputs(digit, outputs):
    """Draw a digit (height x width x 1) beside the outputs that a layer gives for it."""
    title = f"One digit gives {len(outputs)} numbers; {np.sum(outputs > 0)} of them are above 0"
    figure, (left, right) = blank(title, height=2.3, columns=2, width_ratios=(1, 3.5))
    left.imshow(digit[..., 0], cmap="gray_r")
    left.set(xticks=[], yticks=[])
    right.bar(np.arange(len(outputs)), outputs, color=COLOURS["kept"], width=0.9)
    right.set(xlabel="unit", ylabel="output")
    return Picture(figure, title)


def dropped_counts(counts, *, units, rate):
    """Draw how many of `units` outputs were dropped in each of many draws, beside the binomial law."""
    counts = np.asarray(counts)
    mean, spread = units * rate, np.sqrt(units * rate * (1 - rate))
    within = np.mean(np.abs(counts - mean) <= 2 * spread)
    title = f"Rate {rate:g} drops {counts.mean():.0f} of {units} on average, and {within:.0%} of the draws lie "
    title += f"within {mean - 2 * spread:.0f} to {mean + 2 * spread:.0f}"
    figure, axes = blank(title, height=2.5)
    values = np.arange(counts.min(), counts.max() + 1)
    axes.bar(values, [np.mean(counts == value) for value in values], color=COLOURS["kept"], width=0.8)
    axes.axvline(mean, color="black", linestyle="--", linewidth=1)
    axes.text(mean + 0.4, axes.get_ylim()[1] * 0.95, f"{rate:g} x {units}", va="top", fontsize=9)
    axes.set(xlabel=f"dropped, of {units}", ylabel=f"share of {len(counts):,} draws")
    return Picture(figure, title)


def mask_of_batch(mask, *, rate):
    """Draw a mask (examples x units): dropped outputs are dark and crossed."""
    mask = np.asarray(mask)
    different = len(np.unique(mask, axis=0)) == len(mask)
    rows = "each example loses others" if different else "some examples lose the same ones"
    title = f"Of {mask.size} outputs {np.mean(mask == 0):.0%} are dropped (rate {rate:g}), and {rows}"
    figure, axes = blank(title, height=2.3)
    axes.imshow(mask, cmap="cividis", vmin=0, vmax=1, aspect="equal")
    example, unit = np.nonzero(mask == 0)
    axes.plot(unit, example, "x", color="white", markersize=4)
    axes.set(xlabel="unit (x: dropped)", ylabel="example", yticks=range(0, len(mask), 2))
    return Picture(figure, title)


def layer_outputs(before, mask, after):
    """Draw the outputs of one layer for one example, before and after dropout."""
    active = before > 0
    silenced = np.mean(mask[active] == 0)
    grown = np.median((after / np.where(active, before, 1))[active & (mask == 1)])
    title = f"{silenced:.0%} of the active units fall silent, the others grow {grown:.2g}-fold; "
    title += f"mean {before.mean():.2f} before, {after.mean():.2f} after"
    figure, (left, right) = blank(title, columns=2, sharey=True)
    units = np.arange(len(before))
    left.bar(units, before, color=COLOURS["kept"], width=0.9)
    right.bar(units, after, color=COLOURS["kept"], width=0.9)
    gone = units[(mask == 0) & active]
    right.plot(gone, np.zeros(len(gone)), "x", color=COLOURS["dropped"], markersize=5, label="dropped")
    left.set(xlabel="unit", ylabel="output", title="before")
    right.set(xlabel="unit", title="after, in training")
    right.legend(fontsize=9, frameon=False)
    return Picture(figure, title)


def sums(before, after):
    """Draw the sum that one unit of the next layer sees: `before` dropout a number, `after` many draws."""
    error = np.std(after) / np.sqrt(len(after))
    kept = abs(np.mean(after) - before) < 4 * error
    title = f"With dropout the sum scatters by {np.std(after):.2f}, and its mean "
    title += f"{'stays' if kept else 'moves'}: {before:.2f} before, {np.mean(after):.2f} after"
    figure, axes = blank(title, height=2.5)
    axes.hist(after, bins=50, color=COLOURS["with"], label="with dropout, one count a mask")
    axes.axvline(before, color="black", linestyle="--", label="without dropout")
    axes.set(xlabel="input of one unit of the next layer", ylabel="masks")
    axes.legend(fontsize=9, frameon=False)
    return Picture(figure, title)
