"""A small table typed into a progress text: lines of cells divided by blanks, with a column of what was achieved."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.extraction.candidates import About, Candidate, plainly
from analysis.extraction.lexicon import verbs
from analysis.extraction.numerals import arabic
from analysis.extraction.quantities import one_of
from analysis.extraction.reading import Reading, Span
from analysis.extraction.stages import Stage
from analysis.model import Bound, Method

_CELL = re.compile(r"[^\s\u3000|｜](?:[^\n\t\u3000|｜ ]| (?=[^\s]))*")
_NUMBER = re.compile(r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
_UNIT = re.compile(r"[（(](?P<unit>[^（）()]{1,4})[)）]$")
# the line above a table: 完成情况如下（单位：人）
_UNIT_OF_ALL = re.compile(r"单位\s*[:：]\s*(?P<unit>[^（）()，。；:：\s]{1,4})[)）]?[:：]?\s*$")
# 各乡镇完成情况如下
_WHAT_IS_DONE = re.compile("(?:完成|进展|建设|实施)情况[^，。；]{0,6}$")
_TOTAL = re.compile("合计|总计|小计|全市|全县|全区|总数")


def _rows(text: str) -> Iterator[list[Span]]:
    """Lines of the text as spans of cells, those with a single cell left out."""
    for line in re.finditer("[^\n]+", text):
        if "  " not in line[0] and "\t" not in line[0] and "\u3000" not in line[0] and "|" not in line[0]:
            yield []
            continue
        yield [m.span() for m in _CELL.finditer(text, line.start(), line.end())]


def tabled(reading: Reading) -> list[Candidate]:
    """The total of each column of a table in the text that says what was achieved; its parts where it has no total."""
    text = reading.text
    out: list[Candidate] = []
    header: list[Span] = []
    body: list[list[Span]] = []
    for cells in [*_rows(text), []]:
        if header and len(cells) == len(header):
            body.append(cells)
            continue
        if header and len(body) > 1:
            out += _columns(reading, header, body)
        header, body = (
            (cells, [])
            if len(cells) > 1 and verbs("achieved_column").search(text[cells[0][0] : cells[-1][1]])
            else ([], [])
        )
    return out


def _is_achieved(head: str) -> bool:
    """Whether the head of a column says that what it counts is done."""
    done = verbs("achieved_column").search(head) is not None
    return done and not verbs("planned_column", "undone_column").search(head)


def _columns(reading: Reading, header: list[Span], body: list[list[Span]]) -> Iterator[Candidate]:
    text = reading.text
    of_all = _UNIT_OF_ALL.search(text, 0, header[0][0])
    # the line above: 庭院经济完成情况如下：
    above = text.rfind("\n", 0, header[0][0])
    caption = (text.rfind("\n", 0, max(above, 0)) + 1, max(above, 0))
    heads = [text[a:b] for a, b in header]
    written = [_UNIT.search(head) or of_all for head in heads]
    ones = [one_of(unit["unit"]) if unit else None for unit in written]
    told = [_is_achieved(head) for head in heads]
    # 厕所（户） 未完成（户）, and 总数（户） 完成（户）: beside these a column does not count what is done
    apart = {
        one.unit
        for one, head, is_told in zip(ones, heads, told, strict=True)
        if one and (is_told or verbs("undone_column").search(head))
    }
    # what was promised, unit by unit
    goals = {
        one.unit: one.value * _added(text, _cells(text, body, column)[0])
        for column, (one, head) in enumerate(zip(ones, heads, strict=True))
        if one and verbs("quota").search(head) and not verbs("achieved_column").search(head)
    }
    # under a unit of all columns, or below what is done, each is named by what it counts
    below = _WHAT_IS_DONE.search(text, *caption) is not None
    for column, (a, b) in enumerate(header):
        one = ones[column]
        if one is None or verbs("planned_column").search(heads[column]):
            continue
        counts = column > 0 and one.unit not in apart and (written[column] is of_all or below)
        if not (told[column] or counts):
            continue
        spans, total = _cells(text, body, column)
        if not spans:
            continue
        yield Candidate(
            value=one.value * _added(text, spans),
            unit=one.unit,
            bound=Bound.EXACT,
            method=Method.STATED if total else Method.SUM,
            stage=Stage.FINISHED,
            spans=tuple(spans),
            members=(),
            describe=functools.partial(_of_column, reading, (a, b), caption),
            counted_against=goals.get(one.unit),
        )


def _cells(text: str, body: list[list[Span]], column: int) -> tuple[list[Span], bool]:
    """The numbers of a column that count, and whether they are its total: that alone, else all of them."""
    cells = [row[column] for row in body if _NUMBER.fullmatch(text[slice(*row[column])])]
    totals = [row[column] for row in body if _TOTAL.match(text, row[0][0]) and row[column] in cells]
    return totals[-1:] or cells, bool(totals)


def _added(text: str, spans: list[Span]) -> Decimal:
    return sum((arabic(text[slice(*span)]) for span in spans), Decimal(0))


def _of_column(reading: Reading, head: Span, caption: Span) -> About:
    """What the numbers of a column are about: what its head says, and less surely the line above the table."""
    about = plainly(reading, (head,))
    return about._replace(topics={**dict.fromkeys(reading.words(*caption), 0.5), **about.topics})
