"""Rows of a ledger's grid become records: categories carried on, merged rows joined, notes and totals told apart."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from analysis.model import LONGEST_NAME, Passed, Place
from analysis.readers.columns import clean, column_of_label, synonyms
from analysis.readers.grid import SOFT, Cell, Grid, Row
from analysis.readers.header import Header, alike

_NOTE = re.compile(r"(?:注|备注|说明|附注|填表说明|数据说明|※|\*+)\s*[:：]|注[0-9一二三]|^※|^[*＊]")
_SIGNING = "(?:填报|填表|审核|制表|审批|签发|复核|报送|编制)"
_WHO_SIGNS = "人|单位|日期|时间|部门"
_SIGNATURE = "单位(?:负责人|[（(]?[盖公]章[）)]?)|(?:签字|盖章|签名|公章)"
_SIGNED = re.compile(f"{_SIGNING}(?:{_WHO_SIGNS})?|{_SIGNATURE}")
# 单位负责人, （盖章）, 审核：张三; not 已报送审批
_SIGNS_ALONE = re.compile(
    f".{{0,8}}?(?:(?:{_SIGNING}(?:{_WHO_SIGNS})|{_SIGNATURE})[）)]?\\s*(?:[:：].*)?|{_SIGNING}\\s*[:：].*)", re.S
)
_MEASURE = re.compile(r"^[（(]?(?:计量)?单位\s*[:：]")
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计|全[市县区]合计")
_OF_WHICH = re.compile("其中[：:]?")
# 交通类小计（2项）, 合计：5项, 平均完成率
_SUBTOTAL = re.compile(
    r".{0,10}(?:小|合|总|共)\s*计(?:[（(].*[）)])?[:：]?(?:[0-9]{1,3}[项件个])?|(?:总体|全[市县区])?平均(?:完成率|完成比例|进度)?[:：]?"
)
_NUMBERS_OF_COLUMNS = re.compile(
    r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚]|[A-Z]|[①-⑳]|[栏行]次|[0-9]{1,2}=[0-9/*+×÷%-]+)[）)]?"
)
# （姓名） | （单位负责同志）
# 万元 | 万元 | %, below the headers of their columns
_ONLY_A_MEASURE = re.compile(
    "[（(]?(?:[万亿]?(?:元|人|户|人次|平方米|吨|亩)|个|公里|千米|米|套|间|所|座|处|家|项|件|次|场|辆|张|%|％)[）)]?"
)
_HINT = re.compile("[（(][^（）()]{1,20}[）)]")
_DITTO = frozenset(("同上", "〃", "″", "同前", "同上。", "“", "”", "〞", "//"))
_LONGEST_DITTO = 12
_ORDINAL = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")
_NUMBER = re.compile(r"[（(]?[0-9]{1,4}[）)]?[.．、]?")
# 5G is no number
_DIGITS = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?(?![A-Za-z])")
_BARE = re.compile(r"[≤≥<>＜＞～~]?\s*[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
_RATE = re.compile(rf"(?:{_BARE.pattern})\s*[%％]")
_PAGE = re.compile(r"第\s*[0-9]+\s*页(?:[,，/\s]*共\s*[0-9]+\s*页)?")
# how much is spent on all of them
_SUM = re.compile(r"[0-9][0-9,，]*(?:\.[0-9]+)?[万亿]?元?")
_NAMED_MEASURE = re.compile(r"[（(](?P<unit>[^（）()0-9]{1,6})[）)]\s*$")
_OWN_MEASURE = re.compile("[0-9](?:万|亿)?(?P<unit>[一-龥]{1,3})$")
_ENDS = re.compile(r"[。；;！：:\n]\s*$")
_SUM_OR_RATE = re.compile("投资|资金|支付|支出|占|率|比例|[%％]")
# a cell that says that there is nothing to say
_NOTHING = re.compile(r"[\s\-—–/\\无]*")
_LONGEST_LABEL = 40
_TEXTS = ("category", "no", "task", "progress")


@dataclass(slots=True)
class Record:
    """What the rows of one item say, by column; names are still one text for each column.

    ``same_number``: its number is one that it shares with the item above, in a cell that covers both.
    """

    place: Place
    same_number: bool = False
    cells: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)


# Columns whose cells are merged for all items that one office or person answers for.
_ANSWERING = ("leader", "units", "supporting", "persons", "units_persons")
_WHO_ANSWERS = re.compile(
    r"(?P<label>[^：:、，；\s]{2,12})[：:]\s*(?P<names>[^：:]*?)(?:[、，；\s]+(?=[^：:、，；\s]{2,12}[：:])|$)"
)


def _answers(said: Sequence[str], above: Mapping[str, str]) -> dict[str, str] | None:
    """Who answers for the rows below one across the table that says so (牵头单位：县教育局), and those above it; None for others."""
    labelled = list(_WHO_ANSWERS.finditer(said[0])) if len(said) == 1 else []
    told = {column: m["names"] for m in labelled if (column := column_of_label(m["label"])) in _ANSWERING and column}
    if not labelled or labelled[0].start() or len(told) < len(labelled) or not all(told.values()):
        return None
    # units have a leader over them, and persons a unit
    over = _ANSWERING[: min(map(_ANSWERING.index, told))]
    return {name: text for name, text in above.items() if name in over} | told


def tell(record: Record, column: str, text: str) -> None:
    """Add what is said for a column, where nothing is yet; under its own name where it is no column of the ledger's."""
    kept = record.cells if column in synonyms() else record.more
    kept[column] = kept.get(column) or text


