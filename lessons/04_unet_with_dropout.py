# %% [markdown]
# # 4 · U-Net with dropout
#
# *170 minutes, best in two sittings · needs lessons 1 to 3 · CPU is enough*
#
# By the end you can
#
# 1. build a U-Net whose skips are proven to matter;
# 2. find the dropout in a U-Net, and put it where its paper has it;
# 3. compare placements over folds of images, in Dice and in cross-entropy;
# 4. say how unsure a net is of each pixel, and test whether that is to be believed.

# %% tags=["setup"]
import sys
from pathlib import Path

here = Path.cwd()
sys.path.insert(0, str(next(p for p in [here, *here.parents] if (p / "utils").is_dir())))

import numpy as np

from utils.checks import lesson04 as check

# %% [markdown]
# ## A sentence in a paper
#
# "There are a few Dropout layers in U-Net." With that sentence this course began. Ronneberger, Fischer and Brox published the
# net in 2015, and released it. **Predict.** Who says that it has dropout: "figure" (the famous one, of the whole net),
# "text", "code alone" or "nobody"?

# %% tags=["exercise"]
who_says = ...  # one of the words
check.who_says_dropout(who_says)

# %% tags=["solution"]
who_says = "text"
check.who_says_dropout(who_says)

# %% [markdown]
# One sentence, in section 3.1: "Drop-out layers at the end of the contracting path perform further implicit data
# augmentation." Not how many, not at what rate, not whether they help. The released network answers the first two: two
# layers, .5. The third question is ours.

# %% [markdown]
# ## Walls between cells
#
# The task of the paper: a class for each *pixel*. Given a slice of tissue, which pixels are membrane? These images are
# generated, so that the lesson needs no download: cells parted by membranes, uneven light, noise, and things in the cells that
# look like membranes. (`data/README.md` says how to load real slices.)

# %%
from utils.data import load
from utils.plots import annotated

tissue = load("tissue", images=48)
annotated(*tissue)

# %% [markdown]
# *Above the images, below their masks. Rings and stripes inside a cell are dark too, and are not membrane.*

# %% [markdown]
# To decide on a pixel a net must know two things: what is around it, far and wide, and where exactly it is. Pools give the
# first and destroy the second. A U-Net goes down, level by level, and up again; on each level a **skip** hands the maps of
# the way down to the way up, before the pool has touched them.

# %% [markdown]
# ### Exercise 4.1 · A level of the way down
#
# Two 3 x 3 convs with ReLU and padding 'same', `filters` maps each; then dropout at `rate` (none at 0). What is left then is
# the skip; a 2 x 2 max pool of it goes down. With `pool=False`, on the lowest level, it goes on as it is. (10 minutes;
# `check.contract.hint()` helps.)

# %% tags=["exercise"]
import keras


def contract(x, filters, rate=0.0, pool=True):
    """Return (down, skip): what goes down from this level, and what goes across."""
    raise NotImplementedError


# %% tags=["solution"]
import keras


def contract(x, filters, rate=0.0, pool=True):
    """Return (down, skip): what goes down from this level, and what goes across."""
    for _ in range(2):
        x = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    if rate > 0:
        x = keras.layers.Dropout(rate)(x)
    return (keras.layers.MaxPooling2D(2)(x) if pool else x), x


# %%
check.contract(contract)

# %% [markdown]
# ### Exercise 4.2 · A level of the way up
#
# `x` comes from below with half the side of `skip`. Double its side (a transposed conv with `strides=2`, or UpSampling2D);
# put the skip beside it, as further maps; two 3 x 3 convs with ReLU, `filters` maps each, read both. (8 minutes)

# %% tags=["exercise"]
def expand(x, skip, filters):
    """Return the maps of this level on the way up, of the size of `skip`."""
    raise NotImplementedError


