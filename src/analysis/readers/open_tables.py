"""Tables of a PDF with rules across and none between columns: columns are told by the header and the blanks below it."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from analysis.model import Place
from analysis.readers.columns import column_of
from analysis.readers.grid import Cell, Grid, Row
from analysis.readers.pdf_text import cell_text, lines_of, pitch_of, written

Chars = list[dict[str, Any]]

# Rules that make a table, and the part of the page's width that they span.
_FEWEST_RULES, _WIDTH = 3, 0.5
# Headers by which a table is known to be one.
_FEWEST_HEADERS = 2
# Blanks between words of one line, as a multiple of the size of its characters.
_APART = 1.2


class OpenTable(NamedTuple):
    """A table without rules between its columns: where they are divided, and its grid.

    ``inside`` are the ids of the characters that it holds, ``top`` its height on the page.
    """

    between: tuple[float, ...]
    grid: Grid
    inside: frozenset[int]
    top: float


def open_table(page: Any, chars: Chars, between: tuple[float, ...]) -> OpenTable | None:
    """Read the table of a page whose rules all run across; None where there is none.

    Parameters
    ----------
    page : pdfplumber.page.Page
        A page; its edges are looked at.
    chars : list of characters
        As pdfplumber gives them.
    between : tuple of float
        Where the columns of the page before are divided, for a table that goes on without its header; else empty.
    """
    if any(e["orientation"] == "v" and e["bottom"] - e["top"] > 3 for e in page.edges):
        return None
    rules = _rules(page)
    if len(rules) < (_FEWEST_RULES if not between else 1):
        return None
    bands = [band for a, b in itertools.pairwise(rules) if (band := _within(chars, a, b))]
    header = next(
        (band for band in bands if sum(column_of(x) is not None for x, *_ in _words(band)) >= _FEWEST_HEADERS), None
    )
    if header is not None:
        between = _between(header, bands)
    if not between:
        return None
    if header is None or header is not bands[0]:
        # a row that the page before has begun
        bands = [x for x in [_within(chars, 0, rules[0])] if _in_columns(x, between)] + bands
    bands += [
        x
        for x in [_within(chars, rules[-1], page.height)]
        if _in_columns(x, between) or _numbers(x, rules[-1], between)
    ]
    inside = frozenset(id(c) for band in bands for c in band)
    return OpenTable(between, _grid(bands, between, page.page_number), inside, rules[0])


def _rules(page: Any) -> list[float]:
    """Heights of the longest rules across that begin and end alike."""
    alike: dict[tuple[int, int], set[int]] = defaultdict(set)
    for e in page.edges:
        if e["orientation"] == "h" and e["x1"] - e["x0"] > _WIDTH * page.width:
            alike[round(e["x0"] / 3), round(e["x1"] / 3)].add(round(e["top"]))
    tops = max((sorted(of_one) for of_one in alike.values()), key=len, default=[])
    return [float(b) for a, b in itertools.pairwise([-9, *tops]) if b - a > 2]


def _within(chars: Chars, top: float, bottom: float) -> Chars:
    return [c for c in chars if c["text"].strip() and top < (c["top"] + c["bottom"]) / 2 < bottom]


def _words(band: Chars) -> list[tuple[str, float, float]]:
    """Words of a band that stand side by side: the text of each, where it begins and where it ends."""
    out: list[list[dict[str, Any]]] = []
    for c in sorted(band, key=lambda c: float(c["x0"])):
        end = max((x["x1"] for x in out[-1]), default=0.0) if out else 0.0
        if out and c["x0"] - end < _APART * c["size"]:
            out[-1].append(c)
        else:
            out.append([c])
    words = ("".join(map(written, lines_of(word))) for word in out)
    return [(text, min(c["x0"] for c in w), max(c["x1"] for c in w)) for text, w in zip(words, out, strict=True)]


def _between(header: Chars, bands: Sequence[Chars]) -> tuple[float, ...]:
    """For each two headers side by side the middle of the widest blank between them that no row crosses; empty where one has none."""
    told = [band for band in bands if len(_words(band)) > 1]
    taken = sorted((c["x0"], c["x1"]) for band in told for c in band)
    blanks: list[tuple[float, float]] = []
    end = taken[0][1] if taken else 0.0
    for a, b in taken:
        if a - end > 1:
            blanks.append((end, a))
        end = max(end, b)
    out = []
    middles = [(a + b) / 2 for _, a, b in _words(header)]
    for left, right in itertools.pairwise(middles):
        fitting = [(b - a, (a + b) / 2) for a, b in blanks if left < (a + b) / 2 < right]
        if not fitting:
            return ()
        out.append(max(fitting)[1])
    return tuple(out)


def _crosses(band: Chars, between: Sequence[float]) -> bool:
    """Whether a band is one line that goes on across the blanks between columns: a category over the whole row."""
    words = _words(band)
    return len(words) == 1 and len(lines_of(band)) == 1 and any(words[0][1] < x < words[0][2] for x in between)


def _in_columns(band: Chars, between: Sequence[float]) -> bool:
    """Whether what stands above or below all rules is a row: in several columns, and no line of it crosses a blank."""
    lines = lines_of(band) if band else []
    columns = {bisect_right(between, (c["x0"] + c["x1"]) / 2) for c in band}
    return len(columns) > 1 and not any(c["x0"] < x < c["x1"] for line in lines for c in line for x in between)


def _numbers(band: Chars, rule: float, between: Sequence[float]) -> bool:
    """Whether all that stands below the last rule is a number in the first column: its row goes on on the next page."""
    first = all(c["x1"] < between[0] and c["top"] - rule < 3 * c["size"] for c in band)
    return first and "".join(c["text"] for c in band).isdigit()


def _grid(bands: Sequence[Chars], between: Sequence[float], page: int) -> Grid:
    laid: list[list[Chars]] = []
    for band in bands:
        row: list[Chars] = [[] for _ in range(len(between) + 1)]
        for c in band:
            row[bisect_right(between, (c["x0"] + c["x1"]) / 2)].append(c)
        laid.append(row)
    wide = [_crosses(band, between) for band in bands]
    margins = [
        max((c["x1"] for row, all_of_it in zip(laid, wide, strict=True) if not all_of_it for c in row[j]), default=0.0)
        for j in range(len(between) + 1)
    ]
    pitch = pitch_of(lines_of(cell) for row in laid for cell in row if cell)
    rows = list(_rows(bands, laid, wide, margins, pitch))
    return Grid(tuple(Row(cells, Place(page=page, table=1, row=i)) for i, cells in enumerate(rows, 1)))


def _rows(
    bands: Sequence[Chars], laid: list[list[Chars]], wide: list[bool], margins: list[float], pitch: float
) -> Iterator[tuple[Cell, ...]]:
    for i, (band, row) in enumerate(zip(bands, laid, strict=True)):
        if wide[i]:
            yield (Cell("".join(map(written, lines_of(band))), i, 0),) * len(row)
        else:
            texts = (
                cell_text(lines_of(cell), margin, pitch) if cell else ""
                for cell, margin in zip(row, margins, strict=True)
            )
            yield tuple(Cell(text, i, j) for j, text in enumerate(texts))
