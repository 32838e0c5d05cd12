"""Tables and lines of a text PDF, read by pdfplumber."""

from __future__ import annotations

import io
import itertools
import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from analysis.errors import LedgerError
from analysis.model import Place
from analysis.readers import limits
from analysis.readers.columns import column_of
from analysis.readers.grid import SOFT, STOPS, Cell, Grid, Line, Row
from analysis.readers.open_tables import open_table
from analysis.readers.pdf_text import NO_BEGINNING, cell_text, full, lines_of, pitch_of, written
from analysis.readers.text import ITEM_BEGINS
from analysis.readers.text_columns import divided, gutter

Box = tuple[float, float, float, float]


def read_pdf(path: Path, data: bytes) -> list[Grid | Line]:
    """Read a PDF page by page: ruled tables as grids, the lines outside of them as lines.

    A cell's line that is as long as its column allows was broken for want of room: the break is marked as soft.

    Raises
    ------
    LedgerError
        Where it is damaged, encrypted, too long, or holds pictures of pages and no text.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    # its remarks on odd fonts and colours are not for users
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages: list[list[Grid | Line]] = []
    chars = images = 0
    between: tuple[float, ...] = ()
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > limits.PAGES:
                raise LedgerError(path, f"{len(document.pages)} pages", f"at most {limits.PAGES}")
            for page in document.pages:
                chars += len(page.chars)
                images += len(page.images)
                blocks, between = _page(path, page, between)
                pages.append(blocks)
                page.close()
    except LedgerError:
        raise
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise LedgerError(path, "an encrypted PDF", "a PDF without a password") from None
        raise LedgerError(path, "a PDF that is cut off or damaged", "a whole PDF") from None
    except Exception as error:  # a damaged file makes pdfminer fail anywhere
        raise LedgerError(path, f"a PDF that cannot be read ({type(error).__name__})", "a whole PDF") from None
    if not chars:
        found = "a scanned PDF (pictures of pages, no text)" if images else "a PDF without text"
        raise LedgerError(path, found, "a PDF whose text can be selected: recognise the text (OCR) first, and check it")
    return [block for page in _without_running_lines(pages) for block in _whole_lines(page)]


def _without_running_lines(pages: list[list[Grid | Line]]) -> list[list[Grid | Line]]:
    """Pages without the line that each has at its head or foot; the first page keeps its head, which may be the title."""
    for end in (0, -1):
        lines = [page[end] if page else None for page in pages]
        texts = [line.text.removesuffix(SOFT) if isinstance(line, Line) else "" for line in lines]
        times = Counter(text for text in texts if text and not text.endswith(STOPS))
        for number, (page, text) in enumerate(zip(pages, texts, strict=True)):
            if times[text] > 1 and (number or end):
                del page[end]
    return pages


def _page(path: Path, page: Any, between: tuple[float, ...]) -> tuple[list[Grid | Line], tuple[float, ...]]:
    """Blocks of a page from top to bottom, and where the columns of a table without rules between them are divided."""
    chars = [c for c in page.chars if c["text"].strip() or c["text"] == " "]
    table = open_table(path, page, _without_page_number(chars), between)
    if table is None:
        return _ruled(page, chars), ()
    outside = [c for c in chars if id(c) not in table.inside]
    return _without_feet([(table.top, table.grid), *_column(outside, page, page.width / 2)]), table.between


def _without_page_number(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Characters without those of the page's number, at its foot."""
    last = lines_of(chars)[-1:]
    number = {id(c) for line in last if _PAGE.fullmatch(written(line).strip()) for c in line}
    return [c for c in chars if id(c) not in number]


