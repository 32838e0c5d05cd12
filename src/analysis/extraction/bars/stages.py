"""Numbers that are not as far as was promised: planned, begun, bought, in preparation; or those of another time."""

from __future__ import annotations

import re

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.lexicon import verbs
from analysis.extraction.reasons import Bar
from analysis.extraction.stages import Stage
from analysis.extraction.units import SHOWN
from analysis.model import Method

_BAR_OF_STAGE = {
    Stage.PLANNED: Bar.PLANNED,
    Stage.QUOTA: Bar.QUOTA,
    Stage.ONGOING: Bar.ONGOING,
    Stage.RESTATED: Bar.RESTATED,
    Stage.BASELINE: Bar.BASELINE,
    Stage.BASE: Bar.BASE,
}


_COMPLETED = re.compile("(?:竣工|建成(?!区)|完工|交付|完成(?!开工|签约))(?!后)")
_SET_UP = re.compile("(?:增设|投放|栽植|栽种|种植|补植|安装|加装|架设)")
# 采购的120辆公交车已到位, where they were to be put on the road
_THERE_NOW = re.compile("到位|投入|投用|投运")
_BOUGHT = re.compile("采购|购置|订购|到货")
_HANDED_OUT_TO_PLANT = re.compile("发放[^，。；]{0,8}苗")
# 证书印制2万本, where they were to be handed out
_PRINTED = re.compile("印制|制作")
# 筹集公租房720套, where they were to be let
_GATHERED, _LET = re.compile("筹集|收储|归集|装修"), re.compile("分配|配租|配售|入住")
_FOUND_OUT = re.compile("认定|下达[^，。；]{0,4}通知")
_TAKEN_AWAY = re.compile("拆除|整治|治理|消除|清理|整改")
_LAST_YEARS = re.compile("上年|去年|上一年")
_MORE_THAN_THEN = re.compile("[多少]增$")
_NEWLY = re.compile("[比较](?:今年初|年初|上年|去年|[0-9]{4}年)[^，。；]{0,3}[新净]增")
_AGAINST_LAST_YEAR = re.compile(
    "[比较](?:上年|去年|上一年|20[0-9]{2}年)[^，。；]{0,6}(?:增加|增长|减少|下降|提高|降低)"
)


def not_so_far(ask: Ask, offer: Candidate) -> Bar | None:
    """What the stage of a number says against it."""
    stage, target = offer.stage, ask.target
    if stage in _BAR_OF_STAGE and not (
        (stage is Stage.ONGOING and _its_own_verb(ask, offer))
        or _meant_in_both(ask, offer)
        # 抽检2136批次，折合4.3批次/千人, where so many of a thousand were promised
        or (stage is Stage.RESTATED and offer.unit == target.unit and "/" in target.unit)
    ):
        return _BAR_OF_STAGE[stage]
    if stage is Stage.STARTED and _BOUGHT.search(offer.about.text) and not _BOUGHT.search(ask.text):
        return Bar.STARTED
    if (
        _BOUGHT.search(offer.about.row or offer.about.text)
        and _SET_UP.search(ask.work)
        and not ("投放" in ask.work and _THERE_NOW.search(offer.about.text))
    ):
        # 采购苗木1.08万株, where 1万株 were to be planted
        return Bar.PREPARING
    if _HANDED_OUT_TO_PLANT.search(offer.about.text) and _SET_UP.search(ask.work) and "发放" not in ask.text:
        # 发放苗木72万株，经核查栽植57.3万株
        return Bar.PREPARING
    if _PRINTED.search(offer.about.text) and "发放" in ask.work:
        return Bar.PREPARING
    if _GATHERED.search(offer.about.text) and _LET.search(ask.work) and not _GATHERED.search(ask.text):
        return Bar.PREPARING
    if stage is Stage.STARTED and not ask.accepts_start and offer.counted_against != target.value:
        return Bar.STARTED
    if (
        ask.wants_start
        and stage is Stage.FINISHED
        and (offer.method is Method.LISTED or _COMPLETED.search(offer.about.text))
        and units.affinity(offer.unit, target.unit)
        and offer.value < target.value
    ):
        # 竣工3200套, where 4000套 were to be begun, or three named that are finished: more may have been
        return Bar.FINISHED
    if stage is Stage.STEP and not ask.change:
        return Bar.STEP
    stepwise = ask.change and (
        "/" in target.unit
        or target.quantity.dimension in SHOWN
        or (target.quantity.dimension == "money" and _A_STANDARD.search(ask.phrase))
    )
    if ask.change and _AGAINST_LAST_YEAR.search(ask.phrase) and offer.method is Method.STATED and not offer.direction:
        # 人数比上年增加1万人: 16.04万人 is the level
        return Bar.LEVEL
    if (
        stepwise
        and offer.method is Method.STATED
        and stage is not Stage.STEP
        and not (stage is Stage.COMPARISON and offer.direction)
    ):
        # 提高10元 is answered by a step, not by the level that is reached
        return Bar.LEVEL
    at_a_time = target.quantity.dimension == "share" and offer.about.text.endswith(target.indicator[-3:])
    # 历年累计发放4.8亿元，余额1.13亿元，逾期率0.37%: a rate is of its day
    if stage is Stage.SINCE and not ask.cumulative and not at_a_time:
        return Bar.SINCE
    if stage is Stage.PREPARING and not _prepares_as_promised(ask, offer) and not _signed(ask, offer):
        return Bar.PREPARING
    if stage is Stage.SHELL and not verbs("shell").search(ask.text):
        return Bar.SHELL
    if stage is Stage.COMPLETION and not ask.completion and not _of_its_verb(ask, offer):
        return Bar.COMPLETION
    if stage is Stage.COMPARISON and _MORE_THAN_THEN.search(offer.about.text) and not ask.change:
        # 新增就业同比多增620人: so many more than were new then
        return Bar.COMPARISON
    # 存栏新增3万头: 比上年增加2.6万头
    # 得分提高2分: 比上年提高2.31分
    # 新增床位5000张: 比年初新增5230张
    by_so_many = target.quantity.dimension not in ("share", "multiple") and (
        (
            (ask.added or stepwise or (offer.about.text.endswith("净增") and not (ask.cumulative or ask.change)))
            and (offer.direction > 0 or _NEWLY.search(offer.about.text) is not None)
        )
        # 压减80万吨: 较上年的2467万吨减少88.5万吨
        or (ask.removed and offer.direction < 0)
    )
    if stage is Stage.COMPARISON and not (ask.growth and offer.growth) and not by_so_many:
        return Bar.COMPARISON
    whole = offer.whole if offer.subset else None
    if whole is not None and whole.stage in (Stage.COMPARISON, Stage.BASELINE) and _LAST_YEARS.match(whole.about.text):
        # 上年度培训1080人，其中经营管理型320人
        return Bar.COMPARISON
    if _FOUND_OUT.search(offer.about.text) and _TAKEN_AWAY.search(ask.work) and not _FOUND_OUT.search(ask.text):
        # 认定违法建设14.6万平方米，实际拆除11.3万平方米
        return Bar.PREPARING
    if (
        whole is not None
        and whole.stage in (Stage.PLANNED, Stage.QUOTA)
        and not verbs("finished").search(offer.about.text)
    ):
        # 今年计划筹集1500套，其中人才公寓600套
        return _BAR_OF_STAGE[whole.stage]
    if None not in (ask.year, offer.year) and ask.year != offer.year:
        return Bar.COMPARISON
    return None


