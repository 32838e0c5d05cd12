"""Rendered pages and JupyterLab in a real browser: no error on the console, Chinese in the figures, Run All."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import analysis
from analysis.batch import notebooks
from analysis.batch.jobs import parameters_of
from analysis.batch.site import write_index
from analysis.paths import ACROSS
from conftest import ROOT, SEED

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: pages are not opened in a browser"
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser) -> Iterator:
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: page.complaints.append(str(e)))
    page.on("requestfailed", lambda r: page.complaints.append(f"not loaded: {r.url}"))
    yield page
    page.close()


# Notebook → how many figures it shows.
FIGURES = {nb.stem: nb.read_text(encoding="utf-8").count("show(figures.") for nb in notebooks()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    analysis.render([SEED], folder)
    return folder


@pytest.mark.parametrize(
    "name",
    ["index", *(f"{ACROSS if 'ledgers' in parameters_of(nb) else 'jiangmen-2018'}/{nb.stem}" for nb in notebooks())],
)
def test_pages_open_without_a_complaint(page, site: Path, name: str):
    page.goto((site / f"{name}.html").as_uri())
    assert page.complaints == []
    assert page.evaluate("document.fonts.ready.then(() => document.body.innerText.length)") > 60
    if name == "index":
        return
    images = page.evaluate("[...document.images].map(i => [i.complete, i.naturalWidth])")
    assert all(complete and width > 500 for complete, width in images)
    assert len(images) == FIGURES.get(name.split("/")[-1], 0)


def test_the_index_is_searched_and_sorted_without_a_server(page, tmp_path: Path):
    """300 ledgers: there in a second, usable with the keyboard and on a phone."""
    entries = {}
    for i in range(300):
        results = {"targets": i, "verifiable": i, "exceeded": i % 7, "met": 1, "short": 0, "unverified": 0}
        told = {
            "title": f"第{i}号台账",
            "place": "某市" if i % 2 else "某县",
            "year": 2020,
            "page_title": "超额完成率",
            "outputs": {},
        }
        job = {
            "job": f"l{i}/1",
            "ledger": f"l{i}",
            "notebook": "1",
            "status": "done",
            "sources": [],
            "results": results,
        }
        entries[job["job"]] = job | told
    path = write_index(tmp_path, entries, ["x.txt: found <b>nothing</b>"], "zh")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(path.as_uri())
    timing = page.evaluate("performance.getEntriesByType('navigation')[0].duration")
    assert timing < 1000
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    rows = "[...document.querySelectorAll('#ledgers tbody tr')].filter(r => !r.hidden)"
    assert page.evaluate(f"{rows}.length") == 300
    page.focus("#search")
    page.keyboard.type("某县 第29")
    assert page.evaluate(f"{rows}.map(r => r.cells[0].innerText.split('\\n')[0])") == [
        f"第{i}号台账" for i in (290, 292, 294, 296, 298)
    ]
    assert page.inner_text("#shown") == "5 / 300"
    page.fill("#search", "")
    page.focus("#ledgers thead th:nth-child(3) button")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{rows}[0].cells[2].innerText") == "299"
    assert page.get_attribute("#ledgers thead th:nth-child(3)", "aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{rows}[0].cells[2].innerText") == "0"
    assert "found <b>nothing</b>" in page.inner_text("body")
    assert page.complaints == []


def test_the_index_leads_to_the_pages(page, site: Path):
    page.goto((site / "index.html").as_uri())
    page.click("text=Over-fulfilment")
    assert "超额完成率" in page.title()
    page.click("text=全部台账")
    assert page.title() == "民生实事进展台账"


def _accepts(port: int) -> None:
    """Return when the port takes connections: the server says that it runs a moment before it does."""
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < deadline, "JupyterLab takes no connections"
            threading.Event().wait(0.05)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab on a copy of the project's notebooks, with settings of its own; its address."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    places = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
    environment |= {f"JUPYTER_{p}": str(folder / p.lower()) for p in places} | {"JUPYTER_TOKEN": "minsheng"}
    environment |= {
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
         "--allow-root", "--expose-app-in-browser", f"--notebook-dir={folder}"],
        cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        assert any("is running at" in line for line in server.stderr), "JupyterLab ended"
        threading.Thread(target=server.stderr.read, daemon=True).start()
        _accepts(port)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        server.stderr.close()


RUN_ALL = """async () => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = await app.commands.execute("docmanager:open", {path: "%s", factory: "Notebook"});
  await panel.context.ready;
  await panel.sessionContext.ready;
  app.shell.activateById(panel.id);
  await app.commands.execute("notebook:run-all-cells");
  return panel.content.model.toJSON().cells;
}"""


@pytest.mark.parametrize("notebook", notebooks(), ids=lambda nb: nb.stem)
def test_run_all_in_jupyterlab(page, lab: str, notebook: Path):
    page.goto(f"{lab}/lab?token=minsheng&reset")
    page.wait_for_function("window.jupyterapp")
    cells = page.evaluate(RUN_ALL % f"notebooks/{notebook.name}")
    outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    assert [o for o in outputs if o["output_type"] == "error"] == []
    counts = [c["execution_count"] for c in cells if c["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert sum("image/png" in o.get("data", {}) for o in outputs) == FIGURES[notebook.stem]
