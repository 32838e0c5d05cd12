"""Co-responsibility in sentences: titles, notes and findings computed from the numbers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis import coresponsibility, networks
from analysis.fields import label
from analysis.narrate.words import clip, percent, plural
from analysis.networks import Circles, Core
from analysis.nulls import NETWORKS, SEED


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
        if len(busiest) == len(named) > 1:
            text = f"All {len(named)} units take part in {plural(int(row['items']), 'item')} each"
        elif len(busiest) > 1:
            text = f"{len(busiest)} units take part in {plural(int(row['items']), 'item')} each, more than any other"
        else:
            leads = "leads none" if not row["leads"] else f"leads {row['leads']}"
            text = f"{unit} takes part in {plural(int(row['items']), 'item')} and {leads}"
        return text + (f"; “{crowds.index[0]}” is named as a whole in {crowds.iloc[0]['items']}" if len(crowds) else "")
    if len(busiest) == len(named) > 1:
        text = f"{len(named)}个单位各参与{row['items']}项"
    elif len(busiest) > 1:
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
            f"{len(tables['items'])} items name {plural(len(frame), 'unit')} in {links} duties; {never} of the units never lead."
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
    if shared == 1:
        return "No two units share more than one item" if lang == "en" else "没有两个单位共同负责两项及以上"
    if len(top) > 1:
        if lang == "en":
            return f"{len(top)} pairs share {plural(int(shared), 'item')}, more than any other"
        return f"{len(top)}对单位各共同负责{shared}项，并列最多"
    if lang == "en":
        return f"{clip(a, 14)} and {clip(b, 14)} share most: {plural(int(shared), 'item')}"
    return f"{clip(a, 14)}与{clip(b, 14)}共同负责最多：{shared}项"


def matrix_note(lang: str = "zh", least: int = 2) -> str:
    """Say what the cells of the matrix mean."""
    if lang == "en":
        return f"Number = shared items, shade = share of the items that either has; diagonal = items of the unit; units of {least} items or more"
    return f"数字=共同负责的事项数，深浅=占两者全部事项的份额；对角线=该单位的事项数；只画参与{least}项以上的单位"


def pairs_findings(tests: pd.DataFrame, lang: str = "zh") -> list[str]:
    """Say which pairs share more, or fewer, items than the loads of the units alone would make them."""
    if tests.empty:
        return [
            "Fewer than two units: there are no pairs to compare." if lang == "en" else "单位不足两个，没有组合可比。"
        ]
    often, seldom = networks.beyond_chance(tests), tests[tests["q_lower"] < 0.05]

    def named(rows: pd.DataFrame) -> str:
        shown = [f"{clip(str(a), 14)}–{clip(str(b), 14)}" for a, b in rows[["a", "b"]].head(5).itertuples(index=False)]
        return (", " if lang == "en" else "、").join(shown)

    if lang == "en":
        more = f": {named(often)}" if len(often) else ""
        fewer = f": {named(seldom)}" if len(seldom) else ""
        return [
            f"{plural(len(often), 'pair')} share more items than chance gives, at a false discovery rate of 5 % among those that meet{more}; {plural(len(seldom), 'pair')} share fewer{fewer}. "
            "One ledger is little to test on: read the list as a ranking."
        ]
    more, fewer = (f"：{named(rows)}" if len(rows) else "" for rows in (often, seldom))
    return [
        f"在有共事的组合中，按5%的错误发现率，共事多于偶然的有{len(often)}对{more}；少于偶然的有{len(seldom)}对{fewer}。一份台账样本很小，宜当排序看。"
    ]


def core_finding(found: Core, lang: str = "zh") -> str:
    """Say whether a core holds the network together."""
    fit, usual = f"{found.fit:.2f}", f"{found.null_high:.2f}"
    if not found.members:
        return "No core and periphery can be told apart." if lang == "en" else "分不出核心与外围。"
    if found.fit <= found.null_high:
        if lang == "en":
            return f"No core: the best one fits with {fit}, which networks of the same degrees reach too (97.5 % of them stay below {usual})."
        return f"没有核心：拟合最好的核心为{fit}，度数相同的随机网络也能达到（97.5%低于{usual}）。"
    names = [clip(str(m), 14) for m in found.members]
    if lang == "en":
        return f"A core of {plural(len(names), 'unit')} ({', '.join(names[:8])}) fits with {fit}, better than networks of the same degrees (97.5 % below {usual})."
    return f"有一个由{len(names)}个单位组成的核心（{'、'.join(names[:8])}），拟合{fit}，高于度数相同的随机网络（97.5%低于{usual}）。"


_ROLES = ("leading", "key", "auxiliary", "alone")


def roles_finding(frame: pd.DataFrame, lang: str = "zh") -> str:
    """Count the role types."""
    if frame.empty:
        return "The ledger names no units." if lang == "en" else "台账没有列出责任单位。"
    counts = {role: int((frame["role"] == role).sum()) for role in _ROLES}
    if lang == "en":
        return f"Roles: {', '.join(f'{n} {label(r, lang)}' for r, n in counts.items() if n)}."
    return f"角色：{'，'.join(f'{label(r)}{n}个' for r, n in counts.items() if n)}。"


def coresponsibility_methods(tables: Mapping[str, pd.DataFrame], found: Circles, lang: str = "zh") -> list[str]:
    """Say how the network, its circles and its tests are made, with the numbers that this rests on here."""
    duties = tables["responsibilities"]
    crowds = duties[(duties["role"] == "unit") & duties["collective"]]
    known = int(crowds["members"].notna().sum())
    if lang == "en":
        return [
            f"The first unit of an item leads, or the one marked （牵头）; the others support. Collectives ({len(crowds)} of the duties, the members of {known} known) stay units of their own: expanded, they would tie everybody to everybody.",
            f"Circles: Louvain on the number of shared items, seed {SEED}; modularity {found.modularity:.2f} against networks in which every unit and item keeps its number of ties "
            "(curveball, Strona et al. 2014, Nature Communications 5:4114); affinity from items drawn with replacement.",
            f"Pairs: {NETWORKS:,} such networks, so that no chance below 1 in {NETWORKS + 1:,} can show; false discovery rate after Benjamini & Hochberg 1995. "
            "Core: Borgatti & Everett 2000, Social Networks 21(4). Roles: leading leads half of its items or more; key supports and works with more units than the median; auxiliary the rest.",
        ]
    return [
        f"列在第一位的单位为牵头（注明“（牵头）”的，以注明的为准），其余为配合。统称（{len(crowds)}个责任，其中{known}个知道成员）保留为单独的单位：展开会把所有单位连在一起。",
        f"圈子：按共同事项数作Louvain划分，种子{SEED}；模块度{found.modularity:.2f}，与各单位、各事项度数都不变的随机网络比较（curveball，Strona等2014）；稳定性由有放回地重抽事项得出。",
        f"组合：这样的随机网络{NETWORKS:,}个，所以小于1/{NETWORKS + 1:,}的机会看不出来；错误发现率按Benjamini与Hochberg 1995。核心：Borgatti与Everett 2000。角色：牵头不少于一半者为主导，配合而共事单位多于中位数者为枢纽，其余为辅助。",
    ]