class Part(NamedTuple):
    """Rows of a grid under a header, from a position on.

    ``heading`` is what stands above them, ``told`` who is said there to answer for all of them, by column.
    """

    grid: Grid
    header: Header
    start: int
    heading: str = ""
    told: Mapping[str, str] = MappingProxyType({})


def records(parts: Sequence[Part]) -> Iterator[Record | Passed]:
    """Read the rows of a ledger, whose table may be split over several grids.

    Yields
    ------
    Record or Passed
        An item, or a row that is none and why.
    """
    parts = [_with_categories(part) for part in parts]
    last: Record | None = None
    above: _Line | None = None
    heading = category = last_name = ""
    answering: dict[str, str] = {}
    part = -1
    noted = numbered = interrupted = False
    plans: dict[int, _Plan] = {}
    for line in _without_dittos(_lines(parts)) if _has_dittos(parts) else _lines(parts):
        row, header = line.row, line.header
        if line.heading and line.part != part:
            heading, category, answering = line.heading, "", {}
        elif line.part != part >= 0 and not alike(parts[line.part].header, parts[part].header):
            # a table with other headers begins anew
            heading, category, answering = "", "", {}
        part = line.part
        if not line.begins:
            spoken = row.spoken()
            if _repeats(row, spoken, header):
                yield Passed(row.place, "header repeated", _said(spoken))
                interrupted = True
                continue
            why = _no_item(row, spoken, header, noted=noted)
            if why == "heading":
                texts = [flat(c.text).rstrip("、") for c in spoken]
                if (who := _answers(texts, answering)) is not None:
                    answering = who
                else:
                    heading, category, answering = _heading(texts), "", {}
                continue
            if why is not None:
                noted = noted or why == "note"
                said = "\n".join(c.text.strip() for c in spoken) if why == "note" else _said(spoken)
                yield Passed(row.place, why, said)
                continue
        noted = False
        if id(header) not in plans:
            plans[id(header)] = _plan(header)
        record = _record(row, header, plans[id(header)])
        for column, names in {**parts[line.part].told, **answering}.items():
            tell(record, column, names)
        category = record.cells.get("category") or category
        interrupted = interrupted or (above is not None and line.part != above.part)
        unnumbered = numbered and not record.cells.get("no")
        first, *further = header.columns["task"]
        name = tidy(row.cells[first].text) if further else ""
        named = "" if name or not further else last_name
        last_name = name or last_name
        numbered = numbered or bool(record.cells.get("no"))
        # a table that is broken off in an item goes on without its number
        cut = interrupted and unnumbered
        if (
            last is not None
            and above is not None
            and (cut or (not line.begins and _goes_on(line, above, record.cells)))
        ):
            _join(last, record, line, above, cut=cut)
        else:
            if last is not None:
                if unnumbered:
                    _inherit(record, last, named)
                record.same_number = unnumbered or (
                    not line.begins and above is not None and _shares_number(line, above)
                )
                yield last
            last = record
            last.cells["category"] = category or heading
        above, interrupted = line, False
    if last is not None:
        yield last


def _heading(texts: list[str]) -> str:
    """What a row that heads others says, without the sums beside its title."""
    return "、".join([*texts[:2], *(text for text in texts[2:] if not _SUM.fullmatch(text))])


