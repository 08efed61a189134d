"""Right answers to exercises 3.2 and 3.4: shapes, parameters and receptive fields of a chain of modules."""

import itertools
import math
from typing import NamedTuple

import numpy as np

from tests.answers import right
from tests.solutions import as_the_lesson_does

# 3.2 a table of shapes


in_the_lesson = as_the_lesson_does("shape_table")


@right("shape_table")
def conv_by_conv(modules, input_shape):
    rows, shape = [], list(input_shape)
    for index, module in enumerate(modules):
        module = {"convs": 2, "down": "max", "kernel": 3, **module}
        count = 0
        for conv in range(module["convs"]):
            strided = module["down"] == "stride" and conv == module["convs"] - 1
            for axis in (0, 1):
                if module["down"] == "valid":
                    shape[axis] = shape[axis] - module["kernel"] + 1
                elif strided:
                    shape[axis] = math.ceil(shape[axis] / 2)
                if shape[axis] < 1:
                    raise ValueError(f"modules[{index}]: a side of {shape[axis]} after conv {conv}")
            count += module["kernel"] ** 2 * shape[2] * module["filters"] + module["filters"]
            shape[2] = module["filters"]
        if module["down"] in {"max", "avg"}:
            shape[0], shape[1] = shape[0] // 2, shape[1] // 2
            if 0 in shape:
                raise ValueError(f"modules[{index}]: nothing to pool")
        rows.append([*shape, count])
    return rows


