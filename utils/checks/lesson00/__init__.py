"""The start page: one exercise and one prediction to see how a check works; they count for nothing.

>>> from utils.checks import lesson00 as check
>>> check.share_of_zeros(share_of_zeros)   # feedback on your answer
>>> check.share_of_zeros.hint()            # one more hint at each call
>>> check.progress()                       # passed, not yet, not started
"""

from functools import partial

from utils.checks.feedback import show_progress
from utils.checks.lesson00.zeros import share_in_five, share_of_zeros
from utils.checks.out_of_order import watch

EXERCISES = (share_of_zeros, share_in_five)
progress = partial(show_progress, "lesson00", EXERCISES)
watch("lesson00")

__all__ = [one.name for one in EXERCISES] + ["progress"]


def __dir__():
    return __all__
