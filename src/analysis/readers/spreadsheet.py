"""Workbooks (.xlsx, .xls, .ods), read by calamine: every visible sheet as a grid, merged cells at every place they cover."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Collection, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from analysis.errors import LedgerError
from analysis.model import Passed, Place
from analysis.readers import limits
from analysis.readers.archive import stored, unpacked
from analysis.readers.grid import Cell, Grid, Line, Row
from analysis.readers.struck import struck_formats, without_struck_runs

_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
# from column ZZA or row 1,000,000 on; what may be one is looked for first, which is sooner done
_PERHAPS_FAR = re.compile(rb'r="(?:[A-Z]{3}[0-9]|[A-Z]{1,2}[0-9]{7})')
_FAR = re.compile(rb'<c [^>]*?\br="([A-Z]{3}[0-9]+|[A-Z]+[0-9]{7,})"')
_ODD = ("_x000D_", "\r", "\xa0")
_STYLED = re.compile(r'<c (?=[^>]*\br="([A-Z]+[0-9]+)")(?=[^>]*\bs="([0-9]+)")')
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(path: Path, data: bytes) -> tuple[list[Grid | Line], list[Passed]]:
    """Read a workbook: a grid for each visible sheet, and the sheets that were passed over.

    Raises
    ------
    LedgerError
        Where it is damaged, encrypted, or larger than the limits.
    """
    import python_calamine

    blocks: list[Grid | Line] = []
    passed: list[Passed] = []
    if data.startswith(b"PK"):
        parts, runs = without_struck_runs(unpacked(path, data))
        passed += [Passed(Place(), "struck text", text[:200]) for text in runs]
        book_file = stored(parts)
        _check_extent(path, parts)
        sheets = _sheets(parts)
        hidden = _hidden_rows(sheets), _hidden_columns(sheets)
        percents, spans, struck = _Percents(), _Spans(), _Struck()
        if "content.xml" in parts:
            percents, spans = _told_by_ods(parts["content.xml"])
        else:
            percents, struck = _percents_of_xlsx(parts, sheets), _struck_of_xlsx(parts, sheets)
    else:
        book_file = io.BytesIO(data)
        percents, hidden, spans = _percents_of_xls(data), ({}, {}), _Spans()
        struck = _Struck()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(book_file)
    except python_calamine.PasswordError:
        raise LedgerError(path, "an encrypted workbook", "a workbook without a password") from None
    except Exception as error:  # calamine's errors and panics have no common class
        raise LedgerError(
            path, f"a workbook that cannot be read ({_said(error)})", "a whole .xlsx, .xls or .ods"
        ) from None
    for number, meta in enumerate(book.sheets_metadata):
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != python_calamine.SheetVisibleEnum.Visible:
            passed.append(Passed(Place(sheet=meta.name), "hidden sheet", ""))
            continue
        try:
            sheet = book.get_sheet_by_index(number)
            rows = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or spans.get(meta.name, [])
        except Exception as error:
            raise LedgerError(
                path, f"a sheet that cannot be read ({_said(error)})", "a whole workbook", Place(sheet=meta.name)
            ) from None
        for i in sorted(hidden[0].get(meta.name, frozenset()) & set(range(len(rows)))):
            said = " | ".join(text for v in rows[i] if (text := written(v).strip()))
            if said:
                passed.append(Passed(Place(sheet=meta.name, row=i + 1), "hidden row", said[:200]))
            rows[i] = [""] * len(rows[i])
        for j in sorted(hidden[1].get(meta.name, frozenset())):
            said = " | ".join(text for row in rows if j < len(row) and (text := written(row[j]).strip()))
            if said:
                passed.append(Passed(Place(sheet=meta.name), "hidden column", said[:200]))
            for row in rows:
                row[j : j + 1] = [""] * len(row[j : j + 1])
        for i, j in sorted(struck.get(meta.name, ())):
            if i < len(rows) and j < len(rows[i]) and (said := written(rows[i][j]).strip()):
                passed.append(Passed(Place(sheet=meta.name, row=i + 1), "struck text", said[:200]))
                rows[i][j] = ""
        blocks.append(_grid(path, meta.name, rows, merged, percents.get(meta.name, {})))
    return blocks, passed


# The parts of a workbook by name, and the content of its sheets by theirs.
_Parts = Mapping[str, bytes]


def _check_extent(path: Path, parts: _Parts) -> None:
    """Refuse a sheet with a cell so far out that all cells in between would not fit into memory."""
    for name, content in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            far = _FAR.search(content) if _PERHAPS_FAR.search(content) else None
            if far is not None:
                found = f"a cell far out, {far[1].decode()}, in {name.rsplit('/', 1)[-1]}"
                raise LedgerError(
                    path, found, f"at most {limits.COLUMNS} columns and {limits.ROWS} rows: delete what is beyond"
                )


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


def _grid(
    path: Path,
    name: str,
    rows: list[list[Any]],
    merged: list[tuple[tuple[int, int], tuple[int, int]]],
    percents: Mapping[tuple[int, int], int | None],
) -> Grid:
    if len(rows) > limits.ROWS:
        raise LedgerError(path, f"{len(rows)} rows", f"at most {limits.ROWS}", Place(sheet=name))
    width = max(map(len, rows), default=0)
    while width and all(len(row) < width or row[width - 1] in ("", None) for row in rows):
        width -= 1
    if width > limits.COLUMNS:
        raise LedgerError(path, f"{width} columns", f"at most {limits.COLUMNS}", Place(sheet=name))
    if percents or _odd("\n".join([v for row in rows for v in row if isinstance(v, str)])):
        rows = [
            [written(v, percent=(i, j) in percents, decimals=percents.get((i, j))) for j, v in enumerate(row)]
            for i, row in enumerate(rows)
        ]
    laid = [
        [Cell(v if isinstance(v, str) else written(v), i, j) for j, v in enumerate(row[:width])]
        for i, row in enumerate(rows)
    ]
    for (top, left), (bottom, right) in merged:
        if top >= len(laid) or left >= width:
            continue
        origin = laid[top][left]
        for i in range(top, min(bottom + 1, len(laid))):
            for j in range(left, min(right + 1, width)):
                laid[i][j] = origin
    return Grid(tuple([Row(tuple(cells), Place(0, name, 0, 0, i)) for i, cells in enumerate(laid, 1)]))


def _odd(text: str) -> bool:
    """Whether a text holds marks of Excel's that a reader does not see."""
    return any(mark in text for mark in _ODD)


