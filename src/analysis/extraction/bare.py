"""Numbers that have no unit: for conformance with other readers of numerals, and for table cells."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal

from analysis.extraction.lexicon import alternation, load
from analysis.extraction.numerals import CHINESE, FORMAL, numeral

_ARABIC = r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])(?:[.．][0-9０-９]+)?|[0-9０-９]{1,15}(?![0-9０-９])(?:[.．][0-9０-９]+)?"
_HAN = f"{CHINESE}{FORMAL}"
_CANDIDATE = re.compile(
    rf"(?<![0-9０-９.．A-Za-z])(?:[-－](?![-－])|负)?(?:(?:{_ARABIC})(?:[余多]?[{_HAN}]|(?<=[{_HAN}])[0-9０-９]+)*"
    rf"|[{_HAN}](?:[{_HAN}几]|[余多](?=[万亿])|(?<=[{_HAN}])[0-9０-９]+)*)(?:点[{CHINESE}]+)?"
)


@functools.cache
def _names() -> re.Pattern[str]:
    return re.compile(alternation(load("numerals")["names"]))


def bare_numbers(text: str) -> Iterator[tuple[int, int, Decimal]]:
    """Numerals of a text, units left aside: start, end, value.

    A formal character alone is an ordinary word (放肆, 登陆), and so is a numeral inside a name (四川).
    """
    names = [m.span() for m in _names().finditer(text)]
    for m in _CANDIDATE.finditer(text):
        written = m[0]
        if any(a < m.end() and m.start() < b for a, b in names):
            continue
        if len(written) == 1 and (written in FORMAL or written in "百千万亿兆零〇萬億"):
            continue
        value = numeral(written)
        if value is not None:
            yield m.start(), m.end(), value
