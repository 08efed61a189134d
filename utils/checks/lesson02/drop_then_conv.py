"""Exercise 2.4: what a conv makes of dropped maps."""

import numpy as np

from utils.checks.exercise import exercise
from utils.checks.laws import recognised
from utils.checks.lesson02.hints import HINTS
from utils.checks.lesson02.reference import convolve


@exercise(
    "2.4",
    points=3,
    minutes=12,
    difficulty=2,
    hints=HINTS["conv_after_drop"],
    passed="One mask for all filters, the kernel untouched: dropout acts on the tensor that the conv reads.",
)
def conv_after_drop(answer, law):
    """Drop activations by a mask, then convolve."""
    _filters_are_alike(law, answer)
    for key, (shape, k, filters, rate) in enumerate(DROPPED):
        maps, mask, kernel = _drawn(law, key, shape, k, filters, rate)
        right = convolve(maps * mask / (1 - rate), kernel)
        got = law.call(answer, maps, mask, kernel, rate, shape=right.shape)
        law.close(
            f"maps {shape[1]} x {shape[2]} x {shape[3]}, {filters} filters of {k} x {k}, rate {rate:g}",
            got,
            right,
            misconception=lambda got=got, case=(maps, mask, kernel, rate): about_drop(got, *case),
            why="This is no conv of maps * mask / (1 - rate): drop and rescale, pad with zeros, then convolve.",
        )
    _dropped_values_are_gone(law, answer)


DROPPED = (  # maps (images x height x width x maps), kernel side, filters, rate
    ((2, 7, 6, 3), 3, 4, 0.3),
    ((1, 5, 8, 2), 5, 3, 0.6),
    ((3, 4, 5, 4), 1, 2, 0.2),
    ((2, 6, 5, 1), 3, 1, 0.45),
)


def _drawn(law, key, shape, k, filters, rate):
    """Return maps of both signs, a mask at the rate, and a kernel without symmetry."""
    maps = law.generator(1, key).normal(0.5, 1, size=shape)
    mask = (law.generator(2, key).random(shape) >= rate) * 1.0
    mask.flat[:4] = 0, 1, 1, 0
    return maps, mask, law.generator(3, key).normal(size=(k, k, shape[-1], filters))


def _filters_are_alike(law, answer):
    maps, mask, kernel = _drawn(law, 9, (2, 6, 7, 3), 3, 1, 0.4)
    got = law.call(answer, maps, mask, np.repeat(kernel, 5, axis=-1), 0.4, shape=(2, 6, 7, 5))
    law.holds(
        "one kernel, repeated, gives equal outputs",
        lambda: np.allclose(got, got[..., :1], rtol=1e-4, atol=1e-4),
        about=[got],
        misconception="a mask for each filter",
    )


def _dropped_values_are_gone(law, answer):
    maps, mask, kernel = _drawn(law, 8, (1, 6, 7, 3), 3, 4, 0.3)
    mask[0, 2, 3, 1] = 0
    shouting = maps.copy()
    shouting[0, 2, 3, 1] = 1e6
    calm, loud = (law.call(answer, given, mask, kernel, 0.3, shape=(1, 6, 7, 4)) for given in (maps, shouting))
    law.close(
        "1e6 in a dropped place changes no output of any filter",
        loud,
        calm,
        why="A dropped activation still reaches an output: multiply the maps by the mask before the conv.",
    )


def about_drop(got, maps, mask, kernel, rate):
    """Name the misconception by which a conv of dropped maps has become `got`, or None."""
    q, whole = 1 - rate, convolve(maps, kernel)
    kept = mask.min(axis=-1, keepdims=True) * np.ones_like(mask)
    right = convolve(maps * mask / q, kernel)
    outcomes = {
        "no rescale": right * q,
        "divides by rate": right * q / rate,
        "multiplies by the share kept": right * q**2,
        "rescales by the realised share": right * q / mask.mean(),
        "rescales twice": right / q,
        "ignores the mask": (whole, whole / q, whole * q),
        "mask upside down": (convolve(maps * (1 - mask) / q, kernel), convolve(maps * (1 - mask), kernel)),
        "whole pixels": (convolve(maps * kept / q, kernel), convolve(maps * mask[..., :1] / q, kernel)),
        "flipped kernel": convolve(maps * mask / q, kernel[::-1, ::-1]),
    }
    return recognised(got, outcomes) or _masks_something_else(got, right, whole, maps)


def _masks_something_else(got, right, whole, maps):
    if _is_a_mask_on(whole, got):
        return "masks the outputs"
    if _is_a_conv_of(maps, got):
        return "masks the kernel"
    inner = (slice(None), slice(2, -2), slice(2, -2))
    differ = ~np.isclose(got, right, rtol=1e-4, atol=1e-4)
    return "padding is not zero" if got[inner].size and differ.any() and not differ[inner].any() else None


def _is_a_mask_on(whole, got):
    """Whether `got` holds zeros and otherwise the outputs of the undropped maps, times one number."""
    kept = np.abs(got) > 1e-9
    if kept.all() or not kept.any():
        return False
    scales = got[kept] / whole[kept]
    return bool(np.allclose(scales, scales[0], rtol=1e-3))


def _is_a_conv_of(maps, got, sides=(1, 3, 5)):
    """Whether `got` is a conv of the undropped maps by any one kernel: least squares leaves no residue."""
    for k in sides:
        around = np.pad(maps, ((0, 0), (k // 2, k // 2), (k // 2, k // 2), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(around, (k, k), axis=(1, 2))
        seen = windows.reshape(-1, windows.shape[3] * k * k)
        outputs = got.reshape(len(seen), -1)
        if len(seen) <= seen.shape[1] + 5:
            continue
        fitted = seen @ np.linalg.lstsq(seen, outputs, rcond=None)[0]
        if np.allclose(fitted, outputs, rtol=1e-3, atol=1e-4):
            return True
    return False
