"""Numbers of which only what comes before the work is done."""

from __future__ import annotations

import functools
import re

from analysis.extraction.lexicon import verbs
from analysis.extraction.reading import Context
from analysis.extraction.stages.stage import Stage
from analysis.extraction.stages.unfinished import IN_ALL_ITS_LENGTH
from analysis.model import Quantity

# 点位全部确定, 方案已经明确: where and how, and nothing built
_ALL_OF_IT = "(?:均|已|已经|全部|都|基本)*"
SETTLED = (
    f"(?:(?:点位|方案|设计|选址|图纸|用地|名单|计划){_ALL_OF_IT}(?:确定|明确|落实|敲定)"
    # 改造对象已全部锁定, 任务已全部分解
    f"|对象{_ALL_OF_IT}(?:确定|明确|锁定)|任务{_ALL_OF_IT}(?:分解|下达)"
    f"|(?:规划|方案|设计|可研)编制{_ALL_OF_IT}完成"
    "|(?:方案|设计|可研)[^，。；0-9]{0,6}通过[^，。；0-9]{0,6}(?:审[核查定批]|评审|论证)(?!并|后))"
)
# 均已制定“一点一策”整治方案
PLANNED = "(?:制定|编制|拟定)[^，。；0-9]{0,16}(?:方案|规划|图)"
_PLANNED = re.compile(f"[^，。；、0-9]{{0,12}}(?:均|都|全部)已?(?:经)?{PLANNED}")
# …更新添置招投标文件已发布
_PREPARED_BEHIND = re.compile(
    "(?:招投标|招标|可研|初设|前期工作|设计方案)[^，。；]{0,6}(?:已|正在|完成)|(?:已|均|全部)完成(?:了)?(?:招投标|招标|可研|初设|前期|设计|选址|立项|征地|勘察|[一-龥]{0,4}规划编制|方案编制|清单编制)"
    # 7所通过省级材料评审
    "|通过[^，。；0-9]{0,6}(?:材料|资格|形式|书面)(?:评审|审核|审查)"
)
_BESIDE = re.compile("^、[0-9.]+[^，。；]")  # 85户、296人已签订协议: said of both
# 组织申报绿色产品12个, 鉴定C、D级危房171户
_APPLIED_FOR = re.compile(
    "^[，；]?(?:全[市县区州镇乡])?(?:已|共|组织|积极|推荐)*(?:(?:申报|上报)(?!成功|通过|获批)|鉴定(?:出|为|[A-D]|危))"
)
# 申报3A级景区2家，均已通过验收
_GRANTED = re.compile(
    "[^。；0-9]{0,8}(?:均|全部|已)(?!上报|提交)[^，。；、0-9]{0,4}(?:获批|通过|入选|认定|成功)(?![^，。；]{0,6}[0-9])"
)
_IN_NEED = re.compile("需求(?:为|达|有|共)?$")
_LISTS_A_NEED = re.compile("(?!针对|解决|缓解|满足|补齐|化解)[^，。；：]{0,10}(?:需求|缺口)(?:情况)?")
# 纳入设备更新项目库247个, 制定境外展会目录56场, 建议更新338台: put on a list, and no more
_ON_A_LIST = re.compile(
    "(?:列入|纳入|进入)[^，。；0-9]{0,10}(?:项目库|储备库|备选库|后备库)[^，。；0-9]{0,4}$"
    "|(?:制定|编制|拟定|梳理|建立)[^，。；0-9]{0,10}(?:目录|项目库|储备库)$"
    "|列入[^，。；0-9]{1,8}项目$"
    "|^[，；]?(?:其中)?建议[^，。；0-9]{1,6}$"
    "|确[村户]确[户人]$"
)
# 8个试点村均已完成规划编制并开工建设
_AND_BEGUN = re.compile("[^，。；、0-9]*完成[^，。；、0-9]{2,8}[，]?并(?:已|均|全部)*(?:开工|动工|启动建设|进场施工)")
# 有改厕意愿的农户10236户
_WILLING = re.compile("(?:意愿|意向)的[^，。；0-9]{0,6}$")
_BUILT = re.compile("建成|竣工|完工|通车|贯通|投用")
# 现有10家企业提出军工资质申办需求; 318户有需求的家庭 are those who have it
_ASKED_FOR = re.compile("[^，。；0-9]{0,8}(?:提出|表达|有)[^，。；0-9]{0,10}(?:需求|申请|意向|意愿)(?!的)")
# 申报4个，获批1个
_GRANTED_OF_THOSE = re.compile("获批[^，。；0-9]{0,2}$")
# 经省级评估命名218个
# and no 联合审查通过88部
_AWARDED = re.compile(
    "新?获批(?:的)?(?![^，。；0-9]*(?:用地|可研|立项|资金|补助|设计|规划|债|贷款|发改|建设|新建|创建|筹建|资格))[^，。；0-9]{0,12}"
    "(?:平台|中心|实验室|基地|园区|企业|工厂|车间|示范[一-龥]{0,4}|品牌|工作[站室]|试点|景区|机构)$|(?:命名|授牌|获评|认定|(?<!审查)(?<!审核)(?<!图审)(?<!联审)(?<!审批)通过)[^，。；0-9]{0,2}$|(?<![未拟待])通过[^，。；0-9]{0,6}(?:销号|验收|达标)[^，。；0-9]{0,4}$"
)


