"""Right answers to exercise 3.6: clones, walks, wrappers and nested nets."""

import keras
import numpy as np
from keras import layers

from tests.answers import right
from tests.right_answers.lesson01_layer import WithKerasRandom
from tests.solutions import as_the_lesson_does
from tests.walks import POOLS, makers, map_dropout, rebuilt, with_dropout
from utils.models import calls
from utils.models import insert_dropout as of_the_course

as_the_lesson_does("insert_dropout")


@right("insert_dropout")
def as_the_course_does(model, **options):
    return of_the_course(model, **options)


@right("insert_dropout")
def a_walk_along_the_calls(model, **options):
    return with_dropout(model, **options)


@right("insert_dropout")
def behind_flatten_where_it_is_the_same(model, before_flatten=0.0, kind="element", **rates):
    if kind == "channel":
        return with_dropout(model, before_flatten=before_flatten, kind=kind, **rates)
    plain = with_dropout(model, kind=kind, **rates)
    found = {id(layer) for layer in plain.layers if isinstance(layer, layers.Flatten)}

    def after(layer, x):
        return layers.Dropout(before_flatten)(x) if id(layer) in found and before_flatten else x

    return rebuilt(plain, after=after)


@right("insert_dropout")
def before_what_comes_next(model, between_modules=0.0, before_flatten=0.0, between_dense=0.0, kind="element"):
    """Drop what goes into the next conv or Dense, not what comes out of the pool."""
    maker = makers(model)
    maps = map_dropout(kind)

    def before(layer, x):
        source = maker[layer.name]
        if isinstance(layer, layers.Conv2D) and isinstance(source, POOLS) and between_modules:
            return maps(between_modules)(x)
        if isinstance(layer, layers.Flatten) and before_flatten:
            return maps(before_flatten)(x)
        follows = isinstance(source, (layers.Dense, layers.ReLU)) and between_dense > 0
        return layers.Dropout(between_dense)(x) if isinstance(layer, layers.Dense) and follows else x

    return rebuilt(model, before=before)


@right("insert_dropout")
def by_the_shape_of_the_noise(model, kind="element", **rates):
    def drop(x, rate, joint):
        whole_maps = kind == "channel" and joint != "dense"
        return layers.Dropout(rate, noise_shape=(None, 1, 1, None) if whole_maps else None)(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@right("insert_dropout")
def with_a_layer_of_their_own(model, kind="element", **rates):
    def drop(x, rate, joint):
        whole_maps = kind == "channel" and joint != "dense"
        return (layers.SpatialDropout2D if whole_maps else WithKerasRandom)(rate)(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@right("insert_dropout")
def seeds_that_differ(model, kind="element", **rates):
    seeds = iter(range(7, 100))

    def drop(x, rate, joint):
        return (layers.Dropout if joint == "dense" else map_dropout(kind))(rate, seed=next(seeds))(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@right("insert_dropout")
def one_layer_for_each_rate(model, kind="element", **rates):
    """The same layer stands at several joints; it draws anew at each."""
    made = {}

    def drop(x, rate, joint):
        maker = layers.Dropout if joint == "dense" else map_dropout(kind)
        return made.setdefault((rate, maker), maker(rate))(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@right("insert_dropout")
def nested(model, **options):
    return keras.Sequential([keras.Input(model.input_shape[1:]), with_dropout(model, **options)])


@right("insert_dropout")
def nested_in_two_halves(model, **options):
    """The convs in one model, the head in another."""
    whole = with_dropout(model, **options)
    flatten = next(layer for layer in whole.layers if isinstance(layer, layers.Flatten))
    convs = keras.Model(whole.inputs, flatten.output)
    head = keras.Model(flatten.output, whole.outputs)
    inputs = keras.Input(model.input_shape[1:])
    return keras.Model(inputs, head(convs(inputs)))


class Called(keras.Model):
    """A model that holds copies of the layers and calls them by hand."""

    def __init__(self, plan, ends):
        super().__init__()
        self.parts = [layer for layer, _, _ in plan]
        self.routes, self.ends = [(given, made) for _, given, made in plan], ends

    def call(self, x, training=False):
        start, end = self.ends
        values = {start: x}
        for layer, (given, made) in zip(self.parts, self.routes, strict=True):
            args = [values[one] for one in given]
            x = args if len(args) > 1 else args[0]
            stirs = isinstance(layer, layers.Dropout)
            values[made] = layer(x, training=training) if stirs else layer(x)
        return values[end]


@right("insert_dropout")
def subclassed(model, **options):
    whole = with_dropout(model, **options)
    plan = [(layer, [str(id(one)) for one in given], str(id(made[0]))) for layer, given, made in calls(whole)]
    return Called(plan, (str(id(whole.inputs[0])), str(id(whole.outputs[0]))))


@right("insert_dropout")
def weights_all_at_once(model, **options):
    copy = with_dropout(model, **options)
    copy.set_weights([weight + 0.0 for weight in model.get_weights()])
    return copy


@right("insert_dropout")
def layers_of_a_clone_used_again(model, **options):
    """Clone the whole net first; then use the clone's own layers."""
    clone = keras.models.clone_model(model)
    clone.set_weights(model.get_weights())
    return with_dropout(clone, make=lambda layer: layer, **options)


@right("insert_dropout")
def run_once_and_compiled(model, **options):
    copy = with_dropout(model, **options)
    copy.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    copy.predict(np.zeros((1, *model.input_shape[1:]), "float32"), verbose=0)
    return copy
