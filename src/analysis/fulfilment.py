"""Over-fulfilment: how far promises were kept, and how much of that the text proves."""

from __future__ import annotations

import numpy as np
import pandas as pd

VERDICTS = ("exceeded", "met", "short", "unverified")


def counted(fulfilment: pd.DataFrame) -> pd.DataFrame:
    """Targets that every reader would count: all but those flagged optional."""
    keep = ["optional" not in flags.split(";") for flags in fulfilment["flags"]]
    return fulfilment[pd.Series(keep, index=fulfilment.index, dtype=bool)]


def summary(fulfilment: pd.DataFrame) -> pd.Series:
    """Summarise the targets of a fulfilment table, optional ones left out.

    Parameters
    ----------
    fulfilment : DataFrame
        As `analysis.tables` gives it.

    Returns
    -------
    Series
        ``targets``, ``items`` (with a countable target), ``exceeded``, ``met``, ``short``, ``unverified``: counts.
        ``verifiable``: targets with evidence. ``share_kept`` and ``share_exceeded``: of the verifiable ones, those that
        are at least met, or exceeded; ``..._low`` and ``..._high``: of all, with every unverified target set to no,
        then to yes (the worst-case bounds of Manski 1990, American Economic Review 80(2)).
        ``median`` and ``geometric_mean`` of the rates, and ``capped_mean``, the mean of rates cut off at 1: a rate of
        200 % does not make up for one of 0 %. Ratios have no arithmetic mean here, since it depends on which of the two
        numbers is divided. What is undefined is NaN.

    Examples
    --------
    >>> frame = pd.DataFrame({"item": ["1", "1", "2"], "verdict": ["exceeded", "met", "unverified"],
    ...                       "rate": [2.0, 1.0, None], "flags": ["", "", "claimed_done"]})
    >>> s = summary(frame)
    >>> s["share_exceeded"], round(s["share_exceeded_low"], 3), round(s["share_exceeded_high"], 3), s["capped_mean"]
    (0.5, 0.333, 0.667, 1.0)
    """
    frame = counted(fulfilment)
    counts = {v: int((frame["verdict"] == v).sum()) for v in VERDICTS}
    n, unknown = len(frame), counts["unverified"]
    verifiable = n - unknown
    kept = counts["exceeded"] + counts["met"]
    rates = frame["rate"].dropna().astype(float)
    positive = rates[rates > 0]

    def share(part: int, whole: int) -> float:
        return part / whole if whole else float("nan")

    return pd.Series(
        {
            "targets": n,
            "items": int(frame["item"].nunique()),
            **counts,
            "verifiable": verifiable,
            "share_kept": share(kept, verifiable),
            "share_kept_low": share(kept, n),
            "share_kept_high": share(kept + unknown, n),
            "share_exceeded": share(counts["exceeded"], verifiable),
            "share_exceeded_low": share(counts["exceeded"], n),
            "share_exceeded_high": share(counts["exceeded"] + unknown, n),
            "median": float(rates.median()) if len(rates) else float("nan"),
            "geometric_mean": float(np.exp(np.log(positive).mean()))
            if len(positive) == len(rates) > 0
            else float("nan"),
            "capped_mean": float(rates.clip(upper=1).mean()) if len(rates) else float("nan"),
        },
        dtype=object,
    )


def item_verdicts(items: pd.DataFrame, fulfilment: pd.DataFrame) -> pd.Series:
    """One verdict for each item: short if any target is, else unverified if any is, else exceeded if any is, else met.

    Returns
    -------
    Series
        Indexed by item, in table order; ``no_number`` where the item promises none that counts.
    """
    frame = counted(fulfilment)
    order = ("short", "unverified", "exceeded", "met")
    by_item = frame.groupby("item")["verdict"].agg(lambda v: next(o for o in order if o in set(v)))
    return by_item.astype(object).reindex(items["item"]).fillna("no_number")


def item_overview(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row for each item.

    Returns
    -------
    DataFrame
        ``item``, ``category``, ``status``, ``as_of``, ``targets`` (countable numbers), ``verdict`` (of the item;
        no_number where it promises none).
    """
    items, fulfilment = tables["items"], tables["fulfilment"]
    out = items[["item", "category", "status", "as_of"]].copy()
    out["targets"] = out["item"].map(counted(fulfilment).groupby("item").size()).fillna(0).astype(int)
    out["verdict"] = item_verdicts(items, fulfilment).to_numpy()
    return out
