"""Files of tables: every format read back, described, safe to open."""

from __future__ import annotations

import io
import json
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from analysis.cli import main
from analysis.exports import codebook, datapackage, to_parquet, to_stata, to_xlsx, write_tables
from analysis.fields import TABLES, columns
from analysis.pseudonyms import pseudonymise
from conftest import SEED


def test_a_workbook_has_a_sheet_for_each_table(tables):
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(tables)))
    assert book.sheetnames == ["说明", *TABLES]
    rows = list(book["fulfilment"].values)
    assert list(rows[0]) == [f.name for f in columns("fulfilment")]
    assert len(rows) == 39
    assert rows[1][rows[0].index("actual_value")] == 13444
    assert [r[:3] for r in list(book["说明"].values)[1:3]] == [
        ("ledgers", "ledger", "台账"),
        ("ledgers", "title", "标题"),
    ]


def test_a_workbook_runs_nothing():
    frame = pd.DataFrame({"task": ["=1+1", "@x", "a\x07b", "长" * 40_000]})
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx({"items": frame})))["items"]
    assert [sheet.cell(i, 1).data_type for i in (2, 3)] == ["s", "s"]
    assert sheet.cell(2, 1).value == "=1+1"
    assert sheet.cell(4, 1).value == "ab"
    assert sheet.cell(5, 1).value.endswith("…（全文见CSV）")


@pytest.mark.parametrize("table", TABLES)
def test_parquet_is_read_back(tables, tmp_path: Path, table: str):
    path = tmp_path / "t.parquet"
    path.write_bytes(to_parquet(tables[table]))
    back = duckdb.sql(f"select * from '{path}'").fetchall()
    assert len(back) == len(tables[table])
    assert [c[0] for c in duckdb.sql(f"describe select * from '{path}'").fetchall()] == list(tables[table].columns)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_stata_has_labels_of_columns_and_codes(tables, lang: str):
    with pd.read_stata(io.BytesIO(to_stata(tables["fulfilment"], lang)), iterator=True) as reader:
        back, labels = reader.read(), reader.variable_labels()
    assert labels["rate"] == ("完成率" if lang == "zh" else "rate")
    assert set(back["verdict"].unique()) == (
        {"超额", "达标", "无从核实"} if lang == "zh" else {"exceeded", "met", "unverified"}
    )
    assert back["actual_value"].iloc[0] == 13444
    items = pd.read_stata(io.BytesIO(to_stata(tables["items"], lang)))
    assert list(items["progress"]) == list(tables["items"]["progress"])


def test_columns_of_the_ledgers_own_go_everywhere(tables, tmp_path: Path):
    items = tables["items"].assign(**{"投资（万元）": "3|5"})
    for form in ("csv", "xlsx", "parquet", "dta"):
        write_tables({"items": items}, tmp_path / form, form)
    assert "| 投资（万元） |" in (tmp_path / "csv" / "codebook.md").read_text(encoding="utf-8")
    with pd.read_stata(tmp_path / "dta" / "items.dta", iterator=True) as reader:
        assert "投资（万元）" in reader.variable_labels().values()


def test_the_data_package_describes_every_column(tables):
    package = datapackage(tables, "csv")
    json.dumps(package)
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        assert [f["name"] for f in resource["schema"]["fields"]] == [f.name for f in columns(resource["name"])]
    fulfilment = package["resources"][-1]["schema"]
    assert fulfilment["primaryKey"] == ["ledger", "item", "target_no"]
    assert not tables["fulfilment"].duplicated(fulfilment["primaryKey"]).any()
    for table, resource in zip(("ledgers", "items"), package["resources"], strict=False):
        assert not tables[table].duplicated(resource["schema"]["primaryKey"]).any()


def test_the_codebook_counts_the_codes(tables):
    book = codebook(tables)
    assert (
        "- `verdict`: met (达标, met): 15; exceeded (超额, exceeded): 14; unverified (无从核实, unverified): 9" in book
    )
    # a cell of flags holds several
    assert "- `flags`: claimed_done (自述完成而无数字证明, claimed done, not proven): 7; other_reading" in book
    assert book.count("\n| ") == len(TABLES) + sum(len(columns(t)) for t in TABLES)


def test_pseudonyms_hide_every_name(tables):
    hidden = pseudonymise(tables)
    names = tables["responsibilities"].query("role in ('leader', 'person') and not collective")
    text = "".join(frame.to_csv() for frame in hidden.values())
    for name in {*names["name"], *names["written"]}:
        assert name not in text
    assert "领导1" in text
    assert "各市（区）长" in text
    assert hidden["responsibilities"].groupby("name").size().sort_values().to_list() == (
        tables["responsibilities"].groupby("name").size().sort_values().to_list()
    )


def test_names_in_texts_keep_their_length():
    duties = pd.DataFrame({"role": ["person"], "name": ["张三丰"], "written": ["张三丰"], "collective": [False]})
    made = pseudonymise({"responsibilities": duties, "items": pd.DataFrame({"task": ["由张三丰负责3项", None]})})
    assert made["items"]["task"].iloc[0] == "由○○○负责3项"


def test_a_place_called_like_a_person_stays_and_contacts_are_left_out():
    duties = pd.DataFrame({"role": ["person"], "name": ["高明"], "written": ["高明"], "collective": [False]})
    items = pd.DataFrame(
        {"progress": ["高明区建成3所，高明区长牵头", "高明到场"], "contact": ["李小四\n13800000000", None]}
    )
    made = pseudonymise({"responsibilities": duties, "items": items})["items"]
    assert made["progress"].to_list() == ["高明区建成3所，○○区长牵头", "○○到场"]
    assert made["contact"].isna().all()


@pytest.mark.parametrize(
    ("form", "name"), [("xlsx", "tables.xlsx"), ("parquet", "items.parquet"), ("dta", "items.dta")]
)
def test_extract_writes_every_format(tmp_path: Path, form: str, name: str):
    assert main(["extract", str(SEED), "--out", str(tmp_path), "--format", form, "--pseudonymise"]) == 0
    assert (tmp_path / "jiangmen-2018" / name).exists()
    assert (tmp_path / "jiangmen-2018" / "codebook.md").exists()
