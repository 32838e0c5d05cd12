"""What the text tells beside a number: its whole, its parts, the same to date, and what that says for it or against it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.lexicon import load, verbs
from analysis.extraction.numerals import arabic_digits, plain
from analysis.extraction.places import IN_PLACE, named_place
from analysis.extraction.ratios import Completion
from analysis.extraction.reading import CLAUSE, Reading
from analysis.extraction.scoring import (
    CONFIDENT,
    PAID,
    SAME_MEASURE,
    alike,
    goes_further,
    other_thing,
    other_work,
    possible,
    score,
)
from analysis.extraction.segment import overlap, words
from analysis.extraction.stages import Stage
from analysis.extraction.sums import TO_DATE, divides, holds_the_one_before, parts_in_front
from analysis.model import Method, Target

# How much of what a statement about all of them says must be what was promised.
WHOLLY = 0.75
# Parts of a row whose scores differ by less answer equally well.
EVEN = 0.15


@dataclass(frozen=True, eq=False, slots=True)
class Report:
    """What a progress text offers to the asks of its item: its single numbers, all candidates, rates of completion.

    ``rows``: position of a number in a row → the target in its place;
    ``overtaken``: position of a number → that of the last one, told to a later day, which holds it;
    ``shared_out``: what places have of a total that is told; ``left_over``: what is not done yet, with its unit;
    ``to_date``: position of a number to date → that of the period's own; ``finished``: unit → where the sentences begin
    that tell finished numbers, not cumulative ones; ``of_a_year``: units of numbers that name this year;
    ``with_others``: positions of numbers that count what was promised together with other things, with the promise's unit.
    """

    asks: list[Ask]
    reading: Reading
    single: list[Candidate]
    offers: list[Candidate]
    completions: list[Completion]
    rows: dict[int, int]
    shared_out: frozenset[int]
    overtaken: dict[int, int]
    left_over: list[tuple[Decimal, str]]
    to_date: dict[int, int]
    finished: dict[str, set[int]]
    of_a_year: frozenset[str]
    with_others: frozenset[tuple[int, str]]


def report_of(
    asks: list[Ask],
    reading: Reading,
    single: list[Candidate],
    offers: list[Candidate],
    completions: list[Completion],
) -> Report:
    """Look once at what holds for all targets."""
    # 红岩镇8个、德苴乡9个，共计17个
    shared_out = frozenset(
        k for i in range(len(single)) for k in parts_in_front(reading, i) if named_place(reading.contexts[k].near)
    ).union(_itemised(single, reading))
    shared_out |= _of_earlier_reports(single, reading)
    left_over, to_date = _left_over(single, reading), _to_date(single, reading)
    finished = [o for o in single if not o.cumulative and o.stage is Stage.FINISHED]
    named = frozenset(
        o.unit for o in finished if o.this_year and verbs("this_year").search(reading.contexts[o.members[0]].left)
    )
    return Report(
        asks,
        reading,
        single,
        offers,
        completions,
        _answered_in_order(asks, single, reading),
        shared_out,
        _overtaken(single, reading),
        left_over,
        to_date,
        _sentences_by_unit(finished, reading),
        named,
        _with_others(asks, reading),
    )


_REPORT_OF = re.compile(
    r"(?:^|[\n。；])[^\S\n]*(?:(?:进展|完成|落实)情况)?[（(]?(?:20[0-9]{2}年)?(?P<month>[0-9]{1,2})月(?:底|末|份)?(?:进展(?:情况)?)?[）)]?[:：]"
)


def _of_earlier_reports(single: list[Candidate], reading: Reading) -> frozenset[int]:
    """Positions of the numbers of an earlier report that a later one tells again.

    进展情况（7月）：建成8家 | 进展情况（10月）：建成15家
    """
    heads = [(m.end(), int(m["month"])) for m in _REPORT_OF.finditer(reading.text)]
    if len(heads) < 2 or [month for _, month in heads] != sorted({month for _, month in heads}):
        return frozenset()
    starts = [at for at, _ in heads]
    report = [bisect_right(starts, reading.quantities[k].start) for k in range(len(single))]
    return frozenset(
        i
        for i, a in enumerate(single)
        if any(
            report[j] > report[i]
            and b.unit == a.unit
            and (a.elided or not a.about.near.keys().isdisjoint(b.about.near))
            for j, b in enumerate(single)
        )
    )


_COUNTED_TOGETHER = re.compile("共|合计|总计")
# How far the items of a total may add up to another number than it, by rounding.
_ROUNDED = Decimal("0.01")


def _itemised(single: list[Candidate], reading: Reading) -> list[int]:
    """Positions of the numbers that all sentences behind a total give, item by item, and that add up to nearly as much.

    共完成梯田3.4万亩。一是甲项目区，建设面积2.1万亩。二是乙项目区，完成梯田面积1.3万亩
    """
    for i, whole in enumerate(single):
        if whole.stage is not Stage.FINISHED or not _COUNTED_TOGETHER.search(reading.contexts[i].left):
            continue
        items = [
            k
            for k in range(i + 1, len(single))
            if (single[k].unit, single[k].stage) == (whole.unit, Stage.FINISHED)
            and reading.contexts[k].sentence != reading.contexts[i].sentence
        ]
        told = sum(single[k].value for k in items)
        if len(items) > 1 and abs(told - whole.value) <= _ROUNDED * whole.value:
            return items
    return []


def _sentences_by_unit(numbers: list[Candidate], reading: Reading) -> dict[str, set[int]]:
    out: dict[str, set[int]] = {}
    for o in numbers:
        out.setdefault(o.unit, set()).add(reading.contexts[o.members[0]].sentence[0])
    return out


@dataclass(frozen=True, eq=False, slots=True)
class Beside:
    """What the numbers of a report are to each other, as far as one target is concerned.

    ``some``: positions of what is some of a number that could be meant (其中) and does not name the target better than it;
    ``outnamed``: ids of the wholes whose part does;
    ``made_of``: ids of those whose parts are all that the target names;
    ``sums``: ids of the rows that may be added up, ``parts``: positions of their members, and whether each is no more than
    a part; ``in_order``: the number in the target's place; ``repeated``: the numbers are those that were promised;
    ``all_told``: this year's part or all that was promised is told, so that all the years are not meant; ``in_all``: a
    number over all the years is told, as was promised; ``years``: unit → where the sentences begin that tell numbers of
    this year; ``rest``: values that together with what is left over are what was promised; ``own``: what two numbers give
    for this target.
    """

    number: int
    report: Report
    some: frozenset[int]
    outnamed: frozenset[int]
    made_of: frozenset[int]
    sums: frozenset[int]
    parts: dict[int, bool]
    in_order: Candidate | None
    repeated: bool
    all_told: bool
    in_all: bool
    years: dict[str, set[int]]
    rest: frozenset[tuple[Decimal, str]]
    own: list[Candidate]


def beside(t: int, report: Report, own: list[Candidate]) -> Beside:
    """Look at the numbers of a report with one target in mind."""
    asks, single, reading = report.asks, report.single, report.reading
    ask = asks[t]
    narrower = {k: o.whole for k, o in enumerate(single) if o.subset and o.whole and _names_better(ask, o, o.whole)}
    sums = [o for o in report.offers if o.method is Method.SUM and possible(ask, o) and _summable(asks, ask, o, report)]
    # 年度任务120万亩已全部竣工; 累计建成3105个，其中当年新建2006个
    all_told = any(
        (o.everything and (o.value, o.unit) == (ask.target.value, ask.target.unit))
        or ((o.subset or o.share_of_total) and o.this_year and possible(ask, o))
        for o in single
    )
    return Beside(
        number=t,
        report=report,
        # 受益人口61.2万人，其中贫困人口18.4万人
        some=frozenset(
            k
            for k, o in enumerate(single)
            if k
            and k not in narrower
            and o.subset
            and o.unit == single[k - 1].unit
            and not (ask.subset or o.this_year or goes_further(o))
            and units.affinity(ask.target.unit, o.unit)
        ),
        outnamed=frozenset(map(id, narrower.values())),
        made_of=_made_of(ask, single),
        sums=frozenset(map(id, sums)),
        parts={k: _only_parts(ask, o, report) for o in sums for k in o.members},
        in_order=_in_order(asks, t, single),
        repeated=_repeated(asks, t, single),
        all_told=all_told,
        in_all=ask.cumulative and any(o.cumulative and possible(ask, o) for o in single),
        years=_sentences_by_unit([o for o in single if o.this_year and not o.cumulative and possible(ask, o)], reading),
        # 完成改造131户，剩余19户
        rest=frozenset((ask.target.value - value, unit) for value, unit in report.left_over if unit == ask.target.unit),
        own=own,
    )


def _made_of(ask: Ask, single: list[Candidate]) -> frozenset[int]:
    """Ids of the totals whose parts are just what the target names: 双替代16.4万户，其中“电代煤”14.9万户、“气代煤”1.5万户."""
    parts: dict[int, list[Candidate]] = {}
    for o in single:
        if o.share_of_total and o.whole is not None:
            parts.setdefault(id(o.whole), []).append(o)
    return frozenset(
        whole
        for whole, some in parts.items()
        if len(some) > 1
        and all(o.about.near and o.about.near.keys() <= ask.near.keys() for o in some)
        and ask.near.keys() == set[str]().union(*(o.about.near for o in some))
    )


def admissible(ask: Ask, offer: Candidate, near: Beside) -> bool:
    """Whether a candidate can be meant at all beside the others."""
    if not possible(ask, offer) or (offer.method is Method.SUM and id(offer) not in near.sums):
        return False
    if _of_several(near.report.asks, ask, offer):
        return False
    if offer.method is Method.UNIVERSAL and offer.unit == "%":
        return _covers(ask)
    return not (offer.method is Method.RATIO and _is_stated(offer, near.report.single))


def _of_several(asks: list[Ask], ask: Ask, offer: Candidate) -> bool:
    """Whether a number counts some of what several targets promise together (7个和13个: 20个项目已完工5个)."""
    before = offer.antecedent
    if not offer.elided or before is None or before.stage is not Stage.BASE or before.value <= ask.target.value:
        return False
    together = [a.target.value for a in asks if a.target.unit == ask.target.unit == before.unit]
    return len(together) > 1 and sum(together) == before.value


def weighed(ask: Ask, offer: Candidate, near: Beside) -> float:
    """Score of a candidate, the others considered."""
    value = score(ask, offer)
    if offer.method is Method.UNIVERSAL:
        value = value - 0.15 if value >= 0.4 else 0.0
    elif offer.method is Method.SUM:
        borne_out = _confirmed(ask, offer, near.report)
        value = max(value, CONFIDENT + EVEN) if borne_out or _kinds_of(ask, offer, near.report.single) else value
        value += borne_out - 0.03
    elif offer.method is Method.LISTED:
        value -= 0.2
    elif offer.method is Method.STATED:
        value = _weighed_single(ask, offer, value, near)
    if offer.method in (Method.STATED, Method.SUM) and (offer.value, offer.unit) in near.rest:
        value += 0.35
    return value - (0.2 if ask.target.optional else 0.0)


def _weighed_single(ask: Ask, offer: Candidate, value: float, near: Beside) -> float:
    """Score of a number that the text states, the others considered."""
    k = offer.members[0] if offer.members else -1
    single, to_date = near.report.single, near.report.to_date
    part = next((near.parts[m] for m in offer.members if m in near.parts), None)
    # a measured level, where the text gives one, is better evidence than the rule repeated
    echoes = _echoes(near.report.asks, ask, offer, near.report.reading)
    measured = echoes and any(score(ask, o) >= CONFIDENT for o in near.own)
    grounds = (
        (-0.5, measured),
        (-0.25, echoes and not measured),
        (-0.35, part is not None and (part or not overlap(offer.about.near, ask.near))),
        (-0.2, k in near.some),
        (-0.4, id(offer) in near.outnamed),
        (-0.4, k in near.report.shared_out),
        # 基本建成5000套，其中竣工3000套: each is answered by its own work
        (
            0.15,
            offer.unit != "%"
            and offer.elided
            and len(offer.about.text) > 1
            and ask.target.indicator.endswith(offer.about.text),
        ),
        # 开工改造户厕26840座，完成改造19706座，问题户厕整改5312座
        (0.25, _finishes(ask, offer)),
        (-1.0, (k, ask.target.unit) in near.report.with_others),
        (-0.5, k in near.report.overtaken),
        # 累计达到26个 was promised: 今年新建成9个，累计建成27个
        (-0.4, ask.cumulative and offer.this_year and near.in_all),
        # 两年改造19条: 2021年11条，2022年9条
        (-0.4, ask.cumulative and ask.year is None and offer.year is not None),
        (0.1, offer is near.in_order and not other_thing(ask, offer)),
        (0.4, offer.unit == "%" and k >= 0 and _ON_AVERAGE.search(near.report.reading.contexts[k].left) is not None),
    )
    # the last of a row to date counts what the first one names
    value = max([value, *(score(ask, single[j]) for j, last in near.report.overtaken.items() if last == k)])
    if id(offer) in near.made_of:
        value = max(value, CONFIDENT + EVEN)
    value += sum(weight for weight, holds in grounds if holds)
    whole = offer.whole
    if offer.share_of_total and whole is not None and possible(ask, whole) and not _names_better(ask, offer, whole):
        # 新建638个（公共341个、自用297个）: a part answers no better than what it is part of
        value = min(value, score(ask, whole) - 0.1)
    if near.repeated:
        # 1.5万元、1万元 were promised, 1.5万元 and 1万元 are told: each is its own
        value = max(value, CONFIDENT) + 0.3 if offer.value == ask.target.value else value - 0.3
    value += _confirmed(ask, offer, near.report) or (0.3 if offer.counted_against == ask.target.value else 0.0)
    if offer.unnamed and _behind_its_plan(ask, k, near.report):
        value = max(value, CONFIDENT) + 0.3
    if k in near.report.rows:
        value = max(value, CONFIDENT) + 0.5 if near.report.rows[k] == near.number else value - 0.5
    if (near.all_told and offer.cumulative and not offer.subset and not ask.subset) or (
        not ask.cumulative and _told_apart(offer, near.years, near.report)
    ):
        value -= 0.6
    if k in to_date and _within_the_year(ask, single[to_date[k]], offer):
        return score(ask, single[to_date[k]]) + 0.2
    if k >= 0 and to_date.get(k + 1) == k and _within_the_year(ask, offer, single[k + 1]):
        value -= 0.2
    return value


def _finishes(ask: Ask, offer: Candidate) -> bool:
    """Whether a number that leaves out what it counts says how many are done of what the one in front says begun."""
    before = offer.antecedent
    if not offer.elided or offer.stage is not Stage.FINISHED or before is None or before.stage is not Stage.STARTED:
        return False
    return alike(ask, before) >= CONFIDENT


_TWO_THINGS = re.compile("(?P<one>[一-龥]{2,12})[、和及与](?P<other>[一-龥]{2,12})$")


def _with_others(asks: list[Ask], reading: Reading) -> frozenset[tuple[int, str]]:
    """Numbers that count what was promised together with something else: 中小学、幼儿园37所, where 中小学 were promised."""
    two = [(k, m) for k, c in enumerate(reading.contexts) if (m := _TWO_THINGS.search(c.left))]
    return frozenset((k, ask.target.unit) for k, m in two for ask in asks if _and_more(ask, m)) | _jointly(
        asks, reading
    )


_IN_ALL = re.compile("(?:合计|共计|总计|总共|一共)[^，。；0-9]{0,6}$")


def _jointly(asks: list[Ask], reading: Reading) -> frozenset[tuple[int, str]]:
    """Numbers of all that several targets promise one by one: 服务站和幸福院合计建成78个, where 50 and 40 were promised."""
    out = set()
    for k, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        named = [a for a in asks if a.target.unit == q.unit and a.target.indicator in c.left]
        if len(named) > 1 and _IN_ALL.search(c.left):
            out.add((k, q.unit))
    return frozenset(out)


def _and_more(ask: Ask, m: re.Match[str]) -> bool:
    """Whether of two things that are counted together one was promised and the other was not."""
    promised = ask.target.indicator
    if len(promised) < 2 or m["other"][:2] in ask.text or named_place(m["other"]):
        return False
    if m["other"].endswith(promised) or verbs("anew", "over_again", "to_do", "finished").match(m["other"]):
        return False
    # 公办和公益性幼儿园, where 公办幼儿园 were promised
    of_a_kind = m["one"][-2:] in promised and promised.endswith(m["other"][-2:]) and len(m["other"]) > 2
    return m["one"].endswith(promised) or of_a_kind


def _behind_its_plan(ask: Ask, k: int, report: Report) -> bool:
    """Whether what was promised stands right in front of a number, in its sentence: 2020年计划完成1414户，已完成350户."""
    if k < 1:
        return False
    plan, contexts = report.single[k - 1], report.reading.contexts
    return (
        plan.stage in (Stage.PLANNED, Stage.QUOTA)
        and (plan.value, plan.unit) == (ask.target.value, ask.target.unit)
        and contexts[k - 1].sentence == contexts[k].sentence
    )


# 三级医院74.5%、二级医院53.2%，全市平均62.7%
_ON_AVERAGE = re.compile("(?:全[市县区省州]|总体)(?:平均|总体)?$|总体[一-龥]{1,6}率(?:达到?|为)?$")
_SEVERAL = re.compile("[、和及与]")


def _names_better(ask: Ask, part: Candidate, whole: Candidate) -> bool:
    """Whether a part names what was promised, and its whole counts other things too (井盖及雨水箅子526套，其中井盖463套)."""
    verb = verbs("anew", "over_again").fullmatch(part.about.text.strip("其中，、 "))
    if _built_and_renewed(ask.work) and verbs("anew", "over_again").search(part.about.text):
        return False
    if verb is not None and verb[0] in ask.work and verb[0] not in whole.about.text:
        # 建成农田18.6万亩，其中新建14.1万亩, where 新建 was promised
        return True
    promised = ask.target.indicator
    if part.share_of_total and promised in whole.about.text and not _SEVERAL.search(whole.about.text):
        # 营造林4.2万亩（人工造林1.5万亩，封山育林2.7万亩）, where 造林 was promised
        return False
    if (_SEVERAL.search(promised) or "”“" in ask.work) and not ask.near.keys() <= part.about.near.keys():
        # 新增学位4230个，其中义务教育学位2790个, where 学前和义务教育学位 were promised
        return False
    if ask.near.keys() <= part.about.near.keys() and not ask.near.keys() <= whole.about.near.keys():
        return True
    if not part.about.near or not part.about.near.keys() <= ask.near.keys():
        return False
    # 受益2.37万人，其中贫困人口8654人, where 贫困人口 were promised
    own_word = (ask.near.keys() & part.about.near.keys()) - whole.about.near.keys()
    several = _SEVERAL.search(whole.about.text) is not None
    return bool(own_word) or (several and not whole.about.near.keys() <= ask.topics.keys())


def _summable(asks: list[Ask], ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether a row of numbers may be added up for a target."""
    single = report.single
    years = {single[m].year for m in offer.members} - {None}
    if len(years) > 1 and (ask.year is not None or not ask.cumulative):
        # 2021年11条，2022年9条, where no two years were promised
        return False
    if _confirmed(ask, offer, report):
        # 分别新增1240个、680个，完成年度目标的107.8%
        return True
    if _kinds_of(ask, offer, single) or _by_kind(ask, offer, single) or _by_work(ask, offer, single):
        return True
    members = [single[m] for m in offer.members]
    other = [other_work(ask.work, o.about.text) for o in members]
    if any(other) and not all(other):
        # 新建站点153个，改造站点40个, where 新建 was promised
        return False
    named = [ask.target.indicator[-2:] in o.about.text for o in members]
    if any(o.value == ask.target.value for o in members) and any(named) and not all(named):
        # 一体机采购200台，配备到位200台, where 200台 were promised: two steps of one thing
        return False
    if any(o.value == ask.target.value and _telling(o.value) for o in members):
        return False
    if not divides(report.reading, offer.members) and (_other_things(ask, members) or _one_names_it(ask, members)):
        return False
    others = [a for a in asks if a is not ask and units.affinity(a.target.unit, ask.target.unit) >= SAME_MEASURE]
    for foreign in others:
        # 城市公厕17座；农村公厕61座: one of them answers another target
        elsewhere = [alike(foreign, o) > alike(ask, o) + EVEN for o in members if not named_place(o.about.text)]
        if any(elsewhere) and not all(elsewhere):
            return False
    return _adds_up(asks, offer, report.reading) and (
        not offer.mixed
        or all(_named_in(ask, single[m]) for m in offer.members)
        or _no_better(ask, offer, single, report.reading)
    )


