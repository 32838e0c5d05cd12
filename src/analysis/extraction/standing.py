"""How far that is which each number of a text counts, the numbers beside it considered."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from analysis.extraction.candidates import neutral_words
from analysis.extraction.lexicon import verbs
from analysis.extraction.places import named_place
from analysis.extraction.reading import Context, Reading, whole_of
from analysis.extraction.stages import Stage, stage_of
from analysis.extraction.stages.goals import DUE
from analysis.extraction.stages.unfinished import all_that_is_left
from analysis.extraction.years import by_year, since_when, since_year

_UNFINISHED = frozenset({Stage.PREPARING, Stage.STARTED, Stage.SHELL, Stage.ONGOING, Stage.PLANNED, Stage.QUOTA})


def standings(
    reading: Reading,
    from_to: dict[int, int],
    shares: dict[int, int],
    years: list[int | None],
    year: int | None = None,
    *,
    each_year: bool = False,
) -> tuple[list[Stage], set[int]]:
    """Stage of each quantity of a text, and positions of those of the latest of several years.

    Parameters
    ----------
    reading : Reading
        The progress text.
    from_to : dict
        Position of the quantity that is reached → that of the one it is reached from.
    shares : dict
        Position of a part of a total that is stated too → that of the total.
    years : list
        The year that the text tells of each quantity, as `years.years_told` gives it.
    year : int, optional
        The year that the promises are for.
    each_year : bool
        Whether they are for several, so that a number of each counts.
    """
    old_levels, rates = set(from_to.values()), _further_rates(reading)
    stages = [
        Stage.BASELINE if i in old_levels else Stage.COMPLETION if i in rates else stage_of(q, c)
        for i, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True))
    ]
    for i in range(1, len(stages)):
        # 开工26条148公里: both are begun
        a, b = reading.quantities[i - 1], reading.quantities[i]
        if a.end == b.from_ and stages[i] is Stage.FINISHED and stages[i - 1] in _UNFINISHED:
            stages[i] = stages[i - 1]
    _of_kinds_that_were_set(reading, stages, shares)
    _of_totals(reading, stages, shares)
    for i, whole in shares.items():
        # 计划实施61.3公里（县乡道18.6公里、村道42.7公里）: what shares out a plan is planned
        if reading.contexts[i].bracketed and stages[whole] in (Stage.PLANNED, Stage.QUOTA):
            stages[i] = stages[whole]
    for i, c in enumerate(reading.contexts):
        # 受理案件468件，其中刑事案件61件: what says nothing of its own is as far as what it is some of
        of_begun = _behind_a_bracket(reading, i) and stages[i - 1] is Stage.STARTED
        whole = shares.get(i, i - 1) if "其中" in c.left or of_begun else i
        if (
            whole >= 0
            and stages[i] is Stage.FINISHED
            and stages[whole] in _UNFINISHED
            and reading.quantities[whole].unit == reading.quantities[i].unit
            and not verbs("finished", "wholly_done", "attract", "outcome", "removed").search(c.left + c.right)
            and "成功" not in c.left + c.right
            and not _in_use().fullmatch(c.right)
        ):
            stages[i] = stages[whole]
    _of_so_many(reading, stages)
    _of_what_is_in_hand(reading, stages)
    for i in (*_told_apart(reading, stages), *_wholes_of_what_is_left(reading)):
        stages[i] = Stage.BASE
    _of_wholes_all_done(reading, stages, shares)
    _goals_in_a_row(reading, stages)
    _headings_of_lists(reading, stages)
    _of_what_is_begun(reading, stages)
    _only_bought(reading, stages)
    _of_what_is_meant(reading, stages)
    _of_works(reading, stages)
    _of_those_provided_for(reading, stages)
    _told_by_stage(reading, stages)
    _of_which_some_are_in_hand(reading, stages)
    _bases_of_rates(reading, stages)
    _shared_out(reading, stages)
    _in_rows(reading, stages)
    # 2025年拟改造75公里 makes no number of 2024 one of an earlier year
    done = [
        told if stage is Stage.FINISHED else None
        for told, stage in zip(_with_this_year(years, reading, year), stages, strict=True)
    ]
    earlier, latest = by_year(reading, done)
    if each_year:
        # a number of each year counts, and of levels the last: 2021年提高到676元，2022年提高到728元
        earlier, latest = ({i for i in some if "/" in reading.quantities[i].unit} for some in (earlier, latest))
    if year is not None and not each_year:
        for i, c in enumerate(reading.contexts):
            since = since_year(c.left) or since_when(c.before, c.left)
            if stages[i] is Stage.FINISHED and since and since < year:
                # 2021年以来累计建成28个, in a ledger of 2023
                stages[i] = Stage.SINCE
        before = {i for i, named in enumerate(years) if named is not None and named < year}
        earlier |= before - latest - set(from_to) - old_levels
    for i in earlier:
        # 2023年增长8.1%，今年前三季度增长6.8%: growth, but not of this year
        of_then = reading.quantities[i].dimension == "share" and _IN_THAT_YEAR.match(reading.contexts[i].left)
        stages[i] = Stage.BASELINE if of_then else Stage.COMPARISON
    return stages, latest


def _behind_a_bracket(reading: Reading, i: int) -> bool:
    """Whether a number stands in a bracket that opens right behind another one: 开工1020套（货币化安置320套）."""
    end = reading.quantities[i - 1].end if i else -1
    return reading.contexts[i].bracketed and reading.text[end : end + 1] in ("（", "(")


# （上年/本年）：231/274: the legend of what stands on which side
_LEGEND = re.compile("(?P<a>[一-龥]{1,8})[/／](?P<b>[一-龥]{1,8})[）)]?：$")
_SIDE_MEANT = re.compile("目标|任务|计划|应")
_SIDE_OF_THEN = re.compile("上年|去年|同期|上期")


def _of_so_many(reading: Reading, stages: list[Stage]) -> None:
    """Take the second of two numbers with a stroke between them for what was to be done: 到位资金36.75亿/42亿."""
    for i, b in enumerate(reading.quantities[1:], 1):
        a = reading.quantities[i - 1]
        if b.from_ != a.end + 1 or reading.text[a.end] not in "/／" or a.unit != b.unit:
            continue
        legend = _LEGEND.search(reading.text, reading.contexts[i].sentence[0], a.start)
        if legend is None:
            stages[i] = Stage.QUOTA if stages[i] is Stage.FINISHED else stages[i]
            continue
        for k, label in ((i - 1, legend["a"]), (i, legend["b"])):
            if _SIDE_MEANT.search(label):
                stages[k] = Stage.QUOTA
            elif _SIDE_OF_THEN.search(label):
                stages[k] = Stage.COMPARISON
            elif stages[k] is Stage.QUOTA:
                stages[k] = Stage.FINISHED


# and not 在2021年基础上增长12.5%
_IN_THAT_YEAR = re.compile("[，；]?20[0-9]{2}年(?!.*(?:基础上|比|较))")
# later than any year that a text names: 2022年完成48公里，今年完成64公里
_THIS_YEAR = 9999


def _with_this_year(years: list[int | None], reading: Reading, year: int | None) -> list[int | None]:
    """The years of numbers, where 今年 is the ledger's own if the text names that too, else the last of all."""
    now = year if year in years else _THIS_YEAR
    return [
        now if told is None and verbs("this_year").search(c.left) else told
        for told, c in zip(years, reading.contexts, strict=True)
    ]


