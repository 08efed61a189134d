"""Wrong answers to the first half of exercise 3.8: the study of placements, by misconception."""

import numpy as np
from scipy.special import stdtrit

from tests.answers import wrong
from tests.right_answers.lesson03_placing import study_of_the_lesson as study

EXERCISE = "placement_study"


def word(low, high):
    return "helps" if low > 0 else "hurts" if high < 0 else "inconclusive"


def row(differences, level=0.95, reach=None, ddof=1, root=True, judge=word):
    d = np.array(differences)
    reach = reach or stdtrit(len(d) - 1, (1 + level) / 2)
    half = reach * d.std(ddof=ddof) / (len(d) ** 0.5 if root else 1)
    low, high = d.mean() - half, d.mean() + half
    return d.mean(), (low, high), judge(low, high)


def validation(run):
    return run.scores["validation"]


def of_arms(build, placements, data, seeds, read=validation, **options):
    arms = {one: np.array([read(build(one, data, seed)) for seed in seeds]) for one in placements}
    first = arms[placements[0]]
    return {one: row(arms[one] - first, **options) for one in placements[1:]}


def turned(table, change):
    return {placement: change(*one) for placement, one in table.items()}


# By misconception


@wrong(EXERCISE, "one seed")
def first_seed_alone(build, placements, data, seeds):
    first = validation(build(placements[0], data, seeds[0]))
    table = {}
    for one in placements[1:]:
        difference = validation(build(one, data, seeds[0])) - first
        table[one] = difference, (difference, difference), word(difference, difference)
    return table


@wrong(EXERCISE, "one seed")
def one_seed_again_and_again(build, placements, data, seeds):
    return of_arms(build, placements, data, [seeds[0]] * len(seeds))


@wrong(EXERCISE, "one seed")
def one_seed_and_no_interval(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds[:1])


@wrong(EXERCISE, "arms of different size")
def fewer_seeds_for_later_arms(build, placements, data, seeds):
    first = np.array([validation(build(placements[0], data, seed)) for seed in seeds])
    few = list(seeds)[:-1]
    return {one: row([validation(build(one, data, s)) for s in few] - first[: len(few)]) for one in placements[1:]}


@wrong(EXERCISE, "arms of different size")
def one_run_of_the_first_arm(build, placements, data, seeds):
    first = validation(build(placements[0], data, seeds[0]))
    return {one: row([validation(build(one, data, s)) - first for s in seeds]) for one in placements[1:]}


@wrong(EXERCISE, "other seeds in each arm")
def seeds_go_on_from_arm_to_arm(build, placements, data, seeds):
    arms = [
        np.array([validation(build(one, data, seed + 100 * arm)) for seed in seeds])
        for arm, one in enumerate(placements)
    ]
    return {one: row(scores - arms[0]) for one, scores in zip(placements[1:], arms[1:], strict=True)}


@wrong(EXERCISE, "leaves seeds out")
def without_the_last_seed(build, placements, data, seeds):
    return of_arms(build, placements, data, list(seeds)[:-1])


@wrong(EXERCISE, "leaves seeds out")
def two_seeds(build, placements, data, seeds):
    return of_arms(build, placements, data, list(seeds)[:2])


@wrong(EXERCISE, "seeds of its own")
def counts_from_0(build, placements, data, seeds):
    return of_arms(build, placements, data, range(len(seeds)))


@wrong(EXERCISE, "seeds of its own")
def draws_seeds(build, placements, data, seeds):
    return of_arms(build, placements, data, [1000 + seed for seed in seeds])


@wrong(EXERCISE, "picked on test")
def judged_on_test(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: run.scores["test"])


@wrong(EXERCISE, "picked on test")
def mean_of_validation_and_test(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: (run.scores["validation"] + run.scores["test"]) / 2)


@wrong(EXERCISE, "picked on test")
def test_for_the_verdict_alone(build, placements, data, seeds):
    on_test = judged_on_test(build, placements, data, seeds)
    table = study(build, placements, data, seeds)
    return {one: (*table[one][:2], on_test[one][2]) for one in table}


@wrong(EXERCISE, "picked on test")
def test_by_way_of_items(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: dict(run.scores.items())["test"])


@wrong(EXERCISE, "picked on test")
def looks_at_the_test_images(build, placements, data, seeds):
    assert len(data.test) == 2
    return study(build, placements, data, seeds)


@wrong(EXERCISE, "best epoch on test")
def best_epoch_on_test(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: max(run.history["test"]))


@wrong(EXERCISE, "best epoch")
def best_epoch(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: max(run.history["validation"]))


@wrong(EXERCISE, "scores of the training set")
def on_the_training_set(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: run.scores["train"])


@wrong(EXERCISE, "first minus the other")
def first_minus_the_other(build, placements, data, seeds):
    return turned(
        study(build, placements, data, seeds),
        lambda mean, ends, _: (-mean, (-ends[1], -ends[0]), word(-ends[1], -ends[0])),
    )


@wrong(EXERCISE, "against the previous placement")
def against_the_previous(build, placements, data, seeds):
    arms = [np.array([validation(build(one, data, seed)) for seed in seeds]) for one in placements]
    return {one: row(arms[arm] - arms[arm - 1]) for arm, one in enumerate(placements) if arm}


@wrong(EXERCISE, "accuracies for differences")
def accuracies(build, placements, data, seeds):
    build(placements[0], data, seeds[0])
    for seed in seeds:
        build(placements[0], data, seed)
    return {one: row([validation(build(one, data, seed)) for seed in seeds]) for one in placements[1:]}


def unpaired_row(one, first, welch):
    n, a, b = len(one), one.var(ddof=1), first.var(ddof=1)
    freedom = (n - 1) * (a + b) ** 2 / (a**2 + b**2) if welch else 2 * n - 2
    mean, half = one.mean() - first.mean(), stdtrit(freedom, 0.975) * np.sqrt((a + b) / n)
    return mean, (mean - half, mean + half), word(mean - half, mean + half)


@wrong(EXERCISE, "unpaired")
def pooled(build, placements, data, seeds, welch=False):
    arms = [np.array([validation(build(one, data, seed)) for seed in seeds]) for one in placements]
    return {one: unpaired_row(arms[arm], arms[0], welch) for arm, one in enumerate(placements) if arm}


@wrong(EXERCISE, "unpaired")
def welch(build, placements, data, seeds):
    return pooled(build, placements, data, seeds, welch=True)


@wrong(EXERCISE, "standard deviation for standard error")
def standard_deviation(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, root=False, reach=1)


@wrong(EXERCISE, "standard deviation for standard error")
def not_divided_by_the_root(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, root=False)


@wrong(EXERCISE, "z for t")
def z_for_t(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, reach=1.96)


@wrong(EXERCISE, "divides by n not n - 1")
def numpy_std_as_it_comes(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, ddof=0)


@wrong(EXERCISE, "another level")
def one_sided(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, level=0.9)


@wrong(EXERCISE, "another level")
def ninety_nine(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, level=0.99)


@wrong(EXERCISE, "compares means alone")
def verdict_by_the_mean(build, placements, data, seeds):
    return turned(study(build, placements, data, seeds), lambda mean, ends, _: (mean, ends, word(mean, mean)))


@wrong(EXERCISE, "sign reversed")
def verdict_reversed(build, placements, data, seeds):
    return turned(
        study(build, placements, data, seeds), lambda mean, ends, _: (mean, ends, word(-ends[1], -ends[0]))
    )
