"""What chance would give: null models of loads and of networks, seeded so that they give the same numbers every time."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.concentration import gini

DRAWS = 20_000
# Networks drawn for the pairs of units: the smallest chance that they can show is 1 in 10,001.
NETWORKS = 10_000
SEED = 20180101

Matrix = NDArray[np.bool_]


class LoadNull(NamedTuple):
    """How often chance gives as much: shares of draws, never 0 (one is added to draws and hits alike).

    ``most``: the heaviest load at least as heavy as that observed. ``gini``: the coefficient at least as high.
    ``curves``: Lorenz curves of the draws at the carriers' places, the 2.5th and 97.5th percentile of each.
    """

    most: float
    gini: float
    curves: NDArray[np.float64]


def load_null(
    blocks: Sequence[int], carriers: int, observed: Sequence[int], *, draws: int = DRAWS, seed: int = SEED
) -> LoadNull:
    """Assign blocks of items to carriers at random, each block as a whole.

    What is assigned to a leader is an area, not an item: with every item a block of its own (``[1] * items``) the null is
    the naive one, which takes the assignment of areas for an anomaly.

    Parameters
    ----------
    blocks : sequence of int
        Number of items in each block.
    carriers : int
        Number of those who could carry them.
    observed : sequence of int
        Items of each carrier.
    draws, seed : int
        Size of the sample and its seed.

    Examples
    --------
    >>> load_null([2, 2], 2, [4, 0], draws=2000).most > load_null([1] * 4, 2, [4, 0], draws=2000).most
    True
    """
    return _load_null(tuple(blocks), carriers, tuple(observed), draws, seed)


# Sentences, figures and results of one ledger ask for the same.
@functools.lru_cache(maxsize=8)
def _load_null(blocks: tuple[int, ...], carriers: int, observed: tuple[int, ...], draws: int, seed: int) -> LoadNull:
    rng = np.random.default_rng(seed)
    sizes = np.asarray(blocks)
    owners = rng.integers(0, carriers, size=(draws, sizes.size))
    cells = (owners + carriers * np.arange(draws)[:, None]).ravel()
    loads = np.bincount(cells, np.tile(sizes, draws), draws * carriers).reshape(draws, carriers)
    loads.sort(axis=1)
    total = sizes.sum()
    rank = np.arange(1, carriers + 1)
    ginis = (
        (2 * (loads * rank).sum(axis=1) / (carriers * total) - (carriers + 1) / carriers) * carriers / (carriers - 1)
    )
    curves = np.concatenate([np.zeros((draws, 1)), loads.cumsum(axis=1) / total], axis=1)
    bands = np.percentile(curves, [2.5, 97.5], axis=0)
    bands.flags.writeable = False
    return LoadNull(
        most=_share(loads[:, -1] >= max(observed)),
        gini=_share(ginis >= gini(list(observed)) - 1e-12),
        curves=bands,
    )


def _share(hits: NDArray[np.bool_]) -> float:
    return float((1 + hits.sum()) / (1 + hits.size))


def curveball(matrix: Matrix, draws: int = NETWORKS, *, chains: int = 500, seed: int = SEED) -> NDArray[np.bool_]:
    """Draw two-mode networks in which every item has as many units and every unit as many items as in the one given.

    Many chains are run side by side. In each step two items of each chain trade the units that only one of them has
    (Strona et al. 2014, Nature Communications 5:4114); a chain gives a network after as many trades as there are
    items, the first after ten times that.

    Parameters
    ----------
    matrix : array of bool, shape (items, units)
        The network.
    draws : int
        Number of networks.
    chains, seed : int
        Chains run at a time, and the seed.

    Returns
    -------
    array of bool, shape (draws, items, units)
        One below the other; rows and columns keep their sums.

    Examples
    --------
    >>> m = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 0]], dtype=bool)
    >>> sample = curveball(m, 50, chains=10)
    >>> bool((sample.sum(axis=1) == m.sum(axis=0)).all() and (sample.sum(axis=2) == m.sum(axis=1)).all())
    True
    """
    if draws * matrix.size > _KEPT:
        return _curveball(matrix, draws, min(chains, draws), seed)
    return _kept(matrix.tobytes(), matrix.shape, draws, min(chains, draws), seed)


# Two measures of a ledger ask for the same few networks; a sample of so many cells is not worth the room.
_KEPT = 2_000_000


@functools.lru_cache(maxsize=4)
def _kept(cells: bytes, shape: tuple[int, ...], draws: int, chains: int, seed: int) -> NDArray[np.bool_]:
    sample = _curveball(np.frombuffer(cells, dtype=bool).reshape(shape), draws, chains, seed)
    sample.flags.writeable = False
    return sample


def _curveball(matrix: Matrix, draws: int, chains: int, seed: int) -> NDArray[np.bool_]:
    rng = np.random.default_rng(seed)
    items, units = matrix.shape
    if items < 2 or not matrix.any():
        return np.repeat(matrix[None], draws, axis=0)
    # where most are empty, only trades between items that have units change anything
    state = np.repeat(matrix[None], chains, axis=0)
    every = np.arange(chains)
    out = np.empty((draws, items, units), dtype=bool)
    filled, step, due = 0, 0, 10 * items
    while filled < draws:
        first = rng.integers(0, items, chains)
        second = (first + rng.integers(1, items, chains)) % items
        _trade(state, every, first, second, rng)
        step += 1
        if step == due:
            take = min(chains, draws - filled)
            out[filled : filled + take] = state[:take]
            filled += take
            due += items
    return out


def _trade(
    state: Matrix, every: NDArray[np.intp], first: NDArray[np.intp], second: NDArray[np.intp], rng: np.random.Generator
) -> None:
    """Deal out anew, in every chain, the units that only one of two items has; each keeps its number."""
    a, b = state[every, first], state[every, second]
    differ = a ^ b
    mine = np.count_nonzero(a & differ, axis=1)
    # the first gets the units with the lowest keys, as many as it had
    keys = rng.random(a.shape)
    keys[~differ] = 2.0
    highest = np.where(mine, np.sort(keys, axis=1)[every, mine - 1], -1.0)
    dealt = keys <= highest[:, None]
    both = a & b
    state[every, first] = both | dealt
    state[every, second] = both | (differ & ~dealt)


class PairNull(NamedTuple):
    """For each pair of units, how often chance gives at least (``upper``) or at most (``lower``) as many shared items.

    Symmetric matrices of shares of draws; the smallest possible value is 1 / (draws + 1).
    """

    upper: NDArray[np.float64]
    lower: NDArray[np.float64]


def pair_null(matrix: Matrix, *, draws: int = NETWORKS, seed: int = SEED) -> PairNull:
    """Compare the items that each pair of units shares with those of networks of the same degrees (`curveball`)."""
    observed = shared(matrix)
    upper = np.zeros(observed.shape)
    lower = np.zeros(observed.shape)
    sample = curveball(matrix, draws, seed=seed).astype(np.float32)
    for start in range(0, draws, 1000):
        part = sample[start : start + 1000]
        counts = np.matmul(part.transpose(0, 2, 1), part)
        upper += (counts >= observed - 0.5).sum(axis=0)
        lower += (counts <= observed + 0.5).sum(axis=0)
    return PairNull((1 + upper) / (1 + draws), (1 + lower) / (1 + draws))


def shared(matrix: Matrix) -> NDArray[np.float64]:
    """Items that each pair of units shares, in one network or several; on the diagonal those of each unit."""
    m = matrix.astype(np.float64)
    return np.asarray(np.matmul(m.swapaxes(-1, -2), m))
