"""How well a candidate answers a target: unit and stage, what both are about, and what speaks against it."""

from __future__ import annotations

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.lexicon import verbs
from analysis.extraction.segment import overlap
from analysis.extraction.stages import Stage
from analysis.model import Method

# What a pair must score to be believed, set on annotated ledgers; less where text and target leave no other choice.
CONFIDENT = 0.30
ONLY_CHOICE = 0.10
# A number that does not repeat what it counts (已建成5所) is taken to speak of what was promised.
ELIDED = 0.42
# Names in a list that end on the character of what was promised.
NAMED_ALIKE = 0.6
# A name that the other text abbreviates or writes in full.
ABBREVIATED = 0.75

_TELLS_NOTHING = frozenset({"个", "项", "件", "次", "%", "元", "人", "名", "户", "公里", "个百分点", "家"})
_BLOCKED = frozenset({Stage.PLANNED, Stage.QUOTA, Stage.ONGOING, Stage.RESTATED, Stage.BASELINE, Stage.BASE})


def possible(ask: Ask, offer: Candidate) -> float:
    """How well a candidate's unit and stage fit a target, whatever the two are about; 0 where it cannot answer it."""
    if offer.stage in _BLOCKED or (offer.stage is Stage.STARTED and not ask.accepts_start):
        return 0.0
    if offer.stage is Stage.STEP and not ask.change:
        return 0.0
    if ask.change and "/" in ask.target.unit and offer.method is Method.STATED and offer.stage is not Stage.STEP:
        # 提高10元 is answered by a step, not by the level that is reached
        return 0.0
    if offer.stage is Stage.SINCE and not ask.cumulative:
        return 0.0
    if offer.stage is Stage.PREPARING and not verbs("preparing").search(ask.text):
        return 0.0
    if offer.stage is Stage.COMPLETION and not ask.completion:
        return 0.0
    if offer.stage is Stage.COMPARISON and not (ask.growth and offer.growth):
        return 0.0
    if ask.target.quantity.dimension == "share" and offer.method is Method.STATED and ask.growth != offer.growth:
        return 0.0
    if offer.unit == "个百分点" and ask.target.unit != "个百分点":
        return 0.0
    if offer.places and not ask.places:
        return 0.0
    if ask.target.unit == "个百分点" and not offer.growth:
        # a level does not say by how much it rose
        return 0.0
    if offer.stock and ask.added:
        return 0.0
    if ask.each and not offer.each:
        return 0.0
    if offer.method is Method.SUM and "/" in ask.target.unit:
        # levels for different people are no parts of one
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
    if offer.elided and fits >= 0.85 and _same_subject(ask, offer):
        likeness = max(likeness, ELIDED) + (0.1 if ask.elided else 0.0)
    if ask.wants_start and offer.stage is Stage.STARTED and fits >= 0.85:
        # a promise to begin, and so many begun
        likeness = max(likeness, CONFIDENT)
    if offer.method is Method.LISTED and offer.about.text and offer.about.text in target.indicator[-2:]:
        # 凤凰镇、江屯镇…: names that end like the thing promised, 森林小镇
        likeness = max(likeness, NAMED_ALIKE)
    value = fits * (0.2 + likeness) - 0.2
    if offer.value == target.value and target.quantity.dimension != "share":
        # a number that recurs mostly speaks of the same thing, the more so the more digits it has
        value += 0.06 * min(2, len(target.value.normalize().as_tuple().digits) - 1)
    own, foreign = ask.own_and_foreign(offer.about.near)
    if foreign > own and not offer.jointly:
        value -= 0.3
    if offer.subset and not ask.subset and not offer.this_year:
        value -= 0.12
    if offer.besides:
        value -= 0.2
    if offer.reaches and not ask.reaches:
        value -= 0.3
    if ask.wants_start:
        value += 0.1 if offer.stage is Stage.STARTED else -0.15
    if offer.cumulative and not ask.cumulative:
        value -= 0.08
    if offer.share_of_total:
        value -= 0.2
    return value


def _same_subject(ask: Ask, offer: Candidate) -> bool:
    """Whether what stands in front of a number that leaves out what it counts can be what was promised."""
    subject = offer.about.subject
    if not subject:
        return True
    own, foreign = ask.own_and_foreign(dict.fromkeys(subject, 1.0))
    # 座 says by itself what is counted, 个 does not
    telling = ask.alone and offer.unit == ask.target.unit and offer.unit not in _TELLS_NOTHING
    return foreign <= own and (telling or bool(subject & ask.topics.keys()))


def alike(ask: Ask, offer: Candidate) -> float:
    """How far target and candidate speak of the same thing, 0 to 1."""
    named = said(ask.near, offer)
    long, short = ask.target.indicator, offer.about.text
    if named < ABBREVIATED and (abbreviates(long, short) or abbreviates(short, long)):
        named = ABBREVIATED
    return 0.3 * said(ask.topics, offer) + 0.45 * named + 0.25 * overlap(offer.about.near, ask.topics)


def abbreviates(short: str, text: str) -> bool:
    """Whether a short name is made of characters of a longer one, in their order, from its first on: 清淤, 清理淤泥.

    Examples
    --------
    >>> abbreviates("清淤", "清理淤泥"), abbreviates("规上", "规模以上"), abbreviates("清淤", "清理河道")
    (True, True, False)
    """
    if not 2 <= len(short) <= 5:
        return False
    at = text.find(short[0])
    if at < 0 or short in text:
        return False
    end = at
    for c in short[1:]:
        end = text.find(c, end + 1)
        if end < 0:
            return False
    return end - at < 3 * len(short)


def said(wanted: dict[str, float], offer: Candidate) -> float:
    """Share of the wanted words that a candidate is about, nearness counted, 0 to 1."""
    topics = offer.about.topics
    total = sum(wanted.values())
    return sum([wanted[w] * topics[w] for w in wanted.keys() & topics.keys()]) / total if total else 0.0
