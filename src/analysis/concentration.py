"""How unequally a load is shared: Gini, Herfindahl, Lorenz, effective numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def _positive(loads: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    x = np.sort(np.asarray(loads, dtype=float))
    if x.size and (x[0] < 0 or not np.isfinite(x).all()):
        raise ValueError("loads must be finite and not negative")
    return x


def gini(loads: Sequence[float], *, corrected: bool = True) -> float:
    """Gini coefficient: 0 where all carry alike, 1 (corrected) where one carries all.

    In small groups the coefficient is too low; ``corrected`` multiplies it with n / (n - 1) (Deltas 2003, Review of
    Economics and Statistics 85(1)). NaN for fewer than two carriers, or no load.

    Examples
    --------
    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 5]), gini([0, 0, 0, 5], corrected=False)
    (0.0, 1.0, 0.75)
    """
    x = _positive(loads)
    n, total = x.size, x.sum()
    if n < 2 or total == 0:
        return float("nan")
    rank = np.arange(1, n + 1)
    value = float(2 * (rank * x).sum() / (n * total) - (n + 1) / n)
    return value * n / (n - 1) if corrected else value


def hhi(loads: Sequence[float]) -> float:
    """Herfindahl index, the sum of squared shares: 1 / n where all carry alike, 1 where one carries all.

    Examples
    --------
    >>> hhi([1, 1, 1, 1]), hhi([5])
    (0.25, 1.0)
    """
    x = _positive(loads)
    total = x.sum()
    return float(((x / total) ** 2).sum()) if total else float("nan")


def effective_number(loads: Sequence[float]) -> float:
    """So many equal carriers would be as concentrated: 1 / `hhi` (Laakso & Taagepera 1979).

    Examples
    --------
    >>> effective_number([3, 3, 3]), round(effective_number([6, 1, 1]), 2)
    (3.0, 1.68)
    """
    value = hhi(loads)
    return 1 / value if value == value else float("nan")


def breadth(loads: Sequence[float]) -> float:
    """Effective number of areas, exp(H) of the shares: 1 for a single area, n for n equal ones (Hill number of order 1).

    Examples
    --------
    >>> breadth([4]), round(breadth([2, 2]), 6)
    (1.0, 2.0)
    """
    x = _positive(loads)
    x = x[x > 0]
    if not x.size:
        return float("nan")
    p = x / x.sum()
    return float(np.exp(-(p * np.log(p)).sum()))


def lorenz(loads: Sequence[float]) -> NDArray[np.float64]:
    """Points of the Lorenz curve: share of the carriers, lightest first, and share of the load; from (0, 0) to (1, 1).

    Examples
    --------
    >>> lorenz([1, 3]).tolist()
    [[0.0, 0.0], [0.5, 0.25], [1.0, 1.0]]
    """
    x = _positive(loads)
    share = np.concatenate([[0.0], x.cumsum() / x.sum()]) if x.sum() else np.linspace(0, 1, x.size + 1)
    return np.column_stack([np.linspace(0, 1, x.size + 1), share])
