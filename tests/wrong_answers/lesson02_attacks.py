"""Wrong answers to exercises 2.1 to 2.10 that were made to slip through: most are right in most of what they do."""

import numpy as np
from keras.layers import Dropout

from tests.answers import wrong
from tests.right_answers.lesson02_graph import names_carried_by_tensors

# 2.1 and 2.5 positions and whole maps


def scaled(maps, keep, rate):
    return maps * keep / (1 - rate)


@wrong("drop_positions")
def spares_a_batch_that_lost_everything(maps, rate, rng):
    keep = rng.random(maps.shape) >= rate
    return scaled(maps, keep if keep.any() else True, rate)


@wrong("drop_positions")
def rate_rounded_to_a_tenth(maps, rate, rng):
    return scaled(maps, rng.random(maps.shape) >= round(rate, 1), rate)


@wrong("drop_positions")
def draws_of_two_digits(maps, rate, rng):
    return scaled(maps, rng.random(maps.shape).round(2) >= rate, rate)


@wrong("drop_positions")
def one_of_ten_masks(maps, rate, rng):
    return scaled(maps, np.random.default_rng(rng.integers(10)).random(maps.shape) >= rate, rate)


def by_map(maps, rng):
    return rng.random((len(maps), 1, 1, maps.shape[3]))


@wrong("spatial_dropout")
def some_map_always_survives(maps, rate, rng):
    keep = by_map(maps, rng) >= rate
    return scaled(maps, keep if keep.any() else True, rate)


@wrong("spatial_dropout")
def first_map_always_kept(maps, rate, rng):
    draws = by_map(maps, rng)
    draws[..., 0] = 1
    return scaled(maps, draws >= rate, rate)


@wrong("spatial_dropout")
def last_image_always_kept(maps, rate, rng):
    draws = by_map(maps, rng)
    draws[-1] = 1
    return scaled(maps, draws >= rate, rate)


@wrong("spatial_dropout")
def maps_by_draws_of_two_digits(maps, rate, rng):
    return scaled(maps, by_map(maps, rng).round(2) >= rate, rate)


@wrong("spatial_dropout")
def maps_by_whole_percents(maps, rate, rng):
    draws = rng.integers(1, 101, size=(len(maps), 1, 1, maps.shape[3])) / 100
    return scaled(maps, draws >= rate, rate)


@wrong("spatial_dropout", "ignores rng")
def maps_by_numpys_own_numbers(maps, rate, rng):
    return scaled(maps, np.random.random((len(maps), 1, 1, maps.shape[3])) >= rate, rate)


# 2.6 squares


def by_squares(maps, rate, block, rng, before, after, spoil=lambda seeds: seeds):
    """Drop rows and columns i - before to i + after around each centre i of a square that would fit."""
    images, height, width, many = maps.shape
    rows, columns = height - block + 1, width - block + 1
    seeds = rng.random((images, rows, columns, many)) < rate / block**2 * height * width / (rows * columns)
    keep = np.ones(maps.shape)
    for image, row, column, one in np.argwhere(spoil(seeds)):
        i, j = row + block // 2, column + block // 2
        keep[image, max(i - before, 0) : i + after + 1, max(j - before, 0) : j + after + 1, one] = 0
    return maps * keep * keep.size / max(keep.sum(), 1)


