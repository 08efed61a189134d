"""Small nets in which Dropout and BatchNormalization stand where they were put, each written as a line of words.

A word is a kind of layer, "conv", with a label where the layer matters or comes again, "dropout:d". The same label
is the same layer: "conv:c relu conv:c" uses one conv twice. Names and rates are drawn anew.
"""

import numpy as np

SIZE = (4, 4, 2)  # height x width x maps, of the input and of all that a conv gives
KINDS = {
    "conv": ("Conv2D", dict(filters=SIZE[-1], kernel_size=3, padding="same")),
    "relu": ("ReLU", {}),
    "act": ("Activation", dict(activation="relu")),
    "pool": ("MaxPooling2D", {}),
    "mean": ("AveragePooling2D", dict(pool_size=2)),
    "gap": ("GlobalAveragePooling2D", {}),
    "row": ("Reshape", dict(target_shape=(-1,))),
    "flat": ("Flatten", {}),
    "dense": ("Dense", dict(units=3)),
    "add": ("Add", {}),
    "join": ("Concatenate", {}),
    "dropout": ("Dropout", {}),
    "gauss": ("GaussianDropout", {}),
    "spatial": ("SpatialDropout2D", {}),
    "norm": ("BatchNormalization", {}),
    "layernorm": ("LayerNormalization", {}),
}
OF_A_RATE = ("dropout", "gauss", "spatial")


class Net:
    """Makes layers from words, and knows which label has which name."""

    def __init__(self, rng):
        self.labelled, self.numbers = {}, iter(rng.permutation(900) + 100)
        self.rates = iter(rng.permutation(np.linspace(0.2, 0.8, 16)))

    def __call__(self, x, *parts):
        """Return what `x` becomes on its way through words and models."""
        for part in parts:
            for layer in self.layers(part) if isinstance(part, str) else [part]:
                x = layer(x)
        return x

    def layers(self, words):
        return [self._layer(*word.split(":")) for word in words.split()]

    def _layer(self, kind, label=None):
        import keras

        if label not in self.labelled:
            name, options = KINDS[kind]
            rate = dict(rate=float(next(self.rates))) if kind in OF_A_RATE else {}
            layer = getattr(keras.layers, name)(name=self.name(), **options, **rate)
            if label is None:
                return layer
            self.labelled[label] = layer
        return self.labelled[label]

    def name(self):
        return f"layer_{next(self.numbers)}"

    def sequential(self, words):
        import keras

        return keras.Sequential([keras.Input(SIZE), *self.layers(words)], name=self.name())

    def functional(self, plan, inputs=1):
        """Return the model of plan(net, *inputs), which gives tensors, or a model cut out of what it builds."""
        import keras

        given = [keras.Input(SIZE, name=self.name()) for _ in range(inputs)]
        planned = plan(self, *given)
        if isinstance(planned, keras.Model):
            return planned
        return keras.Model(given if inputs > 1 else given[0], planned, name=self.name())

    def cut(self, first, last):
        """Return the model from one tensor of a larger net to another one."""
        import keras

        return keras.Model(first, last, name=self.name())

    def block(self, *parts):
        """Return a functional model of one path through `parts`."""
        return self.functional(lambda net, x: net(x, *parts))

    def named(self, pairs):
        """Return pairs of labels, "d-b e-b", as a set of pairs of names."""
        labels = (pair.split("-") for pair in pairs.split())
        return {(self.labelled[first].name, self.labelled[second].name) for first, second in labels}

    def names(self):
        """Return the names of all layers that have a label."""
        return {layer.name for layer in self.labelled.values()}
