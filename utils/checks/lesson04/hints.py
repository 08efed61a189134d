"""Three hints for each exercise of lesson 4: a question, a pointer, the code with gaps."""

HINTS = {
    # 4.1 contract
    # 4.2 expand
    # 4.3 unet
    # 4.4 locate_dropout, paper_placement
    "locate_dropout": (
        "How large are the maps that a dropout acts on, and do the data still go on to the smallest maps from there?",
        "Walk along `every_call(model)`: forward, keep the tensors that come from the smallest maps; backward, those that lead to them. A dropout whose maps are in neither set stands on a skip.",
        """Both walks, and the level, with gaps:
walk = every_call(model)
smallest = min(outputs[0].shape[1] for _, _, outputs in walk)
leads, comes = set(), set()  # ids of tensors
for _, inputs, outputs in reversed(walk):
    if outputs[0].shape[1] == smallest or any(id(one) in leads for one in outputs):
        leads.update(map(id, inputs))
for _, inputs, outputs in walk:
    if any(one.shape[1] == smallest or ... for one in inputs):
        comes.update(map(id, outputs))
level = round(np.log2(model.input_shape[1] / ...))""",
    ),
    "paper_placement": (
        "Which two levels are the end of the contracting path, if level 4 is the deepest?",
        "One rate for each of the levels 0 to 4, the bottleneck among them: half of the activations fall on the last two, nothing on the others.",
        """A list, with gaps:
return [0, 0, ..., ..., 0.5]""",
    ),
    # 4.5 bypass
    "bypass": (
        "Which maps does the layer that enlarges the bottleneck get, and what becomes of the logits if it gets zeros?",
        "Run the net call by call, as `calls(model)` lists them, once as it is and once for each part. `bottleneck_and_skip(model)` names the tensor, and the layer that is to get zeros in its place.",
        """The run, with gaps; `silent` is a pair (tensor, layer) or None:
def logits(silent=None):
    values = {id(model.inputs[0]): keras.ops.convert_to_tensor(images)}
    for layer, inputs, outputs in calls(model):
        taken = [values[id(one)] for one in inputs]
        if silent and layer is silent[1]:
            taken = [... if one is silent[0] else value for one, value in zip(inputs, taken)]
        values[id(outputs[0])] = layer(taken if len(taken) > 1 else taken[0])
    return np.array(values[id(model.outputs[0])])""",
    ),
    # 4.6 dice, iou
    # 4.7 unet_study
    # 4.8 mc_predict
    # 4.9 reliability, error_detection
}
