"""Wrong answers to exercise 4.9, the AUROC of uncertainty as a detector of wrong pixels."""

import numpy as np
from scipy.stats import rankdata, spearmanr
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score

from tests.answers import wrong


def usual(uncertainty, wrong):
    """Return the AUROC by comparing all pairs; NaN without a pair."""
    at_wrong, at_right = (uncertainty[wrong == which][:, None] for which in (1, 0))
    if not at_wrong.size * at_right.size:
        return np.nan
    more, same = at_wrong > at_right.T, at_wrong == at_right.T
    return (more + same / 2).mean()


def has_pairs(wrong):
    return 0 < np.mean(wrong) < 1


# By misconception


@wrong("error_detection", "a larger value for the sure ones")
def sign_reversed(uncertainty, wrong):
    return usual(-uncertainty, wrong)


@wrong("error_detection", "a larger value for the sure ones")
def right_pixels_looked_for(uncertainty, wrong):
    return usual(uncertainty, 1 - wrong)


@wrong("error_detection", "correlation for AUROC")
def correlation(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    return np.nan_to_num(np.corrcoef(uncertainty.ravel(), wrong.ravel())[0, 1])


@wrong("error_detection", "correlation for AUROC")
def rank_correlation(uncertainty, wrong):
    return np.nan_to_num(spearmanr(uncertainty.ravel(), wrong.ravel()).statistic) if has_pairs(wrong) else np.nan


@wrong("error_detection", "one threshold")
def accuracy_at_the_median(uncertainty, wrong):
    return np.mean((uncertainty > np.median(uncertainty)) == wrong) if has_pairs(wrong) else np.nan


@wrong("error_detection", "one threshold")
def auroc_of_flags(uncertainty, wrong):
    return usual((uncertainty > np.median(uncertainty)) * 1.0, wrong)


@wrong("error_detection", "one threshold")
def flagged_at_a_half(uncertainty, wrong):
    return roc_auc_score(wrong.ravel().astype(int), uncertainty.ravel() > 0.5)


@wrong("error_detection", "ties won")
def ties_won(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    return (uncertainty[wrong == 1][:, None] >= uncertainty[wrong == 0]).mean()


@wrong("error_detection", "ties lost")
def ties_lost(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    return (uncertainty[wrong == 1][:, None] > uncertainty[wrong == 0]).mean()


def by_ranks(ranks, wrong):
    wrong = wrong.ravel() == 1
    many, others = wrong.sum(), (~wrong).sum()
    if not many * others:
        return np.nan
    return (ranks[wrong].sum() - many * (many + 1) / 2) / (many * others)


@wrong("error_detection", "ties by place")
def ranks_by_two_argsorts(uncertainty, wrong):
    return by_ranks(uncertainty.ravel().argsort(kind="stable").argsort() + 1, wrong)


@wrong("error_detection", "ties by place")
def unstable_argsort(uncertainty, wrong):
    return by_ranks(np.argsort(np.argsort(uncertainty.ravel())) + 1, wrong)


@wrong("error_detection", "ties by place")
def curve_pixel_by_pixel(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    sought = wrong.ravel()[np.argsort(-uncertainty.ravel(), kind="stable")] == 1
    hits, alarms = np.cumsum(sought) / sought.sum(), np.cumsum(~sought) / (~sought).sum()
    return np.trapezoid(np.append(0, hits), np.append(0, alarms))


@wrong("error_detection", "image by image")
def mean_of_images(uncertainty, wrong):
    if uncertainty.ndim < 3 or not has_pairs(wrong):
        return usual(uncertainty, wrong)
    return np.nanmean([usual(*pair) for pair in zip(uncertainty, wrong, strict=True)])


def on_a_grid(uncertainty, wrong, cuts):
    if not has_pairs(wrong):
        return np.nan
    flagged = uncertainty.ravel() >= cuts[:, None]
    sought = wrong.ravel() == 1
    hits, alarms = flagged[:, sought].mean(axis=1), flagged[:, ~sought].mean(axis=1)
    return np.trapezoid(np.concatenate([[0], hits[::-1], [1]]), np.concatenate([[0], alarms[::-1], [1]]))


@wrong("error_detection", "coarse thresholds")
def a_hundred_thresholds(uncertainty, wrong):
    return on_a_grid(uncertainty, wrong, np.linspace(0, 1, 100))


@wrong("error_detection", "coarse thresholds")
def two_hundred_thresholds_over_the_range(uncertainty, wrong):
    return on_a_grid(uncertainty, wrong, np.linspace(uncertainty.min(), uncertainty.max(), 200))


@wrong("error_detection", "precision and recall")
def average_precision(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    return average_precision_score(wrong.ravel().astype(int), uncertainty.ravel())


@wrong("error_detection", "precision and recall")
def area_under_precision_and_recall(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    precision, recall, _ = precision_recall_curve(wrong.ravel().astype(int), uncertainty.ravel())
    return -np.trapezoid(precision, recall)


@wrong("error_detection", "from -1 to 1")
def won_less_lost(uncertainty, wrong):
    return 2 * usual(uncertainty, wrong) - 1


@wrong("error_detection", "pairs not divided")
def count_of_pairs(uncertainty, wrong):
    return usual(uncertainty, wrong) * (wrong == 1).sum() * (wrong == 0).sum()


@wrong("error_detection", "pairs not divided")
def sum_of_ranks(uncertainty, wrong):
    return rankdata(uncertainty)[wrong.ravel() == 1].sum() if has_pairs(wrong) else np.nan


@wrong("error_detection", "never below a half")
def turned_round_below_a_half(uncertainty, wrong):
    found = usual(uncertainty, wrong)
    return max(found, 1 - found)


@wrong("error_detection", "a number for nothing")
def a_half_for_nothing(uncertainty, wrong):
    return usual(uncertainty, wrong) if has_pairs(wrong) else 0.5


@wrong("error_detection", "a number for nothing")
def one_where_all_is_right(uncertainty, wrong):
    return usual(uncertainty, wrong) if np.any(wrong) else 1.0


@wrong("error_detection", "a number for nothing")
def zero_where_all_is_wrong(uncertainty, wrong):
    return usual(uncertainty, wrong) if not np.all(wrong) else 0.0
