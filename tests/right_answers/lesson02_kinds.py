"""Right answers to 2.1, 2.5 and 2.6: dropout of positions, of whole maps and of squares, in many styles."""

import numpy as np
from scipy import ndimage
from scipy.optimize import brentq
from scipy.signal import convolve

from tests.answers import right
from utils.layers import block_mask, channel_mask, drop, element_mask

# 2.1 positions


@right("drop_positions")
def a_draw_for_each(maps, rate, rng):
    return maps * (rng.random(maps.shape) >= rate) / (1 - rate)


@right("drop_positions")
def of_the_house(maps, rate, rng):
    return drop(maps, element_mask(maps.shape, rate, rng), rate)


@right("drop_positions")
def by_where(maps, rate, rng):
    return np.where(rng.uniform(size=maps.shape) < rate, 0, maps / (1 - rate))


@right("drop_positions")
def by_binomial(maps, rate, rng):
    return maps * rng.binomial(1, 1 - rate, maps.shape) / (1 - rate)


@right("drop_positions")
def by_choice(maps, rate, rng):
    return maps * rng.choice([0.0, 1 / (1 - rate)], maps.shape, p=[rate, 1 - rate])


@right("drop_positions")
def assigned_on_a_copy(maps, rate, rng):
    out = maps.copy()
    out[rng.random(maps.shape) < rate] = 0
    out /= 1 - rate
    return out


@right("drop_positions")
def image_by_image(maps, rate, rng):
    return np.stack([image * (rng.random(image.shape) >= rate) for image in maps]) / (1 - rate)


@right("drop_positions")
def map_by_map(maps, rate, rng):
    out = np.empty_like(maps)
    for image in range(maps.shape[0]):
        for one in range(maps.shape[-1]):
            out[image, :, :, one] = maps[image, :, :, one] * (rng.random(maps.shape[1:3]) >= rate) / (1 - rate)
    return out


@right("drop_positions")
def flattened_as_a_dense_layer(maps, rate, rng):
    flat = maps.reshape(len(maps), -1)
    return (flat * (rng.random(flat.shape) >= rate) / (1 - rate)).reshape(maps.shape)


@right("drop_positions")
def in_float32(maps, rate, rng):
    return (maps * (rng.random(maps.shape, dtype=np.float32) >= rate) / (1 - rate)).astype("float32")


@right("drop_positions")
def as_lists(maps, rate, rng):
    return (maps * (rng.random(maps.shape) > rate if rate else 1) / (1 - rate)).tolist()


@right("drop_positions")
def drawn_maps_first(maps, rate, rng):
    draws = rng.random((maps.shape[3], maps.shape[0], *maps.shape[1:3]))
    return np.moveaxis(draws >= rate, 0, -1) * maps * (1 / (1 - rate))


# 2.5 whole maps


@right("spatial_dropout")
def two_axes_of_one(maps, rate, rng):
    return maps * (rng.random((len(maps), 1, 1, maps.shape[-1])) >= rate) / (1 - rate)


@right("spatial_dropout")
def mask_of_the_house(maps, rate, rng):
    return drop(maps, channel_mask(maps.shape, rate, rng), rate)


@right("spatial_dropout")
def with_new_axes(maps, rate, rng):
    images, _, _, channels = maps.shape
    keep = rng.random((images, channels)) >= rate
    return maps * keep[:, None, None, :] / (1 - rate)


@right("spatial_dropout")
def by_einsum(maps, rate, rng):
    return np.einsum("ihwc,ic->ihwc", maps, rng.binomial(1, 1 - rate, (len(maps), maps.shape[3])) / (1 - rate))


@right("spatial_dropout")
def repeated_mask(maps, rate, rng):
    images, height, width, channels = maps.shape
    keep = rng.random((images, 1, 1, channels)) >= rate
    return np.where(keep.repeat(height, 1).repeat(width, 2), maps / (1 - rate), 0)


@right("spatial_dropout")
def looped_over_maps(maps, rate, rng):
    out = np.zeros_like(maps)
    for image, one in np.ndindex(maps.shape[0], maps.shape[3]):
        if rng.random() >= rate:
            out[image, ..., one] = maps[image, ..., one] / (1 - rate)
    return out


@right("spatial_dropout")
def zeroed_by_index(maps, rate, rng):
    out = maps / (1 - rate)
    image, one = np.nonzero(rng.random((maps.shape[0], maps.shape[3])) < rate)
    out[image, :, :, one] = 0
    return out


@right("spatial_dropout")
def maps_moved_forward(maps, rate, rng):
    forward = maps.transpose(1, 2, 0, 3)
    keep = rng.choice([False, True], size=forward.shape[2:], p=[rate, 1 - rate])
    return (forward * keep / (1 - rate)).transpose(2, 0, 1, 3)


@right("spatial_dropout")
def one_position_decides(maps, rate, rng):
    draws = rng.random(maps.shape)
    return maps * (draws[:, :1, :1] >= rate) / (1 - rate)


@right("spatial_dropout")
def spatial_in_float32(maps, rate, rng):
    keep = (rng.random((len(maps), 1, 1, maps.shape[-1])) >= rate).astype(np.float32)
    return np.multiply(maps.astype(np.float32), keep) / np.float32(1 - rate)


# 2.6 squares


def gamma(maps, rate, block):
    _, height, width, _ = maps.shape
    return rate / block**2 * height * width / ((height - block + 1) * (width - block + 1))


