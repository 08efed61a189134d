"""Pictures of feature maps, and of what each kind of dropout takes from them."""

import numpy as np

from utils.plots.sheet import CROSSED, mask_sheet, sheet
from utils.plots.style import Picture, blank, image, listed, panels


def feature_maps(picture, maps, *, layer):
    """Draw an image (height x width x 1) beside the maps (height x width x maps) that `layer` makes of it.

    >>> rng = np.random.default_rng(1)
    >>> feature_maps(rng.random((8, 8, 1)), rng.random((8, 8, 4)), layer="a conv layer")
    [picture] One image gives 4 maps of 8 x 8: 256 activations, 256 of them above 0
    """
    maps = np.asarray(maps)
    height, width, count = maps.shape
    title = f"One image gives {count} {'maps' if count > 1 else 'map'} of {height} x {width}: "
    title += f"{maps.size} activations, {np.sum(maps > 0)} of them above 0"
    figure, (left, right) = blank(title, height=2.5, columns=2, width_ratios=(1, 2.4))
    image(left, picture[..., 0])
    left.set_xlabel("image")
    sheet(right, maps, columns=_half(count))
    right.set_xlabel(f"maps of {layer} (dark: {min(0, maps.min()):.2g}, bright: {maps.max():.2g})")
    return Picture(figure, title)


def masks_by_rank(vector, one_map, stack, *, rate):
    """Draw three masks at one rate: units; height x width; height x width x maps.

    >>> rng = np.random.default_rng(1)
    >>> vector, one_map, stack = (element_mask(shape, 0.25, rng) for shape in ((64,), (8, 8), (8, 8, 4)))
    >>> masks_by_rank(vector, one_map, stack, rate=0.25)
    [picture] Rate 0.25 drops 13 of 64, 16 of 64 and 68 of 256 numbers; no two maps lose the same cells
    """
    vector, one_map, stack = (np.asarray(mask) for mask in (vector, one_map, stack))
    gone = [f"{np.sum(mask == 0)} of {mask.size}" for mask in (vector, one_map, stack)]
    title = f"Rate {rate:g} drops {listed(gone)} numbers; {_alike(stack == 0)}"
    layout = dict(height_ratios=(1, 8), width_ratios=(1, _half(stack.shape[-1])))
    figure, axes = panels(title, [["vector", "vector"], ["map", "stack"]], height=4, **layout)
    mask_sheet(axes["vector"], vector[None, :, None], columns=1, numbered=False)
    axes["map"].set_anchor("N")
    mask_sheet(axes["map"], one_map[..., None], columns=1, numbered=False)
    mask_sheet(axes["stack"], stack, columns=_half(stack.shape[-1]), numbered=False)
    axes["vector"].set_xlabel(f"a vector of {vector.size} ({CROSSED})")
    axes["map"].set_xlabel("one map")
    axes["stack"].set_xlabel(f"a stack of {stack.shape[-1]} maps")
    return Picture(figure, title)


def kinds(maps, masks, *, rate):
    """Draw maps (height x width x maps) before dropout, and below them what each of {kind: mask} leaves."""
    maps, gone = np.asarray(maps), {kind: np.asarray(mask) == 0 for kind, mask in masks.items()}
    (first, dropped), *others = gone.items()
    title = f"At rate {rate:g} {first} drops {_losses(dropped)} of {maps.size} numbers"
    title += "".join(f", {kind} {_losses(dropped)}" for kind, dropped in others)
    columns = min(16, maps.shape[-1])
    tall = 0.2 + min(1, 7 / columns) * -(-maps.shape[-1] // columns)
    figure, axes = panels(title, [["before"], *([kind] for kind in masks)], height=0.7 + tall * (1 + len(masks)))
    for name, one in axes.items():
        sheet(one, maps, gone.get(name), columns=columns, numbered=name == "before")
        one.set_ylabel(name, fontsize=10)
    one.set_xlabel(f"feature maps ({CROSSED})")
    return Picture(figure, title)


def _losses(dropped):
    """Return "25%", or "25% (2 whole maps)", for dropped cells (height x width x maps)."""
    whole = np.sum(dropped.all(axis=(0, 1)))
    maps = f" ({whole} whole map{'s' if whole > 1 else ''})" if whole else ""
    return f"{dropped.mean():.0%}{maps}"


def _alike(dropped):
    if len({dropped[..., number].tobytes() for number in range(dropped.shape[-1])}) == dropped.shape[-1]:
        return "no two maps lose the same cells"
    return "some maps lose the same cells"


def _half(count):
    """Return how many tiles to a row make two rows."""
    return -(-count // 2)
