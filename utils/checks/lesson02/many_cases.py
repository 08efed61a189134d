"""What an answer gives in many cases, beside what is right there and what misconceptions would give."""

import numpy as np


class ManyCases:
    """States laws about groups of cases; `beliefs(*case)` yields (misconception, outcome), in one order for all."""

    same = staticmethod(np.array_equal)  # when two outcomes of a case are the same
    least = 0  # share of all cases that a belief must explain to be named

    def __init__(self, law, cases, got, right, beliefs):
        self.law, self.cases, self.got, self.right, self.beliefs = law, cases, got, right, beliefs
        self._kept = {}

    def agree(self, name, group, tell):
        """State that all of `group` (indices) is right; `tell(case, right, got)` describes the first fault."""
        got = [self.got[n] for n in group]
        wrong = [n for n in group if self.got[n] is not None and not self.same(self.got[n], self.right[n])]
        said = tell(self.cases[wrong[0]], self.right[wrong[0]], self.got[wrong[0]]) if wrong else {}
        self.law.holds(name, not wrong, about=got, misconception=lambda: self.belief_behind(group), **said)

    def belief_behind(self, group):
        """Name the misconception that explains all that was given in `group`, or None.

        Of several that do, the one that explains most of the other cases too.
        """
        explaining = range(len(self._outcomes(0)))
        for n in group:
            explaining = [which for which in explaining if self._explains(which, n)]
            if not explaining:
                return None
        best = max(explaining, key=self._explained)
        return self._outcomes(0)[best][0] if self._explained(best) >= self.least * len(self.cases) else None

    def _explained(self, which):
        return sum(self._explains(which, n) for n in range(len(self.cases)))

    def _explains(self, which, n):
        return self.got[n] is not None and self.same(self.got[n], self._outcomes(n)[which][1])

    def _outcomes(self, n):
        if n not in self._kept:
            self._kept[n] = list(self.beliefs(*self.cases[n]))
        return self._kept[n]
