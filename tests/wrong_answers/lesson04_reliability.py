"""Wrong answers to exercise 4.9, the reliability curve and its error."""

import numpy as np

from tests.answers import wrong


def numbered(p, bins):
    return np.minimum((p * bins).astype(int), bins - 1)


def binned(number, x, y, bins):
    """Return weights, means of x and means of y of `bins` bins, NaN where one is empty."""
    rows = np.full((bins, 3), (0, np.nan, np.nan))
    for one in range(bins):
        inside = number == one
        if inside.any():
            rows[one] = inside.mean(), x[inside].mean(), y[inside].mean()
    return rows.T


def judged(number, x, y, bins):
    weight, mean, share = binned(number, x, y, bins)
    return np.nansum(weight * np.abs(mean - share)), np.column_stack([mean, share])


def flat(probability, truth):
    return probability.ravel().astype(float), truth.ravel().astype(float)


def usual(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged(numbered(p, bins), p, t, bins)


def with_error(misconception=None):
    """Keep a function of weights and signed gaps as an answer whose curve is right and whose error is not."""

    def keep(error):
        def answer(probability, truth, bins):
            p, t = flat(probability, truth)
            weight, mean, share = binned(numbered(p, bins), p, t, bins)
            held = weight > 0
            return error(weight[held], (mean - share)[held], bins), np.column_stack([mean, share])

        answer.__name__ = error.__name__
        return wrong("reliability", misconception)(answer)

    return keep


# By misconception


@wrong("reliability", "curve by label")
def grouped_by_label(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged(t.astype(int), p, t, 2)


@wrong("reliability", "curve by label")
def distance_of_each_pixel(probability, truth, bins):
    return np.abs(probability - truth).mean(), usual(probability, truth, bins)[1]


@wrong("reliability", "spread read as probability of error")
def spread_against_errors(probability, truth, bins):
    p, t = flat(probability, truth)
    spread = np.sqrt(p * (1 - p))
    return judged(numbered(spread, bins), spread, (p >= 0.5) != (t == 1), bins)


@wrong("reliability", "spread read as probability of error")
def doubt_against_errors(probability, truth, bins):
    p, t = flat(probability, truth)
    doubt = np.minimum(p, 1 - p)
    return judged(numbered(doubt, bins), doubt, (p >= 0.5) != (t == 1), bins)


@wrong("reliability", "confidence for probability")
def confidence_against_right(probability, truth, bins):
    p, t = flat(probability, truth)
    sure = np.maximum(p, 1 - p)
    return judged(numbered(sure, bins), sure, (p >= 0.5) == (t == 1), bins)


@wrong("reliability", "confidence for probability")
def confidence_from_a_half(probability, truth, bins):
    p, t = flat(probability, truth)
    sure = np.maximum(p, 1 - p)
    return judged(numbered(2 * sure - 1, bins), sure, (p >= 0.5) == (t == 1), bins)


@wrong("reliability", "share of right decisions")
def right_decisions(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged(numbered(p, bins), p, (p >= 0.5) == (t == 1), bins)


@wrong("reliability", "curve of the background")
def background(probability, truth, bins):
    return usual(1 - probability, 1 - truth, bins)


@wrong("reliability", "curve of the background")
def share_of_background(probability, truth, bins):
    return usual(probability, 1 - truth, bins)


@wrong("reliability", "curve of the background")
def curve_alone_is_of_the_background(probability, truth, bins):
    return usual(probability, truth, bins)[0], usual(1 - probability, 1 - truth, bins)[1][::-1]


@with_error("bins weighted alike")
def mean_over_bins(weight, gap, bins):
    return np.abs(gap).mean()


@with_error("bins weighted alike")
def sum_over_bins(weight, gap, bins):
    return np.abs(gap).sum()


@with_error("bins weighted alike")
def mean_over_all_bins(weight, gap, bins):
    return np.abs(gap).sum() / bins


@wrong("reliability", "bins of equal count")
def sorted_and_split(probability, truth, bins):
    p, t = flat(probability, truth)
    parts = np.array_split(np.argsort(p, kind="stable"), bins)
    number = np.empty(p.size, int)
    for which, part in enumerate(parts):
        number[part] = which
    return judged(number, p, t, bins)


@wrong("reliability", "bins of equal count")
def quantiles(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged(np.searchsorted(np.quantile(p, np.linspace(0, 1, bins + 1)[1:-1]), p), p, t, bins)


@wrong("reliability", "pixels at 1 left out")
def half_open_bins(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged((p * bins).astype(int), p, t, bins)


@wrong("reliability", "pixels at 1 left out")
def a_bin_more(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged(np.digitize(p, np.linspace(0, 1, bins + 1)) - 1, p, t, bins + 1)


@wrong("reliability", "pixels at 0 left out")
def open_below(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged(np.ceil(p * bins).astype(int) - 1, p, t, bins)


@with_error("squared gaps")
def squared(weight, gap, bins):
    return (weight * gap**2).sum()


@with_error("squared gaps")
def root_of_squares(weight, gap, bins):
    return np.sqrt((weight * gap**2).sum())


@wrong("reliability", "squared error of each pixel")
def brier(probability, truth, bins):
    return ((probability - truth) ** 2).mean(), usual(probability, truth, bins)[1]


@with_error("gaps cancel")
def signed(weight, gap, bins):
    return (weight * gap).sum()


@with_error("gaps cancel")
def signed_the_other_way(weight, gap, bins):
    return abs((-weight * gap).sum())


@with_error("largest gap")
def largest(weight, gap, bins):
    return np.abs(gap).max()


@wrong("reliability", "middle of the bin")
def middles(probability, truth, bins):
    p, t = flat(probability, truth)
    number = numbered(p, bins)
    return judged(number, (number + 0.5) / bins, t, bins)


@wrong("reliability", "middle of the bin")
def middles_in_the_curve_alone(probability, truth, bins):
    error, curve = usual(probability, truth, bins)
    curve[:, 0] = (np.arange(bins) + 0.5) / bins
    return error, curve


@wrong("reliability", "bins of its own number")
def always_ten(probability, truth, bins):
    return usual(probability, truth, 10)


@wrong("reliability", "bins of its own number")
def edges_counted_for_bins(probability, truth, bins):
    return usual(probability, truth, max(bins - 1, 1))


@wrong("reliability", "bins over the range seen")
def range_seen(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged(numbered((p - p.min()) / (p.max() - p.min()), bins), p, t, bins)


@wrong("reliability", "mean of the images' errors")
def mean_of_images(probability, truth, bins):
    pairs = zip(probability, truth, strict=True)
    return np.mean([usual(*pair, bins)[0] for pair in pairs]), usual(probability, truth, bins)[1]


@wrong("reliability", "empty bins give NaN")
def nan_spreads(probability, truth, bins):
    p, t = flat(probability, truth)
    weight, mean, share = binned(numbered(p, bins), p, t, bins)
    return (weight * np.abs(mean - share)).sum(), (mean, share)


@wrong("reliability", "empty bins at 0")
def points_at_0(probability, truth, bins):
    error, curve = usual(probability, truth, bins)
    return error, np.nan_to_num(curve)


@wrong("reliability", "curve turned round")
def turned_round(probability, truth, bins):
    error, curve = usual(probability, truth, bins)
    return error, curve[:, ::-1]
