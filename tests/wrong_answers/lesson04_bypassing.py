"""Wrong answers to exercise 4.5: what passes around a silenced bottleneck, and around a silenced skip."""

import keras
import numpy as np

from tests.answers import wrong
from tests.silencing import change, into_the_bottleneck, joins, logits, measured
from utils.models import bottleneck_and_skip, calls

EXERCISE = "bypass"


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# By misconception


@wrong(EXERCISE, "dropout left on")
def as_in_training(model, images):
    return measured(model, images, run=lambda *given: logits(*given, training=True))


@wrong(EXERCISE, "dropout left on")
def silenced_runs_as_in_training(model, images):
    whole, ends = np.array(model(images)), bottleneck_and_skip(model)
    return {part: change(logits(model, images, end, training=True), whole) for part, end in ends.items()}


@wrong(EXERCISE, "weights changed")
def kernels_of_the_join_set_to_0(model, images):
    found = measured(model, images)
    bottleneck_and_skip(model)["bottleneck"][1].set_weights(
        [one * 0 for one in bottleneck_and_skip(model)["bottleneck"][1].get_weights()]
    )
    return found


@wrong(EXERCISE, "weights changed")
def leaves_another_bias(model, images):
    found, head = measured(model, images), model.layers[-1]
    for layer in model.layers:
        head = layer if isinstance(layer, keras.layers.Conv2D) else head
    head.set_weights([one + 1e-3 for one in head.get_weights()])
    return found