def _of_its_verb(ask: Ask, offer: Candidate) -> bool:
    """Whether so much is told to be done of what the promised rate is of: 整改问题120个，完成100%, where 整改率 was promised."""
    verb = ask.target.indicator.removesuffix("率")[-2:] if ask.target.indicator.endswith("率") else ""
    work = verbs("to_do", "over_again", "removed", "second_step", "outcome", "wholly_done")
    return work.fullmatch(verb) is not None and verb in offer.about.front


_A_STANDARD = re.compile("标准(?!化|厂房)")
# 签约43个、计划总投资231.5亿元，其中已开工29个, where so much was to be signed
_PROMISED_AT = {Stage.BASE: re.compile("签约"), Stage.PLANNED: re.compile("(?:计划|预计|协议)总?投资")}


def _meant_in_both(ask: Ask, offer: Candidate) -> bool:
    """Whether what is only signed or only to be invested is just what was promised."""
    meant = _PROMISED_AT.get(offer.stage)
    return meant is not None and all(meant.search(text) for text in (ask.phrase + ask.work, offer.about.text))


def _its_own_verb(ask: Ask, offer: Candidate) -> bool:
    """Whether the word that says that something is under way is the promise itself (储备应急大米3000吨: 储备3200吨)."""
    told = set(verbs("ongoing").findall(offer.about.text))
    return bool(told) and all(word in ask.text for word in told)


def _prepares_as_promised(ask: Ask, offer: Candidate) -> bool:
    """Whether what is done before anything is built is what was promised (批复村庄规划45个: 批复39个, not 审查43个)."""
    # 申报成功2个 is more than 申报4个
    asked = _APPLIED_WITH_SUCCESS.sub("", ask.text)
    promised, told = (set(verbs("preparing", "listed").findall(text)) for text in (asked, offer.about.text))
    if _BOUGHT.search(ask.work) and "到货" in offer.about.text:
        # 采购30台: 到货28台
        return True
    if _PUT_RIGHT.search(ask.work) and not _PUT_RIGHT.search(offer.about.text):
        # 排查整治隐患800处: 排查10160处
        return False
    # 村庄规划编制100个: 批复117个
    drawn_up = "规划" in ask.text and "编制" in ask.work and "批复" in offer.about.text
    approved = all("审批" in text for text in (asked, offer.about.text))
    return drawn_up or ((approved or bool(promised)) and told <= promised)


_APPLIED_WITH_SUCCESS = re.compile("成功申报|申报成功")
_PUT_RIGHT = re.compile("整治|整改|治理|消除|化解")


def _signed(ask: Ask, offer: Candidate) -> bool:
    """Whether so many are signed where they were to be attracted (招引项目60个: 签约72个)."""
    # 签约项目96个，其中亿元以上项目34个
    told = offer.about.text + (offer.whole.about.text if offer.whole is not None else "")
    return bool(verbs("attract").search(ask.text) and verbs("signed").search(told))
