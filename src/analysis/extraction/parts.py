"""Wholes and their parts: which of them answers a promise, and which parts add up to what does."""

from __future__ import annotations

import functools
import itertools
import re
from typing import NamedTuple

from analysis.extraction import units
from analysis.extraction.asks import Ask, parts_of
from analysis.extraction.bars import barred
from analysis.extraction.candidates import Candidate, neutral_words
from analysis.extraction.confirmed import confirmed
from analysis.extraction.lexicon import last_match, load, verbs
from analysis.extraction.likeness import (
    NAMED,
    abbreviates,
    alike,
    contrary,
    foreign_words,
    names_no_side,
    other_work,
    words_of_sides,
)
from analysis.extraction.places import DONE_THERE, IN_PLACE, known_places, named_place
from analysis.extraction.reading import CLAUSE, JOINED, MARKS, Reading
from analysis.extraction.reasons import Bar
from analysis.extraction.report import Report
from analysis.extraction.scoring import CONFIDENT, SAME_MEASURE, possible, score, telling
from analysis.extraction.segment import overlap, pairs_of, words
from analysis.extraction.stages.work import THE_REST
from analysis.extraction.sums import (
    RESPECTIVELY,
    divides,
    joined_by_plus,
    many_digits,
    of_same_persons,
    of_terms,
    only_works,
    told_respectively,
)

# How much of what a statement about all of them says must be what was promised.
WHOLLY = 0.75
# Parts of a row whose scores differ by less answer equally well.
EVEN = 0.15


def made_of(ask: Ask, single: list[Candidate]) -> frozenset[int]:
    """Ids of the totals whose parts are just what the target names: 双替代16.4万户，其中“电代煤”14.9万户、“气代煤”1.5万户."""
    parts: dict[int, list[Candidate]] = {}
    for o in single:
        if o.share_of_total and o.whole is not None:
            parts.setdefault(id(o.whole), []).append(o)
    return frozenset(
        whole
        for whole, some in parts.items()
        if len(some) > 1
        and (
            (all(o.about.near and o.about.near.keys() <= ask.near.keys() for o in some) and _all_named(ask, some))
            or _are_all_that_was_named(ask, some)
        )
    )


def _are_all_that_was_named(ask: Ask, parts: list[Candidate]) -> bool:
    """Whether the parts of a total are just the row of kinds that a promise names: 其中气代煤28340户、电代煤2916户."""
    kinds = [kind for kind in JOINED.split(ask.target.indicator) if len(kind) > 1]
    told = [o.about.said.removeprefix("其中").strip("“”") for o in parts]
    # 气代煤、电代煤改造
    as_named = all(one and kind.startswith(one) for kind, one in zip(kinds, told, strict=False))
    return len(kinds) == len(told) > 1 and as_named


def _all_named(ask: Ask, parts: list[Candidate]) -> bool:
    """Whether the parts of a total, with what stands beside it, are all that a target names: 抽检5980件，其中食品5213件、药品767件."""
    named = {**{w: 1.0 for part in parts for w in part.about.near}}
    whole = parts[0].whole
    if ask.near.keys() == named.keys():
        return True
    return whole is not None and bool(whole.about.near) and overlap(ask.near, {**named, **whole.about.near}) >= WHOLLY


