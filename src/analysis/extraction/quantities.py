"""Find the quantities of a text: a number, its unit, and the words that bound it.

The text is never rewritten: spans are offsets into the text as given. jieba plays no part here: it cuts numbers
apart, so numbers are found first, on characters.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from bisect import bisect_right
from decimal import Context, Decimal
from typing import NamedTuple

from analysis.extraction import units
from analysis.extraction.bare import bare_numbers
from analysis.extraction.lexicon import alternation, load
from analysis.extraction.numerals import CHINESE, FORMAL, arabic, numeral, plain
from analysis.model import Bound, Quantity

_DIGIT = "[0-9０-９]"
# 1,050 and 81 200 and １，２００ are one number, and so is 改造 1 0 3 台; 15 digits are the most that still count something
_BEHIND_FIRST_DIGIT = (
    rf"(?:(?:(?<=[一-龥]{_DIGIT})|(?<=[一-龥] {_DIGIT}))(?: {_DIGIT}){{1,14}}(?! ?{_DIGIT})"
    rf"|{_DIGIT}{{0,2}}(?:(?:,|[ \u00a0](?={_DIGIT}{{3}}(?!{_DIGIT}))){_DIGIT}{{3}})+(?!{_DIGIT})"
    rf"|(?<=[０-９])[０-９]{{0,2}}(?:，[０-９]{{3}})+|{_DIGIT}{{0,14}}(?!{_DIGIT}))(?:[.．]{_DIGIT}+)?"
)
_NUMBER = _DIGIT + _BEHIND_FIRST_DIGIT
_RANGE = "[-－—–~～至]{1,2}"
# 千 before these letters begins a unit (千瓦), it is no magnitude
_MAGNITUDE = "(?:[十百千]?[万亿兆]|万亿|百|千(?![瓦米克焦卡伏赫帕]))"
# behind a magnitude the number may go on: 3万4000, 5万4千6百, 1千零20
_TAIL = rf"(?:零?{_DIGIT}{{1,4}}(?:千(?![瓦米克])|百|万)?)*"
# 万亿千亿, 5亿亿亿: no number that anything is counted with
_MOST = Decimal(10) ** 16
_MORE = "[余多]"
_PER_HUNDRED_THOUSAND = ("/10万", "/十万", "/100000", "／10万", "／十万")
_TO = ("至", "到", "—", "-")
_NUMERAL = f"[{CHINESE}]"
_NUMERAL_AT_END = re.compile(f"(?<![第之其周期初{CHINESE}]){_NUMERAL}+$")
_CLAUSE_END = re.compile(r"[，。；：！？、\n（）()]")
_RISES = re.compile("(?:增加|提高|提升|上升|增长|下降|减少|降低)?[到至]|[增升降]至")
# 每万人口发明专利拥有量14.2件，高价值发明专利拥有量5.7件
_ROW_OF_LEVELS = re.compile(
    "、(?:[一-龥（）]{2,14}(?:达到|达|为|至|到)?)?|，(?!全|总)[一-龥]{2,10}拥有量(?:达到|达|为)?"
)
# 执业（助理）医师
_SHORT_BRACKET = re.compile("（[一-龥]{1,6}）(?=[一-龥])")
_SUMMED = re.compile("共|总|合计|支出|发放资金")
_INHERITS = re.compile("到|至|为|、|和|及|，|—|-")
_DOUBLED = re.compile("翻(?P<times>[一两二三])?番")
_REACHES_LEVEL = re.compile(
    "，(?:20[0-9]{2}年)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:起)?(?:已|再)?(?:达到|达|提高到|提高至|增加到|增至|调整为|调整到|为)"
)
_WIDER_SUBJECT = re.compile("人均[^，]{0,8}，[^，]{0,8}$")
# No word that bounds a number or says what it is counted per is farther away.
_BOUND_WINDOW, _RATE_WINDOW = 7, 40


class _Patterns(NamedTuple):
    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    percent: re.Pattern[str]
    of_how_many: re.Pattern[str]
    hundred_thousandths: re.Pattern[str]
    tenths: re.Pattern[str]
    bare_rate: re.Pattern[str]
    before: re.Pattern[str]
    before_ends: frozenset[str]
    after: re.Pattern[str]
    after_bound: dict[str, Bound]
    subject: re.Pattern[str]
    time: re.Pattern[str]
    per: re.Pattern[str]
    times: frozenset[str]


@functools.cache
def _patterns() -> _Patterns:
    lexicon = load("units")
    subjects, times = lexicon["rate"]["subject"], lexicon["rate"]["time"]
    bounds = {Bound(k): v for k, v in load("bounds").items()}
    unit = alternation(list(units.table()))
    many = "(?:十万|百万|10万|100万|[万千百])"
    per = f"(?:{many}?(?:{alternation([*subjects, *times])}))"
    rate = rf"(?P<rate>(?:\s?[/／]\s?每?{per}(?:\s?[/／·•.]?\s?每?{per})?|(?:每{per}){{1,2}}))?"
    after_bound = {w: b for b, words in bounds.items() for w in words["after"]}
    before = "|".join(f"(?P<{b.value}>{alternation(words['before'])})" for b, words in bounds.items())
    longest_first = sorted(((w, b) for b, words in bounds.items() for w in words["before"]), key=lambda x: -len(x[0]))
    return _Patterns(
        # a pattern that begins with its first character is searched for several times faster than one that looks back first
        arabic=re.compile(
            # 配置AED735台, and no K7路, PM2.5
            rf"(?P<number>{_DIGIT}(?:(?<![0-9０-９.．A-Za-z第〔\[].)|(?<=[A-Z]{{3}}.)){_BEHIND_FIRST_DIGIT})(?P<share>[%％]?)"
            rf"(?:(?P<magnitude1>{_MAGNITUDE})?(?P<range>{_RANGE})(?P<high>{_NUMBER}))?"
            rf"[ \u00a0]?(?P<rest>{_MORE}?(?:{_MAGNITUDE}{_MORE}?{_TAIL}{_MORE}?)?)"
            rf"[ \u00a0\u3000]?(?P<unit>(?<=[%％])|{unit}|(?<=[万亿])(?![万亿千百])(?=[，。；、（）()\n]|$|[一-龥]|[/／][0-9]))"
            # 3m, and no 3min
            rf"(?:(?<![A-Za-z])|(?![A-Za-z0-9]|[/／]s)){rate}"
        ),
        chinese=re.compile(
            rf"(?P<number>{_NUMERAL}(?<![第之其周期初{CHINESE}].){_NUMERAL}*(?:点{_NUMERAL}+)?)(?P<more>{_MORE})?"
            rf"(?P<unit>{alternation(lexicon['plain']['after_chinese'])})"
            # 三台县, 三门县
            rf"(?!(?<=次)(?:{alternation(lexicon['plain']['behind_ci'])})|(?<=[台门口])(?:[县镇山](?!级|镇)|乡(?!镇)|区(?!域|级))){rate}"
        ),
        percent=re.compile(rf"分之(?P<number>[{CHINESE}{FORMAL}]+(?:点{_NUMERAL}+)?|{_NUMBER})"),
        of_how_many=re.compile(
            "(?P<sign>负)?(?P<base>百万|[百千万仟佰]|(?<![一-龥])[二三四五六七八九十]|(?<=[的占近约成过到达了缩减少降低升高增长])[二三四五六七八九十])$"
        ),
        # 死亡率6.2/10万: deaths in 100,000
        hundred_thousandths=re.compile(rf"(?<![0-9０-９.．/])(?P<number>{_NUMBER})\s?[/／](?:10万|十万|100000)"),
        tenths=re.compile(
            rf"(?<![第之])(?P<number>[一二两三四五六七八九]|(?<![0-9０-９.．]){_NUMBER})成(?P<rest>[一二三四五六七八九])?(?P<half>半)?"
            r"(?=[，。；、：！？\n）)的以左多]|完成|$|[^一-龥])"
        ),
        bare_rate=re.compile(
            rf"(?P<subject>{many}(?:人|名|户|亩))[^，。；：、\n0-9０-９（）]{{1,14}}?(?:达到|达|为|至|到|是|：)(?P<number>{_NUMBER})"
            rf"(?![0-9０-９.．%％万亿千百]|[ \u00a0]?(?:{unit}|年|月|日))"
        ),
        before=re.compile(f"(?<![附最临新])(?!(?<=[签预节合条公契违履邀])约|(?<=[彩B])超)(?:{before})[了到达]?[：:]?$"),
        before_ends=frozenset(w[-1] for w, _ in longest_first) | frozenset("了到达：:"),
        after=re.compile(alternation(list(after_bound))),
        after_bound=after_bound,
        subject=re.compile(
            rf"每(?P<a>{many}?)(?:常住|户籍|城镇|农村|老年)?(?P<s>{alternation(subjects)})|(?P<m>[人户亩生床])均"
            "|(?<![0-9０-９一二三四五六七八九十百数几])(?P<b>[千万])人(?:口|(?=[一-龥]{0,6}(?:托位|床位|医师|护士|律师|警力|专利)))"
        ),
        time=re.compile(
            rf"每(?:个|人|名)?(?P<t>{alternation(times)})|(?<![0-9０-９个])(?P<u>[年月日])[人户亩生床]?均"
            rf"|(?<=人)均?每?(?P<v>[年月])(?!龄|份|底|内|度)"
        ),
        per=re.compile(rf"{many}?(?:{alternation([*subjects, *times])})"),
        times=frozenset(times),
    )


class _Found(NamedTuple):
    """A number and its unit as matched, before the words around it are read."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: units.Unit
    rate: str | None
    more: bool = False
    chinese: bool = False


