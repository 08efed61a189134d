"""Pictures of segmentation: images and their masks, what a net finds, and what it finds with a part silenced."""

import numpy as np

from utils.plots.judged import bright, dice, fitted, grey, judged, key, kinds_of, mask, planes, tall
from utils.plots.style import Picture, listed, panels, sentence

AT_MOST = 4  # images beside each other


def annotated(images, masks, *, structure="membrane"):
    """Draw up to four images (images x height x width x 1) above their masks; 1 is the `structure` sought."""
    pairs = [planes(*pair) for pair in zip(images[:AT_MOST], masks[:AT_MOST], strict=True)]
    share = np.concatenate([one.ravel() for _, one in pairs]).mean()
    title = f"{share:.0%} of these pixels are {structure}: a mask that shows none is right on {1 - share:.0%}"
    numbers = range(len(pairs))
    names = [[f"{kind} {number}" for number in numbers] for kind in ("image", "mask")]
    figure, axes = panels(title, names, height=0.6 + 2 * tall(pairs[0][0].shape, max(3, len(pairs))))
    for number, (picture, truth) in enumerate(pairs):
        grey(axes[f"image {number}"], picture, "")
        mask(axes[f"mask {number}"], truth, f"{truth.mean():.0%} {structure}")
    axes["image 0"].set_ylabel("image")
    axes["mask 0"].set_ylabel(f"mask (dark: {structure})")
    return Picture(figure, title)


def found(picture, truth, probabilities):
    """Draw, beside an image, which pixels each of {name: probabilities} has right, missed or invented.

    Image, truth (0 and 1) and probabilities (0..1) are height x width (x 1). A pixel above .5 counts as found.
    """
    picture, truth, *values = planes(picture, truth, *probabilities.values())
    named = dict(zip(probabilities, values, strict=True))
    columns = 1 + len(named)
    title = _fits(truth, named)
    names = [["the image", *named]]
    figure, axes = panels(title, names, height=1.3 + tall(truth.shape, max(3, columns)))
    grey(axes["the image"], picture)
    for name, probability in named.items():
        label = f"{fitted(name, columns)}\nDice {dice(truth, probability):.2f}"
        judged(axes[name], truth, probability, label)
    key(figure)
    return Picture(figure, title)


def _fits(truth, named):
    """Say whose Dice is the highest, and what the others reach; of one prediction alone, what is wrong with it."""
    scores = {name: f"{dice(truth, probability):.2f}" for name, probability in named.items()}
    top = max(scores.values())
    best = [name for name, score in scores.items() if score == top]
    rest = [f"{score} for {name}" for name, score in scores.items() if score != top]
    if len(named) == 1:
        kinds = np.bincount(kinds_of(truth, *named.values()).ravel(), minlength=4)
        return sentence(f"{best[0]}: Dice {top}, {kinds[1]} pixels missed and {kinds[2]} invented")
    if not rest:
        return sentence(f"{listed(best)} fit the truth alike, with a Dice of {top}")
    verb = "fits" if len(best) == 1 else "fit"
    return sentence(f"{listed(best)} {verb} the truth best: Dice {top} against {listed(rest)}")


def silenced(picture, truth, probabilities):
    """Draw the probabilities of the whole net, the first of {name: probabilities}, and with a part silenced.

    Image, truth (0 and 1) and probabilities (0..1) are height x width (x 1). The title compares the mean absolute
    change of the probability of a pixel.
    """
    picture, truth, *values = planes(picture, truth, *probabilities.values())
    named = dict(zip(probabilities, values, strict=True))
    title = _changes(named)
    rows = [["the image", *named], ["the truth", *named]]
    widths = [1] + [2] * len(named)
    height = 1.1 + 2 * tall(truth.shape, sum(widths))
    figure, axes = panels(title, rows, height=height, width_ratios=widths)
    grey(axes["the image"], picture)
    mask(axes["the truth"], truth)
    for name, probability in named.items():
        label = f"{fitted(name, 1 + len(named))}\nDice {dice(truth, probability):.2f}, probability"
        bright(axes[name], probability, label)
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
