"""Exercise 4.6: how well what was found overlaps with what was sought, image by image."""

from functools import partial

import numpy as np

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.lesson03.chains import spans
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.many_scores import REFUSED, ManyScores, alike, or_refuses, shown, unless_refused
from utils.checks.lesson04.overlap_beliefs import beliefs, right_score
from utils.checks.lesson04.planted_masks import planted_cases, typed_cases

FORMULAS = dict(
    dice="2 x pixels in both / (pixels sought + pixels found)",
    iou="pixels in both / pixels in either",
)


@exercise(
    "4.6",
    points=1,
    minutes=6,
    hints=HINTS["dice"],
    passed="Each image has its own score, of hard decisions, and an image that is rightly left empty scores 1.",
)
def dice(answer, law):
    """Return the Dice coefficient of each image (images).

    `truth` (0 or 1) and `probability` are images x height x width x 1; a pixel is found where
    probability >= threshold. An image without structure in which nothing is found scores 1. Masks of bool or of
    whole numbers are scored in the same way, or refused with an error.
    """
    _scores_are_right(law, "dice", answer)


@exercise(
    "4.6",
    points=1,
    minutes=3,
    hints=HINTS["iou"],
    passed="IoU orders answers as Dice does, and is the stricter number: Dice / (2 - Dice).",
)
def iou(answer, law):
    """Return the intersection over union of each image (images).

    `truth` (0 or 1) and `probability` are images x height x width x 1; a pixel is found where
    probability >= threshold. An image without structure in which nothing is found scores 1. Masks of bool or of
    whole numbers are scored in the same way, or refused with an error.
    """
    _scores_are_right(law, "iou", answer)


def _scores_are_right(law, name, answer):
    groups = planted_cases(law.generator(1))
    cases = [case for group in groups.values() for case in group]
    got = [_ask(law, answer, case, place) for place, case in enumerate(cases)]
    scores = ManyScores(law, cases, got, [right_score(name, *case) for case in cases], partial(beliefs, name))
    for group, places in spans(groups):
        scores.agree(f"the score of each image, {group}", places, partial(_other_score, name))
    _types_do_not_matter(law, name, answer)


def _ask(law, answer, case, place=0, wrapped=lambda read: read):
    """Ask with the threshold left out (None), by name (even places) or by position."""
    truth, probability, threshold = case
    read = wrapped(partial(_one_number_an_image, images=len(truth)))
    if threshold is None:
        return law.ask(answer, truth, probability, read=read)
    if place % 2:
        return law.ask(answer, truth, probability, threshold, read=read)
    return law.ask(answer, truth, probability, threshold=threshold, read=read)


def _one_number_an_image(returned, images):
    """Return a tuple of floats, or one float: what the mean over images and the like give."""
    found = plain.array(returned, instead="return one number an image", finite=False)
    if found.shape not in ((images,), ()):
        raise plain.Unusable(
            f"Expected one number for each of {images} images, shape ({images},), got shape {found.shape}: "
            "sum over height, width and the last axis."
        )
    return tuple(found) if found.ndim else float(found)


def _other_score(name, case, right, got):
    if np.shape(got) != np.shape(right):
        said = dict(expected=f"{len(right)} numbers", seen="one number")
        return said | dict(
            why=f"Expected one number for each of {len(right)} images, got one in all: keep them apart."
        )
    place = next(image for image in range(len(right)) if not alike(got[image], right[image]))
    truth, _, threshold = case
    empty = not truth[place].any() and right[place] == 1
    step = "nothing is sought and nothing found, which scores 1" if empty else f"take {FORMULAS[name]}"
    said = shown(right[place], got[place])
    numbers = f"Expected {said['expected']} for image {place} at threshold {threshold or 0.5}, got {said['seen']}"
    return said | dict(why=f"{numbers}: {step}.")


def _types_do_not_matter(law, name, answer):
    """State that masks of other types are not scored in another way in silence (bool + bool is `or`)."""
    cases = typed_cases(law.generator(2))
    got = [_ask(law, or_refuses(answer), case, 1, unless_refused) for case in cases]
    off = [
        case[0].dtype
        for case, one in zip(cases, got, strict=True)
        if one is not REFUSED and one is not None and not alike(one, right_score(name, *case))
    ]
    law.holds(
        "the type of the mask does not matter",
        not off,
        about=got,
        expected="the same scores",
        seen=lambda: f"other scores for {off[0]}",
        why=lambda: f"Your scores change when the mask is of type {off[0]}: make it float first, by astype(float).",
    )
