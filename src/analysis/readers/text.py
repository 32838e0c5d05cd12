"""A table pasted as text: a cell starts with a tab on a new line, a row ends with an empty line."""

from __future__ import annotations

from analysis.readers.grid import Grid, Row


def read_text(text: str) -> Grid:
    r"""Read the paste of a Word table.

    A line that does not start with a tab continues the cell above it. Lines in front of the first cell are the title;
    a block of lines behind an empty line that has no cell of its own continues the last cell when rows follow, and is
    a note when none does.

    Examples
    --------
    >>> grid = read_text("title\n\t序号\n\t任务\n\n\t1\n\t建成3所。\n其中2所新建。\n\n注：全部。\n")
    >>> [row.cells for row in grid.rows]
    [('序号', '任务'), ('1', '建成3所。\n其中2所新建。')]
    >>> grid.before, grid.after
    (('title',), ('注：全部。',))
    """
    lines = text.split("\n")
    last = max((i for i, line in enumerate(lines) if line.startswith("\t")), default=-1)
    rows: list[Row] = []
    cells: list[str] = []
    before: list[str] = []
    after: list[str] = []
    start = 0
    closed = False
    for i, line in enumerate(lines):
        if line.startswith("\t"):
            if closed or not cells:
                if cells:
                    rows.append(Row(tuple(cells), start))
                cells, start, closed = [], i + 1, False
            cells.append(line[1:])
        elif not line.strip():
            closed = bool(cells)
        elif not cells:
            before.append(line.strip())
        elif closed and i > last:
            after.append(line.strip())
        else:
            cells[-1] += "\n" * (2 if closed else 1) + line
            closed = False
    if cells:
        rows.append(Row(tuple(cells), start))
    return Grid(tuple(rows), tuple(before), tuple(after))
