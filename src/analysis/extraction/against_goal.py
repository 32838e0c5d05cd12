"""Reports that tell not how much was done but by how much it differs from the goal, or what of it is left."""

from __future__ import annotations

import dataclasses
import functools
import re
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import About, Candidate, neutral_words
from analysis.extraction.reading import Context, Reading, whole_of
from analysis.extraction.scoring import possible, telling
from analysis.extraction.stages import Stage
from analysis.extraction.stages.goals import differs_from_goal
from analysis.extraction.stages.unfinished import all_that_is_left
from analysis.model import Bound, Method

# 超额6.4公里: so much more, unless it is as much as was promised
_SURPLUS = re.compile("超额(?:完成)?$")


def against_goal(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """Actuals that what was promised gives with what was done beyond it or is lacking, or with what is left.

    城镇新增就业比目标多2600人; 剩余3个未完成整改，其他均已销号
    """
    target = ask.target
    if ask.growth or target.quantity.dimension in ("time", "age", "multiple"):
        return []
    out = []
    nothing_told = not any(possible(ask, o) for o in single)
    for k, c in enumerate(progress.contexts):
        amount = units.convert(c.quantity.value, c.quantity.unit, target.unit)
        if target.unit == "%" and c.quantity.unit == "个百分点":
            amount = c.quantity.value
        if amount is None or not 0 < 2 * amount < target.value:
            continue
        if sign := differs_from_goal(c) or int(_SURPLUS.search(c.left) is not None):
            worked_out = _worked_out(target.value + sign * amount, target.unit, (k,), single)
            # 比年度目标少建2个, the one promise: the goal is its own
            out.append(_of_the_promise(ask, worked_out) if ask.sole and _of_nothing_else(ask, c) else worked_out)
        elif target.quantity.dimension in units.COUNTED and all_that_is_left(c):
            of = _whole(ask, k, progress)
            # of one of several promises by the measure word, it says which
            named = ask.alone or not progress.words(*c.sentence).keys().isdisjoint(ask.near)
            if of is None or not named:
                continue
            # 22个市场的改造，除2个外均通过验收, where 20个 were promised: 20 of the 22
            whole = progress.quantities[of[0]].value if of else target.value
            worked_out = _worked_out(whole - amount, target.unit, (*of, k), single)
            # 剩余3条正在截污，其他已消除黑臭: nothing else is counted by 条
            alone = ask.sole and telling(ask, c.quantity.unit) and whole == target.value and nothing_told
            out.append(_of_the_promise(ask, worked_out) if alone else worked_out)
    return out


# of a part of the year, or another one
_OF_A_TIME = re.compile("季度|半年|[0-9]月|上年|去年|[本当上]月")
_AGAINST = re.compile("(?:比|较|超|距|离|高于|低于)[^，。；]*$")


def _of_nothing_else(ask: Ask, c: Context) -> bool:
    """Whether what stands in front of a difference from the goal names nothing but what was promised: 报名人数比计划少200人 does."""
    a, b = c.clause[0], c.quantity.from_
    m = _AGAINST.search(c.reading.text, a, b)
    said = c.reading.words(a, m.start() if m else b).keys() - neutral_words()
    return said <= ask.topics.keys() and _OF_A_TIME.search(c.reading.text, a, b) is None


def _of_the_promise(ask: Ask, offer: Candidate) -> Candidate:
    return dataclasses.replace(offer, describe=functools.partial(About, ask.near, ask.topics))


_LOOKED_AT = re.compile("排查|检查|摸排|巡查|列入|报名|申请")


def _whole(ask: Ask, k: int, progress: Reading) -> tuple[int, ...] | None:
    """Position of the number in front, in its sentence, of which another is left; empty where that is the promise's alone.

    None where so many were only looked at (排查30座，剩余3座未检修).
    """
    i = whole_of(progress, k)
    whole, left = progress.quantities[i], progress.quantities[k]
    if i == k or whole.unit != ask.target.unit or whole.value <= left.value:
        return ()
    other = whole.value != ask.target.value and _LOOKED_AT.search(progress.contexts[i].left)
    return None if other else (i,)


def _worked_out(value: Decimal, unit: str, members: tuple[int, ...], single: list[Candidate]) -> Candidate:
    first = single[members[0]]
    return Candidate(
        value=value,
        unit=unit,
        bound=Bound.EXACT,
        method=Method.RATIO,
        stage=Stage.FINISHED,
        spans=tuple(span for k in members for span in single[k].spans),
        members=members,
        describe=functools.partial(getattr, first, "about"),
    )
