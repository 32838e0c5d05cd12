"""Tables whose headers stand beside their cells: one item to a column, or one form to an item, as tables with a header above."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from analysis.model import Place
from analysis.readers.blocks import number_of
from analysis.readers.columns import CATEGORY, NAME, whole
from analysis.readers.grid import Cell, Grid, Line, Row, plain_grid
from analysis.readers.labels import ANY_LABEL, label_of, texts_behind
from analysis.readers.rows import flat

# 一、教育惠民
ORDINAL = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)、.．]")
# Of headings: six, and one of lines that are numbered like headings.
_LEVELS = range(1, 8)
_COUNT = re.compile("[0-9一二三四五六七八九十（）()、.．]")
# What a form's label is taken for: the name of its column, None for any other text.
Kind = Callable[[str], str | None]


# Rows of which one sees whether labels stand below one another.
_HEAD = 12


class _Form(NamedTuple):
    """One item as a form tells it: its labels and what stands beside each."""

    pairs: dict[str, str]
    row: Row


def unstacked(grid: Grid, kind: Kind) -> Grid:
    """Table of one row for each item, where each has a row for each label, behind its number and name; else as it is."""
    width = len(grid.rows[0].cells) if grid.rows else 0
    for column in range(width - 1):
        rows = _labelled_rows(grid, column, kind)
        # where something stands in front of the labels, the row above them says what
        if rows and (column == 0 or (rows[0] and len(grid.rows[rows[0] - 1].spoken()) > 1)):
            return _one_row_each(grid, column, rows)
    return grid


def _labelled_rows(grid: Grid, column: int, kind: Kind) -> range:
    """Rows with a label in a column, down to the last one, each beside its text: several items with the same labels."""
    nothing = range(0)
    head = grid.rows[:_HEAD]
    if 2 * sum(kind(row.cells[column].text) is not None for row in head) < len(head):
        return nothing
    texts = [row.cells[column].text for row in grid.rows]
    times = Counter(texts)
    labelled = [i for i, text in enumerate(texts) if times[text] > 1 and kind(text) is not None]
    if not labelled or labelled != list(range(labelled[0], len(texts))) or not whole(map(kind, texts[labelled[0] :])):
        return nothing
    # 责任领导 | 张三 | 责任单位 | 市教育局: labels side by side are those of a form
    if any(kind(cell.text) is not None for i in labelled for cell in grid.rows[i].cells[column + 1 :]):
        return nothing
    return range(labelled[0], len(texts))


def _one_row_each(grid: Grid, column: int, labelled: range) -> Grid:
    """Table with the labels of a column as headers: an item begins with each row that has the first of them."""
    top = max(labelled[0] - 1, 0)
    texts = [grid.rows[i].cells[column].text for i in labelled]
    labels = list(dict.fromkeys(texts))
    others = [k for k in range(len(grid.rows[0].cells)) if k not in (column, column + 1)] if labelled[0] else []
    rows = [([flat(c.text) for c in row.spoken()], row.place) for row in grid.rows[:top] if row.spoken()]
    rows.append(([*(flat(grid.rows[top].cells[k].text) for k in others), *labels], grid.rows[top].place))
    begins = [i for i, text in zip(labelled, texts, strict=True) if text == texts[0]]
    for a, b in itertools.pairwise([*begins, labelled.stop]):
        said: dict[str, list[str]] = {label: [] for label in labels}
        for row in grid.rows[a:b]:
            said[row.cells[column].text].append(row.cells[column + 1].text)
        first = grid.rows[a]
        rows.append(([*(first.cells[k].text for k in others), *map("\n".join, said.values())], first.place))
    return plain_grid(rows)


def _said(text: str, kind: Kind) -> list[tuple[str, str]]:
    """Labels of a cell and what stands behind each; none where it says anything else (牵头单位：A  配合单位：B)."""
    labels = list(ANY_LABEL.finditer(text))
    if not labels or text[: labels[0].start()].strip() or any(kind(label_of(m)) is None for m in labels):
        return []
    return [(label_of(m).strip(), said) for m, said in zip(labels, texts_behind(labels, text), strict=True)]


def _only_cell(row: Row, i: int) -> Cell | None:
    """The one cell of the row in place ``i`` that begins there and says something; None where there are several or none."""
    only = None
    for cell in row.cells:
        if cell.row == i and cell is not only and cell.text.strip() and cell != only:
            if only is not None:
                return None
            only = cell
    return only


def unfolded(grid: Grid, kind: Kind) -> Grid:
    """Table with the rows that say something of the row above under labels (进展情况：…) as columns of it; else as it is."""
    alone = ((i, _only_cell(row, i)) for i, row in enumerate(grid.rows))
    told = {i: said for i, cell in alone if cell is not None and (said := _said(cell.text, kind))}
    top = next((i for i, row in enumerate(grid.rows) if len(row.spoken()) > 2), None)
    if top is None or len([i for i in told if i > top]) < 2:
        return grid
    header = grid.rows[top].cells
    kinds = {kind(cell.text) for cell in header}
    labels = list(dict.fromkeys(label for said in told.values() for label, _ in said))
    first = min(i for i in told if i > top)
    # 牵头单位：县教育局 below the header is said of the rows to come
    heads = all(any(cell.row == top for cell in row.cells) for row in grid.rows[top:first])
    if heads or any(kind(label) in kinds for label in labels):
        return grid
    rows: list[tuple[list[str], Place]] = []
    for i, row in enumerate(grid.rows):
        if i in told and len(rows) > top + 1 and len(rows[-1][0]) > len(header):
            for label, text in told[i]:
                rows[-1][0][len(header) + labels.index(label)] = text
        elif len(row.spoken()) == 1:
            rows.append(([row.spoken()[0].text], row.place))
        else:
            rows.append(
                ([*(cell.text for cell in row.cells), *(labels if i == top else [""] * len(labels))], row.place)
            )
    return plain_grid(rows)


def upright(blocks: Sequence[Grid | Line], kind: Kind) -> list[Grid | Line]:
    """Turn the tables of a document upright whose headers stand beside their cells.

    A table with its headers in its first column and an item in each further one is turned over. Tables of labels, each
    with one cell beside it (项目名称 | … | 责任单位 | …), are one item each, and together one table. All others stay.
    """
    forms = {i: found for i, b in enumerate(blocks) if isinstance(b, Grid) and (found := _forms(b, kind))}
    names = _names(blocks, forms, kind)
    over = _headings(blocks, forms, kind)
    out: list[Grid | Line] = []
    for i, block in enumerate(blocks):
        if i in forms:
            if i == min(forms):
                named = [_named(f, names.get(i, ""), over.get(i, "")) for i, found in forms.items() for f in found]
                out.append(_joined(kind, named))
        elif not (i + 1 in names and isinstance(block, Line) and names[i + 1] == block.text.strip()):
            out.append(_turned(block, kind) if isinstance(block, Grid) else block)
    return out


def _names(blocks: Sequence[Grid | Line], forms: Mapping[int, list[_Form]], kind: Kind) -> dict[int, str]:
    """What each item is called above its form, by the position of that: in its first row, or in the line in front of it.

    Nothing, unless each form is one item without a name of its own, and all are called something else.
    """
    names: dict[int, str] = {}
    for i, found in forms.items():
        block, above = blocks[i], blocks[i - 1] if i else None
        rows = [row.spoken() for row in block.rows] if isinstance(block, Grid) else []
        # a title may stand above the name
        first = ([[], *itertools.takewhile(lambda said: len(said) < 2, filter(None, rows))])[-1]
        if len(found) > 1 or any(kind(label) == "name" for label in found[0].pairs):
            return {}
        if len(first) == 1 and kind(first[0].text) is None:
            names[i] = first[0].text.strip()
        elif isinstance(above, Line):
            names[i] = above.text.strip()
    # 表1, 项目二: counted, not named
    counted = any(len(_COUNT.sub("", name)) < 4 for name in names.values())
    if not len(names) == len(forms) == len(set(names.values())) > 1 or counted:
        return {}
    # 项目一：新建社区养老服务综合体4个
    numbers = {i: number_of(name) for i, name in names.items()}
    return {i: name[m.end() :] if (m := numbers[i]) and all(numbers.values()) else name for i, name in names.items()}


def _headings(blocks: Sequence[Grid | Line], forms: Mapping[int, list[_Form]], kind: Kind) -> dict[int, str]:
    """Which heading each form stands under, by its position (一、教育惠民); nothing where they have categories, or one heads all."""
    if any(kind(label) == "category" for found in forms.values() for form in found for label in form.pairs):
        return {}
    levels = {
        i: block.level or _LEVELS[-1]
        for i, block in enumerate(blocks)
        if isinstance(block, Line) and (block.level or ORDINAL.match(block.text))
    }
    # the highest of which there are several: above it stands the title, below it the names of items
    level = next((level for level in _LEVELS if sum(at == level for at in levels.values()) > 1), 0)
    heads = [i for i, at in levels.items() if at == level]
    over: dict[int, str] = {}
    for i in forms:
        n = bisect_left(heads, i)
        above = blocks[heads[n - 1]] if n else None
        over[i] = above.text.strip() if isinstance(above, Line) else ""
    several = 1 < len(set(over.values())) < len(over)
    return over if several and all(over.values()) else {}


def _named(form: _Form, name: str, category: str) -> _Form:
    said = {NAME: name, CATEGORY: category}
    return _Form({label: text for label, text in said.items() if text} | form.pairs, form.row)


def _forms(grid: Grid, kind: Kind) -> list[_Form]:
    """The items that a table of labels and cells tells, each from its first label on; none where it is something else."""
    out: list[_Form] = []
    above: set[tuple[int, int]] = set()
    numbered = "序号"
    # what the header says of the columns behind the labels and their cells: merged down each item
    beside: list[str] = []
    over = ""
    for row in grid.rows:
        # a merged cell says it once
        cells = [cell for cell in row.spoken() if (cell.row, cell.column) not in above]
        above = {(cell.row, cell.column) for cell in row.cells}
        if out and (said := _by_period(cells, out[-1].pairs, kind)):
            out[-1].pairs.update(said)
            continue
        if not out and not beside and _numbers_to_the_left(cells, kind):
            numbered, beside = cells[0].text, [cell.text for cell in cells[2:]]
            continue
        at_side = cells[-len(beside) :] if beside and len(cells) == len(beside) + 3 else []
        cells = cells[: len(cells) - len(at_side)]
        if len(cells) == 1 and over and kind(cells[0].text) is None:
            # 办理进展, over the whole width, and what it labels below it
            out[-1].pairs[over], over = cells[0].text, ""
            continue
        over = cells[0].text if len(cells) == 1 and out and kind(cells[0].text) is not None else ""
        labels = _labels_of([cell.text for cell in cells], kind)
        if labels[:1] == [1] and number_of(f"{cells[0].text.strip()}、"):
            said = {numbered: cells[0].text.strip()} | dict(zip(beside, (cell.text for cell in at_side), strict=False))
            if out and out[-1].pairs.get(numbered) == "":
                # 序号 | 项目名称 | …, and the number below 序号
                out[-1].pairs.update(said)
            else:
                out.append(_Form(said, row))
        if not labels and len(cells) > 1:
            if all(ANY_LABEL.match(cell.text) for cell in cells):
                # 填报人：张三 | 联系电话：…: who signs
                continue
            return []
        for at, after in zip(labels, [*labels[1:], len(cells)], strict=bool(labels)):
            if after - at > 2:
                return []
            if not out or cells[at].text in out[-1].pairs:
                out.append(_Form({}, row))
            out[-1].pairs[cells[at].text] = cells[at + 1].text if after - at == 2 else ""
    return out if all(whole(kind(label) for label in form.pairs) for form in out) else []


def _numbers_to_the_left(cells: Sequence[Cell], kind: Kind) -> bool:
    """Whether cells are the header of forms with their number to the left: 序号 | 项目情况 | 责任单位."""
    return (
        len(cells) > 1
        and kind(cells[0].text) == "no"
        and not _COUNT.search(cells[1].text)
        # 项目名称 | 城东学校项目 is a label and a name
        and all(kind(cell.text) not in (None, kind(cells[1].text)) for cell in cells[2:])
    )


_PERIOD = re.compile("[上下]半年|[一二三四]季度|全年|[0-9]{1,2}月份?|(?:截[至止])?[0-9]{1,2}月底")


def _by_period(cells: Sequence[Cell], pairs: dict[str, str], kind: Kind) -> dict[str, str]:
    """What a row tells of one period: 进展情况 | 上半年 | …, and below it 下半年 | …; nothing where it is another row."""
    texts = [cell.text.strip() for cell in cells]
    if len(texts) == 2:
        # of a label that is merged downwards only the period is left
        texts.insert(0, _PERIOD.sub("", next(reversed(pairs), ""), count=1))
    if len(texts) != 3 or not _PERIOD.fullmatch(texts[1]):
        return {}
    label, period, said = texts
    return {period + label: said} if kind(label) is not None and kind(period + label) == kind(label) else {}


_LIKE_A_LABEL = re.compile(r"\s*[一-龥（）()/]{2,10}\s*[:：]?\s*")


def _labels_of(texts: Sequence[str], kind: Kind) -> list[int]:
    """Which cells of a form's row are labels: those of columns, and where they stand in turn with others, all in their places."""
    kinds = [kind(text) for text in texts]
    # 项目名称 | 城东学校项目: what stands beside a label and ends like it is what it labels
    labels = [i for i, of in enumerate(kinds) if of is not None and not (i and of == kinds[i - 1])]
    in_turn = range(0, len(texts), 2)
    if len(texts) % 2 == 0 and set(in_turn) < set(labels):
        # 配合单位 | 各承办单位: what stands beside a label may be worded like one
        return list(in_turn)
    if len(texts) < 2 or len(texts) % 2 or not set(labels) <= set(in_turn):
        return labels
    # 开工时间 | 2024年3月 | 完工时间 | 2024年11月: none is a column, and each is worded like a label
    alike = all(_LIKE_A_LABEL.fullmatch(texts[i]) for i in in_turn)
    return list(in_turn) if alike else labels