def find_quantities(text: str, bare: bool = False) -> tuple[Quantity, ...]:
    """Find every quantity of a text.

    Parameters
    ----------
    text : str
        Any text.
    bare : bool
        Whether to give numbers that have no unit too; their unit is empty and their dimension is ``number``.

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
    >>> [(q.text, str(q.value)) for q in find_quantities("二百五十和3万4000", bare=True)]
    [('二百五十', '250'), ('3万4000', '34000')]
    """
    p = _patterns()
    found = [x for m in p.arabic.finditer(text) if (x := _from_arabic(m)) is not None]
    if "小时" in text or "秒" in text:
        found = _added([_from_clock(m) for m in _CLOCK.finditer(text)], found)
    if any(mark in text for mark in _PER_HUNDRED_THOUSAND):
        found = _added([_from_hundred_thousandths(m) for m in p.hundred_thousandths.finditer(text)], found)
    if "分之" in text:
        found = _added(found, [x for m in p.percent.finditer(text) if (x := _from_percent(m)) is not None])
    if "成" in text:
        found = _added(found, [_from_tenths(m) for m in p.tenths.finditer(text)])
    if "番" in text:
        found = _added(found, [_from_doubling(m) for m in _DOUBLED.finditer(text)])
    found = _added(found, [x for m in p.chinese.finditer(text) if (x := _from_chinese(m)) is not None])
    if "万人" in text or "千人" in text or "万名" in text:
        found = _added(found, [_from_bare_rate(m) for m in p.bare_rate.finditer(text)])
    if bare:
        found = _added(found, [_Found(a, b, v, v, _BARE, None) for a, b, v in bare_numbers(text)])
    if "半" in text:
        found = _added([_with_half(text, x) for x in found], [_from_half(m) for m in _HALF_OF_ALL.finditer(text)])
    found = _shared_units(text, found)
    out: list[Quantity] = []
    for x in found:
        if max(abs(x.low), abs(x.high)) >= _MOST:
            continue
        last = out[-1] if out else None
        q = _quantity(text, x, last)
        if last is not None and q.start <= last.end + 2 and _is_range(text, last, q):
            q = dataclasses.replace(
                last, end=q.end, text=text[last.start : q.end], high=q.high, bound=q.bound, approximate=q.approximate
            )
            out.pop()
        out.append(q)
    return tuple(out)


