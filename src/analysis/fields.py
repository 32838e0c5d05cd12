"""Every column of every table: name, type, label in Chinese and English, unit, meaning.

The tables' order and types, their labels in notebooks and figures, and their tests come from here.
"""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """One column. ``type`` is text, integer, number or boolean; ``unit`` is empty where the column has none."""

    table: str
    name: str
    type: str
    zh: str
    en: str
    unit: str
    description: str


def _fields(table: str, *rows: tuple[str, str, str, str, str, str]) -> tuple[Field, ...]:
    return tuple(Field(table, *row) for row in rows)


_LEDGER = (
    "ledger",
    "text",
    "台账",
    "ledger",
    "",
    "id of the ledger: its file's stem; where that is not ASCII, what is, and six digits of a checksum",
)
_ITEM = ("item", "text", "序号", "item", "", "number of the item as the ledger gives it")

FIELDS: tuple[Field, ...] = (
    *_fields(
        "ledgers",
        _LEDGER,
        ("title", "text", "标题", "title", "", "title of the table, as published"),
        ("place", "text", "地方", "place", "", "whose ledger it is; empty where neither sidecar nor title say it"),
        ("year", "text", "年份", "year", "", "year that it reports on; empty where it is not said"),
        ("as_of", "text", "截至", "as of", "", "last day that the whole ledger covers, ISO 8601"),
        ("source", "text", "来源", "source", "", "where it was published (sidecar)"),
        ("licence", "text", "许可", "licence", "", "terms of use (sidecar)"),
        ("guessed", "text", "推断项", "guessed", "", "divided by ';': which of title, place, year, as_of were taken from the text"),
        ("format", "text", "格式", "format", "", "form of the file"),
    ),
    *_fields(
        "items",
        _LEDGER,
        _ITEM,
        ("category", "text", "类别", "category", "", "heading under which the item stands"),
        ("task", "text", "任务", "task", "", "what was promised, as published; a short name in a column of its own stands in front, on a line of its own"),
        ("progress", "text", "进展", "progress", "", "what is reported, as published"),
        ("status", "text", "自述状态", "claimed status", "", "what the item claims of itself, in a column of its own or else in the progress: done, ongoing, late, none"),
        ("as_of", "text", "截至", "as of", "", "last day that the progress says it covers, else that of the ledger, ISO 8601"),
        ("flags", "text", "标记", "flags", "", "divided by ';': no_task, no_progress, renumbered (another item has the number too)"),
        ("contact", "text", "联系方式", "contact", "", "telephone number, as published"),
        ("stated_status", "text", "自述状态栏", "stated status", "", "status in a column of its own, as published"),
        ("stated_rate", "text", "自述完成率", "stated rate", "", "rate of completion in a column of its own, as published"),
        ("problems", "text", "存在问题", "problems", "", "problems, as published"),
        ("next_steps", "text", "下一步", "next steps", "", "what is to be done next, as published"),
        ("remarks", "text", "备注", "remarks", "", "remarks, as published"),
    ),
    *_fields(
        "responsibilities",
        _LEDGER,
        _ITEM,
        ("role", "text", "角色", "role", "", "leader, unit or person"),
        ("position", "integer", "位次", "position", "", "place in the cell, from 1; 1 leads"),
        ("name", "text", "名称", "name", "", "name without padding blanks; of units the canonical one (data/reference/aliases.toml)"),
        ("written", "text", "原文", "as written", "", "name as the ledger writes it"),
        ("collective", "boolean", "统称", "collective", "", "whether the name stands for several"),
        ("supporting", "boolean", "配合", "supporting", "", "whether the ledger says that the unit supports those that lead (配合单位, 协办单位)"),
        ("answers_for", "text", "对应单位", "answers for", "", "unit in the same place as the person, where the counts agree"),
        ("members", "text", "成员", "members", "", "units that a collective stands for, divided by ';', where data/reference/collectives.toml knows them"),
        ("flags", "text", "标记", "flags", "", "divided by ';': counts_differ (of the item's units and persons), two_persons (the unit has another in another item)"),
    ),
    *_fields(
        "quantities",
        _LEDGER,
        _ITEM,
        ("field", "text", "出处", "field", "", "task or progress"),
        ("start", "integer", "起", "start", "characters", "offset of the first character in that field"),
        ("end", "integer", "止", "end", "characters", "offset behind the last character"),
        ("text", "text", "原文", "text", "", "the characters from start to end"),
        ("value", "number", "数值", "value", "see unit", "number with its magnitude applied; of a range the lower end"),
        ("low", "number", "下端", "low", "see unit", "lower end"),
        ("high", "number", "上端", "high", "see unit", "upper end"),
        ("unit", "text", "单位", "unit", "", "measure word; rates as money/for whom/how long"),
        ("bound", "text", "界限", "bound", "", "exact, at_least, at_most or about"),
        ("approximate", "boolean", "约数", "approximate", "", "whether the text calls the number approximate"),
        ("role", "text", "作用", "role", "", "target, baseline, actual, part (of a derived actual) or other"),
    ),
    *_fields(
        "fulfilment",
        _LEDGER,
        _ITEM,
        ("target_no", "integer", "目标序号", "target", "", "place of the target in its item, from 1"),
        ("indicator", "text", "指标", "indicator", "", "what is counted, at most 12 characters"),
        ("bound", "text", "方向", "bound", "", "at_least or at_most"),
        ("baseline", "number", "基数", "baseline", "see target_unit", "the from of 从…提高到…"),
        ("target_value", "number", "目标值", "target value", "see target_unit", "the promised number"),
        ("target_unit", "text", "目标单位", "target unit", "", "measure word; rates as money/for whom/how long"),
        ("target_text", "text", "目标原文", "target text", "", "characters of the task"),
        ("target_start", "integer", "目标起", "target start", "characters", "offset in the task"),
        ("target_end", "integer", "目标止", "target end", "characters", "offset in the task"),
        ("actual_value", "number", "实际值", "actual value", "see target_unit", "what the progress proves, in the target's unit"),
        ("actual_bound", "text", "实际界限", "actual bound", "", "exact, at_least, at_most or about"),
        ("actual_text", "text", "实际原文", "actual text", "", "characters of the progress, parts divided by ' | '"),
        ("actual_spans", "text", "实际位置", "actual spans", "characters", "start-end in the progress, parts divided by ';'"),
        ("method", "text", "取得方式", "method", "", "stated, sum, listed, ratio, universal, or reader (a correction)"),
        ("grade", "text", "证据等级", "grade", "", "A stated, B derived or open to another reading, C bound or universal claim, D none"),
        ("rate", "number", "完成率", "rate", "1", "actual over target; target over actual for at_most"),
        ("rate_low", "number", "完成率下限", "rate, lower", "1", "lowest rate that the written number allows (约, 超, 以内); empty: none"),
        ("rate_high", "number", "完成率上限", "rate, upper", "1", "highest rate that it allows; empty: none"),
        ("increment_rate", "number", "增量完成率", "increment rate", "1", "(actual - baseline) / (target - baseline)"),
        ("headroom_used", "number", "余量用去", "head-room used", "1", "(actual - target) / (100 - target), for shares"),
        ("stated_rate", "number", "自述完成率", "stated rate", "%", "rate of completion that the progress states"),
        ("verdict", "text", "判定", "verdict", "", "exceeded, met, short or unverified"),
        ("flags", "text", "标记", "flags", "", "divided by ';': optional, other_reading, loosely_named, part_of_year, far_over, approximate, not_due (short before the year is over), started, claimed_done, claimed_short, stated_rate_differs, parts_differ, within_range, unit_unwritten (the text leaves its measure word out), undecided, too_many, corrected"),
        ("why", "text", "理由", "why", "", "one clause that says what the decision rests on"),
    ),
)  # fmt: skip

