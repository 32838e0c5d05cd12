"""The ledger with its numbers marked: in a page, in a terminal."""

from __future__ import annotations

import pytest

import analysis
from analysis.cli import main
from analysis.marked import marked_html, marked_text
from analysis.model import Item, Ledger
from conftest import SEED


def test_every_role_is_shown_with_its_target(findings):
    text = marked_text(findings, ["4", "11", "19"])
    assert "从每人每月120元〔基数〕提高到130元〔目标1〕" in text
    assert "提高至800元/人月〔组成1,2〕" in text
    assert "月人均补差671元〔组成1〕" in text
    assert "北陡文化广场〔组成1〕" in text
    assert "每人每月148元〔实际1〕" in text
    assert "→ 1. 镇街公园 5个：达标（B）逐一点名可数" in text


def test_colours_are_for_terminals_only(findings):
    assert "\x1b" not in marked_text(findings)
    assert "\x1b[30;43m5000人次\x1b[0m1" in marked_text(findings, ["1"], color=True)


def test_notebooks_show_findings_by_themselves(findings):
    assert findings._repr_html_() == marked_html(findings)
    assert '<mark style="background:#fde9b8">5000人次<sub>1</sub></mark>' in findings._repr_html_()


def test_who_stays_below_a_limit_has_overdone_nothing():
    item = Item("1", "", "PM2.5年均浓度控制在35微克/立方米以内。", "PM2.5年均浓度31微克/立方米。", ())
    findings = analysis.extract(Ledger("a", "", (item,), year=2020))
    assert "优于上限（A）" in marked_text(findings)
    assert "better than the limit" in marked_html(findings, lang="en")


def test_text_of_a_document_stays_text():
    item = Item("1", "", "<img src=x onerror=alert(1)>建成3所\u202e学校。", "已建成3所\ue000[31m。", ())
    made = analysis.extract(Ledger("a", "", (item,)))
    assert "<img" not in marked_html(made)
    shown = marked_text(made)
    assert "<U+202E>" in shown
    assert "\x1b" not in shown
    assert "\x1b[31m" not in marked_text(made, color=True)


def test_show_prints_one_item(capsys: pytest.CaptureFixture[str]):
    assert main(["show", str(SEED), "--item", "2"]) == 0
    assert capsys.readouterr().out == (
        "#2 帮扶2500名〔目标1〕就业困难人员实现再就业。\n已完成。\n截至12月底，就业困难人员再就业3022人〔实际1〕。\n"
        "→ 1. 就业困难人员 2500名：超额（A）进展写明“就业困难人员再就业3022人”，“人”与“名”计的是同一事物\n"
    )


def test_show_names_an_item_that_is_not_there(capsys: pytest.CaptureFixture[str]):
    assert main(["show", str(SEED), "--item", "99"]) == 2
    assert "found no item 99; expected one of 1, 2" in capsys.readouterr().err