# %% tags=["solution"]
def expand(x, skip, filters):
    """Return the maps of this level on the way up, of the size of `skip`."""
    x = keras.layers.Conv2DTranspose(filters, 2, strides=2)(x)
    x = keras.layers.Concatenate()([skip, x])
    for _ in range(2):
        x = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return x


# %%
check.expand(expand)

# %% [markdown]
# ### Exercise 4.3 · The whole net
#
# Level k has `base * 2**k` maps; level `depth` is the **bottleneck**, which goes neither down nor across. Then up again to
# level 0, and a 1 x 1 conv gives `classes` logits for each pixel. `rates` are depth + 1 numbers, for levels 0 to `depth` of
# the way down; None is no dropout. A side that `2**depth` does not divide is a ValueError that names a side that fits. (15
# minutes)

# %% tags=["exercise"]
def unet(input_shape, base=8, depth=3, classes=1, rates=None):
    """Return a Keras model that gives logits, height x width x classes, of images of `input_shape`."""
    raise NotImplementedError


# %% tags=["solution"]
def unet(input_shape, base=8, depth=3, classes=1, rates=None):
    """Return a Keras model that gives logits, height x width x classes, of images of `input_shape`."""
    for side in input_shape[:2]:
        if side % 2**depth:
            fits = side + -side % 2**depth
            raise ValueError(f"A side of {side} cannot be halved {depth} times: use {fits}.")
    rates = rates or [0.0] * (depth + 1)
    x, skips = (inputs := keras.Input(input_shape)), []
    for level in range(depth):
        x, skip = contract(x, base * 2**level, rates[level])
        skips.append(skip)
    x, _ = contract(x, base * 2**depth, rates[depth], pool=False)
    for level in reversed(range(depth)):
        x = expand(x, skips[level], base * 2**level)
    return keras.Model(inputs, keras.layers.Conv2D(classes, 1)(x))


# %%
check.unet(unet)

# %% [markdown]
# ## Where the dropout is
#
# Somebody hands you a U-Net. Where does it drop? Names and the order of layers may mislead; the wiring does not. The side of
# the maps gives the **level**, 0 at full size. The **path** is "contracting" where the data still go on to the smallest maps,
# "expanding" where they come from there, "bottleneck" on the smallest maps themselves, and "skip" on a skip alone.

# %% [markdown]
# ### Exercise 4.4 · Locate dropout
#
# List every active dropout, Dropout and SpatialDropout2D alike, in the order of the data; one at a rate of 0 drops nothing and
# is left out. `every_call(model)` gives (layer, inputs, outputs) of each call, nets inside the net opened. (10 minutes)

# %% tags=["exercise"]
from utils.models import calls, every_call


def locate_dropout(model):
    """Return [(level, path, rate), ...] of the dropout layers of a U-Net."""
    raise NotImplementedError


# %% tags=["solution"]
from utils.models import calls, every_call


def locate_dropout(model):
    """Return [(level, path, rate), ...] of the dropout layers of a U-Net."""
    walk, leads, comes, found = every_call(model), set(), set(), []
    smallest = min(outputs[0].shape[1] for _, _, outputs in walk)
    for _, inputs, outputs in reversed(walk):
        if outputs[0].shape[1] == smallest or any(id(one) in leads for one in outputs):
            leads.update(map(id, inputs))  # the data go on to the smallest maps from here
    for layer, inputs, (maps, *_) in walk:
        if any(one.shape[1] == smallest or id(one) in comes for one in inputs):
            comes.add(id(maps))  # they come from there
        path = "contracting" if id(maps) in leads else "expanding" if id(maps) in comes else "skip"
        path = "bottleneck" if maps.shape[1] == smallest else path
        if isinstance(layer, keras.layers.Dropout) and layer.rate > 0:
            found.append((round(np.log2(model.input_shape[1] / maps.shape[1])), path, layer.rate))
    return found


# %%
check.locate_dropout(locate_dropout)

