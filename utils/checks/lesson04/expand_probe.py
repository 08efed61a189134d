"""What one level of the way up gives for inputs that are nudged, moved, turned and made strong."""

import numpy as np

from utils.checks.lesson04.parts import maps_of, of_either_sign, positive, ran
from utils.checks.plain import Unusable

SMALL = (4, 3)  # height and width of x where each entry is nudged on its own
NUDGE = 1e-3


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


def probe(answer, x, skip, filters, rng):
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
        seen["strong"] = out([x] * 3, _strong(skip), training=False)
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


def _strong(skip):
    """Return the skip with strong numbers, the same without one pixel, and with that pixel twice as strong."""
    strong = 40 * (skip + 0.5)
    without, twice = strong.copy(), strong.copy()
    without[3, 3], twice[3, 3] = 0, 2 * strong[3, 3]
    return [strong, without, twice]


def _moved(answer, model, x, skip, filters):
    """Return the output for a patch in an empty skip, and for the same moved by one and by two pixels; x is 0.

    Along the width it is moved by three times as many, so that no two directions are alike.
    """
    side = 16
    larger = _model(answer, (side, side, x.shape[-1]), (2 * side, 2 * side, skip.shape[-1]), filters)
    larger.set_weights(model.get_weights())
    skips = np.zeros((3, 2 * side, 2 * side, skip.shape[-1]), dtype="float32")
    for step in range(3):
        skips[step, 14 + step : 17 + step, 12 + 3 * step : 15 + 3 * step] = skip[:3, :3]
    return ran(larger, np.zeros((3, side, side, x.shape[-1])), skips, training=False)[0]


def _weights_of_two(answer, filters):
    """Return how many weights two levels, one on the other, have, and how many they should."""
    import keras

    x, skip, larger = (keras.Input((side, side, filters)) for side in (4, 8, 16))
    once = answer(x, skip, filters)
    twice = answer(once, larger, filters)
    both = keras.Model([x, skip, larger], [twice, keras.layers.Identity()(larger)])
    return len(both.weights), 2 * len(keras.Model([x, skip], [once, keras.layers.Identity()(skip)]).weights)
