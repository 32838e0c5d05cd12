"""Where each item of a running text begins: at numbers of one style, at headings, labels or names."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.model import Place
from analysis.readers.columns import column_of, column_of_label
from analysis.readers.grid import Line
from analysis.readers.labels import ANY_LABEL, LABELS, answerable, label_of, labelled
from analysis.readers.names import like_unit, of_government

NUMERAL = "[一二三四五六七八九十百]{1,4}"
# How items are numbered, the outer before the inner.
STYLES = tuple(
    re.compile(p)
    for p in (
        rf"[【\[](?:民生)?[实實]?[事项目工程]*(?P<no>{NUMERAL}|[0-9]{{1,3}})[】\]]\s*",
        rf"第(?P<no>{NUMERAL}|[0-9]{{1,3}})(?:[件项个类]?(?:民生)?(?:实事|工程|任务|事项)?\s*[:：、.．\s｜|丨]|件(?:实|大)?事[，,])\s*",
        rf"(?:民生)?(?:实事|项目|任务|工程|承诺|事项)(?P<no>{NUMERAL}|[0-9]{{1,3}})\s*(?:[:：、.．\s｜|丨]\s*|$)",
        r"(?P<no>[Ⅰ-Ⅻ]|[IVX]{1,4})[、.．]\s*",
        rf"(?P<no>{NUMERAL})[、.．]\s*",
        rf"[（(](?P<no>{NUMERAL})[）)]、?\s*",
        # 2.5G网络覆盖: 5G is no fraction of 2
        r"(?P<no>[0-9]{1,3})(?:\.(?![0-9](?!G))|[．、])\s*",
        # 01 | 建设口袋公园, NO.1 建设口袋公园, 1️⃣建设口袋公园
        r"(?:(?:NO|No|PART|Part|#)[.．]?\s*)?0?(?P<no>[1-9][0-9]?)(?:\ufe0f?\u20e3\s*|[\s\u3000]+(?=[一-龥“])|$)",
        # NO.1强化民生保障, on a card
        r"(?:NO|No)[.．]\s*0?(?P<no>[1-9][0-9]?)(?=[一-龥“])",
        # 1.2 改造校舍
        r"(?P<no>[0-9]{1,2}[.．-][0-9]{1,2})[、.．\s\u3000]\s*(?![0-9])",
        r"[（(](?P<no>[0-9]{1,3})[）)]、?\s*",
        r"(?P<no>[①-⑳])\s*",
        rf"(?P<no>{NUMERAL})是\s*",
        r"[■◆▲★]\s*(?P<no>)",
        r"[●•·○※\-—]\s*(?P<no>)",
        # 01老旧小区改造
        r"(?P<no>0[1-9]|[1-9][0-9])(?=[一-龥“])",
    )
)


def number_of(text: str, styles: Sequence[re.Pattern[str]] = STYLES) -> re.Match[str] | None:
    """The number with which a text begins, in the outermost of some styles; None where it begins with none."""
    return next((m for style in styles if (m := style.match(text))), None)


# Where the report of a promise begins.
REPORT = re.compile(
    r"(?:截[至止]|目前|现在，|眼下，|如今，|(?:到|至)(?:20[0-9]{2}年)?[0-9]{1,2}月|今年以来|本?(?:上半年|一季度|前三季度|第[一二三]季度|下半年)|[0-9]{1,2}[-—－~至][0-9]{1,2}月份?|"
    r"[0-9]{1,2}月份?(?:共|已|累计)?(?:完成|新增|实现|发放|资助)|[春秋]季(?:学期)?(?:共|已|累计|实际)?(?:完成|新增|实现|发放|资助)|"
    r"(?:20[0-9]{2}年)?全年(?:共|已|累计|实际|完成|新增|实现)|已(?:全部|全面|提前|超额|经|完成|建成|开工|竣工|投入|投用|累计)|(?:进展|完成|落实|推进|办理|进度)情况|实际(?:完成|新增)|累计(?:完成|新增|建成)|共(?:完成|新增|建成)|"
    r"(?:此|该|本)(?:项|件)?(?:工作|实事|任务|工程|项目)|进度(?:滞后|缓慢|正常)|(?:进展|推进)(?:顺利|缓慢|正常)|正在|现已|目前|超出(?:年度|全年)?(?:目标|任务|计划)|(?:超额|提前|全面|圆满|基本)完成|年(?:底|末|内)已|20[0-9]{2}年(?:[0-9]{1,2}月)?[，,]?(?:共|已|累计|实际))"
)
# 【城市建设类】, ◆城市建设, 城市建设类（3件） in front of a number
_AREA = re.compile(
    r"[【\[][^，。；：:【】\[\]]{2,20}[】\]]|[◆■●▌◇▶★☆]\s*[^，。；：:]{2,20}|"
    rf"[^，。；：:]{{1,16}}(?:类|领域|方面|篇|板块)(?:[（(]共?(?:[0-9]+|{NUMERAL})[项件个][）)])?"
)


# 芦花街道, in front of a number 1
_PLACE = re.compile("[一-龥]{2,8}(?:街道|镇|乡|办事处|社区|村|开发区|园区|[市县区旗])")
ORNAMENT = " \t\u3000▌▎▍▼▽▲△□○※➤■◼●◆◇▶►★☆·丨|-—"
# and the brackets of a heading: 【口袋公园】
FRAME = f"{ORNAMENT}【】[]"
# （一）教育惠民方面。
_OF_A_FIELD = re.compile("(?:方面|领域|类)。$")
_HOW_MANY = re.compile(rf"[（(]共?(?:[0-9]+|{NUMERAL})[项件个][）)]")


def _office_of(text: str, *, anew: bool = False) -> str:
    """The office that a line names above its items: 市教育局：, 区教育局（2项）; empty where it names none.

    ``anew``: the items below are counted anew, so that the name needs no mark.
    """
    name = _HOW_MANY.sub("", text.strip(f"{FRAME}：:"))
    marked = (anew or name != text.strip()) and len(name) < 20 and re.search("[，。；]", name) is None
    return name if marked and like_unit(name) and of_government(name) else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A number, the lines behind it, the heading above it, the line on which it begins, and who the heading says answers."""

    no: str
    lines: tuple[Line, ...]
    heading: str
    first: Line
    told: Mapping[str, str] = field(default_factory=dict)


