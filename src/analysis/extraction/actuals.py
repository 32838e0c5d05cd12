"""What the progress text states as evidence: its numbers, rates that did not change, statements about all.

Nothing here knows the targets. Sums, lists and tables have modules of their own.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from decimal import Decimal

from analysis.extraction.candidates import (
    About,
    Candidate,
    describe,
    describe_part,
    describe_total,
    describe_whole,
    generic_words,
    neutral_words,
    plainly,
)
from analysis.extraction.exceptions import exceptions
from analysis.extraction.lexicon import direction, last_match, verbs
from analysis.extraction.places import named_place
from analysis.extraction.reading import CLAUSE, SENTENCE, Context, Reading, Span, whole_of
from analysis.extraction.stages import Stage
from analysis.extraction.stages.bases import carries
from analysis.extraction.stages.goals import taken_off
from analysis.extraction.stages.preparing import ITS_PAPERS, ONLY_LISTED, PLANNED, SETTLED
from analysis.extraction.stages.unfinished import BUT_NOT_DONE, HALF
from analysis.extraction.standing import standings
from analysis.extraction.sums import parts_in_front, parts_of_totals
from analysis.extraction.targets import baselines
from analysis.extraction.years import this_year, years_told
from analysis.model import Bound, Method, Quantity

# 人均2.83平方米, 单库容量500吨: of one, not of all
AVERAGE = re.compile(
    "(?:人均|户均|平均|[日周月]均(?!已|完)|场均|每天|每日|每周|每月|每[期批班轮]|单[个座处库户套体家]|村均)[^，。；、0-9]{0,8}$"
)
# what was built anew is this year's, unlike what there is in all
_THIS_YEAR = re.compile("新[建增培认签评引登]|其中[^，。；]{0,4}20[0-9]{2}年")
# 全年累计: over the months of the year
_OF_THE_YEAR = re.compile("全年|[上下]半年|季度|月")
# 三季度进展加快，累计整治1027处
_PART_OF_YEAR = re.compile("(?:[一二三四]季度|[上下]半年)")
# 共有960个小区已进场施工
_AT_WORK = re.compile(
    "[^，。；、0-9]{0,6}?(?:已|均|全部)++(?:进场|开工|动工|完成|完工|建成|竣工|投用|投入使用)|[^，。；、0-9]{0,10}?(?:投入使用|竣工|完工|建成投用)"
)
# 4个街道各建成公园3个; 每地新建1个
IN_EACH = re.compile(
    "每个?(?:地|[市州县区镇乡村]|街道|社区|乡镇|县区|行政村)(?:均|都|已)*(?:新建|建成|建设|建有|设立|设有|配备|开设)[^，。；、0-9]{0,16}$|(?:镇|街道|乡|县|区|市|社区|村|学校|单位|园区)(?:均|各)(?!类|项|种|级|界)(?:自)?(?:已)?[^，。；、0-9]{1,16}$"
)
# 建华区、龙沙区献血屋各建成1座
_EACH = re.compile(
    "各(?:自|已|新建|建成|新增|完成|建设|设立|改造|培训|有|建|设)*$|[、和及][^，。；、0-9]{2,10}各(?:自)?(?:已)?(?:新建|建成|新增|完成|建设|设立|改造)[^，。；、0-9]{1,10}$"
)
# 而今年，仅前两月已加装126部
_YEAR_IN_FRONT = re.compile("(?:今年|本年度?|当年)，$")
# 全区护理型床位达到1874张: of all there are
_LEVEL = re.compile("(?:全[市县区省州镇]|总)(?![^，。；]*(?:新增|新建|新))[^，。；、]{0,14}(?:达到|达|增至|增加到)$")
_BESIDES = re.compile("^(?:另外?|此外|还)(?!有)|另从")
# so many are reached by it, not so many are done
_REACHES = re.compile("(?:覆盖(?!率)|惠及|涉及|受益|拉动|撬动)[^，。；0-9]{0,14}$")
# 受益人口：铁佛镇0.61万人
_HEADED_BY_WHO_PROFITS = re.compile("受益|惠及")
PLACES = re.compile(
    "(?:县|市|设区市|地市|区|乡|镇|街道|村|社区|行政村|盟|旗)(?:(?=的)|(?![一-龥]*(?:公园|学校|医院|站|厂|中心|项目|工程|道路|公路|卫生|食堂|幼儿园|书房|书屋|养老|院|场|公厕|点)))"
)
# 分别提高5%、8%: the word that says which way stands in front of the first
IN_A_ROW = re.compile("(?:[0-9.]+[%％‰][、和及与])+$")
_INCLUDING = re.compile("[（(](?:其中)?(?:含|包括|包含|其中)")
_TIMES = ("×", "x", "X", "*")
_JOINTLY = re.compile("(?<![人户月年日平])均")


def stated(reading: Reading, year: int | None = None, *, each_year: bool = False) -> list[Candidate]:
    """Every quantity of the text as a candidate of its own.

    Numbers of a year before ``year`` are of another time; ``each_year``: the promises are for several.
    """
    from_to = baselines(reading)
    shares = parts_of_totals(reading)
    years = years_told(reading)
    if year is None or year not in years:
        year = max(filter(None, (year, this_year(reading, years))), default=None)
    stages, latest = standings(reading, from_to, shares, years, year, each_year=each_year)
    out: list[Candidate] = []
    for i, (q, c) in enumerate(zip(reading.quantities, reading.contexts, strict=True)):
        # 从400元提高到800元: what the new level counts stands in front of the old one
        named = reading.contexts[from_to[i]] if i in from_to else c
        total: list[Context] = []
        parts = parts_in_front(reading, i)
        if (
            parts
            and not _headed(reading, parts, c)
            and not c.near_words().keys() - generic_words()
            and ("其中" in reading.contexts[parts[-1]].left or not named_place(reading.contexts[parts[-1]].near))
        ):
            # 甲河5.2公里、乙河4.8公里，合计10公里: the total counts what its parts do
            total = [reading.contexts[k] for k in reversed(parts)]
        left, right = c.left, c.right
        if i and reading.quantities[i - 1].end == q.from_:
            left = reading.contexts[i - 1].left
        alone = _THERE_ALONE.search(left) is not None
        # 新增养老床位602张，护理型占378张
        subset = (
            "其中" in left
            or (left.startswith(("内含", "含")) and not c.bracketed)
            or (q.dimension != "share" and left.endswith("占"))
            or alone
            or _AMONG_THEM.search(c.before + left) is not None
        )
        whole = shares.get(i, whole_of(reading, i) if subset else i)
        about = functools.partial(describe_total, total) if total else functools.partial(describe, named)
        if whole < i:
            about = functools.partial(describe_part, named, out[whole])
        elif shares.get(i + 1) == i and _INCLUDING.match(reading.text, q.end):
            about = functools.partial(describe_whole, named, reading.contexts[i + 1])
        start = q.from_
        if q.dimension == "share" and (falls := last_match(verbs("decline"), left[-8:])) is not None:
            # the words that turn the sign are part of the evidence
            start = q.start - (len(left[-8:]) - falls.start())
        out.append(
            Candidate(
                value=q.value,
                unit=q.unit,
                bound=q.bound,
                method=Method.STATED,
                stage=stages[i],
                spans=((start, q.end),),
                members=(i,),
                describe=about,
                direction=direction(IN_A_ROW.sub("", left)) or _signed(q, left),
                everything=bool(verbs("universal").search(right[:24])) and not HALF.search(right),
                share_of_total=i in shares,
                whole=out[whole] if whole < i else None,
                antecedent=_before(reading, out, i),
                carried=bool(i) and carries(reading.quantities[i - 1], reading.contexts[i - 1]),
                cumulative=bool(verbs("cumulative").search(left))
                and not (
                    _OF_THE_YEAR.search(left) or verbs("this_year").search(left) or _PART_OF_YEAR.search(c.before)
                ),
                each="每" in left or "均" in left,
                # 4个街道各建成公园3个; 139个村×12场
                in_each=IN_EACH.search(left) is not None or _EACH.search(left) is not None or left.endswith(_TIMES),
                # 5.56万亩，占省计划的213%，占市计划的100%: it answers both
                jointly=_JOINTLY.search(left) is not None or _counted_twice(stages, i),
                subset=subset,
                of_some=alone
                or (subset and not i and left.startswith("其中"))
                # 其中危化企业412人、矿山企业198人
                or (bool(i) and out[-1].of_some and reading.text.startswith("、", reading.quantities[i - 1].end)),
                stock=_there_are(left, right) or _goes_on_with_stock(reading, out, i),
                moved=_moved(reading, from_to, i),
                this_year=i in latest
                or (_THIS_YEAR.search(left) or verbs("this_year").search(left) or _YEAR_IN_FRONT.search(c.before))
                is not None,
                besides=_BESIDES.search(left) is not None,
                reaches=_REACHES.search(left) is not None
                or _HEADED_BY_WHO_PROFITS.search(reading.text, *c.heading()) is not None,
                average="/" not in q.unit and AVERAGE.search(left) is not None,
                total=bool(parts),
                counted_against=_counted_against(reading, stages, i),
                passed_on=_passed_on(reading, i),
                year=years[i],
                ages=c.ages,
                places=q.unit == "个" and PLACES.match(right) is not None,
            )
        )
    return out


def _headed(reading: Reading, parts: list[int], total: Context) -> bool:
    """Whether a heading says what a row counts (安防：甲镇12.5公里、乙镇18公里，共30.5公里)."""
    first = reading.contexts[min(parts)]
    heading = reading.in_front_of_colon(first.clause[0])
    return first.sentence == total.sentence and bool(reading.words(*heading))


def _signed(q: Quantity, left: str) -> int:
    """The way of a change that a sign alone tells (固投+4.1%、房开-31.5%, the minus being part of the number); 0 without one."""
    return int(q.dimension == "share" and (q.value < 0 or left.endswith(("+", "＋"))))


def _moved(reading: Reading, from_to: dict[int, int], i: int) -> int:
    """Whether a number is a level that rose (1) or fell (-1) from another that is told; 0 where it is neither."""
    if i not in from_to:
        return 0
    now, then = reading.quantities[i].value, reading.quantities[from_to[i]].value
    return (now > then) - (now < then)


# 总托位数3210个
_ALL_THERE_ARE = re.compile("总(?!投资)[一-龥]{1,4}数(?:达到?|为)?$")


def _there_are(left: str, right: str) -> bool:
    """Whether a number is of all there are; 共有960个小区已进场施工 tells what was done."""
    m = verbs("stock").search(left) or _LEVEL.search(left) or _ALL_THERE_ARE.search(left)
    # 新增就业总量达2.61万人: all that was added
    added = m is not None and m[0][0] == "总" and verbs("added").search(left, 0, m.start()) is not None
    return m is not None and not added and not (m[0] == "共有" and _AT_WORK.match(right))


def _goes_on_with_stock(reading: Reading, numbers: list[Candidate], i: int) -> bool:
    """Whether a number names a kind of what there is in all: 全市现有人才2140名，享受特殊津贴专家26名."""
    c, q = reading.contexts[i], reading.quantities[i]
    before = reading.contexts[i - 1] if i else None
    return (
        before is not None
        and numbers[i - 1].stock
        and before.sentence == c.sentence
        and before.clause[1] + 1 == c.clause[0]
        and reading.quantities[i - 1].unit == q.unit
        and q.value < reading.quantities[i - 1].value
        and not verbs("anew", "over_again", "to_do", "finished", "cumulative", "this_year", "raised").search(c.left)
    )


def _counted_against(reading: Reading, stages: list[Stage], i: int) -> Decimal | None:
    """The promised number in the clause behind a number, where that says how much of the promise it is, or more than it."""
    if stages[i + 1 : i + 2] != [Stage.QUOTA]:
        return None
    q, goal = reading.quantities[i : i + 2]
    exceeds = re.search("超过|超出|高于|达到", reading.text[reading.contexts[i + 1].clause[0] : goal.start])
    told = stages[i + 1 : i + 3] == [Stage.QUOTA, Stage.COMPLETION] or exceeds is not None
    next_to_it = reading.contexts[i].clause[1] + 1 == reading.contexts[i + 1].clause[0]
    return goal.value if told and next_to_it and goal.unit == q.unit else None


@functools.cache
def _step() -> re.Pattern[str]:
    return re.compile(f"(?:{verbs('first_step').pattern})(?<!竣工备案)[^，。；0-9]*$")


@functools.cache
def _what_came_of_it() -> re.Pattern[str]:
    """整改7702处; 已安装9870个; not 发放补贴326户 of other words."""
    done = verbs("outcome", "removed", "wholly_done", "finished", "second_step").pattern
    return re.compile(
        f"[，、；。（(](?:其中|目前|现|实际|当年|本年|已|均|共|完成)*(?:{done})(?P<of>[^，。；0-9]{{0,10}})$"
    )


def _passed_on(reading: Reading, i: int) -> bool:
    """Whether a number is of a first step (发现隐患7815处), and the next one tells what came of it (整改7702处).

    In another sentence it says so with a verb alone, or of the same thing.
    """
    if i + 1 >= len(reading.quantities):
        return False
    a, b = reading.quantities[i : i + 2]
    if a.unit != b.unit or b.value > a.value or not _step().search(reading.contexts[i].left):
        return False
    came = _what_came_of_it().fullmatch(reading.text, a.end, b.from_)
    if came is None or reading.text[a.end] != "。":
        return came is not None
    of = reading.words(*came.span("of")).keys()
    return not of or not of.isdisjoint(reading.contexts[i].near_words())


def _counted_twice(stages: list[Stage], i: int) -> bool:
    """Whether the text says of a number how much of two promises it is."""
    return stages[i + 1 : i + 5] == [Stage.QUOTA, Stage.COMPLETION] * 2


def _before(reading: Reading, numbers: list[Candidate], i: int) -> Candidate | None:
    """The last number of the same unit in front of a number, in its sentence, that says what it counts."""
    for k in range(i - 1, max(-1, i - 5), -1):
        if reading.contexts[k].sentence != reading.contexts[i].sentence:
            return None
        c = reading.contexts[k]
        if taken_off(c.quantity, c):
            # 评估71户，去掉3户重复申报、2户已动迁的，实际完成66户
            continue
        if reading.quantities[k].unit == reading.quantities[i].unit:
            return numbers[k].antecedent if numbers[k].elided else numbers[k]
    return None


# 仅9月一个月就整治196宗
_THERE_ALONE = re.compile("(?:^|[，；])仅[^，。；]{1,20}就[^，。；0-9]{0,16}$")
# 已竣工项目中有幼儿园3所
# 上述泊位中，夜间共享泊位516个
_AMONG_THEM = re.compile("(?:项目|工程)中(?:有|包括)[^，。；0-9]*$|(?:上述|以上)[^，。；0-9]{2,10}中，[^，。；0-9]*$")
_AS_IT_WAS = re.compile("(?<=，)(?:与|同|和)?(?:上年|去年|上一年)?(?:同期)?(?:基本)?(?:同比)?持平")


def unchanged(reading: Reading) -> list[Candidate]:
    """A rate said to be as it was (同比持平): a growth of 0 %."""
    out = []
    for m in verbs("unchanged").finditer(reading.text):
        clause = reading.stretch(CLAUSE, *m.span())
        if _AS_IT_WAS.fullmatch(reading.text, *clause):
            # 外贸进出口94.3亿元，与上年同期持平: what is as it was stands in front
            clause = reading.stretch(CLAUSE, clause[0] - 1, clause[0] - 1)
            inside = [q.dimension for q in reading.quantities if clause[0] <= q.start < clause[1]]
            if inside != ["money"]:
                # 占比45%，与上年持平: that the share is as it was says nothing of growth
                continue
        out.append(
            Candidate(
                value=Decimal(0),
                unit="%",
                bound=Bound.EXACT,
                method=Method.STATED,
                stage=Stage.FINISHED,
                spans=(m.span(),),
                members=(),
                describe=functools.partial(plainly, reading, (clause,)),
                direction=1,
            )
        )
    return out


_SHORT_OF_ALL = re.compile(
    "一半|半数|过半|未|[要须应](?=全部)|除(?=[^，。；]{1,16}外)|基本|部分|力争|(?<!列入)(?<!年度)计划(?!的)|预计|将|拟|推进|推动|正在|努力|下一步|要求"
)
_ALL_CLAUSE = re.compile(r"[^，,：:。；\n]+")


@functools.cache
def _only_prepared() -> re.Pattern[str]:
    """30个点位已全部完成现场踏勘, 点位全部确定, 均已制定“一点一策”整治方案: all of them, and not yet built."""
    prepared = verbs("preparing").pattern
    return re.compile(f"完成[^，。；]{{0,8}}?(?:{prepared})|{SETTLED}|{PLANNED}|{ONLY_LISTED}|{ITS_PAPERS}")


def universal(reading: Reading) -> list[Candidate]:
    """Statements that cover all of their objects (全部…均已…, 全覆盖): 100 %."""
    out = []
    starts = [q.start for q in reading.quantities]
    but_some = [(one.start, one.others[1]) for one in exceptions(reading)]
    for m in _ALL_CLAUSE.finditer(reading.text):
        if not verbs("universal").search(m[0]) or _SHORT_OF_ALL.search(m[0]):
            continue
        if any(a < m.end() and m.start() < b for a, b in but_some):
            # 除工行家属院外，其余均已完工
            continue
        # 全部建成并全部纳入养护计划 is done
        if (prepared := _only_prepared().search(m[0])) and not verbs("finished").search(m[0][: prepared.start()]):
            continue
        begun = _ONLY_BEGUN.search(m[0]) is not None
        if BUT_NOT_DONE.match(reading.text, m.end()) or (begun and not _ALL_WORKS_BEGUN.fullmatch(m[0].strip())):
            # 核查处置已全部启动、完成率96.7%
            continue
        if _BARE_CLAIM.fullmatch(m[0].strip()):
            # 年度目标均已完成 says nothing of any rate
            continue
        a = m.end() - len(m[0].lstrip())
        b = m.start() + len(m[0].rstrip())
        members = tuple(range(bisect_left(starts, a), bisect_left(starts, b)))
        if members and _fewer_are_built(reading, members[-1]) and not verbs("finished", "wholly_done").search(m[0]):
            # 200户全部锁定，竣工152户
            continue
        out.append(
            Candidate(
                value=Decimal(100),
                unit="%",
                bound=Bound.EXACT,
                method=Method.UNIVERSAL,
                stage=Stage.STARTED if begun else Stage.FINISHED,
                spans=((a, b),),
                members=members,
                describe=functools.partial(_of_all, reading, (a, b)),
            )
        )
    return out


_BUILT = re.compile("(?:竣工|完工|建成|交付|投用)[^，。；0-9]{0,4}$")


def _fewer_are_built(reading: Reading, i: int) -> bool:
    """Whether a number behind one, in its sentence, tells that fewer are built."""
    q, end = reading.quantities[i], reading.contexts[i].sentence[1]
    return any(
        other.unit == q.unit and other.value < q.value and _BUILT.search(c.left) is not None
        for other, c in zip(reading.quantities[i + 1 : i + 4], reading.contexts[i + 1 : i + 4], strict=True)
        if other.start < end
    )


_ONLY_BEGUN = re.compile("(?:全部|均)已?(?:启动|开工|动工|进场|铺开|展开)")
# 156个子项目全部开工: so many of them are of a rate of beginning
_ALL_WORKS_BEGUN = re.compile("[^，。；]{0,16}(?:全部|均)已?(?:开工|动工)(?:建设|实施)?")
_BARE_CLAIM = re.compile(
    "(?:全年|年度|各项|本年|今年|既定|省定|市定)*(?:目标|任务|工作|指标|计划)+(?:均|已|全部|都|全面|圆满|如期)*(?:完成|落实|实现|达标)"
)


def _of_all(reading: Reading, span: Span) -> About:
    near = reading.words(*span)
    if near.keys() <= neutral_words():
        # 卫生室：全部完工: the heading says what
        near = reading.words(*reading.in_front_of_colon(span[0])) or near
    sentence = reading.words(*reading.stretch(SENTENCE, *span))
    return About(near, {**dict.fromkeys(sentence, 0.6), **dict.fromkeys(near, 1.0)})
