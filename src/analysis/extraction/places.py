"""Names of places in front of numbers: they say where something was done, not what (石壕镇5所、赶水镇4所)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from analysis.extraction.lexicon import verbs
from analysis.extraction.segment import places

# 其余6市（州）, 其余各县区: what others of their level are called
LEVEL = "[设县市区乡镇村州街道旗团场（）]{1,5}"
# who builds for the public like a place does: 中国移动建成92个，中国电信建成61个
_CARRIER = "(?:移动|电信|联通|铁塔|广电)"
_COMPANY = f"(?:{_CARRIER}){{1,2}}(?:公司|[一-龥]{{1,4}}分公司)"
DONE_THERE = re.compile("(?:已|共|均)?(?:新增|新建|建成|共建|完成|改造|竣工|完工|开工|安装|装|培训|完成改造)*$")
# from one place to another: a stretch of a road
_STRETCH = "[一-龥]{2,8}(?:至|到|—+|-)[一-龥]{2,8}"
# 护送返乡, 迁改杆路 are no names
_PLACE = re.compile(
    rf"(?:[市县镇乡州盟旗省村线路段]|县城|(?<![园小户景厂校库])区|街道|(?<=[林牧渔茶])场|(?<!家庭)农场|院)(?<!返乡)(?<!下乡)(?<!回乡)(?<!还乡)(?<!进村)(?<!入村)(?<!驻村)(?<!杆路)(?<!线路)(?<!道路)(?<!公路)(?:[（(][^）)]*[）)])?$|^[左右两]岸$|^[东西南北两][侧片]$|^{_STRETCH}$|^市本级$|^各县城$|^(?:中国)?(?:{_COMPANY}|{_CARRIER})$"
)
AREA = re.compile("(?:[市县区镇乡州盟旗]|街道)$")
IN_PLACE = re.compile(
    f"(?:[一-龥]{{1,6}}(?:县城|[市县区镇乡旗州]|街道)|县城|市本级|各县城|中国(?:{_COMPANY}|{_CARRIER})|{_COMPANY})"
)
ONLY_PLACE = re.compile(
    f"[一-龥]{{1,5}}(?:县城|[市县区镇乡旗州盟]|街道)|{_STRETCH}|(?:中国)?(?:{_COMPANY}|(?:{_CARRIER}){{1,2}})"
)
ONLY_PLACES = re.compile(f"(?:(?:{ONLY_PLACE.pattern})[、和及]?)+")
# 桃源县, 高新区, with a name of its own; no 城市, 各乡镇, 老城区, 示范区
_PROPER = re.compile(
    "(?:在|为|对|将|其中|推动|推进)?(?![我该每两多老中重贫设])(?P<name>(?:(?![全各本])[一-龥]){1,4}(?<![城乡重各贫困])(?:[县镇乡旗州盟]|街道|(?<!城)市|(?<![社小园片景城郊灾山库校厂户老护范地牧林矿街])区))"
    "(?![级域内道政中民场])(?=[一-龥])"
)


# 八里湾乡更换, 高台乡建设: where, and what was done there, and not to what
_WORK_THERE = re.compile(
    f"(?:(?:各|其他|其余)(?:县城|县区|区县|县市|乡镇|镇街|[县市区镇乡])|{_PROPER.pattern.removesuffix('(?=[一-龥])')})(?:已|共)?(?:建设|更换|铺设|整治|治理|更新|修建|改建|扩建|种植|栽植|发放|资助|救助)(?:完成)?"
)


# 河西片区新增, 在开发区建成; no 老旧片区, 未来社区
_PART_OF_PLACE = re.compile(
    "在?(?P<name>(?!老旧|城市|农村|未来|智慧|示范|重点|试点|各|全|每|绿色|和谐|平安)(?:[一-龥]{0,4}(?:片区|新区|园区|开发区|社区|高新区)|中心城区|主城区))"
    "(?=新增|新建|建成|完成|安装|开通|培训|建设|引进|(?<=片区)[一-龥])"
)
# places of one level, of which one is no part of another
_LEVELS = (
    ("片区", "新区", "园区", "开发区", "高新区", "区"),
    ("街道", "镇", "乡", "社区"),
    ("县", "市", "旗", "州", "盟"),
    # of a city, what its counties are not
    ("中心城区", "主城区", "县"),
)


def _any_of(ends: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(ends, key=len, reverse=True))})"


_SUFFIX = re.compile(f"{_any_of(end for level in _LEVELS for end in level)}$")


@functools.cache
def _of_level(suffix: str) -> re.Pattern[str]:
    level = next(level for level in _LEVELS if suffix in level)
    ends = _any_of(level)
    # 老城区 is no 高新区
    old_town = "|^[^，。；]{0,6}?(?:老|旧|主|中心)城区" if "高新区" in level else ""
    # no 建成区, 乡村, 乡镇卫生院, 县级
    return re.compile(
        f"(?!全|我|本|各)[一-龥]{{1,5}}?(?<![乡城成社小园片景郊灾山库校厂户老护范地牧林矿街]){ends}(?![级域内委村镇卫政]){old_town}"
    )


def in_another_place(place: str, text: str) -> bool:
    """Whether a text names a place of the same level as another, and not that one.

    Examples
    --------
    >>> in_another_place("龙泉镇", "已在柳河镇安装路灯"), in_another_place("龙泉镇", "龙泉镇安装路灯"), in_another_place("龙泉镇", "安装")
    (True, False, False)
    """
    suffix = _SUFFIX.search(place)
    return (
        suffix is not None
        and not place.endswith("建成区")
        and place not in text
        and _of_level(suffix[0]).search(text) is not None
    )


def proper_place(text: str) -> str:
    """The place with a name of its own that a promise begins with; empty where it begins with none.

    Examples
    --------
    >>> proper_place("桃源县新改建公路80公里"), proper_place("城市道路80公里"), proper_place("各乡镇建成公园3个")
    ('桃源县', '', '')
    """
    if (part := _PART_OF_PLACE.match(text)) is not None and len(part["name"]) > 2:
        return part["name"]
    m = _PROPER.match(text)
    if m is None or len(m["name"]) < 3 or verbs("to_do", "anew", "over_again", "to_start").match(m["name"]):
        return ""
    return m["name"]


_KINDS_OF_PLACES = re.compile("城|乡村|农村|山区|沿海|新村|平原|园|校|厂")


def known_places(names: Sequence[str]) -> bool:
    """Whether most of some names are of places that the dictionary knows, whatever leaves out their last word (苍溪, 剑阁).

    Examples
    --------
    >>> known_places(["苍溪", "剑阁", "旺苍"]), known_places(["公厕", "路灯", "剑阁"])
    (True, False)
    """
    short = [DONE_THERE.sub("", name.strip(" ，、；")) for name in names]
    if not all(1 < len(name) < 5 for name in short) or any(map(_KINDS_OF_PLACES.search, short)):
        return False
    known = [any(f"{name}{end}" in places() for end in ("", "县", "区", "市", "镇", "乡")) for name in short]
    return sum(known) >= 2 and 3 * sum(known) >= 2 * len(known)


def named_place(text: str) -> bool:
    """Whether the words in front of a number are the name of a place, or end with one.

    Examples
    --------
    >>> named_place("石壕镇"), named_place("长铺至九姑"), named_place("高台乡建设"), named_place("农村危房改造")
    (True, True, True, False)
    """
    said = text.strip(" ，、；")
    return _PLACE.search(DONE_THERE.sub("", said)) is not None or _WORK_THERE.fullmatch(said) is not None
