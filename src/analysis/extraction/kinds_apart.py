"""The same thing told for each kind of what the task promises beside it: 幼儿园…新增学位5040个。中小学…新增学位18360个."""

from __future__ import annotations

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.reading import Reading
from analysis.extraction.stages import Stage
from analysis.extraction.sums import added_up


def of_each_kind(asks: list[Ask], ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """What stands in a sentence each about the other things that are promised, added up; empty where it does not."""
    noun = ask.target.indicator[-2:]
    if any(a.target.indicator.endswith(noun) for a in asks if a is not ask):
        return []
    kinds = {
        a.target.indicator[-2:]
        for a in asks
        if a is not ask and a.target.unit != ask.target.unit and len(a.target.indicator) > 1
    }
    members, told = [], []
    for k, (q, c) in enumerate(zip(progress.quantities, progress.contexts, strict=True)):
        if q.unit != ask.target.unit or not c.left.endswith(noun) or single[k].stage is not Stage.FINISHED:
            continue
        members.append(k)
        told.append([kind for kind in kinds if kind in progress.text[c.sentence[0] : q.from_]])
    one_each = len(members) > 1 and all(len(named) == 1 for named in told)
    if not one_each or len({named[0] for named in told}) != len(members):
        return []
    row = added_up(progress, single, members)
    return [] if row is None else [row]
