"""The report as a page: everything is on it, nothing is cut off, nothing is torn apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from tests.beside import checked
from tests.exports import board_reports
from xl_asn.calculation.calculated import calculate
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.exports.documents import checked_report
from xl_asn.files.making.render import render
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.amounts import RowKind
from xl_asn.model.findings import Finding
from xl_asn.model.number_formats import amount_format, share_format
from xl_asn.model.page import Page, Placed, Style
from xl_asn.model.statuses import LIGHTS, Status
from xl_asn.pages import report_styles as styles
from xl_asn.pages.column_measure import pieces, wrapped
from xl_asn.pages.report_page import report_page
from xl_asn.report.blocks import (
    Amount,
    Assessment,
    Block,
    BulletList,
    Chart,
    ChartKind,
    ColumnKind,
    Heading,
    Item,
    Overview,
    OverviewGoal,
    PageBreak,
    Paragraph,
    Table,
    TableColumn,
    TableRow,
    Title,
)
from xl_asn.report.compose import compose

EXAMPLES = Path(__file__).parents[2] / "workbooks" / "exempel"
NAMES = ("2021-02", "2022-11", "2023-07")
#: A4 in points, less the margins that the renderer sets.
PRINTABLE_HEIGHT = 842 - 0.7 * 72 - 0.75 * 72
PRINTABLE_WIDTH = 595 - 1.2 * 72
TITLE = Title("Månadsrapport", "november 2022", "Nämnden", "")


@cache
def example(name: str) -> tuple[Block, ...]:
    source = (EXAMPLES / f"{name}_manadsrapport.md").read_text(encoding="utf-8")
    examined = checked(read_markdown(source))
    assert not isinstance(examined, Finding)
    return compose(examined.document, examined.calculated)


@pytest.fixture(params=NAMES)
def page(request: pytest.FixtureRequest) -> Page:
    return report_page(example(request.param))


def texts(page: Page) -> list[str]:
    """Return the page's texts as a person reads them: header words put together again."""
    return [
        " ".join(cell.value.replace("-\n", "").split())
        for cell in page.cells
        if isinstance(cell.value, str)
    ]


def printed_pages(page: Page) -> Iterator[range]:
    edges = [0, *page.breaks, max(page.heights)]
    for first, last in pairwise(edges):
        yield range(first + 1, last + 1)


def row_of(page: Page, text: str) -> int:
    return next(cell.row for cell in page.cells if cell.value == text and cell.row > 2)


def width_of(page: Page, cell: Placed) -> float:
    columns = range(cell.column, cell.column + cell.columns)
    return sum(round(page.widths[column] * 7 + 5) * 0.75 for column in columns)


def check_sound(page: Page) -> None:
    """Check what must hold for every page whatever it says."""
    taken: set[tuple[int, int]] = set()
    for cell in page.cells:
        places = {(cell.row, c) for c in range(cell.column, cell.column + cell.columns)}
        assert not places & taken
        taken |= places
        assert cell.column + cell.columns - 1 <= max(page.widths)
        if isinstance(cell.value, str) and cell.row > 2:
            style, width = cell.style, width_of(page, cell)
            count = len(wrapped(cell.value, width - style.indent * 9, style.size, bold=style.bold))
            assert page.heights[cell.row] >= count * style.size * 1.22, cell.value
    assert max(page.heights.values()) < 409
    running = sum(page.heights[row] for row in (1, 2))
    for rows in printed_pages(page):
        height = sum(page.heights[row] for row in rows if row > 2)
        assert height + running <= PRINTABLE_HEIGHT
    assert sum(round(width * 7 + 5) * 0.75 for width in page.widths.values()) <= PRINTABLE_WIDTH
    for chart in page.charts:
        left = (chart.at_column - 1) * 15.75
        assert left + chart.width_points < sum([15.75] * len(page.widths))


def test_pages_are_sound(page: Page) -> None:
    check_sound(page)


@pytest.mark.parametrize("name", board_reports.NAMES)
def test_the_page_and_the_documents_are_made_of_the_same_blocks(name: str) -> None:
    report = checked_report(EXAMPLES / f"{name}.md")
    blocks = report.computed.blocks
    published = report.board_report().blocks
    assert len(blocks) > 1
    assert all(one is other for one, other in zip(blocks, published, strict=False))
    assert report_page(blocks) == report.computed.report


@pytest.mark.parametrize("name", board_reports.NAMES)
def test_no_printed_page_is_nearly_empty(name: str) -> None:
    page = report_page(board_reports.example(name).blocks)
    for rows in printed_pages(page):
        assert sum(page.heights[row] for row in rows if row > 2) > 150


def test_sections_begin_pages() -> None:
    page = report_page(example("2022-11"))
    for section in ("2 Mål", "3 Ekonomisk rapport", "4 Uppföljning av årshjul"):
        assert row_of(page, section) - 1 in page.breaks


