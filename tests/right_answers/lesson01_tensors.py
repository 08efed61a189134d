"""Right answers that use Keras or TensorFlow where NumPy is asked for, and the other way round."""

from collections import OrderedDict

import keras
import numpy as np
import tensorflow as tf

from tests.answers import right


@right("drop_mask")
def mask_as_a_tensor(shape, rate, rng):
    return tf.cast(rng.random(shape) >= rate, tf.float32)


@right("drop_mask")
def mask_by_keras_ops(shape, rate, rng):
    return keras.ops.where(keras.ops.convert_to_tensor(rng.random(shape)) < rate, 0.0, 1.0)


@right("inverted_dropout")
def tensor_times_mask(x, rate, rng, training=True):
    x = tf.convert_to_tensor(x)
    return x * (rng.random(x.shape) >= rate) / (1 - rate) if training else x


@right("inverted_dropout")
def dropped_by_keras_ops(x, rate, rng, training=True):
    if not training:
        return keras.ops.copy(x)
    return keras.ops.where(rng.random(x.shape) < rate, 0, keras.ops.divide(x, 1 - rate))


@right("dropout_gradient")
def by_a_gradient_tape(upstream, mask, rate):
    x = tf.Variable(np.ones(np.shape(mask)))
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(upstream * (x * mask / (1 - rate)))
    return tape.gradient(y, x)


@right("dropout_gradient")
def gradient_as_a_tensor(upstream, mask, rate):
    return tf.multiply(upstream, mask) / (1 - rate)


@right("dropout_statistics")
def statistics_as_tensors(rate, units, mean, variance):
    kept = tf.constant(1 - rate, tf.float64)
    return mean, variance / kept + mean**2 * rate / kept, tf.sqrt(rate * kept / units)


@right("dropout_statistics")
def statistics_as_one_tensor(rate, units, mean, variance):
    second = (variance + mean**2) / (1 - rate)
    return tf.stack([mean, second - mean**2, (rate * (1 - rate) / units) ** 0.5])


@right("train_validation_gap")
def in_an_ordered_dict(model, data):
    found = OrderedDict()
    for name in ("train", "validation"):
        split = getattr(data, name)
        found[name] = np.float32(np.mean(np.argmax(model.predict(split.x, verbose=0), -1) == split.y))
    found["gap"] = found["train"] - found["validation"]
    return found


@right("train_validation_gap")
def as_arrays_of_no_axis(model, data):
    hits = {
        name: tf.equal(tf.argmax(model(getattr(data, name).x), -1), getattr(data, name).y)
        for name in ("train", "validation")
    }
    shares = {name: np.array(tf.reduce_mean(tf.cast(one, "float64"))) for name, one in hits.items()}
    return shares | {"gap": shares["train"] - shares["validation"]}
