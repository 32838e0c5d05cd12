"""Co-responsibility: which units answer for the same items, and who of them leads."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from analysis.readers.names import kind_of

KINDS = ("bureau", "collective", "place")


def incidence(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row for each unit and item: the two-mode network, nothing folded.

    Returns
    -------
    DataFrame
        ``unit``, ``kind`` (bureau, collective or place: a named local government), ``item``, ``category``, ``lead``
        (first of its item). A collective (各市（区）政府) is one unit of its own kind: expanded into its members it
        would tie everybody to everybody.
    """
    duties, items = tables["responsibilities"], tables["items"]
    frame = duties[duties["role"] == "unit"].drop_duplicates(["item", "name"])
    frame = items[["item", "category"]].merge(frame[["item", "name", "position"]], on="item")
    frame["unit"] = frame["name"]
    frame["kind"] = frame["name"].map(kind_of)
    frame["lead"] = frame["position"] == 1
    return frame[["unit", "kind", "item", "category", "lead"]]


def per_unit(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Items and leads of each unit.

    Returns
    -------
    DataFrame
        Indexed by unit: ``kind``, ``items``, ``leads``, ``partners`` (distinct units it shares an item with); by kind,
        then by items, then by leads, most first.
    """
    frame = incidence(tables)
    out = frame.groupby("unit", sort=False).agg(kind=("kind", "first"), items=("item", "size"), leads=("lead", "sum"))
    out["leads"] = out["leads"].astype(int)
    joined = frame[["unit", "item"]].merge(frame[["unit", "item"]], on="item", suffixes=("", "_other"))
    joined = joined[joined["unit"] != joined["unit_other"]]
    out["partners"] = joined.groupby("unit")["unit_other"].nunique().reindex(out.index).fillna(0).astype(int)
    out["order"] = out["kind"].map({k: i for i, k in enumerate(KINDS)})
    out = out.sort_values(["order", "items", "leads"], ascending=[True, False, False], kind="stable")
    return out.drop(columns="order")


def pairs(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Pairs of units that share items: the projection of the two-mode network.

    Returns
    -------
    DataFrame
        ``a``, ``b``, ``shared`` (number of items), ``items`` (their numbers), most first, then in table order.
    """
    frame = incidence(tables)
    shared: dict[tuple[str, str], list[str]] = {}
    order = {unit: i for i, unit in enumerate(dict.fromkeys(frame["unit"]))}
    for item, group in frame.groupby("item", sort=False):
        for a, b in combinations(sorted(group["unit"], key=order.__getitem__), 2):
            shared.setdefault((a, b), []).append(str(item))
    rows = [(a, b, len(numbers), "、".join(numbers)) for (a, b), numbers in shared.items()]
    out = pd.DataFrame(rows, columns=["a", "b", "shared", "items"])
    return out.sort_values("shared", ascending=False, kind="stable").reset_index(drop=True)
