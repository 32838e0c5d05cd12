"""What keeps a number from answering a promise, whatever the two are about."""

from __future__ import annotations

from collections.abc import Callable

from analysis.extraction.asks import Ask
from analysis.extraction.bars.acts import another_act
from analysis.extraction.bars.counting import counted_otherwise
from analysis.extraction.bars.elsewhere import elsewhere
from analysis.extraction.bars.kinds import another_kind
from analysis.extraction.bars.money import another_sum
from analysis.extraction.bars.rates import another_rate
from analysis.extraction.bars.stages import not_so_far
from analysis.extraction.bars.stock import all_there_are
from analysis.extraction.candidates import Candidate
from analysis.extraction.reasons import Bar

__all__ = ["barred"]

# The first that holds is the reason that readers are given.
_RULES: tuple[Callable[[Ask, Candidate], Bar | None], ...] = (
    not_so_far,
    another_sum,
    another_rate,
    another_kind,
    another_act,
    elsewhere,
    all_there_are,
    counted_otherwise,
)


def barred(ask: Ask, offer: Candidate) -> Bar | None:
    """What keeps a candidate from answering a target, whatever the two are about; None where nothing does."""
    for rule in _RULES:
        if (bar := rule(ask, offer)) is not None:
            return bar
    return None
