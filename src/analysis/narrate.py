"""Sentences computed from the numbers: titles, notes and findings, in Chinese and in English."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from analysis import coresponsibility, fulfilment, networks, workload
from analysis.fields import label
from analysis.networks import Circles


def number(value: float | None) -> str:
    """Write a number as a reader would: thousands separated, no needless decimals.

    Examples
    --------
    >>> number(13444.0), number(83.875), number(2.14), number(None)
    ('13,444', '83.88', '2.14', '?')
    """
    if value is None or math.isnan(value):
        return "?"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def percent(value: float | None, digits: int = 0) -> str:
    """Write a share or a rate in percent.

    Examples
    --------
    >>> percent(2.6888), percent(0.48276), percent(0.996), percent(1.125), percent(float("nan"))
    ('269%', '48%', '99.6%', '113%', '–')
    """
    if value is None or math.isnan(value):
        return "–"
    for places in (digits, digits + 1, digits + 2):
        shown = Decimal(str(100 * value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        # 99.6 % is not all of it
        if shown != 100 or value == 1:
            break
    return f"{shown:,}%"


def _plural(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def ledger_findings(tables: dict[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say what the ledger holds and what it claims of itself."""
    items, duties = tables["items"], tables["responsibilities"]
    s = fulfilment.summary(tables["fulfilment"])
    status = items["status"].value_counts()
    claims = [(name, int(status.get(name, 0))) for name in ("done", "ongoing", "late", "none") if name in status]
    people = {role: int(duties.loc[duties["role"] == role, "name"].nunique()) for role in ("leader", "unit", "person")}
    categories = int(items.loc[items["category"] != "", "category"].nunique())
    numberless = len(items) - int(s["items"])
    if lang == "en":
        claimed = ", ".join(f"{label(name, lang)} {n}" for name, n in claims)
        return [
            f"{_plural(len(items), 'item')} in {categories} categories; {_plural(people['leader'], 'leader')}, {_plural(people['unit'], 'unit')} and {people['person']} persons answer for them.",
            f"What the texts claim of themselves: {claimed}.",
            f"{s['items']} items promise {s['targets']} countable numbers; {numberless} promise none. The progress text proves {s['verifiable']} of the numbers.",
        ]
    claimed = "，".join(f"{label(name)}{n}项" for name, n in claims)
    return [
        f"共{len(items)}项，分属{categories}个领域，由{people['leader']}位领导、{people['unit']}个单位、{people['person']}位责任人负责。",
        f"进展原文的自述：{claimed}。",
        f"{s['items']}项承诺了{s['targets']}个可计的数字，{numberless}项没有数字；进展原文能证明其中{s['verifiable']}个。",
    ]


