# %% [markdown]
# # 2 · What dropout does after a conv layer
#
# *100 minutes · needs lesson 1 · CPU is enough*
#
# By the end you can
#
# 1. point at the "neurons" of a stack of feature maps, and count them;
# 2. say exactly which outputs of the next conv change when one of them is dropped;
# 3. tell element, channel and block dropout apart, from the mask alone;
# 4. predict what pooling and batch normalisation make of it;
# 5. say what an experiment shows about its place.

# %% tags=["setup"]
import sys
from pathlib import Path

here = Path.cwd()
sys.path.insert(0, str(next(p for p in [here, *here.parents] if (p / "utils").is_dir())))

import numpy as np

from utils.checks import lesson02 as check

# %% [markdown]
# ## Where are the neurons?
#
# In a dense layer a neuron was a number in a vector, and dropout set some of those numbers to zero. A conv layer hands on
# something else: a stack of maps. To look at real ones, train a small net on 400 digits, each enlarged to 16 x 16. Six times,
# from six seeds: what is said about its maps later should hold for more than one net.

# %% tags=["nbval-ignore-output"]
import keras

from utils.data import load
from utils.models import cnn
from utils.plots import LivePlot
from utils.training import over_seeds

digits = load("digits")
build = lambda: cnn((8, 8, 1), 10, filters=(8, 16), enlarge=2)
runs = over_seeds(build, digits, seeds=range(6), epochs=15, watch=LivePlot())

# %% [markdown]
# Here is what the first conv layer of one of them, 8 filters of 3 x 3 with 'same' padding and ReLU, makes of a digit.

# %% tags=["nbval-ignore-output"]
from utils.models import outputs_of
from utils.plots import feature_maps

nets = [run.model() for run in runs]
images = digits.test.x[:100]
early, late = outputs_of(nets[0], keras.layers.Conv2D, images)
feature_maps(images[3], early[3], layer="the first conv layer")

# %% [markdown]
# *Eight filters, eight maps: each filter is one set of weights, and it answers at every position of the digit.*

# %% [markdown]
# How many numbers can dropout choose from here? Not 8. A filter answers at 16 x 16 positions, and each answer is a number of
# its own: a neuron, just as in a dense layer. That makes 16 x 16 x 8 = 2,048 neurons with only 80 weights behind them.

# %%
from utils.layers import drop, element_mask
from utils.plots import masks_by_rank

rng = np.random.default_rng(2)
masks_by_rank(*(element_mask(shape, 0.25, rng) for shape in ((64,), (8, 8), (8, 8, 8))), rate=0.25)

# %% [markdown]
# *The same coin for each number, whether the numbers lie in a vector, in one map or in a stack of maps.*

# %% [markdown]
# ### Exercise 2.1 · Drop positions
#
# Write inverted dropout for feature maps: each position of each map of each image has a coin of its own, and what survives is
# divided by `1 - rate`. (8 minutes; `check.drop_positions.hint()` helps.)

# %% tags=["exercise"]
def drop_positions(maps, rate, rng):
    """Drop single activations of `maps` (images x height x width x maps); keep the mean."""
    raise NotImplementedError


# %% tags=["solution"]
def drop_positions(maps, rate, rng):
    """Drop single activations of `maps` (images x height x width x maps); keep the mean."""
    return maps * (rng.random(maps.shape) >= rate) / (1 - rate)


# %%
check.drop_positions(drop_positions)

# %% [markdown]
# ### Exercise 2.2 · Count the neurons
#
# Give the number of activations of a conv layer for one image, and the number of its weights, biases included. Padding is
# `"same"` or `"valid"`; check yourself against `keras.layers.Conv2D`. (8 minutes)

# %% tags=["exercise"]
def count_neurons(height, width, maps_in, filters, kernel, padding, stride):
    """Return (activations for one image, weights with biases) of a conv with kernel x kernel filters."""
    raise NotImplementedError


