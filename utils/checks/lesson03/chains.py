"""Chains of modules as cases of a check: written in short, drawn anew, handed over as copies."""

WAYS_DOWN = ("max", "avg", "stride", "valid", "none")


def chain(*modules):
    """Return a list of modules: chain((8, "valid", 3, 5)) has 8 filters, 'valid', 3 convs of 5 x 5.

    What is left out stays out of the dicts as well.
    """
    return [dict(zip(("filters", "down", "convs", "kernel"), one, strict=False)) for one in modules]


def drawn(rng, downs, kernels=(3, 5)):
    """Return a chain with modules that go down as `downs` says; the rest is drawn."""
    return [
        dict(
            filters=int(rng.integers(3, 40)),
            down=str(down),
            convs=int(rng.integers(1, 4)),
            kernel=int(rng.choice(kernels)),
        )
        for down in downs
    ]


def spans(groups):
    """Yield (name, places of its cases) for groups whose cases are lined up in one list."""
    first = 0
    for name, group in groups.items():
        yield name, range(first, first + len(group))
        first += len(group)


def changed(given, modules):
    """Whether the list `given` differs from the chain it was a copy of; runs no code of what was put into it."""
    return not all(map(_is_plain, given)) or given != modules


def _is_plain(module):
    return type(module) is dict and {type(part) for pair in module.items() for part in pair} <= {int, str}
