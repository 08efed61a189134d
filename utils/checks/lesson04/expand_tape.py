"""One level of the way up as it runs: how what comes out hangs on each entry of x and of the skip."""

import numpy as np

from utils.checks.lesson03.conv_tape import same
from utils.checks.lesson04.parts import maps_of, of_either_sign, positive, ran
from utils.checks.plain import Unusable

SMALL = (4, 3)  # height and width of x where each entry is nudged on its own
NUDGE = 1e-3


class ExpandTape:
    """What one level did with x and a skip of so many maps each.

    by_x and by_skip: how the output changes with each entry, height x width x maps of the input x those of the
    output; None where there is nothing to look at. failed: whether the call raised an error.
    """

    def __init__(self, law, answer, maps, skip_maps, filters):
        self.case = f"{maps} maps in x, {skip_maps} in the skip, {filters} filters"
        self.maps, self.skip_maps, self.filters = maps, skip_maps, filters
        rng = law.generator(2, maps, skip_maps, filters)
        x = rng.uniform(0, 3, size=(*SMALL, maps)).astype("float32")
        skip = rng.uniform(0, 3, size=(2 * SMALL[0], 2 * SMALL[1], skip_maps)).astype("float32")
        seen = law.ask(_probe, answer, x, skip, filters, rng)
        self.usable = None if seen is None else True
        self.seen = seen or {}
        self.failed, self.shape = self.seen.get("error"), self.seen.get("shape")
        self.right_shape = (2 * SMALL[0], 2 * SMALL[1], filters)
        self.fits = True if self.shape == self.right_shape else None
        self.by_x, self.by_skip = (self.seen.get(name) if self.fits else None for name in ("by_x", "by_skip"))

    def deaf(self, which):
        """Return the share of entries of `x` or of the `skip` that change nothing."""
        by = self.by_x if which == "x" else self.by_skip
        return float((np.abs(by).max((-1, -2, -3)) <= 1e-6).mean())

    def is_deaf_to_both(self):
        return self.deaf("x") == self.deaf("skip") == 1

    def acts_as_one(self, which):
        """Whether one map of `x` or of the `skip` moves the output just as another does, but for its strength."""
        slopes = self.seen["rough"][("x", "skip").index(which)]
        maps = self.maps if which == "x" else self.skip_maps
        by_map = slopes.reshape(-1, maps, slopes[0].size).swapaxes(0, 1).reshape(maps, -1)
        strengths = np.linalg.svd(by_map.astype(float), compute_uv=False)
        return bool(strengths[-1] < 0.05 * strengths[0])

    def meet_before_an_activation(self):
        """Whether what x brings hangs on the skip: it does not where the two are but added up at the end."""
        both, x_alone, skip_alone, neither = self.seen["turned"]
        together = np.abs(both - x_alone - skip_alone + neither).max()
        return bool(together > 1e-3 * np.abs(both - neither).max())

    def lost_places(self):
        """Return how many places of x do not reach all four places of the output that lie over them."""
        moved = np.abs(self.by_x).max((2, -1)) > 1e-6
        return sum(
            not moved[row, column, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2].all()
            for row in range(SMALL[0])
            for column in range(SMALL[1])
        )

    def is_local(self, which):
        """Whether an entry of `x` or of the `skip` moves its own place much more than those far away."""
        by, step = (self.by_x, 2) if which == "x" else (self.by_skip, 1)
        moved = np.abs(by).mean((2, -1))
        rows, columns = (np.arange(side) for side in moved.shape[2:])
        own, far = [], []
        for row, column in np.ndindex(*moved.shape[:2]):
            away = np.maximum(abs(rows - step * row)[:, None], abs(columns - step * column))
            own.append(moved[row, column][away == 0].mean())
            far += [*moved[row, column][away >= 5]]
        return bool(np.mean(own) > 3 * np.mean(far))

    def looks_around(self):
        """Whether each place of the skip, but for the border, reaches all of its neighbours in the output."""
        moved = np.abs(self.by_skip).max((2, -1)) > 1e-6
        rows, columns = moved.shape[:2]
        return all(
            moved[row, column, row - 1 : row + 2, column - 1 : column + 2].all()
            for row in range(1, rows - 1)
            for column in range(1, columns - 1)
        )

    def merges(self):
        """Whether x moves the output in no way in which the skip does not move it too.

        So it is where the two are added, multiplied or the like: what x brings goes through the few maps of the
        skip. Behind a Concatenate x has maps of its own. Needs a skip of fewer maps than there are filters.
        """
        x, skip = (by.reshape(len(by), -1).T.astype(float) for by in self.seen["rough"])
        found, *_ = np.linalg.lstsq(skip, x, rcond=None)
        return bool(np.linalg.norm(x - skip @ found) < 0.1 * np.linalg.norm(x))

    def is_straight(self):
        one, other, both, none = self.seen["bent"]
        return bool(np.allclose(one + other, both + none, rtol=1e-3, atol=1e-2))

    def is_fixed(self):
        """Whether two calls in training, and two at inference, give the same."""
        return same(*self.seen["trained"]) and same(*self.seen["calm"])

    def follows(self, step):
        """Whether a skip that is moved by `step` pixels moves the output by as many."""
        still, *moved = self.seen["moved"]
        inside = slice(8, -8)  # away from the zeros around the maps
        return same(np.roll(still, (step, step), (0, 1))[inside, inside], moved[step - 1][inside, inside])


