"""What must be rendered: a job for each notebook and ledger, and why it is due; told from content, not from times."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import analysis
from analysis.batch.manifest import Entry, sound
from analysis.paths import project
from analysis.readers.corrections import corrections_path

# What the parts of a job's fingerprint are called where they have changed.
CHANGED = {
    "ledger": "the ledger has changed",
    "sidecar": "the sidecar has changed",
    "corrections": "the corrections have changed",
    "notebook": "the notebook has changed",
    "parameters": "other parameters",
    "package": "the package has changed",
    "lock": "other versions of what is installed",
}


@dataclass(frozen=True, slots=True)
class Job:
    """A notebook to be rendered for a ledger, or for several together.

    ``ledger`` is the id, with ``@run`` behind it where the ledger is rendered with several sets of parameters; ``folder``
    is where the results go; ``parameters`` are those of the notebook, as JSON.
    """

    ledger: str
    sources: tuple[Path, ...]
    notebook: Path
    folder: Path
    parameters: str
    warm: bool = True

    @property
    def name(self) -> str:
        """Name of the job: ledger and notebook."""
        return f"{self.ledger}/{self.notebook.stem}"

    @property
    def given(self) -> dict[str, Any]:
        """Parameters of the notebook."""
        return dict(json.loads(self.parameters))


def parameters_of(notebook: Path) -> list[str]:
    """Names of a notebook's parameters, as its cell tagged ``parameters`` assigns them."""
    return list(_read(notebook, notebook.stat().st_mtime_ns)[0])


@functools.lru_cache(maxsize=256)
def _read(notebook: Path, written: int) -> tuple[tuple[str, ...], str]:
    """Parameters of a notebook, and the checksum of what it runs and says, its outputs left aside."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    tagged = ("".join(c["source"]) for c in cells if "parameters" in c.get("metadata", {}).get("tags", ()))
    names = re.findall(r"^([A-Za-z_]\w*) *=", "\n".join(tagged), re.M)
    return tuple(names), _digest(*("".join(c["source"]) for c in cells))


def inputs(job: Job) -> dict[str, str]:
    """Fingerprint of all that decides what a job gives, part by part."""
    sources = [_checksum(path) for path in job.sources]
    sidecars = [_checksum(path.with_name(f"{path.name}.meta.yml")) for path in job.sources]
    return {
        "ledger": _digest(*sources),
        "sidecar": _digest(*sidecars),
        "corrections": _digest(*(_checksum(corrections_path(path)) for path in job.sources)),
        "notebook": _read(job.notebook, job.notebook.stat().st_mtime_ns)[1],
        "parameters": _digest(job.parameters),
        "package": package(),
        "lock": _checksum(project() / "requirements.lock"),
    }


def due(job: Job, entry: Entry | None, now: Mapping[str, str]) -> str:
    """Say why a job must be run; empty where its result is there, sound, and of the same inputs."""
    if entry is None:
        return "new"
    if entry.get("status") != "done":
        return "it failed before"
    changed = [CHANGED[part] for part in now if entry.get("inputs", {}).get(part) != now[part]]
    if changed:
        return ", ".join(changed)
    return "" if sound(job.folder, entry) else "the result is missing or damaged"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _checksum(path: Path) -> str:
    """Checksum of a file, or of the Parquet files of a folder; empty where there is none."""
    if path.is_dir():
        return _digest(*(_checksum(p) for p in sorted(path.glob("*.parquet"))))
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    except OSError:
        return ""


@functools.cache
def package() -> str:
    """Checksum of this package: version and files."""
    root = Path(analysis.__file__).parent
    files = sorted(p for p in root.rglob("*") if p.suffix in (".py", ".toml", ".html"))
    return _digest(analysis.__version__, *(_checksum(p) for p in files), *_reference())


def _reference() -> list[str]:
    return [_checksum(p) for p in sorted((project() / "data" / "reference").glob("*.toml"))]
