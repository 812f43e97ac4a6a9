"""The formats of *Exportera*: a line here is a format, in the help of the command too.

It imports nothing: the command line names the formats before it knows what it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Each format, and the function that makes its files; only what is asked for is imported. A
#: function returns the end of each file's name with its bytes.
WRITERS: Final[Mapping[str, str]] = {
    "xlsx": "xl_asn.exports.xlsx:xlsx_files",
    "docx": "xl_asn.exports.docx:docx_files",
    "pdf": "xl_asn.exports.pdf:pdf_files",
    "html": "xl_asn.exports.html:html_files",
    "csv": "xl_asn.exports.open_data:csv_files",
}
FORMATS: Final = tuple(WRITERS)
