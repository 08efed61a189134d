"""A Keras net whose epoch is traced once and started afresh for every seed: what `utils.training` runs on.

Keras traces a model anew for every fit, and a small net spends more time on that, and on handing work from thread
to thread, than on arithmetic. This module imports TensorFlow; `utils.training` imports it only when it trains.
"""

import random
from unittest.mock import patch

import keras
import numpy as np
import tensorflow as tf
from keras.src.random import seed_generator

from utils.fused_adam import FusedAdam
from utils.tasks import task_of

ROLES = ("train", "validation", "test")
UNSEEDED = {"RandomUniform", "RandomUniformInt", "RandomStandardNormal", "TruncatedNormal", "RandomShuffle"}


class TracedModel:
    """The model that `build` returns, with Adam, for images of one shape; `start` it before the first epoch."""

    def __init__(self, build, data, batch_size, seed):
        self.build, self.batch_size = build, batch_size
        keras.utils.set_random_seed(seed)
        with tf.device("CPU"), seeds_drawn_alone(seed):
            self.model = built(build, data.train.x[:1])
            self.task = task_of(data)
            self.task.check(self.model, data)
            self.optimizer = FusedAdam()
            self.optimizer.build(self.model.trainable_variables)
            self.unused_optimizer = [variable.numpy() for variable in self.optimizer.variables]
            self.images, self.labels, self.roles = (holder(array) for array in self.joined(data))
            self.order, self.measured = holder(self.task.example_order), holder(np.arange(1))
            traced = tf.function(self._epoch, autograph=False).get_concrete_function()
            self.epochs = iter(on_one_thread(traced))
        self.reusable = draws_from_its_own_seeds(traced, self.model)

    def start(self, data, seed):
        """Take the images of `data`, and the weights and masks that `build` gives for `seed`."""
        self.sizes = np.array([len(getattr(data, role).y) for role in ROLES])
        put([self.images, self.labels, self.roles], self.joined(data))
        put(self.optimizer.variables, self.unused_optimizer)
        fresh = freshly_drawn(self.build, data.train.x[:1], seed)
        put(self.model.variables, [variable.value for variable in fresh.variables])

    def epoch(self, rng, history=True):
        """Train once on what the task draws; return one value for each list of a history, or none."""
        order = self.task.order(rng, self.sizes[0])
        learned, measured = self._run(order, np.arange(self.sizes[:2].sum() if history else 0))
        if not history:
            return {}
        values = {"logged": learned[0, 0] * self.sizes[0] / len(order)}
        for role, (accuracy, loss) in zip(ROLES[:2], measured, strict=False):
            values |= {role: accuracy, f"{role}_loss": loss}
        return values

    def measure(self):
        """Return accuracies and losses by split, in inference mode."""
        _, measured = self._run(self.task.example_order[:0], np.arange(self.sizes.sum()))
        return tuple(dict(zip(ROLES, numbers, strict=True)) for numbers in measured.T.tolist())

    def rebuilder(self):
        """Return a function that builds the model anew with the weights of now."""
        build, image = self.build, self.images[:1].numpy()
        values = [variable.numpy() for variable in self.model.variables]

        def rebuild():
            model = built(build, image)
            put(model.variables, values)
            return model

        return rebuild

    def _run(self, order, measured):
        """Learn from some images, then measure some; return the means of both (split x accuracy and loss)."""
        put([self.order, self.measured], [order, measured])
        return next(self.epochs).numpy() / self.sizes[:, np.newaxis]

    def _epoch(self):
        learned = self._sums(self._learn, self.order, self.batch_size)
        with tf.control_dependencies([learned]):
            return tf.stack([learned, self._sums(self._judge, self.measured, self.task.at_once)])

    def _sums(self, judge, order, batch_size):
        """Sum by split (split x 2) what `judge` says of the images numbered in `order`, batch by batch."""

        def add(first, sums):
            numbers, *batch = self.task.batch(self.images, self.labels, order[first : first + batch_size])
            judged, roles = tf.cast(judge(*batch), tf.float64), tf.gather(self.roles, numbers)
            return first + batch_size, sums + tf.math.unsorted_segment_sum(judged, roles, 3)

        shown = tf.shape(order)[0]
        return tf.while_loop(lambda first, _: first < shown, add, (0, tf.zeros((3, 2), tf.float64)))[1]

    def _learn(self, images, labels):
        """Take one step on some images, and return what `_judge` does."""
        weights = self.model.trainable_variables
        with tf.GradientTape() as tape:
            judged = self._judge(images, labels, training=True)
            loss = tf.reduce_mean(judged[:, 1]) + sum(self.model.losses)
        self.optimizer.apply(tape.gradient(loss, [weight.value for weight in weights]), weights)
        return judged

    def _judge(self, images, labels, training=False):
        """Return two numbers for each image: its score and its cross-entropy."""
        return self.task.judge(tf.cast(self.model(images, training=training), tf.float32), labels)

    def joined(self, data):
        """Return all images, all labels, and the number of the split of each, training first."""
        splits = [getattr(data, role) for role in ROLES]
        roles = np.repeat(np.arange(len(ROLES)), [len(split.y) for split in splits])
        images, labels = (np.concatenate(parts) for parts in zip(*splits, strict=True))
        return images.astype("float32"), labels.astype(self.task.label_type), roles


