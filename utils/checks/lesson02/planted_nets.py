"""Nets in which it is known which Dropout reaches which BatchNormalization."""

from typing import NamedTuple

from utils.checks.lesson02.nets import Net


class Case(NamedTuple):
    """A net, and the pairs of labels that are to be found in it, written "d-b e-b"."""

    topic: str  # what the net tries
    plan: object  # words for a Sequential model, or a function of a Net and its input for a functional one
    pairs: str
    law: str  # what the net is like
    also: str = ""  # pairs that may be reported too
    trap: str = ""  # pairs that a misconception reports
    inputs: int = 1


class Planted(NamedTuple):
    """The model of a case, and its pairs as pairs of names."""

    model: object
    pairs: set
    also: set
    trap: set
    names: set  # of all layers that have a label


def plant(case, rng):
    """Return the model of a case, with its pairs as pairs of names."""
    net = Net(rng)
    words = isinstance(case.plan, str)
    model = net.sequential(case.plan) if words else net.functional(case.plan, case.inputs)
    return Planted(model, net.named(case.pairs), net.named(case.also), net.named(case.trap), net.names())


def two_ways_out(net, x):
    x = net(x, "conv dropout:d relu")
    return net([net(x, "conv norm:b relu"), net(x, "conv norm:c")], "add")


def second_of_two_into_add(net, x):
    return net([net(x, "conv"), net(x, "dropout:d relu")], "add norm:b conv")


def first_of_two_into_concatenate(net, x):
    x = net(x, "conv")
    return net([net(x, "dropout:d conv"), x], "join conv norm:b relu")


def two_outputs(net, x):
    x = net(x, "conv dropout:d")
    return [net(x, "flat dense"), net(x, "relu norm:b"), net(x, "conv relu")]


def norm_later_beside_it(net, x):
    x = net(x, "conv")
    return net([net(x, "dropout:d conv relu conv"), net(x, "norm:b")], "add conv")


def norm_earlier_beside_it(net, x):
    x = net(x, "conv")
    return net([net(x, "norm:b conv relu conv"), net(x, "dropout:d")], "add conv")


def skip_over_it(net, x):
    x = net(x, "conv norm:b relu")
    return net([net(x, "dropout:d conv"), x], "join conv")


def inside_first(net, x):
    return net(x, net.sequential("conv dropout:d relu"), "conv norm:b relu")


def inside_last(net, x):
    return net(x, "dropout:d conv", net.block("conv norm:b relu"), "conv")


def both_inside(net, x):
    return net(x, "conv", net.sequential("conv dropout:d conv norm:b relu"), "conv")


def through_it(net, x):
    return net(x, "dropout:d", net.sequential("conv relu"), "norm:b")


def from_one_to_another(net, x):
    return net(x, net.block(net.sequential("conv dropout:d"), "relu"), net.block("conv", net.block("norm:b")))


def safe_inside(net, x):
    return net(x, net.block("conv norm:b", net.sequential("relu dropout:d"), "conv"), "flat dense")


def beside_it_inside(net, x):
    return net(x, net.functional(norm_later_beside_it), "relu")


def side_by_side(net, x):
    dropped, normal = net.sequential("conv dropout:d conv"), net.sequential("conv norm:b")
    return net([dropped(x), normal(x)], "add conv")


def norm_twice(net, x):
    return net(x, "conv norm:b relu dropout:d conv norm:b relu")


def conv_twice(net, x):
    return net(x, "conv:c relu dropout:d conv:c norm:b relu")


def dropout_twice(net, x):
    return [net(x, "dropout:d flat dense"), net(x, "conv dropout:d relu norm:b")]


def block_twice(net, x):
    block = net.block("conv norm:b relu dropout:d")
    return net(x, block, "conv", block)


def two_inputs(net, x, y):
    return net([net(x, "conv dropout:d relu"), net(y, "conv")], "add norm:b conv")


def two_inputs_apart(net, x, y):
    return net([net(x, "conv dropout:d conv"), net(y, "conv norm:b")], "join conv")


def two_inputs_inside(net, x):
    """Only the second input of the nested model is dropped, and only its first one is normalised there."""
    x = net(x, "conv")
    lanes = net.functional(lambda net, a, b: [net(a, "norm:b conv"), net(b, "conv relu")], inputs=2)
    first, second = lanes([x, net(x, "dropout:d")])
    return net([net(first, "norm:c"), net(second, "norm:e")], "add conv")


def cut_behind_a_dropout(net, x):
    inner = net(x, "conv dropout:d relu")
    return net.cut(inner, net(inner, "conv norm:b relu dropout:e conv norm:c"))


