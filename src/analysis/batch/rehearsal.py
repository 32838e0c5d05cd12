"""What is slow the first time that a notebook does it, done once before kernels are forked.

Patterns are compiled, letters are loaded, and modules that are imported on first use are there. Nothing of it is kept but
what Python and the libraries remember.
"""

from __future__ import annotations

import tempfile
from importlib.resources import as_file, files
from pathlib import Path


def rehearse() -> None:
    """Read, measure and draw a ledger of a few items."""
    import matplotlib.pyplot as plt

    from analysis import figures, narrate, networks, results
    from analysis.extraction import extract
    from analysis.frames import tables
    from analysis.notebook import labelled
    from analysis.readers import read_ledger
    from analysis.workload import per_leader

    with as_file(files(__package__) / "rehearsal.csv") as path:
        told = tables(extract(read_ledger(path)))
    found, tests = networks.circles(told, draws=2), networks.pair_tests(told, draws=2)
    narrate.fulfilment_findings(told, "zh")
    narrate.workload_findings(told, "zh")
    narrate.coresponsibility_findings(told, "zh")
    results.over_fulfilment(told)
    results.workload_per_leader(told)
    results.co_responsibility(told, found, networks.core(told, draws=2), tests)
    labelled(per_leader(told))
    with tempfile.TemporaryDirectory() as folder:
        for figure in (
            figures.ledger_figure(told, "", "zh"),
            figures.matrix_figure(told, "zh"),
        ):
            figures.save(figure, Path(folder), "rehearsal")
            plt.close(figure)
