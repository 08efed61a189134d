"""Three hints for each exercise of lesson 1: a question, a pointer, and the code with gaps."""

HINTS = {
    "drop_mask": (
        "If you draw a number between 0 and 1 for each output, which of them fall below `rate`?",
        "rng.random(shape) draws the numbers; comparing them with `rate` gives True or False for each entry.",
        """The whole body, with the comparison left to you:
draws = rng.random(shape)
return (draws ... rate) * 1.0""",
    ),
    "inverted_dropout": (
        "With a share `rate` of the outputs gone, what must the others be multiplied by so that the sum stays?",
        "Draw a mask as in 1.1, and divide what survives by 1 - rate. At inference there is nothing to do at all.",
        """The body, with two gaps:
if not training:
    return ...
keep = rng.random(x.shape) >= rate
return x * keep / ...""",
    ),
    "dropout_gradient": (
        "Write the forward pass as y = a * x. What is `a` for a survivor, and what for a dropped output?",
        "The derivative of y by x is that same `a`: 1 / (1 - rate) where the mask is 1, and 0 where it is 0.",
        """One line, with one gap:
return upstream * mask / ...""",
    ),
    "MyDropout": (
        "Which line of yours runs once, while Keras traces the graph, and which runs at every step?",
        "Draw with keras.random.uniform or keras.random.dropout and a keras.random.SeedGenerator kept by the layer.",
        """The call, with two gaps:
if not training:
    return ...
return keras.random.dropout(inputs, ..., seed=self.seed)""",
    ),
    "build_mlp": (
        "Which tensors does each Dropout touch: what goes into a Dense layer, or what comes out of it?",
        "Go through zip(hidden, rates): a Dense with ReLU, then its Dropout. After the loop comes one Dense more.",
        """The loop, with a gap:
for units, rate in zip(hidden, rates):
    x = Dense(units, activation="relu")(x)
    x = ...""",
    ),
    "dropout_statistics": (
        "With q = 1 - rate, an output is x / q with probability q, else 0. What are its mean and its mean square?",
        "The mean square is (variance + mean^2) / q; take mean^2 from it. The share is a mean of `units` coins: "
        "what is the variance of one coin, and by what do you divide it?",
        """Three numbers, with gaps:
q = 1 - rate
return mean, variance / q + mean**2 * ... / q, (rate * q / ...) ** 0.5""",
    ),
    "train_validation_gap": (
        "The training log was written while dropout was on. Which call measures the same net with dropout off?",
        "model.predict runs at inference. Compare its argmax with the labels, once for data.train, once for data.validation.",
        """The helper you need twice:
def accuracy(split):
    return (model.predict(split.x, verbose=0).argmax(-1) == ...).mean()""",
    ),
    "verdict": (
        "The same seed stands in both lists. What can you subtract before you average, and what does that remove?",
        "Take d = with - without, its mean, and t * d.std(ddof=1) / sqrt(n), where t has n - 1 degrees of freedom.",
        """The end, with a gap:
half = stdtrit(n - 1, 0.975) * d.std(ddof=1) / np.sqrt(n)
return "helps" if d.mean() - half > 0 else ...""",
    ),
}