@pytest.mark.parametrize("name", NAMES)
def test_goals_and_tables_are_not_torn_apart(name: str) -> None:
    page = report_page(example(name))
    strips = [cell.row for cell in page.cells if cell.value == "Måluppfyllelse per månad"]
    assert len(strips) == 4
    for strip in strips:
        heading = max(
            cell.row
            for cell in page.cells
            if cell.row < strip and isinstance(cell.value, str) and cell.value[1:3] == ". "
        )
        assert not [at for at in page.breaks if heading <= at <= strip]
    totals = [cell.row for cell in page.cells if cell.value == "Resultat ASN"]
    headers = [cell.row for cell in page.cells if cell.value in {"Utfall\nnov", "Utfall\nfeb"}]
    for top, bottom in zip(headers, totals, strict=True):
        assert not [at for at in page.breaks if top <= at < bottom]


def test_no_heading_is_left_at_the_foot_of_a_page(page: Page) -> None:
    headings = {styles.heading(level) for level in (1, 2, 3)}
    last_rows = [max(c.row for c in page.cells if c.row <= at) for at in page.breaks]
    for row in last_rows:
        assert not [cell for cell in page.cells if cell.row == row and cell.style in headings]


def test_numbers_stay_numbers_with_swedish_formats() -> None:
    page = report_page(example("2022-11"))
    row = row_of(page, "Resultat ASN")
    cells = [cell for cell in page.cells if cell.row == row][1:]
    assert [cell.value for cell in cells] == [
        Decimal(n) for n in (-251436, -251691, 255, -276238, -274572, -1666, 4915)
    ]
    assert cells[0].style.number_format == amount_format()
    assert cells[2].style.number_format == amount_format(signed=True)
    assert all(cell.style.horizontal == "right" for cell in cells)
    (gate,) = [c for c in page.cells if isinstance(c.value, Decimal) and -1 < c.value < 0]
    assert gate.style.number_format == share_format(1, signed=True)


def test_a_number_printed_as_nothing_has_no_sign() -> None:
    columns = (TableColumn("Post"), TableColumn("Belopp", ColumnKind.AMOUNT))
    rows = (TableRow(("A", Amount(Decimal("-0.4"), signed=True))),)
    page = report_page((TITLE, Table("", columns, rows)))
    assert [c.value for c in page.cells if isinstance(c.value, Decimal)] == [Decimal(0)]


def test_a_row_may_be_numbers_and_nothing_else() -> None:
    columns = (TableColumn("Post"), TableColumn("Belopp", ColumnKind.AMOUNT))
    amount = Amount(Decimal(5))
    page = report_page((TITLE, Table("", columns, (TableRow((amount, amount)),))))
    assert [c.value for c in page.cells if isinstance(c.value, Decimal)] == [Decimal(5)] * 2


def test_everything_said_is_on_the_page() -> None:
    on_page = texts(report_page(example("2022-11")))
    for text in (
        "Månadsrapport november 2022",
        "Arbetsmarknads- och socialnämnden",
        "2022-12-06",
        "80\u00a0% (8/10)".replace("\u00a0", " "),
        "▲ Gul",
        "Prognosförändring",
        "Avvikelse nov",
        "Måluppfyllelse per månad",
        "Avvikelse mot föregående prognos: +4,9 mnr",
        "–",
    ):
        assert text in on_page


def test_2021_says_what_is_missing_in_text() -> None:
    on_page = texts(report_page(example("2021-02")))
    assert on_page.count("Saknas") == 37 + 8
    assert "Individ & familjeomsorg" in on_page
    assert "– Inget utfall" in on_page


def test_2023_marks_last_year_s_months() -> None:
    on_page = texts(report_page(example("2023-07")))
    assert on_page.count("Aug*") == 4
    assert on_page.count("* aug–dec avser 2022") == 5


def test_the_charts_draw_cells_of_the_page() -> None:
    blocks = example("2022-11")
    page = report_page(blocks)
    charts = [block for block in blocks if isinstance(block, Chart)]
    values = {(cell.row, cell.column): cell.value for cell in page.cells}
    for chart, drawn in zip(charts, page.charts, strict=True):
        bars = slice(1, -1) if chart.kind is ChartKind.BRIDGE else slice(None)
        rows = range(drawn.first_row, drawn.last_row + 1)
        assert [values[row, drawn.label_column] for row in rows] == list(chart.labels[bars])
        amounts = [amount.value for amount in chart.values[bars]]
        assert [values[row, drawn.value_column] for row in rows] == amounts
        assert drawn.alternative == chart.alternative
        covered = range(drawn.at_row, drawn.last_row + 1)
        assert not [at for at in page.breaks if at in covered[:-1]]


def test_title_is_repeated_and_pages_are_counted() -> None:
    page = report_page((replace(TITLE, board="Nämnden för A & B"),))
    assert page.repeat_rows == (1, 2)
    assert page.cells[0].value == "Månadsrapport november 2022"
    assert "&8 Nämnden för A && B&R" in page.footer
    assert page.footer.endswith("Sida &P av &N")


