"""Three hints for each exercise of lesson 2: a question, a pointer, and the code with gaps."""

HINTS = {
    # 2.1 drop_positions
    # 2.2 count_neurons
    # 2.3 affected_outputs
    # 2.4 conv_after_drop
    # 2.5 spatial_dropout
    # 2.6 drop_block
    # 2.7 recoverability
    # 2.8 maxpool_law
    # 2.9 pool_order_bias
    "dropout_before_batchnorm": (
        "Which layers does the output of a Dropout reach, after one layer, after two, after any number of them?",
        "Walk through the model once in the order of the data, and keep for each tensor the names of the Dropouts it has come through: Add unites them, a nested model hands them through its own layers.",
        """The walk, with gaps; `given` has one set of names for each input of the model, empty at the start:
def walk(model, given):
    behind = dict(zip(map(id, model.inputs), given))
    calls = getattr(model, "_functional", model)._nodes_by_depth  # the deepest come first
    for node in [one for depth in sorted(calls, reverse=True) for one in calls[depth] if one.input_tensors]:
        layer, names = node.operation, set().union(*(behind[id(tensor)] for tensor in node.input_tensors))
        if isinstance(layer, keras.layers.BatchNormalization):
            pairs.extend(...)
        if isinstance(layer, keras.Model):
            left = walk(layer, ...)
        else:
            left = [...] * len(node.outputs)
        behind.update(zip(map(id, node.outputs), left))
    return [behind[id(tensor)] for tensor in model.outputs]""",
    ),
}
