"""What a progress text offers to the promises of its item: its numbers, and what it says of how they hang together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import Candidate
from analysis.extraction.divisions import division, months_to_date, rises_by_months
from analysis.extraction.in_words import in_words
from analysis.extraction.lexicon import verbs
from analysis.extraction.likeness import alike
from analysis.extraction.places import named_place
from analysis.extraction.ratios import Completion
from analysis.extraction.reading import RATE_OF_A_ROW, Reading
from analysis.extraction.scoring import PAID, possible
from analysis.extraction.stages import Stage
from analysis.extraction.sums import TO_DATE, holds_the_one_before, parts_in_front, told_respectively
from analysis.model import Method, Quantity


@dataclass(frozen=True, eq=False, slots=True)
class Report:
    """What a progress text offers to the asks of its item: its single numbers, all candidates, rates of completion.

    ``rows``: position of a number in a row → the target in its place;
    ``overtaken``: position of a number → that of the last one, told to a later day, which holds it, or of what of it is done;
    ``shared_out``: what places have of a total that is told; ``left_over``: what is not done yet, with its unit;
    ``done``: how many numbers are of what is done;
    ``to_date``: position of a number to date → that of the period's own; ``finished``: unit → where the sentences begin
    that tell finished numbers, not cumulative ones; ``of_a_year``: units of numbers that name this year;
    ``headed``: positions of numbers that a heading or the beginning of a sentence repeats from the promise;
    ``rows_of_each``: position of a number among names of which each has so many → the row (市本级3个，甲、乙各2个);
    ``with_others``: positions of numbers that count what was promised together with other things, with the promise's unit;
    ``summed_up``: position of a part → that of the total behind it; ``parts_of``: the other way round;
    ``of_several``: positions of totals that hold
    what several targets promise; ``in_words``: what has no number and is still to come;
    ``paragraphs``: of each target the paragraph, where task and report are numbered alike.
    """

    asks: list[Ask]
    reading: Reading
    single: list[Candidate]
    offers: list[Candidate]
    completions: list[Completion]
    rows: dict[int, int]
    shared_out: frozenset[int]
    done: int
    overtaken: dict[int, int]
    left_over: list[tuple[Decimal, str]]
    to_date: dict[int, int]
    finished: dict[str, set[int]]
    of_a_year: frozenset[str]
    with_others: frozenset[tuple[int, str]]
    headed: frozenset[int]
    rows_of_each: dict[int, Candidate]
    paragraphs: list[int]
    summed_up: dict[int, int]
    parts_of: dict[int, list[int]]
    of_several: frozenset[int]
    in_words: tuple[str, ...]
    wider: frozenset[int]


def report_of(
    asks: list[Ask],
    task: Reading,
    reading: Reading,
    single: list[Candidate],
    offers: list[Candidate],
    completions: list[Completion],
) -> Report:
    """Look once at what holds for all targets."""
    # 红岩镇8个、德苴乡9个，共计17个
    parts_of = {i: parts for i in range(len(single)) if (parts := list(parts_in_front(reading, i)))}
    summed_up = {k: total for total, parts in parts_of.items() for k in parts}
    shared_out = frozenset(k for k in summed_up if named_place(reading.contexts[k].near)).union(
        _itemised(single, reading)
    )
    shared_out |= _of_earlier_reports(single, reading)
    left_over, to_date = _left_over(single, reading), _to_date(single, reading)
    finished = [o for o in single if not o.cumulative and o.stage is Stage.FINISHED]
    named = frozenset(
        o.unit for o in finished if o.this_year and verbs("this_year").search(reading.contexts[o.members[0]].left)
    )
    return Report(
        asks=asks,
        reading=reading,
        single=single,
        offers=offers,
        completions=completions,
        rows=_answered_in_order(asks, single, reading),
        shared_out=shared_out,
        done=sum(o.stage is Stage.FINISHED for o in single),
        overtaken=_overtaken(single, reading) | _in_hand(single, reading) | _settled(single, reading),
        left_over=left_over,
        to_date=to_date,
        finished=sentences_by_unit(finished, reading),
        of_a_year=named,
        with_others=_with_others(asks, reading),
        headed=_told_in_headings(single, reading) | _mentioned(single, reading),
        rows_of_each=_rows_of_each(offers, reading),
        paragraphs=_paragraphs_alike(asks, task, reading),
        summed_up=summed_up,
        parts_of=parts_of,
        of_several=_held_together(asks, single, summed_up),
        in_words=in_words(reading),
        wider=_of_wider_places(asks, reading),
    )


def _rows_of_each(offers: list[Candidate], reading: Reading) -> dict[int, Candidate]:
    out: dict[int, Candidate] = {}
    for row in offers:
        if row.method is Method.LISTED and row.everything:
            first, last = (
                bisect_left(reading.quantities, at, key=lambda q: q.start) for at in (row.spans[0][0], row.spans[-1][1])
            )
            out |= {k: row for k in range(first, last) if reading.quantities[k].value < row.value}
    return out


_ALL_OVER = re.compile("全[省国]|省内|全自治区")
_OURS = re.compile("[我本](?:市|县|区|州|旗|镇)")
# what is told of the city, where a county or the city proper was promised
_OF_THE_CITY = re.compile(f"全[市州]|{_ALL_OVER.pattern}")
# and no 其中我县: of a city's number that is a part
_OUR_COUNTY = re.compile("(?<!其中)[我本][县区旗]")
_CITY_PROPER = "市本级"


def _of_wider_places(asks: list[Ask], reading: Reading) -> frozenset[int]:
    """Positions of numbers of the whole province in a report that tells what we did: 全省改造426个，我市改造13个."""
    ours = any(_CITY_PROPER in ask.text for ask in asks) or _OUR_COUNTY.search(reading.quiet) is not None
    all_over = _OF_THE_CITY if ours else _ALL_OVER if _OURS.search(reading.quiet) else None
    if all_over is None or any(all_over.search(ask.text) for ask in asks):
        return frozenset()
    return frozenset(k for k, c in enumerate(reading.contexts) if all_over.search(c.left) and not _OURS.search(c.left))


# A part that names a target so far is that target's.
_NAMES_IT = 0.85


def _held_together(asks: list[Ask], single: list[Candidate], summed_up: dict[int, int]) -> frozenset[int]:
    """Positions of totals whose parts each name another target: 育婴员培训328人，家政服务员培训1562人，合计1890人."""
    named: dict[int, set[int]] = {}
    for k, total in summed_up.items():
        part, whole = single[k], single[total].about.near.keys()
        named.setdefault(total, set()).update(
            t
            for t, ask in enumerate(asks)
            # 危房改造300户（其中农村200户、城镇100户）: the parts of one promise share its total
            if not ask.subset
            and possible(ask, part)
            and ask.near
            and ask.near.keys() <= whole
            and alike(ask, part) >= _NAMES_IT
        )
    return frozenset(total for total, targets in named.items() if len(targets) > 1)


def _paragraphs_alike(asks: list[Ask], task: Reading, report: Reading) -> list[int]:
    """The paragraph of each target, from 1 on, where task and report are numbered alike; empty where they are not."""
    promised = task.numbered
    if not promised or len(promised) != len(report.numbered):
        return []
    return [bisect_right(promised, ask.target.quantity.start) for ask in asks]


# 关于资助新生800名工作：…; （新增托位2400个）：…; 演出300场。\n进展情况：…
_HEADED = re.compile(
    r"[^，。；：:\n]{0,10}(?:[）)])?[：:]|[^，。；：:\n]{0,10}[。.]?[^\S\n]*+\n\s*+(?:目前)?(?:进展|完成|落实)情况[：:]"
)
# up to where the bracket closes that a heading stands in
_REST_OF_HEADING = re.compile("[^。；：:\n（(]{0,24}(?=[）)][：:])")
# So many numbers behind one are looked at, at most.
_MOST_BELOW = 60


def _told_in_headings(single: list[Candidate], reading: Reading) -> frozenset[int]:
    """Positions of numbers that a heading repeats from the promise, where other numbers of their unit stand below it."""
    out = set()
    for i, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        rest = _REST_OF_HEADING.match(reading.text, q.end)
        headed = _HEADED.match(reading.text, rest.end() if rest else q.end)
        if headed is None or single[i].total or "已" in c.left + c.right:
            continue
        if "）" not in headed[0] and verbs("finished", "universal").search(c.near + c.ahead):
            continue
        if _counts_the_names(q, reading, headed.end()):
            # 先行项目创建3个：甲周边、乙商圈、丙小区
            continue
        end = reading.text.find("\n", headed.end())
        last = bisect_left(reading.quantities, end if end >= 0 else len(reading.text), key=lambda other: other.start)
        below = [
            other.value
            for other in reading.quantities[i + 1 : min(last, i + _MOST_BELOW)]
            if other.unit == q.unit and other.start >= headed.end()
        ]
        if below and sum(below) != q.value:
            out.add(i)
    return frozenset(out)


_ROW_OF_NAMES = re.compile("[^，。；：、\n0-9]{2,20}(?:、[^，。；：、\n0-9]{2,20})+(?=[。；\n]|$)")


def _counts_the_names(q: Quantity, reading: Reading, at: int) -> bool:
    """Whether so many names follow as a number says: the heading tells how many there are, and promises nothing."""
    row = _ROW_OF_NAMES.match(reading.text, at)
    return row is not None and row[0].count("、") + 1 == q.value


# 户厕改造210户，已完成120户; 高标准农田12万亩分三个标段，一标段…已完工
_DONE = re.compile(
    "已|开工|动工|启动|完成|完工|竣工|建成|建好|投用|交付|通车|均|全部|实现|达到|累计|共|修好|埋好|做好|新增了|实际"
)
_FURTHER = re.compile("已|完成|完工|竣工|建成|建好|投用|交付|通车|剩余|其余|其他|另|还有|在建|正在|未开工")


def _mentioned(single: list[Candidate], reading: Reading) -> frozenset[int]:
    """Positions of numbers beside which nothing is said to be done, where the sentence goes on to say how many are."""
    out = set()
    for i, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        # 管道26公里已埋好19.4公里: what follows is said of the next number
        follows = i + 1 < len(single) and single[i + 1].unit == q.unit and reading.contexts[i + 1].clause == c.clause
        # 1—6号楼共1500套，现已主体封顶900套: as many as there are to be
        in_hand = i + 1 < len(single) and single[i + 1].unit == q.unit and single[i + 1].stage is Stage.SHELL
        left = c.left.removesuffix("共") if in_hand else c.left
        if _DONE.search(left if follows else left + c.right):
            continue
        rest = range(i + 1, len(single))
        end = next((k for k in rest if reading.contexts[k].sentence != c.sentence), len(single))
        below = [
            k
            for k in range(i + 1, end)
            if single[k].unit == q.unit and (in_hand or single[k].elided or division(reading.contexts[k]) is not None)
        ]
        told = sum((single[k].value for k in below if single[k].stage is Stage.FINISHED), Decimal(0))
        if (
            below
            and told < q.value
            and any(map(_FURTHER.search, (reading.contexts[k].left + reading.contexts[k].right for k in below)))
        ):
            out.add(i)
    return frozenset(out)


_REPORT_OF = re.compile(
    r"(?:^|[\n。；])[^\S\n]*(?:(?:进展|完成|落实)情况)?[（(]?(?:20[0-9]{2}年)?(?P<month>[0-9]{1,2})月(?:底|末|份)?(?:进展(?:情况)?)?[）)]?[:：]"
)


def _of_earlier_reports(single: list[Candidate], reading: Reading) -> frozenset[int]:
    """Positions of the numbers of an earlier report that a later one tells again.

    进展情况（7月）：建成8家 | 进展情况（10月）：建成15家
    """
    heads = [(m.end(), int(m["month"])) for m in _REPORT_OF.finditer(reading.text)]
    if len(heads) < 2 or [month for _, month in heads] != sorted({month for _, month in heads}):
        return frozenset()
    starts = [at for at, _ in heads]
    report = [bisect_right(starts, reading.quantities[k].start) for k in range(len(single))]
    return frozenset(
        i
        for i, a in enumerate(single)
        if any(
            report[j] > report[i]
            and b.unit == a.unit
            and (a.elided or not a.about.near.keys().isdisjoint(b.about.near))
            for j, b in enumerate(single)
        )
    )


_COUNTED_TOGETHER = re.compile("共|合计|总计")
# How far the items of a total may add up to another number than it, by rounding.
_ROUNDED = Decimal("0.01")


def _itemised(single: list[Candidate], reading: Reading) -> list[int]:
    """Positions of the numbers that all sentences behind a total give, item by item, and that add up to nearly as much.

    共完成梯田3.4万亩。一是甲项目区，建设面积2.1万亩。二是乙项目区，完成梯田面积1.3万亩
    """
    for i, whole in enumerate(single):
        if whole.stage is not Stage.FINISHED or whole.reaches or not _COUNTED_TOGETHER.search(reading.contexts[i].left):
            continue
        items = [
            k
            for k in range(i + 1, len(single))
            if (single[k].unit, single[k].stage) == (whole.unit, Stage.FINISHED)
            and reading.contexts[k].sentence != reading.contexts[i].sentence
        ]
        told = sum(single[k].value for k in items)
        if len(items) > 1 and abs(told - whole.value) <= _ROUNDED * whole.value:
            return items
    return []


def sentences_by_unit(numbers: list[Candidate], reading: Reading) -> dict[str, set[int]]:
    """Unit → where the sentences begin that hold numbers of it."""
    out: dict[str, set[int]] = {}
    for o in numbers:
        out.setdefault(o.unit, set()).add(reading.contexts[o.members[0]].sentence[0])
    return out


# and no 药品、化妆品分别抽检1260批次、146批次
_TWO_THINGS = re.compile("(?P<one>[一-龥]{2,12})[、和及与](?P<other>(?:(?!分别)[一-龥]){2,12})$")


def _with_others(asks: list[Ask], reading: Reading) -> frozenset[tuple[int, str]]:
    """Numbers that count what was promised together with something else: 中小学、幼儿园37所, where 中小学 were promised."""
    # 南校区、东校区2个新校区: names, and what they are
    two = [(k, m) for k, c in enumerate(reading.contexts) if not c.counts_ahead and (m := _TWO_THINGS.search(c.left))]
    # a standard of two kinds is that of each
    counted = [(k, m) for k, m in two if "/" not in reading.quantities[k].unit]
    together = frozenset((k, ask.target.unit) for k, m in counted for ask in asks if _and_more(ask, m))
    return together | _jointly(asks, reading)


_IN_ALL = re.compile("(?:合计|共计|总计|总共|一共)[^，。；0-9]{0,6}$")


def _jointly(asks: list[Ask], reading: Reading) -> frozenset[tuple[int, str]]:
    """Numbers of all that several targets promise one by one: 服务站和幸福院合计建成78个, where 50 and 40 were promised."""
    out = set()
    for k, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        named = [a for a in asks if a.target.unit == q.unit and a.target.indicator in c.left]
        if len(named) > 1 and _IN_ALL.search(c.left):
            out.add((k, q.unit))
    return frozenset(out)


def _and_more(ask: Ask, m: re.Match[str]) -> bool:
    """Whether of two things that are counted together one was promised and the other was not."""
    promised = ask.target.indicator
    if len(promised) < 2 or m["other"][:2] in ask.text or named_place(m["other"]):
        return False
    if m["one"][-2:] == m["other"][-2:] == promised[-2:] and not m["one"].endswith(promised):
        # 城东幼儿园、锦绣幼儿园2所: names
        return False
    if m["other"].endswith(promised) or verbs("anew", "over_again", "to_do", "finished").match(m["other"]):
        return False
    # 公办和公益性幼儿园, where 公办幼儿园 were promised
    of_a_kind = m["one"][-2:] in promised and promised.endswith(m["other"][-2:]) and len(m["other"]) > 2
    return m["one"].endswith(promised) or of_a_kind


def _answered_in_order(asks: list[Ask], single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number in a row behind 分别 → the target in its place, where the task promises as many numbers."""
    out: dict[int, int] = {}
    for row in progress.unnamed_rows:
        if PAID.search(progress.contexts[row[0]].left) and not any(PAID.search(ask.text) for ask in asks):
            # 低保标准分别提高到…; 人均补差分别达到…
            continue
        promised = [
            t
            for t, ask in enumerate(asks)
            if not ask.target.optional and all(possible(ask, single[k]) and _counted_alike(ask, single[k]) for k in row)
        ]
        rate = RATE_OF_A_ROW.search(progress.contexts[row[0]].left)
        # 签约率 and 规范管理率 were promised: 规范管理率分别为78.2%、74.6% are two of the one
        told_of = [t for t in promised if rate is not None and rate[1] in asks[t].phrase]
        if len(row) == len(promised) and len(told_of) in (0, len(promised)):
            out |= dict(zip(row, promised, strict=True))
    for row in progress.named_rows:
        promised = _same_of_each(asks, [single[k] for k in row])
        if len(row) == len(promised):
            out |= dict(zip(row, promised, strict=True))
    return out


