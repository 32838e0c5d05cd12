"""All but those that are named: 14个小区除工行家属院外均已完工 is one less than all of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from analysis.extraction.candidates import Candidate, plainly
from analysis.extraction.lexicon import verbs
from analysis.extraction.reading import EXCEPT, JOINED, SENTENCE, Reading, Span
from analysis.extraction.stages import Stage
from analysis.extraction.units import COUNTED
from analysis.model import Bound, Method, Quantity

if TYPE_CHECKING:
    from analysis.extraction.asks import Ask

_BRACKETS = re.compile("（[^（）]*）")
_ALL_BUT = re.compile(rf"{EXCEPT}(?P<names>[^。；\n]{{2,60}}?)[以之]?外[，,]?(?P<others>[^，。；\n]{{1,24}})")
_OTHERS_ALL = re.compile("其[余他它]|均|全部|都已")
_NOT_DONE = re.compile("(?:均|全部|都|仍|尚)(?:尚|还)?(?:未|没)|正在|在建")
# 工行家属院正在协调, 东风渠因征迁未动工: the name, and why
_WHY_NOT = re.compile(
    "(?:正在|正|尚在|仍在|还在|尚|仍|还|暂|未|因|由于|受|处于|正处|已(?=开工|进场|启动)|主体|在建|施工)[^、]*$"
)
# 除涉密等特殊情形外: what a rule leaves out is not promised
_BY_RULE = re.compile("情形|情况|规定|涉密|不可抗力|原因")
# Names of things that are counted one by one; 绿化, 节假日, 总氮 are none, nor does one know how many there are of 二期, 景区.
_NAME = re.compile(
    "(?!个别|少数|部分|极少|此之|上述|[一二三四]期|城中村|教学点|主城|山区|景区|校区|学校$|二级|已|了)[一-龥A-Za-z“”·—-]{1,15}"
    "(?:院|里|苑|园|小区|社区|公寓|新村|桥|路|街|巷|渠|河|沟|湖|库|塘|井|站|校|中学|小学|[一二三四五六七八九十](?:中|小|幼)|厂|市场|广场|书房|中心|楼|坊|庄|馆|所|(?P<place>[村镇乡县]|街道|(?<![小社])区))"
)


_NO_PLACES = re.compile("[小社]区")
# 均已通客车, 均已参加培训; not 均正在施工
_DONE_TO_ALL = re.compile("(?:均|全部|都)已?(?!正|在|未)")


class Exceptions(NamedTuple):
    """Where a text leaves some out, what it says of the others, and the names of those, where it names them."""

    start: int
    others: Span
    names: tuple[str, ...]

    def number(self, noun: str) -> int:
        """How many they are of what a noun counts: 石桥镇 is one of 12个乡镇, and perhaps several of 14个小区."""
        noun = _NO_PLACES.sub("", noun)
        found = [_NAME.fullmatch(name) for name in self.names]
        one_by_one = all(m is not None and (m["place"] is None or m["place"][-1:] in noun) for m in found)
        return len(found) if one_by_one else 0


@functools.lru_cache(maxsize=8)
def exceptions(reading: Reading) -> tuple[Exceptions, ...]:
    """Those that a text leaves out when it says something of all others."""
    return tuple(_exceptions(reading)) if "除" in reading.quiet else ()


def _exceptions(reading: Reading) -> Iterator[Exceptions]:
    text = _BRACKETS.sub(lambda m: "\0" * len(m[0]), reading.quiet)
    for m in _ALL_BUT.finditer(text):
        if not _OTHERS_ALL.search(m["others"]):
            continue
        if _BY_RULE.search(m["names"]):
            continue
        said = m["names"].replace("\0", "").split("，")[0]
        names = [_WHY_NOT.sub("", name) for name in JOINED.split(_WHY_NOT.sub("", said))]
        yield Exceptions(m.start(), m.span("others"), () if re.search("[0-9]|等$", said) else tuple(names))


def rate_of_all_but(ask: Ask, progress: Reading) -> list[Candidate]:
    """What share of all is done where all are but those that the text names or counts: 200个村除花岩村外均已通客车."""
    if ask.target.unit != "%" or ask.growth:
        return []
    out = []
    for found in exceptions(progress):
        begins, of = _in_front(progress, found)
        if not of or progress.quantities[of[-1]].dimension not in COUNTED:
            continue
        whole = progress.quantities[of[-1]]
        inside = [q for q in progress.quantities if found.start < q.start < found.others[0]]
        counted = sum((q.value for q in inside if q.unit == whole.unit), Decimal(0))
        left_out = found.number(progress.quiet[whole.end : found.start]) or counted
        if 0 < left_out < whole.value and _is_done(progress, found, _DONE_TO_ALL):
            out.append(
                Candidate(
                    value=100 * (whole.value - left_out) / whole.value,
                    unit="%",
                    bound=Bound.EXACT,
                    method=Method.RATIO,
                    stage=Stage.FINISHED,
                    spans=((whole.start, found.others[1]),),
                    members=(of[-1],),
                    describe=partial(plainly, progress, ((begins, whole.start), found.others)),
                )
            )
    return out


def all_but(asks: list[Ask], ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """How many are done where all are but those that the text names: of so many as stand in front, or of the promise."""
    target = ask.target
    if target.quantity.dimension != "site":
        return []
    out = []
    for found in exceptions(progress):
        if not _is_done(progress, found, verbs("named_done", "wholly_done", "finished")):
            continue
        begins, of = _in_front(progress, found)
        number = _left_out(found, ask, asks, progress.quiet[begins : found.start])
        if number is None or number >= target.value:
            continue
        whole = next((k for k in reversed(of) if _counts(ask, progress.quantities[k])), None)
        if whole is None and any(progress.quantities[k].dimension == "site" for k in of):
            # 14个小区除工行家属院外均已完工 counts no buildings
            continue
        start = found.start if whole is None else progress.quantities[whole].start
        value = target.value if whole is None else progress.quantities[whole].value
        # 乡镇中转站除沙河镇外全部建成: what they are stands in front, or among the others
        said = ((begins, found.start), found.others)
        about = partial(plainly, progress, said) if whole is None else partial(getattr, single[whole], "about")
        out.append(
            Candidate(
                value=value - number,
                unit=target.unit,
                bound=Bound.EXACT,
                method=Method.UNIVERSAL,
                stage=Stage.FINISHED,
                spans=((start, found.others[1]),),
                members=() if whole is None else (whole,),
                describe=about,
            )
        )
    return out


def _left_out(found: Exceptions, ask: Ask, asks: list[Ask], of: str) -> int | None:
    """How many of what a target counts are left out; None where one does not know.

    Where things of several targets are said to be done (老旧小区、口袋公园除滨河公园外), a name is of the one that it ends with.
    """
    number = found.number(ask.target.indicator)
    nouns = {noun for a in asks if len(noun := a.target.indicator[-2:]) > 1 and noun in of}
    if not number or len(nouns) < 2:
        return number or None
    ends = [next((noun for noun in nouns if name.endswith(noun)), "") for name in found.names]
    return ends.count(ask.target.indicator[-2:]) if all(ends) else None


def _in_front(progress: Reading, found: Exceptions) -> tuple[int, list[int]]:
    """Where the sentence begins in which some are left out, and the positions of its numbers in front of those."""
    begins, _ = progress.stretch(SENTENCE, found.start, found.start)
    return begins, [k for k, q in enumerate(progress.quantities) if begins <= q.start and q.end <= found.start]


def _is_done(progress: Reading, found: Exceptions, done: re.Pattern[str]) -> bool:
    """Whether the others are said to be done; and nothing more of those that are left out (工行家属院也已完工)."""
    text, (a, b) = progress.quiet, found.others
    if not done.search(text, a, b) or _NOT_DONE.search(text, a, b):
        return False
    return not any(name in text[b:] for name in found.names)


def _counts(ask: Ask, q: Quantity) -> bool:
    """Whether a number counts what was promised: by its measure word, or as many by another (14个 of 14处)."""
    return q.unit == ask.target.unit or (q.dimension == "site" and q.value == ask.target.value)
