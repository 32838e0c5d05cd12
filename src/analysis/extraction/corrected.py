"""A reader's decisions laid over what was extracted."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from analysis.errors import LedgerError
from analysis.extraction.pairing import Pairing
from analysis.model import Actual, Bound, Correction, Item, Method, Target


def corrected(
    item: Item, targets: Sequence[Target], pairings: Sequence[Pairing], corrections: Sequence[Correction]
) -> list[Pairing]:
    """Give the pairings of an item, those of which a reader has decided otherwise in the reader's way.

    Raises
    ------
    LedgerError
        Where a decision is about a number that is no promise of the item, or that it makes more than once.
    """
    out = list(pairings)
    for correction in corrections:
        at = [i for i, target in enumerate(targets) if target.quantity.text == correction.target]
        if len(at) != 1:
            promised = "、".join(target.quantity.text for target in targets) or "no number"
            found = f"the promise {correction.target!r} of item {item.no}, which makes it {len(at)} times"
            raise LedgerError(correction.source, found, f"one of {promised}, once")
        out[at[0]] = _decided(item, pairings[at[0]], correction)
    return out


def _decided(item: Item, read: Pairing, correction: Correction) -> Pairing:
    before = f"原读作{read.actual.value.normalize():f}" if read.actual else "原无从核实"
    by = f"（{correction.by}）" if correction.by else ""
    why = f"人工订正{by}：{correction.reason}；{before}：{read.why}"
    actual = None
    if correction.value is not None:
        starts = [item.progress.index(part) for part in correction.evidence]
        spans = tuple((a, a + len(part)) for a, part in zip(starts, correction.evidence, strict=True))
        actual = Actual(correction.value, Bound.EXACT, Method.READER, spans, why)
    return dataclasses.replace(read, actual=actual, members=(), flags=("corrected",), why=why)
