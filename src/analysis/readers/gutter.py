"""Tables side by side on one sheet, with an empty column between them, are tables of their own."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from analysis.readers.columns import whole
from analysis.readers.grid import Cell, Grid, Line, Row
from analysis.readers.header import kind_of


def apart(block: Grid | Line, given: Mapping[str, str]) -> list[Grid | Line]:
    """Divide a grid at its empty columns where each part has a header of its own; else leave it whole.

    What stands above all of them, in a cell that covers the empty column, stays with the first.
    """
    if isinstance(block, Line) or not block.rows:
        return [block]
    width = len(block.rows[0].cells)
    empty = [j for j in range(1, width - 1) if all(_says_nothing(row, j) for row in block.rows)]
    if not empty:
        return [block]
    edges = [-1, *empty, width]
    spans = [(a + 1, b) for a, b in itertools.pairwise(edges) if b - a > 1]
    if len(spans) < 2 or not all(_has_header(block, a, b, given) for a, b in spans):
        return [block]
    return [_columns(block, a, b) for a, b in spans]


def _says_nothing(row: Row, column: int) -> bool:
    """Whether a cell is blank, or part of one that reaches over its column from both sides."""
    cell = row.cells[column]
    if not cell.text.strip():
        return True
    return all((row.cells[j].row, row.cells[j].column) == (cell.row, cell.column) for j in (column - 1, column + 1))


def _has_header(grid: Grid, a: int, b: int, given: Mapping[str, str]) -> bool:
    return any(whole(kind_of(cell.text, given) for cell in row.cells[a:b]) for row in grid.rows)


def _columns(grid: Grid, a: int, b: int) -> Grid:
    rows = []
    for row in grid.rows:
        cells = tuple(Cell("" if c.column < a else c.text, c.row, max(c.column - a, 0)) for c in row.cells[a:b])
        rows.append(Row(cells, row.place))
    return Grid(tuple(rows), grid.strict, ())
