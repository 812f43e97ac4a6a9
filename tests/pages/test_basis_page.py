"""*Underlag* written and read back: nothing that is read the next time is lost."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from xl_asn.model.basis import NAME, Basis, BasisLine, Fate, Source
from xl_asn.model.findings import Severity
from xl_asn.model.grid import CellRef, Grid, Sheet, cell_of
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import Codes
from xl_asn.model.money import show_number
from xl_asn.model.number_formats import amount_format
from xl_asn.model.own_sheets import is_written_on_demand
from xl_asn.pages.basis_layout import COLUMNS, FIRST_MONTH, TOTAL
from xl_asn.pages.basis_page import basis_page, in_the_way, page_until_fetched, read_basis
from xl_asn.pages.basis_reading import rows_of
from xl_asn.pages.column_measure import text_width
from xl_asn.pages.sheet_styles import SEVERITY

_ORE = st.integers(-(10**13), 10**13)
_CODE = st.text("0123456789", max_size=6)
_NAME = st.text("abcåäöABC 12()-", min_size=1, max_size=20).map(
    lambda text: f"x{' '.join(text.split())}x"
)


@st.composite
def lines(draw: st.DrawFn) -> BasisLine:
    fate = draw(st.sampled_from(Fate))
    sheet = draw(st.sampled_from(["Nettokostnad", "Resultaträkning"]))
    key = RowKey(sheet, (draw(st.sampled_from(["", "IFO"])), draw(_NAME)))
    return BasisLine(
        sheet,
        key if fate is Fate.TAKEN else None,
        fate,
        Codes(draw(_CODE.filter(bool)), draw(_CODE), draw(_CODE), draw(_CODE), draw(_CODE)),
        draw(_NAME),
        tuple(draw(st.lists(_ORE, min_size=12, max_size=12))),
        draw(_ORE),
        draw(st.integers(0, 10**6)),
        draw(st.sampled_from([1, -1])),
        draw(st.integers(0, 10**6)),
        draw(_NAME),
    )


def sheet_of(basis: Basis) -> Sheet:
    page = basis_page(basis)
    cells = {(c.row, c.column): cell_of(c.value) for c in page.cells if c.value is not None}
    return Sheet(NAME, cells)


@given(st.lists(lines(), max_size=8), _NAME, _ORE, st.integers(1, 12), st.lists(_NAME, max_size=3))
def test_what_is_written_is_read_back(
    made: list[BasisLine], name: str, total: int, last: int, anyway: list[str]
) -> None:
    at = datetime(2022, 12, 6, 9, 15, 1)  # noqa: DTZ001 - as the sheet tells it
    sources = (
        Source(name, "SIE 3, teckenkodning CP437", total, "212000-0092"),
        Source("budget.csv", "CSV", 0, is_budget=True),
    )
    basis = Basis(at, 2022, last, sources, tuple(made), tuple(anyway))
    read = read_basis(Grid((sheet_of(basis),)))
    assert read is not None
    assert read._replace(lines=()) == basis._replace(lines=())
    assert sorted(read.lines, key=repr) == sorted(made, key=repr)


def test_sources_and_rows_are_read_back_with_their_brackets() -> None:
    row = RowKey("Resultaträkning", ("", "(varav internt) (IFO)"))
    source = Source(
        "huvudbok (2).xlsx", "Excel, bladet Blad1 (3); Konto = Slag (kod)", -1, "212000-0092"
    )
    basis = _large()
    basis = basis._replace(lines=(basis.lines[0]._replace(row=row),), sources=(source,))
    assert read_basis(Grid((sheet_of(basis),))) == basis


def test_a_sheet_of_her_own_by_that_name_is_no_basis() -> None:
    own = Sheet(NAME, {(1, 1): cell_of(NAME), (2, 1): cell_of("mitt eget")})
    assert read_basis(Grid((own,))) is None
    assert read_basis(Grid(())) is None


def _large() -> Basis:
    names = ("", "-varav bidrag (försörjningsstöd, föreningsbidrag)")
    row = RowKey("Resultaträkning", names, "Övriga kostnader")
    months = (-987_654_321_00,) * 11 + (0,)
    line = BasisLine(
        "Resultaträkning", row, Fate.TAKEN, Codes("4510", "41510", "5100"),
        "Lämnade bidrag till enskilda", months, order=140, lines=11,
    )  # fmt: skip
    at = datetime(2022, 12, 6, 9, 15, 1)  # noqa: DTZ001 - as the sheet tells it
    return Basis(at, 2022, 11, (Source("h.se", "SIE 4", line.total),), (line,))


def test_no_amount_and_no_name_is_cut_off_and_what_is_empty_is_narrow() -> None:
    page = basis_page(_large())
    for cell in page.cells:
        if cell.row > 4 and isinstance(cell.value, str | Decimal) and cell.column <= TOTAL:
            is_ore = cell.style.number_format == amount_format(2)
            text = cell_text(cell.value, 2 if is_ore else 0)
            room = (page.widths[cell.column] * 7 + 5) * 0.75
            assert text_width(text, cell.style.size, bold=cell.style.bold) < room, text
    december = FIRST_MONTH + 11
    assert page.widths[december] < page.widths[FIRST_MONTH] * 0.6
    assert page.large_paper


def cell_text(value: str | Decimal, decimals: int) -> str:
    return value if isinstance(value, str) else show_number(value, decimals)


def _with(sheet: Sheet, place: tuple[int, int], text: str) -> Sheet:
    return Sheet(NAME, {**sheet.cells, place: cell_of(text)})


def test_what_she_has_written_on_the_sheet_is_in_the_way_of_it() -> None:
    sheet = sheet_of(_large())
    assert in_the_way(Grid((sheet,))) == ""
    header, total, line = 6, 7, 8
    assert sheet.cell(header, 1).text == "Blad"
    assert sheet.cell(total, 3).text == "Summa"
    own = [
        (4, 3), (header - 1, 1), (total, 5), (line, len(COLUMNS)), (line, len(COLUMNS) + 1),
        (line + 1, 1), (sheet.last_row, 5), (sheet.last_row + 2, 1),
    ]  # fmt: skip
    for place in own:
        said = in_the_way(Grid((_with(sheet, place, "min anteckning"),)))
        assert said == f"där finns något eget, {CellRef(NAME, *place)}"


def test_a_block_is_found_by_its_sum_when_the_sheet_has_been_sorted() -> None:
    sheet = sheet_of(_large())
    key = _large().lines[0].row
    assert key is not None
    assert rows_of(sheet)[key.folded] == CellRef(NAME, 7, 1)
    other = {7: 8, 8: 7}
    turned = {(other.get(row, row), at): cell for (row, at), cell in sheet.cells.items()}
    moved = Sheet(NAME, turned)
    assert rows_of(moved)[key.folded] == CellRef(NAME, 8, 1)
    assert read_basis(Grid((moved,))) == _large()


def test_a_sheet_that_waits_for_the_first_fetch_is_the_programs_and_holds_nothing() -> None:
    page = page_until_fetched()
    cells = {(c.row, c.column): cell_of(c.value) for c in page.cells}
    grid = Grid((Sheet(NAME, cells),))
    assert is_written_on_demand(grid.sheets[0])
    assert in_the_way(grid) == ""
    assert read_basis(grid) is None


def test_a_difference_and_what_was_taken_anyway_are_seen() -> None:
    basis = _large()
    right = {c.value: c.style for c in basis_page(basis).cells if c.column == 2}
    assert right["Skillnad"].fill is None
    source = basis.sources[0]._replace(total=basis.sources[0].total + 1)
    page = basis_page(basis._replace(sources=(source,), anyway=("Ett skäl.",)))
    wrong = [c for c in page.cells if c.style.fill == SEVERITY[Severity.ERROR][0].fill]
    assert [c.value for c in wrong if c.value is not None] == [
        "Resultaträkning", "Skillnad", Decimal("0.01")
    ]  # fmt: skip
    assert [c.style.bold for c in page.cells if c.value == "Hämtat ändå: Ett skäl."] == [True]
