"""Tables become files: written whole or not at all, safe to open in a spreadsheet."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.fields import LABELS, TABLES, Field, columns, label

if TYPE_CHECKING:
    import networkx as nx

# A cell that begins like this would be run as a formula, which some programs do with full-width signs too; a plain
# negative number would not.
_FORMULA = re.compile(r"[=+@\t\r＝＋＠]|[-－](?![\d.,]+[%％]?$)")
# It can only be read by setting it, which is done once, before there are threads.
_UMASK = os.umask(0o022)
os.umask(_UMASK)


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file beside a path, which takes its place once it has been written without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_UMASK)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there in full or not at all."""
    with whole(path) as temporary:
        temporary.write_bytes(data)


def to_csv(frame: pd.DataFrame) -> bytes:
    """Table as CSV in UTF-8 with a byte-order mark, as Excel expects; a text that would be a formula gets a ' in front.

    Examples
    --------
    >>> to_csv(pd.DataFrame({"task": ["=1+1", "-1.1%"]})).decode("utf-8-sig").split()
    ['task', "'=1+1", '-1.1%']
    >>> to_csv(pd.DataFrame({"=1+1": ["＝1+1"]})).decode("utf-8-sig").split()
    ["'=1+1", "'＝1+1"]
    """

    def safe(x: object) -> object:
        return f"'{x}" if isinstance(x, str) and _FORMULA.match(x) else x

    return frame.map(safe).rename(columns=safe).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


# What a cell of a workbook may hold, and what XML cannot.
_LONGEST_CELL = 32_767
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STATA_NAME, _STATA_LABEL, _STATA_FIXED = 32, 80, 2045


def write_tables(frames: dict[str, pd.DataFrame], folder: Path, *forms: str, lang: str = "zh") -> list[Path]:
    """Write the tables of a ledger, and what their columns mean, into a folder; see `as_files`.

    Returns
    -------
    list of Path
        The files, each written whole.
    """
    files = as_files(frames, *forms, lang=lang)
    for name, data in files.items():
        write_whole(folder / name, data)
    return [folder / name for name in files]


def as_files(frames: dict[str, pd.DataFrame], *forms: str, lang: str = "zh") -> dict[str, bytes]:
    """Tables of a ledger as files, with what their columns mean.

    Parameters
    ----------
    frames : dict of str to DataFrame
        As `analysis.tables` gives them.
    *forms : {'csv', 'xlsx', 'parquet', 'dta'}
        Formats; CSV where none is named. The data package describes the first.
    lang : {'zh', 'en'}
        Language of labels inside the files.

    Returns
    -------
    dict of str to bytes
        ``<table>.csv`` (or .parquet, .dta) or ``tables.xlsx``, with ``codebook.md`` and, beside all but a workbook,
        ``datapackage.json``.
    """
    writers: dict[str, Callable[[pd.DataFrame], bytes]] = {
        "csv": to_csv,
        "parquet": to_parquet,
        "dta": functools.partial(to_stata, lang=lang),
    }
    files: dict[str, bytes] = {}
    for form in forms or ("csv",):
        if form == "xlsx":
            files["tables.xlsx"] = to_xlsx(frames, lang)
            continue
        files |= {f"{name}.{form}": writers[form](frame) for name, frame in frames.items()}
        package = json.dumps(datapackage(frames, form), ensure_ascii=False, indent=2)
        files.setdefault("datapackage.json", package.encode() + b"\n")
    files["codebook.md"] = codebook(frames).encode()
    return files


