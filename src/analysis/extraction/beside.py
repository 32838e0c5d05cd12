"""What the text tells beside a number: its whole, its parts, the same to date, and what that says for it or against it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate, neutral_words
from analysis.extraction.confirmed import confirmed, is_stated
from analysis.extraction.divisions import of_offices
from analysis.extraction.in_words import named_in_words, told_in_words
from analysis.extraction.lexicon import verbs
from analysis.extraction.likeness import (
    alike,
    contrary,
    foreign_words,
    of_whom_all_at_that_rate,
    tells_its_side,
    words_of_sides,
)
from analysis.extraction.parts import (
    EVEN,
    are_kinds_of,
    both_sides,
    built_and_renewed,
    by_work,
    just_as_many,
    made_of,
    names_better,
    names_its_own,
    one_of_several,
    one_thing_respectively,
    only_parts,
    summable,
    tells_all,
)
from analysis.extraction.places import IN_PLACE, named_place
from analysis.extraction.reading import CLAUSE, SENTENCE, Reading
from analysis.extraction.report import Report, sentences_by_unit
from analysis.extraction.scoring import (
    CONFIDENT,
    ELIDED,
    SAME_MEASURE,
    goes_further,
    heads,
    other_thing,
    possible,
    score,
)
from analysis.extraction.segment import overlap
from analysis.extraction.stages import Stage
from analysis.extraction.sums import joined_by_plus, parts_in_front
from analysis.extraction.verdicts import far_over
from analysis.extraction.years import of_part_of_year, of_several_years
from analysis.model import Method


@dataclass(frozen=True, eq=False, slots=True)
class Beside:
    """What the numbers of a report are to each other, as far as one target is concerned.

    ``some``: positions of what is some of a number that could be meant (其中) and does not name the target better than it;
    ``outnamed``: ids of the wholes whose part does, and ``narrower`` the positions of those parts;
    ``grade``: the one that was promised (省级), where a number of its unit says it; ``graded``: whether such a number may answer;
    ``of_some_residents``: positions of numbers of townspeople or of peasants, where one of all residents is told too;
    ``made_of``: ids of those whose parts are all that the target names;
    ``sums``: ids of the rows that may be added up, ``parts``: positions of their members, and whether each is no more than
    a part; ``in_order``: the number in the target's place; ``repeated``: the numbers are those that were promised;
    ``new_told``: what is new this year is told as some of the rest; ``newly``: a number names this year;
    ``own_word``: one by the target's own measure word names it; ``of_place``: one is of the place as a whole;
    ``plainly``: units of numbers that name nothing but what was promised; ``anew``: one says that it counts what is new, as was promised;
    ``all_told``: that, or all that was promised, so that all the years are not meant; ``in_all``: a
    number over all the years is told, as was promised; ``years``: unit → where the sentences begin that tell numbers of
    this year; ``rest``: values that together with what is left over are what was promised; ``own``: what two numbers give
    for this target; ``elsewhere``: positions of numbers of other places, where one is told of the place that was promised;
    ``in_words``: so many characters of the promise are told of in words alone; ``begun``: a number tells what was begun of it,
    and ``net`` by how many more there are, where that was promised.
    """

    number: int
    report: Report
    some: frozenset[int]
    outnamed: frozenset[int]
    narrower: frozenset[int]
    grade: str
    graded: bool
    of_some_residents: frozenset[int]
    made_of: frozenset[int]
    sums: frozenset[int]
    parts: dict[int, bool]
    in_order: Candidate | None
    repeated: bool
    all_told: bool
    new_told: bool
    newly: bool
    own_word: bool
    plainly: frozenset[str]
    anew: bool
    of_place: bool
    in_all: bool
    years: dict[str, set[int]]
    rest: frozenset[tuple[Decimal, str]]
    elsewhere: frozenset[int]
    in_words: int
    begun: bool
    net: bool
    own: list[Candidate]


def beside(t: int, report: Report, own: list[Candidate]) -> Beside:
    """Look at the numbers of a report with one target in mind."""
    asks, single, reading = report.asks, report.single, report.reading
    ask = asks[t]
    # 全县新增1560个，其中各乡镇740个、县城820个, where those of 县城 were promised
    made = made_of(ask, single) - {
        id(o.whole)
        for o in single
        if o.whole and IN_PLACE.match(o.about.said.removeprefix("其中")) and names_its_own(ask, o, o.whole)
    }
    narrower = {
        k: o.whole
        for k, o in enumerate(single)
        if o.whole
        and id(o.whole) not in made
        # 停车位：新增1632个，其中路内泊位1105个: the whole has its name above it
        and not heads(ask, o.whole)
        and (
            (
                o.subset
                and (
                    names_better(ask, o, o.whole)
                    or _of_the_side(ask, o, o.whole, reading)
                    or _one_of_two(ask, o, o.whole, reading)
                )
            )
            or names_its_own(ask, o, o.whole)
        )
    }
    grade = _grade(ask, single)
    rows = [
        o
        for o in report.offers
        if o.method is Method.SUM
        and o.members
        and possible(ask, o)
        and summable(asks, ask, o, report)
        and not _one_office_reached_it(ask, o, reading)
    ]
    sums = [o for o in rows if not any(_goes_on_in(ask, single, o, longer) for longer in rows)]
    # 年度任务120万亩已全部竣工; 累计建成3105个，其中当年新建2006个
    new_told = not built_and_renewed(ask.work) and any(o.subset and o.this_year and possible(ask, o) for o in single)
    all_told = new_told or any(
        (o.everything and (o.value, o.unit) == (ask.target.value, ask.target.unit))
        or (o.share_of_total and o.this_year and possible(ask, o))
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
        grade=grade,
        of_some_residents=_of_some_residents(ask, report),
        graded=bool(grade) and any(grade in o.about.text and possible(ask, o) for o in single),
        narrower=frozenset(k for k, o in narrower.items() if o.unit == single[k].unit == ask.target.unit),
        made_of=made,
        sums=frozenset(map(id, sums)),
        parts={k: whole for o in sums for whole in [only_parts(ask, o, report)] for k in o.members},
        in_order=_in_order(asks, t, single),
        repeated=_repeated(asks, t, single),
        all_told=all_told,
        new_told=new_told,
        newly=any(o.this_year and possible(ask, o) >= SAME_MEASURE for o in single),
        own_word=ask.target.quantity.dimension == "site"
        and any(o.unit == ask.target.unit and possible(ask, o) and alike(ask, o) >= CONFIDENT for o in single),
        plainly=frozenset(o.unit for o in single if possible(ask, o) and o.about.near and not foreign_words(ask, o)),
        anew=ask.added
        and (
            any(possible(ask, o) and verbs("added").search(o.about.text) for o in single)
            # 今年没有新增床位
            or any(o.method is Method.STATED and not o.value for o in own)
        ),
        of_place=any(possible(ask, o) and _OF_THE_PLACE.search(o.about.text) for o in single),
        in_all=ask.cumulative and any((o.cumulative or o.stock) and possible(ask, o) for o in single),
        years=sentences_by_unit(
            [
                o
                for o in single
                if o.this_year and not o.cumulative and possible(ask, o) and (o.elided or alike(ask, o) >= CONFIDENT)
            ],
            reading,
        ),
        # 完成改造131户，剩余19户
        rest=frozenset((ask.target.value - value, unit) for value, unit in report.left_over if unit == ask.target.unit),
        elsewhere=_elsewhere(ask, report) if ask.place else frozenset(),
        in_words=named_in_words(ask, report.in_words),
        begun=ask.wants_start
        and any(
            o.stage is Stage.STARTED and possible(ask, o) and (o.elided or alike(ask, o) >= CONFIDENT) for o in single
        ),
        net="净增" in ask.work and any("净增" in o.about.text and possible(ask, o) for o in single),
        own=own,
    )


_RESIDENTS = re.compile("(?:全体|全[市县区省州])(?:常住)?居民|居民人均")
_SOME_RESIDENTS = re.compile("城镇|城市|农村|乡村")


def _of_some_residents(ask: Ask, report: Report) -> frozenset[int]:
    """Positions of numbers of some residents only, where residents were promised and a number of all of them is told."""
    level = ask.target.unit == "%" or "元" in ask.target.unit
    if not level or "居民" not in ask.text or _SOME_RESIDENTS.search(ask.text):
        return frozenset()
    contexts = report.reading.contexts
    said = [report.reading.quiet[c.sentence[0] : c.quantity.from_] for c in contexts]
    of_all = [_RESIDENTS.search(text) is not None and not _SOME_RESIDENTS.search(text) for text in said]
    if not any(all_of_them and possible(ask, o) for all_of_them, o in zip(of_all, report.single, strict=True)):
        return frozenset()
    return frozenset(k for k, text in enumerate(said) if not of_all[k] and _SOME_RESIDENTS.search(text))


def _whose_verb(ask: Ask, offer: Candidate, asks: list[Ask]) -> str:
    """Whose verb stands beside a number that names nothing, of promises in one unit: this one's or another's; empty where nobody's."""
    verb = offer.about.said[-2:]
    peers = [a for a in asks if a is not ask and a.target.unit == ask.target.unit]
    if len(verb) < 2 or not offer.elided or not peers:
        return ""
    if verb in ask.work + ask.phrase:
        return "its own" if ask.work.startswith(verb) and not any(verb in a.work for a in peers) else ""
    return "another's" if any(a.work.startswith(verb) for a in peers) else ""


