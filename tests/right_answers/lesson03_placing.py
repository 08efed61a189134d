"""Right answers to exercise 3.8: the study of placements, and the choice. The first of each is the reference."""

import math
from collections import defaultdict, namedtuple

import numpy as np
from scipy import stats
from scipy.special import stdtrit

from tests.answers import right
from tests.solutions import as_the_lesson_does
from utils.measures import mean_interval, paired_interval, verdict

study_of_the_lesson = as_the_lesson_does("placement_study")


@right("placement_study")
def by_hand(build, placements, data, seeds):
    n = len(seeds)
    reach = stdtrit(n - 1, 0.975)
    validation = np.array([[build(one, data, seed).scores["validation"] for seed in seeds] for one in placements])
    differences = validation[1:] - validation[0]
    half = reach * differences.std(axis=1, ddof=1) / np.sqrt(n)
    words = np.array(["inconclusive", "helps", "hurts"])
    means = differences.mean(axis=1)
    said = words[np.where(means > half, 1, np.where(means < -half, 2, 0))]
    return {
        placement: (mean, (mean - h, mean + h), str(verdict))
        for placement, mean, h, verdict in zip(placements[1:], means, half, said, strict=True)
    }


@right("placement_study")
def seed_by_seed(build, placements, data, seeds):
    """Train all arms on a seed before the next seed."""
    differences = defaultdict(list)
    for seed in seeds:
        first, *others = (build(placement=one, data=data, seed=seed).scores["validation"] for one in placements)
        for placement, score in zip(placements[1:], others, strict=True):
            differences[placement].append(score - first)
    table = {}
    for placement, values in differences.items():
        interval = mean_interval(values)
        low, high = interval.low, interval.high
        table[placement] = (
            interval.mean,
            interval,
            "helps" if low > 0 else "hurts" if high < 0 else "inconclusive",
        )
    return table


@right("placement_study")
def with_scipy(build, placements, data, seeds):
    runs = {one: [build(one, data, seed) for seed in seeds] for one in placements}
    first = [run.scores["validation"] for run in runs[placements[0]]]
    table = {}
    for one in placements[1:]:
        test = stats.ttest_rel([run.scores["validation"] for run in runs[one]], first)
        interval = test.confidence_interval(0.95)
        mean = (interval.low + interval.high) / 2
        said = "inconclusive" if test.pvalue >= 0.05 else "helps" if mean > 0 else "hurts"
        table[one] = [mean, [interval.low, interval.high], said]
    return table


@right("placement_study")
def the_last_value_of_the_history(build, placements, data, seeds):
    last = {one: np.array([build(one, data, s).history["validation"][-1] for s in seeds]) for one in placements}
    table = {}
    for one in placements[1:]:
        mean, *ends = stats.t.interval(0.95, len(seeds) - 1), last[one] - last[placements[0]]
        reach, d = mean[1], ends[0]
        half = reach * stats.sem(d)
        table[one] = dict(
            mean=d.mean(),
            interval=(d.mean() - half, d.mean() + half),
            verdict=verdict(last[placements[0]], last[one]),
        )
    return table


Line = namedtuple("Line", "difference low high verdict")


@right("placement_study")
def named_tuples_with_a_row_for_the_first(build, placements, data, seeds):
    scores = {one: [build(one, data, seed).scores["validation"] for seed in seeds] for one in placements}
    return {
        one: Line(*paired_interval(scores[placements[0]], scores[one]), verdict(scores[placements[0]], scores[one]))
        for one in placements
    }


@right("placement_study")
def a_test_of_its_own_for_each_pair(build, placements, data, seeds):
    """Train the first arm anew for each comparison, which is wasteful and right."""

    def row(other):
        d = [
            build(other, data, seed).scores["validation"] - build(placements[0], data, seed).scores["validation"]
            for seed in seeds
        ]
        n, mean = len(d), math.fsum(d) / len(d)
        sd = math.sqrt(math.fsum((x - mean) ** 2 for x in d) / (n - 1))
        half = stats.t.ppf(0.975, n - 1) * sd / math.sqrt(n)
        said = "helps" if mean - half > 0 else "hurts" if mean + half < 0 else "inconclusive"
        return {"mean difference": mean, "low": mean - half, "high": mean + half, "verdict": said}

    return {other: row(other) for other in placements[1:]}


