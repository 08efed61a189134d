"""Right answers to exercise 2.4: a conv of maps of which some activations were dropped."""

from itertools import product

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from scipy import ndimage, signal

from tests.answers import right


def framed(maps, kernel):
    half = len(kernel) // 2
    return np.pad(maps, ((0, 0), (half, half), (half, half), (0, 0)))


@right("conv_after_drop")
def by_windows_and_einsum(maps, mask, kernel, rate):
    dropped = maps * mask / (1 - rate)
    windows = sliding_window_view(framed(dropped, kernel), kernel.shape[:2], axis=(1, 2))
    return np.einsum("nhwcij,ijcf->nhwf", windows, kernel)


@right("conv_after_drop")
def by_windows_and_tensordot(maps, mask, kernel, rate):
    windows = sliding_window_view(framed(maps * mask, kernel), kernel.shape[:2], (1, 2))
    return np.tensordot(windows, kernel, axes=((4, 5, 3), (0, 1, 2))) / (1 - rate)


@right("conv_after_drop")
def by_shifted_maps(maps, mask, kernel, rate):
    height, width = maps.shape[1:3]
    wide = framed(np.where(mask, maps / (1 - rate), 0), kernel)
    return sum(
        wide[:, i : i + height, j : j + width] @ kernel[i, j]
        for i in range(len(kernel))
        for j in range(len(kernel))
    )


@right("conv_after_drop")
def by_loops(maps, mask, kernel, rate):
    images, height, width, _ = maps.shape
    wide = framed(maps * mask / (1 - rate), kernel)
    size, filters = len(kernel), kernel.shape[-1]
    out = np.zeros((images, height, width, filters))
    for n, y, x, f in product(range(images), range(height), range(width), range(filters)):
        out[n, y, x, f] = (wide[n, y : y + size, x : x + size] * kernel[..., f]).sum()
    return out


@right("conv_after_drop")
def by_loops_without_a_frame(maps, mask, kernel, rate):
    images, height, width, maps_in = maps.shape
    dropped, half = (maps * mask / (1 - rate)).tolist(), len(kernel) // 2
    out = np.zeros((images, height, width, kernel.shape[-1]))
    for n, y, x in np.ndindex(images, height, width):
        for i, j in product(range(-half, half + 1), repeat=2):
            if 0 <= y + i < height and 0 <= x + j < width:
                out[n, y, x] += sum(
                    dropped[n][y + i][x + j][c] * kernel[i + half, j + half, c] for c in range(maps_in)
                )
    return out.tolist()


@right("conv_after_drop")
def by_correlate(maps, mask, kernel, rate):
    dropped = maps * mask / (1 - rate)
    out = np.zeros((*maps.shape[:3], kernel.shape[-1]))
    for n, c, f in product(range(len(maps)), range(maps.shape[-1]), range(kernel.shape[-1])):
        out[n, :, :, f] += signal.correlate2d(dropped[n, :, :, c], kernel[:, :, c, f], mode="same")
    return out


@right("conv_after_drop")
def by_correlate_over_all_maps(maps, mask, kernel, rate):
    wide = framed(maps * mask / (1 - rate), kernel)
    filters = np.moveaxis(kernel, -1, 0)
    return np.stack([[signal.correlate(one, f, mode="valid")[..., 0] for f in filters] for one in wide]).transpose(
        0, 2, 3, 1
    )


@right("conv_after_drop")
def by_convolving_with_the_kernel_turned(maps, mask, kernel, rate):
    turned, dropped = kernel[::-1, ::-1], maps * mask / (1 - rate)
    found = [
        [
            sum(signal.convolve2d(one[..., c], turned[..., c, f], mode="same") for c in range(maps.shape[-1]))
            for f in range(kernel.shape[-1])
        ]
        for one in dropped
    ]
    return np.moveaxis(np.array(found), 1, -1)


@right("conv_after_drop")
def by_fourier(maps, mask, kernel, rate):
    wide = framed(maps * mask / (1 - rate), kernel)
    turned = kernel[::-1, ::-1, ::-1]
    found = [signal.fftconvolve(wide, turned[None, ..., f], mode="valid") for f in range(kernel.shape[-1])]
    return np.concatenate(found, axis=-1)


@right("conv_after_drop")
def by_ndimage(maps, mask, kernel, rate):
    dropped = maps * mask / (1 - rate)
    out = np.zeros((*maps.shape[:3], kernel.shape[-1]))
    for n, f, c in product(range(len(maps)), range(kernel.shape[-1]), range(maps.shape[-1])):
        out[n, ..., f] += ndimage.correlate(dropped[n, ..., c], kernel[..., c, f], mode="constant")
    return out


@right("conv_after_drop")
def by_a_matrix_of_windows(maps, mask, kernel, rate):
    windows = sliding_window_view(framed(maps * mask / (1 - rate), kernel), kernel.shape[:2], (1, 2))
    rows = np.moveaxis(windows, 3, -1).reshape(*maps.shape[:3], -1)
    return rows @ kernel.reshape(-1, kernel.shape[-1])


@right("conv_after_drop")
def by_strides_in_float32(maps, mask, kernel, rate):
    dropped = np.float32(maps) * np.float32(mask) / np.float32(1 - rate)
    wide, size = framed(dropped, kernel), len(kernel)
    n, h, w, c = wide.strides
    shape = (*maps.shape[:3], size, size, maps.shape[-1])
    return np.tensordot(as_strided(wide, shape, (n, h, w, h, w, c)), np.float32(kernel), 3)


@right("conv_after_drop")
def rescaled_in_the_kernel(maps, mask, kernel, rate):
    return by_windows_and_einsum(maps, mask, kernel / (1 - rate), 0)


@right("conv_after_drop")
def scattered_from_each_kept_activation(maps, mask, kernel, rate):
    half, size = len(kernel) // 2, len(kernel)
    images, height, width, _ = maps.shape
    wide = np.zeros((images, height + 2 * half, width + 2 * half, kernel.shape[-1]))
    for n, y, x, c in np.argwhere(mask == 1):
        wide[n, y : y + size, x : x + size] += maps[n, y, x, c] * kernel[::-1, ::-1, c] / (1 - rate)
    return wide[:, half : half + height, half : half + width]


@right("conv_after_drop")
def masked_in_place_on_a_copy(maps, mask, kernel, rate):
    dropped = maps.copy()
    dropped[mask == 0] = 0
    dropped *= 1 / (1 - rate)
    return by_windows_and_tensordot(dropped, np.ones_like(mask), kernel, 0)
