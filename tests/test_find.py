"""Which table of a document is the ledger, what belongs to it, and which documents hold none."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import LedgerError
from analysis.model import Place, Role
from analysis.readers import html, read_ledger
from analysis.readers.find import find_ledger
from analysis.readers.grid import Document, Grid, Line, Spanning, plain_grid, spanned_grid
from layouts import cells, write_docx

HEADER = ("序号", "项目", "完成情况", "责任单位")
ROWS = [("1", "新建公园2个", "已建成2个", "区园林局"), ("2", "改造小区10个", "改造11个", "区住房城乡建设局")]
TITLE = "南丰区2023年民生实事完成情况"


def table(*rows: tuple[str, ...], caption: str = "") -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table border=1>{f'<caption>{caption}</caption>' * bool(caption)}{lines}</table>"


def read(tmp_path: Path, body: str):
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read_ledger(path)


def workbook(path: Path, sheets: dict[str, list[tuple[str, ...]]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in (HEADER, *rows):
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    "other",
    [
        [("序号", "项目", "完成时限", "责任单位"), ("1", "新建图书馆3个", "10月", "区文旅局"), ("2", "安装路灯500盏", "9月", "区城管局")],
        [("序号", "单位", "联系人", "联系电话"), ("1", "区文旅局", "王五", "1234567"), ("2", "区水务局", "赵六", "7654321")],
    ],
)  # fmt: skip
def test_a_table_of_something_else_is_passed_over_by_name(tmp_path: Path, other: list[tuple[str, ...]]):
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{table(HEADER, *ROWS)}<h2>附表</h2>{table(*other)}")
    assert [(i.task, i.progress, i.names(Role.UNIT), i.names(Role.PERSON)) for i in ledger] == [
        (task, progress, (unit,), ()) for _, task, progress, unit in ROWS
    ]
    assert [(p.why, p.text) for p in ledger.passed] == [("table without reports, 2 rows", "、".join(other[0]))]


@pytest.mark.parametrize(
    ("header", "first", "told"),
    [
        # where something is done, beside no other category
        (("区域", *HEADER), ("城区", *ROWS[0]), ("城区", ROWS[0][1], ("区园林局",), ())),
        (("类别", "区域", *HEADER), ("园林", "城区", *ROWS[0]), ("园林", ROWS[0][1], ("区园林局",), ())),
        # a project and its measure
        ((*HEADER, "建设规模"), (*ROWS[0], "占地3公顷"), ("", "新建公园2个\n占地3公顷", ("区园林局",), ())),
        # sections with their persons
        (
            ("序号", "项目", "完成情况", "责任科室及责任人"),
            ("1", "新建公园2个", "已建成2个", "镇城建办 郎平安"),
            ("", "新建公园2个", ("镇城建办",), ("郎平安",)),
        ),
        (("编号", "承诺事项", "承诺单位", "兑现情况"), ("1", "建公园2个", "区园林局", "建成2个"), ("", "建公园2个", ("区园林局",), ())),
        (
            ("序号", "项目名称", "主要内容", "进展情况"),
            ("1", "5G网络建设", "新建5G基站36个", "建成27个"),
            ("", "5G网络建设\n新建5G基站36个", (), ()),
        ),
        (("序号", "实事内容", "督查情况"), ("1", "新建公园2个", "已建成2个"), ("", "新建公园2个", (), ())),
    ],
)  # fmt: skip
def test_headers_are_known(tmp_path: Path, header: tuple[str, ...], first: tuple[str, ...], told: tuple[object, ...]):
    item = read(tmp_path, table(header, first, tuple(x.replace("1", "2") for x in first))).items[0]
    assert (item.category, item.task, item.names(Role.UNIT), item.names(Role.PERSON)) == told


def test_a_numbered_heading_across_a_row_is_no_item(tmp_path: Path):
    body = table(HEADER, *ROWS).replace(
        "<tr><td>1</td>", '<tr><td>1</td><td colspan="3">园林绿化与住房保障工程</td></tr><tr><td>1.1</td>', 1
    )
    ledger = read(tmp_path, body)
    assert [(i.category, i.no, i.task) for i in ledger] == [
        ("1、园林绿化与住房保障工程", "1.1", "新建公园2个"),
        ("1、园林绿化与住房保障工程", "2", "改造小区10个"),
    ]


def test_a_table_of_figures_that_promises_nothing_is_refused(tmp_path: Path):
    rows = [("一般公共服务支出", "31250", "2%"), ("教育支出", "86420", "3.4%"), ("农林水支出", "65210", "1.8%")]
    with pytest.raises(LedgerError, match="a table of figures that promises nothing"):
        read(tmp_path, table(("项目", "执行情况", "增长"), *rows))


def test_numbered_headings_above_tables_stay_over_several_pages():
    def of_page(page: int, row: int) -> Grid:
        rows = [HEADER, ROWS[row]] if row < 2 else [ROWS[0]]
        return plain_grid([(cells, Place(page=page, table=1, row=i)) for i, cells in enumerate(rows, 1)])

    blocks = (
        Line("一、教育类", Place(page=1)),
        of_page(1, 0),
        Line("督查专报", Place(page=2)),
        of_page(2, 2),
        Line("二、住建类", Place(page=2)),
        of_page(2, 1),
    )
    found = find_ledger(Path("a.pdf"), Document(blocks, "PDF"), {})
    assert [r.cells["category"] for r in found.records] == ["一、教育类", "一、教育类", "二、住建类"]


FIGURES = [("", "东区", "西区", "合计"), ("年度目标", "6", "4", "10"), ("实际完成", "4", "2", "6")]


@pytest.mark.parametrize(
    "figures", [FIGURES, [("区域", "目标任务", "完成情况"), ("东区", "6条", "4条"), ("西区", "4条", "2条")]]
)
def test_a_table_of_figures_among_paragraphs_is_no_ledger(tmp_path: Path, figures: list[tuple[str, ...]]):
    lines = [f"<p>{no}.{task}。责任单位：{unit} 实际完成情况：{done}。</p>" for no, task, done, unit in ROWS]
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{lines[0]}{table(*figures)}{lines[1]}")
    assert [(i.task, i.progress) for i in ledger] == [(f"{task}。", f"{done}。") for _, task, done, _ in ROWS]


def test_a_table_of_figures_alone_is_refused(tmp_path: Path):
    figures = [("县区", "目标任务（公里）", "完成情况（公里）"), ("东坡区", "80", "76"), ("彭山区", "60", "61")]
    with pytest.raises(LedgerError, match=r"table 1, row 2: found a table whose tasks are numbers alone \(80公里\)"):
        read(tmp_path, table(*figures))


@pytest.mark.parametrize("names", [("2024年", "2023年"), ("2023", "2024")])
def test_sheets_of_several_years_are_refused(tmp_path: Path, names: tuple[str, str]):
    path = workbook(tmp_path / "a.xlsx", {names[0]: ROWS, names[1]: [("1", "新增公交3条", "开通3条", "区交通局")]})
    with pytest.raises(LedgerError, match=f"several times in one file .{names[0]}、{names[1]}.; expected one of them"):
        read_ledger(path)


def test_sheets_of_several_months_are_refused_where_promises_come_again(tmp_path: Path):
    again = [(no, task, "完工", unit) for no, task, _, unit in ROWS]
    with pytest.raises(LedgerError, match="9月、10月"):
        read_ledger(workbook(tmp_path / "a.xlsx", {"9月": ROWS, "10月": again}))
    assert len(read_ledger(workbook(tmp_path / "b.xlsx", {"9月": ROWS[:1], "10月": ROWS[1:]})).items) == 2


def test_unnamed_sheets_with_the_same_promises_are_refused(tmp_path: Path):
    again = [(no, task, "完工", unit) for no, task, _, unit in ROWS]
    with pytest.raises(LedgerError, match="Sheet1、Sheet1"):
        read_ledger(workbook(tmp_path / "a.xlsx", {"Sheet1": ROWS, "Sheet1 (2)": again}))
    assert len(read_ledger(workbook(tmp_path / "b.xlsx", {"东区": ROWS, "西区": again})).items) == 4


def test_a_row_of_which_is_no_item(tmp_path: Path):
    ledger = read(tmp_path, table(HEADER, ROWS[0], ("其中", "东区1个", "建成1个", "东区"), ROWS[1]))
    assert [i.no for i in ledger] == ["1", "2"]
    assert [(p.why, p.text) for p in ledger.passed] == [("part of the item above", "其中 | 东区1个 | 建成1个 | 东区")]


def test_tables_under_headings_of_several_years_are_refused(tmp_path: Path):
    with pytest.raises(LedgerError, match="table 2, row 1: found ledgers of several times"):
        read(tmp_path, f"<h2>{TITLE}</h2>{table(HEADER, *ROWS)}<h2>南丰区2024年民生实事</h2>{table(HEADER, *ROWS)}")


@pytest.mark.parametrize(
    "total",
    [("", "园林类小计（1项）", "完成1项", ""), ("", "区级合计：", "完成1项", ""), ("园林小计", "1项", "完成1项", "")],
)
def test_a_total_of_some_rows_is_no_item(tmp_path: Path, total: tuple[str, ...]):
    ledger = read(tmp_path, table(HEADER, ROWS[0], total, ROWS[1]))
    assert [i.no for i in ledger] == ["1", "2"]
    assert [p.why for p in ledger.passed] == ["total"]


def test_the_heading_of_the_first_items_is_not_the_title(tmp_path: Path):
    path = tmp_path / "a.docx"
    write_docx(
        [
            f"附件：{TITLE}",
            "一、民生保障",
            [cells(*HEADER), cells(*ROWS[0])],
            "二、环境整治",
            [cells(*HEADER), cells(*ROWS[1])],
        ],
        path,
    )
    ledger = read_ledger(path)
    assert (ledger.title, ledger.place, ledger.year) == (TITLE, "南丰区", 2023)
    assert [i.category for i in ledger] == ["一、民生保障", "二、环境整治"]


@pytest.mark.parametrize("where", ["line", "caption", "row"])
def test_a_form_is_called_what_stands_above_it(tmp_path: Path, where: str):
    names = ("一、游园建设", "二、旧区改造")
    body = ""
    for name, (_, task, progress, unit) in zip(names, ROWS, strict=True):
        rows = [("目标任务", task), ("完成情况", progress), ("责任单位", unit)]
        rows = [(name,), *rows] if where == "row" else rows
        body += f"<p>{name}</p>" * (where == "line") + table(*rows, caption=name * (where == "caption"))
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{body}")
    assert [i.task for i in ledger] == [f"{name[2:]}\n{row[1]}" for name, row in zip(names, ROWS, strict=True)]
    assert ledger.title == TITLE


def test_labels_stand_in_turn_in_a_form_of_pairs(tmp_path: Path):
    body = "".join(
        f"<table><tr><td>项目名称</td><td>{name}</td><td>编号</td><td>{no}</td></tr>"
        f"<tr><td>责任单位</td><td>{unit}</td><td>完成期限</td><td>12月底</td></tr>"
        "<tr><td>开工时间</td><td>2023年3月</td><td>计划完工时间</td><td>2023年11月</td></tr>"
        f"<tr><td>年度目标</td><td colspan=3>{task}</td></tr><tr><td>完成情况</td><td colspan=3>{progress}</td></tr></table>"
        for name, (no, task, progress, unit) in zip(("游园", "旧区"), ROWS, strict=True)
    )
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{body}")
    assert [(i.no, i.task, i.progress, i.names(Role.UNIT)) for i in ledger] == [
        (no, f"{name}\n{task}", progress, (unit,))
        for name, (no, task, progress, unit) in zip(("游园", "旧区"), ROWS, strict=True)
    ]
    more = dict(ledger.items[0].more)
    assert (more["完成期限"], more["开工时间"], more["计划完工时间"]) == ("12月底", "2023年3月", "2023年11月")


def test_an_item_with_a_row_for_each_label(tmp_path: Path):
    body = "".join(
        f"<tr><td rowspan=3>{no}</td><td rowspan=3>{name}</td><th>目标任务</th><td>{task}</td></tr>"
        f"<tr><th>责任单位</th><td>{unit}</td></tr><tr><th>进展情况</th><td>{progress}</td></tr>"
        for name, (no, task, progress, unit) in zip(("游园", "旧区"), ROWS, strict=True)
    )
    head = "<tr><td>序号</td><td>项目</td><td colspan=2>办理情况</td></tr>"
    ledger = read(tmp_path, f"<h2>{TITLE}</h2><table>{head}{body}</table>")
    assert [(i.no, i.task, i.progress, i.names(Role.UNIT)) for i in ledger] == [
        (no, f"{name}\n{task}", progress, (unit,))
        for name, (no, task, progress, unit) in zip(("游园", "旧区"), ROWS, strict=True)
    ]


def test_rows_of_labels_lose_nothing(tmp_path: Path):
    """A label twice in an item, a column to the right, lines above the header."""
    items = "".join(
        f"<tr><td rowspan=3>{no}</td><th>工作任务</th><td>{task}</td><td rowspan=3>{unit}</td></tr>"
        f"<tr><th>进展情况</th><td>{progress}</td></tr><tr><th>进展情况</th><td>正在收尾</td></tr>"
        for no, task, progress, unit in ROWS
    )
    head = "<tr><td colspan=4>截至6月底</td></tr><tr><td>序号</td><td colspan=2>内容</td><td>责任单位</td></tr>"
    ledger = read(tmp_path, f"<h2>{TITLE}</h2><table>{head}{items}</table>")
    assert [(i.no, i.task, i.progress, i.names(Role.UNIT)) for i in ledger] == [
        (no, task, f"{progress}\n正在收尾", (unit,)) for no, task, progress, unit in ROWS
    ]
    assert ledger.as_of == "2023-06-30"


def test_units_with_their_persons_lead_those_that_support(tmp_path: Path):
    rows = [(no, task, progress, f"{unit}（李文华）", "区财政局、区发改局") for no, task, progress, unit in ROWS]
    header = (*HEADER[:3], "牵头单位（责任人）", "配合单位")
    first = read(tmp_path, table(header, *rows)).items[0]
    assert first.names(Role.UNIT)[0] == "区园林局"
    assert len(first.names(Role.UNIT)) == 3
    assert first.names(Role.PERSON) == ("李文华",)


def test_only_one_of_several_units_has_its_person(tmp_path: Path):
    rows = [(no, task, progress, f"区财政局、{unit}（柳春生）") for no, task, progress, unit in ROWS]
    first = read(tmp_path, table(HEADER, *rows)).items[0]
    assert (first.names(Role.UNIT), first.names(Role.PERSON)) == (("区财政局", "区园林局"), ("柳春生",))


def test_money_under_a_header_of_three_levels_is_no_unit(tmp_path: Path):
    body = (
        "<tr><td rowspan=2>序号</td><td rowspan=2>项目</td><td colspan=2>投资进度</td>"
        "<td rowspan=2>完成情况</td><td rowspan=2>责任单位</td></tr>"
        "<tr><td>计划</td><td>完成</td></tr>"
    )
    body += "".join(
        f"<tr><td>{no}</td><td>{task}</td><td>800</td><td>655</td><td>{progress}</td><td>{unit}</td></tr>"
        for no, task, progress, unit in ROWS
    )
    assert read(tmp_path, f"<h2>{TITLE}</h2><table>{body}</table>").items[0].names(Role.UNIT) == ("区园林局",)


def test_a_number_left_out_is_the_one_between_its_neighbours(tmp_path: Path):
    rows = [*ROWS, ("", "修路9公里", "修路8公里", "区交通局"), ("4", "植树500株", "植树510株", "区园林局")]
    assert [i.no for i in read(tmp_path, table(HEADER, *rows))] == ["1", "2", "3", "4"]


def test_a_column_of_years_is_no_category(tmp_path: Path):
    ledger = read(tmp_path, table(("年度", *HEADER), *(("2023", *row) for row in ROWS)))
    assert [(i.category, i.more) for i in ledger] == [("", (("年度", "2023"),))] * 2


@pytest.mark.parametrize("word", ["사업과업", "འཕེལ་རིམ།", "خىزمەت"])
def test_headers_in_two_languages(tmp_path: Path, word: str):
    header = [f"{name}<br>{word}" for name in HEADER]
    assert [i.task for i in read(tmp_path, table(tuple(header), *ROWS))] == [row[1] for row in ROWS]


def test_panels_of_which_a_page_shows_one_are_all_read(tmp_path: Path):
    panels = "".join(
        f"<div class='con' style='display:{shown}'>{table(HEADER, row)}</div>"
        for shown, row in zip(("block", "none"), ROWS, strict=True)
    )
    hidden = f"<div style='display:none'>{table(HEADER, ('9', '不显示', '不显示', '区园林局'))}</div>"
    assert [i.task for i in read(tmp_path, f"<h2>{TITLE}</h2>{panels}{hidden}")] == [row[1] for row in ROWS]


def test_hidden_text_beside_shown_text_of_its_class_stays_hidden(tmp_path: Path):
    notes = "<div class=c>展开</div><div class=c style='display:none'>内部批注：不实，建成0个</div>"
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{table(HEADER, *ROWS)}{notes}")
    assert "批注" not in "".join(f"{i.task}{i.progress}" for i in ledger) + "".join(ledger.notes)


def test_each_of_many_hidden_rows_is_looked_at_once_or_twice(monkeypatch):
    looked = []
    hidden = html._hidden
    monkeypatch.setattr(html, "_hidden", lambda element: looked.append(1) or hidden(element))
    rows = "<div class='row' style='display:none'>旧</div>" * 300
    assert html.read_html(f"<div>{rows}<p>1.新建3所学校。</p></div>")[0]
    assert 300 <= len(looked) <= 700


def test_a_row_below_each_item_says_how_far_it_is(tmp_path: Path):
    rows = "".join(
        f"<tr><td>{no}</td><td>{task}</td><td>{unit}</td></tr><tr><td colspan=3>进展情况：{progress}</td></tr>"
        for no, task, progress, unit in ROWS
    )
    ledger = read(
        tmp_path, f"<h2>{TITLE}</h2><table><tr><td>序号</td><td>项目</td><td>责任单位</td></tr>{rows}</table>"
    )
    assert [(i.no, i.task, i.progress, i.names(Role.UNIT)) for i in ledger] == [
        (no, task, progress, (unit,)) for no, task, progress, unit in ROWS
    ]


def test_a_goal_of_a_month_is_no_promise(tmp_path: Path):
    header = ("序号", "项目内容及居民受益面", "8月份目标", "完成情况", "责任单位")
    ledger = read(tmp_path, table(header, *((row[0], row[1], "过半", *row[2:]) for row in ROWS)))
    assert [i.task for i in ledger] == [row[1] for row in ROWS]


def test_a_form_with_its_number_in_front(tmp_path: Path):
    body = "".join(
        f"<table><tr><td rowspan=3>{no}</td><td>项目名称</td><td>{name}</td></tr><tr><td>目标任务</td><td>{task}</td></tr>"
        f"<tr><td>进展情况</td><td>{progress}</td></tr></table>"
        for name, (no, task, progress, _) in zip(("游园", "旧区"), ROWS, strict=True)
    )
    assert [i.progress for i in read(tmp_path, f"<h2>{TITLE}</h2>{body}")] == [row[2] for row in ROWS]


def test_units_at_a_blank_with_a_person_for_the_first(tmp_path: Path):
    rows = [(no, task, progress, f"{unit} 各乡镇人民政府", "张三") for no, task, progress, unit in ROWS]
    assert read(tmp_path, table((*HEADER, "责任人"), *rows)).items[0].names(Role.UNIT) == ("区园林局", "各乡镇政府")


def test_sections_answer_where_no_units_stand_beside_them(tmp_path: Path):
    sections = [(no, task, progress, "社会事务科") for no, task, progress, _ in ROWS]
    alone = read(tmp_path, table(("序号", "项目", "完成情况", "责任科室"), *sections))
    assert alone.items[0].names(Role.UNIT) == ("社会事务科",)
    beside = read(tmp_path, table((*HEADER, "责任科室"), *((*row, "社会事务科") for row in ROWS)))
    assert (beside.items[0].names(Role.UNIT), beside.items[0].more) == (("区园林局",), (("责任科室", "社会事务科"),))


def test_a_caption_may_be_the_title(tmp_path: Path):
    assert read(tmp_path, table(HEADER, *ROWS, caption=TITLE)).title == TITLE


def test_wide_digits_of_a_title_name_the_year(tmp_path: Path):
    ledger = read(tmp_path, f"<h2>南丰区２０２３年民生实事完成情况</h2>{table(HEADER, *ROWS)}")
    assert (ledger.place, ledger.year) == ("南丰区", 2023)


def test_a_category_may_stand_above_the_header(tmp_path: Path):
    path = tmp_path / "表.html"
    header = "<tr><td>序号</td><td>实事项目</td><td>进展情况</td></tr>"
    rows = "".join(
        f"<tr><td colspan=3>{name}</td></tr>{header}<tr><td>{no}</td><td>新建公厕{no}座。</td><td>建成{no}座。</td></tr>"
        for no, name in ((1, "一、环境提质（1项）"), (2, "二、养老服务（1项）"))
    )
    path.write_text(f"<table>{rows}</table>", encoding="utf-8")
    assert [i.category for i in read_ledger(path)] == ["一、环境提质（1项）", "二、养老服务（1项）"]


def test_task_and_report_under_labels_in_one_column(tmp_path: Path):
    path = tmp_path / "表.html"
    rows = "".join(
        f"<tr><td>{no}</td><td>教育</td><td>【工作任务】改造教室{no}间。<br>【进展情况】已改造{no}间。</td><td>县教育局</td></tr>"
        for no in (1, 2, 3)
    )
    header = "<tr><td>序号</td><td>类别</td><td>工作任务及进展情况</td><td>责任单位</td></tr>"
    path.write_text(f"<table>{header}{rows}</table>", encoding="utf-8")
    first, *_ = read_ledger(path)
    assert (first.category, first.task, first.progress) == ("教育", "改造教室1间。", "已改造1间。")
    assert first.names(Role.UNIT) == ("县教育局",)


def test_units_in_a_row_below_the_item(tmp_path: Path):
    path = tmp_path / "表.html"
    rows = "".join(
        f"<tr><td rowspan=2>{no}</td><td>治理村庄{no}个。</td><td>已治理{no}个。</td></tr>"
        f"<tr><td colspan=2>牵头单位：县水利局　配合单位：县财政局、县林业局</td></tr>"
        for no in (1, 2)
    )
    path.write_text(f"<table><tr><td>序号</td><td>实事内容</td><td>完成情况</td></tr>{rows}</table>", encoding="utf-8")
    assert [(i.no, i.task, i.names(Role.UNIT)) for i in read_ledger(path)] == [
        (str(no), f"治理村庄{no}个。", ("县水利局", "县财政局", "县林业局")) for no in (1, 2)
    ]


def test_tables_that_a_page_draws_with_other_elements(tmp_path: Path):
    path = tmp_path / "页.html"

    def row(*cells: str) -> str:
        return f"<div role='row'>{''.join(f'<div role=cell>{c}</div>' for c in cells)}</div>"

    body = (
        row("序号", "项目名称", "进展情况")
        + row("1", "建成公园2个。", "已建成2个。")
        + row("2", "修路3公里。", "已修3公里。")
    )
    path.write_text(f"<h1>2024年实事</h1><div role='table'>{body}</div>", encoding="utf-8")
    assert [(i.no, i.task) for i in read_ledger(path)] == [("1", "建成公园2个。"), ("2", "修路3公里。")]


def test_the_last_day_of_a_timeline_is_the_report(tmp_path: Path):
    path = tmp_path / "页.html"
    items = "".join(
        f"<h2>{no}、新建公厕{k}座</h2><p>责任单位：市城管局、市财政局</p><ul><li><span>2023年3月</span><p>完成选址。</p></li>"
        f"<li><span>2023年12月</span><p>已建成{k}座。</p></li></ul>"
        for k, no in ((2, "一"), (3, "二"))
    )
    path.write_text(f"<html><h1>2023年民生实事进展</h1>{items}<p>2024年1月5日</p></html>", encoding="utf-8")
    first, second = read_ledger(path)
    assert (first.progress, second.progress) == ("已建成2座。", "已建成3座。")
    assert dict(first.more) == {"2023年3月": "完成选址。"}
    assert first.names(Role.UNIT) == ("市城市管理局", "市财政局")


def test_a_column_of_topics_that_covers_unnumbered_rows_is_their_category(tmp_path: Path):
    path = tmp_path / "表.html"
    rows = "".join(
        f"<tr><td rowspan=2>{topic}</td><td>新建公厕{k}座。</td><td>已建成{k}座。</td></tr>"
        f"<tr><td>修路{k}公里。</td><td>已修{k}公里。</td></tr>"
        for k, topic in ((1, "宜居环境"), (2, "幸福养老"))
    )
    path.write_text(
        f"<table><tr><td>实事内容</td><td>工作任务</td><td>进展情况</td></tr>{rows}</table>", encoding="utf-8"
    )
    assert [(i.category, i.task) for i in read_ledger(path)][1:3] == [
        ("宜居环境", "修路1公里。"),
        ("幸福养老", "新建公厕2座。"),
    ]


def test_a_table_on_its_side_may_have_rows_of_its_own(tmp_path: Path):
    path = tmp_path / "表.html"
    rows = [
        ("序号", "1", "2", "3"),
        ("项目名称", "口袋公园", "断头路", "送戏下乡"),
        ("建设内容", "建公园2个。", "打通3条。", "演出40场。"),
        ("牵头单位", "区园林局", "区住建局", "区文旅局"),
        ("计划完成时间", "10月", "11月", "12月"),
        ("目前进展", "建成2个。", "打通1条。", "演出41场。"),
    ]
    table = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    path.write_text(f"<table>{table}</table>", encoding="utf-8")
    ledger = read_ledger(path)
    assert [(i.no, i.progress) for i in ledger] == [("1", "建成2个。"), ("2", "打通1条。"), ("3", "演出41场。")]
    assert dict(ledger.items[0].more)["计划完成时间"] == "10月"


def test_hints_below_a_header_are_no_item(tmp_path: Path):
    path = tmp_path / "表.csv"
    path.write_text(
        "序号,年度任务,区领导,责任人,工作进展\n,,（姓名）,（单位负责同志）,\n1,建成3所。,张三,李四,已建成3所。\n2,修路2公里。,王五,赵六,已修2公里。\n",
        encoding="utf-8",
    )
    assert [i.no for i in read_ledger(path)] == ["1", "2"]


def test_rows_and_cells_by_their_classes(tmp_path: Path):
    path = tmp_path / "页.html"

    def row(*texts: str) -> str:
        return f"<div class='tr'>{''.join(f'<div class=td><span>{c}</span></div>' for c in texts)}</div>"

    body = (
        row("编号", "目标任务", "工作进展")
        + row("01", "建成公园2个。", "已建成2个。")
        + row("02", "修路3公里。", "已修3公里。")
    )
    path.write_text(f"<html><div class='grid'>{body}</div></html>", encoding="utf-8")
    assert [(i.no, i.task, i.progress) for i in read_ledger(path)] == [
        ("01", "建成公园2个。", "已建成2个。"),
        ("02", "修路3公里。", "已修3公里。"),
    ]


def test_a_column_of_roles_is_no_category(tmp_path: Path):
    path = tmp_path / "表.html"
    rows = "".join(
        f"<tr><td rowspan=2>{n}</td><td rowspan=2>修路{n}公里。</td><td>牵头</td><td>市交通局</td><td rowspan=2>已修{n}公里。</td></tr>"
        f"<tr><td>配合</td><td>市财政局</td></tr>"
        for n in (1, 2)
    )
    path.write_text(
        f"<table><tr><td>序号</td><td>项目</td><td>责任类型</td><td>责任单位</td><td>完成情况</td></tr>{rows}</table>",
        encoding="utf-8",
    )
    first, _ = read_ledger(path)
    assert (first.category, first.names(Role.UNIT)) == ("", ("市交通运输局", "市财政局"))


def test_the_number_of_a_page_heads_no_table(tmp_path: Path):
    rows = [("1", "新建公园2个", "已建成2个。", "区园林局"), ("2", "改造小区10个", "已改造9个。", "区住建局")]
    parts = [table(HEADER, ("一、城建", "", "", ""), rows[0]), table(HEADER, rows[1])]
    ledger = read(tmp_path, "<p>第1页 共2页</p>".join(parts))
    assert [i.category for i in ledger] == ["一、城建"] * 2


def test_points_of_a_list_go_on_from_the_number_that_it_begins_with():
    lists = "<ol><li>修路</li></ol><p>二、教育</p><ol start='2'><li>建校</li></ol>"
    assert [line.text for line in html.read_html(f"<body>{lists}</body>")[0]] == ["1.修路", "二、教育", "2.建校"]


def test_lists_of_definitions_that_name_the_same_are_rows(tmp_path: Path):
    def item(n: int, field: str, units: str) -> str:
        return (
            f"<dl><dt>序号</dt><dd>{n}</dd><dt>项目名称</dt><dd>建设第{n}食堂</dd><dt>所属领域</dt><dd>{field}</dd>"
            f"{units}<dt>最新进展：</dt><dd><p>建成{n}家。</p><p>服务{n}万人。</p></dd></dl>"
        )

    units = "<dt>责任单位</dt><dd>市教育局</dd><dd>市财政局</dd>"
    ledger = read(tmp_path, item(1, "教育类", units) + item(2, "养老类", ""))
    assert [(i.no, i.category, i.task) for i in ledger] == [
        ("1", "教育类", "建设第1食堂"),
        ("2", "养老类", "建设第2食堂"),
    ]
    assert ledger.items[0].progress.split("\n") == ["建成1家。", "服务1万人。"]
    assert [[d.name for d in i.duties] for i in ledger] == [["市教育局", "市财政局"], []]


def test_numbers_of_panels_are_no_part_of_their_titles(tmp_path: Path):
    panel = (
        "<div><div class=hd><span class=no>{0}</span><span>公园建设</span></div><div><span>工作目标：</span><span>新建公园{0}个"
        "</span></div><div><span>进展情况：</span><span>建成公园{0}个。</span></div></div>"
    )
    ledger = read(tmp_path, f"<h3>城建类</h3>{panel.format(1)}{panel.format(2)}")
    assert [(i.no, i.task) for i in ledger] == [
        ("1", "公园建设\n新建公园1个"),
        ("2", "公园建设\n新建公园2个"),
    ]
    # 5, 6: these count nothing but what they stand in front of
    page = "<p><b>5</b><span>所建成</span></p><p><b>6</b><span>所开工</span></p>"
    assert [line.text for line in html.read_html(page)[0]] == ["5所建成", "6所开工"]


def test_what_a_list_of_definitions_names_is_a_label():
    page = "<dl><dt>牵头单位</dt><dd>市教育局</dd><dd>市财政局</dd><dt>进展：</dt><dd>已完成。</dd></dl>"
    assert [line.text for line in html.read_html(page)[0]] == ["牵头单位：市教育局", "市财政局", "进展：已完成。"]


def test_a_table_with_an_item_to_each_column_and_headings_above_several(tmp_path: Path):
    page = (
        "<table><tr><td>项目类别</td><td colspan=2>教育</td><td>养老</td></tr>"
        "<tr><td>序号</td><td>1</td><td>2</td><td>3</td></tr>"
        "<tr><td>项目名称</td><td>建设学校</td><td>改造食堂</td><td>改造敬老院</td></tr>"
        "<tr><td>年度目标</td><td>新建学校2所</td><td>改造食堂4个</td><td>改造敬老院5所</td></tr>"
        "<tr><td>责任单位</td><td>县教育局</td><td>县教育局</td><td>县民政局</td></tr>"
        "<tr><td>进展情况</td><td>建成2所。</td><td>改造3个。</td><td>改造5所。</td></tr></table>"
    )
    assert [(i.no, i.category, i.progress) for i in read(tmp_path, page)] == [
        ("1", "教育", "建成2所。"),
        ("2", "教育", "改造3个。"),
        ("3", "养老", "改造5所。"),
    ]


def test_rows_of_a_form_may_hold_several_labels(tmp_path: Path):
    def form(n: int, unit: str) -> str:
        return (
            f"<tr><td>序号</td><td>{n}</td><td>项目名称</td><td colspan=3>第{n}学校</td></tr>"
            f"<tr><td>目标任务</td><td colspan=5>新建学校{n}所</td></tr>"
            f"<tr><td>责任领导</td><td>张三</td><td>责任单位</td><td>{unit}</td><td>责任人</td><td>李四</td></tr>"
            f"<tr><td>进展情况</td><td colspan=5>建成学校{n}所。</td></tr>"
        )

    ledger = read(tmp_path, f"<table>{form(1, '县教育局')}{form(2, '县住建局')}</table>")
    assert [i.progress for i in ledger] == ["建成学校1所。", "建成学校2所。"]
    assert [[d.written for d in i.duties] for i in ledger] == [
        ["张三", "县教育局", "李四"],
        ["张三", "县住建局", "李四"],
    ]


def test_a_number_stands_behind_the_name_of_what_it_counts(tmp_path: Path):
    header = ("完成情况", "目标值", "单位", "实事名称", "序号")
    rows = (("建成35所。", "35", "所", "村卫生室建设", "1"), ("建成4个。", "4", "个", "120急救站点建设", "2"))
    tasks = [i.task for i in read(tmp_path, table(header, *rows))]
    assert tasks == ["村卫生室建设\n35所", "120急救站点建设\n4个"]


def test_marks_of_footnotes_are_no_digits_in_paragraphs_either():
    page = "<p>建成33<sup>1</sup>所，铺筑9.6公里<sup>2</sup>。</p>"
    assert [line.text for line in html.read_html(page)[0]] == ["建成33¹所，铺筑9.6公里²。"]


def test_a_column_that_says_under_labels_who_answers(tmp_path: Path):
    header = ("编号", "工作任务", "责任分工", "进展情况")
    rows = [
        (
            f"1-{n}",
            f"新建学校{n}所。",
            f"牵头领导：张三<br>牵头单位：县教育局<br>配合单位：县财政局<br>责任人：{who}",
            "已建成。",
        )
        for n, who in ((1, "李四"), (2, "王五"))
    ]
    rows.append(("1-3", "新建学校3所。", "县水利局", "已建成。"))
    cells_of = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in (header, *rows))
    found = [(i.no, [d.written for d in i.duties]) for i in read(tmp_path, f"<table>{cells_of}</table>")]
    labelled = [(f"1-{n}", ["张三", "县教育局", "县财政局", who]) for n, who in ((1, "李四"), (2, "王五"))]
    assert found == [*labelled, ("1-3", ["县水利局"])]


def test_a_form_may_have_merged_rows_and_who_filled_it_in_below(tmp_path: Path):
    def form(n: int) -> str:
        return (
            f"<table><tr><td>项目编号</td><td>{n}</td><td>所属领域</td><td>教育</td></tr>"
            f"<tr><td>项目名称</td><td colspan=3>第{n}学校</td></tr><tr><td>建设内容</td><td colspan=3>新建学校{n}所</td></tr>"
            f"<tr><td rowspan=2>进展情况</td><td rowspan=2 colspan=3>建成学校{n}所。</td></tr><tr></tr>"
            "<tr><td colspan=2>填报人：刘畅</td><td colspan=2>联系电话：84000000</td></tr></table>"
        )

    assert [(i.no, i.progress) for i in read(tmp_path, form(1) + form(2))] == [
        ("1", "建成学校1所。"),
        ("2", "建成学校2所。"),
    ]


def test_rows_of_another_table_below_are_passed_over_and_told(tmp_path: Path):
    rows = [HEADER, *((str(n), f"新建学校{n}所。", f"建成{n}所。", "县教育局") for n in (1, 2, 3))]
    survey = [
        ("满意度测评", "", "", ""),
        ("乡镇", "发放问卷", "", ""),
        ("城关镇", "500", "", ""),
        ("石桥镇", "300", "", ""),
    ]
    ledger = read(tmp_path, table(*rows, *survey))
    assert [i.no for i in ledger] == ["1", "2", "3"]
    told = [p.text for p in ledger.passed if p.why == "row of another table"]
    assert [text.split(" | ")[0] for text in told] == ["乡镇", "城关镇", "石桥镇"]
    # one without a number and a report may be an item
    assert [i.no for i in read(tmp_path, table(*rows, ("新增", "新建公园1个。", "", "县城管局")))][-1] == "新增"


def test_a_form_may_report_of_two_periods_and_be_called_by_a_number_and_a_name_above(tmp_path: Path):
    def form(number: str, n: int) -> str:
        return (
            f"<p>项目{number}：扩充城{number}学校学位</p><table><tr><td>年度任务</td><td colspan=3>新建学校{n}所</td></tr>"
            f"<tr><td>责任单位</td><td>县教育局</td><td>责任人</td><td>李四</td></tr>"
            f"<tr><td rowspan=2>进展情况</td><td>上半年</td><td colspan=2>开工{n}所。</td></tr>"
            f"<tr><td>下半年</td><td colspan=2>建成{n}所。</td></tr></table>"
        )

    ledger = read(tmp_path, f"<p>某县2024年民生实事进展情况表</p>{form('一', 1)}{form('二', 2)}")
    assert [(i.task, i.progress) for i in ledger] == [
        (f"扩充城{number}学校学位\n新建学校{n}所", f"建成{n}所。") for number, n in (("一", 1), ("二", 2))
    ]
    assert [dict(i.more)["上半年进展情况"] for i in ledger] == ["开工1所。", "开工2所。"]


def test_cards_are_called_by_the_headings_above_them(tmp_path: Path):
    def card(name: str, n: int) -> str:
        told = {
            "所属领域": "教育",
            "目标任务": f"新增学位{n}00个",
            "牵头单位": "县教育局",
            "进展情况": f"新增学位{n}20个。",
        }
        pairs = "".join(f"<dt>{label}</dt><dd>{text}</dd>" for label, text in told.items())
        return f"<div><em>0{n}</em><h3>{name}</h3><span>已完成</span><div>100%</div><dl>{pairs}</dl></div>"

    names = ("新建改扩建公办幼儿园2所", "扩充义务教育学校容量")
    ledger = read(tmp_path, "".join(card(name, n) for n, name in enumerate(names, 1)))
    assert [i.task for i in ledger] == [f"{name}\n新增学位{n}00个" for n, name in enumerate(names, 1)]
    # 教育 and 养老 are areas
    ledger = read(tmp_path, card("教育", 1) + card("养老", 2))
    assert [i.task for i in ledger] == ["新增学位100个", "新增学位200个"]


def test_labels_in_elements_of_their_own_stand_in_front_of_their_texts(tmp_path: Path):
    def card(n: int) -> str:
        return (
            f"<div><span>0{n}</span><h4>城{n}公园</h4><p><em>年度目标</em>新建公园{n}个。</p><p><em>责任单位</em>市城管局</p>"
            f"<div><em>办理进展</em><ul><li>建成公园{n}个。</li></ul></div></div>"
        )

    ledger = read(tmp_path, f"<h1>{TITLE}</h1>{card(1)}{card(2)}")
    assert [i.names(Role.UNIT) for i in ledger] == [("市城市管理局",)] * 2
    assert [i.task.split("\n")[-1] for i in ledger] == ["新建公园1个。", "新建公园2个。"]
    assert ["建成公园" in i.progress for i in ledger] == [True, True]


@pytest.mark.parametrize(
    "asked", ["今年的目标是什么？", "今年要完成什么任务？", "为解决入园难问题，今年的目标是什么？"]
)
def test_what_was_asked_is_the_label_of_the_answer(tmp_path: Path, asked: str):
    def item(n: int, name: str) -> str:
        told = (
            (asked, f"新建学校{n}所。"),
            ("目前进展如何？", f"建成学校{n}所。"),
            ("由谁负责？", "由县教育局牵头，县财政局配合，分管领导是副县长白雪梅。"),
        )
        said = "".join(f"<p><b>问：</b>{question}</p><p><b>答：</b>{answer}</p>" for question, answer in told)
        return f"<h3>{n}. {name}</h3>{said}"

    ledger = read(tmp_path, f"<h1>{TITLE}</h1>{item(1, '城东办学')}{item(2, '城西办学')}")
    assert [(i.task, i.progress) for i in ledger] == [
        (f"{name}\n新建学校{n}所。", f"建成学校{n}所。") for n, name in ((1, "城东办学"), (2, "城西办学"))
    ]
    assert [d.name for d in ledger.items[0].duties] == ["白雪梅", "县教育局", "县财政局"]


def test_tables_side_by_side_are_counted_row_by_row(tmp_path: Path):
    half = ("序号", "工作任务", "进展情况")
    rows = [(*half, "", *half)]
    rows += [
        (str(n), f"新建学校{n}所。", f"建成{n}所。", "", str(n + 1), f"新建公园{n + 1}个。", f"建成{n + 1}个。")
        for n in (1, 3)
    ]
    assert [i.no for i in read(tmp_path, table(*rows))] == ["1", "2", "3", "4"]
    circled = [[cell if not cell.isdigit() else "①②③④"[int(cell) - 1] for cell in row] for row in rows[1:]]
    assert len(read(tmp_path, table(rows[0], *map(tuple, circled)))) == 4


def test_how_much_and_of_what_measure_are_no_number_and_its_text(tmp_path: Path):
    head = "<tr><td>序号</td><td>项目名称</td><td colspan=2>目标任务</td><td>完成情况</td></tr>"
    rows = [("1", "新建农村公路", "35", "公里", "建成36公里。"), ("2", "改造供水管网", "120", "公里", "改造98公里。")]
    body = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    ledger = read(tmp_path, f"<table border=1>{head}{body}</table>")
    assert [i.task for i in ledger] == ["新建农村公路\n35\n公里", "改造供水管网\n120\n公里"]


def test_empty_columns_keep_reports_of_several_periods_apart(tmp_path: Path):
    upper = "<tr><td rowspan=2>工作任务</td><td rowspan=2></td><td colspan=3>工作进展</td></tr>"
    lower = "<tr><td>截至6月底</td><td></td><td>截至9月底</td></tr>"
    rows = (("新建学校2所。", "", "开工2所。", "", "建成2所。"), ("新建公园3个。", "", "建成3个。", "", ""))
    body = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    assert [i.progress for i in read(tmp_path, f"<table>{upper}{lower}{body}</table>")] == ["建成2所。", "建成3个。"]


def test_the_mark_of_a_footnote_is_no_part_of_a_task(tmp_path: Path):
    rows = [
        HEADER,
        ("1", "污水治理①<br>治理75个村。", "治理68个村。", "县农业农村局"),
        ("2", "新建公园1个②", "建成1个。", "县城管局"),
    ]
    assert [i.task for i in read(tmp_path, table(*rows))] == ["污水治理\n治理75个村。", "新建公园1个"]


def test_a_cell_that_reaches_over_a_page_break_holds_for_the_rows_below(tmp_path: Path):
    header = ("序号", "项目", "市领导", "完成情况")

    def page(number: int, rows: list[list[Spanning]]) -> Grid:
        return spanned_grid([(row, Place(page=number, table=1, row=i)) for i, row in enumerate(rows, 1)])

    def plain(*texts: str) -> list[Spanning]:
        return [Spanning(text) for text in texts]

    first = page(
        1, [plain(*header), plain("1", "新建公园2个", "郑凯", "已建成"), plain("2", "改造小区10个", "王丽", "改造")]
    )
    # item 2 goes on, and the cell of its leader covers item 3 too
    rows = [[*plain("", ""), Spanning("", rows=2), Spanning("11个。")], plain("3", "修路5公里", "已修6公里。")]
    found = find_ledger(tmp_path / "a.pdf", Document((first, page(2, rows)), "PDF"), {})
    assert [(r.cells["no"], r.cells["leader"], r.cells["progress"]) for r in found.records] == [
        ("1", "郑凯", "已建成"),
        ("2", "王丽", "改造11个。"),
        ("3", "王丽", "已修6公里。"),
    ]


def test_a_merged_cell_whose_text_stands_on_the_page_before_holds_at_the_head_of_the_next(tmp_path: Path):
    header = [Spanning(text) for text in ("序号", "项目", "市领导", "完成情况")]

    def page(number: int, *rows: list[Spanning]) -> Grid:
        return spanned_grid([(row, Place(page=number, table=1, row=i)) for i, row in enumerate([header, *rows], 1)])

    def row(no: str, *cells: Spanning) -> list[Spanning]:
        return [Spanning(no), Spanning(f"新建公园{no}个"), *cells, Spanning(f"建成{no}个。")]

    pages = (
        page(1, row("1", Spanning("郑凯", rows=2)), row("2"), row("3", Spanning("王丽"))),
        page(2, row("4", Spanning("", rows=2)), row("5"), row("6", Spanning("李敏"))),
    )
    found = find_ledger(tmp_path / "a.pdf", Document(pages, "PDF"), {})
    assert [r.cells["leader"] for r in found.records] == ["郑凯", "郑凯", "王丽", "王丽", "王丽", "李敏"]
    # where cells stand blank elsewhere too, a blank one says that there is nobody
    pages = (pages[0], page(2, row("4", Spanning("")), row("5", Spanning("")), row("6", Spanning("李敏"))))
    found = find_ledger(tmp_path / "a.pdf", Document(pages, "PDF"), {})
    assert [r.cells["leader"] for r in found.records] == ["郑凯", "郑凯", "王丽", "", "", "李敏"]


def test_a_table_whose_rows_each_take_two_lines_header_and_all(tmp_path: Path):
    def two(no: str, name: str, leader: str, unit: str, report: str, tag: str = "td") -> str:
        first = f"<{tag} rowspan=2>{no}</{tag}>" + "".join(f"<{tag}>{text}</{tag}>" for text in (name, leader, unit))
        return f"<tr>{first}</tr><tr><{tag} colspan=3>{report}</{tag}></tr>"

    body = "".join(
        [
            two("序号", "项目名称", "挂点市领导", "牵头单位", "截至9月底工作进展", "th"),
            two("1", ROWS[0][1], "郑凯", ROWS[0][3], ROWS[0][2]),
            two("2", ROWS[1][1], "王丽", ROWS[1][3], ROWS[1][2]),
        ]
    )
    note = "<tr><td colspan=4>注：数据由各单位提供。</td></tr>"
    silent = read(tmp_path, f"<table border=1>{body}{two('3', '新建停车场1个', '王丽', '区城管局', '')}{note}</table>")
    assert [i.progress for i in silent] == [ROWS[0][2], ROWS[1][2], ""]
    ledger = read(tmp_path, f"<h2>{TITLE}</h2><table border=1>{body}{note}</table>")
    assert [(i.no, i.task, i.progress, i.names(Role.UNIT)) for i in ledger] == [
        (no, task, report, (unit,)) for no, task, report, unit in ROWS
    ]
    assert [i.names(Role.LEADER) for i in ledger] == [("郑凯",), ("王丽",)]


def test_what_an_office_system_exports(tmp_path: Path):
    header = ("序号", "督办编号", "事项名称", "主办单位", "承办人", "反馈时间", "最新反馈内容", "办理状态")
    rows = [
        (no, f"MS{no}", task, unit, "王晓燕", "2024-08-31 16:01", report, "办理中") for no, task, report, unit in ROWS
    ]
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{table(header, *rows)}")
    assert [(i.no, i.task, i.progress) for i in ledger] == [(no, task, report) for no, task, report, _ in ROWS]


def test_a_table_of_something_else_below_the_ledger_is_passed_over(tmp_path: Path):
    contacts = (
        ("序号", "工作单位", "姓名", "电话"),
        ("1", "县政府办", "高翔", "0745-6622101"),
        ("2", "县教育局", "蔡玉兰", "0745-6622318"),
    )
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in contacts)
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{table(HEADER, *ROWS).removesuffix('</table>')}{body}</table>")
    assert [(i.no, i.task) for i in ledger] == [(no, task) for no, task, *_ in ROWS]
    assert [p.why for p in ledger.passed if "电话" in p.text] == ["table without reports, 2 rows"]


def test_numbered_cards_are_called_by_their_headings_however_short(tmp_path: Path):
    def card(n: int, name: str) -> str:
        told = zip(("目标任务", *HEADER[2:]), ROWS[n - 1][1:], strict=True)
        return f"<h3>{n}. {name}</h3><dl>{''.join(f'<dt>{label}</dt><dd>{text}</dd>' for label, text in told)}</dl>"

    ledger = read(tmp_path, f"<h1>{TITLE}</h1><h2>基本民生</h2>{card(1, '入园')}<h2>公共服务</h2>{card(2, '看病就医')}")
    assert [(i.no, i.category, i.task.split("\n")[0]) for i in ledger] == [
        ("1", "基本民生", "入园"),
        ("2", "公共服务", "看病就医"),
    ]


def test_tags_and_bars_of_a_page_are_no_words_of_its_items(tmp_path: Path):
    def card(no: str, tag: str, task: str, report: str, rate: str) -> str:
        lines = (f"<span>{no}</span><span>{tag}</span>", task, "<span>牵头单位：</span><span>区民政局</span>")
        told = (f"<span>进展情况：</span><span>{report}</span>", f"<em>{rate}</em>")
        return f"<div>{''.join(f'<div>{line}</div>' for line in (*lines, *told))}</div>"

    cards = [
        ("01", "民生保障", *ROWS[0][1:3], "75%"),
        ("02", "民生保障", *ROWS[1][1:3], "100%"),
        ("03", "教育提升", "新建学校2所", "已建成1所。", "50%"),
    ]
    ledger = read(tmp_path, f"<h1>{TITLE}</h1>" + "".join(card(*c) for c in cards))
    assert [(i.category, i.task, i.progress) for i in ledger] == [c[1:4] for c in cards]
    assert [dict(i.more)["stated_rate"] for i in ledger] == ["75%", "100%", "50%"]


def test_where_one_is_stands_above_a_table_of_a_cell_on_each_line(tmp_path: Path):
    """A path of links names what headers do, and is none."""
    path = tmp_path / "a.txt"
    lines = (
        "首页",
        "您现在的位置：首页 > 政务公开 > 民生实事",
        TITLE,
        *HEADER,
        *ROWS[0],
        *ROWS[1],
        "上一篇：财政收支情况",
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    ledger = read_ledger(path)
    assert [(i.no, i.task, i.progress) for i in ledger] == [row[:3] for row in ROWS]
    assert ledger.title == TITLE


def test_cards_in_hidden_panels_with_bars_and_labels_side_by_side(tmp_path: Path):
    """What stands in elements of their own is apart, and how long a bar is drawn says nothing of the units in front of it."""

    def card(no: str, task: str, report: str, unit: str) -> str:
        meta = f"<div><span>牵头单位：{unit}</span><span>配合单位：区财政局</span></div>"
        bar = '<div><div style="width:82%">82%</div></div>'
        return f"<div><i>{no}</i><h4>{task[:4]}</h4><p>目标任务：{task}</p>{meta}{bar}<p>进展动态：{report}</p></div>"

    cards = [card(*row) for row in ROWS]
    hidden = f'<div class="panel" style="display:none">{cards[0]}{cards[1]}</div>'
    shown = f'<div class="panel">{card("1", "新建学校3所", "建成3所", "区教育局")}{cards[1]}{cards[0]}</div>'
    ledger = read(tmp_path, f"<h1>{TITLE}</h1><div>{shown}{hidden}</div>")
    assert [i.progress for i in ledger] == ["建成3所", ROWS[1][2], ROWS[0][2], ROWS[0][2], ROWS[1][2]]
    assert ledger.items[0].names(Role.UNIT) == ("区教育局", "区财政局")


def test_numbers_in_front_of_cards_head_them(tmp_path: Path):
    def card(no: int, name: str) -> str:
        told = zip(("实事内容", *HEADER[2:]), ROWS[no - 1][1:], strict=True)
        pairs = "".join(f"<dt>{label}</dt><dd>{text}</dd>" for label, text in told)
        return f"<details><summary><span>0{no}</span> <span>{name}</span></summary><dl>{pairs}</dl></details>"

    ledger = read(tmp_path, f"<h1>{TITLE}</h1>{card(1, '城市公园')}{card(2, '老旧小区')}")
    assert [(i.category, i.task) for i in ledger] == [("", f"城市公园\n{ROWS[0][1]}"), ("", f"老旧小区\n{ROWS[1][1]}")]


def test_of_a_week_and_to_date_the_report_is_the_one_to_date(tmp_path: Path):
    header = ("序号", "项目", "责任单位", "进展", "进展")
    second = ("序号", "项目", "责任单位", "本周进展", "累计进展")
    rows = [(no, task, unit, "本周建成1个", report) for no, task, report, unit in ROWS]
    ledger = read(tmp_path, f"<h1>{TITLE}</h1>{table(header, second, *rows)}")
    assert [i.progress for i in ledger] == [report for _, _, report, _ in ROWS]
    assert all("本周建成1个" in dict(i.more).values() for i in ledger)


def test_a_share_in_a_cell_is_no_bar(tmp_path: Path):
    cells_of = [(no, task, "90%", report, unit) for no, task, report, unit in ROWS]
    header = ("序号", "项目", "完成率", "完成情况", "责任单位")
    rows = "".join(
        f"<tr>{''.join(f'<td style=width:90%>{cell}</td>' for cell in row)}</tr>" for row in (header, *cells_of)
    )
    ledger = read(tmp_path, f"<h1>{TITLE}</h1><table>{rows}</table>")
    assert [(i.progress, dict(i.more)["stated_rate"], i.names(Role.UNIT)) for i in ledger] == [
        (report, "90%", (unit,)) for _, _, report, unit in ROWS
    ]


@pytest.mark.parametrize("last", ["工作进展情况（截至2023年12月31日）", "责任人"])
def test_the_title_is_no_column_of_a_table_of_a_cell_on_each_line(tmp_path: Path, last: str):
    path = tmp_path / "a.txt"
    header = ("序号", "任务", "责任单位", last)
    rows = [(no, task, unit, report) for no, task, report, unit in ROWS]
    path.write_text("\n".join((TITLE, *header, *rows[0], *rows[1])), encoding="utf-8")
    if last == "责任人":
        with pytest.raises(LedgerError):
            read_ledger(path)
    else:
        assert [(i.task, i.progress) for i in read_ledger(path)] == [row[1:3] for row in ROWS]


def test_a_header_of_two_rows_may_count_on_both(tmp_path: Path):
    path = tmp_path / "a.csv"
    rows = [f"{no},{task},张三,{unit},{report}" for no, task, report, unit in ROWS]
    path.write_text("\n".join(("序号,项目,责任,,进展情况", "序号,,牵头领导,责任单位,", *rows)), encoding="utf-8")
    assert [(i.no, i.progress) for i in read_ledger(path)] == [(no, report) for no, _, report, _ in ROWS]


def test_a_number_stands_to_the_left_of_each_form(tmp_path: Path):
    body = "<tr><td>序号</td><td colspan=2>项目情况</td></tr>" + "".join(
        f"<tr><td rowspan=3>{n}</td><td>项目名称</td><td>学校建设</td></tr>"
        f"<tr><td>目标任务</td><td>新建学校{n}所</td></tr><tr><td>完成情况</td><td>建成{n}所</td></tr>"
        for n in (1, 2, 3)
    )
    ledger = read(tmp_path, f"<h2>{TITLE}</h2><table>{body}</table>")
    assert [(item.no, item.task, item.progress) for item in ledger] == [
        (str(n), f"学校建设\n新建学校{n}所", f"建成{n}所") for n in (1, 2, 3)
    ]


def test_a_status_beside_a_heading_is_no_part_of_it(tmp_path: Path):
    body = "".join(
        f"<h4><a>{n}. {name}</a><span class='label'>正常推进</span></h4>"
        f"<table><tr><th>目标任务</th><td>{task}</td></tr><tr><th>工作进展</th><td>{told}</td></tr></table>"
        for n, name, task, told in (
            ("1", "公园提质", "新建公园2个", "建成1个"),
            ("2", "停车扩容", "新增车位300个", "建成280个"),
        )
    )
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{body}")
    assert [item.task for item in ledger] == ["公园提质\n新建公园2个", "停车扩容\n新增车位300个"]
    assert [p.text for p in ledger.passed if p.why == "status beside a heading"] == ["正常推进", "正常推进"]


def test_a_name_that_the_task_repeats_stands_above_it_as_in_the_rows_beside(tmp_path: Path):
    rows = [("1", "农村老年助餐", "新建农村老年助餐点45个", "建成38个"), ("2", "停车难", "新增车位300个", "建成280个")]
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{table(('序号', '项目名称', '目标任务', '完成情况'), *rows)}")
    assert [item.task for item in ledger] == ["农村老年助餐\n新建农村老年助餐点45个", "停车难\n新增车位300个"]


def test_a_list_whose_first_point_holds_headers_is_a_table(tmp_path: Path):
    def points(*texts: str) -> str:
        return f"<li>{''.join(f'<span>{text}</span>' for text in texts)}</li>"

    body = "".join(
        f"<h3>{field}</h3><ul>{points('序号', '项目', '牵头单位', '进展情况')}{points(n, task, unit, told)}</ul>"
        for field, n, task, unit, told in (
            ("教育", "1", "新增学位900个", "市教育局", "新增学位870个"),
            ("交通", "2", "修路8公里", "市水利局", "修路9公里"),
        )
    )
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{body}")
    assert [(i.no, i.category, i.task, i.progress, i.names(Role.UNIT)) for i in ledger] == [
        ("1", "教育", "新增学位900个", "新增学位870个", ("市教育局",)),
        ("2", "交通", "修路8公里", "修路9公里", ("市水利局",)),
    ]


def test_numbers_in_front_of_names_are_the_items_numbers(tmp_path: Path):
    rows = [("1. 共享菜园", "建成菜园30处", "建成28处"), ("2. 巡回医疗", "下乡360车次，服务2万人次", "下乡372车次")]
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{table(('项目名称', '目标任务', '完成情况'), *rows)}")
    assert [(i.no, i.task) for i in ledger] == [
        ("1", "共享菜园\n建成菜园30处"),
        ("2", "巡回医疗\n下乡360车次，服务2万人次"),
    ]


DRAWN = """{title}
┌──┬──┬──────┬────┬────────┐
│类别│序号│任务        │责任单位│进展情况        │
├──┼──┼──────┼────┼────────┤
│教育│1   │新建幼儿园12│市教育局│已建成13所，新增│
│    │    │所。        │        │学位3780个。    │
│    ├──┼──────┼────┼────────┤
│    │2   │资助学生2.5 │市教育局│资助2.63万人次。│
│    │    │万人次。    │        │另有：          │
│    │    │            │        │勤工俭学210人。 │
├──┼──┼──────┼────┼────────┤
│交通│3   │修路86公里。│市水利局│修路87公里。    │
└──┴──┴──────┴────┴────────┘
填表人：张三
"""


def test_a_table_drawn_with_characters_is_read(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(DRAWN.format(title=TITLE), encoding="utf-8")
    ledger = read_ledger(path)
    assert ledger.title == TITLE
    assert [(i.no, i.category, i.task, i.progress, i.names(Role.UNIT)) for i in ledger] == [
        ("1", "教育", "新建幼儿园12所。", "已建成13所，新增学位3780个。", ("市教育局",)),
        ("2", "教育", "资助学生2.5万人次。", "资助2.63万人次。另有：\n勤工俭学210人。", ("市教育局",)),
        ("3", "交通", "修路86公里。", "修路87公里。", ("市水利局",)),
    ]
    assert [i.place.line for i in ledger] == [5, 8, 12]


DRAWN_CLOSELY = """{title}
┌──┬──────┬────┬───────┐
│序号│任务        │责任单位│进展情况      │
├──┼──────┼────┼───────┤
│1   │新建公厕10座│市教育局│已建成12座    │
│2   │改造小区20个│────│已完工21个    │
│    │            │        │（含上年续建）│
│3   │修路86公里  │市水利局│修路87公里    │
├──┼──────┼────┼───────┤
│4   │培训500人   │市民政局│培训510人     │
└──┴──────┴────┴───────┘
"""


def test_rows_of_a_drawn_table_that_no_rule_divides_are_told_apart_by_their_numbers(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(DRAWN_CLOSELY.format(title=TITLE), encoding="utf-8")
    assert [(i.no, i.task, i.progress, i.names(Role.UNIT)) for i in read_ledger(path)] == [
        ("1", "新建公厕10座", "已建成12座", ("市教育局",)),
        ("2", "改造小区20个", "已完工21个\n（含上年续建）", ()),
        ("3", "修路86公里", "修路87公里", ("市水利局",)),
        ("4", "培训500人", "培训510人", ("市民政局",)),
    ]


ALIGNED = """　　{title}

