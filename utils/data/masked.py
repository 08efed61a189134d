"""Images whose every pixel is labelled, split by image: what a segmentation net trains on."""

from dataclasses import dataclass

import numpy as np

from utils.data.draw import Dataset, Split


@dataclass(frozen=True)
class MaskedDataset(Dataset):
    """Three disjoint splits whose y are masks (images x height x width x 1, float32, 1 = what is sought).

    With a `tile`, training sees squares of that side, as many an epoch as cover the images once: at random places,
    turned and mirrored where `augment` says so, image and mask alike, else the same ones in every epoch.
    Validation and test are whole images, as they are.
    """

    tile: int | None = None
    augment: bool = True


def split_by_image(images, masks, number, *, folds=5, tile=None, augment=True, name="images"):
    """Return the MaskedDataset of fold `number`: a fifth of the images to train on, for folds=5.

    images, masks: arrays of images x height x width x 1, cut into `folds` parts in their order, so that neighbours
    in a stack stay together. The net trains on part `number`, the next part validates, and all others are the test:
    no image is on two sides, and no two folds train on the same image.
    Raises ValueError for masks that do not fit, for fewer than 3 folds or images, or for a tile that is too large.

    >>> images, masks = load("tissue", images=12)
    >>> fold = split_by_image(images, masks, 0, folds=4)
    >>> len(fold.train.x), len(fold.validation.x), len(fold.test.x)
    (3, 3, 6)
    """
    images, masks = np.asarray(images, "float32"), np.asarray(masks, "float32")
    _check(images, masks, number, folds, tile)
    parts = np.array_split(np.arange(len(images)), folds)
    order = [parts[(number + ahead) % folds] for ahead in range(folds)]
    roles = dict(train=order[0], validation=order[1], test=np.concatenate(order[2:]))
    splits = {role: Split(images[some], masks[some]) for role, some in roles.items()}
    return MaskedDataset(name=name, classes=1, tile=tile, augment=augment, **splits)


def _check(images, masks, number, folds, tile):
    if images.ndim != 4 or images.shape != masks.shape:
        raise ValueError(
            "Expected images and masks of one shape, images x height x width x 1; "
            f"got {images.shape} and {masks.shape}. Load both with load_folder."
        )
    if not np.isin(masks, (0, 1)).all():
        raise ValueError("Expected masks of 0 and 1; got other values. Write masks > 0 for what is sought.")
    if not 3 <= folds <= len(images) or number not in range(folds):
        raise ValueError(
            f"Expected 3 to {len(images)} folds of {len(images)} images, and a number below that; "
            f"got fold {number} of {folds}."
        )
    if tile is not None and not 1 <= tile <= min(images.shape[1:3]):
        raise ValueError(f"Expected a tile of 1 to {min(images.shape[1:3])} pixels; got {tile}.")
