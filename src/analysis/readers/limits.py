"""How much a file may ask of the reader: no ledger comes near, and beyond it a file is refused in one line."""

from __future__ import annotations

# Bytes of a file as it lies on disk.
FILE = 128 * 2**20
# Bytes of an office document or workbook when it is unpacked (a table of 100,000 rows unpacks to about 60 MB).
UNPACKED = 160 * 2**20
# Parts of an office document.
MEMBERS = 10_000
# Rows of all tables, columns of one, characters of one cell.
ROWS = 250_000
COLUMNS = 512
CELL = 4_000_000
# Pages of a PDF, and seconds for LibreOffice to convert an old file.
PAGES = 2_000
CONVERSION = 120
