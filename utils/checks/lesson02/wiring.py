"""Exercises 2.2 and 2.3: how many neurons a conv layer has, and which ones an activation reaches."""

from itertools import product

import numpy as np

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.lesson02.hints import HINTS
from utils.checks.lesson02.many_cases import ManyCases
from utils.checks.lesson02.reference import affected, neurons_and_weights
from utils.checks.lesson02.wiring_beliefs import activation_counts, affected_sets, weight_counts
from utils.checks.pictures import side_by_side

LAYERS = (  # height, width, maps in, filters, kernel: the lesson's own, then no two numbers alike
    (28, 28, 1, 32, 3),
    (13, 10, 3, 8, 4),
    (9, 14, 5, 6, 2),
    (8, 5, 2, 3, 5),
    (6, 11, 4, 10, 1),
    (17, 12, 3, 5, 3),
)
CONVS = (  # height, width, kernel, filters, stride: sides even and odd, strides below and above the kernel
    (9, 11, 3, 4, 1),
    (8, 7, 2, 3, 1),
    (10, 9, 5, 2, 1),
    (11, 12, 4, 3, 1),
    (5, 6, 1, 2, 1),
    (8, 11, 3, 5, 2),
    (10, 7, 4, 2, 2),
    (9, 12, 1, 3, 2),
    (11, 8, 2, 4, 3),
    (12, 10, 5, 2, 3),
    (10, 13, 3, 2, 3),
)


def _by_setting(cases, padding, stride, order):
    """Yield (name, indices) of the cases of each padding, without and with a stride; their places in a case."""
    for strided, which in product((False, True), order):
        name = f"'{which}'" + " and a stride" * strided
        yield name, [n for n, case in enumerate(cases) if (case[padding], case[stride] > 1) == (which, strided)]


@exercise(
    "2.2",
    points=2,
    minutes=8,
    arrays=False,
    hints=HINTS["count_neurons"],
    passed="Each position of each map is a neuron; the weights are few, since all positions of a map share them.",
)
def count_neurons(answer, law):
    """Count the activations of a conv layer for one image, and its weights with the biases."""
    cases = [(*layer, padding, stride) for layer, padding, stride in product(LAYERS, ("same", "valid"), (1, 2, 3))]
    got = [law.ask(answer, *case, read=_two_numbers) for case in cases]
    right = [neurons_and_weights(*case) for case in cases]
    activations, weights = (
        ManyCases(law, cases, [one and one[which] for one in got], [one[which] for one in right], beliefs)
        for which, beliefs in enumerate((activation_counts, weight_counts))
    )
    for name, group in _by_setting(cases, 5, 6, ("same", "valid")):
        activations.agree(f"the activations, {name}", group, _other_activations)
    weights.agree("the weights, whatever the image", range(len(cases)), _other_weights)


def _two_numbers(returned):
    found = plain.array(returned, instead="return activations, weights")
    if len(np.atleast_1d(found)) != 2 or found.size != 2:
        raise plain.Unusable(f"Expected two numbers, got shape {found.shape}: return activations, weights.")
    return found.ravel().tolist()


def _other_activations(case, right, got):
    return _other("activations", case, right, got, "count height' x width' x filters")


def _other_weights(case, right, got):
    return _other("weights", case, right, got, "each filter has kernel x kernel x maps_in weights and a bias")


def _other(what, case, right, got, step):
    height, width, maps_in, filters, kernel, padding, stride = case
    layer = (
        f"{height} x {width} x {maps_in}, {filters} filters of {kernel} x {kernel}, {padding!r}, stride {stride}"
    )
    said = dict(expected=f"{right:,}", seen=f"{got:,.10g}")
    return said | dict(why=f"Expected {right:,} {what}, got {got:,.10g} ({layer}): {step}.")


