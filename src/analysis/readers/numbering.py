"""Numbers that Word counts itself (一、 1. （1）): written into the text of a document, in whose paragraphs they do not stand.

Which number a paragraph shows is told by its list and level, its own or its style's (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HAN = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(slots=True)
class _Level:
    """How a level of a list is counted: from which number, in which numerals, and what is written.

    It begins anew behind each number of a level above it, of one up to ``restart``; 0: it goes on counting.
    """

    start: int
    numerals: str
    text: str
    restart: int


@dataclass(slots=True)
class _List:
    """A list: its levels, the styles that stand for some of them, and how far each level has counted."""

    levels: dict[int, _Level]
    of_style: dict[str, int]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, at: int) -> str:
        """Count on at a level, and give the number as it is shown; empty where the level shows none."""
        level = self.levels.get(at)
        if level is None:
            return ""
        kept = {k: n for k, n in self.counts.items() if k < at or self.levels[k].restart <= at}
        self.counts = kept | {at: self.counts.get(at, level.start - 1) + 1}
        if level.numerals in ("bullet", "none"):
            return ""
        return re.sub("%([1-9])", lambda m: self._shown(int(m[1]) - 1), level.text)

    def _shown(self, at: int) -> str:
        level = self.levels.get(at)
        return "" if level is None else numeral(self.counts.get(at, level.start), level.numerals)


def write_numbers(document: _Element, numbering: _Element, styles: _Element | None) -> None:
    """Write the number that each paragraph shows in front of its text, and take it out of its list; no style stands for one."""
    of_style = {} if styles is None else dict(_of_styles(styles))
    lists = _lists(numbering, {style: name for style, (name, _) in of_style.items()})
    for part, mark in ((numbering, "pStyle"), (styles, "numPr")):
        for element in [] if part is None else list(part.iter(f"{W}{mark}")):
            element.getparent().remove(element)
    for paragraph in document.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None or _is_gone(paragraph, properties):
            continue
        style = _value(properties.find(f"{W}pStyle"))
        own, level = _membership(properties)
        name, given = of_style.get(style, ("", None))
        name = own or name
        if name not in lists:
            continue
        found = lists[name]
        at = next(x for x in (level, found.of_style.get(style), given, 0) if x is not None)
        text = found.next(at)
        # a number alone is shown in a column of numbers, and says nothing elsewhere
        if text and (_says(paragraph) or next(paragraph.iterancestors(f"{W}tc"), None) is not None):
            _write(paragraph, properties, text)


def _is_gone(paragraph: _Element, properties: _Element) -> bool:
    """Whether a paragraph was deleted or is hidden, or stands for a text box where that cannot be shown."""
    marks = properties.find(f"{W}rPr")
    gone = marks is not None and (marks.find(f"{W}del") is not None or is_on(marks.find(f"{W}vanish")))
    return gone or next(paragraph.iterancestors(_FALLBACK), None) is not None


def is_on(mark: _Element | None) -> bool:
    """Whether a property is set that a document may also say is not (ECMA-376 part 1, 17.17.4)."""
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


def _says(paragraph: _Element) -> bool:
    return any(element.text for element in paragraph.iter(f"{W}t"))


def numeral(number: int, numerals: str) -> str:
    """Number in the numerals of a list.

    Examples
    --------
    >>> [numeral(n, "chineseCounting") for n in (3, 10, 12, 20, 35)]
    ['三', '十', '十二', '二十', '三十五']
    >>> numeral(3, "decimalEnclosedCircleChinese"), numeral(2, "upperLetter"), numeral(9, "lowerRoman"), numeral(7, "decimal")
    ('③', 'B', 'ix', '7')
    """
    if 0 < number < 100 and re.match("chineseCounting|japaneseCounting|taiwaneseCounting|ideographDigital", numerals):
        tens, ones = divmod(number, 10)
        return f"{_HAN[tens] if tens > 1 else ''}{'十' * bool(tens)}{_HAN[ones] if ones else ''}"
    if 0 < number <= 20 and numerals.startswith("decimalEnclosedCircle"):
        return chr(ord("①") + number - 1)
    if 0 < number <= len(_STEMS) and numerals.startswith("ideographTraditional"):
        return _STEMS[number - 1]
    if 0 < number <= 26 and numerals in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + number - 1)
        return letter if numerals == "upperLetter" else letter.lower()
    if 0 < number < 40 and numerals in ("upperRoman", "lowerRoman"):
        out = ""
        for value, letters in _ROMAN:
            out += letters * (number // value)
            number %= value
        return out if numerals == "upperRoman" else out.lower()
    return str(number)


def _lists(numbering: _Element, of_style: Mapping[str, str]) -> dict[str, _List]:
    """Lists by the number under which paragraphs name them; those of one definition count together."""
    abstract = {a.get(f"{W}abstractNumId"): _abstract(a) for a in numbering.iter(f"{W}abstractNum")}
    named = {num.get(f"{W}numId"): _value(num.find(f"{W}abstractNumId")) for num in numbering.iter(f"{W}num")}
    for a in numbering.iter(f"{W}abstractNum"):
        # a definition that only names the style of a list
        linked = abstract.get(named.get(of_style.get(_value(a.find(f"{W}numStyleLink")), ""), ""))
        if linked is not None:
            abstract[a.get(f"{W}abstractNumId")] = linked
    out: dict[str, _List] = {}
    for num in numbering.iter(f"{W}num"):
        found = abstract.get(_value(num.find(f"{W}abstractNumId")))
        if found is None:
            continue
        starts = {
            _number(o.get(f"{W}ilvl", ""), 0): _number(_value(start), 1)
            for o in num.iter(f"{W}lvlOverride")
            if (start := o.find(f"{W}startOverride")) is not None
        }
        if starts:
            levels = {at: replace(level, start=starts.get(at, level.start)) for at, level in found.levels.items()}
            found = _List(levels, found.of_style)
        out[num.get(f"{W}numId", "")] = found
    return out


def _abstract(definition: _Element) -> _List:
    levels: dict[int, _Level] = {}
    of_style: dict[str, int] = {}
    for level in definition.iter(f"{W}lvl"):
        at = _number(level.get(f"{W}ilvl", ""), 0)
        start = _number(_value(level.find(f"{W}start")), 1)
        numerals = _value(level.find(f"{W}numFmt")) or "decimal"
        restart = _number(_value(level.find(f"{W}lvlRestart")), at)
        levels[at] = _Level(start, numerals, _value(level.find(f"{W}lvlText")), restart)
        if style := _value(level.find(f"{W}pStyle")):
            of_style[style] = at
    return _List(levels, of_style)


def _of_styles(styles: _Element) -> Iterator[tuple[str, tuple[str, int | None]]]:
    """Styles whose paragraphs belong to a list, their own or that of the style on which they are based."""
    given: dict[str, tuple[str, int | None]] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        based[name] = _value(style.find(f"{W}basedOn"))
        if (properties := style.find(f"{W}pPr")) is not None:
            own, level = _membership(properties)
            if own:
                given[name] = own, level
    for name in based:
        at, seen = name, {name}
        while at not in given and (base := based.get(at, "")) and base not in seen:
            at = base
            seen.add(at)
        if at in given:
            # what stands between need not be gone through again
            given |= dict.fromkeys(seen, given[at])
            yield name, given[at]


def _membership(properties: _Element) -> tuple[str, int | None]:
    """Which list a paragraph or style says that it belongs to, and on which level; empty where it says none."""
    of = properties.find(f"{W}numPr")
    if of is None:
        return "", None
    level = _value(of.find(f"{W}ilvl"))
    return _value(of.find(f"{W}numId")), _number(level, 0) if level else None


def _write(paragraph: _Element, properties: _Element, text: str) -> None:
    run = paragraph.makeelement(f"{W}r", {})
    written = run.makeelement(f"{W}t", {})
    # Word sets a tab there; without it 1. and 5所 would be 1.5所
    written.text = text if text.endswith(("、", "）", ")", "：")) else f"{text} "
    run.append(written)
    paragraph.insert(paragraph.index(properties) + 1, run)
    if (of := properties.find(f"{W}numPr")) is not None:
        properties.remove(of)


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default


def _value(element: _Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")
