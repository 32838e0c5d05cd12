"""Find the ledger in a document: the tables that are part of it, joined, or the numbered promises of a text."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import LedgerError
from analysis.model import Passed, Place
from analysis.readers.cards import named_cards
from analysis.readers.columns import REQUIRED, clean, names_columns, synonyms
from analysis.readers.furniture import is_furniture
from analysis.readers.grid import TOP, Document, Grid, Line, Row, part_of
from analysis.readers.gutter import apart
from analysis.readers.header import Header, alike, find_header, kind_of
from analysis.readers.joined import joined
from analysis.readers.labels import answerable
from analysis.readers.mixed import unmixed
from analysis.readers.names import like_unit
from analysis.readers.prose import read_prose
from analysis.readers.rows import Part, Record, flat, records, signs
from analysis.readers.two_rows import on_one_row
from analysis.readers.upright import ORDINAL, unfolded, unstacked, upright
from analysis.readers.words import load

_PROGRESS_ENDS = frozenset(word[-2:] for word in synonyms()["progress"])
_ABOUT = re.compile("实事|民生|进展|情况|台账|任务|进度|落实|工程|一览表|公示")
_NOTE = re.compile(r"(?:注|备注|说明|附注)\s*[:：]|注[0-9一二三]|^※|^\*")


# A table of one row tells of something else.
_FEWEST_ROWS = 2


class UnevenError(LedgerError):
    """A table that is the ledger, and has a row of another width than its header: no other way of reading is right."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a document holds of a ledger: its records, the text that may be its title, notes, what was passed over."""

    records: tuple[Record, ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    labels: tuple[str, ...]
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of a grid under one header, from ``start`` to ``end``; where they stand among the document's blocks."""

    block: int
    grid: Grid
    header: Header
    top: int
    start: int

    @property
    def rows(self) -> int:
        """Number of rows that say something."""
        return sum(not row.empty for row in self.grid.rows[self.start :])


def find_ledger(path: Path, document: Document, given: Mapping[str, str]) -> Found:
    """Find the ledger of a document.

    Tables are joined where their headers agree, and a table without a header that is as wide continues the one in front
    of it. Where headers differ, the one with the most items is the ledger; others that number, promise, report and name who
    answers as it does, of the same year and of other promises, are parts of it, and the rest are named as passed over.

    Raises
    ------
    LedgerError
        Where it holds none; with the headers that were found.
    """
    _check_given(path, document, given)
    blocks = tuple(part for block in document.blocks for part in _without_tables_below(block, given))
    document = dataclasses.replace(document, blocks=blocks)
    blocks_apart = tuple(b for block in document.blocks for b in apart(block, given))
    side_by_side = len(blocks_apart) > len(document.blocks)
    document = dataclasses.replace(document, blocks=blocks_apart)

    def kind(text: str) -> str | None:
        return kind_of(text, given)

    read = (
        on_one_row(unfolded(unstacked(b, kind), kind), kind) if isinstance(b, Grid) else b
        for b in unmixed(document.blocks, kind)
    )
    document = dataclasses.replace(document, blocks=tuple(named_cards(joined(tuple(read), given), given)))
    tables = list(_tables(document, given))
    if not tables:
        document = dataclasses.replace(document, blocks=tuple(upright(document.blocks, kind)))
        tables = list(_tables(document, given))
    if not tables:
        return _from_prose(path, document, given)
    groups: list[list[_Table]] = []
    for table in tables:
        group = next((g for g in groups if alike(g[0].header, table.header)), None)
        if group is None:
            groups.append([table])
        else:
            group.append(table)
    largest = max(groups, key=lambda g: sum(t.rows for t in g))
    further = [g for g in groups if g is not largest and _is_a_part(g, largest, tables, document)]
    # in the order of the document
    chosen = [table for table in tables if any(table in group for group in (largest, *further))]
    passed = list(document.passed)
    for group in groups:
        if group is not largest and group not in further and any(t.rows for t in group):
            labels = "、".join(flat(x) for x in group[0].header.labels if x.strip())
            rows = sum(t.rows for t in group)
            passed.append(Passed(group[0].grid.rows[0].place, f"table with other headers, {rows} rows", labels[:80]))
    found: list[Record] = []
    notes: list[str] = []
    parts = _parts(path, chosen, document)
    for row in records(parts):
        if not isinstance(row, Passed):
            found.append(row)
        elif row.why == "note":
            notes.append(row.text)
        else:
            passed.append(row)
    below = _rows_of_another(found)
    found = found[: len(found) - len(below)]
    if side_by_side:
        found = _counted_across(found)
    passed += [
        Passed(r.place, "row of another table", " | ".join(map(flat, filter(None, r.cells.values())))[:200])
        for r in below
    ]
    first, end = chosen[0], chosen[-1]
    of_numbers = bool(found) and all(_NUMBERS.fullmatch(r.cells["task"]) for r in found)
    if (len(found) < 2 or of_numbers) and any(isinstance(b, Line) and len(b.text) > 20 for b in document.blocks):
        # 索引号 | … | 名称 | …进展情况: a table that describes the page, or one of figures, and the ledger is its text
        with contextlib.suppress(LedgerError):
            prose = _from_prose(path, document, given)
            if len(prose.records) > len(found) or of_numbers:
                return prose
    if of_numbers:
        numbers = f"a table whose tasks are numbers alone ({flat(found[0].cells['task'])[:16]})"
        raise LedgerError(path, numbers, "promises in words: what is to be done, and how much of it", found[0].place)
    if len(found) > 2 and all(
        _NUMBERS.fullmatch(r.cells["progress"]) and not _COUNTED.search(r.cells["task"]) for r in found
    ):
        figures = f"a table of figures that promises nothing ({flat(found[0].cells['task'])[:16]})"
        raise LedgerError(path, figures, "promises: what is to be done, and how much of it", found[0].place)
    _check_times(path, parts, found)
    passed += _of_something_else(document, {t.block for t in tables}, given)
    running = {flat(b.text) for b in document.blocks[: first.block] if isinstance(b, Line)}
    passed += [
        Passed(b.place, "text between the tables", b.text[:80])
        for b in document.blocks[first.block : end.block]
        if isinstance(b, Line)
        and not is_furniture(b.text)
        # the title again, at the head of each page
        and flat(b.text) not in running
        and not any(_says_above(p, flat(b.text)) for p in parts)
    ]
    passed += [
        Passed(row.place, "row above the header", " | ".join(flat(c.text)[:40] for c in cells)[:200])
        for before, table in itertools.pairwise([None, *chosen])
        # above a further header of one grid stand the items of the header before it
        if table is not None and (before is None or before.block != table.block)
        for row in table.grid.rows[: table.top]
        if table.start and len(cells := row.spoken()) > 1
    ]
    titles = [t for b in document.blocks[: first.block] for t in _title_lines(b)]
    titles += [flat(cells[0].text) for row in first.grid.rows[: first.top] if len(cells := row.spoken()) == 1]
    titles += _headlines([b for b in document.blocks[: first.block] if isinstance(b, Line)])
    if len(parts) > 1 and len(titles) > 1:
        # 表1 民生保障类 heads the first table alone
        titles = [t for t in titles if t != parts[0].heading] or titles
    notes += _notes(document.blocks[end.block + 1 :], everything=document.format == "pasted text")
    return Found(tuple(found), tuple(titles), tuple(notes), first.header.labels, tuple(passed))


def _counted_across(found: list[Record]) -> list[Record]:
    """Records of tables side by side in the order of their numbers, where these count row by row through all of them."""
    numbers = [record.cells.get("no", "") for record in found]
    if not all(map(str.isdecimal, numbers)) or len(set(map(int, numbers))) < len(numbers):
        return found
    return sorted(found, key=lambda record: int(record.cells["no"]))


def _is_a_part(
    group: Sequence[_Table], largest: Sequence[_Table], tables: Sequence[_Table], document: Document
) -> bool:
    """Whether tables with headers of their own are a part of the ledger (附件1 | 附件2), and none of another year or time."""
    for table in (group[0], largest[0]):
        columns = table.header.columns.keys()
        named = not columns.isdisjoint(("units", "supporting", "units_persons", "persons", "leader"))
        # 5, behind a table whose last number is 4
        if "no" not in columns or not (named or _counts_on(tables, group)):
            return False
    if any(table.rows < _FEWEST_ROWS for table in group):
        return False
    heading, other = (_heading_of(tables[0], document) for tables in (group, largest))
    times, others = ({*_YEAR.findall(text), *_TIME.findall(text)} for text in (heading, other))
    if _something_else().search(heading) or not times <= others:
        return False
    promised, told = (
        {
            text
            for t in g
            for row in t.grid.rows[t.start :]
            if (text := flat(row.cells[t.header.columns["task"][-1]].text))
        }
        for g in (group, largest)
    )
    return promised.isdisjoint(told)


def _counts_on(tables: Sequence[_Table], group: Sequence[_Table]) -> bool:
    """Whether the numbers of a table go on where those in front of it end."""
    before = [n for table in tables if table.block < group[0].block for n in _numbers(table)]
    return bool(before) and _numbers(group[0])[:1] == [before[-1] + 1]


def _numbers(table: _Table) -> list[int]:
    at = table.header.columns.get("no")
    texts = [row.cells[at[0]].text.strip() for row in table.grid.rows[table.start :]] if at else []
    return [int(text) for text in texts if text.isdecimal()]


@functools.cache
def _something_else() -> re.Pattern[str]:
    """What stands above a table of another year, of what is not done any more, or of an example."""
    return re.compile("|".join(load("furniture")["other_tables"]))


def _heading_of(table: _Table, document: Document) -> str:
    """What stands above a table, up to the one in front of it: lines, rows above its header, the name of its sheet."""
    rows = itertools.takewhile(lambda row: len(row.spoken()) < 2, reversed(table.grid.rows[: table.top]))
    above = [flat(cells[0].text) for row in rows if (cells := row.spoken())]
    for block in reversed(document.blocks[: table.block]):
        # a sentence is of the text in front
        if not isinstance(block, Line) or block.text.endswith("。"):
            break
        above.append(flat(block.text))
        if _ANNEX_NUMBER.fullmatch(above[-1]):
            break
    return " ".join((*above, table.grid.rows[0].place.sheet))


# No header of a column is as long as an item's texts.
_LONGEST_HEADER = 16


def _without_tables_below(block: Grid | Line, given: Mapping[str, str]) -> Iterator[Grid | Line]:
    """The rows of a sheet, divided where the header of a table of something else stands: 序号 | 工作单位 | 姓名 | 电话."""
    if isinstance(block, Line):
        yield block
        return
    headers = (find_header(block, i, given) for i in range(len(block.rows)))
    header = next((found for found in headers if found is not None), None)
    if header is None:
        yield block
        return
    # a header of two rows may say 序号 on both
    cuts = [i for i, row in enumerate(block.rows) if i > header.end and _heads_something_else(row, given)]
    for a, b in itertools.pairwise((0, *cuts, len(block.rows))):
        yield part_of(block, a, b) if cuts else block


def _heads_something_else(row: Row, given: Mapping[str, str]) -> bool:
    if max(len(text) for text, _, _ in row.cells) > _LONGEST_HEADER:
        return False
    kinds = {kind_of(cell.text, given) for cell in row.spoken()}
    return "no" in kinds and kinds.isdisjoint(REQUIRED) and _headed(row, given)


def _check_given(path: Path, document: Document, given: Mapping[str, str]) -> None:
    """Refuse a header that was given by hand and stands in no table.

    Raises
    ------
    LedgerError
        With the headers of the largest table.
    """
    if not given:
        return
    grids = [block for block in document.blocks if isinstance(block, Grid) and block.rows]
    said = {clean(cell.text) for grid in grids for row in grid.rows for cell in row.cells}
    for column, header in given.items():
        wanted_head = clean(header)
        # of two levels: 主抓 below 责任单位 is the one header 主抓责任单位
        joined = any(wanted_head.startswith(a) and wanted_head[len(a) :] in said for a in said if a)
        if grids and wanted_head not in said and not joined:
            largest = max(grids, key=lambda grid: len(grid.rows))
            heads = max(largest.rows[:TOP], key=lambda row: len(row.spoken())).spoken()
            wanted = f"one of its headers: {'、'.join(flat(c.text)[:20] for c in heads)}"
            raise LedgerError(path, f"no header {header} (for the column {column})", wanted, largest.rows[0].place)


def _check_times(path: Path, parts: Sequence[Part], found: Sequence[Record]) -> None:
    """Refuse tables that are ledgers of several years, or report of the same promises at several times.

    Raises
    ------
    LedgerError
        With the names of the sheets or the headings: which of them is meant is for the reader to say.
    """
    sheets = dict.fromkeys(part.grid.rows[0].place.sheet for part in parts)
    names = list(sheets) if len(sheets) > 1 else [part.heading for part in parts]
    years, times = ([tuple(pattern.findall(name)) for name in names] for pattern in (_YEAR, _TIME))
    again = len({flat(r.cells["task"]) for r in found}) < 0.75 * len(found)
    unnamed = len(sheets) > 1 and again and all(_UNNAMED_SHEET.fullmatch(sheet) for sheet in sheets)
    if unnamed or any(
        len(set(told)) == len(names) > 1 and all(told) and sure for told, sure in ((years, True), (times, again))
    ):
        several = f"ledgers of several times in one file ({'、'.join(names)[:60]})"
        raise LedgerError(path, several, "one of them: each as a file of its own", parts[1].grid.rows[0].place)


def _of_something_else(document: Document, read: set[int], given: Mapping[str, str]) -> Iterator[Passed]:
    """Tables that have the headers of a ledger and no report: a plan, a list of telephones."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Grid) and number not in read and len(block.rows) > 1 and _headed(block.rows[0], given):
            labels = "、".join(flat(c.text) for c in block.rows[0].spoken())
            yield Passed(block.rows[0].place, f"table without reports, {len(block.rows) - 1} rows", labels[:80])


def _headed(row: Row, given: Mapping[str, str]) -> bool:
    """Whether a row is the header of some table: most of its cells head columns, and none holds a number."""
    said = [cell.text for cell in row.spoken()]
    known = sum(kind_of(text, given) is not None for text in said)
    return (
        known > 1
        and 2 * known >= len(said)
        and not any(re.search("[0-9]", text) or len(text) > _LONGEST_HEADER for text in said)
    )


def _parts(path: Path, chosen: Sequence[_Table], document: Document) -> list[Part]:
    """Tables of the ledger; what stands above each of several is the heading of its rows, and who answers for them.

    The heading is the name of its sheet, or the line between it and the table in front of it.
    """
    sheets = [table.grid.rows[0].place.sheet for table in chosen]
    above = [_above(document, table) for table in chosen]
    headings = [heading for heading, _ in above]
    if len(set(sheets)) > 1:
        titled = [_ordinal_title(table) for table in chosen]
        headings = titled if all(titled) and len(set(titled)) == len(titled) else sheets
    elif len({table.grid.rows[0].place.page for table in chosen}) > 1:
        headings = _headings_of_pages(chosen, headings)
    elif len(chosen) == 1 or not all(headings[1:]) or len(set(headings)) < len(headings):
        headings = [""] * len(chosen)
    elif len(headings[0]) >= 30:
        # the title of the whole
        headings[0] = ""
    everywhere = len(chosen) > 1 and all(told for _, told in above)
    reporting = [_reporting(table) for table in chosen]
    if not everywhere and all(reporting) and len(set(reporting)) > 1:
        above = [(heading, {"units": unit}) for heading, unit in zip(headings, reporting, strict=True)]
        everywhere = True
    for table in chosen:
        _check_widths(path, table)
    return [
        Part(
            table.grid,
            table.header,
            table.start,
            "" if "category" in table.header.columns else heading or _category_above(table),
            told if everywhere else {},
        )
        for table, heading, (_, told) in zip(chosen, headings, above, strict=True)
    ]


_FIRST_CATEGORY = re.compile("[（(]?一[）)、]")
_SECOND_CATEGORY = re.compile("[（(]?二[）)、]")


def _ordinal_title(table: _Table) -> str:
    """The numbered title in a row of its own above the header of a sheet: 一、健康惠民."""
    rows = (row.spoken() for row in table.grid.rows[: table.top])
    return next((text for said in rows if len(said) == 1 and ORDINAL.match(text := flat(said[0].text))), "")


def _category_above(table: _Table) -> str:
    """The category that stands in a row of its own above the header, where further ones stand below it (一、…, 二、…)."""
    alone = [(i, flat(row.spoken()[0].text)) for i, row in enumerate(table.grid.rows) if len(row.spoken()) == 1]
    above = [text for i, text in alone if i == table.top - 1 and _FIRST_CATEGORY.match(text)]
    below = any(i >= table.start and _SECOND_CATEGORY.match(text) for i, text in alone)
    return above[0] if above and below else ""


def _headings_of_pages(chosen: Sequence[_Table], above: Sequence[str]) -> list[str]:
    """Headings of tables over several pages: what stands above a table may be the head of its page, unless it is numbered.

    A table that goes on from the page before has none of its own.
    """
    headings = [text if ORDINAL.match(text) else "" for text in above]
    own = [text for text, table in zip(headings, chosen, strict=True) if table.header.end]
    return headings if all(own) and len(set(own)) == len(own) > 1 else [""] * len(chosen)


_REPORTING = re.compile(
    r"(?:填报|报送|填表)(?:单位|部门)\s*(?:[（(]\s*(?:盖章|公章|章)\s*[）)])?\s*[:：]?\s*(?P<unit>.*)", re.S
)


def _reporting(table: _Table) -> str:
    """The unit that fills in a table without a column of units, as a row above its header says (填报单位：区教育局)."""
    if {"units", "units_persons"} & table.header.columns.keys():
        return ""
    for row in table.grid.rows[: table.top]:
        cells = row.spoken()
        for k, cell in enumerate(cells):
            if m := _REPORTING.fullmatch(cell.text.strip()):
                name = (
                    m["unit"].split()[0] if m["unit"].split() else flat(cells[k + 1].text) if k + 1 < len(cells) else ""
                )
                return name if like_unit(name) else ""
    return ""


_ANNEX_NUMBER = re.compile("附[件表][0-9一二三四五六七八九]*\\s*[:：]?")
_ANNEX = re.compile("^附件[0-9一二三四五六]*\\s*[:：]\\s*")
_YEAR = re.compile("20[0-9]{2}")
# the same promises in Sheet1 and Sheet1 (2): a month was copied and filled in anew
_UNNAMED_SHEET = re.compile(r"(?:Sheet|工作表) ?[0-9]+ ?(?:[（(][0-9]+[）)])?")
_TIME = re.compile("[0-9]{1,2}月|[一二三四1-4]季度|[上下]半年")
_NUMBERED = re.compile(r"[（(]?[0-9]{1,4}(?:[-—.][0-9]{1,3})?[)）.．、]?")
_FEWEST_NUMBERED = 3


def _rows_of_another(found: Sequence[Record]) -> list[Record]:
    """Rows at the end, two or more, without a report and with something else for a number, below items that all have one."""
    numbered = [_NUMBERED.fullmatch(record.cells.get("no", "").strip()) is not None for record in found]
    last = max((i for i, is_number in enumerate(numbered) if is_number), default=-1)
    below = list(found[last + 1 :])
    bare = all(r.cells.get("no", "").strip() and not r.cells["progress"].strip() for r in below)
    return below if bare and len(below) > 1 and last >= _FEWEST_NUMBERED - 1 and all(numbered[: last + 1]) else []


# 80, 80公里, 27800\n4400
_NUMBERS = re.compile("(?:[0-9][0-9,.，]*[%％一-龥㎡]{0,2}[\\s/、]*)+")
_COUNTED = re.compile("[0-9０-９]|[一二两三四五六七八九十百千]{1,6}[个所座条项家户人名处场公万]")
_CONTINUED = re.compile("[（(]?续.{0,4}|.*续表.*|[附]?表[0-9一二三四五六七八九十]{1,3}")


def _above(document: Document, table: _Table) -> tuple[str, dict[str, str]]:
    """The line above a table, and who answers for all of it as that line or those beneath it say (牵头领导：张三)."""
    told: dict[str, str] = {}
    above = itertools.takewhile(
        lambda cells: len(cells) < 3, (r.spoken() for r in reversed(table.grid.rows[: table.top]))
    )
    for cell in itertools.chain.from_iterable(above):
        # 分管市领导：李志刚 | 截至9月30日: above the header, in the sheet
        said, inside = answerable(flat(cell.text))
        told = told if said else {**inside, **told}
    for block in reversed(document.blocks[: table.block]):
        if not isinstance(block, Line):
            break
        text, inside = answerable(flat(block.text))
        told |= inside
        # 该类实事共2项，由县民政局牵头。: a sentence stands between a heading and its table
        if text and not text.endswith("。") and not is_furniture(text):
            return "" if _CONTINUED.fullmatch(text) else text, told
    return "", told


def _says_above(part: Part, text: str) -> bool:
    """Whether a line between tables is what a part takes its heading and duties from."""
    said, inside = answerable(text)
    return (not said or said == part.heading) and inside.items() <= part.told.items() and bool(said or inside)


def _tables(document: Document, given: Mapping[str, str]) -> Iterator[_Table]:
    last: Header | None = None
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Grid):
            continue
        at = next((i for i in range(len(block.rows)) if find_header(block, i, given) is not None), None)
        found = find_header(block, at, given) if at is not None else None
        as_wide = last is not None and block.rows and len(block.rows[0].cells) == len(last.labels) > 2
        # a table that goes on without its header, or has it again further down
        if as_wide and last is not None and (found is None or (at and found.same(last))):
            top = len(block.rows) if at is None else at
            # 序号 | 责任单位 | 责任人: a table of something else
            headed = found is None and _headed(block.rows[0], given)
            if not headed and (found is None or any(_goes_on(row) for row in block.rows[:top])):
                rest = Grid(block.rows[:top], block.strict, block.widths[:top])
                yield _Table(number, rest, dataclasses.replace(last, end=0), 0, 0)
        if at is None:
            continue
        below = found.end if found else at + 1
        further = (i for i in _perhaps_headers(block, below) if _other(block, at, i, given))
        tops = [at, *further]
        for top, below in zip(tops, [*tops[1:], len(block.rows)], strict=True):
            header = find_header(block, top, given)
            assert header is not None
            last = header
            grid = Grid(block.rows[:below], block.strict, block.widths[:below])
            yield _Table(number, grid, header, top, header.end)


_FILLED_IN = re.compile(r"(?:填报|报送|填表|制表|统计|审核)(?:单位|部门|时间|日期|人)")


def _goes_on(row: Row) -> bool:
    """Whether a row above a header is one of the table in front, and none that says who filled this one in."""
    cells = row.spoken()
    return len(cells) > 2 and not any(_FILLED_IN.match(cell.text.strip()) for cell in cells)


def _perhaps_headers(grid: Grid, start: int) -> list[int]:
    """Rows from a row on of which a cell ends like the header of a report."""
    return [
        i
        for i, row in enumerate(grid.rows[start:], start)
        if any(len(text) < 40 and text[-2:] in _PROGRESS_ENDS for text, _, _ in row.cells)
    ]


def _other(grid: Grid, first: int, row: int, given: Mapping[str, str]) -> bool:
    """Whether another header than the first one begins on a row."""
    header, known = find_header(grid, row, given), find_header(grid, first, given)
    return header is not None and known is not None and not header.same(known)


def _check_widths(path: Path, table: _Table) -> None:
    """Refuse a row of another width than the header's, where the format leaves no cell out.

    A row of one cell is one that covers the table (a heading, a note), and a sign-off may stand below in a row of its own.
    """
    grid = table.grid
    for i in range(table.start, len(grid.widths)):
        row, width, header = grid.rows[i], grid.widths[i], grid.widths[table.top]
        written = [flat(c.text) for c in row.cells[:width] if c.text.strip()]
        covers = width == 1 and header > 2 and (not written or not written[0].endswith("。") or _NOTE.match(written[0]))
        if written and width != header and not covers and not signs(written[0]):
            found = f"a row of {width} cells ({written[0][:16]}…)"
            raise UnevenError(path, found, f"{header}, as in the header", row.place)


def _headlines(lines: Sequence[Line]) -> list[str]:
    """The last line of the highest level that says what the whole is, if there is one: menus may stand in between."""
    told = [t for line in lines if line.level == 1 and _says_what(t := flat(line.text)) and not ORDINAL.match(t)]
    return told[-1:]


def _says_what(title: str) -> bool:
    return (
        _ABOUT.search(title) is not None
        and len(title) <= 60
        and not title.endswith(("：", ":", "。"))
        and not re.search("首页|当前位置|上一篇|下一篇|浏览", title)
    )


def _title_lines(block: Grid | Line) -> list[str]:
    """Lines of a block that may be a title: its text, or what stands alone in a row of a table for layout."""
    if isinstance(block, Line):
        return [flat(block.text)]
    alone = (cells[0].text for row in block.rows if len(cells := row.spoken()) == 1)
    return [flat(line) for text in alone if len(text) < 200 for line in text.split("\n")]


# 数据截至2021年9月30日。 at the foot of a page
_DATED = re.compile(
    "[（(]?(?:以上|上述|本表|表中)?[一-龥]{0,6}(?:数据|统计)[^，。；]{0,8}20[0-9]{2}年[0-9]{1,2}月[^，。；]{0,6}[。）)]*$"
)


def _notes(blocks: Sequence[Grid | Line], *, everything: bool) -> list[str]:
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Line) and (everything or _NOTE.match(block.text) or _DATED.match(block.text)):
            out.append(block.text)
    return out


def _from_prose(path: Path, document: Document, given: Mapping[str, str]) -> Found:
    lines = [b for b in document.blocks if isinstance(b, Line)]
    for line in lines:
        if names_columns(line.text):
            headers = f"the headers of a table in a line of text ({flat(line.text)[:24]}…)"
            raise LedgerError(path, headers, "a table whose cells are apart: with rules, tabs or commas", line.place)
    if not given and not document.tables_only:
        # pages lay out their text in tables too
        inside = [_lines_of(b) for b in document.blocks if isinstance(b, Grid)]
        for some in (lines, *inside):
            found, before, after = read_prose(some)
            if found:
                notes = tuple(line.text for line in after)
                titles = (*(flat(b.text) for b in before), *_headlines(before))
                return Found(tuple(found), titles, notes, (), document.passed)
    raise LedgerError(path, _instead(document), _wanted(given), _first_place(document))


def _lines_of(grid: Grid) -> list[Line]:
    return [
        Line(text.strip(), row.place)
        for i, row in enumerate(grid.rows)
        for cell in row.spoken()
        if cell.row == i
        for text in cell.text.split("\n")
        if text.strip()
    ]


def _wanted(given: Mapping[str, str]) -> str:
    if given:
        return "headers " + "、".join(given.values()) + " and those of task and progress"
    heads = "、".join(synonyms()[c][0] for c in REQUIRED)
    return f"headers such as {heads}, or numbered promises each with its report"


def _instead(document: Document) -> str:
    """What a document without a ledger holds: the headers of its widest table, or its first line."""
    grids = [b for b in document.blocks if isinstance(b, Grid) and b.rows]
    if grids:
        widest = max(grids, key=lambda g: max(len(r.spoken()) for r in g.rows[:20]))
        row = max(widest.rows[:20], key=lambda r: len(r.spoken()))
        cells = "、".join(flat(c.text)[:12] for c in row.spoken()[:10])
        return f"no header with a task and a progress column; headers: {cells}"
    first = next((flat(b.text) for b in document.blocks if isinstance(b, Line)), "")
    return f"no table and no numbered promises with reports, first line: {first[:24]}"


def _first_place(document: Document) -> Place | None:
    grids = (b.rows[0].place for b in document.blocks if isinstance(b, Grid) and b.rows)
    return next(grids, None) or next((b.place for b in document.blocks if isinstance(b, Line)), None)


def title_of(titles: Sequence[str]) -> str | None:
    """Of the lines in front of a table the nearest that says what it is, else the nearest ones."""
    said = [t for t in titles if _says_what(t) and not any(t in words for words in synonyms().values())]
    # 一、民生保障: the heading of the first items
    told = [t for t in said if not ORDINAL.match(t)] or said
    if told:
        return _ANNEX.sub("", told[-1])
    short = [t for t in titles if len(t) <= 60]
    return " ".join(dict.fromkeys(short[-2:])) if short else None
