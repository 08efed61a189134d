"""Right answers to exercise 4.6: Dice and IoU of each image, in many styles."""

import numpy as np
import tensorflow as tf
from keras import ops
from sklearn.metrics import f1_score, jaccard_score

from tests.answers import right
from tests.solutions import as_the_lesson_does

IN_IMAGE = (1, 2, 3)


dice_as_the_lesson_does = as_the_lesson_does("dice", "lesson04")


iou_as_the_lesson_does = as_the_lesson_does("iou", "lesson04")


@right("dice")
def dice_by_scikit_learn(truth, probability, threshold=0.5):
    pairs = zip(truth.reshape(len(truth), -1) > 0, probability.reshape(len(truth), -1) >= threshold, strict=True)
    return [f1_score(*pair, zero_division=1.0) for pair in pairs]


@right("iou")
def iou_by_scikit_learn(truth, probability, threshold=0.5):
    pairs = zip(truth.reshape(len(truth), -1) > 0, probability.reshape(len(truth), -1) >= threshold, strict=True)
    return [jaccard_score(*pair, zero_division=1.0) for pair in pairs]


@right("dice")
def dice_by_sets(truth, probability, threshold=0.5):
    scores = []
    for mask, p in zip(truth, probability, strict=True):
        sought, found = set(np.flatnonzero(mask)), set(np.flatnonzero(p > threshold))
        scores.append(2 * len(sought & found) / (len(sought) + len(found)) if sought | found else 1)
    return scores


@right("iou")
def iou_by_sets(truth, probability, threshold=0.5):
    scores = []
    for mask, p in zip(truth, probability, strict=True):
        sought, found = set(np.flatnonzero(mask)), set(np.flatnonzero(p > threshold))
        scores.append(len(sought & found) / len(sought | found) if sought | found else 1)
    return tuple(scores)


@right("dice")
def dice_by_true_and_false_positives(truth, probability, threshold=0.5):
    truth, found = truth.astype(bool), probability >= threshold
    hits = np.logical_and(truth, found).sum(axis=IN_IMAGE)
    faults = np.logical_xor(truth, found).sum(axis=IN_IMAGE)
    scores = np.ones(len(truth))
    np.divide(2 * hits, 2 * hits + faults, out=scores, where=hits + faults > 0)
    return scores


@right("iou")
def iou_by_true_and_false_positives(truth, probability, threshold=0.5):
    truth, found = truth.astype(bool), probability >= threshold
    with np.errstate(invalid="ignore"):
        scores = (truth & found).sum(axis=IN_IMAGE) / (truth | found).sum(axis=IN_IMAGE)
    return np.nan_to_num(scores, nan=1.0)


@right("dice")
def dice_with_a_tiny_smoothing_term(truth, probability, threshold=0.5):
    found = np.where(probability < threshold, 0.0, 1.0)
    both = np.einsum("nhwc,nhwc->n", truth.astype(float), found)
    return (2 * both + 1e-7) / (truth.sum(axis=IN_IMAGE) + found.sum(axis=IN_IMAGE) + 1e-7)


@right("iou")
def iou_with_a_tiny_smoothing_term(truth, probability, threshold=0.5):
    found = np.where(probability < threshold, 0.0, 1.0)
    either = np.maximum(truth, found).sum(axis=IN_IMAGE)
    return (np.minimum(truth, found).sum(axis=IN_IMAGE) + 1e-7) / (either + 1e-7)


@right("dice")
def dice_by_keras(truth, probability, threshold=0.5):
    truth = ops.cast(truth, "float32")
    found = ops.cast(ops.greater_equal(probability, threshold), "float32")
    total = ops.sum(truth, IN_IMAGE) + ops.sum(found, IN_IMAGE)
    return ops.where(total > 0, 2 * ops.sum(truth * found, IN_IMAGE) / ops.maximum(total, 1), 1.0)


@right("iou")
def iou_by_keras(truth, probability, threshold=0.5):
    truth = ops.cast(truth, "float32")
    found = ops.cast(ops.greater(probability, threshold), "float32")
    union = ops.sum(ops.maximum(truth, found), IN_IMAGE)
    return ops.where(union > 0, ops.sum(truth * found, IN_IMAGE) / ops.maximum(union, 1), 1.0)


@right("dice")
def dice_by_tensorflow_of_floats_alone(truth, probability, threshold=0.5):
    found = tf.cast(probability >= threshold, tf.float32)
    both, sought, seen = (tf.reduce_sum(one, IN_IMAGE) for one in (truth * found, truth, found))
    return tf.where(sought + seen == 0, 1.0, 2 * both / (sought + seen)).numpy()


@right("iou")
def iou_by_tensorflow_of_floats_alone(truth, probability, threshold=0.5):
    found = tf.cast(probability >= threshold, tf.float32)
    both, sought, seen = (tf.reduce_sum(one, IN_IMAGE) for one in (truth * found, truth, found))
    return tf.where(sought + seen == 0, 1.0, both / (sought + seen - both))


@right("dice")
def dice_from_iou(truth, probability, threshold=0.5):
    score = np.asarray(iou_by_sets(truth, probability, threshold))
    return 2 * score / (1 + score)


@right("iou")
def iou_from_dice(truth, probability, threshold=0.5):
    score = np.asarray(dice_by_sets(truth, probability, threshold))
    return score / (2 - score)


@right("dice")
def dice_pixel_by_pixel(truth, probability, threshold=0.5):
    scores = []
    for mask, p in zip(truth.tolist(), probability.tolist(), strict=True):
        both = total = 0
        for row, p_row in zip(mask, p, strict=True):
            for (one,), (chance,) in zip(row, p_row, strict=True):
                both += bool(one) and chance >= threshold
                total += bool(one) + (chance >= threshold)
        scores.append(2 * both / total if total else 1.0)
    return np.array(scores, dtype=np.float32)


@right("iou")
def iou_pixel_by_pixel(truth, probability, threshold=0.5):
    scores = []
    for mask, p in zip(truth, probability, strict=True):
        both = either = 0
        for one, chance in zip(mask.ravel(), p.ravel(), strict=True):
            both += int(one == 1 and chance >= threshold)
            either += int(one == 1 or chance >= threshold)
        scores.append(np.float32(both / either) if either else np.float32(1))
    return scores


@right("dice")
def dice_as_the_harmonic_mean(truth, probability, threshold=0.5):
    scores = np.ones(len(truth))
    for n, (mask, found) in enumerate(zip(truth == 1, probability >= threshold, strict=True)):
        if mask.any() and found.any():
            precision, recall = (mask & found).sum() / found.sum(), (mask & found).sum() / mask.sum()
            scores[n] = 2 * precision * recall / (precision + recall) if recall else 0
        elif mask.any() or found.any():
            scores[n] = 0
    return scores


@right("iou")
def iou_by_a_table_of_counts(truth, probability, threshold=0.5):
    scores = []
    for mask, p in zip(truth, probability, strict=True):
        joint = 2 * (mask.ravel() > 0.5) + (p.ravel() >= threshold)
        _, alone, missed, both = np.bincount(joint, minlength=4)
        scores.append(both / (both + alone + missed) if both + alone + missed else 1.0)
    return np.array(scores)
