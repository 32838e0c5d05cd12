"""Formats and encodings told from the bytes; what is said of files that cannot be read, and of what is in those that can."""

from __future__ import annotations

import base64
import io
import os
import stat
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.check import check
from analysis.errors import LedgerError
from analysis.extraction import extract
from analysis.model import Item, Ledger, Passed, Place, Role
from analysis.readers import limits, read_ledger
from analysis.readers.duties import duties_of
from analysis.readers.grid import SOFT, Spanning
from analysis.readers.offices import split_units
from analysis.readers.pdf_text import characters
from analysis.readers.persons import split_persons
from conftest import ROOT
from layouts import (
    HEADER,
    ITEMS,
    LAYOUTS,
    PLAIN,
    TITLE,
    WRITERS,
    Table,
    across,
    cells,
    expected,
    merged,
    row,
    write_csv,
    write_docx,
    write_html,
    write_pdf,
    write_xlsx,
)

PLAIN_LAYOUT = LAYOUTS["category_merged_downwards"][0]


@pytest.mark.parametrize("kind", WRITERS)
def test_the_suffix_is_never_trusted(tmp_path: Path, kind: str):
    path = tmp_path / "a.dat"
    WRITERS[kind](PLAIN_LAYOUT, path)
    assert len(read_ledger(path)) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_encoding_of_a_csv(tmp_path: Path, encoding: str, delimiter: str):
    path = tmp_path / "a.csv"
    write_csv(PLAIN_LAYOUT, path, delimiter, encoding)
    ledger = read_ledger(path)
    assert [expected(item) for item in ledger] == list(ITEMS)
    assert ledger.encoding is not None
    assert ledger.title == TITLE


@pytest.mark.parametrize("kind", ["txt", "csv", "html", "docx", "xlsx", "ods", "pdf"])
def test_title_place_year_and_day_are_guessed_where_no_sidecar_says_them(tmp_path: Path, kind: str):
    path = tmp_path / f"a.{kind}"
    WRITERS[kind](["江门市2021年民生实事进展情况表（截至9月底）", PLAIN], path)
    ledger = read_ledger(path)
    assert (ledger.title, ledger.place, ledger.year, ledger.as_of) == (
        "江门市2021年民生实事进展情况表（截至9月底）", "江门市", 2021, "2021-09-30"
    )  # fmt: skip
    assert ledger.guessed == ("as_of", "place", "title", "year")


def test_two_years_in_a_title_are_no_year(tmp_path: Path):
    path = tmp_path / "a.csv"
    write_csv(["某市民生实事进展情况（2020年结转及2021年）", PLAIN], path)
    assert read_ledger(path).year is None


def test_the_sidecar_says_more_than_the_text(tmp_path: Path):
    path = tmp_path / "a.csv"
    write_csv(PLAIN_LAYOUT, path)
    path.with_name("a.csv.meta.yml").write_text(
        "title: 表\nplace: 江门市\nyear: 2019\nas_of: 2019-06-30\nsource: 政府网\nlicence: public\n", encoding="utf-8"
    )
    ledger = read_ledger(path)
    assert (ledger.title, ledger.place, ledger.year, ledger.as_of) == ("表", "江门市", 2019, "2019-06-30")
    assert (ledger.source, ledger.licence, ledger.guessed) == ("政府网", "public", ())
    collective = next(d for d in ledger.items[2].duties if d.collective)
    assert collective.members[:2] == ("蓬江区政府", "江海区政府")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("as_of: soon", "as_of 'soon'"),
        ("as_of: 2022-13-40", "a value that is none"),
        ("as_of: 2021-12-31\nyear: 2022", "as_of 2021-12-31 and year 2022"),
        ("titel: 表", "the key 'titel'"),
        ("source: 3", "source 3"),
        ("columns: [a]", "columns"),
    ],
)
def test_a_sidecar_that_is_wrong_is_named(tmp_path: Path, line: str, found: str):
    path = tmp_path / "a.csv"
    write_csv(PLAIN_LAYOUT, path)
    path.with_name("a.csv.meta.yml").write_text(line, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"meta\.yml: found " + found):
        read_ledger(path)


OWN_HEADERS = [
    TITLE,
    [cells("号", "所许之事", "谁办", "办得如何"), cells("1", ITEMS[0].task, "市教育局", ITEMS[0].progress)],
]


