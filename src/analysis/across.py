"""Many ledgers: their targets pooled, by ledger, place and year; how often a promise is just met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.exports import read_tables
from analysis.extraction import extract
from analysis.frames import tables
from analysis.fulfilment import JustMet, claims, counted, just_met, summary
from analysis.model import Findings
from analysis.paths import input_path, project
from analysis.readers import LedgerError, read_each

Tables = Mapping[str, pd.DataFrame]


class Pooled(NamedTuple):
    """What the targets of all ledgers come to together.

    ``ledgers``, ``places`` and ``years``: how many; ``exact``: verified targets whose rate is 1; ``bunching``: None below
    `analysis.fulfilment.LEAST_POOLED` targets.
    """

    ledgers: int
    places: int
    years: int
    summary: pd.Series
    exact: int
    bunching: JustMet | None


def files_of(patterns: str | Iterable[str]) -> list[Path]:
    """Ledger files that names and patterns stand for (``data/raw/*.txt``), each once, what lies beside them left out.

    They are looked for in the working folder, then in the project; what no file answers to is kept, so that it is named
    as missing.
    """
    found: list[Path] = []
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        given = Path(pattern).expanduser()
        if not any(c in pattern for c in "*?["):
            found.append(input_path(pattern))
            continue
        roots = [Path(given.anchor)] if given.is_absolute() else [Path.cwd(), project()]
        relative = str(given.relative_to(given.anchor)) if given.is_absolute() else pattern
        hits = next((h for root in roots if (h := sorted(root.glob(relative)))), [given])
        found += [p for p in hits if not p.name.endswith((".meta.yml", ".corrections.yml"))]
    return list(dict.fromkeys(found))


def pool(
    files: Iterable[str | Path], columns: Mapping[str, str] | None = None
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Give the tables of ledgers one below the other, and a line for each file that cannot be read.

    A folder stands for the tables of many that were written there (``tables`` of a batch).
    """
    given = [Path(f) for f in files]
    made: list[Findings] = []
    failed: list[str] = []
    for _, ledger in read_each([f for f in given if not f.is_dir()], columns):
        try:
            if isinstance(ledger, LedgerError):
                raise ledger
            made.append(extract(ledger))
        except LedgerError as error:
            failed.append(str(error))
    parts = [read_tables(f) for f in given if f.is_dir()]
    if made or not parts:
        parts.append(tables(made))
    return {name: pd.concat([p[name] for p in parts], ignore_index=True) for name in parts[0]} if parts[1:] else parts[
        0
    ], failed


def pooled(frames: Tables) -> Pooled:
    """Put the targets of all ledgers together."""
    ledgers, frame = frames["ledgers"], frames["fulfilment"]
    rates = counted(frame)["rate"].astype(float)
    return Pooled(
        ledgers=len(ledgers),
        places=int(ledgers["place"].nunique()),
        years=int(ledgers["year"].nunique()),
        summary=summary(frame),
        exact=int((rates == 1).sum()),
        bunching=just_met(frame),
    )


def by(frames: Tables, key: str) -> pd.DataFrame:
    """`analysis.fulfilment.summary` by ledger, place or year.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        The tables of several ledgers.
    key : {'ledger', 'place', 'year'}
        A ledger that does not say its place (or year) stands under an empty one.

    Returns
    -------
    DataFrame
        Indexed by group, in the order of the ledgers (years in theirs): ``ledgers``, ``claimed`` (items that claim to be
        done), ``all_items``, and the columns of `summary`; by ledger also ``title``, ``place`` and ``year``. Groups
        without targets are there too.
    """
    if key not in ("ledger", "place", "year"):
        raise ValueError(f"key {key!r}; expected ledger, place or year")
    ledgers = frames["ledgers"]
    group = ledgers.set_index("ledger")[key if key != "ledger" else "title"].fillna("")
    names = ledgers["ledger"] if key == "ledger" else group.drop_duplicates()
    own = {name: [name] for name in names} if key == "ledger" else {n: list(group.index[group == n]) for n in names}
    standing, targets = claims(frames), frames["fulfilment"]
    rows = {}
    for name in sorted(own, key=str) if key == "year" else own:
        items = standing[standing["ledger"].isin(own[name])]
        rows[name] = {
            "ledgers": len(own[name]),
            "all_items": len(items),
            "claimed": int((items["status"] == "done").sum()),
            **summary(targets[targets["ledger"].isin(own[name])]).to_dict(),
        }
    out = pd.DataFrame.from_dict(rows, orient="index")
    if key == "ledger" and len(out):
        told = ledgers.set_index("ledger")
        for i, column in enumerate(("title", "place", "year")):
            out.insert(i, column, told.loc[out.index, column].fillna(""))
    out.index.name = key
    return out
