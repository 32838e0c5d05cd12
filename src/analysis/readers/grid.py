"""What every format becomes before it is read as a ledger: grids of cells and lines of text, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.model import Passed, Place
from analysis.readers import limits

# Where a PDF breaks a line for want of room. What it means depends on the column: nothing in a text, the end of a name
# in a list of names.
SOFT = "\x0b"
# A header stands among so many first rows.
TOP = 6
# A line that ends on one of these was not broken at a margin.
STOPS = ("。", "；", "：", "！", ";", ":")


class Cell(NamedTuple):
    """Text at one place of a grid, and the row and column of the grid where the cell that holds it starts.

    A merged cell stands at every place that it covers, always with the same origin.
    """

    text: str
    row: int
    column: int


class Row(NamedTuple):
    """Cells of one row, and where in the file the row stands."""

    cells: tuple[Cell, ...]
    place: Place

    @property
    def empty(self) -> bool:
        """Whether no cell says anything."""
        return not any(cell.text.strip() for cell in self.cells)

    def spoken(self) -> list[Cell]:
        """Cells that say something, each merged cell once."""
        # places that one cell covers hold equal cells
        return list(dict.fromkeys([cell for cell in self.cells if cell.text and not cell.text.isspace()]))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one table, all equally wide.

    ``strict``: the format leaves no cell out, so that a row of another width is a mistake; then ``widths`` are those of
    the rows as written.
    """

    rows: tuple[Row, ...]
    strict: bool = False
    widths: tuple[int, ...] = ()


def part_of(grid: Grid, start: int, end: int) -> Grid:
    """Some rows of a grid as one of their own."""
    rows = (
        Row(tuple(Cell(c.text, c.row - start, c.column) for c in row.cells), row.place) for row in grid.rows[start:end]
    )
    return Grid(tuple(rows), grid.strict, grid.widths[start:end])


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside all tables; ``level`` of a heading, 1 the highest, 0 of a line that is marked as none.

    ``bold``: all of it is printed bold, as pages do with what they use for headings.
    """

    text: str
    place: Place
    level: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its grids and lines in order, its format and encoding, and what of it was passed over.

    ``tables_only``: a way of reading that makes sense only where there is a table.
    """

    blocks: tuple[Grid | Line, ...]
    format: str
    encoding: str | None = None
    passed: tuple[Passed, ...] = ()
    tables_only: bool = False


def plain_grid(rows: Iterable[tuple[Sequence[str], Place]], *, strict: bool = False) -> Grid:
    """Grid of rows without merged cells; short rows are filled up with empty cells."""
    given = list(rows)
    widths = tuple(len(cells) for cells, _ in given)
    width = max(widths, default=0)
    out = []
    for i, (cells, place) in enumerate(given):
        padded = (*cells, *[""] * (width - len(cells)))
        out.append(Row(tuple(Cell(text, i, j) for j, text in enumerate(padded)), place))
    return Grid(tuple(out), strict, widths if strict else ())


class Spanning(NamedTuple):
    """A cell as HTML writes it: its text, and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


def spanned_grid(rows: Sequence[tuple[Sequence[Spanning], Place]], ends: Sequence[int] = ()) -> Grid:
    """Lay out cells that cover several rows and columns, as a browser does.

    ``ends`` says for each row where its group of rows ends (a tbody), beyond which no cell reaches.

    Examples
    --------
    >>> rows = [([Spanning("a", rows=2), Spanning("b")], Place()), ([Spanning("c")], Place())]
    >>> [[cell.text for cell in row.cells] for row in spanned_grid(rows).rows]
    [['a', 'b'], ['a', 'c']]
    """
    laid: list[dict[int, Cell]] = [{} for _ in rows]
    for i, (cells, _) in enumerate(rows):
        column, line = 0, laid[i]
        for cell in cells:
            while column in line:
                column += 1
            if cell.rows == cell.columns == 1 and column < limits.COLUMNS:
                line[column] = Cell(cell.text, i, column)
                column += 1
                continue
            wide = max(1, min(cell.columns, limits.COLUMNS - column))
            if column >= limits.COLUMNS:
                break
            # rowspan="0" reaches to the end of the group
            left = (ends[i] if ends else len(rows)) - i
            deep = left if cell.rows == 0 else min(max(1, cell.rows), left)
            here = Cell(cell.text, i, column)
            for r in range(i, i + deep):
                for c in range(column, column + wide):
                    laid[r].setdefault(c, here)
            column += wide
    width = max((max(row, default=-1) + 1 for row in laid), default=0)
    return Grid(
        tuple(
            Row(tuple(row.get(c) or Cell("", i, c) for c in range(width)), place)
            for i, (row, (_, place)) in enumerate(zip(laid, rows, strict=True))
        )
    )