def test_headers_given_by_hand(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    write_xlsx(OWN_HEADERS, path)
    with pytest.raises(LedgerError, match="headers: 号、所许之事、谁办、办得如何"):
        read_ledger(path)
    given = {"task": "所许之事", "progress": "办得如何", "units": "谁办", "no": "号"}
    item = read_ledger(path, given).items[0]
    assert (item.no, item.task, item.names(Role.UNIT)) == ("1", ITEMS[0].task, ("市教育局",))
    path.with_name("a.xlsx.meta.yml").write_text("columns: {task: 所许之事, progress: 办得如何}\n", encoding="utf-8")
    assert read_ledger(path).items[0].more == (("号", "1"), ("谁办", "市教育局"))
    with pytest.raises(LedgerError, match="a header for the column 'tasks'; expected one of"):
        read_ledger(path, {"tasks": "所许之事"})
    with pytest.raises(
        LedgerError, match=r"no header 没有 .*expected one of its headers: 号、所许之事、谁办、办得如何"
    ):
        read_ledger(path, {"task": "没有"})


def test_a_header_given_by_hand_must_be_there_even_where_another_is_known(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("序号,目标任务,进展情况\n1,建成3所。,已建成2所。\n2,修路5公里。,已修4公里。\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="no header 任务 "):
        read_ledger(path, {"task": "任务"})


def test_a_header_given_by_hand_may_be_of_two_levels(tmp_path: Path):
    path = tmp_path / "a.html"
    head = (
        "<tr><td rowspan=2>序号</td><td rowspan=2>目标任务</td><td colspan=2>责任单位</td><td rowspan=2>进展情况</td></tr>"
        "<tr><td>主抓</td><td>协同</td></tr>"
    )
    rows = "".join(
        f"<tr><td>{n}</td><td>建成公园{n}个。</td><td>市园林局</td><td>市财政局</td><td>已建成{n}个。</td></tr>"
        for n in (1, 2)
    )
    path.write_text(f"<table>{head}{rows}</table>", encoding="utf-8")
    assert read_ledger(path, {"units": "主抓责任单位"}).items[0].names(Role.UNIT)[0] == "市园林局"


def test_a_header_of_two_levels_may_go_on_as_one_row(tmp_path: Path):
    path = tmp_path / "a.html"
    first = (
        "<tr><td rowspan=2>序号</td><td rowspan=2>目标任务</td><td colspan=2>责任单位</td><td rowspan=2>进展情况</td></tr>"
        "<tr><td>牵头</td><td>配合</td></tr>"
    )
    second = "<tr><td>序号</td><td>目标任务</td><td>牵头单位</td><td>配合单位</td><td>进展情况</td></tr>"

    def rows(*numbers: int) -> str:
        return "".join(
            f"<tr><td>{n}</td><td>建成公园{n}个。</td><td>市园林局</td><td>市财政局</td><td>已建成{n}个。</td></tr>"
            for n in numbers
        )

    path.write_text(f"<table>{first}{rows(1, 2)}</table><table>{second}{rows(3, 4)}</table>", encoding="utf-8")
    assert [i.no for i in read_ledger(path)] == ["1", "2", "3", "4"]


def test_other_columns_are_kept_under_their_headers(tmp_path: Path):
    path = tmp_path / "a.docx"
    write_docx(LAYOUTS["unit_last_and_other_columns"][0], path)
    assert dict(read_ledger(path).items[1].more) == {"problems": "问题2", "remarks": "省定", "计划完成时间": "12月底前"}


def test_a_verdict_and_an_earlier_report_are_kept(tmp_path: Path):
    path = tmp_path / "a.html"
    write_html(LAYOUTS["short_verdict_beside_the_report"][0], path)
    assert dict(read_ledger(path).items[0].more) == {"完成情况": "已完成"}
    write_html(LAYOUTS["reports_of_two_periods"][0], path)
    assert dict(read_ledger(path).items[0].more) == {"进展情况 上半年": "推进中1"}


def test_notes_and_what_was_passed_over_are_told(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    write_xlsx([[*LAYOUTS["notes_and_sign_off_rows"][0][1], cells("合计", "", "4项", "", "", "")]], path)
    ledger = read_ledger(path)
    assert ledger.notes == ("注：1.数据截至12月底。",)
    assert [(p.why, p.place.row) for p in ledger.passed] == [("sign-off", 7), ("total", 8)]


def test_hidden_sheets_and_other_tables_are_passed_over_and_told(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    write_xlsx([TITLE, PLAIN, [cells("序号", "任务", "进展情况"), cells("1", "去年的任务", "已完成")], PLAIN], path)
    book = openpyxl.load_workbook(path)
    book.worksheets[2].sheet_state = "hidden"
    book.save(path)
    ledger = read_ledger(path)
    assert [expected(item) for item in ledger] == list(ITEMS)
    assert [p.why for p in ledger.passed] == ["hidden sheet", "table with other headers, 1 rows"]
    assert [r.wrong for r in check(ledger)].count(True) == 2


def test_sheets_are_the_categories_where_there_is_no_other(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    header = cells(*HEADER[1:])
    write_xlsx([[header, row(ITEMS[0], category=False)], [header, row(ITEMS[2], category=False)]], path)
    book = openpyxl.load_workbook(path)
    for sheet, title in zip(book.worksheets, ("教育", "交通"), strict=True):
        sheet.title = title
    book.save(path)
    assert [item.category for item in read_ledger(path)] == ["教育", "交通"]


def test_the_line_above_each_table_is_the_category_where_there_is_no_other(tmp_path: Path):
    path = tmp_path / "a.docx"
    header = cells(*HEADER[1:])
    write_docx(
        [
            "甲市长主抓",
            [header, row(ITEMS[0], category=False)],
            "乙副市长主抓",
            [header, row(ITEMS[2], category=False)],
        ],
        path,
    )
    assert [item.category for item in read_ledger(path)] == ["甲市长主抓", "乙副市长主抓"]


@pytest.mark.parametrize("lines", [["一、教育", "牵头领导：副市长 张三"], ["一、教育（牵头领导：副市长 张三）"]])
def test_who_answers_for_a_whole_table_is_said_above_it(tmp_path: Path, lines: list[str]):
    path = tmp_path / "a.docx"
    header = ["序号", "实事项目", "完成情况", "责任单位"]
    tables = [
        [cells(*header), cells("1", "建成学校3所", "已建成3所。", "市教育局")],
        [cells(*header), cells("2", "修路5公里", "已通车5公里。", "市交通局")],
    ]
    second = [line.replace("一、教育", "二、交通").replace("张三", "李四") for line in lines]
    write_docx([*lines, tables[0], *second, tables[1]], path)
    ledger = read_ledger(path)
    assert [(i.category, i.names(Role.LEADER)) for i in ledger] == [("一、教育", ("张三",)), ("二、交通", ("李四",))]
    assert not [r for r in check(ledger) if r.wrong]


@pytest.mark.parametrize(
    ("header", "reports", "read"),
    [
        ("三季度进展,二季度进展,一季度进展", "建成11个。,建成6个。,完成选址。", "建成11个。"),
        ("1-3月进展,4-6月进展,7-9月进展", "完成选址。,建成3所。,—", "建成3所。"),
        ("一季度进展,二季度进展", "完成选址。,", "完成选址。"),
    ],
)  # fmt: skip
def test_of_several_reports_the_latest_that_says_something_is_read(
    tmp_path: Path, header: str, reports: str, read: str
):
    path = tmp_path / "a.csv"
    path.write_text(f"序号,工作任务,{header}\n1,建成11个,{reports}\n2,建成3所,{reports}\n", encoding="utf-8")
    assert [item.progress for item in read_ledger(path)] == [read, read]


def test_a_dash_is_no_unit_and_what_is_missing_is_told(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(
        "序号,工作任务,牵头单位,配合单位,进展情况\n1,建成3所,市教育局,——,建成3所。\n2,建成2所,市教育局,无,建成2所。\n",
        encoding="utf-8",
    )
    ledger = read_ledger(path)
    assert [item.names(Role.UNIT) for item in ledger] == [("市教育局",), ("市教育局",)]
    told = [r.text for r in check(ledger)]
    assert any(t.startswith("place: not plain") for t in told)
    assert any(t.startswith("year: not plain") for t in told)


def test_a_limit_without_a_unit_takes_that_of_its_row(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(
        "指标名称,计量单位,年度目标,累计完成\n城镇登记失业率,%,≤4.5,3.1\n新增就业,人,300,320\n", encoding="utf-8"
    )
    assert [(i.task, i.progress) for i in read_ledger(path)] == [
        ("城镇登记失业率\n≤4.5%", "3.1%"),
        ("新增就业\n300人", "320人"),
    ]


def test_the_day_above_a_header_is_that_of_the_ledger(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(
        "某市2022年民生实事进展,,\n填报单位：市发改委,,统计截止：2022年11月10日\n序号,工作任务,进展情况\n1,建成3所,已建成3所。\n",
        encoding="utf-8",
    )
    assert read_ledger(path).as_of == "2022-11-10"


def test_what_is_filled_in_above_a_header_is_no_part_of_it(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(
        "某市2023年进度表,,\n填报单位：市发展改革委,,2023年10月\n序号,工作任务,进展情况\n1,建成3所,已建成3所。\n",
        encoding="utf-8",
    )
    (item,) = read_ledger(path)
    assert (item.no, item.task, item.more) == ("1", "建成3所", ())


def test_numbers_of_a_workbook_are_read_as_it_shows_them(tmp_path: Path):
    """0.956 in a cell of percentages is 95.6%, 3 is not 3.0."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    for cells_ in (
        ["序号", "任务", "进展情况", "完成率"],
        [1.0, "参保率达到95%。", 0.956, 1.05],
        [2, "培训300人。", 320, 0.5],
    ):
        sheet.append(cells_)
    sheet["C2"].number_format = "0.0%"
    sheet["D2"].number_format = sheet["D3"].number_format = "0%"
    book.save(path)
    first, second = read_ledger(path)
    assert (first.no, first.progress, dict(first.more)) == ("1", "95.6%", {"stated_rate": "105%"})
    assert (second.no, second.progress, dict(second.more)) == ("2", "320", {"stated_rate": "50%"})


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_percentages_of_other_workbooks(kind: str):
    """Files of the workbook above as LibreOffice saves it."""
    first, second = read_ledger(ROOT / "tests" / "files" / f"percentages.{kind}")
    assert (first.progress, dict(first.more)) == ("95.6%", {"stated_rate": "105%"})
    assert (second.progress, dict(second.more)) == ("320", {"stated_rate": "50%"})


def test_an_xls_is_read(tmp_path: Path):
    ledger = read_ledger(ROOT / "tests" / "files" / "merged-categories.xls")
    assert [expected(item) for item in ledger] == list(ITEMS)
    assert ledger.format == "workbook (.xls)"


def test_invisible_marks_are_left_out_and_told(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("工作任务,进展情况\n培训300人。,已培训3\u200b20\u200e人。\n", encoding="utf-8")
    ledger = read_ledger(path)
    assert ledger.items[0].progress == "已培训320人。"
    assert ledger.passed == (Passed(Place(), "invisible marks left out", "2 characters"),)


def test_what_a_page_hides_says_nothing(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_text(
        "<table><tr><th>工作任务</th><th>进展情况</th></tr><tr><td>建成3所。<script>alert(1)</script></td>"
        "<td>建成5 m<sup>2</sup>。<span style='display: none'>建成9所。</span></td></tr>"
        "<tr style='display:none'><td>密</td><td>密</td></tr></table>",
        encoding="utf-8",
    )
    assert [(i.task, i.progress) for i in read_ledger(path)] == [("建成3所。", "建成5 m²。")]


def test_a_ledger_inside_tables_of_layout(tmp_path: Path):
    path = tmp_path / "a.html"
    write_html(PLAIN_LAYOUT, path)
    page = path.read_bytes().decode("gb18030").replace("<body>", "<body><table><tr><td>栏目</td><td>", 1)
    path.write_bytes(page.replace("</body>", "</td></tr></table></body>").encode("gb18030"))
    assert [expected(item) for item in read_ledger(path)] == list(ITEMS)


def test_a_table_inside_a_cell_is_text_of_the_cell(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_text(
        "<table><tr><td>工作任务</td><td>进展情况</td></tr><tr><td>建成3所。</td><td><table><tr><td>县</td><td>建成（所）</td></tr>"
        "<tr><td>甲县</td><td>2</td></tr></table></td></tr></table>",
        encoding="utf-8",
    )
    assert read_ledger(path).items[0].progress == "县\t建成（所）\n甲县\t2"


def test_rows_that_a_page_break_cut_are_one(tmp_path: Path):
    long = tuple(
        ITEMS[i % 4]._replace(no=str(i + 1), progress=f"第{i}段，" + ITEMS[i % 4].progress * 9) for i in range(12)
    )
    write_pdf([TITLE, [cells(*HEADER), *(row(item) for item in long)]], tmp_path / "a.pdf")
    read = read_ledger(tmp_path / "a.pdf")
    got = [(i.no, "".join(i.task.split()), "".join(i.progress.split())) for i in read]
    assert got == [(i.no, i.task, "".join(i.progress.split())) for i in long]


@pytest.mark.parametrize(("rules", "padding"), [("LINEBELOW", 3), ("", 9), ("THREE", 9), ("HEADER", 9)])
def test_a_table_of_a_pdf_without_rules_between_columns(rules: str, padding: float, tmp_path: Path):
    items = [ITEMS[n % 3]._replace(no=str(n + 1), category="一、教育和交通等各项民生事业") for n in range(24)]
    rows = [cells(*HEADER[1:]), across(items[0].category, 5), *(row(item, category=False) for item in items)]
    write_pdf([TITLE, rows], tmp_path / "a.pdf", rules=rules, padding=padding)
    ledger = read_ledger(tmp_path / "a.pdf")
    assert len({item.place.page for item in ledger}) > 1
    assert list(map(expected, ledger)) == items


def test_rows_without_rules_that_cannot_be_told_apart_are_named(tmp_path: Path):
    write_pdf(
        [TITLE, [cells(*HEADER[1:]), *(row(item, category=False) for item in ITEMS)]],
        tmp_path / "a.pdf",
        rules="",
        padding=-3,
    )
    with pytest.raises(LedgerError, match="page 1: found a table without rules whose rows cannot be told apart"):
        read_ledger(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        # a number, an amount, a bracket that would not have fitted into the line above
        ("全年新建停车\n13444个，均已投用，反映良好。", "全年新建停车13444个，均已投用，反映良好。"),
        ("发放补贴\n12,846.5万元，惠及职工。", "发放补贴12,846.5万元，惠及职工。"),
        ("建成养老机构\n（不含城区）三所，均已投用。", "建成养老机构（不含城区）三所，均已投用。"),
        # a paragraph of its own that begins with a number
        ("已完成。\n344个车位已经交付，投入使用。", "已完成。\n344个车位已经交付，投入使用。"),
    ],
)
def test_lines_of_a_pdf_end_where_the_next_number_would_not_have_fitted(broken: str, whole: str, tmp_path: Path):
    items = [row(ITEMS[0]._replace(no=str(i + 1), progress=broken)) for i in range(3)]
    write_pdf([TITLE, [cells(*HEADER), *items]], tmp_path / "a.pdf")
    assert [i.progress for i in read_ledger(tmp_path / "a.pdf")] == [whole] * 3


@pytest.mark.parametrize(
    ("broken", "names"),
    [
        ("市人力资|源社会保|障局", ["市人力资源社会保障局"]),
        ("市公路局|新会区政|府", ["市公路局", "新会区政府"]),
        ("市公安局|交警支队|市财政局", ["市公安局交警支队", "市财政局"]),
        ("各县（市、|区）政府|市教育局", ["各县（市、区）政府", "市教育局"]),
        ("市住房城乡|建设局", ["市住房城乡建设局"]),
        ("人力资源和社|会保障局|财政局", ["人力资源和社会保障局", "财政局"]),
        ("民政局|教育局|共青团市委", ["民政局", "教育局", "共青团市委"]),
        ("黄石港区|人民政府|下陆区人|民政府", ["黄石港区人民政府", "下陆区人民政府"]),
    ],
)
def test_units_that_a_pdf_broke_are_put_together(broken: str, names: list[str]):
    assert list(split_units(broken.replace("|", SOFT))) == names


@pytest.mark.parametrize(
    ("broken", "names"),
    [
        ("谢鸿猷|李文聪|各市（|区）长", ["谢鸿猷", "李文聪", "各市（区）长"]),
        ("谢鸿猷\n各市\n（区）长", ["谢鸿猷", "各市（区）长"]),
        ("市直各|单位负|责人", ["市直各单位负责人"]),
        ("鼎湖区|区长", ["鼎湖区区长"]),
        ("张|三", ["张三"]),
    ],
)
def test_persons_that_a_pdf_broke_are_put_together(broken: str, names: list[str]):
    assert list(split_persons(broken.replace("|", SOFT))) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("市教育局牵头，市财政局、市住建局配合", ["市教育局", "市财政局", "市住建局"]),
        ("配合：市财政局\n牵头：市教育局", ["市教育局", "市财政局"]),
        ("[牵头] 市教育局\n[配合] 市财政局", ["市教育局", "市财政局"]),
        ("市教育局（市财政局、市住建局配合）", ["市教育局", "市财政局", "市住建局"]),
        ("市财政局、*市教育局", ["市教育局", "市财政局"]),
        ("市教育局/市财政局", ["市教育局", "市财政局"]),
        ("1.市教育局\n2.市财政局", ["市教育局", "市财政局"]),
        ("市财政局 市教育局", ["市财政局", "市教育局"]),
        ("牵头：市教育局 配合：市财政局、市住建局", ["市教育局", "市财政局", "市住建局"]),
        ("市财政局配合，市教育局牵头。", ["市教育局", "市财政局"]),
        ("县教育\n局", ["县教育局"]),
        ("市\n教\n育\n局\n市\n财\n政\n局", ["市教育局", "市财政局"]),
        ("市\n教\n育\n局\n市住房城乡建设局", ["市教育局", "市住房城乡建设局"]),
        ("市教育局、市财政局等", ["市教育局", "市财政局"]),
        ("市教育局、市财政局。", ["市教育局", "市财政局"]),
        ("市教育局、各镇政府等单位", ["市教育局", "各镇政府等单位"]),
    ],
)
def test_units_that_lead_and_those_that_support(cell: str, names: list[str]):
    assert list(split_units(cell)) == names


@pytest.mark.parametrize(
    ("cell", "unit", "person"),
    [
        ("市教育局 张三", "市教育局", "张三"),
        ("市教育局/张三", "市教育局", "张三"),
        ("市教育局——张三", "市教育局", "张三"),
        ("市教育局：张三", "市教育局", "张三"),
        ("市教育局（责任人：张三）", "市教育局", "张三"),
        ("张三（市教育局）", "市教育局", "张三"),
        ("县文联\n诸葛启明", "县文联", "诸葛启明"),
        ("市教育局\n覃景行", "市教育局", "覃景行"),
        ("市教育局局长张三", "市教育局", "张三"),
        ("市教育局（张三，13800000000）", "市教育局", "张三"),
        ("市教育局\n（张三）", "市教育局", "张三"),
    ],
)
def test_a_unit_and_its_person_in_one_cell(cell: str, unit: str, person: str):
    read = duties_of("", [""], "", cell, None)
    assert [(d.role.value, d.name, d.answers_for) for d in read] == [("unit", unit, None), ("person", person, unit)]


def test_a_unit_begins_anew_where_a_pdf_broke_behind_a_person():
    cell = f"市水务局 陆宗海{SOFT}市住房城{SOFT}乡建设局{SOFT}韦海涛"
    read = duties_of("", [""], "", cell, None)
    assert [(d.answers_for, d.name) for d in read if d.role is Role.PERSON] == [
        ("市水务局", "陆宗海"),
        ("市住房城乡建设局", "韦海涛"),
    ]


def test_a_bracket_says_which_unit_leads_and_which_supports():
    units = duties_of("", ["市财政局、市教育局（牵头）、市住建局（配合单位）"], "张三、李四、王五", "", None)
    assert [(d.name, d.supporting) for d in units if d.role is Role.UNIT] == [
        ("市教育局", False),
        ("市财政局", False),
        ("市住房城乡建设局", True),
    ]
    # persons stand in the order in which the units are written
    assert [(d.name, d.answers_for) for d in units if d.role is Role.PERSON] == [
        ("张三", "市财政局"),
        ("李四", "市教育局"),
        ("王五", "市住房城乡建设局"),
    ]


@pytest.mark.parametrize(
    ("cell", "pairs"),
    [
        (
            "区医保局（诸葛启明）、各镇政府（街道办事处）（龙德胜）",
            [("区医疗保障局", "诸葛启明"), ("各镇政府（街道办事处）", "龙德胜")],
        ),
        ("市教育局：张三；市财政局：李四", [("市教育局", "张三"), ("市财政局", "李四")]),
        ("市教育局（张三、王五）", [("市教育局", "张三"), ("市教育局", "王五")]),
        ("市教育局（牵头）、市财政局", []),
        ("市住建局（人防办）", []),
    ],
)
def test_persons_in_a_column_of_units_answer_for_them(cell: str, pairs: list[tuple[str, str]]):
    read = duties_of("", [cell], "", "", None)
    assert [(d.answers_for, d.name) for d in read if d.role is Role.PERSON] == pairs
    assert read[0].role is Role.UNIT


@pytest.mark.parametrize(
    "cell",
    [
        "县政府副县长、公安局局长张三",
        "县公安局局长张三",
        "张三 市委常委、副市长",
        "副市长 张三",
        "张三（副市长）",
        "张三\n联系人：李四",
        "市委常委、副市长\n张　三",
        "副市长\n张三",
        "张三\n副市长",
    ],
)
def test_a_leader_with_offices_is_one(cell: str):
    assert [d.name for d in duties_of(cell, [""], "", "", None)] == ["张三"]


def test_hidden_rows_are_passed_over_and_told(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    WRITERS["xlsx"]([TITLE, [cells(*HEADER), *(row(i) for i in ITEMS)]], path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.insert_rows(sheet.max_row)
    for j, text in enumerate(("", 4, "新增停车位1,500个。", "市住房城乡建设局", "", "（旧稿）新增90个。"), 1):
        sheet.cell(sheet.max_row - 1, j, text)
    sheet.row_dimensions[sheet.max_row - 1].hidden = True
    book.save(path)
    ledger = read_ledger(path)
    assert [expected(i) for i in ledger] == list(ITEMS)
    assert [(p.why, "旧稿" in p.text) for p in ledger.passed] == [("hidden row", True)]


@pytest.mark.parametrize("cell", ["市城市管理委\n员会、市财政局", "市卫生健康委\x0b员会、市财政\x0b局"])
def test_a_committee_that_a_line_cuts_is_one(cell: str):
    assert len(split_units(cell)) == 2


def test_lines_that_do_not_come_out_even_are_no_table(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("序号\n任务\n进展情况\n1\n建校3所\n已建成。\n修路5公里\n2\n已通车。\n", encoding="utf-8")
    with pytest.raises(LedgerError):
        read_ledger(path)


def test_a_text_with_thousands_is_no_csv(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(
        "1.发放2,413.6万元。截至9月底，发放1,950.2万元。\n2.建成3所。截至9月底，建成2所。\n", encoding="utf-8"
    )
    assert [i.progress for i in read_ledger(path)] == ["截至9月底，发放1,950.2万元。", "截至9月底，建成2所。"]


def test_cells_end_with_their_group_of_rows(tmp_path: Path):
    path = tmp_path / "a.html"
    rows = "<tr><td rowspan=0>甲</td><td>1</td><td>a</td><td>b</td></tr><tr><td>2</td><td>c</td><td>d</td></tr>"
    head = "<thead><tr><th>类别</th><th>序号</th><th>任务</th><th>进展</th></tr></thead>"
    last = "<tbody><tr><td>乙</td><td>3</td><td>e</td><td>f</td></tr></tbody>"
    path.write_text(f"<table>{head}<tbody>{rows}</tbody>{last}</table>", encoding="utf-8")
    assert [(i.category, i.no, i.task) for i in read_ledger(path)] == [
        ("甲", "1", "a"),
        ("甲", "2", "c"),
        ("乙", "3", "e"),
    ]


def test_an_item_that_is_cut_by_a_repeated_header_is_one(tmp_path: Path):
    path = tmp_path / "a.docx"
    header = cells("序号", "工作任务", "进展情况")
    write_docx(
        [
            [header, cells("1", "建成学校3所，新增", "已建成2所，")],
            [header, cells("", "学位900个。", "新增学位620个。"), cells("2", "建桥。", "建成。")],
        ],
        path,
    )
    first, second = read_ledger(path)
    assert (first.task, first.progress, second.no) == (
        "建成学校3所，新增学位900个。",
        "已建成2所，新增学位620个。",
        "2",
    )


@pytest.mark.parametrize(
    ("title", "year", "day"),
    [
        ("某市二〇一八年民生实事进展情况", 2018, None),
        ("关于2018年民生实事进展情况的通报（2019年1月15日）", 2018, None),
        ("某市2021年上半年民生实事进展情况", 2021, "2021-06-30"),
        ("某市2021年1-9月民生实事进展情况", 2021, "2021-09-30"),
    ],
)
def test_year_and_day_of_a_title(tmp_path: Path, title: str, year: int, day: str | None):
    write_csv([title, PLAIN], tmp_path / "a.csv")
    ledger = read_ledger(tmp_path / "a.csv")
    assert (ledger.year, ledger.as_of) == (year, day)


def test_radicals_of_a_pdf_are_characters():
    assert "⼈⺠⻋⼾".translate(characters()) == "人民车户"


def far_cell(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["任务", "进展情况"])
    book.active["XFD100000"] = " "
    book.save(path)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def lying_bomb() -> bytes:
    """A part that declares to be small and unpacks to 200 MB."""
    data = bytearray(zipped(word__document_xml=b"<w>" + b" " * (200 << 20) + b"</w>"))
    at = data.rindex(b"PK\x01\x02")
    for offset in (24, at + 24):
        if data[offset - 24 : offset - 22] == b"PK":
            data[offset : offset + 4] = (1000).to_bytes(4, "little")
    data[22:26] = (1000).to_bytes(4, "little")
    return bytes(data)


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:document>&a;</w:document>'
DAMAGED = {
    "cut off docx": (lambda p: write_docx(PLAIN_LAYOUT, p) or p.write_bytes(p.read_bytes()[:-400]), "cut off or damaged"),
    "bomb by what it declares": (lambda p: p.write_bytes(zipped(word__document_xml=b" " * (200 << 20))), "unpacks to too much"),
    "bomb by what it is": (lambda p: p.write_bytes(lying_bomb()), "unpacks to too much|a damaged part"),
    "entities": (lambda p: p.write_bytes(zipped(word__document_xml=ENTITIES)), "XML entities in 'word/document.xml'"),
    "entities in UTF-16": (
        lambda p: p.write_bytes(zipped(word__document_xml=ENTITIES.decode().encode("utf-16"))), "XML entities",
    ),
    "docx without text": (lambda p: p.write_bytes(zipped(word__document_xml=b"<a/>")), "a Word document that cannot be read"),
    "xlsx without sheets": (lambda p: p.write_bytes(zipped(xl__workbook_xml=b"<a/>")), "a workbook that cannot be read|no table"),
    "another zip": (lambda p: p.write_bytes(zipped(readme=b"x")), "a zip file that is no office document"),
    "saved page without a page": (
        lambda p: p.write_bytes(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\ntext\n--x--\n"), "without HTML",
    ),
    "page without a ledger": (lambda p: p.write_text("<html><table><tr><td>首页</td><td>公开</td></tr></table></html>"), "headers: 首页、公开"),
    "table without rules": (
        lambda p: p.write_text("某市进展情况\n序号 工作任务 责任单位 进展情况\n1 建成3所 市教育局 已建成。\n2 建成5所 市教育局 已建成。\n"),
        r":2: found the headers of a table in a line of text \(序号 工作任务",
    ),
    "empty page": (lambda p: p.write_text("<html></html>"), "no table and no numbered promises"),
    "NUL in a text": (lambda p: p.write_bytes("工作任务,进展情况\n建成3所".encode() + b"\x00,x\n"), r":2: found binary data \(a NUL byte\)"),
    "lone surrogate": (lambda p: p.write_bytes("工作任务,进展情况\n".encode("utf-16") + b"\x00\xd8,\x00"), "byte 0x"),
    "unclosed quotation mark": (
        lambda p: p.write_text('序号,任务,进展情况\n1,"建成3所,已建成\n2,建成5所,已建成\n3,建成7所,已建成\n'), "a quotation mark that is not closed",
    ),
    "cell of five megabytes": (lambda p: p.write_text("任务,进展情况\n建成3所," + "长" * 5_000_000), "no table .field larger"),
    "cell far out": (lambda p: far_cell(p), "a cell far out, XFD100000"),
    "pipe": (lambda p: os.mkfifo(p), "a pipe or device"),
    "more columns than allowed": (lambda p: write_csv([[cells(*["工作任务", "进展情况"] * 400)]], p), "headers|columns|no items"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_a_file_that_cannot_be_read_is_named_in_one_line(tmp_path: Path, name: str):
    write, found = DAMAGED[name]
    path = tmp_path / "bad.bin"
    write(path)
    with pytest.raises(LedgerError, match=found) as error:
        read_ledger(path)
    message = str(error.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    assert "; expected " in message


def test_a_reversed_number_is_named_with_its_cell(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    write_xlsx([[cells("任务", "进展情况"), cells("建成31所。", "建成\u202e13\u202c所。")]], path)
    with pytest.raises(LedgerError, match=r"a\.xlsx, sheet Sheet, row 2: found U\+202E"):
        read_ledger(path)


def test_a_scanned_pdf_is_named(tmp_path: Path):
    from reportlab.pdfgen.canvas import Canvas

    pixel = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    (tmp_path / "p.png").write_bytes(pixel)
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawImage(str(tmp_path / "p.png"), 0, 0, 500, 700)
    canvas.save()
    with pytest.raises(LedgerError, match="a scanned PDF"):
        read_ledger(tmp_path / "a.pdf")


def test_an_encrypted_pdf_is_named(tmp_path: Path):
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt=StandardEncryption("user", "owner"))
    canvas.drawString(10, 10, "x")
    canvas.save()
    with pytest.raises(LedgerError, match="an encrypted PDF"):
        read_ledger(tmp_path / "a.pdf")


def old_document(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512 + "WordDocument".encode("utf-16-le"))


def test_an_old_document_without_libreoffice_says_how_to_convert_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    old_document(tmp_path / "a.doc")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LedgerError, match=r"no LibreOffice .*; expected a \.docx: open the file in Word"):
        read_ledger(tmp_path / "a.doc")


@pytest.mark.parametrize(
    ("script", "found"), [("cp {docx} document.docx", None), ("exit 1", "LibreOffice cannot convert")]
)
def test_an_old_document_is_converted_by_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, found: str | None
):
    """A stand-in for soffice: what it is given and where it leaves its file are those of the real one."""
    old_document(tmp_path / "$(touch x).doc")
    write_docx(PLAIN_LAYOUT, tmp_path / "real.docx")
    soffice = tmp_path / "soffice"
    check_ = 'case "$*" in *"--headless"*"--convert-to docx --outdir"*"document.bin"*) ;; *) exit 3;; esac'
    soffice.write_text(f"#!/bin/sh\n{check_}\n{script.format(docx=tmp_path / 'real.docx')}\n")
    soffice.chmod(soffice.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    if found is None:
        assert len(read_ledger(tmp_path / "$(touch x).doc")) == 4
    else:
        with pytest.raises(LedgerError, match=found):
            read_ledger(tmp_path / "$(touch x).doc")
    assert not (tmp_path / "x").exists()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(limits.FILE + 1)
    with pytest.raises(LedgerError, match="a file of 128 MB; expected at most 128 MB"):
        read_ledger(path)


def test_a_cell_of_a_megabyte_is_read(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(f"工作任务,进展情况\n建成3所。,{'建成3所。' * 200_000}\n", encoding="utf-8")
    assert len(read_ledger(path).items[0].progress) == 1_000_000


def test_memory_grows_with_the_rows(tmp_path: Path):
    """4,000 rows take less than 80 MB, so 100,000 less than 2 GB."""
    path = tmp_path / "a.csv"
    line = "一、教育,{},新建公办幼儿园12所。,市教育局,张三,已建成13所。\n"
    path.write_text(",".join(HEADER) + "\n" + "".join(line.format(i) for i in range(1, 4_001)), encoding="utf-8")
    tracemalloc.start()
    try:
        assert len(read_ledger(path)) == 4_000
        assert tracemalloc.get_traced_memory()[1] < 80e6
    finally:
        tracemalloc.stop()


TEXT = st.text("甲乙丙丁0123456789所。，（）\n|<&;\"'", min_size=1, max_size=12).map(
    lambda t: "任" + "\n".join(line.strip() for line in t.split("\n") if line.strip()).strip() + "末"
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[Spanning]], list[tuple[str, str, str]]]:
    """A table with merged categories, repeated headers and blank rows, and the items that are in it."""
    header = cells("类别", "序号", "工作任务", "进展情况")
    rows, items = [header], []
    for number in range(draw(st.integers(1, 4))):
        category = f"第{number}类"
        members = draw(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3))
        how = draw(st.sampled_from(["merged", "repeated", "blank"]))
        for i, (task, progress) in enumerate(members):
            first = [Spanning(category, rows=len(members))] if how == "merged" and not i else []
            if how != "merged":
                first = cells(category if not i or how == "repeated" else "")
            rows.append([*first, *cells(str(len(items) + 1), task, progress)])
            items.append((category, task, progress))
        rows += draw(st.lists(st.sampled_from([header, cells("", "", "", "")]), max_size=1))
    return rows, items


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from(["html", "xlsx", "csv", "md"]))
def test_any_table_that_is_written_is_read(tmp_path_factory, table, kind: str):
    rows, items = table
    path = tmp_path_factory.mktemp("grid") / f"a.{kind}"
    WRITERS[kind]([TITLE, rows], path)
    assert [(i.category, i.task, i.progress) for i in read_ledger(path)] == items


def ledger_of(*items: Item) -> Ledger:
    return Ledger("a", "题", items, format="CSV")


@pytest.mark.parametrize(
    ("items", "wrong"),
    [
        ((Item("1", "", "建成3所。", "建成3所。", ()), Item("2", "", "建成5所。", "已建成。", ())), []),
        ((Item("1", "", "a", "b", ()), Item("4", "", "a", "b", ())), ["no item 2, 3"]),
        (tuple(Item(no, "", "建成3所。", "已建成。", ()) for no in ("1", "2", "新建泊位60个")), ["item 新建泊位60个: a number that is none, unlike the others'"]),
        ((Item("1", "", "责任单位", "已建成。", ()),), ["item 1: a header in place of what it heads: 责任单位"]),
        ((Item("1", "", "建成3所。", "已建成。\n【改造旧区】", ()),), ["item 1: a progress that ends like the heading of another item: 【改造旧区】"]),
        ((Item("1", "", "", "b", (), flags=("no_task",)),), ["item 1: no task"]),
        ((Item("1#2", "", "a", "b", (), Place(line=7), flags=("renumbered",)),), ["item 1#2 (line 7): a number that another item has too"]),
    ],
)  # fmt: skip
def test_check_says_what_is_wrong(items: tuple[Item, ...], wrong: list[str]):
    said = [": ".join(x for x in (r.place, r.text) if x) for r in check(ledger_of(*items)) if r.wrong]
    assert said == wrong


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("云溪区2023年十件民生实事进展情况", ["2 items, and the title speaks of 十件民生实事"]),
        ("2023年20项惠民工程完成情况", ["2 items, and the title speaks of 20项惠民工程"]),
        ("民生实事进展情况表（共24项）", ["2 items, and the title speaks of 24项"]),
        ("2023年两件民生实事完成情况", []),
        ("2023年第十批民生项目进展（截至10月）", []),
    ],
)
def test_check_counts_the_items_that_the_title_speaks_of(title: str, wrong: list[str]):
    items = tuple(Item(no, "", "建成3所。", "建成3所。", ()) for no in "12")
    assert [r.text for r in check(Ledger("a", title, items, format="CSV")) if r.wrong] == wrong


def test_check_names_units_with_two_persons_and_counts_that_differ(tmp_path: Path):
    path = tmp_path / "a.csv"
    header = cells("序号", "工作任务", "责任单位", "责任人", "进展情况")
    write_csv(
        [[header, cells("1", "a", "市教育局", "张三", "b"), cells("2", "a", "市教育局", "李四", "b"), cells("3", "a", "市教育局\n市财政局", "王五", "b")]], path
    )  # fmt: skip
    wrong = [r.text for r in check(read_ledger(path)) if r.wrong]
    assert wrong == ["2 units and 1 persons", "市教育局 has 2 persons: 张三、李四"]


def test_merged_rows_are_read_in_every_format_alike(tmp_path: Path):
    """What a format loses of merged cells it loses of the category only."""
    got = []
    for kind, write in WRITERS.items():
        write([TITLE, [cells(*HEADER), *merged()]], tmp_path / f"a.{kind}")
        got.append([(i.no, i.category) for i in read_ledger(tmp_path / f"a.{kind}")])
    assert all(one == got[0] for one in got)


HEADS = ["序号", "工作任务", "责任单位", "进展情况"]
ONE = ["1", "建成学校3所。", "市教育局", "已建成2所。"]
TWO = ["2", "建成医院1家。", "市卫生健康局", "已建成1家。"]


def test_tables_side_by_side_are_two(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2024年民生实事进展情况"])
    sheet.append([*HEADS, None, *HEADS])
    sheet.append([*ONE, None, *TWO])
    sheet.append([*ONE, None, None, None, None, None])
    sheet.merge_cells("A1:I1")
    book.save(tmp_path / "a.xlsx")
    ledger = read_ledger(tmp_path / "a.xlsx")
    assert [item.task for item in ledger] == [ONE[1], ONE[1], TWO[1]]
    assert ledger.title == "2024年民生实事进展情况"


def test_an_empty_column_inside_a_table_divides_nothing(tmp_path: Path):
    write_csv([[cells(*HEADS[:2], "", *HEADS[2:]), cells(*ONE[:2], "", *ONE[2:])]], tmp_path / "a.csv")
    (item,) = read_ledger(tmp_path / "a.csv")
    assert (item.task, item.names(Role.UNIT), item.progress) == (ONE[1], ("市教育局",), ONE[3])


def test_a_hidden_column_is_passed_over_and_a_rate_is_as_it_is_shown(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([*HEADS, "完成率", "内部意见"])
    sheet.append([*ONE, 0.8138888888, "不公开"])
    sheet["E2"].number_format = "0.0%"
    sheet.column_dimensions["F"].hidden = True
    book.save(tmp_path / "a.xlsx")
    ledger = read_ledger(tmp_path / "a.xlsx")
    assert ledger.items[0].more == (("stated_rate", "81.4%"),)
    assert [(p.why, "不公开" in p.text) for p in ledger.passed] == [("hidden column", True)]


def test_hidden_text_and_marks_of_footnotes_are_no_text(tmp_path: Path):
    from docx import Document
    from docx.oxml import OxmlElement

    document = Document()
    table = document.add_table(2, 4)
    for j, (head, text) in enumerate(zip(HEADS, ONE, strict=True)):
        table.cell(0, j).text, table.cell(1, j).text = head, text
    run = table.cell(1, 3).paragraphs[0].add_run("（内部掌握：实际1所）")
    run._r.get_or_add_rPr().append(OxmlElement("w:vanish"))
    shown = table.cell(1, 3).paragraphs[0].add_run("另有1所在建。")
    off = OxmlElement("w:vanish")
    off.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", "0")
    shown._r.get_or_add_rPr().append(off)
    document.save(tmp_path / "a.docx")
    assert read_ledger(tmp_path / "a.docx").items[0].progress == "已建成2所。另有1所在建。"

    marked = '建成学校3所<sup><a href="#footnote-1">[1]</a></sup>。'
    page = "".join(f"<td>{x}</td>" for x in ("1", marked, "市教育局", "已建成2所。"))
    heads = "".join(f"<th>{x}</th>" for x in HEADS)
    (tmp_path / "a.html").write_text(f"<table><tr>{heads}</tr><tr>{page}</tr></table>", encoding="utf-8")
    assert read_ledger(tmp_path / "a.html").items[0].task == ONE[1]
    (tmp_path / "a.md").write_text(
        f"| {' | '.join(HEADS)} |\n|---|---|---|---|\n| 1 | 建成学校3所[^1]。 | 市教育局 | 已建成2所。 |\n\n[^1]: 含改扩建。\n",
        encoding="utf-8",
    )
    assert read_ledger(tmp_path / "a.md").items[0].task == ONE[1]


@pytest.mark.parametrize(
    "head", ["<h1>清河县2024年民生实事进展情况</h1>", ""], ids=["a heading", "only the name of the page"]
)
def test_the_title_of_a_page_is_not_its_menu(tmp_path: Path, head: str):
    rows = "".join(f"<tr>{''.join(f'<td>{x}</td>' for x in line)}</tr>" for line in (HEADS, ONE))
    page = f"<html><head><title>清河县2024年民生实事进展情况_清河县人民政府门户网站</title></head><body>{head}<ul><li>实事办理</li><li>进展公示</li></ul><table>{rows}</table></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    ledger = read_ledger(tmp_path / "a.html")
    assert (ledger.title, ledger.place, ledger.year) == ("清河县2024年民生实事进展情况", "清河县", 2024)


def test_sheets_without_units_are_those_of_who_filled_them_in(tmp_path: Path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for unit, line in (("区教育局", ONE), ("区民政局", TWO)):
        sheet = book.create_sheet(unit)
        sheet.append(["民生实事完成情况报送表"])
        sheet.append([f"填报单位（盖章）：{unit}", "填报日期：", "2024年6月30日"])
        sheet.append([HEADS[0], HEADS[1], HEADS[3]])
        sheet.append([line[0], line[1], line[3]])
    book.save(tmp_path / "a.xlsx")
    assert [item.names(Role.UNIT) for item in read_ledger(tmp_path / "a.xlsx")] == [("区教育局",), ("区民政局",)]


@pytest.mark.parametrize(
    ("units", "persons", "written"),
    [
        ("市教育局、市财政局", "张三", [("市教育局", None), ("市财政局", None), ("张三", None)]),
        ("市教育局 市财政局", "张三", [("市教育局", None), ("市财政局", None), ("张三", None)]),
        (
            "市教育局、市财政局\n市民政局",
            "张三\n李四",
            [("市教育局", None), ("市财政局", None), ("市民政局", None), ("张三", "市教育局"), ("李四", "市民政局")],
        ),
    ],
)
def test_units_on_one_line_are_several(units: str, persons: str, written: list[tuple[str, str | None]]):
    assert [(d.name, d.answers_for) for d in duties_of("", [units], persons, "", None)] == written


def test_a_section_stands_in_front_of_its_person():
    found = duties_of("", [], "", "医政科 尤佳\n基础教育科　王  强", None)
    assert [(d.role, d.name, d.answers_for) for d in found] == [
        (Role.UNIT, "医政科", None),
        (Role.UNIT, "基础教育科", None),
        (Role.PERSON, "尤佳", "医政科"),
        (Role.PERSON, "王强", "基础教育科"),
    ]


def test_numbers_that_stand_alone_get_the_measure_of_their_row(tmp_path: Path):
    lines = [
        "序号,考核指标,单位,工作目标,已完成数,备注",
        "1,城镇新增就业,万人,5.1,6.3,",
        "2,护理补贴标准,元/月/人,不低于80元,85,",
        "3,棚户区改造（户）,,620套,585,",
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    found = extract(read_ledger(tmp_path / "a.csv"))
    told = [(f.target.quantity.text, f.target.unit, None if f.actual is None else float(f.actual.value)) for f in found]
    assert told == [("5.1万人", "人", 63000), ("80元/月/人", "元/人/月", 85), ("620套", "套", 585)]


def test_a_report_that_is_a_rate_is_a_rate(tmp_path: Path):
    (tmp_path / "a.csv").write_text(
        "序号,项目内容,当前进度\n1,建设农村公路60公里。,90%（乙镇进度滞后）\n2,垃圾分类覆盖率达到80%。,85%\n3,建成学校2所、医院1家。,70%\n",
        encoding="utf-8",
    )
    found = extract(read_ledger(tmp_path / "a.csv"))
    told = [None if f.actual is None else (float(f.actual.value), f.actual.bound.value) for f in found]
    # what 70 % of two promises is cannot be told
    assert told == [(54, "about"), (85, "exact"), None, None]


def test_a_year_is_no_part_of_a_place(tmp_path: Path):
    for title, place in (("2022年度市县民生实事进度表", None), ("2022年度平川县民生实事进度表", "平川县")):
        write_csv([title, PLAIN], tmp_path / "a.csv")
        assert read_ledger(tmp_path / "a.csv").place == place


def test_numbers_in_the_names_of_the_tasks_are_the_items(tmp_path: Path):
    (tmp_path / "a.csv").write_text(
        "类别,民生事项名称,任务目标,完成情况\n教育,14.改扩建学校,建成学校2所。,已建成1所。\n,15．塑胶运动场,建成运动场13处。,已建成9处。\n",
        encoding="utf-8",
    )
    assert [item.no for item in read_ledger(tmp_path / "a.csv")] == ["14", "15"]


@pytest.mark.parametrize(
    ("units", "both", "supporting"),
    [
        (["市教育局", "市财政局、市住建局"], "", [False, True, True]),
        (["牵头单位：市教育局\n配合单位：市财政局"], "", [False, True]),
        (["市教育局牵头，市财政局配合"], "", [False, True]),
        (["市教育局（市财政局配合）", "市教育局、市水利局"], "", [False, True, True]),
        ([""], "市教育局：张三\n配合单位：市财政局（李四）", [False, True]),
        (["市教育局、市财政局"], "", [False, False]),
    ],
)
def test_units_that_support_others_are_told_apart(units: list[str], both: str, supporting: list[bool]):
    found = duties_of("", units, "", both, None)
    assert [d.supporting for d in found if d.role is Role.UNIT] == supporting


def test_a_person_answers_for_the_lead_unit_where_others_support_it():
    found = duties_of("", ["市公安局", "市城管局、市财政局"], "王伟标", "", None)
    assert [(d.name, d.answers_for, d.flags) for d in found] == [
        ("市公安局", None, ()),
        ("市城市管理局", None, ()),
        ("市财政局", None, ()),
        ("王伟标", "市公安局", ()),
    ]


def test_measures_below_the_headers_are_no_item(tmp_path: Path):
    rows = [
        "类别,序号,项目内容,计划投资,完成投资,完成率,进展情况",
        ",,,万元,万元,%,",
        "一、住房,1,改造小区60个。,4840,3521,72.7%,已完工43个。",
    ]
    (tmp_path / "a.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    ledger = read_ledger(tmp_path / "a.csv")
    assert [(i.no, i.task) for i in ledger] == [("1", "改造小区60个。")]
    assert "unit of measure" in [p.why for p in ledger.passed]


def test_two_forms_of_one_name_have_no_category(tmp_path: Path):
    def form(name: str, task: str) -> Table:
        return [
            cells("项目名称", name, "配合单位", "各承办单位"),
            cells("年度目标", task, "责任单位", "市卫健局"),
            cells("进展情况", "已建成。", "存在问题", "无。"),
        ]

    write_docx(
        [
            TITLE,
            *(
                form(n, t)
                for n, t in (("医共体", "建3所。"), ("医共体", "建5所。"), ("热线", "接通率96%。"), ("冷链", "建9座。"))
            ),
        ],
        tmp_path / "a.docx",
    )
    ledger = read_ledger(tmp_path / "a.docx")
    assert [(i.category, i.task) for i in ledger][:2] == [("", "医共体\n建3所。"), ("", "医共体\n建5所。")]
    assert ledger.items[0].names(Role.UNIT) == ("市卫生健康局", "各承办单位")


def test_a_paragraph_of_a_pasted_cell_belongs_to_the_row_above(tmp_path: Path):
    path = tmp_path / "a.tsv"
    path.write_text(
        "序号\t工作任务\t责任单位\t进展情况\n1\t建校3所\t市教育局\t1.已建成2所。\n2.资金已到位。\n二、交通\n2\t修路5公里\t市交通运输局\t已完成。\n下一步：验收。\n",
        encoding="utf-8",
    )
    read = [(i.no, i.category, i.progress) for i in read_ledger(path)]
    assert read == [("1", "", "1.已建成2所。\n2.资金已到位。"), ("2", "二、交通", "已完成。\n下一步：验收。")]


def test_what_programs_write_around_cells_and_texts_is_not_read(tmp_path: Path):
    (tmp_path / "a.csv").write_text(
        '序号,工作任务,进展情况\n="001",建校3所,建成3所。\n="002",修路5公里,完成5公里。\n', encoding="utf-8"
    )
    assert [i.no for i in read_ledger(tmp_path / "a.csv")] == ["001", "002"]
    item = "{0}. **建校{0}所。**\n\n   责任单位：区教育局；责任人：@张三\n\n   **落实情况：** 建成{0}所。\n\n"
    (tmp_path / "a.md").write_text(
        "---\ntitle: 实事\ntags: [民生, 督查]\n---\n\n[TOC]\n\n# 某区2023年民生实事\n\n"
        + "".join(map(item.format, (1, 2, 3))),
        encoding="utf-8",
    )
    ledger = read_ledger(tmp_path / "a.md")
    assert [(i.task, i.progress) for i in ledger] == [(f"建校{n}所。", f"建成{n}所。") for n in (1, 2, 3)]
    assert ledger.items[0].names(Role.PERSON) == ("张三",)


def test_sums_beside_a_report_are_no_part_of_it(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "工作任务", "累计完成情况", None, None, "责任单位"])
    sheet.append([None, None, "完成投资", "占年度计划", "形象进度", None])
    for cells_of_one in ("A1:A2", "B1:B2", "C1:E1", "F1:F2"):
        sheet.merge_cells(cells_of_one)
    for n in (1, 2, 3):
        sheet.append([n, f"建校{n}所", 24712 + n, "84.0%", f"主体封顶{n}所", "市教育局"])
    book.save(tmp_path / "a.xlsx")
    ledger = read_ledger(tmp_path / "a.xlsx")
    assert [i.progress for i in ledger] == [f"主体封顶{n}所" for n in (1, 2, 3)]
    assert "24713" in str(ledger.items[0].more)


def test_who_answers_may_be_said_in_brackets_behind_a_promise_of_a_table(tmp_path: Path):
    (tmp_path / "a.csv").write_text(
        "实事项目,进展情况\n建校3所。（牵头单位：区教育局；配合单位：区财政局）,建成3所。\n修路5公里。（牵头单位：区交通局）,完成。\n",
        encoding="utf-8",
    )
    first, second = read_ledger(tmp_path / "a.csv")
    assert [(d.name, d.supporting) for d in first.duties] == [("区教育局", False), ("区财政局", True)]
    assert len(second.duties) == 1


def test_line_breaks_in_pasted_cells_end_no_row(tmp_path: Path):
    path = tmp_path / "a.tsv"
    path.write_text(
        "序号\t工作任务\t责任单位\t责任人\t进展情况\n1\t建校3所\t市教育局\n各镇政府\t张三\t已建成2所。\n"
        "2\t修路5公里\n种树30株\t市水务局\n市林业局\t李四\n王五\t已完成。\n3\t建桥1座\t市水务局\t李四\t通车。\n",
        encoding="utf-8",
    )
    read = [(i.no, i.task, i.names(Role.UNIT), i.progress) for i in read_ledger(path)]
    assert read == [
        ("1", "建校3所", ("市教育局", "各镇政府"), "已建成2所。"),
        ("2", "修路5公里\n种树30株", ("市水务局", "市林业局"), "已完成。"),
        ("3", "建桥1座", ("市水务局",), "通车。"),
    ]


def test_a_report_that_speaks_of_approval_signs_nothing(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("工作任务,进展情况\n建桥1座,已报送审批\n建校3所,建成3所\n审批人：,张三\n", encoding="utf-8")
    assert [i.progress for i in read_ledger(path)] == ["已报送审批", "建成3所"]


def test_headings_in_several_sheets_are_the_categories(tmp_path: Path):
    head, wide = cells("序号", "工作任务", "责任单位", "进展情况"), 4
    tables = [
        [
            head,
            [Spanning("一、教育", columns=wide)],
            cells("1", "建校3所", "市教育局", "已建成2所。"),
            cells("2", "扩建1所", "市教育局", "已完成。"),
        ],
        [head, [Spanning("二、交通", columns=wide)], cells("3", "修路5公里", "市交通运输局", "已完成。")],
    ]
    WRITERS["xlsx"](tables, tmp_path / "a.xlsx")
    assert [i.category for i in read_ledger(tmp_path / "a.xlsx")] == ["一、教育", "一、教育", "二、交通"]


def test_a_sentence_above_a_table_is_no_heading_of_it(tmp_path: Path):
    head = cells("工作任务", "责任单位", "进展情况")
    layout = [
        TITLE,
        "一、教育",
        [head, cells("建校3所", "市教育局", "已建成2所。")],
        "二、交通",
        "该类实事共1项，由市交通运输局牵头。",
        [head, cells("修路5公里", "市交通运输局", "已完成。")],
    ]
    WRITERS["docx"](layout, tmp_path / "a.docx")
    assert [i.category for i in read_ledger(tmp_path / "a.docx")] == ["一、教育", "二、交通"]


@pytest.mark.parametrize(
    "note",
    [
        "注：以上数据截至2021年11月30日。",
        "注：1.数据由各单位提供，统计截止时间为2021年11月30日。",
        "（数据截至2021年11月30日）",
        "统计时间：2021年11月30日",
        "备注：以上进展情况统计至2021年11月底。",
    ],
)
def test_a_note_says_to_what_day_the_figures_are(note: str, tmp_path: Path):
    path = tmp_path / "a.html"
    WRITERS["html"]([TITLE, [cells(*HEADER), *(row(i) for i in ITEMS)], note], path)
    assert read_ledger(path).as_of == "2021-11-30"


def test_struck_text_is_not_read_and_told(tmp_path: Path):
    from docx import Document
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    document = Document()
    table = document.add_table(2, 4)
    for j, (head, text) in enumerate(zip(HEADS, ("1", "", *ONE[2:]), strict=True)):
        table.cell(0, j).text, table.cell(1, j).text = head, text
    task = table.cell(1, 1).paragraphs[0]
    task.add_run("建成学校")
    task.add_run("8").font.strike = True
    task.add_run("9").font.double_strike = True
    task.add_run("12所。")
    document.save(tmp_path / "a.docx")

    heads = "".join(f"<th>{x}</th>" for x in HEADS)
    struck = '建成学校<s>8</s><strike>9</strike><del>10</del><span style="text-decoration: line-through">11</span><FONT STYLE="TEXT-DECORATION: LINE-THROUGH">13</FONT>12所。'
    page = "".join(f"<td>{x}</td>" for x in ("1", struck, *ONE[2:]))
    (tmp_path / "a.html").write_text(f"<table><tr>{heads}</tr><tr>{page}</tr></table>", encoding="utf-8")

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADS)
    sheet.append(("1", "", *ONE[2:]))
    sheet["B2"] = CellRichText("建成学校", TextBlock(InlineFont(strike=True), "8"), "12所。")
    sheet.append(("2", *ONE[1:]))
    for cell in sheet[3]:
        cell.font = openpyxl.styles.Font(strike=True)
    book.save(tmp_path / "a.xlsx")

    told = {}
    for suffix in ("docx", "html", "xlsx"):
        ledger = read_ledger(tmp_path / f"a.{suffix}")
        assert [item.task for item in ledger] == ["建成学校12所。"]
        told[suffix] = [p.text for p in ledger.passed if p.why == "struck text"]
    assert told == {"docx": ["89"], "html": ["8", "9", "10", "11", "13"], "xlsx": ["8", "2", *ONE[1:]]}


def test_a_header_of_two_levels_is_known_again_further_down(tmp_path: Path):
    upper = [*cells("序号", "工作任务"), Spanning("责任分工", columns=2), *cells("进展情况")]
    lower = cells("序号", "工作任务", "牵头单位", "配合单位", "进展情况")
    items = [cells(i.no, i.task, i.units[0], "", i.progress) for i in ITEMS]
    path = tmp_path / "a.html"
    WRITERS["html"]([[upper, lower, *items[:2], upper, lower, *items[2:]]], path)
    ledger = read_ledger(path)
    assert [i.task for i in ledger] == [i.task for i in ITEMS]
    assert {p.why for p in ledger.passed} == {"header repeated"}


def test_a_heading_may_have_the_sum_of_its_items_beside_it(tmp_path: Path):
    heads = cells("序号", "项目名称", "建设内容", "总投资", "责任人及电话", "进展情况")
    rows = [
        cells("一", "教育（2项）", "", "2,400", "", ""),
        *(cells(i.no, f"项目{i.no}", i.task, "800", "韩文斌\n2120875", i.progress) for i in ITEMS[:2]),
        cells("", "小计", "", "2,400", "", ""),
    ]
    path = tmp_path / "a.csv"
    WRITERS["csv"]([[heads, *rows]], path)
    ledger = read_ledger(path)
    assert [(i.category, i.names(Role.PERSON)) for i in ledger] == [("一、教育（2项）", ("韩文斌",))] * 2


TWO_TABLES = [
    "附件1,,,,,",
    "省级民生实事进展情况,,,,,",
    "序号,实事项目,责任单位,责任人,进展情况,",
    "1,建成学校2所。,市教育局,张伟,已建成2所。,",
    "2,修建公路5公里。,市交通运输局,李娜,已通车4公里。,",
    "{heading},,,,,",
    "序号,分管领导,项目名称,牵头单位,责任人,形象进度",
    "1,王涛,新建公厕6座。,市城管局,赵磊,建成6座。",
    "2,王涛,新增停车位300个。,市住建局,孙悦,建成280个。",
]


@pytest.mark.parametrize(("heading", "count"), [("附件2 市级民生实事进展情况", 4), ("上年民生实事进展情况", 2)])
def test_tables_with_other_headers_are_parts_unless_of_another_year(tmp_path: Path, heading: str, count: int):
    path = tmp_path / "a.csv"
    path.write_text("\n".join(TWO_TABLES).format(heading=heading), encoding="utf-8")
    ledger = read_ledger(path)
    assert [item.progress for item in ledger] == ["已建成2所。", "已通车4公里。", "建成6座。", "建成280个。"][:count]
    assert any(p.why.startswith("table with other headers") for p in ledger.passed) is (count == 2)


def test_a_report_in_parts_is_one(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(
        "序号,民生实事,责任单位,完成情况,\n,,,工作进展,取得成效\n1,建成学校2所。,市教育局,已建成2所。,新增学位900个。\n2,修建公路5公里。,市交通运输局,已通车。,\n",
        encoding="utf-8",
    )
    assert [item.progress for item in read_ledger(path)] == ["已建成2所。\n新增学位900个。", "已通车。"]


def test_what_markdown_strikes_through_is_not_read(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(
        "| 序号 | 任务 | 责任单位 | 进展情况 |\n|---|---|---|---|\n| 1 | 培训1万人次。 | 市人社局 | 培训~~1.5~~1.76万人次。 |\n| 2 | 建校2所。 | 市教育局 | 已建成2所。 |\n",
        encoding="utf-8",
    )
    ledger = read_ledger(path)
    assert ledger.items[0].progress == "培训1.76万人次。"
    assert [(p.why, p.text) for p in ledger.passed] == [("struck text", "1.5")]


def test_the_foot_of_a_site_answers_for_nothing(tmp_path: Path):
    item = "<dl><dt>项目{0}</dt><dd>建成学校{0}所</dd><dt>主责单位</dt><dd>区教育局</dd><dt>进展</dt><dd>建成{0}所。</dd></dl>"
    foot = "<div class='footer'><dl><dt>主办单位</dt><dd>区政府办公室</dd></dl></div>"
    (tmp_path / "a.html").write_text(
        f"<html><body><h1>2023年民生实事</h1>{''.join(map(item.format, (2, 3, 4)))}{foot}</body></html>",
        encoding="utf-8",
    )
    assert [item.names(Role.UNIT) for item in read_ledger(tmp_path / "a.html")] == [("区教育局",)] * 3


def test_who_signs_and_whom_to_ask_is_no_progress(tmp_path: Path):
    (tmp_path / "a.txt").write_text(
        "1.建成学校2所\n责任单位：区教育局\n进展情况：已建成2所。\n2.修建公路5公里\n责任单位：区交通局\n进展情况：已通车4公里。\n"
        "滨江区人民政府办公室\n2023年12月6日\n（联系人：施小雨；联系电话：0571-80000012）\n",
        encoding="utf-8",
    )
    assert [item.progress for item in read_ledger(tmp_path / "a.txt")] == ["已建成2所。", "已通车4公里。"]


def test_a_telephone_number_that_is_masked_is_no_name():
    found = duties_of("", ["县农业局"], "汤显祖  1390000****", "", None)
    assert [d.name for d in found if d.role is Role.PERSON] == ["汤显祖"]


ANSWERING = [
    "序号,项目内容,县分管领导,配合单位,进展情况",
    "牵头单位：县教育局,,,,",
    "1,新建学校1所。,唐晓峰,县住建局,已建成1所。",
    "2,配备设备200套。,唐晓峰,县财政局,已安装152套。",
    "牵头单位：县水利局、配合单位：县财政局,,,,",
    "3,建设供水工程11处。,莫家骏,,11处全部完工。",
]


def test_a_row_across_the_table_says_who_answers_for_those_below(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("\n".join(ANSWERING), encoding="utf-8")
    ledger = read_ledger(path)
    assert [item.names(Role.UNIT) for item in ledger] == [
        ("县教育局", "县住房城乡建设局"),
        ("县教育局", "县财政局"),
        ("县水利局", "县财政局"),
    ]
    assert {item.category for item in ledger} == {""}


def test_rows_across_the_table_stand_over_one_another_and_end_with_it(tmp_path: Path):
    path = tmp_path / "a.csv"
    rows = [
        "序号,项目内容,配合单位,进展情况",
        "分管领导：唐晓峰,,,",
        "牵头单位：县教育局,,,",
        "1,新建学校1所。,县住建局,已建成1所。",
        "牵头单位：县水利局,,,",
        "2,建设供水工程11处。,县财政局,11处全部完工。",
        "分管领导：韦秀兰,,,",
        "3,建设互助养老点20个。,县民政局,建成17个。",
        "序号,承办单位,工作任务,完成情况",
        "4,县城管局,新建公厕6座。,建成6座。",
        "5,县交通局,修建公路5公里。,已通车4公里。",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    found = [(item.names(Role.LEADER), item.names(Role.UNIT)[:1]) for item in read_ledger(path)]
    assert found == [
        (("唐晓峰",), ("县教育局",)),
        (("唐晓峰",), ("县水利局",)),
        (("韦秀兰",), ("县民政局",)),
        ((), ("县城市管理局",)),
        ((), ("县交通运输局",)),
    ]


def test_a_row_above_the_header_says_who_leads(tmp_path: Path):
    path = tmp_path / "a.csv"
    rows = [
        "2023年民生实事进展情况表,,,",
        "分管市领导：李志刚,,截至9月30日,",
        "序号,项目内容,责任单位,进展情况",
        "1,建成学校2所。,市教育局,已建成2所。",
        "2,修建公路5公里。,市交通局,已通车4公里。",
        "分管市领导：王芳,,,",
        "序号,承办单位,工作任务,完成情况",
        "3,市城管局,新建公厕6座。,建成6座。",
        "4,市水利局,治理河道3公里。,已治理3公里。",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    assert [item.names(Role.LEADER) for item in read_ledger(path)] == [
        ("李志刚",),
        ("李志刚",),
        ("王芳",),
        ("王芳",),
    ]


def test_the_headings_of_forms_are_their_categories(tmp_path: Path):
    def form(name: str, task: str) -> Table:
        return [cells("项目名称", name), cells("年度目标", task), cells("进展情况", "已建成。")]

    write_docx(
        [
            TITLE,
            "一、教育惠民",
            form("躺睡", "在12所小学实施。"),
            form("食堂", "改造9个。"),
            "二、健康服务",
            form("服务站", "新建5个。"),
        ],
        tmp_path / "a.docx",
    )
    found = [(item.category, item.task) for item in read_ledger(tmp_path / "a.docx")]
    assert found == [
        ("一、教育惠民", "躺睡\n在12所小学实施。"),
        ("一、教育惠民", "食堂\n改造9个。"),
        ("二、健康服务", "服务站\n新建5个。"),
    ]


def test_cards_have_the_number_and_the_area_that_stand_above_them(tmp_path: Path):
    card = (
        "<div><span>{0:02}</span><h3>检验结果互认第{0}批</h3></div><dl><dt>目标任务</dt><dd>互认{0}0项。</dd>"
        "<dt>责任单位</dt><dd>市卫健委</dd><dt>进展情况</dt><dd>互认{0}1项。</dd></dl>"
    )
    areas = [f"<h2>{area}</h2>" + "".join(map(card.format, n)) for area, n in (("就医", (1, 2)), ("居住", (3, 4)))]
    (tmp_path / "a.html").write_text(
        f"<html><body><h1>2024年民生实事</h1>{''.join(areas)}</body></html>", encoding="utf-8"
    )
    ledger = read_ledger(tmp_path / "a.html")
    assert [(i.no, i.category) for i in ledger] == [("01", "就医"), ("02", "就医"), ("03", "居住"), ("04", "居住")]
    # the cards say it themselves
    own = card.replace("<dt>责任", "<dt>序号</dt><dd>第{0}项</dd><dt>类别</dt><dd>卫生</dd><dt>责任")
    (tmp_path / "b.html").write_text(
        f"<html><body><h2>就医</h2>{own.format(1)}<h2>居住</h2>{own.format(2)}</body></html>", encoding="utf-8"
    )
    assert {i.category for i in read_ledger(tmp_path / "b.html")} == {"卫生"}


def test_an_office_behind_a_name_is_no_part_of_it(tmp_path: Path):
    found = duties_of("韦克俭县委政法委书记\n李志刚市长助理", ["县司法局"], "", "", None)
    assert [d.name for d in found if d.role is Role.LEADER] == ["韦克俭", "李志刚"]
