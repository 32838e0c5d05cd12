"""What the evidence says of a target: rate, increment, head-room, verdict, grade."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from analysis.model import Actual, Bound, Grade, Method, Target, Verdict

HUNDRED = Decimal(100)


def rate(target: Target, actual: Actual | None) -> Decimal | None:
    """Actual over target, or target over actual for an upper limit; None where it is undefined.

    A target of 0 cannot be divided by: it is met (1) by an actual of 0 and has no rate otherwise. Nor has an upper limit
    that an actual below 0 keeps.
    """
    if actual is None:
        return None
    over, under = (actual.value, target.value) if target.bound is Bound.AT_LEAST else (target.value, actual.value)
    if under == 0:
        return Decimal(1) if over == 0 else None
    if target.bound is Bound.AT_MOST and under < 0 < over:
        # 控制在3%以内 and a fall: kept, and no share of the limit
        return None
    return over / under


def rate_interval(
    target: Target, actual: Actual | None, half: Decimal, above: Decimal | None = None
) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest rate that the written number allows; None where it sets no limit on that side.

    超90% is 90 % or more; 2800余 is less than 2900, ``above`` being what may be added to it; 约3.7万 is anything that rounds to
    it, ``half`` being half of its last digit; an exact number allows itself only.
    """
    if actual is None:
        return None, None
    low: Decimal | None = actual.value
    high: Decimal | None = actual.value
    if actual.bound is Bound.AT_LEAST:
        high = None if above is None else actual.value + above
    elif actual.bound is Bound.AT_MOST:
        low = None
    elif actual.bound is Bound.ABOUT:
        low, high = actual.value - half, actual.value + half
    ends = [None if v is None else rate(target, dataclasses.replace(actual, value=v)) for v in (low, high)]
    return (ends[0], ends[1]) if target.bound is Bound.AT_LEAST else (ends[1], ends[0])


def undecided(result: Verdict, low: Decimal | None, high: Decimal | None) -> bool:
    """Whether the rates that a written number allows lie on both sides of 1: 3万余人, where 3.5万人 were promised."""
    return high is None or high >= 1 if result is Verdict.SHORT else low is None or low < 1


def increment_rate(target: Target, actual: Actual | None) -> Decimal | None:
    """Share of the promised change that was made, ``(a - b) / (t - b)``, where the task names its baseline b."""
    if actual is None or target.baseline is None or target.value == target.baseline.value:
        return None
    base = target.baseline.value
    return (actual.value - base) / (target.value - base)


def headroom_used(target: Target, actual: Actual | None) -> Decimal | None:
    """Of what lies between a promised share and 100 %, the part that was gained, ``(a - t) / (100 - t)``."""
    if (
        actual is None
        or target.unit != "%"
        or target.growth
        or target.bound is not Bound.AT_LEAST
        or not 0 <= target.value < HUNDRED
    ):
        return None
    if not target.value <= actual.value <= HUNDRED:
        return None
    return (actual.value - target.value) / (HUNDRED - target.value)


# So many times what was promised is seldom what was done: mostly it is a stock, a total of all years or of the province.
_FAR = 3


def far_over(target: Target, actual: Decimal) -> bool:
    """Whether a number is three times what was promised or more; no limit, and no growth, which swings so far by itself."""
    return target.bound is not Bound.AT_MOST and not target.growth and 0 < _FAR * target.value <= actual


def verdict(target: Target, actual: Actual | None) -> Verdict:
    """Compare actual and target the way the target is bound."""
    if actual is None:
        return Verdict.UNVERIFIED
    difference = actual.value - target.value if target.bound is Bound.AT_LEAST else target.value - actual.value
    return Verdict.EXCEEDED if difference > 0 else Verdict.SHORT if difference < 0 else Verdict.MET


def grade(actual: Actual | None, *, doubtful: bool = False) -> Grade:
    """Grade the evidence by how it was had: A stated, B derived or ``doubtful``, C a bound or a claim about all, D none.

    Doubtful is a number beside which another reading makes sense too, or one that a reader has worked out.
    """
    if actual is None:
        return Grade.D
    if actual.method is Method.UNIVERSAL or actual.bound is not Bound.EXACT:
        return Grade.C
    return Grade.A if actual.method in (Method.STATED, Method.READER) and not doubtful else Grade.B
