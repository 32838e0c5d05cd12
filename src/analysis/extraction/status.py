"""What a progress text claims of itself: its status, and the day it speaks of."""

from __future__ import annotations

import calendar
import re

from analysis.model import Status

_LATE = re.compile("滞后|缓慢|未达|延至|延期|未按进度|未完成(?:年度|全年)?(?:任务|目标)|低于预期")
_ONGOING = re.compile(
    "正在|在建|推进中|基本完成|剩余|其余|预计[^。；]{0,20}(?:完成|投用|建成)|计划[^。；]{0,12}(?:完成|验收)|拟[^。；]{0,12}完成|陆续"
)
_DONE = re.compile(
    "已完成|已落实|超额完成|提前完成|如期完成|全部(?:建成|完成|完工|落实)|均已|已全部|已建成|圆满完成|(?:任务|工作)(?:已|全部)?完成"
)
_CLAIM = re.compile(r"^\s*(?:已|超额|提前|全部|全面|如期)(?:全部|全面)?(?:完成|落实|办结)")
_AS_OF = re.compile(
    r"(?:截至|截止|至|到)(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])日|底|末|份)"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def status(progress: str) -> Status:
    """Read what the text itself claims, whatever its numbers say.

    Examples
    --------
    >>> str(status("已完成。全年培训300人。")), str(status("进度滞后。")), str(status("上半年培训300人。"))
    ('done', 'late', 'none')
    """
    if _CLAIM.search(progress):
        return Status.DONE
    if _LATE.search(progress):
        return Status.LATE
    if _ONGOING.search(progress):
        return Status.ONGOING
    return Status.DONE if _DONE.search(progress) else Status.NONE


def as_of(progress: str, year: int | None) -> str | None:
    """Last day that the text says it covers, as an ISO date; None where it or the year is not given.

    Examples
    --------
    >>> as_of("截至12月底，累计300人次。", 2018)
    '2018-12-31'
    """
    dates = []
    for m in _AS_OF.finditer(progress.translate(_FULL_WIDTH)):
        y = int(m["year"]) if m["year"] else year
        if y is None:
            continue
        month = int(m["month"])
        last = calendar.monthrange(y, month)[1]
        dates.append(f"{y}-{month:02}-{min(int(m['day']), last) if m['day'] else last:02}")
    return max(dates, default=None)
