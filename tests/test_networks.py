"""Graphs, nulls and circles: by hand on tiny networks, against networkx, and the numbers of the seed."""

from __future__ import annotations

import math
import warnings
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from analysis import louvain, networks, nulls
from analysis.exports import write_graphs


def tables_of(items: dict[str, list[str]], leaders: dict[str, str] | None = None) -> dict[str, pd.DataFrame]:
    rows = [(i, "unit", u, k) for i, units in items.items() for k, u in enumerate(units, 1)]
    rows += [(i, "leader", name, 1) for i, name in (leaders or {}).items()]
    duties = pd.DataFrame(rows, columns=["item", "role", "name", "position"])
    duties["collective"], duties["members"] = duties["name"].str.startswith("各"), None
    return {
        "items": pd.DataFrame({"ledger": "a", "item": list(items), "category": "甲"}),
        "responsibilities": duties.assign(ledger="a"),
    }


TINY = tables_of({"1": ["A局", "B局", "C局"], "2": ["B局", "A局"], "3": ["D局"]})


def test_projections_by_hand():
    simple, newman, jaccard = (networks.projection(TINY, w) for w in ("simple", "newman", "jaccard"))
    assert simple["A局"]["B局"] == {"weight": 2.0, "shared": 2, "items": "1;2"}
    assert newman["A局"]["B局"]["weight"] == 1 / 2 + 1
    assert newman["A局"]["C局"]["weight"] == 1 / 2
    assert jaccard["A局"]["B局"]["weight"] == 1.0
    assert jaccard["A局"]["C局"]["weight"] == 1 / 2
    assert simple.degree["D局"] == 0
    with pytest.raises(ValueError, match="expected simple, newman or jaccard"):
        networks.projection(TINY, "other")


def test_lead_to_support_by_hand():
    graph = networks.lead_support(TINY)
    assert dict(graph.edges) == {
        ("A局", "B局"): {"weight": 1, "items": "1"},
        ("A局", "C局"): {"weight": 1, "items": "1"},
        ("B局", "A局"): {"weight": 1, "items": "2"},
    }


def test_projections_are_those_of_networkx(tables):
    two = networks.two_mode(tables)
    units = [n for n, d in two.nodes(data=True) if d["bipartite"] == 1]
    for ours, theirs in (
        (networks.projection(tables), nx.bipartite.weighted_projected_graph(two, units)),
        (networks.projection(tables, "newman"), nx.bipartite.collaboration_weighted_projected_graph(two, units)),
        (
            networks.projection(tables, "jaccard"),
            nx.bipartite.overlap_weighted_projected_graph(two, units, jaccard=True),
        ),
    ):
        assert set(map(frozenset, ours.edges)) == set(map(frozenset, theirs.edges))
        for a, b, weight in ours.edges(data="weight"):
            assert weight == pytest.approx(theirs[a][b]["weight"])


def test_the_seed_has_two_circles(tables):
    paying, building = networks.repeated(tables)[::-1]
    assert "市财政局" in paying
    assert "各市（区）政府" in paying
    assert "台山市政府" in building
    assert len(networks.repeated(tables)) == 2
    found = networks.circles(tables, draws=60)
    assert found.modularity == pytest.approx(0.396, abs=0.005)
    assert found.null_mean < 0.22
    assert found.modularity > found.null_high
    assert found.affinity.loc["台山市政府", "circle_2"] > 0.7
    assert "市自然资源局" in networks.brokers(found)
    assert "台山市政府" not in networks.brokers(found)


def test_the_collective_never_meets_the_cities(tables):
    ties = networks.pair_tests(tables, draws=20_000)
    of = ties[(ties["a"] == "各市（区）政府") | (ties["b"] == "各市（区）政府")].set_index(["a", "b"])
    cities = of[[kind in ("台山市政府", "恩平市政府", "鹤山市政府") for _, kind in of.index]]
    assert (cities["shared"] == 0).all()
    assert (cities["lower"] < 0.01).all()
    assert tuple(ties.iloc[0][["a", "b", "shared"]]) == ("台山市政府", "恩平市政府", 5)
    assert (ties["q_upper"] < 0.05).sum() == 2
    # those near the limit come and go with the seed
    assert 7 <= (ties["q_upper"] < 0.1).sum() <= 9


def test_expanding_the_collective_hides_the_circles(tables):
    with pytest.warns(UserWarning, match=r"14 collective names are expanded .* density 0\.27 becomes 0\.48"):
        wide = networks.expanded(tables)
    assert networks.circles(wide, draws=20).modularity < 0.1
    assert "各市（区）政府" not in networks.projection(wide)


def test_the_seed_has_no_core(tables):
    found = networks.core(tables, draws=40)
    assert found.fit < found.null_high


def test_a_star_of_cliques_has_its_core():
    core = ["A局", "B局", "C局", "D局"]
    items = {str(i): list(pair) for i, pair in enumerate(combinations(core, 2))}
    items |= {f"x{i}": [core[i % 4], f"边{i}局"] for i in range(8)}
    assert set(networks.core(tables_of(items), draws=10).members) == set(core)


