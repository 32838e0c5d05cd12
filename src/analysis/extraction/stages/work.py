"""Numbers as the verb beside them tells it: begun, with its shell up, in hand, finished."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left

from analysis.extraction.lexicon import last_match, load, verbs
from analysis.extraction.places import LEVEL
from analysis.extraction.reading import Context
from analysis.extraction.stages.preparing import SETTLED
from analysis.extraction.stages.stage import Stage
from analysis.model import Quantity

# 自2020年启动以来受益1238万人
_SINCE_BEGUN = re.compile("(?:启动|开工|动工|开建)(?:实施|建设)?以来")
# 在建项目工伤保险参保率: projects, of which something else is told
_WORKS_IN_HAND = re.compile("在建(?:项目|工程|工地)(?=[^，。；0-9]{2})")
# 760个（另有120个正在验收）: what the bracket tells is of others
ASIDE = re.compile("[（(](?:另|其余|还有|剩余|余下|剩下|尚有|尚余)")
_BEHIND_BRACKET = re.compile("[^（）()，。；]{0,12}[）)](?P<told>[^，。；（(]*)")
# （828套）已完成总工程量的90%
_SO_MUCH_OF_IT = re.compile("）已?完成[^，。；0-9]{0,4}工程量的[0-9]")
THE_REST = re.compile("剩余|其余|余下|剩下")
# 甲县620张，乙县485张，其余县区713张: the other places, and no work that is left
_REST_OF_PLACES = re.compile(
    f"其余(?:的|各|[0-9一二三四五六七八九十]+个?)?(?:{LEVEL}|地区)(?:共|合计|总计|累计)*(?:[^，。；、0-9]{{2,16}})?$"
)
# 其余7个乡镇各1: where the others are
_OTHER_PLACES = re.compile(f"(?:{LEVEL}|地区)(?:各|均|共)")


@functools.cache
def _all_done() -> re.Pattern[str]:
    """剩余43户均已达到脱贫标准: the rest is done too."""
    return re.compile(
        f"[^，。；、]{{0,12}}(?:已?(?:均|都|全部)已?(?:经)?|已)(?:全部)?[^，。；、]{{0,4}}"
        f"(?:{verbs('finished', 'wholly_done').pattern}|到岗|上岗)"
    )


@functools.cache
def _then_done() -> re.Pattern[str]:
    return re.compile(f"(?:已|均|并|后|全部)[^，。；]{{0,4}}(?:{verbs('wholly_done').pattern})")


@functools.cache
def _others_done() -> re.Pattern[str]:
    """另有13个村完成治理并通过验收, 另有64个村被命名为省级卫生村."""
    done, unfinished = verbs("finished", "named_become").pattern, verbs("preparing", "shell").pattern
    return re.compile(f"[^，。；、0-9]{{0,8}}?(?:{done})(?![^，。；]{{0,6}}(?:{unfinished}))")


@functools.cache
def _later_done() -> re.Pattern[str]:
    """30个小区于3月启动，至11月底已全部完工: the next clause tells of all of them."""
    return re.compile(
        f"，(?![^，。；]{{0,10}}(?:指标|分配|分解|招标|采购|编制|审批|手续|任务|目标))[^，。；0-9]{{0,6}}(?:[0-9]{{1,2}}月)?[^，。；0-9]{{0,6}}?(?:已全部|已全面|均已|全部|已)(?:{verbs('wholly_done').pattern})(?![^，。；]{{0,8}}[0-9])"
    )


def _what_comes_next(c: Context) -> re.Match[str] | None:
    """The clause behind a number of which nothing is said yet, where it says that it is not finished.

    甲镇至乙镇公路16.7公里，完成路基9.5公里
    """
    quiet = c.reading.quiet
    if (c.left and not _bare_noun().fullmatch(c.left)) or not quiet.startswith("，", c.clause[1]):
        return None
    if c.quantity.dimension == "money" and _OTHER_MONEY.match(quiet, c.clause[1]):
        # 已争取到投资7600万元，地方配套资金正在筹措
        return None
    # 2支已组建执勤; 24个点位已经确定 is no more than that
    already = "已" in c.right and not (re.search(SETTLED, c.right) or verbs("preparing", "shell").search(c.right))
    if already or verbs("finished", "wholly_done", "universal", "named_done").search(c.right):
        # 草畜平衡120万亩、禁牧45万亩已全部落实，签订责任书2.6万份
        return None
    k = bisect_left(c.reading.quantities, c.quantity.end, key=lambda other: other.start)
    told = c.reading.quantities[k : k + 1]
    if told and told[0].unit != c.quantity.unit and "，" not in quiet[c.clause[1] + 1 : told[0].start]:
        # 全年巡护64.5万公里，上报事件2100件
        return None
    if _OFFICE_AT_WORK.match(quiet, c.clause[1] + 1):
        # 已落实27.3万亩，县农技中心正在组织抢墒补播
        return None
    m = _not_yet().match(quiet, c.clause[1] + 1)
    if m is not None and m[0].endswith("正在") and told and _COUNTED_ITSELF.fullmatch(quiet, m.end(), told[0].from_):
        # 已解决1187个，正在协调155个: those are others
        return None
    return m


_OFFICE_AT_WORK = re.compile("[^，。；0-9]{1,9}(?:中心|局|办|厅|委|部门|单位|公司)正在")
_OTHER_MONEY = re.compile("，[^，。；0-9]{0,4}(?:配套|地方|自筹|剩余|其余|其他|后续)[^，。；0-9]{0,6}(?:资金|投资|款)")
_COUNTED_ITSELF = re.compile("[^，。；、0-9]{1,6}")


@functools.cache
def _bare_noun() -> re.Pattern[str]:
    said = verbs(
        "to_do", "finished", "started", "anew", "over_again", "wholly_done", "achieved_column", "outcome"
    ).pattern
    return re.compile(f"(?:(?!{said}).)+")


# 全年预计出栏11.6万头 has a number of its own; 预计10月底投运 has none; 预计12月底可超额完成 is said of the task
_SO_MANY = "[^，。；0-9]{1,8}[0-9.]+[万亿]?[^0-9月日年底.]"


@functools.cache
def _not_yet() -> re.Pattern[str]:
    unfinished = verbs("shell", "preparing", "started").pattern
    # 其余11户正在扫尾, 第三批正在申报 tell of others
    return re.compile(
        f"(?!其余|剩余|余下|另|还有|其中|第?[二三四五六](?:批|期|标段))[^，。；0-9]{{0,10}}?(?:(?!签约(?:上岗|到岗|入职))(?<!新)(?:{unfinished})(?!率)|{SETTLED}|正在|停工|尚未|施工中|推进中|预计(?!{_SO_MANY}|[^，。；]{{0,12}}超额)|(?<!度)(?<!年)计划(?:于|在|[0-9])|拟(?![^，。；0-9]{{0,4}}再))"
    )


_BEGINNING_MADE = re.compile("(?:实现|完成)(?=新?(?:开工|动工))")
_DATE = re.compile("于?[0-9０-９]{1,4}(?:年|月|日|时)[底末初前]{0,2}")
# 筹集保租房2874套，现已全部开工
ALL_BEGUN = re.compile(
    "，(?:现|目前|截至[^，。；]{2,8}?)?(?:已|均已|均)*(?:全部|均已)(?:开工|动工|启动|进场)(?![^，。；]{0,4}[0-9])"
    "(?!招标|摸底|方案|前期|选址|申报|征迁)"
)
_ANOTHER_NUMBER = re.compile("[，、0-9]")


def all_done_later(c: Context) -> bool:
    """Whether the clause behind a number's own says that all of it is done (30个小区于3月启动，至11月底已全部完工)."""
    return _later_done().match(c.reading.quiet, c.clause[1]) is not None


