"""The broken nets that are handed in to `diagnose` and to `repair`; the plain ones come first."""

from functools import partial

from utils.checks.lesson03.faults import beside, broken, through_an_add, through_an_add_turned

LOGITS = partial(broken, "dropout on logits")
NORM = partial(broken, "dropout before batchnorm")
STACKED = partial(broken, "stacked around flatten")
RANK = partial(broken, "dense on rank 4")
OLD = partial(broken, "old classes")
FLAT = partial(broken, "exploding flatten")
HIDDEN = dict(logits="a hidden Dense taken for the logits")
ONE = dict(flatten="one dropout taken for two")
SAFE = dict(batchnorm="flags the safe order")
NO_POOL = "no pooling taken for exploding"

PLAIN = (
    LOGITS("conv relu pool conv relu pool flat dense logits dropout"),
    NORM("conv dropout norm relu pool conv relu pool flat dense logits"),
    STACKED("conv relu pool conv relu pool dropout flat dropout dense logits"),
    RANK("conv relu pool conv relu pool dense logits"),
    OLD("conv relu pool conv relu pool flat dense old"),
    FLAT("conv relu conv relu flat dense logits"),
)
LOOK_ALIKES = (
    OLD("conv norm relu pool conv relu pool flat dense more", "only 1000 is old", functional=True),
    OLD("conv relu pool flat ten few", functional=True),
    OLD("bent pool bent average gap dense dropout few", **HIDDEN),
    STACKED("conv norm relu pool conv relu pool dropout flat dropout dense logits", functional=True, **SAFE),
    RANK("conv norm dropout relu pool linear dropout logits", **SAFE, **HIDDEN),
    LOGITS("conv relu pool dropout flat dense logits dropout", **ONE),
    OLD("conv relu pool flat dropout dense dropout few", functional=True, **ONE, **HIDDEN),
    OLD("conv dropout relu pool dropout conv relu pool flat dense dropout old", **ONE, **HIDDEN),
    NORM("conv dropout relu norm pool flat dense logits", "only the next layer"),
    NORM("conv dropout relu pool conv norm relu pool flat dense logits", "stops at weights"),
    NORM("conv relu pool dropout flat linear norm logits", functional=True),
    NORM("conv spatial norm relu pool flat dense logits", "knows Dropout alone"),
    STACKED("conv relu pool spatial flat dropout dense logits", "knows Dropout alone", functional=True),
    FLAT("two relu two relu dropout flat dense dropout logits", "size alone", **ONE, **HIDDEN),
    OLD("many relu pool flat dense few", functional=True, flatten="size alone"),
    LOGITS("strided relu strided relu flat dense logits dropout", functional=True, flatten=NO_POOL),
    FLAT("conv norm relu conv relu flat wide logits", functional=True, classes="a hidden Dense taken for the head"),
    RANK("conv relu pool dense flat logits", functional=True),
    NORM("strided dropout relu conv norm relu gap dense logits", flatten=NO_POOL),
    OLD(beside, functional=True, batchnorm="list order for the graph"),
    NORM(through_an_add, "misses a branch", functional=True),
    NORM(through_an_add_turned, "misses a branch", functional=True),
)
NESTED = (
    LOGITS("conv relu pool flat [dense logits dropout]", "stays at the top level"),
    NORM("[conv dropout relu pool] conv norm relu flat dense logits", "stays at the top level", functional=True),
    STACKED("[conv relu pool dropout] flat [dropout dense logits]", "stays at the top level", functional=True),
    RANK("[conv relu pool] [dense logits]", "stays at the top level"),
    OLD("[conv norm relu pool dropout] [flat dense few]", "stays at the top level", functional=True),
    FLAT("[conv relu conv relu] [flat dense logits]", "stays at the top level"),
)
DIAGNOSED = (*PLAIN, *LOOK_ALIKES, *NESTED)

REPAIRED = (
    LOGITS("conv norm relu pool conv relu pool flat dense dropout logits dropout"),
    NORM("conv dropout norm relu pool conv relu pool flat dense dropout logits"),
    STACKED("conv relu dropout pool conv relu pool dropout flat dropout dense logits"),
    RANK("conv relu pool dropout conv relu pool dense dropout logits"),
    OLD("conv norm relu pool dropout conv relu pool flat dense dropout old"),
    FLAT("conv norm relu conv relu flat dense dropout logits"),
    LOGITS("bent spatial average flat dropout dense logits dropout", functional=True),
    NORM("bent spatial pool conv norm relu conv relu norm pool flat dense dropout logits", functional=True),
    NORM("conv relu pool dropout flat linear norm logits"),
    STACKED("conv norm relu pool spatial flat dropout dense dropout logits", functional=True),
    RANK("bent pool dropout dense flat logits", functional=True),
    OLD("bent dropout pool gap ten dropout few", functional=True),
    FLAT("bent dropout bent bent flat dropout dense logits", functional=True),
    OLD("[conv norm relu pool dropout] [flat dense few]", functional=True),
    STACKED("[conv relu pool dropout] flat [dropout dense dropout logits]"),
    NORM("[conv dropout relu pool] conv norm relu [flat dense dropout logits]", functional=True),
)
