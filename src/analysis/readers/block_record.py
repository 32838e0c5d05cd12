"""What a block of running text says of one item: promise, report and who answers, told apart."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator

from analysis.readers.blocks import REPORT, STYLES, Block, number_of
from analysis.readers.columns import column_of_label, is_aside, synonyms
from analysis.readers.labels import (
    ANSWERABLE,
    ANY_LABEL,
    BETWEEN,
    bracketed,
    label_of,
    labelled,
    named_by,
    offices_apart,
)
from analysis.readers.names import like_unit
from analysis.readers.rows import Record, tell

# 任务数630人，6月份完成692人: the report begins behind a comma
_SENTENCE = re.compile(r"(?<=[。；;！])|(?<=，)(?=[0-9]{1,2}月份?(?:共|已|累计)?(?:完成|新增|资助|发放))")


@dataclasses.dataclass(slots=True)
class _Reading:
    """What has been read of an item: texts by column, who answers for it, and which column the next text belongs to.

    ``alone``: the item is one line; ``reported``: a label says which is the report, so that nothing else is;
    ``below``: a line of its own reports; ``told_apart``: a label or a bracket has said what something is;
    ``step``: the day of the report that is being read, where each stands below one.
    """

    alone: bool
    reported: bool
    below: bool
    cells: dict[str, list[str]]
    answers: dict[str, str]
    into: str = "task"
    told_apart: bool = False
    step: str = ""


def record_of(block: Block) -> Record | None:
    """Tell promise, report and duties apart; None where there is no promise."""
    reported = any("progress" in labelled(line.text) for line in block.lines)
    below = any(REPORT.match(line.text) for line in block.lines[1:])
    item = _Reading(len(block.lines) == 1, reported, below, {"task": [], "progress": []}, {})
    for line in block.lines:
        _read_line(item, line.text)
    cells = item.cells
    if not cells["progress"] and (steps := [name for name in cells if _STEP.fullmatch(name)]):
        # a day that nothing follows is when the page was written
        cells["progress"] = cells.pop(steps[-1])
    if not cells["progress"] and not item.told_apart and len(cells["task"]) > 1:
        if _NO_PROMISE.fullmatch(cells["task"][0]):
            return None
        # a heading and its report, neither of which says which it is
        cells["progress"] = cells["task"][1:]
        del cells["task"][1:]
    if len(cells["progress"]) > 1 and _ONLY_A_RATE.fullmatch(cells["progress"][0]):
        # 当前进度：79.3% | 进展情况：…
        cells.setdefault("stated_rate", []).append(cells["progress"].pop(0))
    if not cells["task"] or cells["task"] in _only_labels():
        return None
    record = Record(block.first.place, cells={"no": block.no, "category": block.heading})
    for name, texts in cells.items():
        tell(record, name, "\n".join(texts))
    for column, names in {**block.told, **item.answers}.items():
        tell(record, column, names)
    if (section := record.cells.pop("section", "")) and not {"units", "units_persons"} & record.cells.keys():
        record.cells["units"] = section
    return record


def heads_no_promise(heading: str) -> bool:
    """Whether what stands below a heading is no promise: 二、存在的主要问题, 三、下一步工作打算."""
    m = number_of(heading)
    return _NO_PROMISE.fullmatch(heading[m.end() :] if m else heading) is not None


# 2023年3月, on a line of its own: a step of a timeline
_STEP = re.compile("(?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|[底末])?")


def _next_step(item: _Reading, day: str) -> None:
    """Begin the report of a day; the one before it is kept under its own day, since the last is the ledger's."""
    if item.step and item.cells["progress"]:
        item.cells[item.step], item.cells["progress"] = item.cells["progress"], []
    item.step, item.into, item.told_apart = day, "progress", True


