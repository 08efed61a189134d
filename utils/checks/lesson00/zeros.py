"""Exercise 0.1 and its prediction: which share of some numbers is 0."""

import numpy as np

from utils.checks.exercise import exercise
from utils.checks.laws import recognised
from utils.checks.lesson00.hints import HINTS
from utils.checks.prediction import prediction


@exercise(
    "0.1",
    points=0,
    minutes=2,
    hints=HINTS["share_of_zeros"],
    passed="Zeros, counted and divided by how many numbers there are: right for every array that was tried.",
)
def share_of_zeros(answer, law):
    """Say what share of the numbers in an array is 0."""
    arrays = _arrays(law.generator(1))
    got = np.array([law.call(answer, x, shape=()) for x in arrays.values()])
    zeros = np.array([np.sum(x == 0) for x in arrays.values()])
    right = zeros / [x.size for x in arrays.values()]
    beliefs = {"count for share": zeros, "share of the others": 1 - right, "percent for share": 100 * right}
    almost = np.array([np.mean(abs(x) < 1e-8) for x in arrays.values()])
    belief = recognised(got, beliefs | {"almost 0 taken for 0": almost})
    for name, mine, share in zip(arrays, got, right, strict=True):
        why = f"Expected {share:.4g}, got {mine:.4g}: count the zeros, and divide by how many numbers there are."
        law.close(name, mine, share, misconception=belief, why=why)


def _arrays(rng):
    """Return {what is tried: an array}."""
    some = [-2.5, -1, 0, 0, 1e-9, 3]
    return {
        "a row of numbers": np.append(rng.choice(some, size=11), [0, 5]),
        "a table": rng.choice(some, size=(40, 5)),
        "a stack of tables": rng.choice(some, size=(2, 3, 4)),
        "whole numbers": np.array([0, 7, 0, -3, 1]),
        "many numbers": (rng.random((20, 47)) < 0.37) * 2.0,
        "no zero": np.array([1.5, -2, 4]),
        "nothing but zeros": np.zeros((2, 2)),
    }


share_in_five = prediction(
    "share_in_five",
    "0.p1",
    "What share of the numbers [0, 3, 0, 7, 0] is 0?",
    0.6,
    points=0,
    reasons={
        3: "3 is how many of them are 0: divide by the 5 numbers there are.",
        0.4: "0.4 is the share of the others: three of the five are 0.",
        60: "60 is the percentage: as a share, which runs from 0 to 1, that is 0.6.",
        5: "5 is how many numbers there are: three of them are 0.",
    },
    otherwise="Not quite: count the zeros and divide by 5.",
    passed="Three of five: that is 0.6.",
    hints=[
        "How many of the five are 0?",
        "A share runs from 0 to 1: divide the count by how many numbers there are.",
        "Divide:\nshare = 3 / ...",
    ],
)
