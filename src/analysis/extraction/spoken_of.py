"""Whether a number that does not repeat what it counts can mean a target: by what is in front of it, or by its measure word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import LEFT_OUT, UP_TO_NUMBER, Candidate, neutral_words
from analysis.extraction.lexicon import verbs
from analysis.extraction.places import named_place
from analysis.extraction.reading import CLAUSE, SEGMENT, SENTENCE, WINDOW, Reading, Span
from analysis.extraction.scoring import SAME_MEASURE, all_of_it, telling
from analysis.extraction.stages import Stage
from analysis.extraction.sums import many_digits
from analysis.model import Method

_DOING_ALONE = re.compile(
    r"(?:目前|已|共|现已|全年|累计|实际|完成)*(?P<verb>改造|新建|改建|扩建|整治|治理|安装|更换|修建|种植)(?:了|完成|完工)*"
)


def _governed_by(clause: str) -> str:
    """The verb of a clause that says only what was done; empty where it says more."""
    m = _DOING_ALONE.fullmatch(clause.strip())
    return m["verb"] if m else ""


# 开工率达108%；竣工6760户: how far the number in front is
_ITS_RATE = re.compile("(?:开工|动工|竣工|完工|建成|完成)率(?:达到?|为|约)?")


_WHY_SO = re.compile(r"\s*(?:受[^，。；0-9]{1,16}(?:影响|制约|限制)|因|由于|尽管)")


def first_named(progress: Reading, single: list[Candidate]) -> dict[str, int]:
    """Where the first number of each unit ends that says what it counts."""
    out: dict[str, int] = {}
    for q, o in zip(progress.quantities, single, strict=True):
        if q.unit not in out and not o.about.near.keys() <= neutral_words():
            out[q.unit] = q.end
    return out


def named_or_told(
    ask: Ask, progress: Reading, named: dict[str, int], single: list[Candidate], offer: Candidate
) -> bool:
    """Whether a number that does not repeat what it counts can mean the target: by what is in front, or by its measure word.

    143个单元通过联审，其中开工86部、竣工52部: only the promise counts by 部, and no number by 部 names another thing.
    """
    at, unit = offer.spans[0][0], offer.unit
    if all_of_it(ask, offer):
        # 8个项目全部完工, where 8处 of them were promised
        return True
    k = offer.members[0] if offer.method is Method.STATED and offer.members else -1
    if ask.sole and _IN_ALL.match(offer.about.text) and not any(o.unit == unit for o in single[k + 1 :]):
        # 每月组织5次，合计60次
        return True
    if k >= 0 and _by_its_work(ask, offer):
        # 改造提升9200亩；新建已完工2.7万亩
        return True
    if ask.places and k >= 0 and progress.contexts[k].right.startswith(ask.target.indicator):
        # 已在62个村安装路灯, where so many 村 were promised
        return True
    if ask.sole and k > 0 and single[k - 1].stage is Stage.QUOTA and _of_the_new_goal(single, k):
        # 任务调减为7600户。已改造7712户，完成调整后任务的101.5%
        return True
    if (offer.value, unit) == (ask.target.value, ask.target.unit) and many_digits(offer.value):
        # 1860户改造对象: no chance that so many recur
        return True
    if offer.method is Method.SUM and ask.sole and telling(ask, unit):
        # 东区建成8座，西区建成9座: nothing else is promised, and they name places only
        return True
    none_in_front = named.get(unit, at + 1) > at
    near = (bisect_left(progress.quantities, at - reach, key=lambda q: q.start) for reach in (2 * WINDOW, 0))
    steps = {
        progress.contexts[k].clause
        for k in range(*near)
        if single[k].unit == unit and single[k].stage in (Stage.PREPARING, Stage.BASE)
    }
    return (telling(ask, unit) and none_in_front) or speaks_of(ask, progress, at, unit, steps)


_IN_ALL = re.compile("(?:合计|共计|总计)")


def _by_its_work(ask: Ask, offer: Candidate) -> bool:
    """Whether a number says of which work it is, and the promise begins with that."""
    work = verbs("anew", "over_again").match(ask.work)
    return work is not None and offer.about.said.lstrip("已共").startswith(work[0])


# A rate is rounded to so many percentage points at most.
ROUNDED = Decimal("0.1")


def _of_the_new_goal(single: list[Candidate], k: int) -> bool:
    """Whether the number behind one is the rate that it gives of the goal in front of it."""
    if k + 1 >= len(single) or single[k + 1].stage is not Stage.COMPLETION or not single[k - 1].value:
        return False
    reached = 100 * single[k].value / single[k - 1].value
    return single[k - 1].unit == single[k].unit and abs(reached - single[k + 1].value) <= ROUNDED


def speaks_of(ask: Ask, progress: Reading, at: int, unit: str, steps: Collection[Span] = ()) -> bool:
    """Whether what stands in front of a number that does not repeat what it counts can mean the target.

    It names some of the target's words; or nothing, and the measure word is that of the target (5所 alone are no 5个). What
    is told of ``steps`` towards the same names nothing else: 受理业主申请128部，建成43部.
    """
    if ask.target.quantity.text in progress.text[max(0, at - WINDOW) : at]:
        # 190项工程开工187项，完工171项: the promised number itself says what they are of
        return True
    clause = progress.text[progress.stretch(CLAUSE, at, at)[0] : at]
    if clause.strip().lstrip("已共") in ((ask.work, ask.target.indicator) if ask.elided and ask.work else ()):
        # 加装电梯，新开工150台，竣工120台: 新开工62台；竣工31台
        return True
    if ask.sole and (verb := _governed_by(clause)) and verb in ask.text:
        # the one promise is to 改造 36公里, and the clause says no more than 改造完成9.4公里
        return True
    named: set[str] = set()
    start = max(0, at - WINDOW)
    if ask.sole:
        # the one promise needs no name in a sentence that follows upon words without numbers
        start = max(start, progress.stretch(SENTENCE, at, at)[0] if not _numbers_before(progress, at) else start)
    left_out = LEFT_OUT.search(progress.quiet, start, at)
    for segment in progress.stretches(SEGMENT, start, at):
        if left_out and left_out.start() <= segment[0] < left_out.end():
            continue
        if any(a <= segment[0] and segment[1] <= b for a, b in steps):
            named |= progress.words(*segment).keys() & ask.topics.keys()
            continue
        # 蓬江区11座 says where, not what
        text = UP_TO_NUMBER.sub("", progress.quiet[slice(*segment)])
        if _WHY_SO.match(text):
            # 受雨季影响，仅完成改造任务的84%
            continue
        if not named_place(text) and not _ITS_RATE.fullmatch(text):
            named |= progress.words(*segment).keys()
        else:
            # 绿地新增迎春路8.4公顷
            named |= progress.words(*segment).keys() & ask.near.keys()
    if not named - neutral_words():
        return unit == "%" or units.affinity(ask.target.unit, unit) >= SAME_MEASURE
    return not named.isdisjoint(ask.topics)


def _numbers_before(progress: Reading, at: int) -> bool:
    """Whether numbers stand in front of the sentence that holds a position."""
    return bool(progress.quantities) and progress.quantities[0].end <= progress.stretch(SENTENCE, at, at)[0]
