"""Ledgers laid out as they are published, and the files that they are published in.

A layout is a list of lines and tables; a table is a list of rows of `Spanning` cells, as HTML has them. `WRITERS` write a
layout in every format; what a format cannot say (merged cells in CSV) is lost there as it is in published files.
"""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.model import Place, Role
from analysis.readers.grid import Grid, Spanning, spanned_grid

Table = list[list[Spanning]]
Layout = list["str | Table"]


class Expected(NamedTuple):
    """What an item of a layout is to be read as."""

    no: str
    category: str
    task: str
    progress: str
    units: tuple[str, ...]
    persons: tuple[str, ...]


def expected(item) -> Expected:
    """An item that was read, to be compared."""
    return Expected(item.no, item.category, item.task, item.progress, item.names(Role.UNIT), item.names(Role.PERSON))


ITEMS = (
    Expected("1", "一、教育", "新建公办幼儿园12所，新增学位3600个。", "已建成13所，新增学位3780个。", ("市教育局", "市财政局"), ("张三", "李四")),
    Expected("2", "一、教育", "资助困难学生2.5万人次。", "截至12月底，资助2.63万人次。\n发放资金3200万元。", ("市教育局",), ("张三",)),
    Expected("3", "二、交通", "改造农村公路86公里，其中危桥9座。", "改造农村公路87.5公里；危桥9座全部完工。", ("市交通运输局", "各县（市、区）政府"), ("王五", "欧阳小红")),
    Expected("4", "二、交通", "新增停车位1,500个。", "正在推进，已新增停车位980个。", ("市住房城乡建设局",), ("阿卜杜·热合曼",)),
)  # fmt: skip
TITLE = "某市2021年民生实事进展情况表"
HEADER = ("类别", "序号", "工作任务", "责任单位", "责任人", "进展情况")


def cells(*texts: str) -> list[Spanning]:
    return [Spanning(text) for text in texts]


def duty_cells(item: Expected) -> tuple[str, str]:
    return "\n".join(item.units), "\n".join(item.persons)


def row(item: Expected, *, category: bool = True) -> list[Spanning]:
    units, persons = duty_cells(item)
    return cells(*([item.category] if category else []), item.no, item.task, units, persons, item.progress)


def merged(items: Sequence[Expected] = ITEMS) -> Table:
    """Rows whose category cells are merged downwards."""
    out: Table = []
    for i, item in enumerate(items):
        same = [x.category for x in items[i:]]
        count = next((k for k, c in enumerate(same) if c != item.category), len(same))
        first = not i or items[i - 1].category != item.category
        out.append(([Spanning(item.category, rows=count)] if first else []) + row(item, category=False))
    return out


def across(text: str, width: int = 6) -> list[Spanning]:
    return [Spanning(text, columns=width)]


def without_category(items: Sequence[Expected] = ITEMS) -> tuple[Expected, ...]:
    return tuple(item._replace(category="") for item in items)


def two_levels() -> Table:
    return [
        [Spanning(h, rows=2) for h in ("类别", "序号", "工作任务")]
        + [Spanning("责任分工", columns=2), Spanning("进展情况", rows=2)],
        cells("牵头单位", "责任人"),
    ]


def joint(item: Expected) -> str:
    """Units each with its person, in one cell."""
    return "\n".join(f"{u} {p}" for u, p in zip(item.units, item.persons, strict=True))


