"""Laws of a comparison: nothing beside itself, mirrored when turned, blind to where rows stand."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.case.comparing.workbooks import Table, compared, workbook
from xl_asn.model.comparison import Comparison, Passage, PassageKind
from xl_asn.model.grid import Grid

_NAMES = ("Familjehem", "Skola", "Bistånd", "Övrigt", "Boende")
_STATUSES = ("Grön", "Gul", "Röd", "Inget utfall", "")
_TEXTS = ("", "Målet är grönt.", "Målet är gult och svagt.", "Något annat har hänt i år.")
_MIRROR = {PassageKind.ADDED: PassageKind.REMOVED, PassageKind.REMOVED: PassageKind.ADDED}


@st.composite
def rows(draw: st.DrawFn) -> tuple[Table, Table]:
    """Return rows of amounts and of units; of two of one name their order is all that tells."""
    names = draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=5, unique=True))
    amounts = st.integers(-3, 3).map(lambda number: number * 100)
    net: Table = [
        {
            "Verksamhet": name,
            "Radtyp": "rad",
            "Prognos": draw(amounts),
            "Årsbudget": draw(amounts),
            "Prognosavvikelse": "",
            "Kommentar budgetavvikelse": draw(st.sampled_from(_TEXTS)),
        }
        for name in names
    ]
    units = draw(st.lists(st.sampled_from(_NAMES[:4]), min_size=1, max_size=4, unique=True))
    told: Table = [
        {"Mål": 1, "Enhet": unit, "Bedömning": draw(st.sampled_from(_STATUSES))} for unit in units
    ]
    return net, told


def book(tables: tuple[Table, Table], **start: str) -> Grid:
    goals: Table = [{"Nr": 1, "Kort namn": "Kvalitet", "Bedömning": ""}]
    net, units = tables
    return workbook({"Mål": goals, "Enhetsresultat": units, "Nettokostnad": net}, **start)


def content(found: Comparison) -> tuple[object, ...]:
    """Return all that has changed, wherever it stands and in no order."""
    return (
        sorted((f.row, f.column, str(f.before), str(f.after)) for f in found.figures),
        sorted((c.what, str(c.before), str(c.after), moves(c.units)) for c in found.colours),
        sorted((t.row, t.column, tuple(t.passages)) for t in found.texts),
        sorted(row.row for row in found.added),
        sorted(row.row for row in found.removed),
        sorted((row.row, row.side.value) for row in found.unpaired),
    )


def moves(units: Sequence[object]) -> tuple[str, ...]:
    return tuple(sorted(str(getattr(move, "unit", "")) for move in units))


@given(tables=rows())
def test_a_workbook_beside_itself_has_not_changed(tables: tuple[Table, Table]) -> None:
    assert compared(book(tables), book(tables)).is_empty


@given(before=rows(), after=rows())
def test_turned_around_the_changes_are_mirrored(
    before: tuple[Table, Table], after: tuple[Table, Table]
) -> None:
    one, other = (
        compared(book(before), book(after)),
        compared(book(after), book(before)),
    )
    assert {(f.row, f.column, f.before, f.after) for f in one.figures} == {
        (f.row, f.column, f.after, f.before) for f in other.figures
    }
    assert {(c.what, c.before, c.after) for c in one.colours} == {
        (c.what, c.after, c.before) for c in other.colours
    }
    assert sorted(r.row for r in one.added) == sorted(r.row for r in other.removed)
    assert sorted(r.row for r in one.unpaired) == sorted(r.row for r in other.unpaired)
    assert {(t.row, _whole(t.passages, PassageKind.REMOVED)) for t in one.texts} == {
        (t.row, _whole(t.passages, PassageKind.ADDED)) for t in other.texts
    }


def _whole(passages: Sequence[Passage], kind: PassageKind) -> str:
    told = (p.text for p in passages if p.kind in {kind, PassageKind.SAME})
    return " ".join("".join(told).split())


@given(before=rows(), after=rows(), data=st.data())
def test_sorting_the_sheets_changes_nothing(
    before: tuple[Table, Table], after: tuple[Table, Table], data: st.DataObject
) -> None:
    kinds = tuple(data.draw(st.permutations(list(table))) for table in after)
    sorted_ = compared(book(before), book((kinds[0], kinds[1])))
    assert content(sorted_) == content(compared(book(before), book(after)))


@given(tables=rows(), at=st.integers(0, 6), amount=st.integers(1, 9))
def test_an_inserted_row_is_all_that_has_changed(
    tables: tuple[Table, Table], at: int, amount: int
) -> None:
    net = list(tables[0])
    net.insert(at, {"Verksamhet": "Familjerätt", "Radtyp": "rad", "Prognos": -amount})
    found = compared(book(tables), book((net, tables[1])))
    assert [row.row for row in found.added] == ["Familjerätt"]
    assert not any((found.figures, found.colours, found.texts, found.removed, found.unpaired))


@given(before=rows(), after=rows())
def test_what_is_told_is_plain_data_in_the_shape_of_the_contract(
    before: tuple[Table, Table], after: tuple[Table, Table]
) -> None:
    told = compared(book(before), book(after, Period="dec")).as_json()
    assert {
        "siffror", "färger", "texter", "tillkommet", "borttaget", "ändrad_historia", "oförändrat",
        "ej_parade",
    } <= told.keys()  # fmt: skip
    for figure in told["siffror"]:
        assert [*figure] == [
            "blad", "rad", "kolumn", "före", "efter", "skillnad", "cell", "cell_före",
        ]  # fmt: skip
