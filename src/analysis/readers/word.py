"""Word documents: .docx read by mammoth as HTML, older ones converted by LibreOffice where it is there."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.errors import LedgerError
from analysis.readers import limits
from analysis.readers.archive import unpacked
from analysis.readers.grid import Grid, Line
from analysis.readers.html import read_html


def read_docx(path: Path, data: bytes) -> list[Grid | Line]:
    """Read a .docx: its tables with merged cells and the paragraphs between them; pictures are left out.

    Raises
    ------
    LedgerError
        Where it is damaged, or not safe to unpack.
    """
    import mammoth

    def no_picture(image: Any) -> list[Any]:
        return []

    parts = unpacked(path, data)
    try:
        data = _shown(parts, data)
        page = mammoth.convert_to_html(io.BytesIO(data), convert_image=no_picture, include_embedded_style_map=False)
    except Exception as error:  # mammoth raises whatever the damaged part makes fail
        raise LedgerError(
            path, f"a Word document that cannot be read ({type(error).__name__})", "a whole .docx"
        ) from None
    return read_html(page.value, numbered_on=True)


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"


def _shown(parts: Mapping[str, bytes], data: bytes) -> bytes:
    """The document without its hidden text, which mammoth would read like any other."""
    if b"vanish" not in (content := parts.get(_DOCUMENT, b"")):
        return data
    from lxml import etree

    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for mark in list(root.iter(f"{_WORD}vanish")):
        run = next(mark.iterancestors(f"{_WORD}r"), None)
        parent = None if run is None else run.getparent()
        if run is not None and parent is not None and mark.get(f"{_WORD}val") not in ("0", "false", "off"):
            parent.remove(run)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as rewritten:
        for name, part in parts.items():
            rewritten.writestr(name, etree.tostring(root) if name == _DOCUMENT else part)
    return out.getvalue()


def convert(path: Path, kind: str) -> bytes:
    """Convert an older document to .docx with LibreOffice.

    Raises
    ------
    LedgerError
        Where LibreOffice is not there, or does not convert the file in time.
    """
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    expected = "a .docx: open the file in Word, WPS or LibreOffice and save it as .docx"
    if soffice is None:
        raise LedgerError(path, f"{kind}, and no LibreOffice (soffice) to convert it", expected)
    with tempfile.TemporaryDirectory() as folder:
        # a name of our own: what a document is called is never part of a command
        source = Path(folder, "document.bin")
        source.write_bytes(path.read_bytes())
        command = [
            soffice, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", "docx",
            "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=limits.CONVERSION, cwd=folder)
            return Path(folder, "document.docx").read_bytes()
        except subprocess.TimeoutExpired:
            found = f"{kind} that LibreOffice did not convert in {limits.CONVERSION} s"
        except (subprocess.CalledProcessError, OSError):
            found = f"{kind} that LibreOffice cannot convert"
        raise LedgerError(path, found, expected)
