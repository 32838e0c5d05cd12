"""Finished things that are named one by one and can be counted."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from analysis.extraction.candidates import About, Candidate, plainly
from analysis.extraction.lexicon import load, verbs
from analysis.extraction.numerals import numeral
from analysis.extraction.places import IN_PLACE
from analysis.extraction.reading import CLAUSE, DAY_ASIDE, LIST_MARKER, SENTENCE, Reading, Span
from analysis.extraction.segment import pairs_of
from analysis.extraction.stages import Stage
from analysis.model import Bound, Method

_NAME = r"(?:[^、，；。：:！？\n0-9０-９%％“”《》]|“[^“”，。；0-9]{2,16}”){2,26}?"
_NAMED = re.compile(_NAME)
# of a row: what joins it is no part of a name
_NAME_IN_ROW = r"[^、，；。：:！？\n0-9０-９%％“”《》和及]{2,26}"
_LIST_BEHIND = re.compile(
    rf"(?P<done>已(?:经)?|新|实际)?(?:建成投用|建成|开通|创建|打造|改造|完成)了?(?P<names>{_NAME_IN_ROW}(?:[、和及]{_NAME_IN_ROW})+)(?=[，。；\n]|$)"
)
# 目前已建成并向市民开放的有：青年园、银杏园、书香园
_LIST_BELOW = re.compile(
    rf"已?(?:建成|竣工|完工|投用|开放)[^，。；：、0-9]{{0,12}}的(?:有|包括)[：，]?(?P<names>{_NAME_IN_ROW}(?:[、和及]{_NAME_IN_ROW})+)(?=[。；\n]|$)"
)
_NOT_NOW = re.compile("将|可|年底|去年|上年|20[0-9]{2}年")
# 优化3路、7路和27路公交线路
_LINE = r"[A-Z]?[0-9]{1,3}路(?:[（(][^（）()]*[）)])?"
_LINES = re.compile(_LINE)
_ONCE = re.compile("去年|上年")
# 东湖公园将对外（开放）
_TO_COME = re.compile("(?:将|拟|计划|预计|可|需|应|须)(?:对外|正式|全面|陆续)*$")
_SURVEYED = re.compile("勘测|可研|立项|设计")
_FROM_TO = re.compile("^[一-龥]{2,8}(?:至|—+|-)[一-龥]{2,}")
_NUMBERED = re.compile(rf"(?P<names>{_LINE}(?:[、和及]{_LINE})+)(?P<noun>[^，。；、0-9]{{0,8}})")
_SO_MANY = "(?P<count>[1-9][0-9]?|[一二两三四五六七八九])(?P<unit>[个所处座家间台支])"
# 石泉、曹杨、甘泉各一个; 桥头各2所
_SO_MANY_EACH = re.compile(
    rf"(?<![^、，；。：:！？\n0-9０-９%％“”《》和及])(?:目前)?仅?(?P<names>{_NAME_IN_ROW}(?:[、和及]{_NAME_IN_ROW})+?)各(?:新?建成?|有|设)?{_SO_MANY}"
)
_DONE_BEHIND = re.compile("，(?:均|都|全部)已?[^，。；0-9]{2,20}")
_AND_THERE = re.compile(
    f"[，、](?P<name>(?![全我本各共])[一-龥]{{1,6}}(?:[市县区乡镇旗]|街道|村)){_SO_MANY}(?=[，。、；]|$)"
)
# 市本级3个，涪城、游仙各2个
_AND_IN_FRONT = re.compile(
    f"(?P<name>[省市州县区](?:本级|直属?)|(?<=：)[一-龥]{{1,6}}(?:[市县区乡镇旗]|街道|村)){_SO_MANY}[，、；]$"
)
_NOT_DONE = re.compile("正在|在建|开工|选址|计划|拟|去年|上年")
_JOINED = re.compile("[^、和及]+")
# 第一、二批项目: parts of one name
_ORDINAL = re.compile("第[一二三四五六七八九十]+[批期轮次]?|[一二三四五六七八九十]+[批期轮次].*")
NEGATED = re.compile(
    "未(?!来)|待|合计|共计|累计|桩基|基坑|地基|基础施工|土方|主体|装修|封顶|延至|延期|可研|评审|前期|规划|设计|招标|基本|下一步|确保|明确|计划|力争|预计|拟被|申报"
)


# 入选后备库, 入选创建名单, 通过环境影响评估: not yet what was asked for
# 获批专项债1.2亿元: money
_NO_HONOUR = re.compile(
    "获批[^，。；]{0,8}(?:债|资金|贷款|补助|经费|用地|指标)|"
    "(?:创建|培育|候选|后备)[^，。；]{0,6}(?:名单|名录|库)|候选|后备|典型案例|"
    "(?:环境|风险|安全|节能|水保|可行性|质量|消防|稳定)[^，。；]{0,4}(?:评估|评审)"
)
# 人民广场、体育公园等地的避难场所: examples, and not all of them
_EXAMPLES = re.compile("等(?:地|处|多[处个地]|部分)的?")
# 攻坚今年取得突破
_HEADWAY = "[^，。；0-9]{0,6}(?:突破|进展|成效|成果|实效|目标|要求|预期)"
_OTHER_THING = f"培训|装修|投资|产值|{verbs('preparing', 'shell').pattern}"


# 公园栽植完成，正在铺装: one step of it is done
STILL_AT_WORK = re.compile(
    "，(?:目前|现)?(?:还|仍)?正?在(?!试|运|营|使|申|报|办|结|决|审|移|验|组织验收|组织[^，。；]{0,4}验收)"
)
# 东区建成学校2所: not what is named was built
_ITS_OBJECT = "(?!并|且|后|投|开|放(?!映|养|置)|执勤|运|使|交|通|招|验|启|试|和|及|达|[。，]|竣|完)了?[一-龥0-9]"


@functools.cache
def _finished() -> re.Pattern[str]:
    """What follows a row of names: 均已建成, 已成为."""
    return re.compile(
        r"(?:于[^，。；、0-9]{1,5}前)?(?:已?(?:分别)?于?[0-9][0-9年月日]{1,10}[底初末]?(?:[、和][0-9][0-9年月日]{1,6}[底初末]?){0,6}前?)?(?:均|都|全部|分别|同步|相继|先后)*已?(?:经)?(?:全部|全面|顺利|基本|同步|正式|如期|按期|按时|对外)*"
        rf"(?:(?P<become>(?:{verbs('named_become').pattern})(?![0-9]|{_HEADWAY})|(?<=[均都])建成(?=[一-龥]{{4,14}}(?:[，。；]|$)))"
        # 已完成培训, 完成招标, 完成主体装修: something else is finished, not what was named
        rf"|(?:{verbs('named_done').pattern}|完成(?:升级|提升|提质|标准化)*(?:改造|整治|修缮|更新|改建|扩建|建设)(?=[，。；]|并|且|$)"
        rf"|(?:改造|整治|治理|修缮|更新|建设)(?:完毕|到位)(?=[，。；]|并|且|$)|通过(?P<passed>[^，。；0-9]{{0,24}}?)(?:验收|复核|认定|评审|评定|评估|评选|考评))(?![^，。；]{{0,2}}?(?:{_OTHER_THING})|{_ITS_OBJECT}))"
    )


def listed(reading: Reading) -> list[Candidate]:
    """Finished things that are named one by one and can be counted.

    Under a heading all of a paragraph's names belong together, else those of one sentence; and those of several
    sentences whose names end alike (甲幼儿园已开园。乙幼儿园已建成).
    """
    out = list(_so_many_each(reading))
    alike: dict[str, list[tuple[Span, list[Span]]]] = {}
    for a, b, heading in reading.paragraphs:
        marked = LIST_MARKER.match(reading.text, a, b) is not None
        stretches = [(heading[1] + 1, b)] if heading[1] > heading[0] else reading.stretches(SENTENCE, heading[0], b)
        for start, end in stretches:
            spans, about = _names(reading, start, end)
            if len(spans) > 1:
                if len(spans) <= _MOST_NAMES:
                    out += [_counted(reading, row, [heading]) for row in _of_one_noun(reading, spans)]
                ends = {_BARE_NAME.sub("", reading.text[slice(*span)])[-1:] for span in spans}
                whole = (
                    _ALL_TOLD.match(reading.text, spans[-1][1]) is not None
                    and kind_of(ends) in load("words")["name_ends"]
                )
                out.append(dataclasses.replace(_counted(reading, spans, (heading, *about)), everything=whole))
            for span in spans:
                # 1.乐业路 已完工 | 2.新坊路 已完工: a list of its own
                key = "1." if marked and len(spans) == 1 else reading.text[span[1] - 2 : span[1]]
                alike.setdefault(key, []).append((span, about))
    for group in alike.values():
        spans = [span for span, _ in group]
        if not any(set(spans) <= set(o.spans) for o in out):
            out.append(_counted(reading, spans, [span for _, about in group for span in about]))
    return out


# No more names of one sentence are told apart by their noun.
_MOST_NAMES = 60


def _of_one_noun(reading: Reading, spans: list[Span]) -> Iterator[list[Span]]:
    """Rows of names of one clause that have a word in common, and other names of the sentence have not.

    甲幼儿园、乙幼儿园建成，丙中学、丁小学开学
    """
    text = reading.text
    for _, group in itertools.groupby(spans, lambda span: reading.stretch(CLAUSE, *span)):
        row = list(group)
        first, *names = (text[a:b] for a, b in row)
        others = [text[a:b] for a, b in spans if (a, b) not in row]
        words = set(pairs_of(first))
        if names and others and any(all(w in n for n in names) and not any(w in n for n in others) for w in words):
            yield row


def _so_many_each(reading: Reading) -> Iterator[Candidate]:
    """Names of which each has so many of what was promised: 儿童之家石桥、清河、东园各一个; 甲镇、乙镇各2所，丙镇、丁镇各1所."""
    clauses: list[Span] = []
    names: list[Span] = []
    value, measures, end = Decimal(0), set[str](), 0
    for m in _SO_MANY_EACH.finditer(reading.text):
        clause = reading.stretch(CLAUSE, *m.span())
        if NEGATED.search(reading.text, *clause):
            return
        here = [name.span() for name in _JOINED.finditer(reading.text, *m.span("names"))]
        # 东湖区、西湖区各2家，青山湖区3家
        others = list(_and_there(reading.text, m))
        front = _AND_IN_FRONT.search(reading.text, max(0, m.start() - 16), m.start())
        headed = reading.text[slice(*reading.in_front_of_colon(front.start()))] if front else ""
        others += [front] if front and front["unit"] == m["unit"] and not _NOT_DONE.search(headed) else []
        begins = min([m.start(), *(other.start() for other in others)])
        clauses.append((reading.stretch(CLAUSE, begins, begins)[0], clause[1]))
        names += [*here, *(other.span("name") for other in others)]
        measures.add(m["unit"])
        value += len(here) * (numeral(m["count"]) or 0) + sum(numeral(other["count"]) or 0 for other in others)
        end = max(part.end() for part in (m, *others))
    if names:
        # what they are stands in front of the first
        a = clauses[0][0]
        names.sort()
        about = [(a, names[0][1])]
        if not reading.words(a, names[0][0]) and reading.text[a - 1 : a] in ("，", "："):
            about.append(reading.stretch(CLAUSE, a - 1, a - 1))
        if done := _DONE_BEHIND.match(reading.text, end):
            # 东湖区、西湖区各2家，青山湖区3家，均已建成并通过备案
            about.append(done.span())
        counted = _counted(reading, names, about)
        unit = measures.pop() if len(measures) == 1 else counted.unit
        yield dataclasses.replace(counted, value=value, unit=unit, everything=True)


def _and_there(text: str, each: re.Match[str]) -> Iterator[re.Match[str]]:
    """Places with a number of their own behind a row of which each has so many, counted by the same word."""
    at = each.end()
    while (m := _AND_THERE.match(text, at)) and m["unit"] == each["unit"]:
        yield m
        at = m.end()


def _counted(reading: Reading, spans: list[Span], about: Iterable[Span]) -> Candidate:
    return Candidate(
        value=Decimal(len(spans)),
        unit="个",
        bound=Bound.EXACT,
        method=Method.LISTED,
        stage=Stage.FINISHED,
        spans=tuple(spans),
        members=(),
        describe=functools.partial(_named, reading, tuple(about), spans),
    )


# 金桥路东段、育才街、建设巷先后打通: the names are all there are
_ALL_TOLD = re.compile("已?(?:均|都|全部|相继|先后|陆续)")
_QUOTED = re.compile("“[^“”]*”")
_LAST_TWO = re.compile("(.{2,})([和及])(.{2,})", re.S)


def _pieces(row: str) -> list[str]:
    """Names of a row and what joins them, by turns: the last two may be joined by 和, which 仁和镇 holds too.

    Examples
    --------
    >>> _pieces("仁和镇卫生院、东园和西园")
    ['仁和镇卫生院', '、', '东园', '和', '西园']
    """
    *front, last = re.split("(、)", row)
    m = _LAST_TWO.fullmatch(last)
    return [*front, *(m.groups() if m else (last,))]


_WORKS = ("改造", "整治", "修缮", "更新", "改建", "扩建", "建设")
_AMONG = re.compile("(?P<kind>[^，。；：\n]{2,24})中，$")


# 民生路（建设大街-平安大街）工程, 建通街南延工程
_BARE_NAME = re.compile(
    "[（(][^（）()]*[）)]|[东西南北]?(?:延伸?)?(?:(?:改造|新建|扩建|打通|建设)?(?:工程|项目)|改造|[一二三四]期|(?<=[路街道])[东西南北]延(?:伸|线|段)?|[小初高]中部|小学部)$"
)


_THEIR_NUMBER = re.compile("(?<=[一-龥])(?P<number>[0-9]{1,2})个(?:项目|工程)$")


def _without_their_number(row: str) -> tuple[str, int]:
    """A row of names without the number that says how many they are, and that number, 0 where there is none: 甲校、乙校2个项目."""
    m = _THEIR_NUMBER.search(row)
    return (row[: m.start()], int(m["number"])) if m else (row, 0)


# 目前已建成并向市民开放的有： may be taken for the heading of the names.
_LONGEST_HEAD = 30
_ALL_OF_ROW = re.compile("均|都|全部|相继|先后")


def _row_begins(text: str, reading: Reading, at: int, row: str) -> int:
    """Where a row of names begins that goes on over several clauses, all of whose names are of one kind of thing.

    东城区第二小学、实验中学，南城区观海小学均已竣工
    """
    ends = {_BARE_NAME.sub("", name)[-1:] for name in _pieces(row)[::2]}
    while at > 0 and text[at - 1] == "，" and len(row) > 1:
        begins = reading.stretch(CLAUSE, at - 1, at - 1)[0]
        names = text[begins : at - 1].split("、")
        ends |= {_BARE_NAME.sub("", name)[-1:] for name in names}
        # 精心打造一批口袋公园，滨河公园、人民公园均已建成: no name; 连接人民路、解放路 are none of them
        if (
            kind_of(ends) == ""
            or not _OF_A_PLACE.match(names[0])
            or not all(_WHOLE_NAME.fullmatch(name) for name in names)
        ):
            break
        at = begins
    return at


_WHOLE_NAME = re.compile(
    "(?![^，。；]*(?:已|正在|建成|完工|竣工|完成|推进|涉及|包括|打造|调研|委托|[起止位]于|暂停|分流|维修|改善|发展|利用|开工))[一-龥（）()]{3,20}"
)
_OF_A_PLACE = re.compile("[一-龥]{2,4}[县区镇乡]")
# 甲路（3月31日）
_DAY_ASIDE = re.compile(f"(?<=[一-龥]){DAY_ASIDE}")


def _names(reading: Reading, start: int, end: int) -> tuple[list[Span], list[Span]]:
    """Names of finished things between two positions, and what stands beside them that says what they are."""
    if _SO_MANY_EACH.search(reading.text, start, end):
        return [], []
    text = _DAY_ASIDE.sub(lambda m: "\u3000" * len(m[0]), reading.text)
    spans: list[Span] = []
    about: list[Span] = []
    for m in _finished().finditer(text, start, end):
        at = max(start, reading.stretch(CLAUSE, *m.span())[0])
        if spans and at < spans[-1][1]:
            # 建成开放: two verbs of one row
            continue
        if marker := LIST_MARKER.match(text, at):
            at = min(marker.end(), m.start())
        row = text[at : m.start()].rstrip()
        if not row.strip() and at > start + 1 and text[at - 1] == "，":
            # 甲村、乙村、丙村，已通过验收
            at = max(start, reading.stretch(CLAUSE, at - 1, at - 1)[0])
            row = text[at : m.start()].rstrip("，")
            if "、" not in row or (spans and at < spans[-1][1]):
                continue
        at = max(start, _row_begins(text, reading, at, row)) if _ALL_OF_ROW.search(m[0]) else at
        row = text[at : m.start()].rstrip().rstrip("，").replace("，", "、") if row.strip() else row
        row, counted_as = _without_their_number(row)
        parts = _pieces(row)
        if counted_as and counted_as != len(parts[::2]):
            continue
        ends = reading.stretch(CLAUSE, *m.span())[1]
        told = text[m.start() : ends]
        if (
            STILL_AT_WORK.match(text, ends)
            # 海棠区、天涯区完成改造: where something was
            or (m[0].endswith(_WORKS) and all(map(IN_PLACE.fullmatch, parts[::2])))
            or NEGATED.search(_QUOTED.sub("", row) + m[0])
            or _NO_HONOUR.search(told)
            or _EXAMPLES.search(row)
            or _TO_COME.search(row)
            # 在去年建成城市书房的基础上
            or _ONCE.search(row)
            or not all(_NAMED.fullmatch(name) and not _ORDINAL.fullmatch(name) for name in parts[::2])
        ):
            continue
        begins = at
        for k, name in enumerate(parts):
            if k % 2 == 0:
                spans.append((at, at + len(name)))
            at += len(name)
        if among := _AMONG.search(text, max(start, begins - 40), begins):
            # 乡镇综合养老服务中心中，甲镇、乙镇已竣工
            about.append(among.span("kind"))
        if m["become"]:
            about.append((m.end(), reading.stretch(CLAUSE, *m.span())[1]))
        # 甲街道、乙镇通过省级标准镇验收
        about += [m.span("passed")] if m["passed"] else []
    for m in _LIST_BEHIND.finditer(text, start, end):
        # 社区公交已开通甲线、乙线、丙线: what they are stands in front
        at = m.start("names")
        around = text[slice(*reading.stretch(CLAUSE, *m.span()))]
        if verbs("planned", "preparing", "shell").search(around) or NEGATED.search(around) or _SURVEYED.search(around):
            # 拟开通甲线、乙线, 完成甲路、乙路勘测
            continue
        names = re.split("[、和及]", m["names"])
        # 建成滨湖公园、南山公园: names of one kind of thing; 建成幼儿园、小学 names none
        of_a_kind = len(names) > 2 and min(map(len, names)) > 3 and kind_of({name[-1] for name in names}) != ""
        # 开通天义至八里罕、天义至忙农公交线路
        of_a_kind = of_a_kind or all(map(_FROM_TO.search, names))
        alike = (len({name[-2:] for name in names}) == 1 and min(map(len, names)) > 2) or of_a_kind
        if not alike and not (m["done"] and len(names) > 2 and min(map(len, names)) > 1):
            continue
        for name in names:
            spans.append((at, at + len(name)))
            at += len(name) + 1
        about.append((reading.stretch(CLAUSE, *m.span())[0], m.start()))
    for m in _LIST_BELOW.finditer(text, max(0, start - _LONGEST_HEAD), end):
        before = text[reading.stretch(CLAUSE, m.start(), m.start())[0] : m.end("names")]
        if not spans and not NEGATED.search(before) and not _NOT_NOW.search(before):
            spans += [name.span() for name in _JOINED.finditer(text, *m.span("names"))]
    for m in _NUMBERED.finditer(text, start, end):
        clause = reading.stretch(CLAUSE, *m.span())
        if not NEGATED.search(text[slice(*clause)]):
            spans += [name.span() for name in _LINES.finditer(text, *m.span("names"))]
            about += [(clause[0], m.start()), m.span("noun")]
    return spans, about


def kind_of(ends: set[str]) -> str:
    """Characters on which the names of one kind end, or the noun of several kinds; empty where these are none."""
    data = load("words")
    noun = (noun for noun, kind in data["nouns_of_name_ends"].items() if len(ends) > 1 and ends <= set(kind))
    return next((kind for kind in data["name_ends"] if ends <= set(kind)), "") or next(noun, "")


def _named(reading: Reading, about: tuple[Span, ...], spans: list[Span]) -> About:
    """What a list of names is about: its heading, what the names became, and on what they end.

    That is the character on which all of them end, or those of names of its kind, or the two of the last, which carries
    the noun of all.
    """
    ends = {_BARE_NAME.sub("", reading.text[a:b])[-1:] for a, b in spans}
    kind = kind_of(ends) if len(spans) > 1 else ""
    # 东嘎、柳梧、蔡公堂公交场站; not 启明中学、天岳幼儿园, where each has a noun of its own
    near = plainly(reading, about if kind in load("words")["nouns_of_name_ends"] else (*about, spans[-1])).near
    return About(
        near,
        dict.fromkeys(near, 1.0),
        text=kind or (ends.pop() if len(ends) == 1 < len(spans) else reading.text[spans[-1][1] - 2 : spans[-1][1]]),
    )
