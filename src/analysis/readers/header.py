"""The header of a table: on which rows it stands, one or two levels of it, and what each column holds."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.readers.columns import REQUIRED, clean, column_of, is_aside
from analysis.readers.grid import Cell, Grid, Row
from analysis.readers.names import like_unit

# Rows from which it is told what a column holds.
_SAMPLE = 200
# A header has at most so many rows, and a cell of its lower ones so many characters.
_LEVELS, _LONGEST_LEVEL = 4, 20
_LEADS = re.compile("牵头|主办|主责|主要|第一")
# an office, or what a number is measured in: the cells below tell
_MEASURE_OR_UNIT = "单位"
_FILLED_IN = re.compile(r"\s*+[^：:\n]{2,8}[：:]\s*\S")
_YEAR = re.compile("(?:20[0-9]{2}年?度?)?")
_PERIOD = re.compile("[一二三四1-4]?季度|[0-9-—至~]*月|上半年|下半年|年中|年底|年终|全年|最新|截[至止]|至")


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header ends (the row behind it), and what its columns are.

    ``columns`` maps a column's name to the positions that hold it, in order; ``labels`` are the headers as written,
    those of two levels joined. ``in_parts``: the columns of progress are parts of one report, and not reports of several times.
    """

    end: int
    columns: dict[str, tuple[int, ...]]
    labels: tuple[str, ...]
    in_parts: bool = False

    def same(self, other: Header) -> bool:
        """Whether two headers say the same in the same places."""
        return [clean(x) for x in self.labels] == [clean(x) for x in other.labels]


def alike(a: Header, b: Header) -> bool:
    """Whether two headers are one: the same words, or the same columns in the same places (责任单位 over 牵头, and 牵头单位)."""
    return a.same(b) or (a.columns == b.columns and len(a.labels) == len(b.labels) and len(a.columns) > 3)


def find_header(grid: Grid, start: int, given: Mapping[str, str]) -> Header | None:
    """Header that begins on a row; None where the row begins none.

    ``given`` names headers by hand: column → header as written. A header has a task and a progress column.
    """
    row = grid.rows[start]
    spoken = row.spoken()
    if len(spoken) < 2:
        return None
    kinds, labels = _one_level(row, given)
    if not any(kinds) and any(_FILLED_IN.match(cell.text) for cell in spoken):
        # 填报单位：市发展改革委 | 2022年10月: a row above the header
        return None
    end = start + 1
    while end < min(len(grid.rows), start + _LEVELS):
        below = _further_level(grid.rows[end - 1], grid.rows[end], kinds, labels, given)
        if below is None:
            break
        kinds, labels = below
        end += 1
    return _header(grid, end, kinds, labels, given)


def kind_of(label: str, given: Mapping[str, str]) -> str | None:
    """Name of the column that a header stands for, by hand or by its synonyms; None where it stands for none."""
    kind = column_of(label)
    if not given:
        return kind
    text = clean(label)
    for column, header in given.items():
        if text and clean(header) == text:
            return column
    return None if kind in given else kind


def _one_level(row: Row, given: Mapping[str, str]) -> tuple[list[str | None], list[str]]:
    return [kind_of(cell.text, given) for cell in row.cells], [cell.text.strip() for cell in row.cells]