def with_unit(text: str, start: int, end: int, value: Decimal, unit: str, *, written: bool = False) -> Quantity:
    """Give a number the unit that it must have, which does not stand beside it; ``written``: a heading names it."""
    head, _ = units.split(unit)
    found = _quantity(text, _Found(start, end, value, value, units.table()[head], None), None)
    return dataclasses.replace(found, unit=unit, unwritten=not written)


# A number without a unit: asked for as such, or one in tens of thousands (新增就业8.8万).
_BARE = units.Unit("", "number", None)
_SHARED = re.compile(rf"(?:(?<=[一-龥：:])|(?<=[，（(]))(?:{_NUMBER}、)+$")


_OF_SO_MANY = re.compile(rf"(?:^|(?<=[一-龥：:，,。；;、（(\s]))({_NUMBER})[/／]$")


def _shared_units(text: str, found: list[_Found]) -> list[_Found]:
    """Numbers in a row share the unit of the last: 184万、87万、32万人; 1200、350户."""
    out: list[_Found] = []
    for x in reversed(found):
        after = out[-1] if out else None
        in_a_row = after is not None and after.start == x.end + 1 and text[x.end] == "、"
        # 10个、5个工作日
        if after is not None and in_a_row and (x.unit is _BARE or _begins(x.unit, after.unit)):
            x = x._replace(unit=after.unit, rate=after.rate)
        out.append(x)
        start = x.start
        if (
            start > 1
            and text[start - 1] == "、"
            and text[start - 2] in "0123456789０１２３４５６７８９"
            and x.unit is not _BARE
        ):
            window = max(0, start - _RATE_WINDOW)
            if m := _SHARED.search(text[window:start]):
                row = [n.span() for n in re.finditer(_NUMBER, m[0])]
                for a, b in reversed(row):
                    value = arabic(m[0][a:b])
                    at = window + m.start()
                    if not any(f.start < at + b and at + a < f.end for f in found):
                        out.append(_Found(at + a, at + b, value, value, x.unit, x.rate))
        elif start > 1 and text[start - 1] in "/／" and x.unit.dimension in units.COUNTED:
            # 32450/32000人: so many of so many
            window = max(0, start - _RATE_WINDOW)
            if (m := _OF_SO_MANY.search(text[window:start])) and not any(f.end == window + m.end(1) for f in found):
                a, b = (window + at for at in m.span(1))
                value = arabic(m[1])
                out.append(_Found(a, b, value, value, x.unit, x.rate))
    out.reverse()
    return out


