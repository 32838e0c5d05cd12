"""Evidence from Chinese local governments' progress ledgers (民生实事进展情况表).

Four verbs in a row: `read_ledger` a file, `extract` what was promised and what is proven, give the `tables`, and
`render` the notebooks. Nothing heavy is loaded before it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.batch import render
    from analysis.errors import LedgerError
    from analysis.extraction import extract, find_quantities
    from analysis.frames import tables
    from analysis.paths import input_path, output_folder
    from analysis.readers import read_ledger

__version__ = "0.1.0"

_HOME = {
    "LedgerError": "errors",
    "extract": "extraction",
    "find_quantities": "extraction",
    "input_path": "paths",
    "output_folder": "paths",
    "read_ledger": "readers",
    "render": "batch",
    "tables": "frames",
}
__all__ = [
    "LedgerError",
    "extract",
    "find_quantities",
    "input_path",
    "output_folder",
    "read_ledger",
    "render",
    "tables",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
