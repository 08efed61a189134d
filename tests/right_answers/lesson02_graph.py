"""Right answers to exercise 2.10: walks forward and backward, over tensors, nodes, layers, configs and matrices."""

from collections import defaultdict, deque
from contextlib import contextmanager
from functools import cache

import keras
import numpy as np
from keras.layers import BatchNormalization, Dropout, SpatialDropout2D

from tests.answers import right


def graph_of(model):
    """Return the functional model that a Sequential one keeps, or the model itself."""
    return getattr(model, "_functional", None) or model


def in_order(model):
    """Yield (layer, its input tensors, its output tensors) for each call in a model."""
    by_depth = graph_of(model)._nodes_by_depth
    for depth in sorted(by_depth, reverse=True):
        for node in by_depth[depth]:
            if node.input_tensors:
                yield node.operation, node.input_tensors, node.outputs


# Data that flows


@right("dropout_before_batchnorm")
def names_carried_by_tensors(model):
    pairs = []

    def run(model, given):
        behind = dict(zip(map(id, model.inputs), given, strict=True))
        for layer, inputs, outputs in in_order(model):
            names = set().union(*(behind[id(tensor)] for tensor in inputs))
            if isinstance(layer, BatchNormalization):
                pairs.extend((name, layer.name) for name in names)
            if isinstance(layer, keras.Model):
                left = run(layer, [behind[id(tensor)] for tensor in inputs])
            else:
                left = [names | {layer.name} if isinstance(layer, Dropout) else names] * len(outputs)
            behind.update(zip(map(id, outputs), left, strict=True))
        return [behind[id(tensor)] for tensor in model.outputs]

    run(model, [set()] * len(model.inputs))
    return pairs


@contextmanager
def calls_heard(hear):
    original = keras.layers.Layer.__call__

    def call(layer, inputs, *args, **options):
        outputs = original(layer, inputs, *args, **options)
        hear(layer, keras.tree.flatten(inputs), keras.tree.flatten(outputs))
        return outputs

    keras.layers.Layer.__call__ = call
    try:
        yield
    finally:
        keras.layers.Layer.__call__ = original


@right("dropout_before_batchnorm")
def heard_while_it_runs(model):
    """Run the model on zeros in training mode, and listen which arrays have come through a Dropout."""
    pairs, kept, behind = set(), [], defaultdict(set)

    def hear(layer, inputs, outputs):
        if isinstance(layer, keras.Model):
            return
        names = set().union(*(behind[id(one)] for one in inputs))
        if isinstance(layer, BatchNormalization):
            pairs.update((name, layer.name) for name in names)
        if isinstance(layer, Dropout):
            names = names | {layer.name}
        for one in outputs:
            kept.append(one)
            behind[id(one)] = set(names) | (behind[id(one)] if one is inputs[0] else set())

    with calls_heard(hear):
        model(arrays_for(model, lambda shape: np.ones((2, *shape), "float32")), training=True)
    return sorted(pairs)


def arrays_for(model, make):
    """Return make(shape) for the input of a model, or a list of one for each of its inputs."""
    arrays = [make(tensor.shape[1:]) for tensor in model.inputs]
    return arrays if len(arrays) > 1 else arrays[0]


def plain_layers(model):
    return [
        one
        for layer in model.layers
        for one in (plain_layers(layer) if isinstance(layer, keras.Model) else [layer])
    ]


@right("dropout_before_batchnorm")
def by_experiment(model):
    """Let one Dropout at a time drop, twice: a BatchNormalization that sees a difference lies behind it."""
    rng = np.random.default_rng(0)
    x = arrays_for(model, lambda shape: rng.normal(size=(50, *shape)).astype("float32"))
    dropouts = {layer.name: layer for layer in plain_layers(model) if isinstance(layer, Dropout)}

    def seen_with(active):
        for name, dropout in dropouts.items():
            dropout.rate = 0.5 if name == active else 0
        seen = defaultdict(list)

        def hear(layer, inputs, outputs):
            if isinstance(layer, BatchNormalization):
                seen[layer.name].append(np.array(inputs[0]))

        with calls_heard(hear):
            model(x, training=True)
        return seen

    pairs = []
    for name in dropouts:
        once, again = seen_with(name), seen_with(name)
        pairs += [(name, norm) for norm in once if not np.array_equal(once[norm], again[norm])]
    return pairs


