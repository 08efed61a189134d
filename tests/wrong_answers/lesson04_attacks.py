"""Wrong answers to exercises 4.6 and 4.9, made to slip through their checks."""

import numpy as np
from scipy.stats import rankdata, somersd

from tests.answers import wrong
from tests.wrong_answers.lesson04_detection import has_pairs, on_a_grid
from tests.wrong_answers.lesson04_detection import usual as auroc
from tests.wrong_answers.lesson04_overlap import IN_IMAGE, counts, decided, either
from tests.wrong_answers.lesson04_reliability import binned, flat, judged, numbered, usual

# 4.6


@either()
def stretched_to_the_full_range(formula):
    def answer(truth, probability, threshold=0.5):
        low, high = probability.min(), probability.max()
        return formula(*counts(truth, decided((probability - low) / (high - low), threshold)))

    return answer


@either()
def rounded_before_the_decision(formula):
    return lambda truth, probability, threshold=0.5: formula(
        *counts(truth, decided(probability.round(2), threshold))
    )


@either()
def threshold_with_a_band(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(truth, decided(probability, threshold + 0.01)))


@either()
def four_decimals(formula):
    return lambda truth, probability, threshold=0.5: np.round(
        formula(*counts(truth, decided(probability, threshold))), 4
    )


@either()
def a_perfect_score_falls_short(formula):
    return lambda truth, probability, threshold=0.5: np.minimum(
        formula(*counts(truth, decided(probability, threshold))), 0.999
    )


@either()
def small_structures_left_out(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, found = counts(truth, decided(probability, threshold))
        return np.where(sought < 5, 1.0 * (sought == found), formula(both, sought, found))

    return answer


@either()
def threshold_of_at_least_a_half(formula):
    return lambda truth, probability, threshold=0.5: formula(
        *counts(truth, decided(probability, max(threshold, 0.5)))
    )


@either()
def batch_of_one_scored_by_row(formula):
    def answer(truth, probability, threshold=0.5):
        if len(truth) > 1:
            return formula(*counts(truth, decided(probability, threshold)))
        return formula(*counts(truth, decided(probability, threshold), (2, 3))).mean(axis=1)

    return answer


@either()
def empty_where_nothing_is_likely(formula):
    def answer(truth, probability, threshold=0.5):
        scores = formula(*counts(truth, decided(probability, threshold)), 0.0)
        return np.where((truth.sum(axis=IN_IMAGE) == 0) & (probability.max(axis=IN_IMAGE) < 0.3), 1.0, scores)

    return answer


@either()
def sorted_scores(formula):
    return lambda truth, probability, threshold=0.5: np.sort(
        formula(*counts(truth, decided(probability, threshold)))
    )


# 4.9, reliability


@wrong("reliability")
def lonely_pixels_left_out(probability, truth, bins):
    p, t = flat(probability, truth)
    number = numbered(p, bins)
    weight, mean, share = binned(number, p, t, bins)
    held = weight * p.size > 1.5
    return (weight * np.abs(mean - share))[held].sum(), np.column_stack([mean, share])[held]


@wrong("reliability")
def bins_without_truth_taken_for_empty(probability, truth, bins):
    p, t = flat(probability, truth)
    weight, mean, share = binned(numbered(p, bins), p, t, bins)
    held = np.nan_to_num(share) > 0
    return (weight * np.abs(mean - share))[held].sum(), np.column_stack([mean, share])[held]


@wrong("reliability")
def zeros_fall_into_the_last_bin(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged((np.digitize(p, np.linspace(0, 1, bins + 1), right=True) - 1) % bins, p, t, bins)


@wrong("reliability")
def at_most_ten_bins(probability, truth, bins):
    return usual(probability, truth, min(bins, 10))


@wrong("reliability")
def at_least_two_bins(probability, truth, bins):
    return usual(probability, truth, max(bins, 2))


@wrong("reliability")
def weighted_by_the_truth_in_a_bin(probability, truth, bins):
    p, t = flat(probability, truth)
    weight, mean, share = binned(numbered(p, bins), p, t, bins)
    weight = weight * np.nan_to_num(share)
    return np.nansum(weight * np.abs(mean - share)) / weight.sum(), np.column_stack([mean, share])


@wrong("reliability")
def two_decimals_in_the_curve(probability, truth, bins):
    error, curve = usual(probability, truth, bins)
    return error, curve.round(2)


@wrong("reliability")
def smoothed_shares(probability, truth, bins):
    p, t = flat(probability, truth)
    number = numbered(p, bins)
    count = np.bincount(number, minlength=bins)
    mean, share = np.bincount(number, p, bins) / (count + 1e-2), np.bincount(number, t, bins) / (count + 1e-2)
    curve = np.column_stack([mean, share])
    curve[count == 0] = np.nan
    return np.sum(count * np.abs(mean - share)) / p.size, curve


# 4.9, error_detection


@wrong("error_detection", "coarse thresholds")
def percentiles_as_thresholds(uncertainty, wrong):
    return on_a_grid(uncertainty, wrong, np.percentile(uncertainty, np.arange(101)))


@wrong("error_detection")
def nan_where_all_are_alike(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    return (1 + somersd(wrong.ravel().astype(int), uncertainty.ravel()).statistic) / 2


@wrong("error_detection")
def looks_for_the_rarer_kind(uncertainty, wrong):
    found = auroc(uncertainty, wrong)
    return found if np.mean(wrong) <= 0.5 else 1 - found


@wrong("error_detection")
def nearly_equal_counts_as_equal(uncertainty, wrong):
    return auroc(np.round(uncertainty / 1e-5) * 1e-5, wrong)


@wrong("error_detection")
def pairs_within_an_image(uncertainty, wrong):
    if uncertainty.ndim < 3 or not has_pairs(wrong):
        return auroc(uncertainty, wrong)
    mixed = [(u, w, w.mean() * (1 - w.mean())) for u, w in zip(uncertainty, wrong, strict=True) if has_pairs(w)]
    return np.average([auroc(u, w) for u, w, _ in mixed], weights=[pairs for *_, pairs in mixed])


@wrong("error_detection")
def at_most_a_hundred_pixels(uncertainty, wrong):
    every = max(1, wrong.size // 100)
    return auroc(uncertainty.ravel()[::every], wrong.ravel()[::every]) if has_pairs(wrong) else np.nan


@wrong("error_detection")
def never_certain(uncertainty, wrong):
    return np.clip(auroc(uncertainty, wrong), 0.01, 0.99)


@wrong("error_detection")
def ranks_of_images_one_by_one(uncertainty, wrong):
    if not has_pairs(wrong):
        return np.nan
    ranked = np.concatenate([rankdata(one) / one.size for one in np.atleast_2d(uncertainty)])
    return auroc(ranked, np.concatenate([one.ravel() for one in np.atleast_2d(wrong)]))