@exercise(
    "2.3",
    points=3,
    minutes=12,
    difficulty=3,
    arrays=False,
    hints=HINTS["affected_outputs"],
    passed="One activation reaches a square of positions, and there every filter of the next conv alike.",
)
def affected_outputs(answer, law):
    """Say which outputs of a conv layer change when one activation of one of its input maps does."""
    cases = [(4, 5, 9, 11, 3, 16, 1, "same"), *_positions(law.generator(1))]
    got = [law.ask(answer, *case, read=_a_grid) for case in cases]
    right = [affected(*case) for case in cases]
    found = ManyCases(law, cases, got, right, affected_sets)
    law.holds(
        "each output is affected or not",
        lambda: all(((one == 0) | (one == 1)).all() for one in got),
        about=got,
        why="An output is affected or not: return True and False (or 1 and 0), not by how much.",
    )
    _as_many_outputs_as_the_conv(law, found)
    _all_filters_alike(law, found)
    found.agree("144 outputs inside a map, 3 x 3 and 16 filters", [0], _other_outputs)
    for name, group in _by_setting(cases, 7, 6, ("valid", "same")):  # 'valid' tells more misconceptions apart
        found.agree(f"the affected outputs, {name}", group, _other_outputs)


def _positions(rng):
    """Yield positions of each conv: two corners, one inside, one anywhere."""
    for (height, width, kernel, filters, stride), padding in product(CONVS, ("same", "valid")):
        anywhere = int(rng.integers(height)), int(rng.integers(width))
        for i, j in ((0, 0), (height - 1, width - 1), (height // 2, width // 2 - 1), anywhere):
            yield i, j, height, width, kernel, filters, stride, padding


def _a_grid(returned):
    found = plain.array(returned)
    if found.ndim != 3:
        raise plain.Unusable(
            f"Expected an array of height' x width' x filters, got shape {found.shape}: say it for each output."
        )
    return found


def _as_many_outputs_as_the_conv(law, found):
    pairs = zip(found.got, found.right, strict=True)
    other = [n for n, (one, right) in enumerate(pairs) if one is not None and one.shape != right.shape]
    said = _other_outputs(*(kept[other[0]] for kept in (found.cases, found.right, found.got))) if other else {}
    said["misconception"] = lambda: found.belief_behind(other)
    law.holds("as many outputs as the conv has", not other, about=found.got, **said)


def _all_filters_alike(law, found):
    differ = [n for n, one in enumerate(found.got) if one is not None and (one != one[..., :1]).any()]
    name, picture = None, ""
    if differ and found.got[differ[0]].shape == found.right[differ[0]].shape:
        reached = max(one.any((0, 1)).sum() for one in found.got if one is not None)
        name = "one filter only" if reached == 1 else "filters that differ"
        picture = _picture(found.right[differ[0]], found.got[differ[0]])
    why = "Your filters differ: let the last axis be the filters, all of them alike."
    law.holds("all filters are alike", not differ, about=found.got, misconception=name, why=why, picture=picture)


def _other_outputs(case, right, got):
    """Say how the outputs in `got` differ from the `right` ones, in words and as a picture."""
    i, j, height, width, kernel, _, stride, padding = case
    layer = f"row {i}, column {j} of {height} x {width}, kernel {kernel}, {padding!r}, stride {stride}"
    if got.shape != right.shape:
        said = dict(expected=f"shape {right.shape}", seen=f"{got.shape}")
        step = "a conv has height' x width' positions of each filter"
    else:
        said = dict(expected=f"{right.sum()} outputs", seen=f"{np.count_nonzero(got)}")
        if np.count_nonzero(got) == right.sum():
            said["seen"] += " elsewhere"
        step = "output a reads `kernel` rows, from row a * stride - zeros before on"
    why = f"Expected {said['expected']}, got {said['seen']} ({layer}): {step}."
    return said | dict(why=why, picture=lambda: _picture(right, got))


def _picture(right, got):
    """Draw the filter of `got` that is furthest from right, beside the right one; nothing for another shape."""
    if got.shape != right.shape:
        return ""
    worst = np.argmax((got != right).sum((0, 1)))
    return side_by_side(right[..., worst], got[..., worst])
