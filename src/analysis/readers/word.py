"""Word documents: .docx read by mammoth as HTML, older ones converted by LibreOffice where it is there."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import LedgerError
from analysis.model import Passed
from analysis.readers import limits
from analysis.readers.archive import unpacked
from analysis.readers.grid import Grid, Line
from analysis.readers.html import read_html
from analysis.readers.numbering import W, is_on, write_numbers

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_docx(path: Path, data: bytes) -> tuple[list[Grid | Line], list[Passed]]:
    """Read a .docx: its tables with merged cells and the paragraphs between them, and what is struck through; no pictures.

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
        data = _as_shown(parts, data)
        page = mammoth.convert_to_html(io.BytesIO(data), convert_image=no_picture, include_embedded_style_map=False)
    except Exception as error:  # mammoth raises whatever the damaged part makes fail
        raise LedgerError(
            path, f"a Word document that cannot be read ({type(error).__name__})", "a whole .docx"
        ) from None
    return read_html(page.value)


_DOCUMENT = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_STYLES = "word/styles.xml"


def _as_shown(parts: Mapping[str, bytes], data: bytes) -> bytes:
    """The document as a reader sees it: without its hidden text, and with the numbers that Word counts itself."""
    content, hides = (
        parts.get(_DOCUMENT, b""),
        any(mark in parts.get(_DOCUMENT, b"") for mark in (b"vanish", b"dstrike")),
    )
    counts = _NUMBERING in parts and (b"numPr" in content or b"numPr" in parts.get(_STYLES, b""))
    if not hides and not counts:
        return data
    names = (_DOCUMENT, _NUMBERING, _STYLES) if counts else (_DOCUMENT,)
    roots = {name: _parsed(parts[name]) for name in names if name in parts}
    if hides:
        _drop_hidden(roots[_DOCUMENT])
        _strike_once(roots[_DOCUMENT])
    if counts:
        write_numbers(roots[_DOCUMENT], roots[_NUMBERING], roots.get(_STYLES))
    return _rewritten(parts, roots)


def _drop_hidden(root: _Element) -> None:
    for mark in list(root.iter(f"{W}vanish")):
        run = next(mark.iterancestors(f"{W}r"), None)
        parent = None if run is None else run.getparent()
        if run is not None and parent is not None and is_on(mark):
            parent.remove(run)


def _strike_once(root: _Element) -> None:
    # mammoth writes what is struck once as <s>, and does not know what is struck twice
    for mark in root.iter(f"{W}dstrike"):
        mark.tag = f"{W}strike"


def _parsed(content: bytes) -> _Element:
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _rewritten(parts: Mapping[str, bytes], changed: Mapping[str, _Element]) -> bytes:
    from lxml import etree

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, etree.tostring(changed[name]) if name in changed else part)
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
