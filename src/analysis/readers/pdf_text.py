"""Text of a PDF from its characters: lines, and cells whose lines were broken for want of room."""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from analysis.readers.grid import SOFT, STOPS
from analysis.readers.words import load

# Marks that belong to the line above where they begin one.
_OPENING = ("（", "《", "“", "【", "〔")
NO_BEGINNING = ("，", "。", "；", "、", "）", "！", "？", "”")


@functools.cache
def characters() -> dict[int, str]:
    """Radicals, which PDFs write for the characters that look like them, → those characters."""
    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return kangxi | {ord(pair[0]): pair[1] for pair in load("radicals")["pairs"].split()}


def lines_of(chars: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters as lines, from top to bottom and left to right."""
    lines: list[list[dict[str, Any]]] = []
    for c in sorted(chars, key=lambda c: (c["bottom"], c["x0"])):
        if lines and abs(c["bottom"] - lines[-1][0]["bottom"]) < 0.5 * c["size"]:
            lines[-1].append(c)
        else:
            lines.append([c])
    return [sorted(line, key=lambda c: c["x0"]) for line in lines]


def written(line: Sequence[dict[str, Any]]) -> str:
    """Text of a line; a wide gap between two characters is a blank."""
    out = line[0]["text"]
    for a, b in itertools.pairwise(line):
        gap = b["x0"] - a["x1"]
        out += (" " if gap > 0.45 * b["size"] and a["text"] != " " and b["text"] != " " else "") + b["text"]
    return str(out).translate(characters())


def pitch_of(cells: Iterable[list[list[dict[str, Any]]]]) -> float:
    """Usual distance of two lines of a paragraph, as a multiple of the size of their characters."""
    steps = [
        round((b[0]["bottom"] - a[0]["bottom"]) / b[0]["size"], 1)
        for lines in cells
        for a, b in itertools.pairwise(lines)
    ]
    return Counter(steps).most_common(1)[0][0] if steps else 0.0


def cell_text(lines: list[list[dict[str, Any]]], margin: float, pitch: float) -> str:
    """Text of a cell: a break is soft where not one more character would have fitted and the next line is no farther."""
    out = ""
    for i, line in enumerate(lines):
        text = written(line).rstrip()
        out += text
        if i + 1 == len(lines):
            break
        below = lines[i + 1][0]
        apart = (below["bottom"] - line[0]["bottom"]) / below["size"] > 1.15 * pitch
        out += SOFT if full(line, lines[i + 1], margin) and not apart else "\n"
    return out


def full(line: list[dict[str, Any]], below: list[dict[str, Any]] | None, margin: float) -> bool:
    """Whether what begins the line below would not have fitted: one more character, or what is not divided."""
    # marks that may not begin a line take the character in front of them along
    room = (1.2 if str(line[-1]["text"]).strip().endswith(STOPS) else 2.2) * line[-1]["size"]
    whole = _undivided(below or [])
    width = whole[-1]["x1"] - whole[0]["x0"] + 0.7 * line[-1]["size"] if whole else 0.0
    return bool(line[-1]["x1"] > margin - max(room, width))


def _undivided(line: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Characters that begin a line and stay together: a number, an opening bracket with what follows, the marks behind."""
    texts = [str(c["text"]) for c in line]
    end = next((i for i, text in enumerate(texts) if not text.isascii() or text.isspace()), len(texts))
    if not end and texts[:1] and texts[0] in _OPENING:
        end = 2
    while 0 < end < len(texts) and texts[end] in NO_BEGINNING:
        end += 1
    return line[:end]
