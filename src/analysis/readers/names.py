"""Names in the duty columns: split from a cell, closed up, made canonical, told whether they stand for many."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable
from typing import Any

from analysis.paths import project
from analysis.readers.grid import SOFT
from analysis.readers.words import load

# A ledger names the same units and persons over and over.
known = functools.lru_cache(maxsize=8192)

SEPARATOR = re.compile(r"[\n、，,；;|｜]")
_BRACKETS = {"（": "）", "(": ")", "〔": "〕", "“": "”"}
HAN = "一-龥㐀-䶿\U00020000-\U0003ffff〇"
_HAN_BLANK = re.compile(rf"(?<=[{HAN}·•（(])[\s\u3000\xa0]+(?=[{HAN}·•）)])|(?<=[（(])\s+|\s+(?=[）)（(])")
BLANK = re.compile(r"[\s\u3000\xa0]+")
# 牵头单位：市教育局, 配合：市财政局; 市教育局（牵头）
CAPACITY = re.compile(
    r"^[\[【]?(?P<lead>牵头|主办|主要|承办|责任|实施|落实)?(?P<support>配合|协办|参与|协助|协同|支持)?(?:责任)?(?:单位|部门|领导|人)?\s*(?:[:：]|[\]】][:：]?)\s*"
)
# a bracket that began a new line for want of room: 各市 | （区）长
OPENED = re.compile(r"(?<!\s)(?=\s*+[（(])[^\S\n]*\n\s*")
# no name is broken into more
_MOST_PIECES = 12
_IN_BRACKETS = re.compile(r"[（(](?:(?:牵头|主办|主责|配合|协办|协助|责任|参与)(?:单位|部门)?|排名第一)[）)]$")


@functools.cache
def name_words() -> dict[str, list[str]]:
    """Lists of names.toml."""
    return load("names")


@functools.cache
def _patterns(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(name_words()[kind]))


@functools.cache
def _reference(name: str) -> dict[str, Any]:
    """Table of data/reference; empty where the package is used without the project."""
    path = project() / "data" / "reference" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@known
def like_unit(text: str) -> bool:
    """Whether a name ends like that of a unit.

    Examples
    --------
    >>> [like_unit(x) for x in ("市教育局", "各县（市、区）政府", "市人力资源社会保障", "张三")]
    [True, True, False, False]
    """
    text = re.sub(r"[（(][^（）()]*[）)]$", "", text.strip())
    return (len(text) > 2 and text.endswith(tuple(name_words()["unit"]))) or (len(text) > 1 and is_collective(text))


def of_government(name: str) -> bool:
    """Whether a name is that of an office that answers for something, and not of a place.

    Examples
    --------
    >>> [of_government(x) for x in ("市教育局", "各县（市、区）政府", "市第一小学校", "旧城改造办")]
    [True, True, False, False]
    """
    if is_collective(name):
        return True
    return name.startswith(tuple(name_words()["unit_begins"])) and name.endswith(tuple(name_words()["office"]))


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
        if SEPARATOR.match(c) and (depth == 0 or c == "\n"):
            out.append(name)
            name, depth = "", 0
        else:
            name += c
    return [n for x in (*out, name) if (n := x.strip().rstrip("/／").rstrip())]


def is_said(name: str) -> bool:
    """Whether a name says anything: —— and 无 stand where there is nobody."""
    return re.search(r"\w", name) is not None and name != "无"


def rejoined(line: str, score: Callable[[str], float]) -> str:
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


def close_up(name: str) -> str:
    """Remove the blanks that pad a Chinese name.

    Examples
    --------
    >>> close_up("胡  钛"), close_up("阿卜杜·热合曼")
    ('胡钛', '阿卜杜·热合曼')
    """
    return _HAN_BLANK.sub("", name.replace(SOFT, "").strip())


@known
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


@known
def is_collective(name: str) -> bool:
    """Whether a name stands for several units or persons.

    Examples
    --------
    >>> [is_collective(n) for n in ("各市（区）政府", "市直各单位", "台山市政府")]
    [True, True, False]
    """
    return _patterns("collective").search(name) is not None


@known
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