@functools.cache
def _passed() -> re.Pattern[str]:
    """摸排的1086个已全部消除, 全部整改销号: what was prepared for is done; 4家已通过评估 has passed."""
    all_of_them = f"已(?:经)?全部|均已|全部已|(?:全部|均|都)(?={verbs('removed', 'over_again').pattern})"
    return re.compile(f"(?:{all_of_them})(?!(?:完成)?[^，。；]{{0,6}}?(?:{verbs('preparing').pattern}))|通过")


def _only_a_step(left: str, right: str) -> bool:
    """Whether what comes before the work is all that was done: 完成10处隐患点的勘查设计, 完成5条山洪沟治理勘测设计."""
    m = _of_a_step().fullmatch(right)
    return m is not None and (m["of"] is not None or left.endswith("完成"))


@functools.cache
def _of_a_step() -> re.Pattern[str]:
    return re.compile(
        f"[^，。；、0-9]{{0,14}}?(?P<of>的)?(?:{verbs('preparing').pattern}|设计)+(?:编制|工作|手续)?(?:[0-9.]+[万亿]?[^，。；0-9]{{1,4}})?"
    )


_GOT_FOR_IT = re.compile(
    "获批[^，。；0-9]{0,10}(?:资金|补助|用地|立项|可研|债券)[^，。；0-9]{0,4}的[^，。；0-9]{2,10}$"
)
_EACH_ASSIGNED = re.compile(
    "[^，。；、0-9]{0,12}(?:逐[件案一户个]|分别)(?:明确|制定|落实|研判|分析|确定|梳理)[^，。；0-9]{0,12}(?:领导|责任|方案|措施|台账|清单|专班|时限)"
)
# 组织25个村开展创建
_TRIES = re.compile("[^，。；、0-9]{0,4}(?:开展|启动|参与|正在)(?:创建|争创|申报)")
# 20个社区体育园点位全部确定
_PLACE_SETTLED = re.compile(f"[^，。；、0-9]{{0,12}}{SETTLED}")
# 70个自然村项目已全部列入年度投资计划
ONLY_LISTED = "(?:已|均|全部)+(?:列入|纳入)[^，。；0-9]{0,12}(?:计划|规划|清单|台账|项目库|盘子)"
_ALL_LISTED = re.compile(f"[^，。；、0-9]{{0,16}}{ONLY_LISTED}(?=[，。；]|$)")
# 150个行政村列入计划
_LISTED = re.compile(
    "[^，。；、0-9]{0,10}(?:列入|纳入)(?:[^，。；、0-9]{0,8}(?:计划|规划|任务)|(?:改造|整治|治理|实施|建设)(?:范围)?)$"
)


