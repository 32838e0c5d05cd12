"""What was promised as one and is told by its kinds: 幼儿园…新增学位5040个。中小学…新增学位18360个; 新建6所；改扩建11所."""

from __future__ import annotations

import dataclasses
import itertools
import re

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import About, Candidate
from analysis.extraction.lexicon import verbs
from analysis.extraction.likeness import contrary
from analysis.extraction.reading import Reading
from analysis.extraction.stages import Stage
from analysis.extraction.sums import added_up


def of_each_kind(asks: list[Ask], ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """What stands in a sentence each about the other things that are promised, added up; empty where it does not."""
    noun = ask.target.indicator[-2:]
    if any(a.target.indicator.endswith(noun) for a in asks if a is not ask):
        return []
    kinds = {
        a.target.indicator[-2:]
        for a in asks
        if a is not ask and a.target.unit != ask.target.unit and len(a.target.indicator) > 1
    }
    members, told = [], []
    for k, (q, c) in enumerate(zip(progress.quantities, progress.contexts, strict=True)):
        if q.unit != ask.target.unit or not c.left.endswith(noun) or single[k].stage is not Stage.FINISHED:
            continue
        members.append(k)
        told.append([kind for kind in kinds if kind in progress.text[c.sentence[0] : q.from_]])
    one_each = len(members) > 1 and all(len(named) == 1 for named in told)
    if not one_each or len({named[0] for named in told}) != len(members):
        return []
    row = added_up(progress, single, members)
    return [] if row is None else [row]


# 个 and 家 count alike.
_ALIKE = 0.85
# 中小学和幼儿园; 新建、改扩建公办幼儿园
_TWO_KINDS = re.compile("(?P<one>[^，、和及与0-9]{2,12})[、和及与](?P<other>[^，、和及与0-9]{2,12})$")


def of_both_kinds(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """The numbers of two kinds, or of what was built and what was renewed, that one promise names, added up.

    新建、改扩建中小学和幼儿园45所: 中小学完工29所，增加学位27360个；幼儿园完工19所
    """
    # 新增智能工厂、数字化车间25个: a mark that divides clauses may stand between them
    m = _TWO_KINDS.search(ask.work.strip("，、")) or _TWO_KINDS.fullmatch(
        ask.phrase.removesuffix(ask.target.quantity.text)
    )
    if m is None:
        return []
    renewed = verbs("over_again").match(m["other"])
    if verbs("anew").fullmatch(m["one"]) and renewed is not None:
        one, other, noun = verbs("anew").pattern, verbs("over_again").pattern, m["other"][renewed.end() :]
    else:
        # 改扩建中小学和幼儿园: what is done to both
        first = verbs("anew", "over_again").sub("", m["one"])
        one, other, noun = re.escape(first) or "(?!)", re.escape(m["other"]), ""
    members = []
    for kind, not_kind in ((one, other), (other, one)):
        told = [
            k
            for k, c in enumerate(progress.contexts)
            if units.affinity(ask.target.unit, progress.quantities[k].unit) >= _ALIKE
            and single[k].stage is Stage.FINISHED
            and re.search(kind, c.near)
            and not re.search(not_kind, c.near)
            and noun in c.near
            and (ask.removed or not verbs("removed").search(c.near))
        ]
        # 智能工厂4家、数字化车间22个, where 25个 of both were promised
        told = [k for k in told if progress.quantities[k].unit == ask.target.unit] or [
            k for k in told if re.search(f"(?:{kind})$", progress.contexts[k].near)
        ]
        if len(told) != 1:
            return []
        members += told
    row = added_up(progress, single, sorted(members)) if len(set(members)) == 2 else None
    if row is None:
        return []
    return [dataclasses.replace(row, unit=ask.target.unit, describe=lambda: About(ask.near, ask.topics, text=ask.work))]


# 1块十一人制、1块五人制; 体育公园1处、东站1处
# and no 1个文化广场、2个停车场, where each has its noun
_NEXT_OF_ROW = re.compile("(?:[^，。；：、0-9]{1,7}(?:制|级|型|类|式|[镇乡县区市]))?[、和及][^，。；：、0-9]{0,10}")


def of_one_noun_behind(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """The numbers of a row whose noun stands behind the last one alone, added up: 1块十一人制、1块五人制足球场."""
    noun = ask.target.indicator[-2:]
    if len(noun) < 2 or ask.target.quantity.dimension not in units.COUNTED:
        return []
    quantities, text = progress.quantities, progress.quiet
    out, row = [], list[int]()
    for k, q in enumerate(quantities):
        if row and not _NEXT_OF_ROW.fullmatch(text, quantities[row[-1]].end, q.from_):
            row = []
        if q.unit != ask.target.unit or single[k].stage is not Stage.FINISHED:
            row = []
            continue
        row.append(k)
        behind = re.match(f"[^，。；：、0-9]{{0,8}}?{re.escape(noun)}", text[q.end : q.end + 12])
        if len(row) < 2 or behind is None:
            continue
        c = progress.contexts[row[0]]
        between = [text[quantities[a].end : quantities[b].from_] for a, b in itertools.pairwise(row)]
        kinds = re.split("[、和及]", "、".join([*between, c.left, behind[0].removesuffix(noun)]))
        # 国家级2家、省级3家龙头企业, where 省级 ones were promised
        named = any(len(kind) > 1 and kind in ask.phrase and kind not in ask.target.indicator[-4:] for kind in kinds)
        other = any(noun in said for said in between) or contrary(ask.phrase, "".join((*between, c.left, behind[0])))
        found = None if named or other else added_up(progress, single, row)
        if found is not None:
            out.append(dataclasses.replace(found, describe=lambda: About(ask.near, ask.topics, text=ask.work)))
        row = []
    return out
