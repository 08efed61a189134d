"""What each misconception would make of planted runs, and of a table: diagnosis by example."""

import numpy as np
from scipy.special import stdtrit

INCONCLUSIVE = "inconclusive"


def interval(differences, level=0.95, *, reach=None, ddof=1, of_the_mean=True):
    """Return mean, low and high of the t-interval of `differences`."""
    differences = np.asarray(differences)
    n = len(differences)
    half = (
        (reach or stdtrit(n - 1, (1 + level) / 2)) * differences.std(ddof=ddof) / (np.sqrt(n) if of_the_mean else 1)
    )
    return differences.mean() + np.array([0, -half, half])


def word(low, high):
    if low > 0:
        return "helps"
    return "hurts" if high < 0 else INCONCLUSIVE


def row_beliefs(runs, arm):
    """Return {misconception: the rows (mean, low, high) it would give for one arm}."""
    validation, arms = runs.finals["validation"], len(runs.placements)
    differences = validation[arm] - validation[0]

    def of(scores):
        return interval(scores[arm] - scores[0])

    return {
        "picked on test": of(runs.finals["test"]),
        "best epoch on test": of(runs.bests["test"]),
        "best epoch": of(runs.bests["validation"]),
        "scores of the training set": of(runs.finals["train"]),
        "first minus the other": interval(-differences),
        "against the previous placement": interval(validation[arm] - validation[arm - 1]) if arm > 1 else np.nan,
        "accuracies for differences": interval(validation[arm]),
        "unpaired": tuple(unpaired(validation[arm], validation[0])),
        "standard deviation for standard error": tuple(
            interval(differences, of_the_mean=False, reach=reach, ddof=ddof)
            for reach in (1, 1.96, 2, None)
            for ddof in (0, 1)
        ),
        "z for t": tuple(interval(differences, reach=reach) for reach in (1.96, 2)),
        "divides by n not n - 1": (interval(differences, ddof=0), interval(differences, ddof=0, reach=1.96)),
        "another level": tuple(
            interval(differences, level) for level in (0.9, 0.99, 1 - 0.05 / arms, 1 - 0.05 / (arms - 1))
        ),
    }


def unpaired(one, first):
    """Yield what comes of treating the two lists as unrelated, with pooled degrees of freedom and with Welch's."""
    n, a, b = len(one), one.var(ddof=1), first.var(ddof=1)
    difference = one.mean() - first.mean()
    for freedom in (2 * n - 2, (n - 1) * (a + b) ** 2 / (a**2 + b**2)):
        half = stdtrit(freedom, 0.975) * np.sqrt((a + b) / n)
        yield difference + np.array([0, -half, half])


# Choosing from a table, {placement: Row(mean, interval, verdict)}


def by_mean(table):
    return sorted(table, key=lambda one: table[one].mean, reverse=True)


def overlap(one, other):
    return max(one.interval[0], other.interval[0]) <= min(one.interval[1], other.interval[1])


def the_rule(table):
    """Return the placement of the highest mean, if it helps and no other interval overlaps its own."""
    return _unless_rivalled(table, lambda best, others: others)


def _unless_rivalled(table, rivals):
    best, *others = by_mean(table)
    tied = any(overlap(table[best], table[one]) for one in rivals(best, others))
    return INCONCLUSIVE if tied or table[best].verdict != "helps" else best


def _largest_change(table):
    return max(table, key=lambda one: abs(table[one].mean))


def _only_one_helps(table):
    helpful = [one for one in table if table[one].verdict == "helps"]
    return helpful[0] if len(helpful) == 1 else INCONCLUSIVE


def _best_of_the_proven(table):
    return next((one for one in by_mean(table) if table[one].verdict == "helps"), INCONCLUSIVE)


def _first_that_helps(table):
    return next((one for one in table if table[one].verdict == "helps"), INCONCLUSIVE)


def _mean_above_0(table):
    best = by_mean(table)[0]
    return best if table[best].mean > 0 else INCONCLUSIVE


def choice_beliefs(table):
    """Return {misconception: the choices it might make from `table`}, the same number of them for each table."""

    def proven(_, others):
        return [one for one in others if table[one].verdict == "helps"]

    def within(best, others):
        low, high = table[best].interval
        return [one for one in others if low <= table[one].mean <= high]

    means = [by_mean(table)[0], _mean_above_0(table)]
    return {
        "highest mean wins": means,
        "largest change wins": [_largest_change(table)],
        "proven is enough": [_best_of_the_proven(table), _unless_rivalled(table, lambda *_: [])],
        "first that helps": [_first_that_helps(table)],
        "only one may help": [_only_one_helps(table)],
        "overlooks an unsure rival": [_unless_rivalled(table, proven)],
        "looks at the runner-up alone": [_unless_rivalled(table, lambda _, others: others[:1])],
        "means for intervals": [_unless_rivalled(table, within)],
    }
