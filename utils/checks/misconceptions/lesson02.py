"""Lesson 2: dropout on conv feature maps."""

SENTENCES = {
    # 2.1, 2.5, 2.6: whose fates are tied
    "nothing dropped": "Your maps lose nothing: draw a random mask from `rng`, and set to 0 what it drops.",
    "element-wise": "Entries fall one by one, which is plain dropout: draw one number for each map, in the shape (images, 1, 1, maps).",
    "whole maps": "Whole maps go or stay, which is spatial dropout: here a map loses a part of itself, so draw along height and width too.",
    "one fate per map for the batch": "A map has one fate for the whole batch: draw along the first axis too, so that each image decides for itself.",
    "whole pixels": "All maps of an image lose the same positions: draw along the last axis too, so that each map has a mask of its own.",
    "whole rows": "Whole rows go or stay: look at the shape of your draws, and treat the width as you treat the height.",
    "whole columns": "Whole columns go or stay: look at the shape of your draws, and treat the height as you treat the width.",
    "whole images": "All maps of an image go or stay together: draw along the last axis too, a number for each map at least.",
    "whole batch": "One draw decides about the whole batch: each map of each image needs draws of its own.",
    "one mask for all images": "All images of the batch share one mask: draw along the first axis too, so that each image has its own.",
    "fixed count of maps": "You drop exactly the same number of maps each time: give each map a coin of its own, so that the number varies.",
    # 2.2 count_neurons
    # 2.3 affected_outputs
    # 2.4 conv_after_drop
    # 2.6 drop_block
    "no squares": "Entries fall one by one, which is plain dropout: let each seed set a whole square of block x block entries to 0.",
    "squares on a grid": "Your squares lie on a fixed grid: let a square start at each place of the map where it fits, not at every block-th.",
    "squares cut at the border": "Your squares are cut at the border: draw seeds only where a whole square fits, at (h-block+1) * (w-block+1) places.",
    "squares wrap around": "Your squares leave the map at one side and come in at the other: draw seeds only where a whole square fits.",
    "squares of another size": "Your squares have another side than `block`: count the rows from the first to the last one that a seed drops.",
    "keeps the squares": "You keep the squares and drop what lies around them: the mask is 0 in the squares and 1 elsewhere.",
    "fixed count of squares": "You drop the same number of squares each time: let each place of a square draw a number of its own against gamma.",
    "no border correction": "Too little falls: seeds fit at (h-block+1) * (w-block+1) places only, so multiply rate / block^2 by h*w over that number.",
    "seeds at the rate itself": "Far too much falls: `rate` is for entries and a seed drops block^2 of them, so seeds need a probability of about rate / block^2.",
    "blocks not rescaled": "What is kept is not rescaled, so the mean falls: multiply it by the count of all entries over the count of those kept.",
    "blocks rescaled by the rate": "You divide by 1 - rate, but squares drop another share each time: multiply by all entries over those you counted as kept.",
    # 2.7 recoverability
    # 2.8 maxpool_law
    # 2.9 pool_order_bias
    # 2.10 dropout_before_batchnorm
}
