"""How well a candidate answers a target: unit and stage, what both are about, and what speaks against it."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import RATES_OF_BEGINNING, Ask
from analysis.extraction.bars import barred
from analysis.extraction.candidates import Candidate, neutral_words
from analysis.extraction.lexicon import load, verbs
from analysis.extraction.likeness import (
    NAMED,
    abbreviates,
    alike,
    ends_like,
    foreign_words,
    named_alike,
    names_no_side,
    other_work,
    words_of_sides,
)
from analysis.extraction.places import LEVEL, named_place
from analysis.extraction.reading import FOR_WHOM, JOINED, LIST_MARKER, MARKS
from analysis.extraction.reasons import Bar
from analysis.extraction.same_work import same_work, works
from analysis.extraction.segment import overlap, pairs_of
from analysis.extraction.stages import Stage
from analysis.extraction.years import of_several_years
from analysis.model import Method

# What a pair must score to be believed, set on annotated ledgers; less where text and target leave no other choice.
CONFIDENT = 0.30
ONLY_CHOICE = 0.10
# A number that does not repeat what it counts (已建成5所) is taken to speak of what was promised.
ELIDED = 0.42
# 人 and 名 count alike, 所 and 个 need not.
SAME_MEASURE = 0.9
# Names in a list that end on the character of what was promised.
NAMED_ALIKE = 0.6
# Times more or less than promised from which on a number must say what it counts to be believed.
FAR = 20

_TELLS_NOTHING = frozenset({"个", "项", "件", "次", "%", "元", "人", "名", "户", "公里", "个百分点", "家"})


def possible(ask: Ask, offer: Candidate) -> float:
    """How well a candidate's unit and stage fit a target, whatever the two are about; 0 where it cannot answer it."""
    known = ask.fits.get(id(offer))
    if known is None:
        known = ask.fits[id(offer)] = _fits(ask, offer)
    return known


def _fits(ask: Ask, offer: Candidate) -> float:
    if offer.method is Method.LISTED:
        if barred(ask, offer) is not None:
            return 0.0
        if offer.value == 1 and not offer.everything and (ask.target.value != 1 or named_alike(ask, offer)):
            # that one is done does not say that no other is; and one needs a name of its own
            return 0.0
        # hundreds are not named one by one
        return 1.0 if ask.target.quantity.dimension == "site" and ask.target.value < FAR * offer.value else 0.0
    # most offers are of another measure, which is told sooner than what keeps them from answering
    measure = units.affinity(ask.target.unit, offer.unit) or (
        SAME_MEASURE if _one_each(ask, offer) or _firms(ask, offer) else 0.0
    )
    return measure if measure and barred(ask, offer) is None else 0.0


_LISTED_BY = re.compile("挂牌(?=重大|督办|隐患)")


def _only_looked_at(ask: Ask, offer: Candidate) -> bool:
    """Whether so many were looked at, where something was to be done to them (排查问题217个, 抽检电梯900部)."""
    return (
        ask.target.quantity.dimension in (*units.COUNTED, "area", "length")
        # 排查出的20条，除2条外均已整治: what is left of them
        and offer.method is not Method.RATIO
        and verbs("looked_at", "heard").search(offer.about.text) is not None
        and verbs("looked_at", "heard", "examined").search(ask.text) is None
        # 排查整治隐患310处; 摸排挂牌重大隐患29家 are only looked at
        and not verbs("removed", "over_again", "finished").search(_LISTED_BY.sub("", offer.about.text))
    )


def other_thing(ask: Ask, offer: Candidate) -> bool:
    """Whether a number names something else, by another measure word than the target's (招生7个班, where 2所 were promised)."""
    foreign = not offer.unnamed and offer.about.near.keys().isdisjoint(ask.topics)
    return foreign and ask.target.quantity.dimension == "site" and possible(ask, offer) < SAME_MEASURE


def _one_each(ask: Ask, offer: Candidate) -> bool:
    """Whether households or persons are counted on one side and on the other what each of them has one of (户厕2600户, 2500座)."""
    if {ask.target.quantity.dimension, units.dimension(offer.unit)} not in ({"household", "site"}, {"person", "site"}):
        return False
    return all(any(word in text for word in load("words")["one_each"]) for text in (ask.work, offer.about.text))


