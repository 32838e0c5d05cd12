"""Render every notebook for every ledger, two at a time, with an index of the results."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from analysis.batch.jobs import ACROSS, Job, filled, page, parameters, run, title_of
from analysis.errors import LedgerError
from analysis.model import Ledger
from analysis.paths import project

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a batch: ledgers rendered in full, and a line for each that was not."""

    index: Path
    done: tuple[str, ...]
    failed: tuple[str, ...]
    unreadable: int


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
) -> Report:
    """Render ledgers into a folder of pages.

    Parameters
    ----------
    files : iterable of str or Path
        Ledger files. One that cannot be read, or whose notebooks fail, is reported; the others are done.
    out : str or Path
        Folder to write to: ``<ledger>/<notebook>.ipynb``, ``.html``, the figures, and ``index.html``.
    lang : {'zh', 'en'}
        Language of the words around the data.
    columns : mapping of str to str, optional
        Column → header, as for `analysis.read_ledger`.

    Returns
    -------
    Report
        ``index``, ``done``, ``failed`` (a line each) and how many files were ``unreadable``.
    """
    from tqdm import tqdm

    from analysis.readers import read_each

    folder = Path(out).resolve()
    ledgers: dict[str, tuple[Path, Ledger]] = {}
    failed: list[str] = []
    for file, ledger in read_each(files, columns):
        if isinstance(ledger, LedgerError):
            failed.append(str(ledger))
        else:
            ledgers[ledger.id] = Path(file).resolve(), ledger
    unreadable = len(failed)
    given = tuple((columns or {}).items())
    jobs = [
        Job((path,), name, nb, folder / name, lang, given)
        for name, (path, _) in ledgers.items()
        for nb in notebooks()
        if "ledger" in parameters(nb)
    ]
    paths = tuple(path for path, _ in ledgers.values())
    jobs += [
        Job(paths, ACROSS, nb, folder / ACROSS, lang, given)
        for nb in notebooks()
        if "ledgers" in parameters(nb) and paths
    ]
    broken: dict[str, str] = {}
    # spawn: a worker starts clean, whatever the caller has loaded
    with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        futures: dict[Future[str | None], Job] = {pool.submit(run, job): job for job in jobs}
        try:
            with tqdm(total=len(jobs), unit="nb", disable=not jobs, file=sys.stderr) as bar:
                for future in as_completed(futures):
                    job = futures[future]
                    bar.set_postfix_str(f"{job.ledger} {job.notebook.stem}")
                    bar.update()
                    try:
                        problem = future.result()
                    except Exception as error:  # a worker that was killed takes its jobs with it
                        problem = f"{job.notebook.name}: {type(error).__name__}: {error}"
                    if problem is not None:
                        broken.setdefault(job.ledger, f"{job.sources[0]}: {problem}")
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    failed += broken.values()
    done = tuple(name for name in ledgers if name not in broken)
    index = _write_index(folder, [ledgers[name][1] for name in done], failed, lang)
    return Report(index, done, tuple(failed), unreadable)


def _write_index(folder: Path, done: list[Ledger], failed: list[str], lang: str) -> Path:
    import nbformat

    from analysis.exports import write_whole
    from analysis.extraction import extract
    from analysis.frames import tables
    from analysis.narrate import fulfilment_title

    entries = []
    for ledger in done:
        pages = [
            {"name": nb.stem, "title": title_of(nbformat.read(folder / ledger.id / nb.name, as_version=4))}
            for nb in notebooks()
            if "ledger" in parameters(nb)
        ]
        headline = fulfilment_title(tables(extract(ledger)), lang)
        entries.append({"id": ledger.id, "title": ledger.title, "headline": headline, "pages": pages})
    title = "Progress ledgers" if lang == "en" else "民生实事进展台账"
    body = filled("index.html", title=title, done=entries, failed=failed, lang=lang)
    write_whole(folder / "index.html", page(title, body, lang).encode())
    return folder / "index.html"
