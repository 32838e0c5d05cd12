"""Which actual answers which target, and why.

Every pair of a target and a candidate that fits is scored; pairs are taken best first, and a number answers one target.
Below a threshold nothing is taken: no evidence is better than wrong evidence.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from decimal import Context, Decimal

from analysis.extraction import reasons, units
from analysis.extraction.absence import none_happened
from analysis.extraction.actuals import stated, unchanged, universal
from analysis.extraction.against_goal import against_goal
from analysis.extraction.asks import Ask, asks_of, parts_of, too_many
from analysis.extraction.assignment import Ranked, assigned, numbers_used
from analysis.extraction.bars import barred
from analysis.extraction.beside import admissible, beside, weighed
from analysis.extraction.candidates import Candidate, joint_bound
from analysis.extraction.cell_tables import tabled
from analysis.extraction.confirmed import confirmed, converted
from analysis.extraction.doubtful import doubt
from analysis.extraction.exceptions import all_but, rate_of_all_but
from analysis.extraction.floors import fewest_of_both, hardest, lowest_of_kinds
from analysis.extraction.grades import of_the_grade_and_above
from analysis.extraction.here_and_there import near_rows, told_here_and_there
from analysis.extraction.kinds_apart import of_both_kinds, of_each_kind, of_one_noun_behind
from analysis.extraction.labelled import labelled_numbers, lone_number
from analysis.extraction.lexicon import verbs
from analysis.extraction.likeness import alike, said
from analysis.extraction.lists import listed
from analysis.extraction.named import all_named, by_places, each_told, named_in_task, of_one_named, the_one
from analysis.extraction.parts import EVEN, WHOLLY
from analysis.extraction.ratios import Completion, completion_rates, derived
from analysis.extraction.reading import Reading
from analysis.extraction.reasons import Bar
from analysis.extraction.report import Report, report_of
from analysis.extraction.scoring import (
    CONFIDENT,
    ONLY_CHOICE,
    SAME_MEASURE,
    doubts,
    heads,
    other_thing,
    possible,
)
from analysis.extraction.segment import overlap
from analysis.extraction.spoken_of import ROUNDED, first_named, named_or_told, speaks_of
from analysis.extraction.stages import Stage
from analysis.extraction.sums import parts_differ, summed, told_respectively
from analysis.extraction.verdicts import far_over
from analysis.extraction.years import of_part_of_year, of_several_years
from analysis.model import Actual, Bound, Method, Target


@dataclass(frozen=True, slots=True)
class Pairing:
    """The outcome for one target: its actual, the rate that the text states, and what else might have been meant."""

    actual: Actual | None
    members: tuple[int, ...]
    stated_rate: Decimal | None
    flags: tuple[str, ...]
    why: str


def pair(task: Reading, progress: Reading, targets: list[Target], year: int | None = None) -> list[Pairing]:
    """Decide for each target which evidence of the progress text answers it.

    Parameters
    ----------
    task, progress : Reading
        The texts of one item.
    targets : list of Target
        The item's targets, in text order.
    year : int, optional
        The year that the promises are for: a number of an earlier one answers none.

    Returns
    -------
    list of Pairing
        One for each target, in order.
    """
    if not targets:
        return []
    if too_many(len(targets), len(progress.quantities)):
        return [Pairing(None, (), None, ("too_many",), "任务与进展中的数字过多，未作配对")] * len(targets)
    asks = asks_of(task, targets)
    single = stated(progress, year, each_year=of_several_years(task.text, year))
    rows = summed(progress, single)
    offers = [
        *single,
        *unchanged(progress),
        *rows,
        *universal(progress),
        *tabled(progress),
        *(_named_ones(task, progress) if any(t.quantity.dimension == "site" for t in targets) else ()),
    ]
    own = [
        [
            *derived(ask, progress, single, year),
            *against_goal(ask, progress, single),
            *_wholly_done(ask, progress, offers),
            *named_in_task(ask, task, progress),
            *the_one(ask, progress),
            *by_places(ask, progress),
            *each_told(ask, progress, single),
            *all_but(asks, ask, progress, single),
            *rate_of_all_but(ask, progress),
            *of_each_kind(asks, ask, progress, single),
            *of_both_kinds(ask, progress, single),
            *of_one_noun_behind(ask, progress, single),
            *of_the_grade_and_above(ask, progress, single),
            *none_happened(ask, progress),
            *hardest(ask, progress, single),
            *lowest_of_kinds(ask, progress, single),
            *fewest_of_both(ask, single),
            *told_here_and_there(asks, ask, progress, single),
            *near_rows(ask, progress, single, rows),
        ]
        for ask in asks
    ]
    own = _of_one_promise_each(own)
    promised = [ask for ask in asks if not ask.target.optional]
    if len(asks) == 1:
        own[0] += lone_number(asks[0].target, progress)
    for ask, offered in zip(asks, own, strict=True):
        offered += labelled_numbers(ask, progress, sole=promised == [ask])
        if ask.alone:
            offered += all_named(ask, progress, sole=ask.sole)
    completions = completion_rates(progress, single)
    report = report_of(asks, task, progress, single, offers, completions)
    ranked = []
    for t, ask in enumerate(asks):
        near = beside(t, report, own[t])
        ranked += [
            (value, t, offer)
            for offer in [*offers, *own[t]]
            if admissible(ask, offer, near) and (value := weighed(ask, offer, near)) > 0
        ]
    shares = _shared_out(task, asks)
    ranked = [
        r for r in _of_one_target(ranked) if not any(_names(asks[u], asks[r[1]], r[2]) for u in shares.get(r[1], ()))
    ]
    only = [_only_choice(asks, t, single) for t in range(len(asks))]
    named = first_named(progress, single)
    ranked = [
        (value, t, offer)
        for value, t, offer in sorted(_nearest_of_alike(asks, ranked), key=lambda r: -r[0])
        if value >= (ONLY_CHOICE if offer is only[t] else CONFIDENT)
        and not (
            offer.unnamed
            and offer.members
            and not (
                named_or_told(asks[t], progress, named, single, offer) or _its_parts_are_named(asks, t, offer, single)
            )
        )
    ]
    wholes = {t + n: t for t, ask in enumerate(asks) for n, _ in enumerate(parts_of(asks, ask), start=1)}
    chosen = assigned(ranked, wholes)
    used = numbers_used(chosen)
    rows_told = [o for o in offers if o.method is Method.SUM]
    rates_of = _bear_out(asks, chosen, completions, progress)
    out: dict[int, Pairing] = {}
    for t in sorted(range(len(asks)), key=shares.__contains__):
        ask = asks[t]
        if t in chosen:
            offer, value = chosen[t]
            others = used - set(offer.members)
            of_a_rate = _part_behind_a_rate(ask, offer, completions) or _all_there_are_by_now(ask, offer, completions)
            if of_a_rate and (told := _unproven(ask, report, others)).actual:
                out[t] = told
                continue
            unshared = [row for row in rows_told if others.isdisjoint(row.members)]
            rates = [told for told in completions if t in rates_of.get(told.at, {t})]
            out[t] = _proven(ask, offer, value, [r for r in ranked if r[1] == t], unshared, progress, rates)
        else:
            out[t] = _of_its_parts(ask, [out[u] for u in shares.get(t, ())], progress) or _unproven(ask, report, used)
    return [out[t] for t in range(len(asks))]


# Scores that differ by no more are alike.
_ALIKE = 0.005


def _nearest_of_alike(asks: list[Ask], ranked: list[Ranked]) -> list[Ranked]:
    """Pairs, of one number that answers several promises alike well that with the nearest first."""
    best: dict[int, float] = {}
    for value, _, offer in ranked:
        best[id(offer)] = max(value, best.get(id(offer), value))

    def far(pair: Ranked) -> Decimal:
        promised, told = abs(asks[pair[1]].target.value), abs(_in_units_of(asks[pair[1]], pair[2]))
        return max(promised, told) / min(promised, told) if promised and told else Decimal("Infinity")

    alike = {id(pair): pair for pair in ranked if pair[0] >= best[id(pair[2])] - _ALIKE}
    of_one = Counter(id(pair[2]) for pair in alike.values())
    several = [pair for pair in alike.values() if of_one[id(pair[2])] > 1]
    places = {id(pair): n for n, pair in enumerate(sorted(several, key=far))}
    # a difference that changes the order of nothing else
    return [
        (best[id(pair[2])] - 1e-7 * places[id(pair)], pair[1], pair[2]) if id(pair) in places else pair
        for pair in ranked
    ]


# So many parts of a whole, at most, are promised each by its name.
_MOST_NAMED = 6


def _its_parts_are_named(asks: list[Ask], t: int, offer: Candidate, single: list[Candidate]) -> bool:
    """Whether parts were promised of a whole, and a number has a part that is named so: 完成改造6347户，其中“煤改气”4861户."""
    parts = list(itertools.takewhile(lambda ask: ask.part, asks[t + 1 :]))
    k = offer.members[0]
    own = [o for o in single[k + 1 : k + _MOST_NAMED] if o.whole is offer and o.share_of_total]
    return any(part.near.keys() & o.about.near.keys() for part in parts for o in own)


def _shared_out(task: Reading, asks: list[Ask]) -> dict[int, list[int]]:
    """Promises that are shared out, each with its parts: 80个（县城50个、乡镇30个）; 150家，其中家庭农场100家、合作社50家."""
    out: dict[int, list[int]] = {}
    for t, ask in enumerate(asks):
        end = ask.target.quantity.end
        close = task.text.find("）", end) if task.text.startswith("（", end) else -1
        parts = [u for u, of in enumerate(asks) if end < of.target.quantity.start < close]
        if not parts and not ask.part:
            parts = list(itertools.takewhile(lambda u: asks[u].part, range(t + 1, len(asks))))
        alike_counted = {asks[u].target.unit for u in parts} == {ask.target.unit}
        total = sum((asks[u].target.value for u in parts), Decimal(0))
        if len(parts) > 1 and alike_counted and total == ask.target.value:
            out[t] = parts
    return out


def _names(part: Ask, whole: Ask, offer: Candidate) -> bool:
    """Whether a number is told of a part of a promise by its own name (县城安装充电桩50个)."""
    name = part.target.indicator
    own = offer.method is Method.STATED and not offer.total and name in offer.about.text
    return own and len(name) > 1 and name not in whole.work


def _of_its_parts(ask: Ask, parts: list[Pairing], progress: Reading) -> Pairing | None:
    """What the numbers of its parts give for a promise that brackets share out, with all the doubts about them."""
    told = [p.actual for p in parts if p.actual is not None and p.actual.method is Method.STATED]
    members = tuple(k for p in parts for k in p.members)
    if not parts or len(told) < len(parts) or {progress.quantities[k].unit for k in members} != {ask.target.unit}:
        return None
    spans = tuple(span for actual in told for span in actual.spans)
    flags = tuple(dict.fromkeys(flag for p in parts for flag in p.flags))
    why = reasons.added_up(progress, ask.target, spans, unwritten="unit_unwritten" in flags)
    value = sum((actual.value for actual in told), Decimal(0))
    found = Actual(value, joint_bound(actual.bound for actual in told), Method.SUM, spans, why)
    return Pairing(found, members, None, flags, why)


# A number bears out a stated rate of completion that it differs from by no more percentage points.
_BORNE_OUT = Decimal(1)


def _bear_out(
    asks: list[Ask], chosen: dict[int, tuple[Candidate, float]], completions: list[Completion], progress: Reading
) -> dict[int, set[int]]:
    """Position of a rate of completion → the targets that it fits with the number chosen for each, in its sentence.

    新增泊位4126个，其中公共泊位1522个，完成率82.5%: the rate is of the first.
    """
    out: dict[int, set[int]] = {}
    for t, (offer, _) in chosen.items():
        promised = asks[t].target.value
        if not offer.members or not promised:
            continue
        reached = 100 * _in_units_of(asks[t], offer) / promised
        sentence = progress.contexts[offer.members[0]].sentence
        for told in completions:
            if progress.contexts[told.at].sentence == sentence and abs(reached - told.rate) <= _BORNE_OUT:
                out.setdefault(told.at, set()).add(t)
    return out


def _part_behind_a_rate(ask: Ask, offer: Candidate, completions: list[Completion]) -> bool:
    """Whether a number counts some of those of which the rate in front tells: 完成年度任务的107.5%，其中学府小区加装12部."""
    k = offer.members[0] if offer.method is Method.STATED and offer.members else -1
    return offer.subset and not ask.subset and any(told.at == k - 1 and told.of is None for told in completions)


def _all_there_are_by_now(ask: Ask, offer: Candidate, completions: list[Completion]) -> bool:
    """Whether a number is of all the years, far beyond the promise, and a rate in front of this year's alone.

    完成年度任务的86.9%，累计建成4216个
    """
    k = offer.members[0] if offer.method is Method.STATED and offer.members else -1
    of_years = offer.cumulative and not ask.cumulative and far_over(ask.target, _in_units_of(ask, offer))
    return of_years and any(told.at == k - 1 and told.of is None for told in completions)


def _of_one_promise_each(own: list[list[Candidate]]) -> list[list[Candidate]]:
    """Without names that two promises claim alike: 消防站3座，充电站3座, and three of which only 站 is told."""
    claimed = Counter(spans for offers in own for spans in {o.spans for o in offers if o.method is Method.LISTED})
    return [[o for o in offers if o.method is not Method.LISTED or claimed[o.spans] == 1] for offers in own]


def _named_ones(task: Reading, progress: Reading) -> list[Candidate]:
    """Things named one by one; names that the task has itself are kinds (口袋公园、百姓健身房按期建成)."""
    return [o for o in listed(progress) if not any(progress.text[a:b] in task.text for a, b in o.spans)]


def _of_one_target(ranked: list[Ranked]) -> list[Ranked]:
    """Leave out the changes that two targets could claim alike: 从110元提高到170元, where 城市低保 and 农村低保 were promised."""
    best: dict[tuple[int, ...], list[float]] = {}
    for value, _, offer in ranked:
        if offer.method is Method.RATIO and offer.direction:
            best.setdefault(offer.members, []).append(value)
    contended = {members for members, values in best.items() if len(values) > 1 and max(values) - min(values) < EVEN}
    return [r for r in ranked if not (r[2].method is Method.RATIO and r[2].direction and r[2].members in contended)]


def _only_choice(asks: list[Ask], t: int, single: list[Candidate]) -> Candidate | None:
    """The one number that could answer a target which is the only one that it could answer.

    It must not name something else: it leaves out what it counts, or some of its words are the target's.
    """
    could = [o for o in single if possible(asks[t], o)]
    if len(could) != 1 or asks[t].target.optional:
        return None
    likeness = alike(asks[t], could[0])
    foreign = not could[0].unnamed and could[0].about.near.keys().isdisjoint(asks[t].topics)
    if other_thing(asks[t], could[0]) or (foreign and _told_of(asks[t], single)):
        # 30个小区已启动，共涉及楼栋186栋: the text speaks of what was promised, and this is something else
        return None
    # a share can be of anything: that there is no other says little
    if likeness < CONFIDENT if asks[t].target.quantity.dimension == "share" else not could[0].unnamed and not likeness:
        return None
    rivals = sum(1 for a in asks if not a.target.optional and units.affinity(a.target.unit, could[0].unit))
    return could[0] if rivals == 1 else None


def _told_of(ask: Ask, single: list[Candidate]) -> bool:
    """Whether a number of the target's measure that cannot answer it names what was promised."""
    return any(
        units.affinity(ask.target.unit, o.unit) >= SAME_MEASURE and not possible(ask, o) and alike(ask, o) >= 0.5
        for o in single
    )


