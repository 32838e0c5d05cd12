"""Tables in plain text: the paste of a Word table, CSV and TSV, Markdown; and text without a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from analysis.model import Place
from analysis.readers import limits
from analysis.readers.grid import Grid, Line, plain_grid

_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
# Between two halves of a table, and no part of its last cell.
_CONTINUED = re.compile("[（(]?续(?:表|上表|前表)?[一二三四0-9]*[)）]?")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_DELIMITERS = "\t,;|"


def read_pasted(text: str) -> list[Grid | Line]:
    r"""Read the paste of a Word table: a cell starts with a tab on a new line, a row ends with an empty line.

    A line that does not start with a tab continues the cell above it. Lines in front of the first cell are the title;
    a block of lines behind an empty line that has no cell of its own continues the last cell when rows follow, and is
    a note when none does.

    Examples
    --------
    >>> title, grid, note = read_pasted("title\n\t序号\n\t任务\n\n\t1\n\t建成3所。\n其中2所新建。\n\n注：全部。\n")
    >>> [[cell.text for cell in row.cells] for row in grid.rows]
    [['序号', '任务'], ['1', '建成3所。\n其中2所新建。']]
    >>> title.text, note.text
    ('title', '注：全部。')
    """
    lines = text.split("\n")
    last = max((i for i, line in enumerate(lines) if line.startswith("\t")), default=-1)
    rows: list[tuple[list[str], Place]] = []
    before: list[Line] = []
    after: list[Line] = []
    cells: list[list[str]] = []
    start = 0
    closed = False
    for i, line in enumerate(lines):
        if line.startswith("\t"):
            if closed or not cells:
                if cells:
                    rows.append((_joined(cells), Place(line=start)))
                cells, start, closed = [], i + 1, False
            cells.append([line[1:]])
        elif not line.strip():
            closed = bool(cells)
        elif not cells:
            before.append(Line(line.strip(), Place(line=i + 1)))
        elif closed and (i > last or _CONTINUED.fullmatch(line.strip())):
            after.append(Line(line.strip(), Place(line=i + 1)))
        else:
            cells[-1] += ["", line] if closed else [line]
            closed = False
    if cells:
        rows.append((_joined(cells), Place(line=start)))
    return [*before, *([plain_grid(rows, strict=True)] if rows else []), *after]


def _joined(cells: list[list[str]]) -> list[str]:
    return ["\n".join(lines) for lines in cells]


def read_delimited(text: str, delimiter: str) -> list[Grid | Line]:
    r"""Read CSV or TSV, as Excel saves it; lines of one cell in front of the first row of several are the title.

    Examples
    --------
    >>> title, grid = read_delimited('title,,\n序号,任务\n1,"建成3所。\n已开学。"\n', ",")
    >>> title.text, [[cell.text for cell in row.cells] for row in grid.rows]
    ('title', [['序号', '任务'], ['1', '建成3所。\n已开学。']])
    """
    csv.field_size_limit(limits.CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before: list[Grid | Line] = []
    rows: list[tuple[list[str], Place]] = []
    start = 1
    for cells in reader:
        place = Place(line=start)
        start = reader.line_num + 1
        if not rows and sum(bool(c.strip()) for c in cells) < 2:
            before += [Line(c.strip(), place) for c in cells if c.strip()]
        else:
            rows.append((cells, place))
    return [*before, plain_grid(rows)] if rows else before


def delimiters(text: str) -> Iterator[str]:
    """Delimiters that a text may have, the one in most of its first lines first."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    counts = {d: sum(d in line for line in lines) for d in _DELIMITERS}
    for d in sorted(_DELIMITERS, key=lambda d: -counts[d]):
        if counts[d]:
            yield d


def read_markdown(text: str) -> list[Grid | Line]:
    r"""Read the pipe tables of a Markdown text.

    Examples
    --------
    >>> (grid,) = read_markdown("| 序号 | 任务 |\n|---|---|\n| 1 | 建成3所。<br>已开学。 |\n")
    >>> [[cell.text for cell in row.cells] for row in grid.rows]
    [['序号', '任务'], ['1', '建成3所。\n已开学。']]
    """
    out: list[Grid | Line] = []
    rows: list[tuple[list[str], Place]] = []
    for i, line in enumerate([*text.split("\n"), ""], 1):
        if line.lstrip().startswith("|"):
            if not _RULE.fullmatch(line.strip()):
                cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
                rows.append(([_BREAK.sub("\n", c.replace("\\|", "|")).strip() for c in cells], Place(line=i)))
            continue
        if rows:
            out.append(plain_grid(rows))
            rows = []
        if line.strip():
            out.append(Line(re.sub(r"^#+\s*", "", line.strip()), Place(line=i)))
    return out


def read_lines(text: str) -> list[Grid | Line]:
    """Text that holds no table, line by line."""
    return [Line(line.strip(), Place(line=i)) for i, line in enumerate(text.split("\n"), 1) if line.strip()]
