"""The Word document and the workbook as another program than Microsoft's opens and prints them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.exports.board_reports import NAMES, document_of, named, overview_texts, shown_texts
from tests.thorough import thorough
from xl_asn.exports.board_report import BoardReport

_OFFICE = shutil.which("soffice")
_PROGRAMS = {"docx": "libswlo.so", "xlsx": "libsclo.so"}
#: A report as it is published, and one of very much; then all others.
_FIRST = ("2022-11_manadsrapport", "extrem")
_FIGURE = re.compile(r"[+−]?[\d\s\u00a0]+(,\d+)?( %.*)?|[●▲■].*")


@pytest.fixture(
    scope="module",
    params=[
        *((kind, _FIRST) for kind in _PROGRAMS),
        *thorough(*(((kind, tuple(sorted({*NAMES} - {*_FIRST}))),) for kind in _PROGRAMS)),
    ],
    ids=lambda param: f"{param[0]}-{len(param[1])}",
)
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, str]:
    """Return the printed text of reports, opened in LibreOffice, without blanks."""
    kind, names = request.param
    if _OFFICE is None or not Path(_OFFICE).resolve().with_name(_PROGRAMS[kind]).exists():
        pytest.skip(f"LibreOffice is not installed: nothing opens {kind}")
    folder = tmp_path_factory.mktemp(kind)
    paths = [folder / f"{name}.{kind}" for name in names]
    for path in paths:
        path.write_bytes(document_of(path.stem, kind))
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


def test_every_figure_and_status_is_printed(printed: Mapping[str, str]) -> None:
    for name, text in printed.items():
        figures = set(_figures(named(name)))
        assert len(figures) >= (3 if name == "2023-07_manadsrapport" else 20)
        assert not sorted(figure for figure in figures if figure not in text), name
        assert "###" not in text, "a number wider than its column"