def _further_level(
    upper: Row, lower: Row, kinds: list[str | None], labels: list[str], given: Mapping[str, str]
) -> tuple[list[str | None], list[str]] | None:
    """Kinds and labels of a header that goes on for a row; None where the lower row is no part of it.

    The lower row has cells of its own only under headers that cover several columns, or that stand to the left of blank
    ones (merged cells that a CSV has lost); under all others it is blank or part of the cell above.
    """
    groups = _groups(upper)
    out_kinds: list[str | None] = []
    out_labels: list[str] = []
    own = 0
    for j, (a, b) in enumerate(zip(upper.cells, lower.cells, strict=True)):
        top = groups[j]
        below = b.text.strip()
        if _same(a, b) or not below or (clean(below) == clean(a.text) and groups.count(top) == 1):
            out_kinds.append(kinds[j] if kinds[j] or top == j else None)
            out_labels.append(labels[j])
            continue
        wide = groups.count(top) > 1
        number = below[0].isdigit() and len(below) < 3 and not _PERIOD.fullmatch(below)
        if not wide or len(below) > _LONGEST_LEVEL or number:
            return None
        own += 1
        # 责任单位: 牵头 | 配合
        office = kind_of(below + "单位", given) if kinds[top] in ("units", "units_persons") else None
        kind = kind_of(below, given) or kind_of(below + labels[top], given) or office
        # 目标任务: 年度任务 | 完成时限: the second is none
        aside = clean(below) == _MEASURE_OR_UNIT or is_aside(below)
        out_kinds.append(None if aside else kind or kinds[top])
        out_labels.append(f"{labels[top]} {below}".strip())
    return (out_kinds, out_labels) if own else None


def _groups(row: Row) -> list[int]:
    """For each column, the position of the header that covers it: its own, or the one to its left whose cell goes on."""
    out: list[int] = []
    for j, cell in enumerate(row.cells):
        if j and (_same(cell, row.cells[j - 1]) or not cell.text.strip()):
            out.append(out[-1])
        else:
            out.append(j)
    return out


def _same(a: Cell, b: Cell) -> bool:
    return (a.row, a.column) == (b.row, b.column)


def _header(
    grid: Grid, end: int, kinds: list[str | None], labels: list[str], given: Mapping[str, str]
) -> Header | None:
    columns: dict[str, list[int]] = {}
    first = grid.rows[end - 1].cells
    below = grid.rows[end : end + _SAMPLE]
    for j in range(1, len(kinds)):
        # a header that covered two columns, in a CSV
        if kinds[j] is None and kinds[j - 1] in ("task", "name") and not labels[j].strip() and _mostly_filled(below, j):
            kinds[j] = kinds[j - 1]
    for j, kind in enumerate(kinds):
        # a header that covers several columns and is not divided heads the first of them; a task may have several
        if kind is not None and (kind in ("task", "name") or not (j and _same(first[j], first[j - 1]))):
            columns.setdefault(kind, []).append(j)
    _numbers_apart(below, first, columns)
    if "progress" not in columns:
        # 一季度 | 二季度 | 三季度: reports that are headed by their time alone
        columns |= {"progress": periods} if len(periods := _periods(labels)) > 1 else {}
    if "progress" not in columns and "stated_status" in columns:
        # no more is reported than 已完成 or 正在推进
        columns["progress"] = columns.pop("stated_status")
    rows = grid.rows[end : end + _SAMPLE]
    if (at := columns.get("category")) and all(_YEAR.fullmatch(row.cells[at[0]].text.strip()) for row in rows):
        # the year of the export is no kind of task
        del columns["category"]
    _place_names(rows, columns)
    if not all(name in columns for name in REQUIRED):
        return None
    _tell_unit_apart(rows, labels, columns)
    sections, areas = columns.pop("section", []), columns.pop("area", [])
    if areas and "category" not in columns and areas[0] < columns["task"][0]:
        columns["category"] = areas[:1]
    if not {"units", "units_persons"} & columns.keys():
        columns["units"] = sections
    if not {"persons", "units_persons"} & columns.keys():
        # who deals with it, where nobody is said to answer
        columns["persons"] = [j for j in columns.get("contact", []) if _DEALS_WITH_IT.fullmatch(clean(labels[j]))]
    columns["progress"] = _reports(rows, labels, _without_spacers(rows, first, columns["progress"]))
    for name in ("units", "supporting"):
        # the lead unit may stand behind the others: 责任单位 | 牵头单位
        columns[name] = sorted(columns.get(name, []), key=lambda j: not _LEADS.search(labels[j]))
    if "no" in columns:
        # 序号 | 项目编号: the first counts the items
        columns["no"] = sorted(columns["no"], key=lambda j: not clean(labels[j]).startswith("序"))[:1]
    if "no" not in columns and labels and clean(labels[0]) in ("", "#") and columns["task"][0] > 0:
        columns["no"] = [0]
    in_parts = _in_parts(labels, columns["progress"])
    return Header(end, {kind: tuple(at) for kind, at in columns.items() if at}, tuple(labels), in_parts)