# %% [markdown]
# ### Exercise 4.4, continued · The paper's placement
#
# Now say where the paper has it, for its own net of `depth=4`: five rates, for levels 0 to 4 of the way down. "At the end of
# the contracting path" are the last two levels there, the bottleneck among them, in the released network. (4 minutes)

# %% tags=["exercise"]
def paper_placement():
    """Return the rates of the original U-Net, level by level."""
    raise NotImplementedError


# %% tags=["solution"]
def paper_placement():
    """Return the rates of the original U-Net, level by level."""
    return [0, 0, 0, 0.5, 0.5]


# %%
check.paper_placement(paper_placement)

# %% [markdown]
# ## What crosses by the skip
#
# From here on the course's own `unet` is used; it also takes sides that are not fixed. Train one with the paper's placement,
# here level 2 and the bottleneck, on six images: tiles of 64 x 64, at random places, turned and mirrored, image and mask alike.

# %% tags=["nbval-ignore-output"]
from utils.data import split_by_image
from utils.models import unet as a_unet
from utils.plots import LivePlot
from utils.training import fit

turned = split_by_image(*tissue, 0, folds=8, tile=64)
paper = fit(
    lambda: a_unet((None, None, 1), rates={2: 0.5, 3: 0.5}),
    turned, epochs=80, batch_size=8, watch=LivePlot("Dice"),
)

# %% [markdown]
# *How well it does after each epoch, on the images that it learns from and on six others. (Dice, explained below, is 1 where
# all membrane is found and nothing else.)*
#
# The bottleneck drops half of its numbers, and level 2 does. Does the answer still get through? At two places we go further
# and silence *everything*: the maps of the bottleneck, or those that cross by the skip of full size. **Predict.** Which
# changes the logits more: "bottleneck", "skip", "neither", or "both alike"?

# %% tags=["exercise"]
silenced_more = ...  # one of the words
check.skip_or_bottleneck(silenced_more)

# %% tags=["solution"]
silenced_more = "skip"
check.skip_or_bottleneck(silenced_more)

# %% [markdown]
# ### Exercise 4.5 · Bypass
#
# Measure it: the mean of |logits with a part silenced - logits|, over all images, pixels and maps, as in prediction. The
# bottleneck is 0 as it goes into the layer that enlarges it; the skip is 0 as it goes into its join, while the pool below
# still gets the maps. `bottleneck_and_skip(model)` gives {name: (tensor, the layer that is to get zeros)}; `calls(model)`
# lists (layer, inputs, outputs) in the order of the data. Leave the model as it is. (10 minutes)

# %% tags=["exercise"]
from utils.models import bottleneck_and_skip


def bypass(model, images):
    """Return {"bottleneck": change, "skip": change}: by how much the logits change without it."""
    raise NotImplementedError


# %% tags=["solution"]
from utils.models import bottleneck_and_skip


def bypass(model, images):
    """Return {"bottleneck": change, "skip": change}: by how much the logits change without it."""

    def logits(silent=None):
        values = {id(model.inputs[0]): keras.ops.convert_to_tensor(images)}
        for layer, inputs, outputs in calls(model):
            taken = [values[id(one)] for one in inputs]
            if silent and layer is silent[1]:
                pairs = zip(inputs, taken, strict=True)
                taken = [0 * value if one is silent[0] else value for one, value in pairs]
            values[id(outputs[0])] = layer(taken if len(taken) > 1 else taken[0])
        return np.array(values[id(model.outputs[0])])

    whole, parts = logits(), bottleneck_and_skip(model).items()
    return {name: np.abs(logits(silent) - whole).mean() for name, silent in parts}


# %%
check.bypass(bypass)

# %% [markdown]
# The trained net, on an image that it has not seen:

# %% tags=["nbval-ignore-output"]
from scipy.special import entr, expit

from utils.models import logits_without
from utils.plots import silenced