def names_better(ask: Ask, part: Candidate, whole: Candidate) -> bool:
    """Whether a part names what was promised, and its whole counts other things too (井盖及雨水箅子526套，其中井盖463套)."""
    if re.search(f"[雨给供]{re.escape(part.about.said.removeprefix('其中'))}", ask.work):
        # 雨污水管网: 26.3公里，其中污水管17.1公里
        return False
    verb = verbs("anew", "over_again").fullmatch(part.about.text.strip("其中，、 "))
    if built_and_renewed(ask.work) and verbs("anew", "over_again").search(part.about.text):
        return False
    if names_its_own(ask, part, whole):
        return True
    # 培训8000人、取证5500人: each its own
    behind = _UP_TO_THE_NEXT.sub("", ask.text.partition(ask.target.quantity.text)[2])
    asked = ask.phrase + re.split("[0-9。；]", behind)[0]
    if _CERTIFIED.search(asked) and _CERTIFIED.search(part.about.text) and not _CERTIFIED.search(whole.about.text):
        # 培训1600名并取得证书: 培训1740人，其中取得证书1618人
        return True
    if (
        verb is not None
        and verb[0] in ask.work
        and (verb[0] not in whole.about.text or built_and_renewed(whole.about.text))
    ):
        # 建成农田18.6万亩，其中新建14.1万亩, where 新建 was promised; 新建和改建42个，其中新建16个
        return True
    works = verbs("anew", "over_again")
    if (
        (work := works.search(part.about.text))
        and work[0] in ask.work
        and not verbs("anew", "over_again", "to_do", "finished", "started").search(whole.about.text)
        and part.about.near.keys() <= ask.topics.keys() | whole.about.topics.keys()
        and not _NOT.search(part.about.text)
    ):
        # 接入停车场57个，其中完成智慧化改造的46个; not 其中30户不愿改造
        return True
    promised = ask.target.indicator
    told = promised in part.about.text and promised not in whole.about.text
    if len(promised) > 3 and told and not whole.about.near.keys() <= ask.topics.keys():
        # 资助残疾学生及子女412人，其中困难残疾学生308人
        return True
    if part.share_of_total and JOINED.search(promised) and not JOINED.search(part.about.said):
        # 生态、避险搬迁: 共搬迁2612户，其中避险搬迁1180户、生态搬迁1432户
        return False
    if part.share_of_total and promised in whole.about.text and not JOINED.search(whole.about.text):
        # 营造林4.2万亩（人工造林1.5万亩，封山育林2.7万亩）, where 造林 was promised
        return False
    if (JOINED.search(promised) or "”“" in ask.work) and not ask.near.keys() <= part.about.near.keys():
        # 新增学位4230个，其中义务教育学位2790个, where 学前和义务教育学位 were promised
        return False
    if ask.near.keys() <= part.about.near.keys() and not ask.near.keys() <= whole.about.near.keys():
        return True
    if _qualified_as_promised(ask, part, whole):
        return True
    if not part.about.near or not part.about.near.keys() <= ask.near.keys():
        return False
    # 受益2.37万人，其中贫困人口8654人, where 贫困人口 were promised
    own_word = (ask.near.keys() & part.about.near.keys()) - whole.about.near.keys()
    several = JOINED.search(whole.about.text) is not None
    return bool(own_word) or (several and not whole.about.near.keys() <= ask.topics.keys())


_OF_A_KIND = re.compile("[性型类式]?的?$")


def _qualified_as_promised(ask: Ask, part: Candidate, whole: Candidate) -> bool:
    """Whether a part says of which kind, as the promise does and the whole does not: of 普惠托育机构, 19家，其中普惠性14家."""
    said = _OF_A_KIND.sub("", part.about.said.removeprefix("其中").strip("、，"))
    # 供水管道37.8公里, of 供水管网
    kind = said if said in ask.work else said[:-2]
    if len(kind) < 2 or kind in whole.about.text or f"{kind}以上" in ask.work:
        return False
    if words_of_sides(said) or one_of_several(ask, kind):
        return False
    noun = ask.target.indicator.partition(kind)[2]
    of_the_noun = said == kind or not set(said[-2:]).isdisjoint(noun)
    return of_the_noun and any(pair in whole.about.text for pair in pairs_of(noun))


_NOT = re.compile("不愿|不符|未|没")
# 、取证, in front of a number of its own
_UP_TO_THE_NEXT = re.compile("^[、，；][^0-9。；]*(?=[0-9])")
_CERTIFIED = re.compile("取得[^，。；0-9]{0,6}证|取证|持证|发证")


def names_its_own(ask: Ask, part: Candidate, whole: Candidate) -> bool:
    """Whether all that a part says is in the promise, and its whole does not say it: 改造合计47.3万㎡（居住41.6万㎡）, of 居住建筑."""
    if not part.share_of_total:
        return False
    said = part.about.said.removeprefix("其中")
    # what qualifies it, and not the noun itself
    told = len(said) > 1 and said not in whole.about.text and not ask.work.endswith(said)
    # 在县城新增停车位
    told = told and (said in ask.work or (said == "县城" and said in ask.phrase))
    # 市级以上龙头企业: 省级3家、市级8家
    told = told and f"{said}以上" not in ask.work
    return told and not one_of_several(ask, said) and not verbs("anew", "over_again", "to_do", "finished").search(said)


def one_of_several(ask: Ask, said: str) -> bool:
    """Whether several were promised together, of which a part says one (生态、避险搬迁, 城市书房等公共文化空间)."""
    return JOINED.search(ask.work + ask.target.indicator) is not None or "”“" in ask.text or f"{said}等" in ask.work


