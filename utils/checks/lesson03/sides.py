"""Sides, parameters and receptive fields of a chain of modules, in plain numbers.

A module is a dict with the arguments of `conv_module`: filters, and where they differ from DEFAULTS convs, down and
kernel. A chain is a list of them.
"""

DEFAULTS = dict(convs=2, down="max", kernel=3)
POOLED = ("max", "avg")


def in_full(module):
    """Return (filters, convs, down, kernel) of a module."""
    full = DEFAULTS | module
    return full["filters"], full["convs"], full["down"], full["kernel"]


def side_after(side, convs, down, kernel):
    """Return the side that a module leaves of `side`; below 1 where there is nothing left."""
    if down in POOLED:
        return side // 2
    if down == "stride":
        return -(-side // 2)
    return side - convs * (kernel - 1) if down == "valid" else side


def parameters_of(maps_in, filters, convs, kernel):
    """Return how many weights and biases the convs of a module have."""
    first, later = ((kernel**2 * maps + 1) * filters for maps in (maps_in, filters))
    return first + (convs - 1) * later


def shape_table(modules, input_shape, side=side_after, parameters=parameters_of):
    """Return [(height, width, maps, parameters), ...] after each module, however small the sides become."""
    height, width, maps = input_shape
    table = []
    for filters, *way in map(in_full, modules):
        height, width = side(height, *way), side(width, *way)
        table.append((height, width, filters, parameters(maps, filters, way[0], way[2])))
        maps = filters
    return table


def windows_of(convs, down, kernel):
    """Return [(side of the window, stride), ...] of the convs and the pool of a module, in their order."""
    windows = [(kernel, 1)] * convs
    if down == "stride":
        windows[-1] = (kernel, 2)
    return windows + [(2, 2)] * (down in POOLED)


def receptive_field(modules, windows=windows_of):
    """Return the side, in pixels, of the square that one output position of the last module sees."""
    field, step = 1, 1
    for _, *way in map(in_full, modules):
        for window, stride in windows(*way):
            field, step = field + (window - 1) * step, step * stride
    return field
