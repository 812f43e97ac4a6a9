"""The Word document as a package: every part is there, named and linked to."""

from __future__ import annotations

import posixpath
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from tests.exports.board_reports import NAMES, document_of
from tests.exports.word_order import out_of_order


@pytest.mark.parametrize("name", [*NAMES, "everything", "extrem"])
def test_the_package_is_whole(name: str) -> None:
    with ZipFile(BytesIO(document_of(name, "docx"))) as package:
        names = package.namelist()
        parts = {n: package.read(n) for n in names if n.endswith((".xml", ".rels"))}
    assert len(names) == len(set(names))
    trees = {name: ET.fromstring(data) for name, data in parts.items()}  # noqa: S314 - our own file
    kinds = [entry.attrib for entry in trees["[Content_Types].xml"]]
    named = {kind["PartName"].lstrip("/") for kind in kinds if "PartName" in kind}
    endings = {kind["Extension"] for kind in kinds if "Extension" in kind}
    assert named <= set(names)
    assert all(n in named or n.rpartition(".")[2] in endings for n in names)
    for part, tree in trees.items():
        assert not [*out_of_order(tree)], part
        if part.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(part))
            for link in tree:
                if link.get("TargetMode") != "External":
                    target = link.attrib["Target"]
                    assert posixpath.normpath(posixpath.join(folder, target)).lstrip("/") in names