_DEALS_WITH_IT = re.compile("(?:经办|承办|具体承办)人员?")
_COUNTS = re.compile(r"[（(]?(?:[0-9]{1,3}(?:[.．-][0-9]{1,3})*|[一二三四五六七八九十]{1,3})[)）]?[.．、]?")
_IN_WORDS = re.compile("[一-龥]{2}")


def _numbers_apart(rows: tuple[Row, ...], first: Sequence[Cell], columns: dict[str, list[int]]) -> None:
    """Of a header over two columns, the first of which only counts, the second is meant: 1 | 幼有善育 | 1.1 | 新增托位600个."""
    for name in ("category", "task", "name"):
        j = columns.get(name, [len(first)])[0]
        if j + 1 >= len(first) or not (_same(first[j], first[j + 1]) or not first[j + 1].text.strip()):
            continue
        said = [(a, b) for row in rows if (a := row.cells[j].text.strip()) != (b := row.cells[j + 1].text.strip())]
        if said and all(_COUNTS.fullmatch(a) and _IN_WORDS.search(b) for a, b in said) and _in_order(said):
            columns[name] = columns[name][1:] or [j + 1]
            if name != "category":
                columns.setdefault("no", [j])


def _in_order(said: Sequence[tuple[str, str]]) -> bool:
    """Whether numbers in digits count from 1 on, as those of 35 | 公里 and 120 | 公里 do not."""
    digits = [int(number) for a, _ in dict.fromkeys(said) if (number := a.strip("（）().、．")).isdecimal()]
    return digits == [*range(1, len(digits) + 1)]


def _tell_unit_apart(rows: tuple[Row, ...], labels: list[str], columns: dict[str, list[int]]) -> None:
    """单位 alone heads units of measure where its cells are short and none is the name of an office."""
    for j, label in enumerate(labels):
        if (clean(label) == _MEASURE_OR_UNIT or label.endswith(f" {_MEASURE_OR_UNIT}")) and (
            said := [t for row in rows if (t := row.cells[j].text.strip())]
        ):
            measure = all(len(t) <= 6 and not like_unit(t) for t in said)
            columns.setdefault("measure" if measure else "units", []).append(j)


def _without_spacers(rows: tuple[Row, ...], first: Sequence[Cell], at: list[int]) -> list[int]:
    """Columns without those that only keep others apart: nothing stands in their header, nor below it."""
    return [j for j in at if first[j].text.strip() or any(row.cells[j].text.strip() for row in rows)] or at


def _reports(rows: tuple[Row, ...], labels: list[str], at: list[int]) -> list[int]:
    """Columns of progress: all where each reports of a time of its own or one header covers them, else the one that says most."""
    periods = ["".join(_PERIOD.findall(labels[j])) for j in at]
    if len(at) < 2:
        return at
    to_date = [j for j in at if "累计" in labels[j]]
    if to_date and any(_OF_A_WEEK.search(labels[j]) for j in at if j not in to_date):
        # 本周进展 | 累计进展
        return to_date
    if _in_parts(labels, at):
        return at
    of_now = [j for j in at if not _OF_THEN.search(labels[j])]
    if len(of_now) == 1:
        # 上次进展 | 本次进展
        return of_now
    if all(periods) and len(set(periods)) == len(periods):
        # the latest last, wherever it stands
        ends = [_ends_in(period) for period in periods]
        return at if None in ends else [j for _, j in sorted(zip(ends, at, strict=True))]
    return [max(at, key=lambda j: sum(len(row.cells[j].text) for row in rows))]


