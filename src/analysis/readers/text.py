"""Tables in plain text: the paste of a Word table, CSV and TSV, Markdown; and text without a table."""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from analysis.errors import LedgerError
from analysis.model import Passed, Place
from analysis.readers import limits
from analysis.readers.columns import column_of, is_header
from analysis.readers.grid import STOPS, Grid, Line, plain_grid

_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
# Between two halves of a table, and no part of its last cell.
_CONTINUED = re.compile("[（(]?续(?:表|上表|前表)?[一二三四0-9]*[)）]?|附?表[一二三四五六七八九十0-9]{1,3}")
_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\((?:https?:|/|#|mailto:)[^)\n]{0,400}\)")
_MARKDOWN_BOLD = re.compile(r"\*\*[^*]+\*\*|__[^_]+__")
_MARKDOWN_HEADING = re.compile(r"\s{0,3}(#{1,6})\s")
_MARKS = re.compile(r"\*\*|__|`")
_BREAK = re.compile(r"<br\s*/?>", re.I)
# A table's headers are among so many first lines.
_HEAD = 40
# and none of its headers has more characters.
_LONGEST_HEADER = 20
_ASIDE = re.compile("[（(][^（）()]*[）)]")
_DELIMITERS = "\t,;|"


def read_pasted(text: str) -> list[Grid | Line]:
    r"""Read the paste of a Word table: a cell starts with a tab on a new line, a row ends with an empty line.

    A line that does not start with a tab continues the cell above it. Lines in front of the first cell are the title;
    a block of lines behind an empty line that has no cell of its own continues the last cell when rows follow, and is
    a note when none does.

    Examples
    --------
    >>> title, grid, note = read_pasted("title\n\t序号\n\t任务\n\n\t1\n\t建成3所。\n其中2所新建。\n\n注：全部。\n")
    >>> [[cell.text for cell in row.cells] for row in grid.rows]
    [['序号', '任务'], ['1', '建成3所。\n其中2所新建。']]
    >>> title.text, note.text
    ('title', '注：全部。')
    """
    lines = text.split("\n")
    last = max((i for i, line in enumerate(lines) if line.startswith("\t")), default=-1)
    rows: list[tuple[list[str], Place]] = []
    before: list[Line] = []
    after: list[Line] = []
    cells: list[list[str]] = []
    start = 0
    closed = False
    for i, line in enumerate(lines):
        if line.startswith("\t"):
            if closed or not cells:
                if cells:
                    rows.append((_joined(cells), Place(line=start)))
                cells, start, closed = [], i + 1, False
            cells.append([line[1:]])
        elif not line.strip():
            closed = bool(cells)
        elif not cells:
            before.append(Line(line.strip(), Place(line=i + 1)))
        elif closed and (i > last or _CONTINUED.fullmatch(line.strip()) or _header_follows(lines, i)):
            after.append(Line(line.strip(), Place(line=i + 1)))
        else:
            cells[-1] += ["", line] if closed else [line]
            closed = False
    if cells:
        rows.append((_joined(cells), Place(line=start)))
    return [*before, *([plain_grid(rows, strict=True)] if rows else []), *after]


def _header_follows(lines: list[str], at: int) -> bool:
    """Whether the next row of a paste is the header of a further table: what stands in front of it is its title."""
    behind = itertools.dropwhile(lambda line: not line.strip(), lines[at + 1 :])
    cells = [line[1:] for line in itertools.takewhile(lambda line: line.startswith("\t"), behind)]
    return len(cells) > 1 and all(column_of(cell) for cell in cells)


def _joined(cells: list[list[str]]) -> list[str]:
    return ["\n".join(lines) for lines in cells]


def read_delimited(path: Path, text: str, delimiter: str) -> list[Grid | Line]:
    r"""Read CSV or TSV, as Excel saves it; lines of one cell in front of the first row of several are the title.

    Examples
    --------
    >>> title, grid = read_delimited(Path("a.csv"), 'title,,\n序号,任务\n1,"建成3所。\n已开学。"\n', ",")
    >>> title.text, [[cell.text for cell in row.cells] for row in grid.rows]
    ('title', [['序号', '任务'], ['1', '建成3所。\n已开学。']])
    """
    csv.field_size_limit(limits.CELL)
    # Excel's own line that says which delimiter follows
    body = re.sub(r"^sep=.\n", "\n", text)
    before: list[Grid | Line] = []
    rows: list[tuple[list[str], Place]] = []
    for start, written in _delimited(path, body, delimiter):
        # ="001" keeps Excel from dropping the noughts
        cells = [_FORMULA.sub(r"\g<text>", cell) for cell in written]
        place = Place(line=start)
        if rows and len(cells) == 1 and len(rows[-1][0]) > 2 and _FURTHER_LINE.match(cells[0].strip()):
            rows[-1][0][-1] += f"\n{cells[0].strip()}"
        elif not rows and sum(bool(c.strip()) for c in cells) < 2:
            before += [Line(c.strip(), place) for c in cells if c.strip()]
        else:
            rows.append((cells, place))
    return [*before, plain_grid(_whole_rows(rows) if delimiter == "\t" else rows)] if rows else before


_FORMULA = re.compile(r'^="(?P<text>[^"]*)"$')
# A row of a paste that line breaks in its cells cut apart has at most so many pieces.
_MOST_PIECES = 8


def _whole_rows(rows: list[tuple[list[str], Place]]) -> list[tuple[list[str], Place]]:
    """Rows put together that line breaks in their cells cut apart: pieces without a number that come out just as wide as the header."""
    top = next((i for i, (cells, _) in enumerate(rows) if column_of(cells[0]) == "no" and len(cells) > 2), None)
    if top is None:
        return rows
    width, out, i = len(rows[top][0]), rows[: top + 1], top + 1
    while i < len(rows):
        cells, place = rows[i]
        whole, end = list(cells), i + 1
        while 1 < len(whole) < width and end < min(i + _MOST_PIECES, len(rows)):
            further = rows[end][0]
            if ITEM_NUMBER.fullmatch(further[0].strip()):
                break
            whole[-1:] = [f"{whole[-1]}\n{further[0]}", *further[1:]]
            end += 1
        if len(whole) == width:
            cells, i = whole, end - 1
        out.append((cells, place))
        i += 1
    return out


# A paragraph of a cell that was copied without quotation marks, and neither a heading nor a note.
_FURTHER_LINE = re.compile(
    r"(?!注|备注|说明|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
    r"(?:下一?步|存在问题|[0-9]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[）)]|[①-⑳]|[^\n]*[。；]$)"
)


def _delimited(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of a delimited text and the line on which each starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start, width = 1, 0
    try:
        for cells in reader:
            width = max(width, len(cells))
            if reader.line_num > start and any(_swallowed(c, delimiter, width) for c in cells):
                found = "a quotation mark that is not closed in its row"
                raise LedgerError(path, found, "a closing quotation mark, or none", Place(line=start))
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise LedgerError(path, f"no table ({error})", "CSV as Excel saves it", Place(line=start)) from None


def _swallowed(cell: str, delimiter: str, width: int) -> bool:
    """Whether a cell holds a whole further row."""
    return "\n" in cell and width > 2 and any(line.count(delimiter) >= width - 1 for line in cell.split("\n")[1:])


def delimiters(text: str) -> Iterator[str]:
    """Delimiters that a text may have, the one in most of its first lines first."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    counts = {d: sum(d in line for line in lines) for d in _DELIMITERS}
    # 单位: 市教育局, 市财政局 is no row of a table
    labelled = {d: sum(d in line and _LABELLED.match(line) is not None for line in lines) for d in _DELIMITERS}
    for d in sorted(_DELIMITERS, key=lambda d: -counts[d]):
        if counts[d] and 2 * labelled[d] <= counts[d]:
            yield d


_LABELLED = re.compile(r"\s*(?:[-*+]\s+)?[一-龥]{2,8}[:：]\s*\S")


def read_markdown(text: str) -> list[Grid | Line]:
    r"""Read the pipe tables of a Markdown text.

    Examples
    --------
    >>> (grid,) = read_markdown("| 序号 | 任务 |\n|---|---|\n| 1 | 建成3所。<br>已开学。 |\n")
    >>> [[cell.text for cell in row.cells] for row in grid.rows]
    [['序号', '任务'], ['1', '建成3所。\n已开学。']]
    """
    lines = [*text.split("\n"), ""]
    ruled = {i for i, line in enumerate(lines) if "|" in line and _RULE.fullmatch(line.strip())}
    out: list[Grid | Line] = []
    rows: list[tuple[list[str], Place]] = []
    for i, line in enumerate(lines):
        # a row follows another, or stands above a rule
        if "|" in line and (rows or i + 1 in ruled or i in ruled):
            if i not in ruled:
                cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
                marked = (_BREAK.sub("\n", c.replace("\\|", "|")) for c in cells)
                rows.append(([unmarked(c).strip() for c in marked], Place(line=i + 1)))
            continue
        if rows:
            out.append(plain_grid(rows))
            rows = []
        if line.strip():
            out.append(_marked_line(line, i + 1))
    return out


# 培训~~1.5~~1.76万人次
# a stroke that would join two numbers is none: 8~~10场，每周12~~14场
_STRUCK = re.compile(r"(?<![0-9])~~(?=\S)([^~|\n]{1,200})(?<=\S)~~|~~(?=\S)([^~|\n]{1,200})(?<=\S)~~(?![0-9])")


# What programs write in front of a text: ---, then keys and values, then --- again.
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(?:[^\n:]{1,40}:[^\n]*\n|[ \t]+[^\n]*\n|- [^\n]*\n){1,40}---[ \t]*\n")


def without_front_matter(text: str) -> str:
    r"""Text without the keys and values that programs write in front of it; its lines keep their numbers.

    Examples
    --------
    >>> without_front_matter("---\ntitle: 实事\ntags: [a, b]\n---\n# 实事\n")
    '\n\n\n\n# 实事\n'
    """
    return _FRONT_MATTER.sub(lambda m: "\n" * m[0].count("\n"), text)


def without_struck(text: str) -> tuple[str, list[Passed]]:
    """Text of Markdown without what is struck through, and what that says.

    Examples
    --------
    >>> kept, struck = without_struck("培训~~1.5~~1.76万人次")
    >>> kept, struck[0].text
    ('培训1.76万人次', '1.5')
    """
    struck = [Passed(Place(), "struck text", m[1] or m[2]) for m in _STRUCK.finditer(text)]
    return _STRUCK.sub("", text), struck


def _marked_line(line: str, number: int) -> Line:
    """A line of Markdown, with the level of its heading."""
    level, bold = _MARKDOWN_HEADING.match(line), _MARKDOWN_BOLD.fullmatch(line.strip())
    return Line(unmarked(line).strip(), Place(line=number), len(level[1]) if level else 0, bold=bold is not None)


# - [x] 建成3所
_CHECK_BOX = re.compile(r"^\s*[-+*]\s+\[[ xX]\]\s+")
# * 责任单位, and points of points; a list of promises may be one of dashes
_MENTION = re.compile("(?<![A-Za-z0-9.])@(?=[一-龥])")
_BULLET = re.compile(r"^(?:\s*[*+]|\s{2,}-)\s+")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,12}\](?!:)")


def unmarked(line: str) -> str:
    """Text without the marks of Markdown around it: headings, bold and code, links.

    Examples
    --------
    >>> unmarked("## **进展情况**：[市民政局](http://x.gov.cn/)")
    '进展情况：市民政局'
    """
    line = _BULLET.sub("", _CHECK_BOX.sub("", line))
    line = re.sub(r"^\s*[-+*•]\s+(?=[*_]{0,2}[^：:\n]{2,12}[：:])", "", _FOOTNOTE.sub("", line))
    line = _MENTION.sub("", _LINK.sub(r"\1", re.sub(r"^\s*(?:#{1,6}\s+|>\s+)", "", line)))
    return _MARKS.sub("", line)


def read_cells(text: str) -> list[Grid | Line]:
    r"""Read a table of which each cell is a line, as some pages and PDFs are copied; nothing where it is not sure to be one.

    The headers follow each other, with a number and what a ledger needs among them; below them each row has as many
    lines, and its number is one more than the last.

    Examples
    --------
    >>> (grid,) = read_cells("序号\n任务\n进展情况\n1\n建校3所\n已建成。\n2\n修路5公里\n已通车。")
    >>> [[cell.text for cell in row.cells] for row in grid.rows]
    [['序号', '任务', '进展情况'], ['1', '建校3所', '已建成。'], ['2', '修路5公里', '已通车。']]
    """
    rows = _in_cells([(i, line.strip()) for i, line in enumerate(text.split("\n"), 1) if line.strip()])
    # each cell of some lines, and a blank one behind it
    return rows or _in_cells(list(_blocks(text)))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Runs of lines between blank ones, and the line on which each begins."""
    held: list[str] = []
    for i, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            held.append(line.strip())
        elif held:
            yield i - len(held), "\n".join(held)
            held = []


def _in_cells(lines: list[tuple[int, str]]) -> list[Grid | Line]:
    """The table that cells make, each with the line on which it begins, as `read_cells` reads it."""
    kinds = [column_of(x) if len(_ASIDE.sub("", x)) <= _LONGEST_HEADER else None for _, x in lines[:_HEAD]]
    # what stands above the headers may be named like one: 您现在的位置：首页 > 民生实事, 某区民生实事完成情况
    tops = (i for i, kind in enumerate(kinds) if kind == "no" or (kind and (i == 0 or kinds[i - 1] is None)))
    runs = ((i, list(itertools.takewhile(bool, kinds[i:]))) for i in tops)
    needed = {"no", "task", "progress"}
    whole = [
        (i, run)
        for i, run in runs
        # no report stands in front of the number: that is the title
        if needed <= {"task" if kind == "name" else kind for kind in run} and run[0] != "progress"
    ]
    top, head = min(whole, key=lambda run: len(run[1]), default=(0, []))
    width = len(head)
    if not head:
        return []
    at = head.index("no")
    rows: list[tuple[list[str], Place]] = []
    end = top
    while end + width <= len(lines):
        row = lines[end : end + width]
        if rows and row[at][1] != str(len(rows)):
            break
        rows.append(([line for _, line in row], Place(line=row[0][0])))
        end += width
    if len(rows) < 3:
        return []
    around = [Line(line, Place(line=i)) for i, line in (*lines[:top], *lines[end:])]
    if any(line.text.isdigit() for line in around):
        # a row that did not come out even: no cell can be trusted
        return []
    return [*around[:top], plain_grid(rows), *around[top:]]


def read_lines(text: str) -> list[Grid | Line]:
    """Text that holds no table, line by line; lines that were broken at a margin are whole again."""
    lines = [_marked_line(line, i) for i, line in enumerate(text.split("\n"), 1) if line.strip()]
    return list(_unbroken([line for line in lines if line.text]))


# Lines of a text that is broken at a margin are so long, in columns, and so many of them end within so many columns of it.
_SHORTEST_MARGIN, _LONGEST_MARGIN, _RAGGED = 30, 130, 7
_PAGE_NUMBER = re.compile(r"[-—–·\s]*[0-9]{1,3}[-—–·\s]*")
# A cell that holds the number of an item, and nothing else.
ITEM_NUMBER = re.compile(r"[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）、.．]?")
# The number of an item of a list.
ITEM_BEGINS = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,3})(?:[)）、．]|\.(?![0-9]))|[①-⑳●•·■◆▲★※]|第[一二三四五六七八九十0-9]{1,3}[件项个]"
)
# and an emoji, which pages put in front of names
_BEGINS = re.compile(rf"{ITEM_BEGINS.pattern}|[\U0001f300-\U0001faff✅☑✔]|[^：:，。；\s]{{2,12}}[：:|｜]")


