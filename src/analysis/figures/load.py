"""Load under every count, load by category, and the Lorenz curve with what chance would give."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.concentration import lorenz
from analysis.fields import label
from analysis.figures.style import GRID, INK, MUTED, VERDICT, WIDTH, bare, canvas, nothing, style, titled
from analysis.narrate import areas_note, areas_title, clip, lorenz_note, lorenz_title, percent, rules_note, rules_title
from analysis.workload import COUNTS, chance, counts_of, leader_categories, per_leader, shares

_MOST_NAMED = 22

_COUNTS = dict(zip(COUNTS, ("#1f6fb2", "#d08a1d", "#4f9d69", "#8a67b5", "#9a9a9a"), strict=True))


# Shares that differ by less would cover each other's dots.
_NEARLY = 0.005
# Rows between the middles of dots that stand above each other.
_APART = 0.17


def counting_rules_figure(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> Figure:
    """Draw each leader's share of the load under five counts, and the range between them.

    Returns
    -------
    Figure
        0.42 inches a leader.
    """
    frame = shares(tables)[counts_of(tables)].fillna(0) if len(per_leader(dict(tables))) else pd.DataFrame()
    with style():
        fig = canvas(WIDTH, 0.42 * max(1, len(frame)) + 1.75)
        inches = fig.get_figheight()
        ax = fig.add_axes((0.13, 0.75 / inches, 0.83, 1 - (0.75 + 0.95) / inches))
        bare(ax)
        ax.set_ylim(max(1, len(frame)) - 0.4, -0.6)
        ax.set_yticks(range(len(frame)), [clip(str(n), 8) for n in frame.index], fontsize=11)
        highest = float(frame.to_numpy().max()) if len(frame) else 0.5
        ticks = np.arange(0, highest + 0.1, 0.1)
        ax.set_xticks(list(ticks), [percent(float(t)) for t in ticks])
        ax.set_xlim(-0.015, highest + 0.05)
        for t in ticks:
            ax.axvline(float(t), color=GRID, lw=0.8, zorder=0)
        if len(frame):
            ax.axvline(1 / len(frame), color=INK, lw=1, ls=(0, (3, 3)), zorder=1)
            words = "平均分担" if lang == "zh" else "equal shares"
            ax.text(1 / len(frame), -0.62, words, fontsize=8.5, color=MUTED, ha="center", va="bottom")
        for y, row in enumerate(frame.to_dict("records")):
            values = [float(v) for v in row.values()]
            ax.plot([min(values), max(values)], [y, y], color="#cfcfcf", lw=4, solid_capstyle="round", zorder=1)
            for name, value in row.items():
                # dots of nearly one share stand above each other, so that each is seen
                same = [other for other in row if abs(row[other] - value) < _NEARLY]
                rise = (same.index(name) - (len(same) - 1) / 2) * _APART
                ax.plot([float(value)], [y + rise], "o", ms=8, color=_COUNTS[str(name)], mec="white", mew=0.8, zorder=2)
        for i, (name, color) in enumerate((c, _COUNTS[c]) for c in counts_of(tables)):
            x = 0.16 + i * 0.165
            fig.text(x, 0.2 / inches, "●", color=color, fontsize=10, va="center")
            fig.text(x + 0.02, 0.2 / inches, label(name, lang), fontsize=9, va="center")
        titled(fig, rules_title(tables, lang), rules_note(lang) if len(frame) else "")
    return fig


def areas_figure(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> Figure:
    """Draw how many items of each category each leader has: a row that is one leader's alone shows that areas are assigned.

    Returns
    -------
    Figure
        A row for each category, a column for each leader.
    """
    grid = leader_categories(tables).T
    with style():
        longest = max((len(clip(str(c), 16)) for c in grid.index), default=4)
        left = 0.16 * longest + 0.3
        fig = canvas(max(WIDTH, left + 0.85 * max(1, grid.shape[1]) + 0.4), 0.36 * max(1, len(grid)) + 1.75)
        inches, across = fig.get_figheight(), fig.get_figwidth()
        ax = fig.add_axes((left / across, 0.15 / inches, 1 - (left + 0.3) / across, 1 - (0.15 + 1.45) / inches))
        bare(ax)
        ax.xaxis.tick_top()
        ax.set_xlim(-0.5, max(1, grid.shape[1]) - 0.5)
        ax.set_ylim(max(1, len(grid)) - 0.5, -0.5)
        named = [clip(str(n), 8) for n in grid.columns] if grid.size else []
        ax.set_xticks(range(len(named)), named, fontsize=10)
        ax.set_yticks(range(len(grid)), [clip(str(n), 16) for n in grid.index], fontsize=9.5)
        most = max(1, int(grid.to_numpy().max())) if grid.size else 1
        for y, row in enumerate(grid.to_numpy()):
            ax.axhline(y, color=GRID, lw=0.8, zorder=0)
            shared = int((row > 0).sum()) > 1
            for x, count in enumerate(row):
                if count:
                    side = 0.26 + 0.6 * (int(count) / most) ** 0.5
                    color = VERDICT["short"] if shared else VERDICT["exceeded"]
                    ax.add_patch(Rectangle((x - side / 2, y - side / 2), side, side, facecolor=color, zorder=2))
                    ax.text(x, y, str(int(count)), color="white", ha="center", va="center", fontsize=8.5, zorder=3)
        titled(fig, areas_title(tables, lang), areas_note(tables, lang) if grid.size else "")
    return fig


def lorenz_figure(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> Figure:
    """Draw the Lorenz curve of items over leaders with the band of chance in which areas are assigned as wholes.

    Returns
    -------
    Figure
        The curve and, beside it, the leaders with their items, the lightest first; empty but for its title where fewer
        than two leaders are named.
    """
    null = chance(tables)
    if not null:
        return nothing(lorenz_title(tables, lang))
    with style():
        fig = canvas(WIDTH, 6.2)
        loads = per_leader(dict(tables))["items"]
        curve = lorenz(loads.to_list())
        ax = fig.add_axes((0.085, 0.10, 0.55, 0.74))
        _loads(fig, loads, lang)
        x = curve[:, 0]
        ax.fill_between(x, *null["blocks"].curves, color="#e4e9ee", lw=0, zorder=0)
        ax.plot([0, 1], [0, 1], color=MUTED, lw=0.9, ls=(0, (3, 3)), zorder=1)
        ax.plot(x, curve[:, 1], "-o", color=VERDICT["exceeded"], lw=2, ms=5, zorder=2)
        ax.set_xlim(0, 1)
        ax.set_ylim(0, 1)
        ticks = [0, 0.25, 0.5, 0.75, 1]
        ax.set_xticks(ticks, [percent(t) for t in ticks])
        ax.set_yticks(ticks, [percent(t) for t in ticks])
        ax.set_xlabel("领导（由轻到重）" if lang == "zh" else "leaders, lightest first")
        ax.set_ylabel("事项" if lang == "zh" else "items")
        titled(fig, lorenz_title(tables, lang), lorenz_note(tables, lang))
    return fig


def _loads(fig: Figure, loads: pd.Series, lang: str) -> None:
    """List the leaders with their items beside the curve, the lightest first as on its axis; of many the heaviest."""
    shown = loads.head(_MOST_NAMED)[::-1]
    fig.text(0.68, 0.84, "事项" if lang == "zh" else "items", fontsize=9, color=MUTED, va="bottom")
    for i, (name, count) in enumerate(shown.items()):
        y = 0.82 - i * 0.72 / _MOST_NAMED
        fig.text(0.715, y, str(int(count)), fontsize=9, ha="right", va="top")
        fig.text(0.73, y, f"{clip(str(name), 10)}  {percent(float(count) / float(loads.sum()))}", fontsize=9, va="top")
    if len(loads) > len(shown):
        rest = len(loads) - len(shown)
        words = f"另{rest}位更少" if lang == "zh" else f"{rest} more with fewer"
        fig.text(0.73, 0.82 - len(shown) * 0.72 / _MOST_NAMED, words, fontsize=9, color=MUTED, va="top")
