"""How well a candidate answers a target: unit and stage, what both are about, and what speaks against it."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate, neutral_words
from analysis.extraction.lexicon import alternation, load, verbs
from analysis.extraction.places import named_place
from analysis.extraction.reading import OLDEST
from analysis.extraction.reasons import Bar
from analysis.extraction.segment import overlap
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
# A name that the other text abbreviates or writes in full.
ABBREVIATED = 0.75

# Times more or less than promised from which on a number must say what it counts to be believed.
FAR = 20

# what is left at a time, not what was paid out or built in it
_BALANCE = ("余额", "结余", "存量")
_TELLS_NOTHING = frozenset({"个", "项", "件", "次", "%", "元", "人", "名", "户", "公里", "个百分点", "家"})
_BAR_OF_STAGE = {
    Stage.PLANNED: Bar.PLANNED,
    Stage.QUOTA: Bar.QUOTA,
    Stage.ONGOING: Bar.ONGOING,
    Stage.RESTATED: Bar.RESTATED,
    Stage.BASELINE: Bar.BASELINE,
    Stage.BASE: Bar.BASE,
}


def barred(ask: Ask, offer: Candidate) -> Bar | None:
    """What keeps a candidate from answering a target, whatever the two are about; None where nothing does."""
    stage, target = offer.stage, ask.target
    if stage in _BAR_OF_STAGE and not (stage is Stage.ONGOING and _its_own_verb(ask, offer)):
        return _BAR_OF_STAGE[stage]
    if (
        target.quantity.dimension == "money"
        and _TOTAL_INVESTED.search(offer.about.text)
        and not _TOTAL_INVESTED.search(ask.text)
    ):
        # 总投资1260亿元，目前完成投资213.8亿元
        return Bar.QUOTA
    if stage is Stage.STARTED and _BOUGHT.search(offer.about.text) and not _BOUGHT.search(ask.text):
        return Bar.STARTED
    if stage is Stage.STARTED and not ask.accepts_start and offer.counted_against != target.value:
        return Bar.STARTED
    if stage is Stage.STEP and not ask.change:
        return Bar.STEP
    stepwise = ask.change and ("/" in target.unit or target.quantity.dimension == "score")
    if (
        stepwise
        and offer.method is Method.STATED
        and stage is not Stage.STEP
        and not (stage is Stage.COMPARISON and offer.direction)
    ):
        # 提高10元 is answered by a step, not by the level that is reached
        return Bar.LEVEL
    if stage is Stage.SINCE and not ask.cumulative:
        return Bar.SINCE
    if stage is Stage.PREPARING and not _prepares_as_promised(ask, offer) and not _signed(ask, offer):
        return Bar.PREPARING
    if stage is Stage.SHELL and not verbs("shell").search(ask.text):
        return Bar.SHELL
    if stage is Stage.COMPLETION and not ask.completion:
        return Bar.COMPLETION
    # 存栏新增3万头: 比上年增加2.6万头
    # 得分提高2分: 比上年提高2.31分
    # 新增床位5000张: 比年初新增5230张
    by_so_many = (
        (ask.added or stepwise)
        and (offer.direction > 0 or _NEWLY.search(offer.about.text) is not None)
        and target.quantity.dimension not in ("share", "multiple")
    )
    if stage is Stage.COMPARISON and not (ask.growth and offer.growth) and not by_so_many:
        return Bar.COMPARISON
    if offer.unit == "个百分点" and target.unit != "个百分点":
        return Bar.POINTS
    if target.quantity.dimension == "share" and offer.method is Method.STATED and ask.growth != offer.growth:
        return Bar.GROWTH if offer.growth else Bar.LEVEL
    if offer.elided and offer.antecedent is not None and offer.antecedent.carried:
        # 10个示范村共谋划项目86个，已完工58个: these are projects
        return Bar.OTHER
    if offer.places and not ask.places:
        return Bar.PLACES
    if target.quantity.dimension == "share" and offer.subset and not ask.subset and not _named_alike(ask, offer):
        # 其中重点人群签约率: of some, not of all
        return Bar.SUBSET
    if (
        target.quantity.dimension == "share"
        and (some := _subgroup().search(offer.about.text))
        and some[0] not in ask.text
    ):
        # 重点人群签约率81.2%, where a rate of all was promised
        return Bar.SUBSET
    if ask.growth and "人均" in offer.about.text and "人均" not in ask.text:
        # 人均GDP增长7.1%, where GDP was to grow
        return Bar.OTHER
    if target.unit == "个百分点" and not offer.growth:
        # a level does not say by how much it rose
        return Bar.LEVEL
    if target.quantity.dimension == "share" and (
        _opposed(target.indicator, offer.about.text) or _other_rate(target.indicator, offer.about.text, ask.text)
    ):
        return Bar.OTHER
    if offer.method is Method.STATED and _THERE_IS.search(offer.about.text) and not ask.cumulative:
        # 现有网格员1500人, where 1500 were to be trained
        return Bar.STOCK
    if target.quantity.dimension == "share" and "投资" in offer.about.text and "投资" not in ask.text:
        # 完成投资的50%
        return Bar.OTHER
    if target.quantity.dimension == "money" and _SPENT.search(offer.about.text) and _EARNED.search(ask.text):
        return Bar.OTHER
    if _wider_place(ask.text, offer.about.text):
        return Bar.OTHER
    if ask.ages and offer.ages and not any(_of_one_age(a, b) for a in ask.ages for b in offer.ages):
        # 80至89周岁每人每月60元, where those of 90 and more were promised 200元
        return Bar.OTHER
    if contrary(ask.phrase + ask.target.indicator, offer.about.text):
        return Bar.OTHER
    if _of_another_level(ask.phrase + ask.work, offer.about.text):
        return Bar.OTHER
    if offer.moved < 0 and ask.removed:
        # 消除大班额200个: 减少到6个 is what is left
        return Bar.STOCK
    if ask.added and offer.cumulative and offer.value > _YEARS * target.value:
        # 新增补贴150户: 累计发放1086户 are those of all the years
        return Bar.CUMULATIVE
    if (offer.stock or offer.moved > 0) and ask.added:
        return Bar.STOCK
    if offer.about.text.endswith(_BALANCE) and not any(word in ask.text for word in _BALANCE):
        return Bar.STOCK
    if offer.about.text.endswith(("超额", "超额完成")) and 2 * offer.value < target.value:
        # 超额6.4公里, where 90公里 were promised
        return Bar.COMPARISON
    if offer.method is Method.STATED and _MEAN.search(offer.about.text) and not _of_a_time(ask):
        return Bar.AVERAGE
    if offer.average and not ask.average and target.quantity.dimension not in ("time", "share"):
        return Bar.AVERAGE
    if offer.unit == "个" and target.unit != "个" and offer.about.text.endswith("项目") and "项目" not in ask.text:
        # 护理型养老床位项目4个, where 500张 were promised
        return Bar.OTHER
    if ask.each and not offer.each:
        return Bar.IN_ALL
    if offer.in_each and offer.method is Method.STATED and not ask.each:
        return Bar.AVERAGE
    if offer.method is Method.SUM and "/" in target.unit:
        # levels for different people are no parts of one
        return Bar.OTHER
    return None


@functools.cache
def _subgroup() -> re.Pattern[str]:
    return re.compile(alternation(load("words")["subgroups"]))


_NEWLY = re.compile("[比较](?:今年初|年初|上年|去年|[0-9]{4}年)[^，。；]{0,3}[新净]增")
_THERE_IS = re.compile("^[^，。；]{0,6}(?<![实呈展体])现有(?!效|线)")
# 建设展销中心投入2000万元, where products were to be sold for so much
_SPENT = re.compile("投入|筹资|拨付|补助资金")
_EARNED = re.compile("销售|营业收入|产值|零售")
_OWN_PLACE = re.compile("我(?P<level>[省市县区州旗镇乡])")
# the places that each is part of
_WIDER = {
    "县": "市州省国",
    "区": "市州省国",
    "旗": "市盟区省国",
    "镇": "县区市省国",
    "乡": "县区市省国",
    "市": "省国",
    "州": "省国",
}


def _wider_place(promised: str, reported: str) -> bool:
    """Whether a promise is of a place (我县) and a number of one that it is part of (全市秋粮收购28万吨).

    Examples
    --------
    >>> _wider_place("我县收购秋粮4万吨", "全市秋粮收购"), _wider_place("收购秋粮4万吨", "全市秋粮收购")
    (True, False)
    """
    own = _OWN_PLACE.search(promised)
    return own is not None and any(f"全{level}" in reported for level in _WIDER.get(own["level"], ""))


_TOTAL_INVESTED = re.compile("(?<!完成)总投资|概算|估算|计划投资")


def _of_one_age(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two ranges of ages overlap; 80岁以上 and 90岁以上 are two, each with a rate of its own."""
    if a[1] == b[1] == OLDEST:
        return a[0] == b[0]
    return max(a[0], b[0]) <= min(a[1], b[1])


