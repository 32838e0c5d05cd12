"""Render every notebook for every ledger: only what is due, several at a time, so that it can be stopped and gone on with."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.batch import manifest
from analysis.batch.jobs import ACROSS, TABLES, Job, due, inputs, parameters_of
from analysis.batch.manifest import Entry
from analysis.errors import LedgerError
from analysis.paths import project

if TYPE_CHECKING:
    from analysis.batch.cluster import Cluster

Grid = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a batch.

    ``done``: ledgers all of whose notebooks are rendered, now or before; ``failed``: a line for each that is not;
    ``unreadable``: how many of these are files that could not be read; ``ran`` and ``skipped``: notebooks rendered now,
    and those whose result was there.
    """

    index: Path
    done: tuple[str, ...]
    failed: tuple[str, ...]
    unreadable: int
    ran: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Jobs with why each is due (empty: it is not), the state of the manifest, and the files that could not be read."""

    jobs: tuple[tuple[Job, str], ...]
    entries: dict[str, Entry]
    titles: dict[str, dict[str, Any]]
    unreadable: tuple[str, ...]


def notebooks() -> list[Path]:
    """Notebooks of the project, in order."""
    found = sorted((project() / "notebooks").glob("[0-9]_*.ipynb"))
    if not found:
        raise LedgerError(
            project() / "notebooks", "no notebooks", "a checkout of the project; run minsheng render inside it"
        )
    return found


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
        Notebooks at a time; as many as there are processors where it is not given.
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
    with locked(folder):
        plan = planned(
            files, folder, lang, columns, chosen=chosen, parameters=parameters, grid=grid, kernels=kernels, force=force
        )
        tell = (progress or Progress)(sum(1 for _, why in plan.jobs if why))
        entries = dict(plan.entries)
        first = [(j, why) for j, why in plan.jobs if j.ledger != ACROSS]
        last = [(j, why) for j, why in plan.jobs if j.ledger == ACROSS]
        here = Local(workers)
        with contextlib.ExitStack() as stack:
            runner: Local | Cluster = here
            if scheduler:
                from analysis.batch.cluster import Cluster, connected

                runner = Cluster(stack.enter_context(connected(scheduler)))
            ran = _run([j for j, why in first if why], folder, entries, plan.titles, runner, fail_fast, tell)
        again = [j for j, why in _renewed(last, folder, entries, plan, ran > 0, force) if why]
        # they read what is in this folder
        ran += _run(again, folder, entries, plan.titles, here, fail_fast, tell)
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


def planned(
    files: Iterable[str | Path],
    folder: Path,
    lang: str = "zh",
    columns: Mapping[str, str] | None = None,
    *,
    chosen: Sequence[str | Path] = (),
    parameters: Mapping[str, Any] | None = None,
    grid: Grid = (),
    kernels: str = "auto",
    force: bool = False,
) -> Plan:
    """Say what there is to be rendered, and why; see `render`."""
    import json

    from analysis.readers import ledger_id

    books = _chosen(chosen)
    known = {nb: parameters_of(nb) for nb in books}
    _check_parameters(known, [*(parameters or {}), *(k for row in grid for k in row if k != "run")])
    entries = manifest.read(folder)
    titles: dict[str, dict[str, Any]] = {}
    failed: list[str] = []
    jobs: list[tuple[Job, str]] = []
    seen: dict[str, str | Path] = {}
    for file in files:
        name = ledger_id(file)
        if name in seen:
            other = f"the id {name}, which is also that of {seen[name]}"
            failed.append(str(LedgerError(file, other, "files whose names differ")))
            continue
        own: list[tuple[Job, str]] = []
        for run, row in _runs(grid):
            ledger = f"{name}@{run}" if run else name
            for nb in books:
                if "ledger" in known[nb]:
                    given = {"lang": lang, "columns": dict(columns or {}), **(parameters or {}), **row}
                    text = json.dumps(
                        {k: v for k, v in given.items() if k in known[nb]}, sort_keys=True, ensure_ascii=False
                    )
                    job = Job(ledger, (Path(file).resolve(),), nb, folder / ledger, text, _warm(nb, kernels))
                    own.append((job, "forced" if force else due(job, entries.get(job.name), inputs(job))))
        if any(why for _, why in own):
            told = _told(file, columns)
            if isinstance(told, str):
                failed.append(told)
                continue
            titles |= {job.ledger: told for job, _ in own}
        seen[name] = file
        jobs += own
    if seen:
        tables = folder / TABLES
        for nb in books:
            if "ledgers" in known[nb]:
                given = {"lang": lang, **(parameters or {})}
                text = json.dumps(
                    {k: v for k, v in given.items() if k in known[nb]}, sort_keys=True, ensure_ascii=False
                )
                job = Job(ACROSS, (tables,), nb, folder / ACROSS, text, _warm(nb, kernels))
                jobs.append((job, "forced" if force else due(job, entries.get(job.name), inputs(job))))
    return Plan(tuple(jobs), entries, titles, tuple(failed))


def _runs(grid: Grid) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and parameters of each run; one without a name where there is no grid."""
    if not grid:
        yield "", {}
    for i, row in enumerate(grid, 1):
        yield str(row.get("run") or i), {k: v for k, v in row.items() if k != "run"}


