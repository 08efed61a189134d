"""What the learner commits to before the cell that shows it."""

from utils.checks.prediction import choice, prediction

zeros_in_100 = prediction(
    "zeros_in_100",
    "1.p1",
    "Dropout(0.2) acts on 100 ones in training: about how many zeros come out?",
    20,
    within=0,
    reasons={
        80: "80 is how many are kept on average: the number in Dropout(0.2) is the share dropped.",
        0: "0 is what comes out at inference: in training about 20 of the 100 ones become zeros.",
        100: "100 zeros would be a rate of 1: at 0.2 about one in five is dropped.",
        0.2: "0.2 is the share: of 100 ones that makes about 20 zeros.",
        2: "2 would be a rate of .02: a rate of .2 drops about one in five.",
        25: "25 is the odds of dropped to kept, 0.2 / 0.8: the share dropped is .2 of all 100, so about 20.",
    },
    otherwise="Not quite: each of the 100 ones is dropped with probability 0.2, so think of 100 coins.",
    passed="About 20: each one is dropped with probability .2, so the number varies around 20.",
    hints=[
        "Is the rate the share that goes, or the share that stays?",
        "A hundred coins, each of which falls with probability 0.2: how many fall on average?",
        "Multiply:\nzeros = 100 * 0.2",
    ],
)

mean_after_drop = prediction(
    "mean_after_drop",
    "1.p2",
    "What is the mean of these 100 outputs in training, on average over many masks?",
    1.0,
    reasons={
        0.8: "0.8 would be the mean without rescaling: Keras divides the survivors by 1 - rate, here by 0.8.",
        0.2: "0.2 is the share dropped: the survivors are divided by 0.8, and so the mean stays.",
        1.25: "1.25 is what each survivor becomes: with the zeros counted in, the mean is back where it was.",
        0: "0 would mean that nothing survives: four in five do, and they are divided by 0.8.",
        0.5: "0.5 belongs to another rate without rescaling: here survivors are divided by 0.8.",
        0.64: "0.64 comes from multiplying by 0.8 twice: survivors are divided by 0.8, not multiplied.",
    },
    otherwise="Not quite: four in five survive, and each survivor is divided by 1 - rate = 0.8.",
    passed="1: four in five survive and each is divided by .8, so the mean stays.",
    hints=[
        "What does Keras do to the outputs that survive?",
        "A survivor becomes 1 / 0.8, and about 80 of the 100 survive.",
        "Multiply:\nmean = 0.8 * (1 / 0.8) + 0.2 * 0",
    ],
)

best_rate = choice(
    "best_rate",
    "1.p3",
    'Which rate gives the best test accuracy: "0", "0.2", "0.5", "0.7", or "depends" (on the data)?',
    "depends",
    reasons={
        "0": "Without dropout the net is best off only where there is nothing to overfit to: look at the wrong labels.",
        "0.2": "0.2 is a common default, but not best on both data sets here: compare the two panels.",
        "0.5": "0.5 is the textbook's choice, but on clean labels it cannot be told from none: compare the two panels.",
        "0.7": "0.7 is best only where many labels are wrong: compare the two panels.",
    },
    passed="It depends: there is no formula for the rate, only experiments with intervals.",
    hints=[
        "What would dropout have to prevent, so that it can help?",
        "With clean labels and an easy task there is little to prevent; with wrong labels there is much.",
        'One of two words:\nbest = "0.5" or "depends"',
    ],
)
