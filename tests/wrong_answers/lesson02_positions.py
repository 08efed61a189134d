"""Wrong answers to 2.1, dropout of positions: fates tied along each axis, by name, and then along some of it."""

import copy

import numpy as np

from tests.answers import wrong


def keeps(shape, rate, rng):
    return rng.random(shape) >= rate


def right(maps, rate, rng):
    return maps * keeps(maps.shape, rate, rng) / (1 - rate)


# By name


@wrong("drop_positions", "nothing dropped")
def identity(maps, rate, rng):
    return maps


@wrong("drop_positions", "nothing dropped")
def rescaled_alone(maps, rate, rng):
    return maps / (1 - rate)


@wrong("drop_positions", "whole pixels")
def whole_pixels(maps, rate, rng):
    return maps * keeps((*maps.shape[:3], 1), rate, rng) / (1 - rate)


@wrong("drop_positions", "whole pixels")
def pixels_of_all_images(maps, rate, rng):
    return maps * keeps((1, *maps.shape[1:3], 1), rate, rng) / (1 - rate)


@wrong("drop_positions", "whole maps")
def whole_maps(maps, rate, rng):
    return maps * keeps((len(maps), 1, 1, maps.shape[-1]), rate, rng) / (1 - rate)


@wrong("drop_positions", "one fate per map for the batch")
def maps_of_all_images(maps, rate, rng):
    return maps * keeps(maps.shape[-1], rate, rng) / (1 - rate)


@wrong("drop_positions", "whole rows")
def whole_rows(maps, rate, rng):
    return maps * keeps((*maps.shape[:2], 1, maps.shape[3]), rate, rng) / (1 - rate)


@wrong("drop_positions", "whole rows")
def rows_of_all_maps(maps, rate, rng):
    return maps * keeps((*maps.shape[:2], 1, 1), rate, rng) / (1 - rate)


@wrong("drop_positions", "whole columns")
def whole_columns(maps, rate, rng):
    return maps * keeps((len(maps), 1, *maps.shape[2:]), rate, rng) / (1 - rate)


@wrong("drop_positions", "whole columns")
def columns_of_all_maps_and_images(maps, rate, rng):
    return maps * keeps((1, 1, maps.shape[2], 1), rate, rng) / (1 - rate)


@wrong("drop_positions", "whole images")
def whole_images(maps, rate, rng):
    return maps * keeps((len(maps), 1, 1, 1), rate, rng) / (1 - rate)


@wrong("drop_positions", "whole batch")
def whole_batch(maps, rate, rng):
    return maps * (rng.random() >= rate) / (1 - rate)


@wrong("drop_positions", "one mask for all images")
def one_mask_for_all_images(maps, rate, rng):
    return maps * keeps(maps.shape[1:], rate, rng) / (1 - rate)


@wrong("drop_positions", "fixed count")
def fixed_count(maps, rate, rng):
    keep = rng.permutation(np.arange(maps.size) >= round(rate * maps.size)).reshape(maps.shape)
    return maps * keep / (1 - rate)


@wrong("drop_positions", "fixed count")
def fixed_count_in_each_image(maps, rate, rng):
    size = maps[0].size
    places = rng.permuted(np.broadcast_to(np.arange(size), (len(maps), size)), axis=1).reshape(maps.shape)
    return maps * (places >= round(rate * size)) / (1 - rate)


@wrong("drop_positions", "fixed count")
def fixed_count_in_each_map(maps, rate, rng):
    images, height, width, channels = maps.shape
    size = height * width
    places = rng.permuted(np.broadcast_to(np.arange(size), (images, channels, size)), axis=2)
    keep = (places >= round(rate * size)).reshape(images, channels, height, width)
    return maps * np.moveaxis(keep, 1, 3) / (1 - rate)


@wrong("drop_positions", "no rescale")
def no_rescale(maps, rate, rng):
    return maps * keeps(maps.shape, rate, rng)


@wrong("drop_positions", "divides by rate")
def divides_by_rate(maps, rate, rng):
    return maps * keeps(maps.shape, rate, rng) / (rate or 1)


@wrong("drop_positions", "multiplies by the share kept")
def multiplies_by_the_share_kept(maps, rate, rng):
    return maps * keeps(maps.shape, rate, rng) * (1 - rate)


@wrong("drop_positions", "rescales by the realised share")
def rescales_by_the_realised_share(maps, rate, rng):
    keep = keeps(maps.shape, rate, rng)
    return maps * keep / keep.mean()


@wrong("drop_positions", "keep and drop swapped")
def keep_and_drop_swapped(maps, rate, rng):
    return maps * ~keeps(maps.shape, rate, rng) / (1 - rate) if rate else maps


@wrong("drop_positions", "ignores rng")
def ignores_rng(maps, rate, rng):
    return maps * (np.random.random(maps.shape) >= rate) / (1 - rate)