def _same_of_each(asks: list[Ask], row: list[Candidate]) -> list[int]:
    """Targets that promise the same of one thing each, where a row tells it of those things in their order.

    幼儿园15所，新增学位4500个；中小学12所，新增学位9000个: 幼儿园16所、中小学11所，分别新增学位4860个、8700个
    """
    counted = set(row[0].about.near).intersection(*(offer.about.near for offer in row[1:]))
    promised = [
        t
        for t, ask in enumerate(asks)
        if not ask.target.optional
        and not counted.isdisjoint(ask.near)
        and all(possible(ask, offer) and _counted_alike(ask, offer) for offer in row)
    ]
    named = (
        not (offer.about.near.keys() - counted).isdisjoint(asks[t].topics)
        for t, offer in zip(promised, row, strict=False)
    )
    return promised if all(named) else []


def _counted_alike(ask: Ask, offer: Candidate) -> bool:
    """Whether a number counts persons where persons were promised, and visits where visits were (人次 is no 名)."""
    return units.dimension(ask.target.unit) == units.dimension(offer.unit)


_PERIOD = re.compile(
    "(?:季度|半年|个月|[0-9]月(?:份|底|末)?|[本当上][月周]末?|月底|[一二三四五六七八九十]{1,2}月|[春秋]季)"
    "[^，。；、0-9]{0,16}$"
)


