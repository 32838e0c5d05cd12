"""A Grid: what every format becomes before it is read as a ledger."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row as written, and the line of the file on which it starts."""

    cells: tuple[str, ...]
    line: int

    @property
    def empty(self) -> bool:
        """Whether no cell says anything."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a table, with the lines of text in front of it (its title) and behind it (its notes)."""

    rows: tuple[Row, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
