"""Pages whose text runs in two columns: where the blank between them lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Chars = Sequence[dict[str, Any]]

# Lines that show a column, and how many of all may cross the blank (titles do).
_FEWEST, _CROSSING = 8, 0.15
# Characters by which a line may fall short of its column's edge and still be full.
_SHORT = 3


def gutter(lines: Sequence[Chars], width: float) -> float | None:
    """Place of the blank between two columns of running text; None where a page has one column.

    Hardly a line goes on across it, and a third of those on its left are full: columns of a table without
    rules end anywhere.

    Parameters
    ----------
    lines : sequence of sequences of characters
        As pdfplumber gives them (``x0``, ``x1``, ``size``), from left to right.
    width : float
        Width of the page.
    """
    for x in (0.5 * width, 0.47 * width, 0.53 * width, 0.44 * width, 0.56 * width):
        halves = [divided(line, x) for line in lines]
        parts = [half for half in halves if half is not None]
        left, right = [a for a, _ in parts if a], [b for _, b in parts if b]
        if min(len(left), len(right)) < _FEWEST or len(halves) - len(parts) > _CROSSING * len(halves):
            continue
        edge = max(part[-1]["x1"] for part in left)
        full = sum(edge - part[-1]["x1"] < _SHORT * part[-1]["size"] for part in left)
        if 3 * full > len(left):
            return x
    return None


def divided(line: Chars, x: float) -> tuple[Chars, Chars] | None:
    """What of a line stands on each side of a place; None where it goes on across it."""
    left, right = [c for c in line if c["x1"] <= x], [c for c in line if c["x0"] >= x]
    apart = not left or not right or right[0]["x0"] - left[-1]["x1"] >= 0.9 * left[-1]["size"]
    return (left, right) if apart and len(left) + len(right) == len(line) else None
