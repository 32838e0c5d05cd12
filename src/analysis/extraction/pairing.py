"""Which actual answers which target, and why.

Each pair of a target and a candidate is scored by what both are about (jieba's words, weighed by rarity), by their
units and by how far the thing has come. Pairs are then taken best first; a number answers one target. Below a
threshold nothing is taken: no evidence is better than wrong evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.actuals import Candidate, Stage, listed, near_words, stated, summed, unchanged, universal
from analysis.extraction.context import CLAUSE, Context, mask, stretch
from analysis.extraction.lexicon import alternation, load, verbs
from analysis.extraction.segment import overlap, words
from analysis.extraction.targets import baselines, per_place
from analysis.model import Actual, Bound, Method, Quantity, Target

# Scores run from 0 to about 1.2. The thresholds were set on annotated ledgers: a pair that shares too few words is
# believed only where text and target leave no other choice.
CONFIDENT = 0.30
ONLY_CHOICE = 0.10
# A number that does not repeat what it counts (已建成5所) is taken to speak of what was promised.
ELIDED = 0.42


@dataclass(frozen=True, slots=True)
class Asked:
    """A target with what its words ask for.

    ``near`` are the words beside the number, the head noun weighing double; ``topics`` add those of its clause and
    sentence at less weight; ``own`` words belong to no other target of the item, ``foreign`` ones
    only to others. ``elided`` says that the task does not repeat what is counted (其中完成39宗).
    """

    target: Target
    near: dict[str, float]
    topics: dict[str, float]
    own: frozenset[str]
    foreign: frozenset[str]
    elided: bool
    growth: bool
    wants_start: bool
    accepts_start: bool
    cumulative: bool
    change: bool
    each: bool
    ratio: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Pairing:
    """The outcome for one target: its actual, the rate that the text states, and what else might have been meant."""

    actual: Actual | None
    members: tuple[int, ...]
    stated_rate: Decimal | None
    flags: tuple[str, ...]
    why: str


_RATIO = re.compile(
    r"(?P<a>[^，。；：]{2,30}?)(?:按|应|力争)*(?:不低于|不少于|达到|达|占|为|高于|控制在|不超过)(?:到|全部|全市)?(?P<b>[^，。；：0-9]{2,24}?)的?(?:比例|比重|比)?的?(?:达到|达|为|在|不低于)?$"
)


def ask_all(task: str, targets: list[Target], around: dict[int, Context]) -> list[Asked]:
    """Read from the task what would answer each of its targets; ``around`` has each quantity's context by its start."""
    content = words().content
    nears: list[dict[str, float]] = []
    elided: list[bool] = []
    for target in targets:
        own = around[target.quantity.start]
        # 从每人每月120元提高到130元: what is counted stands in front of the baseline
        context = around[target.baseline.start] if target.baseline is not None else own
        near = near_words(context)
        elided.append(not near)
        if not near:
            near = dict(
                content(context.clause) or content(context.before.rstrip("，,、：:")) or content(context.heading)
            )
        for word in content(words().cut(target.indicator)[-1]):
            near[word] = near.get(word, 0.5) * 2
        nears.append(near)
    out = []
    for i, (target, near) in enumerate(zip(targets, nears, strict=True)):
        context = around[target.quantity.start]
        others = {w for k, n in enumerate(nears) if k != i and not elided[k] for w in n}
        word = _governing(context)
        wants_start = word in load("verbs")["to_start"]
        ratio = _RATIO.search(context.left) if target.quantity.dimension in ("share", "multiple") else None
        clause = {w: 0.35 * v for w, v in content(context.clause).items()}
        sentence = {w: 0.15 * v for w, v in content(context.sentence).items()}
        out.append(
            Asked(
                target=target,
                near=near,
                topics={**sentence, **clause, **near},
                own=frozenset(near.keys() - others),
                foreign=frozenset(others - near.keys()),
                elided=elided[i],
                growth=target.quantity.dimension == "share" and bool(verbs("growth", "decline").search(context.left)),
                wants_start=wants_start,
                accepts_start=wants_start or word not in load("verbs")["to_finish"],
                cumulative=bool(verbs("cumulative").search(context.left)),
                change=bool(
                    re.search(r"(?:提高|增加|上调|提升|上浮|下降|降低|减少|增长)$", task[: target.quantity.from_])
                ),
                each=per_place(target.quantity, context),
                ratio=(ratio["a"], ratio["b"]) if ratio else None,
            )
        )
    return out


