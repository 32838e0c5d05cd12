"""What would answer a target: the words, the stage and the kind of number that its task asks for."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections import Counter
from dataclasses import dataclass, field

from analysis.extraction.actuals import AVERAGE, IN_A_ROW, PLACES
from analysis.extraction.candidates import BARE_RATE, generic_words
from analysis.extraction.lexicon import direction, load, verbs
from analysis.extraction.places import proper_place
from analysis.extraction.reading import FOR_WHOM, LIST_MARKER, MORE_OF_THEM, Context, Reading
from analysis.extraction.targets import per_place
from analysis.extraction.years import named_year, of_several_years
from analysis.model import Target

_RATIO = re.compile(
    r"(?P<a>[^，。；：]{2,30}?)(?:按|应|力争)*(?:不低于|不少于|达到|达|占|为|高于|控制在|不超过)(?:到|全部|全市)?"
    r"(?P<b>[^，。；：0-9]{2,24}?)的?(?:比例|比重|比)?的?(?:达到|达|为|在|不低于)?$"
)
# 解决1.2万人饮水问题, 巩固提升3.2万人饮水安全水平
_REACHES = re.compile("覆盖(?!率)|惠及|涉及|受益|拉动|撬动|解决|巩固提升|^提升$")
_PLACES = re.compile("县|市|区|乡|镇|街道|村|社区|盟|旗")
_CHANGE = re.compile("(?:提高|增加|上调|提升|上浮|下降|降低|减少|增长|上升)了?$|(?:[人户]均|[月年])增[加发]?$")


# Rates of what was begun, and not of what is done.
RATES_OF_BEGINNING = ("开工率", "动工率")


@dataclass(frozen=True, eq=False)
class Ask:
    """A target with what its words ask for.

    ``near`` are the words beside the number, those of the head noun weighing double; ``topics`` add those of its clause
    and sentence at less weight; ``used`` counts in how many targets of the item each word stands beside the number.
    ``elided``: the task does not repeat what is counted (其中完成39宗);
    ``alone``: no other target has its unit; ``sole``: there is no other target.
    ``direction``: which way something is to change by the number, 1 up, -1 down, 0 where it is a level; ``growth``: it is a
    change in percent; ``change``: the number says by how much.
    ``each``: it is promised to every place.
    ``completion``: the target is a rate of completion itself; ``subset``: the number counts some of another (其中);
    ``part``: it is one of the parts that 其中 tells, all in one unit;
    ``added``: only what is new counts; ``removed``: only what is gone does;
    ``work``: the words beside the number, which say whether it is built or renewed.
    ``task``: all of the task, ``text``: its sentence, ``phrase``: its clause from the number in front to its own.
    ``average``: the number is of one of many; ``reaches``: how many are to profit;
    ``places``: counties, towns or villages are counted; ``place``: the one, by name, that the promise is for.
    ``year``: the one that its clause names; ``ages``: the first and last of those who profit;
    ``ratio``: the two things that it compares (补差水平 and 低保标准).
    ``fits``: what `scoring.possible` found so far, by the id of the candidate, which lives as long as the ask.
    """

    target: Target
    near: dict[str, float]
    topics: dict[str, float]
    used: Counter[str]
    elided: bool
    alone: bool
    sole: bool
    direction: int
    growth: bool
    wants_start: bool
    accepts_start: bool
    cumulative: bool
    change: bool
    each: bool
    completion: bool
    subset: bool
    part: bool
    added: bool
    removed: bool
    work: str
    task: str
    text: str
    phrase: str
    reaches: bool
    places: bool
    place: str
    average: bool
    year: int | None
    ages: frozenset[tuple[int, int]]
    ratio: tuple[str, str] | None
    fits: dict[int, float] = field(default_factory=dict)

    def own_and_foreign(self, near: dict[str, float]) -> tuple[float, float]:
        """Weight of the words that belong to this target alone, and of those that belong to others only."""
        own = foreign = 0.0
        for word, weight in near.items():
            if word in self.near:
                own += weight if self.used[word] == (not self.elided) else 0.0
            elif self.used[word] and word not in load("words")["generic"]:  # 项目 stands beside numbers of any target
                foreign += weight
        return own, foreign


# What is told as a level, and not as so many that are gone.
_LEVELS = ("share", "multiple", "time", "age", "rate", "reading")
# 完成工程量50%以上
_OF_THE_WORK = re.compile("(?:工程量|工程进度|形象进度)$")
_SOME_PLACES = re.compile("[0-9]个?(?:行政村|自然村|村|乡镇|镇|社区|小区)、$")
# 2014年梯田建设，省厅下达任务3.40万亩: the clause in front says what is counted
_ONLY_HANDED_OUT = re.compile(
    "(?:省|市|州|县|区|上级|国家)?(?:[^，。；]{0,2}[厅局委])?(?:下达|分解|安排)的?(?:任务|计划|指标)?"
)


# 农村低保标准提高到每年2988元，增幅不低于20%
_ONLY_A_CHANGE = re.compile("[，、]?(?:增幅|增速|涨幅|降幅|增长率|升幅)")
_ITS_SIZE = re.compile("(?:总)?(?:建筑|占地|用地)?(?:面积|里程|长度|总长)(?:约|共|为)?")


# No ledger for readers promises or reports more; beyond it nothing is paired, so that no text is read for ever.
_MOST_TARGETS = 500
_MOST_PAIRS = 40_000


def too_many(targets: int, numbers: int) -> bool:
    """Whether there are more targets, or numbers for each of them, than are paired."""
    return targets > _MOST_TARGETS or targets * numbers > _MOST_PAIRS


def asks_of(task: Reading, targets: list[Target]) -> list[Ask]:
    """Read from the task what would answer each of its targets."""
    at = {q.start: c for q, c in zip(task.quantities, task.contexts, strict=True)}
    contexts = [at[t.quantity.start] for t in targets]
    # 从每人每月120元提高到130元: what is counted stands in front of the baseline
    named = [at[t.baseline.start] if t.baseline is not None else c for t, c in zip(targets, contexts, strict=True)]
    nears = [
        {} if _ONLY_HANDED_OUT.fullmatch(c.near) or _ONLY_A_CHANGE.fullmatch(c.near) else _words_beside(c)
        for c in named
    ]
    used = Counter(word for near in nears for word in near)
    kinds = Counter(t.unit for t in targets)
    # 改造小区28个，年内完工20个: the measure word tells what is meant
    for t in range(1, len(nears)):
        # 改造老旧小区18个、建筑面积42万平方米: the size of what stands in front; 安置房12个项目6800套
        near = contexts[t].near.strip("、，和及共")
        its_size = _ITS_SIZE.fullmatch(near) or near in generic_words() or contexts[t].near.strip() in ("、共", "共")
        # 改造老旧小区96个、1.43万户
        between = task.text[targets[t - 1].quantity.end : targets[t].quantity.from_]
        its_size = its_size or (not near and between == "、" and targets[t].unit != targets[t - 1].unit)
        if its_size and contexts[t].clause == contexts[t - 1].clause:
            nears[t] = {**nears[t - 1], **nears[t]}
    meant = [near or _of_the_one_before(nears, targets, contexts, t) for t, near in enumerate(nears)]
    asks = [_ask(task, *of, used, kinds) for of in zip(targets, contexts, nears, meant, strict=True)]
    asks = [_told_apart(ask, nears, t, contexts) for t, ask in enumerate(asks)]
    for i in range(1, len(asks)):
        asks[i] = _carried_on(asks[i - 1], asks[i], contexts[i])
        if asks[i - 1].wants_start and asks[i].reaches and contexts[i - 1].sentence == contexts[i].sentence:
            # 开工改造小区96个，涉及居民2.3万户
            asks[i] = dataclasses.replace(asks[i], wants_start=True, accepts_start=True)
    return asks


def _of_the_one_before(
    nears: list[dict[str, float]], targets: list[Target], contexts: list[Context], t: int
) -> dict[str, float]:
    """What the last target of the same unit names, for one that names nothing (改造小区28个，年内完成20个).

    Empty where its own sentence says in front what it is of: 大豆4.8万亩；扩种油菜，面积达到28万亩.
    """
    own = contexts[t]
    for k in reversed(range(t)):
        if nears[k] and targets[k].unit == targets[t].unit:
            named = contexts[k].sentence != own.sentence and own.reading.words(own.sentence[0], own.clause[0])
            return {} if named else nears[k]
    return {}


# How much what stands in front of a promise tells it from another that is called the same.
_KIND = 0.3


def _told_apart(ask: Ask, nears: list[dict[str, float]], t: int, contexts: list[Context]) -> Ask:
    """A promise that another sentence makes too, with the words that only its own says.

    建幼儿园12所，新增学位3240个；建小学9所，新增学位6800个
    """
    twins = [c for near, c in zip(nears, contexts, strict=True) if near and near.keys() == nears[t].keys()]
    own = contexts[t].sentence
    others = {w for c in twins if c.sentence != own for w in c.reading.words(*c.sentence)}
    if not others:
        return ask
    said = {w: _KIND * v for w, v in contexts[t].reading.words(*own).items() if w not in others}
    return dataclasses.replace(ask, near={**said, **ask.near}, topics={**ask.topics, **said})


def _words_beside(c: Context) -> dict[str, float]:
    """Words beside a promised number; of a rate that names only itself those in front too (脱贫人口应签尽签、签约率100%)."""
    near = c.near_words()
    if FOR_WHOM.search(c.left) and (whom := MORE_OF_THEM.match(c.right)):
        # 为2.1万名高龄、失能老年人提供服务: the row names one kind of persons
        return {**c.reading.words(c.quantity.end, c.quantity.end + whom.end()), **near}
    if not c.near.startswith("、") or BARE_RATE.fullmatch(c.near) is None:
        return near
    return {**{w: 0.6 * v for w, v in c.reading.words(*c.clause).items()}, **near}


@functools.cache
def _row_of_works() -> re.Pattern[str]:
    """新建、改建, 新建改造."""
    return re.compile(rf"(?:(?:{verbs('anew', 'over_again').pattern})[、和及]?)+")


def _carried_on(before: Ask, ask: Ask, context: Context) -> Ask:
    """The second of a row of promises under one verb, with the verb (新建城市公厕15座、旅游厕所20座)."""
    work = _row_of_works().match(before.work)
    in_a_row = context.reading.text.startswith("、", before.target.quantity.end) and ask.phrase.startswith("、")
    own_verb = verbs("anew", "over_again", "to_do", "finished", "started").search(ask.phrase)
    if work is None or not in_a_row or own_verb:
        return ask
    return dataclasses.replace(ask, work=f"{work[0]}{ask.work}")


def _ask(
    task: Reading,
    target: Target,
    context: Context,
    near: dict[str, float],
    meant: dict[str, float],
    used: Counter[str],
    kinds: Counter[str],
) -> Ask:
    left = _whole_words(IN_A_ROW.sub("", context.left))
    share = target.quantity.dimension == "share"
    clause, sentence = task.words(*context.clause), task.words(*context.sentence)
    weighed = (
        meant
        or ({} if _ONLY_HANDED_OUT.fullmatch(context.near) else clause)
        or task.words(context.sentence[0], context.clause[0])
        or task.words(*context.heading())
        or task.words(0, context.sentence[0])
    )
    weighed = dict(weighed)
    # the head noun stands last
    head = target.indicator[-3:-1] if target.indicator.endswith("率") else target.indicator[-2:]
    if head in weighed and not verbs("anew", "over_again").fullmatch(head):
        weighed[head] *= 2.5
    verb = _governing(context)
    way = direction(left)
    wants_start = verb in load("verbs")["to_start"] or target.indicator.endswith(RATES_OF_BEGINNING)
    compared = _RATIO.search(left) if target.quantity.dimension in ("share", "multiple") else None
    return Ask(
        target=target,
        near=weighed,
        topics={
            **{w: 0.15 * v for w, v in sentence.items()},
            **{w: 0.35 * v for w, v in clause.items()},
            **weighed,
        },
        used=used,
        elided=not near,
        alone=kinds[target.unit] == 1,
        sole=kinds.total() == 1,
        direction=way,
        growth=share and way != 0,
        wants_start=wants_start,
        accepts_start=wants_start or verb not in load("verbs")["to_finish"],
        # 两年改造小区46个
        cumulative=verbs("cumulative", "in_all").search(left) is not None or of_several_years(task.text),
        change=_CHANGE.search(left) is not None,
        each=per_place(target.quantity, context),
        completion=verbs("rate_of_completion").search(target.indicator) is not None
        or (target.unit == "%" and _OF_THE_WORK.search(target.indicator) is not None),
        added=verbs("added").search(left) is not None,
        removed=target.quantity.dimension not in _LEVELS and verbs("removed").search(left) is not None,
        work=_works_in_front(left, context.near) + _unmarked(context.near) + context.ahead,
        task=task.text,
        text=task.text[slice(*context.sentence)],
        phrase=_phrase(task, target, context),
        # 完成126个村、9.8万人水源置换
        reaches=_REACHES.search(left) is not None
        or (target.quantity.dimension == "person" and _SOME_PLACES.search(left) is not None),
        average=AVERAGE.search(left) is not None or AVERAGE.search(target.indicator) is not None,
        places=_PLACES.search(target.indicator) is not None
        or (target.unit == "个" and PLACES.match(context.right) is not None),
        place=proper_place(context.left) or proper_place(task.text[context.sentence[0] :]),
        year=named_year(left),
        ages=context.ages,
        subset="其中" in left or "其中" in context.before,
        part=_is_part(task, context),
        ratio=(compared["a"], compared["b"]) if compared else None,
    )


def parts_of(asks: list[Ask], ask: Ask) -> list[Ask]:
    """The promises that are parts of one (其中), which stand right behind it in its unit."""
    t = next(k for k, other in enumerate(asks) if other is ask)
    behind = itertools.takewhile(lambda a: a.part and a.target.unit == ask.target.unit, asks[t + 1 :])
    return [] if ask.part else list(behind)


def _is_part(task: Reading, context: Context) -> bool:
    """Whether a promised number is one of those that stand behind 其中, all of one unit: 300户（其中农村200户、城镇100户）."""
    q = context.quantity
    at = task.quiet.rfind("其中", context.sentence[0], q.start)
    units_between = {other.unit for other in task.quantities if at <= other.start <= q.start}
    return at >= 0 and units_between == {q.unit}


def _phrase(task: Reading, target: Target, context: Context) -> str:
    """The clause of a promise up to its number, as far as it does not belong to the numbers in front."""
    start = max([context.clause[0], *(q.end for q in task.quantities if q.end <= target.quantity.start)])
    return task.text[start : target.quantity.end]


@functools.cache
def _started_works() -> re.Pattern[str]:
    return re.compile(
        rf"({verbs('to_start').pattern})(?:{verbs('to_finish').pattern})[^，。；]*[0-9][^，。；、0-9]{{1,6}}、[^，。；0-9]*$"
    )


@functools.cache
def _works() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{verbs('anew', 'over_again').pattern})[、和及])+$")


def _unmarked(text: str) -> str:
    """Text without the number that it has in a list: 2.新增省级龙头企业3家."""
    marker = LIST_MARKER.match(text)
    return text[marker.end() :] if marker else text


def _works_in_front(left: str, near: str) -> str:
    """Works that stand in a row in front of the words beside a number (新开、优化公交线路6条)."""
    m = _works().search(left.removesuffix(near))
    return m[0] if m else ""


# 新（扩）建, 新(改)建
_IN_A_WORD = re.compile("(?<=[新改扩续迁])[（(][一-龥、/]{1,3}[）)](?=[建造扩])")


def _whole_words(text: str) -> str:
    """Text whose verbs are written without what brackets add to them."""
    return _IN_A_WORD.sub("", text)


# a rate of what was begun, which may be promised of what is to be finished
_OF_BEGINNINGS = re.compile("(?:开工|动工|启动)率")


# 50处学校食堂（餐厅）开工建设
_BEGINS_BEHIND = re.compile("[^，。；：0-9]{0,24}?(?P<verb>开工|动工|启动)(?:建设|改造|实施)?(?=[，。；]|$)")


def _governing(context: Context) -> str:
    """The verb that says whether the promise is to begin or to finish: beside the number, in the clause, in front."""
    if not context.left.strip() and (m := _BEGINS_BEHIND.match(context.reading.quiet, context.quantity.end)):
        return m["verb"]
    begun = verbs("to_start").search(context.near)
    if begun and not context.near.startswith("率", begun.end()):
        return begun[0]
    if (row := _started_works().search(context.left)) and not verbs("finished").search(context.near):
        # 开工改造小区168个、2.13万户; not 开工改造小区25个、完工18个
        return row[1]
    for text in (_whole_words(_OF_BEGINNINGS.sub("", t)) for t in (context.left, context.ahead, context.before)):
        found: list[str] = verbs("to_start", "to_finish", "to_support").findall(text)
        if found:
            return found[-1]
    return ""
