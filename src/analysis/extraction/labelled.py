"""Numbers without a unit that a label or the lack of anything else tells apart: 实际完成情况：3321, or a report that is 39."""

from __future__ import annotations

import functools
import itertools
import re
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import About, Candidate
from analysis.extraction.likeness import NAMED
from analysis.extraction.numerals import arabic
from analysis.extraction.reading import WINDOW, Reading, Span
from analysis.extraction.segment import overlap
from analysis.extraction.stages import Stage
from analysis.model import Bound, Method, Target

_NUMBER = r"(?P<number>[0-9][0-9,，]*(?:\.[0-9]+)?)(?P<share>[%％])?"
_LONE = re.compile(
    rf"\s*{_NUMBER}\s*(?:[（(][^（）()]*[）)])?[。.]?(?:\s*[\n，、；;/|]\s*(?:(?:年度)?(?:目标|任务)?完成率|进度|占(?:全年|年度)?(?:目标任务|目标|任务|计划)的?)?[:：]?[0-9.]+[%％])?\s*"
)
_LABEL = r"(?P<label>[^：:，。；\n0-9%％]{2,24}|[0-9—－~至-]{1,5}月[^：:，。；\n0-9%％]{2,12})"
_LABELLED = re.compile(
    rf"(?:^|(?<=[。；]))[^\S\n]*{_LABEL}[：:][ \t\u3000]*{_NUMBER}(?![0-9.%％一-龥—－～~/／-])", re.M
)
# 已完成数40，占年度任务100%; 已完成1564，占比55.9%
_RUNNING_ON = re.compile(
    rf"^[^\S\n]*(?P<label>(?:实际|已|累计|目前)*完成数|(?:实际|已|累计|目前)+完成|进度){_NUMBER}(?=[^\S\n]*(?:[，。；]|$))",
    re.M,
)
# 产前筛查任务数4300，已完成4511; 山塘加固60口任务已完成58
_BEHIND_GOAL = re.compile(
    rf"(?P<label>[^，。；：\n0-9]{{2,24}})(?:任务(?:数|量)?(?P<goal>[0-9]+(?:\.[0-9]+)?)|(?P<so_many>[0-9]+(?:\.[0-9]+)?)[一-龥]{{1,3}}?任务)"
    rf"，?(?:目前|现|实际)*已?完成{_NUMBER}(?=[，。；（]|$)",
    re.M,
)
# Labels that say only that something was done.
_GENERIC = re.compile(
    "(?:[0-9—－~至-]{1,5}月)?(?:实际|已|累计|目前)*(?:完成|进展|进度|落实|执行)(?:情况|数量|数|量|值|进度)?"
)
_IN_BRACKETS = re.compile(r"[（(](?P<unit>[^（）()]{1,6})[）)]$")
_PROMISED = re.compile("目标|计划|任务数|指标")
_MAGNITUDES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


def lone_number(target: Target, reading: Reading) -> list[Candidate]:
    """A progress that is one number without a unit (39, 39（占全年计划130%）): it counts what alone was promised.

    So is the percentage, where a rate of growth was promised (财政收入增长率6%: 28.97%).
    """
    m = _LONE.fullmatch(reading.text)
    share = target.quantity.dimension == "share"
    if m is None or share is not bool(m["share"]) or (share and not target.growth):
        return []
    return [_bare(target, m, About({}, {}), growth=target.growth)]


def labelled_numbers(ask: Ask, reading: Reading, *, sole: bool) -> list[Candidate]:
    """Numbers without a unit behind a label of their own: 实际完成情况：3321, 在职参保人数：7558.

    A label that says no more than that so much was done counts what alone was promised.
    """
    target = ask.target
    starts = {q.start for q in reading.quantities if q.dimension != "share"}
    out = []
    for m in itertools.chain(_LABELLED.finditer(reading.text), _RUNNING_ON.finditer(reading.text) if sole else ()):
        label = _IN_BRACKETS.sub("", m["label"].strip())
        share = target.quantity.dimension == "share"
        if m.start("number") in starts or (m["share"] and not share) or _PROMISED.search(m["label"]):
            continue
        near = reading.words(m.start("label"), m.end("label"))
        generic = sole and _GENERIC.fullmatch(label) is not None
        if generic or (near and overlap(ask.near, near) >= NAMED):
            about = About({}, {}) if generic else _named(near, label)
            out.append(_bare(target, m, about, growth=target.growth))
    return out + _behind_goal(ask, reading) + _beside_goal(ask, reading)


