"""Loads and their inequality: by hand, and the numbers of the seed."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import fulfilment, nulls, workload
from analysis.concentration import breadth, effective_number, gini, hhi, lorenz

LOADS = st.lists(st.integers(0, 50), min_size=2, max_size=12).filter(any)


def test_the_seed_as_worked_out_before(tables):
    c = workload.concentration_of(tables)
    assert c.loc[["items", "targets", "links"], "gini"].round(2).to_list() == [0.46, 0.57, 0.61]
    assert c.loc[["items", "targets", "links"], "hhi"].round(2).to_list() == [0.26, 0.31, 0.35]
    assert c.loc[["items", "targets", "links"], "effective"].round(1).to_list() == [3.8, 3.3, 2.9]
    assert c.loc["items", "gini_low"] < c.loc["items", "gini"] < c.loc["items", "gini_high"]
    assert math.isnan(c.loc["targets", "gini_low"])
    assert round(workload.per_leader(tables).loc["梁许赞", "breadth"], 2) == 3.46


def test_areas_are_assigned_not_items(tables):
    """Eleven of 24 items look like an anomaly only where items are thought to be assigned one by one."""
    chance = workload.chance(tables)
    assert chance["items"].most < 0.003
    assert chance["blocks"].most == pytest.approx(0.13, abs=0.02)
    assert chance["blocks"].gini == pytest.approx(0.65, abs=0.03)


def test_second_place_depends_on_the_count(tables):
    ranks = workload.stability(tables)
    assert (ranks.loc["梁许赞"] == 1).all()
    second = {c: list(ranks.index[ranks[c] == 2]) for c in ("targets", "units")}
    assert second == {"targets": ["林飞鸣"], "units": ["赖燕芬"]}


@pytest.mark.parametrize("role", ["leader", "unit", "person"])
@pytest.mark.parametrize("rule", workload.RULES)
def test_credit_is_one_for_each_item(tables, role: str, rule: str):
    credit = workload.credit(tables, role, rule)
    carried = tables["responsibilities"].query("role == @role")["item"].nunique()
    links = len(tables["responsibilities"].query("role == @role"))
    assert credit.sum() == pytest.approx(links if rule == "whole" else carried)


def test_an_unknown_rule_is_named(tables):
    with pytest.raises(ValueError, match="expected one of whole, fractional, lead, harmonic"):
        workload.credit(tables, "unit", "half")


def test_lead_credit_by_hand():
    duties = pd.DataFrame({"item": ["1"] * 3, "role": "unit", "name": list("abc"), "position": [1, 2, 3]})
    assert workload.credit({"responsibilities": duties}, "unit", "lead").to_list() == [0.5, 0.25, 0.25]
    assert workload.credit({"responsibilities": duties}, "unit", "harmonic").round(4).to_list() == [
        0.5455,
        0.2727,
        0.1818,
    ]


@given(LOADS)
def test_gini_is_half_the_mean_difference(loads: list[int]):
    x = np.array(loads, dtype=float)
    n = len(x)
    difference = np.abs(x[:, None] - x).sum() / (2 * n * (n - 1) * x.mean())
    assert gini(loads) == pytest.approx(difference)
    assert gini(loads) == pytest.approx(gini([3 * v for v in loads]))


@given(LOADS)
def test_the_lorenz_curve_holds_the_gini(loads: list[int]):
    x, y = lorenz(loads).T
    area = float(np.sum((y[1:] + y[:-1]) / 2 * np.diff(x)))
    assert gini(loads, corrected=False) == pytest.approx(1 - 2 * area)


@given(LOADS)
def test_effective_numbers_are_between_one_and_all(loads: list[int]):
    carriers = sum(v > 0 for v in loads)
    assert 1 - 1e-9 <= effective_number(loads) <= breadth(loads) + 1e-9 <= carriers + 2e-9
    assert 1 / carriers - 1e-9 <= hhi(loads) <= 1 + 1e-9


def test_nothing_to_share():
    assert all(math.isnan(f([])) for f in (gini, hhi, effective_number, breadth))
    assert math.isnan(gini([3]))
    with pytest.raises(ValueError, match="not negative"):
        gini([-1, 2])


def test_load_null_against_exact_counting():
    """Two blocks of two and one of one on two leaders: in 2 of 8 ways one has all."""
    null = nulls.load_null([2, 2, 1], 2, [5, 0], draws=40_000)
    assert null.most == pytest.approx(0.25, abs=0.01)
    assert null.gini == pytest.approx(0.25, abs=0.01)
    assert null.curves.shape == (2, 3)


def test_a_ledger_without_leaders(tables):
    without = {**tables, "responsibilities": tables["responsibilities"].query("role != 'leader'")}
    assert workload.per_leader(without).empty
    assert workload.chance(without) == {}
    assert workload.shares(without).empty
    assert workload.leader_categories(without).empty


def test_leaders_by_category(tables):
    grid = workload.leader_categories(tables)
    assert grid.shape == (7, 10)
    assert grid.to_numpy().sum() == 24
    assert ((grid > 0).sum() == 1).sum() == 9


def test_kinds_of_the_seed(tables):
    kinds = fulfilment.by_group(tables, "kind")
    assert (kinds.loc["count", "exceeded"], kinds.loc["count", "verifiable"]) == (7, 14)
    assert (kinds.loc["share", "exceeded"], kinds.loc["share", "verifiable"]) == (5, 7)
    assert kinds["targets"].sum() == 36
    assert round(fulfilment.item_first(tables["fulfilment"]), 3) == 1.145
    low, high = fulfilment.wilson(15, 29)
    assert (round(low, 2), round(high, 2)) == (0.34, 0.69)


@pytest.mark.parametrize("key", ["kind", "category", "grade", "ledger"])
def test_groups_divide_the_targets(tables, key: str):
    assert fulfilment.by_group(tables, key)["targets"].sum() == 36


def test_an_item_of_two_units_counts_for_both(tables):
    assert fulfilment.by_group(tables, "unit").loc["市财政局", "targets"] > 0
    with pytest.raises(ValueError, match="expected kind"):
        fulfilment.by_group(tables, "month")


def test_claims_of_the_seed(tables):
    standing = fulfilment.claims(tables).set_index("item")["standing"]
    assert standing.value_counts().to_dict() == {"proven": 18, "claim_only": 4, "no_number": 2}
    assert list(standing.index[standing == "claim_only"]) == ["5", "14", "20", "21"]


def test_ceilings_and_targets_set_too_low(tables):
    frame = fulfilment.measured(tables["fulfilment"])
    assert list(frame.loc[frame["ceiling"], "item"]) == ["23"]
    assert set(frame.loc[frame["set_too_low"], "item"]) == {"1", "19", "22"}


def pooled(rates: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "ledger": "a", "item": [str(i) for i in range(len(rates))], "flags": "", "verdict": "met", "rate": rates, "target_unit": "个",
            "target_value": 10.0, "bound": "at_least",
        }
    )  # fmt: skip


def test_bunching_needs_many_targets_and_finds_it_there():
    rng = np.random.default_rng(1)
    smooth = list(np.exp2(rng.uniform(-0.5, 0.5, 400)))
    assert fulfilment.just_met(pooled(smooth[:149])) is None
    plain = fulfilment.just_met(pooled(smooth))
    assert plain is not None
    assert abs(plain.z_above) < 3
    bunched = fulfilment.just_met(pooled([*smooth, *[1.0] * 80]))
    assert bunched is not None
    assert bunched.exact == 80
    assert bunched.z_above > 5
    assert bunched.z_below < -2