def numbered_blocks(lines: Sequence[Line], style: re.Pattern[str]) -> list[Block]:
    """Blocks that begin with a number of one style; a list inside a report, whose numbers count anew, begins none.

    So do headings that are not divided, where most are.
    """
    found = list(_numbered(lines, style))
    whole = {id(block) for block in found if style.match(block.first.text) is None}
    return [block for block in found if id(block) not in whole] if 2 * len(whole) > len(found) else found


def _numbered(lines: Sequence[Line], style: re.Pattern[str]) -> Iterator[Block]:
    """Blocks of the numbers of one style, and of the headings above such numbers that have none below them."""
    outer = STYLES[: STYLES.index(style)]
    numbers = [style.match(line.text) for line in lines]
    own = max((line.level for m, line in zip(numbers, lines, strict=True) if m), default=0)
    bare = [m is not None and not line.text[m.end() :].strip() for m, line in zip(numbers, lines, strict=True)]
    above = [
        m is None
        # behind a number that stands alone is its name
        and not alone
        # a heading that its parts follow may say all that they do
        and len(line.text) < (200 if then is not None and _in_digits(then["no"]) == "1" else 60)
        and (not line.text.endswith(("。", "；")) or _OF_A_FIELD.search(line.text) is not None)
        and (
            number_of(line.text, outer) is not None
            or (then is not None and _office_of(line.text, anew=_in_digits(then["no"]) == "1") != "")
            or (0 < line.level < (own or 7) and not _titles(lines, line))
            or (then is not None and _is_area(line.text))
            or (then is not None and _in_digits(then["no"]) == "1" and _PLACE.fullmatch(line.text.strip()) is not None)
        )
        for m, alone, then, line in zip(numbers, (False, *bare), (*numbers[1:], None), lines, strict=False)
    ]
    heads = _crossheads(numbers, lines) | _leaders(numbers, lines)
    above = [there or i in heads for i, there in enumerate(above)]
    starts = _counted([_in_digits(m["no"]) if m else None for m in numbers], above, lines)
    heading = ""
    told: Mapping[str, str] = {}
    held: list[Line] = []
    under: list[Line] = []
    no = ""
    first = lines[0] if lines else None
    for i, line in enumerate(lines):
        if i not in starts and not above[i]:
            if held:
                held.append(line)
            elif under:
                # （总牵头领导：张三）, 责任领导：张三
                rest, answering = answerable(line.text)
                told = {**answering, **told} if answering and not rest else told
                under.append(line)
            continue
        if held and first is not None:
            yield Block(no, tuple(held), heading, first, told)
        m = numbers[i]
        if m is None:
            yield from _undivided(under, outer)
            over, told = _answering_heading(line.text.strip().rstrip("。"))
            # 责任领导：张三: the area is still that of the heading above
            heading = over or heading
            held, under = [], [line]
        else:
            no, first = _in_digits(m["no"]), line
            held, under = [Line(line.text[m.end() :].strip(), line.place)], []
    if held and first is not None:
        yield Block(no, tuple(held), heading, first, told)
    yield from _undivided(under, outer)


