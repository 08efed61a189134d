"""Exercise 1.7: the gap between training and validation accuracy, both with dropout off."""

import numpy as np

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.lesson01.hints import HINTS
from utils.checks.lesson01.planted_net import planted_net

NAMES = ("train", "validation", "gap")
NETS = (  # (accuracy, share of fragile examples) of the training, the validation and the test set
    ((0.905, 0.15), (0.64, 0.5), (0.75, 0.3)),
    ((0.48, 0.5), (0.816, 0.2), (0.295, 0.3)),
)  # no percentages, and no two of them, nor their complements, are equal


@exercise(
    "1.7",
    points=2,
    minutes=10,
    difficulty=2,
    keras=True,
    arrays=False,
    hints=HINTS["train_validation_gap"],
    passed="Both sets are measured in inference mode, so their gap compares like with like.",
)
def train_validation_gap(answer, law):
    """Measure training and validation accuracy in inference mode, and their gap."""
    nets = [planted_net(*sets, law.generator(key)) for key, sets in enumerate(NETS)]
    before = [[(weight, np.array(weight)) for weight in net.model.weights] for net in nets]
    found = [law.ask(answer, net.model, net.data, read=_three) for net in nets]
    got = [np.full(3, np.nan) if one is None else one for one in found]
    belief = _belief(found, nets)
    for net, weights, (*measured, gap) in zip(nets, before, got, strict=True):
        sort = " and ".join(f"{share:.1%}" for share in net.right)
        law.close(
            f"train and validation accuracy, {sort} planted",
            measured,
            net.right,
            why="These are not the accuracies: count where argmax(logits) equals the label, with dropout off.",
            misconception=belief,
        )
        right = net.right[0] - net.right[1]
        law.close(
            "the gap is train minus validation",
            gap,
            right,
            diagnose={"gap negated": -right, "rounded to a percent": _hundredths(right)},
            why="The gap is the training accuracy minus the validation accuracy, both in inference mode.",
        )
        law.holds(
            "the net is measured, not trained",
            all(np.array_equal(now, then) for now, then in weights),
            about=[gap],
            why="Your answer changes the weights of the net: measure it as it is, and train it no further.",
        )


def _three(returned):
    if not isinstance(returned, dict):
        raise plain.Unusable(
            f"Expected a dict with train, validation and gap, got {plain.kind(returned)}: return all three by name."
        )
    lacking = [name for name in NAMES if name not in returned]
    if lacking:
        raise plain.Unusable(
            f"Your dict lacks {', '.join(lacking)}: use the keys 'train', 'validation' and 'gap', spelt so."
        )
    return np.array([plain.number(returned[name], f"one number as {name!r}") for name in NAMES])


BELIEFS = {  # what each misconception would measure, (train, validation), of a planted net
    "sets swapped": lambda net: [net.right[::-1]],
    "uses the training log": lambda net: [
        (net.log["accuracy"][-1], net.right[1]),
        (net.log["accuracy"][-1], net.log["val_accuracy"][-1]),
    ],
    "uses the test set": lambda net: [(net.right[0], net.test)],
    "rounded to a percent": lambda net: [
        (train, validation)
        for train in (net.right[0], *_hundredths(net.right[0]))
        for validation in (net.right[1], *_hundredths(net.right[1]))
    ],
}


def _hundredths(share):
    """Return the two whole percentages between which `share` lies."""
    return np.floor(100 * share) / 100, np.ceil(100 * share) / 100


def _belief(found, nets):
    """Name the misconception that explains what was measured of every net, or None."""
    pairs = [(one[:2], net) for one, net in zip(found, nets, strict=True) if one is not None]
    for name, would_give in BELIEFS.items():
        if all(any(np.allclose(got, one, atol=1e-4) for one in would_give(net)) for got, net in pairs):
            return name
    return "measures in training mode" if all(_stormy(*pair) for pair in pairs) else None


def _stormy(measured, net):
    """Whether an accuracy is what the net shows with dropout on, within chance, and the other too, or right."""
    calm = np.isclose(measured, net.right, atol=1e-4)
    within = [low <= one <= high for one, (low, high) in zip(measured, net.storms, strict=True)]
    return not calm.all() and all(calm | within)
