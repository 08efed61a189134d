"""Images: real ones with labels, generated or your own ones with masks, and the small files that the course ships.

    draw.py           load("digits"): a Dataset of so many images, drawn by a seed; load("tissue")
    masked.py         MaskedDataset: images with a mask each, split by image
    fashion_mnist.py  a download that never half-works
    annotated.py      images and their masks
    tissue.py         generated cells parted by membranes
    folder.py         load_folder(images, masks): PNG and TIFF files of your own, paired by name
    pages.py          the pages of one such file, or what is wrong with it
    grey.py           any bit depth as 0..1
    drawn.py          which value of a mask is the structure
    files.py          the files of the folder data/, each with its checksum

What a lesson needs is imported from here: `from utils.data import load`. The data card is data/README.md.
"""

from utils.data.annotated import Annotated
from utils.data.draw import Dataset, Split, load
from utils.data.files import shipped
from utils.data.folder import load_folder
from utils.data.masked import MaskedDataset, split_by_image

__all__ = ["Annotated", "Dataset", "MaskedDataset", "Split", "load", "load_folder", "shipped", "split_by_image"]
