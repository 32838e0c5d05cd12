"""What the notebooks show beside figures: sentences and tables, labelled and escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.fields import CHANCES, OF_ONE, heading, label

if TYPE_CHECKING:
    from IPython.display import HTML
    from matplotlib.figure import Figure


def sentences(lines: Iterable[str]) -> HTML:
    """Show sentences as paragraphs; what a ledger put into them is text, never markup."""
    from IPython.display import HTML

    return HTML("\n".join(f"<p>{html.escape(line)}</p>" for line in lines))


_CODED = frozenset(("verdict", "method", "status", "kind", "role", "of"))


def nothing(lang: str = "zh") -> HTML:
    """Say under a heading that the ledger has nothing to list or to draw there."""
    return sentences(["The ledger has nothing for this." if lang == "en" else "台账中没有可列、可画的。"])


def labelled(frame: pd.DataFrame, lang: str = "zh") -> HTML:
    """Show a table under its labels, coded values in words, numbers as a reader writes them.

    Parameters
    ----------
    frame : DataFrame
        Any of the tables or measures.
    lang : {'zh', 'en'}
        Language of the labels.
    """
    from IPython.display import HTML

    from analysis.narrate import number, percent

    if frame.empty:
        return nothing(lang)
    shown = {}
    for column in map(str, frame.columns):
        values = [None if pd.isna(x) else x for x in frame[column]]
        if column in OF_ONE or column in CHANCES:
            values = [None if x is None else percent(float(x), 2 if column in CHANCES else 0) for x in values]
        elif column in _CODED:
            values = [label(x, lang) if isinstance(x, str) else None for x in values]
        elif column in ("place", "year"):
            values = [x or label("unstated", lang) for x in values]
        elif column == "flags":
            values = ["、".join(label(f, lang) for f in str(x).split(";") if f) for x in values]
        else:
            values = [number(x) if isinstance(x, float) else x for x in values]
        shown[heading(column, lang)] = ["" if x is None else x for x in values]
    return HTML(pd.DataFrame(shown).to_html(index=False, escape=True, border=0, justify="left"))


def show(figure: Figure, folder: Path, name: str) -> None:
    """Save a figure as PNG and SVG and show what was saved, all at one scale."""
    import matplotlib.pyplot as plt
    from IPython.display import Image, display

    from analysis.figures import save

    paths = save(figure, folder, name)
    title = next((t.get_text() for t in figure.texts), name)
    display(Image(data=paths[0].read_bytes(), width=round(100 * figure.get_figwidth()), alt=title))
    plt.close(figure)


def written(paths: Iterable[Path], lang: str = "zh") -> HTML:
    """Say which files were written, each once whatever its formats."""
    names: dict[str, list[str]] = {}
    for path in paths:
        stem, _, suffix = path.name.partition(".")
        names.setdefault(stem, []).append(suffix)
    listed = [f"{stem}.{'/'.join(suffixes)}" for stem, suffixes in names.items()]
    head = "Written beside the figures: " if lang == "en" else "已写在图的旁边："
    return sentences([head + ("; " if lang == "en" else "；").join(listed)])


def measures(values: pd.Series, lang: str = "zh") -> HTML:
    """Show named measures one below the other: counts as they are, shares and rates in percent."""
    from analysis.narrate import percent

    rows = [(label(str(k), lang), percent(v, 1) if isinstance(v, float) else str(v)) for k, v in values.items()]
    heads = ("measure", "value") if lang == "en" else ("指标", "数值")
    return labelled(pd.DataFrame(rows, columns=list(heads)), lang)
