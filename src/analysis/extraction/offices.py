"""Reports of several offices in one text: each begins with who reports (市商务局：…市总工会、市妇联：…)."""

from __future__ import annotations

import re

_OFFICE = "[一-龥]{1,12}?(?:局|委|办|厅|部门|中心|公司|工会|联合会|[妇残]联|团委|法院|检察院|银行)"
# 县商务局培训212人次，团县委培训95人次: who did it; of an institution only what it holds, since it may be what was built
_DOERS = "[一-龥]{1,10}?(?:局|委(?!托)|办(?!理|结|公)|厅|公司|集团|工会|联合会|[妇残]联|法院|检察院|剧团|协会|商会|团[省市县区]委)"
DONE_BY = re.compile(f"(?P<name>{_DOERS})(?=[一-龥])")
HELD_BY = re.compile("(?P<name>[一-龥]{0,6}?(?:文化馆|图书馆|美术馆|博物馆|科技馆|文化站|医院|党校))(?=[一-龥])")
_OFFICES = f"{_OFFICE}(?:[、和]{_OFFICE})*"
REPORTED_BY = re.compile(f"{_OFFICES}[:：]")
_REPORTS = re.compile(
    r"(?:^|(?<=[\n。；]))\s*+[①-⑳]?(?:[（(]?[一二三四五六七八九十0-9]{1,2}[）)]?[.、．]?)?"
    rf"(?P<name>{_OFFICES})(?:[:：]|(?:反馈|报送|上报|报告|填报)[:：，,])"
)


def office_reports(text: str) -> list[tuple[int, int, str]]:
    """Start, end and office of each report in a text in which several offices report; empty where fewer than two do.

    Examples
    --------
    >>> office_reports("市商务局：培训845人次。市总工会、市妇联：办班6期，培训312人次。")
    [(5, 13, '市商务局'), (22, 35, '市总工会、市妇联')]
    >>> office_reports("市商务局：培训845人次。")
    []
    """
    headings = list(_REPORTS.finditer(text))
    if len({m["name"] for m in headings}) < 2:
        return []
    ends = [*(m.start() for m in headings[1:]), len(text)]
    return [(m.end(), end, m["name"]) for m, end in zip(headings, ends, strict=True)]
