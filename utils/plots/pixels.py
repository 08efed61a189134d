"""Pictures of segmentation: images and their masks, what a net finds, and what it finds with a part silenced."""

import numpy as np

from utils.plots.judged import bright, dice, fitted, grey, height, judged, key, kinds_of, mask, planes
from utils.plots.style import Picture, listed, panels

AT_MOST = 4  # images beside each other


def annotated(images, masks, *, structure="membrane"):
    """Draw up to four images (images x height x width x 1) above their masks; 1 is the `structure` sought.

    >>> annotated(*load("tissue", images=4))
    [picture] 24% of these pixels are membrane: a mask that shows none is right on 76%
    """
    pairs = [planes(*pair) for pair in zip(images[:AT_MOST], masks[:AT_MOST], strict=True)]
    share = np.concatenate([one.ravel() for _, one in pairs]).mean()
    title = f"{share:.0%} of these pixels are {structure}: a mask that shows none is right on {1 - share:.0%}"
    names = [[f"{kind} {number}" for number in range(len(pairs))] for kind in ("image", "mask")]
    tall = height(title, pairs[0][0].shape, 0.93 / max(3, len(pairs)), [""], rows=2, labelled=1)
    figure, axes = panels(title, names, height=tall)
    for number, (picture, truth) in enumerate(pairs):
        grey(axes[f"image {number}"], picture, "")
        mask(axes[f"mask {number}"], truth, f"{truth.mean():.0%} {structure}")
    axes["image 0"].set_ylabel("image")
    axes["mask 0"].set_ylabel(f"mask (dark: {structure})")
    return Picture(figure, title)


def found(picture, truth, probabilities):
    """Draw, beside an image, which pixels each of {name: probabilities} has right, missed or invented.

    Image, truth (0 and 1) and probabilities (0..1) are height x width (x 1). A pixel above .5 counts as found.

    >>> images, masks = load("tissue", images=4)
    >>> found(images[0], masks[0], {"dark pixels": 1 - images[0]})
    [picture] Dice is 0.66 for dark pixels: 675 pixels are missed, and 2685 invented
    """
    picture, truth, *values = planes(picture, truth, *probabilities.values())
    named = dict(zip(probabilities, values, strict=True))
    title, share = _fits(truth, named), 1 / max(3, 1 + len(named))
    labels = _with_dice(truth, named, share)
    tall = height(title, truth.shape, share, labels.values(), keyed=True)
    figure, axes = panels(title, [["the image", *named]], height=tall)
    grey(axes["the image"], picture)
    for name, probability in named.items():
        judged(axes[name], truth, probability, labels[name])
    key(figure)
    return Picture(figure, title)


def _with_dice(truth, named, share):
    """Return the labels of {name: probabilities}, below panels that take this share of the width."""
    return {name: f"{fitted(name, share)}\nDice {dice(truth, one):.2f}" for name, one in named.items()}


def _fits(truth, named):
    """Say whose Dice is the highest, and what the others reach; of one prediction alone, what is wrong with it."""
    scores = {name: dice(truth, probability) for name, probability in named.items()}
    said = {name: f"{scores[name]:.2f}" for name in sorted(scores, key=scores.get, reverse=True)}
    top = next(iter(said.values()))
    best = listed([name for name, score in said.items() if score == top])
    rest = listed([f"{score} for {name}" for name, score in said.items() if score != top])
    if rest:
        return f"Dice is highest for {best}: {top} against {rest}"
    if len(named) > 1:
        return f"Dice is {top} for {best} alike"
    kinds = np.bincount(kinds_of(truth, *named.values()).ravel(), minlength=4)
    return f"Dice is {top} for {best}: {kinds[1]} pixels are missed, and {kinds[2]} invented"


def silenced(picture, truth, probabilities):
    """Draw the probabilities of the whole net, the first of {name: probabilities}, and with a part silenced.

    Image, truth (0 and 1) and probabilities (0..1) are height x width (x 1). The title compares the mean absolute
    change of the probability of a pixel.

    >>> images, masks = load("tissue", images=4)
    >>> parts = {"the whole net": 1 - images[0], "no skip": 0.5 * images[0]}
    >>> silenced(images[0], masks[0], parts)
    [picture] With no skip the probability of a pixel changes, by 0.26 on average
    """
    picture, truth, *values = planes(picture, truth, *probabilities.values())
    named = dict(zip(probabilities, values, strict=True))
    title, widths = _changes(named), [1] + [2] * len(named)
    share = 2 / sum(widths)
    labels = _with_dice(truth, named, share)
    rows = [["the image", *named], ["the truth", *named]]
    figure, axes = panels(
        title, rows, height=height(title, truth.shape, share, labels.values()), width_ratios=widths
    )
    grey(axes["the image"], picture)
    mask(axes["the truth"], truth)
    for name, probability in named.items():
        bright(axes[name], probability, labels[name])
    axes[next(iter(named))].set_ylabel("probability (dark: 0, bright: 1)", fontsize=9)
    return Picture(figure, title)


def _changes(named):
    """Say which silencing changes the probabilities most, and by how much each does."""
    (_, whole), *others = named.items()
    changes = {name: np.abs(probability - whole).mean() for name, probability in others}
    said = {name: f"{change:.2g}" for name, change in sorted(changes.items(), key=lambda pair: -pair[1])}
    if not any(changes.values()):
        return f"With {' or '.join(said)} no probability changes"
    if len(set(said.values())) == 1:
        alike = " alike" if len(said) > 1 else ""
        change = f"changes{alike}, by {min(said.values())} on average"
        return f"With {listed(list(said))} the probability of a pixel {change}"
    (most, change), *rest = said.items()
    others = listed([f"with {name} by {less}" for name, less in rest])
    return f"With {most} the probability of a pixel changes most, by {change} on average; {others}"
