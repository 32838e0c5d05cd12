"""What tests share: where the project is, the seed ledger and its tables, ledgers written for a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import analysis
from analysis.model import Findings, Ledger

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "data" / "raw" / "jiangmen-2018.txt"
HEADER = ("大类", "序号", "工作任务", "分管市领导", "责任单位", "责任人", "进展情况")

WriteLedger = Callable[..., Path]


@pytest.fixture(scope="session")
def seed() -> Ledger:
    return analysis.read_ledger(SEED)


@pytest.fixture(scope="session")
def findings(seed: Ledger) -> Findings:
    return analysis.extract(seed)


@pytest.fixture(scope="session")
def tables(findings: Findings):
    return analysis.tables(findings)


def ledger_text(
    rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER, title: str = "某市2020年民生实事"
) -> str:
    """A ledger in the form of the seed."""
    blocks = [f"{title}\n" + "".join(f"\t{c}\n" for c in header)]
    blocks += ["".join(f"\t{c}\n" for c in row) for row in rows]
    return "\n".join(blocks)


@pytest.fixture
def write_ledger(tmp_path: Path) -> WriteLedger:
    def write(*rows: Sequence[str], name: str = "ledger.txt", encoding: str = "utf-8", **options) -> Path:
        path = tmp_path / name
        path.write_bytes(ledger_text(rows, **options).encode(encoding))
        return path

    return write
