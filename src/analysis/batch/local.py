"""Kernels that are spoken to over sockets in a private folder: a port that is found free may be taken before the kernel has it."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from typing import Any

from jupyter_client.manager import AsyncKernelManager

# Bytes of a path to a socket (Linux takes 108, others 104), less the number that each channel puts after it.
LONGEST = 100

_folders: set[str] = set()


class LocalKernelManager(AsyncKernelManager):
    """A kernel manager whose channels and key lie in a folder of its own, removed with the kernel; ports where there are none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._folder = ""
        if reachable() and _has_sockets():
            self._folder = tempfile.mkdtemp(prefix="minsheng-")
            _folders.add(self._folder)
            # one that never starts is not cleaned up
            weakref.finalize(self, _remove, self._folder).atexit = False
            self.transport, self.ip, self.connection_file = "ipc", f"{self._folder}/k", f"{self._folder}/kernel.json"

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart)
        if not restart:
            _remove(self._folder)

    cleanup_resources = _async_cleanup_resources


def reachable() -> bool:
    """Whether the path to a socket in a temporary folder is short enough for one."""
    return len(f"{tempfile.gettempdir()}/minsheng-xxxxxxxx/fork".encode()) <= LONGEST


def remove_all() -> None:
    """Remove the folders of all kernels of this process: where it is left at once, nobody else does."""
    for folder in list(_folders):
        _remove(folder)


def _remove(folder: str) -> None:
    if folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)
        # only now: a thread that is left in the middle of it leaves the rest to who ends the process
        _folders.discard(folder)


def _has_sockets() -> bool:
    """Whether ZeroMQ speaks over sockets in the file system here."""
    import zmq

    return zmq.has("ipc")
