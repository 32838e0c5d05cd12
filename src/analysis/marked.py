"""The ledger with its numbers marked where they stand: target, baseline, actual, part."""

from __future__ import annotations

import html
from collections.abc import Iterable

from analysis.fields import label
from analysis.model import Findings, Item, Mention, Part

_COLORS = {
    Part.TARGET: "#fde9b8",
    Part.BASELINE: "#e8e8e8",
    Part.ACTUAL: "#c9e2f7",
    Part.PART: "#dcefdc",
}
_NAMES = {
    Part.TARGET: ("目标", "target"),
    Part.BASELINE: ("基数", "baseline"),
    Part.ACTUAL: ("实际", "actual"),
    Part.PART: ("组成实际的数", "part of an actual"),
}


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
    wanted = None if items is None else set(items)
    legend = "　".join(f"{_mark(names[lang == 'en'], part)}" for part, names in _NAMES.items())
    blocks = [f"<p>{legend}</p>"]
    blocks += [_item(findings, item, lang) for item in findings.ledger if wanted is None or item.no in wanted]
    return "\n".join(blocks)


def _mark(text: str, part: Part) -> str:
    return f'<mark style="background:{_COLORS[part]}">{html.escape(text)}</mark>'


def _text(text: str, mentions: Iterable[Mention], listed: Iterable[tuple[int, int]]) -> str:
    spans = [(m.quantity.start, m.quantity.end, m.part) for m in mentions if m.part in _COLORS]
    taken = {i for a, b, _ in spans for i in range(a, b)}
    spans += [(a, b, Part.PART) for a, b in listed if taken.isdisjoint(range(a, b))]
    out, at = "", 0
    for a, b, part in sorted(spans):
        out += html.escape(text[at:a]) + _mark(text[a:b], part)
        at = b
    return (out + html.escape(text[at:])).replace("\n", "<br>")


def _item(findings: Findings, item: Item, lang: str) -> str:
    own = [m for m in findings.mentions if m.item is item]
    results = [f for f in findings if f.item is item]
    listed = [
        span
        for f in results
        if f.actual and f.actual.method.value in ("listed", "universal")
        for span in f.actual.spans
    ]
    task = _text(item.task, (m for m in own if m.field == "task"), ())
    progress = _text(item.progress, (m for m in own if m.field == "progress"), listed)
    decisions = "".join(
        f"<li>{html.escape(f.target.indicator)} {html.escape(f.target.quantity.text)}："
        f"<b>{html.escape(label(f.verdict.value, lang))}</b>（{f.grade.value}）{html.escape(f.why)}</li>"
        for f in results
    )
    return (
        f'<div style="margin:0 0 1.2em"><p><b>#{html.escape(item.no)}</b> {task}</p>'
        f'<p style="margin-left:1.5em">{progress}</p><ul>{decisions}</ul></div>'
    )
