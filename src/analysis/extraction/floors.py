"""Standards that differ by place or by person: a floor that was promised to all is answered by the lowest, a ceiling by the highest.

GUIDE.md, rule 18.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import About, Candidate
from analysis.extraction.lexicon import load
from analysis.extraction.likeness import NAMED, names_no_side, words_of_sides
from analysis.extraction.reading import JOINED, RATE_OF_A_ROW, Reading, Span
from analysis.extraction.scoring import possible
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
    # 城乡低保标准分别提高到760元、580元: each of the two has a promise of its own
    one_side = bool(words_of_sides("、".join(ask.near)))
    rows: dict[tuple[Span, bool], list[int]] = {}
    for k, (offer, c) in enumerate(zip(single, progress.contexts, strict=True)):
        told = units.split(offer.unit)[0] == "元" and offer.stage is Stage.FINISHED
        by_place, by_person = _OF_PLACES.search(c.left) is not None, not one_side and _of_a_kind(ask, c.said)
        if told and (by_place or by_person):
            rows.setdefault((c.sentence, by_person), []).append(k)
    for (sentence, by_person), row in rows.items():
        near = progress.words(*sentence)
        # 冷补1.2万元 is no level of a standard of 650元
        alike = [k for k in row if target.value / 2 < single[k].value < 2 * target.value]
        if len(alike) > 1 and (by_person or overlap(ask.near, near) >= NAMED):
            farthest = max if target.bound is Bound.AT_MOST else min
            level = single[farthest(alike, key=lambda k: single[k].value)]
            yield dataclasses.replace(level, describe=lambda: About(ask.near, ask.topics))


def lowest_of_kinds(ask: Ask, progress: Reading, single: list[Candidate]) -> Iterator[Candidate]:
    """The rate farthest from the promise of those told of the kinds for which it holds: 高血压、糖尿病患者规范管理率不低于75%."""
    if ask.target.unit != "%" or JOINED.search(ask.phrase) is None:
        return
    for row in progress.unnamed_rows:
        rate = RATE_OF_A_ROW.search(progress.contexts[row[0]].left)
        if rate is not None and rate[1] in ask.phrase and all(single[k].unit == "%" for k in row):
            farthest = max if ask.target.bound is Bound.AT_MOST else min
            level = single[farthest(row, key=lambda k: single[k].value)]
            yield dataclasses.replace(level, describe=lambda: About(ask.near, ask.topics))


_CHECKED = re.compile("筛查|检查|体检")


def fewest_of_both(ask: Ask, single: list[Candidate]) -> Iterator[Candidate]:
    """The number of the kind of which fewest had it, where all were to have each: “两癌”筛查: 宫颈癌6217人、乳腺癌6040人."""
    if not ask.alone or ask.target.quantity.dimension != "person" or _CHECKED.search(ask.text) is None:
        return
    for name, kinds in load("words")["of_both"].items():
        if name not in ask.work + ask.phrase:
            continue
        if any(name in o.about.text and not any(kind in o.about.text for kind in kinds) for o in single):
            # “两癌”检查7846人次（宫颈癌4012、乳腺癌3834）
            continue
        told = [
            [o for o in single if kind in o.about.text and possible(ask, o) and o.stage is Stage.FINISHED]
            for kind in kinds
        ]
        # 已筛查1.36万人，其中宫颈癌1.36万人、乳腺癌1.31万人: the whole answers
        if all(len(offers) == 1 and not offers[0].subset for offers in told):
            level = min((offers[0] for offers in told), key=lambda o: o.value)
            yield dataclasses.replace(level, describe=lambda: About(ask.near, ask.topics))


_PER = re.compile("(?:每[人月年户]|标准|分别|按|为|是|达到?|执行)+$")


def _of_a_kind(ask: Ask, said: str) -> bool:
    """Whether a level is of some of those to whom the standard was promised: 散居孤儿每月2034元, where it was for 孤儿."""
    sides = words_of_sides(said)
    whom = _PER.sub("", said.partition(sides[0])[2]) if len(sides) == 1 else ""
    return len(whom) > 1 and whom in ask.work + ask.phrase and names_no_side(ask.work + ask.phrase)
