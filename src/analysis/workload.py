"""Workload per leader: what each answers for, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.concentration import breadth, effective_number, gini, hhi
from analysis.fulfilment import VERDICTS, counted, item_verdicts
from analysis.nulls import DRAWS, SEED, LoadNull, load_null

_VERDICTS = (*VERDICTS, "no_number")
_FOLIO = ["leader", "item", "category", "units", "targets", "verdict"]


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
    units: Counter[str] = Counter()
    leaders: dict[str, list[str]] = {}
    for role, item, name in zip(duties["role"], duties["item"], duties["name"], strict=True):
        if role == "unit":
            units[item] += 1
        elif role == "leader":
            leaders.setdefault(item, []).append(name)
    targets = Counter(counted(fulfilment)["item"])
    verdicts = item_verdicts(items, fulfilment)
    rows = [
        (leader, item, category, units[item], targets[item], verdict)
        for item, category, verdict in zip(items["item"], items["category"], verdicts, strict=True)
        for leader in leaders.get(item, ())
    ]
    load, links = Counter[str](), Counter[str]()
    for leader, _, _, n, *_ in rows:
        load[leader] += 1
        links[leader] += n
    order = sorted(load, key=lambda leader: (-load[leader], -links[leader]))
    rank = {leader: i for i, leader in enumerate(order)}
    rows.sort(key=lambda row: rank[row[0]])
    return pd.DataFrame(rows, columns=_FOLIO, dtype=object).astype({"units": int, "targets": int})


def per_leader(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Workload of each leader under five counts.

    Returns
    -------
    DataFrame
        Indexed by leader, heaviest first: ``items``, ``targets`` (countable numbers), ``links`` (item-unit pairs),
        ``units`` (distinct), ``categories``, ``breadth`` (effective number of categories); the items by verdict:
        ``exceeded``, ``met``, ``short``, ``unverified``, ``no_number``.
    """
    duties = tables["responsibilities"]
    units: dict[str, set[str]] = {}
    for role, item, name in zip(duties["role"], duties["item"], duties["name"], strict=True):
        if role == "unit":
            units.setdefault(item, set()).add(name)
    counts: dict[str, Counter[str]] = {}
    areas: dict[str, Counter[str]] = {}
    answer: dict[str, set[str]] = {}
    for leader, item, category, links, targets, verdict in portfolio(tables).itertuples(index=False):
        count = counts.setdefault(leader, Counter())
        count.update({"items": 1, "targets": targets, "links": links, verdict: 1})
        answer.setdefault(leader, set()).update(units.get(item, ()))
        areas.setdefault(leader, Counter()).update([category] if category else [])
    rows = [
        (
            *(count[c] for c in ("items", "targets", "links")),
            len(answer[leader]),
            len(areas[leader]),
            breadth(list(areas[leader].values())),
            *(count[v] for v in _VERDICTS),
        )
        for leader, count in counts.items()
    ]
    columns = ["items", "targets", "links", "units", "categories", "breadth", *_VERDICTS]
    out = pd.DataFrame(rows, pd.Index(list(counts), name="leader", dtype=object), columns)
    return out.astype({c: float if c == "breadth" else int for c in columns})


def has_areas(tables: Mapping[str, pd.DataFrame]) -> bool:
    """Whether the ledger puts every item into a category: only then can areas have been assigned."""
    categories = tables["items"]["category"].fillna("")
    return len(categories) > 0 and bool((categories != "").all())


