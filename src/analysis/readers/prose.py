"""Documents that are no table: numbered or labelled promises, each with its report behind it or on the lines below."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.readers.blocks import (
    ORNAMENT,
    REPORT,
    STYLES,
    Block,
    bold_blocks,
    headed_blocks,
    labelled_blocks,
    labelled_line,
    named_blocks,
    number_of,
    numbered_blocks,
    paired_blocks,
)
from analysis.readers.columns import column_of, is_aside, synonyms
from analysis.readers.furniture import outlook, without_foot
from analysis.readers.grid import Line
from analysis.readers.labels import (
    ANSWERABLE,
    ANY_LABEL,
    BETWEEN,
    LABELS,
    bracketed,
    label_of,
    label_words,
    labelled,
    named_by,
    offices_apart,
)
from analysis.readers.names import like_unit
from analysis.readers.rows import Record, tell

_INSIDE = re.compile(r"(?:^|(?<=[。；）)\s]))(?P<no>[0-9]{1,2})[.．、](?![0-9])")
_TWICE_LABELLED = re.compile(r"(?:情况|进展|单位|目标|任务)[:：].*(?:情况|进展|单位|目标|任务)[:：]", re.S)
_WIDE_NUMBER = re.compile(r"[（(]?[０-９]{1,3}[）)．.、\s]")
# 任务数630人，6月份完成692人: the report begins behind a comma
_SENTENCE = re.compile(r"(?<=[。；;！])|(?<=，)(?=[0-9]{1,2}月份?(?:共|已|累计)?(?:完成|新增|资助|发放))")


# What a text says that reports, and not one that promises, explains or asks.
_REPORTS = re.compile(
    "已|目前|截[至止]|累计|正在|完成|建成|竣工|完工|开工|投用|超额|均[^衡等]|共[0-9计]|达到?[0-9]|[0-9][%％]"
)


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
    lines = [_without_marks(line) for line in without_foot(lines)]
    lines = [part for line in _with_colons(lines) for part in _numbered_inside(_with_plain_number(line))]
    end = outlook(lines)
    lines, after = lines[:end], lines[end:]
    best: list[Record] = []
    most = 1
    start = 0
    ways = (
        list(paired_blocks(lines)),
        *(numbered_blocks(lines, style) for style in STYLES),
        *(list(headed_blocks(lines, level)) for level in range(6, 0, -1)),
        bold_blocks(lines),
        list(named_blocks(lines)),
        list(labelled_blocks(lines)),
    )
    after_last: list[Line] = []
    for ways_blocks in ways:
        blocks, surplus = _without_surplus(ways_blocks)
        found = _alike([r for block in blocks if (r := _record(block)) is not None])
        whole = sum(bool(r.cells["progress"]) for r in found)
        unnumbered = not any(block.no for block in blocks)
        if whole > 1 and whole >= max(most + unnumbered, 0.6 * len(blocks)):
            best, most, after_last = found, whole, surplus
            start = next(i for i, line in enumerate(lines) if line.text == blocks[0].first.text)
    reporting = sum(_reports(r.cells["progress"], r.cells["task"]) for r in best)
    if 2 * reporting < len(best) and not any("progress" in labelled(line.text) for line in lines):
        # duties of an office, terms of a call: headings and texts, and no text reports
        return [], [], []
    before = [line for line in lines[:start] if not number_of(line.text)]
    return best, before, [*after_last, *after]


def _without_surplus(blocks: list[Block]) -> tuple[list[Block], list[Line]]:
    """Blocks without the lines behind the last one that no other has behind its labels, or at its end, and those lines.

    They speak of all items, of the page or of something else (如有异议，请向县政府督查室反映。), unless they report.
    """
    if len(blocks) < _FEWEST:
        return blocks, []
    ends = [max((i for i, line in enumerate(b.lines) if labelled_line(line.text)), default=-1) + 1 for b in blocks]
    *others, last = [len(b.lines) - end for b, end in zip(blocks, ends, strict=True)]
    usual = max(others)
    if last <= usual or (not all(ends) and any(ends)) or min(others) < usual:
        return blocks, []
    lines = blocks[-1].lines
    kept = ends[-1] + usual
    if any(REPORT.match(line.text) and not _TO_COME.search(line.text) for line in lines[kept:]):
        return blocks, []
    return [*blocks[:-1], dataclasses.replace(blocks[-1], lines=lines[:kept])], list(lines[kept:])


# 下半年，各责任单位要盯紧目标
_TO_COME = re.compile("要|将|确保|力争")
# So many items at least show how long one is.
_FEWEST = 4


def _set_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of which a label that runs into its text is told from it: 责任单位市教育局 | 进展情况已建成3所.

    Only where several labels begin several lines each, or a blank stands behind: a sentence may begin with such a word too.
    """
    begun = [label_words().match(line.text) for line in lines]
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


