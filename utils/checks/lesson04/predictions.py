"""What the learner commits to before the cell that shows it."""

from utils.checks.prediction import choice, prediction

who_says_dropout = choice(
    "who_says_dropout",
    "4.p1",
    'Who says that the original U-Net has dropout: "figure" (that of the paper), "text" (a sentence in it), '
    '"code alone", or "nobody"?',
    "text",
    reasons={
        "figure": "The famous figure shows convs, pools, copies and up-convs, and no dropout: a sentence of section 3.1 does.",
        "code alone": "The released network has two dropout layers, but the paper names them too, in one sentence of section 3.1.",
        "nobody": "Many readers think so, as the figure shows none: one sentence of section 3.1 tells of drop-out layers.",
    },
    passed='Text: "Drop-out layers at the end of the contracting path perform further implicit data augmentation" '
    "(section 3.1). The figure shows none.",
    hints=[
        "Where would you look for a layer that has no weights and changes no shape?",
        "The figure draws what changes size or number of maps. Dropout changes neither.",
        'One of the words:\nwho_says = "figure", "text", "code alone" or "nobody"',
    ],
)

mc_std_of_predict = prediction(
    "mc_std_of_predict",
    "4.p2",
    "A U-Net with Dropout(0.5) is asked 30 times, by model.predict, about one image: how large is the standard "
    "deviation of a pixel's 30 probabilities?",
    0,
    reasons={
        0.5: "0.5 is the rate: in `predict` the layer drops nothing, so all 30 answers are the same.",
        0.25: "0.25 is the variance of a coin of .5: in `predict` no coin is tossed, so all 30 answers are the same.",
        0.29: "0.29 is the spread of numbers drawn evenly from 0 to 1: in `predict` nothing is drawn at all.",
        0.1: "0.1 would be a modest spread: in `predict` dropout is off, so there is none.",
        0.05: "0.05 would be a small spread: in `predict` dropout is off, so there is none.",
        0.01: "0.01 would be a tiny spread: in `predict` dropout is off, so there is none.",
        0.09: "0.09 is .5 / sqrt(30), a standard error of coins: in `predict` no coin is tossed.",
        1: "1 is as far as probabilities go: in `predict` dropout is off, so all 30 answers are the same.",
        30: "30 is how often you ask: in `predict` dropout is off, so each time you get the same answer.",
    },
    otherwise="Not quite: ask whether model.predict runs the net in training or at inference, and what dropout does then.",
    passed="0: `predict` runs the net at inference, where dropout is off. Samples need dropout that is switched on.",
    hints=[
        "Does model.predict run the net as in training, or at inference?",
        "At inference a dropout layer hands on what it gets. What differs between the first call and the second?",
        "A number:\nstd_of_predict = ...",
    ],
)

skip_or_bottleneck = choice(
    "skip_or_bottleneck",
    "4.p3",
    "A U-Net has learned to find membranes; its feature maps are silenced at one place. What changes its logits more, "
    'to silence the "bottleneck" or the "skip" of full size?',
    "skip",
    reasons={
        "bottleneck": "The bottleneck sees far, but a membrane is thin: where it runs is told by maps of full size, and these cross by the skip.",
        "neither": "Both change something, and not by the same amount: the maps of full size tell where a thin membrane runs.",
        "both alike": "They differ several times over: the maps of full size tell where a thin membrane runs.",
    },
    passed="Skip: membranes are thin, and only maps of full size tell where they run. Much of the detail passes the "
    "bottleneck by.",
    hints=[
        "Which maps still know the position of a line that is two pixels wide?",
        "With depth 3 a map of the bottleneck has an eighth of the height and width.",
        'One of the words:\nmatters_more = "bottleneck" or "skip"',
    ],
)