def written(value: Any, *, percent: bool = False, decimals: int | None = None) -> str:
    """Value of a cell as the sheet shows it: 24 and not 24.0, 95% where the cell is a percentage, of so many decimals.

    Examples
    --------
    >>> written(24.0), written(0.956, percent=True), written(36.03), written(datetime.date(2018, 12, 31))
    ('24', '95.6%', '36.03', '2018-12-31')
    >>> written(0.81388888, percent=True, decimals=1)
    '81.4%'
    """
    if isinstance(value, str):
        if not _odd(value):
            return value
        return value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and not percent and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (int, float)):
        number = Decimal(repr(value)) * (100 if percent else 1)
        number = round(number, 10) if decimals is None else number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        shown = format(number.normalize(), "f") if number == number else ""
        return f"{shown}%" if percent else shown
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)


# For each sheet the cells that are shown as percentages, whose values are stored as shares of 1, each with its decimals
# where they are known.
_Percents = dict[str, dict[tuple[int, int], int | None]]
# For each sheet the cells whose whole text is struck through.
_Struck = dict[str, list[tuple[int, int]]]
# For each sheet the corners of its merged cells.
_Spans = dict[str, list[tuple[tuple[int, int], tuple[int, int]]]]
_DECIMALS = re.compile(r"[0#](?:\.(?P<digits>[0#]+))?%")


def _decimals(pattern: str) -> int | None:
    """Decimals of a number format for percentages; None where it does not say.

    Examples
    --------
    >>> _decimals("0.0%"), _decimals("0%"), _decimals("General")
    (1, 0, None)
    """
    m = _DECIMALS.search(pattern)
    return None if m is None else len(m["digits"] or "")


def _percents_of_xls(data: bytes) -> _Percents:
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception:  # what is damaged calamine will say, in one line
        return {}
    formats = (book.format_map[xf.format_key].format_str for xf in book.xf_list)
    shown = {i: _decimals(pattern) for i, pattern in enumerate(formats) if "%" in pattern}
    return {
        sheet.name: {
            (i, j): shown[style]
            for i in range(sheet.nrows)
            for j in range(sheet.row_len(i))
            if (style := sheet.cell_xf_index(i, j)) in shown
        }
        for sheet in book.sheets()
        if shown
    }


_SHOWN_PERCENT = re.compile(r"-?[0-9]+(?:\.(?P<digits>[0-9]+))?%")