A, B, C, D = ITEMS
PLAIN = [cells(*HEADER), *merged()]
# name of what a layout shows → the layout, the items, what else is to be found: other columns by item, notes, passed rows
LAYOUTS: dict[str, tuple[Layout, tuple[Expected, ...]]] = {
    "category_merged_downwards": ([TITLE, PLAIN], ITEMS),
    "category_repeated": ([TITLE, [cells(*HEADER), *(row(i) for i in ITEMS)]], ITEMS),
    "category_left_blank": (
        [TITLE, [cells(*HEADER), row(A), cells("", *(c.text for c in row(B, category=False))), row(C), cells("", *(c.text for c in row(D, category=False)))]],
        ITEMS,
    ),
    "category_as_a_row_of_its_own": (
        [TITLE, [cells(*HEADER[1:]), across(A.category, 5), row(A, category=False), row(B, category=False), across(C.category, 5), row(C, category=False), row(D, category=False)]],
        ITEMS,
    ),
    "title_unit_and_date_rows_in_the_table": (
        [[across(TITLE), across("单位：个、公里"), across("（截至12月底）"), *PLAIN]],
        ITEMS,
    ),
    "header_of_two_levels": ([TITLE, [*two_levels(), *merged()]], ITEMS),
    "months_under_one_header": (
        [TITLE, [
            [Spanning(h, rows=2) for h in ("序号", "工作任务", "责任单位")] + [Spanning("月度进展", columns=3)],
            cells("7月", "8月", "9月"),
            cells("1", A.task, "市教育局", "基础施工", "主体封顶", A.progress), cells("2", B.task, "市教育局", "摸底", "资助1万人次。", B.progress),
        ]],
        (Expected("1", "", A.task, A.progress, ("市教育局",), ()), Expected("2", "", B.task, B.progress, ("市教育局",), ())),
    ),
    "quarters_that_are_no_more_than_that": (
        [TITLE, [cells("序号", "工作任务", "责任单位", "一季度", "二季度"), cells("1", A.task, "市教育局", "已开工。", A.progress), cells("2", B.task, "市教育局", "摸底。", B.progress)]],
        (Expected("1", "", A.task, A.progress, ("市教育局",), ()), Expected("2", "", B.task, B.progress, ("市教育局",), ())),
    ),
    "one_header_over_name_and_task": (
        [TITLE, [
            [Spanning("序号"), Spanning("实事项目", columns=2), Spanning("责任单位"), Spanning("进展情况")],
            [Spanning("1", rows=2), Spanning("便民出行", rows=2), Spanning(D.task), Spanning("市住房城乡建设局"), Spanning(D.progress)],
            cells("更新公交车10辆。", "市交通运输局", "已更新8辆。"),
            cells("2", "扩增学位", A.task, "市教育局", A.progress),
        ]],
        (
            Expected("1", "", f"便民出行\n{D.task}", D.progress, ("市住房城乡建设局",), ()), Expected("1#2", "", "便民出行\n更新公交车10辆。", "已更新8辆。", ("市交通运输局",), ()),
            Expected("2", "", f"扩增学位\n{A.task}", A.progress, ("市教育局",), ()),
        ),
    ),
    "unit_and_number_under_one_header": (
        [TITLE, [
            [Spanning("序号", rows=2), Spanning("项目", rows=2), Spanning("年度目标", columns=2), Spanning("累计完成", rows=2), Spanning("责任单位", rows=2)],
            cells("单位", "计划数"),
            cells("1", "适老化改造", "户", "300", "212", "市民政局"), cells("2", "村道防护", "公里", "120", "78", "市交通运输局"),
        ]],
        (Expected("1", "", "适老化改造\n300户", "212户", ("市民政局",), ()), Expected("2", "", "村道防护\n120公里", "78公里", ("市交通运输局",), ())),
    ),
    "tables_that_share_their_numbers": (
        [TITLE, [cells("序号", "工作任务", "责任单位"), cells("1", A.task, "市教育局"), cells("2", C.task, "市交通运输局")], "附表", [cells("序号", "进展情况"), cells("1", A.progress), cells("2", C.progress)]],
        (Expected("1", "", A.task, A.progress, ("市教育局",), ()), Expected("2", "", C.task, C.progress, ("市交通运输局",), ())),
    ),
    "units_in_a_table_behind": (
        [TITLE, [cells("序号", "工作任务", "进展情况"), cells("1", A.task, A.progress), cells("2", C.task, C.progress)], "责任分工", [cells("序号", "责任单位", "责任人"), cells("1", "市教育局", "张三"), cells("2", "市交通运输局", "王五")]],
        (Expected("1", "", A.task, A.progress, ("市教育局",), ("张三",)), Expected("2", "", C.task, C.progress, ("市交通运输局",), ("王五",))),
    ),
    "header_words_broken": ([TITLE, [cells("类 别", "序\n号", "工作\n任务", "责 任\n单 位", "责任　人", "进 展\n情 况"), *merged()]], ITEMS),
    "header_repeated_at_page_breaks": ([TITLE, [cells(*HEADER), *merged(ITEMS[:2]), cells(*HEADER), *merged(ITEMS[2:])]], ITEMS),
    "title_and_header_repeated": (
        [[across(TITLE), cells(*HEADER), *merged(ITEMS[:2]), across(TITLE), cells(*HEADER), *merged(ITEMS[2:])]],
        ITEMS,
    ),
    "spacer_rows": ([TITLE, [cells(*HEADER), across(""), row(A), row(B), cells(*[""] * 6), row(C), row(D), across("")]], ITEMS),
    "notes_and_sign_off_rows": (
        [TITLE, [*PLAIN, across("注：1.数据截至12月底。"), across("填报单位（盖章）：市政府办公室　填报人：赵六")]],
        ITEMS,
    ),
    "subtotals_in_the_column_of_numbers": (
        [TITLE, [cells(*HEADER), *(row(i) for i in ITEMS[:2]), cells("一、教育", "小计", "2项", "", "", ""), *(row(i) for i in ITEMS[2:]), cells("二、交通", "小计", "2项", "", "", "")]],
        ITEMS,
    ),
    "total_row": ([TITLE, [*PLAIN, cells("合计", "", "4项", "", "", "已完成3项")]], ITEMS),
    "row_of_column_numbers": ([TITLE, [cells(*HEADER), cells("1", "2", "3", "4", "5", "6"), *merged()]], ITEMS),
    "split_over_two_tables": ([TITLE, [cells(*HEADER), *merged(ITEMS[:2])], "续表", [cells(*HEADER), *merged(ITEMS[2:])]], ITEMS),
    "continued_without_a_header": ([TITLE, [cells(*HEADER), *merged(ITEMS[:2])], merged(ITEMS[2:])], ITEMS),
    "letterhead_and_sign_off_tables": (
        [[cells("某市人民政府办公室", "某府办〔2021〕12号")], TITLE, PLAIN, [cells("审核：", "钱七", "填表：", "孙八")]],
        ITEMS,
    ),
    "short_name_and_detail": (
        [TITLE, [cells("序号", "项目名称", "年度目标任务", "责任单位", "责任人", "完成情况"), *(
            cells(i.no, f"实事{n}", i.task, *duty_cells(i), i.progress) for n, i in zip("甲乙丙丁", ITEMS, strict=True)
        )]],
        tuple(i._replace(category="", task=f"实事{n}\n{i.task}") for n, i in zip("甲乙丙丁", ITEMS, strict=True)),
    ),
    "name_that_repeats_the_numbers": (
        [TITLE, [cells("序号", "项目名称", "目标任务", "责任单位", "责任人", "完成情况"), cells("1", "新建幼儿园12所", A.task, *duty_cells(A), A.progress), cells("2", "资助学生2.5万人次", B.task, *duty_cells(B), B.progress)]],
        (A._replace(category="", task=f"新建幼儿园12所\n{A.task}"), B._replace(category="", task=f"资助学生2.5万人次\n{B.task}")),
    ),
    "supporting_units": (
        [TITLE, [cells("序号", "任务", "配合单位", "牵头单位", "落实情况"), cells("1", A.task, "市财政局、市住建局", "市教育局", A.progress), cells("2", B.task, "", "市教育局", B.progress)]],
        (A._replace(category="", units=("市教育局", "市财政局", "市住房城乡建设局"), persons=()), B._replace(category="", persons=())),
    ),
    "unit_and_person_in_one_column": (
        [TITLE, [cells("序号", "工作任务", "牵头单位及责任人", "进展情况"), *(cells(i.no, i.task, joint(i), i.progress) for i in ITEMS)]],
        without_category(),
    ),
    "units_apart_by_marks_and_blanks": (
        [TITLE, [cells("序号", "工作任务", "责任单位", "进展情况"), cells("1", A.task, "市教育局 市财政局", A.progress), cells("2", B.task, "市教育局，市财政局；市人社局", B.progress)]],
        (A._replace(category="", persons=()), B._replace(category="", units=("市教育局", "市财政局", "市人力资源社会保障局"), persons=())),
    ),
    "numbers_left_blank": ([TITLE, [cells(*HEADER), *(cells(i.category, "", *(c.text for c in row(i)[2:])) for i in ITEMS)]], ITEMS),
    "item_over_several_rows": (
        [TITLE, [
            cells("序号", "工作任务", "责任单位", "进展情况"),
            [Spanning("1", rows=2), Spanning(A.task, rows=2), *cells("市教育局", "已建成13所。")],
            cells("市财政局", "新增学位3780个。"),
            cells("2", B.task, "市教育局", B.progress),
        ]],
        (A._replace(category="", progress="已建成13所。\n新增学位3780个。", persons=()), B._replace(category="", persons=())),
    ),
    "unit_last_and_other_columns": (
        [TITLE, [cells("序号", "内容与要求", "计划完成时间", "进展情况", "存在问题", "责任单位", "备注"), *(
            cells(i.no, i.task, "12月底前", i.progress, f"问题{i.no}", "\n".join(i.units), "省定") for i in ITEMS
        )]],
        tuple(i._replace(category="", persons=()) for i in ITEMS),
    ),
    "short_verdict_beside_the_report": (
        [TITLE, [cells("序号", "工作任务", "责任单位", "进展情况", "完成情况"), *(cells(i.no, i.task, "\n".join(i.units), i.progress, "已完成") for i in ITEMS)]],
        tuple(i._replace(category="", persons=()) for i in ITEMS),
    ),
    "reports_of_two_periods": (
        [TITLE, [
            [Spanning(h, rows=2) for h in ("序号", "工作任务", "责任单位")] + [Spanning("进展情况", columns=2)],
            cells("上半年", "全年"),
            *(cells(i.no, i.task, "\n".join(i.units), f"推进中{i.no}", i.progress) for i in ITEMS),
        ]],
        tuple(i._replace(category="", persons=()) for i in ITEMS),
    ),
    "bare_numbers_with_a_column_of_units": (
        [TITLE, [cells("序号", "考核指标", "单 位", "工作目标", "已完成数", "占年任务之比", "备 注"), cells("1", "城镇新增就业", "万人", "5", "5.2", "104%", "市人社局"), cells("2", "新建农村公路", "公里", "300", "268", "89.3%", "市交通局")]],
        (Expected("1", "", "城镇新增就业\n5万人", "5.2万人", (), ()), Expected("2", "", "新建农村公路\n300公里", "268公里", (), ())),
    ),
    "header_of_three_levels": (
        [TITLE, [
            [Spanning(h, rows=3) for h in ("序号", "工作任务")] + [Spanning("责任落实", columns=2), Spanning("进展情况（截至12月）", rows=3)],
            [Spanning("单位及人员", columns=2)],
            cells("责任单位", "责任人"),
            *(cells(i.no, i.task, *duty_cells(i), i.progress) for i in ITEMS),
        ]],
        without_category(),
    ),
    "marks_of_footnotes_in_the_header": (
        [TITLE, [cells("序号", "工作任务①", "责任单位¹", "责任人*", "进展情况[1]"), *(cells(i.no, i.task, *duty_cells(i), i.progress) for i in ITEMS)]],
        without_category(),
    ),
    "numbers_of_columns_in_other_signs": ([TITLE, [cells(*HEADER), cells("栏次", "①", "②", "A", "B", "5=4/3"), *merged()]], ITEMS),
    "number_of_several_tasks_kept_in_the_first_only": (
        [TITLE, [cells("序号", "工作任务", "责任单位", "进展情况"), cells("1", A.task, "市教育局", A.progress), cells("", B.task, "", B.progress), cells("2", D.task, "市住房城乡建设局", D.progress)]],
        (A._replace(category="", units=("市教育局",), persons=()), B._replace(no="1#2", category="", persons=()), D._replace(no="2", category="", persons=())),
    ),
    "ditto": (
        [TITLE, [cells("序号", "工作任务", "责任单位", "进展情况"), cells("1", A.task, "市教育局", A.progress), cells("2", B.task, "同上", B.progress), cells("3", D.task, "〃", D.progress)]],
        tuple(i._replace(no=str(n), category="", units=("市教育局",), persons=()) for n, i in enumerate((A, B, D), 1)),
    ),
    "section_rows_with_an_ordinal": (
        [TITLE, [cells("序号", "工作任务", "责任单位", "进展情况"), cells("一", "教育（共2项）", "", ""), cells("1", A.task, "市教育局", A.progress), cells("二", "交通", "", ""), cells("2", D.task, "市住房城乡建设局", D.progress)]],
        (A._replace(category="一、教育（共2项）", units=("市教育局",), persons=()), D._replace(no="2", category="二、交通", persons=())),
    ),
    "report_problems_and_plans_in_one_column": (
        [TITLE, [cells("序号", "工作任务", "责任单位", "进展情况、存在问题及下一步打算", "目标完成情况"), *(cells(i.no, i.task, "\n".join(i.units), i.progress, "顺利推进") for i in ITEMS)]],
        tuple(i._replace(category="", persons=()) for i in ITEMS),
    ),
    "units_each_with_a_person_in_brackets": (
        [TITLE, [cells("序号", "工作任务", "责任单位（责任人）", "进展情况"), cells("1", A.task, "市教育局（张三）", A.progress), cells("2", B.task, "市财政局（李　四）", B.progress)]],
        (A._replace(category="", units=("市教育局",), persons=("张三",)), B._replace(category="", units=("市财政局",), persons=("李四",))),
    ),
    "lead_and_supporting_units_apart_by_blanks": (
        [TITLE, [cells("序号", "工作任务", "责任单位", "进展情况"), cells("1", A.task, "牵头单位：市教育局  配合单位：市财政局", A.progress), cells("2", B.task, "市教育局/\n市财政局", B.progress)]],
        (A._replace(category="", persons=()), B._replace(category="", units=("市教育局", "市财政局"), persons=())),
    ),
    "items_in_columns": (
        [TITLE, [[Spanning("类别"), Spanning("一、教育", columns=2), Spanning("二、交通", columns=2)], *(cells(label, *told) for label, told in (
            ("序号", [i.no for i in ITEMS]), ("工作任务", [i.task for i in ITEMS]), ("责任单位", ["\n".join(i.units) for i in ITEMS]),
            ("责任人", ["\n".join(i.persons) for i in ITEMS]), ("进展情况", [i.progress for i in ITEMS]),
        ))]],
        ITEMS,
    ),
    "a_form_for_each_item": (
        [TITLE, *(part for i in ITEMS for part in (f"表{i.no}", [
            [Spanning("工作任务"), Spanning(i.task, columns=3)], cells("责任单位", "\n".join(i.units), "责任人", "\n".join(i.persons)),
            [Spanning("进展情况"), Spanning(i.progress, columns=3)], *([[Spanning("存在问题"), Spanning("用地紧张。", columns=3)]] if i.no == "2" else []),
        ]))],
        without_category(),
    ),
    "numbers_beside_their_texts_under_one_header": (
        [TITLE, [
            [Spanning("类别", columns=2), Spanning("工作任务", columns=2), *cells("责任单位", "进展情况")],
            [Spanning("1", rows=2), Spanning("教育", rows=2), *cells("1.1", A.task, "市教育局", A.progress)], cells("1.2", B.task, "市教育局", B.progress),
            cells("2", "交通", "2.1", C.task, "市交通运输局", C.progress),
        ]],
        tuple(Expected(no, category, i.task, i.progress, i.units[:1], ()) for no, category, i in (("1.1", "教育", A), ("1.2", "教育", B), ("2.1", "交通", C))),
    ),
    "details_that_are_part_of_what_the_name_promises": (
        [TITLE, [cells("序号", "项目名称", "目标任务", "责任单位", "完成情况"), cells("1", "免费筛查9500人", "其中宫颈癌筛查9500人、乳腺癌筛查9000人", "市卫生健康局", "筛查9612人。"), cells("2", "新建学校2所", "完成主体工程", "市教育局", B.progress)]],
        (Expected("1", "", "免费筛查9500人\n其中宫颈癌筛查9500人、乳腺癌筛查9000人", "筛查9612人。", ("市卫生健康局",), ()), Expected("2", "", "新建学校2所\n完成主体工程", B.progress, ("市教育局",), ())),
    ),
    "units_named_in_the_task": (
        [TITLE, [cells("序号", "目标任务", "推进情况"), *(cells(i.no, f"{i.task}（责任单位：{'、'.join(i.units)}）", i.progress) for i in ITEMS)]],
        tuple(i._replace(category="", persons=(), task=f"{i.task}（责任单位：{'、'.join(i.units)}）") for i in ITEMS),
    ),
}  # fmt: skip


