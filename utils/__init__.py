"""The code that the lessons share. Data flows one way through it:

    data.load -> models -> training.fit, over_seeds; studies.study -> measures -> plots
    Dataset      Model     Run                       Study            numbers     Figure

    data/         real images, with clean validation and test parts; images with masks; the files of the course
    layers/       each kind of dropout: the idea in NumPy, the layer in Keras
    models/       the networks of the course, in Keras
    training.py   train one network, or the same one over many seeds
    studies/      train several arms on the same seeds, on every core, and keep what is finished
    traced.py     the TensorFlow underneath: traced once, started afresh for every seed
    tasks.py      what a network is trained for: the label of an image, or a mask of its pixels
    fused_adam.py the optimizer that it trains with
    uncertainty.py how unsure a network is of each pixel, by dropout left on
    measures.py   what a difference between two arms is worth
    segmentation/ tiles and folds of images with masks, scores by image, doubt that is checked
    plots/        every figure of the lessons
    checks/       the graded exercises
    classroom/    a class: submissions run without rights, and judged from outside

Import from a module, `from utils.layers import drop`: the package itself imports nothing heavy, so that feedback on
a NumPy exercise never waits for TensorFlow, which starts without a word (tensorflow_start.py).
"""

from utils import tensorflow_start  # noqa: F401
