"""Text that a workbook shows struck through: somebody has crossed it out, and a reader does not read it (8̶ 12个)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

# <r> is a run of text inside a cell, with properties of its own.
_RUN = re.compile(rb"<(?:\w+:)?r>(?:(?!<(?:\w+:)?r>).)*?</(?:\w+:)?r>", re.S)
_STRUCK = re.compile(rb"<(?:\w+:)?strike(?:\s+val=\"(?:1|true)\")?\s*/>")
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
_FONTS = re.compile(rb"<(?:\w+:)?font>.*?</(?:\w+:)?font>|<(?:\w+:)?font\s*/>", re.S)
_FONTS_OF = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.S)
_FORMATS_OF = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_FONT_ID = re.compile(rb'\bfontId="([0-9]+)"')


def without_struck_runs(parts: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], list[str]]:
    """Parts of an .xlsx without the runs of text that are struck through, and what those say."""
    out, said = dict(parts), []
    for name, content in parts.items():
        if (b"<strike" not in content and b":strike" not in content) or name == "xl/styles.xml":
            continue

        def kept(run: re.Match[bytes]) -> bytes:
            if not _STRUCK.search(run[0]):
                return run[0]
            said.append("".join(unescape(text.decode("utf-8", "replace")) for text in _TEXT.findall(run[0])))
            return b""

        out[name] = _RUN.sub(kept, content)
    return out, said


def struck_formats(styles: bytes) -> frozenset[str]:
    """Numbers of the cell formats whose font is struck through."""
    if b"strike" not in styles:
        return frozenset()
    fonts, formats = _FONTS_OF.search(styles), _FORMATS_OF.search(styles)
    if fonts is None or formats is None:
        return frozenset()
    struck = {i for i, font in enumerate(_FONTS.findall(fonts[0])) if _STRUCK.search(font)}
    used = (_FONT_ID.search(xf) for xf in _FORMAT.findall(formats[0]))
    return frozenset(str(i) for i, font in enumerate(used) if font is not None and int(font[1]) in struck)
