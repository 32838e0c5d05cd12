"""Rates and shares of something else: of another name, of some only, changes for levels and levels for changes."""

from __future__ import annotations

import functools
import re

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.lexicon import alternation, load
from analysis.extraction.likeness import abbreviates, named_alike
from analysis.extraction.reasons import Bar
from analysis.model import Method


def another_rate(ask: Ask, offer: Candidate) -> Bar | None:
    """What speaks against a rate, a share or a growth."""
    target = ask.target
    if offer.unit == "个百分点" and target.unit != "个百分点":
        return Bar.POINTS
    if (
        target.quantity.dimension == "share"
        and offer.method is Method.STATED
        and ask.growth != offer.growth
        and not (ask.growth and _by_name_alone(target.indicator, offer.about.said))
    ):
        return Bar.GROWTH if offer.growth else Bar.LEVEL
    if target.quantity.dimension == "share" and offer.subset and not ask.subset and not named_alike(ask, offer):
        # 其中重点人群签约率: of some, not of all
        return Bar.SUBSET
    if (
        target.quantity.dimension == "share"
        and (some := _subgroup().search(offer.about.text))
        and some[0] not in ask.text
    ):
        # 重点人群签约率81.2%, where a rate of all was promised
        return Bar.SUBSET
    if ask.growth and "人均" in offer.about.text and "人均" not in ask.text:
        # 人均GDP增长7.1%, where GDP was to grow
        return Bar.OTHER
    if target.unit == "个百分点" and not offer.growth:
        # a level does not say by how much it rose
        return Bar.LEVEL
    if target.quantity.dimension == "share" and (
        _opposed(target.indicator, offer.about.text)
        or _other_rate(target.indicator, offer.about.text, ask.text)
        or _rate_and_proportion(target.indicator, offer.about.text)
    ):
        return Bar.OTHER
    if target.quantity.dimension == "share" and "投资" in offer.about.text and "投资" not in ask.text:
        # 完成投资的50%
        return Bar.OTHER
    return None


# 增加值增长, 零售总额增速
_GROWS = re.compile("(?:同比)?(?:增长|增速|增幅|上涨|涨幅)+$")
_NO_LEVEL = re.compile("[率占比]|完成")


def _by_name_alone(promised: str, said: str) -> bool:
    """Whether words in front of a percentage are but a short name of what was to grow: 社零5.9%, of 社会消费品零售总额.

    Examples
    --------
    >>> _by_name_alone("社会消费品零售总额增长", "社零"), _by_name_alone("固定资产投资增长", "固投完成")
    (True, False)
    """
    what = _GROWS.sub("", promised)
    short = said.strip("，、；：")
    return _NO_LEVEL.search(what + short) is None and (
        abbreviates(short, what) or (len(short) > 2 and what.startswith(short))
    )


@functools.cache
def _subgroup() -> re.Pattern[str]:
    return re.compile(alternation(load("words")["subgroups"]))


_CONTRARY = re.compile("[不未非](?P<name>[一-龥]{2,4}?率)")


def _opposed(promised: str, reported: str) -> bool:
    """Whether one of two texts names a rate and the other its contrary.

    Examples
    --------
    >>> _opposed("不合格率", "抽检合格率"), _opposed("不合格率", "不合格率"), _opposed("合格率", "投诉率")
    (True, False, False)
    """
    for a, b in ((promised, reported), (reported, promised)):
        for m in _CONTRARY.finditer(a):
            if m["name"] in b and not re.search(f"[不未非]{m['name']}", b):
                return True
    return False


_RATE_NAME = re.compile(
    "(?P<name>[一-龥]{2}(?=率)|(?:免疫|接种)(?=密度)|(?:满意|知晓|认可)(?=度)|(?:报销|支付|补偿|减免|分担)(?=比例))(?:率|密度|度|比例)(?:达到?|为)?$"
)


# So many characters of a name at least say which it is.
_TELLING = 4


def _other_rate(promised: str, reported: str, task: str = "") -> bool:
    """Whether two texts name different rates, none of whose characters they share.

    Examples
    --------
    >>> _other_rate("不合格食品处置率", "抽检合格率"), _other_rate("参保率", "医保参合率"), _other_rate("完成", "合格率")
    (True, False, False)
    >>> _other_rate("覆盖率", "参保率", "为老人购买保险，覆盖率达到90%"), _other_rate("覆盖率", "合格率", "社区食堂覆盖率")
    (False, True)
    """
    reach, quality = load("words")["rates_of_reach"], load("words")["rates_of_quality"]
    a, b = _RATE_NAME.search(promised), _RATE_NAME.search(reported)
    if b is not None and b["name"] in reach and (a is None or a["name"] in quality):
        # 准点率, 投入强度: 覆盖率
        return not any(word in promised + task for word in reach)
    if a is None or b is None or b["name"] in reach or set(a["name"]) & set(b["name"]):
        return False
    if promised[: a.start("name") + 2][-_TELLING:] in reported and b["name"] not in quality:
        # 老年人健康管理服务率, for 老年人健康管理率
        return False
    if a["name"] in reach and set(b["name"]) & set(task.replace(a[0], "")):
        return False
    # 优良率 is short for 优良天数率; 合格率 is none of 不合格食品处置率
    return re.search(f"(?<![不未非]){b['name']}", promised) is None


_PROPORTION = re.compile("[一-龥]{3}(?:占[^，。；]{0,10}比[重例]|占比)[^，。；、率]{0,6}$")


def _rate_and_proportion(promised: str, reported: str) -> bool:
    """Whether a rate was promised and the proportion of something else is told.

    Examples
    --------
    >>> _rate_and_proportion("普惠性幼儿园覆盖率", "公办幼儿园在园幼儿占比")
    True
    >>> _rate_and_proportion("普惠性幼儿园覆盖率", "普惠性幼儿园在园幼儿占比"), _rate_and_proportion("供水率", "供水人口占比")
    (False, False)
    """
    rate = _RATE_NAME.search(promised)
    if rate is None or rate["name"] in reported or _PROPORTION.search(reported) is None:
        return False
    subject = promised[: rate.start()]
    return subject[-6:] not in reported
