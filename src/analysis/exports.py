"""Tables become files: written whole or not at all, safe to open in a spreadsheet."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pandas as pd

# A cell that begins like this would be run as a formula; a plain negative number would not.
_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.,]+[%％]?$)")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there in full or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def to_csv(frame: pd.DataFrame) -> bytes:
    """Table as CSV in UTF-8 with a byte-order mark, as Excel expects; a text that would be a formula gets a ' in front.

    Examples
    --------
    >>> to_csv(pd.DataFrame({"task": ["=1+1", "-1.1%"]})).decode("utf-8-sig").split()
    ['task', "'=1+1", '-1.1%']
    """
    safe = frame.map(lambda x: "'" + x if isinstance(x, str) and _FORMULA.match(x) else x)
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def write_tables(frames: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write each table as ``folder/<table>.csv`` and name the files."""
    paths = []
    for name, frame in frames.items():
        paths.append(folder / f"{name}.csv")
        write_whole(paths[-1], to_csv(frame))
    return paths
