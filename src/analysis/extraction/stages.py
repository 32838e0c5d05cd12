"""How far that is which a number of the progress text counts: only what is finished proves that it was finished."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from enum import StrEnum

from analysis.extraction.lexicon import last_match, load, verbs
from analysis.extraction.reading import Context
from analysis.model import Quantity


class Stage(StrEnum):
    """How far that is which a number counts."""

    FINISHED = "finished"
    STARTED = "started"
    SHELL = "shell"
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


@functools.cache
def _completion() -> re.Pattern[str]:
    rates = verbs("rate_of_completion", "over_the_task").pattern
    of_the_goal = (
        "(?:为|占|达|达到|完成)(?:了)?(?:全年|年度|年|总|既定|计划|省定)*"
        "(?:目标任务|任务目标|目标|任务|计划|总数|总量)(?:数|量|总量)?的"
    )
    # 完成年度5万套建设筹集任务的113%, 改造任务已完成88%, 占计划投资8.37亿元的75.9%
    with_its_number = (
        r"(?:完成|占|为|达到?)[^，。；、0-9]{0,8}[0-9.]+[^，。；、0-9%％]{1,10}(?:任务|目标|计划)(?:数|量)?的|"
        "(?:任务|目标)已完成|占(?:年度|全年|总)?计划(?:总)?投资(?:[0-9.]+[万亿]?元)?的"
    )
    return re.compile(
        rf"(?:{rates}|{of_the_goal}|{with_its_number})(?:的|已|均|约|分别|达到|达|为|超过|超|是|：|:|至|近)*$"
    )


@functools.cache
def _restated() -> re.Pattern[str]:
    return re.compile(rf"(?:{verbs('restated').pattern})(?:约|为)?$")


@functools.cache
def _quota() -> re.Pattern[str]:
    return re.compile(rf"(?:{verbs('quota').pattern})(?:为|是|的|数|：|（[^）]*）)*$")


@functools.cache
def _all_of_it() -> re.Pattern[str]:
    """年度任务120万亩已全部竣工: the whole quota is done."""
    return re.compile(f"(?:任务)?(?:已|均|提前[^，。；]{{0,6}})+(?:经)?全部(?:{verbs('wholly_done').pattern})")


# 自2020年启动以来受益1238万人
_SINCE_BEGUN = re.compile("(?:启动|开工|动工|开建)(?:实施|建设)?以来")
# 在建项目工伤保险参保率: projects, of which something else is told
_WORKS_IN_HAND = re.compile("在建(?:项目|工程|工地)(?=[^，。；0-9]{2})")
# 760个（另有120个正在验收）: what the bracket tells is of others
_ASIDE = re.compile("[（(](?:另|其余|还有)")
_BEHIND_BRACKET = re.compile("[^（）()，。；]{0,12}[）)](?P<told>[^，。；（(]*)")
# （828套）已完成总工程量的90%
_SO_MUCH_OF_IT = re.compile("）已?完成[^，。；0-9]{0,4}工程量的[0-9]")
_THE_REST = re.compile("剩余|其余|余下|剩下")
# 甲县620张，乙县485张，其余县区713张: the other places, and no work that is left
_REST_OF_PLACES = re.compile(
    "其余(?:的|各|[0-9一二三四五六七八九十]+个?)?(?:[县市区乡镇村州街道旗场]{1,4}|地区)(?:共|合计|总计|累计)*(?:[^，。；、0-9]{2,16})?$"
)


# 其余7个乡镇各1: where the others are
_OTHER_PLACES = re.compile("(?:[县市区乡镇村州街道旗场]{1,4}|地区)(?:各|均|共)")


@functools.cache
def _all_done() -> re.Pattern[str]:
    """剩余43户均已达到脱贫标准: the rest is done too."""
    return re.compile(
        f"[^，。；、]{{0,12}}(?:已?(?:均|都|全部)已?(?:经)?|已)(?:全部)?[^，。；、]{{0,4}}(?:{verbs('finished', 'wholly_done').pattern})"
    )


@functools.cache
def _others_done() -> re.Pattern[str]:
    """另有13个村完成治理并通过验收."""
    return re.compile(
        f"[^，。；、0-9]{{0,8}}?(?:{verbs('finished').pattern})(?![^，。；]{{0,6}}(?:{verbs('preparing', 'shell').pattern}))"
    )


@functools.cache
def _later_done() -> re.Pattern[str]:
    """30个小区于3月启动，至11月底已全部完工: the next clause tells of all of them."""
    return re.compile(
        f"，(?![^，。；]{{0,10}}(?:指标|分配|分解|招标|采购|编制|审批|手续))[^，。；0-9]{{0,6}}(?:[0-9]{{1,2}}月)?[^，。；0-9]{{0,6}}?(?:已全部|已全面|均已|全部|已)(?:{verbs('wholly_done').pattern})(?![^，。；]{{0,8}}[0-9])"
    )


def _what_comes_next(c: Context) -> re.Match[str] | None:
    """The clause behind a number of which nothing is said yet, where it says that it is not finished.

    甲镇至乙镇公路16.7公里，完成路基9.5公里
    """
    quiet = c.reading.quiet
    if (c.left and not _bare_noun().fullmatch(c.left)) or not quiet.startswith("，", c.clause[1]):
        return None
    if verbs("finished", "wholly_done", "universal").search(c.right):
        # 草畜平衡120万亩、禁牧45万亩已全部落实，签订责任书2.6万份
        return None
    k = bisect_left(c.reading.quantities, c.quantity.end, key=lambda other: other.start)
    told = c.reading.quantities[k : k + 1]
    if told and told[0].unit != c.quantity.unit and "，" not in quiet[c.clause[1] + 1 : told[0].start]:
        # 全年巡护64.5万公里，上报事件2100件
        return None
    return _not_yet().match(quiet, c.clause[1] + 1)


@functools.cache
def _bare_noun() -> re.Pattern[str]:
    said = verbs(
        "to_do", "finished", "started", "anew", "over_again", "wholly_done", "achieved_column", "outcome"
    ).pattern
    return re.compile(f"(?:(?!{said}).)+")


# 点位全部确定, 方案已经明确: where and how, and nothing built
SETTLED = "(?:点位|方案|设计|选址|图纸|用地|名单|计划)(?:均|已|已经|全部|都|基本)*(?:确定|明确|落实|敲定)"


# 全年预计出栏11.6万头 has a number of its own; 预计10月底投运 has none
_SO_MANY = "[^，。；0-9]{1,8}[0-9.]+[万亿]?[^0-9月日年底.]"


@functools.cache
def _not_yet() -> re.Pattern[str]:
    unfinished = verbs("shell", "preparing", "started").pattern
    # 其余11户正在扫尾, 第三批正在申报 tell of others
    return re.compile(
        f"(?!其余|剩余|余下|另|还有|其中|第?[二三四五六](?:批|期|标段))[^，。；0-9]{{0,10}}?(?:(?:{unfinished})(?!率)|{SETTLED}|正在|停工|尚未|施工中|推进中|预计(?!{_SO_MANY})|(?<!度)(?<!年)计划(?:于|在|[0-9])|拟)"
    )


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
# 确定500户改造对象
_CHOSEN = re.compile(
    "(?:已|共|初步|全部|年初)*(?<!最终)(?:确定|选定|筛选|锁定)(?!为)[^，。；0-9]{0,24}$|安排[^，。；0-9]{0,8}(?:项目|工程)$"
)
# 结转4个: left for the next year
_CARRIED_ON = re.compile("结转(?:至|到)?(?:下年|明年|次年|20[0-9]{2}年)?(?:实施|建设)?$")
# 6600个宿位的9所学校: what the one has of the other
_ITS = re.compile("[^，。；、0-9]{1,14}的[0-9]+[个所处座条家项]")
# 4所示范学校的67名师生参加了夏令营
_WHOSE = re.compile("[^，。；、0-9]{1,14}的[0-9]+[名人位][^，。；0-9]{0,8}(?:参加|参与|走进|前往)")
# 9个断面水质优良比例100%
_RATE_OF_THEM = re.compile(
    "[^，。；、0-9]{0,10}(?:优良|优质|合格|满意|劣)[^，。；、0-9]{0,3}(?:率|比例)(?:为|达到?)?[0-9]"
)
# 新建20所幼儿园，已推动开工建设7所
_BEGUN_BEHIND = re.compile(
    "，(?:现|目前)?(?:已|其中)[^，。；、0-9]{0,6}(?:开工|动工|启动|进场)[^，。；、0-9]{0,6}[0-9]"
)
# …更新添置招投标文件已发布
_PREPARED_BEHIND = re.compile(
    "(?:招投标|招标|可研|初设|前期工作|设计方案)[^，。；]{0,6}(?:已|正在|完成)|(?:已|均|全部)完成(?:了)?(?:招投标|招标|可研|初设|前期|设计|选址|立项|征地|勘察|[一-龥]{0,4}规划编制|方案编制|清单编制)"
)
_NEXT = re.compile(r"[（(]?[一二三四五六七八九十0-9]*[)）.、 ]?\s*(?:下一步|下步|接下来|下阶段|今后)")
_SINCE = re.compile(
    r"以来|历年|[两二三四五]年(?:来|累计|共|合计|总计|一共)|(?:十[二三四]五[”\"]?|规划)(?:期间|以来|实施以来)"
)
# “十四五”以来累计462公里，其中2025年完成83.6公里: of all the years this one
_OF_THEM_ONE = re.compile("其中[^，。；]{0,4}(?:20[0-9]{2}年|今年|本年|当年|年内)")
# 自9月启动以来: since a day of the year; 2019年以来 is longer where the text tells this year apart
_THIS_YEAR_ON = re.compile("今年|年初|本|年|月|日|份|季度")
_YEAR_ON = re.compile("20[0-9]{2}年以来")
# 2016年以来累计9860套，今年完成1562套
_BUT_THIS_YEAR = re.compile("[，；（(](?:其中)?，?(?:今年|本年|当年|年内)")
# 去年平均浓度为38微克/立方米, 年初贫困人口4.63万人: how it was before
_BEFORE_IT = re.compile(
    "^[，；]?(?:而)?(?:去年|上年|上一年度?|年初)(?!以来|至今|确定|计划|既定|制定|下达|安排|定)[^，。；]*$"
)
# 快速路全长10.6公里，主线已贯通: how long it is to be
_IN_ALL_ITS_LENGTH = re.compile("(?:全长|总长|总长度|总里程)(?:约|为)?$")
# 新增学位缺口400个: what is lacking; 填补缺口400个 is what was done about it
_LACKING = re.compile("^(?!.*(?:填补|补齐|弥补|消除|化解|解决)).*(?:缺口|缺额)[^，。；0-9]{0,4}$", re.S)
# 标准原为每人每月1380元, 从年初的84.2%、年中的87.5%升至
_AS_IT_WAS = re.compile("(?:原为|原来|原先|此前)[^，。；0-9]{0,8}$|(?:年初|年中|上年|去年|同期)的$")
# 最后1所投入使用: one of those that are counted
_LAST_ONE = re.compile("最后的?$")
# 150辆预计9月份到位; 预计8月底前35所具备条件，可提供学位3.1万个
_MEANT = re.compile("[^，。；、已均共]{0,4}(?:(?:预计|计划|拟|将|力争|有望|争取)(?![^，。；]*已)|[要须]全部)")
_THEREBY = re.compile("(?:并?可|届时|并将)")
# 每人每月增加10元: the step, not the level
_BY_SO_MUCH = re.compile("(?:增加|提高|上调|减少|下降|降低)了?$")
# 分别提高5元、40元
_ROW_IN_FRONT = re.compile("(?:[0-9.]+[万亿]?[^，。；、0-9]{1,6}[、和及])+$")
# 补助标准提高5元，达到84元: the level follows
_THE_LEVEL = re.compile("，?(?:达到?|增至|提高到|升至)[^，。；0-9]{0,8}[0-9]")
_BESIDE = re.compile("^、[0-9.]+[^，。；]")  # 85户、296人已签订协议: said of both
_DATE = re.compile("[0-9０-９]{1,4}(?:年|月|日|时)[底末初前]{0,2}")
_DONE_MARK = re.compile("已|均|(?<!公)共(?![享同建])|累计|实际")
_AS_GOAL = re.compile(
    r"的?(?:年度|全年|年|省定|省|市|国家|既定)*(?:目标|任务|计划|指标|要求)(?![^，。；]{0,6}(?:完成|落实|达到|实现))"
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
# 为全面完成14.05万户改造任务奠定了基础
_IN_AID_OF = re.compile("[^，。；0-9]{0,16}(?:奠定|打下|夯实|创造|提供)[^，。；]{0,8}(?:基础|条件|保障)")
_BASE = re.compile(
    r"[^，。；、0-9]{0,14}(?:中$|中(?![小心学医央等间班型青共])(?:已有|已|有)?[^，。；、0-9]{0,4}[0-9]|(?:已(?:经)?|当年|年内)(?:全部)?(?:开工|完工|完成|竣工|建成|启动)[^，。；、0-9]{0,4}[0-9](?![0-9]*[年月日])|(?:任务|工程|项目|建设|改造|整治)?完成(?:率)?(?:达到|达|为)?[0-9])"
)
# 东侧规划道路: the name of a road
_PLANNED_ROAD = re.compile("(?<=免疫)规划|规划(?:道路|支路|路|区|馆|展览)")
# 14个中心村共实施项目186个，…其中11个中心村通过验收
_CARRIES = re.compile(
    "[^，。；、0-9]{0,14}，?共?(?:实施|安排|谋划|策划|涉及)[^，。；、0-9]{0,8}[0-9][^。；\n]{0,60}(?:其中|已?(?:开工|完工|竣工|完成))[^，。；]{0,4}[0-9]"
)
# 13个安置点搬迁群众有劳动力2614人: where those are that are counted
_WHERE_THEY_ARE = re.compile(
    "[^，。；、0-9]{1,10}(?:群众|居民|村民|农户|家庭|人口|职工|学生|老人)(?:共|现)?有[^，。；、0-9]{0,8}[0-9.]+万?[人名户]"
)
# 争取省级补助资金5129万元: money that was got
_GOT = re.compile(
    "(?<![可正在力续拟极])争取(?![^，。；0-9]*(?:完成|年底|月底|拨付))(?=[^，。；0-9]{0,16}(?:资金|补助|专项|债券))"
)
# 组织申报绿色产品12个, 鉴定C、D级危房171户
_APPLIED_FOR = re.compile("^[，；]?(?:已|共|组织|积极|推荐)*(?:(?:申报|上报)(?!成功)|鉴定(?:出|为|[A-D]|危))")
# 申报3A级景区2家，均已通过验收
_GRANTED = re.compile(
    "[^。；0-9]{0,8}(?:均|全部|已)(?!上报|提交)[^，。；、0-9]{0,4}(?:获批|通过|入选|认定|成功)(?![^，。；]{0,6}[0-9])"
)
# 现有10家企业提出军工资质申办需求; 318户有需求的家庭 are those who have it
_ASKED_FOR = re.compile("[^，。；0-9]{0,8}(?:提出|表达|有)[^，。；0-9]{0,10}(?:需求|申请|意向|意愿)(?!的)")
# 经省级评估命名218个
_AWARDED = re.compile("(?:命名|授牌|获评|认定|通过)[^，。；0-9]{0,2}$")
# 进度50%以上的8家: how far each of them is
_HOW_FAR = re.compile(r"进度[^，。；、]{0,4}[0-9]+(?:\.[0-9]+)?[%％][^，。；、]{0,10}的有?$")
# 600个球场建设指标已分解到各市: what is to be done was only dealt out
_HANDED_DOWN = re.compile(r"[^，。；]{0,16}(?:指标|任务|计划)(?:均|已|已经|全部)*(?:分解|下达|落实到|明确到)")
_REACHED = re.compile(r"(?:以上|以内)?的[一-龥]{0,4}(?:目标|任务|要求)(?![^，。；]{0,6}(?:完成|落实|达到|实现))")


@functools.cache
def _passed() -> re.Pattern[str]:
    """摸排的1086个已全部消除: what was prepared for is done; 4家已通过评估 has passed."""
    return re.compile(
        f"(?:已(?:经)?全部|均已|全部已)(?!(?:完成)?[^，。；]{{0,6}}?(?:{verbs('preparing').pattern}))|通过"
    )


# 8月底前可投用14所，新增学位3450个: the clause goes on with what is only meant
_COULD = re.compile("可(?:望)?(?:达到?|投用|投入使用|建成|完成|新增|交付|竣工|完工)[^，。；]*(?:，[^，。；]*)?$")


# 竣工项目可新增学位6570个
_DONE_ONES_CAN = re.compile("(?:建成|竣工|完工|投用)的?[一-龥]{2,6}可(?:新增|提供|增加)[^，。；]*$")

# What stands in front of a promised number and behind it where the text only tells it again.
_TOLD_AGAIN = tuple(
    (re.compile(front), re.compile(behind))
    for front, behind in (
        # 明确了101.5万户改厕任务
        (
            "(?:明确|下达|分解|安排|承担)了?$|(?:下达|分解)(?:给|到|至|了)?(?:全|各)?[市县区乡镇街道]{1,6}$",
            "[^，。；、0-9]{0,8}(?:任务|指标)(?![^，。；]{0,6}(?:完成|落实))",
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
_TASK_MOVED = re.compile("(?:任务|目标|计划|指标)数?(?:由|从)[^，。；]*$")
# 今年任务为公办园5所、学位1000个: all of the row
_GOAL_ROW = re.compile(
    "(?:今年|全年|年度|本年|年初)*(?:目标任务|任务目标|任务|目标|计划)(?:为|是)(?!.*(?:已|实际|完成))"
)
# 任务数：5万亩; 完成数：5.2万亩 stands beside it
_GOAL_LABEL = re.compile("(?<!完成)(?:任务|目标|计划|指标)(?:数|值|量)[:：]$")
# 不含2019年前已改的2.1万户
_LEFT_OUT = re.compile("(?:不含|不包括|不计|除去|剔除)[^，。；0-9）)]{0,12}(?:[0-9]{4}年)?[^，。；0-9）)]{0,12}$")
# 应完成3167人; not 供应, 响应
DUE = "(?<![供响适对相反效回])应"
_DUE = re.compile(f"{DUE}(?!.尽)(?:完成|建成|改造|达到|落实|配备?|设)[^，。；0-9已实]{{0,10}}$")
# 已下达任务计划，分别是甲区25公里、乙区23公里
_DEALT_OUT = re.compile(
    "(?:任务|计划|指标)(?:已|均)?(?:分解|下达|分配)(?:到|至|给)[^。；完建竣开]{0,14}[，：][^。；完建竣开]*$|"
    "(?:(?:下达|分解)[^。；完建竣]*?(?:任务|计划|指标)|(?:任务|计划|指标)(?:均|已|已经)*(?:下达|分解))"
    "[^。；完建竣]{0,40}[，：（](?:分别[是为]|其中)[^。；完建竣]*$"
)
# 36公里线路因客观原因无法完成
_FAILED = re.compile("[^。；，]{0,24}(?:无法|未能|不能|难以|没有|没能)(?:按期|如期|按时|全部)?(?:完成|实施|开工|建成)")
# 未能新增2个
_FAILED_TO = re.compile("(?:未能|没能|没有|无法|未)(?:按期|如期|按时)?(?:新增|建成|完成|创建|获批|实现|新建|改造)$")
# 200公里农村公路改造顺利推进
_GOING_ON = re.compile(
    "[^，。；、0-9]{2,20}?(?:工作|工程|项目)?(?:正|正在)?(?:顺利|有序|稳步|扎实|加快|全力|持续)(?:推进|进行|实施|开展)(?:[，。；]|$)"
)
# 1个完成设备安装、正在调试
_AND_NOW = re.compile(
    "[^，。；、0-9]{0,6}(?:安装|土建|主体|装修|铺设|砌筑|基础)[^，。；、0-9]{0,4}[、，]正在(?![^，。；]{0,6}[0-9])"
)
# 3个处于铺装阶段, 1个办理用地手续
_AT_A_STAGE = re.compile(
    "[^，。；、0-9]{0,8}?(?:处于(?!正常|良好)[^，。；、0-9]{1,8}(?:阶段|状态)|(?:正在|待)?(?<!居民)(?<!群众)办理(?!登记)[^，。；、0-9]{0,8}手续)(?!已|完)"
)
# 市政府工作报告提出新建500根
_PROPOSED = re.compile(
    "(?<![按据照])(?:报告|方案|规划|文件|会议|政府)(?:中)?(?:提出|明确|要求|部署|承诺)[^，。；、0-9已]{0,16}$"
)
# 成立2个工作组
_ORGANISED = re.compile("[^，。；、0-9]{0,6}(?:工作组|专班|领导小组|督导组|督查组|检查组|调度会|推进会|协调会)")
# 设计规模3万吨/日
_DESIGNED = re.compile("(?:设计|规划)(?:规模|能力|产能|容量|供水|处理能力)[^，。；、0-9]{0,4}$")
# 邻市高标准农田建设3.5万亩
_OF_OTHERS = re.compile(
    "(?:^|借鉴|学习|参照|兄弟)[^，。；、0-9]{0,4}(?:(?<!毗)邻[省市县区](?!域)|(?<![室户对海境])外[省市县](?!政|籍|企|客|投|人|游)|兄弟[省市县区])[^，。；、0-9]{0,16}$"
)
# 三标段2.5万亩因水灾延期
_PUT_OFF = re.compile("[^，。；、0-9已]{0,12}(?<!时间)(?:延期|延至(?![0-9]{1,2}[时点:：])|推迟|顺延|延后)")
# 1010平方米在做内粉, 1个在装门窗
_BEING_DONE = re.compile("[^，。；、0-9已]{0,4}在[做装铺架砌修粉贴埋挖刷](?![一-龥]{0,6}(?:完|好))")
# 9个项目施工进度达90%以上
_PROGRESS_OF = re.compile("[^，。；、0-9]{0,10}(?:进度(?:已?达到?|为|约)?|达到?)([0-9.]+)[%％]")
# 3座水库工程形象进度分别为100%、85%、70%
_EACH_SO_FAR = re.compile("[^，。；、0-9]{0,14}进度分别")
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
# 均已完成一半任务
HALF = re.compile("^[^，。；]*?完成[^，。；]{0,3}(?:一半|半数|过半)")
# 如消防验收顺利，11月可配租420套
_IF = re.compile(
    r"\s*(?:如果|假如|倘若|如(?![下期实何])(?=[^，。；]*(?:顺利|通过|获批|到位|允许|成功|签))|若(?![干羌]))[^，。；]{2,24}，"
)
# 四季度计划再验收项目5个，新增建筑25万平方米
_PLAN_AHEAD = re.compile(
    "(?:四季度|下半年|下季度|明年|年底前|月底前)[^，。；已]{0,6}(?:计划(?!安排资金)|拟|将|预计)[^。；]*$"
)
# 六座污水处理厂全部投产后，日处理能力可达…: what holds once they are done
_ONCE_DONE = re.compile(
    "[^，。；、0-9]{0,12}(?:建成|投产|投用|完工|竣工|投入使用|投入运行)(?:投产|投用|使用|运行|运营)?后"
)


def _year_on(c: Context, since: re.Match[str]) -> bool:
    """Whether a number is told since a year (2019年以来), and another of this year beside it."""
    text = c.reading.quiet
    return (
        _YEAR_ON.search(text, since.start() - 5, since.end()) is not None
        and verbs("this_year").search(text) is not None
    )


def _of_other_years(c: Context, since: re.Match[str]) -> bool:
    """Whether words of since when make a number behind them one of other years too: 2016年以来累计; not 自9月启动以来."""
    text = c.reading.quiet
    if _BUT_THIS_YEAR.search(text, since.end(), c.quantity.start):
        return False
    if since[0].endswith(("合计", "总计", "一共")):
        # 今年治理42.3平方公里，三年合计116.3平方公里; where this year is not told apart, they may be what was promised
        return verbs("this_year").search(text, c.sentence[0], since.start()) is not None
    this_year = _THIS_YEAR_ON.search(text, max(c.sentence[0], since.start() - 8), since.start())
    return since[0] != "以来" or _year_on(c, since) or this_year is None


def carries(q: Quantity, c: Context) -> bool:
    """Whether a number only says in how many places there is what the next number counts (10个示范村共谋划项目86个)."""
    # 完成公路改造978公里，实施精品公路185公里: of two works each is told
    return not verbs("finished").search(c.left) and _CARRIES.match(c.reading.quiet, q.end) is not None


_GOAL = "(?:目标任务|任务目标|目标|任务|计划)(?:数|值|量)?"
# 比年度任务多建4个; 超出计划137家次, 高出年度目标2.3个百分点
_BEYOND_GOAL = re.compile(
    rf"(?:比|较)[^，。；]{{0,6}}?{_GOAL}[^，。；]{{0,10}}?(?:多|超|高|增)(?!少)[一-龥]{{0,3}}$"
    rf"|(?:超出|高出|高于|超)(?:年度|全年|年初|既定|省定|市定)*{_GOAL}$"
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


# 剩余3个未完成整改, 还有860套未办证, 除5个待报装外; 年末尚存6处
_LEFT = re.compile(
    "(?:剩余|还有|还剩|仅剩|只剩|尚存|尚有|尚余|只有|仅有|(?<![消拆清解排免废扣])除(?!险|[尘草雪]))[^，。；0-9]{0,12}$"
)
_LEFT_OVER = re.compile("(?:剩余|还剩|仅剩|只剩|尚存|尚余)[^，。；0-9]{0,4}$")
_UNDONE = re.compile("(?![^，。；]*(?:已|通过))[^，。；]{0,24}?(?:未(?!来)|没有?(?!收)|尚|待(?!遇))")
# 其他均已销号, 其余8所老人已入住; 除5个外，均已建成
_OTHERS_DONE = re.compile(
    "[，；、](?:(?:其[余他它]|另外)[^，。；]{0,24}(?:均|都|全部|已|予以|办理)|均已|已全部|全部已)"
)
_ONLY_AMONG = re.compile("[0-9][^，。；]{1,16}中，?(?:仅剩|只剩|还剩)")


def all_that_is_left(c: Context) -> bool:
    """Whether a number is all that is not done yet: the others are, as its sentence says (剩余3个未完成，其他均已销号)."""
    if not _LEFT.search(c.left):
        return False
    told = _OTHERS_DONE.search(c.reading.quiet, c.quantity.end, c.sentence[1]) is not None
    among = _ONLY_AMONG.search(c.before + c.left) is not None
    undone = _LEFT_OVER.search(c.left) is not None or _UNDONE.match(c.right) is not None
    return (told or among) and undone


def stage_of(q: Quantity, c: Context) -> Stage:
    """Tell how far that is which a quantity of the progress text counts."""
    left, right = c.left, c.right
    if c.quoted:
        # “棚户区改造27.76万套”项目，已完成17.18万套
        return Stage.RESTATED
    if q.start > 1 and c.reading.text[q.start - 1] in "/／" and c.reading.text[q.start - 2].isdigit():
        # 32450/32000人: so many of so many
        return Stage.QUOTA
    if q.dimension == "share" and _completion().search(c.around) and not _LEVEL_SO_FAR.search(left):
        return Stage.COMPLETION
    if _restated().search(left):
        return Stage.RESTATED
    # 列入改造计划的428个: which ones are meant
    masked = _LISTED.sub(lambda m: "　" * len(m[0]), left) if "入" in left or "计划" in left else left
    if "将" in left and _IN_FORCE.search(c.before + left):
        masked = _MADE.sub("　", masked)
    if "计划" in left and _LISTED.search(left) and _TOLD_APART.match(c.reading.quiet, q.end):
        # 计划新增的116辆公交车，已到位96辆
        return Stage.QUOTA
    if _quota().search(masked) and not _MET.search(left) and not _all_of_it().match(right):
        # 改造任务86户，已全部竣工
        return Stage.FINISHED if _later_done().match(c.reading.quiet, c.clause[1]) else Stage.QUOTA
    if (
        _GOAL_ROW.match(left)
        or _DUE.search(left)
        or _TASK_MOVED.search(left)
        or _GOAL_LABEL.search(c.reading.quiet, max(0, q.from_ - 8), q.from_)
    ):
        return Stage.QUOTA
    if _LEFT_OUT.search(left):
        return Stage.BASE
    if _GOAL_HEADING.fullmatch(c.reading.text[slice(*c.heading())]):
        return Stage.QUOTA
    if c.around != left and c.bracketed and _goal().search(c.around[: len(c.around) - len(left)]):
        return Stage.QUOTA
    if _BASE_OF_RATE.match(right) and _COUNTED_AGAINST.search(left):
        return Stage.QUOTA
    if _GOAL_MET.search(left) and _AS_GOAL.match(right) and not verbs("planned").search(left):
        # 完成安装100台的年度目标; and then 实际安装112台
        return Stage.QUOTA if _IN_FACT.search(c.reading.quiet, q.end, c.sentence[1]) else Stage.FINISHED
    if _AS_GOAL.match(right) or _REACHED.match(right) or _HANDED_DOWN.match(right):
        return Stage.QUOTA
    if _TASK_AND_FACT.match(c.reading.quiet, q.end):
        return Stage.QUOTA
    if _AS_HEADING.search(left) and (told := _told_below(q, c)) is not None:
        return told
    if any(front.search(left) and behind.match(right) for front, behind in _TOLD_AGAIN):
        return Stage.QUOTA
    if _DEALT_OUT.search(c.reading.quiet, c.sentence[0], q.start):
        return Stage.QUOTA
    if _FAILED.match(right) or _FAILED_TO.search(left) or all_that_is_left(c):
        return Stage.ONGOING
    if not verbs("finished", "wholly_done").search(left) and (
        _GOING_ON.match(c.reading.quiet, q.end) or _AND_NOW.match(c.reading.quiet, q.end)
    ):
        return Stage.ONGOING
    if _PROPOSED.search(left) and not verbs("finished", "wholly_done").search(left + right):
        return Stage.QUOTA
    if _ORGANISED.match(right) or _DESIGNED.search(left) or _OF_OTHERS.search(left):
        return Stage.BASE
    if _PUT_OFF.match(right) or _AT_A_STAGE.match(right) or _BEING_DONE.match(right):
        return Stage.ONGOING
    if ((far := _PROGRESS_OF.match(right)) and far[1] != "100") or _EACH_SO_FAR.match(right):
        return Stage.ONGOING
    if _HOW_FAR.search(left) or HALF.search(right):
        return Stage.ONGOING
    masked = _PLANNED_ROAD.sub("　　", masked)
    if "争取" in masked:
        masked = _GOT.sub("　　", masked)
    plan = last_match(verbs("planned"), masked)
    if plan is not None and verbs("carried_out").search(left):
        masked = verbs("carried_out").sub(lambda m: "　" * len(m[0]), masked)
        plan = last_match(verbs("planned"), masked)
    if plan is not None and not _DONE_MARK.search(masked, plan.end()):
        return Stage.PLANNED
    if _IF.match(c.reading.quiet, *c.sentence) and not _DONE_MARK.search(left):
        return Stage.PLANNED
    if (
        _PLAN_AHEAD.search(c.before)
        and not _DONE_MARK.search(left + right)
        and not verbs("finished").search(left + right)
    ):
        return Stage.PLANNED
    if _ONCE_DONE.match(right) or ("为" in left and _IN_AID_OF.match(right)):
        return Stage.PLANNED
    if _COULD.search(c.before + left) and not _DONE_MARK.search(left) and not _DONE_ONES_CAN.search(left):
        return Stage.PLANNED
    if _MEANT.match(right) or (_THEREBY.match(left) and verbs("planned").search(c.before)):
        return Stage.PLANNED
    if _NEXT.match(c.reading.quiet, c.sentence[0]) or _NEXT.match(c.reading.quiet, c.heading()[0]):
        return Stage.PLANNED
    if _IN_ALL_ITS_LENGTH.search(left) and not verbs("finished").search(c.reading.quiet, *c.sentence):
        return Stage.ONGOING
    if "缺" in left and _LACKING.search(left):
        return Stage.ONGOING
    if not _OF_THEM_ONE.search(left) and any(
        _of_other_years(c, m) for m in _SINCE.finditer(c.reading.quiet, c.sentence[0], q.start)
    ):
        return Stage.SINCE
    if _AS_IT_WAS.search(left):
        return Stage.COMPARISON
    if (
        _BEFORE_IT.match(left)
        and not re.search("已|累计|实际", left)
        and not verbs("this_year", "decline").search(left)
        and not ("年初" in left and verbs("finished", "anew").search(left))
        and not verbs("finished", "wholly_done", "universal").search(right)
    ):
        return Stage.COMPARISON
    if q.unit not in ("%", "‰") and differs_from_goal(c):
        return Stage.COMPARISON
    if verbs("comparison").search(left.replace("提前量", "")) and not re.search("(?:[占达为至]|到)$", left):
        return Stage.COMPARISON
    if q.dimension != "share" and (
        _BASE.match(c.right)
        or carries(q, c)
        or _ITS.match(c.right)
        or (q.dimension == "site" and (_WHOSE.match(c.right) or _WHERE_THEY_ARE.match(c.right)))
        or (not left.strip() and _RATE_OF_THEM.match(c.right))
    ):
        return Stage.BASE
    if _LAST_ONE.search(left):
        return Stage.BASE
    if _CARRIED_ON.search(left):
        return Stage.ONGOING
    if _CHOSEN.search(left) and "已" not in right and not verbs("finished", "wholly_done").search(right):
        return Stage.BASE
    if not verbs("finished", "wholly_done", "universal").search(left + right) and _BEGUN_BEHIND.match(
        c.reading.quiet, c.clause[1]
    ):
        return Stage.BASE
    if (
        "/" in q.unit or q.dimension == "score" or (q.dimension == "money" and _THE_LEVEL.match(right))
    ) and _BY_SO_MUCH.search(_ROW_IN_FRONT.sub("", left)):
        return Stage.STEP
    if (_APPLIED_FOR.match(left) and not _GRANTED.match(c.reading.quiet, q.end)) or _ASKED_FOR.match(right):
        return Stage.PREPARING
    ahead = _BESIDE.sub("", right)
    if verbs("preparing").match(ahead) and not _passed().search(right):
        # 完成2个选址
        return Stage.PREPARING
    if re.match(f"[^，。；、0-9]{{0,12}}{SETTLED}", right):
        # 20个社区体育园点位全部确定
        return Stage.PREPARING
    if _PREPARED_BEHIND.search(right) and not verbs("wholly_done").search(left):
        return Stage.PREPARING
    prepared = ahead[:16] if not verbs("finished").search(left) and not re.match("[，、0-9]", ahead) else ""
    awarded = _AWARDED.search(c.near) is not None and not re.search("申报|待|拟", c.near)
    if (
        not awarded
        and not _passed().search(right)
        and (verbs("preparing").search(c.near[-8:]) or verbs("preparing").search(prepared))
    ):
        return Stage.PREPARING
    if c.bracketed and (m := _BEHIND_BRACKET.match(c.reading.quiet, q.end)) and not verbs("finished").search(left):
        # 热源厂二期（120万平方米）主体完工
        unfinished = last_match(verbs("shell", "ongoing", "preparing", "started"), m["told"])
        if unfinished is not None and not verbs("wholly_done").search(m["told"], unfinished.end()):
            return Stage.STARTED
    if c.bracketed and _SO_MUCH_OF_IT.match(c.reading.quiet, q.end):
        return Stage.ONGOING
    stages = verbs("finished", "started", "shell", "ongoing")
    last = last_match(stages, _WORKS_IN_HAND.sub("", _SINCE_BEGUN.sub("", left)))
    if last is not None and _THE_REST.fullmatch(last[0]) and (_all_done().match(right) or _REST_OF_PLACES.search(left)):
        return Stage.FINISHED
    if last is not None and last[0] == "其余" and _OTHER_PLACES.match(right):
        return Stage.FINISHED
    if last is not None and last[0] == "另有" and _others_done().match(right):
        return Stage.FINISHED
    right = _DATE.sub("", right)
    follows = stages.search(_ASIDE.split(right)[0][:24])
    if (
        follows is not None
        and (last is None or follows[0] not in load("verbs")["finished"])
        and not re.search(r"[，、0-9]", right[: follows.start()])
    ):
        last = follows
    if last is None:
        # 新开工：甲县620套、乙县740套
        last = last_match(stages, c.reading.text[slice(*c.heading())])
    if last is None and q.dimension not in ("share", "time") and _what_comes_next(c) is not None:
        return Stage.ONGOING
    if last is None:
        return Stage.FINISHED
    if last[0] in load("verbs")["started"] and _later_done().match(c.reading.quiet, c.clause[1]):
        return Stage.FINISHED
    for stage in (Stage.STARTED, Stage.SHELL, Stage.ONGOING):
        if last[0] in load("verbs")[stage.value]:
            return stage
    return Stage.FINISHED
