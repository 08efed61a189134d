"""Wrong answers to exercise 3.4: receptive fields."""

import math

from tests.answers import wrong


def windows_of(convs=2, down="max", kernel=3, **_):
    """Return (window, stride) of each layer of a module."""
    windows = [[kernel, 1] for _ in range(convs)]
    if down == "stride":
        windows[-1][1] = 2
    return windows + [[2, 2]] * (down in ("max", "avg"))


def layers(modules, rule=windows_of):
    return [window for module in modules for window in rule(**module)]


def field_of(windows):
    field, step = 1, 1
    for window, stride in windows:
        field += (window - 1) * step
        step *= stride
    return field


def _field(misconception=None):
    """Register a function from the list of (window, stride) to an answer."""

    def register(rule):
        def given(modules):
            return rule(layers(modules))

        given.__name__ = rule.__name__
        wrong("receptive_field", misconception)(given)
        return rule

    return register


@_field("strides left out")
def no_strides(windows):
    return 1 + sum(window - 1 for window, _ in windows)


@_field("adds the whole kernel")
def adds_k(windows):
    field, step = 1, 1
    for window, stride in windows:
        field, step = field + window * step, step * stride
    return field


@_field("adds the whole kernel")
def adds_k_from_0(windows):
    return adds_k(windows) - 1


@_field("starts at 0")
def starts_at_0(windows):
    return field_of(windows) - 1


@_field("area for side")
def area(windows):
    return field_of(windows) ** 2


@_field("strides multiply the field")
def multiplied_at_the_end(windows):
    return no_strides(windows) * math.prod(stride for _, stride in windows)


@_field("a stride before its own window")
def stride_first(windows):
    field, step = 1, 1
    for window, stride in windows:
        step *= stride
        field += (window - 1) * step
    return field


@_field("strides added up")
def strides_added(windows):
    field, steps = 1, 0
    for window, stride in windows:
        field += (window - 1) * max(steps, 1)
        steps += stride if stride > 1 else 0
    return field


@_field("strides added up")
def strides_added_from_1(windows):
    field, step = 1, 1
    for window, stride in windows:
        field, step = field + (window - 1) * step, step + stride - 1
    return field


@_field("step in place of field")
def the_step(windows):
    return math.prod(stride for _, stride in windows)


@_field()
def half_a_window(windows):
    field, step = 1, 1
    for window, stride in windows:
        field, step = field + window // 2 * step, step * stride
    return field


@_field()
def field_and_step_together(windows):
    field = 1
    for window, stride in windows:
        field = (field + window - 1) * stride
    return field


@_field()
def squares_the_strides(windows):
    return field_of([(window, stride**2) for window, stride in windows])


@_field()
def a_window_in_all(windows):
    return sum(window for window, _ in windows)


@_field()
def one_too_many(windows):
    return field_of(windows) + 1


@_field()
def never_above_28(windows):
    return min(field_of(windows), 28)


@_field()
def of_both_sides(windows):
    return field_of(windows), field_of(windows)


@_field()
def ends_before_the_last_layer(windows):
    return field_of(windows[:-1])


@_field()
def starts_after_the_first_layer(windows):
    return field_of(windows[1:])


def _rule(misconception, name, rule):
    """Register an answer that takes each module for other windows."""

    def given(modules):
        return field_of(layers(modules, rule))

    given.__name__ = name
    wrong("receptive_field", misconception)(given)


def pools_as(*instead):
    def rule(convs=2, down="max", kernel=3, **_):
        windows = windows_of(convs, down, kernel)
        return windows[:convs] + list(instead) if down in ("max", "avg") else windows

    return rule


def convs_as(change):
    """Return a rule that changes the convs of 'stride' modules."""

    def rule(convs=2, down="max", kernel=3, **_):
        windows = windows_of(convs, down, kernel)
        return change(windows, kernel) if down == "stride" else windows

    return rule


for misconception, name, rule in (
    ("strides left out", "no_stride_of_pools", pools_as((2, 1))),
    ("pooling sees one position", "pools_without_a_window", pools_as((1, 2))),
    ("pooling left out", "no_pools", pools_as()),
    ("pooling window of 3", "pools_of_3", pools_as((3, 2))),
    ("stride of the conv ignored", "no_stride_of_convs", convs_as(lambda windows, k: [(k, 1) for _ in windows])),
    ("every conv strides", "all_convs_stride", convs_as(lambda windows, k: [(k, 2) for _ in windows])),
    ("first conv strides", "first_conv_strides", convs_as(lambda windows, k: windows[::-1])),
    ("pools in every module", "pools_always", lambda convs=2, kernel=3, **_: [(kernel, 1)] * convs + [(2, 2)]),
    ("one conv counted", "one_conv", lambda down="max", kernel=3, **_: windows_of(1, down, kernel)),
    ("kernel of 3 assumed", "kernels_of_3", lambda convs=2, down="max", **_: windows_of(convs, down, 3)),
    (
        "pool after every conv",
        "a_pool_a_conv",
        lambda convs=2, down="max", kernel=3, **_: (
            [(kernel, 1), (2, 2)] * convs if down in ("max", "avg") else windows_of(convs, down, kernel)
        ),
    ),
    (
        "pool before its convs",
        "pool_first",
        lambda convs=2, down="max", kernel=3, **_: windows_of(convs, down, kernel)[
            :: 1 - 2 * (down in ("max", "avg"))
        ],
    ),
    (
        None,
        "average_does_not_step",
        lambda convs=2, down="max", kernel=3, **_: windows_of(convs, "none" if down == "avg" else down, kernel),
    ),
    (None, "stride_and_pool", convs_as(lambda windows, k: [*windows, (2, 2)])),
    (
        None,
        "valid_sees_nothing_more",
        lambda convs=2, down="max", kernel=3, **_: [] if down == "valid" else windows_of(convs, down, kernel),
    ),
    (None, "two_convs_always", lambda down="max", kernel=3, **_: windows_of(2, down, kernel)),
    (
        None,
        "none_sees_nothing_more",
        lambda convs=2, down="max", kernel=3, **_: [] if down == "none" else windows_of(convs, down, kernel),
    ),
):
    _rule(misconception, name, rule)


@wrong("receptive_field", "modules in reverse")
def in_reverse(modules):
    return field_of(layers(modules[::-1]))


@wrong("receptive_field", "the last module alone")
def last_module(modules):
    return field_of(layers(modules[-1:]))


@wrong("receptive_field")
def first_module(modules):
    return field_of(layers(modules[:1]))


@wrong("receptive_field")
def no_field(modules):
    pass


@wrong("receptive_field")
def a_number(modules):
    return 16


@wrong("receptive_field")
def many_modules(modules):
    return len(modules)


@wrong("receptive_field")
def uses_the_list_up(modules):
    found = field_of(layers(modules))
    while modules:
        modules.pop()
    return found


@wrong("receptive_field")
def adds_a_key(modules):
    for module in modules:
        module["seen"] = 1
    return field_of(layers(modules))


@wrong("receptive_field")
def of_squares_alone(modules):
    field = field_of(layers(modules))
    return field if field % 2 == 0 else field + 1
