"""Numbers of another kind of thing, of people or of work than was promised."""

from __future__ import annotations

import re

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.lexicon import load, verbs
from analysis.extraction.likeness import contrary, named_alike, names_no_side, other_work, words_of_sides
from analysis.extraction.reading import OLDEST
from analysis.extraction.reasons import Bar
from analysis.extraction.segment import pairs_of

_TESTED = re.compile("检测|检验(?!检疫)|^[，、]?不合格")
_BUILT = re.compile("改造|更换|安装|新建|整治|建设")
_OPENED = re.compile("开通|新开|新辟|增开|开行")
_FOUND = re.compile("检出|阳性|确诊|患病")
_CHOSEN = re.compile("确定|明确|选定|落实|摸底|人选|方案")
_PUT_RIGHT = re.compile("整治|治理|整改|整顿|清理|查处")
_SHUT = re.compile("关停|取缔")
_CERTIFICATE = re.compile("取得[^，。；]{0,14}证|持证(?!残疾)|考取|取证")
_ONLY_TAUGHT = re.compile(
    "^(?!.*(?:取得|持证|通过|获证|考取|取证|发证|合格)).*(?:培训|考试|报名|参加[^，。；]{0,8}(?:认定|鉴定))"
)
# So many times as many visits as persons say nothing of these.
_TIMES_EACH = 2


# Verbs so common that they are no words of a number; alone beside it they tell of what was promised only where that is of their kind.
_RENEWED = re.compile("(?:已|共|累计|全年|今年|完成)*(?P<verb>整治|治理|改造)(?:完成|了)?")


def _another_work(ask: Ask, offer: Candidate) -> bool:
    """Whether all that is told of a number is that it was renewed or put in order, where something else was to be done (关停100家)."""
    m = _RENEWED.fullmatch(offer.about.said)
    promised = ask.work + ask.phrase
    if m is None or m["verb"] in ask.text or not verbs("anew", "to_do", "removed", "to_start").search(promised):
        return False
    kinds = [kind for kind in load("verbs")["kinds_of_work"] if m["verb"] in kind["told"]]
    return not any(verb in promised for kind in kinds for verb in kind["promised"])


# They count kinds of things, and not things.
_KINDS = ("类", "种")


def another_kind(ask: Ask, offer: Candidate) -> Bar | None:
    """What a number is said to count, where that says against it."""
    target = ask.target
    if offer.elided and offer.antecedent is not None and offer.antecedent.carried:
        # 10个示范村共谋划项目86个，已完工58个: these are projects
        return Bar.OTHER
    if _TESTED.search(offer.about.text) and _BUILT.search(ask.work) and not _TESTED.search(ask.text):
        # 改造教室照明1500间: 检测1540间
        return Bar.OTHER
    if (
        offer.unit in _KINDS
        and offer.unit != target.unit
        and offer.about.near
        and not offer.about.said.endswith(target.indicator[-2:])
    ):
        # 救援站14个: 救援站统一配备装备17类
        return Bar.OTHER
    if offer.elided and _another_work(ask, offer):
        return Bar.OTHER
    if (
        (shut := _SHUT.search(offer.about.text))
        and shut[0] not in ask.text
        and verbs("anew", "added", "over_again").search(_PUT_RIGHT.sub("", ask.work))
    ):
        # 改造公厕、垃圾站40座: 关停垃圾站15座
        return Bar.OTHER
    if _CERTIFICATE.search(ask.work + ask.phrase) and _ONLY_TAUGHT.search(offer.about.text) and "培训" not in ask.text:
        # 800人取得等级证书: 培训1050人，参加考试932人
        return Bar.PREPARING
    if ask.average and offer.about.said.startswith("总"):
        # 户均配变容量达到2.6千伏安: 总容量10.24万千伏安
        return Bar.OTHER
    if ask.removed and offer.about.text.endswith(("产生量", "排放量")):
        # 压减固废50万吨: 产生量312万吨
        return Bar.OTHER
    if _FOUND.search(offer.about.text) and not _FOUND.search(ask.text):
        # 筛查5000人: 检出阳性患者62人
        return Bar.OTHER
    if verbs("anew").match(ask.work) and other_work(ask.work, offer.about.text):
        # 新建农村公路80公里: 养护96公里
        return Bar.OTHER
    if verbs("over_again").search(ask.work) and other_work(ask.work, offer.about.text):
        # 路灯节能改造5000盏: 新增路灯5200盏
        return Bar.OTHER
    if offer.passed_on and not verbs("first_step").search(ask.text):
        # 整治安全隐患7500处: 发现隐患7815处，整改7702处
        return Bar.BASE
    if (
        _OPENED.search(ask.work)
        and verbs("over_again").search(offer.about.text)
        and not (_OPENED.search(offer.about.text) or verbs("over_again").search(ask.work))
    ):
        # 开通城际公交线路4条: 优化调整17条
        return Bar.OTHER
    if offer.of_some and not (ask.subset or named_alike(ask, offer)):
        return Bar.SUBSET
    # 28个乡镇应急救援队伍均已组建, where 28支应急救援队伍 were promised
    named = target.indicator[-2:] in offer.about.text and not _CHOSEN.search(offer.about.text)
    all_of_them = offer.everything and offer.value == target.value and named
    if offer.places and not ask.places and not all_of_them:
        return Bar.PLACES
    if (
        target.quantity.dimension == "person"
        and units.dimension(offer.unit) == "visit"
        and offer.value > _TIMES_EACH * target.value
    ):
        # 提供上门服务3000名: 4.1万人次 do not say of how many
        return Bar.OTHER
    if ask.ages and offer.ages and not any(_of_one_age(a, b) for a in ask.ages for b in offer.ages):
        # 80至89周岁每人每月60元, where those of 90 and more were promised 200元
        return Bar.OTHER
    if _names_the_contrary(ask, offer):
        return Bar.OTHER
    before = offer.left_out
    if _of_another_level(ask.phrase + ask.work, offer.about.text) or (
        # 获评省级森林乡村31个，累计达到164个
        before is not None and _of_another_level(ask.phrase + ask.work, before.about.text)
    ):
        return Bar.OTHER
    if offer.unit == "个" and target.unit != "个" and offer.about.text.endswith("项目") and "项目" not in ask.text:
        # 护理型养老床位项目4个, where 500张 were promised
        return Bar.OTHER
    return None


