"""Bytes become text: UTF-8, UTF-16 or GB18030, told from the bytes themselves."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from analysis.errors import LedgerError
from analysis.model import Place

# White space that is seen as such.
_SHOWN = "\n\t\u3000\xa0"
_NOBODY_USES = re.compile("[\ue000-\uf8ff]|\ufffd")
_ENCODINGS = "text in UTF-8, UTF-16 or GB18030"
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# They make digits look as if they stood in another order than they are stored in.
_OVERRIDE = re.compile("[\u202d\u202e]")
# Marks that nobody sees; between two digits they would make one number two.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff]")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAMES = {"utf-8-sig": "UTF-8 with a byte-order mark", "utf-8": "UTF-8", "gb18030": "GB18030"}


def decode(path: Path, data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Decode a text file; give its text with plain line ends, and the name of its encoding.

    Raises
    ------
    LedgerError
        Where it is binary, or in none of the encodings from beginning to end.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strict(path, data, codec), _NAMES.get(codec, "UTF-16 with a byte-order mark")
    if 0 in data:
        # in UTF-16 what is ASCII has a NUL on one side, always the same
        even, odd = data[:65536:2].count(0), data[1:65536:2].count(0)
        codec = "utf-16-le" if odd > even else "utf-16-be"
        few, many = sorted((even, odd))
        if many <= 3 + 20 * few or not re.search("[一-龥]", data[:65536].decode(codec, "replace")):
            raise LedgerError(path, "binary data (a NUL byte)", _ENCODINGS, data[: data.index(0)].count(b"\n") + 1)
        return _strict(path, data, codec), "UTF-16"
    try:
        return _plain(path, data.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError as as_utf8:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as as_gb:
            at = max(as_utf8.start, as_gb.start)
            line = data[:at].count(b"\n") + 1
            mixed = ", in other places another encoding" if as_utf8.start > 64 and as_gb.start > 64 else ""
            raise LedgerError(path, f"byte 0x{data[at]:02x}{mixed}", f"{_ENCODINGS} throughout", line) from None
    # Text in two encodings can be read as GB18030, as characters that nobody uses.
    if m := None if seen(text) else _NOBODY_USES.search(text):
        found = f"character U+{ord(m[0]):04X}, as of text in two encodings"
        raise LedgerError(path, found, f"{_ENCODINGS} throughout", text.count("\n", 0, m.start()) + 1)
    return _plain(path, text), "GB18030" if declared is None else declared


def seen(text: str) -> bool:
    r"""Whether a text has no character that nobody sees, or that stands for none: then there is nothing to look for in it.

    Examples
    --------
    >>> seen("13444人\n"), seen("13\u200b444人"), seen("13\ufffd人")
    (True, False, False)
    """
    for mark in _SHOWN:
        text = text.replace(mark, " ")
    return "\ufffd" not in text and text.isprintable()


def _strict(path: Path, data: bytes, codec: str) -> str:
    try:
        return _plain(path, data.decode(codec))
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "replace").count("\n") + 1
        raise LedgerError(
            path, f"byte 0x{data[error.start]:02x}", f"{_NAMES.get(codec, 'UTF-16')} throughout", line
        ) from None


def _plain(path: Path, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    if seen(text):
        return text
    if m := _CONTROL.search(text):
        raise LedgerError(path, f"control character U+{ord(m[0]):04X}", _ENCODINGS, text.count("\n", 0, m.start()) + 1)
    check_order(path, text)
    return text


def check_order(path: Path, text: str, place: Place | None = None) -> None:
    """Refuse text whose characters are shown in another order than they are stored in.

    Without a ``place`` the text is the whole file, and the line is named.
    """
    if m := _OVERRIDE.search(text):
        found = f"U+{ord(m[0]):04X}, which reverses what is shown"
        where = place or Place(line=text.count("\n", 0, m.start()) + 1)
        raise LedgerError(path, found, "text that reads as it is stored", where)


def visible(text: str) -> str:
    r"""Text without marks that nobody sees.

    Examples
    --------
    >>> visible("13\u200b444人")
    '13444人'
    """
    return INVISIBLE.sub("", text)
