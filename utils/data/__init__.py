"""Real images, split into training, validation and test, and the small files that the course ships.

    draw.py           load("digits"): a Dataset of so many images, drawn by a seed
    masked.py         MaskedDataset: images with a mask each, split by image
    fashion_mnist.py  a download that never half-works
    files.py          the files of the folder data/, each with its checksum

What a lesson needs is imported from here: `from utils.data import load`. The data card is data/README.md.
"""

from utils.data.draw import Dataset, Split, load
from utils.data.files import shipped
from utils.data.masked import MaskedDataset, fold

__all__ = ["Dataset", "MaskedDataset", "Split", "fold", "load", "shipped"]