@functools.cache
def _all_done() -> re.Pattern[str]:
    """全部竣工验收, 均已修复: the verb follows the word for all."""
    return re.compile(rf"(?:{verbs('universal').pattern})[^，。；]{{0,5}}?(?:{verbs('wholly_done').pattern})")


_HOW_MANY = re.compile("，(?:总)?(?:共|共计|总计|累计|计|合计)(?:建成|完成)?[0-9]")


def _wholly_done(ask: Ask, progress: Reading, offers: list[Candidate]) -> list[Candidate]:
    """Statements that all of what was promised is finished: they prove its number without repeating it."""
    if ask.target.quantity.dimension in ("share", "money", "multiple", "time", "rate") or ask.target.optional:
        return []
    out = []
    for offer in offers:
        if offer.method is not Method.UNIVERSAL or offer.members:
            continue
        if _HOW_MANY.match(progress.text, offer.spans[0][1]) or _next_is_the_number(ask, offer, progress):
            # 零工市场全部建成，共7个: that number is the answer
            continue
        if (
            not _all_done().search(progress.text, *offer.spans[0])
            or said(ask.near, offer) < 0.3
            or overlap(offer.about.near, ask.topics) < WHOLLY
        ):
            continue
        out.append(
            dataclasses.replace(
                offer, value=ask.target.value, unit=ask.target.unit, describe=functools.partial(getattr, offer, "about")
            )
        )
    return out