def _telling(value: Decimal) -> bool:
    """Whether a number has so many digits that it does not recur by chance."""
    return len(value.normalize().as_tuple().digits) > 2


def _other_things(ask: Ask, members: list[Candidate]) -> bool:
    """Whether one number of a row counts what was promised, and another something else (车行道42万平方米、人行道8.6万平方米)."""
    promised = _head(ask.target.indicator)
    heads = [_head(o.about.text) for o in members if not o.elided and not named_place(o.about.text)]
    same = [head.endswith(promised) or promised.endswith(head) or head in ask.text for head in heads]
    return len(promised) > 1 and any(same) and not all(same)


def _one_names_it(ask: Ask, members: list[Candidate]) -> bool:
    """Whether one number names all that was promised, and another less and more (应急救护培训5596人次，救护员持证培训3024人次)."""
    told = [o for o in members if not o.unnamed and not named_place(o.about.text)]
    others = [o for o in told if not ask.near.keys() <= o.about.near.keys()]
    return len(others) == len(told) - 1 > 0 and all(
        o.about.near.keys() - ask.topics.keys() and _bare(o) not in ask.text for o in others
    )


def _head(text: str) -> str:
    """The last word of what is counted that says something, which is its noun."""
    return next((word for word in reversed(words().cut(text)) if words().content(word)), "")


