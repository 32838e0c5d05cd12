"""What a progress text claims of itself."""

from __future__ import annotations

import re

from analysis.model import Status

_LATE = re.compile(
    "滞后|缓慢|未达|延至|延期|未按(?:进度|期|时)|未完成(?:年度|全年)?(?:任务|目标)|低于(?:预期|时序)|落后"
    "|^\\s*(?:未|未能|没有|没能)(?:全部|全面|按期|如期|按时)?(?:完成|建成|完工|落实)"
)
_ONGOING = re.compile(
    "正在|在建|推进中|(?:加快|有序|稳步|全力|积极|同步|抓紧)(?:推进|实施|建设)|基本(?:完成|建成)|剩余|其余|余下|陆续|尚未|未开工|(?:未能?|没有|没能)(?:全部|全面|按期|如期|按时)?(?:完成|建成|完工|竣工|落实)|筹备|前期|主体(?:施工|封顶|完工|结构)|已(?:全部)?(?:开工|启动|动工)|"
    "(?:预计|计划|拟|力争|争取|确保)[^。；]{0,24}(?:完成|投用|建成|竣工|开工|验收|投入|通车|交付|启用|开放)|下一步"
)
_RATE = re.compile(
    r"(?:完成率|完成进度|任务进度|占(?:年度|全年|年)?(?:计划|任务|目标)?(?:任务|目标|数|量|总量)?的?|为年度目标的|完成(?:年度|全年)?(?:计划|任务|目标)的?|完成)(?:约|达到|达|为)?"
    r"(?P<rate>[0-9]+(?:\.[0-9]+)?)[%％]"
)
_DONE = re.compile(
    "(?<![未能待后年月日])(?:已|均|全部|全面|提前|超额|如期|圆满|顺利|共|全年|累计)?(?:经|按期|按时)?(?:全部|全面)?"
    "(?:完成|建成|完工|竣工|落实|办结|投用|投入使用|结业|到位|兑现|通车|创建|覆盖(?!率))"
)
_CLAIM = re.compile(
    r"^\s*(?:已|超额|提前|全部|全面|如期|均已)(?:经)?(?:全部|全面)?(?:完成|落实|办结)(?![^，。；\n]{0,12}[0-9])"
    r"|(?:任务|工作|项目|建设)(?:均|已|全部|如期|提前|超额|圆满)+(?:经)?(?:全部)?完成"
)


def status(progress: str) -> Status:
    """Read what the text itself claims, whatever its numbers say; a rate of completion below 100 % is under way.

    Examples
    --------
    >>> str(status("已完成。全年培训300人。")), str(status("进度滞后。")), str(status("上半年培训300人。"))
    ('done', 'late', 'none')
    """
    if claims_completion(progress):
        return Status.DONE
    if _LATE.search(progress):
        return Status.LATE
    rates = [float(m["rate"]) for m in _RATE.finditer(progress)]
    if _ONGOING.search(progress) or (rates and min(rates) < 100):
        return Status.ONGOING
    return Status.DONE if rates or _DONE.search(progress) else Status.NONE


def claims_completion(progress: str) -> bool:
    """Whether the text says that the task as a whole is done, not only so many of it.

    Examples
    --------
    >>> claims_completion("已完成。"), claims_completion("已完成80公里。")
    (True, False)
    """
    return _CLAIM.search(progress) is not None