def grid_of(table: Table) -> Grid:
    return spanned_grid([(cells, Place()) for cells in table])


def covered(grid: Grid) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Where each cell starts → the places that it covers."""
    out: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, line in enumerate(grid.rows):
        for j, cell in enumerate(line.cells):
            out.setdefault((cell.row, cell.column), []).append((i, j))
    return out


def flat_rows(table: Table) -> Iterator[list[str]]:
    """Rows of a table as a format without merged cells has them: the text at the first place, blanks at the others."""
    for i, line in enumerate(grid_of(table).rows):
        yield [c.text if (c.row, c.column) == (i, j) else "" for j, c in enumerate(line.cells)]


def write_csv(layout: Layout, path: Path, delimiter: str = ",", encoding: str = "utf-8-sig") -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    for part in layout:
        writer.writerows([[part]] if isinstance(part, str) else flat_rows(part))
    path.write_bytes(out.getvalue().encode(encoding))


def write_tsv(layout: Layout, path: Path) -> None:
    write_csv(layout, path, "\t", "gb18030")


def write_pasted(layout: Layout, path: Path) -> None:
    blocks = []
    for part in layout:
        if isinstance(part, str):
            blocks.append(f"{part}\n")
            continue
        width = len(grid_of(part).rows[0].cells)
        for line, cells in zip(flat_rows(part), part, strict=True):
            # Word pastes a cell across the table as one
            whole = len(cells) == 1 and cells[0].columns == width
            blocks.append("".join(f"\t{c}\n" for c in ([cells[0].text] if whole else line)))
    path.write_text("\n".join(blocks), encoding="utf-8")


def write_markdown(layout: Layout, path: Path) -> None:
    out = []
    for part in layout:
        if isinstance(part, str):
            out += [f"## {part}", ""]
            continue
        for i, line in enumerate(flat_rows(part)):
            out.append("| " + " | ".join(c.replace("|", "\\|").replace("\n", "<br>") for c in line) + " |")
            if not i:
                out.append("|" + "---|" * len(line))
        out.append("")
    path.write_text("\n".join(out), encoding="utf-8")


def as_html(layout: Layout) -> str:
    out = []
    for part in layout:
        if isinstance(part, str):
            out.append(f"<p>{html.escape(part)}</p>")
            continue
        rows = []
        for cells in part:
            tds = "".join(
                f"<td rowspan={c.rows} colspan={c.columns}>{''.join(f'<p>{html.escape(x)}</p>' for x in c.text.split(chr(10)))}</td>"
                for c in cells
            )
            rows.append(f"<tr>{tds}</tr>")
        out.append(f"<table><tbody>{''.join(rows)}</tbody></table>")
    return "\n".join(out)


def write_html(layout: Layout, path: Path) -> None:
    """A page in GB2312 with its navigation in a table, as governments' sites had them."""
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><style>td{color:red}</style></head>'
        "<body><table><tr><td>首页</td><td>政务公开</td><td>办事服务</td></tr></table><script>var a='<table>';</script>"
        f"<div class=content>{as_html(layout)}</div><p>上一篇：无</p></body></html>"
    )
    path.write_bytes(page.encode("gb18030"))


