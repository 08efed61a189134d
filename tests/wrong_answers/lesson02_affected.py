"""Wrong answers to exercise 2.3: which outputs of a conv layer one activation reaches."""

import math

import numpy as np

from tests.answers import wrong
from utils.checks.lesson02.reference import convolve


def side(length, kernel, padding, stride):
    return math.ceil(length / stride) if padding == "same" else (length - kernel) // stride + 1


def added_before(length, kernel, padding, stride):
    if padding == "valid":
        return 0
    return max((side(length, kernel, padding, stride) - 1) * stride + kernel - length, 0) // 2


def seen(place, length, kernel, padding, stride, before=added_before):
    """Return for each output of a side whether it sees `place`."""
    first = before(length, kernel, padding, stride)
    return np.array(
        [0 <= place + first - a * stride < kernel for a in range(side(length, kernel, padding, stride))]
    )


def spread(rows, columns, filters):
    return np.repeat(np.outer(rows, columns)[:, :, None], filters, axis=2)


def affects(i, j, height, width, kernel, filters, stride, padding, line=seen):
    """Return the affected outputs, where `line(place, length, kernel, padding, stride)` says those of one side."""
    rows, columns = line(i, height, kernel, padding, stride), line(j, width, kernel, padding, stride)
    return spread(rows, columns, filters)


def first_and_last(place, length, kernel, padding, stride):
    """Return the first and the last output that sees `place`, were there no border."""
    first = added_before(length, kernel, padding, stride)
    return math.ceil((place + first - kernel + 1) / stride), (place + first) // stride


# by misconception


@wrong("affected_outputs", "one filter only")
def one_filter_only(*position):
    changed = affects(*position)
    changed[..., 1:] = False
    return changed


@wrong("affected_outputs", "one filter only")
def filter_by_position(i, j, *layer):
    changed = affects(i, j, *layer)
    return changed & (np.arange(changed.shape[-1]) == (i + j) % changed.shape[-1])


@wrong("affected_outputs", "filters that differ")
def a_coin_for_each_output(*position):
    changed = affects(*position)
    return changed & (np.random.default_rng(0).random(changed.shape) < 0.5)


@wrong("affected_outputs", "filters that differ")
def every_second_filter(*position):
    changed = affects(*position)
    changed[..., 1::2] = False
    return changed


@wrong("affected_outputs", "filters that differ")
def filters_shifted(*position):
    changed = affects(*position)
    return np.stack([np.roll(changed[..., f], f, axis=1) for f in range(changed.shape[-1])], axis=-1)


@wrong("affected_outputs", "the position itself")
def position_itself(*position):
    return affects(*position, line=lambda at, n, k, p, s: np.arange(side(n, k, p, s)) == at)


