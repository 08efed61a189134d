"""Pictures of many masks of one net, as an ensemble."""

import numpy as np

from utils.measures import accuracy, softmax, verdict
from utils.plots.style import COLOURS, Picture, blank, image

AGAINST = {"helps": "is better than", "hurts": "is worse than", "inconclusive": "cannot be told from"}


def ensemble(answers, whole, labels):
    """Draw the accuracy of averages over more and more masks beside that of the whole net.

    answers: masks x images x classes, logits of one net with dropout on; whole: images x classes, dropout off.
    Each mask is used once at each size. The title compares image by image, with 95 % intervals.

    >>> rng = np.random.default_rng(1)
    >>> whole, labels = rng.normal(size=(200, 10)), rng.integers(10, size=200)
    >>> ensemble(whole + rng.normal(size=(64, 200, 10)), whole, labels)
    [picture] One mask alone cannot be told from the whole net; the average of 64 masks ...
    """
    votes, labels = softmax(answers), np.asarray(labels)
    sizes = [2**power for power in range(len(votes).bit_length())]
    groups = {size: _averages(votes, size) for size in sizes}
    figure, axes = blank(title := _title(groups, np.asarray(whole), labels), height=3)
    reference = accuracy(whole, labels)
    axes.axhline(reference, color=COLOURS["without"], linestyle="--", label="the whole net once, dropout off")
    scores = [[accuracy(group, labels) for group in groups[size]] for size in sizes]
    places = np.repeat(sizes, [len(some) for some in scores])
    axes.plot(places, np.concatenate(scores), ".", color=COLOURS["with"], alpha=0.35, label="one group of masks")
    axes.plot(sizes, [np.mean(some) for some in scores], "o-", color=COLOURS["with"], label="mean of the groups")
    axes.set_xscale("log", base=2)
    axes.set(xticks=sizes, xticklabels=sizes, xlabel="masks averaged", ylabel="test accuracy")
    axes.legend(fontsize=9, frameon=False, loc="lower right")
    return Picture(figure, title)


def _averages(votes, size):
    """Return the mean probabilities (groups x images x classes) of as many groups of `size` masks as there are."""
    groups = len(votes) // size
    return votes[: groups * size].reshape(groups, size, *votes.shape[1:]).mean(axis=1)


def _title(groups, whole, labels):
    """Say how one mask, and the largest group, compare with the whole net on the same images."""
    right = {size: (group.argmax(axis=-1) == labels).mean(axis=0) for size, group in groups.items()}
    most, reference = max(groups), whole.argmax(axis=-1) == labels
    alone, together = (AGAINST[verdict(reference, right[size])] for size in (1, most))
    return f"One mask alone {alone} the whole net; the average of {most} masks {together} it"


def digit_votes(digits, answers):
    """Draw, beside each digit, how many masks say which class.

    digits: images x height x width x 1; answers: masks x images x classes, logits with dropout on.
    """
    answers = np.asarray(answers)
    masks, images, classes = answers.shape
    counts = [np.bincount(said, minlength=classes) for said in answers.argmax(axis=-1).T]
    agreed = sum(count.max() == masks for count in counts)
    title = f"All {masks} masks of one net agree on {_of(agreed, images)}"
    figure, axes = blank(title, height=2.4, columns=2 * images, width_ratios=[1, 1.8] * images)
    for left, right, digit, count in zip(axes[::2], axes[1::2], digits, counts, strict=True):
        image(left, digit[..., 0])
        right.bar(range(classes), count, color=COLOURS["with"], width=0.8)
        right.set(xticks=range(classes), xlabel="class", ylim=(0, masks * 1.02))
        right.set_title(f"{count.max() / masks:.0%} say {count.argmax()}", fontsize=10, loc="left")
    axes[1].set_ylabel("masks")
    return Picture(figure, title)


def _of(some, all_of_them):
    if some in (0, all_of_them):
        return "each of these digits" if some else "none of these digits"
    return f"{some} of these {all_of_them} digits"