def _in_brackets(q: Quantity, c: Context) -> Stage | None:
    """Stage of a number in brackets, as what stands behind them tells it: 热源厂二期（120万平方米）主体完工."""
    if not c.bracketed:
        return None
    m = _BEHIND_BRACKET.match(c.reading.quiet, q.end)
    if m and not verbs("finished").search(c.left):
        unfinished = last_match(verbs("shell", "ongoing", "preparing", "started"), m["told"])
        # 正在安装设备: what is being done is not done
        done = _then_done() if unfinished and unfinished[0] in load("verbs")["ongoing"] else verbs("wholly_done")
        if unfinished is not None and not done.search(m["told"], unfinished.end()):
            return Stage.STARTED
    return Stage.ONGOING if _SO_MUCH_OF_IT.match(c.reading.quiet, q.end) else None


def _rest_is_done(said: str, c: Context) -> bool:
    """Whether the last word in front of a number is of a rest (其余, 另有), and that is done as well."""
    left, right = c.left, c.right
    if THE_REST.fullmatch(said) and (_all_done().match(right) or _REST_OF_PLACES.search(left)):
        return True
    return (said == "其余" and _OTHER_PLACES.match(right) is not None) or (
        said == "另有" and _others_done().match(right) is not None
    )


# 各项工作正在推进：一是新增托位623个
_GENERAL = re.compile(
    "(?:各项|相关|有关|该项|整体|总体)?(?:工作|任务)(?:正在|正|有序|稳步|加快|全面|全力|抓紧)*(?:推进|实施|开展|进行)中?[：:，]?$"
)
_ACCEPTED_LATER = re.compile(
    "，并?(?:已|均|全部)*(?:于[^，。；]{2,14}?)?(?:已|均|全部)*通过(?!图审|审查|主体|基础|结构|中间|阶段|桩基)[^，。；0-9]{0,6}验收"
)
# 4座在建、16座已建成: what stands behind a number is told of it
_OF_THE_ONE_BEFORE = re.compile(
    "(?<=[0-9][座个所处条家户台部套项件村])(?:在建|正在[^，。；、0-9]{1,6}|未[^，。；、0-9]{1,4}|开工|施工中)、$"
)


