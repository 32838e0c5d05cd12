"""Jobs on the machines of a Dask cluster: what a job reads travels there, what it has written travels back.

A worker needs this package and nothing of the caller's disk. Tasks have the fingerprint of their job for a name and are
published until their result has been fetched: a caller that goes away finds them again, and a worker that dies has its tasks
run by another.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.batch.jobs import Job
from analysis.batch.manifest import Entry
from analysis.errors import LedgerError
from analysis.readers.corrections import corrections_path

if TYPE_CHECKING:
    from analysis.extracts import Extract

# Tasks that are with the scheduler at a time; what they read is in its memory.
IN_FLIGHT = 256
# Seconds to reach the scheduler, and how many workers a task may see die before it counts as failed.
REACH, RETRIES = 10, 3


@contextlib.contextmanager
def connected(address: str) -> Iterator[Any]:
    """Hold a connection to a scheduler.

    Raises
    ------
    LedgerError
        Where Dask is not installed, or the scheduler is not there.
    """
    try:
        from distributed import Client
    except ImportError:
        raise LedgerError("--scheduler", "no Dask here", "the extra: pip install minsheng[cluster]") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=REACH)
    except (OSError, ValueError) as error:
        raise LedgerError(
            "--scheduler", f"no scheduler at {address} ({error})", "the address of a Dask scheduler"
        ) from None
    try:
        yield client
    finally:
        client.close()


class Cluster:
    """Runs jobs as tasks of a Dask cluster."""

    def __init__(self, client: Any) -> None:
        self.client, self.at_once = client, IN_FLIGHT

    def submit(self, job: Job, now: dict[str, str]) -> Any:
        """Send a job, or find the task of it that is there."""
        key = f"minsheng-{job.name}-{'-'.join(now[part] for part in sorted(now))}"
        future = self.client.submit(_render, _packed(job), now, key=key, retries=RETRIES)
        with contextlib.suppress(KeyError):
            self.client.publish_dataset(future, name=key)
        return future

    def first(self, running: Iterable[Any]) -> set[Any]:
        """Wait until a task has ended."""
        from distributed import wait

        return set(wait(list(running), return_when="FIRST_COMPLETED").done)

    def result(self, future: Any, job: Job) -> Entry:
        """Take what a task has given and write its files into place."""
        from analysis.exports import write_whole

        entry: Entry
        try:
            entry, files = future.result()
            for name, data in files.items():
                write_whole(job.folder / name, data)
        except Exception as error:  # workers died, a disk is full: this job failed, the others go on
            told = {"ledger": job.ledger, "notebook": job.notebook.stem, "sources": [str(p) for p in job.sources]}
            entry = {
                "job": job.name,
                **told,
                "status": "failed",
                "error": f"{type(error).__name__}: {error}"[:300],
                "seconds": 0,
            }
        with contextlib.suppress(Exception):
            self.client.unpublish_dataset(future.key)
        return entry | {"sources": [str(p) for p in job.sources]}


def _packed(job: Job) -> dict[str, Any]:
    """A job with what it reads."""
    files: dict[str, bytes] = {}
    for path in job.sources:
        files |= _with_what_lies_beside(path)
    fields = {"ledger": job.ledger, "parameters": job.parameters, "warm": job.warm}
    return {
        "fields": fields,
        "sources": [p.name for p in job.sources],
        "files": files,
        "notebook": (job.notebook.name, job.notebook.read_bytes()),
    }


def _with_what_lies_beside(path: Path) -> dict[str, bytes]:
    """A ledger's file, its sidecar and its corrections, by name, as far as they are there."""
    parts = (path, path.with_name(f"{path.name}.meta.yml"), corrections_path(path))
    return {part.name: part.read_bytes() for part in parts if part.is_file()}


def _render(packed: Mapping[str, Any], now: dict[str, str]) -> tuple[Entry, dict[str, bytes]]:
    """On a worker: render a job in a folder of its own; its entry and the files that it has written."""
    from analysis.batch.run import prepare, run

    prepare()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = _unpacked(folder / "in", packed["files"])
        notebook = folder / packed["notebook"][0]
        notebook.write_bytes(packed["notebook"][1])
        job = Job(
            sources=tuple(sources[s] for s in packed["sources"]),
            notebook=notebook,
            folder=folder / "out",
            **packed["fields"],
        )
        entry = run(job, now)
        return entry, {n: (job.folder / n).read_bytes() for n in entry.get("outputs", {})}


def _unpacked(folder: Path, files: Mapping[str, bytes]) -> dict[str, Path]:
    folder.mkdir()
    out = {}
    for name, data in files.items():
        # a name is never a path
        out[name] = folder / Path(name).name
        out[name].write_bytes(data)
    return out


def extract_on(
    client: Any, files: Iterable[Path], columns: Mapping[str, str], form: str, pseudonymous: bool
) -> Iterator[tuple[Path, Extract | str]]:
    """Extract ledgers on a cluster, as they get done: each with what became of it, or with what is wrong with it."""
    from distributed import as_completed

    packed = {}
    for path in files:
        read = _with_what_lies_beside(path)
        future = client.submit(
            _extract, path.name, read, dict(columns), form, pseudonymous, pure=False, retries=RETRIES
        )
        packed[future] = path
    for future in as_completed(list(packed)):
        path = packed[future]
        try:
            yield path, future.result()
        except Exception as error:  # a worker that died takes its ledger along, and no other
            yield path, f"{path}: a worker that failed ({type(error).__name__}: {error})"


def _extract(
    name: str, files: Mapping[str, bytes], columns: dict[str, str], form: str, pseudonymous: bool
) -> Extract | str:
    """On a worker: the files of a ledger's tables, or what is wrong with it."""
    from analysis.extracts import extracted

    with tempfile.TemporaryDirectory() as folder:
        paths = _unpacked(Path(folder, "in"), files)
        try:
            return extracted(paths.get(name, Path(folder, "in", name)), columns, form, pseudonymous=pseudonymous)
        except LedgerError as error:
            return str(error).replace(f"{folder}/in/", "")


__all__ = ["Cluster", "connected", "extract_on"]
