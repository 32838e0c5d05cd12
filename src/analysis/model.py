"""The values that pass through the house: a Ledger is read, Findings are extracted from it.

Every value is frozen. Offsets are half-open and count characters of the text as it was read, so that
``text[start:end]`` is always what was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Bound(StrEnum):
    """How a written number limits the quantity that it names."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class Method(StrEnum):
    """How the progress text proves an actual; ``READER``: as somebody who read it has decided (corrections)."""

    STATED = "stated"
    SUM = "sum"
    LISTED = "listed"
    RATIO = "ratio"
    UNIVERSAL = "universal"
    READER = "reader"


class Verdict(StrEnum):
    """What the evidence says of a target."""

    EXCEEDED = "exceeded"
    MET = "met"
    SHORT = "short"
    UNVERIFIED = "unverified"


class Grade(StrEnum):
    """How strong the evidence is: A stated exactly, B derived by arithmetic, C bound or universal claim, D claim only."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Status(StrEnum):
    """What the progress text itself claims about the task."""

    DONE = "done"
    ONGOING = "ongoing"
    LATE = "late"
    NONE = "none"


class Role(StrEnum):
    """In which capacity somebody answers for an item."""

    LEADER = "leader"
    UNIT = "unit"
    PERSON = "person"


class Part(StrEnum):
    """What a quantity is to the analysis."""

    TARGET = "target"
    BASELINE = "baseline"
    ACTUAL = "actual"
    PART = "part"
    OTHER = "other"


class Place(NamedTuple):
    """Where something stands in a file; what does not apply is empty. Lines, pages, tables and rows count from 1."""

    line: int = 0
    sheet: str = ""
    page: int = 0
    table: int = 0
    row: int = 0

    def __str__(self) -> str:
        """Say where, in words (``sheet 进展, row 5``)."""
        parts = (
            ("line", self.line),
            ("sheet", self.sheet),
            ("page", self.page),
            ("table", self.table),
            ("row", self.row),
        )
        return ", ".join(f"{name} {value}" for name, value in parts if value)


NOWHERE = Place()


class Passed(NamedTuple):
    """Something of a file that is no part of the ledger's items: where it stands, why it was left out, what it says."""

    place: Place
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One name in one role; ``position`` 1 is the first in the table, hence the lead.

    ``name`` is canonical (台山市政府), ``written`` as the ledger has it (台山市人民政府). ``supporting``: a unit that the
    ledger says supports those that lead (配合单位). ``members`` are those that a collective stands for, where they are known.
    ``flags``: ``counts_differ`` where the item has not as many persons as units, ``two_persons`` where the unit has another
    person elsewhere in the ledger.
    """

    role: Role
    position: int
    name: str
    written: str
    collective: bool = False
    supporting: bool = False
    answers_for: str | None = None
    members: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


# The name of a task, on a line of its own above what is to be done, has no more characters.
LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a ledger. ``place`` is where the row starts in the file.

    ``more`` holds the other columns, header and text: under a name of `analysis.fields` where the header is known
    (problems, remarks), else under the header as written. ``flags``: ``no_task``, ``no_progress``, ``renumbered`` (the
    ledger gives another item the same number).
    """

    no: str
    category: str
    task: str
    progress: str
    duties: tuple[Duty, ...]
    place: Place = NOWHERE
    more: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()

    def names(self, role: Role) -> tuple[str, ...]:
        """Names in one role, lead first."""
        return tuple(duty.name for duty in self.duties if duty.role is role)


@dataclass(frozen=True, slots=True)
class Correction:
    """A reader's decision: what answers a promise of an item.

    ``target`` is the promised number as the task writes it, ``value`` the actual in its unit (None: nothing proves it),
    ``evidence`` the words of the progress that it rests on, ``source`` the file that holds the decision.
    """

    item: str
    target: str
    value: Decimal | None
    evidence: tuple[str, ...]
    reason: str
    by: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as published: its items in order, and what its sidecar or its own text says of it.

    ``as_of`` is an ISO date. ``guessed`` names what no sidecar says and the text was asked for. ``passed`` is what of
    the file is neither item nor note. ``corrections`` are a reader's decisions about its promises.
    """

    id: str
    title: str
    items: tuple[Item, ...]
    place: str | None = None
    year: int | None = None
    notes: tuple[str, ...] = ()
    as_of: str | None = None
    source: str | None = None
    licence: str | None = None
    guessed: tuple[str, ...] = ()
    format: str = ""
    encoding: str | None = None
    passed: tuple[Passed, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, where it stands.

    ``value`` has its magnitude applied (1.5万人 is 15000 人); of a range it is the lower end, and ``low`` and ``high``
    are both ends. ``lead`` is where the words that bound it from the left begin (不低于75%: three characters earlier).
    ``unwritten``: the text leaves its unit out, and it has that of the promise that it names (完工11).
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    dimension: str
    low: Decimal
    high: Decimal
    bound: Bound = Bound.EXACT
    approximate: bool = False
    lead: int = -1
    chinese: bool = False
    unwritten: bool = False

    @property
    def from_(self) -> int:
        """Where the quantity begins, words that bound it included."""
        return self.lead if self.lead >= 0 else self.start


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity that the task promises.

    ``optional`` marks a number that a reader may leave out of the count: where the work happens, a quota in brackets,
    a share of a total that is promised beside it. ``growth`` marks a change in percent, which no 100 % limits.
    """

    number: int
    quantity: Quantity
    indicator: str
    bound: Bound
    baseline: Quantity | None = None
    optional: bool = False
    growth: bool = False

    @property
    def value(self) -> Decimal:
        """The promised number in the target's unit."""
        return self.quantity.value

    @property
    def unit(self) -> str:
        """The target's unit."""
        return self.quantity.unit


@dataclass(frozen=True, slots=True)
class Actual:
    """What the progress text proves for one target: ``value`` in the target's unit, ``spans`` into the progress."""

    value: Decimal
    bound: Bound
    method: Method
    spans: tuple[tuple[int, int], ...]
    why: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One target and what became of it."""

    item: Item
    target: Target
    actual: Actual | None
    stated_rate: Decimal | None
    rate: Decimal | None
    rate_low: Decimal | None
    rate_high: Decimal | None
    increment_rate: Decimal | None
    headroom_used: Decimal | None
    verdict: Verdict
    grade: Grade
    flags: tuple[str, ...]
    why: str

    @property
    def evidence(self) -> tuple[str, ...]:
        """The characters of the progress text that the actual rests on."""
        return tuple(self.item.progress[a:b] for a, b in self.actual.spans) if self.actual else ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity where it was read: in the task or in the progress of an item, and what it is to the analysis."""

    item: Item
    field: str
    quantity: Quantity
    part: Part


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was extracted from a ledger."""

    ledger: Ledger
    findings: tuple[Finding, ...]
    mentions: tuple[Mention, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def _repr_html_(self) -> str:
        from analysis.marked import marked_html

        return marked_html(self)
