"""What an item claims of itself, in a column of its own or in its report."""

from __future__ import annotations

import functools
import re

from analysis.extraction.lexicon import load, verbs
from analysis.extraction.reading import EXCEPT
from analysis.model import Item, Status

_LATE = re.compile(
    "滞后|缓慢|偏慢|未达|(?:任务|目标)未(?:能|全部)?完成|延至|延期|推迟|结转(?:到|至)?(?:明年|下年|次年)|进度慢|未按(?:进度|期|时|计划)|未完成(?:年度|全年)?(?:任务|目标)|低于(?:预期|时序)|落后"
    "|(?:无法|不能)(?:全部|按期|如期|按时)?(?:完成|建成)|^\\s*(?:未|未能|没有|没能)(?:全部|全面|按期|如期|按时)?(?:完成|建成|完工|落实)"
)
# Something is not finished yet.
_ONGOING = re.compile(
    "正在|在建|(?:推进|施工|购进|采购|装修|调试|审批|招标|选址|治理|改造|升级)中(?!心|标)|[0-9]{1,2}月继续(?:[，。；]|$)|待(?:招标|验收|拨付|[0-9]{1,2}月)|进展顺利|(?:加快|有序|稳步|全力|积极|同步|抓紧|按(?:时序|序时)?进度)(?:推进|实施|建设|开展)|按(?:时序|序时)推进|达到(?:时间|时序|序时)进度|(?:顺利|持续)推进(?:[。；\\s]|$)|剩余|其余|余下|陆续|尚未|尚在|未开工|冲刺"
    # 除工行家属院外均已完工
    f"|{EXCEPT}"
    "[^。；，]{2,30}外，?(?:其[余他它])?[^，。；]{0,10}(?:均|全部|都)"
    # 兴工路（完成70%）; 北站桥完成桩基施工
    "|[（(][^（）()，。；0-9]{0,8}完成[0-9]{1,2}(?:[.][0-9]+)?[%％]|完成(?:桩基|路基|基础|土方)(?:施工|工程|开挖)?(?:[，。；]|$)"
    "|(?:未能?|没有|没能)(?:全部|全面|按期|如期|按时)?(?:完成|建成|完工|竣工|落实)|筹备|主体(?:施工|封顶|完工|结构|结顶)|工程量的|形象进度|进入[^，。；]{2,8}阶段"
    "|(?:预计|计划|拟|力争|争取|确保|将)[^。；]{0,24}(?:完成|投用|建成|竣工|开始|开工|验收|投入|通车|交付|启用|开放|完工|结顶|取缔)"
)
# Begun; or so far done that a rate of completion says more of it.
_BEGUN = re.compile(
    "开工|启动|动工|复工|进场|前期|基本(?:完成|建成)|下一步|全面施工|全部施工|审查|招标|试运行|培育单位"
)
_GOAL = "(?:任务|目标|计划|指标|规划量|总数|总量|总任务)"
_RATE = re.compile(
    # 完成率98%; 占年度任务1200人的98%; 1236间，103%。; 已完成1564，占比55.9%
    rf"(?:(?<!投资)(?:完成率|完工率|竣工率|建成率|完成比例|完成进度|任务进度|累计进度|占比(?=[：:])|(?<=[0-9]，)占比)[%％]?[：:]?|占(?=[0-9])|(?:^|[，；（(])(?=[0-9.]+[%％](?:[。；\n）)]|$))"
    rf"|(?:为|占|完成|达到?)了?[^，。；0-9]{{0,6}}(?:[0-9.]+[^，。；0-9]{{1,8}})?{_GOAL}[^，。；0-9]{{0,4}}?(?:[0-9.,]+[^，。；0-9%％]{{1,4}})?的?)"
    r"(?:约|达到|达|为)?(?P<rate>[0-9]+(?:\.[0-9]+)?)[%％](?:[、和][0-9.]+[%％])*"
)
# 4385 | 110%: how many, and what rate that is
_NUMBER_AND_RATE = re.compile(r"\s*[0-9][0-9.,]*万?[^\s0-9|，。；%％]{0,4}\s*[|｜，；\s]\s*(?P<rate>[0-9.]+)[%％]\s*")
# of some of it, or of its money
_OF_SOME = re.compile("其中|投资|资金|总数|支付|[（(]")
_PERCENT = re.compile(r"[0-9]+(?:\.[0-9]+)?(?=[%％])")
_PART_OF_TASK = re.compile("(?:任务|目标)进度[一二三四五六七八九]成|完成[一二三四五六七八九]成")
_DONE = re.compile(
    "(?<![未能待后年月日])(?:已|均|全部|全面|提前|超额|如期|圆满|顺利|共|全年|累计)?(?:经|按期|按时)?(?:全部|全面)?"
    "(?:完成|建成(?!区)|完工|竣工|落实|办结|投用|投入使用|结业|到位|兑现|通车|创建|覆盖(?!率))(?![^，。；\n]{0,3}[0-9])"
    "|(?:均|全部|全面|提前|超额|如期|圆满|顺利)(?:已)?(?:经)?(?:完成|建成(?!区)|完工|竣工|落实|办结|投用|到位|交付|通车)"
    "|(?:均|已|都)(?:已)?(?:超|达到?)[^，。；]{0,10}(?:目标|计划|任务)|(?:全部|均已?)[^，。；]{0,8}(?:完毕|上线|处置|开通|启用|开展|执行)"
    "|已(?:从[^，。；]{0,12}起)?(?:按|提高|开通|上线|启用|出台|配建)"
)


