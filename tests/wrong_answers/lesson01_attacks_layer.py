"""Wrong answers to exercise 1.4 that were made to slip through: layers that are right in most of what they do."""

import keras
import numpy as np
import tensorflow as tf

from tests.answers import wrong
from tests.wrong_answers.lesson01_layer import Base


class Right(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) if training else inputs


@wrong("MyDropout", "frozen mask")
class AnewInEagerCallsOnly(Base):
    def call(self, inputs, training=False):
        if not training:
            return inputs
        if tf.executing_eagerly():
            return self.drop(inputs)
        return keras.random.dropout(inputs, self.rate, seed=7)


@wrong("MyDropout")
class ADropoutMadeInEachCall(Base):
    def call(self, inputs, training=False):
        return keras.layers.Dropout(self.rate, seed=3)(inputs, training=training)


@wrong("MyDropout", "frozen mask")
class MaskOfTheFirstCall(Base):
    first = None

    def call(self, inputs, training=False):
        if not training:
            return inputs
        if self.first is None or self.first.shape != inputs.shape:
            self.first = np.random.random(inputs.shape) >= self.rate
        return inputs * self.first / (1 - self.rate)


@wrong("MyDropout")
class RestsInAGraph(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) if training and tf.executing_eagerly() else inputs


@wrong("MyDropout")
class DropsInPredict(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) if training or not tf.executing_eagerly() else inputs


@wrong("MyDropout")
class RestsFromTheSecondCall(Base):
    calls = 0

    def call(self, inputs, training=False):
        if not training or self.calls:
            return inputs
        self.calls += 1
        return self.drop(inputs)


@wrong("MyDropout", "rate lost on saving")
class LoadedWithAHalf(Right):
    @classmethod
    def from_config(cls, config):
        return cls(**config | {"rate": 0.5})


@wrong("MyDropout", "rate lost on saving")
class KeptForDroppedOnSaving(Right):
    def get_config(self):
        return super().get_config() | {"rate": 1 - self.rate}


@wrong("MyDropout")
class SameFateAtEachPosition(Base):
    """One fate for a unit along all positions: SpatialDropout1D where there are positions."""

    def call(self, inputs, training=False):
        shape = keras.ops.shape(inputs)
        if len(inputs.shape) != 2:
            return self.drop(inputs) if training else inputs
        draws = self.kept((shape[0], (shape[1] + 1) // 2))
        return inputs * keras.ops.repeat(draws, 2, axis=1)[:, : shape[1]] / (1 - self.rate) if training else inputs


@wrong("MyDropout")
class FirstExampleSpared(Base):
    def call(self, inputs, training=False):
        return keras.ops.concatenate([inputs[:1], self.drop(inputs[1:])]) if training else inputs


@wrong("MyDropout")
class OddUnitsSpared(Base):
    def call(self, inputs, training=False):
        spared = np.arange(inputs.shape[-1]) % 2
        return keras.ops.where(spared, inputs, self.drop(inputs)) if training else inputs


@wrong("MyDropout")
class NoiseOnTop(Base):
    def call(self, inputs, training=False):
        noise = keras.random.normal(keras.ops.shape(inputs), stddev=0.01, seed=self.seed)
        return self.drop(inputs) + noise if training else inputs


@wrong("MyDropout")
class DroppedAreAlmostZero(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) + 1e-6 if training else inputs


@wrong("MyDropout")
class RescaledBySquare(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) / (1 - self.rate) if training else inputs


@wrong("MyDropout")
class TrainingAlone(Base):
    def call(self, inputs, training):
        return self.drop(inputs) if training else inputs


@wrong("MyDropout", "keep and drop swapped")
class OneMinusRateKept(Base):
    def __init__(self, keep, **options):
        super().__init__(1 - keep, **options)


@wrong("MyDropout")
class MeanForDropped(Base):
    def call(self, inputs, training=False):
        kept = self.kept(keras.ops.shape(inputs))
        return keras.ops.where(kept, inputs, keras.ops.mean(inputs)) if training else inputs


@wrong("MyDropout")
class CallsNumpy(Base):
    """Works outside of a graph alone: a symbolic tensor is no array."""

    def call(self, inputs, training=False):
        kept = np.random.random(inputs.shape) >= self.rate
        return np.asarray(inputs) * kept / (1 - self.rate) if training else inputs


@wrong("MyDropout")
class LayerOfLayers(keras.layers.Layer):
    """Gives back the layer, not what it does."""

    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate = rate

    def call(self, inputs, training=False):
        return keras.layers.Dropout(self.rate)


@wrong("MyDropout")
def MadeByAFunction(rate):
    return lambda inputs, training=False: inputs


@wrong("MyDropout")
class ADense(keras.layers.Dense):
    pass


@wrong("MyDropout")
class TheModel(keras.Sequential):
    pass
