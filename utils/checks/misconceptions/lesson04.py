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
    "dropout off while sampling": "All your samples are the prediction at inference, so dropout is off: call model(images, training=True), as `predict` never drops.",
    "moves the statistics of BatchNorm": "Your call with training=True has moved BatchNorm's statistics: set `trainable = False` on each BatchNormalization while you sample.",
    "statistics of the batch": "BatchNorm normalises by the batch while you sample: let it use its moving statistics, with `trainable = False` for the time.",
    "leaves layers frozen": "A layer that could be trained before your call cannot be trained after it: put back the `trainable` of each layer that you change.",
    "leaves dropout on": "After your call the model drops at inference as well: turn dropout on for the sampling alone.",
    "mean of thresholded masks": "You average masks of 0 and 1, which tells how many samples vote for a pixel and not how sure they are: average the probabilities.",
    "mean thresholded": "Your mean is 0 or 1 alone: return the mean probability, and leave the threshold to whoever uses it.",
    "mean at inference": "Your mean is the prediction at inference, which is another number: average the samples themselves.",
    "median of samples": "Your mean is a median: average the samples, so that rare ones count as well.",
    "mean of logits": "Your mean is one of logits, which have no bounds: take the sigmoid of each sample first.",
    "sigmoid of the mean logit": "You take the sigmoid of the mean logit: the mean of probabilities is another number, so take the sigmoid of each sample first.",
    "deviation of logits": "Your standard deviation is that of the logits: take the sigmoid of each sample first.",
    "variance of samples": "You return the variance of the samples: take its root, which is in the unit of a probability.",
    "standard error of samples": "You divide the standard deviation by the root of samples, which tells how sure the mean is: asked for is how much the samples differ.",
    "deviation over the batch": "Your standard deviation is over the images: take it over the samples, for each pixel of each image.",
    "deviation of thresholded masks": "Your standard deviation is that of masks of 0 and 1: take it of the probabilities.",
    "deviation of a coin": "You return sqrt(m (1 - m)), which is known from the mean m alone: take the standard deviation over the samples.",
    "one sample alone": "You draw a single sample: call the model `samples` times, so that dropout draws new masks each time.",
    "the same mask for each sample": "Each of your samples has the same masks: leave the seeds of the dropout layers alone between the calls.",
    "fewer samples": "Your means scatter like those of fewer samples than asked for: draw `samples` of them, each with new masks.",
    "entropy in bits": "Your entropy is in bits, with the logarithm to base 2: use the natural one, which gives nats.",
    "mean of entropies": "You average the entropies of the samples, which leaves out that they disagree: take the entropy of their mean.",
    "half of the entropy": "You count -m log m alone: a pixel has two outcomes, so add -(1 - m) log(1 - m).",
    "entropy below 0": "Your entropy is below 0: logarithms of probabilities are negative, so put a minus before the sum.",
    # 4.9 reliability, error_detection
}
