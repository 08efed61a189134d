"""What stands in for an object that stays with the judge: questions about it cross, and so do the answers."""

import builtins


class Thing:
    """An object of the judge's, by its number. `ask(number, operation, given, options)` asks the judge."""

    def __init__(self, ask, number):
        vars(self).update(_ask=ask, _number=number)

    def __call__(self, *given, **options):
        return self._ask(self._number, "call", given, options)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._ask(self._number, "attribute", (name,), {})

    def __getitem__(self, key):
        return self._ask(self._number, "item", (key,), {})

    def __iter__(self):
        return iter(self._ask(self._number, "items", (), {}))

    def __len__(self):
        return self._ask(self._number, "length", (), {})

    def __contains__(self, key):
        return self._ask(self._number, "holds", (key,), {})

    def __bool__(self):
        return True


def error_of(kind, said):
    """Return the builtin error of that name, or a RuntimeError."""
    found = getattr(builtins, kind, None)
    return (found if isinstance(found, type) and issubclass(found, Exception) else RuntimeError)(said)