def _its_own_verb(ask: Ask, offer: Candidate) -> bool:
    """Whether the word that says that something is under way is the promise itself (储备应急大米3000吨: 储备3200吨)."""
    told = set(verbs("ongoing").findall(offer.about.text))
    return bool(told) and all(word in ask.text for word in told)


def _prepares_as_promised(ask: Ask, offer: Candidate) -> bool:
    """Whether what is done before anything is built is what was promised (批复村庄规划45个: 批复39个, not 审查43个)."""
    promised, told = (set(verbs("preparing").findall(text)) for text in (ask.text, offer.about.text))
    return bool(promised) and told <= promised


def _signed(ask: Ask, offer: Candidate) -> bool:
    """Whether so many are signed where they were to be attracted (招引项目60个: 签约72个)."""
    return bool(verbs("attract").search(ask.text) and verbs("signed").search(offer.about.text))


def _named_alike(ask: Ask, offer: Candidate, *, closely: bool = False) -> bool:
    """Whether all that stands beside a number is what the task names, ``closely`` beside its own number."""
    return offer.about.near.keys() <= (ask.near if closely else ask.topics).keys()


# 月均出栏6.9万头, 日均流通3900人次
_MEAN = re.compile("[日周月]均(?!已|完|达标)|每[日天周月](?![^，。；0-9]*共)")


