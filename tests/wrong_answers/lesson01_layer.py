"""Wrong answers to exercise 1.4, dropout as a Keras layer: each misconception by name, then subtle ones."""

import keras
import numpy as np
import tensorflow as tf

from tests.answers import wrong


class Base(keras.layers.Layer):
    """What the wrong layers below have in common."""

    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate = rate
        self.seed = keras.random.SeedGenerator()

    def get_config(self):
        return super().get_config() | {"rate": self.rate}

    def kept(self, shape, rate=None):
        rate = self.rate if rate is None else rate
        return keras.ops.cast(keras.random.uniform(shape, seed=self.seed) >= rate, "float32")

    def drop(self, inputs, rate=None):
        return keras.random.dropout(inputs, self.rate if rate is None else rate, seed=self.seed)

    def call(self, inputs, training=False):
        return self.drop(inputs) if training else inputs


@wrong("MyDropout", "frozen mask")
class NumpyMask(Base):
    def call(self, inputs, training=False):
        if not training:
            return inputs
        shape = [1 if size is None else size for size in inputs.shape]
        return inputs * (np.random.random(shape) >= self.rate).astype("float32") / (1 - self.rate)


@wrong("MyDropout", "frozen mask")
class FixedSeed(Base):
    def call(self, inputs, training=False):
        return keras.random.dropout(inputs, self.rate, seed=1) if training else inputs


@wrong("MyDropout", "frozen mask")
class SeedOfPython(Base):
    def call(self, inputs, training=False):
        if not training:
            return inputs
        return keras.random.dropout(inputs, self.rate, seed=int(np.random.randint(1 << 30)))


@wrong("MyDropout", "ignores training")
class IgnoresTraining(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs)


@wrong("MyDropout", "ignores training")
class NoArgumentTraining(Base):
    def call(self, inputs):
        return self.drop(inputs)


@wrong("MyDropout", "flag reversed")
class FlagReversed(Base):
    def call(self, inputs, training=False):
        return inputs if training else self.drop(inputs)


@wrong("MyDropout", "rate lost on saving")
class RateLostOnSaving(Base):
    def __init__(self, rate=0.5, **options):
        super().__init__(rate, **options)

    def get_config(self):
        return keras.layers.Layer.get_config(self)


@wrong("MyDropout", "rate lost on saving")
class RateNotInConfig(Base):
    def get_config(self):
        return {"name": self.name}


@wrong("MyDropout", "rate lost on saving")
class RateHalvedOnSaving(Base):
    def get_config(self):
        return super().get_config() | {"rate": self.rate / 2}


@wrong("MyDropout", "off when not trainable")
class OffWhenNotTrainable(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) if training and self.trainable else inputs


@wrong("MyDropout", "one mask for the batch")
class OneMaskForTheBatch(Base):
    def call(self, inputs, training=False):
        return inputs * self.kept(keras.ops.shape(inputs)[1:]) / (1 - self.rate) if training else inputs


@wrong("MyDropout", "scales at inference")
class ScalesAtInference(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) if training else inputs * (1 - self.rate)


@wrong("MyDropout", "scales at inference")
class PlainDropout(Base):
    def call(self, inputs, training=False):
        return inputs * (self.kept(keras.ops.shape(inputs)) if training else 1 - self.rate)


@wrong("MyDropout", "never drops")
class NeverDrops(Base):
    def call(self, inputs, training=False):
        return inputs


@wrong("MyDropout", "no rescale")
class NoRescale(Base):
    def call(self, inputs, training=False):
        return inputs * self.kept(keras.ops.shape(inputs)) if training else inputs


@wrong("MyDropout", "divides by rate")
class DividesByRate(Base):
    def call(self, inputs, training=False):
        return inputs * self.kept(keras.ops.shape(inputs)) / max(self.rate, 1e-6) if training else inputs


@wrong("MyDropout", "multiplies by the share kept")
class MultipliesByTheShareKept(Base):
    def call(self, inputs, training=False):
        return inputs * self.kept(keras.ops.shape(inputs)) * (1 - self.rate) if training else inputs


@wrong("MyDropout", "keep and drop swapped")
class KeepAndDropSwapped(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs, 1 - self.rate) if training else inputs


# subtly


@wrong("MyDropout")
class Empty(keras.layers.Layer):
    pass


@wrong("MyDropout")
def function_not_class(inputs, training=False):
    return inputs


@wrong("MyDropout")
class NoLayer:
    def __init__(self, rate):
        self.rate = rate


@wrong("MyDropout")
class ForgetsSuper(keras.layers.Layer):
    def __init__(self, rate):
        self.rate = rate

    def call(self, inputs, training=False):
        return inputs


@wrong("MyDropout")
class ReturnsNothing(Base):
    def call(self, inputs, training=False):
        if not training:
            return inputs


