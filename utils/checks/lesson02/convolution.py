"""Exercise 2.4: what a conv layer makes of maps of which some activations were dropped."""

import numpy as np

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.laws import TOLERANCE
from utils.checks.lesson02 import drop_beliefs
from utils.checks.lesson02.hints import HINTS
from utils.checks.lesson02.reference import convolve

FURTHER = (  # images x height x width x maps in, side of the kernel, filters, rate
    ((1, 9, 6, 2), 5, 4, 0.6),
    ((3, 4, 5, 4), 1, 1, 0.1),
    ((2, 5, 8, 1), 3, 5, 0.4),
)
A_MILLION = 1e6


@exercise(
    "2.4",
    points=3,
    minutes=12,
    difficulty=2,
    hints=HINTS["conv_after_drop"],
    passed="What is dropped is dropped once: it stays 0 for every filter of the next conv.",
)
def conv_after_drop(answer, law):
    """Pass maps with dropped activations through the next conv layer."""

    def ask(*given):
        return law.ask(answer, *given, read=_four_axes)

    maps, mask, kernel, rate = case = _case(law.generator(1), (2, 8, 7, 3), 3, 3, 0.25)
    alike, copying = np.repeat(kernel[..., :1], 3, axis=-1), np.zeros_like(kernel)
    copying[1, 1] = np.eye(3)  # filter f gives map f as it is
    got, copied = ask(*case), ask(maps, mask, copying, rate)
    calm, loud = (ask(np.where(mask == 1, maps, value), mask, alike, rate) for value in (maps, A_MILLION))

    def misconception():
        return _misconception(got, copied, loud, case)

    _is_the_conv(law, got, case, misconception)
    _drops_for_all_filters(law, calm, loud, misconception)
    for key, sizes in enumerate(FURTHER):
        further = _case(law.generator(2, key), *sizes)
        _is_the_conv(law, ask(*further), further, None)


def _case(rng, shape, side, filters, rate):
    """Return maps of both signs, a mask, a kernel without zeros, and the rate; more is dropped than `rate` says."""
    maps = rng.uniform(0.5, 2, size=shape) * rng.choice([-1, 1], shape)
    mask = (rng.random(shape) >= rate + 0.1) * 1.0
    mask[:, 2, 3] = 0  # one position is dropped in all maps
    kernel_shape = side, side, shape[-1], filters
    kernel = rng.uniform(0.5, 1.5, size=kernel_shape) * rng.choice([-1, 1], kernel_shape)
    return maps, mask, kernel, rate


def _four_axes(returned):
    found = plain.array(returned)
    if found.ndim != 4:
        raise plain.Unusable(
            f"Expected images x height x width x filters, got shape {found.shape}: return one map for each filter."
        )
    return found


def _is_the_conv(law, got, case, misconception):
    maps, mask, kernel, rate = case
    side, _, maps_in, filters = kernel.shape
    right = convolve(maps * mask / (1 - rate), kernel)
    name = f"the conv of the dropped maps, {side} x {side}, {maps_in} maps to {filters}, rate {rate:g}"
    if got is None or got.shape == right.shape:
        law.close(name, got, right, why=lambda: _unlike(got, right, side // 2), misconception=misconception)
    else:
        why = (
            f"Expected shape {right.shape}, got {got.shape}: keep height and width, and make a map for each filter."
        )
        law.holds(name, False, why=why, misconception=misconception)


def _unlike(got, right, half):
    """Say how `got` differs from `right`, as far as that can be seen; a kernel reaches `half` rows to each side."""
    times = np.sum(got * right) / np.sum(right * right)
    if times and drop_beliefs.equal(got, times * right):
        return f"Your outputs are {times:.3g} times what they should be: divide by 1 - rate, and by nothing else."
    inside = np.s_[:, half:-half, half:-half]
    if half and drop_beliefs.equal(got[inside], right[inside]):
        return "Your outputs are wrong at the border alone: 'same' puts zeros around, half a kernel wide."
    return (
        "Some outputs are not those of the conv: drop and rescale the maps, then let every filter read these same."
    )


def _drops_for_all_filters(law, calm, loud, misconception):
    law.holds(
        "filters with equal weights see the same",
        lambda: all(np.allclose(one, one[..., :1], **TOLERANCE) for one in (calm, loud)),
        about=[calm, loud],
        misconception=misconception,
        why="Filters with equal weights give different maps: let all of them read the same dropped maps.",
    )
    law.holds(
        "a million at a dropped position reaches no filter",
        lambda: drop_beliefs.equal(loud, calm),
        about=[calm, loud],
        misconception=misconception,
        why="A dropped activation still reaches the output: multiply the maps by `mask` before the conv.",
    )


def _misconception(got, copied, loud, case):
    """Name what explains the maps `got`, those that filters only copied, and those of filters that are equal."""
    maps, mask, kernel, _ = case
    name = drop_beliefs.by_outcome(got, *case)
    if name:
        return name
    if drop_beliefs.masks_the_output(got, maps, mask, kernel):
        return "masks the conv's output"
    if drop_beliefs.masks_the_kernel(got, maps, kernel):
        return "masks the kernel"
    if loud is not None and drop_beliefs.is_a_mask_per_filter(loud):
        return "a mask per filter"
    if copied is not None and drop_beliefs.is_another_mask(copied, maps, mask):
        return "another mask than the one given"
    return None
