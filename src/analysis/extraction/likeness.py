"""How far a number and a promise speak of the same thing."""

from __future__ import annotations

import functools
import re

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.lexicon import alternation, load, verbs
from analysis.extraction.segment import overlap

# A name that the other text abbreviates or writes in full.
ABBREVIATED = 0.75
# A name that is cut short tells as much as a few words in common.
SHORT_NAME = 0.45
# How much of what was promised a statement must name that stands alone: behind a label, or where all is told by place.
NAMED = 0.5


def named_alike(ask: Ask, offer: Candidate, *, closely: bool = False) -> bool:
    """Whether all that stands beside a number is what the task names, ``closely`` beside its own number."""
    return offer.about.near.keys() <= (ask.near if closely else ask.topics).keys()


_ONE = ((True, False), (False, True))
# 供餐能力提升2000客 may be 新增2000客
_ABLER = re.compile("(?<=能力)(?:提升|改善|提高)|(?:提升|改善|提高)(?=[^，。；0-9]{0,8}能力)")


@functools.cache
def _sided() -> tuple[re.Pattern[str], dict[str, set[tuple[int, int]]]]:
    """Words that exclude others, and for each the rows and sides that it is of."""
    rows = load("words")["contraries"]
    sides: dict[str, set[tuple[int, int]]] = {}
    for i, row in enumerate(rows):
        for j, side in enumerate(row):
            for word in side:
                sides.setdefault(word, set()).add((i, j))
    return re.compile(alternation([*load("words")["both_sides"], *sides])), sides


# 云城区 is a name
_NAMED_CITY = re.compile("(?<![一-龥])(?![主老新中全旧县各])[一-龥]城区")


@functools.lru_cache(maxsize=4096)
def _sides(text: str) -> frozenset[tuple[int, int]]:
    _, sides = _sided()
    return frozenset(side for word in words_of_sides(text) for side in sides[word])


def contrary(promised: str, reported: str) -> bool:
    """Whether a report names what excludes all that a promise names of its kind: 城镇居民, where 农村居民 were promised.

    Examples
    --------
    >>> contrary("农村居民人均收入", "城镇居民人均收入"), contrary("城乡居民人均收入", "城镇居民人均收入")
    (True, False)
    """
    asked, told = _sides(promised), _sides(reported)
    rows = {row for row, _ in asked} & {row for row, _ in told}
    return any({s for s in asked if s[0] == row}.isdisjoint(s for s in told if s[0] == row) for row in rows)


def tells_its_side(promised: str, part: str, whole: str) -> bool:
    """Whether a part is of the side that was promised, and its whole of none: 雨污水管网143公里，其中污水管113公里, of 污水管网.

    Examples
    --------
    >>> tells_its_side("老年人防诈骗宣传", "其中面向老年人的专场", "反诈宣传进社区活动共")
    True
    """
    asked = _sides(promised)
    rows = [row for row, _ in asked]
    one = {side for side in asked if rows.count(side[0]) == 1}
    told = one & _sides(part)
    return bool(told) and told.isdisjoint(_sides(whole))


def words_of_sides(text: str) -> list[str]:
    """Words of a text that exclude others of their kind."""
    pattern, sides = _sided()
    return [word for word in pattern.findall(_NAMED_CITY.sub("", text)) if word in sides]


def names_no_side(text: str) -> bool:
    """Whether a text names nothing that excludes others of its kind."""
    return not _sides(text)


def ends_like(promised: str, ending: str) -> bool:
    """Whether what was promised ends like names in a list, or like names of their kind: 断头路, and 凤岗路西段、湖塘二路."""
    return ending in promised[-2:] or (len(ending) > 2 and promised[-1] in ending)


def other_work(promised: str, reported: str) -> bool:
    """Whether something is to be built anew and what is old was renewed, or the other way round.

    Examples
    --------
    >>> other_work("改造老旧", "新建热力"), other_work("新改建", "新建"), other_work("", "新建")
    (True, False, False)
    """
    asked, told = (
        (verbs("anew").search(text.replace("新开工", "")) is not None, verbs("over_again").search(text) is not None)
        for text in (_ABLER.sub("", promised), reported)
    )
    return asked in _ONE and told in _ONE and asked != told


