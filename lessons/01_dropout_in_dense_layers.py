# %% [markdown]
# # 1 · Dropout in dense layers
#
# *80 minutes · needs NumPy and a first Keras model · CPU is enough*
#
# By the end you can
#
# 1. state what dropout does in training, and what at inference;
# 2. write inverted dropout and its gradient;
# 3. predict the mean, the variance and the spread that it causes;
# 4. place it in an MLP, and write it as a Keras layer;
# 5. read the training curves of a net that uses it;
# 6. compare rates without fooling yourself.

# %% tags=["setup"]
import sys
from pathlib import Path

here = Path.cwd()
sys.path.insert(0, str(next(p for p in [here, *here.parents] if (p / "utils").is_dir())))

import numpy as np

from utils.checks import lesson01 as check

# %% [markdown]
# ## Which numbers does dropout touch?
#
# A dense layer hands on a vector: one number for each of its units. Dropout sets some of those numbers to 0, by chance,
# anew at every training step. No weight is touched, and the net stays as large as it was.
#
# Here is a real digit, and what a dense layer of 100 units makes of it.

# %%
from utils.data import load
from utils.plots import digit_outputs

digit = load("digits").train.x[3]
rng = np.random.default_rng(1)
weights = rng.normal(0, 0.2, size=(64, 100))
outputs = np.maximum(0, digit.ravel() @ weights)  # dense, then ReLU
digit_outputs(digit, outputs)

# %% [markdown]
# *Each bar is one unit: one number that dropout can silence. (The weights are random; training comes later.)*

# %% [markdown]
# **Predict.** `Dropout(0.2)` acts on 100 numbers, all of them 1. About how many zeros come out in training?

# %% tags=["exercise"]
zeros = ...  # your number
check.zeros_in_100(zeros)

# %% tags=["solution"]
zeros = 20  # each of the 100 is dropped with probability 0.2
check.zeros_in_100(zeros)

# %% [markdown]
# The rate is the share that goes. And it is a probability, not a quota: each number has a coin of its own, so the count
# varies from draw to draw. Run the next cell and see by how much.

# %% tags=["predict"]
from utils.layers import drop, element_mask
from utils.plots import dropped_counts

counts = [(element_mask((100,), 0.2, rng) == 0).sum() for _ in range(2000)]
dropped_counts(counts, units=100, rate=0.2)

# %% [markdown]
# *Around 20 of the 100 are dropped, rarely fewer than 12 or more than 28: the spread of 100 coins.*

# %% [markdown]
# ### Exercise 1.1 · A mask of coins
#
# Write the mask: 0 where a number is dropped, 1 where it is kept. Take every random number from `rng`, so that a run can
# be repeated. (8 minutes; `check.drop_mask.hint()` gives up to three hints.)

# %% tags=["exercise"]
def drop_mask(shape, rate, rng):
    """Return an array of `shape`: 0 with probability `rate`, else 1; `rng` is a numpy Generator."""
    raise NotImplementedError


# %% tags=["solution"]
def drop_mask(shape, rate, rng):
    """Return an array of `shape`: 0 with probability `rate`, else 1; `rng` is a numpy Generator."""
    return (rng.random(shape) >= rate) * 1.0


# %%
check.drop_mask(drop_mask)

# %% [markdown]
# A batch is a matrix, examples x units. Its mask has the same shape: every example loses units of its own.

# %%
from utils.plots import mask_of_batch

mask_of_batch(element_mask((8, 40), 0.3, np.random.default_rng(2)), rate=0.3)

# %% [markdown]
# *Eight examples, forty units: no two rows have lost the same ones.*

# %% [markdown]
# ## The survivors carry the load
#
# With a fifth of its inputs gone, the next layer would see a smaller sum than it will see later, at inference, when
# nothing is dropped. Somebody has to make up for that.
#
# **Predict.** The same 100 ones go through `Dropout(0.2)` in training. What is their mean afterwards, on average over many
# masks?

# %% tags=["exercise"]
mean_afterwards = ...  # your number
check.mean_after_drop(mean_afterwards)

# %% tags=["solution"]
mean_afterwards = 1.0  # 80 survivors of 1 / 0.8 each
check.mean_after_drop(mean_afterwards)

# %% [markdown]
# ### Exercise 1.2 · Inverted dropout
#
# Multiply by the mask and divide what survives by `1 - rate`: that is the training rule. The rule at inference is to do
# nothing at all, which is why this form is called *inverted*: the price is paid in training. (10 minutes)

# %% tags=["exercise"]
def inverted_dropout(x, rate, rng, training=True):
    """Drop entries of `x` with probability `rate` and rescale the others; at inference return x."""
    raise NotImplementedError


