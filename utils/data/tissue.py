"""Tissue that never lived: cells parted by membranes, and things within the cells that look like membranes.

All lengths are in pixels, whatever the side of the image: a larger image shows more cells, not larger ones.
"""

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from utils.data.annotated import Annotated

SMALLEST = 16
CELL = 30  # side of the cube that a cell fills on average
DEPTH = 1.5 * CELL  # of the block of tissue above and below the cut
BEND = 3.5  # how far a straight wall is bent, one standard deviation
MEMBRANE = 0.9, 1.7  # half the width of a membrane, at its thinnest and thickest
VESICLE, VESICLES = (1.6, 4.0), 1 / 220  # radius, and how many a pixel: small rings and spots
ORGANELLE, ORGANELLES = (4.0, 7.5), 1 / 2000  # the same of large ones, ringed and striped
MARGIN = 2 * CELL  # tissue goes on beyond the image
TEXTURE, NOISE = 0.04, 0.085  # standard deviations, of grey values 0..1


def tissue(*, images=12, side=128, seed=0):
    """Return so many images of generated tissue as `Annotated`; 1 in a mask is membrane, a quarter of the pixels.

    Every image is `side` x `side` pixels. Image k of a seed is the same however many are asked for.
    Raises ValueError for a side below 16, for less than one image, and for what is not a whole number.
    """
    for name, value, least in (("images", images, 1), ("side", side, SMALLEST), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise ValueError(f"Expected {name} as a whole number, at least {least}; got {value!r}.")
    seeds = np.random.SeedSequence(int(seed)).spawn(int(images))
    pairs = [section(int(side), np.random.default_rng(each)) for each in seeds]
    return Annotated(*(np.stack(part)[..., np.newaxis].astype("float32") for part in zip(*pairs, strict=True)))


def section(side, rng):
    """Return one image (side x side, grey values in 0..1) and where it shows membrane (truth values)."""
    places = bent_grid(side, rng)
    cell, wall, upright = cells(places, side, rng)
    width = between(*MEMBRANE, smooth(rng, side, 14))
    contrast = between(0.5, 1.0, smooth(rng, side, 9)) * (0.4 + 0.6 * upright)
    lightness = rng.uniform(0.5, 0.74, cell.max() + 1)[cell] + TEXTURE * speckle(rng, side, 2)
    darkness = np.maximum(contrast * dark_within(wall, width), distractors(places, side, rng))
    ink = rng.uniform(0.1, 0.2)
    image = gaussian_filter(lightness + (ink - lightness) * darkness, 0.6)
    light = 1 + 0.13 * smooth(rng, side, 60)
    return np.clip(image * light + NOISE * speckle(rng, side, 0.5), 0, 1), wall < width


def bent_grid(side, rng):
    """Return where each pixel lies (side x side x 2) in a plane that is bent, so that no wall there is straight."""
    bend = np.stack([smooth(rng, side, 16), smooth(rng, side, 16)], axis=-1)
    return np.stack(np.mgrid[:side, :side], axis=-1) + BEND * bend


def cells(places, side, rng):
    """Return which cell each place lies in, how far the nearest wall is, and how upright that stands (0..1).

    The image is a cut through a block of tissue. A cell is all that lies nearer to its centre than to any other, so
    a wall stands halfway between two centres; one that is cut aslant looks wider and fainter.
    """
    across = scattered(2 * DEPTH / CELL**3, side, rng)
    centres = np.column_stack([across, rng.uniform(-DEPTH, DEPTH, len(across))])
    distance, nearest = cKDTree(centres).query(np.dstack([places, np.zeros((side, side))]), k=3)
    step = centres[nearest[..., 1:]] - centres[nearest[..., :1]]
    apart = np.sqrt((step**2).sum(axis=-1))
    wall = (distance[..., 1:] ** 2 - distance[..., :1] ** 2) / (2 * apart)
    first = wall.argmin(axis=-1)[..., np.newaxis]
    upright = np.sqrt(1 - (step[..., 2] / apart) ** 2)
    return nearest[..., 0], *(np.take_along_axis(each, first, axis=-1)[..., 0] for each in (wall, upright))


def distractors(places, side, rng):
    """Return how dark the insides of the cells are (side x side, 0..1): rings, spots and striped organelles."""
    small, radius, kind = nearest_body(places, VESICLES, VESICLE, side, rng)
    ring, spot = dark_within(abs(small - radius), 0.9), dark_within(small, 0.7 * radius)
    large, extent, stripe = nearest_body(places, ORGANELLES, ORGANELLE, side, rng)
    along = places @ np.array([0.8, 0.6]) + 9 * stripe
    folds = dark_within(abs(along % 4 - 2), 0.8) * dark_within(large, extent)
    organelle = np.maximum(
        0.95 * dark_within(abs(large - extent), 1.2), 0.35 * dark_within(large, extent) + 0.3 * folds
    )
    strength = 0.45 + 0.5 * (7 * kind % 1)
    return np.maximum(strength * np.where(kind < 0.6, ring, spot), organelle)


def nearest_body(places, density, radii, side, rng):
    """Return for each place its distance to the nearest of many bodies, and that one's radius and kind (0..1)."""
    centres = scattered(density, side, rng)
    radius, kind = rng.uniform(*radii, len(centres)), rng.random(len(centres))
    distance, which = cKDTree(centres).query(places, distance_upper_bound=radii[1] + 2)
    which = np.minimum(which, len(centres) - 1)  # where none is that near the distance is infinite
    return distance, radius[which], kind[which]


def scattered(density, side, rng):
    """Return points (points x 2), so many a pixel, strewn over the image and a margin around it."""
    wide = side + 2 * MARGIN
    return rng.uniform(-MARGIN, side + MARGIN, (round(density * wide**2), 2))


def dark_within(distance, width):
    """Return 1 where the distance is below the width, 0 well above it, and between the two within a pixel."""
    return np.clip(width - distance + 0.5, 0, 1)


def between(low, high, field):
    """Return a field of unit deviation as values from `low` to `high`, most of them away from both."""
    return low + (high - low) / (1 + np.exp(-1.5 * field))


def speckle(rng, side, size):
    """Return noise (side x side) of mean 0 and deviation 1 whose grains are some `size` pixels wide."""
    return 2 * np.pi**0.5 * size * gaussian_filter(rng.normal(size=(side, side)), size)


def smooth(rng, side, scale):
    """Return a random field (side x side) of mean 0 and deviation 1 on average that changes over `scale` pixels.

    Normal numbers on a coarse grid, blended by cubic B-splines, whose squares integrate to 151/315.
    """
    at = np.arange(side)[:, np.newaxis] / scale + rng.random(2)
    knots = np.arange(-1, side // scale + 4)
    away = abs(at[..., np.newaxis] - knots)
    down, across = np.moveaxis(
        np.where(away < 1, 2 / 3 - away**2 + away**3 / 2, np.clip(2 - away, 0, None) ** 3 / 6), 1, 0
    )
    return down @ rng.normal(size=(len(knots), len(knots))) @ across.T / (151 / 315)
