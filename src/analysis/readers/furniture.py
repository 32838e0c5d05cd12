"""What a page or letter has around what it says: numbers of pages, links, who signs, what comes next for all."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence

from analysis.readers.blocks import NUMERAL, REPORT, number_of
from analysis.readers.grid import Line
from analysis.readers.labels import label_words, labelled
from analysis.readers.names import like_unit
from analysis.readers.words import load

# （记者 李娜 通讯员 赵敏）
_REPORTER = re.compile(r"[（(](?:本报)?(?:记者|通讯员)[^（）()]{1,30}[）)]\s*$")
_DAY = re.compile(r"(?:20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年.{1,2}月(?:.{1,3}日)?")


def _any_of(kind: str) -> str:
    """Pattern for any one entry of a list of furniture.toml."""
    return f"(?:{'|'.join(load('furniture')[kind])})"


@functools.cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(_any_of(kind))


@functools.cache
def _what_comes_next() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the beginning of a paragraph without a number that says what comes next, and for a heading of such."""
    told, plans = _any_of("next"), _any_of("plans")
    return (
        re.compile(f"{told}(?![^。]{{0,8}}[:：])(?![^。]{{0,40}}[0-9])"),
        # 五、下一步工作打算, 三、下一步工作
        re.compile(f"(?:{NUMERAL}、|[（(]{NUMERAL}[）)]){told}(?:的?工作)?{plans}?"),
    )


def outlook(lines: Sequence[Line]) -> int:
    """Where the part begins that says what comes next for all items: a heading, or one paragraph with no number behind it."""
    told = _last_report(lines)
    paragraph, heading = _what_comes_next()
    headed = [i for i, line in enumerate(lines) if i > told and heading.fullmatch(line.text)]
    if len(headed) == 1:
        return headed[0]
    last = max((i for i, line in enumerate(lines) if number_of(line.text)), default=-1)
    last = max(last, told)
    closing = next((i for i in range(last + 1, len(lines)) if _pattern("closing").match(lines[i].text)), len(lines))
    at = [i for i, line in enumerate(lines[:closing]) if paragraph.match(line.text)]
    return at[0] if len(at) == 1 and at[0] > last else closing


def _last_report(lines: Sequence[Line]) -> int:
    """Position of the last line with the label of a report; -1 where there is none."""
    return max((i for i, line in enumerate(lines) if "progress" in labelled(line.text)), default=-1)


def without_foot(lines: Sequence[Line]) -> list[Line]:
    """Lines without what a page or letter has at its end: links, the office that signs, the day."""
    lines = [line for line in lines if not _pattern("nothing").fullmatch(line.text)]
    # what stands in front of a report is no foot
    begun = (i for i, line in enumerate(lines) if any(REPORT.match(s) for s in line.text.split("。")))
    told = max(2, _last_report(lines), *begun)
    end = next(
        (i for i, line in enumerate(lines) if i > told and len(line.text) < 60 and _pattern("foot").search(line.text)),
        len(lines),
    )
    if end and _DAY.fullmatch(lines[end - 1].text):
        end -= 1
    if end:
        lines[end - 1] = dataclasses.replace(lines[end - 1], text=_REPORTER.sub("", lines[end - 1].text))
    last = lines[end - 1].text if end else ""
    if (
        end > 3
        and len(last) < 30
        and like_unit(last)
        and not re.search("[：。，0-9]", last)
        and not label_words().match(last.lstrip("【["))
    ):
        # the office that signs, and not what a label on the line above asks for
        end -= not lines[end - 2].text.endswith(("：", ":", "单位", "部门"))
    return list(lines[:end])


def is_furniture(text: str) -> bool:
    """Whether a line is the number of a page, or a rule."""
    return _pattern("nothing").fullmatch(text.strip()) is not None
