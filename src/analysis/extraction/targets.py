"""Which quantities of a task are promised, within which bound, from which baseline, and what they count."""

from __future__ import annotations

import dataclasses
import functools
import re

from analysis.extraction import units
from analysis.extraction.context import CLAUSE, Context, contexts, stretch
from analysis.extraction.lexicon import alternation, load, verbs
from analysis.extraction.segment import words
from analysis.model import Bound, Part, Quantity, Target

INDICATOR_LENGTH = 12

_CHANGED = re.compile(
    r"[^，。；\n]{0,10}?(?:提高|调高|上调|增加|增长|增至|提升|提标|扩大|扩展|降低|下降|下调|减少|压减|压缩|缩短|调整|调增|增|升|降|减|缩)[^，。；\n0-9]{0,4}?"
    r"(?:到|至|为)?[^，。；\n0-9]{0,10}"
)
_FROM = re.compile(r"(?:从|由)[^，。；\n]*$")
_SCOPE = re.compile(r"(?:全市|全县|全区|全省|全州|全镇|辖区|各县|现有|约|的|对|在|为|将)*$")
_EACH = re.compile(r"每(?:个|家|所|条|村|镇|县|区|户|社区|街道|乡镇|座|镇街)?[^，。；、\n]{0,12}$")
_REACHES = re.compile(r"(?:惠及|受益|覆盖|涉及|服务)[^，。；\n0-9]{0,8}$")
_QUOTED = re.compile(r"《[^》]*》|“[^”]{0,12}”|\"[^\"]{0,12}\"")
_THRESHOLD_FOLLOWS = re.compile(r"(?!的?[，。；、：\n）)])[一-龥]")


def find_targets(task: str, quantities: tuple[Quantity, ...]) -> tuple[list[Target], dict[int, Part]]:
    """Choose the promised quantities of a task.

    Parameters
    ----------
    task : str
        The task text.
    quantities : tuple of Quantity
        All quantities of the task, in order.

    Returns
    -------
    targets : list of Target
        In text order, numbered from 1.
    parts : dict
        For the position of each quantity in ``quantities``, what it is to the analysis.
    """
    around = contexts(task, quantities)
    quantities = _shared_rate(task, quantities)
    from_to = baselines(task, quantities)
    parts = dict.fromkeys(from_to.values(), Part.BASELINE)
    quoted = [m.span() for m in _QUOTED.finditer(task)]
    targets: list[Target] = []
    for i, (q, context) in enumerate(zip(quantities, around, strict=True)):
        if i in parts or not _promised(task, q, context, i in from_to) or any(a <= q.start < b for a, b in quoted):
            parts.setdefault(i, Part.OTHER)
            continue
        parts[i] = Part.TARGET
        base = quantities[from_to[i]] if i in from_to else None
        optional = _optional(task, q, context, quantities, i, [t.quantity for t in targets], around)
        named = from_to.get(i, i)
        floor = max((x.end for k, x in enumerate(quantities[:named]) if k not in from_to.values()), default=0)
        targets.append(
            Target(
                number=len(targets) + 1,
                quantity=q,
                indicator=indicator(task, quantities[named], floor, optional, [t.indicator for t in targets]),
                bound=_bound(q, context),
                baseline=base,
                optional=optional,
            )
        )
    return targets, parts


def baselines(task: str, quantities: tuple[Quantity, ...]) -> dict[int, int]:
    """Position of the target → position of the baseline that the task names for it."""
    out: dict[int, int] = {}
    n = len(quantities)
    for i in range(n - 1):
        if i in out or i in out.values():
            continue
        lead = task[max(0, quantities[i].from_ - 40) : quantities[i].from_]
        if not _FROM.search(lead):
            continue
        # 分别从A、B提高到C、D: as many levels behind the change as in front of it
        k = 1
        while i + k < n and re.fullmatch("[、和及]", task[quantities[i + k - 1].end : quantities[i + k].start]):
            k += 1
        if i + 2 * k > n:
            continue
        gap = task[quantities[i + k - 1].end : quantities[i + k].from_]
        if not _CHANGED.fullmatch(gap):
            continue
        pairs = [(quantities[i + j], quantities[i + k + j]) for j in range(k)]
        if all(_same_measure(a, b) for a, b in pairs):
            out.update({i + k + j: i + j for j in range(k)})
    return out


def _same_measure(a: Quantity, b: Quantity) -> bool:
    return units.split(a.unit)[0] == units.split(b.unit)[0]


