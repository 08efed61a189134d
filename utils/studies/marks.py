"""What a kept run hangs on: with any of it changed, the same arm and seed would have given other numbers."""

import hashlib
import json
from types import CodeType, FunctionType

import numpy as np

FORMAT = 2  # to be raised whenever the course trains, or keeps runs, in another way
OURS = ("keras", "utils")  # layers whose code the versions and FORMAT stand for
IN_WORDS = {"arm": "the arm {arm!r} is built otherwise", "data": "the data of seed {seed} are others"}


class Marks:
    """The marks of the runs of one arm. Its model is looked at once."""

    def __init__(self, build, epochs, batch_size, measure=None):
        self.build, self.settings, self.model = build, settings(epochs, batch_size), None
        if measure is not None:
            self.settings |= {"measure": function_mark(measure)}

    def of(self, data):
        """Return {what: its mark} for a run on the Dataset `data`."""
        if self.model is None:
            self.model = model_mark(self.build, data.train.x[:1])
        return self.settings | {"arm": self.model, "data": data_mark(data)}


def function_mark(function):
    """Return the name of a function with a hash of its instructions; those of what it calls are not seen."""
    name, code = getattr(function, "__qualname__", repr(function)), getattr(function, "__code__", None)
    return f"{name} {hashlib.sha256(repr(code and _instructions(code)).encode()).hexdigest()[:8]}"


def settings(epochs, batch_size):
    """Return the marks that all runs of a study share."""
    import keras
    import tensorflow

    versions = {module.__name__: module.__version__ for module in (keras, tensorflow, np)}
    return {"course format": FORMAT, **versions, "epochs": epochs, "batch size": batch_size}


def differences(kept, asked, arm, seed):
    """Return, in words, in what the marks of a kept run differ from those of the run that is asked for."""
    return [
        IN_WORDS.get(what, f"{what} {mark} is asked for, {kept.get(what)} is kept").format(arm=arm, seed=seed)
        for what, mark in asked.items()
        if kept.get(what) != mark
    ]


def data_mark(data):
    """Return a hash of all images and labels of a Dataset."""
    parts = [array for split in (data.train, data.validation, data.test) for array in split]
    found = hashlib.sha256()
    for part in parts:
        found.update(f"{part.dtype} {part.shape}".encode())
        found.update(np.ascontiguousarray(part).tobytes())
    return found.hexdigest()


def model_mark(build, image):
    """Return a hash of what `build` makes: layers, settings, wiring, and every weight that it does not draw.

    Two models are built: what differs between them was drawn at random and is left out; loaded weights are not.
    What a model class of your own does in `call` is seen as far as its code tells.
    """
    import keras

    from utils.traced import built

    models = []
    for seed in range(2):
        keras.utils.set_random_seed(seed)
        models.append(built(build, image))
    layers = [models[0], *models[0]._flatten_layers(include_self=False)]
    names = {layer.name: f"layer {number}" for number, layer in enumerate(layers)}
    found = [_nameless([_config(layer), _code(layer)], names) for layer in layers]
    one, other = ([np.asarray(weight) for weight in model.variables] for model in models)
    fixed = [
        [a.shape, hashlib.sha256(a.tobytes()).hexdigest() if np.array_equal(a, b) else "drawn"]
        for a, b in zip(one, other, strict=True)
    ]
    return hashlib.sha256(json.dumps([found, fixed], sort_keys=True).encode()).hexdigest()


def _config(layer):
    """Return [class, settings] of a layer, as far as it says them."""
    try:
        config = layer.get_config()
    except (NotImplementedError, TypeError, ValueError):
        config = None
    return [type(layer).__name__, config]


def _nameless(config, names):
    """Return `config` as JSON takes it, with `names` in place of those that Keras counts up while Python runs."""
    if isinstance(config, dict):
        if config.get("class_name") == "__lambda__":  # holds the place of its cell: `_code` looks at it instead
            return "lambda"
        return {str(key): _nameless(value, names) for key, value in config.items()}
    if isinstance(config, list | tuple):
        return [_nameless(value, names) for value in config]
    if isinstance(config, str):
        return names.get(config, config)
    return config if isinstance(config, int | float | None) else repr(type(config))


def _code(layer):
    """Return the instructions of the functions of a layer that is nobody's but the learner's."""
    owned = [kind for kind in type(layer).__mro__ if kind.__module__.split(".")[0] not in (*OURS, "builtins")]
    functions = [value for kind in owned for value in vars(kind).values()]
    functions += [value for value in vars(layer).values() if isinstance(value, FunctionType)]
    codes = (getattr(function, "__code__", None) for function in functions)
    return [_instructions(code) for code in codes if code is not None]


def _instructions(code):
    def constant(value):
        if isinstance(value, CodeType):
            return _instructions(value)
        return sorted(map(repr, value)) if isinstance(value, frozenset) else repr(value)

    return [code.co_code.hex(), list(code.co_names), [constant(value) for value in code.co_consts]]