def _governing(context: Context) -> str:
    """The verb that says whether the promise is to begin or to finish: in the clause, else in front of it."""
    begun = verbs("to_start").search(context.near_left)
    if begun:
        return str(begun[0])
    for text in (context.left, context.near_right, context.before):
        found = verbs("to_start", "to_finish", "to_support").findall(text)
        if found:
            return str(found[-1])
    return ""


_BLOCKED = {Stage.PLANNED, Stage.QUOTA, Stage.ONGOING, Stage.RESTATED, Stage.BASELINE}


def possible(ask: Asked, offer: Candidate) -> float:
    """How well a candidate's unit and stage fit a target, whatever the two are about; 0 where it cannot answer it."""
    target = ask.target
    if offer.stage in _BLOCKED or (offer.stage is Stage.STARTED and not ask.accepts_start):
        return 0.0
    if offer.stage is Stage.COMPLETION and not _completion_asked(ask):
        return 0.0
    if offer.stage is Stage.COMPARISON and not (ask.growth and offer.growth):
        return 0.0
    if target.quantity.dimension == "share" and offer.method is Method.STATED and ask.growth != offer.growth:
        return 0.0
    if offer.unit == "个百分点" and target.unit != "个百分点":
        return 0.0
    if ask.each and not offer.each:
        return 0.0
    if offer.method is Method.LISTED:
        return 1.0 if target.quantity.dimension == "site" else 0.0
    return units.affinity(target.unit, offer.unit)


def _completion_asked(ask: Asked) -> bool:
    return bool(verbs("rate_of_completion").search(ask.target.indicator))


def score(ask: Asked, offer: Candidate) -> float:
    """How well a candidate answers a target, 0 where it cannot."""
    fits = possible(ask, offer)
    if not fits:
        return 0.0
    target = ask.target
    likeness = alike(ask, offer)
    if offer.elided and fits >= 0.85 and (not offer.subject or offer.subject & ask.topics.keys()):
        likeness = max(likeness, ELIDED) + (0.1 if ask.elided else 0.0)
    value = fits * (0.2 + likeness) - 0.2
    if offer.value == target.value and target.quantity.dimension != "share":
        # a number that recurs mostly speaks of the same thing, the more so the more digits it has
        value += 0.06 * min(2, len(target.value.normalize().as_tuple().digits) - 1)
    if _weight(offer, ask.foreign) > _weight(offer, ask.own):
        value -= 0.3
    if ask.wants_start:
        value += 0.1 if offer.stage is Stage.STARTED else -0.15
    if offer.cumulative and not ask.cumulative:
        value -= 0.08
    if offer.share_of_total:
        value -= 0.2
    return value


def _weight(offer: Candidate, wanted: frozenset[str]) -> float:
    return sum(v for w, v in offer.near.items() if w in wanted)


def alike(ask: Asked, offer: Candidate) -> float:
    """How far target and candidate speak of the same thing, 0 to 1."""
    total = sum(ask.topics.values())
    if not total:
        return 0.0
    covered = sum(w * offer.topics.get(k, 0.0) for k, w in ask.topics.items()) / total
    named = sum(w * offer.topics.get(k, 0.0) for k, w in ask.near.items()) / (sum(ask.near.values()) or 1)
    answered = overlap(offer.near, ask.topics)
    return 0.3 * covered + 0.45 * named + 0.25 * answered


def pair(
    task: str, progress: str, targets: list[Target], quantities: tuple[Quantity, ...], around: dict[int, Context]
) -> list[Pairing]:
    """Decide for each target which evidence of the progress text answers it.

    Parameters
    ----------
    task, progress : str
        The texts of one item.
    targets : list of Target
        The item's targets, in text order.
    quantities : tuple of Quantity
        The quantities of the progress text, in order.
    around : dict of int to Context
        The context of each quantity of the task, by where it starts.

    Returns
    -------
    list of Pairing
        One for each target, in order.
    """
    single = stated(progress, quantities)
    offers = [
        *single,
        *unchanged(progress),
        *summed(progress, quantities, single),
        *listed(progress, quantities),
        *universal(progress, quantities),
    ]
    asks = ask_all(task, targets, around)
    own = [_derived(ask, progress, quantities, single) for ask in asks]
    ranked = _ranked(asks, offers, own, single, progress)
    chosen: dict[int, tuple[Candidate, float]] = {}
    used: set[int] = set()
    for value, t, offer in sorted(ranked, key=lambda r: -r[0]):
        # what two ratios are measured against (800元/人月) may be the same
        taken = set(offer.members[:1] if offer.method is Method.RATIO else offer.members)
        if t in chosen or used & taken:
            continue
        if value < _threshold(asks, t, offer, offers):
            continue
        chosen[t] = offer, value
        used |= taken
    completions = _completions(progress, quantities, single)
    out = []
    for t, ask in enumerate(asks):
        if t in chosen:
            offer, value = chosen[t]
            out.append(_proven(ask, offer, value, [r for r in ranked if r[1] == t], progress, completions))
        else:
            out.append(_unproven(ask, asks, single, progress, quantities, completions, used))
    return out


