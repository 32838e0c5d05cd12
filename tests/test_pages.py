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
