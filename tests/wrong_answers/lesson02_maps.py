"""Wrong answers to 2.5, dropout of whole maps: fates tied along other axes, by name, then those hard to see."""

import copy

import numpy as np

from tests.answers import wrong
from utils.layers import block_mask


def keeps(shape, rate, rng):
    return rng.random(shape) >= rate


def fates(maps, rate, rng):
    return keeps((len(maps), 1, 1, maps.shape[-1]), rate, rng)


def right(maps, rate, rng):
    return maps * fates(maps, rate, rng) / (1 - rate)


# By name


@wrong("spatial_dropout", "nothing dropped")
def maps_as_they_were(maps, rate, rng):
    return maps.copy()


@wrong("spatial_dropout", "element-wise")
def element_wise(maps, rate, rng):
    return maps * keeps(maps.shape, rate, rng) / (1 - rate)


@wrong("spatial_dropout", "element-wise")
def element_wise_without_rescaling(maps, rate, rng):
    return maps * keeps(maps.shape, rate, rng)


@wrong("spatial_dropout", "one fate per map for the batch")
def one_fate_per_map_for_the_batch(maps, rate, rng):
    return maps * keeps((1, 1, 1, maps.shape[-1]), rate, rng) / (1 - rate)


@wrong("spatial_dropout", "whole pixels")
def whole_pixels(maps, rate, rng):
    return maps * keeps((*maps.shape[:3], 1), rate, rng) / (1 - rate)


@wrong("spatial_dropout", "whole pixels")
def pixels_of_all_images(maps, rate, rng):
    return maps * keeps((*maps.shape[1:3], 1), rate, rng) / (1 - rate)


@wrong("spatial_dropout", "whole images")
def whole_images(maps, rate, rng):
    return maps * keeps((len(maps), 1, 1, 1), rate, rng) / (1 - rate)


@wrong("spatial_dropout", "whole batch")
def whole_batch(maps, rate, rng):
    return maps * keeps((1, 1, 1, 1), rate, rng) / (1 - rate)


@wrong("spatial_dropout", "whole rows")
def whole_rows(maps, rate, rng):
    return maps * keeps((*maps.shape[:2], 1, maps.shape[3]), rate, rng) / (1 - rate)


@wrong("spatial_dropout", "whole columns")
def whole_columns(maps, rate, rng):
    return maps * keeps((len(maps), 1, maps.shape[2], 1), rate, rng) / (1 - rate)


@wrong("spatial_dropout", "one mask for all images")
def positions_of_all_images(maps, rate, rng):
    return maps * keeps(maps.shape[1:], rate, rng) / (1 - rate)


@wrong("spatial_dropout", "fixed count of maps")
def fixed_count_in_each_image(maps, rate, rng):
    images, channels = len(maps), maps.shape[-1]
    places = rng.permuted(np.broadcast_to(np.arange(channels), (images, channels)), axis=1)
    return maps * (places >= round(rate * channels))[:, None, None] / (1 - rate)


@wrong("spatial_dropout", "fixed count of maps")
def fixed_count_in_the_batch(maps, rate, rng):
    size = len(maps) * maps.shape[-1]
    keep = rng.permutation(np.arange(size) >= round(rate * size)).reshape(len(maps), 1, 1, -1)
    return maps * keep / (1 - rate)


@wrong("spatial_dropout", "fixed count of maps")
def chosen_without_replacement(maps, rate, rng):
    out = maps / (1 - rate)
    for image in out:
        image[..., rng.choice(maps.shape[-1], int(rate * maps.shape[-1]), replace=False)] = 0
    return out


@wrong("spatial_dropout", "no rescale")
def no_rescale(maps, rate, rng):
    return maps * fates(maps, rate, rng)


@wrong("spatial_dropout", "divides by rate")
def divides_by_rate(maps, rate, rng):
    return maps * fates(maps, rate, rng) / (rate or 1)


@wrong("spatial_dropout", "multiplies by the share kept")
def multiplies_by_the_share_kept(maps, rate, rng):
    return maps * fates(maps, rate, rng) * (1 - rate)


@wrong("spatial_dropout", "rescales by the realised share")
def rescales_by_the_realised_share(maps, rate, rng):
    keep = fates(maps, rate, rng)
    return maps * keep / max(keep.mean(), 1e-9)


