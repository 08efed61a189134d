"""What each misconception about convs would answer: diagnosis by example."""

import numpy as np

from utils.checks.lesson02.reference import affected, output_side, reached


def belief_behind(given, beliefs, cases):
    """Name the belief whose answer to every one of `cases` is the one in `given`, or None.

    A belief that is right in all of the cases that were answered explains nothing.
    """
    answered = [(got, case) for got, case in zip(given, cases, strict=True) if got is not None]
    for name, variants in beliefs.items():
        for believed in variants:
            if answered and all(np.array_equal(got, believed(*case)) for got, case in answered):
                return name
    return None


def _activations(rows_and_columns, last=lambda maps_in, filters: filters):
    """Return a belief about activations: how long a side is (side, kernel, padding, stride), and how many maps."""

    def believed(height, width, maps_in, filters, kernel, padding, stride):
        sides = [rows_and_columns(side, kernel, padding, stride) for side in (height, width)]
        return sides[0] * sides[1] * last(maps_in, filters)

    return believed


def _right(side, kernel, padding, stride):
    return output_side(side, kernel, stride, padding)


def _weights(believed):
    return lambda height, width, maps_in, filters, kernel, padding, stride: believed(kernel, maps_in, filters)


COUNTS = {
    "activations": {
        "filters for neurons": [lambda h, w, maps_in, filters, k, p, s: filters],
        "one map's neurons": [_activations(_right, lambda maps_in, filters: 1)],
        "maps in for filters": [_activations(_right, lambda maps_in, filters: maps_in)],
        "counts the inputs": [
            lambda h, w, maps_in, filters, k, p, s: h * w * maps_in,
        ],
        "counts multiplications": [
            _activations(_right, lambda maps_in, filters: maps_in * filters),
            lambda h, w, m, f, k, p, s: _right(h, k, p, s) * _right(w, k, p, s) * m * f * k * k,
        ],
        "padding ignored": [
            _activations(lambda side, k, padding, s: output_side(side, k, s, "same")),
            _activations(lambda side, k, padding, s: output_side(side, k, s, "valid")),
        ],
        "stride ignored": [_activations(lambda side, k, padding, s: output_side(side, k, 1, padding))],
        "valid off by one": [
            _activations(lambda side, k, p, s: -(-(side - (k if p == "valid" else 0)) // s)),
            _activations(lambda side, k, p, s: (side - k) // s if p == "valid" else -(-side // s)),
        ],
        "rounds down": [
            _activations(lambda side, k, p, s: (side if p == "same" else side - k + 1) // s),
            _activations(lambda side, k, p, s: side // s if p == "same" else output_side(side, k, s, p)),
        ],
        "one side twice": [
            lambda h, w, m, f, k, p, s: _right(h, k, p, s) ** 2 * f,
            lambda h, w, m, f, k, p, s: _right(w, k, p, s) ** 2 * f,
        ],
        "activations and weights swapped": [lambda h, w, m, f, k, p, s: (k * k * m + 1) * f],
    },
    "weights": {
        "bias forgotten": [_weights(lambda kernel, maps_in, filters: kernel**2 * maps_in * filters)],
        "one bias for all": [_weights(lambda kernel, maps_in, filters: kernel**2 * maps_in * filters + 1)],
        "maps in forgotten": [
            _weights(lambda kernel, maps_in, filters: (kernel**2 + 1) * filters),
            _weights(lambda kernel, maps_in, filters: kernel**2 * filters),
        ],
        "kernel not squared": [_weights(lambda kernel, maps_in, filters: (kernel * maps_in + 1) * filters)],
        "a bias for each map": [_weights(lambda kernel, maps_in, filters: (kernel**2 + 1) * maps_in * filters)],
        "weights for each position": [
            lambda h, w, m, f, k, p, s: _right(h, k, p, s) * _right(w, k, p, s) * (k * k * m + 1) * f,
        ],
    },
}


def _reach(along):
    """Return a belief about reach: along(place, side, kernel, stride, padding) marks the outputs of one side."""

    def believed(i, j, height, width, kernel, filters, stride, padding):
        rows = along(i, height, kernel, stride, padding)
        columns = along(j, width, kernel, stride, padding)
        return np.repeat(np.outer(rows, columns)[..., None], filters, axis=-1)

    return believed


def _from(start, stop, wrap=False, shape=output_side):
    """Mark from start(place, kernel, stride, padding) up to stop(...), cut at the edges or wrapped around."""

    def along(place, side, kernel, stride, padding):
        count = shape(side, kernel, stride, padding)
        marked, places = np.zeros(count, bool), np.arange(start(place, kernel, stride), stop(place, kernel, stride))
        if count:
            marked[places % count if wrap else places[(places >= 0) & (places < count)]] = True
        return marked

    return along


def _mirrored(place, side, kernel, stride, padding):
    """Mark what output number `place` looks at, instead of the outputs that look at `place`."""
    count = output_side(side, kernel, stride, padding)
    total = max((count - 1) * stride + kernel - side, 0) if padding == "same" else 0
    first = place * stride - total // 2
    return (np.arange(count) >= first) & (np.arange(count) < first + kernel)


def _padded_before(place, side, kernel, stride, padding):
    """Mark the outputs that look at `place` when the odd row of zeros stands before the map."""
    count = output_side(side, kernel, stride, padding)
    total = max((count - 1) * stride + kernel - side, 0) if padding == "same" else 0
    starts = np.arange(count) * stride - (total - total // 2)
    return (starts <= place) & (place < starts + kernel)


def _pushed_inside(place, side, kernel, stride, padding):
    """Mark a whole kernel's width even at an edge, pushed inside."""
    count = output_side(side, kernel, stride, padding)
    first = np.clip(place - kernel // 2, 0, max(count - kernel, 0))
    return (np.arange(count) >= first) & (np.arange(count) < first + kernel)


CENTRED = (lambda place, k, s: place - k // 2, lambda place, k, s: place - k // 2 + k)
ITSELF = (lambda place, k, s: place // s, lambda place, k, s: place // s + 1)
REACH = {
    "only the same position": [
        _reach(_from(*ITSELF)),
        _reach(_from(lambda place, k, s: place, lambda place, k, s: place + 1)),
    ],
    "the whole map": [_reach(lambda place, side, k, s, p: np.ones(output_side(side, k, s, p), bool))],
    "stride ignored in reach": [
        _reach(_from(*CENTRED)),
        _reach(lambda place, side, k, s, p: reached(place, side, k, 1, p)),
        _reach(lambda place, side, k, s, p: reached(place, side, k, 1, p)[: output_side(side, k, s, p)]),
    ],
    "padding ignored in reach": [
        _reach(_from(*CENTRED, shape=lambda side, k, s, p: output_side(side, k, s, "same"))),
        _reach(lambda place, side, k, s, p: reached(place, side, k, s, "same")),
        _reach(lambda place, side, k, s, p: reached(place, side, k, s, "same")[: output_side(side, k, s, p)]),
        _reach(lambda place, side, k, s, p: reached(place, side, k, s, "valid")),
    ],
    "wraps around": [
        _reach(_from(*CENTRED, wrap=True)),
        _reach(lambda place, side, k, s, p: _wrapped(place, side, k, s, p)),
    ],
    "whole windows at the border": [_reach(_pushed_inside)],
    "mirrored": [_reach(_mirrored)],
    "odd zero before": [_reach(_padded_before)],
    "rows and columns swapped": [
        lambda i, j, height, width, *rest: affected(j, i, height, width, *rest),
        lambda i, j, height, width, *rest: affected(i, j, height, width, *rest).swapaxes(0, 1),
    ],
}


def _wrapped(place, side, kernel, stride, padding):
    """Mark the outputs that look at `place` when windows go on at the other side of the map."""
    count = output_side(side, kernel, stride, padding)
    total = max((count - 1) * stride + kernel - side, 0) if padding == "same" else 0
    starts = np.arange(count) * stride - total // 2
    return (place - starts) % side < kernel
