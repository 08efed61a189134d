"""What the AUROC of finding wrong pixels is, and what each misconception gives (exercise 4.9)."""

import numpy as np
from scipy.stats import rankdata

GRIDS = (10, 11, 50, 51, 100, 101, 200, 201, 1000)


def auroc(uncertainty, wrong):
    """Return the share of pairs, one pixel wrong and one right, in which the wrong one is more uncertain."""
    return _by_ranks(rankdata(uncertainty.ravel()), wrong.ravel().astype(bool))


def _by_ranks(ranks, wrong):
    """Return the share of pairs by the ranks of the pixels (Mann-Whitney); NaN without a pair."""
    many, others = int(wrong.sum()), int((~wrong).sum())
    if not many * others:
        return np.nan
    return float((ranks[wrong].sum() - many * (many + 1) / 2) / (many * others))


def beliefs(uncertainty, wrong):
    """Yield (misconception, number that it gives), in the same order for every case."""
    u, w = uncertainty.ravel(), wrong.ravel().astype(bool)
    right, pairs = auroc(u, w), int(w.sum() * (~w).sum())
    yield "a larger value for the sure ones", 1 - right
    yield "from -1 to 1", 2 * right - 1
    yield "never below a half", max(right, 1 - right)
    for count in (pairs, w.sum(), (~w).sum(), w.size**2, w.size):
        yield "pairs not divided", right * pairs / (1 if count == pairs else count)
    yield "pairs not divided", right * pairs + w.sum() * (w.sum() + 1) / 2
    for correlation in _correlations(u, w):
        yield "correlation for AUROC", correlation
        yield "correlation for AUROC", abs(correlation)
    for cut in (np.median(u), u.mean(), 0.5):
        for flagged in (u > cut, u >= cut):
            yield "one threshold", np.mean(flagged == w)
            yield "one threshold", auroc(flagged, w)
    for name, method in (("ties won", "max"), ("ties lost", "min")):
        yield name, _with_ties(u, w, method)
    for ranks in _ranks_by_place(u):
        yield "ties by place", _by_ranks(ranks, w)
    for mean in _by_image(uncertainty, wrong):
        yield "image by image", mean
    for grid in GRIDS:
        for low, high in ((0, 1), (u.min(), u.max()), (0, u.max())):
            yield "coarse thresholds", _on_a_grid(u, w, np.linspace(low, high, grid))
    for grid in (100, 101):
        yield "coarse thresholds", _on_a_grid(u, w, np.quantile(u, np.linspace(0, 1, grid)))
    for area in _precision_and_recall(u, w):
        yield "precision and recall", area


def _correlations(u, w):
    with np.errstate(invalid="ignore"):
        return np.nan_to_num([np.corrcoef(values, w)[0, 1] for values in (u, rankdata(u))])


def _with_ties(u, w, method):
    """Return the share of pairs won, with ties between a wrong and a right pixel won ("max") or lost ("min")."""
    below = np.sort(u[~w])
    side = "right" if method == "max" else "left"
    return float(np.mean(np.searchsorted(below, u[w], side)) / len(below))


def _ranks_by_place(u):
    """Yield ranks 1 to pixels in which tied pixels follow the order of the array, or of one sort or another."""
    orders = [np.argsort(one, kind=kind) for one in (u, -u) for kind in ("stable", None)]
    for order in (*orders[:2], *(order[::-1] for order in orders[2:])):
        ranks = np.empty(u.size)
        ranks[order] = np.arange(1, u.size + 1)
        yield ranks


def _by_image(uncertainty, wrong):
    """Yield the mean over images, those without a pair left out or counted as one half."""
    if uncertainty.ndim < 3:
        uncertainty, wrong = uncertainty[None], wrong[None]
    each = np.array([auroc(*pair) for pair in zip(uncertainty, wrong, strict=True)])
    yield np.nanmean(each)
    for instead in (0.5, 0, 1):
        yield np.nan_to_num(each, nan=instead).mean()
    yield each.mean()


def _on_a_grid(u, w, cuts):
    hits, alarms = (np.concatenate([[1], _flagged(one, cuts) / len(one), [0]]) for one in (u[w], u[~w]))
    return float(np.trapezoid(hits[::-1], alarms[::-1]))


def _flagged(u, cuts):
    """Return how many of `u` reach each of `cuts`."""
    return u.size - np.searchsorted(np.sort(u), cuts)


def _precision_and_recall(u, w):
    """Yield the area by steps (average precision) and by trapezoids."""
    cuts = np.unique(u)[::-1]
    hits = _flagged(u[w], cuts)
    recall, precision = hits / w.sum(), hits / _flagged(u, cuts)
    yield float(np.sum(np.diff(recall, prepend=0) * precision))
    yield float(np.trapezoid(np.append(1, precision), np.append(0, recall)))
