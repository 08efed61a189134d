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
    # 4.3 unet
    # 4.4 locate_dropout, paper_placement
    # 4.5 bypass
    # 4.6 dice, iou
    # 4.7 unet_study
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
