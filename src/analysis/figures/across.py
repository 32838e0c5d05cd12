"""Many ledgers: a bar for each with its targets by verdict, and how the rates lie round the target."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.across import by
from analysis.fields import label
from analysis.figures.style import GRID, INK, MUTED, RATES, VERDICT, WIDTH, bare, canvas, nothing, style, titled
from analysis.fulfilment import LEAST_POOLED, flagged, measured
from analysis.narrate import across_note, across_title, bunching_note, bunching_title, clip, percent

# More rows than this no page holds: those between the ends are put together in one.
MOST_ROWS = 60
_ORDER = ("exceeded", "met", "unverified", "short")
_CLASS = 0.05


def across_figure(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> Figure:
    """Draw a bar for each ledger: its targets exceeded, met, unverified and short, as shares of all.

    Returns
    -------
    Figure
        0.27 inches a ledger; beyond `MOST_ROWS` the middle is one row.
    """
    rows = _rows(tables, lang)
    with style():
        fig = canvas(WIDTH, 0.27 * max(1, len(rows)) + 1.75)
        inches = fig.get_figheight()
        ax = fig.add_axes((0.30, 0.55 / inches, 0.62, 1 - (0.55 + 1.1) / inches))
        bare(ax)
        ax.xaxis.tick_top()
        ax.set_xlim(0, 1)
        ax.set_ylim(max(1, len(rows)) - 0.4, -0.6)
        ax.set_yticks(range(len(rows)), [name for name, _ in rows], fontsize=9)
        ticks = [0, 0.25, 0.5, 0.75, 1]
        ax.set_xticks(ticks, [percent(t) for t in ticks])
        for y, (_, counts) in enumerate(rows):
            _bar(ax, y, counts)
            ax.text(1.012, y, str(sum(counts.values())), va="center", fontsize=9, color=MUTED)
        for i, verdict in enumerate(_ORDER):
            x = 0.30 + i * 0.16
            fig.add_artist(_patch((x, 0.14 / inches), 0.016, 0.13 / inches, verdict, fig))
            fig.text(x + 0.022, 0.2 / inches, label(verdict, lang), fontsize=9, va="center")
        titled(fig, across_title(tables, lang), across_note(lang) if rows else "")
    return fig


def _rows(tables: Mapping[str, pd.DataFrame], lang: str) -> list[tuple[str, dict[str, int]]]:
    """Name and verdicts of each bar, those of the greatest share proven to be kept first."""
    frame = by(tables, "ledger")
    frame = frame[frame["targets"] > 0] if len(frame) else frame
    if frame.empty:
        return []
    frame = frame.assign(order=frame["share_kept_low"].astype(float)).sort_values(
        "order", ascending=False, kind="stable"
    )
    targets = tables["fulfilment"]
    unended = set(targets.loc[flagged(targets, "not_due"), "ledger"])
    rows = [
        (
            # a star: the year was not over
            clip(f"{r['place']} {r['year']}".strip() if r["place"] else str(r["title"]), 18)
            + "*" * (ledger in unended),
            {v: int(r[v]) for v in _ORDER},
        )
        for ledger, r in frame.to_dict("index").items()
    ]
    if len(rows) <= MOST_ROWS:
        return rows
    half = MOST_ROWS // 2
    middle = rows[half : len(rows) - half]
    name = f"其余{len(middle)}份" if lang == "zh" else f"{len(middle)} others"
    return [
        *rows[:half],
        (name, {v: sum(counts[v] for _, counts in middle) for v in _ORDER}),
        *rows[len(rows) - half :],
    ]


def _bar(ax: Axes, y: int, counts: Mapping[str, int]) -> None:
    total, x = sum(counts.values()), 0.0
    for verdict in _ORDER:
        width = counts[verdict] / total
        if width:
            ax.add_patch(_patch((x, y - 0.36), width, 0.72, verdict))
            if width > 0.05 and verdict != "unverified":
                ax.text(x + width / 2, y, str(counts[verdict]), color="white", ha="center", va="center", fontsize=8)
        x += width


def _patch(at: tuple[float, float], width: float, height: float, verdict: str, fig: Figure | None = None) -> Rectangle:
    unknown = verdict == "unverified"
    out = Rectangle(
        at, width, height, facecolor="white" if unknown else VERDICT[verdict], hatch="////" if unknown else None,
        edgecolor="#cfcfcf" if unknown else "white", lw=0.6,
    )  # fmt: skip
    if fig is not None:
        out.set_transform(fig.transFigure)
    return out


def bunching_figure(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> Figure:
    """Draw how many verified targets end at which rate.

    Returns
    -------
    Figure
        4.2 inches high; nothing but its title where fewer than `analysis.fulfilment.LEAST_POOLED` are verified.
    """
    x = measured(tables["fulfilment"])["log2_rate"].dropna().to_numpy(dtype=float)
    if x.size < LEAST_POOLED:
        return nothing(bunching_title(tables, lang))
    with style():
        fig = canvas(WIDTH, 4.2)
        ax = fig.add_axes((0.08, 0.12, 0.89, 0.62))
        low, high = -1.0, 2.0
        classes = np.clip(np.floor(x / _CLASS + 1e-9), low / _CLASS, high / _CLASS - 1).astype(int)
        at, counts = np.unique(classes, return_counts=True)
        colors = [VERDICT["met"] if k == 0 else VERDICT["exceeded"] if k > 0 else VERDICT["short"] for k in at]
        ax.bar((at + 0.5) * _CLASS, counts, width=_CLASS * 0.9, color=colors)
        ax.axvline(0, color=INK, lw=1)
        ax.set_xlim(low - 0.03, high + 0.03)
        ticks = [t for t in RATES if low <= np.log2(t) <= high]
        ends = {2**low: "≤", 2**high: "≥"}
        ax.set_xticks([float(np.log2(t)) for t in ticks], [ends.get(t, "") + percent(t) for t in ticks])
        ax.yaxis.grid(True, color=GRID)
        ax.set_axisbelow(True)
        ax.set_ylabel("目标" if lang == "zh" else "targets")
        titled(fig, bunching_title(tables, lang), bunching_note(lang))
    return fig
