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
    return re.compile(f"(?:(?P<down>{down})|(?P<up>{up}))(?!了?(?:到|至|为))")


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Last place where a pattern matches."""
    found = None
    for m in pattern.finditer(text):
        found = m
    return found