def _done_after_all(c: Context, at: int) -> bool:
    """Whether the rest of the sentence says that it is done too: 已全部列入清单，整治完成; no 勘察设计已完成."""
    clauses = re.split("[，；]", c.reading.quiet[at : c.sentence[1]])
    return any(
        verbs("finished", "removed", "over_again").search(clause)
        and not verbs("preparing").search(clause)
        and "设计" not in clause
        for clause in clauses
    )


# 配置150台除颤仪所需经费已落实: the money is there
_ITS_MEANS = re.compile("[^，。；、0-9]{0,16}所需(?:的)?(?:经费|资金|设备|物资|材料|用地|人员)")
# 4个邻里中心的建设手续已全部办结, 项目资金均已到位
_PAPERS = "手续|许可证?|审批|图审|图纸|征地|监理(?:单位|人员)?|债券|(?:项目|建设|改造|工程|配套)(?:资金|经费)"
_SET_UP = "公示牌|安保人员|保安|标识牌|施工牌|围挡|监理人员|项目经理|工作专班|专班|(?:项目|建设|改造|工程)(?:资金|经费)"
_OF_PAPERS = f"(?:{_PAPERS}){_ALL_OF_IT}(?:办结|办理|办妥|办完|取得|齐全|完备|批复|完成|通过|落实|下达|到位|拨付)"
_OF_WHAT_IS_SET_UP = (
    f"(?:均|都|全部)已?(?:设置|设有|安装|配备|配齐|建立|组建|成立|落实)了?[^，。；0-9]{{0,6}}?(?:{_SET_UP})"
)
ITS_PAPERS = f"(?:{_OF_PAPERS}|{_OF_WHAT_IS_SET_UP})"
# 1000件手续已全部办结: they are what is counted
_ITS_PAPERS = re.compile(f"[^，。；0-9]{{2,16}}?{_OF_PAPERS}|[^，。；0-9]{{0,16}}?{_OF_WHAT_IS_SET_UP}")
# 项目资金已全部到位，均已建成; not 完工25个
_ALL_BUILT_TOO = re.compile(
    "(?:均|都|全部|已)[^，。；0-9]{0,6}(?:建成|完工|竣工|投用|交付|通车)(?![^，。；]{0,4}[0-9])"
)
_NEXT_CLAUSE = re.compile("[，、0-9]")
# 签约建床436张, 签约入驻58家; 排查整治隐患310处; 依申请事项1846项 are what there is
_SIGNED_AND_DONE = re.compile(
    "依申请|申报(?=通过|获批|入选)|立项(?=实施)|签订(?:劳动|用工|聘用)?(?:协议|合同)(?:并)?(?=上岗|入职|到岗)|签约(?:并)?(?=建床|入驻|入住|落户|落地|流转)|到货(?:并)?(?=上线|投用|投运|投入使用|交付|安装)|(?:排查|摸排|核查|检查)(?:并|出并)?(?=整治|整改|治理|化解|消除|处置|修复|拆除)"
)
# 处理率经第三方评估为97.12%
_AS_ASSESSED = re.compile("经[^，。；0-9]{0,8}(?:评估|测评|核定|审核|复核)(?:为|达到?)$")
_NOT_YET_AWARDED = re.compile("申报|待|拟")


# 审批结建人防工程11.2万平方米
_APPROVED = re.compile("(?:共|已|累计|全年)*审批(?!服务|事项|局|办|类|时限|时间|环节|材料)")
# 批复建设52座、库容2.36万立方米: all of the row
_ROW_PREPARED = re.compile(
    "(?:共|已|累计)*(?:批复|核准|备案|申报|立项)(?!后|并)(?:建设|实施|新建)?[^，。；0-9]*[0-9][^，。；]*、[^，。；0-9]*"
)


