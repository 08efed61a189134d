"""Exercise 4.8: a mean, a spread and an entropy from many predictions with dropout on, BatchNorm at rest."""

from functools import partial

import numpy as np

from utils.checks import chance
from utils.checks.exercise import exercise
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.known_masks import KnownMasks
from utils.checks.lesson04.sampling_beliefs import belief_of_entropy, binary_entropy
from utils.checks.lesson04.sampling_state import State, three
from utils.checks.lesson04.sampling_tape import WITHOUT, Asked

CASES = (  # what it tries, the net, the images, samples
    ("Dropout, no BatchNorm", "conv:4 tanh drop:.4 conv:1", (2, 32, 32, 1), 16),
    ("two samples", "conv:4 tanh drop:.4 conv:1", (3, 24, 30, 1), 2),
    ("BatchNorm before a Dropout", "conv:4 norm tanh norm drop:.3 conv:1", (2, 32, 24, 1), 8),
    ("BatchNorm between Dropouts", "conv:3 drop:.25 tanh norm conv:3 tanh drop:.5 conv:1", (4, 20, 20, 1), 6),
    ("SpatialDropout2D, one BatchNorm frozen", "conv:4 norm tanh frozen map:.4 conv:1", (24, 4, 6, 1), 10),
    (WITHOUT, "conv:4 tanh norm conv:1", (3, 8, 6, 1), 3),
)


@exercise(
    "4.8",
    points=3,
    minutes=12,
    difficulty=3,
    keras=True,
    hints=HINTS["mc_predict"],
    passed="Dropout drew anew for each sample, BatchNorm stayed at rest, and the model is as it was.",
)
def mc_predict(answer, law):
    """Return mean, standard deviation and entropy over `samples` predictions with dropout on.

    `model` gives one logit a pixel. Mean and standard deviation are those of the probabilities, over the samples;
    the entropy is that of the mean, in nats. All three have the shape of `images`. BatchNormalization uses its
    moving statistics, as at inference, and the model is left as it was.
    """
    for key, case in enumerate(CASES):
        asked = _asked(law, answer, case, law.generator(key))
        _leaves_the_model(law, asked)
        _has_the_shapes(law, asked)
        for state_laws in (_repeats, _is_itself) if asked.what == WITHOUT else (_draws, _means, _counts, _deviates):
            state_laws(law, asked)
        _is_uncertain(law, asked)


def _asked(law, answer, case, rng):
    what, words, shape, samples = case
    net = KnownMasks(rng, words, rng.uniform(size=shape).astype("float32"), functional=rng.random() < 0.5)
    state, ask = State(net), partial(law.ask, answer, net.model, net.images, samples)
    asked = Asked(what, samples, net, state, ask(read=state.read))
    if asked.same_samples and what != WITHOUT and not asked.is_prediction_at_rest():  # predict in a loop is slow
        asked.again = ask(read=three)
    return asked


def _leaves_the_model(law, asked):
    state, about = asked.state, [asked.found]
    law.holds(
        f"BatchNorm's statistics stay bit by bit ({asked.what})",
        lambda: state.same_statistics,
        about=about,
        misconception="moves the statistics of BatchNorm",
    )
    law.holds(
        f"the weights stay bit by bit ({asked.what})",
        lambda: state.same_weights,
        about=about,
        why="The weights of the model have changed: predict only, train nothing.",
    )
    law.holds(
        f"what can be trained before can be trained after ({asked.what})",
        lambda: state.same_flags,
        about=about,
        misconception="leaves layers frozen",
    )
    law.holds(
        f"at inference the model predicts as before ({asked.what})",
        lambda: state.rests,
        about=about,
        misconception=lambda: "leaves dropout on" if state.drops else None,
        why="At inference the model predicts something else than before your call: leave it as it was.",
    )


def _has_the_shapes(law, asked):
    shape = asked.known.mean.shape
    for number, name in enumerate(("a mean", "a standard deviation", "an entropy")):
        got = None if asked.found is None else asked.found[number]
        law.holds(
            f"{name} has the shape of the images ({asked.what})",
            lambda got=got: got.shape == shape,
            about=[got],
            misconception=lambda number=number: asked.belief_of_shapes(number),
            why=lambda got=got, name=name: (
                f"Expected {name} of shape {shape}, got {got.shape}: reduce over the samples alone, and keep the "
                "shape of the images."
            ),
        )


def _repeats(law, asked):
    law.holds(
        f"samples without dropout are all the same ({asked.what})",
        lambda: asked.same_samples,
        about=[asked.deviation],
        misconception=asked.belief_of_no_spread,
        why="A net without dropout gives the same each time: its standard deviation over the samples is 0.",
    )


def _is_itself(law, asked):
    law.holds(
        f"their mean is the prediction itself ({asked.what})",
        lambda: np.allclose(asked.mean, asked.known.mean, atol=1e-4),
        about=[asked.mean],
        misconception=asked.belief_of_means,
        why="For a net without dropout your mean is not its prediction: average the probabilities.",
    )


def _draws(law, asked):
    law.holds(
        f"the samples differ ({asked.what})",
        not asked.same_samples,
        about=[asked.deviation],
        misconception=asked.why_the_same,
        why="Your probabilities are all the same number: take the sigmoid of the logits.",
    )


def _means(law, asked):
    right, mean = asked.known.mean, asked.mean
    law.holds(
        f"the mean is that of probabilities over masks ({asked.what})",
        lambda: all(abs(one) < chance.STANDARD_ERRORS for one in asked.errors()),
        about=[mean],
        expected=f"{right.mean():.3f} on average",
        seen=lambda: f"{mean.mean():.3f}",
        misconception=asked.belief_of_means,
        why=lambda: (
            f"Your means are off by {np.abs(mean - right).mean():.3f} on average, more than chance explains: "
            "average the sigmoids of all samples."
        ),
    )


def _counts(law, asked):
    law.holds(
        f"the mean scatters as that of {asked.samples} samples ({asked.what})",
        lambda: asked.scatter() == "as chance does",
        about=[asked.mean],
        misconception=asked.belief_of_number,
        why=lambda: (
            f"Your means scatter {asked.scatter()} for {asked.samples} samples: draw as many as asked for, each "
            "with masks of its own."
        ),
    )


def _deviates(law, asked):
    right, deviation = np.sqrt(asked.known.variance), asked.deviation
    law.holds(
        f"the standard deviation is that of the samples ({asked.what})",
        asked.plausible_deviation,
        about=[deviation],
        expected=f"{right.mean():.3f} on average",
        seen=lambda: f"{deviation.mean():.3f}",
        misconception=asked.belief_of_deviations,
        why=lambda: (
            f"Expected a standard deviation of {right.mean():.3f} on average, got {deviation.mean():.3f}: take it "
            "of the probabilities, over the samples of each pixel."
        ),
    )


def _is_uncertain(law, asked):
    mean, entropy = asked.part(0), asked.part(2)
    right = None if mean is None else binary_entropy(np.clip(mean, 0, 1))
    law.holds(
        f"the entropy is that of the mean, in nats ({asked.what})",
        lambda: np.allclose(entropy, right, atol=1e-3),
        about=[mean, entropy],
        misconception=lambda: belief_of_entropy(asked.known, np.clip(mean, 0, 1), entropy),
        why=lambda: (
            f"Expected an entropy of {right.mean():.3f} on average for your mean, got {entropy.mean():.3f}: take "
            "-m log m - (1 - m) log(1 - m) of the mean m."
        ),
    )
