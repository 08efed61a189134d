"""Sentences for the misconceptions of lesson 4."""

SENTENCES = {
    # 4.1 to 4.3: the wiring
    "down and skip swapped": "You return the skip first: the pooled maps come first, then the skip, as in `return down, skip`.",
    "skip behind the pool": "Your skip is taken behind the pool, where the detail is gone: keep the maps from right before the pool as the skip.",
    "pools in the bottleneck": "You pool although pool=False: the bottleneck has no level below, so hand its maps on at full side.",
    "dropout always on": "Your level drops at inference too: leave `training` to Keras, and do not fix it to True.",
    "no dropout in the level": "Nothing falls in training, though the rate is above 0: end the level with a Dropout layer at that rate.",
    "dropout before the last conv": "You drop before a conv, which then blurs the holes: the level ends with dropout, behind its last conv and activation.",
    "dropout behind the pool": "Your dropout stands behind the pool, so that the skip passes it by: drop first, then take the skip, then pool.",
    "skip before dropout": "Your skip is taken before dropout and carries everything past it: drop first, then take the skip, then pool.",
    "the skip alone is dropped": "You drop the skip alone, and what goes down stays whole: drop once, then hand the same maps to both the skip and the pool.",
    "down and skip dropped apart": "What goes down and the skip have lost different entries: drop once, then hand the same maps to both.",
    "convs without activation": "Your convs have no activation, and convs in a row without one are a single conv: put a ReLU behind each.",
    "levels share their layers": "Two calls share their layers, so that levels share weights: make new layers inside of the function at each call.",
    # 4.4 locate_dropout, paper_placement
    # 4.5 bypass
    # 4.6 dice, iou
    # 4.7 unet_study
    # 4.8 mc_predict
    # 4.9 reliability, error_detection
}
