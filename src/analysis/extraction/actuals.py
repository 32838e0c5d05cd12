"""What the progress text offers as evidence: candidate actuals, one function per method.

Nothing here knows the targets. A candidate says which number the text gives, how, about what, and at which stage:
only what is finished can prove that something was finished.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from analysis.extraction.context import CLAUSE, Context, contexts, heading_of, paragraphs, stretch
from analysis.extraction.lexicon import alternation, last_match, load, verbs
from analysis.extraction.segment import words
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that the progress text offers.

    ``near`` are the words beside the number; ``topics`` maps all words that say what it is about to how near they
    stand (1 beside it). ``elided`` says that the text does not repeat what is counted (已建成5所); ``subject`` are the
    words in front that would then name it. ``members`` are positions in the list of the text's quantities.
    ``everything``: said of all there are; ``each``: of every single place; ``share_of_total``: a part of a total that
    is stated too; ``cumulative``: over all the years; ``growth``: a change in percent.
    """

    value: Decimal
    unit: str
    bound: Bound
    method: Method
    stage: Stage
    spans: tuple[tuple[int, int], ...]
    topics: dict[str, float]
    near: dict[str, float]
    members: tuple[int, ...]
    growth: bool = False
    everything: bool = False
    elided: bool = False
    subject: frozenset[str] = frozenset()
    share_of_total: bool = False
    cumulative: bool = False
    each: bool = False


@functools.cache
def _completion() -> re.Pattern[str]:
    rates = alternation(load("verbs")["rate_of_completion"])
    return re.compile(rf"(?:{rates})(?:的|已|均|约|分别|达到|达|为|超过|超|是|：|:|至|近)*$")


@functools.cache
def _quota() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(load('verbs')['quota'])})(?:为|是|的|数|：|（[^）]*）)*$")


_DONE_MARK = re.compile("已|均|共|累计|实际")
_AS_GOAL = re.compile(r"的?(?:年度|全年|年|省定|省|市|国家|既定)*(?:目标|任务|计划|指标|要求)")
_REACHED = re.compile(r"(?:以上|以内)?的[一-龥]{0,4}(?:目标|任务|要求)")


def stage_of(q: Quantity, c: Context) -> Stage:
    """Tell how far that is which a quantity of the progress text counts."""
    left, right = c.left, c.right
    if q.dimension == "share" and _completion().search(left):
        return Stage.COMPLETION
    if re.search(rf"(?:{verbs('restated').pattern})(?:约|为)?$", left):
        return Stage.RESTATED
    if _quota().search(left) and not re.search("完成[^，]{0,6}(?:任务|目标)$", left):
        return Stage.QUOTA
    if _AS_GOAL.match(right) or _REACHED.match(right):
        return Stage.QUOTA
    masked = verbs("carried_out").sub(lambda m: "　" * len(m[0]), left)
    plan = last_match(verbs("planned"), masked)
    if plan is not None and not _DONE_MARK.search(masked, plan.end()):
        return Stage.PLANNED
    if (
        re.match("下一步|下步|接下来|下阶段|今后", c.sentence.lstrip("（）()一二三四五六七八九十0123456789.、 "))
        or "下一步" in c.heading
    ):
        return Stage.PLANNED
    if verbs("comparison").search(left) and not re.search("[占达为至]到?$", left):
        return Stage.COMPARISON
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


def near_words(c: Context) -> dict[str, float]:
    """Words beside a number, each with its weight: a measure word counts the noun behind it, where there is one."""
    left = words().content(c.near_left)
    if not c.counts_ahead:
        return left | words().content(c.near_right)
    return {w: 0.4 * v for w, v in left.items()} | words().noun(c.near_right)


@functools.cache
def _sign() -> re.Pattern[str]:
    return re.compile(f"(?P<down>{verbs('decline').pattern})|(?P<up>{verbs('growth').pattern})")


def _topics(c: Context) -> tuple[dict[str, float], dict[str, float]]:
    """Words that say what a number is about, each with how near it stands."""
    content = words().content
    near = near_words(c)
    out = dict.fromkeys(near, 1.0)
    if c.counts_ahead:
        out |= dict.fromkeys(content(c.near_left).keys() - content(c.near_right).keys(), 0.5)

    def add(text: str, weight: float) -> None:
        for word in content(text):
            out[word] = max(out.get(word, 0.0), weight)

    clauses = [x for x in re.split("[，,：:（）()、]", c.before) if x]
    add(c.clause, 0.7)
    add(c.heading, 0.75)
    # where nothing stands beside the number, the clause in front names the thing
    for i, clause in enumerate(reversed(clauses)):
        add(clause, (0.8 if not near else 0.55) if i == 0 else 0.45)
    add(c.sentence, 0.3)
    return out, near


