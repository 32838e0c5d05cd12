"""Numbers of what something is done in, or is a part of: 10个示范村共谋划项目86个."""

from __future__ import annotations

import re
from bisect import bisect_right

from analysis.extraction.lexicon import verbs
from analysis.extraction.reading import EXCEPT, Context
from analysis.extraction.stages.stage import Stage
from analysis.model import Quantity

# 确定500户改造对象
_CHOSEN = re.compile(
    "(?:已|共|初步|全部|年初)*(?<!最终)(?:确定|选定|筛选|锁定)(?!为|并)[^，。；0-9]{0,24}$|安排[^，。；0-9]{0,8}(?:项目|工程)$|名[单册]上(?:共|的)*有?$"
)
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
# 最后1所投入使用: one of those that are counted
_LAST_ONE = re.compile("最后的?$")
# 改善办学条件项目校563所，竣工512所
_FINISHED = "(?:竣工|完工|建成|(?:通过)?验收|命名|授牌)"
_SO_MANY = "(?P<done>[0-9]+)(?P<unit>[一-龥]{1,2}?)"
_FINISHED_BEHIND = re.compile(f"，(?:已|现已|目前已)?{_FINISHED}{_SO_MANY}(?=[，。；、）]|$)")
# 幼儿园项目12所，其中9所已竣工
_FINISHED_AMONG_THEM = re.compile(f"，其中{_SO_MANY}(?:均|全部)?已(?:经)?{_FINISHED}")
# 美丽乡村创建村23个，已通过验收19个: those that are to be
_TO_BECOME = re.compile("(?:创建|建设|培育)(?=村|点|户|校|单位|对象)")
_BASE = re.compile(
    r"[^，。；、0-9]{0,14}(?:中$|中(?![小心学医央等间班型青共])(?:已有|已|有)?[^，。；、0-9]{0,4}[0-9]|(?:已(?:经)?|当年|年内)(?:全部)?(?:开工|复工|完工|完成|竣工|建成|启动)[^，。；、0-9]{0,4}[0-9](?![0-9]*[年月日])|(?:任务|工程|项目|建设|改造|整治)?完成(?:率)?(?:达到|达|为)?[0-9])"
)
# 列入年度计划的320个重点项目完成投资897.2亿元
_INVESTED_IN = re.compile("[^，。；、0-9]{0,14}(?:累计|已|共)*完成(?:年度)?投资")
# 14个中心村共实施项目186个，…其中11个中心村通过验收
_CARRIES = re.compile(
    "[^，。；、0-9]{0,14}，?共?(?:实施|安排|谋划|策划|涉及)[^，。；、0-9]{0,8}[0-9][^。；\n]{0,60}(?:其中|已?(?:开工|完工|竣工|完成(?!投资)))[^，。；]{0,4}[0-9]"
)
# 13个安置点搬迁群众有劳动力2614人: where those are that are counted
_WHERE_THEY_ARE = re.compile(
    "[^，。；、0-9]{1,10}(?:群众|居民|村民|农户|家庭|人口|职工|学生|老人)(?:共|现)?有[^，。；、0-9]{0,8}[0-9.]+万?[人名户]"
)
# 符合手术指征538例
_FIT_FOR_IT = re.compile("符合[^，。；、0-9]{0,8}(?:指征|适应症)[^，。；0-9]{0,2}$")
# 符合条件的听障儿童4例，其中3例完成手术: who could be given it
_FIT = re.compile("^(?:全[市县区]|现有|共有|有)*符合[^，。；、0-9]{0,6}(?:条件|标准|要求)[^，。；0-9]{0,12}$")
_SOME_OF_THE_FIT = re.compile(
    "，(?:其中|现?已|目前)[^，。；、0-9]{0,8}(?P<some>[0-9]+)(?P<unit>[一-龥]{1,2})[^，。；0-9]{0,6}(?:完成|已|实施|享受|领取|纳入)"
)
# 符合条件的优抚对象2410人，实际参检2266人
_SO_MANY_IN_FACT = re.compile(
    "，[^，。；、0-9]{0,6}实际[^，。；、0-9]{1,8}(?P<some>[0-9]+)(?P<unit>[一-龥]{1,2}?)(?=[，。；、]|$)"
)
# 成立2个工作组
_ORGANISED = re.compile("[^，。；、0-9]{0,6}(?:工作组|专班|领导小组|督导组|督查组|检查组|调度会|推进会|协调会)")
# 共分4个标段
_DIVIDED = re.compile("分(?:为|成)?$")
# 设计规模3万吨/日
_DESIGNED = re.compile("(?:设计|规划|编制)(?:床位|规模|能力|产能|容量|仓容|库容|供水|处理能力)[^，。；、0-9]{0,4}$")
# 可容纳企业60家, 可同时服务老人1600名; 在建及建成停车场13个
_CAN_HOLD = re.compile(
    "可(?:同时)?(?:容纳|停放|入驻|接纳)[^，。；、0-9]{0,8}$|可同时[^，。；、0-9]{2,8}$|在建(?:及|和|、|或)(?:已)?建成[^，。；、0-9]*$"
)
# 邻市高标准农田建设3.5万亩
_OF_OTHERS = re.compile(
    "(?:^|借鉴|学习|参照|兄弟)[^，。；、0-9]{0,4}(?:(?<!毗)邻[省市县区](?!域)|(?<![室户对海境])外[省市县](?!政|籍|企|客|投|人|游)|兄弟[省市县区])[^，。；、0-9]{0,16}$|(?:^|[，；])(?:相邻|邻近|毗邻|隔壁)的[^，。；、0-9]{0,16}$"
)


