"""Tables and lines of a web page, or of the HTML that a Word document becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import LedgerError
from analysis.model import Passed, Place
from analysis.readers.columns import column_of, column_of_label, whole
from analysis.readers.decode import decode
from analysis.readers.grid import Grid, Line, Spanning, spanned_grid
from analysis.readers.names import like_unit

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    "p div br li tr h1 h2 h3 h4 h5 h6 section article ul ol dl dt dd blockquote pre center table caption header footer "
    "main nav form fieldset figure hr address".split()
)
# Crossed out: it is shown, and no longer said.
_STRUCK = frozenset(("s", "strike", "del"))
_SILENT = (
    frozenset("script style noscript template head select button textarea svg object iframe title".split()) | _STRUCK
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
# One of these stands in every page that hides something.
_MAY_HIDE = ("style=", "STYLE=", "Style=", "style =", "hidden", "HIDDEN", "#footnote", "#endnote", "#_ftn", "#_edn")
_MAY_STRIKE = ("line-through", "LINE-THROUGH")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INDENT = re.compile(r"[ \t]*\n[ \t\n]*")
_HAN = "一-龥，。、；：！？（）《》“”"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\n|\n(?=[{_HAN}])")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)
_WHOLE = re.compile("[0-9]{1,6}")
_NUMBER = re.compile("[0-9]{1,3}")
_HEADING = re.compile("h[1-6]")
# How long a bar is drawn: it says so itself.
_DRAWN = re.compile("(?<![a-z-])width:\\s*([0-9]{1,3}(?:[.][0-9]+)?%)")
_HAN_DIGITS = "一二三四五六七八九十"
_DEEPEST = 200
_BARS = "//div[contains(@style, 'width')] | //span[contains(@style, 'width')]"
# The foot of a site, which names an office too (主办单位：区政府办公室).
_NAMED = "contains(' footer foot copyright ', concat(' ', @{}, ' '))"
_FOOT = f"//footer | //div[{_NAMED.format('class')} or {_NAMED.format('id')}]"


def read_html(text: str) -> tuple[list[Grid | Line], list[Passed]]:
    """Read a page: its tables as grids, the text between them as lines, in order; and the text that is struck through.

    Points of numbered lists get the numbers that are shown.

    A table inside a cell is text of the cell, its rows on lines, its cells apart by tabs; and a grid of its own behind
    the outer one, since pages use tables for their layout too. Scripts, styles and what is hidden say nothing.
    """
    from lxml import etree

    if not text.strip():
        return [], []
    # the text is decoded: what the page says of its encoding no longer holds
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    root = etree.fromstring(page, etree.HTMLParser(encoding="utf-8", no_network=True))
    if root is None:
        return [], []
    if any(mark in text for mark in _MAY_STRIKE):
        _mark_struck(root)
    said = (" ".join("".join(element.itertext()).split()) for element in root.iter(*_STRUCK))
    struck = [Passed(Place(), "struck text", text[:200]) for text in said if text]
    if any(mark in text for mark in _MAY_HIDE):
        _drop_hidden(root)
    for bar in root.xpath(_BARS) if "width" in text else ():
        drawn = _DRAWN.search(bar.get("style", ""))
        if drawn is None:
            continue
        beside = bar.getnext() if not len(bar) and not (bar.text or "").strip() and _in_a_card(bar) else None
        for number in (bar, beside):
            # in the bar, or beside it
            if number is not None and not len(number) and drawn[1] == (number.text or "").strip():
                _drop(number)
    feet = [e for e in root.xpath(_FOOT) if not e.xpath(".//table | .//h1 | .//h2 | .//h3")]
    struck += [
        Passed(Place(), "foot of the page", foot[:200])
        for e in feet
        if (foot := " ".join("".join(e.itertext()).split()))
    ]
    for element in feet:
        _drop(element)
    for element in [e for e in root.iter("span", "a", "i", "em") if _toggles(e)]:
        _drop(element)
    panels = _panels_behind(root) if "<details" in text else []
    struck += [Passed(Place(), "panel behind those of the items", _text(e)[:200]) for e in panels]
    for element in panels:
        _drop(element)
    badges = _badges(root)
    struck += [Passed(Place(), "status beside a heading", (e.text or "").strip()) for e in badges]
    for element in badges:
        _drop(element)
    if "role=" in text or "ROLE=" in text:
        _take_roles(root)
    if "class=" in text or "CLASS=" in text:
        _as_tables(root)
    _headed_lists_as_tables(root)
    _forms_as_definitions(root)
    _definitions_as_tables(root)
    _number(root)
    _mark_labels(root)
    _set_offices_apart(root)
    _break_behind_promises(root)
    out: list[Grid | Line] = []
    pieces: list[str] = []

    if next(root.iter("h1"), None) is None:
        # what the page calls itself, in front of the name of the site
        named = next((e.text or "" for e in root.iter("title")), "")
        out.extend(Line(line, Place(), 1) for line in _lines(_inline(_SITE.split(named.strip())[0])))

    def flush() -> None:
        out.extend(Line(line, Place()) for line in _lines("".join(pieces)))
        pieces.clear()

    nested = any(points.getparent().tag == "li" for points in root.iter("ol"))
    for piece in _walk(root, 0, _Counter(nested)):
        if isinstance(piece, str):
            pieces.append(piece)
        elif piece.tag != "table":
            flush()
            level = int(piece.tag[1]) if _HEADING.fullmatch(piece.tag) else 0
            out.extend(Line(line, Place(), level, bold=not level) for line in _text(piece).split("\n") if line)
        else:
            flush()
            tables = [piece, *piece.iter("table")][1:]
            for table in tables:
                if (caption := table.find("caption")) is not None:
                    out.extend(Line(line, Place()) for line in _text(caption).split("\n") if line)
                number = sum(isinstance(b, Grid) for b in out) + 1
                out.append(_grid(table, number))
    flush()
    return out, struck


_BADGE = re.compile(r"(?:^|[ _-])(?:label|badge|tag|status|state)(?:[ _-]|$)", re.I)
# 正常推进, 已完成; not 二十部 or 就业增收, which belong to the heading
_SHORT_STATUS = re.compile(
    r"\s*(?=[一-龥]*(?:完成|推进|进行|办结|滞后|正常|开工|启动|竣工|建成|建设中|交付|投用|在建|延期|超额|结束|序时|预警))[一-龥]{2,6}\s*"
)


def _badges(root: _Element) -> list[_Element]:
    """Labels at the end of headings that say how far it is: <h4>1. 公园提质<span class="label">正常推进</span></h4>."""
    return [
        last
        for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "summary")
        if len(heading) and (last := heading[-1]).tag in ("span", "i", "em", "b", "small")
        if not len(last) and not (last.tail or "").strip() and _BADGE.search(last.get("class", ""))
        if _SHORT_STATUS.fullmatch(last.text or "") and "".join(heading.itertext()).strip() != (last.text or "").strip()
    ]


_NUMBERED = re.compile(
    r"\s*(?:[0-9]{1,3}\s*[.、．]|[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十0-9]{1,3}[项件])"
)


def _in_a_card(bar: _Element) -> bool:
    """Whether a bar stands in a block of its own, and in no cell, point or sentence, whose whole text it may be."""
    parent = bar.getparent()
    return bar.tag == "div" and parent is not None and parent.tag == "div" and not (parent.text or "").strip()


def _panels_behind(root: _Element) -> list[_Element]:
    """Panels without a number behind the last of several that are numbered: <details><summary>网站帮助</summary>…."""
    panels = [(panel, summary) for panel in root.iter("details") if (summary := panel.find("summary")) is not None]
    numbered = [_NUMBERED.match("".join(summary.itertext())) is not None for _, summary in panels]
    last = max((i for i, has in enumerate(numbered) if has), default=-1)
    if sum(numbered) < 2 or not all(numbered[: last + 1]):
        return []
    # a panel that tells of an item has lists or tables too
    return [panel for panel, _ in panels[last + 1 :] if next(panel.iter("dt", "table", "li"), None) is None]


def _mark_struck(root: _Element) -> None:
    """Mark as struck through what only its style strikes through."""
    for element in root.iter("span", "font", "p", "div"):
        if _LINE_THROUGH.search(element.get("style", "")):
            element.tag = "s"


class _Counter:
    """Numbers of the points of lists.

    Where lists are ``nested``, the outer points are counted in words (一、) and the inner in digits, as such documents do.
    """

    def __init__(self, nested: bool) -> None:
        self.nested = nested
        self.counts: dict[int, int] = {}

    def begin(self, depth: int, start: str | None) -> None:
        """A list begins, so many points deep, with the number that it says or 1."""
        self.counts[depth] = int(start) - 1 if start is not None and _WHOLE.fullmatch(start.strip()) else 0

    def next(self, depth: int) -> str:
        """Number of the next point."""
        count = self.counts[depth] = self.counts.get(depth, 0) + 1
        self.counts = {d: n for d, n in self.counts.items() if d <= depth}
        if not self.nested or depth or count > len(_HAN_DIGITS):
            return f"{count}."
        return f"{_HAN_DIGITS[count - 1]}、"


def _walk(element: _Element, depth: int, counter: _Counter) -> Iterator[str | _Element]:
    """Text outside of tables, and each outermost table, each heading and each bold paragraph as an element."""
    if not isinstance(element.tag, str) or element.tag in _SILENT or depth > _DEEPEST:
        return
    laid_out = element.tag == "table" and _lays_out(element)
    if (element.tag == "table" and not laid_out) or (
        _HEADING.fullmatch(element.tag) and next(element.iter("table"), None) is None
    ):
        yield element
        return
    if element.tag == "p" and len(element) and _all_bold(element):
        yield element
        return
    block = element.tag in _BLOCKS or element.tag in ("td", "th")
    named = element.tag == "dd" and (before := element.getprevious()) is not None and before.tag == "dt"
    if block and not named:
        yield "\n"
    if element.tag == "ol":
        counter.begin(_points_around(element), element.get("start"))
    parent = element.getparent()
    if element.tag == "li" and parent is not None and parent.tag == "ol" and not _only_list(element):
        # 4. 14个中心: no 4.14
        apart = " " if "".join(element.itertext()).lstrip()[:1].isdigit() else ""
        yield counter.next(_points_around(parent)) + apart
    yield _inline(element.text).translate(_SUPERSCRIPT) if element.tag == "sup" else _inline(element.text)
    for child in element:
        yield from _walk(child, depth + 1, counter)
        yield _inline(child.tail)
    if element.tag == "dt":
        term = "".join(element.itertext()).rstrip()
        # what it names follows on its line; what a sentence promises is told below it
        below = term.endswith(_SENTENCE_ENDS) or _has_a_label(element.getnext())
        yield "\n" if below else "" if term.endswith(("：", ":")) else "："
    elif block:
        yield "\n"


def _has_a_label(element: _Element | None) -> bool:
    """Whether an element begins with a label of its own: 牵头领导：张三."""
    label = None if element is None else _LABEL_INSIDE.match("".join(element.itertext()))
    return label is not None and column_of_label(label[1]) is not None


_SENTENCE_ENDS = ("。", "；", "！")


def _lays_out(table: _Element) -> bool:
    """Whether a table only lays out a page: most of its text stands in tables inside it."""
    inside = [e for e in table.iterdescendants("table") if next(e.iterancestors("table")) is table]
    if not inside:
        return False
    top = next((row for row, _ in _own_rows(table)), None)
    if top is not None and whole([column_of(_text(cell)) for cell in top]):
        # a ledger whose cells hold tables of their own
        return False
    length = len("".join(table.itertext()))
    return 2 * sum(len("".join(e.itertext())) for e in inside) > length


def _all_bold(element: _Element) -> bool:
    """Whether all text of an element is printed bold."""
    parts = [element.text or "", *(child.tail or "" for child in element)]
    return not "".join(parts).strip() and all(
        child.tag in ("b", "strong", "br") or (child.tag == "span" and len(child) > 0 and _all_bold(child))
        for child in element
    )


def _points_around(element: _Element) -> int:
    """How many points of lists an element stands in."""
    return sum(1 for _ in element.iterancestors("li"))


def _only_list(point: _Element) -> bool:
    """Whether a point holds nothing but a list of points."""
    return len(point) == 1 and point[0].tag in ("ol", "ul") and not (point.text or "").strip()


def preformatted(text: str) -> str:
    """What a page holds as it was typed (<pre>), below its headings; empty where it holds nothing so."""
    from lxml import etree

    if "<pre" not in text.lower():
        return ""
    root = etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True))
    typed = [] if root is None else ["".join(e.itertext()) for e in root.iter("pre")]
    headings = [] if root is None else [" ".join("".join(e.itertext()).split()) for e in root.iter("h1", "h2", "h3")]
    return "\n".join([*headings, *typed]) if any(text.strip() for text in typed) else ""


_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-—–]+\s*|[-—–]+(?=[^-—–]*(?:网|政府|门户)$)")
# the mark of a footnote, which says nothing in its sentence: mammoth's, and Word's own in a saved page
_FOOTNOTE = re.compile("#(?:footnote|endnote|_ftn|_edn)")


def _hidden(element: _Element) -> bool:
    style = element.get("style")
    if element.tag == "a" and _FOOTNOTE.match(element.get("href", "")):
        return True
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


_REPORTS = re.compile("(?:进展|完成|落实|推进)[一-龥]{0,3}[：:]")
# A panel that is no menu says so many characters, most of them in no link.
_SHORTEST_PANEL = 40
_PANELS = ("div", "section", "ul", "dd", "article")


def _tabs(elements: Iterable[_Element], most_shown: int = 1) -> set[_Element]:
    """Panels alike, each with a table or a list of its own, of which a page shows one at a time, or ``most_shown``."""
    panels = [(e, {(e.tag, name) for name in e.get("class", "").split()}) for e in elements if e.tag in _PANELS]
    shown: dict[tuple[str, str], set[_Element]] = {}
    bare: set[tuple[str, str]] = set()
    for panel, kinds in panels:
        for kind in kinds:
            several = shown.setdefault(kind, set())
            # two are as good as many
            if len(several) < 2 and not _hidden(panel):
                several.add(panel)
            # two cards that each report are no menu, nor is a text
            reports = _REPORTS.search("".join(panel.itertext())) is not None
            links = sum(len("".join(link.itertext())) for link in panel.iter("a"))
            a_text = _length(panel) >= _SHORTEST_PANEL and 2 * links < _length(panel)
            if next(panel.iter("table"), None) is None and len(panel) < 3 and not reports and not a_text:
                bare.add(kind)
    return {
        panel
        for panel, kinds in panels
        if kinds and not kinds & bare and len(set().union(*(shown[kind] for kind in kinds))) in (most_shown, 1)
    }


def _folded(of_items: _Element) -> set[_Element]:
    """Panels below a title each, which a page unfolds one by one: 01 校园周边治理 ▼."""
    titled = [
        [e for e in item if e.tag in _PANELS] for item in of_items if _length(item) > sum(map(_length, item[1:])) > 0
    ]
    panels = [inside[0] for inside in titled if len(inside) == 1]
    return _tabs(panels, most_shown=0) if len(panels) > 1 else set()


# What a page calls the parts of a table that it draws with other elements (WAI-ARIA).
_ROLES = {
    "table": "table", "grid": "table", "rowgroup": "tbody", "row": "tr",
    "cell": "td", "gridcell": "td", "columnheader": "td", "rowheader": "td",
}  # fmt: skip


# Classes that pages give to what they draw as rows and cells.
_ROW_CLASSES = frozenset(("tr", "table-row", "row"))
_CELL_CLASSES = frozenset(("td", "th", "cell", "table-cell", "col"))


def _take_roles(root: _Element) -> None:
    """Make tables, rows and cells of the elements that a page says are such."""
    for element in root.xpath("//*[@role]"):
        if element.get("role") in _ROLES:
            element.tag = _ROLES[element.get("role")]


def _as_tables(root: _Element) -> None:
    """Make tables of the elements whose classes say that they are rows and cells."""
    rows: dict[_Element, list[_Element]] = {}
    for element in root.iter("div", "li"):
        if (
            _ROW_CLASSES.intersection(element.get("class", "").split())
            and len(element) > 2
            and all(map(_is_cell, element))
        ):
            rows.setdefault(element.getparent(), []).append(element)
    for parent, found in rows.items():
        if len(found) > 2 and len({len(row) for row in found}) == 1 and parent.tag in ("div", "ul", "section"):
            _as_table(parent, found)


def _headed_lists_as_tables(root: _Element) -> None:
    """Make a table of each list whose points hold the same number of elements each, the first of them its headers."""
    for points in root.iter("ul", "ol"):
        rows = [point for point in points if point.tag == "li"]
        if len(rows) < 2 or len(rows[0]) < _FEWEST_HEADERS or {len(row) for row in rows} != {len(rows[0])}:
            continue
        heads = [column_of("".join(cell.itertext()).strip()) for cell in rows[0]]
        bare = all(not (row.text or "").strip() and not any((c.tail or "").strip() for c in row) for row in rows)
        if bare and whole(heads) and 2 * sum(head is not None for head in heads) >= len(heads):
            _as_table(points, rows)


def _as_table(element: _Element, rows: Sequence[_Element]) -> None:
    element.tag = "table"
    for row in rows:
        row.tag = "tr"
        for cell in row:
            cell.tag = "td"


# A list of fewer has no headers.
_FEWEST_HEADERS = 3


def _is_cell(element: _Element) -> bool:
    return isinstance(element.tag, str) and bool(_CELL_CLASSES.intersection(element.get("class", "").split()))


def _forms_as_definitions(root: _Element) -> None:
    """Make a list of definitions of each form whose rows are a label and what stands beside it, where a page has several."""
    forms = [e for e in root.iter("div", "section", "ul") if len(e) > 2 and all(map(_is_pair, e))]
    labels = [[_label(row[0]) for row in form] for form in forms]
    said = [[column_of_label(label) for label in some] for some in labels]
    told = [
        f for f, some in zip(forms, said, strict=True) if some[0] and "progress" in some and {"task", "name"} & {*some}
    ]
    for form in told if len(told) > 1 else ():
        pairs = [(row[0], row[1]) for row in form]
        form[:] = [part for pair in pairs for part in pair]
        form.tag, form.text = "dl", None
        for term, text in pairs:
            term.tag, text.tag = "dt", "dd"


def _is_pair(element: _Element) -> bool:
    """Whether an element holds two others and no text of its own."""
    if not isinstance(element.tag, str) or len(element) != 2 or (element.text or "").strip():
        return False
    return all(isinstance(e.tag, str) and not (e.tail or "").strip() for e in element)


def _definitions_as_tables(root: _Element) -> None:
    """Make a table, headers and one row, of each list of definitions that begins with the same term as another of the page.

    Lists that do not say what was promised stand below it, and are lines with labels: 责任单位：区残联.
    """
    alike: dict[str, list[tuple[_Element, dict[str, list[_Element]]]]] = {}
    for element in root.iter("dl"):
        told = _defined(element)
        if len(told) > 2 and len(told) == sum(child.tag == "dt" for child in element):
            alike.setdefault(next(iter(told)), []).append((element, told))
    for lists in alike.values():
        terms = dict.fromkeys(term for _, told in lists for term in told)
        if len(lists) > 1 and {"task", "name"}.isdisjoint(map(column_of_label, terms)):
            for element, told in lists:
                _as_labelled_lines(element, told)
            continue
        for element, told in lists if len(lists) > 1 else ():
            element[:] = [_row(element, [[]] * len(terms)), _row(element, [told.get(term, []) for term in terms])]
            element.tag, element.text = "table", None
            for cell, term in zip(element[0], terms, strict=True):
                cell.text = term


def _as_labelled_lines(element: _Element, told: dict[str, list[_Element]]) -> None:
    element.clear()
    element.tag = "div"
    for term, said in told.items():
        line = element.makeelement("p", {})
        texts = [_text(part) for part in said]
        line.text = f"{term}：" + ("\n" if any("\n" in text for text in texts) else "、").join(texts)
        element.append(line)


def _row(element: _Element, cells: list[list[_Element]]) -> _Element:
    """A row of a table, of cells with what stands in them."""
    row = element.makeelement("tr", {})
    for inside in cells:
        cell = element.makeelement("td", {})
        cell[:] = inside
        row.append(cell)
    return row


def _defined(element: _Element) -> dict[str, list[_Element]]:
    """What a list of definitions says of each of its terms."""
    told: dict[str, list[_Element]] = {}
    said: list[_Element] = []
    for child in element:
        if child.tag == "dt":
            said = told.setdefault(_label(child), [])
        elif child.tag == "dd":
            said.append(child)
    return told


def _label(term: _Element) -> str:
    """What a term of a list of definitions says, without its colon."""
    return "".join("".join(term.itertext()).split()).rstrip("：:")


def _number(root: _Element) -> None:
    """Set a point behind numbers that stand in elements of their own, alike, and count (1, 2, 3…) what is behind them."""
    counts: dict[tuple[str, str], list[_Element]] = {}
    for element in root.iter("span", "i", "b", "em", "strong"):
        parent = element.getparent()
        if (
            _NUMBER.fullmatch((element.text or "").strip())
            and not len(element)
            and not (element.tail or "").strip()
            and element.getprevious() is None
            and (behind := element.getnext()) is not None
            and "".join(behind.itertext()).strip()
            and not (parent.text or "").strip()
        ):
            counts.setdefault((element.tag, element.get("class", "")), []).append(element)
    for found in counts.values():
        if len(found) > 1 and [int(e.text or "") for e in found] == list(range(1, len(found) + 1)):
            for element in found:
                element.text = f"{(element.text or '').strip()}."


def _mark_labels(root: _Element) -> None:
    """Set a colon behind labels that stand in elements of their own, as cards have them: <em>责任单位</em>市教育局."""
    found: dict[str, list[_Element]] = {}
    for element in root.iter("span", "i", "b", "em", "strong", "label"):
        text, parent = (element.text or "").strip(), element.getparent()
        if (
            1 < len(text) <= _LONGEST_LABEL
            and not len(element)
            and element.getprevious() is None
            and parent.tag not in ("td", "th", "dt", "dd")
            and not (parent.text or "").strip()
            and ((element.tail or "").strip() or element.getnext() is not None)
            and not (element.tail or "").lstrip().startswith(("：", ":"))
            and not text.endswith(("：", ":"))
            and column_of_label(text) is not None
        ):
            found.setdefault(text, []).append(element)
    for elements in found.values():
        if len(elements) > 1:
            for element in elements:
                element.text = f"{(element.text or '').strip()}："
    for element in root.iter("span"):
        # <span>牵头单位：甲</span><span>配合单位：乙</span>: apart on the page, and no one text
        before, label = element.getprevious(), _LABEL_INSIDE.match(element.text or "")
        apart = before is not None and before.tag == "span" and not (before.tail or "").strip()
        if apart and label and column_of_label(label[1]) is not None:
            before.tail = " "


def _set_offices_apart(root: _Element) -> None:
    """Set a mark between offices that stand side by side in elements of their own: <span>市教育局</span><span>市财政局</span>."""
    firsts = (first for first in root.iter(*_APART) if first.getprevious() is None and first.getnext() is not None)
    for element in {first.getparent() for first in firsts}:
        names = list(element)
        if len({(name.tag, name.get("class")) for name in names}) == 1:
            bare = not (element.text or "").strip() and not any((name.tail or "").strip() for name in names)
            if bare and all(not len(name) and like_unit((name.text or "").strip()) for name in names):
                for name in names[:-1]:
                    name.tail = "、"


def _break_behind_promises(root: _Element) -> None:
    """Break the line behind what is printed bold at the beginning of several paragraphs, numbered, as far as its full stop."""
    found = []
    for bold in root.iter("b", "strong"):
        parent, said = bold.getparent(), "".join(bold.itertext()).rstrip()
        first = bold.getprevious() is None and not (parent.text or "").strip()
        # a point of a list has its number in front
        counted = (parent.tag == "p" and _NUMBERED.match(said)) or _is_counted(parent)
        if first and counted and said.endswith("。") and "".join(parent.itertext()).strip() != said.strip():
            found.append(bold)
    for bold in found if len(found) > 1 else ():
        end = bold.makeelement("br", {})
        end.tail, bold.tail = bold.tail, None
        bold.addnext(end)


def _is_counted(element: _Element) -> bool:
    parent = element.getparent()
    return element.tag == "li" and parent is not None and parent.tag == "ol"


_APART = ("span", "a", "em", "i", "b", "label")
_LONGEST_LABEL = 10
_LABEL_INSIDE = re.compile(r"\s*([一-龥]{2,8})[：:]\s*\S")
# What opens and closes a panel, or is done with it, says nothing of it.
_TOGGLES = frozenset(("展开", "收起"))
_WITH_IT = frozenset(
    (
        "分享",
        "我要评价",
        "我要评论",
        "我要留言",
        "点赞",
        "评论",
        "查看详情",
        "查看更多",
        "打印",
        "返回顶部",
    )
)


_ARROWS = frozenset("▼▲▾▴▸►▶∨∧⌄﹀＋")
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "button", "dt")


def _toggles(element: _Element) -> bool:
    """Whether an element is a button: one that opens or closes, or a link alone in its block that does something with it."""
    said, parent = (element.text or "").strip(), element.getparent()
    if len(element):
        return False
    if said in _TOGGLES:
        return True
    if said in _ARROWS:
        # beside a number it may say that it fell
        return any(above.tag in _TITLES for above in element.iterancestors())
    if said not in _WITH_IT or element.tag != "a" or parent is None or parent.tag != "div":
        return False
    return all(not text.strip() or text.strip() in _WITH_IT for text in parent.itertext())


def _drop(element: _Element) -> None:
    """Take an element out of a page; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _length(element: _Element) -> int:
    """How many characters an element says, without its scripts."""
    return sum(map(len, element.xpath(".//text()[not(parent::script or parent::style or parent::noscript)]")))


