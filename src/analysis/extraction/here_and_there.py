"""Numbers of one promise that a report tells here and there, and that only together come to what was promised."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import About, Candidate, neutral_words
from analysis.extraction.lexicon import verbs
from analysis.extraction.likeness import NAMED, alike, foreign_words
from analysis.extraction.reading import CLAUSE, Reading
from analysis.extraction.scoring import possible
from analysis.extraction.stages import Stage
from analysis.extraction.sums import added_up, of_same_persons, of_terms
from analysis.model import Bound, Method

# Each falls short of what was promised, and all together come near it: no two tellings of one number.
_TOGETHER = (Decimal("0.8"), Decimal("1.3"))
_MOST = 6
# 上半年新增1620个。全年新增…: of one time after another, and no two things; 全市, 共: of all of them
_OF_A_TIME = re.compile(
    "[0-9]月|季度|半年|截[至止]|目前|累计|同比|上年|去年|其中|全[市县区州]|共|总|合计|另|分别|每|各"
)
_MEASURED = (*units.COUNTED, "length", "area", "volume", "power")


def told_here_and_there(asks: list[Ask], ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """All numbers of a report that name what was promised, added up, where only their sum is near it.

    施划道路泊位426个，建成停车场2座，提供泊位318个，利用空地建成泊位350个, where 1000个 were promised
    """
    noun = ask.target.indicator[-2:]
    if (
        len(noun) < 2
        or ask.target.quantity.dimension not in _MEASURED
        or ask.subset
        or ask.cumulative
        or ask.each
        or any(a.target.indicator.endswith(noun) for a in asks if a is not ask)
    ):
        return []
    members = [
        k
        for k, o in enumerate(single)
        if o.unit == ask.target.unit and (noun in o.about.text or _called_alike(ask, o)) and o.stage is Stage.FINISHED
    ]
    others = [k for k, o in enumerate(single) if k not in members and o.unit == ask.target.unit]
    total = sum((single[k].value for k in members), Decimal(0))
    if (
        not 1 < len(members) <= _MOST
        or not _comes_near(ask, total)
        # 新装路灯213盏、更换91盏。北庄村装了太阳能路灯74盏: there are more of them
        or any(single[k].stage is Stage.FINISHED and not foreign_words(ask, single[k]) for k in others)
        or not all(_of_its_own(ask, progress, single[k], k) for k in members)
        # 新增就业4136人，完成年度任务的86.2%: that is all there is
        or any(o.stage is Stage.COMPLETION for o in single)
        # 建成16000亩。维修14500亩
        or len({verbs("over_again").search(single[k].about.text) is None for k in members}) > 1
        or any(_goes_on_with(progress, single, a, b) for a, b in itertools.pairwise(members))
    ):
        return []
    row = added_up(progress, single, members, columns=True)
    return [] if row is None else [_scattered(ask, row)]


# A row of so many numbers, at least, tells how something is shared out; of fewer where each repeats the verb of the one promise.
_ROW = 3


def near_rows(ask: Ask, progress: Reading, single: list[Candidate], rows: list[Candidate]) -> list[Candidate]:
    """Rows of numbers that name only kinds, places or offices, where they alone are told and come near what was promised.

    市歌舞团31场，市京剧团22场，民间艺术团体19场, where 80场 of performances were promised and nothing else by 场
    """
    if ask.target.quantity.dimension not in _MEASURED or not ask.alone or ask.subset or ask.cumulative or ask.each:
        return []
    out = []
    for row in rows:
        value = units.convert(row.value, row.unit, ask.target.unit)
        parts = [single[k] for k in row.members]
        verb = ask.work[:2]
        repeated = ask.sole and len(verb) > 1 and all(verb in o.about.text for o in parts)
        if value is None or not (repeated or len(parts) >= _ROW) or not _comes_near(ask, value):
            continue
        # 青山镇森林抚育1800亩，白水镇森林抚育1500亩, where 造林 was promised
        of_all = set.intersection(*({*o.about.near} for o in parts))
        if of_all - ask.topics.keys() - neutral_words():
            continue
        named = [alike(ask, o) >= NAMED for o in parts]
        # 城市书房、文化驿站等公共文化空间 are of several kinds
        if any(named) and not all(named) and "等" not in ask.phrase:
            # 慰问困难职工1260人、困难劳模85人, where 困难职工 were promised
            continue
        others = [o for k, o in enumerate(single) if k not in row.members and units.convert(o.value, o.unit, row.unit)]
        if (
            not others
            # 春季学期1.1万人，秋季学期1.2万人 may be the same ones
            and not of_terms(progress, row.members)
            and not of_same_persons(progress, row.members)
            and not _of_something_else(ask, progress, row.members)
            and all(_of_its_own(ask, progress, single[k], k) for k in row.members)
            and not any(o.whole is not None for o in parts)
        ):
            out.append(_scattered(ask, row))
    return out


def _comes_near(ask: Ask, total: Decimal) -> bool:
    least, most = _TOGETHER
    return least * ask.target.value <= total <= most * ask.target.value


def _of_something_else(ask: Ask, progress: Reading, members: Sequence[int]) -> bool:
    """Whether what stands in front of a row, or behind its last number, names another thing: 学校方面，甲镇11座; 6座桥梁."""
    first, last = progress.contexts[members[0]], progress.contexts[members[-1]]
    around = progress.words(last.quantity.end, last.clause[1]).keys() | progress.words(*first.heading()).keys()
    if first.clause[0] > first.sentence[0]:
        front = first.clause[0] - 1
        around |= progress.words(*progress.stretch(CLAUSE, front, front)).keys()
    return bool(around - ask.topics.keys() - neutral_words())


def _called_alike(ask: Ask, offer: Candidate) -> bool:
    """Whether a number is called by a word of the promise (泊位, of 停车位), and by no other."""
    return bool(offer.about.near) and offer.about.near.keys() <= ask.near.keys()


def _of_its_own(ask: Ask, progress: Reading, offer: Candidate, k: int) -> bool:
    """Whether a number is no total, no part, no step and no level, but so many that were made."""
    clause = progress.quiet[progress.contexts[k].clause[0] : progress.quantities[k].from_]
    return (
        offer.method is Method.STATED
        and offer.stage is Stage.FINISHED
        and offer.bound is Bound.EXACT
        and offer.value < ask.target.value
        and not (offer.cumulative or offer.total or offer.reaches or offer.places or offer.of_some or offer.besides)
        and not offer.everything
        and possible(ask, offer) > 0
        and not _OF_A_TIME.search(clause)
        and not verbs("first_step", "second_step", "looked_at", "outcome").search(offer.about.text)
    )


def _goes_on_with(progress: Reading, single: list[Candidate], a: int, b: int) -> bool:
    """Whether a number is some of the one in front of it: both of one clause, or the second of what the first carries."""
    return single[b].whole is single[a] or progress.contexts[a].clause == progress.contexts[b].clause


def _scattered(ask: Ask, row: Candidate) -> Candidate:
    return dataclasses.replace(row, scattered=True, describe=lambda: About(ask.near, ask.topics, text=ask.work))
