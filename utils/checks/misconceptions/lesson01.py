"""Lesson 1: dropout in dense layers. Other lessons use these names too, where the mistake is the same."""

SENTENCES = {
    # masks
    "keep and drop swapped": "Your rate is the share you keep: `rate` is the share dropped, so keep where the draw is at least `rate`.",
    "fixed count": "You drop exactly the same number each time: give each output a coin of its own, so that the count varies.",
    "one row repeated": "Every row of the batch has the same mask: draw a number for each entry of `shape`, not for one row.",
    "ignores rng": "Your mask does not depend on `rng` alone: take every random number from `rng`, and from nowhere else.",
    # inverted dropout
    "no rescale": "The survivors are not rescaled, so the mean falls: divide what survives by 1 - rate.",
    "divides by rate": "You divide by rate, the share dropped: divide by 1 - rate, the share that survives.",
    "multiplies by the share kept": "You multiply by 1 - rate, which shrinks the mean once more: divide by 1 - rate.",
    "rescales by the realised share": "You rescale by the share that happened to survive: divide by the fixed number 1 - rate.",
    "drops at inference": "At inference outputs are still dropped: with training=False hand the input back unchanged.",
    "scales at inference": "At inference outputs are rescaled: inverted dropout has paid for that in training, so hand the input back.",
    "changes x in place": "You change an array that was handed to you: compute a new array and return that.",
    "threshold on x": "What is dropped depends on the values of x: dropout is blind, so compare random numbers with the rate, and not x.",
    "never drops": "Nothing is ever dropped: draw one random number for each output, and drop it where that falls below `rate`.",
    # the gradient
    "forgot the scale": "The gradient is not rescaled: the forward pass divided by 1 - rate, so its derivative does too.",
    "fresh mask": "You draw a new mask for the backward pass: use the mask handed in, the one of the forward pass.",
    "mask rebuilt from upstream": "Your gradient flows through dropped outputs: take the mask handed in, upstream's zeros say nothing about it.",
    "mask inverted": "Your gradient flows through the dropped outputs alone: multiply by the mask, whose ones are the survivors.",
    # a Keras layer
    "frozen mask": "Your mask is the same at every call: draw it in `call` with keras.random, since NumPy draws only once, while the graph is traced.",
    "ignores training": "Your layer drops whatever `training` says: return the inputs unchanged unless training is true.",
    "flag reversed": "Your layer drops at inference and not in training: it is the other way round.",
    "rate lost on saving": "A saved layer comes back without its rate: put rate into get_config, or leave get_config alone and Keras keeps it.",
    "off when not trainable": "With trainable=False your layer stops dropping: dropout has no weights, so `training` alone decides.",
    "one mask for the batch": "All examples of a batch share one mask: draw a number for each entry of the inputs.",
    # an MLP
    "dropout on the logits": "Dropout acts on the logits: leave the output of the last Dense alone, or scores of classes vanish by chance.",
    "dropout before the first Dense": "Dropout acts on the input of the first Dense: put it behind each hidden layer instead.",
    "a dropout is missing": "A hidden layer has no dropout behind it: each one takes its own rate from `rates`.",
    "rates in the wrong order": "The rates are in the wrong order: the first rate belongs to the first hidden layer.",
    "softmax in the model": "Your model gives probabilities: end with a Dense without activation, so that it gives logits.",
    # statistics
    "mean shrinks": "Your mean shrinks by 1 - rate: the survivors are rescaled, so that the mean stays.",
    "variance unchanged": "You leave the variance as it was: dropout adds noise, and the second moment grows by 1 / (1 - rate).",
    "variance times q": "You shrink the variance by 1 - rate: rescaling the survivors makes it larger, divide instead.",
    "forgets the squared mean": "Your variance lacks the mean: dropping an output moves it by its mean too, add mean^2 * rate / (1 - rate).",
    "spread of zero": "You take the dropped share as fixed: each of the units has its own coin, so the share spreads.",
    "spread not divided by units": "Your spread is that of one coin: the share is an average over `units` coins, divide by units under the root.",
    "spread of the count": "Your spread is that of how many are dropped: the share is this count over units, so divide its spread by units.",
    "variance for spread": "You give the variance of the share: the spread is its square root.",
    # reading curves
    "uses the training log": "You read the training log, which was written with dropout on: measure the trained model again in inference mode.",
    "measures in training mode": "You measure with dropout on: call the model with training=False, or use predict.",
    "sets swapped": "You swapped the sets: `train` comes from data.train and `validation` from data.validation.",
    "rounded to a percent": "You round to a percent: return the numbers as they are, and round only where you print them.",
    "gap negated": "Your gap has the wrong sign: it is train minus validation, positive when the net knows its training set better.",
    "uses the test set": "You measured on the test set: it stays closed until the choice is made, so use data.validation.",
    # evidence
    "compares means alone": "You compare the means alone: a difference counts only when its 95 % interval leaves out 0.",
    "best seed wins": "You compare the best seeds: use every pair, the best of several says more about luck than about dropout.",
    "unpaired": "You treat the two lists as unrelated: subtract seed by seed first, what the seeds share then cancels.",
    "standard deviation for standard error": "You use the standard deviation of the differences: the mean of n pairs is surer, divide by the root of n.",
    "z for t": "You use 1.96, or 2, as if there were many pairs: with few of them take the t distribution with n - 1 degrees.",
    "divides by n not n - 1": "You divide the squared deviations by n: with few pairs that is too sure, use n - 1 (ddof=1).",
    "sign reversed": "Your verdict is reversed: dropout helps when the scores with it are higher.",
    "relative gains": "You judge gains relative to a score: a pair from a poor seed then outweighs the others, so use plain differences.",
    "another level": "Your interval is not the 95 % one: use the 97.5 % quantile of t on both sides.",
}
