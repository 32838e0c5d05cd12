"""Names of units and persons: split from a cell, closed up, made canonical, told whether they stand for many."""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any

from analysis.model import Duty, Role
from analysis.paths import project
from analysis.readers.grid import SOFT

# A ledger names the same units and persons over and over.
_known = functools.lru_cache(maxsize=8192)

_SEPARATOR = re.compile(r"[\n、，,；;]")
_BRACKETS = {"（": "）", "(": ")", "〔": "〕", "“": "”"}
_HAN = "一-龥㐀-䶿\U00020000-\U0003ffff〇"
_HAN_BLANK = re.compile(rf"(?<=[{_HAN}·•（(])[\s\u3000\xa0]+(?=[{_HAN}·•）)])|(?<=[（(])\s+|\s+(?=[）)（(])")
_BLANK = re.compile(r"[\s\u3000\xa0]+")
_SLASH = re.compile("[/／]")
_PERSON = re.compile(rf"[{_HAN}]{{2,4}}|[{_HAN}]+(?:[·•.][{_HAN}]+)+")
_PHONE = re.compile(r"[（(](?:[0-9]{3,4}[-－—])?[0-9]{7,11}[）)]|(?:[0-9]{3,4}[-－—])?[0-9]{7,11}")
# 牵头单位：市教育局, 配合：市财政局; 市教育局（牵头）
_CAPACITY = re.compile(
    r"^[\[【]?(?P<lead>牵头|主办|主要|承办|责任|实施|落实)?(?P<support>配合|协办|参与|协助|协同|支持)?(?:责任)?(?:单位|部门|领导|人)?\s*(?:[:：]|[\]】][:：]?)\s*"
)
# 牵头单位：市住建局  配合单位：市交警支队
_CAPACITY_INSIDE = re.compile(
    r"[\s\u3000\xa0]+(?=(?:牵头|主办|承办|责任|配合|协办|参与|协助)(?:责任)?(?:单位|部门)?\s*[:：])"
)
# A牵头，B、C配合
_AS_WHAT = re.compile(r"(?<=[^\s])\s*(?:(?P<lead>牵头|主办|负责)|(?P<support>配合|协办|协助|参与))(?:单位|部门)?$")
_NUMBERED = re.compile(r"^[（(]?[0-9]{1,2}[）)]?[.．、\s]\s*")
# 市教育局（市财政局、市住建局配合）, 市教育局（配合单位：市财政局）
_SUPPORT_INSIDE = re.compile(
    r"[\n\s]*[（(](?:(?:配合|协办|协助)(?:单位|部门)?[:：](?P<a>[^（）()]+)|(?P<b>[^（）()]+?)(?:配合|协办|协助))[）)]"
)
_AT_END = re.compile(
    r"(?P<open>[（(]?)(?:牵头|主办|责任|牵头责任|承办)(?:单位|部门)\s*[:：]\s*(?P<names>[^。；\n]+)[。.]?\s*$"
)
# a bracket that began a new line for want of room: 各市 | （区）长
_OPENED = re.compile(r"(?<!\s)(?=\s*+[（(])[^\S\n]*\n\s*")
# 市 | 教 | 育 | 局, written downwards
_UPRIGHT = re.compile(rf"(?:(?<=\n)|^)(?:[{_HAN}]\n){{2,}}[{_HAN}](?=\n|$)")
_NEXT_OFFICE = re.compile("(?<=[局委办厅府])(?=[省市县区州旗])")
# no name is broken into more
_MOST_PIECES = 12
# 市公安局 | 交警支队
_PART_OF_A_UNIT = ("支队", "大队", "分局", "总队", "中队")
# 市教育局局长张三
_OFFICER = re.compile(
    rf"(?P<unit>[{_HAN}]{{2,24}}(?:局|委|办|厅|中心|政府))(?:党组书记|党委书记|书记|局长|副局长|主任|副主任|厅长)[、，]?\s*(?P<person>[{_HAN}]{{2,3}})$"
)
_SECTION = ("科", "股", "室", "组", "团", "厂", "园", "校", "段")
_CONTACT = re.compile("联系(?:人|电话)[:：]")
_STARRED = re.compile(r"^\s*[*＊★]|[*＊★]\s*$")
_IN_BRACKETS = re.compile(r"[（(](?:牵头|主办|配合|协办|责任|参与|牵头单位|配合单位|排名第一)[）)]$")


