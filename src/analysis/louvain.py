"""Communities of many small networks at once: Louvain's method on matrices one below the other.

A null takes hundreds of networks of a few dozen units. networkx divides one after the other and spends most of its time on
making graphs of them; here a step moves the same node of all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]
Labels = NDArray[np.intp]

# A move must gain more than what rounding may feign.
_GAIN = 1e-9


def communities(weights: Weights, seed: int) -> Labels:
    """Divide networks into communities of high modularity (Blondel et al. 2008, J. Stat. Mech. P10008).

    Parameters
    ----------
    weights : array of float, shape (networks, nodes, nodes)
        Symmetric weights of the ties; the diagonal is left out.
    seed : int
        For the order in which nodes are visited, the same in all networks.

    Returns
    -------
    array of int, shape (networks, nodes)
        Label of each node's community; nodes of one label are together.

    Examples
    --------
    >>> two = np.kron(np.eye(2), np.ones((3, 3)))
    >>> communities(two[None], seed=1)[0].tolist()
    [0, 0, 0, 1, 1, 1]
    """
    rng = np.random.default_rng(seed)
    networks, nodes, _ = weights.shape
    labels = np.tile(np.arange(nodes), (networks, 1))
    ties = weights * (1 - np.eye(nodes))
    while True:
        moved = _moved(ties, rng.permutation(nodes))
        if (moved == np.arange(nodes)).all():
            return labels
        labels = np.take_along_axis(moved, labels, axis=1)
        # each community becomes one node, tied to itself by what lies inside it
        member = (moved[:, :, None] == np.arange(nodes)).astype(float)
        ties = member.transpose(0, 2, 1) @ ties @ member


def _moved(ties: Weights, order: NDArray[np.intp]) -> Labels:
    """Let nodes change to the community of most gain, one after the other, until none of any network would."""
    networks, nodes, _ = ties.shape
    every = np.arange(networks)
    labels = np.tile(np.arange(nodes), (networks, 1))
    strength = ties.sum(axis=2)
    total = _or_one(strength.sum(axis=1))[:, None]
    # strength of each community, and how strongly each node is tied to it, itself left out
    held, links = strength.copy(), ties * (1 - np.eye(nodes))
    others = links.copy()
    order = order[strength[:, order].any(axis=0)]
    while True:
        changed = False
        for node in order:
            own = labels[:, node].copy()
            held[every, own] -= strength[:, node]
            gain = links[:, node] - held * (strength[:, node, None] / total)
            best = gain.argmax(axis=1)
            best = np.where(gain[every, best] > gain[every, own] + _GAIN, best, own)
            held[every, best] += strength[:, node]
            which = np.flatnonzero(best != own)
            if which.size:
                changed = True
                labels[which, node] = best[which]
                links[which, :, own[which]] -= others[which, :, node]
                links[which, :, best[which]] += others[which, :, node]
        if not changed:
            return _named_by_first(labels)


def _or_one(total: Weights) -> Weights:
    """Totals to divide by: nothing is tied where there is none."""
    return np.where(total > 0, total, 1.0)


def _named_by_first(labels: Labels) -> Labels:
    """Number communities in the order of their first nodes."""
    networks, nodes = labels.shape
    first = np.full((networks, nodes), nodes)
    np.minimum.at(first, (np.arange(networks)[:, None], labels), np.arange(nodes))
    rank = first.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    return np.take_along_axis(rank, labels, axis=1)


def modularity(weights: Weights, labels: Labels) -> NDArray[np.float64]:
    """Modularity of each network's division: the weight inside communities beyond what nodes' strengths would put there.

    Newman 2006, PNAS 103(23):8577. A network without ties has 0.

    Examples
    --------
    >>> two = np.kron(np.eye(2), np.ones((3, 3)))
    >>> modularity(two[None], np.array([[0, 0, 0, 1, 1, 1]])).tolist()
    [0.5]
    """
    ties = weights * (1 - np.eye(weights.shape[1]))
    strength = ties.sum(axis=2)
    total = _or_one(strength.sum(axis=1))
    together = labels[:, :, None] == labels[:, None, :]
    inside = (ties * together).sum(axis=(1, 2)) / total
    expected = (strength[:, :, None] * strength[:, None, :] * together).sum(axis=(1, 2)) / total**2
    return np.asarray(inside - expected)
