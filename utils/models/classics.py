"""Three nets that worked, made small: LeNet-5, AlexNet and VGG, for images of one or two dozen pixels a side.

Each keeps the order of layers of its original and gives logits; its docstring lists all that was changed.
`dropout` is the rate behind each hidden Dense layer.

>>> net = vgg((28, 28, 1), classes=10)
"""

import keras

from utils.models.modules import conv_module, head


def lenet(input_shape=(28, 28, 1), classes=10, *, dropout=0.0):
    """Return a LeNet-5: conv pool, conv pool, and three Dense layers. It is older than dropout, and has none.

    As in the original: 6 filters of 5 x 5 and means of 2 x 2, 16 filters of 5 x 5 and means of 2 x 2, then 120
    and 84 units. Changed: 'same' padding in the first conv in place of images enlarged from 28 x 28 to 32 x 32;
    ReLU in place of a scaled tanh; means without weights of their own, where the original learns a factor and a
    bias for each map; the second conv reads all maps, where the original connects only some pairs; a Dense layer
    of 120, the same as its third conv, which covers all of its maps of 5 x 5; logits in place of distances to
    drawn digits. LeCun, Bottou, Bengio, Haffner 1998, "Gradient-based learning applied to document recognition".
    Raises ValueError for images with a side below 12.

    >>> lenet().count_params()
    61706
    """
    _check_sides(input_shape, 12, "lenet")
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(6, 5, padding="same", activation="relu")(inputs)
    x = keras.layers.AveragePooling2D(2)(x)
    x = keras.layers.Conv2D(16, 5, activation="relu")(x)
    x = keras.layers.AveragePooling2D(2)(x)
    return keras.Model(inputs, head(x, (120, 84), classes, (dropout, dropout)), name="lenet")


def alexnet(input_shape=(28, 28, 1), classes=10, *, dropout=0.5):
    """Return an AlexNet: conv pool, conv pool, conv conv conv pool, and three Dense layers, of which two drop half.

    As in the original: ReLU, maxima of 3 x 3 at every second place (they overlap), kernels of 5, 3, 3 and 3 from
    the second conv on. Changed: 5 x 5 with stride 1 in the first conv, where images of 224 x 224 allow 11 x 11
    with stride 4; a quarter of the filters, 24, 64, 96, 96 and 64; 256 units in place of 4,096 twice; no
    normalisation of responses; every conv reads all maps, where the original splits some over two GPUs.
    Krizhevsky, Sutskever, Hinton 2012, "ImageNet classification with deep convolutional neural networks".
    Raises ValueError for images with a side below 15.

    >>> alexnet(dropout=0.2).count_params()
    367034
    """
    _check_sides(input_shape, 15, "alexnet")
    x = inputs = keras.Input(input_shape)
    for kernel, maps in ((5, (24,)), (5, (64,)), (3, (96, 96, 64))):
        for filters in maps:
            x = conv_module(x, filters, convs=1, down="none", kernel=kernel)
        x = keras.layers.MaxPooling2D(3, strides=2)(x)
    return keras.Model(inputs, head(x, (256, 256), classes, (dropout, dropout)), name="alexnet")


def vgg(input_shape=(28, 28, 1), classes=10, *, filters=(16, 32, 64), dropout=0.5):
    """Return a VGG: conv conv pool for each size in `filters`, and three Dense layers, of which two drop half.

    As in the original's net B: modules of two 3 x 3 convs with 'same' padding and ReLU, maxima of 2 x 2, twice the
    filters from module to module. Changed: three modules in place of five; a quarter of the filters; 256 units in
    place of 4,096 twice.
    Simonyan, Zisserman 2015, "Very deep convolutional networks for large-scale image recognition", table 1.
    Raises ValueError for images with a side below 2 to the number of modules.

    >>> vgg(filters=(8, 16)).count_params()
    273474
    """
    _check_sides(input_shape, 2 ** len(filters), "vgg")
    x = inputs = keras.Input(input_shape)
    for maps in filters:
        x = conv_module(x, maps)
    return keras.Model(inputs, head(x, (256, 256), classes, (dropout, dropout)), name="vgg")


def _check_sides(input_shape, least, name):
    """Raise ValueError where images of `input_shape` (height x width x maps) are too small for the net."""
    if len(input_shape) != 3:
        raise ValueError(f"Expected input_shape as (height, width, maps); got {input_shape!r}.")
    if min(input_shape[:2]) < least:
        height, width, _ = input_shape
        raise ValueError(
            f"Expected images of at least {least} x {least} for {name}, got {height} x {width}: "
            f"enlarge them, or pool less."
        )
