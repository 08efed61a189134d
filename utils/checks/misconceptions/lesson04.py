"""Sentences for the misconceptions of lesson 4."""

SENTENCES = {
    # 4.1 to 4.3: the wiring
    # 4.4 locate_dropout, paper_placement
    # 4.5 bypass
    # 4.6 dice, iou
    "pixel accuracy": "You count every pixel that is right, and most are right as background: count the pixels in both masks, against those sought and found.",
    "no threshold": "You multiply with the probabilities themselves: decide first, `probability >= threshold`, for the second array and not for the first.",
    "pooled over the batch": "You add up the pixels of all images, so a large structure drowns a small one: sum over height, width and the last axis alone.",
    "one mean over the images": "You average over the images: return the score of each image, as folds and pairs need them apart.",
    "background scored": "You score the background: 1 marks the structure sought, so count pixels where both masks are 1.",
    "averaged with the background": "You average the score with that of the background, which is easy to get right: score the structure alone.",
    "threshold of .5 always": "Your decision is made at .5 whatever `threshold` says: compare with the argument.",
    "probabilities taken for logits": "You take the probabilities for logits: they have been through the sigmoid already, so compare them with `threshold` as they are.",
    "below the threshold": "You take a pixel for found where its probability is low: found is `probability >= threshold`.",
    "argmax over one class": "Your scores are those of a net that finds nothing: an argmax over an axis of length 1 is always 0, so compare `probability >= threshold`.",
    "precision alone": "You divide by the pixels found alone, which is precision: what was missed must count as well.",
    "recall alone": "You divide by the pixels sought alone, which is recall: what was found in vain must count as well.",
    "factor 2 left out": "Your Dice can reach a half at most: the pixels in both count twice, once for each mask below the line.",
    "overlap counted twice": "Your union counts the overlap twice: take it off once, sought + found - both.",
    "twice the overlap over the union": "You divide twice the overlap by the union: Dice has the sum of both masks below the line, overlap included twice.",
    "IoU for Dice": "This is the IoU: Dice is twice the overlap over the sum of both masks, which is never smaller.",
    "Dice for IoU": "This is Dice: IoU is the overlap over the union, with the overlap counted once below the line.",
    "smoothing term": "Your smoothing term moves the scores, most of all those of small structures: leave it out, or make it 1e-7.",
    "empty against empty is not 1": "Nothing sought and nothing found is a perfect answer, yet 0 / 0 is no number: return 1 for such an image.",
    # 4.7 unet_study
    # 4.8 mc_predict
    # 4.9 reliability
    "curve by label": "You group the pixels by their label, or compare each one with its own: put pixels of like probability into one bin.",
    "spread read as probability of error": "You read a spread or a doubt as the chance to be wrong: bin `probability` itself, and compare it with the share of truth.",
    "confidence for probability": "You bin max(p, 1 - p) and count right decisions, a definition for classes: here bin `probability` itself, against the share of truth.",
    "share of right decisions": "You compare with the share of right decisions: a pixel of probability .1 should be structure once in ten, so take the share of truth.",
    "curve of the background": "Your curve is that of the background: take the mean of `probability`, and the share of pixels where truth is 1.",
    "bins weighted alike": "You weigh all bins alike: a bin counts by its share of the pixels.",
    "bins of equal count": "Your bins hold equally many pixels: cut the range from 0 to 1 into `bins` parts of equal width.",
    "pixels at 1 left out": "You lose pixels of probability exactly 1, or give them a bin of their own: they belong to the last bin.",
    "pixels at 0 left out": "You lose pixels of probability exactly 0: they belong to the first bin.",
    "squared gaps": "You square the gaps: the error is the mean of their sizes, each weighted by its share of the pixels.",
    "squared error of each pixel": "This is the Brier score, the squared error of each pixel: compare means of bins instead.",
    "gaps cancel": "Gaps of opposite sign cancel in your sum: take the size of each bin's gap first.",
    "largest gap": "You return the largest gap: the error is their mean, each weighted by its share of the pixels.",
    "middle of the bin": "You take the middle of the bin for its probability: take the mean of the probabilities in it.",
    "bins of its own number": "Your number of bins does not follow `bins`: cut the range from 0 to 1 into that many parts.",
    "bins over the range seen": "Your bins span the probabilities that occur: cut the whole range from 0 to 1, whatever occurs.",
    "mean of the images' errors": "You average over the images: put all pixels into the bins first.",
    "empty bins give NaN": "An empty bin makes your error NaN: leave it out, as it holds no pixels.",
    "empty bins at 0": "Your curve has points where no pixel is: give NaN for an empty bin, or leave it out.",
    "curve turned round": "Your curve has its two columns the other way round: the mean probability first, then the share of truth.",
    # 4.9 error_detection
    "a larger value for the sure ones": "Your number is 1 - AUROC: count the pairs in which the wrong pixel is the more uncertain one.",
    "correlation for AUROC": "You return a correlation: AUROC counts in how many pairs, one pixel wrong and one right, the wrong one is more uncertain.",
    "one threshold": "You judge at one threshold: AUROC goes over all of them, or over all pairs of a wrong and a right pixel.",
    "ties won": "You count a tie as won: equal uncertainty tells nothing, so it counts a half.",
    "ties lost": "You count a tie as lost: equal uncertainty tells nothing, so it counts a half.",
    "ties by place": "You break ties by the order of the pixels: equal uncertainty tells nothing, so give tied pixels their mean rank.",
    "image by image": "You average over the images: pool the pixels of all images, as one threshold must serve them all.",
    "coarse thresholds": "You try a fixed grid of thresholds, which is too coarse where uncertainties lie close: take every value that occurs, or ranks.",
    "precision and recall": "This is the area under precision and recall: AUROC has the share of right pixels that are flagged on its other axis.",
    "from -1 to 1": "Your number runs from -1 to 1: won pairs less lost ones; count won pairs alone, and ties half.",
    "pairs not divided": "You return a count of pairs: divide by all pairs, wrong pixels x right pixels.",
    "never below a half": "You turn round whatever lies below .5: an uncertainty that is higher on right pixels must show.",
    "a number for nothing": "With nothing wrong, or everything, there is no pair to compare: return NaN.",
}