TABLES: tuple[str, ...] = tuple(dict.fromkeys(f.table for f in FIELDS))

# Values of closed columns, for labels: code → (zh, en).
LABELS: dict[str, tuple[str, str]] = {
    "exceeded": ("超额", "exceeded"),
    # of a promise to stay below a limit
    "below_limit": ("优于上限", "better than the limit"),
    "met": ("达标", "met"),
    "short": ("未达标", "short"),
    "unverified": ("无从核实", "unverified"),
    "verifiable": ("可核实", "verifiable"),
    "share_kept": ("达标及超额占可核实", "kept, of the verifiable"),
    "share_kept_low": ("达标及超额占全部，下界", "kept, of all: lower bound"),
    "share_kept_high": ("达标及超额占全部，上界", "kept, of all: upper bound"),
    "share_exceeded": ("超额占可核实", "exceeded, of the verifiable"),
    "share_exceeded_low": ("超额占全部，下界", "exceeded, of all: lower bound"),
    "share_exceeded_high": ("超额占全部，上界", "exceeded, of all: upper bound"),
    "median": ("完成率中位数", "median rate"),
    "geometric_mean": ("完成率几何平均", "geometric mean of rates"),
    "capped_mean": ("完成率封顶平均", "mean of rates cut off at 100%"),
    "items_with_number": ("有数字目标的事项", "items with a number"),
    "no_number": ("无数字目标", "no number"),
    "stated": ("原文数字", "stated"),
    "sum": ("加总", "sum"),
    "listed": ("清点", "listed"),
    "ratio": ("换算", "ratio"),
    "universal": ("全称", "universal"),
    "reader": ("人工订正", "reader"),
    "corrected": ("人工订正", "corrected by a reader"),
    "optional": ("可不计", "optional"),
    "unstated": ("未说明", "not said"),
    "other_reading": ("另有读法", "other reading"),
    "loosely_named": ("名称不尽相合", "named in part"),
    "part_of_year": ("只写一年中的一段", "told for a part of the year"),
    "far_over": ("三倍于目标或以上", "three times the promise or more"),
    "approximate": ("约数", "approximate"),
    "not_due": ("年终以前，尚未到期", "short before the year is over"),
    "not_reached": ("尚未达到", "not reached yet"),
    "started": ("开工未完工", "started, not finished"),
    "claimed_done": ("自述完成而无数字证明", "claimed done, not proven"),
    "claimed_short": ("自述完成而数字未达标", "claimed done, number short"),
    "unit_unwritten": (
        "单位未写，按所指的承诺或同类数字计",
        "no unit written, taken from the promise or the number it goes with",
    ),
    "within_range": ("在承诺的区间之内", "within the range promised"),
    "undecided": ("按其写法可达标也可未达标", "met or missed, as it is written"),
    "parts_differ": ("分项之和与总数不符", "parts do not add up to the total"),
    "too_many": ("数字过多", "too many numbers"),
    "stated_rate_differs": ("自述完成率与数字不符", "stated rate contradicts the numbers"),
    "bureau": ("部门", "bureau"),
    "collective": ("统称", "collective"),
    "place": ("地方政府", "local government"),
    "targets": ("目标数", "targets"),
    "done": ("已完成", "done"),
    "ongoing": ("进行中", "ongoing"),
    "late": ("滞后", "late"),
    "none": ("未说明", "none"),
    "count": ("数量（人次、所、公里）", "counts"),
    "share": ("比例（%）", "shares (%)"),
    "per_head": ("人均率", "per head"),
    "standard": ("标准（元/人/月）", "standards (money)"),
    "other": ("其他（总额、时限）", "other"),
    "leading": ("主导", "leading"),
    "key": ("枢纽", "key"),
    "auxiliary": ("辅助", "auxiliary"),
    "alone": ("单独", "alone"),
    "gold": ("人工标注的台账（编写规则时在手边）", "annotated ledgers (at hand when the rules were written)"),
    "first_run": ("初次遇到的台账（改写或拟作）", "ledgers when first met (reworded or invented)"),
    "first_published": ("初次遇到的台账（原样公布）", "ledgers when first met (as published)"),
}