def _model(answer, shape, skip_shape, filters):
    """Return the model from x and skip to the output, also where one of them is not used."""
    import keras

    x, skip = keras.Input(shape), keras.Input(skip_shape)
    found = maps_of(answer(x, skip, filters), "the result")
    passed_on = [keras.layers.Identity()(one) for one in (x, skip)]
    try:
        return keras.Model([x, skip], [found, *passed_on])
    except ValueError as error:
        raise Unusable("What you return does not come from `x` and `skip`: call the layers on them.") from error


def _probe(answer, x, skip, filters, rng):
    if skip.shape[-1] == filters:
        return _seen(answer, x, skip, filters, rng)
    try:
        return _seen(answer, x, skip, filters, rng)
    except NotImplementedError:  # a RuntimeError that says that nothing is there yet
        raise
    except (ValueError, TypeError, RuntimeError) as error:
        return dict(error=error)


def _seen(answer, x, skip, filters, rng):
    model = _model(answer, x.shape, skip.shape, filters)
    positive(model)

    def out(some, others, **options):
        return ran(model, np.stack(some), np.stack(others), **options)[0]

    pair = [x] * 2, [skip] * 2
    seen = dict(shape=model.outputs[0].shape[1:], calm=[out(*pair), out(*pair, training=False)])
    if seen["shape"] != (*skip.shape[:2], filters):
        return seen
    seen["trained"] = [out(*pair, training=True) for _ in range(2)]
    by_x, by_skip = _slopes(out, x, skip)
    seen["by_x"], seen["by_skip"] = (
        slopes.reshape(*one.shape, *seen["shape"]) for slopes, one in ((by_x, x), (by_skip, skip))
    )
    if skip.shape[-1] == filters:
        seen["bent"] = out(*_bent(x, skip), training=False)
        seen["moved"] = _moved(answer, model, x, skip, filters)
        seen["gradients"] = _gradients(model, x, skip)
        return seen | {"weights": _weights_of_two(answer, filters)}
    of_either_sign(model, rng)
    turned = out([x, x, -x, -x], [skip, -skip, skip, -skip], training=False)
    return seen | {"rough": _slopes(out, x, skip), "turned": turned}


def _gradients(model, x, skip):
    """Return the largest gradient, in size, of the sum of the output for an entry of x and for one of the skip."""
    import tensorflow as tf

    given = [tf.convert_to_tensor(one[None]) for one in (x, skip)]
    with tf.GradientTape() as tape:
        tape.watch(given)
        total = tf.reduce_sum(model(given, training=False)[0])
    found = tape.gradient(total, given, unconnected_gradients="zero")
    return {which: float(np.abs(one).max()) for which, one in zip(("x", "skip"), found, strict=True)}


def _slopes(out, x, skip):
    """Return how the output changes with each entry of x and of the skip, one nudged at a time."""
    some = x + NUDGE * np.eye(x.size, dtype="float32").reshape(-1, *x.shape)
    others = skip + NUDGE * np.eye(skip.size, dtype="float32").reshape(-1, *skip.shape)
    found = out([x, *some, *[x] * skip.size], [skip, *[skip] * x.size, *others], training=False)
    slopes = (found[1:] - found[0]) / NUDGE
    return slopes[: x.size], slopes[x.size :]


def _bent(x, skip):
    one, other = (40 * (x - 1.5), 40 * (skip - 1.5)), (40 * (x[::-1, ::-1] - 1.5), 40 * (skip[::-1, ::-1] - 1.5))
    four = [one, other, (one[0] + other[0], one[1] + other[1]), (0 * x, 0 * skip)]
    return [pair[0] for pair in four], [pair[1] for pair in four]


def _moved(answer, model, x, skip, filters):
    """Return the output for a patch in an empty skip, and for the same moved by one and by two pixels; x is 0."""
    side = 16
    larger = _model(answer, (side, side, x.shape[-1]), (2 * side, 2 * side, skip.shape[-1]), filters)
    larger.set_weights(model.get_weights())
    skips = np.zeros((3, 2 * side, 2 * side, skip.shape[-1]), dtype="float32")
    for step in range(3):
        skips[step, 14 + step : 17 + step, 14 + step : 17 + step] = skip[:3, :3]
    return ran(larger, np.zeros((3, side, side, x.shape[-1])), skips, training=False)[0]


def _weights_of_two(answer, filters):
    """Return how many weights two levels, one on the other, have, and how many they should."""
    import keras

    x, skip, larger = (keras.Input((side, side, filters)) for side in (4, 8, 16))
    once = answer(x, skip, filters)
    twice = answer(once, larger, filters)
    both = keras.Model([x, skip, larger], [twice, keras.layers.Identity()(larger)])
    return len(both.weights), 2 * len(keras.Model([x, skip], [once, keras.layers.Identity()(skip)]).weights)
