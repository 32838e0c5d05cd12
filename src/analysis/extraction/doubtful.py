"""Why a number that was chosen may not be the one: another reads as well, or it names the promise in part and lies far from it."""

from __future__ import annotations

import functools
import itertools
import re
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.assignment import Ranked
from analysis.extraction.candidates import Candidate, neutral_words
from analysis.extraction.divisions import division, of_offices
from analysis.extraction.lexicon import verbs
from analysis.extraction.likeness import abbreviates
from analysis.extraction.parts import built_and_renewed
from analysis.extraction.places import named_place
from analysis.extraction.reading import FOR_WHOM, JOINED, Reading
from analysis.extraction.scoring import CONFIDENT
from analysis.extraction.segment import overlap, words
from analysis.model import Method

# A number that names what was promised only in part and is far from it is wrong about once in five times, others once in two hundred:
# below which weight, and out of which part of the promise.
_LOOSELY = ((0.6, Decimal("0.8"), Decimal("1.3")), (0.75, Decimal("0.5"), Decimal(2)))


def doubt(
    ask: Ask,
    offer: Candidate,
    value: float,
    actual: Decimal,
    ranked: list[Ranked],
    rows: list[Candidate],
    progress: Reading,
) -> str:
    """The flag of a number that may not be the one: there is another reading, or it names the promise in part and lies far from it."""
    target = ask.target
    visits = {units.dimension(target.unit), units.dimension(offer.unit)} == {"person", "visit"}
    another = (
        any(_other_reading(offer, value, o, v) for v, _, o in ranked)
        # short by itself, in a row of numbers that may belong together
        or any(_of_row(offer, row) and (actual < target.value or of_offices(progress, row.members)) for row in rows)
        # 完成412户（含上年结转62户）: with and without them; 招聘312名，到岗288名
        or any(_CARRIED_OVER.match(progress.text, b) for _, b in offer.spans[-1:])
        or _fewer_there(progress, offer)
        or _one_of_those(ask, offer)
        or _perhaps_the_same_people(ask, offer, progress)
        or _of_both_works(ask, offer)
        or _fewer_did_both(ask, offer, progress)
        # 人社局帮助就业6120人，妇联帮助妇女就业1300人: the others may be some of them
        or (offer.method is Method.SUM and (of_offices(progress, offer.members) or _goes_on_elsewhere(offer, progress)))
        or offer.scattered
        # 累计建成57个, where 20个 were promised, may be those of many years
        or (offer.cumulative and not ask.cumulative and actual >= 2 * target.value > 0)
        # 6500人次 may be fewer than 6000 persons
        or (visits and actual >= target.value)
    )
    if another:
        return "other_reading"
    loosely = (_otherwise_qualified(ask, offer) or _headed_by_another(ask, offer, progress)) or any(
        value < clearly and not low * target.value <= actual <= high * target.value for clearly, low, high in _LOOSELY
    )
    return "loosely_named" if loosely else ""


# What qualifies a rate as much as its noun has so many characters.
_SHORTEST_RATE = 2
_HALF = 0.5
_RATE = re.compile("(?P<of>[一-龥]{2,14})率")
_SHARE_OF = re.compile("(?:占比|比重|比例)$")
_OF_ALL = re.compile("总体|平均|综合|全[市县区州省镇乡]")


def _otherwise_qualified(ask: Ask, offer: Candidate) -> bool:
    """Whether a rate has the noun of the one that was promised and another qualifier: 侵财案件破案率, of 八类案件破案率."""
    if _of_a_kind(ask, offer):
        return True
    told, promised = _OF_ALL.sub("", offer.about.said), ask.target.indicator
    if offer.unit != "%" or offer.method is not Method.STATED:
        return False
    named = _RATE.fullmatch(told)
    if named is not None and named["of"][-2:] not in ask.text and not abbreviates(told, promised):
        # 入住率, of 护理型床位占比
        return True
    if promised.endswith("率") and _SHARE_OF.search(told):
        # 住院量占比, of 就诊率
        return True
    ends = zip(reversed(told), reversed(promised), strict=False)
    noun = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], ends))
    own, other = told[: len(told) - noun], promised[: len(promised) - noun]
    if min(noun, len(own), len(other)) < _SHORTEST_RATE or abbreviates(own, other):
        return False
    qualified = words().content(own)
    return bool(qualified.keys() - ask.topics.keys()) and overlap(words().content(other), qualified) < _HALF


@functools.cache
def _changed() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[比较](?:上年|去年|年初)|同比)?(?:{verbs('decline', 'growth', 'raised').pattern})+(?:到|至|为)?$"
    )


def _of_a_kind(ask: Ask, offer: Candidate) -> bool:
    """Whether a change is told of what may be a kind of what was promised: 工业园区用电量 of 工业用电量, 税收收入 of 收入."""
    changes = ask.growth or ask.direction < 0 or ask.target.quantity.dimension == "time"
    if not changes or offer.method is not Method.STATED:
        return False
    told = words().content(_changed().sub("", offer.about.said)).keys()
    # by its own name, as 审批时限 may be called 许可审批时限
    more = told - ask.topics.keys() - neutral_words()
    return bool(more) and overlap(ask.near, offer.about.near) >= _HALF


