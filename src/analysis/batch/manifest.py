"""What became of each job: one line of JSON for each time that one was run, in ``manifest.jsonl``."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

NAME = "manifest.jsonl"
Entry = dict[str, Any]


def read(folder: Path) -> dict[str, Entry]:
    """Last entry of each job, by its name; a line that a crash cut off is passed over."""
    out: dict[str, Entry] = {}
    try:
        lines = (folder / NAME).read_bytes().splitlines()
    except FileNotFoundError:
        return out
    for line in lines:
        try:
            entry = json.loads(line)
            out.pop(entry["job"], None)
            out[entry["job"]] = entry
        except (ValueError, KeyError, TypeError):
            continue
    return out


def append(folder: Path, entry: Entry) -> None:
    """Add an entry, in one piece and on the disk before this returns."""
    line = json.dumps(entry, ensure_ascii=False, default=str).encode() + b"\n"
    handle = os.open(folder / NAME, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            # the line in front was cut off: it must not take this one with it
            line = b"\n" + line
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)


def fingerprint(path: Path) -> list[int | str]:
    """Size and checksum of a file that was written."""
    data = path.read_bytes()
    return [len(data), hashlib.sha256(data).hexdigest()[:32]]


def sound(folder: Path, entry: Entry) -> bool:
    """Whether all that a job has written is there, as it was written."""
    for name, (size, checksum) in entry.get("outputs", {}).items():
        path = folder / name
        try:
            if path.stat().st_size != size or fingerprint(path)[1] != checksum:
                return False
        except OSError:
            return False
    return bool(entry.get("outputs"))
