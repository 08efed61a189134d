"""Three hints for each exercise of lesson 2: a question, a pointer, and the code with gaps."""

HINTS = {
    "count_neurons": (
        "At how many places along one side does a kernel start, and what does each filter leave behind there?",
        "'same' has ceil(side / stride) places, 'valid' ceil((side - kernel + 1) / stride). A filter has kernel x kernel weights for each map that comes in, and one bias.",
        """The body, with two gaps:
places = [side if padding == "same" else ... for side in (height, width)]
rows, columns = (math.ceil(one / stride) for one in places)
return rows * columns * filters, (kernel * kernel * ... + 1) * filters""",
    ),
    "affected_outputs": (
        "Output a reads `kernel` rows in a run. With which row does the run begin, and when does it hold row i?",
        "It begins at a * stride - before. 'valid' has before = 0; 'same' adds max((height' - 1) * stride + kernel - height, 0) zeros in all, half of them, rounded down, before. Columns work alike.",
        """For rows; columns are the same, and no filter differs from another:
starts = np.arange(outputs) * stride - before
rows = (starts <= i) & (...)
changed = rows[:, None] & columns[None, :]
return np.repeat(changed[..., None], ..., axis=-1)""",
    ),
    "conv_after_drop": (
        "How often is an activation dropped when the next layer has 16 filters: once, or 16 times?",
        "First maps * mask / (1 - rate), then a conv that knows nothing of dropout: put zeros around, and for each place sum window times kernel over rows, columns and maps.",
        """The body, with two gaps:
dropped = maps * ...
half = len(kernel) // 2
padded = np.pad(dropped, [(0, 0), (half, half), (half, half), (0, 0)])
windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[:2], axis=(1, 2))
return np.einsum("nhwcij,...->nhwf", windows, kernel)""",
    ),
    "drop_positions": (
        "How many numbers does a layer of `maps` hand on for one image, and how many of them should share a draw?",
        "Draw rng.random(maps.shape): one number for each position of each map of each image. Then it goes as in 1.2.",
        """The body, with two gaps:
keep = rng.random(...) >= rate
return maps * keep / ...""",
    ),
    "spatial_dropout": (
        "A map goes as a whole. How many draws do 3 images with 8 maps each need?",
        "Draw in a shape with 1 where a fate is shared: NumPy spreads such an axis over the whole height or width.",
        """The body, with two gaps:
images, height, width, channels = maps.shape
keep = rng.random((images, ..., ..., channels)) >= rate
return maps * keep / (1 - rate)""",
    ),
    "drop_block": (
        "At how many places can the top left corner of a block x block square stand, if all of it lies in the map?",
        "A square drops block^2 entries but can start at (h-block+1) * (w-block+1) places only, so seeds need gamma = "
        "rate / block^2 * h*w / ((h-block+1) * (w-block+1)). Set a square of zeros at each seed, then rescale by count.",
        """The middle and the end, with gaps:
seeds = rng.random((images, height - block + 1, ..., channels)) < gamma
mask = np.ones(maps.shape)
for image, row, column, channel in np.argwhere(seeds):
    mask[image, row : row + block, ..., channel] = 0
return maps * mask * mask.size / max(..., 1)""",
    ),
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
    "maxpool_law": (
        "When does the largest value come out of the window? And when does the second largest?",
        "A value comes out if it is kept and all larger ones are dropped: (1 - rate) * rate ** (how many are larger). If all are dropped, zero does.",
        """The ranks, and two gaps (equal values take ranks of their own):
window = np.asarray(window, dtype=float)
rank = np.argsort(np.argsort(-window))
probabilities = np.append((1 - rate) * rate**..., rate ** len(window))
return probabilities, (probabilities[:-1] * window).sum() / ...""",
    ),
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
}
