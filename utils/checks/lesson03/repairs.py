"""How a net before its repair and after it are compared, fault by fault."""

from collections import Counter, namedtuple

import numpy as np

from utils.checks.lesson03.anatomy import Look
from utils.checks.lesson03.faults import CLASSES

UNCHANGED = ("dropout on logits", "dropout before batchnorm", "stacked around flatten")  # at inference
TAKEN_OUT = ("dropout on logits", "stacked around flatten")  # with one dropout
MAY_COME = {"dense on rank 4": "Global", "exploding flatten": "Pooling"}  # by what is in the name of their class


def look(model, images, stormy=True):
    """Return the Look at a model; Unusable for what is none, or cannot be run."""
    return Look(model, images, stormy)


class Repair(namedtuple("Repair", "before after fault")):
    """A net before and after the repair of its fault."""

    def __new__(cls, fault, before, after):
        return super().__new__(cls, before, after, fault)

    def ends_with_dense(self):
        return bool(self.after.dense) and _close(self.after.output, self.after.dense[-1][2])

    # Dropouts

    def dropouts_are_right(self):
        before, after = self.before.dropouts, self.after.dropouts
        gone, come = before - after, after - before
        if self.fault == "dropout before batchnorm":  # moved, whether it is one or several
            return _rates(gone) == _rates(come) and all(one in self.before.movable for one in gone)
        if self.fault in TAKEN_OUT:
            return not come and gone.total() == 1 and all(one in self.before.faulty for one in gone)
        return not come and not gone

    def belief_of_dropouts(self):
        before, after = self.before.dropouts.total(), self.after.dropouts.total()
        if after > before - (self.fault in TAKEN_OUT) and self._new_dropouts():
            return "adds dropouts"
        if after == 0 and before > 1:
            return "removes every dropout"
        if self.fault == "dropout before batchnorm" and after == before - 1:
            return "dropout taken out, not moved"
        if self.fault == "stacked around flatten" and after == before - 2:
            return "both dropouts taken out"
        return None

    def _new_dropouts(self):
        """Return the dropouts that have come and are none of those that are gone, moved or at another rate."""
        gone = list((self.before.dropouts - self.after.dropouts).elements())
        new = []
        for kind, rate, depth in (self.after.dropouts - self.before.dropouts).elements():
            same = next((one for one in gone if one[0] == kind and (one[1] == rate or one[2] == depth)), None)
            new.append((kind, rate, depth)) if same is None else gone.remove(same)
        return new

    def told(self, seen):
        return ", ".join(
            f"{kind} {rate:g} behind {depth}" for kind, rate, depth in sorted(seen.dropouts.elements())
        )

    # Layers and weights

    def _parts(self):
        """Return the parts that are lost, and those that have come and may not."""
        before, after = self.before.parts, self.after.parts
        if self.fault == "old classes":
            before = before - Counter([self.before.last]) + Counter([_with_classes(self.before.last)])
        may = MAY_COME.get(self.fault)
        come = Counter({part: n for part, n in (after - before).items() if not (may and may in part[0])})
        return before - after, come

    def parts_are_right(self):
        lost, come = self._parts()
        return not lost and not come and self.before.first_conv == self.after.first_conv and self._is_small()

    def _is_small(self):
        """Whether the first Dense gets at most a sixteenth of what it got, where that was too much."""
        before, after = (seen.dense[0][1].shape[-1] for seen in (self.before, self.after))
        return self.fault != "exploding flatten" or 16 * after <= before

    def difference(self):
        lost, come = self._parts()
        for what, parts in (("is gone or changed", lost), ("has come or is changed", come)):
            if parts:
                return f"a layer of the kind {next(iter(parts))[0]} {what}"
        if self.before.first_conv != self.after.first_conv:
            return "the first conv no longer sees the whole image"
        return "Flatten still hands on more than a sixteenth of what it did"

    def belief_of_parts(self):
        lost, _ = self._parts()
        if self.fault == "dropout before batchnorm" and any(part[0] == "BatchNormalization" for part in lost):
            return "batchnorm taken out"
        return None

    def symptom(self):
        """Name it where the output has the right shape although the cause is still there."""
        lost, _ = self._parts()
        if self.after.output.shape[1:] != (CLASSES,):
            return None
        if self.fault == "old classes" and self.before.last in self.after.parts:
            return "fixes the symptom"
        if self.fault == "dense on rank 4" and self.fault in self.after.faults and self.before.output.ndim == 4:
            return "fixes the symptom"
        smaller = self.before.first_conv != self.after.first_conv or any(part[0] == "Dense" for part in lost)
        return "fixes the symptom" if self.fault == "exploding flatten" and smaller else None

    def weights_stay(self):
        """Whether each layer keeps its weights, unless they no longer fit anywhere."""
        left, lost = list(self.after.weights), []
        for layer in self.before.weights:
            same = next((place for place, other in enumerate(left) if _equal(layer, other)), None)
            lost.append(layer) if same is None else left.pop(same)
        return not any(_shapes(one) == _shapes(other) for one in lost for other in left)

    # Behaviour

    def computes_the_same(self):
        if self.fault in UNCHANGED:
            return _close(self.before.output, self.after.output)
        before, after = ([given for _, given, _ in seen.dense] for seen in (self.before, self.after))
        if self.fault == "old classes":
            return len(before) == len(after) and all(map(_close, before, after))
        if self.fault == "dense on rank 4":
            maps = before[0]
            ways = (maps.reshape(len(maps), -1), maps.mean((1, 2)), maps.max((1, 2)))
            return bool(after) and any(_close(way, after[0]) for way in ways)
        return [units for units, *_ in self.before.dense] == [units for units, *_ in self.after.dense]

    def drops_in_training_alone(self):
        first, second = self.after.storms
        differ = not np.array_equal(first, second)
        return _close(self.after.again, self.after.output) and differ == bool(self.after.dropouts)


def _rates(dropouts):
    return Counter((kind, rate) for kind, rate, _ in dropouts.elements())


def _with_classes(part):
    kind, options = part
    return kind, tuple((name, str(CLASSES) if name == "units" else value) for name, value in options)


def _equal(layer, other):
    return _shapes(layer) == _shapes(other) and all(map(np.array_equal, layer, other))


def _shapes(layer):
    return [weight.shape for weight in layer]


def _close(one, other):
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-5, atol=1e-6)
