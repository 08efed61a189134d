"""Fashion-MNIST: downloaded once, and only ever read with the right checksum. The data card is data/README.md."""

import gzip
import hashlib
import os
import sys
import tempfile
from functools import cache
from http.client import HTTPException
from pathlib import Path
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


@cache
def fashion_mnist():
    """Return the 70,000 images of Fashion-MNIST (28 x 28), their labels, and the value of white."""
    parts = [idx_array(checked_file(file)) for file in FASHION_MNIST]
    return np.concatenate(parts[0::2]), np.concatenate(parts[1::2]).astype("int64"), 255


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
