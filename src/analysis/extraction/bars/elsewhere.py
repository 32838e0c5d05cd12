"""Numbers of another place than the promise is for."""

from __future__ import annotations

import re

from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.places import in_another_place
from analysis.extraction.reasons import Bar

_OWN_PLACE = re.compile(
    "(?:[我全]|^本?)(?P<level>[省市县区州旗镇乡](?=[新建完改])|(?<=[我全])[省市县区州旗镇乡]|街道(?=[新建完改]))"
)

# the places that each is part of
_WIDER = {
    "县": "市州省国",
    "区": "市州省国",
    "旗": "市盟区省国",
    "镇": "县区市省国",
    "乡": "县区市省国",
    "道": "县区市省国",
    "市": "省国",
    "州": "省国",
}


def elsewhere(ask: Ask, offer: Candidate) -> Bar | None:
    """What the place of a number says against it."""
    text, before = offer.about.text, offer.left_out
    if _wider_place(ask.text, text) or (before is not None and _wider_place(ask.text, before.about.text)):
        return Bar.OTHER
    if ask.place and (_wider_than(ask.place, text) or in_another_place(ask.place, text)):
        return Bar.OTHER
    return None


def _wider_place(promised: str, reported: str) -> bool:
    """Whether a promise is of a place (我县) and a number of one that it is part of (全市秋粮收购28万吨).

    Examples
    --------
    >>> _wider_place("我县收购秋粮4万吨", "全市秋粮收购"), _wider_place("收购秋粮4万吨", "全市秋粮收购")
    (True, False)
    """
    own = _OWN_PLACE.search(promised)
    return own is not None and _wider_than(own["level"], reported)


def _wider_than(place: str, reported: str) -> bool:
    """Whether a number is of a place that one of the level of another is part of, and that is not named (南湖区: 全市平均)."""
    wider = _WIDER.get(place[-1], "")
    return place not in reported and any(f"全{level}" in reported or f"{level}内" in reported for level in wider)
