"""Wrong answers to exercises 1.6 and 1.8 that were made to slip through."""

import numpy as np
from scipy import stats

from tests.answers import wrong


def three(rate, units, mean, variance):
    q = 1 - rate
    return mean, variance / q + mean**2 * rate / q, np.sqrt(rate * q / units)


def judged(differences, half):
    mean = np.mean(differences)
    return "helps" if mean > half else "hurts" if mean < -half else "inconclusive"


def half_width(d, level=0.95, degrees=None):
    return stats.t.ppf((1 + level) / 2, degrees or len(d) - 1) * np.std(d, ddof=1) / np.sqrt(len(d))


def right(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, half_width(d))


# 1.6 statistics


@wrong("dropout_statistics")
def variance_and_spread_swapped(rate, units, mean, variance):
    found = three(rate, units, mean, variance)
    return found[0], found[2], found[1]


@wrong("dropout_statistics")
def spread_in_percent(rate, units, mean, variance):
    return *three(rate, units, mean, variance)[:2], 100 * np.sqrt(rate * (1 - rate) / units)


@wrong("dropout_statistics")
def spread_over_units_squared(rate, units, mean, variance):
    return *three(rate, units, mean, variance)[:2], np.sqrt(rate * (1 - rate)) / units


@wrong("dropout_statistics")
def standard_error_of_the_input(rate, units, mean, variance):
    return *three(rate, units, mean, variance)[:2], np.sqrt(variance / units)


@wrong("dropout_statistics")
def mean_without_its_sign(rate, units, mean, variance):
    return abs(mean), *three(rate, units, mean, variance)[1:]


@wrong("dropout_statistics")
def squared_mean_taken_away(rate, units, mean, variance):
    q = 1 - rate
    return mean, variance / q - mean**2 * rate / q, np.sqrt(rate * q / units)


@wrong("dropout_statistics")
def squared_mean_unscaled(rate, units, mean, variance):
    q = 1 - rate
    return mean, variance / q + mean**2 * rate * q, np.sqrt(rate * q / units)


@wrong("dropout_statistics")
def squared_mean_over_rate(rate, units, mean, variance):
    q = 1 - rate
    return mean, variance / q + mean**2 * q / rate, np.sqrt(rate * q / units)


@wrong("dropout_statistics")
def variance_divided_by_rate(rate, units, mean, variance):
    return mean, variance / rate + mean**2 * (1 - rate) / rate, np.sqrt(rate * (1 - rate) / units)


@wrong("dropout_statistics")
def rounded_to_two_digits(rate, units, mean, variance):
    return tuple(np.round(three(rate, units, mean, variance), 2))


@wrong("dropout_statistics")
def four_numbers(rate, units, mean, variance):
    return *three(rate, units, mean, variance), 0


@wrong("dropout_statistics")
def nested_numbers(rate, units, mean, variance):
    return [list(three(rate, units, mean, variance))]


@wrong("dropout_statistics")
def many_means(rate, units, mean, variance):
    return [[one] * 2 for one in three(rate, units, mean, variance)]


@wrong("dropout_statistics")
def right_without_a_mean_only(rate, units, mean, variance):
    return three(rate, units, 0.0, variance)


# 1.8 the verdict


@wrong("verdict")
def never_hurts(without, with_dropout):
    found = right(without, with_dropout)
    return "inconclusive" if found == "hurts" else found


@wrong("verdict")
def hurts_unless_it_helps(without, with_dropout):
    return "helps" if right(without, with_dropout) == "helps" else "hurts"


@wrong("verdict")
def one_point_of_gain(without, with_dropout):
    return judged(np.subtract(with_dropout, without), 0.01)


@wrong("verdict")
def large_effect_for_sure(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, 0.8 * np.std(d, ddof=1))


@wrong("verdict")
def level_of_80_percent(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, half_width(d, 0.8))


@wrong("verdict")
def level_of_97_percent(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, half_width(d, 0.97))


@wrong("verdict")
def level_of_93_percent(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, half_width(d, 0.93))


@wrong("verdict")
def three_standard_errors(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, 3 * stats.sem(d))


@wrong("verdict")
def sign_test(without, with_dropout):
    d = np.subtract(with_dropout, without)
    sure = stats.binomtest(int((d > 0).sum()), len(d)).pvalue < 0.05
    return judged(d, 0) if sure else "inconclusive"