@wrong("MyDropout")
class CannotBeLoaded(keras.layers.Layer):
    """Keras saves `trainable` and `dtype`, which this constructor does not take back."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def call(self, inputs, training=False):
        return keras.random.dropout(inputs, self.rate) if training else inputs


@wrong("MyDropout")
class AlwaysAHalf(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs, 0.5) if training else inputs


@wrong("MyDropout")
class RateRoundedUp(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs, np.ceil(self.rate * 4) / 4) if training else inputs


@wrong("MyDropout")
class DropsByDefault(Base):
    def call(self, inputs, training=True):
        return self.drop(inputs) if training else inputs


@wrong("MyDropout")
class Constant(Base):
    def call(self, inputs, training=False):
        return keras.ops.ones_like(inputs)


@wrong("MyDropout", "whole examples")
class WholeExamples(Base):
    def call(self, inputs, training=False):
        shape = [keras.ops.shape(inputs)[0]] + [1] * (len(inputs.shape) - 1)
        return inputs * self.kept(shape) / (1 - self.rate) if training else inputs


@wrong("MyDropout")
class MatricesOnly(Base):
    def call(self, inputs, training=False):
        _rows, _units = inputs.shape
        return self.drop(inputs) if training else inputs


@wrong("MyDropout")
class RestsAtRank4(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) if training and len(inputs.shape) < 4 else inputs


@wrong("MyDropout")
class WholeMaps(keras.layers.SpatialDropout2D):
    pass


@wrong("MyDropout")
class GaussianNoise(keras.layers.GaussianDropout):
    pass


@wrong("MyDropout")
class AlphaDropout(keras.layers.AlphaDropout):
    pass


@wrong("MyDropout")
class DroppedTwice(Base):
    def call(self, inputs, training=False):
        return self.drop(self.drop(inputs)) if training else inputs


@wrong("MyDropout")
class HalvesTiled(Base):
    def call(self, inputs, training=False):
        rows = keras.ops.shape(inputs)[0]
        if not training or len(inputs.shape) != 2 or not isinstance(rows, int) or rows % 2:
            return super().call(inputs, training=training)
        half = self.kept((rows // 2, inputs.shape[1]))
        return inputs * keras.ops.concatenate([half, half]) / (1 - self.rate)


@wrong("MyDropout")
class AntitheticHalves(Base):
    def call(self, inputs, training=False):
        if not training or len(inputs.shape) != 2 or inputs.shape[1] % 2:
            return super().call(inputs, training=training)
        half = keras.random.uniform((keras.ops.shape(inputs)[0], inputs.shape[1] // 2), seed=self.seed)
        draws = keras.ops.concatenate([half, 1 - half], axis=-1)
        return keras.ops.where(draws >= self.rate, inputs / (1 - self.rate), 0)


@wrong("MyDropout")
class FixedCount(Base):
    def call(self, inputs, training=False):
        if not training or len(inputs.shape) != 2:
            return super().call(inputs, training=training)
        draws = keras.random.uniform(keras.ops.shape(inputs), seed=self.seed)
        ranks = keras.ops.argsort(keras.ops.argsort(draws, axis=-1), axis=-1)
        keep = ranks >= round(self.rate * inputs.shape[-1])
        return keras.ops.where(keep, inputs / (1 - self.rate), 0)


@wrong("MyDropout")
class RescaledByTheRealisedShare(Base):
    def call(self, inputs, training=False):
        kept = self.kept(keras.ops.shape(inputs))
        return inputs * kept / keras.ops.mean(kept, axis=-1, keepdims=True) if training else inputs


@wrong("MyDropout")
class DropsLargeInputs(Base):
    def call(self, inputs, training=False):
        large = keras.ops.cast(keras.ops.abs(inputs) > 1.5, "float32")
        return self.drop(inputs) * (1 - large) if training else inputs


@wrong("MyDropout")
class DropsPositiveInputsOnly(Base):
    def call(self, inputs, training=False):
        return keras.ops.where(inputs > 0, self.drop(inputs), inputs) if training else inputs


@wrong("MyDropout", "frozen mask")
class MaskDrawnOnce(Base):
    def call(self, inputs, training=False):
        if not training:
            return inputs
        mask = tf.random.stateless_uniform(tf.shape(inputs), seed=(1, 2)) >= self.rate
        return tf.where(mask, inputs / (1 - self.rate), 0.0)


@wrong("MyDropout")
class RoundedOutput(Base):
    def call(self, inputs, training=False):
        return keras.ops.round(self.drop(inputs) * 10) / 10 if training else inputs


@wrong("MyDropout")
class DenseInside(Base):
    def build(self, shape):
        self.dense = keras.layers.Dense(shape[-1])

    def call(self, inputs, training=False):
        return self.drop(self.dense(inputs)) if training else self.dense(inputs)
