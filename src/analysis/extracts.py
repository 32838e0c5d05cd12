"""A ledger's file becomes the files of its tables, here or on a worker of a cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.check import check
from analysis.exports import as_files
from analysis.extraction import extract
from analysis.frames import tables
from analysis.fulfilment import counted
from analysis.pseudonyms import pseudonymise
from analysis.readers import read_ledger


@dataclass(frozen=True, slots=True)
class Extract:
    """What became of a ledger: its id, the files of its tables, how much they hold, and what is doubtful in how it was read."""

    ledger: str
    files: dict[str, bytes]
    items: int
    targets: int
    optional: int
    doubts: tuple[str, ...]


def extracted(path: Path, columns: Mapping[str, str], form: str, *, pseudonymous: bool = False) -> Extract:
    """Extract a ledger.

    Parameters
    ----------
    path : Path
        The ledger's file.
    columns : mapping of str to str
        Headers named by hand.
    form : {'csv', 'xlsx', 'parquet', 'dta'}
        Format of the tables.
    pseudonymous : bool
        Whether the names of persons are replaced.

    Raises
    ------
    LedgerError
        Where it cannot be read, or a correction is about no promise of it.
    """
    ledger = read_ledger(path, columns)
    frames = tables(extract(ledger))
    fulfilment = frames["fulfilment"]
    return Extract(
        ledger=ledger.id,
        files=as_files(pseudonymise(frames) if pseudonymous else frames, form),
        items=len(frames["items"]),
        targets=len(fulfilment),
        optional=len(fulfilment) - len(counted(fulfilment)),
        doubts=tuple(str(remark) for remark in check(ledger) if remark.wrong),
    )