@functools.cache
def _in_use() -> re.Pattern[str]:
    """其中15所已开园招生; 2个启用临时市场 tells of something else."""
    return re.compile(rf"[^，。；0-9]{{0,6}}(?:{verbs('named_done').pattern})(?:招生|运营|使用|[^，。；]{{0,1}})")


@functools.cache
def _all_of_them() -> re.Pattern[str]:
    return re.compile(rf"(?:全部|均已)(?:{verbs('wholly_done').pattern})")


def _of_totals(reading: Reading, stages: list[Stage], shares: dict[int, int]) -> None:
    """Set the stages of totals by those of their parts, unless a total says itself that all is done."""
    parts: dict[int, set[Stage]] = {}
    for i, whole in shares.items():
        parts.setdefault(whole, set()).add(stages[i])
    for whole, told in parts.items():
        if stages[whole] is not Stage.FINISHED or not told & {Stage.ONGOING, Stage.STARTED}:
            continue
        if _all_of_them().search(reading.contexts[whole].right):
            continue
        if told <= _UNFINISHED:
            # 2处共1721套，其中甲地块（828套）已完成总工程量的90%、乙地块（893套）已完成总工程量的85%
            stages[whole] = Stage.ONGOING
        elif Stage.FINISHED in told:
            # 共筹集6230套，其中建成5127套、在建1103套: the whole is not finished
            stages[whole] = Stage.STARTED
        clause = reading.contexts[whole].clause
        for k in range(whole):
            # 5所幼儿园新增学位1710个，其中: nor are all that have it
            if (
                reading.contexts[k].clause == clause
                and stages[k] is Stage.FINISHED
                and not verbs("finished", "wholly_done").search(reading.quiet, *clause)
            ):
                stages[k] = stages[whole]


