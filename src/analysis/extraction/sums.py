"""Numbers that belong together: the parts of a total that is stated, and rows that add up to one that is not."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from analysis.extraction.candidates import About, Candidate, joint_bound
from analysis.extraction.divisions import (
    counted_in,
    divided,
    divided_rows,
    division,
    months_to_date,
    of_offices,
    of_places,
    rises_by_months,
)
from analysis.extraction.lexicon import alternation, load, verbs
from analysis.extraction.places import AREA, DONE_THERE, IN_PLACE, LEVEL, ONLY_PLACE, named_place
from analysis.extraction.reading import (
    BATCH,
    CLAUSE,
    DIGIT_OF_A_NAME,
    JOINED,
    MARKS,
    SENTENCE,
    WINDOW,
    Context,
    Reading,
    Span,
)
from analysis.extraction.segment import words
from analysis.extraction.stages import Stage
from analysis.extraction.stages.goals import DEALT
from analysis.extraction.stages.work import ASIDE, THE_REST
from analysis.extraction.targets import baselines
from analysis.extraction.units import dimension, is_capacity
from analysis.model import Method

# Numbers that are so many times larger than others count something else.
_TOO_UNLIKE = 200
# So many numbers, at most, share out a total or are added up.
_MOST_PARTS = 60


def parts_of_totals(reading: Reading) -> dict[int, int]:
    """Positions of the quantities that share out a total which the text states too, each with that of the total.

    Either they stand in brackets behind it, or they follow it and add up to it.
    """
    text, quantities = reading.whole, reading.quantities
    out: dict[int, int] = {}
    for i, total in enumerate(quantities):
        so_far = Decimal(0)
        members: list[int] = []
        by_place = False
        for j in range(i + 1, min(i + 1 + _MOST_PARTS, len(quantities))):
            gap = text[quantities[j - 1].end : quantities[j].start]
            if "。" in gap or "\n" in gap:
                break
            if quantities[j].dimension == "share":
                # 已完工7个、完工率70%，包括5个广场、2个中心
                continue
            if quantities[j].unit != total.unit:
                # 其中路外5处687个，路内1669个
                # 1012名0—6岁儿童，其中脑瘫儿童304名; 4126户15238人
                if members or re.search("其中|包括|含", gap) or not re.search("[，。；、]", gap):
                    continue
                break
            place = ONLY_PLACE.fullmatch(reading.contexts[j].said) is not None
            if not members and not re.search("其中|包括|含|（|：|分别|即", gap):
                # 完成硬化87.5公里，城关镇35公里、石桥镇52.5公里: places that add up to it
                # 募集6480万元，定向捐赠3900万元、非定向捐赠2580万元: or parts of a number that no chance adds up to
                by_place = place and not named_place(reading.contexts[i].near)
                if not by_place and (not many_digits(total.value) or _APART.search(gap)):
                    break
            if by_place and not place:
                break
            members.append(j)
            so_far += quantities[j].value
            if len(members) > 1 and so_far == total.value:
                out.update(dict.fromkeys(members, i))
                break
        out.update(dict.fromkeys(parts_in_front(reading, i), i))
        if i and reading.contexts[i].bracketed:
            for j in range(i - 1, max(-1, i - 1 - _MOST_PARTS), -1):
                q, gap = quantities[j], text[quantities[j].end : total.start]
                if len(gap) > WINDOW or "）" in gap:
                    break
                if q.unit == total.unit and q.value >= total.value and "（" in gap and not ASIDE.search(gap):
                    out.setdefault(i, j)
                    break
    return out


def many_digits(value: Decimal) -> bool:
    """Whether a number has so many digits that it does not recur by chance."""
    return len(value.normalize().as_tuple().digits) > 2


# …三类相加，建成52.5兆瓦; …以上总数535场
_COUNTED_UP = re.compile(
    r"[^，。；\n]{0,14}(?:共计|合计|总计|小计|共|计)[^，。；\n0-9]{0,8}"
    r"|[^，。；\n0-9]{0,8}[，、；](?:共|计)[^，。；\n0-9]{0,8}|[^\n0-9]{0,24}(?:共计|合计|总计|小计|总共|相加|总数)[^；\n0-9]{0,14}"
)


_BESIDE = re.compile("、[一-龥]{0,4}")


# 演出41场、放映96场，共137场次
_EVENTS = {"场", "场次"}


def parts_in_front(reading: Reading, i: int) -> list[int]:
    """Positions of the numbers in front of a total that add up to it (420亩、310亩…，计880亩)."""
    quantities = reading.quantities
    total, so_far = quantities[i], Decimal(0)
    if not i or not _COUNTED_UP.fullmatch(reading.text, quantities[i - 1].end, total.from_):
        return []
    members: list[int] = []
    for j in range(i - 1, max(-1, i - 1 - _MOST_PARTS), -1):
        if j + 1 < i and "。" in reading.text[quantities[j].end : quantities[j + 1].start]:
            break
        if quantities[j].unit != total.unit and {quantities[j].unit, total.unit} != _EVENTS:
            gap = reading.text[quantities[j].end : quantities[j + 1].from_]
            # so many digits add up by no chance
            if not many_digits(total.value) and (not members or not _BESIDE.fullmatch(gap)):
                break
            # 托育中心150个托位，支持8家增加托位216个，合计366个
            # 中央项目46个、资金5.1亿元，债券项目31个、资金8.3亿元，合计13.4亿元
            continue
        members.append(j)
        so_far += quantities[j].value
        if so_far >= total.value:
            break
    if so_far != total.value:
        # 治理餐饮油烟单位112家；…督促38家企业…，治理餐饮油烟单位93家；合计205家: those that say the same
        members = [j for j in members if reading.contexts[j].said == reading.contexts[members[0]].said]
        so_far = sum((quantities[j].value for j in members), Decimal(0))
    return members if len(members) > 1 and so_far == total.value else []


def parts_differ(reading: Reading, i: int) -> bool:
    """Whether brackets behind a number share it out by place, and the shares do not add up to it."""
    quantities, text = reading.quantities, reading.whole
    total = quantities[i]
    if not text.startswith(("（", "("), total.end):
        return False
    close = min((k for k in (text.find("）", total.end), text.find(")", total.end)) if k > 0), default=-1)
    inside = [k for k in range(i + 1, min(i + 1 + _MOST_PARTS, len(quantities))) if quantities[k].end <= close]
    named = [k for k in inside if quantities[k].unit == total.unit and named_place(reading.contexts[k].near)]
    return len(named) > 1 and len(named) == len(inside) and sum(quantities[k].value for k in named) != total.value


_APART = re.compile(
    "其中|至此|[期年]末|居前|位居|排名|另|还(?![草林湿田湖])|剩余|其余|余$|余下|剩下|尚|未|在建|正在|计(?!划)|(?<!公)共(?![享同建])|达到|[增扩升涨]至|[扩增升涨]到|扩大到|提高到|增加到"
)
_SPENT = re.compile("安排|下达|拨付|支付|到位|支出|使用|兑付|落实")
_MORE_THAN = re.compile("(?:超过?|突破)[0-9.]+[万亿]?元?[^，。；0-9]{0,8}$|[0-9.]+[万亿]?元?以上[^，。；0-9]{0,8}$")
_OTHERS = re.compile("[，、]其[他它余]")

_ASIDE = re.compile("[、，][一-龥]{0,12}")
# 新增床位120张（全部为护理型），乙院新增床位64张: what a bracket says is no end of the row
_SAID_ASIDE = re.compile("^（[^（）]{2,16}）")
_IN_BATCHES = re.compile(f"(?:分[两二三四五六七八九十0-9]+|[两二三四五六七八九十])(?:个)?{BATCH}[^，。；0-9]{{0,12}}$")
RESPECTIVELY = re.compile("分别|依次")
# 分别新建5G基站
_RESPECTIVELY_IN_FRONT = re.compile(f"(?:{RESPECTIVELY.pattern})(?:[^，。；0-9]|{DIGIT_OF_A_NAME}){{0,16}}$")
# 上半年、全年分别: the last holds those in front; 2022年、2023年分别: each is of a year of its own
_ROW_TO_DATE = re.compile(
    "(?:(?<!下)半年|全年|年底|[度月]末|月底|前[一二三四]个?季度|[0-9][—－～~至-][0-9]{1,2}月份?|20[0-9]{2}年度?|[去今上]年)，?$"
)
_OF_ONE_YEAR = re.compile("[^，。；、和及与]{2,}今年")
_EACH_QUARTER = re.compile("前[二三四]个?季度，?")
_THE_LAST = re.compile(f"[，；](?:{THE_REST.pattern})的?")
_REST_TOO = re.compile(f"[^，。；、0-9]{{0,4}}已[^，。；、0-9]{{2,12}}，(?:{THE_REST.pattern})的?")
_THE_REST = re.compile(
    r"[，、；]其[他它][^，、；。\n]{0,14}(?:完成|建成|新增|改造)|[，、；]其[他它余](?:各|[一二三四五六七八九十0-9]+个?)?"
    rf"(?:县（市、区）|{LEVEL}|单位|地区)(?:共|合计)?(?:(?:完成|新增|新建|建成|创建|改造|培育|认定|安装|培训)[^，、；。\n0-9]{{0,10}})?"
)
# 甲公路17.6公里，已完工；乙公路12.3公里，已完工
_EACH_DONE = re.compile(
    "，(?:已|均已|已全部|全部)?(?:建成通车|完工|竣工|建成|通车|投用|完成|投入使用)；[^、，；。\n]{1,24}"
)
# 32个区县2100个村: so many in so many
_ANY_MARK = re.compile("[、，；]")
# 第一、第二幼儿园新增960个: who has them may be two
_PART_GAP = re.compile(
    r"(?:均|各|已|全部)?[^、，；。\n]{0,4}?[、，；]?[^、，；。\n]{1,18}|[，；](?:[一-龥]{2,6}、){1,4}[^、，；。\n]{1,16}"
)


def summed(reading: Reading, single: list[Candidate]) -> list[Candidate]:
    """Runs of numbers with one unit, each behind a name of its own (蓬江区116个、江海区8个), added up."""
    quantities, out = reading.quantities, []
    # rows of two units may be interleaved (学校2所、学位1200个；学校1所、学位900个)
    taken: set[int] = set()
    for i, q in enumerate(quantities):
        if i in taken:
            continue
        run = [i]
        for j in range(i + 1, min(i + _MOST_PARTS, len(quantities))):
            gap = _gap(reading, run[-1], j)
            if quantities[j].unit != q.unit:
                if len(gap) > 20 or (re.search("[。；\n]", gap) and not _AT_PLACE.match(gap)):
                    break
                continue
            if single[i].stage is Stage.FINISHED and single[j].stage in _NOT_DONE:
                # 甲县竣工180户、在建36户，乙县竣工164户
                continue
            if _LESS.search(reading.contexts[j].near) and not _LESS.search(reading.contexts[i].near):
                # 新开8条，优化11条，停运2条
                continue
            if reading.text.startswith(("/", "／"), quantities[j].start - 1):
                # 甲镇41/45，乙镇9/9: of so many
                continue
            aside = reading.contexts[j].bracketed or reading.contexts[j].left.startswith(("内含", "含"))
            if aside and single[j].whole is single[run[-1]]:
                # 新开线路7条（含夜间线2条），优化调整11条: some of the one in front
                continue
            if _OTHERS.fullmatch(gap) and single[j].places:
                # 其他11个市州共完成174个: how many they are is no part
                continue
            if (
                run == [i]
                and q.value > quantities[j].value
                and _OF_ALL_PLACES.match(reading.contexts[i].left)
                and IN_PLACE.match(reading.contexts[j].said)
            ):
                # 全市建成33块，江北区6块、江南区8块: what all of them have is no part
                break
            if _profits(single[j]) is not _profits(single[i]) or not _joined(reading, single, run, j):
                break
            run.append(j)
        whole = added_up(reading, single, run)
        # 派出所2个、市级4个，建成社区107个: what is no one thing may be so up to a comma
        # 建设30所，甲镇6所、乙镇8所已投入使用: the first may be what all others are of
        of_first = len(run) > 2 and q.value >= sum(quantities[k].value for k in run[1:])
        parts = _between(reading, run, "；" if whole is not None and not whole.mixed and not of_first else "，；")
        if whole is not None:
            out.append(whole)
        out += _rows(reading, single, _works_alone(reading, run))
        out += _rows(reading, single, _between(reading, run, "；"))
        out += _rows(reading, single, parts)
        taken.update(run)
    out += [
        *_by_line(reading, single),
        *_by_part(reading, single),
        *_by_quarter(reading, single),
        *_by_columns(reading, single),
        *_of_institutions(reading, single),
        *_rows(reading, single, divided_rows(reading, single)),
        *_finished_parts(reading, single),
    ]
    out += _by_name(reading, single, out)
    # the first that was found of several alike
    return list({row.members: row for row in reversed(out)}.values())[::-1]


def _by_name(reading: Reading, single: list[Candidate], found: list[Candidate]) -> Iterator[Candidate]:
    """Rows behind 分别, in front of which the name of each number stands: 甲医院、乙医院全年分别义诊22场、17场."""
    for row in reading.named_rows:
        if any(set(row) < set(other.members) for other in found):
            # 甲、乙、丙分别创建9个、8个、5个，其他县共创建11个
            continue
        whole = added_up(reading, single, row) if len({reading.quantities[k].unit for k in row}) == 1 else None
        if whole is not None:
            # 总工会资助132名，团市委、慈善总会分别资助58名、71名: the row may not be all
            others = any(o.unit == whole.unit for k, o in enumerate(single) if k not in row)
            yield dataclasses.replace(whole, scattered=others)


def _finished_parts(reading: Reading, single: list[Candidate]) -> Iterator[Candidate]:
    """Those parts of a total that are finished, where others are not: 其中甲校（450个）、乙校（360个）已竣工，丙校（270个）主体施工."""
    parts: dict[tuple[Span, ...], list[int]] = {}
    for k, part in enumerate(single):
        if part.whole is not None and part.whole.stage is Stage.STARTED and part.unit == part.whole.unit:
            parts.setdefault(part.whole.spans, []).append(k)
    for members in parts.values():
        done = [k for k in members if single[k].stage is Stage.FINISHED]
        whole = single[members[0]].whole
        if whole is None or len(done) < 2 or len(done) == len(members) or not single[members[0]].share_of_total:
            continue
        yield dataclasses.replace(
            whole,
            value=sum((single[k].value for k in done), Decimal(0)),
            bound=joint_bound(single[k].bound for k in done),
            method=Method.SUM,
            stage=Stage.FINISHED,
            spans=tuple((reading.quantities[k].start, reading.quantities[k].end) for k in done),
            members=tuple(done),
        )


_OF_ALL_PLACES = re.compile(
    "(?:截至[^，。；]*，)?(?:全[市县区州省旗])(?:现?已|共|累计|合计)*(?:新建|建成|完成|新增|改造)"
)
_NOT_DONE = frozenset({Stage.PREPARING, Stage.STARTED, Stage.SHELL, Stage.ONGOING, Stage.PLANNED})


def _joined(reading: Reading, single: list[Candidate], run: list[int], j: int) -> bool:
    """Whether a number goes on with a run of them."""
    last = run[-1]
    gap, stages_alike = _gap(reading, last, j), single[j].stage is single[last].stage
    if JOINED.fullmatch(gap) and (told_respectively(reading, run[0]) or in_batches(reading, run[0])):
        # 送戏、送书分别完成426场、388场: the names stand in front, the numbers in a row
        return True
    if joined_by_plus(reading, (last, j)):
        return True
    return (
        _goes_on(gap)
        or _goes_on(_SAID_ASIDE.sub("", gap))
        # 新建甲校、乙校2所，改建丙校、丁校2所
        or (gap[:1] in "，；" and all(reading.counts_names(reading.quantities[k]) for k in (last, j)))
        or _goes_on(_without_others(reading, single, last, j))
        or _THE_REST.fullmatch(gap) is not None
        or (_EACH_DONE.fullmatch(gap) is not None and stages_alike)
        or _parallel(reading, last, j)
        # 已培训11400名，剩余8600名全部培训完毕
        or (_THE_LAST.fullmatch(gap) is not None and stages_alike)
        # 其中9个已开放，其余12个全部建成开放
        or (_REST_TOO.fullmatch(gap) is not None and single[j].stage is single[last].stage is Stage.FINISHED)
    )


def _of_the_first(reading: Reading, run: list[int]) -> bool:
    """Whether a row goes on with the first batch of what its first number counts: 采购公交车50辆，首批30辆已到位."""
    first, *others = (division(reading.contexts[k]) for k in run)
    return first is None and any(of is not None and of.kind == "batch" and "一" in of.holds for of in others)


def joined_by_plus(reading: Reading, members: Sequence[int]) -> bool:
    """Whether the text itself adds numbers up: 铺设4.7+1.2公里."""
    quantities = reading.quantities
    return all(
        reading.written[quantities[a].end : quantities[b].start].strip() in ("+", "＋")
        for a, b in itertools.pairwise(members)
    )


def _goes_on(gap: str) -> bool:
    """Whether what stands between two numbers is a mark and the name of the second, and begins no row of its own."""
    return (
        not (gap.startswith("；") and RESPECTIVELY.search(gap))
        and _PART_GAP.fullmatch(gap) is not None
        and _ANY_MARK.search(gap) is not None
        and not _APART.search(gap)
        and not verbs("started", "planned").search(gap)
    )


def in_batches(reading: Reading, i: int) -> bool:
    """Whether a number is the first of a row of batches: 分三批发放消费券1000万元、1200万元、900万元."""
    c = reading.contexts[i]
    # 轮训分三期进行，分别为520人次、486人次
    return _IN_BATCHES.search(c.left) is not None or (
        _RESPECTIVELY_IN_FRONT.search(c.left) is not None and _IN_BATCHES.search(c.before.rstrip("，")) is not None
    )


def _without_others(reading: Reading, single: list[Candidate], i: int, k: int) -> str:
    """What stands between two numbers of one unit, without those in between that are of other units or not done, and their names.

    甲县资助学生4100人次、资金310万元，乙县资助学生4050人次: the money stands aside. Only in front of a further place.
    """
    quantities, text = reading.quantities, reading.text
    whole, at = _gap(reading, i, k), quantities[i].end
    for j in range(i + 1, k):
        if not _ASIDE.fullmatch(text, at, quantities[j].from_):
            return whole
        at = quantities[j].end
    rest = _NEW_LINE.sub("", text[at : quantities[k].from_])
    parts = (reading.contexts[i].said, rest.lstrip("，；、"))
    return rest if all(map(IN_PLACE.match, parts)) else whole


def told_respectively(reading: Reading, i: int, *, to_date: bool = False) -> bool:
    """Whether a number is the first of a row behind 分别.

    ``to_date``: whose names are times, of which the last holds those in front; else of things that can be added up.
    """
    c = reading.contexts[i]
    m = _RESPECTIVELY_IN_FRONT.search(c.left)
    if m is None:
        return False
    names = c.before + c.left[: m.start()]
    # 一季度、上半年、前三季度分别 tell of three times; 前三季度分别 of each quarter
    # and 三家运营商今年分别 of one, of which each has its number
    times = (
        _ROW_TO_DATE.search(names) is not None
        and not _EACH_QUARTER.fullmatch(names)
        and not _OF_ONE_YEAR.fullmatch(names)
    )
    return to_date is times


def _by_line(reading: Reading, single: list[Candidate]) -> list[Candidate]:
    """Rows of numbers that stand in the items of a list, one in each, beside the same words.

    （1）东坡小学：已投用，新增学位1080个；（2）南山小学：已投用，新增学位360个
    """
    rows: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for k, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        said = c.said
        a, b = c.heading()
        if said and b > a and single[k].stage is Stage.FINISHED:
            rows.setdefault((said, q.unit), []).append((k, a))
    several = [row for row in rows.values() if 1 < len(row) == len({at for _, at in row})]
    return _rows(reading, single, ([k for k, _ in row] for row in several))


_FROM_JANUARY = re.compile("1[—－～~至-]")
_AT_PLACE = re.compile(f"[^。；\n]{{0,8}}[；。](?:{IN_PLACE.pattern})")


def _of_a_place(context: Context) -> str:
    """What a number counts in a sentence that is of a place; empty where the sentence is of none."""
    if not IN_PLACE.match(context.reading.quiet, *context.sentence):
        return ""
    return IN_PLACE.sub("", context.said, count=1)


def _parallel(reading: Reading, i: int, j: int) -> bool:
    """Whether two numbers stand in sentences alike, each of a place (甲县建校2所，新增学位1200个；乙县建校1所，新增学位900个)."""
    a, b = reading.contexts[i], reading.contexts[j]
    said = _of_a_place(a)
    return bool(said) and said == _of_a_place(b) and _a_sentence_each(reading, (i, j))


def _by_part(reading: Reading, single: list[Candidate]) -> list[Candidate]:
    """Rows of numbers in sentences alike, where each sentence counts several things in one unit.

    临江区新增车位700个、充电桩120个；北湖区新增车位850个、充电桩190个
    """
    rows: dict[tuple[str, str], list[int]] = {}
    for k, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        if said := _of_a_place(c):
            rows.setdefault((said, q.unit), []).append(k)
    several = (row for row in rows.values() if len(row) > 1 and _a_sentence_each(reading, row))
    return _rows(reading, single, several)


_QUARTER = re.compile(r"\s*[（(【]?(?P<n>[一二三四])季度[）)】]?[:：]")


_TO_DATE_TOO = re.compile("累计|共|已|达|截至")


def _by_quarter(reading: Reading, single: list[Candidate]) -> list[Candidate]:
    """Rows of numbers of the quarters of a year, told alike from the first one on: 一季度：签约2个。二季度：签约3个."""
    quarters = [
        (m["n"], m.end(), end)
        for start, end in reading.stretches(SENTENCE, 0, len(reading.text))
        if (m := _QUARTER.match(reading.text, start, end))
    ]
    names = "".join(name for name, _, _ in quarters)
    if len(quarters) < 2 or not "一二三四".startswith(names):
        return []
    rows: dict[tuple[str, str], list[int]] = {}
    for _, start, end in quarters:
        for k in range(
            bisect_left(reading.quantities, start, key=lambda q: q.start),
            bisect_left(reading.quantities, end, key=lambda q: q.start),
        ):
            if not _TO_DATE_TOO.search(reading.contexts[k].left):
                rows.setdefault((reading.contexts[k].said, reading.quantities[k].unit), []).append(k)
    return _rows(reading, single, (row for row in rows.values() if len(row) == len(quarters)))


def _by_columns(reading: Reading, single: list[Candidate]) -> Iterator[Candidate]:
    """Numbers in the same places of clauses alike, each of a place: 老城区停车场2个、泊位310个，河西片区3个、泊位462个."""
    clauses: dict[Span, list[int]] = {}
    for k, c in enumerate(reading.contexts):
        if IN_PLACE.match(reading.quiet, *c.clause):
            clauses.setdefault(c.clause, []).append(k)
    runs: list[list[list[int]]] = []
    for clause, members in clauses.items():
        units = [reading.quantities[k].unit for k in members]
        last = runs[-1][-1] if runs else []
        goes_on = bool(last) and reading.contexts[last[0]].clause[1] + 1 == clause[0]
        if goes_on and len(units) > 1 and units == [reading.quantities[k].unit for k in last]:
            runs[-1].append(members)
        else:
            runs.append([members])
    for run in runs:
        if len(run) > 1:
            for column in zip(*run, strict=True):
                if (row := added_up(reading, single, list(column), columns=True)) is not None:
                    # what they count stands in the first clause
                    yield dataclasses.replace(row, describe=functools.partial(getattr, single[column[0]], "about"))


def _a_sentence_each(reading: Reading, members: Sequence[int]) -> bool:
    """Whether numbers stand one in each of sentences that follow upon each other, none of them to date."""
    sentences = [reading.contexts[k].sentence for k in members]
    return all(
        a[1] + 1 == b[0] and not _FROM_JANUARY.match(reading.quiet, *b) for a, b in itertools.pairwise(sentences)
    )


# 一季度1.12万人，上半年2.74万人，全年5.08万人: each holds the one in front of it
TO_DATE = re.compile(
    "(?:上半年|本季度|[年今][年初]以来|年初至今|前[一二三四]个?季度|前[0-9]{1,2}个月|全年|1[—－~～至-]+[0-9]{1,2}月份?|(?:截[至止]|至|到)[0-9]{1,2}月[底末]?|年底|(?<![0-9一-龥])[0-9]{1,2}月[底末])"
    "(?:共|已|累计|实际)*[^，。；0-9]{0,6}$|[0-9一二三四五六七八九十]{1,3}月(?:底|末|份)?(?:最终|累计|已)*(?:完成|达)(?:至|到)$"
)


@functools.cache
def _work() -> re.Pattern[str]:
    """What was done, in front of what it was done to: 新增技能人才."""
    return re.compile(rf"^(?:{verbs('anew', 'over_again').pattern}|完成|培养|累计)+")


def _between(reading: Reading, run: list[int], marks: str) -> Iterator[list[int]]:
    """Stretches of a run between marks, where it has several."""
    stops = [n for n in range(1, len(run)) if any(mark in _gap(reading, run[n - 1], run[n]) for mark in marks)]
    if stops:
        yield from (run[a:b] for a, b in itertools.pairwise([0, *stops, len(run)]) if b - a > 1)


def _works_alone(reading: Reading, run: list[int]) -> Iterator[list[int]]:
    """Stretches of a run whose numbers begin with what was done, and say no more behind the first: 新建19座，改建28座，评定3A级12座."""
    work = verbs("anew", "over_again")
    for begins, stretch in itertools.groupby(run, lambda k: work.match(reading.contexts[k].said) is not None):
        members = list(stretch)
        alone = (only_works().fullmatch(reading.contexts[k].said) for k in members[1:])
        if begins and 1 < len(members) < len(run) and all(alone):
            yield members


@functools.cache
def only_works() -> re.Pattern[str]:
    """优化调整: what was done, and nothing else."""
    return re.compile(f"(?:{verbs('anew', 'over_again').pattern})+")


_NEW_LINE = re.compile(r"(?<=[，；、])[^\S\n]*\n\s*")


def _gap(reading: Reading, i: int, j: int) -> str:
    """What stands between two numbers; a line that breaks behind a mark says no more than the mark."""
    gap = reading.text[reading.quantities[i].end : reading.quantities[j].from_]
    return _NEW_LINE.sub("", gap) if "\n" in gap else gap


@functools.cache
def _outcome() -> re.Pattern[str]:
    """抽检6218批次，合格6102批次: some of those in front; 已建成5座，竣工3座 are told apart by their stage."""
    return re.compile(
        rf"[，、；\s]*(?:经[^，。；0-9]{{0,4}})?(?:已|均|其中)*(?:{verbs('outcome').pattern})(?:了|的|率)?$"
    )


@functools.cache
def _same_persons() -> re.Pattern[str]:
    """Words that tell apart what is of the same persons."""
    return re.compile(alternation(load("words")["same_persons"]))


@functools.cache
def _terms() -> re.Pattern[str]:
    return re.compile(alternation(load("words")["terms"]))


def of_same_persons(reading: Reading, members: Sequence[int]) -> bool:
    """Whether numbers of persons tell tests or doses of the same ones apart: 宫颈癌筛查7126人，乳腺癌筛查6204人."""
    tested = [k for k in members if _same_persons().search(reading.contexts[k].near)]
    return dimension(reading.quantities[members[0]].unit) == "person" and len(tested) > 1


def of_terms(reading: Reading, members: Sequence[int]) -> bool:
    """Whether numbers of persons are told apart by terms at school, in each of which there are the same."""
    q = reading.quantities[members[0]]
    return dimension(q.unit) == "person" and any(_terms().search(reading.contexts[k].near) for k in members)


_ONLY_A_VERB = re.compile(
    "[，；](?:今年|当年|年内|全年)?(?:已|均|其中|并|实施|督促|依法|颁发|建立|带动)*[一-龥]{2,4}(?:了|完成)?"
)


# 共6852套，目前已交付5210套
_HANDED_OVER = re.compile(
    "[，；](?:目前|现)?(?:其中|已|均)*(?:交付|入住|分配|配租|投用|启用|到岗|上岗|在岗|在职)(?:使用)?"
)
_THIS_YEAR = re.compile("^(?:今年|当年|年内|全年)")


def _done_to_them(reading: Reading, single: list[Candidate], i: int, k: int) -> bool:
    """Whether a number tells only to how many of those in front something was done: 排查隐患46处，整治18处.

    新建5座，改造2座 are two things.
    """
    gap = _gap(reading, i, k)
    if reading.quantities[k].value <= reading.quantities[i].value and _HANDED_OVER.fullmatch(gap):
        return True
    if not _ONLY_A_VERB.fullmatch(gap) or reading.quantities[k].value > reading.quantities[i].value:
        return False
    said = _THIS_YEAR.sub("", gap.strip("，；"))
    said = said.removeprefix("完成")
    named = len(reading.contexts[i].said) > 3 and single[i].about.text[-2:] not in said
    if not named or named_place(said) or _KIND.search(said) or verbs("anew", "finished").search(said):
        return False
    if verbs("looked_at", "tested").search(reading.contexts[i].left):
        return True
    done = verbs("to_do", "outcome", "removed", "wholly_done", "started", "preparing").search(said)
    # 矿山图斑342个，今年完成修复91个: no work is told of the first
    worked = verbs("anew", "over_again", "to_do", "finished").search(reading.contexts[i].left)
    return done is not None and not (worked and verbs("over_again").search(said))


def _rows(reading: Reading, single: list[Candidate], runs: Iterable[list[int]]) -> list[Candidate]:
    """Runs of numbers added up, without those that are no parts of one thing."""
    return [row for run in runs if (row := added_up(reading, single, run)) is not None]


def added_up(reading: Reading, single: list[Candidate], run: list[int], *, columns: bool = False) -> Candidate | None:
    """A run of numbers added up; None where they are no parts of one thing.

    ``columns``: each stands in its own clause, where another number may stand in front of it.
    """
    quantities, q = reading.quantities, reading.quantities[run[0]]
    parts = [single[k] for k in run]
    nears = [reading.contexts[k].near for k in run[1:]]
    # 安排5.2亿元，支付3.9亿元: what becomes of one sum
    spent = (
        q.dimension == "money"
        and any(_SPENT.search(reading.contexts[k].near) for k in run[1:])
        and not divided(reading, run)
    )
    if (
        len(run) < 2
        or q.dimension == "share"
        or ("/" in q.unit and not is_capacity(q.unit))
        or len({(part.stage, part.cumulative) for part in parts}) > 1
        # 其中甲712人、乙318人；丙3680人: the part ends with its sentence
        # 其中有意愿的3.1万人，已外出务工27480人: nor does it go on with what is done
        or (
            parts[0].subset
            and any(
                _gap(reading, a, b).startswith(("；", "，已")) or "；" in _gap(reading, a, b)
                for a, b in itertools.pairwise(run)
            )
        )
        or spent
        # 由640元提高到670元，个人缴费380元
        or not baselines(reading).keys().isdisjoint(run)
        or (_narrower(reading, run) and not of_offices(reading, run))
        # 新增养老床位602张，护理型占378张
        or any(_IN_ALL.match(said) or said.endswith("占") for said in (reading.contexts[k].said for k in run[1:]))
        or any(part.share_of_total or part.stock or part.average for part in parts)
        or len({_profits(part) for part in parts}) > 1
        or any(TO_DATE.search(near) for near in nears)
        or _of_the_first(reading, run)
        # 收入超50万元的村74个，超100万元的村21个: the second are some of the first
        or sum(_MORE_THAN.search(reading.contexts[k].left) is not None for k in run) > 1
        or (not (columns or divided(reading, run)) and any(map(_outcome().match, nears)))
        or holds_the_one_before(reading, run[0], run[1])
        # 至此全市已有41座
        or any("至此" in reading.contexts[k].left for k in run[1:])
        or len({_LESS.search(reading.contexts[k].near) is None for k in run}) > 1
        or (any(_done_to_them(reading, single, a, b) for a, b in itertools.pairwise(run)) and not divides(reading, run))
    ):
        return None
    sizes = [quantities[k].value for k in run]
    if len(run) > 2 and 2 * sizes[0] == sum(sizes) and many_digits(sizes[0]):
        # 募集6480万元，定向捐赠3900万元、非定向捐赠2580万元: the first is what the others add up to
        return None
    if rises_by_months(reading, run) or months_to_date(reading.contexts[run[-1]]):
        # 6月30公里，9月61公里; 累计：7月5000人、8月5600人: how far it was at each time
        return None
    if min(sizes) * _TOO_UNLIKE < max(sizes) and not divides(reading, run):
        # 换乘停车场2个、泊位640个
        return None
    alike = _one_kind(reading, parts)
    in_time = divided(reading, run) and not of_places(reading.contexts[run[0]])
    about = _of_first if in_time else _together if alike else _all_of
    return Candidate(
        value=sum((quantities[k].value for k in run), Decimal(0)),
        unit=q.unit,
        bound=joint_bound(part.bound for part in parts),
        method=Method.SUM,
        stage=parts[0].stage,
        spans=tuple((quantities[k].start, quantities[k].end) for k in run),
        members=tuple(run),
        mixed=not alike,
        # the number of a year answers for that year too
        jointly=len({part.year for part in parts}) == len(parts) and None not in {part.year for part in parts},
        reaches=_profits(parts[0]),
        describe=functools.partial(about, reading, parts),
    )


# 新纳入51家、退库9家: what came and what went
_LESS = re.compile("停运|停开|撤销|退库|退出|注销|吊销|淘汰|关停|清退|除名|流失|减少")
# 新增18500吨，总库容9.2万吨: what there is in all
_IN_ALL = re.compile("总(?:库容|量|数|规模|面积|里程|长度|容量|能力|人数|户数)")
_OF_A_MONTH = re.compile("[0-9]{1,2}月份|[一二三四]季度")
_SO_FAR = re.compile("截[至止]|累计|达到|[到至](?=[0-9]{1,2}月)")


def holds_the_one_before(reading: Reading, before: int, k: int) -> bool:
    """Whether a number of a month or quarter holds the one before it: 截至6月份2620人、7月份3145人; 3月份12个，6月份累计58个."""
    near, left = reading.contexts[k].said, reading.contexts[before].left
    return _OF_A_MONTH.match(near) is not None and ("累计" in near or _SO_FAR.search(left) is not None)


# 新建类420套、收购类260套
# D级拆除重建141户、C级维修加固168户
# and 第一批68.4公里、第二批47.2公里; 泊位一季度620个、二季度1145个、7月份310个
_KIND = re.compile(
    "[一-龥](?:类|型|式)$|^(?:[A-Da-d甲乙丙丁一二三四]级|第[一二三四五1-5][批期轮]|[一二三四]季度|(?:[0-9]{1,2}[至—~-])?[0-9]{1,2}月份?|[春秋]季|20[0-9]{2}年)"
    "|(?:[一二三四]季度|[0-9]{1,2}月份)$"
)
_PHASE = re.compile("(?:第?[一二三四五1-5]|首|末)[期批]|[一二三]次(?=供|网|管|换热)")
_GRADE = re.compile("(?:[一二三四五六]级|[ABC]级)")
_LEVEL = re.compile("(?:国家|自治区|省|[一-龥]{0,3}市|州|县|区|镇|村)级")
_ALL_DONE_BEHIND = re.compile("，?(?:现)?(?:都|均|全部)已?|(?:已)?(?:完成|建成|竣工|完工)(?![^，。；]{0,6}[0-9])")
_SHORT_NAME = re.compile("[一-龥]{2,8}")


def divides(reading: Reading, members: Sequence[int]) -> bool:
    """Whether a row of numbers shares out one thing: by places, by kinds, or by short names under a heading."""
    if in_batches(reading, members[0]) or divided(reading, members):
        return True
    contexts = [reading.contexts[k] for k in members]
    counted = set(map(_of_a_place, contexts))
    if len(counted) == 1 and "" not in counted and _a_sentence_each(reading, members):
        return True
    named = [DONE_THERE.sub("", c.said) for c in contexts]
    if all(AREA.search(name) for name in named) or all(_KIND.search(name) for name in named):
        return True
    # 专递课堂设备一期配备640所、二期配备575所
    phases = [m[0] for name in named if (m := _PHASE.search(name))]
    if len(set(phases)) == len(named):
        return True
    # 省级“枫桥式”派出所2个、市级4个
    if all(_LEVEL.fullmatch(name) for name in named[1:]) and re.search(_LEVEL.pattern, named[0]):
        return True
    # 二级社会体育指导员214名、三级912名
    if all(_GRADE.fullmatch(name) for name in named[1:]) and _GRADE.search(named[0]):
        return True
    # 密祉镇、寅街镇养老中心分别设置床位96张和110张
    # 第三小学、实验中学相继投用，分别新增学位1620个、1350个
    if all(
        len(c.near_left) == 2
        and (IN_PLACE.match(reading.quiet, *c.near_left[0]) or _INSTITUTION.fullmatch(reading.quiet, *c.near_left[0]))
        for c in contexts
    ):
        return True
    # 80—89周岁28640人、百岁以上37人
    if all(map(_INTO.search, named)) or all(_OF_AN_AGE.search(c.left) for c in contexts):
        return True
    if _by_institution(named) or _behind_institutions(reading, members):
        return True
    # 线上培训1.34万人次，线下培训0.52万人次
    if {m[0] for name in named if (m := _ONLINE.search(name))} == {"线上", "线下"} and all(map(_ONLINE.search, named)):
        return True
    # 床位：通榆210张，洮南185张，大安75张
    headed = reading.text[max(0, contexts[0].clause[0] - 1) : contexts[0].clause[0]] in ("：", ":")
    # 东和乡18.6公里、林川乡22.4公里；安防工程实施124.7公里: behind the row comes another thing
    headed = headed and not any(
        _gap(reading, a, b)[:1] == "；" != _gap(reading, members[0], members[1])[:1]
        for a, b in itertools.pairwise(members)
    )
    # 漕涧38公里、检槽27.6公里、白石31.4公里，都已交工
    all_done = _ALL_DONE_BEHIND.match(reading.text, reading.quantities[members[-1]].end) is not None
    # 按改造方式分，煤改气39.7万户、煤改电36.4万户、其他方式10.5万户
    by_kind = _BY_KIND.search(contexts[0].before) is not None
    if len(members) > 2 and headed and _says_what_was_done(reading, contexts[0].clause[0] - 1):
        # 已开展职业技能培训：企业职工岗位技能提升12860人次，就业重点群体8340人次，创业培训1220人次
        return all(_LONGER_NAME.fullmatch(name) for name in named)
    return len(members) > 2 and (headed or all_done or by_kind) and all(_SHORT_NAME.fullmatch(name) for name in named)


_BY_KIND = re.compile("(?:按[^，。；0-9]{2,8}(?:划分|区分|分|看)|[^，。；0-9]{2,12}(?:人员|对象|项目|其)中)，$")
# 普法宣讲进机关86场、进学校172场
_INTO = re.compile("进[一-龥]{2,4}$")
_OF_AN_AGE = re.compile("岁(?:及?以上|以下|老人|老年人)?[^，。；、0-9]{0,3}$")
_LONGER_NAME = re.compile("[一-龥]{2,14}")


def _says_what_was_done(reading: Reading, colon: int) -> bool:
    """Whether the clause in front of a colon holds a verb of doing, with what was done, and no number."""
    heading = reading.quiet[slice(*reading.stretch(CLAUSE, colon - 1, colon - 1))]
    return not re.search("[0-9]", heading) and _DONE_WHAT.search(heading) is not None


_DONE_WHAT = re.compile(
    "(?:已|共|累计|全年)[^，。；：0-9]{0,4}(?:开展|完成|建成|新增|改造|培训|发放|新建|组织|实施)[^，。；：0-9]{2,}$"
)


_ONLINE = re.compile("线上|线下")
_INSTITUTION = re.compile(
    "[一-龥]{2,14}(?:院|中心|学校|小学|中学|中心校|分校|幼儿园|公园|站|馆|厂|场|库|楼|公司|所)(?:扩建|改建|新建|改造|迁建)?"
)


def _by_institution(named: list[str]) -> bool:
    """Whether a row tells the same of one institution each: 中心敬老院新增床位180张，仁爱护理院新增床位50张.

    The others may leave the noun out: 中心校新增床位560张，白沙中学新增720张.

    Examples
    --------
    >>> _by_institution(["中心敬老院新增床位", "仁爱护理院新增床位"]), _by_institution(["中心敬老院新增床位", "护理员"])
    (True, False)
    """
    work = verbs("anew", "over_again")
    for k in range(1, len(named[0]) - 2):
        said = named[0][k:]
        verb = work.match(said)
        ends = (said, verb[0]) if verb else (said,)
        fronts = {name.removesuffix(end) for name in named for end in ends if name.endswith(end)}
        if len(fronts) == len(named) and all(map(_INSTITUTION.fullmatch, fronts)):
            return True
    return False


_NAMED_FIRST = re.compile(
    "[①-⑳]?(?P<name>[一-龥]{2,14}?(?:院|中心园?|学校|小学|中学|分校|幼儿园|公园|站|馆|厂|[一二三四五六七八九十][幼小中]))"
    "(?:[0-9]{1,2}月)?[^，。；、0-9]{0,12}，"
)


def _institution_in_front(reading: Reading, c: Context) -> re.Match[str] | None:
    """The clause of an institution in front of that of a number."""
    if c.clause[0] <= c.sentence[0]:
        return None
    start, _ = reading.stretch(CLAUSE, c.clause[0] - 1, c.clause[0] - 1)
    return _NAMED_FIRST.fullmatch(reading.quiet, max(start, c.sentence[0]), c.clause[0])


def _behind_institutions(reading: Reading, members: Sequence[int]) -> bool:
    """Whether each number stands behind a clause of its own institution, with the same words.

    甲小学投用，增加学位900个；乙中学扩建完成，增加学位360个
    """
    contexts = [reading.contexts[k] for k in members]
    fronts = [_institution_in_front(reading, c) for c in contexts]
    names = {m["name"] for m in fronts if m is not None}
    return len(names) == len(members) and len({c.said for c in contexts}) == 1


def _of_institutions(reading: Reading, single: list[Candidate]) -> Iterator[Candidate]:
    """Rows of numbers that stand so."""
    rows: dict[tuple[str, str], list[int]] = {}
    for k, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        if c.said and single[k].stage is Stage.FINISHED and _institution_in_front(reading, c):
            rows.setdefault((c.said, q.unit), []).append(k)
    for row in rows.values():
        if (
            len(row) > 1
            and _behind_institutions(reading, row)
            and (added := added_up(reading, single, row)) is not None
        ):
            yield added


def _profits(part: Candidate) -> bool:
    """Whether a number tells who profits (惠及903名), which is no part of what is done; 涉及甲段5.2公里 may be one."""
    return part.reaches and "涉及" not in part.about.text


_AT_FIRST = re.compile(f"^{IN_PLACE.pattern}")


# 新增灌面0.42万亩、恢复灌面0.71万亩
_DONE_TO_OLD = re.compile("恢复|改善|巩固|保留|盘活")


def _narrower(reading: Reading, members: Sequence[int]) -> bool:
    """Whether later numbers of a row count some of the first: 新增技能人才403万人、高技能人才140万人."""
    first, *others = (_work().sub("", reading.contexts[k].said) for k in members)
    # 学位1200个；北区新增学位1050个: of another place, and no kind of them
    others = [_work().sub("", _AT_FIRST.sub("", other)) for other in others]
    said = [reading.contexts[k].said for k in members]
    if verbs("anew").match(said[0]) and all(
        _DONE_TO_OLD.match(text) or verbs("over_again").match(text) for text in said[1:]
    ):
        # 新建供水管网26.5公里，改造老旧供水管网44.3公里
        return False
    return len(first) > 1 and any(other != first and other.endswith(first) for other in others)


def _one_kind(reading: Reading, parts: list[Candidate]) -> bool:
    """Whether a row of numbers counts one kind of thing: by place, under one noun, or with the noun left out."""
    contexts = [reading.contexts[part.members[0]] for part in parts]
    if all(named_place(c.near) for c in contexts[1:]):
        return True
    if all(part.elided for part in parts[1:]) or divides(reading, [part.members[0] for part in parts]):
        return True
    return bool(set(parts[0].about.near).intersection(*(part.about.near for part in parts[1:])))


@functools.cache
def _halves() -> frozenset[str]:
    """Words of the names of half years at school, which say nothing of what is counted."""
    return frozenset(words().content("春季学期秋季学期上学期下学期"))


def _all_of(reading: Reading, parts: list[Candidate]) -> About:
    """What a row of different things is about: all of them."""
    near: dict[str, float] = {}
    for part in parts:
        near = {**near, **part.about.near}
    start = reading.contexts[parts[0].members[0]].clause[0]
    return About(near, dict.fromkeys(near, 1.0), text=reading.text[start : parts[-1].spans[0][1]])


def _of_first(reading: Reading, parts: list[Candidate]) -> About:
    """What a row of parts of one whole is about: what the first of them says, without the part that it is of."""
    first = parts[0].about
    c = reading.contexts[parts[0].members[0]]
    near = words().content(counted_in(c)) or words().content(c.ahead)
    return first._replace(near={w: v for w, v in first.near.items() if w in near}, text=counted_in(c))


# 改造任务分解为城区300户、乡镇200户，已完成城区280户、乡镇190户: what is to be done where says nothing of what is counted
_DEALT_OUT = re.compile(f"{DEALT}[^。；]*[0-9][^。；]*$")


def _together(reading: Reading, parts: list[Candidate]) -> About:
    """What a row of numbers is about: the words in front and behind, and what each repeats beside its number."""
    first, last = (reading.contexts[p.members[0]] for p in (parts[0], parts[-1]))
    said = [DONE_THERE.sub("", reading.contexts[p.members[0]].said) for p in parts]
    # 省级10个、市级26个 tells of which level they are, and not what
    levels = all(re.fullmatch(f"(?:建成|创建|命名|认定|获评)*(?:{_LEVEL.pattern})", name) for name in said)
    by_place = levels or all(named_place(reading.contexts[p.members[0]].near) for p in parts)
    behind = reading.quantities[parts[-1].members[0] + 1 :][:1]
    # 乙区1个建成开业、1个正在装修: as far as the next number
    end = min(last.clause[1], behind[0].from_) if behind else last.clause[1]
    a, b = first.heading()
    goal = _DEALT_OUT.search(first.before)
    front = first.sentence[0] + goal.start() if goal else first.clause[0]
    around: tuple[Span, ...] = (
        # 淮上区：4座完工。怀远县：3座完工
        (a, a if ONLY_PLACE.fullmatch(reading.quiet, a, b) else b),
        (first.clause[0] if ONLY_PLACE.fullmatch(first.before.strip(MARKS)) else first.sentence[0], front),
        (last.quantity.end, max(end, last.quantity.end)),
    )
    members = [p.members[0] for p in parts]
    if all(named_place(reading.contexts[k].near) for k in members[1:]) or divides(reading, members):
        # 村卫生室已建成石壕镇5所、赶水镇4所: the first name follows what all of them count
        around = around if ONLY_PLACE.fullmatch(DONE_THERE.sub("", first.said)) else (*around, *first.near_left)
    common: dict[str, float] = {}
    for span in around:
        common = {**common, **reading.words(*span)}
    topics = dict.fromkeys(common, 0.9)
    for part in parts:
        for word in part.about.near:
            topics.setdefault(word, 0.5)
    # 东城区、西城区: that both are 城区 says nothing of what is counted
    named = [] if by_place else [part.about.near for part in parts if not part.elided]
    shared = set(named[0]).intersection(*named[1:]) - _halves() if named else set()
    topics.update(dict.fromkeys(shared, 1.0))
    # 小学学位2430个、初中学位1200个: what each repeats says what they count
    near = {w: v for w, v in named[0].items() if w in shared} if shared else common
    return About(near, topics, frozenset(common), reading.text[slice(*first.heading())])
