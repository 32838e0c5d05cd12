"""Documents that are no table: numbered or labelled promises, each with its report behind it or on the lines below."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence

from analysis.readers.block_record import heads_no_promise, record_of
from analysis.readers.blocks import (
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
from analysis.readers.furniture import outlook, without_foot
from analysis.readers.grid import STOPS, Line
from analysis.readers.labels import labelled, offices_apart
from analysis.readers.questions import answered
from analysis.readers.rows import Record
from analysis.readers.written_lines import written_lines

# What a text says that reports, and not one that promises, explains or asks.
_REPORTS = re.compile("已|目前|截[至止]|累计|正在|完成|建成|竣工|完工|开工|投用|超额|均[^衡等]|共[0-9计]|达到?[0-9]")


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
    found = _read(lines)
    if not found[0] and (menu := _menu(lines)):
        # a menu of the page counts like the ledger: 1.市政府领导 2.机构职能
        found = _read(lines[menu:])
    return found


_DIGIT = re.compile(r"\s*(?P<n>[0-9]{1,2})\s*[.．、]\s*\S{1,12}\s*")


def _menu(lines: Sequence[Line]) -> int:
    """Where a document begins behind short lines one below the other that count from 1 on; 0 where there are none, or nothing else."""
    at = next((i for i, line in enumerate(lines) if (m := _DIGIT.fullmatch(line.text)) and m["n"] == "1"), None)
    if at is None:
        return 0
    end = at
    while end < len(lines) and (m := _DIGIT.fullmatch(lines[end].text)) and int(m["n"]) == end - at + 1:
        end += 1
    return end if end - at > 1 and end < len(lines) else 0


def _read(lines: Sequence[Line]) -> tuple[list[Record], list[Line], list[Line]]:
    """As `read_prose`, of the lines of the document itself."""
    lines = answered(written_lines(without_foot(lines)))
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
        blocks, surplus = _without_surplus(_promising(ways_blocks))
        found = _alike([r for block in blocks if (r := record_of(block)) is not None])
        whole = sum(bool(r.cells["progress"]) for r in found)
        unnumbered = not any(block.no for block in blocks)
        if whole > 1 and whole >= max(most + unnumbered, _MOST * len(blocks)):
            best, most, after_last = found, whole, surplus
            start = next(i for i, line in enumerate(lines) if line.text == blocks[0].first.text)
    reporting = sum(_reports(r.cells["progress"], r.cells["task"]) for r in best)
    if 2 * reporting < len(best) and not any("progress" in labelled(line.text) for line in lines):
        # duties of an office, terms of a call: headings and texts, and no text reports
        return [], [], []
    before = [line for line in lines[:start] if not number_of(line.text)]
    _without_marks(best)
    _without_heading_of_all(best)
    return best, before, [*after_last, *after]


# 75%: how long a bar on a page is
_BAR = re.compile(r"(?P<text>.*\S)\s*\n\s*(?P<rate>[0-9]{1,3}(?:\.[0-9]+)?[%％])\s*", re.S)
_DOING = "(?:年内|全年|今年|新建|改造|建设|完成|新增|计划|力争|安装|培训)"
_NOUN = re.compile(f"^(?!{_DOING}*[0-9])(?:{_DOING})*(?:[^0-9，。；]{{2,}}|[^，。；]*[0-9]+[一-龥]{{3,}})")
# 民生保障, above the promise
_TAG = re.compile(r"(?P<tag>[^\n0-9，。；：]{2,8})\n(?P<text>\S.*)", re.S)


def _without_marks(records: list[Record]) -> None:
    """Take out what a page marks all its items with: a tag of their area above the promise, a bar of percent behind the report."""
    bars = [_BAR.fullmatch(r.cells["progress"]) for r in records]
    tags = [_TAG.fullmatch(r.cells["task"]) for r in records]
    for record, bar in zip(records, bars, strict=True):
        if all(bars) and bar is not None:
            record.cells |= {"progress": bar["text"], "stated_rate": bar["rate"]}
    # 公厕 | 年内新建20座: without its first line nobody knows what is promised
    own_nouns = all(tag is not None and _NOUN.search(tag["text"]) for tag in tags)
    few = len({tag["tag"] for tag in tags if tag is not None}) < len(records)
    for record, tag in zip(records, tags, strict=True):
        if all(tags) and few and tag is not None and not record.cells.get("category") and own_nouns:
            record.cells |= {"task": tag["text"], "category": tag["tag"]}


# 二、办理情况; 答复内容
_HEADS_ALL = re.compile("(?:[^，。；]{0,10}(?:情况|进展|进度|内容|结果|成效)|答复|回复)[:：]?$")


def _without_heading_of_all(records: list[Record]) -> None:
    """Take out a heading that is no category: all items stand below it, and it says only what is told of them."""
    headings = {record.cells.get("category", "") for record in records}
    if len(records) > 1 and len(headings) == 1 and _HEADS_ALL.search(headings.pop()):
        for record in records:
            record.cells["category"] = ""


def _promising(blocks: list[Block]) -> list[Block]:
    """Blocks that may be items: none under a heading of problems or plans; where most say which is the report, only those."""
    blocks = [block for block in blocks if not heads_no_promise(block.heading)]
    told = [any("progress" in labelled(line.text) for line in block.lines) for block in blocks]
    if any(block.no for block in blocks) or sum(told) < _MOST * len(blocks):
        return blocks
    return [block for block, there in zip(blocks, told, strict=True) if there]


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
    if not lines[kept - 1].text.endswith(STOPS) and all(b.lines[-1].text.endswith(STOPS) for b in blocks[:-1]):
        # 22个反映窗口全部开 | 设，受理事项964件: a sentence goes on
        return blocks, []
    if any(REPORT.match(line.text) and not _TO_COME.search(line.text) for line in lines[kept:]):
        return blocks, []
    return [*blocks[:-1], dataclasses.replace(blocks[-1], lines=lines[:kept])], list(lines[kept:])


# 下半年，各责任单位要盯紧目标
_TO_COME = re.compile("要|将|确保|力争")
# So many items at least show how long one is.
_FEWEST = 4


def _alike(records: list[Record]) -> list[Record]:
    """Records that do not tell promise and report apart, told apart as most of the others do."""
    dashed = [_DASHED.fullmatch(r.cells["task"]) for r in records]
    # 1. 硬化通组路18公里——已硬化16.4公里。
    behind_dashes = [(m["promise"], m["report"]) for m in dashed if m is not None]
    parts = behind_dashes if all(dashed) else _by_sentences(records)
    for record, (promise, report) in zip(records, parts, strict=True):
        if report:
            said, _, offices = offices_apart(promise.strip(), reports=False)
            record.cells |= {"task": said, "progress": report.strip()}
            if offices:
                record.cells.setdefault("units", offices)
    return records


def _by_sentences(records: list[Record]) -> list[tuple[str, str]]:
    """Promise and report of records that promise first and report in the sentences behind; no report where that is not so.

    Where no sentence says that it reports (一是…。已体检…。), the report begins where it does in most others.
    """
    nothing = [("", "")] * len(records)
    sentences = [_sentences(r.cells["task"]) for r in records]
    told = [r.cells["progress"] != "" for r in records]
    if any(there and len(said) > 1 for there, said in zip(told, sentences, strict=True)):
        return nothing
    alike = sum(there or _reports_behind(said) for there, said in zip(told, sentences, strict=True))
    if 2 * sum(told) <= len(records) and alike < _NEARLY * len(records):
        return nothing
    begins = [_report_begins(said) for said in sentences]
    [(usual, _)] = Counter(filter(None, begins)).most_common(1) or [(1, 0)]
    return [
        ("", "")
        if there or len(said) < 2
        else ("".join(said[: (cut := min(at or usual, len(said) - 1))]), "".join(said[cut:]))
        for there, said, at in zip(told, sentences, begins, strict=True)
    ]


def _report_begins(sentences: list[str]) -> int:
    """Which sentence behind the first says that it reports; 0 where none does.

    优化午休条件。为21所小学更换课桌椅。| 课桌椅已全部到位。
    """
    return next((i for i, text in enumerate(sentences) if i and _SO_FAR.search(text)), 0)


def _reports_behind(sentences: list[str]) -> bool:
    """Whether the first sentence promises and those behind it report."""
    return len(sentences) > 1 and not _SO_FAR.search(sentences[0]) and _reports("".join(sentences[1:]), sentences[0])


def _reports(text: str, promise: str) -> bool:
    """Whether a text reports on a promise: it says how far things are, or counts the same (安装路灯500盏: 安装526盏)."""
    counted = set(_COUNTED.findall(promise))
    return _REPORTS.search(text) is not None or not counted.isdisjoint(_COUNTED.findall(text))


_SO_FAR = re.compile("已|目前|截[至止]|累计完成|正在")
_COUNTED = re.compile("[0-9][万亿]?([一-龥%％])")
# So many of all items are most of them, and nearly all.
_MOST, _NEARLY = 0.6, 0.8


def _sentences(text: str) -> list[str]:
    return [s for s in re.split("(?<=[。！])", text) if s.strip()]


_DASHED = re.compile(r"(?P<promise>[^。—]{6,120}?)\s*+(?:——|－－|--)\s*(?P<report>[^—]+)", re.S)
