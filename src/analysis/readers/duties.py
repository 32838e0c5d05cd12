"""Who answers for an item, and in which capacity: leaders, units, and persons for their units."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from analysis.model import Duty, Role
from analysis.readers.grid import SOFT
from analysis.readers.names import (
    BLANK,
    CAPACITY,
    HAN,
    OPENED,
    canonical,
    close_up,
    is_collective,
    known,
    like_unit,
    members_of,
    name_words,
    split_names,
)
from analysis.readers.offices import NUMBERED, mended, split_units, units_by_capacity
from analysis.readers.persons import OFFICER, PERSON, PHONE, named_person, person, split_persons

_SECTION = ("科", "股", "室", "组", "团", "厂", "园", "校", "段")


def duties_of(leaders: str, units: Sequence[str], persons: str, both: str, place: str | None) -> tuple[Duty, ...]:
    """Read the duty cells of a row.

    Parameters
    ----------
    leaders, persons : str
        Cells of leaders and of responsible persons.
    units : sequence of str
        Cells of units, the lead ones before the supporting.
    both : str
        Cell of units each with its person.
    place : str or None
        Place of the ledger, for the members of collectives.

    Returns
    -------
    tuple of Duty
        Leaders, units, persons. A person answers for the unit it stands beside, or for the one in the same place where
        there are as many persons as units.
    """
    return _duties(leaders, tuple(units), persons, both, place)


@known
def _duties(leaders: str, units: tuple[str, ...], persons: str, both: str, place: str | None) -> tuple[Duty, ...]:
    if not both and not persons and _with_persons(units):
        units, both = (), "\n".join(units)
    beside = _beside(both) if both else []
    lead_units, *supporting = units or ("",)
    # those with their persons in one cell lead: 牵头单位（责任人） | 配合单位
    leading, helping = units_by_capacity(lead_units)
    # one cell that covers the columns of those that lead and of those that support says it twice
    leaders_too = {canonical(name) for name in leading}
    helpers = [name for cell in supporting for name in split_units(cell) if canonical(name) not in leaders_too]
    written_units = [*leading, *helping, *(unit for unit, _, _ in beside if unit), *helpers]
    in_support = {*helping, *helpers, *(unit for unit, _, supports in beside if unit and supports)}
    support = in_support.difference(leading, (unit for unit, _, supports in beside if not supports))
    written_persons: list[tuple[str, str | None]] = [(name, unit) for unit, names, _ in beside for name in names]
    counts_differ = False
    if persons:
        names = split_persons(persons)
        answering = written_units
        lines = _unit_lines(units)
        if len(names) != len(written_units) and len(names) == len(lines) and (len(lines) > 1 or _collective(lines[0])):
            # a person for each line: for the first of its units, or for all of them where they stand for many
            by_line = [[line] if _collective(line) else list(split_units(line)) for line in lines]
            written_units = [unit for line in by_line for unit in line]
            answering = [line[0] for line in by_line]
        lead = split_units(units[0]) if units else ()
        if len(names) not in (len(answering), 0) and len(names) == len(lead):
            # those who support have no person of their own
            answering = list(lead)
        aligned = len(names) == len(answering)
        counts_differ = bool(names and written_units) and not aligned
        written_persons += [(name, answering[i] if aligned else None) for i, name in enumerate(names)]
    flags = ("counts_differ",) if counts_differ else ()
    out = [Duty(Role.LEADER, i, person(n), n, is_collective(n)) for i, n in enumerate(split_persons(leaders), 1)]
    # 市财政局、市教育局（牵头）: the bracket says who leads, wherever it stands
    for i, written in enumerate(sorted(written_units, key=lambda name: _as_marked(name) != "lead"), 1):
        unit = canonical(written)
        members = members_of(unit, place)
        supports = written in support or _as_marked(written) == "support"
        out.append(Duty(Role.UNIT, i, unit, written, is_collective(unit), supports, members=members, flags=flags))
    for i, (written, answers) in enumerate(written_persons, 1):
        name, unit_of = person(written), canonical(answers) if answers else None
        out.append(Duty(Role.PERSON, i, name, written, is_collective(name), answers_for=unit_of, flags=flags))
    return tuple(out)


_MARKED = re.compile(r"[（(](?:(?P<lead>牵头|主办|主责|排名第一)|(?P<support>配合|协办|协助|参与))(?:单位|部门)?[）)]$")


def _as_marked(unit: str) -> str | None:
    """What a bracket behind a unit says that it does: ``lead``, ``support``; None where none does."""
    m = _MARKED.search(unit)
    return m.lastgroup if m else None


_BESIDE_IT = re.compile(
    r"(?P<unit>[^：:（()）]{3,})(?:[：:]\s*(?P<a>[^：:（()）]+)|[（(](?:(?:责任|联系|负责)人[：:])?(?P<b>[^（()）]+)[）)])"
)


def _with_persons(units: Sequence[str]) -> bool:
    """Whether units of the cells stand with their persons: 市教育局：李明；市水利局（丁国栋、王林）, 市财政局、市教育局（李明）."""
    names = [name for cell in units for name in split_names(OPENED.sub("", cell))]
    found = [_BESIDE_IT.fullmatch(name) for name in names]
    return any(found) and all(
        like_unit(name)
        if m is None
        else like_unit(m["unit"]) and all(named_person(person) for person in re.split("[、，,]", m["a"] or m["b"]))
        for name, m in zip(names, found, strict=True)
    )


def _collective(line: str) -> bool:
    """Whether each name of a line stands for many: 各镇政府、园区管委会."""
    return all(is_collective(name) or not like_unit(name) for name in split_units(line))


def _unit_lines(cells: Sequence[str]) -> list[str]:
    return [line.strip() for cell in cells for line in mended(cell).split("\n") if line.strip()]


def _beside(cell: str) -> list[tuple[str | None, list[str], bool]]:
    r"""Units of a cell, each with the persons written beside it, and whether the cell says that it supports others.

    Examples
    --------
    >>> _beside("市教育局 张三\n配合单位：市财政局（李四）")
    [('市教育局', ['张三'], False), ('市财政局', ['李四'], True)]
    >>> _beside("市教育局/张三；王五（市民政局）、市水务局局长钱六")
    [('市教育局', ['张三'], False), ('市民政局', ['王五'], False), ('市水务局', ['钱六'], False)]
    """
    out: list[tuple[str | None, list[str], bool]] = []
    supports = False
    cell = OPENED.sub("", cell)
    text = re.sub(r"[，,]?\s*(?:联系)?电话[:：]?\s*$", "", _next_unit_apart(PHONE.sub("", cell)))
    for line in split_names(re.sub(r"[，,]\s*(?=[）)])", "", text)):
        line = NUMBERED.sub("", line)
        m = CAPACITY.match(line)
        if m and (m["lead"] or m["support"]):
            line, supports = line[m.end() :], not m["lead"]
        bracketed = re.fullmatch(rf"(.+?)[（(]\s*(?:责任人|联系人|负责人)?[:：]?\s*([{HAN}·、，\s\u3000]+)[）)]", line)
        if bracketed and like_unit(bracketed[1]) and (not is_collective(line) or named_person(bracketed[2])):
            out.append((bracketed[1].strip(), list(split_persons(bracketed[2])), supports))
            continue
        if bracketed and like_unit(bracketed[2].strip()) and PERSON.fullmatch(close_up(bracketed[1])):
            out.append((bracketed[2].strip(), [bracketed[1].strip()], supports))
            continue
        apart = OFFICER.sub(r"\g<unit> \g<person>", re.sub(r"\s*(?:[:：/／]|[-—–]+)\s*", " ", line))
        names: list[str] = []
        pieces = [p for p in BLANK.split(apart) if p]
        for k, piece in enumerate(pieces):
            # 医政科 尤佳: a section in front of its person
            section = k + 1 < len(pieces) and not k and len(piece) > 2 and piece.endswith(_SECTION)
            if (section or like_unit(piece)) and not piece.endswith(("长", "人", "领导")):
                out.append((piece, [], supports))
            else:
                names.append(piece)
        if names:
            if not out:
                out.append((None, [], supports))
            persons = out[-1][1]
            # 徐 | 立新: a surname at the end of a line
            broken = persons.pop() if persons and len(persons[-1]) == 1 else ""
            persons.extend(split_persons(broken + " ".join(names)))
    return out


def _next_unit_apart(cell: str) -> str:
    r"""Cell without the breaks of a PDF, but for those between a person and the next unit (市水务局 陆宗海 | 市住建局 韦海涛).

    Examples
    --------
    >>> _next_unit_apart(f"市水务局 陆宗海{SOFT}市住房城{SOFT}乡建设局 韦海涛")
    '市水务局 陆宗海\n市住房城乡建设局 韦海涛'
    """
    first, *further = cell.split(SOFT)
    out = first
    for piece in further:
        last = BLANK.split(out.rsplit("\n", 1)[-1].strip())[-1]
        if named_person(last) and piece.startswith(tuple(name_words()["unit_begins"])):
            out += "\n"
        elif like_unit(last) and named_person(piece.strip()):
            out += " "
        out += piece
    return out


@known
def _with_two_persons(duty: Duty) -> Duty:
    return dataclasses.replace(duty, flags=(*duty.flags, "two_persons"))


def flag_persons(rows: Iterable[tuple[Duty, ...]]) -> list[tuple[Duty, ...]]:
    """Flag, in the duties of a ledger's rows, the units that have more than one person, and those persons."""
    given = list(rows)
    # rows that name the same share one tuple
    distinct = {id(row): row for row in given}
    persons: dict[str, set[str]] = defaultdict(set)
    for row in distinct.values():
        for duty in row:
            if duty.answers_for is not None:
                persons[duty.answers_for].add(duty.name)
    twice = {unit for unit, names in persons.items() if len(names) > 1 and not is_collective(unit)}

    def flagged(duty: Duty) -> Duty:
        unit = duty.answers_for if duty.role is Role.PERSON else duty.name if duty.role is Role.UNIT else None
        return _with_two_persons(duty) if unit in twice else duty

    new = {key: tuple(map(flagged, row)) if twice else row for key, row in distinct.items()}
    return [new[id(row)] for row in given]
