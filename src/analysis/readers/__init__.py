"""A file becomes a Ledger: sniff the bytes, read the grid, find the columns, check every row."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.errors import LedgerError
from analysis.model import Item, Ledger
from analysis.readers.columns import REQUIRED, find_columns, synonyms
from analysis.readers.grid import Grid, Row
from analysis.readers.names import duties
from analysis.readers.sidecar import read_sidecar
from analysis.readers.text import read_text

__all__ = ["LedgerError", "ledger_id", "read_each", "read_ledger"]

_EXPECTED = "a ledger: a table pasted as text, its cells on lines that start with a tab"
_KNOWN = {
    b"PK\x03\x04": "a zip file (.docx, .xlsx)",
    b"\xd0\xcf\x11\xe0": "an old Office file (.doc, .xls)",
    b"%PDF": "a PDF",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_YEAR = re.compile(r"(20\d\d)\s*年")


def read_ledger(path: str | Path) -> Ledger:
    """Read a ledger from a file.

    Parameters
    ----------
    path : str or Path
        A text file in UTF-8 or GB18030. What its sidecar ``<file>.meta.yml`` says (title, place, year) is taken over;
        without one the title is the line in front of the table and the year is the one that it names.

    Returns
    -------
    Ledger
        Items in table order. A category that is left blank is that of the row above.

    Raises
    ------
    LedgerError
        In one line: the file, the line, what was found, what was expected.
    """
    path = Path(path)
    data = _bytes(path)
    text = _decode(path, data)
    grid = read_text(text)
    columns, header = _header(path, grid)
    items = list(_items(path, grid.rows[header + 1 :], columns, len(grid.rows[header].cells)))
    if not items:
        raise LedgerError(path, "a header and no items", "at least one row below it", grid.rows[header].line)
    meta = read_sidecar(path, data)
    title = str(meta.get("title") or " ".join(grid.before) or path.stem)
    found = _YEAR.search(title)
    year = meta.get("year") or (int(found[1]) if found else None)
    return Ledger(
        id=ledger_id(path),
        title=title,
        items=tuple(items),
        place=meta.get("place"),
        year=year,
        notes=grid.after,
    )


def read_each(files: Iterable[str | Path]) -> Iterator[tuple[str | Path, Ledger | LedgerError]]:
    """Read files one after the other: each with its ledger, or with what is wrong with it.

    Two files of one id would be written to one place: the second is an error.
    """
    seen: dict[str, str | Path] = {}
    for file in files:
        try:
            ledger = read_ledger(file)
            if ledger.id in seen:
                other = f"the id {ledger.id}, which is also that of {seen[ledger.id]}"
                raise LedgerError(file, other, "files whose names differ")
        except LedgerError as error:
            yield file, error
        else:
            seen[ledger.id] = file
            yield file, ledger


def ledger_id(path: str | Path) -> str:
    """Id of a ledger: its file's stem in ASCII; what had to be left out is stood for by six digits of its checksum.

    Examples
    --------
    >>> ledger_id("data/raw/jiangmen-2018.txt"), ledger_id("江门2018.txt")
    ('jiangmen-2018', '2018-b1db3e')
    """
    stem = Path(path).stem
    plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
    if re.fullmatch(r"[A-Za-z0-9 ._-]+", stem) and plain:
        return plain
    return f"{plain or 'ledger'}-{hashlib.sha256(stem.encode()).hexdigest()[:6]}"


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise LedgerError(path, "no such file", _EXPECTED) from None
    except IsADirectoryError:
        raise LedgerError(path, "a folder", "a file") from None
    except OSError as error:
        raise LedgerError(path, f"a file that cannot be read ({error.strerror})", _EXPECTED) from None
    if not data.strip():
        raise LedgerError(path, "an empty file", _EXPECTED)
    for magic, name in _KNOWN.items():
        if data.startswith(magic):
            raise LedgerError(path, name, _EXPECTED)
    return data


def _decode(path: Path, data: bytes) -> str:
    if b"\x00" in data:
        raise LedgerError(path, "binary data", "text in UTF-8 or GB18030", data[: data.index(b"\x00")].count(b"\n") + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as as_utf8:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as as_gb:
            at = max(as_utf8.start, as_gb.start)
            line = data[:at].count(b"\n") + 1
            raise LedgerError(path, f"byte 0x{data[at]:02x}", "text in UTF-8 or GB18030", line) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if m := _CONTROL.search(text):
        line = text.count("\n", 0, m.start()) + 1
        raise LedgerError(path, f"control character U+{ord(m[0]):04X}", "text in UTF-8 or GB18030", line)
    return text


def _header(path: Path, grid: Grid) -> tuple[dict[str, int], int]:
    for i, row in enumerate(grid.rows):
        columns = find_columns(row.cells)
        if columns is not None:
            return columns, i
    heads = "、".join(synonyms()[c][0] for c in REQUIRED)
    first = next((row for row in grid.rows if not row.empty), None)
    if first is None:
        raise LedgerError(path, "no line that starts with a tab", _EXPECTED)
    found = "、".join(c.strip()[:12] for c in first.cells[:8] if c.strip())
    raise LedgerError(
        path, f"no header with a task and a progress column, first row: {found}", f"headers such as {heads}", first.line
    )


def _items(path: Path, rows: tuple[Row, ...], columns: dict[str, int], width: int) -> list[Item]:
    items: list[Item] = []
    category = ""
    times: Counter[str] = Counter()
    for row in rows:
        if row.empty or find_columns(row.cells) == columns:
            continue
        if len(row.cells) != width:
            start = row.cells[0].strip() or next(c.strip() for c in row.cells if c.strip())
            raise LedgerError(
                path, f"a row of {len(row.cells)} cells ({start[:16]}…)", f"{width}, as in the header", row.line
            )

        def cell(name: str, row: Row = row) -> str:
            return row.cells[columns[name]].strip() if name in columns else ""

        category = cell("category") or category
        no = cell("no") or str(len(items) + 1)
        times[no] += 1
        items.append(
            Item(
                # ledgers that number each category anew: the second 1 is 1#2, so that an item's number is its own
                no=no if times[no] == 1 else f"{no}#{times[no]}",
                category=category,
                task=cell("task"),
                progress=cell("progress"),
                duties=duties(cell("leader"), f"{cell('units')}\n{cell('supporting')}", cell("persons")),
                line=row.line,
            )
        )
    return items