def _ruled(page: Any, chars: list[dict[str, Any]]) -> list[Grid | Line]:
    """Blocks of a page whose tables have rules between their columns, or that has none."""
    tables = page.find_tables({"explicit_horizontal_lines": _open_ends(page)})
    blocks: list[tuple[float, Grid | Line]] = []
    inside: set[int] = set()
    for number, table in enumerate(tables, 1):
        cells = [cell for row in table.rows for cell in row.cells if cell]
        held = _held(chars, cells)
        inside |= {id(c) for some in held.values() for c in some}
        blocks.append((table.bbox[1], _grid(table, held, page.page_number, number)))
    outside = [c for c in chars if id(c) not in inside]
    lines = lines_of(outside)
    between = gutter(lines, page.width)
    if between is None:
        blocks += _column(outside, page, page.width / 2)
        return _without_feet(blocks)
    # a title goes on across the blank between the columns
    across = {id(c) for line in lines if divided(line, between) is None for c in line}
    left = [c for c in outside if c["x0"] < between and id(c) not in across]
    right = [c for c in outside if c["x0"] >= between and id(c) not in across]
    whole = _column([c for c in outside if id(c) in across], page, page.width / 2)
    first, second = _column(left, page, between / 2), _column(right, page, 1.5 * between)
    return [*_without_feet([*whole, *first, *blocks]), *_without_feet(second)]


def _without_feet(blocks: list[tuple[float, Grid | Line]]) -> list[Grid | Line]:
    """Blocks from top to bottom, without what stands at the head or the foot of a page."""
    out = [block for _, block in sorted(blocks, key=lambda b: b[0])]
    for end in (0, -1):
        while out and isinstance(line := out[end], Line) and _PAGE.fullmatch(line.text.removesuffix(SOFT).strip()):
            del out[end]
    return out


def _column(chars: Sequence[dict[str, Any]], page: Any, middle: float) -> list[tuple[float, Grid | Line]]:
    """Lines of a column, each with its height; one that is full goes on in the next, where both begin in front of the middle."""
    lines = lines_of(chars)
    # the number of the page may stand beyond the edge of the column
    margin = max((line[-1]["x1"] for line in lines if not _PAGE.fullmatch(written(line).strip())), default=0.0)
    out: list[tuple[float, Grid | Line]] = []
    for line, below in itertools.zip_longest(lines, lines[1:]):
        text = written(line).strip()
        if text:
            # behind it stand who signs and the day
            broken = full(line, below, margin) and max(line[0]["x0"], (below or line)[0]["x0"]) < middle
            soft = SOFT if broken and len(lines) > 1 else ""
            out.append((min(c["top"] for c in line), Line(text + soft, Place(page=page.page_number))))
    return out


def _open_ends(page: Any) -> list[float]:
    """Heights at which the rules of columns end without a rule across: there a page break runs through a row."""
    upright = [e for e in page.edges if e["orientation"] == "v" and e["bottom"] - e["top"] > 3]
    if not upright:
        return []
    return [min(e["top"] for e in upright), max(e["bottom"] for e in upright)]


def _whole_lines(blocks: list[Grid | Line]) -> list[Grid | Line]:
    """Put together lines that the page's margin broke."""
    out: list[Grid | Line] = []
    for block in blocks:
        last = out[-1] if out else None
        hanging = (
            isinstance(block, Line)
            and (
                block.text.startswith(NO_BEGINNING)
                # 71.5% was cut in two
                or (
                    isinstance(last, Line)
                    and last.text[-1:].isdigit()
                    and re.match(r"[0-9.]*[0-9][%％]", block.text) is not None
                )
            )
        )
        broken = isinstance(last, Line) and (last.text.endswith(SOFT) or hanging)
        if isinstance(block, Line) and isinstance(last, Line) and broken and not _begins(block.text):
            out[-1] = Line(last.text.removesuffix(SOFT) + block.text, last.place)
        else:
            out.append(block)
    return [Line(b.text.removesuffix(SOFT), b.place) if isinstance(b, Line) else b for b in out]


