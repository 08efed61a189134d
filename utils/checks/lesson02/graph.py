"""Exercise 2.10: the paths from Dropout to BatchNormalization."""

from collections import namedtuple

from utils.checks.exercise import exercise
from utils.checks.lesson02.hints import HINTS
from utils.checks.lesson02.planted_nets import CASES, plant
from utils.checks.plain import Unusable, kind, one_line, text

MANY = 1000  # pairs that a list may hold: the nets have a dozen layers each
Found = namedtuple("Found", "case got right missing extra trap names")


@exercise(
    "2.10",
    points=3,
    minutes=20,
    difficulty=3,
    keras=True,
    arrays=False,
    hints=HINTS["dropout_before_batchnorm"],
    passed="Your list holds every BatchNormalization whose statistics a Dropout shifts, however long the path is.",
)
def dropout_before_batchnorm(answer, law):
    """Name each Dropout from which a path leads to a BatchNormalization.

    Dropout and SpatialDropout2D count. GaussianDropout shifts the variance too, but drops nothing: a pair with it
    may be reported or left out. What a larger net holds around the model does not count.
    """
    everything = [_ask(law, answer, case, key) for key, case in enumerate(CASES)]
    for found in everything:
        law.holds(
            f"in a net with {found.case.law}",
            not (found.missing or found.extra),
            about=[found.got],
            misconception=lambda found=found: _misconception(found, everything),
            why=lambda found=found: _sentence(found),
            expected=sorted(found.right),
            seen=lambda found=found: sorted(found.got),
        )


def _ask(law, answer, case, key):
    model, right, also, trap, names = plant(case, law.generator(key))
    got = law.ask(answer, model, read=pairs)
    seen = set() if got is None else got
    return Found(case, got, right, right - seen, seen - right - also, trap, names)


def pairs(value):
    """Return a list of pairs of texts as a set; raises Unusable with a sentence for all else."""
    if value is None:
        raise Unusable("Your answer returned None: end it with `return`.")
    given = _items(value, (list, tuple, set), "a list of pairs of names", "collect the pairs in a list")
    return {_pair(one) for one in given}


def _pair(value):
    names = _items(value, (list, tuple), "a pair (dropout name, batchnorm name)", "put both names into one tuple")
    if len(names) != 2:
        raise Unusable(f"Expected a pair of two names, got {len(names)} in one: return (dropout, batchnorm) pairs.")
    return tuple(_name(one) for one in names)


def _name(value):
    if not issubclass(type(value), str):
        raise Unusable(f"Expected the names of two layers, got {kind(value)}: take the `name` of each layer.")
    return text(value)


def _items(value, kinds, what, step):
    """Return what a list or its like holds, without running code of a subclass."""
    base = next((one for one in kinds if issubclass(type(value), one)), None)
    if base is None:
        raise Unusable(f"Expected {what}, got {kind(value)}: {step}.")
    if base.__len__(value) > MANY:
        raise Unusable(f"Expected a few pairs, got {base.__len__(value):,}: report each pair once.")
    return list(base.__iter__(value))


def _sentence(found):
    if found.case.topic == "next" and not found.got:
        return "Dropout right before BatchNormalization is not found: tell layers by type, as names are free."
    unknown = {name for pair in found.got for name in pair} - found.names
    if unknown:
        return f"You report {one_line(min(unknown), 40)!r}, which is no Dropout's or BatchNormalization's `name`."
    what = "a pair is missing" if found.missing else "you report a pair too many"
    return f"In a net with {found.case.law} {what}: a pair counts where a path leads from the first to the second."


def _misconception(found, everything):
    """Name what has gone wrong in the first net that an answer fails on; all nets before it are right."""
    topic = found.case.topic
    if found.extra and found.extra <= found.trap:
        return _of_a_false_alarm(topic, everything)
    if topic == "next":
        swapped = {pair[::-1] for pair in found.right} == found.got
        first_safe = everything[1]
        backward = first_safe.got is not None and first_safe.got == first_safe.trap
        return "pair swapped" if swapped else "flags the safe order" if backward else None
    return _of_a_miss(topic, everything) if found.missing else None


def _of_a_false_alarm(topic, everything):
    if topic in ("safe", "cut"):
        return "flags the safe order" if topic == "safe" else "walks out of the model"
    later, longer, _ = (found for found in everything if found.case.topic == "beside")
    by_order = later.extra and not longer.extra
    return "list order for the graph" if topic == "beside" and by_order else None


def _of_a_miss(topic, everything):
    def misses(*topics):
        return all(found.missing for found in everything if found.case.topic in topics)

    if topic == "far" and misses("far with weights"):
        return "only the next layer"
    if topic == "far with weights" and misses(topic):
        return "stops at weights"
    if topic == "spatial" and misses(topic):
        return "knows Dropout alone"
    if topic == "branch":
        return "misses a branch"
    if topic in ("through", "inside", "across") and misses("across"):
        return "stays at the top level" if misses("inside") else "each model on its own"
    return "first use alone" if topic == "twice" else None