@wrong("drop_block", "squares of another size")
def as_far_behind_the_centre_as_before_it(maps, rate, block, rng):
    return by_squares(maps, rate, block, rng, block // 2, block // 2)


@wrong("drop_block")
def no_square_in_the_last_rows(maps, rate, block, rng):
    def spoil(seeds):
        seeds[:, seeds.shape[1] // 2 + 1 :] = False
        return seeds

    return by_squares(maps, rate, block, rng, block // 2, block - block // 2 - 1, spoil)


@wrong("drop_block")
def no_square_in_the_first_map(maps, rate, block, rng):
    def spoil(seeds):
        seeds[..., 0] &= seeds.shape[-1] == 1
        return seeds

    return by_squares(maps, rate, block, rng, block // 2, block - block // 2 - 1, spoil)


@wrong("drop_block")
def discs(maps, rate, block, rng):
    images, height, width, many = maps.shape
    rows, columns = height - block + 1, width - block + 1
    seeds = rng.random((images, rows, columns, many)) < rate / block**2 * height * width / (rows * columns)
    keep, middle = np.ones(maps.shape), (block - 1) / 2
    for down, right in np.ndindex(block, block):
        if np.hypot(down - middle, right - middle) <= middle:
            keep[:, down : down + rows, right : right + columns] *= ~seeds
    return maps * keep * keep.size / max(keep.sum(), 1)


# 2.10 paths


@wrong("dropout_before_batchnorm")
def strong_dropouts_alone(model):
    rates = {}

    def look(model):
        for layer in model.layers:
            if hasattr(layer, "layers"):
                look(layer)
            elif isinstance(layer, Dropout):
                rates[layer.name] = layer.rate

    look(model)
    return [pair for pair in names_carried_by_tensors(model) if rates[pair[0]] >= 0.5]


@wrong("dropout_before_batchnorm")
def with_the_name_of_the_model(model):
    return [(f"{model.name}/{dropout}", norm) for dropout, norm in names_carried_by_tensors(model)]


# 2.7 what neighbours tell


def explained(maps, mask, places=((-1, 0), (1, 0), (0, -1), (0, 1))):
    """Return R2 of guesses by the mean of the kept among these neighbours."""
    total, count = np.zeros(maps.shape), np.zeros(maps.shape)
    for down, right in places:
        for sums, values in ((total, maps * mask), (count, mask)):
            padded = np.pad(values, ((0, 0), (1, 1), (1, 1), (0, 0)))
            sums += np.roll(padded, (down, right), axis=(1, 2))[:, 1:-1, 1:-1]
    guess = np.where(count > 0, total / np.maximum(count, 1), maps[mask == 1].mean())
    truth, guess = maps[mask == 0], guess[mask == 0]
    return max(0.0, 1 - ((truth - guess) ** 2).sum() / ((truth - truth.mean()) ** 2).sum())


@wrong("recoverability")
def first_image_alone(maps, mask):
    return explained(maps[:1], mask[:1])


@wrong("recoverability")
def first_map_alone(maps, mask):
    return explained(maps[..., :1], mask[..., :1])


@wrong("recoverability")
def zeros_taken_for_dropped(maps, mask):
    return explained(maps, (maps * mask != 0) * 1.0)


@wrong("recoverability")
def neighbours_to_the_left_and_right_alone(maps, mask):
    return explained(maps, mask, places=((0, -1), (0, 1)))


@wrong("recoverability")
def neighbours_above_and_below_alone(maps, mask):
    return explained(maps, mask, places=((-1, 0), (1, 0)))


# 2.9 the order of pooling


def ratio_of_means(maps, rate, order, pool, rng, drop):
    images, height, width, many = maps.shape

    def pooled(x):
        windows = x.reshape(images, height // 2, 2, width // 2, 2, many)
        return windows.max(axis=(2, 4)) if pool == "max" else windows.mean(axis=(2, 4))

    trained = pooled(drop(maps)) if order == "drop first" else drop(pooled(maps))
    return trained.mean() / pooled(maps).mean()


@wrong("pool_order_bias")
def as_many_dropped_each_time(maps, rate, order, pool, rng):
    def drop(x):
        keep = rng.permutation(x.size) >= round(rate * x.size)
        return x * keep.reshape(x.shape) / (1 - rate)

    return ratio_of_means(maps, rate, order, pool, rng, drop)


@wrong("pool_order_bias")
def scaled_at_test_too(maps, rate, order, pool, rng):
    def drop(x):
        return x * (rng.random(x.shape) >= rate) / (1 - rate)

    return ratio_of_means(maps, rate, order, pool, rng, drop) / (1 - rate)


@wrong("pool_order_bias")
def in_percent(maps, rate, order, pool, rng):
    return 100 * scaled_at_test_too(maps, rate, order, pool, rng) * (1 - rate)
