"""Draw the handbook's pictures of two boards' reports: ``python -m docs.pictures``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typst

from workbooks.build import EXAMPLES
from xl_asn.exports.documents import checked_report, documents

FOLDER: Final = Path(__file__).parent / "bilder"
PICTURE: Final = FOLDER / "tva-namnder.png"
_REPORTS: Final = ("2022-11_manadsrapport", "2026-10_manadsrapport")
_PAGE: Final = 2
_PPI: Final = 110
#: The second page of each, side by side; typst draws a page of a PDF as it draws any picture.
_BESIDE: Final = """
#set page(width: auto, height: auto, margin: 6pt, fill: rgb("8a9499"))
#grid(columns: 2, column-gutter: 6pt, ..range(2).map(n =>
  box(fill: white, image("report" + str(n) + ".pdf", page: {page}, width: 125mm))))
"""


def picture() -> bytes:
    """Return one page of each board's report, beside each other, as a PNG."""
    with TemporaryDirectory() as folder:
        for number, name in enumerate(_REPORTS):
            report = checked_report(EXAMPLES / f"{name}.xlsx").board_report(draft=number == 0)
            (data,) = documents(report, ["pdf"]).values()
            (Path(folder) / f"report{number}.pdf").write_bytes(data)
        page = Path(folder) / "beside.typ"
        page.write_text(_BESIDE.replace("{page}", str(_PAGE)), encoding="utf-8")
        made: bytes = typst.compile(page, format="png", ppi=_PPI)
    return made


def main() -> None:
    """Draw the picture anew."""
    FOLDER.mkdir(exist_ok=True)
    PICTURE.write_bytes(picture())


if __name__ == "__main__":
    main()
