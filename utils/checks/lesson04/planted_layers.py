"""Layers that are made once, known by a key, and hold weights drawn for a planted net."""

import numpy as np


class PlantedLayers:
    """Makes the layers of a planted net; asked for the same key again, it gives the same layer."""

    def __init__(self, plan, rng):
        self.plan, self.rng, self.layers = plan, rng, {}

    def _layer(self, key, kind, name=None, **options):
        import keras

        if key not in self.layers:
            if self.plan.names == "false" and name is None:
                name = f"dropout_{key.replace(' ', '_')}"
            self.layers[key] = getattr(keras.layers, kind)(name=name, **options)
        return self.layers[key]

    def _draw_weights(self, model):
        """Draw all weights, biases and statistics, so that nothing of the net is 0, 1 or alike by chance."""
        for weight in model.weights:
            weight.assign(self._drawn(weight))
        if self.plan.zero:
            layer = self.layers[self.plan.zero]
            layer.set_weights([0 * one for one in layer.get_weights()])

    def _drawn(self, weight):
        if weight.name in ("gamma", "moving_variance"):
            return self.rng.uniform(0.5, 1.5, weight.shape)
        if len(weight.shape) == 1:
            return self.rng.uniform(0.1, 0.5, weight.shape)  # above 0, so that no map dies behind its ReLU
        return self.rng.normal(0, 1.5 / np.sqrt(np.prod(weight.shape[:-1])), weight.shape)