def write_mht(layout: Layout, path: Path) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "page"
    message.set_content(f"<html><body>{as_html(layout)}</body></html>", subtype="html", charset="utf-8")
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png")
    path.write_bytes(message.as_bytes())


def write_docx(layout: Layout, path: Path) -> None:
    import docx

    document = docx.Document()
    for part in layout:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        grid = grid_of(part)
        table = document.add_table(len(grid.rows), len(grid.rows[0].cells))
        width = len(grid.rows[0].cells)
        places = table._cells
        for (i, j), here in covered(grid).items():
            into = places[i * width + j]
            if len(here) > 1:
                into = into.merge(places[here[-1][0] * width + here[-1][1]])
            first, *others = grid.rows[i].cells[j].text.split("\n")
            into.text = first
            for text in others:
                into.add_paragraph(text)
        document.add_paragraph("")
    document.save(path)


def write_xlsx(layout: Layout, path: Path) -> None:
    """A workbook with a sheet for each table, the lines in front of it above it."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    lines: list[str] = []
    for part in layout:
        if isinstance(part, str):
            lines.append(part)
            continue
        sheet = book.create_sheet()
        grid = grid_of(part)
        top = len(lines)
        for i, text in enumerate(lines, 1):
            sheet.cell(i, 1, text)
        lines = []
        for (i, j), here in covered(grid).items():
            text = grid.rows[i].cells[j].text
            value: str | int = int(text) if text.isascii() and text.isdigit() else text
            sheet.cell(top + i + 1, j + 1, value if value != "" else None)
            if len(here) > 1:
                bottom, right = here[-1]
                sheet.merge_cells(
                    start_row=top + i + 1, start_column=j + 1, end_row=top + bottom + 1, end_column=right + 1
                )
    book.save(path)


def write_ods(layout: Layout, path: Path) -> None:
    sheets = []
    lines: list[str] = []
    for part in layout:
        if isinstance(part, str):
            lines.append(part)
            continue
        rows = [
            f"<table:table-row><table:table-cell office:value-type='string'><text:p>{html.escape(x)}</text:p></table:table-cell></table:table-row>"
            for x in lines
        ]
        lines = []
        spans = covered(grid_of(part))
        for i, line in enumerate(grid_of(part).rows):
            out = []
            for j, cell in enumerate(line.cells):
                if (cell.row, cell.column) == (i, j):
                    text = "".join(f"<text:p>{html.escape(x)}</text:p>" for x in cell.text.split("\n"))
                    bottom, right = spans[i, j][-1]
                    spanned = (
                        f"table:number-rows-spanned='{bottom - i + 1}' table:number-columns-spanned='{right - j + 1}'"
                    )
                    out.append(f"<table:table-cell office:value-type='string' {spanned}>{text}</table:table-cell>")
                else:
                    out.append("<table:covered-table-cell/>")
            rows.append(f"<table:table-row>{''.join(out)}</table:table-row>")
        sheets.append(f"<table:table table:name='{len(sheets) + 1}'>{''.join(rows)}</table:table>")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>{"".join(sheets)}</office:spreadsheet></office:body></office:document-content>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )


FEW_RULES = {
    "THREE": [("LINEABOVE", 0), ("LINEBELOW", 0), ("LINEBELOW", -1)],
    "HEADER": [("LINEBELOW", 0)],
}


def write_pdf(layout: Layout, path: Path, *, rules: str = "GRID", padding: float = 3) -> None:
    """A PDF of ruled tables in narrow columns, so that lines and names are broken for want of room.

    ``rules``: reportlab's name for which there are, or THREE for one above and one below the header and one below all, or
    HEADER for one below the header; with any but GRID and HEADER the header stands on the first page only.
    """
    from reportlab.lib import pagesizes, styles
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as PdfTable

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = styles.ParagraphStyle("zh", fontName="STSong-Light", fontSize=10, leading=13, wordWrap="CJK")
    story: list[object] = []
    for part in layout:
        if isinstance(part, str):
            story += [Paragraph(html.escape(part), style), Spacer(1, 6)]
            continue
        grid = grid_of(part)
        width = len(grid.rows[0].cells)
        data = [[Paragraph(html.escape(t).replace("\n", "<br/>"), style) for t in line] for line in flat_rows(part)]
        spans = [("SPAN", here[0][::-1], here[-1][::-1]) for here in covered(grid).values() if len(here) > 1]
        story += [
            PdfTable(
                data,
                colWidths=[520 / width] * width,
                repeatRows=rules in ("GRID", "HEADER"),
                splitInRow=1,
                style=[
                    *(
                        (name, (0, at), (-1, at if rules in FEW_RULES else -1), 0.5, "black")
                        for name, at in FEW_RULES.get(rules, [(rules, 0)] if rules else [])
                    ),
                    ("TOPPADDING", (0, 0), (-1, -1), padding),
                    *spans,
                ],
            ),
            Spacer(1, 12),
        ]
    SimpleDocTemplate(str(path), pagesize=pagesizes.A4, leftMargin=30, rightMargin=30).build(story)


WRITERS: dict[str, Callable[[Layout, Path], None]] = {
    "txt": write_pasted,
    "csv": write_csv,
    "tsv": write_tsv,
    "md": write_markdown,
    "html": write_html,
    "mht": write_mht,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "ods": write_ods,
    "pdf": write_pdf,
}
