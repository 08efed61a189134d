"""Right answers to exercise 4.9: the reliability curve and its error, in many styles."""

from collections import defaultdict, namedtuple
from itertools import pairwise

import numpy as np
import tensorflow as tf
from scipy.stats import binned_statistic
from sklearn.calibration import calibration_curve

from tests.answers import right
from tests.solutions import as_the_lesson_does

reliability_as_the_lesson_does = as_the_lesson_does("reliability", "lesson04")


@right("reliability")
def by_scikit_learn(probability, truth, bins):
    share, mean = calibration_curve(truth.ravel(), probability.ravel(), n_bins=bins)
    count = np.histogram(probability, bins, (0, 1))[0]
    return np.average(np.abs(mean - share), weights=count[count > 0]), np.stack([mean, share], axis=1)


@right("reliability")
def by_scipy(probability, truth, bins):
    p, t = probability.ravel().astype(float), truth.ravel()
    (mean, share), _, number = binned_statistic(p, [p, t], "mean", bins, (0, 1))
    weight = np.bincount(number - 1, minlength=bins) / p.size
    return np.nansum(weight * np.abs(mean - share)), (mean, share)


@right("reliability")
def by_bincount_with_three_columns(probability, truth, bins):
    number = np.clip(np.floor(probability.ravel() * bins), 0, bins - 1).astype(int)
    count = np.bincount(number, minlength=bins)
    with np.errstate(invalid="ignore"):
        mean, share = (np.bincount(number, one.ravel(), bins) / count for one in (probability, truth))
    error = np.nansum(count * np.abs(mean - share)) / count.sum()
    return error, np.column_stack([mean, share, count])


@right("reliability")
def closed_above(probability, truth, bins):
    edges = np.linspace(0, 1, bins + 1)
    error, curve = 0, []
    for low, high in pairwise(edges):
        inside = (probability > low) & (probability <= high) | (probability == low) & (low == 0)
        if np.any(inside):
            mean, share = probability[inside].mean(dtype=float), truth[inside].mean(dtype=float)
            error += inside.mean() * np.abs(mean - share)
            curve.append((mean, share))
    return error, curve


@right("reliability")
def pixel_by_pixel(probability, truth, bins):
    held = defaultdict(list)
    for p, t in zip(probability.ravel().tolist(), truth.ravel().tolist(), strict=True):
        held[min(int(p * bins), bins - 1)].append((p, t))
    error, curve = 0, []
    for one in sorted(held):
        mean, share = (sum(values) / len(held[one]) for values in zip(*held[one], strict=True))
        error += len(held[one]) * abs(mean - share) / probability.size
        curve.append([mean, share])
    return [error, curve]


@right("reliability")
def by_a_matrix_of_bins(probability, truth, bins):
    p, t = probability.reshape(-1), truth.reshape(-1)
    inside = np.digitize(p, np.linspace(0, 1, bins + 1)[1:-1]) == np.arange(bins)[:, None]
    sums = inside @ np.stack([p, t], axis=1).astype(float)
    error = np.abs(sums[:, 0] - sums[:, 1]).sum() / p.size
    return error, np.divide(sums, inside.sum(1, keepdims=True), out=np.full(sums.shape, np.nan), where=sums > -1)


@right("reliability")
def nan_for_the_share_alone(probability, truth, bins):
    _, curve = reliability_as_the_lesson_does(probability, truth, bins)
    middle = (np.arange(bins) + 0.5) / bins
    curve[:, 0] = np.where(np.isnan(curve[:, 0]), middle, curve[:, 0])
    return (np.float32(reliability_as_the_lesson_does(probability, truth, bins)[0]),), curve.T


@right("reliability")
def float32_throughout(probability, truth, bins):
    p, t = probability.ravel(), truth.ravel()
    number = np.minimum((p * np.float32(bins)).astype(np.int32), bins - 1)
    weight, curve = [], []
    for one in np.unique(number):
        weight.append(np.float32((number == one).sum()) / np.float32(p.size))
        curve.append([p[number == one].mean(), t[number == one].mean()])
    curve = np.array(curve, dtype=np.float32)
    return np.sum(np.array(weight) * np.abs(np.diff(curve, axis=1)[:, 0])), curve


@right("reliability")
def by_tensorflow(probability, truth, bins):
    p, t = tf.reshape(probability, [-1]), tf.reshape(truth, [-1])
    number = tf.minimum(tf.cast(p * bins, tf.int32), bins - 1)
    count = tf.math.unsorted_segment_sum(tf.ones_like(p), number, bins)
    mean, share = (tf.math.unsorted_segment_sum(one, number, bins) / count for one in (p, t))
    gaps = tf.boolean_mask(count * tf.abs(mean - share), count > 0)
    return tf.reduce_sum(gaps) / tf.reduce_sum(count), tf.stack([mean, share], axis=1)


@right("reliability")
def as_a_named_tuple(probability, truth, bins):
    error, curve = by_scikit_learn(probability, truth, bins)
    return namedtuple("Reliability", "error curve")(np.array([error]), curve.tolist())
