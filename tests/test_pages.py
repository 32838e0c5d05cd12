"""Web pages: what their scripts, classes and styles make of a ledger."""

from pathlib import Path

import pytest

from analysis import read_ledger
from analysis.model import Role

PAIRS = [("建成公园3个。", "建成公园4个。"), ("改造公厕9座。", "已改造8座。"), ("修路5公里。", "修路6公里。")]


def written(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><h1>2024年民生实事进展</h1>{body}</body></html>", encoding="utf-8")
    return path


def told(path: Path) -> list[tuple[str, str]]:
    return [(item.task, item.progress) for item in read_ledger(path)]


@pytest.mark.parametrize("foot", ["", "<footer>版权所有：区人民政府</footer>"])
def test_a_grid_of_blocks_is_a_table_whatever_stands_at_the_foot(tmp_path: Path, foot: str):
    head = "".join(f"<div class='td'>{text}</div>" for text in ("序号", "实事内容", "责任单位", "进展情况"))
    row = (
        "<div class='tr'><div class='td'>{}</div><div class='td'><p>{}</p></div>"
        "<div class='td'><span class='tag'>区水务局</span><span class='tag'>白鹭集团</span></div><div class='td'>{}</div></div>"
    )
    rows = "".join(row.format(n, *pair) for n, pair in enumerate(PAIRS, 1))
    path = written(tmp_path, f"<div class='grid'><div class='tr'>{head}</div>{rows}</div>{foot}")
    assert told(path) == PAIRS
    assert read_ledger(path).items[0].names(Role.UNIT) == ("区水务局", "白鹭集团")


def test_text_that_a_script_shows_when_the_page_is_loaded_is_read(tmp_path: Path):
    items = "".join(
        f"<p><strong>0{n}</strong></p><p><strong>项目名称</strong></p><p><strong>目标任务</strong></p><p>{task}</p>"
        f"<p><strong>责任单位：</strong>区水务局</p><p><strong>最新进展</strong></p><p>{report}</p>"
        for n, (task, report) in enumerate(PAIRS, 1)
    )
    script = f"<script>{'var a = 1; ' * 500}</script>"
    hidden = "<p style='display:none'>作废：建成公园9个。</p>"
    path = written(tmp_path, f"<div style='visibility: hidden;'>{items}{hidden}</div>{script}")
    assert [(task.split()[-1], report) for task, report in told(path)] == PAIRS


def test_a_term_that_promises_in_a_sentence_has_no_colon(tmp_path: Path):
    body = "".join(f"<dt>{n}.{task}</dt><dd>截至6月底，{report}</dd>" for n, (task, report) in enumerate(PAIRS, 1))
    assert told(written(tmp_path, f"<dl>{body}</dl>")) == [(task, f"截至6月底，{report}") for task, report in PAIRS]


def test_promises_are_bold_as_far_as_they_go(tmp_path: Path):
    body = "".join(
        f"<p><strong>{n}、{task}</strong>{report}已印发方案，明确分工。（责任单位：区水务局）</p>"
        for n, (task, report) in enumerate(PAIRS, 1)
    )
    path = written(tmp_path, body)
    assert told(path) == [(task, f"{report}已印发方案，明确分工。") for task, report in PAIRS]
    assert {item.names(Role.UNIT) for item in read_ledger(path)} == {("区水务局",)}


def test_tables_inside_the_cells_of_a_ledger_are_text_of_the_cells(tmp_path: Path):
    inner, more = "<table><tr><td>{}</td></tr></table>", "资金已拨付到位，均有台账可查。"
    rows = "".join(
        f"<tr><td>{n}</td><td>{task}</td><td>{inner.format('区水务局')}</td><td>{inner.format(report + more)}</td></tr>"
        for n, (task, report) in enumerate(PAIRS, 1)
    )
    head = "<tr><th>序号</th><th>目标任务</th><th>责任单位</th><th>完成情况</th></tr>"
    path = written(tmp_path, f"<table>{head}{rows}</table>")
    assert told(path) == [(task, f"{report}{more}") for task, report in PAIRS]


def test_panels_of_offices_hold_numbered_lists_of_their_own(tmp_path: Path):
    tabs = "".join(
        f"<div class='tab-pane' style='{'' if n == 1 else 'display:none'}'><h3>区第{n}局</h3>"
        f"<ol start='{n}'><li><strong>{task}</strong>{report}<br>资金使用率为87.3%，已通过中期绩效评价，群众反映良好。</li></ol></div>"
        for n, (task, report) in enumerate(PAIRS, 1)
    )
    assert [task for task, _ in told(written(tmp_path, f"<div class='tab-content'>{tabs}</div>"))] == [
        task for task, _ in PAIRS
    ]


def test_a_point_of_a_list_that_begins_with_a_number_is_no_fraction(tmp_path: Path):
    body = "".join(f"<li><strong>{n}个街道建成书房{n}间。</strong>截至6月底，建成{n}间。</li>" for n in (14, 15, 16))
    assert [task for task, _ in told(written(tmp_path, f"<ol start='4'>{body}</ol>"))] == [
        f"{n}个街道建成书房{n}间。" for n in (14, 15, 16)
    ]


def test_a_question_may_quote_the_promise(tmp_path: Path):
    body = "".join(
        f"<p><strong>问题{n}：年初承诺“{task}”，目前进展如何？</strong></p><p>答（区水务局、区财政局）：{report}</p><p>资金已拨付。</p>"
        for n, (task, report) in zip("一二三", PAIRS, strict=True)
    )
    path = written(tmp_path, body)
    assert told(path) == [(task, f"{report}\n资金已拨付。") for task, report in PAIRS]
    assert read_ledger(path).items[0].names(Role.UNIT) == ("区水务局", "区财政局")


def test_labels_behind_ornaments_captions_and_what_else_to_read(tmp_path: Path):
    body = "".join(
        f"<p>PART 0{n}</p><p><span>▍</span><strong>年度目标</strong></p><p>{task}</p><p><span>▍</span><strong>牵头部门</strong></p>"
        f"<p>区水务局　区财政局</p><p><span>▍</span><strong>进展播报</strong></p><p>{report}</p><p>▲ 项目现场图</p>"
        for n, (task, report) in enumerate(PAIRS, 1)
    )
    path = written(tmp_path, f"{body}<p>往期推荐</p><p>招聘！这些岗位等你来</p>")
    assert told(path) == PAIRS
    assert read_ledger(path).items[0].names(Role.UNIT) == ("区水务局", "区财政局")


def test_a_page_laid_out_by_a_table_with_a_numbered_menu_beside_the_article(tmp_path: Path):
    menu = "<ul><li><a href='#'>1.市政府领导</a></li><li><a href='#'>2.机构职能</a></li><li><a href='#'>3.民生实事</a></li></ul>"
    body = "".join(
        f"<p><strong>{n}．{task}</strong>（责任单位：区水务局、区财政局）{report}</p>"
        for n, (task, report) in enumerate(PAIRS, 1)
    )
    intro = f"<p>来源：某日报　编辑：某人</p><p>{'记者获悉，今年的民生实事进展顺利。' * 20}</p><p>一、公共服务类</p><p>二、安全类</p>"
    path = written(tmp_path, f"<table><tr><td>{menu}</td><td><h2>进展发布</h2>{intro}{body}</td></tr></table>")
    assert told(path) == PAIRS
    assert read_ledger(path).items[0].names(Role.UNIT) == ("区水务局", "区财政局")


def test_what_is_told_of_a_term_may_have_labels_of_its_own(tmp_path: Path):
    body = "".join(
        f"<dl><dt>实事{n}：{task.rstrip('。')}</dt><dd><label>牵头领导：</label>副区长　张三</dd>"
        f"<dd><label>责任单位：</label>区水务局</dd><dd><label>工作进展：</label><div>{report}</div></dd></dl>"
        for n, (task, report) in zip("一二三", PAIRS, strict=True)
    )
    path = written(tmp_path, body)
    assert told(path) == [(task.rstrip("。"), report) for task, report in PAIRS]
    assert read_ledger(path).items[0].names(Role.LEADER) == ("张三",)


def test_a_letter_asks_in_its_labels(tmp_path: Path):
    body = "".join(
        f"<p>{n}、让大家住得好</p><p>我们的承诺：{task}</p><p>办到了哪一步：{report}</p><p>谁来负责：街道公共服务办</p>"
        for n, (task, report) in zip("一二三", PAIRS, strict=True)
    )
    path = written(tmp_path, f"<p>致居民的一封信</p>{body}")
    assert [report for _, report in told(path)] == [report for _, report in PAIRS]
    assert read_ledger(path).items[0].names(Role.UNIT) == ("街道公共服务办",)


@pytest.mark.parametrize("shown", [1, 0])
def test_items_that_unfold_one_by_one_are_all_read(tmp_path: Path, shown: int):
    item = (
        "<li><h3 onclick='toggle(this)'><em>0{0}</em><span>第{0}件</span><i>▼</i></h3>"
        "<div class='fold' style='display:{3}'><dl><dt>目标任务</dt><dd>{1}</dd></dl><dl><dt>进展情况</dt><dd>{2}</dd></dl>"
        "<dl><dt>责任单位</dt><dd>区水务局</dd></dl></div></li>"
    )
    items = (item.format(n, *pair, "block" if n <= shown else "none") for n, pair in enumerate(PAIRS, 1))
    path = written(tmp_path, f"<p>更新至2024年9月20日</p><ul>{''.join(items)}</ul>")
    assert told(path) == [(f"第{n}件\n{task}", report) for n, (task, report) in enumerate(PAIRS, 1)]


def test_forms_of_labels_and_texts_side_by_side_are_items(tmp_path: Path):
    def form(n: int, task: str, report: str) -> str:
        told = {
            "序　　号": str(n),
            "实事名称": f"第{n}件",
            "年度任务": task,
            "责任单位": "区水务局",
            "责任领导": "白振宇",
            "责&ensp;任&ensp;人": "霍志民",
            "联系电话": "6028811",
            "完成情况": report,
            "更新时间": "2025-10-01",
        }
        rows = "".join(f"<div class='r'><div>{a}</div><div>{b}</div></div>" for a, b in told.items())
        return f"<div class='box'>{rows}</div>"

    path = written(tmp_path, "".join(form(n, *pair) for n, pair in enumerate(PAIRS, 1)))
    assert told(path) == [(f"第{n}件\n{task}", report) for n, (task, report) in enumerate(PAIRS, 1)]
    assert read_ledger(path).items[0].names(Role.PERSON) == ("霍志民",)


def test_a_table_that_was_typed_is_read_in_a_page_too(tmp_path: Path):
    rows = "".join(f"│{n}   │{task}      │{report}      │\n" for n, (task, report) in enumerate(PAIRS, 1))
    head = "┌──┬────────────┬────────────┐\n│编号│项目内容                │进度                    │\n"
    foot = "└──┴────────────┴────────────┘"
    rule = "├──┼────────────┼────────────┤\n"
    path = written(tmp_path, f"<pre>\n{head}{rule}{rows}{foot}</pre>")
    assert read_ledger(path).format == "HTML with text with a drawn table"
    assert [task for task, _ in told(path)] == [task for task, _ in PAIRS]


def test_days_of_a_timeline_belong_to_no_report(tmp_path: Path):
    item = (
        "<li><div><b>09-2{0}</b><i>2025</i></div><div><h4>{1}</h4><dl><dt>承办单位</dt><dd>区水务局</dd>"
        "<dt>最新进展</dt><dd><p>{2}</p></dd></dl></div></li>"
    )
    items = "".join(item.format(n, *pair) for n, pair in enumerate(PAIRS, 1))
    path = written(tmp_path, f"<ul>{items}</ul><div>已经到底啦</div>")
    assert [report for _, report in told(path)] == [report for _, report in PAIRS]
