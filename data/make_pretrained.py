"""Make data/pretrained_digits_0_to_4.npz, the weights of `utils.models.pretrained`: python data/make_pretrained.py

With --check nothing is written: the net is trained again and compared with the file.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import utils  # noqa: F401  before Keras, so that TensorFlow starts without a word

# isort: split
import numpy as np

from utils.data import load
from utils.data.files import FOLDER, SHIPPED
from utils.models import pretrained, untrained
from utils.models.pretrained import FILE, names
from utils.training import fit

SIZES = dict(train=600, validation=100, test=201)  # all 901 images of the digits 0 to 4
EPOCHS, SEED = 20, 0
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # so that the bytes do not hang on the time
TOLERANCE = 0.003  # of a weight: far above the rounding to half precision, below what one epoch changes


def trained():
    """Return the net, trained on the digits 0 to 4, and its accuracy on digits that it has not seen."""
    run = fit(untrained, load("digits", classes=range(5), **SIZES), epochs=EPOCHS, seed=SEED)
    return run.model(), run.scores["test"]


def packed(model):
    """Return the weights of `model` in half precision, as the bytes of an .npz file: equal for equal weights."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, values in zip(names(model), model.get_weights(), strict=True):
            array, entry = io.BytesIO(), zipfile.ZipInfo(f"{name}.npy", LONG_AGO)
            entry.create_system = 3  # Unix, also when made on Windows
            np.save(array, values.astype("<f2"), allow_pickle=False)
            archive.writestr(entry, array.getvalue())
    return content.getvalue()


def write(model):
    """Write the file, and say its checksum."""
    content = packed(model)
    (FOLDER / FILE).write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    print(f"{FILE}: {len(content):,} bytes, sha256 {sha256}")
    if sha256 == SHIPPED[FILE].sha256:
        print("These are the bytes that the course ships.")
    else:
        print("The course ships other bytes, and refuses these: `git checkout` brings them back,")
        print("or SHIPPED in utils/data/files.py takes the new checksum.")


def check(model):
    """Say how far the weights of `model` are from those in the file; return whether they agree."""
    pairs = zip(model.get_weights(), pretrained().get_weights(), strict=True)
    largest = max(float(np.abs(anew - kept).max()) for anew, kept in pairs)
    agree = largest <= TOLERANCE
    print(
        f"{FILE}: the weights {'agree' if agree else 'differ'}, by {largest:.5f} at most ({TOLERANCE} is allowed)"
    )
    return agree


def main(arguments):
    """Train, then write or check; return the exit status."""
    model, accuracy = trained()
    print(f"{accuracy:.3f} of {SIZES['test']} digits that it has not seen are told apart")
    if "--check" in arguments:
        return 0 if check(model) else 1
    write(model)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
