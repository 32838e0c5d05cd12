"""Tables of which every row takes two lines, the header too: number, name and units above, the report below across them."""

from __future__ import annotations

from collections.abc import Callable

from analysis.model import Place
from analysis.readers.columns import REQUIRED
from analysis.readers.grid import TOP, Cell, Grid, Row, plain_grid


def on_one_row(grid: Grid, kind: Callable[[str], str | None]) -> Grid:
    """Table with the second line of each row as further columns of it; else as it is."""
    for top in range(min(TOP, len(grid.rows) - 3)):
        below = _own(grid.rows[top + 1], top + 1)
        kinds = {kind(cell.text) for cell in _own(grid.rows[top], top)}
        told = {kind(cell.text) for cell in below}
        if below and told <= set(REQUIRED) and not told & kinds and _reach_across(grid.rows[top], below, grid, top + 1):
            return _joined(grid, top, [cell.column for cell in below])
    return grid


def _own(row: Row, i: int) -> list[Cell]:
    """Cells that begin on a row and say something."""
    return [cell for cell in row.spoken() if cell.row == i]


def _reach_across(upper: Row, below: list[Cell], grid: Grid, i: int) -> bool:
    """Whether each cell of a lower line covers several cells of the upper one: it is no second level of a header."""
    return all(
        len({(a.row, a.column) for a, b in zip(upper.cells, grid.rows[i].cells, strict=True) if b == cell}) > 1
        for cell in below
    )


def _lower(grid: Grid, i: int, columns: list[int]) -> list[Cell]:
    """Cells of the lower line of an item, blank ones too; none where the row is no such line."""
    if i >= len(grid.rows):
        return []
    row = grid.rows[i]
    cells = [row.cells[j] for j in columns if row.cells[j].row == i]
    return cells if len(cells) == len(columns) and {cell.column for cell in _own(row, i)} <= set(columns) else []


def _joined(grid: Grid, top: int, columns: list[int]) -> Grid:
    rows: list[tuple[list[str], Place]] = []
    i = 0
    while i < len(grid.rows):
        row = grid.rows[i]
        lower = _lower(grid, i + 1, columns)
        if i >= top and len(_own(row, i)) > 1 and lower:
            rows.append(([*(cell.text for cell in row.cells), *(cell.text for cell in lower)], row.place))
            i += 2
        elif i > top and len(_own(row, i)) > 1:
            # another table, or one whose rows are not alike
            return grid
        else:
            said = row.spoken()
            rows.append(([said[0].text] if len(said) == 1 else [cell.text for cell in row.cells], row.place))
            i += 1
    return plain_grid(rows)
