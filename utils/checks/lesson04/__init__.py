"""Lesson 4 · U-Net with dropout: the graded exercises, and how far you are.

>>> from utils.checks import lesson04 as check
>>> check.contract(contract)         # feedback on your answer
>>> check.contract.hint()            # one more hint at each call
>>> check.progress()                 # passed, not yet, not started
"""

from functools import partial

from utils.checks.feedback import show_progress
from utils.checks.lesson04.folding import unet_study
from utils.checks.lesson04.sampling import mc_predict

EXERCISES = (
    unet_study,
    mc_predict,
)
progress = partial(show_progress, "lesson04", EXERCISES)

__all__ = [one.name for one in EXERCISES] + ["progress"]


def __dir__():
    return __all__
