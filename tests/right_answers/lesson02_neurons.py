"""Right answers to exercises 2.2 and 2.3: the neurons of a conv layer, and which ones an activation reaches."""

import math
from itertools import product

import numpy as np
from scipy import signal

from tests.answers import right

# 2.2 counting neurons


@right("count_neurons")
def by_formula(height, width, maps_in, filters, kernel, padding, stride):
    if padding == "same":
        rows, columns = math.ceil(height / stride), math.ceil(width / stride)
    else:
        rows, columns = (height - kernel) // stride + 1, (width - kernel) // stride + 1
    return rows * columns * filters, filters * (kernel * kernel * maps_in + 1)


@right("count_neurons")
def by_negative_floor(height, width, maps_in, filters, kernel, padding, stride):
    cut = 0 if padding == "same" else kernel - 1
    rows, columns = (-(-(side - cut) // stride) for side in (height, width))
    return rows * columns * filters, kernel**2 * maps_in * filters + filters


@right("count_neurons")
def by_ranges(height, width, maps_in, filters, kernel, padding, stride):
    cut = (kernel - 1) * (padding == "valid")
    positions = list(product(range(0, height - cut, stride), range(0, width - cut, stride)))
    return len(positions) * filters, sum(kernel * kernel * maps_in + 1 for _ in range(filters))


@right("count_neurons")
def by_the_shape_of_an_array(height, width, maps_in, filters, kernel, padding, stride):
    maps = np.zeros((height, width)) if padding == "same" else np.zeros((height - kernel + 1, width - kernel + 1))
    weights, biases = np.zeros((kernel, kernel, maps_in, filters)), np.zeros(filters)
    return maps[::stride, ::stride].size * filters, weights.size + biases.size


@right("count_neurons")
def by_float_ceil(height, width, maps_in, filters, kernel, padding, stride):
    sides = np.array([height, width]) - (kernel - 1 if padding == "valid" else 0)
    return np.prod(np.ceil(sides / stride)) * filters, float((kernel**2 * maps_in + 1) * filters)


@right("count_neurons")
def as_a_list(*layer):
    return list(by_formula(*layer))


@right("count_neurons")
def as_an_array_of_int32(*layer):
    return np.array(by_negative_floor(*layer), dtype="int32")


@right("count_neurons")
def as_float32(*layer):
    return tuple(np.float32(number) for number in by_formula(*layer))


@right("count_neurons")
def with_padding_counted_out(height, width, maps_in, filters, kernel, padding, stride):
    def side(length):
        if padding == "valid":
            return (length - kernel + stride) // stride
        outputs = (length + stride - 1) // stride
        added = max((outputs - 1) * stride + kernel - length, 0)
        return (length + added - kernel) // stride + 1

    return side(height) * side(width) * filters, kernel * maps_in * kernel * filters + filters


@right("count_neurons")
def by_moving_the_kernel(height, width, maps_in, filters, kernel, padding, stride):
    def places(length):
        start, many = 0, 0
        while (start < length) if padding == "same" else (start + kernel <= length):
            start, many = start + stride, many + 1
        return many

    return places(height) * places(width) * filters, (kernel * kernel * maps_in + 1) * filters


# 2.3 affected outputs


def zeros_before(side, kernel, stride, padding):
    """Return (outputs, zeros before) of a side."""
    if padding == "valid":
        return (side - kernel) // stride + 1, 0
    outputs = math.ceil(side / stride)
    return outputs, max((outputs - 1) * stride + kernel - side, 0) // 2


@right("affected_outputs")
def by_comparing_places(i, j, height, width, kernel, filters, stride, padding):
    (rows, top), (columns, left) = (zeros_before(side, kernel, stride, padding) for side in (height, width))
    a, b = np.arange(rows)[:, None], np.arange(columns)[None, :]
    inside = (a * stride <= i + top) & (i + top < a * stride + kernel)
    inside = inside & (b * stride <= j + left) & (j + left < b * stride + kernel)
    return np.repeat(inside[..., None], filters, axis=2)


@right("affected_outputs")
def by_loops(i, j, height, width, kernel, filters, stride, padding):
    (rows, top), (columns, left) = (zeros_before(side, kernel, stride, padding) for side in (height, width))
    changed = np.zeros((rows, columns, filters), dtype=bool)
    for a, b, f in product(range(rows), range(columns), range(filters)):
        for di, dj in product(range(kernel), range(kernel)):
            if a * stride + di - top == i and b * stride + dj - left == j:
                changed[a, b, f] = True
    return changed


@right("affected_outputs")
def by_slices(i, j, height, width, kernel, filters, stride, padding):
    (rows, top), (columns, left) = (zeros_before(side, kernel, stride, padding) for side in (height, width))
    changed = np.zeros((rows, columns, filters), dtype=int)
    first = [max(math.ceil((at - kernel + 1) / stride), 0) for at in (i + top, j + left)]
    last = [(at // stride) + 1 for at in (i + top, j + left)]
    changed[first[0] : last[0], first[1] : last[1]] = 1
    return changed


def padded(maps, kernel, stride, padding):
    """Return `maps` (height x width) framed with the zeros that the padding adds."""
    frame = []
    for side in maps.shape:
        outputs, before = zeros_before(side, kernel, stride, padding)
        total = max((outputs - 1) * stride + kernel - side, 0) if padding == "same" else 0
        frame.append((before, total - before))
    return np.pad(maps, frame)


@right("affected_outputs")
def by_finite_differences(i, j, height, width, kernel, filters, stride, padding):
    rng = np.random.default_rng()
    maps, weights = rng.normal(size=(height, width)), rng.uniform(0.5, 1, size=(kernel, kernel, filters))

    def conv(maps):
        windows = np.lib.stride_tricks.sliding_window_view(padded(maps, kernel, stride, padding), (kernel, kernel))
        return np.tensordot(windows[::stride, ::stride], weights, 2)

    changed = maps.copy()
    changed[i, j] += 1.0
    return np.abs(conv(changed) - conv(maps)) > 1e-6


@right("affected_outputs")
def by_an_impulse_and_scipy(i, j, height, width, kernel, filters, stride, padding):
    impulse = np.zeros((height, width))
    impulse[i, j] = 1
    framed = padded(impulse, kernel, stride, padding)
    found = signal.correlate2d(framed, np.ones((kernel, kernel)), mode="valid")[::stride, ::stride]
    return np.stack([found > 0.5] * filters, axis=-1)


@right("affected_outputs")
def by_numbered_positions(i, j, height, width, kernel, filters, stride, padding):
    numbers = padded(np.arange(1, height * width + 1).reshape(height, width), kernel, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(numbers, (kernel, kernel))[::stride, ::stride]
    hit = (windows == i * width + j + 1).any(axis=(2, 3))
    return np.broadcast_to(hit[..., None], (*hit.shape, filters))


@right("affected_outputs")
def as_nested_lists(*position):
    return by_comparing_places(*position).tolist()


@right("affected_outputs")
def as_floats(*position):
    return by_slices(*position).astype("float32")


@right("affected_outputs")
def by_outer_product(i, j, height, width, kernel, filters, stride, padding):
    def line(at, side):
        outputs, before = zeros_before(side, kernel, stride, padding)
        return [0 <= at + before - a * stride < kernel for a in range(outputs)]

    return np.einsum("a,b,f->abf", line(i, height), line(j, width), np.ones(filters)) == 1


@right("affected_outputs")
def by_sets(i, j, height, width, kernel, filters, stride, padding):
    def reached(at, side):
        outputs, before = zeros_before(side, kernel, stride, padding)
        reads = {a: set(range(a * stride - before, a * stride - before + kernel)) for a in range(outputs)}
        return outputs, [a for a in reads if at in reads[a]]

    (rows, tall), (columns, wide) = reached(i, height), reached(j, width)
    changed = np.full((rows, columns, filters), False)
    changed[np.ix_(tall, wide)] = True
    return changed


@right("count_neurons")
def two_arrays_of_one_number(*layer):
    return tuple(np.array([one]) for one in by_formula(*layer))
