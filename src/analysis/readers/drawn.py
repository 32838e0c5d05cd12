"""Tables whose rules are drawn with characters (┌─┬─┐), as old systems print them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from analysis.model import Place
from analysis.readers.columns import column_of
from analysis.readers.grid import Grid, Line, Spanning, spanned_grid
from analysis.readers.printed import cell_text

_RULE = re.compile("[─━═┄┈┉]+")
_EDGES = "│┃║├┝┣╠┤┥┫╣┼╋╬┌┏╔┐┓╗└┗╚┘┛╝┬┳╦┴┻╩"
_UPRIGHT = "│┃║"
_EDGE = re.compile(f"[{_EDGES}]")
_NUMBER = re.compile("[0-9]{1,3}")
_ROW = re.compile(rf"\s*[{_EDGES}].*[{_EDGES}]\s*")
# So many lines are no table.
_FEWEST = 5


def is_drawn(text: str) -> bool:
    r"""Whether a text holds a table whose rules are drawn.

    Examples
    --------
    >>> is_drawn("┌─┬─┐\n│1│2│\n├─┼─┤\n│3│4│\n└─┴─┘"), is_drawn("a│b")
    (True, False)
    """
    return any(edge in text for edge in "│┃║") and (
        sum(_ROW.fullmatch(line) is not None for line in text.split("\n")) >= _FEWEST
    )


def read_drawn(text: str) -> list[Grid | Line]:
    """Read a text with drawn tables: each as a grid, the lines around them as lines."""
    out: list[Grid | Line] = []
    table: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if _ROW.fullmatch(line):
            table.append((number, line.strip()))
            continue
        if table:
            out.append(_grid(table))
            table = []
        if line.strip():
            out.append(Line(line.strip(), Place(line=number)))
    return out


class _Band(NamedTuple):
    """Lines of a table between two rules: where they begin, what they say in each column, and which columns end there."""

    line: int
    texts: list[list[str]]
    ends: Collection[int]


def _bands(lines: list[tuple[int, str]], width: int) -> Iterator[_Band]:
    texts: list[list[str]] = [[] for _ in range(width)]
    begun, counted = 0, set[int]()
    for number, line in lines:
        pieces = _EDGE.split(line)[1:-1]
        ruled = _ruled(pieces, _EDGE.findall(line))
        if not ruled:
            begun = begun or number
            # one cell across the table has no edges inside
            for j, piece in enumerate(pieces if len(pieces) == width else [" ".join(pieces)]):
                texts[j].append(piece)
        elif begun:
            yield from _numbered_apart(_Band(begun, texts, ruled if len(pieces) == width else range(width)), counted)
            counted = counted or _counting(texts)
            texts, begun = [[] for _ in range(width)], 0


def _ruled(pieces: list[str], edges: list[str]) -> list[int]:
    """The columns beneath which a line draws a rule; a cell filled with ─ between two │ is none, if another says something."""
    drawn = [_RULE.fullmatch(piece) is not None for piece in pieces]
    return [
        j
        for j, filled in enumerate(drawn)
        if filled and (all(drawn) or edges[j] not in _UPRIGHT or edges[j + 1] not in _UPRIGHT)
    ]


def _counting(header: list[list[str]]) -> set[int]:
    """The columns that count the rows, by their headers."""
    return {j for j, texts in enumerate(header) if column_of("".join(texts)) == "no"}


def _numbered_apart(band: _Band, counting: set[int]) -> Iterator[_Band]:
    """The rows of lines that no rule divides, where the column that counts them does: 1, 2, 3."""
    for texts in (band.texts[j] for j in counting):
        begins = [i for i, text in enumerate(texts) if text.strip()]
        first, *others = [texts[i].strip() for i in begins] or [""]
        counted = others and begins[0] == 0 and _NUMBER.fullmatch(first) is not None
        if counted and others == [str(int(first) + n) for n in range(1, len(begins))]:
            for a, b in itertools.pairwise([*begins, len(texts)]):
                ends = band.ends if b == len(texts) else range(len(band.texts))
                yield _Band(band.line + a, [column[a:b] for column in band.texts], ends)
            return
    yield band


def _grid(lines: list[tuple[int, str]]) -> Grid:
    """A drawn table; a cell goes on below a rule that does not run beneath it."""
    width = max(len(_EDGE.split(line)) for _, line in lines) - 2
    bands = list(_bands(lines, width))
    rows: list[list[Spanning]] = [[] for _ in bands]
    for j in range(width):
        first, said = 0, list[str]()
        for i, band in enumerate(bands):
            said += band.texts[j]
            if j in band.ends or i + 1 == len(bands):
                rows[first].append(Spanning(cell_text(said), i + 1 - first))
                first, said = i + 1, []
    return spanned_grid([(row, Place(line=band.line)) for row, band in zip(rows, bands, strict=True)])
