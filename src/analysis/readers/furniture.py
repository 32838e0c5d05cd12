"""What a page or letter has around what it says: numbers of pages, links, who signs, what comes next for all."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from analysis.readers.blocks import NUMERAL, number_of
from analysis.readers.grid import Line
from analysis.readers.labels import label_words, labelled
from analysis.readers.names import like_unit

_FOOT = re.compile(
    "上一篇|下一篇|打印本页|关闭窗口|责任编辑|扫一扫|版权所有|网站地图|ICP备|标识码|技术支持|主办.*承办|^主办[:：].*人民政府|^附件[0-9：:]|相关附件|附件下载|分享到|返回顶部|^[*＊]?(?:来源|编辑|责编|供稿|审核|校对)\\s*[:：|｜丨]|^[-—–·\\s]*END[-—–·\\s]*$|^[（(].{2,20}供稿[）)]$|点个.?在看|^(?:【|\\[)?(?:打印|关闭|收藏|返回)"
)
# （记者 李娜 通讯员 赵敏）
_REPORTER = re.compile(r"[（(](?:本报)?(?:记者|通讯员)[^（）()]{1,30}[）)]\s*$")
_FURNITURE = re.compile(
    r"查看(?:详情|更多|全文)[>》»]*|图为.{2,40}|阅读全文|展开|收起|更多|共[0-9]+条|[-—–·*_=\s]{3,}|[-—–·\s]*(?!0[1-9])[0-9]{1,3}[-—–·\s]*|第\s*[0-9]+\s*页(?:[,，/\s]*共\s*[0-9]+\s*页)?|[0-9]+\s*/\s*[0-9]+"
)
_DAY = re.compile(r"(?:20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年.{1,2}月(?:.{1,3}日)?")
_NEXT = re.compile("(?:下一步|下步|下阶段|接下来)(?![^。]{0,8}[:：])(?![^。]{0,40}[0-9])")
# 以上报告，请予审议。
_CLOSING = re.compile(
    "(?:以上|特此|专此)(?:报告|汇报|通报)|以上(?:是|就是|为)|各位(?:代表|委员|领导|同志)[，,：:]|请予审议|谢谢大家|此致|祝您|.{0,16}新的一年，?我们|"
    "请各(?:责任|相关|有关|牵头)?(?:单位|部门)"
)
# 五、下一步工作打算
_NEXT_HEADED = re.compile(
    rf"(?:{NUMERAL}、|[（(]{NUMERAL}[）)])(?:下一步|下步|下阶段)(?:的?工作)?(?:打算|安排|计划|措施|举措|思路|要求|建议|重点)"
)


def outlook(lines: Sequence[Line]) -> int:
    """Where the part begins that says what comes next for all items: a heading, or one paragraph with no number behind it."""
    told = _last_report(lines)
    headed = [i for i, line in enumerate(lines) if i > told and _NEXT_HEADED.fullmatch(line.text)]
    if len(headed) == 1:
        return headed[0]
    last = max((i for i, line in enumerate(lines) if number_of(line.text)), default=-1)
    last = max(last, told)
    closing = next((i for i in range(last + 1, len(lines)) if _CLOSING.match(lines[i].text)), len(lines))
    at = [i for i, line in enumerate(lines[:closing]) if _NEXT.match(line.text)]
    return at[0] if len(at) == 1 and at[0] > last else closing


def _last_report(lines: Sequence[Line]) -> int:
    """Position of the last line with the label of a report; -1 where there is none."""
    return max((i for i, line in enumerate(lines) if "progress" in labelled(line.text)), default=-1)


def without_foot(lines: Sequence[Line]) -> list[Line]:
    """Lines without what a page or letter has at its end: links, the office that signs, the day."""
    lines = [line for line in lines if not _FURNITURE.fullmatch(line.text)]
    # what stands in front of a report is no foot
    told = max(2, _last_report(lines))
    end = next(
        (i for i, line in enumerate(lines) if i > told and len(line.text) < 60 and _FOOT.search(line.text)),
        len(lines),
    )
    if end and _DAY.fullmatch(lines[end - 1].text):
        end -= 1
    if end:
        lines[end - 1] = dataclasses.replace(lines[end - 1], text=_REPORTER.sub("", lines[end - 1].text))
    last = lines[end - 1].text if end else ""
    if (
        end > 3
        and len(last) < 30
        and like_unit(last)
        and "：" not in last
        and not label_words().match(last.lstrip("【["))
    ):
        # the office that signs, and not what a label on the line above asks for
        end -= not lines[end - 2].text.endswith(("：", ":", "单位", "部门"))
    return list(lines[:end])


def is_furniture(text: str) -> bool:
    """Whether a line is the number of a page, or a rule."""
    return _FURNITURE.fullmatch(text.strip()) is not None
