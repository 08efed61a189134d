"""One net that an answer has tailored: what it is made of, and whether it fits."""

from functools import partial
from itertools import pairwise

import numpy as np

from utils.checks.lesson03.conv_tape import Conv, same
from utils.checks.lesson03.hearing import listen
from utils.checks.plain import Unusable, kind

IMAGES, MOST_EDITS = 24, 2


class Fitting:
    """The net that `answer` makes of a base, on drawn images. Without one, `made` is None and `output` NaN."""

    def __init__(self, law, answer, base, old_shape, old_classes, shape, classes, budget, rng):
        self.name = f"{base} for {shape}, {budget:,}"
        self.shape, self.classes, self.old_classes, self.budget = shape, classes, old_classes, budget
        self.x = rng.normal(size=(IMAGES, *shape)).astype("float32")
        seen = law.ask(partial(_probe, answer), base, old_shape, old_classes, self.x, classes, budget)
        self.made, seen = (None if seen is None else True), seen or {}
        self.accepts, self.parameters = "output" in seen, seen.get("parameters", 0)
        self.untouched, self.independent = seen.get("untouched", False), seen.get("independent", False)
        self.output = seen.get("output", np.full((IMAGES, classes), np.nan))
        self.base_words = seen.get("base", [])
        self._listen_to(seen.get("calm", []), seen.get("stormy", []), seen)

    def _listen_to(self, calm, stormy, seen):
        """Set what the layers tell: their order, the sizes of the maps, and where something was dropped."""
        layers = [one for one in calm if one.word != "dropout"]
        maps = [one for one in layers if one.word in ("conv", "pool")]
        self.convs_bend = not any(
            _stays_linear(layers[place:]) for place, one in enumerate(layers) if one.word == "conv"
        )
        self.words, self.base_words = [one.word for one in maps], modules(self.base_words)
        self.edits = edit_distance(self.words, self.base_words)
        self.sides_after_first = maps[0].gave.shape[1:3] if maps else ()
        self.sides_at_the_end = maps[-1].gave.shape[1:3] if maps else ()
        self.first_conv_is_coarse = bool(maps) and not _at_most(
            maps[0].given.shape[1:3], [2 * side for side in self.sides_after_first]
        )
        self.keeps_its_sides = _at_most(self.shape, [2 * side for side in self.sides_after_first])
        self.largest = tuple(int(-(-side // 2 ** self.base_words.count("pool"))) for side in self.shape[:2])
        self.shrinks = _at_most(self.sides_at_the_end, self.largest)
        self.ends_in_a_dense = bool(layers) and layers[-1].word == "dense" and _same(layers[-1].gave, self.output)
        self.is_linear = self.ends_in_a_dense and _is_linear(layers[-1]) and _same(seen["turned"], -self.output)
        differ = bool(calm) and not np.allclose(seen["dimmed"], self.output, rtol=1e-6, atol=1e-9)
        self.sees_all_maps = differ or not np.ptp(self.output, axis=0).any()  # else all of its units are dead
        self.rests = bool(calm) and _same(seen["again"], self.output)
        self.share_dropped = share_dropped(stormy)
        last = next((one for one in reversed(stormy) if one.word != "dropout"), None)
        self.logits_are_whole = last is not None and _same(last.gave, seen["logits"])


def modules(words):
    """Return the words before the head: convs and pools."""
    return [word for word in words if word in ("conv", "pool")]


def edit_distance(words, others):
    """Return how many words must be inserted, removed or replaced to make one list the other (Levenshtein)."""
    row = list(range(len(others) + 1))
    for number, word in enumerate(words, start=1):
        above, row = row, [number]
        for place, other in enumerate(others):
            row.append(min(above[place] + (word != other), above[place + 1] + 1, row[-1] + 1))
    return row[-1]


def _stays_linear(heard):
    """Whether the next layer with weights gets what the first one, a conv, gives without an activation.

    It may be pooled on the way.
    """
    first, *others = heard
    gave = first.gave
    for one in others:
        if not _same(one.given, gave):
            return False
        if one.word in ("conv", "dense"):
            return bool((gave < -1e-3).any()) and _has_no_activation(first)
        gave = one.gave
    return False


def _has_no_activation(heard):
    linear = Conv(heard._replace(given=heard.given[:1], gave=heard.gave[:1])).linear
    return linear is not None and same(linear, heard.gave[:1])


def share_dropped(heard):
    """Return the largest share of what is above 0 that is dropped on the way to some Dense layer of the head."""
    heard = [one for one in heard if one.word in ("conv", "pool", "dense")]
    shares = [0.0]
    for before, after in pairwise(heard):
        if after.word == "dense":
            gave = next((one for one in _as_rows(before.gave) if one.shape == after.given.shape), None)
            if gave is not None and (gave > 0).any():
                shares.append(float(np.mean(after.given[gave > 0] == 0)))
    return max(shares)


def _as_rows(gave):
    """Yield the rows that a head may make of `gave`: as it is, flattened, and the mean of each map."""
    yield gave
    if gave.ndim == 4:
        yield gave.reshape(len(gave), -1)
        yield gave.mean((1, 2))


def _at_most(sides, limits):
    return bool(len(sides) and len(limits)) and all(
        side <= limit for side, limit in zip(sides, limits, strict=False)
    )


def _same(got, right):
    return got.shape == right.shape and bool(np.allclose(got, right, atol=1e-5))


def _is_linear(dense):
    """Whether a Dense layer gave what its weights make of what it was given, and no activation came after."""
    kernel, *bias = dense.weights
    expected = dense.given.astype(float) @ kernel + sum(bias)
    return np.allclose(dense.gave, expected, rtol=1e-3, atol=1e-4 * np.abs(expected).max())


def _probe(answer, name, old_shape, old_classes, x, classes, budget):
    """Let the answer tailor a new base; run what it made, and then change its weights, to see whom that touches."""
    import keras

    from utils import models

    base = getattr(models, name)(old_shape, old_classes)
    images = x[:2, :1, :1, :1] + np.ones((2, *old_shape), "float32")
    before = _portrait(base, images)
    made = answer(base, x.shape[1:], classes, budget)
    if made is None:
        raise Unusable("Your answer returned None: end it with `return`.")
    if not isinstance(made, keras.Model):
        raise Unusable(f"Expected a keras.Model, got {kind(made)}: return the model that you built.")
    found = {"base": models.signature(base).split()} | _run(made, x)
    found["parameters"] = int(sum(np.prod(one.shape) for one in made.weights))
    after = _portrait(base, images)
    for weight in made.weights:
        weight.assign(weight * 0.5)
    return found | {
        "untouched": _alike(before, after),
        "independent": _alike(after, _portrait(base, images)),
    }


def _run(made, x):
    """Return what is heard while the model runs; nothing where it does not accept the images."""
    if not _expects(made, x):
        return {}
    try:
        output, calm = listen(made, x, training=False)
    except (ValueError, TypeError):
        return {}
    again, _ = listen(made, x)
    dimmed, _ = listen(made, x * np.float32([1] * (x.shape[-1] - 1) + [0]), training=False)
    turned = _turned(made, x, calm)
    logits, stormy = listen(made, x, training=True)  # last: batch normalisation moves its averages
    return dict(output=output, calm=calm, again=again, logits=logits, stormy=stormy, turned=turned, dimmed=dimmed)


def _turned(made, x, heard):
    """Return the output where the last weights have the other sign: logits then have it too, a ReLU has not."""
    last = next((one.weights for one in reversed(heard) if one.weights), [])
    variables = [one for one in made.weights if any(np.array_equal(np.array(one), weight) for weight in last)]
    for one in variables:
        one.assign(one * -1.0)
    output, _ = listen(made, x)
    for one in variables:
        one.assign(one * -1.0)
    return output


def _expects(made, x):
    """Whether a model that knows its input's shape has that of x."""
    known = [one.shape for one in getattr(made, "inputs", None) or []]
    return all(len(shape) == x.ndim and _agree(shape, x.shape) for shape in known)


def _agree(shape, other):
    return all(side in (None, length) for side, length in zip(shape[1:], other[1:], strict=True))


def _portrait(model, images):
    """Return what must stay: what a model gives, its weights, and how many layers it has."""
    return [
        listen(model, images, training=False)[0],
        *[np.array(one) for one in model.weights],
        np.array(len(model.layers)),
    ]


def _alike(some, others):
    return len(some) == len(others) and all(_same(one, other) for one, other in zip(some, others, strict=True))
