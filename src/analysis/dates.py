"""Days that a text says it covers."""

from __future__ import annotations

import calendar
import re

_AS_OF = re.compile(
    r"(?:截至|截止|至|到|(?:(?:截止|截至|填报|报送|更新|统计)(?:截[止至])?(?:时间|日期)|统计截[止至]|数据截[止至])\s*(?:[:：]|为|是|到|至)?\s*)(?:(?P<year>[2２][0０]\d\d)年)?(?P<month>[1１][0-2０-２]|[0０]?[1-9１-９])月(?:(?P<day>[12１２]\d|[3３][01０１]|[0０]?[1-9１-９])日|底|末|份)"
)

_PERIOD = re.compile(
    r"(?:1|一)[-－—–~至](?P<month>1[0-2]|[2-9])月|(?P<first>第?一季度)|(?P<half>上半年)|(?P<third>前三季度|第?三季度)"
)
# 1—11月新增就业3万人, in a text that tells of no year as a whole
_MONTHS = re.compile("(?<![0-9])(?:1|一)[-－—–~至](?P<month>1[0-2]|[2-9])月")
_WHOLE_YEAR = re.compile("全年(?!度?(?:的)?(?:目标|任务|计划|预计|预期|可|将|力争))")


def period_end(title: str, year: int | None) -> str | None:
    """Last day of the part of a year that a title names, as an ISO date; None where it names none or two.

    Examples
    --------
    >>> period_end("2021年上半年进展情况", 2021), period_end("1-9月完成情况", 2020), period_end("进展情况", 2020)
    ('2021-06-30', '2020-09-30', None)
    """
    found = list(_PERIOD.finditer(title))
    if year is None or len(found) != 1:
        return None
    m = found[0]
    month = int(m["month"]) if m["month"] else 3 if m["first"] else 6 if m["half"] else 9
    return _end_of_month(year, month)


def as_of(text: str, year: int | None) -> str | None:
    """Last day that a text says it covers, as an ISO date; None where it or the year is not given.

    Examples
    --------
    >>> as_of("截至12月底，累计300人次。", 2018), as_of("1—11月，新增300人。", 2018)
    ('2018-12-31', '2018-11-30')
    """
    dates = []
    for m in _AS_OF.finditer(text):
        y = int(m["year"]) if m["year"] else year
        if y is None:
            continue
        month = int(m["month"])
        last = calendar.monthrange(y, month)[1]
        dates.append(f"{y}-{month:02}-{min(int(m['day']), last) if m['day'] else last:02}")
    if not dates and year is not None and not _WHOLE_YEAR.search(text):
        months = {int(m["month"]) for m in _MONTHS.finditer(text)}
        dates = [_end_of_month(year, month) for month in months if len(months) == 1]
    return max(dates, default=None)


def _end_of_month(year: int, month: int) -> str:
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
