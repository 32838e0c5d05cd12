"""Kernels that are spoken to over sockets in a private folder: a port that is found free may be taken before the kernel has it.

The folders lie in one of this process, so that all can be taken away at a stroke: threads of a batch that was stopped run on.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import shutil
import subprocess
import tempfile
import threading
import weakref
from typing import Any

from jupyter_client.manager import AsyncKernelManager

# Bytes of a path to a socket (Linux takes 108, others 104), less the number that each channel puts after it.
LONGEST = 100

_lock = threading.Lock()
_numbers = itertools.count(1)
_managers: weakref.WeakSet[LocalKernelManager] = weakref.WeakSet()
# Folder of this process, once there is one; and whether a batch was stopped and none has begun since.
_home = ""
_left = False


class LeftError(RuntimeError):
    """What asks for a kernel after its batch was stopped."""


def new_folder() -> str:
    """Make a private folder within the one of this process.

    Raises
    ------
    LeftError
        Where the batch was stopped.
    """
    global _home
    with _lock:
        if _left:
            raise LeftError("the batch was stopped")
        # one that nobody used for days may have been swept away
        if not os.path.isdir(_home):
            _home = tempfile.mkdtemp(prefix="minsheng-")
        folder = f"{_home}/{next(_numbers)}"
        os.mkdir(folder, 0o700)
        return folder


def begin() -> None:
    """A batch begins: folders are made, also where one was stopped before."""
    global _left
    with _lock:
        _left = False


def leave() -> None:
    """A batch is stopped: no folder is made until the next one."""
    global _left
    with _lock:
        _left = True


def left() -> bool:
    """Whether a batch was stopped and none has begun since."""
    return _left


def end_all() -> None:
    """Kill the kernels of this process that were started one by one; those that were forked end with their server."""
    for manager in list(_managers):
        process = getattr(manager.provisioner, "process", None)
        if isinstance(process, subprocess.Popen):
            process.kill()
            process.wait()


@atexit.register
def remove_all() -> None:
    """Remove the folders of this process; a kernel that is still starting would make its own again."""
    # under another name first: from then on no thread can put anything into it
    with contextlib.suppress(OSError):
        gone = f"{_home}-"
        os.rename(_home, gone)
        shutil.rmtree(gone, ignore_errors=True)


class LocalKernelManager(AsyncKernelManager):
    """A kernel manager whose channels and key lie in a folder of its own, removed with the kernel; ports where there are none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._folder = ""
        _managers.add(self)
        if reachable() and _has_sockets():
            self._folder = new_folder()
            # one that never starts is not cleaned up
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True).atexit = False
            self.transport, self.ip, self.connection_file = "ipc", f"{self._folder}/k", f"{self._folder}/kernel.json"

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart)
        if not restart:
            shutil.rmtree(self._folder, ignore_errors=True)

    cleanup_resources = _async_cleanup_resources


def reachable() -> bool:
    """Whether the path to a socket in a temporary folder is short enough for one."""
    return len(f"{tempfile.gettempdir()}/minsheng-xxxxxxxx/123456/fork".encode()) <= LONGEST


def _has_sockets() -> bool:
    """Whether ZeroMQ speaks over sockets in the file system here."""
    import zmq

    return zmq.has("ipc")