@functools.cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))


@functools.cache
def _patterns(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(_words()[kind]))


@functools.cache
def _reference(name: str) -> dict[str, Any]:
    """Table of data/reference; empty where the package is used without the project."""
    path = project() / "data" / "reference" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@_known
def like_unit(text: str) -> bool:
    """Whether a name ends like that of a unit.

    Examples
    --------
    >>> [like_unit(x) for x in ("市教育局", "各县（市、区）政府", "市人力资源社会保障", "张三")]
    [True, True, False, False]
    """
    text = re.sub(r"[（(][^（）()]*[）)]$", "", text.strip())
    return len(text) > 2 and (text.endswith(tuple(_words()["unit"])) or is_collective(text))


def of_government(name: str) -> bool:
    """Whether a name is that of an office that answers for something, and not of a place.

    Examples
    --------
    >>> [of_government(x) for x in ("市教育局", "各县（市、区）政府", "市第一小学校", "旧城改造办")]
    [True, True, False, False]
    """
    if is_collective(name):
        return True
    return name.startswith(tuple(_words()["unit_begins"])) and name.endswith(tuple(_words()["office"]))


def split_names(cell: str) -> list[str]:
    r"""Split a cell at line breaks and list marks, but not inside brackets.

    Examples
    --------
    >>> split_names("市民政局、市财政局\n各县（市、区）政府")
    ['市民政局', '市财政局', '各县（市、区）政府']
    """
    out, depth, name = [], 0, ""
    for c in cell:
        if c in _BRACKETS:
            depth += 1
        elif c in _BRACKETS.values() and depth:
            depth -= 1
        if _SEPARATOR.match(c) and (depth == 0 or c == "\n"):
            out.append(name)
            name, depth = "", 0
        else:
            name += c
    return [n for x in (*out, name) if (n := x.strip().rstrip("/／").rstrip())]


@_known
def split_units(cell: str) -> tuple[str, ...]:
    r"""Split a cell of units; a name that a line break or blank cuts in two is put together, the lead units come first.

    Examples
    --------
    >>> split_units("市人力资源\n社会保障局 市财政局"), split_units("配合单位：市财政局\n牵头单位：市教育局")
    (('市人力资源社会保障局', '市财政局'), ('市教育局', '市财政局'))
    """
    lead: list[str] = []
    support: list[str] = []
    if _CAPACITY_INSIDE.search(whole := cell.replace(SOFT, "")):
        cell = _CAPACITY_INSIDE.sub("\n", whole)
    inside = [(m["a"] or m["b"]) for m in _SUPPORT_INSIDE.finditer(cell)]
    into = lead
    waiting: list[str] = []
    names = split_names(_mended(_SUPPORT_INSIDE.sub("", cell)))
    starred = any(_STARRED.search(name) for name in names)
    roles = any(_AS_WHAT.search(name.rstrip("。.")) for name in names)
    for name in names:
        line = _NUMBERED.sub("", name)
        m = _CAPACITY.match(line)
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
    return tuple(_ended(name) for name in (*lead, *support) if _is_said(name))


def _ended(name: str) -> str:
    """Name without what ends a list or a sentence: 市财政局等, 市水利局。."""
    bare = name.rstrip("。.；;")
    return bare.removesuffix("等") if like_unit(bare.removesuffix("等")) and not is_collective(bare) else bare


def _is_said(name: str) -> bool:
    """Whether a name says anything: —— and 无 stand where there is nobody."""
    return re.search(r"\w", name) is not None and name != "无"


def units_in(task: str) -> str:
    """Units that a task names at its end, for ledgers without a column of them.

    Examples
    --------
    >>> units_in("建成学校3所。（责任单位：市教育局、各县（区）政府）")
    '市教育局、各县（区）政府'
    """
    m = _AT_END.search(task)
    if m is None:
        return ""
    names = m["names"].strip()
    return names.removesuffix("）").removesuffix(")") if m["open"] else names


