"""Which actual answers which target, and why.

Every pair of a target and a candidate that fits is scored; pairs are taken best first, and a number answers one target.
Below a threshold nothing is taken: no evidence is better than wrong evidence.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from dataclasses import dataclass
from decimal import Decimal

from analysis.extraction import reasons, units
from analysis.extraction.actuals import lone_number, stated, unchanged, universal
from analysis.extraction.asks import Ask, asks_of
from analysis.extraction.assignment import Ranked, assigned, numbers_used
from analysis.extraction.candidates import Candidate
from analysis.extraction.cell_tables import tabled
from analysis.extraction.lexicon import verbs
from analysis.extraction.lists import listed
from analysis.extraction.numerals import arabic_digits, plain
from analysis.extraction.ratios import Completion, completion_rates, derived
from analysis.extraction.reading import CLAUSE, SEGMENT, WINDOW, Reading
from analysis.extraction.reasons import Bar
from analysis.extraction.scoring import (
    CONFIDENT,
    ONLY_CHOICE,
    alike,
    barred,
    doubts,
    goes_further,
    possible,
    said,
    score,
)
from analysis.extraction.segment import overlap
from analysis.extraction.stages import Stage
from analysis.extraction.sums import divides, named_place, parts_differ, parts_in_front, summed
from analysis.model import Actual, Bound, Method, Target

# No ledger for readers promises or reports more; beyond it nothing is paired, so that no text is read for ever.
MOST_PAIRS = 40_000
# How much of what a statement about all of them says must be what was promised.
WHOLLY = 0.75

# Parts of a row whose scores differ by less answer equally well.
EVEN = 0.15
# 人 and 名 count alike, 所 and 个 need not.
SAME_MEASURE = 0.9


@dataclass(frozen=True, slots=True)
class Pairing:
    """The outcome for one target: its actual, the rate that the text states, and what else might have been meant."""

    actual: Actual | None
    members: tuple[int, ...]
    stated_rate: Decimal | None
    flags: tuple[str, ...]
    why: str


def pair(task: Reading, progress: Reading, targets: list[Target]) -> list[Pairing]:
    """Decide for each target which evidence of the progress text answers it.

    Parameters
    ----------
    task, progress : Reading
        The texts of one item.
    targets : list of Target
        The item's targets, in text order.

    Returns
    -------
    list of Pairing
        One for each target, in order.
    """
    if not targets:
        return []
    if len(targets) * len(progress.quantities) > MOST_PAIRS:
        return [Pairing(None, (), None, ("too_many",), "任务与进展中的数字过多，未作配对")] * len(targets)
    asks = asks_of(task, targets)
    single = stated(progress)
    offers = [
        *single,
        *unchanged(progress),
        *summed(progress, single),
        *universal(progress),
        *tabled(progress),
        *(listed(progress) if any(t.quantity.dimension == "site" for t in targets) else ()),
    ]
    own = [[*derived(ask, progress, single), *_wholly_done(ask, progress, offers)] for ask in asks]
    if len(asks) == 1:
        own[0] += lone_number(asks[0].target, progress)
    completions = completion_rates(progress, single)
    ranked = _ranked(asks, offers, own, single, progress, completions)
    only = [_only_choice(asks, t, single) for t in range(len(asks))]
    ranked = [
        (value, t, offer)
        for value, t, offer in sorted(ranked, key=lambda r: -r[0])
        if value >= (ONLY_CHOICE if offer is only[t] else CONFIDENT)
        and not (offer.unnamed and offer.members and not _speaks_of(asks[t], progress, offer.spans[0][0], offer.unit))
    ]
    chosen = assigned(ranked)
    used = numbers_used(chosen)
    rows = [o for o in offers if o.method is Method.SUM]
    out = []
    for t, ask in enumerate(asks):
        if t in chosen:
            offer, value = chosen[t]
            others = used - set(offer.members)
            unshared = [row for row in rows if others.isdisjoint(row.members)]
            out.append(_proven(ask, offer, value, [r for r in ranked if r[1] == t], unshared, progress, completions))
        else:
            out.append(_unproven(ask, asks, single, progress, completions, used))
    return out


_SEVERAL = re.compile("[、和及与]")
_DOING_ALONE = re.compile(
    r"(?:目前|已|共|现已|全年|累计|实际)*(?P<verb>改造|新建|改建|扩建|整治|治理|安装|更换|修建|种植)(?:了|完成|完工)*"
)


def _governed_by(clause: str) -> str:
    """The verb of a clause that says only what was done; empty where it says more."""
    m = _DOING_ALONE.fullmatch(clause.strip())
    return m["verb"] if m else ""


_UP_TO_NUMBER = re.compile(r"[0-9].*", re.S)


def _speaks_of(ask: Ask, progress: Reading, at: int, unit: str) -> bool:
    """Whether what stands in front of a number that does not repeat what it counts can mean the target.

    It names some of the target's words; or nothing, and the measure word is that of the target (5所 alone are no 5个).
    """
    if ask.target.quantity.text in progress.text[max(0, at - WINDOW) : at]:
        # 190项工程开工187项，完工171项: the promised number itself says what they are of
        return True
    clause = progress.text[progress.stretch(CLAUSE, at, at)[0] : at]
    if ask.sole and (verb := _governed_by(clause)) and verb in ask.text:
        # the one promise is to 改造 36公里, and the clause says no more than 改造完成9.4公里
        return True
    named: set[str] = set()
    for segment in progress.stretches(SEGMENT, max(0, at - WINDOW), at):
        # 蓬江区11座 says where, not what
        if not named_place(_UP_TO_NUMBER.sub("", progress.quiet[slice(*segment)])):
            named |= progress.words(*segment).keys()
    if not named:
        return unit == "%" or units.affinity(ask.target.unit, unit) >= SAME_MEASURE
    return not named.isdisjoint(ask.topics)


def _ranked(
    asks: list[Ask],
    offers: list[Candidate],
    own: list[list[Candidate]],
    single: list[Candidate],
    progress: Reading,
    completions: list[Completion],
) -> list[Ranked]:
    """Every pair that could be, with its score."""
    out = []
    rows = _answered_in_order(asks, single, progress)
    # 红岩镇8个、德苴乡9个，共计17个: what a place has of a total that is told
    shared_out = {
        k for i in range(len(single)) for k in parts_in_front(progress, i) if named_place(progress.contexts[k].near)
    }
    left_over, to_date = _left_over(single, progress), _to_date(single, progress)
    for t, ask in enumerate(asks):
        # 完成改造131户，剩余19户: together they are what was promised
        rest = {(ask.target.value - value, unit) for value, unit in left_over if unit == ask.target.unit}
        in_order = _in_order(asks, t, single)
        repeated = _repeated(asks, t, single)
        # 累计建成3105个，其中当年新建2006个: where the year's own part is told, all the years are not meant
        told = any(o.subset and o.this_year and possible(ask, o) for o in single)
        # 受益人口61.2万人，其中贫困人口18.4万人: what is some of a number that could be meant is not meant
        wholes = {
            k
            for k, o in enumerate(single)
            if k
            and o.subset
            and not (ask.subset or o.this_year or goes_further(o))
            and o.unit == single[k - 1].unit
            and units.affinity(ask.target.unit, o.unit)
        }
        # 更换井盖及雨水箅子526套，其中井盖463套: the whole counts other things too
        narrower = {
            k
            for k, o in enumerate(single)
            if k
            and o.subset
            and o.unit == single[k - 1].unit
            and o.about.near
            and o.about.near.keys() <= ask.near.keys()
            and (
                _SEVERAL.search(single[k - 1].about.text)
                # 受益2.37万人，其中贫困人口8654人, where 贫困人口 were promised
                or (ask.near.keys() & o.about.near.keys()) - single[k - 1].about.near.keys()
            )
            and not single[k - 1].about.near.keys() <= ask.topics.keys()
        }
        years = [o for o in single if o.this_year and not o.cumulative and possible(ask, o)]
        sums = {
            id(o)
            for o in offers
            if o.method is Method.SUM
            and possible(ask, o)
            and (
                _by_kind(ask, o, single)
                or (
                    _adds_up(asks, o, progress)
                    and (
                        not o.mixed
                        or all(_named_in(ask, single[m]) for m in o.members)
                        or _no_better(ask, o, single, progress)
                    )
                )
            )
        }
        # 年度任务120万亩已全部竣工: where all that was promised is told, all the years are not meant
        whole = any(o.everything and (o.value, o.unit) == (ask.target.value, ask.target.unit) for o in single)
        # parts that are all of what the target names (of one place each, of one kind each)
        parts = {
            k: o.mixed
            or divides(progress, o.members)
            # 小学学位2430个、初中学位1200个, where 学位 were promised
            or all(ask.near.keys() <= single[m].about.near.keys() for m in o.members)
            or _even(ask, o, single)
            or all(_asked_for(ask, single[m]) for m in o.members)
            for o in offers
            if id(o) in sums
            for k in o.members
        }
        for offer in [*offers, *own[t]]:
            if not possible(ask, offer) or (offer.method is Method.SUM and id(offer) not in sums):
                continue
            if offer.method is Method.UNIVERSAL and offer.unit == "%" and not _covers(ask):
                continue
            if offer.method is Method.RATIO and _is_stated(offer, single):
                continue
            value = score(ask, offer)
            if offer.method is Method.UNIVERSAL:
                value = value - 0.15 if value >= 0.4 else 0.0
            elif offer.method is Method.SUM:
                value -= 0.03
            elif offer.method is Method.LISTED:
                value -= 0.2
            elif offer.method is Method.STATED:
                if _echoes(asks, ask, offer, progress):
                    # a measured level, where the text gives one, is better evidence than the rule repeated
                    value -= 0.5 if any(score(ask, o) >= CONFIDENT for o in own[t]) else 0.25
                part = next((k for k in offer.members if k in parts), None)
                if part is not None and (parts[part] or not overlap(offer.about.near, ask.near)):
                    value -= 0.35
                value -= 0.2 if offer.members[:1] and offer.members[0] in wholes - narrower else 0.0
                value -= 0.4 if offer.members[:1] and offer.members[0] + 1 in narrower else 0.0
                value -= 0.4 if offer.members[:1] and offer.members[0] in shared_out else 0.0
                value += 0.1 if offer is in_order else 0.0
                if repeated:
                    # 1.5万元、1万元 were promised, 1.5万元 and 1万元 are told: each is its own
                    value = max(value, CONFIDENT) + 0.3 if offer.value == ask.target.value else value - 0.3
                value += _confirmed(ask, offer, progress, completions)
                if offer.members[:1] and offer.members[0] in rows:
                    value = max(value, CONFIDENT) + 0.5 if rows[offer.members[0]] == t else value - 0.5
                if ((told or whole) and offer.cumulative and not offer.subset and not ask.subset) or (
                    not ask.cumulative and _told_apart(offer, years, single, progress)
                ):
                    value -= 0.6
                k = offer.members[0] if offer.members else -1
                if to_date.get(k, -1) >= 0 and _within_the_year(ask, single[to_date[k]], offer):
                    value = score(ask, single[to_date[k]]) + 0.2
                elif to_date.get(k + 1) == k >= 0 and _within_the_year(ask, offer, single[k + 1]):
                    value -= 0.2
            value += 0.35 if (offer.value, offer.unit) in rest and offer.method in (Method.STATED, Method.SUM) else 0.0
            value -= 0.2 if ask.target.optional else 0.0
            if value > 0:
                out.append((value, t, offer))
    return out


def _to_date(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number to date → that of the period's own in front of it: 新增就业2215人，累计6605人."""
    quantities = progress.quantities
    return {
        k: k - 1
        for k in range(1, len(single))
        if single[k].cumulative
        and single[k].unit == single[k - 1].unit
        and not single[k - 1].cumulative
        and not _THE_YEAR.search(progress.contexts[k - 1].left)
        and _SO_FAR.fullmatch(progress.text, quantities[k - 1].end, quantities[k].from_)
    }


