"""Three hints for each exercise of lesson 2: a question, a pointer, and the code with gaps."""

HINTS = {
    # 2.1 drop_positions
    # 2.2 count_neurons
    # 2.3 affected_outputs
    # 2.4 conv_after_drop
    # 2.5 spatial_dropout
    # 2.6 drop_block
    # 2.7 recoverability
    "recoverability": (
        "Which of the 8 positions around a dropped value are known, and how do you average over just those?",
        "Set dropped values to 0, pad with a border of zeros and add up nine shifted copies; do the same with the mask to count. No shift may wrap around.",
        """Sums over 3 x 3 positions, and what to do with them, with gaps:
def around(values):
    padded = np.pad(values, ((0, 0), (1, 1), (1, 1), (0, 0)))
    height, width = values.shape[1:3]
    return sum(padded[:, i : i + height, j : j + width] for i in range(3) for j in range(3))

count = around(mask)
guess = np.where(count > 0, around(maps * mask) / ..., maps[mask == 1].mean())
dropped = mask == 0
error = ((maps - guess)[dropped] ** 2).sum()
return max(0.0, 1 - error / ...)""",
    ),
    # 2.8 maxpool_law
    "maxpool_law": (
        "When does the largest value come out of the window? And when does the second largest?",
        "A value comes out if it is kept and all larger ones are dropped: (1 - rate) * rate ** (how many are larger). If all are dropped, zero does.",
        """The ranks, and two gaps (equal values take ranks of their own):
window = np.asarray(window, dtype=float)
rank = np.argsort(np.argsort(-window))
probabilities = np.append((1 - rate) * rate**..., rate ** len(window))
return probabilities, (probabilities[:-1] * window).sum() / ...""",
    ),
    # 2.9 pool_order_bias
    "pool_order_bias": (
        "Which array do the coins fall on: the maps, or the pooled maps? And what does the net see at test time?",
        "Write a pooling of 2 x 2 windows (a reshape to images x height/2 x 2 x width/2 x 2 x maps, then max or mean over two axes), and inverted dropout. At test only the pooling is left.",
        """The body, with gaps:
def pooled(x):
    images, height, width, channels = x.shape
    windows = x.reshape(images, height // 2, 2, width // 2, 2, channels)
    return windows.max((2, 4)) if pool == "max" else windows.mean((2, 4))

def dropped(x):
    return x * (rng.random(x.shape) >= rate) / ...

train = pooled(dropped(maps)) if order == "drop first" else ...
return train.mean() / pooled(maps).mean()""",
    ),
    # 2.10 dropout_before_batchnorm
}