def _mended(cell: str) -> str:
    """Cell whose lines each end a name."""
    cell = _UPRIGHT.sub(lambda m: _NEXT_OFFICE.sub("\n", m[0].replace("\n", "")), cell)
    begins = tuple(_words()["unit_begins"])
    lines = [_rejoined(line, _as_unit) for line in _OPENED.sub("", cell).split("\n")]
    out = lines[0]
    for line in lines[1:]:
        last, after = _SEPARATOR.split(out.rsplit("\n", 1)[-1].strip())[-1], line.strip()
        opened = out.count("（") + out.count("(") > out.count("）") + out.count(")")
        # 市人力资源 | 社会保障局, broken by hand
        cut_in_two = bool(last) and not like_unit(last) and last.startswith(begins)
        # 市城市管理委 | 员会
        cut_in_word = last.endswith("委") and after.startswith("员会")
        # 县教育 | 局
        ends_it = after in _words()["unit"] or (like_unit(after) and not after.startswith(begins))
        goes_on = opened or cut_in_word or (cut_in_two and ends_it)
        out += ("" if goes_on else "\n") + line
    return out


def _rejoined(line: str, score: Callable[[str], float]) -> str:
    """Put together what a PDF broke for want of room: of all ways to divide the pieces into names the likeliest."""
    pieces = line.split(SOFT)
    if len(pieces) == 1:
        return line
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(pieces) + 1):
        ways = []
        for start in range(max(0, end - _MOST_PIECES), end):
            name = "".join(pieces[start:end]).strip()
            ways.append((best[start][0] + score(name), [*best[start][1], name]))
        # of two alike the one with fewer names
        best.append(max(ways, key=lambda way: (way[0], -len(way[1]))))
    return "\n".join(best[-1][1])


def _as_unit(text: str) -> float:
    """How well a text is the name of one unit, or several names with marks between them."""
    names = split_names(text)
    if text.count("（") != text.count("）") or text.startswith(("（", "(")) or not names:
        return -2.0
    if not all(like_unit(name) for name in names[:-1]):
        return -2.0
    last = re.sub("[（(][^（）()]*[）)]$", "", names[-1])
    of_a_government = last.startswith(tuple(_words()["unit_begins"]))
    if not last.endswith(tuple(_words()["unit"])) or (len(last) < 4 and not of_a_government):
        return -2.0
    if last.endswith(_PART_OF_A_UNIT) and not of_a_government:
        return -2.0
    if last == "人民政府" or re.search("[市县区镇乡社所处站行台]$|(?<![员合])会$|(?<![作织传])部$", last):
        # 市住房城乡 may end a name, and seldom does
        return -0.1
    return 1.0 if of_a_government else 0.8


def _at_blanks(name: str) -> list[str]:
    """Split at blanks where each piece is the name of a unit (市教育局 市财政局), else leave whole."""
    for mark in (_BLANK, _SLASH):
        pieces = mark.split(name.strip())
        if len(pieces) > 1 and all(like_unit(p) for p in pieces):
            return pieces
    return [name.strip()]


@_known
def split_persons(cell: str) -> tuple[str, ...]:
    r"""Split a cell of persons; blanks pad a name of single characters and separate whole names.

    Examples
    --------
    >>> split_persons("胡  钛"), split_persons("张三 李四\n王  五"), split_persons("阿卜杜·热合曼")
    (('胡  钛',), ('张三', '李四', '王  五'), ('阿卜杜·热合曼',))
    """
    out: list[str] = []
    offices: list[str] = []
    lines = _OPENED.sub("", cell).split("\n")
    for name in split_names("\n".join(_rejoined(line, _as_person) for line in lines)):
        m = _CAPACITY.match(name)
        if _CONTACT.match(name):
            continue
        found = _persons_at_blanks((name[m.end() :] if m and (m["lead"] or m["support"]) else name).rstrip("。"))
        if len(found) == 1 and _is_office(found[0]):
            if out:
                # 张三 市委常委、副市长: two offices of one
                out[-1] += f"、{found[0]}"
            else:
                # 市委常委、副市长 张三
                offices.append(found[0])
            continue
        if offices and found:
            joint = "、" if found[0].startswith(tuple(_words()["titles"])) else " "
            found = [f"{'、'.join(offices)}{joint}{found[0]}", *found[1:]]
            offices = []
        out += found
    return tuple(name for name in (*out, *offices) if _is_said(name))


@functools.cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?:[省市县区州旗盟]?(?:人民)?政府|[省市县区州旗盟]委)?(?:{'|'.join(_words()['titles'])})")


def _is_office(text: str) -> bool:
    """Whether a text is an office and no person's name: 副市长, 县政府副县长."""
    return _office().fullmatch(text) is not None


