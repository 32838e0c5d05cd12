"""Cells of units: the names in them, put together where a line break cut them, the lead ones first."""

from __future__ import annotations

import re

from analysis.readers.grid import SOFT
from analysis.readers.names import (
    BLANK,
    CAPACITY,
    HAN,
    OPENED,
    SEPARATOR,
    is_collective,
    is_said,
    known,
    like_unit,
    name_words,
    rejoined,
    split_names,
)

_SLASH = re.compile("[/／]")
# 牵头单位：市住建局  配合单位：市交警支队
_CAPACITY_INSIDE = re.compile(
    r"[\s\u3000\xa0]+(?=(?:牵头|主办|承办|责任|配合|协办|参与|协助)(?:责任)?(?:单位|部门)?\s*[:：])"
)
# A牵头，B、C配合
_AS_WHAT = re.compile(r"(?<=[^\s])\s*(?:(?P<lead>牵头|主办|负责)|(?P<support>配合|协办|协助|参与))(?:单位|部门)?$")
NUMBERED = re.compile(r"^[（(]?[0-9]{1,2}[）)]?[.．、\s]\s*")
# 市教育局（市财政局、市住建局配合）, 市教育局（配合单位：市财政局）
_SUPPORT_INSIDE = re.compile(
    r"[\n\s]*[（(](?:(?:配合|协办|协助)(?:单位|部门)?[:：](?P<a>[^（）()]+)|(?P<b>[^（）()]+?)(?:配合|协办|协助))[）)]"
)
# 由市教育局牵头，新建3所
_IN_FRONT = re.compile("由(?P<names>[^，。；0-9]{3,40}?)(?:牵头|负责)(?:实施|办理|落实)?，")
_AT_END = re.compile(
    r"(?P<open>[（(]?)(?:牵头|主办|责任|牵头责任|承办)(?:单位|部门)\s*[:：]\s*(?P<names>[^。；\n]+)[。.]?\s*$"
)
# 市 | 教 | 育 | 局, written downwards
_UPRIGHT = re.compile(rf"(?:(?<=\n)|^)(?:[{HAN}]\n){{2,}}[{HAN}](?=\n|$)")
# 桥头燃气集团 | 有限公司
_ONLY_A_FORM = re.compile("(?:股份|集团|控股)?(?:有限(?:责任)?)?公司|有限|集团")
_NEXT_OFFICE = re.compile("(?<=[局委办厅府])(?=[省市县区州旗])")
# 市公安局 | 交警支队
_PART_OF_A_UNIT = ("支队", "大队", "分局", "总队", "中队")
_STARRED = re.compile(r"^\s*[*＊★]|[*＊★]\s*$")


@known
def split_units(cell: str) -> tuple[str, ...]:
    r"""Split a cell of units; a name that a line break or blank cuts in two is put together, the lead units come first.

    Examples
    --------
    >>> split_units("市人力资源\n社会保障局 市财政局"), split_units("配合单位：市财政局\n牵头单位：市教育局")
    (('市人力资源社会保障局', '市财政局'), ('市教育局', '市财政局'))
    """
    lead, support = units_by_capacity(cell)
    return (*lead, *support)


