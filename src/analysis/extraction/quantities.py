"""Find the quantities of a text: a number, its unit, and the words that bound it.

The text is never rewritten: spans are offsets into the text as given. jieba plays no part here: it cuts numbers
apart, so numbers are found first, on characters.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.lexicon import alternation, load
from analysis.extraction.numerals import arabic, chinese, magnitude, plain
from analysis.model import Bound, Quantity

_DIGIT = "[0-9０-９]"
_NUMBER = (
    rf"(?:{_DIGIT}{{1,3}}(?:(?:,|[ \u00a0](?={_DIGIT}{{3}}(?!{_DIGIT})))"
    rf"{_DIGIT}{{3}})+(?!{_DIGIT})|[０-９]{{1,3}}(?:，[０-９]{{3}})+|{_DIGIT}{{1,15}}(?!{_DIGIT}))"
    rf"(?:[.．]{_DIGIT}+)?"
)
_RANGE = "[-－—–~～至]{1,2}"
# 千 before these letters begins a unit (千瓦), it is no magnitude.
_MAGNITUDE = "(?:[十百千]?[万亿]|万亿|百|千(?![瓦米克焦卡伏赫帕]))"
_CHINESE = "[零〇一二两三四五六七八九十百千万亿]"
_CLAUSE_END = re.compile(r"[，。；：！？、\n（）()]")
_SUMMED = re.compile("共|总|合计|支出|发放资金")
_INHERITS = re.compile("到|至|为|、|和|及|，|—|-")


@dataclasses.dataclass(frozen=True)
class _Patterns:
    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    percent: re.Pattern[str]
    tenths: re.Pattern[str]
    bare_rate: re.Pattern[str]
    before: dict[Bound, re.Pattern[str]]
    after: re.Pattern[str]
    after_bound: dict[str, Bound]
    subject: re.Pattern[str]
    time: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    lexicon = load("units")
    bounds = {Bound(k): v for k, v in load("bounds").items()}
    unit = alternation(list(units.table()))
    many = "(?:十万|百万|[万千百])"
    per = alternation([*lexicon["rate"]["subject"], *lexicon["rate"]["time"]])
    per = f"(?:{many}?(?:{per}))"
    rate = rf"(?P<rate>(?:\s?[/／]\s?每?{per}(?:\s?[/／·•.]?\s?每?{per})?|(?:每{per}){{1,2}}))?"
    more = "".join(bounds[Bound.AT_LEAST]["inside"])
    after_bound = {w: b for b, words in bounds.items() for w in words["after"]}
    return _Patterns(
        arabic=re.compile(
            rf"(?<![0-9０-９.．A-Za-z第〔\[])(?P<number>{_NUMBER})(?P<share>[%％]?)"
            rf"(?:(?P<magnitude1>{_MAGNITUDE})?(?P<range>{_RANGE})(?P<high>{_NUMBER}))?"
            rf"[ \u00a0]?(?P<more>[{more}])?(?P<magnitude>{_MAGNITUDE})?(?P<more2>[{more}])?"
            rf"[ \u00a0\u3000]?(?P<unit>(?<=[%％])|{unit}){rate}"
        ),
        chinese=re.compile(
            rf"(?<![第之其周期初零〇一二两三四五六七八九十百千万亿])(?P<number>{_CHINESE}+(?:点{_CHINESE}+)?)(?P<more>[{more}])?"
            rf"(?P<unit>{alternation(lexicon['plain']['after_chinese'])}){rate}"
        ),
        percent=re.compile(rf"(?P<base>[百千])分之(?P<number>{_CHINESE}+(?:点{_CHINESE}+)?|{_NUMBER})"),
        tenths=re.compile(
            r"(?<![第之])(?P<number>[一二三四五六七八九])成(?P<rest>[一二三四五六七八九])?(?P<half>半)?"
            r"(?=[，。；、：！？\n）)的以左多]|$|[^一-龥])"
        ),
        bare_rate=re.compile(
            rf"(?P<subject>{many}(?:人|名|户|亩))[^，。；：、\n0-9０-９（）]{{1,14}}?(?:达到|达|为|至|到|是|：)(?P<number>{_NUMBER})"
            rf"(?![0-9０-９.．%％万亿千百]|[ \u00a0]?(?:{unit}|年|月|日))"
        ),
        before={
            b: re.compile(f"(?<![附最临新])(?:{alternation(words['before'])})[了到达]?$") for b, words in bounds.items()
        },
        after=re.compile(alternation(list(after_bound))),
        after_bound=after_bound,
        subject=re.compile(rf"每(?P<a>{many}?)(?P<s>{alternation(lexicon['rate']['subject'])})|(?P<m>[人户亩生床])均"),
        time=re.compile(
            rf"每(?:个|人|名)?(?P<t>{alternation(lexicon['rate']['time'])})|(?<![0-9０-９个])(?P<u>[年月日])(?:人)?均"
            rf"|(?<=人)均?每?(?P<v>[年月])(?!龄|份|底|内|度)"
        ),
    )


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Find every quantity that has a unit.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    tuple of Quantity
        In text order, not overlapping; ``text[q.start:q.end] == q.text``.

    Examples
    --------
    >>> [(q.text, str(q.value), q.unit) for q in find_quantities("资助1.5万人，每人每月不低于130元")]
    [('1.5万人', '15000', '人'), ('130元', '130', '元/人/月')]
    >>> find_quantities("2018年3月，S270线第3标段")
    ()
    """
    p = _patterns()
    found: list[Quantity] = []
    for m in p.arabic.finditer(text):
        found += _from_arabic(m)
    if re.search("[一二两三四五六七八九十百千]", text):
        taken = _covered(found)
        for pattern, build in ((p.percent, _from_percent), (p.tenths, _from_tenths), (p.chinese, _from_chinese)):
            for m in pattern.finditer(text):
                if not taken.isdisjoint(range(*m.span())):
                    continue
                q = build(m)
                if q is not None:
                    found.append(q)
                    taken.update(range(*m.span()))
    if "万人" in text or "千人" in text or "万名" in text:
        taken = _covered(found)
        for m in p.bare_rate.finditer(text):
            if taken.isdisjoint(range(*m.span("number"))):
                value = arabic(m["number"])
                a, b = m.span("number")
                found.append(Quantity(a, b, m["number"], value, "/" + m["subject"], "rate", value, value))
    found.sort(key=lambda q: q.start)
    return tuple(_ranges(text, _rated(text, [_bounded(text, q) for q in found])))


