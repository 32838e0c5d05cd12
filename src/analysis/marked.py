"""The ledger with its numbers marked where they stand: target, baseline, actual, part."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from analysis.fields import label
from analysis.model import Bound, Finding, Findings, Item, Mention, Part, Verdict

_STYLES = {
    Part.TARGET: "background:#fde9b8",
    Part.BASELINE: "background:#e8e8e8",
    Part.ACTUAL: "background:#c9e2f7",
    Part.PART: "background:#dcefdc",
    Part.OTHER: "background:none;border-bottom:1px dotted #8a8a8a",
}
_NAMES = {
    Part.TARGET: ("目标", "target"),
    Part.BASELINE: ("基数", "baseline"),
    Part.ACTUAL: ("实际", "actual"),
    Part.PART: ("组成", "part of an actual"),
    Part.OTHER: ("其他数字", "other number"),
}
# The same in a terminal, as the numbers of its colours.
_TERMINAL = {Part.TARGET: "30;43", Part.BASELINE: "30;47", Part.ACTUAL: "30;46", Part.PART: "30;42", Part.OTHER: "4"}


def marked_html(findings: Findings, items: Iterable[str] | None = None, lang: str = "zh") -> str:
    """Show items with every number in its place and what was decided of it; all text is escaped.

    Parameters
    ----------
    findings : Findings
        As `extract` gives them.
    items : iterable of str, optional
        Numbers of the items to show; all where it is left out.
    lang : {'zh', 'en'}
        Language of the words around the text.

    Returns
    -------
    str
        HTML without scripts.
    """
    legend = "　".join(f"{_mark(names[lang == 'en'], part)}" for part, names in _NAMES.items())
    blocks = [f"<p>{legend}</p>"]
    blocks += [_item(told, lang) for told in _chosen(findings, items)]
    return "\n".join(blocks)


def marked_text(findings: Findings, items: Iterable[str] | None = None, *, color: bool = False) -> str:
    """Show items as plain text, every number followed by what it is (5000人次〔目标〕) or coloured for a terminal.

    Characters of the ledger that would steer a terminal are shown as their code.
    """
    mark = _colored if color else _named
    blocks = []
    for told in _chosen(findings, items):
        lines = [f"#{_visible(told.item.no)} {_woven(told, 'task', _visible, mark)}"]
        lines.append(_woven(told, "progress", _visible, mark))
        lines += [f"→ {_visible(_verdict(f))}" for f in told.findings]
        blocks.append("\n".join(lines))
    legend = " ".join(_paint(names[0], part) for part, names in _NAMES.items())
    return "\n\n".join([*([legend] if color else []), *blocks])


class _Told(NamedTuple):
    """An item with what was found in it."""

    item: Item
    findings: list[Finding]
    mentions: list[Mention]


def _chosen(findings: Findings, items: Iterable[str] | None) -> list[_Told]:
    """Items of those numbers, in the ledger's order; all of them where no numbers are given."""
    wanted = None if items is None else set(items)
    told = {id(item): _Told(item, [], []) for item in findings.ledger}
    for finding in findings:
        told[id(finding.item)].findings.append(finding)
    for mention in findings.mentions:
        told[id(mention.item)].mentions.append(mention)
    return [of for of in told.values() if wanted is None or of.item.no in wanted]


def _paint(text: str, part: Part) -> str:
    return f"\x1b[{_TERMINAL[part]}m{text}\x1b[0m"


def _visible(text: str) -> str:
    """Text with control, format and private characters written as their code."""
    hidden = ("Cc", "Cf", "Cs", "Co")
    return "".join(c if c == "\n" or unicodedata.category(c) not in hidden else f"<U+{ord(c):04X}>" for c in text)


def _named(text: str, part: Part, number: str) -> str:
    return _visible(text) + (f"〔{_NAMES[part][0]}{number}〕" if part is not Part.OTHER else "")


def _colored(text: str, part: Part, number: str) -> str:
    return _paint(_visible(text), part) + number


def _woven(told: _Told, field: str, plain: Callable[[str], str], mark: Callable[[str, Part, str], str]) -> str:
    """Put a text together from what stands between its numbers and from its numbers, each written its own way."""
    text: str = getattr(told.item, field)
    out, at = "", 0
    for a, b, part, number in _spans(told, field):
        out += plain(text[at:a]) + mark(text[a:b], part, number)
        at = b
    return out + plain(text[at:])


def _judged(finding: Finding, lang: str = "zh") -> str:
    """The verdict in words: who stays below a limit has not overdone anything."""
    below = finding.verdict is Verdict.EXCEEDED and finding.target.bound is Bound.AT_MOST
    return label("below_limit" if below else finding.verdict.value, lang)


def _verdict(finding: Finding) -> str:
    f = finding
    doubts = "".join(f"〔{label(flag)}〕" for flag in f.flags)
    return f"{f.target.number}. {f.target.indicator} {f.target.quantity.text}：{_judged(f)}（{f.grade.value}）{doubts}{f.why}"


def _spans(told: _Told, field: str) -> list[tuple[int, int, Part, str]]:
    """Where the numbers of a text stand, what they are, and the number of the target that they belong to, if any.

    Things that were counted by name are among them.
    """
    spans = {(m.quantity.start, m.quantity.end): (m.part, "") for m in told.mentions if m.field == field}
    for f in told.findings:
        if field == "task":
            q = f.target.quantity
            spans[q.start, q.end] = Part.TARGET, str(f.target.number)
        elif f.actual is not None:
            part = Part.ACTUAL if len(f.actual.spans) == 1 else Part.PART
            for a, b in f.actual.spans:
                inside = [s for s in spans if a <= s[0] and s[1] <= b]
                for span in inside or ([(a, b)] if all(b <= c or d <= a for c, d in spans) else []):
                    number = spans.get(span, (part, ""))[1]
                    spans[span] = part, f"{number},{f.target.number}" if number else str(f.target.number)
    return [(a, b, part, number) for (a, b), (part, number) in sorted(spans.items())]


def _mark(text: str, part: Part, number: str = "") -> str:
    below = f"<sub>{html.escape(number)}</sub>" if number else ""
    return f'<mark style="{_STYLES[part]}">{html.escape(text)}{below}</mark>'


def _text(told: _Told, field: str) -> str:
    return _woven(told, field, html.escape, _mark).replace("\n", "<br>")


def _item(told: _Told, lang: str) -> str:
    task, progress = _text(told, "task"), _text(told, "progress")
    decisions = "".join(
        f"<li value='{f.target.number}'>{html.escape(f.target.indicator)} {html.escape(f.target.quantity.text)}："
        f"<b>{html.escape(_judged(f, lang))}</b>（{f.grade.value}）"
        f"{html.escape(''.join(f'〔{label(flag, lang)}〕' for flag in f.flags))}{html.escape(f.why)}</li>"
        for f in told.findings
    )
    return (
        f'<div style="margin:0 0 1.2em"><p><b>#{html.escape(told.item.no)}</b> {task}</p>'
        f'<p style="margin-left:1.5em">{progress}</p><ol>{decisions}</ol></div>'
    )
