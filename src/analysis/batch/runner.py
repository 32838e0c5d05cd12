"""Running jobs, several at a time: here, or wherever a runner sends them."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from analysis.batch import manifest
from analysis.batch.jobs import Job, inputs
from analysis.batch.manifest import Entry

if TYPE_CHECKING:
    from analysis.batch.cluster import Cluster

# Seconds for which the first notebook has the machine to itself, since the server is still loading what others need: its
# page is there sooner, and the last no later.
HEAD_START = 5.0


def _processors() -> int:
    """Number of processors that this process may use; all there are where the system does not say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
    """Runs jobs in threads, each with a kernel of its own process; held while a batch lasts."""

    def __init__(self, workers: int | None) -> None:
        # one more than processors: while a page is written the kernels of the others run on
        self.at_once = workers or _processors() + 1
        self.pool = ThreadPoolExecutor(self.at_once)
        self.ahead: Future[Entry] | None = None

    def submit(self, job: Job, now: dict[str, str]) -> Any:
        """Start a job."""
        future = self.pool.submit(self._run, job, now, self.ahead)
        if job.warm and self.ahead is None:
            self.ahead = future
        return future

    def _run(self, job: Job, now: dict[str, str], ahead: Future[Entry] | None) -> Entry:
        from analysis.batch.run import run

        if job.warm and ahead is not None:
            wait([ahead], HEAD_START)
        return run(job, now)

    def first(self, running: Iterable[Any]) -> set[Any]:
        """Wait until a job has ended."""
        return wait(running, return_when=FIRST_COMPLETED).done

    def result(self, future: Any, job: Job) -> Entry:
        """Take what became of a job."""
        entry: Entry = future.result()
        return entry

    def __enter__(self) -> Self:
        from analysis.batch import local

        local.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Where the batch was stopped, end all kernels; what they were doing is not in place yet."""
        from analysis.batch import local, warm

        self.pool.shutdown(wait=False, cancel_futures=True)
        if kind is not None and not issubclass(kind, Exception):
            local.leave()
            try:
                warm.stop()
                local.end_all()
            finally:
                # stopped twice, it still leaves nothing behind
                local.remove_all()


def run_all(
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
            # it loads while we do, and goes on while the first notebook runs
            warm.server()
        prepare()
    for job in jobs:
        for left in job.folder.glob(".*.partial"):
            shutil.rmtree(left, ignore_errors=True)
    waiting, ran, failed = iter(jobs), 0, False
    running: dict[Any, Job] = {}
    unwritten: list[Entry] = []
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
    for entry in unwritten:
        manifest.append(folder, entry)
    return ran


def _record(folder: Path, unwritten: list[Entry]) -> None:
    """Write down what became of jobs; what a full disk does not take now is written with the next."""
    with contextlib.suppress(OSError):
        while unwritten:
            manifest.append(folder, unwritten[0])
            del unwritten[0]