def _of_a_time(ask: Ask) -> bool:
    """Whether so much a day or a month was promised."""
    return _MEAN.search(ask.text) is not None or any(time in ask.target.unit for time in "日天周月")


_ONE = ((True, False), (False, True))
_CONTRARY = re.compile("[不未非](?P<name>[一-龥]{2,4}?率)")


def _opposed(promised: str, reported: str) -> bool:
    """Whether one of two texts names a rate and the other its contrary.

    Examples
    --------
    >>> _opposed("不合格率", "抽检合格率"), _opposed("不合格率", "不合格率"), _opposed("合格率", "投诉率")
    (True, False, False)
    """
    for a, b in ((promised, reported), (reported, promised)):
        for m in _CONTRARY.finditer(a):
            if m["name"] in b and not re.search(f"[不未非]{m['name']}", b):
                return True
    return False


@functools.cache
def _sided() -> tuple[re.Pattern[str], dict[str, tuple[int, int]]]:
    """Words that exclude others, and for each the row and the side that it is of."""
    rows = load("words")["contraries"]
    sides = {word: (i, j) for i, row in enumerate(rows) for j, side in enumerate(row) for word in side}
    return re.compile(alternation([*load("words")["both_sides"], *sides])), sides


@functools.lru_cache(maxsize=4096)
def _sides(text: str) -> frozenset[tuple[int, int]]:
    pattern, sides = _sided()
    return frozenset(sides[word] for word in pattern.findall(text) if word in sides)


def contrary(promised: str, reported: str) -> bool:
    """Whether a report names what excludes all that a promise names of its kind: 城镇居民, where 农村居民 were promised.

    Examples
    --------
    >>> contrary("农村居民人均收入", "城镇居民人均收入"), contrary("城乡居民人均收入", "城镇居民人均收入")
    (True, False)
    """
    asked, told = _sides(promised), _sides(reported)
    rows = {row for row, _ in asked} & {row for row, _ in told}
    return any({s for s in asked if s[0] == row}.isdisjoint(s for s in told if s[0] == row) for row in rows)