def _undivided(lines: Sequence[Line], outer: Sequence[re.Pattern[str]]) -> Iterator[Block]:
    """The block of a heading that is not divided: a promise with its number, and its report right below it."""
    if len(lines) < 2 or not any(REPORT.match(line.text) or "progress" in labelled(line.text) for line in lines[1:]):
        return
    m = number_of(lines[0].text, outer)
    if m is not None and re.search("[0-9]", lines[0].text[m.end() :]):
        promise = dataclasses.replace(lines[0], text=lines[0].text[m.end() :].strip())
        yield Block(_in_digits(m["no"]), (promise, *lines[1:]), "", lines[0])


_SAYS_HOW_FAR = re.compile(
    "完成|建成|达标|推进|开工|竣工|投用|正常|滞后|启动|落实|实现|超额|在建|开展|进行|办理|实施|有序|顺利|[0-9]"
)


def _crossheads(numbers: Sequence[re.Match[str] | None], lines: Sequence[Line]) -> set[int]:
    """Lines that a newspaper sets between some of the items: short, no sentence, no report, behind the end of one."""
    found = {
        i
        for i in range(1, len(lines) - 1)
        if numbers[i] is None
        and numbers[i + 1] is not None
        and numbers[i - 1] is None
        and lines[i - 1].text.endswith("。")
        and 3 < len(lines[i].text) <= 20
        and re.search("[，。；：:！、）)]", lines[i].text) is None
        and not _SAYS_HOW_FAR.search(lines[i].text)
        and column_of(lines[i].text) is None
        and not like_unit(lines[i].text)
    }
    # one alone may be the end of a report without its full stop
    return found if 1 < len(found) < sum(m is not None for m in numbers) / 2 else set()


# 【城乡融合】牵头市领导：赵建华
_AREA_AND_WHO = re.compile(r"[【\[](?P<area>[^【】\[\]]{2,20})[】\]]\s*(?P<who>[^：:]{2,10}[：:].+)")


def _leaders(numbers: Sequence[re.Match[str] | None], lines: Sequence[Line]) -> set[int]:
    """Lines that say who leads what follows (责任领导：张三), each in front of a number, and one in front of the first."""
    found = [
        i
        for i, line in enumerate(lines[:-1])
        if numbers[i] is None and numbers[i + 1] is not None and _leads(line.text.strip())
    ]
    counted = [i for i, m in enumerate(numbers) if m is not None]
    # 责任领导：李四 behind the last item as well: each belongs to the item above
    behind_all = any(_leads(line.text.strip()) for line in lines[counted[-1] :]) if counted else False
    return set(found) if found and found[0] < counted[0] and not behind_all else set()


def _leads(text: str) -> bool:
    m = _AREA_AND_WHO.fullmatch(text)
    rest, told = answerable(m["who"] if m else text)
    # 牵头领导：张三；责任单位：市教育局 says more than who leads
    return not rest and "leader" in told and len(re.findall("[：:]", text)) == 1


def _is_area(text: str) -> bool:
    """Whether a line in front of a number is the heading of what follows, and no label or unit of the item above."""
    inner = text.strip(FRAME)
    return _AREA.fullmatch(text.strip()) is not None and column_of(inner) is None and not like_unit(inner)


def _answering_heading(heading: str) -> tuple[str, dict[str, str]]:
    """A heading without who answers for the items below it, and who does; a unit may be the heading itself.

    Examples
    --------
    >>> _answering_heading("一、区教育局（责任领导：陈静；责任人：刘伟）")
    ('一、区教育局', {'leader': '陈静', 'persons': '刘伟', 'units': '区教育局'})
    """
    area = _AREA_AND_WHO.fullmatch(heading)
    text, told = answerable(area["who"] if area else heading.strip(FRAME))
    if area and not text:
        return area["area"], told
    text = text.strip(FRAME)
    m = number_of(text)
    unit = (text[m.end() :] if m else text).strip()
    if told and "units" not in told and like_unit(unit):
        told["units"] = unit
    if office := _office_of(heading, anew=True):
        told.setdefault("units", office)
        text = office
    return text, told


