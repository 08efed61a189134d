"""What each misconception about the wiring of a conv layer gives: how many neurons, and which ones are reached.

Each function yields (misconception, outcome) for one case, in the same order for every case.
"""

import numpy as np

from utils.checks.lesson02.reference import affected, neurons_and_weights, output_side, reached, zeros_added


def activation_counts(height, width, maps_in, filters, kernel, padding, stride):
    """Yield what misconceptions take for the number of activations."""
    layer = kernel, stride, padding
    rows, columns = output_side(height, *layer), output_side(width, *layer)
    yield "filters counted as neurons", filters
    yield "one map counted", rows * columns
    yield "counts the input", height * width * maps_in
    yield "counts the input", rows * columns * maps_in
    yield "a map for each pair of maps", rows * columns * filters * maps_in
    yield "square maps assumed", rows * rows * filters
    yield "square maps assumed", columns * columns * filters
    yield "activations and weights swapped", (kernel * kernel * maps_in + 1) * filters
    for pair in zip(_wrong_sides(height, *layer), _wrong_sides(width, *layer), strict=True):
        yield pair[0][0], pair[0][1] * pair[1][1] * filters


def _wrong_sides(side, kernel, stride, padding):
    right, other = output_side(side, kernel, stride, padding), "valid" if padding == "same" else "same"
    yield "stride ignored", output_side(side, kernel, 1, padding)
    yield "padding ignored", output_side(side, kernel, stride, other)
    yield "'valid' off by one", (side - kernel) // stride if padding == "valid" else right
    yield "'valid' off by one", right + (padding == "valid")
    yield "rounds down", (side if padding == "same" else side - kernel + 1) // stride


def weight_counts(height, width, maps_in, filters, kernel, padding, stride):
    """Yield what misconceptions take for the number of weights."""
    activations, _ = neurons_and_weights(height, width, maps_in, filters, kernel, padding, stride)
    one_filter, inputs = kernel * kernel * maps_in, height * width * maps_in
    yield "activations and weights swapped", activations
    yield "bias forgotten", one_filter * filters
    yield "one bias in all", one_filter * filters + 1
    yield "maps_in forgotten", (kernel * kernel + 1) * filters
    yield "weights not shared", activations * (one_filter + 1)
    yield "weights not shared", activations * one_filter + filters
    yield "weights of a dense layer", (inputs + 1) * activations
    yield "weights of a dense layer", (inputs + 1) * filters


def affected_sets(i, j, height, width, kernel, filters, stride, padding):
    """Yield what misconceptions take for the affected outputs, each with the shape that it gives them."""
    yield "rows and columns swapped", affected(j, i, height, width, kernel, filters, stride, padding)
    yield "rows and columns swapped", affected(j, i, width, height, kernel, filters, stride, padding)
    lines = _wrong_lines(i, height, kernel, stride, padding), _wrong_lines(j, width, kernel, stride, padding)
    for (name, rows), (_, columns) in zip(*lines, strict=True):
        yield name, np.repeat(np.outer(rows, columns)[..., None], filters, axis=-1)


def _wrong_lines(place, side, kernel, stride, padding):
    many = output_side(side, kernel, stride, padding)
    before, outputs = zeros_added(side, kernel, stride, padding)[0], np.arange(many)
    yield "the position itself", outputs == place
    yield "the position itself", outputs == place // stride
    yield "the position itself", outputs == place - (kernel - 1) // 2
    yield "the whole map", outputs >= 0
    for places in _past_the_border(place, kernel, stride, before, many):
        yield "border ignored", np.isin(outputs, places)
    at_every_place = reached(place, side, kernel, 1, padding)
    yield "stride ignored", at_every_place
    yield "stride ignored", at_every_place[:many]
    yield "stride ignored", _with_zeros(before, place, outputs, kernel, 1)
    yield (
        "what an output reads",
        (place * stride - before <= outputs) & (outputs < place * stride - before + kernel),
    )
    yield "'valid' read as 'same'", reached(place, side, kernel, stride, "same")
    yield "'valid' read as 'same'", reached(place, side, kernel, stride, "same")[:many]
    half, after = (kernel - 1) // 2, zeros_added(side, kernel, stride, padding)[1]
    yield (
        "'valid' read as 'same'",
        _with_zeros(half if padding == "valid" else before, place, outputs, kernel, stride),
    )
    for zeros in (after, half, kernel // 2):
        zeros = zeros if padding == "same" else before
        yield "zeros on the wrong side", _with_zeros(zeros, place, outputs, kernel, stride)


def _past_the_border(place, kernel, stride, before, many):
    """Yield the outputs that are reached where nothing is cut at the border: wrapped, or moved inside."""
    first, last = -((kernel - 1 - place - before) // stride), (place + before) // stride
    wide = np.arange(first, last + 1)
    yield wide % many
    yield np.where(wide < 0, wide + many, wide)
    yield np.arange(many)[first : last + 1]
    yield wide - first + max(min(first, many - len(wide)), 0)


def _with_zeros(before, place, outputs, kernel, stride):
    starts = outputs * stride - before
    return (starts <= place) & (place < starts + kernel)
