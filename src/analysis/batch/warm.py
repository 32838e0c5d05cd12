"""Kernels forked from a process that has loaded everything: a provisioner, its manager and client.

`jupyter_client` finds the provisioner by its entry point; `WarmKernelManager` puts it under any Python kernelspec, so that
a notebook's metadata stay what they are. Where forking is not safe an ordinary kernel is started instead.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Type

from analysis.batch.local import LocalKernelManager, left, new_folder, reachable

NAME = "minsheng-warm"
# With a second thread forking is not safe; what a kernel would choose for its figures; and memory that is given back only at
# the end, since a picture after the other asks for it again. Kernels get their own environment.
_SERVER = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_TOP_PAD_": str(64 << 20),
    "MALLOC_MMAP_THRESHOLD_": str(256 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
# Seconds that the server may take to load everything, and a kernel to be there.
START = 60


class UnavailableError(RuntimeError):
    """Why no kernel can be forked."""


class Server:
    """A running fork server: where to reach it, and the pipe whose end ends it."""

    def __init__(self) -> None:
        reason = unsafe()
        if reason:
            raise UnavailableError(reason)
        self._folder = new_folder()
        self.address = f"{self._folder}/fork"
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(self.address)
            listening.listen(64)
            ends, self._control = os.pipe()
            os.set_inheritable(ends, True)
            os.set_inheritable(listening.fileno(), True)
            self.process = subprocess.Popen(
                [sys.executable, "-Xfrozen_modules=off", "-m", "analysis.batch.forkserver", str(listening.fileno()), str(ends)],
                pass_fds=(listening.fileno(), ends), stdin=subprocess.DEVNULL, cwd=self._folder,
                env=os.environ | _SERVER,
            )  # fmt: skip
            os.close(ends)

    def stop(self) -> None:
        """End the server and the kernels that it holds."""
        with contextlib.suppress(OSError):
            os.close(self._control)
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def unsafe() -> str:
    """Say why kernels cannot be forked here; empty where they can."""
    if not sys.platform.startswith("linux"):
        return f"forking is not safe on {sys.platform}"
    if not reachable():
        return f"the path of {tempfile.gettempdir()} is too long for a socket"
    return ""


_lock = threading.Lock()
_server: Server | None = None


def server() -> Server:
    """Return the server of this process, started when it is first asked for and anew where it has ended."""
    global _server
    with _lock:
        if _server is None or _server.process.poll() is not None:
            if _server is not None:
                _server.stop()
            _server = Server()
            atexit.register(_server.stop)
        return _server


def stop() -> None:
    """End the server of this process, if there is one."""
    global _server
    with _lock:
        if _server is not None:
            atexit.unregister(_server.stop)
            _server.stop()
            _server = None


class Forked:
    """A kernel that the server forked, as `subprocess.Popen` would show it."""

    stdin = stdout = stderr = None

    def __init__(self, argv: list[str], env: dict[str, str] | None, cwd: str | None) -> None:
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.settimeout(START)
        self._connection.connect(server().address)
        self._lines = self._connection.makefile()
        request = {"argv": argv, "env": env or dict(os.environ), "cwd": str(cwd or os.getcwd())}
        self.returncode: int | None = None
        try:
            self._connection.sendall(json.dumps(request).encode() + b"\n")
            self.pid = int(self._told("pid"))
            self._told("ready")
        except (UnavailableError, OSError):
            self._close()
            raise

    def _told(self, key: str) -> Any:
        try:
            line = self._lines.readline()
        except TimeoutError:
            raise UnavailableError("the fork server does not answer") from None
        said = json.loads(line) if line else {"error": "the fork server has ended"}
        if key not in said:
            raise UnavailableError(str(said.get("error") or f"the kernel ended while it started ({said.get('exit')})"))
        return said[key]

    def poll(self) -> int | None:
        """Exit code of the kernel, None while it runs; -9 where the server has ended and the kernel with it."""
        if self.returncode is None and select.select([self._connection], [], [], 0)[0]:
            with contextlib.suppress(OSError, ValueError):
                line = self._lines.readline()
                self.returncode = int(json.loads(line).get("exit", 0)) if line else -signal.SIGKILL
            self._close()
            self.returncode = -signal.SIGKILL if self.returncode is None else self.returncode
        return self.returncode

    def _close(self) -> None:
        self._lines.close()
        self._connection.close()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end of the kernel."""
        if self.poll() is None:
            select.select([self._connection], [], [], timeout)
            if self.poll() is None:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel and what it has started."""
        if self.poll() is None:
            with contextlib.suppress(OSError):
                self._connection.sendall(f"signal {int(number)}\n".encode())

    def kill(self) -> None:
        """Kill the kernel."""
        self.send_signal(signal.SIGKILL)

    terminate = kill


class WarmProvisioner(LocalProvisioner):
    """Starts kernels by asking the server for a fork; an ordinary one where that is not safe."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Launch a kernel."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :] if "ipykernel_launcher" in cmd else None
        try:
            if arguments is None:
                raise UnavailableError("another kernel than ipykernel")
            self.process: Any = Forked(arguments, kwargs.get("env"), kwargs.get("cwd"))
        except (UnavailableError, OSError) as error:
            if left():
                # it would outlast us
                raise
            self.log.warning("kernel started cold: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and what it has started."""
        if isinstance(self.process, Forked):
            self.process.send_signal(signum)
        else:
            await super().send_signal(signum)

    async def wait(self) -> int | None:
        """Wait for the end of the kernel."""
        if isinstance(self.process, Forked):
            # killed, it has gone within a millisecond: shorter steps than the 100 ms of an ordinary one
            while self.process is not None and self.process.poll() is None:
                await asyncio.sleep(0.005)
            self.process = None
            return 0
        return await super().wait()


class WarmSpecManager(KernelSpecManager):
    """Kernelspecs whose Python kernels are forked."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Give a kernelspec, with the provisioner under it where it is Python's."""
        spec: KernelSpec = super().get_kernel_spec(kernel_name)
        if spec.language == "python":
            spec.metadata = {**spec.metadata, "kernel_provisioner": {"provisioner_name": NAME}}
        return spec


class QuickClient(AsyncKernelClient):
    """A client that takes a kernel for ready when it has answered and said that it is idle.

    The one of jupyter_client then waits 200 ms more for what may still come.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel is ready."""
        self.session.check_pid = False
        now = asyncio.get_running_loop().time
        deadline = now() + (timeout or START)
        asked: set[str] = set()
        answered = idle = False
        while not (answered and idle):
            if now() > deadline:
                raise RuntimeError("Kernel didn't respond in time")
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            # what was published before we listened is lost: ask again
            asked.add(self.kernel_info())
            again = now() + 0.1
            while now() < again and not (answered and idle):
                for channel in (self.shell_channel, self.iopub_channel):
                    while await channel.msg_ready():
                        message = await channel.get_msg(timeout=0)
                        if message["parent_header"].get("msg_id") not in asked:
                            continue
                        if channel is self.shell_channel:
                            self._handle_kernel_info_reply(message)
                            answered = True
                        elif message["content"].get("execution_state") == "idle":
                            idle = True
                await asyncio.sleep(0.002)

    async def _async_is_alive(self) -> bool:
        return True if self.parent is None else bool(await self.parent.is_alive())


class WarmKernelManager(LocalKernelManager):
    """A kernel manager whose Python kernels are forked from the server."""

    client_class = f"{__name__}.QuickClient"
    client_factory = Type(klass=AsyncKernelClient, default_value=QuickClient)

    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return WarmSpecManager(parent=self.parent)
