"""Whether all that is told of a number is the work that was promised, in another word for it: 步道30公里, and 已铺设28公里.

Of what it was done to a more general noun may stand beside it: 断头路5条, and 打通道路3条.
"""

from __future__ import annotations

import functools

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.lexicon import load, verbs
from analysis.extraction.segment import words


def same_work(ask: Ask, offer: Candidate) -> bool:
    """Whether beside a number stand verbs that tell of what was promised, or such a noun with them, and nothing else."""
    near, promised = offer.about.near.keys(), ask.work + ask.phrase
    if not near or near <= _told_of(promised):
        return bool(near)
    # 今年新建道路4条, where 断头路 were to be opened up
    done = verbs("anew", "over_again").search(offer.about.text)
    return (done is None or done[0] in promised) and near <= _told_of(promised) | _more_general(ask.target.indicator)


@functools.cache
def works() -> frozenset[str]:
    """The words that say that something was built or renewed, and not what."""
    told = {verb for name in ("anew", "over_again", "to_do") for verb in load("verbs")[name]}
    return frozenset().union(*(words().content(verb) for verb in sorted(told)))


@functools.lru_cache(maxsize=1024)
def _more_general(promised: str) -> frozenset[str]:
    """The words of nouns that are more general than what was promised."""
    nouns = (noun for noun, ends in load("words")["more_general"].items() if promised.endswith(tuple(ends)))
    return frozenset().union(*(words().content(noun) for noun in nouns))


@functools.lru_cache(maxsize=1024)
def _told_of(promised: str) -> frozenset[str]:
    """The words of verbs that tell of the works that a promise names."""
    kinds = (kind for kind in load("verbs")["kinds_of_work"] if any(verb in promised for verb in kind["promised"]))
    return frozenset().union(*(words().content(verb) for kind in kinds for verb in kind["told"]))
