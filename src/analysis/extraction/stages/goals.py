"""Numbers that tell again what was promised: the goal, a quota, what a rate of completion is of."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from analysis.extraction.lexicon import verbs
from analysis.extraction.reading import CLAUSE, Context
from analysis.extraction.stages.stage import Stage
from analysis.extraction.stages.work import ALL_BEGUN, all_done_later
from analysis.model import Quantity


@functools.cache
def _completion() -> re.Pattern[str]:
    rates = verbs("rate_of_completion", "over_the_task").pattern
    of_the_goal = (
        "(?:为|占|达|达到|完成)(?:了)?(?:全年|年度|年|总|既定|计划|省定)*(?:(?<=[年度])[一-龥]{0,4}(?=任务))?"
        "(?:目标任务|任务目标|目标|任务|计划|指标|总数|总量)(?:数|量|总量)?的"
    )
    of_the_task = "完成[^，。；、0-9已]{2,16}(?:目标任务|任务|目标|计划)的"
    # 完成年度5万套建设筹集任务的113%, 改造任务已完成88%, 占计划投资8.37亿元的75.9%
    with_its_number = (
        r"(?:完成|占|为|达到?)[^，。；、0-9]{0,8}[0-9.]+[^，。；、0-9%％]{1,10}(?:任务|目标|计划)(?:数|量)?的|"
        "(?:任务|目标)已完成|(?:任务|目标|计划)(?:数|量)?已?超额完成|超额完成(?:全年|年度)?(?:目标任务|目标|任务|计划)|占(?:年度|全年|总)?计划(?:总)?投资(?:[0-9.]+[万亿]?元)?的"
    )
    return re.compile(
        rf"(?:{rates}|{of_the_goal}|{of_the_task}|{with_its_number})(?:的|已|均|约|分别|达到|达|为|超过|超|是|：|:|至|近)*$"
    )


# 今年列入2000亩，清淤完成1750亩
_OF_WHICH_DONE = re.compile("，(?:现|目前)?已?[^，。；0-9]{0,6}(?:完成|完工|竣工|建成)[^，。；0-9]{0,4}[0-9]")
_TAKEN_IN = re.compile("(?:今年|本年|年度|年初|本年度)(?:列入|纳入)(?:改造|整治|治理|实施|建设)?的?$")
# 已完成九成, and nothing else
_ONLY_SO_MUCH = re.compile("(?:目前|现|已|均|总体|整体)*完成了?(?:约|近|超过?)?")
_SO_MUCH_DONE = ("完成", "已完成", "仅完成")


def _counted_in_front(c: Context) -> bool:
    """Whether a number ends the clause in front, and that tells of what is done: no 主体封顶310套, 应接种3.2万人."""
    before, quiet = c.in_front, c.reading.quiet
    if before is None or before.end != c.clause[0] - 1 or before.dimension == "share":
        return False
    told = quiet[c.reading.stretch(CLAUSE, before.start, before.end)[0] : before.from_]
    return "应" not in told and verbs("shell", "started", "preparing", "planned").search(told) is None


@functools.cache
def _restated() -> re.Pattern[str]:
    return re.compile(rf"(?:{verbs('restated').pattern})(?:约|为)?$")


@functools.cache
def _quota() -> re.Pattern[str]:
    return re.compile(rf"(?:{verbs('quota').pattern})(?:为|是|的|数|：|（[^）]*）)*$")


@functools.cache
def _all_of_it() -> re.Pattern[str]:
    """年度任务120万亩已全部竣工, 年度目标的100台已于8月份安装完成: the whole quota is done."""
    done = f"[一-龥]{{0,2}}(?:{verbs('wholly_done').pattern})"
    by_now = "(?:已|均|提前[^，。；]{0,6}|(?:于|在)?[0-9]{1,2}月份?[底初中末]*前?)+(?:经)?"
    return re.compile(f"(?:任务)?(?:(?:{by_now})?全部{done}|{by_now}{done}(?![^，。；]*[0-9一二三四五六七八九十半]))")


@functools.cache
def _goal() -> re.Pattern[str]:
    """A goal whose number follows in brackets: 年度目标（50场）."""
    return re.compile(rf"(?:{verbs('quota').pattern})(?:为|是|的|数)?$")


# 目标任务：改造40个。完成情况：…
_GOAL_HEADING = re.compile(
    "(?:年度|全年|本年|工作|建设|民生|具体)*(?:计划|目标|任务|指标)(?:计划|目标|任务|指标|内容|数|量)*"
)
# and which ones were to be done: 计划实施的5个项目已全部竣工
_LISTED = re.compile("(?:列入|纳入)[^，。；]{0,10}计划的?|计划(?:内|实施|建设|新建|改造|新增|安排)?的$")
# 列入计划的30条背街小巷，26条已完工
_TOLD_APART = re.compile(
    "[^，。；、0-9已均全]{0,16}(?:、[0-9.]+万?[^，。；、0-9]{1,6}){0,2}，(?:(?:目前|现|实际|已|其中)[^，。；、0-9]{0,8}[0-9]|[0-9]+[一-龥]{1,6}?(?:已|基本))"
)
# 将标准提高至80元: what is done to it
_MADE = re.compile("将(?=[^，。；0-9]{2,24}(?:提高|上调|提升|调整|增加|扩大|下调|降低|缩短|压缩)(?:到|至|为))")
_IN_FORCE = re.compile("自[^，。；]{2,14}起|已|印发|行文|执行")
# 计划的26个村已全部完成: those that are planned, and are done
OF_THE_PLAN = "[^，。；0-9]{1,6}(?:村|户|乡|镇|县|企业|项目|对象|人员|学校)(?:已|均|全部)"
_AS_GOAL = re.compile(
    r"的?(?:年度|全年|年|省定|省|市|国家|既定)*(?:目标|任务|计划|指标|要求)(?![^，。；]{0,8}(?:完成|落实|达到|实现|完毕)|(?<=计划)"
    f"{OF_THE_PLAN})"
)
_GOAL_MET = re.compile("(?<!超额)(?:已|均|全面|圆满|提前)*(?:完成|实现)[^，。；、0-9超]{0,24}$")
_IN_FACT = re.compile("，实际[^，。；0-9]{0,12}[0-9]")
# 完成80公里公路改建目标任务，实际改建86.4公里
_TASK_AND_FACT = re.compile(f"[^，。；、0-9]{{1,14}}(?:目标|任务|指标){_IN_FACT.pattern}")
# 已完成筛查任务数16010人
_MET = re.compile("(?<!未)完成[^，]{0,6}(?:任务|目标)$|(?<!未)已完成[^，。；]{0,8}任务数?$")
# 完成年度5万套建设筹集任务的113%: what the rate is of
_BASE_OF_RATE = re.compile("[^，。；、0-9]{0,10}(?:任务|目标|计划)(?:数|量)?的[0-9.]+[%％]")
_COUNTED_AGAINST = re.compile("(?:完成|占|为|达到?)[^，。；、0-9]{0,12}$")
# 600个球场建设指标已分解到各市: what is to be done was only dealt out
_HANDED_DOWN = re.compile(
    r"[^，。；]{0,16}(?:指标|任务|计划)(?:(?:均|已|已经|全部)|于?[0-9]{1,2}月[初中底末]?)*(?:分解|下达|落实到|明确到)"
)
_REACHED = re.compile(r"(?:以上|以内)?的[一-龥]{0,4}(?:目标|任务|要求)(?![^，。；]{0,6}(?:完成|落实|达到|实现))")
# What stands in front of a promised number and behind it where the text only tells it again.
_TOLD_AGAIN = tuple(
    (re.compile(front), re.compile(behind))
    for front, behind in (
        # 明确了101.5万户改厕任务
        (
            "(?:明确|下达|分解|安排|承担)了?$|(?:下达|分解)(?:给|到|至|了)?(?:全|各)?[市县区乡镇街道]{1,6}$",
            "[^，。；、0-9]{0,8}(?:任务|指标)(?![^，。；]{0,6}(?:完成|落实))",
        ),
        # 按照全年完成500户改造的目标
        (
            "^(?:按照|根据|围绕|对照|锚定|紧扣|聚焦)[^，。；0-9]*$",
            "[^，。；、0-9]{0,10}的?(?:目标|任务|要求|部署)(?=[，。；]|$)",
        ),
        # 超过省里承诺的9万户改造目标
        (
            "(?:超过|超出|超)[^，。；0-9]{0,16}的?$|承诺的$",
            "[^，。；、0-9的]{0,6}(?:目标|任务)(?![^，。；]{0,6}(?:完成|落实))",
        ),
        # 增速由年初设定的6%左右调整为正增长
        ("(?:设定|预定|原定)(?:的|为)?$", ""),
        # 超额完成2200个公共停车泊位建设任务
        ("超额完成[^，。；0-9]*$", "[^，。；0-9]{0,16}(?:目标|任务)(?=[，。；]|$)"),
        # 占总投资50亿元的125.6%
        ("占[^，。；、0-9]{0,12}$", "的[0-9.]+[%％]"),
        # 6个自建点总投入141.3万元
        ("", "[^，。；、0-9]{1,10}(?:总投入|总投资|计划投资|概算投资)[0-9]"),
    )
)
# 搬迁任务由年初的60户追加至145户
_TASK_MOVED = re.compile(
    "(?:任务|目标|计划|指标)数?(?:年中|年内|中期|[0-9]{1,2}月份?)?(?:(?:由|从)[^，。；]*|(?:核减|核增|调减|调增|调整|追加|压减|减少|增加)(?:到|至|为))$"
)
# 年初计划50公里，年中调增到60公里
_MOVED = re.compile("(?:核减|核增|调减|调增|追加|压减)(?:到|至|为)$")
# 因规划调整，改造里程减为38公里
_REPLANNED = re.compile(
    "(?:因|由于|受|经)[^，。；0-9]{0,8}(?:规划|设计|方案|计划|政策|线路)[^，。；0-9]{0,2}(?:调整|变更|优化)"
)
_RESIZED = re.compile(
    "(?:里程|规模|数量|面积|任务量?)[^，。；0-9]{0,3}?(?:减|减少|缩减|压缩|增加|调|调整|变更|调减|调增)(?:到|至|为)$"
)
# 今年任务为公办园5所、学位1000个: all of the row
_GOAL_ROW = re.compile(
    "(?:(?:国家|省|市|州|县|区|上级)[^，。；0-9]{0,4}?下达(?:给|到)?我?[省市县区州]?)?"
    "(?:今年|全年|年度|本年|年初)*的?(?:目标任务|任务目标|任务|目标|计划)(?:数|量)?(?:为|是)(?!.*(?:已|实际|完成))"
)
# 省下达我市1500套，已筹集1320套
_HANDED_TO_US = re.compile(
    "(?:国家|省|市|州|自治区|上级)[^，。；0-9]{0,6}?(?:下达|分配)(?:给|到)?我?[省市县区州旗](?:任务|计划|指标)?(?:数|量)?(?:为|共)?$"
)
# 任务数：5万亩; 完成数：5.2万亩 stands beside it
_GOAL_LABEL = re.compile("(?<!完成)(?:任务|目标|计划|指标)(?:数|值|量)[:：]$")
# 去掉3户重复申报、2户已动迁的: all of the row
_TAKEN_OFF = re.compile("(?:去掉|剔除|扣除|核减|减去)(?![^，。；]{0,8}[后外])[^，。；]*")
_WHAT_IS_LEFT = re.compile("[^。；]*，(?:实际|最终|净|剩余?|共|还剩|核定)")
# 不含2019年前已改的2.1万户
_LEFT_OUT = re.compile("(?:不含|不包括|不计|除去|剔除)[^，。；0-9）)]{0,12}(?:[0-9]{4}年)?[^，。；0-9）)]{0,12}$")
# 应完成3167人; none of 供应, 响应, 应急, 应届
DUE = "(?<![供响适对相反效回])应(?![急届用对聘变付战诉援景]|收[账款票]|.尽)"
_DUE = re.compile(f"{DUE}[一-龥]{{1,2}}[^，。；0-9已实]{{0,10}}$")
# 任务分解到各镇
DEALT = "(?:任务|计划|指标|目标)(?:已|均)?(?:分解|细化|分配|下达)(?:到|至|给|为)"
# 已下达任务计划，分别是甲区25公里、乙区23公里
_DEALT_OUT = re.compile(
    f"{DEALT}[^。；完建竣开验]{{0,14}}[，：][^。；完建竣开验]*$|"
    # 任务分解为城区300个、乡镇200个
    f"{DEALT}[^，。；：完建竣开]{{0,40}}$|"
    "(?:(?:下达|分解)[^。；完建竣]*?(?:任务|计划|指标)|(?:任务|计划|指标)(?:均|已|已经)*(?:下达|分解))"
    "[^。；完建竣]{0,40}[，：（](?:分别[是为]|其中)[^。；完建竣]*$"
)
# 市政府工作报告提出新建500根
_PROPOSED = re.compile(
    "(?<![按据照])(?:报告|方案|规划|文件|会议|政府)(?:中)?(?:提出|明确|要求|部署|承诺)[^，。；、0-9已]{0,16}$"
)
# 新增200张家庭照护床位：目前已确定服务机构
_AS_HEADING = re.compile(
    r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)]?[.．、是]?)?(?:新增|新建|改建|扩建|建设|改造|完成|推进|实施|提升|新改扩建|新改建)?$"
)


def _told_below(q: Quantity, c: Context) -> Stage | None:
    """What is told behind the colon of a promise that is repeated as a heading; None where it is none, or numbers follow."""
    text, at = c.reading.text, c.clause[1]
    if not text.startswith("：", at) or not text[q.end : at].strip():
        return None
    below = c.reading.quiet[at + 1 : c.reading.stretch("sentence", at + 1, at + 1)[1]]
    if re.search("[0-9](?!月|日|年)", below):
        return None
    if re.search("施工|开工|动工", below):
        return Stage.STARTED
    unfinished = verbs("ongoing", "preparing", "started", "shell").search(below)
    if unfinished or re.search("确定|选定|后续|推进|计划|预计", below):
        return Stage.ONGOING
    return Stage.FINISHED if verbs("finished", "wholly_done", "universal").search(below) else Stage.QUOTA


# 登记失业率进度3.48%: the rate itself, as it stands
_LEVEL_SO_FAR = re.compile("(?<!完成)率(?:进度|进展)(?:为|达到?)?$")
_GOAL = "(?:目标任务|任务目标|控制指标|控制数|目标|任务|计划)(?:数|值|量)?"
# 比年度任务多建4个; 超出计划137家次, 高出年度目标2.3个百分点
_BEYOND_GOAL = re.compile(
    rf"(?:比|较)[^，。；]{{0,6}}?{_GOAL}[^，。；]{{0,10}}?(?:多|超|高|增)(?!少)[一-龥]{{0,3}}$"
    rf"|(?:超出|高出|高于|超额完成|超额|超)(?:了|年度|全年|年初|既定|省定|市定)*{_GOAL}$"
)
# 较任务数差3个; 短收1.2亿元（与48亿元目标相比）
_SHORT_OF_GOAL = re.compile(
    rf"(?:比|较|距|离)[^，。；]{{0,6}}?{_GOAL}[^，。；]{{0,10}}?(?:少|差|低|欠|缺)[一-龥]{{0,3}}$"
)
_GOAL_NAMED = re.compile(_GOAL)
_MISSED = re.compile("(?:短收|欠收|短缺|相差|差|少)$")
_OF_THE_GOAL = re.compile(rf"[（(，](?:与|比|较|距)[^（）()，。；]{{0,12}}{_GOAL}")


def differs_from_goal(c: Context) -> int:
    """Whether a number says by how much more (1) or less (-1) was done than was promised; 0 where it says neither."""
    left = c.left
    if _GOAL_NAMED.search(left):
        if _BEYOND_GOAL.search(left) and not _AS_GOAL.match(c.right):
            return 1
        if _SHORT_OF_GOAL.search(left):
            return -1
    return -1 if _MISSED.search(left) and _OF_THE_GOAL.match(c.reading.quiet, c.quantity.end) else 0


def without_works_of_the_plan(c: Context) -> str:
    """The clause in front of a number, without words of plans that only name what is meant (列入改造计划的428个)."""
    left = c.left
    masked = _LISTED.sub(lambda m: "　" * len(m[0]), left) if "入" in left or "计划" in left else left
    if "将" in left and _IN_FORCE.search(c.before + left):
        masked = _MADE.sub("　", masked)
    return masked


# 超额完成义务植树任务12%, 超额12%完成义务植树任务
_TASK_SURPASSED = re.compile(f"超额完成(?:[^，。；、0-9]{{1,16}}{_GOAL})?$")
_OF_TASK = re.compile(f"完成[^，。；、0-9]{{0,16}}{_GOAL}")


# 发放量是年度目标的1.2倍
_TIMES_THE_GOAL = re.compile(rf"(?:是|为|达到?|相当于)[^，。；、0-9]{{0,4}}{_GOAL}的$")
# 报名人数是年度任务的2.4倍: who asked for it
_ASKED_FOR = re.compile("报名|申请|意向|需求|受理")
# 市上下达我县的任务为下降3.2%
_TASK_IS = re.compile("(?:任务|目标|计划|指标)(?:为|是)(?:下降|增长|提高|降低|减少|压减|增加)$")


def taken_off(q: Quantity, c: Context) -> bool:
    """Whether a number is taken off from one in front, and what is left follows: 评估71户，去掉3户，实际完成66户."""
    quiet = c.reading.quiet
    off = _TAKEN_OFF.fullmatch(quiet, c.clause[0], q.from_)
    return off is not None and _WHAT_IS_LEFT.match(quiet, q.end) is not None


def of_the_goal(q: Quantity, c: Context) -> Stage | None:
    """Stage of a number that only tells again what was promised, or how much of it is done in percent."""
    left, right, quiet = c.left, c.right, c.reading.quiet
    if c.quoted:
        # “棚户区改造27.76万套”项目，已完成17.18万套
        return Stage.RESTATED
    if q.start > 1 and c.reading.text[q.start - 1] in "/／" and c.reading.text[q.start - 2].isdigit():
        # 32450/32000人: so many of so many
        return Stage.QUOTA
    if q.dimension == "share" and _completion().search(c.around) and not _LEVEL_SO_FAR.search(left):
        return Stage.COMPLETION
    if q.dimension == "share" and _ONLY_SO_MUCH.fullmatch(left) and not c.before.strip() and not right.strip():
        return Stage.COMPLETION
    if q.dimension == "share" and left in _SO_MUCH_DONE and _counted_in_front(c):
        # 再就业18127人，完成95.4%
        return Stage.COMPLETION
    if q.dimension == "share" and (_TASK_SURPASSED.search(left) or (left.endswith("超额") and _OF_TASK.match(right))):
        return Stage.COMPLETION
    times = q.unit == "倍" and _TIMES_THE_GOAL.search(left)
    if (times or (q.unit == "%" and differs_from_goal(c))) and not _ASKED_FOR.search(left):
        return Stage.COMPLETION
    if _goal_in_a_cell(q, c):
        return Stage.QUOTA
    if _TASK_IS.search(left) or (_TAKEN_IN.search(left) and _OF_WHICH_DONE.match(quiet, q.end)):
        return Stage.QUOTA
    if (again := _restated().search(left)) and _of_a_number(c, again.start()):
        return Stage.RESTATED
    if "计划" in left and _LISTED.search(left) and _TOLD_APART.match(quiet, q.end):
        # 计划新增的116辆公交车，已到位96辆
        return Stage.QUOTA
    if _quota().search(without_works_of_the_plan(c)) and not _MET.search(left) and not _all_of_it().match(right):
        # 改造任务86户，已全部竣工
        if all_done_later(c):
            return Stage.FINISHED
        # 省下达计划118个小区，截至9月底已全部开工
        return Stage.STARTED if ALL_BEGUN.match(quiet, c.clause[1]) else Stage.QUOTA
    if _named_as_goal(q, c):
        return Stage.QUOTA
    if q.dimension != "money" and _HANDED_TO_US.search(left) and not _all_of_it().match(right):
        return Stage.FINISHED if all_done_later(c) else Stage.QUOTA
    if _LEFT_OUT.search(left) or taken_off(q, c):
        return Stage.BASE
    if _BASE_OF_RATE.match(right) and _COUNTED_AGAINST.search(left):
        return Stage.QUOTA
    if _GOAL_MET.search(left) and _AS_GOAL.match(right) and not verbs("planned").search(left):
        # 完成安装100台的年度目标; and then 实际安装112台
        return Stage.QUOTA if _IN_FACT.search(quiet, q.end, c.sentence[1]) else Stage.FINISHED
    if _AS_GOAL.match(right) or _REACHED.match(right) or _HANDED_DOWN.match(right):
        return Stage.QUOTA
    if _TASK_AND_FACT.match(quiet, q.end):
        return Stage.QUOTA
    if _AS_HEADING.search(left) and (told := _told_below(q, c)) is not None:
        return told
    if any(front.search(left) and behind.match(right) for front, behind in _TOLD_AGAIN):
        return Stage.QUOTA
    if _DEALT_OUT.search(quiet, c.sentence[0], q.start):
        return Stage.QUOTA
    if _PROPOSED.search(left) and not verbs("finished", "wholly_done").search(left + right):
        return Stage.QUOTA
    return None


# ，完成298公里，96.1%
_DONE_IN_THE_NEXT = re.compile(
    r"，(?:已|累计|实际)?(?:完成|完工|建成|竣工|新建|新增|培训|改造)[^，。；0-9]{0,4}(?P<done>[0-9]+(?:\.[0-9]+)?)(?P<unit>[一-龥]{1,3}?)[^。；\n]{0,16}?，(?P<rate>[0-9]+(?:\.[0-9]+)?)[%％](?=[，。；\n]|$)"
)


def _goal_in_a_cell(q: Quantity, c: Context) -> bool:
    """Whether a number alone stands between a name and what of it is done, with its rate: 安防工程｜310公里｜完成298公里｜96.1%."""
    if c.left.strip() or c.right.strip() or not c.before.strip():
        return False
    m = _DONE_IN_THE_NEXT.match(c.reading.quiet, q.end)
    if m is None or not q.unit.startswith(m["unit"]) or not q.value:
        return False
    return abs(100 * Decimal(m["done"]) / q.value - Decimal(m["rate"])) < 1


def _of_a_number(c: Context, at: int) -> bool:
    """Whether words of a clause that tell a number again follow upon one (30万株，折合3000亩); not 募集款物折合6480万元."""
    in_front = c.in_front.end if c.in_front is not None else -1
    return not c.left[:at].strip("，；、（( ") or in_front >= c.clause[0] + at - 1


def _named_as_goal(q: Quantity, c: Context) -> bool:
    """Whether the words in front of a number, or the heading above it, call it a goal."""
    left, around = c.left, c.around
    return (
        _GOAL_ROW.match(left) is not None
        # 应免畜免疫密度96.7%: the rate itself
        or (q.dimension != "share" and _DUE.search(left) is not None)
        or _TASK_MOVED.search(left) is not None
        or (_MOVED.search(left) is not None and _GOAL_NAMED.search(c.before) is not None)
        or (_RESIZED.search(left) is not None and _REPLANNED.search(c.before) is not None)
        or _GOAL_LABEL.search(c.reading.quiet, max(0, q.from_ - 8), q.from_) is not None
        or _GOAL_HEADING.fullmatch(c.reading.text[slice(*c.heading())]) is not None
        or (around != left and c.bracketed and _goal().search(around[: len(around) - len(left)]) is not None)
    )
