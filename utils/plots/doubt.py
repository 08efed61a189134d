"""Pictures of how unsure a net is of each pixel, and of how many predictions it takes to say so."""

import numpy as np

from utils.plots.judged import bright, grey, height, judged, key, mask, planes, scaled, wrong
from utils.plots.style import COLOURS, Picture, blank, panels, sentence

SHARE = 0.1  # of the pixels: those of the highest entropy


def doubts(picture, truth, mean, std, entropy):
    """Draw mean, standard deviation and entropy of many predictions of an image beside what is wrong in the mean.

    All are height x width (x 1): the truth 0 and 1, the mean a probability, the entropy in nats.

    >>> many = np.random.default_rng(1).random((16, 32, 32))  # predictions x height x width
    >>> mean, std = many.mean(axis=0), many.std(axis=0)
    >>> entropy = -mean * np.log(mean) - (1 - mean) * np.log(1 - mean)
    >>> doubts(many[0], many[1] > 0.5, mean, std, entropy)
    [picture] The tenth of the pixels with the highest entropy holds 11% of the 425 wrong pixels
    """
    picture, truth, mean, std, entropy = planes(picture, truth, mean, std, entropy)
    title = _where_errors_lie(entropy, wrong(truth, mean))
    names = [["image", "truth", "mean"], ["std", "entropy", "errors"]]
    labels = ["mean probability", "standard deviation", "entropy"]
    labels = [scaled(*pair) for pair in zip(labels, (1, std.max(), np.log(2)), strict=True)]
    figure, axes = panels(title, names, height=height(title, truth.shape, 1 / 3.4, labels, rows=2, keyed=True))
    grey(axes["image"], picture)
    mask(axes["truth"], truth)
    bright(axes["mean"], mean, labels[0])
    bright(axes["std"], std, labels[1], high=std.max())
    bright(axes["entropy"], entropy, labels[2], high=np.log(2))
    judged(axes["errors"], truth, mean, "wrong pixels of the mean", errors_alone=True)
    key(figure, kinds=("missed", "invented"))
    return Picture(figure, title)


def _where_errors_lie(entropy, errors):
    if not errors.any():
        return "No pixel is wrong: here entropy has no error to find"
    share = held_by_highest(entropy, errors) / errors.sum()
    return f"The tenth of the pixels with the highest entropy holds {share:.0%} of the {errors.sum()} wrong pixels"


def held_by_highest(doubt, errors, share=SHARE):
    """Return how many errors lie in this share of the pixels, those of the highest doubt; a tie counts in part."""
    room = share * doubt.size
    last = np.sort(doubt, axis=None)[-int(np.ceil(room))]
    above, level = doubt > last, doubt == last
    return errors[above].sum() + (room - above.sum()) * errors[level].mean()


def error_by_samples(errors):
    """Draw how far the mean of few predictions lies from that of many; `errors` is {predictions: distances}.

    The distances of one number of predictions are a list, one a repetition, or a number. At least two numbers of
    predictions, else ValueError.

    >>> error_by_samples({1: 0.2, 4: 0.1, 16: 0.05})
    [picture] The mean of n predictions lies at a distance that goes as n to the power -0.50; of ...
    """
    if len(errors) < 2:
        raise ValueError(f"Expected distances for at least 2 numbers of predictions; got {list(errors)}.")
    counts = np.array(sorted(errors), dtype=float)
    each = [np.atleast_1d(np.asarray(errors[count], dtype=float)) for count in sorted(errors)]
    means = np.array([one.mean() for one in each])
    title, fits = _falls(counts, means)
    figure, axes = blank(title, height=3)
    places = np.repeat(counts, [len(one) for one in each])
    axes.plot(places, np.concatenate(each), ".", color=COLOURS["with"], alpha=0.35, label="one repetition")
    axes.plot(counts, means, "o-", color=COLOURS["with"], label="mean of the repetitions")
    if fits:
        law = np.exp(np.log(means * np.sqrt(counts)).mean()) / np.sqrt(counts)
        axes.plot(counts, law, "--", color="black", label="1 / √predictions")
        axes.set_yscale("log")
    axes.set_xscale("log", base=2)
    axes.set(xticks=counts, xticklabels=[f"{count:g}" for count in counts])
    axes.set(xlabel="predictions averaged", ylabel="distance to the\nmean of many")
    axes.legend(fontsize=9, frameon=False, loc="lower left")
    return Picture(figure, title)


def _falls(counts, means):
    """Return a title, and whether the logarithms could be fitted by a line."""
    if not means.all():
        zero = "every distance is" if not means.any() else "some distances are"
        return sentence(f"{zero} 0: those predictions do not differ"), False
    power = np.polyfit(np.log(counts), np.log(means), 1)[0]
    title = f"The mean of n predictions lies at a distance that goes as n to the power {power:.2f}; "
    return title + "of independent draws it would be -0.50", True
