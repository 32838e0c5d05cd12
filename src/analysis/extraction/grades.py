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
        nouns = [{w for w in single[k].about.near if not _is_grade(w)} for k in members]
        named = any(not noun.isdisjoint(ask.near) for noun in nouns)
        if named and any(noun and noun.isdisjoint(ask.near) for noun in nouns):
            # 国家级绿色工厂2家、省级龙头企业3家
            continue
        row = added_up(progress, single, members) if len(members) > 1 and (named or ask.sole) else None
        if row is not None:
            out.append(dataclasses.replace(row, describe=lambda: About(ask.near, ask.topics, text=ask.work)))
    return out


_NOT_NEW = re.compile("以上|复核|监测|（含")


def _is_grade(word: str) -> bool:
    """Whether a word, or a pair of characters of one, is of the name of a grade: 国家, 家级."""
    return word.endswith("级") or word in "国家级自治区级" or any(names.fullmatch(word) for _, _, names in _grades())


def _rows(ask: Ask, progress: Reading, single: list[Candidate], scale: int) -> Iterator[dict[int, int]]:
    """Positions of the numbers of each sentence that name one grade each of a scale, with its place; several different ones."""
    told: dict[tuple[int, int], dict[int, int]] = {}
    for k, (q, c) in enumerate(zip(progress.quantities, progress.contexts, strict=True)):
        said = c.near + c.ahead
        fits = units.affinity(ask.target.unit, q.unit) >= SAME_MEASURE and single[k].stage is Stage.FINISHED
        # 省级以上5家，其中国家级1家; 国家级3家通过复核
        apart = single[k].subset or _NOT_NEW.search(said) is not None
        grade = grade_of(said) if fits and not apart else None
        if grade is not None and grade[0] == scale:
            told.setdefault(c.sentence, {})[k] = grade[1]
    yield from (row for row in told.values() if len(set(row.values())) == len(row) > 1)
