"""Numbers that Word counts itself (一、 1. （1）): written into the text of a document, in whose paragraphs they do not stand.

Which number a paragraph shows is told by its list and level, its own or its style's (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(slots=True)
class _Level:
    """How a level of a list is counted: from which number, in which numerals, and what is written."""

    start: int
    numerals: str
    text: str


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
        self.counts = {k: n for k, n in self.counts.items() if k < at} | {at: self.counts.get(at, level.start - 1) + 1}
        if level.numerals in ("bullet", "none"):
            return ""
        return re.sub("%([1-9])", lambda m: self._number(int(m[1]) - 1), level.text)

    def _number(self, at: int) -> str:
        level = self.levels.get(at)
        return "" if level is None else numeral(self.counts.get(at, level.start), level.numerals)


def write_numbers(document: _Element, numbering: _Element, styles: _Element | None) -> None:
    """Write the number that each paragraph shows in front of its text, and take it out of its list; no style stands for one."""
    lists = _lists(numbering)
    of_style = {} if styles is None else dict(_of_styles(styles))
    for part, mark in ((numbering, "pStyle"), (styles, "numPr")):
        for element in [] if part is None else list(part.iter(f"{W}{mark}")):
            element.getparent().remove(element)
    for paragraph in document.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
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
        if text:
            _write(paragraph, properties, text)


def numeral(number: int, numerals: str) -> str:
    """Number in the numerals of a list.

    Examples
    --------
    >>> [numeral(n, "chineseCounting") for n in (3, 10, 12, 20, 35)]
    ['三', '十', '十二', '二十', '三十五']
    >>> numeral(3, "decimalEnclosedCircleChinese"), numeral(2, "upperLetter"), numeral(9, "lowerRoman"), numeral(7, "decimal")
    ('③', 'B', 'ix', '7')
    """
    if 0 < number < 100 and re.match("chinese|japaneseCounting|taiwanese|ideographDigital", numerals):
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


def _lists(numbering: _Element) -> dict[str, _List]:
    """Lists by the number under which paragraphs name them; those of one definition count together."""
    abstract = {a.get(f"{W}abstractNumId"): _abstract(a) for a in numbering.iter(f"{W}abstractNum")}
    out: dict[str, _List] = {}
    for num in numbering.iter(f"{W}num"):
        found = abstract.get(_value(num.find(f"{W}abstractNumId")))
        if found is None:
            continue
        starts = {
            int(o.get(f"{W}ilvl", "0")): int(_value(start))
            for o in num.iter(f"{W}lvlOverride")
            if (start := o.find(f"{W}startOverride")) is not None and _value(start).isdigit()
        }
        if starts:
            levels = {
                at: _Level(starts.get(at, level.start), level.numerals, level.text)
                for at, level in found.levels.items()
            }
            found = _List(levels, found.of_style)
        out[num.get(f"{W}numId", "")] = found
    return out


def _abstract(definition: _Element) -> _List:
    levels: dict[int, _Level] = {}
    of_style: dict[str, int] = {}
    for level in definition.iter(f"{W}lvl"):
        at = int(level.get(f"{W}ilvl", "0"))
        start = _value(level.find(f"{W}start"))
        numerals = _value(level.find(f"{W}numFmt")) or "decimal"
        levels[at] = _Level(int(start) if start.isdigit() else 1, numerals, _value(level.find(f"{W}lvlText")))
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
        seen, at = {name}, name
        while at not in given and based.get(at) and based[at] not in seen:
            at = based[at]
            seen.add(at)
        if at in given:
            yield name, given[at]


def _membership(properties: _Element) -> tuple[str, int | None]:
    """Which list a paragraph or style says that it belongs to, and on which level; empty where it says none."""
    of = properties.find(f"{W}numPr")
    if of is None:
        return "", None
    level = _value(of.find(f"{W}ilvl"))
    return _value(of.find(f"{W}numId")), int(level) if level.isdigit() else None


def _write(paragraph: _Element, properties: _Element, text: str) -> None:
    run = paragraph.makeelement(f"{W}r", {})
    written = run.makeelement(f"{W}t", {})
    # a blank stands between a bare number and the text
    written.text = f"{text} " if text[-1].isalnum() else text
    run.append(written)
    paragraph.insert(paragraph.index(properties) + 1, run)
    if (of := properties.find(f"{W}numPr")) is not None:
        properties.remove(of)


def _value(element: _Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")
