"""Numbers whose measure word is left out, as in tables typed in haste: 新增就业4417, 开工3，建成2, 明厨亮灶46/46.

Each gets the unit of the promise that it names, or of the number that it goes on from; where neither is plain it stays
a number without a unit, and counts nothing.
"""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask, asks_of, too_many
from analysis.extraction.candidates import neutral_words
from analysis.extraction.lexicon import alternation, load
from analysis.extraction.likeness import abbreviates, words_of_sides
from analysis.extraction.numerals import arabic
from analysis.extraction.places import named_place
from analysis.extraction.quantities import one_of, with_unit
from analysis.extraction.reading import MARKS, SEGMENT, SENTENCE, WINDOW, Reading, Span
from analysis.extraction.scoring import FAR
from analysis.extraction.segment import overlap
from analysis.model import Quantity, Target

_DIGITS = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[1-9][0-9]{0,6}(?:\.[0-9]+)?|0(?:\.[0-9]+)?"
_ENDS = r"[ \t\u3000]*(?:[，。；（）\n✔√→]|、(?![0-9])|、(?=[0-9]{1,2}月[+＋]?[0-9])|[/／+＋][一-龥]|$)"
# 新建10改建16
_RUN_ON = "(?:新建|改建|扩建|改造|提升|开工|在建|完工|竣工|建成|完成)[0-9]|(?:全部|均|已)*(?:完工|完成|竣工|建成|投用)(?=[，。；、（\\n]|$)"
_UNWRITTEN = re.compile(
    rf"(?<=[一-龥）：”+＋→])[ \t\u3000]?(?P<number>{_DIGITS})(?:[/／](?P<whole>{_DIGITS}))?(?={_ENDS}|{_RUN_ON})"
)
# 2023 is a year, whatever it stands behind
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_COUNTED = units.COUNTED | {"length", "area"}
# 至6.30, 每座15
_UNTIL_OR_EACH = re.compile("(?<![降升增减提高低扩])至$|每[一-龥]{1,3}$")
# 3870（万元）
_UNIT_BEHIND = re.compile("[（(][百千]?[万亿]?(?P<unit>[^（）()]{1,4})[）)]")
_IN_BRACKETS = re.compile("[（(][^（）()]{1,6}[）)]$")
# How much of what a number names the promise must say.
_NAMES_IT = 0.45


def unwritten(task: Reading, targets: list[Target], progress: Reading) -> tuple[Quantity, ...]:
    """Find the numbers of a progress text whose measure word is left out, each with the unit that it must have.

    Parameters
    ----------
    task, progress : Reading
        The texts of one item.
    targets : list of Target
        The item's targets, in text order.

    Returns
    -------
    tuple of Quantity
        In text order; none overlaps a quantity that the text writes out.
    """
    numbers = list(_UNWRITTEN.finditer(progress.text))
    if (
        not (numbers or _LABELS_AND_NUMBERS.search(progress.text) or _ONLY_NUMBERS.match(progress.text))
        or not targets
        or too_many(len(targets), len(numbers))
    ):
        return ()
    asks = asks_of(task, targets)
    counting = [a for a in asks if _counts(a.target.quantity)]
    # a telephone number counts nothing
    most = FAR * max((a.target.value for a in counting), default=Decimal(0))
    rows = _rows(counting, progress) | _one_each(targets, progress)
    out = [q for row in rows.values() for q in row]
    shares = _some_of_each(counting, numbers) | _done_and_rest(counting, progress)
    before: list[Quantity] = []
    k = 0
    for m in numbers:
        at = m.start("number")
        while k < len(progress.quantities) and progress.quantities[k].start < m.end():
            before.append(progress.quantities[k])
            k += 1
        if at in rows or (before and before[-1].end > at):
            continue
        more = _measured(asks, progress, m) or _in_unit_of_heading(progress, m)
        if not more and counting and arabic(m["number"]) <= most and not _is_name(progress, m):
            of = shares.get(at) or _counted(counting, progress, m, k, before)
            if of is not None and not _of_another_unit(progress, m.end(), of):
                read = (_quantity(progress, m, group, of) for group in ("number", "whole") if m[group])
                more = [q for q in read if q is not None]
        out += more
        before += more
    return tuple(out)


def _some_of_each(asks: list[Ask], numbers: list[re.Match[str]]) -> dict[int, Quantity]:
    """Numbers of places of which each has some of its own, which together are as many as were promised: 甲镇41/45，乙镇9/9，丙镇4/6."""
    out: dict[int, Quantity] = {}
    for whole, some in itertools.groupby(numbers, key=lambda m: m["whole"] is not None):
        pairs = list(some)
        total = sum(arabic(m["whole"]) for m in pairs) if whole else 0
        promised = [a.target for a in asks if a.target.value == total]
        if len(pairs) > 1 and len(promised) == 1:
            out |= {m.start("number"): promised[0].quantity for m in pairs}
    return out


