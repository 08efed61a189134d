"""One net with dropout put into it by an answer: what each of its layers got, beside what it should get."""

from functools import partial
from itertools import combinations, pairwise

import numpy as np

from utils.checks.lesson03.effects import Effect
from utils.checks.lesson03.grown_nets import places, shape_before_flatten
from utils.checks.lesson03.hearing import listen, matched, replay, weighted
from utils.checks.plain import Unusable, kind
from utils.checks.probes import numbers, tensor

JOINTS = dict(between_modules="between modules", before_flatten="before Flatten", between_dense="between Dense")


class Trial:
    """An answer's copy of `original`, run on drawn images, and what its joints did to what they were handed.

    Where there is nothing to look at, `output` is NaN; where layers are not found again, `found` is None. Laws
    about them then stay silent.
    """

    def __init__(self, law, answer, original, images, rates, kind, name):
        self.name, self.kind = name, kind or "element"
        self.rates = {JOINTS[key]: rate for key, rate in rates.items()}
        self.joints = list(self.rates)
        self.original, self.shape = original, shape_before_flatten(original)
        self.x = law.generator(99).normal(size=(images, *original.input_shape[1:])).astype("float32")
        options = rates | ({} if kind is None else {"kind": kind})
        seen = law.ask(partial(_probe, answer), original, self.x, options) or {}
        self.output = seen.get("output", np.full(1, np.nan))
        self.agrees = bool(seen) and _agree(seen["output"], seen["right"]) and _agree(seen["again"], seen["right"])
        self.two_calls_differ = bool(seen) and not np.array_equal(seen["logits"], seen["logits again"])
        self.independent, self.untouched = seen.get("independent", False), seen.get("untouched", False)
        self._compare(seen)

    def _compare(self, seen):
        """Set `effects`, {name of a layer: Effect before it}, and what follows from them."""
        weights, given = seen.get("weights", {}), seen.get("given", {})
        self.has_all_weights, self.has_no_weights = set(given) == set(weights) != set(), not seen.get("kernels")
        self.order, self.effects, self.logits_are_whole = seen.get("order", []), {}, False
        self.found = True if self.has_all_weights else None
        if self.found:
            handed, logits = replay(self.original, self.x, given)
            joints = places(self.original)
            self.effects = {name: self._effect(joints[name], handed[name], given[name]) for name in given}
            self.logits_are_whole = _agree(logits, seen["logits"], 1e-4)
        self.has_idle_dropouts = seen.get("idle", False)
        self.extra = [one.where for one in self.effects.values() if one.rate == 0 and not one.whole]

    def _effect(self, joint, handed, given):
        rate = self.rates.get(joint, 0.0)
        by_map = self.kind == "channel" and joint in ("between modules", "before Flatten")
        if joint == "before Flatten" and handed.shape == given.shape:
            handed, given = (one.reshape(-1, *self.shape) for one in (handed, given))
        return Effect(joint, handed, given, rate, by_map)

    def at(self, joint):
        return [one for one in self.effects.values() if one.joint == joint]

    def is_dropout(self, joint):
        return all(one.rescaled for one in self.at(joint))

    def has_rate(self, joint):
        return all(one.plausible(one.rate) for one in self.at(joint))

    def share(self, joint):
        """Return the share of entries, or of maps, that fell at a joint."""
        fallen, alive = (sum(int(getattr(one, what).sum()) for one in self.at(joint)) for what in ("fell", "alive"))
        return fallen / max(alive, 1)

    def units(self, joint):
        return "maps" if self.kind == "channel" and joint != "between Dense" else "entries"

    def tied(self, joint):
        return any(one.is_tied() or one.broken_maps for one in self.at(joint))

    def tie(self, joint):
        """Name the misconception behind fates that are tied, or None."""
        if any(one.shared_by_the_batch() for one in self.at(joint)):
            return "one mask for the batch"
        wrong_kind = any(one.broken_maps or one.whole_maps for one in self.at(joint))
        return "kind of dropout ignored" if wrong_kind else None

    def shared_masks(self):
        effects = [one for one in self.effects.values() if one.rate > 0]
        return any(one.shares_mask(other) for one, other in combinations(effects, 2))

    def fault(self, joint):
        """Name what is wrong at a joint, or with the order in which layers were heard in training, or None."""
        found = self.at(joint)
        if any(not one.fell.any() for one in found):
            return self.misplaced() or "a joint without dropout"
        twice = joint == "before Flatten" and "dropout flatten dropout" in " ".join(self.order)
        return "two dropouts around Flatten" if twice else self.misplaced()

    def misplaced(self):
        """Name what is wrong with the order in which layers were heard in training, or None."""
        if all(_always_followed(word, self.order) for word in ("conv", "pool")):
            return "dropout after every layer"
        return "dropout inside a module" if _inside_a_module(self.order) else None

    def unasked(self):
        last = self.extra[0] == "before Flatten" and self.at("before Flatten")[0].plausible(
            self.rates.get("between modules", 0.0)
        )
        return "dropout behind the last module" if last else None


def _probe(answer, original, x, options):
    """Let the answer copy `original`; run both, and then change the copy's weights, to see whom that touches."""
    import keras

    weights = {name: [np.array(one) for one in layer.weights] for name, layer in weighted(original).items()}
    before = _portrait(original, x)
    copy = answer(original, **options)
    if copy is None:
        raise Unusable("Your answer returned None: end it with `return`.")
    if not isinstance(copy, keras.Model):
        raise Unusable(f"Expected a keras.Model, got {kind(copy)}: return the model that you built.")
    output, _ = listen(copy, x, training=False)
    again = numbers(copy(tensor(x)))
    logits, heard = listen(copy, x, training=True)
    another = numbers(copy(tensor(x), training=True))
    after, still = _portrait(original, x), _arrays(original)
    for weight in copy.weights:
        weight.assign(weight * 0.5)
    touched = _arrays(original)
    for name, layer in weighted(original).items():
        layer.set_weights(weights[name])
    kernels = {name: arrays[:1] for name, arrays in weights.items()}
    return {
        "output": output,
        "again": again,
        "logits": logits,
        "logits again": another,
        "right": before[0],
        "weights": weights,
        "given": matched(weights, heard),
        "kernels": matched(kernels, [one._replace(weights=one.weights[:1]) for one in heard]),
        "order": [one.word for one in heard],
        "idle": any(one.word == "dropout" and np.array_equal(one.given, one.gave) for one in heard),
        "untouched": all(map(_agree, before, after)),
        "independent": all(map(_agree, still, touched)),
    }


def _portrait(model, x):
    """Return what must stay: what a model gives at inference and in training, and how many layers it has."""
    return [numbers(model(tensor(x), training=flag)) for flag in (False, True)] + [np.array(len(model.layers))]


def _arrays(model):
    return [numbers(weight) for weight in model.weights]


def _agree(got, right, tolerance=1e-6):
    return got.shape == right.shape and bool(np.allclose(got, right, rtol=10 * tolerance, atol=tolerance))


def _always_followed(by_whom, order):
    """Whether there is dropout right behind each layer of that word."""
    behind = [after for before, after in pairwise(order) if before == by_whom]
    return bool(behind) and all(word == "dropout" for word in behind)


def _inside_a_module(order):
    """Whether some dropout stands behind a conv and before the next conv or pool."""
    words = zip(order, order[1:], order[2:], strict=False)
    return any(
        before == "conv" and word == "dropout" and after in ("conv", "pool") for before, word, after in words
    )