class Table(dict):
    """A dict with methods of its own."""

    def add(self, placement, differences):
        interval = np.array([-1, 1]) * stats.t.ppf(0.975, len(differences) - 1) * stats.sem(differences)
        interval = interval + differences.mean()
        said = {1: "helps", -1: "hurts", 0: "inconclusive"}[int(np.sign(interval).sum() / 2)]
        self[placement] = (np.float32(differences.mean()), interval, said)


@right("placement_study")
def in_a_class(build, placements, data, seeds):
    runs = [[build(placement, data, seed) for placement in placements] for seed in reversed(seeds)]
    scores = np.array([[dict(run.scores)["validation"] for run in row] for row in runs])
    table = Table()
    for arm in range(1, len(placements)):
        table.add(placements[arm], scores[:, arm] - scores[:, 0])
    return table


@right("placement_study")
def with_the_test_set_in_a_loop_over_all_scores(build, placements, data, seeds):
    """Copy all scores of a run, and use those on the validation set."""
    kept = {}
    for placement in placements:
        for seed in sorted(seeds):
            for split, score in build(placement, data, seed).scores.items():
                kept.setdefault((placement, split), []).append(score)
    first = kept[placements[0], "validation"]
    return {
        one: (float(i.mean), (i.low, i.high), verdict(first, kept[one, "validation"]))
        for one in placements[1:]
        for i in [paired_interval(first, kept[one, "validation"])]
    }


@right("choose")
def best_and_all_rivals(table):
    best = max(table, key=lambda placement: table[placement][0])
    _, (low, _), said = table[best]
    rivals = [high for placement, (_, (_, high), _) in table.items() if placement != best]
    return best if said == "helps" and low > max(rivals, default=0) else "inconclusive"


@right("choose")
def sorted_by_mean(table):
    (best, row), *others = sorted(table.items(), key=lambda item: -item[1][0])
    if row[2] != "helps":
        return "inconclusive"
    for _, other in others:
        if other[1][1] >= row[1][0]:
            return "inconclusive"
    return best


@right("choose")
def by_the_low_ends(table):
    """The best has the highest low end too, if it is apart from all others."""
    low = {placement: row[1][0] for placement, row in table.items()}
    best = max(low, key=low.get)
    if low[best] <= 0:
        return "inconclusive"
    apart = all(table[other][1][1] < low[best] for other in table if other != best)
    return best if apart else "inconclusive"


@right("choose")
def by_attributes(table):
    def overlap(one, other):
        return one.interval[0] <= other.interval[1] and other.interval[0] <= one.interval[1]

    ranked = sorted(table, key=lambda one: table[one].mean)
    best = table[ranked.pop()]
    if best.verdict == "helps" and not any(overlap(best, table[one]) for one in ranked):
        return next(placement for placement, row in table.items() if row is best)
    return "inconclusive"


@right("choose")
def in_arrays(table):
    names = list(table)
    low, high = np.array([table[name][1] for name in names]).T
    best = int(np.argmax([table[name][0] for name in names]))
    beaten = np.delete(high, best) < low[best]
    return np.array(names)[best] if low[best] > 0 and beaten.all() else "inconclusive"


@right("choose")
def everyone_against_everyone(table):
    winners = [
        one
        for one in table
        if table[one][2] == "helps"
        and all(table[one][1][0] > table[other][1][1] for other in table if other is not one)
    ]
    return winners[0] if winners else "inconclusive"


@right("choose")
def with_the_first_placement_as_a_rival(table):
    ends = {one: row[1] for one, row in table.items()} | {"inconclusive": (0.0, 0.0)}
    for one, (low, _) in ends.items():
        if all(low > high for other, (_, high) in ends.items() if other != one):
            return one
    return "inconclusive"


@right("choose")
def by_elimination(table):
    left = dict(table)
    while len(left) > 1:
        (a, row), (b, other) = list(left.items())[:2]
        if row[1][0] > other[1][1]:
            del left[b]
        elif other[1][0] > row[1][1]:
            del left[a]
        else:
            return best_and_all_rivals(table)
    (name, row) = next(iter(left.items()))
    return name if row[2] == "helps" else "inconclusive"


@right("choose")
def with_match(table):
    best, *others = sorted(table, key=lambda one: table[one][0], reverse=True)
    match table[best]:
        case (_, (low, _), "helps") if all(table[one][1][1] < low for one in others):
            return best
        case _:
            return "inconclusive"
