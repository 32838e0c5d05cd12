"""Ledgers and Findings become tidy DataFrames: one row per item, duty, quantity and target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from analysis.dates import as_of
from analysis.extraction.status import claim
from analysis.fields import TABLES, columns
from analysis.model import Actual, Finding, Findings, Item, Mention

_ITEM_COLUMNS = frozenset(("ledger", "item", "category", "task", "progress", "status", "as_of", "flags"))
_DTYPES = {"text": "object", "integer": "int64", "number": "float64", "boolean": "bool"}


def tables(findings: Findings | Iterable[Findings]) -> dict[str, pd.DataFrame]:
    """Give the tables of one ledger, or of several one below the other.

    Parameters
    ----------
    findings : Findings or iterable of Findings
        As `extract` gives them.

    Returns
    -------
    dict of str to DataFrame
        ``ledgers``, ``items``, ``responsibilities``, ``quantities`` and ``fulfilment``; columns, types and units are those of
        `analysis.fields`. Behind those of ``items`` stand the ledger's other columns, under their headers. Numbers that
        do not exist are NaN, texts None.
    """
    many = (findings,) if isinstance(findings, Findings) else tuple(findings)
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for one in many:
        for table, build in (
            ("ledgers", _ledger),
            ("items", _items),
            ("responsibilities", _duties),
            ("quantities", _quantities),
            ("fulfilment", _targets),
        ):
            rows[table] += build(one)
    return {table: _frame(table, rows[table]) for table in TABLES}


def _frame(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    types = {f.name: _DTYPES[f.type] for f in columns(table)}
    if table == "items":
        types |= dict.fromkeys((name for row in rows for name in row if name not in types), "object")
    return pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=of) for name, of in types.items()})


def typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Table with the types of its columns, whatever a file has made of them."""
    types = {f.name: _DTYPES[f.type] for f in columns(table)}
    made = {}
    for name in map(str, frame.columns):
        column, of = frame[name], types.get(name, "object")
        if of == "object":
            column = pd.Series([None if pd.isna(x) else str(x) for x in column], dtype="object")
        made[name] = column.astype(np.dtype(of))
    return pd.DataFrame(made)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _ledger(findings: Findings) -> Iterator[dict[str, Any]]:
    ledger = findings.ledger
    yield {
        "ledger": ledger.id,
        "title": ledger.title,
        "place": ledger.place,
        "year": None if ledger.year is None else str(ledger.year),
        "as_of": ledger.as_of,
        "source": ledger.source,
        "licence": ledger.licence,
        "guessed": ";".join(ledger.guessed),
        "format": ledger.format,
    }


def _items(findings: Findings) -> Iterator[dict[str, Any]]:
    for item in findings.ledger:
        yield {
            "ledger": findings.ledger.id,
            "item": item.no,
            "category": item.category,
            "task": item.task,
            "progress": item.progress,
            "status": claim(item).value,
            "as_of": as_of(item.progress, findings.ledger.year) or findings.ledger.as_of,
            "flags": ";".join(item.flags),
            # a header of the ledger's own stands behind the columns that all have, and never in place of one
            **{(f"{k} (2)" if k in _ITEM_COLUMNS else k): v for k, v in item.more},
        }


def _duties(findings: Findings) -> Iterator[dict[str, Any]]:
    for item in findings.ledger:
        for duty in item.duties:
            yield {
                "ledger": findings.ledger.id,
                "item": item.no,
                "role": duty.role.value,
                "position": duty.position,
                "name": duty.name,
                "written": duty.written,
                "collective": duty.collective,
                "supporting": duty.supporting,
                "answers_for": duty.answers_for,
                "members": ";".join(duty.members) or None,
                "flags": ";".join(duty.flags),
            }


def _quantities(findings: Findings) -> Iterator[dict[str, Any]]:
    for mention in findings.mentions:
        yield {"ledger": findings.ledger.id, **_quantity(mention)}


def _quantity(mention: Mention) -> dict[str, Any]:
    q = mention.quantity
    return {
        "item": mention.item.no,
        "field": mention.field,
        "start": q.start,
        "end": q.end,
        "text": q.text,
        "value": _number(q.value),
        "low": _number(q.low),
        "high": _number(q.high),
        "unit": q.unit,
        "bound": q.bound.value,
        "approximate": q.approximate,
        "role": mention.part.value,
    }


def _targets(findings: Findings) -> Iterator[dict[str, Any]]:
    for finding in findings:
        yield {
            "ledger": findings.ledger.id,
            **_target(finding.item, finding),
            **_evidence(finding.item, finding.actual),
        }


def _target(item: Item, finding: Finding) -> dict[str, Any]:
    target = finding.target
    return {
        "item": item.no,
        "target_no": target.number,
        "indicator": target.indicator,
        "bound": target.bound.value,
        "baseline": _number(target.baseline.value) if target.baseline else None,
        "target_value": _number(target.value),
        "target_unit": target.unit,
        "target_text": target.quantity.text,
        "target_start": target.quantity.start,
        "target_end": target.quantity.end,
        "grade": finding.grade.value,
        "rate": _number(finding.rate),
        "rate_low": _number(finding.rate_low),
        "rate_high": _number(finding.rate_high),
        "increment_rate": _number(finding.increment_rate),
        "headroom_used": _number(finding.headroom_used),
        "stated_rate": _number(finding.stated_rate),
        "verdict": finding.verdict.value,
        "flags": ";".join(finding.flags),
        "why": finding.why,
    }


def _evidence(item: Item, actual: Actual | None) -> dict[str, Any]:
    if actual is None:
        return {}
    return {
        "actual_value": _number(actual.value),
        "actual_bound": actual.bound.value,
        "actual_text": " | ".join(item.progress[a:b] for a, b in actual.spans),
        "actual_spans": ";".join(f"{a}-{b}" for a, b in actual.spans),
        "method": actual.method.value,
    }
