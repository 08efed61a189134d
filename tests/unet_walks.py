"""Walk through a U-Net for answers that tell where its dropout stands."""

import keras
import numpy as np

from utils.models import every_call


def is_dropout(layer):
    return isinstance(layer, keras.layers.Dropout)


def side(tensor):
    return tensor.shape[1]


class Walk:
    """The calls of a U-Net, and which tensors lead to its smallest maps or come from them."""

    def __init__(self, model, calls_of=every_call):
        self.model, self.calls = model, calls_of(model)
        self.smallest = min(side(one) for _, _, outputs in self.calls for one in outputs)
        self.leads, self.comes = set(), set()
        for _, inputs, outputs in reversed(self.calls):
            if any(side(one) == self.smallest or id(one) in self.leads for one in outputs):
                self.leads.update(map(id, inputs))
        for _, inputs, outputs in self.calls:
            if any(side(one) == self.smallest or id(one) in self.comes for one in inputs):
                self.comes.update(map(id, outputs))

    def level(self, tensor):
        return round(np.log2(self.model.input_shape[1] / side(tensor)))

    def path(self, tensor):
        if side(tensor) == self.smallest:
            return "bottleneck"
        if id(tensor) in self.leads:
            return "contracting"
        return "expanding" if id(tensor) in self.comes else "skip"

    @property
    def depth(self):
        return self.level(next(one for _, _, (one, *_) in self.calls if side(one) == self.smallest))

    def rows(self, listed=is_dropout, active=lambda rate: rate > 0, level=None, path=None, rate=lambda rate: rate):
        """Return (level, path, rate) of each dropout; `level` and `path` may be other functions of its output."""
        found = [(layer, outputs[0]) for layer, _, outputs in self.calls if listed(layer) and active(layer.rate)]
        level, path = level or self.level, path or self.path
        return [(level(tensor), path(tensor), rate(layer.rate)) for layer, tensor in found]
