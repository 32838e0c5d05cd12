"""Tables with a column whose cells hold task and report, or who answers for them, under labels of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from analysis.readers.grid import Cell, Grid, Line, Row
from analysis.readers.labels import ANSWERABLE, ANY_LABEL, label_of, named_by, texts_behind

_TEXTS = ("task", "progress")
# what labels end with: most cells have none
_END = re.compile(r"[：:】\]]")
# What the columns are called that come of one.
_HEADERS = {
    "task": "工作任务",
    "progress": "进展情况",
    "leader": "分管领导",
    "units": "责任单位",
    "supporting": "配合单位",
    "persons": "责任人",
}


def unmixed(blocks: Sequence[Grid | Line], kind: Callable[[str], str | None]) -> list[Grid | Line]:
    """Blocks whose tables have a column each for what the cells of one hold under labels; the others as they are.

    【工作任务】改造教室880间。【进展情况】已改造519间。 | 牵头领导：张三 牵头单位：市教育局 责任人：李四
    """
    out = [_unmixed(b, kind) if isinstance(b, Grid) else b for b in blocks]
    heads = {_head(b) for b, new in zip(blocks, out, strict=True) if isinstance(b, Grid) and new is not b}
    # of one row, below the header of a table that is so divided
    return [
        _unmixed(b, kind, fewest=1) if isinstance(b, Grid) and b is new and _head(b) in heads else new
        for b, new in zip(blocks, out, strict=True)
    ]


def _head(grid: Grid) -> tuple[str, ...]:
    return tuple(cell.text for cell in grid.rows[0].cells) if grid.rows else ()


def _unmixed(grid: Grid, kind: Callable[[str], str | None], fewest: int = 2) -> Grid:
    """Table with a column each for what the cells of one hold under labels, in so many rows at least; else as it is."""
    width = len(grid.rows[0].cells) if grid.rows else 0
    for column in range(width):
        labelled = [i for i, row in enumerate(grid.rows) if _END.search(row.cells[column].text)]
        if 2 * len(labelled) < len(grid.rows):
            continue
        told = {i: parts for i in labelled if _tells(parts := _parts(grid.rows[i].cells[column].text))}
        if len(told) >= fewest and 2 * len(told) >= len(grid.rows):
            top = min(told) - 1
            heads = {kind(c.text) for j, c in enumerate(grid.rows[max(0, top)].cells) if j != column}
            if top < 0 or not heads.isdisjoint(set().union(*told.values())):
                return grid
            if not heads.isdisjoint(_TEXTS):
                # 市教育局, where other cells say 牵头单位：市教育局 责任人：李四
                others = [i for i in range(top + 1, len(grid.rows)) if i not in told and len(grid.rows[i].spoken()) > 1]
                told |= {i: _parts(text := grid.rows[i].cells[column].text) or {"units": text} for i in others}
            return _divided(grid, column, told, top)
    return grid


def _parts(text: str) -> dict[str, str]:
    """What a cell says under labels, by column; empty where it says something else in front of them."""
    found = [(m, named_by(label_of(m), "")) for m in ANY_LABEL.finditer(text)]
    known = [(m, column) for m, column in found if column is not None and (column in _TEXTS or column in ANSWERABLE)]
    if not known or text[: known[0][0].start()].strip():
        return {}
    out: dict[str, str] = {}
    for (_, column), said in zip(known, texts_behind([m for m, _ in known], text), strict=True):
        out[column] = "\n".join(filter(None, (out.get(column, ""), said)))
    return out


def _tells(parts: Mapping[str, str]) -> bool:
    """Whether a cell tells both a task and a report, or several who answer and nothing else."""
    # units alone, leading and supporting, are told apart where units are read
    answer = parts.keys() <= ANSWERABLE and len(parts.keys() - {"supporting"}) > 1
    return answer or all(parts.get(name) for name in _TEXTS)


def _divided(grid: Grid, column: int, told: dict[int, dict[str, str]], top: int) -> Grid:
    names = [name for name in _HEADERS if any(name in parts for parts in told.values())]
    more = len(names) - 1
    rows = []
    for i, row in enumerate(grid.rows):
        cells = [c._replace(column=c.column + more if c.column > column else c.column) for c in row.cells]
        own = cells[column]
        if i in told or i == top:
            said = told.get(i) or _HEADERS
            new = [Cell(said.get(name, ""), i, column + n) for n, name in enumerate(names)]
        else:
            new = [own] * len(names)
        rows.append(Row((*cells[:column], *new, *cells[column + 1 :]), row.place))
    return Grid(tuple(rows))
