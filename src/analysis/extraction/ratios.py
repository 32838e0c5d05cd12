"""Actuals that two stated numbers give: a level over another, a change over its base, some of a whole; rates of completion."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.extraction import units
from analysis.extraction.actuals import IN_EACH
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import About, Candidate, neutral_words
from analysis.extraction.lexicon import load, verbs
from analysis.extraction.likeness import contrary, foreign_words, named_alike, said, verbs_of_rate
from analysis.extraction.reading import CLAUSE, DIGIT_OF_A_NAME, Context, Reading
from analysis.extraction.scoring import SAME_MEASURE
from analysis.extraction.segment import overlap, words
from analysis.extraction.stages import Stage
from analysis.extraction.stages.goals import DUE, differs_from_goal
from analysis.extraction.targets import baselines
from analysis.model import Bound, Method, Quantity


def derived(ask: Ask, progress: Reading, single: list[Candidate], year: int | None = None) -> list[Candidate]:
    """Actuals that two stated numbers give: a level over the level it is compared with, a change over its base.

    ``year`` is the one that the promises are for: a change is counted from the year before it.
    """
    out = []
    quantities = progress.quantities
    if (ask.change or ask.growth or ask.direction < 0) and ask.target.unit == "%":
        for after, before in baselines(progress).items():
            a, b = quantities[after], quantities[before]
            if b.value and a.dimension != "share" and not _BUDGETED.search(progress.contexts[before].left):
                change = 100 * (a.value - b.value) / b.value
                out.append(_quotient(change, "%", (before, after), quantities, single, direction=1))
    if (ask.change or ask.growth or ask.direction < 0) and ask.target.unit == "%":
        out += [
            _quotient(100 * (a.value - b.value) / b.value, "%", (i, j), quantities, single, direction=1)
            for i, j in _years_compared(progress, year)
            for a, b in [(quantities[i], quantities[j])]
            if single[i].stage in (Stage.FINISHED, Stage.PREPARING)
        ]
    if (ask.growth or ask.direction < 0) and ask.target.unit == "%":
        out += [
            _quotient(100 * step / (a.value - step), "%", (i, i + 1), quantities, single, direction=1)
            for i, (a, b) in enumerate(itertools.pairwise(quantities))
            if a.unit == b.unit
            and a.dimension not in ("share", "time", "money")
            and (m := _FEWER_THAN_THEN.fullmatch(progress.text, a.end, b.from_))
            and (step := -b.value if m["fewer"] else b.value) < a.value
        ]
    if ask.growth and ask.direction > 0 and ask.target.unit == "%":
        out += [
            _quotient(100 * b.value / (a.value - b.value), "%", (i, i + 1), quantities, single, direction=1)
            for i, (a, b) in enumerate(itertools.pairwise(quantities))
            if a.unit == b.unit
            and b.value < a.value
            and _THERE_AT_A_TIME.search(progress.contexts[i].left)
            # 不良贷款余额5亿元 are some of them
            and foreign_words(ask, single[i]) <= neutral_words()
            and not any(
                c.quantity.unit == "%"
                and verbs("growth").search(c.left)
                and c.sentence == progress.contexts[i].sentence
                for c in progress.contexts[i + 2 : i + 4]
            )
            and _MORE_THAN_AT_NEW_YEAR.fullmatch(progress.text, a.end, b.from_)
        ]
        out += [
            _quotient(100 * (a.value - b.value) / b.value, "%", (i, i + 1), quantities, single, direction=1)
            for i, (a, b) in enumerate(itertools.pairwise(quantities))
            if b.value
            and a.dimension != "share"
            and _comparable(a, b)
            and _of_the_year_before(_COMPARED_WITH.fullmatch(progress.text, a.end, b.from_), year)
        ]
    shares = _of_all(progress) if ask.target.unit == "%" and not ask.growth else []
    share = _SHARE.search(ask.work) is not None
    if ask.target.unit == "%" and (share or ask.target.indicator.endswith("覆盖率")):
        # 普惠性幼儿园覆盖率: 在园幼儿9.86万人，其中在普惠性幼儿园就读8.92万人
        shares += [
            (a, b)
            for a, b in _some_of_all(progress, single)
            if (share or quantities[a].dimension == "person") and _names_the_part(ask, single[b], single[a])
        ]
    if ask.target.unit == "%" and (ends := _RATE.search(ask.target.indicator)):
        # 调处成功率 is of those that were 成功调处
        rate = ask.target.indicator[: ends.start()]
        named = _done_of_found(progress, single, rate)
        if not named and rate.endswith("成功"):
            # 调解132起，成功130起
            named = _done_of_found(progress, single, rate.removesuffix("成功"))
            named += _done_of_found(progress, single, "成功")
        shares += named
        shares += _named_of_those_due(ask, progress)
        out += _gone_of_those_there_were(ask, progress, single)
    out += _for_so_many(ask, progress, single)
    if ask.target.unit == "%" and ask.target.indicator.endswith("合格率"):
        out += _rest_of_all(ask, progress, single)
    if _OF_PERSONS.search(ask.work):
        # 在园幼儿占比 is none of 幼儿园412所，其中公办171所
        shares = [(a, b) for a, b in shares if quantities[a].dimension == "person"]
    if _OF_MONEY.search(ask.work):
        shares = [(a, b) for a, b in shares if quantities[a].dimension == "money"]
    if ask.target.quantity.dimension in units.COUNTED:
        out += _rate_of_all(ask, progress, single)
        out += _share_of_them(ask, progress, single)
    out += [
        dataclasses.replace(
            _quotient(100 * quantities[b].value / quantities[a].value, "%", (b, a), quantities, single),
            describe=functools.partial(
                _of_promise
                if _of_those_due(ask, progress.contexts[a], single[a]) or _just_that_rate(ask, single[b], single[a])
                else _of_share,
                ask,
                single[b],
                single[a],
            ),
        )
        for a, b in shares
        # 1263人，有意愿的1087人已全部就业: no rate of all
        if not single[b].everything
        and (single[b].stage not in _NOT_DONE or _its_own_step(ask, single[b], progress.contexts[b]))
        and not _stated_too(quantities, 100 * quantities[b].value / quantities[a].value, b)
        and not _stated_of_all_parts(progress, b)
    ]
    if ask.change and ask.target.unit == "个百分点":
        # 收集率提高5个百分点: 由46.8%上升到50.9%
        out += [
            _quotient(quantities[a].value - quantities[b].value, "个百分点", (b, a), quantities, single, direction=1)
            for a, b in baselines(progress).items()
            if quantities[a].unit == quantities[b].unit == "%"
        ]
        # 解决率67%，去年同期为61.3%
        out += [
            dataclasses.replace(
                _quotient(
                    quantities[a].value - quantities[b].value, "个百分点", (b, a), quantities, single, direction=1
                ),
                describe=functools.partial(getattr, single[a], "about"),
            )
            for a, b in _years_compared(progress, year, shares=True)
            # 空气优良率85%，PM2.5浓度下降5%，去年同期为3%
            if not single[a].about.near.keys().isdisjoint(ask.near)
        ]
    if ask.change and ("/" in ask.target.unit or ask.target.quantity.dimension in ("money", "reading")):
        # 标准提高10元: 由每人每月95元调整为105元; 噪声下降5分贝: 由55分贝降至48分贝
        head = units.split(ask.target.unit)[0]
        out += [
            _quotient(
                quantities[a].value - quantities[b].value,
                ask.target.unit,
                (b, a),
                quantities,
                single,
                direction=1,
            )
            for a, b in baselines(progress).items()
            if units.affinity(ask.target.unit, quantities[a].unit) >= 0.8 or head == units.split(quantities[a].unit)[0]
        ]
    if ask.target.quantity.dimension in units.COUNTED and not ask.each:
        out += _in_each(ask, progress, single)
    out += _per_head(ask, progress, single)
    if "净增" in ask.work:
        # 新登记16240户，同期注销7105户
        out += [
            _quotient(a.value - b.value, a.unit, (i, i + 1), quantities, single)
            for i, (a, b) in enumerate(itertools.pairwise(quantities))
            if a.unit == b.unit == ask.target.unit
            and a.value > b.value
            and _GONE.fullmatch(progress.quiet, a.end, b.from_)
            and re.search("新|入规|入库", progress.contexts[i].left)
        ]
    if ask.added and ask.target.quantity.dimension in units.COUNTED:
        # 家庭农场21.3万家，上年底为20.46万家
        out += [
            _quotient(a.value - b.value, a.unit, (i, i + 1), quantities, single)
            for i, (a, b) in enumerate(itertools.pairwise(quantities))
            if a.unit == b.unit
            and a.value > b.value
            and _of_the_year_before(_LAST_YEARS_END.fullmatch(progress.text, a.end, b.from_), year)
        ]
    if (ask.added and ask.target.quantity.dimension in (*units.COUNTED, *_SIZES, "money")) or ask.removed:
        # 新增床位200张: 由260张增加到460张; 消除大班额200个: 由213个减少到6个
        sign = -1 if ask.removed else 1
        out += [
            _quotient(change, quantities[a].unit, (b, a), quantities, single)
            for a, b in baselines(progress).items()
            if units.affinity(ask.target.unit, quantities[a].unit) >= 0.8
            and (change := sign * (quantities[a].value - quantities[b].value)) > 0
        ]
    if ask.target.unit == "%" and ask.target.indicator.endswith("完成率"):
        # 重点项目完成投资142.8亿元（年度计划136亿元）
        out += [
            _quotient(100 * a.value / b.value, "%", (i, i + 1), quantities, single)
            for i, (a, b) in enumerate(itertools.pairwise(quantities))
            if a.unit == b.unit
            and b.value
            and single[i].stage is Stage.FINISHED
            and single[i + 1].stage in (Stage.QUOTA, Stage.PLANNED)
            and progress.text.startswith("（", a.end)
        ]
    if ask.ratio is not None:
        found = _level_over_level(ask, ask.ratio, quantities, single)
        if found is not None:
            i, j = found
            scale = 100 if ask.target.unit == "%" else 1
            value = scale * quantities[i].value / quantities[j].value
            out.append(_quotient(value, ask.target.unit, (i, j), quantities, single))
    return out


# 黑臭水体消除比例, 资金支出进度
_RATE = re.compile("率$|比例$|(?<=支出|执行)进度$")
_ROUNDED = Decimal("0.06")


def _stated_too(quantities: Sequence[Quantity], share: Decimal, at: int) -> bool:
    """Whether the next number is the share that two in front of it give: 签约项目43个，已开工35个，开工率81.4%."""
    behind = quantities[at + 1] if at + 1 < len(quantities) else None
    if behind is None or behind.unit != "%":
        return False
    # 调解16564件，成功16497件，成功率约为99%
    return abs(behind.value - share) <= (1 if behind.approximate else _ROUNDED)


_TOGETHER = re.compile("(?:合计|共计|总计)(?:占比?|达到?|为)*$")


def _stated_of_all_parts(progress: Reading, part: int) -> bool:
    """Whether the sentence gives the share of a part and others together: 就读34218人、享受购买学位1867人，两项合计占93.8%."""
    sentence = progress.contexts[part].sentence
    return any(
        c.quantity.unit == "%" and c.sentence == sentence and _TOGETHER.search(c.left)
        for c in progress.contexts[part + 1 :]
    )


def _of_the_year_before(m: re.Match[str] | None, year: int | None) -> bool:
    """Whether words name the year before the promises' own, or only last year."""
    return m is not None and (m["year"] is None or year is None or int(m["year"]) == year - 1)