def _with_categories(part: Part) -> Part:
    """Part whose first column of the task holds categories, where its cells each cover items of several numbers."""
    columns = part.header.columns
    first, *further = columns["task"]
    if "category" in columns or not further:
        return part
    # without numbers a row of its own is an item, and a name that promises no number its category
    of_item = columns["no"][0] if "no" in columns else further[0]
    covered: dict[tuple[int, int], set[str]] = {}
    for row in part.grid.rows[part.start :]:
        name, number = row.cells[first], row.cells[of_item]
        if name.text.strip() and number.text.strip() and ("no" in columns or _is_heading(flat(name.text))):
            covered.setdefault((name.row, name.column), set()).add(number.text.strip())
    several = sum(len(numbers) > 1 for numbers in covered.values())
    if not several or ("no" not in columns and 2 * several < len(covered)):
        return part
    header = dataclasses.replace(part.header, columns={**columns, "category": (first,), "task": tuple(further)})
    return part._replace(header=header)


class _Line(NamedTuple):
    """A row, its header, which of the parts it belongs to, the heading of that.

    ``begins``: the row is plainly an item, and the first row of it.
    """

    row: Row
    header: Header
    part: int
    heading: str
    begins: bool


def _has_dittos(parts: Sequence[Part]) -> bool:
    rows = [row.cells for part in parts for row in part.grid.rows[part.start :]]
    return bool([c for cells in rows for c in cells if len(c.text) < _LONGEST_DITTO and c.text.strip() in _DITTO])


def _without_dittos(lines: Iterable[_Line]) -> Iterator[_Line]:
    """Rows in which 同上 is what was last said in its column."""
    said: dict[int, str] = {}
    for line in lines:
        cells = enumerate(line.row.cells)
        row = Row(
            tuple(c._replace(text=said.get(j, "")) if c.text.strip() in _DITTO else c for j, c in cells),
            line.row.place,
        )
        said.update((j, c.text) for j, c in enumerate(row.cells) if c.text.strip())
        yield line._replace(row=row)


def _shares_number(line: _Line, above: _Line) -> bool:
    number = line.header.columns.get("no")
    return number is not None and bool(line.row.cells[number[0]].text.strip()) and _merged(line, above, number[0])


def _inherit(record: Record, above: Record, named: str) -> None:
    """Give an item without a number what the cells that covered it and the one above held: only the first has kept it.

    ``named`` is the name of the task, where that has a column of its own and stands above only.
    """
    if named:
        record.cells["task"] = f"{named}\n{record.cells['task']}"
    record.cells["no"] = above.cells.get("no", "")
    for name in ("leader", "units", "supporting", "persons", "units_persons", "progress"):
        if not record.cells.get(name) and above.cells.get(name):
            record.cells[name] = above.cells[name]


def _lines(parts: Sequence[Part]) -> Iterator[_Line]:
    """Rows of all parts that say something; a row that a page break cut in two is one."""
    held: _Line | None = None
    carried = _carried_over(parts)
    for number, part in enumerate(parts):
        first = True
        # blank cells of a row that was cut, which reach down from the page before, and what they say there
        reaching: dict[tuple[int, int], str] = {}
        for index, given in enumerate(part.grid.rows[part.start :], part.start):
            row = _without_header(given, part.header)
            if reaching:
                row = _filled(row, reaching)
            begins = _numbered(row, part.header) and row.cells[part.header.columns["no"][0]].row == index
            # nothing begins on a row that only cells from above reach into
            if not begins and all(cell.row < index for cell in row.spoken()):
                continue
            line = _Line(row, part.header, number, part.heading, begins)
            if first and held is not None and _cut(held, line):
                pairs = zip(held.row.cells, row.cells, strict=True)
                reaching = {b[1:]: a.text for a, b in pairs if a.text and not b.text.strip()}
                row = _pasted(held.row, row)
                held = held._replace(row=row)
            else:
                if carried and first and held is not None and held.row.place.page + 1 == row.place.page:
                    reaching = {row.cells[j][1:]: held.row.cells[j].text for j in carried if not row.cells[j].text}
                    line = line._replace(row=_filled(row, reaching))
                if held is not None:
                    yield held
                held = line
            first = False
    if held is not None:
        yield held


