"""The networks of the course, uncompiled Keras models that give logits, and a look inside them.

>>> from utils.models import cnn
>>> net = cnn((8, 8, 1), 10)
"""

from utils.models.graph import calls, outputs_of
from utils.models.nested import every_call
from utils.models.small import cnn, mlp

__all__ = ["calls", "cnn", "every_call", "mlp", "outputs_of"]
