"""Which format a file has, told from its bytes: suffixes are often wrong."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from analysis.errors import LedgerError

EXPECTED = "a ledger as text, .csv, .html, .docx, .xlsx, .xls, .ods, .md or a PDF with text"
_PICTURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"BM": "BMP",
}
_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(path: Path, data: bytes) -> str:
    """Name the format of a file.

    Returns
    -------
    str
        docx, odt, xlsx, xls, ods, doc, rtf, pdf, mht or text (which CSV, HTML and Markdown are too).

    Raises
    ------
    LedgerError
        Where no ledger is published in that format.
    """
    if data.startswith(b"PK"):
        return _zipped(path, data)
    if data.startswith(_OLE):
        return _compound(path, data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, name in _PICTURES.items():
        if data.startswith(magic) and (name != "BMP" or data[6:10] == b"\x00\x00\x00\x00"):
            raise LedgerError(
                path, f"a picture ({name})", "text: recognise it (OCR) first, and check what was recognised"
            )
    for magic, name in _ARCHIVES.items():
        if data.startswith(magic):
            raise LedgerError(path, f"a compressed archive ({name})", "the ledger that is in it: unpack it first")
    if data.startswith(b"{\\rtf"):
        return "rtf"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if re.match(
        rb"(?:From|Subject|Date|MIME-Version|Snapshot-Content-Location|Content-Type):", head, re.I
    ) and re.search(rb"^Content-Type:\s*(?:multipart/related|text/html)", head, re.I | re.M):
        return "mht"
    return "text"


def _zipped(path: Path, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise LedgerError(path, "a zip file that is cut off or damaged", "a whole .docx, .xlsx or .ods") from None
    if "word/document.xml" in names or any(n.startswith("word/document") for n in names):
        return "docx"
    if any(n.startswith("xl/workbook.") for n in names):
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods" if b"spreadsheet" in kind else "odt"
    raise LedgerError(path, "a zip file that is no office document", "the ledger that is in it: unpack it first")


def _compound(path: Path, data: bytes) -> str:
    """Tell the old Office formats apart by the names of their streams."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise LedgerError(path, "an encrypted document or workbook", "one without a password")
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book"):
        return "xls"
    raise LedgerError(path, "an old Office file that is neither document nor workbook", EXPECTED)
