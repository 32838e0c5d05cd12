"""Names of units and persons: split from a cell, closed up, told whether they stand for one or for many."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files

from analysis.model import Duty, Role

_SEPARATOR = re.compile(r"[\n、，,；;]")
_BRACKETS = {"（": "）", "(": ")", "〔": "〕", "“": "”"}
_HAN_BLANK = re.compile(r"(?<=[一-龥㐀-䶿\U00020000-\U0003ffff])[\s\u3000\xa0]+(?=[一-龥㐀-䶿\U00020000-\U0003ffff])")


@functools.cache
def _patterns(kind: str) -> re.Pattern[str]:
    data = tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(data[kind]))


def split_names(cell: str) -> list[str]:
    r"""Split a cell at line breaks and list marks, but not inside brackets.

    Examples
    --------
    >>> split_names("市民政局、市财政局\n各县（市、区）政府")
    ['市民政局', '市财政局', '各县（市、区）政府']
    """
    out, depth, name = [], 0, ""
    for c in cell:
        if c in _BRACKETS:
            depth += 1
        elif c in _BRACKETS.values() and depth:
            depth -= 1
        if _SEPARATOR.match(c) and (depth == 0 or c == "\n"):
            out.append(name)
            name, depth = "", 0
        else:
            name += c
    return [n.strip() for n in (*out, name) if n.strip()]


def close_up(name: str) -> str:
    """Remove the blanks that pad a Chinese name.

    Examples
    --------
    >>> close_up("胡  钛"), close_up("阿卜杜·热合曼")
    ('胡钛', '阿卜杜·热合曼')
    """
    return _HAN_BLANK.sub("", name.strip())


def is_collective(name: str) -> bool:
    """Whether a name stands for several units or persons.

    Examples
    --------
    >>> [is_collective(n) for n in ("各市（区）政府", "市直各单位", "台山市政府")]
    [True, True, False]
    """
    return _patterns("collective").search(name) is not None


def kind_of(name: str) -> str:
    """Tell a collective, the government of a place, and a bureau apart.

    Examples
    --------
    >>> [kind_of(n) for n in ("各市（区）政府", "高新区及江海区", "市财政局")]
    ['collective', 'place', 'bureau']
    """
    if is_collective(name):
        return "collective"
    return "place" if _patterns("place").search(name) else "bureau"


def duties(leaders: str, units: str, persons: str) -> tuple[Duty, ...]:
    """Read the three duty cells of a row; each person answers for the unit on the same place where the counts agree."""
    written = {Role.LEADER: split_names(leaders), Role.UNIT: split_names(units), Role.PERSON: split_names(persons)}
    paired = len(written[Role.UNIT]) == len(written[Role.PERSON])
    out = []
    for role, names in written.items():
        for i, name in enumerate(names):
            out.append(
                Duty(
                    role=role,
                    position=i + 1,
                    name=close_up(name),
                    written=name,
                    collective=is_collective(close_up(name)),
                    answers_for=close_up(written[Role.UNIT][i]) if role is Role.PERSON and paired else None,
                )
            )
    return tuple(out)
