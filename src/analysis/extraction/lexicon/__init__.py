"""Word lists and unit tables, kept as data beside the code that reads them."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files
from typing import Any


@functools.cache
def load(name: str) -> dict[str, Any]:
    """Read one table of the lexicon, ``name`` without its suffix."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def alternation(words: list[str]) -> str:
    """Words as a regular expression in which the longest wins."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@functools.cache
def verbs(*names: str) -> re.Pattern[str]:
    """Pattern for the words of one or several lists of verbs.toml."""
    return re.compile(alternation([word for name in names for word in load("verbs")[name]]))


@functools.cache
def change() -> re.Pattern[str]:
    """Pattern for what makes a percentage a change, ``up`` or ``down``; 下降到6.27% is a level, and none."""
    up, down = (verbs(name).pattern for name in ("growth", "decline"))
    return re.compile(f"(?:(?P<down>{down})|(?P<up>{up}))(?!了?(?:到|至)|了?(?<![幅速])为)")


@functools.cache
def _changed_by() -> re.Pattern[str]:
    """Pattern for a change whose amount follows: 提高了, 下降约."""
    up, down = verbs("growth", "raised").pattern, verbs("decline", "lowered").pattern
    return re.compile(f"(?:(?P<down>{down})|(?P<up>{up}))(?:了|约|近|超过?|不少于|不低于|至少)*$")


# No word of change that an amount follows stands farther in front of it.
_NEAR = 14


def direction(left: str) -> int:
    """Which way the number goes in front of which a clause stands: 1 up, -1 down, 0 where it is a level.

    Examples
    --------
    >>> direction("能耗同比下降"), direction("覆盖率提高"), direction("漏损率下降到"), direction("提升质量，合格率")
    (-1, 1, 0, 0)
    """
    m = _changed_by().search(left[-_NEAR:]) or last_match(change(), left)
    return 0 if m is None else -1 if m["down"] else 1


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Last place where a pattern matches."""
    found = None
    for m in pattern.finditer(text):
        found = m
    return found
