"""Numbers that are only meant: plans, forecasts, conditions, next steps."""

from __future__ import annotations

import functools
import re

from analysis.extraction.lexicon import last_match, verbs
from analysis.extraction.reading import Context
from analysis.extraction.stages.goals import OF_THE_PLAN, without_works_of_the_plan
from analysis.extraction.stages.stage import Stage
from analysis.extraction.stages.work import ALL_BEGUN
from analysis.model import Quantity

_NEXT = re.compile(r"[（(]?[一二三四五六七八九十0-9]*[)）.、 ]?\s*(?:下一步|下步|接下来|下阶段|今后)")
# 150辆预计9月份到位; 预计8月底前35所具备条件，可提供学位3.1万个
_MEANT = re.compile(
    f"[^，。；、已均共]{{0,4}}(?:(?:预计|拟|将|力争|有望|争取|计划(?!{OF_THE_PLAN}))(?![^，。；]*已)|[要须]全部)"
)
# 42个拟退出贫困村已完成自查; and then 已全部退出
_PROPOSED = re.compile("拟(?!定|好)(?P<verb>[一-龥]{2})(?![^，。；]*已(?:全部|均|经|正式)*(?P=verb))")
_THEREBY = re.compile("(?:并?可|届时|并将)")
_DONE_MARK = re.compile("已|(?<![人户亩村平日月年])均|(?<!公)共(?![享同建])|累计|实际")
# 为全面完成14.05万户改造任务奠定了基础
_IN_AID_OF = re.compile("[^，。；0-9]{0,16}(?:奠定|打下|夯实|创造|提供)[^，。；]{0,8}(?:基础|条件|保障)")
# 东侧规划道路: the name of a road
_PLANNED_ROAD = re.compile("(?<=免疫)规划|规划(?:审批|许可|审查|核实|验收|道路|支路|路|区|馆|展览)")
# 科技计划项目33项: a programme, and nothing that is only meant
_PROGRAMME = re.compile("(?<=科技|人才|研发|引才|育才|行动|倍增)计划(?=项目|课题|人选|入选|支持|资助)")
# 有网民称我市已建成30个, 代表建议把早餐点增设到80个: what somebody says or wishes, and no report
_WHO = "(?:网民|网友|自媒体|媒体|群众|村民|居民|市民|业主|家长|代表|委员|来电人|投诉人|举报人)"
_SAYS = re.compile(f"{_WHO}[^，。；]{{0,6}}(?:称|质疑)")
_WISHES = re.compile(f"{_WHO}[^，。；]{{0,6}}(?:建议|要求|呼吁|希望)(?:把|将)[^，。；]*$")
# 经核实，目前已安装186盏: what is found out of it
_FOUND_OUT = re.compile("经|核实|实际|目前|截至|已")


def _hearsay(before: str, left: str) -> bool:
    """Whether a number is what somebody says or wishes, in its clause or in one in front that nothing is found out behind."""
    said = _SAYS.search(before)
    return (
        _WISHES.search(left) is not None
        or _SAYS.search(left) is not None
        or (said is not None and not _FOUND_OUT.search(before[said.end() :] + left))
    )


# 将军山: a name
_NAMED_LIKE_A_PLAN = re.compile("将(?=[军乐台帅相])|(?<=[大名小上中少虎])将")
# 拟从7月起每人每月加发9元，达到150元
_THE_LEVEL_MEANT = re.compile("(?:达到?|[增升提降]至|提高到|提高至|增加到)(?:每[人户名][每年月]*)?$")
# 争取省级补助资金5129万元: money that was got
_GOT = re.compile(
    "(?<![可正在力续拟极紧快])争取(?![^，。；0-9]*(?:完成|年底|月底|拨付))(?=[^，。；0-9]{0,16}(?:资金|补助|专项|债券|(?:中央|上级|省级|预算内)[^，。；0-9]{0,6}投资))"
    "|(?<=已)争取到"
)
# 8月底前可投用14所，新增学位3450个: the clause goes on with what is only meant
_COULD = re.compile(
    "(?:[0-9]{1,2}月[底初中份]?|年底|月底)前?可(?=[一-龥]{1,4}$)|可再[增新][^，。；0-9]{0,6}$"
    "|可(?:望)?(?:达到?|投用|投入使用|建成|完成|新增|交付|竣工|完工)[^，。；]*(?:，[^，。；]*)?$"
)
# 竣工项目可新增学位6570个
_DONE_ONES_CAN = re.compile("(?:建成|竣工|完工|投用)的?[一-龥]{2,6}可(?:新增|提供|增加)[^，。；]*$")
# 综合楼竣工验收，秋季学期投入使用，可新增学位405个
_IN_USE = re.compile("(?:竣工|投入使用|投用|建成)(?!后)(?!.*(?:预计|计划|拟|力争|将))")
# 如消防验收顺利，11月可配租420套
_IF = re.compile(
    r"\s*(?:如果|假如|倘若|如(?![下期实何])(?=[^，。；]*(?:顺利|通过|获批|到位|允许|成功|签))|若(?![干羌]))[^，。；]{2,24}，"
)
# 四季度计划再验收项目5个，新增建筑25万平方米
_PLAN_AHEAD = re.compile(
    "(?:四季度|下半年|下季度|明年|年底前|月底前)[^，。；已]{0,6}(?:计划(?!安排资金)|拟|将|预计)[^。；]*$"
)
_STILL_THIS_YEAR = re.compile("(?:年内|年底前|月底前|力争|确保)")
_TO_BEGIN = re.compile("(?:计划|拟|预计|将)(?:于|在|从|自)[^，。；已]*，$")
# 计划3月动工，建设海堤12.8公里: what is built then
_TO_BREAK_GROUND = re.compile("(?:计划|拟|预计|将)[^，。；已]*(?:动工|开工|开建|启动|实施)(?:建设)?，$")
_THEN_BUILT = re.compile("(?:建设|新建|改造|修建|铺设|治理)(?!完成)[^，。；已]*$")
# 明确2024年建设100个、2025年建设120个; 第三批15个村已列入明年创建名单
_OF_YEARS = re.compile("(?:明确|提出)(?:了)?20[0-9]{2}年(?!.*(?:已|实际))")
_FOR_NEXT_YEAR = re.compile("[^，。；0-9]{0,6}(?:已|拟)?(?:列入|纳入)(?:明年|下年|次年|后备|候选|储备)")
# 明年6月投入使用后，可增加床位260张
_NEXT_YEAR = re.compile("(?<![至到])(?:明年|次年|来年)(?![^。；]*已)[^。；]*$")
# 六座污水处理厂全部投产后，日处理能力可达…: what holds once they are done
_ONCE_DONE = re.compile(
    "[^，。；、0-9]{0,12}(?:建成|投产|投用|完工|竣工|投入使用|投入运行)(?:投产|投用|使用|运行|运营)?后"
)