_FIRMS = re.compile("企业|主体|商户|门店|摊点|作坊")


def _firms(ask: Ask, offer: Candidate) -> bool:
    """Whether firms are counted, by 家 or by 户."""
    return {ask.target.unit, offer.unit} == {"家", "户"} and all(
        _FIRMS.search(text) is not None for text in (ask.work + ask.target.indicator, offer.about.text)
    )


_ONLY_PREPARED = (Stage.PREPARING, Stage.BASE)
# 报名参训742名，实际结业658名
_TRAINED = re.compile("结业|结训|参训(?!率)|完训")


def score(ask: Ask, offer: Candidate) -> float:
    """How well a candidate answers a target, 0 to about 1.2; 0 where it cannot."""
    fits = possible(ask, offer)
    if not fits:
        return 0.0
    target = ask.target
    likeness = alike(ask, offer)
    # 已建成工程1419处, where 饮水安全工程 were promised
    elided = offer.elided or (
        offer.unnamed and (ask.elided or all(word in ask.phrase + ask.work for word in offer.about.near))
    )
    elided = elided or same_work(ask, offer)
    if elided and fits >= 0.85 and _same_subject(ask, offer):
        likeness = max(likeness, ELIDED) + (0.1 if ask.elided else 0.0)
    if (
        ask.growth
        and elided
        and len(promised := _GROWING.sub("", target.indicator)) > 2
        and ((front := LIST_MARKER.sub("", offer.about.front).strip(MARKS)) == promised or abbreviates(front, promised))
    ):
        # 网络零售额72.1亿元，增长19.3%: the clause in front says what, in just the words of the promise
        likeness = 1.0
    if elided and fits >= 0.85 and "培训" in ask.work and _TRAINED.search(offer.about.text):
        likeness = max(likeness, ELIDED)
    before = offer.antecedent
    if (
        before is not None
        and before.passed_on
        and verbs("second_step").fullmatch(_SET_GOING.sub("", offer.about.said))
        and not verbs("first_step").search(ask.work)
    ):
        # 排查隐患1362处，整改1347处: of the same
        likeness = max(likeness, alike(ask, before))
    if (
        elided
        and before is not None
        and before.unit == offer.unit
        and before.stage in _ONLY_PREPARED
        and (
            ask.sole
            or telling(ask, offer.unit)
            or (_stands_below(ask, before) and verbs("finished").search(offer.about.text) is not None)
        )
    ):
        # 办结规划许可21部，竣工投用13部: what it says of the step in front is nothing of what is counted
        likeness = max(likeness, ELIDED)
    whole = offer.whole if offer.subset else None
    if (
        whole is not None
        and whole.unit == offer.unit
        and (whole.stage is Stage.BASE or (whole.stock and offer.this_year))
    ):
        # 符合条件的听障儿童4例，其中3例完成手术; 共有153支，其中今年新建51支: of the same
        likeness = max(likeness, alike(ask, whole))
    if (offer.unnamed and all_of_it(ask, offer)) or _all_of_its_kind(ask, offer):
        likeness = max(likeness, ELIDED)
    if offer.method is Method.LISTED and offer.everything and ask.sole and telling(ask, offer.unit):
        # 卫生室15所, the one promise: 万合、沿溪各2所
        likeness = max(likeness, ELIDED)
    if offer.method is Method.SUM and ask.sole and offer.unnamed and telling(ask, offer.unit):
        # 公厕20座, the one promise: 东区建成8座，西区建成9座
        likeness = max(likeness, ELIDED)
    if offer.total and telling(ask, offer.unit):
        # 站内救助1204人次、街面救助713人次，总计1917人次, where 1800人次 were promised and nothing else
        likeness = max(likeness, ELIDED)
    if ask.alone and fits >= 0.85 and offer.about.near and named_alike(ask, offer, closely=True):
        # 资助困难学生2万人次: 春季学期资助10236人次 names some of it and nothing else
        likeness = max(likeness, ELIDED)
    if offer.method is Method.UNIVERSAL and target.indicator.endswith(_reach()):
        # 119所食堂均已接入明厨亮灶, for a 覆盖率: that all of them are says what the rate is of
        what = {word: v for word, v in ask.near.items() if not any(word in end for end in _reach())}
        likeness = max(likeness, overlap(what, offer.about.near))
    if ask.places and offer.places and len(target.indicator) == 1 and target.indicator in offer.about.text:
        # 120个村: 118个村已通水
        likeness = max(likeness, ELIDED)
    if _level_of_standard(ask, offer):
        likeness = max(likeness, 0.85)
    if (
        ask.sole
        and "/" in target.unit
        and offer.value == target.value
        and fits >= 0.8
        and offer.method is Method.STATED
    ):
        # 由每人每月110元提高到115元, and nothing else: 已按115元/月发放到位
        likeness = max(likeness, ELIDED)
    if ask.reaches and offer.reaches:
        # 解决1.2万人饮水问题, 受益群众11870人
        likeness = max(likeness, ELIDED)
    if ask.wants_start and offer.stage is Stage.STARTED and fits >= 0.85:
        # a promise to begin, and so many begun
        likeness = max(likeness, CONFIDENT)
    if (
        ask.completion
        and ask.sole
        and offer.stage is Stage.COMPLETION
        and not _OF_OTHER_THAN_WORK.search(offer.about.text)
    ):
        # 完成工程量50%以上: 进度至53%
        likeness = max(likeness, CONFIDENT + 0.2)
    if offer.method is Method.LISTED and offer.about.text and ends_like(target.indicator, offer.about.text):
        # 凤凰镇、江屯镇…: names that end like the thing promised, 森林小镇
        likeness = max(likeness, NAMED_ALIKE)
    several = load("words")["nouns_of_name_ends"].get(offer.about.text, "") if offer.method is Method.LISTED else ""
    if JOINED.search(ask.phrase) and target.indicator.endswith(tuple(several)):
        # 小学、中学、幼儿园 by their names, where 中小学、幼儿园 were promised together
        likeness = max(likeness, NAMED_ALIKE)
    value = fits * (0.2 + likeness) - 0.2
    if offer.value == target.value and target.quantity.dimension != "share":
        # a number that recurs mostly speaks of the same thing, the more so the more digits it has
        value += 0.06 * min(2, len(target.value.normalize().as_tuple().digits) - 1)
    if ask.wants_start:
        value += 0.1 if offer.stage is Stage.STARTED else 0.0
    return value - sum(weight for weight, _ in doubts(ask, offer))


