"""Numbers of which the text says that they are not done: failed, put off, in hand, left over, lacking."""

from __future__ import annotations

import re
from bisect import bisect_left

from analysis.extraction.lexicon import verbs
from analysis.extraction.reading import CLAUSE, EXCEPT, Context, Span
from analysis.extraction.stages.stage import Stage
from analysis.model import Quantity

# 结转4个: left for the next year
_CARRIED_ON = re.compile("结转(?:至|到)?(?:下年|明年|次年|20[0-9]{2}年)?(?:实施|建设)?$")
# 快速路全长10.6公里，主线已贯通: how long it is to be
IN_ALL_ITS_LENGTH = re.compile("(?:全长|总长|总长度|总里程)(?:约|为)?$")
# 新增学位缺口400个: what is lacking; 填补缺口400个 is what was done about it
_LACKING = re.compile("^(?!.*(?:填补|补齐|弥补|消除|化解|解决)).*(?:缺口|缺额)[^，。；0-9]{0,4}$", re.S)
# 进度50%以上的8家: how far each of them is
_HOW_FAR = re.compile(r"进度[^，。；、]{0,4}[0-9]+(?:\.[0-9]+)?[%％][^，。；、]{0,10}的有?$")
# 36公里线路因客观原因无法完成
_FAILED = re.compile("[^。；，]{0,24}(?:无法|未能|不能|难以|没有|没能)(?:按期|如期|按时|全部)?(?:完成|实施|开工|建成)")
# 暂未入住9户
_NOT_YET = re.compile("[尚暂仍还]未[一-龥]{1,6}$")
# 已竣工3211户，差389户
_SO_MANY_LACK = re.compile("^[，；、]?(?:还|尚|仍|只|仅)?(?:差|欠|缺)$")
# 未能新增2个
_FAILED_TO = re.compile(
    "(?:未能|没能|没有|无法|未)(?:按期|如期|按时)?(?:新增|建成|完成|创建|获批|实现|新建|改造|开通|启用|安装|开工|交付|培训|发放)$"
)
# 尚不足30家，为26家
_LESS_THAN = re.compile("(?:尚|还|仍)(?:不足|不到|未满|未达到?)$")
# 200公里农村公路改造顺利推进
_GOING_ON = re.compile(
    "[^，。；、0-9]{2,20}?(?:工作|工程|项目)?(?:正|正在)?(?:顺利|有序|稳步|扎实|加快|全力|持续)(?:推进|进行|实施|开展|建设|施工)(?:[，。；]|$)"
)
# 1个完成设备安装、正在调试; 大湾村7.2公里，在建
_AND_NOW = re.compile(
    "，(?:目前|现|正)?在建(?=[，。；]|$)|[^，。；、0-9]{0,6}(?:安装|土建|主体|装修|铺设|砌筑|基础)[^，。；、0-9]{0,4}[、，]正在(?![^，。；]{0,6}[0-9])"
)
# 2座公园完成土方造型，正在栽植; 2个通过消防验收，拟于11月开放: one step is done
_NEXT_STEP = re.compile(
    "[^，。；、0-9]{0,12}?(?:完成|通过)[^，。；、0-9]{0,4}"
    "(?:土方|土建|主体|基础|管线|路基|设备|装修|消防|立面|砌筑|浇筑|造型|平整|吊装|架设|回填|底板|勘察|设计|图审)[^，。；、0-9]{0,4}，(?:目前|现)?"
    "(?:正在|拟(?!再)|计划于|预计|将于)(?!试|运|营|使|申报|移交|结算|决算|审计|验收|组织验收|公示|招生|办理(?:移交|结算|决算|审计|备案))"
)
# 3个处于铺装阶段, 1个办理用地手续
_AT_A_STAGE = re.compile(
    "[^，。；、0-9]{0,8}?(?:处于(?!正常|良好)[^，。；、0-9]{1,8}(?:阶段|状态)|(?:正在|待)?(?<!居民)(?<!群众)办理(?!登记)[^，。；、0-9]{0,8}手续)(?!已|完)"
)
# 三标段2.5万亩因水灾延期
_PUT_OFF = re.compile(
    "[^，。；、0-9已]{0,12}(?<!时间)(?:延期|延至(?![0-9]{1,2}[时点:：])|推迟|顺延|延后)"
    # 丹麻镇3个村因设计变更，延至明年完工
    "|[^，。；、0-9已]{0,4}因[^，。；0-9]{2,16}，(?:延期|延至|推迟|顺延|延后|暂缓)"
)
# 8个中心已落实用地，完成主体工程，但均未完工; 21座设备均已到位，目前尚未建成投用
BUT_NOT_DONE = re.compile(
    "(?:[^，。；\n0-9]|[0-9]{1,2}月)*(?:，(?:已|完成|因|受|由于)[^，。；\n0-9]*)*，(?:但|目前|截至目前|至今|均|都|全部|除[^，。；]{2,20}外|其[余他它])*(?:尚|还|仍)?未(?:能)?(?:按期|如期|按时|全部)*(?:完工|建成|竣工|完成(?!年度|全年|既定|目标|任务|计划)|交付)"
)
_DONE = re.compile("建成|竣工|完工|投用|交付|完成(?!主体|前期|设计|招标)")
# 工程原定9月底竣工
_ONCE_MEANT = re.compile("原(?:定|计划)[^，。；]*")
# 1010平方米在做内粉, 1个在装门窗
_BEING_DONE = re.compile("[^，。；、0-9已]{0,4}在[做装铺架砌修粉贴埋挖刷](?![一-龥]{0,6}(?:完|好))")
# 9个项目施工进度达90%以上
_PROGRESS_OF = re.compile("[^，。；、0-9]{0,10}(?:进度(?:已?达到?|为|约)?|达到?)([0-9.]+)[%％]")
# 三标段8个因管线迁改，完成工程量的70%
_PART_OF_ITS_WORK = re.compile(
    "[^，。；、0-9]{0,10}(?:因[^。；0-9]{2,30}，)?(?:仅|只|目前)?完成(?:土建|主体|基础|路基|总体)?(?:总?工程量|总?工作量|总量|形象进度)的?(?:约|近)?([0-9.]+)[%％]"
)
# 1例待术; what waits for 验收 is built
_WAITING = re.compile("(?:尚|仍|还)?待(?!遇|业|岗|验)[一-龥]{1,4}(?:$|[，。；])")
# 3座水库工程形象进度分别为100%、85%、70%
_EACH_SO_FAR = re.compile("[^，。；、0-9]{0,14}(?:进度分别|分别完成[^，。；0-9]{0,6}(?:工程量|工作量|投资)的?[0-9])")
# 2.6公里完成工程量的六成, 45个完成约一半
_TENTHS_OF_IT = re.compile(
    "[^，。；、0-9]{0,6}完成(?:总?工程量|工作量|进度|总量)?的?(?:约|近)?(?:[一二三四五六七八九]成|一半|过半)"
)
# 均已完成一半任务
HALF = re.compile("^[^，。；]*?完成[^，。；]{0,3}(?:一半|半数|过半)")
# 剩余3个未完成整改, 还有860套未办证, 除5个待报装外; 年末尚存6处
_LEFT = re.compile(
    f"(?:剩余|还有|还剩|仅剩|只剩|^剩|尚存|尚有|尚余|仍有|只有|仅有|{EXCEPT}|"
    "[尚暂仍还]未|[0-9][^，。；0-9]{1,12}中有)[^，。；0-9]{0,18}$"
)
_OF_WHAT_IS_NOT = "未(?:完工|建成|竣工|完成|整改|验收|投用|交付|安装|通车)的"
_LEFT_OVER = re.compile(f"(?:(?:剩余|还剩|仅剩|只剩|尚存|尚余)[^，。；0-9]{{0,4}}|{_OF_WHAT_IS_NOT}(?:尚|还|仍)?有)$")
# 仅剩杨家冲、双塘两座: the names of those stand in front
_NAMED_LEFT = re.compile("(?:剩余|还剩|仅剩|只剩|尚存|尚余)[^，。；0-9、]{2,8}(?:、[^，。；0-9、]{2,8})+$")
_STILL = re.compile("[^，。；]{0,6}(?:未|正在|在建)")
_UNDONE = re.compile("(?![^，。；]*(?:已|通过))[^，。；]{0,24}?(?:未(?!来)|没有?(?!收)|尚|待(?!遇))")
# 其他均已销号, 其余8所老人已入住; 除5个外，均已建成
_OTHERS_DONE = re.compile(
    "[，；、](?:(?:其[余他它]|另外)[^，。；]{0,24}(?:均|都|全部|已|予以|办理)|均已|已全部|全部已)|外，?(?:其[余他它][^，。；]{0,8})?(?:均|都|全部)(?!未)已?"
)
_ONLY_ON_THE_WAY = re.compile("[^，。；]{0,6}(?:开工|动工|签约|施工|列入|纳入|设计|招标|正在|选址|推进|启动|摸底|在建)")
_OUTSIDE = re.compile("[^，。；0-9]{0,16}外(?:$|均|都|全部|其[余他它])")
# 除城北沟、油坊河2条外; 除3个站外均已建成
_BUT = re.compile("除[^，。；0-9]{0,18}$")
_ONLY_AMONG = re.compile(
    "[0-9][^，。；]{1,16}中，?(?:未(?:完工|建成|竣工|完成|整改)的)?(?:仅剩|只剩|还剩|尚有|还有|仍有)"
)


