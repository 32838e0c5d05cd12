"""One job: one notebook for one ledger, executed by papermill and written as .ipynb and .html."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.exports import write_whole

# Folder of the notebooks that read all ledgers together.
ACROSS = "across"
# A kernel would warn on every start that it talks to us over the loopback interface.
QUIET = ["--IPKernelApp.log_level=ERROR"]


@dataclass(frozen=True, slots=True)
class Job:
    """A notebook to be rendered for a ledger, or for several together, into a folder."""

    sources: tuple[Path, ...]
    ledger: str
    notebook: Path
    folder: Path
    lang: str
    columns: tuple[tuple[str, str], ...] = ()


def run(job: Job) -> str | None:
    """Render one notebook; what went wrong in one line, None where nothing did."""
    # jsonschema would build a grammar at import, for a check of addresses that no notebook needs: a second saved
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import nbformat
    import papermill

    try:
        node = papermill.execute_notebook(
            str(job.notebook),
            None,
            parameters={
                **inputs(job),
                "out": str(job.folder),
                "lang": job.lang,
                "columns": dict(job.columns),
            },
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            shutdown_kernel="immediate",
            extra_arguments=QUIET,
        )
    except papermill.PapermillExecutionError as error:
        return f"{job.notebook.name}: cell {error.exec_count}: {error.ename}: {_first_line(error.evalue)}"
    except Exception as error:  # a kernel that dies, a disk that is full: this job failed, the others go on
        return f"{job.notebook.name}: {type(error).__name__}: {_first_line(str(error))}"
    node.metadata.pop("papermill", None)
    for cell in node.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
    name = job.notebook.stem
    write_whole(job.folder / f"{name}.ipynb", nbformat.writes(node).encode())
    write_whole(job.folder / f"{name}.html", to_html(node, name, job.lang).encode())
    return None


def inputs(job: Job) -> dict[str, Any]:
    """Parameter that names what a notebook reads: ``ledger``, or ``ledgers`` where it reads several."""
    files = [str(path) for path in job.sources]
    return {"ledgers": files} if "ledgers" in parameters(job.notebook) else {"ledger": files[0]}


def parameters(notebook: Path) -> list[str]:
    """Names of a notebook's parameters, as its cell tagged ``parameters`` assigns them."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    tagged = ("".join(c["source"]) for c in cells if "parameters" in c.get("metadata", {}).get("tags", ()))
    return re.findall(r"^([A-Za-z_]\w*) *=", "\n".join(tagged), re.M)


def _first_line(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text).strip().split("\n")[0][:300]


def to_html(node: Any, name: str, lang: str) -> str:
    """Notebook as a page of its own: results without code, no script, nothing loaded from elsewhere."""
    import nbformat
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="basic", exclude_input=True, exclude_output_prompt=True)
    # text cells are tagged zh or en: a page speaks one language
    other = "zh" if lang == "en" else "en"
    shown = nbformat.from_dict({**node, "cells": [c for c in node.cells if other not in c.metadata.get("tags", [])]})
    body, _ = exporter.from_notebook_node(shown)
    body = re.sub(r'href="([0-9]_[a-z_]+)\.ipynb"', lambda m: f'href="{_beside(m[1], name)}.html"', body)
    back, code = ("All ledgers", "Notebook with code") if lang == "en" else ("全部台账", "含代码的 notebook")
    nav = f'<nav><a href="../index.html">{back}</a> · <a href="{name}.ipynb">{code}</a></nav>'
    return page(title_of(node), nav + body, lang)


def _beside(linked: str, name: str) -> str:
    """Where a page finds another: those of several ledgers have a folder of their own."""
    return f"../{ACROSS}/{linked}" if linked.startswith("4_") and not name.startswith("4_") else linked


def title_of(node: Any) -> str:
    """First heading of a notebook."""
    for cell in node.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            return str(cell.source.split("\n")[0][2:])
    return "minsheng"


def page(title: str, body: str, lang: str) -> str:
    """Wrap a body, which is markup already, into a page."""
    return filled("page.html", title=title, body=body, lang=lang)


def filled(template: str, **values: Any) -> str:
    """Fill a template of this package; what is put into it is escaped."""
    import jinja2

    environment = jinja2.Environment(loader=jinja2.PackageLoader("analysis", "batch"), autoescape=True)
    return environment.get_template(template).render(**values)