def named_person(text: str) -> bool:
    """Whether a text is the name of one person by its length and surname.

    Examples
    --------
    >>> [named_person(x) for x in ("丁国栋", "欧阳雪", "人防办", "牵头")]
    [True, True, False, False]
    """
    name = close_up(text)
    return _PERSON.fullmatch(name) is not None and name.startswith(tuple(_words()["surnames"])) and not like_unit(name)


def _as_person(text: str) -> float:
    """How well a text is the name of one person, or of the heads of several (各市（区）长)."""
    if text.count("（") != text.count("）") or text.startswith(("（", "(", "分管", "主要")):
        return -2.0
    office = text.endswith(("长", "负责人", "领导", *_words()["titles"]))
    if is_collective(text):
        return 1.0 if office else -2.0
    if office and (len(text) > 4 or text in _words()["titles"]):
        return 1.0 if len(text) > 4 else -2.0
    if _PERSON.fullmatch(text) is None or re.search("^[市县区镇各]|[市县区镇乡州旗]$", text):
        return -2.0
    # most names have two or three characters
    return 1.0 if len(text) < 4 else 0.1


def _persons_at_blanks(text: str) -> list[str]:
    pieces = list(re.finditer(r"[^\s\u3000\xa0]+", text))
    if len(pieces) < 2 or not all(re.fullmatch(f"[{_HAN}]{{1,4}}", p[0]) for p in pieces):
        return [text]
    titles = _words()["titles"]
    spans: list[tuple[int, int, int]] = []
    for p in pieces:
        # a single character is half of a name, an office belongs to the name beside it
        office = p[0] in titles or (spans and text[spans[-1][0] : spans[-1][1]] in titles)
        if spans and (spans[-1][2] == 1 or (len(p[0]) == 1 and p is pieces[-1]) or office):
            spans[-1] = spans[-1][0], p.end(), spans[-1][2] + len(p[0])
        else:
            spans.append((p.start(), p.end(), len(p[0])))
    return [text[a:b] for a, b, _ in spans]


def close_up(name: str) -> str:
    """Remove the blanks that pad a Chinese name.

    Examples
    --------
    >>> close_up("胡  钛"), close_up("阿卜杜·热合曼")
    ('胡钛', '阿卜杜·热合曼')
    """
    return _HAN_BLANK.sub("", name.replace(SOFT, "").strip())


@_known
def canonical(name: str) -> str:
    """Name of a unit by which it is counted, whatever a ledger calls it (data/reference/aliases.toml).

    Examples
    --------
    >>> canonical("台山市人民政府"), canonical("市人社局"), canonical("共青团江门市委员会"), canonical("市教育局（牵头）")
    ('台山市政府', '市人力资源社会保障局', '团江门市委', '市教育局')
    """
    name = _IN_BRACKETS.sub("", close_up(name))
    reference = _reference("aliases")
    for pattern, short in reference.get("names", []):
        if m := re.fullmatch(pattern, name):
            return m.expand(short)
    for ending, short in reference.get("endings", []):
        if name.endswith(ending) and len(name) > len(ending):
            return str(name[: -len(ending)] + short)
    return name


@functools.cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(_words()["titles"], key=len, reverse=True))
    return re.compile(rf"^(?:(?:{words})[、，\s]*)+(?=[{_HAN}])"), re.compile(
        rf"(?<=[{_HAN}]{{2}})(?<!副)[、，\s]*[（(]?(?:{words})(?:[、，\s]*(?:{words}))*[）)]?$"
    )


@_known
def person(name: str) -> str:
    """Name of a person without telephone number and title, where a name is left.

    Examples
    --------
    >>> person("张三（副局长）"), person("副市长 李四"), person("各县（区）长"), person("王五 13800000000")
    ('张三', '李四', '各县（区）长', '王五')
    >>> person("市委常委、副市长 王涛"), person("王涛、副市长")
    ('王涛', '王涛')
    >>> person("刘副市长"), person("欧阳副市长")
    ('刘副市长', '欧阳')
    """
    closed = close_up(_PHONE.sub("", name))
    before, behind = _titles()
    bare = behind.sub("", before.sub("", closed))
    officer = None if _PERSON.fullmatch(bare) else _OFFICER.search(closed)
    if officer is not None and named_person(officer["person"]):
        return officer["person"]
    return bare if _PERSON.fullmatch(bare) and not is_collective(closed) else closed


