"""What is wrong with a ledger itself, and what was made of its file."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.extraction.numerals import CHINESE, numeral
from analysis.extraction.quantities import find_quantities
from analysis.extraction.unwritten_units import read_task
from analysis.fields import columns
from analysis.model import Item, Ledger, Role
from analysis.readers.columns import synonyms

# Of what was passed over, what may hold items.
_SERIOUS = (
    "table with other headers",
    "row of another table",
    "text between the tables",
    "number without a task",
    "hidden row",
    "hidden sheet",
)


class Remark(NamedTuple):
    """Something to know of a ledger: whether it is ``wrong``, where it stands, what it is."""

    wrong: bool
    place: str
    text: str

    def __str__(self) -> str:
        """Give the place, where it has one, and what it is."""
        return f"{self.place}: {self.text}" if self.place else self.text


def check(ledger: Ledger) -> list[Remark]:
    """Look for what is wrong in a ledger, whatever its numbers say.

    Parameters
    ----------
    ledger : Ledger
        As `analysis.read_ledger` gives it.

    Returns
    -------
    list of Remark
        In the order of the file. Wrong are: numbers that stand twice or are left out, fewer items than the title speaks
        of, items without task or progress, what looks as if a cell or line had been taken for another, as many persons as
        units missing, a unit with two persons, tables and texts that were passed over though they may hold items. The
        other remarks say how the file was read.
    """
    return [
        *_reading(ledger),
        *_items(ledger),
        *_numbers(ledger),
        *_announced(ledger),
        *_shifted(ledger),
        *_unread(ledger),
        *_persons(ledger),
        *_passed(ledger),
    ]


def _reading(ledger: Ledger) -> Iterator[Remark]:
    encoding = f", {ledger.encoding}" if ledger.encoding else ""
    yield Remark(False, "", f"{ledger.format}{encoding}; {len(ledger)} items; title: {ledger.title}")
    told = {"place": ledger.place, "year": ledger.year, "as_of": ledger.as_of}
    for name, value in told.items():
        if name in ledger.guessed:
            yield Remark(False, "", f"{name} {value}: guessed from the text; a sidecar would say it")
        elif value is None and name != "as_of":
            yield Remark(False, "", f"{name}: not plain in the text; a sidecar would say it")
    if ledger.corrections:
        yield Remark(False, "", f"corrected by a reader: {len(ledger.corrections)} of the numbers")
    known = {f.name for f in columns("items")}
    unknown = dict.fromkeys(header for item in ledger for header, _ in item.more if header not in known)
    if unknown:
        yield Remark(False, "", f"columns kept under their own headers: {'、'.join(unknown)}")


def _items(ledger: Ledger) -> Iterator[Remark]:
    words = {"no_task": "no task", "no_progress": "no progress", "renumbered": "a number that another item has too"}
    for item in ledger:
        for flag in item.flags:
            yield Remark(True, _where(item), words[flag])
        units, persons = item.names(Role.UNIT), item.names(Role.PERSON)
        if any("counts_differ" in duty.flags for duty in item.duties):
            yield Remark(True, _where(item), f"{len(units)} units and {len(persons)} persons")


def _where(item: Item) -> str:
    place = str(item.place)
    return f"item {item.no} ({place})" if place else f"item {item.no}"


def _numbers(ledger: Ledger) -> Iterator[Remark]:
    """Numbers that are left out, where items are counted from 1 without a break."""
    if all(item.no.isascii() and item.no.isdigit() for item in ledger):
        have = {int(item.no) for item in ledger}
        missing = [n for n in range(1, max(have)) if n not in have] if max(have) <= 10 * len(have) else []
        if missing:
            yield Remark(True, "", f"no item {', '.join(map(str, missing[:20]))}")


# 十件民生实事, 20项惠民工程, 共24项; not 第三批实事, 10月
_NUMBER = f"(?<!第)(?<![0-9{CHINESE}])(?P<number>[0-9]{{1,3}}|[{CHINESE}]{{1,5}})"
_ANNOUNCED = re.compile(f"{_NUMBER}(?:[大件项][一-龥]{{0,6}}?(?:实事|工程|项目|任务|事项)|[件项](?=[）)，。]|$))")


def _announced(ledger: Ledger) -> Iterator[Remark]:
    """Fewer items and categories than the title speaks of (十件民生实事)."""
    m = _ANNOUNCED.search(ledger.title)
    told = numeral(m["number"]) if m else None
    have = max(len(ledger), len({item.category for item in ledger}))
    if m and told is not None and have < told:
        yield Remark(True, "", f"{len(ledger)} items, and the title speaks of {m[0]}")


_COUNTED = re.compile(r"[0-9]+(?:[-.][0-9]+)*(?:#[0-9]+)?")
_HEADING_AT_END = re.compile(
    r"\n(?:【[^】\n]{3,30}】|0[1-9]\s?[^\n。；]{3,30}|第[一二三四五六七八九十]{1,3}[件项个][^\n。；]{2,30})$"
)


@functools.cache
def _headers() -> frozenset[str]:
    return frozenset(word for words in synonyms().values() for word in words if len(word) > 2)


# So many of ten items must agree before the others stand out.
_MOST = 0.6


def _shifted(ledger: Ledger) -> Iterator[Remark]:
    """What looks as if a cell or line had been taken for another: it cannot be told for sure, and must be looked at."""
    counted = [_COUNTED.fullmatch(item.no) is not None for item in ledger]
    with_units = [bool(item.names(Role.UNIT)) for item in ledger]
    few = len(ledger) * _MOST
    for item, is_number, has_units in zip(ledger, counted, with_units, strict=True):
        if not is_number and sum(counted) > few:
            yield Remark(True, _where(item), "a number that is none, unlike the others'")
        if not has_units and sum(with_units) == len(ledger) - 1 > 2:
            yield Remark(True, _where(item), "no unit, unlike all others")
        header = next((text for text in (item.task, *item.names(Role.UNIT)) if text in _headers()), None)
        if header is not None:
            yield Remark(True, _where(item), f"a header in place of what it heads: {header}")
        if m := _HEADING_AT_END.search(item.progress):
            yield Remark(True, _where(item), f"a progress that ends like the heading of another item: {m[0].strip()}")


# 5000路, where 路 is no measure word that is known; not 世界500强, 5G or 12345热线
_UNREAD = re.compile(
    r"(?<![“\"第0-9.A-Za-z])(?:[0-9][0-9,.]+[0-9][万亿]?(?!年|强|热线|平台|工程|行动)[一-龥]|[0-9][0-9,.]*[万亿]?$)",
    re.M,
)


def _unread(ledger: Ledger) -> Iterator[Remark]:
    """Numbers of tasks that are not read, since what stands behind them is no measure word that is known."""
    for item in ledger:
        known = {i for q in read_task(item.task).quantities for i in range(q.start, q.end)}
        for q in find_quantities(item.task, bare=True):
            m = _UNREAD.match(item.task, q.start)
            if q.start not in known and m is not None:
                yield Remark(False, _where(item), f"a number without a known measure word, not read: {m[0]}")


def _persons(ledger: Ledger) -> Iterator[Remark]:
    persons: dict[str, dict[str, None]] = {}
    for item in ledger:
        for duty in item.duties:
            if duty.role is Role.PERSON and "two_persons" in duty.flags and duty.answers_for:
                persons.setdefault(duty.answers_for, {})[duty.name] = None
    for unit, names in persons.items():
        yield Remark(True, "", f"{unit} has {len(names)} persons: {'、'.join(names)}")


def _passed(ledger: Ledger) -> Iterator[Remark]:
    for note in ledger.notes:
        yield Remark(False, "", f"kept as a note of the ledger: {' '.join(note.split())[:80]}")
    for passed in ledger.passed:
        said = f": {passed.text}" if passed.text else ""
        yield Remark(passed.why.startswith(_SERIOUS), str(passed.place), f"passed over, {passed.why}{said}")
