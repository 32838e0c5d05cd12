"""Headline figures: every key is documented, the seed's numbers are those that were worked by hand, none is invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import analysis
from analysis import across, networks, results


def everything(tables) -> dict[str, results.Results]:
    return {
        "0": results.overview(tables),
        "1": results.over_fulfilment(tables),
        "2": results.workload_per_leader(tables),
        "3": results.co_responsibility(
            tables, networks.circles(tables, draws=10), networks.core(tables, draws=10), networks.pair_tests(tables, draws=100)
        ),
        "4": results.across_ledgers(across.pooled(tables)),
    }  # fmt: skip


def test_every_key_is_documented_and_used(tables):
    used = {key for values in everything(tables).values() for key in values}
    assert used == set(results.KEYS)


def test_numbers_of_the_seed(tables):
    made = everything(tables)
    assert made["0"]["items"] == made["0"]["claimed_done"] == 24
    one = made["1"]
    assert [one[k] for k in ("targets", "exceeded", "met", "short", "unverified")] == [36, 14, 15, 0, 7]
    assert one["geometric_mean_by_item"] == pytest.approx(1.145, abs=0.001)
    assert sum(int(str(one[f"grade_{g}"])) for g in "abcd") == 36
    assert (made["2"]["most_items"], made["2"]["categories_of_one_leader"]) == (11, 9)
    assert made["2"]["chance_most_by_area"] == pytest.approx(0.13, abs=0.01)
    assert (made["3"]["units"], made["3"]["duties"], made["3"]["pairs"]) == (29, 90, 111)
    assert made["4"]["just_met_z"] is None


@pytest.mark.parametrize("header", [("工作任务", "进展情况"), ("工作任务", "责任单位", "进展情况")])
def test_what_cannot_be_computed_is_null(write_ledger, tmp_path: Path, header: tuple[str, ...]):
    cells = {"工作任务": "加强管理。", "责任单位": "市教育局", "进展情况": "进展顺利。"}
    path = write_ledger(tuple(cells[h] for h in header), header=header)
    made = everything(analysis.tables(analysis.extract(analysis.read_ledger(path))))
    for name, values in made.items():
        written = json.loads(results.write(tmp_path, name, "a", values).read_text(encoding="utf-8"))
        assert list(written) == ["ledger", "notebook", "version", "results"]
        assert list(written["results"]) == list(values)
        assert written["results"].get("share_kept") is None
