"""What the exercise 4.5 measures of a planted U-Net, and what each misconception would measure in its place."""

from functools import cache

import numpy as np

PARTS = ("bottleneck", "skip 0")


class Silenced:
    """A planted U-Net and images: `logits(*parts)` are those of the net while these parts are 0."""

    def __init__(self, unet, images):
        self.plan, self.unet, self.images = unet.plan, unet, images
        self.logits = cache(lambda *parts: unet.run(images, parts).astype(float))

    def pair(self, measure, *parts):
        """Return measure(change of the logits, logits of the whole net) of two parts; of PARTS by default."""
        whole = self.logits()
        return np.array([measure(self.logits(*np.atleast_1d(one)) - whole, whole) for one in parts or PARTS])

    def right(self):
        return self.pair(change)


def change(difference, whole):
    return np.abs(difference).mean()


def beliefs(net):
    """Return {misconception: a tuple of the pairs (bottleneck, skip) that it may measure}."""
    depth = net.plan.depth
    skips = tuple(f"skip {level}" for level in range(depth))
    others = _other_parts(depth, skips).items()
    elsewhere = {name: tuple(net.pair(change, *parts) for parts in ways) for name, ways in others}
    return elsewhere | {name: tuple(map(net.pair, measures)) for name, measures in OTHER_MEASURES.items()}


def _other_parts(depth, skips):
    """Return {misconception: the ways in which it silences something else}."""
    bottleneck, skip = PARTS
    enlarged, joined = f"raised {depth - 1}", (skip, "raised 0")
    return {
        "keys swapped": [(skip, bottleneck)],
        "both silenced at once": [(bottleneck, PARTS), (PARTS, skip), (PARTS, PARTS)],
        "skip silenced for the pool as well": [(bottleneck, "tap 0")],
        "wrong input of the join silenced": [(bottleneck, "raised 0")],
        "bottleneck silenced before its convs": [(f"pooled {depth - 1}", one) for one in (skip, "tap 0")],
        "silenced behind the layer": [(enlarged, skip), (enlarged, joined), (bottleneck, joined)],
        "deepest skip for the top one": [(bottleneck, skips[-1])] if depth > 1 else [],
        "all skips silenced": [(bottleneck, skips)] if depth > 1 else [],
    }


OTHER_MEASURES = {  # of the change of the logits, and the logits of the whole net
    "summed over the images": [
        lambda change, whole: np.abs(change).sum(),
        lambda change, whole: np.abs(change).mean(axis=(1, 2, 3)).sum(),
        lambda change, whole: np.abs(change).sum(axis=(1, 2, 3)).mean(),
    ],
    "changes relative to the logits": [
        lambda change, whole: np.abs(change).mean() / np.abs(whole).mean(),
        lambda change, whole: (np.abs(change) / np.abs(whole)).mean(),
        lambda change, whole: np.linalg.norm(change) / np.linalg.norm(whole),
    ],
    "probabilities compared": [
        lambda change, whole: np.abs(_sigmoid(whole + change) - _sigmoid(whole)).mean(),
    ],
    "squares for absolute values": [
        lambda change, whole: np.square(change).mean(),
        lambda change, whole: np.sqrt(np.square(change).mean()),
        lambda change, whole: np.linalg.norm(change),
    ],
    "changes cancel out": [
        lambda change, whole: change.mean(),
        lambda change, whole: -change.mean(),
        lambda change, whole: abs(change.mean()),
    ],
    "not compared with the whole net": [
        lambda change, whole: np.abs(whole + change).mean(),
        lambda change, whole: (whole + change).mean(),
    ],
    "largest change for the mean": [lambda change, whole: np.abs(change).max()],
}


def _sigmoid(logits):
    return 1 / (1 + np.exp(-logits))