@_known
def is_collective(name: str) -> bool:
    """Whether a name stands for several units or persons.

    Examples
    --------
    >>> [is_collective(n) for n in ("各市（区）政府", "市直各单位", "台山市政府")]
    [True, True, False]
    """
    return _patterns("collective").search(name) is not None


@_known
def members_of(name: str, place: str | None) -> tuple[str, ...]:
    """Units that a collective stands for, where data/reference/collectives.toml knows them; else none.

    Examples
    --------
    >>> members_of("各市（区）政府", "江门市")[:2], members_of("各有关部门", "江门市")
    (('蓬江区政府', '江海区政府'), ())
    """
    reference = _reference("collectives")
    places = reference.get("places", {}).get(place, ())
    for kind in reference.get("kinds", ()):
        if re.fullmatch(kind["pattern"], name):
            return tuple(p + kind["ending"] for p in places)
    return ()


def kind_of(name: str) -> str:
    """Tell a collective, the government of a place, and a bureau apart.

    Examples
    --------
    >>> [kind_of(n) for n in ("各市（区）政府", "高新区及江海区", "市财政局")]
    ['collective', 'place', 'bureau']
    """
    if is_collective(name):
        return "collective"
    return "place" if _patterns("place").search(name) else "bureau"


def duties(leaders: str, units: Sequence[str], persons: str, both: str, place: str | None) -> tuple[Duty, ...]:
    """Read the duty cells of a row.

    Parameters
    ----------
    leaders, persons : str
        Cells of leaders and of responsible persons.
    units : sequence of str
        Cells of units, the lead ones before the supporting.
    both : str
        Cell of units each with its person.
    place : str or None
        Place of the ledger, for the members of collectives.

    Returns
    -------
    tuple of Duty
        Leaders, units, persons. A person answers for the unit it stands beside, or for the one in the same place where
        there are as many persons as units.
    """
    return _duties(leaders, tuple(units), persons, both, place)


@_known
def _duties(leaders: str, units: tuple[str, ...], persons: str, both: str, place: str | None) -> tuple[Duty, ...]:
    if not both and not persons and _with_persons(units):
        units, both = (), "\n".join(units)
    beside = _beside(both) if both else []
    lead_units, *supporting = units or ("",)
    # those with their persons in one cell lead: 牵头单位（责任人） | 配合单位
    written_units = [*split_units(lead_units), *(unit for unit, _ in beside if unit)]
    written_units += [name for cell in supporting for name in split_units(cell)]
    written_persons: list[tuple[str, str | None]] = [(name, unit) for unit, names in beside for name in names]
    counts_differ = False
    if persons:
        names = split_persons(persons)
        answering = written_units
        lines = _unit_lines(units)
        if len(names) != len(written_units) and len(names) == len(lines) and (len(lines) > 1 or _collective(lines[0])):
            # a person for each line: for the first of its units, or for all of them where they stand for many
            by_line = [[line] if _collective(line) else list(split_units(line)) for line in lines]
            written_units = [unit for line in by_line for unit in line]
            answering = [line[0] for line in by_line]
        lead = split_units(units[0]) if units else ()
        if len(names) not in (len(answering), 0) and len(names) == len(lead):
            # those who support have no person of their own
            answering = list(lead)
        aligned = len(names) == len(answering)
        counts_differ = bool(names and written_units) and not aligned
        written_persons += [(name, answering[i] if aligned else None) for i, name in enumerate(names)]
    flags = ("counts_differ",) if counts_differ else ()
    out = [Duty(Role.LEADER, i, person(n), n, is_collective(n)) for i, n in enumerate(split_persons(leaders), 1)]
    for i, written in enumerate(written_units, 1):
        unit = canonical(written)
        members = members_of(unit, place)
        out.append(Duty(Role.UNIT, i, unit, written, is_collective(unit), members=members, flags=flags))
    for i, (written, answers) in enumerate(written_persons, 1):
        name, unit_of = person(written), canonical(answers) if answers else None
        out.append(Duty(Role.PERSON, i, name, written, is_collective(name), unit_of, flags=flags))
    return tuple(out)


_BESIDE_IT = re.compile(r"(?P<unit>[^：:（()）]{3,})(?:[：:]\s*(?P<a>[^：:（()）]+)|[（(](?P<b>[^（()）]+)[）)])")


