"""Warm kernels: they give what cold ones give, share nothing, and leave nothing behind."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

import analysis
from analysis.batch import jobs, local, manifest, notebooks, render, run, runner, warm
from analysis.batch.jobs import Job
from analysis.batch.local import LocalKernelManager
from conftest import SEED
from test_batch import alive, gone, lines, write_notebook

pytestmark = pytest.mark.skipif(bool(warm.unsafe()), reason=f"kernels are not forked here: {warm.unsafe()}")


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[None]:
    run.prepare()
    yield
    warm.stop()


def cells(notebook: Path, folder: Path, *, is_warm: bool, sources: tuple[Path, ...] = (SEED,)) -> list:
    """What each code cell shows, pictures included."""
    job = Job("x", sources, notebook, folder, json.dumps({"lang": "zh"}), is_warm)
    entry = run.run(job, {})
    assert entry["status"] == "done", entry
    assert entry["kernel"] == ("warm" if is_warm else "cold")
    node = nbformat.read(folder / f"{notebook.stem}.ipynb", as_version=4)
    return [
        [{k: v for k, v in o.items() if k != "execution_count"} for o in c.outputs]
        for c in node.cells
        if c.cell_type == "code"
    ]


@pytest.mark.parametrize("notebook", notebooks(), ids=lambda p: p.stem)
def test_every_notebook_gives_the_same_warm_and_cold(notebook: Path, tmp_path: Path):
    warmly, coldly = (cells(notebook, tmp_path / str(w), is_warm=w) for w in (True, False))
    assert any(o for c in warmly for o in c)
    for ours, theirs in zip(warmly, coldly, strict=True):
        assert ours == theirs
    names = {p.relative_to(tmp_path / "True").as_posix() for p in (tmp_path / "True").rglob("*") if p.is_file()}
    for name in names:
        if not name.endswith((".html", ".ipynb")):
            assert (tmp_path / "True" / name).read_bytes() == (tmp_path / "False" / name).read_bytes(), name


STATE = """
import os, random, sys, signal, threading
import matplotlib, numpy as np, pandas as pd
state = {
    "columns": pd.get_option("display.max_columns"), "backend": matplotlib.get_backend().lower(),
    "size": matplotlib.rcParams["figure.figsize"], "threads": len(os.listdir("/proc/self/task")) < 20,
    "environment": sorted(k for k in os.environ if not k.startswith(("JPY", "BATCH", "PYTHONPATH"))), "path": sys.path[0],
    "openblas": os.environ.get("OPENBLAS_NUM_THREADS"), "interrupt": signal.getsignal(signal.SIGINT) is signal.default_int_handler,
    "child": signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL, "group": os.getpgid(0) == os.getpid(), "main": __name__,
}
state["cwd"] = os.getcwd()
print(state)
"""


def test_a_kernel_starts_from_a_clean_state(tmp_path: Path):
    """What a cold kernel sees is what a warm one sees: environment, folder, signals, options, backend."""
    book = write_notebook(tmp_path / "state.ipynb", STATE, "import pandas as pd\npd.DataFrame([range(30)])")
    assert cells(book, tmp_path / "w", is_warm=True) == cells(book, tmp_path / "c", is_warm=False)


def test_kernels_share_nothing(tmp_path: Path):
    """The second sees nothing of what the first has changed, and other random numbers."""
    spoil = (
        "import os, random, sys\nimport matplotlib, numpy as np, pandas as pd\n"
        "seen = ('SPOILT' in os.environ, matplotlib.rcParams['lines.linewidth'], pd.get_option('display.width'), hasattr(sys, 'spoilt'))\n"
        "os.environ['SPOILT'] = '1'; matplotlib.rcParams['lines.linewidth'] = 9; pd.set_option('display.width', 7); sys.spoilt = 1\n"
        "print(seen)"
    )
    book = write_notebook(tmp_path / "spoil.ipynb", spoil, "print(random.random(), np.random.rand())")
    first, second = (cells(book, tmp_path / n, is_warm=True) for n in "ab")
    assert first[-2] == second[-2]
    assert first[-1] != second[-1]


def test_a_kernel_can_start_processes_and_threads(tmp_path: Path):
    book = write_notebook(
        tmp_path / "more.ipynb",
        "import subprocess, threading, multiprocessing, os\n"
        "subprocess.run(['true'], check=True)\nt = threading.Thread(target=print); t.start(); t.join()\n"
        "pid = os.fork()\nif not pid: os._exit(0)\nprint(os.waitpid(pid, 0)[1])\nawait __import__('asyncio').sleep(0)",
    )
    assert cells(book, tmp_path / "a", is_warm=True)


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("import os\nos._exit(3)", "DeadKernelError"),
        ("import ctypes\nctypes.string_at(0)", "DeadKernelError"),
        ("import os\nos.kill(os.getppid(), 9)\nimport time\ntime.sleep(30)", "DeadKernelError"),
        ("1 / 0", "ZeroDivisionError"),
    ],
    ids=["exit", "segfault", "server", "error"],
)
def test_a_kernel_that_ends_fails_alone(tmp_path: Path, cell: str, error: str):
    """Also where it takes the server with it: the next job starts another one."""
    book = write_notebook(tmp_path / "ends.ipynb", cell)
    entry = run.run(Job("x", (SEED,), book, tmp_path / "a", "{}", True), {})
    assert entry["status"] == "failed"
    assert error in entry["error"]
    good = write_notebook(tmp_path / "good.ipynb", "print(1)")
    assert cells(good, tmp_path / "b", is_warm=True)[-1]


def test_a_cell_is_interrupted_in_time(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(run, "CELL", 2)
    book = write_notebook(tmp_path / "hangs.ipynb", "import time\nwhile True: time.sleep(0.1)")
    at = time.monotonic()
    entry = run.run(Job("x", (SEED,), book, tmp_path / "a", "{}", True), {})
    assert entry["error"] == "a cell took more than 2 s"
    assert time.monotonic() - at < 10


def test_where_forking_is_not_safe_kernels_are_cold(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(warm, "unsafe", lambda: "forking is not safe here")
    site = tmp_path / "site"
    book = write_notebook(tmp_path / "quick.ipynb", "print(1)")
    assert analysis.render([SEED], site, chosen=[book], kernels="warm").done == ("jiangmen-2018",)
    assert [e["kernel"] for e in lines(site)] == ["cold"]


def test_foreign_notebooks_run_cold_unless_asked(tmp_path: Path):
    book = write_notebook(tmp_path / "own.ipynb", "import matplotlib\nmatplotlib.pyplot")
    analysis.render([SEED], tmp_path / "site", chosen=[book])
    # a warm kernel has it imported and would hide that it is missing
    assert "AttributeError" in manifest.read(tmp_path / "site")["jiangmen-2018/own"]["error"]
    analysis.render([SEED], tmp_path / "site", chosen=[book], kernels="warm")
    assert manifest.read(tmp_path / "site")["jiangmen-2018/own"]["status"] == "done"


def test_papermill_itself_finds_the_engine(tmp_path: Path):
    book = write_notebook(tmp_path / "quick.ipynb", "import pandas\nprint(number)")
    done = subprocess.run(
        [sys.executable, "-m", "papermill", str(book), str(tmp_path / "out.ipynb"), "--engine", "minsheng-warm", "-p", "number", "5", "--no-progress-bar"],
        capture_output=True, text=True, check=False, env=os.environ | {"BATCH_OF_A_TEST": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[-1].outputs[0].text == "5\n"
    assert gone(str(tmp_path)), alive(str(tmp_path))


@pytest.mark.parametrize("first", ["analysis.batch.engine", "analysis.batch.entry", "papermill", "analysis.batch.warm"])
def test_engine_and_papermill_are_imported_in_any_order(first: str):
    code = f"import {first}, papermill, analysis.batch.engine; papermill.engines.papermill_engines.get_engine('minsheng-warm')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("is_warm", [True, False])
def test_kernels_are_spoken_to_without_ports(tmp_path: Path, is_warm: bool):
    """A port that is found free may be another's by the time the kernel wants it; sockets lie in a folder that goes with it."""
    book = write_notebook(
        tmp_path / "where.ipynb", "import ipykernel, json\nprint(json.dumps(ipykernel.get_connection_info(unpack=True), default=str))"
    )  # fmt: skip
    ((output, *_),) = [c for c in cells(book, tmp_path / "out", is_warm=is_warm) if c]
    told = json.loads(output["text"])
    assert told["transport"] == "ipc"
    assert not Path(told["ip"]).parent.exists()


