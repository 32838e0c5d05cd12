"""A file becomes a Ledger: sniff the bytes, read its tables and lines, find the ledger, check every row."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from analysis.dates import as_of, period_end
from analysis.errors import LedgerError
from analysis.model import Duty, Item, Ledger, Passed, Place
from analysis.paths import ACROSS, TABLES
from analysis.readers import limits
from analysis.readers.aligned import read_aligned
from analysis.readers.columns import synonyms
from analysis.readers.corrections import corrections_path, read_corrections, stray_corrections
from analysis.readers.decode import INVISIBLE, check_order, seen, visible
from analysis.readers.drawn import is_drawn, read_drawn
from analysis.readers.duties import duties_of, flag_persons
from analysis.readers.find import Found, UnevenError, find_ledger, title_of
from analysis.readers.grid import SOFT, Cell, Document, Grid, Line, Row
from analysis.readers.html import decode_html, preformatted, read_html, read_mhtml
from analysis.readers.labels import bracketed
from analysis.readers.offices import units_in
from analysis.readers.rows import Record
from analysis.readers.sidecar import read_sidecar
from analysis.readers.sniff import EXPECTED, sniff
from analysis.readers.text import (
    delimiters,
    read_cells,
    read_delimited,
    read_lines,
    read_markdown,
    read_pasted,
    without_front_matter,
    without_struck,
)

__all__ = ["LedgerError", "ledger_id", "read_each", "read_ledger"]

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.I)
_MARKDOWN = re.compile(r"^.*\|.*\n\s*\|?\s*:?-+:?\s*\|[\s|:-]*$", re.M)
_OFFICE = {
    "doc": "an old Word or WPS document (.doc, .wps)",
    "rtf": "a rich text file (.rtf)",
    "odt": "an OpenDocument text (.odt)",
}
_YEAR = re.compile(r"(20\d\d)\s*年?")
# when a text was published, not what year it is about
_PUBLISHED = re.compile(r"20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|20\d\d-\d{1,2}-\d{1,2}|〔20\d\d〕")
_IN_NUMERALS = re.compile("二[〇○零0]([〇○零0一二三四五六七八九]{2})年")
_PLACE = re.compile(
    r"(?:^|年(?:度|(?!度))|关于|《|[\s：:])(?P<place>(?![市县区州盟])[一-龥]{2,8}?(?:自治区|自治州|自治县|[省市县区旗盟州]))"
    r"(?=人民政府|政府|民生|[十百0-9一二三四五六七八九“《]|重点|为民|关于|实事|办|落实|年|上半年|本级)"
)


def read_ledger(path: str | Path, columns: Mapping[str, str] | None = None) -> Ledger:
    """Read a ledger from a file of any form in which ledgers are published.

    Parameters
    ----------
    path : str or Path
        Pasted text, .csv, .tsv, .md, .html, .mht, .docx, .xlsx, .xls, .ods or a PDF with text; .doc, .wps, .rtf and .odt
        where LibreOffice is installed. The format and the encoding are told from the bytes. What its sidecar
        ``<file>.meta.yml`` says (title, place, year, as_of, source, licence, columns) is taken over; title, place, year
        and as_of that it lacks are taken from the text where it is plain, and named in ``guessed``. A reader's decisions
        about single promises are taken from ``<file>.corrections.yml``.
    columns : mapping of str to str, optional
        Column → its header as the file has it, for headers that are not recognised: ``{"task": "承诺"}``.

    Returns
    -------
    Ledger
        Items in the order of the file. A category that is left blank is that of the row above.

    Raises
    ------
    LedgerError
        In one line: the file, the place in it, what was found, what was expected.
    """
    path = Path(path)
    data = _bytes(path)
    meta = read_sidecar(path, data)
    given = _given(path, {**meta.get("columns", {}), **(columns or {})})
    document, found = _found(path, data, given)
    place, guessed = meta.get("place"), []
    title = meta.get("title") or title_of(found.titles)
    named_in = (title or "").translate(_NARROW)
    if place is None and (m := _PLACE.search(named_in)):
        place = re.sub(r"^.{1,6}(?:省|自治区)(?=..)", "", m["place"])
        guessed.append("place")
    passed = found.passed
    if (stray := stray_corrections(path)) is not None:
        passed = (
            *passed,
            Passed(Place(), f"corrections not read: to be named {corrections_path(path).name}", stray.name),
        )
    items = tuple(_items(found.records, flag_persons(_duties(record, place) for record in found.records)))
    year = meta.get("year")
    if year is None and (named := _year(named_in, found)):
        year = int(named)
        guessed.append("year")
    day = meta.get("as_of")
    above = [p.text for p in found.passed if p.why == "row above the header"]
    words = " ".join([named_in, *found.labels, *found.titles[-3:], *above])
    noted = " ".join(note for note in found.notes if len(note) < _LONGEST_NOTE)
    told = as_of(words, year) or period_end(named_in, year) or as_of(noted, year) or _day_of_all(items, year)
    if day is None and (day := told):
        guessed.append("as_of")
    if meta.get("title") is None:
        guessed.append("title")
    return Ledger(
        id=ledger_id(path),
        title=title or path.stem,
        items=items,
        place=place,
        year=year,
        notes=found.notes,
        as_of=day,
        source=meta.get("source"),
        licence=meta.get("licence"),
        guessed=tuple(sorted(guessed)),
        format=document.format,
        encoding=document.encoding,
        passed=passed,
        corrections=read_corrections(path, items),
    )


def read_each(
    files: Iterable[str | Path], columns: Mapping[str, str] | None = None
) -> Iterator[tuple[str | Path, Ledger | LedgerError]]:
    """Read files one after the other: each with its ledger, or with what is wrong with it.

    Two files of one id would be written to one place: the second is an error.
    """
    seen: dict[str, str | Path] = {}
    for file in files:
        try:
            ledger = read_ledger(file, columns)
            if ledger.id in seen:
                other = f"the id {ledger.id}, which is also that of {seen[ledger.id]}"
                raise LedgerError(file, other, "files whose names differ")
        except LedgerError as error:
            yield file, error
        else:
            seen[ledger.id] = file
            yield file, ledger


def ledger_id(path: str | Path) -> str:
    """Id of a ledger: its file's stem in ASCII; what had to be left out is stood for by six digits of its checksum.

    So is what would be the name of a folder that a batch has for itself (across.csv).

    Examples
    --------
    >>> ledger_id("data/raw/jiangmen-2018.txt"), ledger_id("江门2018.txt")
    ('jiangmen-2018', '2018-b1db3e')
    """
    stem = Path(path).stem
    plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
    if re.fullmatch(r"[A-Za-z0-9 ._-]+", stem) and plain and plain not in (ACROSS, TABLES):
        return plain
    return f"{plain or 'ledger'}-{hashlib.sha256(stem.encode()).hexdigest()[:6]}"


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise LedgerError(path, "a pipe or device", "a file")
        size = path.stat().st_size
        if size > limits.FILE:
            raise LedgerError(path, f"a file of {size >> 20} MB", f"at most {limits.FILE >> 20} MB")
        data = path.read_bytes()
    except FileNotFoundError:
        raise LedgerError(path, "no such file", EXPECTED) from None
    except IsADirectoryError:
        raise LedgerError(path, "a folder", "a file") from None
    except OSError as error:
        raise LedgerError(path, f"a file that cannot be read ({error.strerror})", EXPECTED) from None
    if not data.strip():
        raise LedgerError(path, "an empty file", EXPECTED)
    return data


def _given(path: Path, columns: Mapping[str, str]) -> dict[str, str]:
    """Headers named by hand, once their columns are known to exist."""
    for column in columns:
        if column not in synonyms() or column == "name":
            known = ", ".join(c for c in synonyms() if c != "name")
            raise LedgerError(path, f"a header for the column {column!r}", f"one of {known}")
    return dict(columns)


def _found(path: Path, data: bytes, given: Mapping[str, str]) -> tuple[Document, Found]:
    """The first way of reading a file in which there is a ledger; the complaint of the last, fullest one where there is none."""
    error: LedgerError | None = None
    for document in _documents(path, data):
        checked = _checked(path, document)
        try:
            found = find_ledger(path, checked, given)
            if found.records:
                return checked, found
            # the links of a page look like headers: 首页 | 要闻 | 公开
            raise LedgerError(path, "a header and no items", "at least one row below it")
        except UnevenError:
            raise
        except LedgerError as complaint:
            if error is None or any(isinstance(b, Grid) and len(b.rows) > 2 for b in document.blocks):
                error = complaint
    raise error or LedgerError(path, "nothing to read", EXPECTED)


def _documents(path: Path, data: bytes) -> Iterator[Document]:
    """Ways of reading a file, the likeliest first."""
    form = sniff(path, data)
    if form == "text":
        yield from _texts(path, data)
    elif form == "mht":
        blocks, passed, encoding = read_mhtml(path, data)
        yield Document(tuple(blocks), "saved web page (.mht)", encoding, passed=tuple(passed))
    elif form in ("xlsx", "xls", "ods"):
        from analysis.readers.spreadsheet import read_workbook

        blocks, passed = read_workbook(path, data)
        yield Document(tuple(blocks), f"workbook (.{form})", passed=tuple(passed))
    elif form == "pdf":
        from analysis.readers.pdf import read_pdf

        yield Document(tuple(read_pdf(path, data)), "PDF")
    else:
        from analysis.readers.word import convert, read_docx

        whole = data if form == "docx" else convert(path, _OFFICE[form])
        blocks, passed = read_docx(path, whole)
        yield Document(tuple(blocks), f"Word document (.{form})", passed=tuple(passed))


def _texts(path: Path, data: bytes) -> Iterator[Document]:
    text, encoding = decode_html(path, data)
    if _HTML.search(text[:4000]) or "<table" in text.lower():
        blocks, passed = read_html(text)
        yield Document(tuple(blocks), "HTML", encoding, passed=tuple(passed))
        if as_typed := preformatted(text):
            for document in _plain_texts(path, as_typed, encoding):
                yield dataclasses.replace(document, format=f"HTML with {document.format}")
        return
    yield from _plain_texts(path, text, encoding)


def _plain_texts(path: Path, text: str, encoding: str | None) -> Iterator[Document]:
    text = without_front_matter(text)
    if _MARKDOWN.search(text):
        kept, struck = without_struck(text)
        yield Document(tuple(read_markdown(kept)), "Markdown", encoding, tuple(struck))
    if is_drawn(text):
        yield Document(tuple(read_drawn(text)), "text with a drawn table", encoding, tables_only=True)
    if re.search(r"^\t", text, re.M):
        yield Document(tuple(read_pasted(text)), "pasted text", encoding, tables_only=True)
    for delimiter in delimiters(text):
        kind = {"\t": "TSV", ",": "CSV"}.get(delimiter, f"CSV with {delimiter!r}")
        yield Document(tuple(read_delimited(path, text, delimiter)), kind, encoding, tables_only=True)
    if cells := read_cells(text):
        yield Document(tuple(cells), "text with a cell on each line", encoding, tables_only=True)
    if (aligned := read_aligned(text)) is not None:
        yield Document(tuple(aligned), "text with aligned columns", encoding, tables_only=True)
    yield Document(tuple(read_lines(text)), "text without a table", encoding)


def _checked(path: Path, document: Document) -> Document:
    """Document without marks that nobody sees; it says how many they were, and refuses those that reorder what is shown."""
    rows = sum(len(b.rows) for b in document.blocks if isinstance(b, Grid))
    if rows > limits.ROWS:
        raise LedgerError(path, f"{rows} rows", f"at most {limits.ROWS}")
    marks = 0
    blocks: list[Grid | Line] = []
    for block in document.blocks:
        if isinstance(block, Line):
            check_order(path, block.text, block.place)
            marks += len(INVISIBLE.findall(block.text))
            blocks.append(dataclasses.replace(block, text=visible(block.text)))
            continue
        if seen("\n".join([cell.text for row in block.rows for cell in row.cells]).replace(SOFT, " ")):
            blocks.append(block)
            continue
        kept = []
        for row in block.rows:
            if all(cell.text.isascii() or not INVISIBLE.search(cell.text) for cell in row.cells) and not any(
                "\u202d" in c.text or "\u202e" in c.text for c in row.cells
            ):
                kept.append(row)
                continue
            for cell in row.cells:
                check_order(path, cell.text, row.place)
                marks += len(INVISIBLE.findall(cell.text))
            kept.append(Row(tuple(Cell(visible(c.text), c.row, c.column) for c in row.cells), row.place))
        blocks.append(Grid(tuple(kept), block.strict, block.widths))
    passed = document.passed
    if marks:
        passed = (*passed, Passed(Place(), "invisible marks left out", f"{marks} characters"))
    return dataclasses.replace(document, blocks=tuple(blocks), passed=passed)


_KEPT = ("contact", "stated_status", "stated_rate", "problems", "next_steps", "remarks")


_NUMBERED = re.compile(r"(?P<no>[0-9]{1,3})(?:[．、]|\.(?![0-9]))")


def _numbers_in_tasks(found: Sequence[Record]) -> list[str]:
    """Numbers with which all tasks of a table without a column of numbers begin, counting up; empty where they do not."""
    if any(record.cells.get("no") for record in found):
        return []
    begun = [_NUMBERED.match(record.cells.get("task", "")) for record in found]
    numbers = [m["no"] for m in begun if m is not None]
    if len(numbers) < len(found):
        return []
    counted = [int(no) for no in numbers]
    return numbers if all(b == a + 1 for a, b in itertools.pairwise(counted)) else []


def _number_left_out(found: Sequence[Record]) -> None:
    """Give a row whose number was forgotten the one between its neighbours' (3 | blank | 5)."""
    for before, record, after in zip(found, found[1:], found[2:], strict=False):
        a, b = (" ".join(r.cells.get("no", "").split()).rstrip(".．、") for r in (before, after))
        if record.same_number and a.isdecimal() and b.isdecimal() and int(b) == int(a) + 2:
            record.cells["no"], record.same_number = str(int(a) + 1), False


