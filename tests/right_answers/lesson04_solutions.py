"""The solutions of lesson 4, as its text has them."""

from tests.solutions import as_the_lesson_does

for name in ("contract", "expand", "unet", "locate_dropout", "paper_placement", "bypass", "dice", "iou"):
    as_the_lesson_does(name, "lesson04")
for name in ("unet_study", "mc_predict", "reliability", "error_detection"):
    as_the_lesson_does(name, "lesson04")
