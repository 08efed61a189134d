"""Right answers to 2.1, 2.5 and 2.6 that compute with Keras or TensorFlow."""

import keras
import numpy as np
import tensorflow as tf

from tests.answers import right
from utils.layers import seed_probability


@right("drop_positions")
def positions_by_tensorflow(maps, rate, rng):
    return tf.where(rng.random(maps.shape) < rate, 0.0, tf.constant(maps) / (1 - rate))


@right("drop_positions")
def positions_by_keras_in_float32(maps, rate, rng):
    keep = keras.ops.convert_to_tensor(rng.random(maps.shape) >= rate)
    return keras.ops.convert_to_tensor(maps, "float32") * keras.ops.cast(keep, "float32") / (1 - rate)


@right("spatial_dropout")
def maps_by_tensorflow(maps, rate, rng):
    keep = tf.cast(rng.random((len(maps), 1, 1, maps.shape[-1])) >= rate, maps.dtype)
    return tf.multiply(maps, keep) / (1 - rate)


@right("spatial_dropout")
def maps_by_the_keras_layer_of_noise_shape(maps, rate, rng):
    """Let Keras draw, from a seed that rng gives."""
    layer = keras.layers.Dropout(rate, noise_shape=(None, 1, 1, None), seed=int(rng.integers(2**31)))
    return layer(keras.ops.convert_to_tensor(maps, "float32"), training=True)


@right("drop_block")
def squares_by_max_pooling(maps, rate, block, rng):
    edge, (images, height, width, channels) = block - 1, maps.shape
    places = (images, height - edge, width - edge, channels)
    seeds = rng.random(places) < rate / block**2 * height * width / (places[1] * places[2])
    wide = np.pad(seeds * np.float32(1), ((0, 0), (edge, edge), (edge, edge), (0, 0)))
    mask = 1 - keras.ops.max_pool(wide, block, strides=1)
    kept = keras.ops.mean(mask, axis=(1, 2, 3), keepdims=True)
    return keras.ops.divide_no_nan(keras.ops.convert_to_tensor(maps, "float32") * mask, kept)


@right("drop_block")
def squares_by_a_transposed_convolution(maps, rate, block, rng):
    images, height, width, channels = maps.shape
    seeds = rng.random((images, height - block + 1, width - block + 1, channels))
    seeds = tf.cast(seeds < seed_probability(height, width, rate, block), tf.float32)
    flat = tf.reshape(tf.transpose(seeds, (0, 3, 1, 2)), (images * channels, *seeds.shape[1:3], 1))
    shape = (images * channels, height, width, 1)
    grown = tf.nn.conv2d_transpose(flat, tf.ones((block, block, 1, 1)), shape, strides=1, padding="VALID")
    mask = tf.transpose(tf.reshape(grown < 0.5, (images, channels, height, width)), (0, 2, 3, 1))
    mask = tf.cast(mask, tf.float64)
    return tf.math.divide_no_nan(maps * mask, tf.reduce_mean(mask))
