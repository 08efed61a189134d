"""Exercise 3.9, first half: name the fault of a net."""

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.lesson03.broken_nets import DIAGNOSED
from utils.checks.lesson03.faults import FAULTS, Planter
from utils.checks.lesson03.hints import HINTS


@exercise(
    "3.9",
    points=3,
    minutes=20,
    difficulty=3,
    keras=True,
    arrays=False,
    hints=HINTS["diagnose"],
    passed="You find each fault in the graph, however the net was built, and are not taken in by look-alikes.",
)
def diagnose(answer, law):
    """Name the one fault of a net that is meant for the ten digits.

    The net is Sequential or functional, may branch and hold nested models, and has exactly one of these faults:
    "dropout on logits": a dropout acts on what the last Dense gives.
    "dropout before batchnorm": a path leads from a dropout, element or channel, to a BatchNormalization.
    "stacked around flatten": one dropout stands right before Flatten, and another right behind it.
    "dense on rank 4": a Dense layer is given images x height x width x maps.
    "old classes": the last Dense gives other than 10 logits.
    "exploding flatten": Flatten is given maps as high and wide as the images.
    """
    for key, case in enumerate(DIAGNOSED):
        model = Planter(law.generator(key)).model(case.plan, case.functional)
        said = law.ask(answer, model, read=_fault)
        law.holds(
            f"{case.fault}, in net {key + 1}: {words_of(case.plan)}",
            said == case.fault,
            about=[said],
            expected=case.fault,
            seen=said,
            misconception=lambda case=case, said=said: case.traps.get(said) or case.traps.get(""),
            why=f"Expected {case.fault!r} for the net {words_of(case.plan)!r}, got {said!r}: "
            f"there {FAULTS[case.fault]}.",
        )


def words_of(plan):
    return plan if isinstance(plan, str) else plan.__name__.replace("_", " ")


def _fault(value):
    said = plain.text(value).strip().lower()
    if said not in FAULTS:
        raise plain.Unusable(
            f"Expected one of the faults {', '.join(FAULTS)}, got {plain.one_line(said, 40)!r}: spell it so."
        )
    return said
