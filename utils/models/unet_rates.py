"""Where dropout stands in a U-Net: the ways to say it, and the placements that lesson 4 compares."""

from numbers import Real

PATHS = ("contracting", "bottleneck", "expanding")


def unet_placements(depth=3, rate=0.5):
    """Return {name: rates for `unet`} of the arms of lesson 4's study, for a net of `depth` levels.

    "none"; "paper": the last two levels of the way down, which are the bottleneck and the level above it;
    "every level": all of the way down and of the way up; "decoder": all of the way up, and no other.

    >>> unet_placements()["paper"]
    {2: 0.5, 3: 0.5}
    """
    down = dict.fromkeys(range(depth + 1), rate)
    up = {(level, "expanding"): rate for level in range(depth)}
    return {"none": {}, "paper": {depth - 1: rate, depth: rate}, "every level": down | up, "decoder": up}


def rates_by_place(rates, depth):
    """Return `rates` as {(level, path): rate}, whichever form of those that `unet` takes it has.

    >>> rates_by_place([0, 0, 0.5, 0.5], depth=3)
    {(0, 'contracting'): 0, (1, 'contracting'): 0, (2, 'contracting'): 0.5, (3, 'bottleneck'): 0.5}

    Raises ValueError for another form, for places that a net of `depth` has not, and for what is no rate.
    """
    found = {}
    for place, rate in _pairs(rates, depth):
        place = _place(place, depth)
        if place in found:
            raise ValueError(f"Expected one rate for each place; got two for {place}: keep one of them.")
        if isinstance(rate, bool) or not isinstance(rate, Real) or not 0 <= rate < 1:
            raise ValueError(f"Expected 0 <= rate < 1, the share dropped; got {rate!r} for {place}.")
        found[place] = rate
    return found


def _pairs(rates, depth):
    """Return [(place, rate), ...] of any form of rates."""
    if rates is None:
        return []
    if hasattr(rates, "items"):
        return list(rates.items())
    if isinstance(rates, str) or not hasattr(rates, "__len__"):
        raise ValueError(
            f"Expected rates as {{place: rate}} or as {depth + 1} rates, such as {{{depth}: 0.5}}; got {rates!r}."
        )
    if len(rates) != depth + 1:
        raise ValueError(
            f"Expected {depth + 1} rates, one for each level from 0 to the bottleneck, {depth}; got {len(rates)}: "
            "name the places instead, as in {place: rate}, or add the others."
        )
    return list(enumerate(rates))


def _place(place, depth):
    """Return `place` as (level, path)."""
    level, path = place if isinstance(place, tuple) and len(place) == 2 else (place, None)
    if isinstance(level, bool) or not isinstance(level, int) or path not in (*PATHS, None):
        raise ValueError(f"Expected a place as a level, or as (level, path) with a path of {PATHS}; got {place!r}.")
    path = path or ("bottleneck" if level == depth else "contracting")
    if not 0 <= level <= depth or (path == "bottleneck") != (level == depth):
        raise ValueError(
            f"Expected a place in a net of depth={depth}: levels 0 to {depth - 1} on the contracting and on the "
            f"expanding path, and level {depth}, the bottleneck; got {place!r}."
        )
    return level, path