_DONE_AND_REST = re.compile(
    rf"(?:完工|竣工|建成|完成|安装|装|改造)(?P<done>{_DIGITS})[，、；](?:在建|正在[^，。；0-9]{{0,6}}|剩余?|其余|还剩|尚有|未[^，。；0-9]{{0,6}})(?P<rest>{_DIGITS})(?={_ENDS})"
)


def _done_and_rest(asks: list[Ask], progress: Reading) -> dict[int, Quantity]:
    """Numbers of what is done and of what is not yet, which together are as many as were promised: 完工38.6，在建6.4, of 45公里."""
    out: dict[int, Quantity] = {}
    for m in _DONE_AND_REST.finditer(progress.text):
        total = arabic(m["done"]) + arabic(m["rest"])
        promised = [a.target.quantity for a in asks if a.target.value == total]
        if len(promised) == 1:
            out |= {m.start(part): promised[0] for part in ("done", "rest")}
    return out


_RATE = re.compile("(?:率|比例|占比|比重)(?:已?达到?|为|升至|降至|：)?[ \\t\\u3000]?$")
_SUBSTANCE = re.compile(
    r"(?P<what>PM2\.5|PM10|臭氧)(?:年均|年平均|平均|累计|浓度|均值|值|已?达到?|降至|降到|控制在|为|是|：)*$"
)
_CONCENTRATION = "微克/立方米"


def _measured(asks: list[Ask], progress: Reading, m: re.Match[str]) -> list[Quantity]:
    """A rate without its sign (签约率66.8) or a concentration without its unit (PM2.5：31.5), where the promise is for one."""
    text, at, value = progress.text, m.start("number"), arabic(m["number"])
    if m["whole"]:
        return []
    if (what := _SUBSTANCE.search(text, max(0, at - 16), at)) is not None:
        fits = any(a.target.unit == _CONCENTRATION and what["what"] in a.text for a in asks)
        return [with_unit(text, at, m.end(), value, _CONCENTRATION)] if fits else []
    if (level := _level(asks, progress, m, value)) is not None:
        return [with_unit(text, at, m.end(), value, level.unit)]
    if value > 100 or not _RATE.search(text, max(0, at - 8), at):
        return []
    said = progress.words(progress.stretch(SEGMENT, at, at)[0], at)
    rates = [a for a in asks if a.target.unit == "%" and not a.growth and overlap(said, a.near) >= _NAMES_IT]
    return [with_unit(text, at, m.end(), value, "%")] if rates else []


_HEADS = re.compile("(?:对象|人数|人口|户数|人员|家庭)(?:共|为|达到?|：)?$")


def _level(asks: list[Ask], progress: Reading, m: re.Match[str], value: Decimal) -> Target | None:
    """The standard that a number without its unit is a level of: 农村低保455, where 455元 a month were promised."""
    at = m.start("number")
    if _HEADS.search(progress.text, max(0, at - 6), at):
        # 低保对象492: how many they are
        return None
    said = progress.words(progress.stretch(SEGMENT, at, at)[0], at)
    standards = [
        a.target
        for a in asks
        if a.target.quantity.dimension == "money"
        and "/" in a.target.unit
        and a.target.value / 2 < value < 2 * a.target.value
        and overlap(said, a.near) >= _NAMES_IT
    ]
    return standards[0] if len(standards) == 1 else None


_HEADED_BY_UNIT = re.compile("[（(](?P<unit>[^（）()0-9，。：]{1,7})[）)]$")
_OPENED_BY_UNIT = re.compile(_HEADED_BY_UNIT.pattern.removesuffix("$"))


def _in_unit_of_heading(reading: Reading, m: re.Match[str]) -> list[Quantity]:
    """A number in a row whose heading names the unit: 营造林（万亩）：人工造林1.1、封山育林2.9."""
    at = m.start("number")
    start = reading.stretch(SENTENCE, at, at)[0]
    # 线路（公里）91.7
    colon = at if reading.text.startswith("）", at - 1) else reading.text.rfind("：", start, at)
    heading = _HEADED_BY_UNIT.search(reading.text, max(start, colon - 9), colon) if colon > 0 else None
    if colon < 0:
        # （万亩）新建完工5.8、在建0.7；提升完工3.5
        line = reading.text.rfind("\n", 0, at) + 1
        heading = _OPENED_BY_UNIT.match(reading.text, line) if reading.text.find("。", line, at) < 0 else None
    one = one_of(heading["unit"]) if heading else None
    if one is None or heading is None or m["whole"] or not _still_headed(reading, heading.end(), at):
        return []
    return [with_unit(reading.text, *m.span("number"), arabic(m["number"]) * one.value, one.unit, written=True)]


