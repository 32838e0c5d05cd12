"""What is slow the first time that a notebook does it, done once before kernels are forked.

Patterns are compiled, letters are loaded, and modules that are imported on first use are there. Nothing of it is kept but
what Python and the libraries remember.
"""

from __future__ import annotations

import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def rehearse() -> None:
    """Read, measure and draw a ledger of a few items."""
    from analysis import figures, narrate, results
    from analysis.notebook import labelled
    from analysis.workload import per_leader

    told = _told()
    narrate.fulfilment_findings(told, "zh")
    narrate.workload_findings(told, "zh")
    results.over_fulfilment(told)
    results.workload_per_leader(told)
    labelled(per_leader(told))
    _draw(figures.ledger_figure(told, "", "zh"))


def rehearse_networks() -> None:
    """Measure and draw the network of the same ledger."""
    from analysis import figures, narrate, networks, results

    told = _told()
    found, tests = networks.circles(told, draws=2), networks.pair_tests(told, draws=2)
    narrate.coresponsibility_findings(told, "zh")
    results.co_responsibility(told, found, networks.core(told, draws=2), tests)
    _draw(figures.matrix_figure(told, "zh"))


def _told() -> dict[str, pd.DataFrame]:
    from analysis.extraction import extract
    from analysis.frames import tables
    from analysis.readers import read_ledger

    with as_file(files(__package__) / "rehearsal.csv") as path:
        return tables(extract(read_ledger(path)))


def _draw(figure: Figure) -> None:
    import matplotlib.pyplot as plt

    from analysis import figures

    with tempfile.TemporaryDirectory() as folder:
        figures.save(figure, Path(folder), "rehearsal")
    plt.close(figure)
