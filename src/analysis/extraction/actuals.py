"""What the progress text offers as evidence: candidate actuals, one function per method.

Nothing here knows the targets. A candidate says which number the text gives, how, about what, and at which stage:
only what is finished can prove that something was finished.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from analysis.extraction.lexicon import alternation, last_match, load, verbs
from analysis.extraction.reading import CLAUSE, SEGMENT, SENTENCE, WINDOW, Context, Reading, Span
from analysis.extraction.targets import baselines
from analysis.model import Bound, Method, Quantity


class Stage(StrEnum):
    """How far that is which a number counts."""

    FINISHED = "finished"
    STARTED = "started"
    ONGOING = "ongoing"
    PLANNED = "planned"
    QUOTA = "quota"
    COMPARISON = "comparison"
    RESTATED = "restated"
    COMPLETION = "completion"
    BASELINE = "baseline"
    SINCE = "since"
    STEP = "step"
    BASE = "base"
    PREPARING = "preparing"


class About(NamedTuple):
    """What a candidate is about.

    ``near`` are the words beside the number with their weights; ``topics`` maps all words that say what it is about to
    how near they stand (1 beside it); ``subject`` are the words in front that would name it where it is elided;
    ``text`` is what stands beside the number, as written.
    """

    near: dict[str, float]
    topics: dict[str, float]
    subject: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A number that the progress text offers.

    ``members`` are positions in the list of the text's quantities. ``everything``: said of all there are; ``each``: of
    every single place; ``jointly``: of several things alike; ``subset``: of some of those named before (其中);
    ``this_year``: of what is new in it; ``besides``: of something else done too (另开通2条);
    ``stock``: of all there are, not of those added; ``share_of_total``: a part of a total that is stated too;
    ``cumulative``: over all the years; ``growth``: a change in percent. What it is ``about`` is worked out when it is
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
    growth: bool = False
    everything: bool = False
    share_of_total: bool = False
    cumulative: bool = False
    each: bool = False
    jointly: bool = False
    subset: bool = False
    stock: bool = False
    this_year: bool = False
    besides: bool = False

    @functools.cached_property
    def about(self) -> About:
        """What the number is about."""
        return self.describe()

    @property
    def elided(self) -> bool:
        """Whether the text does not repeat what is counted (已建成5所)."""
        return not self.about.near


@functools.cache
def _completion() -> re.Pattern[str]:
    rates = alternation(load("verbs")["rate_of_completion"])
    return re.compile(rf"(?:{rates})(?:的|已|均|约|分别|达到|达|为|超过|超|是|：|:|至|近)*$")


@functools.cache
def _restated() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(load('verbs')['restated'])})(?:约|为)?$")


@functools.cache
def _quota() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(load('verbs')['quota'])})(?:为|是|的|数|：|（[^）]*）)*$")


_NEXT = re.compile(r"[（(]?[一二三四五六七八九十0-9]*[)）.、 ]?\s*(?:下一步|下步|接下来|下阶段|今后)")
_SINCE = re.compile(
    r"(?<!今年)(?<!年初)(?<!本年)(?<!年)(?<!月)(?<!日)(?<!份)以来|[两二三四五]年(?:来|累计|共)|(?:十[二三四]五|规划)(?:期间|以来|实施以来)"
)
# 150辆预计9月份到位; 预计8月底前35所具备条件，可提供学位3.1万个
_MEANT = re.compile("(?:预计|计划|拟|将|力争|有望|争取)")
_THEREBY = re.compile("(?:并?可|届时|并将)")
# 每人每月增加10元: the step, not the level
_BY_SO_MUCH = re.compile("(?:增加|提高|上调|减少|下降|降低)了?$")
_BESIDE = re.compile("^、[0-9.]+[^，。；]")  # 85户、296人已签订协议: said of both
_DONE_MARK = re.compile("已|均|共|累计|实际")
_AS_GOAL = re.compile(
    r"的?(?:年度|全年|年|省定|省|市|国家|既定)*(?:目标|任务|计划|指标|要求)(?![^，。；]{0,6}(?:完成|落实|达到|实现))"
)
_BASE = re.compile(
    r"[^，。；0-9]{0,14}(?:中$|中(?:已有|已|有)?[^，。；0-9]{0,4}[0-9]|已(?:经)?(?:全部)?(?:开工|完工|完成|竣工|建成|启动)[^，。；0-9]{0,4}[0-9]|(?:任务|工程|项目|建设|改造|整治)?完成(?:率)?(?:达到|达|为)?[0-9])"
)
_REACHED = re.compile(r"(?:以上|以内)?的[一-龥]{0,4}(?:目标|任务|要求)(?![^，。；]{0,6}(?:完成|落实|达到|实现))")


def stage_of(q: Quantity, c: Context) -> Stage:
    """Tell how far that is which a quantity of the progress text counts."""
    left, right = c.left, c.right
    if q.dimension == "share" and _completion().search(left):
        return Stage.COMPLETION
    if _restated().search(left):
        return Stage.RESTATED
    if _quota().search(left) and not re.search("完成[^，]{0,6}(?:任务|目标)$", left):
        return Stage.QUOTA
    if _AS_GOAL.match(right) or _REACHED.match(right):
        return Stage.QUOTA
    plan = last_match(verbs("planned"), left)
    masked = left
    if plan is not None and verbs("carried_out").search(left):
        masked = verbs("carried_out").sub(lambda m: "　" * len(m[0]), left)
        plan = last_match(verbs("planned"), masked)
    if plan is not None and not _DONE_MARK.search(masked, plan.end()):
        return Stage.PLANNED
    if _MEANT.match(right) or (_THEREBY.match(left) and verbs("planned").search(c.before)):
        return Stage.PLANNED
    if _NEXT.match(c.reading.quiet, c.sentence[0]) or _NEXT.match(c.reading.quiet, c.heading()[0]):
        return Stage.PLANNED
    if _SINCE.search(c.reading.quiet, c.sentence[0], q.start):
        return Stage.SINCE
    if verbs("comparison").search(left) and not re.search("(?:[占达为至]|到)$", left):
        return Stage.COMPARISON
    if q.dimension != "share" and _BASE.match(c.right):
        return Stage.BASE
    if "/" in q.unit and _BY_SO_MUCH.search(left):
        return Stage.STEP
    ahead = _BESIDE.sub("", right)
    prepared = ahead[:16] if not verbs("finished").search(left) and not re.match("[，、0-9]", ahead) else ""
    if verbs("preparing").search(c.near[-8:]) or verbs("preparing").search(prepared):
        return Stage.PREPARING
    stages = verbs("finished", "started", "ongoing")
    last = last_match(stages, left)
    follows = stages.search(right[:24])
    if (
        follows is not None
        and (last is None or follows[0] not in load("verbs")["finished"])
        and not re.search(r"[，、0-9]", right[: follows.start()])
    ):
        last = follows
    if last is None:
        return Stage.FINISHED
    for stage in (Stage.STARTED, Stage.ONGOING):
        if last[0] in load("verbs")[stage.value]:
            return stage
    return Stage.FINISHED


@functools.cache
def _sign() -> re.Pattern[str]:
    return re.compile(f"(?P<down>{verbs('decline').pattern})|(?P<up>{verbs('growth').pattern})")


def _describe(c: Context) -> About:
    """Work out what a number is about from the words around it."""
    reading = c.reading
    near = c.near_words()
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
    add(c.clause, 0.7)
    add(heading, 0.75)
    # where nothing stands beside the number, the clause in front names the thing
    carried = 0.8 if not near or "其中" in c.left else 0.55
    for i, clause in enumerate(in_front):
        add(clause, carried if i == 0 else 0.45)
    add((c.clause[1], c.sentence[1]), 0.3)
    subject = frozenset(reading.words(*heading)).union(*(reading.words(*clause) for clause in in_front))
    return About(near, topics, subject, c.near + c.ahead)


def stated(reading: Reading) -> list[Candidate]:
    """Every quantity of the text as a candidate of its own."""
    from_to = baselines(reading)
    old_levels = set(from_to.values())
    shares = parts_of_totals(reading)
    out = []
    for i, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        # 从400元提高到800元: what the new level counts stands in front of the old one
        named = reading.contexts[from_to[i]] if i in from_to else c
        left, right = c.left, c.right
        value, start = q.value, q.from_
        growth = False
        if q.dimension == "share":
            sign = last_match(_sign(), left)
            growth = sign is not None
            if sign is not None and sign["down"] and value > 0 and len(left) - sign.end() <= 3:
                value, start = -value, q.start - (len(left) - sign.start())
        out.append(
            Candidate(
                value=value,
                unit=q.unit,
                bound=q.bound,
                method=Method.STATED,
                stage=Stage.BASELINE if i in old_levels else stage_of(q, c),
                spans=((start, q.end),),
                members=(i,),
                describe=functools.partial(_describe, named),
                growth=growth,
                everything=bool(verbs("universal").search(right[:24])),
                share_of_total=i in shares,
                cumulative=bool(verbs("cumulative").search(left)),
                each="每" in left or "均" in left,
                jointly=_JOINTLY.search(left) is not None,
                subset="其中" in left,
                stock=verbs("stock").search(left) is not None,
                this_year=_THIS_YEAR.search(left) is not None,
                besides=_BESIDES.search(left) is not None,
            )
        )
    return out


def unchanged(reading: Reading) -> list[Candidate]:
    """A rate said to be as it was (同比持平): a growth of 0 %."""
    out = []
    for m in verbs("unchanged").finditer(reading.text):
        clause = reading.stretch(CLAUSE, *m.span())
        out.append(
            Candidate(
                value=Decimal(0),
                unit="%",
                bound=Bound.EXACT,
                method=Method.STATED,
                stage=Stage.FINISHED,
                spans=(m.span(),),
                members=(),
                describe=functools.partial(_plainly, reading, (clause,)),
                growth=True,
            )
        )
    return out


def _plainly(reading: Reading, spans: tuple[Span, ...]) -> About:
    """What a statement is about whose words all count alike."""
    near: dict[str, float] = {}
    for span in spans:
        near = {**near, **reading.words(*span)}
    return About(near, dict.fromkeys(near, 1.0))


# So many numbers, at most, share out a total or are added up.
_MOST_PARTS = 60


def parts_of_totals(reading: Reading) -> set[int]:
    """Positions of the quantities that share out a total which the text states too.

    Either they stand in brackets behind it, or they follow it and add up to it.
    """
    text, quantities = reading.whole, reading.quantities
    out: set[int] = set()
    for i, total in enumerate(quantities):
        so_far = Decimal(0)
        members: list[int] = []
        for j in range(i + 1, min(i + 1 + _MOST_PARTS, len(quantities))):
            gap = text[quantities[j - 1].end : quantities[j].start]
            if quantities[j].unit != total.unit or "。" in gap or "\n" in gap:
                break
            if not members and not re.search("其中|包括|含|（|：|分别|即", gap):
                break
            members.append(j)
            so_far += quantities[j].value
            if len(members) > 1 and so_far == total.value:
                out.update(members)
                break
        out.update(_parts_in_front(reading, i))
        if i and reading.contexts[i].bracketed:
            for j in range(i - 1, max(-1, i - 1 - _MOST_PARTS), -1):
                q, gap = quantities[j], text[quantities[j].end : total.start]
                if len(gap) > WINDOW or "）" in gap:
                    break
                if q.unit == total.unit and q.value >= total.value and "（" in gap:
                    out.add(i)
                    break
    return out


_THIS_YEAR = re.compile("今年|当年|本年|年内|新建|新增")
_BESIDES = re.compile("^(?:另外?|此外|还)(?!有)")
_JOINTLY = re.compile("(?<![人户月年日平])均")
_COUNTED_UP = re.compile(r"[^。；\n]{0,14}(?:共计|合计|总计|共|计)[^。；\n0-9]{0,8}")


def _parts_in_front(reading: Reading, i: int) -> list[int]:
    """Positions of the numbers in front of a total that add up to it (420亩、310亩…，计880亩)."""
    quantities = reading.quantities
    total, so_far = quantities[i], Decimal(0)
    if not i or not _COUNTED_UP.fullmatch(reading.text, quantities[i - 1].end, total.from_):
        return []
    members = []
    for j in range(i - 1, max(-1, i - 1 - _MOST_PARTS), -1):
        if quantities[j].unit != total.unit or (
            j + 1 < i and "。" in reading.text[quantities[j].end : quantities[j + 1].start]
        ):
            break
        members.append(j)
        so_far += quantities[j].value
        if so_far >= total.value:
            break
    return members if len(members) > 1 and so_far == total.value else []


def parts_differ(reading: Reading, i: int) -> bool:
    """Whether brackets behind a number share it out by place, and the shares do not add up to it."""
    quantities, text = reading.quantities, reading.whole
    total = quantities[i]
    if not text.startswith(("（", "("), total.end):
        return False
    close = min((k for k in (text.find("）", total.end), text.find(")", total.end)) if k > 0), default=-1)
    inside = [k for k in range(i + 1, min(i + 1 + _MOST_PARTS, len(quantities))) if quantities[k].end <= close]
    named = [k for k in inside if quantities[k].unit == total.unit and named_place(reading.contexts[k].near)]
    return len(named) > 1 and len(named) == len(inside) and sum(quantities[k].value for k in named) != total.value


_APART = re.compile("其中|另|还|剩余|其余|余下|剩下|尚|未|在建|正在|计|共")
_PART_GAP = re.compile(r"(?:均|各|已|全部)?[^、，；。\n]{0,4}?[、，；]?[^、，；。\n]{1,18}")


def summed(reading: Reading, single: list[Candidate]) -> list[Candidate]:
    """Runs of numbers with one unit, each behind a name of its own (蓬江区116个、江海区8个), added up."""
    quantities, out = reading.quantities, []
    i = 0
    while i < len(quantities):
        q, run = quantities[i], [i]
        for j in range(i + 1, min(i + _MOST_PARTS, len(quantities))):
            gap = reading.text[quantities[run[-1]].end : quantities[j].from_]
            if quantities[j].unit != q.unit:
                if len(gap) > 20 or re.search("[。；\n]", gap):
                    break
                continue
            if not _PART_GAP.fullmatch(gap) or _APART.search(gap) or verbs("started", "planned").search(gap):
                break
            run.append(j)
        parts = [single[k] for k in run]
        same_stage = len({part.stage for part in parts}) == 1
        countable = q.dimension != "share" and "/" not in q.unit and _one_kind(reading, parts)
        if len(run) > 1 and countable and same_stage and not any(part.share_of_total for part in parts):
            out.append(
                Candidate(
                    value=sum((quantities[k].value for k in run), Decimal(0)),
                    unit=q.unit,
                    bound=Bound.EXACT,
                    method=Method.SUM,
                    stage=parts[0].stage,
                    spans=tuple((quantities[k].start, quantities[k].end) for k in run),
                    members=tuple(run),
                    describe=functools.partial(_together, reading, parts),
                )
            )
        i = run[-1] + 1
    return out


_PLACE = re.compile(r"(?:[市县区镇乡州盟旗省村线路]|街道|场|院)(?:[（(][^）)]*[）)])?$")


def named_place(text: str) -> bool:
    """Whether the words in front of a number are the name of a place (石壕镇5所、赶水镇4所)."""
    return _PLACE.search(text.strip(" ，、；")) is not None


def _one_kind(reading: Reading, parts: list[Candidate]) -> bool:
    """Whether a row of numbers counts one kind of thing: by place, under one noun, or with the noun left out."""
    contexts = [reading.contexts[part.members[0]] for part in parts]
    if all(named_place(c.near) for c in contexts[1:]):
        return True
    if all(part.elided for part in parts[1:]):
        return True
    return bool(set(parts[0].about.near).intersection(*(part.about.near for part in parts[1:])))


def _together(reading: Reading, parts: list[Candidate]) -> About:
    """What a row of numbers is about: the words in front and behind, and what each repeats beside its number."""
    first, last = (reading.contexts[p.members[0]] for p in (parts[0], parts[-1]))
    around: tuple[Span, ...] = (
        first.heading(),
        (first.sentence[0], first.clause[0]),
        (last.quantity.end, last.clause[1]),
    )
    if all(named_place(reading.contexts[p.members[0]].near) for p in parts[1:]):
        # 村卫生室已建成石壕镇5所、赶水镇4所: the first name follows what all of them count
        around = (*around, *first.near_left)
    common: dict[str, float] = {}
    for span in around:
        common = {**common, **reading.words(*span)}
    topics = dict.fromkeys(common, 0.9)
    for part in parts:
        for word in part.about.near:
            topics.setdefault(word, 0.5)
    named = [part.about.near for part in parts if not part.elided]
    shared = set(named[0]).intersection(*named[1:]) if named else set()
    topics.update(dict.fromkeys(shared, 1.0))
    near = {**common, **{w: named[0][w] for w in shared}}
    return About(near, topics, frozenset(common), reading.text[slice(*first.heading())])


_NAME = r"[^、，；。：:！？\n0-9０-９%％“”《》]{2,26}?"
_NAMED = re.compile(_NAME)
_LIST_BEHIND = re.compile(
    rf"已(?:经)?(?:建成|开通|创建|打造|改造|完成)了?(?P<names>{_NAME}(?:[、和及]{_NAME}){{2,}})(?=[，。；\n]|$)"
)
_NEGATED = re.compile("未|可研|评审|前期|规划|设计|招标|基本|下一步|确保|明确|计划|力争|预计")


@functools.cache
def _finished() -> re.Pattern[str]:
    """What follows a row of names: 均已建成, 已成为."""
    return re.compile(
        r"(?:均|都|全部|分别)*已?(?:经)?(?:全部|全面|顺利|基本)?"
        rf"(?:(?P<become>{verbs('named_become').pattern})|{verbs('named_done').pattern})"
    )


def listed(reading: Reading) -> list[Candidate]:
    """Finished things that are named one by one and can be counted.

    Under a heading all of a paragraph's names belong together, else those of one sentence.
    """
    text, out = reading.text, []
    for a, b, heading in reading.paragraphs:
        if not re.search("[、和及；]", text[a:b]):
            continue
        stretches = [(heading[1] + 1, b)] if heading[1] > heading[0] else reading.stretches(SENTENCE, heading[0], b)
        for start, end in stretches:
            spans, about = _names(reading, start, end)
            if len(spans) > 1:
                out.append(
                    Candidate(
                        value=Decimal(len(spans)),
                        unit="个",
                        bound=Bound.EXACT,
                        method=Method.LISTED,
                        stage=Stage.FINISHED,
                        spans=tuple(spans),
                        members=(),
                        describe=functools.partial(_named, reading, (heading, *about), spans),
                    )
                )
    return out


def _names(reading: Reading, start: int, end: int) -> tuple[list[Span], list[Span]]:
    """Names of finished things between two positions, and what stands beside them that says what they are."""
    text, spans, about = reading.text, [], []
    for m in _finished().finditer(text, start, end):
        at = max(start, reading.stretch(CLAUSE, *m.span())[0])
        row = text[at : m.start()]
        parts = re.split("([、和及])", row)
        if _NEGATED.search(row + m[0]) or not all(_NAMED.fullmatch(name) for name in parts[::2]):
            continue
        for k, name in enumerate(parts):
            if k % 2 == 0:
                spans.append((at, at + len(name)))
            at += len(name)
        if m["become"]:
            about.append((m.end(), reading.stretch(CLAUSE, *m.span())[1]))
    for m in _LIST_BEHIND.finditer(text, start, end):
        # 社区公交已开通甲线、乙线、丙线: what they are stands in front
        at = m.start("names")
        for name in re.split("[、和及]", m["names"]):
            spans.append((at, at + len(name)))
            at += len(name) + 1
        about.append((reading.stretch(CLAUSE, *m.span())[0], m.start()))
    return spans, about


def _named(reading: Reading, about: tuple[Span, ...], spans: list[Span]) -> About:
    """What a list of names is about: its heading, what the names became, and the character on which all of them end."""
    ends = {reading.text[b - 1] for _, b in spans}
    # the last name carries the noun of all: 东嘎、柳梧、蔡公堂公交场站
    near = _plainly(reading, (*about, spans[-1])).near
    return About(near, dict.fromkeys(near, 1.0), text=ends.pop() if len(ends) == 1 else "")


_SHORT_OF_ALL = re.compile("未|除|基本|部分|力争|计划|预计|将|拟|推进|推动|正在|努力|下一步|要求")
_ALL_CLAUSE = re.compile(r"[^，,：:。；\n]+")


def universal(reading: Reading) -> list[Candidate]:
    """Statements that cover all of their objects (全部…均已…, 全覆盖): 100 %."""
    out = []
    starts = [q.start for q in reading.quantities]
    for m in _ALL_CLAUSE.finditer(reading.text):
        if not verbs("universal").search(m[0]) or _SHORT_OF_ALL.search(m[0]):
            continue
        a = m.end() - len(m[0].lstrip())
        b = m.start() + len(m[0].rstrip())
        out.append(
            Candidate(
                value=Decimal(100),
                unit="%",
                bound=Bound.EXACT,
                method=Method.UNIVERSAL,
                stage=Stage.FINISHED,
                spans=((a, b),),
                members=tuple(range(bisect_left(starts, a), bisect_left(starts, b))),
                describe=functools.partial(_of_all, reading, (a, b)),
            )
        )
    return out


def _of_all(reading: Reading, span: Span) -> About:
    near = reading.words(*span)
    sentence = reading.words(*reading.stretch(SENTENCE, *span))
    return About(near, {**dict.fromkeys(sentence, 0.6), **dict.fromkeys(near, 1.0)})