def counts_of(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Ways to count a load that the ledger allows: areas only where it has any."""
    return [c for c in COUNTS if c != "categories" or (tables["items"]["category"].fillna("") != "").any()]


# How an item is credited to those who carry it together, the first named being first.
RULES = ("whole", "fractional", "lead", "harmonic")
COUNTS = ("items", "targets", "links", "units", "categories")


def credit(tables: Mapping[str, pd.DataFrame], role: str = "leader", rule: str = "whole") -> pd.Series:
    """Items credited to each leader, unit or person.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of one ledger.
    role : {'leader', 'unit', 'person'}
        Whose load.
    rule : {'whole', 'fractional', 'lead', 'harmonic'}
        Of an item that n carry, ``whole`` credits each with 1; the others share 1 out: ``fractional`` 1/n each, ``lead``
        a half to the first and the rest equally to the others, ``harmonic`` 1/i to the i-th, scaled to 1 (Hagen 2010,
        Journal of Informetrics 4(1)).

    Returns
    -------
    Series
        Indexed by name, in table order.

    Examples
    --------
    >>> duties = pd.DataFrame({"item": ["1", "1", "2"], "role": "unit", "name": ["a", "b", "b"], "position": [1, 2, 1]})
    >>> {r: credit({"responsibilities": duties}, "unit", r).round(3).tolist() for r in RULES}
    {'whole': [1.0, 2.0], 'fractional': [0.5, 1.5], 'lead': [0.5, 1.5], 'harmonic': [0.667, 1.333]}
    """
    if rule not in RULES:
        raise ValueError(f"rule {rule!r}; expected one of {', '.join(RULES)}")
    frame = _credited(tables, role, rule)
    return frame["share"].groupby(frame["name"], sort=False).sum().astype(float)


def _credited(tables: Mapping[str, pd.DataFrame], role: str, rule: str) -> pd.DataFrame:
    """``item``, ``name`` and the ``share`` of the item that the name is credited with."""
    duties = tables["responsibilities"]
    carriers: dict[str, dict[str, None]] = {}
    for of, item, name in zip(duties["role"], duties["item"], duties["name"], strict=True):
        if of == role:
            carriers.setdefault(item, {})[name] = None
    rows = [
        (item, name, share)
        for item, names in carriers.items()
        for name, share in zip(names, _shared_out(len(names), rule), strict=True)
    ]
    return pd.DataFrame(rows, columns=["item", "name", "share"]).astype({"share": float})


def _shared_out(n: int, rule: str) -> list[float]:
    """What each of n carriers is credited with, in their order."""
    if rule == "whole":
        return [1.0] * n
    if rule == "lead":
        return [0.5, *[0.5 / (n - 1)] * (n - 1)] if n > 1 else [1.0]
    weights = [1.0] * n if rule == "fractional" else [1 / i for i in range(1, n + 1)]
    return [w / sum(weights) for w in weights]


def shares(tables: Mapping[str, pd.DataFrame], role: str = "leader") -> pd.DataFrame:
    """Share of the load of each leader, unit or person under every way to count it.

    Returns
    -------
    DataFrame
        Indexed by name, heaviest first; one column for each count (``items``, ``targets``, ``links``, ``units``,
        ``categories``; for units and persons the first two) and for each other rule of credit. Columns sum to 1.
    """
    if role == "leader":
        frame = per_leader(dict(tables))[list(COUNTS)].astype(float)
    else:
        duties = tables["responsibilities"]
        held = duties[duties["role"] == role].drop_duplicates(["item", "name"])
        targets = counted(tables["fulfilment"]).groupby("item").size()
        grouped = held.assign(targets=held["item"].map(targets).fillna(0)).groupby("name", sort=False)
        frame = grouped.agg(items=("item", "size"), targets=("targets", "sum")).astype(float)
        frame = frame.sort_values("items", ascending=False, kind="stable")
    for rule in RULES[1:]:
        frame[rule] = credit(tables, role, rule).reindex(frame.index).fillna(0.0)
    return frame / frame.sum().where(lambda total: total > 0)


def concentration_of(tables: Mapping[str, pd.DataFrame], role: str = "leader") -> pd.DataFrame:
    """How unequal the load is under every way to count it, and how much one item decides.

    Returns
    -------
    DataFrame
        Indexed by count: ``gini`` (small-n corrected), ``hhi``, ``effective`` (number of equal carriers), ``top`` (share of
        the heaviest), ``gini_low`` and ``gini_high`` (over all ledgers that lack one item; for ``items`` and the rules of
        credit only, else NaN). No interval over the carriers: they are all there are, not a sample.
    """
    frame = shares(tables, role)
    rows = {}
    for name in frame.columns:
        loads = frame[name].fillna(0).to_list()
        low, high = _without_one(tables, role, name)
        rows[name] = {
            "gini": gini(loads),
            "hhi": hhi(loads),
            "effective": effective_number(loads),
            "top": max(loads, default=float("nan")),
            "gini_low": low,
            "gini_high": high,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def _without_one(tables: Mapping[str, pd.DataFrame], role: str, name: str) -> tuple[float, float]:
    """Lowest and highest Gini of the ledgers that lack one item."""
    rule = "whole" if name == "items" else name
    if rule not in RULES:
        return float("nan"), float("nan")
    # an item's credit does not depend on the other items: what is left is the whole less that
    frame = _credited(tables, role, rule)
    if frame.empty:
        return float("nan"), float("nan")
    items, names = (pd.factorize(frame[column])[0] for column in ("item", "name"))
    by_item = np.zeros((items.max() + 1, names.max() + 1))
    np.add.at(by_item, (items, names), frame["share"])
    values = [gini(list(loads)) for loads in by_item.sum(axis=0) - by_item]
    return min(values), max(values)


def stability(tables: Mapping[str, pd.DataFrame], role: str = "leader") -> pd.DataFrame:
    """Rank of each carrier under every way to count, 1 for the heaviest; equal loads share the better rank."""
    return shares(tables, role).rank(ascending=False, method="min").astype("Int64")


def chance(tables: Mapping[str, pd.DataFrame], *, draws: int = DRAWS, seed: int = SEED) -> dict[str, LoadNull]:
    """Loads of leaders against chance: ``blocks`` (areas are assigned) and ``items`` (each item is, the naive null).

    A block is all that one leader has in one category; where the ledger has no categories each item is a block. Empty for
    fewer than two leaders.
    """
    folio = portfolio(dict(tables))
    loads = folio.groupby("leader", sort=False).size().to_list()
    if len(loads) < 2:
        return {}
    areas = has_areas(tables)
    blocks = folio.groupby(["category", "leader"], sort=False).size().to_list() if areas else [1] * len(folio)
    return {
        "blocks": load_null(blocks, len(loads), loads, draws=draws, seed=seed),
        "items": load_null([1] * len(folio), len(loads), loads, draws=draws, seed=seed),
    }


def leader_categories(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Items of each leader in each category: leaders, heaviest first, by categories in table order."""
    folio = portfolio(dict(tables))
    order = [c for c in dict.fromkeys(tables["items"]["category"]) if c]
    out = folio.pivot_table(
        index="leader", columns="category", values="item", aggfunc="size", fill_value=0, observed=True
    )
    return out.reindex(index=list(dict.fromkeys(folio["leader"])), columns=[c for c in order if c in out.columns])
