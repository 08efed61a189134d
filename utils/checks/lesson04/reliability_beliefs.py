"""What a reliability curve and its error are, and what each misconception gives (exercise 4.9).

A table has a row for each bin that holds pixels: its share of the pixels, the mean of what was foretold, the
share of what came true.
"""

import numpy as np


def table_of(number, foretold, came_true):
    """Return the table (bins that hold pixels x 3) of pixels that are in the bins `number`."""
    rows = [
        (np.mean(number == one), foretold[number == one].mean(), came_true[number == one].mean())
        for one in np.unique(number)
    ]
    return np.array(rows).reshape(-1, 3)


def error_of(table):
    """Return the expected calibration error: the mean size of the gaps, each weighted by its pixels."""
    return float(np.sum(table[:, 0] * np.abs(table[:, 1] - table[:, 2])))


def curve_of(table):
    """Return the rows (mean probability, share of truth) as a tuple of tuples."""
    return tuple(map(tuple, table[:, 1:]))


def right_table(probability, truth, bins):
    p, truth = _flat(probability, truth)
    return table_of(bin_numbers(p, bins), p, truth)


def bin_numbers(p, bins, low=0.0, high=1.0):
    """Return the number of each pixel's bin, of `bins` equal ones from `low` to `high`, both ends included."""
    return np.clip(np.floor((p - low) / (high - low) * bins), 0, bins - 1).astype(int)


def _flat(*arrays):
    return (one.ravel().astype(float) for one in arrays)


def error_beliefs(probability, truth, bins):
    """Yield (misconception, error that it gives), in the same order for every case."""
    p, t = _flat(probability, truth)
    table = table_of(bin_numbers(p, bins), p, t)
    weights, gaps = table[:, 0], table[:, 1] - table[:, 2]
    sizes = np.abs(gaps)
    yield "curve by label", np.mean(np.abs(p - t))
    yield "squared error of each pixel", np.mean((p - t) ** 2)
    yield "squared error of each pixel", np.sqrt(np.mean((p - t) ** 2))
    for alike in (sizes.mean(), sizes.sum() / bins, sizes.sum()):
        yield "bins weighted alike", alike
    for squared in (np.sum(weights * sizes**2), np.sqrt(np.sum(weights * sizes**2)), np.mean(sizes**2)):
        yield "squared gaps", squared
    yield "curve of the background", error_of(table_of(bin_numbers(p, bins), p, 1 - t))
    for total in (np.sum(weights * gaps), gaps.mean()):
        for signed in (total, -total, abs(total)):
            yield "gaps cancel", signed
    yield "largest gap", sizes.max()
    yield "empty bins give NaN", np.nan if len(table) < bins else error_of(table)
    yield "mean of the images' errors", np.mean(_errors_of_images(probability, truth, bins))
    for name, other, share in _other_tables(p, t, bins):
        yield name, error_of(other)
        yield name, error_of(other) * share


def _errors_of_images(probability, truth, bins):
    return [error_of(right_table(*image, bins)) for image in zip(probability, truth, strict=True)]


def curve_beliefs(probability, truth, bins):
    """Yield (misconception, curve that it gives), in the same order for every case."""
    p, t = _flat(probability, truth)
    number = bin_numbers(p, bins)
    table = table_of(number, p, t)
    yield "curve by label", curve_of(table_of(t, p, t))
    yield "curve turned round", curve_of(table[:, [0, 2, 1]])
    behind = table_of(bin_numbers(1 - p, bins), 1 - p, 1 - t)
    unsought = table_of(number[t == 0], p[t == 0], t[t == 0])
    for background in (behind, behind[::-1], table_of(number, p, 1 - t), unsought):
        yield "curve of the background", curve_of(background)
    for middle in ((np.arange(bins) + 0.5) / bins, np.full(bins, 0.0)):
        filled = np.column_stack([middle, middle, np.zeros(bins)])
        filled[np.unique(number)] = table
        yield "empty bins at 0", curve_of(filled)
    for name, other, _ in _other_tables(p, t, bins):
        yield name, curve_of(other)


def _other_tables(p, t, bins):
    """Yield (misconception, its table, share of the pixels that are in it)."""
    number, right = bin_numbers(p, bins), (p >= 0.5) == (t == 1)
    confidence, spread = np.maximum(p, 1 - p), np.sqrt(p * (1 - p))
    yield "confidence for probability", table_of(bin_numbers(confidence, bins), confidence, right), 1
    yield "confidence for probability", table_of(bin_numbers(confidence, bins, 0.5), confidence, right), 1
    for doubt in (spread, 1 - confidence):
        for high in (1.0, 0.5):
            by_doubt = bin_numbers(doubt, bins, 0, high)
            yield "spread read as probability of error", table_of(by_doubt, doubt, ~right), 1
    yield "share of right decisions", table_of(number, p, right), 1
    in_order = np.empty(p.size, int)
    in_order[np.argsort(p, kind="stable")] = np.concatenate(
        [np.full(len(part), which) for which, part in enumerate(np.array_split(p, bins))]
    )
    yield "bins of equal count", table_of(in_order, p, t), 1
    inner = np.quantile(p, np.linspace(0, 1, bins + 1)[1:-1])
    for side in ("left", "right"):
        yield "bins of equal count", table_of(np.searchsorted(inner, p, side), p, t), 1
    for name, end, own in (("pixels at 1 left out", 1, bins), ("pixels at 0 left out", 0, -1)):
        within = p != end
        yield name, table_of(number[within], p[within], t[within]), np.mean(within)
        yield name, table_of(np.where(within, number, own), p, t), 1
    middle = (number + 0.5) / bins
    yield "middle of the bin", table_of(number, middle, t), 1
    for other in (bins - 1, bins + 1, 10, 15, 20, 5):
        yield "bins of its own number", table_of(bin_numbers(p, max(other, 1)), p, t), 1
    yield "bins over the range seen", table_of(bin_numbers(p, bins, p.min(), p.max()), p, t), 1
