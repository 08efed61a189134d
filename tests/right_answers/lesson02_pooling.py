"""Right answers to exercises 2.8 and 2.9, in the many ways in which people write them."""

from itertools import product

import keras
import numpy as np
import tensorflow as tf
from numpy.lib.stride_tricks import sliding_window_view
from scipy.stats import rankdata

from tests.answers import right

# 2.8 the law of a window


@right("maxpool_law")
def twice_argsorted(window, rate):
    rank = np.argsort(np.argsort(-window))
    probabilities = np.append((1 - rate) * rate**rank, rate ** len(window))
    return probabilities, (probabilities[:-1] * window).sum() / (1 - rate)


@right("maxpool_law")
def every_mask_in_turn(window, rate):
    found, value = [0.0] * (len(window) + 1), 0.0
    for kept in product((False, True), repeat=len(window)):
        probability = np.prod([1 - rate if one else rate for one in kept])
        places = [place for place, one in enumerate(kept) if one]
        winner = max(places, key=lambda place: window[place], default=len(window))
        found[winner] += probability
        value += probability * (max(window[place] for place in places) if places else 0) / (1 - rate)
    return found, value


@right("maxpool_law")
def from_the_largest_down(window, rate):
    order = sorted(range(len(window)), key=lambda place: window[place], reverse=True)
    found, still = [0] * (len(window) + 1), 1.0
    for place in order:
        found[place] = still * (1 - rate)
        still *= rate
    found[-1] = still
    return tuple(found), sum(p * x for p, x in zip(found, [*window, 0], strict=True)) / (1 - rate)


@right("maxpool_law")
def equal_values_share(window, rate):
    kept = 1 - rate
    found = []
    for value in window:
        larger, equal = int((window > value).sum()), int((window == value).sum())
        found.append(rate**larger * (1 - rate**equal) / equal)
    found.append(rate ** len(window))
    return np.array(found), float(np.dot(found[:-1], window) / kept)


@right("maxpool_law")
def later_ones_first_among_equals(window, rate):
    rank = len(window) - rankdata(window, method="ordinal")
    probabilities = np.hstack([(1 - rate) * rate**rank, [rate ** len(window)]])
    return [probabilities, np.dot(probabilities[:-1], window / (1 - rate))]


@right("maxpool_law")
def counted_by_comparison(window, rate):
    place = np.arange(len(window))
    before = (window > window[:, None]) | ((window == window[:, None]) & (place < place[:, None]))
    probabilities = np.concatenate([(1 - rate) * np.power(rate, before.sum(1)), [rate ** len(window)]])
    return probabilities.tolist(), np.array([probabilities @ np.append(window, 0) / (1 - rate)])


@right("maxpool_law")
def steps_of_the_maximum(window, rate):
    falling = np.sort(window)[::-1]
    rank = np.empty(len(window), int)
    rank[np.argsort(-window, kind="stable")] = np.arange(len(window))
    return [*((1 - rate) * rate**rank), rate ** len(window)], sum(x * rate**k for k, x in enumerate(falling))


@right("maxpool_law")
def law_in_float32(window, rate):
    rank = np.argsort(np.argsort(-window.astype("float32"))).astype("float32")
    probabilities = np.float32(1 - rate) * np.float32(rate) ** np.append(rank, 0)
    probabilities[-1] = rate ** len(window)
    return probabilities, np.float32((probabilities[:-1] * window / (1 - rate)).sum())


@right("maxpool_law")
def law_as_tensors(window, rate):
    x = tf.constant(window, tf.float64)
    rank = tf.cast(tf.argsort(tf.argsort(-x)), tf.float64)
    wins = (1 - rate) * tf.pow(tf.constant(rate, tf.float64), rank)
    return tf.concat([wins, [rate ** len(window)]], 0), tf.reduce_sum(wins * x) / (1 - rate)


@right("maxpool_law")
def what_is_left_is_zero(window, rate):
    wins = np.array([(1 - rate) * rate**k for k in range(len(window))])
    probabilities = np.zeros(len(window) + 1)
    probabilities[np.argsort(-window)] = wins
    probabilities[-1] = 1 - wins.sum()
    return probabilities, np.average(np.append(window, 0), weights=probabilities) / (1 - rate)


# 2.9 the order of dropout and pooling


