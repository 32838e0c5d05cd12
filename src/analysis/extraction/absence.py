"""What did not happen: 未发生较大事故 says of a limit on accidents that there were none, 没有新增床位 of new beds likewise."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate, plainly
from analysis.extraction.likeness import NAMED
from analysis.extraction.reading import Reading
from analysis.extraction.segment import overlap
from analysis.extraction.stages import Stage
from analysis.model import Bound, Method

# 未发生较大事故, 无孕产妇死亡
_NONE = re.compile(
    "(?:(?:未|没有|无|零)(?:再)?(?:发生|出现)(?:过|一起)?|(?<![^，。；\\s])(?:全[市县区])?(?P<bare>无(?![证牌人机照名障线害偿])|零(?![星散工件售距碳]))(?=[^，。；、0-9]{2,8}(?:死亡|事故)(?:[，。；]|$)))(?P<what>[^，。；、0-9]{2,20})"
)


# 年内没有新增通车里程
_NOTHING_NEW = re.compile("(?:没有|未|无)(?:再)?(?:新增|新建|新开|新设)(?P<what>[^，。；、0-9]{2,12})")


def none_happened(ask: Ask, progress: Reading) -> list[Candidate]:
    """A number of 0 for each statement that nothing of what a target limits has happened, or nothing of what was to be added."""
    limits = ask.target.bound is Bound.AT_MOST
    # 整治违法建设10万平方米: 无新增违法建设 says nothing of what was done
    if ask.target.unit == "%" or ask.growth or not (limits or (ask.added and not ask.removed)):
        return []
    pattern = _NONE if limits else _NOTHING_NEW
    return [
        Candidate(
            value=Decimal(0),
            unit=ask.target.unit,
            bound=Bound.EXACT,
            method=Method.STATED,
            stage=Stage.FINISHED,
            spans=(m.span(),),
            members=(),
            describe=functools.partial(plainly, progress, (m.span("what"),)),
        )
        for m in pattern.finditer(progress.text)
        if overlap(ask.near, progress.words(*m.span("what"))) >= NAMED
        # 无煤矿死亡事故 says nothing of others
        # nor 没有新增床位缺口 of the beds
        and not ((not limits or m["bare"]) and progress.words(*m.span("what")).keys() - ask.topics.keys())
    ]
