"""Why a target was answered, or was not: one plain clause in Chinese, whose every number stands in the text."""

from __future__ import annotations

import re
from enum import StrEnum

from analysis.extraction import units
from analysis.extraction.candidates import Candidate
from analysis.extraction.reading import CLAUSE, Reading, Span
from analysis.model import Method, Quantity, Target

QUOTE = 40  # characters of a clause that are quoted

_NUMERAL = re.compile(r"[0-9０-９.．/一二三四五六七八九十百千万亿%％]")


class Bar(StrEnum):
    """What keeps a number from answering a target, as it is said to readers."""

    PLANNED = "只是计划"
    QUOTA = "只是任务数"
    ONGOING = "只写正在进行"
    RESTATED = "只是复述任务"
    BASELINE = "是原有水平"
    BASE = "是总数，其中完成多少另写"
    STARTED = "只写开工启动，没有写完成"
    SHELL = "只写主体或装修，没有写建成"
    FINISHED = "写的不是开工"
    STEP = "写的是增减的幅度，不是达到的水平"
    LEVEL = "写的是水平，不是增减的幅度"
    GROWTH = "写的是增减的幅度"
    POINTS = "写的是相差几个百分点"
    SINCE = "是历年累计数，不只是本期"
    CUMULATIVE = "是累计数，不只是本期"
    PREPARING = "只写前期准备"
    COMPLETION = "是完成率"
    COMPARISON = "只写与他时他处相比"
    PLACES = "数的是地方"
    STOCK = "是总量，不是新增"
    AVERAGE = "是平均或单个的数，不是总数"
    IN_ALL = "是合计数，不是每处的数"
    REACHES = "数的是受益或涉及的对象"
    SHARE_OF_TOTAL = "只是其中一部分"
    SUBSET = "只是其中一部分"
    FAR = "与目标相差悬殊，又没有写明数的就是它"
    BESIDES = "是另外完成的"
    ACT = "写的是检查、登记一类的事，不是所承诺的"
    OTHER = "没有写明就是"


def quoted(reading: Reading, span: Span) -> str:
    """The clause that holds a span, in quotation marks; where it is long, its middle, and no number cut in two."""
    text = reading.written
    a, b = reading.stretch(CLAUSE, *span)
    if b - a <= QUOTE:
        return f"“{text[a:b].strip()}”"
    start, end = max(a, span[0] - 20), min(b, span[1] + 12)
    while start > a and _NUMERAL.match(text, start):
        start -= 1
    while end < b and _NUMERAL.match(text, end):
        end += 1
    return f"“{'…' if start > a else ''}{text[start:end].strip()}{'…' if end < b else ''}”"


def unwritten(reading: Reading, target: Target, offer: Candidate) -> bool:
    """Whether the text leaves out the unit of a number that it states, or of a part of one."""
    if offer.members:
        return any(reading.quantities[k].unwritten for k in offer.members)
    return bool(target.unit) and offer.unit_assumed


# 200个建制村除花岩村外均已通客车
_LEFT_OUT = re.compile("除[^。；]+外")


def proven(reading: Reading, target: Target, offer: Candidate, method: Method) -> str:
    """Say what an actual rests on."""
    pieces = [reading.written[a:b] for a, b in offer.spans]
    no_unit = _taken_as(target) if unwritten(reading, target, offer) else ""
    if method is Method.SUM:
        return added_up(reading, target, offer.spans, unwritten=bool(no_unit))
    if method is Method.LISTED:
        return "逐一点名可数：" + "、".join(pieces)
    rate = target.unit == "%"
    if method is (Method.RATIO if rate else Method.UNIVERSAL) and len(pieces) == 1 and _LEFT_OUT.search(pieces[0]):
        return f"由总数除去另写的几个得出：{quoted(reading, offer.spans[0])}"
    if method is Method.RATIO and len(pieces) == 1:
        return f"由目标与{quoted(reading, offer.spans[0])}的差额得出"
    if method is Method.RATIO:
        values = [reading.quantities[k].value for k in offer.members]
        taken_away = len(values) == 2 and abs(values[0] - values[1]) == abs(offer.value)
        return f"由“{pieces[0]}”与“{pieces[1]}”{'相减' if taken_away else '相比'}得出"
    head, _ = units.split(target.unit)
    other, _ = units.split(offer.unit)
    aside = no_unit if method is Method.STATED else ""
    if "" not in (head, other) and head != other and method is Method.STATED:
        same = units.convert(offer.value, other, head) is None
        alike = "计的是同一事物" if "人次" not in (head, other) else "计法不同：一人可有几次"
        aside = f"，“{other}”与“{head}”{alike}" if same else f"，已由“{other}”换算为“{head}”"
    return f"{'全称表述' if method is Method.UNIVERSAL else '进展写明'}{quoted(reading, offer.spans[0])}{aside}"


def _taken_as(target: Target) -> str:
    return f"，单位未写，按“{target.unit}”计"


def added_up(reading: Reading, target: Target, spans: tuple[Span, ...], *, unwritten: bool) -> str:
    """Say which parts were added up; ``unwritten``: the text leaves out the unit of one."""
    return "各部分相加：" + "、".join(reading.written[a:b] for a, b in spans) + (_taken_as(target) if unwritten else "")


def from_rate(reading: Reading, q: Quantity) -> str:
    """Say that only a rate of completion was given."""
    return f"只给出完成率{quoted(reading, (q.start, q.end))}，按目标折算"


def unproven(reading: Reading, target: Target, nearest: tuple[Quantity, Bar] | None, *, used: bool) -> str:
    """Say why nothing answers a target.

    ``nearest`` is the number that comes closest, and what keeps it from answering; ``used``: there are numbers of the
    unit, and they answer other targets.
    """
    if nearest is None:
        return f"进展中没有{'别的' if used else ''}以“{target.unit}”计的数字" if target.unit else "进展中没有相应的数字"
    q, bar = nearest
    return f"{quoted(reading, (q.start, q.end))}{bar}{f'“{target.indicator}”' if bar is Bar.OTHER else ''}"
