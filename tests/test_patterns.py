"""No pattern takes long over any text: a document must not be able to hold up a batch."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator

import pytest

import analysis

# What patterns repeat: names in a row, numbers in a row, brackets, blanks, places, words of a work.
PIECES = (
    "甲乙、", "甲乙和", "甲乙，", "1个、", "12.5", "（甲", "（甲）", "甲市", "已", "完成", "新建改造", "2024年", "其中", "“甲",
    " ", "\t", "\n", "、", "万", "第一",
)  # fmt: skip
LENGTH, SECONDS = 1_000, 1.0


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        if module.name == "analysis.__main__":
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


class _TooLongError(Exception):
    pass


def _stop(number: int, frame: object) -> None:
    raise _TooLongError


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer that stops a search on this system")
def test_no_pattern_takes_long():
    before = signal.signal(signal.SIGALRM, _stop)
    slow = []
    try:
        for name, pattern in patterns():
            for piece in PIECES:
                text = piece * (LENGTH // len(piece)) + "丙"
                signal.setitimer(signal.ITIMER_REAL, SECONDS)
                try:
                    pattern.search(text)
                except _TooLongError:
                    slow.append((name, piece))
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not slow
