"""Zip files of office documents: what they hold, unpacked where that is safe."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from analysis.errors import LedgerError
from analysis.readers import limits

_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_WHOLE = "a whole office document"


def unpacked(path: Path, data: bytes) -> dict[str, bytes]:
    """Unpack an office document: the name of each part and its content.

    Raises
    ------
    LedgerError
        Where it is cut off or encrypted, would unpack to more than the limit (by what it declares and by what it is), or
        an XML part defines entities.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError):
        raise LedgerError(path, "a zip file that is cut off or damaged", _WHOLE) from None
    if len(members) > limits.MEMBERS:
        raise LedgerError(path, f"a zip file of {len(members)} parts", f"at most {limits.MEMBERS}")
    if sum(m.file_size for m in members) > limits.UNPACKED:
        raise _too_large(path)
    if any(m.flag_bits & 1 for m in members):
        raise LedgerError(path, "an encrypted zip file", "a document without a password")
    parts: dict[str, bytes] = {}
    total = 0
    for member in members:
        try:
            with archive.open(member) as part:
                content = part.read(limits.UNPACKED - total + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError):
            raise LedgerError(path, f"a damaged part {member.filename[:60]!r}", _WHOLE) from None
        total += len(content)
        if total > limits.UNPACKED:
            raise _too_large(path)
        xml = member.filename.lower().endswith((".xml", ".rels"))
        # in UTF-16 every second byte is a NUL
        if xml and b"!" in content and _ENTITIES.search(content.replace(b"\x00", b"")):
            raise LedgerError(path, f"XML entities in {member.filename[:60]!r}", "a document without any")
        parts[member.filename] = content
    return parts


def stored(parts: Mapping[str, bytes]) -> io.BytesIO:
    """The parts as a zip file again, not compressed: what reads it need not unpack them, and sees what was checked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


def _too_large(path: Path) -> LedgerError:
    return LedgerError(
        path,
        "a zip file that unpacks to too much",
        f"an office document of at most {limits.UNPACKED >> 20} MB unpacked",
    )
