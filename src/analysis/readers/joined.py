"""Tables that share out the columns of one ledger, with one numbering, are one table."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.readers.columns import REQUIRED
from analysis.readers.grid import Cell, Grid, Line, Row, part_of
from analysis.readers.header import kind_of
from analysis.readers.names import like_unit

# A header stands among so many first rows, and its cells have so few characters.
_HEAD, _LONGEST = 5, 20
# No header of a column of numbers is as long.
_SHORT = 8


_NUMBER = re.compile(r"[0-9]{1,3}[.．、]?|[一二三四五六七八九十]{1,3}、?")


class _Numbered(NamedTuple):
    """A grid whose rows are numbered: where its header stands, the kinds and numbers of its columns and rows."""

    grid: Grid
    top: int
    kinds: tuple[str | None, ...]
    rows: dict[str, Row]


def joined(blocks: Sequence[Grid | Line], given: Mapping[str, str]) -> list[Grid | Line]:
    """Put together two tables of which one has what the other lacks, by the numbers of their rows.

    序号 | 工作任务 | 责任单位 and 序号 | 进展情况; tables that are each a ledger, or numbered otherwise, stay apart.
    """
    # in a CSV one follows the other without a gap
    out = [part for block in blocks for part in _divided(block, given)]
    tables = {i: table for i, block in enumerate(out) if isinstance(block, Grid) and (table := _numbered(block, given))}
    for i, a in tables.items():
        for j, b in tables.items():
            if i == j or not isinstance(out[i], Grid) or not isinstance(out[j], Grid):
                continue
            if _complements(a, b):
                out[i] = _side_by_side(a, b)
                out[j] = Line("", b.grid.rows[0].place)
                return [block for block in out if not isinstance(block, Line) or block.text]
    return list(blocks)


def _divided(block: Grid | Line, given: Mapping[str, str]) -> list[Grid | Line]:
    """A grid divided in front of its further headers."""
    if isinstance(block, Line):
        return [block]
    short = [(i, c.text) for i, row in enumerate(block.rows) for c in row.cells if len(c.text) < _SHORT]
    perhaps = dict.fromkeys(i for i, text in short if text and not text.isdigit() and kind_of(text, given) == "no")
    heads = [i for i in perhaps if _is_head([cell.text for cell in block.rows[i].spoken()], given)]
    cuts = [0, *heads[1:], len(block.rows)]
    if len(cuts) < 3:
        return [block]
    return [part_of(block, a, b) for a, b in itertools.pairwise(cuts)]


def _is_head(said: Sequence[str], given: Mapping[str, str]) -> bool:
    kinds = [kind_of(text, given) for text in said if len(text) <= _LONGEST]
    return len(kinds) == len(said) > 1 and "no" in kinds and None not in kinds


def _numbered(grid: Grid, given: Mapping[str, str]) -> _Numbered | None:
    for top, row in enumerate(grid.rows[:_HEAD]):
        kinds = tuple(kind_of(cell.text, given) for cell in row.cells)
        known = [kind for kind in kinds if kind]
        if kinds.count("no") == 1 and len(known) > 1 and all(len(cell.text) <= _LONGEST for cell in row.cells):
            at = kinds.index("no")
            below = [r for r in grid.rows[top + 1 :] if _NUMBER.fullmatch(r.cells[at].text.strip())]
            rows = {r.cells[at].text.strip(): r for r in below}
            return _Numbered(grid, top, kinds, rows) if len(rows) == len(below) > 1 else None
    return None


def _complements(a: _Numbered, b: _Numbered) -> bool:
    """Whether the second table has columns that the first lacks, for the same rows, and is no ledger itself."""
    mine, other = ({"task" if k == "name" else k for k in t.kinds if k} for t in (a, b))
    whole = set(REQUIRED)
    return (
        "task" in mine
        and whole <= mine | other
        and not whole <= other
        and bool(other - mine)
        and a.rows.keys() == b.rows.keys()
        and not _contradicts(a, b)
    )


def _contradicts(a: _Numbered, b: _Numbered) -> bool:
    """Whether the rows of a second table name other units than those of the first that have the same numbers."""
    if "units" not in a.kinds:
        return False
    mine = [row.cells[a.kinds.index("units")].text.strip() for row in a.rows.values()]
    for j in range(len(b.kinds)):
        other = [b.rows[no].cells[j].text.strip() for no in a.rows]
        if all(like_unit(text) for text in other):
            return any(x not in y and y not in x for x, y in zip(mine, other, strict=True))
    return False


def _side_by_side(a: _Numbered, b: _Numbered) -> Grid:
    have = {"task" if k == "name" else k for k in a.kinds if k}
    more = [j for j, kind in enumerate(b.kinds) if ("task" if kind == "name" else kind) not in have]
    width, at = len(a.kinds), a.kinds.index("no")
    rows = []
    for i, row in enumerate(a.grid.rows):
        other = b.grid.rows[b.top] if i == a.top else b.rows.get(row.cells[at].text.strip()) if i > a.top else None
        texts = ["" if other is None else other.cells[j].text for j in more]
        rows.append(Row((*row.cells, *(Cell(text, i, width + k) for k, text in enumerate(texts))), row.place))
    return Grid(tuple(rows))
