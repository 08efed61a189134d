"""Right answers to exercise 4.4: where dropout stands in a U-Net, and where its paper puts it."""

from typing import NamedTuple

import keras
import numpy as np

from tests.answers import right
from tests.solutions import as_the_lesson_does
from tests.unet_walks import Walk, is_dropout, side
from utils.models import calls, every_call

# locate_dropout


by_two_walks = as_the_lesson_does("locate_dropout", "lesson04")


class Row(NamedTuple):
    level: int
    path: str
    rate: float


@right("locate_dropout")
def as_named_tuples(model):
    return [Row(*one) for one in Walk(model).rows()]


@right("locate_dropout")
def as_lists_of_numpy_types(model):
    return tuple([np.int32(level), np.str_(path), np.float32(rate)] for level, path, rate in Walk(model).rows())


@right("locate_dropout")
def level_as_the_place_among_all_sides(model):
    walk = Walk(model)
    sides = sorted({side(one) for _, inputs, outputs in walk.calls for one in inputs + outputs}, reverse=True)
    return walk.rows(level=lambda maps: sides.index(side(maps)))


@right("locate_dropout")
def level_counted_on_the_way(model):
    """Add 1 where a call halves the maps, and take 1 off where it doubles them."""
    walk, levels = Walk(model), {id(model.inputs[0]): 0}
    for _, inputs, outputs in walk.calls:
        for one in outputs:
            ratio = side(inputs[0]) / side(one)
            levels[id(one)] = levels[id(inputs[0])] + (ratio > 1) - (ratio < 1)
    return walk.rows(level=lambda maps: levels[id(maps)])


@right("locate_dropout")
def by_the_names_of_classes(model):
    return Walk(model).rows(listed=lambda layer: type(layer).__name__ in ("Dropout", "SpatialDropout2D"))


@right("locate_dropout")
def with_gaussian_dropout(model):
    kinds = (keras.layers.Dropout, keras.layers.GaussianDropout)
    return Walk(model).rows(listed=lambda layer: isinstance(layer, kinds))


@right("locate_dropout")
def from_each_dropout_on(model):
    """Follow the data from each dropout to the end: whoever meets the smallest maps stands before them."""
    walk = every_call(model)
    smallest = min(side(outputs[0]) for _, _, outputs in walk)

    def ahead(maps):
        reached = [maps]
        for one in reached:
            reached += [
                out for _, inputs, outputs in walk for out in outputs if any(one is taken for taken in inputs)
            ]
        return {side(one) for one in reached}

    def behind(maps):
        met = [maps]
        for one in met:
            met += [taken for _, inputs, outputs in walk for taken in inputs if any(one is out for out in outputs)]
        return {side(one) for one in met}

    def path(maps):
        if side(maps) == smallest:
            return "bottleneck"
        return "contracting" if smallest in ahead(maps) else "expanding" if smallest in behind(maps) else "skip"

    return [
        (round(np.log2(model.inputs[0].shape[2] / outputs[0].shape[2])), path(outputs[0]), layer.rate)
        for layer, _, outputs in walk
        if is_dropout(layer) and layer.rate
    ]


@right("locate_dropout")
def nested_models_opened_by_hand(model):
    """Wire everything anew, on symbolic tensors of its own, through whatever is nested."""
    found = []

    def run(inner, given):
        values = dict(zip(map(id, inner.inputs), given, strict=True))
        for layer, inputs, outputs in calls(inner):
            taken = [values[id(one)] for one in inputs]
            made = run(layer, taken) if isinstance(layer, keras.Model) else _made(layer, taken, outputs)
            values.update(zip(map(id, outputs), made, strict=True))
        return [values[id(one)] for one in inner.outputs]

    def _made(layer, taken, outputs):
        made = [keras.KerasTensor(one.shape) for one in outputs]
        found.append((layer, taken, made))
        return made

    run(model, model.inputs)
    return Walk(model, lambda _: found).rows()


@right("locate_dropout")
def skips_as_late_as_they_can_be(model):
    """List what stands on a skip just before the level where it joins."""
    rows = Walk(model).rows()
    skips = sorted((row for row in rows if row[1] == "skip"), reverse=True)
    found = [row for row in rows if row[1] in ("contracting", "bottleneck")]
    for row in (row for row in rows if row[1] == "expanding"):
        while skips and skips[0][0] >= row[0]:
            found.append(skips.pop(0))
        found.append(row)
    return found + skips


@right("locate_dropout")
def first_what_nothing_waits_for(model):
    """Sort the calls anew, so that those on a skip come as early as they can."""
    left, ready, order = list(every_call(model)), {id(one) for one in model.inputs}, []
    while left:
        now = [one for one in left if all(id(tensor) in ready for tensor in one[1])]
        order += now
        ready.update(id(tensor) for _, _, outputs in now for tensor in outputs)
        left = [one for one in left if not any(one is other for other in now)]
    return Walk(model, lambda _: order).rows()


# paper_placement

as_the_lesson_does("paper_placement", "lesson04")


@right("paper_placement")
def a_tuple():
    return (0, 0, 0, 0.5, 0.5)


@right("paper_placement")
def a_list_by_a_loop():
    rates = [0.0] * 5
    for level in (3, 4):
        rates[level] = 0.5
    return rates


@right("paper_placement")
def an_array():
    return np.where(np.arange(5) >= 3, 0.5, 0).astype("float32")


@right("paper_placement")
def by_level():
    return {3: 0.5, 4: 0.5}


@right("paper_placement")
def by_level_with_those_of_0():
    return {0: 0, 1: 0, 2: 0, 3: 1 / 2, 4: 1 / 2}


@right("paper_placement")
def by_level_and_path():
    return {(3, "contracting"): 0.5, (4, "bottleneck"): 0.5}


@right("paper_placement")
def with_an_expanding_path_of_0():
    return {level: 0.5 for level in (np.int64(4), np.int64(3))} | {(level, "expanding"): 0.0 for level in range(4)}


@right("paper_placement")
def a_tensor():
    return keras.ops.concatenate([keras.ops.zeros(3), keras.ops.full((2,), 0.5)])


@right("paper_placement")
def counted_from_the_end():
    depth = 4
    return {level: 0.5 for level in range(depth + 1) if level >= depth - 1}
