"""The tables as the codebook says they are, and their files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.exports import to_csv, write_tables, write_whole
from analysis.fields import FIELDS, TABLES, columns, label
from analysis.notebook import labelled, sentences

KINDS = {"text": "O", "integer": "i", "number": "f", "boolean": "b"}


@pytest.mark.parametrize("table", TABLES)
def test_columns_and_types_are_those_of_the_codebook(tables, table: str):
    frame = tables[table]
    assert list(frame.columns) == [f.name for f in columns(table)]
    assert [frame[f.name].dtype.kind for f in columns(table)] == [KINDS[f.type] for f in columns(table)]
    assert (frame["ledger"] == "jiangmen-2018").all()


def test_sizes_of_the_seed(tables):
    assert len(tables["items"]) == 24
    assert len(tables["fulfilment"]) == 38
    assert tables["responsibilities"]["role"].value_counts().to_dict() == {"unit": 90, "person": 90, "leader": 24}


def test_every_quotation_is_found_at_its_offsets(tables):
    texts = tables["items"].set_index("item")
    for row in tables["quantities"].to_dict("records"):
        assert texts.loc[row["item"], row["field"]][row["start"] : row["end"]] == row["text"]
    for row in tables["fulfilment"].to_dict("records"):
        task, progress = texts.loc[row["item"], "task"], texts.loc[row["item"], "progress"]
        assert task[row["target_start"] : row["target_end"]] == row["target_text"]
        if row["actual_text"] is not None:
            spans = [tuple(map(int, s.split("-"))) for s in row["actual_spans"].split(";")]
            assert " | ".join(progress[a:b] for a, b in spans) == row["actual_text"]


def test_roles_of_quantities_agree_with_the_findings(tables):
    counts = tables["quantities"]["role"].value_counts()
    assert counts["target"] == 38
    assert counts["baseline"] == 2
    assert counts["actual"] == 25
    assert counts["part"] == 10


def test_tables_of_several_ledgers_stand_below_each_other(findings):
    two = analysis.tables([findings, findings])
    assert len(two["items"]) == 48


def test_an_item_without_text_is_kept(write_ledger):
    path = write_ledger(("一", "1", "建成3所。", "", "", "", "已建成3所。"), ("", "2", "", "张三", "", "", ""))
    made = analysis.tables(analysis.extract(analysis.read_ledger(path)))
    assert list(made["items"]["item"]) == ["1", "2"]
    assert list(made["fulfilment"]["item"]) == ["1"]


def test_csv_is_read_back_as_written(tables, tmp_path: Path):
    paths = write_tables(tables, tmp_path / "jiangmen-2018")
    names = [*(f"{table}.csv" for table in TABLES), "datapackage.json", "codebook.md"]
    assert [p.name for p in paths] == names
    for path, table in zip(paths, TABLES, strict=False):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
        assert len(rows) == len(tables[table])
        assert list(rows[0]) == [f.name for f in columns(table)]
    items = pd.read_csv(paths[1], encoding="utf-8-sig", dtype=str)
    assert list(items["progress"]) == list(tables["items"]["progress"])


def test_text_of_a_document_is_no_formula_and_no_markup():
    frame = pd.DataFrame({"task": ["=cmd|' /C calc'!A0", "+1", "@x", "-2+3", "-1.1%", "建成3所"]})
    cells = to_csv(frame).decode("utf-8-sig").splitlines()[1:]
    assert [c.strip('"')[0] for c in cells] == ["'", "'", "'", "'", "-", "建"]
    assert "<script>" not in labelled(pd.DataFrame({"task": ["<script>alert(1)</script>"]})).data
    assert "<script>" not in sentences(["<script>alert(1)</script>"]).data


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a" / "table.csv"
    write_whole(path, b"old")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_every_field_has_its_words():
    assert len({(f.table, f.name) for f in FIELDS}) == len(FIELDS)
    for f in FIELDS:
        assert f.zh
        assert f.en
        assert f.description
        assert f.type in KINDS
        assert label(f.name, "en") != ""