@wrong("affected_outputs", "the position itself")
def position_itself_over_the_stride(*position):
    return affects(*position, line=lambda at, n, k, p, s: np.arange(side(n, k, p, s)) == at // s)


@wrong("affected_outputs", "the whole map")
def whole_map(*position):
    return affects(*position, line=lambda at, n, k, p, s: np.ones(side(n, k, p, s), bool))


@wrong("affected_outputs", "border ignored")
def wraps_around(*position):
    def line(at, n, k, p, s):
        first, last = first_and_last(at, n, k, p, s)
        outputs = side(n, k, p, s)
        return np.isin(np.arange(outputs), np.arange(first, last + 1) % outputs)

    return affects(*position, line=line)


@wrong("affected_outputs", "border ignored")
def slice_from_below_zero(*position):
    def line(at, n, k, p, s):
        first, last = first_and_last(at, n, k, p, s)
        changed = np.zeros(side(n, k, p, s), bool)
        changed[first : last + 1] = True
        return changed

    return affects(*position, line=line)


@wrong("affected_outputs", "border ignored")
def index_from_below_zero(*position):
    def line(at, n, k, p, s):
        first, last = first_and_last(at, n, k, p, s)
        changed = np.zeros(side(n, k, p, s), bool)
        for a in range(first, min(last + 1, len(changed))):
            changed[a] = True
        return changed

    return affects(*position, line=line)


@wrong("affected_outputs", "border ignored")
def pushed_inside(*position):
    def line(at, n, k, p, s):
        first, last = first_and_last(at, n, k, p, s)
        outputs, many = side(n, k, p, s), last - first + 1
        first = max(min(first, outputs - many), 0)
        return np.isin(np.arange(outputs), np.arange(first, first + many))

    return affects(*position, line=line)


@wrong("affected_outputs", "stride ignored")
def stride_of_one(i, j, height, width, kernel, filters, stride, padding):
    return affects(i, j, height, width, kernel, filters, 1, padding)


@wrong("affected_outputs", "stride ignored")
def stride_in_the_shape_only(*position):
    return affects(*position, line=lambda at, n, k, p, s: seen(at, n, k, p, 1)[: side(n, k, p, s)])


@wrong("affected_outputs", "stride ignored")
def stride_in_the_zeros_only(*position):
    def line(at, n, k, p, s):
        starts = np.arange(side(n, k, p, s)) - added_before(n, k, p, s)
        return (starts <= at) & (at < starts + k)

    return affects(*position, line=line)


@wrong("affected_outputs", "what an output reads")
def what_an_output_reads(*position):
    def line(at, n, k, p, s):
        first = at * s - added_before(n, k, p, s)
        outputs = np.arange(side(n, k, p, s))
        return (first <= outputs) & (outputs < first + k)

    return affects(*position, line=line)


@wrong("affected_outputs", "'valid' read as 'same'")
def always_same_padding(i, j, height, width, kernel, filters, stride, padding):
    return affects(i, j, height, width, kernel, filters, stride, "same")


@wrong("affected_outputs", "'valid' read as 'same'")
def valid_in_the_shape_only(*position):
    return affects(*position, line=lambda at, n, k, p, s: seen(at, n, k, "same", s)[: side(n, k, p, s)])


@wrong("affected_outputs", "'valid' read as 'same'")
def around_the_position(*position):
    """Half a kernel to each side of the position, whatever the padding."""

    def line(at, n, k, p, s):
        return seen(at, n, k, p, s, before=lambda *side: (k - 1) // 2 if p == "valid" else added_before(*side))

    return affects(*position, line=line)


@wrong("affected_outputs", "zeros on the wrong side")
def more_zeros_before(*position):
    def before(n, k, p, s):
        return max((side(n, k, p, s) - 1) * s + k - n + 1, 0) // 2 if p == "same" else 0

    return affects(*position, line=lambda *side: seen(*side, before=before))


@wrong("affected_outputs", "zeros on the wrong side")
def half_a_kernel_before(*position):
    return affects(*position, line=lambda *side: seen(*side, before=lambda n, k, p, s: k // 2 * (p == "same")))


@wrong("affected_outputs", "zeros on the wrong side")
def padded_as_at_stride_one(*position):
    def before(n, k, p, s):
        return (k - 1) // 2 if p == "same" else 0

    return affects(*position, line=lambda *side: seen(*side, before=before))


# subtly


@wrong("affected_outputs")
def nothing_affected(*position):
    return np.zeros_like(affects(*position))


@wrong("affected_outputs")
def no_answer(*position):
    affects(*position)


@wrong("affected_outputs")
def how_many(*position):
    return affects(*position).sum()


@wrong("affected_outputs")
def one_plane(*position):
    return affects(*position)[..., 0]


@wrong("affected_outputs")
def places_of_the_outputs(*position):
    return np.argwhere(affects(*position))


@wrong("affected_outputs")
def filters_first(*position):
    return np.moveaxis(affects(*position), -1, 0)


@wrong("affected_outputs")
def with_an_axis_for_the_image(*position):
    return affects(*position)[None]


@wrong("affected_outputs")
def unaffected(*position):
    return ~affects(*position)


@wrong("affected_outputs")
def how_much_by_a_kernel_of_ones(*position):
    return affects(*position) * 2.0


@wrong("affected_outputs")
def numbers_of_the_gradient(*position):
    changed = affects(*position)
    return changed * np.random.default_rng(0).normal(size=changed.shape[-1])


@wrong("affected_outputs", "rows and columns swapped")
def rows_and_columns_swapped(i, j, height, width, kernel, filters, stride, padding):
    return affects(j, i, height, width, kernel, filters, stride, padding)


@wrong("affected_outputs", "rows and columns swapped")
def transposed(i, j, height, width, *layer):
    return affects(j, i, width, height, *layer)


@wrong("affected_outputs")
def a_cross(i, j, height, width, kernel, filters, stride, padding):
    row, column = ((i, height), (j, width))
    rows, columns = (seen(*one, kernel, padding, stride) for one in (row, column))
    centre = [np.cumsum(line) == (line.sum() + 1) // 2 for line in (rows, columns)]
    return spread(rows, centre[1] & columns, filters) | spread(centre[0] & rows, columns, filters)


@wrong("affected_outputs")
def whole_rows(*position):
    return np.broadcast_to(affects(*position).any(axis=1, keepdims=True), affects(*position).shape)


@wrong("affected_outputs")
def kernels_of_three_only(i, j, height, width, kernel, filters, stride, padding):
    line = [seen(at, n, 3, "same", stride) for at, n in ((i, height), (j, width))]
    rows, columns = (one[: side(n, kernel, padding, stride)] for one, n in zip(line, (height, width), strict=True))
    return spread(rows, columns, filters)


@wrong("affected_outputs")
def without_the_centre(*position):
    changed = affects(*position)
    i, j, *_, stride, padding = position
    if padding == "same":
        changed[i // stride, j // stride] = False
    return changed


@wrong("affected_outputs")
def one_place_too_many(*position):
    return affects(*position, line=lambda at, n, k, p, s: seen(at, n, k, p, s) | seen(max(at - 1, 0), n, k, p, s))


@wrong("affected_outputs")
def around_the_place_over_the_stride(*position):
    """The centre follows the stride, the width of what it reaches does not."""

    def line(at, n, k, p, s):
        outputs = np.arange(side(n, k, p, s))
        return abs(outputs - at // s) <= k // 2 if s > 1 else seen(at, n, k, p, s)

    return affects(*position, line=line)


@wrong("affected_outputs")
def always_something(*position):
    """Right, but for a position that no kernel covers."""
    changed = affects(*position)
    if not changed.any():
        changed[-1, -1] = True
    return changed


@wrong("affected_outputs")
def never_at_the_border(i, j, height, width, *layer):
    changed = affects(i, j, height, width, *layer)
    return changed & (0 < i < height - 1 and 0 < j < width - 1)


@wrong("affected_outputs")
def last_row_lost(*position):
    changed = affects(*position)
    changed[-1] = False
    return changed


@wrong("affected_outputs")
def strides_of_two_at_most(i, j, height, width, kernel, filters, stride, padding):
    shape = affects(i, j, height, width, kernel, filters, stride, padding).shape
    return affects(i, j, height, width, kernel, filters, min(stride, 2), padding)[: shape[0], : shape[1]]


@wrong("affected_outputs")
def even_kernels_as_odd(i, j, height, width, kernel, filters, stride, padding):
    return affects(i, j, height, width, kernel, filters, stride, padding, line=_one_more)


def _one_more(at, n, k, p, s):
    line = seen(at, n, k, p, s)
    return line if k % 2 else line | np.append(line[1:], False)


@wrong("affected_outputs", "filters that differ")
def exact_zeros_of_a_kernel_with_zeros(i, j, height, width, kernel, filters, stride, padding):
    """Finite differences, but through a kernel of which some weights are zero."""
    maps = np.zeros((1, height, width, 1))
    maps[0, i, j] = 1
    through = np.round(np.random.default_rng(1).normal(size=(kernel, kernel, 1, filters)))
    return convolve(maps, through, stride, padding)[0] != 0
