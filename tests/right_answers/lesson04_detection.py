"""Right answers to exercise 4.9: the AUROC of uncertainty as a detector of wrong pixels, in many styles."""

import bisect
import itertools

import numpy as np
import tensorflow as tf
from keras import ops
from scipy.stats import mannwhitneyu, somersd
from sklearn.metrics import auc, roc_auc_score, roc_curve

from tests.answers import right
from tests.solutions import as_the_lesson_does

detection_as_the_lesson_does = as_the_lesson_does("error_detection", "lesson04")


@right("error_detection")
def detection_by_scikit_learn(uncertainty, wrong):
    return roc_auc_score(wrong.ravel(), uncertainty.ravel())


@right("error_detection")
def detection_by_the_curve_of_scikit_learn(uncertainty, wrong):
    alarms, hits, _ = roc_curve(wrong.ravel().astype(int), uncertainty.ravel())
    return auc(alarms, hits)


@right("error_detection")
def detection_by_the_u_of_mann_and_whitney(uncertainty, wrong):
    mine, others = uncertainty[wrong == 1], uncertainty[wrong == 0]
    if len(mine) == 0 or len(others) == 0:
        raise ValueError("Expected wrong pixels and right ones.")
    return mannwhitneyu(mine, others).statistic / (len(mine) * len(others))


@right("error_detection")
def detection_by_all_pairs(uncertainty, wrong):
    mine, others = uncertainty[wrong > 0.5], uncertainty[wrong < 0.5]
    return (0.5 + 0.5 * np.sign(mine[:, None] - others[None, :])).mean()


@right("error_detection")
def detection_by_a_loop(uncertainty, wrong):
    values, flags = uncertainty.ravel().tolist(), wrong.ravel().tolist()
    mine = [value for value, flag in zip(values, flags, strict=True) if flag]
    others = [value for value, flag in zip(values, flags, strict=True) if not flag]
    won = sum((a > b) + 0.5 * (a == b) for a, b in itertools.product(mine, others))
    return won / (len(mine) * len(others))


@right("error_detection")
def detection_by_bisection(uncertainty, wrong):
    others = sorted(uncertainty[wrong == 0].tolist())
    mine = uncertainty[wrong == 1].tolist()
    if not mine or not others:
        return float("nan")
    won = sum(bisect.bisect_left(others, one) + bisect.bisect_right(others, one) for one in mine)
    return won / 2 / len(others) / len(mine)


@right("error_detection")
def detection_by_trapezoids_over_every_value(uncertainty, wrong):
    if not 0 < wrong.mean() < 1:
        return np.array(np.nan)
    values, number = np.unique(uncertainty, return_inverse=True)
    hits, alarms = (np.bincount(number.ravel(), (wrong == which).ravel(), len(values))[::-1] for which in (1, 0))
    hits, alarms = (np.append(0, np.cumsum(one) / one.sum()) for one in (hits, alarms))
    return np.trapezoid(hits, alarms)


@right("error_detection")
def detection_by_keras(uncertainty, wrong):
    values, flags = ops.reshape(uncertainty, -1), ops.cast(ops.reshape(wrong, -1), "float32")
    pairs = flags[:, None] * (1 - flags)[None]
    won = ops.where(values[:, None] > values, 1.0, ops.where(values[:, None] == values, 0.5, 0.0))
    return ops.sum(won * pairs) / ops.sum(pairs)


@right("error_detection")
def detection_by_tensorflow_of_bools_alone(uncertainty, wrong):
    mine = tf.boolean_mask(uncertainty, wrong)
    others = tf.boolean_mask(uncertainty, tf.logical_not(wrong))
    return tf.reduce_mean(tf.sign(mine[:, None] - others) / 2 + 0.5).numpy()


@right("error_detection")
def detection_by_somers_d(uncertainty, wrong):
    if wrong.min() == wrong.max():
        return np.nan
    if np.ptp(uncertainty) == 0:
        return 0.5
    return (1 + somersd(wrong.ravel().astype(int), uncertainty.ravel()).statistic) / 2


@right("error_detection")
def detection_in_a_list_of_float32(uncertainty, wrong):
    return [np.float32(detection_as_the_lesson_does(uncertainty, wrong))]