_THE_YEAR = re.compile("今年|当年|本年|年内|年度")
_SO_FAR = re.compile("[，；、（(](?:已)?累计(?:已)?(?:完成|达到?|为)?")


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


def _told_apart(offer: Candidate, years: list[Candidate], single: list[Candidate], progress: Reading) -> bool:
    """Whether the sentence of a number over all the years tells this year's own too (累计建成91个，本年度新建的26个).

    Where a year is named since which they are counted (2020年以来累计改造742个), the text may do so anywhere.
    """
    if not offer.cumulative or not offer.members:
        return False
    sentence = progress.contexts[offer.members[0]].sentence
    if _SINCE_A_YEAR.search(progress.text, *sentence):
        peers = (o for o in single if not o.cumulative and o.unit == offer.unit and o.stage is Stage.FINISHED)
        return any(progress.contexts[o.members[0]].sentence != sentence for o in peers)
    return any(
        o is not offer and o.unit == offer.unit and progress.contexts[o.members[0]].sentence == sentence for o in years
    )


def _is_stated(offer: Candidate, single: list[Candidate]) -> bool:
    """Whether the text itself states, rounded, the share that two of its numbers give."""
    return any(
        o.unit == offer.unit == "%"
        and o.stage is Stage.FINISHED
        and o.growth == offer.growth
        and abs(o.value - offer.value) <= _half_digit(o.value)
        for o in single
    )


