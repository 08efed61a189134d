"""Lesson 2: dropout on conv feature maps."""

SENTENCES = {
    # 2.1, 2.5, 2.6: whose fates are tied
    # 2.2 count_neurons
    # 2.3 affected_outputs
    # 2.4 conv_after_drop
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
