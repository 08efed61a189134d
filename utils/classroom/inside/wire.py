"""Frames between the judge and a worker: a JSON header and the bytes of arrays. Nothing in them can be run.

Both ends use this file. A value is None, a bool, a number, a text, or a list [tag, ...]: "array", "scalar", "list",
"tuple", "set", "frozenset", "dict", "range", "int" (a long one), "ellipsis", "large" and "opaque" (of which the
size or the kind alone crosses). Each end may know further tags.
"""

import json
import math
import struct

import numpy as np

KINDS = "biuf"  # of arrays that cross: bool, signed, unsigned and float
MOST_HEADER, MOST_BYTES = 8 << 20, 64 << 20
MOST_TEXT, MOST_DIGITS, MOST_VALUES, DEEPEST = 20_000, 10_000, 1 << 19, 40
LENGTHS = struct.Struct("<QQ")
PLAIN_FLOATS = ("f2", "f4", "f8")


class Refused(Exception):
    """A value that does not cross, or bytes that are no frame."""


class Packer:
    """Turns values into the JSON of one frame and puts their arrays aside, in `arrays`; counts bytes and `values`.

    `extra(packer, value, depth)` returns the JSON of what this end knows beyond plain data, or None.
    """

    def __init__(self, extra=lambda packer, value, depth: None):
        self.arrays, self.extra, self.size, self.values = [], extra, 0, 0

    def pack(self, value, depth=0):
        """Return the JSON of a value; what is neither plain nor known to `extra` becomes opaque."""
        self.values += 1
        for attempt in (self._one, self._many, self.extra):
            packed = attempt(value, depth) if attempt is not self.extra else attempt(self, value, depth)
            if packed is not None:
                return packed[0]
        return self._like_an_array(value) or opaque(value)

    def _one(self, value, depth):
        if value is None or value is True or value is False:
            return (value,)
        if value is Ellipsis:
            return (["ellipsis"],)
        if isinstance(value, str):  # those of NumPy, too
            self.values += str.__len__(value) // 16
            return (str.__str__(value)[:MOST_TEXT] if type(value) is str else "".join(str.__iter__(value)),)
        if isinstance(value, np.ndarray | np.generic):
            return (self.array(value),)
        if isinstance(value, float):
            return (float.__float__(value),)
        if isinstance(value, int):
            self.values += int.bit_length(value) // 64
            return (_integer(int.__int__(value)),)
        return None

    def _many(self, value, depth):
        if type(value) is range:
            return (["range", value.start, value.stop, value.step],)
        tag = next((tag for tag, kind in HOLDERS.items() if isinstance(value, kind)), None)
        if tag is None or _is_record(value):
            return None
        if depth >= DEEPEST:
            return (opaque(value),)
        if self.values + HOLDERS[tag].__len__(value) > MOST_VALUES:
            return (["large", [HOLDERS[tag].__len__(value)]],)
        if tag == "dict":
            pairs = [[self.pack(one, depth + 1) for one in pair] for pair in dict.items(value)]
            return (["dict", pairs],)
        return ([tag, [self.pack(one, depth + 1) for one in HOLDERS[tag].__iter__(value)]],)

    def array(self, value):
        """Return the JSON of an array or a NumPy number; of one of another kind or size its shape alone."""
        if value.dtype.kind not in KINDS:
            return ["array of", value.dtype.kind, list(value.shape)]
        if value.dtype.kind == "f" and value.dtype.str[1:] not in PLAIN_FLOATS:
            value = value.astype(np.float64)
        if isinstance(value, np.generic):
            return ["scalar", value.dtype.str, value.item()]
        if value.nbytes + self.size > MOST_BYTES:
            return ["large", list(value.shape)]
        self.size += value.nbytes
        self.arrays.append(np.asarray(value))
        return ["array", len(self.arrays) - 1]

    def _like_an_array(self, value):
        if isinstance(value, type) or not hasattr(type(value), "__array__"):
            return None
        try:
            return self.array(np.asarray(value))
        except Exception:
            return None


HOLDERS = {"list": list, "tuple": tuple, "dict": dict, "set": set, "frozenset": frozenset}


def _is_record(value):
    return isinstance(value, tuple) and hasattr(type(value), "_fields")


