"""From what an answer returns to plain rows (level, path, rate) and rates, or one sentence that says why not."""

import numpy as np

from utils.checks.plain import Unusable, array, kind, number, one_line, text

WAYS = ("contracting", "bottleneck", "expanding")
MANY = 100  # rows of a list: the planted nets have a dozen dropouts at most


def rows(value, paths):
    """Return a list of (level, path, rate) as such a list of plain values; raises Unusable for all else."""
    if value is None:
        raise Unusable("Your answer returned None: end it with `return`.")
    given = items(value, "a list of (level, path, rate)", "collect one triple for each dropout in a list")
    return [_row(one, paths) for one in given]


def _row(value, paths):
    given = items(value, "(level, path, rate)", "put the three into one tuple for each dropout")
    if len(given) != 3:
        raise Unusable(f"Expected (level, path, rate), got {len(given)} in one: put just these three in a tuple.")
    level, path, rate = given
    return whole(level), _path(path, paths), number(rate, "the rate of the layer")


def whole(value):
    """Return `value` as a whole number, the number of a level."""
    found = number(value, "the number of the level")
    if found != int(found):
        raise Unusable(f"Expected a level as a whole number, got {found:g}: count how often the side was halved.")
    return int(found)


def _path(value, paths):
    if not issubclass(type(value), str):
        raise Unusable(f"Expected a path such as {paths[0]!r}, got {kind(value)}: return (level, path, rate).")
    said = text(value).strip().lower()
    if said not in paths:
        raise Unusable(f"Expected one of {', '.join(paths)}, got {one_line(said, 40)!r}: spell the path so.")
    return said


def items(value, what, step):
    """Return what a list or a tuple holds, without running code of a subclass."""
    base = next((one for one in (list, tuple) if issubclass(type(value), one)), None)
    if base is None:
        raise Unusable(f"Expected {what}, got {kind(value)}: {step}.")
    if base.__len__(value) > MANY:
        raise Unusable(f"Expected {what}, got {base.__len__(value):,} of them: tell of each dropout once.")
    return list(base.__iter__(value))


def rates(value, depth):
    """Return rates, a dict by place or a sequence by level as `unet` takes them, as {(level, path): rate}."""
    if issubclass(type(value), dict):
        pairs = [(_place(place, depth), rate) for place, rate in dict.items(value)]
    else:
        pairs = list(enumerate(_by_level(value, depth)))
        pairs = [((level, _way_down(level, depth)), rate) for level, rate in pairs]
    found = {place: number(rate, "one rate for each level") for place, rate in pairs}
    outside = [rate for rate in found.values() if not 0 <= rate <= 1]
    if outside:
        raise Unusable(f"Expected rates from 0 to 1, got {outside[0]:g}: a rate is the share dropped.")
    if len(found) < len(pairs):
        raise Unusable("One place has two rates: name each place once.")
    return {place: rate for place, rate in found.items() if rate > 0}


def _by_level(value, depth):
    given = array(value, instead=f"return {depth + 1} rates, or a dict {{level: rate}}")
    if given.shape != (depth + 1,):
        raise Unusable(
            f"Expected {depth + 1} rates, got shape {given.shape}: one for each level, from 0 to the bottleneck."
        )
    return given.tolist()


def _place(value, depth):
    """Return a key of such a dict, a level or (level, path), as (level, path)."""
    level, *path = items(value, "a level or (level, path)", "name a place so") if _is_pair(value) else (value,)
    level = whole(level)
    place = level, _path(path[0], WAYS) if path else _way_down(level, depth)
    known = 0 <= level <= depth and (place[1] == "bottleneck") == (level == depth)
    if not known:
        raise Unusable(
            f"There is no level {level}, {place[1]}: the paper's levels go from 0 to {depth}, the bottleneck."
        )
    return place


def _is_pair(value):
    return issubclass(type(value), tuple) and tuple.__len__(value) == 2


def _way_down(level, depth):
    return "bottleneck" if level == depth else "contracting"


def two_changes(value):
    """Return what a dict holds as bottleneck and skip, as an array of two numbers."""
    names = ("bottleneck", "skip")
    if not issubclass(type(value), dict):
        raise Unusable(f"Expected a dict with bottleneck and skip, got {kind(value)}: return both by name.")
    lacking = [name for name in names if not dict.__contains__(value, name)]
    if lacking:
        raise Unusable(f"Your dict lacks {' and '.join(lacking)}: use the keys 'bottleneck' and 'skip', spelt so.")
    return np.array([number(dict.__getitem__(value, name), f"one number as {name!r}") for name in names])
