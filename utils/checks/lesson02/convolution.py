"""Exercises 2.2 and 2.3: the neurons of a conv layer, and which outputs of the next one each of them reaches."""

import numpy as np

from utils.checks import pictures, plain
from utils.checks.exercise import exercise
from utils.checks.lesson02 import conv_beliefs
from utils.checks.lesson02.conv_beliefs import belief_behind
from utils.checks.lesson02.hints import HINTS
from utils.checks.lesson02.reference import affected, neurons_and_weights

LAYERS = (  # height, width, maps in, filters, kernel, padding, stride
    (28, 28, 1, 32, 3, "same", 1),
    (17, 12, 3, 8, 5, "valid", 1),
    (15, 20, 4, 6, 3, "same", 2),
    (14, 9, 2, 10, 3, "valid", 2),
    (13, 16, 5, 7, 4, "same", 3),
    (11, 23, 6, 9, 2, "valid", 3),
    (10, 7, 3, 5, 1, "same", 1),
)
PLACES = (  # row, column, height, width, kernel, filters, stride, padding
    (4, 5, 9, 11, 3, 16, 1, "same"),
    (0, 3, 7, 8, 3, 4, 1, "same"),
    (6, 7, 7, 8, 5, 3, 1, "same"),
    (2, 6, 7, 9, 4, 3, 1, "same"),
    (4, 5, 9, 11, 3, 4, 1, "valid"),
    (0, 9, 8, 10, 3, 4, 1, "valid"),
    (3, 4, 8, 11, 4, 2, 1, "valid"),
    (4, 4, 9, 12, 3, 5, 2, "same"),
    (5, 3, 10, 12, 3, 3, 2, "same"),
    (7, 8, 10, 13, 5, 3, 3, "valid"),
    (2, 2, 9, 9, 2, 3, 3, "valid"),
    (8, 1, 9, 7, 2, 4, 2, "same"),
    (3, 2, 5, 6, 1, 3, 1, "same"),
)


@exercise(
    "2.2",
    points=2,
    minutes=8,
    arrays=False,
    hints=HINTS["count_neurons"],
    passed="A filter answers at every position: the neurons are positions times filters, the weights are few.",
)
def count_neurons(answer, law):
    """Count the activations and the weights of a conv layer."""
    given = [law.ask(answer, *layer, read=_two_numbers) for layer in LAYERS]
    for place, what in enumerate(("activations", "weights")):
        got = [None if pair is None else pair[place] for pair in given]
        belief = belief_behind(got, conv_beliefs.COUNTS[what], LAYERS)
        for layer, number in zip(LAYERS, got, strict=True):
            right = neurons_and_weights(*layer)[place]
            law.holds(
                f"{what} of {_described(layer)}",
                number == right,
                about=[number],
                expected=f"{right:,}",
                seen=lambda number=number: f"{number:,.10g}",
                misconception=belief,
                why=lambda right=right, number=number, what=what, layer=layer: (
                    f"Expected {right:,} {what} for {_described(layer)}, got {number:,.10g}: {NEXT[what]}"
                ),
            )


NEXT = {
    "activations": "multiply rows, columns and filters of what comes out.",
    "weights": "each filter has kernel x kernel weights for each map that comes in, and one bias.",
}


def _described(layer):
    height, width, maps_in, filters, kernel, padding, stride = layer
    return f"{height} x {width} x {maps_in}, {filters} filters of {kernel} x {kernel}, {padding!r}, stride {stride}"


def _two_numbers(returned):
    found = plain.array(returned)
    if found.shape != (2,):
        raise plain.Unusable(
            f"Expected two numbers, got shape {found.shape}: return the activations, then the weights."
        )
    return found.tolist()


@exercise(
    "2.3",
    points=2,
    minutes=12,
    difficulty=2,
    arrays=False,
    hints=HINTS["affected_outputs"],
    passed="A dropped activation is missing in every filter alike, at each position whose window holds it.",
)
def affected_outputs(answer, law):
    """Mark the outputs of the next conv that one activation reaches."""
    given = [law.ask(answer, *place, read=_a_mask) for place in PLACES]
    belief = belief_behind(given, conv_beliefs.REACH, PLACES) or _about_filters(given)
    for place, got in zip(PLACES, given, strict=True):
        right = affected(*place)
        law.holds(
            _name(place),
            lambda got=got, right=right: np.array_equal(got, right),
            about=[got],
            misconception=belief,
            expected=f"{right.sum()} outputs of {right.shape}",
            seen=lambda got=got: f"{int(got.sum())} of {got.shape}",
            why=lambda got=got, right=right, place=place: _outputs_differ(got, right, place),
            picture=lambda got=got, right=right: _beside(right, got),
        )


def _name(place):
    i, j, height, width, kernel, filters, stride, padding = place
    return (
        f"({i}, {j}) of {height} x {width}, {filters} filters of {kernel} x {kernel}, {padding!r}, stride {stride}"
    )


def _outputs_differ(got, right, place):
    if got.shape != right.shape:
        return (
            f"Expected shape {right.shape} for {_name(place)}, got {got.shape}: count the outputs of a side first."
        )
    seen = int(got.sum())
    seen = "as many, but others" if seen == right.sum() else seen
    return (
        f"Expected {right.sum()} outputs for {_name(place)}, got {seen}: "
        "an output is affected where its window holds the activation."
    )


def _about_filters(given):
    """Name the belief about filters that shows where the right outputs are marked for some of them only."""
    usable = [(got, affected(*place)) for got, place in zip(given, PLACES, strict=True) if got is not None]
    if not usable or any(got.shape != right.shape or (got > right).any() for got, right in usable):
        return None
    whole = [(got == right).all(axis=(0, 1)) for got, right in usable if right.any()]
    if all(len(filters) == 1 or filters.sum() == 1 for filters in whole):
        empty = all(got.any(axis=(0, 1)).sum() <= 1 for got, _ in usable)
        return "one filter only" if empty else None
    alike = all((got == got[..., :1]).all() for got, _ in usable)
    return None if alike else "a coin for each filter"


def _a_mask(returned):
    found = plain.array(returned)
    if found.ndim != 3:
        raise plain.Unusable(
            f"Expected rows x columns x filters, got shape {found.shape}: one True or False for each output."
        )
    if not np.isin(found, (0, 1)).all():
        raise plain.Unusable(
            "Expected True or False for each output, got other numbers: say only whether it changes."
        )
    return found == 1


def _beside(right, got):
    """Draw the outputs of the first filter that differs, expected and got, where they have the same shape."""
    if got.shape != right.shape:
        return ""
    filters = np.flatnonzero((got != right).any(axis=(0, 1)))
    return pictures.side_by_side(right[..., filters[0]], got[..., filters[0]])
