"""Lesson 2: dropout on conv feature maps."""

SENTENCES = {
    # 2.1, 2.5, 2.6: whose fates are tied
    # 2.2 count_neurons
    # 2.3 affected_outputs
    # 2.4 conv_after_drop
    # 2.6 drop_block
    # 2.7 recoverability
    # 2.8 maxpool_law
    # 2.9 pool_order_bias
    # 2.10 dropout_before_batchnorm
}
