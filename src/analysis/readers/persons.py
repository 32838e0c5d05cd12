"""Cells of persons: the names in them, without titles and telephone numbers."""

from __future__ import annotations

import functools
import re

from analysis.readers.names import (
    CAPACITY,
    HAN,
    OPENED,
    close_up,
    is_collective,
    is_said,
    known,
    like_unit,
    name_words,
    rejoined,
    split_names,
)

PERSON = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]+(?:[·•.][{HAN}]+)+")
PHONE = re.compile(
    r"[（(]?1[0-9]{2,6}[*＊]{3,8}[0-9]{0,4}[）)]?|[（(](?:[0-9]{3,4}[-－—])?[0-9]{7,11}[）)]|(?:[0-9]{3,4}[-－—])?[0-9]{7,11}"
)
# 市教育局局长张三
OFFICER = re.compile(
    rf"(?P<unit>[{HAN}]{{2,24}}(?:局|委|办|厅|中心|政府))(?:党组书记|党委书记|书记|局长|副局长|主任|副主任|厅长)[、，]?\s*(?P<person>[{HAN}]{{2,3}})$"
)
_CONTACT = re.compile("联系(?:人|电话)[:：]")
# a telephone number on a line of its own, without the code of its place
_NUMBER = re.compile("(?:(?:电话|手机)[:：]?)?[0-9][0-9 －—-]{4,}")


@known
def split_persons(cell: str) -> tuple[str, ...]:
    r"""Split a cell of persons; blanks pad a name of single characters and separate whole names.

    Examples
    --------
    >>> split_persons("胡  钛"), split_persons("张三 李四\n王  五"), split_persons("阿卜杜·热合曼")
    (('胡  钛',), ('张三', '李四', '王  五'), ('阿卜杜·热合曼',))
    >>> split_persons("王宏伟\n4583749")
    ('王宏伟',)
    """
    out: list[str] = []
    offices: list[str] = []
    lines = OPENED.sub("", cell).split("\n")
    for name in split_names("\n".join(rejoined(line, _as_person) for line in lines)):
        m = CAPACITY.match(name)
        if _CONTACT.match(name) or _NUMBER.fullmatch(name):
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
            joint = "、" if found[0].startswith(tuple(name_words()["titles"])) else " "
            found = [f"{'、'.join(offices)}{joint}{found[0]}", *found[1:]]
            offices = []
        out += found
    return tuple(name for name in (*out, *offices) if is_said(name))


# 市政府秘书长, 县委书记
_ORGAN = "(?:[省市县区州旗盟]?(?:人民)?政府|[省市县区州旗盟]委|[省市县区州旗盟]?(?:人大|政协))"


@functools.cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"{_ORGAN}?(?:{'|'.join(name_words()['titles'])})")


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
    return (
        PERSON.fullmatch(name) is not None and name.startswith(tuple(name_words()["surnames"])) and not like_unit(name)
    )


def _as_person(text: str) -> float:
    """How well a text is the name of one person, or of the heads of several (各市（区）长)."""
    if text.count("（") != text.count("）") or text.startswith(("（", "(", "分管", "主要")):
        return -2.0
    office = text.endswith(("长", "负责人", "领导", *name_words()["titles"]))
    if is_collective(text):
        return 1.0 if office else -2.0
    if office and (len(text) > 4 or text in name_words()["titles"]):
        return 1.0 if len(text) > 4 else -2.0
    if PERSON.fullmatch(text) is None or re.search("^[市县区镇各]|[市县区镇乡州旗]$", text):
        return -2.0
    # most names have two or three characters
    return 1.0 if len(text) < 4 else 0.1


def _persons_at_blanks(text: str) -> list[str]:
    pieces = list(re.finditer(r"[^\s\u3000\xa0]+", text))
    if len(pieces) < 2 or not all(re.fullmatch(f"[{HAN}]{{1,4}}", p[0]) for p in pieces):
        return [text]
    titles = name_words()["titles"]
    spans: list[tuple[int, int, int]] = []
    for p in pieces:
        # a single character is half of a name, an office belongs to the name beside it
        office = p[0] in titles or (spans and text[spans[-1][0] : spans[-1][1]] in titles)
        if spans and (spans[-1][2] == 1 or (len(p[0]) == 1 and p is pieces[-1]) or office):
            spans[-1] = spans[-1][0], p.end(), spans[-1][2] + len(p[0])
        else:
            spans.append((p.start(), p.end(), len(p[0])))
    return [text[a:b] for a, b, _ in spans]


@functools.cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(name_words()["titles"], key=len, reverse=True))
    return re.compile(rf"^(?:{_ORGAN}?(?:{words})[、，\s]*)+(?=[{HAN}])"), re.compile(
        rf"(?<=[{HAN}]{{2}})(?<!副)[、，\s]*[（(]?{_ORGAN}?(?:{words})(?:[、，\s]*(?:[{HAN}]{{1,8}}(?:局|委|办|厅))?(?:{words}))*[）)]?$"
    )


@known
def person(name: str) -> str:
    """Name of a person without telephone number and title, where a name is left.

    Examples
    --------
    >>> person("张三（副局长）"), person("副市长 李四"), person("各县（区）长"), person("王五 13800000000")
    ('张三', '李四', '各县（区）长', '王五')
    >>> person("市委常委、副市长 王涛"), person("王涛、副市长"), person("唐淑贞（副市长、公安局局长）")
    ('王涛', '王涛', '唐淑贞')
    >>> person("市政府党组成员、副市长周海涛"), person("市政府秘书长冯国栋")
    ('周海涛', '冯国栋')
    >>> person("刘副市长"), person("欧阳副市长")
    ('刘副市长', '欧阳')
    """
    closed = close_up(PHONE.sub("", name))
    before, behind = _titles()
    bare = behind.sub("", before.sub("", closed))
    officer = None if PERSON.fullmatch(bare) else OFFICER.search(closed)
    if officer is not None and named_person(officer["person"]):
        return officer["person"]
    return bare if PERSON.fullmatch(bare) and not is_collective(closed) else closed
