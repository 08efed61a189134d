"""The networks of the course, uncompiled Keras models that give logits, and a look inside them.

>>> from utils.models import cnn, lenet, signature
>>> net = cnn((8, 8, 1), 10)
>>> signature(lenet())
'conv pool conv pool flatten dense dense dense'
"""

from utils.models.classics import alexnet, lenet, vgg
from utils.models.crossing import bottleneck_and_skip, logits_without
from utils.models.graph import calls, every_call, input_gradient, outputs_of, signature
from utils.models.insertion import insert_dropout
from utils.models.modules import conv_module, head
from utils.models.placements import PLACEMENTS, placed
from utils.models.pretrained import pretrained, untrained, with_head
from utils.models.small import cnn, mlp
from utils.models.unet import unet
from utils.models.unet_rates import unet_placements

__all__ = [
    "PLACEMENTS",
    "alexnet",
    "bottleneck_and_skip",
    "calls",
    "cnn",
    "conv_module",
    "every_call",
    "head",
    "input_gradient",
    "insert_dropout",
    "lenet",
    "logits_without",
    "mlp",
    "outputs_of",
    "placed",
    "pretrained",
    "signature",
    "unet",
    "unet_placements",
    "untrained",
    "vgg",
    "with_head",
]
