"""How far that is which a number of the progress text counts: only what is finished proves that it was finished."""

from __future__ import annotations

from collections.abc import Callable

from analysis.extraction.reading import Context
from analysis.extraction.stages.bases import of_something_else
from analysis.extraction.stages.comparisons import compared
from analysis.extraction.stages.goals import of_the_goal
from analysis.extraction.stages.plans import planned
from analysis.extraction.stages.preparing import preparing
from analysis.extraction.stages.stage import Stage
from analysis.extraction.stages.unfinished import to_be_made, unfinished
from analysis.extraction.stages.work import by_the_verb
from analysis.model import Quantity

__all__ = ["Stage", "stage_of"]

# The first that knows decides: a goal that is told again is none that was missed, and a plan is no comparison.
_RULES: tuple[Callable[[Quantity, Context], Stage | None], ...] = (
    of_the_goal,
    unfinished,
    planned,
    compared,
    to_be_made,
    of_something_else,
    preparing,
)


def stage_of(q: Quantity, c: Context) -> Stage:
    """Tell how far that is which a quantity of the progress text counts."""
    for rule in _RULES:
        if (stage := rule(q, c)) is not None:
            return stage
    return by_the_verb(q, c)
