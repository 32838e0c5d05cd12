"""Figures: what is drawn is what the tables say, every glyph is there, and the same input gives the same bytes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt

import analysis
from analysis import figures, narrate
from analysis.figures.style import font, style


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def texts(figure) -> list[str]:
    from matplotlib.text import Text

    return [t.get_text() for t in figure.findobj(Text) if t.get_text()]


def drawn(tables, lang: str):
    return [
        figures.ledger_figure(tables, "江门市2018年民生实事进展情况表", lang),
        figures.portfolio_figure(tables, lang),
        figures.incidence_figure(tables, lang),
    ]


def test_a_missing_glyph_fails(tmp_path: Path):
    with style():
        figure = plt.figure()
        figure.text(0.1, 0.5, "\U00013000")
        with pytest.warns(UserWarning, match="Glyph"):
            figure.savefig(tmp_path / "a.png")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_glyph_of_the_seed_is_there(tables, tmp_path: Path, lang: str):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for i, figure in enumerate(drawn(tables, lang)):
            for path in figures.save(figure, tmp_path, f"figure{i}"):
                assert path.stat().st_size > 20_000


def test_rare_characters_of_names_are_in_the_font(tmp_path: Path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with style():
            figure = plt.figure()
            figure.text(0.1, 0.5, "芶钛璐钊镓龘䶮㛃𬍛𫖯𡎚 ●◆○→◀▶≥≤≈·…÷–—")
            figure.savefig(tmp_path / "a.png")
    assert font() == "Noto Sans SC"


def test_the_ledger_shows_every_target_with_its_numbers(tables):
    words = texts(figures.ledger_figure(tables, "某市台账"))
    for row in tables["fulfilment"].to_dict("records"):
        assert f"{row['indicator']} #{row['item']}" in words
    assert narrate.fulfilment_title(tables) in words
    assert any(w.startswith("269%  5,000 → 13,444 人次") for w in words)
    assert any("增量完成280%（原120）" in w for w in words)
    assert sum("→ ?" in w for w in words) == 9
    assert sum("（可不计）" in w for w in words) == 2
    assert {"超额 14", "达标 15", "无从核实 7（另2个可不计）"} <= set(words)


def test_rates_are_drawn_where_they_belong(tables):
    axes = figures.ledger_figure(tables, "某市台账").axes[0]
    ends = sorted(round(float(line.get_xdata()[0]), 6) for line in axes.lines if line.get_marker() in ("o", "D"))
    rates = sorted(round(float(r), 6) for r in tables["fulfilment"]["rate"].dropna())
    assert ends == rates


def test_tiles_are_as_wide_as_units_are_many(tables):
    axes = figures.portfolio_figure(tables).axes[0]
    assert sorted(int(p.get_width()) for p in axes.patches) == sorted(
        tables["responsibilities"].query("role == 'unit'").groupby("item").size()
    )


def test_incidence_has_a_mark_for_every_duty(tables):
    axes = figures.incidence_figure(tables).axes[0]
    marks = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(marks) == 90
    assert sum(line.get_markerfacecolor() != "white" for line in marks) == 24


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "rows",
    [
        [("加强管理。", "进展顺利。")],
        [("建成3所学校。", "已建成学校1所。"), ("建成10座公厕。", "建成公厕900座。")],
        [("失业率控制在3%以内。", "失业率4%。")] * 3,
    ],
)
def test_hostile_ledgers_are_drawn(write_ledger, tmp_path: Path, rows: list, lang: str):
    made = analysis.tables(analysis.extract(analysis.read_ledger(write_ledger(*rows, header=("工作任务", "进展情况")))))
    for i, figure in enumerate(drawn(made, lang)):
        figures.save(figure, tmp_path, f"figure{i}")


def test_the_same_input_gives_the_same_bytes(tables, tmp_path: Path):
    first = [p.read_bytes() for f in drawn(tables, "zh") for p in figures.save(f, tmp_path / "a", "figure")]
    again = [p.read_bytes() for f in drawn(tables, "zh") for p in figures.save(f, tmp_path / "b", "figure")]
    assert first == again


def test_the_users_settings_stay_as_they_are(tables):
    before = dict(mpl.rcParams)
    drawn(tables, "zh")
    assert dict(mpl.rcParams) == before
