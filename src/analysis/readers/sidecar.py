"""The sidecar beside a ledger's file: who published it, where, for which year, and the file's checksum."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Any

from analysis.errors import LedgerError


def read_sidecar(path: Path, data: bytes) -> dict[str, Any]:
    """Read ``<file>.meta.yml`` where it lies beside the file; empty where there is none.

    Raises
    ------
    LedgerError
        Where it is no mapping, or its sha256 is not that of the file: then it describes another file.
    """
    sidecar = path.with_name(path.name + ".meta.yml")
    if not sidecar.is_file():
        return {}
    import yaml

    try:
        meta = yaml.safe_load(sidecar.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise LedgerError(sidecar, "no valid YAML", "key: value lines", None if line is None else line + 1) from None
    if not isinstance(meta, dict):
        raise LedgerError(sidecar, f"{type(meta).__name__}", "key: value lines")
    year = meta.get("year")
    if year is not None and not (isinstance(year, int) and 1949 <= year <= 2100):
        raise LedgerError(sidecar, f"year {year!r}", "a year in digits, such as 2018")
    for key in ("title", "place", "source", "licence"):
        if key in meta and not isinstance(meta[key], str):
            raise LedgerError(sidecar, f"{key} {meta[key]!r}", "text")
    if meta.get("as_of") is not None:
        try:
            meta["as_of"] = datetime.date.fromisoformat(str(meta["as_of"])).isoformat()
        except ValueError:
            raise LedgerError(sidecar, f"as_of {meta['as_of']!r}", "a day such as 2018-12-31") from None
    columns = meta.get("columns") or {}
    if not isinstance(columns, dict) or not all(isinstance(x, str) for pair in columns.items() for x in pair):
        raise LedgerError(sidecar, f"columns {columns!r}"[:80], "column: header, such as task: 承诺事项")
    meta["columns"] = columns
    digest = hashlib.sha256(data).hexdigest()
    if meta.get("sha256") not in (None, digest):
        raise LedgerError(sidecar, f"sha256 {meta['sha256']}", f"{digest}, that of {path.name}")
    return meta
