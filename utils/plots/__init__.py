"""Every figure of the lessons. A title says the finding, and is computed from the numbers that are drawn."""

from utils.plots.calibration import reliability_curves
from utils.plots.conv import changed_outputs, one_tensor
from utils.plots.curves import curves, loss_curves
from utils.plots.design import receptive_fields, weights_by_part
from utils.plots.doubt import doubts, error_by_samples
from utils.plots.dropout_slider import dropout_slider
from utils.plots.evidence import differences, rate_curve
from utils.plots.interactions import order_of_pooling, variance_shift
from utils.plots.live import LiveBar, LivePlot
from utils.plots.luck import winners_by_seed
from utils.plots.maps import feature_maps, kinds, masks_by_rank
from utils.plots.outputs import digit_outputs, dropped_counts, layer_outputs, mask_of_batch, sums
from utils.plots.pixels import annotated, found, silenced
from utils.plots.recovery import recoverable
from utils.plots.samples_slider import samples_slider
from utils.plots.slider import Slider
from utils.plots.style import Picture
from utils.plots.votes import digit_votes, ensemble

__all__ = [
    "LiveBar",
    "LivePlot",
    "Picture",
    "Slider",
    "annotated",
    "changed_outputs",
    "curves",
    "differences",
    "digit_outputs",
    "digit_votes",
    "doubts",
    "dropout_slider",
    "dropped_counts",
    "ensemble",
    "error_by_samples",
    "feature_maps",
    "found",
    "kinds",
    "layer_outputs",
    "loss_curves",
    "mask_of_batch",
    "masks_by_rank",
    "one_tensor",
    "order_of_pooling",
    "rate_curve",
    "receptive_fields",
    "recoverable",
    "reliability_curves",
    "samples_slider",
    "silenced",
    "sums",
    "variance_shift",
    "weights_by_part",
    "winners_by_seed",
]
