"""Which misconception made these maps out of maps, mask, kernel and rate (exercise 2.4)."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from utils.checks.laws import TOLERANCE
from utils.checks.lesson02.reference import convolve

INSIDE = np.s_[:, 1:-1, 1:-1]  # where a border that was left out or filled otherwise does not show


def equal(got, outcome):
    return got.shape == outcome.shape and np.allclose(got, outcome, **TOLERANCE)


def by_outcome(got, maps, mask, kernel, rate):
    """Name the misconception that gives exactly `got`, or None."""
    right, scales = convolve(maps * mask, kernel), _scales(rate)
    for name, outcome in _unscaled(maps, mask, kernel):
        if not equal(outcome, right) and any(equal(got, outcome * scale) for scale in scales.values()):
            return name
    for name, scale in scales.items():
        if name and equal(got, right * scale):
            return name
    for axes in ((1, 2), (1, 2, 3), (0, 1, 2, 3)):
        if equal(got, convolve(maps * mask / mask.mean(axes, keepdims=True), kernel)):
            return "rescales by the realised share"
    return None


def _scales(rate):
    return {
        "": 1 / (1 - rate),
        "no rescale": 1.0,
        "divides by rate": 1 / rate,
        "multiplies by the share kept": 1 - rate,
        "rescales twice": 1 / (1 - rate) ** 2,
    }


def _unscaled(maps, mask, kernel):
    """Yield (misconception, what it gives but for the rescaling)."""
    dropped, undropped = maps * mask, convolve(maps, kernel)
    yield "mask left out", undropped
    yield "keeps the dropped", convolve(maps * (1 - mask), kernel)
    for over_maps in (np.mean, np.sum, np.max, np.min):
        for after in (undropped, convolve(dropped, kernel)):
            yield "masks the conv's output", after * over_maps(mask, axis=-1, keepdims=True)
    for pixels in (mask.min(-1, keepdims=True), mask[..., :1]):
        yield "dropped in every map at once", convolve(maps * pixels, kernel)
    yield "border cropped", convolve(dropped, kernel, padding="valid")
    yield "flipped kernel", convolve(dropped, kernel[::-1, ::-1])
    for other in _mixed_up(kernel):
        yield "axes of the kernel mixed up", convolve(dropped, other)
    half = len(kernel) // 2
    for mode in ("edge", "wrap", "reflect", "symmetric"):
        framed = np.pad(dropped, [(0, 0), (half, half), (half, half), (0, 0)], mode=mode)
        yield "border not of zeros", convolve(framed, kernel, padding="valid")


def _mixed_up(kernel):
    """Yield the kernel as it is read with its axes in another order, where its shape allows."""
    rows, columns, maps_in, filters = kernel.shape
    yield kernel.swapaxes(0, 1)
    yield kernel.reshape(maps_in, rows, columns, filters).transpose(1, 2, 0, 3)
    yield kernel.reshape(rows, columns, filters, maps_in).swapaxes(2, 3)
    if maps_in == filters:
        yield kernel.swapaxes(2, 3)


def masks_the_output(got, maps, mask, kernel):
    """Whether `got` is the conv of all maps, or of those dropped, with some outputs inside set to 0."""
    return any(_some_left(got[INSIDE], convolve(one, kernel)[INSIDE]) for one in (maps, maps * mask))


def masks_the_kernel(got, maps, kernel):
    """Whether the first image, nothing of it dropped, went through this kernel with some weights set to 0."""
    rows, columns, maps_in, filters = kernel.shape
    if got.shape != (*maps.shape[:3], filters):
        return False
    framed = np.pad(maps[0], [(rows // 2,) * 2, (columns // 2,) * 2, (0, 0)])
    windows = sliding_window_view(framed, (rows, columns), axis=(0, 1)).reshape(-1, maps_in * rows * columns)
    outputs, weights = got[0].reshape(-1, filters), np.moveaxis(kernel, 2, 0).reshape(-1, filters)
    found = np.linalg.lstsq(windows, outputs)[0]
    lost = (np.abs(found) < 1e-4).reshape(maps_in, -1, filters).mean(axis=1)  # of each kernel of one map
    fits = np.allclose(windows @ found, outputs, rtol=1e-3, atol=1e-4) and _some_left(found, weights, each=(-1,))
    return fits and bool(((lost > 0) & (lost < 1)).any())


def is_a_mask_per_filter(loud):
    """Whether some filters see more than others of the dropped, where these are a million and all filters equal."""
    return np.ptp(loud, axis=-1).max(initial=0) > 1e3


def is_another_mask(copied, maps, mask):
    """Whether `copied`, given for filters that copy one map each, lacks other positions than `mask` drops."""
    copied, maps, mask = copied[INSIDE], maps[INSIDE], mask[INSIDE]
    return _some_left(copied, maps) and not np.array_equal(np.abs(copied) > 1e-4, mask != 0)


def _some_left(got, full, each=(0, -1)):
    """Whether `got` is `full` times one number, but for zeros that follow no sign.

    Some, not all, are zeros at every index of the axes in `each`.
    """
    if got.shape != full.shape:
        return False
    left = np.abs(got) > 1e-4 * np.abs(full)
    for axis in each:
        share = np.moveaxis(left, axis, 0).reshape(left.shape[axis], -1).mean(axis=1)
        if not ((share > 0) & (share < 1)).all():
            return False
    blind = all((full[among] > 0).any() and (full[among] < 0).any() for among in (left, ~left))
    return blind and np.allclose(got[left], np.median(got[left] / full[left]) * full[left], rtol=1e-3, atol=1e-4)