_OF_A_WEEK = re.compile("[本当]周|[本当]旬|[本当]月|本期")
_OF_THEN = re.compile("上次|上期|前次|前期|计划|目标|应完成|问题|困难|下步|下一步")


def _in_parts(labels: list[str], at: list[int]) -> bool:
    """Whether one header covers several columns of progress, none of another time (完成情况: 工作进展 | 取得成效)."""
    heads = {labels[j].partition(" ")[0] for j in at}
    return (
        len(at) > 1
        and len(heads) == 1
        and all(" " in labels[j] for j in at)
        and not any(_PERIOD.search(labels[j]) or _OF_THEN.search(labels[j]) or "本次" in labels[j] for j in at)
    )


def _mostly_filled(rows: tuple[Row, ...], column: int) -> bool:
    return 2 * sum(bool(row.cells[column].text.strip()) for row in rows) > len(rows)


def _periods(labels: list[str]) -> list[int]:
    """Columns whose headers say nothing but a time of the year."""
    return [j for j, label in enumerate(labels) if _PERIOD.fullmatch(clean(label))]


_NUMBER = re.compile("[0-9][0-9.,，]*[%％]?")
_MONTH = re.compile("([0-9]{1,2})月")
_QUARTER = re.compile("([一二三四1-4])季度")
_PARTS_OF_THE_YEAR = {"上半年": 6, "年中": 6, "下半年": 12, "年底": 12, "年终": 12, "全年": 12}


def _ends_in(period: str) -> int | None:
    """Month in which a period ends, None where it does not say.

    Examples
    --------
    >>> _ends_in("7-9月"), _ends_in("三季度"), _ends_in("上半年"), _ends_in("最新")
    (9, 9, 6, None)
    """
    ends = [int(m[1]) for m in _MONTH.finditer(period)]
    ends += [3 * ("一二三四1234".index(m[1]) % 4 + 1) for m in _QUARTER.finditer(period)]
    ends += [month for word, month in _PARTS_OF_THE_YEAR.items() if word in period]
    return max(ends, default=None)


def _place_names(rows: tuple[Row, ...], columns: dict[str, list[int]]) -> None:
    """Decide what names of projects are: the task, its first half, or the category that stands in front of it.

    A category stands to the left of the number, or covers several rows of tasks.
    """
    names = columns.pop("name", [])
    if not names:
        return
    if "task" not in columns:
        columns["task"] = names
    elif _all_numbers(rows, columns["task"]):
        # 目标值 | 单位 | 实事名称: the number stands behind what it counts
        columns["task"] = [*names, *columns["task"]]
    elif "category" not in columns and (names[0] < columns["no"][0] if "no" in columns else _covers(rows, names[0])):
        columns["category"] = names
    else:
        columns["task"] = sorted([*names, *columns["task"]])


def _all_numbers(rows: tuple[Row, ...], at: list[int]) -> bool:
    """Whether the cells of columns hold numbers alone."""
    said = [text for row in rows for j in at if len(row.spoken()) > 1 and (text := row.cells[j].text.strip())]
    return bool(said) and all(map(_NUMBER.fullmatch, said))


def _covers(rows: tuple[Row, ...], column: int) -> bool:
    """Whether a cell of a column belongs to several rows: merged, blank behind the first, or repeated on many rows."""
    pairs = [(a.cells[column], b.cells[column]) for a, b in itertools.pairwise(rows) if len(b.spoken()) > 1]
    if any(_same(a, b) or not b.text.strip() for a, b in pairs):
        return True
    # two projects may be called the same
    return 3 * sum(a.text == b.text for a, b in pairs) > len(pairs)
