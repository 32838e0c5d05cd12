"""The portfolio strip: one row per leader, one tile per item."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.style import INK, VERDICT, WIDTH, bare, canvas, nothing, style, titled
from analysis.narrate import plural, workload_note, workload_title
from analysis.workload import per_leader, portfolio

_GAP = 0.6
_FACE = {"unverified": "white"}
_EDGE = {"unverified": "#9a9a9a", "no_number": "#9a9a9a"}
_LETTERS = {"unverified": INK, "no_number": INK}


def portfolio_figure(tables: dict[str, pd.DataFrame], lang: str = "zh") -> Figure:
    """Draw each leader's items as tiles: width the responsible units, colour what became of the item's targets.

    Parameters
    ----------
    tables : dict of str to DataFrame
        The tables of one ledger.
    lang : {'zh', 'en'}
        Language of the words around the data.

    Returns
    -------
    Figure
        0.62 inches a leader.
    """
    folio, load = portfolio(tables), per_leader(tables)
    if load.empty:
        return nothing(workload_title(tables, lang))
    with style():
        fig = canvas(WIDTH, 0.62 * len(load) + 1.1)
        inches = fig.get_figheight()
        ax = fig.add_axes((0.10, 0.15 / inches, 0.88, 1 - (0.15 + 0.85) / inches))
        bare(ax)
        ax.set_xticks([])
        widest = 1.0
        for y, (leader, row) in enumerate(load.iterrows()):
            x, category = 0.0, None
            for tile in folio[folio["leader"] == leader].to_dict("records"):
                if category is not None and tile["category"] != category:
                    x += _GAP
                category = tile["category"]
                _tile(fig, x, y, tile)
                x += max(1, tile["units"])
            widest = max(widest, x)
            ax.annotate(
                _totals(row, lang), (x, y), xytext=(8, 0), textcoords="offset points", fontsize=9, va="center",
                annotation_clip=False,
            )  # fmt: skip
        ax.set_xlim(0, widest * 1.42)
        ax.set_ylim(len(load) - 0.5, -0.5)
        ax.set_yticks(range(len(load)), [str(n) for n in load.index], fontsize=11.5)
        titled(fig, workload_title(tables, lang), workload_note(lang))
    return fig


def _tile(fig: Figure, x: float, y: int, tile: Mapping[Hashable, object]) -> None:
    ax = fig.axes[0]
    verdict, width = str(tile["verdict"]), max(1, int(str(tile["units"])))
    ax.add_patch(
        Rectangle(
            (x, y - 0.4), width, 0.8, facecolor=_FACE.get(verdict, VERDICT[verdict]), edgecolor=_EDGE.get(verdict, "white"),
            linestyle=(0, (2.5, 2)) if verdict == "unverified" else "-", lw=1.1, zorder=2 if verdict in _EDGE else 1,
        )
    )  # fmt: skip
    ax.text(
        x + width / 2,
        y,
        str(tile["item"]),
        ha="center",
        va="center",
        fontsize=8.5,
        color=_LETTERS.get(verdict, "white"),
    )


def _totals(row: pd.Series, lang: str) -> str:
    items, targets, units, areas = (int(row[c]) for c in ("items", "targets", "units", "categories"))
    if lang == "en":
        words = [plural(items, "item"), plural(targets, "target"), plural(units, "unit")]
        return " · ".join(words + [plural(areas, "area")] * bool(areas))
    return f"{items}项 · {targets}个目标 · {units}个单位" + (f" · {areas}个领域" if areas else "")
