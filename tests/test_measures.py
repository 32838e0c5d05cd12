"""Measures on small tables worked by hand, and on the seed."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from analysis import coresponsibility, figures, fulfilment, narrate, networks, results, workload
from analysis.extraction import extract
from analysis.frames import tables as tables_of
from analysis.model import Item, Ledger
from analysis.readers import read_ledger


def test_what_is_wrong_in_a_ledger_is_said_before_its_numbers(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("序号,目标任务,进展情况\n1,建成3所。,已建成2所。\n3,修路5公里。,已修4公里。\n", encoding="utf-8")
    ledger = read_ledger(path)
    assert narrate.reading_doubts(ledger, "en") == [
        "To be looked at before anything is quoted (minsheng check): no item 2."
    ]
    assert "no item 2" in narrate.reading_doubts(ledger)[0]


def test_summary_of_the_seed(tables):
    s = fulfilment.summary(tables["fulfilment"])
    assert (s["targets"], s["exceeded"], s["met"], s["short"], s["unverified"]) == (36, 14, 15, 0, 7)
    assert (s["items_with_number"], s["verifiable"]) == (22, 29)
    assert round(s["share_exceeded"], 3) == 0.483
    assert (round(s["share_exceeded_low"], 3), round(s["share_exceeded_high"], 3)) == (0.389, 0.583)
    assert (s["median"], round(s["geometric_mean"], 3), s["capped_mean"]) == (1.0, 1.129, 1.0)


def test_summary_of_nothing():
    s = fulfilment.summary(pd.DataFrame({"item": [], "verdict": [], "rate": [], "flags": pd.Series([], dtype=object)}))
    assert s["targets"] == 0
    assert all(math.isnan(s[k]) for k in ("share_exceeded", "median", "geometric_mean", "capped_mean"))


def test_no_geometric_mean_where_a_rate_is_not_positive():
    frame = pd.DataFrame({"item": ["1", "2"], "verdict": ["met", "short"], "rate": [1.0, -0.5], "flags": ["", ""]})
    s = fulfilment.summary(frame)
    assert math.isnan(s["geometric_mean"])
    assert s["capped_mean"] == 0.25


def test_item_verdicts_take_the_worst():
    items = pd.DataFrame({"item": ["1", "2", "3"]})
    frame = pd.DataFrame(
        {
            "item": ["1", "1", "2", "2"],
            "verdict": ["exceeded", "short", "met", "unverified"],
            "flags": ["", "", "", "optional"],
        }
    )
    assert list(fulfilment.item_verdicts(items, frame)) == ["short", "met", "no_number"]


def test_workload_of_the_seed(tables):
    load = workload.per_leader(tables)
    top = load.loc["梁许赞"]
    assert load.index[0] == "梁许赞"
    assert (top["items"], top["targets"], top["links"], top["units"], top["categories"]) == (11, 18, 50, 18, 4)
    assert load["items"].sum() == 24
    assert (load[["exceeded", "met", "short", "unverified", "no_number"]].sum(axis=1) == load["items"]).all()


def test_coresponsibility_of_the_seed(tables):
    units = coresponsibility.per_unit(tables)
    assert (len(units), int(units["items"].sum()), int(units["leads"].sum())) == (29, 90, 24)
    assert (units.loc["市财政局", "items"], units.loc["市财政局", "leads"]) == (9, 0)
    assert units.loc["团市委", "partners"] == 0
    assert units.loc["各市（区）政府", "kind"] == "collective"
    ties = coresponsibility.pairs(tables)
    assert len(ties) == 111
    assert tuple(ties.iloc[0][["a", "b", "shared"]]) == ("市财政局", "各市（区）政府", 8)


def small(duties: list[tuple[str, str, str, int]]) -> dict[str, pd.DataFrame]:
    items = sorted({d[0] for d in duties})
    return {
        "items": pd.DataFrame({"item": items, "category": ["甲"] * len(items), "status": ["none"] * len(items)}),
        "responsibilities": pd.DataFrame(duties, columns=["item", "role", "name", "position"]).assign(collective=False),
        "fulfilment": pd.DataFrame({"item": [], "verdict": [], "rate": [], "flags": pd.Series([], dtype=object)}),
    }


def test_pairs_by_hand():
    made = small(
        [
            ("1", "unit", "A局", 1),
            ("1", "unit", "B局", 2),
            ("2", "unit", "B局", 1),
            ("2", "unit", "A局", 2),
            ("3", "unit", "C局", 1),
        ]
    )
    ties = coresponsibility.pairs(made)
    assert ties.to_dict("records") == [{"a": "A局", "b": "B局", "shared": 2, "items": "1、2"}]
    assert coresponsibility.per_unit(made)["partners"].to_dict() == {"A局": 1, "B局": 1, "C局": 0}


def test_two_leaders_of_one_item_count_both():
    made = small([("1", "leader", "甲", 1), ("1", "leader", "乙", 2), ("1", "unit", "A局", 1)])
    assert list(workload.per_leader(made)["items"]) == [1, 1]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "23项自述已完成。全部事项共承诺36个"), ("en", "All items together promise 36")]
)
def test_the_promises_are_those_of_all_items_not_of_those_claimed_done(tables, lang: str, said: str):
    items = tables["items"].copy()
    items.loc[0, "status"] = "ongoing"
    first = narrate.fulfilment_findings({**tables, "items": items}, lang)[0]
    assert "23" in first
    assert said in first


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sentences_of_the_seed_hold_their_numbers(tables, lang: str):
    title = narrate.fulfilment_title(tables, lang)
    assert all(n in title for n in ("14", "15", "7"))
    assert "48%" in narrate.fulfilment_findings(tables, lang)[1]
    assert "梁许赞" in narrate.workload_title(tables, lang)
    assert "11" in narrate.workload_title(tables, lang)
    assert "市财政局" in narrate.coresponsibility_title(tables, lang)
    assert "团市委" in narrate.coresponsibility_findings(tables, lang)[-1]
    assert "24" in narrate.ledger_findings(tables, lang)[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sentences_of_a_ledger_without_numbers_leaders_or_units(write_ledger, lang: str):
    import analysis

    made = analysis.tables(
        analysis.extract(
            analysis.read_ledger(write_ledger(("加强管理。", "进展顺利。"), header=("工作任务", "进展情况")))
        )
    )
    for say in (
        narrate.fulfilment_findings,
        narrate.workload_findings,
        narrate.coresponsibility_findings,
        narrate.ledger_findings,
    ):
        assert all(say(made, lang))


def test_ties_and_missing_leaders_are_said():
    made = small(
        [
            ("1", "leader", "甲", 1), ("1", "unit", "A局", 1),
            ("2", "leader", "乙", 1), ("2", "unit", "B局", 1),
            ("3", "unit", "A局", 1), ("4", "unit", "B局", 1),
        ]
    )  # fmt: skip
    assert narrate.workload_title(made) == "甲、乙（并列）各分管4项中的1项"
    assert narrate.workload_findings(made)[0] == "2位领导分管4项中的2项，最重的是甲、乙（并列），1项。"
    assert narrate.coresponsibility_title(made) == "2个单位各参与2项"
    assert narrate.coresponsibility_title(made, "en") == "All 2 units take part in 2 items each"
    more = small(
        [
            ("1", "unit", "A局", 1),
            ("2", "unit", "A局", 1),
            ("1", "unit", "B局", 2),
            ("2", "unit", "B局", 2),
            ("3", "unit", "C局", 1),
        ]
    )
    assert narrate.coresponsibility_title(more) == "2个单位各参与2项，并列最多"


def test_a_pair_that_meets_once_is_no_finding():
    made = small(
        [("1", "unit", "A局", 1), ("1", "unit", "B局", 2), *((str(n), "unit", f"{n}局", 1) for n in range(2, 9))]
    )
    tests = networks.pair_tests(made, draws=200)
    assert (tests["q_upper"] < 0.05).any()
    assert networks.beyond_chance(tests).empty
    assert narrate.matrix_title(made) == "没有两个单位共同负责两项及以上"
    assert "共事多于偶然的有0对" in narrate.pairs_findings(tests)[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_measures_are_labelled(tables, lang: str):
    from analysis.notebook import measures

    shown = measures(fulfilment.summary(tables["fulfilment"]), lang).data
    assert "48.3%" in shown
    assert "_" not in shown.replace("table_", "")


def test_a_ledger_of_mid_year_misses_nothing_yet():
    """What is short by June may still be met: no title says that it was missed; one that says all is done contradicts itself."""
    items = (
        Item(no="1", category="", task="建成公厕30座。", progress="已建成12座。", duties=()),
        Item(no="2", category="", task="新增学位500个。", progress="已完成。新增学位480个。", duties=()),
    )
    told = tables_of(extract(Ledger(id="a", title="t", items=items, year=2024, as_of="2024-06-30")))
    assert fulfilment.open_until(told) == "2024-06-30"
    assert narrate.fulfilment_title(told).startswith("到2024年6月30日2个目标尚未达到")
    assert narrate.fulfilment_title(told, "en").startswith("2 targets not reached by 2024-06-30")
    assert "尚未达到" in narrate.fulfilment_findings(told)[0]
    assert list(fulfilment.claims(told)["standing"]) == ["short", "contradicted"]
    assert ["not_due" in flags.split(";") for flags in told["fulfilment"]["flags"]] == [True, True]
    assert results.over_fulfilment(told)["not_due"] == 2
    heads = [text.get_text() for text in figures.ledger_figure(told, "").axes[0].texts]
    assert "尚未达到 2" in heads
    assert "未达标 2" not in heads
    ended = tables_of(extract(Ledger(id="a", title="t", items=items, year=2024, as_of="2024-12-31")))
    assert fulfilment.open_until(ended) is None
    assert narrate.fulfilment_title(ended).startswith("2个目标未达标")
    assert results.over_fulfilment(ended)["not_due"] == 0


def test_one_item_of_many_does_not_tell_the_day_of_a_ledger():
    items = tuple(
        Item(
            no=str(n),
            category="",
            task="建成公厕30座。",
            progress=f"{'截至11月底，' if n < 2 else ''}已建成12座。",
            duties=(),
        )
        for n in range(1, 8)
    )
    told = tables_of(extract(Ledger(id="a", title="t", items=items, year=2024)))
    assert told["items"]["as_of"].iloc[0] == "2024-11-30"
    assert fulfilment.open_until(told) is None
