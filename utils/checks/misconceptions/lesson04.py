"""Sentences for the misconceptions of lesson 4."""

SENTENCES = {
    # 4.1 to 4.3: the wiring
    # 4.4 locate_dropout, paper_placement
    "layer names believed": "You believe the names of layers, and names are free: tell the kind by the class, and the place by the size of the maps.",
    "counts pooling layers": "You count one kind of pooling, but a stride halves the maps too: take the level from the side of the maps.",
    "level by the number of maps": "You tell the level by the number of maps, which is free: take it from the side of the maps.",
    "rate 0 listed": "You list dropout at a rate of 0, which drops nothing: take active layers alone, those with a rate above 0.",
    "SpatialDropout2D overlooked": "You overlook SpatialDropout2D, which drops whole maps: it is dropout as well, so list both kinds.",
    "nested dropout overlooked": "You overlook dropout inside of a nested model: walk along `every_call`, which opens such models.",
    "levels counted from the bottom": "You count levels from the bottom: level 0 is the full size of the images, and the bottleneck is the deepest.",
    "levels counted from 1": "You count levels from 1: level 0 is the full size of the images, so count how often the maps have been halved.",
    "rate told as the share kept": "You tell the share that is kept: the rate of a dropout layer is the share dropped.",
    "bottleneck told as contracting": "You take the bottleneck for a part of the way down: maps of the smallest size are the bottleneck, which has a word of its own.",
    "bottleneck told as expanding": "You take the bottleneck for a part of the way up: maps of the smallest size are the bottleneck, which has a word of its own.",
    "ways swapped": "You swap the two ways: the contracting one leads to the bottleneck, the expanding one comes from it.",
    "skip not told apart": 'You do not tell dropout on a skip connection apart: it neither leads to the bottleneck nor comes from it, and its path is "skip".',
    "half of the layers taken for the way down": "You take the first half of the layers for the way down: ask of each dropout whether the data go on to the bottleneck, or come from it.",
    "order of the data ignored": "Your list is not in the order of the data: a dropout comes behind all those that lead to it.",
    "no dropout in the U-Net": "You put no dropout in: the figure shows none, but section 3.1 tells of it, at the end of the contracting path.",
    "dropout on every level": "You put dropout on every level: the paper has it at the end of the contracting path alone, on its last two levels.",
    "bottleneck alone": "You put dropout in the bottleneck alone: the level above it has one too, before its pool and its skip.",
    "bottleneck left out": "You leave the bottleneck out: it is the last level of the contracting path, so the last two are levels 3 and 4.",
    "rates from the deepest level up": "You list the rates from the deepest level up: the first one is for level 0, of full size.",
    "dropout in the decoder": "You put dropout on the expanding path, which has none in the paper: it stands at the end of the contracting path.",
    "rates as shares kept": "You give the shares that are kept: a rate is the share dropped, so a level without dropout has 0.",
    "another rate than the paper's": "The levels are right, and the rate is not: the released network drops half of the activations.",
    # 4.5 bypass
    "dropout left on": "Two calls with the same images differ: dropout stays off here, so call the net with training=False.",
    "weights changed": "The net has other weights than before: silence feature maps, and leave the weights as they are.",
    "reads weights": "Other images give the same numbers: how much a part matters shows in the logits of these images, so run the net on them.",
    "keys swapped": 'You swap the two: "bottleneck" is the change while the bottleneck is 0, "skip" that while the top skip is.',
    "both silenced at once": "You silence both at once: silence one of them, and let the other one pass.",
    "skip silenced for the pool as well": "You silence the top level's maps for the pool too, and with them all that lies below: set to 0 only what goes into the join.",
    "wrong input of the join silenced": "You silence the wrong input of the join: that one comes from below, so look which one comes from the contracting path.",
    "bottleneck silenced before its convs": "You silence what goes into the bottleneck, and its biases still speak: set to 0 what it hands on to be enlarged.",
    "deepest skip for the top one": "You silence the skip next to the bottleneck: the top one is that of full size, into the last join.",
    "all skips silenced": "You silence every skip: only the top one, of full size, is asked for.",
    "summed over the images": "You add up where a mean is asked for: average over all images, pixels and maps, so that their number does not count.",
    "changes relative to the logits": "You divide by the logits: the change itself is asked for, the mean of |change|.",
    "probabilities for logits": "You compare probabilities, which hardly move where the net is sure: compare the logits.",
    "squares for absolute values": "You take squares, which weigh large changes more: take the mean of the absolute changes.",
    "changes cancel out": "Your changes cancel out, up against down: take the absolute value of each one before the mean.",
    "not compared with the whole net": "You measure the logits of the silenced net alone: subtract those of the whole net, then average |change|.",
    "largest change for the mean": "You take the largest change, which one pixel decides: average |change| over all of them.",
    "other images compared": "You are right only where all images are alike: give the whole net and the silenced one the same images, all of them, in the same order.",
    # 4.6 dice, iou
    # 4.7 unet_study
    # 4.8 mc_predict
    # 4.9 reliability, error_detection
}
