"""Dropout on feature maps, to play with: the rate, the kind, and what reaches the next conv."""

import numpy as np

from utils.plots.sheet import Sheet
from utils.plots.slider import Slider
from utils.plots.style import Picture, headline, panels

RATES = tuple(step / 20 for step in range(15))
FILTERS = 8  # of the next conv, to be drawn


def dropout_slider(maps, kernel, masks, *, rates=RATES, rate=0.25, kind="element", seed=0):
    """Return a Slider over the maps (height x width x maps) of one image under dropout of each kind.

    kernel: height x width x maps x filters, weights of the next conv ('same'). masks: {kind: function}, where
    function(shape, rate, rng=...) returns a mask of images x height x width x maps. Each frame draws from the same
    seed: where a mask compares its draws with the rate, the holes only grow, and the eye can follow.

    >>> rng = np.random.default_rng(1)
    >>> masks = {"element": element_mask, "channel": channel_mask}
    >>> dropout_slider(rng.random((9, 9, 4)), rng.normal(size=(3, 3, 4, 8)), masks)
    [picture] Rate 0.25, element: 71 of 324 activations are dropped (22%), no whole maps; the ...
    """
    frames = Frames(np.asarray(maps, dtype=float), np.asarray(kernel, dtype=float), masks, seed)
    return Slider(frames.show, {"rate": tuple(rates), "kind": tuple(masks)}, rate=rate, kind=kind)


class Frames(Picture):
    """All frames in one figure, laid out once: nothing jumps, and a frame takes a moment."""

    def __init__(self, maps, kernel, masks, seed):
        self.maps, self.kernel, self.masks, self.seed = maps, kernel, masks, seed
        self.sums = conv(maps, kernel)
        drawn = self.sums[..., :FILTERS]
        names = "maps", f"sums of the next conv ({drawn.shape[-1]} of {self.sums.shape[-1]})"
        names = [[f"{name}, dropout {state}" for name in names] for state in ("off", "on")]
        self.figure, axes = panels("", names, height=4.4, gridspec_kw=dict(wspace=0.08))
        pairs = zip(axes.items(), [maps, drawn, maps, drawn], strict=True)
        _, _, *self.sheets = (_sheet(name, one, values) for (name, one), values in pairs)
        super().__init__(self.figure, self.show(0, next(iter(masks))).title)

    def show(self, rate, kind):
        """Take the figure to a rate and a kind, and return it."""
        mask = np.asarray(self.masks[kind]((1, *self.maps.shape), rate, rng=np.random.default_rng(self.seed)))[0]
        kept = mask.mean() if kind == "block" else 1 - rate  # DropBlock scales by the share it kept
        maps = self.maps * mask / max(kept, 1e-9)
        sums = conv(maps, self.kernel)
        self.sheets[0].show(maps, mask == 0)
        self.sheets[1].show(sums[..., :FILTERS])
        self.title = f"Rate {rate:g}, {kind}: {_losses(mask == 0)}; {_alike(self.sums, sums)}"
        headline(self.figure, self.title)
        return self


def conv(maps, kernel):
    """Return the sums (height x width x filters) of a conv with 'same' padding and stride 1, without a bias."""
    padding = [((side - 1) // 2, side // 2) for side in kernel.shape[:2]]
    padded = np.pad(maps, [*padding, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[:2], axis=(0, 1))
    return np.einsum("ijmhw,hwmf->ijf", windows, kernel)


def _sheet(name, axes, values):
    """Draw `values` with room at the top of the colours, for survivors scaled up."""
    axes.set_xlabel(name)
    reach = dict(low=min(0, values.min()), high=1.3 * max(values.max(), 1e-9))
    return Sheet(axes, values.shape, columns=-(-values.shape[-1] // 2), numbered=False, **reach).show(values)


def _losses(dropped):
    whole = dropped.all(axis=(0, 1)).sum()
    maps = f"{whole or 'no'} whole map{'' if whole == 1 else 's'}"
    return f"{dropped.sum()} of {dropped.size} activations are dropped ({dropped.mean():.0%}), {maps}"


def _alike(undropped, sums):
    if not sums.any():
        return "nothing reaches the next conv"
    if not (np.ptp(undropped) and np.ptp(sums)):
        return "the sums in the next conv are all alike"
    alike = np.corrcoef(undropped.ravel(), sums.ravel())[0, 1]
    return f"the sums in the next conv correlate {alike:.2f} with those when dropout is off"