def test_roles_by_hand():
    roles = networks.roles(
        tables_of({"1": ["A局", "B局", "C局"], "2": ["A局", "B局"], "3": ["C局", "B局", "E局"], "4": ["D局"]})
    )
    assert roles["role"].to_dict() == {
        "A局": "leading",
        "B局": "key",
        "C局": "leading",
        "E局": "auxiliary",
        "D局": "alone",
    }
    assert roles.loc["B局", "depth"] == pytest.approx((2 + 2 + 1) / 3)


def test_graphs_are_read_back(tables, tmp_path):
    graphs = {
        "two_mode": networks.two_mode(tables),
        "leaders": networks.leader_unit(tables),
        "leads": networks.lead_support(tables),
    }
    for path in write_graphs(graphs, tmp_path):
        back = nx.read_graphml(path) if path.suffix == ".graphml" else nx.read_gexf(path)
        graph = graphs[path.stem]
        assert set(back.nodes) == set(graph.nodes)
        assert back.number_of_edges() == graph.number_of_edges()
        assert all(d["kind"] == graph.nodes[n]["kind"] for n, d in back.nodes(data=True))


@settings(max_examples=30, deadline=None)
@given(hnp.arrays(bool, st.tuples(st.integers(1, 6), st.integers(1, 6))), st.integers(1, 40))
def test_curveball_keeps_every_degree(matrix: np.ndarray, draws: int):
    sample = nulls.curveball(matrix, draws, chains=7)
    assert sample.shape == (draws, *matrix.shape)
    assert (sample.sum(axis=1) == matrix.sum(axis=0)).all()
    assert (sample.sum(axis=2) == matrix.sum(axis=1)).all()


def test_curveball_draws_every_network_of_the_degrees_alike():
    """Three items of one unit each, three units of one item each: six networks."""
    sample = nulls.curveball(np.eye(3, dtype=bool), 6000, chains=200)
    _, counts = np.unique(sample.reshape(6000, -1), axis=0, return_counts=True)
    assert len(counts) == 6
    assert counts.min() > 850
    assert counts.max() < 1150


def test_pair_null_against_counting_by_hand():
    """Two items of two units each out of three: they share one unit or two; of nine networks three have both alike."""
    matrix = np.array([[1, 1, 0], [1, 0, 1]], dtype=bool)
    null = nulls.pair_null(matrix, draws=4000)
    # degrees 2, 1, 1: the first unit is in both, the others are apart in every network
    assert null.upper[1, 2] == 1.0
    assert null.lower[0, 1] == 1.0


def test_nulls_are_the_same_every_time(tables):
    held, _, _ = networks.matrix(tables)
    assert (nulls.curveball(held, 30, chains=10) == nulls.curveball(held, 30, chains=10)).all()


@pytest.mark.parametrize("items", [{"1": ["A局"]}, {"1": ["A局", "B局"]}, {"1": [], "2": []}])
def test_small_ledgers_raise_nothing(items: dict[str, list[str]]):
    tables = tables_of(items)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert networks.circles(tables, draws=5).modularity == 0.0
        assert math.isfinite(networks.core(tables, draws=5).fit)
        assert len(networks.roles(tables)) == len({u for units in items.values() for u in units})
        networks.pair_tests(tables, draws=20)
        networks.repeated(tables)


def _random_ties(nodes: int, share: float, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    upper = np.triu((rng.random((nodes, nodes)) < share) * rng.integers(1, 5, (nodes, nodes)), 1)
    return (upper + upper.T).astype(float)


def test_louvain_divides_as_well_as_that_of_networkx():
    for nodes, share in ((6, 0.5), (30, 0.15), (30, 0.4), (60, 0.1)):
        ties = np.array([_random_ties(nodes, share, seed) for seed in range(30)])
        ours = louvain.modularity(ties, louvain.communities(ties, 1))
        theirs = []
        for one in ties:
            graph = nx.from_numpy_array(one)
            theirs.append(nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1)))
        assert ours.mean() > np.mean(theirs) - 0.005, (nodes, share)


@given(st.integers(1, 12), st.floats(0, 1), st.integers(0, 1000))
def test_a_division_is_the_same_alone_and_beside_others_and_better_than_none(nodes, share, seed):
    ties = np.array([_random_ties(nodes, share, seed + i) for i in range(3)])
    labels = louvain.communities(ties, seed)
    value = louvain.modularity(ties, labels)
    assert (louvain.communities(ties[1:2], seed) == labels[1]).all()
    for one, of_one, reached in zip(ties, labels, value, strict=True):
        graph = nx.from_numpy_array(one)
        if graph.number_of_edges():
            groups = [set(np.flatnonzero(of_one == k).tolist()) for k in range(nodes)]
            assert reached == pytest.approx(nx.community.modularity(graph, [g for g in groups if g]))
        else:
            assert reached == 0.0
        assert reached >= louvain.modularity(one[None], np.arange(nodes)[None])[0] - 1e-9


def test_two_cliques_joined_by_one_tie_are_two_communities():
    ties = np.kron(np.eye(2), np.ones((4, 4)))
    ties[3, 4] = ties[4, 3] = 1
    assert louvain.communities(ties[None], 7)[0].tolist() == [0] * 4 + [1] * 4