# 改造工程已全部完工，完成125.6公里
_DONE_SO_MUCH = re.compile("，(?:实际|累计|共)*(?:完成|建成|改造|新建|整治|安装|铺设|发放)")


# So many numbers behind a statement about all may tell how many all are.
_SOON = 3


@functools.cache
def _in_all() -> re.Pattern[str]:
    """共改造, 累计共完成: all there is in front of a number that is told without its name."""
    return re.compile(
        rf"[，]?(?:实际|累计|全年)*共计?(?:已|实际|累计|{verbs('anew', 'over_again', 'finished', 'to_do').pattern})*了?"
    )


def _next_is_the_number(ask: Ask, offer: Candidate, progress: Reading) -> bool:
    """Whether behind a statement about all the text says how much was done, by the target's measure."""
    end = offer.spans[0][1]
    m = _DONE_SO_MUCH.match(progress.text, end)
    first = bisect_left(progress.quantities, end, key=lambda q: q.start)
    behind = slice(first, first + _SOON)
    return any(
        units.affinity(ask.target.unit, q.unit) >= SAME_MEASURE
        and (
            (m is not None and q.from_ == m.end())
            # 改造任务已全部完成。经复核，共改造6538户
            or (q.value >= ask.target.value and not c.right and _in_all().fullmatch(c.left) is not None)
        )
        for q, c in zip(progress.quantities[behind], progress.contexts[behind], strict=True)
    )


