"""Exercise 4.7: placements of dropout in a U-Net, compared over folds of images.

The nets are planted and nothing is trained; each pixel tells which image it is from, so that it is known which
images a net has learned from and on which it was judged.
"""

from functools import partial

import numpy as np

from utils.checks.exercise import exercise
from utils.checks.lesson03.placing_beliefs import INCONCLUSIVE, interval, word
from utils.checks.lesson03.tables import rows
from utils.checks.lesson04.folding_beliefs import Scores
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.planted_folds import PlantedFolds

STUDIES = (  # placements, images, folds, and by how much each placement but the first is better
    (("none", "paper", "every level", "decoder"), 15, 5, (0.05, -0.05, 0.0)),
    (("no dropout", "bottleneck"), 11, 3, (0.03,)),
    (("paper", "none", "expanding path"), 13, 4, (-0.04, 0.002)),
    (("none", "0.1", "0.2", "0.3", "0.5"), 24, 12, (0.02, -0.02, 0.018, -0.022)),
)


class Study:
    """One study of an answer: what its nets have learned from, and the table it gave, or None."""

    def __init__(self, law, answer, key, case):
        names, images, folds, effects = case
        self.plan = plan = PlantedFolds(law.generator(key), names, images, folds, effects)
        self.what = f"{len(names)} placements, {images} images in {folds} folds"
        self.table = law.ask(
            answer, plan.placements(), plan.images, plan.masks, folds, read=partial(rows, placements=names)
        )
        self.nets = [[net for net in plan.nets if net.arm == arm] for arm in range(len(names))]
        self.splits = [sorted({net.held_out for net in nets}) for nets in self.nets]

    def holds_out_each_image_once(self):
        every = list(range(self.plan.n))
        return all(len(split) == self.plan.folds and sorted(sum(split, ())) == every for split in self.splits)

    def is_paired(self):
        return all(split == self.splits[0] for split in self.splits)

    def shares_seeds(self):
        """Whether the nets of a fold have one seed, or the same ones, whatever the placement."""
        pairs = [{(net.held_out, net.seed) for net in nets} for nets in self.nets]
        return all(one == pairs[0] for one in pairs)

    def scores(self):
        """Return the Scores of the nets, or None where these do not make up whole folds."""
        if not (self.holds_out_each_image_once() and self.is_paired()):
            return None
        known = [{net.held_out: net for net in nets} for nets in self.nets]
        return Scores(self.plan, [[nets[one] for one in self.splits[0]] for nets in known])

    def belief_of_splits(self):
        """Name the misconception behind folds that do not hold out each image once, or None."""
        nets, folds = self.plan.nets, self.plan.folds
        if any(net.leaks() for net in nets):
            return "tiles on both sides"
        if not nets or any(len(one) == 0 for one in self.nets):
            return None
        if not any(net.held_out for net in nets):
            return "nothing held out"
        if folds > 1 and all(len(split) == 1 for split in self.splits):
            return "the same images held out"
        left_out = [sum(len(one) for one in split) for split in self.splits]
        whole = self.plan.n * (folds - 1)
        return "learns from one fold alone" if folds > 2 and set(left_out) == {whole} else None


@exercise(
    "4.7",
    points=3,
    minutes=15,
    difficulty=3,
    hints=HINTS["unet_study"],
    passed="Each image was held out once, by nets that had never seen a part of it, and folds gave the interval.",
)
def unet_study(answer, law):
    """Compare placements of dropout over folds of images.

    `placements` is {name: train}; train(images, masks, seed) trains one net and returns it, and net(images) gives
    logits. The images are parted into `folds` groups: each group is held out once, and the nets of that fold learn
    from all other images, with one seed for all placements. A fold's score is the mean over its held-out images of
    their Dice at probability .5. Returns {name: (mean difference, (low, high), verdict)} for all but the first
    placement: score less that of the first, paired by fold, with its 95 % t-interval, and "helps", "hurts" or
    "inconclusive".
    """
    studies = [Study(law, answer, key, case) for key, case in enumerate(STUDIES)]
    for study in studies:
        _hands_on_whole_pairs(law, study)
        _parts_by_image(law, study)
    for study in studies:
        _gives_the_rows(law, study, studies)


def _hands_on_whole_pairs(law, study):
    about, nets = [study.table], study.plan.nets
    law.holds(
        f"what is learned are the images themselves ({study.what})",
        lambda: not any(net.is_strange for net in nets),
        about=about,
        why="A net learns from images that are not yours: cut and turn them as you like, and keep their values.",
    )
    law.holds(
        f"masks go with their images ({study.what})",
        lambda: all(net.follows for net in nets),
        about=about,
        misconception="masks stay behind",
    )
    law.holds(
        f"dropout is off while a net is judged ({study.what})",
        lambda: not any(net.dropped for net in nets),
        about=about,
        misconception="judged with dropout on",
    )


def _parts_by_image(law, study):
    about, folds = [study.table], study.plan.folds
    law.holds(
        f"each image is held out once ({study.what})",
        study.holds_out_each_image_once,
        about=about,
        misconception=study.belief_of_splits,
        why=f"Expected {folds} folds for each placement that hold out each image once: part the numbers of the "
        "images, and train on all that are not held out.",
    )
    law.holds(
        f"all placements meet the same folds ({study.what})",
        study.is_paired,
        about=about,
        misconception="other folds for each placement",
    )
    law.holds(
        f"a fold has the same seed for all placements ({study.what})",
        study.shares_seeds,
        about=about,
        why="The nets of one fold have other seeds for other placements: hand the same one to each, or the seed "
        "counts as dropout's work.",
    )


def _gives_the_rows(law, study, studies):
    scores = study.scores()
    for arm, placement in enumerate(study.plan.names[1:], start=1):
        right = None if scores is None else interval(scores.dice[arm] - scores.dice[0])
        got = None if study.table is None or right is None else study.table[placement]
        _gives_the_interval(law, f"{placement} ({study.what})", got, right, scores, arm)
        law.holds(
            f"the verdict on {placement} ({study.what})",
            lambda got=got, right=right: got[3] == word(*right[1:]),
            about=[got],
            misconception=lambda: _belief_of_verdicts(studies),
            why=lambda got=got, right=right: (
                f"Expected {word(*right[1:])!r} where the interval goes from {right[1]:+.4f} to {right[2]:+.4f}, "
                f"got {got[3]!r}: a placement helps or hurts if its interval leaves out 0."
            ),
        )


def _gives_the_interval(law, what, got, right, scores, arm):
    name = f"mean difference and interval of {what}"
    if got is None:
        law.holds(name, False, about=[None])
        return
    numbers = [f"{one:+.4f}" for one in (*right, *got[:3])]
    law.close(
        name,
        np.array(got[:3]),
        right,
        diagnose=None if np.allclose(got[:3], right, rtol=1e-4, atol=1e-5) else scores.beliefs(arm),
        why="Expected {} on average, from {} to {}, got {}, from {} to {}: take the mean Dice of each fold's "
        "held-out images, and the t-interval of the differences to the first placement.".format(*numbers),
    )


def _belief_of_verdicts(studies):
    """Name the misconception if each verdict follows the sign of the mean, or reverses the right one."""
    found = [row for study in studies if study.table for row in study.table.values()]
    if all(row[3] == word(row[0], row[0]) for row in found):
        return "compares means alone"
    turned = {"helps": "hurts", "hurts": "helps", INCONCLUSIVE: INCONCLUSIVE}
    return "sign reversed" if all(row[3] == turned[word(*row[1:3])] for row in found) else None
