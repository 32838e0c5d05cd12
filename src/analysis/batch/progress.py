"""What is told of a batch while it runs: a bar on a terminal, else a line for each job."""

from __future__ import annotations

import sys
import time

from analysis.batch import Progress
from analysis.batch.jobs import Job
from analysis.batch.manifest import Entry


def shown(total: int) -> Progress:
    """Choose between bar and lines."""
    return Bar(total) if sys.stderr.isatty() else Lines(total)


class Bar(Progress):
    """One bar: how far it is, what runs now, what failed, the time left."""

    def __init__(self, total: int) -> None:
        from tqdm import tqdm

        super().__init__(total)
        self.running: list[str] = []
        self.failed = 0
        self.bar = tqdm(total=total, unit="nb", disable=not total, file=sys.stderr, dynamic_ncols=True)

    def started(self, job: Job) -> None:
        """Tell that a job has begun."""
        self.running.append(job.name)
        self._say()

    def ended(self, entry: Entry) -> None:
        """Tell what became of a job."""
        self.running = [name for name in self.running if name != entry["job"]]
        if entry["status"] != "done":
            self.failed += 1
            self.bar.write(f"{entry['job']}: {entry.get('error', 'failed')}", file=sys.stderr)
        # the notebooks over all ledgers are only counted when their turn comes
        self.bar.total = max(self.bar.total or 0, self.bar.n + 1)
        self.bar.update()
        self._say()

    def _say(self) -> None:
        failed = f"{self.failed} failed; " if self.failed else ""
        self.bar.set_postfix_str(failed + ", ".join(self.running), refresh=True)

    def close(self) -> None:
        """End."""
        self.bar.close()


class Lines(Progress):
    """A line for each job that has ended."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.count, self.began = 0, time.monotonic()

    def ended(self, entry: Entry) -> None:
        """Tell what became of a job."""
        self.count += 1
        self.total = max(self.total, self.count)
        left = (time.monotonic() - self.began) / self.count * (self.total - self.count)
        what = f"{entry['seconds']} s" if entry["status"] == "done" else f"failed: {entry.get('error', '')}"
        print(
            f"[{self.count}/{self.total}] {entry['job']}: {what}; about {left:.0f} s left", file=sys.stderr, flush=True
        )
