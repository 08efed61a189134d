"""Three hints for each exercise of lesson 3: a question, a pointer, the code with gaps."""

HINTS = {
    "placement_study": (
        "What must two placements share, so that the difference of their scores comes from the placement alone?",
        'Collect scores["validation"] of build(placement, data, seed) for each seed, first for the first placement, then for each other one. `paired_interval` and `verdict` of lesson 1 do the rest.',
        """The body, with gaps:
def scores(placement):
    return [build(placement, data, seed).scores[...] for seed in seeds]

first, table = scores(placements[0]), {}
for placement in placements[1:]:
    others = scores(placement)
    mean, low, high = paired_interval(first, ...)
    table[placement] = mean, (low, high), verdict(first, ...)
return table""",
    ),
    "choose": (
        "What must be true of the best placement's interval, and what of all the other intervals beside it?",
        'Find the highest mean. Its verdict must be "helps", and its low end must lie above the high end of each other interval.',
        """The body, with gaps:
best = max(table, key=lambda placement: table[placement][0])
_, (low, _), verdict = table[best]
rivals = [high for placement, (_, (_, high), _) in table.items() if placement != ...]
return best if verdict == "helps" and all(... for high in rivals) else "inconclusive\"""",
    ),
    "diagnose": (
        "For each of the six faults: which layer gives it away, and what stands in front of that layer, near or far?",
        "Walk along `every_call(model)`, which opens nested models, and keep for each tensor the list of layers that it has come through. A BatchNormalization asks whether a Dropout is in its list, a Dropout looks at the last two, Dense and Flatten look at a shape.",
        """The walk, with gaps; all that is left at its end is on the logits, or in the head:
came = {id(tensor): [] for tensor in model.inputs}
for layer, inputs, outputs in every_call(model):
    path = [one for tensor in inputs for one in came[id(tensor)]]
    if isinstance(layer, keras.layers.BatchNormalization) and any(map(is_dropout, path)):
        return "dropout before batchnorm"
    if is_dropout(layer) and path[-1:] and isinstance(path[-1], keras.layers.Flatten) and ...:
        return "stacked around flatten"
    if isinstance(layer, keras.layers.Dense) and len(inputs[0].shape) == ...:
        return "dense on rank 4"
    if isinstance(layer, keras.layers.Flatten) and inputs[0].shape[1:3] == ...:
        return "exploding flatten"
    came |= {id(tensor): [*path, layer] for tensor in outputs}
return "dropout on logits" if is_dropout(layer) else ...""",
    ),
    "repair": (
        "Which layers of the net can be called again as they are, and which one must be left out, moved, added or made anew?",
        "Call the layers of `every_call(model)` one after the other on a new input, so that they keep their weights. In between, leave one out, put one in, or make a Dense anew from its config where its input or its units change.",
        """The walk, with gaps; do(layer, given) gives the new tensor for one call:
new = {id(model.inputs[0]): keras.Input(model.input_shape[1:])}
start = new[id(model.inputs[0])]
for layer, inputs, outputs in every_call(model):
    given = [new[id(tensor)] for tensor in inputs]
    new[id(outputs[0])] = do(layer, ...)
return keras.Model(start, new[id(outputs[0])])

A layer with the same options and new weights:
type(layer).from_config(layer.get_config() | {"units": ...})""",
    ),
}