_HEAD = re.compile("(?P<what>[一-龥]{2,10}?)(?:建设|工作)?(?:方面|领域)，")


def _headed_by_another(ask: Ask, offer: Candidate, progress: Reading) -> bool:
    """Whether a number that names nothing stands under the name of a field that the task does not speak of: 供热方面，新建18座."""
    if not offer.elided or len(offer.members) != 1:
        return False
    head = _HEAD.match(progress.contexts[offer.members[0]].before)
    return head is not None and set(head["what"]).isdisjoint(ask.text)


_CARRIED_OVER = re.compile(
    "[（(，][^（）()，。；]{0,2}(?:含|其中)[^（）()，。；0-9]{0,10}(?:上年|去年|结转|跨年|往年|历年|续建|20[0-9]{2}年)"
)
_THERE = re.compile(
    "[，（(](?:实际|目前|现|已|均)*(?:在[^，。；0-9]{2,20}?)?(?:到岗|上岗|安装到位|到位|配发|投用|交付|安装|投放|(?:通过)?验收|命名|授牌|净增)[^，。；0-9]{0,4}"
)


def _fewer_there(progress: Reading, offer: Candidate) -> bool:
    """Whether the number behind tells that fewer are there than were bought or hired: 采购260台，已安装到位188台."""
    if len(offer.members) != 1 or offer.members[0] + 1 >= len(progress.quantities):
        return False
    a, b = progress.quantities[offer.members[0] : offer.members[0] + 2]
    return a.unit == b.unit and b.value < a.value and _THERE.fullmatch(progress.text, a.end, b.from_) is not None


def _one_of_those(ask: Ask, offer: Candidate) -> bool:
    """Whether a number names but some of those who were promised together: 困难群众2.8万人, of 困难群众、重度残疾人."""
    *others, last = JOINED.split(ask.target.indicator)
    said = offer.about.text
    return any(len(name) > 1 and name[-2:] in said for name in others) and last[-2:] not in said


def _of_both_works(ask: Ask, offer: Candidate) -> bool:
    """Whether a number is of what is new and of what was renewed, where only the one was promised: 新增及更换72台."""
    told, promised = offer.about.text, ask.work + ask.phrase
    return offer.method is Method.STATED and built_and_renewed(told) and not built_and_renewed(promised)


_AND_ALSO = re.compile("并且?(?P<what>[一-龥]{2})")


def _fewer_did_both(ask: Ask, offer: Candidate, progress: Reading) -> bool:
    """Whether two things were promised of one number, and fewer are told of the second: 建成小区100个并接入平台, of which 接入86个."""
    behind = ask.text.partition(ask.target.quantity.text)[2]
    also = _AND_ALSO.match(behind)
    return also is not None and any(
        q.unit == offer.unit and q.value < offer.value and q.start > offer.spans[-1][1] and also["what"] in c.near
        for q, c in zip(progress.quantities, progress.contexts, strict=True)
    )


def _goes_on_elsewhere(offer: Candidate, progress: Reading) -> bool:
    """Whether batches were added up, and there is a further one that is not among them: 首批7片、次批9片，第三批8片中有3片未完工."""
    batches = {
        m: of for m in offer.members if (of := division(progress.contexts[m])) is not None and of.kind == "batch"
    }
    if len(batches) < len(offer.members):
        return False
    held = set().union(*(of.holds for of in batches.values()))
    return any(
        q.unit == offer.unit and (of := division(c)) is not None and of.kind == "batch" and held.isdisjoint(of.holds)
        for q, c in zip(progress.quantities, progress.contexts, strict=True)
    )


def _perhaps_the_same_people(ask: Ask, offer: Candidate, progress: Reading) -> bool:
    """Whether persons of several services were added up, of whom some may have had both: 助餐3200人，助浴2100人."""
    served = FOR_WHOM.search(ask.phrase.removesuffix(ask.target.quantity.text)) is not None
    if offer.method is not Method.SUM or units.dimension(ask.target.unit) != "person" or not served:
        return False
    return not all(named_place(progress.contexts[k].near) for k in offer.members)


def _other_reading(offer: Candidate, value: float, other: Candidate, other_value: float) -> bool:
    """Whether another candidate gives another number nearly as well, or states outright what was derived."""
    if other is offer or other.value == offer.value:
        return False
    if offer.method is not Method.STATED and other.method is Method.STATED and other_value > CONFIDENT:
        return True
    return other_value > 0.8 * value and not set(other.members) & set(offer.members)


def _of_row(offer: Candidate, row: Candidate) -> bool:
    return offer.method is Method.STATED and set(offer.members) <= set(row.members)