def _covered(found: Iterable[Quantity]) -> set[int]:
    return {i for q in found for i in range(q.start, q.end)}


def _from_arabic(m: re.Match[str]) -> list[Quantity]:
    share = bool(m["share"]) and not m["unit"]
    if share and (m["magnitude"] or m["more2"]):
        return []
    spelled = "%" if share else m["unit"]
    unit = units.table()[spelled]
    number, high_text = m["number"], m["high"]
    if high_text is None and m["share"] and not share:
        return []
    scale = magnitude(m["magnitude"] or "")
    low = arabic(number) * scale
    high = low
    if high_text is not None:
        high = arabic(high_text) * scale
        low = arabic(number) * (magnitude(m["magnitude1"]) if m["magnitude1"] else scale)
        if high < low and m["magnitude1"] is None:
            low = arabic(number)
        if high <= low:
            # 15-6个 is no range: take the number that carries the unit
            start = m.start("high")
            return [_make(m, start, high, high, unit, m["rate"])]
    more = m["more"] or m["more2"]
    q = _make(m, m.start(), low, high, unit, m["rate"])
    if more:
        q = dataclasses.replace(q, bound=Bound.AT_LEAST, approximate=True)
    if (share is False and unit.dimension == "share" and high_text is None) or share:
        q = _signed(m.string, q)
    return [q]


def _make(
    m: re.Match[str],
    start: int,
    low: Decimal,
    high: Decimal,
    unit: units.Unit,
    rate: str | None,
    is_chinese: bool = False,
) -> Quantity:
    low, high = plain(low), plain(high)
    name = unit.name + "".join("/" + x for x in _per(rate))
    text = m.string[start : m.end()]
    return Quantity(start, m.end(), text, low, name, unit.dimension, low, high, chinese=is_chinese)


def _signed(text: str, q: Quantity) -> Quantity:
    """A minus sign that follows a word (增幅-1.1%) belongs to the number; between two numbers it is a range."""
    if (
        q.start >= 2
        and text[q.start - 1] in "-－−"
        and "一" <= text[q.start - 2] <= "龥"
        and text[q.start - 2] not in "月年日"
    ):
        return dataclasses.replace(
            q, start=q.start - 1, text=text[q.start - 1 : q.end], value=-q.value, low=-q.low, high=-q.high
        )
    return q


def _from_chinese(m: re.Match[str]) -> Quantity | None:
    number = m["number"]
    if set(number) <= set("百千万亿"):
        return None
    value = chinese(number)
    if value is None or value < 2:
        return None
    q = _make(m, m.start(), value, value, units.table()[m["unit"]], m["rate"], is_chinese=True)
    return dataclasses.replace(q, bound=Bound.AT_LEAST, approximate=True) if m["more"] else q


def _from_percent(m: re.Match[str]) -> Quantity | None:
    value = chinese(m["number"]) if m["number"][0] in "零〇一二两三四五六七八九十百千" else arabic(m["number"])
    if value is None:
        return None
    return _make(m, m.start(), value, value, units.table()["%" if m["base"] == "百" else "‰"], None, is_chinese=True)