@functools.cache
def _reach() -> tuple[str, ...]:
    return tuple(f"{verb}率" for verb in load("words")["rates_of_reach"])


_GROWING = re.compile("(?:同比)?(?:增长|增速|增幅|下降|上涨|涨幅)+$")
_OTHER_PLACES = re.compile(f"(?:其他|其余)[0-9]*个?(?:{LEVEL}|地区)")
_OF_OTHER_THAN_WORK = re.compile("投资|资金|开工|支付")


def doubts(ask: Ask, offer: Candidate) -> list[tuple[float, Bar]]:
    """What speaks against a candidate that could answer a target, and how much."""
    own, foreign = ask.own_and_foreign(offer.about.near)
    grounds = (
        (0.4, Bar.OTHER, _STANDARD.search(ask.work + ask.phrase) is not None and _paid_instead(ask, offer)),
        (
            0.45 if ask.target.quantity.dimension == "share" else 0.3,
            Bar.OTHER,
            foreign > own
            and not offer.jointly
            and not _all_of_its_kind(ask, offer)
            and not (len(ask.near) > 2 and ask.near.keys() <= offer.about.near.keys()),
        ),
        (0.3, Bar.OTHER, _of_another(ask, offer)),
        (0.5, Bar.OTHER, _part_of_another(ask, offer)),
        (0.4, Bar.OTHER, _another_of_its_kind(ask, offer)),
        (0.7, Bar.OTHER, _side_of_another(ask, offer)),
        (0.6, Bar.OTHER, _only_looked_at(ask, offer)),
        (0.15, Bar.OTHER, other_thing(ask, offer)),
        (0.45, Bar.FAR, far_off(ask, offer)),
        (0.3, Bar.OTHER, other_work(ask.work, offer.about.text)),
        (0.3, Bar.REACHES, offer.reaches and not ask.reaches and not _given_to(ask, offer)),
        # 雨污分流涉及6个片区 says of how many it is, and not that it is done there
        (0.4, Bar.REACHES, offer.reaches and not ask.reaches and "涉及" in offer.about.text),
        (0.2, Bar.SHARE_OF_TOTAL, offer.share_of_total and not ask.part and not goes_further(offer)),
        # 其他县（市、区）共创建11个: of those that were not named in front
        (0.2, Bar.SHARE_OF_TOTAL, offer.method is Method.STATED and _OTHER_PLACES.match(offer.about.said) is not None),
        (0.4, Bar.BESIDES, offer.besides),
        (0.3, Bar.OTHER, ask.growth and _of_another_kind(ask, offer)),
        (0.4, Bar.COMPARISON, None not in (ask.year, offer.year) and ask.year != offer.year),
        (0.4, Bar.COMPARISON, ask.year is not None and of_several_years(offer.about.text)),
        (1.0, Bar.COMPARISON, ask.growth and not ask.cumulative and _OVER_YEARS.search(offer.about.text) is not None),
        (
            0.15,
            Bar.FINISHED,
            ask.wants_start and offer.stage is not Stage.STARTED and not offer.about.text.endswith(RATES_OF_BEGINNING),
        ),
        (0.12, Bar.SUBSET, offer.subset and not (ask.subset or offer.this_year or goes_further(offer))),
        (0.08, Bar.CUMULATIVE, offer.cumulative and not ask.cumulative),
    )
    return [(weight, bar) for weight, bar, holds in grounds if holds]