@wrong("verdict")
def degrees_of_both_lists(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, half_width(d, degrees=2 * len(d) - 2))


@wrong("verdict")
def median_of_the_differences(without, with_dropout):
    d = np.subtract(with_dropout, without)
    low, high = np.median(d) - half_width(d), np.median(d) + half_width(d)
    return "helps" if low > 0 else "hurts" if high < 0 else "inconclusive"


@wrong("verdict")
def root_of_n_less_one(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, half_width(d) * np.sqrt(len(d) / (len(d) - 1)))


@wrong("verdict")
def without_the_extremes(without, with_dropout):
    d = np.sort(np.subtract(with_dropout, without))
    return judged(d[1:-1], half_width(d[1:-1])) if len(d) > 3 else judged(d, half_width(d))


@wrong("verdict")
def compares_medians(without, with_dropout):
    return judged(np.median(with_dropout) - np.median(without), 0)


@wrong("verdict", "z for t")
def twice_the_standard_error(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, 2 * stats.sem(d))


@wrong("verdict")
def without_the_first_pair(without, with_dropout):
    return right(without[1:], with_dropout[1:])


@wrong("verdict")
def spread_by_the_range(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, np.ptp(d) / 2)


@wrong("verdict")
def tests_twice(without, with_dropout):
    d = np.subtract(with_dropout, without)
    sure = min(stats.ttest_1samp(d, 0).pvalue, stats.ttest_ind(with_dropout, without).pvalue) < 0.05
    if np.ptp(d) == 0:
        return judged(d, 0)
    worth = abs(d.mean()) > 0.01
    return judged(d, 0) if sure and worth else "inconclusive"


@wrong("verdict")
def unpaired_by_mann_whitney(without, with_dropout):
    d = np.subtract(with_dropout, without)
    return judged(d, 0) if stats.mannwhitneyu(without, with_dropout).pvalue < 0.05 else "inconclusive"


@wrong("verdict")
def with_a_full_stop(without, with_dropout):
    return right(without, with_dropout) + "."


@wrong("verdict")
def with_a_blank(without, with_dropout):
    return right(without, with_dropout) + " "


@wrong("verdict")
def in_a_list(without, with_dropout):
    return [right(without, with_dropout)]


@wrong("verdict")
def as_bytes(without, with_dropout):
    return right(without, with_dropout).encode()


@wrong("verdict")
def as_a_number(without, with_dropout):
    return {"hurts": -1, "inconclusive": 0, "helps": 1}[right(without, with_dropout)]


@wrong("verdict", "relative gains")
def gains_relative_to_the_baseline(without, with_dropout):
    d = np.subtract(with_dropout, without) / np.asarray(without)
    return judged(d, half_width(d))


@wrong("verdict", "relative gains")
def gains_relative_to_the_errors(without, with_dropout):
    d = np.subtract(with_dropout, without) / (1 - np.asarray(without))
    return judged(d, half_width(d))


@wrong("verdict", "relative gains")
def ratios_on_a_log_scale(without, with_dropout):
    d = np.log(np.divide(with_dropout, without))
    return judged(d, half_width(d))


@wrong("verdict", "relative gains")
def gains_relative_to_the_score_with_dropout(without, with_dropout):
    d = np.subtract(with_dropout, without) / np.asarray(with_dropout)
    return judged(d, half_width(d))


@wrong("verdict", "relative gains")
def gains_relative_to_the_mean_of_both(without, with_dropout):
    d = np.subtract(with_dropout, without) / np.add(with_dropout, without)
    return judged(d, half_width(d))


@wrong("verdict")
def ratio_of_means(without, with_dropout):
    d = np.subtract(with_dropout, without)
    ratio = np.mean(with_dropout) / np.mean(without) - 1
    return "inconclusive" if abs(ratio) < 0.01 else judged(d, half_width(d))


@wrong("verdict")
def without_the_ties(without, with_dropout):
    d = np.subtract(with_dropout, without)
    d = d[d != 0] if (d != 0).sum() > 1 else d
    return judged(d, half_width(d))


@wrong("dropout_statistics")
def rounded_to_one_digit(rate, units, mean, variance):
    q = 1 - rate
    return tuple(round(one, 1) for one in (mean, variance / q + mean**2 * rate / q, (rate * q / units) ** 0.5))
