"""Wrong answers to exercises 1.6 and 1.8: statistics of dropout, and the verdict."""

import numpy as np
from scipy import stats
from scipy.special import stdtrit

from tests.answers import wrong


def right_statistics(rate, units, mean, variance):
    q = 1 - rate
    return mean, variance / q + mean**2 * rate / q, np.sqrt(rate * q / units)


def word(low, high):
    return "helps" if low > 0 else "hurts" if high < 0 else "inconclusive"


def interval(without, with_dropout, level=0.95, ddof=1):
    d = np.subtract(with_dropout, without)
    half = stdtrit(len(d) - 1, (1 + level) / 2) * d.std(ddof=ddof) / np.sqrt(len(d))
    return d.mean() - half, d.mean() + half


# 1.6 statistics, by misconception


@wrong("dropout_statistics", "mean shrinks")
def mean_shrinks(rate, units, mean, variance):
    return mean * (1 - rate), *right_statistics(rate, units, mean, variance)[1:]


@wrong("dropout_statistics", "variance unchanged")
def variance_unchanged(rate, units, mean, variance):
    return mean, variance, np.sqrt(rate * (1 - rate) / units)


@wrong("dropout_statistics", "variance times q")
def variance_times_q(rate, units, mean, variance):
    return mean, variance * (1 - rate), np.sqrt(rate * (1 - rate) / units)


@wrong("dropout_statistics", "variance times q")
def variance_without_rescaling(rate, units, mean, variance):
    q = 1 - rate
    return mean, variance * q + mean**2 * rate * q, np.sqrt(rate * q / units)


@wrong("dropout_statistics", "forgets the squared mean")
def forgets_the_squared_mean(rate, units, mean, variance):
    return mean, variance / (1 - rate), np.sqrt(rate * (1 - rate) / units)


@wrong("dropout_statistics", "spread of zero")
def spread_of_zero(rate, units, mean, variance):
    return *right_statistics(rate, units, mean, variance)[:2], 0.0


@wrong("dropout_statistics", "spread not divided by units")
def spread_not_divided_by_units(rate, units, mean, variance):
    return *right_statistics(rate, units, mean, variance)[:2], np.sqrt(rate * (1 - rate))


@wrong("dropout_statistics", "spread of the count")
def spread_of_the_count(rate, units, mean, variance):
    return *right_statistics(rate, units, mean, variance)[:2], np.sqrt(rate * (1 - rate) * units)


@wrong("dropout_statistics", "variance for spread")
def variance_for_spread(rate, units, mean, variance):
    return *right_statistics(rate, units, mean, variance)[:2], rate * (1 - rate) / units


# 1.6 statistics, subtly


@wrong("dropout_statistics")
def empty_statistics(rate, units, mean, variance):
    pass


@wrong("dropout_statistics")
def mean_grows(rate, units, mean, variance):
    return mean / (1 - rate), *right_statistics(rate, units, mean, variance)[1:]


@wrong("dropout_statistics")
def mean_of_zero(rate, units, mean, variance):
    return 0.0, *right_statistics(rate, units, mean, variance)[1:]


@wrong("dropout_statistics")
def order_swapped(rate, units, mean, variance):
    return right_statistics(rate, units, mean, variance)[::-1]


@wrong("dropout_statistics")
def two_numbers(rate, units, mean, variance):
    return right_statistics(rate, units, mean, variance)[:2]


@wrong("dropout_statistics")
def a_dict(rate, units, mean, variance):
    return dict(zip(("mean", "variance", "spread"), right_statistics(rate, units, mean, variance), strict=True))


@wrong("dropout_statistics")
def standard_deviation_for_variance(rate, units, mean, variance):
    mean, found, spread = right_statistics(rate, units, mean, variance)
    return mean, np.sqrt(found), spread


@wrong("dropout_statistics")
def mean_not_squared(rate, units, mean, variance):
    q = 1 - rate
    return mean, variance / q + mean * rate / q, np.sqrt(rate * q / units)


@wrong("dropout_statistics")
def squared_mean_times_rate(rate, units, mean, variance):
    q = 1 - rate
    return mean, variance / q + mean**2 * rate, np.sqrt(rate * q / units)


@wrong("dropout_statistics")
def second_moment_for_variance(rate, units, mean, variance):
    q = 1 - rate
    return mean, (variance + mean**2) / q, np.sqrt(rate * q / units)