def _begins(unit: units.Unit, whole: units.Unit) -> bool:
    """Whether 个 stands for a unit that is written with it: 个工作日, 个百分点."""
    return unit.name == "个" != whole.name and whole.name.startswith("个")


def _added(found: list[_Found], more: list[_Found]) -> list[_Found]:
    """Both lists in text order, without those of the second that overlap one of the first."""
    if not more:
        return found
    starts = [x.start for x in found]
    for x in more:
        i = bisect_right(starts, x.start)
        if (i and found[i - 1].end > x.start) or (i < len(found) and found[i].start < x.end):
            continue
        found.insert(i, x)
        starts.insert(i, x.start)
    return found


# How far in front of 5000路 it may stand what they show.
_WHAT_FOR = 16


@functools.cache
def _only_behind() -> dict[str, re.Pattern[str]]:
    return {unit: re.compile(alternation(words)) for unit, words in load("units")["plain"]["only_behind"].items()}


@functools.cache
def _heads() -> re.Pattern[str]:
    return re.compile(f"[一-龥]{{0,6}}?(?:{alternation(load('units')['plain']['heads'])})")


# How far in front of 3870万 it may stand that it is money.
_SUM_WINDOW = 14


@functools.cache
def _sums() -> re.Pattern[str]:
    size = "(?:额|总额|总量)?"
    said = "(?:完成|到位|累计|突破|发放|新增|支出|已|约|共|计|达到?|为|超过?|近|：|:)*"
    return re.compile(f"(?:{alternation(load('units')['plain']['sums'])}){size}{said}[ \\t\\u3000]?$")