@functools.cache
def _claim() -> re.Pattern[str]:
    # 已完成招标, 已完成主体施工: only something that comes before
    # 已完成…适老化改造831户: only so many; 已完成年度任务的103.9% is said of all
    so_far = (
        f"(?![^，。；\n]{{0,12}}(?:测算|采购|{verbs('preparing', 'shell').pattern}))"
        "(?![^，。；\n]{0,40}[0-9](?![0-9.]*[%％]))"
    )
    return re.compile(
        rf"^\s*(?:已|超额|提前|全部|全面|如期|均已)(?:经|超额|提前|圆满|如期)*(?:全部|全面)?(?:完成|落实|办结){so_far}"
        # 选址工作已完成 comes before too
        rf"|(?<!选址)(?<!前期)(?<!招标)(?<!设计)(?<!征收)(?<!准备)(?:任务|工作|项目|建设)(?:均|已|全部|如期|提前|超额|圆满)+(?:经)?(?:全部)?完成{so_far}"
        rf"|(?:已|超额|提前|全面|圆满|如期)(?:超额|提前|全面|圆满)*完成了?(?:全年|年度|年初|既定|省定|省|市|[^，。；0-9]{{0,8}}建设)+[^，。；0-9]{{0,4}}{_GOAL}(?!数?的?[^，。；]{{0,4}}[0-9])"
    )


def status(progress: str) -> Status:
    """Read what the text itself claims, whatever its numbers say; a rate of completion below 100 % is under way.

    Examples
    --------
    >>> str(status("已完成。全年培训300人。")), str(status("进度滞后。")), str(status("上半年培训300人。"))
    ('done', 'late', 'none')
    """
    if (in_a_word := _in_a_word(progress)) is not None:
        return in_a_word
    if m := _NUMBER_AND_RATE.fullmatch(progress):
        return Status.DONE if float(m["rate"]) >= 100 else Status.ONGOING
    rates, of_all = [], []
    for m in _RATE.finditer(progress):
        told = [float(r[0]) for r in _PERCENT.finditer(m[0])]
        rates += told
        of_all += told if not _OF_SOME.search(progress, max(0, m.start() - 12), m.end()) else []
    if claims_completion(progress) and min(of_all, default=100) >= 100:
        return Status.DONE
    if _LATE.search(progress):
        return Status.LATE
    if _ONGOING.search(progress) or _PART_OF_TASK.search(progress) or verbs("shell").search(progress):
        return Status.ONGOING
    if rates:
        return Status.ONGOING if min(rates) < 100 else Status.DONE
    if _BEGUN.search(progress):
        return Status.ONGOING
    return Status.DONE if _DONE.search(progress) else Status.NONE


def claims_completion(progress: str) -> bool:
    """Whether the text says that the task as a whole is done, not only so many of it.

    Examples
    --------
    >>> claims_completion("已完成。"), claims_completion("已完成80公里。")
    (True, False)
    """
    return _claim().search(progress) is not None


def claim(item: Item) -> Status:
    """Read what an item claims of itself: in a column for that (完成状态) where it says anything, else in its report.

    Examples
    --------
    >>> str(claim(Item("1", "", "修路。", "修路9公里。", (), more=(("stated_status", "正常推进"),))))
    'ongoing'
    """
    said = _stated(item)
    return said if said is not Status.NONE else status(item.progress)


def claims_all(item: Item) -> bool:
    """Whether an item claims that its task as a whole is done."""
    said = _stated(item)
    return claims_completion(item.progress) if said is Status.NONE else said is Status.DONE


def _stated(item: Item) -> Status:
    """What the column for it says."""
    return status(dict(item.more).get("stated_status", ""))


def _in_a_word(text: str) -> Status | None:
    """What a text says that is no more than a word for how far a task is (是, 推进中)."""
    word = "".join(text.split()).strip("。；")
    words: dict[str, list[str]] = load("words")["statuses"]
    return next((Status(name) for name, some in words.items() if word in some), None)
