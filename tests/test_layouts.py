"""Every layout in every format is read as the same items."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.readers import read_ledger
from layouts import LAYOUTS, WRITERS, expected


# What a format cannot say: without merged cells, a second row of an item is one without a number and a task, which a
# Word paste and a CSV show as blanks as well.
def flat(text: str) -> str:
    return "".join(text.split())


CASES = [(layout, kind) for layout in LAYOUTS for kind in WRITERS]


@pytest.mark.parametrize(("layout", "kind"), CASES, ids=[f"{layout}-{kind}" for layout, kind in CASES])
def test_layout_is_read(tmp_path: Path, layout: str, kind: str):
    parts, items = LAYOUTS[layout]
    path = tmp_path / f"a.{kind}"
    WRITERS[kind](parts, path)
    read = [expected(item) for item in read_ledger(path)]
    if kind == "pdf":
        # whether a full line ends a paragraph cannot be seen; the font of the test has no middle dot
        read, items = (
            [
                i._replace(
                    task=flat(i.task), progress=flat(i.progress), persons=tuple(p.replace("·", "") for p in i.persons)
                )
                for i in some
            ]
            for some in (read, items)
        )
    assert read == list(items)
