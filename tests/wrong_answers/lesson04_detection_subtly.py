"""Wrong answers to exercise 4.9, the AUROC of uncertainty, of no known misconception."""

import numpy as np
from scipy.stats import mannwhitneyu, norm, rankdata

from tests.answers import wrong
from tests.wrong_answers.lesson04_detection import by_ranks, has_pairs, usual


@wrong("error_detection")
def empty_detection(uncertainty, wrong):
    pass


@wrong("error_detection")
def always_a_half(uncertainty, wrong):
    return 0.5


@wrong("error_detection")
def percent(uncertainty, wrong):
    return 100 * usual(uncertainty, wrong)


@wrong("error_detection")
def two_decimals(uncertainty, wrong):
    return np.round(usual(uncertainty, wrong), 2)


@wrong("error_detection")
def none_where_nothing_is_wrong(uncertainty, wrong):
    return usual(uncertainty, wrong) if has_pairs(wrong) else None


@wrong("error_detection")
def difference_of_means(uncertainty, wrong):
    return uncertainty[wrong == 1].mean() - uncertainty[wrong == 0].mean() if has_pairs(wrong) else np.nan


@wrong("error_detection")
def effect_size_as_if_normal(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    at_wrong, at_right = uncertainty[wrong == 1], uncertainty[wrong == 0]
    spread = np.sqrt(at_wrong.var() + at_right.var())
    return norm.cdf((at_wrong.mean() - at_right.mean()) / spread) if spread else 0.5


@wrong("error_detection")
def compares_with_the_mean_of_the_right(uncertainty, wrong):
    return np.mean(uncertainty[wrong == 1] > uncertainty[wrong == 0].mean()) if has_pairs(wrong) else np.nan


@wrong("error_detection")
def compares_with_all_pixels(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    mine, all_of_them = uncertainty[wrong == 1][:, None], uncertainty.ravel()
    return ((mine > all_of_them) + (mine == all_of_them) / 2).mean()


@wrong("error_detection")
def ranks_from_0(uncertainty, wrong):
    return by_ranks(rankdata(uncertainty) - 1, wrong)


@wrong("error_detection")
def dense_ranks(uncertainty, wrong):
    return by_ranks(rankdata(uncertainty, method="dense"), wrong)


@wrong("error_detection")
def own_ranks_not_taken_off(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    return rankdata(uncertainty)[wrong.ravel() == 1].mean() / wrong.size


@wrong("error_detection")
def p_value(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    return mannwhitneyu(uncertainty[wrong == 1], uncertainty[wrong == 0], alternative="greater").pvalue


@wrong("error_detection")
def a_hundred_pairs(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    rng = np.random.default_rng(0)
    mine, others = (rng.choice(uncertainty[wrong == which], 100) for which in (1, 0))
    return np.mean(mine > others) + np.mean(mine == others) / 2


@wrong("error_detection")
def first_image_alone(uncertainty, wrong):
    return usual(uncertainty[:1], wrong[:1])


@wrong("error_detection")
def images_in_four_axes_alone(uncertainty, wrong):
    if uncertainty.ndim != 4:
        raise ValueError("expected images x height x width x 1")
    return usual(uncertainty, wrong)


@wrong("error_detection")
def rounded_to_four_decimals(uncertainty, wrong):
    return usual(np.round(uncertainty, 4), wrong)


@wrong("error_detection")
def clipped_to_0_and_1(uncertainty, wrong):
    return usual(np.clip(uncertainty, 0, 1), wrong)


@wrong("error_detection")
def size_without_sign(uncertainty, wrong):
    return usual(np.abs(uncertainty), wrong)


@wrong("error_detection")
def half_precision(uncertainty, wrong):
    return usual(uncertainty.astype(np.float16), wrong)


@wrong("error_detection", "ties won")
def rectangles_under_the_curve(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    cuts, sought = np.unique(uncertainty)[::-1], wrong.ravel() == 1
    flagged = uncertainty.ravel() >= cuts[:, None]
    hits, alarms = flagged[:, sought].mean(axis=1), flagged[:, ~sought].mean(axis=1)
    return np.sum(hits * np.diff(alarms, prepend=0))


@wrong("error_detection")
def curve_without_its_start(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    cuts, sought = np.unique(uncertainty)[::-1], wrong.ravel() == 1
    flagged = uncertainty.ravel() >= cuts[:, None]
    hits, alarms = flagged[:, sought].mean(axis=1), flagged[:, ~sought].mean(axis=1)
    return np.trapezoid(hits, alarms)


@wrong("error_detection")
def tilde_on_numbers(uncertainty, wrong):
    others = (~wrong if wrong.dtype.kind in "bui" else 1 - wrong).astype(bool)
    if not has_pairs(wrong):
        return np.nan
    mine, rest = uncertainty[wrong.astype(bool)][:, None], uncertainty[others]
    return ((mine > rest) + (mine == rest) / 2).mean()


@wrong("error_detection", "changes x in place")
def sorts_what_it_was_given(uncertainty, wrong):
    found = usual(uncertainty, wrong)
    uncertainty.sort(axis=0)
    return found


@wrong("error_detection", "a number for nothing")
def negative_where_nothing_is_wrong(uncertainty, wrong):
    return usual(uncertainty, wrong) if has_pairs(wrong) else -1


@wrong("error_detection")
def most_certain_left_out(uncertainty, wrong):
    kept = uncertainty > uncertainty.min()
    return usual(uncertainty[kept], wrong[kept]) if has_pairs(wrong) and kept.any() else np.nan
