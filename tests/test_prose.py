"""Documents that are no table: numbered or labelled promises, each with its report."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import LedgerError
from analysis.model import Role
from analysis.readers import read_ledger
from layouts import write_docx

A = ("新建公办幼儿园10所，新增学位3,000个。", "已建成6所，新增学位1,800个。")
B = ("改造老旧小区50个。", "已开工40个，完工12个。")
C = ("建设口袋公园20个。", "建成9个。")

# what a form shows → its text, the items (task, progress), the units of the first item
FORMS: dict[str, tuple[str, list[tuple[str, str]], tuple[str, ...]]] = {
    "report on the line below": (
        f"某市2021年十件民生实事进展\n实事一：{A[0]}\n截至6月30日，{A[1]}\n实事二：{B[0]}\n截至6月30日，{B[1]}\n", [(A[0], f"截至6月30日，{A[1]}"), (B[0], f"截至6月30日，{B[1]}")], (),
    ),
    "report in the same line": (f"1.{A[0]}上半年，{A[1]}\n2．{B[0]}上半年，{B[1]}\n", [(A[0], f"上半年，{A[1]}"), (B[0], f"上半年，{B[1]}")], ()),
    "heading and labelled lines": (
        f"一、{A[0]}\n责任单位：市教育局、市财政局\n进展情况：{A[1]}\n二、{B[0]}\n责任单位：市住建局\n进展情况：{B[1]}\n", [A, B], ("市教育局", "市财政局"),
    ),
    "labels without numbers": (f"目标：{A[0]}\n进展情况：{A[1]}\n牵头单位：市教育局\n\n目标：{B[0]}\n进展情况：{B[1]}\n牵头单位：市住建局\n", [A, B], ("市教育局",)),
    "units in a bracket behind the task": (
        f"1.{A[0][:-1]}。（牵头单位：市教育局；配合单位：市财政局、各县（市、区）政府）\n推进情况：{A[1]}\n2.{B[0]}（牵头单位：市住建局）\n推进情况：{B[1]}\n",
        [A, B],
        ("市教育局", "市财政局", "各县（市、区）政府"),
    ),
    "headings in brackets, reports without a label": (f"【实事一】{A[0]}\n我市{A[1]}\n【实事二】{B[0]}\n我市{B[1]}\n", [(A[0], f"我市{A[1]}"), (B[0], f"我市{B[1]}")], ()),
    "what comes next for all, and who signs": (
        f"1.{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n进展情况：{B[1]}\n下一步，各责任单位要压实责任。\n某市人民政府督查室", [A, B], (),
    ),
    "what comes next for each": (
        f"1.{A[0]}\n进展情况：{A[1]}\n下一步，抓紧收尾。\n2.{B[0]}\n进展情况：{B[1]}\n下一步，加快施工。", [(A[0], f"{A[1]}\n下一步，抓紧收尾。"), (B[0], f"{B[1]}\n下一步，加快施工。")], (),
    ),
    "all in one line": (
        f"1.{A[0]} 责任单位：市教育局 实际完成情况：{A[1]} 2.{B[0]} 责任单位：市住建局 实际完成情况：{B[1]} 3.{C[0]} 责任单位：市城管局 实际完成情况：{C[1]}", [A, B, C], ("市教育局",),
    ),
    "a list of its own in the report": (
        f"1.{A[0]}\n进展情况：已完成。\n1.城区建成4所。\n2.乡镇建成2所。\n以上均已招生。\n责任单位：市教育局\n2.{B[0]}\n进展情况：{B[1]}\n责任单位：市住建局\n3．105个公园全部改造。\n进展情况：{C[1]}\n",
        [(A[0], "已完成。\n1.城区建成4所。\n2.乡镇建成2所。\n以上均已招生。"), B, ("105个公园全部改造。", C[1])],
        ("市教育局",),
    ),
    "Markdown": (f"# 某市进展\n\n## 1. {A[0]}\n\n- **进展情况：** {A[1]}\n- **责任单位**：[市教育局](http://x.cn/)\n\n## 2. {B[0]}\n\n- **进展情况：** {B[1]}\n", [A, B], ("市教育局",)),
    "numbers of pages and a foot": (
        f"某市2021年民生实事进展\n1.{A[0]}\n进展情况：{A[1]}\n— 2 —\n2.{B[0]}\n进展情况：{B[1]}\n某市人民政府\n2021年7月5日\n上一篇：无\n打印本页\n", [A, B], (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_a_form_is_read(tmp_path: Path, form: str, kind: str):
    text, items, units = FORMS[form]
    path = tmp_path / f"a.{kind}"
    if kind == "txt":
        path.write_text(text, encoding="utf-8")
    elif form == "Markdown":
        pytest.skip("Markdown is a text")
    else:
        write_docx([line for line in text.split("\n") if line], path)
    ledger = read_ledger(path)
    assert [(i.task, i.progress) for i in ledger] == items
    assert [i.no for i in ledger] == [str(n) for n in range(1, len(items) + 1)]
    if units:
        assert ledger.items[0].names(Role.UNIT) == units


def test_headings_above_are_the_categories(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(f"一、教育\n1.{A[0]}截至9月底，{A[1]}\n二、住房\n1.{B[0]}截至9月底，{B[1]}\n", encoding="utf-8")
    assert [(i.no, i.category) for i in read_ledger(path)] == [("1", "一、教育"), ("1#2", "二、住房")]


def test_numbers_that_word_counts_itself(tmp_path: Path):
    import docx

    document = docx.Document()
    for task, progress in (A, B):
        document.add_paragraph(task, style="List Number")
        document.add_paragraph(f"进展情况：{progress}")
    document.save(tmp_path / "a.docx")
    assert [(i.no, i.task, i.progress) for i in read_ledger(tmp_path / "a.docx")] == [("1", *A), ("2", *B)]


@pytest.mark.parametrize(
    "text", ["", "今年建成3所学校。", "1.建成3所。\n", "一、总体情况\n二、存在问题\n三、下一步打算\n"]
)
def test_other_prose_is_no_ledger(tmp_path: Path, text: str):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError):
        read_ledger(path)
