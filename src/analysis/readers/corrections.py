"""A reader's decisions, kept beside a ledger's file: which number answers a promise, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from analysis.errors import LedgerError
from analysis.model import Correction, Item

_NEEDED = ("item", "target", "actual", "reason")
_ALLOWED = (*_NEEDED, "evidence", "by")
_EXPECTED = "a list of decisions, each with item, target, actual, reason and, where it proves a number, evidence"


def corrections_path(path: Path) -> Path:
    """Where the corrections of a ledger's file lie."""
    return path.with_name(f"{path.name}.corrections.yml")


def stray_corrections(path: Path) -> Path | None:
    """Corrections beside a ledger that are named after its stem and not after its file; None where there are none."""
    stray = path.with_name(f"{path.stem}.corrections.yml")
    return stray if stray.is_file() and stray != corrections_path(path) else None


def read_corrections(path: Path, items: Sequence[Item]) -> tuple[Correction, ...]:
    """Read ``<file>.corrections.yml`` where it lies beside the file; empty where there is none.

    Raises
    ------
    LedgerError
        Where it is no list of decisions, or one of them does not fit the ledger: no such item, a promise that its task does
        not hold, evidence that its progress does not.
    """
    beside = corrections_path(path)
    if not beside.is_file():
        return ()
    import yaml

    try:
        entries = yaml.safe_load(beside.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise LedgerError(beside, "no valid YAML", _EXPECTED, None if line is None else line + 1) from None
    if not isinstance(entries, list):
        raise LedgerError(beside, type(entries).__name__, _EXPECTED)
    by_number = {item.no: item for item in items}
    out = [_correction(beside, n, entry, by_number) for n, entry in enumerate(entries, 1)]
    for n, correction in enumerate(out, 1):
        if any((c.item, c.target) == (correction.item, correction.target) for c in out[: n - 1]):
            raise LedgerError(
                beside, f"correction {n}: item {correction.item}, {correction.target} again", "each promise once"
            )
    return tuple(out)


def _correction(path: Path, n: int, entry: Any, items: dict[str, Item]) -> Correction:
    given = set(map(str, entry)) if isinstance(entry, dict) else set()
    wrong = [f"without {key}" for key in _NEEDED if key not in given]
    wrong += [f"with {key[:40]!r}" for key in sorted(given - set(_ALLOWED))]
    if not isinstance(entry, dict) or wrong:
        raise LedgerError(path, f"correction {n} {', '.join(wrong)}", f"{', '.join(_NEEDED)}; besides evidence and by")
    number, target = str(entry["item"]), str(entry["target"])
    item = items.get(number)
    if item is None:
        raise LedgerError(path, f"correction {n}: item {number}", f"one of {', '.join(items)}"[:200])
    if target not in item.task:
        raise LedgerError(
            path, f"correction {n}: the promise {target!r}", f"a number as the task of item {number} writes it"
        )
    evidence = entry.get("evidence") or []
    parts = tuple(map(str, evidence if isinstance(evidence, list) else [evidence]))
    value = _value(path, n, entry["actual"], target)
    for part in parts:
        if part not in item.progress:
            raise LedgerError(
                path, f"correction {n}: the evidence {part[:40]!r}", f"words of the progress of item {number}"
            )
    if (value is None) is bool(parts):
        raise LedgerError(
            path,
            f"correction {n}: actual {entry['actual']}",
            "evidence with a number; where actual is none, no evidence (leave the line out)",
        )
    return Correction(number, target, value, parts, str(entry["reason"]), str(entry.get("by") or ""), str(path))


_WRITTEN = re.compile(r"(?P<number>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<magnitude>[万亿]?)(?P<unit>[^0-9.,]*)")
_MAGNITUDES = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
# A number that is so many times less than what was promised was meant in its 万 or 亿.
_HUNDRED = 100


def _value(path: Path, n: int, given: Any, target: str) -> Decimal | None:
    """The number that a reader gives, in the unit of the promise: 18465000, or 1846.5万元 as the promise writes it."""
    if given in (None, "none"):
        return None
    m = None if isinstance(given, bool) else _WRITTEN.fullmatch(str(given))
    if m is None or (m["unit"] and m["unit"] not in target):
        raise LedgerError(
            path,
            f"correction {n}: actual {str(given)[:20]!r}",
            f"a number in the unit of {target!r} (12000 or 1.2万 and the like), or none",
        )
    value = _in_full(m)
    promised = _WRITTEN.search(target)
    if (
        promised is not None
        and promised["magnitude"]
        and not (m["magnitude"] or m["unit"])
        and 0 < _HUNDRED * value < _in_full(promised)
    ):
        whole = f"{value * _MAGNITUDES[promised['magnitude']]:f}".rstrip("0").rstrip(".")
        found = f"correction {n}: actual {given}, less than a hundredth of {target}"
        raise LedgerError(path, found, f"the number in full ({whole}), or {given}{promised['magnitude']}")
    return value


def _in_full(m: re.Match[str]) -> Decimal:
    return Decimal(m["number"].replace(",", "")) * _MAGNITUDES[m["magnitude"]]
