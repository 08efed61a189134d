"""What the learner commits to before the cell that shows it."""

from utils.checks.prediction import choice, prediction

dead_outputs = prediction(
    "dead_outputs",
    "2.p1",
    "One activation in the middle of a map is silenced: how many outputs of the next conv (3 x 3, 16 filters) change?",
    144,
    reasons={
        9: "9 is the count in one map of the next layer: its 16 filters all read the silenced activation.",
        16: "16 would be one output for each filter: each filter's 3 x 3 window passes over the activation nine times.",
        25: "25 is 9 + 16, or 5 x 5: nine windows hold the activation, and each of 16 filters has all nine, so multiply.",
        1: "1 would be the activation itself: in the next layer every window that holds it changes.",
        3: "3 is the side of the window: it passes over the activation in three rows and three columns.",
        48: "48 is 3 x 16: the window passes over the activation in three rows and in three columns.",
        256: "256 would be all positions of one 16 x 16 map: only windows that hold the activation change.",
        2304: "2,304 counts a window of nine for each pair of filters: 9 positions in each of 16 maps is enough.",
        1152: "1,152 also counts the 8 maps that come in: one activation of one of them is silenced.",
        128: "128 is 8 x 16, the pairs of maps: what counts is at how many positions a window holds the activation.",
        0: "0 would mean that nobody reads the activation: each filter of the next layer does, at nine positions.",
    },
    otherwise="Not quite: count the 3 x 3 windows that hold the activation, then the filters that look through them.",
    passed="144: nine windows hold the activation, and each of the 16 filters looks through all nine.",
    hints=[
        "At how many places can a 3 x 3 window lie so that it holds one given position?",
        "Nine places for one filter. How many filters look at the same tensor?",
        "Multiply:\noutputs_changed = 3 * 3 * ...",
    ],
)

one_filter_or_all = choice(
    "one_filter_or_all",
    "2.p2",
    'Which filters of the next layer see the activation dropped: "one", each by a coin of its own, or "all"?',
    "all",
    reasons={
        "one": "No coin is drawn for a filter: dropout writes a 0 into the tensor, and every filter reads that tensor.",
        "none": "The filters read the tensor behind the dropout: where it holds a 0, each of them sees a 0.",
    },
    passed="All: dropout acts on the tensor, and all filters of the next layer read the same tensor.",
    hints=[
        "How many tensors lie between a dropout layer and the conv behind it?",
        "One tensor, 16 filters. Can two of them find different numbers in the same place?",
        'One of the words:\nwho_notices = "one" or "all"',
    ],
)

max_of_ones = prediction(
    "max_of_ones",
    "2.p3",
    "Dropout(0.5) acts on four ones in training, then a 2 x 2 max pool: what comes out on average?",
    1.875,
    within=0.005,
    reasons={
        1: "1 would be the mean of what goes in: the largest of four is 2 as soon as one of them survives.",
        2: "2 is what comes out if any of the four survives: with probability .5^4 none does, and 0 comes out.",
        0.9375: "0.9375 is how probable it is that one survives: what survives is divided by 1 - rate, so it is 2.",
        0.5: "0.5 is the probability that one of them survives, without the rescaling: the pool takes the largest of four.",
        1.5: "1.5 is right for a window of two: here there are four chances that one survives.",
        0.0625: "0.0625 is the probability that all four are dropped: what comes out is 2 in all other cases.",
        1.9375: "1.9375 belongs to a window of five: of four ones, all are dropped with probability .5^4.",
        0.125: "0.125 is what is missing to 2: 2 comes out unless all four are dropped.",
        0.46875: "0.46875 multiplies by 1 - rate: inverted dropout divides by it.",
    },
    otherwise="Not quite: 2 comes out unless all four are dropped, and that happens with probability 0.5 ** 4.",
    passed="1.875: a survivor is 2, and only once in sixteen do all four fall. At inference the same pool gives 1.",
    hints=[
        "What is a survivor worth, and when does none survive?",
        "A survivor is 1 / 0.5 = 2. All four fall with probability 0.5 ** 4.",
        "Multiply:\naverage_maximum = 2 * (1 - ...)",
    ],
)

bn_ratio = prediction(
    "bn_ratio",
    "2.p4",
    "Behind Dropout(0.5) on ReLU(N(0, 1)): the variance at inference over the variance in training?",
    0.405,
    within=0.01,
    reasons={
        1: "1 would mean that dropout keeps the variance: it keeps the mean alone, and adds noise.",
        0.5: "0.5 is the ratio of the mean squares: a variance is the mean square less the squared mean, and ReLU's mean is not 0.",
        2: "2 is the other way round, and for numbers of mean 0: at inference the variance is the smaller one.",
        0.25: "0.25 would be .5 squared: the mean square doubles in training, and the squared mean stays.",
        2.467: "2.467 is the other way round: asked is the variance at inference over that in training.",
        0.637: "0.637 is the ratio of the standard deviations: square it, as the variances are asked for.",
        1.57: "1.57 is the ratio of the standard deviations, the other way round: turn it over and square it.",
        1.62: "1.62 belongs to a dropout that does not rescale: what survives is doubled here, and its square is four times as large.",
        0.3408: "0.341 is the variance at inference alone: divide it by that in training.",
        0.8408: "0.841 is the variance in training alone: divide the one at inference by it.",
    },
    otherwise="Not quite: find mean and mean square of ReLU(N(0, 1)); dropout keeps the mean and doubles the mean square.",
    passed="0.405: dropout doubles the mean square and keeps the mean, so the layer learns a variance too large.",
    hints=[
        "A variance is the mean square less the squared mean. Which of the two does dropout change?",
        "For ReLU(N(0, 1)) the mean square is 1 / 2 and the mean 1 / sqrt(2 pi). In training the mean square is divided by 0.5.",
        "Divide:\nvariance_ratio = (1 / 2 - m**2) / (... - m**2)",
    ],
)
