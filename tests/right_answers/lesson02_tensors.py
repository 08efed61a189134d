"""Right answers to lesson 2's exercises in NumPy that use Keras or TensorFlow instead."""

import keras
import numpy as np
import tensorflow as tf

from tests.answers import right


@right("count_neurons")
def by_a_keras_layer(height, width, maps_in, filters, kernel, padding, stride):
    layer = keras.layers.Conv2D(filters, kernel, strides=stride, padding=padding)
    layer.build((None, height, width, maps_in))
    shape = layer.compute_output_shape((None, height, width, maps_in))
    return int(np.prod(shape[1:])), layer.count_params()


@right("count_neurons")
def by_running_a_keras_layer(height, width, maps_in, filters, kernel, padding, stride):
    layer = keras.layers.Conv2D(filters, kernel, strides=stride, padding=padding)
    out = layer(np.zeros((1, height, width, maps_in), "float32"))
    return tf.size(out), sum(tf.size(weight) for weight in layer.weights)


@right("affected_outputs")
def by_the_conv_of_an_impulse(i, j, height, width, kernel, filters, stride, padding):
    impulse = np.zeros((1, height, width, 1), "float32")
    impulse[0, i, j, 0] = 1
    return keras.ops.conv(impulse, np.ones((kernel, kernel, 1, filters), "float32"), stride, padding)[0] != 0


@right("affected_outputs")
def by_forward_differentiation(i, j, height, width, kernel, filters, stride, padding):
    weights = tf.random.uniform((kernel, kernel, 1, filters), 0.5, 1)
    maps, change = tf.zeros((1, height, width, 1)), tf.one_hot(i * width + j, height * width)
    with tf.autodiff.ForwardAccumulator(maps, tf.reshape(change, maps.shape)) as forward:
        out = tf.nn.conv2d(maps, weights, stride, padding.upper())
    return tf.cast(forward.jvp(out)[0] > 0, tf.int32)


@right("affected_outputs")
def by_differences_of_a_keras_layer(i, j, height, width, kernel, filters, stride, padding):
    layer = keras.layers.Conv2D(filters, kernel, stride, padding, kernel_initializer="ones")
    maps = np.random.default_rng(0).normal(size=(1, height, width, 2)).astype("float32")
    changed = maps.copy()
    changed[0, i, j, 0] += 5
    return np.abs(np.array(layer(changed)) - np.array(layer(maps)))[0] > 0.1


@right("conv_after_drop")
def by_keras_ops(maps, mask, kernel, rate):
    return keras.ops.conv(maps * mask / (1 - rate), kernel, padding="same")


@right("conv_after_drop")
def by_tensorflow_in_float32(maps, mask, kernel, rate):
    maps, mask, kernel = (tf.constant(one, tf.float32) for one in (maps, mask, kernel))
    return tf.nn.conv2d(maps * mask / (1 - rate), kernel, strides=1, padding="SAME")


@right("conv_after_drop")
def by_a_layer_that_holds_the_kernel(maps, mask, kernel, rate):
    layer = keras.layers.Conv2D(kernel.shape[-1], len(kernel), padding="same", use_bias=False)
    layer.build(maps.shape)
    layer.set_weights([kernel])
    return layer(np.float32(maps * mask / (1 - rate))).numpy()
