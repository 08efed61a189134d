"""A side that cannot be halved as often as a U-Net needs: whether an answer refuses it, and says which one fits."""

import re
import traceback
from typing import NamedTuple

from utils.checks.plain import class_name

DEPTH = 3


class Refusal(NamedTuple):
    """How an answer refused a shape: what its error says, and whose error it is."""

    said: str
    kind: str  # the name of the class of the error
    by_keras: bool


def refuses(law, answer, shape, side):
    """State that `answer` refuses images of `shape`, of which 8 does not divide `side`, in words that help."""
    found = law.ask(lambda: [_refusal(answer, shape)])
    met = found and found[0]
    law.holds(
        f"a side of {side} is refused at depth {DEPTH}",
        lambda: bool(met) and met.kind == "ValueError" and not met.by_keras,
        about=[found],
        misconception="a side that does not fit falls over at a join" if met and met.by_keras else None,
        why=lambda: (
            f"Your answer raises {met.kind} for a side of {side}: raise a ValueError, as a value is wrong."
            if met
            else f"Your answer takes images of {shape} at depth {DEPTH}, though three halvings of {side} leave no "
            "whole side: raise a ValueError that says which side to use."
        ),
    )
    law.holds(
        f"the ValueError about {side} helps",
        lambda: not met or met.by_keras or _names_a_side(met.said, side),
        about=[found],
        why=f"Your ValueError names no side that fits: say that {side} does not fit, and which sides do.",
    )


def _names_a_side(said, side):
    """Whether a text names a side that fits, or the number that must divide it."""
    step = 2**DEPTH
    fitting = {side, side // step * step, -(-side // step) * step, step}
    return bool(fitting & set(map(int, re.findall(r"\d{1,6}", said)))) or "2**" in said


def _refusal(answer, shape):
    """Return the Refusal of a shape that does not fit, or None where there is no error."""
    try:
        answer(shape, base=3, depth=DEPTH)
    except NotImplementedError:
        raise
    except Exception as error:
        kind = "ValueError" if isinstance(error, ValueError) else class_name(type(error))
        return Refusal(str(error), kind, raised_by_keras(error))
    return None


def raised_by_keras(error):
    """Whether an error comes from Keras or TensorFlow, and not from the answer's own code."""
    frames = traceback.extract_tb(error.__traceback__)
    return bool(re.search(r"site-packages.(keras|tensorflow)", frames[-1].filename))
