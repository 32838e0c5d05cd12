"""What a ledger holds, in sentences computed from its tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis import __version__ as version
from analysis import fulfilment
from analysis.check import check
from analysis.fields import label
from analysis.model import Ledger
from analysis.narrate.fulfilment import open_year
from analysis.narrate.words import plural

# So many doubts are said in a sentence.
_MOST_DOUBTS = 3


def ledger_findings(tables: dict[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say what the ledger holds and what it claims of itself."""
    items, duties = tables["items"], tables["responsibilities"]
    s = fulfilment.summary(tables["fulfilment"])
    status = items["status"].value_counts()
    claims = [(name, int(status.get(name, 0))) for name in ("done", "ongoing", "late", "none") if name in status]
    people = {role: int(duties.loc[duties["role"] == role, "name"].nunique()) for role in ("leader", "unit", "person")}
    categories = int(items.loc[items["category"] != "", "category"].nunique())
    numberless = len(items) - int(s["items_with_number"])
    if lang == "en":
        claimed = ", ".join(f"{label(name, lang)} {n}" for name, n in claims)
        return [
            *open_year(tables, lang),
            f"{plural(len(items), 'item')}{f' in {categories} categories' if categories else ''}; {plural(people['leader'], 'leader')}, {plural(people['unit'], 'unit')} and {people['person']} persons answer for them.",
            f"What the texts claim of themselves: {claimed}.",
            f"{s['items_with_number']} items promise {s['targets']} countable numbers; {numberless} promise none. The progress text proves {s['verifiable']} of the numbers.",
        ]
    claimed = "，".join(f"{label(name)}{n}项" for name, n in claims)
    return [
        *open_year(tables, lang),
        f"共{len(items)}项，{f'分属{categories}个领域，' if categories else ''}由{people['leader']}位领导、{people['unit']}个单位、{people['person']}位责任人负责。",
        f"进展原文的自述：{claimed}。",
        f"{s['items_with_number']}项承诺了{s['targets']}个可计的数字，{numberless}项没有数字；进展原文能证明其中{s['verifiable']}个。",
    ]


def reading_doubts(ledger: Ledger, lang: str = "zh") -> list[str]:
    """Say what `check` finds wrong in a ledger as it was read: its numbers may be of less than the whole, or of the wrong cells."""
    wrong = [str(remark) for remark in check(ledger) if remark.wrong]
    if not wrong:
        return []
    said = "; ".join(wrong[:_MOST_DOUBTS]) + ("; …" if len(wrong) > _MOST_DOUBTS else "")
    if lang == "en":
        return [f"To be looked at before anything is quoted (minsheng check): {said}."]
    return [f"引用前请先核对台账的读取情况（minsheng check）：{said}。"]


def source_note(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say where a ledger comes from, and what of that was only taken from its text."""
    row = {k: "" if v is None or pd.isna(v) else str(v) for k, v in tables["ledgers"].iloc[0].to_dict().items()}
    guessed = [label(g, lang) for g in row["guessed"].split(";") if g]
    if lang == "en":
        told = [row["title"], row["place"], row["year"], row["source"] and f"source: {row['source']}"]
        aside = f" Taken from the text, not said by a sidecar: {', '.join(guessed)}." if guessed else ""
        return f"Data: {'; '.join(t for t in told if t)}; read by minsheng {version}.{aside}"
    told = [
        row["title"],
        row["place"],
        row["year"] and f"{row['year']}年",
        row["source"] and f"来源：{row['source']}",
    ]
    aside = f"以下由正文推断，没有附注文件说明：{'、'.join(guessed)}。" if guessed else ""
    return f"数据：{'，'.join(t for t in told if t)}；由minsheng {version}读取。{aside}"


def overview_methods(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say where the ledger comes from and by what rules its texts were read."""
    roles = tables["quantities"]["role"].value_counts()
    n, used = int(roles.sum()), int(roles.sum() - roles.get("other", 0))
    if lang == "en":
        return [
            source_note(tables, lang),
            f"{n} numbers were read in tasks and progress texts; {used} of them are a target, a baseline or evidence. "
            "Rules of reading: data/gold/GUIDE.md. A number in the progress text answers a target where unit, stage and what is counted agree; else the target is unverified.",
        ]
    return [
        source_note(tables, lang),
        f"任务与进展原文中共读出{n}个数字，其中{used}个是目标、基数或证据。读法见data/gold/GUIDE.md：单位、进度、所数之物都对得上的数字才算证据，否则记为无从核实。",
    ]
