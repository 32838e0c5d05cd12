"""The command: what it writes, what it says, its exit codes, how fast it starts."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.cli import main
from conftest import SEED, WriteLedger

ROW = ("一", "1", "建成3所。", "", "", "", "已建成3所。")


def test_extract_writes_the_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["extract", str(SEED), "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'jiangmen-2018'}: 24 items, 38 targets, 2 of them optional\n"
    assert {p.name for p in (tmp_path / "jiangmen-2018").iterdir()} == {
        "ledgers.csv", "items.csv", "responsibilities.csv", "quantities.csv", "fulfilment.csv", "datapackage.json",
        "codebook.md",
    }  # fmt: skip


def test_a_bad_file_among_good_ones_is_named_and_the_rest_done(
    tmp_path: Path, write_ledger: WriteLedger, capsys: pytest.CaptureFixture[str]
):
    good = write_ledger(ROW, name="good.txt")
    assert main(["extract", str(tmp_path / "none.txt"), str(good), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.err.startswith(f"minsheng: {tmp_path / 'none.txt'}: found no such file; expected ")
    assert (tmp_path / "out" / "good" / "items.csv").exists()
    # what was written before stays, and is said to be no result of this run
    good.write_text("", encoding="utf-8")
    assert main(["extract", str(good), "--out", str(tmp_path / "out")]) == 2
    assert f"{tmp_path / 'out' / 'good'}: what is there is of an earlier run" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["extract", "render"])
def test_nothing_readable_is_code_2(tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "prose.txt"
    path.write_text("今年建成3所学校。\n", encoding="utf-8")
    assert main([command, str(path), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == (
        f"minsheng: {path}:1: found no table and no numbered promises with reports, first line: 今年建成3所学校。; "
        "expected headers such as 工作任务、进展情况, or numbered promises each with its report\n"
    )


def test_two_files_of_one_id_are_not_written_over_each_other(
    tmp_path: Path, write_ledger: WriteLedger, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "sub").mkdir()
    first = write_ledger(ROW, name="a.txt")
    second = write_ledger(ROW, name="sub/a.txt")
    assert main(["extract", str(first), str(second), "--out", str(tmp_path / "out")]) == 1
    assert "the id a, which is also that of" in capsys.readouterr().err


def test_output_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert main(["extract", str(SEED), "--out", str(blocked)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("minsheng: ")
    assert said.count("\n") == 1


def test_check_says_how_a_file_was_read_and_what_is_wrong(
    tmp_path: Path, write_ledger: WriteLedger, capsys: pytest.CaptureFixture[str]
):
    assert main(["check", str(SEED)]) == 0
    assert capsys.readouterr().out == f"{SEED}: pasted text, UTF-8; 24 items; title: 江门市2018年民生实事进展情况表\n"
    path = write_ledger(("1", "建成3所。", ""), ("3", "建成5所。", "已建成。"), header=("序号", "承诺", "进展情况"))
    assert main(["check", str(tmp_path / "none.txt"), str(path), "--column", "task=承诺"]) == 1
    said = capsys.readouterr()
    assert "none.txt: found no such file" in said.err
    assert f"{path}: wrong: item 1 (line 6): no progress\n{path}: wrong: no item 2\n" in said.out


def test_a_header_given_by_hand_is_found_in_every_command(
    tmp_path: Path, write_ledger: WriteLedger, capsys: pytest.CaptureFixture[str]
):
    path = write_ledger(("建成3所。", "建成4所。"), header=("许诺", "进展情况"))
    assert main(["extract", str(path), "--out", str(tmp_path)]) == 2
    assert "no header with a task and a progress column; headers: 许诺、进展情况" in capsys.readouterr().err
    assert main(["extract", str(path), "--out", str(tmp_path), "--column", "task=许诺"]) == 0
    assert main(["show", str(path), "--column", "task=许诺"]) == 0


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["extract"],
        ["extract", "a.txt"],
        ["check", "a.txt", "--column", "task"],
        ["render", "--lang", "fr", "a.txt"],
        ["nothing"],
    ],
)
def test_wrong_usage_is_code_2(words: list[str]):
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 2


def fresh(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_import_loads_nothing_heavy():
    heavy = "{'jieba', 'pandas', 'matplotlib', 'numpy', 'papermill', 'nbformat', 'yaml', 'IPython'}"
    assert fresh(f"import sys, analysis; print(sorted({heavy} & set(sys.modules)))") == "[]\n"


def test_reading_and_finding_quantities_load_no_jieba():
    code = f"import sys, analysis; analysis.read_ledger({str(SEED)!r}); analysis.find_quantities('3所'); print('jieba' in sys.modules)"
    assert fresh(code) == "False\n"


def best(command: list[str], repeat: int = 7) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def test_import_and_help_are_quick():
    bare = best([sys.executable, "-c", "pass"])
    assert best([sys.executable, "-c", "import analysis"]) < 0.3 + bare
    assert best([sys.executable, "-m", "analysis", "--help"]) < 0.3 + bare


def test_unknown_names_of_the_package_are_errors():
    import analysis

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = analysis.nothing
    assert all(hasattr(analysis, name) for name in analysis.__all__)


def test_check_names_numbers_that_are_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.csv").write_text(
        "序号,工作任务,责任单位,进展情况\n1,建设里弄花园5000弄，服务12345热线、世界500强。,市公安局,已建成。\n2,建成学校3所。,市教育局,已建成3所。\n3,低保（元/月）：城市790、农村620,市民政局,已提高。\n",
        encoding="utf-8",
    )
    main(["check", str(tmp_path / "a.csv")])
    said = [line for line in capsys.readouterr().out.splitlines() if "not read" in line]
    assert [line.rpartition(": ")[2] for line in said] == ["5000弄"]


def test_query_answers_questions_only(tmp_path: Path, write_ledger: WriteLedger, capsys: pytest.CaptureFixture[str]):
    from analysis.batch.store import query
    from analysis.errors import LedgerError

    assert main(["extract", str(SEED), "--out", str(tmp_path / "tables"), "--format", "parquet"]) == 0
    (tmp_path / "tables" / SEED.stem).rename(tmp_path / "site")
    (tmp_path / "out").mkdir()
    (tmp_path / "site").rename(tmp_path / "out" / "tables")
    assert query(tmp_path / "out", "select count(*) as n from items")["n"].tolist() == [24]
    for sql in ("delete from items", "select 1; select 2", "drop table items"):
        with pytest.raises(LedgerError, match="one SELECT on"):
            query(tmp_path / "out", sql)
