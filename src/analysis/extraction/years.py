"""Of which year a number of a report is, where the text names years, or of which part of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.extraction.reading import SENTENCE, Context, Reading, Span

if TYPE_CHECKING:
    from analysis.extraction.asks import Ask

_SINCE_A_YEAR = re.compile("(20[0-9]{2})年(?:以来|起)[^，。；]*$")
# the last year that a clause names, and not since when
_NAMED_YEAR = re.compile(
    "(?<![—－～~-])(?<![0-9年]至)(20[0-9]{2})年(?!以来|[—－～~至-]|[0-9]{1,2}月[0-9日起]*(?:以来|起))(?!.*20[0-9]{2}年)"
)
# 2021—2022年 ends with the second; 截至2023年末 is told of all that year
_FIRST_OF_ALL = re.compile(
    r"\s*(?:20[0-9]{2}年?[—－～~至-])?(?:(20[0-9]{2})年(?![初底末]|以来|[—－～~至-]|[0-9]{1,2}月)|截[至止](20[0-9]{2})年[底末])"
)


_SEVERAL = re.compile("[两二三四五]年(?![级制])|20[0-9]{2}年?[—－～~至-]+20[0-9]{2}年")


def of_several_years(text: str, year: int | None = None) -> bool:
    """Whether a promise is for more than one year, of which ``year`` is the last.

    Examples
    --------
    >>> of_several_years("2020—2022年新建12所"), of_several_years("2020年12所，2021年9所", 2021), of_several_years("新建12所")
    (True, True, False)
    """
    named = year is not None and any(int(y) < year for y in re.findall("(20[0-9]{2})年", text))
    return named or _SEVERAL.search(text) is not None


def named_year(text: str) -> int | None:
    """Last year that a text names; None where it names none, or only since when.

    Examples
    --------
    >>> named_year("其中2018年完成"), named_year("2019年以来完成"), named_year("完成")
    (2018, None, None)
    """
    m = _NAMED_YEAR.search(text)
    return int(m[1]) if m else None


def since_year(text: str) -> int | None:
    """Year since which a number at the end of a text is told; None where it is told since none.

    Examples
    --------
    >>> since_year("2021年以来累计建成"), since_year("2021年建成")
    (2021, None)
    """
    m = _SINCE_A_YEAR.search(text)
    return int(m[1]) if m else None


_SENTENCE_SINCE = re.compile(r"\s*[自从]?(20[0-9]{2})年(?:[0-9]{1,2}月)?以来，(?!.*(?:今年|本年|当年|20[0-9]{2}年))")


def since_when(before: str, left: str) -> int | None:
    """Year since which a sentence tells, as its first clause says, and no later one of another year.

    Examples
    --------
    >>> since_when("2018年以来，累计改造15万户，", "整改2万户"), since_when("2018年以来，", "今年改造2万户")
    (2018, None)
    """
    m = _SENTENCE_SINCE.match(before + left)
    return int(m[1]) if m and m.end() <= len(before) else None


_NOW = re.compile("(?<=[、，])(?:今年|本年|当年)[^、，]*$")


def years_told(reading: Reading) -> list[int | None]:
    """Year of each number, in order: what its clause names, or what its sentence begins with beside one of another year.

    2023年建成学校2所，新增学位800个；2024年建成学校3所，新增学位900个
    """
    first = _first_of_sentences(reading)
    # 2021年8条、2022年9条、今年8条: of no year in front
    named = (None if _NOW.search(c.left) else named_year(c.left) for c in reading.contexts)
    return [first.get(c.sentence) if year is None else year for year, c in zip(named, reading.contexts, strict=True)]


_THIS_YEAR = re.compile("，(?:今年|本年)")


def this_year(reading: Reading, told: list[int | None]) -> int | None:
    """Year that a report calls 今年: that after the last one named in front of it, in its sentence; None where it is not plain.

    2022年建成126公里，今年计划建设120公里
    """
    before = [
        year
        for q, c, year in zip(reading.quantities, reading.contexts, told, strict=True)
        if year is not None and _THIS_YEAR.search(reading.quiet, q.end, c.sentence[1])
    ]
    return max(before) + 1 if before else None


def _first_of_sentences(reading: Reading) -> dict[Span, int]:
    """The years that sentences begin with, where they are not all the same."""
    # 2024年…812人。2025年资助工作将于8月启动: the year that has no number yet tells the other apart
    sentences = reading.stretches(SENTENCE, 0, len(reading.quiet))
    begun = {sentence: _FIRST_OF_ALL.match(reading.quiet, *sentence) for sentence in sentences}
    years = {sentence: int(m[1] or m[2]) for sentence, m in begun.items() if m}
    return years if len(set(years.values())) > 1 else {}


def by_year(reading: Reading, told: list[int | None]) -> tuple[set[int], set[int]]:
    """Positions of numbers of a year beside one of a later year, and of those of the latest.

    其中2018年完成7.6万户，2019年完成14.1万户
    """
    first = _first_of_sentences(reading)
    beside: dict[tuple[Span | None, str], dict[int, int]] = {}
    for i, (q, c, year) in enumerate(zip(reading.quantities, reading.contexts, told, strict=True)):
        if year is not None:
            # sentences that begin with years are beside each other, clauses that name them in one sentence only
            of = None if c.sentence in first else c.sentence
            beside.setdefault((of, q.unit), {})[i] = year
    several = [years for years in beside.values() if len(set(years.values())) > 1]
    earlier = {i for years in several for i, year in years.items() if year < max(years.values())}
    return earlier, {i for years in several for i in years} - earlier


# 下半年更新52辆, 国庆假期接待68.4万人次; not 前三季度, 1—9月份
_PART_OF_YEAR = re.compile(
    "(?:下半年|(?:国庆|中秋|春节|元旦|清明|五一|端午|暑|寒)[^，。；0-9]{0,4}(?:假期|期间|黄金周)|(?<!前)[二三四]季度|(?<![0-9—－～~至-])(?:(?:[2-9]|1[0-2])月份|(?:[2-9]|1[0-2])月?[—－～~至-]{1,2}[0-9]{1,2}月份?))[^，。；0-9]{0,14}$"
)


def of_part_of_year(ask: Ask, context: Context) -> bool:
    """Whether a number is told for a part of the year alone, where the promise names none."""
    m = _PART_OF_YEAR.search(context.left)
    return m is not None and not ask.growth and m[0][:3] not in ask.text