_YEAR = re.compile("(?:19|20)[0-9]{2}")
# Letters of standards, in front of their numbers.
_CODES = ("ISO", "IEC", "GBT", "CMA", "NAS")


def _from_arabic(m: re.Match[str]) -> _Found | None:
    number, share, first, between, high_text, rest, unit_text, rate = m.group(
        "number", "share", "magnitude1", "range", "high", "rest", "unit", "rate"
    )
    if share and (rest or (unit_text and between is None)):
        return None
    before = m.string[max(0, m.start() - 3) : m.start()]
    if before[-1:].isascii() and before[-1:].isalpha():
        # 配置AED735台, but ISO9001 and APP2.0
        unit = units.table().get(unit_text)
        if "." in number or before in _CODES or unit is None or unit.dimension != "site":
            return None
    if rest and m.string.startswith("每", m.start() - 1):
        # 每10万人口: what is counted per, no quantity
        return None
    if unit_text and m.string.startswith("制", m.end()):
        # 11人制足球场, 五年制: a name
        return None
    if (unit_text == "分" and m.string.startswith("之", m.end())) or (
        unit_text == "列" and m.string.startswith(("入", "为", "支", "举", "席"), m.end())
    ):
        # 2分之1, 2023列入
        return None
    if unit_text == "届" and _YEAR.fullmatch(number):
        # 2024届高校毕业生
        return None
    what_for = _only_behind().get(unit_text)
    if what_for is not None and not what_for.search(m.string, max(0, m.start() - _WHAT_FOR), m.start()):
        return None
    unit = units.table()[unit_text or "%"] if unit_text or share or (high_text and not rest) else _BARE
    if unit is _BARE and rest and "万" in rest and _heads().match(m.string, m.end()):
        unit = units.table()["人"]
    elif unit is _BARE and rest and _sums().search(m.string, max(0, m.start() - _SUM_WINDOW), m.start()):
        unit = units.table()["元"]
    more = False
    if rest:
        more = "余" in rest or "多" in rest
        scale = rest.replace("余", "").replace("多", "")
        low = numeral((high_text or number) + scale) if scale else arabic(high_text or number)
        if low is None:
            return None
    else:
        low = arabic(high_text or number)
    start = m.start()
    if high_text is None:
        signed = _signed(m.string, start)
        value = -low if signed < start else low
        return _Found(signed, m.end(), value, value, unit, rate, more)
    high = low
    low = arabic(number)
    if first:
        low *= numeral("1" + first) or 1
    elif rest and high >= arabic(high_text):
        low *= high / (arabic(high_text) or 1)
        low = arabic(number) if low > high else low
    if low >= high:
        # 15-6个 is no range: take the number that carries the unit
        return _Found(m.start("high"), m.end(), high, high, unit, rate, more)
    return _Found(start, m.end(), low, high, unit, rate, more)


def _signed(text: str, start: int) -> int:
    """Where a number begins, its sign included: 增幅-1.1%, 负40%; between two numbers a stroke is a range."""
    if start and text[start - 1] in "-－−负":
        c = text[start - 2] if start > 1 else "，"
        # 减负35亿元 eases a burden, 为负35 is a number below nought
        word = c in "为是达率" if text[start - 1] == "负" else "一" <= c <= "龥" and c not in "月年日路段"
        if c in "，,：:（( \n" or word:
            return start - 1
    return start