_AWARDED = re.compile("认定|命名|评定|创成|获评|授牌|组织|申报")
_GRADE = re.compile("中央|国家级|省级|市级|县级")


def _grade(ask: Ask, single: list[Candidate]) -> str:
    """The grade that was promised, where a number of its unit says it, of what was awarded or is called so; empty where none does."""
    grades = _GRADE.findall(ask.work)
    # 市级以上: of higher grades too
    told = (
        len(grades) == 1
        and "以上" not in ask.work
        and any(
            grades[0] in o.about.text
            and (_AWARDED.search(o.about.text) or ask.target.indicator[-2:] in o.about.text)
            and units.affinity(ask.target.unit, o.unit)
            for o in single
        )
    )
    return grades[0] if told else ""


def _of_the_side(ask: Ask, part: Candidate, whole: Candidate, reading: Reading) -> bool:
    """Whether a part says for whom or of which kind, as the promise does, and nothing in front of it does.

    反诈宣传286场，其中面向老年人的专场213场
    """
    said = part.about.said.removeprefix("其中")
    if not whole.members or one_of_several(ask, said):
        return False
    if built_and_renewed(ask.work) and verbs("anew", "over_again").search(said):
        # 新建改建65公里: 完成66.8公里，其中新建21.3公里
        return False
    if not any(
        re.search(f"(?<![小中大高]){word}(?:的?(?:专场|专题|专项|部分|项目))?$", said) for word in words_of_sides(said)
    ):
        # 培训620人，其中妇女就业创业120人, where 妇女 were promised: some of them
        return False
    end = reading.contexts[whole.members[0]].clause[1]
    told = reading.quiet[reading.quiet.rfind("\n", 0, end) + 1 : end]
    return tells_its_side(ask.work + ask.phrase, part.about.text, told)


