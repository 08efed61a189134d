"""Wrong answers to exercise 2.10: the paths from Dropout to BatchNormalization."""

from itertools import pairwise, product

import keras
from keras.layers import Add, BatchNormalization, Conv2D, Dense, Dropout, MaxPooling2D, ReLU

from tests.answers import wrong
from tests.right_answers.lesson02_graph import calls_within, graph_of, layer_edges

EXERCISE = "dropout_before_batchnorm"


def is_dropout(layer):
    return isinstance(layer, Dropout)


def is_norm(layer):
    return isinstance(layer, BatchNormalization)


def flat(model):
    """Return all plain layers, in the order of the lists they stand in."""
    return [one for layer in model.layers for one in (flat(layer) if isinstance(layer, keras.Model) else [layer])]


def as_layers(edges):
    return [(source[-1].operation, target[-1].operation) for source, target in edges]


def reached(edges, layer, through=lambda layer: True):
    """Return what a layer leads to along the edges, by way of such layers as `through` lets pass."""
    ahead = [target for source, target in edges if source is layer]
    for one in ahead:
        if through(one):
            ahead += [target for source, target in edges if source is one and target not in ahead]
    return ahead


def pairs_along(edges, start=is_dropout, end=is_norm, through=lambda layer: True):
    starts = {layer for edge in edges for layer in edge if start(layer)}
    return [(one.name, two.name) for one in starts for two in reached(edges, one, through) if end(two)]


def right(model):
    return pairs_along(layer_edges(model))


def top_edges(model):
    """Return the edges between the layers of a model, a nested model being one layer."""
    return [
        (tensor._keras_history.operation, node.operation)
        for nodes in graph_of(model)._nodes_by_depth.values()
        for node in nodes
        for tensor in node.input_tensors
    ]


# By misconception


@wrong(EXERCISE, "pair swapped")
def batchnorm_first(model):
    return [(norm, dropout) for dropout, norm in right(model)]


@wrong(EXERCISE, "flags the safe order")
def every_dropout_with_every_batchnorm(model):
    layers = flat(model)
    return [(a.name, b.name) for a, b in product(layers, layers) if is_dropout(a) and is_norm(b)]


@wrong(EXERCISE, "flags the safe order")
def in_both_directions(model):
    edges = layer_edges(model)
    return pairs_along(edges + [edge[::-1] for edge in edges])


@wrong(EXERCISE, "flags the safe order")
def backward_alone(model):
    return pairs_along([edge[::-1] for edge in layer_edges(model)])


@wrong(EXERCISE, "flags the safe order")
def neighbours_in_either_order(model):
    names = []
    for a, b in pairwise(model.layers):
        if {is_dropout(a), is_norm(b)} == {True} or {is_norm(a), is_dropout(b)} == {True}:
            names.append((a.name, b.name) if is_dropout(a) else (b.name, a.name))
    return names


@wrong(EXERCISE, "only the next layer")
def neighbours_in_the_list(model):
    return [(a.name, b.name) for a, b in zip(model.layers, model.layers[1:]) if is_dropout(a) and is_norm(b)]  # noqa: B905


@wrong(EXERCISE, "only the next layer")
def neighbours_in_the_graph(model):
    return [(a.name, b.name) for a, b in layer_edges(model) if is_dropout(a) and is_norm(b)]


@wrong(EXERCISE, "only the next layer")
def one_layer_between_them_at_most(model):
    edges = layer_edges(model)
    steps = [(a, d) for a, b in edges for c, d in edges if b is c and isinstance(b, Dropout)]
    return [(a.name, b.name) for a, b in edges + steps if is_dropout(a) and is_norm(b)]


@wrong(EXERCISE, "stops at weights")
def through_layers_without_weights(model):
    return pairs_along(layer_edges(model), through=lambda layer: not layer.weights)