def preparing(q: Quantity, c: Context) -> Stage | None:
    """Stage of a number of which only what comes before the work is done: chosen, applied for, approved, tendered."""
    left, right, near = c.left, c.right, c.near
    if _AND_BEGUN.match(right):
        return Stage.STARTED
    colon = c.reading.quiet.rfind("：", c.sentence[0], q.from_)
    label = c.reading.quiet[slice(*c.reading.in_front_of_colon(colon + 1))]
    needed = _LISTS_A_NEED.fullmatch(label) is not None and not verbs("to_do", "finished", "removed").search(left)
    if _IN_NEED.search(left) or (needed and "解决" not in left):
        # 登记适配需求1620人; 泊位需求：龙洲南路212个
        return Stage.PREPARING
    if _ROW_PREPARED.fullmatch(c.reading.quiet, c.clause[0], q.from_) and not verbs("finished").search(near):
        return Stage.PREPARING
    if q.dimension != "share" and _APPROVED.match(left) and not verbs("finished", "wholly_done").search(near):
        return Stage.PREPARING
    if _GOT_FOR_IT.search(near):
        # 获批省级补助资金的公园3个
        return Stage.PREPARING
    if _ON_A_LIST.search(left) and not verbs("finished", "wholly_done", "given").search(right):
        return Stage.PREPARING
    if _WILLING.search(left) and not verbs("finished", "wholly_done", "given").search(right):
        return Stage.PREPARING
    if (
        IN_ALL_ITS_LENGTH.fullmatch(left.strip("，"))
        and verbs("preparing").search(c.before)
        and not _BUILT.search(c.before)
    ):
        # 绿道项目可研获批，全长20.6公里
        return Stage.PREPARING
    if (_APPLIED_FOR.match(left) and not _GRANTED.match(c.reading.quiet, q.end)) or _ASKED_FOR.match(right):
        return Stage.PREPARING
    ahead = _BESIDE.sub("", right)
    if (
        _EACH_ASSIGNED.match(right)
        and left.endswith("对")
        and not verbs("finished", "wholly_done", "removed").search(right)
    ):
        # 对40件积案逐件明确包案领导
        return Stage.PREPARING
    if verbs("preparing").match(ahead) and not _passed().search(right):
        # 完成2个选址
        return Stage.PREPARING
    if (
        _ITS_MEANS.match(right)
        or (
            q.dimension != "money"
            and _ITS_PAPERS.match(right)
            and not _ALL_BUILT_TOO.search(c.reading.quiet, c.clause[1], c.sentence[1])
        )
        or (_LISTED.match(right) and not verbs("finished").search(right))
        or (_ALL_LISTED.match(right) and not _done_after_all(c, q.end))
        or _PLACE_SETTLED.match(right)
        or _PLANNED.match(right)
        or _TRIES.match(right)
        or _only_a_step(left, right)
    ):
        return Stage.PREPARING
    if _PREPARED_BEHIND.search(right) and not verbs("wholly_done").search(left):
        return Stage.PREPARING
    prepared = ahead[:16] if not verbs("finished").search(left) and not _NEXT_CLAUSE.match(ahead) else ""
    granted = _GRANTED_OF_THOSE.search(near) is not None and "申报" in c.before
    awarded = (granted or _AWARDED.search(near) is not None) and not _NOT_YET_AWARDED.search(near)
    if prepared and _ALL_BUILT_TOO.match(c.reading.quiet, c.clause[1] + 1):
        # 15台彩超分三批到货，均已交付各卫生院使用
        return None
    if (
        not awarded
        and not _AS_ASSESSED.search(near)
        and not _passed().search(right)
        and (
            verbs("preparing").search(_SIGNED_AND_DONE.sub("", near)[-8:])
            or verbs("preparing").search(_SIGNED_AND_DONE.sub("", prepared))
        )
    ):
        return Stage.PREPARING
    return None
