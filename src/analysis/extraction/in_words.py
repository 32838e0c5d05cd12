"""What a report tells of in words alone: 法治乡村示范点将于年底评定 gives no number, nor does that of another thing beside it."""

from __future__ import annotations

import re
from bisect import bisect_left

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.reading import Reading
from analysis.model import Method

_STRETCH = re.compile("[^。；;！？\n]+")
_NOT_YET = re.compile(
    "正在|将[于在]|[尚暂][未无]|未[开获能]|拟[于在]|预计|为准|有待|另行|招标|公示|明年|下一步|选址|用地预审|可研|前期|等待|待(?=[评批审验])|材料已[报提]"
)
# of the rest, or of more of it
_REST = re.compile("其余|其他|剩余|余下|另|还|仍|同时|也")
_QUOTES = re.compile("[“”‘’《》]")
_NOW = re.compile("(?:目前|现|截至|至今|已)")
# So many characters together are a name.
_NAME = 4


def in_words(reading: Reading) -> tuple[str, ...]:
    """Clauses of a sentence that stand together, hold no number, and tell that something is still to come.

    Examples
    --------
    >>> in_words(Reading("示范村新增5个，法治乡村示范点将于年底评定。"))
    ('法治乡村示范点将于年底评定',)
    """
    told: list[str] = []
    starts = [q.start for q in reading.quantities]
    for sentence in _STRETCH.finditer(reading.quiet):
        clauses: list[list[str]] = [[]]
        at = sentence.start()
        for clause in sentence[0].split("，"):
            if bisect_left(starts, at) < bisect_left(starts, at + len(clause) + 1):
                if _NOW.match(clause):
                    # 家庭改造：6月完成招标，目前已完成320户: a number follows upon it
                    clauses[-1] = []
                clauses.append([])
            else:
                clauses[-1].append(clause)
            at += len(clause) + 1
        told += ["，".join(run) for run in clauses if run]
    return tuple(_QUOTES.sub("", text) for text in told if _NOT_YET.search(text) and not _REST.search(text))


def longest_shared(a: str, b: str) -> int:
    """Length of the longest text that stands in both.

    Examples
    --------
    >>> longest_shared("提供基本康复服务", "基本康复服务机构"), longest_shared("公园", "道路")
    (6, 0)
    """
    longest = 0
    for i in range(len(a)):
        while i + longest < len(a) and a[i : i + longest + 1] in b:
            longest += 1
    return longest


def named_in_words(ask: Ask, texts: tuple[str, ...]) -> int:
    """So many characters of what was promised stand together in words without a number; 0 where they are no name."""
    work = _QUOTES.sub("", ask.work)
    named = max((longest_shared(work, text) for text in texts), default=0)
    return named if named >= _NAME else 0


def told_in_words(ask: Ask, offer: Candidate, named: int) -> bool:
    """Whether words without a number name what was promised by so many characters, and a number something that is less like it."""
    if not named or offer.method is not Method.STATED or not offer.about.near:
        return False
    before = offer.antecedent
    if before is not None and (before.value, before.unit) == (ask.target.value, ask.target.unit):
        # 15家机构中，岭前镇卫生院等13家通过验收，礁头镇卫生院正在安装设备: of those that were promised
        return False
    # a place alone tells them apart in 南门镇养老服务中心, where 乡镇养老服务中心 were promised
    return longest_shared(_QUOTES.sub("", ask.work), offer.about.front + offer.about.text) + 1 < named
