"""Right answers to exercise 4.5: what passes around a silenced bottleneck, and around a silenced skip."""

import keras
import numpy as np

from tests.answers import right
from tests.silencing import change, joins, logits, measured
from tests.solutions import as_the_lesson_does
from tests.unet_walks import side
from utils.models import bottleneck_and_skip, calls

EXERCISE = "bypass"


call_by_call = as_the_lesson_does("bypass", "lesson04")


def silenced_model(model, silent):
    """Return a model of the same layers, in which one of them takes zeros."""
    inputs = keras.Input(model.input_shape[1:])
    values = {id(model.inputs[0]): inputs}
    for layer, given, made in calls(model):
        taken = [values[id(one)] for one in given]
        if layer is silent[1]:
            taken = [
                keras.ops.zeros_like(x) if one is silent[0] else x for one, x in zip(given, taken, strict=True)
            ]
        values[id(made[0])] = layer(taken if len(taken) > 1 else taken[0])
    return keras.Model(inputs, values[id(model.outputs[0])])


@right(EXERCISE)
def models_that_share_the_layers(model, images):
    whole, found = model(images, training=False), {}
    for part, silent in bottleneck_and_skip(model).items():
        found[part] = keras.ops.mean(keras.ops.abs(silenced_model(model, silent)(images, training=False) - whole))
    return found


@right(EXERCISE)
def by_predict(model, images):
    whole = model.predict(images, verbose=0)
    ends = bottleneck_and_skip(model)
    models = {part: silenced_model(model, silent) for part, silent in ends.items()}
    return {part: float(np.mean(np.abs(one.predict(images) - whole))) for part, one in models.items()}


@right(EXERCISE)
def a_clone_with_its_weights(model, images):
    """Zeros by way of a Lambda, in a clone whose layers are new and whose weights are the same."""
    found = {}
    for part, (tensor, into) in bottleneck_and_skip(model).items():
        given = next(given for layer, given, _ in calls(model) if layer is into)
        place = [one is tensor for one in given].index(True)

        def call(layer, x, *args, into=into, place=place, **options):
            if layer.name == into.name:
                silence = keras.layers.Lambda(lambda maps: maps * 0)
                several = [*x] if isinstance(x, list) else [x]
                several[place] = silence(several[place])
                x = several if isinstance(x, list) else several[0]
            return layer(x, *args, **options)

        clone = keras.models.clone_model(model, call_function=call)
        for layer in [one for one in model.layers if one.weights]:
            clone.get_layer(layer.name).set_weights(layer.get_weights())
        found[part] = change(clone(images), np.array(model(images)))
    return found


@right(EXERCISE)
def cut_into_two_halves(model, images):
    """Run a model up to the bottleneck and the skips, then the rest from what it gave."""
    ends = bottleneck_and_skip(model)
    start = ends["bottleneck"][0]
    kept = [start, *(skip for _, skip, _ in joins(model))]
    given = [np.array(one) for one in keras.Model(model.inputs, kept)(images)]

    def rest(values):
        known = dict(zip(map(id, kept), map(keras.ops.convert_to_tensor, values), strict=True))
        came = {id(start)}
        for layer, inputs, outputs in calls(model):
            if any(id(one) in came for one in inputs):
                taken = [known[id(one)] for one in inputs]
                known[id(outputs[0])] = layer(taken if len(taken) > 1 else taken[0])
                came.add(id(outputs[0]))
        return np.array(known[id(model.outputs[0])])

    whole = rest(given)
    without = [given[0] * 0, *given[1:]], [*given[:-1], given[-1] * 0]
    return dict(zip(("bottleneck", "skip"), (change(rest(one), whole) for one in without), strict=True))


@right(EXERCISE)
def the_layer_is_handed_zeros(model, images):
    """Put something before the `call` of one layer for the time of a run."""
    whole, found = np.array(model(images)), {}
    for part, (tensor, layer) in bottleneck_and_skip(model).items():
        inputs = next(inputs for one, inputs, _ in calls(model) if one is layer)
        place, original = [one is tensor for one in inputs].index(True), layer.call

        def call(x, *args, original=original, place=place, **options):
            x = [one * (n != place) for n, one in enumerate(x)] if isinstance(x, list) else x * 0
            return original(x, *args, **options)

        layer.call = call
        try:
            found[part] = change(model(images), whole)
        finally:
            layer.call = original
    return found


@right(EXERCISE)
def one_image_at_a_time(model, images):
    each = [measured(model, image[None]) for image in images]
    return {part: np.mean([one[part] for one in each]) for part in ("skip", "bottleneck")}


@right(EXERCISE)
def more_than_was_asked_for(model, images):
    return measured(model, images) | {"both": np.nan, "logits": logits(model, images)}


@right(EXERCISE)
def the_last_join_found_from_the_end(model, images):
    """Go back from the logits to a layer that takes both what comes from the bottleneck and what does not."""
    walk = calls(model)
    smallest = min(side(outputs[0]) for _, _, outputs in walk)
    below, up = next((given[0], layer) for layer, given, made in walk if side(given[0]) == smallest < side(made[0]))
    reached = [below]
    for one in reached:
        reached += [made[0] for _, given, made in walk if any(one is taken for taken in given)]
    known = set(map(id, reached))
    skip = next(
        (one, layer)
        for layer, given, _ in reversed(walk)
        for one in given
        if id(one) not in known and any(id(other) in known for other in given)
    )
    return measured(model, images, bottleneck=[(below, up)], skip=[skip])
