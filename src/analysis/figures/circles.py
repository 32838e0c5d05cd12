"""The two circles and the matrix of pairs: which units share items, and how many."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from analysis.coresponsibility import per_unit
from analysis.figures.style import INK, KIND, MUTED, bare, canvas, nothing, style, titled
from analysis.narrate import circle_heads, circles_note, circles_title, clip, matrix_note, matrix_title
from analysis.networks import Circles, brokers, projection

# Lines of one shared item, of two, of three and more.
_LINES = ((3, "#6d7a84", 2.6), (2, "#a9b4bb", 1.4), (1, "#e1e5e8", 0.6))
_ROW = 0.34
_LABEL = 14


def circles_figure(tables: Mapping[str, pd.DataFrame], found: Circles, lang: str = "zh") -> Figure:
    """Draw the two largest circles in columns, those that go between in a column of their own, and the others beside.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of one ledger.
    found : Circles
        As `analysis.networks.circles` gives them.
    lang : {'zh', 'en'}
        Language of the words around the data.

    Returns
    -------
    Figure
        11 inches wide, 0.34 inches a unit of the longest column. The places follow from the numbers: no layout is drawn by
        chance.
    """
    graph, units = projection(tables), per_unit(dict(tables))
    columns = _columns(found, units)
    if not found.members:
        return nothing(circles_title(tables, found, lang))
    # a name below its dot needs the room of two
    height = max(len(columns[0]), 1.7 * len(columns[1]), len(columns[2]), 1)
    with style():
        fig = canvas(11.0, _ROW * max(4, height) + 1.9)
        inches = fig.get_figheight()
        ax = fig.add_axes((0.02, 0.1 / inches, 0.96, 1 - (0.1 + 1.0) / inches))
        bare(ax)
        ax.set_xticks([])
        ax.set_yticks([])
        ax.set_xlim(0, 10.56)
        ax.set_ylim(max(4, height) - 0.3, -1.6)
        place: dict[str, tuple[float, float]] = {}
        xs = (2.9, 5.28, 7.66)
        for x, column in zip(xs, columns, strict=True):
            step = max(4, height) / max(1, len(column))
            place |= {unit: (x, (i + 0.5) * step - 0.5) for i, unit in enumerate(column)}
        heads = circle_heads(set(columns[1]) <= set(brokers(found)), lang)
        for x, head, column in zip(xs, heads, columns, strict=True):
            if column:
                ax.text(x, -1.25, head, ha="center", va="center", fontsize=11.5)
        for least, color, width in reversed(_LINES):
            for a, b, shared in graph.edges(data="shared"):
                if a in place and b in place and (shared == least or (least == 3 and shared > 3)):
                    _tie(ax, place[a], place[b], color, width)
        items = _items(units)
        most = max(items.values(), default=1)
        for unit, (x, y) in place.items():
            color = KIND[str(units.at[unit, "kind"])]
            size = 6 + 13 * (items[unit] / most) ** 0.5
            leads = bool(units.at[unit, "leads"])
            ax.plot([x], [y], "o", ms=size, mfc=color if leads else "white", mec=color, mew=1.6, zorder=3)
            words = f"{clip(unit, _LABEL)} {items[unit]}"
            if x == xs[1]:
                ax.annotate(
                    words,
                    (x, y),
                    xytext=(0, -size / 2 - 3),
                    textcoords="offset points",
                    ha="center",
                    va="top",
                    fontsize=9,
                )
            else:
                side = -1 if x == xs[0] else 1
                ax.annotate(
                    words, (x, y), xytext=(side * (size / 2 + 5), 0), textcoords="offset points",
                    ha="right" if side < 0 else "left", va="center", fontsize=9.5,
                )  # fmt: skip
        titled(fig, circles_title(tables, found, lang), circles_note(tables, found, lang))
    return fig


def _items(units: pd.DataFrame) -> dict[str, int]:
    return {str(unit): int(count) for unit, count in units["items"].items()}


def _columns(found: Circles, units: pd.DataFrame) -> tuple[list[str], list[str], list[str]]:
    """Units of the first circle, those between the two or in smaller circles, and of the second, most items first."""
    between = set(brokers(found)) | {u for group in found.members[2:] for u in group}
    order = {str(u): (-int(r["items"]), i) for i, (u, r) in enumerate(units.iterrows())}
    first, second = (found.members[k] if k < len(found.members) else () for k in (0, 1))
    sides = [sorted((u for u in group if u not in between), key=order.__getitem__) for group in (first, second)]
    middle = sorted(between, key=order.__getitem__)
    return sides[0], middle, sides[1]


def _tie(ax: Axes, a: tuple[float, float], b: tuple[float, float], color: str, width: float) -> None:
    """An arc inside a column, an S between two."""
    (x, y), (u, v) = a, b
    if x == u:
        out = min(1.25, 0.3 + 0.12 * abs(v - y)) * (1 if x < 5.2 else -1)
        points = [(x, y), (x + out, y), (x + out, v), (x, v)]
    else:
        middle = (x + u) / 2
        points = [(x, y), (middle, y), (middle, v), (u, v)]
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    ax.add_patch(
        PathPatch(Path(points, codes), facecolor="none", edgecolor=color, lw=width, zorder=1 if width < 1 else 2)
    )


def matrix_figure(tables: Mapping[str, pd.DataFrame], lang: str = "zh", *, least: int = 2) -> Figure:
    """Draw how many items each pair of units shares; only units of so many items, those that share most side by side.

    Returns
    -------
    Figure
        0.34 inches a unit.
    """
    graph, units = projection(tables, "jaccard"), per_unit(dict(tables))
    names = [str(u) for u in units.index[units["items"] >= least]]
    names = _ordered(names, {frozenset((a, b)): float(w) for a, b, w in graph.edges(data="weight")})
    n, items = len(names), _items(units)
    if not names:
        return nothing(matrix_title(tables, lang))
    with style():
        longest = max(len(clip(u, _LABEL)) for u in names)
        left = 0.16 * longest + 0.3
        fig = canvas(max(7.0, left + _ROW * n + 1.2), max(3.0, _ROW * n + 1.3))
        inches, across = fig.get_figheight(), fig.get_figwidth()
        ax = fig.add_axes((left / across, 0.2 / inches, n * _ROW / across, n * _ROW / inches))
        bare(ax)
        ax.set_xlim(-0.5, n - 0.5)
        ax.set_ylim(n - 0.5, -0.5)
        ax.set_xticks([])
        ax.set_yticks(range(n), [clip(u, _LABEL) for u in names], fontsize=9)
        for i, a in enumerate(names):
            ax.text(i, i, str(items[a]), ha="center", va="center", fontsize=8, color=MUTED)
            for j, b in enumerate(names[:i]):
                tie = graph.get_edge_data(a, b)
                if tie is not None:
                    weight = float(tie["weight"])
                    ax.add_patch(Rectangle((j - 0.46, i - 0.46), 0.92, 0.92, facecolor=_shade(weight)))
                    color = "white" if weight > 0.45 else INK
                    ax.text(j, i, str(int(tie["shared"])), ha="center", va="center", fontsize=8.5, color=color)
        titled(fig, matrix_title(tables, lang), matrix_note(lang, least))
    return fig


def _shade(weight: float) -> tuple[float, float, float]:
    light, dark = np.array([0.93, 0.95, 0.98]), np.array([0.08, 0.33, 0.55])
    r, g, b = light + (dark - light) * min(1.0, weight) ** 0.7
    return float(r), float(g), float(b)


def _ordered(names: list[str], weights: dict[frozenset[str], float]) -> list[str]:
    """Names in the order of the leaves of a tree of likeness (average linkage, optimal leaf order)."""
    if len(names) < 3:
        return names
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering

    distance = np.array([1 - weights.get(frozenset((a, b)), 0.0) for i, a in enumerate(names) for b in names[i + 1 :]])
    tree = linkage(distance, "average")
    return [names[i] for i in leaves_list(optimal_leaf_ordering(tree, distance))]
