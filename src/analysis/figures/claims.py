"""The claim-evidence board and the kind strip: what each item claims and proves, and what is promised in kind."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.fields import label
from analysis.figures.style import BAND, GRID, INK, MUTED, RATES, VERDICT, WIDTH, bare, canvas, fitting, style, titled
from analysis.fulfilment import KINDS, claims, counted, measured
from analysis.narrate import board_note, board_title, clip, kinds_note, kinds_title, percent

# Inches of a row and of a unit of width; units of a tile, of the space behind it, and of what the targets count.
_ROW, _UNIT, _TILE, _SPACE, _SAID = 0.31, 0.82, 1.0, 0.06, 3.1
# Units between the rule of a category and its name.
_BEHIND_RULE = 0.12
# Rows of the strip that its tallest stack may take.
_TALLEST = 6.0
# Columns of hollow dots that the band of the unverified holds.
_ASIDE = 4
_CLAIM = {"done": "✓", "ongoing": "…", "late": "!", "none": ""}


def board_figure(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> Figure:
    """Draw one row for each item: what it claims, and a tile for each of its targets with the rate that is proven.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of one ledger.
    lang : {'zh', 'en'}
        Language of the words around the data.

    Returns
    -------
    Figure
        0.31 inches an item, as wide as the item of most targets needs; behind the tiles what they count, and the categories.
    """
    rows = claims(tables)
    rows["item_text"] = tables["items"]["task"].to_numpy()
    targets = {str(item): group for item, group in counted(tables["fulfilment"]).groupby("item", sort=False)}
    most = max([len(g) for g in targets.values()], default=1)
    categories = [str(c or "") for c in rows["category"]]
    breaks = sum(a != b for a, b in itertools.pairwise(categories))
    height = max(1.0, len(rows) + 0.5 * breaks)
    width = (1.9 + max(3, most) * (_TILE + _SPACE) + _SAID + (2.9 if any(categories) else 0.2)) * _UNIT
    with style():
        fig = canvas(max(WIDTH, width), _ROW * height + 1.35)
        inches, across = fig.get_figheight(), fig.get_figwidth()
        ax = fig.add_axes((0.02, 0.15 / inches, 0.96, 1 - (0.15 + 1.2) / inches))
        bare(ax)
        ax.set_xticks([])
        ax.set_yticks([])
        ax.set_xlim(0, 0.96 * across / _UNIT)
        ax.set_ylim(height, -0.9)
        ax.text(1.2, -0.6, "自述" if lang == "zh" else "claim", ha="center", va="center", color=MUTED, fontsize=9)
        y, start, category = 0.5, 0.0, categories[0] if categories else ""
        said = 1.9 + max(3, most) * (_TILE + _SPACE) + 0.1
        right = said + _SAID
        room = 0.98 * across - (right + _BEHIND_RULE) * _UNIT
        for row, named in zip(rows.to_dict("records"), categories, strict=True):
            if named != category:
                _category(ax, right, start, y - 0.5, category, room)
                y += 0.5
                start, category = y - 0.5, named
            ax.text(0.55, y, str(row["item"]), ha="right", va="center", color=MUTED, fontsize=9)
            ax.text(1.2, y, _CLAIM[str(row["status"])], ha="center", va="center", color=INK, fontsize=10)
            group = targets.get(str(row["item"]))
            if group is None:
                words = "没有数字目标" if lang == "zh" else "no number"
                ax.text(1.95, y, words, va="center", color=MUTED, fontsize=8.5)
            else:
                for i, target in enumerate(group.to_dict("records")):
                    _tile(ax, 1.9 + i * (_TILE + _SPACE), y, str(target["verdict"]), float(target["rate"]))
            words = str(row["item_text"]) if group is None else "、".join(dict.fromkeys(map(str, group["indicator"])))
            ax.text(said, y, clip(words, 19), va="center", color=MUTED, fontsize=8.5)
            y += 1
        if categories:
            _category(ax, right, start, y - 0.5, category, room)
        titled(fig, board_title(tables, lang), board_note(lang))
    return fig


def _tile(ax: Axes, x: float, y: float, verdict: str, rate: float) -> None:
    unknown = verdict == "unverified"
    ax.add_patch(
        Rectangle(
            (x, y - 0.4), _TILE, 0.8, facecolor="white" if unknown else VERDICT[verdict], edgecolor="#9a9a9a" if unknown else "none",
            linestyle=(0, (2.5, 2)) if unknown else "-", lw=1.0,
        )
    )  # fmt: skip
    text = "?" if unknown else percent(rate)
    ax.text(x + _TILE / 2, y, text, ha="center", va="center", fontsize=8.5, color=MUTED if unknown else "white")


def _category(ax: Axes, x: float, top: float, bottom: float, name: str, room: float) -> None:
    """Draw the rule of a category, and its name in so many inches."""
    if name:
        text = clip(name, 16)
        ax.plot([x, x], [top + 0.1, bottom - 0.1], color="#c9c9c9", lw=2, solid_capstyle="butt")
        ax.text(x + _BEHIND_RULE, (top + bottom) / 2, text, va="center", fontsize=fitting(text, 9.5, room))


def kind_strip_figure(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> Figure:
    """Draw every target as a dot on the axis of rates, a row for each kind of target; the unverified stand aside.

    Returns
    -------
    Figure
        As tall as the fullest stack of equal rates needs.
    """
    frame = measured(tables["fulfilment"])
    kinds = [k for k in KINDS if (frame["kind"] == k).any()]
    with style():
        low, high = _span(frame["rate"])
        stacks = {k: _stacked(frame[frame["kind"] == k], low, high) for k in kinds}
        fullest = max([len(s) for of in stacks.values() for s in of.values()], default=1)
        # of very many the dots stand closer and overlap, so that no stack is taller than a page
        step = min(0.16, _TALLEST / fullest)
        unknown = frame[frame["verdict"] == "unverified"].groupby("kind").size()
        beside = {k: 0.18 * max(3, -(-int(unknown.get(k, 0)) // _ASIDE)) + 0.35 for k in kinds}
        rows = {
            k: max(1.0, min(beside[k], _TALLEST), step * max([len(s) for s in stacks[k].values()], default=1) + 0.35)
            for k in kinds
        }
        height = sum(rows.values()) or 1.0
        fig = canvas(WIDTH, 0.62 * height + 1.55)
        inches = fig.get_figheight()
        ax = fig.add_axes((0.20, 0.45 / inches, 0.68, 1 - (0.45 + 1.0) / inches))
        bare(ax)
        ax.set_yticks([])
        aside = low - 0.18 * (high - low)
        ax.set_xlim(aside, high)
        ax.set_ylim(height, 0)
        ticks = _apart(low, high)
        ax.set_xticks([float(np.log2(t)) for t in ticks], [percent(t) for t in ticks])
        for t in ticks:
            ax.axvline(float(np.log2(t)), color=INK if t == 1 else GRID, lw=1.1 if t == 1 else 0.8, zorder=0)
        ax.axvspan(aside, low - 0.02 * (high - low), color=BAND, zorder=0)
        ax.text(
            (aside + low) / 2,
            -0.05,
            "无从核实" if lang == "zh" else "unverified",
            ha="center",
            va="bottom",
            color=MUTED,
            fontsize=8.5,
        )
        top = 0.0
        for kind in kinds:
            middle = top + rows[kind] / 2
            here = frame[frame["kind"] == kind]
            ax.text(
                -0.012,
                middle,
                label(kind, lang),
                transform=ax.get_yaxis_transform(),
                ha="right",
                va="center",
                fontsize=10,
            )
            for x, verdicts in stacks[kind].items():
                for i, (verdict, rate) in enumerate(verdicts):
                    y = middle + (i - (len(verdicts) - 1) / 2) * step
                    mark = "<" if x == low else ">" if x == high else "o"
                    ax.plot(
                        [x],
                        [y],
                        mark,
                        ms=6.5,
                        color=VERDICT[verdict],
                        mec="white",
                        mew=0.7,
                        zorder=3,
                        clip_on=mark == "o",
                    )
                    if mark != "o":
                        _beyond(ax, x, y, rate, 1 if x == low else -1)
            _aside(ax, (aside + low) / 2, middle, int((here["verdict"] == "unverified").sum()), 0.035 * (high - low))
            n, more = int((here["verdict"] != "unverified").sum()), int((here["verdict"] == "exceeded").sum())
            words = f"{more}/{n} 超额" if lang == "zh" else f"{more}/{n} exceeded"
            ax.text(
                1.015,
                middle,
                words,
                transform=ax.get_yaxis_transform(),
                va="center",
                color=VERDICT["exceeded"],
                fontsize=9.5,
            )
            top += rows[kind]
        beyond = any(x in (low, high) for of in stacks.values() for x in of)
        titled(fig, kinds_title(tables, lang), kinds_note(lang, beyond=beyond))
    return fig


def _span(rates: pd.Series) -> tuple[float, float]:
    known = rates.dropna().astype(float)
    known = known[known > 0]
    low, high = (float(known.min()), float(known.max())) if len(known) else (1.0, 1.0)
    return float(np.log2(min(0.9, max(RATES[0], low * 0.93)))), float(np.log2(max(1.3, min(RATES[-1], high) * 1.08)))


def _apart(low: float, high: float) -> list[float]:
    """Marks of the axis that have room for their words, those nearest to the target first."""
    kept = [1.0]
    for t in sorted(RATES, key=lambda t: abs(np.log2(t))):
        if low <= np.log2(t) <= high and all(abs(np.log2(t / k)) >= 0.075 * (high - low) for k in kept):
            kept.append(t)
    return sorted(kept)


# Dots whose rates (logarithms to base 2) are nearer than that stand in one stack.
_STEP = 0.03


def _stacked(frame: pd.DataFrame, low: float, high: float) -> dict[float, list[tuple[str, float]]]:
    """Verdicts and rates by the place on the axis where they are drawn; rates beyond the axis stand at its edge."""
    out: dict[float, list[tuple[str, float]]] = {}
    known = frame[frame["verdict"] != "unverified"].sort_values("rate", kind="stable")
    for verdict, rate in zip(known["verdict"], known["rate"].astype(float), strict=True):
        x = float(np.log2(rate)) if rate > 0 else -np.inf
        place = low if x < low else high if x > high else round(round(x / _STEP) * _STEP, 3)
        # 99.6 % is not met, and stands beside the line
        place = min(place, -_STEP) if rate < 1 else max(place, _STEP) if rate > 1 else place
        out.setdefault(place, []).append((str(verdict), rate))
    return out


def _beyond(ax: Axes, x: float, y: float, rate: float, side: int) -> None:
    """Write the rate of a target that is beyond the axis beside its mark."""
    ax.annotate(
        percent(rate), (x, y), (6 * side, 0), textcoords="offset points", ha="left" if side > 0 else "right", va="center",
        fontsize=7.5, color=MUTED,
    )  # fmt: skip


def _aside(ax: Axes, x: float, y: float, count: int, step: float) -> None:
    """Hollow dots of the unverified, in columns of three; of many the columns grow, and stay inside their band."""
    deep = max(3, -(-count // _ASIDE))
    columns, apart = -(-count // deep), min(0.18, _TALLEST * 0.5 / deep)
    for i in range(count):
        column, line = divmod(i, deep)
        lines = min(deep, count - deep * column)
        ax.plot(
            [x + (column - (columns - 1) / 2) * step], [y + (line - (lines - 1) / 2) * apart], "o", ms=6.5, mfc="white",
            mec="#9a9a9a", mew=1.1,
        )  # fmt: skip