def test_an_overlong_board_keeps_the_footer_within_excel_s_limit() -> None:
    assert len(report_page((replace(TITLE, board="Nämnden & " * 60),)).footer) <= 255


def test_an_empty_document_is_a_page() -> None:
    page = report_page(compose(Manadsrapport(), calculate((), (), (), {})))
    check_sound(page)
    assert "Arbetsboken har ännu inga uppgifter att visa i rapporten." in texts(page)
    check_sound(report_page(()))


def test_a_page_break_begins_a_page_once() -> None:
    blocks = (TITLE, PageBreak(), Heading(1, "1 Avsnitt", new_page=True), Paragraph("Text"))
    page = report_page(blocks)
    assert page.breaks == (row_of(page, "1 Avsnitt") - 1,)


def long_table(rows: int) -> Table:
    columns = (TableColumn("Enhet"), TableColumn("Bedömning", ColumnKind.STATUS))
    return Table(
        "", columns, tuple(TableRow((f"Enhet {n}", Assessment(Status.RED))) for n in range(rows))
    )


def test_a_table_longer_than_a_page_repeats_its_header() -> None:
    page = report_page((TITLE, Heading(2, "1. Mål"), long_table(120)))
    check_sound(page)
    assert [c.value for c in page.cells].count("Enhet") == len(page.breaks) + 1
    for at in page.breaks:
        assert "Enhet" in [cell.value for cell in page.cells if cell.row == at + 1]


def test_a_long_table_after_a_full_page_keeps_its_heading() -> None:
    filler = tuple(Paragraph("Ord " * 150) for _ in range(6))
    page = report_page((TITLE, *filler, Heading(2, "Sist"), long_table(120)))
    check_sound(page)
    heading = row_of(page, "Sist")
    assert not [at for at in page.breaks if heading <= at <= heading + 4]


@pytest.mark.parametrize(
    "text",
    [
        "Det här är en mening. " * 230,
        "Ettenda" * 700,
        "ord " * 1250,
        "rad\n" * 400,
    ],
)
def test_long_texts_are_whole_wherever_they_stand(text: str) -> None:
    text = text.strip()
    columns = (TableColumn("Risk", ColumnKind.LONG_TEXT), TableColumn("Bedömning"))
    blocks = (
        TITLE,
        Paragraph(text),
        BulletList((Item(text, items=(text,)),)),
        Table("", columns, (TableRow((text, "x")),)),
    )
    page = report_page(blocks)
    check_sound(page)
    letters = "".join(texts(page)).replace(" ", "")
    assert letters.count("".join(text.split())[:400]) >= 4
    assert len(letters) >= 4 * len("".join(text.split()))


def test_long_names_and_large_amounts_fit() -> None:
    header = [TableColumn("Verksamhet")]
    header += [TableColumn(f"Belopp {n}", ColumnKind.AMOUNT) for n in range(7)]
    amounts = [Amount(Decimal(-123456789), signed=True)] * 7
    rows = [TableRow(("Verksamhet med långt namn " * 8, *amounts))]
    rows.append(TableRow(("Summa", *amounts), RowKind.TOTAL))
    page = report_page((TITLE, Table("Belopp i tkr.", tuple(header), tuple(rows))))
    check_sound(page)
    for cell in page.cells:
        if isinstance(cell.value, Decimal):
            needed = len("−123 456 789") * 0.5 * cell.style.size
            assert width_of(page, cell) >= needed


def test_a_table_of_many_columns_stays_on_the_page() -> None:
    columns = tuple(TableColumn(f"Kolumn {n}") for n in range(30))
    row = TableRow(tuple("text" for _ in columns))
    check_sound(report_page((TITLE, Table("", columns, (row,)))))


def test_forty_goals_are_a_page() -> None:
    goals = tuple(OverviewGoal(f"{n}: Mål", Assessment(Status.GREEN)) for n in range(40))
    page = report_page((TITLE, Overview(goals)))
    check_sound(page)
    assert texts(page).count("● Grön") == 40


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(style: Style) -> float:
    light, dark = sorted((luminance(style.colour), luminance(style.fill or "FFFFFF")), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_all_text_has_contrast(page: Page) -> None:
    assert min(contrast(cell.style) for cell in page.cells) >= 4.5
    assert min(contrast(styles.status(status, 9)) for status in LIGHTS) >= 4.5


def test_long_text_is_cut_after_sentences() -> None:
    text = "Det här är en mening. " * 40
    parts = list(pieces(text.strip(), 200, 10, 5))
    assert len(parts) > 1
    assert all(part.endswith("mening.") for part in parts)
    assert " ".join(parts) == text.strip()


def test_the_page_can_be_written(page: Page) -> None:
    assert render([page], title="Rapport").startswith(b"PK")
