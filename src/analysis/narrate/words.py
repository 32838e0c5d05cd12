"""How numbers, shares and names are written in sentences and on figures."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd


def number(value: float | None) -> str:
    """Write a number as a reader would: thousands separated, no needless decimals.

    Examples
    --------
    >>> number(13444.0), number(83.875), number(2.14), number(None)
    ('13,444', '83.88', '2.14', '?')
    """
    if value is None or math.isnan(value):
        return "?"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def percent(value: float | None, digits: int = 0) -> str:
    """Write a share or a rate in percent.

    Examples
    --------
    >>> percent(2.6888), percent(0.48276), percent(0.996), percent(1.125), percent(float("nan"))
    ('269%', '48%', '99.6%', '113%', '–')
    """
    if value is None or math.isnan(value):
        return "–"
    for places in (digits, digits + 1, digits + 2):
        shown = Decimal(str(100 * value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        # 99.6 % is not all of it
        if shown != 100 or value == 1:
            break
    return f"{shown:,}%"


def plural(n: int, word: str) -> str:
    """Count something in English.

    Examples
    --------
    >>> plural(1, "item"), plural(3, "item")
    ('1 item', '3 items')
    """
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def leading(counts: pd.Series, lang: str) -> str:
    """Who is first by a count; all of them where several are."""
    names = [str(name) for name in counts.index[counts == counts.max()]]
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names)} (tied)" if lang == "en" else f"{'、'.join(names)}（并列）"


def category_mark(category: str, position: int) -> str:
    """Short mark of a category for the head of a column: its own numeral where it has one, else its position.

    Examples
    --------
    >>> category_mark("十、增加农民农业生产补助。", 9), category_mark("交通", 2)
    ('十', '3')
    """
    m = re.match(r"[（(]?([一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）、.．]", category)
    return m[1] if m else str(position + 1)


def clip(text: str, length: int) -> str:
    """Shorten a name so that it fits; what is cut off is shown by an ellipsis.

    Examples
    --------
    >>> clip("市财政局", 8), clip("市城市管理和综合执法局", 8)
    ('市财政局', '市城市管理和综…')
    """
    text = text.strip().rstrip("。；;，")
    return text if len(text) <= length else text[: length - 1] + "…"
