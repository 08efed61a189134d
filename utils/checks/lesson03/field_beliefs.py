"""What each misconception about receptive fields gives for a chain of modules (exercise 3.4)."""

from math import prod

from utils.checks.lesson03.sides import POOLED, in_full, receptive_field, windows_of


def _windows(modules, rule=windows_of):
    return [window for _, *way in map(in_full, modules) for window in rule(*way)]


def _no_stride_of_pools(convs, down, kernel):
    return windows_of(convs, down, kernel)[:convs] + [(2, 1)] * (down in POOLED)


def _no_window_of_pools(convs, down, kernel):
    return windows_of(convs, down, kernel)[:convs] + [(1, 2)] * (down in POOLED)


def _no_pools(convs, down, kernel):
    return windows_of(convs, down, kernel)[:convs]


def _pools_of_3(convs, down, kernel):
    return windows_of(convs, down, kernel)[:convs] + [(3, 2)] * (down in POOLED)


def _no_stride_of_convs(convs, down, kernel):
    return [(kernel, 1)] * convs + [(2, 2)] * (down in POOLED)


def _every_conv_strides(convs, down, kernel):
    return [(kernel, 2)] * convs if down == "stride" else windows_of(convs, down, kernel)


def _first_conv_strides(convs, down, kernel):
    return windows_of(convs, down, kernel)[::-1] if down == "stride" else windows_of(convs, down, kernel)


def _pools_everywhere(convs, down, kernel):
    return [(kernel, 1)] * convs + [(2, 2)]


def _pool_first(convs, down, kernel):
    return windows_of(convs, down, kernel)[::-1] if down in POOLED else windows_of(convs, down, kernel)


def _pool_after_every_conv(convs, down, kernel):
    return [(kernel, 1), (2, 2)] * convs if down in POOLED else windows_of(convs, down, kernel)


RULES = (
    ("pooling sees one position", _no_window_of_pools),
    ("strides left out", _no_stride_of_pools),
    ("pooling left out", _no_pools),
    ("pooling window of 3", _pools_of_3),
    ("stride of the conv ignored", _no_stride_of_convs),
    ("every conv strides", _every_conv_strides),
    ("first conv strides", _first_conv_strides),
    ("pools in every module", _pools_everywhere),
    ("pool before its convs", _pool_first),
    ("pool after every conv", _pool_after_every_conv),
    ("one conv counted", lambda convs, down, kernel: windows_of(1, down, kernel)),
    ("kernel of 3 assumed", lambda convs, down, kernel: windows_of(convs, down, 3)),
)


def fields(modules):
    """Yield (misconception, receptive field that it gives), in the same order for every chain."""
    windows, right = _windows(modules), receptive_field(modules)
    without = 1 + sum(window - 1 for window, _ in windows)
    yield "strides left out", without
    for start in (0, 1):
        yield "adds the whole kernel", _walk(windows, start, taken_off=0)
    yield "starts at 0", right - 1
    yield "area for side", right**2
    yield "strides multiply the field", without * prod(stride for _, stride in windows)
    yield "a stride before its own window", _walk(windows, 1, stride_first=True)
    for steps in (_sums_from_0, _sums_from_1):
        yield "strides added up", _walk(windows, 1, steps=steps)
    yield "modules in reverse", receptive_field(modules[::-1])
    yield "the last module alone", receptive_field(modules[-1:])
    yield "step in place of field", prod(stride for _, stride in windows)
    for name, rule in RULES:
        yield name, receptive_field(modules, rule)


def _walk(windows, field, taken_off=1, stride_first=False, steps=lambda step, stride: step * stride):
    """Return the field after `windows`, as it is reckoned by a rule that is wrong in one of these ways."""
    step = 1
    for window, stride in windows:
        after = steps(step, stride)
        field += (window - taken_off) * (after if stride_first else step)
        step = after
    return field


def _sums_from_0(step, stride):
    return step if stride == 1 else stride + step * (step > 1)


def _sums_from_1(step, stride):
    return step + stride - 1