def _read_line(item: _Reading, line: str) -> None:
    if item.cells["task"] and _STEP.fullmatch(line.strip()):
        _next_step(item, line.strip())
        return
    said, told, report = _brackets_apart(item, line)
    item.answers = {**told, **item.answers}
    for text, name in _labelled(said, item.into):
        if name is not None:
            item.into, item.told_apart = name, True
        elif item.into not in ("task", "progress") and _tells(text):
            # a sentence behind names or an aside: what the label of the report does not claim is still promised
            item.into = "task" if item.reported and not item.cells["progress"] else "progress"
        _read_part(item, text)
    if report:
        item.cells["progress"].append(report)
        item.into, item.told_apart = "progress", True


def _brackets_apart(item: _Reading, line: str) -> tuple[str, dict[str, str], str]:
    """A line without the brackets behind its promise that say who answers, what they say, and the report in or behind them."""
    if item.cells["task"] and (lead := _BRACKET_IN_FRONT.match(line)):
        # （责任单位：市教育局）已建成3所, below the line of the promise
        said, told = _without_brackets(lead[0].rstrip())
        if told and not said:
            return line[lead.end() :], told, ""
    if item.reported and (at := _where_reported(line)):
        # 新增就业1.3万人。（责任单位：市人社局；责任人：李超）进展情况：…
        said, told = _without_brackets(line[:at].rstrip())
        # not one that the report itself stands in
        if told and line[:at].rstrip().endswith(("）", ")", "】", "]")):
            return said + line[at:], told, ""
    between = None if item.cells["task"] or item.reported else BETWEEN.search(line)
    end = between.end() if between else len(line)
    if not item.alone and not REPORT.match(line[end:]):
        # the promise goes on, and the report stands below
        end = len(line)
    said, told = _without_brackets(line[:end].rstrip())
    if not told:
        return line, {}, ""
    goes_on, behind = _parted(line[end:], first=False)
    report = told.pop("progress", "") or (behind or goes_on if told else "")
    # 新建3所（责任单位：市教育局）。其中农村占一半。目前已建成2所。
    return said + goes_on if behind else said, told, report


_BRACKET_IN_FRONT = re.compile(r"[（(][^（）()\n]{4,120}[）)]\s*(?=\S)")


def _where_reported(line: str) -> int:
    """Where the label of the report stands in a line; 0 where it begins with it or has none."""
    return next((m.start() for m in ANY_LABEL.finditer(line) if column_of_label(label_of(m)) == "progress"), 0)


def _read_part(item: _Reading, text: str) -> None:
    """Read what stands behind one label, or in front of all."""
    cells = item.cells
    text, report = _offices_apart(item, text)
    promise = text if report else ""
    if item.into == "task" and not report:
        if item.reported and (ends := _TAGGED.fullmatch(text)):
            # 智慧停车提升已完成, on a card
            text = ends["name"]
            cells.setdefault("stated_status", []).append(ends["tag"])
        if item.reported:
            if tag := _TAG.fullmatch(text):
                # on a card: 进行中 | 88%
                cells.setdefault("stated_rate" if tag["rate"] else "stated_status", []).append(text)
                return
        else:
            promise, report = _parted(text, first=not cells["task"])
            if item.below and _OF_THE_YEAR.match(report):
                # 棚户区改造工程。全年完成620套。| 截至9月底，已开工620套
                promise, report = text, ""
    if report and any(_PROMISES.search(told) for told in cells["task"]):
        # the line above has promised a number: what stands beneath it reports
        promise, report = "", text
    if report:
        item.into = "progress"
        cells["task"] += [promise] if promise else []
        cells["progress"].append(report)
    elif text:
        cells.setdefault(item.into, []).append(text)


def _offices_apart(item: _Reading, text: str) -> tuple[str, str]:
    """Text without the offices that stand behind its promise or on a line of their own, and the report behind those."""
    if item.into == "task" and not item.cells["task"]:
        promise, report, offices = offices_apart(text, reports=not item.reported)
        if report and not item.alone and not REPORT.match(report):
            promise, report, offices = offices_apart(text, reports=False)
        if offices:
            item.answers.setdefault("units", offices)
        return promise, report
    if item.into in ("task", "progress"):
        rest, _, offices = offices_apart(text, reports=False)
        # （市教育局牵头，市财政局配合）已建成3所, behind the line of the promise
        if offices and (not rest or ("units" not in item.answers and text.lstrip().startswith(("（", "(")))):
            item.answers.setdefault("units", offices)
            return rest, ""
    return text, ""