def _with_persons(units: Sequence[str]) -> bool:
    """Whether units of the cells stand with their persons: 市教育局：李明；市水利局（丁国栋、王林）, 市财政局、市教育局（李明）."""
    names = [name for cell in units for name in split_names(_OPENED.sub("", cell))]
    found = [_BESIDE_IT.fullmatch(name) for name in names]
    return any(found) and all(
        like_unit(name)
        if m is None
        else like_unit(m["unit"]) and all(named_person(person) for person in re.split("[、，,]", m["a"] or m["b"]))
        for name, m in zip(names, found, strict=True)
    )


def _collective(line: str) -> bool:
    """Whether each name of a line stands for many: 各镇政府、园区管委会."""
    return all(is_collective(name) or not like_unit(name) for name in split_units(line))


def _unit_lines(cells: Sequence[str]) -> list[str]:
    return [line.strip() for cell in cells for line in _mended(cell).split("\n") if line.strip()]


def _beside(cell: str) -> list[tuple[str | None, list[str]]]:
    r"""Units of a cell, each with the persons written beside it.

    Examples
    --------
    >>> _beside("市教育局 张三\n市财政局（李四）")
    [('市教育局', ['张三']), ('市财政局', ['李四'])]
    >>> _beside("市教育局/张三；王五（市民政局）、市水务局局长钱六")
    [('市教育局', ['张三']), ('市民政局', ['王五']), ('市水务局', ['钱六'])]
    """
    out: list[tuple[str | None, list[str]]] = []
    cell = _OPENED.sub("", cell)
    text = re.sub(r"[，,]?\s*(?:联系)?电话[:：]?\s*$", "", _PHONE.sub("", cell).replace(SOFT, ""))
    for line in split_names(re.sub(r"[，,]\s*(?=[）)])", "", text)):
        m = _CAPACITY.match(line)
        line = line[m.end() :] if m and (m["lead"] or m["support"]) else line
        bracketed = re.fullmatch(rf"(.+?)[（(]\s*(?:责任人|联系人|负责人)?[:：]?\s*([{_HAN}·、，\s\u3000]+)[）)]", line)
        if bracketed and like_unit(bracketed[1]) and (not is_collective(line) or named_person(bracketed[2])):
            out.append((bracketed[1].strip(), list(split_persons(bracketed[2]))))
            continue
        if bracketed and like_unit(bracketed[2].strip()) and _PERSON.fullmatch(close_up(bracketed[1])):
            out.append((bracketed[2].strip(), [bracketed[1].strip()]))
            continue
        apart = _OFFICER.sub(r"\g<unit> \g<person>", re.sub(r"\s*(?:[:：/／]|[-—–]+)\s*", " ", line))
        names: list[str] = []
        pieces = [p for p in _BLANK.split(apart) if p]
        for k, piece in enumerate(pieces):
            # 医政科 尤佳: a section in front of its person
            section = k + 1 < len(pieces) and not k and len(piece) > 2 and piece.endswith(_SECTION)
            if (section or like_unit(piece)) and not piece.endswith(("长", "人", "领导")):
                out.append((piece, []))
            else:
                names.append(piece)
        if names:
            if not out:
                out.append((None, []))
            out[-1][1].extend(split_persons(" ".join(names)))
    return out


@_known
def _with_two_persons(duty: Duty) -> Duty:
    return dataclasses.replace(duty, flags=(*duty.flags, "two_persons"))


def flag_persons(rows: Iterable[tuple[Duty, ...]]) -> list[tuple[Duty, ...]]:
    """Flag, in the duties of a ledger's rows, the units that have more than one person, and those persons."""
    given = list(rows)
    # rows that name the same share one tuple
    distinct = {id(row): row for row in given}
    persons: dict[str, set[str]] = defaultdict(set)
    for row in distinct.values():
        for duty in row:
            if duty.answers_for is not None:
                persons[duty.answers_for].add(duty.name)
    twice = {unit for unit, names in persons.items() if len(names) > 1 and not is_collective(unit)}

    def flagged(duty: Duty) -> Duty:
        unit = duty.answers_for if duty.role is Role.PERSON else duty.name if duty.role is Role.UNIT else None
        return _with_two_persons(duty) if unit in twice else duty

    new = {key: tuple(map(flagged, row)) if twice else row for key, row in distinct.items()}
    return [new[id(row)] for row in given]
