"""Run the project's own notebooks in place and store their results clean: no time, no path, cells numbered from 1."""

from __future__ import annotations

import sys
from pathlib import Path

from analysis.exports import write_whole


def store(notebook: Path) -> None:
    """Execute a notebook in its folder and write it back with its outputs."""
    import nbformat
    from nbclient import NotebookClient

    from analysis.batch.engine import QUIET
    from analysis.batch.local import LocalKernelManager

    node = nbformat.read(notebook, as_version=4)
    folder = {"metadata": {"path": str(notebook.parent)}}
    NotebookClient(
        node,
        kernel_name="python3",
        resources=folder,
        extra_arguments=QUIET,
        kernel_manager_class=LocalKernelManager,
    ).execute()
    for cell in node.cells:
        cell.metadata.pop("execution", None)
    node.metadata.language_info = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
    write_whole(notebook, (nbformat.writes(node) + "\n").encode())


if __name__ == "__main__":
    for name in sorted(Path(sys.argv[1]).glob("[0-9]_*.ipynb")):
        print(name)
        store(name)
