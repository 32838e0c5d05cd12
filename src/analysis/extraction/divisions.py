"""By what a text divides a whole in time: batches, parts of the year, terms at school, years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.extraction.candidates import Candidate
from analysis.extraction.reading import Context, Reading
from analysis.extraction.stages import Stage

_DIVISION = re.compile(
    r"\s*[（(]?(?:其中，?)?(?:"
    "(?P<batch>首|第[一二三四五六七八九十0-9]{1,2})(?:批次?|轮|期)"
    "|(?P<half>[上下])半年|第?(?P<quarter>[一二三四])季度"
    "|(?P<month>[0-9]{1,2})(?:月份?)?(?:[—－～~至-]+(?P<last>[0-9]{1,2}))?月份?(?![0-9底末初中])"
    "|(?P<term>[春秋上下])(?:季学期|季|学期)"
    "|(?P<year>20[0-9]{2})年(?![初底末0-9]|以来|[—－～~至-]))"
)
# 6月份累计改造58个
_TO_DATE = re.compile("累计|达到|增至|总数|截[至止]")
_FIRST_OF_THEM = {"首": "第一"}


class Division(NamedTuple):
    """One part of a whole: by what it is divided, and which parts of that this one holds."""

    kind: str
    holds: frozenset[int | str]


def division(c: Context) -> Division | None:
    """Of which part of a whole a number is: what its clause begins with, or else its sentence; None where that is no part."""
    quiet = c.reading.quiet
    m = _DIVISION.match(quiet, *c.clause) or _DIVISION.match(quiet, *c.sentence)
    if m is None:
        return None
    if m["batch"]:
        return Division("batch", frozenset({_FIRST_OF_THEM.get(m["batch"], m["batch"])}))
    if m["term"]:
        return Division("term", frozenset(m["term"]))
    if m["year"]:
        return Division("year", frozenset({m["year"]}))
    if m["half"]:
        first, last = (1, 6) if m["half"] == "上" else (7, 12)
    elif m["quarter"]:
        last = 3 * (1 + "一二三四".index(m["quarter"]))
        first = last - 2
    else:
        first = int(m["month"])
        last = int(m["last"] or first)
    return Division("months", frozenset(range(first, last + 1)))


def divided(reading: Reading, members: Sequence[int]) -> bool:
    """Whether each of several numbers is of a part of one whole, and no part holds another."""
    parts = [division(reading.contexts[k]) for k in members]
    return all(a is not None and b is not None and _apart(a, b) for i, a in enumerate(parts) for b in parts[i + 1 :])


def divided_rows(reading: Reading, single: Sequence[Candidate]) -> Iterator[list[int]]:
    """Rows of numbers each of which is of a part of one whole, and counts the same or leaves out what it counts.

    上半年新增车位700个、充电桩120个；下半年新增车位850个、充电桩190个
    """
    rows: dict[tuple[str, str], list[list[int]]] = {}
    for k, c in enumerate(reading.contexts):
        offer, of = single[k], division(c)
        if of is None or offer.stage is not Stage.FINISHED or _TO_DATE.search(c.left):
            continue
        begun = rows.setdefault((of.kind, offer.unit), [])
        fits = (row for row in begun if divided(reading, [*row, k]) and _alike(single[row[0]], offer))
        row = next(fits, None)
        if row is None:
            begun.append([k])
        else:
            row.append(k)
    return (row for begun in rows.values() for row in begun if len(row) > 1)


def _apart(a: Division, b: Division) -> bool:
    return a.kind == b.kind and a.holds.isdisjoint(b.holds)


def _alike(first: Candidate, other: Candidate) -> bool:
    """Whether the second of two numbers counts what the first does, or leaves it out."""
    a, b = (_DIVISION.sub("", o.about.said) for o in (first, other))
    return other.elided or a == b or other.about.near.keys() == first.about.near.keys()
