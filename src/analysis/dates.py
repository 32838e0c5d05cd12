"""Days that a text says it covers."""

from __future__ import annotations

import calendar
import re

_AS_OF = re.compile(
    r"(?:截至|截止|至|到)(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])日|底|末|份)"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def as_of(text: str, year: int | None) -> str | None:
    """Last day that a text says it covers, as an ISO date; None where it or the year is not given.

    Examples
    --------
    >>> as_of("截至12月底，累计300人次。", 2018)
    '2018-12-31'
    """
    dates = []
    for m in _AS_OF.finditer(text.translate(_FULL_WIDTH)):
        y = int(m["year"]) if m["year"] else year
        if y is None:
            continue
        month = int(m["month"])
        last = calendar.monthrange(y, month)[1]
        dates.append(f"{y}-{month:02}-{min(int(m['day']), last) if m['day'] else last:02}")
    return max(dates, default=None)