_TOUCHES = re.compile("涉及|惠及|受益|覆盖|配套|带动|服务|参与")


def _still_headed(reading: Reading, end: int, at: int) -> bool:
    """Whether a heading still tells the unit: 公厕（座）：城关12、江北15，配套停车位20 goes on with something else."""
    comma = reading.text.rfind("，", end, at)
    said = reading.quiet[comma + 1 : at].strip(MARKS)
    return comma < 0 or (_where_or_when(said) and not _TOUCHES.match(said))


_RAISED = re.compile(
    rf"[（(](?P<unit>[^（）()0-9，。：]{{1,7}})[）)](?:由|从)(?P<then>{_DIGITS})"
    rf"(?:提高|提升|增加|增长|调整|上调|降低|下降|压减|压缩|缩短|扩大)(?:到|至|为)(?P<now>{_DIGITS})(?![0-9.])(?![一-龥%％])"
)


def _raised(reading: Reading) -> list[Quantity]:
    """Two levels behind a heading that names their unit: 低保标准（元/人·月）由410提高到455."""
    out = []
    for m in _RAISED.finditer(reading.text):
        if (one := one_of(m["unit"])) is not None:
            levels = ((m.span(group), arabic(m[group]) * one.value) for group in ("then", "now"))
            out += [with_unit(reading.text, *span, value, one.unit, written=True) for span, value in levels]
    return out


_NEXT_OF_ITS_KIND = re.compile(f"、(?!{_TOUCHES.pattern})(?P<label>[一-龥]{{2,10}})")


def read_task(text: str) -> Reading:
    """Read a task, with the numbers whose unit its heading names, or the next number, which is of the same kind.

    低保（元/月）：城市790、农村620 | 失业人员再就业8000、困难人员就业2100人
    """
    task = Reading(text)
    more = _promised_without(task)
    return Reading(text, more) if more else task


def _promised_without(task: Reading) -> tuple[Quantity, ...]:
    out = _raised(task)
    found = {q.start for q in out}
    # from the last on, since of several of a kind each has the unit of the next
    for m in reversed(list(_UNWRITTEN.finditer(task.text))):
        at, end = m.span("number")
        k = bisect_left(task.quantities, at, key=lambda q: q.start)
        if at in found or _is_name(task, m) or (k and task.quantities[k - 1].end > at):
            continue
        behind = (*task.quantities[k : k + 1], *out[-1:])
        following = min(behind, key=lambda q: q.start, default=None)
        kind = _NEXT_OF_ITS_KIND.fullmatch(task.text, end, following.from_) if following else None
        if headed := _in_unit_of_heading(task, m):
            out += headed
        elif following and kind and task.text.endswith(kind["label"][-2:], 0, at) and _counts(following):
            out.append(with_unit(task.text, at, end, arabic(m["number"]), following.unit))
    return tuple(sorted(out, key=lambda q: q.start))


_LABELS_AND_NUMBERS = re.compile(
    rf"(?P<labels>[一-龥“”（）]{{2,12}}(?:、[一-龥“”（）]{{2,12}}){{1,5}})：(?P<numbers>(?:{_DIGITS})(?:、(?:{_DIGITS})){{1,5}})(?=[，。；（\n]|$)"
)
_BETWEEN = re.compile("[^、]+")
_ONLY_NUMBERS = re.compile(rf"\s*(?:{_DIGITS})(?:[、/\s]+(?:{_DIGITS}))+[^\S\n]*(?=[。；\n]|$)")


def _one_each(targets: list[Target], progress: Reading) -> dict[int, list[Quantity]]:
    """As many numbers as were promised, and nothing else in front of them: 3411、1027、288."""
    m = _ONLY_NUMBERS.match(progress.text)
    numbers = list(re.finditer(_DIGITS, m[0])) if m else []
    if m and len(numbers) == 2 and "/" in m[0]:
        # 20/30 may be so many of so many
        return {}
    targets = [t for t in targets if t.quantity.dimension != "share"]
    if not numbers or len(numbers) != len(targets) or not all(_counts(t.quantity) for t in targets):
        return {}
    values = [arabic(m[0]) for m in numbers]
    # each must be about as many as the promise in its place
    if any(not t.value <= 2 * v <= 4 * t.value for t, v in zip(targets, values, strict=True)):
        return {}
    return {
        m.start(): [with_unit(progress.text, *m.span(), value, t.unit)]
        for m, value, t in zip(numbers, values, targets, strict=True)
    }