# 销号29条，治理中10条; 完工18个、扫尾7个
_UNDER_WAY = re.compile(
    "(?:治理|施工|改造|建设|整治|推进|办理|实施|整改|审核|招标|装修|调试|处理)中$|(?<!完成)(?:扫尾|收尾)(?:施工|工程|阶段)?的?有?$"
    # 未完工小区7个; not 在未建成公厕的乡镇新建21座
    "|未(?:完工|竣工|建成|交付|投用)的?[一-龥]{0,4}$"
)
# 现仍有8340亩未复耕
_STILL_THERE = re.compile("仍有$")


# 已提质58处，在提质5处
_AT_IT = re.compile("(?:^|[，、；])在(?P<verb>[一-龥]{2,3})$")


def _named_left(c: Context) -> bool:
    """Whether the names of those that are left stand in front of a number."""
    return _NAMED_LEFT.search(c.reading.quiet[c.clause[0] : c.quantity.from_]) is not None


# 80座旱厕，还有6座正在收尾，其余均已完工
_IN_HAND = re.compile("[^，。；已]{0,8}(?:正在|仍在|还在|尚在|在建|收尾|扫尾|处于)")


def _alone_but_for_its_whole(c: Context) -> bool:
    """Whether a sentence counts nothing else by the measure word of a number but what that is of: 4座未开工 would be left too."""
    alike = [q.start for q in c.reading.quantities if q.unit == c.quantity.unit]
    first, last = (bisect_left(alike, at) for at in c.sentence)
    return alike[first:last][-1:] == [c.quantity.start] and last - first <= 2