@right("shape_table")
def with_keywords(modules, input_shape):
    def after(height, width, maps, number, *, filters, convs=2, down="max", kernel=3):
        side = {
            "max": lambda n: n // 2,
            "avg": lambda n: n // 2,
            "stride": lambda n: -(-n // 2),
            "valid": lambda n: n - convs * (kernel - 1),
            "none": lambda n: n,
        }[down]
        if side(min(height, width)) <= 0:
            raise ValueError(f"the side is used up in module #{number}")
        weights = kernel**2 * filters * (maps + (convs - 1) * filters)
        return side(height), side(width), filters, weights + convs * filters

    table = []
    for number, module in enumerate(modules, 1):
        table.append(after(*(table[-1][:3] if table else input_shape), number, **module))
    return table


@right("shape_table")
def as_an_array(modules, input_shape):
    return np.array(in_the_lesson(modules, input_shape))


@right("shape_table")
def as_floats(modules, input_shape):
    return [tuple(float(number) for number in row) for row in with_keywords(modules, input_shape)]


class Row(NamedTuple):
    height: int
    width: int
    maps: int
    parameters: int


@right("shape_table")
def as_named_tuples(modules, input_shape):
    return tuple(Row(*row) for row in conv_by_conv(modules, input_shape))


@right("shape_table")
def by_recursion(modules, input_shape):
    if not modules:
        return []
    *before, last = modules
    table = by_recursion(before, input_shape)
    shape = tuple(table[-1][:3]) if table else input_shape
    try:
        return [*table, *in_the_lesson([last], shape)]
    except ValueError:
        raise ValueError(f"Too small for module {len(modules)} of the net.") from None


@right("shape_table")
def by_slicing_maps(modules, input_shape):
    maps, table = np.zeros(input_shape), []
    for number, module in enumerate(modules):
        down, convs, size = module.get("down", "max"), module.get("convs", 2), module.get("kernel", 3)
        weights = 0
        for conv in range(convs):
            kernel = np.zeros((size, size, maps.shape[2], module["filters"]))
            weights += kernel.size + module["filters"]
            if down == "valid":
                maps = maps[size - 1 :, size - 1 :]
            step = 2 if down == "stride" and conv == convs - 1 else 1
            maps = np.zeros((*maps[::step, ::step].shape[:2], module["filters"]))
        if down in ("max", "avg"):
            maps = maps[1::2, 1::2]
        if maps.size == 0:
            raise ValueError("no map left: module " + str(number + 1))
        table.append((*maps.shape, weights))
    return table


@right("shape_table")
def with_numpy_numbers(modules, input_shape):
    sides, maps, table = np.array(input_shape[:2]), input_shape[2], []
    for index, module in enumerate(modules):
        convs, kernel = (np.int64(module.get(name, usual)) for name, usual in (("convs", 2), ("kernel", 3)))
        match module.get("down", "max"):
            case "max" | "avg":
                sides = np.floor(sides / 2)
            case "stride":
                sides = np.ceil(sides / 2)
            case "valid":
                sides = sides - (kernel - 1) * convs
        if (sides < 1).any():
            raise ValueError("Module", index + 1, "is one too many")
        reads = [maps, *[module["filters"]] * (convs - 1)]
        table.append([*sides, module["filters"], sum((kernel**2 * m + 1) * module["filters"] for m in reads)])
        maps = module["filters"]
    return table


class TooSmall(ValueError):
    """A ValueError of a name of its own."""


@right("shape_table")
def with_an_error_of_its_own(modules, input_shape):
    try:
        return in_the_lesson(modules, input_shape)
    except ValueError as error:
        raise TooSmall(str(error)) from error


# 3.4 receptive fields


def layers_of(module):
    """Yield (window, stride) of each layer of a module."""
    convs, kernel, down = module.get("convs", 2), module.get("kernel", 3), module.get("down", "max")
    for conv in range(convs):
        yield kernel, 2 if down == "stride" and conv == convs - 1 else 1
    if down in ("max", "avg"):
        yield 2, 2


def layers(modules):
    return [layer for module in modules for layer in layers_of(module)]


@right("receptive_field")
def field_as_the_lesson_has_it(modules):
    field, step = 1, 1
    for module in modules:
        convs, kernel, down = module.get("convs", 2), module.get("kernel", 3), module.get("down", "max")
        field += convs * (kernel - 1) * step
        if down in ("max", "avg"):
            field += step
        if down in ("max", "avg", "stride"):
            step *= 2
    return field


@right("receptive_field")
def backward(modules):
    field = 1
    for window, stride in reversed(layers(modules)):
        field = (field - 1) * stride + window
    return field


@right("receptive_field")
def by_cumulative_product(modules):
    windows, strides = np.array(layers(modules)).T
    steps = np.cumprod([1, *strides[:-1]])
    return 1 + ((windows - 1) * steps).sum()


@right("receptive_field")
def by_the_first_and_last_pixel(modules):
    first, last = 0, 0
    for window, stride in reversed(layers(modules)):
        first, last = first * stride, last * stride + window - 1
    return last - first + 1


@right("receptive_field")
def by_marking_pixels(modules):
    seen = {0}
    for window, stride in reversed(layers(modules)):
        seen = {place * stride + offset for place in seen for offset in range(window)}
    return max(seen) - min(seen) + 1


@right("receptive_field")
def by_recursion_over_layers(modules):
    def field(rest):
        if not rest:
            return 1
        (window, stride), *after = rest
        return window + stride * (field(after) - 1)

    return field(layers(modules))


@right("receptive_field")
def by_accumulating(modules):
    windows = layers(modules)
    steps = itertools.accumulate((stride for _, stride in windows), lambda a, b: a * b, initial=1)
    return 1.0 + sum((window - 1) * step for (window, _), step in zip(windows, steps, strict=False))


@right("receptive_field")
def in_an_array_of_one(modules):
    return np.array([backward(modules)])


@right("receptive_field")
def by_two_outputs(modules):
    """See how many inputs two outputs need, beyond the step from one to the next."""

    def needed(outputs):
        for window, stride in reversed(layers(modules)):
            outputs = (outputs - 1) * stride + window
        return outputs

    return needed(2) - math.prod(stride for _, stride in layers(modules))


@right("receptive_field")
def with_defaults_filled_in(modules):
    field, step = 1, 1
    for module in ({"convs": 2, "down": "max", "kernel": 3} | module for module in modules):
        for last in [False] * (module["convs"] - 1) + [True]:
            field += (module["kernel"] - 1) * step
            step <<= last and module["down"] == "stride"
        if module["down"] in ("max", "avg"):
            field, step = field + step, step * 2
    return np.int32(field)