# 12条黑臭水体，除东风渠尚在施工外，其他均已完成
_BUT_SOME = re.compile(
    "[^，。；、0-9]{0,12}，除(?:[^。；，]{2,40}外，其[余他它]|[0-9]+[^。；，0-9]{1,12}外)"
    "|[^，。；、0-9]{0,8}，?(?:目前|现)?[仅只](?:剩|余|有)[^，。；]{1,24}(?:未|正在|在建)"
    "|[^，。；、0-9]{0,12}，?"
    f"{EXCEPT}"
    "(?:[^。；，0-9（]|（[^）]*）){2,40}外，?(?:其[余他它][^，。；0-9]{0,8})?(?:均|全部|都)"
)
# 赴杭州考察学习，该市已建成老年食堂1800余家
_VISITED = re.compile("考察|学习|参观|观摩|取经|借鉴")
_THEIRS = re.compile("[，；]?(?:该|当地)[省市县区]?")


# 达标37个（全区共52个社区）
_OF_ALL_THERE_ARE = re.compile("全[省市州县区旗镇乡](?:现|总)?共有?")


def _all_there_are(q: Quantity, c: Context) -> bool:
    """Whether a bracket says how many there are of what the number in front of it counts."""
    if not c.bracketed or not _OF_ALL_THERE_ARE.fullmatch(c.left):
        return False
    before = c.in_front
    return before is not None and before.unit == q.unit and c.reading.quiet.startswith("（", before.end)


# 共有留守儿童3264名，已为其中2180名提供关爱
_FOR_SOME = re.compile("[，；](?:现|目前)?(?:已|对|为|向|给)+其中的?[^，。；0-9]{0,4}[0-9]")


def _some_of_them_done(q: Quantity, c: Context) -> bool:
    """Whether nothing is told of a number but how many of them are finished (项目校563所，竣工512所)."""
    quiet = c.reading.quiet
    m = _FINISHED_BEHIND.match(quiet, q.end) or _FINISHED_AMONG_THEM.match(quiet, q.end)
    done = verbs("to_do", "finished", "wholly_done", "started", "anew", "over_again", "universal")
    left = _TO_BECOME.sub("", c.left)
    # 示范村23个，授牌2个: hardly all that became of them
    fewer = m is not None and q.value <= 2 * int(m["done"]) < 2 * q.value
    return m is not None and m["unit"] == q.unit and fewer and not done.search(left)


