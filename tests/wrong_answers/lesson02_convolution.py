"""Wrong answers to exercise 2.4: what the next conv makes of maps of which some activations were dropped."""

import numpy as np

from tests.answers import wrong
from utils.checks.lesson02.reference import convolve


def scaled(maps, mask, rate):
    return maps * mask / (1 - rate)


# by misconception


@wrong("conv_after_drop", "a mask per filter")
def fresh_mask_for_each_filter(maps, mask, kernel, rate):
    filters = np.moveaxis(kernel, -1, 0)[..., None]
    masks = [np.random.random(maps.shape) >= rate for _ in filters]
    return np.concatenate([convolve(scaled(maps, one, rate), f) for one, f in zip(masks, filters, strict=True)], -1)


@wrong("conv_after_drop", "a mask per filter")
def seeded_mask_for_each_filter(maps, mask, kernel, rate):
    rng = np.random.default_rng(0)
    filters = np.moveaxis(kernel, -1, 0)[..., None]
    return np.concatenate([convolve(scaled(maps, rng.random(maps.shape) >= rate, rate), f) for f in filters], -1)


@wrong("conv_after_drop", "a mask per filter")
def mask_shuffled_for_each_filter(maps, mask, kernel, rate):
    filters = np.moveaxis(kernel, -1, 0)[..., None]
    masks = [np.random.permutation(mask.ravel()).reshape(mask.shape) for _ in filters]
    return np.concatenate([convolve(scaled(maps, one, rate), f) for one, f in zip(masks, filters, strict=True)], -1)


@wrong("conv_after_drop", "a mask per filter")
def mask_of_one_map_for_each_filter(maps, mask, kernel, rate):
    filters = np.moveaxis(kernel, -1, 0)[..., None]
    masks = [mask[..., [f % mask.shape[-1]]] for f in range(len(filters))]
    return np.concatenate([convolve(scaled(maps, one, rate), f) for one, f in zip(masks, filters, strict=True)], -1)


@wrong("conv_after_drop", "a mask per filter")
def first_filter_masked_alone(maps, mask, kernel, rate):
    return np.concatenate(
        [convolve(scaled(maps, mask, rate), kernel[..., :1]), convolve(maps, kernel[..., 1:])], -1
    )


@wrong("conv_after_drop", "a mask per filter")
def mask_per_filter_without_rescaling(maps, mask, kernel, rate):
    rolled = [np.roll(mask, f, axis=1) for f in range(kernel.shape[-1])]
    return np.concatenate([convolve(maps * one, kernel[..., [f]]) for f, one in enumerate(rolled)], -1)


@wrong("conv_after_drop", "masks the kernel")
def drop_connect(maps, mask, kernel, rate):
    return convolve(maps, kernel * (np.random.random(kernel.shape) >= rate) / (1 - rate))


@wrong("conv_after_drop", "masks the kernel")
def drop_connect_without_rescaling(maps, mask, kernel, rate):
    return convolve(maps, kernel * (np.random.default_rng(3).random(kernel.shape) >= rate))


@wrong("conv_after_drop", "masks the kernel")
def drop_connect_for_each_image(maps, mask, kernel, rate):
    masked = [kernel * (np.random.random(kernel.shape) >= rate) for _ in maps]
    return np.concatenate([convolve(one[None], k) / (1 - rate) for one, k in zip(maps, masked, strict=True)])


@wrong("conv_after_drop", "masks the kernel")
def mask_laid_on_the_kernel(maps, mask, kernel, rate):
    corner = np.resize(mask[0], (*kernel.shape[:3], 1))
    return convolve(maps, kernel * corner / (1 - rate))


@wrong("conv_after_drop", "masks the conv's output")
def output_masked_by_its_first_maps(maps, mask, kernel, rate):
    after = convolve(maps, kernel)
    return after * mask[..., np.arange(after.shape[-1]) % mask.shape[-1]] / (1 - rate)


@wrong("conv_after_drop", "masks the conv's output")
def output_times_mask(maps, mask, kernel, rate):
    return convolve(maps, kernel) * mask / (1 - rate)


@wrong("conv_after_drop", "masks the conv's output")
def output_masked_by_a_fresh_mask(maps, mask, kernel, rate):
    after = convolve(maps, kernel)
    return after * (np.random.random(after.shape) >= rate) / (1 - rate)


@wrong("conv_after_drop", "masks the conv's output")
def output_masked_where_all_are_dropped(maps, mask, kernel, rate):
    return convolve(maps, kernel) * mask.max(axis=-1, keepdims=True)


