"""A number that the progress text offers as evidence, and what it is about."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from analysis.extraction.lexicon import load, verbs
from analysis.extraction.places import DONE_THERE, named_place
from analysis.extraction.reading import CLAUSE, EXCEPT, MARKS, SEGMENT, Context, Reading, Span
from analysis.extraction.segment import pairs_of
from analysis.extraction.stages import Stage
from analysis.model import Bound, Method

# Units of a change that is told as a share; 减少3起 is a number like any other.
_PERCENT = ("%", "‰", "个百分点")


# 1-9月进出口总额38.2亿元
_PERIOD = re.compile("^[，；]?(?:20[0-9]{2}年)?(?:[0-9]{1,2}[—－～~至-])?(?:[0-9]{1,2}月份?)?")
# 除大桥村、小河村外，其余23个: those in front are not of what is counted.
LEFT_OUT = re.compile(f"{EXCEPT}[^。；，]{{1,60}}外(?=，)")
# The words of a stretch in front of its first number.
UP_TO_NUMBER = re.compile(r"[0-9].*", re.S)
# How near to a number the words of its own clause are, where those beside it are 1.
OWN_CLAUSE = 0.7


@functools.cache
def generic_words() -> frozenset[str]:
    """Nouns too common to say what is counted."""
    return frozenset(load("words")["generic"])


@functools.cache
def neutral_words() -> frozenset[str]:
    """Words in front of a number that do not say that it counts something else: those too common, and steps of a work."""
    return generic_words() | {pair for word in load("words")["steps"] for pair in pairs_of(word)}


class About(NamedTuple):
    """What a candidate is about.

    ``near`` are the words beside the number with their weights; ``topics`` maps all words that say what it is about to
    how near they stand (1 beside it); ``subject`` are the words in front that would name it where it is elided;
    ``text`` is what stands beside the number, as written, and ``front`` the clause in front up to its first number, where the
    number leaves out what it counts; ``row`` what stands in front of the first number of a row that it goes on with;
    ``headed`` are the words in front of the colon that its clause follows.
    """

    near: dict[str, float]
    topics: dict[str, float]
    subject: frozenset[str] = frozenset()
    text: str = ""
    front: str = ""
    row: str = ""
    headed: frozenset[str] = frozenset()

    @property
    def said(self) -> str:
        """What stands beside the number, without the marks around it."""
        return self.text.strip(MARKS)


@dataclass(frozen=True, eq=False)
class Candidate:
    """A number that the progress text offers.

    ``members`` are positions in the list of the text's quantities. ``everything``: said of all there are; ``each``: of
    every single place; ``jointly``: of several things alike; ``subset``: of some of those named before (其中);
    ``of_some``: of some of those that the text does not count (仅9月就整治196宗);
    ``this_year``: of what is new in it; ``besides``: of something else done too (另开通2条);
    ``reaches``: how many profit from it (覆盖学校45所); ``places``: how many counties or towns (47个县).
    ``stock``: of all there are, not of those added; ``moved``: a level told with the one from which it rose (1) or fell (-1);
    ``carried``: what the number in front of it carries (10个示范村共谋划项目86个);
    ``antecedent``: the number of its unit in front of it, in its sentence;
    ``share_of_total``: a part of a total that is stated too, and ``whole`` that total, where it stands in front;
    ``cumulative``: over all the years; ``direction``: of a change, 1 up and -1 down, 0 of a level;
    ``average``: of one of many (人均2.8平方米); ``total``: numbers in front add up to it;
    ``in_each``: so many places have each of it; ``ages``: the first and last of those of whom it tells;
    ``year``: that its clause names;
    ``counted_against``: the promised number of which the text says how much it is (开工5.6万套，完成年度5万套任务的113%);
    ``passed_on``: of those that were only found, bought or applied for, the next number tells how many were done;
    ``unit_assumed``: its unit stands nowhere, and is taken to be the promise's;
    ``scattered``: a sum of what the text tells here and there;
    ``mixed``: a sum of different things, which only a target that names them all asks for. What it is ``about`` is worked out when it is
    first asked for.
    """

    value: Decimal
    unit: str
    bound: Bound
    method: Method
    stage: Stage
    spans: tuple[tuple[int, int], ...]
    members: tuple[int, ...]
    describe: Callable[[], About]
    direction: int = 0
    everything: bool = False
    share_of_total: bool = False
    whole: Candidate | None = None
    antecedent: Candidate | None = None
    carried: bool = False
    cumulative: bool = False
    each: bool = False
    in_each: bool = False
    jointly: bool = False
    subset: bool = False
    of_some: bool = False
    unit_assumed: bool = False
    stock: bool = False
    moved: int = 0
    this_year: bool = False
    besides: bool = False
    reaches: bool = False
    places: bool = False
    average: bool = False
    total: bool = False
    counted_against: Decimal | None = None
    passed_on: bool = False
    year: int | None = None
    ages: frozenset[tuple[int, int]] = frozenset()
    scattered: bool = False
    mixed: bool = False

    @functools.cached_property
    def about(self) -> About:
        """What the number is about."""
        return self.describe()

    @property
    def growth(self) -> bool:
        """Whether the number is a change in percent."""
        return self.direction != 0 and self.unit in _PERCENT

    @functools.cached_property
    def elided(self) -> bool:
        """Whether the text does not repeat what is counted (已建成5所)."""
        # 办结率 consists of words that count nothing, and names something
        return not self.about.near and not self.about.text.endswith("率")

    @property
    def left_out(self) -> Candidate | None:
        """The number in front that says what this one counts, where it says nothing itself."""
        return self.antecedent if self.elided else None

    @functools.cached_property
    def unnamed(self) -> bool:
        """Whether the text says nothing that tells what is counted (已建成5所, 已完成5个项目)."""
        return self.about.near.keys() <= generic_words()


def joint_bound(bounds: Iterable[Bound]) -> Bound:
    """How the parts of a sum limit it: 不足50个 and 31个 are no more than 81; 约50个 and 超过30个 are about as many as their sum.

    Examples
    --------
    >>> joint_bound([Bound.AT_MOST, Bound.EXACT]), joint_bound([Bound.AT_MOST, Bound.AT_LEAST])
    (<Bound.AT_MOST: 'at_most'>, <Bound.ABOUT: 'about'>)
    """
    found = set(bounds) - {Bound.EXACT} or {Bound.EXACT}
    return found.pop() if len(found) == 1 else Bound.ABOUT


def describe(c: Context) -> About:
    """Work out what a number is about from the words around it."""
    reading = c.reading
    # 春季学期资助18642人次
    near = {word: weight for word, weight in c.near_words().items() if word not in _TERMS}
    if near.keys() <= _HELD:
        # 目前已举办397场
        near = {}
    if not near and _REACHED.fullmatch(c.near) and (level := c.in_front) is not None and level.start >= c.clause[0]:
        # 毛入学率较上年提高1.2个百分点、达94.8%
        near = reading.words(c.clause[0], level.from_)
    bare = BARE_RATE.fullmatch(c.near) is not None
    of_some = _in_its_clause(c) if bare else None
    if of_some is not None:
        # 其中重点人群9.8万人、签约率81.2%: the number in front says of whom
        near = {**{w: 0.6 * v for w, v in reading.words(*of_some).items()}, **near}
    elif bare and c.clause[0] > c.sentence[0]:
        # 处理城市生活污水1168万吨，处理率86.3%: the clause in front says of what
        near = {
            **{
                w: 0.6 * v for w, v in reading.words(*reading.stretch(CLAUSE, c.clause[0] - 1, c.clause[0] - 1)).items()
            },
            **near,
        }
    topics = dict.fromkeys(near, 1.0)
    if c.counts_ahead:
        right = reading.words(*c.near_right)
        topics |= {w: 0.5 for span in c.near_left for w in reading.words(*span) if w not in right}

    def add(span: Span, weight: float) -> None:
        for word in reading.words(*span):
            if weight > topics.get(word, 0.0):
                topics[word] = weight

    heading = c.heading()
    in_front = reading.stretches(SEGMENT, c.sentence[0], c.clause[0])[::-1]
    add(c.clause, OWN_CLAUSE)
    add(heading, 0.75)
    # where nothing stands beside the number, the clause in front names the thing
    carried = 0.8 if not near or "其中" in c.left else 0.55
    for i, clause in enumerate(in_front):
        add(clause, carried if i == 0 else 0.45)
    add((c.clause[1], c.sentence[1]), 0.3)
    # 东乡镇完成35公里，合计127公里: where something was done is no other thing; nor are those left out, 除大桥村外
    left_out = LEFT_OUT.search(reading.quiet, c.sentence[0], c.clause[0])
    told = (
        clause
        for clause in in_front
        if not (left_out and left_out.start() <= clause[0] < left_out.end())
        and not _only_says_where(UP_TO_NUMBER.sub("", reading.quiet[slice(*clause)]).removeprefix("其中"))
    )
    subject = frozenset(reading.words(*heading)).union(*(reading.words(*clause) for clause in told))
    front = UP_TO_NUMBER.sub("", _PERIOD.sub("", reading.quiet[slice(*in_front[0])])) if in_front else ""
    # 高血压在管患者5208人，规范管理率73.4%: but where a rate of its own stands in front, that is another matter
    told_of = c.quantity.dimension == "share" and bool(in_front) and "%" not in reading.quiet[slice(*in_front[0])]
    front = front if told_of or not near else ""
    text = c.near + c.ahead if of_some is None else reading.quiet[slice(*of_some)] + c.near
    return About(near, topics, subject, text, front, _beginning_of_row(c), _in_front_of_colon(c))


def _in_front_of_colon(c: Context) -> frozenset[str]:
    """The words in front of the colon that a clause follows: 新增学位：幼儿园540个."""
    return frozenset(c.reading.words(*c.reading.in_front_of_colon(c.clause[0])))


@functools.cache
def _any_verb() -> re.Pattern[str]:
    return re.compile(
        verbs("finished", "wholly_done", "to_do", "anew", "over_again", "started", "outcome", "this_year").pattern
    )


def _beginning_of_row(c: Context) -> str:
    """What stands in front of the number that begins a row, where this one goes on with a name alone: 采购减速带2000条、警示标志1500块."""
    reading, a, before = c.reading, c.clause[0], c.in_front
    if before is None or before.start < a or not reading.quiet.startswith("、", before.end):
        return ""
    if _any_verb().search(reading.quiet, before.end, c.quantity.from_):
        return ""
    first = bisect_left(reading.quantities, a, key=lambda q: q.start)
    return reading.quiet[a : reading.quantities[first].from_]


def _in_its_clause(c: Context) -> Span | None:
    """Where the words stand in front of the number that a number goes on from in one clause (其中重点人群9.8万人、签约率81.2%)."""
    reading, a, before = c.reading, c.clause[0], c.in_front
    if (
        before is None
        or before.start < a
        or not reading.quiet.startswith("、", before.end)
        or before.from_ == a
        or before.dimension == "share"
    ):
        return None
    return a, before.from_


_REACHED = re.compile("、?(?:达到?|升至|增至|提高到)")
_HELD = frozenset(("举办", "召开", "举行"))
_TERMS = frozenset(("春季", "秋季"))
BARE_RATE = re.compile("[，、]?[一-龥]{2}率(?:已?达到?|为|约)?")
# no name of a place has more characters; 幼儿园项目镜湖区 says what too
_LONGEST_PLACE = 7


def _only_says_where(text: str) -> bool:
    return len(DONE_THERE.sub("", text)) <= _LONGEST_PLACE and named_place(text)


def describe_part(c: Context, whole: Candidate) -> About:
    """Work out what a part is about: where it leaves that out, its whole says it (28所幼儿园均已开工，其中26所已建成)."""
    about = describe(c)
    # 学位7740个（幼儿园1080个）: in brackets only the kind is told
    complete = about.near.keys() - generic_words() and not c.bracketed
    # 双浦镇1个，其中3个点位已完成: a place says nothing of what is counted
    told = complete or whole.unnamed or named_place(whole.about.text.replace("其中", ""))
    return about if told else _completed(about, whole.about.near, whole.about.topics)


def describe_total(parts: list[Context]) -> About:
    """Work out what a total behind its parts is about: all that they count (煤改气7236户，煤改电3418户，合计10654户)."""
    first, *others = (describe(c) for c in parts)
    near = {w: v for about in others for w, v in about.near.items()}
    return _completed(first, near, dict.fromkeys(near, 1.0))


def describe_whole(c: Context, part: Context) -> About:
    """Work out what a total is about: where it leaves that out, the part in brackets behind it says it (1015个（含智能泊位180个）)."""
    about = describe(c)
    if about.near.keys() - generic_words():
        return about
    # 20876人（其中初中6861人）: what the part adds need not be what the whole counts
    near = describe(part).near
    return _completed(about, {}, dict.fromkeys(near, 1.0))


def _completed(about: About, near: dict[str, float], topics: dict[str, float]) -> About:
    more = {w: max(v, topics.get(w, 0.0)) for w, v in about.topics.items()}
    return about._replace(near={**near, **about.near}, topics={**topics, **more})


def plainly(reading: Reading, spans: tuple[Span, ...]) -> About:
    """What a statement is about whose words all count alike."""
    near: dict[str, float] = {}
    for span in spans:
        near = {**near, **reading.words(*span)}
    return About(near, dict.fromkeys(near, 1.0))