@wrong("dropout_statistics")
def variance_over_q_squared(rate, units, mean, variance):
    q = 1 - rate
    return mean, variance / q**2 + mean**2 * rate / q, np.sqrt(rate * q / units)


@wrong("dropout_statistics")
def rate_and_q_swapped(rate, units, mean, variance):
    return right_statistics(1 - rate, units, mean, variance)


@wrong("dropout_statistics")
def right_at_a_half_only(rate, units, mean, variance):
    return right_statistics(0.5, units, mean, variance)


@wrong("dropout_statistics")
def spread_over_units(rate, units, mean, variance):
    return *right_statistics(rate, units, mean, variance)[:2], np.sqrt(rate * (1 - rate)) / units


@wrong("dropout_statistics")
def spread_over_units_less_one(rate, units, mean, variance):
    return *right_statistics(rate, units, mean, variance)[:2], np.sqrt(rate * (1 - rate) / (units - 1))


@wrong("dropout_statistics")
def spread_of_rate_alone(rate, units, mean, variance):
    return *right_statistics(rate, units, mean, variance)[:2], np.sqrt(rate / units)


@wrong("dropout_statistics")
def simulated_by_few(rate, units, mean, variance):
    rng = np.random.default_rng(0)
    masks = rng.random((50, units)) >= rate
    x = rng.normal(mean, np.sqrt(variance), masks.shape) * masks / (1 - rate)
    return x.mean(), x.var(), (1 - masks.mean(1)).std()


# 1.8 the verdict, by misconception


@wrong("verdict", "compares means alone")
def compares_means_alone(without, with_dropout):
    difference = np.mean(with_dropout) - np.mean(without)
    return "helps" if difference > 1e-12 else "hurts" if difference < -1e-12 else "inconclusive"


@wrong("verdict", "best seed wins")
def best_seed_wins(without, with_dropout):
    best = max(with_dropout) - max(without)
    return "helps" if best > 1e-12 else "hurts" if best < -1e-12 else "inconclusive"


@wrong("verdict", "unpaired")
def unpaired(without, with_dropout):
    found = stats.ttest_ind(with_dropout, without).confidence_interval()
    return word(found.low, found.high)


@wrong("verdict", "unpaired")
def welch(without, with_dropout):
    found = stats.ttest_ind(with_dropout, without, equal_var=False).confidence_interval()
    return word(found.low, found.high)


@wrong("verdict", "unpaired")
def two_intervals_that_overlap(without, with_dropout):
    bounds = [interval(np.zeros(len(arm)), arm) for arm in (without, with_dropout)]
    return word(bounds[1][0] - bounds[0][1], bounds[1][1] - bounds[0][0])


@wrong("verdict", "unpaired")
def sorts_both_lists(without, with_dropout):
    return word(*interval(np.sort(without), np.sort(with_dropout)))


@wrong("verdict", "standard deviation for standard error")
def standard_deviation_for_standard_error(without, with_dropout):
    d = np.subtract(with_dropout, without)
    half = stdtrit(len(d) - 1, 0.975) * d.std(ddof=1)
    return word(d.mean() - half, d.mean() + half)


@wrong("verdict", "z for t")
def z_for_t(without, with_dropout):
    d = np.subtract(with_dropout, without)
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    return word(d.mean() - half, d.mean() + half)


@wrong("verdict", "divides by n not n - 1")
def divides_by_n(without, with_dropout):
    return word(*interval(without, with_dropout, ddof=0))


@wrong("verdict", "sign reversed")
def sign_reversed(without, with_dropout):
    return word(*interval(with_dropout, without))


@wrong("verdict", "another level")
def level_of_90_percent(without, with_dropout):
    return word(*interval(without, with_dropout, 0.90))


@wrong("verdict", "another level")
def level_of_99_percent(without, with_dropout):
    return word(*interval(without, with_dropout, 0.99))


# 1.8 the verdict, subtly


@wrong("verdict")
def empty_verdict(without, with_dropout):
    pass


@wrong("verdict")
def always_helps(without, with_dropout):
    return "helps"


@wrong("verdict")
def always_hurts(without, with_dropout):
    return "hurts"


@wrong("verdict")
def always_inconclusive(without, with_dropout):
    return "inconclusive"


