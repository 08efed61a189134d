"""Maps planted so that each way of guessing dropped values gives an R2 of its own."""

import numpy as np

SHAPE = (6, 18, 24, 4)  # images x height x width x maps
IMAGE, MAP = np.arange(SHAPE[0]).reshape(-1, 1, 1, 1), np.arange(SHAPE[3])


def planted_cases(rng):
    """Return {case: (maps, mask)}; the mask is 1 where a value is kept."""
    smooth, noise = smooth_maps(rng), rng.normal(size=SHAPE)
    masks = {rate: (rng.random(SHAPE) >= rate) * 1.0 for rate in (0.1, 0.25, 0.5, 0.9)}
    half, whole = masks[0.5], every_other_map()
    return {
        "kept values are noise, dropped ones smooth": (np.where(half, noise / 10, smooth), half),
        "kept values are smooth, dropped ones noise": (np.where(half, smooth, 3 * noise), half),
        "smooth maps are dropped whole": (smooth + levels(), whole),
        "smooth maps are dropped whole, all maps of an image alike": (alike(smooth, axis=3), whole),
        "smooth maps are dropped whole, all images alike": (alike(smooth, axis=0), whole),
        "smooth maps lose a tenth": (smooth, masks[0.1]),
        "smooth maps lose half": (smooth, half),
        "smooth maps lose nine tenths": (smooth, masks[0.9]),
        "smooth maps far from zero lose a tenth": (smooth + 4, with_a_neighbour(masks[0.1])),
        "smooth maps with large blank areas lose a tenth": (np.maximum(smooth, 0), masks[0.1]),
        "smooth maps lose a column": (smooth, but_for(SHAPE[2] // 2, axis=2)),
        "smooth maps lose a row": (smooth, but_for(SHAPE[1] // 2, axis=1)),
        "smooth maps lose a column at the edge": edge_columns(rng),
        "smooth maps lose a row at the edge": tuple(one.swapaxes(1, 2) for one in edge_columns(rng)),
        "noise loses a tenth": (noise + 2, masks[0.1]),
        "noise loses a quarter": (noise + 2, masks[0.25]),
        "noise loses half": (noise + 2, half),
        "noise is dropped whole": (noise, whole),
        "maps are half smooth, half noise": half_noise(rng),
        "one image of six is smooth, the others noise": (np.where(IMAGE == 0, smooth, noise), masks[0.25]),
        "one map of four is smooth, the others noise": (np.where(MAP == 0, smooth, noise), masks[0.25]),
    }


def with_a_neighbour(mask):
    """Return the mask without those drops of which none of the four nearest is kept: there guesses may differ."""
    padded = np.pad(mask, ((0, 0), (1, 1), (1, 1), (0, 0)))
    across, along = padded[:, 1:-1], padded[:, :, 1:-1]
    near = across[:, :, :-2] + across[:, :, 2:] + along[:, :-2] + along[:, 2:]
    return np.where(near == 0, 1.0, mask)


def but_for(place, axis):
    """Return a mask that keeps all but one row (axis 1) or column (axis 2) of each map."""
    mask = np.ones(SHAPE)
    np.moveaxis(mask, axis, 0)[place] = 0
    return mask


def half_noise(rng):
    """Return maps of which half the variance is noise, many, as R2 must lie on one side of .5 and R on the other.

    R2 is .5 at most, give or take .005; over the 4 nearest it is .29 and its root .59, give or take .006.
    """
    smooth = smooth_maps(rng, images=24)
    maps = (smooth + rng.normal(size=smooth.shape)) / 2**0.5
    return maps, (rng.random(maps.shape) >= 0.25) * 1.0


def smooth_maps(rng, images=SHAPE[0]):
    """Return maps of mean 0 and spread 1, no two alike, each a few waves as long as the map is high or wide."""
    _, height, width, maps = SHAPE
    rows, columns = np.arange(height)[:, None, None] / height, np.arange(width)[:, None] / width
    field = np.zeros((images, *SHAPE[1:]))
    for along, across in ((0, 1), (1, 0), (1, 1), (1, -1)):
        size, start = rng.normal(size=(images, 1, 1, maps)), rng.random((images, 1, 1, maps))
        field += size * np.cos(2 * np.pi * (along * rows + across * columns + start))
    return field / field.std(axis=(1, 2), keepdims=True)


def alike(maps, axis):
    """Return the first entry along `axis` in place of all of them."""
    return np.repeat(maps.take([0], axis), maps.shape[axis], axis)


def every_other_map():
    """Return a mask that drops every other map whole, and in the next image the others."""
    return np.broadcast_to((IMAGE + MAP) % 2, SHAPE) * 1.0


def levels():
    """Return a level for each map: its own mean then tells much about its values, and kept maps tell nothing.

    Both levels are as frequent among the dropped maps of an image as among the kept ones, and a kept map next to a
    dropped one, in this image or in the next, has the other level as often as the same, or more often.
    """
    return np.array([2, -2, -2, 2]) * (1 - 2 * (IMAGE % 2))


def edge_columns(rng):
    """Return maps that lack their first or last column: the one beside it tells it, the one opposite does not."""
    images, height, width, maps = SHAPE
    start, rows = rng.random((2, images, 1, 1, maps)), np.arange(height)[:, None, None] / height
    here, there = np.cos(2 * np.pi * (rows + start[0])), 2 * np.cos(2 * np.pi * (2 * rows + start[1]))
    field = np.where(np.arange(width)[:, None] < width // 2, here, there)
    mask = np.ones(SHAPE)
    mask[:, :, 0] = 0
    turned = np.arange(images) % 2 == 1
    field[turned], mask[turned] = field[turned, :, ::-1], mask[turned, :, ::-1]
    return field, mask