def _drop_hidden(root: _Element) -> None:
    """Take out of a page what it does not show; the text behind stays."""
    all_of_it = _length(root)
    # what a script shows when the page is loaded is hidden until then
    hidden = [e for e in root.xpath("//*[@style or @hidden] | //a[@href]") if _hidden(e) and 2 * _length(e) < all_of_it]
    of_panels = {parent for e in hidden if e.tag in _PANELS and (parent := e.getparent()) is not None}
    tabs = {tab for parent in of_panels for tab in _tabs(parent)}
    of_items = {above for parent in of_panels if (above := parent.getparent()) is not None}
    tabs |= {panel for above in of_items for panel in _folded(above)}
    for element in hidden:
        if element not in tabs:
            _drop(element)


def _inline(text: str | None) -> str:
    """Text as a browser shows it: line breaks of the source are blanks, and nothing between Chinese characters."""
    if not text:
        return ""
    text = _BETWEEN_HAN.sub("", _INDENT.sub("\n", text)) if "\n" in text else text
    return text.replace("\n", " ").replace("\xa0", " ")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _text(element: _Element, depth: int = 0) -> str:
    """Text of a cell, blocks on lines of their own."""
    if not len(element):
        return _inline(element.text).strip()
    if (paragraphs := _paragraphs(element)) is not None:
        return "\n".join(filter(None, paragraphs))
    out: list[str] = []
    _collect(element, out, depth)
    return "\n".join(line.strip() for line in "".join(out).split("\n") if line.strip())


