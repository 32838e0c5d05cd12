"""Numbers of another time, or that tell by how much something changed."""

from __future__ import annotations

import re

from analysis.extraction.lexicon import verbs
from analysis.extraction.reading import Context
from analysis.extraction.stages.goals import differs_from_goal
from analysis.extraction.stages.stage import Stage
from analysis.extraction.units import SHOWN
from analysis.model import Quantity

_SINCE = re.compile(
    r"以来|历年|[两二三四五六七八九十]年(?:来|累计|共|合计|总计|一共)|(?:十[二三四]五[”\"]?|规划)(?:期间|以来|实施以来)"
)
# “十四五”以来累计462公里，其中2025年完成83.6公里: of all the years this one
_OF_THEM_ONE = re.compile("其中[^，。；]{0,4}(?:20[0-9]{2}年|今年|本年|当年|年内)")
# 自9月启动以来: since a day of the year; 2019年以来 is longer where the text tells this year apart
_ON_TOP_OF = re.compile("[^，。；0-9]{0,6}基础上")
_LAST_YEAR = re.compile("去年|上年|前一年|20[0-9]{2}年")
_NOT_KNOWN_YET = re.compile(
    "[^。；]{0,16}，(?:今年|本年|本次)[^，。；]{0,10}(?:尚未|未|待)[^，。；]{0,4}(?:公布|发布|出炉|核定|反馈)"
)
_A_YEAR = re.compile("20[0-9]{2}年|去年|上年")
# 累计发放9.6亿元（2015年以来）
_SINCE_BEHIND = re.compile("[（(](?:自)?20[0-9]{2}年(?:[0-9]{1,2}月)?(?:以来|起)(?:累计)?[）)]")
_THIS_YEAR_ON = re.compile("今年|年初|本|年|月|日|份|季度|今春|入[冬春汛夏秋]|开春|汛期")
_YEAR_ON = re.compile("20[0-9]{2}年以来")
# 2016年以来累计9860套，今年完成1562套
_BUT_THIS_YEAR = re.compile("[，；（(](?:其中)?，?(?:全[省市县区州])?(?:今年|本年|当年|年内|全年)")
# 去年平均浓度为38微克/立方米, 年初贫困人口4.63万人: how it was before
_BEFORE_IT = re.compile(
    "^[，；]?(?:而)?(?:去年|上年|上一年度?|前[两三]年|年初)(?!以来|至今|确定|计划|既定|制定|下达|安排|定)[^，。；]*$"
)
# 标准原为每人每月1380元, 原报58公里，更正为53.6公里, 从年初的84.2%、年中的87.5%升至
_AS_IT_WAS = re.compile(
    "(?:原为|原来|原先|此前|原报|误报|初报|快报|快报数显示|原上报)[^，。；0-9]{0,8}$|(?:年初|年中|上年|去年|同期)的$"
)
# 每人每月增加10元: the step, not the level
_BY_SO_MUCH = re.compile("(?:增加|提高|上调|减少|下降|降低)了?$")
# 分别提高5元、40元
_ROW_IN_FRONT = re.compile("(?:[0-9.]+[万亿]?[^，。；、0-9]{1,6}[、和及])+$")
# 补助标准提高5元，达到84元: the level follows
_THE_LEVEL = re.compile("，?(?:达到?|增至|提高到|升至)[^，。；0-9]{0,8}[0-9]")


def _year_on(c: Context, since: re.Match[str]) -> bool:
    """Whether a number is told since a year (2019年以来), and another of this year beside it."""
    text = c.reading.quiet
    return (
        _YEAR_ON.search(text, since.start() - 5, since.end()) is not None
        and verbs("this_year").search(text) is not None
    )


def _of_other_years(c: Context, since: re.Match[str]) -> bool:
    """Whether words of since when make a number behind them one of other years too: 2016年以来累计; not 自9月启动以来."""
    text = c.reading.quiet
    if _BUT_THIS_YEAR.search(text, since.end(), c.quantity.start):
        return False
    if since[0].endswith(("合计", "总计", "一共")):
        # 今年治理42.3平方公里，三年合计116.3平方公里; where this year is not told apart, they may be what was promised
        return verbs("this_year").search(text, c.sentence[0], since.start()) is not None
    this_year = _THIS_YEAR_ON.search(text, max(c.sentence[0], since.start() - 8), since.start())
    return since[0] != "以来" or _year_on(c, since) or this_year is None


# 较上年提高至: the level, no difference
_TO_THE_LEVEL = re.compile("(?:[占达为至]|到)$")
_DONE_SINCE = re.compile("已|累计|实际")


# 上年建成42个、今年新建成88个
_AND_THIS_YEAR = re.compile("(?<=、)(?:今年|本年|当年|年内)[^、]*$")


def compared(q: Quantity, c: Context) -> Stage | None:
    """Stage of a number of another time, or of one that tells by how much something changed."""
    left, right = c.left, c.right
    if now := _AND_THIS_YEAR.search(left):
        left = now[0]
    if not (now or _OF_THEM_ONE.search(left)) and any(
        _of_other_years(c, m) for m in _SINCE.finditer(c.reading.quiet, c.sentence[0], q.start)
    ):
        return Stage.SINCE
    if _NOT_KNOWN_YET.match(c.reading.quiet, q.end) and _A_YEAR.search(c.before):
        # 2020年调查显示比例为9.8%，今年调查结果尚未公布
        return Stage.COMPARISON
    if _ON_TOP_OF.match(right) and _LAST_YEAR.search(left):
        # 助餐点在去年新增88个的基础上
        return Stage.BASELINE
    if _SINCE_BEHIND.match(c.reading.quiet, q.end):
        return Stage.SINCE
    if _AS_IT_WAS.search(left):
        return Stage.BASELINE
    if _tells_how_it_was(c):
        return Stage.COMPARISON
    if q.unit not in ("%", "‰") and differs_from_goal(c):
        return Stage.COMPARISON
    if verbs("comparison").search(left.replace("提前量", "")) and not _TO_THE_LEVEL.search(left):
        return Stage.COMPARISON
    of_a_level = "/" in q.unit or q.dimension in SHOWN or (q.dimension == "money" and _THE_LEVEL.match(right))
    return Stage.STEP if of_a_level and _BY_SO_MUCH.search(_ROW_IN_FRONT.sub("", left)) else None


def _tells_how_it_was(c: Context) -> bool:
    """Whether the clause of a number is about the year before, and not about what was done since."""
    # 上年度 is no 年度 of this year
    left = c.left.replace("上年度", "上年")
    return (
        _BEFORE_IT.match(left) is not None
        and not _DONE_SINCE.search(left)
        and not verbs("this_year", "decline").search(left)
        and not ("年初" in left and verbs("finished", "anew").search(left))
        and not verbs("finished", "wholly_done", "universal").search(c.right)
    )
