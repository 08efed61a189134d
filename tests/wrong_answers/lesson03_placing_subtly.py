"""Wrong answers to the first half of exercise 3.8 that no misconception explains."""

import numpy as np

from tests.answers import wrong
from tests.right_answers.lesson03_placing import study_of_the_lesson as study
from tests.wrong_answers.lesson03_placing import EXERCISE, of_arms, row, turned, validation, word


@wrong(EXERCISE)
def nothing(build, placements, data, seeds):
    pass


@wrong(EXERCISE)
def an_empty_table(build, placements, data, seeds):
    study(build, placements, data, seeds)
    return {}


@wrong(EXERCISE)
def always_inconclusive(build, placements, data, seeds):
    return turned(study(build, placements, data, seeds), lambda mean, ends, _: (mean, ends, "inconclusive"))


@wrong(EXERCISE)
def losses_for_accuracies(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: run.losses["validation"])


@wrong(EXERCISE)
def mean_of_all_epochs(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: np.mean(run.history["validation"]))


@wrong(EXERCISE)
def last_epoch_but_one(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: run.history["validation"][-2] * 0.99)


@wrong(EXERCISE)
def gap_for_accuracy(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: run.scores["train"] - run.scores["validation"])


@wrong(EXERCISE)
def sorts_the_scores(build, placements, data, seeds):
    arms = [np.sort([validation(build(one, data, seed)) for seed in seeds]) for one in placements]
    return {one: row(arms[arm] - arms[0]) for arm, one in enumerate(placements) if arm}


@wrong(EXERCISE)
def pairs_in_another_order(build, placements, data, seeds):
    first = np.array([validation(build(placements[0], data, seed)) for seed in seeds])
    return {
        one: row([validation(build(one, data, s)) for s in list(seeds)[::-1]] - first) for one in placements[1:]
    }


@wrong(EXERCISE)
def medians(build, placements, data, seeds):
    arms = [np.array([validation(build(one, data, seed)) for seed in seeds]) for one in placements]
    return {
        one: (float(np.median(arms[arm] - arms[0])), *row(arms[arm] - arms[0])[1:])
        for arm, one in enumerate(placements)
        if arm
    }


@wrong(EXERCISE)
def from_lowest_to_highest(build, placements, data, seeds):
    arms = [np.array([validation(build(one, data, seed)) for seed in seeds]) for one in placements]
    return {
        one: ((arms[arm] - arms[0]).mean(), (min(arms[arm] - arms[0]), max(arms[arm] - arms[0])), "inconclusive")
        for arm, one in enumerate(placements)
        if arm
    }


@wrong(EXERCISE)
def bootstrap(build, placements, data, seeds):
    rng = np.random.default_rng(0)
    arms = [np.array([validation(build(one, data, seed)) for seed in seeds]) for one in placements]
    table = {}
    for arm, one in enumerate(placements[1:], start=1):
        d = arms[arm] - arms[0]
        low, high = np.quantile(rng.choice(d, (2000, len(d))).mean(1), [0.025, 0.975])
        table[one] = d.mean(), (low, high), word(low, high)
    return table


@wrong(EXERCISE)
def against_the_mean_of_all(build, placements, data, seeds):
    arms = np.array([[validation(build(one, data, seed)) for seed in seeds] for one in placements])
    return {one: row(arms[arm] - arms.mean(axis=0)) for arm, one in enumerate(placements) if arm}


@wrong(EXERCISE)
def in_percent(build, placements, data, seeds):
    return turned(
        study(build, placements, data, seeds),
        lambda mean, ends, said: (100 * mean, (100 * ends[0], 100 * ends[1]), said),
    )


@wrong(EXERCISE)
def half_width_for_interval(build, placements, data, seeds):
    return turned(
        study(build, placements, data, seeds), lambda mean, ends, said: (mean, (ends[1] - ends[0]) / 2, said)
    )


@wrong(EXERCISE)
def interval_around_0(build, placements, data, seeds):
    return turned(
        study(build, placements, data, seeds),
        lambda mean, ends, said: (mean, (ends[0] - mean, ends[1] - mean), said),
    )


@wrong(EXERCISE)
def ends_swapped(build, placements, data, seeds):
    return turned(study(build, placements, data, seeds), lambda mean, ends, said: (mean, ends[::-1], said))


@wrong(EXERCISE)
def no_verdict(build, placements, data, seeds):
    return turned(study(build, placements, data, seeds), lambda mean, ends, said: (mean, ends))


@wrong(EXERCISE)
def yes_and_no(build, placements, data, seeds):
    return turned(study(build, placements, data, seeds), lambda mean, ends, said: (mean, ends, said == "helps"))


@wrong(EXERCISE)
def last_placement_left_out(build, placements, data, seeds):
    table = study(build, placements, data, seeds)
    table.popitem()
    return table


@wrong(EXERCISE)
def best_placement_alone(build, placements, data, seeds):
    table = study(build, placements, data, seeds)
    return max(table, key=lambda one: table[one][0])


@wrong(EXERCISE)
def lines_of_text(build, placements, data, seeds):
    return turned(study(build, placements, data, seeds), lambda mean, ends, said: f"{mean:+.3f} {ends} {said}")


@wrong(EXERCISE)
def trains_on_the_training_split(build, placements, data, seeds):
    return study(build, placements, data.train, seeds)


@wrong(EXERCISE)
def all_seeds_at_once(build, placements, data, seeds):
    return study(lambda placement, data, _: build(placement, data, seeds), placements, data, seeds)


@wrong(EXERCISE)
def the_best_placement_helps(build, placements, data, seeds):
    table = study(build, placements, data, seeds)
    best = max(table, key=lambda one: table[one][0])
    return {one: (*table[one][:2], "helps" if one == best else "inconclusive") for one in table}


@wrong(EXERCISE)
def every_seed_must_agree(build, placements, data, seeds):
    arms = [np.array([validation(build(one, data, seed)) for seed in seeds]) for one in placements]
    return {
        one: (*row(arms[arm] - arms[0])[:2], word(min(arms[arm] - arms[0]), max(arms[arm] - arms[0])))
        for arm, one in enumerate(placements)
        if arm
    }


@wrong(EXERCISE)
def claims_that_the_first_differs(build, placements, data, seeds):
    return {placements[0]: (0.0, (0.0, 0.0), "hurts")} | study(build, placements, data, seeds)


@wrong(EXERCISE)
def accuracies_rounded_first(build, placements, data, seeds):
    return of_arms(build, placements, data, seeds, lambda run: round(validation(run), 2))
