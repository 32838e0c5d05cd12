"""Which target gets which number: the best pair first, then mended so that all are answered best together."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from analysis.extraction.candidates import Candidate
from analysis.extraction.scoring import CONFIDENT
from analysis.model import Method

Ranked = tuple[float, int, Candidate]
Chosen = dict[int, tuple[Candidate, float]]
# Rounds in which targets exchange numbers; each makes the whole better, and few are ever needed.
_ROUNDS = 8


def assigned(ranked: list[Ranked], wholes: Mapping[int, int]) -> Chosen:
    """Assign numbers to targets, each number to one; a part of a promise may have one of those that add up to its whole.

    Parameters
    ----------
    ranked : list of (score, target, candidate)
        The pairs that may be believed, the best first.
    wholes : Mapping
        Parts of promises (其中), each with the target that is its whole.

    Returns
    -------
    dict
        For each target that is answered, its candidate and the score.
    """
    chosen: Chosen = {}
    for value, t, offer in ranked:
        if t not in chosen and not _used_by_others(chosen, t, offer, wholes) & _takes(offer):
            chosen[t] = offer, value
    _exchange(chosen, ranked, wholes)
    return chosen


def _takes(offer: Candidate) -> set[int]:
    """Numbers that no other target may have besides."""
    if not offer.members and offer.method in (Method.STATED, Method.SUM):
        # numbers in the cells of a table, which are no positions: told apart by where they stand
        return {-1 - start for start, _ in offer.spans}
    # a ratio is of numbers that each count something too (应检91.2万人，体检83.6万人)
    return set() if offer.jointly or offer.method is Method.RATIO else set(offer.members)


def numbers_used(chosen: Chosen) -> set[int]:
    """Numbers that a target has already."""
    return {k for offer, _ in chosen.values() for k in _takes(offer)}


def _used_by_others(chosen: Chosen, t: int, offer: Candidate, wholes: Mapping[int, int]) -> set[int]:
    """Numbers that other targets have, but for those that a part and the sum which is its whole may share."""

    def shares(u: int) -> bool:
        its = chosen[u][0]
        return (wholes.get(u) == t and offer.method is Method.SUM and its.method is Method.STATED) or (
            wholes.get(t) == u and its.method is Method.SUM and offer.method is Method.STATED
        )

    return numbers_used({u: of for u, of in chosen.items() if u != t and not shares(u)})


def _exchange(chosen: Chosen, ranked: list[Ranked], wholes: Mapping[int, int]) -> None:
    """Mend what taking the best pair first spoils: as long as two targets together are answered better, let them change.

    Two exchange their numbers; or one that has none gets the number of another, which has a second one.
    """
    values = {(t, id(offer)): value for value, t, offer in ranked}
    by_target: dict[int, list[Ranked]] = {}
    for r in ranked:
        by_target.setdefault(r[1], []).append(r)

    def best_free(t: int, others: Chosen) -> Ranked | None:
        return next((r for r in by_target[t] if not _used_by_others(others, t, r[2], wholes) & _takes(r[2])), None)

    for _ in range(_ROUNDS):
        before = dict(chosen)
        for a, b in itertools.combinations(sorted(chosen), 2):
            (mine, value), (theirs, other) = chosen[a], chosen[b]
            swapped = values.get((a, id(theirs)), 0.0), values.get((b, id(mine)), 0.0)
            if min(swapped) >= CONFIDENT and sum(swapped) > value + other + 1e-9:
                chosen[a], chosen[b] = (theirs, swapped[0]), (mine, swapped[1])
        for b in sorted(by_target.keys() - chosen.keys()):
            for a, (offer, value) in list(chosen.items()):
                gained = values.get((b, id(offer)), 0.0)
                if gained < CONFIDENT:
                    continue
                second = best_free(a, {**chosen, b: (offer, gained)})
                if second is not None and gained + second[0] > value + 1e-9:
                    chosen[b], chosen[a] = (offer, gained), (second[2], second[0])
                    break
        for t in sorted(chosen):
            better = best_free(t, chosen)
            if better is not None and better[0] > chosen[t][1] + 1e-9:
                chosen[t] = better[2], better[0]
        if chosen == before:
            return
