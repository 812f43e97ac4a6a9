"""The Word document and the workbook as another program than Microsoft's opens and prints them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.exports.board_reports import NAMES, example, extreme, overview_texts, shown_texts
from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.documents import files_of

_OFFICE = shutil.which("soffice")
_PROGRAMS = {"docx": "libswlo.so", "xlsx": "libsclo.so"}
_FIGURE = re.compile(r"[+−]?[\d\s\u00a0]+(,\d+)?( %.*)?|[●▲■].*")


def _board_report(name: str) -> BoardReport:
    return extreme() if name == "extrem" else example(name)


@pytest.fixture(scope="module", params=_PROGRAMS)
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, str]:
    """Return the printed text of every example, opened in LibreOffice, without blanks."""
    kind: str = request.param
    if _OFFICE is None or not Path(_OFFICE).resolve().with_name(_PROGRAMS[kind]).exists():
        pytest.skip(f"LibreOffice is not installed: nothing opens {kind}")
    folder = tmp_path_factory.mktemp(kind)
    names = (*NAMES, "extrem")
    paths = [folder / f"{name}.{kind}" for name in names]
    for path in paths:
        path.write_bytes(files_of(_board_report(path.stem), kind)[path.suffix])
    subprocess.run(
        [
            _OFFICE, f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return {
        name: _packed(
            " ".join(page.extract_text() for page in PdfReader(folder / f"{name}.pdf").pages)
        )
        for name in names
    }


def _packed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def _figures(board_report: BoardReport) -> Iterator[str]:
    for shown in (*shown_texts(board_report), *overview_texts(board_report)):
        if _FIGURE.fullmatch(shown):
            # A symbol may be of another font, and is then apart from its word in the text.
            yield _packed(shown).lstrip("●▲■")


@pytest.mark.parametrize("name", [*NAMES, "extrem"])
def test_every_figure_and_status_is_printed(printed: Mapping[str, str], name: str) -> None:
    figures = set(_figures(_board_report(name)))
    assert len(figures) >= (3 if name == "2023-07_manadsrapport" else 20)
    assert not sorted(figure for figure in figures if figure not in printed[name])
    assert "###" not in printed[name], "a number wider than its column"