def _of_kinds_that_were_set(reading: Reading, stages: list[Stage], shares: dict[int, int]) -> None:
    """Let parts that make up a whole which is done be done, whoever set them: 上线21项（国定13项、省定5项、自选3项）."""
    for whole, members in _parts_by_whole(shares).items():
        if (
            stages[whole] is Stage.FINISHED
            and len(members) > 1
            and sum(reading.quantities[i].value for i in members) == reading.quantities[whole].value
        ):
            for i in members:
                stages[i] = Stage.FINISHED if stages[i] is Stage.QUOTA else stages[i]


def _parts_by_whole(shares: dict[int, int]) -> dict[int, list[int]]:
    parts: dict[int, list[int]] = {}
    for i, whole in shares.items():
        parts.setdefault(whole, []).append(i)
    return parts


def _of_wholes_all_done(reading: Reading, stages: list[Stage], shares: dict[int, int]) -> None:
    """Let a whole be finished whose parts add up to it, where all of them are: 1860户改造对象中，新建1124户、加固736户均已竣工."""
    for whole, members in _parts_by_whole(shares).items():
        if (
            stages[whole] is Stage.BASE
            and all(stages[i] is Stage.FINISHED for i in members)
            and sum(reading.quantities[i].value for i in members) == reading.quantities[whole].value
            and _all_of_them().match(reading.contexts[max(members)].right)
        ):
            stages[whole] = Stage.FINISHED


_ITS_SIZE = re.compile(
    "^总?(?:建筑|占地|用地|改造|实施)?(?:面积|里程|长度|总长)(?:约|共|为|达)*$|^(?:共)?(?:涉及|惠及)[^，。；0-9]{0,12}$"
)


def _of_what_is_begun(reading: Reading, stages: list[Stage]) -> None:
    """Let the size of what is not finished be as far as that: 229个小区已开工改造，建筑面积571.9万平方米，涉及居民6.76万户."""
    for i in range(1, len(stages)):
        a, b = reading.contexts[i - 1], reading.contexts[i]
        if (
            stages[i] is Stage.FINISHED
            and stages[i - 1] in _UNFINISHED
            and a.clause[1] + 1 == b.clause[0]
            and a.sentence == b.sentence
            and _ITS_SIZE.search(b.left)
            and not verbs("finished", "wholly_done").search(b.left + b.right)
        ):
            stages[i] = stages[i - 1]


_AT_WORK = re.compile("在建|正在|施工中|建设中")
_BUILT = re.compile(
    "建成|完工|竣工|交工|投用|投入使用|投运|交付|通车|通水|开园|开业|开放|验收|办结|全部完成|完成改造|完成整治|完成治理"
)


def _of_what_is_in_hand(reading: Reading, stages: list[Stage]) -> None:
    """Let some of what is being built be no more than that, where only a step is done: 22个村正在施工，其中6个村主管网已铺设."""
    for i in range(1, len(stages)):
        a, b = reading.contexts[i - 1], reading.contexts[i]
        if (
            stages[i] is Stage.FINISHED
            and stages[i - 1] is Stage.ONGOING
            and a.sentence == b.sentence
            and reading.quantities[i - 1].unit == reading.quantities[i].unit
            and ("其中" in b.left or b.bracketed)
            and _AT_WORK.search(a.left + a.right)
            and not _BUILT.search(b.left + b.right)
        ):
            stages[i] = Stage.ONGOING


_NEXT_OF_ROW = re.compile("、[一-龥]{2,10}")


