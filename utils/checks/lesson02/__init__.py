"""Lesson 2 · Dropout on conv feature maps: the graded exercises, and how far you are.

>>> from utils.checks import lesson02 as check
>>> check.spatial_dropout(spatial_dropout)   # feedback on your answer
>>> check.spatial_dropout.hint()             # one more hint at each call
>>> check.progress()                         # passed, not yet, not started
"""

from functools import partial

from utils.checks.feedback import show_progress
from utils.checks.lesson02.smoothness import recoverability

EXERCISES = (recoverability,)  # in the order of the lesson
progress = partial(show_progress, "lesson02", EXERCISES)

__all__ = [one.name for one in EXERCISES] + ["progress"]


def __dir__():
    return __all__
