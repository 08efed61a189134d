"""Right answers to exercise 2.7: many ways to guess a dropped value from its kept neighbours."""

import numpy as np
import tensorflow as tf
from numpy.lib.stride_tricks import sliding_window_view
from scipy import ndimage

from tests.answers import right

RING = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)
CROSS = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=float)


def averaged(maps, mask, weights, fallback=None):
    """Return the weighted mean of the kept neighbours, by scipy."""
    kernel = weights[None, :, :, None]
    count = ndimage.convolve(np.asarray(mask, float), kernel, mode="constant")
    total = ndimage.convolve(np.where(mask, maps, 0.0), kernel, mode="constant")
    lonely = count < 1e-9
    fallback = maps[mask == 1].mean() if fallback is None else fallback
    return np.where(lonely, fallback, total / np.where(lonely, 1, count)), lonely


def share_explained(truth, guess):
    return 1 - ((truth - guess) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()


@right("recoverability")
def shifted_copies_of_a_padded_array(maps, mask):
    def around(values):
        padded = np.pad(values, ((0, 0), (1, 1), (1, 1), (0, 0)))
        height, width = values.shape[1:3]
        return sum(padded[:, i : i + height, j : j + width] for i in range(3) for j in range(3))

    count = around(mask)
    guess = np.where(count > 0, around(maps * mask) / np.maximum(count, 1), maps[mask == 1].mean())
    dropped = mask == 0
    error = ((maps - guess)[dropped] ** 2).sum()
    return max(0.0, 1 - error / ((maps[dropped] - maps[dropped].mean()) ** 2).sum())


@right("recoverability")
def a_loop_over_dropped_positions(maps, mask):
    truth, guesses, overall = [], [], maps[mask == 1].mean()
    for image, i, j, which in np.argwhere(mask == 0):
        near = np.s_[image, max(i - 1, 0) : i + 2, max(j - 1, 0) : j + 2, which]
        known = maps[near][mask[near] == 1]
        truth.append(maps[image, i, j, which])
        guesses.append(known.mean() if len(known) else overall)
    return max(0.0, share_explained(np.array(truth), np.array(guesses)))


@right("recoverability")
def nan_for_dropped(maps, mask):
    holes = np.pad(np.where(mask == 1, maps, np.nan), ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=np.nan)
    windows = sliding_window_view(holes, (3, 3), axis=(1, 2))
    known = np.isfinite(windows)
    with np.errstate(invalid="ignore"):
        guess = np.where(known, windows, 0).sum((-1, -2)) / known.sum((-1, -2))
    guess = np.nan_to_num(guess, nan=np.nanmean(holes))
    return np.float32(np.clip(share_explained(maps[mask == 0], guess[mask == 0]), 0, 1))


@right("recoverability")
def four_neighbours_not_clipped(maps, mask):
    guess, _ = averaged(maps, mask, CROSS)
    return share_explained(maps[mask == 0], guess[mask == 0])


@right("recoverability")
def zero_where_none_is_kept(maps, mask):
    guess, _ = averaged(maps, mask, CROSS, fallback=0.0)
    return share_explained(maps[mask == 0], guess[mask == 0])


@right("recoverability")
def five_by_five(maps, mask):
    weights = np.ones((5, 5))
    weights[2, 2] = 0
    guess, _ = averaged(maps, mask, weights)
    return share_explained(maps[mask == 0], guess[mask == 0])


@right("recoverability")
def weighted_by_distance(maps, mask):
    guess, _ = averaged(maps, mask, RING + CROSS)
    return max(0, share_explained(maps[mask == 0], guess[mask == 0]))


@right("recoverability")
def fitted_by_one_slope(maps, mask):
    guess, _ = averaged(maps, mask, RING)
    x, y = guess[mask == 0], maps[mask == 0]
    if np.ptp(x) == 0:
        return 0.0
    return share_explained(y, np.polyval(np.polyfit(x, y, 1), x))


@right("recoverability")
def fitted_on_the_kept(maps, mask):
    guess, _ = averaged(maps, mask, RING)
    line = np.polyfit(guess[mask == 1], maps[mask == 1], 1)
    return share_explained(maps[mask == 0], np.polyval(line, guess[mask == 0]))


@right("recoverability")
def correlation_squared(maps, mask):
    guess, _ = averaged(maps, mask, RING)
    x, y = guess[mask == 0], maps[mask == 0]
    return np.corrcoef(x, y)[0, 1] ** 2 if x.std() > 0 else 0.0


@right("recoverability")
def regressed_on_eight_neighbours(maps, mask):
    def beside(values, i, j):
        return ndimage.shift(values, (0, i, j, 0), order=0, mode="constant")[mask == 0]

    places = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
    known = [beside(maps * mask, *place) for place in places] + [beside(mask, *place) for place in places]
    design = np.stack([*known, np.ones(int((mask == 0).sum()))], axis=1)
    return share_explained(maps[mask == 0], design @ np.linalg.lstsq(design, maps[mask == 0])[0])


@right("recoverability")
def map_by_map(maps, mask):
    guess, _ = averaged(maps, mask, RING)
    found = []
    for image in range(len(maps)):
        for which in range(maps.shape[-1]):
            dropped = mask[image, ..., which] == 0
            if dropped.any():
                found.append(share_explained(maps[image, ..., which][dropped], guess[image, ..., which][dropped]))
    return np.mean(found)


@right("recoverability")
def lonely_ones_left_out(maps, mask):
    guess, lonely = averaged(maps, mask, RING)
    judged = (mask == 0) & ~lonely
    return [share_explained(maps[judged], guess[judged])] if judged.any() else [0.0]


@right("recoverability")
def kept_mean_of_the_image_where_none_is_kept(maps, mask):
    level = (maps * mask).sum((1, 2, 3), keepdims=True) / mask.sum((1, 2, 3), keepdims=True)
    guess, _ = averaged(maps, mask, RING, fallback=level)
    return max(0.0, share_explained(maps[mask == 0], guess[mask == 0]))


@right("recoverability")
def median_of_the_kept(maps, mask):
    holes = np.pad(np.where(mask == 1, maps, np.nan), ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=np.nan)
    windows = sliding_window_view(holes, (3, 3), axis=(1, 2))[mask == 0].reshape(-1, 9)
    some = np.isfinite(windows).any(1)
    guess = np.full(len(windows), maps[mask == 1].mean())
    guess[some] = np.nanmedian(windows[some], axis=1)
    return max(0.0, share_explained(maps[mask == 0], guess))


@right("recoverability")
def by_a_convolution_of_tensorflow(maps, mask):
    def around(values):
        one_by_one = tf.transpose(tf.constant(values, tf.float32), (0, 3, 1, 2))
        one_by_one = tf.reshape(one_by_one, (-1, *maps.shape[1:3], 1))
        found = tf.nn.conv2d(one_by_one, tf.constant(RING[:, :, None, None], tf.float32), 1, "SAME")
        return tf.transpose(tf.reshape(found, (len(maps), maps.shape[-1], *maps.shape[1:3])), (0, 2, 3, 1))

    count = around(mask)
    overall = float((maps * mask).sum() / mask.sum())
    guess = tf.where(count > 0, around(maps * mask) / tf.maximum(count, 1.0), overall)
    dropped = tf.constant(mask == 0)
    truth, guess = tf.boolean_mask(tf.constant(maps, tf.float32), dropped), tf.boolean_mask(guess, dropped)
    error, spread = tf.reduce_sum((truth - guess) ** 2), tf.reduce_sum((truth - tf.reduce_mean(truth)) ** 2)
    return tf.maximum(0.0, 1 - error / spread)
