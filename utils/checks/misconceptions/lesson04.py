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
    # 4.6 dice, iou
    # 4.7 unet_study
    # 4.8 mc_predict
    # 4.9 reliability, error_detection
}
