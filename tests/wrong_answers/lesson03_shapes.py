"""Wrong answers to exercise 3.2: shapes and parameters of a chain of modules."""

import math

import numpy as np

from tests.answers import wrong

POOLED = ("max", "avg")


def side(n, convs, down, kernel):
    if down in POOLED:
        return n // 2
    if down == "stride":
        return math.ceil(n / 2)
    return n - convs * (kernel - 1) if down == "valid" else n


def count(maps, filters, convs, kernel):
    return (kernel**2 * maps + 1) * filters + (convs - 1) * (kernel**2 * filters + 1) * filters


def table(modules, input_shape, side=side, count=count, least=1, named=lambda place: place + 1, refuse=True):
    """Return the right table but for what is handed in."""
    height, width, maps = input_shape
    rows = []
    for place, module in enumerate(modules):
        filters, convs = module["filters"], module.get("convs", 2)
        down, kernel = module.get("down", "max"), module.get("kernel", 3)
        height, width = side(height, convs, down, kernel), side(width, convs, down, kernel)
        if refuse and min(height, width) < least:
            raise ValueError(f"No map is left: module {named(place)}.")
        rows.append((height, width, filters, count(maps, filters, convs, kernel)))
        maps = filters
    return rows


def _side(misconception, name, rule):
    """Register a table whose sides follow `rule`."""

    def given(modules, input_shape):
        return table(modules, input_shape, side=rule)

    given.__name__ = name
    wrong("shape_table", misconception)(given)


def instead(downs, rule):
    return lambda n, convs, down, kernel: rule(n, convs, kernel) if down in downs else side(n, convs, down, kernel)


def up(n, *_):
    return math.ceil(n / 2)


def floor(n, *_):
    return n // 2


def again(halve):
    def repeated(n, convs, _):
        for _ in range(convs):
            n = halve(n)
        return n

    return repeated


def rounding_swapped(n, convs, down, kernel):
    return up(n) if down in POOLED else instead(("stride",), floor)(n, convs, down, kernel)


def all_convs_valid(n, convs, down, kernel):
    return side(n if down == "valid" else n - convs * (kernel - 1), convs, down, kernel)


