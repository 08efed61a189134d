"""Trainings of segmentation nets that are planted: each pixel tells where it is from, and no net is trained."""

import numpy as np

SIDE = 16
NO_PIXEL = -1
MANY = 2_000  # trainings that are remembered


class PlantedFolds:
    """Images and masks, and {placement: train}, whose nets are good or bad at each image by plan.

    Every pixel of the images has a value of its own, so that it is known afterwards which image it is from, however
    the answer has cut, turned or shuffled. `effects` are the gains in Dice of each placement over the first.
    """

    def __init__(self, rng, names, images, folds, effects):
        self.names, self.folds, self.n = names, folds, images
        shape = (images, SIDE, SIDE, 1)
        self.values = np.linspace(0, 1, int(np.prod(shape)) + 2, dtype="float32")[1:-1]
        self.images = self.values.reshape(shape)
        share = rng.permutation(np.linspace(0.15, 0.5, images)).reshape(-1, 1, 1, 1)
        self.masks = (rng.random(shape) < share).astype("float32")
        self.noise, self.strength = rng.random(shape), rng.uniform(0.05, 3, shape)
        self.wrong = 0.12 + rng.permutation(np.linspace(0, 0.15, images))
        self.gains, self.key = [0, *effects], int(rng.integers(2**31))
        self.nets = []

    def placements(self):
        """Return what the answer is handed, in a dict of its own: {placement: train}."""
        return {name: self._trainer(arm) for arm, name in enumerate(self.names)}

    def _trainer(self, arm):
        def train(images, masks, seed):
            net = Net(self, arm, images, masks, seed)
            if len(self.nets) < MANY:
                self.nets.append(net)
            return net

        return train

    def pixels(self, images):
        """Return for each pixel of `images` which of all pixels it is, or NO_PIXEL."""
        images = np.asarray(images, dtype="float32")
        place = np.clip(np.searchsorted(self.values, images), 1, self.values.size - 1)
        place -= np.abs(images - self.values[place - 1]) < np.abs(images - self.values[place])
        step = self.values[1] - self.values[0]
        return np.where(np.abs(images - self.values[place]) < step / 100, place, NO_PIXEL)

    def logits(self, arm, learned):
        """Return the logits of the net of a placement that has learned from some images, for all images."""
        rng = np.random.default_rng([self.key, arm, *learned])
        wrong = self.wrong - self.gains[arm] + rng.normal(0, 0.008)
        wrong[learned] = 0.02 + 0.1 * max(self.gains[arm], 0)  # placements that help forget what they have seen
        turned = self.noise < np.clip(wrong, 0, 1).reshape(-1, 1, 1, 1)
        return np.where(turned, 1 - 2 * self.masks, 2 * self.masks - 1) * self.strength


class Net:
    """What a planted training returns: called on images, or by `predict`, it gives logits of their shape."""

    def __init__(self, plan, arm, images, masks, seed):
        images, masks = _pairs(images, masks)
        self.plan, self.arm, self.seed = plan, arm, int(seed)
        pixels = plan.pixels(images)
        known = pixels != NO_PIXEL  # what an answer has padded with zeros is not
        self.is_strange = known.mean() < 0.5
        self.follows = np.array_equal(plan.masks.ravel()[pixels[known]], masks[known])
        self.trained = np.zeros((plan.n, SIDE**2), dtype=bool)
        self.judged = np.zeros_like(self.trained)
        self.trained.flat[pixels[known]] = True
        self.learned = np.flatnonzero(self.trained.any(axis=1))
        self.held_out = tuple(np.flatnonzero(~self.trained.any(axis=1)).tolist())
        self.answers, self.dropped = plan.logits(arm, self.learned), False

    def __call__(self, images, training=False):
        pixels = self.plan.pixels(images)
        known = pixels != NO_PIXEL
        self.judged.flat[pixels[known]] = True
        self.dropped = self.dropped or bool(training)
        return np.where(known, self.answers.ravel()[pixels], -4).astype("float32")

    def predict(self, images, *_, **__):
        """Return the logits of the images, whatever the size of the batches."""
        return self(images)

    def leaks(self):
        """Whether it was judged on other pixels of an image that it has learned from."""
        begun = self.trained.any(axis=1, keepdims=True)
        return bool((begun & self.judged & ~self.trained).any())


def _pairs(images, masks):
    images, masks = np.asarray(images), np.asarray(masks)
    if images.ndim != 4 or images.shape != masks.shape or not len(images):
        raise ValueError(
            f"Expected images and masks of one shape, images x height x width x 1, got {images.shape} and "
            f"{masks.shape}: hand over the same rows of both."
        )
    return images, masks