def _names_the_contrary(ask: Ask, offer: Candidate) -> bool:
    """Whether a number, or where it names nothing the clause in front, is of what excludes the promise."""
    # 高血压、糖尿病患者规范管理率分别达到72%、70%: each its own
    said = ask.phrase + ask.target.indicator
    promises = (said, ask.target.indicator, said + ask.work)
    text = offer.about.text
    no_side = names_no_side(text)
    if "分别" in text:
        own = words_of_sides(said)
        if not no_side or (own and all(set(pairs_of(word)) <= offer.about.topics.keys() for word in own)):
            # 乡镇站、村级点分别完成10个、86个 names both; 城市低保…，农村低保…，增幅分别为7.06%、8.03%: the clauses in front do
            return False
    if no_side:
        text = offer.about.front
    if not any(contrary(promised, text) for promised in promises):
        return False
    # 文艺演出、电影放映、节庆民俗等活动150场次 promises them all together
    together = "等" in ask.phrase and all(word in ask.text for word in words_of_sides(text))
    return not together and not _all_kinds_named(ask, text)


def _all_kinds_named(ask: Ask, text: str) -> bool:
    """Whether the promise names the kinds that a number names, and their noun once for all: 供水、供热、燃气管网."""
    noun = ask.target.indicator[-2:]
    told = words_of_sides(text)
    kinds = [side.removesuffix(noun) for side in told if side.endswith(noun)]
    return len(kinds) == len(told) > 0 and all(len(kind) > 1 and kind in ask.phrase for kind in kinds)


def _of_one_age(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two ranges of ages overlap; 80岁以上 and 90岁以上 are two, each with a rate of its own."""
    if a[1] == b[1] == OLDEST:
        return a[0] == b[0]
    return max(a[0], b[0]) <= min(a[1], b[1])


# 省级资金, 县级验收 are not what is counted
_LEVEL = re.compile(
    # 国家森林乡村, 国家绿色工厂
    "(?P<level>国家(?=卫生|[一-龥]{2,6}(?:示范|工厂|乡村|园区|基地|企业|公园|城市|县|区|品牌|实验室))"
    "|(?:国家|省|自治区|市|州|县|(?<!自治)区|镇|乡|村)(?=级(?!以|[^，。；]{0,2}(?:资金|验收|财政|部门|投资|补助|评审|考核|复核))))"
)


_LEVELS = ("国家", "省", "自治区", "市", "州", "县", "区", "镇", "乡", "村")
_AND_ABOVE = re.compile("(?P<level>[省市州县])级(?:及|或)?以上")


def _of_another_level(promised: str, reported: str) -> bool:
    """Whether something is of another level of government than was promised: 市级龙头企业, where 省级 ones were.

    Examples
    --------
    >>> _of_another_level("新增省级龙头企业", "市级龙头企业"), _of_another_level("龙头企业", "市级龙头企业")
    (True, False)
    """
    if "级" not in reported and "国家" not in reported:
        return False
    if "各级" in reported and "各级" not in promised:
        return _LEVEL.search(promised) is not None
    asked, told = ({m["level"] for m in _LEVEL.finditer(text)} for text in (promised, reported))
    if (least := _AND_ABOVE.search(promised)) and told:
        # 市级以上龙头企业: 县级 ones are below
        return told <= set(_LEVELS[_LEVELS.index(least["level"]) + 1 :])
    return bool(asked) and bool(told) and asked.isdisjoint(told)