def seeds(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    return rng.random((images, height - block + 1, width - block + 1, channels)) < gamma(maps, rate, block)


def by_count(maps, mask, axis=None):
    kept = mask.sum(axis=axis, keepdims=axis is not None)
    return maps * mask * (mask.size / np.size(kept)) / np.maximum(kept, 1)


def painted(maps, rate, block, rng):
    mask = np.ones(maps.shape)
    for image, row, column, one in np.argwhere(seeds(maps, rate, block, rng)):
        mask[image, row : row + block, column : column + block, one] = 0
    return mask


@right("drop_block")
def counted_over_the_batch(maps, rate, block, rng):
    mask = painted(maps, rate, block, rng)
    return maps * mask * mask.size / max(mask.sum(), 1)


@right("drop_block")
def zeros_where_nothing_survives(maps, rate, block, rng):
    mask = painted(maps, rate, block, rng)
    return maps * mask * mask.size / mask.sum() if mask.any() else np.zeros_like(maps)


@right("drop_block")
def a_little_more_than_the_kept(maps, rate, block, rng):
    mask = painted(maps, rate, block, rng)
    return maps * mask / (mask.mean() + 1e-9)


@right("drop_block")
def zeros_by_where(maps, rate, block, rng):
    mask = painted(maps, rate, block, rng)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(mask == 1, maps * (mask.size / mask.sum()), 0)


@right("drop_block")
def counted_in_each_image(maps, rate, block, rng):
    return by_count(maps, painted(maps, rate, block, rng), axis=(1, 2, 3))


@right("drop_block")
def counted_in_each_map(maps, rate, block, rng):
    return by_count(maps, painted(maps, rate, block, rng), axis=(1, 2))


@right("drop_block")
def share_as_the_house_has_it(maps, rate, block, rng):
    return by_count(maps, block_mask(maps.shape, rate, block, rng))


@right("drop_block")
def divided_by_the_mean(maps, rate, block, rng):
    mask = painted(maps, rate, block, rng)
    return maps * mask / (mask.mean() or 1)


@right("drop_block")
def share_solved_for(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    places = np.ones((height - block + 1, width - block + 1))
    covers = convolve(places, np.ones((block, block))).round()
    seed = brentq(lambda one: np.mean(1 - (1 - one) ** covers) - rate, 0, 1)
    hit = rng.random((images, *places.shape, channels)) < seed
    grown = np.stack(
        [np.stack([convolve(a, np.ones((block, block))) for a in b]) for b in np.moveaxis(hit, 3, 1) * 1.0]
    )
    return by_count(maps, np.moveaxis(grown, 1, 3) < 0.5, axis=(1, 2))


@right("drop_block")
def centred_seeds(maps, rate, block, rng):
    """Keep the seeds of a full map that lie far enough from the border, and let a filter grow them."""
    _, height, width, _ = maps.shape
    before, after = (block - 1) // 2, block // 2
    hit = rng.random(maps.shape) < gamma(maps, rate, block)
    rows, columns = np.arange(height)[:, None, None], np.arange(width)[:, None]
    hit &= (rows >= before) & (rows < height - after) & (columns >= before) & (columns < width - after)
    grown = ndimage.maximum_filter(hit * 1, (1, block, block, 1), mode="constant")
    return by_count(maps, grown == 0)


@right("drop_block")
def bottom_right_seeds(maps, rate, block, rng):
    edge = block - 1
    hit = np.pad(seeds(maps, rate, block, rng), ((0, 0), (edge, 0), (edge, 0), (0, 0)))
    gone = np.zeros(maps.shape, bool)
    for image, row, column, one in zip(*np.nonzero(hit), strict=True):
        gone[image, row - edge : row + 1, column - edge : column + 1, one] = True
    return by_count(maps, ~gone, axis=(1, 2, 3))


@right("drop_block")
def grown_by_dilation(maps, rate, block, rng):
    edge = block - 1
    wide = np.pad(seeds(maps, rate, block, rng), ((0, 0), (edge, edge), (edge, edge), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(wide, (block, block), axis=(1, 2))
    return by_count(maps, ~windows.any(axis=(-2, -1)))


@right("drop_block")
def counted_in_each_map_of_the_batch(maps, rate, block, rng):
    return by_count(maps, painted(maps, rate, block, rng), axis=(0, 1, 2))


@right("drop_block")
def by_binomial_seeds_and_cumulated(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    places = (images, height - block + 1, width - block + 1, channels)
    grown = np.pad(
        rng.binomial(1, gamma(maps, rate, block), places), ((0, 0), (block, block - 1), (block, block - 1), (0, 0))
    )
    for axis in (1, 2):
        total = grown.cumsum(axis)
        size = total.shape[axis]
        grown = total.take(range(block, size), axis) - total.take(range(size - block), axis)
    return by_count(maps, (grown == 0) * 1.0)


@right("drop_block")
def map_by_map_with_a_counted_number_of_squares(maps, rate, block, rng):
    """Draw how many squares a map loses, then which: the same as a coin for each."""
    images, height, width, channels = maps.shape
    rows, columns = height - block + 1, width - block + 1
    mask = np.ones(maps.shape, dtype=np.float32)
    for image, one in np.ndindex(images, channels):
        many = rng.binomial(rows * columns, gamma(maps, rate, block))
        for place in rng.choice(rows * columns, many, replace=False):
            row, column = divmod(int(place), columns)
            mask[image, row : row + block, column : column + block, one] = 0
    return (maps.astype(np.float32) * mask * (mask.size / max(mask.sum(), 1))).astype(np.float32)


@right("drop_block")
def plain_dropout_where_block_is_1(maps, rate, block, rng):
    return a_draw_for_each(maps, rate, rng) if block == 1 else counted_over_the_batch(maps, rate, block, rng)
