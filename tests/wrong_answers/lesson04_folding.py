"""Wrong answers to exercise 4.7, by misconception."""

from itertools import pairwise

import numpy as np
from scipy.special import expit, stdtrit

from tests.answers import wrong
from tests.right_answers.lesson04_folding import dice, over_folds, parts, quarters, table_of

EXERCISE = "unet_study"


def word(low, high):
    return "helps" if low > 0 else "hurts" if high < 0 else "inconclusive"


def row(differences, level=0.95, reach=None, ddof=1, root=True, judge=word):
    d = np.array(differences)
    reach = reach or stdtrit(len(d) - 1, (1 + level) / 2)
    half = reach * d.std(ddof=ddof) / (len(d) ** 0.5 if root else 1)
    low, high = d.mean() - half, d.mean() + half
    return d.mean(), (low, high), judge(low, high)


def studied(placements, images, masks, folds, **options):
    return over_folds(placements, images, masks, parts(images, folds), **options)


def scored(score):
    """Return a study that judges by `score` (net, held-out images, their masks)."""
    return lambda *given: table_of(studied(*given, score=score))


def summed_up(*given, **options):
    """Return the table whose rows are as `row` makes them with these options."""
    first, *others = (scores := studied(*given))
    return {name: row(np.subtract(scores[name], scores[first]), **options) for name in others}


def turned(table, change):
    return {placement: change(*one) for placement, one in table.items()}


def right_one(*given):
    return table_of(studied(*given))


@wrong(EXERCISE, "tiles on both sides")
def unet_study_of_shuffled_tiles(placements, images, masks, folds):
    tiles, of_masks = quarters(images, masks)
    order = np.random.default_rng(1).permutation(len(tiles))
    return table_of(over_folds(placements, tiles, of_masks, np.array_split(order, folds)))


@wrong(EXERCISE, "tiles on both sides")
def unet_study_of_every_nth_tile(placements, images, masks, folds):
    tiles, of_masks = quarters(images, masks)
    groups = [np.arange(fold, len(tiles), folds) for fold in range(folds)]
    return table_of(over_folds(placements, tiles, of_masks, groups))


@wrong(EXERCISE, "tiles on both sides")
def unet_study_of_left_and_right_halves(placements, images, masks, folds):
    scores = {name: [] for name in placements}
    for name, train in placements.items():
        for fold in range(folds):
            net = train(images[:, :, :8], masks[:, :, :8], fold)
            some = slice(fold, None, folds)
            scores[name].append(dice(masks[some, :, 8:], expit(net(images[some, :, 8:]))).mean())
    return table_of(scores)


@wrong(EXERCISE, "nothing held out")
def unet_study_on_all_images(placements, images, masks, folds):
    scores = {name: [] for name in placements}
    for name, train in placements.items():
        for fold in range(folds):
            net = train(images, masks, fold)
            some = slice(fold, None, folds)
            scores[name].append(dice(masks[some], expit(net(images[some]))).mean())
    return table_of(scores)


@wrong(EXERCISE, "the same images held out")
def unet_study_of_one_split(placements, images, masks, folds):
    return table_of(over_folds(placements, images, masks, parts(images, folds)[:1] * folds))