def _half_digit(value: Decimal) -> Decimal:
    """Half of the last digit that a number is written with."""
    return Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))) * Decimal("0.51")


def _answered_in_order(asks: list[Ask], single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number in a row behind 分别 → the target in its place, where the task promises as many numbers."""
    out: dict[int, int] = {}
    for row in progress.unnamed_rows:
        promised = [
            t for t, ask in enumerate(asks) if not ask.target.optional and all(possible(ask, single[k]) for k in row)
        ]
        if len(row) == len(promised):
            out |= dict(zip(row, promised, strict=True))
    return out


def _confirmed(ask: Ask, offer: Candidate, progress: Reading, completions: list[Completion]) -> float:
    """Weight of a rate of completion, stated in the sentence of a number, that the number and the target give."""
    if not ask.target.value or len(offer.members) != 1 or offer.unit == "%":
        return 0.0
    sentence = progress.contexts[offer.members[0]].sentence
    value = _converted(offer, ask.target)
    rate = 100 * (offer.value if value is None else value) / ask.target.value
    for i, stated_rate, _ in completions:
        if stated_rate == 100 or progress.contexts[i].sentence != sentence:
            continue
        written = arabic_digits(progress.quantities[i].text) or stated_rate
        if abs(rate - stated_rate) <= _half_digit(written):
            # the more digits agree, the less by chance
            return 0.35 if int(written.as_tuple().exponent) < 0 else 0.15
    return 0.0


def _asked_for(ask: Ask, part: Candidate) -> bool:
    """Whether the task names what a part counts; where it leaves that out, what was done (新建5座、改造2座)."""
    if part.elided:
        return part.about.text.strip("，、；") in ask.text
    if named_place(part.about.text):
        return True
    return overlap(part.about.near, ask.topics) >= 0.5


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
    words = _DOING.sub("", part.about.text.strip("，、； "))
    # 新增和优化线路20条: 新开线路9条、调整优化16条
    done = len(words) <= 4 and any(words[i : i + 2] in ask.work for i in range(len(words) - 1))
    head = ask.target.indicator[-2:]
    return len(words) > 1 and (
        done or head in words or words in ask.text or overlap(part.about.near, ask.near) >= WHOLLY
    )


def _adds_up(asks: list[Ask], offer: Candidate, progress: Reading) -> bool:
    """Whether a row of numbers may be added up: where the task promises as many numbers, each answers its own.

    Numbers by place (蔡木山乡1.4万亩、大河口乡1.15万亩) are parts of one.
    """
    if divides(progress, offer.members):
        return True
    peers = [a for a in asks if units.affinity(a.target.unit, offer.unit) >= 0.9 and not a.target.optional]
    return len(peers) == 1 or len(peers) < len(offer.members)


def _covers(ask: Ask) -> bool:
    """Whether a statement about all can answer the target: it asks for coverage, or for all."""
    return ask.target.unit == "%" and (ask.target.value == 100 or "覆盖" in ask.target.indicator)


_DOING = re.compile("(?:已|共|均|分别)?(?:完成|建成|达到|实现)$")
_RULE = re.compile("不低于|不少于|不得低于|要求|规定|应当|明确")


def _echoes(asks: list[Ask], ask: Ask, offer: Candidate, progress: Reading) -> bool:
    """Whether the number repeats a target of the item as a rule (不低于当地低保标准的75%) instead of reporting a level."""
    if ask.target.unit not in ("%", "倍") or all(offer.value != a.target.value for a in asks):
        return False
    start, end = offer.spans[0]
    return _RULE.search(progress.text, progress.stretch(CLAUSE, start, end)[0], start) is not None


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


def _only_choice(asks: list[Ask], t: int, single: list[Candidate]) -> Candidate | None:
    """The one number that could answer a target which is the only one that it could answer.

    It must not name something else: it leaves out what it counts, or some of its words are the target's.
    """
    could = [o for o in single if possible(asks[t], o)]
    if len(could) != 1 or asks[t].target.optional:
        return None
    likeness = alike(asks[t], could[0])
    # a share can be of anything: that there is no other says little
    if likeness < CONFIDENT if asks[t].target.quantity.dimension == "share" else not could[0].unnamed and not likeness:
        return None
    rivals = sum(1 for a in asks if not a.target.optional and units.affinity(a.target.unit, could[0].unit))
    return could[0] if rivals == 1 else None


@functools.cache
def _all_done() -> re.Pattern[str]:
    """全部竣工验收, 均已修复: the verb follows the word for all."""
    return re.compile(rf"(?:{verbs('universal').pattern})[^，。；]{{0,5}}?(?:{verbs('wholly_done').pattern})")


def _wholly_done(ask: Ask, progress: Reading, offers: list[Candidate]) -> list[Candidate]:
    """Statements that all of what was promised is finished: they prove its number without repeating it."""
    if ask.target.quantity.dimension in ("share", "money", "multiple", "time", "rate") or ask.target.optional:
        return []
    out = []
    for offer in offers:
        if offer.method is not Method.UNIVERSAL or offer.members:
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
    if offer.value == target.value and not offer.everything:
        # 3家…均已开工 says more than a heading that repeats 3家
        fuller = (o for v, _, o in ranked if o.everything and o.value == offer.value and v > 0.5 * value)
        offer = next(fuller, offer)
    converted = _converted(offer, target)
    actual = offer.value if converted is None else converted
    if ask.direction * offer.direction < 0:
        # 下降3% was promised and 上升0.6% reported, or the other way round
        actual = -actual
    whole = offer.method is Method.STATED and offer.everything and actual == target.value
    method = Method.UNIVERSAL if whole else offer.method
    flags = []
    if any(_other_reading(offer, value, o, v) for v, _, o in ranked) or (
        # short by itself, and not with the row of numbers that it stands in
        actual < target.value and any(_of_row(offer, row) and row.value >= target.value for row in rows)
    ):
        flags.append("other_reading")
    if offer.stage is Stage.STARTED and not ask.wants_start:
        flags.append("started")
    if target.quantity.low < actual <= target.quantity.high:
        flags.append("within_range")
    if offer.method is Method.STATED and any(parts_differ(progress, k) for k in offer.members):
        flags.append("parts_differ")
    rate = next((r for _, r, of in completions if of is not None and of in offer.members), None)
    if rate is not None and target.value and abs(100 * actual / target.value - rate) > max(Decimal(1), rate / 50):
        flags.append("stated_rate_differs")
    why = reasons.proven(progress, target, offer, method)
    return Pairing(Actual(actual, offer.bound, method, offer.spans, why), offer.members, rate, tuple(flags), why)


def _converted(offer: Candidate, target: Target) -> Decimal | None:
    """The value in the target's unit; None where only the word differs (人 and 名)."""
    whole = units.convert(offer.value, offer.unit, target.unit)
    if whole is not None:
        return plain(whole)
    return units.convert(offer.value, units.split(offer.unit)[0], units.split(target.unit)[0])


def _other_reading(offer: Candidate, value: float, other: Candidate, other_value: float) -> bool:
    """Whether another candidate gives another number nearly as well, or states outright what was derived."""
    if other is offer or other.value == offer.value:
        return False
    if offer.method is not Method.STATED and other.method is Method.STATED and other_value > CONFIDENT:
        return True
    return other_value > 0.8 * value and not set(other.members) & set(offer.members)


def _of_row(offer: Candidate, row: Candidate) -> bool:
    return offer.method is Method.STATED and set(offer.members) <= set(row.members)


# how far the work at them is, not how many of them are done
_OTHER_RATE = re.compile("投资|开工|资金|支出|形象|工程量")


def _unproven(
    ask: Ask,
    asks: list[Ask],
    single: list[Candidate],
    progress: Reading,
    completions: list[Completion],
    used: set[int],
) -> Pairing:
    """What is left where no candidate was believed: a rate of completion, or nothing and why."""
    target, quantities = ask.target, progress.quantities
    if target.quantity.dimension != "share" and not target.optional:
        rates = [(i, r) for i, r, of in completions if i not in used and (of is None or of not in used)]
        fitting = [
            (i, r)
            for i, r in rates
            if (
                _speaks_of(ask, progress, quantities[i].from_, "%")
                if len(asks) == 1
                else alike(ask, single[i]) >= CONFIDENT
            )
        ]
        if len(fitting) == 1:
            i, rate = fitting[0]
            q = quantities[i]
            if not _OTHER_RATE.search(progress.text, max(0, q.start - 8), q.start):
                why = reasons.from_rate(progress, q)
                actual = Actual(rate * target.value / 100, Bound.ABOUT, Method.RATIO, ((q.start, q.end),), why)
                return Pairing(actual, (i,), rate, (), why)
    same = [(q, o) for q, o in zip(quantities, single, strict=True) if units.affinity(target.unit, q.unit)]
    begun = [(q, o) for q, o in same if o.stage is Stage.STARTED and (o.elided or alike(ask, o) >= CONFIDENT)]
    free = [(q, o) for q, o in same if not used & set(o.members)]
    nearest = max(begun or free, key=lambda of: alike(ask, of[1]), default=None)
    closest = None if nearest is None else (nearest[0], _weightiest(ask, nearest[1]))
    why = reasons.unproven(progress, target, closest, used=len(free) < len(same))
    return Pairing(None, (), None, ("started",) if begun else (), why)


def _weightiest(ask: Ask, offer: Candidate) -> Bar:
    """What most keeps a candidate that was not believed from answering a target."""
    bar = barred(ask, offer)
    if bar is not None:
        return bar
    against = doubts(ask, offer) if offer.unnamed or alike(ask, offer) >= CONFIDENT else []
    return max(against, key=lambda of: of[0])[1] if against else Bar.OTHER
