"""Over-fulfilment in sentences: titles, notes and findings computed from the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from analysis import fulfilment
from analysis.fields import label
from analysis.narrate.words import percent, plural


def fulfilment_title(tables: dict[str, pd.DataFrame], lang: str = "zh") -> str:
    """Say in one sentence how the promises ended."""
    s = fulfilment.summary(tables["fulfilment"])
    exceeded, met, short, unknown = (int(s[v]) for v in fulfilment.VERDICTS)
    day = fulfilment.open_until(tables)
    if lang == "en":
        if not s["targets"]:
            return "No item promises a number"
        missed = f"not reached by {day}" if day else "missed"
        head = f"{plural(short, 'target')} {missed}, " if short else "No target is shown to be missed: "
        return f"{head}{exceeded} exceeded, {met} met, {unknown} cannot be verified"
    if not s["targets"]:
        return "没有一项承诺了数字"
    missed = f"到{_day(day)}" + f"{short}个目标尚未达到，" if day else f"{short}个目标未达标，"
    head = missed if short else "没有一个目标被证明未达标："
    return f"{head}{exceeded}个超额，{met}个达标，{unknown}个无从核实"


def _day(day: str) -> str:
    """An ISO date as a Chinese reader writes it.

    Examples
    --------
    >>> _day("2024-06-30")
    '2024年6月30日'
    """
    year, month, of = (int(part) for part in day.split("-"))
    return f"{year}年{month}月{of}日"


def open_year(tables: Mapping[str, pd.DataFrame], lang: str) -> list[str]:
    """Say of a ledger from the middle of its year that what is short may still be met."""
    day = fulfilment.open_until(tables)
    if day is None:
        return []
    if lang == "en":
        return [f"The ledger reports up to {day} what was promised for the year: “short” means not reached yet."]
    return [f"台账截至{_day(day)}，承诺的是全年：这里的“未达标”只是“尚未达到”，年内仍可能完成。"]


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
            *open_year(tables, lang),
            f"{claimed} of {len(items)} items say of themselves that they are done. All items together promise {s['targets']} countable numbers; "
            f"the text proves {s['verifiable']} of them and leaves {s['unverified']} unproven.",
            f"Of the {s['verifiable']} that can be verified {s['exceeded']} are exceeded ({shares[0]})."
            + (
                f" Were all unproven ones missed, or all exceeded, the share of all targets would be {shares[1]} or {shares[2]}."
                if s["unverified"]
                else ""
            ),
            f"The median rate is {rates[0]}, the geometric mean {rates[1]}, the mean of rates cut off at 100 % is {rates[2]}: "
            "which of them is quoted decides the headline, so all three are given.",
        ]
    return [
        *open_year(tables, lang),
        f"{len(items)}项中有{claimed}项自述已完成。全部事项共承诺{s['targets']}个可计的数字，进展原文能证明其中{s['verifiable']}个，{s['unverified']}个无从核实。",
        f"可核实的{s['verifiable']}个中，{s['exceeded']}个超额（{shares[0]}）"
        + (
            f"；若把无从核实者全算未超额或全算超额，占全部目标的界为{shares[1]}–{shares[2]}。"
            if s["unverified"]
            else "。"
        ),
        f"完成率中位数{rates[0]}，几何平均{rates[1]}，封顶平均（超过100%按100%计）{rates[2]}：引用哪一个会决定标题，所以三个都给出。",
    ]


def fulfilment_note(tables: dict[str, pd.DataFrame], title: str, lang: str = "zh") -> str:
    """Say what the marks of the target ledger mean."""
    n = fulfilment.summary(tables["fulfilment"])["targets"]
    if lang == "en":
        return (
            f"{title}: rate of {n} targets (actual / target, log scale)\n"
            "● stated  ◆ derived  ○ approximate  arrow at a mark: at least  ◀ ▶ beyond the axis; hatched: could be anywhere; right: target → actual"
        )
    return (
        f"{title}，{n}个数字目标的完成率（实际÷目标，对数刻度）\n"
        "●原文数字 ◆加总/清点/换算/全称 ○约数 点旁箭头=不低于 ◀▶超出坐标；斜纹=可能在任何位置；右侧为目标 → 实际"
    )


def fulfilment_footer(tables: dict[str, pd.DataFrame], lang: str = "zh") -> str:
    """Give the share of exceeded targets with its bounds."""
    s = fulfilment.summary(tables["fulfilment"])
    low, high = percent(s["share_exceeded_low"]), percent(s["share_exceeded_high"])
    fraction = f"{s['exceeded']}/{s['verifiable']} = {percent(s['share_exceeded'])}"
    if lang == "en":
        bounds = (
            f"; {low}–{high} of all if the unverified count as not exceeded / as exceeded" if s["unverified"] else ""
        )
        return f"Exceeded: {fraction} of the verifiable{bounds}.  # = item number"
    bounds = f"；若把无从核实者全算未超额/全算超额，界为 {low}–{high}" if s["unverified"] else ""
    return f"超额比例：可核实者中 {fraction}{bounds}。  #=序号"


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
        tail = f"; {contradicted} claim it of the whole and have a number that is short" if contradicted else ""
        return f"{head}{tail}; {proven} of {numbered} with numbers prove that all are kept"
    head = f"{n}项全部自述已完成" if done == n and n else f"{n}项中有{done}项自述已完成"
    if not numbered:
        return f"{head}，没有一项承诺了数字"
    tail = f"，其中{contradicted}项称整件事已完成而有数字未达标" if contradicted else ""
    return f"{head}{tail}；{numbered}项有数字目标，{proven}项的数字全部证实兑现"


def board_note(lang: str = "zh") -> str:
    """Say what the tiles of the board mean."""
    if lang == "en":
        return "✓ claims to be done, … under way, ! late; one tile = one target with the rate that the text proves: blue exceeded, grey met, red short, dashed unverified"
    return "✓自述完成 …推进中 !滞后；每块=一个目标，数字为原文能证明的完成率：蓝=超额 灰=达标 红=未达标 虚框=无从核实"


# A kind with fewer verifiable targets is not compared with others.
LEAST_OF_KIND = 5


def kinds_title(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> str:
    """Name the kinds of target that are exceeded most and least often, where there are two that differ."""
    frame = fulfilment.by_group(tables, "kind") if len(fulfilment.counted(tables["fulfilment"])) else pd.DataFrame()
    if frame.empty:
        return "No item promises a number" if lang == "en" else "没有一项承诺了数字"
    # of few nothing can be said
    known = frame[frame["verifiable"] >= max(LEAST_OF_KIND, frame["verifiable"].sum() // 20)]
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
        return f"{label(high, lang)} are exceeded most often ({words[high]}), {label(low, lang)} least ({words[low]})"
    short = {k: label(k).split("（")[0] for k in (high, low)}
    return f"{short[high]}类目标最常超额（{words[high]}），{short[low]}类最少（{words[low]}）"


def kinds_note(lang: str = "zh", *, beyond: bool = False) -> str:
    """Say what the dots of the kind strip mean, and the triangles where rates are beyond its axis."""
    if lang == "en":
        edge = ", a triangle = beyond the axis" if beyond else ""
        return f"One dot = one target at its rate (log scale){edge}; hollow = unverified, could be anywhere. At the right: exceeded of the verifiable; kinds with fewer than {LEAST_OF_KIND} are not compared"
    edge = "，三角=超出横轴" if beyond else ""
    return f"每点=一个目标，横轴为完成率（对数刻度）{edge}；左侧空心=无从核实，可能在任何位置；右侧=可核实者中的超额数；不足{LEAST_OF_KIND}个的类不作比较"


def fulfilment_methods(tables: Mapping[str, pd.DataFrame], lang: str = "zh") -> list[str]:
    """Say how rates, verdicts and summaries are made, with the numbers that they rest on here."""
    frame = fulfilment.measured(tables["fulfilment"])
    n, optional = len(frame), len(tables["fulfilment"]) - len(frame)
    grades = {g: int((frame["grade"] == g).sum()) for g in "ABCD"}
    low, full = int(frame["set_too_low"].sum()), int(frame["ceiling"].sum())
    marked = Counter(flag for flags in frame["flags"] for flag in flags.split(";"))
    flags = ("other_reading", "loosely_named", "far_over", "corrected")
    other, loosely, far, corrected = (marked[flag] for flag in flags)
    if lang == "en":
        return [
            f"Counted are {plural(n, 'target')}; {optional} optional ones are left out. Evidence: {grades['A']} stated (A), {grades['B']} derived by arithmetic that the reader can redo (B), "
            f"{grades['C']} a bound or a claim about all (C), {grades['D']} none (D, unverified).",
            "Rate = actual / target (target / actual for an upper limit); a verdict compares the numbers as written and rounds nothing. "
            "With a baseline the increment rate is (actual - baseline) / (target - baseline); for shares head-room used is (actual - target) / (100 - target).",
            "Bounds of shares: every unverified target set to no, then to yes (Manski 1990, American Economic Review 80(2)). No arithmetic mean of rates, since it depends on which number is divided by which.",
            f"{plural(full, 'target')} cannot be exceeded (100 %, or at most 0). {plural(low, 'target')} ended at {percent(fulfilment.SET_TOO_LOW)} or more, which may say more of the target than of the deed. "
            f"{plural(other, 'verdict')} had another defensible reading (flag)."
            + f" {plural(loosely, 'number')} named the promise in part and lay far from it (flag): read them first."
            * bool(loosely)
            + f" {plural(far, 'number')} made three times the promise or more (flag), which is rare: read them too."
            * bool(far)
            + (
                f" {plural(corrected, 'number')} were decided by a reader, whose reason stands beside them."
                * bool(corrected)
            ),
        ]
    return [
        f"计入{n}个目标，另有{optional}个“可不计”不入统计。证据：A级（原文写明）{grades['A']}个，B级（读者可自行验算）{grades['B']}个，C级（界限或全称说法）{grades['C']}个，D级（没有证据，无从核实）{grades['D']}个。",
        "完成率=实际÷目标（上限类为目标÷实际）；判定按原文数字比较，不作四舍五入。有基数时，增量完成率=（实际−基数）÷（目标−基数）；比例类的余量用去=（实际−目标）÷（100−目标）。",
        "比例的界：把无从核实者全算“否”，再全算“是”（Manski 1990）。不给比率的算术平均，因为它取决于谁除以谁。",
        f"{full}个目标不可能超额（100%，或上限为0）。{low}个目标完成率在{percent(fulfilment.SET_TOO_LOW)}及以上，可能更多说明目标定得偏低。{other}个判定另有说得通的读法（见标记）。"
        + f"{loosely}个数字与目标名称不尽相合，又相差较大（见标记），宜先核对。" * bool(loosely)
        + f"{far}个数字达到目标的三倍或以上（见标记），此类情形少见，亦宜核对。" * bool(far)
        + f"{corrected}个数字由人工订正，理由写在旁边。" * bool(corrected),
    ]
