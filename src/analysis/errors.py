"""The one error that users see for bad input."""

from __future__ import annotations


class LedgerError(ValueError):
    """A file that cannot be read as a ledger: where, what was found, what was expected, in one line."""

    def __init__(self, path: object, found: str, expected: str, line: int | None = None) -> None:
        place = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{place}: found {found}; expected {expected}")
