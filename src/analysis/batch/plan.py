"""What there is to be rendered: which notebooks of which ledgers, with which parameters, and why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.batch import manifest
from analysis.batch.jobs import Job, due, inputs, parameters_of
from analysis.batch.manifest import Entry
from analysis.errors import LedgerError
from analysis.paths import ACROSS, TABLES, project

Grid = Sequence[Mapping[str, Any]]


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
    on_due: Callable[[Job], None] | None = None,
) -> Plan:
    """Say what there is to be rendered, and why; see `render`. ``on_due`` is told of the first job that is due."""
    from analysis.readers import ledger_id

    books = _chosen(chosen)
    known = {nb: parameters_of(nb) for nb in books}
    _check_parameters(known, [*(parameters or {}), *(k for row in grid for k in row if k != "run")])
    for value in (given["lang"] for given in (parameters or {}, *grid) if "lang" in given):
        if value not in ("zh", "en"):
            raise LedgerError("-p", f"lang={value}", "zh or en")
    _check_runs([name for name, _ in _runs(grid)] if grid else [])
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
        first = next((job for job, why in own if why), None)
        if first is not None:
            if on_due is not None:
                on_due(first)
                on_due = None
            told = _told(file, columns)
            if isinstance(told, str):
                failed.append(told)
                # what was rendered of it before is not of the file as it is now: the index does not show it
                for job, _ in own:
                    entries.pop(job.name, None)
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


def _check_runs(names: Sequence[str]) -> None:
    """Refuse runs whose names would be no folders of their own.

    Raises
    ------
    LedgerError
        With the first of them.
    """
    wrong = [name for name in names if not _RUN.fullmatch(name) or names.count(name) > 1]
    if wrong:
        raise LedgerError("grid", f"the run {wrong[0]!r}", "names of letters, digits, . _ and -, each once")


_RUN = re.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,59}")


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
