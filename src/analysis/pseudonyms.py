"""Persons' names replaced by pseudonyms, for tables that are handed on."""

from __future__ import annotations

import re

import pandas as pd

# 高明区 is a place and no person; 高明区长 is one.
_NO_NAME = "(?![市县区镇乡村州旗盟街路](?![长委政]))"
_ROLES = {"leader": "领导", "person": "责任人"}


def pseudonymise(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Replace the names of leaders and persons, in the duties and in every text that holds them.

    One person has one pseudonym in all tables (领导1, 责任人3), given in the order in which they stand; collectives
    (各市（区）长) name nobody and stay. Contacts, with their telephone numbers, are left out. Where a text is changed, its
    offsets would no longer hold: a name is replaced by one of the same length there (○○○).

    Examples
    --------
    >>> duties = pd.DataFrame({"role": ["leader", "person"], "name": ["张三", "各县长"], "written": ["张  三", "各县长"],
    ...                        "collective": [False, True]})
    >>> pseudonymise({"responsibilities": duties})["responsibilities"][["name", "written"]].values.tolist()
    [['领导1', '领导1'], ['各县长', '各县长']]
    """
    duties = tables["responsibilities"].copy()
    known: dict[str, str] = {}
    counts = dict.fromkeys(_ROLES, 0)
    named = duties["role"].isin(list(_ROLES)) & ~duties["collective"].astype(bool)
    for role, name in zip(duties.loc[named, "role"], duties.loc[named, "name"], strict=True):
        if name not in known:
            counts[role] += 1
            known[name] = f"{_ROLES[role]}{counts[role]}"
    spellings = {w: known[n] for n, w in zip(duties.loc[named, "name"], duties.loc[named, "written"], strict=True)}
    duties.loc[named, "written"] = duties.loc[named, "written"].map(spellings)
    duties.loc[named, "name"] = duties.loc[named, "name"].map(known)
    hidden = sorted((name for name in {*known, *spellings} if len(name) > 1), key=len, reverse=True)
    found = re.compile(f"(?:{'|'.join(map(re.escape, hidden))}){_NO_NAME}")

    def hide(value: object) -> object:
        return found.sub(lambda m: "○" * len(m[0]), value) if isinstance(value, str) else value

    out = {}
    for table, frame in tables.items():
        if table == "responsibilities":
            out[table] = duties
        else:
            out[table] = frame.map(hide) if hidden else frame.copy()
        if "contact" in out[table]:
            out[table] = out[table].assign(contact=None)
    return out
