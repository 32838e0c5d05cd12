"""What stands around a quantity: the words that say what is counted, its clause, its sentence, its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.model import Quantity

_SENTENCE = re.compile(r"[。；;！？\n]")
CLAUSE = re.compile(r"[，,：:。；;！？\n（）()]")
_SEGMENT = re.compile(r"[，：:。；;！？\n（）()、]|,(?![0-9])")
_MARKER = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[.．、]|[①-⑳]|[一二三四五六七八九十]{1,3}、|[一二三四五六七八九十]是)\s*"
)
_INNER_MARKER = re.compile(r"(?<=[。；：])(?:[①-⑳]|[（(][一二三四五六七八九十0-9]{1,2}[)）])")
_HEADING = re.compile(r"[^。，；：:\n]{1,24}[：:。]")
_NAME_BRACKET = re.compile(r"[（(][^（）()0-9０-９，。；：\n]{1,10}[)）](?=[一-龥])")
_NOUN_AHEAD = re.compile(r"(?!已|均|全部|都|正|的|并|共|建成|完成|开工|竣工|完工)[一-龥“]{2}")
_ATTRIBUTE = re.compile("(?:以上|以下|以内)$")
_TITLE = re.compile("《[^《》]*(?:《[^》]*》|<[^>]*>)?[^《》]*》")
_LIST_BREAK = re.compile(r"[。；;！？\n]|，(?!分别)")
_EMPTY = re.compile(r"[\s的了等均已全部都，。、；：“”\"（）()《》也还共计]*")


@dataclass(frozen=True, slots=True)
class Context:
    """Text around one quantity.

    ``near_left`` and ``near_right`` say what is counted (in a row of numbers only one side belongs to each), ``left``
    and ``right`` are the clause on either side of the number, ``clause`` and ``sentence`` the stretches that hold it,
    ``before`` the sentence in front of the clause, ``heading`` the heading of its paragraph, ``bracketed`` whether it
    stands in brackets.
    """

    near_left: str
    near_right: str
    left: str
    right: str
    clause: str
    before: str
    sentence: str
    heading: str
    bracketed: bool

    @property
    def counts_ahead(self) -> bool:
        """Whether the noun that is counted follows the number (3家中心卫生院)."""
        return bool(_NOUN_AHEAD.match(self.near_right))

    @property
    def near(self) -> str:
        """The words that say what is counted, on both sides."""
        return f"{self.near_left} {self.near_right}"


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Split a text at line breaks and at list markers inside a line: ``(start, end)`` of each, no empty ones.

    Examples
    --------
    >>> paragraphs("已完成。\n（1）建成3所。")
    [(0, 4), (5, 13)]
    """
    out = []
    for line in re.finditer(r"[^\n]+", text):
        starts = [line.start(), *(m.start() for m in _INNER_MARKER.finditer(text, line.start() + 1, line.end()))]
        out += list(zip(starts, [*starts[1:], line.end()], strict=True))
    return out


def stretch(text: str, start: int, end: int, breaks: re.Pattern[str]) -> tuple[int, int]:
    """Bounds of the stretch between two breaks that holds ``text[start:end]``."""
    a = 0
    for m in breaks.finditer(text, 0, start):
        a = m.end()
    found = breaks.search(text, end)
    return a, found.start() if found else len(text)


def heading_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the heading of a paragraph, list marker left out; empty where it has none."""
    m = _MARKER.match(text, start, end)
    at = m.end() if m else start
    h = _HEADING.match(text, at, end)
    if h and (h[0][-1] in "：:" or m):
        return at, h.end() - 1
    return at, at


def mask(text: str) -> str:
    """Cover short brackets that belong to a name (村（居）委会), so that they break no clause; the length stays.

    Examples
    --------
    >>> mask("村（居）公园3个（新建2个）")
    '村···公园3个（新建2个）'
    """
    return _NAME_BRACKET.sub(lambda m: "·" * len(m[0]), text)


def contexts(text: str, quantities: tuple[Quantity, ...]) -> list[Context]:
    """Give the context of each quantity of a text, in order."""
    whole = mask(text)
    # names of documents say nothing of what is counted
    text = _TITLE.sub(lambda m: " " * len(m[0]), text)
    blocks = [(a, b, heading_of(whole, a, b)) for a, b in paragraphs(text)]
    segments = [stretch(whole, q.start, q.end, _SEGMENT) for q in quantities]
    named = _respectively(whole, text, quantities)
    out = []
    # 10亿元以上项目25个: a limit that stands before its noun is part of the noun
    limits = {q.start for q in quantities if _ATTRIBUTE.search(q.text) and re.match("[一-龥]", text[q.end : q.end + 1])}
    for i, q in enumerate(quantities):
        a, b = segments[i]
        peers = [
            p for p, s in zip(quantities, segments, strict=True) if s == (a, b) and (p is q or p.start not in limits)
        ]
        k = peers.index(q)
        left = text[peers[k - 1].end if k else a : q.from_]
        right = text[q.end : peers[k + 1].from_ if k + 1 < len(peers) else b]
        near_left, near_right = left, right
        if len(peers) > 1:
            if _EMPTY.fullmatch(text[peers[-1].end : b]):
                near_right = ""
            elif len(text[a : peers[0].from_]) <= 2:
                near_left = left if k == 0 else ""
        if near_left.endswith("等") and len(near_right) > 1:
            # 甲路、乙路等15个拥堵点: what stands in front are examples, what is counted follows
            near_left = ""
        if i in named:
            near_left, near_right = named[i], ""
        c, d = stretch(whole, q.start, q.end, CLAUSE)
        s, t = stretch(whole, q.start, q.end, _SENTENCE)
        heading = next((text[h[0] : h[1]] for x, y, h in blocks if x <= q.start < y), "")
        depth = len(re.findall(r"[（(]", text[s : q.start])) - len(re.findall(r"[）)]", text[s : q.start]))
        out.append(
            Context(
                near_left=near_left,
                near_right=near_right,
                left=text[c : q.from_],
                right=text[q.end : d],
                clause=text[c:d],
                before=text[s:c],
                sentence=text[s:t],
                heading=heading,
                bracketed=depth > 0,
            )
        )
    return out


def _respectively(whole: str, text: str, quantities: tuple[Quantity, ...]) -> dict[int, str]:
    """For numbers in a row behind 分别, the name in the row in front that each belongs to."""
    out: dict[int, str] = {}
    for m in re.finditer("分别", whole):
        a, _ = stretch(whole, m.start(), m.end(), _LIST_BREAK)
        row = [i for i, q in enumerate(quantities) if q.start >= m.end()]
        run: list[int] = []
        for i in row:
            gap = whole[quantities[run[-1]].end : quantities[i].from_] if run else whole[m.end() : quantities[i].from_]
            if (run and not re.fullmatch("[、和及与，]", gap)) or _LIST_BREAK.search(gap):
                break
            run.append(i)
        for separators in ("、", "[、和及与]"):
            names = [x for x in re.split(separators, whole[a : m.start()]) if x]
            if len(names) == len(run) > 1:
                at = a
                for i, name in zip(run, names, strict=True):
                    at = whole.index(name, at)
                    out[i] = text[at : at + len(name)] + whole[m.end() : quantities[run[0]].from_]
                    at += len(name)
                # the levels that these rise to belong to the same names
                for k, i in enumerate(range(run[-1] + 1, min(run[-1] + 1 + len(run), len(quantities)))):
                    gap = whole[quantities[i - 1].end : quantities[i].from_]
                    if _LIST_BREAK.search(gap):
                        break
                    out[i] = out[run[k]]
                break
    return out