def _overtaken(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number → the last that holds it, told to a later day: 一季度1.12万人，上半年2.74万人，全年5.08万人."""
    near = [c.near for c in progress.contexts]
    out: dict[int, int] = {}
    for k in range(len(single) - 2, -1, -1):
        # 上半年43.5亿元，占年度目标的54.4%；前三季度66.2亿元
        # 上半年接待436万人次，收入31亿元；全年接待871.5万人次
        n = k + 1 if single[k + 1].unit == single[k].unit or k + 2 == len(single) else k + 2
        a, b = single[k], single[n]
        # 全年预计完成600亿元 is no number to a later day
        if b.stage is Stage.PLANNED or a.unit != b.unit or a.value > b.value:
            continue
        later = TO_DATE.search(near[n]) or holds_the_one_before(progress, k, n)
        # 6月底、9月底分别新增2600人、4100人
        in_a_row = (
            told_respectively(progress, k, to_date=True)
            or (n == k + 1 and months_to_date(progress.contexts[k]))
            or rises_by_months(progress, (k, n), to_date=True)
        )
        told_on = later and _PERIOD.search(progress.contexts[k].left) and _same_thing(a, b)
        if in_a_row or told_on or (n == k + 1 and _sentences_to_date(progress, k)):
            out[k] = out.get(n, n)
    out |= _of_earlier_periods(single, progress) | _risen(single, progress)
    out |= _of_earlier_days(single, progress) | _in_front_of_arrows(single, progress)
    for k, last in enumerate(single):
        if last.stage is not Stage.PLANNED and _YEAR_TO_DATE.search(near[k]):
            # 一季度8座，二季度17座，三季度26座，全年31座
            sentence = progress.contexts[k].sentence
            quarters = [
                j
                for j in range(k)
                if single[j].unit == last.unit
                and progress.contexts[j].sentence == sentence
                and _PERIOD.search(near[j])
                # 上半年增长8.8%，全年增长7.7%: a rate may fall
                and (single[j].value <= last.value or last.unit == "%")
            ]
            out.update(dict.fromkeys(quarters, k))
    return out


# 6月120个→9月260个
_ARROW_TO_A_TIME = re.compile(
    "\\s*→\\s*(?:[0-9]{1,2}月[份底末]?|[一二三四]季度|[上下]半年|年[底末]|全年)[^，。；0-9]{0,4}"
)


def _in_front_of_arrows(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number that an arrow leads on from to a later time → the last of its chain: 6月22个→9月底31个."""
    out: dict[int, int] = {}
    quantities = progress.quantities
    for k in range(len(single) - 2, -1, -1):
        a, b = quantities[k], quantities[k + 1]
        if a.unit == b.unit and _ARROW_TO_A_TIME.fullmatch(progress.text, a.end, b.from_):
            out[k] = out.get(k + 1, k + 1)
    return out


def _same_thing(a: Candidate, b: Candidate) -> bool:
    """Whether two numbers can count the same: they share a word, or one says hardly what it counts (12月底最终达到831名)."""
    first = a.antecedent if a.elided and a.antecedent is not None else a
    words = min(len(first.about.near), len(b.about.near))
    return words < _TELLING or not first.about.near.keys().isdisjoint(b.about.near)


# So many words at least say what is counted, and not only when.
_TELLING = 3


# 【7月】完工44个; 三季度：累计完工16家; 6月30日：建成1个; 【9月30日】道路完成19.4公里
_PERIOD_HEAD = re.compile(
    r"(?:^|[\n。；;])[^\S\n]*(?:(?:[【\[（(](?:(?P<day>(?:截[至止])?(?:20[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日)|[0-9]{1,2}月(?:底|末|份)?|[一二三四]季度)[】\]）)][:：]?)"
    r"|(?:(?P<on>(?:截[至止])?(?:20[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日)|[0-9]{1,2}月(?:底|末|份)?|[一二三四]季度|(?P<to_date>上半年|前[二三]季度|全年|1[-—－~～至][0-9]{1,2}月))[:：])"
)


def _of_earlier_periods(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number → that of the last to date, where each is told under a heading of its own (三季度：累计完工16家).

    The last days of a month, and numbers whose rates of completion are of one promise, tell of all until then.
    """
    found = list(_PERIOD_HEAD.finditer(progress.text))
    heads = [m.end() for m in found]
    if len(heads) < 2:
        return {}
    period = [bisect_right(heads, q.start) for q in progress.quantities]
    out: dict[int, int] = {}
    for k, last in enumerate(single):
        if last.stage is not Stage.FINISHED or not period[k]:
            continue
        head = found[period[k] - 1]
        left, right = progress.contexts[k].left, progress.contexts[k].right
        so_far = (
            head["to_date"]
            or "累计" in left
            or "截至" in left
            or _ALL_OF_THEM.match(right)
            or _ENDS_A_MONTH.search(head["day"] or head["on"] or "")
        )
        for j in range(max(0, k - _MOST_BELOW), k):
            earlier = single[j]
            # a concentration may fall
            holds = earlier.value <= last.value or last.unit.endswith("/立方米")
            alike = period[j] < period[k] and earlier.unit == last.unit and holds and _same_thing(earlier, last)
            # 【2月】培训150人，完成当月计划的100%: of that month
            if alike and (so_far or _of_one_promise(single, progress, j, k)):
                out[j] = k
    return out


# 24处隐患已全部整治销号
_ALL_OF_THEM = re.compile("[^，。；：0-9]{0,8}(?<!未)(?<!未能)(?<!没有)(?<!并非)(?<!计划)全部")
_ENDS_A_MONTH = re.compile("截[至止]|月(?:2[5-9]|3[01])日")


def _of_one_promise(single: list[Candidate], progress: Reading, j: int, k: int) -> bool:
    """Whether two numbers, each with its rate of completion, are shares of one: 12870人，完成率49.5%; 21320人，完成率82%."""
    rates = [_its_rate(single, progress, n) for n in (j, k)]
    if None in rates or 0 in rates:
        return False
    first, second = (single[n].value / rate for n, rate in zip((j, k), rates, strict=True) if rate)
    return abs(first - second) <= second / 50


def _its_rate(single: list[Candidate], progress: Reading, k: int) -> Decimal | None:
    """The rate of completion in the clause behind a number; None where there is none."""
    n = k + 1
    told = n < len(single) and single[n].stage is Stage.COMPLETION
    behind = told and progress.contexts[n].clause[0] == progress.contexts[k].clause[1] + 1
    return single[n].value if behind else None


_TO_A_DAY = re.compile("(?:季度|月|年中?)[末底][^，。；、0-9]{0,6}$|上半年[^，。；、0-9]{0,12}$")
_HALF_YEAR = re.compile(
    "“(?:五一|十一)”|黄金周|(?:春节|国庆|元旦|清明|端午|中秋)(?:假期|期间|节)?|暑期|寒假|上半年|[一二三]季度|(?<![0-9—－～~至-])[0-9]{1,2}月份"
)


def _of_earlier_days(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number to an earlier day → that of one that is told as of all the time until a later one.

    一季度末建成38台，6月底建成121台，截至12月20日累计建成256台; 上半年整治332宗。…全年累计整治841宗
    """
    out: dict[int, int] = {}
    # 今年上半年整治486处，采砂点位19个。三季度累计整治1027处，采砂点位47个
    told = [
        (j, to_a_day, half_year, of_a_period)
        for j, e in enumerate(progress.contexts)
        for to_a_day in [_TO_A_DAY.search(e.left)]
        for half_year in [_HALF_YEAR.search(e.before + e.left)]
        for of_a_period in [_OF_A_PERIOD.search(e.left)]
        if to_a_day or half_year or of_a_period
    ]
    for k, last in enumerate(single):
        c = progress.contexts[k]
        of_the_year = _OF_THE_YEAR.search(c.left) is not None
        if last.stage is not Stage.FINISHED or not (of_the_year or "累计" in c.before + c.left):
            continue
        for j, to_a_day, half_year, of_a_period in told:
            if j >= k:
                break
            earlier, apart = single[j], progress.contexts[j].sentence != c.sentence
            # 本月新建28处，年内共建成311处
            before_it = to_a_day or (apart and half_year) or (of_a_period and of_the_year)
            if before_it and earlier.unit == last.unit and earlier.value <= last.value and _same_thing(earlier, last):
                out[j] = k
    return out


_OF_A_PERIOD = re.compile(
    "^[，；]?(?:本月|当月|本季度|[一二三四]季度|(?<![0-9—－～~至-])[0-9]{1,2}月份)[^，。；、0-9]*$"
)
_OF_THE_YEAR = re.compile("^[，；]?(?:年内|今年|全年|今年以来|本年)(?:已)?(?:累计|共)")
_RISES = re.compile(
    "[，、](?:[0-9]{1,2}月(?:份|[底末])?)?[^，。；、0-9]{0,10}(?:增至|增加到|增长到|升至|扩大到|扩[到至])"
)


def _risen(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number → that of the one in the clause behind to which it rose (10月底达到101个，年终增至124个)."""
    quantities = progress.quantities
    return {
        k: n
        for k, a in enumerate(quantities)
        # 三季度末存栏138.2万头，其中能繁母猪14.9万头，12月末增至152.7万头; 年初104项，4月新增32项、扩到136项
        for n in (k + 1, k + 2)
        if n < len(quantities)
        for b in [quantities[n]]
        if a.unit == b.unit
        and a.value < b.value
        and single[n].stage is Stage.FINISHED
        and (n == k + 1 or single[n - 1].subset or a.value + quantities[n - 1].value == b.value)
        and _RISES.fullmatch(progress.text, quantities[n - 1].end, b.from_)
    }


# 1—6月，新增停车泊位5230个
_PERIOD_ALONE = re.compile("(?P<period>[^，。；]{0,8}(?:季度|半年|个月|[0-9]月(?:份|底|末)?|全年))，")


def _sentences_to_date(progress: Reading, k: int) -> bool:
    """Whether the sentences of two numbers say the same, each to a day: 1—6月，新增泊位5230个；1—12月，新增泊位13114个."""
    a, b = progress.contexts[k : k + 2]
    if a.sentence == b.sentence or a.said != b.said:
        return False
    first, second = (_PERIOD_ALONE.match(progress.quiet, *c.sentence) for c in (a, b))
    return first is not None and second is not None and TO_DATE.search(second["period"]) is not None


def _in_hand(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number → that of what of it is done, where the rest is not (建设100个，已有64个建成，其余36个完成主体)."""
    out: dict[int, int] = {}
    of_unit: dict[str, list[int]] = {}
    for k, rest in enumerate(single):
        in_front = of_unit.setdefault(rest.unit, [])
        if len(in_front) > 1 and _REMAINING.search(progress.contexts[k].left):
            whole, done = (single[j] for j in in_front[-2:])
            if whole.value == done.value + rest.value and done.stage is Stage.FINISHED is not rest.stage:
                out[in_front[-2]] = in_front[-1]
        in_front.append(k)
    return out


# 上报1595个，核查后剔除210个，最终认定1385个; 实际投入运营的有17个; 更正为19座
_SETTLED_BY = re.compile(
    "(?:^|[，；。（])(?:而|但)?(?P<mark>(?:经[^，。；0-9]{0,14}(?:核实|核查|复核|审核|认定|核定|剔重|测量)(?:剔重|核定)?(?:后)?)?"
    "(?:最终|实际|真正|实有|核实|核定|认定|确认|[现应]?更正|[现应]?修正)*)(?P<what>[^，。；0-9]{0,14})$"
)
_SO_MANY_THERE_ARE = re.compile("(?:的(?:有|为|是|共)?|为|是|有|共)?")
_OF_THOSE = re.compile("的(?:有|为|是|共)$")
# 更正为1.61万户, 以38个为准: whatever else was told of it before
_SET_RIGHT_BY = re.compile("(?:更正|修正|订正)为$|(?:^|，)[实应]为$")
_COUNTS = re.compile("(?:的[一-龥]{0,6})?为准")
# How many numbers in front of it may be set right by one.
_SET_RIGHT = 3


def _settled(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number → that of a smaller one behind it that is said to be what there really is.

    It says no more than that, or how many they are that are so far (实际投入运营的有17个), or the same as the one in front.
    """
    out: dict[int, int] = {}
    for n, b in enumerate(single):
        c = progress.contexts[n]
        m = _SETTLED_BY.search(c.left)
        if b.stage is Stage.FINISHED and (
            _SET_RIGHT_BY.search(c.left) or (c.left.endswith("以") and _COUNTS.match(c.right))
        ):
            wrong = (k for k in range(max(0, n - _SET_RIGHT), n) if single[k].unit == b.unit)
            out |= dict.fromkeys((k for k in wrong if "。" not in _between(progress, k, n)), n)
            continue
        if b.stage is not Stage.FINISHED or m is None or not m["mark"]:
            continue
        for k in range(n - 1, max(-1, n - 1 - _SET_RIGHT), -1):
            a = single[k]
            alone = _SO_MANY_THERE_ARE.fullmatch(m["what"]) or _OF_THOSE.search(m["what"])
            same = len(m["what"]) > 1 and m["what"] in progress.contexts[k].left
            if (
                progress.contexts[k].sentence == c.sentence
                and a.unit == b.unit
                and a.value >= b.value
                and (alone or same)
                and _same_thing(a, b)
            ):
                out[k] = n
    return out


def _between(progress: Reading, k: int, n: int) -> str:
    return progress.text[progress.quantities[k].end : progress.quantities[n].start]


_YEAR_TO_DATE = re.compile("(?:全年|年底)[^，。；、0-9]{0,8}$")


def _to_date(single: list[Candidate], progress: Reading) -> dict[int, int]:
    """Position of a number to date → that of the period's own in front of it: 新增就业2215人，累计6605人; 新认定21家，总数达到98家."""
    quantities = progress.quantities
    return {
        k: k - 1
        for k in range(1, len(single))
        if single[k].unit == single[k - 1].unit
        and not single[k - 1].cumulative
        and not verbs("this_year").search(progress.contexts[k - 1].left)
        and (
            (single[k].cumulative and _SO_FAR.fullmatch(progress.text, quantities[k - 1].end, quantities[k].from_))
            or (
                quantities[k - 1].value < quantities[k].value
                and _REACHES.fullmatch(progress.text, quantities[k - 1].end, quantities[k].from_)
                and (_OF_A_MONTH.search(left := progress.contexts[k - 1].left) or verbs("added").search(left))
            )
        )
    }


_SO_FAR = re.compile("[，；、（(](?:已)?(?:全[市县区省州])?[^，。；、0-9]{0,14}?累计(?:已)?(?:达到?|为|[一-龥]{2})?")
# 9月新增1203例，达8878例
_OF_A_MONTH = re.compile("(?:[0-9]月份?|本月|当月|本季度?|当季)[^，。；0-9]{0,16}(?:新[增做办]|完成)[^，。；0-9]{0,6}$")
_REACHES = re.compile("，(?:总数|总量|共|已|年内|全年|今年)?达到?")
_REMAINING = re.compile("(?:剩余|其余|余下|剩下|尚有|还有|(?<![0-9])余)[^，。；0-9]{0,4}$")


def _left_over(single: list[Candidate], progress: Reading) -> list[tuple[Decimal, str]]:
    """What the text says is not done yet, with its unit."""
    return [
        (o.value, o.unit)
        for o in single
        if o.stage is Stage.ONGOING and _REMAINING.search(progress.contexts[o.members[0]].left)
    ]