def _filled(row: Row, reaching: Mapping[tuple[int, int], str]) -> Row:
    """Row in which the cells that begin at certain places say what reaches down into them."""
    return Row(tuple(c._replace(text=reaching.get(c[1:], c.text)) for c in row.cells), row.place)


def _carried_over(parts: Sequence[Part]) -> list[int]:
    """Columns whose merged cells go on below page breaks: blank at the head of a page, and nowhere else."""
    if len(parts) < 2 or any(not row.place.page for part in parts for row in part.grid.rows[:1]):
        return []
    columns = parts[0].header.columns
    out = []
    for j in (j for name in _ANSWERING for j in columns.get(name, ())):
        below = [[row.cells[j] for row in part.grid.rows[part.start :] if len(row.cells) > j] for part in parts]
        blank = {(p, c.row) for p, cells in enumerate(below) for c in cells if not c.text.strip()}
        heads = {(p, cells[0].row) for p, cells in enumerate(below) if p and cells}
        merged = any(a[1:] == b[1:] and a.text.strip() for cells in below for a, b in itertools.pairwise(cells))
        if blank and blank <= heads and merged:
            out.append(j)
    return out


def _without_header(row: Row, header: Header) -> Row:
    """Row without the header that a page repeats above it, where no rule divides the two."""
    if not row.place.page:
        return row
    pairs = list(zip(row.cells, header.labels, strict=True))
    longer = [c for c, label in pairs if clean(c.text) != clean(label)]
    rests = [_rest(c.text, label) for c, label in pairs]
    if not longer or len(longer) > len(pairs) - 2 or None in rests:
        return row
    return Row(tuple(Cell(rest or "", c.row, c.column) for rest, (c, _) in zip(rests, pairs, strict=True)), row.place)


def _rest(text: str, label: str) -> str | None:
    """What follows a header in its cell; None where the cell does not begin with the header."""
    ends = [*(m.start() for m in re.finditer(f"[\n{SOFT}]", text)), len(text)]
    return next((text[end:].strip() for end in ends if clean(text[:end]) == clean(label)), None)


def _cut(a: _Line, b: _Line) -> bool:
    """Whether a page break runs through a row: its number is on one of the two pages only."""
    if not b.row.place.page or a.row.place.page + 1 != b.row.place.page or len(a.row.cells) != len(b.row.cells):
        return False
    if "no" not in a.header.columns or _repeats(b.row, b.row.spoken(), b.header):
        return False
    j = a.header.columns["no"][0]
    if len(a.row.spoken()) < 2 and not a.row.cells[j].text.strip().isdigit():
        return False
    return bool(a.row.cells[j].text.strip()) != bool(b.row.cells[j].text.strip())


def _pasted(a: Row, b: Row) -> Row:
    cells = []
    for upper, lower in zip(a.cells, b.cells, strict=True):
        both = upper.text.strip() and lower.text.strip()
        joint = "" if not both else "\n" if _ENDS.search(upper.text) else SOFT
        cells.append(Cell(upper.text + joint + lower.text, upper.row, upper.column))
    return Row(tuple(cells), a.place)


def _repeats(row: Row, spoken: list[Cell], header: Header) -> bool:
    """Whether a row says what the header says."""
    if len(spoken[0].text) > _LONGEST_LABEL or spoken[0].text.isdigit():
        return False
    pairs = [(clean(c.text), clean(label)) for c, label in zip(row.cells, header.labels, strict=True) if c.text.strip()]
    # 责任分工 over 牵头单位: of two levels each row repeats its half
    return all(text == label for text, label in pairs) or (
        len(pairs) > 2
        and all(label.startswith(text) or label.endswith(text) for text, label in pairs)
        and any(text == label for text, label in pairs)
    )


def signs(text: str) -> bool:
    """Whether a cell asks for who filled the table in (填报人：)."""
    return _SIGNED.match(text) is not None and text.endswith(("：", ":"))


def flat(text: str) -> str:
    """Text on one line."""
    return " ".join(text.replace(SOFT, "").split())


def _said(cells: list[Cell]) -> str:
    return " | ".join(flat(c.text)[:60] for c in cells)[:200]