# %% tags=["solution"]
def inverted_dropout(x, rate, rng, training=True):
    """Drop entries of `x` with probability `rate` and rescale the others; at inference return x."""
    if not training:
        return x
    keep = rng.random(x.shape) >= rate
    return x * keep / (1 - rate)


# %%
check.inverted_dropout(inverted_dropout)

# %% [markdown]
# Here it is at work on the hidden layer of the digit above.

# %%
from utils.plots import layer_outputs

mask = element_mask(outputs.shape, 0.5, np.random.default_rng(4))
layer_outputs(outputs, mask, drop(outputs, mask, 0.5))

# %% [markdown]
# *The dropped units are silent; the others speak twice as loud. One draw puts the mean near where it was (the title has both);
# over many draws it stays.*

# %% [markdown]
# ## The gradient takes the same way back
#
# In training every output is multiplied by one number: 0 if it was dropped, 1 / (1 - rate) if it was kept. So is its
# gradient, by the *same* number. A second draw on the way back would send the gradient to units that had no part in the
# answer.

# %% [markdown]
# ### Exercise 1.3 · The gradient of dropout
#
# `upstream` is the gradient by the output, `mask` the mask of the forward pass. (6 minutes)

# %% tags=["exercise"]
def dropout_gradient(upstream, mask, rate):
    """Return the gradient by the input of dropout, given that by its output (same shape)."""
    raise NotImplementedError


# %% tags=["solution"]
def dropout_gradient(upstream, mask, rate):
    """Return the gradient by the input of dropout, given that by its output (same shape)."""
    return upstream * mask / (1 - rate)


# %%
check.dropout_gradient(dropout_gradient)

# %% [markdown]
# ## The same in Keras
#
# Keras has this layer. It takes the share to *drop*, and it listens to `training`: True inside `fit`, False inside
# `predict` and `evaluate`. Watch the two modes on eight ones.

# %% tags=["nbval-ignore-output"]
import keras

dropout = keras.layers.Dropout(0.5, seed=1)
ones = keras.ops.ones((1, 8))
print("training: ", np.array(dropout(ones, training=True)))
print("inference:", np.array(dropout(ones, training=False)))

# %% [markdown]
# TensorFlow differentiates it for you. The gradient it finds agrees with your formula from 1.3, within rounding.

# %%
import tensorflow as tf

x = tf.Variable(tf.random.normal((4, 6), seed=1))
with tf.GradientTape() as tape:
    y = dropout(x, training=True)
mask = np.array(y != 0) * 1.0
found = np.array(tape.gradient(y, x))
print("equal to the formula:", np.allclose(found, mask / 0.5))

# %% [markdown]
# ### Exercise 1.4 · Your own layer
#
# Write it yourself as a Keras layer. One trap lies here. Keras turns `call` into a graph once and then runs the graph:
# what NumPy draws while the graph is built stays the same for ever. Draw with `keras.random`. (15 minutes)

# %% tags=["exercise"]
class MyDropout(keras.layers.Layer):
    """Inverted dropout for inputs of any rank; `rate` is the share dropped."""

    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate = rate

    def call(self, inputs, training=False):
        raise NotImplementedError


# %% tags=["solution"]
class MyDropout(keras.layers.Layer):
    """Inverted dropout for inputs of any rank; `rate` is the share dropped."""

    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate = rate
        self.seed = keras.random.SeedGenerator()

    def call(self, inputs, training=False):
        if not training:
            return inputs
        draws = keras.random.uniform(keras.ops.shape(inputs), seed=self.seed)
        return keras.ops.where(draws >= self.rate, inputs / (1 - self.rate), 0.0)


# %%
check.MyDropout(MyDropout)

# %% [markdown]
# ## Its place in an MLP
#
# An MLP is a stack of dense layers. Dropout acts on the *output* of a layer. That output is the *input* of the next layer:
# one tensor, two names, so "drop the outputs of layer 1" and "drop the inputs of layer 2" say the same. It adds no weights.

# %%
from utils.models import mlp

for rates in ((0.0, 0.0), (0.5, 0.2)):
    model = mlp((8, 8, 1), hidden=(512, 512), rates=rates, classes=10)
    print(rates, [layer.name for layer in model.layers], f"{model.count_params():,}")

# %% [markdown]
# The two nets have the same number of parameters; the second has two more layers, without weights.

# %% [markdown]
# ### Exercise 1.5 · An MLP with dropout
#
# Build it: for each hidden size a Dense layer with ReLU and dropout behind it, at the rate of the same place in `rates`; then
# one Dense layer of `classes` **logits**, the scores before any softmax. No dropout on the pixels, none on the logits. (12
# minutes)

# %% tags=["exercise"]
def build_mlp(input_shape, hidden, rates, classes):
    """Return a keras.Model: hidden layers with ReLU and dropout, then `classes` logits."""
    raise NotImplementedError


