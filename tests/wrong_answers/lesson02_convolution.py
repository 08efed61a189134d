"""Wrong answers to exercises 2.2 to 2.4: each misconception by name, then the ones that are hard to see."""

from itertools import product

import numpy as np

from tests.answers import wrong
from tests.right_answers.lesson02_convolution import (
    by_formula,
    by_loops,
    by_shifted_sums,
    by_windows,
    padded_with_zeros,
    start_of_windows,
)

# 2.2 counting, by misconception


def side_of(n, kernel, padding, stride):
    return -(-(n if padding == "same" else n - kernel + 1) // stride)


def counts(misconception):
    """Register a function that gives the activations, or one that gives the weights, the other being right."""

    def register(given):
        def answer(height, width, maps_in, filters, kernel, padding, stride):
            activations, weights = by_formula(height, width, maps_in, filters, kernel, padding, stride)
            if given.__code__.co_varnames[0] == "kernel":
                return activations, given(kernel, maps_in, filters)
            rows, columns = (side_of(n, kernel, padding, stride) for n in (height, width))
            return given(rows, columns, height, width, maps_in, filters, kernel, padding, stride), weights

        answer.__name__ = given.__name__
        return wrong("count_neurons", misconception)(answer)

    return register


@counts("filters for neurons")
def filters_are_neurons(rows, columns, height, width, maps_in, filters, *rest):
    return filters


@counts("one map's neurons")
def one_map(rows, columns, *rest):
    return rows * columns


@counts("maps in for filters")
def maps_that_come_in(rows, columns, height, width, maps_in, *rest):
    return rows * columns * maps_in


@counts("counts the inputs")
def inputs(rows, columns, height, width, maps_in, *rest):
    return height * width * maps_in


@counts("counts multiplications")
def for_each_map_that_comes_in(rows, columns, height, width, maps_in, filters, *rest):
    return rows * columns * maps_in * filters


@counts("padding ignored")
def always_same(rows, columns, height, width, maps_in, filters, kernel, padding, stride):
    return -(-height // stride) * -(-width // stride) * filters


@counts("padding ignored")
def always_valid(rows, columns, height, width, maps_in, filters, kernel, padding, stride):
    return -(-(height - kernel + 1) // stride) * -(-(width - kernel + 1) // stride) * filters


@counts("stride ignored")
def stride_one(rows, columns, height, width, maps_in, filters, kernel, padding, stride):
    lost = kernel - 1 if padding == "valid" else 0
    return (height - lost) * (width - lost) * filters


@counts("valid off by one")
def loses_the_whole_kernel(rows, columns, height, width, maps_in, filters, kernel, padding, stride):
    lost = kernel if padding == "valid" else 0
    return -(-(height - lost) // stride) * -(-(width - lost) // stride) * filters


@counts("valid off by one")
def forgets_the_last_one(rows, columns, height, width, maps_in, filters, kernel, padding, stride):
    sides = [(n - kernel) // stride if padding == "valid" else -(-n // stride) for n in (height, width)]
    return sides[0] * sides[1] * filters


@counts("rounds down")
def rounded_down(rows, columns, height, width, maps_in, filters, kernel, padding, stride):
    lost = kernel - 1 if padding == "valid" else 0
    return (height - lost) // stride * ((width - lost) // stride) * filters


@counts("one side twice")
def height_twice(rows, columns, height, width, maps_in, filters, *rest):
    return rows * rows * filters


@counts("activations and weights swapped")
def weights_twice(rows, columns, height, width, maps_in, filters, kernel, *rest):
    return (kernel * kernel * maps_in + 1) * filters


@wrong("count_neurons", "activations and weights swapped")
def weights_first(*layer):
    return by_formula(*layer)[::-1]


@counts("bias forgotten")
def no_bias(kernel, maps_in, filters):
    return kernel**2 * maps_in * filters


@counts("one bias for all")
def one_bias(kernel, maps_in, filters):
    return kernel**2 * maps_in * filters + 1


@counts("maps in forgotten")
def looks_at_one_map(kernel, maps_in, filters):
    return (kernel**2 + 1) * filters


@counts("kernel not squared")
def a_line(kernel, maps_in, filters):
    return (kernel * maps_in + 1) * filters


@counts("a bias for each map")
def a_bias_for_each_pair(kernel, maps_in, filters):
    return (kernel**2 + 1) * maps_in * filters


@wrong("count_neurons", "weights for each position")
def weights_everywhere(height, width, maps_in, filters, kernel, padding, stride):
    activations, weights = by_formula(height, width, maps_in, filters, kernel, padding, stride)
    return activations, activations // filters * weights


# 2.2 counting, subtly


@counts(None)
def right_for_squares(rows, columns, height, width, maps_in, filters, kernel, padding, stride):
    side = side_of(min(height, width), kernel, padding, stride)
    return side * side * filters


@counts(None)
def odd_kernels_only(rows, columns, height, width, maps_in, filters, kernel, padding, stride):
    lost = 2 * (kernel // 2) if padding == "valid" else 0
    return -(-(height - lost) // stride) * -(-(width - lost) // stride) * filters


@counts(None)
def stride_along_rows_only(rows, columns, height, width, maps_in, filters, kernel, padding, stride):
    return rows * (width - (kernel - 1 if padding == "valid" else 0)) * filters


@counts(None)
def one_filter_more(rows, columns, height, width, maps_in, filters, *rest):
    return rows * columns * (filters + 1)


@counts(None)
def strides_above_two_are_two(rows, columns, height, width, maps_in, filters, kernel, padding, stride):
    return (
        side_of(height, kernel, padding, min(stride, 2)) * side_of(width, kernel, padding, min(stride, 2)) * filters
    )


@counts(None)
def three_by_three_always(kernel, maps_in, filters):
    return (9 * maps_in + 1) * filters


@counts(None)
def filters_and_maps_swapped(kernel, maps_in, filters):
    return (kernel * kernel * filters + 1) * maps_in


@counts(None)
def bias_for_each_weight(kernel, maps_in, filters):
    return kernel * kernel * maps_in * filters * 2


@wrong("count_neurons")
def constants(*layer):
    return 25_088, 320


@wrong("count_neurons")
def their_sum(*layer):
    return sum(by_formula(*layer))


@wrong("count_neurons")
def three_numbers(height, width, maps_in, filters, kernel, padding, stride):
    return *by_formula(height, width, maps_in, filters, kernel, padding, stride), filters


@wrong("count_neurons")
def nothing_at_all(*layer):
    pass


# 2.3 whom an activation reaches, by misconception


def shaped(height, width, kernel, filters, stride, padding):
    return np.zeros(
        (side_of(height, kernel, padding, stride), side_of(width, kernel, padding, stride), filters), bool
    )


@wrong("affected_outputs", "one filter only")
def first_filter(*place):
    found = by_loops(*place)
    found[..., 1:] = False
    return found


@wrong("affected_outputs", "a coin for each filter")
def random_filters(i, j, height, width, kernel, filters, stride, padding):
    found = by_loops(i, j, height, width, kernel, filters, stride, padding)
    return found & (np.random.default_rng(0).random(filters) < 0.5)


@wrong("affected_outputs", "a coin for each filter")
def a_mask_for_each_filter(*place):
    found = by_loops(*place)
    return found & (np.random.default_rng(1).random(found.shape) < 0.5)


@wrong("affected_outputs", "only the same position")
def its_own_position(i, j, height, width, kernel, filters, stride, padding):
    found = shaped(height, width, kernel, filters, stride, padding)
    if i // stride < found.shape[0] and j // stride < found.shape[1]:
        found[i // stride, j // stride] = True
    return found


@wrong("affected_outputs", "the whole map")
def everything(i, j, height, width, kernel, filters, stride, padding):
    return ~shaped(height, width, kernel, filters, stride, padding)


def square(i, j, shape, kernel, first=lambda place, kernel: place - kernel // 2, wrap=False):
    found = np.zeros(shape, bool)
    for a, b in product(range(kernel), repeat=2):
        row, column = first(i, kernel) + a, first(j, kernel) + b
        if wrap:
            found[row % shape[0], column % shape[1]] = True
        elif 0 <= row < shape[0] and 0 <= column < shape[1]:
            found[row, column] = True
    return found


@wrong("affected_outputs", "stride ignored in reach")
def centred_square(i, j, height, width, kernel, filters, stride, padding):
    return square(i, j, shaped(height, width, kernel, filters, stride, padding).shape, kernel)


@wrong("affected_outputs", "padding ignored in reach")
def always_padded(i, j, height, width, kernel, filters, stride, padding):
    return by_loops(i, j, height, width, kernel, filters, stride, "same")


@wrong("affected_outputs", "wraps around")
def around_the_edge(i, j, height, width, kernel, filters, stride, padding):
    return square(i, j, shaped(height, width, kernel, filters, stride, padding).shape, kernel, wrap=True)


@wrong("affected_outputs", "whole windows at the border")
def pushed_inside(i, j, height, width, kernel, filters, stride, padding):
    found = shaped(height, width, kernel, filters, stride, padding)
    top = min(max(i - kernel // 2, 0), max(found.shape[0] - kernel, 0))
    left = min(max(j - kernel // 2, 0), max(found.shape[1] - kernel, 0))
    found[top : top + kernel, left : left + kernel] = True
    return found


@wrong("affected_outputs", "mirrored")
def what_an_output_sees(i, j, height, width, kernel, filters, stride, padding):
    found = shaped(height, width, kernel, filters, stride, padding)
    for row, column in product(*map(range, found.shape[:2])):
        tops = [zeros_before(side, kernel, stride, padding) for side in (height, width)]
        first = i * stride - tops[0], j * stride - tops[1]
        found[row, column] = first[0] <= row < first[0] + kernel and first[1] <= column < first[1] + kernel
    return found


def zeros_before(side, kernel, stride, padding):
    return -start_of_windows(side, kernel, stride, padding)[0]


@wrong("affected_outputs", "odd zero before")
def extra_zero_at_the_top(i, j, height, width, kernel, filters, stride, padding):
    def reached(place, side):
        starts = np.array(start_of_windows(side, kernel, stride, padding))
        zeros = max((len(starts) - 1) * stride + kernel - side, 0) if padding == "same" else 0
        starts = starts - zeros % 2
        return (starts <= place) & (place < starts + kernel)

    return np.repeat(np.outer(reached(i, height), reached(j, width))[..., None], filters, axis=-1)


@wrong("affected_outputs", "rows and columns swapped")
def transposed(i, j, height, width, kernel, filters, stride, padding):
    return by_loops(j, i, height, width, kernel, filters, stride, padding)


# 2.3 whom an activation reaches, subtly


@wrong("affected_outputs")
def inverted(*place):
    return ~by_loops(*place)


@wrong("affected_outputs")
def nothing_changes(*place):
    return np.zeros_like(by_loops(*place))


@wrong("affected_outputs")
def no_filters(*place):
    return by_loops(*place)[..., 0]


@wrong("affected_outputs")
def filters_first(*place):
    return np.moveaxis(by_loops(*place), -1, 0)


@wrong("affected_outputs")
def always_three_by_three(i, j, height, width, kernel, filters, stride, padding):
    found = by_loops(i, j, height, width, 3, filters, stride, "same")
    wanted = by_loops(i, j, height, width, kernel, filters, stride, padding)
    return found if found.shape == wanted.shape else wanted


@wrong("affected_outputs")
def a_cross(i, j, height, width, kernel, filters, stride, padding):
    found = by_loops(i, j, height, width, kernel, filters, stride, padding)
    cross = np.zeros_like(found)
    row, column = np.argwhere(found[..., 0])[len(np.argwhere(found[..., 0])) // 2] if found.any() else (0, 0)
    cross[row], cross[:, column] = True, True
    return found & cross


@wrong("affected_outputs")
def numbers_of_outputs(*place):
    return by_loops(*place) * 9


@wrong("affected_outputs")
def right_without_a_stride(i, j, height, width, kernel, filters, stride, padding):
    found = by_loops(i, j, height, width, kernel, filters, stride, padding)
    return found if stride == 1 else np.roll(found, 1, axis=0)


@wrong("affected_outputs")
def right_with_odd_kernels(i, j, height, width, kernel, filters, stride, padding):
    found = by_loops(i, j, height, width, kernel, filters, stride, padding)
    return found if kernel % 2 else np.roll(found, 1, axis=1)


@wrong("affected_outputs")
def all_but_the_last_filter(*place):
    found = by_loops(*place)
    found[..., -1] = False
    return found


@wrong("affected_outputs")
def no_return(*place):
    by_loops(*place)


# 2.4 drop, then convolve, by misconception


@wrong("conv_after_drop", "a mask for each filter")
def fresh_masks(maps, mask, kernel, rate):
    rng = np.random.default_rng(0)
    masks = [(rng.random(mask.shape) >= rate) * 1.0 for _ in range(kernel.shape[-1])]
    parts = [by_windows(maps, one, kernel[..., f : f + 1], rate) for f, one in enumerate(masks)]
    return np.concatenate(parts, axis=-1)


@wrong("conv_after_drop", "a mask for each filter")
def shifted_masks(maps, mask, kernel, rate):
    masks = [np.roll(mask, f, axis=2) for f in range(kernel.shape[-1])]
    parts = [by_windows(maps, one, kernel[..., f : f + 1], rate) for f, one in enumerate(masks)]
    return np.concatenate(parts, axis=-1)


@wrong("conv_after_drop", "masks the kernel")
def drop_connect(maps, mask, kernel, rate):
    rng = np.random.default_rng(1)
    holes = rng.random(kernel.shape[:3]) >= rate
    return by_windows(maps, np.ones_like(mask), kernel * holes[..., None] / (1 - rate), 0)


@wrong("conv_after_drop", "masks the outputs")
def mask_behind_the_conv(maps, mask, kernel, rate):
    out = by_windows(maps, np.ones_like(mask), kernel, 0)
    return out * mask[..., :1] / (1 - rate)


@wrong("conv_after_drop", "ignores the mask")
def never_drops_anything(maps, mask, kernel, rate):
    return by_windows(maps, np.ones_like(mask), kernel, 0)


@wrong("conv_after_drop", "ignores the mask")
def rescales_only(maps, mask, kernel, rate):
    return by_windows(maps, np.ones_like(mask), kernel, rate)


@wrong("conv_after_drop", "mask upside down")
def keeps_the_dropped(maps, mask, kernel, rate):
    return by_windows(maps, 1 - mask, kernel, rate)


@wrong("conv_after_drop", "no rescale")
def without_a_scale(maps, mask, kernel, rate):
    return by_windows(maps, mask, kernel, 0)


@wrong("conv_after_drop", "divides by rate")
def divided_by_rate(maps, mask, kernel, rate):
    return by_windows(maps, mask, kernel, 0) / rate


@wrong("conv_after_drop", "multiplies by the share kept")
def shrinks(maps, mask, kernel, rate):
    return by_windows(maps, mask, kernel, 0) * (1 - rate)


@wrong("conv_after_drop", "rescales by the realised share")
def by_what_survived(maps, mask, kernel, rate):
    return by_windows(maps, mask, kernel, 0) / mask.mean()


@wrong("conv_after_drop", "rescales twice")
def twice(maps, mask, kernel, rate):
    return by_windows(maps / (1 - rate), mask, kernel, rate)


@wrong("conv_after_drop", "whole pixels")
def pixels(maps, mask, kernel, rate):
    return by_windows(maps, mask.min(axis=-1, keepdims=True) * np.ones_like(mask), kernel, rate)


@wrong("conv_after_drop", "flipped kernel")
def turned_round(maps, mask, kernel, rate):
    return by_windows(maps, mask, kernel[::-1, ::-1], rate)


@wrong("conv_after_drop", "padding is not zero")
def repeats_the_edge(maps, mask, kernel, rate):
    reach = len(kernel) // 2
    padded = np.pad(maps * mask / (1 - rate), ((0, 0), (reach, reach), (reach, reach), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijmab,abmf->nijf", windows, kernel)


# 2.4 drop, then convolve, subtly


@wrong("conv_after_drop")
def all_padding_on_one_side(maps, mask, kernel, rate):
    more = len(kernel) - 1
    padded = np.pad(maps * mask / (1 - rate), ((0, 0), (0, more), (0, more), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijmab,abmf->nijf", windows, kernel)


@wrong("conv_after_drop")
def no_padding(maps, mask, kernel, rate):
    dropped = maps * mask / (1 - rate)
    windows = np.lib.stride_tricks.sliding_window_view(dropped, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijmab,abmf->nijf", windows, kernel)


@wrong("conv_after_drop")
def kernel_transposed(maps, mask, kernel, rate):
    return by_windows(maps, mask, kernel.swapaxes(0, 1), rate)


@wrong("conv_after_drop")
def first_map_only(maps, mask, kernel, rate):
    return by_windows(maps[..., :1], mask[..., :1], kernel[:, :, :1], rate)


@wrong("conv_after_drop")
def mean_over_maps(maps, mask, kernel, rate):
    return by_windows(maps, mask, kernel, rate) / maps.shape[-1]


@wrong("conv_after_drop")
def mask_of_the_first_image(maps, mask, kernel, rate):
    return by_windows(maps, mask[:1] * np.ones_like(mask), kernel, rate)


@wrong("conv_after_drop")
def relu_behind(maps, mask, kernel, rate):
    return np.maximum(0, by_windows(maps, mask, kernel, rate))


@wrong("conv_after_drop")
def relu_before(maps, mask, kernel, rate):
    return by_windows(np.maximum(0, maps), mask, kernel, rate)


@wrong("conv_after_drop")
def filters_reversed(maps, mask, kernel, rate):
    return by_windows(maps, mask, kernel, rate)[..., ::-1]


@wrong("conv_after_drop")
def changes_the_kernel(maps, mask, kernel, rate):
    out = by_windows(maps, mask, kernel, rate)
    kernel *= 0
    return out


@wrong("conv_after_drop")
def half_the_kernel(maps, mask, kernel, rate):
    return by_shifted_sums(maps, mask, kernel * (np.arange(len(kernel)) > 0)[:, None, None, None], rate)


@wrong("conv_after_drop")
def draws_its_own_mask(maps, mask, kernel, rate):
    return by_windows(maps, (np.random.random(mask.shape) >= rate) * 1.0, kernel, rate)


@wrong("conv_after_drop")
def only_the_maps(maps, mask, kernel, rate):
    return maps * mask / (1 - rate)


@wrong("conv_after_drop")
def mask_behind_padding(maps, mask, kernel, rate):
    return padded_with_zeros(maps * mask, kernel)
