"""Right answers to exercise 4.7: folds by number, by permutation, with tiles and with mirrors."""

from collections import defaultdict

import numpy as np
from scipy import stats
from scipy.special import expit, stdtrit

from tests.answers import right
from tests.solutions import as_the_lesson_does
from utils.measures import mean_interval, paired_interval, verdict

EXERCISE = "unet_study"


def dice(truth, probability, threshold=0.5):
    """Return the Dice of each image."""
    mask = probability > threshold
    return 2 * (truth * mask).sum((1, 2, 3)) / (truth.sum((1, 2, 3)) + mask.sum((1, 2, 3)))


def table_of(scores):
    """Return the table of {placement: scores by fold}."""
    first, *others = scores
    table = {}
    for name in others:
        mean, low, high = paired_interval(scores[first], scores[name])
        table[name] = mean, (low, high), verdict(scores[first], scores[name])
    return table


def over_folds(
    placements, images, masks, groups, learn=lambda *given: given, score=None, seed=lambda arm, fold: fold
):
    """Return {placement: scores by fold}; `groups` are the numbers of the images held out."""
    scores = defaultdict(list)
    for arm, (name, train) in enumerate(placements.items()):
        for fold, held_out in enumerate(groups):
            rest = np.setdiff1d(np.arange(len(images)), held_out)
            net = train(*learn(images[rest], masks[rest]), seed(arm, fold))
            judge = score or (lambda net, x, y: dice(y, expit(np.asarray(net(x)))).mean())
            scores[name].append(judge(net, images[held_out], masks[held_out]))
    return scores


def parts(images, folds):
    return np.array_split(np.arange(len(images)), folds)


unet_study_as_the_lesson_does = as_the_lesson_does("unet_study", "lesson04")


@right(EXERCISE)
def unet_study_in_blocks(placements, images, masks, folds):
    return table_of(over_folds(placements, images, masks, parts(images, folds)))


@right(EXERCISE)
def unet_study_shuffled_first(placements, images, masks, folds):
    order = np.random.default_rng(8).permutation(len(images))
    return table_of(over_folds(placements, images, masks, np.array_split(order, folds)))


@right(EXERCISE)
def unet_study_one_seed_throughout(placements, images, masks, folds):
    return table_of(over_folds(placements, images, masks, parts(images, folds), seed=lambda arm, fold: 0))


@right(EXERCISE)
def unet_study_fold_by_fold(placements, images, masks, folds):
    """Train all placements on a fold before the next fold."""
    first, *others = placements
    differences = {name: [] for name in others}
    for fold, held_out in enumerate(parts(images, folds)):
        rest = [number for number in range(len(images)) if number not in held_out]
        score = {}
        for name in placements:
            net = placements[name](images=images[rest], masks=masks[rest], seed=fold)
            score[name] = np.mean([dice(masks[[i]], expit(net(images[[i]]))) for i in held_out])
        for name in others:
            differences[name].append(score[name] - score[first])
    table = {}
    for name, values in differences.items():
        found = mean_interval(values)
        said = "helps" if found.low > 0 else "hurts" if found.high < 0 else "inconclusive"
        table[name] = {"mean": found.mean, "interval": found, "verdict": said}
    return table


def quarters(images, masks):
    """Cut images and masks into quarters."""

    def cut(x):
        half = x.shape[1] // 2
        return np.concatenate([x[:, i : i + half, j : j + half] for i in (0, half) for j in (0, half)])

    return cut(images), cut(masks)


@right(EXERCISE)
def unet_study_on_tiles_cut_afterwards(placements, images, masks, folds):
    return table_of(over_folds(placements, images, masks, parts(images, folds), learn=quarters))


def mirrored(images, masks):
    return tuple(np.concatenate([x, x[:, ::-1], x[:, :, ::-1], np.rot90(x, axes=(1, 2))]) for x in (images, masks))


@right(EXERCISE)
def unet_study_with_mirror_images(placements, images, masks, folds):
    return table_of(over_folds(placements, images, masks, parts(images, folds), learn=mirrored))


def moved(images, masks):
    """Shift and shuffle images and masks alike, with zeros at the rim."""
    order = np.random.default_rng(0).permutation(len(images))
    return tuple(np.pad(x, ((0, 0), (2, 0), (2, 0), (0, 0)))[order, :-2, :-2] for x in (images, masks))


@right(EXERCISE)
def unet_study_with_shifts(placements, images, masks, folds):
    return table_of(over_folds(placements, images, masks, parts(images, folds), learn=moved))


def crops(images, masks):
    return tuple(np.concatenate([x[:, 1:9, 3:11], x[:, 5:13, 7:15]]) for x in (images, masks))


@right(EXERCISE)
def unet_study_on_crops(placements, images, masks, folds):
    """Learn from parts of the images of a fold alone."""
    return table_of(over_folds(placements, images, masks, parts(images, folds), learn=crops))


@right(EXERCISE)
def unet_study_that_looks_at_training_scores_too(placements, images, masks, folds):
    def score(net, x, y):
        assert dice(masks, expit(net(images))).mean() > 0
        return dice(y, expit(net.predict(x, verbose=0))).mean()

    return table_of(over_folds(placements, images, masks, parts(images, folds), score=score))


@right(EXERCISE)
def unet_study_of_mirrored_predictions(placements, images, masks, folds):
    """Average the probabilities of an image and of its mirror image."""

    def score(net, x, y):
        probability = (expit(net(x)) + expit(net(x[:, :, ::-1]))[:, :, ::-1]) / 2
        return dice(y, probability).mean()

    return table_of(over_folds(placements, images, masks, parts(images, folds), score=score))


@right(EXERCISE)
def unet_study_by_hand(placements, images, masks, folds):
    groups = [list(range(fold, len(images), folds)) for fold in range(folds)][::-1]
    scores = over_folds(
        placements, images, masks, groups, score=lambda net, x, y: one_by_one(net(x, training=False), y)
    )
    first, *others = (np.array(scores[name]) for name in placements)
    reach = stdtrit(folds - 1, 0.975)
    table = []
    for other in others:
        d = other - first
        half = reach * d.std(ddof=1) / folds**0.5
        said = np.select([d.mean() > half, d.mean() < -half], ["helps", "hurts"], "inconclusive")
        table.append([d.mean(), d.mean() - half, d.mean() + half, str(said)])
    return dict(zip(list(placements)[1:], table, strict=True))


def one_by_one(logits, truth):
    found = []
    for z, t in zip(logits, truth, strict=True):
        mask = z.ravel() > 0
        t = t.ravel() == 1
        hits, more, less = (mask & t).sum(), (mask & ~t).sum(), (~mask & t).sum()
        found.append(2 * hits / (2 * hits + more + less))
    return sum(found) / len(found)


@right(EXERCISE)
def unet_study_with_scipy_and_a_row_for_the_first(placements, images, masks, folds):
    scores = over_folds(placements, images, masks, parts(images, folds), seed=lambda arm, fold: 100 + fold)
    first = scores[next(iter(placements))]
    table = {}
    for name, some in scores.items():
        d = np.subtract(some, first)
        if not d.any():
            table[name] = (0.0, (0.0, 0.0), "inconclusive")
            continue
        test = stats.ttest_1samp(d, 0)
        ends = test.confidence_interval(0.95)
        said = "inconclusive" if test.pvalue > 0.05 else ("hurts", "helps")[int(d.mean() > 0)]
        table[name] = (d.mean(), ends, said)
    return table
