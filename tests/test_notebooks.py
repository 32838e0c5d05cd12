"""The committed notebooks are executed, clean, and run from anywhere; their results are held by nbval."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest

import analysis
from analysis.batch.jobs import parameters_of
from conftest import ROOT, SEED

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [nb.stem for nb in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_stored_notebook_is_executed_and_clean(path: Path):
    text = path.read_text(encoding="utf-8")
    node = nbformat.reads(text, as_version=4)
    nbformat.validate(node)
    code = [c for c in node.cells if c.cell_type == "code"]
    assert [c.execution_count for c in code] == list(range(1, len(code) + 1))
    assert len({c.id for c in node.cells}) == len(node.cells)
    assert set(node.metadata) == {"kernelspec", "language_info"}
    for cell in code:
        assert set(cell.metadata) <= {"tags"}
        assert not cell.source.rstrip().endswith(";")
        for output in cell.outputs:
            assert output.output_type in ("execute_result", "display_data"), output
    for private in (str(ROOT), str(Path.home()), "/tmp/", "/home/"):
        assert private not in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_cells_call_the_library_and_parse_nothing(path: Path):
    node = nbformat.read(path, as_version=4)
    for cell in node.cells:
        if cell.cell_type == "code":
            assert not re.search(r"\bre\.|import re\b|open\(|read_csv|split\(", cell.source)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_parameters_are_the_same_everywhere(path: Path):
    reads = "ledgers" if path.stem.startswith("4") else "ledger"
    assert list(papermill.inspect_notebook(str(path))) == [reads, "out", "lang", "columns"]
    assert parameters_of(path) == [reads, "out", "lang", "columns"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_every_text_is_there_in_both_languages(path: Path):
    node = nbformat.read(path, as_version=4)
    tags = [tag for c in node.cells if c.cell_type == "markdown" for tag in c.metadata.get("tags", [])]
    assert tags.count("zh") == tags.count("en") > 0


def test_nbval_holds_the_results_on_another_machine(tmp_path: Path):
    """Another home, no font cache, another folder for temporary files; figures go where the notebooks' project is."""
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON", "MPL", "XDG", "PYTEST"))
    }
    environment |= {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "tmp"), "LANG": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", str(ROOT / "notebooks")],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    # nothing of ours is left behind: no dictionary cache that others could plant
    assert not list((tmp_path / "tmp").glob("jieba*"))


def test_nbval_sees_a_changed_number(tmp_path: Path):
    node = nbformat.read(ROOT / "notebooks" / "1_over_fulfilment.ipynb", as_version=4)
    text = json.dumps(node, ensure_ascii=False)
    assert "13,444" in text
    changed = nbformat.from_dict(json.loads(text.replace("13,444", "13,445")))
    nbformat.write(changed, tmp_path / "changed.ipynb")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "changed.ipynb"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "13,445" in done.stdout


HOSTILE = {
    "bare": (("工作任务", "进展情况"), [("建成3所学校。", "已建成学校3所。")]),
    "no-number": (("工作任务", "责任单位", "进展情况"), [("加强管理。", "市教育局", "进展顺利。")] * 3),
    "no-leader": (
        ("工作任务", "责任单位", "责任人", "进展情况"),
        [("建成3所学校。", "市教育局、市财政局", "张三、李四", "已建成学校2所。")] * 4,
    ),
    "no-unit": (
        ("工作任务", "分管领导", "进展情况"),
        [("失业率控制在3%以内。", "张三", "失业率4%。"), ("降至0。", "李四", "为0。")],
    ),
    "one-leader": (
        ("类别", "工作任务", "分管领导", "责任单位", "进展情况"),
        [("一", "建成0所学校。", "张三", "各县政府", "已建成学校0所。")],
    ),
    "nothing": (("工作任务", "进展情况"), [("。", "。")]),
}


def test_any_ledger_runs_through_every_notebook_and_says_what_it_lacks(write_ledger, tmp_path: Path):
    """No leaders, no units, no numbers, one item: what cannot be computed is said, not raised."""
    paths = [write_ledger(*rows, header=header, name=f"{name}.txt") for name, (header, rows) in HOSTILE.items()]
    report = analysis.render(paths, tmp_path / "site", "en")
    assert report.failed == ()
    assert sorted(report.done) == sorted(HOSTILE)
    said = {
        "no-number/1_over_fulfilment": "No item promises a number",
        "no-leader/2_workload_per_leader": "The ledger names no leaders",
        "no-unit/3_co_responsibility": "The ledger names no units",
        "bare/3_co_responsibility": "Fewer than two units",
        "one-leader/2_workload_per_leader": "Fewer than two leaders",
    }
    for page, words in said.items():
        text = (tmp_path / "site" / f"{page}.html").read_text(encoding="utf-8")
        assert words in text, page
        assert "Traceback" not in text


def test_papermill_runs_a_notebook_from_any_folder(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "papermill", str(ROOT / "notebooks" / "2_workload_per_leader.ipynb"), "out.ipynb", "-p", "ledger",
         str(SEED), "-p", "out", "figures", "-p", "lang", "en", "--no-progress-bar"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    written = {p.name for p in (tmp_path / "figures").iterdir()}
    assert written >= {
        f"{name}.{suffix}"
        for name in ("2_workload_per_leader", "2_counting_rules", "2_areas", "2_lorenz")
        for suffix in ("png", "svg")
    }
    assert written >= {"2_leaders.csv", "2_shares_unit.csv", "2_concentration_person.csv"}
    results = json.loads((tmp_path / "figures" / "2_workload_per_leader.results.json").read_text(encoding="utf-8"))
    assert (results["ledger"], results["results"]["heaviest"]) == ("jiangmen-2018", ["梁许赞"])
