"""Things that the task names one by one, and how many of them the progress text tells to be done."""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal

from analysis.extraction import units
from analysis.extraction.asks import Ask
from analysis.extraction.candidates import About, Candidate
from analysis.extraction.lexicon import verbs
from analysis.extraction.likeness import contrary, ends_like
from analysis.extraction.lists import NEGATED, STILL_AT_WORK, kind_of
from analysis.extraction.places import IN_PLACE
from analysis.extraction.reading import CLAUSE, JOINED, LIST_MARKER, SENTENCE, WINDOW, Reading, Span
from analysis.extraction.scoring import SAME_MEASURE
from analysis.extraction.stages import Stage
from analysis.model import Bound, Method, Quantity

# Longer lists are told by their number.
_MOST_NAMES = 20
_BRACKETS = re.compile("[（(][^（）()]*[）)]")
_FRONT = re.compile(r"[^，。；：！？\n0-9]*$")

_WORK = "(?:建设|改造|新建|改建|扩建|改扩建|新改建|迁建|提升|整治|项目|工程|[一二三]期)"
# 教学楼已完工 is a part of a school
_A_PART = re.compile("楼|室|场|食堂|主体|路基|设备|管网")


@functools.cache
def _doing() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{verbs('to_do', 'anew', 'over_again', 'finished', 'to_support').pattern}|对|继续|加快|全面)+"
    )


@functools.cache
def _told_done() -> re.Pattern[str]:
    """What follows the name of a finished thing: 项目已完工, （二期）已在秋季投入使用."""
    passed = "通过[^，。；0-9]{0,8}?(?:验收|认定|评审|评定|复核)"
    done = f"{verbs('named_done', 'wholly_done').pattern}|{passed}"
    return re.compile(
        rf"(?:[（(][^（）()]*[）)])?{_WORK}*(?:均|都|也|全部)?(?:已经|已)?(?P<between>[^，。；、]{{0,10}}?)(?:[（(][^（）()]*[）)])?(?:{done})(?![^，。；]{{0,2}}?培训)"
    )