def summable(asks: list[Ask], ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether a row of numbers may be added up for a target."""
    single = report.single
    years = {single[m].year for m in offer.members} - {None}
    if len(years) > 1 and (ask.year is not None or not ask.cumulative):
        # 2021年11条，2022年9条, where no two years were promised
        return False
    if any(m in report.overtaken for m in offer.members):
        # 三季度：累计完工16家。四季度：累计完工23家
        return False
    first = single[offer.members[0]]
    whole = first.whole or first.antecedent
    if first.subset and whole is not None and whole.value >= offer.value and possible(ask, whole):
        # 完成66372户，其中煤改气4.1万户、煤改电2.2万户，其余为集中供暖
        return False
    same = of_terms(report.reading, offer.members) or of_same_persons(report.reading, offer.members)
    if same and ask.target.unit != "人次":
        # 人次 counts the same persons in each term anew
        return False
    if one_thing_respectively(ask, offer, report):
        return True
    if confirmed(ask, offer, report):
        # 分别新增1240个、680个，完成年度目标的107.8%
        return True
    if just_as_many(ask, offer, report):
        return True
    if "净增" in ask.work and len({"净增" in single[m].about.text for m in offer.members}) > 1:
        # 认定312家，净增173家
        return False
    if (specs := set(_SPEC.findall(ask.phrase))) and any(
        (theirs := _SPEC.findall(report.reading.contexts[m].near)) and specs.isdisjoint(theirs) for m in offer.members
    ):
        # 10千伏线路101.7千米、0.4千伏线路212千米, where those of 10千伏 were promised
        return False
    headed = _headed_by_the_whole(ask, offer, report)
    with_the_rest = THE_REST.match(report.reading.contexts[offer.members[-1]].left) is not None
    if any(
        (bar := barred(ask, single[m])) is not None
        and not (with_the_rest and bar is Bar.SUBSET)
        # 新增农产品中，有绿色食品9个、有机农产品11个
        and not (headed and bar is Bar.OTHER)
        for m in offer.members
    ):
        # 市级龙头企业19家、省级6家, where 省级 ones were promised; but 其中9个已开放，其余12个全部建成
        return False
    if headed or kinds_of(ask, offer, single):
        return True
    if _one_is_named(ask, offer, report) or _each_names_another(asks, [single[m] for m in offer.members]):
        return False
    if tells_all(ask, offer, report) or _by_kind(ask, offer, single) or by_work(ask, offer, single):
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
    if any(o.value == ask.target.value and many_digits(o.value) for o in members):
        return False
    kinds = _kinds_under_a_noun(ask, members)
    shared_out = divides(report.reading, offer.members)
    if kinds is not None and kinds.others and not shared_out:
        return False
    of_one_noun = kinds is not None and kinds.apart
    shared_out = shared_out or of_one_noun
    own_parts = parts_of(asks, ask)
    # 培训企业职工4300人、农民工1260人, where 职工 were promised, 农民工 among them
    unpromised = [o for o in members if not any(part.target.indicator in o.about.text for part in own_parts)]
    if not shared_out and (_other_things(ask, unpromised) or _one_names_it(ask, members)):
        return False
    others = [
        a
        for a in asks
        if a is not ask and a not in own_parts and units.affinity(a.target.unit, ask.target.unit) >= SAME_MEASURE
    ]
    for foreign in others:
        # 城市公厕17座；农村公厕61座: one of them answers another target
        elsewhere = [alike(foreign, o) > alike(ask, o) + EVEN for o in members if not named_place(o.about.text)]
        if any(elsewhere) and not all(elsewhere):
            return False
    if any(sum(a.target.indicator in o.about.text for o in members) == 1 for a in others):
        # 街道设施63个、社区设施428个, where 60个 and 400个 were promised
        return False
    if of_one_noun or all(len(said := _bare(part)) > 1 and said in ask.work for part in members):
        # 日光温室3860亩、塑料大棚1.17万亩, where 日光温室和塑料大棚 were promised, whatever else was
        return True
    if _noun_then_names(ask, members, report.reading):
        return True
    return _adds_up(asks, offer, report.reading) and (
        not offer.mixed
        or all(_named_in(ask, part) for part in unpromised)
        or _no_better(ask, offer, single, report.reading)
    )


_SPEC = re.compile("[0-9.]+(?:千伏|kV|KV)(?!及?以[上下])")


def _each_names_another(asks: list[Ask], members: list[Candidate]) -> bool:
    """Whether each number of a row says just what another target counts: 校舍10.24万平方米、运动场9.51万平方米, both promised."""
    named = [
        [t for t, ask in enumerate(asks) if o.about.near and o.about.near.keys() == ask.near.keys()] for o in members
    ]
    return all(len(told) == 1 for told in named) and len({told[0] for told in named}) == len(named)


def one_thing_respectively(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether 分别 stands between the ways in which one thing was got and what it is (通过新建、购买、盘活分别筹集2356套、3127套)."""
    reading, first = report.reading, offer.members[0]
    if len(offer.members) < 3 or not told_respectively(reading, first):
        return False
    c = reading.contexts[first]
    said = c.reading.quiet[c.sentence[0] : c.quantity.from_]
    m = last_match(RESPECTIVELY, said)
    if m is None:
        return False
    names, behind = said[: m.start()], said[m.end() :]
    told = (
        ask.target.indicator[-2:] in behind
        or (_WAYS.search(names) is not None and ask.work[:2] in behind)
        # 职业技能培训一至四季度分别为3180人次、5420人次、6705人次、5937人次
        or _QUARTERS.search(names) is not None
    )
    peers = [a for a in report.asks if a is not ask and units.affinity(a.target.unit, offer.unit) >= SAME_MEASURE]
    # 药品、化妆品、医疗器械分别抽检1260批次、146批次、90批次, where 药品抽检 was promised
    named = any(len(name) > 1 and name in ask.work + ask.phrase for name in JOINED.split(names))
    return told and not named and not any(a.target.indicator in names for a in peers)


_QUARTERS = re.compile("(?:[一1][至到—－～~-][二三四2-4]|[二三四]个|各|前[二三])季度$")
_WAYS = re.compile("(?:通过|采取|采用|以)[^，。；0-9]{2,40}，?$")


# A smaller number is soon reached by chance.
_NO_CHANCE = 20
_BESIDE = re.compile("[^，。；、0-9]{0,3}、[^，。；、0-9]*")


def just_as_many(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether a row adds up to just what was promised, by places where that is all that is told, or the first naming it.

    全部竣工入住。其中城关街道9户、石桥镇127户; 发热诊室建成乡镇卫生院21个、社区卫生服务中心9个
    """
    reading, members = report.reading, [report.single[m] for m in offer.members]
    lacking = ask.target.value - offer.value
    # 6个村、5个村已完工，其余4个村在建, of 15
    whole = lacking == 0 or (lacking, ask.target.unit) in report.left_over
    alone = whole and offer.unit == ask.target.unit and ask.target.value >= (_NO_CHANCE if lacking == 0 else 2)
    ends = [(reading.quantities[a].end, reading.quantities[b].from_) for a, b in itertools.pairwise(offer.members)]
    # 35所中新建19所、改建16所，已完工31所
    told = any((o.value, o.unit) == (offer.value, offer.unit) for o in report.single)
    if not alone or told or not all(_BESIDE.fullmatch(reading.text, *gap) for gap in ends):
        return False
    by_place = ask.sole and all(named_place(reading.contexts[m].near) for m in offer.members)
    renewed = any(other_work(ask.work, o.about.text) for o in members)
    return by_place or (alike(ask, members[0]) >= CONFIDENT and not barred(ask, members[0]) and not renewed)


def _one_is_named(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether some kinds of a row are named by the promise and others not: 供水510公里、供热438公里, where 供热管网 were promised."""
    kinds = [_bare(report.single[m]) for m in offer.members]
    named = [kind in ask.work for kind in kinds]
    only_kinds = all(1 < len(kind) <= _LONGEST_KIND_NAME and not named_place(kind) for kind in kinds)
    works = verbs("anew", "over_again", "to_do").search("".join(kinds))
    respectively = told_respectively(report.reading, offer.members[0])
    return only_kinds and any(named) and not all(named) and works is None and not respectively


def tells_all(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether a row gives all that was promised by its kinds or places, whatever name its numbers have in common."""
    return (
        joined_by_plus(report.reading, offer.members)
        or listed_by_place(ask, offer, report)
        or _headed_by_the_whole(ask, offer, report)
        or kinds_of(ask, offer, report.single)
        or named_with_one_end(ask, offer, report.single)
        or both_sides(ask, offer, report)
        or _by_known_places(ask, offer, report)
    )


def _by_known_places(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether a row tells by places what alone is counted by such a measure word: 苍溪11座、剑阁9座、旺苍6座先后建成通水."""
    reading, contexts = report.reading, [report.reading.contexts[m] for m in offer.members]
    # 6座桥梁先后建成, 学校方面，苍溪11座: these are something else
    around = set(reading.words(contexts[-1].quantity.end, contexts[-1].clause[1]))
    if contexts[0].clause[0] > contexts[0].sentence[0]:
        front = contexts[0].clause[0] - 1
        around |= reading.words(*reading.stretch(CLAUSE, front, front)).keys()
    foreign = around - ask.topics.keys() - neutral_words()
    return len(contexts) > 2 and telling(ask, offer.unit) and not foreign and known_places([c.said for c in contexts])


def _made_of(work: str, sides: list[str]) -> bool:
    """Whether a promise writes two sides as one word: 雨污水管网, of 雨水管 and 污水管."""
    # and 路内外, of 路内 and 路外
    one_end = any(len({side[at] for side in sides}) == 1 for at in (0, -1))
    return one_end and all(side[0] in work and side[-1] in work for side in sides)


def both_sides(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether a row tells of all that were promised by sides that exclude each other: 公益性岗位安置乡村人员11320人、城镇人员4360人."""
    first, *others = (_bare(report.single[m]) for m in offer.members)
    # 新增路内泊位, where 新增 is what was done
    work = verbs("anew", "added", "over_again")
    told = [[side for side in words_of_sides(text) if not work.fullmatch(side)] for text in (first, *others)]
    begins = first[: first.find(told[0][0])] if told[0] else ""
    return (
        all(len(sides) == 1 for sides in told)
        and all(contrary(a, b) for a, b in itertools.combinations((first, *others), 2))
        and all(text.startswith(sides[0]) for text, sides in zip(others, told[1:], strict=True))
        and (
            (len(begins) > 1 and begins in ask.phrase + ask.work and names_no_side(ask.work))
            or _made_of(ask.work, [sides[0] for sides in told])
        )
    )


def _headed_by_the_whole(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether a row tells of what there is among all that was promised, which the clause in front of it names alone.

    新增停车泊位中，路内泊位1120个、小区挖潜514个; 文化惠民演出方面，全年举办戏曲进乡村312场、周末剧场48场;
    生态水系建设进展顺利，杯溪完成9.2公里、罗汉溪完成6.4公里
    """
    before = _QUOTES.sub("", report.reading.contexts[offer.members[0]].before)
    promised = ask.target.indicator
    if len(promised) < 2 or not before.endswith(("，", "：")):
        return False
    if before.endswith((f"{promised}中，", f"{promised}方面，")):
        return True
    front = _LAST_CLAUSE.search(before)
    if front is not None and front[0].endswith(("中，", "方面，")):
        # 公办幼儿园学位 in other words: 新增公办园学位中，南昌1.12万个，赣州1.46万个
        end = report.reading.contexts[offer.members[0]].clause[0] - 1
        near = report.reading.words(*report.reading.stretch(CLAUSE, end, end))
        own, foreign = ask.own_and_foreign(near)
        if overlap(ask.near, near) >= NAMED or (own > foreign == 0 and overlap(near, ask.near) >= WHOLLY):
            return own > foreign
    others = {word for a in report.asks for word in a.near}
    return (
        front is not None
        # 充电桩：建成直流126个、交流198个, where 公共充电桩 were promised
        and (promised in front[0] or (len(front[0]) > 2 and promised.endswith(front[0].rstrip("，："))))
        and not verbs("planned", "quota").search(front[0])
        and all(not report.single[m].elided and others.isdisjoint(report.single[m].about.near) for m in offer.members)
        and _names_alone([report.reading.contexts[m].said for m in offer.members], headed=front[0].endswith("："))
    )


def _names_alone(said: list[str], *, headed: bool) -> bool:
    """Whether what stands in front of numbers is no more than names, of places or all of one kind: 杯溪, 罗汉溪; 直流, 交流.

    ``headed``: behind a heading any short word is a name (全科医生：规培718名、转岗894名).
    """
    names = [DONE_THERE.sub("", name.strip(MARKS)) for name in said]
    alike = (headed or len({name[-1:] for name in names}) == 1) and all(len(name) < 5 for name in names)
    return all(map(named_place, names)) or known_places(names) or alike


_QUOTES = re.compile("[“”]")
_LAST_CLAUSE = re.compile("[^，。；：0-9]+[，：]$")


# 洛阳新建
_LONGEST_NAME = 6


def _noun_then_names(ask: Ask, members: list[Candidate], reading: Reading) -> bool:
    """Whether the first number of a row names what was promised, behind 分别 or in front of a place, and the others only where.

    公共文化空间郑州、洛阳分别新建38个、45个; 健身步道建成北洛河段12.4公里、南塬公园6.8公里
    """
    first, *others = members
    return (
        (told_respectively(reading, first.members[0]) or _named_in_front(ask, first))
        and (
            first.about.said.startswith(ask.target.indicator[-2:])
            or ask.target.indicator in first.about.text
            or ask.near.keys() <= first.about.near.keys()
        )
        and all(
            named_place(o.about.text)
            or (len(o.about.said) <= _LONGEST_NAME and o.about.near.keys().isdisjoint(ask.topics))
            for o in others
        )
    )


def _named_in_front(ask: Ask, first: Candidate) -> bool:
    """Whether a number says what was promised, that it is done, and then where (健身步道建成北洛河段12.4公里)."""
    m = _DONE_THERE.fullmatch(first.about.said)
    if m is not None:
        return m["noun"].endswith(ask.target.indicator) and 1 < len(m["where"]) <= _LONGEST_NAME
    # 管网安稳2.1公里、赶水3.4公里、永新1.8公里, where 乡镇污水管网 were promised
    noun = ask.target.indicator[-2:]
    return first.about.said.startswith(noun) and 1 < len(first.about.said) - len(noun) <= _LONGEST_KIND_NAME


_DONE_THERE = re.compile("(?P<noun>[^，。；]+?)已?(?:建成|新建|完成|竣工|完工|新增)了?(?P<where>[^，。；]+)")


class _Kinds(NamedTuple):
    """A row of numbers under one noun (主管网87.6公里、支管网101.9公里): the kinds, and which of them the task names.

    ``places``: each is of a place.
    """

    noun: str
    kinds: list[str]
    named: list[bool]
    places: bool

    @property
    def apart(self) -> bool:
        """Whether the kinds can be added up: the task names all of them, or none and they exclude each other."""
        if len(set(self.kinds)) < len(self.kinds) or any(kind.endswith(("以上", "以下")) for kind in self.kinds):
            return False
        return self.places or all(self.named) or not (any(self.named) or _OVERLAPPING.search(self.noun))

    @property
    def others(self) -> bool:
        """Whether some are kinds that the task does not name beside one that it does, or steps of one work."""
        mixed = any(self.named) and not all(self.named) and not self.places
        return mixed or any(map(_step().fullmatch, self.kinds))


def _kinds_under_a_noun(ask: Ask, members: list[Candidate]) -> _Kinds | None:
    """Kinds of the noun that was promised, where each number of a row is of one."""
    texts = [_bare(part) for part in members]
    ends = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*map(reversed, texts), strict=False))
    # 5G基站, 4G基站
    noun = _LATIN.sub("", "".join(letter for letter, *_ in ends)[::-1])
    promised = _NO_NOUN.sub("", ask.target.indicator)
    named = words().content(noun)
    same = bool(named) and overlap(ask.near, named) >= WHOLLY
    ends_alike = promised.endswith(noun) or noun.endswith(promised[-2:]) or abbreviates(noun, promised)
    if len(noun) < 2 or not (ends_alike or same):
        return None
    kinds = [text.removesuffix(noun)[-_LONGEST_KIND:] for text in texts]
    if not all(kinds) or any(_ONLY_A_NUMBER.fullmatch(kind) for kind in kinds):
        return None
    places = all(IN_PLACE.match(text) for text in texts)
    return _Kinds(noun, kinds, [_names(f"{ask.phrase}{ask.work}", i, kinds, noun) for i in range(len(kinds))], places)


_LATIN = re.compile("^[A-Za-z0-9.]+")
# 岗位补贴资金
_NO_NOUN = re.compile("(?<=[一-龥]{2})(?:资金|项目|工程|工作|任务|活动)$")
# 10千伏线路, 0.4千伏线路
_ONLY_A_NUMBER = re.compile("[0-9.]+")


def _names(promise: str, n: int, kinds: list[str], noun: str) -> bool:
    kind, others = kinds[n], [*kinds[:n], *kinds[n + 1 :]]
    # 失业人员, 困难人员: what they share names neither
    own = (kind[i:] for i in range(len(kind) - 1) if not any(kind[i:] in other for other in others))
    # 人行道, of which the noun is no more than 行道
    return (len(kind) == 1 and f"{kind}{noun}" in promise) or any(end in promise for end in own)


@functools.cache
def _step() -> re.Pattern[str]:
    """What is done first to some, and then to some of them: 发现隐患1260处、整改隐患1200处."""
    done = verbs("outcome", "removed", "preparing", "wholly_done").pattern
    return re.compile(f"(?:已|共|累计)*(?:{done}|发现|接到|收到|收治|出院|巡查|清理|整改|登记|新登记|注销|交付)")


# kinds of these are seldom apart: 税收收入 is some of the 一般公共预算收入
_OVERLAPPING = re.compile("(?:投资|收入|贷款|产值|劳动力|游客|人才|就业|床位|企业|患者|群众|人口)$")
# 线上招聘会, 义务教育学位
_LONGEST_KIND = 6


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
    return len(others) == len(told) - 1 > 0 and all(foreign_words(ask, o) and _bare(o) not in ask.text for o in others)


def _head(text: str) -> str:
    """The last word of what is counted that says something, which is its noun."""
    return next((word for word in reversed(words().cut(text)) if words().content(word)), "")


def built_and_renewed(text: str) -> bool:
    """Whether a text names both that something is built and that something is renewed (新建改造)."""
    return verbs("anew").search(text) is not None and verbs("over_again").search(text) is not None


def by_work(ask: Ask, offer: Candidate, single: list[Candidate]) -> bool:
    """Whether a row tells apart what was built and what was renewed, and both together were promised (新建改建40座)."""
    work = verbs("anew", "over_again")
    # 菜市场新建改造
    head = re.sub(f"(?:{work.pattern})+$", "", ask.target.indicator)[-2:]
    said = [_IN_THE_YEAR.sub("", single[m].about.said) for m in offer.members]
    # 主城区新建12座: what was done in a place
    first, *others = (m[1] if (m := _works_there().fullmatch(text)) else text for text in said)
    works = [work.search(text) for text in (first, *others)]
    if None in works:
        return False
    named = overlap(single[offer.members[0]].about.near, ask.near) >= 0.5
    # 农村公路建设方面，完成提质改造388公里、新建247公里
    headed = any(head in word for word in single[offer.members[0]].about.subject) and all(
        only_works().fullmatch(text) for text in (first, *others)
    )
    alone = ask.sole and only_works().fullmatch(first) is not None
    if not built_and_renewed(ask.work) or not (head in first or named or headed or alone):
        # 建成旅游厕所50座: 新建19座，改建28座
        # 建设高标准农田6万亩: 新建高标准农田4.2万亩、改造提升1.9万亩
        begins = work.fullmatch(first) is not None or (work.match(first) is not None and head in first)
        return not work.search(ask.work) and begins and all(map(work.fullmatch, others))
    told = [found[0] for found in works if found is not None]
    return (
        # 燃气管道新建22.8公里、更换灰口铸铁管19.35公里
        all(head in text or only_works().fullmatch(text) or (work.match(text) and text[-1] in head) for text in others)
        and any(verbs("anew").search(word) for word in told)
        and any(verbs("over_again").search(word) for word in told)
    )


_IN_THE_YEAR = re.compile("^(?:全年|今年|年内|本年|已|共|累计|完成)+")


@functools.cache
def _works_there() -> re.Pattern[str]:
    return re.compile(f"{IN_PLACE.pattern}({only_works().pattern})")


def only_parts(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether the numbers of a row are parts of all that the target names (of one place each, of one kind each)."""
    members = [report.single[m] for m in offer.members]
    return (
        one_thing_respectively(ask, offer, report)
        or joined_by_plus(report.reading, offer.members)
        or both_sides(ask, offer, report)
        or offer.mixed
        or confirmed(ask, offer, report) > 0
        or _by_place(members)
        or _alike_in_places(report.reading, offer)
        or kinds_of(ask, offer, report.single)
        or by_work(ask, offer, report.single)
        or ((kinds := _kinds_under_a_noun(ask, members)) is not None and kinds.apart)
        or divides(report.reading, offer.members)
        # 小学学位2430个、初中学位1200个, where 学位 were promised
        or all(ask.near.keys() <= part.about.near.keys() for part in members)
        or _even(ask, offer, report.single)
        or all(_asked_for(ask, part) for part in members)
    )


# 龙洲南路, 县医院东侧, 老汽车站, 文田片区
_WHERE = re.compile("[一-龥]{1,9}[路街巷道段线侧院站区村园场校东西南北旁口桥镇乡县市里坊门]")


_LIST_HEAD = re.compile("(?:具体|主要|其中|各|分布|点位|地点|情况|如下|在|为|是)+")


def listed_by_place(ask: Ask, offer: Candidate, report: Report) -> bool:
    """Whether a row is all that a report tells of its one promise, by places that have no other name in common.

    新增停车位500个: 龙洲南路212个，县医院东侧156个，文田片区94个
    """
    if not ask.sole or len(offer.members) < 3 or len(offer.members) < report.done:
        return False
    reading, first = report.reading, report.single[offer.members[0]].about
    label = reading.quiet[slice(*reading.in_front_of_colon(reading.contexts[offer.members[0]].clause[0]))]
    if not (first.headed <= ask.topics.keys() | neutral_words() or named_place(label) or _LIST_HEAD.fullmatch(label)):
        # 违停抓拍：龙洲南路212个
        return False
    names = [reading.contexts[m].said for m in offer.members]
    works = verbs("to_do", "over_again", "anew", "finished", "ongoing")
    return all(_WHERE.fullmatch(name) and name[-2:] not in ask.text and not works.search(name) for name in names)


def kinds_of(ask: Ask, offer: Candidate, single: list[Candidate]) -> bool:
    """Whether a row gives what a whole is made of (造林12万亩: 人工造林3.8万亩；封山育林4万亩)."""
    return are_kinds_of(ask, [single[m] for m in offer.members])


def are_kinds_of(ask: Ask, members: list[Candidate]) -> bool:
    """Whether numbers are each of a kind of what was promised, as the lexicon has them."""
    said = (verbs("finished").sub("", _bare(o)) for o in members)
    if ask.target.indicator in said:
        # 植树造林13254亩、森林抚育2.6万亩, where 植树造林 was promised
        return False
    return any(
        whole in ask.target.indicator
        and all(any(kind in o.about.text for kind in kinds) for o in members)
        and len({kind for o in members for kind in kinds if kind in o.about.text}) > 1
        for whole, kinds in load("words")["kinds"].items()
    )


def _by_place(members: list[Candidate]) -> bool:
    """Whether each number of a row is of a place, the first of which says too what they count (甲镇转运站建成1座；乙镇建成1座)."""
    first, *others = (o.about.said for o in members)
    return IN_PLACE.match(first) is not None and all(named_place(text) for text in others)


def _alike_in_places(reading: Reading, offer: Candidate) -> bool:
    """Whether the numbers of a row stand behind the same words in clauses that each begin with a place.

    甲市开工4200户、竣工1650户，乙市开工6300户、竣工2240户
    """
    contexts = [reading.contexts[m] for m in offer.members]
    return (
        len({c.said for c in contexts}) == 1
        and len({c.clause for c in contexts}) == len(contexts)
        and all(IN_PLACE.match(reading.quiet, *c.clause) for c in contexts)
    )


def _adds_up(asks: list[Ask], offer: Candidate, progress: Reading) -> bool:
    """Whether a row of numbers may be added up: where the task promises as many numbers, each answers its own.

    Numbers by place (蔡木山乡1.4万亩、大河口乡1.15万亩) are parts of one.
    """
    if divides(progress, offer.members):
        return True
    # 厕所45座，其中3A级10座: what is some of the other has numbers of its own
    peers = [
        a for a in asks if units.affinity(a.target.unit, offer.unit) >= 0.9 and not (a.target.optional or a.subset)
    ]
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
    # 燃气管道更新改造完成庭院管网9.4公里、市政管网6.85公里、立管10.3公里
    kinds = [_WORK_DONE.sub("", first.rpartition(head)[2]), *others]
    return all(_SHORT_KIND.fullmatch(kind) and kind not in ask.text for kind in kinds) and not any(
        verbs("to_do", "finished").search(kind) for kind in kinds
    )


def named_with_one_end(ask: Ask, offer: Candidate, single: list[Candidate]) -> bool:
    """Whether a row tells by its kinds what alone was promised in its unit: 疏浚大沟38公里，中沟94公里, where 疏浚沟渠 was."""
    if not ask.alone or ask.target.quantity.dimension == "money":
        return False
    first, *others = (single[m].about.said for m in offer.members)
    works = [text for text in (first, *others) if text]
    work = next((first[:n] for n in (4, 3, 2) if ask.work.startswith(first[:n]) and len(first) > n), "")
    ends = {text[-1] for text in works}
    kinds = [first.removeprefix(work), *others]
    return (
        bool(work)
        and not verbs("anew", "over_again", "finished").search(work)
        and len(ends) == 1
        and ends <= set(ask.target.indicator[-2:])
        and len(set(kinds)) == len(kinds)
        and all(1 < len(kind) <= _LONGEST_KIND_NAME and kind not in ask.text for kind in kinds)
    )


_LONGEST_KIND_NAME = 3
_SHORT_KIND = re.compile("[一-龥]{1,5}")
_WORK_DONE = re.compile(
    "^(?:新增|新建|新设|布设|设立|(?:更新|改造|新建|改建|扩建|建设|整治|铺设|安装)*(?:已|共|累计)*完成)"
)


def _even(ask: Ask, offer: Candidate, single: list[Candidate]) -> bool:
    """Whether the parts of a row answer equally well."""
    values = [score(ask, single[m]) for m in offer.members]
    return min(values) > 0 and max(values) - min(values) <= EVEN


def _named_in(ask: Ask, part: Candidate) -> bool:
    """Whether the task itself names what a part counts or what was done (新建、更新健身路径: 新建32条、更新51条)."""
    words = _bare(part)
    # 新增和优化线路20条: 新开线路9条、调整优化16条
    done = len(words) <= 4 and any(pair in ask.work for pair in pairs_of(words))
    head = ask.target.indicator[-2:]
    return len(words) > 1 and (
        done or head in words or words in ask.phrase or overlap(part.about.near, ask.near) >= WHOLLY
    )


_DOING = re.compile("(?:已|共|均|分别)?(?:完成|建成|达到|实现)$")
# 共组织开展惠民演出
_SET_GOING = re.compile("^(?:已|共|累计|全年|组织|开展|举办|举行)+")


def _bare(part: Candidate) -> str:
    """What a part says beside its number, without the verbs of doing."""
    return _SET_GOING.sub("", _DOING.sub("", part.about.said))


def _asked_for(ask: Ask, part: Candidate) -> bool:
    """Whether the task names what a part counts; where it leaves that out, what was done (新建5座、改造2座)."""
    if part.elided:
        return part.about.said in ask.text
    if named_place(part.about.text):
        return True
    return overlap(part.about.near, ask.topics) >= 0.5
