"""Where things are, whatever the working folder."""

from __future__ import annotations

from pathlib import Path

# Folders of a batch beside those of its ledgers: of the notebooks that read all of them, and of the tables of all.
ACROSS, TABLES = "across", "tables"


def project() -> Path:
    """Folder of the project: the checkout that this package was installed from, else the working folder."""
    root = Path(__file__).resolve().parents[2]
    return root if (root / "notebooks").is_dir() else Path.cwd()


def input_path(path: str | Path) -> Path:
    """Find a file that a user names: in the working folder first, then in the project."""
    given = Path(path).expanduser()
    return given if given.is_absolute() or given.exists() else project() / given


def output_folder(out: str | Path, ledger: str) -> Path:
    """Make the folder for what a notebook writes: ``out``, or ``figures/<ledger>`` of the project where that is empty."""
    folder = Path(out).expanduser() if str(out) else project() / "figures" / ledger
    folder.mkdir(parents=True, exist_ok=True)
    return folder