# 发生火灾15起、死亡3人: so many numbers stand between one and last year's, at most
_NEARBY = 4


def _years_compared(progress: Reading, year: int | None, *, shares: bool = False) -> Iterator[tuple[int, int]]:
    """Pairs of numbers of which the second is last year's of the first: 5起、死亡4人，上年同期7起、死亡6人.

    ``shares``: of percentages, not of counts.
    """
    quantities, contexts = progress.quantities, progress.contexts
    for j, b in enumerate(quantities):
        m = _LAST_YEAR.match(progress.text, contexts[j].clause[0] - 1)
        if (
            not _of_the_year_before(m, year)
            or not b.value
            or (b.unit != "%" if shares else b.dimension in ("share", "time"))
        ):
            continue
        end = bisect_left(quantities, contexts[j].clause[0], key=lambda q: q.start)
        i = next((k for k in range(end - 1, max(-1, end - 1 - _NEARBY), -1) if quantities[k].unit == b.unit), None)
        if (
            i is not None
            and contexts[i].sentence == contexts[j].sentence
            and contexts[i].clause[1] + 1 == contexts[j].clause[0]
        ):
            yield i, j


# 死亡7人，同比减少1人
_FEWER_THAN_THEN = re.compile("，(?:同比|[较比](?:上年|去年)(?:同期)?)(?:(?P<fewer>减少|下降|少)|增加|上升|多)(?:了)?")
# 贷款余额286.4亿元，比年初增加63.1亿元: what is there at a time has no other base
_MORE_THAN_AT_NEW_YEAR = re.compile("，(?:比|较)(?:年初|上年末|上年底)(?:净?增加?|增长)(?:了)?")
_THERE_AT_A_TIME = re.compile("(?:余额|存量|保有量|总量|总数)[^，。；0-9]{0,4}$")
_SIZES = ("area", "length", "volume", "power")
_LAST_YEARS_END = re.compile(
    "[，（](?:而|比|较)?(?:上年|去年|(?P<year>20[0-9]{2})年)[底末](?:(?![净增减多少])[^，。；（）0-9]){0,8}?(?:为|有|是|的)?"
)
# 衔接资金用于产业的比重 is none of 项目203个，其中产业项目88个
_OF_MONEY = re.compile("(?:资金|经费|投资)[^，。；]{0,12}(?:占比|比重|比例)")
_OF_PERSONS = re.compile("(?:幼儿|学生|人口|人员|职工)(?:的)?(?:占比|比重|比例)")
_GONE = re.compile(
    "[，；、](?:同期|当年|年内|因[^，。；0-9]{2,20}?)?(?:注销|吊销|注吊销|退出|退规|退库|出库|减少)(?:[^，。；0-9]{0,8})"
)
# 人均纯收入14286元，较2021年的12630元净增1656元
_COMPARED_WITH = re.compile("，?(?:较|比)(?:上年|去年|(?P<year>20[0-9]{2})年)(?:同期|末|底)?的")
# 网络零售额5210万元，去年同期为4180万元
_LAST_YEAR = re.compile(
    "[，；（](?:而)?(?:上年|去年|(?P<year>20[0-9]{2})年)(?:同期|全年)?(?!末|底|结转)[^，。；（）0-9]{0,6}?(?:为|是|共|有|计)?"
)
# 由年初预算439亿元调整为413亿元
_BUDGETED = re.compile("(?:预算|计划|目标|设定)[^，。；0-9]{0,4}$")
_ITS_RATE = re.compile("[，、；（]?(?P<name>[一-龥]{2,4})率(?:达到?|为|约)?")


