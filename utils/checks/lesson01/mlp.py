"""Exercise 1.5: the place of dropout in an MLP."""

from utils.checks.exercise import exercise
from utils.checks.lesson01.drops import drops_everywhere, drops_in_graphs
from utils.checks.lesson01.hints import HINTS
from utils.checks.lesson01.tape import INPUTS, Tape
from utils.checks.lesson01.whole import (
    has_the_asked_layers,
    holds_nothing_else,
    is_an_mlp,
    rests_at_inference,
    stands_alone,
)


@exercise(
    "1.5",
    points=3,
    minutes=12,
    difficulty=2,
    keras=True,
    arrays=False,
    hints=HINTS["build_mlp"],
    passed="Dropout sits on the output of each hidden layer, which is the input of the next: the same tensor.",
)
def build_mlp(answer, law):
    """Build an MLP with dropout behind each hidden layer."""
    plainly = Tape(law, answer, (48, 24), (0.0, 0.0), calls=1)
    is_an_mlp(law, plainly)
    law.close(
        "at rates of 0 training changes nothing",
        plainly.in_training,
        plainly.output,
        why="At rates of 0 something is still dropped: the rates are those handed in, and no others.",
    )
    two = Tape(law, answer, (48, 24), (0.6, 0.3))
    has_the_asked_layers(law, two)
    rests_at_inference(law, two)
    stands_alone(law, two)
    drops_everywhere(law, two)
    alike = (INPUTS, INPUTS, 30), (0.5, 0.2, 0.35)  # so that a layer could be used twice, or passed by
    for hidden, rates in (alike, ((16,), (0.4,))):
        tape = Tape(law, answer, hidden, rates)
        has_the_asked_layers(law, tape)
        holds_nothing_else(law, tape)
        drops_everywhere(law, tape)
    drops_in_graphs(law, two)