@wrong("drop_positions", "ignores rng")
def seed_of_its_own(maps, rate, rng):
    return right(maps, rate, np.random.default_rng(0))


@wrong("drop_positions", "changes x in place")
def changes_maps_in_place(maps, rate, rng):
    maps *= keeps(maps.shape, rate, rng)
    maps /= 1 - rate
    return maps


@wrong("drop_positions", "threshold on x")
def drops_the_weakest(maps, rate, rng):
    return np.where(np.abs(maps) >= np.quantile(np.abs(maps), rate), maps / (1 - rate), 0)


@wrong("drop_positions", "threshold on x")
def relu(maps, rate, rng):
    return np.maximum(maps, 0) / (1 - rate) if rate else maps


# Subtly


@wrong("drop_positions")
def nothing(maps, rate, rng):
    pass


@wrong("drop_positions")
def all_gone(maps, rate, rng):
    return maps * 0


@wrong("drop_positions")
def all_gone_but_at_rate_0(maps, rate, rng):
    return maps * (rate == 0)


@wrong("drop_positions")
def the_mask_alone(maps, rate, rng):
    return keeps(maps.shape, rate, rng) / (1 - rate)


@wrong("drop_positions")
def height_and_width_swapped(maps, rate, rng):
    images, height, width, channels = maps.shape
    return maps * keeps((images, width, height, channels), rate, rng).reshape((*maps.shape[:1], -1))


@wrong("drop_positions")
def one_image_is_spared(maps, rate, rng):
    return right(maps, rate, rng) if len(maps) > 1 else maps


@wrong("drop_positions")
def one_map_is_spared(maps, rate, rng):
    return right(maps, rate, rng) if maps.shape[-1] > 1 else maps


@wrong("drop_positions")
def for_one_image_whole_maps(maps, rate, rng):
    return right(maps, rate, rng) if len(maps) > 1 else whole_maps(maps, rate, rng)


@wrong("drop_positions")
def for_one_map_whole_rows(maps, rate, rng):
    return right(maps, rate, rng) if maps.shape[-1] > 1 else whole_rows(maps, rate, rng)


@wrong("drop_positions")
def last_map_as_the_first(maps, rate, rng):
    keep = keeps(maps.shape, rate, rng)
    keep[..., -1] = keep[..., 0]
    return maps * keep / (1 - rate)


@wrong("drop_positions")
def last_image_as_the_first(maps, rate, rng):
    keep = keeps(maps.shape, rate, rng)
    keep[-1] = keep[0]
    return maps * keep / (1 - rate)