def _from_chinese(m: re.Match[str]) -> _Found | None:
    number = m["number"]
    if set(number) <= set("百千万亿") or m.string.startswith("制", m.end()):
        return None
    value = numeral(number)
    unit = units.table()[m["unit"]]
    half = _HALF_BETWEEN.match(m.string, m.end())
    if value is None or (value < 2 and unit.dimension != "time" and not half and not _only_one(m)):
        return None
    start, low = m.start(), value
    if m.string[start - 1 : start] in _TO and (
        before := _NUMERAL_AT_END.search(m.string[max(0, start - 9) : start - 1])
    ):
        # 五至八条
        lower = numeral(before[0])
        if lower is not None and lower < value:
            start, low = start - 1 - len(before[0]), lower
    return _Found(start, m.end(), low, value, unit, m["rate"], bool(m["more"]), True)


# 新建综合楼一幢，…; no 每村一处, and 一 of other units is mostly part of a phrase
_THINGS = frozenset("座处所幢栋条间套台辆部口")
_ENDS = re.compile("[，。；、（(\n]|$")
_ONE_AMONG = re.compile("[一-龥](?<![同另某这那任唯逐单村镇乡县户校人家区班])$")
# 每所学校配备校医室一间, 在各社区设立服务站一处
_CLAUSE = 40
_EACH = re.compile("[每各][^，。；：\n]*$")


def _only_one(m: re.Match[str]) -> bool:
    """Whether a one in words closes what it counts (新建综合楼一幢)."""
    return (
        m["number"] == "一"
        and m["unit"] in _THINGS
        and not m["rate"]
        and _ENDS.match(m.string, m.end()) is not None
        and _ONE_AMONG.search(m.string, max(0, m.start() - 2), m.start()) is not None
        and _EACH.search(m.string, max(0, m.start() - _CLAUSE), m.start()) is None
    )


# 1小时40分钟, 7分30秒
_CLOCK = re.compile(
    "(?<![0-9.])(?P<whole>[0-9]{1,3})(?:个?(?P<hours>小时)|分钟?)(?P<rest>[0-9]{1,2})(?(hours)分钟?|秒)"
)


def _from_clock(m: re.Match[str]) -> _Found:
    value = _ROUNDED.plus(Decimal(m["whole"]) + Decimal(m["rest"]) / 60)
    return _Found(m.start(), m.end(), value, value, units.table()[m["hours"] or "分钟"], None)


# 任务完成一半, 占一半以上
_HALF_OF_ALL = re.compile("(?<=[成到占近约了的缩减少降低])一半(?=[，。；、）以左]|$)")


def _from_half(m: re.Match[str]) -> _Found:
    return _Found(m.start(), m.end(), Decimal(50), Decimal(50), units.table()["%"], None, chinese=True)


# 一天半; 2个半小时, 三个半月, and no 20个半径
_HALF_BEHIND = re.compile("半(?![天年月日径数路夜小程山岛自封开透导价])")
_HALF_BETWEEN = re.compile("半(?P<unit>小时|月(?![湾亭形]))(?=[，。；、）)内左以办到的]|$)")


def _with_half(text: str, x: _Found) -> _Found:
    """A number of days or hours with the half that stands behind it."""
    between = _HALF_BETWEEN.match(text, x.end) if x.unit.name == "个" else None
    if between is not None:
        x = x._replace(end=between.end(), unit=units.table()[f"个{between['unit']}"])
    elif x.unit.dimension == "time" and _HALF_BEHIND.match(text, x.end):
        x = x._replace(end=x.end + 1)
    else:
        return x
    return x._replace(low=x.low + Decimal("0.5"), high=x.high + Decimal("0.5"))


_ROUNDED = Context(prec=15)
_PARTS = {"百": 1, "佰": 1, "千": 10, "仟": 10, "万": 100, "百万": 10_000}


