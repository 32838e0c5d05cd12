"""What papermill loads when it looks for engines: it may be in the middle of its own import, so nothing of it is used here."""

from __future__ import annotations

from typing import Any


class WarmEngine:
    """`analysis.batch.engine.WarmEngine`, loaded when it is first used."""

    @classmethod
    def execute_notebook(cls, *args: Any, **kwargs: Any) -> Any:
        """Run a notebook."""
        from analysis.batch.engine import WarmEngine as Real

        return Real.execute_notebook(*args, **kwargs)

    @classmethod
    def nb_kernel_name(cls, *args: Any, **kwargs: Any) -> Any:
        """Name of the notebook's kernel."""
        from analysis.batch.engine import WarmEngine as Real

        return Real.nb_kernel_name(*args, **kwargs)

    @classmethod
    def nb_language(cls, *args: Any, **kwargs: Any) -> Any:
        """Language of the notebook."""
        from analysis.batch.engine import WarmEngine as Real

        return Real.nb_language(*args, **kwargs)