def _told_by_ods(content: bytes) -> tuple[_Percents, _Spans]:
    """Percentages and merged cells of an .ods, which calamine does not tell."""
    if not any(word in content for word in (b"percentage", b"-spanned=")):
        return {}, {}
    out: _Percents = {}
    spans: _Spans = {}
    for table in ElementTree.fromstring(content).iter(f"{_TABLE}table"):
        found: dict[tuple[int, int], int | None] = {}
        merged = spans.setdefault(table.get(f"{_TABLE}name", ""), [])
        i = 0
        for row in table.iter(f"{_TABLE}table-row"):
            rows = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
            j = 0
            for cell in row:
                columns = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
                if cell.get(f"{_OFFICE}value-type") == "percentage":
                    m = _SHOWN_PERCENT.fullmatch("".join(cell.itertext()).strip())
                    decimals = None if m is None else len(m["digits"] or "")
                    found |= {
                        (i + r, j + c): decimals
                        for r in range(min(rows, 1000))
                        for c in range(min(columns, limits.COLUMNS))
                    }
                deep = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
                wide = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
                if deep > 1 or wide > 1:
                    merged.append(((i, j), (i + deep - 1, j + wide - 1)))
                j += columns
            i += rows
        out[table.get(f"{_TABLE}name", "")] = found
    return out, spans


_HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\br="([0-9]+)")(?=[^>]*\bhidden="(?:1|true)")')


def _hidden_rows(sheets: _Parts) -> dict[str, frozenset[int]]:
    """For each sheet the rows, from 0, that it does not show: hidden by hand or by a filter."""
    return {
        name: frozenset(int(m[1]) - 1 for m in _HIDDEN_ROW.finditer(content))
        for name, content in sheets.items()
        if b'hidden="' in content
    }


_HIDDEN_COLUMNS = re.compile(rb"<col (?=[^>]*\bhidden=\"(?:1|true)\")[^>]*>")
_FROM_TO = re.compile(rb'\b(min|max)="([0-9]+)"')


def _hidden_columns(sheets: _Parts) -> dict[str, frozenset[int]]:
    """For each sheet the columns, from 0, that it does not show."""
    out = {}
    for name, content in sheets.items():
        columns: set[int] = set()
        for m in _HIDDEN_COLUMNS.finditer(content, 0, max(0, content.find(b"<sheetData"))):
            ends = {key: int(value) for key, value in _FROM_TO.findall(m[0])}
            first, last = ends.get(b"min", 1), ends.get(b"max", 0)
            columns.update(range(first - 1, min(last, limits.COLUMNS)))
        if columns:
            out[name] = frozenset(columns)
    return out


def _sheets(parts: _Parts) -> dict[str, bytes]:
    """Name of each sheet and the part that holds it."""
    tables = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    if not set(tables) <= parts.keys():
        return {}
    try:
        book, relations = (ElementTree.fromstring(parts[table]) for table in tables)
    except ElementTree.ParseError:
        return {}
    targets = {e.get("Id"): e.get("Target", "") for e in relations}
    out = {}
    for sheet in book.iter(f"{_SHEET}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in parts:
            out[sheet.get("name", "")] = parts[part]
    return out


def _percents_of_xlsx(parts: _Parts, sheets: _Parts) -> _Percents:
    if "xl/styles.xml" not in parts:
        return {}
    try:
        styles = ElementTree.fromstring(parts["xl/styles.xml"])
    except ElementTree.ParseError:
        return {}
    percent: dict[str, int | None] = {"9": 0, "10": 2}
    for e in styles.iter(f"{_SHEET}numFmt"):
        if "%" in (pattern := e.get("formatCode", "")):
            percent[e.get("numFmtId", "")] = _decimals(pattern)
    used = [e.get("numFmtId", "") for xfs in styles.iter(f"{_SHEET}cellXfs") for e in xfs]
    shown: dict[str, int | None] = {str(i): percent[number] for i, number in enumerate(used) if number in percent}
    if not shown:
        return {}
    return {
        name: {at: shown[style] for at, style in styled.items()}
        for name, styled in _cells_of_style(sheets, shown.keys()).items()
    }


def _struck_of_xlsx(parts: _Parts, sheets: _Parts) -> _Struck:
    styles = struck_formats(parts.get("xl/styles.xml", b""))
    return {name: list(styled) for name, styled in _cells_of_style(sheets, styles).items()} if styles else {}


def _cells_of_style(sheets: _Parts, styles: Collection[str]) -> dict[str, dict[tuple[int, int], str]]:
    """For each sheet the cells of some styles, each with its style."""
    return {
        name: {_position(c[1]): c[2] for c in _STYLED.finditer(content.decode("utf-8", "replace")) if c[2] in styles}
        for name, content in sheets.items()
    }


def _position(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell's reference.

    Examples
    --------
    >>> _position("B5"), _position("AA1")
    ((4, 1), (0, 26))
    """
    m = _REFERENCE.fullmatch(reference)
    assert m is not None
    column = 0
    for letter in m[1]:
        column = 26 * column + ord(letter) - 64
    return int(m[2]) - 1, column - 1
