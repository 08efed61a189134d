"""The lessons' models: logits of the right shape, dropout where it is asked for and nowhere else."""

import numpy as np
import pytest

from utils.models import mlp


@pytest.mark.slow
@pytest.mark.parametrize("input_shape", [(64,), (8, 8, 1)])
def test_an_mlp_gives_logits_and_has_dropout_behind_each_hidden_layer(input_shape):
    import keras

    model = mlp(input_shape, hidden=(32, 16), rates=(0.5, 0.2), classes=10)
    assert model(np.zeros((3, *input_shape))).shape == (3, 10)
    kinds = [type(layer).__name__ for layer in model.layers if not isinstance(layer, keras.layers.Flatten)]
    assert kinds == ["Dense", "Dropout", "Dense", "Dropout", "Dense"]
    assert [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)] == [0.5, 0.2]


@pytest.mark.slow
def test_a_rate_of_0_adds_no_layer_and_dropout_no_parameter():
    plain = mlp((64,), hidden=(32, 16), rates=(0, 0), classes=10)
    assert [type(layer).__name__ for layer in plain.layers] == ["Dense"] * 3
    assert plain.count_params() == mlp((64,), (32, 16), (0.5, 0.5), 10).count_params()


@pytest.mark.slow
def test_rates_that_do_not_match_the_hidden_layers_are_refused():
    with pytest.raises(ValueError):
        mlp((64,), hidden=(32, 16), rates=(0.5,), classes=10)
