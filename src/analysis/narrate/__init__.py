"""Sentences computed from the numbers, in Chinese and in English: titles, notes, findings and methods.

A sentence that the numbers do not support cannot be written: each is made of them.
"""

from __future__ import annotations

from analysis.narrate.across import (
    across_findings,
    across_methods,
    across_note,
    across_title,
    bunching_note,
    bunching_title,
)
from analysis.narrate.coresponsibility import (
    circle_heads,
    circles_note,
    circles_title,
    core_finding,
    coresponsibility_findings,
    coresponsibility_methods,
    coresponsibility_note,
    coresponsibility_title,
    matrix_note,
    matrix_title,
    pairs_findings,
    roles_finding,
)
from analysis.narrate.fulfilment import (
    board_note,
    board_title,
    fulfilment_findings,
    fulfilment_footer,
    fulfilment_methods,
    fulfilment_note,
    fulfilment_title,
    kinds_note,
    kinds_title,
)
from analysis.narrate.overview import ledger_findings, overview_methods, source_note
from analysis.narrate.words import category_mark, clip, number, percent, plural
from analysis.narrate.workload import (
    areas_note,
    areas_title,
    lorenz_note,
    lorenz_title,
    rules_note,
    rules_title,
    workload_chance,
    workload_findings,
    workload_methods,
    workload_note,
    workload_title,
)

__all__ = [
    "across_findings",
    "across_methods",
    "across_note",
    "across_title",
    "areas_note",
    "areas_title",
    "board_note",
    "board_title",
    "bunching_note",
    "bunching_title",
    "category_mark",
    "circle_heads",
    "circles_note",
    "circles_title",
    "clip",
    "core_finding",
    "coresponsibility_findings",
    "coresponsibility_methods",
    "coresponsibility_note",
    "coresponsibility_title",
    "fulfilment_findings",
    "fulfilment_footer",
    "fulfilment_methods",
    "fulfilment_note",
    "fulfilment_title",
    "kinds_note",
    "kinds_title",
    "ledger_findings",
    "lorenz_note",
    "lorenz_title",
    "matrix_note",
    "matrix_title",
    "number",
    "overview_methods",
    "pairs_findings",
    "percent",
    "plural",
    "roles_finding",
    "rules_note",
    "rules_title",
    "source_note",
    "workload_chance",
    "workload_findings",
    "workload_methods",
    "workload_note",
    "workload_title",
]
