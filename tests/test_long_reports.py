"""The work that a report takes grows as its length does."""

from __future__ import annotations

import sys

import pytest

from analysis import extract
from analysis.model import Item, Ledger

CLAUSES = [
    "甲局：完成{i}所。",
    "还有1所未完成，其他均已完成。",
    "比年度任务多建1所，",
    "甲路已完工、乙路正在施工，",
    "1所：2所。\n",
    "第一批1所，第二批2所，",
    "临江区1所建成；北湖区2所建成；",
    "上半年1所，下半年2所，",
    "学校1所，已建成1所；",
    "（1所）：1所，",
    "甲、乙、丙3所已建成，",
    "甲校、乙校各一所，",
    "建成{i}，",
    "学校{i}（农村{i}）、",
]
DIGITS = "甲乙丙丁戊己庚辛壬癸"


def ledger_with(progress: str) -> Ledger:
    return Ledger("long", "", (Item("1", "", "建设学校5所、公厕3座。", progress, ()),), year=None)


def calls(progress: str) -> int:
    """How many functions are called to read a report."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    ledger = ledger_with(progress)
    sys.setprofile(counted)
    try:
        extract(ledger)
    finally:
        sys.setprofile(None)
    return count


def named(i: int) -> str:
    return DIGITS[i // 100 % 10] + DIGITS[i // 10 % 10] + DIGITS[i % 10]


@pytest.mark.parametrize("clause", [*CLAUSES, "{name}局：建成{i}座\n", "{name}镇建成{i}座、"])
def test_work_grows_with_length(clause: str):
    def report(n: int) -> str:
        return "".join(clause.format(i=i % 7 + 1, name=named(i)) for i in range(n))

    calls(report(10))
    assert calls(report(400)) < 2.5 * calls(report(200))


def test_work_grows_with_a_line_of_pairs():
    def report(n: int) -> str:
        return "目标/完成：" + "、".join(f"{named(i)}镇{i + 9}/{i + 8}" for i in range(n))

    calls(report(10))
    assert calls(report(400)) < 2.5 * calls(report(200))


@pytest.mark.parametrize("begin", ["", "建成"])
def test_a_row_of_names_that_ends_in_nothing_is_read_in_time(begin: str):
    # tried out name by name it would take 2^1000 steps
    extract(ledger_with(begin + "和".join(["东街"] * 1000)))


@pytest.mark.parametrize("text", ["1" + "\n" * 100_000 + "x", "（已" + "a" * 100_000], ids=["lines", "letters"])
def test_a_run_of_one_mark_is_read_in_one_pass(text: str):
    """A pattern that looks from each of its characters to the end takes minutes."""
    (finding,) = extract(ledger_with(text)).findings[:1]
    assert finding.actual is None
