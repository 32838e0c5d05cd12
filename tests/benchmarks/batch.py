"""How fast a batch is, beside the same work by papermill and nbconvert one notebook at a time, in the same run.

    .venv/bin/python tests/benchmarks/batch.py [LEDGERS [SAMPLE]]

The ways of comparison are measured on a sample of notebooks and scaled. Memory is the sum of what the processes of the batch
hold alone or share in proportion (PSS), read once a second: to read it costs time too.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
NAMES = ("1_over_fulfilment", "2_workload_per_leader", "3_co_responsibility")


def ledgers(folder: Path, count: int) -> list[Path]:
    """Ledgers like the seed, each with other numbers."""
    text = (ROOT / "data" / "raw" / "jiangmen-2018.txt").read_text(encoding="utf-8")
    out = []
    for i in range(count):
        out.append(folder / f"ledger-{i}.txt")
        out[-1].write_text(text.replace("13444人次", f"{13444 + i}人次"), encoding="utf-8")
    return out


def memory(mark: str, peaks: list[int], stop: threading.Event) -> None:
    """Note what the processes that carry a mark in their environment hold together."""
    while not stop.wait(1):
        total = 0
        for path in Path("/proc").glob("[0-9]*"):
            try:
                if mark.encode() in (path / "environ").read_bytes():
                    rollup = (path / "smaps_rollup").read_text(encoding="ascii")
                    total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            except (OSError, StopIteration, ValueError):
                continue
        peaks.append(total)


def batch(files: list[Path], out: Path, *options: str) -> tuple[float, float, float, list[int]]:
    """Seconds of a batch, until its first page, and for a call that finds all done; memory over time in kB."""
    mark, peaks, stop = f"BATCH={out}", [], threading.Event()
    watcher = threading.Thread(target=memory, args=(mark, peaks, stop))
    command = [str(BIN / "minsheng"), "render", *map(str, files), "--out", str(out), "--notebooks", *NAMES, *options]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=os.environ | {"BATCH": str(out)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    watcher.start()
    first = 0.0
    while process.poll() is None:
        if not first and next(out.glob("*/*.html"), None):
            first = time.perf_counter() - start
        time.sleep(0.02)
    took = time.perf_counter() - start
    stop.set()
    watcher.join()
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return took, first, time.perf_counter() - start, peaks


def by_hand(files: list[Path], out: Path, sample: int, at_once: int) -> float:
    """Seconds a notebook takes by papermill's and nbconvert's commands, one after the other or two at a time."""
    out.mkdir()
    jobs = list(itertools.islice(itertools.product(files, NAMES), sample))
    script = (
        f'"{BIN}/papermill" "{ROOT}/notebooks/$2.ipynb" "{out}/$3.ipynb" -p ledger "$1" -p out "{out}/$3" --no-progress-bar '
        f'&& "{BIN}/jupyter-nbconvert" --to html --log-level ERROR "{out}/$3.ipynb"'
    )
    lines = "\n".join(f"{f}\n{n}\n{i}" for i, (f, n) in enumerate(jobs))
    start = time.perf_counter()
    subprocess.run(
        ["xargs", "-P", str(at_once), "-n", "3", "sh", "-c", script, "sh"], input=lines, text=True, check=True, capture_output=True
    )  # fmt: skip
    return (time.perf_counter() - start) / len(jobs)


def main(count: int, sample: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files, n = ledgers(folder, count), count * len(NAMES)
        took, first, again, peaks = batch(files, folder / "warm")
        quarter = max(1, len(peaks) // 4)
        print(f"batch, warm     {n} notebooks: {took:7.1f} s, {took / n:6.2f} s each; first page after {first:.1f} s")
        print(f"all is done     {again:.2f} s")
        seconds = [
            json.loads(line)["seconds"] for line in (folder / "warm" / "manifest.jsonl").read_text().splitlines()
        ]
        part = max(1, len(seconds) // 4)
        early, late = (sum(some) / len(some) for some in (seconds[:part], seconds[-part:]))
        print(f"time of a job   first quarter {early:.2f} s, last {late:.2f} s")
        early, late = (max(part) / 1024 for part in (peaks[:quarter], peaks[-quarter:]))
        print(f"memory          peak {max(peaks) / 1024:.0f} MB; first quarter {early:.0f}, last {late:.0f} MB")
        few = files[: max(1, sample // len(NAMES))]
        cold = batch(few, folder / "cold", "--kernels", "cold")[0] / (len(few) * len(NAMES))
        loop, two = by_hand(files, folder / "loop", sample, 1), by_hand(files, folder / "two", sample, 2)
        for what, each in (("batch, cold", cold), ("papermill, one at a time", loop), ("papermill, xargs -P2", two)):
            print(f"{what:26} {each:6.2f} s each; {each * n / took:5.1f} times the batch")


if __name__ == "__main__":
    main(*map(int, (*sys.argv[1:], *("100", "12")[len(sys.argv) - 1 :])))