def by_the_verb(q: Quantity, c: Context) -> Stage:
    """Stage of a number as the verb beside it tells it; finished where none does."""
    if (stage := _in_brackets(q, c)) is not None:
        return stage
    stages = verbs("finished", "started", "shell", "ongoing")
    left = _OF_THE_ONE_BEFORE.sub("、", c.left)
    last = last_match(stages, _WORKS_IN_HAND.sub("", _SINCE_BEGUN.sub("", left)))
    if last is not None and _rest_is_done(last[0], c):
        return Stage.FINISHED
    # 36个项目实现新开工 are begun
    right = _BEGINNING_MADE.sub("", _DATE.sub("", c.right))
    follows = stages.search(ASIDE.split(right)[0][:24])
    if (
        follows is not None
        and (last is None or follows[0] not in load("verbs")["finished"])
        and not _ANOTHER_NUMBER.search(right[: follows.start()])
    ):
        last = follows
    if last is None:
        # 新开工：甲县620套、乙县740套
        heading = c.reading.text[slice(*c.heading())]
        last = None if _GENERAL.match(heading) else last_match(stages, heading)
    if last is None:
        if ALL_BEGUN.match(c.reading.quiet, c.clause[1]):
            return Stage.STARTED
        counted = q.dimension not in ("share", "time")
        return Stage.ONGOING if counted and _what_comes_next(c) is not None else Stage.FINISHED
    if last[0] in load("verbs")["finished"] and last is not follows and ALL_BEGUN.match(c.reading.quiet, c.clause[1]):
        return Stage.STARTED
    if last[0] in load("verbs")["started"] and all_done_later(c):
        return Stage.FINISHED
    if last[0] in load("verbs")["shell"] and _ACCEPTED_LATER.match(c.reading.quiet, c.clause[1]):
        # 11座水库主体工程全部完工，并于12月通过验收
        return Stage.FINISHED
    unfinished = (Stage.STARTED, Stage.SHELL, Stage.ONGOING)
    return next((s for s in unfinished if last[0] in load("verbs")[s.value]), Stage.FINISHED)
