"""Measure words and units: their spelling, their dimension, and which of them answer each other."""

from __future__ import annotations

import functools
from decimal import Context, Decimal
from typing import NamedTuple

from analysis.extraction.lexicon import load
from analysis.extraction.numerals import plain


class Unit(NamedTuple):
    """A unit's name, what it measures, and its size in the base of that dimension (None: not convertible)."""

    name: str
    dimension: str
    factor: Decimal | None


# Dimensions whose members count things by heads: they answer each other where the thing counted is the same.
COUNTED = frozenset({"person", "visit", "household", "site", "event"})
_MONTHS = {"月": Decimal(1), "季": Decimal(3), "年": Decimal(12)}


def _time_factor(per: tuple[str, ...], other: tuple[str, ...]) -> Decimal | None:
    """What a rate per ``other`` is to be multiplied with to be one per ``per``: 8376元/年 is 698元/月."""
    if not per or not other or per[-1] not in _MONTHS or other[-1] not in _MONTHS:
        return None
    if per[:-1] and other[:-1] and per[:-1] != other[:-1]:
        return None
    return _MONTHS[per[-1]] / _MONTHS[other[-1]]


_PLACES = {"家", "所", "处", "间", "座"}
_VEHICLES = {"辆", "台", "部"}
_DAYS = {"天", "工作日", "个工作日", "日"}
_ANSWERS = {
    "person": {"person", "visit"},
    "visit": {"person", "visit", "event"},
    "household": {"household"},
    "site": {"site"},
    "event": {"event", "visit"},
}


@functools.cache
def table() -> dict[str, Unit]:
    """Every spelling of every unit."""
    out: dict[str, Unit] = {}
    for dimension, entry in load("units").items():
        for row in entry.get("unit", []):
            factor = Decimal(str(row["factor"])) if "factor" in row else None
            for spelling in (row["name"], *row.get("same", [])):
                out[spelling] = Unit(row["name"], dimension, factor)
    return out


@functools.cache
def split(unit: str) -> tuple[str, tuple[str, ...]]:
    """Split a rate into the unit counted and what it is counted per.

    Examples
    --------
    >>> split("元/人/月"), split("公里")
    (('元', ('人', '月')), ('公里', ()))
    """
    head, *per = unit.split("/")
    return head, tuple(per)


def dimension(unit: str) -> str:
    """What a unit measures (``site``, ``person``, ``money`` …); empty where there is no unit.

    Examples
    --------
    >>> dimension("座"), dimension("元/人/月"), dimension("")
    ('site', 'money', '')
    """
    found = table().get(split(unit)[0])
    return found.dimension if found is not None else ""


# So many digits of a conversion hold.
_DIGITS = Context(prec=15)


def convert(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Express a value in another unit of the same dimension; None where the two cannot be converted.

    Examples
    --------
    >>> convert(Decimal(87900), "米", "公里")
    Decimal('87.9')
    >>> convert(Decimal(3), "公里", "公顷") is None
    True
    >>> convert(Decimal(8376), "元/年", "元/人/月")
    Decimal('698')
    """
    if unit == wanted:
        return value
    (head, per), (other, other_per) = split(wanted), split(unit)
    if per or other_per:
        factor = _time_factor(per, other_per) if head == other else None
        return None if factor is None else plain(value * factor)
    a, b = table().get(unit), table().get(wanted)
    if a is None or b is None or a.dimension != b.dimension or a.factor is None or b.factor is None:
        return None
    # 800公顷 are 12000亩: the size of one is a third of something, and ends nowhere
    return _DIGITS.plus(value * a.factor / b.factor)


# What an examination, a survey or an instrument shows: a level, never summed.
SHOWN = frozenset(("score", "reading"))
_SIZES = frozenset(("length", "area", "volume", "weight", "power", "energy"))
_TIMES = frozenset(("小时", "日", "天", "月", "年"))


@functools.cache
def is_capacity(unit: str) -> bool:
    """Whether a rate is so much in a time, of which two works together have the sum; no standard of money.

    Examples
    --------
    >>> is_capacity("吨/日"), is_capacity("元/月"), is_capacity("微克/立方米")
    (True, False, False)
    """
    _, per = split(unit)
    return len(per) == 1 and per[0] in _TIMES and dimension(unit) in _SIZES


@functools.cache
def affinity(wanted: str, unit: str) -> float:
    """How well a quantity in ``unit`` can answer a target in ``wanted``.

    1 for the same unit, less where readers take one word for the other (名 and 人, 所 and 个), 0 where they measure
    different things. A rate answers a rate of the same base; a rate that leaves out for whom or how long still may.

    Examples
    --------
    >>> affinity("名", "人"), affinity("元", "人"), affinity("元/人/月", "元/月") > 0
    (0.9, 0.0, True)
    """
    (head, per), (other, other_per) = split(wanted), split(unit)
    if bool(per) != bool(other_per) and head != "元":
        return 0.0
    # 5.2万 counts something, and is no share
    base = _head_affinity(head, other) if other or dimension(head) in ("share", "multiple") else 0.8
    if per == other_per:
        return base
    if not per:
        return 0.0
    if not other_per:
        return base * 0.5
    if _time_factor(per, other_per) is not None:
        return base * 0.8
    return base * 0.8 if set(per) >= set(other_per) or set(other_per) >= set(per) else 0.0


_HELD = frozenset(("场", "场次"))


def _head_affinity(head: str, other: str) -> float:
    if head == other:
        return 1.0
    a, b = table().get(head), table().get(other)
    if "" in (head, other):
        # 8.8万贫困人口: a number without a measure word
        named = a or b
        return 0.8 if named is not None and named.dimension in COUNTED else 0.0
    if a is None or b is None:
        return 0.0
    if {a.name, b.name} == {"%", "个百分点"}:
        # 增长九个百分点 is answered by 增长9.2%, both being growth
        return 0.9
    if a.dimension == b.dimension:
        if a.dimension == "site":
            # 个 stands in for any measure word of things; two specific ones (张 and 套) rarely mean the same thing.
            if {head, other} <= _VEHICLES:
                return 0.9
            if {head, other} == {"个", "路"}:
                # 探头812路
                return 0.85
            if "个" in (head, other):
                return 0.85 if {head, other} - {"个"} <= _PLACES | {"项", "条", "宗"} else 0.7
            return 0.85 if {head, other} <= _PLACES else 0.45
        if a.dimension == "time":
            # hours and minutes; how many hours a working day has is not said
            return 0.9 if {a.name, b.name} <= _DAYS or convert(Decimal(1), head, other) is not None else 0.0
        if a.dimension in COUNTED:
            return 0.9 if a.dimension == "person" else 0.85 if {a.name, b.name} <= {"场", "场次", "次"} else 0.6
        return 0.95 if convert(Decimal(1), head, other) is not None else 0.0
    if b.dimension in _ANSWERS.get(a.dimension, ()):
        # a performance is not one of its visitors
        return 0.0 if a.name in _HELD and b.dimension == "visit" else 0.7
    return 0.0
