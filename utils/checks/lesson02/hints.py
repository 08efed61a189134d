"""Three hints for each exercise of lesson 2: a question, a pointer, and the code with gaps."""

HINTS = {
    # 2.1 drop_positions
    "drop_positions": (
        "How many numbers does a layer of `maps` hand on for one image, and how many of them should share a draw?",
        "Draw rng.random(maps.shape): one number for each position of each map of each image. Then it goes as in 1.2.",
        """The body, with two gaps:
keep = rng.random(...) >= rate
return maps * keep / ...""",
    ),
    # 2.2 count_neurons
    # 2.3 affected_outputs
    # 2.4 conv_after_drop
    # 2.5 spatial_dropout
    "spatial_dropout": (
        "A map goes as a whole. How many draws do 3 images with 8 maps each need?",
        "Draw in a shape with 1 where a fate is shared: NumPy spreads such an axis over the whole height or width.",
        """The body, with two gaps:
images, height, width, channels = maps.shape
keep = rng.random((images, ..., ..., channels)) >= rate
return maps * keep / (1 - rate)""",
    ),
    # 2.6 drop_block
    "drop_block": (
        "At how many places can the top left corner of a block x block square stand, if all of it lies in the map?",
        "A square drops block^2 entries but can start at (h-block+1) * (w-block+1) places only, so seeds need gamma = "
        "rate / block^2 * h*w / ((h-block+1) * (w-block+1)). Set a square of zeros at each seed, then rescale by count.",
        """The middle and the end, with gaps:
seeds = rng.random((images, height - block + 1, ..., channels)) < gamma
mask = np.ones(maps.shape)
for image, row, column, channel in np.argwhere(seeds):
    mask[image, row : row + block, ..., channel] = 0
return maps * mask * mask.size / ...""",
    ),
    # 2.7 recoverability
    # 2.8 maxpool_law
    # 2.9 pool_order_bias
    # 2.10 dropout_before_batchnorm
}