def _from_percent(m: re.Match[str]) -> _Found | None:
    window = max(0, m.start() - 3)
    front = _patterns().of_how_many.search(m.string[window : m.start()])
    value = numeral(m["number"]) if m["number"] != "百" else Decimal(100)
    if front is None or value is None:
        return None
    if front["base"] in _PARTS:
        value = (-value if front["sign"] else value) / _PARTS[front["base"]]
    elif (of := numeral(front["base"])) and value < of and m["number"][0] in CHINESE:
        # 三分之二
        value = _ROUNDED.plus(100 * value / of)
    else:
        return None
    return _Found(window + front.start(), m.end(), value, value, units.table()["%"], None, chinese=True)


def _from_hundred_thousandths(m: re.Match[str]) -> _Found:
    value = arabic(m["number"])
    return _Found(m.start(), m.end(), value, value, units.table()["十万分之一"], None)


def _from_tenths(m: re.Match[str]) -> _Found:
    value = (numeral(m["number"]) or Decimal(0)) * 10
    if m["rest"]:
        value += numeral(m["rest"]) or 0
    if m["half"]:
        value += 5
    return _Found(m.start(), m.end(), value, value, units.table()["%"], None, chinese=True)


def _from_doubling(m: re.Match[str]) -> _Found:
    """Read 翻番 and 翻一番 as 2 倍, 翻两番 as 4 倍."""
    value = Decimal(2) ** int(numeral(m["times"]) or 1 if m["times"] else 1)
    return _Found(m.start(), m.end(), value, value, units.table()["倍"], None, chinese=True)


def _from_bare_rate(m: re.Match[str]) -> _Found:
    value = arabic(m["number"])
    return _Found(*m.span("number"), value, value, units.Unit("/" + m["subject"], "rate", None), None)


def _quantity(text: str, x: _Found, last: Quantity | None) -> Quantity:
    """Read the words around a number: what bounds it, what it is counted per."""
    p = _patterns()
    bound, lead, approximate = Bound.AT_LEAST if x.more else Bound.EXACT, -1, x.more
    if x.start and text[x.start - 1] in p.before_ends:
        window = max(0, x.start - _BOUND_WINDOW)
        if m := p.before.search(text[window : x.start]):
            bound, lead = Bound(str(m.lastgroup)), window + m.start()
            approximate = approximate or bound is Bound.ABOUT
    end = x.end
    if x.unit.dimension == "time" and text.startswith("内", end):
        bound, end = Bound.AT_MOST, end + 1
    elif m := p.after.match(text, end):
        behind = p.after_bound[m[0]]
        if behind is Bound.ABOUT or bound in (Bound.EXACT, Bound.ABOUT):
            bound, approximate = behind, approximate or behind is Bound.ABOUT
        end = m.end()
    low, high = plain(x.low), plain(x.high)
    return Quantity(
        start=x.start,
        end=end,
        text=text[x.start : end],
        value=low,
        unit=_unit_with_rate(text, x, last),
        dimension=x.unit.dimension,
        low=low,
        high=high,
        bound=bound,
        approximate=approximate,
        lead=lead,
        chinese=x.chinese,
    )


