"""Lesson 2: dropout on conv feature maps."""

SENTENCES = {
    # 2.1, 2.5, 2.6: whose fates are tied
    # 2.2 count_neurons
    # 2.3 affected_outputs
    # 2.4 conv_after_drop
    # 2.6 drop_block
    # 2.7 recoverability
    "looks at dropped values": "You look at values that are dropped: guess each one from its kept neighbours alone, and from no other dropped one.",
    "guesses by the mean of the dropped": "Where no neighbour is kept you guess from values that are dropped: take the mean of all kept values instead.",
    "scores kept positions": "You score positions that are kept: what is known needs no guess, so compare at the dropped positions alone.",
    "mask read the other way round": "You read the mask the other way round: it is 1 where a value is kept, and 0 where it is dropped.",
    "uses other maps": "You guess from other maps of the image: the neighbours lie in the same map, so move along height and width alone.",
    "uses other images": "You guess from other images: the neighbours lie in the same image, so move along height and width alone.",
    "zeros among the neighbours": "Zeros stand in for neighbours that are dropped or outside: divide the sum of the kept ones by how many are kept.",
    "wraps around the edge": "Your neighbours wrap around the edge, as np.roll does: pad maps and mask with zeros, the border has fewer neighbours.",
    # 2.8 maxpool_law
    "proportional to value": "You pick a value in proportion to its size, which is stochastic pooling: after dropout its rank alone counts, so use (1 - rate) * rate ** rank.",
    "uniform": "You give every value the same probability: the largest wins whenever it is kept, the next only if that one is dropped.",
    "forgets the larger values": "You let a value win whenever it is kept: it wins only if every larger one is dropped, so multiply by rate ** rank.",
    "keeps with probability rate": "You keep with probability `rate`: that is the share dropped, so a value is kept with probability 1 - rate.",
    "ranks reversed": "Your ranks are reversed: rank 0 is the largest value, which wins whenever it is kept.",
    "in order of rank": "Your probabilities fall along the window whatever stands there: give each value that of its rank, in the window's own order.",
    "zero missing": "You leave out that all values are dropped: put the probability of zero, rate ** n, last.",
    "zero first": "You put the probability of zero first: the values of the window come first, in their order, and zero last.",
    "expects the maximum": "You expect the maximum: where it is dropped a smaller one wins, so add up probability times value / (1 - rate).",
    # 2.9 pool_order_bias
    "order never matters": "Your ratio is the same in either order: drop single positions first, and the maximum is taken over what is left.",
    "order reversed": 'You have the orders the wrong way round: "drop first" drops positions of the maps, "pool first" positions of the pooled maps.',
    "averages when asked for the maximum": 'You pool by the average when `pool` is "max": take the maximum of each 2 x 2 window.',
    "test over train": "Your ratio is upside down: divide the training mean by the test mean.",
    "mean of ratios": "You average the ratios of single windows: divide the mean of the whole training output by that of the test output.",
    # 2.10 dropout_before_batchnorm
}
