"""A text read once: its quantities, what stands around each, and the words of every stretch.

Stretches are looked up by position, words are cut when they are first asked for, and nothing looks further than a
window, so that the time for a text grows with its length and no faster.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from analysis.extraction.lexicon import alternation, load
from analysis.extraction.numerals import numeral
from analysis.extraction.offices import office_reports
from analysis.extraction.places import ONLY_PLACES
from analysis.extraction.quantities import find_quantities
from analysis.extraction.segment import words
from analysis.model import Bound, Quantity

# How many characters on either side of a number can say what it counts.
WINDOW = 160

# Characters of a name in quotation marks on either side of a number.
_LONGEST_NAME = 30

# What may stand around a name or a word in a row.
MARKS = "，、；： "
# 除工行家属院外: except; not 拆除, 除湿
EXCEPT = "(?<![消拆清解排免废扣])除了?(?![险尘草雪湿甲四])"
# What joins the members of a row.
JOINED = re.compile("[、和及与]")
SENTENCE, CLAUSE, SEGMENT = "sentence", "clause", "segment"
# not the one of 3,200
_COMMA = "(?:,(?![0-9])|(?<![0-9]),)"
# nor the one of C、D级危房
_BREAK = re.compile(rf"[，：:。；;！？\n（）()]|(?<![A-Z])、|、(?![A-Z])|{_COMMA}")
_ENDS_SENTENCE = frozenset("。；;！？\n")
# the 5 of 5G
DIGIT_OF_A_NAME = "[0-9](?=[A-Z])"
LIST_MARKER = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十0-9]{1,3}[)）][.．、]?|[0-9]{1,2}[.．、]|[①-⑳]|[一二三四五六七八九十]{1,3}、|[一二三四五六七八九十]是)\s*"
)
_MARKER_NUMBER = re.compile("[0-9]+|[一二三四五六七八九十]+|[①-⑳]")
# a list inside a line; 新开工：…。基本建成：…: a sentence with a heading of its own
_INNER_MARKER = re.compile(
    r"(?<=[。；：])(?:[①-⑳]|[（(][一二三四五六七八九十0-9]{1,2}[)）])|(?<=[。；])(?!其中|目前|分别|包括|截至)(?=[一-龥]{2,10}：)"
)
_SAME_PERIOD = re.compile("(?:同比|环比|[较比](?:上年|去年)(?:同期)?)")
_BETWEEN_MARKS = re.compile("[^、]+")
_HEADING = re.compile(r"[^。，；：:\n]{1,24}[：:。]")
# 甲路（3月31日）、乙路（4月通车）; not （6月停工）
DAY_ASIDE = (
    "[（(](?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}[日号]|[底初中]|份)?"
    "已?(?:通车|完工|竣工|建成|投用|交付|启用|开[园业学放馆诊]|投入使用)?[)）]"
)
_NAME_BRACKET = re.compile(
    rf"[（(][^（）()0-9０-９，。；：\n]{{1,10}}[)）](?=[一-龥0-9０-９])|{DAY_ASIDE}(?=[一-龥、])"
)
_TITLE = re.compile("《[^《》\n]{1,80}(?:《[^》\n]{1,80}》|<[^>\n]{1,80}>)?[^《》\n]{0,80}》")
_NOUN_AHEAD = re.compile(r"(?!已|均|全部|都|正|的|并|共|建成|完成|开工|竣工|完工)[一-龥“]{2}")
_ATTRIBUTE = re.compile("(?:以上|以下|以内)$")
_THOSE = re.compile("的[^，。；、0-9]{0,6}[0-9]")
_ONLY_FOR = re.compile("(?:已|累计|共)*(?:为|给|向|对|帮助|组织)$")
_ASIDE_BEFORE = re.compile("(?<=[一-龥])（[^（）]{1,20}）$")
_AND_SO_ON = re.compile("等(?:共计|合计|总计|共)?$")
_AND_ALSO = re.compile("(?<![合一])并(?![网轨联轴购])|(?<![而况])且")
# What a row is shared out by.
BATCH = "(?:批次|批|次|轮|期)"
_IN_BATCHES = re.compile(f"分[两二三四五六七八九十0-9]+{BATCH}")
_WHEN_BEHIND = re.compile("(?:全年|今年|年内|当年|目前|截至目前|现|已|共|累计)+$")
_LIST_BREAK = re.compile(r"[。；;！？\n]|，(?!分别)")
_INNERMOST = re.compile("[，：:。；;！？\n（）()]")
_EMPTY = re.compile(r"[\s的了等均已全部都，。、；：“”\"（）()《》也还共计]*")
_HAN = re.compile("[一-龥]+")
_GOES_ON = re.compile("[一-龥0-9]")
# 80—89周岁, 3岁以下
_AGES = re.compile(
    "(?P<from>[0-9]{1,3})(?:周岁|岁)?(?:[—－～~至-]+(?P<to>[0-9]{1,3}))?(?:周岁|岁)(?P<below>[（(]?[含不及]{0,2}[）)]?以[下内])?|百岁"
)
OLDEST = 150
# Names in a row that a number counts, at most.
_MOST_NAMES = 20
_NAME_IN_A_ROW = re.compile("[^，。；、0-9０-９]{2,24}")
# 城市、农村低保标准: names so short leave out what the last one says
_LONGEST_SIDE = 3
_ONCE_RAISED = re.compile("(?:提标|调标|提高|上调|调整|提升|增资)(?:之?后)?")
_IN_ALL = re.compile("(?:共|共计|合计|等|的)$")
_GRADE = re.compile("[1-5一二三四五](?:A|星)(?=级)")
# what is cut into words: not the 日 of 8月20日共完成; S120 is a name
_PIECE = re.compile("(?<![0-9０-９])(?:[A-Za-z]{1,8}[0-9]+|[A-Za-z一-龥])+|(?<=[0-9０-９])(?![年月日])[一-龥]+")

# 为2.1万名…提供, 向3万名…发放
FOR_WHOM = re.compile("[为向对给](?:全[市县区])?$")
MORE_OF_THEM = re.compile(
    "[^，。；、0-9]{2,16}(?:、[^，。；、0-9]{2,12})+?(?=免费|提供|发放|开展|实施|进行|办理|购买|安排|落实|配备|安装)"
)
# 规范管理率分别为78.2%、74.6%
RATE_OF_A_ROW = re.compile("([一-龥]{2}率)(?:依次|分别)")
GOAL_BEHIND = re.compile("的?(?:年度|全年|年|总)*(?:目标|任务|计划|指标)+(?:数|值)?")

Span = tuple[int, int]


def _age_range(m: re.Match[str]) -> tuple[int, int]:
    if m["from"] is None:
        return 100, OLDEST
    if m["below"]:
        return 0, int(m["from"])
    return int(m["from"]), int(m["to"] or OLDEST)


def mask(text: str) -> str:
    """Cover short brackets that belong to a name (村（居）委会), so that they break no clause; the length stays.

    Examples
    --------
    >>> mask("村（居）公园3个（新建2个）")
    '村···公园3个（新建2个）'
    """
    return _NAME_BRACKET.sub(lambda m: "·" * len(m[0]), text)


def _quiet(text: str) -> str:
    """Text without names of documents, and without 计划 in the names of programmes, which are no plans; the length stays."""
    if "《" in text:
        text = _TITLE.sub(lambda m: " " * len(m[0]), text)
    if "计划" not in text:
        return text
    return _named_plans().sub(lambda m: f"{m[0][:-2]}··", text).replace("计划生育", "··生育")


@functools.cache
def _named_plans() -> re.Pattern[str]:
    """雨露计划: the name of something that is done, and no plan."""
    return re.compile(alternation(load("words")["named_plans"]))


_NARROW = re.compile(rf"[;?!()｜│]|{_COMMA}|:(?![0-9])|(?<![0-9]):")
_WIDE = str.maketrans(",;:?!()｜│", "，；：？！（），，")
_NUMBER_AND_MARK = r"[ \t\u3000]*([0-9]{1,2})[.．、](?![0-9]{1,2}[.．、])([0-9]?)"
_LINE_NUMBER = re.compile(f"^{_NUMBER_AND_MARK}", re.M)
# 1.适老化改造完成。2.建成床位530张。3.10个中心均已建成。
_SENTENCE_NUMBER = re.compile(f"(?:^|(?<=[。；;])){_NUMBER_AND_MARK}", re.M)


def widened(text: str) -> str:
    """Text whose half-width punctuation is full-width, as rules expect it; that inside numbers stays, and so does the length.

    So are other signs that join the members of a row, or set off what a line is about.

    Examples
    --------
    >>> widened("新增就业3,200人,其中女性800人;已完成,2人在训")
    '新增就业3,200人，其中女性800人；已完成，2人在训'
    >>> widened("剧团24场/民间剧团14场"), widened("[饮水] 新建9处＋改造13处"), widened("◆安防  61公里")
    ('剧团24场、民间剧团14场', ' 饮水： 新建9处、改造13处', '◆安防： 61公里')
    """
    if not _HAN.search(text):
        return text
    text = _NARROW.sub(lambda m: m[0].translate(_WIDE), text)
    if any(sign in text for sign in "/／＋+"):
        text = _JOINS.sub(r"\g<last>、", text)
        text = _ADDED.sub(r"\g<number>、", text)
        text = _SLASHED_ROWS.sub(lambda m: m[0].replace(m["sign"], "、"), text)
    text = _TICKED.sub("，", _NEXT_STEP.sub("，", text))
    if "其中" in text:
        text = _AMONG_THEM.sub("有", text)
    if _BLANK.search(text):
        text = _BLANK_ROWS.sub(lambda m: _BLANK.sub("、", m[0]), text)
    if any(sign in text for sign in "[〔【"):
        text = _BRACKETED_HEAD.sub(r" \g<head>：", text)
    return _MARKED_HEAD.sub(r"\g<head>：\g<blanks>", text) if "  " in text or "\u3000" in text else text


# 其中：公共停车场210个 is the same as 其中有公共停车场210个
_AMONG_THEM = re.compile("(?<=其中)：(?=[一-龥])")
# 建成17座 在建3座
_NEXT_STEP = re.compile(
    "(?<=[0-9][个家所座处户场人名条亩套台张件间辆])[ \u3000](?=(?:在建|正在|开工|建成|完工|竣工|剩余|其余|另有|未)[^，。；\n]{0,6}[0-9])"
)
# 招标√ 开工√ 管道铺设31.5公里
_TICKED = re.compile("(?<=[√✔])[ \u3000](?=[一-龥])")
# 24场/民间剧团14场, 新建22/提升8, 6.1km＋双江5.4km, 9.35/龙怀7.2; no 5元/生·天
_JOINS = re.compile(
    "(?P<last>[一-龥][0-9]{1,4}(?:\\.[0-9]{1,3})?|[0-9][个家所座处户场人名次条亩套台张件间辆期级吨米]|km|公里|方米)[/／＋+](?!任务|计划|目标|应|实|共|总|小时|分钟|秒|[年月日天周](?![一-龥]{2,6}[0-9]))(?=[一-龥]{1,8}[0-9])"
)
# 铺设4.7+1.2公里; no K0+000
_ADDED = re.compile(
    "(?<![A-Za-z0-9.“])(?P<number>[0-9]+(?:\\.[0-9]+)?)[+＋](?=[0-9]+(?:\\.[0-9]+)?(?:[个家所座处户场人名条亩套台张间辆吨米]|km|公里))"
)
# What stands in no row of parts.
_NO_PART = "目标|任务|计划|应|开工|在建|完工|完成|竣工|建成|上年|去年|本年|今年"
# 新增就业/再就业：5823/1764
_SLASHED_ROWS = re.compile(
    "(?<![一-龥])(?![^：\n]{0,60}(?:"
    f"{_NO_PART}))"
    "[一-龥“”]{2,12}(?:(?P<sign>[/／])[一-龥“”]{2,12})(?:(?P=sign)[一-龥“”]{2,12}){0,4}：[0-9.,]+(?:(?P=sign)[0-9.,]+){1,5}(?=[，。；（\n]|$)"
)
# 送戏：城关22 江北25 梅岭36
_BLANK = re.compile("(?<=[0-9])[ \u3000](?=[一-龥])")
_NO_PLACE = "率|[已待共车]|累计|报废|合计|小计|本[月周期]"
# no measure word behind a blank: 公园12 个
_NAME_AND_NUMBER = "(?![个家所座处户场人名次条亩套台张件间辆米吨]|公里|平方|[万亿])[一-龥]{2,6}[0-9]+(?:\\.[0-9]+)?"
_BLANK_ROWS = re.compile(
    f"(?<![一-龥])(?![^\n]{{0,60}}(?:{_NO_PART}|{_NO_PLACE}))(?:{_NAME_AND_NUMBER}[ \u3000]){{3,}}{_NAME_AND_NUMBER}(?![0-9.])"
)
_BRACKETED_HEAD = re.compile(r"^[\[〔【](?P<head>[一-龥]{2,10})[\]〕】](?=[^\n])", re.M)
_MARKED_HEAD = re.compile(r"^(?P<head>[^\S\n]*[◆■●▲★·•※][^\S\n]?[一-龥]{2,10})[ \u3000](?P<blanks>[ \u3000])", re.M)


def numbered(text: str) -> str:
    r"""Text whose lines' or sentences' numbers stand off from a number behind them; the length stays.

    Lines are numbered if they count up from one, and one of the numbers has no digit behind it: two lines that begin
    with 1.5 and 2.3 say nothing of a list.

    Examples
    --------
    >>> numbered("1.158个小区已开工。\n2.农村危房改造1436户。")
    '1、158个小区已开工。\n2.农村危房改造1436户。'
    >>> numbered("1.改造全部完成。2.建成床位530张。3.10个中心均已建成。")
    '1.改造全部完成。2.建成床位530张。3、10个中心均已建成。'
    >>> numbered("1.5万人参保。\n2.3万人就业。")
    '1.5万人参保。\n2.3万人就业。'
    """
    for numbers in (_LINE_NUMBER, _SENTENCE_NUMBER):
        marks = list(numbers.finditer(text))
        if len(marks) > 1 and [int(m[1]) for m in marks] == list(range(1, len(marks) + 1)):
            break
    else:
        return text
    if all(m[2] for m in marks):
        return text
    for m in marks:
        if m[2]:
            text = f"{text[: m.end(1)]}、{text[m.end(1) + 1 :]}"
    return text


def paragraphs(text: str) -> list[Span]:
    r"""Split a text at line breaks and at list markers inside a line: ``(start, end)`` of each, no empty ones.

    Examples
    --------
    >>> paragraphs("已完成。\n（1）建成3所。")
    [(0, 4), (5, 13)]
    """
    out = []
    for line in re.finditer(r"[^\n]+", text):
        starts = [line.start(), *(m.start() for m in _INNER_MARKER.finditer(text, line.start() + 1, line.end()))]
        out += list(zip(starts, [*starts[1:], line.end()], strict=True))
    return out


def _marker_value(number: str) -> int:
    """Place in a list that a marker says: 3, 三 and ③ are the third."""
    return ord(number) - ord("①") + 1 if "①" <= number <= "⑳" else int(numeral(number) or 0)


class Reading:
    """A text with its quantities; stretches and words by position.

    ``written`` is the text as it stands, ``text`` has its marks made alike; ``whole`` has brackets of names covered, ``quiet``
    the names of documents blanked, which say nothing of what is counted. All are of one length. ``more`` are numbers whose
    unit the text leaves out.
    """

    def __init__(self, text: str, more: tuple[Quantity, ...] = ()) -> None:
        self.written = text
        text = numbered(widened(text))
        self.text = text
        self.quantities = find_quantities(text)
        if more:
            self.quantities = tuple(sorted((*self.quantities, *more), key=lambda q: q.start))
        self.whole = mask(text)
        self.quiet = _quiet(text)
        self._breaks: dict[str, list[int]] = {SENTENCE: [], CLAUSE: [], SEGMENT: []}
        for m in _BREAK.finditer(self.whole):
            self._breaks[SEGMENT].append(m.start())
            if m[0] != "、":
                self._breaks[CLAUSE].append(m.start())
            if m[0] in _ENDS_SENTENCE:
                self._breaks[SENTENCE].append(m.start())
        self._words: dict[Span, dict[str, float]] = {}
        # rows of numbers behind 分别 in front of which no names stand: they answer a row of the task in its order
        self.unnamed_rows: list[list[int]] = []
        # and those in front of which the name of each stands
        self.named_rows: list[list[int]] = []
        # words that a number's place in a row stands for
        self.extra: dict[int, str] = {}

    def stretch(self, kind: str, start: int, end: int) -> Span:
        """Bounds of the sentence, clause or segment that holds ``text[start:end]``, no wider than the window."""
        breaks = self._breaks[kind]
        i, j = bisect_left(breaks, start), bisect_left(breaks, end)
        a = breaks[i - 1] + 1 if i else 0
        b = breaks[j] if j < len(breaks) else len(self.text)
        return max(a, start - WINDOW), min(b, end + WINDOW)

    def in_front_of_colon(self, start: int) -> Span:
        """The clause in front of the colon that one follows (新增学位：幼儿园540个); empty where it follows none."""
        follows = self.quiet.startswith("：", max(0, start - 1))
        return self.stretch(CLAUSE, start - 1, start - 1) if follows else (start, start)

    def stretches(self, kind: str, start: int, end: int) -> list[Span]:
        """The stretches of a kind inside ``text[start:end]``, no empty ones."""
        breaks = self._breaks[kind]
        inside = breaks[bisect_left(breaks, start) : bisect_left(breaks, end)]
        edges = zip([start, *(b + 1 for b in inside)], [*inside, end], strict=True)
        return [(a, b) for a, b in edges if b > a]

    @functools.cached_property
    def paragraphs(self) -> list[tuple[int, int, Span]]:
        """Start, end and heading of each paragraph; a heading ends with a colon or follows a list marker."""
        out = []
        for start, end in paragraphs(self.whole):
            m = LIST_MARKER.match(self.text, start, end)
            at = m.end() if m else start
            h = _HEADING.match(self.whole, at, end)
            # 1. 纬十二路已建成通车。 with nothing behind it is no heading
            heads = h and (h[0][-1] in "：:" or (m and self.whole[h.end() : end].strip()))
            out.append((start, end, (at, h.end() - 1) if h and heads else (at, at)))
        return out

    @functools.cached_property
    def numbered(self) -> list[int]:
        """Where the paragraphs begin that are numbered from 1 on without a gap; empty where they are not, or it is one."""
        markers = [m for start, end, _ in self.paragraphs if (m := LIST_MARKER.match(self.text, start, end))]
        numbers = [_MARKER_NUMBER.search(m[0]) for m in markers]
        counted = [_marker_value(n[0]) for n in numbers if n is not None]
        return [m.start() for m in markers] if len(counted) > 1 and counted == [*range(1, len(markers) + 1)] else []

    def heading(self, at: int) -> Span:
        """Bounds of the heading of the paragraph that holds a position; empty where it has none."""
        i = bisect_right(self._paragraph_starts, at)
        return self.paragraphs[i - 1][2] if i else (0, 0)

    @functools.cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _, _ in self.paragraphs]

    @functools.cached_property
    def _offices(self) -> list[tuple[int, int, str]]:
        return office_reports(self.whole)

    def office(self, at: int) -> str:
        """The office in whose report a position stands; empty where not several offices report."""
        i = bisect_right(self._offices, at, key=lambda report: report[0])
        return self._offices[i - 1][2] if i and at < self._offices[i - 1][1] else ""

    @functools.cached_property
    def _pieces(self) -> list[Span]:
        """Runs of Chinese characters between numbers and marks: what is cut into words."""
        out: list[Span] = []
        at = 0
        for q in [*self.quantities, None]:
            end = q.from_ if q else len(self.text)
            out += [m.span() for m in _PIECE.finditer(self.quiet, at, max(at, end))]
            at = q.end if q else end
        return out

    @functools.cached_property
    def _piece_ends(self) -> list[int]:
        return [end for _, end in self._pieces]

    @functools.cached_property
    def limits(self) -> dict[int, str]:
        """Numbers that are part of a noun (10亿元以上项目, 3A级景区), by where they start, each as a word of its own."""
        grades = {m.start(): m[0] for m in _GRADE.finditer(self.quiet)}
        return grades | {
            q.start: f"{q.value}{q.unit}"
            for q in self.quantities
            if (_ATTRIBUTE.search(q.text) and _GOES_ON.match(self.quiet, q.end))
            # 收入超50万元的302个
            or (q.lead >= 0 and q.bound is Bound.AT_LEAST and _THOSE.match(self.quiet, q.end))
        }

    @functools.cached_property
    def _limits_at(self) -> list[int]:
        return sorted(self.limits)

    def words(self, start: int, end: int) -> dict[str, float]:
        """Words of ``text[start:end]`` that say what it is about, each with its weight; not to be changed."""
        key = (start, end)
        if key not in self._words:
            found: dict[str, float] = {}
            for i in range(bisect_right(self._piece_ends, start), len(self._pieces)):
                a, b = self._pieces[i]
                if a >= end:
                    break
                piece = words().content(self.quiet[max(a, start) : min(b, end)])
                found = {**found, **piece} if found else piece
            if self.limits:
                # 10亿元以上项目 and 1亿元以上项目 are told apart by their limit
                i, j = (bisect_left(self._limits_at, edge) for edge in (start, end))
                own = dict.fromkeys((self.limits[at] for at in self._limits_at[i:j]), 2.0)
                found = {**found, **own} if own else found
            self._words[key] = found
        return self._words[key]

    @functools.cached_property
    def contexts(self) -> list[Context]:
        """What stands around each quantity, in order."""
        segments = [self.stretch(SEGMENT, q.from_, q.end) for q in self.quantities]
        peers: dict[int, list[int]] = {}
        for i, (q, (a, _)) in enumerate(zip(self.quantities, segments, strict=True)):
            if q.start not in self.limits:
                peers.setdefault(a, []).append(i)
        named = self._rows_of_names() | self._respectively()
        out: list[Context] = []
        for i, q in enumerate(self.quantities):
            context = self._context(i, segments[i], peers.get(segments[i][0], []), named)
            if i and self.quantities[i - 1].end == q.from_ and i not in named and not context.near_words():
                # 受益群众3412户11870人: both count what stands in front of the first
                context = dataclasses.replace(context, near_left=out[-1].near_left)
            out.append(context)
        return out

    def _context(self, i: int, segment: Span, peers: list[int], named: dict[int, tuple[Span, ...]]) -> Context:
        q, quiet, (a, b) = self.quantities[i], self.quiet, segment
        k = bisect_left(peers, i)
        before, after = peers[:k][-1:], peers[k + (k < len(peers) and peers[k] == i) :][:1]
        left = (max(a, self.quantities[before[0]].end) if before else a, q.from_)
        right = (q.end, min(b, self.quantities[after[0]].from_) if after else b)
        near_left: tuple[Span, ...] = (left,)
        if GOAL_BEHIND.fullmatch(quiet, *right):
            # 基本建成12.63万套的年度目标任务
            right = (q.end, q.end)
        # 体检5000人并建立健康档案, 4.9公里已建成并打压试水: another work
        near_right = (q.end, m.start()) if (m := _AND_ALSO.search(quiet, *right)) else right
        if before or after:
            # in a row of numbers the noun stands on one side of each
            if _EMPTY.fullmatch(quiet, self.quantities[peers[-1]].end, b):
                # 为487名患者实施手术512例: behind a preposition the noun of the first follows
                near_right = right if not before and self._is_for_those(i, left) else (q.end, q.end)
            elif self.quantities[peers[0]].from_ - a <= 2 and before:
                near_left = ()
        if _AND_SO_ON.search(quiet[slice(*left)]) or self.counts_names(q):
            # 甲路、乙路等15个拥堵点, 打通甲路、乙路等5条: what stands in front are examples; 甲镇、乙镇2座: or all of them
            near_left = ()
        if near_left == ((q.from_, q.from_),) and (m := _ASIDE_BEFORE.search(quiet, max(0, q.from_ - WINDOW), q.from_)):
            # 初次就业率（截至9月1日）86.04%
            near_left = (self.stretch(SEGMENT, m.start() - 1, m.start() - 1),)
        if i in named:
            near_left, near_right = named[i], (q.end, q.end)
        return Context(
            reading=self,
            quantity=q,
            near_left=near_left,
            near_right=near_right,
            clause=self.stretch(CLAUSE, q.from_, q.end),
            sentence=self.stretch(SENTENCE, q.from_, q.end),
            extra=self.extra.get(i, ""),
        )

    def _is_for_those(self, i: int, left: Span) -> bool:
        """Whether a number counts those behind it for whom something was done: 为2.7万名儿童、3万名老人发放补贴720万元."""
        if left[0] < left[1] or not i:
            return _ONLY_FOR.fullmatch(self.quiet, *left) is not None
        a, _ = self.stretch(CLAUSE, self.quantities[i].from_, self.quantities[i].end)
        first = bisect_left(self.quantities, a, key=lambda q: q.start)
        return first < i and _ONLY_FOR.search(self.quiet, a, self.quantities[first].from_) is not None

    def counts_names(self, q: Quantity) -> bool:
        """Whether as many names as a number says stand in a row in front of it: 绰霍尔、爱新舍里、堆齐牛录3所."""
        if not 1 < q.value <= _MOST_NAMES:
            return False
        a, _ = self.stretch(CLAUSE, q.from_, q.end)
        names = _IN_ALL.sub("", self.quiet[a : q.from_]).split("、")
        return len(names) == q.value and all(map(_NAME_IN_A_ROW.fullmatch, names))

    def _respectively(self) -> dict[int, tuple[Span, ...]]:
        """For numbers in a row behind 分别, where the name stands that each of them belongs to."""
        out: dict[int, tuple[Span, ...]] = {}
        starts = [q.start for q in self.quantities]
        for m in re.finditer("分别", self.whole):
            run: list[int] = []
            for i in range(bisect_left(starts, m.end()), len(starts)):
                q = self.quantities[i]
                gap = self.whole[self.quantities[run[-1]].end : q.from_] if run else self.whole[m.end() : q.from_]
                if len(gap) > WINDOW or (run and not re.fullmatch("[、和及与，]", gap)) or _LIST_BREAK.search(gap):
                    break
                run.append(i)
            if len(run) < 2:
                continue
            floor = max(0, m.start() - WINDOW)
            # as far as the end of 分别, so that a comma in front of it is seen to be one
            cut = [x.end() for x in _LIST_BREAK.finditer(self.whole, floor, m.end()) if x.end() <= m.start()]
            a = cut[-1] if cut else floor
            if _SAME_PERIOD.fullmatch(self.whole, a, m.start()):
                # 37起、死亡29人，同比分别下降19.6%和14.7%
                a = cut[-2] if len(cut) > 1 else floor
                self.unnamed_rows.append(run)
            verb = (m.end(), self.quantities[run[0]].from_)
            # A、B从X、Y分别提高到M、N: the levels in front belong to the same names
            old = self._row_before(m.start(), len(run))
            names_end = old[0][0] if old else m.start()
            # 甲医院、乙医院全年分别: when, and no part of a name
            names_end -= len(when[0]) if (when := _WHEN_BEHIND.search(self.whole, a, names_end)) else 0
            for separators in ("[^、]+", "[^、和及与]+"):
                names = [x.span() for x in re.compile(separators).finditer(self.whole, a, names_end)]
                if len(names) != len(run):
                    continue
                self.named_rows.append(run)
                shared = self._shared_head(names)
                out |= {i: (name, shared, verb) for i, name in zip(run, names, strict=True)}
                out |= {i: (name,) for (_, i), name in zip(old, names, strict=False)}
                # the levels that these rise to belong to the same names
                for k, i in enumerate(range(run[-1] + 1, min(run[-1] + 1 + len(run), len(starts)))):
                    if _LIST_BREAK.search(self.whole, self.quantities[i - 1].end, self.quantities[i].from_):
                        break
                    out[i] = out[run[k]]
                break
            else:
                if len(run) == 2 and "城乡" in self.whole[a:names_end]:
                    # 城乡低保标准分别达到705元和470元: one word for two
                    name = (a, names_end)
                    out |= dict.fromkeys(run, (name, verb))
                    # 由720元、530元分别提高到760元、580元: the levels in front too
                    before = [i for _, i in old]
                    out |= dict.fromkeys(before, (name,))
                    for row in (run, before):
                        self.extra |= dict(zip(row, ("城镇", "农村"), strict=False))
                elif steps := self._steps_in_front(a, names_end, len(run)):
                    out |= {i: (step, verb) for i, step in zip(run, steps, strict=True)}
                    self.named_rows.append(run)
                else:
                    self.unnamed_rows.append(run)
        return out

    def _shared_head(self, names: list[Span]) -> Span:
        """Where the noun stands that the last of several short names has for all: 城市、农村低保标准; empty where each has its own."""
        *others, (start, end) = names
        short = {b - a for a, b in others}
        length = min(short)
        if len(short) > 1 or length > _LONGEST_SIDE or end - start < length + 2:
            return end, end
        return start + length, end

    def _steps_in_front(self, start: int, end: int, count: int) -> list[Span]:
        """What the numbers of the clause in front count, as many as are told respectively in one that names nothing itself.

        农村低保标准增加55元、城市低保标准增加45元，提标后分别达到555元和715元
        """
        if self.words(start, end) and not _ONCE_RAISED.fullmatch(self.whole, start, end):
            return []
        last = bisect_left(self.quantities, start, key=lambda q: q.start)
        row = self.quantities[max(0, last - count) : last]
        clauses = {self.stretch(CLAUSE, q.from_, q.end) for q in row}
        if len(row) < count or len(clauses) > 1 or clauses.pop()[1] + 1 != start:
            return []
        return [(self.stretch(SEGMENT, q.from_, q.end)[0], q.from_) for q in row]

    def _rows_of_names(self) -> dict[int, tuple[Span, ...]]:
        """For numbers in a row behind as many names (小学、初中按每生每年720元、940元), where the name of each stands."""
        out: dict[int, tuple[Span, ...]] = {}
        rows: list[list[int]] = []
        for i, q in enumerate(self.quantities):
            before = self.quantities[i - 1] if i else None
            if before is not None and before.unit == q.unit and self.whole[before.end : q.from_] == "、":
                rows[-1].append(i)
            else:
                rows.append([i])
        for row in rows:
            first = self.quantities[row[0]]
            if len(row) < 2:
                continue
            floor = max(0, first.from_ - WINDOW)
            a = max([floor, *(m.end() for m in _LIST_BREAK.finditer(self.whole, floor, first.from_))])
            names = [m.span() for m in _BETWEEN_MARKS.finditer(self.whole, a, first.from_)]
            # 中秋、国庆、元旦前分三批投放储备肉: one thing, by times
            shared_out = "分别" in self.whole[a : first.from_] or _IN_BATCHES.search(self.whole, a, first.from_)
            if len(names) == len(row) and not shared_out:
                out |= {i: (name,) for i, name in zip(row, names, strict=True)}
        return out

    def _row_before(self, end: int, count: int) -> list[tuple[int, int]]:
        """The row of so many numbers that ends at a position, behind 从 or 由: where 从 stands, and each number."""
        i = bisect_right([q.end for q in self.quantities], end) - count
        if i < 0:
            return []
        row = self.quantities[i : i + count]
        joined = all(re.fullmatch("[、和及]", self.whole[p.end : q.start]) for p, q in itertools.pairwise(row))
        lead = re.search(r"[从由][^，。；从由]{0,10}$", self.whole[max(0, row[0].start - 12) : row[0].start])
        if not joined or lead is None or row[-1].end != end:
            return []
        at = row[0].start - len(lead[0])
        return [(at, i + k) for k in range(count)]


@dataclass(frozen=True)
class Context:
    """What stands around one quantity.

    ``near_left`` and ``near_right`` are the stretches that say what is counted (in a row of numbers only one side
    belongs to each), ``clause`` and ``sentence`` those that hold it; ``extra`` is a word that its place stands for.
    """

    reading: Reading
    quantity: Quantity
    near_left: tuple[Span, ...]
    near_right: Span
    clause: Span
    sentence: Span
    extra: str = ""

    @property
    def in_front(self) -> Quantity | None:
        """The number in front of this one; None where it is the first."""
        i = bisect_left(self.reading.quantities, self.quantity.start, key=lambda q: q.start)
        return self.reading.quantities[i - 1] if i else None

    @functools.cached_property
    def left(self) -> str:
        """The clause in front of the number."""
        return self.reading.quiet[self.clause[0] : self.quantity.from_]

    @property
    def around(self) -> str:
        """The clause in front of the number, with what stands in front of brackets that open or close it.

        年度目标（锅炉146台: the bracket belongs to the goal; 年度目标（50场）的180%: it stands between the two.
        """
        quiet, start = self.reading.quiet, self.clause[0]
        front = quiet[max(0, start - WINDOW) : start]
        if front.endswith(("）", ")")):
            opened = max(front.rfind("（"), front.rfind("("))
            front = front[:opened] if opened >= 0 else ""
        elif not front.endswith(("（", "(")):
            return self.left
        return _INNERMOST.split(front.rstrip("（("))[-1] + self.left

    @functools.cached_property
    def right(self) -> str:
        """The clause behind the number."""
        return self.reading.quiet[self.quantity.end : self.clause[1]]

    @functools.cached_property
    def before(self) -> str:
        """The sentence in front of the clause."""
        return self.reading.quiet[self.sentence[0] : self.clause[0]]

    @functools.cached_property
    def near(self) -> str:
        """The words that say what is counted, in front of the number."""
        return "".join(self.reading.quiet[a:b] for a, b in self.near_left)

    @property
    def said(self) -> str:
        """The same without the marks around them."""
        return self.near.strip(MARKS)

    @property
    def ahead(self) -> str:
        """The words that say what is counted, behind the number."""
        return self.reading.quiet[slice(*self.near_right)]

    @property
    def ages(self) -> frozenset[tuple[int, int]]:
        """First and last age of the persons of the number's clause, as it names them in front (80—89周岁, 3岁以下: from 0)."""
        left = self.left
        return frozenset(map(_age_range, _AGES.finditer(left))) if "岁" in left else frozenset()

    @property
    def counts_ahead(self) -> bool:
        """Whether the noun that is counted follows the number (3家中心卫生院)."""
        return bool(_NOUN_AHEAD.match(self.reading.quiet, *self.near_right))

    @property
    def bracketed(self) -> bool:
        """Whether the number stands in brackets of its sentence."""
        text, (a, b) = self.reading.whole, (self.sentence[0], self.quantity.start)
        opened = text.count("（", a, b) + text.count("(", a, b)
        return opened > text.count("）", a, b) + text.count(")", a, b)

    @property
    def quoted(self) -> bool:
        """Whether the number stands in quotation marks, with words: it is part of a name."""
        text, q = self.reading.text, self.quantity
        opened = text.rfind("“", max(0, q.start - _LONGEST_NAME), q.start)
        closed = text.find("”", q.end, q.end + _LONGEST_NAME)
        return (
            0 <= opened < closed
            and "”" not in text[opened : q.start]
            and "“" not in text[q.end : closed]
            # “七个一”标准, and no “5000个”
            and (closed - opened > q.end - q.start + 3 or (q.chinese and text.startswith(("一", "百"), q.end)))
        )

    def heading(self) -> Span:
        """Bounds of the heading of the paragraph."""
        return self.reading.heading(self.quantity.start)

    def near_words(self) -> dict[str, float]:
        """Words beside the number: a measure word counts the noun behind it, where there is one."""
        left: dict[str, float] = words().content(self.extra) if self.extra else {}
        for span in self.near_left:
            left = {**left, **self.reading.words(*span)}
        right = self.reading.words(*self.near_right)
        if not self.counts_ahead:
            return {**left, **right} or words().generic(self.near + self.ahead)
        if right and ONLY_PLACES.fullmatch(self.near):
            # 长风街道、万里街道2条步道: where they are
            return right
        return {**{w: 0.4 * v for w, v in left.items()}, **(right or words().generic(self.ahead))}


def whole_of(reading: Reading, i: int) -> int:
    """Position of the number of which another counts some: the last of its unit in front; its own where there is none.

    1012名0—6岁儿童，其中脑瘫儿童304名
    """
    q, c = reading.quantities[i], reading.contexts[i]
    for k in range(i - 1, -1, -1):
        other = reading.quantities[k]
        if reading.contexts[k].sentence != c.sentence:
            break
        # 建成16个，超额完成1个，其中甲区5个: some of the 16
        if other.unit == q.unit and not (other.value < q.value and reading.contexts[k].left.endswith("超额完成")):
            return k
    return i
