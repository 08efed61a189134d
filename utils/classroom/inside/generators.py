"""How a random generator crosses: the state of its bits, which comes back advanced. Both ends use this file."""

import numpy as np


def state_of(rng):
    """Return the JSON of a numpy Generator: its kind of bits, their state, and the seed that children come from."""
    seed = rng.bit_generator.seed_seq
    entropy = seed.entropy if seed is not None else 0
    words = [int(one) for one in np.atleast_1d(np.asarray(entropy, dtype=object))]
    return [
        type(rng.bit_generator).__name__,
        _hexed(rng.bit_generator.state),
        list(map(hex, words)),
        [int(one) for one in getattr(seed, "spawn_key", ())],
        int(getattr(seed, "n_children_spawned", 0)),
    ]


def generator_from(name, state, words, key, children):
    """Return a numpy Generator from what state_of gave; raises ValueError for other bits than NumPy's own."""
    if name not in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"):
        raise ValueError("no generator")
    entropy = [int(one, 16) for one in words]
    seed = np.random.SeedSequence(entropy, spawn_key=tuple(key), n_children_spawned=children)
    bits = getattr(np.random, name)(seed)
    bits.state = unhexed(state)
    return np.random.Generator(bits)


def _hexed(state):
    if isinstance(state, dict):
        return {str(name): _hexed(one) for name, one in state.items()}
    if isinstance(state, np.ndarray):
        return [hex(int(one)) for one in state.ravel()]
    return state if isinstance(state, str) else hex(int(state))


def unhexed(state):
    """Return the state of bits as NumPy takes it."""
    if isinstance(state, dict):
        return {name: one if name == "bit_generator" else unhexed(one) for name, one in state.items()}
    if isinstance(state, list):
        return np.array([int(one, 16) for one in state], dtype=np.uint64)
    return int(state, 16)
