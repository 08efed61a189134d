"""The words in which a check states its laws.

Every law is recorded, held or broken, and the check goes on. A call that gave nothing usable gives NaN (or
None for `ask`) from then on; the laws that look at it are then broken in silence, because the call has already
said what is wrong.
"""

import builtins

import numpy as np
from numpy import allclose, array_equal  # by name, as an answer can put something else into np

from utils.checks import chance, pictures, plain
from utils.checks.guard import Stop
from utils.checks.misconceptions import SENTENCES
from utils.checks.probes import Elsewhere
from utils.checks.result import Law
from utils.checks.seal import ground

USABLE = "every call gives a usable answer"
TOLERANCE = dict(rtol=1e-4, atol=1e-5)  # wide enough for float32, far below any misconception's effect


class Laws:
    """Handed to a check as `law`; records a Law for each statement through `record(law)`."""

    def __init__(self, record, seed=0):
        self.record, self.seed = record, seed
        self.answered, self.unwritten = False, False
        self.trouble, self.changed = None, False
        self.put_back = ground()

    @property
    def started(self):
        """False where every call so far has met the untouched stub."""
        return self.answered or not self.unwritten

    def generator(self, *key):
        """Return a Generator that depends on the seed of this check and on `key` alone."""
        return np.random.default_rng([self.seed, *key])

    # Calling the answer

    def call(self, answer, *given, rng=None, shape=None, **options):
        """Return what one call gives, as a float array of `shape` (default: that of the first array given)."""
        return self.calls(answer, 1, *given, rng=rng, shape=shape, **options)[0]

    def calls(self, answer, times, *given, rng=None, shape=None, **options):
        """Return a stack of `times` calls, all with the same arguments and one generator drawn on in turn."""
        if shape is None:
            shape = next(value.shape for value in given if isinstance(value, np.ndarray))
        generator = () if rng is None else (self.generator(rng),)
        stack = np.full((times, *shape), np.nan)
        if times > 1 and issubclass(type(answer), Elsewhere):
            answer = answer.repeated(times)
        try:
            for row in range(times):
                usable = self._try(answer, given, generator, options, lambda value: plain.array(value, shape))
                if usable is None:
                    return np.full_like(stack, np.nan)
                stack[row] = usable
        finally:
            self.put_back()  # once for all calls: it takes longer than a call
        return stack

    def ask(self, answer, *given, read=lambda value: value, **options):
        """Return read(what one call gives), or None; `read` raises plain.Unusable for what it cannot take."""
        try:
            return self._try(answer, given, (), options, lambda value: self.put_back() or read(value))
        finally:
            self.put_back()

    def _try(self, answer, given, generator, options, read):
        copies = [value.copy() if _is_array(value) else value for value in given]
        try:
            returned = answer(*copies, *generator, **options)
            self.put_back(builtins)
            usable = read(returned)
        except Stop:
            raise
        except BaseException as error:
            self.put_back()
            return self._is_trouble(error)
        finally:
            self.put_back(builtins)
            pairs = zip(given, copies, strict=True)
            self.changed |= any(_is_array(one) and not array_equal(one, copy) for one, copy in pairs)
        self.answered = True
        return usable

    def _is_trouble(self, error):
        self.unwritten = self.unwritten or plain.unwritten(error)
        if self.trouble is None:
            self.trouble = plain.complaint(error)
            self.record(Law(USABLE, False, why=self.trouble))

    def finish(self, arrays=True):
        """State the laws that hold for every exercise, once all calls are made."""
        if self.trouble is None:
            self.record(Law(USABLE, True))
        if arrays:
            self.holds("its inputs stay as they were", not self.changed, misconception="changes x in place")

    # Stating laws

    def holds(self, name, ok, *, about=(), misconception=None, why="", expected="", seen="", picture=""):
        """State that `ok` is true of the arrays or answers in `about`; with one of them missing, say no more.

        A named misconception brings its own sentence. Any value may be a function, called only when needed.
        """
        if any(missing(one) for one in about):
            return self.record(Law(name, False))
        if _value(ok):
            return self.record(Law(name, True))
        misconception = _value(misconception)
        why = _value(why) if misconception is None else SENTENCES[misconception]
        numbers = str(_value(expected)), str(_value(seen))
        self.record(Law(name, False, *numbers, why, misconception, _value(picture)))

    def close(self, name, got, right, diagnose=None, **said):
        """State that `got` equals `right`; `diagnose` maps a misconception to what it would give."""
        got, right = np.asarray(got, dtype=float), np.asarray(right, dtype=float)
        if missing(got) or (got.shape == right.shape and allclose(got, right, **TOLERANCE)):
            return self.holds(name, True, about=[got])
        if got.shape != right.shape:
            return self.holds(name, False, why=f"Expected shape {right.shape}, got {got.shape}: keep the shape.")
        place = np.unravel_index(np.argmax(np.abs(got - right)), right.shape)
        said = dict(expected=f"{right[place]:.4g}", seen=f"{got[place]:.4g}") | said
        said.setdefault("why", f"Expected {said['expected']}, got {said['seen']}: compare it with the definition.")
        said.setdefault("misconception", recognised(got, diagnose or {}))
        self.holds(name, False, about=[got], **said)

    def share_of_zeros(self, got, rate, of="entries"):
        """State that zeros are as many as independent drops at `rate` give (exact binomial)."""
        zeros, n = int(np.sum(got == 0)), got.size
        swapped = rate != 0.5 and chance.plausible_count(zeros, n, 1 - rate)
        about = f"about {round(rate * n):,} zeros of {n:,}"
        self.holds(
            f"the share dropped is {rate:g}",
            chance.plausible_count(zeros, n, rate),
            about=[got],
            expected=about,
            seen=f"{zeros:,}",
            why=f"Expected {about} {of} at rate {rate:g}, got {zeros:,}: drop each one with probability `rate`.",
            misconception="keep and drop swapped" if swapped else None,
            picture=lambda: pictures.beside(rate, got),
        )

    def count_varies(self, got, rate, unit="output", fixed_name="fixed count"):
        """State that the number of zeros in each of many draws (first axis) scatters as a binomial does.

        Judged at the share that `got` really drops, since a wrong share is another law's business. `fixed_name` is
        the misconception of an answer that always drops the same number of its `unit`s.
        """
        n, share = got[0].size, chance.share(got)
        counts = np.sum(got == 0, axis=tuple(range(1, got.ndim)))
        scatter = chance.dispersion(counts, n, share)
        fixed = np.ptp(counts) == 0 and 0 < counts[0] < n
        self.holds(
            "how many are dropped varies as chance does",
            scatter == "as chance does",
            about=[got],
            expected=f"{rate * n:g} give or take {np.sqrt(n * rate * (1 - rate)):.1f}",
            seen=f"always {counts[0]}" if fixed else f"{counts.mean():.1f} give or take {counts.std():.1f}",
            why=f"How many are dropped varies {scatter}: give each {unit} a coin of its own.",
            misconception=fixed_name if fixed else None,
        )

    def separate_fates(self, got, rate, axes, unit="entry of the array"):
        """State for each axis, {axis: what lies along it}, that no two entries along it share their fates.

        A fate belongs to one `unit`. The axis whose ties stand out most comes first: it ties others a little too.
        """
        zeros, share = got == 0, chance.share(got)
        found = {}
        for axis in axes:
            tied = chance.tied_pairs(zeros, share, axis)
            found[axis] = tied, chance.dispersion(zeros.sum(axis), zeros.shape[axis], share)
        free = {axis: tied is None and uneven == "as chance does" for axis, (tied, uneven) in found.items()}
        for axis in sorted(axes, key=lambda one: 1 if free[one] else -chance.strength_of_ties(zeros, share, one)):
            (tied, uneven), what = found[axis], axes[axis]
            self.holds(
                f"each {what} has a fate of its own",
                free[axis],
                about=[got],
                expected="independent coins",
                seen=f"{tied} tied" if tied else f"counts that vary {uneven}",
                why=f"The fate of one {what} tells that of another: draw a number for each {unit}.",
                picture=lambda: pictures.beside(rate, got),
            )

    def mean(self, name, got, expected, spread, **said):
        """State that the mean of `got` is `expected` within 4.9 standard errors (`spread`: sd of one entry)."""
        bound = chance.STANDARD_ERRORS * spread / np.sqrt(got.size)
        numbers = dict(expected=f"{expected:.3g}", seen=f"{got.mean():.3g}")
        self.holds(name, abs(got.mean() - expected) <= bound, about=[got], **numbers, **said)


def _is_array(value):
    """Whether it is an array, without asking it: an answer, handed on to a probe, may be hostile."""
    return issubclass(type(value), np.ndarray)


def _value(given):
    return given() if callable(given) else given


def missing(got):
    """Whether `got` is what a call left that gave nothing usable."""
    return got is None or (isinstance(got, np.ndarray) and bool(np.isnan(got).any()))


def recognised(got, diagnose):
    """Name the misconception whose outcome (an array, or a tuple of them) equals `got`, or None."""
    for misconception, outcomes in diagnose.items():
        for outcome in outcomes if isinstance(outcomes, tuple) else (outcomes,):
            if allclose(got, outcome, **TOLERANCE):
                return misconception
    return None