# 省级资金, 县级验收 are not what is counted
_LEVEL = re.compile(
    "(?P<level>国家|省|市|州|县|区|镇|乡|村)级(?!以|[^，。；]{0,4}(?:资金|验收|财政|部门|投资|补助|评审|考核|复核))"
)


def _of_another_level(promised: str, reported: str) -> bool:
    """Whether something is of another level of government than was promised: 市级龙头企业, where 省级 ones were.

    Examples
    --------
    >>> _of_another_level("新增省级龙头企业", "市级龙头企业"), _of_another_level("龙头企业", "市级龙头企业")
    (True, False)
    """
    if "级" not in reported:
        return False
    asked, told = ({m["level"] for m in _LEVEL.finditer(text)} for text in (promised, reported))
    return bool(asked) and bool(told) and asked.isdisjoint(told)


_BOUGHT = re.compile("采购|购置|订购")


def possible(ask: Ask, offer: Candidate) -> float:
    """How well a candidate's unit and stage fit a target, whatever the two are about; 0 where it cannot answer it."""
    known = ask.fits.get(id(offer))
    if known is None:
        known = ask.fits[id(offer)] = _fits(ask, offer)
    return known


def _fits(ask: Ask, offer: Candidate) -> float:
    if barred(ask, offer) is not None:
        return 0.0
    if offer.method is Method.LISTED:
        if offer.value == 1 and not offer.everything and (ask.target.value != 1 or _named_alike(ask, offer)):
            # that one is done does not say that no other is; and one needs a name of its own
            return 0.0
        # hundreds are not named one by one
        return 1.0 if ask.target.quantity.dimension == "site" and ask.target.value < FAR * offer.value else 0.0
    return units.affinity(ask.target.unit, offer.unit) or (SAME_MEASURE if _one_each(ask, offer) else 0.0)


def _only_looked_at(ask: Ask, offer: Candidate) -> bool:
    """Whether so many were looked at, where something was to be done to them (排查问题217个, 抽检电梯900部)."""
    looked_at = verbs("looked_at", "heard")
    return (
        ask.target.quantity.dimension in units.COUNTED
        and looked_at.search(offer.about.text) is not None
        and looked_at.search(ask.text) is None
        # 排查整治隐患310处
        and not verbs("removed", "over_again", "finished").search(offer.about.text)
    )


def other_thing(ask: Ask, offer: Candidate) -> bool:
    """Whether a number names something else, by another measure word than the target's (招生7个班, where 2所 were promised)."""
    foreign = not offer.unnamed and offer.about.near.keys().isdisjoint(ask.topics)
    return foreign and ask.target.quantity.dimension == "site" and possible(ask, offer) < SAME_MEASURE


def _one_each(ask: Ask, offer: Candidate) -> bool:
    """Whether households are counted on one side and on the other what each of them has one of (户厕2600户, 2500座)."""
    if {ask.target.quantity.dimension, units.dimension(offer.unit)} != {"household", "site"}:
        return False
    return all(any(word in text for word in load("words")["one_each"]) for text in (ask.work, offer.about.text))


