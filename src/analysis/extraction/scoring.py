"""How well a candidate answers a target: unit and stage, what both are about, and what speaks against it."""

from __future__ import annotations

from analysis.extraction import units
from analysis.extraction.actuals import Candidate, Stage
from analysis.extraction.asks import Ask
from analysis.extraction.segment import overlap
from analysis.model import Method

# A number that does not repeat what it counts (已建成5所) is taken to speak of what was promised.
ELIDED = 0.42

_BLOCKED = frozenset({Stage.PLANNED, Stage.QUOTA, Stage.ONGOING, Stage.RESTATED, Stage.BASELINE})


def possible(ask: Ask, offer: Candidate) -> float:
    """How well a candidate's unit and stage fit a target, whatever the two are about; 0 where it cannot answer it."""
    if offer.stage in _BLOCKED or (offer.stage is Stage.STARTED and not ask.accepts_start):
        return 0.0
    if offer.stage is Stage.COMPLETION and not ask.completion:
        return 0.0
    if offer.stage is Stage.COMPARISON and not (ask.growth and offer.growth):
        return 0.0
    if ask.target.quantity.dimension == "share" and offer.method is Method.STATED and ask.growth != offer.growth:
        return 0.0
    if offer.unit == "个百分点" and ask.target.unit != "个百分点":
        return 0.0
    if ask.each and not offer.each:
        return 0.0
    if offer.method is Method.LISTED:
        return 1.0 if ask.target.quantity.dimension == "site" else 0.0
    return units.affinity(ask.target.unit, offer.unit)


def score(ask: Ask, offer: Candidate) -> float:
    """How well a candidate answers a target, 0 to about 1.2; 0 where it cannot."""
    fits = possible(ask, offer)
    if not fits:
        return 0.0
    target = ask.target
    likeness = alike(ask, offer)
    if offer.elided and fits >= 0.85 and (not offer.about.subject or offer.about.subject & ask.topics.keys()):
        likeness = max(likeness, ELIDED) + (0.1 if ask.elided else 0.0)
    value = fits * (0.2 + likeness) - 0.2
    if offer.value == target.value and target.quantity.dimension != "share":
        # a number that recurs mostly speaks of the same thing, the more so the more digits it has
        value += 0.06 * min(2, len(target.value.normalize().as_tuple().digits) - 1)
    own, foreign = ask.own_and_foreign(offer.about.near)
    if foreign > own:
        value -= 0.3
    if ask.wants_start:
        value += 0.1 if offer.stage is Stage.STARTED else -0.15
    if offer.cumulative and not ask.cumulative:
        value -= 0.08
    if offer.share_of_total:
        value -= 0.2
    return value


def alike(ask: Ask, offer: Candidate) -> float:
    """How far target and candidate speak of the same thing, 0 to 1."""
    return 0.3 * said(ask.topics, offer) + 0.45 * said(ask.near, offer) + 0.25 * overlap(offer.about.near, ask.topics)


def said(wanted: dict[str, float], offer: Candidate) -> float:
    """Share of the wanted words that a candidate is about, nearness counted, 0 to 1."""
    topics = offer.about.topics
    total = sum(wanted.values())
    return sum([wanted[w] * topics[w] for w in wanted.keys() & topics.keys()]) / total if total else 0.0