def _rate_of_all(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """Numbers that a rate gives of all there are: 常住老年人15.8万人，体检率76.2%."""
    quantities = progress.quantities
    return [
        Candidate(
            value=a.value * b.value / 100,
            unit=a.unit,
            bound=Bound.ABOUT,
            method=Method.RATIO,
            stage=Stage.FINISHED,
            spans=((a.start, a.end), (b.start, b.end)),
            members=(i, i + 1),
            describe=functools.partial(_of_both, single[i], single[i + 1]),
        )
        for i, (a, b) in enumerate(itertools.pairwise(quantities))
        if (single[i].stage is Stage.BASE or _DUE.search(progress.contexts[i].left))
        and b.dimension == "share"
        and single[i + 1].stage is Stage.FINISHED
        and (m := _ITS_RATE.fullmatch(progress.text, a.end, b.from_))
        and m["name"] in ask.text
    ]


_MAKES_UP = re.compile("，(?:其中)?(?P<name>[^，。；0-9]{2,14}?)占(?:比|总数的)?(?:达到?|为|约)?")


def _share_of_them(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """The number that a share gives of those that it is of, where it is of what was promised: 技能人才7600人，高技能人才占38%.

    Where several shares are told so, none is the one.
    """
    found = [
        (i, a.value * b.value / 100)
        for i, (a, b) in enumerate(itertools.pairwise(progress.quantities))
        if b.unit == "%"
        and units.affinity(ask.target.unit, a.unit)
        and single[i].stage is Stage.FINISHED
        and (m := _MAKES_UP.fullmatch(progress.text, a.end, b.from_))
        and m["name"] == ask.target.indicator
        and m["name"] not in single[i].about.text
    ]
    return [
        dataclasses.replace(
            _quotient(value, progress.quantities[i].unit, (i, i + 1), progress.quantities, single),
            bound=Bound.ABOUT,
            describe=functools.partial(_of_promise, ask, single[i + 1], single[i]),
        )
        for i, value in found
        if len(found) == 1
    ]


# Things of one measure that a level may be of, at most.
_MOST_THINGS = 4
_SO_MANY = {"人": 1, "千人": 1000, "万人": 10000}
_POPULATION = re.compile(
    "(?:常住|户籍|总|老年|全[省市县区州镇乡])(?:人口|人)[^，。；0-9]{0,4}$|人口(?:总数|数|为|共|约)*$"
)


def _for_so_many(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """Levels for so many persons, where the things and the persons are counted: 床位1426张，常住人口29.8万人."""
    head, per = units.split(ask.target.unit)
    if len(per) != 1 or per[0] not in _SO_MANY or units.dimension(head) == "money":
        return []
    quantities, contexts = progress.quantities, progress.contexts
    if any(q.unit == ask.target.unit for q in quantities):
        # it is told as it was promised
        return []
    # 每千名老年人 are counted against the old
    old = "老年" in ask.text
    persons = [
        j
        for j, q in enumerate(quantities)
        if q.unit == "人" and q.value and _POPULATION.search(contexts[j].left) and ("老年" in contexts[j].left) is old
    ]
    things = [
        i
        for i, q in enumerate(quantities)
        if units.affinity(head, q.unit) >= 0.8 and single[i].stage is not Stage.PLANNED
    ]
    return [
        dataclasses.replace(
            _quotient(
                quantities[i].value * _SO_MANY[per[0]] / quantities[j].value,
                ask.target.unit,
                (i, j),
                quantities,
                single,
            ),
            describe=functools.partial(_of_thing, ask, single[i]),
        )
        for j in persons[:1]
        for i in things[:_MOST_THINGS]
    ]


def _of_thing(ask: Ask, thing: Candidate) -> About:
    """What a level for so many persons is about: what was promised, where the last words are alike (病床, 床位)."""
    alike = set(ask.target.indicator[-2:]) & set(thing.about.said[-2:])
    return About(ask.near, ask.topics, text=thing.about.text) if alike else thing.about


def _of_the_others(ask: Ask, i: int, quantities: tuple[Quantity, ...], single: list[Candidate]) -> Candidate:
    """The share of a number that the next one does not count."""
    a, b = quantities[i : i + 2]
    spoken_of = overlap(single[i].about.near, ask.topics) >= _SPOKEN_OF
    return dataclasses.replace(
        _quotient(100 * (a.value - b.value) / a.value, "%", (i, i + 1), quantities, single),
        describe=functools.partial(_of_promise if spoken_of else _of_share, ask, single[i], single[i]),
    )


_FAILED = re.compile("不合格[^，。；0-9]{0,4}$")


def _rest_of_all(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """Rates of what passed, where those are counted that did not: 抽检4000批次，检出不合格50批次."""
    quantities, contexts = progress.quantities, progress.contexts
    out = [
        _of_the_others(ask, i, quantities, single)
        for i, (a, b) in enumerate(itertools.pairwise(quantities))
        if a.unit == b.unit
        and 0 < b.value <= a.value
        and contexts[i].sentence == contexts[i + 1].sentence
        and _FAILED.search(contexts[i + 1].left)
        and not _FAILED.search(contexts[i].left)
    ]
    if len(out) == 1 and not single[out[0].members[0]].about.near.keys().isdisjoint(ask.topics):
        # 完成食品抽检4800批次，抽检合格率98%: 食品 is what the other promise names
        return [dataclasses.replace(out[0], describe=functools.partial(About, ask.near, ask.topics, text=ask.work))]
    return out


_PAYING = frozenset({"发放", "支付", "拨付", "兑付"})
_GIVEN_OUT = re.compile("发放|支付|拨付|补助|补贴|兑付")
# How far the quotient of what was paid and of those who got it may lie from the standard, by rounding.
_JUST_THAT = Decimal("0.002")


def _per_head(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """The standard that was promised, where what was paid comes to just that for each who got it: 为4417名发放补助441.7万元."""
    head, per = units.split(ask.target.unit)
    if head != "元" or per not in (("人",), ("人", "年")) or not ask.target.value:
        return []
    out = []
    for i, (a, b) in enumerate(itertools.pairwise(progress.quantities)):
        # 发放药费补助, and no 慰问金 where 补贴 was promised
        said = progress.words(a.end, b.start).keys() & ask.near.keys()
        paid = bool(said - _PAYING) and _GIVEN_OUT.search(progress.text, a.end, b.start) is not None
        if a.dimension == "person" and a.value and b.unit == "元" and paid:
            each = b.value / a.value
            if abs(each / ask.target.value - 1) <= _JUST_THAT:
                level = _quotient(each, ask.target.unit, (i + 1, i), progress.quantities, single)
                out.append(
                    dataclasses.replace(
                        level, value=ask.target.value, describe=functools.partial(About, ask.near, ask.topics)
                    )
                )
    return out


def _in_each(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """Numbers that so many places have each of: 4个街道各建成公园3个."""
    quantities = progress.quantities
    return [
        dataclasses.replace(
            _quotient(a.value * b.value, b.unit, (i, i + 1), quantities, single),
            describe=functools.partial(getattr, single[i + 1], "about"),
        )
        for i, (a, b) in enumerate(itertools.pairwise(quantities))
        if b.unit == ask.target.unit
        and single[i + 1].stage is Stage.FINISHED
        and b.bound is not Bound.AT_MOST
        and (
            IN_EACH.fullmatch(progress.text, a.end, b.from_)
            or (
                (m := _SO_MANY_EACH.fullmatch(progress.text, a.end, b.from_))
                and (m["place"] or m["unit"] in (None, a.unit))
            )
        )
    ]


# 27个乡镇，每个乡镇演出12场; 培训班12期，每期90人; 139个村（社区）×12场
_SO_MANY_EACH = re.compile(
    "[^，。；、0-9]{0,16}(?:，每(?P<unit>[个期场次家所室班户村校辆台])[^，。；、0-9]{0,10}|[×xX*])"
    # 86个行政村每村聘用1名
    "|[^，。；、0-9]{0,6}(?P<place>[村镇乡校户])，?每(?P=place)(?!需|应|须|拟|要|至少|计划)[^，。；、0-9]{0,8}"
)
_STANDARD = re.compile("标准|收入|工资|水平")
# 应体检31264人; not 应急, 应届
_DUE = re.compile(rf"(?:{DUE}|(?<!供)需|适龄|在册|符合[^，。；0-9]{{0,4}}条件)[^，。；0-9]{{0,10}}$")
_DONE_OF_DUE = re.compile("(?:实际|已|实(?=[一-龥]))[^，。；0-9]{0,10}$")
# 全县200个行政村，184个已设立物流服务点; 全区学校食堂238家，接入平台233家
_ALL_OF_THEM = re.compile(
    "(?:^|，)(?:全[省市县区州旗镇乡]|我[省市县区])(?!(?:共|已)?(?:新|建成|完成|改造))[^，。；0-9]{0,14}$"
)
_SOME_OF_THEM = re.compile(
    "[^，。；、0-9]{0,8}，(?:目前|现)?(?:已|其中|接入|覆盖|设立|纳入|开通|建有|配备|合格)?[^，。；0-9]{0,16}"
)
_REACHED_BEHIND = re.compile("[^，。；0-9]{0,4}(?:已|均已)")
_REACHED_BEFORE = re.compile("已|接入|覆盖|设立|纳入|开通|建有|配备")
# 77个行政村中，书记、主任“一肩挑”的76个; 186处农贸市场已有171处建成快检室
_AMONG = re.compile(
    r"[^。；，0-9]{0,12}(?:中，?(?:已有|已|有|其中|共有)?[^。；，0-9]{0,24}|，?已有|[^。；，0-9]{0,4}已(?:建成|开通|设立|配备|通|覆盖|接入|接通)[^。；，0-9]{0,16}|，(?!超|过|达|不足|低于|高于|突破)[^。；，、0-9]{2,12}的(?:有|共|共有)?)"
)
_HAVE = re.compile("[^，。；、0-9]{2,12}(?:，其中)?有")
_ARE_SO = re.compile("(?:水质)?(?:达到)?(?:优良|优于|Ⅲ类)|达标|已|实现|建成|完成|通过")
# 公办园在园幼儿716人，全镇在园幼儿958人
_OF_THE_PLACE = re.compile(r"全[省市县区州镇乡](?:现有|共有|共)?(?P<noun>[一-龥]{2,12})$")


# 优良天数298天（有效监测天数363天）
_DAYS_MEASURED = re.compile("(?:全年|共)?(?:有效)?监测(?:有效)?(?:天数)?")
_MEASURED_IN_FRONT = re.compile(f"{_DAYS_MEASURED.pattern}$")
_SHARE = re.compile("占比|比重|比例")


# 全区养老机构床位共6850张，护理型4932张
_ALL_THERE_ARE = re.compile("(?:共有?|总计|总数)(?:为|达到?)?$")


def _names_the_part(ask: Ask, part: Candidate, whole: Candidate) -> bool:
    """Whether a part is named as the promised share is, where that says more than the whole: 托班280个 is no 普惠托位占比."""
    own = ask.near.keys() - whole.about.near.keys()
    return not own.isdisjoint(part.about.near) if own else named_alike(ask, part)


def _some_of_all(progress: Reading, single: list[Candidate]) -> list[tuple[int, int]]:
    """Pairs of numbers of which the second counts some of the first: 床位312张，其中护理型床位201张."""
    quantities = progress.quantities
    # 年收入10万元以上 says of which ones
    # 由年初的9.1万张增加到10.02万张: how many they were is no part
    counted = [
        i for i, q in enumerate(quantities) if q.start not in progress.limits and single[i].stage is not Stage.BASELINE
    ]
    pairs: list[tuple[int, int]] = []
    wholes: dict[str, int] = {}
    for b in counted:
        unit = quantities[b].unit
        a = wholes.get(unit)
        if a is not None and 0 < quantities[b].value <= quantities[a].value:
            pairs.append((a, b))
        # 在园幼儿12000人，其中公办园6900人、民办园4140人: of the whole, not of the part in front
        if not single[b].share_of_total:
            wholes[unit] = b
    # a share is of all there are, where they are told
    of_all = [(a, b) for a, b in pairs if _ALL_THERE_ARE.search(progress.contexts[a].left)]
    return of_all or [(a, b) for a, b in pairs if single[b].subset]


def _beyond_limits(progress: Reading) -> list[tuple[int, int]]:
    """Pairs of a whole and those of it that lie beyond a limit: 301个建制村中，集体收入达到20万元以上的有199个.

    What lies beyond a limit itself is no whole (10万元以上的有190个，20万元以上的有150个).
    """
    quantities, contexts, text = progress.quantities, progress.contexts, _without_limits(progress)
    out: list[tuple[int, int]] = []
    whole: int | None = None
    for i, q in enumerate(quantities):
        if q.start in progress.limits:
            continue
        limited = i > 0 and quantities[i - 1].start in progress.limits and contexts[i - 1].clause == contexts[i].clause
        if not limited:
            whole = i
        elif whole is not None:
            a = quantities[whole]
            in_front = out[-1][1] if out and out[-1][0] == whole else None
            goes_on = in_front is not None and contexts[in_front].sentence == contexts[i].sentence
            among = goes_on or _AMONG.fullmatch(text, a.end, q.start) is not None
            if among and a.unit == q.unit and 0 < q.value <= a.value:
                out.append((whole, i))
    return out


def _without_limits(progress: Reading) -> str:
    """The text with the numbers covered that are limits (20万元以上的); the length stays."""
    pieces, at = [], 0
    for q in progress.quantities:
        if q.start in progress.limits:
            pieces += [progress.text[at : q.start], "某" * (q.end - q.start)]
            at = q.end
    return "".join([*pieces, progress.text[at:]])


def _of_all(progress: Reading) -> list[tuple[int, int]]:
    """Pairs of numbers of which the second counts some of the first: 15986个自然村中，已有14625个."""
    quantities, contexts, text = progress.quantities, progress.contexts, re.sub(DIGIT_OF_A_NAME, "某", progress.text)
    out = []
    # 其中护理型床位由年初的9.1万张增加到10.02万张
    before = set(baselines(progress).values())
    out += _beyond_limits(progress) if progress.limits else []
    for i, (a, b) in enumerate(itertools.pairwise(quantities)):
        if a.unit != b.unit or not a.value or not b.value or a.dimension == "share" or i + 1 in before:
            continue
        if contexts[i + 1].left.startswith(("不", "未")):
            # 达标179份，不达标的7份
            continue
        if b.value > a.value:
            # the whole stands behind: 参保124.37万人（应参保126.2万人）
            m = _OF_THE_PLACE.search(contexts[i + 1].left)
            if _DAYS_MEASURED.fullmatch(contexts[i + 1].left):
                out.append((i + 1, i))
            new = verbs("added", "anew", "this_year", "started").search(contexts[i].left)
            if not new and ((m and contexts[i].near.endswith(m["noun"])) or _DUE.search(contexts[i + 1].left)):
                out.append((i + 1, i))
        elif (
            _AMONG.fullmatch(text, a.end, b.start)
            or
            # 10个断面有9个达到优良
            (_HAVE.fullmatch(progress.text, a.end, b.start) and _ARE_SO.match(progress.text, b.end))
            or (
                # 应体检31264人，…实际体检19870人
                (_DUE.search(contexts[i].left) and _DONE_OF_DUE.search(contexts[i + 1].left))
                # 有效监测362天，优良天数358天
                or (_MEASURED_IN_FRONT.search(contexts[i].left) and "优良" in contexts[i + 1].left)
            )
        ):
            out.append((i, i + 1))
            # and of the same ones: 77个村中，已通车的70个，有卫生室的76个; not 应检2316台，已检2290台，停用26台
            for k in range(i + 2, len(quantities) if not _DUE.search(contexts[i].left) else 0):
                if contexts[k].sentence != contexts[i].sentence:
                    break
                if quantities[k].unit == a.unit and 0 < quantities[k].value <= a.value:
                    out.append((i, k))
        elif (
            (m := _SOME_OF_THEM.fullmatch(progress.text, a.end, b.from_))
            and _ALL_OF_THEM.search(contexts[i].left)
            and (_REACHED_BEFORE.search(m[0]) or _REACHED_BEHIND.match(progress.text, b.end))
        ):
            out.append((i, i + 1))
    return out


_BEGINS = "(?:^|[，、；：]|[已共均]|当[期年]|按[期时]|如期|实现|成功|依法|及时|其中|全部|累计|实际|完成|督促|组织|护送|验收|核查|抽查)"


def _done_of_found(progress: Reading, single: list[Candidate], name: str) -> list[tuple[int, int]]:
    """Pairs of numbers of which the second is what was done about the first: for 整改率, 发现隐患1287处，整改1105处."""
    quantities, out = progress.quantities, []
    said = _what_the_rate_is_of(name)
    for i in range(1, len(quantities)):
        # 培训942人，其中贫困劳动者186人，合格903人; 抽检12500批次，完成率48.1%，合格12275批次: of all of them
        aside = single[i - 1].subset or single[i - 1].stage is Stage.COMPLETION
        k = i - 2 if aside and i > 1 else i - 1
        a, b = quantities[k], quantities[i]
        if a.unit != b.unit and i > 1 and quantities[i - 2].unit == b.unit and a.start == quantities[i - 2].end:
            # 纳入监测38户112人，消除风险31户
            k = i - 2
            a = quantities[k]
        near = "。" not in progress.text[a.end : b.start] and b.start - quantities[i - 1].end < 20
        # 宫颈癌筛查7126人，乳腺癌筛查6204人 are two of one kind
        done, found = progress.contexts[i], progress.contexts[k]
        apart = (said.search(done.left) is not None and said.search(found.left) is None) or (
            # 事项1760项，其中1736项可全程网上办理
            single[i].subset and said.search(done.right[:12]) is not None
        )
        if near and apart and units.affinity(a.unit, b.unit) >= SAME_MEASURE and 0 < b.value <= a.value:
            out.append((k, i))
    return out


def _named_of_those_due(ask: Ask, progress: Reading) -> list[tuple[int, int]]:
    """Pairs of those due and those whom a number names just as the promised rate does: 应种61350人，第一剂59022人，第二剂55828人."""
    quantities, contexts = progress.quantities, progress.contexts
    due = [i for i, c in enumerate(contexts) if re.search(f"{DUE}[一-龥]{{0,2}}$", c.left)]
    return [
        (i, k)
        for i in due
        for k in range(i + 1, min(i + 1 + _MOST_THINGS, len(quantities)))
        if contexts[k].sentence == contexts[i].sentence
        and quantities[k].unit == quantities[i].unit
        and 0 < quantities[k].value <= quantities[i].value
        and len(contexts[k].said) > 1
        and contexts[k].said in ask.work
    ]


# 学科类机构原有38家，现存3家
_THERE_WERE = re.compile("原有?(?!则)[^，。；0-9]{0,12}$")
_ARE_LEFT = re.compile("[，、；](?:目前|现)?(?:现存|现有|仅存|剩余?|保留|尚存|现仅)[^，。；0-9]{0,6}")
_WENT = re.compile("压减|压降|减少|退出|关停|注销")


def _gone_of_those_there_were(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """Rates of what is gone, where those are counted that there were and those that are left: 原有38家，现存3家."""
    quantities = progress.quantities
    if not _WENT.search(ask.target.indicator):
        return []
    return [
        _of_the_others(ask, i, quantities, single)
        for i, (a, b) in enumerate(itertools.pairwise(quantities))
        if a.unit == b.unit
        and b.value <= a.value != 0
        and _THERE_WERE.search(left := progress.contexts[i].left)
        and ("非" in left) is ("非" in ask.text)
        and not single[i].about.near.keys().isdisjoint(ask.topics)
        and _ARE_LEFT.fullmatch(progress.text, a.end, b.from_)
    ]


@functools.lru_cache(maxsize=1024)
def _what_the_rate_is_of(name: str) -> re.Pattern[str]:
    """What stands in front of a number of which a rate tells: 整改1105处, for 整改率."""
    verb = name[-2:]
    # 化解隐性债务 is no verb, for 债务率
    begins = "" if verbs("outcome", "removed", "over_again", "finished", "wholly_done").search(verb) else _BEGINS
    # 规范管理44.8万人, for 健康规范管理率; 消除风险46.9万人, for 风险消除率
    turned = [f"(?:已|共)?{re.escape(verb + name[-4:-2])}"] if len(name) > 3 else []
    whole = "|".join([re.escape(name[k:]) for k in range(len(name) - 2)] + turned)
    # 结案率 is of 办结; 可办率 of 可全程网上办理
    done = "|".join(map(re.escape, verbs_of_rate(name)))
    return re.compile(
        f"(?<![不未非]){begins}(?:{done})(?:完成|成功|建设|实施|了|量|数|额)?$"
        # 已规范管理31080人; 其中接受听力筛查20114人; 产生1032万吨/处理1016万吨
        f"|(?:已|其中|可|得到|接受|[/／])[^，。；、0-9不未非]{{0,12}}(?:{done})$"
        # 完成健康体检37894人; 表示满意的有967人
        + (f"|^(?:实现|可|已|共|累计|完成|开展)*(?:健康|免费)*(?:{whole}|{done})$" if whole else "")
        + f"|^(?:表示|认为)?(?:{done})的(?:有|共|达)?$"
    )


def _level_over_level(
    ask: Ask, compared: tuple[str, str], quantities: tuple[Quantity, ...], single: list[Candidate]
) -> tuple[int, int] | None:
    """Positions of the two levels that a target compares (城镇低保补差水平, 当地低保标准); None where one is missing."""
    over, under = (words().content(x) for x in compared)
    able = [
        i
        for i, q in enumerate(quantities)
        if q.dimension not in ("share", "multiple", "time", "age", "reading")
        and single[i].stage in (Stage.FINISHED, Stage.STARTED)
        # a standard is no number of people
        and (q.dimension not in units.COUNTED or not _STANDARD.search(ask.target.indicator))
    ]
    first = {i: x for i in able if (x := said(over, single[i])) >= 0.45}
    second = {j: x for j in able if quantities[j].value and (x := said(under, single[j])) >= 0.45}
    at_most_all = ask.target.unit == "%" and ask.target.value <= 100
    best: tuple[float, int, int] | None = None
    for i, x in first.items():
        for j, y in second.items():
            a, b = quantities[i], quantities[j]
            if contrary(compared[1], single[j].about.text):
                # 农村低保标准, where 城市低保标准 is compared with
                continue
            if i == j or not _comparable(a, b) or (at_most_all and a.value > b.value):
                continue
            value = (
                x
                + y
                - 0.5 * said(under, single[i])
                + (0.1 if "/" in b.unit else 0.0)
                + (0.15 if a.unit == b.unit else 0.0)
            )
            if best is None or value > best[0]:
                best = value, i, j
    return best[1:] if best else None


def _quotient(
    value: Decimal,
    unit: str,
    members: tuple[int, int],
    quantities: tuple[Quantity, ...],
    single: list[Candidate],
    *,
    direction: int = 0,
) -> Candidate:
    exact = all(single[k].bound is Bound.EXACT for k in members)
    return Candidate(
        value=value,
        unit=unit,
        bound=Bound.EXACT if exact else Bound.ABOUT,
        method=Method.RATIO,
        stage=Stage.FINISHED,
        spans=tuple((quantities[k].start, quantities[k].end) for k in members),
        members=members,
        describe=functools.partial(_of_both, *(single[k] for k in members)),
        direction=direction,
    )


def _of_both(first: Candidate, second: Candidate) -> About:
    topics = dict(first.about.topics)
    for word, weight in second.about.topics.items():
        topics[word] = max(topics.get(word, 0.0), weight)
    return About(first.about.near, topics, text=first.about.text)


def _its_own_step(ask: Ask, part: Candidate, c: Context) -> bool:
    """Whether what only prepares other works is what a rate was promised of: 签约率, 已签约8.94万人."""
    name = ask.target.indicator
    return (
        part.stage in (Stage.PREPARING, Stage.STARTED) and name.endswith("率") and name[-3:-1] in c.left + c.right[:8]
    )


_NOT_DONE = (Stage.ONGOING, Stage.PREPARING, Stage.PLANNED, Stage.STARTED, Stage.COMPARISON)


def _of_those_due(ask: Ask, c: Context, whole: Candidate) -> bool:
    """Whether a number is of those to whom what the promised rate is of was to be done (体检率: 应检48210人)."""
    own, foreign = ask.own_and_foreign(whole.about.near)
    if foreign > own:
        # 居民养老保险应参保18.42万人 says nothing of another insurance
        return False
    m = _DUE_VERB.search(c.left)
    name = ask.target.indicator.removesuffix("率")
    return (
        m is not None
        and name != ask.target.indicator
        and (m["verb"] in name or name.endswith(tuple(load("words")["rates_of_reach"])))
    )


_DUE_VERB = re.compile(f"{DUE}[一-龥]?(?P<verb>[一-龥])")


def _just_that_rate(ask: Ask, part: Candidate, whole: Candidate) -> bool:
    """Whether a promised rate names only what was done, and two numbers tell so much of what the task speaks of: 征集547个，办结541个."""
    done = _HOW.sub("", part.about.said)
    if done == ask.target.indicator.removesuffix("率"):
        return overlap(whole.about.near, ask.topics) >= _SPOKEN_OF
    # 发生命案12起，破获12起, for a 命案破案率; 2867项依申请事项中，可网办2789项; 立案受理5126件，当期审结5018件
    own, foreign = ask.own_and_foreign(whole.about.near)
    of_them = own > foreign or _ONLY_HEARD.fullmatch(whole.about.said) is not None
    return done in verbs_of_rate(ask.target.indicator)[1:] and (
        of_them or overlap(whole.about.near, ask.near) >= _SPOKEN_OF
    )


_ONLY_HEARD = re.compile("(?:全年|今年|共|累计|已|依法|立案|受理|接收|收到)+")
_HOW = re.compile("^(?:已|共|均|可|当[期年]|按[期时]|如期|其中)+")
# How much of what a whole counts the task must name.
_SPOKEN_OF = 0.5


def _of_promise(ask: Ask, part: Candidate, whole: Candidate) -> About:
    """What a share of those due is about: just what was promised."""
    about = _of_both(part, whole)
    # 首剂接种2206人、全程接种1874人: what one of them says besides tells them apart
    near = {**ask.near, **{w: v for w, v in part.about.near.items() if w not in ask.topics}}
    return about._replace(near=near, topics={**about.topics, **dict.fromkeys(ask.near, 1.0)})


def _of_share(ask: Ask, part: Candidate, whole: Candidate) -> About:
    """What a share is about: where part and whole both name some of what was promised, just that (黑臭水体11处，已消除10处)."""
    about = _of_both(part, whole)
    named = [{w: v for w, v in o.about.near.items() if w in ask.topics} for o in (part, whole)]
    return about._replace(near={**named[1], **named[0]}) if all(named) else about


def _comparable(a: Quantity, b: Quantity) -> bool:
    head, per = units.split(a.unit)
    other, other_per = units.split(b.unit)
    return units.affinity(head, other) >= 0.8 and (not per or not other_per or per == other_per)


@functools.cache
def _surplus() -> re.Pattern[str]:
    return re.compile(rf"(?:{verbs('surplus', 'over_the_task').pattern})[^，。；、率]{{0,16}}$")


class Completion(NamedTuple):
    """A rate of completion: its position, the rate in percent, the position of the number of which it is said.

    ``goal`` is the position of the promised number that it repeats (完成年度5万套任务的113%).
    """

    at: int
    rate: Decimal
    of: int | None
    goal: int | None = None


def completion_rates(progress: Reading, single: list[Candidate]) -> list[Completion]:
    """Rates of completion; of several in a row each belongs to the number in its place of the row in front."""
    out: list[Completion] = []
    quantities = progress.quantities
    i = 0
    while i < len(quantities):
        if single[i].stage is not Stage.COMPLETION or _of_a_forecast(progress, single, i):
            i += 1
            continue
        row = [i]
        while i + 1 < len(quantities) and quantities[i + 1].dimension == "share":
            if not _IN_A_ROW.fullmatch(progress.text, quantities[i].end, quantities[i + 1].from_):
                break
            i += 1
            row.append(i)
        told = _told_before(progress, single, row[0])
        own = {w: v for w, v in single[row[0]].about.near.items() if w not in neutral_words()}
        named = [single[k].about.near for k in told]
        if own and named and named[-1] and not any(overlap(own, near) >= 0.5 for near in named):
            # 点位新建3260个，安防小区建设完成年度任务的116%: of something else
            told = []
        clause = progress.stretch(CLAUSE, quantities[row[0]].start, quantities[i].end)
        surplus = _surplus().search(progress.text, clause[0], quantities[row[0]].start)
        for place, k in enumerate(row):
            value = quantities[k].value * (100 if quantities[k].unit == "倍" else 1)
            if sign := differs_from_goal(progress.contexts[k]):
                # 比年度任务多5%
                value = 100 + sign * value
            elif surplus and value < 100:
                value += 100
            of = told[-len(row) + place] if len(told) >= len(row) else told[-1] if told and len(row) == 1 else None
            out.append(Completion(k, value, of, _goal(progress, single, k)))
        i += 1
    if not out and len(quantities) == 1 and _LONE_RATE.fullmatch(progress.text):
        out.append(Completion(0, quantities[0].value, None))
    return out


_FORECAST = re.compile("(?:预计|预期|有望)[^，。；0-9]*$")


def _of_a_forecast(progress: Reading, single: list[Candidate], i: int) -> bool:
    """Whether a rate is of what is only expected: 全年预计完成600亿元，完成年计划的97%."""
    if not i or progress.contexts[i - 1].sentence != progress.contexts[i].sentence:
        return False
    return single[i - 1].stage is Stage.PLANNED and _FORECAST.search(progress.contexts[i - 1].left) is not None


# a report that is nothing but a rate: 95%, 80%（甲镇进度滞后）
_LONE_RATE = re.compile(r"\s*(?:已?完成)?(?:约|近)?[0-9.]+[%％]\s*(?:[（(][^（）()0-9]*[）)])?[。.]?\s*")
_IN_A_ROW = re.compile("[、和及]")


def _goal(progress: Reading, single: list[Candidate], i: int) -> int | None:
    """Position of the promised number that a rate of completion repeats in its clause; None where it repeats none."""
    if not i or single[i - 1].stage is not Stage.QUOTA:
        return None
    return i - 1 if progress.quantities[i - 1].start >= progress.contexts[i].clause[0] else None


def _told_before(progress: Reading, single: list[Candidate], i: int) -> list[int]:
    """Positions of the numbers in front of a rate, in its sentence, that can be what it speaks of."""
    out: list[int] = []
    aside = (Stage.COMPLETION, Stage.QUOTA, Stage.PLANNED)
    for k in range(i - 1, max(-1, i - 6), -1):
        if re.search("[。；\n]", progress.text[progress.quantities[k].end : progress.quantities[i].start]):
            break
        if single[k].stage not in aside and progress.quantities[k].dimension != "share":
            out.insert(0, k)
    return out