def _no_item(row: Row, spoken: list[Cell], header: Header, *, noted: bool) -> str | None:
    """Why a row is no item: a heading, note, unit of measure, sign-off, total, numbers of columns; None where it is one."""
    if _numbered(row, header):
        return None
    if "no" in header.columns and _TOTAL.fullmatch(flat(row.cells[header.columns["no"][0]].text)):
        return "total"
    if "no" in header.columns and _OF_WHICH.fullmatch(flat(row.cells[header.columns["no"][0]].text)):
        return "part of the item above"
    if any(_SUBTOTAL.fullmatch(flat(c.text)) for c in spoken if c.column <= header.columns["task"][-1]):
        return "total"
    if len(spoken) == 2 and _one_cell(row, header) and _NUMBER.fullmatch(flat(spoken[0].text)):
        # 1 | 住房保障 across the rest of the row, where items are 1.1 and 1.2
        return "heading"
    if all(_ONLY_A_MEASURE.fullmatch(flat(c.text)) for c in spoken):
        return "unit of measure"
    if len(spoken) > 1 and all(_HINT.fullmatch(flat(c.text)) for c in spoken):
        return "hints below the header"
    first = spoken[0].text.strip()
    flattened = flat(first)
    alone = len(spoken) == 1
    wide = sum((c.row, c.column) == (spoken[0].row, spoken[0].column) for c in row.cells) > 1
    if alone and _PAGE.fullmatch(flattened):
        return "number of a page"
    if alone and (wide or spoken[0].column < header.columns["task"][0] or _NOTE.match(first) or noted):
        if _NOTE.match(first):
            return "note"
        if _MEASURE.match(flattened):
            return "unit of measure"
        if _SIGNED.match(flattened) and len(flattened) < 80:
            return "sign-off"
        if noted and not re.match("[一二三四五六七八九十]+、", first):
            return "note"
        if _TOTAL.match(flattened):
            return "total"
        if _NUMBER.fullmatch(flattened):
            return "number without a task"
        return "heading"
    task = [(row.cells[j].row, row.cells[j].column) for j in header.columns["task"]]
    if (
        alone
        and (spoken[0].row, spoken[0].column) in task
        and re.match(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]", first)
    ):
        return "heading" if _is_heading(flattened) else None
    if _section(row, spoken, header):
        return "heading"
    if _NOTE.match(first) and not any(row.cells[j].text.strip() for j in header.columns["progress"] if not wide):
        return "note"
    if max(len(c.text) for c in spoken) > _LONGEST_LABEL:
        # only an item says so much
        return "total" if _TOTAL.match(flattened) and spoken[0].column <= header.columns["task"][0] else None
    said = [flat(c.text) for c in spoken]
    if len(said) > 2 and all(_NUMBERS_OF_COLUMNS.fullmatch(x) for x in said) and len(set(said)) == len(said):
        return "numbers of columns"
    if _TOTAL.match(flattened) and spoken[0].column <= header.columns["task"][0]:
        return "total"
    if signs(flattened):
        return "sign-off"
    # all but one of several
    others = itertools.islice((x for x in said if not _SIGNS_ALONE.fullmatch(x)), 2)
    return "sign-off" if sum(1 for _ in others) < min(2, len(said)) else None


def _numbered(row: Row, header: Header) -> bool:
    """Whether a row is plainly an item: it has a number, a task and a report, more than a few characters of each."""
    columns, cells = header.columns, row.cells
    return (
        "no" in columns
        and cells[columns["no"][0]].text.strip().isdigit()
        and len(cells[columns["task"][-1]].text.strip()) > 5
        and len(cells[columns["progress"][-1]].text.strip()) > 5
        and not _one_cell(row, header)
    )


def _one_cell(row: Row, header: Header) -> bool:
    """Whether one cell covers both the task and the report."""
    task, report = row.cells[header.columns["task"][-1]], row.cells[header.columns["progress"][-1]]
    return (task.row, task.column) == (report.row, report.column)


def _section(row: Row, spoken: list[Cell], header: Header) -> bool:
    """Whether a row holds an ordinal in words, a title and at most sums (一 | 教育 | 2400 | ), where items are told more of."""
    if len(spoken) < 2 or len(row.cells) < 4:
        return False
    number, title, *sums = (flat(c.text) for c in spoken)
    bare = _ORDINAL.fullmatch(number) is not None and spoken[0].column < header.columns["task"][0]
    told = any(row.cells[j].text.strip() for j in header.columns["progress"])
    return bare and _is_heading(title) and (not sums or (not told and all(map(_SUM.fullmatch, sums))))