def _one_of_two(ask: Ask, part: Candidate, whole: Candidate, reading: Reading) -> bool:
    """Whether a whole counts two kinds, of which only the one was promised that the part is of: 校长、教师436名，其中教师402名."""
    said = part.about.said.removeprefix("其中")
    if len(said) < 2 or said not in ask.phrase or not whole.members:
        return False
    left = reading.contexts[whole.members[0]].left
    of_two = re.search(f"(?P<before>[一-龥]{{2,4}})[、和及与]{re.escape(said)}$", left) or re.search(
        f"{re.escape(said)}[、和及与](?P<behind>[一-龥]{{2,4}})$", left
    )
    if of_two is None:
        return False
    other = next(filter(None, of_two.groups()))
    return other[-2:] not in ask.phrase


def _goes_on_in(ask: Ask, single: list[Candidate], row: Candidate, longer: Candidate) -> bool:
    """Whether a row of numbers is some of a longer one that counts the same, or whose first number names what was promised.

    移动公司建成基站218座，电信公司建成143座，联通公司建成96座
    """
    if not set(row.members) < set(longer.members):
        return False
    first, *others = longer.members
    ends_it = row.members == tuple(others) and not single[first].about.near.keys().isdisjoint(ask.near)
    return ends_it or row.about.near.keys() == longer.about.near.keys()


def admissible(ask: Ask, offer: Candidate, near: Beside) -> bool:
    """Whether a candidate can be meant at all beside the others."""
    if not possible(ask, offer):
        return False
    # a column of a table typed into the text has no members: it is one row as it stands
    if offer.method is Method.SUM and offer.members and id(offer) not in near.sums and offer not in near.own:
        return False
    if offer.method is Method.SUM and not near.report.rows.keys().isdisjoint(offer.members):
        # each of them answers a promise of its own
        return False
    if not near.elsewhere.isdisjoint(offer.members) or not near.report.wider.isdisjoint(offer.members):
        return False
    if told_in_words(ask, offer, near.in_words):
        return False
    if _of_both_works(ask, offer, near.report):
        return False
    if _of_several(near.report.asks, ask, offer, near.report.single) or _promised_together(ask, offer, near.report):
        return False
    if offer.method is Method.UNIVERSAL and offer.unit == "%":
        return _covers(ask, offer, near.report.reading)
    unnamed = ask.sole and offer.elided
    if (
        offer.method is Method.RATIO
        and offer.unit == "%"
        and offer.about.said
        and not unnamed
        and alike(ask, offer) < _NOT_AT_ALL
    ):
        # 74个国考断面中劣Ⅴ类1个 is no rate of 黑臭水体
        return False
    return not (offer.method is Method.RATIO and is_stated(offer, near.report.single))


# What hardly shares a word is about something else.
_NOT_AT_ALL = 0.05


def _elsewhere(ask: Ask, report: Report) -> frozenset[int]:
    """Positions of numbers of other places: 高新区32.4万平方米；经开区51万平方米, where 高新区 was promised."""
    contexts = report.reading.contexts
    there = {k for k, c in enumerate(contexts) if ask.place in c.near or ask.place in c.left}
    if not any(possible(ask, report.single[k]) for k in there):
        return frozenset()
    others = (k for k, c in enumerate(contexts) if k not in there and (IN_PLACE.match(c.said) or _ALL_OF.match(c.said)))
    return frozenset(others)


_ALL_OF = re.compile("全[市县区省州镇乡]")


