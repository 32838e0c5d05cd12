"""Standards that differ by place: a floor that was promised everywhere is answered by the lowest, a ceiling by the highest.

GUIDE.md, rule 18.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import About, Candidate
from analysis.extraction.likeness import NAMED
from analysis.extraction.reading import Reading, Span
from analysis.extraction.segment import overlap
from analysis.extraction.stages import Stage
from analysis.model import Bound

# 市辖区816元, 涟源市、双峰县为650元
_OF_PLACES = re.compile("(?:[一-龥][市县区旗]|街道|本级)(?:为|是|按|达到?|执行)?$")


def hardest(ask: Ask, progress: Reading, single: list[Candidate]) -> Iterator[Candidate]:
    """The level farthest from the promise of those that a sentence tells by place (标准：市辖区816元、青田县745元)."""
    target = ask.target
    if "标准" not in ask.text or units.split(target.unit)[0] != "元" or ask.change:
        return
    rows: dict[Span, list[int]] = {}
    for k, (offer, c) in enumerate(zip(single, progress.contexts, strict=True)):
        told = units.split(offer.unit)[0] == "元" and offer.stage is Stage.FINISHED
        if told and _OF_PLACES.search(c.left):
            rows.setdefault(c.sentence, []).append(k)
    for sentence, row in rows.items():
        near = progress.words(*sentence)
        # 冷补1.2万元 is no level of a standard of 650元
        alike = [k for k in row if target.value / 2 < single[k].value < 2 * target.value]
        if len(alike) > 1 and overlap(ask.near, near) >= NAMED:
            farthest = max if target.bound is Bound.AT_MOST else min
            level = single[farthest(alike, key=lambda k: single[k].value)]
            yield dataclasses.replace(level, describe=lambda: About(ask.near, ask.topics))