def _proven(
    ask: Ask,
    offer: Candidate,
    value: float,
    ranked: list[Ranked],
    rows: list[Candidate],
    progress: Reading,
    completions: list[Completion],
) -> Pairing:
    """What follows from the candidate that was chosen."""
    target = ask.target
    offer = _said_best(offer, value, target, ranked)
    actual = _in_units_of(ask, offer)
    whole = offer.method is Method.STATED and offer.everything and actual == target.value
    method = Method.UNIVERSAL if whole else offer.method
    rate = _rate_told_of(ask, offer, progress, completions)
    off = None if rate is None or not target.value else abs(100 * actual / target.value - rate)
    doubtful = doubt(ask, offer, value, actual, ranked, rows, progress)
    # what its own rate of completion bears out is not in doubt
    borne_out = off is not None and off <= _BORNE_OUT
    if doubtful == "loosely_named" and borne_out:
        doubtful = ""
    of_part = offer.method is Method.STATED and any(of_part_of_year(ask, progress.contexts[k]) for k in offer.members)
    differ = offer.method is Method.STATED and any(parts_differ(progress, k) for k in offer.members)
    flags = (
        (doubtful, bool(doubtful)),
        ("part_of_year", of_part),
        ("far_over", far_over(target, actual) and not borne_out),
        ("started", offer.stage is Stage.STARTED and not ask.wants_start),
        ("unit_unwritten", reasons.unwritten(progress, target, offer)),
        ("within_range", target.quantity.low < actual <= target.quantity.high),
        ("parts_differ", differ),
        ("stated_rate_differs", rate is not None and off is not None and off > max(_BORNE_OUT, rate / 50)),
    )
    why = reasons.proven(progress, target, offer, method)
    found = Actual(actual, offer.bound, method, offer.spans, why)
    return Pairing(found, offer.members, rate, tuple(flag for flag, holds in flags if holds), why)