def _in_rows(reading: Reading, stages: list[Stage]) -> None:
    """Let the numbers of a row that end in a clause of what is not finished be as far as the last (甲片区2316套、乙片区1084套已开工)."""
    for i in range(len(stages) - 1, 0, -1):
        a, b = reading.contexts[i - 1], reading.contexts[i]
        if (
            stages[i - 1] is Stage.FINISHED
            and stages[i] in _UNFINISHED
            and a.quantity.unit == b.quantity.unit
            and a.clause == b.clause
            and _NEXT_OF_ROW.fullmatch(reading.text, a.quantity.end, b.quantity.from_)
            and not _SAYS_SO.search(a.near + b.near)
        ):
            stages[i - 1] = stages[i]


_SAYS_SO = re.compile("[建完竣开交投验改]|新增|在建|正在|其中|其余")
_BOUGHT = re.compile("(?:采购|购置|订购|招标采购|到苗|到货)[^，。；]{0,40}$")
_IN_PLACE = re.compile(
    "[，、（(](?:目前|现|已|均|实际)*(?:在[^，。；0-9]{2,20}?)?(?:安装|到位|配备|配发|投放|交付|投用|接种)[^，。；0-9]{0,10}"
)


def _only_bought(reading: Reading, stages: list[Stage]) -> None:
    """Let what was bought be no more than that, where it is told how many of it are in place: 采购260台，已安装到位188台."""
    for i in range(1, len(stages)):
        a, b = reading.quantities[i - 1 : i + 1]
        if (
            stages[i - 1] is stages[i] is Stage.FINISHED
            and a.unit == b.unit
            and b.value < a.value
            and _BOUGHT.search(reading.contexts[i - 1].left)
            and _IN_PLACE.fullmatch(reading.text, a.end, b.from_)
        ):
            stages[i - 1] = Stage.STARTED


# 改造涉及172个村2.6万户，目前已完成1.8万户; 幼儿园项目甲区2所、乙区3所，目前已竣工3所
_MEANT_IN_ALL = re.compile("(?:涉及|项目|工程|任务|历史遗留|存量|台账)[^，。；]*$")
_DONE_BEHIND = re.compile(
    "，(?:(?:目前|截至目前，?|现)?已(?:累计|全部)?|今年)(?:完成|完工|竣工|建成)(?:修复|治理|整治|改造)?"
)


def _of_what_is_meant(reading: Reading, stages: list[Stage]) -> None:
    """Let what a clause without a verb of doing counts be all that is meant, where the next one tells how many are done."""
    contexts, quantities = reading.contexts, reading.quantities
    for i in range(1, len(stages)):
        clause = contexts[i - 1].clause
        if contexts[i].clause == clause or not _DONE_BEHIND.fullmatch(reading.quiet, clause[1], quantities[i].from_):
            continue
        unit, told = quantities[i].unit, quantities[i].value
        members = [k for k in range(i) if contexts[k].clause == clause and quantities[k].unit == unit]
        if (
            members
            and told <= sum(quantities[k].value for k in members)
            and _MEANT_IN_ALL.search(reading.quiet, clause[0], quantities[members[-1]].start)
            and not verbs("finished", "wholly_done", "started", "signed", "attract").search(reading.quiet, *clause)
        ):
            # 涉及172个村2.6万户: the one says where the other is
            while members[0] and not re.search(
                "[、，。；]", reading.text[quantities[members[0] - 1].end : quantities[members[0]].from_]
            ):
                members.insert(0, members[0] - 1)
            for k in members:
                stages[k] = Stage.BASE if stages[k] is Stage.FINISHED else stages[k]


# 改造小区23个，已完工19个; 新建公厕23座，其中19座已建成
_WORK = re.compile("(?:新建|改造|改建|扩建|建设|整治|治理|实施|修建|加装|打造|铺设|推进)[^，。；0-9]*$")
_DONE_OF_IT = re.compile(
    "(?:其中)?(?:截至目前|目前|现)?(?:已|均已|已经|已有)?(?:全部)?(?:完工|竣工|建成|完成(?:改造|建设|整治|治理|施工)?)"
)
# So many numbers behind works one looks for those that are finished: 项目35个，惠及8600户，目前已竣工28个
_NEXT = 3
# 五处工程完工四处
_SO_MANY_DONE = re.compile("[一-龥]{0,8}?(?:已|仅|只)?(?:开工|复工|完工|竣工|建成)")
_ARE_DONE = re.compile("(?:均|全部)?已?(?:经)?(?:完工|竣工|建成)(?:投用|投入使用|开放|并[^，。；]*)?$")


