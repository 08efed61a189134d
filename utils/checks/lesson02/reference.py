"""A convolution in NumPy as TensorFlow does it: channels last, the kernel not flipped, padded with zeros.

Maps are images x height x width x maps in; a kernel is height x width x maps in x filters.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def output_side(side, kernel, stride, padding):
    """Return how many outputs a side has: ceil(side / stride) for 'same', whole kernels only for 'valid'."""
    return -(-(side if padding == "same" else side - kernel + 1) // stride)


def zeros_added(side, kernel, stride, padding):
    """Return how many zeros stand (before, after) a side; where their number is odd, one more stands after."""
    if padding == "valid":
        return 0, 0
    total = max((output_side(side, kernel, stride, padding) - 1) * stride + kernel - side, 0)
    return total // 2, total - total // 2


def convolve(maps, kernel, stride=1, padding="same"):
    """Return what a conv layer without bias makes of `maps`: images x height' x width' x filters."""
    sides = zip(maps.shape[1:3], kernel.shape[:2], strict=True)
    around = [zeros_added(side, size, stride, padding) for side, size in sides]
    padded = np.pad(maps, [(0, 0), *around, (0, 0)])
    windows = sliding_window_view(padded, kernel.shape[:2], axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("nhwcij,ijcf->nhwf", windows, kernel)


def neurons_and_weights(height, width, maps_in, filters, kernel, padding, stride):
    """Return how many activations a conv layer has for one image, and how many weights with its biases."""
    rows, columns = (output_side(side, kernel, stride, padding) for side in (height, width))
    return rows * columns * filters, (kernel * kernel * maps_in + 1) * filters


def reached(place, side, kernel, stride, padding):
    """Return for each output along a side whether its kernel covers `place`."""
    starts = np.arange(output_side(side, kernel, stride, padding)) * stride
    starts -= zeros_added(side, kernel, stride, padding)[0]
    return (starts <= place) & (place < starts + kernel)


def affected(i, j, height, width, kernel, filters, stride, padding):
    """Return which outputs (height' x width' x filters) read the activation at row i and column j of a map."""
    rows = reached(i, height, kernel, stride, padding)
    columns = reached(j, width, kernel, stride, padding)
    return np.repeat(np.outer(rows, columns)[..., None], filters, axis=-1)
