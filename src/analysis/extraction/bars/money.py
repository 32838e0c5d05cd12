"""Sums of money of another kind than was promised: planned in all, got, set going, spent, earned."""

from __future__ import annotations

import re

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.reasons import Bar

_TOTAL_INVESTED = re.compile("预算(?:资金)?(?:为)?$|(?<!完成)总投资|总造价|概算|估算|计划投资")

_OF_A_YEAR = re.compile("年度|当年|本年|今年|年内")
# 建设展销中心投入2000万元, where products were to be sold for so much
_SPENT = re.compile("投入|筹资|拨付|补助资金")

_EARNED = re.compile("销售|营业收入|产值|零售")
# 筹集720万元，已发放580万元
_GATHERED = re.compile("争取|筹集|筹措|募集|申请到|到位|下达|专项债|预算内")
_HANDED_OUT = re.compile("发放|拨付|支付|兑付|完成投资|支出")
_SET_GOING = re.compile("撬动|拉动|带动")
_TURNOVER = re.compile("总?收入|营收|分红|产值|销售额")


def another_sum(ask: Ask, offer: Candidate) -> Bar | None:
    """What speaks against a sum of money; None for other numbers."""
    if ask.target.quantity.dimension != "money":
        return None
    if _TOTAL_INVESTED.search(offer.about.text):
        # 总投资1260亿元，目前完成投资213.8亿元
        if not _TOTAL_INVESTED.search(ask.text):
            return Bar.QUOTA
    elif _TOTAL_INVESTED.search(ask.phrase) and _OF_A_YEAR.search(offer.about.text):
        # 总投资1.26亿元: 年度完成投资7012万元
        return Bar.OTHER
    spent = _SPENT.search(offer.about.text) and _EARNED.search(ask.text)
    return Bar.OTHER if spent or _other_money(ask.text, offer) else None


def _other_money(promised: str, offer: Candidate) -> bool:
    """Whether a sum of money is what was got or set going, where another was promised (发放消费券: 撬动消费4.6亿元)."""
    told = offer.about.text
    gathered = _GATHERED.search(told) and not _GATHERED.search(promised)
    return bool(
        (gathered and _HANDED_OUT.search(promised) and not _HANDED_OUT.search(told))
        or any(words.search(told) and not words.search(promised) for words in (_SET_GOING, _TURNOVER))
    )