def _are_done(clause: Span, c: Context) -> bool:
    """Whether a clause about the others does not say that one step of it is done, or that they were done last year."""
    said = c.reading.quiet[slice(*clause)]
    return verbs("preparing", "shell").search(said) is None and _NO_END.search(said) is None


_NO_END = re.compile("备案|去年|上年")


def all_that_is_left(c: Context) -> bool:
    """Whether a number is all that is not done yet: the others are, as its sentence says (剩余3个未完成，其他均已销号)."""
    named = _named_left(c)
    in_hand = _IN_HAND.match(c.right) is not None and _alone_but_for_its_whole(c)
    if not named and not _LEFT.search(c.left) and not (in_hand and not c.left.strip()):
        return False
    others = _OTHERS_DONE.search(c.reading.quiet, c.quantity.end, c.sentence[1])
    # 其余均已开工, 其余均已签订合同: nor are they done
    told = (
        others is not None
        and not _ONLY_ON_THE_WAY.match(c.reading.quiet, others.end())
        and _are_done(c.reading.stretch(CLAUSE, others.end(), others.end()), c)
    )
    among = _ONLY_AMONG.search(c.before + c.left) is not None
    all_but = _BUT.search(c.left) is not None and _OUTSIDE.match(c.right) is not None
    undone = (
        named or _LEFT_OVER.search(c.left) or _UNDONE.match(c.right) or _NOT_YET.search(c.left) or all_but or in_hand
    )
    return (told or among) and bool(undone)


def unfinished(q: Quantity, c: Context) -> Stage | None:
    """Stage of a number of which the text says that it is not done, or how far it is."""
    left, right, quiet = c.left, c.right, c.reading.quiet
    at_it = _AT_IT.search(left)
    if at_it and f"已{at_it['verb']}" in quiet[c.sentence[0] : c.clause[0]]:
        return Stage.ONGOING
    if _STILL_THERE.search(left) and _UNDONE.match(right):
        return Stage.ONGOING
    if _UNDER_WAY.search(left) or (_STILL.match(right) and _named_left(c)):
        return Stage.ONGOING
    if (
        _FAILED.match(right)
        or _FAILED_TO.search(left)
        or _SO_MANY_LACK.match(left)
        or _NOT_YET.search(left)
        or all_that_is_left(c)
    ):
        return Stage.ONGOING
    if BUT_NOT_DONE.match(quiet, q.end) and not _DONE.search(_ONCE_MEANT.sub("", left + right)):
        return Stage.ONGOING
    if not verbs("finished", "wholly_done").search(left) and (
        _GOING_ON.match(quiet, q.end) or _AND_NOW.match(quiet, q.end)
    ):
        return Stage.ONGOING
    if (
        _PUT_OFF.match(quiet, q.end)
        or _AT_A_STAGE.match(right)
        or _BEING_DONE.match(right)
        or _WAITING.match(right)
        or _TENTHS_OF_IT.match(quiet, q.end)
    ):
        return Stage.ONGOING
    if _NEXT_STEP.match(quiet, q.end):
        return Stage.ONGOING
    far = _PROGRESS_OF.match(right) or _PART_OF_ITS_WORK.match(quiet, q.end)
    if (far and far[1] != "100") or _EACH_SO_FAR.match(right):
        return Stage.ONGOING
    if _LESS_THAN.search(quiet, c.clause[0], q.start):
        return Stage.QUOTA
    if _HOW_FAR.search(left) or HALF.search(right):
        return Stage.ONGOING
    return None


def to_be_made(q: Quantity, c: Context) -> Stage | None:
    """Stage of a number that says how much there will be, is lacking or is left for the next year (全长10.6公里, 缺口400个)."""
    left = c.left
    if _CARRIED_ON.search(left):
        return Stage.ONGOING
    if IN_ALL_ITS_LENGTH.search(left) and not verbs("finished").search(c.reading.quiet, *c.sentence):
        return Stage.ONGOING
    return Stage.ONGOING if "缺" in left and _LACKING.search(left) else None
