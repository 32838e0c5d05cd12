"""Cards: tables of one row each under headings of their own, which are what their items are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.readers.blocks import number_of
from analysis.readers.columns import CATEGORY, NAME, NUMBER, REQUIRED
from analysis.readers.grid import Cell, Grid, Line, Row
from analysis.readers.header import kind_of

# 01
_ALONE = re.compile("[0-9]{1,2}[.．、]?")
# 教育惠民 is an area; what is promised takes more words
_SHORTEST = 6
_WORD = re.compile("[一-龥]")
# 一、丰富文体生活
_AREA = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^0-9]*")


def named_cards(blocks: Sequence[Grid | Line], given: Mapping[str, str]) -> list[Grid | Line]:
    """Blocks in which each of several cards has the heading above it as a column of its own; all others as they are."""
    cards = {i: b for i, b in enumerate(blocks) if isinstance(b, Grid) and _is_card(b, given)}
    above = {i: _heading(blocks, i) for i in cards}
    headings = {at for at in above.values() if at is not None}
    if len(cards) < 2 or len(headings) < len(cards):
        return list(blocks)
    labels = {kind_of(cell.text, given) for card in cards.values() for cell in card.rows[0].cells}
    over = {
        label: find(blocks, above)
        for label, find in ((NUMBER, _numbers), (CATEGORY, _areas))
        if kind_of(label, given) not in labels
    }
    headings |= {at for positions in over.values() for at in positions.values()}
    out: list[Grid | Line] = []
    for i, block in enumerate(blocks):
        at = above.get(i)
        heading = None if at is None else blocks[at]
        if isinstance(block, Grid) and isinstance(heading, Line):
            number = number_of(heading.text)
            said = {NAME: heading.text[number.end() if number else 0 :].strip()}
            said |= {label: _text(blocks, positions[i]) for label, positions in over.items() if i in positions}
            out.append(_with(block, said))
        elif i not in headings:
            out.append(block)
    return out


def _text(blocks: Sequence[Grid | Line], at: int) -> str:
    line = blocks[at]
    return line.text.strip() if isinstance(line, Line) else ""


def _numbers(blocks: Sequence[Grid | Line], above: Mapping[int, int | None]) -> dict[int, int]:
    """Position of the number alone in front of each card's heading, by the position of the card; nothing unless all have one."""
    out = {card: at - 1 for card, at in above.items() if at and _ALONE.fullmatch(_text(blocks, at - 1))}
    return out if len(out) == len(above) else {}


def _areas(blocks: Sequence[Grid | Line], above: Mapping[int, int | None]) -> dict[int, int]:
    """Position of the heading that each card's own stands under, by the position of the card; nothing where one heads all."""
    own = {at: line.level for at in above.values() if at is not None and isinstance(line := blocks[at], Line)}
    highest = min(own.values(), default=0)
    out: dict[int, int] = {}
    area: int | None = None
    for i, block in enumerate(blocks):
        if isinstance(block, Line) and 0 < block.level < highest:
            area = i
        elif i in above and area is not None:
            out[i] = area
    return out if len(out) == len(above) and len(set(out.values())) > 1 else {}


def _is_card(grid: Grid, given: Mapping[str, str]) -> bool:
    """Whether a table is a header without a name, and one row."""
    if len(grid.rows) != 2:
        return False
    kinds = {kind_of(cell.text, given) for cell in grid.rows[0].cells}
    return set(REQUIRED) <= kinds and "name" not in kinds


def _heading(blocks: Sequence[Grid | Line], card: int) -> int | None:
    """Position of the heading between a card and the table in front of it, where it says enough to be a name."""
    for i in range(card - 1, -1, -1):
        block = blocks[i]
        if isinstance(block, Grid):
            return None
        # 01. 适老化, in front of the card: a number heads it as well
        if block.level or block.bold or (i == card - 1 and number_of(block.text)):
            # 2. 临时救助: what is numbered is a name, however short
            names = number_of(block.text) is not None or len(_WORD.findall(block.text)) >= _SHORTEST
            return i if names and not _AREA.fullmatch(block.text) else None
    return None


def _with(card: Grid, said: Mapping[str, str]) -> Grid:
    """Card with columns in front of it, by their labels."""
    rows = (
        Row(
            (
                *(Cell(text, i, n) for n, text in enumerate(texts)),
                *(Cell(c.text, i, c.column + len(said)) for c in row.cells),
            ),
            row.place,
        )
        for i, (row, texts) in enumerate(zip(card.rows, (tuple(said), tuple(said.values())), strict=True))
    )
    return Grid(tuple(rows), card.strict)
