"""Sentences for the misconceptions of lesson 4."""

SENTENCES = {
    # 4.1 to 4.3: the wiring
    # 4.4 locate_dropout, paper_placement
    # 4.5 bypass
    # 4.6 dice, iou
    # 4.7 unet_study
    "tiles on both sides": "A net is judged on tiles of an image that it has learned other tiles of: part the images first, and cut them afterwards.",
    "nothing held out": "Your nets learn from all images, so that no score tells of new ones: hold out the images of one fold each time.",
    "the same images held out": "Each of your folds holds out the same images: let the next fold hold out the next group.",
    "learns from one fold alone": "Your nets learn from one fold and are judged on all others: hold out one fold, and learn from the others.",
    "other folds for each placement": "Each placement meets folds of its own, and so nothing is paired: part the images once, for all placements.",
    "masks stay behind": "Your masks no longer lie on their images: cut, turn, mirror and shuffle both alike.",
    "judged with dropout on": "You judge the nets with dropout on: call net(images) without training=True.",
    "scores of learned images": "Your scores are those of images that the net has learned from: judge it on the held-out ones.",
    "pixels of all images pooled": "You pool the pixels of all held-out images, so that large structures count most: take the Dice of each image, then their mean.",
    "logits for probabilities": "You compare logits with .5: the net gives logits, so take their sigmoid first.",
    "no threshold": "You compute Dice without a threshold: a pixel belongs to the mask where its probability is above .5.",
    "share of right pixels": "You count right pixels, most of which are background: take the Dice of each image.",
    "overlap over union": "Your score is the overlap over the union: Dice is twice the overlap over the sum of both sizes.",
    "interval over images": "Your interval counts images as if each had a net of its own: images of one fold share theirs, so take one mean a fold, and folds - 1 degrees.",
    "scores for differences": "Your rows tell of the scores themselves: subtract those of the first placement, fold by fold.",
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
