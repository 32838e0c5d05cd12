"""Labels in running text, and who answers: in brackets behind a promise, in a heading, in a line above a table."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from analysis.readers.columns import column_of_label, is_aside, synonyms
from analysis.readers.names import like_unit, of_government
from analysis.readers.offices import split_units
from analysis.readers.persons import named_person
from analysis.readers.rows import signs

ANY_LABEL = re.compile(
    r"(?:^|(?<=[。；;，\s　）)])|(?=【))"
    r"(?:[【\[](?P<bracketed>[^：:，。；【】\[\]\n]{2,16})[】\]]\s*[:：]?"
    # 责  任  人： spaced out
    r"|(?P<plain>[^：:，。；【】\[\]（）()\s]{2,16}|[一-龥](?:[ \u3000]{1,4}[一-龥]){1,4})\s*[:：])\s*"
)
_IN_BRACKETS = r"[（(](?P<inside>[^：:；。，、（）()\n]{2,12}[:：](?:[^（）()\n]|[（(][^（）()\n]*[）)])+(?<!\s))"
_WHO = re.compile(_IN_BRACKETS + r"[）)]?(?P<end>[。]?)\s*(?:$|(?=【))")
# 新建3所（责任单位：市教育局）。已建成2所。, 新建3所。（责任单位：市教育局）已建成2所。
BETWEEN = re.compile(
    rf"(?:{_IN_BRACKETS}[）)]。|(?<=。){_IN_BRACKETS.replace('inside', 'behind')}[）)])\s*(?=[^\s【（(])"
)
# 牵头单位：A；责任单位：B，完成时限：12月底
_PART = re.compile(r"[；;]|[，,、\s](?=[^：:，,；;、。\s（）()]{2,10}[：:])")
# （市教育局、市财政局）新建3所, 新建3所（市教育局负责）。
_OFFICES = re.compile(r"[（(](?P<names>(?:[^（）()：:。；\n]|[（(][^（）()\n]*[）)]){3,60})[）)](?P<end>[。；]?)")
# 建成3所学校。（市教育局、市财政局）
_UNITS_AT_END = re.compile(
    r"(?:[【〔](?P<names>[^【】〔〕：:。；\n]{3,60})[】〕]|(?<=[。；])[（(](?P<behind>[^（）()：:。；\n]{3,60})[）)])\s*$"
)
LABELS = frozenset(("task", "name", "progress", "leader", "units", "supporting", "persons", "units_persons", "section"))
ANSWERABLE = LABELS - {"task", "name", "progress"}


def answerable(line: str) -> tuple[str, dict[str, str]]:
    """A line above a table, without who answers for its rows; and who does.

    Examples
    --------
    >>> answerable("二、教育（3件）（牵头领导：张三）"), answerable("牵头领导：副区长 张三")
    (('二、教育（3件）', {'leader': '张三'}), ('', {'leader': '副区长 张三'}))
    """
    text, told = bracketed(line)
    m = ANY_LABEL.match(text)
    column = column_of_label(label_of(m)) if m else None
    if m and column in ANSWERABLE and (names := text[m.end() :].strip()) and not signs(text[: m.end()].strip()):
        return "", {**told, column: names}
    return text, told


def texts_behind(labels: Sequence[re.Match[str]], text: str) -> list[str]:
    """What stands behind each of some labels of a text, up to the next of them."""
    ends = [*(m.start() for m in labels[1:]), len(text)]
    # without labels nothing stands behind one
    return [text[m.end() : end].strip() for m, end in zip(labels, ends, strict=False)]


def bracketed(text: str, columns: frozenset[str] = ANSWERABLE) -> tuple[str, dict[str, str]]:
    """Text without the brackets at its end that say who answers (（牵头单位：A；配合单位：B、C）), and who does.

    ``columns`` are those that a label in a bracket may name; one with another label stays.
    """
    told: dict[str, str] = {}
    alone = _UNITS_AT_END.search(text)
    names = (alone["names"] or alone["behind"]) if alone else ""
    if alone and alone.start() and all(like_unit(name) for name in names.split("、")):
        text, told = text[: alone.start()].rstrip(), {"units": names}
    m = _WHO.search(text)
    if m is None:
        return text, told
    inside: dict[str, str] = {}
    key = ""
    for part in _PART.split(m["inside"]):
        label, colon, names = re.split("([：:])", part, maxsplit=1) if re.search("[：:]", part) else ("", "", part)
        if colon:
            column = column_of_label(label.strip())
            if column not in columns and not is_aside(label):
                return text, told
            key = column if column in columns and column is not None else label.strip()
        inside[key] = "、".join(filter(None, (inside.get(key), names.strip())))
    if not columns & inside.keys():
        return text, told
    return text[: m.start()].rstrip() + m["end"] + text[m.end() :], told | inside


# 责任单位：牵头：市教育局；区级：区教育局
_IN_A_LIST = re.compile(
    ".{0,2}(?:牵头|主办|主责|承办|负责|责任|配合|协办|协助|参与)(?:单位|部门|领导|人)?|.{1,3}级|其中"
)


def named_by(label: str, into: str) -> str | None:
    """What a label begins: a column, or what stands under the label itself; None where it is part of the text.

    What is known to be no column begins something of its own; and behind names so does every label that is none itself.
    """
    column = column_of_label(label)
    if column is not None and column not in ("no", "category", "remarks"):
        return "task" if column == "name" else column
    if column is None and is_aside(label):
        return label
    a_name = like_unit(label) or (len(label) < 4 and named_person(label))
    among_names = into in ANSWERABLE and not a_name
    return label if among_names and not _IN_A_LIST.fullmatch(label) else None


def offices_apart(text: str, *, reports: bool) -> tuple[str, str, str]:
    """Promise, report and names of a text with a bracket that names offices: in front of it, behind it, or between the two.

    ``reports``: what stands behind it may be the report; else a bracket with text on both sides stays.

    Examples
    --------
    >>> offices_apart("（市教育局、市财政局）新建3所。", reports=True)
    ('新建3所。', '', '市教育局、市财政局')
    >>> offices_apart("新建3所（市教育局牵头，市财政局配合）。已建成2所。", reports=True)
    ('新建3所。', '已建成2所。', '市教育局牵头，市财政局配合')
    >>> offices_apart("改造2所（市第一小学、市实验小学）。", reports=True)
    ('改造2所（市第一小学、市实验小学）。', '', '')
    """
    found = [m for m in _OFFICES.finditer(text) if _are_offices(m["names"], text[: m.start()])]
    for m in found:
        before, behind = text[: m.start()].strip(), text[m.end() :].strip()
        if not before:
            return behind, "", m["names"]
        between = reports and len(found) == 1 and (m["end"] == "。" or (not m["end"] and before.endswith("。")))
        if not behind or between:
            return f"{before}{m['end']}", behind, m["names"]
    return text, "", ""


def _are_offices(names: str, before: str) -> bool:
    """Whether names are those of offices, and not of as many places of work as the text in front of them counts."""
    units, counted = split_units(names), _COUNTED.search(before)
    if not units or (counted and int(counted["count"]) == len(units) > 1):
        return False
    return all(map(like_unit, units)) and any(map(of_government, units))


# 改造3个单位食堂（市交警大队、市总工会、区残联）
_COUNTED = re.compile("(?P<count>[0-9]{1,2})[^0-9，。；]{1,12}$")


@functools.cache
def label_words() -> re.Pattern[str]:
    """Labels of several characters, the longest first."""
    words = [word for kind in LABELS for word in synonyms()[kind] if len(word) > 3]
    words += [word for word in synonyms()["contact"] if len(word) > 2]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def labelled(text: str) -> Iterator[str | None]:
    """Columns that the labels in a text stand for, in their order; None for a label of something else.

    Examples
    --------
    >>> list(labelled("责任单位：市教育局 备用：无 进展情况：已建成3所。"))
    ['units', None, 'progress']
    """
    return (column_of_label(label_of(m)) for m in ANY_LABEL.finditer(text))


def label_of(m: re.Match[str]) -> str:
    """What a label says, in brackets or in front of its colon."""
    return m["bracketed"] or m["plain"]
