"""The U-Nets in which `locate_dropout` is asked for dropout; the plain ones come first."""

from typing import NamedTuple

from utils.checks.lesson04.unet_plans import Drop, Plan


class Case(NamedTuple):
    """A U-Net, and the misconception of an answer that is right up to here and wrong from here on."""

    law: str  # what the net is like
    plan: Plan
    otherwise: str | None = None


def element(rate):
    return Drop("Dropout", rate)


def spatial(rate):
    return Drop("SpatialDropout2D", rate)


PAPER = {"down 3": element(0.4), "deep": element(0.6)}
BOTH_WAYS = {"down 0": element(0.1), "down 1": element(0.2), "deep": element(0.3), "up 0": element(0.15)}
UP_TOO = BOTH_WAYS | {"raised 1": element(0.45)}
MAPS = {"down 1": spatial(0.2), "deep": element(0.3), "up 1": spatial(0.4)}
OFF = {"down 0": element(0.0), "down 1": element(0.3), "deep": spatial(0.0), "up 0": element(0.2)}
BETWEEN = {"images": element(0.1), "pooled 0": spatial(0.2), "pooled 1": element(0.3), "raised 1": element(0.4)}
SEVERAL = {
    "early 0": element(0.1),
    "down 0": element(0.2),
    "main 0": element(0.1),
    "deep early": spatial(0.3),
    "deep": element(0.4),
    "raised 0": element(0.25),
    "up 0": element(0.15),
    "logits": element(0.05),
}
NOISE = {"down 1": Drop("GaussianDropout", 0.3), "deep": element(0.2)}
ACROSS = {"main 0": element(0.35), "skip 0": element(0.3), "skip 1": element(0.2), "up 0": element(0.1)}
CASES = (
    Case("dropout at the end of its way down", Plan(PAPER, depth=4, sides=(48, 16), names="true")),
    Case("names that mislead", Plan(PAPER, depth=4, sides=(48, 16), names="false"), "layer names believed"),
    Case("dropout on both ways", Plan(UP_TOO, sides=(16, 8), convs=(2, 1), names="true")),
    Case("many convs on the way up", Plan(UP_TOO, convs=(1, 3), up="nearest", skip_first=False)),
    Case("many convs on the way down", Plan(BOTH_WAYS | {"up 1": element(0.25)}, convs=(3, 1), backward=True)),
    Case("strides in place of pools", Plan(BOTH_WAYS, down="stride"), "counts pooling layers"),
    Case("average pooling", Plan(BOTH_WAYS, down="average"), "counts pooling layers"),
    Case("as many maps on each level", Plan(BOTH_WAYS, grows=False, base=3), "level by the number of maps"),
    Case("SpatialDropout2D", Plan(MAPS, sides=(32, 8), up="nearest")),
    Case("rates of 0", Plan(OFF)),
    Case("dropout behind the pools and before the joins", Plan(BETWEEN)),
    Case("several dropouts on a level", Plan(SEVERAL, depth=1, sides=(8, 8), convs=(2, 1))),
    Case("dropout on a skip alone", Plan({"down 1": element(0.2), "skip 1": element(0.3), "up 1": spatial(0.4)})),
    Case("dropout on each skip", Plan(ACROSS, skip_conv=True, join="add")),
    Case("its blocks as nested models", Plan(BOTH_WAYS | {"pooled 1": element(0.45)}, nested="blocks")),
    Case("its way down as a nested model", Plan(BOTH_WAYS | {"skip 0": element(0.4)}, nested="encoder")),
    Case("models nested two deep", Plan(BOTH_WAYS | {"up 1": spatial(0.25)}, nested="both", names="false")),
    Case("GaussianDropout", Plan(NOISE, convs=(2, 1), residual=True)),
    Case("no dropout at all", Plan({}, depth=1)),
    Case("BatchNormalization", Plan({"down 0": element(0.5), "deep": element(0.5)}, depth=1, norm=True)),
)
