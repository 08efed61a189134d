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
    # 4.5 bypass
    # 4.6 dice, iou
    # 4.7 unet_study
    # 4.8 mc_predict
    # 4.9 reliability, error_detection
}