def _rows(asks: list[Ask], progress: Reading) -> dict[int, list[Quantity]]:
    """Numbers in a row behind as many names, by where they start: 新增就业/再就业：5823/1764."""
    out: dict[int, list[Quantity]] = {}
    for m in _LABELS_AND_NUMBERS.finditer(progress.text):
        labels, numbers = (list(_BETWEEN.finditer(progress.text, *m.span(part))) for part in ("labels", "numbers"))
        if len(labels) != len(numbers):
            continue
        for label, number in zip(labels, numbers, strict=True):
            of = _named(asks, progress, label.span(), arabic(number[0]))
            if of is not None:
                out[number.start()] = [with_unit(progress.text, *number.span(), arabic(number[0]), of.unit)]
    return out


def _of_another_unit(progress: Reading, end: int, of: Quantity) -> bool:
    """Whether brackets behind a number name a unit that does not fit: 3870（万元）."""
    behind = _UNIT_BEHIND.match(progress.text, end)
    return behind is not None and behind["unit"] in units.table() and not units.affinity(of.unit, behind["unit"])


def _counts(q: Quantity) -> bool:
    return q.dimension in _COUNTED and "/" not in q.unit


@functools.cache
def _numbered() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(load('words')['numbered'])})(?:已|完成|达到|达|为|是|约|：)*[ \\t\\u3000]?$")


def _is_name(progress: Reading, m: re.Match[str]) -> bool:
    """Whether a number is part of a name: 附表2, 项目1、项目2."""
    text, at = progress.text, m.start("number")
    if _YEAR.fullmatch(m["number"]) or _UNTIL_OR_EACH.search(text, max(0, at - 6), at):
        return True
    if _numbered().search(text, max(0, at - 6), at):
        return True
    label, number = text[max(0, at - 2) : at], m["number"]
    # several of one name count up; 10月+9、11月+8 were added
    return (number.isdigit() and label[-1:] not in "+＋") and any(
        text.find(f"{label}{int(number) + step}", max(0, at - WINDOW), at + WINDOW) >= 0 for step in (1, -1)
    )


def _counted(
    asks: list[Ask], progress: Reading, m: re.Match[str], following: int, before: list[Quantity]
) -> Quantity | None:
    """The number, promised or told, whose unit a number must have that leaves it out; None where it is not plain."""
    at, value = m.start("number"), arabic(m["number"])
    if m["whole"]:
        # 直饮水113/120: so many of so many, where 120 were promised
        asks = [a for a in asks if arabic(m["whole"]) == a.target.value]
        return asks[0].target.quantity if len(asks) == 1 else None
    last = before[-1] if before else None
    segment, sentence = (progress.stretch(kind, at, at)[0] for kind in (SEGMENT, SENTENCE))
    beside = (max(segment, last.end if last else 0), at)
    if not progress.text[slice(*beside)].strip() and progress.text.startswith("：", segment - 1):
        # 公厕：15，垃圾站：3: the label is what it counts
        beside = (progress.stretch(SEGMENT, segment - 1, segment - 1)[0], segment - 1)
    if _says_something(progress, beside):
        promised = _named(asks, progress, beside, value)
        if promised is None and last is not None and (whole := _in_front_of_bracket(progress, at, before)) is not None:
            # 建成196（移动88、电信67、联通41）
            return whole if value <= whole.value else None
        return promised or _of_its_row(progress, m.end(), following) or _headed(asks, progress, beside, value)
    # 18个小区均已进场施工，完工11: what it is of stands in front
    in_sentence = itertools.takewhile(lambda q: q.start >= sentence, reversed(before))
    told = next((q for q in in_sentence if q.dimension != "share" and not _in_brackets(progress, q, at)), None)
    if told is not None:
        return told if _counts(told) else None
    why = _WHY_SO.search(progress.quiet, sentence + 1, at)
    named = (sentence, why.start() if why else at)
    if _says_something(progress, named):
        # 安防工程因配套资金未到位，仅完成37
        return _named(asks, progress, named, value)
    same = [a for a in asks if a.target.value == value]
    if len(same) == 1:
        # ①开工38，完工29, where 38个 were promised
        return same[0].target.quantity
    # 1200套竣工；交付864: all that is promised is counted so
    return asks[0].target.quantity if len({a.target.unit for a in asks}) == 1 else None