def test_the_folder_of_a_kernel_that_never_started_is_removed():
    manager = LocalKernelManager()
    folder = Path(manager.connection_file).parent
    assert folder.is_dir()
    del manager
    gc.collect()
    assert not folder.exists()


def test_after_a_stop_nothing_is_begun_until_the_next_batch(tmp_path: Path):
    """Threads of a batch that was stopped run on: what they still ask for would outlast it."""

    def stopped(total: int) -> runner.Progress:
        raise KeyboardInterrupt

    before = warm.server()
    home = Path(before.address).parent.parent
    book = write_notebook(tmp_path / "b.ipynb", "1 + 1")
    again = {"out": tmp_path / "site", "chosen": [book], "kernels": "warm"}
    with pytest.raises(KeyboardInterrupt):
        render([SEED], **again, progress=stopped)
    assert before.process.returncode is not None
    assert not home.exists()
    with pytest.raises(local.LeftError, match="stopped"):
        LocalKernelManager()
    with pytest.raises(local.LeftError, match="stopped"):
        warm.server()
    assert render([SEED], **again).ran == 1
    assert [e["kernel"] for e in lines(tmp_path / "site")] == ["warm"]


def test_a_stop_ends_cold_kernels_too(tmp_path: Path, write_ledger):
    """One that is still starting would make its folder again."""
    book = write_notebook(tmp_path / "b.ipynb", "import time\ntime.sleep(60)")
    ledgers = [write_ledger(("一", "1", "建成3所。", "", "", "", "已建成3所。"), name=f"l{i}.txt") for i in range(2)]
    begun: list[subprocess.Popen] = []
    asked: list[Job] = []

    class Stopping(runner.Progress):
        def started(self, job: Job) -> None:
            asked.append(job)
            for _ in range(600 if len(asked) > 1 else 0):
                processes = [getattr(m.provisioner, "process", None) for m in list(local._managers)]
                begun.extend(p for p in processes if isinstance(p, subprocess.Popen) and p.poll() is None)
                if begun:
                    raise KeyboardInterrupt
                time.sleep(0.02)

    with pytest.raises(KeyboardInterrupt):
        render(ledgers, out=tmp_path / "site", chosen=[book], kernels="cold", workers=2, progress=Stopping)
    assert begun
    assert all(p.returncode is not None for p in begun)
    # as the next batch does
    local.begin()


