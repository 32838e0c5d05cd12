"""Which column is which: header cells against the synonyms of columns.toml."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files

REQUIRED = ("task", "progress")


@functools.cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Column → the headers that ledgers give it."""
    data = tomllib.loads(files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
    return {column: tuple(words) for column, words in data.items()}


def clean(header: str) -> str:
    """Header without blanks, line breaks and brackets.

    Examples
    --------
    >>> clean("分管 市领导"), clean("责任单位（排首位的为牵头单位）")
    ('分管市领导', '责任单位')
    """
    return re.sub(r"[（(][^）)]*[）)]|[\s\u3000]", "", header)


def column_of(header: str) -> str | None:
    """Name of the column that a header stands for, None where no synonym fits.

    Examples
    --------
    >>> column_of("工作任务"), column_of("2018年进展情况"), column_of("备注") is None
    ('task', 'progress', True)
    """
    text = clean(header)
    for column, words in synonyms().items():
        if text in words:
            return column
    best = ""
    chosen = None
    for column, words in synonyms().items():
        for word in words:
            if len(word) >= 2 and text.endswith(word) and len(word) > len(best):
                best, chosen = word, column
    return chosen


def find_columns(cells: tuple[str, ...]) -> dict[str, int] | None:
    """Position of each column in a header row; None where the row is no header.

    A header has at least a task and a progress column. Where two headers stand for the same column, the first is it.
    """
    out: dict[str, int] = {}
    for i, cell in enumerate(cells):
        column = column_of(cell) if len(cell) <= 40 else None
        if column is not None:
            out.setdefault(column, i)
    return out if all(c in out for c in REQUIRED) else None
