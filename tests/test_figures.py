"""Figures: what is drawn is what the tables say, every glyph is there, and the same input gives the same bytes."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt

import analysis
from analysis import figures, narrate, networks, workload
from analysis.figures.style import VERDICT, font, style


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
        figures.board_figure(tables, lang),
        figures.kind_strip_figure(tables, lang),
        figures.counting_rules_figure(tables, lang),
        figures.areas_figure(tables, lang),
        figures.lorenz_figure(tables, lang),
        figures.circles_figure(tables, networks.circles(tables, draws=8), lang),
        figures.matrix_figure(tables, lang),
        figures.across_figure(tables, lang),
        figures.bunching_figure(tables, lang),
    ]


def outside(figure) -> list[str]:
    """Texts that stand outside the canvas."""
    from matplotlib.text import Text

    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    out = []
    for text in figure.findobj(Text):
        if text.get_text().strip() and text.get_visible():
            box = text.get_window_extent()
            if box.x0 < -2 or box.y0 < -2 or box.x1 > width + 2 or box.y1 > height + 2:
                out.append(text.get_text())
    return out


def overlapping(axes) -> list[tuple[str, str]]:
    """Pairs of texts of an axes that lie over each other."""
    axes.figure.canvas.draw()
    boxes = [(t.get_text(), t.get_window_extent()) for t in axes.texts if t.get_text().strip()]
    boxes = [(text, box.padded(-1.5)) for text, box in boxes]
    return [(a, b) for i, (a, x) in enumerate(boxes) for b, y in boxes[:i] if x.overlaps(y)]


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
                assert path.stat().st_size > 3_000


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


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_stands_outside_the_canvas(tables, lang: str):
    for figure in drawn(tables, lang)[3:]:
        assert outside(figure) == []


def test_no_label_lies_over_another(tables):
    for figure in drawn(tables, "zh")[3:]:
        for axes in figure.axes:
            assert overlapping(axes) == []


def crowd(items: int, units: int):
    """A ledger of many items whose units have long names, each leader with all kinds of outcome."""
    numerals = "一二三四五六七八九十"
    rows = []
    for i in range(1, items + 1):
        names = [f"市{numerals[(i + k) % 10]}类公共事务服务管理第{(i * 3 + k) % units}局" for k in range(3)]
        task = f"建设{numerals[i % 10]}号公园{i + 2}个。"
        rows.append((f"{i}", task, f"领导{'甲乙丙丁'[i % 4]}", "、".join(names), f"建成公园{i + i % 3}个。"))
    return rows


@pytest.mark.parametrize(("items", "units"), [(10, 6), (120, 40)])
def test_many_items_and_long_names_are_readable(write_ledger, tmp_path: Path, items: int, units: int):
    path = write_ledger(*crowd(items, units), header=("序号", "工作任务", "分管领导", "责任单位", "进展情况"))
    made = analysis.tables(analysis.extract(analysis.read_ledger(path)))
    for i, figure in enumerate(drawn(made, "zh")[3:]):
        assert outside(figure) == []
        for axes in figure.axes:
            assert overlapping(axes) == []
        figures.save(figure, tmp_path, f"figure{i}")


def test_the_board_has_a_tile_for_every_target(tables):
    axes = figures.board_figure(tables).axes[0]
    words = [t.get_text() for t in axes.texts]
    assert words.count("?") == 7
    assert sum(w.endswith("%") for w in words) == 29
    assert words.count("✓") == 24
    assert words.count("没有数字目标") == 2


@pytest.mark.parametrize("targets", [1, 9])
def test_a_long_category_of_the_board_is_not_cut(write_ledger, targets: int):
    task = "、".join(
        f"建{kind}{n}所"
        for n, kind in enumerate(("学校", "医院", "公园", "公厕", "书屋", "驿站", "食堂", "泵站", "车站")[:targets], 2)
    )
    path = write_ledger(
        ("十二、提高城乡居民基础养老金水平", f"{task}。", "推进中。"),
        ("十三、改善", "建桥梁2座。", "推进中。"),
        header=("类别", "工作任务", "进展情况"),
    )
    tables = analysis.tables(analysis.extract(analysis.read_ledger(path)))
    assert len(tables["fulfilment"]) == targets + 1
    assert outside(figures.board_figure(tables)) == []


def test_the_strip_has_a_dot_for_every_target(tables):
    axes = figures.kind_strip_figure(tables).axes[0]
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(dots) == 36
    assert sum(line.get_markerfacecolor() == "white" for line in dots) == 7


def test_sums_of_money_are_written_in_their_magnitude(write_ledger):
    path = write_ledger(
        ("投资1.5亿元。", "完成投资16230万元。"), ("修路9公里。", "修路8公里。"), header=("工作任务", "进展情况")
    )
    tables = analysis.tables(analysis.extract(analysis.read_ledger(path)))
    zh, en = (" ".join(texts(figures.ledger_figure(tables, "", lang))) for lang in ("zh", "en"))
    assert "1.5亿 → 1.623亿元" in zh
    assert "9 → 8 公里" in zh
    assert "150 million → 162.3 million 元" in en


def test_a_rate_just_below_the_target_is_drawn_below_it(write_ledger):
    rows = [("普及率达到100%。", "普及率99.6%。"), ("建成1000座。", "建成1003座。"), ("修路9公里。", "修路9公里。")]
    path = write_ledger(*rows, header=("工作任务", "进展情况"))
    axes = figures.kind_strip_figure(analysis.tables(analysis.extract(analysis.read_ledger(path)))).axes[0]
    places = {line.get_markerfacecolor(): float(line.get_xdata()[0]) for line in axes.lines if line.get_marker() == "o"}
    assert places[VERDICT["short"]] < 0 == places[VERDICT["met"]] < places[VERDICT["exceeded"]]


def test_rates_beyond_the_axis_are_triangles_with_their_rate(write_ledger):
    rows = [
        ("修路100公里。", "修路11公里。"),
        ("建成学校5所。", "建成学校0所。"),
        ("修桥3座。", "修桥33座。"),
        ("建成公园9个。", "建成公园8个。"),
    ]
    path = write_ledger(*rows, header=("工作任务", "进展情况"))
    figure = figures.kind_strip_figure(analysis.tables(analysis.extract(analysis.read_ledger(path))))
    marks = [line.get_marker() for line in figure.axes[0].lines if line.get_marker() in ("o", "<", ">")]
    assert sorted(marks) == ["<", "<", ">", "o"]
    assert {"0%", "11%", "1,100%"} <= set(texts(figure))
    assert any("三角=超出横轴" in text for text in texts(figure))


def test_no_bounds_are_given_where_all_is_verified(write_ledger, tables):
    assert "界为" in narrate.fulfilment_footer(tables)
    path = write_ledger(("修路100公里。", "修路110公里。"), header=("工作任务", "进展情况"))
    verified = analysis.tables(analysis.extract(analysis.read_ledger(path)))
    for lang, word in (("zh", "界为"), ("en", "if the unverified")):
        assert word not in narrate.fulfilment_footer(verified, lang)
        assert "100%–100%" not in " ".join(narrate.fulfilment_findings(verified, lang))


def test_titles_say_what_the_numbers_say(tables):
    assert narrate.board_title(tables) == "24项全部自述已完成；22项有数字目标，18项的数字全部证实兑现"
    assert narrate.kinds_title(tables) == "比例类目标最常超额（5/7），标准类最少（1/6）"
    assert narrate.rules_title(tables) == "怎么数都是梁许赞居首，第二位则因数法而异（3人）"
    assert narrate.areas_title(tables) == "10个领域中有9个只归一位领导"
    assert narrate.lorenz_title(tables) == "基尼系数0.46：并不比整块分派领域更集中"
    found = networks.circles(tables, draws=20)
    assert narrate.circles_title(tables, found) == "不止一次共事的单位分成2个圈子，跨圈的两个单位至多共事一项"
    assert "不到0.1%" in narrate.workload_chance(tables)[0] or "0.1%" in narrate.workload_chance(tables)[0]


def test_tiles_are_as_wide_as_units_are_many(tables):
    axes = figures.portfolio_figure(tables).axes[0]
    assert sorted(int(p.get_width()) for p in axes.patches) == sorted(
        tables["responsibilities"].query("role == 'unit'").groupby("item").size()
    )


def test_incidence_has_a_mark_for_every_duty(tables):
    axes = figures.incidence_figure(tables).axes[0]
    (marks,) = (c for c in axes.collections if len(c.get_offsets()) > 1)
    assert len(marks.get_offsets()) == 90
    assert (marks.get_facecolors() != 1).any(axis=1).sum() == 24


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
        assert outside(figure) == []
        figures.save(figure, tmp_path, f"figure{i}")


def test_a_ledger_of_few_short_items_keeps_its_words_on_the_canvas(write_ledger):
    rows = [("1", "建公厕2座。", "县交通运输局", "已建2座。"), ("2", "建桥3座。", "县水务局", "已建3座。")]
    path = write_ledger(*rows, header=("序号", "工作任务", "责任单位", "进展情况"))
    made = analysis.tables(analysis.extract(analysis.read_ledger(path)))
    for figure in drawn(made, "en"):
        assert outside(figure) == []


def test_the_same_input_gives_the_same_bytes(tables, tmp_path: Path):
    first = [p.read_bytes() for f in drawn(tables, "zh") for p in figures.save(f, tmp_path / "a", "figure")]
    plt.close("all")
    again = [p.read_bytes() for f in drawn(tables, "zh") for p in figures.save(f, tmp_path / "b", "figure")]
    assert first == again


def test_dots_and_outlines_drawn_at_once_are_what_matplotlib_draws_one_by_one(tables):
    from analysis.figures.both import drawn as at_once

    def shape(svg: str) -> tuple[list[str], list[float]]:
        """Elements and styles of a picture, and the numbers in it."""
        svg = re.sub(r"(?<=#)[mpCh][0-9a-f_]+|(?<=id=\")[mpCh][0-9a-f_]+", "", svg[svg.index("<defs>") :])
        return re.split(r"-?\d+(?:\.\d+)?", svg), [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", svg)]

    for fig in drawn(tables, "zh"):
        with style():
            dots, svg = at_once(fig, 200)
            for suffix, out in (("rgba", io.BytesIO()), ("svg", io.BytesIO())):
                fig.savefig(
                    out, format=suffix, dpi=200, metadata={"Date": None, "Creator": None} if suffix == "svg" else None
                )
                if suffix == "rgba":
                    assert dots.tobytes() == out.getvalue()
                else:
                    (words, numbers), (expected, theirs) = shape(svg), shape(out.getvalue().decode())
                    assert words == expected
                    # savefig cuts off a fraction of a dot at another edge, and fits letters to dots of its own
                    assert max(abs(x - y) for x, y in zip(numbers, theirs, strict=True)) < 1


def test_an_image_is_not_left_out_without_a_word(tmp_path: Path):
    fig, ax = plt.subplots()
    ax.imshow([[0, 1], [1, 0]])
    with pytest.raises(NotImplementedError):
        figures.save(fig, tmp_path, "image")


def test_the_users_settings_stay_as_they_are(tables):
    before = dict(mpl.rcParams)
    drawn(tables, "zh")
    assert dict(mpl.rcParams) == before


def test_a_ledger_without_areas_is_not_told_of_areas(tables):
    bare = {**tables, "items": tables["items"].assign(category="")}
    assert narrate.areas_title(bare) == "台账没有分领域"
    assert narrate.lorenz_title(bare).endswith("逐项随机分派更集中")
    assert "没有分领域" in narrate.workload_chance(bare)[0]
    assert "categories" not in workload.counts_of(bare)
    assert not any("领域" in t.get_text() for t in figures.portfolio_figure(bare).axes[0].texts)
    assert "领域" not in narrate.ledger_findings(bare)[0]
