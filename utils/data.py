"""Real images, split into training, validation and test: `load("digits")`. The data card is data/README.md."""

import gzip
import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import numpy as np
from platformdirs import user_cache_dir

SOURCE = "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"
TIMEOUT = 15  # seconds of silence from the server
FASHION_MNIST = {  # file: sha256, as data/README.md says where from
    "train-images-idx3-ubyte.gz": "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    "train-labels-idx1-ubyte.gz": "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    "t10k-images-idx3-ubyte.gz": "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    "t10k-labels-idx1-ubyte.gz": "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
}


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


def load(name="digits", *, train=400, validation=300, test=700, wrong_labels=0.0, seed=0):
    """Draw a Dataset of so many images from the collection `name`: "digits" or "fashion_mnist".

    `wrong_labels` is the share of the *training* labels that are replaced by another class, each other class
    alike; validation and test stay clean. One seed always draws the same images: a larger `train` only adds
    images, a larger `wrong_labels` only adds wrong labels, and neither touches validation or test.
    Raises ValueError for a request that cannot be met, OSError where Fashion-MNIST cannot be had.
    """
    if name not in COLLECTIONS:
        raise ValueError(f"Expected one of the data sets {' and '.join(map(repr, COLLECTIONS))}; got {name!r}.")
    sizes = dict(test=test, validation=validation, train=train)  # in this order, so that train can grow
    check_sizes(sizes)
    if not 0 <= wrong_labels <= 1:
        raise ValueError(f"Expected wrong_labels as a share from 0 to 1; got {wrong_labels}. Use 0.3 for 30 %.")
    images, labels, white = COLLECTIONS[name]()
    if sum(sizes.values()) > len(images):
        asked = f"train={train} + validation={validation} + test={test}, which is {sum(sizes.values())}"
        raise ValueError(f"Expected at most the {len(images)} images of {name!r}; got {asked}. Ask for fewer.")
    classes = int(labels.max()) + 1
    picking, mislabelling = np.random.default_rng(seed).spawn(2)
    *picked, _ = np.split(picking.permutation(len(images)), np.cumsum(list(sizes.values())))
    splits = {
        role: Split(scaled(images[some], white), labels[some]) for role, some in zip(sizes, picked, strict=True)
    }
    x, y = splits["train"]
    splits["train"] = Split(x, mislabel(y, wrong_labels, classes, mislabelling))
    return Dataset(name=name, classes=classes, **splits)


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


@cache
def fashion_mnist():
    """Return the 70,000 images of Fashion-MNIST (28 x 28), their labels, and the value of white."""
    parts = [idx_array(checked_file(file)) for file in FASHION_MNIST]
    return np.concatenate(parts[0::2]), np.concatenate(parts[1::2]).astype("int64"), 255


COLLECTIONS = {"digits": digits, "fashion_mnist": fashion_mnist}


def idx_array(content):
    """Return the array in a gzipped idx file: two zeros, type, number of axes, big-endian sizes, then bytes."""
    raw = gzip.decompress(content)
    axes = raw[3]
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * axes).reshape(np.frombuffer(raw, ">i4", axes, 4))


def cache_folder():
    """Return the folder for downloads: what the environment variable COURSE_DATA says, or the user's cache."""
    return Path(os.environ.get("COURSE_DATA") or user_cache_dir("dropout-in-cnns", False)).expanduser()


def checked_file(file):
    """Return the bytes of a Fashion-MNIST file, downloaded if need be; never those of a file that is not right.

    Raises OSError when the file cannot be had or is damaged; a damaged file does not stay in the cache.
    """
    path = cache_folder() / file
    if not path.exists():
        content = download(file)
        refuse_damaged(file, content, f"What came from {SOURCE} is not kept (is there a login page in between?).")
        store(path, content)
        return content
    content = path.read_bytes()
    try:
        refuse_damaged(file, content, f"The copy in {path.parent} is removed: run this again to download it.")
    except OSError:
        path.unlink()
        raise
    return content


def download(file):
    """Return the bytes of a file from SOURCE; raise ConnectionError after TIMEOUT seconds of silence."""
    print(f"Downloading {file} of Fashion-MNIST, once ...", file=sys.stderr)
    try:
        with urlopen(SOURCE + file, timeout=TIMEOUT) as answer:
            return answer.read()
    except (OSError, HTTPException) as problem:
        reason = f"{SOURCE}{file} did not answer as expected ({problem})"
        raise ConnectionError(f"Could not download Fashion-MNIST: {reason}. {by_hand(file)}") from None


def refuse_damaged(file, content, then):
    """Raise OSError unless `content` has the checksum of `file`; `then` says what becomes of it."""
    got = hashlib.sha256(content).hexdigest()
    if got != FASHION_MNIST[file]:
        sums = f"sha256 {FASHION_MNIST[file]}, got {got} ({len(content):,} bytes)"
        raise OSError(f"Damaged Fashion-MNIST file: expected {file} with {sums}. {then} {by_hand(file)}")


def by_hand(file):
    return (
        f"Without a network: put {file} (sha256 {FASHION_MNIST[file]}) into {cache_folder()}, and likewise "
        f'the other files that data/README.md lists; or use load("digits"), which needs no network.'
    )


def store(path, content):
    """Write a file whole or not at all: a reader never sees a half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(content)
    os.replace(draft.name, path)
