"""An Item becomes Findings: quantities, targets, actuals, their pairing, verdicts."""

from __future__ import annotations

from analysis.extraction.pairing import pair
from analysis.extraction.quantities import find_quantities
from analysis.extraction.reading import Reading
from analysis.extraction.status import claims_completion
from analysis.extraction.targets import find_targets
from analysis.extraction.verdicts import grade, headroom_used, increment_rate, rate, verdict
from analysis.model import Finding, Findings, Item, Ledger, Mention, Part, Verdict

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
        One finding for each target, in the order of the ledger, and every quantity that was read.
    """
    findings: list[Finding] = []
    mentions: list[Mention] = []
    for item in ledger:
        found, read = _extract_item(item)
        findings += found
        mentions += read
    return Findings(ledger=ledger, findings=tuple(findings), mentions=tuple(mentions))


# What a claim of completion meets in the evidence.
_DISPUTED = {Verdict.UNVERIFIED: "claimed_done", Verdict.SHORT: "claimed_short"}


def _extract_item(item: Item) -> tuple[list[Finding], list[Mention]]:
    task, progress = Reading(item.task), Reading(item.progress)
    targets, parts = find_targets(task)
    pairings = pair(task, progress, targets)
    findings = []
    evidence: dict[int, Part] = {}
    for target, p in zip(targets, pairings, strict=True):
        result = verdict(target, p.actual)
        flags = list(p.flags)
        if target.optional:
            flags.insert(0, "optional")
        if p.actual is not None and p.actual.bound.value == "about":
            flags.append("approximate")
        if result in _DISPUTED and not target.optional and claims_completion(item.progress):
            flags.append(_DISPUTED[result])
        findings.append(
            Finding(
                item=item,
                target=target,
                actual=p.actual,
                stated_rate=p.stated_rate,
                rate=rate(target, p.actual),
                increment_rate=increment_rate(target, p.actual),
                headroom_used=headroom_used(target, p.actual),
                verdict=result,
                grade=grade(p.actual),
                flags=tuple(flags),
                why=p.why,
            )
        )
        for k in p.members:
            evidence[k] = Part.ACTUAL if len(p.members) == 1 else Part.PART
    mentions = [Mention(item, "task", q, parts[i]) for i, q in enumerate(task.quantities)]
    mentions += [Mention(item, "progress", q, evidence.get(i, Part.OTHER)) for i, q in enumerate(progress.quantities)]
    return findings, mentions