def score(ask: Ask, offer: Candidate) -> float:
    """How well a candidate answers a target, 0 to about 1.2; 0 where it cannot."""
    fits = possible(ask, offer)
    if not fits:
        return 0.0
    target = ask.target
    likeness = alike(ask, offer)
    # 已建成工程1419处, where 饮水安全工程 were promised
    elided = offer.elided or (offer.unnamed and all(word in ask.phrase + ask.work for word in offer.about.near))
    if elided and fits >= 0.85 and _same_subject(ask, offer):
        likeness = max(likeness, ELIDED) + (0.1 if ask.elided else 0.0)
    if (offer.unnamed and _all_of_it(ask, offer)) or _all_of_its_kind(ask, offer):
        likeness = max(likeness, ELIDED)
    if offer.method is Method.SUM and ask.sole and offer.unnamed and telling(ask, offer.unit):
        # 公厕20座, the one promise: 东区建成8座，西区建成9座
        likeness = max(likeness, ELIDED)
    if offer.total and ask.sole and telling(ask, offer.unit):
        # 站内救助1204人次、街面救助713人次，总计1917人次, where 1800人次 were promised and nothing else
        likeness = max(likeness, ELIDED)
    if ask.alone and fits >= 0.85 and offer.about.near and _named_alike(ask, offer, closely=True):
        # 资助困难学生2万人次: 春季学期资助10236人次 names some of it and nothing else
        likeness = max(likeness, ELIDED)
    if ask.places and offer.places and len(target.indicator) == 1 and target.indicator in offer.about.text:
        # 120个村: 118个村已通水
        likeness = max(likeness, ELIDED)
    if _level_of_standard(ask, offer):
        likeness = max(likeness, 0.85)
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
    if offer.method is Method.LISTED and offer.about.text and _ends_like(target.indicator, offer.about.text):
        # 凤凰镇、江屯镇…: names that end like the thing promised, 森林小镇
        likeness = max(likeness, NAMED_ALIKE)
    value = fits * (0.2 + likeness) - 0.2
    if offer.value == target.value and target.quantity.dimension != "share":
        # a number that recurs mostly speaks of the same thing, the more so the more digits it has
        value += 0.06 * min(2, len(target.value.normalize().as_tuple().digits) - 1)
    if ask.wants_start:
        value += 0.1 if offer.stage is Stage.STARTED else 0.0
    return value - sum(weight for weight, _ in doubts(ask, offer))


_OF_OTHER_THAN_WORK = re.compile("投资|资金|开工|支付")


def _ends_like(promised: str, ending: str) -> bool:
    """Whether what was promised ends like names in a list, or like names of their kind: 断头路, and 凤岗路西段、湖塘二路."""
    return ending in promised[-2:] or (len(ending) > 2 and promised[-1] in ending)


def doubts(ask: Ask, offer: Candidate) -> list[tuple[float, Bar]]:
    """What speaks against a candidate that could answer a target, and how much."""
    own, foreign = ask.own_and_foreign(offer.about.near)
    grounds = (
        (0.4, Bar.OTHER, _STANDARD.search(ask.work) is not None and _paid_instead(ask, offer)),
        (
            0.3,
            Bar.OTHER,
            foreign > own
            and not offer.jointly
            and not _all_of_its_kind(ask, offer)
            and not (len(ask.near) > 2 and ask.near.keys() <= offer.about.near.keys()),
        ),
        (0.3, Bar.OTHER, _of_another(ask, offer)),
        (0.3, Bar.OTHER, _only_looked_at(ask, offer)),
        (0.15, Bar.OTHER, other_thing(ask, offer)),
        (0.45, Bar.FAR, far_off(ask, offer)),
        (0.3, Bar.OTHER, other_work(ask.work, offer.about.text)),
        (0.3, Bar.REACHES, offer.reaches and not ask.reaches),
        # 雨污分流涉及6个片区 says of how many it is, and not that it is done there
        (0.4, Bar.REACHES, offer.reaches and not ask.reaches and "涉及" in offer.about.text),
        (0.2, Bar.SHARE_OF_TOTAL, offer.share_of_total and not goes_further(offer)),
        (0.4, Bar.BESIDES, offer.besides),
        (0.3, Bar.OTHER, ask.growth and _of_another_kind(ask, offer)),
        (0.4, Bar.COMPARISON, None not in (ask.year, offer.year) and ask.year != offer.year),
        (0.4, Bar.COMPARISON, ask.year is not None and of_several_years(offer.about.text)),
        (0.15, Bar.FINISHED, ask.wants_start and offer.stage is not Stage.STARTED),
        (0.12, Bar.SUBSET, offer.subset and not (ask.subset or offer.this_year or goes_further(offer))),
        (0.08, Bar.CUMULATIVE, offer.cumulative and not ask.cumulative),
    )
    return [(weight, bar) for weight, bar, holds in grounds if holds]


# rates of how many are reached, whatever it is called: 参保率, 承保覆盖率
_REACHED = ("覆盖", "普及", "接入", "通达", "达标")
_RATE_NAME = re.compile("(?P<name>[一-龥]{2})率(?:达到?|为)?$")


