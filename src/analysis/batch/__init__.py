"""Render every notebook for every ledger: only what is due, several at a time, so that it can be stopped and gone on with."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.batch.jobs import Job, due, inputs
from analysis.batch.manifest import Entry
from analysis.batch.plan import Grid, Plan, notebooks, planned
from analysis.batch.runner import Local, Progress, run_all
from analysis.paths import ACROSS, TABLES

if TYPE_CHECKING:
    from analysis.batch.cluster import Cluster


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a batch.

    ``done``: ledgers all of whose notebooks are rendered, now or before; ``failed``: a line for each that is not;
    ``unreadable``: how many of these are files that could not be read; ``ran`` and ``skipped``: notebooks run now, those
    that failed among them, and those whose result was there.
    """

    index: Path
    done: tuple[str, ...]
    failed: tuple[str, ...]
    unreadable: int
    ran: int = 0
    skipped: int = 0


def render(
    files: Iterable[str | Path],
    out: str | Path = "build/site",
    lang: str = "zh",
    columns: Mapping[str, str] | None = None,
    *,
    chosen: Sequence[str | Path] = (),
    parameters: Mapping[str, Any] | None = None,
    grid: Grid = (),
    workers: int | None = None,
    kernels: str = "auto",
    force: bool = False,
    fail_fast: bool = False,
    progress: Callable[[int], Progress] | None = None,
    scheduler: str = "",
) -> Report:
    """Render ledgers into a folder of pages; what is there, sound, and made of the same inputs, is not made again.

    Parameters
    ----------
    files : iterable of str or Path
        Ledger files. One that cannot be read, or whose notebooks fail, is reported; the others are done.
    out : str or Path
        Folder to write to: ``<ledger>/<notebook>.ipynb``, ``.html``, figures, tables and results; ``across/`` for the
        notebooks that read all ledgers, ``tables/`` with the tables of all (Parquet), ``manifest.jsonl`` and ``index.html``.
    lang : {'zh', 'en'}
        Language of the words around the data.
    columns : mapping of str to str, optional
        Column → header, as for `analysis.read_ledger`.
    chosen : sequence of str or Path
        Notebooks, by name (``1_over_fulfilment``) or file; all of the project where none is named.
    parameters : mapping, optional
        Further parameters of the notebooks.
    grid : sequence of mapping
        Sets of parameters: each ledger is rendered with each of them, into ``<ledger>@<run>``.
    workers : int, optional
        Notebooks at a time; one more than there are processors where it is not given.
    kernels : {'auto', 'warm', 'cold'}
        Whether kernels are forked from a process that has everything loaded (``warm``) or started one by one; ``auto``:
        warm for the project's own notebooks, which tests prove cold.
    force : bool
        Render all, whatever is there.
    fail_fast : bool
        Start nothing more once a notebook has failed.
    progress : callable, optional
        Makes what is told of each job, from the number of jobs.
    scheduler : str
        Address of a Dask scheduler (``tcp://…``) on whose workers the ledgers are rendered; empty: here.

    Returns
    -------
    Report
    """
    folder = Path(out).resolve()
    with locked(folder), Local(workers) as here:
        plan = planned(
            files, folder, lang, columns,
            chosen=chosen, parameters=parameters, grid=grid, kernels=kernels, force=force, on_due=_ahead if not scheduler else None,
        )  # fmt: skip
        tell = (progress or Progress)(sum(1 for _, why in plan.jobs if why))
        entries = dict(plan.entries)
        first = [(j, why) for j, why in plan.jobs if j.ledger != ACROSS]
        last = [(j, why) for j, why in plan.jobs if j.ledger == ACROSS]
        with contextlib.ExitStack() as stack:
            runner: Local | Cluster = here
            if scheduler:
                from analysis.batch.cluster import Cluster, connected

                runner = Cluster(stack.enter_context(connected(scheduler)))
            ran = run_all([j for j, why in first if why], folder, entries, plan.titles, runner, fail_fast, tell)
        again = [j for j, why in _renewed(last, folder, entries, plan, ran > 0, force) if why]
        # they read what is in this folder
        ran += run_all(again, folder, entries, plan.titles, here, fail_fast, tell)
        tell.close()
        jobs = [j for j, _ in plan.jobs]
        broken = _broken(jobs, entries)
        index = folder / "index.html"
        if ran or plan.unreadable or not index.exists():
            from analysis.batch.site import write_index

            index = write_index(folder, entries, plan.unreadable, lang)
        done = tuple(dict.fromkeys(j.ledger for j in jobs if j.ledger not in broken and j.ledger != ACROSS))
        failed = (*plan.unreadable, *broken.values())
        return Report(index, done, failed, len(plan.unreadable), ran, len(jobs) - ran)


def _ahead(job: Job) -> None:
    """Let the process that kernels are forked from load while the other ledgers are looked at."""
    from analysis.batch import warm

    if job.warm and not warm.unsafe():
        warm.server()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold an output folder: another call on it waits until this one has ended."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            import sys

            print(f"minsheng: another call writes to {folder}; waiting for it", file=sys.stderr)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _renewed(
    last: Sequence[tuple[Job, str]], folder: Path, entries: dict[str, Entry], plan: Plan, changed: bool, force: bool
) -> list[tuple[Job, str]]:
    """Jobs that read all ledgers, once the tables of all are put together anew."""
    if changed or not (folder / TABLES).exists():
        from analysis.batch.store import combine

        whole = [
            j.ledger for j, _ in plan.jobs if j.ledger != ACROSS and entries.get(j.name, {}).get("status") == "done"
        ]
        combine(folder, list(dict.fromkeys(whole)))
    there = any((folder / TABLES).glob("*.parquet"))
    return [(j, "forced" if force else due(j, entries.get(j.name), inputs(j))) for j, _ in last if there]


def _broken(jobs: Iterable[Job], entries: Mapping[str, Entry]) -> dict[str, str]:
    """A line for each ledger one of whose notebooks failed or was not run."""
    out: dict[str, str] = {}
    for job in jobs:
        entry = entries.get(job.name)
        if entry is not None and entry.get("status") == "done":
            continue
        where = job.sources[0] if job.ledger != ACROSS else job.ledger
        if entry is None:
            out.setdefault(job.ledger, f"{where}: {job.notebook.name}: not rendered")
            continue
        cell = f"cell {entry['cell']}: " if entry.get("cell") else ""
        out.setdefault(job.ledger, f"{where}: {job.notebook.name}: {cell}{entry.get('error', 'failed')}")
    return out


__all__ = ["Grid", "Plan", "Progress", "Report", "notebooks", "planned", "render"]
