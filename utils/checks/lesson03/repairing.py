"""Exercise 3.9, second half: a net without its fault, and nothing else changed."""

from functools import partial

from utils.checks.exercise import exercise
from utils.checks.lesson03.broken_nets import REPAIRED
from utils.checks.lesson03.diagnosing import words_of
from utils.checks.lesson03.faults import CLASSES, FAULTS, Planter
from utils.checks.lesson03.hints import HINTS
from utils.checks.lesson03.repairs import Repair, look

IMAGES = 32  # enough that two masks never agree by chance


@exercise(
    "3.9",
    points=4,
    minutes=30,
    difficulty=3,
    keras=True,
    arrays=False,
    hints=HINTS["repair"],
    passed="Each net has lost its fault and nothing else: the other layers, rates and weights are as they were.",
)
def repair(answer, law):
    """Return the net without its one fault, all else kept.

    The net is one that `diagnose` knows, without branches. Layers, options, rates and order stay, and so do all
    weights that still fit. A dropout on the logits is taken out, of two around Flatten one stays, and one before a
    BatchNormalization moves behind it. Flatten, or global average pooling, comes in front of the first Dense. The
    last Dense gives 10 logits. Pooling behind the convs lets Flatten hand on at most a sixteenth.
    """
    for key, case in enumerate(REPAIRED):
        planter = Planter(law.generator(key))
        model = planter.model(case.plan, case.functional)
        shape = (IMAGES, planter.side, planter.side, 1)
        images = law.generator(key, 1).normal(size=shape).astype("float32")
        before = look(model, images, stormy=False)
        after = law.ask(answer, model, read=partial(look, images=images))
        _is_repaired(law, f"{case.fault}, net {key + 1}", Repair(case.fault, before, after), words_of(case.plan))


def _is_repaired(law, net, repair, words):
    before, after, fault = repair
    state = partial(law.holds, about=[after])
    state(
        f"{net}: the fault is gone",
        lambda: fault not in after.faults,
        misconception=lambda: repair.symptom(),
        why=f"In the net {words!r} the fault is still there: {FAULTS[fault]}.",
    )
    state(
        f"{net}: no other fault has come",
        lambda: not after.faults - {fault},
        why=lambda: f"Your repair of {fault!r} brings another fault: {FAULTS[min(after.faults - {fault})]}.",
    )
    state(
        f"{net}: one output for each class",
        lambda: after.output.shape == (IMAGES, CLASSES) and repair.ends_with_dense(),
        why=lambda: (
            f"Expected logits of {CLASSES} classes straight from the last Dense, got shape "
            f"{after.output.shape[1:]} an image: let the net end with that Dense, without an activation."
        ),
    )
    state(
        f"{net}: the dropouts are those that belong there",
        lambda: repair.dropouts_are_right(),
        misconception=lambda: repair.belief_of_parts() or repair.belief_of_dropouts(),
        why=lambda: (
            f"The dropouts in the net {words!r} are not those that belong there: keep kind, rate and place "
            f"of all that have no part in {fault!r}."
        ),
        expected=lambda: repair.told(before),
        seen=lambda: repair.told(after),
    )
    state(
        f"{net}: the other layers stay",
        lambda: repair.parts_are_right(),
        misconception=lambda: repair.symptom() or repair.belief_of_parts(),
        why=lambda: (
            f"Repairing {fault!r} takes no more than that, but {repair.difference()}: keep the other layers."
        ),
    )
    state(f"{net}: the weights stay", lambda: repair.weights_stay(), misconception="weights not kept")
    state(
        f"{net}: it computes what it did",
        lambda: repair.computes_the_same(),
        why=f"Repairing {fault!r} changes what other layers compute in the net {words!r}: leave their order alone.",
    )
    state(
        f"{net}: dropout acts in training, and rests otherwise",
        lambda: repair.drops_in_training_alone(),
        why="Your net drops at inference, or not in training: leave `training` to Keras when you call the layers.",
    )