# Calls, as nodes


def calls_within(model):
    """Return the edges between calls of plain layers, each call a tuple of nodes from the outermost in."""
    edges = []

    def walk(model, path, given):
        made = dict(zip(map(id, model.inputs), given, strict=True))
        by_depth = graph_of(model)._nodes_by_depth
        for depth in sorted(by_depth, reverse=True):
            for node in by_depth[depth]:
                if not node.input_tensors:
                    continue
                sources = [made[id(tensor)] for tensor in node.input_tensors]
                here = (*path, node)
                if isinstance(node.operation, keras.Model):
                    left = walk(node.operation, here, sources)
                else:
                    edges.extend((source, here) for source in sources if source)
                    left = [here] * len(node.outputs)
                made.update(zip(map(id, node.outputs), left, strict=True))
        return [made[id(tensor)] for tensor in model.outputs]

    walk(model, (), [None] * len(model.inputs))
    return edges


@right("dropout_before_batchnorm")
def breadth_first_over_calls(model):
    following = defaultdict(list)
    for source, target in calls_within(model):
        following[source].append(target)
    found = []
    for start in list(following):
        if isinstance(start[-1].operation, (Dropout, SpatialDropout2D)):
            queue, seen = deque([start]), set()
            while queue:
                for call in following[queue.popleft()]:
                    if call not in seen:
                        seen.add(call)
                        queue.append(call)
            norms = [call[-1].operation for call in seen if isinstance(call[-1].operation, BatchNormalization)]
            found += [[start[-1].operation.name, norm.name] for norm in norms]
    return found


@right("dropout_before_batchnorm")
def up_to_the_next_batchnorm(model):
    """Stop at the first BatchNormalization of each path: that one takes the shift."""
    edges, found = calls_within(model), set()

    def follow(call, name):
        for source, target in edges:
            if source == call:
                layer = target[-1].operation
                if type(layer).__name__ == "BatchNormalization":
                    found.add((name, layer.name))
                else:
                    follow(target, name)

    for source, _ in edges:
        if type(source[-1].operation).__name__ in ("Dropout", "SpatialDropout2D"):
            follow(source, source[-1].operation.name)
    return tuple(found)


@right("dropout_before_batchnorm")
def backward_from_each_batchnorm(model):
    preceding = defaultdict(set)
    for source, target in calls_within(model):
        preceding[target].add(source)

    @cache
    def dropouts_before(call):
        names = set()
        for source in preceding[call]:
            layer = source[-1].operation
            names |= dropouts_before(source) | ({layer.name} if isinstance(layer, Dropout) else set())
        return names

    norms = [call for call in list(preceding) if isinstance(call[-1].operation, BatchNormalization)]
    return [(name, call[-1].operation.name) for call in norms for name in dropouts_before(call)]


# Layers, each use of them thrown together


def end(tensor):
    """Return the plain layer that gives a tensor: the last one on the way to it, where that is a model."""
    layer, _, number = tensor._keras_history
    return end(layer.outputs[number]) if isinstance(layer, keras.Model) else layer


def layer_edges(model):
    """Return the edges between plain layers, nested models dissolved and the calls of one layer thrown together."""
    edges = []
    for layer, inputs, _ in in_order(model):
        sources = [end(tensor) for tensor in inputs]
        if isinstance(layer, keras.Model):
            inner = layer_edges(layer)
            edges += inner
            for source, tensor in zip(sources, layer.inputs, strict=True):
                entrance = tensor._keras_history.operation
                edges += [(source, target) for first, target in inner if first is entrance]
        else:
            edges += [(source, layer) for source in sources]
    return edges