# %% tags=["solution"]
def build_mlp(input_shape, hidden, rates, classes):
    """Return a keras.Model: hidden layers with ReLU and dropout, then `classes` logits."""
    model = keras.Sequential([keras.Input(input_shape)])
    for units, rate in zip(hidden, rates, strict=True):
        model.add(keras.layers.Dense(units, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(classes))
    return model


# %%
check.build_mlp(build_mlp)

# %% [markdown]
# ## How much noise is that?
#
# The mean is kept; the variance is not. Take one unit of the next layer: it adds up 100 inputs, half of which come and go.
# Its sum is right on average, and different in every step.

# %%
from utils.plots import sums

into_next = rng.normal(0, 0.2, size=100)
masks = element_mask((4000, 100), 0.5, np.random.default_rng(5))
sums(outputs @ into_next, drop(outputs, masks, 0.5) @ into_next)

# %% [markdown]
# *One number before dropout, a bell of numbers with it: the same mean, and a spread that the next layer has to live with.*

# %% [markdown]
# ### Exercise 1.6 · Mean, variance, spread
#
# An output has this `mean` and `variance` before dropout. Give its mean and variance afterwards, in training, and the
# standard deviation of the share that is dropped among `units` units. (12 minutes)

# %% tags=["exercise"]
def dropout_statistics(rate, units, mean, variance):
    """Return (mean, variance, sd of the dropped share) after inverted dropout."""
    raise NotImplementedError


# %% tags=["solution"]
def dropout_statistics(rate, units, mean, variance):
    """Return (mean, variance, sd of the dropped share) after inverted dropout."""
    q = 1 - rate
    return mean, variance / q + mean**2 * rate / q, (rate * q / units) ** 0.5


# %%
check.dropout_statistics(dropout_statistics)

# %% [markdown]
# A million draws agree with the formula: at rate .5, numbers of mean 2 and variance 3 keep their mean, and their variance
# becomes 3 / .5 + 4 · .5 / .5 = 10.

# %%
many = np.random.default_rng(6).normal(2, 3**0.5, size=1_000_000)
dropped = drop(many, element_mask(many.shape, 0.5, np.random.default_rng(7)), 0.5)
print(f"mean {dropped.mean():.2f}, variance {dropped.var():.1f}")

# %% [markdown]
# ## Reading the curves
#
# Now train: 400 digits, two hidden layers of 512 units, dropout .5 behind each. The picture moves while the net learns.

# %% tags=["nbval-ignore-output"]
from utils.plots import LivePlot
from utils.training import fit

digits = load("digits")
half = lambda: mlp((8, 8, 1), hidden=(512, 512), rates=(0.5, 0.5), classes=10)
run = fit(half, digits, epochs=8, watch=LivePlot())

# %% [markdown]
# Keras would have printed a third curve during `fit`: the training accuracy *while dropout is on*, averaged over an epoch in
# which the net still changed. **Predict:** where will it lie, above the validation accuracy or below?

# %% tags=["predict", "nbval-ignore-output"]
from utils.plots import curves

curves(run.history)

# %% [markdown]
# *The title says where training ends, against validation: as logged, with half of the net silent, and measured alike, with
# all of it.*

# %% [markdown]
# A logged training accuracy below the validation accuracy is no bug and no leak. The two numbers answer different questions:
# how well does the net do with half of it silent, and how well does all of it do? To see how much a net has overfitted,
# compare like with like.

# %% [markdown]
# ### Exercise 1.7 · The gap
#
# Measure both in inference mode. `data.train.x` and `data.train.y` are the images and labels, `data.validation` likewise;
# the model gives logits. (10 minutes)

# %% tags=["exercise"]
def train_validation_gap(model, data):
    """Return a dict of accuracies in inference mode: train, validation, and gap = train - validation."""
    raise NotImplementedError


# %% tags=["solution"]
def train_validation_gap(model, data):
    """Return a dict of accuracies in inference mode: train, validation, and gap = train - validation."""

    def accuracy(split):
        return float((model.predict(split.x, verbose=0).argmax(axis=-1) == split.y).mean())

    train, validation = accuracy(data.train), accuracy(data.validation)
    return dict(train=train, validation=validation, gap=train - validation)


# %%
check.train_validation_gap(train_validation_gap)

# %% [markdown]
# ## Does it help?
#
# One run with dropout and one without prove nothing: another seed, another winner. So train both **arms**, with and without,
# several times, on the same seeds, and look at the difference seed by seed. What the two arms have in common on a seed then
# cancels.

# %% [markdown]
# ### Exercise 1.8 · A verdict
#
# Take the 95 % paired t-interval of the differences. Dropout helps if all of it lies above 0, hurts if all of it lies
# below; else the question stays open, and that is a result. (15 minutes)

# %% tags=["exercise"]
def verdict(without, with_dropout):
    """Return "helps", "hurts" or "inconclusive" for two arrays of scores, paired by seed."""
    raise NotImplementedError


# %% tags=["solution"]
def verdict(without, with_dropout):
    """Return "helps", "hurts" or "inconclusive" for two arrays of scores, paired by seed."""
    from scipy.special import stdtrit

    d = np.asarray(with_dropout) - np.asarray(without)
    half_width = stdtrit(len(d) - 1, 0.975) * d.std(ddof=1) / len(d) ** 0.5
    if d.mean() - half_width > 0:
        return "helps"
    return "hurts" if d.mean() + half_width < 0 else "inconclusive"


# %%
check.verdict(verdict)

# %% [markdown]
# **Predict.** The same net, 400 digits, once with clean labels and once with 30 % wrong ones. Which rate gives the best test
# accuracy: `"0"`, `"0.2"`, `"0.5"`, `"0.7"`, or is it `"depends"`?

# %% tags=["exercise"]
best = ...  # your choice, a text

# %% tags=["solution"]
best = "depends"

# %% [markdown]
# Now the experiment: six arms of six seeds each. A seed draws the digits, the first weights and the order of the batches;
# arms that share it differ in dropout alone. (About half a minute.)

# %% tags=["predict", "nbval-ignore-output"]
from utils.plots import LiveBar
from utils.studies import study


def scores(rates, wrong_labels):
    arm = lambda rate: lambda: mlp((8, 8, 1), hidden=(512, 512), rates=(rate, rate), classes=10)
    data = lambda seed: load("digits", wrong_labels=wrong_labels, seed=seed)
    arms = {rate: arm(rate) for rate in rates}
    return study(arms, data, seeds=range(6), epochs=20, history=False, watch=LiveBar()).scores()


clean = scores((0, 0.5), wrong_labels=0.0)
wrong = scores((0, 0.2, 0.5, 0.7), wrong_labels=0.3)

# %% [markdown]
# Two studies, 36 nets: the cores of your machine share them. Only the test accuracies of the trained nets are kept.

# %% tags=["predict", "nbval-ignore-output"]
from utils.plots import rate_curve

rate_curve({"clean labels": clean, "30 % wrong labels": wrong})

# %% [markdown]
# *Each dot is one seed, each bar the 95 % interval of the mean difference. The title says which bars leave out 0.*

# %% [markdown]
# The accuracies differ a little from machine to machine; the verdicts should not. Here they are, for rate .5 against none.

# %% tags=["predict"]
from utils.measures import verdict as paired_verdict

print("clean labels:     ", paired_verdict(clean[0], clean[0.5]))
print("30 % wrong labels:", paired_verdict(wrong[0], wrong[0.5]))

# %% [markdown]
# Back to your prediction.

# %%
check.best_rate(best)

# %% [markdown]
# The same net, the same rate, two verdicts. On clean digits six seeds cannot tell the arms apart: *inconclusive* is the honest
# answer, and it would be wrong to write "dropout helps a little". With wrong labels it helps, and one can guess why: a wrong
# label can only be learned by heart, and that is of no use at the test.
#
# There is no formula for the rate. There is this experiment.

# %% [markdown]
# ## Many nets in one
#
# Each mask leaves another, thinner net, and all of them share one set of weights. At inference you use the whole net once.
# Is that like asking many thin nets and averaging what they say? Try it with the net that you trained on clean digits.

# %% tags=["nbval-ignore-output"]
from utils.plots import ensemble

net = run.model()
answers = np.stack([net(digits.test.x, training=True) for _ in range(64)])
ensemble(answers, net.predict(digits.test.x, verbose=0), digits.test.y)

# %% [markdown]
# *The title compares with the whole net, image by image and with 95 % intervals: one thin net alone, and the average of 64.*
#
# Where that average cannot be told from the whole net, inference is a cheap stand-in for it. That is the second way to see
# dropout: one training, many nets.

# %% [markdown]
# ## What you know now
#
# - In training each output is dropped with probability `rate` and the others are divided by `1 - rate`; at inference
#   nothing happens.
# - The gradient takes the same mask. The mean stays, the variance grows.
# - Dropout sits on the output of a hidden layer, and not on the logits.
# - Whether it helps is a question for an experiment with paired seeds.

# %% tags=["nbval-ignore-output"]
check.progress()

# %% [markdown]
# **Sources.** N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, *Dropout: a simple way to prevent
# neural networks from overfitting*, JMLR 15 (2014). The digits: E. Alpaydin, C. Kaynak, *Optical recognition of handwritten
# digits*, UCI (1998), as carried by scikit-learn.
#
# Next: what happens when the layer is a convolution, and its outputs are maps.