def _is_heading(text: str) -> bool:
    """Whether a text is short and promises no number (the number of its items aside)."""
    return len(text) <= 30 and not re.search("[0-9]", re.sub("[（(]?共?[0-9]{1,3}[项件个][）)]?$", "", text))


def _cell(row: Row, at: tuple[int, ...]) -> tuple[str, list[int]]:
    """Text of the columns of one kind, and the columns that were left out since another says all that they say.

    A short name stands above what is to be done. Of two texts alike, or two long ones of which one has all numbers of the
    other, the fuller is taken: it would promise them twice.
    """
    if len(at) == 1:
        return tidy(row.cells[at[0]].text), []
    kept: dict[int, str] = {}
    dropped: list[int] = []
    seen: set[tuple[int, int]] = set()
    for j in at:
        cell = row.cells[j]
        text = tidy(cell.text)
        if not text or (cell.row, cell.column) in seen:
            continue
        seen.add((cell.row, cell.column))
        if any(_says(other, text) for other in kept.values()):
            dropped.append(j)
            continue
        dropped += [k for k, other in kept.items() if _says(text, other)]
        kept = {k: other for k, other in kept.items() if not _says(text, other)} | {j: text}
    return "\n".join(kept.values()), dropped


_ONLY_A_NUMBER = re.compile("[0-9０-９][0-9０-９,，.．]*[万亿]?[^0-9，。；]{0,6}")


def _says(fuller: str, text: str) -> bool:
    if len(text) > len(fuller) or fuller.startswith("其中"):
        # 为9500名妇女筛查 | 其中宫颈癌筛查9500人、…: what it is part of is not said
        return False
    numbers, all_numbers = _DIGITS.findall(text), _DIGITS.findall(fuller)
    # 新增公办幼儿园学位800个 | 800个
    return (
        text == fuller
        or (text in fuller and _ONLY_A_NUMBER.fullmatch(text) is not None)
        # two numbers or more, and hardly another word
        or (len(numbers) > 1 and numbers == all_numbers and 2 * len(text) > len(fuller) > LONGEST_NAME)
        or (len(text) > LONGEST_NAME and bool(numbers) and set(numbers) <= set(all_numbers))
    )


def tidy(text: str) -> str:
    """Text of a cell without the line breaks of a PDF and without blanks around it."""
    return text.replace(SOFT, "").strip() if SOFT in text else text.strip()


# 农村生活污水治理①
_FOOTNOTE = re.compile("(?<=[一-龥。”）])[①-⑳](?=\n|$)")


class _Plan(NamedTuple):
    """How the cells of a header's rows are taken: columns that stand alone, those of several, and the others."""

    single: list[tuple[str, int]]
    several: list[tuple[str, tuple[int, ...]]]
    others: frozenset[int]


def _plan(header: Header) -> _Plan:
    single = [(name, at[0]) for name, at in header.columns.items() if len(at) == 1]
    several = [(name, at) for name, at in header.columns.items() if len(at) > 1]
    used = {j for name, at in header.columns.items() if name != "measure" for j in at}
    return _Plan(single, several, frozenset(range(len(header.labels))) - used)


def _record(row: Row, header: Header, plan: _Plan) -> Record:
    cells, others = row.cells, set(plan.others)
    record = Record(row.place, cells={name: cells[j].text.strip() for name, j in plan.single})
    # a PDF, or a drawn table, breaks lines for want of room
    record.cells |= {name: tidy(record.cells[name]) for name in _TEXTS if SOFT in record.cells.get(name, "")}
    for name, at in plan.several:
        used = set(at)
        if name == "progress":
            filled = [j for j in at if not _NOTHING.fullmatch(row.cells[j].text)]
            if header.in_parts:
                # 工作进展 | 取得成效; but 完成投资 | 形象进度: a sum or a rate beside a text is none
                bare = [j for j in filled if _is_bare(header.labels[j], tidy(cells[j].text))]
                if 0 < len(bare) < len(filled):
                    others |= set(bare)
                    filled = [j for j in filled if j not in bare]
                record.cells[name] = "\n".join(dict.fromkeys(tidy(row.cells[j].text) for j in filled))
                continue
            record.cells[name] = tidy(row.cells[filled[-1]].text) if filled else ""
            # of several reports the last is the ledger's; the earlier ones are kept under their headers
            used.difference_update(filled[:-1])
        elif name in _TEXTS:
            record.cells[name], dropped = _cell(row, at)
            used.difference_update(dropped)
            if name == "task":
                # what names the task is kept under its own header too, on every row
                used.difference_update(at[:-1])
        else:
            said = dict.fromkeys(text for j in at if (text := row.cells[j].text.strip()))
            record.cells[name] = "\n".join(said)
            if name == "measure":
                used.clear()
        others |= set(at) - used
    for j in sorted(others):
        cell = cells[j]
        repeated = j and (cell.row, cell.column) == (cells[j - 1].row, cells[j - 1].column)
        if not repeated and cell.text.strip():
            record.more[_label(header, j)] = tidy(cell.text)
    record.cells["task"] = _FOOTNOTE.sub("", record.cells["task"])
    if record.cells["task"][-1:].isdigit() or record.cells["progress"][-1:].isdigit():
        _measured(record, row, header)
    return record