def on_one_thread(work):
    """Return an endless tf.data.Dataset of `work()`: the public way to keep small operations off the thread pool.

    Work is done when it is asked for and not before, since the variables change in between.
    """
    options = tf.data.Options()
    options.threading.private_threadpool_size = 1
    options.threading.max_intra_op_parallelism = 1
    options.autotune.enabled = False
    options.experimental_optimization.apply_default_optimizations = False
    one = tf.autograph.experimental.do_not_convert(lambda _: work())
    return tf.data.Dataset.from_tensors(0).repeat().map(one).with_options(options)


def draws_from_its_own_seeds(traced, model):
    """Whether all chance in the traced epoch comes from seed generators that the model owns, so `start` resets it.

    keras.random without a seed and tf.random do not; such a model is traced anew for every seed.
    """
    graph = traced.graph.as_graph_def()
    operations = {node.op for function in graph.library.function for node in function.node_def}
    owned = {id(variable.value) for variable in model.variables}
    loose = [variable for variable in traced.variables if "seed_generator" in variable.name]
    return not operations & UNSEEDED and all(id(variable) in owned for variable in loose)


def freshly_drawn(build, image, seed):
    """Return `build()` with the initial weights of `seed`, drawn layer by layer whatever dropout stands between.

    A Dropout layer takes a seed when it is made and so would shift the weights of all later layers. A weight that
    is not what its initializer gives was loaded by `build`, and is kept.
    """
    keras.utils.set_random_seed(seed)
    with seeds_drawn_alone(seed):
        model = built(build, image)
    with seeds_drawn_alone(seed):
        for layer in model._flatten_layers():
            for name, initializer in list(vars(layer).items()):
                weight = getattr(layer, name.removesuffix("_initializer"), None)
                if hasattr(initializer, "seed") and isinstance(weight, keras.Variable):
                    redraw(weight, initializer)
    return model


def seeds_drawn_alone(seed):
    """Within `with`, Keras draws the seeds of its layers as after set_random_seed(seed), but undisturbed.

    It takes them from Python's `random`, and so do other threads: those of a Dask worker, for one.
    """
    return patch.object(seed_generator, "python_random", random.Random(seed))


def redraw(weight, initializer):
    """Give `weight` a new draw, unless it no longer holds the one it was made with."""
    anew = initializer.clone()
    if np.array_equal(weight, initializer(weight.shape, dtype=weight.dtype)):
        weight.assign(anew(weight.shape, dtype=weight.dtype))


def built(build, image):
    """Return the model of `build`, with its weights made for images such as `image` (1 x height x width x 1)."""
    model = build()
    if not isinstance(model, keras.Model):
        raise TypeError(f"Expected build() to return a Keras model; got {type(model).__name__}. Return the model.")
    if not model.built:
        model(image)
    return model


def holder(array):
    """Return a variable that takes arrays of any length in place of `array`."""
    return tf.Variable(array, shape=[None, *array.shape[1:]], trainable=False)


def put(variables, values):
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
