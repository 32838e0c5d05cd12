"""Documents that are no table: numbered promises, each with its report behind it or on the lines below."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.model import Place
from analysis.readers.columns import column_of, is_aside, synonyms
from analysis.readers.grid import Line
from analysis.readers.names import like_unit, named_person
from analysis.readers.rows import Record, signs, tell

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
# How items are numbered, the outer before the inner.
_STYLES = tuple(
    re.compile(p)
    for p in (
        rf"[【\[](?:民生)?[实實]?[事项目工程]*(?P<no>{_NUMERAL}|[0-9]{{1,3}})[】\]]\s*",
        rf"第(?P<no>{_NUMERAL}|[0-9]{{1,3}})[件项个类]?(?:民生)?(?:实事|工程|任务|事项)?\s*[:：、.．\s]\s*",
        rf"(?:民生)?(?:实事|项目|任务|工程|承诺|事项)(?P<no>{_NUMERAL}|[0-9]{{1,3}})\s*(?:[:：、.．\s]\s*|$)",
        r"(?P<no>[Ⅰ-Ⅻ]|[IVX]{1,4})[、.．]\s*",
        rf"(?P<no>{_NUMERAL})[、.．]\s*",
        rf"[（(](?P<no>{_NUMERAL})[）)]、?\s*",
        r"(?P<no>[0-9]{1,3})(?:\.(?![0-9])|[．、])\s*",
        # 01 | 建设口袋公园, NO.1 建设口袋公园, 1️⃣建设口袋公园
        r"(?:(?:NO|No|PART|Part)[.．]?\s*)?0?(?P<no>[1-9][0-9]?)(?:\ufe0f?\u20e3\s*|[\s\u3000]+(?=[一-龥“])|$)",
        r"[（(](?P<no>[0-9]{1,3})[）)]、?\s*",
        r"(?P<no>[①-⑳])\s*",
        rf"(?P<no>{_NUMERAL})是\s*",
        r"[●•·■◆▲★※\-—]\s*(?P<no>)",
    )
)
_ANY_LABEL = re.compile(
    r"(?:^|(?<=[。；;\s　）)])|(?=【))"
    r"(?:[【\[](?P<bracketed>[^：:，。；【】\[\]\n]{2,16})[】\]]\s*[:：]?|(?P<plain>[^：:，。；【】\[\]（）()\s]{2,16})\s*[:：])\s*"
)
_INSIDE = re.compile(r"(?:^|(?<=[。；）)\s]))(?P<no>[0-9]{1,2})[.．、](?![0-9])")
_TWICE_LABELLED = re.compile(r"(?:情况|进展|单位|目标|任务)[:：].*(?:情况|进展|单位|目标|任务)[:：]", re.S)
_IN_BRACKETS = r"[（(](?P<inside>[^：:；。，、（）()\n]{2,12}[:：](?:[^（）()\n]|[（(][^（）()\n]*[）)])+)"
_WHO = re.compile(_IN_BRACKETS + r"[）)]?(?P<end>[。]?)\s*(?:$|(?=【))")
# 新建3所（责任单位：市教育局）。已建成2所。, 新建3所。（责任单位：市教育局）已建成2所。
_WHO_BETWEEN = re.compile(
    rf"(?:{_IN_BRACKETS}[）)]。|(?<=。){_IN_BRACKETS.replace('inside', 'behind')}[）)])\s*(?=[^\s【（(])"
)
# 牵头单位：A；责任单位：B，完成时限：12月底
_PART = re.compile(r"[；;]|[，,、\s](?=[^：:，,；;、。\s（）()]{2,10}[：:])")
# 建成3所学校。（市教育局、市财政局）
_UNITS_AT_END = re.compile(
    r"(?:【(?P<names>[^【】：:。；\n]{3,60})】|(?<=[。；])[（(](?P<behind>[^（）()：:。；\n]{3,60})[）)])\s*$"
)
# Where the report of a promise begins.
_REPORT = re.compile(
    r"(?:截[至止]|目前|(?:到|至)(?:20[0-9]{2}年)?[0-9]{1,2}月|今年以来|本?(?:上半年|一季度|前三季度|第[一二三]季度|下半年)|[0-9]{1,2}[-—－~至][0-9]{1,2}月份?|"
    r"[0-9]{1,2}月份?(?:共|已|累计)?(?:完成|新增|实现|发放|资助)|[春秋]季(?:学期)?(?:共|已|累计|实际)?(?:完成|新增|实现|发放|资助)|"
    r"(?:20[0-9]{2}年)?全年(?:共|已|累计|实际|完成|新增|实现)|已(?:全部|全面|提前|超额|经|完成|建成|开工|竣工|投入|投用|累计)|(?:进展|完成|落实|推进|办理|进度)情况|实际(?:完成|新增)|累计(?:完成|新增|建成)|共(?:完成|新增|建成)|"
    r"(?:此|该|本)(?:项|件)?(?:工作|实事|任务|工程|项目)|进度(?:滞后|缓慢|正常)|(?:进展|推进)(?:顺利|缓慢|正常)|正在|现已|目前|超出(?:年度|全年)?(?:目标|任务|计划)|(?:超额|提前|全面|圆满|基本)完成|年(?:底|末|内)已|20[0-9]{2}年(?:[0-9]{1,2}月)?[，,]?(?:共|已|累计|实际))"
)
_FOOT = re.compile(
    "上一篇|下一篇|打印本页|关闭窗口|责任编辑|扫一扫|版权所有|网站地图|ICP备|标识码|技术支持|主办.*承办|^主办[:：].*人民政府|^附件[0-9：:]|相关附件|附件下载|分享到|返回顶部|^[*＊]?(?:来源|编辑|责编|供稿|审核|校对)[:：]|^[（(].{2,20}供稿[）)]$|点个.?在看|^(?:【|\\[)?(?:打印|关闭|收藏|返回)"
)
_FURNITURE = re.compile(
    r"查看(?:详情|更多|全文)|阅读全文|展开|收起|更多|共[0-9]+条|[-—–·*_=\s]{3,}|[-—–·\s]*(?!0[1-9])[0-9]{1,3}[-—–·\s]*|第\s*[0-9]+\s*页(?:[,，/\s]*共\s*[0-9]+\s*页)?|[0-9]+\s*/\s*[0-9]+"
)
_DAY = re.compile(r"(?:20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年.{1,2}月(?:.{1,3}日)?")
_WIDE_NUMBER = re.compile(r"[（(]?[０-９]{1,3}[）)．.、\s]")
# 【城市建设类】, ◆城市建设, 城市建设类（3件） in front of a number
_AREA = re.compile(
    r"[【\[][^，。；：:【】\[\]]{2,20}[】\]]|[◆■●▌◇▶★☆]\s*[^，。；：:]{2,20}|"
    rf"[^，。；：:]{{1,16}}(?:类|领域|方面|篇|板块)(?:[（(]共?(?:[0-9]+|{_NUMERAL})[项件个][）)])?"
)
_NEXT = re.compile("(?:下一步|下步|下阶段|接下来)(?![^。]{0,8}[:：])(?![^。]{0,40}[0-9])")
# 以上报告，请予审议。
_CLOSING = re.compile("(?:以上|特此|专此)(?:报告|汇报|通报)|各位(?:代表|委员|领导|同志)[，,：:]|请予审议")
# 五、下一步工作打算
_NEXT_HEADED = re.compile(
    rf"(?:{_NUMERAL}、|[（(]{_NUMERAL}[）)])(?:下一步|下步|下阶段)(?:的?工作)?(?:打算|安排|计划|措施|举措|思路)"
)
# 任务数630人，6月份完成692人: the report begins behind a comma
_SENTENCE = re.compile(r"(?<=[。；;！])|(?<=，)(?=[0-9]{1,2}月份?(?:共|已|累计)?(?:完成|新增|资助|发放))")


@dataclass(frozen=True, slots=True)
class _Block:
    """A number, the lines behind it, the heading above it, the line on which it begins, and who the heading says answers."""

    no: str
    lines: tuple[Line, ...]
    heading: str
    first: Line
    told: Mapping[str, str] = field(default_factory=dict)


def read_prose(lines: Sequence[Line]) -> tuple[list[Record], list[Line], list[Line]]:
    """Read numbered or labelled promises and their reports.

    Of all ways in which the lines are numbered the one is taken under which most numbers have both a promise and a
    report; where two are alike, the inner. Where no number stands, each heading of a level begins an item, or each label of a
    task (目标：).

    Returns
    -------
    records : list of Record
        Empty where the lines hold no ledger.
    before : list of Line
        What stands in front of the first item.
    after : list of Line
        What stands behind the last one and speaks of all of them.
    """
    lines = [part for line in _with_colons(_without_foot(lines)) for part in _numbered_inside(_with_plain_number(line))]
    end = _outlook(lines)
    lines, after = lines[:end], lines[end:]
    best: list[Record] = []
    most = 1
    start = 0
    ways = (
        *(list(_blocks(lines, style)) for style in _STYLES),
        *(list(_headed_blocks(lines, level)) for level in range(6, 0, -1)),
        list(_named_blocks(lines)),
        list(_labelled_blocks(lines)),
    )
    for blocks in ways:
        found = _alike([r for block in blocks if (r := _record(block)) is not None])
        whole = sum(bool(r.cells["progress"]) for r in found)
        labelled = not any(block.no for block in blocks)
        if whole > 1 and whole >= max(most + labelled, 0.6 * len(blocks)):
            best, most = found, whole
            start = lines.index(blocks[0].first)
    before = [line for line in lines[:start] if not any(style.match(line.text) for style in _STYLES)]
    return best, before, after


@functools.cache
def _label_words() -> re.Pattern[str]:
    words = [word for kind in _LABELS for word in synonyms()[kind] if len(word) > 3]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def _set_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of which a label that runs into its text is told from it: 责任单位市教育局 | 进展情况已建成3所.

    Only where several labels begin several lines each, or a blank stands behind: a sentence may begin with such a word too.
    """
    begun = [_label_words().match(line.text) for line in lines]
    runs_on = [
        m is not None and m.end() < len(line.text) and line.text[m.end()] not in "：:"
        for m, line in zip(begun, lines, strict=True)
    ]
    times = Counter(m[0] for m, on in zip(begun, runs_on, strict=True) if m and on)
    labels = {word for word, count in times.items() if count > 1}
    several = len(labels) > 1 and any(column_of(word) == "progress" for word in labels)
    for line, m, on in zip(lines, begun, runs_on, strict=True):
        apart = on and m is not None and m[0] in labels and (several or line.text[m.end()].isspace())
        said = line.text[m.end() :].lstrip("。．. \u3000") if m else ""
        yield dataclasses.replace(line, text=f"{m[0]}：{said}") if apart and m else line