net = a_unet((128, 128, 1), rates={2: 0.5, 3: 0.5})
net.set_weights(paper.model().get_weights())
image, truth = turned.test.x[:1], turned.test.y[:1]
parts = {"the whole net": None, "the bottleneck silenced": "bottleneck", "the skip silenced": "skip"}
probabilities = {name: expit(logits_without(net, image, part))[0] for name, part in parts.items()}
silenced(image[0], truth[0], probabilities)

# %% [markdown]
# *Dark is probability 0, bright is 1. Without the bottleneck the walls are still found, as are rings inside the cells. Without
# the skip nearly every pixel is taken for membrane, and of the walls a coarse trace is left.*
#
# Is that so for one net only? Here are eight trained like it, each on six images of its own, and eight without dropout: by how
# much more the logits change without the skip than without the bottleneck. (`data/make_unet_studies.py` trained them.)

# %%
from utils.measures import paired_interval, verdict
from utils.studies import shipped_study, study

augmented = shipped_study("unet_tissue_augmented")
bottleneck, skip = (augmented.scores(f"change without {part}") for part in ("bottleneck", "skip"))
for arm in ("none", "paper"):
    print(f"{arm:6} skip less bottleneck:", paired_interval(bottleneck[arm], skip[arm]))
print("bottleneck, paper less none:", paired_interval(bottleneck["none"], bottleneck["paper"]))

# %% [markdown]
# *In both the skip counts for more. And with the paper's dropout the bottleneck counts for less than without it: the net leans
# less on what may fall.*

# %% [markdown]
# ## One number an image
#
# How good is such an answer? Pixel accuracy misleads: call nothing membrane, and most pixels are right. **Dice** looks at the
# structure alone: twice the overlap, over the sum of both sizes.

# %%
print(f"right pixels where nothing is found: {1 - tissue.masks.mean():.0%}")

# %% [markdown]
# ### Exercise 4.6 · Dice and IoU
#
# One number for each image, never pooled over images: 2 |A and B| / (|A| + |B|), of the truth and of the pixels with
# `probability >= threshold`. Nothing sought and nothing found is 1. IoU, the intersection over the union, in the same way.
# (6 and 3 minutes)

# %% tags=["exercise"]
def dice(truth, probability, threshold=0.5):
    """Return the Dice coefficient of each image; both arrays are images x height x width x 1."""
    raise NotImplementedError


# %% tags=["solution"]
def dice(truth, probability, threshold=0.5):
    """Return the Dice coefficient of each image; both arrays are images x height x width x 1."""
    found = (probability >= threshold) * 1.0
    both, total = (truth * found).sum((1, 2, 3)), (truth + found).sum((1, 2, 3))
    return np.where(total == 0, 1.0, 2 * both / np.maximum(total, 1))


# %%
check.dice(dice)

# %% tags=["exercise"]
def iou(truth, probability, threshold=0.5):
    """Return the intersection over union of each image; both arrays are images x height x width x 1."""
    raise NotImplementedError


# %% tags=["solution"]
def iou(truth, probability, threshold=0.5):
    """Return the intersection over union of each image; both arrays are images x height x width x 1."""
    found = (probability >= threshold) * 1.0
    both = (truth * found).sum((1, 2, 3))
    union = (truth + found).sum((1, 2, 3)) - both
    return np.where(union == 0, 1.0, both / np.maximum(union, 1))


# %%
check.iou(iou)

# %% [markdown]
# The trained net, on the 36 images of the test, and the image that it does worst on:

# %% tags=["nbval-ignore-output"]
from utils import segmentation
from utils.plots import found

probability = expit(net.predict(turned.test.x, verbose=0))
scores = segmentation.dice(turned.test.y, probability)
low, high = scores.min(), scores.max()
print(f"Dice of {len(scores)} images: from {low:.2f} to {high:.2f}, mean {scores.mean():.2f}")
worst = scores.argmin()
found(turned.test.x[worst], turned.test.y[worst], {"this net": probability[worst]})

# %% [markdown]
# *The image with the lowest Dice of all: what is missed are faint walls, cut aslant; what is invented lies along dark things
# in the cells.*

