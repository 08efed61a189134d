"""A net and data whose accuracies are known, because they were planted, with dropout off and with dropout on."""

from collections import namedtuple
from types import SimpleNamespace

import numpy as np

CLASSES, EACH = 10, 400
STEADY, FRAGILE = 0.4, 3.0  # how strong the evidence for a class is: doubled, the second kind sets off an alarm
ALARM, BLAME = 3.5, 4.0  # an alarm speaks for the class after the one that is seen, and louder
OFFSET = 5.0  # added to all logits of an example, or taken from them: argmax alone does not mind

Split = namedtuple("Split", "x y")  # as in utils.data
Planted = namedtuple("Planted", "model data right test log storms")


def planted_net(train, validation, test, rng):
    """Return a net with exactly the accuracies planted, and its data; each set is (accuracy, share of fragile).

    The net sees evidence for one class in each example, behind a dropout of one half. Dropout doubles what it
    keeps, and doubled evidence of the fragile examples speaks for another class: they are right at inference
    alone, also where many passes with dropout on are averaged. `storms` are the ranges, of the training and of
    the validation set, in which such accuracies lie.
    """
    splits = [_split(*one, rng) for one in (train, validation, test)]
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
    alarm = keras.layers.Dense(CLASSES, activation="relu")
    seen, blamed = keras.layers.Dense(CLASSES), keras.layers.Dense(CLASSES)
    model = keras.Model(inputs, keras.layers.Add()([seen(kept), blamed(alarm(kept))]))
    none = np.zeros(CLASSES)
    seen.set_weights([np.vstack([np.eye(CLASSES), np.ones(CLASSES)]), none])
    alarm.set_weights([np.eye(CLASSES + 1, CLASSES), none - ALARM])
    blamed.set_weights([BLAME * np.roll(np.eye(CLASSES), 1, axis=1), none])
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    model.history = keras.callbacks.History()
    return model


def _split(share, fragile, rng):
    """Return examples, evidence for each class and an offset, of which the net gets a `share` right."""
    classes = rng.permutation(EACH) % CLASSES
    right = rng.permutation(EACH) < round(share * EACH)
    labels = np.where(right, classes, (classes + rng.integers(1, CLASSES, EACH)) % CLASSES)
    evidence = np.where(rng.permutation(EACH) < fragile * EACH, FRAGILE, STEADY)
    x = np.c_[np.eye(CLASSES)[classes] * evidence[:, None], rng.choice([-OFFSET, OFFSET], EACH)]
    return Split(x.astype("float32"), labels.astype("int64"))


def _storm(x, labels):
    """Return the range of accuracies with dropout on, of one pass (4 sd below its mean) to many averaged.

    An example whose evidence is lost, half the time, gives equal logits, of which argmax takes class 0.
    """
    evidence = x[:, :CLASSES]
    known = (evidence.argmax(-1) + (2 * evidence.max(-1) > ALARM)) % CLASSES == labels
    lost = labels == 0
    spread = np.sqrt(np.sum(known != lost) / 4) / len(labels)
    once = (known + lost).mean() / 2
    return min(once, known.mean()) - 4 * spread, max(once + 4 * spread, known.mean() + 0.01)
