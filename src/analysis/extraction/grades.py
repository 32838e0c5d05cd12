"""Numbers of several grades, where one and those above it were promised together: 国家级1家、省级3家、市级7家, of 省级以上."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import About, Candidate
from analysis.extraction.lexicon import load
from analysis.extraction.reading import Reading
from analysis.extraction.scoring import SAME_MEASURE
from analysis.extraction.stages import Stage
from analysis.extraction.sums import added_up


@functools.cache
def _grades() -> list[tuple[int, int, re.Pattern[str]]]:
    """Every grade with its scale and its place on it, the highest 0."""
    return [
        (scale, place, re.compile(f"(?:{names})"))
        for scale, row in enumerate(load("words")["grades"])
        for place, names in enumerate(row)
    ]


def grade_of(text: str) -> tuple[int, int] | None:
    """Scale of the one grade that a text names, and its place on it; None where it names none or several.

    Examples
    --------
    >>> grade_of("省级示范社"), grade_of("省级、市级示范社")
    ((0, 1), None)
    """
    found = [(scale, place) for scale, place, names in _grades() if names.search(text)]
    return found[0] if len(found) == 1 else None


def _and_above(promised: str) -> tuple[int, int] | None:
    """The grade that was promised with those above it (3A级以上景区); None where none was."""
    at = promised.find("以上")
    if at < 0:
        return None
    grade = re.sub("级?[及或其]*$", "", promised[:at])[-_LONGEST:]
    found = ((scale, place) for scale, place, names in _grades() if names.search(grade + "级"))
    return next(found, None)


# No name of a grade has more characters in front of 级.
_LONGEST = 3


def of_the_grade_and_above(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """The numbers of a sentence that are of the promised grade and those above it, added up, where it tells several apart."""
    least = _and_above(ask.work + ask.phrase)
    if least is None:
        return []
    out = []
    for told in _rows(ask, progress, single, least[0]):
        members = [k for k, place in told.items() if place <= least[1]]
        named = any(not single[k].about.near.keys().isdisjoint(_noun(ask)) for k in members)
        row = added_up(progress, single, members) if len(members) > 1 and (named or ask.sole) else None
        if row is not None:
            out.append(dataclasses.replace(row, describe=lambda: About(ask.near, ask.topics, text=ask.work)))
    return out


def _noun(ask: Ask) -> set[str]:
    """Words of what was promised, without those of its grade."""
    return {word for word in ask.near if not any(names.search(word) for _, _, names in _grades())}


def _rows(ask: Ask, progress: Reading, single: list[Candidate], scale: int) -> Iterator[dict[int, int]]:
    """Positions of the numbers of each sentence that name one grade each of a scale, with its place; several different ones."""
    told: dict[tuple[int, int], dict[int, int]] = {}
    for k, (q, c) in enumerate(zip(progress.quantities, progress.contexts, strict=True)):
        fits = units.affinity(ask.target.unit, q.unit) >= SAME_MEASURE and single[k].stage is Stage.FINISHED
        grade = grade_of(c.near + c.ahead) if fits else None
        if grade is not None and grade[0] == scale:
            told.setdefault(c.sentence, {})[k] = grade[1]
    yield from (row for row in told.values() if len(set(row.values())) == len(row) > 1)