def by_reshape(x, pool):
    images, height, width, channels = x.shape
    windows = x.reshape(images, height // 2, 2, width // 2, 2, channels)
    return windows.max((2, 4)) if pool == "max" else windows.mean((2, 4))


def dropped(x, rate, rng):
    return x * (rng.random(x.shape) >= rate) / (1 - rate)


@right("pool_order_bias")
def reshaped(maps, rate, order, pool, rng):
    if order == "drop first":
        train = by_reshape(dropped(maps, rate, rng), pool)
    else:
        train = dropped(by_reshape(maps, pool), rate, rng)
    return train.mean() / by_reshape(maps, pool).mean()


@right("pool_order_bias")
def four_slices(maps, rate, order, pool, rng):
    def pooled(x):
        corners = [x[:, i::2, j::2] for i in (0, 1) for j in (0, 1)]
        return np.maximum.reduce(corners) if pool == "max" else sum(corners) / 4

    def drop(x):
        return np.where(rng.random(x.shape) < rate, 0, x / (1 - rate))

    steps = (drop, pooled) if order.startswith("drop") else (pooled, drop)
    return steps[1](steps[0](maps)).mean() / pooled(maps).mean()


@right("pool_order_bias")
def looped_over_windows(maps, rate, order, pool, rng):
    best = max if pool == "max" else lambda values: sum(values) / 4
    train = test = 0.0
    for image, i, j, which in np.ndindex(len(maps), maps.shape[1] // 2, maps.shape[2] // 2, maps.shape[3]):
        window = maps[image, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2, which].ravel().tolist()
        test += best(window)
        if order == "drop first":
            train += best(
                [x / (1 - rate) if draw >= rate else 0.0 for x, draw in zip(window, rng.random(4), strict=True)]
            )
        elif rng.random() >= rate:
            train += best(window) / (1 - rate)
    return train / test


@right("pool_order_bias")
def sliding_windows(maps, rate, order, pool, rng):
    def pooled(x):
        windows = sliding_window_view(x, (2, 2), axis=(1, 2))[:, ::2, ::2]
        return getattr(windows, {"max": "max", "average": "mean"}[pool])(axis=(-1, -2))

    test = pooled(maps)
    mask = rng.binomial(1, 1 - rate, maps.shape if order == "drop first" else test.shape) / (1 - rate)
    train = pooled(maps * mask) if order == "drop first" else test * mask
    return np.float64(train.sum() / test.sum())


@right("pool_order_bias")
def averaged_over_many_masks(maps, rate, order, pool, rng):
    trials = [reshaped(maps, rate, order, pool, rng) for _ in range(10)]
    return np.mean(trials)


@right("pool_order_bias")
def in_float32(maps, rate, order, pool, rng):
    def drop(x):
        return x * (rng.random(x.shape, dtype="float32") >= rate) * np.float32(1 / (1 - rate))

    maps = maps.astype("float32")
    output = by_reshape(drop(maps), pool) if order[0] == "d" else drop(by_reshape(maps, pool))
    return output.mean() / by_reshape(maps, pool).mean()


@right("pool_order_bias")
def drawn_by_choice(maps, rate, order, pool, rng):
    def drop(x):
        return x * rng.choice([0, 1 / (1 - rate)], size=x.shape, p=[rate, 1 - rate])

    train = drop(by_reshape(maps, pool)) if order == "pool first" else by_reshape(drop(maps), pool)
    return [np.mean(train) / np.mean(by_reshape(maps, pool))]


@right("pool_order_bias")
def map_by_map(maps, rate, order, pool, rng):
    train, test = [], []
    for image in maps:
        for which in range(maps.shape[-1]):
            one = image[None, ..., which, None]
            test.append(by_reshape(one, pool))
            found = (
                by_reshape(dropped(one, rate, rng), pool) if order == "drop first" else dropped(test[-1], rate, rng)
            )
            train.append(found)
    return np.concatenate(train).mean() / np.concatenate(test).mean()


@right("pool_order_bias")
def by_tensorflow(maps, rate, order, pool, rng):
    def pooled(x):
        return (tf.nn.max_pool2d if pool == "max" else tf.nn.avg_pool2d)(x, 2, 2, "VALID")

    def drop(x):
        return x * tf.constant(rng.random(x.shape) >= rate, tf.float32) / (1 - rate)

    maps = tf.constant(maps, tf.float32)
    train = pooled(drop(maps)) if order == "drop first" else drop(pooled(maps))
    return tf.reduce_mean(train) / tf.reduce_mean(pooled(maps))


@right("pool_order_bias")
def by_keras_operations(maps, rate, order, pool, rng):
    def pooled(x):
        mode = keras.ops.max_pool if pool == "max" else keras.ops.average_pool
        return mode(x, 2, strides=2)

    def drop(x):
        return keras.random.dropout(x, rate, seed=int(rng.integers(2**31)))

    maps = keras.ops.convert_to_tensor(maps, "float32")
    train = pooled(drop(maps)) if order == "drop first" else drop(pooled(maps))
    return float(keras.ops.mean(train) / keras.ops.mean(pooled(maps)))