def _paragraphs(element: _Element) -> list[str] | None:
    """Texts of an element that holds nothing but plain paragraphs, as most cells do; None of another."""
    if element.text and not element.text.isspace():
        return None
    out = []
    for child in element:
        if child.tag != "p" or len(child) or ((tail := child.tail) and not tail.isspace()):
            return None
        out.append(_inline(child.text).strip())
    return out


def _collect(element: _Element, out: list[str], depth: int) -> None:
    if not isinstance(element.tag, str) or element.tag in _SILENT or depth > _DEEPEST:
        return
    tag = element.tag
    if tag in _BLOCKS:
        out.append("\n")
    if element.text:
        text = _inline(element.text)
        out.append(text.translate(_SUPERSCRIPT) if tag == "sup" else text)
    for child in element:
        _collect(child, out, depth + 1)
        if child.tail:
            out.append(_inline(child.tail))
    if tag in ("td", "th") and element.getnext() is not None and depth:
        out.append("\t")
    if tag in _BLOCKS:
        out.append("\n")


def _own_rows(table: _Element) -> Iterator[tuple[_Element, int]]:
    """Rows of a table and not of the tables inside it, each with the number of its group (thead, tbody)."""
    for group, child in enumerate(table):
        if child.tag == "tr":
            yield child, -1
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, group) for row in child if row.tag == "tr")