def _ranked(
    asks: list[Asked], offers: list[Candidate], own: list[list[Candidate]], single: list[Candidate], progress: str
) -> list[tuple[float, int, Candidate]]:
    """Every pair that could be, with its score."""
    out = []
    for t, ask in enumerate(asks):
        sums = [o for o in offers if o.method is Method.SUM and _adds_up(asks, o)]
        # parts that are all of what the target names (of one place each, of one kind each)
        parts = {k: all(overlap(single[m].near, ask.topics) >= 0.5 for m in o.members) for o in sums for k in o.members}
        for offer in [*offers, *own[t]]:
            value = score(ask, offer)
            if offer.method is Method.UNIVERSAL:
                if value < 0.4 or not _covers(ask, offer):
                    continue
                value -= 0.15
            elif offer.method is Method.SUM:
                if offer not in sums:
                    continue
                value -= 0.03
            elif offer.method is Method.LISTED:
                value -= 0.2
            elif offer.method is Method.STATED:
                if _echoes(asks, ask, offer, progress):
                    # a measured level, where the text gives one, is better evidence than the rule repeated
                    value -= 0.5 if any(score(ask, o) >= CONFIDENT for o in own[t]) else 0.25
                part = next((k for k in offer.members if k in parts), None)
                if part is not None and (parts[part] or not overlap(offer.near, ask.near)):
                    value -= 0.3
            value += _in_order(asks, t, offer, offers) - (0.2 if ask.target.optional else 0.0)
            if value > 0:
                out.append((value, t, offer))
    return out


def _adds_up(asks: list[Asked], offer: Candidate) -> bool:
    """Whether a row of numbers may be added up: where the task promises as many numbers, each answers its own."""
    peers = [a for a in asks if units.affinity(a.target.unit, offer.unit) >= 0.8 and not a.target.optional]
    return len(peers) == 1 or len(peers) < len(offer.members)


def _covers(ask: Asked, offer: Candidate) -> bool:
    """Whether a statement about all can answer the target: it asks for coverage, or for all."""
    return ask.target.unit == "%" and (ask.target.value == 100 or "覆盖" in ask.target.indicator)


def _echoes(asks: list[Asked], ask: Asked, offer: Candidate, progress: str) -> bool:
    """Whether the number repeats a target of the item as a rule (不低于当地低保标准的75%) instead of reporting a level."""
    if ask.target.unit not in ("%", "倍") or all(offer.value != a.target.value for a in asks):
        return False
    start, end = offer.spans[0]
    a, _ = stretch(progress, start, end, CLAUSE)
    return bool(re.search("不低于|不少于|不得低于|要求|规定|应当|明确", progress[a:start]))


def _in_order(asks: list[Asked], t: int, offer: Candidate, offers: list[Candidate]) -> float:
    """A little for keeping the order, where task and progress give equally many numbers of a kind."""
    if offer.method is not Method.STATED:
        return 0.0
    unit = asks[t].target.unit
    peers = [i for i, a in enumerate(asks) if units.affinity(a.target.unit, unit) >= 0.8 and not a.target.optional]
    kind = [o for o in offers if o.method is Method.STATED and possible(asks[t], o) >= 0.6]
    if t not in peers or len(peers) != len(kind) or offer not in kind:
        return 0.0
    return 0.1 if kind.index(offer) == peers.index(t) else 0.0


def _threshold(asks: list[Asked], t: int, offer: Candidate, offers: list[Candidate]) -> float:
    """What a pair must score to be believed."""
    if offer.method is not Method.STATED or asks[t].target.optional:
        return CONFIDENT
    could = [o for o in offers if o.method is Method.STATED and possible(asks[t], o)]
    rivals = [a for a in asks if not a.target.optional and units.affinity(a.target.unit, offer.unit)]
    return ONLY_CHOICE if len(could) == 1 and len(rivals) == 1 else CONFIDENT