def stated(progress: str, quantities: tuple[Quantity, ...]) -> list[Candidate]:
    """Every quantity of the text as a candidate of its own."""
    around = contexts(progress, quantities)
    from_to = baselines(progress, quantities)
    shares = parts_of_totals(progress, quantities, around)
    out = []
    for i, (q, c) in enumerate(zip(quantities, around, strict=True)):
        if i in from_to:
            # 从400元提高到800元: what the new level counts stands in front of the old one
            c = around[from_to[i]]
        topics, near = _topics(c)
        value, start = q.value, q.from_
        growth = False
        if q.dimension == "share":
            sign = last_match(_sign(), c.left)
            growth = sign is not None
            if sign is not None and sign["down"] and value > 0 and len(c.left) - sign.end() <= 3:
                value, start = -value, q.start - (len(c.left) - sign.start())
        stage = Stage.BASELINE if i in from_to.values() else stage_of(q, around[i])
        out.append(
            Candidate(
                value=value,
                unit=q.unit,
                bound=q.bound,
                method=Method.STATED,
                stage=stage,
                spans=((start, q.end),),
                topics=topics,
                near=near,
                members=(i,),
                growth=growth,
                everything=bool(verbs("universal").search(c.right[:24])),
                elided=not near,
                subject=frozenset(words().content(f"{c.heading}，{c.before}")),
                share_of_total=i in shares,
                cumulative=bool(verbs("cumulative").search(c.left)),
                each=bool(re.search("每|均", c.left)),
            )
        )
    return out


def unchanged(progress: str) -> list[Candidate]:
    """A rate said to be as it was (同比持平): a growth of 0 %."""
    out = []
    for m in verbs("unchanged").finditer(progress):
        a, b = stretch(progress, m.start(), m.end(), CLAUSE)
        near = words().content(progress[a:b])
        out.append(
            Candidate(
                value=Decimal(0), unit="%", bound=Bound.EXACT, method=Method.STATED, stage=Stage.FINISHED, spans=(m.span(),),
                topics=dict.fromkeys(near, 1.0), near=near, members=(), growth=True,
            )
        )  # fmt: skip
    return out


def parts_of_totals(progress: str, quantities: tuple[Quantity, ...], around: list[Context]) -> set[int]:
    """Positions of the quantities that share out a total which the text states too.

    Either they stand in brackets behind it, or they follow it and add up to it.
    """
    out: set[int] = set()
    for i, total in enumerate(quantities):
        members: list[int] = []
        for j in range(i + 1, len(quantities)):
            if quantities[j].unit != total.unit or re.search("[。\n]", progress[total.end : quantities[j].start]):
                break
            if not members and not re.search("其中|包括|含|（|：|分别|即", progress[total.end : quantities[j].start]):
                break
            members.append(j)
            if len(members) > 1 and sum(quantities[k].value for k in members) == total.value:
                out.update(members)
                break
        if around[i].bracketed:
            for q, c in zip(quantities[:i], around[:i], strict=True):
                gap = progress[q.end : total.start]
                if (
                    q.unit == total.unit
                    and not c.bracketed
                    and q.value >= total.value
                    and "（" in gap
                    and "）" not in gap
                ):
                    out.add(i)
    return out


_APART = re.compile("其中|另|还|剩余|其余|未|在建|正在")
_PART_GAP = re.compile(r"(?:均|各|已|全部)?[^、，；。\n]{0,4}?[、，；]?[^、，；。\n]{1,18}")