def names_beside(task: Reading, q: Quantity) -> tuple[str, ...]:
    """Names of all the things that a number of a task counts, beside it; none where they are not all named.

    甲小学、乙小学等2所; 道路2条：甲路、乙路
    """
    start = max(0, q.from_ - WINDOW)
    m = _FRONT.search(_BRACKETS.sub("", task.text[start : q.from_]))
    assert m is not None
    rows = [_doing().sub("", m[0].removesuffix("等").strip())]
    if behind := _NAMES_BEHIND.match(task.text, q.end):
        rows.append(behind["names"])
    for names in map(JOINED.split, rows):
        whole = 1 < len(names) <= _MOST_NAMES and len(names) == q.value
        if whole and all(1 < len(name) <= WINDOW // len(names) for name in names):
            return tuple(names)
    return ()


_NAMES_BEHIND = re.compile("(?:[：，]分别(?:为|是)|：|，即)(?P<names>[^，。；：\n0-9（）]{4,})(?=[。；\n]|$)")


def named_in_task(ask: Ask, task: Reading, progress: Reading) -> list[Candidate]:
    """How many of the things that a task names one by one are told to be done, where the progress text names them all."""
    if ask.target.quantity.dimension != "site":
        return []
    names = names_beside(task, ask.target.quantity)
    shared = next((k for k, column in enumerate(zip(*names, strict=False)) if len(set(column)) > 1), 0)
    found: list[Span] = []
    for name in names:
        # 宜春一中、宜春三中: the report may leave the place out
        for written in (name, name[shared:]):
            at = progress.text.find(written) if len(written) > 1 else -1
            if at >= 0:
                found.append((at, at + len(written)))
                break
    found.sort()
    if not names or len(found) < len(names) or any(a[1] > b[0] for a, b in itertools.pairwise(found)):
        return []
    done = [span for span in found if _done(progress, span, found)]
    if not done:
        return []
    return [_told(ask, len(done), tuple(done))]


_ALL_OF_THEM = re.compile(
    "\\s*已?(?:经)?全部(?:完成|建成|完工|竣工|投用|投入使用)[（(](?P<names>[^（）()。；0-9]{4,400})[）)][。]?\\s*"
)


_ROW_OF_NAMES = "(?:^|(?<=[。；：\n]))(?P<names>[^，。；：、0-9\n]{2,20}(?:、[^，。；：、0-9\n]{2,30}?)+)"
_ALL_OF_THEM_ARE = "已?(?:均|都|全部|全线|悉数|相继|陆续|先后)已?(?:经)?(?:全部)?"
# 引汉济渭二期、恒河水库相继开工
_ROW_BEGUN = re.compile(f"{_ROW_OF_NAMES}(?:{_ALL_OF_THEM_ARE}|已)(?:开工|动工|启动)")
# 澄江三小、泰和六中二期、文田幼儿园均已建成
_ROW_DONE = re.compile(
    f"{_ROW_OF_NAMES}(?:{_ALL_OF_THEM_ARE}(?:建成|完工|竣工|交付|投用|投入使用|通车|贯通|启用|开园|开学)"
    "|已?(?:建成|竣工|完工)(?:投用|启用|开园|开学|通车|交付|投入使用))"
)


# 北环路预计全线贯通; 全线贯通前期手续
_ONLY_MEANT = re.compile("预计|将(?!军)|拟|计划|力争|有望|年底|月底|正在|待|申报")
_NOT_THE_THING = re.compile("[^，。；]{0,2}(?:前期|手续|方案)")


def all_named(ask: Ask, progress: Reading, *, sole: bool) -> list[Candidate]:
    """As many names as things were promised, of all of which the text says that they are done.

    They stand in front of that (甲园、乙园均已建成), or, where nothing else was promised, in brackets behind (已全部完成（甲园、乙园）).
    """
    m = (_ALL_OF_THEM.fullmatch(progress.text) if sole else None) or _ROW_DONE.search(progress.text)
    if m is None and ask.wants_start:
        m = _ROW_BEGUN.search(progress.text)
    if m is None or ask.target.quantity.dimension != "site":
        return []
    for separators in ("[^、，]+", "[^、，和及]+"):
        spans = [name.span() for name in re.compile(separators).finditer(progress.text, *m.span("names"))]
        names = [progress.text[slice(*span)] for span in spans]
        if any(map(_ONLY_MEANT.search, names)) or _NOT_THE_THING.match(progress.text, m.end()):
            continue
        # 甲镇、乙镇 are where it was done; 小学 is no 幼儿园
        others = all(map(IN_PLACE.fullmatch, names)) or any(contrary(ask.phrase, name) for name in names)
        if 1 < len(names) == ask.target.value and not others:
            return [_told(ask, len(names), tuple(spans))]
    return []


def by_places(ask: Ask, progress: Reading) -> list[Candidate]:
    """As many of what was promised as places are named in which it was built: 在渡头、石鼓街道和港尾镇建成零工驿站."""
    noun = ask.target.indicator[-4:]
    if ask.target.quantity.dimension != "site" or len(noun) < _SHORTEST_NAME or noun not in progress.text:
        return []
    built = re.compile(
        f"(?:^|(?<=[，。；：.．、\\n]))在(?P<names>[^，。；：0-9\\n]{{5,200}}?)(?:分别|均|都|已|共)*(?:建成|设立|开设)(?:并投用)?了?"
        f"[^，。；、0-9的]{{0,6}}?{re.escape(noun)}(?=[，。；]|$)"
    )
    out = []
    for m in built.finditer(progress.text):
        rows = re.split("(?<=[道镇乡村])[和及]", m["names"])
        spans = [name.span() for name in _A_PLACE.finditer(progress.text, *m.span("names"))]
        sentence = progress.stretch(SENTENCE, *m.span())
        around = progress.text[min(sentence[0], progress.heading(m.start())[0]) : sentence[1]]
        if (
            1 < len(spans) <= _MOST_NAMES
            and all(map(_ROW_OF_PLACES.fullmatch, rows))
            and not NEGATED.search(progress.text, *progress.stretch(CLAUSE, *m.span()))
            and not _THEN_OR_NO_MORE.search(around)
            and not STILL_AT_WORK.match(progress.text, progress.stretch(CLAUSE, *m.span())[1])
        ):
            out.append(_told(ask, len(spans), tuple(spans)))
    return out


_THEN_OR_NO_MORE = re.compile("未|尚|拟|计划|下一步|去年|上年|20[0-9]{2}年|撤销|停用|停办|关闭")
# 仁和镇 is one; what joins two stands behind the kind of place
_A_PLACE = re.compile("(?:(?<![道镇乡村])[和及]|[^、和及]){2,10}")
# 渡头、石鼓街道: the last one has what all are
_ROW_OF_PLACES = re.compile(
    "(?:[一-龥]{1,5}(?:街道|[镇乡村]|社区)、|[一-龥]{2,3}、)*[一-龥]{1,5}(?:街道|[镇乡村]|社区)"
)


def the_one(ask: Ask, progress: Reading) -> list[Candidate]:
    """The one thing promised, by the name that the task gives it, told to be done: 新建消防站1座: 消防站已建成投用."""
    target = ask.target
    name = target.indicator
    if target.quantity.dimension != "site" or target.value != 1 or len(name) < _SHORTEST_NAME:
        return []
    if name not in progress.text and _GRADED.match(name) and len(name) > _SHORTEST_END:
        # 标准化农贸市场: 东城农贸市场
        name = name[-_SHORTEST_END:]
    spans = [(m.start(), m.end()) for m in re.finditer(re.escape(name), progress.text)]
    done = [
        (_done(progress, span, []) or _done_later(progress, span)) and _stands_alone(progress, span) for span in spans
    ]
    return [_told(ask, 1, (spans[0],))] if done and all(done) else []


_SHORTEST_NAME, _SHORTEST_END = 3, 4
# What is said of how good a thing is meant to be, and not of what kind it is.
_GRADED = re.compile("(?:县域|市域|标准化|规范化|智慧|示范|新型|现代化?|高标准|综合性?|公办|城区|县级|市级|乡镇|中心)+")
# 新建的东城农贸市场占地12.6亩，设摊位186个，于10月10日投入使用
_DONE_LATER = re.compile(
    "(?:现|目前)?(?:已于|于|已)(?:20[0-9]{2}年)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|[底初中]|份)?)?(?:前)?(?:已|正式|全面|顺利)*"
    "(?:建成(?:投用|开放)?|投入使用|投入运营|投用|开业|开园|启用|竣工|完工|通车|通过(?:竣工)?验收)$"
)


_AT_WORK = re.compile("在建|正在")
_OF_ITSELF = re.compile("(?:项目|工程|[一二三]期)*(?:[，（(]|占地|位于|选址|总|建筑|设|由|于|投资)")


def _done_later(progress: Reading, span: Span) -> bool:
    """Whether a later clause of its sentence says that a thing is done, and none says that anything is not."""
    sentence = progress.stretch(SENTENCE, *span)
    if not _OF_ITSELF.match(progress.text, span[1]):
        # 农贸市场周边道路
        return False
    clauses = progress.text[span[1] : sentence[1]].split("，")[1:]
    undone = NEGATED.search(progress.text, *sentence) or _AT_WORK.search(progress.text, *sentence)
    return any(map(_DONE_LATER.match, clauses)) and not undone


# 12个县的消防站已建成 are more than the one; 其他消防站 are others
_MORE_THAN_ONE = re.compile("[0-9一二两三四五六七八九十]+[个座处所家条]|其他|其余|各|全部|等|部分|[、和及]$")


def _stands_alone(progress: Reading, span: Span) -> bool:
    """Whether a clause tells of one thing: nothing in front of its name counts others, nor does a number stand behind."""
    a, b = progress.stretch(CLAUSE, *span)
    first, last = (bisect_left(progress.quantities, at, key=lambda q: q.start) for at in (a, b))
    counted = any(q.dimension == "site" for q in progress.quantities[first:last])
    return not counted and _MORE_THAN_ONE.search(progress.text, a, span[0]) is None


# 预计年底完工, 正在调试 name nothing
_NO_NAME = re.compile(
    "在?(?:上年|去年)|结转|周边|[^，。；]*(?:将|拟|待)$|新(?:院区|校区|馆|址|楼)|预计|计划|力争|将|目前|现|已|正|待|其中|全部|均|年底|剩余|其[余他它]|下一步|拟|确保|并|但|因|截至|累计|共|经过|经由"
)
_NAME_AND_STATUS = re.compile(
    "(?P<name>[一-龥A-Za-z（）()·]{2,18}?)\u3000*(?:于?[0-9]{1,2}月(?:[0-9]{1,2}日|[底初份])?)?(?:项目|工程)*(?:"
    "(?P<done>(?:已|均|都|全部|也)*+(?:(?:建设|改造|整治|治理|施工)(?=完))?(?:建成|完工|竣工|交付|投用|投入(?:使用|运行|运营|生产|服务|执勤)|挂牌运[行营]|(?:对外|正式|试)?(?:运营|开放|营业)(?=[，、；。\u3000]|$)|(?:启用|开园|开馆|开学|开业|开诊|揭牌)(?=[，、；。\u3000]|并|$)|完成(?:竣工)?验收|通过(?:竣工|综合)?验收|(?:挂牌|销号)(?=[，、；。\u3000]|$)|通车|投产|建好|修好|投运|完成(?=改造|建设|整治|加固|验收|全部(?:建设|改造|治理)?(?:内容|任务)|$))(?!后))"
    # 装修完工, 因提前开工已竣工: what stands in front is done
    "|(?![^，、；]{0,12}(?<!主体)(?<!主体工程)(?<!主体结构)(?:完工|竣工|投用|投运|投入使用|通车))(?:还|仍|尚|也|目前|年内|仅|只)*+(?:完成(?:土方|基础|主体|桩基|路基|前期|招标|铺装|选址|可研|立项|设计|方案)|(?:主体|结构|工程)?封顶|处于|进入|正在|在建|在[铺装做架砌修]|未|待|主体|基础施工|施工|设备安装|安装|装修|[内外]装|招标|前期|选址|桩基|土建|停工|设备调试|调试|在?选址|因|正(?=开展|推进|组织|办理)|受(?=[^，。；]{1,12}(?:影响|限制|制约))|(?:建设)?(?:有所|进度)?(?:滞后|缓慢)|推进缓慢|剩余|仅剩|尚余|(?:改造|建设)?完成(?=(?:工程量的?)?(?!100%)[0-9]+%)))"
)
# So many names, each with its status, are no chance.
_SURELY_ALL = 4
_PIECE = re.compile("[^，、；：:\n]+")
_CIRCLED = re.compile("[①-⑳]")
_STATUS_ASIDE = re.compile(
    "[（(](?P<status>(?:已|均|正在|在建|未|尚|待|主体|完工|竣工|建成|投用|通车|开放|销号|施工|招标|装修|(?:[一-龥]{0,6}工程)?完成)[^（）()；。\n]{0,20})[）)]"
)
# 海晏路公园、清风园：已建成开放；望潮园：完成土方造型
_STATUS_BEHIND = re.compile("(?<=[一-龥）])：(?=已|均|全部|正在|在建|完成|未|尚|待|主体|基本)")
_SIZE_ASIDE = re.compile("[（(][^（）()]*[0-9][^（）()]*[）)]")
_FINISHED_AT_LAST = re.compile("并已?(?:通车|投用|投入使用|竣工|交付)|完成投用|施工完毕")
_BARE_NAME = re.compile("[一-龥A-Za-z（）()·]{2,14}")


def each_told(ask: Ask, progress: Reading, single: list[Candidate]) -> list[Candidate]:
    """How many things are done, where a sentence tells of each of those promised how far it is.

    道路3条：经十西路已完工、龙泉街正在铺管、大学路未开工; 中小学4所：乐天附小已竣工，其他3所主体施工
    """
    target = ask.target
    if target.quantity.dimension != "site" or not 1 < target.value <= _MOST_NAMES:
        return []
    out = []
    of_all: list[_Told] = []
    headed: dict[Span, list[_Told]] = {}
    for a, b in progress.stretches(SENTENCE, 0, len(progress.text)):
        named = _heads(ask, progress, progress.heading(a))
        line = _heading_of_all(progress, a)
        named |= any(progress.text.find(x, a, b) >= 0 for x in (target.indicator[-2:], target.quantity.text))
        told = _statuses(ask, progress, single, a, b)
        of_all += told
        # ①石桥镇长冲（已竣工）②…: numbered, and just as many as were promised
        of_places = any(IN_PLACE.match(progress.text, *one.span) for one in told)
        named |= of_places and len(_CIRCLED.findall(progress.text, a, b)) == target.value
        # nothing else was promised, and of just as many places the status is told
        named |= of_places and ask.sole and target.value >= _SURELY_ALL
        parts = any(
            _A_PART.search(one.name[-2:])
            and one.name[-1:] not in target.indicator
            # 官渡镇卫生院住院楼: of one of those
            and target.indicator[-3:] not in one.name
            for one in told
        )
        if not parts and _heads(ask, progress, line):
            headed.setdefault(line, []).extend(told)
        if parts or not (named or _named_alike(target.indicator, told)):
            # 教学楼已完工，综合楼正在施工: of one school
            continue
        done = [one.span for one in told if one.done and one.name]
        # a number that tells how many are done is evidence itself
        by_number = any(one.done and not one.name for one in told)
        counted = sum(one.count for one in told)
        if counted == target.value and 0 < len(done) < counted and not by_number:
            out.append(_told(ask, len(done), tuple(done)))
    below = (found for told in headed.values() if (found := _told_below(ask, told)))
    return out or _told_apart(ask, of_all) or next(below, [])


def _heads(ask: Ask, progress: Reading, heading: Span) -> bool:
    """Whether a heading names what was promised."""
    named = not ask.near.keys().isdisjoint(progress.words(*heading))
    return named or ask.target.indicator[-2:] in progress.text[slice(*heading)]


# 积水点治理方面，甲路口已完工；乙路完成主体
_AS_TO = re.compile("[^，。；：\n]{2,16}方面(?=[，：])")


def _heading_of_all(progress: Reading, at: int) -> Span:
    """The heading of the line that holds a position, or what its sentence up to the full stop is about."""
    begins = max(progress.text.rfind(mark, 0, at) for mark in ("\n", "。")) + 1
    topic = _AS_TO.match(progress.text, begins)
    return topic.span() if topic else progress.heading(progress.text.rfind("\n", 0, at) + 1)


def _told_below(ask: Ask, told: list[_Told]) -> list[Candidate]:
    """How many are done of as many as were promised, told in several sentences below a heading that names them.

    口袋公园。清风园、书香园：已建成开放；望潮园：完成土方造型
    """
    done = [one.span for one in told if one.done]
    names = {one.span for one in told if one.name}
    return [_told(ask, len(done), tuple(done))] if len(names) == len(told) == ask.target.value > len(done) > 0 else []


# 莲花幼儿园二分园, 东环农贸市场改造方案…; no 人民医院门诊大楼
_ITSELF = re.compile("(?:[一二三四]?分[园院校部]|[一二三]期|(?:改造|建设|扩建|新建|迁建|项目|工程)(?!.*[楼室场堂]).*)?")


def _told_apart(ask: Ask, told: list[_Told]) -> list[Candidate]:
    """How many are done of as many as were promised, told in sentences of their own: 甲停车场建成投用；乙停车场正在安装设备."""
    noun = ask.target.indicator[-2:]
    ones = [one for one in told if noun in one.name and _ITSELF.fullmatch(one.name.partition(noun)[2])]
    done = [one.span for one in ones if one.done]
    stems = [one.name.partition(noun)[0] for one in ones]
    # 城西东湖公园 and 东湖公园二期 are one
    apart = not any(a in b for a, b in itertools.permutations(stems, 2))
    as_promised = apart and len(ones) == ask.target.value
    return [_told(ask, len(done), tuple(done))] if as_promised and 0 < len(done) < len(ones) else []


@dataclass(frozen=True, slots=True)
class _Told:
    """A name, or a number without one, of whose things a sentence tells whether they are done."""

    span: Span
    name: str
    count: Decimal
    done: bool


def _named_alike(promised: str, told: list[_Told]) -> bool:
    """Whether all that is told of has a name that ends like what was promised: 危桥, and 樵家河桥、北站桥."""
    names = [one.name for one in told if one.name]
    # 纬七路、青年东街、文昌巷, where 断头路 were promised
    kind = kind_of({name[-1] for name in names}) if names else ""
    if len(kind) > 1 and ends_like(promised, kind):
        return True
    return bool(told) and all(ends_like(promised, name[-1:]) or name[-2:] in promised for name in names)


@functools.lru_cache(maxsize=64)
def _asides_joined(text: str) -> str:
    """A text whose names stand beside their statuses; the length stays."""
    # ①石桥镇长冲（已竣工）②柳林乡黄泥塘（在建）
    text = _STATUS_ASIDE.sub(lambda m: f"\u3000{m['status']}，", _CIRCLED.sub("，", text))
    text = _STATUS_BEHIND.sub("\u3000", text)
    # 城东污水处理厂（日处理1万吨）已投运: how large it is is no number of them
    return _SIZE_ASIDE.sub(lambda m: "\u3000" * len(m[0]), text)


def _statuses(ask: Ask, progress: Reading, single: list[Candidate], start: int, end: int) -> list[_Told]:
    """Names and numbers of a sentence, and whether what they are of is done."""
    target = ask.target
    text = _asides_joined(progress.text)
    told: list[_Told] = []
    waiting: list[Span] = []
    if marker := LIST_MARKER.match(text, start, end):
        start = marker.end()
    for piece in _PIECE.finditer(text, start, end):
        first, last = (bisect_left(progress.quantities, x, key=lambda q: q.start) for x in piece.span())
        at = next((k for k in range(first, last) if text[progress.quantities[k].start] != "\u3000"), None)
        if at is not None:
            q = progress.quantities[at]
            if units.affinity(target.unit, q.unit) >= SAME_MEASURE and q.value != target.value:
                told.append(_Told((q.start, q.end), "", q.value, single[at].stage is Stage.FINISHED))
            if q.unit != "%" or q.value == target.value:
                # 崇文社区装修完成90% tells how far one is
                waiting = []
                continue
        m = _NAME_AND_STATUS.match(piece[0])
        if m is not None and m["done"] is None and _FINISHED_AT_LAST.search(piece[0], m.end()):
            # 土建完成并通车: it is done, whatever stands in front
            return []
        if m is not None and m["done"] is None and _DONE_ALL_THE_SAME.match(text, piece.start() + m.end("name")):
            # 城北中心受疫情影响，10月才投用: a cause says nothing of what came of it
            return []
        if told and told[-1].done and _IT_IS_NOT.match(piece[0]):
            # 人民公园对外开放，正在提升改造; 市医院已开诊，新院区主体施工
            return []
        if m is not None and m["done"] is not None and _only_opened(ask, m["done"]):
            # 改造医院2所: 市医院已开诊
            return []
        if m is not None and not _NO_NAME.match(m["name"]):
            end_here = piece.start() + m.end()
            here = (piece.start(), end_here + progress.text.startswith(("）", ")"), end_here))
            # 长安路、药都大道换热站: the last one has the noun of all
            told += [_Told(span, m["name"], Decimal(1), m["done"] is not None) for span in (*waiting, here)]
            waiting = []
        elif m is None and text.startswith("、", piece.end()) and _BARE_NAME.fullmatch(piece[0]):
            waiting.append(piece.span())
        else:
            waiting = []
    return told


_DONE_ALL_THE_SAME = re.compile(
    "(?:因|受)[^，。；]*，(?!预计|计划|拟|将|力争)[^，。；]{0,10}?(?:建成|完工|竣工|交付|投用|投入使用|通车|开放|启用|投运|完成(?:改造|建设|整治|治理|验收))(?!后)"
)
_IT_IS_NOT = re.compile(
    "(?:目前|现|仍|还)*(?:正在|仍在|还在)(?!试|运|营|招)|(?:新院区|新校区|新馆|新址|教学楼|综合楼|住院楼)[^，。；]*(?:施工|在建|主体|装修)"
)
_OPENED = re.compile("(?:已|均|都|全部|也|对外|正式|试)*(?:启用|开园|开馆|开学|开业|开诊|运营|开放|营业)")


def _only_opened(ask: Ask, done: str) -> bool:
    """Whether a thing that was to be renewed is only told to be open, as it may have been all the time."""
    renewed = verbs("over_again").search(ask.work) is not None and verbs("anew").search(ask.work) is None
    return renewed and _OPENED.fullmatch(done) is not None


def of_one_named(ask: Ask, progress: Reading, single: list[Candidate], at: int) -> bool:
    """Whether a rate tells how far one of several things is that a sentence names: 长安社区已建成，崇文社区装修完成90%."""
    q = progress.quantities[at]
    told = _statuses(ask, progress, single, *progress.contexts[at].sentence)
    clause = progress.contexts[at].clause
    return sum(bool(one.name) for one in told) > 1 and any(clause[0] <= one.span[0] < q.start for one in told)


def _told(ask: Ask, count: int, spans: tuple[Span, ...]) -> Candidate:
    """So many of the things promised, told to be done by their names."""
    return Candidate(
        value=Decimal(count),
        unit=ask.target.unit,
        bound=Bound.EXACT,
        method=Method.LISTED,
        stage=Stage.FINISHED,
        spans=spans,
        members=(),
        describe=functools.partial(About, ask.near, ask.topics),
        everything=True,
    )


def _done(progress: Reading, span: Span, names: list[Span]) -> bool:
    """Whether a thing is told to be done behind its name, or behind the last name of its row."""
    text, end = progress.text, span[1]
    following = next((b for b in names if b[0] > span[0]), None)
    while following is not None and JOINED.fullmatch(text, end, following[0]):
        end = following[1]
        following = next((b for b in names if b[0] >= end), None)
    m = _told_done().match(text, end)
    if m is None or NEGATED.search(m[0]) or _A_PART.search(m["between"]):
        return False
    # 完成主体工程，正在采购设备
    return (
        not _ONE_STEP.match(text, m.end()) and STILL_AT_WORK.match(text, progress.stretch(CLAUSE, *m.span())[1]) is None
    )


_ONE_STEP = re.compile(
    "[^，。；]{0,2}(?:主体|土方|基础|桩基|招标|前期|选址|设计|手续|装修|总?工[程作]量的?(?!100)|总?投资)"
)
