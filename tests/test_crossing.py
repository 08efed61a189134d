"""The places where a U-Net can be cut are found by its wiring, not by names or kinds of layers."""

import numpy as np
import pytest

from utils.checks.lesson04.planted_unets import UNet
from utils.checks.lesson04.unet_plans import Plan

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("changes", [{}, dict(join="add", down="stride"), dict(skip_first=False, up="nearest")])
def test_bottleneck_and_top_skip_are_found_with_the_layers_that_take_them(changes):
    from utils.models import bottleneck_and_skip

    unet = UNet(Plan({}, **changes), np.random.default_rng(0))
    ends = bottleneck_and_skip(unet.model)
    assert ends["bottleneck"][1] is unet.layers["enlarge 1"]
    assert ends["skip"][1] is unet.layers["join 0"]
    assert ends["skip"][0] is unet.layers["down 0 0"].output


def test_a_net_without_skips_is_refused():
    from utils.models import bottleneck_and_skip, cnn

    with pytest.raises(ValueError, match="Expected a U-Net"):
        bottleneck_and_skip(cnn((8, 8, 1), 10))
