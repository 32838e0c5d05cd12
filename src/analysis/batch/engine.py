"""Papermill engines of this project: kernels forked from a warm process, or started one by one without needless waits."""

from __future__ import annotations

from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.log import logger

# A kernel would warn on every start that it talks to us over the loopback interface.
QUIET = ["--IPKernelApp.log_level=ERROR", "--HistoryManager.enabled=False"]


class Client(PapermillNotebookClient):  # type: ignore[misc]
    """Runs a notebook and notes how much memory its kernel came to need."""

    def papermill_execute_cells(self) -> None:
        """Run the cells."""
        try:
            super().papermill_execute_cells()
        finally:
            self.nb.metadata["peak_kb"] = _peak(getattr(self.km.provisioner, "pid", None))


def _peak(pid: int | None) -> int | None:
    """Most memory that a process has held, in kB, where the system tells."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("VmHWM")), None)
    except OSError:
        return None


class ColdEngine(NBClientEngine):  # type: ignore[misc]
    """A kernel of its own for each notebook, ended without the half second that asking it politely takes."""

    @classmethod
    def options(cls) -> dict[str, Any]:
        """What the client is told besides papermill's own."""
        from analysis.batch.local import LocalKernelManager

        return {
            "shutdown_kernel": "immediate",
            "extra_arguments": QUIET,
            "kernel_manager_class": LocalKernelManager,
        }

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, start_timeout: int = 60, execution_timeout: int | None = None, **kwargs: Any
    ) -> Any:
        """Run a notebook."""
        wanted = {"log_output", "stdout_file", "stderr_file", "resources", "on_kernel"} & kwargs.keys()
        on_kernel = kwargs.pop("on_kernel", None) if "on_kernel" in wanted else None
        client = Client(
            nb_man,
            timeout=execution_timeout,
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            **cls.options(),
            **{k: kwargs[k] for k in wanted if k in kwargs},
        )
        if on_kernel is not None:
            on_kernel(client)
        return client.execute()


class WarmEngine(ColdEngine):
    """A kernel forked from a process that has everything loaded."""

    @classmethod
    def options(cls) -> dict[str, Any]:
        """What the client is told besides papermill's own."""
        from analysis.batch.warm import WarmKernelManager

        return {**super().options(), "kernel_manager_class": WarmKernelManager}
