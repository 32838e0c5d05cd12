"""Which column is which: header cells against the synonyms of columns.toml."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from analysis.readers.words import load

# Columns that a ledger cannot do without.
REQUIRED = ("task", "progress")
# What the names of items are headed with, where they stand in no table.
NAME = "项目名称"
# What the headings above them are, and the numbers beside those.
CATEGORY = "类别"
NUMBER = "序号"
# Longer cells are no headers.
LONGEST_HEADER = 40

_BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
# blanks, and the marks of footnotes
_BLANKS = re.compile(r"[\s\u3000\xa0:：*＊※†‡#①-⑳⁰¹²³⁴-⁹]|\[[0-9]{1,2}\]")
# 项目内容 Project
_IN_ENGLISH = re.compile("(?<=[一-龥])[A-Za-z.&/]{2,}$")
# Arabic, Tibetan, Korean and Mongolian letters: pages of autonomous places say everything twice
_IN_ANOTHER_SCRIPT = re.compile(
    r"[\u0600-\u06ff\u0f00-\u0fff\u1100-\u11ff\u1800-\u18af\u3130-\u318f\uac00-\ud7af\ufb50-\ufdff\ufe70-\ufefc]+"
)
# The kinds of headers that are none of a ledger's columns.
_NO_COLUMN = ("not", "aside")
_OF_A_STAGE = re.compile("(?:[0-9]{1,2}月|季度|节点|阶段|当月|本月|上半年|下半年)[份底末]?[^0-9]{0,4}(?:目标|任务)$")
_PAIRED = re.compile("[及和与/、]")


@functools.cache
def _data() -> dict[str, list[str]]:
    return {k: v["words"] if isinstance(v, dict) else v for k, v in load("columns").items() if k != "labels"}


@functools.cache
def _labels() -> dict[str, str]:
    return {word: column for column, words in load("columns")["labels"].items() for word in words}


@functools.cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Column → the headers that ledgers give it."""
    return {column: tuple(words) for column, words in _data().items() if column not in _NO_COLUMN}


@functools.cache
def _exact() -> dict[str, str]:
    return {word: column for column, words in _data().items() for word in words}


def clean(header: str) -> str:
    """Header without blanks, line breaks and brackets.

    Examples
    --------
    >>> clean("分管 市领导"), clean("责任单位（排首位的为牵头单位）"), clean("工作任务 Task")
    ('分管市领导', '责任单位', '工作任务')
    """
    if not header.isascii():
        header = _IN_ANOTHER_SCRIPT.sub("", header)
    text = _IN_ENGLISH.sub("", _BLANKS.sub("", header).rstrip("%％"))
    return _BRACKETS.sub("", text) or text


@functools.lru_cache(maxsize=8192)
def column_of(header: str) -> str | None:
    """Name of the column that a header stands for, None where no synonym fits.

    Examples
    --------
    >>> column_of("工作任务"), column_of("2018年进展情况"), column_of("牵头单位及责任人")
    ('task', 'progress', 'units_persons')
    >>> column_of("责任单位（责任人）"), column_of("责任单位（排首位的为牵头单位）")
    ('units_persons', 'units')
    >>> column_of("预算来源") is None, column_of("计划进度") is None
    (True, True)
    """
    if not header or len(header) > LONGEST_HEADER:
        return None
    text = clean(header)
    exact = _exact()
    column = exact.get(text)
    if column is None and _OF_A_STAGE.search(text):
        # 8月份目标, 截至7月底节点目标: what is to be done by then, and not the promise
        return None
    if column is None:
        # 项目内容及居民受益面
        column = _ending(text) or exact.get(_PAIRED.split(text)[0])
        if column is not None and column not in _NO_COLUMN:
            # 进展情况、存在问题及下一步打算: the report comes first
            first = _ending(_PAIRED.split(text)[0])
            column = first if first in ("progress", "task") or (first and column == "section") else column
    if column in ("units", "persons") and (_of_both(text) or _bracketed(header) == {"units", "persons"} - {column}):
        return "units_persons"
    return None if column in _NO_COLUMN else column


def column_of_label(label: str) -> str | None:
    """Name of the column that a label in running text stands for, None where it stands for none.

    Examples
    --------
    >>> column_of_label("责任单位"), column_of_label("完成"), column_of("完成") is None
    ('units', 'progress', True)
    """
    return column_of(label) or _labels().get(label)


def is_header(text: str) -> bool:
    """Whether a text is a header as ledgers write it, and nothing else stands in front.

    Examples
    --------
    >>> is_header("完成情况"), is_header("县教育局责任人")
    (True, False)
    """
    return clean(text) in _exact()


def is_aside(label: str) -> bool:
    """Whether a label says when, where or for how much money (完成时限, 总投资).

    Examples
    --------
    >>> is_aside("完成时限"), is_aside("项目总投资"), is_aside("责任单位"), is_aside("其中")
    (True, True, False, False)
    """
    text = clean(label)
    return (_exact().get(text) or _ending(text)) == "aside"


def _ending(text: str) -> str | None:
    """Column of the longest word that a header ends on."""
    exact = _exact()
    return next((exact[text[i:]] for i in range(len(text) - 1) if text[i:] in exact), None)


def names_columns(text: str) -> bool:
    """Whether a line of text begins with the headers of a table, one after the other.

    Examples
    --------
    >>> names_columns("序号 工作任务 责任单位 三季度进展"), names_columns("大类序号工作任务分管市领导进展情况一、教育")
    (True, True)
    >>> names_columns("进展情况：工作任务已完成")
    False
    """
    apart = [column_of(word) for word in re.split(r"[\s|]+", text[:200].strip(" |"))]
    if len(apart) > 2 and None not in apart and whole(apart):
        return True
    text = re.sub(r"[\s\u3000|]+", "", text[:200])
    found: list[str | None] = []
    at = 0
    while word := next(
        (text[at:end] for end in range(min(len(text), at + 16), at + 1, -1) if text[at:end] in _exact()), ""
    ):
        found.append(_exact()[word])
        at += len(word)
    return len(found) > 2 and whole(found)


def whole(columns: Iterable[str | None]) -> bool:
    """Whether columns are those of a ledger: one of promises, which a name may tell, and one of reports.

    Examples
    --------
    >>> whole(["name", "units", "progress"]), whole(["task", "units"])
    (True, False)
    """
    return set(REQUIRED) <= {"task" if column == "name" else column for column in columns}


_JOINED = re.compile("[、，和及]")


def _bracketed(header: str) -> set[str | None]:
    """Columns that what stands in brackets names: 责任单位（责任人）."""
    inside = (m[0][1:-1] for m in _BRACKETS.finditer(_BLANKS.sub("", header)))
    # 责任单位（责任人、联系电话）
    return {_exact().get(part) for text in inside for part in _JOINED.split(text)} - {"contact"}


def _of_both(text: str) -> bool:
    """Whether a header names units, or sections of one, and persons (牵头部门和主要责任人)."""
    kinds = {_exact().get(part) for part in _PAIRED.split(text)}
    return "persons" in kinds and not kinds.isdisjoint({"units", "section"})