# 02　建设口袋公园20个
_COUNTED_HEADING = re.compile(r"0?(?P<no>[1-9][0-9]?)[\s\u3000]+(?=[一-龥])")


def _titles(lines: Sequence[Line], heading: Line) -> bool:
    """Whether a heading is the only one of its level: the title of the whole."""
    return sum(line.level == heading.level for line in lines) == 1


def paired_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Blocks whose promises stand in one list and whose reports in another, numbered alike (一、目标任务 | 1.… | 二、完成情况 | 1.…)."""
    for outer in STYLES:
        heads = [(i, column_of(line.text[m.end() :])) for i, line in enumerate(lines) if (m := outer.match(line.text))]
        found = [n for n, (_, column) in enumerate(heads) if column in ("task", "progress")]
        if [heads[n][1] for n in found] != ["task", "progress"]:
            continue
        ends = [*(i for i, _ in heads), len(lines)]
        promised, told = (lines[heads[n][0] + 1 : ends[n + 1]] for n in found)
        for inner in STYLES[STYLES.index(outer) + 1 :]:
            promises, reports = ({b.no: b for b in numbered_blocks(part, inner)} for part in (promised, told))
            if len(promises) > 1 and promises.keys() == reports.keys():
                for no, block in promises.items():
                    yield dataclasses.replace(
                        block, lines=(*block.lines, *_as_report(reports[no].lines, block.lines[0].text))
                    )
                return


def _as_report(lines: Sequence[Line], promise: str) -> Iterator[Line]:
    """Lines of a report under its label, without the name of the promise that it repeats."""
    first, *others = lines
    name = re.split("[。：:]", promise)[0]
    yield dataclasses.replace(first, text=f"进展情况：{first.text.removeprefix(name).lstrip('。：:')}")
    yield from others


def headed_blocks(lines: Sequence[Line], level: int) -> Iterator[Block]:
    """Blocks that begin with a heading of one level, under those of the levels above it."""
    heading = no = ""
    held: list[Line] = []
    first = lines[0] if lines else Line("", Place())
    for line in lines:
        if 0 < line.level <= level:
            if held:
                yield Block(no, tuple(held), heading, first)
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
        yield Block(no, tuple(held), heading, first)


def bold_blocks(lines: Sequence[Line]) -> list[Block]:
    """Blocks that begin with bold lines, where no heading is marked as one and the bold lines are no labels."""
    bold = [line for line in lines if line.bold and not line.level]
    if len(bold) < 3 or any(labelled_line(line.text) for line in bold):
        return []
    if 2 * sum(number_of(line.text) is not None for line in bold) > len(bold):
        # the numbers say which of them are items
        return []
    as_headings = [dataclasses.replace(line, level=_LOWEST) if line.bold and not line.level else line for line in lines]
    return list(headed_blocks(as_headings, _LOWEST))


# The level of bold lines, below that of all headings.
_LOWEST = 7


def labelled_line(text: str) -> bool:
    """Whether a line has a label of a ledger's, in it or alone on the line."""
    return not LABELS.isdisjoint(labelled(text)) or column_of_label(text.strip("：:")) in LABELS


def _counted(numbers: Sequence[str | None], above: Sequence[bool], lines: Sequence[Line]) -> set[int]:
    """Lines whose number goes on counting; where two lines could, the one with a report before the next number."""
    at = [i for i, no in enumerate(numbers) if no is not None]
    if any(not str(numbers[i]).isdigit() for i in at):
        return set(at)
    out: set[int] = set()
    expected, anew = None, True
    ends = dict(zip(at, [*at[1:], len(lines)], strict=False))

    reports = ["progress" in labelled(line.text) for line in lines]
    if not any(reports):
        reports = [REPORT.search(line.text) is not None for line in lines]

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


