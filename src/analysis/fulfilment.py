"""Over-fulfilment: how far promises were kept, and how much of that the text proves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.extraction import units

VERDICTS = ("exceeded", "met", "short", "unverified")


def counted(fulfilment: pd.DataFrame) -> pd.DataFrame:
    """Targets that every reader would count: all but those flagged optional."""
    return fulfilment[~flagged(fulfilment, "optional")]


def flagged(fulfilment: pd.DataFrame, flag: str) -> pd.Series:
    """Which rows of a fulfilment table have a flag."""
    return pd.Series([flag in flags.split(";") for flags in fulfilment["flags"]], index=fulfilment.index, dtype=bool)


def summary(fulfilment: pd.DataFrame) -> pd.Series:
    """Summarise the targets of a fulfilment table, optional ones left out.

    Parameters
    ----------
    fulfilment : DataFrame
        As `analysis.tables` gives it.

    Returns
    -------
    Series
        ``targets``, ``items_with_number`` (items with a countable target), ``exceeded``, ``met``, ``short``, ``unverified``: counts.
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
            "items_with_number": len(frame[[c for c in ("ledger", "item") if c in frame]].drop_duplicates()),
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
    worst: dict[str, int] = {}
    for item, verdict in zip(frame["item"], frame["verdict"], strict=True):
        worst[item] = min(order.index(verdict), worst.get(item, len(order)))
    named = (*order, "no_number")
    verdicts = [named[worst.get(item, len(order))] for item in items["item"]]
    return pd.Series(verdicts, pd.Index(items["item"], name="item"), dtype=object, name="verdict")


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


# Kinds of target: what a rate of 120 % means depends on them.
KINDS = ("count", "share", "per_head", "standard", "other")
# From here on a target was probably set too low: so the state's own rule reads large over-fulfilment (财预〔2020〕10号).
SET_TOO_LOW = 1.5
# Fewer targets than this say nothing of how often a promise is just met.
LEAST_POOLED = 150


def kind_of_target(unit: str) -> str:
    """Kind of a target, by its unit.

    ``count`` what is built, trained, helped (所, 人次, 公里); ``share`` percentages; ``per_head`` numbers per so many people;
    ``standard`` money per person and time, set by decree; ``other`` money in all, time, multiples.

    Examples
    --------
    >>> [kind_of_target(u) for u in ("公里", "%", "名/万人", "元/人/月", "元")]
    ['count', 'share', 'per_head', 'standard', 'other']
    """
    head, *per = unit.split("/")
    if per:
        return "standard" if head in ("元", "美元") else "per_head"
    found = units.table().get(head)
    dimension = found.dimension if found is not None else "number"
    if dimension == "share":
        return "share"
    return "other" if dimension in ("money", "time", "multiple", "age") else "count"


def measured(fulfilment: pd.DataFrame) -> pd.DataFrame:
    """Countable targets with what the figures need.

    Returns
    -------
    DataFrame
        The rows of `counted`, and ``kind`` (`kind_of_target`), ``log2_rate`` (0 where the target is just met, 1 where it is
        doubled; NaN where the rate is not positive), ``capped`` (rate, at most 1), ``ceiling`` (a share of 100 % or a limit
        of 0 cannot be exceeded), ``set_too_low`` (at least `SET_TOO_LOW`).
    """
    frame = counted(fulfilment).copy()
    rate = frame["rate"].astype(float)
    frame["kind"] = [kind_of_target(u) for u in frame["target_unit"]]
    frame["log2_rate"] = np.log2(rate.where(rate > 0))
    frame["capped"] = rate.clip(upper=1)
    full = (frame["target_unit"] == "%") & (frame["target_value"] == 100) & (frame["bound"] == "at_least")
    frame["ceiling"] = full | ((frame["bound"] == "at_most") & (frame["target_value"] == 0))
    frame["set_too_low"] = (rate >= SET_TOO_LOW).fillna(False)
    return frame


def by_group(tables: Mapping[str, pd.DataFrame], key: str) -> pd.DataFrame:
    """`summary` for each kind of target, category, leader, unit or grade of evidence.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of one ledger or of several.
    key : {'kind', 'category', 'leader', 'unit', 'grade', 'ledger'}
        A target of an item with two leaders (or units) counts for both.

    Returns
    -------
    DataFrame
        Indexed by group, in table order; the columns of `summary`.
    """
    frame = measured(tables["fulfilment"])
    if key == "category":
        frame = frame.merge(tables["items"][["ledger", "item", "category"]], on=["ledger", "item"])
    elif key in ("leader", "unit"):
        duties = tables["responsibilities"]
        names = duties[duties["role"] == key][["ledger", "item", "name"]].drop_duplicates()
        frame = frame.merge(names.rename(columns={"name": key}), on=["ledger", "item"])
    elif key not in ("kind", "grade", "ledger"):
        raise ValueError(f"key {key!r}; expected kind, category, leader, unit, grade or ledger")
    rows = {group: summary(rows) for group, rows in frame.groupby(key, sort=False)}
    if not rows:
        return pd.DataFrame(columns=summary(frame).index)
    out = pd.DataFrame.from_dict(rows, orient="index")
    order = KINDS if key == "kind" else sorted(map(str, rows)) if key == "grade" else list(rows)
    return out.reindex([k for k in order if k in rows])