# “十四五”前三年累计下降9.8%
_OVER_YEARS = re.compile("[两二三四五]年[^，。；0-9]{0,16}累计")
_GIVING = re.compile("^(?:资助|救助|补助|补贴|帮扶|援助|奖励)")


def _given_to(ask: Ask, offer: Candidate) -> bool:
    """Whether those who profit are those who were to be given something.

    资助学生4万人次: 惠及学生4.37万人次; 为2.1万名老人提供服务: 覆盖老人21536人
    """
    for_whom = FOR_WHOM.search(ask.phrase.removesuffix(ask.target.quantity.text)) is not None
    return (
        (for_whom or _GIVING.match(ask.work) is not None)
        and ask.target.indicator[-2:] in offer.about.text
        and "涉及" not in offer.about.text
        and units.affinity(ask.target.unit, offer.unit) >= SAME_MEASURE
    )


_STANDARD = re.compile("标准")

PAID = re.compile("补差|(?:补助|救助|发放|支出)水平|人均(?:补助|支出|发放)")


def _paid_instead(ask: Ask, offer: Candidate) -> bool:
    """Whether what was paid is told where a standard was promised (低保标准; 人均补差)."""
    return PAID.search(offer.about.text) is not None and PAID.search(ask.text) is None


def all_of_it(ask: Ask, offer: Candidate) -> bool:
    """Whether a number says of just as many as were promised that all are done: 45处工程全部竣工, or 45个项目."""
    a_project = offer.unit == "个" and offer.unnamed and ask.target.indicator.endswith(("工程", "项目"))
    return offer.everything and offer.value == ask.target.value and (offer.unit == ask.target.unit or a_project)


def telling(ask: Ask, unit: str) -> bool:
    """Whether a measure word says by itself that the target is counted: nothing else is promised by it, and it is no 个."""
    return ask.alone and unit == ask.target.unit and unit not in _TELLS_NOTHING


def _all_of_its_kind(ask: Ask, offer: Candidate) -> bool:
    """Whether, besides, nothing else is promised by that measure word: then it need not be named (46处工程全部建成供水)."""
    return telling(ask, ask.target.unit) and all_of_it(ask, offer)