def _derived(ask: Asked, progress: str, quantities: tuple[Quantity, ...], single: list[Candidate]) -> list[Candidate]:
    """Actuals that two stated numbers give: a level over the level it is compared with, a change over its base."""
    out = []
    if ask.change and ask.target.unit == "%":
        for after, before in baselines(progress, quantities).items():
            a, b = quantities[after], quantities[before]
            if b.value and a.dimension not in ("share", "time"):
                out.append(
                    _quotient(
                        100 * (a.value - b.value) / b.value, "%", (before, after), quantities, single, growth=ask.growth
                    )
                )
    if ask.ratio is not None:
        over, under = (words().content(x) for x in ask.ratio)
        best: tuple[float, int, int] | None = None
        for i, a in enumerate(quantities):
            for j, b in enumerate(quantities):
                if (
                    i == j
                    or not b.value
                    or a.dimension in ("share", "multiple", "time", "age")
                    or not _comparable(a, b)
                ):
                    continue
                if any(single[k].stage not in (Stage.FINISHED, Stage.STARTED) for k in (i, j)):
                    continue
                first, second = _said(over, single[i]), _said(under, single[j])
                if min(first, second) < 0.45 or (
                    a.value > b.value and ask.target.unit == "%" and ask.target.value <= 100
                ):
                    continue
                value = first + second - 0.5 * _said(under, single[i]) + (0.1 if "/" in b.unit else 0.0)
                if best is None or value > best[0]:
                    best = value, i, j
        if best is not None:
            _, i, j = best
            scale = 100 if ask.target.unit == "%" else 1
            ratio = scale * quantities[i].value / quantities[j].value
            out.append(_quotient(ratio, ask.target.unit, (i, j), quantities, single, growth=False))
    return out


def _quotient(
    value: Decimal,
    unit: str,
    members: tuple[int, int],
    quantities: tuple[Quantity, ...],
    single: list[Candidate],
    *,
    growth: bool,
) -> Candidate:
    topics: dict[str, float] = {}
    for k in members:
        for word, weight in single[k].topics.items():
            topics[word] = max(topics.get(word, 0.0), weight)
    bounds = {single[k].bound for k in members}
    return Candidate(
        value=value, unit=unit, bound=Bound.EXACT if bounds == {Bound.EXACT} else Bound.ABOUT, method=Method.RATIO,
        stage=Stage.FINISHED, spans=tuple((quantities[k].start, quantities[k].end) for k in members),
        topics=topics, near=single[members[0]].near, members=members, growth=growth,
    )  # fmt: skip


def _comparable(a: Quantity, b: Quantity) -> bool:
    head, per = units.split(a.unit)
    other, other_per = units.split(b.unit)
    return units.affinity(head, other) >= 0.8 and (not per or not other_per or per == other_per)


def _said(wanted: dict[str, float], offer: Candidate) -> float:
    return sum(w * offer.topics.get(k, 0.0) for k, w in wanted.items()) / (sum(wanted.values()) or 1)


def _completions(
    progress: str, quantities: tuple[Quantity, ...], single: list[Candidate]
) -> list[tuple[int, Decimal, int | None]]:
    """Rates of completion: position, rate in percent, position of the number of which it is said."""
    out = []
    for i, q in enumerate(quantities):
        if single[i].stage is not Stage.COMPLETION:
            continue
        a, _ = stretch(progress, q.start, q.end, CLAUSE)
        surplus = re.search(rf"(?:{alternation(load('verbs')['surplus'])})[^，。；]{{0,4}}$", progress[a : q.start])
        value = q.value + 100 if surplus and q.value < 100 else q.value
        of = None
        for k in range(i - 1, -1, -1):
            if re.search("[。；\n]", progress[quantities[k].end : q.start]):
                break
            if (
                single[k].stage not in (Stage.COMPLETION, Stage.QUOTA, Stage.PLANNED)
                and quantities[k].dimension != "share"
            ):
                of = k
                break
        out.append((i, value, of))
    return out


QUOTE = 40


def _clause(progress: str, span: tuple[int, int]) -> str:
    """The clause that holds a span, short enough to quote; no number is cut in two."""
    a, b = stretch(mask(progress), *span, CLAUSE)
    if b - a > QUOTE:
        start, end = max(a, span[0] - 20), min(b, span[1] + 12)
        while start > a and re.match(r"[0-9０-９.．/一二三四五六七八九十百千万亿%％]", progress[start]):
            start -= 1
        while end < b and re.match(r"[0-9０-９.．/万亿%％]", progress[end]):
            end += 1
        return ("…" if start > a else "") + progress[start:end].strip() + ("…" if end < b else "")
    return progress[a:b].strip()


