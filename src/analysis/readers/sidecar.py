"""The sidecar beside a ledger's file: who published it, where, for which year, and the file's checksum."""

from __future__ import annotations

import datetime
import difflib
import hashlib
from pathlib import Path
from typing import Any

from analysis.errors import LedgerError

_KEYS = ("title", "place", "year", "as_of", "source", "licence", "columns", "sha256")


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
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        # a day that no calendar has (2022-13-40) is a ValueError
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        found = (
            "no valid YAML"
            if isinstance(error, (yaml.YAMLError, UnicodeDecodeError))
            else f"a value that is none ({error})"
        )
        raise LedgerError(sidecar, found, "key: value lines", None if line is None else line + 1) from None
    if not isinstance(meta, dict):
        raise LedgerError(sidecar, f"{type(meta).__name__}", "key: value lines")
    for key in meta.keys() - set(_KEYS):
        # other keys are the reader's own; this one is a known one, mistyped
        if meant := difflib.get_close_matches(str(key), _KEYS, 1, 0.75):
            raise LedgerError(sidecar, f"the key {str(key)[:40]!r}", meant[0])
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
    day = meta.get("as_of")
    if day is not None and year is not None and int(day[:4]) < year:
        raise LedgerError(sidecar, f"as_of {day} and year {year}", "a day of that year, or a later one")
    digest = hashlib.sha256(data).hexdigest()
    if meta.get("sha256") not in (None, digest):
        raise LedgerError(sidecar, f"sha256 {str(meta['sha256'])[:64]!r}", f"{digest}, that of {path.name}")
    return meta
