"""Findings against gold ledgers: how much of what a careful reader takes from a text is found (data/gold/GUIDE.md)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import LedgerError
from analysis.extraction import extract
from analysis.extraction.units import convert
from analysis.model import Finding, Findings, Item, Ledger

if TYPE_CHECKING:
    import pandas as pd

# Measure words that readers take for each other; 平方米 and ㎡ are only spellings.
_SAME_UNIT = (
    {"人", "名", "位"}, {"公里", "千米"}, {"平方米", "平米", "㎡"}, {"立方米", "方"}, {"%", "％", "个百分点"},
    {"人次", "人·次"}, {"辆", "台", "部"}, {"个", "家", "所", "处", "间", "座"},
)  # fmt: skip

FIGURES = ("targets", "P", "R", "F1", "unit", "bound", "evidence", "invented", "verdict", "rate", "whole F1")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One gold target, or one that was found and is none, and what became of it.

    ``found`` by item and value; ``unit`` and ``bound`` right; ``evidence`` the right actual, or rightly none; ``proven``
    whether the gold has an actual; ``verdict`` and ``rate`` right. ``spurious``: found, but in no gold.
    """

    ledger: str
    item: Item
    tags: tuple[str, ...]
    gold: dict[str, Any] | None
    finding: Finding | None
    unit: bool = False
    bound: bool = False
    evidence: bool = False
    verdict: bool = False
    rate: bool = False

    @property
    def proven(self) -> bool:
        """Whether the gold has an actual."""
        return self.gold is not None and self.gold["actual"] is not None

    @property
    def whole(self) -> bool:
        """Whether value, evidence and verdict are all right."""
        return self.finding is not None and self.evidence and self.verdict


def read_gold(path: str | Path) -> tuple[Ledger, list[dict[str, Any]]]:
    """Read a gold ledger: the ledger as read from its texts, and its annotated items.

    Raises
    ------
    LedgerError
        Where it is no annotated ledger.
    """
    import yaml

    expected = "a gold ledger, as data/gold/GUIDE.md describes it"
    try:
        doc = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LedgerError(path, "no such file", expected) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise LedgerError(path, "no valid YAML", expected) from None
    if not isinstance(doc, dict) or not isinstance(doc.get("items"), list):
        raise LedgerError(path, "no list of items", expected)
    try:
        items = tuple(
            Item(str(i["no"]), i.get("category") or "", i["task"].strip(), i["progress"].strip(), ())
            for i in doc["items"]
            if isinstance(i["targets"], list)
        )
        return Ledger(str(doc["ledger"]), str(doc["title"]), items, year=doc.get("year")), doc["items"]
    except (KeyError, TypeError, AttributeError) as error:
        raise LedgerError(path, f"an item without {error}", expected) from None


def compare(findings: Findings, gold: list[dict[str, Any]]) -> Iterator[Outcome]:
    """Match the targets of each item with the findings, in text order, on value; optional targets are not counted."""
    for item, annotated in zip(findings.ledger, gold, strict=True):
        free = [f for f in findings if f.item is item]
        tags = tuple(annotated.get("tags") or ())
        for target in annotated["targets"]:
            hit = next((f for f in free if _same_value(f, target)), None)
            if hit is not None:
                free.remove(hit)
            if not target.get("optional"):
                yield _judged(findings.ledger.id, item, tags, target, hit)
        for f in free:
            yield Outcome(findings.ledger.id, item, tags, None, f)


def _close(a: float, b: float, tolerance: float = 1e-6) -> bool:
    return abs(a - b) <= tolerance * max(abs(a), abs(b), 1e-12)


def _same_value(finding: Finding, target: dict[str, Any]) -> bool:
    return _close(float(finding.target.value), float(target["value"]))


def _same_unit(a: str, b: str) -> bool:
    return a == b or any(a in same and b in same for same in _SAME_UNIT)


def _judged(ledger: str, item: Item, tags: tuple[str, ...], target: dict[str, Any], hit: Finding | None) -> Outcome:
    if hit is None:
        return Outcome(ledger, item, tags, target, None)
    actual, got = target["actual"], None if hit.actual is None else float(hit.actual.value)
    right = [float(a) for a in target.get("accept") or []]
    if actual is not None:
        proven = float(actual["value"])
        scaled = convert(Decimal(str(actual["value"])), str(actual.get("unit")), str(target["unit"]))
        proven = proven if scaled is None else float(scaled)
        right = [proven] + [a for a in right if not _only_another_scale(a, proven)]
    evidence = (got is None and actual is None) or (got is not None and any(_close(got, a, 5e-4) for a in right))
    verdict = hit.verdict.value == target["verdict"]
    if not verdict and evidence and got is not None:
        # another reading that is accepted has a verdict of its own
        verdict = hit.verdict.value == _verdict(_rate(float(target["value"]), got, target["bound"]))
    rate = False
    if actual is not None and evidence and got is not None and hit.rate is not None:
        gold_rate = _rate(float(target["value"]), got, target["bound"])
        rate = gold_rate is not None and _close(float(hit.rate), gold_rate, 5e-3)
    return Outcome(
        ledger,
        item,
        tags,
        target,
        hit,
        unit=_same_unit(str(target["unit"]), hit.target.unit),
        bound=hit.target.bound.value == target["bound"],
        evidence=evidence,
        verdict=verdict,
        rate=rate,
    )


def _only_another_scale(a: float, b: float) -> bool:
    """Whether an accepted reading is the proven one before conversion (87 900 米 for 87.9 公里)."""
    return bool(a and b) and any(_close(a / b, f) or _close(b / a, f) for f in (1e3, 1e4, 1e6, 1e8))


def _rate(target: float, actual: float, bound: str) -> float | None:
    if not target or (bound == "at_most" and not actual):
        return None
    return actual / target if bound == "at_least" else target / actual