@wrong("verdict")
def other_words(without, with_dropout):
    low, high = interval(without, with_dropout)
    return "better" if low > 0 else "worse" if high < 0 else "unclear"


@wrong("verdict")
def capital_letters(without, with_dropout):
    return word(*interval(without, with_dropout)).capitalize()


@wrong("verdict")
def a_bool(without, with_dropout):
    return interval(without, with_dropout)[0] > 0


@wrong("verdict")
def the_interval_itself(without, with_dropout):
    return interval(without, with_dropout)


@wrong("verdict", "another level")
def one_sided(without, with_dropout):
    p = stats.ttest_rel(with_dropout, without, alternative="greater").pvalue
    return "helps" if p < 0.05 else "hurts" if p > 0.95 else "inconclusive"


@wrong("verdict")
def only_ever_helps(without, with_dropout):
    return "helps" if interval(without, with_dropout)[0] > 0 else "inconclusive"


@wrong("verdict")
def median_for_mean(without, with_dropout):
    d = np.subtract(with_dropout, without)
    half = stdtrit(len(d) - 1, 0.975) * d.std(ddof=1) / np.sqrt(len(d))
    return word(np.median(d) - half, np.median(d) + half)


@wrong("verdict")
def n_degrees_of_freedom(without, with_dropout):
    d = np.subtract(with_dropout, without)
    half = stdtrit(len(d), 0.975) * d.std(ddof=1) / np.sqrt(len(d))
    return word(d.mean() - half, d.mean() + half)


@wrong("verdict")
def n_less_two_degrees_of_freedom(without, with_dropout):
    d = np.subtract(with_dropout, without)
    half = stdtrit(len(d) - 2, 0.975) * d.std(ddof=1) / np.sqrt(len(d))
    return word(d.mean() - half, d.mean() + half)


@wrong("verdict")
def two_standard_errors(without, with_dropout):
    d = np.subtract(with_dropout, without)
    half = 2 * d.std(ddof=1) / np.sqrt(len(d))
    return word(d.mean() - half, d.mean() + half)


@wrong("verdict")
def quantile_of_nine_pairs(without, with_dropout):
    d = np.subtract(with_dropout, without)
    half = stdtrit(8, 0.975) * d.std(ddof=1) / np.sqrt(len(d))
    return word(d.mean() - half, d.mean() + half)


@wrong("verdict")
def wilcoxon(without, with_dropout):
    d = np.subtract(with_dropout, without)
    p = stats.wilcoxon(d).pvalue if d.any() else 1
    return "inconclusive" if p >= 0.05 else "helps" if d.mean() > 0 else "hurts"


@wrong("verdict")
def every_seed_must_agree(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return "helps" if (d > 0).all() else "hurts" if (d < 0).all() else "inconclusive"


@wrong("verdict")
def majority_of_seeds(without, with_dropout):
    votes = np.sign(np.subtract(with_dropout, without)).sum()
    return "helps" if votes > 0 else "hurts" if votes < 0 else "inconclusive"


@wrong("verdict")
def a_point_is_enough(without, with_dropout):
    difference = np.mean(with_dropout) - np.mean(without)
    return "helps" if difference > 0.01 else "hurts" if difference < -0.01 else "inconclusive"


@wrong("verdict")
def last_seed_decides(without, with_dropout):
    return word(*[with_dropout[-1] - without[-1]] * 2)


@wrong("verdict")
def worst_seeds_compared(without, with_dropout):
    return word(*[min(with_dropout) - min(without)] * 2)


@wrong("verdict")
def drops_the_farthest_pair(without, with_dropout):
    d = np.subtract(with_dropout, without)
    d = np.delete(d, np.abs(d - d.mean()).argmax())
    return word(*interval(np.zeros(len(d)), d))


@wrong("verdict")
def first_five_pairs(without, with_dropout):
    return word(*interval(without[:5], with_dropout[:5]))


@wrong("verdict")
def correlation(without, with_dropout):
    return "helps" if np.corrcoef(without, with_dropout)[0, 1] > 0 else "hurts"


@wrong("verdict")
def bootstrap(without, with_dropout):
    d = np.subtract(with_dropout, without)
    means = np.random.default_rng(0).choice(d, (2000, len(d))).mean(1)
    return word(*np.quantile(means, (0.025, 0.975)))