@wrong(EXERCISE, "stops at weights")
def through_relu_and_pool(model):
    return pairs_along(layer_edges(model), through=lambda layer: isinstance(layer, (ReLU, MaxPooling2D)))


@wrong(EXERCISE, "knows Dropout alone")
def by_the_name_of_the_class(model):
    return pairs_along(layer_edges(model), start=lambda layer: type(layer).__name__ == "Dropout")


@wrong(EXERCISE, "knows Dropout alone")
def by_the_exact_type(model):
    return pairs_along(layer_edges(model), start=lambda layer: type(layer) is Dropout)


@wrong(EXERCISE, "misses a branch")
def first_branch_alone(model):
    first = {}
    for source, target in layer_edges(model)[::-1]:
        first[source] = target
    return pairs_along(list(first.items()))


@wrong(EXERCISE, "misses a branch")
def last_branch_alone(model):
    return pairs_along(list(dict(layer_edges(model)).items()))


@wrong(EXERCISE, "misses a branch")
def first_input_alone(model):
    first = {}
    for source, target in layer_edges(model):
        first.setdefault(target, source)
    return pairs_along([(source, target) for target, source in first.items()])


@wrong(EXERCISE, "misses a branch")
def last_input_alone(model):
    last = {target: source for source, target in layer_edges(model)}
    return pairs_along([(source, target) for target, source in last.items()])


@wrong(EXERCISE, "misses a branch")
def stops_at_add(model):
    return pairs_along(layer_edges(model), through=lambda layer: not isinstance(layer, Add))


@wrong(EXERCISE, "misses a branch")
def back_from_the_first_output(model):
    edges = layer_edges(model)
    end = flat(model)[-1] if isinstance(model, keras.Sequential) else model.outputs[0]._keras_history.operation
    if isinstance(end, keras.Model):
        return pairs_along(edges)
    used = {end, *reached([edge[::-1] for edge in edges], end)}
    return pairs_along([edge for edge in edges if edge[1] in used])


@wrong(EXERCISE, "list order for the graph")
def later_in_the_list(model):
    layers = flat(model)
    return [
        (a.name, b.name) for place, a in enumerate(layers) for b in layers[place:] if is_dropout(a) and is_norm(b)
    ]


@wrong(EXERCISE, "list order for the graph")
def later_in_the_list_of_the_top(model):
    dropouts, found = [], []
    for layer in model.layers:
        if is_dropout(layer):
            dropouts.append(layer.name)
        if is_norm(layer):
            found += [(name, layer.name) for name in dropouts]
    return found


@wrong(EXERCISE, "list order for the graph")
def later_in_the_list_until_the_next(model):
    dropouts, found = [], []
    for layer in flat(model):
        if is_dropout(layer):
            dropouts.append(layer.name)
        if is_norm(layer):
            found += [(name, layer.name) for name in dropouts]
            dropouts = []
    return found


@wrong(EXERCISE, "stays at the top level")
def nested_models_closed(model):
    return pairs_along(top_edges(model))


@wrong(EXERCISE, "stays at the top level")
def nested_models_left_out(model):
    return pairs_along([edge for edge in top_edges(model) if not any(isinstance(one, keras.Model) for one in edge)])


@wrong(EXERCISE, "each model on its own")
def each_model_on_its_own(model):
    inside = [each_model_on_its_own(layer) for layer in model.layers if isinstance(layer, keras.Model)]
    return sum(inside, pairs_along(top_edges(model)))


def uses(edges, kept):
    """Return the edges into the first or the last use of each layer."""
    use = {}
    for _, target in edges if kept == "last" else edges[::-1]:
        use[target[-1].operation] = target
    return as_layers([edge for edge in edges if use[edge[1][-1].operation] == edge[1]])


@wrong(EXERCISE, "first use alone")
def first_use_of_each_layer(model):
    return pairs_along(uses(calls_within(model), "first"))


# Subtly