def _other_rate(promised: str, reported: str, task: str = "") -> bool:
    """Whether two texts name different rates, none of whose characters they share.

    Examples
    --------
    >>> _other_rate("不合格食品处置率", "抽检合格率"), _other_rate("参保率", "医保参合率"), _other_rate("完成", "合格率")
    (True, False, False)
    >>> _other_rate("覆盖率", "参保率", "为老人购买保险，覆盖率达到90%"), _other_rate("覆盖率", "合格率", "社区食堂覆盖率")
    (False, True)
    """
    a, b = _RATE_NAME.search(promised), _RATE_NAME.search(reported)
    if a is None or b is None or b["name"] in _REACHED or set(a["name"]) & set(b["name"]):
        return False
    if a["name"] in _REACHED and set(b["name"]) & set(task.replace(a[0], "")):
        return False
    # 优良率 is short for 优良天数率; 合格率 is none of 不合格食品处置率
    return re.search(f"(?<![不未非]){b['name']}", promised) is None


def other_work(promised: str, reported: str) -> bool:
    """Whether something is to be built anew and what is old was renewed, or the other way round.

    Examples
    --------
    >>> other_work("改造老旧", "新建热力"), other_work("新改建", "新建"), other_work("", "新建")
    (True, False, False)
    """
    asked, told = (
        (verbs("anew").search(text) is not None, verbs("over_again").search(text) is not None)
        for text in (promised, reported)
    )
    return asked in _ONE and told in _ONE and asked != told


_YEARS = 3
_STANDARD = re.compile("标准")
PAID = re.compile("补差|(?:补助|救助|发放|支出)水平|人均(?:补助|支出|发放)")


def _paid_instead(ask: Ask, offer: Candidate) -> bool:
    """Whether what was paid is told where a standard was promised (低保标准; 人均补差)."""
    return PAID.search(offer.about.text) is not None and PAID.search(ask.text) is None


def _all_of_it(ask: Ask, offer: Candidate) -> bool:
    """Whether a number says of just as many as were promised that all are done: 45处工程全部竣工."""
    return offer.everything and (offer.value, offer.unit) == (ask.target.value, ask.target.unit)


def telling(ask: Ask, unit: str) -> bool:
    """Whether a measure word says by itself that the target is counted: nothing else is promised by it, and it is no 个."""
    return ask.alone and unit == ask.target.unit and unit not in _TELLS_NOTHING


def _all_of_its_kind(ask: Ask, offer: Candidate) -> bool:
    """Whether, besides, nothing else is promised by that measure word: then it need not be named (46处工程全部建成供水)."""
    return telling(ask, ask.target.unit) and _all_of_it(ask, offer)


def goes_further(offer: Candidate) -> bool:
    """Whether a part is done where its whole was only begun: 28所均已开工，其中26所已建成."""
    whole = offer.whole
    return whole is not None and whole.stage is not Stage.FINISHED and offer.stage is Stage.FINISHED


def _level_of_standard(ask: Ask, offer: Candidate) -> bool:
    """Whether a sum names just the standard that was promised by head and time, and is of its size (农村低保3000元)."""
    target = ask.target
    head, per = units.split(target.unit)
    if not per or head != "元" or offer.unit != head or not offer.about.near or not target.value:
        return False
    return _named_alike(ask, offer, closely=True) and Decimal("0.5") < offer.value / target.value < 2


def far_off(ask: Ask, offer: Candidate) -> bool:
    """Whether a number is so far from the target that it hardly counts the same, and does not name just what was promised."""
    target = ask.target
    if target.quantity.dimension == "share" or not target.value:
        return False
    if not offer.unnamed and offer.about.near.keys() <= ask.near.keys() and possible(ask, offer) > 0.5:
        # 保障性住房2处, where 1700套 were promised, counts something else
        return False
    value = units.convert(offer.value, offer.unit, target.unit)
    times = abs((offer.value if value is None else value) / target.value)
    return times != 0 and not 1 <= FAR * times <= FAR**2


def foreign_words(ask: Ask, offer: Candidate) -> set[str]:
    """Words beside a number that the promise does not say."""
    return offer.about.near.keys() - ask.topics.keys()


