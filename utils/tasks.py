"""What a net is trained for: the label of an image, or a mask of its pixels. `utils.traced` trains for either.

A task says what one epoch shows, how the images of a batch come about, and what logits are worth: for each image a
score and the cross-entropy. This module imports TensorFlow.
"""

import numpy as np
import tensorflow as tf

IMAGES_AT_ONCE, PIXELS_AT_ONCE = 500, 2**17  # when measuring: bounds the memory, changes no score


def task_of(data):
    """Return the task of a Dataset: the rank of its labels says which."""
    return Labels(data) if data.train.y.ndim == 1 else Masks(data)


class Labels:
    """One class an image: accuracy, and the cross-entropy over the classes."""

    score, label_type, at_once = "accuracy", "int64", IMAGES_AT_ONCE
    example_order = np.arange(1)

    def __init__(self, data):
        self.classes = data.classes

    def check(self, model, data):
        """Raise ValueError unless the model gives one row of logits an image, one for each class at least."""
        shape = tuple(model(data.train.x[:1]).shape)
        if len(shape) != 2 or shape[1] < self.classes:
            expected = f"logits of shape (images, {self.classes})"
            raise ValueError(f"Expected {expected}; got {('images', *shape[1:])}. End with Dense({self.classes}).")

    def order(self, rng, images):
        """Return what one epoch shows, drawn: the numbers of all training images."""
        return rng.permutation(images)

    def batch(self, images, labels, some):
        """Return (numbers, images, labels) of a part of `order`."""
        return some, tf.gather(images, some), tf.gather(labels, some)

    def judge(self, logits, labels):
        """Return two numbers for each image: is its label the largest logit, and the cross-entropy in nats."""
        right = tf.cast(tf.argmax(logits, axis=-1) == labels, tf.float32)
        return tf.stack([right, tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)], axis=1)


class Masks:
    """A mask an image: Dice, and the cross-entropy over its pixels. Training sees tiles, or whole images."""

    score, label_type = "Dice", "float32"
    example_order = np.zeros((1, 4), int)

    def __init__(self, data):
        _, self.height, self.width, _ = data.train.x.shape
        self.tile, self.augment = data.tile, data.augment
        self.at_once = max(1, PIXELS_AT_ONCE // (self.height * self.width))

    def check(self, model, data):
        """Raise ValueError unless the model gives one logit a pixel, for whole images and for tiles."""
        for image in (data.train.x[:1], data.train.x[:1, : self.tile, : self.tile]):
            shape = tuple(model(image).shape)
            if shape != image.shape:
                raise ValueError(
                    f"Expected one logit a pixel, of shape {('images', *image.shape[1:])}; "
                    f"got {('images', *shape[1:])}. End with Conv2D(1, 1)."
                )

    def order(self, rng, images):
        """Return what one epoch shows, drawn: rows of image, top, left and one of the 8 ways to turn and mirror."""
        tile = self.tile or max(self.height, self.width)
        grid = np.meshgrid(*(range(0, size - min(tile, size) + 1, tile) for size in (self.height, self.width)))
        places = np.stack([axis.ravel() for axis in grid], axis=1)
        rows = np.pad(np.repeat(np.arange(images), len(places))[:, np.newaxis], ((0, 0), (0, 3)))
        rows[:, 1:3] = np.tile(places, (images, 1))
        if self.tile and self.augment:
            rows[:, 1:] = rng.integers(0, (self.height - tile + 1, self.width - tile + 1, 8), (len(rows), 3))
        return rng.permutation(rows)

    def batch(self, images, masks, some):
        """Return (numbers, images, masks) of rows of `order`, or of plain numbers: then whole images."""
        if some.shape.rank == 1 or not self.tile:
            numbers = some if some.shape.rank == 1 else some[:, 0]
            return numbers, tf.gather(images, numbers), tf.gather(masks, numbers)
        pixels = self.pixels(some)
        return some[:, 0], tf.gather_nd(images, pixels), tf.gather_nd(masks, pixels)

    def pixels(self, some):
        """Return the image, row and column of every pixel of the tiles: one array for image and mask alike."""
        numbers, top, left, way = (part[:, np.newaxis, np.newaxis] for part in tf.unstack(some, axis=1))
        steps = tf.range(self.tile, dtype=some.dtype)
        down, right = steps[np.newaxis, :, np.newaxis], steps[np.newaxis, np.newaxis, :]
        down, right = tf.where(way % 2 == 0, down, right), tf.where(way % 2 == 0, right, down)
        last = self.tile - 1
        rows = top + tf.where(way // 2 % 2 == 0, down, last - down)
        columns = left + tf.where(way // 4 == 0, right, last - right)
        return tf.stack([tf.broadcast_to(numbers, tf.shape(rows)), rows, columns], axis=-1)

    def judge(self, logits, masks):
        """Return two numbers for each image: Dice at probability .5, and the cross-entropy in nats a pixel."""
        found = tf.cast(logits >= 0, tf.float32)
        both, sizes = (tf.reduce_sum(part, axis=(1, 2, 3)) for part in (found * masks, found + masks))
        dice = tf.where(sizes > 0, 2 * both / tf.maximum(sizes, 1), 1)
        loss = tf.nn.sigmoid_cross_entropy_with_logits(masks, logits)
        return tf.stack([dice, tf.reduce_mean(loss, axis=(1, 2, 3))], axis=1)