def _with_colons(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of which a label that stands alone, again and again, is put in front of what it is the label of.

    责任单位 | 市教育局 | 进展 | 已建成3所。 | 责任单位 | …
    """
    lines = list(_set_apart(lines))
    bare = [line.text.strip(ORNAMENT).rstrip("：:") for line in lines]
    # what a page calls itself stands above its own heading
    times = Counter(text for text, then in zip(bare, [*bare[1:], ""], strict=False) if text != then)
    labels = [
        len(text) < 17
        and (times[text] > 1 or line.text.endswith(("：", ":")))
        and (column_of(text) in LABELS or is_aside(text))
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


# ▶ 已发放6217户。✅
_MARKS = re.compile(r"^[▶►➤▸▷👉✅✔☑\ufe0f\s]+|[✅✔☑👇👈\ufe0f\s]+$")


def _without_marks(line: Line) -> Line:
    """A line without the signs that decorate its ends."""
    text = _MARKS.sub("", line.text)
    return line if text == line.text or not text else dataclasses.replace(line, text=text)


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


def _alike(records: list[Record]) -> list[Record]:
    """Records of which most promise in one sentence and report in those behind it: so do the others (一是…。已体检…。).

    Or all of which report behind a dash: 1. 硬化通组路18公里——已硬化16.4公里。
    """
    dashed = [_DASHED.fullmatch(r.cells["task"]) for r in records]
    if all(dashed):
        parts = [[m["promise"], m["report"]] for m in dashed if m is not None]
    else:
        parts = [_sentences(r.cells["task"]) for r in records]
        told = [r.cells["progress"] != "" for r in records]
        if any(there and len(said) > 1 for there, said in zip(told, parts, strict=True)):
            return records
        alike = sum(there or _reports_behind(said) for there, said in zip(told, parts, strict=True))
        if 2 * sum(told) <= len(records) and alike < _NEARLY * len(records):
            return records
    for record, (promise, *report) in zip(records, parts, strict=True):
        if report and not record.cells["progress"]:
            record.cells |= {"task": promise.strip(), "progress": "".join(report).strip()}
    return records


def _reports_behind(sentences: list[str]) -> bool:
    """Whether the first sentence promises and those behind it report."""
    return len(sentences) > 1 and not _SO_FAR.search(sentences[0]) and _reports("".join(sentences[1:]), sentences[0])


def _reports(text: str, promise: str) -> bool:
    """Whether a text reports on a promise: it says how far things are, or counts the same (安装路灯500盏: 安装526盏)."""
    counted = set(_COUNTED.findall(promise))
    return _REPORTS.search(text) is not None or not counted.isdisjoint(_COUNTED.findall(text))


_SO_FAR = re.compile("已|目前|截[至止]|累计完成|正在")
_COUNTED = re.compile("[0-9][万亿]?([一-龥%％])")


_NEARLY = 0.8


def _sentences(text: str) -> list[str]:
    return [s for s in re.split("(?<=[。！])", text) if s.strip()]


@dataclasses.dataclass(slots=True)
class _Reading:
    """What has been read of an item: texts by column, who answers for it, and which column the next text belongs to.

    ``alone``: the item is one line; ``reported``: a label says which is the report, so that nothing else is;
    ``told_apart``: a label or a bracket has said what something is.
    """

    alone: bool
    reported: bool
    cells: dict[str, list[str]]
    answers: dict[str, str]
    into: str = "task"
    told_apart: bool = False


def _record(block: Block) -> Record | None:
    """Tell promise, report and duties apart; None where there is no promise."""
    reported = any("progress" in labelled(line.text) for line in block.lines)
    item = _Reading(len(block.lines) == 1, reported, {"task": [], "progress": []}, {})
    for line in block.lines:
        _read_line(item, line.text)
    cells = item.cells
    if not cells["progress"] and not item.told_apart and len(cells["task"]) > 1:
        if _NO_PROMISE.fullmatch(cells["task"][0]):
            return None
        # a heading and its report, neither of which says which it is
        cells["progress"] = cells["task"][1:]
        del cells["task"][1:]
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


def _read_line(item: _Reading, line: str) -> None:
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


def _read_part(item: _Reading, text: str) -> None:
    """Read what stands behind one label, or in front of all."""
    cells = item.cells
    text, report = _offices_apart(item, text)
    promise = text if report else ""
    if item.into == "task" and not report:
        if item.reported and (ends := _TAGGED.fullmatch(text)):
            # 智慧停车提升已完成, on a card
            text = ends["name"]
            cells.setdefault("状态", []).append(ends["tag"])
        if item.reported:
            if tag := _TAG.fullmatch(text):
                # on a card: 进行中 | 88%
                cells.setdefault("stated_rate" if tag["rate"] else "状态", []).append(text)
                return
        else:
            promise, report = _parted(text, first=not cells["task"])
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
        if offices and not rest:
            item.answers.setdefault("units", offices)
            return "", ""
    return text, ""


# headings of a report on everything: 总体情况, 2025年工作安排
_NO_PROMISE = re.compile(
    "[^，。]{0,12}(?:回顾|安排|打算|问题|建议|要求|措施|做法|体会|展望|自身建设)"
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


_DASHED = re.compile(r"(?P<promise>[^。—]{6,120}?)\s*(?:——|－－|--)\s*(?P<report>[^—]+)", re.S)


def _parted(text: str, *, first: bool) -> tuple[str, str]:
    """Promise and report of one text: the report begins with the first sentence that says when or how far."""
    at = 0
    for sentence in _SENTENCE.split(text):
        if (at or not first) and REPORT.match(sentence.lstrip()):
            return text[:at].strip(), text[at:].strip()
        at += len(sentence)
    return text, ""
