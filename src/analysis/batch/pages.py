"""Pages: a rendered notebook as HTML, and the templates that pages are filled into."""

from __future__ import annotations

import functools
import re
import threading
from typing import Any

from analysis.paths import ACROSS


def to_html(node: Any, name: str, lang: str) -> str:
    """Notebook as a page of its own: results without code, no script, nothing loaded from elsewhere."""
    import nbformat

    # text cells are tagged zh or en: a page speaks one language
    other = "zh" if lang == "en" else "en"
    shown = nbformat.from_dict({**node, "cells": [c for c in node.cells if other not in c.metadata.get("tags", [])]})
    body, _ = _exporter().from_notebook_node(shown)
    body = re.sub(r'href="([0-9]_[a-z_]+)\.ipynb"', lambda m: f'href="{_beside(m[1], name)}.html"', body)
    back, code = ("All ledgers", "Notebook with code") if lang == "en" else ("全部台账", "含代码的 notebook")
    nav = f'<nav><a href="../index.html">{back}</a> · <a href="{name}.ipynb">{code}</a></nav>'
    return page(title_of(node), nav + body, lang)


_own = threading.local()


def _exporter() -> Any:
    """The exporter of this thread: it compiles its templates once, and is not made to be shared."""
    from nbconvert import HTMLExporter

    if not hasattr(_own, "exporter"):
        _own.exporter = HTMLExporter(template_name="basic", exclude_input=True, exclude_output_prompt=True)
    return _own.exporter


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
    return str(_templates().get_template(template).render(**values))


@functools.cache
def _templates() -> Any:
    import jinja2

    return jinja2.Environment(loader=jinja2.PackageLoader("analysis", "batch"), autoescape=True)
