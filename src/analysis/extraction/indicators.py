"""Name what a quantity counts: the noun phrase beside the number, at most twelve characters of it."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left

from analysis.extraction import units
from analysis.extraction.lexicon import alternation, load, verbs
from analysis.extraction.reading import CLAUSE, FOR_WHOM, GOAL_BEHIND, MORE_OF_THEM, WINDOW, Reading
from analysis.extraction.segment import words
from analysis.model import Quantity

INDICATOR_LENGTH = 12


@functools.cache
def _done_there() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between a number of places and what is counted there, and what stands behind the places."""
    work = verbs("to_do", "anew", "over_again").pattern
    places = "[一-龥]{0,4}?(?:村|[乡镇县]|街道|社区|小区|学校)"
    return re.compile(rf"^{places}(?:{work})+(?=[一-龥]{{2}})"), re.compile(
        rf"^(?P<places>{places})(?:{work})+[^，。；]{{2,}}$"
    )


_RIGHT_END = re.compile(r"[，。；：！？、\n（）()0-9]|(?<=..)(?:以及|及其|及|和)")
# from the first number on that is no year at the beginning
_FROM_NUMBER = re.compile(r"(?!^20[0-9]{2}年)(?<![0-9])[0-9].*")
_GROWS = re.compile("(?<=..)(?:增长|增幅|增速|提高|增加)$")
_PLACES = frozenset("村镇乡县")
_IN_BRACKETS = re.compile("[（(][^（）()]*[）)]")
_NEXT_NUMBER = re.compile(r"^[0-9][0-9.]*[万亿]?[^，。]")


@functools.cache
def _trim() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lexicon = load("indicators")
    punctuation = r"[\s，。、；：“”\"（）()]"
    return (
        re.compile(
            rf"^(?:{punctuation}|(?:20\d\d年?[—－～~至-]+)?20\d\d年(?:底|度)?|{alternation(lexicon['strip_left'])})+"
        ),
        re.compile(rf"(?:{punctuation}|{alternation(lexicon['strip_right'])})+$"),
        # 按时办结率 is no comparison
        re.compile(rf"(?<=..)(?!按[时期质需])(?:{alternation(lexicon['comparison'])}).*$"),
        re.compile(rf"(?<=..)(?:{alternation(lexicon['predicate'])}).*$"),
    )