# What ends a line for good; what a label is the label of stands behind its colon.
_ENDS = tuple(mark for mark in STOPS if mark not in "：:")


def _full(lines: list[Line], widths: list[int]) -> list[bool]:
    """For each line whether it ends at the margin, and not with its sentence; none does where there is no margin."""
    margin = sorted(widths)[-max(1, len(widths) // 10)] if widths else 0
    if not _SHORTEST_MARGIN < margin < _LONGEST_MARGIN:
        return [False] * len(lines)
    return [w > margin - _RAGGED and not line.text.endswith(_ENDS) for w, line in zip(widths, lines, strict=True)]


def _label_goes_on(above: str, text: str) -> bool:
    """Whether a margin broke a label: …，完成 | 情况：已走访36个村."""
    begun, rest = re.search(r"[^：:，。；、）)\s]{1,8}$", above), re.match(r"([^：:，。；\s]{2,12})[：:]", text)
    return begun is not None and rest is not None and is_header(begun[0] + rest[1])


def _unbroken(lines: list[Line]) -> Iterator[Line]:
    """Put together what a margin broke, as in a text copied from a PDF."""
    # the margin may be one of so many columns or of so many characters
    columns = [sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.text) for line in lines]
    full = max((_full(lines, widths) for widths in (columns, [2 * len(line.text) for line in lines])), key=sum)
    if sum(full) < max(3, len(lines) // 5):
        yield from lines
        return
    held: Line | None = None
    goes_on = False
    for line, wide in zip(lines, full, strict=True):
        if _PAGE_NUMBER.fullmatch(line.text):
            continue
        # a bracket that is open holds what looks like a label: （牵头单位：县水利局；配合 | 单位：县农业局）
        opened = held is not None and held.text.count("（") > held.text.count("）")
        begins = (
            held is not None
            and _BEGINS.match(line.text)
            # 惠及产妇1 | .5万名
            and not line.text.startswith((".", "．"))
            and not opened
            and not _label_goes_on(held.text, line.text)
        )
        if held is not None and (goes_on or opened) and not line.level and not begins:
            held = replace(held, text=held.text + line.text)
        else:
            if held is not None:
                yield held
            held = line
        goes_on = wide
    if held is not None:
        yield held