def labelled_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Blocks that begin with the label of a task, on a line of its own or inside one, or with the name above that.

    Behind the label of a name, that of a task goes on with it (项目名称：县殡仪馆 | 建设内容：新建悼念厅).
    """
    held: list[Line] = []
    first: Line | None = None
    heading = ""
    named = _names_above(lines)
    for line, above, below in zip(lines, [None, *lines], [*lines[1:], None], strict=False):
        cuts = _tasks_begin(line)
        if cuts.get(0) == "no" and (below is None or _tasks_begin(below).get(0) not in ("task", "name")):
            # 目标任务：… | 编号：3 | 进展情况：…
            del cuts[0]
        if line.level and not named and not cuts:
            # 二、公园之城提升行动（2项）
            if held and first is not None:
                yield _numbered_block(held, heading, first)
            held, first, heading = [], None, "" if _titles(lines, line) else line.text.strip()
            continue
        for a, b in itertools.pairwise([0, *filter(None, cuts), len(line.text)]):
            if a in cuts and not (held and _goes_on_with(held, cuts[a])):
                name = above if named and a == 0 and above is not None and _is_name(above.text) else None
                if held and held[-1] is name:
                    held.pop()
                if held and first is not None:
                    yield _numbered_block(held, heading, first)
                held, first = [name] if name else [], name or line
            if first is not None and (text := line.text[a:b].strip()):
                held.append(line if text == line.text else Line(text, line.place))
    if held and first is not None:
        yield _numbered_block(held, heading, first)


def _tasks_begin(line: Line) -> dict[int, str]:
    """Where labels of tasks, names and numbers stand in a line, and which each is; a title has none."""
    if line.level == 1:
        return {}
    found = ((m.start(), column_of_label(label_of(m))) for m in ANY_LABEL.finditer(line.text))
    return {at: column for at, column in found if column in ("task", "name", "no")}


def _numbered_block(lines: Sequence[Line], heading: str, first: Line) -> Block:
    """A block whose first line may say its number, behind the label of that (【序号】1)."""
    top = lines[0].text
    m = ANY_LABEL.match(top) if list(_tasks_begin(lines[0]).values()) == ["no"] else None
    no = _in_digits(top[m.end() :].strip()) if m else ""
    return Block(no, tuple(lines[1:] if m else lines), heading, first)


def _goes_on_with(held: Sequence[Line], column: str) -> bool:
    """Whether lines say no more of an item than its number and its name, behind the labels of these, and something else is labelled."""
    told = [column for line in held for column in _tasks_begin(line).values()]
    return len(told) == len(held) and set(told) <= {"no", "name"} and column not in told


def _names_above(lines: Sequence[Line]) -> bool:
    """Whether a short line without a label stands above the task of each item but the first, where the title may stand."""
    above = [i for i, line in enumerate(lines[1:]) if 0 in _tasks_begin(line)]
    return len(above) > 1 and all(_is_name(lines[i].text) for i in above[1:])


def named_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Blocks that begin with a short line in front of the first of their labels: 【口袋公园】 | 责任单位：… | 进展：….

    Or with a name in such brackets and its promise: 【候车亭改造】新建改造公交候车亭80座。
    """
    answered = [not LABELS.isdisjoint(labelled(line.text)) for line in lines]
    starts = [
        i
        for i, line in enumerate(lines[:-1])
        # 【序号】1 is no name
        if not any(labelled(line.text))
        and answered[i + 1]
        and ((3 < len(line.text) < 40 and not _NO_NAME.search(line.text)) or _FRAMED.match(line.text))
    ]
    # 推进中（3件）, above some of them
    heads = [i for i, line in enumerate(lines) if line.level and i not in starts]
    heading = ""
    for a, b in itertools.pairwise([*sorted([*starts, *heads]), len(lines)]):
        if a in heads:
            heading = "" if _titles(lines, lines[a]) else lines[a].text.strip()
            continue
        framed = _FRAMED.match(lines[a].text)
        begun = framed.groups() if framed else (lines[a].text.strip(f"{FRAME}*"),)
        name = [dataclasses.replace(lines[a], text=text) for text in begun]
        yield Block("", (*name, *lines[a + 1 : b]), heading, lines[a])


_NO_NAME = re.compile("[：:]|[。；]$")
_FRAMED = re.compile(r"[【\[]([^】\]：:，。；]{2,24})[】\]]\s*([^\s：:][^：:]{5,})$")


def _is_name(text: str) -> bool:
    return len(text) < 40 and not any(labelled(text)) and not text.endswith(("。", "；"))
