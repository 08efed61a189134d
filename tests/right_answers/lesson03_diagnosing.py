"""Right answers to the first half of exercise 3.9: the fault of a net. The first is the reference."""

from collections import defaultdict

import keras
from keras.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten

from tests.answers import right
from tests.right_answers.lesson02_graph import calls_heard, graph_of
from tests.solutions import as_the_lesson_does
from utils.models import calls, every_call

CLASSES = 10


diagnose = as_the_lesson_does("diagnose")


def edges(model):
    """Return the layers in the order of the data, and {place: places right before it}."""
    steps = every_call(model)
    made = {id(tensor): place for place, (*_, outputs) in enumerate(steps) for tensor in outputs}
    before = {
        place: [made[id(tensor)] for tensor in inputs if id(tensor) in made]
        for place, (_, inputs, _) in enumerate(steps)
    }
    return steps, before


@right("diagnose")
def from_the_end_backward(model):
    steps, before = edges(model)
    last = len(steps) - 1
    if isinstance(steps[last][0], Dropout):
        return "dropout on logits"
    if model.output_shape[-1] != CLASSES:
        return "old classes"

    def ancestors(place):
        return {one for first in before[place] for one in {first, *ancestors(first)}}

    for place, (layer, inputs, _) in enumerate(steps):
        if isinstance(layer, Dense) and len(inputs[0].shape) > 2:
            return "dense on rank 4"
        if isinstance(layer, BatchNormalization) and any(
            isinstance(steps[p][0], Dropout) for p in ancestors(place)
        ):
            return "dropout before batchnorm"
    for place, (layer, _, _) in enumerate(steps):
        if isinstance(layer, Flatten):
            behind = [steps[p][0] for p in before if place in before[p]]
            front = [steps[p][0] for p in before[place]]
            if any(isinstance(a, Dropout) for a in front) and any(isinstance(b, Dropout) for b in behind):
                return "stacked around flatten"
    return "exploding flatten"


def is_on_logits(model):
    layers = [layer for layer, *_ in every_call(model)]
    dense = [place for place, layer in enumerate(layers) if isinstance(layer, Dense)]
    return any(isinstance(layer, Dropout) for layer in layers[dense[-1] :])


def is_before_batchnorm(model):
    dropped = set()
    for layer, inputs, outputs in every_call(model):
        touched = any(id(tensor) in dropped for tensor in inputs)
        if touched and isinstance(layer, BatchNormalization):
            return True
        if touched or isinstance(layer, Dropout):
            dropped |= set(map(id, outputs))
    return False


def is_stacked(model):
    maker = {id(out): (layer, inputs) for layer, inputs, outputs in every_call(model) for out in outputs}
    for layer, inputs in maker.values():
        if isinstance(layer, Dropout) and id(inputs[0]) in maker:
            flatten, given = maker[id(inputs[0])]
            if isinstance(flatten, Flatten) and isinstance(maker.get(id(given[0]), (None,))[0], Dropout):
                return True
    return False


def is_dense_on_maps(model):
    return any(isinstance(layer, Dense) and len(given[0].shape) == 4 for layer, given, _ in every_call(model))


def is_exploding(model):
    height = model.input_shape[1]
    return any(isinstance(layer, Flatten) and given[0].shape[1] == height for layer, given, _ in every_call(model))


def has_old_head(model):
    return model.output_shape[-1] != CLASSES


@right("diagnose")
def one_question_for_each_fault(model):
    questions = {
        "old classes": has_old_head,
        "exploding flatten": is_exploding,
        "dense on rank 4": is_dense_on_maps,
        "stacked around flatten": is_stacked,
        "dropout before batchnorm": is_before_batchnorm,
        "dropout on logits": is_on_logits,
    }
    return next(fault for fault, asked in questions.items() if asked(model))


@right("diagnose")
def heard_while_it_runs(model):
    """Run the net in training, and listen to what each layer gets."""
    made, kept, found, before = {}, [], [], model.get_weights()

    def came(tensor):
        return made.get(id(tensor), [])

    def hear(layer, inputs, outputs):
        kept.extend([*inputs, *outputs])
        if isinstance(layer, keras.Model):
            return
        path = [one for tensor in inputs for one in came(tensor)]
        if isinstance(layer, BatchNormalization) and any(isinstance(one, Dropout) for one in path):
            found.append("dropout before batchnorm")
        if isinstance(layer, Dense) and len(inputs[0].shape) == 4:
            found.append("dense on rank 4")
        if isinstance(layer, Flatten) and tuple(inputs[0].shape[1:3]) == model.input_shape[1:3]:
            found.append("exploding flatten")
        if [type(one).__name__ for one in path[-1:]] == ["Flatten"] and isinstance(layer, Dropout):
            found.extend(["stacked around flatten"] * isinstance(path[-2], Dropout))
        made.update({id(tensor): [*path, layer] for tensor in outputs})

    with calls_heard(hear):
        output = model(keras.random.normal((2, *model.input_shape[1:])), training=True)
    model.set_weights(before)
    if isinstance(came(output)[-1], Dropout):
        found.append("dropout on logits")
    if output.shape[-1] != CLASSES:
        found.append("old classes")
    return found[0]