def _proven(
    ask: Asked, offer: Candidate, value: float, ranked: list[tuple[float, int, Candidate]], progress: str,
    completions: list[tuple[int, Decimal, int | None]],
) -> Pairing:  # fmt: skip
    target = ask.target
    if offer.value == target.value and not offer.everything:
        # 3家…均已开工 says more than a heading that repeats 3家
        fuller = (o for v, _, o in ranked if o.everything and o.value == offer.value and v > 0.5 * value)
        offer = next(fuller, offer)
    head = units.split(target.unit)[0]
    converted = units.convert(offer.value, units.split(offer.unit)[0], head)
    actual = offer.value if converted is None else converted
    pieces = [progress[a:b] for a, b in offer.spans]
    method, flags = offer.method, []
    if method is Method.STATED and offer.everything and actual == target.value:
        method = Method.UNIVERSAL
    if method is Method.STATED or method is Method.UNIVERSAL:
        why = f"进展写明“{_clause(progress, offer.spans[0])}”"
        if units.split(offer.unit)[0] not in (head, ""):
            why += f"，“{units.split(offer.unit)[0]}”与“{head}”计的是同一事物"
        if method is Method.UNIVERSAL:
            why = "全称表述" + why.removeprefix("进展写明")
    elif method is Method.SUM:
        why = "各部分相加：" + "、".join(pieces)
    elif method is Method.LISTED:
        why = "逐一点名可数：" + "、".join(pieces)
    else:
        why = f"由“{pieces[0]}”与“{pieces[1]}”相比得出"
    if any(
        v > 0.8 * value and o.value != offer.value and not set(o.members) & set(offer.members)
        for v, _, o in ranked
        if o is not offer
    ) or any(
        o.method is not offer.method and o.value != offer.value and o.method is Method.STATED and v > CONFIDENT
        for v, _, o in ranked
    ):
        flags.append("other_reading")
    if offer.stage is Stage.STARTED and not ask.wants_start:
        flags.append("started")
    rate = next((r for _, r, of in completions if of is not None and of in offer.members), None)
    if rate is not None and target.value and abs(100 * actual / target.value - rate) > max(Decimal(1), rate / 50):
        flags.append("stated_rate_differs")
    return Pairing(Actual(actual, offer.bound, method, offer.spans, why), offer.members, rate, tuple(flags), why)


def _unproven(
    ask: Asked, asks: list[Asked], single: list[Candidate], progress: str, quantities: tuple[Quantity, ...],
    completions: list[tuple[int, Decimal, int | None]], used: set[int],
) -> Pairing:  # fmt: skip
    target = ask.target
    if target.quantity.dimension != "share" and not target.optional:
        free = [(i, r) for i, r, of in completions if i not in used and (of is None or of not in used)]
        fitting = [(i, r) for i, r in free if alike(ask, single[i]) >= CONFIDENT or len(asks) == 1]
        if len(fitting) == 1 and not re.search(
            "投资|开工|资金|支出",
            progress[max(0, quantities[fitting[0][0]].start - 8) : quantities[fitting[0][0]].start],
        ):
            i, rate = fitting[0]
            q = quantities[i]
            why = f"只给出完成率“{_clause(progress, (q.start, q.end))}”，按目标折算"
            actual = Actual(rate * target.value / 100, Bound.ABOUT, Method.RATIO, ((q.start, q.end),), why)
            return Pairing(actual, (i,), rate, (), why)
    same = [(q, o) for q, o in zip(quantities, single, strict=True) if units.affinity(target.unit, q.unit)]
    begun = [q for q, o in same if o.stage is Stage.STARTED and alike(ask, o) >= CONFIDENT]
    if begun:
        return Pairing(
            None,
            (),
            None,
            ("started",),
            f"只写明开工启动（“{_clause(progress, (begun[0].start, begun[0].end))}”），没有写完成",
        )
    if not same:
        return Pairing(None, (), None, (), f"进展中没有以“{target.unit}”计的数字")
    q, offer = same[0]
    reason = {
        Stage.PLANNED: "只是计划",
        Stage.QUOTA: "只是任务数",
        Stage.ONGOING: "只写正在进行",
        Stage.COMPARISON: "只写与他时他处相比",
    }.get(offer.stage, f"说的不是“{target.indicator}”")
    return Pairing(None, (), None, (), f"以“{q.unit}”计的“{q.text}”{reason}")