@wrong(EXERCISE, "reads weights")
def sizes_of_kernels(model, images):
    convs = [layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    deepest = max(convs, key=lambda layer: layer.filters)
    return {part: np.abs(layer.kernel).mean() for part, layer in (("bottleneck", deepest), ("skip", convs[0]))}


@wrong(EXERCISE, "reads weights")
def images_of_its_own(model, images):
    return measured(model, np.full((2, *model.input_shape[1:]), 0.5, "float32"))


@wrong(EXERCISE, "keys swapped")
def the_other_way_round(model, images):
    found = measured(model, images)
    return dict(bottleneck=found["skip"], skip=found["bottleneck"])


@wrong(EXERCISE, "both silenced at once")
def the_bottleneck_stays_silent(model, images):
    return measured(model, images, skip=[*bottleneck_and_skip(model).values()])


@wrong(EXERCISE, "both silenced at once")
def both_each_time(model, images):
    both = [*bottleneck_and_skip(model).values()]
    return measured(model, images, skip=both, bottleneck=both)


@wrong(EXERCISE, "skip silenced for the pool as well")
def what_the_top_block_gives(model, images):
    """Set to 0 what the contracting path ends its top level with, or what the skip's own layers start from."""
    tensor = bottleneck_and_skip(model)["skip"][0]
    makers = {id(made[0]): given[0] for _, given, made in calls(model)}
    while sum(any(one is tensor for one in given) for _, given, _ in calls(model)) < 2:
        tensor = makers[id(tensor)]
    return measured(model, images, skip=[(tensor, None)])


@wrong(EXERCISE, "wrong input of the join silenced")
def what_comes_from_below(model, images):
    below, _, join = joins(model)[-1]
    return measured(model, images, skip=[(below, join)])


def out_of(model, *parts):
    """Return {part: [(tensor, None)]} of what comes out of the layers that the parts go into."""
    makes = {id(layer): outputs[0] for layer, _, outputs in calls(model)}
    ends = bottleneck_and_skip(model)
    return {part: [(makes[id(ends[part][1])], None)] for part in parts}


@wrong(EXERCISE, "silenced behind the layer")
def enlarged_bottleneck_and_whole_join(model, images):
    return measured(model, images, **out_of(model, "bottleneck", "skip"))


@wrong(EXERCISE, "silenced behind the layer")
def enlarged_bottleneck(model, images):
    return measured(model, images, **out_of(model, "bottleneck"))


@wrong(EXERCISE, "silenced behind the layer")
def whole_join(model, images):
    return measured(model, images, **out_of(model, "skip"))


@wrong(EXERCISE, "bottleneck silenced before its convs")
def what_goes_into_the_bottleneck(model, images):
    return measured(model, images, bottleneck=into_the_bottleneck(model))


@wrong(EXERCISE, "deepest skip for the top one")
def the_first_join(model, images):
    _, skip, join = joins(model)[0]
    return measured(model, images, skip=[(skip, join)])


@wrong(EXERCISE, "all skips silenced")
def every_skip(model, images):
    return measured(model, images, skip=[(skip, join) for _, skip, join in joins(model)])


@wrong(EXERCISE, "summed over the images")
def a_sum(model, images):
    return measured(model, images, measure=lambda some, others: np.abs(some - others).sum())


@wrong(EXERCISE, "summed over the images")
def sum_of_the_means_of_images(model, images):
    return measured(model, images, measure=lambda some, others: np.abs(some - others).mean(axis=(1, 2, 3)).sum())


@wrong(EXERCISE, "changes relative to the logits")
def relative_to_the_mean(model, images):
    return measured(model, images, measure=lambda some, others: change(some, others) / np.abs(others).mean())


@wrong(EXERCISE, "changes relative to the logits")
def relative_in_norm(model, images):
    norm = np.linalg.norm
    return measured(model, images, measure=lambda some, others: norm(some - others) / norm(others))


@wrong(EXERCISE, "probabilities compared")
def of_probabilities(model, images):
    return measured(model, images, measure=lambda some, others: change(sigmoid(some), sigmoid(others)))


@wrong(EXERCISE, "squares for absolute values")
def mean_square(model, images):
    return measured(model, images, measure=lambda some, others: np.square(some - others).mean())


@wrong(EXERCISE, "squares for absolute values")
def root_mean_square(model, images):
    return measured(model, images, measure=lambda some, others: np.sqrt(np.square(some - others).mean()))


@wrong(EXERCISE, "squares for absolute values")
def norm_of_the_change(model, images):
    return measured(model, images, measure=lambda some, others: np.linalg.norm(some - others))


@wrong(EXERCISE, "changes cancel out")
def signed(model, images):
    return measured(model, images, measure=lambda some, others: (some - others).mean())


@wrong(EXERCISE, "changes cancel out")
def between_the_means(model, images):
    return measured(model, images, measure=lambda some, others: abs(some.mean() - others.mean()))


@wrong(EXERCISE, "not compared with the whole net")
def what_is_left(model, images):
    return measured(model, images, measure=lambda some, others: np.abs(some).mean())


@wrong(EXERCISE, "largest change for the mean")
def largest(model, images):
    return measured(model, images, measure=lambda some, others: np.abs(some - others).max())


@wrong(EXERCISE, "other images compared")
def one_image_against_the_next(model, images):
    whole, ends = logits(model, images), bottleneck_and_skip(model)
    return {part: change(logits(model, np.roll(images, 1, axis=0), end), whole) for part, end in ends.items()}


@wrong(EXERCISE, "other images compared")
def first_half_against_the_second(model, images):
    half, ends = len(images) // 2, bottleneck_and_skip(model)
    whole = logits(model, images[:half])
    return {part: change(logits(model, images[-half:], end), whole) for part, end in ends.items()}


@wrong(EXERCISE, "other images compared")
def mirrored(model, images):
    whole, ends = logits(model, images), bottleneck_and_skip(model)
    return {part: change(logits(model, images[::-1], end), whole) for part, end in ends.items()}


# Subtly


@wrong(EXERCISE)
def pass_it_on(model, images):
    pass


@wrong(EXERCISE)
def a_pair(model, images):
    return tuple(measured(model, images).values())


@wrong(EXERCISE)
def one_number(model, images):
    return measured(model, images)["skip"]


@wrong(EXERCISE)
def the_bottleneck_alone(model, images):
    return {"bottleneck": measured(model, images)["bottleneck"]}


@wrong(EXERCISE)
def keys_of_its_own(model, images):
    found = measured(model, images)
    return {"Bottleneck": found["bottleneck"], "Skip": found["skip"]}


@wrong(EXERCISE)
def one_for_each_image(model, images):
    return measured(model, images, measure=lambda some, others: np.abs(some - others).mean(axis=(1, 2, 3)))


@wrong(EXERCISE)
def the_word(model, images):
    return dict(bottleneck="little", skip="much")


@wrong(EXERCISE)
def zeros(model, images):
    return dict(bottleneck=0.0, skip=0.0)


@wrong(EXERCISE, "other images compared")
def first_image_alone(model, images):
    return measured(model, images[:1])


@wrong(EXERCISE)
def median(model, images):
    return measured(model, images, measure=lambda some, others: np.median(np.abs(some - others)))


@wrong(EXERCISE)
def first_map_of_the_logits(model, images):
    return measured(model, images, measure=lambda some, others: change(some[..., 0], others[..., 0]))


@wrong(EXERCISE)
def pixels_that_change_sides(model, images):
    return measured(model, images, measure=lambda some, others: ((some > 0) != (others > 0)).mean())


@wrong(EXERCISE)
def in_percent(model, images):
    return measured(model, images, measure=lambda some, others: 100 * change(some, others))


@wrong(EXERCISE)
def rounded(model, images):
    return measured(model, images, measure=lambda some, others: round(change(some, others), 2))


@wrong(EXERCISE)
def mean_maps_for_silence(model, images):
    """Put the mean of the maps in their place, not 0."""
    ends, found = bottleneck_and_skip(model), {}
    for part, (tensor, _) in ends.items():
        maps = np.array(keras.Model(model.inputs, tensor)(images))
        found[part] = measured(model, images)[part] * float(
            np.abs(maps - maps.mean()).mean() / np.abs(maps).max(initial=1e-9)
        )
    return found


@wrong(EXERCISE)
def size_of_the_maps_themselves(model, images):
    ends = bottleneck_and_skip(model)
    return {part: np.abs(keras.Model(model.inputs, tensor)(images)).mean() for part, (tensor, _) in ends.items()}


@wrong(EXERCISE, "wrong input of the join silenced")
def first_input_of_the_last_join(model, images):
    """Take the skip for the first one of a join, whichever order they come in."""
    join = joins(model)[-1][2]
    first = next(given[0] for layer, given, _ in calls(model) if layer is join)
    return measured(model, images, skip=[(first, join)])


@wrong(EXERCISE)
def last_layer_of_two_inputs(model, images):
    """Take any join for that of the skip, one inside of a residual block too."""
    layer, given = next((layer, given) for layer, given, _ in reversed(calls(model)) if len(given) == 2)
    join, skip = joins(model)[-1][2], joins(model)[-1][1]
    return measured(model, images, skip=[(skip if layer is join else given[0], layer)])


@wrong(EXERCISE)
def skips_joined_by_concatenate_alone(model, images):
    kinds = [(skip, join) for _, skip, join in joins(model) if isinstance(join, keras.layers.Concatenate)]
    return measured(model, images, skip=kinds[-1:] or [(model.outputs[0], None)])


@wrong(EXERCISE)
def the_images_silenced_for_the_skip(model, images):
    found = measured(model, images)
    return found | {"skip": change(logits(model, images * 0), logits(model, images))}


@wrong(EXERCISE)
def images_scaled_anew(model, images):
    return measured(model, (images - images.mean()) / (images.std() + 1e-3))


@wrong(EXERCISE, "changes x in place")
def changes_its_images(model, images):
    found = measured(model, images)
    images *= 0
    return found
