"""Workload in sentences: titles, notes and findings computed from the numbers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis import workload
from analysis.narrate.words import leading, percent, plural
from analysis.nulls import DRAWS, SEED


def _led(tables: dict[str, pd.DataFrame]) -> int:
    """How many items name a leader."""
    duties = tables["responsibilities"]
    return int(duties.loc[duties["role"] == "leader", "item"].nunique())


def workload_title(tables: dict[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say who carries most."""
    frame = workload.per_leader(tables)
    if frame.empty:
        return "The ledger names no leaders" if lang == "en" else "台账没有列出分管领导"
    top, row = str(frame.index[0]), frame.drop(columns="breadth").iloc[0]
    items, links = len(tables["items"]), int((tables["responsibilities"]["role"] == "unit").sum())
    if (frame["items"] == row["items"]).sum() > 1:
        first = leading(frame["items"], lang)
        if lang == "en":
            return f"{first}: {plural(int(row['items']), 'item')} of {items} each"
        return f"{first}各分管{items}项中的{row['items']}项"
    if len(frame) == 1 and row["items"] == items:
        return f"{top} alone answers for all {items} items" if lang == "en" else f"{top}一人分管全部{items}项"
    if lang == "en":
        return f"{top} answers for {row['items']} of {items} items and {row['links']} of {links} unit–item duties"
    return f"{top}一人分管{items}项中的{row['items']}项、{links}个“单位—事项”责任里的{row['links']}个"


def workload_note(lang: str = "zh") -> str:
    """Say what the tiles of the portfolio strip mean."""
    if lang == "en":
        return "One tile = one item (its number), width = responsible units, gap = next category; blue exceeded, grey met, red short, dashed unverified, pale no number"
    return "每块=一项实事（数字为序号），宽度=责任单位数，空隙=换领域；蓝=有目标超额 灰=达标 红=有目标未达标 虚框=有目标无从核实 浅灰=无数字目标"