@wrong(EXERCISE)
def pass_it_on(model):
    pass


@wrong(EXERCISE)
def nothing_found(model):
    return []


@wrong(EXERCISE)
def says_yes(model):
    return bool(right(model))


@wrong(EXERCISE)
def how_many(model):
    return len(right(model))


@wrong(EXERCISE)
def layers_for_names(model):
    edges = layer_edges(model)
    return [(a, b) for a in {a for a, _ in edges if is_dropout(a)} for b in reached(edges, a) if is_norm(b)]


@wrong(EXERCISE)
def a_dictionary(model):
    return dict(right(model))


@wrong(EXERCISE)
def arrows(model):
    return [f"{dropout} -> {norm}" for dropout, norm in right(model)]


@wrong(EXERCISE)
def one_flat_list(model):
    return [name for pair in right(model) for name in pair]


@wrong(EXERCISE)
def dropouts_alone(model):
    return sorted({dropout for dropout, _ in right(model)})


@wrong(EXERCISE)
def yields_them(model):
    yield from right(model)


@wrong(EXERCISE)
def with_the_path(model):
    return [(dropout, "leads to", norm) for dropout, norm in right(model)]


@wrong(EXERCISE)
def places_for_names(model):
    place = {layer.name: number for number, layer in enumerate(flat(model))}
    return [(place[dropout], place[norm]) for dropout, norm in right(model)]


@wrong(EXERCISE)
def types_for_names(model):
    return [("Dropout", "BatchNormalization") for _ in right(model)]


@wrong(EXERCISE)
def by_the_names_of_layers(model):
    def named(word):
        return lambda layer: word in layer.name

    return pairs_along(layer_edges(model), start=named("dropout"), end=named("batch_normalization"))


@wrong(EXERCISE)
def any_normalization(model):
    return pairs_along(layer_edges(model), end=lambda layer: "Normalization" in type(layer).__name__)


@wrong(EXERCISE)
def first_pair_alone(model):
    return right(model)[:1]


@wrong(EXERCISE)
def one_batchnorm_for_each_dropout(model):
    return list(dict(right(model)).items())


@wrong(EXERCISE)
def nearest_dropout_alone(model):
    return pairs_along(layer_edges(model), through=lambda layer: not is_dropout(layer))


@wrong(EXERCISE)
def stops_at_dense(model):
    return pairs_along(layer_edges(model), through=lambda layer: not isinstance(layer, Dense))


@wrong(EXERCISE)
def stops_at_conv(model):
    return pairs_along(layer_edges(model), through=lambda layer: not isinstance(layer, Conv2D))


@wrong(EXERCISE)
def within_three_layers(model):
    edges = layer_edges(model)
    leads = set(edges)
    for _ in range(2):
        leads |= {(a, d) for a, b in leads for c, d in edges if b is c}
    return [(a.name, b.name) for a, b in leads if is_dropout(a) and is_norm(b)]


@wrong(EXERCISE)
def across_an_add(model):
    """Take the branches that meet in an Add for one path."""
    edges = layer_edges(model)
    back = [(add, source) for source, add in edges if isinstance(add, Add)]
    behind = [(target, source) for source, target in edges if any(source is a or target is a for _, a in back)]
    return pairs_along(edges + back + behind)


@wrong(EXERCISE)
def opens_sequential_models_alone(model):
    inside = [layer for layer in model.layers if isinstance(layer, keras.Sequential)]
    edges = top_edges(model)
    for one in inside:
        first, last = one.layers[0], one.layers[-1]
        edges = [(last if a is one else a, first if b is one else b) for a, b in edges] + layer_edges(one)
    return pairs_along(edges)


@wrong(EXERCISE)
def what_is_nested_all_in_one(model):
    """Take the layers of a nested model for one knot, in which each leads to each."""
    edges = layer_edges(model)
    for nested in model.layers:
        if isinstance(nested, keras.Model):
            edges += product(flat(nested), repeat=2)
    return pairs_along(edges)


