"""How good the forecasts have been, in the report: only where an archive can tell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

import docx
import openpyxl
import pypdf
import pytest

from tests.archived import archive_grid
from tests.beside import pressed
from tests.cycle.archive.made import BOARD, OTHER, board_of, total_of, year_of
from tests.exports.board_reports import of_blocks
from tests.laws.worlds import example
from xl_asn.exports.documents import documents
from xl_asn.model.archive import RESERVATION, BoardArchive
from xl_asn.model.findings import Finding
from xl_asn.report.blocks import Block, Chart, Heading, Paragraph
from xl_asn.report.forecast_record import HEADING


def two_years(last: int = 2021, *, board: str = BOARD) -> BoardArchive:
    """Return an archive of a year that was right and one that was 2 % too dark."""
    years = {last - 1: year_of(-190_000, lean=Decimal(1)), last: year_of(-200_400)}
    return board_of([total_of(years, board=board)], board=board)


def told(board: BoardArchive | None, report: str = "2022-11", unit: str = "tkr") -> Sequence[Block]:
    """Return the blocks of the part, from its heading to the next section."""
    archive = archive_grid(board, unit=unit) if board else None
    blocks = pressed(example(report), archive=archive).blocks
    at = [n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.text == HEADING]
    if not at:
        return ()
    ends = [n for n, one in enumerate(blocks) if n > at[0] and isinstance(one, Heading)]
    return blocks[at[0] : ends[0] if ends else None]


def test_it_is_one_paragraph_and_one_chart_of_the_latest_whole_year() -> None:
    heading, words, chart = told(two_years())
    assert heading == Heading(2, HEADING)
    assert isinstance(words, Paragraph)
    assert words.text.startswith("Av 22 prognoser för Resultat ASN träffade 11 inom 1,0 procent")
    assert "för dystra" in words.text
    assert words.text.endswith(RESERVATION)
    assert isinstance(chart, Chart)
    assert chart.title == "Prognosen minus bokslutet 2021, tkr"
    assert (chart.labels[0], chart.labels[-1], len(chart.labels)) == ("Jan", "Nov", 11)
    assert {amount.shown for amount in chart.values} == {"−4\u00a0008"}
    assert "Jan −4\u00a0008, Feb" in chart.alternative
    origins = [amount.origin for amount in chart.values if amount.origin]
    assert origins[0].formula == (
        "Prognosen i januari 2021, −204\u00a0408, minus bokslutet 2021, −200\u00a0400, "
        "enligt arkivet"
    )
    assert len(origins) == 11


def test_the_archives_unit_is_told_where_it_is_another() -> None:
    years = {2021: year_of(-200, budget=-100)}
    *_, chart = told(board_of([total_of(years)]), unit="mnkr")
    assert isinstance(chart, Chart)
    assert chart.title == "Prognosen minus bokslutet 2021, mnkr"
    assert chart.values[0].shown == "−4,0"


@pytest.mark.parametrize(
    "board",
    [
        None,
        two_years(2021, board=OTHER),
        board_of([total_of({2022: year_of(-1000)})]),
        board_of([total_of({2021: year_of(-1000, months=range(1, 12))})]),
        board_of([total_of({2021: year_of(-1000, months=[12])})]),
    ],
    ids=["no archive", "another board", "this year", "no December", "December alone"],
)
def test_nothing_is_said_where_no_forecast_has_a_closing_figure(board: BoardArchive | None) -> None:
    assert told(board) == ()


def test_an_interim_report_has_no_such_part() -> None:
    years = {2017: year_of(-1000)}
    board = board_of([total_of(years, board="x")], board="x")
    assert told(board, "2018-04") == ()


def test_a_report_without_economy_has_no_such_part_either() -> None:
    assert told(two_years(2022), "2023-07") == ()


def coded(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


def test_no_rule_judges_it() -> None:
    grid = example("2022-11")
    alone, beside = pressed(grid), pressed(grid, archive=archive_grid(two_years()))
    assert len(beside.blocks) == len(alone.blocks) + 3
    of_texts = [f for f in beside.examined.findings if f.code.startswith("T")]
    assert of_texts == [f for f in alone.examined.findings if f.code.startswith("T")]
    new = set(map(coded, beside.examined.findings)) - set(map(coded, alone.examined.findings))
    assert {code for code, _ in new} <= {"V115", "V116", "V117", "H113"}


def test_it_comes_out_in_every_format() -> None:
    report = of_blocks([Heading(1, "1 Ekonomi"), *told(two_years())])
    made = documents(report, ("xlsx", "docx", "pdf", "html"))
    by_ending = {name.rsplit(".", 1)[-1]: data for name, data in made.items()}
    page = by_ending["html"].decode()
    assert HEADING in page
    assert "minus bokslutet 2021, −200" in page, "each figure can be opened"
    book = openpyxl.load_workbook(BytesIO(by_ending["xlsx"]))
    texts = [str(c.value) for page in book.worksheets for row in page.iter_rows() for c in row]
    assert HEADING in texts
    assert "-4008" in texts
    assert b"xl/charts/chart1.xml" in by_ending["xlsx"]
    assert "Prognosen minus bokslutet 2021, tkr" in page
    words = [p.text for p in docx.Document(BytesIO(by_ending["docx"])).paragraphs]
    assert HEADING in words
    pages = pypdf.PdfReader(BytesIO(by_ending["pdf"])).pages
    assert HEADING in " ".join(one.extract_text() for one in pages)
