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
