"""Tables of a PDF without rules between columns: these are told by the header and the blanks below it.

Rows are told by rules across, or, where there are none, by the wider blanks between them and the number that each has.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import LedgerError
from analysis.model import Place
from analysis.readers.columns import column_of, whole
from analysis.readers.grid import Cell, Grid, Row
from analysis.readers.pdf_text import cell_text, lines_of, pitch_of, written

Chars = list[dict[str, Any]]

# Rules that make a table, and the part of the page's width that they span.
_FEWEST_RULES, _WIDTH = 3, 0.5
# Blanks between words of one line, as a multiple of the size of its characters.
_APART = 1.2
# And between two headers, where both are known.
_BLANK = 0.45
# The blank between two rows is so many times that between two lines of one.
_WIDER = 1.5


class OpenTable(NamedTuple):
    """A table without rules between its columns: where they are divided, and its grid.

    ``inside`` are the ids of the characters that it holds, ``top`` its height on the page.
    """

    between: tuple[float, ...]
    grid: Grid
    inside: frozenset[int]
    top: float


def open_table(path: Path, page: Any, chars: Chars, between: tuple[float, ...]) -> OpenTable | None:
    """Read the table of a page whose rules all run across, or that has none; None where there is none.

    Parameters
    ----------
    path : Path
        The file, for complaints.
    page : pdfplumber.page.Page
        A page; its edges are looked at.
    chars : list of characters
        As pdfplumber gives them.
    between : tuple of float
        Where the columns of the page before are divided, for a table that goes on without its header; else empty.

    Raises
    ------
    LedgerError
        Where a page without rules has a table's header, and the rows below it cannot be told apart.
    """
    if any(e["orientation"] == "v" and e["bottom"] - e["top"] > 3 for e in page.edges):
        return None
    rules = _rules(page)
    if len(rules) >= (1 if between else _FEWEST_RULES):
        return _ruled_across(page, chars, between, rules)
    table = _unruled(page, chars, between)
    if table is None and any(_heads(_within(chars, *strip)) for strip in _strips(_within(chars, 0, page.height))):
        found = "a table without rules whose rows cannot be told apart"
        raise LedgerError(
            path, found, "a table with rules, or the document that the PDF was made of", Place(page=page.page_number)
        )
    return table


def _ruled_across(page: Any, chars: Chars, between: tuple[float, ...], rules: list[float]) -> OpenTable | None:
    bands = [band for a, b in itertools.pairwise(rules) if (band := _within(chars, a, b))]
    above, below = _within(chars, 0, rules[0]), _within(chars, rules[-1], page.height)
    if above and _heads(last := _within(chars, *_strips(above)[-1])):
        # the first rule stands below the header
        bands = [last, *bands]
    header = next((band for band in bands if _heads(band)), None)
    if len(bands) <= 1 + (header is not None):
        # rules around all rows, and none between them; or one below the header alone
        around = [c for band in bands for c in band] if header is not None else above
        for held in (around, [*around, *below]):
            if (table := _unruled(page, held, between)) is not None:
                return table
    if header is not None:
        between = _between(header, bands)
    if not between:
        return None
    if header is None and (_in_columns(above, between) or _goes_on(above, bands, between)):
        # a row that the page before has begun
        bands = [above, *bands]
    if _in_columns(below, between) or _numbers(below, rules[-1], between):
        bands = [*bands, below]
    inside = frozenset(id(c) for band in bands for c in band)
    return OpenTable(
        between, _grid(bands, between, page.page_number), inside, min(rules[0], min(c["top"] for c in bands[0]))
    )


def _unruled(page: Any, chars: Chars, between: tuple[float, ...]) -> OpenTable | None:
    """The table whose rows only blanks and numbers tell apart; None where they do not."""
    strips = _strips(_within(chars, 0, page.height))
    gaps = [b[0] - a[1] for a, b in itertools.pairwise(strips)]
    # lines that stand closer make one row; or each line is a row
    for apart in (_WIDER * min((gap for gap in gaps if gap > 0), default=0.0), 0.0):
        cuts = [0, *(i for i, gap in enumerate(gaps, 1) if gap >= apart), len(strips)]
        bands = [_within(chars, strips[a][0], strips[b - 1][1]) for a, b in itertools.pairwise(cuts) if b > a]
        top = next((i for i, band in enumerate(bands) if _heads(band)), None)
        header = bands[top : top + 1] if top is not None else []
        divided = _between(header[0], bands[top:]) if header else between
        rows = _rows_in_front(bands[top + 1 if top is not None else 0 :], divided, _number_column(header))
        if rows:
            inside = frozenset(id(c) for band in (*header, *rows) for c in band)
            grid = _grid([*header, *rows], divided, page.page_number)
            return OpenTable(divided, grid, inside, min(c["top"] for c in [*header, *rows][0]))
    return None


def _number_column(header: list[Chars]) -> int:
    """Which column holds the numbers; the first where the page before has the header."""
    kinds = [column_of(text) for text, *_ in _headers(header[0])] if header else []
    return kinds.index("no") if "no" in kinds else 0


def _rows_in_front(bands: Sequence[Chars], between: Sequence[float], no: int) -> list[Chars]:
    """Bands up to the first that is no row of a table."""
    return list(itertools.takewhile(lambda band: _is_row(band, between, no), bands)) if between else []


def _strips(chars: Chars) -> list[tuple[float, float]]:
    """Heights between which the lines of a page stand, whatever their columns, from top to bottom."""
    out: list[tuple[float, float]] = []
    for top, bottom in sorted((c["top"], c["bottom"]) for c in chars):
        if out and top < out[-1][1]:
            out[-1] = out[-1][0], max(bottom, out[-1][1])
        else:
            out.append((top, bottom))
    return out


def _heads(band: Chars) -> bool:
    """Whether a band is the header of a ledger: it has a column of reports and one of promises."""
    return whole(column_of(text) for text, *_ in _headers(band))


def _is_row(band: Chars, between: Sequence[float], no: int) -> bool:
    """Whether a band is a category over the whole row, or a row with one number in its column."""
    number = [c for c in band if bisect_right(between, (c["x0"] + c["x1"]) / 2) == no]
    one = (
        len(lines_of(number)) == 1 and "".join(c["text"] for c in number).strip(".．、").isdigit() if number else False
    )
    return (one and _in_columns(band, between)) or _crosses(band, between)


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


def _headers(band: Chars) -> list[tuple[str, float, float]]:
    """Words of a header, also where two known ones stand closer than words of rows do: 序号 责任单位."""
    out: list[tuple[str, float, float]] = []
    for text, a, b in _words(band):
        inside = sorted((c for c in band if a <= c["x0"] and c["x1"] <= b), key=lambda c: float(c["x0"]))
        cuts = [i for i in range(1, len(inside)) if inside[i]["x0"] - inside[i - 1]["x1"] > _BLANK * inside[i]["size"]]
        parts = [inside[i:j] for i, j in itertools.pairwise([0, *cuts, len(inside)])] if cuts else []
        told = ["".join(map(written, lines_of(part))) for part in parts]
        if parts and all(column_of(word) for word in told):
            out += [(word, part[0]["x0"], part[-1]["x1"]) for word, part in zip(told, parts, strict=True)]
        else:
            out.append((text, a, b))
    return out


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
    middles = [(a + b) / 2 for _, a, b in _headers(header)]
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


# Cells of a column begin within so many points of each other.
_ALIGNED = 2


def _goes_on(above: Chars, bands: Sequence[Chars], between: Sequence[float]) -> bool:
    """Whether what stands above all rules is one cell of a row that the page before has begun: it is aligned with its column."""
    columns = {bisect_right(between, (c["x0"] + c["x1"]) / 2) for c in above}
    if len(columns) != 1 or not (j := columns.pop()):
        return False
    below = [c["x0"] for band in bands for c in band if bisect_right(between, (c["x0"] + c["x1"]) / 2) == j]
    return bool(below) and abs(min(c["x0"] for c in above) - min(below)) < _ALIGNED


def _numbers(band: Chars, rule: float, between: Sequence[float]) -> bool:
    """Whether all that stands below the last rule is a number in the first column: its row goes on on the next page."""
    first = bool(band) and all(c["x1"] < between[0] and c["top"] - rule < 3 * c["size"] for c in band)
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