def _chosen(names: Sequence[str | Path]) -> list[Path]:
    if not names:
        return notebooks()
    own = {nb.stem: nb for nb in notebooks()} if any(not Path(n).exists() for n in names) else {}
    out = []
    for name in names:
        path = Path(name)
        if str(name) in own:
            out.append(own[str(name)])
        elif path.is_file():
            out.append(path.resolve())
        else:
            raise LedgerError(name, "no such notebook", f"a file or one of {', '.join(own)}")
    return out


def _check_parameters(known: Mapping[Path, list[str]], names: Iterable[str]) -> None:
    for name in names:
        if not any(name in of for of in known.values()):
            raise LedgerError(
                "-p", f"the parameter {name!r}", f"one of {', '.join(sorted({n for of in known.values() for n in of}))}"
            )
        if name in ("ledger", "ledgers", "out"):
            raise LedgerError("-p", f"the parameter {name!r}", "ledgers as FILE, the folder as --out")


def _warm(notebook: Path, kernels: str) -> bool:
    """Whether a notebook's kernel is forked: those of the project, which tests have proved to run cold."""
    return kernels == "warm" or (kernels == "auto" and notebook.parent == project() / "notebooks")


def _told(file: str | Path, columns: Mapping[str, str] | None) -> dict[str, Any] | str:
    """Title, place and year of a ledger that can be read; else what is wrong with it."""
    from analysis.readers import read_ledger

    try:
        ledger = read_ledger(file, columns)
    except LedgerError as error:
        return str(error)
    return {"title": ledger.title, "place": ledger.place or "", "year": ledger.year or ""}


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


class Progress:
    """What is told of a batch while it runs; this one says nothing."""

    def __init__(self, total: int) -> None:
        self.total = total

    def started(self, job: Job) -> None:
        """Tell that a job has begun."""

    def ended(self, entry: Entry) -> None:
        """Tell what became of a job."""

    def close(self) -> None:
        """End."""


class Local:
    """Runs jobs in threads, each with a kernel of its own process."""

    def __init__(self, workers: int | None) -> None:
        self.at_once = workers or len(os.sched_getaffinity(0))
        self.pool = ThreadPoolExecutor(self.at_once)

    def submit(self, job: Job, now: dict[str, str]) -> Any:
        """Start a job."""
        from analysis.batch.run import run

        return self.pool.submit(run, job, now)

    def first(self, running: Iterable[Any]) -> set[Any]:
        """Wait until a job has ended."""
        return wait(running, return_when=FIRST_COMPLETED).done

    def result(self, future: Any, job: Job) -> Entry:
        """Take what became of a job."""
        entry: Entry = future.result()
        return entry

    def stop(self) -> None:
        """End all kernels; what they were doing is not in place yet."""
        from analysis.batch import warm

        warm.stop()
        self.pool.shutdown(wait=False, cancel_futures=True)


def _run(
    jobs: Sequence[Job],
    folder: Path,
    entries: dict[str, Entry],
    titles: Mapping[str, Mapping[str, Any]],
    runner: Local | Cluster,
    fail_fast: bool,
    tell: Progress,
) -> int:
    """Run jobs, several at a time, and write down what becomes of each as soon as it has ended; how many ran."""
    if not jobs:
        return 0
    if isinstance(runner, Local):
        from analysis.batch import warm
        from analysis.batch.run import prepare

        jobs = [replace(j, warm=j.warm and not warm.unsafe()) for j in jobs]
        if any(j.warm for j in jobs):
            # it loads while we do
            warm.server()
        prepare()
    for job in jobs:
        for left in job.folder.glob(".*.partial"):
            shutil.rmtree(left, ignore_errors=True)
    waiting, ran, failed = iter(jobs), 0, False
    running: dict[Any, Job] = {}
    unwritten: list[Entry] = []
    try:
        while True:
            while len(running) < runner.at_once and not (failed and fail_fast):
                following = next(waiting, None)
                if following is None:
                    break
                tell.started(following)
                running[runner.submit(following, inputs(following))] = following
            if not running:
                break
            for future in runner.first(running):
                job = running.pop(future)
                entry = runner.result(future, job) | dict(titles.get(job.ledger, {}))
                failed |= entry["status"] != "done"
                entries.pop(job.name, None)
                entries[job.name] = entry
                unwritten.append(entry)
                _record(folder, unwritten)
                tell.ended(entry)
                ran += 1
    except BaseException:
        runner.stop()
        raise
    for entry in unwritten:
        manifest.append(folder, entry)
    return ran


def _record(folder: Path, unwritten: list[Entry]) -> None:
    """Write down what became of jobs; what a full disk does not take now is written with the next."""
    with contextlib.suppress(OSError):
        while unwritten:
            manifest.append(folder, unwritten[0])
            del unwritten[0]


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
