"""Lesson 2: dropout on conv feature maps."""

SENTENCES = {
    # 2.1, 2.5, 2.6: whose fates are tied
    # 2.2 count_neurons
    "filters for neurons": "You count the filters: each filter answers at every position, so multiply by the rows and columns of what comes out.",
    "one map's neurons": "You count the positions of one map: every filter makes a map of its own, so multiply by the filters.",
    "maps in for filters": "You multiply by the maps that come in: what comes out has one map for each filter.",
    "counts the inputs": "You count what goes into the layer: its neurons are what comes out of it.",
    "counts multiplications": "You count how often a number is used: an activation is one number, however many it is computed from.",
    "padding ignored": "You treat both paddings alike: 'valid' uses whole windows only, so a side loses kernel - 1 before the stride.",
    "stride ignored": "You leave the stride out: a window starts at every stride-th position only, so divide each side by it, rounded up.",
    "valid off by one": "Your 'valid' sides are one too short: a window of `kernel` fits into a side at side - kernel + 1 places.",
    "rounds down": "You round down: the last, shorter step has a window too, so round up when you divide by the stride.",
    "one side twice": "You use one side twice: height and width may differ.",
    "activations and weights swapped": "You return the weights first: the activations come first, then the weights.",
    "bias forgotten": "You leave the biases out: each filter has one.",
    "one bias for all": "You add one bias in all: each filter has one of its own.",
    "maps in forgotten": "Your filters look at one map only: each filter has kernel x kernel weights for every map that comes in.",
    "kernel not squared": "Your filters are lines: each is kernel x kernel, so square the kernel.",
    "a bias for each map": "You add a bias for each pair of maps: each filter has a single bias.",
    "weights for each position": "You count weights for each position: a filter uses the same weights everywhere, that is what makes it a conv.",
    # 2.3 affected_outputs
    "one filter only": "You mark one filter only: all filters read the same tensor, so mark the same places in each of them.",
    "a coin for each filter": "Your filters differ: nothing is drawn for each filter, a dropped activation is 0 for all of them.",
    "only the same position": "You mark the activation's own position only: each window that holds it changes, so mark kernel x kernel of them.",
    "the whole map": "You mark the whole map: an output changes only if its window holds the activation.",
    "stride ignored in reach": "You leave the stride out: output number n looks at rows from n * stride on, not from n on.",
    "padding ignored in reach": "You leave the padding out: with 'same' the first window begins before the map, with 'valid' at its first row.",
    "wraps around": "Your windows go on at the other side of the map: outside of it there are zeros, so cut them at the edge.",
    "whole windows at the border": "You mark kernel x kernel outputs even at a border: fewer windows hold an activation there, so cut them at the edge.",
    "mirrored": "You mark what an output looks at: asked is the other way round, which outputs look at the activation.",
    "odd zero before": "You put the odd zero before the map: TensorFlow's 'same' puts it after, at the bottom and at the right.",
    "rows and columns swapped": "You swapped rows and columns: `i` and `height` go down, `j` and `width` go right.",
    # 2.4 conv_after_drop
    "a mask for each filter": "Your filters see different masks: dropout acts on the tensor that all of them read, so use the mask handed in for each.",
    "masks the kernel": "You mask the kernel, and that is DropConnect: multiply the maps by the mask and leave the kernel whole.",
    "masks the outputs": "You mask what the conv gives: dropout acts on what the conv reads, so multiply the maps by the mask first.",
    "ignores the mask": "Your conv sees the dropped activations: multiply the maps by the mask before the conv.",
    "mask upside down": "You keep what is dropped: the ones of the mask are the survivors, so multiply by the mask itself.",
    "rescales twice": "You divide by 1 - rate twice: once is enough to keep the mean.",
    "whole pixels": "You drop a position in all maps at once: the mask has an entry for each map, so multiply entry by entry.",
    "flipped kernel": "Your kernel is flipped: a conv layer slides it as it is (cross-correlation), without turning it round.",
    "padding is not zero": "Your outputs differ at the border only: 'same' padding puts zeros there, half of kernel - 1 on each side.",
    # 2.6 drop_block
    # 2.7 recoverability
    # 2.8 maxpool_law
    # 2.9 pool_order_bias
    # 2.10 dropout_before_batchnorm
    "pair swapped": "Your pairs begin with BatchNormalization: name the Dropout first, then the BatchNormalization that it reaches.",
    "flags the safe order": "You report a Dropout that stands behind BatchNormalization: that order is safe, so follow the data forward from each Dropout.",
    "only the next layer": "You look no further than the next layer: the shift travels on through Conv, Dense, ReLU and Pool, so follow the whole path.",
    "stops at weights": "Your path ends at a Conv or a Dense layer: they hand the shift on, so walk through layers with weights too.",
    "knows Dropout alone": "You overlook SpatialDropout2D: it shifts the variance as Dropout does, so look for both types of layer.",
    "misses a branch": "You lose a path where the net branches: a layer may feed several others, and Add or Concatenate take several, so follow them all.",
    "list order for the graph": "You go by the order of model.layers: a later layer may stand on a parallel branch, so follow the connections between layers.",
    "stays at the top level": "You never look inside a nested model: it has layers of its own, so walk through those too.",
    "each model on its own": "You search each nested model by itself: a path can lead into it and out of it, so join it to the layers around it.",
    "first use alone": "You follow one use of a layer alone: a layer or a nested model that is called twice has two places in the net, so follow both.",
}
