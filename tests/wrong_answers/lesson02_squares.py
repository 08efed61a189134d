"""Wrong answers to 2.6, dropout of squares: whose they are, what shape they have, how many fall, and the scale."""

import copy

import numpy as np
from scipy import ndimage

from tests.answers import wrong


def gamma(maps, rate, block):
    _, height, width, _ = maps.shape
    return rate / block**2 * height * width / ((height - block + 1) * (width - block + 1))


def draw(shape, probability, block, rng):
    """Draw a seed for each place of a square, on maps of `shape`."""
    images, height, width, channels = shape
    return rng.random((images, height - block + 1, width - block + 1, channels)) < probability


def grow(seeds, shape, rows, columns=None):
    """Return a mask of `shape`, 0 in the rows x columns rectangle of each seed, cut where the map ends."""
    mask = np.ones(shape)
    for image, row, column, one in np.argwhere(seeds):
        mask[image, row : row + rows, column : column + (columns or rows), one] = 0
    return mask


def scaled(maps, mask):
    return maps * mask * mask.size / np.maximum(mask.sum(), 1)


def masked(maps, rate, block, rng):
    return grow(draw(maps.shape, gamma(maps, rate, block), block, rng), maps.shape, block)


def right(maps, rate, block, rng):
    return scaled(maps, masked(maps, rate, block, rng))


def noise(maps, shape, rate, rng):
    return scaled(maps, (rng.random(shape) >= rate) * np.ones(maps.shape))


# Whose fates are tied, by name


@wrong("drop_block", "nothing dropped")
def identity(maps, rate, block, rng):
    return maps


@wrong("drop_block", "no squares")
def element_wise(maps, rate, block, rng):
    return noise(maps, maps.shape, rate, rng)


@wrong("drop_block", "no squares")
def seeds_that_do_not_grow(maps, rate, block, rng):
    return noise(maps, maps.shape, rate / block**2, rng)


@wrong("drop_block", "whole maps")
def whole_maps(maps, rate, block, rng):
    return noise(maps, (len(maps), 1, 1, maps.shape[3]), rate, rng)


@wrong("drop_block", "one fate per map for the batch")
def one_fate_per_map_for_the_batch(maps, rate, block, rng):
    return noise(maps, (1, 1, 1, maps.shape[3]), rate, rng)


@wrong("drop_block", "whole images")
def whole_images(maps, rate, block, rng):
    return noise(maps, (len(maps), 1, 1, 1), rate, rng)


@wrong("drop_block", "whole batch")
def whole_batch(maps, rate, block, rng):
    return noise(maps, (1, 1, 1, 1), rate, rng)


@wrong("drop_block", "whole rows")
def whole_rows(maps, rate, block, rng):
    return noise(maps, (*maps.shape[:2], 1, maps.shape[3]), rate, rng)


@wrong("drop_block", "whole rows")
def bands_of_rows(maps, rate, block, rng):
    seeds = rng.random((len(maps), maps.shape[1] - block + 1, 1, maps.shape[3])) < rate / block
    return scaled(maps, grow(seeds, maps.shape, block, maps.shape[2]))


@wrong("drop_block", "whole columns")
def whole_columns(maps, rate, block, rng):
    return noise(maps, (len(maps), 1, *maps.shape[2:]), rate, rng)


@wrong("drop_block", "whole pixels")
def whole_pixels(maps, rate, block, rng):
    return noise(maps, (*maps.shape[:3], 1), rate, rng)


@wrong("drop_block", "whole pixels")
def one_pattern_for_all_maps(maps, rate, block, rng):
    mask = masked(maps[..., :1], rate, block, rng)
    return maps * mask * mask.size / mask.sum()


@wrong("drop_block", "whole pixels")
def one_pattern_for_all_maps_and_images(maps, rate, block, rng):
    mask = masked(maps[:1, ..., :1], rate, block, rng)
    return maps * mask * mask.size / mask.sum()


@wrong("drop_block", "one mask for all images")
def one_pattern_for_all_images(maps, rate, block, rng):
    mask = masked(maps[:1], rate, block, rng)
    return maps * mask * mask.size / mask.sum()


# What the zeros look like, by name