_ONLY_A_RATE = re.compile("[0-9.]{1,5}[%％]")
# headings of a report on everything: 总体情况, 2025年工作安排
_NO_PROMISE = re.compile(
    "[^，。]{0,12}(?:回顾|安排|打算|问题|建议|要求|措施|做法|体会|展望|自身建设)"
    "|[^，。]{0,12}(?:下一步|下步|下阶段)(?:的?(?:工作|任务|重点))*"
    "|(?:总体|整体|基本|主要|部分|有关|组织|工作)[^，。]{0,8}情况"
)


@functools.cache
def _only_labels() -> list[list[str]]:
    """Headings of lists of promises or reports: no promise themselves."""
    return [[word] for column in ("task", "progress") for word in synonyms()[column]]


def _without_brackets(text: str) -> tuple[str, dict[str, str]]:
    """Text without all brackets at its end that say who answers or how far it is, and what they say."""
    told: dict[str, str] = {}
    while True:
        shorter, more = bracketed(text, ANSWERABLE | {"progress"})
        if not more:
            return text, told
        text, told = shorter, {**more, **told}


def _tells(text: str) -> bool:
    """Whether a line behind names or asides reports: it begins like a report, or is a sentence and no name."""
    says = len(text) > 12 or re.search("[0-9]", text) is not None
    sentence = text.endswith("。") and says and not like_unit(text.rstrip("。"))
    return sentence or REPORT.match(text) is not None


_OF_THE_YEAR = re.compile("全年|年[内底]")
_TAG = re.compile(
    r"(?P<rate>[0-9.]{1,5}[%％])|已完成|已办结|进行中|推进中|实施中|未启动|未开工|已开工|在建|滞后|按序时推进|正常推进"
)
_TAGGED = re.compile(f"(?P<name>[^，。；：]{{4,24}})(?P<tag>{_TAG.pattern.split('|', 1)[1]})")
_PROMISES = re.compile("(?<![0-9])[0-9一二三四五六七八九十百千万]++(?:万|亿)?[一-龥%％]")
# money and days end at a comma, places at their sentence
_ASIDE_ENDS = re.compile(
    "(?P<aside>[^，。；]*(?:元|[年月日天底]|前))[，。；]|(?P<place>[^。]*?)(?:，(?=新建|改建|扩建|改造|建设|建成|实施)|。)"
)


def _labelled(text: str, into: str) -> Iterator[tuple[str, str | None]]:
    """Parts of a line, each with what its label names (责任单位：市教育局 进展情况：已建成); ``into`` is what the line goes on with."""
    at = 0
    name: str | None = None
    for m in ANY_LABEL.finditer(text):
        column = named_by(label_of(m), name or into)
        if column is None or (text[m.start() - 1 : m.start()] == "，" and column not in ANSWERABLE):
            continue
        said = text[at : m.start()].strip()
        # （一）目标任务：…
        if said and not any(style.fullmatch(said) for style in STYLES):
            yield said, name
        elif name is not None:
            yield "", name
        at, name = m.end(), column
    said = text[at:].strip()
    if name is not None and is_aside(name) and (cut := _ASIDE_ENDS.match(said)) and said[cut.end() :].strip():
        # 计划投资：5000万元，建设公园20个
        yield cut["aside"] or cut["place"], name
        said, name = said[cut.end() :].strip(), "task" if into == "task" else into
    yield said, name


def _parted(text: str, *, first: bool) -> tuple[str, str]:
    """Promise and report of one text: the report begins with the first sentence that says when or how far."""
    at = 0
    for sentence in _SENTENCE.split(text):
        if (at or not first) and REPORT.match(sentence.lstrip()):
            return text[:at].strip(), text[at:].strip()
        at += len(sentence)
    return text, ""