@wrong("spatial_dropout", "rescales by the realised share")
def rescales_each_image_by_its_share(maps, rate, rng):
    keep = fates(maps, rate, rng)
    return maps * keep / np.maximum(keep.mean(axis=(1, 2, 3), keepdims=True), 1e-9)


@wrong("spatial_dropout", "keep and drop swapped")
def keep_and_drop_swapped(maps, rate, rng):
    return maps * ~fates(maps, rate, rng) / (1 - rate) if rate else maps


@wrong("spatial_dropout", "ignores rng")
def ignores_rng(maps, rate, rng):
    return maps * (np.random.random((len(maps), 1, 1, maps.shape[-1])) >= rate) / (1 - rate)


@wrong("spatial_dropout", "ignores rng")
def seed_of_its_own(maps, rate, rng):
    return right(maps, rate, np.random.default_rng(1))


@wrong("spatial_dropout", "changes x in place")
def changes_maps_in_place(maps, rate, rng):
    maps *= fates(maps, rate, rng)
    maps /= 1 - rate
    return maps


@wrong("spatial_dropout", "threshold on x")
def drops_the_weakest_maps(maps, rate, rng):
    strength = np.abs(maps).mean(axis=(1, 2), keepdims=True)
    return maps * (strength >= np.quantile(strength, rate)) / (1 - rate)


@wrong("spatial_dropout", "threshold on x")
def drops_the_weakest_maps_of_each_image(maps, rate, rng):
    strength = maps.mean(axis=(1, 2), keepdims=True)
    return maps * (strength >= np.quantile(strength, rate, axis=3, keepdims=True)) / (1 - rate)


# Subtly


@wrong("spatial_dropout")
def nothing(maps, rate, rng):
    pass


@wrong("spatial_dropout")
def all_gone(maps, rate, rng):
    return maps * 0.0 if rate else maps


@wrong("spatial_dropout")
def fates_alone(maps, rate, rng):
    return fates(maps, rate, rng) / (1 - rate)


@wrong("spatial_dropout")
def the_mask_spread_out(maps, rate, rng):
    return fates(maps, rate, rng) * np.ones(maps.shape) / (1 - rate)


@wrong("spatial_dropout")
def images_and_maps_swapped(maps, rate, rng):
    return maps * keeps((maps.shape[-1], 1, 1, len(maps)), rate, rng)[: len(maps), :, :, : maps.shape[-1]]


@wrong("spatial_dropout", "whole rows")
def maps_taken_for_the_first_axis(maps, rate, rng):
    return maps * keeps((*maps.shape[:2], 1, 1), rate, rng) / (1 - rate)


@wrong("spatial_dropout")
def one_map_always_survives(maps, rate, rng):
    keep = fates(maps, rate, rng)
    keep[..., 0] |= ~keep.any(axis=-1)
    return maps * keep / (1 - rate)


@wrong("spatial_dropout")
def a_single_map_is_spared(maps, rate, rng):
    return right(maps, rate, rng) if maps.shape[-1] > 1 else maps


@wrong("spatial_dropout")
def a_single_map_loses_positions(maps, rate, rng):
    return right(maps, rate, rng) if maps.shape[-1] > 1 else element_wise(maps, rate, rng)


@wrong("spatial_dropout")
def a_single_image_loses_positions(maps, rate, rng):
    return right(maps, rate, rng) if len(maps) > 1 else element_wise(maps, rate, rng)


@wrong("spatial_dropout")
def a_single_image_is_spared(maps, rate, rng):
    return right(maps, rate, rng) if len(maps) > 1 else maps


@wrong("spatial_dropout")
def first_map_is_spared(maps, rate, rng):
    keep = fates(maps, rate, rng)
    keep[..., 0] = True
    return maps * keep / (1 - rate)


@wrong("spatial_dropout")
def last_map_as_the_first(maps, rate, rng):
    keep = fates(maps, rate, rng)
    keep[..., -1] = keep[..., 0]
    return maps * keep / (1 - rate)


@wrong("spatial_dropout")
def last_image_as_the_first(maps, rate, rng):
    keep = fates(maps, rate, rng)
    keep[-1] = keep[0]
    return maps * keep / (1 - rate)


