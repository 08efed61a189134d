"""Every figure of the lessons. A title says the finding, and is computed from the numbers that are drawn."""

from utils.plots.evidence import curves, ensemble, rate_curve
from utils.plots.live import LivePlot
from utils.plots.outputs import digit_outputs, dropped_counts, layer_outputs, mask_of_batch, sums
from utils.plots.style import Picture

__all__ = [
    "LivePlot",
    "Picture",
    "curves",
    "digit_outputs",
    "dropped_counts",
    "ensemble",
    "layer_outputs",
    "mask_of_batch",
    "rate_curve",
    "sums",
]