# %% [markdown]
# ## Folds of images
#
# Six images are few; which six is luck. So the study repeats itself with other ones. The rule that is broken most often:
# images are split *before* they are cut. Tiles of one image are alike, and a net that has learned from one of them has seen
# the others.

# %% [markdown]
# ### Exercise 4.7 · A study over folds
#
# `placements` is {name: train}; `train(images, masks, seed)` gives a trained net, and `net(images)` its logits. Part the images
# into `folds` groups. Each is held out once; train on all others, with the same seed for all placements, and score the mean
# Dice of what was held out. Compare each placement but the first with it, fold by fold: {name: (mean difference, (low, high),
# verdict)}. `paired_interval` and `verdict` are those of lesson 3. (15 minutes)

# %% tags=["exercise"]
def unet_study(placements, images, masks, folds):
    """Return {name: (mean difference to the first, (low, high), verdict)} in Dice on images held out."""
    raise NotImplementedError


# %% tags=["solution"]
def unet_study(placements, images, masks, folds):
    """Return {name: (mean difference to the first, (low, high), verdict)} in Dice on images held out."""
    scores = {name: [] for name in placements}
    for fold in range(folds):
        out = np.arange(len(images)) % folds == fold
        for name, train in placements.items():
            net = train(images[~out], masks[~out], fold)
            probability = expit(np.array(net(images[out])))
            scores[name].append(segmentation.dice(masks[out], probability).mean())
    first, *others = scores.values()
    intervals = [paired_interval(first, other) for other in others]
    verdicts = [verdict(first, other) for other in others]
    rows = [(mean, (low, high), word) for (mean, low, high), word in zip(intervals, verdicts, strict=True)]
    return dict(zip(list(placements)[1:], rows, strict=True))


# %%
check.unet_study(unet_study)

# %% [markdown]
# ## Does the paper's dropout help?
#
# The course's study: none, the paper's placement, every level of both ways, or the way up alone ("decoder"), at .5. Eight
# folds, the other way round than in 4.7: six images to *train* on, 36 to test, for there few images are the point. Tiles of
# 64 x 64, always the same ones.

# %% [markdown]
# How long to train decides much, so a rule fixed it beforehand: as many epochs, in steps of 20, as the net without dropout
# takes on the first fold until its training Dice is .8. That makes 100 (the script shows it, asked for `--length`). Two arms
# on that fold, trained here:

# %%
from functools import partial

from utils.models import unet_placements
from utils.plots import LiveBar, loss_curves


def build(placement):
    return a_unet((None, None, 1), base=8, depth=3, rates=unet_placements()[placement])


# %% tags=["nbval-ignore-output"]
fold = lambda number: split_by_image(*tissue, number, folds=8, tile=64, augment=False)
arms = {placement: partial(build, placement) for placement in ("none", "paper")}
trained = study(arms, fold, seeds=[0], epochs=100, batch_size=8, watch=LiveBar())
history = {name: runs[0].history for name, runs in trained.runs.items()}
ends = {of: history["none"][of][-1] for of in ("logged", "train")}
words = "Dice without dropout: of its tiles {logged:.2f}, of the same images whole {train:.2f}"
print(words.format(**ends))
loss_curves(history)

# %% [markdown]
# *Solid: the images that a net learns from, whole. It meets them in tiles, and without dropout it knows those better than the
# whole. Dashed: images that it has not seen. Without dropout the dashed line soon turns, and it ends far above that of the net
# with dropout.*

# %% [markdown]
# All 32 runs take some minutes, so their numbers come with the course; `data/make_unet_studies.py` made them. First, do
# they agree with the two trained here, in cross-entropy on the test images? **Predict** then, for each placement: does it
# help the cross-entropy, and does it help Dice?