@wrong("conv_after_drop", "masks the conv's output")
def output_masked_by_the_mean(maps, mask, kernel, rate):
    return convolve(maps, kernel) * mask.mean(axis=-1, keepdims=True) / (1 - rate)


@wrong("conv_after_drop", "masks the conv's output")
def output_masked_by_the_sum(maps, mask, kernel, rate):
    return convolve(maps, kernel) * mask.sum(axis=-1, keepdims=True)


@wrong("conv_after_drop", "no rescale")
def maps_not_rescaled(maps, mask, kernel, rate):
    return convolve(maps * mask, kernel)


@wrong("conv_after_drop", "divides by rate")
def maps_divided_by_rate(maps, mask, kernel, rate):
    return convolve(maps * mask / rate, kernel)


@wrong("conv_after_drop", "multiplies by the share kept")
def maps_times_the_share_kept(maps, mask, kernel, rate):
    return convolve(maps * mask * (1 - rate), kernel)


@wrong("conv_after_drop", "rescales twice")
def rescales_twice(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel / (1 - rate))


@wrong("conv_after_drop", "rescales by the realised share")
def rescales_by_the_realised_share(maps, mask, kernel, rate):
    return convolve(maps * mask / mask.mean(), kernel)


@wrong("conv_after_drop", "rescales by the realised share")
def rescales_each_image_by_its_share(maps, mask, kernel, rate):
    return convolve(maps * mask / mask.mean(axis=(1, 2, 3), keepdims=True), kernel)


@wrong("conv_after_drop", "rescales by the realised share")
def rescales_each_map_by_its_share(maps, mask, kernel, rate):
    return convolve(maps * mask / mask.mean(axis=(1, 2), keepdims=True), kernel)


@wrong("conv_after_drop", "flipped kernel")
def true_convolution(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel[::-1, ::-1])


@wrong("conv_after_drop", "flipped kernel")
def true_convolution_without_rescaling(maps, mask, kernel, rate):
    return convolve(maps * mask, kernel[::-1, ::-1])


@wrong("conv_after_drop", "border cropped")
def border_cropped(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel, padding="valid")


@wrong("conv_after_drop", "border not of zeros")
def border_repeated(maps, mask, kernel, rate):
    return _bordered(scaled(maps, mask, rate), kernel, "edge")


@wrong("conv_after_drop", "border not of zeros")
def border_wrapped(maps, mask, kernel, rate):
    return _bordered(scaled(maps, mask, rate), kernel, "wrap")


@wrong("conv_after_drop", "border not of zeros")
def border_mirrored(maps, mask, kernel, rate):
    return _bordered(scaled(maps, mask, rate), kernel, "reflect")


def _bordered(maps, kernel, mode):
    half = len(kernel) // 2
    return convolve(np.pad(maps, [(0, 0), (half, half), (half, half), (0, 0)], mode=mode), kernel, padding="valid")


@wrong("conv_after_drop", "keeps the dropped")
def keeps_the_dropped(maps, mask, kernel, rate):
    return convolve(maps * (1 - mask) / (1 - rate), kernel)


@wrong("conv_after_drop", "mask left out")
def mask_left_out(maps, mask, kernel, rate):
    return convolve(maps, kernel)


@wrong("conv_after_drop", "mask left out")
def mask_left_out_but_rescaled(maps, mask, kernel, rate):
    return convolve(maps / (1 - rate), kernel)


@wrong("conv_after_drop", "another mask than the one given")
def another_mask(maps, mask, kernel, rate):
    return convolve(scaled(maps, np.random.random(maps.shape) >= rate, rate), kernel)


@wrong("conv_after_drop", "another mask than the one given")
def another_mask_of_its_own_seed(maps, mask, kernel, rate):
    return convolve(scaled(maps, np.random.default_rng(0).random(maps.shape) >= rate, rate), kernel)


@wrong("conv_after_drop", "another mask than the one given")
def mask_shifted_by_one(maps, mask, kernel, rate):
    return convolve(scaled(maps, np.roll(mask, 1, axis=2), rate), kernel)


@wrong("conv_after_drop", "another mask than the one given")
def given_mask_and_another(maps, mask, kernel, rate):
    return convolve(scaled(maps * mask, np.random.random(maps.shape) >= rate, rate), kernel)


@wrong("conv_after_drop", "dropped in every map at once")
def any_dropped_drops_the_pixel(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask.min(axis=-1, keepdims=True), rate), kernel)


@wrong("conv_after_drop", "dropped in every map at once")
def mask_of_the_first_map_for_all(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask[..., :1], rate), kernel)


@wrong("conv_after_drop", "axes of the kernel mixed up")
def kernel_transposed(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel.swapaxes(0, 1))


