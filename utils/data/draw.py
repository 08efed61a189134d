"""Load images by name: a collection of real ones, split by a seed, or generated tissue with its masks."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from utils.data.fashion_mnist import fashion_mnist


class Split(NamedTuple):
    """Images x (images x height x width x 1, float32 in 0..1) and their labels y (int64)."""

    x: np.ndarray
    y: np.ndarray


@dataclass(frozen=True)
class Dataset:
    """Three disjoint splits of one collection of images; labels run from 0 to `classes` - 1."""

    name: str
    train: Split
    validation: Split
    test: Split
    classes: int


def load(
    name="digits",
    *,
    train=None,
    validation=None,
    test=None,
    wrong_labels=None,
    seed=0,
    classes=None,
    images=None,
    side=None,
):
    """Load a Dataset from "digits" or "fashion_mnist", or "tissue" as `Annotated` images, drawn by a seed.

    load("digits", train=400, validation=300, test=700, wrong_labels=0.0, seed=0, classes=None): see `draw`.
    load("tissue", images=12, side=128, seed=0): see `utils.data.tissue`.

    Raises ValueError for a request that cannot be met, OSError where Fashion-MNIST cannot be had.

    >>> digits = load("digits", train=100)
    >>> digits.train.x.shape, digits.train.y[:5]
    ((100, 8, 8, 1), array([5, 7, 0, 1, 2]))
    """
    if name not in OPTIONS:
        *known, last = map(repr, OPTIONS)
        raise ValueError(f"Expected one of the data sets {', '.join(known)} and {last}; got {name!r}.")
    given = dict(train=train, validation=validation, test=test, wrong_labels=wrong_labels, classes=classes)
    given = {each: value for each, value in dict(**given, images=images, side=side).items() if value is not None}
    foreign = ", ".join(f"{each}={value!r}" for each, value in given.items() if each not in OPTIONS[name])
    if foreign:
        write = "images=12, side=128" if name == "tissue" else "train=400, validation=300, test=700"
        expected = f"Expected of {name!r} only {', '.join(OPTIONS[name])} and seed"
        raise ValueError(f"{expected}; got {foreign}. Write load({name!r}, {write}).")
    if name != "tissue":
        return draw(name, seed=seed, **given)
    from utils.data.tissue import tissue  # SciPy takes a moment that digits need not wait

    return tissue(seed=seed, **given)


def draw(name, *, train=400, validation=300, test=700, wrong_labels=0.0, seed=0, classes=None):
    """Draw a Dataset of so many images from the collection `name`: "digits" or "fashion_mnist".

    `classes`, by default all, are the labels that are kept: the first of them becomes label 0, and so on.

    `wrong_labels` is the share of the *training* labels that are replaced by another class, each other class
    alike; validation and test stay clean. One seed always draws the same images: a larger `train` only adds
    images, a larger `wrong_labels` only adds wrong labels, and neither touches validation or test.
    """
    sizes = dict(test=test, validation=validation, train=train)  # in this order, so that train can grow
    check_sizes(sizes)
    if not 0 <= wrong_labels <= 1:
        raise ValueError(f"Expected wrong_labels as a share from 0 to 1; got {wrong_labels}. Use 0.3 for 30 %.")
    images, labels, white = COLLECTIONS[name]()
    if classes is not None:
        images, labels = only(classes, images, labels)
    if sum(sizes.values()) > len(images):
        there = f"{len(images)} images of {name!r}" + (f" in the classes {classes}" if classes is not None else "")
        asked = f"train={train} + validation={validation} + test={test}, which is {sum(sizes.values())}"
        raise ValueError(f"Expected at most the {there}; got {asked}. Ask for fewer.")
    count = int(labels.max()) + 1
    picking, mislabelling = np.random.default_rng(seed).spawn(2)
    *picked, _ = np.split(picking.permutation(len(images)), np.cumsum(list(sizes.values())))
    splits = {
        role: Split(scaled(images[some], white), labels[some]) for role, some in zip(sizes, picked, strict=True)
    }
    x, y = splits["train"]
    splits["train"] = Split(x, mislabel(y, wrong_labels, count, mislabelling))
    return Dataset(name=name, classes=count, **splits)


def only(classes, images, labels):
    """Return the images with a label in `classes`, in their order, and as labels the places in `classes`."""
    there = np.unique(labels)
    kept = list(classes) if np.iterable(classes) and not isinstance(classes, str | bytes) else []
    whole = all(isinstance(label, int | np.integer) and not isinstance(label, bool) for label in kept)
    if len(kept) < 2 or not whole or len(set(kept)) < len(kept) or not set(kept) <= set(there.tolist()):
        expected = f"at least two labels from {there[0]} to {there[-1]}, each once"
        raise ValueError(f"Expected classes as {expected}; got {classes!r}. Write classes=(5, 6) for two of them.")
    some = np.isin(labels, kept)
    return images[some], np.argmax(labels[some, np.newaxis] == np.array(kept), axis=1).astype(labels.dtype)


def mislabel(labels, share, classes, rng):
    """Return a copy of `labels` in which exactly round(share x labels) are replaced by another class."""
    order, shift = rng.permutation(len(labels)), rng.integers(1, classes, len(labels))
    wrong = order[: round(share * len(labels))]
    mislabelled = labels.copy()
    mislabelled[wrong] = (labels[wrong] + shift[wrong]) % classes
    return mislabelled


def scaled(images, white):
    """Return grey values 0..`white` (images x height x width) as float32 in 0..1, with an axis for the channel."""
    return (images[..., np.newaxis] / white).astype("float32")


def check_sizes(sizes):
    """Raise ValueError unless every split has a whole number of images, at least one."""
    for role, size in sizes.items():
        if isinstance(size, bool) or not isinstance(size, int | np.integer) or size < 1:
            raise ValueError(f"Expected {role} as a whole number of images, at least 1; got {size!r}.")


@cache
def digits():
    """Return the 1797 digits of scikit-learn (8 x 8), their labels, and the value of white."""
    from sklearn.datasets import load_digits

    found = load_digits()
    return found.images, found.target.astype("int64"), 16


COLLECTIONS = {"digits": digits, "fashion_mnist": fashion_mnist}
OPTIONS = {name: ("train", "validation", "test", "wrong_labels", "classes") for name in COLLECTIONS}
OPTIONS["tissue"] = ("images", "side")
