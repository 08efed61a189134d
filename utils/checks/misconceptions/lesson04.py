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
    "Add for Concatenate": "You add x and the skip entry by entry, or merge them in a like way, which mixes context and detail before any conv has read them: join them by Concatenate()([skip, x]), as further maps.",
    "joined along height or width": "You join along height or width, so that one image lies beside the other: join along the last axis, as further maps.",
    "no conv behind the join": "Your level ends with the join, so that nothing reads both: put convs of `filters` filters behind it.",
    "x ignored": "What comes from below changes nothing: double the side of `x`, and join it with the skip.",
    "skip ignored": "The skip changes nothing: join it with what comes up, and let the convs read both.",
    "skip made coarse": "Your skip has been made coarse, and its detail is what it is there for: bring `x` to the size of the skip, and leave the skip as it is.",
    "depth off by one": "Your net has a level too many or too few: it pools `depth` times, and the bottleneck stands below the last pool.",
    "skip missing": "A level of the way up gets nothing from the way down but what has come through the bottleneck: join the skip of its own level.",
    "skip from another level": "A level of the way up joins maps of another level: take the skips from the last one to the first, so that each meets its own level.",
    "probabilities for logits": "Something bends what the last conv gives: leave it without an activation, so that the net gives logits.",
    "rates ignored": "Nothing falls, though a rate is above 0: hand rates[level] on to each level, the bottleneck too.",
    "rates reversed": "Your rates land on the levels in reverse: rates[0] is for level 0, of full size, and the last one for the bottleneck.",
    "rates at other levels": "A rate lands on another level than its own: level k gets rates[k], and the bottleneck rates[depth].",
    "dropout on the way up": "Something is dropped on the way up: `rates` are for the levels of the way down and the bottleneck alone.",
    "a side that does not fit falls over at a join": "A side that does not fit falls over at a join, with an error about shapes: look at the sides first, and raise a ValueError that says which side to use.",
    # 4.4 locate_dropout, paper_placement
    # 4.5 bypass
    # 4.6 dice, iou
    # 4.7 unet_study
    # 4.8 mc_predict
    # 4.9 reliability, error_detection
}
