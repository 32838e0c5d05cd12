"""Numbers of which another thing is told than what was promised: they were inspected, surveyed, insured, asked about."""

from __future__ import annotations

import functools
import re

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import OWN_CLAUSE, Candidate
from analysis.extraction.lexicon import alternation, load, verbs
from analysis.extraction.reasons import Bar
from analysis.model import Method

# 监测对象: those who are watched, and no act
_WHO = re.compile("监测(?=对象|户|点|站|断面)")
_TOTAL_OF_A_LIST = re.compile("[一-龥]共计?$")
_MEASURED = (*units.COUNTED, "length", "area", "weight")


def another_act(ask: Ask, offer: Candidate) -> Bar | None:
    """Whether all that is told of a number is an act that the promise does not name (长者饭堂30个: 32家接受食品安全抽检)."""
    if offer.method is not Method.STATED or ask.target.quantity.dimension not in _MEASURED:
        return None
    text = _WHO.sub("", _SOURCE.sub("", offer.about.text))
    acts = {_families()[m["act"]] for m in _act().finditer(text)}
    if not acts and _TOTAL_OF_A_LIST.search(text):
        # 交流轮岗校长、教师共214人: the act stands in front of the first of those that are counted together
        acts = {
            _families()[word] for word, near in offer.about.topics.items() if near >= OWN_CLAUSE and word in _families()
        }
    if ask.added and text.startswith("新"):
        # 新增非遗项目10项: 新公布12项
        return None
    if not acts:
        return None
    # 招聘教师180名，教师轮岗比例不低于10%: what stands behind is told of another
    before, _, behind = ask.text.partition(ask.phrase)
    own = ask.work + before + ask.phrase + re.split("[，；。]", behind, maxsplit=1)[0]
    if any(word in own for family in acts for word in load("verbs")["acts"][family]):
        return None
    # 排查整治隐患310处: what was promised is done too
    return None if _done().search(_act().sub("", text)) else Bar.ACT


# 经核查栽植37.3万株: how it is known
_SOURCE = re.compile(
    "(?:经|据)[一-龥]{0,12}(?:检查|核查|督查|检测|监测|鉴定|普查|调查|复查|评审)|评审(?=认定|命名|授牌)"
)


@functools.cache
def _families() -> dict[str, str]:
    """Act → the family that it is of."""
    return {word: family for family, words in load("verbs")["acts"].items() for word in words}


@functools.cache
def _act() -> re.Pattern[str]:
    """An act, with the words that only say that it was done: 完成设计, 通过初审; not 监测站, 保洁员."""
    begun = "完成|开展|进行|接受|通过|组织|实施|办理|收到|列入|纳入|进入|参加|做好|落实"
    thing = "站|点|员|所|室|栏|馆|院|仪|柜|机|器|箱|岗|中心|平台|系统|设备|设施|车|队|网|窗口|卡口|证|率"
    return re.compile(
        f"(?:{begun})?[一-龥]?(?<!新)(?<!注册)(?P<act>{alternation(list(_families()))})(?!{thing})(?:完成|通过|结束|达标|完毕|全覆盖|工作)?"
    )


@functools.cache
def _done() -> re.Pattern[str]:
    return verbs("finished", "wholly_done", "removed", "over_again", "anew", "outcome", "to_do", "started", "given")
