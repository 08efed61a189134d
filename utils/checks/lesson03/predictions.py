"""What the learner commits to before the cell that shows it."""

from utils.checks.prediction import choice, prediction

side_after = choice(
    "side_after",
    "3.p1",
    "Two modules of a 3 x 3 conv with padding 'valid' and a 2 x 2 max pool: what is left of a side of 28?",
    "5",
    reasons={
        "7": "7 would be 28 / 4, which padding 'same' gives: 'valid' takes two rows and two columns off at each conv.",
        "6": "6 takes off one where a conv takes two, or rounds 11 / 2 up: a pool leaves out a last row without a partner.",
        "13": "13 is what the first module leaves: the second one goes 13, 11, 5.",
        "24": "24 is what the two convs leave: each pool halves the side as well.",
        "4": "4 takes too much off: a 3 x 3 kernel loses one row on each side, so two in all, and 11 halves to 5.",
    },
    passed="5: the side goes 28, 26, 13, 11, 5, as a conv takes two and a pool halves and rounds down.",
    hints=[
        "At how many places does a 3 x 3 kernel fit along a side of 28, if nothing is put around it?",
        "'valid' leaves side - 2, the pool side // 2. Do both twice.",
        "The side on its way:\n28, 26, 13, ..., ...",
    ],
)

two_dropouts = prediction(
    "two_dropouts",
    "3.p2",
    "Dropout(0.3) stands before Flatten, and Dropout(0.3) behind it: which share of the numbers is dropped?",
    0.51,
    within=0.001,
    reasons={
        0.3: "0.3 would be one dropout alone: the second one draws coins of its own and drops some of what was left.",
        0.6: "0.6 adds the rates, and so counts twice what falls twice: what survives both is .7 x .7.",
        0.09: "0.09 is the share that falls twice, .3 x .3: to be dropped once is enough.",
        0.49: "0.49 is the share that survives both, .7 x .7: asked is the share that is dropped.",
        0.7: "0.7 is what survives the first dropout: the second one takes its share of that, and asked is what falls.",
        0.21: "0.21 is what the second dropout takes, .7 x .3: the first one has taken its .3 before.",
        0.15: "0.15 halves a rate: two dropouts in a row drop more than one of them, not less.",
        0.42: "0.42 is what just one of the two drops, 2 x .3 x .7: what both drop is gone as well.",
        51: "51 is the percentage: as a share it is 0.51.",
    },
    otherwise="Not quite: a number survives if both coins keep it, with probability .7 x .7; all others are dropped.",
    passed="0.51: only .7 x .7 survives, so two dropouts of .3 around Flatten act as one of .51.",
    hints=[
        "What must happen for a number to come through both layers?",
        "It survives the first with probability .7, and then the second with .7. The coins are independent.",
        "Subtract:\nshare_dropped = 1 - 0.7 * ...",
    ],
)

parameters_added = prediction(
    "parameters_added",
    "3.p3",
    "Dropout(0.25) is put behind a module that gives 7 x 7 x 64 numbers: how many parameters does the net gain?",
    0,
    reasons={
        1: "1 would be the rate: it is fixed when the layer is made, and nothing learns it.",
        2: "2 are what BatchNormalization learns for each map: dropout has neither a scale nor a shift.",
        64: "64 would be one for each map: a fate is drawn anew for every batch, and is not a weight.",
        128: "128 are scale and shift of each map, as BatchNormalization has: dropout learns neither.",
        256: "256 is what BatchNormalization keeps for 64 maps: dropout keeps nothing from batch to batch.",
        49: "49 would be one for each position: a mask is drawn anew for every batch, and is not a weight.",
        3136: "3,136 is how many coins are drawn for an image: a mask is drawn anew for every batch, and is not a weight.",
        784: "784 is about how many numbers fall for an image, a quarter of 3,136: a mask is no weight.",
        -784: "Dropout takes no weights away either: it silences numbers, in training alone, and the weights stay.",
        0.25: "0.25 is the rate: it is fixed when the layer is made, and nothing learns it.",
    },
    otherwise="Not quite: ask what of a dropout layer is learned from the data.",
    passed="0: a mask is drawn and forgotten, the rate is fixed, so the same weights fit with dropout and without.",
    hints=[
        "What does a dropout layer remember from one batch to the next?",
        "A parameter is a number that training changes. Masks are drawn anew each time, and the rate is yours.",
        "A whole number:\nadded = ...",
    ],
)
