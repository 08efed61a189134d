"""Three hints for each exercise of lesson 3: a question, a pointer, the code with gaps."""

HINTS = {
    "conv_module": (
        "Which layers come `convs` times, and which only once? What differs between the last conv and the others?",
        "A loop of Conv2D(filters, 3, strides=..., padding=..., activation=\"relu\"); then one pool for 'max' and 'avg'; then Dropout or SpatialDropout2D, where the rate is above 0.",
        """The body, with gaps:
padding = "valid" if down == "valid" else "same"
for number in range(1, convs + 1):
    stride = 2 if down == "stride" and ... else 1
    x = keras.layers.Conv2D(filters, 3, strides=stride, padding=padding, activation="relu")(x)
if down == "max":
    x = keras.layers.MaxPooling2D(2)(x)
if down == "avg":
    x = ...
if rate > 0:
    x = keras.layers.Dropout(rate)(x) if kind == "element" else ...
return x""",
    ),
    "three_ways_down": (
        "What halves a side twice? And how many 'valid' convs of 3 x 3, each of which takes off 2, lead from 28 to about 7?",
        "Pooling: 'same' convs, each with a 2 x 2 pool behind it. Strided: two convs with strides=2 and 'same'. Valid: (side - side // 4) // 2 convs with padding=\"valid\".",
        """Three nets, with gaps:
def net(*layers):
    return keras.Sequential([keras.Input(input_shape), *layers])

def conv(filters, **options):
    return keras.layers.Conv2D(filters, 3, activation="relu", **({"padding": "same"} | options))

pooling = net(conv(8), keras.layers.MaxPooling2D(2), conv(16), ...)
strided = net(conv(8, strides=2), ...)
valid = net(*[conv(8, padding=...) for _ in range((input_shape[0] - input_shape[0] // 4) // 2)])
return pooling, strided, valid""",
    ),
    "shape_table": (
        "How many places does a 2 x 2 pool find along a side of 7? And a conv that steps by 2 with 'same' padding?",
        "Go module by module and keep height, width and maps. Pooling leaves side // 2, a 'stride' module ceil(side / 2), a 'valid' one loses kernel - 1 for each of its convs. The first conv reads the maps that come in, the others `filters`.",
        """One module, with gaps; `enumerate(modules, start=1)` numbers them:
filters, convs = module["filters"], module.get("convs", 2)
down, kernel = module.get("down", "max"), module.get("kernel", 3)
parameters = (kernel**2 * maps + 1) * filters + (convs - 1) * ...
if down in ("max", "avg"):
    height, width = height // 2, width // 2
elif down == "stride":
    height, width = ...
elif down == "valid":
    height, width = ...
if min(height, width) < 1:
    raise ValueError(f"Module {number} ...")
maps = filters
table.append((height, width, maps, parameters))""",
    ),
    "receptive_field": (
        "Two neighbouring outputs of a 2 x 2 pool: how many pixels lie between their windows? How much further does a 3 x 3 conv on them see?",
        "Keep two numbers, both 1 at the start: the field, and the step between neighbours in pixels. Each window adds (its side - 1) * step; after it the step is multiplied by its stride.",
        """One module, with gaps:
field += convs * (kernel - 1) * ...
if down in ("max", "avg"):
    field += ...  # a window of 2
if down in ("max", "avg", "stride"):
    step = ...""",
    ),
    "head": (
        "A Dense layer works along the last axis. What must become of height x width x maps before it sees an image as one row?",
        "Flatten or GlobalAveragePooling2D first; then for each of zip(units, rates) a Dense with ReLU, and its Dropout where the rate is above 0; one more Dense gives the logits.",
        """The body, with two gaps:
x = keras.layers.Flatten()(x) if kind == "flatten" else keras.layers....()(x)
for size, rate in zip(units, rates):
    x = keras.layers.Dense(size, activation="relu")(x)
    if rate > 0:
        x = ...
return keras.layers.Dense(classes)(x)""",
    ),
    "flatten_effects": (
        "How long is the row that a Dense gets behind Flatten, how long behind GAP, and how much of it comes from one map?",
        "A Dense has a weight for each pair of input and unit, and a bias for each unit. Flatten hands on h * w * maps inputs, h * w of them from each map; GAP hands on one for each map.",
        """The whole, with two gaps:
return dict(
    flatten_parameters=(h * w * maps + 1) * units,
    gap_parameters=(...) * units,
    silenced_by_one_map=...,
)""",
    ),
    "insert_dropout": (
        "Which layer ends a module, and which one comes after it? Answer for the last module too, and for a net of two branches.",
        "keras.models.clone_model(model, call_function=...) builds a copy and lets you add a layer at each call; calls(model) tells which layers the data reach next. Copy the weights by name.",
        """The copy, with gaps; `dropped(x, rate)` adds a dropout layer unless the rate is 0:
def call(layer, x, *args, **options):
    if isinstance(layer, keras.layers.Flatten):
        x = dropped(x, before_flatten)
    x = layer(x, *args, **options)
    if ...:  # a pool, and the data reach another conv from here
        x = dropped(x, between_modules)
    if ...:  # a hidden Dense: the data reach another Dense from here
        x = dropped(x, between_dense)
    return x

copy = keras.models.clone_model(model, call_function=call)
for layer in model.layers:
    if layer.weights:
        copy.get_layer(layer.name).set_weights(...)""",
    ),
    "tailor": (
        "Which parts of the base are about images in general, and which are about its old task and its old size?",
        "Walk through calls(base) up to Flatten, and make each layer anew from its get_config() with fewer filters; then a new head with dropout. Shrink until count_params() fits.",
        """The loop, with gaps:
for share in (1, 1 / 2, 1 / 4, 1 / 8, 1 / 16):
    model = keras.Sequential([keras.Input(input_shape)])
    for layer, _, _ in calls(base):
        if isinstance(layer, keras.layers.Flatten):
            break
        settings = layer.get_config()
        if "filters" in settings:
            settings["filters"] = max(4, int(share * settings["filters"]))
        model.add(type(layer).from_config(settings))
    ...  # the head: Flatten, a hidden Dense, its Dropout, Dense(classes)
    if model.count_params() <= ...:
        return model""",
    ),
    "placement_study": (
        "What must two placements share, so that the difference of their scores comes from the placement alone?",
        'Collect scores["validation"] of build(placement, data, seed) for each seed, first for the first placement, then for each other one. `paired_interval` and `verdict` of lesson 1 do the rest.',
        """The body, with gaps:
def scores(placement):
    return [build(placement, data, seed).scores[...] for seed in seeds]

first, table = scores(placements[0]), {}
for placement in placements[1:]:
    others = scores(placement)
    mean, low, high = paired_interval(first, ...)
    table[placement] = mean, (low, high), verdict(first, ...)
return table""",
    ),
    "choose": (
        "What must be true of the best placement's interval, and what of all the other intervals beside it?",
        'Find the highest mean. Its verdict must be "helps", and its low end must lie above the high end of each other interval.',
        """The body, with gaps:
best = max(table, key=lambda placement: table[placement][0])
_, (low, _), verdict = table[best]
rivals = [high for placement, (_, (_, high), _) in table.items() if placement != ...]
return best if verdict == "helps" and all(... for high in rivals) else "inconclusive\"""",
    ),
    "diagnose": (
        "For each of the six faults: which layer gives it away, and what stands in front of that layer, near or far?",
        "Walk along `every_call(model)`, which opens nested models, and keep for each tensor the list of layers that it has come through. A BatchNormalization asks whether a Dropout is in its list, a Dropout looks at the last two, Dense and Flatten look at a shape.",
        """The walk, with gaps; all that is left at its end is on the logits, or in the head:
came = {id(tensor): [] for tensor in model.inputs}
for layer, inputs, outputs in every_call(model):
    path = [one for tensor in inputs for one in came[id(tensor)]]
    if isinstance(layer, keras.layers.BatchNormalization) and any(map(is_dropout, path)):
        return "dropout before batchnorm"
    if is_dropout(layer) and path[-1:] and isinstance(path[-1], keras.layers.Flatten) and ...:
        return "stacked around flatten"
    if isinstance(layer, keras.layers.Dense) and len(inputs[0].shape) == ...:
        return "dense on rank 4"
    if isinstance(layer, keras.layers.Flatten) and inputs[0].shape[1:3] == ...:
        return "exploding flatten"
    came |= {id(tensor): [*path, layer] for tensor in outputs}
return "dropout on logits" if is_dropout(layer) else ...""",
    ),
    "repair": (
        "Which layers of the net can be called again as they are, and which one must be left out, moved, added or made anew?",
        "Call the layers of `every_call(model)` one after the other on a new input, so that they keep their weights. In between, leave one out, put one in, or make a Dense anew from its config where its input or its units change.",
        """The walk, with gaps; do(layer, given) gives the new tensor for one call:
new = {id(model.inputs[0]): keras.Input(model.input_shape[1:])}
start = new[id(model.inputs[0])]
for layer, inputs, outputs in every_call(model):
    given = [new[id(tensor)] for tensor in inputs]
    new[id(outputs[0])] = do(layer, ...)
return keras.Model(start, new[id(outputs[0])])

A layer with the same options and new weights:
type(layer).from_config(layer.get_config() | {"units": ...})""",
    ),
}
