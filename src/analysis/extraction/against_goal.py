"""Reports that tell not how much was done but by how much it differs from the goal, or what of it is left."""

from __future__ import annotations

import dataclasses
import functools
import re
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import About, Candidate
from analysis.extraction.reading import Reading, whole_of
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
    for k, c in enumerate(progress.contexts):
        amount = units.convert(c.quantity.value, c.quantity.unit, target.unit)
        if target.unit == "%" and c.quantity.unit == "个百分点":
            amount = c.quantity.value
        if amount is None or not 0 < 2 * amount < target.value:
            continue
        if sign := differs_from_goal(c) or int(_SURPLUS.search(c.left) is not None):
            worked_out = _worked_out(target.value + sign * amount, target.unit, (k,), single)
            # 比年度目标少建2个, the one promise: the goal is its own
            out.append(_of_the_promise(ask, worked_out) if ask.sole else worked_out)
        elif target.quantity.dimension in units.COUNTED and all_that_is_left(c):
            of = _whole(ask, k, progress)
            # 22个市场的改造，除2个外均通过验收, where 20个 were promised: 20 of the 22
            whole = progress.quantities[of[0]].value if of else target.value
            worked_out = _worked_out(whole - amount, target.unit, (*of, k), single)
            # 剩余3条正在截污，其他已消除黑臭: nothing else is counted by 条
            alone = ask.sole and telling(ask, c.quantity.unit) and not any(possible(ask, o) for o in single)
            out.append(_of_the_promise(ask, worked_out) if alone else worked_out)
    return out


def _of_the_promise(ask: Ask, offer: Candidate) -> Candidate:
    return dataclasses.replace(offer, describe=functools.partial(About, ask.near, ask.topics))


def _whole(ask: Ask, k: int, progress: Reading) -> tuple[int, ...]:
    """Position of the number in front, in its sentence, of which another is left; none where that is the promise's alone."""
    i = whole_of(progress, k)
    whole, left = progress.quantities[i], progress.quantities[k]
    return (i,) if i < k and whole.unit == ask.target.unit and whole.value > left.value else ()


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
