"""Numbers of all there are, where so many were to be added, trained or paid out."""

from __future__ import annotations

import re

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.lexicon import verbs
from analysis.extraction.reasons import Bar
from analysis.model import Bound, Method

# what is left at a time, not what was paid out or built in it
_BALANCE = ("余额", "结余", "存量")
_BY_NOW = re.compile("(?:已达|达到|达|现为)$|共(?:开行|运营)")
_YEARS_PAST = re.compile("近[几两三四五]年|[几两三四五]年以?来")
_REGISTERED = re.compile("新(?:登记|设立|注册)|注销")
_THERE_IS = re.compile(
    "^[^，。；]{0,6}(?:(?<![实呈展体])现有(?!效|线|[0-9]*[^，。；0-9]{0,8}(?:完成|完工|竣工|通过))|实有|在册|在库)"
)
_ALL_FOUND = re.compile("[共现实]有")
_THERE_WERE = re.compile("[^，。；0-9]{0,4}原有")
# in a task: what is made was not there before
_MADE = re.compile("建设|建成|新|开通|创建|培育|引进|孵化|打造|设立|组建|认定|认证|命名")
_OF_ALL_OF_IT = re.compile("[，；]?全[市县区省州旗]")
# From so many times the promise on, all there are are not those made this year.
_TWICE = 2
# So many times as many as were to be added are those of more than a year.
_YEARS = 3


def all_there_are(ask: Ask, offer: Candidate) -> Bar | None:
    """What speaks against a number of all there are, or of all the years."""
    target = ask.target
    if offer.method is Method.STATED and _THERE_IS.search(offer.about.row or offer.about.text) and not ask.cumulative:
        # 现有网格员1500人, where 1500 were to be trained
        return Bar.STOCK
    if "净增" in ask.phrase + ask.work and offer.method is Method.STATED and _REGISTERED.search(offer.about.text):
        # 新登记16240户，同期注销7105户: the one less the other
        return Bar.OTHER
    if offer.moved < 0 and ask.removed:
        # 消除大班额200个: 减少到6个 is what is left
        return Bar.STOCK
    if verbs("this_year").search(ask.text) and _YEARS_PAST.search(offer.about.text):
        # 今年新建公墓8处: 近三年建成26处
        return Bar.CUMULATIVE
    if ask.added and offer.cumulative and offer.value > _YEARS * target.value:
        # 新增补贴150户: 累计发放1086户 are those of all the years
        return Bar.CUMULATIVE
    if (
        (ask.added or _MADE.search(ask.work))
        and _BY_NOW.search(offer.about.said)
        and offer.value > _YEARS * target.value
    ):
        # 新增签约1万人: 目前已达9.75万人
        return Bar.STOCK
    if (
        ask.added
        and _OF_ALL_OF_IT.match(offer.about.text)
        and not verbs("finished", "anew", "added", "over_again", "to_do", "this_year").search(offer.about.text)
        and offer.value > _YEARS * target.value
    ):
        # 新增床位500张: 全市养老床位1.73万张
        return Bar.STOCK
    whole = offer.whole if offer.subset else None
    if (
        ask.added
        and whole is not None
        and not verbs("added", "anew", "this_year").search(offer.about.text)
        and (whole.stock or (_BY_NOW.search(whole.about.said) and whole.value > _YEARS * target.value))
    ):
        # 公共文化空间达212处，其中24小时书房35处
        return Bar.STOCK
    if (offer.stock or offer.moved > 0) and ask.added:
        return Bar.STOCK
    if ask.removed and offer.stock and _ALL_FOUND.search(offer.about.text):
        # 消除黑臭水体8条: 全县共有8条
        return Bar.STOCK
    if ask.removed and _THERE_WERE.match(offer.about.text) and offer.method is Method.STATED:
        # 消除劣V类断面3个: 原有的3个劣V类断面
        return Bar.STOCK
    if offer.stock and not ask.cumulative and _MADE.search(ask.work) and offer.value >= _TWICE * target.value:
        # 建设图书分馆10个: 图书分馆总数达到46个
        return Bar.STOCK
    if (
        target.bound is not Bound.AT_MOST
        and offer.about.text.endswith(_BALANCE)
        and (ask.added or not any(word in ask.text for word in _BALANCE))
        # 新增贷款余额33亿元
        and not verbs("added").search(offer.about.text)
    ):
        return Bar.STOCK
    return None
