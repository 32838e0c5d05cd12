"""One set of tables for all ledgers of a batch, as Parquet, and queries on it; read and written by DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import LedgerError
from analysis.exports import whole
from analysis.fields import TABLES as NAMES
from analysis.paths import TABLES

if TYPE_CHECKING:
    import pandas as pd


def combine(folder: Path, ledgers: Iterable[str]) -> None:
    """Put the tables of ledgers one below the other into ``tables/<table>.parquet``."""
    import duckdb

    parts = [folder / name / TABLES for name in ledgers]
    (folder / TABLES).mkdir(exist_ok=True)
    with duckdb.connect(config={"threads": 1}) as connection:
        for table in NAMES:
            files = [str(p / f"{table}.parquet") for p in parts if (p / f"{table}.parquet").exists()]
            if not files:
                continue
            with whole(folder / TABLES / f"{table}.parquet") as temporary:
                # columns of a ledger's own are kept: null where another has none
                connection.from_parquet(files, union_by_name=True).write_parquet(str(temporary), compression="zstd")


def query(folder: Path, sql: str) -> pd.DataFrame:
    """Ask the tables of a batch: ``ledgers``, ``items``, ``responsibilities``, ``quantities``, ``fulfilment``.

    The query sees these tables and nothing else: no file, no network.

    Raises
    ------
    LedgerError
        Where there are no tables, or the query is wrong.
    """
    import duckdb

    found = [name for name in NAMES if (folder / TABLES / f"{name}.parquet").exists()]
    if not found:
        raise LedgerError(folder / TABLES, "no tables", "the output folder of minsheng render")
    with duckdb.connect() as connection:
        for name in found:
            connection.execute(
                f'CREATE TABLE "{name}" AS SELECT * FROM read_parquet(?)', [str(folder / TABLES / f"{name}.parquet")]
            )
        connection.execute("SET enable_external_access = false")
        try:
            statements = connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise LedgerError("query", "no single question", f"one SELECT on {', '.join(found)}")
            return connection.execute(statements[0]).df()
        except duckdb.Error as error:
            words = " ".join(re.sub(r"Did you mean .*|LINE [0-9]+:.*", "", str(error), flags=re.S).split())[:300]
            raise LedgerError("query", words, f"SQL on {', '.join(found)}") from None