def _of_both_works(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether a number is of what was built and renewed, each of which was promised by itself (新建16座、改造10座: 新建、改造共24座)."""
    if offer.method is not Method.STATED or not offer.members or offer.subset or built_and_renewed(ask.work):
        return False
    # 新建8座、改造12座: behind the number in front
    if not built_and_renewed(re.split("[0-9]", report.reading.contexts[offer.members[0]].left)[-1]):
        return False
    peers = (a for a in report.asks if a is not ask and a.target.unit == ask.target.unit)
    return any(
        built_and_renewed(ask.work + a.work) and a.target.indicator[-2:] == ask.target.indicator[-2:] for a in peers
    )


def _promised_together(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether a whole is just what several targets promise together (25万亩 and 10万亩: 35万亩全部完工，其中新建25万亩)."""
    together = [a.target.value for a in report.asks if a.target.unit == ask.target.unit and not a.target.optional]
    return (
        len(together) > 1
        and (offer.value, offer.unit) == (sum(together), ask.target.unit)
        and offer.value not in together
        # 等级民宿11家（甲级2家、乙级3家…）, where 1家 of another thing was promised beside 10家
        and any(alike(a, offer) >= CONFIDENT for a in report.asks if a is not ask)
        and any(o.whole is offer for o in report.single)
    )


def _of_several(asks: list[Ask], ask: Ask, offer: Candidate, single: list[Candidate]) -> bool:
    """Whether a number counts some of what several targets promise together (7个和13个: 20个项目已完工5个)."""
    before = offer.antecedent
    together = [a.target.value for a in asks if a.target.unit == ask.target.unit == offer.unit]
    if not offer.elided or len(together) < 2:
        return False
    if before is not None and before.stage is Stage.BASE and before.value > ask.target.value:
        return sum(together) == before.value
    # 任务300万亩，其中新建180万亩、改造提升120万亩。建成203.5万亩
    return (
        offer.method is Method.STATED
        and any(
            o.value == sum(together) and o.unit == ask.target.unit and o.stage in (Stage.QUOTA, Stage.PLANNED)
            for o in single
        )
        and not verbs("anew", "over_again").search(offer.about.text)
    )


def weighed(ask: Ask, offer: Candidate, near: Beside) -> float:
    """Score of a candidate, the others considered."""
    value = score(ask, offer)
    if offer.method is Method.UNIVERSAL:
        whole = ask.target.unit == "%" and ask.target.value == 100
        # 除大桥村外，其余均已建成, where nothing else is promised
        all_but_some = ask.sole and offer.value < ask.target.value
        at_that_rate = _all_at_that_rate(ask, offer, near.report.reading)
        value = max(value, ELIDED) if at_that_rate else value
        value = value - (0.1 if whole or all_but_some or at_that_rate else 0.15) if value >= 0.4 else 0.0
    elif offer.method is Method.SUM and offer.members:
        borne_out = confirmed(ask, offer, near.report)
        if borne_out or tells_all(ask, offer, near.report):
            value = max(value, CONFIDENT + EVEN)
        if (
            one_thing_respectively(ask, offer, near.report)
            or both_sides(ask, offer, near.report)
            or by_work(ask, offer, near.report.single)
            or joined_by_plus(near.report.reading, offer.members)
        ):
            value = max(value, score(ask, near.report.single[offer.members[0]]))
        if just_as_many(ask, offer, near.report):
            value = max(value, score(ask, near.report.single[offer.members[0]]) + EVEN)
        # once for each thing that is promised
        value += 0.1 if offer in near.own else borne_out - 0.03
    elif offer.method is Method.LISTED:
        value -= 0.05 if offer.everything else 0.2
    elif offer.method is Method.STATED:
        value = _weighed_single(ask, offer, value, near)
    if not offer.members and offer.counted_against == ask.target.value and offer.unit == ask.target.unit:
        # the column of a table beside that of the goals, which add up to the promise
        value = max(value, CONFIDENT) + 0.3
    if offer.method in (Method.STATED, Method.SUM) and (offer.value, offer.unit) in near.rest and not ask.wants_start:
        value += 0.35
    return value + _in_its_paragraph(offer, near) - (0.2 if ask.target.optional else 0.0)


def _one_office_reached_it(ask: Ask, offer: Candidate, reading: Reading) -> bool:
    """Whether of what several offices report one number alone is as much as was promised: the others may be some of it.

    人社局：城镇新增就业2.16万人。妇联：帮助妇女就业1200人
    """
    reached = max(reading.quantities[k].value for k in offer.members) >= ask.target.value
    return reached and offer.unit == ask.target.unit and of_offices(reading, offer.members)


def _in_its_paragraph(offer: Candidate, near: Beside) -> float:
    """What it says for a candidate that it stands in the paragraph of the target's number, or against it that it does not."""
    promised = near.report.paragraphs
    if not promised:
        return 0.0
    told = bisect_right(near.report.reading.numbered, offer.spans[0][0])
    return 0.12 if told == promised[near.number] else -0.2


def _weighed_single(ask: Ask, offer: Candidate, value: float, near: Beside) -> float:
    """Score of a number that the text states, the others considered."""
    k = offer.members[0] if offer.members else -1
    single, to_date = near.report.single, near.report.to_date
    part = next((near.parts[m] for m in offer.members if m in near.parts), None)
    # a measured level, where the text gives one, is better evidence than the rule repeated
    echoes = _echoes(near.report.asks, ask, offer, near.report.reading)
    measured = echoes and any(score(ask, o) >= CONFIDENT for o in near.own)
    # 甲市开工4200户、竣工1650户，乙市开工6300户、竣工2240户: some of what was finished
    in_front = single[k - 1] if k > 0 else None
    finishes = not part and not ask.wants_start and (_finishes(ask, offer, in_front) or _some_are_finished(offer))
    # 15个均已进场施工，其中4个完成改造, where a beginning was promised
    begun = (ask.wants_start and offer.stage is Stage.STARTED) or _takes_the_first_step(ask, k, single)
    whose = _whose_verb(ask, offer, near.report.asks)
    grounds = (
        (-0.5, measured),
        (-0.25, echoes and not measured),
        (-0.35, part is not None and not ask.part and (part or not overlap(offer.about.near, ask.near))),
        (-0.2, k in near.some),
        (-0.4, id(offer) in near.outnamed),
        # 分配587套，维修412套, where 修缮400套 and 分配600套 were promised
        (-0.4, whose == "another's"),
        (0.2, whose == "its own"),
        # 城镇居民…增速5.9%；全体居民增速6.6%, where 居民 were promised
        (-0.5, k in near.of_some_residents),
        (0.3, bool(near.of_some_residents) and "全体" in offer.about.text),
        # 培育示范村24个，…省级认定9个, where 省级 ones were promised
        (
            -0.4,
            near.grade and near.grade not in offer.about.text and (near.graded or offer.unit != ask.target.unit),
        ),
        (0.2, offer.whole is not None and names_its_own(ask, offer, offer.whole)),
        # 雨污水管网143公里，其中污水管113公里
        (0.15, offer.subset and k in near.narrower),
        (-0.4, k in near.report.shared_out and not ask.part and not begun),
        # 农村212户，城镇95户，合计307户, where of 300户 200 were to be 农村
        (-0.4, ask.part and offer.total),
        # 基本建成5000套，其中竣工3000套: each is answered by its own work
        (
            0.15,
            offer.unit != "%"
            and offer.elided
            and len(offer.about.text) > 1
            and ask.target.indicator.endswith(offer.about.text),
        ),
        # 基本建成1560套，新开工1230套, where so many were to be begun
        (-0.3, near.begun and offer.stage is Stage.FINISHED),
        # 开工改造户厕26840座，完成改造19706座，问题户厕整改5312座
        (0.25, finishes),
        # 在12个乡镇落地，每个乡镇设2个: the one times the other; or one of those that only together are what was promised
        (-0.3, any(_holds(o, k, offer) for o in near.own)),
        (0.2, finishes and not _begins_as_promised(ask, offer.antecedent)),
        # 新建改造2000户: 新建1312户、改造745户
        (
            0.45,
            not (part and (built_and_renewed(ask.work) or _ROW_OF_WORKS.match(ask.work)))
            and _does_what_was_promised(ask, offer),
        ),
        (-1.0, (k, ask.target.unit) in near.report.with_others),
        # 年度目标的100台已于8月份安装完成, where 100台 were promised
        (
            0.4,
            k >= 0
            and (offer.value, offer.unit) == (ask.target.value, ask.target.unit)
            and _GOAL_IN_FRONT.search(near.report.reading.contexts[k].left) is not None,
        ),
        # 新增60家: 已开通812家，其中今年新增71家
        (-0.6, ask.added and near.new_told and not (offer.this_year or verbs("added").search(offer.about.text))),
        (-0.5, k in near.report.overtaken and not begun),
        (-0.5, _period_and_year(ask, offer, k, near.report)),
        # 煤改气7.1万户、煤改电4.8万户；累计达到131万户
        (-0.6, bool(near.sums) and offer.cumulative and not ask.cumulative and far_over(ask.target, offer.value)),
        (
            -0.8,
            offer.value == ask.target.value
            # 开工改造412个: 计划改造412个，已全部开工
            and not (ask.wants_start and offer.stage is Stage.STARTED)
            # 道路3条：甲路已完工、乙街正在铺管、丙路未开工
            and (k in near.report.headed or any(o.method is Method.LISTED and o.value < offer.value for o in near.own)),
        ),
        # 累计达到26个 was promised: 今年新建成9个，累计建成27个
        (
            -0.4,
            ask.cumulative
            and near.in_all
            and (
                offer.this_year
                or offer.about.text.startswith("新")
                or verbs("added").search(offer.about.text) is not None
            ),
        ),
        # 两年改造19条: 2021年11条，2022年9条
        (-0.4, ask.cumulative and ask.year is None and offer.year is not None and "/" not in offer.unit),
        (
            0.1,
            offer is near.in_order
            and not other_thing(ask, offer)
            # 破案率: 群众安全感99.1%
            and not (
                offer.unit == "%"
                and offer.about.near
                and offer.about.near.keys().isdisjoint(ask.topics)
                and any(o.unit == "%" for o in single if o is not offer)
            )
            and not ask.own_and_foreign(offer.about.near)[1]
            # 集装箱96.4万标箱，外贸集装箱21万标箱
            and not (offer.unit in near.plainly and _qualified(ask, offer)),
        ),
        # 校舍维修项目86个，涉及农村学校43所, where 40所学校 were promised
        (-0.15, near.own_word and offer.unit != ask.target.unit),
        # 全省平均60.2%，全县64.31%
        (-0.4, near.of_place and _WIDER.search(offer.about.text) is not None and not _WIDER.search(ask.text)),
        # 认定高新技术企业312家，净增173家, where so many more were promised
        (-0.5, near.net and "净增" not in offer.about.text),
        # 全区志愿者9.6万人，比年初新增5230人
        (-0.4, near.anew and _ALL_THERE_ARE.match(offer.about.text) is not None),
        (-0.6, near.newly and not ask.cumulative and of_several_years(offer.about.text)),
        # 12个乡镇中已有8个；今年新命名6个
        (-0.4, offer.stock and not ask.cumulative and k not in near.some and near.newly),
        # 已建服务站236个，其中新建52个, where 50个 were promised
        (-0.6, far_over(ask.target, offer.value) and _holds_what_is_new(ask, k, single)),
        # 保有量达到5237个，较2022年底净增1612个
        (-0.7, not ask.cumulative and _then_what_is_new(ask, k, near.report)),
        # 家庭农场12.3万家，上年底为11.9万家, where so many were to be added
        (-0.8, (ask.added or ask.change) and any(o.method is Method.RATIO and k in o.members for o in near.own)),
        # 市本级3个，涪城、游仙各2个: one of the row that is counted as a whole
        (-0.4, k in near.report.rows_of_each and possible(ask, near.report.rows_of_each[k]) > 0),
        (-0.15, _next_names_it(ask, k, near.report)),
        # 公租房1215套、人才房1620套，合计2835套, where 公租房 were promised
        (-0.6, offer.total and _counts_others_too(ask, k, near.report)),
        (-0.5, _persons_are_told(ask, k, near.report)),
        # 漏损率港城区8.1%，东岭县8.9%，全市平均8.46%
        (-0.5, offer.unit == "%" and not ask.place and _then_on_average(k, near.report)),
        (0.4, offer.unit == "%" and k >= 0 and _ON_AVERAGE.search(near.report.reading.contexts[k].left) is not None),
    )
    # the last of a row to date counts what the first one names
    value = max([value, *(score(ask, single[j]) for j, last in near.report.overtaken.items() if last == k)])
    if id(offer) in near.made_of:
        value = max(value, CONFIDENT + EVEN)
    if ask.sole and offer.unit == "%" and offer.elided and all(o.unit == "%" and o.elided for o in single):
        # 满意度98%以上, the one promise: 上半年98.21%，全年98.47%
        value = max(value, CONFIDENT + EVEN)
    value += sum(weight for weight, holds in grounds if holds)
    whole = offer.whole
    of_years = whole is not None and of_several_years(whole.about.text) and not ask.cumulative
    if (
        offer.share_of_total
        and whole is not None
        and not ask.part
        and not of_years
        and possible(ask, whole)
        and not names_better(ask, offer, whole)
    ):
        # 新建638个（公共341个、自用297个）: a part answers no better than what it is part of
        value = min(value, score(ask, whole) - 0.1)
    if k in near.report.of_several:
        # 育婴员培训328人，家政服务员培训1562人，合计1890人, where each was promised so many
        value -= 0.8
    total = near.report.summed_up.get(k)
    parts = near.report.parts_of.get(k if total is None else total, [])
    if parts and are_kinds_of(ask, [single[j] for j in parts]):
        # 营造林: 造林7.85万亩、森林抚育4.1万亩，共计11.95万亩
        value = max(value, CONFIDENT + EVEN) if total is None else 0.0
    if total is not None and not ask.part and total not in near.report.of_several:
        # 新开线路7条、优化16条，共23条: nor better than the total behind
        behind = score(ask, single[total])
        # 演出41场、放映96场、民俗活动22场，共159场次, where all three were promised together
        together = sum(overlap(single[j].about.near, ask.topics) >= 0.5 for j in parts) > 1
        if behind >= CONFIDENT and (together or not names_better(ask, offer, single[total])):
            value = min(value, max(behind - 0.1, 0.0))
    if k > 0 and _persons_are_told(ask, k - 1, near.report):
        value = max(value, score(ask, single[k - 1]))
    if near.repeated:
        # 1.5万元、1万元 were promised, 1.5万元 and 1万元 are told: each is its own
        value = max(value, CONFIDENT) + 0.3 if offer.value == ask.target.value else value - 0.3
    value += confirmed(ask, offer, near.report) or (0.3 if offer.counted_against == ask.target.value else 0.0)
    # 应整治8000亩，已整治恢复6930亩
    plainly_done = offer.about.near.keys() <= neutral_words() or (
        len(ask.work) > 1 and _DOING.sub("", offer.about.said).startswith(ask.work[:2])
    )
    if plainly_done and _behind_its_plan(ask, k, near.report):
        value = max(value, CONFIDENT) + 0.3
    if _done_of_the_promised(ask, offer, k, near.report):
        value = max(value, CONFIDENT + 0.1)
    if k in near.report.rows:
        value = max(value, CONFIDENT) + 0.5 if near.report.rows[k] == near.number else value - 0.5
    if (near.all_told and offer.cumulative and not offer.subset and not ask.subset) or (
        not ask.cumulative and _told_apart(offer, near.years, near.report)
    ):
        value -= 0.6
    if k in to_date and _of_the_year(ask, single[to_date[k]], offer, near.report):
        return score(ask, single[to_date[k]]) + 0.2
    if k >= 0 and to_date.get(k + 1) == k and _of_the_year(ask, offer, single[k + 1], near.report):
        value -= 0.2
    return value


# So many numbers away one looks for the same of more of the year.
_NEAR = 6
# 1—9月共接待398.7万人次，旅游收入31.9亿元
_YEAR_SO_FAR = re.compile("(?:截[至止]|1[—－～~至-]+[0-9]{1,2}月|前[二三]季度|前[0-9]{1,2}个月|全年|今年以来|累计)")


def _period_and_year(ask: Ask, offer: Candidate, k: int, report: Report) -> bool:
    """Whether a number is of a part of the year, and another one of more of it: 五一假期接待86.5万人次；1—9月共接待398.7万人次."""
    contexts = report.reading.contexts
    sentence = contexts[k].sentence if k >= 0 else None
    if not any(c.sentence == sentence and of_part_of_year(ask, c) for c in contexts[max(0, k - _NEAR) : k + 1]):
        return False
    return any(
        o.unit == offer.unit
        and o.value > offer.value
        and o.stage is Stage.FINISHED
        and _YEAR_SO_FAR.match(report.reading.quiet, *c.sentence)
        and possible(ask, o)
        for o, c in zip(report.single[k + 1 : k + _NEAR], contexts[k + 1 : k + _NEAR], strict=True)
    )


_GOAL_IN_FRONT = re.compile("(?:目标|任务|计划)(?:数|量)?的?$")
# the whole of a place, without a word of what was done
_ALL_THERE_ARE = re.compile("全[市县区州省镇乡](?!.*(?:新|增|建成|完成|改造|已|共)).*$")
_WIDER = re.compile("全[省国]")
_OF_THE_PLACE = re.compile("全[市县区州旗镇乡]")


_NEW = re.compile("(?:净增|新增|新(?!型|区|能源)[一-龥]{1,3})$")
# 目前运营49家，比上年底增加26家
_MORE_SINCE = re.compile("^[，（]?[比较](?:(?:上年|去年)[底末]|年初)(?:新增|净增|增加|增|多)了?$")


def _then_what_is_new(ask: Ask, k: int, report: Report) -> bool:
    """Whether behind a number of all there are stands how many of them are new."""
    if not 0 <= k < len(report.single) - 1:
        return False
    # 护理型床位7317张，占58.6%，较年初新增866张
    n = k + 2 if report.single[k + 1].unit == "%" and k + 2 < len(report.single) else k + 1
    whole, new = report.single[k], report.single[n]
    contexts = report.reading.contexts
    return (
        whole.unit == new.unit
        and new.value < whole.value
        and contexts[k].sentence == contexts[n].sentence
        and (
            (whole.stock and _NEW.search(contexts[n].left) is not None)
            or (
                ask.added
                and _MORE_SINCE.search(contexts[n].left) is not None
                and not verbs("added", "anew", "this_year").search(contexts[k].left)
            )
        )
    )


def _counts_others_too(ask: Ask, k: int, report: Report) -> bool:
    """Whether one part of a total is named as the promise is, and another is of a kind that was not promised."""
    name = ask.target.indicator
    parts = [report.single[p].about.said for p in parts_in_front(report.reading, k)]
    named = [said for said in parts if name in said]
    other = [
        said
        for said in parts
        if said not in named
        and (
            contrary(ask.phrase, said)
            or (len(name) > 2 and said[-1:] == name[-1] and name[:-2] not in said and not named_place(said))
        )
    ]
    return bool(named and other)


def _next_names_it(ask: Ask, k: int, report: Report) -> bool:
    """Whether a number names something that was not promised, and the next one in its row only what was.

    金融机构存款余额690亿元、贷款余额512.8亿元, where 金融机构贷款余额 was promised
    """
    if k < 0 or k + 1 >= len(report.single):
        return False
    a, b = report.single[k : k + 2]
    in_a_row = report.reading.text.startswith("、", report.reading.quantities[k].end)
    return (
        in_a_row
        and a.unit == b.unit
        and bool(foreign_words(ask, a))
        and bool(b.about.near)
        and b.about.near.keys() <= ask.near.keys()
    )


_THE_PERSONS = re.compile("[，、（(](?:共|共计|实际)?(?:涉及|去重后|惠及|计|合计)?(?:约)?")


def _persons_are_told(ask: Ask, k: int, report: Report) -> bool:
    """Whether persons were promised, a number is of visits, and the next one of those persons: 受助8263人次、涉及7915人."""
    if k < 0 or k + 1 >= len(report.single) or units.dimension(ask.target.unit) != "person":
        return False
    a, b = report.reading.quantities[k : k + 2]
    if a.dimension != "visit" or b.dimension != "person" or b.value >= a.value:
        return False
    return _THE_PERSONS.fullmatch(report.reading.text, a.end, b.from_) is not None


_NEW_AMONG_THEM = re.compile("其中(?:有|今年|本年|年内)*新[建增设办]")


def _holds_what_is_new(ask: Ask, k: int, single: list[Candidate]) -> bool:
    """Whether the next number tells how many are new of all those that a number counts."""
    part = single[k + 1] if 0 <= k < len(single) - 1 else None
    return part is not None and part.unit == ask.target.unit and _NEW_AMONG_THEM.fullmatch(part.about.said) is not None


def _qualified(ask: Ask, offer: Candidate) -> bool:
    """Whether a number names what was promised, and more than it (外贸集装箱)."""
    return bool(foreign_words(ask, offer)) and not offer.about.near.keys().isdisjoint(ask.topics)


def _finishes(ask: Ask, offer: Candidate, in_front: Candidate | None) -> bool:
    """Whether a number that leaves out what it counts says how many are done of what the one in front says begun."""
    before = offer.antecedent or in_front
    if not offer.elided or offer.stage is not Stage.FINISHED or before is None or before.stage is not Stage.STARTED:
        return False
    # 开工124台，竣工86台, neither of which repeats what is counted
    return alike(ask, before) >= CONFIDENT or (before.elided and before.unit == offer.unit)


# 营造和修复红树林
_ROW_OF_WORKS = re.compile("[一-龥]{2}[、和及与][一-龥]{2}")


def _holds(found: Candidate, k: int, offer: Candidate) -> bool:
    """Whether a number is a factor of a product, or one of those that were found here and there and added up."""
    product = found.method is Method.RATIO and found.unit == offer.unit and found.value > offer.value
    return k in found.members and (product or found.scattered)


def _some_are_finished(offer: Candidate) -> bool:
    """Whether a number tells how many are done of those that were begun: 水库开工4座，其中完工2座."""
    whole = offer.whole
    begun = offer.subset and whole is not None and whole.stage is Stage.STARTED and whole.unit == offer.unit
    return begun and offer.stage is Stage.FINISHED


def _takes_the_first_step(ask: Ask, k: int, single: list[Candidate]) -> bool:
    """Whether a first step was promised, and a number is of that one: 征集心愿547个，办结541个, where 征集 was promised."""
    if not 0 <= k < len(single) - 1 or not verbs("second_step").search(single[k + 1].about.text):
        return False
    steps = verbs("tested", "looked_at", "first_step").findall(ask.work)
    return any(step in single[k].about.text for step in steps) and not verbs("second_step").search(ask.phrase)


def _begins_as_promised(ask: Ask, begun: Candidate | None) -> bool:
    """Whether what was begun is what was promised (采购校车32辆，已交付20辆, where 采购 was)."""
    # the verb of a promise stands first
    return begun is not None and ask.work[:2] in begun.about.text


_DOING = re.compile("^(?:已|共|累计|其中|完成|实际)+")


def _does_what_was_promised(ask: Ask, offer: Candidate) -> bool:
    """Whether a number tells of how many of those in front what was promised is done (受理1042件，办结948件, where 办结 was)."""
    before, done = offer.antecedent, _DOING.sub("", offer.about.said)
    return (
        before is not None
        # 排查3120件，化解3080件: a verb alone, or words that leave out what is counted
        and (verbs("removed", "over_again").fullmatch(done) or (offer.elided and len(done) > 1))
        and done in ask.work
        and done not in before.about.text
        # 管网62.7公里，其中新建38.2公里, where 新建改造 was promised
        and not (offer.subset and built_and_renewed(ask.work))
        and offer.value <= before.value
        and alike(ask, before) >= CONFIDENT
    )


def _behind_its_plan(ask: Ask, k: int, report: Report) -> bool:
    """Whether what was promised stands right in front of a number, in its sentence: 2020年计划完成1414户，已完成350户."""
    if k < 1:
        return False
    single, contexts = report.single, report.reading.contexts
    # 年初计划50公里，年中调增到60公里，实际完成44.3公里
    first = k - 2 if k > 1 and single[k - 1].stage is single[k - 2].stage is Stage.QUOTA else k - 1
    plan = single[first]
    return (
        plan.stage in (Stage.PLANNED, Stage.QUOTA)
        and (plan.value, plan.unit) == (ask.target.value, ask.target.unit)
        and contexts[first].sentence == contexts[k].sentence
    )


# So many numbers back the one that was promised may stand.
_STAGES_TOLD = 4


def _done_of_the_promised(ask: Ask, offer: Candidate, k: int, report: Report) -> bool:
    """Whether a number tells how many are done of as many as were promised.

    涉及的6500人中已通水4120人; 20座危桥中有4座在建、16座已建成; 45个村，尚有3个未接通，另外42个建成
    """
    if k < 1 or offer.stage is not Stage.FINISHED:
        return False
    contexts = report.reading.contexts
    said = contexts[k].left + contexts[k].right
    if "已" not in contexts[k].left and not verbs("finished", "wholly_done", "named_done").search(said):
        return False
    for j in range(k - 1, max(-1, k - _STAGES_TOLD), -1):
        whole = report.single[j]
        if whole.unit != offer.unit or contexts[j].sentence != contexts[k].sentence or whole.value < offer.value:
            # the others, of which less is told, are no whole
            if whole.stage is not Stage.ONGOING or whole.unit != offer.unit:
                return False
        elif whole.stage in (Stage.BASE, Stage.QUOTA):
            return (whole.value, whole.unit) == (ask.target.value, ask.target.unit)
    return False


# 三级医院74.5%、二级医院53.2%，全市平均62.7%
_ON_AVERAGE = re.compile("(?:全[市县区省州]|总体)(?:平均|总体)?$|总体[一-龥]{1,6}率(?:达到?|为)?$")


def _then_on_average(k: int, report: Report) -> bool:
    """Whether a number is of a part of a place, and the sentence goes on to that of all of it."""
    contexts = report.reading.contexts
    if k < 0 or not named_place(contexts[k].near):
        return False
    return any(
        c.sentence == contexts[k].sentence and c.quantity.unit == "%" and _ON_AVERAGE.search(c.left)
        for c in contexts[k + 1 : k + _NEAR]
    )


def _covers(ask: Ask, offer: Candidate, reading: Reading) -> bool:
    """Whether a statement about all can answer the target: it asks for coverage, or for all, or for the rate of just that."""
    if ask.target.unit != "%":
        return False
    rate = ask.target.indicator.removesuffix("率")
    said = reading.text[slice(*offer.spans[0])]
    # 网上可办率: 1127项政务服务事项全部实现网上可办
    # 药品抽检合格率: 药品抽检386批次，全部合格
    named = rate[:2] in reading.text[slice(*reading.stretch(SENTENCE, *offer.spans[0]))]
    briefly = rate.endswith("合格") and "合格" in said and named and alike(ask, offer) >= _BRIEFLY
    fully = rate != ask.target.indicator and (rate[-4:] in said or briefly)
    done = _all_at_that_rate(ask, offer, reading)
    return ask.target.value == 100 or "覆盖" in ask.target.indicator or fully or done


def _all_at_that_rate(ask: Ask, offer: Candidate, reading: Reading) -> bool:
    """Whether a statement about all says what a rate tells of, in a sentence that names whose: 受理欠薪案件203件，已全部办结.

    None that narrows them down (重大案件全部办结, 其中3件已全部办结), and no plan.
    """
    a, b = offer.spans[0]
    whom = of_whom_all_at_that_rate(ask.target.indicator, reading.quiet[a:b])
    if whom is None or verbs("planned").search(reading.quiet, a, b):
        return False
    k = bisect_left(reading.quantities, b, key=lambda q: q.start) - 1
    counted = k >= 0 and reading.contexts[k].sentence[0] <= a and reading.contexts[k].sentence[1] >= b
    if counted and "其中" in reading.contexts[k].left:
        return False
    if _NARROWED.search(whom) or not (ask.sole or not offer.about.topics.keys().isdisjoint(ask.near)):
        return False
    said = reading.words(a, a + len(whom)).keys() - neutral_words()
    # 依申请事项1862项全部可网上办理: what is counted is named by the rate
    return said <= ask.near.keys() or (offer.members != () and not said.isdisjoint(ask.near))


# 上年隐患, 有就业意愿的毕业生: some of those that the rate is of
_NARROWED = re.compile("上年|去年|往年|历史|遗留|积案|意愿|意向|其中")


# A sentence names the rest of a rate whose end alone its last clause repeats.
_BRIEFLY = 0.6


def _of_the_year(ask: Ask, period: Candidate, so_far: Candidate, report: Report) -> bool:
    """Whether a number to date is that of this year alone: it can be, or the text says how much of the promise it is."""
    return _within_the_year(ask, period, so_far) or confirmed(ask, so_far, report) > 0


def _within_the_year(ask: Ask, period: Candidate, so_far: Candidate) -> bool:
    """Whether a number to date can be that of this year alone: the year's promise holds it, or nearly, and not the period's."""
    return so_far.value <= ask.target.value or (
        2 * period.value < ask.target.value and 2 * so_far.value <= 3 * ask.target.value
    )


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


def _echoes(asks: list[Ask], ask: Ask, offer: Candidate, progress: Reading) -> bool:
    """Whether the number repeats a target of the item as a rule (不低于当地低保标准的75%) instead of reporting a level."""
    if ask.target.unit not in ("%", "倍") or all(offer.value != a.target.value for a in asks):
        return False
    start, end = offer.spans[0]
    return _RULE.search(progress.text, progress.stretch(CLAUSE, start, end)[0], start) is not None


_RULE = re.compile("不低于|不少于|不得低于|要求|规定|应当|明确")
