"""Graphs of co-responsibility: two modes, lead to support, projections; circles, core, roles and brokers.

Graphs are those of networkx, their attributes plain Python values, so that GraphML and GEXF hold them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import louvain, nulls
from analysis.coresponsibility import incidence, links, per_unit

if TYPE_CHECKING:
    import networkx as nx

Weights = dict[tuple[str, str], float]
Tables = Mapping[str, pd.DataFrame]


def expanded(tables: Tables) -> dict[str, pd.DataFrame]:
    """Tables in which collectives with known members are replaced by those, in the same place of the item.

    It ties everybody to everybody: what one name stood for becomes a clique in every item. Said in a warning, with how
    much denser the network becomes.
    """
    duties = tables["responsibilities"]
    known = (duties["role"] == "unit") & duties["collective"] & duties["members"].notna()
    rows = duties.assign(
        name=[m.split(";") if k else n for m, n, k in zip(duties["members"], duties["name"], known, strict=True)]
    )
    out = {**tables, "responsibilities": rows.explode("name", ignore_index=True)}
    before, after = density(tables), density(out)
    warnings.warn(
        f"{int(known.sum())} collective names are expanded into their members: density {before:.2f} becomes {after:.2f}",
        stacklevel=2,
    )
    return out


def density(tables: Tables) -> float:
    """Share of the pairs of units that share an item."""
    frame = per_unit(dict(tables))
    n = len(frame)
    return float(frame["partners"].sum() / (n * (n - 1))) if n > 1 else 0.0


def matrix(tables: Tables) -> tuple[nulls.Matrix, list[str], list[str]]:
    """The two-mode network as a matrix of items by units, with their names in the order of the ledger."""
    frame = incidence(dict(tables))
    items, units = list(dict.fromkeys(frame["item"])), list(dict.fromkeys(frame["unit"]))
    row, column = ({name: i for i, name in enumerate(names)} for names in (items, units))
    out = np.zeros((len(items), len(units)), dtype=bool)
    out[frame["item"].map(row), frame["unit"].map(column)] = True
    return out, items, units


def two_mode(tables: Tables) -> nx.Graph:
    """Items and units; an edge where a unit answers for an item, ``lead`` where it is named first or marked as leading."""
    import networkx as nx

    frame = incidence(dict(tables))
    graph = nx.Graph(name="items and units")
    for row in frame.itertuples():
        graph.add_node(f"#{row.item}", bipartite=0, label=str(row.item), kind="item", category=str(row.category))
        graph.add_node(str(row.unit), bipartite=1, label=str(row.unit), kind=str(row.kind))
        graph.add_edge(f"#{row.item}", str(row.unit), lead=bool(row.lead))
    return graph


def lead_support(tables: Tables) -> nx.DiGraph:
    """From the lead unit of each item to those that support it; ``weight`` is the number of items."""
    import networkx as nx

    graph = nx.DiGraph(name="lead to support")
    frame = incidence(dict(tables))
    _add_units(graph, tables)
    for item, group in frame.groupby("item", sort=False):
        leads = [str(u) for u in group.loc[group["lead"], "unit"]]
        for lead in leads:
            for unit in group.loc[~group["lead"], "unit"]:
                weight = graph.get_edge_data(lead, str(unit), {"weight": 0, "items": ""})
                items = f"{weight['items']};{item}".lstrip(";")
                graph.add_edge(lead, str(unit), weight=weight["weight"] + 1, items=items)
    return graph


def leader_unit(tables: Tables) -> nx.Graph:
    """Leaders and the units of their items; ``weight`` is the number of items."""
    import networkx as nx

    duties = tables["responsibilities"]
    leaders = duties.loc[duties["role"] == "leader", ["item", "name"]]
    frame = incidence(dict(tables)).merge(leaders, on="item")
    graph = nx.Graph(name="leaders and units")
    for (leader, unit, kind), group in frame.groupby(["name", "unit", "kind"], sort=False):
        graph.add_node(str(leader), label=str(leader), kind="leader")
        graph.add_node(str(unit), label=str(unit), kind=str(kind))
        graph.add_edge(str(leader), str(unit), weight=len(group), items=";".join(map(str, group["item"])))
    return graph


def _add_units(graph: nx.Graph, tables: Tables) -> None:
    for unit, kind, items, leads, _ in per_unit(dict(tables)).itertuples(name=None):
        graph.add_node(str(unit), label=str(unit), kind=str(kind), items=int(items), leads=int(leads))


def projection(tables: Tables, weight: str = "simple") -> nx.Graph:
    """Units that share items.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of one ledger.
    weight : {'simple', 'newman', 'jaccard'}
        ``simple``: the number of items that two units share. ``newman``: each of those divided by the item's units less
        one, so that an item of many binds less (Newman 2001, Physical Review E 64, 016132). ``jaccard``: the items that
        both share over those that either has.

    Returns
    -------
    networkx.Graph
        Nodes with ``kind``, ``items`` and ``leads``; edges with ``weight``, ``shared`` and ``items``.
    """
    import networkx as nx

    if weight not in ("simple", "newman", "jaccard"):
        raise ValueError(f"weight {weight!r}; expected simple, newman or jaccard")
    graph = nx.Graph(name=f"units that share items ({weight})")
    _add_units(graph, tables)
    rank = {unit: i for i, unit in enumerate(graph.nodes)}
    units: dict[str, list[str]] = {}
    for unit, _, item, *_ in links(dict(tables)):
        units.setdefault(item, []).append(unit)
    shared: dict[tuple[str, str], list[str]] = {}
    for item, names in units.items():
        for pair in combinations(sorted(names, key=rank.__getitem__), 2):
            shared.setdefault(pair, []).append(item)
    for a, b in sorted(shared, key=lambda pair: (rank[pair[0]], rank[pair[1]])):
        common, either = shared[a, b], graph.nodes[a]["items"] + graph.nodes[b]["items"]
        value = {
            "simple": float(len(common)),
            "newman": float(sum(1 / (len(units[i]) - 1) for i in common)),
            "jaccard": len(common) / (either - len(common)),
        }[weight]
        graph.add_edge(a, b, weight=value, shared=len(common), items=";".join(map(str, common)))
    return graph


class Circles(NamedTuple):
    """Communities of units and how far they can be believed.

    ``members``: units of each circle, the largest first, units of one item only left aside. ``modularity`` of that
    division, and the 97.5th percentile and mean of what networks of the same degrees give. ``affinity``: for each unit and
    circle, how often a draw of items puts it with a member of that circle.
    """

    members: tuple[tuple[str, ...], ...]
    modularity: float
    null_mean: float
    null_high: float
    affinity: pd.DataFrame


def circles(tables: Tables, *, draws: int = 200, seed: int = nulls.SEED) -> Circles:
    """Find circles of units that share items (Louvain on simple weights), with their null and their stability.

    The null are networks of the same degrees (`nulls.curveball`); stability is that under draws of the items with
    replacement, since the ledger is a set of items.
    """
    held, _, units = matrix(tables)
    observed = nulls.shared(held)[None]
    found = louvain.communities(observed, seed)
    null: list[float] = []
    for part in _parts(nulls.curveball(held, draws, chains=min(draws, 100), seed=seed)):
        weights = nulls.shared(part)
        null += louvain.modularity(weights, louvain.communities(weights, seed)).tolist()
    rng = np.random.default_rng(seed)
    together = np.zeros((len(units), len(units)))
    present = np.zeros((len(units), len(units)))
    for part in _parts(held[rng.integers(0, len(held), (draws, len(held)))]):
        there = np.asarray(part.any(axis=1))
        both = there[:, :, None] & there[:, None, :]
        labels = louvain.communities(nulls.shared(part), seed)
        present += both.sum(axis=0)
        together += (both & (labels[:, :, None] == labels[:, None, :])).sum(axis=0)
    rate = together / np.maximum(present, 1)
    groups = [set(np.flatnonzero(found[0] == k).tolist()) for k in range(len(units))]
    groups = sorted((g for g in groups if len(g) > 1), key=lambda g: (-len(g), min(g)))
    affinity = pd.DataFrame(
        {
            f"circle_{k + 1}": [_mean_without(rate[i], group, i) for i in range(len(units))]
            for k, group in enumerate(groups)
        },
        index=pd.Index(units, name="unit"),
    )
    return Circles(
        tuple(tuple(units[i] for i in sorted(g)) for g in groups),
        float(louvain.modularity(observed, found)[0]),
        float(np.mean(null)),
        float(np.percentile(null, 97.5)),
        affinity,
    )


# Cells of the networks that are divided at a time.
_AT_A_TIME = 1_000_000


def _parts(networks: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    """Networks in parts whose matrices of units by units fit into the room."""
    step = max(1, _AT_A_TIME // max(1, networks.shape[2] ** 2))
    for start in range(0, len(networks), step):
        yield networks[start : start + step]


def _mean_without(row: NDArray[np.float64], group: set[int], own: int) -> float:
    others = [row[i] for i in group if i != own]
    return float(np.mean(others)) if others else float("nan")


def repeated(tables: Tables, least: int = 2) -> list[tuple[str, ...]]:
    """Units tied by pairs that share at least so many items: each group is a connected component, the largest first."""
    import networkx as nx

    graph = projection(tables)
    strong = nx.Graph([(a, b) for a, b, n in graph.edges(data="shared") if n >= least])
    order = {unit: i for i, unit in enumerate(graph.nodes)}
    groups = [tuple(sorted(g, key=order.__getitem__)) for g in nx.connected_components(strong)]
    return sorted(groups, key=lambda g: (-len(g), order[g[0]]))


def pair_tests(tables: Tables, *, draws: int = nulls.NETWORKS, seed: int = nulls.SEED) -> pd.DataFrame:
    """Pairs of units against chance.

    Returns
    -------
    DataFrame
        ``a``, ``b``, ``shared``, ``upper`` and ``lower`` (how often networks of the same degrees share at least, or at
        most, as many items), ``q_upper`` over the pairs that share any item and ``q_lower`` over those that each have two
        items or more (false discovery rates, Benjamini & Hochberg 1995); the likeliest ties first. ``lower`` alone tells
        units that avoid each other. In one ledger these are ranks to look at, no findings.
    """
    from scipy.stats import false_discovery_control

    held, _, units = matrix(tables)
    null, common = nulls.pair_null(held, draws=draws, seed=seed), nulls.shared(held)
    i, j = np.triu_indices(len(units), 1)
    out = pd.DataFrame(
        {
            "a": [units[k] for k in i],
            "b": [units[k] for k in j],
            "shared": common[i, j].astype(int),
            "upper": null.upper[i, j],
            "lower": null.lower[i, j],
        }
    )
    degrees = common.diagonal()
    for tail, tested in (("upper", out["shared"] > 0), ("lower", (degrees[i] > 1) & (degrees[j] > 1))):
        out[f"q_{tail}"] = np.nan
        if tested.any():
            out.loc[tested, f"q_{tail}"] = false_discovery_control(out.loc[tested, tail])
    return out.sort_values(["upper", "shared"], ascending=[True, False], kind="stable").reset_index(drop=True)


def beyond_chance(tests: pd.DataFrame) -> pd.DataFrame:
    """Pairs of `pair_tests` that share more items than chance gives, at a false discovery rate of 5 % among those that meet.

    A pair that meets once is none: two units of one item each meet in any network in which they meet at all.
    """
    return tests[(tests["q_upper"] < 0.05) & (tests["shared"] > 1)]


class Core(NamedTuple):
    """A core and its fit: the correlation of who shares items with what a core would be (1 perfect)."""

    members: tuple[str, ...]
    fit: float
    null_high: float


def core(tables: Tables, *, draws: int = 200, seed: int = nulls.SEED) -> Core:
    """Find the core of a core-periphery structure.

    In an ideal one all of the core share items with each other and none of the periphery do; ties between core and
    periphery are left open (Borgatti & Everett 2000, Social Networks 21(4)). Units are taken into the core in order of
    their partners (Lip 2011), as many as fit best. ``null_high`` is the 97.5th percentile of the fit in networks of the
    same degrees.
    """
    held, _, units = matrix(tables)
    members, fit = _core(nulls.shared(held) > 0)
    null = [_core(nulls.shared(m) > 0)[1] for m in nulls.curveball(held, draws, chains=min(draws, 100), seed=seed)]
    return Core(tuple(units[i] for i in members), fit, float(np.percentile(null, 97.5)))


def _core(tied: NDArray[np.bool_]) -> tuple[list[int], float]:
    """Units of the best core, and how well it fits, over all sizes at once.

    For binary data the correlation follows from three counts: pairs inside core or periphery, those of them in the core,
    and those tied (phi coefficient).
    """
    tied = tied & ~np.eye(len(tied), dtype=bool)
    order, n = np.argsort(-tied.sum(axis=1), kind="stable"), len(tied)
    inside = np.triu(tied[np.ix_(order, order)], 1)
    size = np.arange(n + 1)
    # ties among the first k, and among all but the first k
    first = np.concatenate([[0], inside.sum(axis=0).cumsum()])
    rest = np.concatenate([inside.sum(axis=1)[::-1].cumsum()[::-1], [0]])
    core, periphery = size * (size - 1) / 2, (n - size) * (n - size - 1) / 2
    pairs, ties = core + periphery, first + rest
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = (pairs * first - core * ties) / np.sqrt(core * periphery * ties * (pairs - ties))
    fit = np.where(np.isfinite(fit) & (size >= 2) & (size < n - 1), fit, 0.0)
    best = int(fit.argmax())
    return ([int(i) for i in order[:best]], float(fit[best])) if fit[best] > 1e-12 else ([], 0.0)


def roles(tables: Tables) -> pd.DataFrame:
    """Role of each unit, by how many it works with, how often, and how often it leads.

    Returns
    -------
    DataFrame
        Indexed by unit: ``kind``, ``items``, ``leads``, ``breadth`` (partners), ``depth`` (items shared with a partner, on
        average), ``lead_share``, ``betweenness`` (in the projection, 0 to 1), ``role``: ``leading`` leads at least half of
        its items, ``key`` supports and works with more units than the median unit, ``auxiliary`` the rest, ``alone``
        shares no item (after the types of joint policy-making in Healthcare 2022, 10:590).
    """
    import networkx as nx

    graph = projection(tables)
    frame = per_unit(dict(tables))
    between = nx.betweenness_centrality(graph)
    out = frame[["kind", "items", "leads"]].copy()
    out["breadth"] = frame["partners"]
    out["depth"] = [float(np.mean([d["shared"] for *_, d in graph.edges(u, data=True)] or [0.0])) for u in out.index]
    out["lead_share"] = out["leads"] / out["items"]
    out["betweenness"] = [float(between[u]) for u in out.index]
    middle = out["breadth"].median()
    out["role"] = [
        "alone" if not b else "leading" if lead >= 0.5 else "key" if b > middle else "auxiliary"
        for b, lead in zip(out["breadth"], out["lead_share"], strict=True)
    ]
    return out


def brokers(found: Circles, most: float = 0.45, least: float = 0.15) -> list[str]:
    """Units between the two largest circles.

    They go with either at least as often as ``least``, and with the one not more often than with the other by ``most``.
    """
    if len(found.members) < 2:
        return []
    a, b = found.affinity["circle_1"], found.affinity["circle_2"]
    inside = {u for group in found.members for u in group}
    near = ((a - b).abs() <= most) & (a >= least) & (b >= least)
    return [str(u) for u in found.affinity.index[near] if str(u) in inside]
