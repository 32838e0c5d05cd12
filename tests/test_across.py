"""Many ledgers together: pooled by hand, found by pattern, drawn with few and with many."""

from __future__ import annotations

import math
from pathlib import Path

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt

from analysis import across, figures, fulfilment, narrate
from conftest import SEED

TITLES = ("丰和县2019年民生实事进展情况表", "临江市2020年民生实事进展情况表", "民生实事")


@pytest.fixture
def several(write_ledger) -> list[Path]:
    """Two ledgers with place and year, one without; the second has one target short, the third none proven."""
    reports = ("已建成公厕{a}座。", "已建成公厕{a}座。", "进展顺利。")
    return [
        write_ledger(
            ("一", "1", "建成公厕10座。", "张三", "市教育局", "李四", report.format(a=12 - 4 * i)),
            ("一", "2", "加强管理。", "张三", "市教育局", "李四", "已完成。"),
            name=f"l{i}.txt",
            title=title,
        )
        for i, (title, report) in enumerate(zip(TITLES, reports, strict=True))
    ]


def test_pooled_by_hand(several: list[Path], tmp_path: Path):
    tables, failed = across.pool([*several, tmp_path / "missing.txt"])
    assert len(failed) == 1
    assert "missing.txt: found no such file" in failed[0]
    p = across.pooled(tables)
    assert (p.ledgers, p.places, p.years, p.exact, p.bunching) == (3, 2, 2, 0, None)
    counts = [int(p.summary[k]) for k in ("targets", "items_with_number", "exceeded", "short", "unverified")]
    # item 1 of each ledger is an item of its own
    assert counts == [3, 3, 1, 1, 1]
    by = across.by(tables, "ledger")
    assert list(by["place"]) == ["丰和县", "临江市", ""]
    assert list(by["share_kept_low"]) == [1.0, 0.0, 0.0]
    assert list(by["share_kept_high"]) == [1.0, 0.0, 1.0]
    assert math.isnan(by["share_kept"].iloc[2])
    assert list(across.by(tables, "year").index) == ["", "2019", "2020"]
    assert list(across.by(tables, "place")["ledgers"]) == [1, 1, 1]
    with pytest.raises(ValueError, match="expected ledger, place or year"):
        across.by(tables, "leader")


def test_patterns_find_files_and_no_sidecars(several: list[Path], monkeypatch: pytest.MonkeyPatch):
    folder = several[0].parent
    (folder / "l0.txt.meta.yml").write_text("place: 丙县\n", encoding="utf-8")
    assert across.files_of([str(folder / "l*"), str(several[0])]) == several
    monkeypatch.chdir(folder)
    assert [p.name for p in across.files_of("l?.txt")] == ["l0.txt", "l1.txt", "l2.txt"]
    # nothing here of that name: looked for in the project; nothing anywhere: named as missing
    assert across.files_of("data/raw/*.txt") == [SEED]
    assert across.files_of("nothing*") == [Path("nothing*")]


def test_bunching_needs_many_targets(tables):
    assert fulfilment.just_met(tables["fulfilment"]) is None
    assert "至少要150个" in narrate.bunching_title(tables)
    many = {**tables, "fulfilment": tables["fulfilment"].loc[tables["fulfilment"].index.repeat(8)]}
    found = fulfilment.just_met(many["fulfilment"])
    assert found is not None
    assert (found.n, found.exact) == (29 * 8, 15 * 8)
    # nothing is just missed, half is just met
    assert found.z_above > 5
    assert "232个可比的完成率中52%恰为100%" in narrate.bunching_title(many)
    bars = figures.bunching_figure(many).axes[0].patches
    assert sum(bar.get_height() for bar in bars) == 232
    plt.close("all")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_is_made_of_the_numbers(several: list[Path], lang: str):
    tables, _ = across.pool(several)
    said = "".join(narrate.across_findings(tables, ["x.txt: broken"], lang))
    assert "x.txt: broken" in said
    for number in ("3", "6") if lang == "en" else ("3份台账", "6项中"):
        assert number in said
    assert "150" in "".join(narrate.across_methods(tables, lang))


def test_more_ledgers_than_a_page_holds_are_put_together(tables):
    import pandas as pd

    copies = {
        name: pd.concat([frame.assign(ledger=f"l{i}") for i in range(130)], ignore_index=True)
        for name, frame in tables.items()
    }
    axes = figures.across_figure(copies).axes[0]
    labels = [t.get_text() for t in axes.get_yticklabels()]
    assert len(labels) == 61
    assert labels[30] == "其余70份"
    assert [t.get_text() for t in axes.texts if t.get_position()[0] > 1][30] == str(70 * 36)
    plt.close("all")