@wrong("drop_positions")
def maps_in_pairs(maps, rate, rng):
    half = keeps((*maps.shape[:3], -(-maps.shape[3] // 2)), rate, rng)
    return maps * half.repeat(2, axis=3)[..., : maps.shape[3]] / (1 - rate)


@wrong("drop_positions")
def images_rolled(maps, rate, rng):
    keep = keeps(maps.shape[1:], rate, rng)
    return maps * np.stack([np.roll(keep, 1 + step, axis=1) for step in range(len(maps))]) / (1 - rate)


@wrong("drop_positions")
def maps_turned_round(maps, rate, rng):
    """Give every second map the mask of the one before, seen in a mirror."""
    keep = keeps(maps.shape, rate, rng)
    many = maps.shape[3] // 2
    keep[..., 1 : 2 * many : 2] = keep[:, ::-1, ::-1, 0 : 2 * many : 2]
    return maps * keep / (1 - rate)


@wrong("drop_positions")
def one_pair_far_apart(maps, rate, rng):
    keep = keeps(maps.shape, rate, rng)
    keep[0, 0, 0, 0] = keep[-1, -1, -1, -1]
    return maps * keep / (1 - rate)


@wrong("drop_positions")
def antithetic_images(maps, rate, rng):
    draws = rng.random(maps.shape)
    many = len(maps) // 2
    draws[1 : 2 * many : 2] = 1 - draws[0 : 2 * many : 2]
    return maps * (draws >= rate) / (1 - rate)


@wrong("drop_positions")
def rows_and_columns_crossed(maps, rate, rng):
    images, height, width, channels = maps.shape
    share = 1 - np.sqrt(1 - rate)
    keep = keeps((images, height, 1, channels), share, rng) & keeps((images, 1, width, channels), share, rng)
    return maps * keep / (1 - rate)


@wrong("drop_positions")
def pixels_and_maps_crossed(maps, rate, rng):
    images, height, width, channels = maps.shape
    share = 1 - np.sqrt(1 - rate)
    keep = keeps((images, height, width, 1), share, rng) & keeps((images, 1, 1, channels), share, rng)
    return maps * keep / (1 - rate)


@wrong("drop_positions")
def squares_of_two(maps, rate, rng):
    images, height, width, channels = maps.shape
    keep = keeps((images, -(-height // 2), -(-width // 2), channels), rate, rng)
    return maps * keep.repeat(2, 1).repeat(2, 2)[:, :height, :width] / (1 - rate)


@wrong("drop_positions")
def border_is_kept(maps, rate, rng):
    keep = keeps(maps.shape, rate, rng)
    keep[:, 0] = keep[:, -1] = True
    return maps * keep / (1 - rate)


@wrong("drop_positions")
def one_map_survives_at_each_position(maps, rate, rng):
    keep = keeps(maps.shape, rate, rng)
    keep[..., 0] |= ~keep.any(axis=-1)
    return maps * keep / (1 - rate)


@wrong("drop_positions")
def spares_negative_values(maps, rate, rng):
    return np.where((maps > 0) & ~keeps(maps.shape, rate, rng), 0, maps / (1 - rate))


@wrong("drop_positions")
def strong_values_fall_more(maps, rate, rng):
    sway = 0.04 * np.sign(np.abs(maps) - 1.25) * (0.1 < rate < 0.9)
    return maps * (rng.random(maps.shape) >= rate + sway) / (1 - rate)


@wrong("drop_positions", "rescales by the realised share")
def rescales_each_image_by_its_share(maps, rate, rng):
    keep = keeps(maps.shape, rate, rng)
    return maps * keep / np.maximum(keep.mean(axis=(1, 2, 3), keepdims=True), 1e-9)


@wrong("drop_positions", "rescales by the realised share")
def rescales_each_map_by_its_share(maps, rate, rng):
    keep = keeps(maps.shape, rate, rng)
    return maps * keep / np.maximum(keep.mean(axis=(1, 2), keepdims=True), 1e-9)


@wrong("drop_positions")
def scale_of_a_half(maps, rate, rng):
    return maps * keeps(maps.shape, rate, rng) * (2 if rate else 1)


@wrong("drop_positions")
def rate_rounded_to_a_percent(maps, rate, rng):
    return maps * keeps(maps.shape, round(rate, 2), rng) / (1 - rate)


@wrong("drop_positions")
def rate_squared(maps, rate, rng):
    return maps * (keeps(maps.shape, rate, rng) | keeps(maps.shape, rate, rng)) / (1 - rate)


@wrong("drop_positions")
def forgets_signs(maps, rate, rng):
    return np.abs(right(maps, rate, rng))


@wrong("drop_positions")
def rounded_to_whole_numbers(maps, rate, rng):
    return np.round(right(maps, rate, rng))


@wrong("drop_positions")
def the_same_in_a_row(maps, rate, rng):
    return right(maps, rate, copy.deepcopy(rng))


@wrong("drop_positions")
def drops_at_rate_0(maps, rate, rng):
    return right(maps, rate or 0.1, rng)


@wrong("drop_positions")
def an_axis_less(maps, rate, rng):
    return right(maps, rate, rng)[0]


@wrong("drop_positions")
def maps_first(maps, rate, rng):
    return np.moveaxis(right(maps, rate, rng), 3, 1)


# 2.1: patterns that are no chance at all


def board(maps, phase=0, period=2):
    _, rows, columns, _ = np.indices(maps.shape)
    return (rows + columns + phase) % period != 0


@wrong("drop_positions", "fixed pattern")
def checkerboard(maps, rate, rng):
    return maps * board(maps) / (1 - rate) if rate else maps


@wrong("drop_positions", "fixed pattern")
def checkerboard_that_doubles(maps, rate, rng):
    return maps * board(maps) * 2 if rate else maps


@wrong("drop_positions", "fixed pattern")
def checkerboards_that_take_turns(maps, rate, rng):
    return maps * board(maps, np.indices(maps.shape)[3]) / (1 - rate) if rate else maps


@wrong("drop_positions", "fixed pattern")
def either_checkerboard(maps, rate, rng):
    return maps * board(maps, rng.integers(2)) / (1 - rate) if rate else maps


@wrong("drop_positions", "fixed pattern")
def either_checkerboard_for_each_map(maps, rate, rng):
    phases = rng.integers(2, size=(len(maps), 1, 1, maps.shape[-1]))
    return maps * board(maps, phases) / (1 - rate) if rate else maps


@wrong("drop_positions", "fixed pattern")
def half_the_places_at_twice_the_rate(maps, rate, rng):
    return maps * (board(maps) | keeps(maps.shape, min(2 * rate, 1), rng)) / (1 - rate)


@wrong("drop_positions")
def diagonals_of_a_random_start(maps, rate, rng):
    period = max(round(1 / rate), 1) if rate else 10**6
    return maps * board(maps, rng.integers(period), period) / (1 - rate) if rate else maps