def _fit(q: Quantity, c: Context) -> bool:
    """Whether a number is of those who are fit for what fewer of them, as is told next, were given."""
    quiet = c.reading.quiet
    told = _SOME_OF_THE_FIT.match(quiet, q.end) or _SO_MANY_IN_FACT.match(quiet, q.end)
    m = told if _FIT.search(c.left) else None
    return m is not None and m["unit"].startswith(q.unit) and int(m["some"]) < q.value


# 绿道宽3米、长8.5公里; 6.5米宽46公里; not 拓宽24米
_ACROSS = re.compile("(?:(?<![拓加展增])[宽深高厚]度?|路幅|[直半口管孔]径|间距)(?:约|为|：)?$")
_ACROSS_BEHIND = re.compile("[宽深高厚](?=[、，。；0-9长的]|$)")


def _across(q: Quantity, c: Context) -> bool:
    """Whether a length is how wide, deep or high something is, and not how long."""
    if q.dimension != "length":
        return False
    m, before = _ACROSS.search(c.left), c.in_front
    # 宽 in front of 46公里 belongs to 6.5米
    of_it = m is not None and (before is None or before.end < c.clause[0] + m.start())
    behind = _ACROSS_BEHIND.match(c.right) is not None and not re.search("[拓加展增]宽", c.left)
    return of_it or behind


def carries(q: Quantity, c: Context) -> bool:
    """Whether a number only says in how many places there is what the next number counts (10个示范村共谋划项目86个)."""
    # 完成公路改造978公里，实施精品公路185公里: of two works each is told
    # 85个小区已全部开工，涉及居民12460户，其中52个完工
    # 12个小区中10个完工，涉及楼房36栋
    told = verbs("finished", "started").search(c.left) or verbs("started").search(c.right)
    told = told or verbs("finished").match(c.right)
    behind = bisect_right(c.reading.quantities, q.start, key=lambda other: other.start)
    # 新改建206公里，实施养护285公里: of two works each is told
    same = q.dimension != "site" and any(other.unit == q.unit for other in c.reading.quantities[behind : behind + 1])
    return told is None and not same and _CARRIES.match(c.reading.quiet, q.end) is not None


def of_something_else(q: Quantity, c: Context) -> Stage | None:
    """Stage of a number that counts where something is done, or among what, and not what was done."""
    left, right = c.left, c.right
    if (
        _ORGANISED.match(right)
        or (_DIVIDED.search(left) and right.startswith("标段"))
        or _DESIGNED.search(left)
        or _CAN_HOLD.search(left)
        or _FIT_FOR_IT.search(left)
        or _OF_OTHERS.search(left)
        or _LAST_ONE.search(left)
        or _across(q, c)
        or (_THEIRS.match(left) and _VISITED.search(c.before))
    ):
        return Stage.BASE
    if _all_there_are(q, c) or _BUT_SOME.match(c.reading.quiet, q.end):
        return Stage.BASE
    if _INVESTED_IN.match(right) and not verbs(
        "finished", "wholly_done", "started", "anew", "over_again", "to_do"
    ).search(left):
        return Stage.BASE
    if q.dimension != "share" and (
        _BASE.match(right)
        or carries(q, c)
        or _ITS.match(right)
        or (q.dimension == "site" and (_WHOSE.match(right) or _WHERE_THEY_ARE.match(right)))
        or (not left.strip() and _RATE_OF_THEM.match(right))
    ):
        return Stage.BASE
    if _CHOSEN.search(left) and "已" not in right and not verbs("finished", "wholly_done").search(right):
        return Stage.BASE
    if _some_of_them_done(q, c) or _fit(q, c) or _FOR_SOME.match(c.reading.quiet, q.end):
        return Stage.BASE
    if not verbs("finished", "wholly_done", "universal").search(left + right) and _BEGUN_BEHIND.match(
        c.reading.quiet, c.clause[1]
    ):
        return Stage.BASE
    return None
