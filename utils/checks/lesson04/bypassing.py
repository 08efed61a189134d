"""Exercise 4.5: what passes around a silenced bottleneck, and around a silenced skip."""

from collections import namedtuple

import numpy as np

from utils.checks.exercise import exercise
from utils.checks.laws import recognised
from utils.checks.lesson04.bypassing_beliefs import Silenced, beliefs
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.planted_unets import UNet
from utils.checks.lesson04.reading import two_changes
from utils.checks.lesson04.unet_plans import Drop, Plan

HALF = Drop("Dropout", 0.5)
DRAWN = Plan({}, base=4, sides=(8, 8), drawn=True)
RESIDUAL = DRAWN._replace(depth=1, convs=(2, 2), skip_conv=True, residual=True)
CASES = (  # what the U-Net is like, its plan, how many images
    ("dropout as in the paper", DRAWN._replace(drops={"down 1": HALF, "deep": HALF}, sides=(8, 16)), 3),
    ("skips added", DRAWN._replace(drops={"main 0": HALF}, join="add", down="stride", classes=3), 4),
    ("a conv on each skip, and residual blocks", RESIDUAL, 2),
    ("a bottleneck that is silent already", DRAWN._replace(zero="deep 2 0"), 3),
    (
        "BatchNormalization, and skips joined last",
        DRAWN._replace(norm=True, up="nearest", skip_first=False, drops={"up 0": HALF}),
        2,
    ),
)
Asked = namedtuple("Asked", "what unet images got")


@exercise(
    "4.5",
    points=2,
    minutes=10,
    difficulty=3,
    keras=True,
    hints=HINTS["bypass"],
    passed="What a silenced bottleneck leaves standing has come through the skips, and the other way round.",
)
def bypass(answer, law):
    """Return by how much the logits change when the bottleneck, or the top skip, is silenced.

    {"bottleneck": change, "skip": change}, each the mean of |logits while it is 0 - logits of the whole net| over
    all images, pixels and maps. The net is a functional U-Net without models inside, used as in prediction: dropout
    is off. The bottleneck is 0 as it goes into the layer that enlarges it. The top skip, that of full size, is 0 as
    it goes into its join, Concatenate or Add; the pool below still gets the maps. The model stays as it was.
    """
    asked, stays = [], []
    for key, (what, plan, count) in enumerate(CASES):
        unet = UNet(plan, law.generator(key))
        before = unet.model.get_weights()
        asked.append(
            _ask(law, answer, what, unet, law.generator(key, 1).random((count, *plan.sides, 1), "float32"))
        )
        stays.append(all(map(np.array_equal, before, unet.model.get_weights())))
    first = asked[0].unet
    again, other, uniform = (
        _ask(law, answer, what, first, images)
        for what, images in (
            ("the same images again", asked[0].images),
            ("other images", law.generator(9).random((5, 8, 16, 1), "float32") ** 2),
            ("images all alike", np.full((3, 8, 16, 1), 0.4, "float32")),
        )
    )
    _uses_the_net_as_it_is(law, asked[0], again, stays)
    law.holds(
        "other images change by another amount",
        lambda: not np.allclose(other.got, asked[0].got, rtol=1e-3),
        about=[asked[0].got, other.got],
        misconception=lambda: "reads weights" if np.any(other.got) else None,
        why="Other images give the same numbers: run the net on the images that you are handed.",
    )
    known = False
    for one in (*asked, other, uniform):
        known = _measures(law, one, uniform if one is asked[0] else None, known) or known


def _ask(law, answer, what, unet, images):
    return Asked(what, unet, images, law.ask(answer, unet.model, images, read=two_changes))


def _uses_the_net_as_it_is(law, first, again, stays):
    *without_norm, with_norm = stays
    changed = dict(about=[first.got], misconception="weights changed")
    law.holds("the weights stay as they were", all(without_norm), **changed)
    law.holds(
        "the same images give the same change",
        lambda: np.allclose(first.got, again.got, rtol=1e-3),
        about=[first.got, again.got],
        misconception="dropout left on",
    )
    law.holds("the statistics of BatchNormalization stay as they were", with_norm, **changed)


def _measures(law, one, uniform, known):
    """State that the changes are right; return whether they are not. What is `known` to be wrong needs no name."""
    got = np.full(2, np.nan) if one.got is None else one.got
    net = Silenced(one.unet, one.images)
    right = net.right()
    agrees = one.got is None or np.allclose(got, right, rtol=1e-4, atol=1e-5)
    law.close(
        f"the mean change of the logits, {one.what}",
        got,
        right,
        misconception=None if agrees or known else _belief(one, net, uniform),
        why=f"Expected changes of {right[0]:.4f} and {right[1]:.4f}, got {got[0]:.4f} and {got[1]:.4f}: "
        "silence one part at a time, as it goes on, and average |change| of the logits.",
    )
    return not agrees


def _belief(one, net, uniform):
    """Name the misconception that measures the same, or that of an answer which is right where images are alike."""
    known = recognised(one.got, beliefs(net))
    if known or uniform is None or uniform.got is None:
        return known
    alike = np.allclose(uniform.got, Silenced(uniform.unet, uniform.images).right(), rtol=1e-4)
    return "other images compared" if alike else None