序号　　项目内容　　　　　　　责任单位　　进展情况
１　　　硬化通组道路８公里　　市水利局　　已硬化７．２公里，
　　　　　　　　　　　　　　　　　　　　　剩余０．８公里。
２　　　新建广场３个　　　　　市教育局　　均已建成。

　　　　　　　　　　　　　　　沙河镇人民政府
"""


def test_columns_that_blanks_align_below_their_headers_are_a_table(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(ALIGNED.format(title=TITLE), encoding="utf-8")
    ledger = read_ledger(path)
    assert [(i.no, i.task, i.progress, i.names(Role.UNIT)) for i in ledger] == [
        ("1", "硬化通组道路８公里", "已硬化７．２公里，剩余０．８公里。", ("市水利局",)),
        ("2", "新建广场３个", "均已建成。", ("市教育局",)),
    ]
    assert [i.place.line for i in ledger] == [4, 6]
    path.write_text(ALIGNED.format(title=TITLE).replace("８公里　　市", "８公里市"), encoding="utf-8")
    with pytest.raises(LedgerError, match="cells are apart"):
        # a line that stands across two columns
        read_ledger(path)


def test_lists_of_definitions_stand_below_the_promise_that_their_panel_bears(tmp_path: Path):
    panels = "".join(
        f"<details><summary>{n}. 改造市场{n}个</summary><dl><dt>责任单位</dt><dd>市教育局</dd><dd>市财政局</dd>"
        f"<dt>进展情况</dt><dd><p>已改造{n}个，</p><p>正在验收。</p></dd></dl></details>"
        for n in (1, 2, 3)
    )
    help_panel = "<details><summary>网站帮助</summary><p>请拨打热线。</p></details>"
    ledger = read(tmp_path, f"<h1>{TITLE}</h1>{panels}{help_panel}")
    assert [(i.no, i.task, i.progress, i.names(Role.UNIT)) for i in ledger] == [
        (str(n), f"改造市场{n}个", f"已改造{n}个，\n正在验收。", ("市教育局", "市财政局")) for n in (1, 2, 3)
    ]
    assert ("panel behind those of the items", "网站帮助\n请拨打热线。") in [(p.why, p.text) for p in ledger.passed]


def test_what_a_bar_shows_beside_it_and_what_one_may_do_with_a_card_are_not_told(tmp_path: Path):
    cards = "".join(
        f'<div class="card"><div><em class="num">0{n}</em><a class="name">新建中心{n}个</a></div>'
        '<div class="row"><span class="lb">牵头部门</span><span class="val">市教育局</span></div>'
        '<div class="row"><span class="lb">负责人</span><span class="val">韩冬梅</span></div>'
        '<div class="bar"><div class="bar-in" style="width:60%"></div><span>60%</span></div>'
        f'<div class="row"><span class="lb">最新进展</span><p class="val">{n}个已挂牌。</p></div>'
        "<div><a>我要评价</a><a>分享</a></div></div>"
        for n in (1, 2, 3)
    )
    ledger = read(tmp_path, f"<h1>{TITLE}</h1>{cards}")
    assert [(i.task, i.progress, i.names(Role.PERSON)) for i in ledger] == [
        (f"新建中心{n}个", f"{n}个已挂牌。", ("韩冬梅",)) for n in (1, 2, 3)
    ]


def test_forms_with_their_number_to_the_left_have_the_units_to_the_right(tmp_path: Path):
    body = "<tr><th>序号</th><th colspan=2>项目情况</th><th>责任单位</th></tr>" + "".join(
        f"<tr><td rowspan=3>{n}</td><td>项目名称</td><td>学校建设</td><td rowspan=3><table><tr><td>牵头：</td><td>市教育局</td></tr>"
        "<tr><td>配合：</td><td>市财政局</td></tr></table></td></tr>"
        f"<tr><td>目标任务</td><td>新建学校{n}所</td></tr><tr><td>完成情况</td><td>建成{n}所</td></tr>"
        for n in (1, 2, 3)
    )
    ledger = read(tmp_path, f"<h2>{TITLE}</h2><table>{body}</table>")
    assert [(i.no, i.task, i.progress, i.names(Role.UNIT)) for i in ledger] == [
        (str(n), f"学校建设\n新建学校{n}所", f"建成{n}所", ("市教育局", "市财政局")) for n in (1, 2, 3)
    ]


def test_a_number_behind_a_label_in_brackets_is_no_name(tmp_path: Path):
    path = tmp_path / "a.txt"
    blocks = (
        f"【序号】{n}\n【项目名称】老年大学扩容{n}\n【目标任务】新增教学点{n}个。\n【牵头单位】市教育局\n【进展】新增{n}个。\n-----"
        for n in (1, 2)
    )
    path.write_text("\n".join([TITLE, *blocks]), encoding="utf-8")
    assert [(i.no, i.task, i.progress) for i in read_ledger(path)] == [
        (str(n), f"老年大学扩容{n}\n新增教学点{n}个。", f"新增{n}个。") for n in (1, 2)
    ]


def test_a_name_and_a_task_that_promise_the_same_numbers_are_one(tmp_path: Path):
    header = ("序号", "项目名称", "目标任务", "责任单位", "进展情况")
    name = "新建城区公共停车位500个、公厕10座、公办学位300个、养老床位80张"
    row = ("1", name, "新建停车位500个、公厕10座、学位300个、床位80张", "市教育局", "停车位510个")
    (item,) = read(tmp_path, f"<h2>{TITLE}</h2>{table(header, row)}")
    assert item.task == name


def test_a_label_at_the_end_of_a_heading_that_is_no_status_belongs_to_it(tmp_path: Path):
    items = "".join(
        f'<h4>{n}. 加装电梯<span class="status-text">{many}部</span></h4><p>进展情况：加装{n}部。责任单位：市住建局</p>'
        for n, many in ((1, "二十"), (2, "三十"), (3, "四十"))
    )
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{items}")
    assert [i.task for i in ledger] == ["加装电梯二十部", "加装电梯三十部", "加装电梯四十部"]


def test_the_units_of_a_numbered_list_have_persons_with_telephones_in_brackets(tmp_path: Path):
    header = ("序号", "工作任务", "责任单位（责任人、联系电话）", "进展情况")
    rows = [
        ("1", "新增学位900个", "1.市教育局（陈晓东，8552136）<br>2.各县（市、区）政府", "新增学位870个"),
        ("2", "修路8公里", "1.市水利局（王海燕，8226471）", "修路9公里"),
    ]
    ledger = read(tmp_path, f"<h2>{TITLE}</h2>{table(header, *rows)}")
    assert [(i.names(Role.UNIT), i.names(Role.PERSON)) for i in ledger] == [
        (("市教育局", "各县（市、区）政府"), ("陈晓东",)),
        (("市水利局",), ("王海燕",)),
    ]


def test_a_heading_over_all_items_of_a_report_is_no_category(tmp_path: Path):
    items = "".join(
        f"<p>（{n}）{task}。截至9月底，{told}。</p>"
        for n, task, told in (
            ("一", "新增学位900个", "新增学位870个"),
            ("二", "修路8公里", "修路9公里"),
            ("三", "改造厕所30座", "改造厕所31座"),
        )
    )
    ledger = read(tmp_path, f"<h1>{TITLE}</h1><h2>二、办理情况</h2>{items}")
    assert [(i.no, i.category) for i in ledger] == [("1", ""), ("2", ""), ("3", "")]


def test_a_table_of_one_row_is_divided_as_the_others_with_its_header_are(tmp_path: Path):
    def table(*rows: int) -> str:
        head = "<tr><td>序号</td><td>惠民事项</td><td>责任单位及责任人</td><td>落实进度</td></tr>"
        body = "".join(
            f"<tr><td>{n}</td><td>改造小区{n}个</td><td>责任单位：县水务局<br>责任人：张三</td><td>改造{n}个，已完工。</td></tr>"
            for n in rows
        )
        return f"<table>{head}{body}</table>"

    ledger = read(tmp_path, f"{table(1, 2)}<p>（二）病有所医</p>{table(3)}<p>（三）行有所畅</p>{table(4, 5)}")
    assert [(item.no, item.names(Role.UNIT), item.names(Role.PERSON)) for item in ledger] == [
        (str(n), ("县水务局",), ("张三",)) for n in range(1, 6)
    ]
    assert not [p for p in ledger.passed if "table" in p.why and p.why != "text between the tables"]


def test_the_number_of_a_form_may_stand_below_its_label(tmp_path: Path):
    def form(n: int) -> str:
        return (
            f"<tr><td>序号</td><td>项目名称</td><td colspan='4'>实事{n}项目</td></tr>"
            f"<tr><td rowspan='3'>{n}</td><td>年度目标</td><td colspan='4'>改造小区{n}个。</td></tr>"
            "<tr><td>责任单位</td><td colspan='2'>县水务局</td><td>责任人</td><td>张三</td></tr>"
            f"<tr><td>进展情况</td><td colspan='4'>改造{n}个，已完工。</td></tr>"
        )

    ledger = read(tmp_path, f"<table>{''.join(map(form, (1, 2, 3)))}</table>")
    assert [(item.no, item.progress, item.names(Role.UNIT), item.names(Role.PERSON)) for item in ledger] == [
        (str(n), f"改造{n}个，已完工。", ("县水务局",), ("张三",)) for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(("more", "persons"), [("", ("李四",)), ("<td>责任人</td>", ("张三",))])
def test_who_deals_with_it_answers_where_nobody_else_is_said_to(tmp_path: Path, more: str, persons: tuple[str, ...]):
    cell = "<td>张三</td>" if more else ""
    rows = "".join(
        f"<tr><td>{n}</td><td>改造小区{n}个</td><td>改造{n}个，已完工。</td><td>县水务局</td><td>李四</td>{cell}</tr>"
        for n in (1, 2)
    )
    head = f"<tr><td>序号</td><td>工作任务</td><td>进展情况</td><td>责任单位</td><td>经办人</td>{more}</tr>"
    assert [item.names(Role.PERSON) for item in read(tmp_path, f"<table>{head}{rows}</table>")] == [persons] * 2


def test_a_label_over_the_width_of_a_form_labels_the_row_below(tmp_path: Path):
    def form(n: int) -> str:
        return (
            f"<table><tr><td>项目名称</td><td>菜场布点{n}</td><td>类别</td><td>便民服务</td></tr>"
            f"<tr><td>承诺内容</td><td colspan='3'>设菜场{n}处。</td></tr>"
            "<tr><td>牵头单位</td><td>区商务局</td><td>责任人</td><td>张三</td></tr>"
            f"<tr><td colspan='4'>办　理　进　展</td></tr><tr><td colspan='4'>{n}处已开业。</td></tr>"
            "<tr><td>群众评价</td><td colspan='3'>满意</td></tr></table>"
        )

    ledger = read(tmp_path, "".join(map(form, (1, 2, 3))))
    assert [(item.task, item.progress) for item in ledger] == [
        (f"菜场布点{n}\n设菜场{n}处。", f"{n}处已开业。") for n in (1, 2, 3)
    ]


def test_a_table_without_who_answers_is_a_part_where_its_numbers_go_on(tmp_path: Path):
    def table(head: str, *rows: tuple[int, str]) -> str:
        cells = "".join(
            f"<tr><td>{n}</td><td>设菜场{n}处</td><td>建成{n}处。</td><td>{more}</td></tr>" for n, more in rows
        )
        return f"<table><tr><td>编号</td><td>事项</td><td>推进情况</td><td>{head}</td></tr>{cells}</table>"

    first = table("责任科室", (1, "民政办"), (2, "民政办"), (3, "民政办"))
    second = table("计划完成时间", (4, "2024.4.30"), (5, "2024.5.31"))
    ledger = read(tmp_path, f"<p>{TITLE}</p><p>表1 民生保障类</p>{first}<p>表2 平安类</p>{second}")
    assert [item.no for item in ledger] == ["1", "2", "3", "4", "5"]
    # and what heads the first table is not what the whole is called
    assert ledger.title == TITLE
    apart = table("计划完成时间", (1, "2024.4.30"), (2, "2024.5.31"))
    assert len(read(tmp_path, f"<p>表1 民生保障类</p>{first}<p>表2 平安类</p>{apart}").items) == 3


@pytest.mark.parametrize("label", ["进度", "资金支付率"])
def test_a_column_of_rates_below_the_header_of_the_report_is_no_report(tmp_path: Path, label: str):
    rows = "".join(
        f"<tr><td>{n}</td><td>设菜场{n}处</td><td>建成{n}处。</td><td>{80 + n}%</td></tr>" for n in (1, 2, 3)
    )
    head = (
        "<tr><td rowspan='2'>序号</td><td rowspan='2'>目标任务</td><td colspan='2'>完成情况</td></tr>"
        f"<tr><td>工作进展</td><td>{label}</td></tr>"
    )
    ledger = read(tmp_path, f"<table>{head}{rows}</table>")
    assert [item.progress for item in ledger] == [f"建成{n}处。" for n in (1, 2, 3)]
    # kept under its own header: what is paid is no rate of completion
    assert ledger.items[0].more == ((f"完成情况 {label}", "81%"),)


def test_headers_may_be_worded_as_questions(tmp_path: Path):
    rows = "".join(
        f"<tr><td>{n}</td><td>设菜场{n}处</td><td>建成{n}处。</td><td>区水务局</td><td>张三</td></tr>"
        for n in (1, 2, 3)
    )
    head = "<tr><td>No.</td><td>办什么</td><td>办到哪了</td><td>谁牵头</td><td>谁经办</td></tr>"
    item = read(tmp_path, f"<table>{head}{rows}</table>").items[0]
    assert (item.no, item.task, item.progress) == ("1", "设菜场1处", "建成1处。")
    assert (item.names(Role.UNIT), item.names(Role.PERSON)) == (("区水务局",), ("张三",))


def test_a_deadline_under_the_header_of_the_goals_is_none(tmp_path: Path):
    upper = "<tr><th rowspan=2>序号</th><th colspan=2>目标任务</th><th rowspan=2>进展情况</th></tr>"
    head = f"{upper}<tr><th>年度任务</th><th>完成时限</th></tr>"
    rows = "".join(
        f"<tr><td>{n}</td><td>{task}</td><td>12月底</td><td>{report}</td></tr>" for n, task, report, _ in ROWS
    )
    ledger = read(tmp_path, f"<table border=1>{head}{rows}</table>")
    assert [item.task for item in ledger] == [task for _, task, _, _ in ROWS]