def write_frames(frames: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write measures as ``<name>.csv``; what names the rows is the first column."""
    paths = []
    for name, frame in frames.items():
        paths.append(folder / f"{name}.csv")
        write_whole(paths[-1], to_csv(frame.reset_index() if frame.index.name else frame))
    return paths


def to_xlsx(frames: dict[str, pd.DataFrame], lang: str = "zh") -> bytes:
    """Workbook with a sheet for each table and one that explains the columns; texts are texts, never formulas."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)

    def cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
        if isinstance(value, str):
            text = _NOT_IN_XML.sub("", value)
            if len(text) > _LONGEST_CELL:
                more = "…（全文见CSV）" if lang == "zh" else "… (in full: CSV)"
                text = text[: _LONGEST_CELL - len(more)] + more
            out = WriteOnlyCell(sheet, text)
            out.data_type = "s"
        else:
            out = WriteOnlyCell(sheet, None if value is None or pd.isna(value) else value)
        if bold:
            out.font = Font(bold=True)
        return out

    explained = book.create_sheet("说明" if lang == "zh" else "columns")
    heads = ("表", "列", "名称", "单位", "含义") if lang == "zh" else ("table", "column", "label", "unit", "meaning")
    explained.append([cell(explained, head, bold=True) for head in heads])
    for table, frame in frames.items():
        for field in described(table, frame):
            name = field.zh if lang == "zh" else field.en
            row = (table, field.name, name, field.unit, field.description)
            explained.append([cell(explained, value) for value in row])
    for table, frame in frames.items():
        sheet = book.create_sheet(table)
        sheet.freeze_panes = "A2"
        for i, field in enumerate(described(table, frame), 1):
            wide = field.type == "text" and field.name in ("task", "progress", "why", "text", "remarks")
            sheet.column_dimensions[openpyxl.utils.get_column_letter(i)].width = 60 if wide else 14
        sheet.append([cell(sheet, column, bold=True) for column in frame.columns])
        for values in frame.astype(object).itertuples(index=False):
            sheet.append([cell(sheet, value) for value in values])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Read tables that were written as Parquet back, with the types that `analysis.tables` gives them."""
    import duckdb

    from analysis.frames import typed

    with duckdb.connect(config={"threads": 1}) as connection:
        return {
            table: typed(
                table, connection.execute("SELECT * FROM read_parquet(?)", [str(folder / f"{table}.parquet")]).df()
            )
            for table in TABLES
        }


def to_parquet(frame: pd.DataFrame) -> bytes:
    """Table as Parquet, written by DuckDB on one thread."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as connection:
        path = Path(folder, "table.parquet")
        connection.register("frame", frame)
        connection.execute(f"COPY frame TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        return path.read_bytes()


def to_stata(frame: pd.DataFrame, lang: str = "zh") -> bytes:
    """Table as Stata 14 reads it: columns with their labels, coded values with theirs, long texts whole."""
    table = next((t for t in TABLES if {f.name for f in columns(t)} <= set(frame.columns)), "")
    fields = {f.name: f for f in described(table, frame)}
    data, labels, long = {}, {}, []
    for i, name in enumerate(frame.columns):
        # names of the ledger's own columns are cut, and told apart by their place
        stata = name if name.isascii() and len(name) <= _STATA_NAME else f"column_{i + 1}"
        stata = "end_" if stata == "end" else stata  # a reserved word of Stata
        field, column = fields[name], frame[name]
        labels[stata] = _cut(field.zh if lang == "zh" else field.en)
        if field.type == "boolean":
            column = column.astype("int8")
        elif field.type == "text":
            column = column.map(lambda x: "" if x is None or pd.isna(x) else str(x).replace("\x00", ""))
            values = set(column)
            if values and values <= set(LABELS):
                column = column.map(lambda x: label(x, lang)).astype("category")
            elif any(len(text.encode()) > _STATA_FIXED for text in values) or not any(values):
                long.append(stata)
        data[stata] = column
    out = io.BytesIO()
    pd.DataFrame(data).to_stata(out, version=118, write_index=False, variable_labels=labels, convert_strl=long)
    return out.getvalue()


def _cut(text: str) -> str:
    return text if len(text) <= _STATA_LABEL else text[: _STATA_LABEL - 1] + "…"


def described(table: str, frame: pd.DataFrame) -> list[Field]:
    """What each column of a table is; a column of the ledger's own is text under its header."""
    known = {f.name: f for f in columns(table)}
    own = "column of the ledger's own, as published"
    return [known.get(str(c)) or Field(table, str(c), "text", str(c), str(c), "", own) for c in frame.columns]


def codebook(frames: dict[str, pd.DataFrame]) -> str:
    """What every column of every table means, in Markdown, with the codes and how often each stands in these tables."""
    out = ["# Codebook", ""]
    for table, frame in frames.items():
        out += [
            f"## {table} ({len(frame)} rows)",
            "",
            "| column | 名称 | label | type | unit | meaning |",
            "|---|---|---|---|---|---|",
        ]
        fields = described(table, frame)
        for f in fields:
            out.append(
                "| " + " | ".join(_escaped(x) for x in (f.name, f.zh, f.en, f.type, f.unit, f.description)) + " |"
            )
        out.append("")
        for f in fields:
            if f.type != "text":
                continue
            # a cell may hold several codes, or none
            values = frame[f.name].dropna().astype(str).str.split(";").explode()
            values = values[values != ""]
            if len(values) and set(values) <= set(LABELS):
                counts = values.value_counts()
                codes = "; ".join(
                    f"{code} ({LABELS[str(code)][0]}, {LABELS[str(code)][1]}): {n}" for code, n in counts.items()
                )
                out.append(f"- `{f.name}`: {codes}")
        out.append("")
    return "\n".join(out)


def _escaped(text: str) -> str:
    """Text as a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


_TYPES = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}


def datapackage(frames: dict[str, pd.DataFrame], form: str) -> dict[str, Any]:
    """Describe the files of a folder as a data package (Frictionless Data Package, version 2)."""
    resources = []
    for table, frame in frames.items():
        fields = [
            {"name": f.name, "type": _TYPES[f.type], "title": f"{f.zh} / {f.en}", "description": f.description}
            | ({"unit": f.unit} if f.unit else {})
            for f in described(table, frame)
        ]
        key = [k for k in ("ledger", "item", "target_no") if k in frame.columns]
        schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
        if table in ("ledgers", "items", "fulfilment"):
            schema["primaryKey"] = key
        if table == "items":
            schema["foreignKeys"] = [{"fields": ["ledger"], "reference": {"resource": "ledgers", "fields": ["ledger"]}}]
        elif table != "ledgers":
            reference = {"resource": "items", "fields": ["ledger", "item"]}
            schema["foreignKeys"] = [{"fields": ["ledger", "item"], "reference": reference}]
        resource = {"name": table, "type": "table", "path": f"{table}.{form}", "format": form, "schema": schema}
        resources.append(resource | ({"encoding": "utf-8"} if form == "csv" else {}))
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "progress-ledger",
        "title": "民生实事进展台账：承诺与证据 / Progress ledger: promises and evidence",
        "resources": resources,
    }


def write_graphs(graphs: dict[str, nx.Graph], folder: Path) -> list[Path]:
    """Write each graph as GraphML and GEXF, which networkx and Gephi read back."""
    import networkx as nx

    files = []
    for name, graph in graphs.items():
        for suffix, generate in (("graphml", nx.generate_graphml), ("gexf", nx.generate_gexf)):
            path = folder / f"{name}.{suffix}"
            # the day of writing says nothing of the graph, and would make the same graph another file
            text = re.sub(
                r"\s*<meta lastmodifieddate=.*?</meta>", "", "\n".join(generate(_clean_graph(graph))), flags=re.S
            )
            write_whole(path, text.encode())
            files.append(path)
    return files


def _clean_graph(graph: nx.Graph) -> nx.Graph:
    """Graph whose texts hold no character that XML forbids."""
    import networkx as nx

    def clean(x: Any) -> Any:
        return _NOT_IN_XML.sub("", x) if isinstance(x, str) else x

    out = nx.relabel_nodes(graph, {n: clean(n) for n in graph.nodes})
    for _, data in [*out.nodes(data=True), *((None, d) for *_, d in out.edges(data=True))]:
        data.update({k: clean(v) for k, v in data.items()})
    return out