_WHY_SO = re.compile("因|由于|受(?=[^，。；]{1,16}(?:影响|制约|限制))")


def _says_something(progress: Reading, span: Span) -> bool:
    return bool(progress.words(*span).keys() - neutral_words())


def _named(asks: list[Ask], progress: Reading, span: Span, value: Decimal) -> Quantity | None:
    """The promised number whose words a stretch says, the most of them: of two that count one thing the first (18个1126户)."""
    said = {w: v for w, v in progress.words(*span).items() if w not in neutral_words()}
    short = progress.quiet[slice(*span)].strip("：:， ")
    found = []
    for ask in asks:
        of_it, of_all = overlap(said, ask.near), overlap(said, ask.topics)
        if value > FAR * ask.target.value:
            # 新增学位：幼儿园540, where 3所幼儿园 were promised too
            continue
        if max(of_it, of_all) >= _NAMES_IT or abbreviates(short, ask.target.indicator):
            found.append((of_it, overlap(ask.near, said), ask.target.quantity))
    best = max(found, key=lambda of: of[:2], default=None)
    return best[2] if best is not None else None


def _headed(asks: list[Ask], progress: Reading, label: Span, value: Decimal) -> Quantity | None:
    """The promised number that the heading of a row names, by places or kinds: 入户：上街203、下街188、新村162."""
    start, at = label
    sentence = progress.stretch(SENTENCE, start, start)[0]
    colon = progress.text.rfind("：", sentence, start)
    said = progress.quiet[start:at].strip(MARKS)
    if colon < 0 or _IN_BRACKETS.search(progress.text, sentence, colon):
        # 各村收入（万元）：上湾36.2
        return None
    where_or_when = _where_or_when(said)
    if not (where_or_when or _ROW_FROM_COLON.fullmatch(progress.text, colon, start)):
        # 培训农民：线上5000、线下3000，发放资料8000: a comma ends the row
        return None
    if not (where_or_when or len(said) <= _LONGEST_KIND or words_of_sides(said)):
        return None
    heading = (progress.stretch(SEGMENT, colon, colon)[0], colon)
    return _named(asks, progress, heading, value) if _says_something(progress, heading) else None


# What is no place has a short name.
_LONGEST_KIND = 4
_TIMES = ("季", "季度", "月", "半年")


def _where_or_when(said: str) -> bool:
    return named_place(said) or said.endswith(_TIMES)


_ROW_FROM_COLON = re.compile("：(?:[^，。；：\\n]*[、＋+])?[^，。；：、0-9]*")


# 、彭家组2.2、柳树组: between a number of a row and its last one
_GOES_ON = re.compile(f"(?:[、/／][一-龥]{{1,12}}(?:{_DIGITS}))*[、/／][一-龥]{{1,12}}")


def _of_its_row(progress: Reading, end: int, following: int) -> Quantity | None:
    """The number that ends a row and alone has its unit written: 田湾组1.3、彭家组2.2、柳树组1.1公里."""
    q = progress.quantities[following] if following < len(progress.quantities) else None
    near = q is not None and _counts(q) and q.start - end < WINDOW
    in_row = near and q is not None and _GOES_ON.fullmatch(progress.text, end, q.start)
    return q if in_row else None


def _in_front_of_bracket(progress: Reading, at: int, before: list[Quantity]) -> Quantity | None:
    """The number in front of the bracket that a position is in."""
    opened = progress.whole.rfind("（", max(0, at - WINDOW), at)
    if opened < 0 or "）" in progress.whole[opened:at]:
        return None
    behind = itertools.takewhile(lambda q: q.end >= opened, reversed(before))
    return next((q for q in behind if q.end == opened and _counts(q)), None)


def _in_brackets(progress: Reading, q: Quantity, at: int) -> bool:
    """Whether a number stands in brackets that close in front of a position."""
    opened, closed = progress.whole.find("（", q.end, at), progress.whole.find("）", q.end, at)
    return closed >= 0 and not 0 <= opened < closed


def _quantity(progress: Reading, m: re.Match[str], group: str, of: Quantity) -> Quantity | None:
    """The number with the unit of another; None where that counts by ones, and it is no whole number."""
    value = arabic(m[group])
    if any(mark in of.text for mark in "万亿") and value * 100 < of.value:
        # 5万人 promised, and 5.2 told
        value *= 10_000 if "万" in of.text else 100_000_000
    if of.dimension in units.COUNTED and value % 1:
        # 至6.30, 造价1.5
        return None
    return with_unit(progress.text, *m.span(group), value, of.unit)
