"""One job: a notebook executed by papermill into a folder of its own, whose files are moved into place when all are there."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import json
import os
import platform
import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import analysis
from analysis.batch.jobs import Job, parameters_of
from analysis.batch.manifest import Entry, fingerprint

# Seconds that a cell, and a whole notebook, may take.
CELL, NOTEBOOK = 300, 900
PARTIAL = ".partial"


def prepare() -> None:
    """Import what running jobs needs, once and in one thread."""
    # jsonschema would build a grammar at import, for a check of addresses that no notebook needs: a second saved
    unset = sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from papermill.engines import papermill_engines

    from analysis.batch.engine import ColdEngine, WarmEngine

    papermill_engines.register("minsheng-cold", ColdEngine)
    papermill_engines.register("minsheng-warm", WarmEngine)
    if unset is None:
        # others may import it
        del sys.modules["rfc3987_syntax"]


def run(job: Job, now: dict[str, str]) -> Entry:
    """Render a job and say what became of it, as a line of the manifest; only what is whole gets into its folder."""
    started = time.time()
    entry: Entry = {
        "job": job.name,
        "ledger": job.ledger,
        "notebook": job.notebook.stem,
        "sources": [str(path) for path in job.sources],
        "inputs": now,
        "versions": {"minsheng": analysis.__version__, "python": platform.python_version()},
        "kernel": "warm" if job.warm else "cold",
        "started": datetime.datetime.fromtimestamp(started, datetime.UTC).isoformat(timespec="seconds"),
    }
    staging = job.folder / f".{job.notebook.stem}{PARTIAL}"
    from analysis.batch.pages import title_of

    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        with _own_loop():
            node, failure = _execute(job, staging)
        entry["peak_mb"] = (node.metadata.pop("peak_kb", None) or 0) // 1024 if node is not None else 0
        if failure is None:
            _write(job, node, staging)
            entry["page_title"] = title_of(node)
            entry["results"] = _results(staging / f"{job.notebook.stem}.results.json")
            entry["outputs"] = _move(staging, job.folder)
        entry |= {"status": "done"} if failure is None else {"status": "failed", **failure}
    except Exception as error:  # a disk that is full: this job failed, the others go on
        entry |= {"status": "failed", "error": f"{type(error).__name__}: {_line(str(error))}"}
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return entry | {"seconds": round(time.time() - started, 2)}


@contextlib.contextmanager
def _own_loop() -> Iterator[None]:
    """Hold an event loop for this thread and leave nothing of it behind: a kernel that dies leaves tasks that wait for it."""
    from jupyter_core.utils import ensure_event_loop

    loop = ensure_event_loop()
    try:
        yield
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.close()
        asyncio.set_event_loop(None)


def _execute(job: Job, staging: Path) -> tuple[Any, dict[str, Any] | None]:
    """Run a notebook: the executed one, and what went wrong in it."""
    import papermill

    late = threading.Event()
    clients: list[Any] = []

    def stop() -> None:
        late.set()
        for client in clients:
            with contextlib.suppress(Exception):
                client.km.provisioner.process.kill()

    timer = threading.Timer(NOTEBOOK, stop)
    timer.daemon = True
    timer.start()
    try:
        node = papermill.execute_notebook(
            str(job.notebook),
            None,
            parameters={**_read_by(job), "out": str(staging), **job.given},
            engine_name="minsheng-warm" if job.warm else "minsheng-cold",
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            execution_timeout=CELL,
            on_kernel=clients.append,
        )
        return node, None
    except papermill.PapermillExecutionError as error:
        return None, {
            "error": f"{error.ename}: {_line(error.evalue)}",
            "cell": error.exec_count - bool(parameters_of(job.notebook)),
            "source": error.source[:500],
        }
    except Exception as error:  # a kernel that dies or takes too long
        if late.is_set():
            return None, {"error": f"the notebook took more than {NOTEBOOK} s"}
        words = "a cell took more than {CELL} s" if type(error).__name__ == "CellTimeoutError" else ""
        return None, {"error": words.format(CELL=CELL) or f"{type(error).__name__}: {_line(str(error))}"}
    finally:
        timer.cancel()


def _read_by(job: Job) -> dict[str, Any]:
    """Parameter that names what a notebook reads: ``ledger``, or ``ledgers`` where it reads several."""
    files = [str(path) for path in job.sources]
    return {"ledgers": files} if "ledgers" in parameters_of(job.notebook) else {"ledger": files[0]}


def _write(job: Job, node: Any, staging: Path) -> None:
    import nbformat

    from analysis.batch.pages import to_html

    node.metadata.pop("papermill", None)
    for cell in node.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
    name = job.notebook.stem
    (staging / f"{name}.ipynb").write_text(nbformat.writes(node), encoding="utf-8")
    (staging / f"{name}.html").write_text(to_html(node, name, str(job.given.get("lang", "zh"))), encoding="utf-8")


def _results(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))["results"])
    except (OSError, ValueError, KeyError):
        return {}


def _move(staging: Path, folder: Path) -> dict[str, list[int | str]]:
    """Move what was written into place, the page last; its sizes and checksums."""
    files = sorted((p for p in staging.rglob("*") if p.is_file()), key=lambda p: (p.suffix == ".html", p))
    out = {}
    for path in files:
        name = path.relative_to(staging).as_posix()
        out[name] = fingerprint(path)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, folder / name)
    return out


def _line(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text).strip().split("\n")[0][:300]