def cut_before_a_norm(net, x):
    last = net(x, "conv dropout:d conv relu")
    net(last, "conv norm:b")
    return net.cut(x, last)


CASES = (
    Case("next", "conv dropout:d norm:b relu", "d-b", "Dropout right before BatchNormalization"),
    Case("safe", "conv norm:b dropout:d flat dense", "", "BatchNormalization right before Dropout", trap="d-b"),
    Case("safe", "conv norm:b relu conv norm:c flat dropout:d dense", "", "Dropout in the head", trap="d-b d-c"),
    Case("none", "conv norm:b relu conv norm:c", "", "no Dropout"),
    Case("none", "conv dropout:d relu flat dense dropout:e dense", "", "no BatchNormalization"),
    Case("far", "conv dropout:d relu pool norm:b", "d-b", "ReLU and MaxPooling between the two"),
    Case("far with weights", "dropout:d conv norm:b relu", "d-b", "a Conv between the two"),
    Case("far with weights", "conv dropout:d flat dense relu norm:b dense", "d-b", "a Dense between the two"),
    Case("spatial", "conv spatial:d norm:b relu", "d-b", "SpatialDropout2D right before BatchNormalization"),
    Case("spatial", "conv spatial:d conv relu norm:b", "d-b", "SpatialDropout2D further before it"),
    Case("between", "conv dropout:d act mean norm:b relu", "d-b", "Activation and AveragePooling between the two"),
    Case("between", "conv dropout:d gap norm:b dense", "d-b", "GlobalAveragePooling between the two"),
    Case("between", "conv spatial:d row norm:b dense", "d-b", "a Reshape between the two"),
    Case("other", "conv dropout:d conv layernorm:l", "", "LayerNormalization behind the Dropout"),
    Case("several", "conv dropout:d norm:b conv dropout:e norm:c", "d-b e-c", "two pairs in a row", also="d-c"),
    Case("several", "conv dropout:d conv spatial:e relu norm:b", "d-b e-b", "two Dropouts in a row"),
    Case("beside", norm_later_beside_it, "", "BatchNormalization on a parallel branch", trap="d-b"),
    Case("beside", norm_earlier_beside_it, "", "BatchNormalization on a longer parallel branch", trap="d-b"),
    Case("beside", skip_over_it, "", "a skip connection over the Dropout", trap="d-b"),
    Case("branch", two_ways_out, "d-b d-c", "two branches behind one Dropout"),
    Case("branch", second_of_two_into_add, "d-b", "an Add whose second input was dropped"),
    Case("branch", first_of_two_into_concatenate, "d-b", "a Concatenate whose first input was dropped"),
    Case("branch", two_outputs, "d-b", "a branch that ends in an output of its own"),
    Case("through", through_it, "d-b", "a nested model between the two"),
    Case("inside", both_inside, "d-b", "both in a nested model"),
    Case("across", inside_first, "d-b", "the Dropout alone in a nested model"),
    Case("across", inside_last, "d-b", "the BatchNormalization alone in a nested model"),
    Case("across", from_one_to_another, "d-b", "a path from one nested model into another, two deep"),
    Case("safe inside", safe_inside, "", "the safe order in a nested model", trap="d-b"),
    Case("safe inside", beside_it_inside, "", "parallel branches in a nested model", trap="d-b"),
    Case("safe inside", side_by_side, "", "two nested models side by side", trap="d-b"),
    Case("twice", norm_twice, "d-b", "one BatchNormalization used before and behind the Dropout"),
    Case("twice", conv_twice, "d-b", "one Conv used before and behind the Dropout"),
    Case("twice", dropout_twice, "d-b", "one Dropout used on two branches"),
    Case("twice", block_twice, "d-b", "a nested model in the safe order, used twice in a row"),
    Case("other", "conv gauss:g conv norm:b", "", "GaussianDropout, reported or not", also="g-b"),
    Case("inputs", two_inputs, "d-b", "two inputs that meet", inputs=2),
    Case("inputs", two_inputs_apart, "", "two inputs that meet behind BatchNormalization", trap="d-b", inputs=2),
    Case("inputs", two_inputs_inside, "d-e", "a nested model of two inputs and two outputs", trap="d-b d-c"),
    Case("cut", cut_behind_a_dropout, "e-c", "a beginning cut off, with a Dropout in it", trap="d-b d-c"),
    Case("cut", cut_before_a_norm, "", "an end cut off, with a BatchNormalization in it", trap="d-b"),
)