@right("dropout_before_batchnorm")
def powers_of_a_matrix(model):
    edges = layer_edges(model)
    layers = list({id(layer): layer for edge in edges for layer in edge}.values())
    place = {id(layer): number for number, layer in enumerate(layers)}
    reach = np.zeros((len(layers), len(layers)), dtype=bool)
    for source, target in edges:
        reach[place[id(source)], place[id(target)]] = True
    for _ in layers:
        reach |= reach @ reach
    return [
        (layers[i].name, layers[j].name)
        for i, j in np.argwhere(reach)
        if isinstance(layers[i], Dropout) and isinstance(layers[j], BatchNormalization)
    ]


@right("dropout_before_batchnorm")
def depth_first_over_layers(model):
    following = defaultdict(list)
    for source, target in layer_edges(model):
        following[source].append(target)

    def reach(layer, seen):
        for target in following[layer]:
            if target not in seen:
                seen.add(target)
                reach(target, seen)
        return seen

    dropouts = [layer for layer in list(following) if isinstance(layer, Dropout)]
    return {
        (layer.name, norm.name)
        for layer in dropouts
        for norm in reach(layer, set())
        if isinstance(norm, BatchNormalization)
    }


@right("dropout_before_batchnorm")
def closed_under_steps(model):
    """Grow the set of pairs (a, b), where a leads to b, until nothing is new."""
    leads = {(a.name, b.name) for a, b in layer_edges(model)}
    kinds = {layer.name: type(layer).__name__ for edge in layer_edges(model) for layer in edge}
    while new := {(a, d) for a, b in leads for c, d in leads if b == c} - leads:
        leads |= new
    return [
        (a, b)
        for a, b in leads
        if kinds[a] in {"Dropout", "SpatialDropout1D", "SpatialDropout2D"} and kinds[b] == "BatchNormalization"
    ]


# Text alone


@right("dropout_before_batchnorm")
def from_the_config(model):
    """Read the wiring from get_config, which knows layers by name."""
    kinds, leads = {}, defaultdict(set)

    def histories(thing):
        """Return (name of a layer, number of its output) for each tensor in an inbound node."""
        if isinstance(thing, dict):
            if thing.get("class_name") == "__keras_tensor__":
                name, _, number = thing["config"]["keras_history"]
                return [(name, number)]
            thing = list(thing.values())
        return [one for part in thing for one in histories(part)] if isinstance(thing, (list, tuple)) else []

    def ports(ends):
        return [(ends[0], ends[2])] if isinstance(ends[0], str) else [one for end in ends for one in ports(end)]

    def at(ends, number):
        return ends[number] if len(ends) > 1 else ends[0]

    def read(class_name, config):
        """Return the first layers of a model, input by input, and its last ones; note what leads where."""
        first, last, previous = {}, {}, None
        for layer in config["layers"]:
            name = layer["config"]["name"]
            kinds[name] = layer["class_name"]
            first[name] = last[name] = [[name]]
            if "layers" in layer["config"]:
                first[name], last[name] = read(layer["class_name"], layer["config"])
        for layer in config["layers"]:
            name, nodes = layer["config"]["name"], [histories(node) for node in layer.get("inbound_nodes", [])]
            if class_name == "Sequential":
                nodes, previous = [[(previous, 0)]] if previous else [], name
            for before in nodes:
                for place, (source, number) in enumerate(before):
                    for one in at(last[source], number):
                        leads[one].update(at(first[name], place))
        if class_name == "Sequential":
            order = [layer["config"]["name"] for layer in config["layers"]]
            return first[order[0]], last[order[-1]]
        ends = [at(last[name], number) for name, number in ports(config["output_layers"])]
        return [[name] for name, _ in ports(config["input_layers"])], ends

    read(type(model).__name__, model.get_config())
    pairs = set()
    for dropout in [name for name in list(leads) if "Dropout" in kinds[name]]:
        ahead = list(leads[dropout])
        for name in ahead:
            ahead += [one for one in leads[name] if one not in ahead]
        pairs |= {(dropout, name) for name in ahead if kinds[name] == "BatchNormalization"}
    return list(pairs)