for misconception, name, rule in (
    ("pooling rounds up", "pooling_rounds_up", instead(POOLED, up)),
    ("stride rounds down", "stride_rounds_down", instead(("stride",), floor)),
    ("rounding swapped", "both_roundings_swapped", rounding_swapped),
    ("half a kernel taken off", "loses_1_not_2", instead(("valid",), lambda n, convs, k: n - convs * (k // 2))),
    ("half a kernel taken off", "loses_1_a_conv", instead(("valid",), lambda n, convs, k: n - convs)),
    ("'valid' off by one", "loses_the_whole_kernel", instead(("valid",), lambda n, convs, k: n - convs * k)),
    ("one conv counted", "one_valid_conv", instead(("valid",), lambda n, convs, k: n - k + 1)),
    ("kernel of 3 assumed", "valid_loses_2", instead(("valid",), lambda n, convs, k: n - 2 * convs)),
    ("'valid' keeps the size", "valid_keeps_the_size", instead(("valid",), lambda n, *_: n)),
    ("stride of the conv ignored", "stride_keeps_the_size", instead(("stride",), lambda n, *_: n)),
    ("every conv strides", "each_conv_strides", instead(("stride",), again(up))),
    ("pool after every conv", "pools_after_each_conv", instead(POOLED, again(floor))),
    ("pools in every module", "halves_always", instead(("stride", "valid", "none"), floor)),
    ("every conv is 'valid'", "all_convs_valid", all_convs_valid),
    (None, "average_keeps_the_size", instead(("avg",), lambda n, *_: n)),
    (None, "none_halves", instead(("none",), floor)),
    (None, "rounds_to_the_nearest", instead(POOLED, lambda n, *_: round(n / 2))),
    (None, "half_sides", instead(POOLED, lambda n, *_: n / 2)),
    (None, "kernel_squared", instead(("valid",), lambda n, convs, k: n - convs * (k * k - 1))),
    (None, "stride_of_a_valid_conv", instead(("stride",), lambda n, convs, k: (n - k) // 2 + 1)),
    (None, "pools_of_3", instead(POOLED, lambda n, *_: n // 3)),
):
    _side(misconception, name, rule)


def _count(misconception, name, rule):
    """Register a table whose parameters follow `rule`."""

    def given(modules, input_shape):
        return table(modules, input_shape, count=rule)

    given.__name__ = name
    wrong("shape_table", misconception)(given)


for misconception, name, rule in (
    ("bias forgotten", "no_bias", lambda m, f, n, k: k * k * (m + (n - 1) * f) * f),
    ("one bias in all", "one_bias_a_conv", lambda m, f, n, k: k * k * (m + (n - 1) * f) * f + n),
    ("biases of one conv alone", "biases_once", lambda m, f, n, k: k * k * (m + (n - 1) * f) * f + f),
    ("maps_in forgotten", "maps_in_forgotten", lambda m, f, n, k: n * (k * k + 1) * f),
    ("one conv counted", "parameters_of_one_conv", lambda m, f, n, k: (k * k * m + 1) * f),
    ("each conv reads the module's input", "all_read_the_input", lambda m, f, n, k: n * (k * k * m + 1) * f),
    ("each conv reads `filters` maps", "all_read_filters", lambda m, f, n, k: n * (k * k * f + 1) * f),
    ("kernel of 3 assumed", "nine_weights", lambda m, f, n, k: count(m, f, n, 3)),
    (None, "two_convs_always", lambda m, f, n, k: count(m, f, 2, k)),
    (None, "biases_of_maps_in", lambda m, f, n, k: k * k * (m + (n - 1) * f) * f + n * m),
    (None, "kernel_not_squared", lambda m, f, n, k: (k * m + 1) * f + (n - 1) * (k * f + 1) * f),
    (None, "one_off", lambda m, f, n, k: count(m, f, n, k) + 1),
):
    _count(misconception, name, rule)


# Other columns and rows


@wrong("shape_table", "square maps assumed")
def height_for_width(modules, input_shape):
    return table(modules, (input_shape[0], input_shape[0], input_shape[2]))


@wrong("shape_table", "height and width swapped")
def width_first(modules, input_shape):
    return [(width, height, *rest) for height, width, *rest in table(modules, input_shape)]


@wrong("shape_table", "maps that come in")
def maps_that_come_in(modules, input_shape):
    rows = table(modules, input_shape)
    before = [input_shape[2], *(row[2] for row in rows)]
    return [(height, width, maps, n) for (height, width, _, n), maps in zip(rows, before, strict=False)]


@wrong("shape_table", "before the module")
def shapes_before(modules, input_shape):
    rows = table(modules, input_shape)
    before = [tuple(input_shape), *(row[:3] for row in rows)]
    return [(*shape, row[3]) for shape, row in zip(before, rows, strict=False)]


@wrong("shape_table", "totals in place of rows")
def running_totals(modules, input_shape):
    rows = np.array(table(modules, input_shape))
    rows[:, 3] = rows[:, 3].cumsum()
    return rows


@wrong("shape_table", "each module reads the image")
def reads_the_image(modules, input_shape):
    rows = table(modules, input_shape)
    counts = [table([one], (200, 200, input_shape[2]))[0][3] for one in modules]
    return [(*row[:3], n) for row, n in zip(rows, counts, strict=True)]


# Refusals


@wrong("shape_table", "side below 1 not refused")
def never_refuses(modules, input_shape):
    return table(modules, input_shape, refuse=False)


@wrong("shape_table", "side below 1 not refused")
def stops_at_1(modules, input_shape):
    return table(modules, input_shape, side=lambda n, *way: max(side(n, *way), 1))


@wrong("shape_table", "side below 1 not refused")
def refuses_below_0(modules, input_shape):
    return table(modules, input_shape, least=0)


@wrong("shape_table", "refuses a side of 1")
def refuses_1(modules, input_shape):
    return table(modules, input_shape, least=2)


@wrong("shape_table", "refusal names no module")
def refuses_without_a_place(modules, input_shape):
    return table(modules, input_shape, named=lambda place: "somewhere")


@wrong("shape_table", "refusal names no module")
def refuses_the_last(modules, input_shape):
    return table(modules, input_shape, named=lambda place: len(modules) + 1)


@wrong("shape_table")
def another_error(modules, input_shape):
    try:
        return table(modules, input_shape)
    except ValueError as error:
        raise AssertionError(str(error)) from None


@wrong("shape_table")
def looks_at_the_height_alone(modules, input_shape):
    rows = table(modules, input_shape, refuse=False)
    for place, row in enumerate(rows, start=1):
        if row[0] < 1:
            raise ValueError(f"module {place}")
    return rows


@wrong("shape_table")
def looks_at_the_width_alone(modules, input_shape):
    rows = table(modules, input_shape, refuse=False)
    for place, row in enumerate(rows, start=1):
        if row[1] < 1:
            raise ValueError(f"module {place}")
    return rows


@wrong("shape_table")
def looks_at_the_end_alone(modules, input_shape):
    rows = table(modules, input_shape, refuse=False)
    if min(rows[-1][:2]) < 1:
        raise ValueError(f"module {len(rows)}")
    return rows


@wrong("shape_table")
def always_refuses(modules, input_shape):
    raise ValueError("modules 1 to 10 do not fit")


@wrong("shape_table")
def refuses_what_is_narrower_than_its_kernel(modules, input_shape):
    sides = [input_shape, *table(modules, input_shape)]
    for place, (module, row) in enumerate(zip(modules, sides, strict=False), start=1):
        if min(row[:2]) < module.get("kernel", 3):
            raise ValueError(f"module {place}")
    return sides[1:]


# Nothing like a table


@wrong("shape_table")
def no_table(modules, input_shape):
    pass


@wrong("shape_table")
def the_last_row(modules, input_shape):
    return table(modules, input_shape)[-1]


@wrong("shape_table")
def with_the_image_first(modules, input_shape):
    return [(*input_shape, 0), *table(modules, input_shape)]


@wrong("shape_table")
def without_parameters(modules, input_shape):
    return [row[:3] for row in table(modules, input_shape)]


@wrong("shape_table")
def maps_add_up(modules, input_shape):
    rows = np.array(table(modules, input_shape))
    rows[:, 2] = input_shape[2] + rows[:, 2].cumsum()
    return rows


@wrong("shape_table")
def a_constant(modules, input_shape):
    return [(7, 7, 64, 1000) for _ in modules]


@wrong("shape_table")
def takes_modules_apart(modules, input_shape):
    rows = table(modules, input_shape)
    for module in modules:
        module.pop("filters")
    return rows


@wrong("shape_table")
def fills_in_the_defaults(modules, input_shape):
    for module in modules:
        module.setdefault("convs", 2)
    return table(modules, input_shape)


@wrong("shape_table")
def empties_the_list(modules, input_shape):
    rows = table(modules, input_shape)
    modules.clear()
    return rows


@wrong("shape_table")
def rows_of_texts(modules, input_shape):
    return [" x ".join(map(str, row)) for row in table(modules, input_shape)]


@wrong("shape_table")
def for_images_of_28(modules, input_shape):
    return table(modules, (28, 28, 1))
