"""Co-responsibility: which units answer for the same items, and who of them leads."""

from __future__ import annotations

from collections import Counter
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
    frame = pd.DataFrame(links(tables), columns=["unit", "kind", "item", "category", "lead"], dtype=object)
    return frame.astype({"lead": bool})


def links(tables: dict[str, pd.DataFrame]) -> list[tuple[str, str, str, str, bool]]:
    """Rows of the two-mode network as `incidence` describes them, in the order of the ledger."""
    duties, items = tables["responsibilities"], tables["items"]
    units: dict[str, dict[str, bool]] = {}
    for role, item, name, position in zip(*(duties[c] for c in ("role", "item", "name", "position")), strict=True):
        if role == "unit":
            units.setdefault(item, {}).setdefault(name, position == 1)
    kinds = {name: kind_of(name) for held in units.values() for name in held}
    return [
        (name, kinds[name], item, category, lead)
        for item, category in zip(items["item"], items["category"], strict=True)
        for name, lead in units.get(item, {}).items()
    ]


def per_unit(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Items and leads of each unit.

    Returns
    -------
    DataFrame
        Indexed by unit: ``kind``, ``items``, ``leads``, ``partners`` (distinct units it shares an item with); by kind,
        then by items, then by leads, most first.
    """
    held: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    together: dict[str, set[str]] = {}
    leads: Counter[str] = Counter()
    for unit, kind, item, _, lead in links(tables):
        held.setdefault(unit, []).append(item)
        kinds[unit] = kind
        together.setdefault(item, set()).add(unit)
        leads[unit] += bool(lead)
    order = sorted(held, key=lambda unit: (KINDS.index(kinds[unit]), -len(held[unit]), -leads[unit]))
    rows = [
        (kinds[unit], len(held[unit]), leads[unit], len(set().union(*(together[i] for i in held[unit]))) - 1)
        for unit in order
    ]
    out = pd.DataFrame(rows, pd.Index(order, name="unit", dtype=object), ["kind", "items", "leads", "partners"])
    return out.astype({"kind": object, "items": int, "leads": int, "partners": int})


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
