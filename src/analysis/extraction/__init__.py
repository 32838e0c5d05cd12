"""An Item becomes Findings: quantities, targets, actuals, their pairing, verdicts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from analysis.extraction.corrected import corrected
from analysis.extraction.numerals import arabic_digits
from analysis.extraction.pairing import Pairing, pair
from analysis.extraction.quantities import find_quantities
from analysis.extraction.reading import Reading
from analysis.extraction.status import claims_all
from analysis.extraction.targets import find_targets
from analysis.extraction.unwritten_units import read_task, unwritten
from analysis.extraction.verdicts import grade, headroom_used, increment_rate, rate, rate_interval, undecided, verdict
from analysis.extraction.years import named_year
from analysis.model import Bound, Correction, Finding, Findings, Item, Ledger, Mention, Method, Part, Quantity, Verdict

__all__ = ["extract", "find_quantities"]


def extract(ledger: Ledger) -> Findings:
    """Find what was promised in each item and what the progress text proves of it.

    Parameters
    ----------
    ledger : Ledger
        As `read_ledger` gives it.

    Returns
    -------
    Findings
        One finding for each target, in the order of the ledger, and every quantity that was read. Of promises that a
        reader has decided about (corrections), that decision.

    Raises
    ------
    LedgerError
        Where such a decision is about no promise of its item.
    """
    findings: list[Finding] = []
    mentions: list[Mention] = []
    decided: dict[str, list[Correction]] = {}
    for decision in ledger.corrections:
        decided.setdefault(decision.item, []).append(decision)
    for item in ledger:
        found, read = _extract_item(item, ledger.year, decided.get(item.no, []), open_year=year_is_open(ledger))
        findings += found
        mentions += read
    return Findings(ledger=ledger, findings=tuple(findings), mentions=tuple(mentions))


def year_is_open(ledger: Ledger) -> bool:
    """Whether the day of a ledger lies before the last month of the year of its promises: what is short may still be met.

    Examples
    --------
    >>> year_is_open(Ledger("a", "", (), year=2024, as_of="2024-06-30")), year_is_open(Ledger("a", "", (), year=2024))
    (True, False)
    """
    day = ledger.as_of
    return day is not None and day[5:7] < "12" and ledger.year in (None, int(day[:4]))


def _rough(pairing: Pairing, quantities: tuple[Quantity, ...]) -> list[Quantity]:
    """The number that an actual rests on; of a sum, its parts that are not exact."""
    numbers = [quantities[k] for k in pairing.members]
    if pairing.actual is not None and pairing.actual.method is Method.SUM:
        return [q for q in numbers if q.bound is not Bound.EXACT]
    return numbers if len(numbers) == 1 else []


def _scale(pairing: Pairing, quantities: tuple[Quantity, ...]) -> Decimal:
    """What a written number is multiplied with in the unit of the promise: 1 metre is 0.001 公里."""
    written = sum((quantities[k].value for k in pairing.members), Decimal(0))
    return abs(pairing.actual.value / written) if pairing.actual is not None and written else Decimal(1)


def _half_digit(pairing: Pairing, quantities: tuple[Quantity, ...]) -> Decimal:
    """Half of the last digit that an actual is written with, in the actual's unit: 500 for 3.7万; of a sum, those of its rough parts."""
    digits = [(q.value, arabic_digits(q.text)) for q in _rough(pairing, quantities)]
    halves = (abs(value / d).scaleb(int(d.as_tuple().exponent)) / 2 for value, d in digits if d)
    return sum(halves, Decimal(0)) * _scale(pairing, quantities)


def _above(pairing: Pairing, quantities: tuple[Quantity, ...]) -> Decimal | None:
    """What may be added to numbers with 余 or 多, one of their last digit that is not 0: 100 to 2800余; None to any other."""
    rough = _rough(pairing, quantities)
    if not rough or not all(_AND_MORE.search(q.text) for q in rough):
        return None
    digits = (Decimal(1).scaleb(int(q.value.normalize().as_tuple().exponent)) for q in rough if q.value)
    return sum(digits, Decimal(0)) * _scale(pairing, quantities) or None


_AND_MORE = re.compile("[余多]")
# What a claim of completion meets in the evidence.
_DISPUTED = {Verdict.UNVERIFIED: "claimed_done", Verdict.SHORT: "claimed_short"}


# Flags of numbers that may not be all of what they answer.
_DOUBTFUL = frozenset(("other_reading", "loosely_named", "part_of_year", "far_over"))


def _worked_out(p: Pairing, progress: Reading) -> bool:
    """Whether a reader has decided for a number that the evidence does not state, but gives."""
    return (
        p.actual is not None
        and p.actual.method is Method.READER
        and not any(
            q.value == p.actual.value and a <= q.start and q.end <= b
            for a, b in p.actual.spans
            for q in progress.quantities
        )
    )


def _extract_item(
    item: Item, year: int | None, decisions: Sequence[Correction], *, open_year: bool = False
) -> tuple[list[Finding], list[Mention]]:
    task, progress = read_task(item.task), Reading(item.progress)
    targets, parts = find_targets(task)
    if more := unwritten(task, targets, progress):
        progress = Reading(item.progress, more)
    pairings = corrected(item, targets, pair(task, progress, targets, year or named_year(item.task)), decisions)
    findings = []
    evidence: dict[int, Part] = {}
    for target, p in zip(targets, pairings, strict=True):
        result, kept = verdict(target, p.actual), rate(target, p.actual)
        flags = list(p.flags)
        if target.optional:
            flags.insert(0, "optional")
        if target.quantity.unwritten and "unit_unwritten" not in flags:
            flags.append("unit_unwritten")
        if p.actual is not None and p.actual.bound.value == "about":
            flags.append("approximate")
        if open_year and result is Verdict.SHORT:
            flags.append("not_due")
        if result in _DISPUTED and not target.optional and claims_all(item):
            flags.append(_DISPUTED[result])
        low, high = rate_interval(target, p.actual, _half_digit(p, progress.quantities), _above(p, progress.quantities))
        if kept is not None and undecided(result, low, high):
            flags.append("undecided")
        findings.append(
            Finding(
                item=item,
                target=target,
                actual=p.actual,
                stated_rate=p.stated_rate,
                rate=kept,
                rate_low=low,
                rate_high=high,
                increment_rate=increment_rate(target, p.actual),
                headroom_used=headroom_used(target, p.actual),
                verdict=result,
                grade=grade(p.actual, doubtful=not _DOUBTFUL.isdisjoint(p.flags) or _worked_out(p, progress)),
                flags=tuple(flags),
                why=p.why,
            )
        )
        for k in p.members:
            evidence[k] = Part.ACTUAL if len(p.members) == 1 else Part.PART
    mentions = [Mention(item, "task", q, parts[i]) for i, q in enumerate(task.quantities)]
    mentions += [Mention(item, "progress", q, evidence.get(i, Part.OTHER)) for i, q in enumerate(progress.quantities)]
    return findings, mentions