def _named(near: dict[str, float], label: str) -> About:
    return About(near, dict.fromkeys(near, 1.0), text=label)


def _behind_goal(ask: Ask, reading: Reading) -> list[Candidate]:
    """Numbers without a unit behind the promised one, which they answer."""
    out: list[Candidate] = []
    if "任务" not in reading.text:
        return out
    for m in _BEHIND_GOAL.finditer(reading.text):
        near = reading.words(*m.span("label"))
        same = arabic(m["goal"] or m["so_many"]) * _scale(ask.target, m) == ask.target.value
        if same and not m["share"] and overlap(ask.near, near) >= NAMED:
            out.append(_bare(ask.target, m, _named(near, m["label"]), growth=False))
    return out


_LEGEND = re.compile(
    "(?:目标|任务|计划)[^\n/／|]{0,6}\\s*[/／|]\\s*(?:实际|累计|当前)*(?:完成|进度|实绩|实际|实现)(?!率|比)"
)


def _beside_goal(ask: Ask, reading: Reading) -> list[Candidate]:
    """Numbers behind the promised one in a table typed with slashes, whose legend says so (目标/完成: 全市27800/52242)."""
    legend = _LEGEND.search(reading.text)
    if legend is None:
        return []
    out = []
    for m in _PAIR.finditer(reading.text, legend.end()):
        start = reading.text.rfind("\n", 0, m.start()) + 1
        if arabic(m["goal"]) * _scale(ask.target, m) != ask.target.value:
            continue
        near = reading.words(max(start, m.start() - WINDOW), m.start())
        if overlap(ask.near, near) >= NAMED:
            out.append(_bare(ask.target, m, _named(near, reading.text[start : m.start()]), growth=ask.target.growth))
    return out


_PAIR = re.compile(rf"(?<![0-9.])(?P<goal>[0-9]+(?:\.[0-9]+)?)\s*[/／|]\s*{_NUMBER}")


def _bare(target: Target, m: re.Match[str], about: About, *, growth: bool) -> Candidate:
    return Candidate(
        value=arabic(m["number"]) * _scale(target, m),
        unit=target.unit,
        bound=Bound.EXACT,
        method=Method.STATED,
        stage=Stage.FINISHED,
        spans=(_span(m),),
        members=(),
        describe=functools.partial(About, *about),
        direction=int(growth),
        unit_assumed=not m["share"] and _unit_in_label(m) is None,
    )


def _span(m: re.Match[str]) -> Span:
    return m.start("number"), m.end("share" if m["share"] else "number")


def _unit_in_label(m: re.Match[str]) -> tuple[Decimal, str] | None:
    """The magnitude and the unit that a label names in brackets: 到位资金（万元）：4216."""
    named = _IN_BRACKETS.search((m.groupdict().get("label") or "").strip())
    unit = units.table().get(named["unit"].lstrip("万亿")) if named else None
    if named is None or unit is None:
        return None
    return next((v for mark, v in _MAGNITUDES.items() if named["unit"].startswith(mark)), Decimal(1)), unit.name


def _scale(target: Target, m: re.Match[str]) -> Decimal:
    """What a number is to be multiplied by: the unit that its label names, or the magnitude that the promise is written in."""
    head, _ = units.split(target.unit)
    if (named := _unit_in_label(m)) is not None:
        magnitude, unit = named
        return magnitude * (units.convert(Decimal(1), unit, head) or Decimal(1))
    magnitude = next((v for mark, v in _MAGNITUDES.items() if mark in target.quantity.text), Decimal(1))
    written = arabic(m["number"])
    # 5万人 promised, and 5.2 told
    return magnitude if written * 100 < abs(target.value) else Decimal(1)
