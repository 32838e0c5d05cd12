"""Numbers that the text itself confirms: the rate it states, or the number that is written, answers the promise."""

from __future__ import annotations

from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.numerals import arabic_digits, plain
from analysis.extraction.report import Report
from analysis.extraction.stages import Stage
from analysis.model import Target


def confirmed(ask: Ask, offer: Candidate, report: Report) -> float:
    """Weight of a rate of completion, stated in the sentence of a number, that the number and the target give."""
    if not ask.target.value or not offer.members or offer.unit == "%":
        return 0.0
    progress = report.reading
    sentence = progress.contexts[offer.members[0]].sentence
    value = converted(offer, ask.target)
    rate = 100 * (offer.value if value is None else value) / ask.target.value
    for i, stated_rate, *_ in report.completions:
        if stated_rate == 100 or progress.contexts[i].sentence != sentence:
            continue
        written = arabic_digits(progress.quantities[i].text) or stated_rate
        cut_off = 0 <= rate - stated_rate < 2 * _half_digit(written)
        if abs(rate - stated_rate) <= _half_digit(written) or cut_off:
            # the more digits agree, the less by chance
            return 0.35 if int(written.as_tuple().exponent) < 0 else 0.15
    return 0.0


def _half_digit(value: Decimal) -> Decimal:
    """Half of the last digit that a number is written with."""
    return Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))) * Decimal("0.51")


def converted(offer: Candidate, target: Target) -> Decimal | None:
    """The value in the target's unit; None where only the word differs (人 and 名)."""
    whole = units.convert(offer.value, offer.unit, target.unit)
    if whole is not None:
        return plain(whole)
    return units.convert(offer.value, units.split(offer.unit)[0], units.split(target.unit)[0])


def is_stated(offer: Candidate, single: list[Candidate]) -> bool:
    """Whether the text itself states the difference, or rounded the share, that two of its numbers give."""
    if offer.unit != "%":
        # 较上年底的3285个增加835个
        return any((o.value, o.unit) == (offer.value, offer.unit) and o.direction > 0 for o in single)
    return any(
        o.unit == "%"
        and (o.stage is Stage.FINISHED or (o.growth and o.stage is Stage.COMPARISON))
        and o.growth == offer.growth
        and abs(o.value - offer.value) <= _half_digit(o.value)
        for o in single
    )