def _shared_rate(task: str, quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The level that a baseline rises to is counted per the same: 从每人每月188元、252元提高到195元、261元."""
    out = list(quantities)
    for target, base in baselines(task, quantities).items():
        if "/" in out[base].unit and "/" not in out[target].unit:
            out[target] = dataclasses.replace(out[target], unit=out[base].unit)
    return tuple(out)


def _promised(task: str, q: Quantity, context: Context, has_baseline: bool) -> bool:
    if q.dimension == "age" or q.dimension == "rate":
        return False
    if q.dimension == "time":
        return has_baseline or (q.bound is not Bound.AT_LEAST and bool(verbs("to_shorten").search(context.left)))
    governed = bool(
        re.search(
            rf"(?:{alternation(load('verbs')['to_do'])})[了好]?(?:约|近|超|超过|不少于|不低于|至少)?$", context.left
        )
    )
    if q.chinese and q.value < 10 and q.dimension not in ("share", "multiple") and not governed:
        return False
    if q.text.endswith(("以上", "以下", "以内")) and q.dimension not in ("share", "multiple") and not governed:
        # 5000人以上学校食堂: a limit that says which ones are meant
        return not _THRESHOLD_FOLLOWS.match(task, q.end)
    return True


def _bound(q: Quantity, context: Context) -> Bound:
    if q.bound is Bound.AT_MOST:
        return Bound.AT_MOST
    return Bound.AT_MOST if verbs("to_limit").search(context.left) and q.bound is not Bound.AT_LEAST else Bound.AT_LEAST


def per_place(q: Quantity, context: Context) -> bool:
    """Whether so many are promised to each place (每个镇街至少建成1个): no total answers that."""
    return bool(_EACH.search(context.left)) and q.dimension in units.COUNTED and "/" not in q.unit


def _optional(
    task: str,
    q: Quantity,
    context: Context,
    quantities: tuple[Quantity, ...],
    i: int,
    earlier: list[Quantity],
    around: list[Context],
) -> bool:
    """Whether the number only says where the work happens, restates another one, or shares out a total."""
    if context.bracketed and any(e.unit == q.unit for e in earlier):
        return True
    if per_place(q, context):
        return True
    if (
        _REACHES.search(context.left)
        and q.dimension in ("household", "person")
        and (earlier or i + 1 < len(quantities))
    ):
        return True
    own = words().content(context.near)
    for e, c in zip(quantities[:i], around[:i], strict=True):
        if e in earlier and e.unit == q.unit and e.value == q.value and "其中" in context.before + context.left:
            theirs = words().content(c.near)
            if own.keys() & theirs.keys():
                return True
    following = quantities[i + 1] if i + 1 < len(quantities) else None
    if following is not None and q.dimension in units.COUNTED and q.unit != following.unit:
        between = task[q.end : following.start]
        in_front = re.split("[，。；、]", task[: q.from_])[-1]
        if (
            re.fullmatch("[一-龥（）]+", between)
            and not re.search("及|和|的", between)
            and not verbs("to_do").search(between)
        ):
            # 10条道路485个农村路口: the first number says where the second is counted
            return True
        if "的" in between and not re.search("[，。；、：]", between):
            return bool(re.search(r"(?:全市|全县|全区|全省|全州|全镇|辖区内?|[对在])$", in_front))
    return False


@functools.cache
def _trim() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lexicon = load("indicators")
    punctuation = r"[\s，。、；：“”\"（）()]"
    return (
        re.compile(rf"^(?:{punctuation}|20\d\d年底?|{alternation(lexicon['strip_left'])})+"),
        re.compile(rf"(?:{punctuation}|{alternation(lexicon['strip_right'])})+$"),
        re.compile(rf"(?<=..)(?:{alternation(lexicon['comparison'])}).*$"),
        re.compile(rf"(?<=..)(?:{alternation(lexicon['predicate'])}).*$"),
    )


def indicator(task: str, q: Quantity, floor: int, optional: bool, taken: list[str]) -> str:
    """Say in at most 12 characters what a quantity counts.

    The noun phrase beside the number is cut between words. Where it is too long its end stays, since a Chinese noun
    phrase ends with its head; where that is ``taken`` by another target of the item, its beginning is kept too
    (城乡低保…救助比例). ``floor`` is the end of the quantity in front.
    """
    strip_left, strip_right, comparison, predicate = _trim()
    a, _ = stretch(task, q.start, q.end, CLAUSE)
    left = strip_right.sub("", strip_left.sub("", comparison.sub("", task[max(a, floor) : q.from_])))
    # 5097户16659人贫困人口: both count what follows the second
    right = re.split(
        r"[，。；：！？、\n（）()0-9]|(?<=..)(?:以及|及其|及|和)",
        re.sub(r"^[0-9][0-9.]*[万亿]?[^，。]", "", task[q.end :]),
    )[0]
    right = predicate.sub("", re.sub("^的", "", right))
    head, possessive, tail = right.rpartition("的")
    if possessive and len(tail) >= 2:
        # 52个…行政村的…工程 counts the villages, 500名…的工人 counts the workers
        right = head if optional else tail
    right = strip_right.sub("", strip_left.sub("", right))
    counted = q.dimension in units.COUNTED
    chosen = (right or left) if (counted and len(left) < 2) or (counted and len(right) >= 2) else (left or right)
    if len(chosen) < 2:
        before = [
            strip_right.sub("", strip_left.sub("", re.sub(r"[0-9].*", "", x))) for x in re.split("[，。；：]", task[:a])
        ]
        chosen = next((x for x in reversed(before) if len(x) >= 2), "") + chosen
    short = _shorten(chosen) or q.text[:INDICATOR_LENGTH]
    if short in taken and len(chosen) > INDICATOR_LENGTH:
        return _first_words(chosen, 5) + "…" + _last_words(chosen, 6)
    return short


def _shorten(text: str) -> str:
    text = re.sub(r"[“”\"《》\s]", "", text)
    if "等" in text[:-4]:
        text = text.rsplit("等", 1)[1]
    if len(text) <= INDICATOR_LENGTH:
        return text
    tail = text.rpartition("的")[2]
    return tail if 4 <= len(tail) <= INDICATOR_LENGTH else _last_words(text, INDICATOR_LENGTH)


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