@known
def units_by_capacity(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a cell of units into those that lead or answer, and those that it says support them.

    Examples
    --------
    >>> units_by_capacity("牵头单位：市教育局；配合单位：市财政局"), units_by_capacity("市教育局、市财政局")
    ((('市教育局',), ('市财政局',)), (('市教育局', '市财政局'), ()))
    """
    lead: list[str] = []
    support: list[str] = []
    if _CAPACITY_INSIDE.search(whole := cell.replace(SOFT, "")):
        cell = _CAPACITY_INSIDE.sub("\n", whole)
    inside = [(m["a"] or m["b"]) for m in _SUPPORT_INSIDE.finditer(cell)]
    into = lead
    waiting: list[str] = []
    names = split_names(mended(_SUPPORT_INSIDE.sub("", cell)))
    starred = any(_STARRED.search(name) for name in names)
    roles = any(_AS_WHAT.search(name.rstrip("。.")) for name in names)
    for name in names:
        line = NUMBERED.sub("", name)
        m = CAPACITY.match(line)
        if m and (m["lead"] or m["support"]):
            into = support if m["support"] and not m["lead"] else lead
            line = line[m.end() :]
        # of several, a star marks those that lead
        marked = support if starred and not _STARRED.search(line) else into
        line = _STARRED.sub("", line).rstrip("。.")
        role = _AS_WHAT.search(line)
        if role is not None and len(line) > role.end() - role.start() + 2:
            (lead if role["lead"] else support).extend([*waiting, *_at_blanks(line[: role.start()])])
            waiting = []
        elif roles:
            waiting += _at_blanks(line)
        else:
            marked += _at_blanks(line)
    lead += waiting
    for names_inside in inside:
        support += split_names(names_inside)
    leading, supporting = (tuple(_ended(name) for name in names if is_said(name)) for names in (lead, support))
    return leading, supporting


def _ended(name: str) -> str:
    """Name without what ends a list or a sentence: 市财政局等, 市水利局。."""
    bare = name.rstrip("。.；;")
    return bare.removesuffix("等") if like_unit(bare.removesuffix("等")) and not is_collective(bare) else bare


def units_in(task: str) -> str:
    """Units that a task names at its end or its beginning, for ledgers without a column of them.

    Examples
    --------
    >>> units_in("建成学校3所。（责任单位：市教育局、各县（区）政府）"), units_in("由市教育局牵头，建成学校3所。")
    ('市教育局、各县（区）政府', '市教育局')
    """
    if (first := _IN_FRONT.match(task)) and all(map(like_unit, split_names(first["names"]))):
        return first["names"]
    m = _AT_END.search(task)
    if m is None:
        return ""
    names = m["names"].strip()
    return names.removesuffix("）").removesuffix(")") if m["open"] else names


def mended(cell: str) -> str:
    """Cell whose lines each end a name."""
    cell = _UPRIGHT.sub(lambda m: _NEXT_OFFICE.sub("\n", m[0].replace("\n", "")), cell)
    begins = tuple(name_words()["unit_begins"])
    lines = [rejoined(line, _as_unit) for line in OPENED.sub("", cell).split("\n")]
    out = lines[0]
    for line in lines[1:]:
        last, after = SEPARATOR.split(out.rsplit("\n", 1)[-1].strip())[-1], line.strip()
        opened = out.count("（") + out.count("(") > out.count("）") + out.count(")")
        # 市人力资源 | 社会保障局, broken by hand
        cut_in_two = bool(last) and not like_unit(last) and last.startswith(begins)
        # 市城市管理委 | 员会
        cut_in_word = last.endswith("委") and after.startswith("员会")
        # 县教育 | 局, 县交通运 | 输局
        ends_it = after.endswith(tuple(name_words()["unit"])) and not after.startswith(begins)
        goes_on = (
            opened
            or cut_in_word
            or (bool(last) and _ONLY_A_FORM.fullmatch(after) is not None)
            or (cut_in_two and ends_it)
        )
        out += ("" if goes_on else "\n") + line
    return out


def _as_unit(text: str) -> float:
    """How well a text is the name of one unit, or several names with marks between them."""
    names = split_names(text)
    if text.count("（") != text.count("）") or text.startswith(("（", "(")) or not names:
        return -2.0
    if not all(like_unit(name) for name in names[:-1]):
        return -2.0
    last = re.sub("[（(][^（）()]*[）)]$", "", names[-1])
    if _ONLY_A_FORM.fullmatch(last):
        return -2.0
    of_a_government = last.startswith(tuple(name_words()["unit_begins"]))
    whole = len(last) > 3 or of_a_government or last in name_words()["short"]
    if not last.endswith(tuple(name_words()["unit"])) or not whole:
        return -2.0
    if last.endswith(_PART_OF_A_UNIT) and not of_a_government:
        return -2.0
    if last == "人民政府" or re.search("[市县区镇乡社所处站行台]$|(?<![员合])会$|(?<![作织传])部$", last):
        # 市住房城乡 may end a name, and seldom does
        return -0.1
    return 1.0 if of_a_government else 0.8


# 县财政局县妇联团县委, which a page sets apart by boxes; 市公安局市中区分局 is one
_STUCK = re.compile(
    "(?:(?<=[局委办厅联会])|(?<=[部心社])(?!区))(?=[省市县区州旗](?![一-龥]{1,2}[区县镇]|级|直|属)|团[省市县区州旗]委)"
)


def _at_blanks(name: str) -> list[str]:
    """Split at blanks where each piece is the name of a unit (市教育局 市财政局), else leave whole."""
    stuck = _STUCK.split(name.strip())
    if len(stuck) > 1 and all(like_unit(p) and p.startswith(tuple(name_words()["unit_begins"])) for p in stuck):
        return stuck
    for mark in (BLANK, _SLASH):
        pieces = mark.split(name.strip())
        if len(pieces) > 1 and all(like_unit(p) for p in pieces):
            return pieces
    return [name.strip()]
