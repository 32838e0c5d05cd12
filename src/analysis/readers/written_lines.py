"""Lines of running text made ready: labels in front of what they label, plain numbers, an item to a line, no ornaments."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.readers.blocks import ORNAMENT
from analysis.readers.columns import column_of, is_aside
from analysis.readers.grid import Line
from analysis.readers.labels import BETWEEN, LABELS, label_words

_INSIDE = re.compile(r"(?:^|(?<=[。；）)\s]))(?P<no>[0-9]{1,2})[.．、](?![0-9])")
_TWICE_LABELLED = re.compile(r"(?:情况|进展|单位|目标|任务)[:：].*(?:情况|进展|单位|目标|任务)[:：]", re.S)
_WIDE_NUMBER = re.compile(r"[（(]?[０-９]{1,3}[）)．.、\s]")


@functools.cache
def _behind_a_mark() -> re.Pattern[str]:
    return re.compile(rf"\s*[◆■●▲★▪◇○□►]\s*(?P<label>{label_words().pattern})[\s：:]+")


def _labels_behind_marks(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines divided where a mark and a label stand: ◆ 牵头单位 县教育局 ◆ 配合单位 县财政局; where the report has such a label."""
    label = _behind_a_mark()
    found = [list(label.finditer(line.text)) for line in lines]
    if sum(column_of(m["label"]) == "progress" for some in found for m in some) < 2:
        yield from lines
        return
    for line, some in zip(lines, found, strict=True):
        if not some or some[0].start():
            yield line
            continue
        for m, then in itertools.zip_longest(some, some[1:]):
            said = line.text[m.end() : then.start() if then else None]
            yield dataclasses.replace(line, text=f"{m['label']}：{said}")


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
    lines = list(_set_apart(list(_labels_behind_marks(lines))))
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
_EMOJI = "▶►➤▸▷✅✔☑☀-☄☇-⛿❌❗➡\U0001f300-\U0001faff\ufe0f\\s"
_MARKS = re.compile(f"^[{_EMOJI}]+|[{_EMOJI}]+$")


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


def _brackets_opened(line: Line) -> Line:
    """A line whose labels in brackets stand beside that of the report: 新建3所（责任单位：A；配合单位：B）。进展：已建成2所."""
    m = BETWEEN.search(line.text)
    inside = m and (m["inside"] or m["behind"])
    if m is None or not inside or column_of(re.split("[：:]", line.text[m.end() :], maxsplit=1)[0]) != "progress":
        return line
    return dataclasses.replace(line, text=f"{line.text[: m.start()]}\u3000{inside}\u3000{line.text[m.end() :]}")


def written_lines(lines: Sequence[Line]) -> list[Line]:
    """Lines made ready to be read: without ornaments, labels beside their texts, items apart, their numbers in plain digits."""
    plain = map(_with_plain_number, _with_colons([_without_marks(line) for line in lines]))
    return [part for line in plain for part in _numbered_inside(_brackets_opened(line))]
