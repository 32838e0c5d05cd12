"""The incidence figure: every item a column, every unit a row, nothing folded and nothing lost."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.coresponsibility import KINDS, incidence, per_unit
from analysis.figures.style import BAND, INK, KIND, MUTED, bare, canvas, nothing, style, titled
from analysis.narrate import category_mark, coresponsibility_note, coresponsibility_title

_COLUMN, _ROW = 0.29, 0.25
_CATEGORY_GAP, _BAND_GAP = 0.55, 0.9


def incidence_figure(tables: dict[str, pd.DataFrame], lang: str = "zh") -> Figure:
    """Draw who answers for what, units by kind and load, items by category.

    Parameters
    ----------
    tables : dict of str to DataFrame
        The tables of one ledger.
    lang : {'zh', 'en'}
        Language of the words around the data.

    Returns
    -------
    Figure
        Wide and high enough for every name to be read.
    """
    links, units = incidence(tables), per_unit(tables)
    if units.empty:
        return nothing(coresponsibility_title(tables, lang))
    columns, marks = _columns(tables["items"])
    rows = _rows(units)
    width = max(columns.values(), default=0) + 1
    height = max(rows.values()) + 1
    longest = max(len(u) for u in units.index)
    left, right, top, bottom = 0.16 * longest + 0.25, 1.75, 1.25, 0.45
    inches = (max(8.0, left + right + _COLUMN * width), top + bottom + _ROW * height)
    with style():
        fig = canvas(*inches)
        ax = fig.add_axes(
            (left / inches[0], bottom / inches[1], 1 - (left + right) / inches[0], 1 - (top + bottom) / inches[1])
        )
        side = fig.add_axes(
            (
                1 - (right - 0.15) / inches[0],
                bottom / inches[1],
                (right - 0.45) / inches[0],
                1 - (top + bottom) / inches[1],
            )
        )
        for axes in (ax, side):
            bare(axes)
            axes.set_ylim(height - 0.5, -0.5)
            axes.set_yticks([])
        ax.set_xlim(-0.6, width - 0.4)
        _grid(ax, rows, width)
        _categories(ax, marks, lang)
        ax.set_xticks(list(columns.values()), list(columns), fontsize=8, color=MUTED)
        xs, ys = links["item"].map(columns), links["unit"].map(rows)
        ends = ys.groupby(xs).agg(["min", "max"])
        ax.vlines(ends.index, ends["min"], ends["max"], color="#c9ced2", lw=1.6, zorder=1)
        colors = links["kind"].map(KIND).to_list()
        filled = [c if lead else "white" for c, lead in zip(colors, links["lead"], strict=True)]
        ax.scatter(xs, ys, s=64, c=filled, edgecolors=colors, linewidths=1.6, zorder=2)
        for unit, y in rows.items():
            ax.annotate(
                unit, (0, y), xycoords=("axes fraction", "data"), xytext=(-7, 0), textcoords="offset points",
                ha="right", va="center", fontsize=9, annotation_clip=False,
            )  # fmt: skip
        _bars(side, units, rows, lang)
        titled(fig, coresponsibility_title(tables, lang), coresponsibility_note(lang))
    return fig


def _columns(items: pd.DataFrame) -> tuple[dict[str, float], list[tuple[str, float, float]]]:
    """Place of each item, and for each run of a category its mark, first and last place."""
    places: dict[str, float] = {}
    marks: list[tuple[str, float, float]] = []
    x, before = 0.0, None
    seen: list[str] = []
    for row in items.to_dict("records"):
        category = str(row["category"])
        if category != before:
            if before is not None:
                x += _CATEGORY_GAP
            if category not in seen:
                seen.append(category)
            marks.append((category_mark(category, seen.index(category)) if category else "", x, x))
            before = category
        places[str(row["item"])] = x
        marks[-1] = (marks[-1][0], marks[-1][1], x)
        x += 1
    return places, marks


def _rows(units: pd.DataFrame) -> dict[str, float]:
    out: dict[str, float] = {}
    y, before = 0.0, None
    for kind in KINDS:
        for unit in units.index[units["kind"] == kind]:
            if before is not None and kind != before:
                y += _BAND_GAP
            out[str(unit)] = y
            y, before = y + 1, kind
    return out


def _grid(ax: Axes, rows: dict[str, float], width: float) -> None:
    ax.barh(list(rows.values())[::2], width + 0.2, left=-0.6, height=1, color=BAND, zorder=0)


def _categories(ax: Axes, marks: list[tuple[str, float, float]], lang: str) -> None:
    for mark, a, b in marks:
        if mark:
            ax.plot([a - 0.3, b + 0.3], [-0.75, -0.75], color=INK, lw=1.4, clip_on=False)
            ax.text((a + b) / 2, -0.95, mark, ha="center", va="bottom", fontsize=9)


def _bars(ax: Axes, units: pd.DataFrame, rows: dict[str, float], lang: str) -> None:
    largest = max(units["items"].max() if len(units) else 1, 1)
    ax.set_xlim(0, largest * 1.12)
    ax.set_xticks([])
    ys, colors = units.index.map(rows), units["kind"].map(KIND)
    ax.barh(ys, units["leads"], height=0.6, color=colors, zorder=2)
    ax.barh(ys, units["items"], height=0.6, facecolor="none", edgecolor=colors, lw=1.3, zorder=3)
    for y, items in zip(ys, units["items"], strict=True):
        ax.text(items + largest * 0.03, y, str(items), fontsize=8, color=MUTED, va="center")
    words = "参与事项数（实=牵头）" if lang == "zh" else "items (filled = leads)"
    ax.text(0, -0.95, words, fontsize=8, color=MUTED, va="bottom")