def _from_tenths(m: re.Match[str]) -> Quantity:
    value = (chinese(m["number"]) or Decimal(0)) * 10
    if m["rest"]:
        value += chinese(m["rest"]) or 0
    if m["half"]:
        value += 5
    return _make(m, m.start(), value, value, units.table()["%"], None, is_chinese=True)


def _per(rate: str | None) -> tuple[str, ...]:
    """The denominators of a rate as written behind the unit, for whom before how long."""
    if not rate:
        return ()
    times = load("units")["rate"]["time"]
    words = re.findall(
        rf"(?:十万|百万|[万千百])?(?:{alternation([*load('units')['rate']['subject'], *times])})",
        re.sub(r"[/／·•.\s每]", " ", rate),
    )
    words = ["人" if w in ("名", "位") else "日" if w == "天" else w for w in words]
    return tuple(sorted(words, key=lambda w: w in times))


def _bounded(text: str, q: Quantity) -> Quantity:
    """Add the words that bound the quantity from the left and from the right."""
    p = _patterns()
    window = text[max(0, q.start - 7) : q.start]
    for bound, pattern in p.before.items():
        if m := pattern.search(window):
            q = dataclasses.replace(
                q, bound=bound, lead=q.start - len(window) + m.start(), approximate=bound is Bound.ABOUT
            )
            break
    if m := p.after.match(text, q.end):
        bound = p.after_bound[m[0]]
        if bound is Bound.ABOUT or q.bound in (Bound.EXACT, Bound.ABOUT):
            q = dataclasses.replace(q, bound=bound, approximate=q.approximate or bound is Bound.ABOUT)
        q = dataclasses.replace(q, end=m.end(), text=text[q.start : m.end()])
    return q


def _rated(text: str, found: list[Quantity]) -> list[Quantity]:
    """Add what a number is counted per where the text says it in front: 每人每月130元, 每万人拥有律师1.98名."""
    out: list[Quantity] = []
    for q in found:
        last = out[-1] if out else None
        left = _clause_left(text, q.start, last.end if last else 0)
        subject, time = _rate_words(left, money=q.dimension == "money")
        head, per = units.split(q.unit)
        if q.dimension == "money":
            if time and not subject and not per:
                # 人均补差水平，分别从每月631元: for whom may stand one clause earlier
                wider = re.split("[。；\n]", text[max(0, q.start - 60) : q.start])[-1]
                subject = "人" if re.search("人均[^，]{0,8}，[^，]{0,8}$", wider) else None
            words = list(per)
            if subject and not any(w not in load("units")["rate"]["time"] for w in per):
                words.insert(0, subject)
            if time and not any(w in load("units")["rate"]["time"] for w in per):
                words.append(time)
            if not words and last is not None and last.dimension == "money" and "/" in last.unit:
                gap = text[last.end : q.start]
                if (
                    len(gap) <= 14
                    and _INHERITS.search(gap)
                    and not _SUMMED.search(gap)
                    and not re.search("[，。；\n]", gap)
                ):
                    words = list(units.split(last.unit)[1])
            q = dataclasses.replace(q, unit="/".join([head, *words]))
        elif subject and len(subject) > 1 and not per and q.dimension not in ("share", "time", "age"):
            q = dataclasses.replace(q, unit=f"{head}/{subject}")
        out.append(q)
    return out


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Join the two ends of a range that repeats its unit (1200万元至1500万元); 从A至B is a change, not a range."""
    out: list[Quantity] = []
    for q in found:
        a = out[-1] if out else None
        if (
            a is not None
            and a.unit == q.unit
            and a.value < q.value
            and re.fullmatch(_RANGE, text[a.end : q.start])
            and not re.search("[从由]", _clause_left(text, a.start, 0))
        ):
            out[-1] = dataclasses.replace(
                a, end=q.end, text=text[a.start : q.end], high=q.high, bound=q.bound, approximate=q.approximate
            )
        else:
            out.append(q)
    return out


def _clause_left(text: str, start: int, floor: int) -> str:
    """Text of the clause in front of ``start``, no further back than ``floor``."""
    left = text[max(floor, start - 40) : start]
    cut = [m.end() for m in _CLAUSE_END.finditer(left)]
    return left[cut[-1] :] if cut else left


def _rate_words(left: str, *, money: bool) -> tuple[str | None, str | None]:
    p = _patterns()
    subject = time = None
    for m in p.subject.finditer(left):
        subject = (m["a"] + m["s"]) if m["s"] else m["m"]
    if subject in ("名", "位", "生") and money:
        subject = "人"
    if subject is not None and subject[-1] in "名位" and len(subject) > 1:
        subject = subject[:-1] + "人"
    if money:
        for m in p.time.finditer(left):
            time = m["t"] or m["u"] or m["v"]
        time = "日" if time == "天" else time
    return subject, time
