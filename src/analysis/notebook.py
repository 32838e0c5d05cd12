"""What the notebooks show beside figures: sentences and tables, labelled and escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from analysis.fields import FIELDS, label

if TYPE_CHECKING:
    from IPython.display import HTML


def sentences(lines: Iterable[str]) -> HTML:
    """Show sentences as paragraphs; what a ledger put into them is text, never markup."""
    from IPython.display import HTML

    return HTML("\n".join(f"<p>{html.escape(line)}</p>" for line in lines))


def labelled(frame: pd.DataFrame, lang: str = "zh", names: Mapping[str, str] | None = None) -> HTML:
    """Show a table under its labels, coded values in words, numbers as a reader writes them.

    Parameters
    ----------
    frame : DataFrame
        Any of the tables or measures.
    lang : {'zh', 'en'}
        Language of the labels.
    names : mapping of str to str, optional
        Labels of columns that `analysis.fields` does not know.
    """
    from IPython.display import HTML

    from analysis.narrate import number, percent

    shares = {f.name for f in FIELDS if f.unit == "1"}
    shown = frame.copy()
    for column in shown.columns:
        if column in shares:
            shown[column] = shown[column].map(lambda x: "" if pd.isna(x) else percent(x))
        elif shown[column].dtype == "float64":
            shown[column] = shown[column].map(lambda x: "" if pd.isna(x) else number(x))
        elif column in ("verdict", "method", "status", "kind"):
            shown[column] = shown[column].map(lambda x: label(x, lang) if isinstance(x, str) else "")
        elif column == "flags":
            shown[column] = shown[column].map(lambda x: "、".join(label(f, lang) for f in str(x).split(";") if f))
        else:
            shown[column] = shown[column].map(lambda x: "" if pd.isna(x) else x)
    shown.columns = pd.Index([(names or {}).get(c, label(c, lang)) for c in shown.columns])
    return HTML(shown.to_html(index=False, escape=True, border=0, justify="left"))


def measures(values: pd.Series, lang: str = "zh") -> HTML:
    """Show named measures one below the other: counts as they are, shares and rates in percent."""
    from analysis.narrate import percent

    rows = [(label(str(k), lang), percent(v, 1) if isinstance(v, float) else str(v)) for k, v in values.items()]
    heads = ("measure", "value") if lang == "en" else ("指标", "数值")
    return labelled(pd.DataFrame(rows, columns=list(heads)), lang)