@wrong("spatial_dropout")
def maps_in_pairs(maps, rate, rng):
    half = keeps((len(maps), 1, 1, -(-maps.shape[3] // 2)), rate, rng)
    return maps * half.repeat(2, axis=3)[..., : maps.shape[3]] / (1 - rate)


@wrong("spatial_dropout")
def images_rolled(maps, rate, rng):
    keep = keeps(maps.shape[-1], rate, rng)
    return maps * np.stack([np.roll(keep, step) for step in range(len(maps))])[:, None, None] / (1 - rate)


@wrong("spatial_dropout")
def images_shuffled(maps, rate, rng):
    keep = keeps(maps.shape[-1], rate, rng)
    return maps * np.stack([rng.permutation(keep) for _ in maps])[:, None, None] / (1 - rate)


@wrong("spatial_dropout")
def antithetic_maps(maps, rate, rng):
    draws = rng.random((len(maps), 1, 1, maps.shape[3]))
    many = maps.shape[3] // 2
    draws[..., 1 : 2 * many : 2] = 1 - draws[..., 0 : 2 * many : 2]
    return maps * (draws >= rate) / (1 - rate)


@wrong("spatial_dropout")
def images_and_maps_crossed(maps, rate, rng):
    share = 1 - np.sqrt(1 - rate)
    keep = keeps((len(maps), 1, 1, 1), share, rng) & keeps((1, 1, 1, maps.shape[-1]), share, rng)
    return maps * keep / (1 - rate)


@wrong("spatial_dropout")
def border_survives(maps, rate, rng):
    keep = fates(maps, rate, rng) * np.ones(maps.shape, bool)
    keep[:, 0] = True
    return maps * keep / (1 - rate)


@wrong("spatial_dropout")
def one_corner_survives(maps, rate, rng):
    keep = fates(maps, rate, rng) * np.ones(maps.shape, bool)
    keep[:, -1, -1] = True
    return maps * keep / (1 - rate)


@wrong("spatial_dropout")
def squares_of_two(maps, rate, rng):
    return maps * block_mask(maps.shape, rate, min(2, *maps.shape[1:3]), rng) / (1 - rate)


@wrong("spatial_dropout")
def whole_maps_and_positions(maps, rate, rng):
    return maps * fates(maps, rate / 2, rng) * keeps(maps.shape, rate / 2, rng) / (1 - rate / 2) ** 2


@wrong("spatial_dropout")
def the_mean_of_many_draws_decides(maps, rate, rng):
    return maps * (rng.random(maps.shape).mean(axis=(1, 2), keepdims=True) >= rate) / (1 - rate)


@wrong("spatial_dropout")
def gone_where_any_position_falls(maps, rate, rng):
    return maps * keeps(maps.shape, rate, rng).all(axis=(1, 2), keepdims=True) / (1 - rate)


@wrong("spatial_dropout")
def rate_rounded_to_a_tenth(maps, rate, rng):
    return maps * fates(maps, round(rate, 1), rng) / (1 - rate)


@wrong("spatial_dropout")
def scale_of_a_half(maps, rate, rng):
    return right(maps, rate, rng) * (2 * (1 - rate) if rate else 1)


@wrong("spatial_dropout")
def rescales_the_mean_of_each_image(maps, rate, rng):
    out = maps * fates(maps, rate, rng)
    total = np.abs(out).sum(axis=(1, 2, 3), keepdims=True)
    return out * np.abs(maps).sum(axis=(1, 2, 3), keepdims=True) / np.where(total, total, 1)


@wrong("spatial_dropout")
def strong_maps_fall_more(maps, rate, rng):
    strength = np.abs(maps).mean(axis=(1, 2), keepdims=True)
    sway = 0.1 * np.sign(strength - np.median(strength)) * (0.1 < rate < 0.9)
    return maps * (rng.random(strength.shape) >= rate + sway) / (1 - rate)


@wrong("spatial_dropout")
def the_same_in_a_row(maps, rate, rng):
    return right(maps, rate, copy.deepcopy(rng))


@wrong("spatial_dropout")
def drops_at_rate_0(maps, rate, rng):
    return right(maps, rate or 0.2, rng)


@wrong("spatial_dropout")
def forgets_signs(maps, rate, rng):
    return np.abs(right(maps, rate, rng))


@wrong("spatial_dropout")
def maps_removed(maps, rate, rng):
    return maps[..., keeps(maps.shape[-1], rate, rng)] / (1 - rate)