def _joined(kind: Kind, forms: Sequence[_Form]) -> Grid:
    """One table of all forms, the number in front: what stands to its left would head several rows."""
    labels = list(dict.fromkeys(label for form in forms for label in form.pairs))
    labels.sort(key=lambda label: kind(label) != "no")
    rows = [([form.pairs.get(label, "") for label in labels], form.row.place) for form in forms]
    return plain_grid([(labels, forms[0].row.place), *rows])


def _turned(grid: Grid, kind: Kind) -> Grid:
    """Table turned over, where its first column holds the headers; else as it is."""
    labelled = [i for i, row in enumerate(grid.rows) if len(row.spoken()) > 1 and kind(row.cells[0].text) is not None]
    # 计划完成时间 among them need not be known
    if not labelled or 2 * len(labelled) <= labelled[-1] + 1 - labelled[0]:
        return grid
    rows = grid.rows[labelled[0] : labelled[-1] + 1]
    headers = {(cell.row, cell.column) for row in rows for cell in row.cells if kind(cell.text) is not None}
    if len(headers) > len(rows) or not whole(kind(row.cells[0].text) for row in rows):
        return grid
    above = [
        Row(tuple(Cell(row.cells[0].text, i, 0) for _ in rows), row.place)
        for i, row in enumerate(grid.rows[: labelled[0]])
        if len(row.spoken()) == 1
    ]
    top = len(above)
    turned = [
        # a merged cell keeps the place of its origin, turned over too
        Row(tuple(Cell(c.text, top + c.column, c.row - labelled[0]) for c in column), rows[0].place)
        for column in zip(*(row.cells for row in rows), strict=True)
    ]
    return Grid((*above, *turned))