def test_a_folder_too_deep_for_sockets_gives_ports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    assert LocalKernelManager().transport == "tcp"
    assert "too long" in warm.unsafe()
    assert not list(deep.iterdir())


def test_a_kernel_that_cannot_start_leaves_nothing_open(tmp_path: Path):
    with pytest.raises(warm.UnavailableError, match="while it started"):
        warm.Forked(["--no-such-flag=1", "-f", "/proc/none/at/all.json"], dict(os.environ), str(tmp_path))
    gc.collect()


def test_the_server_ends_with_its_owner(tmp_path: Path):
    """Killed outright, its owner leaves neither the server nor a kernel."""
    code = (
        "from analysis.batch import warm; import os, sys, time\n"
        "f = os.path.join(sys.argv[1], 'c.json')\n"
        "k = warm.Forked(['-f', f], dict(os.environ), sys.argv[1]); print(k.pid, flush=True); time.sleep(60)"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"BATCH_OF_A_TEST": str(tmp_path)},
    )
    assert owner.stdout is not None
    kernel = int(owner.stdout.readline())
    assert Path(f"/proc/{kernel}").exists()
    owner.send_signal(signal.SIGKILL)
    owner.communicate()
    assert gone(str(tmp_path)), alive(str(tmp_path))


def test_the_package_has_one_fingerprint():
    assert jobs.package() == jobs.package()
    assert len(jobs.package()) == 32
