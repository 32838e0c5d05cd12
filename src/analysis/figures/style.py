"""What all figures share: the Chinese font, the colours, how a figure is titled and saved."""

from __future__ import annotations

import contextlib
import functools
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.exports import write_whole

INK, MUTED, GRID, BAND = "#222222", "#8a8a8a", "#e3e3e3", "#f6f6f6"
VERDICT = {"exceeded": "#1f6fb2", "met": "#5f6b73", "short": "#c8452d", "unverified": "#b5b5b5", "no_number": "#ececec"}
KIND = {"bureau": "#1f6fb2", "collective": "#d08a1d", "place": "#4f9d69"}
DPI, SCREEN_DPI = 200, 150
# Inches: figures of one width have letters of one size on a page.
WIDTH = 9.6
# Marks of an axis of rates. Those beyond its ends are drawn at the edge: one of 30 must not flatten all others.
RATES = (0.25, 0.5, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)


@functools.cache
def font() -> str:
    """Register the Chinese font that this project depends on, for this process only, and name its family."""
    from matplotlib import font_manager
    from pylopdf_fonts_zh_cn import sans_path

    path = str(sans_path())
    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(fname=path).get_name()


@contextlib.contextmanager
def style() -> Iterator[None]:
    """Draw inside this: settings are those of the house and end with it, the user's own stay as they are."""
    settings: Any = {
        "font.family": [font(), "DejaVu Sans"],
        "font.size": 10,
        # at 200 dpi letters need not be fitted to pixels, and are drawn sooner
        "text.hinting": "none",
        "text.color": INK,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": False,
        "figure.facecolor": "white",
        "hatch.linewidth": 0.6,
        "hatch.color": "#cfcfcf",
        "svg.fonttype": "path",
        "svg.hashsalt": "minsheng",
        "pdf.fonttype": 42,
    }
    with mpl.rc_context(settings):
        yield


def canvas(width: float, height: float) -> Figure:
    """Open a figure of that many inches; nothing is drawn yet."""
    return plt.figure(figsize=(width, height), dpi=SCREEN_DPI)


def bare(ax: Axes) -> None:
    """Leave of an axes only what is drawn into it."""
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(length=0)


def titled(fig: Figure, title: str, note: str, footer: str = "") -> None:
    """Set the title, the grey line that says what a mark means, and the line at the foot."""
    if not fig.axes:
        # Jupyter shows no figure without axes
        fig.add_axes((0, 0, 1, 1)).set_axis_off()
    width, height = fig.get_size_inches()
    fig.text(0.012, 1 - 0.10 / height, title, fontsize=fitting(title, 14.5, 0.976 * width), va="top")
    for text, y, side in ((note, 1 - 0.43 / height, "top"), (footer, 0.12 / height, "bottom")):
        size = min((fitting(line, 8.8, 0.976 * width) for line in text.split("\n")), default=8.8)
        fig.text(0.012, y, text, fontsize=size, color=MUTED, va=side, linespacing=1.5)


def nothing(title: str) -> Figure:
    """Open a figure that says only why there is nothing to draw."""
    with style():
        fig = canvas(WIDTH, 0.9)
        titled(fig, title, "")
    return fig


def fitting(text: str, size: float, inches: float) -> float:
    """Size of letters, in points, at which a line fits into its room: as given, or smaller where it must be.

    Chinese letters are as wide as high, others about half of that.
    """
    wide = sum(1.0 if c > "\u2e80" else 0.53 for c in text)
    return min(size, max(0.5 * size, 72 * inches / max(wide, 1.0)))


def save(fig: Figure, folder: str | Path, name: str) -> list[Path]:
    """Save a figure as ``name.png`` (200 dpi) and ``name.svg`` (letters as outlines); the same input gives the same bytes."""
    from analysis.figures.both import drawn

    paths = []
    with style():
        dots, svg = drawn(fig, DPI)
    for suffix, data in (("png", _png(dots)), ("svg", svg.encode())):
        paths.append(Path(folder) / f"{name}.{suffix}")
        write_whole(paths[-1], data)
    return paths


def _png(dots: np.ndarray[Any, Any]) -> bytes:
    """Picture in its 256 commonest colours: a third of the size, and sooner packed, than in all."""
    from PIL import Image

    height, width, _ = dots.shape
    whole = Image.frombytes("RGB", (width, height), dots.tobytes(), "raw", "RGBX")
    # the commonest colours of some rows and columns: all that is drawn flat, thin lines, and steps between them at edges
    points = np.ascontiguousarray(dots).view("<u4")[..., 0]
    found, counts = np.unique(np.concatenate([points[::30].ravel(), points[:, ::30].ravel()]), return_counts=True)
    colours: dict[tuple[int, ...], tuple[int, ...]] = {}
    for value in found[np.argsort(-counts, kind="stable")].tolist():
        colour = value & 0xFF, value >> 8 & 0xFF, value >> 16 & 0xFF
        # Pillow looks colours up by the upper six bits of each channel: these stand for them until all points have theirs
        colours.setdefault(tuple(channel & 0xFC for channel in colour), colour)
    upper = Image.new("P", (1, 1))
    upper.putpalette([value for key in list(colours)[:256] for value in key])
    picture = whole.quantize(palette=upper, dither=Image.Dither.NONE)
    picture.putpalette([value for key in list(colours)[:256] for value in colours[key]])
    packed = io.BytesIO()
    picture.save(packed, format="png", compress_level=4, dpi=(DPI, DPI))
    return packed.getvalue()
