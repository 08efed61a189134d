"""Right answers to exercises 2.1, 2.5 and 2.6 whose law is that of separate coins, though they draw otherwise."""

import numpy as np

from tests.answers import right


def coins(shape, rate, rng):
    """Return which of `shape` survive: first how many fall, then which ones."""
    keep = np.ones(int(np.prod(shape)), dtype=bool)
    keep[rng.choice(keep.size, rng.binomial(keep.size, rate), replace=False)] = False
    return keep.reshape(shape)


@right("drop_positions")
def as_many_as_coins_give_anywhere(maps, rate, rng):
    return maps * coins(maps.shape, rate, rng) / (1 - rate)


@right("drop_positions")
def geometric_gaps_between_the_dropped(maps, rate, rng):
    keep = np.ones(maps.size)
    if rate > 0:
        dropped = np.cumsum(rng.geometric(rate, size=maps.size)) - 1
        keep[dropped[dropped < maps.size]] = 0
    return maps * keep.reshape(maps.shape) / (1 - rate)


@right("drop_positions")
def exponential_lifetimes(maps, rate, rng):
    return np.where(np.exp(-rng.exponential(size=maps.shape)) < 1 - rate, maps / (1 - rate), 0)


@right("drop_positions")
def a_generator_seeded_by_rng(maps, rate, rng):
    child = np.random.default_rng(rng.integers(2**63))
    return maps * (child.random(maps.shape) >= rate) / (1 - rate)


@right("spatial_dropout")
def as_many_maps_as_coins_give_anywhere(maps, rate, rng):
    images, _, _, many = maps.shape
    return np.einsum("nhwm,nm->nhwm", maps, coins((images, many), rate, rng) / (1 - rate))


@right("spatial_dropout")
def maps_by_raw_bytes(maps, rate, rng):
    images, _, _, many = maps.shape
    draws = np.frombuffer(rng.bytes(8 * images * many), dtype=np.uint64).reshape(images, 1, 1, many)
    return maps * (draws / 2.0**64 >= rate) / (1 - rate)


@right("drop_block")
def corners_by_differences(maps, rate, block, rng):
    """Add up the four corners of each square, with signs, along rows and columns: 0 where no square lies."""
    images, height, width, many = maps.shape
    rows, columns = height - block + 1, width - block + 1
    seeds = coins((images, rows, columns, many), 1 - rate / block**2 * height * width / (rows * columns), rng)
    signs = np.zeros((images, height + 1, width + 1, many), dtype=int)
    for down, across, sign in ((0, 0, 1), (block, 0, -1), (0, block, -1), (block, block, 1)):
        signs[:, down : down + rows, across : across + columns] += sign * seeds
    keep = signs.cumsum(axis=1).cumsum(axis=2)[:, :height, :width] == 0
    return maps * keep * keep.size / max(keep.sum(), 1)
