"""The target ledger: one row per target, how far it was kept, on a logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.fields import label
from analysis.figures.style import BAND, GRID, INK, MUTED, RATES, VERDICT, WIDTH, bare, canvas, fitting, style, titled
from analysis.fulfilment import counted, flagged
from analysis.narrate import fulfilment_footer, fulfilment_note, fulfilment_title, number, percent

_ROW = 0.26
# Where the axis begins, and how much of the figure's width it takes.
_LEFT, _ACROSS = 0.235, 0.585
_DERIVED = ("sum", "listed", "ratio", "universal")


def ledger_figure(tables: dict[str, pd.DataFrame], title: str, lang: str = "zh") -> Figure:
    """Draw every target of a ledger with its rate: exceeded, met, short, unverified, one block each.

    Parameters
    ----------
    tables : dict of str to DataFrame
        The tables of one ledger.
    title : str
        Name of the ledger, for the line under the headline.
    lang : {'zh', 'en'}
        Language of the words around the data.

    Returns
    -------
    Figure
        0.26 inches a row.
    """
    frame = tables["fulfilment"]
    blocks = [(v, _sorted(frame[frame["verdict"] == v], v)) for v in ("short", "exceeded", "met", "unverified")]
    blocks = [(v, rows) for v, rows in blocks if len(rows)]
    height = max(1.0, sum(len(rows) + 1.5 for _, rows in blocks))
    with style():
        fig = canvas(WIDTH, _ROW * height + 1.85)
        inches = fig.get_figheight()
        ax = fig.add_axes((_LEFT, 0.55 / inches, _ACROSS, 1 - (0.55 + 1.2) / inches))
        low, high = _limits(frame["rate"].dropna())
        ax.set_xscale("log", base=2)
        ax.set_xlim(low, high)
        ax.set_ylim(height, 0)
        _axis(ax, low, high)
        y = 0.0
        for verdict, rows in blocks:
            _head(ax, y + 0.55, verdict, rows, lang)
            y += 1.4
            for row in rows.to_dict("records"):
                _row(ax, y, row, low, high, lang)
                y += 1
            y += 0.1
        titled(
            fig, fulfilment_title(tables, lang), fulfilment_note(tables, title, lang), fulfilment_footer(tables, lang)
        )
    return fig


def _sorted(rows: pd.DataFrame, verdict: str) -> pd.DataFrame:
    if verdict in ("exceeded", "short"):
        return rows.sort_values("rate", ascending=False, kind="stable")
    return rows


def _limits(rates: pd.Series) -> tuple[float, float]:
    smallest, largest = (float(rates.min()), float(rates.max())) if len(rates) else (1.0, 1.0)
    low = max(RATES[0], smallest) if smallest < 1 else 0.85
    return min(low * 0.93, 0.85), max(1.3, min(RATES[-1], largest)) * 1.05


def _axis(ax: Axes, low: float, high: float) -> None:
    ticks = [t for t in RATES if low <= t <= high]
    room = 0.085 * math.log(high / low)
    kept: list[float] = [1.0]
    for t in sorted(ticks, key=lambda t: abs(math.log(t))):
        if all(abs(math.log(t / k)) >= room for k in kept):
            kept.append(t)
    ticks = sorted(kept)
    ax.set_xticks(ticks, [percent(t) for t in ticks])
    ax.minorticks_off()
    ax.xaxis.tick_top()
    ax.set_yticks([])
    bare(ax)
    for t in ticks:
        ax.axvline(t, color=INK if t == 1 else GRID, lw=1.1 if t == 1 else 0.8, zorder=0)


def _head(ax: Axes, y: float, verdict: str, rows: pd.DataFrame, lang: str) -> None:
    optional = len(rows) - len(counted(rows))
    color = MUTED if verdict == "unverified" else VERDICT[verdict]
    open_year = verdict == "short" and flagged(rows, "not_due").all()
    aside = (f"（另{optional}个可不计）" if lang == "zh" else f" (+{optional} optional)") if optional else ""
    said = f"{label('not_reached' if open_year else verdict, lang)} {len(rows) - optional}{aside}"
    ax.text(-0.012, y, said, transform=ax.get_yaxis_transform(), fontsize=11.5, color=color, ha="right", va="center")


def _row(ax: Axes, y: float, row: Mapping[Hashable, object], low: float, high: float, lang: str) -> None:
    ax.text(
        -0.012, y, f"{row['indicator']} #{row['item']}", transform=ax.get_yaxis_transform(), fontsize=9,
        ha="right", va="center",
    )  # fmt: skip
    optional = "optional" in str(row["flags"])
    aside = ("（可不计）" if lang == "zh" else " (optional)") if optional else ""
    target, unit = float(str(row["target_value"])), str(row["target_unit"])
    if row["verdict"] == "unverified":
        ax.add_patch(
            Rectangle((low, y - 0.27), high - low, 0.54, facecolor=BAND, edgecolor="#cfcfcf", hatch="////", lw=0)
        )
        ax.text(
            1.012, y, f"{_limit(row)}{_amount(target, unit, lang)} → ?{aside}", transform=ax.get_yaxis_transform(), fontsize=8.6,
            color=MUTED, va="center",
        )  # fmt: skip
        return
    color = VERDICT[str(row["verdict"])]
    rate = row["rate"]
    known = isinstance(rate, float) and not math.isnan(rate)
    x = min(max(float(str(rate)), low * 1.02), high / 1.02) if known else high / 1.02
    beyond = not known or float(str(rate)) != x
    ax.plot([1, x], [y, y], color=color, lw=2.4, solid_capstyle="butt", zorder=2)
    marker = ("<" if x < 1 else ">") if beyond else "D" if row["method"] in _DERIVED else "o"
    hollow = row["actual_bound"] == "about"
    ax.plot(
        [x], [y], marker=marker, ms=5.6 if marker == "D" else 7, mfc="white" if hollow else color, mec=color, mew=1.3,
        zorder=3, clip_on=False,
    )  # fmt: skip
    offset = 8
    if row["actual_bound"] in ("at_least", "at_most"):
        points = 22 if (row["actual_bound"] == "at_least") == (row["bound"] == "at_least") else -22
        ax.annotate(
            "", (x, y), xytext=(points, 0), textcoords="offset points",
            arrowprops={"arrowstyle": "<-", "color": color, "lw": 1.2}, annotation_clip=False,
        )  # fmt: skip
        offset = 26 if points > 0 else 8
    words = _words(row, target, unit, known, lang) + aside
    start = max(x, 1.0)
    across = _LEFT + _ACROSS * math.log(start / low) / math.log(high / low)
    ax.annotate(
        words, (start, y), xytext=(offset, 0), textcoords="offset points",
        fontsize=fitting(words, 8.6, WIDTH * (0.995 - across) - offset / 72),
        color=MUTED if row["verdict"] == "met" else INK, va="center", annotation_clip=False,
    )  # fmt: skip


def _limit(row: Mapping[Hashable, object]) -> str:
    return "≤" if row["bound"] == "at_most" else ""


def _amount(value: float, unit: str, lang: str) -> str:
    figure = _figure(value, unit, lang)
    # 50%, 1.623亿元, and 8 公里
    return f"{figure}{unit}" if unit == "%" or not figure[-1].isdigit() else f"{figure} {unit}"


# Sums of money are written in the magnitude that is read with one look: 1.623亿元, 162.3 million 元.
_MAGNITUDES = {"zh": (("亿", 1e8), ("万", 1e4)), "en": ((" billion ", 1e9), (" million ", 1e6))}


def _figure(value: float, unit: str, lang: str) -> str:
    for mark, size in _MAGNITUDES[lang] if unit == "元" else ():
        if abs(value) >= size:
            return f"{value / size:,.4f}".rstrip("0").rstrip(".") + mark
    return number(value)


# What a figure has room to say of a flag.
_REMARKS = (
    ("other_reading", "（另有读法）", " (other reading)"),
    ("loosely_named", "（存疑）", " (doubtful)"),
    ("far_over", "（远超目标）", " (far over)"),
    ("corrected", "（人工订正）", " (corrected)"),
)


def _words(row: Mapping[Hashable, object], target: float, unit: str, known: bool, lang: str) -> str:
    sign = {"at_least": "≥", "at_most": "≤", "about": "≈"}.get(str(row["actual_bound"]), "")
    head = f"{percent(float(str(row['rate'])))}  " if known and row["verdict"] != "met" else ""
    text = f"{head}{_limit(row)}{_figure(target, unit, lang).rstrip()} → {sign}{_amount(float(str(row['actual_value'])), unit, lang)}"
    text += "".join(zh if lang == "zh" else en for flag, zh, en in _REMARKS if flag in str(row["flags"]))
    increment, used = float(str(row["increment_rate"])), float(str(row["headroom_used"]))
    if not math.isnan(increment):
        base = number(float(str(row["baseline"])))
        text += (
            f"  增量完成{percent(increment)}（原{base}）"
            if lang == "zh"
            else f"  {percent(increment)} of the rise from {base}"
        )
    elif not math.isnan(used) and row["verdict"] == "exceeded":
        text += f"  余量用去{percent(used)}" if lang == "zh" else f"  {percent(used)} of head-room"
    return text
