"""The reader on the seed's form of ledger, and what it says of bad input."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import LedgerError
from analysis.model import Place, Role
from analysis.paths import project
from analysis.readers import ledger_id, read_ledger
from analysis.readers.duties import duties_of
from analysis.readers.grid import plain_grid
from analysis.readers.names import canonical, close_up, is_collective, kind_of, split_names
from analysis.readers.offices import split_units
from analysis.readers.upright import unfolded
from conftest import SEED, WriteLedger, ledger_text

ROW = ("一、民生。", "1", "建成3所学校。", "张  三", "市教育局\n市财政局", "李 四\n王五", "已完成。\n建成3所学校。")


def test_seed_has_24_items_in_10_categories(seed):
    assert [item.no for item in seed] == [str(n) for n in range(1, 25)]
    assert len({item.category for item in seed}) == 10
    assert (seed.id, seed.year, seed.place) == ("jiangmen-2018", 2018, "江门市")
    assert seed.title == "江门市2018年民生实事进展情况表"


def test_seed_category_is_carried_over_blank_cells(seed):
    assert [item.category[:1] for item in seed] == list("一一一二二二二二三三四五五六六七七八八八九九九十")


def test_seed_text_is_as_published(seed):
    item = seed.items[0]
    assert item.progress == "已完成。\n截至12月底，累计技能晋升培训补贴13444人次。"
    source = SEED.read_text(encoding="utf-8")
    assert all(text in source for item in seed for text in (item.task, item.progress))


def test_seed_duties_in_order_with_padding_closed(seed):
    item = seed.items[8]
    assert item.names(Role.UNIT) == ("各市（区）政府", "市教育局")
    assert item.names(Role.PERSON) == ("各市（区）长", "张璐")
    lead = item.duties[1]
    assert (lead.position, lead.collective) == (1, True)
    person = item.duties[-1]
    assert (person.name, person.written, person.answers_for) == ("张璐", "张  璐", "市教育局")
    assert seed.items[2].names(Role.LEADER) == ("胡钛",)


def test_seed_every_unit_has_its_person(seed):
    pairs = {(d.answers_for, d.name) for item in seed for d in item.duties if d.role is Role.PERSON}
    assert len(pairs) == len({unit for unit, _ in pairs}) == len({person for _, person in pairs}) == 29


def test_sidecar_describes_the_seed():
    meta = yaml.safe_load(SEED.with_name(SEED.name + ".meta.yml").read_text(encoding="utf-8"))
    assert meta["sha256"] == hashlib.sha256(SEED.read_bytes()).hexdigest()
    assert {"title", "place", "year", "description"} <= set(meta)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_ends_give_the_same_ledger(tmp_path: Path, encoding: str, newline: str):
    path = tmp_path / "a.txt"
    path.write_bytes(ledger_text([ROW]).replace("\n", newline).encode(encoding))
    ledger = read_ledger(path)
    assert (ledger.title, ledger.year) == ("某市2020年民生实事", 2020)
    assert ledger.items[0].progress == "已完成。\n建成3所学校。"
    assert ledger.items[0].names(Role.UNIT) == ("市教育局", "市财政局")


def test_header_repeated_at_a_page_break_is_no_item(write_ledger: WriteLedger):
    header = ("大类", "序号", "工作任务", "分管市领导", "责任单位", "责任人", "进展情况")
    assert len(read_ledger(write_ledger(ROW, header, ("", "2", *ROW[2:])))) == 2


def test_empty_rows_and_a_note_close_the_table(write_ledger: WriteLedger):
    path = write_ledger(ROW, ("",) * 7, ("",) * 7)
    path.write_text(path.read_text(encoding="utf-8") + "\n注：数据截至12月底。\n", encoding="utf-8")
    ledger = read_ledger(path)
    assert len(ledger) == 1
    assert ledger.notes == ("注：数据截至12月底。",)


def test_an_empty_line_inside_a_cell_belongs_to_it(write_ledger: WriteLedger):
    ledger = read_ledger(write_ledger((*ROW[:6], "已完成。\n\n建成3所。"), ("", "2", *ROW[2:])))
    assert ledger.items[0].progress == "已完成。\n\n建成3所。"
    assert len(ledger) == 2


def test_numbers_that_start_anew_stay_apart(write_ledger: WriteLedger):
    assert [i.no for i in read_ledger(write_ledger(ROW, ROW, ROW))] == ["1", "1#2", "1#3"]


def test_headers_are_known_by_their_synonyms(write_ledger: WriteLedger):
    path = write_ledger(
        ("1", "建成3所。", "市教育局", "建成3所。"),
        header=("编 号", "实事内容", "牵头及责任单位（排首位的牵头）", "上半年完成情况"),
    )
    item = read_ledger(path).items[0]
    assert (item.no, item.task, item.names(Role.UNIT)) == ("1", "建成3所。", ("市教育局",))


BAD = [
    ("missing", None, "no such file"),
    ("empty", b"", "an empty file"),
    ("blank", b" \n\t\n", "an empty file"),
    ("binary", b"\x00\x01\x02ledger", "binary data"),
    ("control", "\t序号\n\t任务\x07\n".encode(), "control character U+0007"),
    ("word", b"PK\x03\x04rest", "a zip file that is cut off or damaged"),
    ("pdf", b"%PDF-1.7", "a PDF that is cut off or damaged"),
    ("picture", b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    ("archive", b"Rar!\x1a\x07", "a compressed archive (RAR)"),
    ("old office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "an old Office file"),
    (
        "encrypted",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "an encrypted document",
    ),
    ("utf16", "\t序号\n".encode("utf-16")[:-1], "byte 0x"),
    ("reversed", "\t工作任务\n\t进展情况\n\n\t建成\u202e31\u202c所\n\t已建成\n".encode(), "U+202E"),
    ("encoding", "\t任务\n".encode() + b"\xff\xff\n", "byte 0xff"),
    (
        "mixed",
        "\t工作任务\n\t进展情况\n\n".encode() * 3 + "\t建成学校\n".encode("gb18030") + b"\xff\n",
        "byte 0xff, in other places another encoding",
    ),
    ("prose", "今年建成3所学校。\n".encode(), "no table and no numbered promises"),
    ("no header", "\t单位\n\t电话\n\n\t市教育局\n\t12345\n".encode(), "no header with a task and a progress column"),
    ("no items", "\t工作任务\n\t进展情况\n".encode(), "a header and no items"),
    ("short row", "\t序号\n\t工作任务\n\t进展情况\n\n\t1\n\t建成3所。\n".encode(), "a row of 2 cells"),
    ("long row", "\t工作任务\n\t进展情况\n\n\t1\n\t建成3所。\n\t已建成。\n".encode(), "a row of 3 cells"),
]


@pytest.mark.parametrize(("data", "found"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_bad_input_is_named_in_one_line(tmp_path: Path, data: bytes | None, found: str):
    path = tmp_path / "bad.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(LedgerError) as error:
        read_ledger(path)
    message = str(error.value)
    assert message.startswith(f"{path}")
    assert found in message
    assert "; expected " in message
    assert "\n" not in message


def test_a_bad_row_is_named_with_its_line(tmp_path: Path):
    path = tmp_path / "bad.txt"
    path.write_text("\t工作任务\n\t进展情况\n\n\t建成3所。\n\t已建成。\n\n\t建成5所。\n", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"bad\.txt:7: found a row of 1 cells"):
        read_ledger(path)


def test_a_sidecar_of_another_file_is_refused(write_ledger: WriteLedger):
    path = write_ledger(ROW)
    path.with_name(path.name + ".meta.yml").write_text("sha256: 00\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="sha256"):
        read_ledger(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("jiangmen-2018.txt", "jiangmen-2018"),
        ("A b_c.txt", "a-b-c"),
        ("江门.txt", r"ledger-[0-9a-f]{6}"),
        ("江门2018.txt", r"2018-[0-9a-f]{6}"),
        ("across.csv", r"across-[0-9a-f]{6}"),
        ("Tables.xlsx", r"tables-[0-9a-f]{6}"),
    ],
)
def test_ledger_id_is_ascii(path: str, expected: str):
    import re

    assert re.fullmatch(expected, ledger_id(path))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("市民政局\n市财政局", ["市民政局", "市财政局"]),
        ("市民政局、市财政局，市教育局；团市委", ["市民政局", "市财政局", "市教育局", "团市委"]),
        ("各县（市、区）政府", ["各县（市、区）政府"]),
        ("各县（市\n市财政局", ["各县（市", "市财政局"]),
        ("", []),
    ],
)
def test_split_names(cell: str, names: list[str]):
    assert split_names(cell) == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("各市（区）政府", "collective"),
        ("市直各单位", "collective"),
        ("各有关部门", "collective"),
        ("台山市政府", "place"),
        ("高新区及江海区", "place"),
        ("大亚湾开发区管委会", "place"),
        ("市财政局", "bureau"),
        ("团市委", "bureau"),
    ],
)
def test_kind_of_unit(name: str, kind: str):
    assert kind_of(name) == kind
    assert is_collective(name) == (kind == "collective")


def test_persons_stay_unpaired_where_the_counts_differ():
    read = duties_of("", ["市教育局\n市财政局"], "李四", "", None)
    assert [d.answers_for for d in read if d.role is Role.PERSON] == [None]
    assert all(d.flags == ("counts_differ",) for d in read)


CELL = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp"], exclude_characters="\ufffe\uffff\x85"),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6))
def test_what_is_written_is_read(tmp_path_factory, pairs: list[tuple[str, str]]):
    pairs = [(f"任务{a.strip()}末", f"进展{b.strip()}末") for a, b in pairs]
    path = tmp_path_factory.mktemp("round") / "a.txt"
    path.write_text(ledger_text(pairs, header=("工作任务", "进展情况")), encoding="utf-8")
    assert [(i.task, i.progress) for i in read_ledger(path)] == pairs


@given(st.text())
def test_close_up_keeps_every_character_but_blanks(name: str):
    assert close_up(name).split() == close_up(name.strip()).split()
    assert "".join(close_up(name).split()) == "".join(name.split())


@pytest.mark.parametrize("year", ["'2018'", "2018年", "abc", "2018-01-01", "99999", "[1]"])
def test_a_year_that_is_none_is_named(write_ledger: WriteLedger, year: str):
    path = write_ledger(ROW)
    path.with_name(path.name + ".meta.yml").write_text(f"year: {year}\n", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"meta\.yml: found year .*; expected a year in digits") as error:
        read_ledger(path)
    assert "\n" not in str(error.value)


def test_supporting_units_follow_the_lead(write_ledger: WriteLedger):
    path = write_ledger(
        ("建成3所。", "市教育局", "市财政局、各县（市、区）政府", "建成3所。"),
        header=("工作任务", "牵头单位", "配合单位", "进展情况"),
    )
    duties = read_ledger(path).items[0].duties
    assert [(d.position, d.name) for d in duties] == [(1, "市教育局"), (2, "市财政局"), (3, "各县（市、区）政府")]


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        # broken by hand in mid-word
        ("县交通运\n输局", ("县交通运输局",)),
        ("县教育\n局", ("县教育局",)),
        # set apart by boxes that a text does not show
        ("县财政局县妇联团县委", ("县财政局", "县妇联", "团县委")),
        ("县委宣传部县文联", ("县委宣传部", "县文联")),
        ("市公安局市中区分局", ("市公安局市中区分局",)),
        ("市城区社区服务中心、市妇联社区工作部", ("市城区社区服务中心", "市妇联社区工作部")),
        ("市中心区管委会", ("市中心区管委会",)),
        ("县委县政府", ("县委县政府",)),
    ],
)
def test_names_of_units_in_one_cell(cell: str, units: tuple[str, ...]):
    assert split_units(cell) == units


@pytest.mark.parametrize(
    ("cell", "duties"),
    [
        ("县教育局（责任人：曹斌）、县财政局", [("县教育局", "曹斌"), ("县财政局", None)]),
        ("县水利局 徐\n立新", [("县水利局", "徐立新")]),
    ],
)
def test_persons_beside_their_units(cell: str, duties: list[tuple[str, str | None]]):
    read = duties_of("", (cell,), "", "", None) if "（" in cell else duties_of("", (), "", cell, None)
    persons = {d.answers_for: d.name for d in read if d.role is Role.PERSON}
    assert [(d.name, persons.get(d.name)) for d in read if d.role is Role.UNIT] == duties


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("市文旅局", "市文化和旅游局"),
        ("县教育和体育局", "县教育体育局"),
        ("区城管局", "区城市管理局"),
        ("市城管执法局", "市城市管理和综合执法局"),
        ("市城市管理综合执法局", "市城市管理和综合执法局"),
        ("县供销合作社联合社", "县供销合作社"),
        ("市文化广电旅游局", "市文化广电旅游局"),
    ],
)
def test_short_and_formal_names_of_a_unit_are_one(written: str, name: str):
    assert canonical(written) == name


def test_the_name_of_a_unit_has_no_other_name():
    for ending, _ in tomllib.loads((project() / "data/reference/aliases.toml").read_text(encoding="utf-8"))["endings"]:
        name = canonical(f"云溪市{ending}")
        assert name != f"云溪市{ending}"
        assert canonical(name) == name


def test_rows_that_say_one_thing_of_no_item_are_left_alone():
    rows = [["甲", "乙", "丙"], ["小标题", "", ""], ["进展：无", "", ""], ["进展：无", "", ""]]
    grid = plain_grid([(cells, Place(line=i)) for i, cells in enumerate(rows)])
    kind = {"进展": "progress"}.get
    assert [[c.text for c in row.spoken()] for row in unfolded(grid, kind).rows][1:] == [
        ["小标题"],
        ["进展：无"],
        ["进展：无"],
    ]


def test_rows_of_totals_and_averages_are_no_items(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(
        "本月进展,责任单位,项目名称及年度任务,序号,完成比例\n建成3所。,市教育局,建成学校3所。,1,100%\n修路8公里。,市交通局,修路9公里。,2,89%\n"
        "1个已完成，1个正常推进,—,合计：2项,,94%\n,,平均完成率,,94%\n",
        encoding="utf-8",
    )
    assert [(i.no, i.task) for i in read_ledger(path)] == [("1", "建成学校3所。"), ("2", "修路9公里。")]


def test_the_column_that_says_most_is_the_report(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(
        "序号,实事项目,进度,进展说明\n1,建成学校3所。,67%,建成2所，另1所在建。\n2,修路9公里。,100%,修路9公里。\n",
        encoding="utf-8",
    )
    assert [i.progress for i in read_ledger(path)] == ["建成2所，另1所在建。", "修路9公里。"]


def test_a_name_that_covers_items_of_several_numbers_is_their_category(tmp_path: Path):
    path = tmp_path / "表.html"
    header = "<tr><td>编号</td><td>民生工程</td><td>工作内容及目标</td><td>工作进展</td></tr>"
    rows = "".join(
        f"<tr><td>{k}</td><td rowspan=3>{name}</td><td>小计：2项</td><td></td></tr>"
        f"<tr><td>{k}-1</td><td>改造农贸市场{k}个。</td><td>已改造{k}个。</td></tr>"
        f"<tr><td>{k}-2</td><td>新建公厕{k}座。</td><td>已建成{k}座。</td></tr>"
        for k, name in ((1, "改善生活环境"), (2, "方便群众购物"))
    )
    path.write_text(f"<table>{header}{rows}</table>", encoding="utf-8")
    ledger = read_ledger(path)
    assert [(i.no, i.category, i.task) for i in ledger] == [
        ("1-1", "改善生活环境", "改造农贸市场1个。"),
        ("1-2", "改善生活环境", "新建公厕1座。"),
        ("2-1", "方便群众购物", "改造农贸市场2个。"),
        ("2-2", "方便群众购物", "新建公厕2座。"),
    ]


def test_headings_inside_a_table_that_lays_out_the_page_are_categories(tmp_path: Path):
    path = tmp_path / "页.htm"
    header = "<tr><td>序号<td>主要内容<td>责任单位<td>完成情况</tr>"
    tables = "".join(
        f"<h3>{name}</h3><table>{header}<tr><td>{k}<td>建成书房{k}家。<td>市文旅局<td>{k}家书房全部开放。</table>"
        for k, name in ((1, "一、丰富文体生活"), (2, "二、改善群众出行"))
    )
    page = f"<table><tr><td>首页 | 政务公开</td></tr><tr><td><p>2021年实事完成情况</p>{tables}</td></tr></table>"
    path.write_text(page, encoding="utf-8")
    ledger = read_ledger(path)
    assert [(i.no, i.category) for i in ledger] == [("1", "一、丰富文体生活"), ("2", "二、改善群众出行")]


def test_whom_to_call_is_no_person_responsible(tmp_path: Path):
    path = tmp_path / "表.csv"
    path.write_text(
        "序号,任务,责任单位,联系人,联系电话,进展\n1,改造公厕3座。,市城管局,张三,6123456,已改造3座。\n2,新建公园1个。,市园林局,李四,6123457,已建成。\n",
        encoding="utf-8",
    )
    first, _ = read_ledger(path)
    assert [duty.name for duty in first.duties] == ["市城市管理局"]
    assert dict(first.more)["contact"] == "张三\n6123456"