def goes_further(offer: Candidate) -> bool:
    """Whether a part is done where its whole was only begun: 28所均已开工，其中26所已建成."""
    whole = offer.whole
    return whole is not None and whole.stage is not Stage.FINISHED and offer.stage is Stage.FINISHED


def heads(ask: Ask, offer: Candidate) -> bool:
    """Whether what was promised, and no other promise, heads what is told: 管网：完成年度任务的82%."""
    return offer.elided and _stands_below(ask, offer)


def _stands_below(ask: Ask, offer: Candidate) -> bool:
    """Whether the heading that a number stands under names the promise and nothing else."""
    own, foreign = ask.own_and_foreign(dict.fromkeys(offer.about.headed, 1.0))
    return own > foreign == 0


def _level_of_standard(ask: Ask, offer: Candidate) -> bool:
    """Whether a sum names just the standard that was promised by head and time, and is of its size (农村低保3000元)."""
    target = ask.target
    head, per = units.split(target.unit)
    if not per or head != "元" or offer.unit != head or not offer.about.near or not target.value:
        return False
    return named_alike(ask, offer, closely=True) and Decimal("0.5") < offer.value / target.value < 2


def far_off(ask: Ask, offer: Candidate) -> bool:
    """Whether a number is so far from the target that it hardly counts the same, and does not name just what was promised."""
    target = ask.target
    if target.quantity.dimension == "share" or not target.value:
        return False
    level = ("/" in target.unit) == ("/" in offer.unit)
    if (
        level
        # 幼儿园2870万, where one was to be built
        and offer.unit
        and not offer.cumulative
        and not offer.unnamed
        and offer.about.near.keys() <= ask.near.keys()
        and possible(ask, offer) > 0.5
    ):
        # 保障性住房2处, where 1700套 were promised, counts something else
        return False
    value = units.convert(offer.value, offer.unit, target.unit)
    times = abs((offer.value if value is None else value) / target.value)
    return times != 0 and not 1 <= FAR * times <= FAR**2


def _of_another_kind(ask: Ask, offer: Candidate) -> bool:
    """Whether a change is told of another kind of what was promised (交通投资下降2.5%, where 固定资产投资 was to grow)."""
    changes = verbs("decline", "growth", "raised")
    promised = {word: weight for word, weight in ask.near.items() if not changes.fullmatch(word)}
    # 建设工程规划许可审批时限, where 工程规划审批时限 was promised, is called by its whole name
    said = iter(offer.about.said)
    whole_name = "时限" in ask.target.indicator and all(
        c in said for c in re.sub(f"(?:{changes.pattern})+$", "", ask.target.indicator)
    )
    return bool(foreign_words(ask, offer)) and 0 < overlap(promised, offer.about.near) < 0.85 and not whole_name


def _of_another(ask: Ask, offer: Candidate) -> bool:
    """Whether what a number leaves out is what another target names (燃气管网开工186公里、完工92.4公里 is of no 供水管网)."""
    before = offer.antecedent
    if not offer.elided or before is None or before.unnamed:
        return False
    own, foreign = ask.own_and_foreign(before.about.near)
    return foreign > own


def _side_of_another(ask: Ask, offer: Candidate) -> bool:
    """Whether a rate is worked out from a kind that another target promises, where this one promises none of such kinds.

    网办率100%，“全程网办”占比70%: 1412项均可网上申办，其中全程网办1086项
    """
    if offer.method is not Method.RATIO:
        return False
    told = words_of_sides(offer.about.text)
    own = [all(pair in ask.near for pair in pairs_of(word)) for word in told]
    return (
        bool(told) and names_no_side(ask.phrase + ask.work) and not any(own) and all(word in ask.task for word in told)
    )