def _duties(record: Record, place: str | None) -> tuple[Duty, ...]:
    said = record.cells
    if not said.get("units") and not said.get("units_persons"):
        # （牵头单位：A；配合单位：B）, at the end of the promise
        _, told = bracketed(said.get("task", ""))
        said = {**told, **{name: text for name, text in said.items() if text}}
    units = said.get("units") or units_in(said.get("task", ""))
    return duties_of(
        said.get("leader", ""),
        (units, said.get("supporting", "")),
        said.get("persons", ""),
        said.get("units_persons", ""),
        place,
    )


def _items(found: Sequence[Record], answering: Sequence[tuple[Duty, ...]]) -> Iterator[Item]:
    own = _numbers_in_tasks(found)
    _number_left_out(found)
    times: Counter[str] = Counter()
    inside: set[tuple[str, str]] = set()
    for count, (record, named) in enumerate(zip(found, answering, strict=True), 1):
        cells = record.cells
        category, task, progress = cells.get("category", ""), cells.get("task", ""), cells.get("progress", "")
        task = _NUMBERED.sub("", task, count=1).lstrip() if own else task
        no = " ".join(cells.get("no", "").translate(_NARROW).split()).rstrip(" .．、*＊") or (
            own[count - 1] if own else str(count)
        )
        times[no] += 1
        flags = ["no_task"] * (not task) + ["no_progress"] * (not progress)
        # a ledger may number each category anew
        if (category, no) in inside and not record.same_number:
            flags.append("renumbered")
        inside.add((category, no))
        kept = [(name, text) for name in _KEPT if (text := cells.get(name))]
        yield Item(
            # ledgers that number each category anew: the second 1 is 1#2, so that an item's number is its own
            no=no if times[no] == 1 else f"{no}#{times[no]}",
            category=" ".join(category.split()),
            task=task,
            progress=progress,
            duties=named,
            place=record.place,
            more=(*kept, *record.more.items()),
            flags=tuple(flags),
        )


# A note that says to what day the figures are is short.
_LONGEST_NOTE = 80
# Reports of which as many are looked at to tell the day that all speak of.
_ENOUGH = 200


def _day_of_all(items: Sequence[Item], year: int | None) -> str | None:
    """The day that most reports speak of, where no other is named; None where they name several, or few do."""
    first = items[:_ENOUGH]
    days: list[str] = []
    for item in first:
        if day := as_of(item.progress, year):
            if days and day != days[0]:
                return None
            days.append(day)
    return days[0] if 2 * len(days) > len(first) > 1 else None


def _year(title: str, found: Found) -> str | None:
    """The one year that title, headers or the lines in front of the table name, in this order; None where they name more."""
    for text in (title, " ".join(found.labels), " ".join(found.titles[-3:])):
        told = _PUBLISHED.sub("", text)
        years = set(_YEAR.findall(told)) | {f"20{m[1]}".translate(_DIGITS) for m in _IN_NUMERALS.finditer(told)}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "0001234567" + "89")