@wrong(EXERCISE)
def without_end_on_a_circle(model):
    edges = layer_edges(model)

    def follow(layer):
        for source, target in edges:
            if source is layer:
                yield target
                yield from follow(target)

    dropouts = {layer for edge in edges for layer in edge if is_dropout(layer)}
    return [(one.name, two.name) for one in dropouts for two in follow(one) if is_norm(two)]


@wrong(EXERCISE)
def one_tensor_into_each_layer(model):
    found = []
    for norm in filter(is_norm, flat(model)):
        layer = norm
        while not isinstance(layer, keras.layers.InputLayer):
            layer = layer.input._keras_history.operation
            if is_dropout(layer):
                found.append((layer.name, norm.name))
    return found


@wrong(EXERCISE)
def remembers_other_models(model, found=[]):  # noqa: B006
    found += right(model)
    return found


@wrong(EXERCISE)
def asks_for_a_second_argument(model, layers):
    return right(model)


# Out of the model, several inputs


def walk(layers, beside):
    """Return all layers that lie ahead of some, where `beside(layer)` are the next."""
    ahead = [two for one in layers for two in beside(one)]
    for one in ahead:
        ahead += [two for two in beside(one) if two not in ahead]
    return ahead


def is_plain(model):
    return not any(isinstance(layer, keras.Model) for layer in model.layers)


@wrong(EXERCISE, "walks out of the model")
def follows_the_outbound_nodes(model):
    def behind(layer):
        return [node.operation for node in layer._outbound_nodes]

    found = [
        (one.name, two.name)
        for one in flat(model)
        if is_dropout(one)
        for two in walk([one], behind)
        if is_norm(two)
    ]
    return found if is_plain(model) else right(model)


@wrong(EXERCISE, "walks out of the model")
def follows_the_inbound_nodes(model):
    def before(layer):
        return [x._keras_history.operation for node in layer._inbound_nodes for x in node.input_tensors]

    found = [
        (two.name, one.name)
        for one in flat(model)
        if is_norm(one)
        for two in walk([one], before)
        if is_dropout(two)
    ]
    return found if is_plain(model) else right(model)


@wrong(EXERCISE)
def all_inputs_of_a_nested_model_alike(model):
    """Hand what any input of a nested model has come through to all of its layers."""
    pairs = set(right(model))
    for one, nested in top_edges(model):
        if isinstance(nested, keras.Model) and is_dropout(one):
            pairs |= {(one.name, two.name) for two in flat(nested) if is_norm(two)}
    return pairs


@wrong(EXERCISE)
def refuses_several_inputs(model):
    (given,) = model.inputs
    return right(model) if given is not None else []


@wrong("dropout_before_batchnorm")
def outbound_nodes_in_and_out_of_models(model):
    """Enter a nested model at all of its inputs, and leave it for all that any of its outputs reaches."""
    found, seen = [], set()

    def after(layer, around):
        for node in layer._outbound_nodes:
            yield from entered(node.operation, around)
        if around and layer in [tensor._keras_history.operation for tensor in around[-1].outputs]:
            yield from after(around[-1], around[:-1])

    def entered(layer, around):
        if isinstance(layer, keras.Model):
            for tensor in layer.inputs:
                yield from after(tensor._keras_history.operation, (*around, layer))
        else:
            yield layer, around

    def follow(dropout, layer, around):
        for following, where in after(layer, around):
            if (dropout, following) not in seen:
                seen.add((dropout, following))
                if isinstance(following, BatchNormalization):
                    found.append((dropout.name, following.name))
                follow(dropout, following, where)

    def search(model, around):
        for layer in model.layers:
            if isinstance(layer, keras.Model):
                search(layer, (*around, layer))
            elif isinstance(layer, Dropout):
                follow(layer, layer, around)

    search(model, ())
    return found
