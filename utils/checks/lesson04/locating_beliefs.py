"""What a misconception about `locate_dropout` would list in a planted U-Net."""

from math import isclose

OF_LEVELS = ("counts pooling layers", "level by the number of maps")


def same_row(one, other):
    return one[:2] == other[:2] and isclose(one[2], other[2], rel_tol=1e-5)


def same_rows(some, others):
    """Whether two lists hold the same rows, in whatever order."""
    return len(some) == len(others) and all(map(same_row, sorted(some), sorted(others)))


def belief_behind(asked):
    """Name the misconception whose list equals what was got, or the one that the net is there to find."""
    for name, lists in beliefs(asked.unet).items():
        if any(same_rows(one, asked.got) for one in lists):
            return name
    right = [one.row for one in asked.unet.found]
    elsewhere = sorted(row[1:] for row in asked.got) != sorted(row[1:] for row in right)
    return None if asked.case.otherwise in OF_LEVELS and elsewhere else asked.case.otherwise


def beliefs(unet):
    """Return {misconception: the lists of rows that it may give}."""
    active = [one for one in unet.found if one.rate > 0 and one.kind != "GaussianDropout"]
    right, depth = [one.row for one in active], unet.plan.depth
    return {
        "rate 0 listed": [[one.row for one in unet.found if one.kind != "GaussianDropout"]],
        "SpatialDropout2D overlooked": [[one.row for one in active if one.kind == "Dropout"]],
        "nested dropout overlooked": [[one.row for one in active if not one.nested]],
        "levels counted from the bottom": [[(depth - level, path, rate) for level, path, rate in right]],
        "levels counted from 1": [[(level + 1, path, rate) for level, path, rate in right]],
        "rate told as the share kept": [[(level, path, 1 - rate) for level, path, rate in right]],
        "bottleneck told as contracting": [_renamed(right, bottleneck="contracting")],
        "bottleneck told as expanding": [_renamed(right, bottleneck="expanding")],
        "ways swapped": [_renamed(right, contracting="expanding", expanding="contracting")],
        "skip not told apart": [
            _renamed(right, skip="contracting"),
            _renamed(right, skip="expanding"),
            [row for row in right if row[1] != "skip"],
        ],
        "half of the layers taken for the way down": _by_half(unet, active),
    }


def _renamed(rows, **names):
    return [(level, names.get(path, path), rate) for level, path, rate in rows]


def _by_half(unet, active):
    """Yield the rows with paths told by the place in the list of layers, with and without a bottleneck."""
    places = {layer.name: place for place, layer in enumerate(unet.model.layers)}
    if any(one.nested for one in active):
        return
    halves = [places[unet.layers[one.site].name] < len(places) / 2 for one in active]
    ways = ["contracting" if first else "expanding" for first in halves]
    for known in ("bottleneck", None):
        told = [one.path if one.path == known else way for one, way in zip(active, ways, strict=True)]
        yield [(one.level, path, one.rate) for one, path in zip(active, told, strict=True)]
