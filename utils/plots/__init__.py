"""Every figure of the lessons. A title says the finding, and is computed from the numbers that are drawn."""

from utils.plots.curves import curves
from utils.plots.evidence import differences, rate_curve
from utils.plots.live import LiveBar, LivePlot
from utils.plots.outputs import digit_outputs, dropped_counts, layer_outputs, mask_of_batch, sums
from utils.plots.style import Picture
from utils.plots.votes import digit_votes, ensemble

__all__ = [
    "LiveBar",
    "LivePlot",
    "Picture",
    "curves",
    "differences",
    "digit_outputs",
    "digit_votes",
    "dropped_counts",
    "ensemble",
    "layer_outputs",
    "mask_of_batch",
    "rate_curve",
    "sums",
]
