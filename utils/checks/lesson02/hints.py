"""Three hints for each exercise of lesson 2: a question, a pointer, and the code with gaps."""

HINTS = {
    # 2.1 drop_positions
    # 2.2 count_neurons
    # 2.3 affected_outputs
    # 2.4 conv_after_drop
    # 2.5 spatial_dropout
    # 2.6 drop_block
    # 2.7 recoverability
    # 2.8 maxpool_law
    # 2.9 pool_order_bias
    # 2.10 dropout_before_batchnorm
}