def _said_best(offer: Candidate, value: float, target: Target, ranked: list[Ranked]) -> Candidate:
    """The candidate of the same number that says most, or says it outright."""
    if offer.value == target.value and not offer.everything:
        # 3家…均已开工 says more than a heading that repeats 3家
        fuller = (o for v, _, o in ranked if o.everything and o.value == offer.value and v > 0.5 * value)
        offer = next(fuller, offer)
    if offer.method is Method.SUM:
        # 新建38.6公里，改造24.2公里，累计完成62.8公里: the total itself, where it stands behind its parts
        behind = (o for _, _, o in ranked if o.method is Method.STATED and o.spans[0] > offer.spans[-1])
        offer = next((o for o in behind if (o.value, o.unit) == (offer.value, offer.unit)), offer)
    return offer


def _in_units_of(ask: Ask, offer: Candidate) -> Decimal:
    """The value of a candidate in the target's unit, with the sign that the direction of the promise gives it."""
    in_unit = converted(offer, ask.target)
    actual = offer.value if in_unit is None else in_unit
    # 下降3% was promised and 上升0.6% reported, or the other way round
    return -actual if ask.direction * offer.direction < 0 else actual


def _rate_told_of(ask: Ask, offer: Candidate, progress: Reading, completions: list[Completion]) -> Decimal | None:
    """The rate of completion that the text states of a candidate; None where it states none."""
    return next(
        (
            r
            for at, r, of, _ in completions
            if of in offer.members
            # 156个项目全部开工，完工率58%
            and _of_its_stage(ask, progress, progress.quantities[at].from_)
            # 抽检12500批次，完成率48.1%，合格12275批次: no rate of what is 合格
            and not (offer.method is Method.RATIO and offer.unit == "%")
            and (ask.target.quantity.dimension == "money" or not _of_money(progress, at))
        ),
        None,
    )


