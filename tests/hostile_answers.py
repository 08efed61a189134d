"""Answers that do what no answer should: they raise, lie, loop, print, patch, exit and crash.

Each takes any arguments, so that each can be handed to every exercise.
"""

import builtins
import contextlib
import itertools
import os
import re
import signal
import sys
import threading
import time
import warnings
from functools import partial
from unittest.mock import MagicMock

import numpy as np

HANDED_OVER, LOOPS, LOOPS_IN_C, ENDS_THE_PROCESS = {}, {}, {}, {}


def listed(register, given):
    register[given.__name__] = given
    return given


act = partial(listed, HANDED_OVER)
loop = partial(listed, LOOPS)
c_loop = partial(listed, LOOPS_IN_C)
end = partial(listed, ENDS_THE_PROCESS)


# Things that are no functions


def generator():
    yield 1


async def coroutine():
    return 1


class Untouchable:
    """Raises whatever is asked of it."""

    def __getattribute__(self, name):
        raise RuntimeError("hands\noff")

    def __call__(self, *given, **options):
        raise RuntimeError("no\ncalls")

    def __repr__(self):
        raise RuntimeError("no\nname")

    __str__ = __eq__ = __len__ = __bool__ = __hash__ = __repr__


class LyingClass:
    """Says that it is a function."""

    __class__ = type(generator)


class RaisingClass:
    @property
    def __class__(self):
        raise RuntimeError("no class")

    def __call__(self, *given, **options):
        return self


class Meta(type):
    """A metaclass whose classes raise when they are looked at."""

    def __repr__(cls):
        raise SystemExit

    def __getattribute__(cls, name):
        raise KeyboardInterrupt


class LoopingText(str):
    """A text that never ends being looked at."""

    def __str__(self):
        while True:
            pass

    __repr__ = __str__


NOT_FUNCTIONS = {
    "none": None,
    "number": 3,
    "huge_number": 10**5000,
    "nan": float("nan"),
    "text": "drop_mask",
    "text_of_lines": "one\ntwo\x1b[31m\0",
    "looping_text": LoopingText("x"),
    "class": dict,
    "hostile_class": Meta("Hostile", (), {}),
    "module": np,
    "generator": generator(),
    "array": np.full(3, np.nan),
    "object_array": np.array([None, object()], dtype=object),
    "list": [[1], [1, 2]],
    "not_implemented": NotImplemented,
    "exception": ValueError("an instance"),
    "untouchable": Untouchable(),
    "lying_class": LyingClass(),
    "raising_class": RaisingClass(),
    "magic_mock": MagicMock(),
    "builtin": print,
    "partial": partial(generator),
    "coroutine_function": coroutine,
    "generator_function": generator,
    "type_of_types": type,
    "iterator": iter([1]),
    "range": range(3),
    "bytes": b"drop_mask",
    "complex": 1j,
    "no_numbers": np.array([]),
    "number_in_an_array": np.array(1.0),
    "records": np.zeros(2, [("a", float)]),
    "thread": threading.Thread(target=print),
    "memory": memoryview(b"abc"),
}


# What a function may give back


def ragged():
    return [[1, 2], [3]]


def self_containing():
    found = []
    found.append(found)
    return found


def deep():
    found = []
    for _ in range(100_000):
        found = [found]
    return found


class Odd:
    """An object that says it is an array, and then does something else."""

    shape, dtype, ndim, size = (8, 32), np.dtype(float), 2, 256

    def __init__(self, act):
        self.act = act

    def __array__(self, *given, **options):
        return self.act()

    def __len__(self):
        return self.act()

    __iter__ = __bool__ = __float__ = __len__


class OddArray(np.ndarray):
    """A subclass that answers every comparison with yes, and raises when it is shown."""

    def __eq__(self, other):
        return True

    def __array_function__(self, *given):
        return True

    def __array_ufunc__(self, *given, **options):
        return True

    def __repr__(self):
        raise SystemExit

    __ne__ = __ge__ = __lt__ = __bool__ = all = any = __eq__
    __hash__ = None


