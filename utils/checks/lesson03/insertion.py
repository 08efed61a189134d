"""Exercise 3.6: dropout put into a net that exists."""

from utils.checks.exercise import exercise
from utils.checks.lesson03 import grown_nets
from utils.checks.lesson03.hints import HINTS
from utils.checks.lesson03.trial import Trial

CASES = (  # net, images, rates, kind
    (grown_nets.lenet, 24, dict(between_modules=0.3, between_dense=0.5), None),  # by element is the default
    (grown_nets.vgg, 40, dict(between_modules=0.25, before_flatten=0.5, between_dense=0.4), "channel"),
    (grown_nets.alexnet, 16, dict(between_modules=0.2, before_flatten=0.4, between_dense=0.6), "element"),
    (grown_nets.two_branches, 40, dict(between_modules=0.5, before_flatten=0.3, between_dense=0.4), "element"),
    (grown_nets.two_branches, 40, dict(before_flatten=0.4), "channel"),
    (grown_nets.lenet, 4, {}, None),
)


@exercise(
    "3.6",
    points=4,
    minutes=20,
    difficulty=3,
    keras=True,
    arrays=False,
    hints=HINTS["insert_dropout"],
    passed="At inference both nets agree; in training each joint drops at its own rate, with a mask of its own.",
)
def insert_dropout(answer, law):
    """Put dropout between modules, before Flatten and between Dense layers of a net that exists."""
    for key, (net, images, rates, kind) in enumerate(CASES):
        trial = Trial(law, answer, net(law.generator(key)), images, rates, kind, f"{net.__name__}, case {key + 1}")
        _agrees_at_inference(law, trial)
        for joint in trial.joints:
            _drops_at(law, trial, joint)
        _is_whole_elsewhere(law, trial)
        if rates:
            _draws_anew(law, trial)
        _leaves_the_original_alone(law, trial)


def _agrees_at_inference(law, trial):
    law.holds(
        f"it has the weights of the original ({trial.name})",
        trial.has_all_weights,
        about=[trial.output],
        misconception=lambda: "fresh weights" if trial.has_no_weights else None,
        why="Some layers of the original are missing, come twice or have other weights: copy each layer, once.",
    )
    law.holds(
        f"at inference it equals the original ({trial.name})",
        trial.agrees,
        about=[trial.output],
        why="At inference your net gives something else: add dropout alone, and leave `training` to Keras.",
    )


def _drops_at(law, trial, joint):
    where, rate = f"{joint} ({trial.name})", trial.rates[joint]
    share, units = trial.share(joint), trial.units(joint)
    law.holds(
        f"survivors are rescaled {where}",
        trial.is_dropout(joint),
        about=[trial.output, trial.found],
        misconception=lambda: trial.fault(joint),
        why=f"What is left {joint} is not x / (1 - {rate:g}): put one dropout there, behind pool or activation.",
    )
    law.holds(
        f"{units} have fates of their own {where}",
        not trial.tied(joint),
        about=[trial.output, trial.found],
        misconception=lambda: trial.tie(joint),
        why=f"What is dropped {joint} is tied together: let each of the {units} have its own fate.",
    )
    law.holds(
        f"the share dropped is {rate:g} {where}",
        trial.has_rate(joint),
        about=[trial.output, trial.found],
        expected=f"about {rate:.0%}",
        seen=f"{share:.0%}",
        misconception=lambda: trial.fault(joint),
        why=f"Expected about {rate:.0%} dropped {joint}, got {share:.0%}: put one dropout with its own rate there.",
    )


def _is_whole_elsewhere(law, trial):
    law.holds(
        f"nothing is dropped anywhere else ({trial.name})",
        not trial.extra,
        about=[trial.output, trial.found],
        misconception=lambda: trial.misplaced() or trial.unasked(),
        why=lambda: (
            f"Something is dropped {trial.extra[0]}, where none was asked for: a rate of 0 adds no dropout."
        ),
    )
    law.holds(
        f"a rate of 0 adds no layer ({trial.name})",
        not trial.has_idle_dropouts,
        about=[trial.output, trial.found],
        misconception="dropout always added",
    )
    law.holds(
        f"the logits are whole ({trial.name})",
        trial.logits_are_whole,
        about=[trial.output, trial.found],
        misconception="dropout on the logits",
    )


def _draws_anew(law, trial):
    law.holds(
        f"two calls in training differ ({trial.name})",
        trial.two_calls_differ,
        about=[trial.output],
        why="Two calls in training give the same: nothing is dropped, or the mask never changes.",
    )
    law.holds(
        f"no two joints share a mask ({trial.name})",
        not trial.shared_masks(),
        about=[trial.output, trial.found],
        misconception="one seed for all",
    )


def _leaves_the_original_alone(law, trial):
    law.holds(
        f"training it leaves the original alone ({trial.name})",
        trial.independent,
        about=[trial.output],
        misconception="shares the original's weights",
    )
    law.holds(
        f"the original stays as it was ({trial.name})",
        trial.untouched,
        about=[trial.output],
        why="The original has changed: build a copy, and hand that back.",
    )
