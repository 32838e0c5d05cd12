"""By what a text divides a whole: batches, parts of the year, terms at school, years, places, offices."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.extraction.candidates import Candidate
from analysis.extraction.offices import DONE_BY, HELD_BY, REPORTED_BY
from analysis.extraction.places import DONE_THERE, ONLY_PLACE
from analysis.extraction.reading import SEGMENT, Context, Reading
from analysis.extraction.segment import words
from analysis.extraction.stages import Stage

_DIVISION = re.compile(
    r"\s*+[①-⑳]?[（(]?(?:其中，?)?(?:"
    "(?P<batch>首|次|末|前[一二三四五六七八九]|第?[一二三四五六七八九十0-9]{1,2})(?:批次?|轮|期|标段)"
    "|(?P<half>[上下])半年|前(?P<first>[二三])个?季度|第?(?P<quarter>[一二三四])季度"
    "|(?P<month>[0-9]{1,2})(?:月份?)?(?:[—－～~至-]+(?P<last>[0-9]{1,2}))?月份?(?![底末初中]|[0-9]{1,2}[日号—－～~至-])(?<![0-9])"
    "|(?P<term>[春秋上下])(?:季学期|季|学期)"
    "|(?P<crop>[夏秋]粮|[早晚]稻)"
    "|(?P<year>20[0-9]{2})年(?![初底末0-9]|以来|[—－～~至-])"
    f"|(?P<place>{ONLY_PLACE.pattern})[:：]?(?=[0-9]|(?:已|均|共)*{DONE_THERE.pattern[:-1]}[0-9]))"
)
_NOUN_IN_FRONT = re.compile(
    "[①-⑳]?[一-龥]{2,14}?(?=第[一二三四五六七八九十]批|首批|第?[一二三四]季度|(?<!前)[上下]半年|(?<![0-9])[0-9]{1,2}(?:[—－～~至-]+[0-9]{1,2})?月)"
)
# 10月、11月又分别新增3180人和2950人
_MONTHS_IN_A_ROW = re.compile(
    "(?P<months>[0-9]{1,2}月份?(?:[、和][0-9]{1,2}月份?)+)(?:(?!累计)[^，。；0-9]){0,6}(?:分别|依次)(?!累计|达|[为是])"
)
# 6月份累计改造58个
_TO_DATE = re.compile("累计|达到|增至|总数|截[至止]")
_OF_ALL = re.compile("全[市县区州省旗镇]|其中")
# Different things of one kind of division that one text tells of, at most.
_MOST_ROWS = 20
_BATCHES = {"首": "一", "次": "二"}


# A heading in front of a division is no longer.
_LONGEST_HEADING = 12


class Division(NamedTuple):
    """One part of a whole: by what it is divided, and which parts of that this one holds."""

    kind: str
    holds: frozenset[int | str]


def division(c: Context) -> Division | None:
    """Of which part of a whole a number is: what its segment begins with, its clause or its sentence; None where that is none."""
    quiet = c.reading.quiet
    if (month := _of_months_in_a_row(c)) is not None:
        return Division("months", frozenset({month}))
    segment = c.reading.stretch(SEGMENT, c.quantity.from_, c.quantity.end)
    m = next((m for span in (segment, c.clause, c.sentence) if (m := _DIVISION.match(quiet, *span))), None)
    if m is None and (colon := quiet.find("：", c.sentence[0], c.sentence[0] + _LONGEST_HEADING)) > 0:
        # 农危房：第一批112户，竣工96户
        m = _DIVISION.match(quiet, colon + 1, c.sentence[1])
        m = m if m and m["batch"] else None
    if m is None and (noun := _NOUN_IN_FRONT.match(quiet, *segment)):
        # 污水处理设施第一批建成18处
        m = _DIVISION.match(quiet, noun.end(), segment[1])
    if m is None:
        office = c.reading.office(c.quantity.start) or _who_did_it(c)
        return Division("office", frozenset({office})) if office else None
    if m["batch"]:
        batch = m["batch"].removeprefix("第")
        return Division("batch", frozenset({_BATCHES.get(batch, batch)}))
    for kind in ("place", "crop"):
        if m[kind]:
            return Division(kind, frozenset({m[kind]}))
    if m["term"]:
        return Division("term", frozenset(m["term"]))
    if m["year"]:
        return Division("year", frozenset({m["year"]}))
    if m["half"]:
        first, last = (1, 6) if m["half"] == "上" else (7, 12)
    elif m["first"]:
        first, last = 1, 3 * (1 + "一二三".index(m["first"]))
    elif m["quarter"]:
        last = 3 * (1 + "一二三四".index(m["quarter"]))
        first = last - 2
    else:
        first = int(m["month"])
        last = int(m["last"] or first)
    return Division("months", frozenset(range(first, last + 1)))


def _who_did_it(c: Context) -> str:
    """The office with which the clause of a number begins, or the institution that held so many; empty where it begins with none."""
    held = c.quantity.dimension in ("event", "visit", "person")
    doers = (DONE_BY, HELD_BY) if held else (DONE_BY,)
    return next((m["name"] for doer in doers if (m := doer.match(c.reading.quiet, *c.clause))), "")


def _of_months_in_a_row(c: Context) -> int | None:
    """The month of a number in a row of as many as there are months in front of it; None where it stands in none."""
    m = _MONTHS_IN_A_ROW.match(c.reading.quiet, *c.clause)
    if m is None:
        return None
    months = re.findall("[0-9]+", m["months"])
    quantities = c.reading.quantities
    begun, at, ended = (
        bisect_left(quantities, place, key=lambda q: q.start) for place in (m.end(), c.quantity.start, c.clause[1])
    )
    return int(months[at - begun]) if begun <= at and ended - begun == len(months) else None


_MONTHS_TO_DATE = re.compile(
    "[0-9]{1,2}月[份底末]?(?:[、和][0-9]{1,2}月[份底末]?)+[^。；0-9]{0,10}(?:累计[^。；0-9]{0,10}分别|分别(?:累计|达))|"
    "截[至止][0-9]{1,2}月[份底末]?(?:[、和][0-9]{1,2}月[份底末]?)+[^。；0-9]{0,10}分别"
)


def months_to_date(c: Context) -> bool:
    """Whether a number is in a row of what there was up to each of several months: 10月、11月，累计新增就业分别达到12300人和14000人."""
    return _MONTHS_TO_DATE.search(c.reading.quiet, c.sentence[0], c.quantity.from_) is not None


def rises_by_months(reading: Reading, members: Sequence[int], *, to_date: bool = False) -> bool:
    """Whether numbers of months may each hold those in front: they never fall, and months are left out or 累计 stands beside them.

    ``to_date``: only where 累计 does.
    """
    parts = [division(reading.contexts[k]) for k in members]
    if any(part is None or part.kind != "months" for part in parts):
        return False
    months = [sorted(map(int, part.holds)) for part in parts if part is not None]
    if any(a[-1] >= b[0] for a, b in itertools.pairwise(months)):
        return False
    gaps = any(a[-1] + 1 < b[0] for a, b in itertools.pairwise(months))
    values = [reading.quantities[k].value for k in members]
    first, last = reading.contexts[members[0]], reading.contexts[members[-1]]
    told = reading.quiet[first.sentence[0] : first.quantity.from_] + reading.quiet[last.quantity.end : last.sentence[1]]
    return values == sorted(values) and ("累计" in told or (gaps and not to_date))


def of_places(c: Context) -> bool:
    """Whether it is by places that a text divides the whole of which a number is a part."""
    of = division(c)
    return of is not None and of.kind == "place"


def of_offices(reading: Reading, members: Sequence[int]) -> bool:
    """Whether each of several numbers stands in the report of another office."""
    parts = [division(reading.contexts[k]) for k in members]
    return divided(reading, members) and all(part is not None and part.kind == "office" for part in parts)


def divided(reading: Reading, members: Sequence[int]) -> bool:
    """Whether each of several numbers is of a part of one whole, and no part holds another."""
    held: set[int | str] = set()
    kinds = set[str]()
    for k in members:
        part = division(reading.contexts[k])
        if part is None or not held.isdisjoint(part.holds):
            return False
        held |= part.holds
        kinds.add(part.kind)
    # 住建局完成180户，乡村振兴局对180户进行了复核: the same ones
    the_same = "office" in kinds and len({reading.quantities[k].value for k in members}) < len(members)
    return len(kinds) <= 1 and not the_same


def divided_rows(reading: Reading, single: Sequence[Candidate]) -> Iterator[list[int]]:
    """Rows of numbers each of which is of a part of one whole, and counts the same or leaves out what it counts.

    上半年新增车位700个、充电桩120个；下半年新增车位850个、充电桩190个
    """
    rows: dict[tuple[str, str], list[list[int]]] = {}
    held: dict[int, frozenset[int | str]] = {}
    by_office = set[tuple[str, Decimal]]()
    for k, c in enumerate(reading.contexts):
        offer, of = single[k], division(c)
        if of is None or offer.stage is not Stage.FINISHED or _TO_DATE.search(c.left):
            continue
        if of.kind == "office" and _OF_ALL.search(c.reading.quiet, c.clause[0], c.quantity.from_):
            # 城管局：全市新增停车泊位3110个
            continue
        begun = rows.setdefault((of.kind, offer.unit), [])
        if of.kind == "office" and (offer.unit, offer.value) in by_office:
            # 住建局：建成126部。市场监管局：对126部完成检验
            continue
        if of.kind == "office":
            by_office.add((offer.unit, offer.value))
        for row in begun[:_MOST_ROWS]:
            if held[row[0]].isdisjoint(of.holds) and _alike(reading.contexts[row[0]], c, of.kind):
                row.append(k)
                held[row[0]] |= of.holds
                break
        else:
            begun.append([k])
            held[k] = of.holds
    return (row for begun in rows.values() for row in begun if len(row) > 1)


def counted_in(c: Context) -> str:
    """What a number that is of a part of a whole says it counts: without the part, and without that it was done."""
    said = _MONTHS_IN_A_ROW.sub("", c.said, count=1)
    said = REPORTED_BY.sub("", said, count=1).removeprefix(_who_did_it(c))
    return DONE_THERE.sub("", _DIVISION.sub("", said, count=1))


def _alike(first: Context, other: Context, kind: str) -> bool:
    """Whether the second of two numbers counts what the first does, or leaves it out."""
    a, b = counted_in(first), counted_in(other)
    content = words().content
    # 人社局：职业技能培训7860人次。总工会：职工技能培训2415人次
    of_one_noun = kind == "office" and len(b) > 3 and a[-2:] == b[-2:]
    return of_one_noun or content(b).keys() <= content(a).keys()
