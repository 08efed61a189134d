"""Sentences for the misconceptions of lesson 3."""

SENTENCES = {
    # 3.5 head, flatten_effects
    "Dense on rank 4": "A Dense of yours gets maps and works along their last axis alone: make one row of each image first, with Flatten or GlobalAveragePooling2D.",
    "two dropouts around Flatten": "Two dropouts in a row act around Flatten, which only moves numbers: at .3 each they drop 1 - .7 * .7 = .51, so keep one at most, where a rate asks for it.",
    "activation on the logits": "An activation bends what the last Dense gives: leave that Dense linear, so that the head gives logits.",
    "kind of head ignored": 'Your first Dense gets the wrong kind of row: "flatten" hands on all h * w * maps values, and "gap" the mean of each map.',
    "maxima in place of means": 'Your row holds the largest value of each map: "gap" is GlobalAveragePooling2D, which hands on the mean.',
    "bias of the Dense forgotten": "Your count lacks the biases: a Dense has one for each unit, so it is (inputs + 1) * units.",
    "one bias for the whole Dense": "You count a single bias: each unit of a Dense has one of its own, so it is (inputs + 1) * units.",
    "maps left out of the row": "You count the positions of a single map: Flatten lays all maps in one row, so it has h * w * maps inputs.",
    "GAP counted as Flatten": "You count the same row twice: GAP hands on one mean for each map, so its Dense has `maps` inputs.",
    "one map silences one input": "You let a map silence one input: behind Flatten each of its h * w positions is an input of its own.",
    "counts silenced weights": "You count weights: asked for are inputs of the Dense that fall silent at once, which are h * w.",
    "all maps silenced": "You silence the whole row: one dropped map takes its own h * w inputs, and leaves the other maps alone.",
    # 3.6 insert_dropout
    "fresh weights": "Your net has drawn new weights: hand each of its layers the weights of the original, with set_weights(get_weights()).",
    "one seed for all": "Two of your dropout layers draw the same mask: give each layer a seed of its own, or none at all.",
    "dropout inside a module": "You drop inside of a module: let its convs and its pool work on whole maps, and drop behind the pool.",
    "dropout after every layer": "You put dropout behind every layer: it belongs at the joints alone, between modules, before Flatten and between Dense layers.",
    "dropout behind the last module": "You drop behind the last module too: between modules means that another one follows, and before Flatten has a rate of its own.",
    "a joint without dropout": "A joint that has a rate drops nothing: look behind each pool that another conv follows, before Flatten, and behind each hidden Dense.",
    "kind of dropout ignored": 'You drop the wrong kind of thing: "element" takes single entries, "channel" whole maps, between modules and just before Flatten.',
    "shares the original's weights": "Your net shares its weights with the original, so training one changes the other: clone the layers, then copy the weights.",
    # 3.7 tailor
    "first conv too coarse": "Your first conv throws away more than half of the height and width: a kernel of 11 and a stride of 4 are for large photos, so take a small kernel and a stride of 1 here.",
    "old classes left": "Your head still has the classes of the base: the new task has `classes` of them, so end with a new Dense(classes).",
    "pooling removed": "Your maps stay large, so the row behind Flatten explodes: keep the pools of the base, and save parameters by fewer filters and units.",
    "a different network": "Your net is no longer the one you started from: keep its order of convs and pools, but for 2 words at most, and make its layers thinner instead.",
    "over the budget": "Your net has more than max_parameters: most of them stand behind Flatten, so take fewer units, fewer filters, or GAP, until count_params() fits.",
    "no dropout in the head": "Nothing is dropped in your head: few examples are soon learnt by heart, so put a Dropout behind its hidden Dense.",
}
