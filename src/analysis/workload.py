"""Workload per leader: what each answers for, and what became of it."""

from __future__ import annotations

import pandas as pd

from analysis.fulfilment import counted, item_verdicts


def portfolio(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row for each leader and item.

    Parameters
    ----------
    tables : dict of str to DataFrame
        The tables of one ledger.

    Returns
    -------
    DataFrame
        ``leader``, ``item``, ``category``, ``units`` (responsible units of the item), ``targets`` (countable),
        ``verdict`` (of the item). An item with two leaders counts for both; items in table order, leaders sorted by
        items, then by unit links. Empty where the ledger names no leaders.
    """
    items, duties, fulfilment = tables["items"], tables["responsibilities"], tables["fulfilment"]
    units = duties[duties["role"] == "unit"].groupby("item").size()
    targets = counted(fulfilment).groupby("item").size()
    verdicts = item_verdicts(items, fulfilment)
    leaders = duties[duties["role"] == "leader"][["name", "item"]].rename(columns={"name": "leader"})
    frame = items[["item", "category"]].merge(leaders, on="item")
    frame["units"] = frame["item"].map(units).fillna(0).astype(int)
    frame["targets"] = frame["item"].map(targets).fillna(0).astype(int)
    frame["verdict"] = frame["item"].map(verdicts)
    order = frame.groupby("leader", sort=False).agg(n=("item", "size"), links=("units", "sum"))
    order = order.sort_values(["n", "links"], ascending=False, kind="stable")
    rank = {name: i for i, name in enumerate(order.index)}
    frame = frame.sort_values("leader", key=lambda s: s.map(rank), kind="stable").reset_index(drop=True)
    return frame[["leader", "item", "category", "units", "targets", "verdict"]]


def per_leader(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Workload of each leader under five counts.

    Returns
    -------
    DataFrame
        Indexed by leader, heaviest first: ``items``, ``targets`` (countable numbers), ``links`` (item-unit pairs),
        ``units`` (distinct), ``categories``, and the items by verdict: ``exceeded``, ``met``, ``short``,
        ``unverified``, ``no_number``.
    """
    frame = portfolio(tables)
    duties = tables["responsibilities"]
    names = duties[duties["role"] == "unit"][["item", "name"]]
    distinct = frame.merge(names, on="item").groupby("leader")["name"].nunique()
    grouped = frame.groupby("leader", sort=False)
    out = grouped.agg(
        items=("item", "size"), targets=("targets", "sum"), links=("units", "sum"), categories=("category", "nunique")
    )
    out.insert(3, "units", distinct.reindex(out.index).fillna(0).astype(int))
    for verdict in ("exceeded", "met", "short", "unverified", "no_number"):
        matching = frame[frame["verdict"] == verdict].groupby("leader").size()
        out[verdict] = matching.reindex(out.index).fillna(0).astype(int)
    return out
