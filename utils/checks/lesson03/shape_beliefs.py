"""What each misconception about sides and parameters gives for a chain of modules (exercise 3.2)."""

import numpy as np

from utils.checks.lesson03.sides import POOLED, parameters_of, shape_table, side_after


def _where(downs, side):
    """Return the rule `side(side, convs, kernel)` for these ways down, and the right one for all others."""
    return lambda n, convs, down, kernel: (
        side(n, convs, kernel) if down in downs else side_after(n, convs, down, kernel)
    )


def _up(side, *_):
    return -(-side // 2)


def _down(side, *_):
    return side // 2


def _repeated(halve):
    def side(n, convs, _):
        for _ in range(convs):
            n = halve(n)
        return n

    return side


def _rounding_swapped(side, convs, down, kernel):
    return _up(side) if down in POOLED else _where(("stride",), _down)(side, convs, down, kernel)


def _valid_everywhere(side, convs, down, kernel):
    off = convs * (kernel - 1)
    if down == "stride":
        return (side - off + 1) // 2
    return side_after(side - off * (down != "valid"), convs, down, kernel)


SIDES = (
    ("pooling rounds up", _where(POOLED, _up)),
    ("stride rounds down", _where(("stride",), _down)),
    ("rounding swapped", _rounding_swapped),
    ("half a kernel taken off", _where(("valid",), lambda n, convs, kernel: n - convs * (kernel // 2))),
    ("half a kernel taken off", _where(("valid",), lambda n, convs, kernel: n - convs)),
    ("'valid' off by one", _where(("valid",), lambda n, convs, kernel: n - convs * kernel)),
    ("one conv counted", _where(("valid",), lambda n, convs, kernel: n - (kernel - 1))),
    ("kernel of 3 assumed", _where(("valid",), lambda n, convs, kernel: n - 2 * convs)),
    ("'valid' keeps the size", _where(("valid",), lambda n, *_: n)),
    ("stride of the conv ignored", _where(("stride",), lambda n, *_: n)),
    ("every conv strides", _where(("stride",), _repeated(_up))),
    ("pool after every conv", _where(POOLED, _repeated(_down))),
    ("pools in every module", _where(("stride", "valid", "none"), _down)),
    ("pools in every module", _where(("stride", "none"), _down)),
    ("pools in every module", lambda n, *way: _down(side_after(n, *way)) if way[1] == "valid" else _down(n)),
    ("every conv is 'valid'", _valid_everywhere),
)

PARAMETERS = (
    ("bias forgotten", lambda m, f, convs, k: k**2 * (m + (convs - 1) * f) * f),
    ("one bias in all", lambda m, f, convs, k: k**2 * (m + (convs - 1) * f) * f + convs),
    ("one bias in all", lambda m, f, convs, k: k**2 * (m + (convs - 1) * f) * f + 1),
    ("biases of one conv alone", lambda m, f, convs, k: k**2 * (m + (convs - 1) * f) * f + f),
    ("maps_in forgotten", lambda m, f, convs, k: convs * (k**2 + 1) * f),
    ("one conv counted", lambda m, f, convs, k: parameters_of(m, f, 1, k)),
    ("each conv reads the module's input", lambda m, f, convs, k: convs * parameters_of(m, f, 1, k)),
    ("each conv reads `filters` maps", lambda m, f, convs, k: convs * parameters_of(f, f, 1, k)),
    ("kernel of 3 assumed", lambda m, f, convs, k: parameters_of(m, f, convs, 3)),
)


def shapes(modules, input_shape):
    """Yield (misconception, heights, widths and maps that it gives), in the same order for every chain."""
    height, width, maps = input_shape
    for name, rule in SIDES:
        yield name, of_table(shape_table(modules, input_shape, side=rule))[:, :3]
    for side in (height, width):
        yield "square maps assumed", of_table(shape_table(modules, (side, side, maps)))[:, :3]
    yield "height and width swapped", of_table(shape_table(modules, input_shape))[:, [1, 0, 2]]
    yield "maps that come in", _maps_in(modules, input_shape)
    yield "before the module", np.vstack([input_shape, of_table(shape_table(modules, input_shape))[:-1, :3]])


def parameters(modules, input_shape):
    """Yield (misconception, parameters that it gives), in the same order for every chain."""
    for name, rule in PARAMETERS:
        yield name, of_table(shape_table(modules, input_shape, parameters=rule))[:, 3]
    right = of_table(shape_table(modules, input_shape))[:, 3]
    yield "totals in place of rows", np.cumsum(right)
    alone = [shape_table([one], input_shape)[0][3] for one in modules]
    yield "each module reads the image", np.array(alone)


def _maps_in(modules, input_shape):
    table = of_table(shape_table(modules, input_shape))[:, :3]
    table[:, 2] = [input_shape[2], *table[:-1, 2]]
    return table


def of_table(rows):
    return np.array(rows, dtype=float)