def item_first(fulfilment: pd.DataFrame) -> float:
    """Geometric mean of the items' own geometric means: an item of many targets weighs no more than another.

    NaN where there is no rate, or one is not positive.
    """
    frame = counted(fulfilment)
    rates = frame.assign(rate=frame["rate"].astype(float)).dropna(subset=["rate"])
    if rates.empty or (rates["rate"] <= 0).any():
        return float("nan")
    logs = (
        np.log(rates["rate"]).groupby([rates["ledger"], rates["item"]] if "ledger" in rates else rates["item"]).mean()
    )
    return float(np.exp(logs.mean()))


def wilson(hits: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Confidence interval of a share (Wilson 1927, Journal of the American Statistical Association 22), 95 % by default.

    Examples
    --------
    >>> [round(x, 2) for x in wilson(15, 29)], wilson(0, 0)
    ([0.34, 0.69], (0.0, 1.0))
    """
    if not n:
        return 0.0, 1.0
    p = hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


class JustMet(NamedTuple):
    """How often targets are exactly met, and whether more often just met than just missed.

    ``z_above`` and ``z_below``: standardised differences between the number of rates in the interval from 1 on (below 1)
    and the mean of its two neighbours.
    """

    n: int
    exact: int
    low: float
    high: float
    z_above: float
    z_below: float


def just_met(fulfilment: pd.DataFrame, width: float = 0.05) -> JustMet | None:
    """Bunching at the target, for pooled ledgers: None where fewer than `LEAST_POOLED` targets are verified.

    The statistic is that of Burgstahler & Dichev 1997 (Journal of Accounting and Economics 24(1)), as used on growth
    targets by Lyu et al. 2018; intervals are ``width`` wide on the log2 scale.
    """
    frame = measured(fulfilment)
    x = frame["log2_rate"].dropna().to_numpy()
    if x.size < LEAST_POOLED:
        return None
    exact = int((frame["rate"].astype(float) == 1).sum())
    bins = np.floor(x / width + 1e-9).astype(int)
    low, high = wilson(exact, x.size)
    return JustMet(int(x.size), exact, low, high, _standardised(bins, 0), _standardised(bins, -1))


def _standardised(bins: np.ndarray, at: int) -> float:
    n = bins.size
    here, *around = (float((bins == k).sum()) / n for k in (at, at - 1, at + 1))
    expected = sum(around) / 2
    variance = n * here * (1 - here) + n * sum(around) * (1 - sum(around)) / 4
    return float(n * (here - expected) / math.sqrt(variance)) if variance > 0 else float("nan")


# The share of items that must name a day for it to be that of the ledger.
_SOME_OF_ALL = 1 / 3


def open_until(tables: Mapping[str, pd.DataFrame]) -> str | None:
    """Day up to which a ledger reports where the year of its promises was not over then, as an ISO date; else None.

    It is the day of the ledger, or the latest that its items name, where no few of them do. What is short on that day may
    still be met.
    """
    ledger, *_ = tables["ledgers"].to_dict("records")
    days = [str(day) for day in tables["items"]["as_of"] if isinstance(day, str)]
    told = max(days) if days and len(days) >= _SOME_OF_ALL * len(tables["items"]) else None
    day = ledger["as_of"] if isinstance(ledger["as_of"], str) else told
    if day is None or (isinstance(ledger["year"], str) and day[:4] != ledger["year"]):
        return None
    return day if day[5:7] < "12" else None


def claims(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Claim against evidence for each item.

    Returns
    -------
    DataFrame
        ``ledger``, ``item``, ``category``, ``status`` (what the text claims), ``targets``, ``proven``, ``verdict`` (of the
        item) and ``standing``: ``proven`` all its numbers are kept, ``partly`` some are unverified, ``claim_only`` all are,
        ``contradicted`` it says that the whole is done and a number is short, ``short`` it is short, ``no_number``.
    """
    items, fulfilment = tables["items"], tables["fulfilment"]
    out = items[["ledger", "item", "category", "status"]].copy()
    frame = counted(fulfilment)
    key = pd.MultiIndex.from_frame(out[["ledger", "item"]])

    def count(rows: pd.DataFrame) -> list[int]:
        return rows.groupby(["ledger", "item"]).size().reindex(key).fillna(0).astype(int).to_list()

    out["targets"], out["proven"] = count(frame), count(frame[frame["verdict"] != "unverified"])
    short = count(frame[frame["verdict"] == "short"])
    # the text says of the whole that it is done (已完成), not only of some of it
    claimed = count(frame[frame["flags"].str.contains("claimed_short", regex=False)])
    out["verdict"] = [
        str(v)
        for _, one in out.groupby("ledger", sort=False)
        for v in item_verdicts(one, fulfilment[fulfilment["ledger"] == one["ledger"].iloc[0]])
    ]
    out["standing"] = [
        "no_number"
        if not n
        else ("contradicted" if said else "short")
        if missed
        else "proven"
        if proven == n
        else "partly"
        if proven
        else "claim_only"
        for n, proven, missed, said in zip(out["targets"], out["proven"], short, claimed, strict=True)
    ]
    return out
