"""Wrong answers to exercise 4.7 that no misconception explains."""

import numpy as np
from scipy.special import expit

from tests.answers import wrong
from tests.right_answers.lesson04_folding import dice, over_folds, parts, table_of
from tests.wrong_answers.lesson04_folding import EXERCISE, right_one, row, scored, studied, turned, word


@wrong(EXERCISE)
def unet_study_nothing(*given):
    right_one(*given)


@wrong(EXERCISE)
def unet_study_trains_nothing(placements, images, masks, folds):
    return {name: (0.0, (-0.1, 0.1), "inconclusive") for name in list(placements)[1:]}


@wrong(EXERCISE)
def unet_study_means_alone(*given):
    return turned(right_one(*given), lambda mean, ends, said: mean)


@wrong(EXERCISE)
def unet_study_always_inconclusive(*given):
    return turned(right_one(*given), lambda mean, ends, said: (mean, ends, "inconclusive"))


@wrong(EXERCISE)
def unet_study_last_fold_forgotten(placements, images, masks, folds):
    return table_of(over_folds(placements, images, masks, parts(images, folds)[:-1]))


@wrong(EXERCISE)
def unet_study_rest_never_held_out(placements, images, masks, folds):
    size = len(images) // folds
    groups = [np.arange(size * fold, size * fold + max(size - 1, 1)) for fold in range(folds)]
    return table_of(over_folds(placements, images, masks, groups))


@wrong(EXERCISE)
def unet_study_two_folds_always(placements, images, masks, folds):
    return table_of(over_folds(placements, images, masks, parts(images, 2)))


@wrong(EXERCISE)
def unet_study_one_fold_too_many(placements, images, masks, folds):
    return table_of(over_folds(placements, images, masks, parts(images, folds + 1)))


@wrong(EXERCISE)
def unet_study_overlapping_folds(placements, images, masks, folds):
    size = len(images) // folds + 1
    groups = [(np.arange(size) + fold * (len(images) // folds)) % len(images) for fold in range(folds)]
    return table_of(over_folds(placements, images, masks, groups))


@wrong(EXERCISE)
def unet_study_random_splits(placements, images, masks, folds):
    """Draw each group anew: an image may be held out twice, or never."""
    rng = np.random.default_rng(0)
    groups = [rng.permutation(len(images))[: len(images) // folds] for _ in range(folds)]
    return table_of(over_folds(placements, images, masks, groups))


@wrong(EXERCISE)
def unet_study_other_seeds_for_each(placements, images, masks, folds):
    return table_of(studied(placements, images, masks, folds, seed=lambda arm, fold: 100 * arm + fold))


@wrong(EXERCISE)
def unet_study_normalised_images(placements, images, masks, folds):
    images = (images - images.mean()) / images.std()
    return right_one(placements, images, masks, folds)


@wrong(EXERCISE)
def unet_study_noise_on_the_images(placements, images, masks, folds):
    rng = np.random.default_rng(0)

    def learn(x, y):
        return x + rng.normal(0, 0.1, x.shape), y

    return table_of(studied(placements, images, masks, folds, learn=learn))


@wrong(EXERCISE)
def unet_study_masks_inverted_in_training(placements, images, masks, folds):
    return table_of(studied(placements, images, masks, folds, learn=lambda x, y: (x, 1 - y)))


@wrong(EXERCISE)
def unet_study_dice_of_the_background(*given):
    return scored(lambda net, x, y: dice(1 - y, expit(-net(x))).mean())(*given)


@wrong(EXERCISE)
def unet_study_another_threshold(*given):
    return scored(lambda net, x, y: dice(y, expit(net(x)), 0.6).mean())(*given)


@wrong(EXERCISE)
def unet_study_median_over_images(*given):
    return scored(lambda net, x, y: np.median(dice(y, expit(net(x)))))(*given)


@wrong(EXERCISE)
def unet_study_all_images_scored(placements, images, masks, folds):
    """Judge each net on all images, those it has learned from among them."""
    return scored(lambda net, x, y: dice(masks, expit(net(images))).mean())(placements, images, masks, folds)


@wrong(EXERCISE)
def unet_study_cross_entropy(*given):
    return scored(lambda net, x, y: np.logaddexp(0, (1 - 2 * y) * net(x)).mean())(*given)


@wrong(EXERCISE)
def unet_study_best_fold(*given):
    first, *others = (scores := studied(*given))
    return {
        name: (max(scores[name]) - max(scores[first]), *row(np.subtract(scores[name], scores[first]))[1:])
        for name in others
    }


@wrong(EXERCISE)
def unet_study_sorted_scores(*given):
    return table_of({name: sorted(some) for name, some in studied(*given).items()})


@wrong(EXERCISE)
def unet_study_from_lowest_to_highest(*given):
    first, *others = (scores := studied(*given))
    table = {}
    for name in others:
        d = np.subtract(scores[name], scores[first])
        table[name] = d.mean(), (d.min(), d.max()), word(d.min(), d.max())
    return table


@wrong(EXERCISE)
def unet_study_in_percent(*given):
    return turned(right_one(*given), lambda mean, ends, said: (100 * mean, (100 * ends[0], 100 * ends[1]), said))


@wrong(EXERCISE)
def unet_study_relative(*given):
    first, *others = (scores := studied(*given))
    return {name: row(np.divide(scores[name], scores[first]) - 1) for name in others}


@wrong(EXERCISE)
def unet_study_bootstrap(*given):
    rng, first, *others = np.random.default_rng(0), *(scores := studied(*given))
    table = {}
    for name in others:
        d = np.subtract(scores[name], scores[first])
        low, high = np.quantile(rng.choice(d, (2000, len(d))).mean(1), [0.025, 0.975])
        table[name] = d.mean(), (low, high), word(low, high)
    return table


@wrong(EXERCISE)
def unet_study_every_fold_must_agree(*given):
    first, *others = (scores := studied(*given))
    return {
        name: (*row(d := np.subtract(scores[name], scores[first]))[:2], word(min(d), max(d))) for name in others
    }


@wrong(EXERCISE)
def unet_study_last_placement_left_out(*given):
    table = right_one(*given)
    table.popitem()
    return table


@wrong(EXERCISE)
def unet_study_changes_the_masks(placements, images, masks, folds):
    table = right_one(placements, images, masks, folds)
    masks[:] = 0
    return table