@wrong(EXERCISE, "the same images held out")
def unet_study_of_seeds_for_folds(placements, images, masks, folds):
    last = np.arange(len(images))[-len(images) // folds :]
    return table_of(over_folds(placements, images, masks, [last] * folds))


@wrong(EXERCISE, "learns from one fold alone")
def unet_study_upside_down(placements, images, masks, folds):
    groups = [np.setdiff1d(np.arange(len(images)), group) for group in parts(images, folds)]
    return table_of(over_folds(placements, images, masks, groups))


@wrong(EXERCISE, "other folds for each placement")
def unet_study_shuffled_for_each(placements, images, masks, folds):
    rng, scores = np.random.default_rng(0), {}
    for name, train in placements.items():
        groups = np.array_split(rng.permutation(len(images)), folds)
        scores |= over_folds({name: train}, images, masks, groups)
    return table_of(scores)


@wrong(EXERCISE, "masks stay behind")
def unet_study_masks_unflipped(placements, images, masks, folds):
    def learn(x, y):
        return np.concatenate([x, x[:, :, ::-1]]), np.concatenate([y, y])

    return table_of(studied(placements, images, masks, folds, learn=learn))


@wrong(EXERCISE, "masks stay behind")
def unet_study_flipped_by_chance_apart(placements, images, masks, folds):
    rng = np.random.default_rng(0)

    def learn(x, y):
        return tuple(np.where(rng.random((len(x), 1, 1, 1)) < 0.5, one[:, ::-1], one) for one in (x, y))

    return table_of(studied(placements, images, masks, folds, learn=learn))


@wrong(EXERCISE, "masks stay behind")
def unet_study_images_shuffled_alone(placements, images, masks, folds):
    return table_of(studied(placements, images, masks, folds, learn=lambda x, y: (x[::-1], y)))


@wrong(EXERCISE, "masks stay behind")
def unet_study_masks_of_the_held_out(placements, images, masks, folds):
    """Roll the images, and leave the masks where they are."""
    return right_one(placements, np.roll(images, 1, axis=0), masks, folds)


@wrong(EXERCISE, "judged with dropout on")
def unet_study_with_dropout_on(placements, images, masks, folds):
    return scored(lambda net, x, y: dice(y, expit(net(x, training=True))).mean())(placements, images, masks, folds)


@wrong(EXERCISE, "scores of learned images")
def unet_study_by_training_scores(placements, images, masks, folds):
    scores = {name: [] for name in placements}
    for name, train in placements.items():
        for fold in range(folds):
            rest = np.arange(len(images)) % folds != fold
            net = train(images[rest], masks[rest], fold)
            scores[name].append(dice(masks[rest], expit(net(images[rest]))).mean())
    return table_of(scores)


@wrong(EXERCISE, "pixels of all images pooled")
def unet_study_pooled(*given):
    def score(net, x, y):
        mask = expit(net(x)) > 0.5
        return 2 * (mask * y).sum() / (mask.sum() + y.sum())

    return scored(score)(*given)


@wrong(EXERCISE, "logits for probabilities")
def unet_study_without_sigmoid(*given):
    return scored(lambda net, x, y: dice(y, net(x)).mean())(*given)


@wrong(EXERCISE, "Dice without a threshold")
def unet_study_soft(*given):
    def score(net, x, y):
        p = expit(net(x))
        return (2 * (p * y).sum((1, 2, 3)) / (p.sum((1, 2, 3)) + y.sum((1, 2, 3)))).mean()

    return scored(score)(*given)


@wrong(EXERCISE, "share of right pixels")
def unet_study_by_accuracy(*given):
    return scored(lambda net, x, y: ((net(x) > 0) == y).mean())(*given)


@wrong(EXERCISE, "overlap over union")
def unet_study_by_union(*given):
    def score(net, x, y):
        found = dice(y, expit(net(x)))
        return (found / (2 - found)).mean()

    return scored(score)(*given)


@wrong(EXERCISE, "interval over images")
def unet_study_by_images(*given):
    scores = studied(*given, score=lambda net, x, y: dice(y, expit(net(x))))
    return table_of({name: np.concatenate(some) for name, some in scores.items()})


@wrong(EXERCISE, "scores for differences")
def unet_study_of_scores(*given):
    _, *others = (scores := studied(*given))
    return {name: row(scores[name]) for name in others}


@wrong(EXERCISE, "first minus the other")
def unet_study_first_minus_the_other(*given):
    return turned(right_one(*given), lambda mean, ends, _: (-mean, (-ends[1], -ends[0]), word(-ends[1], -ends[0])))


@wrong(EXERCISE, "against the previous placement")
def unet_study_against_the_previous(*given):
    scores = studied(*given)
    names = list(scores)
    return {name: row(np.subtract(scores[name], scores[before])) for before, name in pairwise(names)}


@wrong(EXERCISE, "unpaired")
def unet_study_unpaired(*given):
    first, *others = (scores := studied(*given))
    table = {}
    for name in others:
        a, b = np.array(scores[first]), np.array(scores[name])
        half = stdtrit(2 * len(a) - 2, 0.975) * np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / len(a))
        mean = b.mean() - a.mean()
        table[name] = mean, (mean - half, mean + half), word(mean - half, mean + half)
    return table


@wrong(EXERCISE, "z for t")
def unet_study_z(*given):
    return summed_up(*given, reach=1.96)


@wrong(EXERCISE, "standard deviation for standard error")
def unet_study_standard_deviation(*given):
    return summed_up(*given, reach=1, root=False)


@wrong(EXERCISE, "divides by n not n - 1")
def unet_study_numpy_std(*given):
    return summed_up(*given, ddof=0)


@wrong(EXERCISE, "another level")
def unet_study_ninety(*given):
    return summed_up(*given, level=0.9)


@wrong(EXERCISE, "compares means alone")
def unet_study_by_means(*given):
    return turned(right_one(*given), lambda mean, ends, _: (mean, ends, word(mean, mean)))


@wrong(EXERCISE, "sign reversed")
def unet_study_reversed(*given):
    return turned(right_one(*given), lambda mean, ends, _: (mean, ends, word(-ends[1], -ends[0])))
