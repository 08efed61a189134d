"""Three hints for each exercise of lesson 3: a question, a pointer, the code with gaps."""

HINTS = {
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
}