def fulfilment_title(tables: dict[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say in one sentence how the promises ended."""
    s = fulfilment.summary(tables["fulfilment"])
    exceeded, met, short, unknown = (int(s[v]) for v in fulfilment.VERDICTS)
    if lang == "en":
        if not s["targets"]:
            return "No item promises a number"
        head = f"{_plural(short, 'target')} missed, " if short else "No target is shown to be missed: "
        return f"{head}{exceeded} exceeded, {met} met, {unknown} cannot be verified"
    if not s["targets"]:
        return "没有一项承诺了数字"
    head = f"{short}个目标未达标，" if short else "没有一个目标被证明未达标："
    return f"{head}{exceeded}个超额，{met}个达标，{unknown}个无从核实"


def fulfilment_findings(tables: dict[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say what the over-fulfilment figures show and what they cannot."""
    s = fulfilment.summary(tables["fulfilment"])
    items = tables["items"]
    claimed = int((items["status"] == "done").sum())
    if not s["targets"]:
        return [fulfilment_title(tables, lang)]
    shares = (percent(s["share_exceeded"]), percent(s["share_exceeded_low"]), percent(s["share_exceeded_high"]))
    rates = (percent(s["median"]), percent(s["geometric_mean"]), percent(s["capped_mean"]))
    if lang == "en":
        return [
            f"{claimed} of {len(items)} items say of themselves that they are done. All items together promise {s['targets']} countable numbers; "
            f"the text proves {s['verifiable']} of them and leaves {s['unverified']} unproven.",
            f"Of the {s['verifiable']} that can be verified {s['exceeded']} are exceeded ({shares[0]}). Were all unproven ones missed, or "
            f"all exceeded, the share of all targets would be {shares[1]} or {shares[2]}.",
            f"The median rate is {rates[0]}, the geometric mean {rates[1]}, the mean of rates cut off at 100 % is {rates[2]}: "
            "which of them is quoted decides the headline, so all three are given.",
        ]
    return [
        f"{len(items)}项中有{claimed}项自述已完成。全部事项共承诺{s['targets']}个可计的数字，进展原文能证明其中{s['verifiable']}个，{s['unverified']}个无从核实。",
        f"可核实的{s['verifiable']}个中，{s['exceeded']}个超额（{shares[0]}）；若把无从核实者全算未超额或全算超额，占全部目标的界为{shares[1]}–{shares[2]}。",
        f"完成率中位数{rates[0]}，几何平均{rates[1]}，封顶平均（超过100%按100%计）{rates[2]}：引用哪一个会决定标题，所以三个都给出。",
    ]


def fulfilment_note(tables: dict[str, pd.DataFrame], title: str, lang: str = "zh") -> str:
    """Say what the marks of the target ledger mean."""
    n = fulfilment.summary(tables["fulfilment"])["targets"]
    if lang == "en":
        return (
            f"{title}: rate of {n} targets (actual / target, log scale)\n"
            "● stated  ◆ derived  ○ approximate  → at least  ◀ ▶ beyond the axis; hatched: could be anywhere"
        )
    return (
        f"{title}，{n}个数字目标的完成率（实际÷目标，对数刻度）\n"
        "●原文数字 ◆加总/清点/换算/全称 ○约数 →不低于 ◀▶超出坐标；斜纹=可能在任何位置"
    )


def fulfilment_footer(tables: dict[str, pd.DataFrame], lang: str = "zh") -> str:
    """Give the share of exceeded targets with its bounds."""
    s = fulfilment.summary(tables["fulfilment"])
    low, high = percent(s["share_exceeded_low"]), percent(s["share_exceeded_high"])
    fraction = f"{s['exceeded']}/{s['verifiable']} = {percent(s['share_exceeded'])}"
    if lang == "en":
        return f"Exceeded: {fraction} of the verifiable; {low}–{high} of all if the unverified count as not exceeded / as exceeded.  # = item number"
    return f"超额比例：可核实者中 {fraction}；若把无从核实者全算未超额/全算超额，界为 {low}–{high}。  #=序号"


def _leading(counts: pd.Series, lang: str) -> str:
    """Who is first by a count; all of them where several are."""
    names = [str(name) for name in counts.index[counts == counts.max()]]
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names)} (tied)" if lang == "en" else f"{'、'.join(names)}（并列）"


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
        first = _leading(frame["items"], lang)
        if lang == "en":
            return f"{first}: {_plural(int(row['items']), 'item')} of {items} each"
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
    top = {m: _leading(frame[m], lang) for m in ("items", "targets", "links", "units")}
    same = len(set(top.values())) == 1
    led, most = _led(tables), int(frame["items"].max())
    if lang == "en":
        out = [
            f"{_plural(len(frame), 'leader')} share {led} of {len(tables['items'])} items; "
            f"the heaviest portfolio is that of {top['items']}: {_plural(most, 'item')}."
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


def coresponsibility_title(tables: dict[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say who supports without leading, and how often units are only meant collectively."""
    frame = coresponsibility.per_unit(tables)
    if frame.empty:
        return "The ledger names no units" if lang == "en" else "台账没有列出责任单位"
    bureaus = frame[frame["kind"] != "collective"]
    named = bureaus if len(bureaus) else frame
    busiest = named[named["items"] == named["items"].max()]
    crowds = frame[frame["kind"] == "collective"]
    unit, row = str(busiest.index[0]), busiest.iloc[0]
    if lang == "en":
        if len(busiest) > 1:
            text = f"{len(busiest)} units take part in {_plural(int(row['items']), 'item')} each, more than any other"
        else:
            leads = "leads none" if not row["leads"] else f"leads {row['leads']}"
            text = f"{unit} takes part in {_plural(int(row['items']), 'item')} and {leads}"
        return text + (f"; “{crowds.index[0]}” is named as a whole in {crowds.iloc[0]['items']}" if len(crowds) else "")
    if len(busiest) > 1:
        text = f"{len(busiest)}个单位各参与{row['items']}项，并列最多"
    else:
        text = f"{unit}参与{row['items']}项，{'无一牵头' if not row['leads'] else '牵头' + str(row['leads']) + '项'}"
    return text + (f"；“{crowds.index[0]}”以统称写进{crowds.iloc[0]['items']}项" if len(crowds) else "")


def coresponsibility_note(lang: str = "zh") -> str:
    """Say what the dots of the incidence figure mean."""
    if lang == "en":
        return "One column = one item (grouped by category), one row = one unit; filled = lead (named first), hollow = supporting; a line joins those who share an item"
    return "每列一项实事（按领域分组），每行一个责任单位；实心=牵头（列第一位），空心=配合；竖线连接共同负责的单位"


def coresponsibility_findings(tables: dict[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say how closely the units are tied."""
    frame, ties = coresponsibility.per_unit(tables), coresponsibility.pairs(tables)
    if frame.empty:
        return [coresponsibility_title(tables, lang)]
    links = int(frame["items"].sum())
    possible = len(frame) * (len(frame) - 1) // 2
    density = percent(len(ties) / possible) if possible else "–"
    never = int((frame["leads"] == 0).sum())
    alone = [str(u) for u in frame.index[frame["partners"] == 0]]
    repeated = int((ties["shared"] >= 2).sum()) if len(ties) else 0
    if lang == "en":
        out = [
            f"{len(tables['items'])} items name {_plural(len(frame), 'unit')} in {links} duties; {never} of the units never lead."
        ]
        out.append(
            f"{len(ties)} of {possible} possible pairs share an item ({density}); {repeated} pairs share two or more."
        )
        if alone:
            out.append(f"Always alone: {', '.join(alone)}.")
        return out
    out = [f"{len(tables['items'])}项实事点名{len(frame)}个单位，共{links}个责任；其中{never}个单位从不牵头。"]
    out.append(f"{possible}对可能的组合中有{len(ties)}对共同负责过某项（{density}），{repeated}对共同负责两项以上。")
    if alone:
        out.append(f"始终单独负责的：{'、'.join(alone)}。")
    return out


def category_mark(category: str, position: int) -> str:
    """Short mark of a category for the head of a column: its own numeral where it has one, else its position.

    Examples
    --------
    >>> category_mark("十、增加农民农业生产补助。", 9), category_mark("交通", 2)
    ('十', '3')
    """
    m = re.match(r"[（(]?([一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）、.．]", category)
    return m[1] if m else str(position + 1)


def clip(text: str, length: int) -> str:
    """Shorten a name so that it fits; what is cut off is shown by an ellipsis.

    Examples
    --------
    >>> clip("市财政局", 8), clip("市城市管理和综合执法局", 8)
    ('市财政局', '市城市管理和综…')
    """
    text = text.strip().rstrip("。；;，")
    return text if len(text) <= length else text[: length - 1] + "…"


_KIND_WORDS = {
    "count": ("数量（人次、所、公里）", "counts"),
    "share": ("比例（%）", "shares (%)"),
    "per_head": ("人均率", "per head"),
    "standard": ("标准（元/人/月）", "standards (money)"),
    "other": ("其他（总额、时限）", "other"),
}


def kind_name(kind: str, lang: str = "zh") -> str:
    """Name of a kind of target."""
    return _KIND_WORDS[kind][lang == "en"]


def board_title(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say how many items claim to be done, and how many prove all their numbers."""
    frame = fulfilment.claims(tables)
    n, done = len(frame), int((frame["status"] == "done").sum())
    numbered = int((frame["targets"] > 0).sum())
    proven = int((frame["standing"] == "proven").sum())
    contradicted = int((frame["standing"] == "contradicted").sum())
    if lang == "en":
        head = f"{done} of {n} items claim to be done"
        if not numbered:
            return f"{head}; none promises a number"
        tail = f"; {contradicted} of them with a number that is short" if contradicted else ""
        return f"{head}{tail}; {proven} of {numbered} with numbers prove that all are kept"
    head = f"{n}项全部自述已完成" if done == n and n else f"{n}项中有{done}项自述已完成"
    if not numbered:
        return f"{head}，没有一项承诺了数字"
    tail = f"，其中{contradicted}项有数字未达标" if contradicted else ""
    return f"{head}{tail}；{numbered}项有数字目标，{proven}项的数字全部证实兑现"


def board_note(lang: str = "zh") -> str:
    """Say what the tiles of the board mean."""
    if lang == "en":
        return "✓ claims to be done, … under way, ! late; one tile = one target with the rate that the text proves: blue exceeded, grey met, red short, dashed unverified"
    return "✓自述完成 …推进中 !滞后；每块=一个目标，数字为原文能证明的完成率：蓝=超额 灰=达标 红=未达标 虚框=无从核实"


def kinds_title(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Name the kinds of target that are exceeded most and least often, where there are two that differ."""
    frame = fulfilment.by_group(tables, "kind") if len(fulfilment.counted(tables["fulfilment"])) else pd.DataFrame()
    if frame.empty:
        return "No item promises a number" if lang == "en" else "没有一项承诺了数字"
    known = frame[frame["verifiable"] >= 3]
    if len(known) < 2 or known["share_exceeded"].astype(float).nunique() < 2:
        total = (int(frame["exceeded"].sum()), int(frame["verifiable"].sum()))
        if lang == "en":
            return f"{total[0]} of {total[1]} verifiable targets are exceeded"
        return f"可核实的{total[1]}个目标中{total[0]}个超额"
    share = known["share_exceeded"].astype(float)
    high, low = str(share.idxmax()), str(share.idxmin())
    counts = {str(k): (int(a), int(b)) for k, a, b in known[["exceeded", "verifiable"]].itertuples()}
    words = {k: "{}/{}".format(*counts[k]) for k in (high, low)}
    if lang == "en":
        return f"{kind_name(high, lang)} are exceeded most often ({words[high]}), {kind_name(low, lang)} least ({words[low]})"
    short = {k: kind_name(k).split("（")[0] for k in (high, low)}
    return f"{short[high]}类目标最常超额（{words[high]}），{short[low]}类最少（{words[low]}）"


def kinds_note(lang: str = "zh") -> str:
    """Say what the dots of the kind strip mean."""
    if lang == "en":
        return "One dot = one target at its rate (log scale); hollow = unverified, could be anywhere. At the right: exceeded of the verifiable"
    return "每点=一个目标，横轴为完成率（对数刻度）；左侧空心=无从核实，可能在任何位置；右侧=可核实者中的超额数"


def _second(tables: Mapping[str, pd.DataFrame]) -> tuple[set[str], set[str]]:
    """Who is first, and who is second, under any of the five counts."""
    ranks = workload.stability(tables)[list(workload.COUNTS)]
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
    return f"谁居首取决于怎么数：五种数法有{len(first)}位居首"


def rules_note(lang: str = "zh") -> str:
    """Say what the dots of the counting rules mean."""
    if lang == "en":
        return "Share of each leader under five counts; the bar spans them; dashed: all carry alike"
    return "每位领导在五种数法下各占的份额；横条为其范围；虚线=人人相等"


def areas_title(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say how many categories belong to one leader alone."""
    grid = workload.leader_categories(tables)
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
    usual = null["blocks"].gini > 0.05
    if lang == "en":
        said = (
            "no more unequal than assigning whole areas makes it"
            if usual
            else "more unequal than assigning whole areas makes it"
        )
        return f"Gini {value}: {said}"
    said = "并不比整块分派领域更集中" if usual else "比整块分派领域更集中"
    return f"基尼系数{value}：{said}"


def lorenz_note(lang: str = "zh") -> str:
    """Say what the curve and the band mean."""
    if lang == "en":
        return "Curve: share of items of the lightest leaders; band: 95 % of draws in which\nareas are dealt out as wholes; dashed: all carry alike"
    return "曲线：由轻到重累计的事项份额；灰带：整块随机分派领域时95%的范围；虚线：人人相等"


def workload_chance(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say how the load compares with chance, and why the naive comparison misleads."""
    null = workload.chance(tables)
    if not null:
        return [lorenz_title(tables, lang)]
    most = int(workload.per_leader(dict(tables))["items"].max())
    blocks, items = null["blocks"], null["items"]
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


def circles_title(tables: Mapping[str, pd.DataFrame], found: Circles, lang: str = "zh") -> str:
    """Say how many circles there are, whether they are more than chance, and whether they meet."""
    if not found.members:
        return "No two units share an item" if lang == "en" else "没有两个单位共同负责同一项"
    real = found.modularity > found.null_high
    groups = networks.repeated(tables)
    if not real:
        if lang == "en":
            return f"The units form no circles beyond chance (modularity {found.modularity:.2f})"
        return f"各单位没有形成超出偶然的圈子（模块度{found.modularity:.2f}）"
    if len(groups) > 1:
        if lang == "en":
            return f"Units that meet more than once form {len(groups)} circles; across them no pair meets twice"
        return f"不止一次共事的单位分成{len(groups)}个圈子，跨圈的两个单位至多共事一项"
    if lang == "en":
        return f"{len(found.members)} circles of units that answer for the same items"
    return f"共同负责的单位形成{len(found.members)}个圈子"


def circle_heads(between: bool, lang: str = "zh") -> tuple[str, str, str]:
    """Heads of the three columns; ``between``: all in the middle go with both circles."""
    if lang == "en":
        return "circle 1", "between the two" if between else "between, or in other circles", "circle 2"
    return "圈子一", "两边都沾的单位" if between else "两边都沾或另成一圈的单位", "圈子二"


def circles_note(tables: Mapping[str, pd.DataFrame], found: Circles, lang: str = "zh") -> str:
    """Say what the lines and dots mean, how sure the circles are, and who is not drawn."""
    alone = [str(u) for u in found.affinity.index if not any(u in g for g in found.members)]
    if lang == "en":
        left = f"; not drawn, since they share no item: {', '.join(clip(u, 14) for u in alone[:6])}" if alone else ""
        return (
            "Line = shared items (1, 2, 3 and more: darker); dot and number = items; filled = leads at least one; orange collective, green named place, blue bureau\n"
            f"modularity {found.modularity:.2f}; networks of the same degrees {found.null_mean:.2f}, 97.5 % of them below {found.null_high:.2f}{left}"
        )
    left = f"；与别人没有共同事项、未画：{'、'.join(clip(u, 14) for u in alone[:6])}" if alone else ""
    return (
        "线=共同负责的事项数（1、2、3项及以上，由浅到深）；点的大小与数字=参与事项数；实心=至少牵头一项；橙=统称 绿=具名地方 蓝=部门\n"
        f"模块度{found.modularity:.2f}；度数相同的随机网络平均{found.null_mean:.2f}，97.5%低于{found.null_high:.2f}{left}"
    )


def matrix_title(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Name the pair that shares most."""
    ties = coresponsibility.pairs(dict(tables))
    if ties.empty:
        return "No two units share an item" if lang == "en" else "没有两个单位共同负责同一项"
    top = ties[ties["shared"] == ties["shared"].max()]
    a, b, shared = top.iloc[0][["a", "b", "shared"]]
    if len(top) > 1:
        if lang == "en":
            return f"{len(top)} pairs share {_plural(int(shared), 'item')}, more than any other"
        return f"{len(top)}对单位各共同负责{shared}项，并列最多"
    if lang == "en":
        return f"{clip(a, 14)} and {clip(b, 14)} share most: {_plural(int(shared), 'item')}"
    return f"{clip(a, 14)}与{clip(b, 14)}共同负责最多：{shared}项"


def matrix_note(lang: str = "zh", least: int = 2) -> str:
    """Say what the cells of the matrix mean."""
    if lang == "en":
        return f"Number = shared items, shade = share of the items that either has; diagonal = items of the unit; units of {least} items or more"
    return f"数字=共同负责的事项数，深浅=占两者全部事项的份额；对角线=该单位的事项数；只画参与{least}项以上的单位"