def _another_of_its_kind(ask: Ask, offer: Candidate) -> bool:
    """Whether a number names a kind of what several targets promise kinds of, and none of theirs.

    叉车工培训312人次, where 电工培训 and 焊工培训 were promised
    """
    promised, told = ask.target.indicator, _SET_GOING.sub("", offer.about.said)
    heads = (promised[-n:] for n in range(len(promised) - 1, 1, -1))
    head = next((end for end in heads if ask.task.count(end) > 1 and told.endswith(end)), "")
    kind = told.removesuffix(head)
    return (
        bool(head)
        and ask.target.quantity.dimension in units.COUNTED
        and 1 < len(kind) <= _LONGEST_KIND
        and not named_place(kind)
        and not verbs("anew", "over_again", "to_do", "finished", "this_year", "signed").search(kind)
        and not any(pair in ask.task for pair in pairs_of(kind))
    )


_SET_GOING = re.compile("^(?:已|共|全年|累计|完成|组织|开展|举办|举行|实施|其中|招聘|招录|录用|引进)+新?")
_LONGEST_KIND = 4


def _part_of_another(ask: Ask, offer: Candidate) -> bool:
    """Whether a number is some of what another target counts, and does not itself name what this one promises.

    长者食堂168处，其中农村97处, where 农村幸福院100处 were promised too; 新增学位：幼儿园540个, and 3所幼儿园
    """
    far = offer.value > FAR * max(ask.target.value, Decimal(0))
    # 亿元以上项目107个，其中10亿元以上项目25个: told apart by its limit
    limited = any(word[0].isdigit() and word in ask.near for word in offer.about.near)
    if ask.subset or limited or (overlap(ask.near, offer.about.near) >= NAMED and not far):
        return False
    whole = offer.whole if offer.subset or offer.share_of_total else None
    told = whole.about.near if whole is not None else dict.fromkeys(offer.about.headed, 1.0) if far else {}
    own, foreign = ask.own_and_foreign(told)
    return foreign > own


def _same_subject(ask: Ask, offer: Candidate) -> bool:
    """Whether what stands in front of a number that leaves out what it counts can be what was promised."""
    subject = offer.about.subject
    if not subject or (subject <= works() and subject.isdisjoint(ask.used)):
        # 修建18座，翻新25座: a verb in front names nothing
        return True
    if len(verb := offer.about.said.lstrip("已共")) > 1 and ask.work.startswith(verb):
        # 受理投诉97件，立案71件，办结58件, where so many were to be 办结
        return True
    work = verbs("anew", "over_again", "added").search(offer.about.text)
    if work is not None and work[0] in ask.work + ask.phrase:
        # 已完成832户评估，完成改造300户: the verb of the promise itself
        return True
    if ask.elided and len(ask.work) > 2 and ask.work in offer.about.text:
        # 新开工40个，建成投产22个: 24个项目建成投产
        return True
    right_in_front = {word: 1.0 for word, weight in offer.about.topics.items() if weight >= 0.8}
    own, foreign = ask.own_and_foreign(right_in_front)
    if own > foreign:
        # 候车亭建成25个，招呼站因占地推进缓慢，只建成33个
        return True
    # 甲镇12.5公里、乙镇18公里，共30.5公里: the parts name nothing else
    before = None if offer.total else offer.antecedent
    if before is not None and before.stage in (Stage.QUOTA, Stage.COMPARISON, Stage.BASELINE):
        # 任务核减至280个，建成271个: what was to be done names nothing else, nor does what there was
        before = None
    if before is not None and (before.value, before.unit) == (ask.target.value, ask.target.unit):
        # 20所学校项目全部开工，已完工14所, where 20所 were promised
        return True
    if (
        before is not None
        and before.about.near.keys() - neutral_words() - works()
        and not named_place(before.about.text)
    ):
        if before.about.near.keys().isdisjoint(ask.topics):
            # 谋划项目86个，已完工58个: these are projects
            return False
        own, foreign = ask.own_and_foreign(before.about.near)
        if own != foreign:
            # 燃气管网开工186公里、完工92.4公里, where 燃气管网 and 供水管网 were promised
            return own > foreign
    own, foreign = ask.own_and_foreign(dict.fromkeys(subject, 1.0))
    return foreign <= own and (telling(ask, offer.unit) or bool(subject & ask.topics.keys()))