def _of_works(reading: Reading, stages: list[Stage]) -> None:
    """Let the number of works be all that are in hand, where a later one of its sentence tells that fewer of them are finished."""
    for i, (a, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        k = next((k for k in range(i + 1, min(i + 1 + _NEXT, len(stages))) if reading.quantities[k].unit == a.unit), i)
        d = reading.contexts[k]
        if (
            stages[i] is stages[k] is Stage.FINISHED
            and d.quantity.value < a.value
            and c.sentence == d.sentence
            and (_works_of_which(c, d) or (k == i + 1 and _so_many_done(reading, c, d)))
        ):
            stages[i] = Stage.BASE


def _works_of_which(c: Context, d: Context) -> bool:
    """Whether one number is of works, and another, in a clause or in brackets of its own, says which of them are finished."""
    # 铺设管网23公里、完工19公里 is one clause
    row = c.clause == d.clause
    rest = _WORK.sub("", c.left).removesuffix("新增") + ("" if row else c.right)
    if not _WORK.search(c.left) or verbs("finished", "wholly_done", "added", "universal").search(rest):
        return False
    between = c.reading.quiet[c.quantity.end : d.quantity.from_]
    if _DONE_OF_IT.fullmatch(between.removeprefix("、") if row else d.left):
        return not d.right.strip("）)")
    return d.left == "其中" and _ARE_DONE.match(d.right) is not None


def _so_many_done(reading: Reading, c: Context, d: Context) -> bool:
    """Whether nothing is said of one number but that so many are done as the next one tells (五处工程完工四处)."""
    done = _SO_MANY_DONE.fullmatch(reading.quiet, c.quantity.end, d.quantity.from_)
    return done is not None and not verbs("to_do", "anew", "over_again", "finished", "universal").search(c.left)


# finished, half built, begun, in preparation, not begun
_MOST_STAGES = 8


def _told_by_stage(reading: Reading, stages: list[Stage]) -> None:
    """Let a number be all that is meant, where the next ones tell how far its parts are: 实施项目7所，3所竣工，2所封顶，2所在建."""
    quantities, contexts = reading.quantities, reading.contexts
    for i, q in enumerate(quantities):
        if stages[i] is not Stage.FINISHED or verbs("finished", "wholly_done").search(
            contexts[i].left + contexts[i].right
        ):
            continue
        parts: list[int] = []
        told_of = Decimal(0)
        for k in range(i + 1, min(i + 1 + _MOST_STAGES, len(quantities))):
            if told_of >= q.value or quantities[k].unit != q.unit or contexts[k].sentence != contexts[i].sentence:
                break
            parts.append(k)
            told_of += quantities[k].value
        told = {stages[k] for k in parts}
        if len(parts) > 1 and told_of == q.value and Stage.FINISHED in told and told & _UNFINISHED:
            stages[i] = Stage.BASE


_THE_OTHERS = re.compile("其[余他它]")


def _of_which_some_are_in_hand(reading: Reading, stages: list[Stage]) -> None:
    """Let a number without a verb of doing be all that is meant, where some are in hand and the others are spoken of.

    80座旱厕，6座正在收尾，4座未开工，其余均已完工
    """
    for i, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        if stages[i] is not Stage.FINISHED or verbs(
            "finished", "wholly_done", "anew", "over_again", "to_do", "removed", "universal"
        ).search(c.left + c.right):
            continue
        for k in range(i + 1, min(i + 1 + _NEXT, len(stages))):
            other = reading.quantities[k]
            if (
                other.unit == q.unit
                and other.value < q.value
                and stages[k] in _UNFINISHED
                and reading.contexts[k].sentence == c.sentence
                and _THE_OTHERS.search(reading.quiet, other.end, c.sentence[1])
            ):
                stages[i] = Stage.BASE
                break


# 130户搬迁对象补助资金已落实，102户建好新房
_PROVIDED_FOR = re.compile("[^。；]{0,24}(?:资金|手续|方案)(?:已|均已|全部)*(?:落实|下达|确定|办结)，")


def _of_those_provided_for(reading: Reading, stages: list[Stage]) -> None:
    """Let a number of those for whom the money is there be all that is meant, where the next clause begins with how many are done."""
    for i, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        if stages[i] is not Stage.FINISHED or c.left:
            continue
        m = _PROVIDED_FOR.match(reading.quiet, q.end)
        if m is None:
            continue
        behind = next((k for k in range(i + 1, len(stages)) if reading.quantities[k].start >= m.end()), None)
        if (
            behind is not None
            and reading.quantities[behind].from_ == m.end()
            and reading.quantities[behind].unit == q.unit
            and reading.quantities[behind].value < q.value
        ):
            stages[i] = Stage.BASE


_RATE_BEHIND = re.compile("，(?P<name>[一-龥]{2,4})率(?:达到?|为|约)?[0-9]")
_THERE_ARE = re.compile(
    f"[^，。；、]*(?:常住|户籍|适龄|登记|在册)[^，。；、0-9]{{0,12}}|[^，。；、0-9]*{DUE}[^，。；、0-9]{{1,8}}"
)
_AND_ALSO = re.compile("[^，。；、0-9]{1,16}，(?:以及|及|和(?![平谐美]))[^，。；0-9]{0,24}")


def _bases_of_rates(reading: Reading, stages: list[Stage]) -> None:
    """Let a number of all there are be the base of the rate behind it: 常住老年人15.8万人，体检率76.2%.

    And let the first of two things of which one clause tells be as far as the second: 4所改扩建项目，及3所迁建项目主体已封顶.
    """
    for i, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        if stages[i] is not Stage.FINISHED or q.dimension == "share":
            continue
        if _whole_of_a_rate(reading, i):
            stages[i] = Stage.BASE
            continue
        m = _RATE_BEHIND.match(reading.quiet, q.end)
        due = m is not None and c.left.endswith(f"应{m['name']}")
        if m and ((_THERE_ARE.fullmatch(c.left) and m["name"] not in c.left) or due):
            stages[i] = Stage.BASE
        elif (
            i + 1 < len(stages)
            and stages[i + 1] in _UNFINISHED
            and _AND_ALSO.fullmatch(reading.quiet, q.end, reading.quantities[i + 1].from_)
            and not verbs("finished", "wholly_done", "named_done").search(c.left + c.right)
        ):
            stages[i] = stages[i + 1]


def _whole_of_a_rate(reading: Reading, i: int) -> bool:
    """Whether a number is of people of whom nothing is told but how many had what the rate behind both is of.

    65岁以上老人1.2万人，体检8320人，体检率69.3%
    """
    if i + 2 >= len(reading.quantities):
        return False
    whole, part, rate = reading.quantities[i : i + 3]
    if whole.unit != part.unit or rate.unit != "%" or not 0 < part.value < whole.value:
        return False
    c, after = reading.contexts[i], reading.contexts[i + 2]
    said = verbs("finished", "wholly_done", "anew", "over_again", "to_do", "given", "tested").search(c.left + c.right)
    bears_out = abs(100 * part.value / whole.value - rate.value) <= _NEARLY
    people = _PEOPLE.search(c.left) is not None and said is None
    return c.sentence == after.sentence and bears_out and people and after.left.endswith("率")


_PEOPLE = re.compile(
    "(?:老人|老年人|居民|儿童|学生|妇女|人口|对象|患者|群众|劳动力|残疾人|孕产妇|新生儿|幼儿|农户|家庭)$"
)


# Percentage points by which a rate may differ from that of two numbers, one of them rounded.
_NEARLY = Decimal("0.6")


def _shared_out(reading: Reading, stages: list[Stage]) -> None:
    """Where a row ends by telling how many of it are done, the others are only named.

    其中北山街道1个，西溪街道1个，灵隐街道2个，其中3个点位已完成建设
    """
    for i, c in enumerate(reading.contexts):
        done = verbs("finished", "wholly_done").search(c.right)
        if stages[i] is not Stage.FINISHED or "其中" not in c.left or not done or not _FINISHED_NOW.search(c.right):
            continue
        row = [
            k
            for k in range(i)
            if reading.contexts[k].sentence == c.sentence and reading.quantities[k].unit == reading.quantities[i].unit
        ]
        bare = all(
            stages[k] is Stage.FINISHED
            and named_place(reading.contexts[k].near.replace("其中", ""))
            and not verbs("finished", "wholly_done", "anew").search(reading.contexts[k].left)
            for k in row
        )
        if len(row) > 1 and bare and sum(reading.quantities[k].value for k in row) > reading.quantities[i].value:
            for k in row:
                stages[k] = Stage.ONGOING


def _headings_of_lists(reading: Reading, stages: list[Stage]) -> None:
    """Let a number in front of a list, some of which is not finished, be all that is meant.

    幼儿园四所：甲园9月份开园，乙园正在装修，丙园主体封顶
    """
    for i, c in enumerate(reading.contexts):
        if (
            stages[i] is Stage.FINISHED
            and reading.quantities[i].dimension == "site"
            and reading.text.startswith("：", c.clause[1])
            and not verbs("finished", "wholly_done", "universal").search(reading.quiet, *c.clause)
            and verbs("ongoing", "shell").search(reading.quiet, c.clause[1], c.sentence[1])
        ):
            stages[i] = Stage.BASE


_GOAL_BEGINS = re.compile("任务|目标|计划")


def _goals_in_a_row(reading: Reading, stages: list[Stage]) -> None:
    """Let what goes on with a row of goals be goals too: 今年棚改任务620户，老旧小区12个，危改480户."""
    for i in range(1, len(stages)):
        before, c = reading.contexts[i - 1], reading.contexts[i]
        if (
            stages[i - 1] is Stage.QUOTA
            and stages[i] is Stage.FINISHED
            and c.sentence == before.sentence
            and before.clause[1] + 1 == c.clause[0]
            and (stages[i - 2 : i - 1] == [Stage.QUOTA] or _GOAL_BEGINS.search(before.left))
            and not before.right
            and not c.right
            and _things(before)
            and _things(c)
            and _things(before).isdisjoint(_things(c))
            and not _SAYS_MORE.search(c.left)
            and not verbs(
                "finished", "wholly_done", "cumulative", "anew", "over_again", "to_do", "outcome", "raised"
            ).search(c.left)
        ):
            stages[i] = Stage.QUOTA


def _things(c: Context) -> set[str]:
    """Words of what a number counts; none of 年度任务500个."""
    return c.near_words().keys() - neutral_words()


# 实际, 现有, 已有, 共: a number of what there is by now
_SAYS_MORE = re.compile("全年|今年|年内|截|实际|实有|现|已|共|达|占|为|率|其中|超|多|余|至|到|提前")
_FINISHED_NOW = re.compile("已(?:经)?(?:全部)?(?:完成|建成|完工|竣工|投用|投入)")
# 156处（省级3处、市级153处）已全部整治销号
_ALL_DONE = re.compile("[（(][^（）()。]*[）)](?:已|均)*(?:全部|均)")
_AHEAD = re.compile("(?:今年|全年|全市|全县|全区|目前|的|共|计|、|，|\\s)*")


def _wholes_of_what_is_left(reading: Reading) -> list[int]:
    """Positions of numbers of which the sentence says how many are left: 交办的38个问题，剩余3个未完成，其他均已销号."""
    out = []
    for i, c in enumerate(reading.contexts):
        k = whole_of(reading, i) if all_that_is_left(c) else i
        if k < i:
            out.append(k)
    return out


def _told_apart(reading: Reading, stages: list[Stage]) -> list[int]:
    """Positions of numbers that begin a sentence, and of which the numbers behind them say how far each part is.

    15家农贸市场改造提升，已完成验收9家，完成改造待验收4家，2家正在施工
    """
    out = []
    for i, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        if stages[i] is not Stage.FINISHED or c.clause[0] > c.sentence[0] or not _AHEAD.fullmatch(c.left):
            continue
        if verbs("finished", "wholly_done", "universal").search(c.right) or _ALL_DONE.match(reading.quiet, c.clause[1]):
            continue
        so_far, parts = Decimal(0), 0
        for k in range(i + 1, len(reading.quantities)):
            other = reading.quantities[k]
            if reading.contexts[k].sentence != c.sentence:
                break
            if other.unit == q.unit:
                so_far, parts = so_far + other.value, parts + 1
        if parts > 1 and so_far == q.value:
            out.append(i)
    return out


_ROW = re.compile("[、和及与，]")


def _further_rates(reading: Reading) -> set[int]:
    """Positions of the percentages that go on with a row of rates of completion (分别完成任务的98%和97.7%)."""
    quantities, out = reading.quantities, set[int]()
    for i in range(1, len(quantities)):
        a, b = quantities[i - 1], quantities[i]
        in_a_row = a.dimension == b.dimension == "share" and _ROW.fullmatch(reading.text, a.end, b.start)
        if in_a_row and (i - 1 in out or stage_of(a, reading.contexts[i - 1]) is Stage.COMPLETION):
            out.add(i)
    return out
