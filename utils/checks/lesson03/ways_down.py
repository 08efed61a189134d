"""Exercise 3.3: three ways to a quarter of the side."""

from utils.checks.exercise import exercise
from utils.checks.lesson03.hints import HINTS
from utils.checks.lesson03.net_tape import tapes

SHAPES = ((28, 28, 1), (32, 32, 3), (20, 20, 2))
NETS = ("pooling", "strided", "valid")
LARGEST_STEP = 6  # that of a 7 x 7 conv


@exercise(
    "3.3",
    points=3,
    minutes=15,
    difficulty=2,
    keras=True,
    arrays=False,
    hints=HINTS["three_ways_down"],
    passed="Pooling, a stride and 'valid' padding all take the side down to a quarter, or near it.",
)
def three_ways_down(answer, law):
    """Build three nets that take the side down to a quarter: by pooling, by strides, by 'valid' convs."""
    found = [Three(law, answer, shape) for shape in SHAPES]
    for law_of in (_is_convolutional, _shrinks_by_layers_alone, _goes_its_own_way, _reaches_a_quarter):
        for three in found:
            for which in range(3):
                law_of(law, three, which)
    for three in found:
        _goes_in_small_steps(law, three)


class Three:
    """The tapes of the three nets for images of one shape; None where there are none."""

    def __init__(self, law, answer, shape):
        x = law.generator(1, shape[0]).normal(size=(2, *shape)).astype("float32")
        self.nets = law.ask(tapes, answer, x, read=lambda given: given) or [None] * 3
        self.side, self.case = shape[0], f"{shape[0]} x {shape[1]}"


def _is_convolutional(law, three, which):
    net = three.nets[which]
    law.holds(
        f"the {NETS[which]} net hands on maps, of convs ({three.case})",
        lambda: net.is_maps and net.is_convolutional(),
        about=[net],
        misconception=lambda: "dense shortcut" if set(net.words) & {"dense", "flatten"} else None,
        why=f"Your {NETS[which]} net does not end in maps that convs have made: build it from Conv2D layers, "
        "without Flatten, Dense and global pooling.",
    )


def _shrinks_by_layers_alone(law, three, which):
    net = three.nets[which]
    law.holds(
        f"the {NETS[which]} net changes its size in no other way ({three.case})",
        lambda: not net.others,
        about=[net],
        misconception=lambda: "cropping or resizing" if net.is_convolutional() else None,
        why=f"Something else than a conv or a pool changes the size in your {NETS[which]} net: leave that out.",
    )


def _goes_its_own_way(law, three, which):
    net, name = three.nets[which], NETS[which]
    law.holds(
        f"the {name} net goes down by {('pools', 'strides of convs', 'padding alone')[which]} ({three.case})",
        lambda: (net.pools > 0) == (which == 0) and (net.steps() > 0) == (which == 1),
        about=[net],
        misconception=lambda: _other_way(three, which),
        why=lambda: (
            f"Your {name} net has {net.pools} pools and {net.steps()} strided convs ({three.case}): "
            "the first net pools, the second has strides, the third has neither."
        ),
    )


def _other_way(three, which):
    net = three.nets[which]
    if which == 0:
        return "another order of the three" if any(one.pools for one in three.nets[1:]) and not net.pools else None
    if net.pools:
        return "pooling in all three" if all(one.pools for one in three.nets) else None
    return "a stride in the 'valid' net" if which == 2 and net.steps() else None


def _reaches_a_quarter(law, three, which):
    net, quarter = three.nets[which], three.side // 4
    law.holds(
        f"the {NETS[which]} net ends at a quarter of {three.side}",
        lambda: all(abs(side - quarter) <= _off(net, which) for side in net.sides) and not _one_step(net, which),
        about=[net],
        misconception=lambda: _other_side(net, three, which),
        expected=f"{quarter} x {quarter}",
        seen=lambda: " x ".join(map(str, net.sides)),
        why=lambda: (
            f"Expected {'about ' * (which == 2)}{quarter} x {quarter} from {three.case}, got "
            f"{' x '.join(map(str, net.sides))} in the {NETS[which]} net: follow the side layer by layer."
        ),
    )


def _goes_in_small_steps(law, three):
    net = three.nets[2]
    law.holds(
        f"no 'valid' conv looks at nearly the whole image ({three.case})",
        lambda: net.largest_step() <= LARGEST_STEP,
        about=[net],
        why=lambda: (
            f"One conv takes {net.largest_step()} off the side at once ({three.case}): "
            "repeat 3 x 3 convs, each takes off 2."
        ),
    )


def _off(net, which):
    """Return how far from a quarter a side may end: 'valid' convs take off kernel - 1 at a time, and no less."""
    return net.smallest_step() - 1 if which == 2 else 0


def _one_step(net, which):
    return which == 1 and net.steps() < 2


def _other_side(net, three, which):
    side = three.side
    if _one_step(net, which):
        return "stride on one conv alone"
    if which < 2 and net.sides == (side // 2, side // 2):
        return "halved once"
    return "'valid' keeps the size" if which == 2 and net.sides == (side, side) else None
