"""How the planted U-Nets are told, and where a dropout stands that is planted at a site."""

from typing import NamedTuple


class Drop(NamedTuple):
    """A dropout layer to plant: a Keras class by name, and its rate."""

    kind: str
    rate: float


class Found(NamedTuple):
    """A planted dropout: where it stands, and the places in the list of those that lead to it."""

    site: str
    level: int
    path: str
    kind: str
    rate: float
    behind: frozenset
    nested: bool

    @property
    def row(self):
        return self.level, self.path, self.rate


class Plan(NamedTuple):
    """How a U-Net is built. `drops` maps a site to a Drop.

    Sites, k being a level: "down k" ends the way down at level k, before skip and pool; "early k" is before the
    last conv there; "main k" is behind the skip's start and before the pool, "pooled k" behind the pool; "skip k"
    is on the skip alone; "deep" ends the bottleneck, "deep early" is inside of it; "raised k" acts on the enlarged
    maps before they meet the skip; "up k" ends the way up at level k; "logits" and "images" are the ends.
    """

    drops: dict
    depth: int = 2
    sides: tuple = (16, 16)
    base: int = 2
    grows: bool = True  # twice the maps on each level
    convs: tuple = (1, 1)  # in each block on the way down, and up
    down: str = "max"  # average, stride
    up: str = "transpose"  # nearest
    join: str = "join"  # add
    skip_first: bool = True
    skip_conv: bool = False  # a conv on each skip
    norm: bool = False
    residual: bool = False
    classes: int = 1
    nested: str = ""  # blocks, encoder, both
    names: str = ""  # true, false
    backward: bool = False  # layers are made from the last to the first
    drawn: bool = False  # all weights and biases are drawn, none is 0 or 1
    zero: str = ""  # the key of a conv that gives nothing but zeros


def place_of(site, depth):
    """Return (level, path) of the maps that a dropout at `site` acts on."""
    word, level = site.split()[0], site.split()[-1]
    if word in ("images", "logits"):
        return 0, "contracting" if word == "images" else "expanding"
    if word == "deep":
        return depth, "bottleneck"
    level = int(level) + (word == "pooled")
    if level == depth:
        return level, "bottleneck"
    return level, {"skip": "skip", "raised": "expanding", "up": "expanding"}.get(word, "contracting")


def name_of(site, plan):
    """Return a name for the dropout at `site` that tells the truth, or that lies; None leaves it to Keras."""
    level, path = place_of(site, plan.depth)
    turned = {"contracting": "expanding", "expanding": "contracting"}.get(path, "contracting")
    number = list(plan.drops).index(site)
    true, false = f"dropout_{path}_{level}_{number}", f"norm_{turned}_{plan.depth - level}_{number}"
    return {"": None, "true": true, "false": false}[plan.names]