def workload_findings(tables: dict[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say how the load is shared and how it must not be read."""
    frame = workload.per_leader(tables)
    if frame.empty:
        return [workload_title(tables, lang)]
    folio = workload.portfolio(tables)
    per_category = folio[folio["category"] != ""].groupby("category")["leader"].nunique()
    whole = int((per_category == 1).sum())
    top = {m: leading(frame[m], lang) for m in ("items", "targets", "links", "units")}
    same = len(set(top.values())) == 1
    led, most = _led(tables), int(frame["items"].max())
    if lang == "en":
        out = [
            f"{plural(len(frame), 'leader')} share {led} of {len(tables['items'])} items; "
            f"the heaviest portfolio is that of {top['items']}: {plural(most, 'item')}."
        ]
        if same:
            out.append("The same leader is first by items, targets, unit duties and distinct units.")
        else:
            out.append(
                f"Who is first depends on the count: by items {top['items']}; by targets {top['targets']}; "
                f"by unit duties {top['links']}; by distinct units {top['units']}."
            )
        if len(per_category):
            out.append(
                f"{whole} of {len(per_category)} categories belong to one leader alone: areas are assigned, not items, "
                "so the load says little of choice."
            )
        return out
    share = f"{len(tables['items'])}项" if led == len(tables["items"]) else f"{len(tables['items'])}项中的{led}项"
    out = [f"{len(frame)}位领导分管{share}，最重的是{top['items']}，{most}项。"]
    if same:
        out.append("按事项、目标、单位责任、不同单位四种口径，居首的都相同。")
    else:
        out.append(
            f"谁居首取决于口径：按事项是{top['items']}，按目标是{top['targets']}，按单位责任是{top['links']}，按不同单位是{top['units']}。"
        )
    if len(per_category):
        out.append(
            f"{len(per_category)}个领域中有{whole}个整块归一位领导：分派的是领域而不是单项，负担轻重不能当作个人选择来读。"
        )
    return out


def _second(tables: Mapping[str, pd.DataFrame]) -> tuple[set[str], set[str]]:
    """Who is first, and who is second, under any of the five counts."""
    ranks = workload.stability(tables)[workload.counts_of(tables)]
    first = {str(n) for c in ranks for n in ranks.index[ranks[c] == 1]}
    second = (
        {str(n) for c in ranks for n in ranks.index[ranks[c] == ranks[c][ranks[c] > 1].min()]}
        if len(ranks) > 1
        else set()
    )
    return first, second


def rules_title(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say whether the way to count decides who carries most."""
    if workload.per_leader(dict(tables)).empty:
        return workload_title(dict(tables), lang)
    first, second = _second(tables)
    if len(first) == 1:
        name = next(iter(first))
        rest = len(second)
        if lang == "en":
            tail = f"; second place goes to {rest} different leaders" if rest > 1 else ""
            return f"{name} is first however one counts{tail}"
        tail = f"，第二位则因数法而异（{rest}人）" if rest > 1 else ""
        return f"怎么数都是{name}居首{tail}"
    if lang == "en":
        return f"Who is first depends on the count: {len(first)} different leaders"
    return f"谁居首取决于怎么数：各种数法共有{len(first)}位居首"


def rules_note(lang: str = "zh") -> str:
    """Say what the dots of the counting rules mean."""
    if lang == "en":
        return "Share of each leader under each count; the bar spans them; dashed: all carry alike"
    return "每位领导在各种数法下各占的份额；横条为其范围；虚线=人人相等"


def areas_title(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say how many categories belong to one leader alone."""
    grid = workload.leader_categories(tables)
    if not grid.size and len(grid):
        return "The ledger names no areas" if lang == "en" else "台账没有分领域"
    if not grid.size:
        return workload_title(dict(tables), lang)
    whole, n = int(((grid > 0).sum() == 1).sum()), grid.shape[1]
    if lang == "en":
        return f"{whole} of {n} categories belong to one leader alone"
    return f"{n}个领域中有{whole}个只归一位领导"


def areas_note(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say what the squares of leaders by categories mean, and what follows where most categories are whole."""
    grid = workload.leader_categories(tables)
    whole = int(((grid > 0).sum() == 1).sum()) >= 2 / 3 * max(1, grid.shape[1])
    if lang == "en":
        text = "Items of each leader in each category; blue: one leader has the whole category, red: several share it"
        return text + (". So areas are assigned, and chance must deal out areas" if whole else "")
    text = "每格=某领导在某领域的事项数；蓝=整个领域归一人，红=几人分担"
    return text + ("。可见分派的是领域，与偶然相比也应以领域为单位" if whole else "")


def lorenz_title(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say how unequal the load is, and whether that is more than assigning areas gives."""
    null = workload.chance(tables)
    if not null:
        return "Fewer than two leaders are named" if lang == "en" else "列出的领导不足两位"
    value = f"{workload.concentration_of(tables)['gini'].astype(float)['items']:.2f}"
    usual, areas = null["blocks"].gini > 0.05, workload.has_areas(tables)
    if lang == "en":
        dealt = "assigning whole areas" if areas else "dealing out single items"
        return f"Gini {value}: {'no more' if usual else 'more'} unequal than {dealt} makes it"
    return f"基尼系数{value}：{'并不比' if usual else '比'}{'整块分派领域' if areas else '逐项随机分派'}更集中"


def lorenz_note(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say what the curve and the band mean."""
    areas = workload.has_areas(tables)
    if lang == "en":
        dealt = "areas are dealt out as wholes" if areas else "items are dealt out one by one"
        return f"Curve: share of items of the lightest leaders; band: 95 % of draws in which\n{dealt}; dashed: all carry alike"
    dealt = "整块随机分派领域" if areas else "逐项随机分派"
    return f"曲线：由轻到重累计的事项份额；灰带：{dealt}时95%的范围；虚线：人人相等"


def workload_chance(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say how the load compares with chance, and why the naive comparison misleads."""
    null = workload.chance(tables)
    if not null:
        return [lorenz_title(tables, lang)]
    most = int(workload.per_leader(dict(tables))["items"].max())
    blocks, items = null["blocks"], null["items"]
    if not workload.has_areas(tables):
        if lang == "en":
            return [
                f"Were single items dealt out at random, a load of {most} or more would come up in {_chance(items.most, lang)} of draws, "
                f"and a Gini as high as this in {_chance(items.gini, lang)}. The ledger names no areas: whether those were assigned as wholes it does not say."
            ]
        return [
            f"若把单项随机分派，出现{most}项或更多的机会是{_chance(items.most, lang)}，基尼系数达到这么高的机会是{_chance(items.gini, lang)}。"
            "台账没有分领域，是否按领域整块分派，无从得知。"
        ]
    if lang == "en":
        return [
            f"Were single items dealt out at random, a load of {most} or more would come up in {_chance(items.most, lang)} of draws. "
            f"But areas are assigned, not items: with each leader's area dealt out as a whole it comes up in {_chance(blocks.most, lang)}, "
            f"and a Gini as high as this in {_chance(blocks.gini, lang)}.",
        ]
    return [
        f"若把单项随机分派，出现{most}项或更多的机会是{_chance(items.most, lang)}；但分派的是领域而不是单项：整块分派领域时是{_chance(blocks.most, lang)}，"
        f"基尼系数达到这么高的机会是{_chance(blocks.gini, lang)}。",
    ]


def _chance(p: float, lang: str) -> str:
    small = p < 0.001
    if lang == "en":
        return "less than 0.1%" if small else percent(p, 1 if p < 0.01 else 0)
    return "不到0.1%" if small else percent(p, 1 if p < 0.01 else 0)


def workload_methods(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say how load is counted and compared with chance, with the numbers that this rests on here."""
    frame = workload.per_leader(dict(tables))
    if frame.empty:
        return [workload_title(dict(tables), lang)]
    spread = workload.concentration_of(tables).loc["items"].astype(float)
    gini, low, high = (f"{spread[k]:.2f}" for k in ("gini", "gini_low", "gini_high"))
    equal = f"{spread['effective']:.1f}"
    areas = workload.has_areas(tables)
    if lang == "en":
        return [
            "An item with several leaders counts for each. Credit rules that share an item out (equally; half to the first; 1/i, Hagen 2010, Journal of Informetrics 4(1)) are in the exported table.",
            f"Gini of items over {plural(len(frame), 'leader')}: {gini}, corrected for small n by n/(n-1) (Deltas 2003, Review of Economics and Statistics 85(1)); as concentrated as {equal} equal leaders. "
            f"Leaving out one item at a time it runs from {low} to {high}. No confidence interval over leaders: they are all there are, not a sample.",
            f"Chance: {DRAWS:,} draws, seed {SEED}; {'what a leader has in one category is dealt out as a whole' if areas else 'each item is dealt out by itself'}.",
        ]
    return [
        "几位领导共管的一项，每人各计一次；把一项摊开的计法（平均；首位得一半；按1/i，Hagen 2010）见导出的表。",
        f"{len(frame)}位领导的事项基尼系数为{gini}，按n/(n−1)作小样本修正（Deltas 2003），相当于{equal}位同样忙的领导；逐一去掉一项，在{low}–{high}之间。不给领导的置信区间：他们就是全部，不是样本。",
        f"与偶然比较：随机分派{DRAWS:,}次，种子{SEED}，{'某领导在某领域的全部事项作为一块' if areas else '各项单独'}分派。",
    ]
