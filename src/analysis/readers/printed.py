"""Text as it is printed in characters of one width: how wide it is, and what the lines of a cell say together."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from analysis.readers.grid import SOFT

# A line of a cell that ends so near its edge was broken for want of room.
_ROOM = 2


def width(text: str) -> int:
    """How wide a text is printed: Chinese characters take two columns.

    Examples
    --------
    >>> width("ab"), width("新建1所"), width("　")
    (2, 7, 2)
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cell_text(pieces: Sequence[str]) -> str:
    """Text of a cell over several lines; where a line is full, the next goes on with it."""
    room = max(map(width, pieces), default=0)
    out = ""
    for piece in pieces:
        if not piece.strip():
            continue
        out += piece.strip() + (SOFT if width(piece.rstrip()) >= room - _ROOM else "\n")
    return out.rstrip(f"{SOFT}\n")