@wrong("drop_block", "squares on a grid")
def tiles(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    keep = rng.random((images, -(-height // block), -(-width // block), channels)) >= rate
    return scaled(maps, keep.repeat(block, 1).repeat(block, 2)[:, :height, :width] * 1.0)


@wrong("drop_block", "squares on a grid")
def whole_tiles_alone(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    keep = rng.random((images, height // block, width // block, channels)) >= rate
    mask = np.ones(maps.shape)
    mask[:, : height // block * block, : width // block * block] = keep.repeat(block, 1).repeat(block, 2)
    return scaled(maps, mask)


@wrong("drop_block", "squares cut at the border")
def cut_below_and_right(maps, rate, block, rng):
    return scaled(maps, grow(rng.random(maps.shape) < rate / block**2, maps.shape, block))


@wrong("drop_block", "squares cut at the border")
def cut_all_round(maps, rate, block, rng):
    seeds = rng.random(maps.shape) < rate / block**2
    return scaled(maps, (ndimage.maximum_filter(seeds * 1, (1, block, block, 1), mode="constant") == 0) * 1.0)


@wrong("drop_block", "squares cut at the border")
def cut_all_round_with_the_correction(maps, rate, block, rng):
    seeds = rng.random(maps.shape) < gamma(maps, rate, block)
    return scaled(maps, (ndimage.maximum_filter(seeds * 1, (1, block, block, 1), mode="constant") == 0) * 1.0)


@wrong("drop_block", "squares wrap around")
def rolled_round_the_border(maps, rate, block, rng):
    seeds, gone = rng.random(maps.shape) < rate / block**2, np.zeros(maps.shape, bool)
    for row, column in np.ndindex(block, block):
        gone |= np.roll(seeds, (row, column), axis=(1, 2))
    return scaled(maps, ~gone * 1.0)


@wrong("drop_block", "squares of another size")
def one_row_too_many(maps, rate, block, rng):
    size = min(block + (block > 1), *maps.shape[1:3])
    return right(maps, rate, size, rng)


@wrong("drop_block", "squares of another size")
def one_row_too_few(maps, rate, block, rng):
    return right(maps, rate, max(block - 1, 1), rng)


@wrong("drop_block", "squares of another size")
def even_blocks_grow_by_one(maps, rate, block, rng):
    """Go half a block to either side of a centre, which makes 5 of 4."""
    size = min(2 * (block // 2) + 1, *maps.shape[1:3])
    seeds = draw(maps.shape, gamma(maps, rate, block), size, rng)
    return scaled(maps, grow(seeds, maps.shape, size))


@wrong("drop_block", "keeps the squares")
def keeps_the_squares(maps, rate, block, rng):
    return scaled(maps, 1 - masked(maps, rate, block, rng)) if rate else maps


# How many fall, by name


@wrong("drop_block", "fixed count of squares")
def fixed_count_in_each_map(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    many = max(1, round(rate * height * width / block**2)) if rate else 0
    mask = np.ones(maps.shape)
    for image, one in np.ndindex(images, channels):
        for place in rng.choice((height - block + 1) * (width - block + 1), many, replace=False):
            row, column = divmod(int(place), width - block + 1)
            mask[image, row : row + block, column : column + block, one] = 0
    return scaled(maps, mask)


@wrong("drop_block", "fixed count of squares")
def fixed_count_with_overlaps(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    mask = np.ones(maps.shape)
    for image, one in np.ndindex(images, channels):
        for _ in range(int(np.ceil(rate * height * width / block**2))):
            row, column = rng.integers(height - block + 1), rng.integers(width - block + 1)
            mask[image, row : row + block, column : column + block, one] = 0
    return scaled(maps, mask)


@wrong("drop_block", "fixed count of squares")
def fixed_count_in_the_batch(maps, rate, block, rng):
    places = draw(maps.shape, 0, block, rng)
    seeds = rng.permutation(np.arange(places.size) < round(gamma(maps, rate, block) * places.size))
    return scaled(maps, grow(seeds.reshape(places.shape), maps.shape, block))


@wrong("drop_block", "fixed count of squares")
def squares_until_the_share_has_fallen(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    mask = np.ones(maps.shape)
    for image, one in np.ndindex(images, channels):
        while (mask[image, ..., one] == 0).mean() < rate:
            row, column = rng.integers(height - block + 1), rng.integers(width - block + 1)
            mask[image, row : row + block, column : column + block, one] = 0
    return scaled(maps, mask)


@wrong("drop_block", "no border correction")
def no_border_correction(maps, rate, block, rng):
    return scaled(maps, grow(draw(maps.shape, rate / block**2, block, rng), maps.shape, block))


@wrong("drop_block", "seeds at the rate itself")
def seeds_at_the_rate_itself(maps, rate, block, rng):
    return scaled(maps, grow(draw(maps.shape, rate, block, rng), maps.shape, block))


@wrong("drop_block", "keep and drop swapped")
def keep_and_drop_swapped(maps, rate, block, rng):
    return right(maps, 1 - rate if rate else 0, block, rng)


# The scale and the rest, by name


@wrong("drop_block", "blocks not rescaled")
def not_rescaled(maps, rate, block, rng):
    return maps * masked(maps, rate, block, rng)


@wrong("drop_block", "blocks rescaled by the rate")
def rescaled_by_the_rate(maps, rate, block, rng):
    return maps * masked(maps, rate, block, rng) / (1 - rate)


@wrong("drop_block", "ignores rng")
def ignores_rng(maps, rate, block, rng):
    return scaled(maps, grow(draw(maps.shape, gamma(maps, rate, block), block, np.random), maps.shape, block))


@wrong("drop_block", "ignores rng")
def seed_of_its_own(maps, rate, block, rng):
    return right(maps, rate, block, np.random.default_rng(5))


@wrong("drop_block", "changes x in place")
def changes_maps_in_place(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    maps *= mask
    maps *= mask.size / max(mask.sum(), 1)
    return maps


@wrong("drop_block", "threshold on x")
def squares_at_the_strongest(maps, rate, block, rng):
    inside = maps[:, : maps.shape[1] - block + 1, : maps.shape[2] - block + 1]
    seeds = inside > np.quantile(inside, 1 - gamma(maps, rate, block)) if rate else np.zeros(inside.shape)
    return scaled(maps, grow(seeds, maps.shape, block))


# Subtly


@wrong("drop_block")
def nothing(maps, rate, block, rng):
    pass


@wrong("drop_block")
def all_gone(maps, rate, block, rng):
    return maps * 0.0


@wrong("drop_block")
def mask_alone(maps, rate, block, rng):
    return scaled(np.ones(maps.shape), masked(maps, rate, block, rng))


@wrong("drop_block")
def without_block(maps, rate, rng):
    return noise(maps, maps.shape, rate, rng)


@wrong("drop_block")
def strips_along_a_row(maps, rate, block, rng):
    seeds = rng.random((len(maps), maps.shape[1], maps.shape[2] - block + 1, maps.shape[3])) < rate / block
    return scaled(maps, grow(seeds, maps.shape, 1, block))


@wrong("drop_block")
def strips_along_a_column(maps, rate, block, rng):
    seeds = rng.random((len(maps), maps.shape[1] - block + 1, *maps.shape[2:])) < rate / block
    return scaled(maps, grow(seeds, maps.shape, block, 1))


@wrong("drop_block")
def rectangles(maps, rate, block, rng):
    seeds = draw(maps.shape, gamma(maps, rate, block), block, rng)
    return scaled(maps, grow(seeds, maps.shape, block, block + 1))


@wrong("drop_block")
def crosses(maps, rate, block, rng):
    seeds, mask = draw(maps.shape, gamma(maps, rate, block), block, rng), np.ones(maps.shape)
    for image, row, column, one in np.argwhere(seeds):
        mask[image, row + block // 2, column : column + block, one] = 0
        mask[image, row : row + block, column + block // 2, one] = 0
    return scaled(maps, mask)


@wrong("drop_block")
def diamonds(maps, rate, block, rng):
    seeds = rng.random(maps.shape) < rate / block**2
    near = np.zeros((3, 3, 3, 3))
    near[1, :, 1, 1] = near[1, 1, :, 1] = 1
    gone = ndimage.binary_dilation(seeds, near, iterations=block // 2) if block > 1 else seeds
    return scaled(maps, ~gone * 1.0)


@wrong("drop_block")
def hollow_squares(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    for image, row, column, one in np.argwhere(draw(maps.shape, gamma(maps, rate, block), block, rng)):
        if block > 2:
            mask[image, row + 1 : row + block - 1, column + 1 : column + block - 1, one] = 1
    return scaled(maps, mask)


@wrong("drop_block")
def overlaps_come_back(maps, rate, block, rng):
    seeds, gone = draw(maps.shape, gamma(maps, rate, block), block, rng), np.zeros(maps.shape, bool)
    for image, row, column, one in np.argwhere(seeds):
        gone[image, row : row + block, column : column + block, one] ^= True
    return scaled(maps, ~gone * 1.0)


@wrong("drop_block")
def overlaps_turn_negative(maps, rate, block, rng):
    seeds, mask = draw(maps.shape, gamma(maps, rate, block), block, rng), np.ones(maps.shape)
    for image, row, column, one in np.argwhere(seeds):
        mask[image, row : row + block, column : column + block, one] -= 1
    return scaled(maps, mask)


@wrong("drop_block")
def last_place_never_drawn(maps, rate, block, rng):
    seeds = draw(maps.shape, gamma(maps, rate, block), block, rng)
    seeds[:, -1:] &= seeds.shape[1] == 1
    seeds[:, :, -1:] &= seeds.shape[2] == 1
    return scaled(maps, grow(seeds, maps.shape, block))


@wrong("drop_block")
def border_never_falls(maps, rate, block, rng):
    seeds = draw(maps.shape, gamma(maps, rate, block), block, rng)
    if min(seeds.shape[1:3]) > 2:
        seeds[:, [0, -1]] = False
        seeds[:, :, [0, -1]] = False
    return scaled(maps, grow(seeds, maps.shape, block))


@wrong("drop_block")
def pushed_inside_from_the_border(maps, rate, block, rng):
    """Draw seeds all over the map, and move those inside whose squares would be cut."""
    _, height, width, _ = maps.shape
    mask = np.ones(maps.shape)
    for image, row, column, one in np.argwhere(rng.random(maps.shape) < rate / block**2):
        row, column = min(row, height - block), min(column, width - block)
        mask[image, row : row + block, column : column + block, one] = 0
    return scaled(maps, mask)


@wrong("drop_block")
def correction_by_the_height_alone(maps, rate, block, rng):
    height = maps.shape[1]
    seed = rate / block**2 * height**2 / (height - block + 1) ** 2
    return scaled(maps, grow(draw(maps.shape, min(seed, 1), block, rng), maps.shape, block))


@wrong("drop_block")
def correction_by_the_width_alone(maps, rate, block, rng):
    width = maps.shape[2]
    seed = rate / block**2 * width**2 / (width - block + 1) ** 2
    return scaled(maps, grow(draw(maps.shape, seed, block, rng), maps.shape, block))


@wrong("drop_block")
def correction_of_one_side(maps, rate, block, rng):
    height = maps.shape[1]
    seed = rate / block**2 * height / (height - block + 1)
    return scaled(maps, grow(draw(maps.shape, seed, block, rng), maps.shape, block))


@wrong("drop_block")
def correction_off_by_one(maps, rate, block, rng):
    _, height, width, _ = maps.shape
    seed = rate / block**2 * height * width / max((height - block) * (width - block), 1)
    return scaled(maps, grow(draw(maps.shape, min(seed, 1), block, rng), maps.shape, block))


@wrong("drop_block")
def correction_the_other_way(maps, rate, block, rng):
    seed = (rate / block**2) ** 2 / gamma(maps, rate, block) if rate else 0
    return scaled(maps, grow(draw(maps.shape, seed, block, rng), maps.shape, block))


@wrong("drop_block")
def divides_by_block_once(maps, rate, block, rng):
    return scaled(maps, grow(draw(maps.shape, rate / block, block, rng), maps.shape, block))


@wrong("drop_block", "fixed count of squares")
def at_most_one_square_a_map(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    mask = np.ones(maps.shape)
    for image, one in np.ndindex(images, channels):
        if rng.random() < rate * height * width / block**2:
            row, column = rng.integers(height - block + 1), rng.integers(width - block + 1)
            mask[image, row : row + block, column : column + block, one] = 0
    return scaled(maps, mask)


@wrong("drop_block")
def one_square_at_the_rate(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    mask = np.ones(maps.shape)
    for image, one in np.ndindex(images, channels):
        if rng.random() < rate:
            row, column = rng.integers(height - block + 1), rng.integers(width - block + 1)
            mask[image, row : row + block, column : column + block, one] = 0
    return scaled(maps, mask)


@wrong("drop_block")
def overlapping_squares_left_out(maps, rate, block, rng):
    mask = np.ones(maps.shape)
    for image, row, column, one in np.argwhere(draw(maps.shape, gamma(maps, rate, block), block, rng)):
        if mask[image, row : row + block, column : column + block, one].all():
            mask[image, row : row + block, column : column + block, one] = 0
    return scaled(maps, mask)


@wrong("drop_block")
def first_image_alone(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    mask[1:] = 1
    return scaled(maps, mask)


@wrong("drop_block")
def neighbouring_seeds_tied(maps, rate, block, rng):
    draws = rng.random((len(maps), maps.shape[1] - block + 1, maps.shape[2] - block + 1, maps.shape[3]))
    tied = np.where(rng.random(draws.shape) < 0.5, np.roll(draws, 1, axis=2), draws)
    return scaled(maps, grow(tied < gamma(maps, rate, block), maps.shape, block))


@wrong("drop_block")
def maps_first_taken_for_maps_last(maps, rate, block, rng):
    return scaled(maps, np.moveaxis(masked(maps, rate, block, rng), 3, 1).reshape(maps.shape))


@wrong("drop_block")
def overlaps_counted_twice(maps, rate, block, rng):
    seeds = draw(maps.shape, gamma(maps, rate, block), block, rng)
    return maps * grow(seeds, maps.shape, block) * maps.size / max(maps.size - seeds.sum() * block**2, 1)


@wrong("drop_block")
def scale_of_the_first_image(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    return maps * mask / max(mask[0].mean(), 1e-9)


@wrong("drop_block")
def at_least_one_square_a_map(maps, rate, block, rng):
    seeds = draw(maps.shape, gamma(maps, rate, block), block, rng)
    if rate:
        seeds[:, 0, 0] |= ~seeds.any(axis=(1, 2))
    return scaled(maps, grow(seeds, maps.shape, block))


@wrong("drop_block")
def one_row_of_places_a_map(maps, rate, block, rng):
    """Let all squares of a map stand side by side."""
    seeds = draw(maps.shape, gamma(maps, rate, block) * (maps.shape[1] - block + 1), block, rng)
    for image, one in np.ndindex(len(maps), maps.shape[3]):
        seeds[image, np.arange(seeds.shape[1]) != rng.integers(seeds.shape[1]), :, one] = False
    return scaled(maps, grow(seeds, maps.shape, block))


@wrong("drop_block")
def last_map_as_the_first(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    mask[..., -1] = mask[..., 0]
    return scaled(maps, mask)


@wrong("drop_block")
def last_image_as_the_first(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    mask[-1] = mask[0]
    return scaled(maps, mask)


@wrong("drop_block")
def maps_in_pairs(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    many = maps.shape[3] // 2
    mask[..., 1 : 2 * many : 2] = mask[..., 0 : 2 * many : 2]
    return scaled(maps, mask)


@wrong("drop_block")
def maps_turned_round(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    many = maps.shape[3] // 2
    mask[..., 1 : 2 * many : 2] = mask[:, ::-1, ::-1, 0 : 2 * many : 2]
    return scaled(maps, mask)


@wrong("drop_block")
def images_turned_round(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    mask[1::2] = mask[: len(mask) // 2 * 2 : 2, ::-1]
    return scaled(maps, mask)


@wrong("drop_block")
def a_single_map_is_spared(maps, rate, block, rng):
    return right(maps, rate, block, rng) if maps.shape[3] > 1 else maps


@wrong("drop_block")
def a_single_image_is_spared(maps, rate, block, rng):
    return right(maps, rate, block, rng) if len(maps) > 1 else maps


@wrong("drop_block", "squares of another size")
def odd_blocks_alone(maps, rate, block, rng):
    return right(maps, rate, block - (block % 2 == 0), rng)


@wrong("drop_block", "squares of another size")
def even_blocks_alone(maps, rate, block, rng):
    return right(maps, rate, block + (block % 2 and block > 1) * (1 if block < min(maps.shape[1:3]) else -1), rng)


@wrong("drop_block")
def squares_alone_as_maps(maps, rate, block, rng):
    seeds = draw(maps.shape, gamma(maps, rate, block), block, rng)
    if maps.shape[1] != maps.shape[2]:
        seeds[:, :, maps.shape[1] :] = False
    return scaled(maps, grow(seeds, maps.shape, block))


@wrong("drop_block")
def trims_nothing_from_a_block_of_1(maps, rate, block, rng):
    edge, seeds = block - 1, rng.random(maps.shape) < gamma(maps, rate, block)
    return scaled(maps, grow(seeds[:, :-edge, :-edge], maps.shape, block))


@wrong("drop_block")
def a_block_of_1_drops_nothing(maps, rate, block, rng):
    return right(maps, rate, block, rng) if block > 1 else maps


@wrong("drop_block")
def a_block_of_1_drops_whole_maps(maps, rate, block, rng):
    return right(maps, rate, block, rng) if block > 1 else whole_maps(maps, rate, block, rng)


@wrong("drop_block")
def scale_upside_down(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    return maps * mask * mask.mean()


@wrong("drop_block")
def scale_of_what_is_gone(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    return maps * mask / max(1 - mask.mean(), 0.01) if rate else maps


@wrong("drop_block")
def scale_of_each_position(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    return maps * mask / np.maximum(mask.mean(axis=3, keepdims=True), 1e-9)


@wrong("drop_block")
def scale_of_each_row(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    return maps * mask / np.maximum(mask.mean(axis=2, keepdims=True), 1e-9)


@wrong("drop_block")
def scale_expected_not_counted(maps, rate, block, rng):
    seed, (_, height, width, _) = gamma(maps, rate, block), maps.shape
    covers = [np.convolve(np.ones(side - block + 1), np.ones(block)) for side in (height, width)]
    return maps * masked(maps, rate, block, rng) / np.mean((1 - seed) ** np.outer(*covers))


@wrong("drop_block")
def keeps_the_sum_of_the_values(maps, rate, block, rng):
    out = maps * masked(maps, rate, block, rng)
    return out * maps.sum() / (out.sum() or 1)


@wrong("drop_block")
def the_same_in_a_row(maps, rate, block, rng):
    return right(maps, rate, block, copy.deepcopy(rng))


@wrong("drop_block")
def drops_at_rate_0(maps, rate, block, rng):
    return right(maps, rate or 0.1, block, rng)


@wrong("drop_block")
def fails_at_rate_0(maps, rate, block, rng):
    return right(maps, rate, block, rng) / (rate > 0)


@wrong("drop_block")
def strong_places_fall_more(maps, rate, block, rng):
    inside = maps[:, : maps.shape[1] - block + 1, : maps.shape[2] - block + 1]
    seed = gamma(maps, rate, block) * np.where(np.abs(inside) > 1.25, 1.2, 0.8)
    return scaled(maps, grow(rng.random(inside.shape) < seed, maps.shape, block))


@wrong("drop_block")
def rate_in_percent(maps, rate, block, rng):
    return right(maps, rate / 100, block, rng)


@wrong("drop_block")
def noise_beside_the_squares(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng) * (rng.random(maps.shape) >= 0.002 * (rate > 0))
    return scaled(maps, mask)


# 2.6: nothing survives


@wrong("drop_block", "divides by no survivors")
def unguarded_over_the_batch(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    return maps * mask * mask.size / mask.sum()


@wrong("drop_block", "divides by no survivors")
def unguarded_in_each_image(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    return maps * mask / mask.mean(axis=(1, 2, 3), keepdims=True)


@wrong("drop_block", "divides by no survivors")
def unguarded_by_whole_numbers(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    return maps * mask * (mask.size / int(mask.sum()))


@wrong("drop_block")
def nothing_lost_rather_than_all(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    return scaled(maps, mask) if mask.any() else maps


@wrong("drop_block")
def draws_until_something_survives(maps, rate, block, rng):
    for _ in range(1000):
        mask = masked(maps, rate, block, rng)
        if mask.any():
            break
    return scaled(maps, mask)


@wrong("drop_block")
def ones_where_all_is_lost(maps, rate, block, rng):
    mask = masked(maps, rate, block, rng)
    return scaled(maps, mask) if mask.any() else np.ones(maps.shape)