_ORNAMENT = " \t\u3000▌▎▍■◼●◆◇▶►★☆·丨|-—"
# and the brackets of a heading: 【口袋公园】
_FRAME = f"{_ORNAMENT}【】[]"


def _with_colons(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of which a label that stands alone, again and again, is put in front of what it is the label of.

    责任单位 | 市教育局 | 进展 | 已建成3所。 | 责任单位 | …
    """
    lines = list(_set_apart(lines))
    bare = [line.text.strip(_ORNAMENT).rstrip("：:") for line in lines]
    times = Counter(bare)
    labels = [
        len(text) < 17
        and (times[text] > 1 or line.text.endswith(("：", ":")))
        and (column_of(text) in _LABELS or is_aside(text))
        for text, line in zip(bare, lines, strict=True)
    ]
    held = ""
    for line, text, label in zip(lines, bare, labels, strict=True):
        if label:
            if held:
                yield dataclasses.replace(line, text=held)
            held = f"{text}："
        else:
            yield dataclasses.replace(line, text=f"{held}{line.text.strip()}") if held else line
            held = ""


def _outlook(lines: Sequence[Line]) -> int:
    """Where the part begins that says what comes next for all items: a heading, or one paragraph with no number behind it."""
    headed = [i for i, line in enumerate(lines) if _NEXT_HEADED.fullmatch(line.text)]
    if len(headed) == 1:
        return headed[0]
    last = max((i for i, line in enumerate(lines) if any(style.match(line.text) for style in _STYLES)), default=-1)
    closing = next((i for i in range(last + 1, len(lines)) if _CLOSING.match(lines[i].text)), len(lines))
    at = [i for i, line in enumerate(lines[:closing]) if _NEXT.match(line.text)]
    return at[0] if len(at) == 1 and at[0] > last else closing


def _without_foot(lines: Sequence[Line]) -> list[Line]:
    """Lines without what a page or letter has at its end: links, the office that signs, the day."""
    lines = [line for line in lines if not _FURNITURE.fullmatch(line.text)]
    end = next(
        (i for i, line in enumerate(lines) if i > 2 and len(line.text) < 60 and _FOOT.search(line.text)), len(lines)
    )
    if end and _DAY.fullmatch(lines[end - 1].text):
        end -= 1
    last = lines[end - 1].text if end else ""
    if (
        end > 3
        and len(last) < 30
        and like_unit(last)
        and "：" not in last
        and not _label_words().match(last.lstrip("【["))
    ):
        # the office that signs, and not what a label on the line above asks for
        end -= not lines[end - 2].text.endswith(("：", ":", "单位", "部门"))
    return list(lines[:end])


def is_furniture(text: str) -> bool:
    """Whether a line is the number of a page, or a rule."""
    return _FURNITURE.fullmatch(text.strip()) is not None


def _with_plain_number(line: Line) -> Line:
    """A line whose number is written in wide digits (１．), in plain ones."""
    m = _WIDE_NUMBER.match(line.text)
    return (
        line
        if m is None
        else dataclasses.replace(line, text=unicodedata.normalize("NFKC", m[0]) + line.text[m.end() :])
    )


def _numbered_inside(line: Line) -> Iterator[Line]:
    """Items that follow one another in a line (1.…。2.…。3.…), each as a line, where their numbers count up from 1."""
    marks = list(_INSIDE.finditer(line.text))
    counts_up = [int(m["no"]) for m in marks] == list(range(1, len(marks) + 1))
    if len(marks) < 3 or not counts_up or not _TWICE_LABELLED.search(line.text):
        yield line
        return
    cuts = [0, *(m.start() for m in marks), len(line.text)]
    for a, b in itertools.pairwise(cuts):
        if text := line.text[a:b].strip():
            yield Line(text, line.place)


def _blocks(lines: Sequence[Line], style: re.Pattern[str]) -> Iterator[_Block]:
    """Blocks that begin with a number of one style; a list inside a report, whose numbers count anew, begins none."""
    outer = _STYLES[: _STYLES.index(style)]
    numbers = [style.match(line.text) for line in lines]
    own = max((line.level for m, line in zip(numbers, lines, strict=True) if m), default=0)
    bare = [m is not None and not line.text[m.end() :].strip() for m, line in zip(numbers, lines, strict=True)]
    above = [
        m is None
        # behind a number that stands alone is its name
        and not alone
        and len(line.text) < 60
        and not line.text.endswith(("。", "；"))
        and (
            any(s.match(line.text) for s in outer)
            or (0 < line.level < (own or 7) and not _titles(lines, line))
            or (then is not None and _is_area(line.text))
        )
        for m, alone, then, line in zip(numbers, (False, *bare), (*numbers[1:], None), lines, strict=False)
    ]
    starts = _counted([_in_digits(m["no"]) if m else None for m in numbers], above, lines)
    heading = ""
    told: Mapping[str, str] = {}
    held: list[Line] = []
    no = ""
    first = lines[0] if lines else None
    for i, line in enumerate(lines):
        if i not in starts and not above[i]:
            if held:
                held.append(line)
            continue
        if held and first is not None:
            yield _Block(no, tuple(held), heading, first, told)
        held = []
        m = numbers[i]
        if m is None:
            heading, told = _answering_heading(line.text.strip(_FRAME))
        else:
            no, first = _in_digits(m["no"]), line
            held = [Line(line.text[m.end() :].strip(), line.place)]
    if held and first is not None:
        yield _Block(no, tuple(held), heading, first, told)


def _is_area(text: str) -> bool:
    """Whether a line in front of a number is the heading of what follows, and no label or unit of the item above."""
    inner = text.strip(_FRAME)
    return _AREA.fullmatch(text.strip()) is not None and column_of(inner) is None and not like_unit(inner)


def _answering_heading(heading: str) -> tuple[str, dict[str, str]]:
    """A heading without who answers for the items below it, and who does; a unit may be the heading itself.

    Examples
    --------
    >>> _answering_heading("一、区教育局（责任领导：陈静；责任人：刘伟）")
    ('一、区教育局', {'leader': '陈静', 'persons': '刘伟', 'units': '区教育局'})
    """
    text, told = bracketed(heading)
    unit = next((text[m.end() :] for style in _STYLES if (m := style.match(text))), text).strip()
    if told and "units" not in told and like_unit(unit):
        told["units"] = unit
    return text, told


# 02　建设口袋公园20个
_COUNTED_HEADING = re.compile(r"0?(?P<no>[1-9][0-9]?)[\s\u3000]+(?=[一-龥])")


def _titles(lines: Sequence[Line], heading: Line) -> bool:
    """Whether a heading is the only one of its level: the title of the whole."""
    return sum(line.level == heading.level for line in lines) == 1


def _headed_blocks(lines: Sequence[Line], level: int) -> Iterator[_Block]:
    """Blocks that begin with a heading of one level, under those of the levels above it."""
    heading = no = ""
    held: list[Line] = []
    first = lines[0] if lines else Line("", Place())
    for line in lines:
        if 0 < line.level <= level:
            if held:
                yield _Block(no, tuple(held), heading, first)
            first = line
            held = [line] if line.level == level else []
            m = _COUNTED_HEADING.match(line.text)
            no = m["no"] if m else ""
            if m and held:
                held = [dataclasses.replace(line, text=line.text[m.end() :])]
            if line.level < level:
                heading = "" if _titles(lines, line) else line.text.strip()
        elif held:
            held.append(line)
    if held:
        yield _Block(no, tuple(held), heading, first)


def _alike(records: list[Record]) -> list[Record]:
    """Records of which most promise in one sentence and report in those behind it: so do the others (一是…。已体检…。)."""
    told = [r for r in records if r.cells["progress"]]
    if 2 * len(told) <= len(records) or any(len(_sentences(r.cells["task"])) > 1 for r in told):
        return records
    for record in records:
        promise, *report = _sentences(record.cells["task"])
        if not record.cells["progress"] and report:
            record.cells |= {"task": promise.strip(), "progress": "".join(report).strip()}
    return records


def _sentences(text: str) -> list[str]:
    return [s for s in re.split("(?<=[。！])", text) if s.strip()]


def _counted(numbers: Sequence[str | None], above: Sequence[bool], lines: Sequence[Line]) -> set[int]:
    """Lines whose number goes on counting; where two lines could, the one with a report before the next number."""
    at = [i for i, no in enumerate(numbers) if no is not None]
    if any(not str(numbers[i]).isdigit() for i in at):
        return set(at)
    out: set[int] = set()
    expected, anew = None, True
    ends = dict(zip(at, [*at[1:], len(lines)], strict=False))

    reports = [any(column_of(_label(m)) == "progress" for m in _ANY_LABEL.finditer(line.text)) for line in lines]
    if not any(reports):
        reports = [_REPORT.search(line.text) is not None for line in lines]

    def told(i: int) -> bool:
        return any(reports[i : ends[i]])

    for i in range(len(lines)):
        if above[i]:
            anew = True
        if i not in ends:
            continue
        no = int(str(numbers[i]))
        goes_on = expected is None or no == expected or (no > expected and told(i)) or (anew and no == 1)
        if not goes_on:
            continue
        later = [k for k in at if k > i and int(str(numbers[k])) == no and not any(above[i:k])]
        if later and not told(i) and told(later[0]):
            # a point of a list that happens to have the next number
            continue
        out.add(i)
        expected, anew = no + 1, False
    return out


def _in_digits(no: str) -> str:
    """Number of an item in digits, so that it is found whatever numerals a ledger counts with.

    Examples
    --------
    >>> [_in_digits(x) for x in ("三", "十", "二十一", "07", "⑫")]
    ['3', '10', '21', '7', '12']
    """
    if no and "①" <= no <= "⑳":
        return str(ord(no) - ord("①") + 1)
    if no.isdecimal():
        return str(int(no))
    tens, ten, ones = no.rpartition("十")
    digits = "〇一二三四五六七八九"
    if not no or not set(no) <= set(digits + "十") or len(tens) > 1 or len(ones) > 1:
        return no
    return str((digits.index(tens) if tens else 1) * 10 * bool(ten) + (digits.index(ones) if ones else 0))


def _labelled_blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """Blocks that begin with the label of a task, on a line of its own or inside one, or with the name above that."""
    held: list[Line] = []
    first: Line | None = None
    named = _names_above(lines)
    for line, above in zip(lines, [None, *lines], strict=False):
        cuts = _tasks_begin(line)
        for a, b in itertools.pairwise([0, *(c for c in cuts if c), len(line.text)]):
            if a in cuts:
                name = above if named and a == 0 and above is not None and _is_name(above.text) else None
                if held and held[-1] is name:
                    held.pop()
                if held and first is not None:
                    yield _Block("", tuple(held), "", first)
                held, first = [name] if name else [], name or line
            if first is not None and (text := line.text[a:b].strip()):
                held.append(line if text == line.text else Line(text, line.place))
    if held and first is not None:
        yield _Block("", tuple(held), "", first)


def _tasks_begin(line: Line) -> list[int]:
    return [m.start() for m in _ANY_LABEL.finditer(line.text) if column_of(_label(m)) in ("task", "name")]


def _names_above(lines: Sequence[Line]) -> bool:
    """Whether a short line without a label stands above the task of each item but the first, where the title may stand."""
    above = [i for i, line in enumerate(lines[1:]) if 0 in _tasks_begin(line)]
    return len(above) > 1 and all(_is_name(lines[i].text) for i in above[1:])


def _named_blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """Blocks that begin with a short line in front of the first of their labels: 【口袋公园】 | 责任单位：… | 进展：…."""
    labelled = [any(column_of(_label(m)) in _LABELS for m in _ANY_LABEL.finditer(line.text)) for line in lines]
    starts = [
        i
        for i, line in enumerate(lines[:-1])
        if not labelled[i] and labelled[i + 1] and 3 < len(line.text) < 40 and not _NO_NAME.search(line.text)
    ]
    for a, b in itertools.pairwise([*starts, len(lines)]):
        name = dataclasses.replace(lines[a], text=lines[a].text.strip(f"{_FRAME}*"))
        yield _Block("", (name, *lines[a + 1 : b]), "", lines[a])


_NO_NAME = re.compile("[：:]|[。；]$")


def _is_name(text: str) -> bool:
    labels = (column_of(_label(m)) for m in _ANY_LABEL.finditer(text))
    return len(text) < 40 and not any(labels) and not text.endswith(("。", "；"))


def _record(block: _Block) -> Record | None:
    """Tell promise, report and duties apart; None where there is no promise."""
    cells: dict[str, list[str]] = {"task": [], "progress": []}
    into = "task"
    labelled = False
    answers: dict[str, str] = {}
    for line in block.lines:
        between = None if cells["task"] else _WHO_BETWEEN.search(line.text)
        end = between.end() if between else len(line.text)
        said, told = bracketed(line.text[:end].rstrip(), _ANSWERABLE | {"progress"})
        report_in_brackets = told.pop("progress", "") or (line.text[end:] if told else "")
        answers |= {column: names for column, names in told.items() if column not in answers}
        for text, name in _labelled(said if told else line.text, into):
            if name is not None:
                into, labelled = name, True
            elif into not in ("task", "progress") and _tells(text):
                into = "progress"
            promise, report = _parted(text, first=not cells["task"]) if into == "task" else ("", "")
            if report and any(_PROMISES.search(told) for told in cells["task"]):
                # the line above has promised a number: what stands beneath it reports
                promise, report = "", text
            if report:
                into = "progress"
                cells["task"] += [promise] if promise else []
                cells["progress"].append(report)
            elif text:
                cells.setdefault(into, []).append(text)
        if report_in_brackets:
            cells["progress"].append(report_in_brackets)
            into, labelled = "progress", True
    if not cells["progress"] and not labelled and len(cells["task"]) > 1:
        # a heading and its report, neither of which says which it is
        cells["progress"] = cells["task"][1:]
        del cells["task"][1:]
    if not cells["task"]:
        return None
    record = Record(block.first.place, cells={"no": block.no, "category": block.heading})
    for name, texts in cells.items():
        tell(record, name, "\n".join(texts))
    for column, names in {**block.told, **answers}.items():
        tell(record, column, names)
    if (section := record.cells.pop("section", "")) and not {"units", "units_persons"} & record.cells.keys():
        record.cells["units"] = section
    return record


def _tells(text: str) -> bool:
    """Whether a line behind names or asides reports: it begins like a report, or is a sentence and no name."""
    sentence = text.endswith("。") and len(text) > 12 and not like_unit(text.rstrip("。"))
    return sentence or _REPORT.match(text) is not None


_PROMISES = re.compile("[0-9一二三四五六七八九十百千万]+(?:万|亿)?[一-龥%％]")
_LABELS = frozenset(
    ("task", "name", "progress", "leader", "units", "supporting", "persons", "units_persons", "section")
)
_ANSWERABLE = _LABELS - {"task", "name", "progress"}


def answerable(line: str) -> tuple[str, dict[str, str]]:
    """A line above a table, without who answers for its rows; and who does.

    Examples
    --------
    >>> answerable("二、教育（3件）（牵头领导：张三）"), answerable("牵头领导：副区长 张三")
    (('二、教育（3件）', {'leader': '张三'}), ('', {'leader': '副区长 张三'}))
    """
    text, told = bracketed(line)
    m = _ANY_LABEL.match(text)
    column = column_of(_label(m)) if m else None
    if m and column in _ANSWERABLE and (names := text[m.end() :].strip()) and not signs(text[: m.end()].strip()):
        return "", {**told, column: names}
    return text, told


def bracketed(text: str, columns: frozenset[str] = _ANSWERABLE) -> tuple[str, dict[str, str]]:
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
            column = column_of(label.strip())
            if column not in columns and not is_aside(label):
                return text, told
            key = column if column in columns and column is not None else label.strip()
        inside[key] = "、".join(filter(None, (inside.get(key), names.strip())))
    if not columns & inside.keys():
        return text, told
    return text[: m.start()].rstrip() + m["end"] + text[m.end() :], told | inside


def _labelled(text: str, into: str) -> Iterator[tuple[str, str | None]]:
    """Parts of a line, each with what its label names (责任单位：市教育局 进展情况：已建成); ``into`` is what the line goes on with."""
    at = 0
    name: str | None = None
    for m in _ANY_LABEL.finditer(text):
        column = _named_by(_label(m), name or into)
        if column is None:
            continue
        said = text[at : m.start()].strip()
        # （一）目标任务：…
        if said and not any(style.fullmatch(said) for style in _STYLES):
            yield said, name
        elif name is not None:
            yield "", name
        at, name = m.end(), column
    yield text[at:].strip(), name


# 责任单位：牵头：市教育局；区级：区教育局
_IN_A_LIST = re.compile(
    ".{0,2}(?:牵头|主办|主责|承办|负责|责任|配合|协办|协助|参与)(?:单位|部门|领导|人)?|.{1,3}级|其中"
)


def _named_by(label: str, into: str) -> str | None:
    """What a label begins: a column, or what stands under the label itself; None where it is part of the text.

    What is known to be no column begins something of its own; and behind names so does every label that is none itself.
    """
    column = column_of(label)
    if column is not None and column not in ("no", "category", "remarks"):
        return "task" if column == "name" else column
    if column is None and is_aside(label):
        return label
    a_name = like_unit(label) or (len(label) < 4 and named_person(label))
    among_names = into in _ANSWERABLE and not a_name
    return label if among_names and not _IN_A_LIST.fullmatch(label) else None


def _label(m: re.Match[str]) -> str:
    return m["bracketed"] or m["plain"]


def _parted(text: str, *, first: bool) -> tuple[str, str]:
    """Promise and report of one text: the report begins with the first sentence that says when or how far."""
    at = 0
    for sentence in _SENTENCE.split(text):
        if (at or not first) and _REPORT.match(sentence.lstrip()):
            return text[:at].strip(), text[at:].strip()
        at += len(sentence)
    return text, ""
