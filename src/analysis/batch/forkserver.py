"""The process that kernels are forked from: it has imported what notebooks use, and holds no thread and no open notebook.

It speaks over a socket, one connection for each kernel: a request (JSON line: argv, env, cwd), then ``pid``, ``ready``
and, when the kernel has ended, ``exit``; a line ``signal N`` in between is passed on. A connection that ends takes its
kernel with it, and so does the end of this process.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from analysis.batch import rehearsal

# What kernels and the notebooks of this project import, directly or on the way; then what only networks need, which takes
# as long as all the rest and is loaded while the first kernel is at work.
PRELOADED = (
    "analysis.across", "analysis.evaluate", "analysis.exports", "analysis.extraction", "analysis.figures", "analysis.frames",
    "analysis.marked", "analysis.narrate", "analysis.networks", "analysis.notebook", "analysis.readers",
    "analysis.readers.html", "analysis.results", "analysis.workload", "ipykernel.debugger", "ipykernel.ipkernel",
    "ipykernel.kernelapp", "IPython.core.completerlib", "IPython.core.debugger", "IPython.display",
    "IPython.extensions.storemagic", "lxml.etree", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg",
    "matplotlib.pyplot", "matplotlib_inline.backend_inline", "numpy", "pandas", "pandas.io.formats.csvs", "psutil",
    "tornado.platform.asyncio", "yaml",
)  # fmt: skip
FOR_NETWORKS = ("networkx", "scipy.cluster.hierarchy", "scipy.stats")
_PR_SET_PDEATHSIG = 1


def main(listening: int, control: int) -> None:
    """Load what kernels need, and fork one for each connection until the control pipe is closed."""
    own = dict(os.environ)
    preload(PRELOADED, rehearsal.rehearse)
    # what the libraries of a kernel put into its environment when they are imported
    put = {k: v for k, v in os.environ.items() if k not in own}
    complete = False
    server, stop = socket.socket(fileno=listening), control
    kernels: dict[socket.socket, int] = {}
    waking, woken = os.pipe()
    os.set_blocking(waking, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    with selectors.DefaultSelector() as selector:
        for ready in (server, stop, waking):
            selector.register(ready, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj == stop:
                    _end(kernels)
                    return
                if key.fileobj == waking:
                    with contextlib.suppress(BlockingIOError):
                        os.read(waking, 4096)
                    _reap(kernels, selector)
                elif key.fileobj == server:
                    connection, _ = server.accept()
                    _start(connection, kernels, selector, (server.fileno(), stop, waking, woken), put)
                    if not complete:
                        preload(FOR_NETWORKS, rehearsal.rehearse_networks)
                        complete = True
                elif isinstance(key.fileobj, socket.socket) and key.fileobj in kernels:
                    _pass_on(key.fileobj, kernels)


def preload(names: Sequence[str], rehearse: Callable[[], None]) -> None:
    """Import what kernels need, and do once what is slow the first time."""
    for name in names:
        importlib.import_module(name)
    rehearse()
    gc.collect()
    gc.freeze()


def _start(
    connection: socket.socket,
    kernels: dict[socket.socket, int],
    selector: selectors.BaseSelector,
    inherited: tuple[int, ...],
    put: dict[str, str],
) -> None:
    """Fork a kernel for a connection; refuse where a second thread makes that unsafe."""
    try:
        connection.settimeout(10)
        request = json.loads(connection.makefile().readline())
        if len(os.listdir("/proc/self/task")) > 1:
            _say(connection, error="more than one thread is alive")
            connection.close()
            return
        pid = os.fork()
    except (OSError, ValueError) as error:
        _say(connection, error=str(error))
        connection.close()
        return
    if pid == 0:
        request["env"] = put | request["env"]
        _kernel(connection, [*inherited, *(k.fileno() for k in kernels)], request)
    kernels[connection] = pid
    selector.register(connection, selectors.EVENT_READ)
    _say(connection, pid=pid)


def _pass_on(connection: socket.socket, kernels: dict[socket.socket, int]) -> None:
    """Send a kernel the signals that its owner asks for; kill it where the owner has gone."""
    try:
        data = connection.recv(4096)
    except OSError:
        data = b""
    wanted = [
        int(line.split()[1]) for line in data.decode("ascii", "replace").splitlines() if line.startswith("signal ")
    ]
    for number in wanted if data else [signal.SIGKILL]:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(kernels[connection], number)


def _reap(kernels: dict[socket.socket, int], selector: selectors.BaseSelector) -> None:
    """Tell the owners of kernels that have ended how they ended."""
    ended = {}
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status, _ = os.wait4(-1, os.WNOHANG)
            if not pid:
                break
            ended[pid] = os.waitstatus_to_exitcode(status)
    for connection, pid in list(kernels.items()):
        if pid in ended:
            # what the kernel itself started goes with it
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            selector.unregister(connection)
            _say(connection, exit=ended[pid])
            connection.close()
            del kernels[connection]


def _end(kernels: dict[socket.socket, int]) -> None:
    for pid in kernels.values():
        # one that has just been forked leads no group yet
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
    for pid in kernels.values():
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _say(connection: socket.socket, **words: object) -> None:
    with contextlib.suppress(OSError):
        connection.sendall(json.dumps(words).encode() + b"\n")


def _kernel(connection: socket.socket, inherited: list[int], request: dict[str, Any]) -> NoReturn:
    """Become a kernel: what the server is leaves no trace in it."""
    code = 1
    try:
        os.setsid()
        # a kernel must not outlive the server, whatever ends that
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        for fd in inherited:
            with contextlib.suppress(OSError):
                os.close(fd)
        connection.set_inheritable(False)
        os.environ.clear()
        os.environ |= request["env"]
        os.chdir(request["cwd"])
        code = _run(request["argv"], connection)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _run(argv: list[str], connection: socket.socket) -> int:
    """Start the kernel as ipykernel's launcher does, and mend what was decided when there was no kernel yet."""
    import random

    import numpy as np
    import pandas as pd
    from ipykernel.kernelapp import IPKernelApp

    # a notebook makes little that is to be collected, and much that is looked through for it
    gc.set_threshold(50_000, 20, 20)
    random.seed()
    np.random.seed()
    sys.argv = ["ipykernel_launcher.py", *argv]
    app: Any = IPKernelApp.instance()
    app.initialize([*argv, f"--IPKernelApp.parent_handle={os.getppid()}"])
    from matplotlib_inline import backend_inline

    # decided at import by whether there is a kernel: figures inline, and how many columns a table shows
    backend_inline._enable_matplotlib_integration()  # type: ignore[no-untyped-call]
    pd.set_option("display.max_columns", 20)
    _say(connection, ready=True)
    app.start()
    return 0


if __name__ == "__main__":
    # what a module run by its name finds first is the working folder: kernels must not
    if sys.path and sys.path[0] in ("", os.getcwd()):
        del sys.path[0]
    main(int(sys.argv[1]), int(sys.argv[2]))