def _grid(table: _Element, number: int) -> Grid:
    rows: list[tuple[list[Spanning], Place]] = []
    groups: list[int] = []
    for i, (row, group) in enumerate(_own_rows(table), 1):
        groups.append(group)
        cells = [_spanning(cell) for cell in row if cell.tag in ("td", "th")]
        rows.append((cells, Place(table=number, row=i)))
    ends = [len(groups)] * len(groups)
    for i in range(len(groups) - 2, -1, -1):
        ends[i] = ends[i + 1] if groups[i] == groups[i + 1] else i + 1
    return spanned_grid(rows, ends)


_ONE = (None, "1")


def _spanning(cell: _Element) -> Spanning:
    rows, columns = cell.get("rowspan"), cell.get("colspan")
    if rows in _ONE and columns in _ONE:
        return Spanning(_text(cell))
    return Spanning(_text(cell), _span(rows), _span(columns))


def _span(written: str | None) -> int:
    return 1 if written is None or not _WHOLE.fullmatch(written.strip()) else int(written)


def decode_html(path: Path, data: bytes) -> tuple[str, str]:
    """Decode a page: by its bytes, which are right more often than what it declares."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode().upper() if declared else None
    return decode(path, data, name if name in ("GB2312", "GBK", "GB18030") else None)


def read_mhtml(path: Path, data: bytes) -> tuple[list[Grid | Line], list[Passed], str]:
    """Read a page that a browser or Word saved whole (.mht): its first part that is HTML, as `read_html` does, and its encoding."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                text, encoding = decode_html(path, body)
                return *read_html(text), encoding
    raise LedgerError(path, "a saved page (.mht) without HTML", "a page with the ledger in it")
