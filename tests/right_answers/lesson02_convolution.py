"""Right answers to exercises 2.2 to 2.4: formulas, loops, windows, and libraries."""

import math
from itertools import product

import numpy as np
from scipy import signal

from tests.answers import right

# 2.2 counting


@right("count_neurons")
def by_formula(height, width, maps_in, filters, kernel, padding, stride):
    lost = 0 if padding == "same" else kernel - 1
    rows, columns = math.ceil((height - lost) / stride), math.ceil((width - lost) / stride)
    return rows * columns * filters, kernel * kernel * maps_in * filters + filters


@right("count_neurons")
def floor_of_what_is_left(height, width, maps_in, filters, kernel, padding, stride):
    def side(n):
        return (n - kernel) // stride + 1 if padding == "valid" else (n - 1) // stride + 1

    return [side(height) * side(width) * filters, filters * (1 + maps_in * kernel**2)]


@right("count_neurons")
def counted_in_ranges(height, width, maps_in, filters, kernel, padding, stride):
    ends = (height, width) if padding.lower() == "same" else (height - kernel + 1, width - kernel + 1)
    places = list(product(*(range(0, end, stride) for end in ends), range(filters)))
    return len(places), sum(
        1 for _ in product(range(kernel), range(kernel), range(maps_in), range(filters))
    ) + filters


@right("count_neurons")
def as_an_array(height, width, maps_in, filters, kernel, padding, stride):
    return np.array(by_formula(height, width, maps_in, filters, kernel, padding, stride))


@right("count_neurons")
def as_floats(height, width, maps_in, filters, kernel, padding, stride):
    sides = np.ceil((np.array([height, width]) - (kernel - 1) * (padding == "valid")) / stride)
    return float(np.prod(sides) * filters), float((kernel**2 * maps_in + 1) * filters)


@right("count_neurons")
def numpy_integers(height, width, maps_in, filters, kernel, padding, stride):
    return tuple(
        np.int32(number) for number in by_formula(height, width, maps_in, filters, kernel, padding, stride)
    )


@right("count_neurons")
def asks_keras(height, width, maps_in, filters, kernel, padding, stride):
    import keras

    layer = keras.layers.Conv2D(filters, kernel, strides=stride, padding=padding)
    layer.build((1, height, width, maps_in))
    return np.prod(layer.compute_output_shape((1, height, width, maps_in))), layer.count_params()


@right("count_neurons")
def from_a_real_array(height, width, maps_in, filters, kernel, padding, stride):
    padded = height + kernel - 1, width + kernel - 1
    image = np.zeros(padded if padding == "same" else (height, width))
    windows = np.lib.stride_tricks.sliding_window_view(image, (kernel, kernel))[::stride, ::stride]
    return windows.shape[0] * windows.shape[1] * filters, np.zeros(
        (kernel, kernel, maps_in, filters)
    ).size + filters


# 2.3 whom an activation reaches