def _of_another_kind(ask: Ask, offer: Candidate) -> bool:
    """Whether a change is told of another kind of what was promised (交通投资下降2.5%, where 固定资产投资 was to grow)."""
    changes = verbs("decline", "growth", "raised")
    promised = {word: weight for word, weight in ask.near.items() if not changes.fullmatch(word)}
    return bool(foreign_words(ask, offer)) and 0 < overlap(promised, offer.about.near) < 0.85


def _of_another(ask: Ask, offer: Candidate) -> bool:
    """Whether what a number leaves out is what another target names (燃气管网开工186公里、完工92.4公里 is of no 供水管网)."""
    before = offer.antecedent
    if not offer.elided or before is None or before.unnamed:
        return False
    own, foreign = ask.own_and_foreign(before.about.near)
    return foreign > own


def _same_subject(ask: Ask, offer: Candidate) -> bool:
    """Whether what stands in front of a number that leaves out what it counts can be what was promised."""
    subject = offer.about.subject
    if not subject:
        return True
    work = verbs("anew", "over_again").search(offer.about.text)
    if work is not None and work[0] in ask.work:
        # 已完成832户评估，完成改造300户: the verb of the promise itself
        return True
    right_in_front = {word: 1.0 for word, weight in offer.about.topics.items() if weight >= 0.8}
    own, foreign = ask.own_and_foreign(right_in_front)
    if own > foreign:
        # 候车亭建成25个，招呼站因占地推进缓慢，只建成33个
        return True
    before = offer.antecedent
    if before is not None and (before.value, before.unit) == (ask.target.value, ask.target.unit):
        # 20所学校项目全部开工，已完工14所, where 20所 were promised
        return True
    if before is not None and before.about.near.keys() - neutral_words() and not named_place(before.about.text):
        if before.about.near.keys().isdisjoint(ask.topics):
            # 谋划项目86个，已完工58个: these are projects
            return False
        own, foreign = ask.own_and_foreign(before.about.near)
        if own != foreign:
            # 燃气管网开工186公里、完工92.4公里, where 燃气管网 and 供水管网 were promised
            return own > foreign
    own, foreign = ask.own_and_foreign(dict.fromkeys(subject, 1.0))
    return foreign <= own and (telling(ask, offer.unit) or bool(subject & ask.topics.keys()))


def alike(ask: Ask, offer: Candidate) -> float:
    """How far target and candidate speak of the same thing, 0 to 1."""
    named = said(ask.near, offer)
    long, short = ask.target.indicator, _DOING.sub("", offer.about.said)
    if long == short:
        return 1.0
    ends_alike = ask.alone and len(short) > 1 and long.endswith(short)
    if named < ABBREVIATED and (ends_alike or abbreviates(long, short) or abbreviates(short, long)):
        named = ABBREVIATED
    return 0.3 * said(ask.topics, offer) + 0.45 * named + 0.25 * overlap(offer.about.near, ask.topics)


_DOING = re.compile(
    "^(?:已|共)+|(?:已|共|均|全部|安装|改造|建设|整治|治理|更换|更新|完成|建成|竣工|完工|投用|增长|增速|增幅)+$"
)


def abbreviates(short: str, text: str) -> bool:
    """Whether a short name is made of characters of a longer one, in their order, from its first on: 清淤, 清理淤泥.

    Examples
    --------
    >>> abbreviates("清淤", "清理淤泥"), abbreviates("规上", "规模以上"), abbreviates("清淤", "清理河道")
    (True, True, False)
    """
    if not 2 <= len(short) <= 5:
        return False
    at = text.find(short[0])
    if at < 0 or short in text:
        return False
    end = at
    for c in short[1:]:
        end = text.find(c, end + 1)
        if end < 0:
            return False
    return end - at < 3 * len(short)


def said(wanted: dict[str, float], offer: Candidate) -> float:
    """Share of the wanted words that a candidate is about, nearness counted, 0 to 1."""
    topics = offer.about.topics
    total = sum(wanted.values())
    return sum([wanted[w] * topics[w] for w in wanted.keys() & topics.keys()]) / total if total else 0.0