@functools.lru_cache(maxsize=1024)
def verbs_of_rate(rate: str) -> tuple[str, ...]:
    """What is done to those of whom a rate tells: 办结 for 结案率 too.

    Examples
    --------
    >>> verbs_of_rate("案件结案率")
    ('结案', '办结', '审结')
    """
    verb = rate.removesuffix("率")[-2:]
    return (verb, *load("words")["rates_of_verbs"].get(verb, ()))


# 全部按期办结, 均已依法处置
_HOW_DONE = "(?:已|已经|按期|按时|如期|依法|及时|规范|妥善|成功|顺利|实现|完成|得到|可|能|可以|网上|在线|全程)*"


def of_whom_all_at_that_rate(rate: str, text: str) -> str | None:
    """What a clause says of whom all had done to them what a rate tells of (全部按期办结, for 结案率); None where it does not.

    That all were found good (合格, 满意) says of how many were looked at, and nothing of the others.

    Examples
    --------
    >>> of_whom_all_at_that_rate("案件结案率", "重大案件均已按期办结"), of_whom_all_at_that_rate("案件结案率", "已全部立案")
    ('重大案件', None)
    """
    done = verbs_of_rate(rate)
    if len(done) < 2:
        return None
    m = re.fullmatch(
        f"(?P<whom>.*?)(?:已|现|目前|现已)*(?:全部|均){_HOW_DONE}(?:{'|'.join(done)})(?:到位|完毕|完成|完|了)?",
        text.strip(),
    )
    return m["whom"].strip() if m else None


def foreign_words(ask: Ask, offer: Candidate) -> set[str]:
    """Words beside a number that the promise does not say."""
    return offer.about.near.keys() - ask.topics.keys()


def alike(ask: Ask, offer: Candidate) -> float:
    """How far target and candidate speak of the same thing, 0 to 1."""
    named = said(ask.near, offer)
    long, short = ask.target.indicator, _DOING.sub("", offer.about.said)
    if long == short:
        return 1.0
    ends_alike = ask.alone and len(short) > 1 and long.endswith(short)
    # 免费婚检8213对、婚检率84.6%
    rate = short.endswith("率") and long.endswith("率") and abbreviates(short[-3:], long)
    if named < ABBREVIATED and (ends_alike or rate or abbreviates(long, short) or abbreviates(short, long)):
        named = ABBREVIATED
    if _LEVEL.fullmatch(long) and long in offer.about.text:
        # 新评定市级17家, where so many of 市级 were promised
        named = 1.0
    value = 0.3 * said(ask.topics, offer) + 0.45 * named + 0.25 * overlap(offer.about.near, ask.topics)
    # 药补1652人: the whole name, cut short
    return max(value, SHORT_NAME) if abbreviates(short, long) else value


_LEVEL = re.compile("(?:国家|省|市|县)级")
_DOING = re.compile(
    "^(?:已|共|全年|今年|年内)+|(?:已|共|均|全部|安装|改造|建设|整治|治理|更换|更新|完成|建成|竣工|完工|投用|增长|增速|增幅)+$|(?<=率)(?:已?达到?|为|是|约|超过?)$|(?:[一二三四]季度末?|[0-9]{1,2}月[底末]|上半年|年[底末])+$"
)


def abbreviates(short: str, text: str) -> bool:
    """Whether a short name is made of characters of a longer one, in their order, from its first on: 清淤, 清理淤泥.

    Examples
    --------
    >>> abbreviates("清淤", "清理淤泥"), abbreviates("规上", "规模以上"), abbreviates("清淤", "清理河道")
    (True, True, False)
    """
    if not 2 <= len(short) <= 5:
        return False
    at = text.find(short[0])
    if at < 0 or short in text:
        return False
    end = at
    for c in short[1:]:
        end = text.find(c, end + 1)
        if end < 0:
            return False
    return end - at < 3 * len(short)


def said(wanted: dict[str, float], offer: Candidate) -> float:
    """Share of the wanted words that a candidate is about, nearness counted, 0 to 1."""
    topics = offer.about.topics
    total = sum(wanted.values())
    # in their order, so that the sum is the same on every run
    return sum([v * topics[w] for w, v in wanted.items() if w in topics]) / total if total else 0.0
