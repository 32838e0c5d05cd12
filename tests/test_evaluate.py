"""The extraction against the annotated ledgers: a drop fails, a rise asks to be recorded."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.evaluate import FIGURES, evaluate, figures, misses, read_gold, report
from analysis.extraction.status import status
from conftest import ROOT

# The annotated ledgers that the rules were written with, and those kept of the ones that they met later.
FOLDERS = [ROOT / "data" / "gold", ROOT / "data" / "gold" / "first_met"]
LOWER_IS_BETTER = {"invented"}
RECORD = "record it: .venv/bin/minsheng score {0}/*.yaml > {0}/results.txt"


def table(text: str) -> dict[tuple[str, str], float]:
    head, *lines = text.splitlines()
    assert head.split() == ["ledger", *" ".join(FIGURES).split()]
    out = {}
    for line in lines:
        name, *cells = line.split()
        out |= {(name, figure): float(cell) for figure, cell in zip(FIGURES, cells, strict=True) if cell != "-"}
    return out


GOLD = sorted(FOLDERS[0].glob("*.yaml"))


@pytest.fixture(scope="module")
def outcomes():
    return evaluate(GOLD)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_figure_falls_and_every_rise_is_recorded(folder: Path):
    now = table(report(evaluate(sorted(folder.glob("*.yaml")))))
    before = table((folder / "results.txt").read_text(encoding="utf-8"))
    record = RECORD.format(folder.relative_to(ROOT))
    assert now.keys() == before.keys(), record
    worse = {k: (before[k], v) for k, v in now.items() if (v > before[k] if k[1] in LOWER_IS_BETTER else v < before[k])}
    assert not worse, f"the extraction got worse: {worse}"
    assert now == before, record


def test_the_bars(outcomes):
    now = figures(outcomes)
    assert now["F1"] >= 97
    assert now["evidence"] >= 95
    assert now["verdict"] >= 93
    assert now["whole F1"] >= 92
    assert now["invented"] <= 4
    assert now["unit"] >= 98


def test_the_seed_is_wholly_right(outcomes):
    seed = figures(o for o in outcomes if o.ledger == "jiangmen-2018")
    assert {k: v for k, v in seed.items() if k != "targets"} == {
        k: 0.0 if k == "invented" else 100.0 for k in FIGURES[1:]
    }


def test_misses_name_the_item_and_its_text(outcomes):
    listed = list(misses(outcomes))
    assert len(listed) == sum(not o.whole for o in outcomes)
    assert all("expected" in entry and "got" in entry for entry in listed)


GOLD_ITEM = """ledger: small
title: 2020年
items:
- 'no': '1'
  task: 建成3所学校。
  progress: {progress}
  tags: [short]
  targets:
  - {{text: 3所, value: 3, unit: 所, bound: at_least, optional: false, accept: [], verdict: {verdict}, actual: {actual}}}
"""


@pytest.mark.parametrize(
    ("progress", "verdict", "actual", "expected"),
    [
        (
            "建成学校2所。",
            "short",
            "{value: 2, unit: 所, method: stated}",
            {"whole F1": 100.0, "rate": 100.0, "invented": None},
        ),
        (
            "建成学校2所。",
            "met",
            "{value: 3, unit: 所, method: stated}",
            {"whole F1": 0.0, "evidence": 0.0, "rate": 0.0},
        ),
        ("建成学校2所。", "unverified", "null", {"invented": 100.0, "evidence": 0.0}),
        ("已完成。", "unverified", "null", {"invented": 0.0, "evidence": 100.0, "whole F1": 100.0}),
    ],
)
def test_figures_by_hand(tmp_path: Path, progress: str, verdict: str, actual: str, expected: dict):
    path = tmp_path / "small.yaml"
    path.write_text(GOLD_ITEM.format(progress=progress, verdict=verdict, actual=actual), encoding="utf-8")
    got = figures(evaluate([path]))
    assert {k: got[k] for k in expected} == expected


def test_the_command_prints_figures_and_misses(capsys: pytest.CaptureFixture[str]):
    path = next(p for p in GOLD if p.stem == "zhaoqing-2020")
    assert main(["score", str(path), "--misses"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("ledger")
    assert "zhaoqing-2020 #" in said


@pytest.mark.parametrize("text", ["- 1\n", "a: [", "ledger: x\nitems:\n- no: '1'\n"])
def test_what_is_no_gold_ledger_is_named(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["score", str(path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"minsheng: {path}: found ")
    assert said.count("\n") == 1


def test_claims_are_read_as_often_as_the_readme_says():
    items = [
        item for folder in FOLDERS for path in folder.glob("*.yaml") for item in read_gold(path)[1] if "status" in item
    ]
    agreed = sum(status(item["progress"]) == item["status"] for item in items)
    said = re.search("in ([0-9]+) of 100", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert said is not None
    assert len(items) > 400
    assert round(100 * agreed / len(items)) == int(said[1])


def test_the_readme_says_how_first_runs_went():
    said = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    data = tomllib.loads((ROOT / "data" / "gold" / "first_runs.toml").read_text(encoding="utf-8"))
    runs, marks = data["run"], data["marks"]
    f1 = [run["whole_f1"] for run in runs]
    published = sum(run["targets"] for run in runs if run.get("published"))
    assert f"was {min(f1):.0f} to {max(f1):.0f} % when" in said
    assert f"({sum(run['targets'] for run in runs):,} targets, {published:,} of them in texts as published" in said
    others = marks["given"] - marks["doubtful"], marks["wrong"] - marks["doubtful_wrong"]
    assert f"Of the {marks['given']:,} numbers given" in said
    assert f"{100 * marks['wrong'] / marks['given']:.0f} in 100 were wrong" in said
    assert f"{100 * marks['doubtful_wrong'] / marks['doubtful']:.0f} in 100 of those" in said
    assert f"{100 * others[1] / others[0]:.1f} in 100 of the others" in said
