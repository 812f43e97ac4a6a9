"""The Word document as a package, and as another program than Word opens it."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from tests.exports.publications import everything, example, shown_texts
from xl_asn.exports.docx import docx
from xl_asn.exports.publication import Publication

_OFFICE = shutil.which("soffice")
_WRITER = _OFFICE is not None and Path(_OFFICE).resolve().with_name("libswlo.so").exists()


@pytest.mark.parametrize("publication", [example("2020_namndplan"), everything()])
def test_the_package_is_whole(publication: Publication) -> None:
    with ZipFile(BytesIO(docx(publication))) as package:
        names = package.namelist()
        parts = {n: package.read(n) for n in names if n.endswith((".xml", ".rels"))}
    assert len(names) == len(set(names))
    trees = {name: ET.fromstring(data) for name, data in parts.items()}  # noqa: S314 - our own file
    kinds = [entry.attrib for entry in trees["[Content_Types].xml"]]
    named = {kind["PartName"].lstrip("/") for kind in kinds if "PartName" in kind}
    endings = {kind["Extension"] for kind in kinds if "Extension" in kind}
    assert named <= set(names)
    assert all(n in named or n.rpartition(".")[2] in endings for n in names)
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for link in tree:
                if link.get("TargetMode") != "External":
                    target = link.attrib["Target"]
                    assert posixpath.normpath(posixpath.join(folder, target)).lstrip("/") in names


def _packed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


@pytest.mark.skipif(not _WRITER, reason="LibreOffice Writer is not installed")
def test_libreoffice_opens_it_and_every_word_and_figure_is_there(tmp_path: Path) -> None:
    names = ("2018-04_delarsrapport", "2022-11_manadsrapport")
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(docx(example(name)))
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    files = [str(tmp_path / f"{name}.docx") for name in names]
    subprocess.run(
        [
            str(_OFFICE),
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *files,
        ],
        check=True,
        capture_output=True,
    )
    for name in names:
        pages = PdfReader(tmp_path / f"{name}.pdf").pages
        text = _packed(" ".join(page.extract_text() for page in pages))
        figures = {
            # A symbol may be of another font, and is then apart from its word in the text.
            _packed(shown).lstrip("●▲■")
            for shown in shown_texts(example(name))
            if re.fullmatch(r"[+−]?[\d\s\u00a0]+(,\d+)?( %.*)?|[●▲■].*", shown)
        }
        assert len(figures) > 20
        assert not sorted(figure for figure in figures if figure not in text)