@right("diagnose")
def by_recursion_into_nested_models(model):
    """Walk with `calls`, and hand the state of each tensor into nested models and out of them again."""
    side, found = model.input_shape[1:3], []

    def walk(net, states):
        graph = graph_of(net)
        state = dict(zip(map(id, graph.inputs), states, strict=True))
        for layer, inputs, outputs in calls(net):
            given = [state[id(tensor)] for tensor in inputs]
            dropped, tail = any(d for d, _ in given), given[0][1]
            if isinstance(layer, keras.Model):
                left = walk(layer, given)
            else:
                left = [(dropped or isinstance(layer, Dropout), (*tail, type(layer).__name__)[-3:])]
                judge(layer, inputs[0].shape, dropped, left[0][1])
            state.update(zip(map(id, outputs), left, strict=True))
        return [state[id(tensor)] for tensor in graph.outputs]

    def judge(layer, shape, dropped, tail):
        if isinstance(layer, BatchNormalization) and dropped:
            found.append("dropout before batchnorm")
        if len(tail) == 3 and "Dropout" in tail[0] and tail[1] == "Flatten" and "Dropout" in tail[2]:
            found.append("stacked around flatten")
        if isinstance(layer, Dense) and len(shape) == 4:
            found.append("dense on rank 4")
        if isinstance(layer, Flatten) and shape[1:3] == side:
            found.append("exploding flatten")

    ((_, tail),) = walk(model, [(False, ())])
    if tail[-1] in ("Dropout", "GaussianDropout"):
        found.append("dropout on logits")
    return found[0] if found else "old classes"


@right("diagnose")
def a_matrix_of_who_leads_to_whom(model):
    steps, before = edges(model)
    layers = [layer for layer, *_ in steps]
    reach = defaultdict(set)
    for place in range(len(layers)):
        for one in before[place]:
            reach[place] |= {one} | reach[one]
    drops = {place for place, layer in enumerate(layers) if isinstance(layer, Dropout)}
    if drops & {len(layers) - 1}:
        return "dropout on logits"
    if any(drops & reach[place] for place, layer in enumerate(layers) if isinstance(layer, BatchNormalization)):
        return "dropout before batchnorm"
    for place in drops:
        if any(isinstance(layers[one], Flatten) and drops & set(before[one]) for one in before[place]):
            return "stacked around flatten"
    if any(isinstance(layer, Dense) and layer.kernel.shape[0] == given[0].shape[-1] and len(given[0].shape) != 2
           for layer, given, _ in steps):  # fmt: skip
        return "dense on rank 4"
    return "old classes" if layers[-1].units != CLASSES else "exploding flatten"


@right("diagnose")
def nothing_shrinks_the_maps(model):
    """Tell an exploding Flatten by what is missing: pooling and strides."""
    fault = from_the_end_backward(model)
    layers = [layer for layer, *_ in every_call(model)]
    shrinks = any(
        "Pooling" in type(one).__name__ or (isinstance(one, Conv2D) and one.strides != (1, 1)) for one in layers
    )
    if fault == "exploding flatten":
        assert not shrinks
    return fault


@right("diagnose")
def from_shapes_and_names_of_types(model):
    kinds, shapes, before = {}, {}, {}
    for layer, inputs, outputs in every_call(model):
        for tensor in outputs:
            kinds[id(tensor)], shapes[id(tensor)] = type(layer).__name__, inputs[0].shape
            before[id(tensor)] = [id(one) for one in inputs]
        end = id(outputs[0])

    def far(tensor, word):
        return any(word in kinds.get(one, "") or far(one, word) for one in before.get(tensor, []))

    if "Dropout" in kinds[end]:
        return "dropout on logits".upper().lower()
    for one, kind in kinds.items():
        (front,) = before[one][:1]
        if kind == "BatchNormalization" and far(one, "Dropout"):
            return "dropout before batchnorm"
        if kind == "Dense" and len(shapes[one]) == 4:
            return "dense on rank 4"
        if kind == "Flatten" and shapes[one][1] == model.input_shape[1]:
            return "exploding flatten"
        if "Dropout" in kind and kinds.get(front) == "Flatten" and "Dropout" in kinds[before[front][0]]:
            return "stacked around flatten"
    return "old classes"