def _unit_with_rate(text: str, x: _Found, last: Quantity | None) -> str:
    """The unit with what it is counted per: behind it (元/人/月), in front of it (每人每月130元), or inherited."""
    p = _patterns()
    per = _per(x.rate) if x.rate else []
    # 每千人口拥有3岁以下婴幼儿托位数3.6个: an age between the two belongs to the noun
    floor = last.end if last is not None and last.dimension != "age" else 0
    window = text[max(floor, x.start - _RATE_WINDOW) : x.start]
    money = x.unit.dimension == "money"
    subject = time = None
    averaged = money or x.unit.dimension == "area"
    if "每" in window or (averaged and "均" in window) or "人口" in window or "千人" in window or "万人" in window:
        subject, time = _rate_words(_last_clause(_SHORT_BRACKET.sub("", window)), money=money)
    if not money:
        countable = x.unit.dimension not in ("share", "time", "age", "number", "rate")
        if countable and not per and last is not None and "/" in last.unit:
            head, per_last = units.split(last.unit)
            if head == x.unit.name and _same_rate(text[last.end : x.start], per_last):
                per = list(per_last)
        if subject and (len(subject) > 1 or averaged) and not per and countable:
            per = [subject]
        if x.unit.dimension == "length" and not per and _PER_HOUR.search(window):
            per = ["小时"]
        return "/".join([x.unit.name, *per])
    if time and not subject and not per:
        # 人均补差水平，分别从每月631元: for whom may stand one clause earlier
        wider = re.split("[。；\n]", text[max(0, x.start - 60) : x.start])[-1]
        subject = "人" if _WIDER_SUBJECT.search(wider) else None
    if subject and all(word in p.times for word in per):
        per.insert(0, subject)
    if time and not any(word in p.times for word in per):
        per.append(time)
    if not per and last is not None and last.dimension == "money" and "/" in last.unit:
        gap = text[last.end : x.start]
        level = _REACHES_LEVEL.fullmatch(gap)
        row = len(gap) <= 14 and _INHERITS.search(gap) and not re.search("[，。；\n]", gap)
        if level or (row and not _SUMMED.search(gap)):
            per = list(units.split(last.unit)[1])
    return "/".join([x.unit.name, *per])


# 每小时20公里, 每小时不低于20公里
_PER_HOUR = re.compile("每小时[^，。；0-9]{0,4}$")


def _same_rate(gap: str, per: tuple[str, ...]) -> bool:
    """Whether a number is counted per the same as the one in front: 千人口托位数由3.28个增加到3.91个, 每千人口医师2.6人、护士3人."""
    in_a_row = per[0][0] in "百千万" and _ROW_OF_LEVELS.fullmatch(gap) is not None
    return in_a_row or _RISES.fullmatch(gap) is not None


_SAME_PER = {"名": "人", "位": "人", "天": "日", "m³": "立方米", "m3": "立方米"}


def _per(rate: str) -> list[str]:
    """What a rate is counted per as written behind the unit, for whom before how long."""
    p = _patterns()
    words = p.per.findall(re.sub(r"[/／·•.\s每]", " ", rate))
    words = [_SAME_PER.get(w, w) for w in words]
    return sorted(words, key=lambda w: w in p.times)


def _last_clause(text: str) -> str:
    cuts = [m.end() for m in _CLAUSE_END.finditer(text)]
    return text[cuts[-1] :] if cuts else text


def _rate_words(left: str, *, money: bool) -> tuple[str | None, str | None]:
    """For whom and how long a number is counted, from the clause in front of it."""
    p = _patterns()
    subject = time = None
    for m in p.subject.finditer(left):
        subject = (m["a"] + m["s"]) if m["s"] else m["m"] or m["b"] + "人"
    if subject is not None:
        subject = re.sub("人口$|名$|位$", "人", subject)
    if money:
        for m in p.time.finditer(left):
            time = m["t"] or m["u"] or m["v"]
        time = "日" if time == "天" else time
    return subject, time


def _is_range(text: str, a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are the ends of a range that repeats its unit (1200万元至1500万元).

    从120元至130元 is a change, not a range.
    """
    if a.unit != b.unit or a.value >= b.value or not re.fullmatch(_RANGE, text[a.end : b.start]):
        return False
    return re.search("[从由]", _last_clause(text[max(0, a.start - _RATE_WINDOW) : a.start])) is None


@functools.lru_cache(maxsize=256)
def one_of(unit: str) -> Quantity | None:
    """One of a unit as a heading names it (万亩, 元/月·人); None where it names none."""
    found = find_quantities(f"9{unit}")
    whole = len(found) == 1 and bool(found[0].unit) and (found[0].start, found[0].end) == (0, 1 + len(unit))
    return dataclasses.replace(found[0], value=found[0].value / 9) if whole else None
