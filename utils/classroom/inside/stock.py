"""Of what a Keras model may be made that crosses as its configuration. Both ends use this file.

The configuration comes from a process that is not trusted. Every class in it must be on a short list, and the
module it is taken from is ours to say.
"""

STOCK = {  # place: classes
    "keras": "Sequential DTypePolicy",
    "keras.random": "SeedGenerator",
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
        Add Subtract Multiply Divide TrueDivide Negative Absolute Square Sqrt Exp Log Mean Max Min Sum Maximum
        Minimum Reshape Transpose Concatenate Squeeze ExpandDims GetItem Pad Var Where Stack Ravel Clip Flip Tanh
        Power Repeat Amax ZerosLike OnesLike Argmax
    """,
    "keras.src.ops.nn": """
        Relu Relu6 Sigmoid Softmax Softplus Elu Selu Gelu Silu LeakyRelu LogSoftmax
        Softsign HardSigmoid MaxPool AveragePool Conv DepthwiseConv
    """,
    "keras.src.ops.core": "Cast ConvertToTensor",
    "keras.src.activations.activations": "ReLU Mish",
}
VALUES = {"__keras_tensor__", "__ellipsis__", "__slice__"}
THERE = "There"  # what stands in for a layer of one's own, which stays where it is


class NotStock(Exception):
    """The model is not made of stock layers, or larger than it may be."""


def clean(config):
    """Return a configuration whose classes are known, taken from where we know them; raises NotStock."""
    if isinstance(config, list):
        return [clean(one) for one in config]
    if isinstance(config, bool) or not isinstance(config, dict | int):
        return config
    if isinstance(config, int):
        if abs(config) > 1 << 31:
            raise NotStock("a number too large")
        return config
    kept = {key: clean(value) for key, value in config.items() if key not in ("compile_config", "shared_object_id")}
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
    if name == THERE:
        return {"module": None, "registered_name": THERE}
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