# What was settled at the beginning of the year: it may have been carried out.
_SET_BEFORE = frozenset(("年初确定", "约定", "年初定"))


# 按照年初方案，新建卫生室35个
_AS_PLANNED = re.compile(r"\s*按照?(?:年初|既定|原定)[^，。；0-9]{0,6}(?:方案|计划|规划)，")
# 按照安排，10月完成20处，11月完成25处
_AS_ARRANGED = re.compile(r"\s*按照?(?:工作|进度|施工|年度)?安排，")


@functools.cache
def _all_done() -> re.Pattern[str]:
    """年初确定的14个小区已全部完工: what was planned is done."""
    done = verbs("wholly_done", "finished").pattern
    return re.compile(f"[^，。；]{{0,24}}(?:已|均)(?:经)?(?:全部|全面|如期|按期|提前)*(?:{done})")


def _only_meant(before: str) -> bool:
    """Whether the clause in front is of a plan: 拟从7月起每人每月加发9元."""
    clause = re.split("[，；：]", before.rstrip("，；："))[-1]
    plan = last_match(verbs("planned"), clause)
    return plan is not None and not _DONE_MARK.search(clause, plan.end())


def planned(q: Quantity, c: Context) -> Stage | None:
    """Stage of a number that is only meant: a plan, a forecast, a condition, the next step."""
    left, right = c.left, c.right
    said = _NAMED_LIKE_A_PLAN.sub("　", _PLANNED_ROAD.sub("　　", without_works_of_the_plan(c)))
    said = _PROGRAMME.sub("　　", said)
    if "争取" in said:
        said = _GOT.sub(lambda m: "　" * len(m[0]), said)
    plan = last_match(verbs("planned"), said)
    if plan is not None and verbs("carried_out").search(left):
        said = verbs("carried_out").sub(lambda m: "　" * len(m[0]), said)
        plan = last_match(verbs("planned"), said)
    if (
        plan is not None
        and not _DONE_MARK.search(said, plan.end())
        and not (plan[0] in _SET_BEFORE and _all_done().match(right))
    ):
        # 计划改造小区412个，已全部开工
        begun = ALL_BEGUN.match(c.reading.quiet, c.clause[1]) if "下一步" not in left else None
        return Stage.STARTED if begun is not None and "工" in begun[0] else Stage.PLANNED
    if _AS_ARRANGED.match(c.reading.quiet, *c.sentence) and not _DONE_MARK.search(c.before + left + right):
        return Stage.PLANNED
    if (
        _AS_PLANNED.match(c.reading.quiet, *c.sentence)
        and not _DONE_MARK.search(c.before + left + right)
        and not verbs("finished", "wholly_done", "universal").search(c.reading.quiet, *c.sentence)
    ):
        return Stage.PLANNED
    if _THE_LEVEL_MEANT.fullmatch(left) and _only_meant(c.before):
        return Stage.PLANNED
    if _hearsay(c.before, left):
        return Stage.PLANNED
    if _IF.match(c.reading.quiet, *c.sentence) and not _DONE_MARK.search(left):
        return Stage.PLANNED
    if (
        _PLAN_AHEAD.search(c.before)
        and not _DONE_MARK.search(left + right)
        and not verbs("finished").search(left + right)
    ):
        return Stage.PLANNED
    if _STILL_THIS_YEAR.match(left) and _TO_BEGIN.search(c.before) and not _DONE_MARK.search(left):
        # 考核计划于10月下旬起集中开展，年内完成2000名取证任务
        return Stage.PLANNED
    if _THEN_BUILT.match(left) and _TO_BREAK_GROUND.search(c.before) and not _DONE_MARK.search(left + right):
        return Stage.PLANNED
    if _OF_YEARS.search(left) or _FOR_NEXT_YEAR.match(right):
        return Stage.PLANNED
    if _NEXT_YEAR.search(c.before + left) and not _DONE_MARK.search(left):
        return Stage.PLANNED
    if _ONCE_DONE.match(right) or ("为" in left and _IN_AID_OF.match(right)):
        return Stage.PLANNED
    if (
        _COULD.search(c.before + left)
        and not _DONE_MARK.search(left)
        and not _DONE_ONES_CAN.search(left)
        and not (left.startswith("可新增") and _IN_USE.search(c.before))
    ):
        return Stage.PLANNED
    if _MEANT.match(right) or _PROPOSED.match(right) or (_THEREBY.match(left) and verbs("planned").search(c.before)):
        return Stage.PLANNED
    if _NEXT.match(c.reading.quiet, c.sentence[0]) or _NEXT.match(c.reading.quiet, c.heading()[0]):
        return Stage.PLANNED
    return None
