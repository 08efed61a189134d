"""Keras models made again here from what a worker says about them: stock layers alone, and no larger than agreed.

The configuration comes from a process that is not trusted. Every class in it must be on a short list, the module it
is taken from is ours to say, and nothing that reads a file, holds code or asks for gigabytes is made.
"""

import json
import math

import numpy as np

from utils.classroom.inside import wire

STOCK = {  # place: classes
    "keras": "Sequential DTypePolicy",
    "keras.layers": """
        InputLayer Dense Activation ReLU LeakyReLU PReLU ELU Softmax Identity Rescaling Reshape Flatten Permute
        RepeatVector Conv1D Conv2D Conv3D SeparableConv2D DepthwiseConv2D Conv2DTranspose MaxPooling1D MaxPooling2D
        AveragePooling1D AveragePooling2D GlobalAveragePooling2D GlobalMaxPooling2D GlobalAveragePooling1D
        GlobalMaxPooling1D ZeroPadding2D Cropping2D UpSampling2D Dropout SpatialDropout1D SpatialDropout2D
        AlphaDropout GaussianDropout GaussianNoise BatchNormalization LayerNormalization GroupNormalization
        UnitNormalization Add Subtract Multiply Average Maximum Minimum Concatenate Dot ActivityRegularization
    """,
    "keras.initializers": """
        Zeros Ones Constant RandomNormal RandomUniform TruncatedNormal GlorotNormal GlorotUniform HeNormal HeUniform
        LecunNormal LecunUniform VarianceScaling Orthogonal Identity
    """,
    "keras.regularizers": "L1 L2 L1L2",
    "keras.constraints": "MaxNorm NonNeg UnitNorm MinMaxNorm",
}
OPERATIONS = {
    "keras.src.ops.numpy": """
        Add Subtract Multiply Divide TrueDivide Negative Absolute Square Sqrt Exp Mean Max Min Sum Maximum Minimum
        Reshape Transpose Concatenate Squeeze ExpandDims GetItem Pad Var Where Stack Ravel Clip Flip
    """,
    "keras.src.ops.nn": "Relu Relu6 Sigmoid Softmax Elu Gelu Silu MaxPool AveragePool Conv DepthwiseConv",
}
VALUES = {"__keras_tensor__", "__ellipsis__", "__slice__"}
SMALLEST, LARGEST_OUTPUT, MOST_LAYERS = 1 << 20, 1 << 21, 400  # numbers, of an output for one example


class NotStock(Exception):
    """The model is not made of stock layers, or larger than it may be."""


def model_from(config, arrays):
    """Return the model of a configuration (a text) with these weights; raises NotStock."""
    import keras

    try:
        plain = _clean(json.loads(config))
        with _limited(keras, sum(one.size for one in arrays)):
            model = keras.saving.deserialize_keras_object(plain, safe_mode=True)
        if not isinstance(model, keras.Model):
            raise NotStock("no model")
        _not_too_large(model)
        model.set_weights(arrays)
    except NotStock:
        raise
    except Exception as error:
        raise NotStock(f"{type(error).__name__}: {error}"[:300]) from error
    return model


def applied(model, tensors):
    """Return what the layers of a functional model, one after the other, make of symbolic tensors of ours."""
    given = [*tensors]
    return model.call(given[0] if len(given) == 1 else given)


def share(model, given, shared):
    """Let weights of `model` be those of models of ours: [[which of its weights, which model, which of its]]."""
    for place, which, other in shared:
        mine, theirs = model.weights[place], given[which].weights[other]
        if tuple(mine.shape) != tuple(theirs.shape):
            raise NotStock("weights of another shape")
        mine._value = theirs._value


def _clean(config):
    """Return a configuration whose classes are known, taken from where we know them; raises NotStock."""
    if isinstance(config, list):
        return [_clean(one) for one in config]
    if isinstance(config, bool) or not isinstance(config, dict | int):
        return config
    if isinstance(config, int):
        if abs(config) > 1 << 31:
            raise NotStock("a number too large")
        return config
    kept = {
        key: _clean(value) for key, value in config.items() if key not in ("compile_config", "shared_object_id")
    }
    if "class_name" not in config:
        return kept
    return kept | _origin(config["class_name"], config.get("module"), config.get("config"))


def _origin(name, module, config):
    """Return the module and registered name of a class on our lists."""
    if not isinstance(name, str) or not isinstance(module, str | None):
        raise NotStock("no class")
    if name in VALUES:
        return {}
    if name == "function":
        return _activation(config)
    if name in ("Functional", "Model"):
        return {
            "class_name": "Functional",
            "module": "keras.src.models.functional",
            "registered_name": "Functional",
        }
    if name in STOCK.get(module, "").split():
        return {"module": module, "registered_name": None}
    if name in OPERATIONS.get(module, "").split():
        return {"module": module, "registered_name": name}
    raise NotStock(f"a layer of the kind {name[:60]}")


def _activation(name):
    import keras

    if not isinstance(name, str) or not callable(getattr(keras.activations, name, None)) or name.startswith("_"):
        raise NotStock("a function of its own")
    return {"module": "builtins", "registered_name": "function"}


class _limited:
    """While it lasts, layers can make weights of so many numbers in all, and of a few more."""

    def __init__(self, keras, most):
        self.layer, self.left = keras.layers.Layer, 2 * most + SMALLEST

    def __enter__(self):
        self.original = original = self.layer.add_weight

        def add_weight(layer, shape=None, *given, **options):
            self.left -= math.prod(() if shape is None else (shape,) if isinstance(shape, int) else shape)
            if self.left < 0:
                raise NotStock("more weights than it said")
            return original(layer, shape, *given, **options)

        self.layer.add_weight = add_weight

    def __exit__(self, *_):
        self.layer.add_weight = self.original


def _not_too_large(model, depth=0):
    """Raise NotStock where some layer hands on more for one example than a lesson's net ever would."""
    if len(model.layers) > MOST_LAYERS or depth > 5:
        raise NotStock("too many layers")
    for layer in model.layers:
        for node in getattr(layer, "_inbound_nodes", ()):
            for tensor in node.outputs:
                if math.prod(side or 1 for side in tensor.shape) > LARGEST_OUTPUT:
                    raise NotStock("a layer that hands on too much")
        if hasattr(layer, "layers"):
            _not_too_large(layer, depth + 1)


def arrays_of(unpacker, packed):
    """Return the weights that a worker sent; raises Refused where they are none."""
    found = [unpacker.unpack(one) for one in packed]
    if not all(isinstance(one, np.ndarray) for one in found):
        raise wire.Refused("no weights")
    return found