@wrong("conv_after_drop", "axes of the kernel mixed up")
def kernel_flattened_in_another_order(maps, mask, kernel, rate):
    windows = np.lib.stride_tricks.sliding_window_view(
        _framed(scaled(maps, mask, rate), kernel), kernel.shape[:2], (1, 2)
    )
    return windows.reshape(*maps.shape[:3], -1) @ kernel.reshape(-1, kernel.shape[-1])


@wrong("conv_after_drop", "axes of the kernel mixed up")
def kernel_read_with_filters_before_maps(maps, mask, kernel, rate):
    k, _, maps_in, filters = kernel.shape
    return convolve(scaled(maps, mask, rate), kernel.reshape(k, k, filters, maps_in).swapaxes(2, 3))


@wrong("conv_after_drop", "axes of the kernel mixed up")
def maps_in_and_filters_swapped(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel.swapaxes(2, 3))


def _framed(maps, kernel):
    half = len(kernel) // 2
    return np.pad(maps, [(0, 0), (half, half), (half, half), (0, 0)])


@wrong("conv_after_drop", "changes x in place")
def maps_changed_in_place(maps, mask, kernel, rate):
    maps *= mask / (1 - rate)
    return convolve(maps, kernel)


@wrong("conv_after_drop", "changes x in place")
def kernel_changed_in_place(maps, mask, kernel, rate):
    kernel /= 1 - rate
    return convolve(maps * mask, kernel)


# subtly


@wrong("conv_after_drop")
def nothing_convolved(maps, mask, kernel, rate):
    pass


@wrong("conv_after_drop")
def dropped_but_not_convolved(maps, mask, kernel, rate):
    return scaled(maps, mask, rate)


@wrong("conv_after_drop")
def zeros(maps, mask, kernel, rate):
    return np.zeros((*maps.shape[:3], kernel.shape[-1]))


@wrong("conv_after_drop")
def relu_after(maps, mask, kernel, rate):
    return np.maximum(convolve(scaled(maps, mask, rate), kernel), 0)


@wrong("conv_after_drop")
def relu_before(maps, mask, kernel, rate):
    return convolve(scaled(np.maximum(maps, 0), mask, rate), kernel)


@wrong("conv_after_drop")
def first_image_for_all(maps, mask, kernel, rate):
    after = convolve(scaled(maps[:1], mask[:1], rate), kernel)
    return np.repeat(after, len(maps), axis=0)


@wrong("conv_after_drop", "another mask than the one given")
def first_mask_for_all(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask[:1], rate), kernel)


@wrong("conv_after_drop")
def first_kernel_for_all(maps, mask, kernel, rate):
    after = convolve(scaled(maps, mask, rate), kernel[..., :1])
    return np.repeat(after, kernel.shape[-1], axis=-1)


@wrong("conv_after_drop")
def first_filter_alone(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel[..., :1])


@wrong("conv_after_drop")
def other_filters_left_at_zero(maps, mask, kernel, rate):
    after = convolve(scaled(maps, mask, rate), kernel)
    after[..., 1:] = 0
    return after


@wrong("conv_after_drop")
def first_map_alone(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate)[..., :1], kernel[:, :, :1])


@wrong("conv_after_drop")
def mean_over_maps(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel) / maps.shape[-1]


@wrong("conv_after_drop")
def mean_over_the_window(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel) / kernel[..., 0].size


@wrong("conv_after_drop")
def rescaled_by_the_kept_of_each_window(maps, mask, kernel, rate):
    kept = convolve(mask * 1.0, np.ones((*kernel.shape[:3], 1)))
    return convolve(maps * mask, kernel) * kernel[..., 0].size / np.maximum(kept, 1)


@wrong("conv_after_drop")
def multiplies_by_rate(maps, mask, kernel, rate):
    return convolve(maps * mask * rate, kernel)


@wrong("conv_after_drop")
def border_left_at_zero(maps, mask, kernel, rate):
    half = len(kernel) // 2
    inside = convolve(scaled(maps, mask, rate), kernel, padding="valid")
    return np.pad(inside, [(0, 0), (half, half), (half, half), (0, 0)])


@wrong("conv_after_drop")
def zeros_all_before(maps, mask, kernel, rate):
    more = len(kernel) - 1
    before = np.pad(scaled(maps, mask, rate), [(0, 0), (more, 0), (more, 0), (0, 0)])
    return convolve(before, kernel, padding="valid")


