"""Every format prints every kind of block: one that a writer lacks is lost without a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Final, get_args
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.documents import files_of
from xl_asn.exports.formats import FORMATS
from xl_asn.model.comparison import Passage, PassageKind
from xl_asn.model.statuses import Status
from xl_asn.report import blocks as b

TENTHS: Final = tuple(Decimal(number) / 10 for number in range(11))
PANEL: Final = b.YearPanel(
    "Panelnamn", ("2021", "2022"), (b.Share(TENTHS[4]), b.Share(TENTHS[6])),
    (b.TargetLevel("Målvärde", b.Share(TENTHS[5])),), "Högre är bättre", "Diagramtext",
    (Decimal(0), Decimal(1)),
)  # fmt: skip
SAMPLES: Final[Mapping[type, tuple[b.Block, str]]] = {
    b.Title: (b.Title("Titelord", "november", "Nämnd", "Förvaltning"), "Titelord"),
    b.Heading: (b.Heading(1, "1 Rubrikord"), "Rubrikord"),
    b.Paragraph: (b.Paragraph("Styckeord"), "Styckeord"),
    b.BulletList: (b.BulletList((b.Item("Punktord"),)), "Punktord"),
    b.Table: (
        b.Table(
            "Tabelltext",
            (b.TableColumn("Kolumnord"), b.TableColumn("Belopp", b.ColumnKind.AMOUNT)),
            (b.TableRow(("Radord", b.Amount(Decimal(4711)))),),
        ),
        "Kolumnord",
    ),
    b.Overview: (
        b.Overview((b.OverviewGoal("Översynsord", b.Assessment(Status.GREEN)),)),
        "Översynsord",
    ),
    b.Strip: (b.Strip("Remsord", (b.StripMonth("jan", Status.GREEN),)), "Remsord"),
    b.Chart: (
        b.Chart(
            "Diagramord",
            "Verksamhet",
            "Belopp",
            ("Stapelord",),
            (b.Amount(Decimal(5)),),
            "tkr",
            "Staplar",
        ),
        "Diagramord",
    ),
    b.YearPanels: (b.YearPanels("Panelerna", (PANEL,)), "Panelerna|Panelnamn"),
    b.Footnote: (b.Footnote("1)", "Fotnotsord"), "Fotnotsord"),
    b.Callout: (b.Callout("Rutord"), "Rutord"),
    b.Blackline: (
        b.Blackline(
            "Textnamnet",
            (Passage(PassageKind.REMOVED, "Bortord"), Passage(PassageKind.ADDED, "Tillord")),
        ),
        "Textnamnet(?s:.*)Bortord(?s:.*)Tillord",
    ),
    b.PageBreak: (b.PageBreak(), ""),
}


def _xlsx(files: Mapping[str, bytes]) -> str:
    with ZipFile(BytesIO(next(iter(files.values())))) as package:
        return " ".join(
            package.read(name).decode() for name in package.namelist() if name.endswith(".xml")
        )


def _docx(files: Mapping[str, bytes]) -> str:
    with ZipFile(BytesIO(next(iter(files.values())))) as package:
        return re.sub("<[^>]*>", "", package.read("word/document.xml").decode())


def _pdf(files: Mapping[str, bytes]) -> str:
    pages = PdfReader(BytesIO(next(iter(files.values())))).pages
    return " ".join(page.extract_text() for page in pages)


def _html(files: Mapping[str, bytes]) -> str:
    return next(iter(files.values())).decode()


#: How the text of each format is read back. Open data is the tables of the sheets, and no blocks.
TEXTS: Final[Mapping[str, Callable[[Mapping[str, bytes]], str]]] = {
    "xlsx": _xlsx, "docx": _docx, "pdf": _pdf, "html": _html,
}  # fmt: skip


def test_there_is_a_sample_of_every_kind_of_block_and_a_reader_of_every_format() -> None:
    assert set(SAMPLES) == set(get_args(b.Block)), "a new kind of block needs a sample here"
    assert {*TEXTS, "csv"} == set(FORMATS), "a new format needs a reader here"


@pytest.mark.parametrize("name", TEXTS)
def test_every_kind_of_block_is_printed(name: str) -> None:
    report = BoardReport(tuple(block for block, _ in SAMPLES.values()), source="prov.xlsx")
    printed = TEXTS[name](files_of(report, name))
    lost = [mark for _, mark in SAMPLES.values() if not re.search(mark, printed)]
    assert lost == []
