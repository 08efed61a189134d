"""Three hints for each exercise of lesson 4: a question, a pointer, the code with gaps."""

HINTS = {
    # 4.1 contract
    "contract": (
        "Two readers wait for the end of a level: the pool below, and the skip across. Which of them should meet what dropout has left?",
        'Conv2D(filters, 3, padding="same", activation="relu") twice, then Dropout(rate) where the rate is above 0. What that gives is the skip; pool it with MaxPooling2D(2), unless pool is False.',
        """The body, with gaps:
for _ in range(2):
    x = keras.layers.Conv2D(filters, 3, padding=..., activation="relu")(x)
if rate > 0:
    x = ...
skip = ...
down = keras.layers.MaxPooling2D(2)(skip) if pool else ...
return down, skip""",
    ),
    # 4.2 expand
    "expand": (
        "x has half the side of the skip. Which of the two must change its size, and along which axis can the two then stand side by side without losing anything?",
        "Conv2DTranspose(filters, 2, strides=2) or UpSampling2D(2) doubles the side; Concatenate() joins along the last axis; two 3 x 3 convs with ReLU read both.",
        """The body, with gaps:
x = keras.layers.Conv2DTranspose(filters, 2, strides=...)(x)
x = keras.layers....()([skip, x])
for _ in range(2):
    x = ...
return x""",
    ),
    # 4.3 unet
    "unet": (
        "Which skip does the lowest level of the way up need: the first one that you have kept, or the last?",
        "Look at both sides first: side % 2**depth. Then contract `depth` times and keep each skip, contract once more with pool=False, and expand with the skips in reverse. Conv2D(classes, 1) gives the logits.",
        """The body, with gaps; `contract` and `expand` are yours:
for side in input_shape[:2]:
    if side % 2**depth:
        raise ValueError(f"A side of {side} does not fit: use ...")
rates = [0.0] * (depth + 1) if rates is None else rates
x = inputs = keras.Input(input_shape)
skips = []
for level in range(depth):
    x, skip = contract(x, base * 2**level, ...)
    skips.append(skip)
x, _ = contract(x, base * 2**depth, ..., pool=False)
for level in reversed(range(depth)):
    x = expand(x, ..., base * 2**level)
return keras.Model(inputs, ...)""",
    ),
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
    "dice": (
        "Three counts tell everything about one image: which pixels are in both masks, which in the first, which in the second?",
        "Decide with probability >= threshold, multiply the two masks for `both`, and sum over axes 1, 2 and 3. Then 2 x both / (sought + found), and 1 where that is 0 / 0.",
        """The body, with three gaps:
found = (probability >= ...) * 1.0
both, sought, seen = (one.sum(axis=...) for one in (truth * found, truth, found))
total = sought + seen
return np.where(total == 0, ..., 2 * both / np.maximum(total, 1))""",
    ),
    "iou": (
        "How many pixels are in either mask, if you know how many are in each and how many in both?",
        "The union is sought + found - both, and the rest goes as for Dice: an image with an empty union scores 1.",
        """The body, with a gap:
found = (probability >= threshold) * 1.0
both, sought, seen = (one.sum(axis=(1, 2, 3)) for one in (truth * found, truth, found))
union = ...
return np.where(union == 0, 1.0, both / np.maximum(union, 1))""",
    ),
    # 4.7 unet_study
    "unet_study": (
        "What must a net never have seen before its score counts? And what do two placements share, so that only dropout differs between them?",
        "Number the images; fold k holds out those whose number % folds is k. For each placement and fold: train on the others with the seed k, then the sigmoid of net(held-out images), their Dice, and the mean. From there on it is lesson 3: differences to the first placement, fold by fold.",
        """The body, with gaps:
scores = {}
for name, train in placements.items():
    scores[name] = []
    for fold in range(folds):
        held_out = np.arange(len(images)) % folds == ...
        net = train(images[...], masks[...], fold)
        probability = 1 / (1 + np.exp(-np.array(net(images[held_out]))))
        scores[name].append(dice(masks[held_out], ...).mean())
first, *others = placements
table = {}
for name in others:
    mean, low, high = paired_interval(scores[first], ...)
    table[name] = mean, (low, high), verdict(scores[first], ...)
return table""",
    ),
    # 4.8 mc_predict
    "mc_predict": (
        "Which layers differ between training and inference? Which of them do you want in training, and which not?",
        "`model(images, training=True)` turns dropout on, and BatchNormalization too, unless its `trainable` is False: set that for the time of the sampling, and put it back afterwards. Take the sigmoid of each sample before you average.",
        """The body, with gaps:
norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
before = [layer.trainable for layer in norms]
for layer in norms:
    layer.trainable = ...
drawn = np.array([keras.ops.sigmoid(model(images, training=...)) for _ in range(samples)])
for layer, trainable in zip(norms, before):
    layer.trainable = ...
mean = drawn.mean(axis=...)
entropy = -(mean * np.log(mean) + ...)
return mean, drawn.std(axis=...), entropy""",
    ),
    # 4.9 reliability, error_detection
    "reliability": (
        "Of 100 pixels to which a calibrated net gives .3, how many are structure? And which pixels do you need to see that?",
        "Number the bins: int(p * bins), and bins - 1 where p is 1. For each bin that is not empty take the mean probability, the share of truth and its share of all pixels.",
        """The body, with two gaps:
p, t = probability.ravel(), truth.ravel()
number = np.minimum((p * bins).astype(int), ...)
error, curve = 0.0, np.full((bins, 2), np.nan)
for b in range(bins):
    inside = number == b
    if inside.any():
        curve[b] = p[inside].mean(), t[inside].mean()
        error += ... * abs(curve[b, 0] - curve[b, 1])
return error, curve""",
    ),
    "error_detection": (
        "Take one wrong pixel and one right one by chance: how often is the wrong one the more uncertain? What if they are equal?",
        "Rank all pixels by uncertainty, tied ones by their mean rank (scipy.stats.rankdata). The ranks of the wrong ones, less those they have among themselves, count the right pixels below them.",
        """The body, with two gaps:
ranks = scipy.stats.rankdata(uncertainty.ravel())
wrong = wrong.ravel().astype(bool)
many, others = wrong.sum(), (~wrong).sum()
if many == 0 or others == 0:
    return ...
return (ranks[wrong].sum() - many * (many + 1) / 2) / ...""",
    ),
}
