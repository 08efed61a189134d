"""Lesson 4 · U-Net with dropout: the graded exercises, and how far you are.

>>> from utils.checks import lesson04 as check
>>> check.contract(contract)         # feedback on your answer
>>> check.contract.hint()            # one more hint at each call
>>> check.progress()                 # passed, not yet, not started
"""

from functools import partial

from utils.checks.feedback import show_progress
from utils.checks.lesson04.bypassing import bypass
from utils.checks.lesson04.calibration import reliability
from utils.checks.lesson04.contracting import contract
from utils.checks.lesson04.detection import error_detection
from utils.checks.lesson04.expanding import expand
from utils.checks.lesson04.folding import unet_study
from utils.checks.lesson04.locating import locate_dropout
from utils.checks.lesson04.overlap import dice, iou
from utils.checks.lesson04.placement import paper_placement
from utils.checks.lesson04.predictions import mc_std_of_predict, skip_or_bottleneck, who_says_dropout
from utils.checks.lesson04.sampling import mc_predict
from utils.checks.lesson04.whole_net import unet
from utils.checks.out_of_order import watch

EXERCISES = (
    who_says_dropout,
    contract,
    expand,
    unet,
    locate_dropout,
    paper_placement,
    skip_or_bottleneck,
    bypass,
    dice,
    iou,
    unet_study,
    mc_std_of_predict,
    mc_predict,
    reliability,
    error_detection,
)
progress = partial(show_progress, "lesson04", EXERCISES)
watch("lesson04")

__all__ = [one.name for one in EXERCISES] + ["progress"]


def __dir__():
    return __all__
