"""What keeps a number from answering a promise, whatever the two are about."""

from __future__ import annotations

import functools
import re

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.lexicon import alternation, load, verbs
from analysis.extraction.likeness import contrary, named_alike
from analysis.extraction.reading import OLDEST
from analysis.extraction.reasons import Bar
from analysis.extraction.stages import Stage
from analysis.model import Bound, Method

# what is left at a time, not what was paid out or built in it
_BALANCE = ("余额", "结余", "存量")

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
    if target.quantity.dimension == "money" and _TOTAL_INVESTED.search(offer.about.text):
        # 总投资1260亿元，目前完成投资213.8亿元
        if not _TOTAL_INVESTED.search(ask.text):
            return Bar.QUOTA
    elif (
        target.quantity.dimension == "money"
        and _TOTAL_INVESTED.search(ask.phrase)
        and _OF_A_YEAR.search(offer.about.text)
    ):
        # 总投资1.26亿元: 年度完成投资7012万元
        return Bar.OTHER
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
    if target.quantity.dimension == "share" and offer.subset and not ask.subset and not named_alike(ask, offer):
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
    if None not in (ask.year, offer.year) and ask.year != offer.year:
        return Bar.COMPARISON
    if target.quantity.dimension == "money" and _other_money(ask.text, offer):
        return Bar.OTHER
    if target.bound is Bound.AT_MOST and not ask.removed and _LESS_BY.search(offer.about.text):
        # 债务控制在3000万元以下: 化解债务1260万元
        return Bar.STEP
    if target.baseline is not None and _MORE_BY.search(offer.about.said):
        # 从210人增至260人: 净增41人
        return Bar.STEP
    if _wider_place(ask.text, offer.about.text) or (ask.place and _wider_than(ask.place, offer.about.text)):
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
    if (
        target.bound is not Bound.AT_MOST
        and offer.about.text.endswith(_BALANCE)
        and not any(word in ask.text for word in _BALANCE)
    ):
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
    if offer.in_each and offer.method is Method.STATED and not ask.each and "/" not in target.unit:
        return Bar.AVERAGE
    if offer.method is Method.SUM and "/" in target.unit:
        # levels for different people are no parts of one
        return Bar.OTHER
    return None


@functools.cache
def _subgroup() -> re.Pattern[str]:
    return re.compile(alternation(load("words")["subgroups"]))


_LESS_BY = re.compile("(?:化解|压减|压降|减少|削减|核减|退出)(?!到|至|后的)")
_MORE_BY = re.compile("(?:净增|新增|增加|增长|减少|下降)$")
# 筹集720万元，已发放580万元
_GATHERED = re.compile("筹集|筹措|募集|申请到|到位|下达|专项债|预算内")
_HANDED_OUT = re.compile("发放|拨付|支付|兑付|完成投资|支出")
_SET_GOING = re.compile("撬动|拉动|带动")
_TURNOVER = re.compile("总收入|营收|分红|产值|销售额")


def _other_money(promised: str, offer: Candidate) -> bool:
    """Whether a sum of money is what was got or set going, where another was promised (发放消费券: 撬动消费4.6亿元)."""
    told = offer.about.text
    gathered = _GATHERED.search(told) and not _GATHERED.search(promised)
    return bool(
        (gathered and _HANDED_OUT.search(promised) and not _HANDED_OUT.search(told))
        or any(words.search(told) and not words.search(promised) for words in (_SET_GOING, _TURNOVER))
    )


_NEWLY = re.compile("[比较](?:今年初|年初|上年|去年|[0-9]{4}年)[^，。；]{0,3}[新净]增")

_THERE_IS = re.compile("^[^，。；]{0,6}(?<![实呈展体])现有(?!效|线)")

# 建设展销中心投入2000万元, where products were to be sold for so much
_SPENT = re.compile("投入|筹资|拨付|补助资金")

_EARNED = re.compile("销售|营业收入|产值|零售")

_OWN_PLACE = re.compile("[我全](?P<level>[省市县区州旗镇乡])")

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
    return own is not None and _wider_than(own["level"], reported)


def _wider_than(place: str, reported: str) -> bool:
    """Whether a number is of a place that one of the level of another is part of, and that is not named (南湖区: 全市平均)."""
    wider = _WIDER.get(place[-1], "")
    return place not in reported and any(f"全{level}" in reported or f"{level}内" in reported for level in wider)


_TOTAL_INVESTED = re.compile("(?<!完成)总投资|总造价|概算|估算|计划投资")

_OF_A_YEAR = re.compile("年度|当年|本年|今年|年内")


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
    if _PUT_RIGHT.search(ask.work) and not _PUT_RIGHT.search(offer.about.text):
        # 排查整治隐患800处: 排查10160处
        return False
    return bool(promised) and told <= promised


_PUT_RIGHT = re.compile("整治|整改|治理|消除|化解")


def _signed(ask: Ask, offer: Candidate) -> bool:
    """Whether so many are signed where they were to be attracted (招引项目60个: 签约72个)."""
    return bool(verbs("attract").search(ask.text) and verbs("signed").search(offer.about.text))


# 月均出栏6.9万头, 日均流通3900人次
_MEAN = re.compile("[日周月]均(?!已|完|达标)|[日周月](?=[一-龥]{0,4}时长)|每[日天周月](?![^，。；0-9]*共)")


def _of_a_time(ask: Ask) -> bool:
    """Whether so much a day or a month was promised."""
    return _MEAN.search(ask.text) is not None or any(time in ask.target.unit for time in "日天周月")


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


_YEARS = 3
