"""How long files of 1,000 items take, beside the library's own parse of the same file in the same run.

    .venv/bin/python tests/benchmarks/reading.py [ITEMS]

The library's parse is what it takes to get at the cells with it: mammoth's HTML, calamine's rows, lxml's tree with the text
of each cell, pdfplumber's tables.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import mammoth
import pdfplumber
import python_calamine
from lxml import html

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analysis.readers import read_ledger
from layouts import HEADER, ITEMS, TITLE, WRITERS, cells, row


def with_lxml(path: Path) -> object:
    root = html.document_fromstring(path.read_bytes())
    return [["".join(td.itertext()) for td in tr] for tr in root.iter("tr")]


def with_calamine(path: Path) -> object:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def with_pdfplumber(path: Path) -> object:
    with pdfplumber.open(path) as document:
        return [page.extract_tables() for page in document.pages]


LIBRARIES: dict[str, Callable[[Path], object]] = {
    "docx": lambda path: mammoth.convert_to_html(io.BytesIO(path.read_bytes())),
    "xlsx": with_calamine,
    "html": with_lxml,
    "pdf": with_pdfplumber,
}


def best(work: Callable[[Path], object], path: Path, repeat: int) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work(path)
        times.append(time.perf_counter() - start)
    return min(times)


def main(count: int) -> None:
    """Print the figures."""
    rows = [row(ITEMS[i % 4]._replace(no=str(i + 1))) for i in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        for kind, library in LIBRARIES.items():
            path = Path(folder, f"a.{kind}")
            WRITERS[kind]([TITLE, [cells(*HEADER), *rows]], path)
            repeat = 1 if kind in ("docx", "pdf") else 5
            theirs, ours = best(library, path, repeat), best(read_ledger, path, repeat)
            assert len(read_ledger(path)) == count
            print(
                f"{kind:5} {count} items: {1000 * ours:8.0f} ms; the library alone {1000 * theirs:8.0f} ms; ratio {ours / theirs:.2f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