def _built_and_renewed(text: str) -> bool:
    return verbs("anew").search(text) is not None and verbs("over_again").search(text) is not None


def _by_work(ask: Ask, offer: Candidate, single: list[Candidate]) -> bool:
    """Whether a row tells apart what was built and what was renewed, and both together were promised (新建改建40座)."""
    head = ask.target.indicator[-2:]
    first, *others = (single[m].about.text.strip("，、； ") for m in offer.members)
    work = verbs("anew", "over_again")
    works = [work.search(text) for text in (first, *others)]
    if not _built_and_renewed(ask.work) or head not in first or None in works:
        return False
    told = [found[0] for found in works if found is not None]
    return (
        all(head in text or work.fullmatch(text) for text in others)
        and any(verbs("anew").search(word) for word in told)
        and any(verbs("over_again").search(word) for word in told)
    )


def _only_parts(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether the numbers of a row are parts of all that the target names (of one place each, of one kind each)."""
    members = [report.single[m] for m in offer.members]
    return (
        offer.mixed
        or _confirmed(ask, offer, report) > 0
        or _by_place(members)
        or _kinds_of(ask, offer, report.single)
        or _by_work(ask, offer, report.single)
        or divides(report.reading, offer.members)
        # 小学学位2430个、初中学位1200个, where 学位 were promised
        or all(ask.near.keys() <= part.about.near.keys() for part in members)
        or _even(ask, offer, report.single)
        or all(_asked_for(ask, part) for part in members)
    )


def _kinds_of(ask: Ask, offer: Candidate, single: list[Candidate]) -> bool:
    """Whether a row gives what a whole is made of (造林12万亩: 人工造林3.8万亩；封山育林4万亩)."""
    return any(
        whole in ask.target.indicator
        and all(any(kind in single[m].about.text for kind in kinds) for m in offer.members)
        and len({kind for m in offer.members for kind in kinds if kind in single[m].about.text}) > 1
        for whole, kinds in load("words")["kinds"].items()
    )


def _by_place(members: list[Candidate]) -> bool:
    """Whether each number of a row is of a place, the first of which says too what they count (甲镇转运站建成1座；乙镇建成1座)."""
    first, *others = (o.about.text.strip("，、；： ") for o in members)
    return IN_PLACE.match(first) is not None and all(named_place(text) for text in others)


def _covers(ask: Ask) -> bool:
    """Whether a statement about all can answer the target: it asks for coverage, or for all."""
    return ask.target.unit == "%" and (ask.target.value == 100 or "覆盖" in ask.target.indicator)


def _answered_in_order(asks: list[Ask], single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number in a row behind 分别 → the target in its place, where the task promises as many numbers."""
    out: dict[int, int] = {}
    for row in progress.unnamed_rows:
        if PAID.search(progress.contexts[row[0]].left) and not any(PAID.search(ask.text) for ask in asks):
            # 低保标准分别提高到…; 人均补差分别达到…
            continue
        promised = [
            t for t, ask in enumerate(asks) if not ask.target.optional and all(possible(ask, single[k]) for k in row)
        ]
        if len(row) == len(promised):
            out |= dict(zip(row, promised, strict=True))
    return out


_PERIOD = re.compile("(?:季度|半年|个月|[0-9]月(?:份|底|末)?)[^，。；、0-9]{0,8}$")


def _overtaken(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number → the last that holds it, told to a later day: 一季度1.12万人，上半年2.74万人，全年5.08万人."""
    near = [c.near for c in progress.contexts]
    out: dict[int, int] = {}
    for k in range(len(single) - 2, -1, -1):
        a, b = single[k], single[k + 1]
        # 全年预计完成600亿元 is no number to a later day
        told = b.stage is not Stage.PLANNED
        later = TO_DATE.search(near[k + 1]) or holds_the_one_before(progress, k, k + 1)
        if told and a.unit == b.unit and a.value <= b.value and later and _PERIOD.search(near[k]):
            out[k] = out.get(k + 1, k + 1)
    for k, last in enumerate(single):
        if last.stage is not Stage.PLANNED and _YEAR_TO_DATE.search(near[k]):
            # 一季度8座，二季度17座，三季度26座，全年31座
            sentence = progress.contexts[k].sentence
            quarters = [
                j
                for j in range(k)
                if single[j].unit == last.unit
                and progress.contexts[j].sentence == sentence
                and _PERIOD.search(near[j])
                and single[j].value <= last.value
            ]
            out.update(dict.fromkeys(quarters, k))
    return out


_YEAR_TO_DATE = re.compile("(?:全年|年底)[^，。；、0-9]{0,8}$")


def _to_date(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number to date → that of the period's own in front of it: 新增就业2215人，累计6605人."""
    quantities = progress.quantities
    return {
        k: k - 1
        for k in range(1, len(single))
        if single[k].unit == single[k - 1].unit
        and not single[k - 1].cumulative
        and not verbs("this_year").search(progress.contexts[k - 1].left)
        and (
            (single[k].cumulative and _SO_FAR.fullmatch(progress.text, quantities[k - 1].end, quantities[k].from_))
            or (
                quantities[k - 1].value < quantities[k].value
                and _REACHES.fullmatch(progress.text, quantities[k - 1].end, quantities[k].from_)
                and _OF_A_MONTH.search(progress.contexts[k - 1].left)
            )
        )
    }


_SO_FAR = re.compile("[，；、（(](?:已)?累计(?:已)?(?:完成|达到?|为)?")
# 9月新增1203例，达8878例
_OF_A_MONTH = re.compile("(?:[0-9]月份?|本月|当月|本季度?|当季)[^，。；0-9]{0,16}(?:新增|完成)[^，。；0-9]{0,6}$")
_REACHES = re.compile("，(?:总数|总量|共|已)?达到?")


def _within_the_year(ask: Ask, period: Candidate, so_far: Candidate) -> bool:
    """Whether a number to date can be that of this year alone: the year's promise holds it, or nearly, and not the period's."""
    return so_far.value <= ask.target.value or (
        2 * period.value < ask.target.value and 2 * so_far.value <= 3 * ask.target.value
    )


_REMAINING = re.compile("(?:剩余|其余|余下|剩下|尚有|还有)[^，。；0-9]{0,4}$")


def _left_over(single: list[Candidate], progress: Reading) -> list[tuple[Decimal, str]]:
    """What the text says is not done yet, with its unit."""
    return [
        (o.value, o.unit)
        for o in single
        if o.stage is Stage.ONGOING and _REMAINING.search(progress.contexts[o.members[0]].left)
    ]


_SINCE_A_YEAR = re.compile("20[0-9]{2}年(?:以来|起)")


def _told_apart(offer: Candidate, years: dict[str, set[int]], report: Report) -> bool:
    """Whether the sentence of a number over all the years tells this year's own too (累计建成91个，本年度新建的26个).

    Where a year is named, with this year's number (今年新建5734座；全县累计3.14万座) or as that since which they are counted
    (2020年以来累计改造742个), the two may stand in different sentences.
    """
    if not offer.cumulative or not offer.members:
        return False
    sentence = report.reading.contexts[offer.members[0]].sentence
    if _SINCE_A_YEAR.search(report.reading.text, *sentence):
        return bool(report.finished.get(offer.unit, set()) - {sentence[0]})
    return sentence[0] in years.get(offer.unit, ()) or (offer.unit in report.of_a_year and offer.unit in years)


def _in_order(asks: list[Ask], t: int, single: list[Candidate]) -> Candidate | None:
    """The candidate in the target's place, where task and progress give equally many numbers of its kind."""
    unit = asks[t].target.unit
    peers = [i for i, a in enumerate(asks) if units.affinity(a.target.unit, unit) >= 0.8 and not a.target.optional]
    if t not in peers:
        return None
    kind = [o for o in single if possible(asks[t], o) >= 0.6]
    return kind[peers.index(t)] if len(peers) == len(kind) else None


def _repeated(asks: list[Ask], t: int, single: list[Candidate]) -> bool:
    """Whether the numbers that could answer a target and its peers are just those that were promised."""
    if asks[t].target.quantity.dimension in ("share", "multiple"):
        # a share is often repeated as a rule
        return False
    promised = [a.target.value for a in asks if a.target.unit == asks[t].target.unit and not a.target.optional]
    if len(set(promised)) < 2 or len(set(promised)) < len(promised):
        return False
    return sorted(o.value for o in single if possible(asks[t], o) >= SAME_MEASURE) == sorted(promised)


def _adds_up(asks: list[Ask], offer: Candidate, progress: Reading) -> bool:
    """Whether a row of numbers may be added up: where the task promises as many numbers, each answers its own.

    Numbers by place (蔡木山乡1.4万亩、大河口乡1.15万亩) are parts of one.
    """
    if divides(progress, offer.members):
        return True
    peers = [a for a in asks if units.affinity(a.target.unit, offer.unit) >= 0.9 and not a.target.optional]
    return len(peers) == 1 or len(peers) < len(offer.members)


def _no_better(ask: Ask, offer: Candidate, single: list[Candidate], progress: Reading) -> bool:
    """Whether the parts of a row answer equally well, and none is the one that is meant (湿地段5.2公里、涝河段4.6公里)."""
    row = (progress.quantities[k] for k in offer.members)
    if any("、" not in progress.text[a.end : b.from_] for a, b in itertools.pairwise(row)):
        return False
    return _even(ask, offer, single)


def _by_kind(ask: Ask, offer: Candidate, single: list[Candidate]) -> bool:
    """Whether a row gives what was promised by its kinds, the noun in front of the first (充电桩直流36个、交流142个)."""
    first, *others = (single[m].about.text for m in offer.members)
    head = ask.target.indicator[-2:]
    if len(head) < 2 or head not in first:
        return False
    kinds = [first.rpartition(head)[2], *others]
    return all(_SHORT_KIND.fullmatch(kind) and kind not in ask.text for kind in kinds) and not any(
        verbs("to_do", "finished").search(kind) for kind in kinds
    )


_SHORT_KIND = re.compile("[一-龥]{1,3}")


def _even(ask: Ask, offer: Candidate, single: list[Candidate]) -> bool:
    """Whether the parts of a row answer equally well."""
    values = [score(ask, single[m]) for m in offer.members]
    return min(values) > 0 and max(values) - min(values) <= EVEN


def _named_in(ask: Ask, part: Candidate) -> bool:
    """Whether the task itself names what a part counts or what was done (新建、更新健身路径: 新建32条、更新51条)."""
    words = _bare(part)
    # 新增和优化线路20条: 新开线路9条、调整优化16条
    done = len(words) <= 4 and any(words[i : i + 2] in ask.work for i in range(len(words) - 1))
    head = ask.target.indicator[-2:]
    return len(words) > 1 and (
        done or head in words or words in ask.text or overlap(part.about.near, ask.near) >= WHOLLY
    )


_DOING = re.compile("(?:已|共|均|分别)?(?:完成|建成|达到|实现)$")
# 共组织开展惠民演出
_SET_GOING = re.compile("^(?:已|共|累计|全年|组织|开展|举办|举行)+")


def _bare(part: Candidate) -> str:
    """What a part says beside its number, without the verbs of doing."""
    return _SET_GOING.sub("", _DOING.sub("", part.about.text.strip("，、； ")))


def _asked_for(ask: Ask, part: Candidate) -> bool:
    """Whether the task names what a part counts; where it leaves that out, what was done (新建5座、改造2座)."""
    if part.elided:
        return part.about.text.strip("，、；") in ask.text
    if named_place(part.about.text):
        return True
    return overlap(part.about.near, ask.topics) >= 0.5


def _confirmed(ask: Ask, offer: Candidate, report: Report) -> float:
    """Weight of a rate of completion, stated in the sentence of a number, that the number and the target give."""
    if not ask.target.value or not offer.members or offer.unit == "%":
        return 0.0
    progress = report.reading
    sentence = progress.contexts[offer.members[0]].sentence
    value = converted(offer, ask.target)
    rate = 100 * (offer.value if value is None else value) / ask.target.value
    for i, stated_rate, *_ in report.completions:
        if stated_rate == 100 or progress.contexts[i].sentence != sentence:
            continue
        written = arabic_digits(progress.quantities[i].text) or stated_rate
        cut_off = 0 <= rate - stated_rate < 2 * _half_digit(written)
        if abs(rate - stated_rate) <= _half_digit(written) or cut_off:
            # the more digits agree, the less by chance
            return 0.35 if int(written.as_tuple().exponent) < 0 else 0.15
    return 0.0


def _half_digit(value: Decimal) -> Decimal:
    """Half of the last digit that a number is written with."""
    return Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))) * Decimal("0.51")


def converted(offer: Candidate, target: Target) -> Decimal | None:
    """The value in the target's unit; None where only the word differs (人 and 名)."""
    whole = units.convert(offer.value, offer.unit, target.unit)
    if whole is not None:
        return plain(whole)
    return units.convert(offer.value, units.split(offer.unit)[0], units.split(target.unit)[0])


def _is_stated(offer: Candidate, single: list[Candidate]) -> bool:
    """Whether the text itself states, rounded, the share that two of its numbers give."""
    return any(
        o.unit == offer.unit == "%"
        and o.stage is Stage.FINISHED
        and o.growth == offer.growth
        and abs(o.value - offer.value) <= _half_digit(o.value)
        for o in single
    )


def _echoes(asks: list[Ask], ask: Ask, offer: Candidate, progress: Reading) -> bool:
    """Whether the number repeats a target of the item as a rule (不低于当地低保标准的75%) instead of reporting a level."""
    if ask.target.unit not in ("%", "倍") or all(offer.value != a.target.value for a in asks):
        return False
    start, end = offer.spans[0]
    return _RULE.search(progress.text, progress.stretch(CLAUSE, start, end)[0], start) is not None


_RULE = re.compile("不低于|不少于|不得低于|要求|规定|应当|明确")
