"""Which quantities of a task are promised, within which bound, from which baseline, and what they count."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re

from analysis.extraction import units
from analysis.extraction.indicators import indicator
from analysis.extraction.lexicon import verbs
from analysis.extraction.reading import Context, Reading
from analysis.model import LONGEST_NAME, Bound, Part, Quantity, Target

_CHANGED = re.compile(
    r"[^，。；\n]{0,10}?(?:提高|调高|上调|增加|增长|增至|提升|提标|提|调|扩大|扩展|发展|加密|拓展|扩容|壮大|延长|延伸|降低|下降|下调|减少|压减|压缩|缩短|调整|调增|追加|核增|增|升|降|减|缩)[^，。；\n0-9]{0,4}?"
    r"(?:到|至|为)?[^，。；\n0-9]{0,10}(?:[0-9]{1,2}月[末底份]?的)?"
    # 在原有25件的基础上扩大到40件
    r"|的?基础上(?:扩大|增加|拓展|提升|扩展|增|扩)[到至]"
    # 从2023年底的218家增至2024年底的264家
    r"|[^，。；\n0-9]{0,4}增(?:加)?[到至](?:20[0-9]{2}年|年)[末底]的"
)
_FROM = re.compile(r"(?:从|由|在原有)[^，。；\n]*$")
_WHERE = re.compile(r"(?:全市|全县|全区|全省|全州|全镇|辖区内?|[对在])$")
_NEARBY = 20  # quantities that a number may restate or share out
_EACH = re.compile(
    r"每(?:个|家|所|条|村|镇|县|区|户|社区|街道|乡镇|座|镇街)?[^，。；、\n]{0,12}$"
    # 每个县（市、区）至少建成1个
    r"|每个?[县市区乡镇街道村（）、]{1,10}[^，。；、\n]{0,12}$"
)
# 各镇街建成不少于1个
_IN_ALL_PLACES = re.compile("(?:在|推动)?各(?:[县市区乡镇村]|街道|镇街|（市、区）){1,4}(?!级)[^，。；、0-9]{0,14}$")
# 服务居民3000人 says how many it serves; 居家养老服务3000人 is what was promised
_REACHES = re.compile(
    r"(?:惠及|受益|覆盖|涉及)[^，。；\n0-9]{0,8}$|服务(?!人员|员|从业|队伍|团队|机构|中心|站|企业|业|技能)[^，。；\n0-9]{1,8}$|(?:^|[，。；、])服务$"
)
_DAYS = re.compile(
    "天数|日数|时长|课时|学时|开放时间|提前量|每[周天日][^，。；0-9]{0,10}(?:开放|开馆|延时)|(?:响应|接通|等候|等待|办结|办理|处置|到达)时[间限]"
)
_GROWS = re.compile(
    "(?:增长|增速|涨幅|增幅|降幅|降价|提高|上调|上涨|下降|降低|减少|压缩|压减|缩短)(?:率|幅度)?"
    r"(?:控制在|保持在|达到|达|为|了|约|不低于|不少于|不超过|至少|：|\s)*$"
)
# 下达任务101.5万户: the same promise again, as it was handed down
_HANDED_DOWN = re.compile("(?:下达|分解|确定|核定|安排)[^，。；]{0,8}(?:任务|指标|计划)(?:数|量)?(?:为|是|共)?$")
_ALL_OVER = re.compile("全国|全省|全自治区")
_OUR_PART = re.compile("承担|我[市县区州]|本[市县区州]|分配|下达")
_QUOTED = re.compile(r"《[^》]*》|“[^”]{0,12}”|\"[^\"]{0,12}\"")
_COUNTED_BEHIND = re.compile(r"[一-龥][^，。；、0-9]{1,16}[0-9]")
_KINDS = ("类", "种")
_WHOM = re.compile("(?:重点|特殊|困难|特定)?(?:对象|人群|群体|人员)")
# 3000名以上农民工, 240项以上事项: these are counted, 5000人以上学校 are not
_HEADS = ("名", "人次")
_THINGS = ("项", "件", "场", "场次", "所", "台", "辆")
_REACH_OF = re.compile("(?:以内|之内)?(?:的)?(?:半径|范围)(?:以?内)?|(?:全)?覆盖率?")
_MORE_THAN = re.compile("(?:人口|面积|收入|规模|年龄|床位|人数)(?:超过|不足|大于|高于|低于|少于)?$")
_QUALIFIES = re.compile("人?的(?!年度|全年|目标|任务|要求|建设)[一-龥]{2}")
_THEIR_SIZE = re.compile(
    "(?:投资|产值|收入|营收|销售额?|规模)(?:额|总额)?(?:过|超|超过|达|达到|突破|在)?$|(?:过|超|超过)$"
)
_SO_MANY_OF_THEM = re.compile("(?:以上|以下)?的?[一-龥]{0,8}(?:项目|企业|村|产业|园区|集群|品牌|单位|大户)[0-9]")
_HOW_MANY_OF_THEM = re.compile("的?(?:项目|企业|工程)?[0-9]+[个家项户]")
_CLOSES = re.compile(r"\s*(?:$|[、0-9])")
_BOONS = re.compile("(?:民生|惠民|利民)?(?:实事|工程)(?![，。；、]|$)")
_INDICATORS = re.compile("[^，。；、0-9]{0,8}指标(?:均|都|全部|全面)")
_AIMS_HIGHER = re.compile("(?:并|且)?(?:力争|争取|冲刺)")
_IN_BRACKETS = re.compile("[）)]")
_THRESHOLD_FOLLOWS = re.compile(r"(?!的?[，。；、：\n）)])[一-龥]")


def find_targets(reading: Reading) -> tuple[list[Target], dict[int, Part]]:
    """Choose the promised quantities of a task.

    Parameters
    ----------
    reading : Reading
        The task text, read.

    Returns
    -------
    targets : list of Target
        In text order, numbered from 1.
    parts : dict
        For the position of each quantity of the task, what it is to the analysis.
    """
    task, around = reading.text, reading.contexts
    from_to = baselines(reading)
    quantities = _shared_rate(reading.quantities, from_to)
    parts = dict.fromkeys(from_to.values(), Part.BASELINE)
    quoted = {i for m in _QUOTED.finditer(task) for i in range(*m.span())}
    targets: list[Target] = []
    taken: set[str] = set()
    floor = 0
    for i, (q, context) in enumerate(zip(quantities, around, strict=True)):
        if (
            i in parts
            or q.start in quoted
            or not _promised(q, context, i in from_to)
            or _aims_higher(q, context, targets)
            or _said_again(reading, i)
        ):
            parts.setdefault(i, Part.OTHER)
        else:
            parts[i] = Part.TARGET
            optional = _optional(reading, i, targets)
            named = quantities[from_to.get(i, i)]
            told = around[from_to.get(i, i)].near_left
            row = reading.quiet[slice(*told[0])] if told and told[0][1] < named.from_ else ""
            # 分别从A、B提高到C、D: what C is called stands in front of A
            front = floor if floor <= named.from_ else 0
            name = indicator(reading, named, front, optional, taken, row)
            taken.add(name)
            targets.append(
                Target(
                    number=len(targets) + 1,
                    quantity=q,
                    indicator=name,
                    bound=_bound(q, context),
                    baseline=named if i in from_to else None,
                    optional=optional,
                    growth=q.dimension == "share" and _GROWS.search(context.left) is not None,
                )
            )
        if parts[i] is not Part.BASELINE:
            floor = q.end
    return targets, parts


_NO_NAME = re.compile(r"[。；;，,]\s*$|^\s*(?:[（(]?[0-9一二三四五六七八九十]+[）)]|[0-9]+[.、．]|[①-⑳])")


def _said_again(reading: Reading, i: int) -> bool:
    r"""Whether the name of a task, on a line above it, and the task say a number twice, and this is the one that says less.

    港城路等3条道路改造\n改造港城路、惠民路、通济路3条道路共5.7公里
    """
    q, line = reading.quantities[i], reading.text.find("\n")
    if not 0 < line <= LONGEST_NAME or _NO_NAME.search(reading.text[:line]):
        return False
    near = reading.contexts[i].near_words()
    twice = [
        c.near_words()
        for other, c in zip(reading.quantities, reading.contexts, strict=True)
        if (other.value, other.unit) == (q.value, q.unit)
        and (other.start < line) is not (q.start < line)
        and not _other_work_at(reading.contexts[i].said, c.said)
    ]
    return any(not near.keys().isdisjoint(words) for words in twice) if q.start < line else bool(twice and not near)


def _other_work_at(told: str, other: str) -> bool:
    """Whether two say that different things are done to the same: 新增床位, 提升床位."""
    works = verbs("to_do", "anew", "over_again")
    a, b = works.match(told), works.match(other)
    return a is not None and b is not None and a[0] != b[0] and told[a.end() :] == other[b.end() :]


@functools.lru_cache(maxsize=8)
def baselines(reading: Reading) -> dict[int, int]:
    """Position of the quantity that is reached → position of the one it is reached from (从120元提高到130元)."""
    text, quantities = reading.text, reading.quantities
    out = _since_new_year(reading) | _behind_arrows(reading)
    n = len(quantities)
    done = 0
    for i in range(n - 1):
        if i < done or not _FROM.search(text, max(0, quantities[i].from_ - 40), quantities[i].from_):
            continue
        # 分别从A、B提高到C、D: as many levels behind the change as in front of it
        k = 1
        while i + k < n and re.fullmatch("[、和及]", text[quantities[i + k - 1].end : quantities[i + k].start]):
            k += 1
        done = i + k
        if i + 2 * k > n or not _CHANGED.fullmatch(text, quantities[i + k - 1].end, quantities[i + k].from_):
            continue
        if all(_same_measure(quantities[i + j], quantities[i + k + j]) for j in range(k)):
            out.update({i + k + j: i + j for j in range(k)})
            done = i + 2 * k
    return out


_AT_NEW_YEAR = re.compile("年初[^，。；0-9]{0,4}$")
_AT_ITS_END = re.compile("[，、；]?(?:到|至)?(?:年末|年底|目前|现有)(?:达到?|为|已?有)?")


def _since_new_year(reading: Reading) -> dict[int, int]:
    """Levels at the end of a year and at its beginning: 年初19家，年末22家."""
    quantities = reading.quantities
    return {
        i + 1: i
        for i, (a, b) in enumerate(itertools.pairwise(quantities))
        if _same_measure(a, b)
        and _AT_ITS_END.fullmatch(reading.text, a.end, b.from_)
        and _AT_NEW_YEAR.search(reading.text, max(0, a.from_ - 8), a.from_)
    }


_ARROW = re.compile(r"\s*(?:[→⟶➔➜⇒]|[-—=]+[>＞])\s*")


def _behind_arrows(reading: Reading) -> dict[int, int]:
    """Levels behind an arrow and in front of it: 普及率94%→96%."""
    return {
        i + 1: i
        for i, (a, b) in enumerate(itertools.pairwise(reading.quantities))
        if _same_measure(a, b) and _ARROW.fullmatch(reading.text, a.end, b.from_)
    }


def _same_measure(a: Quantity, b: Quantity) -> bool:
    return units.split(a.unit)[0] == units.split(b.unit)[0]


def _shared_rate(quantities: tuple[Quantity, ...], from_to: dict[int, int]) -> tuple[Quantity, ...]:
    """The level that a baseline rises to is counted per the same: 从每人每月188元、252元提高到195元、261元."""
    out = list(quantities)
    for target, base in from_to.items():
        if "/" in out[base].unit and "/" not in out[target].unit:
            out[target] = dataclasses.replace(out[target], unit=out[base].unit)
    return tuple(out)


@functools.cache
def _governs() -> re.Pattern[str]:
    return re.compile(rf"(?:{verbs('to_do', 'to_support').pattern})[了好]?(?:约|近|超|超过|不少于|不低于|至少)?$")


def _promised(q: Quantity, context: Context, has_baseline: bool) -> bool:
    """Whether a quantity of a task is a promise, not an age, a limit that says who is meant, or part of a name."""
    if q.dimension in ("age", "rate"):
        return False
    if (
        q.low < q.high
        and _IN_BRACKETS.match(context.reading.text, q.end)
        and context.reading.text.startswith(("（", "("), q.from_ - 1)
    ):
        # 大班额（56—65人）: how many one of them is of
        return False
    if _QUALIFIES.match(context.right) and _MORE_THAN.search(context.left):
        # 服务人口超过2万的乡镇卫生院: which ones are meant
        return False
    if q.dimension == "money" and (
        (_THEIR_SIZE.search(context.left) and _SO_MANY_OF_THEM.match(context.right))
        or (q.text.endswith(("以上", "以下")) and _HOW_MANY_OF_THEM.match(context.right))
    ):
        # 新开工总投资过10亿元项目6个; 其中30亿元以上2个
        return False
    if q.chinese and _BOONS.match(context.right):
        # 十件民生实事投入1100亿元: the name of all of them
        return False
    if q.dimension in units.COUNTED and _INDICATORS.match(context.right):
        # 4个结构性指标均增长10%以上
        return False
    if q.dimension == "time":
        if _DAYS.search(context.left) or (q.bound is Bound.AT_MOST and q.lead >= 0):
            return True
        return has_baseline or (q.bound is not Bound.AT_LEAST and bool(verbs("to_shorten").search(context.left)))
    if q.dimension in ("share", "multiple"):
        return True
    if _REACH_OF.match(context.right):
        # 公交站点500米覆盖率: a distance that is part of the name
        return False
    if q.unit in _KINDS and (context.left.endswith("等") or _WHOM.match(context.right)):
        # 贫困户等4类重点对象: how many kinds there are of them
        return False
    counted = q.unit in _HEADS or (q.unit in _THINGS and not _COUNTED_BEHIND.match(context.right))
    limits = q.text.endswith(("以下", "以内")) or (q.text.endswith("以上") and not counted)
    if not limits and not (q.chinese and q.value < 10):
        return True
    if limits and _COUNTED_BEHIND.match(context.right):
        # 新增20户以上自然村通硬化路1000个: the limit says which, the number behind how many
        return False
    if _governs().search(context.left) or context.reading.counts_names(q):
        return True
    if not limits and _CLOSES.match(context.right) and verbs("to_do").search(context.left):
        # 新建城市书房五个、面积4500平方米: the number closes what the verb opens
        return True
    # 5000人以上学校食堂: a limit that says which ones are meant; 三大行动: a small number in words is part of a name
    return limits and not _THRESHOLD_FOLLOWS.match(context.reading.text, q.end)


def _bound(q: Quantity, context: Context) -> Bound:
    if q.bound is Bound.AT_MOST:
        return Bound.AT_MOST
    left, before = context.left, context.in_front
    if before is not None and before.end > context.clause[0]:
        # 控制在2400万吨以内、较上年压减80万吨: a verb of its own
        own = left[before.end - context.clause[0] :]
        left = own if verbs("removed", "added", "to_do").search(own) else left
    return Bound.AT_MOST if verbs("to_limit").search(left) and q.bound is not Bound.AT_LEAST else Bound.AT_LEAST


def per_place(q: Quantity, context: Context) -> bool:
    """Whether so many are promised to each place (每个镇街至少建成1个): no total answers that."""
    each = _EACH.search(context.left) or (q.bound is Bound.AT_LEAST and _IN_ALL_PLACES.match(context.left))
    return bool(each) and q.dimension in units.COUNTED and "/" not in q.unit


def _aims_higher(q: Quantity, context: Context, earlier: list[Target]) -> bool:
    """Whether a number only says how far a promise may go beyond what it promises: 增长8%左右，力争增长8.5%."""
    alike = bool(earlier) and earlier[-1].unit == q.unit
    return alike and _AIMS_HIGHER.match(context.near.strip("，、")) is not None


def _optional(reading: Reading, i: int, earlier: list[Target]) -> bool:
    """Whether the number only says where the work happens, restates another one, or shares out a total."""
    q, context = reading.quantities[i], reading.contexts[i]
    following = reading.quantities[i + 1] if i + 1 < len(reading.quantities) else None
    if per_place(q, context):
        return True
    if context.bracketed and any(t.unit == q.unit for t in earlier[-_NEARBY:]):
        return True
    if q.dimension in ("household", "person") and (earlier or following) and _REACHES.search(context.left):
        return True
    if following is not None and following.unit == q.unit and _ALL_OVER.search(context.left):
        # 全省新增停车位10万个，我区承担9300个
        return _OUR_PART.search(reading.text, q.end, following.start) is not None
    if any(t.unit == q.unit for t in earlier[-_NEARBY:]) and _HANDED_DOWN.search(context.left):
        return True
    if "其中" in context.before + context.left:
        own = context.near_words().keys()
        for k in range(max(0, i - _NEARBY), i):
            e = reading.quantities[k]
            if (e.value, e.unit) == (q.value, q.unit) and own & reading.contexts[k].near_words().keys():
                return True
    if following is None or q.dimension not in units.COUNTED or q.unit == following.unit:
        return False
    between = reading.text[q.end : following.start]
    if re.fullmatch("[一-龥（）]+", between) and not re.search("及|和|的", between):
        # 10条道路485个农村路口: the first number says where the second is counted
        return not verbs("to_do").search(between)
    if "的" in between and not re.search("[，。；、：]", between):
        return bool(_WHERE.search(context.left))
    return False
