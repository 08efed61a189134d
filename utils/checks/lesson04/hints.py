"""Three hints for each exercise of lesson 4: a question, a pointer, the code with gaps."""

HINTS = {
    # 4.1 contract
    # 4.2 expand
    # 4.3 unet
    # 4.4 locate_dropout, paper_placement
    # 4.5 bypass
    # 4.6 dice, iou
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
}