def indicator(reading: Reading, q: Quantity, floor: int, optional: bool, taken: set[str], row: str = "") -> str:
    """Say in at most 12 characters what a quantity counts.

    The noun phrase beside the number is cut between words. Where it is too long its end stays, since a Chinese noun
    phrase ends with its head; where that is ``taken`` by another target of the item, its beginning is kept too
    (城乡低保…救助比例). ``floor`` is the end of the quantity in front; ``row`` is the name that a number in a row belongs
    to (A、B分别从…提高到…).
    """
    strip_left, strip_right, comparison, predicate = _trim()
    task = reading.text
    a, _ = reading.stretch(CLAUSE, q.from_, q.end)
    # 1.市区PM2.5年均浓度: behind the marker of the paragraph
    begins = max(a, floor, min(reading.heading(q.start)[0], q.from_))
    left = strip_right.sub("", strip_left.sub("", comparison.sub("", task[begins : q.from_])))
    # 5097户16659人贫困人口: both count what follows the second
    if row:
        left = strip_right.sub("", strip_left.sub("", row))
    ahead = task[q.end : q.end + WINDOW]
    k = bisect_left(reading.quantities, q.end, key=lambda other: other.start)
    following = reading.quantities[k] if k < len(reading.quantities) else None
    skipped = _NEXT_NUMBER.match(ahead)
    start = skipped.end() if skipped else 0
    if following is not None and following.start == q.end:
        start = following.end - q.end
    end = _RIGHT_END.search(reading.whole[q.end : q.end + WINDOW], start)
    right = ahead[start : end.start()] if end else ahead[start:]
    if FOR_WHOM.search(task, begins, q.from_) and (whom := MORE_OF_THEM.match(task, q.end)):
        # 为2.1万名高龄、失能老年人提供服务: the row names those who are counted
        right, left = whom[0], ""
    if floor > a and begins == floor:
        # 为80个村安装太阳能路灯4000盏: the lamps
        left = _done_there()[0].sub("", left)
    if end and end[0].isdigit():
        # and the villages
        right = _done_there()[1].sub(r"\g<places>", right)
    right = predicate.sub("", "" if GOAL_BEHIND.fullmatch(right) else re.sub("^的", "", right))
    head, possessive, tail = right.rpartition("的")
    if possessive and len(tail) >= 2:
        # 52个…行政村的…工程 counts the villages, 500名…的工人 counts the workers
        # 10个养老机构的改造 counts what is renewed
        work = not strip_right.sub("", strip_left.sub("", tail))
        right = head if optional or work else tail
    right = strip_right.sub("", strip_left.sub("", right))
    counted = q.dimension in units.COUNTED or q.dimension == "number"
    if counted and right in _PLACES:
        # 解决120个村、4.5万人的饮水问题
        return right
    if floor > a and (left in load("words")["generic"] or task[floor : q.from_].strip("、") in ("", "共")):
        # 安置房12个项目6800套, 公路拓宽三条、共6.8公里, 小区96个、1.43万户: what is counted stands in front of the number in front
        front = _FROM_NUMBER.sub("", task[a:floor])
        left = strip_right.sub("", strip_left.sub("", comparison.sub("", front))) or left
    if right in load("words")["generic"]:
        # 安置房12个项目
        right = left + right
    chosen = (right or left) if (counted and len(left) < 2) or (counted and len(right) >= 2) else (left or right)
    # 低保标准：城市790元
    only_side = chosen in _sides() and task.endswith("：", 0, a)
    # 扩种油菜，面积达到28万亩
    only_size = chosen in load("indicators")["size"] and _CLAUSE_IN_FRONT.search(task, 0, a) is not None
    if len(chosen) < 2 or only_side or only_size:
        before = re.split("[，。；：]", _IN_BRACKETS.sub("", task[max(0, a - WINDOW) : a]))
        before = [strip_right.sub("", strip_left.sub("", _FROM_NUMBER.sub("", x))) for x in before]
        chosen = next((x for x in reversed(before) if len(x) >= 2), "") + chosen
    short = _closed(_shorten(chosen)) or q.text[:INDICATOR_LENGTH]
    if short in taken and len(chosen) > INDICATOR_LENGTH:
        return _first_words(chosen, 5) + "…" + _last_words(chosen, 6)
    return short


_CLAUSE_IN_FRONT = re.compile("(?:^|[，。；：])[^，。；：0-9]{2,}，$")


@functools.cache
def _sides() -> frozenset[str]:
    """Words that say of which kind something is, and not what: 城市, 农村."""
    return frozenset(word for row in load("words")["contraries"] for side in row for word in side)


def _shorten(text: str) -> str:
    text = re.sub(r"[“”\"《》\s]", "", text)
    if "等" in text[:-4]:
        text = text.rsplit("等", 1)[1]
    if len(text) > INDICATOR_LENGTH:
        # 农村居民人均可支配收入增长: whose income, rather than that it is to grow
        text = _GROWS.sub("", text)
    if len(text) <= INDICATOR_LENGTH:
        return text
    tail = text.rpartition("的")[2]
    return tail if 4 <= len(tail) <= INDICATOR_LENGTH else _last_words(text, INDICATOR_LENGTH)


def _closed(text: str) -> str:
    """Drop what a bracket that lost its partner cuts off: 卫生院）服务能力 is 服务能力, 乡镇（街道 is 乡镇.

    Examples
    --------
    >>> _closed("卫生院）服务能力"), _closed("乡镇（街道"), _closed("村（居）委会")
    ('服务能力', '乡镇', '村（居）委会')
    """
    for opened, closed in ("（）", "()"):
        if closed in text and opened not in text[: text.index(closed)]:
            text = text[text.index(closed) + 1 :] or text[: text.index(closed)]
        if opened in text and closed not in text[text.rindex(opened) :]:
            text = text[: text.rindex(opened)] or text[text.rindex(opened) + 1 :]
    return text


def _first_words(text: str, length: int) -> str:
    out = ""
    for word in words().cut(text):
        if len(out) + len(word) > length:
            break
        out += word
    return out or text[:length]


def _last_words(text: str, length: int) -> str:
    out: list[str] = []
    for word in reversed(words().cut(text)):
        if sum(map(len, out)) + len(word) > length:
            break
        out.insert(0, word)
    return "".join(out).lstrip("、的") or text[-length:]
