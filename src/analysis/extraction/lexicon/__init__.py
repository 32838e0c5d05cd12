"""Word lists and unit tables, kept as data beside the code that reads them."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any


@functools.cache
def load(name: str) -> dict[str, Any]:
    """Read one table of the lexicon, ``name`` without its suffix."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def alternation(words: list[str]) -> str:
    """Words as a regular expression in which the longest wins."""
    import re

    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
