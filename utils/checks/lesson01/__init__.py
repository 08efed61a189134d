"""Lesson 1 · Dropout in dense layers: the graded exercises, and how far you are.

>>> from utils.checks import lesson01 as check
>>> check.drop_mask(drop_mask)         # feedback on your answer
>>> check.drop_mask.hint()             # one more hint at each call
>>> check.progress()                   # passed, not yet, not started
"""

from functools import partial

from utils.checks.feedback import show_progress
from utils.checks.lesson01.evidence import dropout_statistics, verdict
from utils.checks.lesson01.gap import train_validation_gap
from utils.checks.lesson01.layer import MyDropout
from utils.checks.lesson01.masks import drop_mask, dropout_gradient, inverted_dropout
from utils.checks.lesson01.mlp import build_mlp
from utils.checks.lesson01.predictions import best_rate, mean_after_drop, zeros_in_100
from utils.checks.out_of_order import watch

EXERCISES = (
    zeros_in_100,
    drop_mask,
    mean_after_drop,
    inverted_dropout,
    dropout_gradient,
    MyDropout,
    build_mlp,
    dropout_statistics,
    train_validation_gap,
    best_rate,
    verdict,
)
progress = partial(show_progress, "lesson01", EXERCISES)
watch("lesson01")

__all__ = [one.name for one in EXERCISES] + ["progress"]


def __dir__():
    return __all__
