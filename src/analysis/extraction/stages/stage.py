"""How far that is which a number of the progress text counts."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far that is which a number counts."""

    FINISHED = "finished"
    STARTED = "started"
    SHELL = "shell"
    ONGOING = "ongoing"
    PLANNED = "planned"
    QUOTA = "quota"
    COMPARISON = "comparison"
    RESTATED = "restated"
    COMPLETION = "completion"
    BASELINE = "baseline"
    SINCE = "since"
    STEP = "step"
    BASE = "base"
    PREPARING = "preparing"
