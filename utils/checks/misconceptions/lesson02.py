"""Lesson 2: dropout on conv feature maps."""

SENTENCES = {
    # 2.1, 2.5, 2.6: whose fates are tied
    # 2.2 count_neurons
    "filters counted as neurons": "You count a filter as one neuron: a filter makes a whole map, so count each position of each map.",
    "one map counted": "You count the positions of one map: each filter makes a map of its own, so multiply by `filters`.",
    "counts the input": "You count what goes in: the layer's own activations are those that come out, so height' x width' x filters.",
    "a map for each pair of maps": "You multiply the activations by maps_in: a filter sums over all maps that come in and makes one map.",
    "square maps assumed": "You take the map for a square: work out height' and width' one by one.",
    "'valid' off by one": "Your 'valid' size is off by one: a kernel fits at side - kernel + 1 places.",
    "stride ignored": "You leave out the stride: the kernel starts at every `stride`-th place only, so output a begins at a * stride.",
    "rounds down": "You round down the number of starts: with a stride it is ceil(side / stride), and for 'valid' ceil((side - kernel + 1) / stride).",
    "padding ignored": "Your size does not follow `padding`: 'same' starts a kernel at each of `side` places, 'valid' at side - kernel + 1.",
    "activations and weights swapped": "You return the two numbers the other way round: activations first, then weights.",
    "bias forgotten": "Your weights lack the biases: each filter has one, so add `filters`.",
    "one bias in all": "You count a single bias: each filter has one of its own, so add `filters`.",
    "maps_in forgotten": "A filter of yours reads one map: it has kernel x kernel weights for each map that comes in, so multiply by maps_in.",
    "weights not shared": "You give each position weights of its own: all positions of a map share one kernel, so leave height and width out.",
    "weights of a dense layer": "You count the weights of a dense layer: a filter reads kernel x kernel x maps_in inputs only.",
    # 2.3 affected_outputs
    "one filter only": "Only one filter sees the change: every filter reads all maps, so mark the same positions for all filters.",
    "filters that differ": "Your filters see the change at different positions: every filter reads all maps, so mark the same ones for all.",
    "rows and columns swapped": "You swap rows and columns: i is a row, along the height, and j a column, along the width.",
    "the position itself": "You mark the position itself alone: every output whose kernel covers it changes, so look around it.",
    "the whole map": "You mark the whole map: only outputs whose kernel covers the position change, so compare places with `kernel`.",
    "border ignored": "You do not cut at the border: no output stands outside of the map, and a negative index counts from the other end, so use max(0, ...).",
    "what an output reads": "You mark what an output reads: ask the other way round, which outputs a have i between their first and last row.",
    "'valid' read as 'same'": "You put zeros around the map although padding is 'valid': there output a reads rows a * stride to a * stride + kernel - 1.",
    "zeros on the wrong side": "Your zeros stand elsewhere than Keras puts them: of max((height' - 1) * stride + kernel - height, 0) in all, half, rounded down, go before.",
    # 2.4 conv_after_drop
    "a mask per filter": "Each filter sees a mask of its own: an activation is dropped once, for all filters, so mask the maps before the conv.",
    "masks the kernel": "You drop weights of the kernel (that is DropConnect): dropout drops activations, so multiply the maps by `mask`.",
    "masks the conv's output": "You drop what comes out of the conv: the mask belongs to the maps that go in, so multiply those alone.",
    "mask left out": "Nothing is dropped: multiply the maps by `mask` before the conv.",
    "keeps the dropped": "You keep what the mask drops: its ones are the survivors, so multiply by `mask` itself.",
    "another mask than the one given": "You drop other activations than `mask` says: use the mask handed in as it is, and draw nothing.",
    "dropped in every map at once": "You drop a position in all maps at once: each map has a mask of its own, so use all of `mask`.",
    "rescales twice": "You rescale twice: divide by 1 - rate once, either the maps or the output.",
    "flipped kernel": "You flip the kernel, as in mathematics: a conv layer slides it as it is, so do not turn it round.",
    "border cropped": "Your maps lose their border, as with 'valid': for 'same' put (kernel - 1) / 2 zeros on each side first.",
    "border not of zeros": "You continue the maps beyond their border: 'same' puts zeros there.",
    "axes of the kernel mixed up": "You mix up the axes of the kernel: they are height, width, maps in, filters, in this order.",
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