# Columns of measures, for labels: name → (zh, en).
MEASURES: dict[str, tuple[str, str]] = {
    "kind": ("类型", "kind"),
    "leader": ("领导", "leader"),
    "unit": ("单位", "unit"),
    "items": ("事项", "items"),
    "links": ("单位责任", "unit duties"),
    "units": ("不同单位", "distinct units"),
    "categories": ("领域", "areas"),
    "breadth": ("广度", "breadth"),
    "leads": ("牵头", "leads"),
    "partners": ("共事单位", "partners"),
    "depth": ("深度", "depth"),
    "lead_share": ("牵头占比", "lead share"),
    "betweenness": ("中介度", "betweenness"),
    "a": ("甲", "a"),
    "b": ("乙", "b"),
    "shared": ("共同事项", "shared items"),
    "upper": ("偶然也这样多", "as many by chance"),
    "lower": ("偶然也这样少", "as few by chance"),
    "q_upper": ("多：错误发现率", "more: FDR"),
    "q_lower": ("少：错误发现率", "fewer: FDR"),
    "ledgers": ("台账数", "ledgers"),
    "all_items": ("事项", "items"),
    "claimed": ("自述完成", "claim to be done"),
    "of": ("范围", "measured on"),
    "evidence": ("证据正确", "evidence right"),
    "invented": ("误认证据", "evidence invented"),
    "verdict_right": ("判定正确", "verdict right"),
    "whole_f1": ("完全正确（F1）", "wholly right (F1)"),
    "runs": ("批次", "runs"),
    "lowest": ("最低一批", "lowest run"),
    "highest": ("最高一批", "highest run"),
}
# Measures and columns that are shares or rates of 1, shown in percent; and chances, shown with more digits.
OF_ONE = frozenset(
    {f.name for f in FIELDS if f.unit == "1"}
    | {f"share_{what}{end}" for what in ("kept", "exceeded") for end in ("", "_low", "_high")}
    | {
        "median",
        "geometric_mean",
        "capped_mean",
        "lead_share",
        "evidence",
        "invented",
        "verdict_right",
        "whole_f1",
        "lowest",
        "highest",
    }
)
CHANCES = frozenset(("upper", "lower", "q_upper", "q_lower"))


def columns(table: str) -> tuple[Field, ...]:
    """Columns of one table, in order."""
    return tuple(f for f in FIELDS if f.table == table)


def heading(name: str, lang: str = "zh") -> str:
    """Label of a column, where a code may have the same name (place is a column, and a kind of unit).

    Examples
    --------
    >>> heading("place"), label("place")
    ('地方', '地方政府')
    """
    found = next(((f.zh, f.en) for f in FIELDS if f.name == name), None)
    words = MEASURES.get(name) or found
    return label(name, lang) if words is None else words[lang == "en"]


def label(name: str, lang: str = "zh") -> str:
    """Label of a column, a measure or a coded value.

    Examples
    --------
    >>> label("rate"), label("exceeded", "en")
    ('完成率', 'exceeded')
    """
    words = LABELS.get(name) or MEASURES.get(name)
    if words is not None:
        return words[lang == "en"]
    found = next((f for f in FIELDS if f.name == name), None)
    return name if found is None else (found.en if lang == "en" else found.zh)
