"""The one error that users see for bad input."""

from __future__ import annotations

from analysis.model import Place


class LedgerError(ValueError):
    """A file that cannot be read as a ledger: where, what was found, what was expected, in one line."""

    def __init__(self, path: object, found: str, expected: str, place: Place | int | None = None) -> None:
        line = place.line if isinstance(place, Place) else place
        where = f"{path}:{line}" if line else f"{path}, {place}" if str(place or "") else str(path)
        super().__init__(f"{where}: found {found}; expected {expected}")
