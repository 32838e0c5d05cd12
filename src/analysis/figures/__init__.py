"""Figures: tables and measures in, a matplotlib Figure out. They compute no result."""

from __future__ import annotations

from analysis.figures.across import across_figure, bunching_figure
from analysis.figures.circles import circles_figure, matrix_figure
from analysis.figures.claims import board_figure, kind_strip_figure
from analysis.figures.coresponsibility import incidence_figure
from analysis.figures.fulfilment import ledger_figure
from analysis.figures.load import areas_figure, counting_rules_figure, lorenz_figure
from analysis.figures.style import save
from analysis.figures.workload import portfolio_figure

__all__ = [
    "across_figure",
    "areas_figure",
    "board_figure",
    "bunching_figure",
    "circles_figure",
    "counting_rules_figure",
    "incidence_figure",
    "kind_strip_figure",
    "ledger_figure",
    "lorenz_figure",
    "matrix_figure",
    "portfolio_figure",
    "save",
]
