"""Tables in a text whose columns only blanks keep apart, each below its header, as typewriters write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.model import Place
from analysis.readers.columns import column_of, whole
from analysis.readers.grid import Grid, Line, plain_grid
from analysis.readers.printed import cell_text, width

_APART = r"[ \u3000]{2,}|\u3000"
_WORD = re.compile(rf"\S+(?:(?!{_APART})\s\S+)*")
_NUMBER = re.compile("[0-9０-９]{1,3}[.、．]?")
_SUM = re.compile("合计|总计|小计")
# 注：数据截至12月; 沙河镇人民政府
_NOTE = re.compile(r"\s*(?:(?:注|说明|备注|填表|制表|审核|联系)[^\n]*|[^：:\n]{2,40})")


def _no_row(line: str) -> bool:
    """Whether a line below a table is a note, or one that a name or a day has for itself."""
    return not line.strip() or (_NOTE.fullmatch(line) is not None and len(_WORD.findall(line)) == 1)


class _Header(NamedTuple):
    """The line that names the columns: its words, where each begins as printed, and which of them counts the rows."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    number: int


def read_aligned(text: str) -> list[Grid | Line] | None:
    """Read a text with a table whose columns are aligned below its headers; None where it has none.

    A row begins with its number (or 合计); a line that has none goes on with the one above it, until one is left blank. A line
    that stands across the columns makes it no table, and so does one below it that is more than a note, a name or a day.
    """
    lines = text.split("\n")
    top, header = next(((i, found) for i, line in enumerate(lines) if (found := _header(line))), (0, None))
    if header is None:
        return None
    rows: list[tuple[int, list[list[str]]]] = []
    end = len(lines)
    for i in range(top + 1, len(lines)):
        if not lines[i].strip():
            if rows and not any(_begins(cells, header) for cells in _cells_from(lines, i + 1, header)):
                end = i
                break
            continue
        cells = _cells(lines[i], header)
        if cells is None or not (rows or _begins(cells, header)):
            return None
        if cells[header.number] and not (_begins(cells, header) or _SUM.match(cells[header.number])):
            return None
        if cells[header.number]:
            rows.append((i, [[] for _ in header.starts]))
        for pieces, cell in zip(rows[-1][1], cells, strict=True):
            pieces.append(cell)
    if len(rows) < 2 or not all(map(_no_row, lines[end:])):
        return None
    table = [(list(header.words), Place(line=top + 1))]
    table += [([cell_text(pieces) for pieces in columns], Place(line=i + 1)) for i, columns in rows]
    above = [Line(line.strip(), Place(line=i)) for i, line in enumerate(lines[:top], 1) if line.strip()]
    below = [Line(line.strip(), Place(line=i)) for i, line in enumerate(lines[end:], end + 1) if line.strip()]
    return [*above, plain_grid(table), *below]


def _header(line: str) -> _Header | None:
    """The headers of a ledger in a line, apart by blanks, one of which counts the rows; None where it has none."""
    found = list(_WORD.finditer(line))
    kinds = [column_of(m[0]) for m in found]
    if len(found) < 3 or None in kinds or "no" not in kinds or not whole(kinds):
        return None
    starts = tuple(width(line[: m.start()]) for m in found)
    return _Header(tuple(m[0] for m in found), starts, kinds.index("no"))


def _cells(line: str, header: _Header) -> list[str] | None:
    """What a line says in each column; None where it goes on across the place where one begins."""
    cells = [""] * len(header.starts)
    for m in _WORD.finditer(line):
        begins, ends = width(line[: m.start()]), width(line[: m.end()])
        column = max((k for k, start in enumerate(header.starts) if start <= begins), default=-1)
        crosses = any(begins < start < ends for start in header.starts)
        if column < 0 or crosses:
            return None
        cells[column] += (" " if cells[column] else "") + m[0]
    return cells


def _cells_from(lines: list[str], start: int, header: _Header) -> Iterator[list[str]]:
    return (cells for i in range(start, len(lines)) if (cells := _cells(lines[i], header)) is not None)


def _begins(cells: list[str], header: _Header) -> bool:
    return _NUMBER.fullmatch(cells[header.number]) is not None