def summed(progress: str, quantities: tuple[Quantity, ...], single: list[Candidate]) -> list[Candidate]:
    """Runs of numbers with one unit, each behind a name of its own (蓬江区116个、江海区8个), added up."""
    out = []
    around = contexts(progress, quantities)
    i = 0
    while i < len(quantities):
        run = [i]
        for j in range(i + 1, len(quantities)):
            gap = progress[quantities[run[-1]].end : quantities[j].from_]
            if quantities[j].unit != quantities[i].unit:
                if len(gap) > 20 or re.search("[。；\n]", gap):
                    break
                continue
            if (
                not _PART_GAP.fullmatch(gap)
                or _APART.search(gap)
                or verbs("started").search(gap)
                or verbs("planned").search(gap)
            ):
                break
            run.append(j)
        stages = {single[k].stage for k in run}
        countable = quantities[i].dimension != "share" and "/" not in quantities[i].unit
        if len(run) > 1 and countable and len(stages) == 1 and not any(single[k].share_of_total for k in run):
            first, last = around[run[0]], around[run[-1]]
            about = f"{first.heading}，{first.before}，{last.right}"
            topics = dict.fromkeys(words().content(about), 0.9)
            for k in run:
                for word in single[k].near:
                    topics.setdefault(word, 0.5)
            # what every part repeats beside its number is what all of them count
            shared = set.intersection(*(set(single[k].near) for k in run))
            topics.update(dict.fromkeys(shared, 1.0))
            out.append(
                Candidate(
                    value=sum((quantities[k].value for k in run), Decimal(0)), unit=quantities[i].unit, bound=Bound.EXACT,
                    method=Method.SUM, stage=stages.pop(),
                    spans=tuple((quantities[k].start, quantities[k].end) for k in run), topics=topics,
                    near=words().content(about) | {w: single[i].near[w] for w in shared}, members=tuple(run),
                    elided=not words().content(about) and not shared,
                )
            )  # fmt: skip
        i = run[-1] + 1
    return out


_NAME = r"[^、，；。：:！？\n0-9０-９%％“”《》]{2,26}?"
_NEGATED = re.compile("未|可研|评审|前期|规划|设计|招标|基本")


@functools.cache
def _list() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<names>{_NAME}(?:[、和及]{_NAME})*)(?:均|都|全部|分别)*已?(?:经)?(?:全部|全面|顺利|基本)?"
        rf"(?:(?P<become>{verbs('named_become').pattern})|(?P<done>{verbs('named_done').pattern}))"
    )


def listed(progress: str, quantities: tuple[Quantity, ...]) -> list[Candidate]:
    """Finished things that are named one by one and can be counted, under a heading or in front of what they became."""
    out = []
    for a, b in paragraphs(progress):
        h, e = heading_of(progress, a, b)
        if any(e <= q.start < b for q in quantities):
            continue
        spans: list[tuple[int, int]] = []
        about = progress[h:e]
        for m in _list().finditer(progress, e + 1 if e > h else e, b):
            at = m.start("names")
            if _NEGATED.search(m[0]) or (h == e and not m["become"]):
                continue
            for name in re.split("([、和及])", m["names"]):
                if name not in ("、", "和", "及"):
                    spans.append((at, at + len(name)))
                at += len(name)
            if m["become"]:
                about += progress[m.end() : stretch(progress, m.start(), m.end(), CLAUSE)[1]]
        if len(spans) > 1:
            near = words().content(about)
            out.append(
                Candidate(
                    value=Decimal(len(spans)), unit="个", bound=Bound.EXACT, method=Method.LISTED, stage=Stage.FINISHED,
                    spans=tuple(spans), topics=dict.fromkeys(near, 1.0), near=near, members=(),
                )
            )  # fmt: skip
    return out


_EVERY_CLAUSE = re.compile(r"[^。；\n]+")
_SHORT_OF_ALL = re.compile("未|除|基本|部分|力争|计划|预计|将|拟|推进|推动|正在|努力|下一步|要求")


def universal(progress: str, quantities: tuple[Quantity, ...]) -> list[Candidate]:
    """Statements that cover all of their objects (全部…均已…, 全覆盖): 100 %."""
    out = []
    for m in _EVERY_CLAUSE.finditer(progress):
        for clause in re.finditer(r"[^，,：:]+", m[0]):
            hit = verbs("universal").search(clause[0])
            if hit is None or _SHORT_OF_ALL.search(clause[0]):
                continue
            a, b = m.start() + clause.start(), m.start() + clause.end()
            text = clause[0].strip()
            a += len(clause[0]) - len(clause[0].lstrip())
            topics = dict.fromkeys(words().content(m[0]), 0.6) | dict.fromkeys(words().content(text), 1.0)
            out.append(
                Candidate(
                    value=Decimal(100), unit="%", bound=Bound.EXACT, method=Method.UNIVERSAL, stage=Stage.FINISHED,
                    spans=((a, b),), topics=topics, near=words().content(text),
                    members=tuple(i for i, q in enumerate(quantities) if a <= q.start < b),
                )
            )  # fmt: skip
    return out
