"""Figures: tables and measures in, a matplotlib Figure out. They compute no result."""

from __future__ import annotations

from analysis.figures.coresponsibility import incidence_figure
from analysis.figures.fulfilment import ledger_figure
from analysis.figures.style import save
from analysis.figures.workload import portfolio_figure

__all__ = ["incidence_figure", "ledger_figure", "portfolio_figure", "save"]
