"""Questions and answers about a promise, as labels: 问：进展如何？ | 答：已建成3所。 says what 进展情况：已建成3所。 does.

A question may quote the promise: 问题一：年初承诺“建学校3所”，目前进展如何？ | 答（县教育局）：已建成2所。
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence

from analysis.readers.grid import Line
from analysis.readers.words import load

_QUESTION = re.compile(r"\s*问(?:题?[一二三四五六七八九十0-9]{0,3})?\s*[:：].*[？?]\s*$")
_ANSWER = re.compile(r"\s*(?:答|回应)\s*(?:[（(](?P<who>[^（）()]{3,60})[）)])?\s*[:：]\s*")
_QUOTED = re.compile("“(?P<promise>.*[0-9].*)”")
# 由县卫生健康委牵头，县教育局配合，分管领导是副县长孙立新。
_WHO = re.compile(
    "(?:由)?(?P<lead>[^，。；]{3,40}?)(?:牵头|负责)(?:实施|落实)?"
    "(?:，(?P<support>[^，。；]{3,60}?)(?:配合|协助|参与))?(?:，(?:由)?(?:分管|牵头)领导(?:是|为)?(?P<leader>[^，。；]{2,20}))?[。]?"
)


@functools.cache
def _asks() -> list[tuple[str, re.Pattern[str]]]:
    """Labels and what the words of a question are that asks for what they head, in their order."""
    return [(entry["label"], re.compile("|".join(entry["words"]))) for entry in load("questions")["asks"]]


def answered(lines: Sequence[Line]) -> list[Line]:
    """Lines in which each answer stands behind the label of what was asked, where several were; else as they are."""
    asked = {i for i in range(len(lines) - 1) if _QUESTION.match(lines[i].text) and _ANSWER.match(lines[i + 1].text)}
    if len(asked) < 2:
        return list(lines)
    out: list[Line] = []
    for i, line in enumerate(lines):
        if i in asked:
            continue
        answer = _ANSWER.match(line.text) if i - 1 in asked else None
        if answer is None:
            out.append(line)
            continue
        if quoted := _QUOTED.search(lines[i - 1].text):
            out.append(dataclasses.replace(lines[i - 1], text=f"目标任务：{quoted['promise']}"))
        if answer["who"]:
            out.append(dataclasses.replace(line, text=f"责任单位：{answer['who']}"))
        out += _labelled(lines[i - 1], line, line.text[answer.end() :])
    return out


def _labelled(question: Line, line: Line, text: str) -> Iterator[Line]:
    label = next((label for label, words in _asks() if words.search(question.text)), None)
    m = _WHO.fullmatch(text.strip()) if label == "责任单位" else None
    if m is not None:
        said = (("责任单位", m["lead"]), ("配合单位", m["support"]), ("分管领导", m["leader"]))
        yield from (dataclasses.replace(line, text=f"{name}：{names}") for name, names in said if names)
    else:
        yield dataclasses.replace(line, text=f"{label}：{text}" if label else text)