def _integer(value):
    if abs(value) < 1 << 63:
        return value
    return ["int", hex(value)] if value.bit_length() < 4 * MOST_DIGITS else opaque(value)


def opaque(value):
    """Return the JSON of what does not cross: whether it is a class, and the name of its kind."""
    if isinstance(value, type):
        return ["opaque", "class", type.__dict__["__name__"].__get__(value)[:60]]
    how = "callable" if callable(value) else "object"
    return ["opaque", how, type.__dict__["__name__"].__get__(type(value))[:60]]


def frame(packer, body):
    """Return the bytes of a frame with this body, packed by `packer`; raises Refused where it is too large."""
    arrays = [np.ascontiguousarray(one).reshape(one.shape) for one in packer.arrays]
    described = [[one.dtype.str, list(one.shape), bool(one.flags.writeable)] for one in packer.arrays]
    header = json.dumps([body, described]).encode()
    content = b"".join(one.tobytes() for one in arrays)
    if len(header) > MOST_HEADER or len(content) > MOST_BYTES:
        raise Refused("too large")
    return LENGTHS.pack(len(header), len(content)) + header + content


def read_frame(read):
    """Return (body, arrays) of the next frame; `read(n)` gives n bytes. Raises Refused for what is none."""
    lengths = LENGTHS.unpack(read(LENGTHS.size))
    if lengths[0] > MOST_HEADER or lengths[1] > MOST_BYTES:
        raise Refused("a frame that is too large")
    header, content = read(lengths[0]), read(lengths[1])
    try:
        body, described = json.loads(header)
        return body, list(_arrays(described, content))
    except Exception as error:
        raise Refused("no frame") from error


def _arrays(described, content):
    start = 0
    for code, shape, writeable in described:
        kind = np.dtype(code)
        if kind.kind not in KINDS or len(code) > 4 or not _is_shape(shape):
            raise Refused("no array")
        stop = start + math.prod(shape) * kind.itemsize
        if stop > len(content):
            raise Refused("no array")
        found = np.ndarray(tuple(shape), kind, content, start).copy() if stop > start else np.zeros(shape, kind)
        found.flags.writeable = writeable is not False
        yield found
        start = stop


def _is_shape(shape):
    return len(shape) <= 32 and all(type(side) is int and 0 <= side < 1 << 40 for side in shape)


class Unpacker:
    """Turns the JSON of a frame back into values; `extra` maps a further tag to a function of its arguments."""

    def __init__(self, arrays, extra=None):
        self.arrays, self.extra = arrays, extra or {}

    def unpack(self, packed, depth=0):
        """Return the value; raises Refused for what is none."""
        if packed is None or type(packed) in (bool, int, float):
            return packed
        if type(packed) is str:
            return packed.encode("utf-8", "replace").decode()  # half a character cannot be written to a file
        if type(packed) is not list or not packed or depth > 2 * DEEPEST or type(packed[0]) is not str:
            raise Refused("no value")
        tag, *given = packed
        if tag in self.extra:
            return self.extra[tag](self, *given)
        if tag in KNOWN:
            return KNOWN[tag](self, depth + 1, *given)
        raise Refused("no value")

    def each(self, packed, depth):
        return [self.unpack(one, depth) for one in packed]


def _scalar(_, depth, code, value):
    kind = np.dtype(code)
    if kind.kind not in KINDS or type(value) not in (bool, int, float):
        raise Refused("no number")
    return kind.type(value)


KNOWN = {
    "array": lambda un, depth, index: un.arrays[index],
    "scalar": _scalar,
    "ellipsis": lambda un, depth: ...,
    "int": lambda un, depth, digits: int(digits[: MOST_DIGITS + 3], 16),
    "range": lambda un, depth, *ends: range(*ends),
    "list": lambda un, depth, items: un.each(items, depth),
    "tuple": lambda un, depth, items: tuple(un.each(items, depth)),
    "set": lambda un, depth, items: set(un.each(items, depth)),
    "frozenset": lambda un, depth, items: frozenset(un.each(items, depth)),
    "dict": lambda un, depth, pairs: {un.unpack(key, depth): un.unpack(value, depth) for key, value in pairs},
}
