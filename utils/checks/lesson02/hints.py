"""Three hints for each exercise of lesson 2: a question, a pointer, and the code with gaps."""

HINTS = {
    # 2.1 drop_positions
    "count_neurons": (
        "How many numbers does one filter give for one image, and how many filters are there?",
        "A side of 'same' becomes side / stride, rounded up; one of 'valid' (side - kernel + 1) / stride, rounded up.",
        """The end, with gaps:
activations = rows * columns * ...
weights = (kernel * kernel * maps_in + ...) * filters""",
    ),
    "affected_outputs": (
        "Which rows does output row n look at? And for which n is row `i` among them?",
        "Output n looks at rows n * stride - before to n * stride - before + kernel - 1; before is 0 for 'valid'.",
        """For one side, with gaps (for 'same': zeros = max((count - 1) * stride + kernel - side, 0)):
first = np.arange(count) * stride - zeros // 2
reached = (first <= place) & (place < ...)""",
    ),
    "conv_after_drop": (
        "What does the conv read: the maps, or the maps after dropout? And how many masks are there?",
        "Multiply by the mask, divide by 1 - rate, pad with k // 2 zeros, then sum windows times kernel.",
        """With sliding windows, and a gap:
windows = np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(1, 2))
return np.einsum("nijmab,abmf->...", windows, kernel)""",
    ),
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