# %% tags=["nbval-ignore-output"]
shipped = shipped_study("unet_tissue")
for name, one in (("trained here", trained), ("shipped", shipped)):
    print(f"{name:13}", {arm: round(float(one.losses()[arm][0]), 2) for arm in arms})

# %% [markdown]
# *The net with the paper's dropout comes out nearly alike. The one without need not: where your processor rounds its sums
# differently, its loss drifts apart over 100 epochs (`data/measure_rounding.py` measures how far), but it stays the higher one.*

# %% tags=["predict"]
shipped.plot("test", of="losses")

# %% [markdown]
# *All three placements help: with dropout the cross-entropy of unseen images is far lower. (A seed, in these pictures, is a
# fold.)*

# %% tags=["predict"]
shipped.plot("test")

# %% [markdown]
# *In Dice the paper's placement cannot be told from none, dropout on every level hurts, and the way up alone helps.*

# %% [markdown]
# Two measures, two answers, from the same nets. Dice asks only on which side of .5 a pixel falls; cross-entropy asks how sure
# the net was. In Dice the net without dropout cannot be told from the paper's; but it is much surer of its errors. Which
# measure counts depends on what you do next: draw outlines, or decide where a human must look.

# %% [markdown]
# ## What turning the images does
#
# The paper calls its dropout "further" augmentation. Further to what? To images that are moved and bent. So compare the two:
# the same nets, folds and steps, but tiles at random places, turned and mirrored.

# %%
from utils.plots import differences

losses = {"none": shipped.losses()["none"], "paper": shipped.losses()["paper"]}
more = augmented.losses()
losses |= {"turned tiles": more["none"], "turned tiles and paper": more["paper"]}
differences(losses, score="test cross-entropy", less_is_better=True)

# %% [markdown]
# *Turned images help the cross-entropy, as dropout does.* Which does more? And what does dropout add where images are turned?

# %%
for name, get in (("Dice", "scores"), ("cross-entropy", "losses")):
    same, turn = (getattr(study, get)() for study in (shipped, augmented))
    print(f"{name}: turned, against dropout:", paired_interval(same["paper"], turn["none"]))
    print(f"{name}: dropout, where turned:  ", paired_interval(turn["none"], turn["paper"]))

# %% [markdown]
# *Turned images do more than dropout does, in both measures; and where images are turned, dropout makes both a little worse.*
# So much for "further": on these images, in so many steps, it is the better of two remedies that counts.

# %% [markdown]
# ## On real slices
#
# The benchmark of the paper was a stack of 30 slices, by electron microscope. Here its numbers: half the resolution, six
# slices to train on in tiles that stay the same, five folds, 40 epochs, fixed beforehand.

# %%
real = shipped_study("unet_isbi")
real.plot("test", of="losses")

# %% [markdown]
# *On real slices the paper's placement and the way up alone help the cross-entropy; every level cannot be told from none.*

# %%
real.table("test")

# %% [markdown]
# *In Dice both of them help as well, and every level stays open.*

# %% [markdown]
# ## Ask it many times
#
# A probability is a number, and the net has one for each pixel. Is it to be believed? **Monte-Carlo dropout** leaves dropout on
# and asks many times: each sample comes from another thinned net, and where they differ, the net does not know. **Predict.** A
# U-Net with Dropout(0.5) is asked 30 times, by `model.predict`. How large is the standard deviation of a pixel's 30 answers?

# %% tags=["exercise"]
std_of_predict = ...  # your number
check.mc_std_of_predict(std_of_predict)

# %% tags=["solution"]
std_of_predict = 0
check.mc_std_of_predict(std_of_predict)

# %% [markdown]
# ### Exercise 4.8 · Monte-Carlo dropout
#
# `model(images, training=True)` leaves dropout on. It also makes every BatchNormalization use the statistics of this batch, and
# store them: a batch norm with `trainable = False` does neither. Return the mean and the standard deviation of the
# probabilities over the samples, and the entropy of the mean, in nats, each of the shape of `images`. The model is afterwards
# as it was. `entr(p)` from above is -p log(p), and 0 at 0. (12 minutes)

