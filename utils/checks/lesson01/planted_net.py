"""A net and data whose accuracies are known, because they were planted, with dropout off and with dropout on."""

from collections import namedtuple
from types import SimpleNamespace

import numpy as np

CLASSES = 10
SIZES = 200, 125, 200  # examples in the training, the validation and the test set: not alike, and few
STEADY, FRAGILE = 1.5, 3.0  # how strong the evidence for a class is: doubled, the second kind sets off an alarm
ALARM, BLAME = 3.5, 4.0  # an alarm speaks for the class after the one that is seen, and louder
SEEN, DOUBT = 1.0, 1.0  # what evidence counts, through two layers, and what speaks for class 0 without any
OFFSET = 5.0  # added to all logits of an example, or taken from them: argmax alone does not mind

Split = namedtuple("Split", "x y")  # as in utils.data
Planted = namedtuple("Planted", "model data right test log storms")


def planted_net(train, validation, test, rng):
    """Return a net with exactly the accuracies planted, and its data; each set is (accuracy, share of fragile).

    The net sees evidence for one class in each example, behind a dropout of one half. Dropout doubles what it
    keeps, and doubled evidence of the fragile examples speaks for another class: they are right at inference
    alone, also where many passes with dropout on are averaged. `storms` are the ranges, of the training and of
    the validation set, in which such accuracies lie. Nor are the steady ones right where the evidence or the
    weights are multiplied by the share kept: DOUBT, a bias, shrinks less than what goes through two layers.
    """
    splits = [_split(*one, size, rng) for one, size in zip((train, validation, test), SIZES, strict=True)]
    data = SimpleNamespace(
        name="planted", classes=CLASSES, **dict(zip(("train", "validation", "test"), splits, strict=True))
    )
    model, log = _net(), {"accuracy": [0.05, 0.12], "val_accuracy": [0.4, 0.77], "loss": [2.0, 1.5]}
    model.history.history = {name: [*numbers] for name, numbers in log.items()}
    right = np.array([train[0], validation[0]])
    return Planted(model, data, right, test[0], log, [_storm(*one) for one in splits[:2]])


def _net():
    import keras

    inputs = keras.Input((CLASSES + 1,))
    kept = keras.layers.Dropout(0.5)(inputs)
    hidden = keras.layers.Dense(2 * CLASSES, activation="relu")  # the evidence, and the alarms
    deep, shallow = keras.layers.Dense(CLASSES), keras.layers.Dense(CLASSES)
    model = keras.Model(inputs, keras.layers.Add()([shallow(kept), deep(hidden(kept))]))
    none, same = np.zeros(CLASSES), np.eye(CLASSES)
    hidden.set_weights([np.eye(CLASSES + 1, CLASSES)[:, [*range(CLASSES)] * 2], np.r_[none, none - ALARM]])
    deep.set_weights([np.vstack([SEEN * same, BLAME * np.roll(same, 1, axis=1)]), none])
    shallow.set_weights([np.vstack([0 * same, none + 1]), DOUBT * same[0]])
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    model.history = keras.callbacks.History()
    return model


def _split(share, fragile, size, rng):
    """Return examples, evidence for each class and an offset, of which the net gets a `share` right."""
    classes = rng.permutation(size) % CLASSES
    right = rng.permutation(size) < round(share * size)
    labels = np.where(right, classes, (classes + rng.integers(1, CLASSES, size)) % CLASSES)
    evidence = np.where(rng.permutation(size) < fragile * size, FRAGILE, STEADY)
    x = np.c_[np.eye(CLASSES)[classes] * evidence[:, None], rng.choice([-OFFSET, OFFSET], size)]
    return Split(x.astype("float32"), labels.astype("int64"))


def _storm(x, labels):
    """Return the range of accuracies with dropout on, of one pass (4 sd below its mean) to many averaged.

    An example whose evidence is lost, half the time, is taken for class 0.
    """
    evidence = x[:, :CLASSES]
    known = (evidence.argmax(-1) + (2 * evidence.max(-1) > ALARM)) % CLASSES == labels
    lost = labels == 0
    spread = np.sqrt(np.sum(known != lost) / 4) / len(labels)
    once = (known + lost).mean() / 2
    return min(once, known.mean()) - 4 * spread, max(once + 4 * spread, known.mean() + 0.01)
