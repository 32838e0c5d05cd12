"""Numbers that are counted otherwise: what is over, by how much less, on average, of each."""

from __future__ import annotations

import re

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.reasons import Bar
from analysis.model import Bound, Method

_LESS_BY = re.compile("(?:化解|压减|压降|减少|削减|核减|退出)(?!到|至|后的)")
_MORE_BY = re.compile("(?:净增|新增|增加|增长|减少|下降)$")
# 月均出栏6.9万头, 日均流通3900人次
_MEAN = re.compile("[日周月]均(?!已|完|达标)|[日周月](?=[一-龥]{0,4}时长)|每[日天周月](?![^，。；0-9]*共)")
# what is counted by 起
_CASES = re.compile("案|纠纷|事件|问题|线索|隐患|警情|投诉|事故|诉求|举报|矛盾|违法|火灾")
# 各村收入全部达到10万元以上: each of them by itself
_EVERY_ONE = re.compile("(?:全部|均|都)(?:达到?|超过|不低于|不少于|突破)")


def counted_otherwise(ask: Ask, offer: Candidate) -> Bar | None:
    """What the way of counting says against a number."""
    target = ask.target
    if target.bound is Bound.AT_MOST and not ask.removed and _LESS_BY.search(offer.about.text):
        # 债务控制在3000万元以下: 化解债务1260万元
        return Bar.STEP
    if offer.unit == "起" and target.unit not in ("起", "件", "宗", "例") and not _CASES.search(ask.work + ask.phrase):
        # 充电端口2万个: 查处“飞线充电”9327起
        return Bar.OTHER
    if target.baseline is not None and _MORE_BY.search(offer.about.said):
        # 从210人增至260人: 净增41人
        return Bar.STEP
    if offer.about.text.endswith(("超额", "超额完成")) and 2 * offer.value < target.value:
        # 超额6.4公里, where 90公里 were promised
        return Bar.COMPARISON
    if offer.method is Method.STATED and _MEAN.search(offer.about.text) and not _of_a_time(ask):
        return Bar.AVERAGE
    if (
        offer.average
        and not (ask.average or ask.each)
        and target.quantity.dimension not in ("time", "share", "reading")
    ):
        return Bar.AVERAGE
    if ask.each and not offer.each:
        return Bar.IN_ALL
    if offer.in_each and offer.method is Method.STATED and not ask.each and "/" not in target.unit:
        return Bar.AVERAGE
    if offer.method is Method.SUM and (
        ("/" in target.unit and not units.is_capacity(target.unit)) or _EVERY_ONE.search(ask.phrase)
    ):
        # levels for different people are no parts of one; 各村收入全部达到10万元以上
        return Bar.OTHER
    return None


def _of_a_time(ask: Ask) -> bool:
    """Whether so much a day or a month was promised."""
    return _MEAN.search(ask.text) is not None or any(time in ask.target.unit for time in "日天周月")
