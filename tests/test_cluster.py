"""Batches on a Dask cluster: a scheduler and two workers on loopback, each a process of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import analysis
from analysis.batch import manifest
from analysis.cli import main
from conftest import SEED
from test_batch import lines, write_notebook

pytest.importorskip("distributed")


def started(*arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    processes = [
        started("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    ]
    worker = (
        "worker",
        "--scheduler-file",
        str(file),
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
        "--local-directory",
        str(folder),
    )
    processes += [started(*worker) for _ in range(2)]
    import json

    for _ in range(300):
        with contextlib.suppress(OSError, ValueError):
            address = json.loads(file.read_text(encoding="utf-8"))["address"]
            break
        time.sleep(0.1)
    yield address, processes
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def ledgers(write_ledger) -> list[Path]:
    return [
        write_ledger(("一", "1", f"建成{i + 2}所。", "", "市教育局", "", f"已建成{i + 2}所。"), name=f"l{i}.txt")
        for i in range(4)
    ]


def test_tables_are_those_that_are_made_here(cluster, ledgers, tmp_path: Path, capsys):
    address, _ = cluster
    bad = tmp_path / "bad.txt"
    bad.write_text("nothing", encoding="utf-8")
    assert (
        main(["extract", *map(str, ledgers), str(bad), "--out", str(tmp_path / "there"), "--scheduler", address]) == 1
    )
    assert "bad.txt" in capsys.readouterr().err
    assert main(["extract", *map(str, ledgers), "--out", str(tmp_path / "here")]) == 0
    here, there = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*.*")} for n in ("here", "there")
    )
    assert here == there


def test_a_worker_that_dies_is_replaced_by_the_other(cluster, ledgers, tmp_path: Path):
    """One of the two is killed while it has a job; all is done all the same, and as it would be done here."""
    address, processes = cluster
    book = write_notebook(
        tmp_path / "slow.ipynb",
        "import time\nfrom pathlib import Path\ntime.sleep(1)\nPath(out, 'made.txt').write_text(Path(ledger).read_text(encoding='utf-8'), encoding='utf-8')",
    )
    site = tmp_path / "site"

    def kill() -> None:
        for _ in range(300):
            if (site / manifest.NAME).exists():
                break
            time.sleep(0.05)
        os.killpg(processes[2].pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    report = analysis.render(ledgers, site, chosen=[book], scheduler=address)
    killer.join()
    assert report.failed == ()
    assert sorted(report.done) == ["l0", "l1", "l2", "l3"]
    for path in ledgers:
        assert (site / path.stem / "made.txt").read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
    assert {e["status"] for e in lines(site)} == {"done"}
    # what is there is not sent again
    assert analysis.render(ledgers, site, chosen=[book], scheduler=address).ran == 0


def test_a_caller_that_goes_away_finds_its_tasks_again(cluster, ledgers, tmp_path: Path):
    address, _ = cluster
    book = write_notebook(
        tmp_path / "counted.ipynb", f"open({str(tmp_path / 'ran')!r}, 'a').write('x')\nimport time\ntime.sleep(2)"
    )
    command = [
        sys.executable,
        "-m",
        "analysis",
        "render",
        str(ledgers[0]),
        "--out",
        str(tmp_path / "site"),
        "--notebooks",
        str(book),
        "--scheduler",
        address,
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        if (tmp_path / "ran").exists():
            break
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert (tmp_path / "ran").read_text(encoding="utf-8") == "x"
    assert lines(tmp_path / "site")[0]["status"] == "done"


def test_the_projects_notebooks_and_the_index(cluster, tmp_path: Path):
    address, _ = cluster
    report = analysis.render([SEED], tmp_path / "site", scheduler=address)
    assert report.done == ("jiangmen-2018",)
    assert (tmp_path / "site" / "across" / "4_across_ledgers.html").exists()
    assert "江门市2018年民生实事进展情况表" in report.index.read_text(encoding="utf-8")


def test_a_scheduler_that_is_not_there_is_said_in_one_line(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr("analysis.batch.cluster.REACH", 1)
    assert main(["render", str(SEED), "--out", str(tmp_path), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "no scheduler at tcp://127.0.0.1:9" in capsys.readouterr().err