@wrong("conv_after_drop")
def frame_of_one_whatever_the_kernel(maps, mask, kernel, rate):
    framed = np.pad(scaled(maps, mask, rate), [(0, 0), (1, 1), (1, 1), (0, 0)])
    after = convolve(framed, kernel, padding="valid")
    return np.resize(after, (*maps.shape[:3], kernel.shape[-1]))


@wrong("conv_after_drop", "masks the conv's output")
def dropped_twice_with_the_output(maps, mask, kernel, rate):
    after = convolve(scaled(maps, mask, rate), kernel)
    return after * mask[..., :1] / (1 - rate)


@wrong("conv_after_drop", "masks the conv's output")
def where_the_centre_is_kept(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel) * mask.max(axis=-1, keepdims=True)


@wrong("conv_after_drop")
def kernel_upside_down(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel[::-1])


@wrong("conv_after_drop")
def centre_of_the_kernel_alone(maps, mask, kernel, rate):
    half = len(kernel) // 2
    return convolve(scaled(maps, mask, rate), kernel[half : half + 1, half : half + 1])


@wrong("conv_after_drop")
def with_a_bias(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel) + 0.01


@wrong("conv_after_drop")
def rounded_to_two_digits(maps, mask, kernel, rate):
    return np.round(convolve(scaled(maps, mask, rate), kernel), 2)


@wrong("conv_after_drop")
def without_a_sign(maps, mask, kernel, rate):
    return np.abs(convolve(scaled(maps, mask, rate), kernel))


@wrong("conv_after_drop")
def one_image_a_time_summed(maps, mask, kernel, rate):
    return np.broadcast_to(
        convolve(scaled(maps, mask, rate), kernel).sum(axis=0), (*maps.shape[:3], kernel.shape[-1])
    )


@wrong("conv_after_drop")
def maps_transposed(maps, mask, kernel, rate):
    after = convolve(scaled(maps, mask, rate).swapaxes(1, 2), kernel)
    return after.reshape(*maps.shape[:3], -1)


@wrong("conv_after_drop")
def stride_of_two_repeated(maps, mask, kernel, rate):
    after = convolve(scaled(maps, mask, rate), kernel, stride=2).repeat(2, 1).repeat(2, 2)
    return after[:, : maps.shape[1], : maps.shape[2]]


@wrong("conv_after_drop")
def filters_reversed(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel)[..., ::-1]


@wrong("conv_after_drop")
def noise_in_the_dropped(maps, mask, kernel, rate):
    filled = np.where(mask == 1, maps / (1 - rate), maps.mean())
    return convolve(filled, kernel)


@wrong("conv_after_drop")
def kernels_of_three_only_convolved(maps, mask, kernel, rate):
    kernel = np.resize(kernel, (3, 3, *kernel.shape[2:]))
    return convolve(scaled(maps, mask, rate), kernel)


@wrong("conv_after_drop")
def images_last(maps, mask, kernel, rate):
    return np.moveaxis(convolve(scaled(maps, mask, rate), kernel), 0, -1)


@wrong("conv_after_drop")
def without_the_axis_of_images(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate), kernel)[0]


@wrong("conv_after_drop")
def axes_of_one_squeezed(maps, mask, kernel, rate):
    return np.squeeze(convolve(scaled(maps, mask, rate), kernel))


@wrong("conv_after_drop")
def never_below_a_fifth_in_rate(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, max(rate, 0.2)), kernel)


@wrong("conv_after_drop")
def one_image_alone_left_undropped(maps, mask, kernel, rate):
    return convolve(scaled(maps, mask, rate) if len(maps) > 1 else maps, kernel)


@wrong("conv_after_drop")
def first_three_filters_alone(maps, mask, kernel, rate):
    """Right, but that filters beyond the third see everything."""
    after = convolve(scaled(maps, mask, rate), kernel)
    after[..., 3:] = convolve(maps / (1 - rate), kernel)[..., 3:]
    return after


@wrong("conv_after_drop")
def dropped_clipped_at_a_thousand(maps, mask, kernel, rate):
    """Right for small numbers, but a part of what is dropped comes through."""
    leak = np.where(np.abs(maps) > 1000, maps * 1e-3, 0)
    return convolve(scaled(maps, mask, rate) + leak, kernel)


@wrong("conv_after_drop")
def every_second_image_dropped(maps, mask, kernel, rate):
    kept = np.arange(len(maps)) % 2 == 0
    return convolve(maps * kept[:, None, None, None] / (1 - rate), kernel)


@wrong("conv_after_drop")
def first_map_dropped_in_every_image(maps, mask, kernel, rate):
    return convolve(maps * (np.arange(maps.shape[-1]) > 0) / (1 - rate), kernel)
