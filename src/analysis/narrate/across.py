"""Many ledgers in sentences: titles, notes, findings and methods computed from the numbers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis import across
from analysis.fulfilment import LEAST_POOLED, open_until
from analysis.narrate.words import percent, plural


def across_title(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say how many of all promised numbers are proven to be kept, and how far the ledgers differ."""
    all_of_them = across.pooled(tables)
    s = all_of_them.summary
    if not s["targets"]:
        return "No ledger promises a number" if lang == "en" else "没有一份台账承诺了数字"
    kept = int(s["exceeded"]) + int(s["met"])
    if lang == "en":
        return f"{kept} of {s['targets']} numbers promised in {plural(all_of_them.ledgers, 'ledger')} are proven to be kept"
    return f"{all_of_them.ledgers}份台账承诺的{s['targets']}个数字中，{kept}个有证据表明兑现"


def across_note(lang: str = "zh") -> str:
    """Say what the bars of the ledgers mean."""
    if lang == "en":
        return "One bar = one ledger, its targets by verdict; hatched: unverified, could be either; the number = targets; most proven on top; *: reported before the year was over, red: not reached yet"
    return "每条=一份台账，各段为其目标的判定；斜纹=无从核实，可能是任何一种；右侧数字=目标数；由证实兑现的比例从高到低；*截止日在年终以前，红色=尚未达到"


def bunching_title(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say whether targets are more often just met than just missed, where there are enough of them."""
    found = across.pooled(tables).bunching
    if found is None:
        n = int(across.pooled(tables).summary["verifiable"])
        if lang == "en":
            return f"{n} verified targets are too few to see whether promises are just met: it takes {LEAST_POOLED}"
        return f"有证据的目标只有{n}个，不足以看出是否恰好达标者偏多：至少要{LEAST_POOLED}个"
    share = percent(found.exact / found.n)
    more = found.z_above > 1.96 and found.z_below < 0
    if lang == "en":
        tail = ", and just met more often than just missed" if more else ""
        return f"{share} of {found.n} comparable rates are exactly 100%{tail}"
    return f"{found.n}个可比的完成率中{share}恰为100%" + ("，刚达标的多于刚差一点的" if more else "")


def bunching_note(lang: str = "zh") -> str:
    """Say what the bars of the histogram mean."""
    if lang == "en":
        return "Verified targets by their rate (log scale, classes of 3.5 %); the line is the target; rates beyond the axis are counted at its ends"
    return "有证据的目标按完成率分布（对数刻度，每档约3.5%）；竖线=目标；超出坐标者计入两端"


def across_findings(tables: Mapping[str, pd.DataFrame], failed: list[str], lang: str = "zh") -> list[str]:
    """Say what the ledgers come to together, how far they differ, and what could not be read."""
    p = across.pooled(tables)
    s, frame = p.summary, across.by(tables, "ledger")
    out = []
    if failed:
        head = f"{plural(len(failed), 'file')} could not be read" if lang == "en" else f"{len(failed)}个文件未能读入"
        out.append(f"{head}: {failed[0]}" if lang == "en" else f"{head}：{failed[0]}")
    claimed, items = (int(frame[c].sum()) if len(frame) else 0 for c in ("claimed", "all_items"))
    kept = (percent(s["share_kept"]), percent(s["share_kept_low"]), percent(s["share_kept_high"]))
    if lang == "en":
        out.append(
            f"{plural(p.ledgers, 'ledger')} of {plural(p.places, 'place')} and {plural(p.years, 'year')}: {claimed} of {items} items claim to be done."
        )
        if s["targets"]:
            out.append(
                f"{s['targets']} countable targets, {s['verifiable']} with evidence; of those {kept[0]} are kept; of all, between {kept[1]} and {kept[2]}, "
                "as the unverified are all missed or all kept."
            )
    else:
        out.append(f"{p.ledgers}份台账，{p.places}个地方，{p.years}个年份：{items}项中{claimed}项自述已完成。")
        if s["targets"]:
            out.append(
                f"可计的目标{s['targets']}个，有证据的{s['verifiable']}个，其中{kept[0]}兑现；占全部目标的界为{kept[1]}–{kept[2]}（无从核实者全算未兑现或全算兑现）。"
            )
    unfinished = sum(
        open_until({name: table[table["ledger"] == ledger] for name, table in tables.items() if "ledger" in table})
        is not None
        for ledger in tables["ledgers"]["ledger"]
    )
    if unfinished:
        out.append(
            f"{plural(unfinished, 'ledger')} of them {'reports' if unfinished == 1 else 'report'} before the year is over: what is short there is not reached yet."
            if lang == "en"
            else f"其中{unfinished}份台账的截止日在年终以前：其“未达标”只是“尚未达到”。"
        )
    known = frame[frame["verifiable"] >= 5] if len(frame) else frame
    if len(known) > 1:
        share = known["share_kept"].astype(float)
        ends = (percent(share.min()), percent(share.max()))
        if lang == "en":
            out.append(
                f"Among the {len(known)} ledgers with five verified targets or more, the share kept runs from {ends[0]} to {ends[1]}."
            )
        else:
            out.append(f"有证据的目标不少于5个的{len(known)}份台账，兑现比例从{ends[0]}到{ends[1]}。")
    out.append(bunching_title(tables, lang) + ("." if lang == "en" else "。"))
    return out


def across_methods(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say how ledgers are pooled and what must not be read into it."""
    found = across.pooled(tables).bunching
    if lang == "en":
        tested = (
            f"Bunching is not tested: below {LEAST_POOLED} verified targets it would say nothing."
            if found is None
            else "Bunching: standardised difference of the class of rates from 1 on, and of the one below, from the mean of their neighbours "
            f"(Burgstahler & Dichev 1997, Journal of Accounting and Economics 24(1)): {found.z_above:.1f} and {found.z_below:.1f}; "
            f"the share met exactly has the 95 % interval {percent(found.low)} to {percent(found.high)} (Wilson)."
        )
        return [
            "Rates of unlike targets are pooled as ratios, on a logarithmic scale; the summaries are those of 1_over_fulfilment. "
            "Places are not ranked: their ledgers promise different things, and what is promised is itself chosen.",
            tested,
            "The extraction errs too. Its error, measured on annotated ledgers, stands above; a difference between places smaller than that is none.",
        ]
    tested = (
        f"有证据的目标不足{LEAST_POOLED}个，不检验是否恰好达标者偏多。"
        if found is None
        else "是否恰好达标者偏多：完成率刚到1的一档、刚低于1的一档，各与相邻两档均值作标准化比较"
        f"（Burgstahler与Dichev 1997），得{found.z_above:.1f}和{found.z_below:.1f}；恰好达标比例的95%区间为{percent(found.low)}–{percent(found.high)}（Wilson）。"
    )
    return [
        "不同目标以比率合并，用对数刻度；汇总口径同“超额完成率”。不给地方排名：各地承诺的事不同，承诺什么本身就是选择。",
        tested,
        "抽取也会出错：上表是它在人工标注台账上实测的误差，小于这个误差的地方差别不算差别。",
    ]