# %% tags=["solution"]
def count_neurons(height, width, maps_in, filters, kernel, padding, stride):
    """Return (activations for one image, weights with biases) of a conv with kernel x kernel filters."""
    lost = kernel - 1 if padding == "valid" else 0
    rows, columns = (-((lost - side) // stride) for side in (height, width))  # rounded up
    return rows * columns * filters, (kernel * kernel * maps_in + 1) * filters


# %%
check.count_neurons(count_neurons)

# %% [markdown]
# ## One activation falls silent
#
# Now follow a single dropped activation into the next conv layer, which has 16 filters of 3 x 3, 'same' padding. Two
# questions, and you commit to both before you look.
#
# **Predict.** How many outputs of that layer lose a contribution, if the activation lies in the middle of its map? And which
# filters notice: only `"one"` of them, each by a coin of its own, or `"all"`?

# %% tags=["exercise"]
outputs_changed = ...  # your number
check.dead_outputs(outputs_changed)

# %% tags=["solution"]
outputs_changed = 3 * 3 * 16  # nine positions in each of the 16 maps
check.dead_outputs(outputs_changed)

# %% [markdown]
# And the filters:

# %% tags=["exercise"]
who_notices = ...  # your choice, a text
check.one_filter_or_all(who_notices)

# %% tags=["solution"]
who_notices = "all"  # they all read the same tensor
check.one_filter_or_all(who_notices)

# %% [markdown]
# Do it to the trained net: silence one activation of one map, run the second conv layer, and see which of its outputs differ.
# Below stands the idea that each filter draws its own coin.

# %% tags=["predict"]
from utils.plots import changed_outputs

conv = [layer for layer in nets[0].layers if isinstance(layer, keras.layers.Conv2D)][1]
silenced = np.zeros((8, 8, 8), dtype=bool)
silenced[3, 4, 5] = True
ones = np.ones((1, 8, 8, 8), dtype="float32")
both = (keras.ops.conv(x, conv.kernel, padding="same") for x in (ones, ones * ~silenced))
before, after = (np.asarray(maps)[0] for maps in both)
coins = (before != after) & (np.random.default_rng(3).random(16) >= 0.5)
changed_outputs(silenced, before != after, ideas={"a coin each": coins})

# %% [markdown]
# *Nine positions, the same nine in all 16 maps: a dropped activation is 0 for every filter of the next layer.*

# %% [markdown]
# No filter is asked. Dropout writes a 0 into a tensor, and all 16 filters read that tensor. "The output of this layer" and
# "the input of the next" are two names for it.

# %%
from utils.plots import one_tensor

one_tensor(["Conv 8", "ReLU", "Conv 16"], dropped_after="ReLU")

# %% [markdown]
# *One tensor lies between the two layers: dropping its outputs and dropping its inputs are the same act.*

# %% [markdown]
# ### Exercise 2.3 · The affected outputs
#
# Say which outputs of the next conv an activation at row `i`, column `j` reaches. 'same' padding is TensorFlow's: if an odd
# number of rows is added, the extra one lies at the bottom (likewise right). (12 minutes)

# %% tags=["exercise"]
def affected_outputs(i, j, height, width, kernel, filters, stride, padding):
    """Return bool (rows x columns x filters): which outputs of a conv depend on the input at (i, j)."""
    raise NotImplementedError


# %% tags=["solution"]
def affected_outputs(i, j, height, width, kernel, filters, stride, padding):
    """Return bool (rows x columns x filters): which outputs of a conv depend on the input at (i, j)."""

    def reached(place, side):
        count = -((kernel - 1 - side) // stride) if padding == "valid" else -(-side // stride)
        missing = max((count - 1) * stride + kernel - side, 0) if padding == "same" else 0
        first = np.arange(count) * stride - missing // 2  # where each output begins to look
        return (first <= place) & (place < first + kernel)

    seen = np.outer(reached(i, height), reached(j, width))
    return np.repeat(seen[:, :, np.newaxis], filters, axis=2)


# %%
check.affected_outputs(affected_outputs)

# %% [markdown]
# ### Exercise 2.4 · Drop, then convolve
#
# Write the pair: dropout with a given mask, then a conv ('same', stride 1) with a given kernel, odd and square. One mask
# serves all filters, and the kernel is not touched. (12 minutes)

# %% tags=["exercise"]
def conv_after_drop(maps, mask, kernel, rate):
    """Return the conv of the dropped `maps` (images x height x width x maps); kernel: k x k x maps x f."""
    raise NotImplementedError


# %% tags=["solution"]
def conv_after_drop(maps, mask, kernel, rate):
    """Return the conv of the dropped `maps` (images x height x width x maps); kernel: k x k x maps x f."""
    dropped, k = maps * mask / (1 - rate), len(kernel)
    padded = np.pad(dropped, ((0, 0), (k // 2, k // 2), (k // 2, k // 2), (0, 0)))
    patches = np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(1, 2))
    return np.einsum("nijmab,abmf->nijf", patches, kernel)


# %%
check.conv_after_drop(conv_after_drop)

# %% [markdown]
# ## Three kinds of dropout
#
# Neighbours in a map are alike. If one activation is dropped and its neighbours are not, the next conv hardly misses it.
# Two other kinds of dropout take more at a time: **channel** dropout (Keras: `SpatialDropout2D`) drops whole maps, **block**
# dropout (DropBlock) drops squares. Move the rate and choose the kind; below stands the share that is really dropped.

# %% tags=["nbval-ignore-output"]
from functools import partial

from utils.layers import block_mask, channel_mask
from utils.plots import dropout_slider

masks = {"element": element_mask, "channel": channel_mask, "block": partial(block_mask, block=3)}
dropout_slider(early[3], np.asarray(conv.kernel), masks)

# %% [markdown]
# *At one rate element dropout speckles every map, channel dropout blanks some of them, block dropout cuts squares. On the
# right stands what the next conv makes of it.*

# %% [markdown]
# In Keras the channel kind is no new layer. It is `Dropout` that draws one number for each map of each image, instead of one
# for each position: one tuple, the noise shape, is all the difference.

# %%
spatial = keras.layers.SpatialDropout2D(0.5, seed=7)
same = keras.layers.Dropout(0.5, noise_shape=(None, 1, 1, None), seed=7)
ones = np.ones((20, 6, 6, 16), dtype="float32")
print("equal:", np.array_equal(spatial(ones, training=True), same(ones, training=True)))

# %% [markdown]
# ### Exercise 2.5 · Whole maps
#
# Write it: every map of every image goes or stays as a whole, each by a coin of its own. (8 minutes)

# %% tags=["exercise"]
def spatial_dropout(maps, rate, rng):
    """Drop whole maps of `maps` (images x height x width x maps); keep the mean."""
    raise NotImplementedError


# %% tags=["solution"]
def spatial_dropout(maps, rate, rng):
    """Drop whole maps of `maps` (images x height x width x maps); keep the mean."""
    keep = rng.random((len(maps), 1, 1, maps.shape[-1])) >= rate
    return maps * keep / (1 - rate)


# %%
check.spatial_dropout(spatial_dropout)

# %% [markdown]
# Block dropout draws *seeds*, and each seed takes a square of `block` x `block` with it. Squares must lie inside the map, so
# there are (h - block + 1) x (w - block + 1) places for a seed. The paper's probability of a seed makes up for that:
#
# rate / block² · h w / ((h - block + 1)(w - block + 1))
#
# Squares overlap, so the share that is really dropped stays a little below the rate.

# %% [markdown]
# ### Exercise 2.6 · Squares
#
# Write it, with the probability above. As the share differs from draw to draw, count it: multiply what survives by the number
# of all entries over the number of those kept. A batch that loses everything is all 0, and not 0 / 0. (15 minutes)

# %% tags=["exercise"]
def drop_block(maps, rate, block, rng):
    """Drop block x block squares of each map of `maps` (images x height x width x maps); keep the mean."""
    raise NotImplementedError


# %% tags=["solution"]
def drop_block(maps, rate, block, rng):
    """Drop block x block squares of each map of `maps` (images x height x width x maps); keep the mean."""
    images, height, width, many = maps.shape
    rows, columns = height - block + 1, width - block + 1
    seeds = rng.random((images, rows, columns, many)) < rate / block**2 * height * width / (rows * columns)
    keep = np.ones(maps.shape)
    for down in range(block):
        for right in range(block):
            keep[:, down : down + rows, right : right + columns] *= ~seeds
    return maps * keep * keep.size / max(keep.sum(), 1)


# %%
check.drop_block(drop_block)

# %% [markdown]
# For a fair comparison the three kinds must drop the same share. The course's own layer `DropBlock2D` therefore solves for
# the seed probability that gives `rate` on average, overlaps counted. What it really drops, at a rate of .25:

# %%
from utils.layers import DropBlock2D

for side, block in ((16, 3), (16, 7), (8, 3), (8, 5)):
    dropped = DropBlock2D(0.25, block, seed=1)(np.ones((400, side, side, 8), "float32"), training=True)
    print(f"{side} x {side}, block {block}: {np.mean(dropped == 0):.3f}")

# %% [markdown]
# ## What the neighbours know
#
# How much does the next conv miss? That can be measured. Take the dropped values, predict each from what was *kept* around it
# in the same map, and compare: R² is 1 when the neighbours know everything, and 0 when they know nothing.

# %% [markdown]
# ### Exercise 2.7 · Recoverability
#
# Predict each dropped value by the mean of its kept neighbours, up to 8 of them; where none is kept, by the mean of all kept
# values. Return R² over the dropped values, and 0 if it is negative. (12 minutes)

# %% tags=["exercise"]
def recoverability(maps, mask):
    """Return R² of the dropped values of `maps` (mask 0), told from kept neighbours in the same map."""
    raise NotImplementedError


# %% tags=["solution"]
def recoverability(maps, mask):
    """Return R² of the dropped values of `maps` (mask 0), told from kept neighbours in the same map."""

    def around(values):
        padded = np.pad(values, ((0, 0), (1, 1), (1, 1), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2))
        return windows.sum(axis=(-1, -2)) - values

    total, kept = around(maps * mask), around(mask)
    guess = np.where(kept > 0, total / np.maximum(kept, 1), maps[mask == 1].mean())
    truth, guess = maps[mask == 0], guess[mask == 0]
    return max(0.0, 1 - ((truth - guess) ** 2).sum() / ((truth - truth.mean()) ** 2).sum())


# %%
check.recoverability(recoverability)

# %% [markdown]
# Now ask the maps of the six trained nets: their first conv layer (early), the pool behind it, and their second conv layer
# (late). Each is asked by masks of the three kinds, at the same rate.

# %% tags=["predict", "nbval-ignore-output"]
from utils.measures import recoverability as known_to_neighbours
from utils.plots import recoverable

layers = {
    "early": (keras.layers.Conv2D, 0),
    "early, pooled": (keras.layers.MaxPooling2D, 0),
    "late": (keras.layers.Conv2D, 1),
}


def by_net(mask, kind, place):
    stacks = [outputs_of(net, kind, images)[place] for net in nets]
    return [known_to_neighbours(maps, mask(maps.shape, 0.25, rng=rng)) for maps in stacks]


by_kind = lambda layer: {kind: by_net(mask, *layer) for kind, mask in masks.items()}
recoverable({name: by_kind(layer) for name, layer in layers.items()})

# %% [markdown]
# *In early maps the neighbours know nearly all of what element dropout takes, and nothing of a whole map; after pooling, and in
# later maps, they know less.*

# %% [markdown]
# So element dropout right behind the first conv hides almost nothing: the same digit is still there, only speckled. Does that
# make it weak? This is a guess about training, and only training can answer it.

# %% [markdown]
# ## The experiment
#
# Four arms: no dropout, and each kind at a rate of .25 behind both conv layers, before the pool. Six seeds, each with its own
# 400 digits; once with clean labels, once with 30 % wrong ones. Arms that share a seed differ in dropout alone.
# (About a minute.)

# %% tags=["predict", "nbval-ignore-output"]
from utils.layers import dropout_layer
from utils.plots import LiveBar, differences
from utils.studies import study


def arm(module, kind=None):
    dropout = lambda: dropout_layer(kind, 0.25, block=3)
    return lambda: cnn((8, 8, 1), 10, module=module, dropout=dropout, dense=(128,), enlarge=2)


kinds = ("element", "channel", "block")
arms = {"none": arm("conv pool")} | {kind: arm("conv dropout pool", kind) for kind in kinds}
six = dict(seeds=range(6), history=False)  # the trained nets are measured, and not every epoch
clean = study(arms, lambda seed: load("digits", seed=seed), **six, epochs=30, watch=LiveBar())
differences(clean.scores())

# %% [markdown]
# *Clean labels: each interval holds 0. On easy digits six seeds tell no kind of dropout from none.*

# %% tags=["predict", "nbval-ignore-output"]
with_wrong = lambda seed: load("digits", wrong_labels=0.3, seed=seed)
arms |= {f"{kind}, after the pool": arm("conv pool dropout", kind) for kind in ("element", "block")}
wrong = study(arms, with_wrong, **six, epochs=30, watch=LiveBar())
differences({name: scores for name, scores in wrong.scores().items() if "after" not in name})

# %% [markdown]
# *30 % wrong labels, the same net and rate: whole maps and squares help, scattered positions cannot be told from none.*

# %% [markdown]
# The guess fits, so far. Now move dropout by one layer. The same rate, but
# *behind* the pool instead of before it. (For whole maps that changes nothing: a map that is gone stays gone when it is
# pooled.) **Predict:** does element dropout stay without effect?

# %% tags=["predict", "nbval-ignore-output"]
differences({name: scores for name, scores in wrong.scores().items() if name == "none" or "after" in name})

# %% [markdown]
# *One layer further on, the kind that could not be told from none helps.*

# %% tags=["predict"]
from utils.measures import verdict

for name, scores in wrong.scores().items():
    print(f"{name:25}{verdict(wrong.scores()['none'], scores)}" if name != "none" else "30 % wrong labels")
before, after = (wrong.scores()[name] for name in ("element", "element, after the pool"))
print("element, after the pool against before it:", verdict(before, after))

# %% [markdown]
# Behind the pool the neighbours still know most of what is dropped (R² of the pooled maps, above), and yet element dropout
# helps there. So smooth maps are not the whole reason. Before the pool, the pool itself undoes it: it takes the largest of
# four and so finds a survivor next to nearly every gap. Kind and place cannot be judged apart.

# %% [markdown]
# These are six comparisons at 95 %. If dropout did nothing at all, a study of six could still show an "effect" somewhere
# with a probability of up to 1 - .95⁶ = 26 %. That is why the intervals stand in the pictures, and not the verdicts alone.

# %% [markdown]
# ## Before or after the pool
#
# What does a pool do to dropped activations? **Predict.** Four ones lie in a 2 x 2 window. `Dropout(0.5)` acts on them, then
# max pooling. What comes out on average, in training? (Within .005 is near enough.)

# %% tags=["exercise"]
average_maximum = ...  # your number
check.max_of_ones(average_maximum)

# %% tags=["solution"]
average_maximum = (1 - 0.5**4) / 0.5  # at least one of the four survives, and it is doubled
check.max_of_ones(average_maximum)

# %% [markdown]
# At inference the same window gives 1. Dropout keeps the mean of each activation, but the largest of several is no mean: in
# training it is nearly twice what the next layer will meet later.

# %% [markdown]
# ### Exercise 2.8 · The law of max pooling
#
# The largest value of a window comes through if it survives; the second only if the largest is dropped; and so on. Give the
# probability of each value, in the window's order, then that of 0, and the mean of what comes out. (12 minutes)

# %% tags=["exercise"]
def maxpool_law(window, rate):
    """Return (probability of each value of `window`, then of 0; mean) of max pooling behind dropout."""
    raise NotImplementedError


# %% tags=["solution"]
def maxpool_law(window, rate):
    """Return (probability of each value of `window`, then of 0; mean) of max pooling behind dropout."""
    window = np.asarray(window, dtype=float)
    rank = np.argsort(np.argsort(-window))  # 0 for the largest
    probabilities = np.append((1 - rate) * rate**rank, rate ** len(window))
    return probabilities, probabilities[:-1] @ window / (1 - rate)


# %%
check.maxpool_law(maxpool_law)

# %% [markdown]
# ### Exercise 2.9 · The bias of an order
#
# Measure it on maps: the mean of what a 2 x 2 pool hands on in training over that at inference. `order` is "drop first" or
# "pool first", `pool` is "max" or "average". (12 minutes)

# %% tags=["exercise"]
def pool_order_bias(maps, rate, order, pool, rng):
    """Return mean in training / mean at inference of element dropout and a 2 x 2 pool, in this order."""
    raise NotImplementedError


# %% tags=["solution"]
def pool_order_bias(maps, rate, order, pool, rng):
    """Return mean in training / mean at inference of element dropout and a 2 x 2 pool, in this order."""
    images, height, width, many = maps.shape

    def pooled(x):
        windows = x.reshape(images, height // 2, 2, width // 2, 2, many)
        return windows.max(axis=(2, 4)) if pool == "max" else windows.mean(axis=(2, 4))

    def dropped(x):
        return x * (rng.random(x.shape) >= rate) / (1 - rate)

    in_training = pooled(dropped(maps)) if order == "drop first" else dropped(pooled(maps))
    return in_training.mean() / pooled(maps).mean()


# %%
check.pool_order_bias(pool_order_bias)

# %% [markdown]
# On the real maps of the trained net, over the rates:

# %% tags=["predict", "nbval-ignore-output"]
from utils.plots import order_of_pooling

rates = (0.1, 0.3, 0.5, 0.7)
windows = outputs_of(nets[0], keras.layers.Conv2D, digits.test.x)[0].reshape(-1, 8, 2, 8, 2, 8)
pools = {"max": windows.max(axis=(2, 4)), "average": windows.mean(axis=(2, 4))}
noise = lambda x, rate: drop(x, element_mask(x.shape, rate, rng), rate)
ratios = {
    "drop, max": [noise(windows, rate).max(axis=(2, 4)).mean() / pools["max"].mean() for rate in rates],
    "max, drop": [noise(pools["max"], rate).mean() / pools["max"].mean() for rate in rates],
    "drop, average": [
        noise(windows, rate).mean(axis=(2, 4)).mean() / pools["average"].mean() for rate in rates
    ],
}
order_of_pooling(rates, ratios)

# %% [markdown]
# *Only dropout before max pooling moves the mean: max pooling first, or average pooling, leaves it where it was.*

# %% [markdown]
# A net trained on one scale and used on another: that sounds like a fault. Does it cost accuracy? Train both orders at a rate
# of .5, on clean digits, and see.

# %% tags=["predict", "nbval-ignore-output"]
def half(module):
    return lambda: cnn((8, 8, 1), 10, module=module, dropout=lambda: keras.layers.Dropout(0.5))


orders = {"conv, pool, dropout": half("conv pool dropout")}
orders["conv, dropout, pool"] = half("conv dropout pool")
by_order = study(orders, lambda seed: load("digits", seed=seed), **six, epochs=20, watch=LiveBar())
differences(by_order.scores())

# %% [markdown]
# *The biased order is not the worse one here: it scores higher than the order that keeps the mean.*

# %% [markdown]
# Bias is not the only thing that the order changes. Behind the pool, half of all that the next layer gets is gone; before it,
# a pool of four loses everything only once in sixteen. At the same rate dropout behind the pool is simply the stronger one. A
# law about means does not decide what is better: the experiment does.

# %% [markdown]
# ## Before batch normalisation
#
# Batch normalisation divides by a standard deviation: in training that of the batch, at inference a running average of it.
# Dropout keeps the mean, but not the variance. So the layer learns a variance that is gone at inference.
#
# **Predict.** Its inputs are ReLU outputs of numbers from N(0, 1), and `Dropout(0.5)` stands before it. What is the variance at
# inference over that in training? (Within .01 is near enough.)

# %% tags=["exercise"]
variance_ratio = ...  # your number, two digits
check.bn_ratio(variance_ratio)

# %% tags=["solution"]
variance_ratio = (1 / 2 - 1 / (2 * np.pi)) / (1 - 1 / (2 * np.pi))  # mean square doubles, mean stays
check.bn_ratio(variance_ratio)

# %% [markdown]
# A million draws say the same:

# %%
active = np.maximum(0, np.random.default_rng(8).normal(size=1_000_000))
dropped = drop(active, element_mask(active.shape, 0.5, np.random.default_rng(9)), 0.5)
print(f"variance at inference / in training: {active.var() / dropped.var():.2f}")

# %% [markdown]
# ### Exercise 2.10 · Find it in a model
#
# Write the tool that finds such places: every pair of a dropout layer (`Dropout` or `SpatialDropout2D`) and a
# `BatchNormalization` that its output reaches, through convs, pools, activations, branches and nested models. `calls(model)`
# lists (layer, input tensors, output tensors) for each call in a model, in the order of the data; a nested model is a layer
# there. (20 minutes)

# %%
from utils.models import calls

for layer, inputs, outputs in calls(nets[0])[:3]:
    print(type(layer).__name__, [x.shape for x in inputs], [x.shape for x in outputs])

# %% tags=["exercise"]
def dropout_before_batchnorm(model):
    """Return [(dropout name, batchnorm name), ...]: each pair where a path leads from the first on."""
    raise NotImplementedError


# %% tags=["solution"]
def dropout_before_batchnorm(model):
    """Return [(dropout name, batchnorm name), ...]: each pair where a path leads from the first on."""
    pairs = []

    def run(model, given):
        behind = {id(x): names for x, names in zip(model.inputs, given, strict=True)}  # dropouts before
        for layer, inputs, outputs in calls(model):
            names = set().union(*(behind[id(x)] for x in inputs))
            if isinstance(layer, keras.layers.BatchNormalization):
                pairs.extend((name, layer.name) for name in names)
            if isinstance(layer, (keras.layers.Dropout, keras.layers.SpatialDropout2D)):
                names = names | {layer.name}
            nested = isinstance(layer, keras.Model)
            left = run(layer, [behind[id(x)] for x in inputs]) if nested else [names] * len(outputs)
            behind.update({id(x): names for x, names in zip(outputs, left, strict=True)})
        return [behind[id(x)] for x in model.outputs]

    run(model, [set()] * len(model.inputs))
    return pairs


# %%
check.dropout_before_batchnorm(dropout_before_batchnorm)

# %% [markdown]
# Now in trained nets: conv, ReLU, dropout of .5, batch normalisation, pool. Take the inputs of the first batch normalisation of
# one of them, and drop them at several rates. The law is the formula of exercise 1.6.

# %% tags=["predict", "nbval-ignore-output"]
from utils.plots import variance_shift

places = {"dropout behind BN": half("conv norm dropout pool")}
places["dropout before BN"] = half("conv dropout norm pool")
by_place = study(places, lambda seed: load("digits", seed=seed), **six, epochs=20, watch=LiveBar())
calm = outputs_of(by_place.runs["dropout before BN"][0].model(), keras.layers.Conv2D, digits.test.x)[0]
law = lambda rate: calm.var() / (calm.var() / (1 - rate) + calm.mean() ** 2 * rate / (1 - rate))
variance_shift(rates, [calm.var() / noise(calm, rate).var() for rate in rates], law)

# %% [markdown]
# *At inference batch normalisation meets only part of the variance that it has learned, the less the higher the rate.*

# %% [markdown]
# Does it cost accuracy? Compare with the safe order, dropout behind batch normalisation, on the same seeds.

# %% tags=["predict", "nbval-ignore-output"]
differences(by_place.scores())

# %% [markdown]
# *Six seeds, the same rate of .5: in accuracy the two orders cannot be told apart.*

# %% tags=["predict", "nbval-ignore-output"]
differences(by_place.losses(), score="test cross-entropy", less_is_better=True)

# %% [markdown]
# *In cross-entropy they can, and dropout before batch normalisation is worse.*

# %% [markdown]
# If accuracy does not tell the orders apart, how sure the nets are may. **Predict:** is a net with dropout before batch
# normalisation surer of its answers, or less sure? Here is the mean probability that it gives to them, on the same six seeds.

# %% tags=["predict", "nbval-ignore-output"]
def certainty(run):
    digits = load("digits", seed=run.seed).test
    chances = np.array(keras.ops.softmax(run.model().predict(digits.x, verbose=0)))
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == digits.y
    return sure[right].mean(), sure[~right].mean()

from utils.measures import paired_interval

sure = np.array([[certainty(run) for run in runs] for runs in by_place.runs.values()])
for number, where in enumerate(("right", "wrong")):
    behind, before = sure[..., number]
    print(f"where {where}: {behind.mean():.2f} behind BN, {before.mean():.2f} before it:",
          "a change of", paired_interval(behind, before))

# %% [markdown]
# *Less sure, right or wrong. That fits the law: what comes in at inference varies less than in training, and is divided by the
# standard deviation of training all the same.*

# %% tags=["predict"]
accuracies, losses = by_place.scores().values(), by_place.losses().values()
print("accuracy:     ", verdict(*accuracies))
print("cross-entropy:", verdict(*reversed(losses)))

# %% [markdown]
# ## What you know now
#
# - A feature map is height x width neurons. Dropout after a conv drops single activations, and a dropped one is 0 for all filters
#   of the next layer.
# - Channel dropout drops whole maps, block dropout squares: dropout with another mask.
# - Smooth neighbours, and a max pool, give back what element dropout takes.
# - Dropout before max pooling moves the mean, before batch normalisation the variance. What that costs, and whether dropout
#   helps, only an experiment says, for one net and one task.

# %% tags=["nbval-ignore-output"]
check.progress()

# %% [markdown]
# **Sources.** N. Srivastava et al., *Dropout*, JMLR 15 (2014). J. Tompson et al., *Efficient object localization using
# convolutional networks*, CVPR 2015 (whole maps). G. Ghiasi, T.-Y. Lin, Q. V. Le, *DropBlock*, NeurIPS 2018. H. Wu, X. Gu,
# *Towards dropout training for convolutional neural networks*, 2015 (max pooling). X. Li et al., *Understanding the disharmony
# between dropout and batch normalization by variance shift*, CVPR 2019.
#
# Next: how modules are designed, and where in them dropout goes.