def _verdict(rate: float | None) -> str:
    if rate is None:
        return ""
    return "exceeded" if rate > 1 + 1e-6 else "short" if rate < 1 - 1e-6 else "met"


def figures(outcomes: Iterable[Outcome]) -> dict[str, float | None]:
    """Figures in percent (``targets`` is their number); None where nothing is there to be counted."""
    outcomes = list(outcomes)
    gold = [o for o in outcomes if o.gold is not None]
    found = [o for o in gold if o.finding is not None]
    predicted = len(found) + len(outcomes) - len(gold)

    def share(right: Callable[[Outcome], bool], of: list[Outcome]) -> float | None:
        return round(100 * sum(map(right, of)) / len(of), 1) if of else None

    def f1(right: int) -> float | None:
        return round(100 * 2 * right / (predicted + len(gold)), 1) if predicted + len(gold) else None

    unproven = [o for o in gold if not o.proven]
    return {
        "targets": len(gold),
        "P": round(100 * len(found) / predicted, 1) if predicted else None,
        "R": share(lambda o: o.finding is not None, gold),
        "F1": f1(len(found)),
        "unit": share(lambda o: o.unit, found),
        "bound": share(lambda o: o.bound, found),
        "evidence": share(lambda o: o.evidence, found),
        "invented": share(
            lambda o: o.finding is not None and o.finding.actual is not None and not o.evidence, unproven
        ),
        "verdict": share(lambda o: o.verdict, gold),
        "rate": share(lambda o: o.rate, [o for o in gold if o.proven]),
        "whole F1": f1(sum(o.whole for o in gold)),
    }


def evaluate(paths: Iterable[str | Path]) -> list[Outcome]:
    """Extract from the texts of gold ledgers and compare."""
    out: list[Outcome] = []
    for path in paths:
        ledger, gold = read_gold(path)
        out += compare(extract(ledger), gold)
    return out


def report(outcomes: list[Outcome]) -> str:
    """Figures by ledger, of all, and by tag, as a table of text."""
    tags = sorted({tag for o in outcomes for tag in o.tags})
    rows = [(name, [o for o in outcomes if o.ledger == name]) for name in dict.fromkeys(o.ledger for o in outcomes)]
    rows += [("ALL", outcomes), *((f"#{tag}", [o for o in outcomes if tag in o.tags]) for tag in tags)]
    lines = [f"{'ledger':18}" + "".join(f"{name:>10}" for name in FIGURES)]
    for name, group in rows:
        row = figures(group)
        lines.append(f"{name:18}" + "".join(f"{'-' if row[k] is None else row[k]:>10}" for k in FIGURES))
    return "\n".join(lines)


def measured_error(folder: Path) -> pd.DataFrame:
    """Error of the extraction on annotated ledgers, and on ledgers when it first met them.

    Parameters
    ----------
    folder : Path
        ``data/gold``: annotated ledgers (``*.yaml``) and ``first_runs.toml``.

    Returns
    -------
    DataFrame
        ``of`` (gold, whose ledgers were at hand when the rules were written; first_run, reworded or invented texts, and
        first_published, texts as published), ``runs`` and ``targets``, and of 1 ``evidence``, ``invented``, ``verdict_right``
        and ``whole_f1``, of runs the mean weighed by targets; ``lowest`` and ``highest`` are those of ``whole_f1``.
    """
    import pandas as pd

    f = figures(evaluate(sorted(folder.glob("*.yaml"))))
    gold = {"targets": f["targets"], "evidence": f["evidence"], "invented": f["invented"]}
    runs = tomllib.loads((folder / "first_runs.toml").read_text(encoding="utf-8"))["run"]
    groups = {
        "gold": [{**gold, "verdict": f["verdict"], "whole_f1": f["whole F1"]}],
        "first_run": [run for run in runs if not run.get("published")],
        "first_published": [run for run in runs if run.get("published")],
    }
    return pd.DataFrame([{"of": of, **_pooled(group)} for of, group in groups.items()])


def _pooled(runs: list[dict[str, Any]]) -> dict[str, float | int]:
    """Figures of several runs, in shares of 1, weighed by their targets; of each figure those runs that wrote it down."""

    def mean(name: str) -> float:
        told = [run for run in runs if run.get(name) is not None]
        return float(sum(run[name] * run["targets"] for run in told) / sum(run["targets"] for run in told)) / 100

    whole = [run["whole_f1"] / 100 for run in runs]
    return {
        "runs": len(runs),
        "targets": sum(run["targets"] for run in runs),
        "evidence": mean("evidence"),
        "invented": mean("invented"),
        "verdict_right": mean("verdict"),
        "whole_f1": mean("whole_f1"),
        "lowest": min(whole),
        "highest": max(whole),
    }


def misses(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Each target that is not wholly right, with what was expected, what was found, why, and the item's text."""
    for o in outcomes:
        if o.gold is not None and o.whole:
            continue
        text, actual = (o.gold["text"], o.gold["actual"]) if o.gold else ("", None)
        expected = f"{actual['value']} {actual['unit']} ({actual['method']})" if actual else "none"
        f = o.finding
        got = f"{f.actual.value} ({f.actual.method})" if f and f.actual else "none"
        kind = (
            "spurious target"
            if o.gold is None
            else "target not found"
            if f is None
            else "evidence"
            if not o.evidence
            else "verdict"
        )
        head = f"{o.ledger} #{o.item.no} {kind}: {text or (f.target.quantity.text if f else '')}"
        yield f"{head}\n  expected {expected}, got {got}{'：' + f.why if f else ''}\n  {o.item.task}\n  {o.item.progress}".replace(
            "\n\n", "\n"
        )
