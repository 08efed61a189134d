"""What hangs on what in a U-Net, found by turning the weights of one place at a time and looking at all maps."""

import numpy as np

from utils.checks.lesson03.conv_tape import same
from utils.checks.lesson04.taps import Flow


class Wiring:
    """The wiring of one net: which maps of which layer hang on the weights of which place.

    A place is (level, path). `flow` is a run at inference; `moved` tells for each place how many of the maps that
    each tap is given, and of the logits, change with it.
    """

    def __init__(self, model, x, depth):
        self.flow = Flow(model, x, depth, training=False)
        self.places = list(dict.fromkeys(place for _, place in self.flow.weighted()[:-1]))
        self.moved, self.logits = {}, {}
        for place in self.places:
            turned = self._turned(model, x, depth, place, lambda weight: 1.5 * weight + 0.1)
            self.moved[place] = [
                _changed(a.given, b.given) for a, b in zip(self.flow.taps, turned.taps, strict=True)
            ]
            self.logits[place] = bool(_changed(turned.output, self.flow.output).any())
        missing = [level for level in range(self.flow.deepest) if self.skip(level) is None]
        self.bypassed = {level: self._is_bypassed(model, x, depth, level) for level in missing}

    def _layers(self, chosen):
        """Return the layers at the places for which chosen(place), but for the last one, which gives the logits."""
        weighted = [(n, place) for n, place in self.flow.weighted()[:-1] if chosen(place)]
        return list({id(self.flow.taps[n].layer): self.flow.taps[n].layer for n, _ in weighted}.values())

    def _turned(self, model, x, depth, place, change):
        return _with(self._layers(lambda one: one == place), change, lambda: Flow(model, x, depth, training=False))

    def _is_bypassed(self, model, x, depth, level):
        """Whether a level of the way up still hears the level of the way down once all below is silent."""
        below = self._layers(lambda one: one[0] > level)

        def heard():
            calm = Flow(model, x, depth, training=False)
            turned = self._turned(model, x, depth, (level, "contracting"), lambda weight: 1.5 * weight + 0.1)
            return [
                _changed(one.given, other.given)
                for n, (one, other) in enumerate(zip(calm.taps, turned.taps, strict=True))
                if calm.place(n) == (level, "expanding") and calm.level(one.given) == level
            ]

        return any(one.any() for one in _with(below, np.zeros_like, heard))

    def on(self, number, level, chosen):
        """Return which of the maps that a tap is given hang on any place for which chosen(level, path)."""
        nothing = np.zeros(self.flow.taps[number].given.shape[-1], dtype=bool)
        return np.any([nothing, *(self.moved[place][number] for place in self.places if chosen(*place))], axis=0)

    def joins(self, level):
        """Return [(number, maps of the skip, other maps that come across), ...] where a level is joined.

        A join is a layer with weights that is given maps which have come up from below beside others that have not.
        """
        found = []
        for number, (at, path) in self.flow.weighted():
            if path == "contracting" or self.flow.level(self.flow.taps[number].given) != level or at > level:
                continue
            up = self.on(number, level, lambda one, path: one > level and path != "contracting")
            own = self.on(number, level, lambda one, path: (one, path) == (level, "contracting"))
            deeper = self.on(number, level, lambda one, path: one > level and path == "contracting")
            if up.any() and not up.all():
                found.append((number, own & ~up & ~deeper, ~up & (~own | deeper)))
        return found

    def skip(self, level):
        """Return (number of the tap, its maps) that the skip of a level brings, or None."""
        found = [(number, np.flatnonzero(own)) for number, own, _ in self.joins(level) if own.any()]
        return found[0] if found else None

    def carries(self, level):
        """Whether the skip is what the level hands to the level below, and all of it."""
        number, maps = self.skip(level)
        return same(self.flow.taps[number].given[..., maps], self.flow.handed_on(level))

    def has_other_skip(self, level):
        return any(self.flow.taps[number].given[..., other].any() for number, _, other in self.joins(level))

    def joins_pooled(self, level):
        """Whether pooled maps of a level are joined with what comes up one level further down."""
        below = level + 1
        for number, (_, path) in self.flow.weighted():
            given = self.flow.taps[number].given
            if number <= self.flow.first or path == "contracting" or self.flow.level(given) != below:
                continue
            own = self.on(number, level, lambda *place: place == (level, "contracting"))
            deeper = self.on(number, level, lambda one, path: one > level)
            if (own & ~deeper).any() and deeper.any():
                return True
        return False


def _with(layers, change, work):
    """Return work(), done while the weights of some layers are changed."""
    before = [layer.get_weights() for layer in layers]
    for layer, weights in zip(layers, before, strict=True):
        layer.set_weights([change(one) for one in weights])
    try:
        return work()
    finally:
        for layer, weights in zip(layers, before, strict=True):
            layer.set_weights(weights)


def _changed(one, other):
    """Return for each map whether it has changed."""
    if one is None or other is None:
        return np.zeros(1, dtype=bool)
    return np.abs(one - other).max((0, 1, 2)) > 1e-5 * (1e-3 + np.abs(one).max((0, 1, 2)))
