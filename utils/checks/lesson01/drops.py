"""Laws about the dropouts of a model of Dense layers, found on its Tape by what they do."""

from itertools import permutations

import numpy as np

from utils.checks import chance
from utils.checks.lesson01 import draws
from utils.checks.lesson01.runs import in_a_graph


def drops_everywhere(law, tape):
    """State that dropout acts behind each hidden layer of a model."""
    order = _in_another_order(tape)
    for place in range(len(tape.hidden)):
        _drops_behind(law, tape, place, order)


def _in_another_order(tape):
    """Whether the shares dropped are those of the rates in another order."""
    places = range(len(tape.rates))
    shares = [
        [plausible_zeros(tape.behind(place), rate) for place in places]  # does this rate fit this place?
        for rate in tape.rates
    ]
    fitting = [order for order in permutations(places) if all(shares[order[place]][place] for place in places)]
    return bool(fitting) and tuple(places) not in fitting


def plausible_zeros(got, rate):
    """Whether the zeros in `got` are as many as independent drops at `rate` give."""
    return chance.plausible_count(int(np.sum(got == 0)), got.size, rate)


def _drops_behind(law, tape, place, order):
    """State that dropout acts behind hidden layer `place`, at its rate, for each output on its own."""
    rate, got = tape.rates[place], tape.behind(place)
    where = f"behind hidden layer {place + 1} of {len(tape.rates)}"
    draws.differ(law, got, where, _repeated(tape, place, got))
    draws.fates_are_separate(law, got, rate, where)
    share, swapped = np.mean(got == 0), rate != 0.5 and plausible_zeros(got, 1 - rate)
    law.holds(
        f"{where} the share dropped is {rate:g}",
        plausible_zeros(got, rate),
        about=[got],
        expected=f"about {rate:.0%}",
        seen=f"{share:.0%}",
        misconception="rates in the wrong order" if order else "keep and drop swapped" if swapped else None,
        why=f"Expected about {rate:.0%} dropped {where}, got {share:.0%}: put one Dropout with its own rate there."
        if share > draws.RARE
        else draws.NO_ZEROS.format(where),
    )
    draws.survivors_are_divided(law, got, np.ones(got.shape[1:]), rate, where)


def _repeated(tape, place, got):
    """Name the misconception of an MLP that in each call in training drops the same behind `place`, or None."""
    zeros = got == 0
    if zeros.all() or not zeros.any():
        return None if zeros.all() or not np.allclose(got, 1, rtol=0.02) else "a dropout is missing"
    told_apart = (zeros != zeros[:, :1]).any()  # a mask that is one for all examples knows none of them
    return "threshold on x" if told_apart and tape.follows(place) else "frozen mask"


def drops_in_graphs(law, tape):
    """State for one dropout at a time that it draws anew in a graph, whatever the size of the batch."""
    silent = (*np.full((3, 1), np.nan), False)
    for place, rate in enumerate(tape.rates):
        rates = tuple(rate if one == place else 0.0 for one in range(len(tape.rates)))
        seen = law.ask(in_a_graph, tape.build, tape.sizes, rates, tape.x, [law.seed, 7])
        rest, first, second, any_size = seen or silent
        where = f"in a graph, behind hidden layer {place + 1},"
        law.holds(
            f"{where} dropout draws anew",
            not np.array_equal(first, second),
            about=[rest, first, second],
            misconception="rests in a graph" if np.allclose(first, rest, atol=1e-6) else "frozen mask",
        )
        law.holds(
            f"{where} dropout takes batches of any size",
            any_size,
            about=[rest],
            misconception="batch size fixed",
        )