def _is_bare(label: str, text: str) -> bool:
    """Whether a cell of a report's columns is a rate, or a number under a header of sums or rates."""
    return _RATE.fullmatch(text) is not None or (
        _SUM_OR_RATE.search(label) is not None and _BARE.match(text) is not None
    )


def _measured(record: Record, row: Row, header: Header) -> None:
    """Write the unit behind a number that stands alone in its cell: that of its column, of the row, or of the indicator.

    The unit is that of a column of units, or stands in brackets at the end of a header or of the indicator's name.
    """
    bare = {
        name: [j for j in header.columns[name] if _BARE.fullmatch(tidy(row.cells[j].text))]
        for name in ("task", "progress")
    }
    if not any(bare.values()):
        return
    of_row = record.cells.get("measure", "")
    if not of_row:
        named = (_NAMED_MEASURE.search(tidy(row.cells[j].text)) for j in header.columns["task"])
        of_row = next((m["unit"] for m in named if m), "")
        own = _OWN_MEASURE.search(record.cells["task"])
        if own and own["unit"] != of_row:
            # 棚户区改造（户） | 7699套 | 4629: the goal has a measure of its own
            of_row = ""
    elif (own := _OWN_MEASURE.search(record.cells["task"])) and of_row.startswith(f"{own['unit']}/"):
        # 元/月/人 | 不低于60元
        record.cells["task"] += of_row.removeprefix(own["unit"])
    for name, at in bare.items():
        for j in at:
            number = tidy(row.cells[j].text)
            in_header = _NAMED_MEASURE.search(header.labels[j].strip())
            unit = (in_header["unit"] if in_header else of_row).strip()
            if unit and re.search(rf"(?:^|\n){re.escape(number)}$", record.cells[name]):
                record.cells[name] += unit


def _label(header: Header, column: int) -> str:
    label = flat(header.labels[column]) or f"column {column + 1}"
    again = sum(flat(x) == label for x in header.labels[:column])
    return f"{label} {again + 1}" if again else label


def _goes_on(line: _Line, above: _Line, cells: dict[str, str]) -> bool:
    """Whether a row belongs to the item above it: number and task are one merged cell, or both are blank."""
    if not cells["task"]:
        return not cells.get("no")
    number, (task, *further) = line.header.columns.get("no"), line.header.columns["task"]
    if not _merged(line, above, task) or not all(_merged(line, above, j) for j in further):
        return False
    return number is None or _merged(line, above, number[0]) or not cells["no"]


def _merged(line: _Line, above: _Line, column: int) -> bool:
    """Whether two rows share the cell of a column."""
    a, b = line.row.cells[column], above.row.cells[column]
    return line.part == above.part and (a.row, a.column) == (b.row, b.column)


def _join(record: Record, more: Record, line: _Line, above: _Line, *, cut: bool) -> None:
    """Add to an item what a further row of it says; a row that was ``cut`` goes on in mid-sentence."""
    broken = cut or line.row.place.page != above.row.place.page
    for name, text in more.cells.items():
        at = line.header.columns.get(name, ())
        if not text or name == "category" or (at and all(_merged(line, above, j) for j in at)):
            continue
        have = record.cells.get(name, "")
        # a page break cuts a sentence in two
        joint = "" if broken and have and not _ENDS.search(have) and name in _TEXTS else "\n"
        record.cells[name] = f"{have}{joint}{text}" if have else text
    for label, text in more.more.items():
        if text not in record.more.get(label, "").split("\n"):
            record.more[label] = f"{record.more[label]}\n{text}" if label in record.more else text
