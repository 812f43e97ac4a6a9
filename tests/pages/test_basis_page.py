"""*Underlag* written and read back: nothing that is read the next time is lost."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from xl_asn.model.basis import NAME, Basis, BasisLine, Fate, Source
from xl_asn.model.grid import Grid, Sheet, cell_of
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import Codes
from xl_asn.pages.basis_page import basis_page, read_basis

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


def test_a_sheet_of_her_own_by_that_name_is_no_basis() -> None:
    own = Sheet(NAME, {(1, 1): cell_of(NAME), (2, 1): cell_of("mitt eget")})
    assert read_basis(Grid((own,))) is None
    assert read_basis(Grid(())) is None
