"""Wrong answers to exercise 1.4 that are right for a matrix, or in one mode, or until they are trained."""

import keras
import numpy as np
import tensorflow as tf

from tests.answers import wrong
from tests.wrong_answers.lesson01_attacks_layer import Right
from tests.wrong_answers.lesson01_layer import Base


class SharedOver(Base):
    """One fate for all entries along `axes`, from rank 3 on."""

    axes = ()

    def call(self, inputs, training=False):
        if not training or len(inputs.shape) < 3:
            return self.drop(inputs) if training else inputs
        axes = [axis % len(inputs.shape) for axis in self.axes]
        shape = [1 if axis in axes else size for axis, size in enumerate(keras.ops.shape(inputs))]
        return inputs * self.kept(shape) / (1 - self.rate)


@wrong("MyDropout", "whole maps")
class WholeMapsFromRank3(Base):
    def call(self, inputs, training=False):
        shape = keras.ops.shape(inputs)
        drawn = (shape[0], *[1] * (len(shape) - 2), shape[-1]) if len(shape) > 2 else shape
        return inputs * self.kept(drawn) / (1 - self.rate) if training else inputs


@wrong("MyDropout", "whole pixels")
class WholePositions(SharedOver):
    axes = (-1,)


@wrong("MyDropout", "one mask for the batch")
class OneMaskForABatchOfImages(SharedOver):
    axes = (0,)


@wrong("MyDropout")
class WholeRowsOfImages(SharedOver):
    axes = (2,)


@wrong("MyDropout", "whole examples")
class WholeImages(SharedOver):
    axes = (1, 2, -1)


@wrong("MyDropout", "no rescale")
class NoRescaleAtRank3(Base):
    def call(self, inputs, training=False):
        scale = 1 if len(inputs.shape) == 3 else 1 - self.rate
        return inputs * self.kept(keras.ops.shape(inputs)) / scale if training else inputs


@wrong("MyDropout")
class AnotherScaleAtRank1(Base):
    def call(self, inputs, training=False):
        scale = 1.2 if len(inputs.shape) == 1 else 1
        return self.drop(inputs) * scale if training else inputs


@wrong("MyDropout", "frozen mask")
class FrozenAtRank4(Base):
    def call(self, inputs, training=False):
        seed = 3 if len(inputs.shape) == 4 else self.seed
        return keras.random.dropout(inputs, self.rate, seed=seed) if training else inputs


@wrong("MyDropout")
class HalvesOfImagesAlike(Base):
    def call(self, inputs, training=False):
        if not training or len(inputs.shape) != 4:
            return self.drop(inputs) if training else inputs
        shape = inputs.shape
        half = self.kept((keras.ops.shape(inputs)[0], (shape[1] + 1) // 2, *shape[2:]))
        return inputs * keras.ops.concatenate([half, half], axis=1)[:, : shape[1]] / (1 - self.rate)


@wrong("MyDropout")
class FirstMapSpared(Base):
    def call(self, inputs, training=False):
        spared = np.arange(inputs.shape[-1]) == 0
        if len(inputs.shape) < 4:
            return self.drop(inputs) if training else inputs
        return keras.ops.where(spared, inputs, self.drop(inputs)) if training else inputs


@wrong("MyDropout", "weights in dropout")
class LearnedScale(Right):
    def build(self, shape):
        self.scale = self.add_weight(shape=(), initializer="ones")

    def call(self, inputs, training=False):
        return super().call(inputs, training) * self.scale


@wrong("MyDropout", "weights in dropout")
class LearnedShift(Right):
    def __init__(self, rate, **options):
        super().__init__(rate, **options)
        self.shift = keras.layers.Dense(1, kernel_initializer="zeros")

    def call(self, inputs, training=False):
        return super().call(inputs, training) + keras.ops.sum(self.shift(keras.ops.ones((1, 1))))


@wrong("MyDropout", "gradient stopped")
class GradientStopped(Right):
    def call(self, inputs, training=False):
        return keras.ops.stop_gradient(super().call(inputs, training)) if training else inputs


@wrong("MyDropout", "gradient stopped")
class GradientLostInNumpy(Base):
    def call(self, inputs, training=False):
        if not training:
            return inputs
        return tf.numpy_function(self.by_numpy, [inputs], tf.float32)

    def by_numpy(self, x):
        return np.float32(x * (np.random.random(x.shape) >= self.rate) / (1 - self.rate))


@wrong("MyDropout")
class GradientStraightThrough(Right):
    def call(self, inputs, training=False):
        return inputs + keras.ops.stop_gradient(super().call(inputs, training) - inputs)


@wrong("MyDropout")
class ZerosInTraining(Base):
    def call(self, inputs, training=False):
        return keras.ops.zeros_like(inputs) if training else inputs


@wrong("MyDropout", "threshold on x")
class ReluInTraining(Base):
    def call(self, inputs, training=False):
        return keras.ops.relu(inputs) / (1 - self.rate) if training else inputs


@wrong("MyDropout")
class ZerosAtInference(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) if training else inputs * 0


@wrong("MyDropout")
class ReluAtInference(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) if training else keras.ops.relu(inputs)


@wrong("MyDropout", "rests in a graph")
class DropsOutsideOfGraphsAlone(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) if training and tf.executing_eagerly() else inputs


@wrong("MyDropout", "drops in a graph alone")
class DropsInGraphsAlone(Base):
    def call(self, inputs, training=False):
        return self.drop(inputs) if training and not tf.executing_eagerly() else inputs


@wrong("MyDropout", "one coin for all")
class AllOrNothing(Base):
    def call(self, inputs, training=False):
        kept = self.kept([1] * len(inputs.shape))
        return inputs * kept / (1 - self.rate) if training else inputs


@wrong("MyDropout", "batch size fixed")
class ShapeOfTheTensor(Base):
    """Draws for inputs.shape, whose batch is None in a graph for batches of any size."""

    def call(self, inputs, training=False):
        return inputs * self.kept(inputs.shape) / (1 - self.rate) if training else inputs


@wrong("MyDropout", "one mask for the batch")
class OneRowWhereTheBatchIsUnknown(Base):
    def call(self, inputs, training=False):
        if not training:
            return inputs
        rows = 1 if inputs.shape[0] is None else inputs.shape[0]
        return inputs * self.kept((rows, *inputs.shape[1:])) / (1 - self.rate)