def start_of_windows(side, kernel, stride, padding):
    count = -(-side // stride) if padding == "same" else (side - kernel) // stride + 1
    zeros = max((count - 1) * stride + kernel - side, 0) if padding == "same" else 0
    return [place * stride - zeros // 2 for place in range(count)]


@right("affected_outputs")
def by_loops(i, j, height, width, kernel, filters, stride, padding):
    rows, columns = (start_of_windows(side, kernel, stride, padding) for side in (height, width))
    found = np.zeros((len(rows), len(columns), filters), dtype=bool)
    for row, top in enumerate(rows):
        for column, left in enumerate(columns):
            if top <= i < top + kernel and left <= j < left + kernel:
                found[row, column, :] = True
    return found


@right("affected_outputs")
def by_outer_product(i, j, height, width, kernel, filters, stride, padding):
    rows = [top <= i < top + kernel for top in start_of_windows(height, kernel, stride, padding)]
    columns = [left <= j < left + kernel for left in start_of_windows(width, kernel, stride, padding)]
    return np.outer(rows, columns)[..., np.newaxis] & np.ones(filters, dtype=bool)


@right("affected_outputs")
def as_nested_lists(i, j, height, width, kernel, filters, stride, padding):
    return by_loops(i, j, height, width, kernel, filters, stride, padding).tolist()


@right("affected_outputs")
def as_ones_and_zeros(i, j, height, width, kernel, filters, stride, padding):
    return by_loops(i, j, height, width, kernel, filters, stride, padding).astype("float32")


def padded_impulse(i, j, height, width, kernel, stride, padding):
    rows, columns = (start_of_windows(side, kernel, stride, padding) for side in (height, width))
    image = np.zeros((height + 2 * kernel, width + 2 * kernel))
    image[i + kernel, j + kernel] = 1
    return image, rows, columns


@right("affected_outputs")
def sums_of_windows(i, j, height, width, kernel, filters, stride, padding):
    image, rows, columns = padded_impulse(i, j, height, width, kernel, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(image, (kernel, kernel)).sum(axis=(2, 3))
    hit = windows[np.ix_([row + kernel for row in rows], [column + kernel for column in columns])]
    return np.stack([hit > 0] * filters, axis=-1)


@right("affected_outputs")
def by_correlation(i, j, height, width, kernel, filters, stride, padding):
    image, rows, columns = padded_impulse(i, j, height, width, kernel, stride, padding)
    answer = signal.correlate2d(image, np.ones((kernel, kernel)), mode="valid")
    hit = answer[np.ix_([row + kernel for row in rows], [column + kernel for column in columns])]
    return np.repeat(hit.round().astype(bool)[:, :, None], filters, axis=2)


@right("affected_outputs")
def finite_differences_in_keras(i, j, height, width, kernel, filters, stride, padding):
    import keras

    maps = np.zeros((2, height, width, 1), dtype="float32")
    maps[1, i, j] = 1
    weights = np.ones((kernel, kernel, 1, filters), dtype="float32")
    calm, loud = np.array(keras.ops.conv(maps, weights, strides=stride, padding=padding))
    return loud != calm


@right("affected_outputs")
def a_tensor(i, j, height, width, kernel, filters, stride, padding):
    import keras

    return keras.ops.convert_to_tensor(by_loops(i, j, height, width, kernel, filters, stride, padding))


# 2.4 drop, then convolve


def padded_with_zeros(maps, kernel):
    reach = len(kernel) // 2
    return np.pad(maps, ((0, 0), (reach, reach), (reach, reach), (0, 0)))


@right("conv_after_drop")
def by_shifted_sums(maps, mask, kernel, rate):
    height, width = maps.shape[1:3]
    padded = padded_with_zeros(maps * mask / (1 - rate), kernel)
    shifts = product(range(len(kernel)), repeat=2)
    return sum(padded[:, a : a + height, b : b + width] @ kernel[a, b] for a, b in shifts)


@right("conv_after_drop")
def by_windows(maps, mask, kernel, rate):
    padded = padded_with_zeros(np.where(mask == 1, maps / (1 - rate), 0), kernel)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijmab,abmf->nijf", windows, kernel)


@right("conv_after_drop")
def position_by_position(maps, mask, kernel, rate):
    padded = padded_with_zeros(maps * mask, kernel) / (1 - rate)
    k, out = len(kernel), np.zeros((*maps.shape[:3], kernel.shape[-1]))
    for row, column in product(range(maps.shape[1]), range(maps.shape[2])):
        out[:, row, column] = np.tensordot(padded[:, row : row + k, column : column + k], kernel, axes=3)
    return out


@right("conv_after_drop")
def rescales_afterwards(maps, mask, kernel, rate):
    return by_shifted_sums(maps * mask, np.ones_like(mask), kernel, 0.0) / (1 - rate)


@right("conv_after_drop")
def with_scipy(maps, mask, kernel, rate):
    dropped = maps * mask / (1 - rate)
    out = np.zeros((*maps.shape[:3], kernel.shape[-1]))
    for image, one, other in product(range(len(maps)), range(maps.shape[3]), range(kernel.shape[3])):
        out[image, ..., other] += signal.correlate2d(dropped[image, ..., one], kernel[..., one, other], mode="same")
    return out


@right("conv_after_drop")
def in_single_precision(maps, mask, kernel, rate):
    return by_shifted_sums(*(given.astype("float32") for given in (maps, mask, kernel)), np.float32(rate))


@right("conv_after_drop")
def in_keras(maps, mask, kernel, rate):
    import keras

    dropped = keras.ops.convert_to_tensor((maps * mask / (1 - rate)).astype("float32"))
    return keras.ops.conv(dropped, kernel.astype("float32"), padding="same")


@right("conv_after_drop")
def in_tensorflow(maps, mask, kernel, rate):
    import tensorflow as tf

    return tf.nn.conv2d(tf.constant(maps) * mask / (1 - rate), tf.constant(kernel), strides=1, padding="SAME")


@right("conv_after_drop")
def with_a_true_mask(maps, mask, kernel, rate):
    dropped = np.zeros_like(maps)
    dropped[mask.astype(bool)] = maps[mask.astype(bool)] / (1 - rate)
    return by_windows(dropped, np.ones_like(mask), kernel, 0).tolist()