# %% tags=["exercise"]
def mc_predict(model, images, samples):
    """Return (mean, std, entropy) of `samples` predictions, dropout on; the net gives a logit a pixel."""
    raise NotImplementedError


# %% tags=["solution"]
def mc_predict(model, images, samples):
    """Return (mean, std, entropy) of `samples` predictions, dropout on; the net gives a logit a pixel."""
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    before = [layer.trainable for layer in norms]
    for layer in norms:
        layer.trainable = False
    drawn = expit([np.array(model(images, training=True)) for _ in range(samples)])
    for layer, trainable in zip(norms, before, strict=True):
        layer.trainable = trainable
    mean = drawn.mean(axis=0)
    return mean, drawn.std(axis=0), entr(mean) + entr(1 - mean)


# %%
check.mc_predict(mc_predict)

# %% [markdown]
# How many samples are enough? The error of a mean falls as 1 over the root of their number. Measured, on one image, against
# the mean of 256:

# %% tags=["nbval-ignore-output"]
from utils.plots import error_by_samples

copies = np.repeat(image, 32, axis=0)  # each copy in a batch gets masks of its own
draws = np.concatenate([expit(np.array(net(copies, training=True))) for _ in range(8)])[..., 0]
many = draws.mean(axis=0)
groups = {size: draws.reshape(256 // size, size, 128, 128).mean(axis=1) for size in (1, 2, 4, 8, 16)}
distance = lambda means: np.sqrt(((means - many) ** 2).mean(axis=(1, 2)))
error_by_samples({size: distance(means) for size, means in groups.items()})

# %% [markdown]
# *The distance to the mean of 256, root mean square over the pixels: four times the samples, half the error.*
#
# Play with it: move the slider, by mouse or by the arrow keys.

# %% tags=["nbval-ignore-output"]
from utils.plots import samples_slider

samples_slider(image[0], truth[0], draws[:64], start=16)

# %% [markdown]
# *The mean of a few samples is patchy, that of many is smooth. Entropy is high along the edges of the membranes.*

# %% [markdown]
# ## Can the doubt be trusted?
#
# Two questions. Of all pixels to which the net gives 70 %, are 70 % membrane? And does it doubt the pixels that it gets wrong?

# %% [markdown]
# ### Exercise 4.9 · Reliability
#
# Put all pixels into `bins` bins of equal width by their probability. The curve has two numbers for each bin: the mean
# probability, and the share that is membrane; NaN for an empty one. The error, the expected calibration error: the mean of
# |mean probability - share|, each bin weighted by its share of the pixels. (10 minutes)

# %% tags=["exercise"]
def reliability(probability, truth, bins):
    """Return (error, curve): expected calibration error; bins x 2 of mean probability and share true."""
    raise NotImplementedError


# %% tags=["solution"]
def reliability(probability, truth, bins):
    """Return (error, curve): expected calibration error; bins x 2 of mean probability and share true."""
    probability, truth = probability.ravel(), truth.ravel()
    number = np.minimum((probability * bins).astype(int), bins - 1)
    error, curve = 0.0, np.full((bins, 2), np.nan)
    for one in np.unique(number):
        inside = number == one
        curve[one] = probability[inside].mean(), truth[inside].mean()
        error += inside.mean() * abs(curve[one, 0] - curve[one, 1])
    return error, curve


# %%
check.reliability(reliability)

# %% [markdown]
# ### Exercise 4.9, continued · Finding errors
#
# If doubt is good for something, wrong pixels are doubted more than right ones. Return the AUROC: the chance that a wrong
# pixel is more uncertain than a right one, a tie counting half, all pixels pooled. `scipy.stats.rankdata` gives ranks, ties
# shared. NaN where nothing is wrong, or everything. (6 minutes)

# %% tags=["exercise"]
from scipy.stats import rankdata


def error_detection(uncertainty, wrong):
    """Return the AUROC of `uncertainty` for the pixels that are `wrong`; both of one shape."""
    raise NotImplementedError


# %% tags=["solution"]
from scipy.stats import rankdata


def error_detection(uncertainty, wrong):
    """Return the AUROC of `uncertainty` for the pixels that are `wrong`; both of one shape."""
    ranks, wrong = rankdata(uncertainty.ravel()), wrong.ravel().astype(bool)
    many, others = wrong.sum(), (~wrong).sum()
    if not (many and others):
        return np.nan
    return (ranks[wrong].sum() - many * (many + 1) / 2) / (many * others)


# %%
check.error_detection(error_detection)

# %% [markdown]
# One image first: mean, standard deviation and entropy over 64 samples, and what is wrong.

# %% tags=["nbval-ignore-output"]
from utils.plots import doubts

mean, std = draws[:64].mean(axis=0), draws[:64].std(axis=0)
doubts(image[0], truth[0], mean, std, entr(mean) + entr(1 - mean))

# %% [markdown]
# *Doubt is high along the edges of the walls. In this image it finds some of the errors, and far from all.*

# %% [markdown]
# Now all eight folds of the study, on the images that no net has seen. Is the doubt of many samples better than the plain
# net's own: the entropy of its one prediction, without dropout anywhere? **Predict** for both questions.

# %% tags=["predict"]
def three(name):
    once, sampled = shipped.scores(name), shipped.scores(f"{name} by samples")
    return {"none once": once["none"], "paper once": once["paper"], "paper 16 times": sampled["paper"]}


differences(three("calibration error"), score="calibration error", less_is_better=True)

# %% [markdown]
# *The net with the paper's dropout is better calibrated than the one without, asked once and asked 16 times.*

# %% tags=["predict"]
spread = shipped.scores("AUROC of std by samples")["paper"]
finds = three("AUROC of entropy") | {"spread of these 16": spread}
differences(finds, score="AUROC of finding wrong pixels")

# %% [markdown]
# *The entropy of the net with dropout finds its wrong pixels better than that of the net without, and so does the standard
# deviation of its samples.*

# %% [markdown]
# Most of that came from training with dropout; what do the samples add? Compare the same net, asked once and asked 16 times,
# fold by fold.

# %%
once, sampled = shipped.scores("test")["paper"], shipped.scores("test by samples")["paper"]
print("Dice:             ", paired_interval(once, sampled))
for name in ("calibration error", "AUROC of entropy"):
    print(f"{name + ':':18}", paired_interval(three(name)["paper once"], three(name)["paper 16 times"]))
print("std, not entropy: ", paired_interval(finds["paper 16 times"], finds["spread of these 16"]))

# %% [markdown]
# *Sixteen samples improve Dice and calibration, and find errors a little better. The standard deviation finds them worse than
# the entropy of the mean does: samples that agree on .5 have no spread, and no certainty either.*

# %% [markdown]
# And dropout on every level, which did so badly? Asked 16 times, its Dice is no longer told from that of the plain net.

# %%
for split in ("test", "test by samples"):
    print(f"every level, {split}:", shipped.table(split)["every level"].verdict)

# %% [markdown]
# ## What you know now
#
# - The paper's U-Net drops at the end of the way down, twice, before both the pool and the skip.
# - A skip carries the detail around a bottleneck, silenced or not.
# - Split by image before you cut tiles, and compare fold by fold.
# - Dropout made nets less sure of what they got wrong, more than it made them right; turned images did both.
# - `predict` never samples: leave dropout on, batch norm at rest, and test the doubt before you use it.

# %% tags=["nbval-ignore-output"]
check.progress()

# %% [markdown]
# **Sources.** O. Ronneberger, P. Fischer, T. Brox, *U-Net: convolutional networks for biomedical image segmentation*, 2015.
# Y. Gal, Z. Ghahramani, *Dropout as a Bayesian approximation*, 2016.