class HostileText(str):
    """Equal to every text."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash("helps")

    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


class HostileNumber(float):
    """Equal to, above and below every number."""

    def __eq__(self, other):
        return True

    __lt__ = __gt__ = __le__ = __ge__ = __eq__
    __hash__ = float.__hash__

    def __repr__(self):
        raise RuntimeError("no number")

    __str__ = __format__ = __repr__


class HostileDict(dict):
    """A dict that raises whatever is looked up."""

    def __getitem__(self, name):
        raise SystemExit

    __iter__ = get = keys = items = values = __contains__ = __getitem__


class HostileList(list):
    """A list of which nobody sees the end."""

    def __len__(self):
        return 1 << 62

    def __iter__(self):
        raise MemoryError

    def __repr__(self):
        raise KeyboardInterrupt


def dict_of_itself():
    found = {}
    return found | {"train": found, "validation": found, "gap": found}


def fail(error=RuntimeError):
    raise error


RETURNED = {
    "none": lambda: None,
    "ellipsis": lambda: ...,
    "text": lambda: "passed",
    "lines": lambda: "one\ntwo",
    "hostile_text": lambda: HostileText("other"),
    "bytes": lambda: b"helps",
    "class": lambda: np.ndarray,
    "module": lambda: np,
    "function": lambda: generator,
    "generator": lambda: generator(),
    "mock": lambda: MagicMock(),
    "nan": lambda: np.full((8, 32), np.nan),
    "infinite": lambda: np.full((8, 32), np.inf),
    "objects": lambda: np.full((8, 32), None, dtype=object),
    "complex": lambda: np.ones((8, 32), complex),
    "dates": lambda: np.zeros((8, 32), "datetime64[s]"),
    "texts": lambda: np.full((8, 32), "1"),
    "records": lambda: np.zeros((8, 32), [("a", float)]),
    "ragged": ragged,
    "self_containing": self_containing,
    "deep": deep,
    "broadcast_to_4_gb": lambda: np.broadcast_to(1.0, (1 << 29,)),
    "4_gb": lambda: np.ones((1 << 29,)),
    "more_than_there_is": lambda: np.ones((1 << 45,)),
    "odd_array": lambda: np.ones((8, 32)).view(OddArray),
    "untouchable": Untouchable,
    "raising_class": RaisingClass,
    "raising_array": lambda: Odd(fail),
    "exiting_array": lambda: Odd(lambda: fail(SystemExit)),
    "interrupting_array": lambda: Odd(lambda: fail(KeyboardInterrupt)),
    "array_of_another_kind": lambda: Odd(lambda: "text"),
    "array_of_itself": lambda: Odd(lambda: Odd(fail)),
    "empty_dict": dict,
    "dict_of_hostile": lambda: {"train": Untouchable(), "validation": Odd(fail), "gap": HostileText("1")},
    "set": lambda: {1, 2},
    "huge_number": lambda: 10**5000,
    "masked": lambda: np.ma.masked_all((8, 32)),
    "no_numbers": lambda: np.array([]),
    "number_in_an_array": lambda: np.array(0.5),
    "iterator": lambda: iter([1.0] * 256),
    "never_ending": lambda: itertools.repeat(1.0),
    "complex_number": lambda: 1j,
    "range": lambda: range(3),
    "memory": lambda: memoryview(bytes(256)),
    "hostile_number": lambda: HostileNumber(1),
    "dict_of_itself": dict_of_itself,
    "hostile_dict": lambda: HostileDict(train=0, validation=0, gap=0),
    "hostile_list": lambda: HostileList([1]),
    "coroutine": lambda: coroutine(),
    "a_partial": lambda: partial(generator),
}


def _returning(name, make):
    def returning(*given, **options):
        return make()

    returning.__name__ = f"returns_{name}"
    return act(returning)


for name, make in RETURNED.items():
    _returning(name, make)


# What a function may raise


class HostileError(Exception):
    def __str__(self):
        raise SystemExit

    __repr__ = __str__


class LoopingError(Exception):
    def __str__(self):
        while True:
            pass


class OddName(Exception):
    pass


OddName.__name__ = "Odd\nName\x1b[31m"

ERRORS = [
    *(Exception, BaseException, KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration, StopAsyncIteration),
    *(RecursionError, MemoryError, AssertionError, Warning, UnicodeError, HostileError, OddName, TimeoutError),
    ExceptionGroup("group", [ValueError(1)]),
    ValueError("one\ntwo\x1b[31m" * 1000),
    ValueError(HostileText("x")),
    NotImplementedError("still\nto be written"),
    BrokenPipeError(32, "pipe"),
]


def _raising(error):
    def raising(*given, **options):
        raise error

    kind = error if isinstance(error, type) else type(error)
    raising.__name__ = f"raises_{kind.__name__.split()[0]}_{ERRORS.index(error)}"
    return act(raising)


for error in ERRORS:
    _raising(error)


# What a function may do


@act
def calls_exit(*given, **options):
    exit()


@act
def calls_sys_exit(*given, **options):
    sys.exit(0)


@act
def leaves_at_once(*given, **options):
    os._exit(0)


@act
def recurses(*given, **options):
    return recurses(*given, **options)


@act
def prints_a_lot(*given, **options):
    for line in range(100_000):
        print(line)


@act
def writes_to_descriptors(*given, **options):
    for number in (1, 2):
        os.write(number, b"written\n" * 100)


@act
def writes_to_the_first_streams(*given, **options):
    for stream in (sys.__stdout__, sys.__stderr__, sys.stdout, sys.stderr):
        stream.write("written\n")
        stream.flush()


@act
def closes_stdout(*given, **options):
    sys.stdout.close()
    sys.stdout = None


@act
def puts_another_stdout(*given, **options):
    sys.stdout = sys.stderr = MagicMock()


@act
def changes_the_folder(*given, **options):
    os.chdir("/")


@act
def patches_comparisons(*given, **options):
    for name in ("isclose", "allclose", "array_equal", "isin", "all"):
        setattr(np, name, lambda *given, **options: True)


@act
def seeds_numpy(*given, **options):
    np.random.seed(0)


@act
def lets_numpy_raise(*given, **options):
    np.seterr(all="raise")


@act
def makes_warnings_errors(*given, **options):
    warnings.simplefilter("error")
    warnings.warn("now an error", stacklevel=1)


@act
def forks(*given, **options):
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


@act
def starts_a_thread(*given, **options):
    thread = threading.Thread(target=print, args=("from a thread",))
    thread.start()
    thread.join()


@act
def asks(*given, **options):
    return input("A number: ")


@act
def takes_no_limit(*given, **options):
    sys.setrecursionlimit(10_000)
    return recurses()


@act
def awaits_itself(*given, **options):
    return coroutine()


@act
def empties_its_inputs(*given, **options):
    for one in given:
        if isinstance(one, np.ndarray):
            one.fill(np.nan)
        elif isinstance(one, list | dict):
            one.clear()


@act
def looks_for_the_check(*given, **options):
    frame = sys._getframe()
    while frame is not None:
        frame.f_locals.clear() if frame.f_code is looks_for_the_check.__code__ else None
        frame = frame.f_back


@act
def deletes_a_module(*given, **options):
    raise ImportError("no module named 'numpy'")


@act
def sets_handlers_of_signals(*given, **options):
    for number in (signal.SIGINT, signal.SIGALRM, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


@act
def traces_itself(*given, **options):
    def trace(*_):
        return trace

    sys.settrace(trace)


@act
def profiles_itself(*given, **options):
    sys.setprofile(lambda *_: None)


@act
def hooks_into_exceptions(*given, **options):
    sys.excepthook = sys.unraisablehook = lambda *_: os._exit(3)
    return UnraisableOnDelete()


class UnraisableOnDelete:
    def __del__(self):
        raise RuntimeError("in __del__")


@act
def changes_the_environment(*given, **options):
    os.environ["COURSE_STRICT"] = "1"


@act
def patches_the_builtins(*given, **options):
    builtins.print = builtins.len = builtins.isinstance = lambda *given, **options: True


@act
def forgets_its_modules(*given, **options):
    for name in [one for one in sys.modules if one.startswith("utils.")]:
        del sys.modules[name]


@act
def leaves_a_thread_behind(*given, **options):
    threading.Thread(target=time.sleep, args=(2,), daemon=True).start()


@act
def warns_a_lot(*given, **options):
    for one in range(1000):
        warnings.warn(f"warning {one}", stacklevel=1)


@act
def raises_from_a_long_chain(*given, **options):
    try:
        raise ValueError("first")
    except ValueError as error:
        raise KeyError("second\nline") from error


@act
def wrapped(*given, **options):
    return fail()


wrapped.__wrapped__ = wrapped


# Loops


@loop
def spins(*given, **options):
    while True:
        pass


@loop
def sleeps(*given, **options):
    while True:
        time.sleep(60)


@loop
def swallows_everything(*given, **options):
    while True:
        with contextlib.suppress(BaseException):
            while True:
                pass


@loop
def loops_inside_array(*given, **options):
    return Odd(spins)


@loop
def loops_inside_an_error(*given, **options):
    raise LoopingError


@loop
def prints_for_ever(*given, **options):
    while True:
        print("more")


@loop
def waits_for_a_thread(*given, **options):
    thread = threading.Thread(target=time.sleep, args=(5,), daemon=True)
    thread.start()
    thread.join()
    return spins()


@loop
def loops_inside_length(*given, **options):
    return LoopingList()


@loop
def catches_by_name(*given, **options):
    while True:
        try:
            time.sleep(0.01)
        except (Exception, SystemExit, KeyboardInterrupt):
            continue


@loop
def loops_on_the_way_out(*given, **options):
    try:
        spins()
    finally:
        spins()


@loop
def goes_down_and_up(*given, **options):
    while True:
        with contextlib.suppress(RecursionError):
            recurses()


class LoopingList(list):
    def __len__(self):
        return spins()

    __iter__ = __getitem__ = __len__


@c_loop
def counts_in_c(*given, **options):
    return sum(itertools.count())


@c_loop
def takes_a_power(*given, **options):
    return 3 ** (10**9)


@c_loop
def waits_for_a_lock(*given, **options):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


@c_loop
def matches_for_ever(*given, **options):
    return re.match(r"(a+)+$", "a" * 60 + "b")


@c_loop
def joins_in_c(*given, **options):
    return max(itertools.repeat(1))


# Ends


@end
def aborts(*given, **options):
    os.abort()


@end
def kills_itself(*given, **options):
    os.kill(os.getpid(), 9)


@end
def leaves_by_the_system(*given, **options):
    import ctypes

    ctypes.CDLL(None)._exit(0)


@end
def reads_address_0(*given, **options):
    import ctypes

    ctypes.string_at(0)
