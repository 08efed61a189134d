"""What a net is made of and what it computes, whatever way it was built, and which faults it has."""

from collections import Counter

import numpy as np

from utils.checks.lesson03.faults import CLASSES
from utils.checks.plain import Unusable, kind
from utils.checks.probes import Recorder

ESSENTIAL = (
    *("units", "filters", "kernel_size", "strides", "padding", "dilation_rate", "groups", "activation", "use_bias"),
    *("pool_size", "epsilon", "momentum", "center", "scale", "negative_slope", "max_value", "axis"),
)
WITHOUT_EFFECT = {"InputLayer", "Flatten", "Reshape", "Identity"}


class Anatomy:
    """The calls of a model in the order of the data, nested models opened, and what lies in front of each."""

    def __init__(self, model):
        from utils.models import every_call

        steps = every_call(model)
        self.layers = [layer for layer, *_ in steps]
        self.given = [tuple(inputs[0].shape) for _, inputs, _ in steps]
        self.gives = [tuple(outputs[0].shape) for *_, outputs in steps]
        number = {id(tensor): place for place, (*_, outputs) in enumerate(steps) for tensor in outputs}
        self.sources = [[number[id(one)] for one in inputs if id(one) in number] for _, inputs, _ in steps]
        self.front = []  # of each step, all steps that lead to it
        for sources in self.sources:
            self.front.append(set(sources).union(*(self.front[one] for one in sources)))
        self.image, self.classes = tuple(model.inputs[0].shape), model.outputs[0].shape[-1]

    def places(self, is_kind):
        return [place for place, layer in enumerate(self.layers) if is_kind(layer)]

    def faults(self):
        """Return the words for all faults that are in the net."""
        found = {
            "dropout on logits": self.on_logits(),
            "dropout before batchnorm": self.before_norm(),
            "stacked around flatten": self.stacked(),
            "dense on rank 4": any(len(self.given[one]) > 2 for one in self.places(is_dense)),
            "old classes": self.classes != CLASSES,
            "exploding flatten": any(self.given[one][1:3] == self.image[1:3] for one in self._flattens()),
        }
        return {fault for fault, there in found.items() if there}

    def _flattens(self):
        return [
            place
            for place, (given, gives) in enumerate(zip(self.given, self.gives, strict=True))
            if len(given) == 4 and len(gives) == 2 and np.prod(given[1:]) == gives[1]
        ]

    def last_dense(self):
        dense = self.places(is_dense)
        return {one for one in dense if not any(one in self.front[other] for other in dense)}

    def on_logits(self):
        """Return the dropouts that act on what a last Dense gives."""
        return {one for one in self.places(is_drop) if self.front[one] & self.last_dense()}

    def before_norm(self):
        """Return the dropouts from which a path leads to a BatchNormalization."""
        norms = self.places(is_norm)
        return {one for one in self.places(is_drop) if any(one in self.front[norm] for norm in norms)}

    def stacked(self):
        """Return the dropouts right before and right behind a Flatten that stands between two."""
        drops, found = set(self.places(is_drop)), set()
        for one in drops:
            for flatten in set(self.sources[one]) & set(self._flattens()):
                before = drops.intersection(self.sources[flatten])
                found |= before | ({one} if before else set())
        return found

    def dropouts(self, places=None):
        """Return (kind, rate, how many layers with weights lie in front) of each dropout that drops something."""
        places = self.places(is_drop) if places is None else places
        return Counter((*dropout_of(self.layers[one]), self._depth(one)) for one in places)

    def _depth(self, place):
        return sum(bool(getattr(self.layers[one], "weights", ())) for one in self.front[place])

    def parts(self):
        """Return a Counter of (class, essential options) of all layers but dropouts and those without effect."""
        layers = [layer for layer in self.layers if not hasattr(layer, "rate")]
        return Counter(part_of(one) for one in layers if type(one).__name__ not in WITHOUT_EFFECT)


def is_drop(layer):
    return "Dropout" in type(layer).__name__ and getattr(layer, "rate", 0) > 0


def is_dense(layer):
    return type(layer).__name__ == "Dense"


def is_norm(layer):
    return type(layer).__name__ == "BatchNormalization"


def dropout_of(layer):
    """Return (kind, rate): a Dropout whose noise has one number a map is a channel-wise one."""
    shape = tuple(getattr(layer, "noise_shape", None) or ())
    whole = "Spatial" in type(layer).__name__ or shape[1:3] == (1, 1)
    return "channel" if whole else "element", round(float(layer.rate), 4)


def part_of(layer):
    options = layer.get_config() if hasattr(layer, "get_config") and hasattr(layer, "weights") else {}
    kept = [(name, _plainly(options[name])) for name in ESSENTIAL if options.get(name) is not None]
    return type(layer).__name__, tuple(kept)


def _plainly(option):
    return str(tuple(option) if isinstance(option, list | tuple) else option)


class Look:
    """All that is compared of a net before and after its repair: plain arrays, numbers and texts.

    Of the net before, calls in training tell nothing: `again` and `storms` are None unless it is `stormy`.
    """

    def __init__(self, model, images, stormy=True):
        import keras

        if not isinstance(model, keras.Model):
            raise Unusable(f"Expected a Keras model, got {kind(model)}: return the repaired model.")
        images = keras.ops.convert_to_tensor(images)  # once for all calls
        with Recorder() as self.dense:  # (units, input, output) of each call
            self.output = np.array(model(images, training=False))
        anatomy = Anatomy(_as_graph(model, images))
        self.faults, self.dropouts, self.parts = anatomy.faults(), anatomy.dropouts(), anatomy.parts()
        self.movable = anatomy.dropouts(anatomy.before_norm())
        self.faulty = anatomy.dropouts(anatomy.on_logits() | anatomy.stacked())
        self.last = next((part_of(anatomy.layers[one]) for one in anatomy.last_dense()), None)
        self.first_conv = next((anatomy.given[one][1:] for one in anatomy.places(_is_conv)), None)
        layers = dict.fromkeys(one for one in anatomy.layers if getattr(one, "weights", ()))
        self.weights = [[np.array(weight) for weight in layer.weights] for layer in layers]
        self.again = np.array(model(images)) if stormy else None
        self.storms = [np.array(model(images, training=True)) for _ in range(2)] if stormy else None


def _is_conv(layer):
    return type(layer).__name__ == "Conv2D"


def _as_graph(model, images):
    """Return `model`, or the functional model of what a subclassed one does."""
    import keras

    if getattr(model, "_functional", None) or hasattr(model, "_nodes_by_depth"):
        return model
    inputs = keras.Input(images.shape[1:])
    return keras.Model(inputs, model.call(inputs))
