"""The index of a batch: every ledger with its headline figures, its pages, and what failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.batch.manifest import Entry
from analysis.batch.pages import filled, page
from analysis.paths import ACROSS

# Headline figures that the index shows, and how it draws them.
HEADLINES = ("targets", "proven", "exceeded", "met", "short", "unverified")
_HERO = "1_over_fulfilment.png"


def write_index(folder: Path, entries: Mapping[str, Entry], unreadable: Iterable[str], lang: str) -> Path:
    """Write ``index.html`` of all that the manifest knows, and name the files that could not be read."""
    from analysis.exports import write_whole

    rows = [_row(folder, name, of) for name, of in _by_ledger(entries).items()]
    ledgers = [r for r in rows if r["id"] != ACROSS]
    notebooks = sorted({p["notebook"] for r in ledgers for p in r["pages"]})
    for row in ledgers:
        row["cells"] = [next((p for p in row["pages"] if p["notebook"] == name), None) for name in notebooks]
    failed = [
        {"job": e["job"], "sources": e["sources"], **_failure(e)} for e in entries.values() if e["status"] != "done"
    ]
    body = filled(
        "index.html",
        lang=lang,
        title=title(lang),
        ledgers=ledgers,
        across=[p for r in rows if r["id"] == ACROSS for p in r["pages"] if p["href"]],
        notebooks=[{"stem": name, "title": _titles(ledgers, name)} for name in notebooks],
        failed=failed,
        unreadable=list(unreadable),
        done=sum(all(p["href"] for p in r["pages"]) for r in ledgers),
    )
    write_whole(folder / "index.html", page(title(lang), body, lang).encode())
    return folder / "index.html"


def title(lang: str) -> str:
    """Title of the index."""
    return "Progress ledgers" if lang == "en" else "民生实事进展台账"


def _by_ledger(entries: Mapping[str, Entry]) -> dict[str, list[Entry]]:
    out: dict[str, list[Entry]] = {}
    for entry in entries.values():
        out.setdefault(str(entry["ledger"]), []).append(entry)
    return {name: sorted(out[name], key=lambda e: str(e["notebook"])) for name in sorted(out)}


def _row(folder: Path, name: str, entries: list[Entry]) -> dict[str, Any]:
    """What the index shows of a ledger."""
    figures: dict[str, Any] = {}
    for entry in entries:
        figures |= {
            k: v for k, v in entry.get("results", {}).items() if k in ("targets", "verifiable", "not_due", *HEADLINES)
        }
    figures["proven"] = figures.get("verifiable")
    counts = {k: int(figures.get(k) or 0) for k in ("exceeded", "met", "short", "unverified")}
    total = sum(counts.values())
    shown = any(_HERO in e.get("outputs", {}) for e in entries) and (folder / name / _HERO).exists()
    return {
        "id": name,
        "title": next((e["title"] for e in entries if e.get("title")), name),
        "place": next((e["place"] for e in entries if e.get("place")), ""),
        "year": next((e["year"] for e in entries if e.get("year")), ""),
        "figures": {k: figures.get(k) for k in HEADLINES},
        "open": bool(figures.get("not_due")),
        "bar": [(k, round(100 * n / total, 2)) for k, n in counts.items() if n] if total else [],
        "hero": f"{name}/{_HERO}" if shown else "",
        "pages": [
            {
                "notebook": e["notebook"],
                "title": e.get("page_title") or e["notebook"],
                "href": f"{name}/{e['notebook']}.html" if e["status"] == "done" else "",
                "status": e["status"],
            }
            for e in entries
        ],
    }


def _titles(ledgers: list[dict[str, Any]], name: str) -> str:
    return next((p["title"] for r in ledgers for p in r["pages"] if p["notebook"] == name and p["href"]), name)


def _failure(entry: Entry) -> dict[str, Any]:
    return {"error": entry.get("error", ""), "cell": entry.get("cell"), "source": entry.get("source", "")}