# What stands at the head or the foot of a page; a number alone may be one of the text.
_PAGE = re.compile(r"第\s*[0-9]+\s*页.*|[-—–·]\s*[0-9]{1,3}\s*[-—–·]|[-—–·]+|20[0-9]{2}年第[0-9]{1,3}期")
_MARKS = re.compile("[，。；、（(）)]")


_BELOW_A_TITLE = re.compile("(?:统计|截至|截止|填报|填表|更新|发布|制表)(?:时间|日期|单位|部门)")


def _begins(text: str) -> bool:
    """Whether a line begins something of its own: an item of a list, or what a label says."""
    label, colon, _ = text.replace(":", "：").partition("：")
    known = column_of(label.strip()) is not None or _BELOW_A_TITLE.fullmatch(label.strip()) is not None
    return ITEM_BEGINS.match(text) is not None or bool(colon and not _MARKS.search(label) and known)


def _held(chars: Sequence[dict[str, Any]], cells: Iterable[Box]) -> dict[Box, list[dict[str, Any]]]:
    """Characters by the cell in whose box their middle lies; each row of boxes is looked at once."""
    bands: dict[tuple[float, float], list[Box]] = {}
    for cell in dict.fromkeys(cells):
        bands.setdefault((cell[1], cell[3]), []).append(cell)
    out: dict[Box, list[dict[str, Any]]] = {cell: [] for band in bands.values() for cell in band}
    ordered = sorted(bands.items())
    last: tuple[dict[str, Any], Box] | None = None
    for c in chars:
        if last is not None and _hangs(c, last[0]):
            out[last[1]].append(c)
            last = c, last[1]
            continue
        last = None
        x, y = (c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2
        for (top, bottom), band in ordered:
            if top > y:
                break
            if y < bottom:
                here = next((b for b in band if b[0] <= x < b[2]), None)
                if here is not None:
                    out[here].append(c)
                    last = c, here
                    break
    return out


def _hangs(c: dict[str, Any], before: dict[str, Any]) -> bool:
    """Whether a mark stands right behind the last character of a line, beyond the rule of its cell."""
    near = abs(c["x0"] - before["x1"]) < 0.15 * c["size"] and abs(c["bottom"] - before["bottom"]) < 0.2 * c["size"]
    return near and c["text"] in NO_BEGINNING


def _grid(table: Any, held: dict[Box, list[dict[str, Any]]], page: int, number: int) -> Grid:
    """Grid of a table; a cell that covers several rows or columns stands at every place that it covers."""
    lefts = sorted({cell[0] for row in table.rows for cell in row.cells if cell})
    tops = [min(cell[1] for cell in row.cells if cell) for row in table.rows]
    lines = {box: lines_of(chars) for box, chars in held.items() if chars}
    # text ends as far from the right edge of its column as it begins from the left one
    padding: dict[tuple[float, float], float] = {}
    for box, rows in lines.items():
        column = (box[0], box[2])
        padding[column] = min(padding.get(column, box[2] - box[0]), *(row[0]["x0"] - box[0] for row in rows))
    pitch = pitch_of(lines.values())
    laid: list[dict[int, Cell]] = [{} for _ in tops]
    for box in dict.fromkeys(cell for row in table.rows for cell in row.cells if cell):
        at = [i for i, top in enumerate(tops) if box[1] - 1 <= top < box[3] - 1]
        across = [j for j, left in enumerate(lefts) if box[0] - 1 <= left < box[2] - 1]
        if not at or not across:
            continue
        margin = box[2] - padding.get((box[0], box[2]), 0.0)
        here = Cell(cell_text(lines.get(box, []), margin, pitch), at[0], across[0])
        for i in at:
            for j in across:
                laid[i].setdefault(j, here)
    return Grid(
        tuple(
            Row(
                tuple(row.get(j) or Cell("", i, j) for j in range(len(lefts))),
                Place(page=page, table=number, row=i + 1),
            )
            for i, row in enumerate(laid)
        )
    )
