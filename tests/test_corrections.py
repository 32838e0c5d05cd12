"""A reader's decisions: read beside the file, laid over what was extracted, and named where they do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import LedgerError, extract, read_ledger
from analysis.across import files_of, pool
from analysis.batch.jobs import Job, inputs
from analysis.cli import main
from analysis.model import Grade, Method, Verdict

LEDGER = "序号,工作任务,进展情况\n1,建成公厕30座，改造60座。,上半年建成17座，年底建成26座；改造已完成。\n2,修路5公里。,已通车4公里。\n"
DECISION = """
- item: "1"
  target: 30座
  actual: 26
  evidence: 年底建成26座
  reason: 半年数含在全年数里
  by: 张三
- {item: 2, target: 5公里, actual: none, reason: 通车的是另一条路}
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return path


def decide(ledger: Path, text: str) -> None:
    ledger.with_name("a.csv.corrections.yml").write_text(text, encoding="utf-8")


def test_decisions_are_laid_over_what_was_read(ledger: Path):
    read = {f.target.quantity.text: f for f in extract(read_ledger(ledger))}
    decide(ledger, DECISION)
    first, second, third = extract(read_ledger(ledger))
    assert first.actual is not None
    assert (first.actual.value, first.actual.method, first.verdict, first.grade) == (
        26,
        Method.READER,
        Verdict.SHORT,
        Grade.A,
    )
    assert first.evidence == ("年底建成26座",)
    assert first.flags == ("corrected",)
    assert first.why.startswith("人工订正（张三）：半年数含在全年数里；原")
    # what nobody has decided about is as it was
    assert second == read["60座"]
    assert (third.actual, third.verdict, "corrected" in third.flags) == (None, Verdict.UNVERIFIED, True)
    assert third.why.startswith("人工订正：通车的是另一条路；原读作4：")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("item: 1", "found dict"),
        ("- {item: 1, target: 30座, actual: 26}", "correction 1 without reason"),
        ("- {item: 9, target: 30座, actual: none, reason: x}", "correction 1: item 9"),
        ("- {item: 1, target: 31座, actual: none, reason: x}", "correction 1: the promise '31座'"),
        (
            "- {item: 1, target: 30座, actual: 26, evidence: 建成27座, reason: x}",
            "correction 1: the evidence '建成27座'",
        ),
        ("- {item: 1, target: 30座, actual: 26, reason: x}", "correction 1: actual 26"),
        ("- {item: 1, target: 30座, actual: 多, evidence: 26座, reason: x}", "correction 1: actual '多'"),
        ("- {item: 1, target: 30座, actual: 26个, evidence: 26座, reason: x}", "correction 1: actual '26个'"),
        (2 * "- {item: 1, target: 30座, actual: none, reason: x}\n", "correction 2: item 1, 30座 again"),
        ("- [", "no valid YAML"),
    ],
)
def test_what_does_not_fit_is_named(ledger: Path, text: str, found: str):
    decide(ledger, text)
    with pytest.raises(LedgerError, match=r"a\.csv\.corrections\.yml") as caught:
        read_ledger(ledger)
    assert found in str(caught.value)
    assert "\n" not in str(caught.value)


MONEY = "序号,工作任务,进展情况\n1,拨付资助资金1800万元以上。,春季拨付905.3万元，秋季拨付941.2万元。\n"


@pytest.mark.parametrize("actual", ["1846.5万元", "18465000", "1846.5万"])
def test_a_number_is_in_full_or_as_the_promise_writes_it(tmp_path: Path, actual: str):
    (tmp_path / "a.csv").write_text(MONEY, encoding="utf-8")
    decide(
        tmp_path / "a.csv",
        f"- {{item: 1, target: 1800万元以上, actual: {actual}, evidence: [905.3万元, 941.2万元], reason: 两季相加}}",
    )
    [f] = extract(read_ledger(tmp_path / "a.csv"))
    assert f.actual is not None
    # worked out by the reader, and not stated
    assert (f.actual.value, f.verdict, f.grade) == (18465000, Verdict.EXCEEDED, Grade.B)


def test_a_number_that_leaves_out_its_magnitude_is_refused(tmp_path: Path):
    (tmp_path / "a.csv").write_text(MONEY, encoding="utf-8")
    decide(tmp_path / "a.csv", "- {item: 1, target: 1800万元以上, actual: 1846.5, evidence: 905.3万元, reason: x}")
    with pytest.raises(
        LedgerError, match=r"actual 1846\.5, less than a hundredth of 1800万元以上.*18465000.*1846\.5万"
    ):
        read_ledger(tmp_path / "a.csv")


def test_a_number_that_is_no_promise_is_named_and_the_other_ledgers_are_done(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    decide(ledger, "- {item: 1, target: 公厕, actual: none, reason: x}")
    other = tmp_path / "b.csv"
    other.write_text(LEDGER, encoding="utf-8")
    assert main(["extract", str(ledger), str(other), "--out", str(tmp_path / "out")]) == 1
    assert "the promise '公厕' of item 1" in capsys.readouterr().err
    assert (tmp_path / "out" / "b" / "fulfilment.csv").exists()
    assert not (tmp_path / "out" / "a").exists()
    frames, failed = pool([ledger, other])
    assert (len(failed), set(frames["ledgers"]["ledger"])) == (1, {"b"})
    assert main(["check", str(ledger)]) == 2
    decide(ledger, DECISION)
    main(["check", str(ledger)])
    assert "corrected by a reader: 2 of the numbers" in capsys.readouterr().out


def test_a_misspelt_key_is_named(ledger: Path):
    decide(ledger, DECISION.replace("by: 张三", "byy: 张三"))
    with pytest.raises(LedgerError, match="correction 1 with 'byy'"):
        read_ledger(ledger)


def test_corrections_under_another_name_are_told(ledger: Path, capsys: pytest.CaptureFixture[str]):
    ledger.with_name("a.corrections.yml").write_text(DECISION, encoding="utf-8")
    assert [(p.why, p.text) for p in read_ledger(ledger).passed] == [
        ("corrections not read: to be named a.csv.corrections.yml", "a.corrections.yml")
    ]
    main(["check", str(ledger)])
    assert "to be named a.csv.corrections.yml" in capsys.readouterr().out


def test_a_batch_knows_when_decisions_change(ledger: Path):
    job = Job("a", (ledger,), Path(__file__).parents[1] / "notebooks" / "1_over_fulfilment.ipynb", ledger.parent, "{}")
    before = inputs(job)
    decide(ledger, DECISION)
    after = inputs(job)
    assert {part for part in before if before[part] != after[part]} == {"corrections"}


def test_decisions_are_no_ledgers(ledger: Path):
    decide(ledger, DECISION)
    assert files_of(str(ledger.parent / "*")) == [ledger]
