"""Whether all that is told of a number is the work that was promised, in another word for it: 步道30公里, and 已铺设28公里.

Of what it was done to a more general noun may stand beside it: 断头路5条, and 打通道路3条.
"""

from __future__ import annotations

import functools

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.lexicon import load
from analysis.extraction.segment import words


def same_work(ask: Ask, offer: Candidate) -> bool:
    """Whether beside a number stand verbs of the kinds of work that were promised, or such a noun, and nothing else."""
    near = offer.about.near
    return bool(near) and near.keys() <= _told_by(ask.work + ask.phrase) | _more_general(ask.target.indicator)


@functools.cache
def works() -> frozenset[str]:
    """The words that tell of any kind of work, and not of what it is done to."""
    return frozenset().union(*(words().content(verb) for kind in _kinds() for verb in kind))


def _kinds() -> list[list[str]]:
    return list(load("verbs")["kinds_of_work"].values())


@functools.lru_cache(maxsize=1024)
def _more_general(promised: str) -> frozenset[str]:
    """The words of nouns that are more general than what was promised."""
    nouns = (noun for noun, ends in load("words")["more_general"].items() if promised.endswith(tuple(ends)))
    return frozenset().union(*(words().content(noun) for noun in nouns))


@functools.lru_cache(maxsize=1024)
def _told_by(promised: str) -> frozenset[str]:
    """The words that tell of the kinds of work that a promise names."""
    named = (kind for kind in _kinds() if any(verb in promised for verb in kind))
    return frozenset().union(*(words().content(verb) for kind in named for verb in kind))