def _of_money(progress: Reading, at: int) -> bool:
    """Whether a rate is of what was invested: 占计划投资的85%."""
    q = progress.quantities[at]
    return re.search("投资|资金", progress.text[progress.contexts[at].clause[0] : q.start]) is not None


# how far the work at them is, not how many of them are done
_SO_FAR = re.compile(
    "(?:主体|装修|基础|路基|地基|桩基|土方|外墙)(?:工程|结构|施工)?(?:已|刚刚|目前)*完成[^，。；0-9]{0,3}$|(?:(?:项目|工程)(?:总体|整体|形象|施工)?|总体|整体|形象|施工|平均)进度[^，。；0-9]{0,4}$"
)
_OTHER_RATE = re.compile("投资|开工|资金|支出|形象|工程量")


_STARTED_OR_BUILT = re.compile("(?P<started>开工|动工|启动)率(?:达到?|为)?$|(?:建成|竣工|完工)率(?:达到?|为)?$")


def _of_its_stage(ask: Ask, progress: Reading, at: int) -> bool:
    """Whether a rate is of works begun where a beginning was promised, and of works finished where that was."""
    m = _STARTED_OR_BUILT.search(progress.text, max(0, at - 8), at)
    return m is None or (m["started"] is not None) == ask.wants_start


def _of_other_numbers(progress: Reading, i: int, target: Target) -> bool:
    """Whether two numbers in front of a rate give it that are not of what was promised: 安排项目386个，已完工341个，完工率88.3%."""
    near, sentence = range(max(0, i - 3), i), progress.contexts[i].sentence
    before = [progress.quantities[k] for k in near if progress.contexts[k].sentence == sentence]
    rate = progress.quantities[i].value
    return any(
        a.unit == b.unit
        and a.value != target.value
        and a.value > b.value
        and abs(100 * b.value / a.value - rate) <= ROUNDED
        for a, b in itertools.combinations(before, 2)
    )


# 三分之二 of 3万亩 are 2万亩.
_DIGITS = Context(prec=13)
_INVESTED = re.compile("投资|资金|投入")


def _rate_of_another(ask: Ask, offer: Candidate) -> bool:
    """Whether the number of which a rate is said counts something else than was promised (公路338公里，占年度计划的169%)."""
    invested = units.dimension(offer.unit) == "money" and _INVESTED.search(offer.about.text) is not None
    return not units.affinity(ask.target.unit, offer.unit) and (invested or alike(ask, offer) < CONFIDENT)


def _unproven(ask: Ask, report: Report, used: set[int]) -> Pairing:
    """What is left where no candidate was believed: a rate of completion, or nothing and why."""
    asks, single, progress = report.asks, report.single, report.reading
    target, quantities = ask.target, progress.quantities
    if target.quantity.dimension != "share" and not target.optional:
        rates = [
            (i, r, of)
            for i, r, of, goal in report.completions
            if i not in used
            and (of is None or (of not in used and not _rate_of_another(ask, single[of])))
            and _of_its_stage(ask, progress, quantities[i].from_)
            # 完成年度5万套任务的113% is said of no other promise
            and (goal is None or quantities[goal].value == target.value or quantities[goal].unit != target.unit)
        ]
        fitting = [
            told
            for told in rates
            if (
                speaks_of(ask, progress, quantities[told[0]].from_, "%")
                # 各部门积极参与，超额12%完成植树任务
                or alike(ask, single[told[0]]) >= CONFIDENT
                if len(asks) == 1
                # 停车泊位完成年度任务的64% says nothing of the charging piles promised beside them
                else heads(ask, single[told[0]])
                or CONFIDENT <= alike(ask, single[told[0]]) >= max(alike(a, single[told[0]]) for a in asks)
            )
        ]
        counted = [a for a in asks if a.target.quantity.dimension != "share" and not a.target.optional]
        if not fitting and len(rates) == len(counted) > 1 and told_respectively(progress, rates[0][0]):
            # 完成率分别为112%和130%
            fitting = [rates[next(k for k, a in enumerate(counted) if a is ask)]]
        if len(fitting) == 1:
            i, rate, of = fitting[0]
            q = quantities[i]
            if of is not None and confirmed(ask, single[of], report):
                # 签订协议764户，完成计划的63.7%: the number of which the text says how much of the promise it is
                return _stated(ask, single[of], rate, progress)
            other = _OTHER_RATE.search(progress.text, max(0, q.start - 8), q.start)
            # 项目总体进度达到75% says nothing of how many are done
            so_far = ask.target.quantity.dimension == "site" and _SO_FAR.search(
                progress.text, max(0, q.start - 8), q.start
            )
            # 工业园区1个在建，进度75%: there is no three quarters of one
            part_of_one = ask.target.quantity.dimension == "site" and target.value == 1 and rate < 100
            of_one = of_one_named(ask, progress, single, i) or _of_other_numbers(progress, i, target)
            if (
                not so_far
                and not part_of_one
                and not of_one
                and (other is None or (ask.wants_start and other[0] == "开工"))
            ):
                why = reasons.from_rate(progress, q)
                actual = Actual(
                    _DIGITS.plus(rate * target.value / 100), Bound.ABOUT, Method.RATIO, ((q.start, q.end),), why
                )
                return Pairing(actual, (i,), rate, (), why)
    same = [(q, o) for q, o in zip(quantities, single, strict=True) if units.affinity(target.unit, q.unit)]
    begun = [(q, o) for q, o in same if o.stage is Stage.STARTED and (o.elided or alike(ask, o) >= CONFIDENT)]
    free = [(q, o) for q, o in same if not used & set(o.members)]
    nearest = max(begun or free, key=lambda of: alike(ask, of[1]), default=None)
    closest = None if nearest is None else (nearest[0], _weightiest(ask, nearest[1]))
    why = reasons.unproven(progress, target, closest, used=len(free) < len(same))
    return Pairing(None, (), None, ("started",) if begun else (), why)


def _stated(ask: Ask, offer: Candidate, rate: Decimal, progress: Reading) -> Pairing:
    """What a number proves that would prove nothing, were it not for the rate of completion that it has."""
    value = converted(offer, ask.target)
    why = reasons.proven(progress, ask.target, offer, offer.method)
    actual = Actual(offer.value if value is None else value, offer.bound, offer.method, offer.spans, why)
    flags = ("started",) if offer.stage is Stage.STARTED else ("other_reading",)
    return Pairing(actual, offer.members, rate, flags, why)


def _weightiest(ask: Ask, offer: Candidate) -> Bar:
    """What most keeps a candidate that was not believed from answering a target."""
    bar = barred(ask, offer)
    if bar is not None:
        return bar
    against = doubts(ask, offer) if offer.unnamed or alike(ask, offer) >= CONFIDENT else []
    return max(against, key=lambda of: of[0])[1] if against else Bar.OTHER
