"""One row through all reports, whatever it is called; and which report tells of a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from xl_asn.cycle.archive.choosing import chosen, gap_remarks, gaps
from xl_asn.cycle.archive.filed import Filed
from xl_asn.cycle.archive.following import followed
from xl_asn.cycle.archive.gathering import archive_of
from xl_asn.cycle.archive.kept import filed_of, told_of
from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import (
    Figures,
    FiledGoal,
    FiledName,
    FiledReport,
    FiledRow,
    RemarkKind,
)
from xl_asn.model.periods import Period

_SHEET = "Nettokostnad"


def rows(*names: str, sheet: str = _SHEET, area: str = "IFO") -> tuple[FiledRow, ...]:
    """Return rows of some names, and the board's total below them."""
    ones = [*((name, RowKind.ROW) for name in names), ("Resultat", RowKind.TOTAL)]
    figures = Figures(*map(Decimal, (-10, -10, -120, -120)))
    return tuple(
        FiledRow(sheet, _SHEET, area if kind is RowKind.ROW else "", name, kind, "", at, figures)
        for at, (name, kind) in enumerate(ones, 6)
    )


def report(month: int, told: Sequence[FiledRow], year: int = 2022, **more: object) -> FiledReport:
    """Return a month's report."""
    made = FiledReport(
        f"{year}-{month:02}.xlsx", f"sha{month}", "Nämnden", "manadsrapport",
        Period(year, month, month), None, "", "", "tkr", tuple(told),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def known(
    name: str, *, replaces: str = "", alias: str = "", since: date | None = None
) -> FiledName:
    """Return what the register says of a row."""
    return FiledName(_SHEET, "", name, alias, replaces, since, None)


def months(found: Sequence[FiledReport]) -> dict[str, list[int]]:
    """Return the months of each row by its latest name."""
    return {
        row.label: [one.month[1] for one in row.observed] for row in followed("Nämnden", found).rows
    }


def kinds(found: Sequence[FiledReport]) -> list[RemarkKind]:
    """Return what is said of how the rows were followed."""
    return [remark.kind for remark in followed("Nämnden", found).remarks]


def test_rows_are_followed_by_name_over_a_report_that_lacks_them() -> None:
    found = [report(1, rows("A", "B")), report(2, ()), report(3, rows("B", "A"))]
    assert months(found) == {"A": [1, 3], "B": [1, 3], "Resultat": [1, 3]}
    assert kinds(found) == []


def test_a_new_name_that_the_register_knows_is_the_same_row() -> None:
    found = [
        report(1, rows("Placeringar", "B")),
        report(3, rows("Familjehem", "B"), register=(known("Familjehem", replaces="Placeringar"),)),
    ]
    assert months(found) == {"Familjehem": [1, 3], "B": [1, 3], "Resultat": [1, 3]}
    assert kinds(found) == []


def test_a_new_area_keeps_the_row_and_is_said_to_be_a_guess() -> None:
    found = [report(1, rows("A", "B")), report(3, rows("A", "B", area="Arbete"))]
    assert months(found) == {"A": [1, 3], "B": [1, 3], "Resultat": [1, 3]}
    (remark,) = followed("Nämnden", found).remarks
    assert remark.kind is RemarkKind.RENAMED
    assert "IFO › A blev Arbete › A" in remark.said
    assert "Verksamheter" in remark.said


def test_a_row_that_is_split_in_march_ends_and_its_parts_begin() -> None:
    register = (
        known("Barn", replaces="Familj", since=date(2022, 3, 1)),
        known("Unga", replaces="Familj", since=date(2022, 3, 1)),
    )
    found = [
        report(1, rows("Familj", "B")), report(2, rows("Familj", "B")),
        report(3, rows("Barn", "Unga", "B"), register=register),
        report(4, rows("Barn", "Unga", "B"), register=register),
    ]  # fmt: skip
    assert months(found) == {
        "Familj": [1, 2], "B": [1, 2, 3, 4], "Barn": [3, 4], "Unga": [3, 4],
        "Resultat": [1, 2, 3, 4],
    }  # fmt: skip
    (remark,) = followed("Nämnden", found).remarks
    assert remark.kind is RemarkKind.REGROUPED
    assert remark.said.startswith("Familj blev Barn och Unga.")


def test_an_activity_that_begins_and_one_that_ends_are_said() -> None:
    found = [report(1, rows("A", "Ukraina")), report(2, rows("A", "Zonterapi och massage"))]
    assert months(found)["Zonterapi och massage"] == [2]
    remarks = {remark.kind: remark.said for remark in followed("Nämnden", found).remarks}
    assert remarks[RemarkKind.BEGAN] == "Zonterapi och massage finns från och med februari 2022."
    assert remarks[RemarkKind.ENDED] == "Ukraina finns till och med januari 2022."


def test_a_budget_that_is_changed_in_may_is_said_once_with_its_rows() -> None:
    def budget(told: Sequence[FiledRow], value: int) -> list[FiledRow]:
        return [r._replace(figures=r.figures._replace(year_budget=Decimal(value))) for r in told]

    found = [report(m, budget(rows("A"), -100 if m < 5 else -120)) for m in (3, 4, 5, 6)]
    (remark,) = followed("Nämnden", found).remarks
    assert (remark.kind, remark.month) == (RemarkKind.BUDGET_CHANGED, (2022, 5))
    assert "för A och Resultat" in remark.said


def test_an_interim_report_of_other_rows_does_not_break_the_monthly_ones() -> None:
    interim = report(4, rows("Äldre", sheet="Kommunbidrag", area=""), document="delarsrapport",
                     period=Period(2022, 1, 4))  # fmt: skip
    found = [report(3, rows("A", "B")), interim, report(5, rows("A", "B"))]
    assert months(found)["A"] == [3, 5]
    assert months(found)["Resultat"] == [3, 4, 5]
    assert RemarkKind.RENAMED not in kinds(found)


def test_every_row_has_an_id_of_its_own() -> None:
    found = [report(1, rows("A", "A", "A"))]
    ids = [row.id for row in followed("Nämnden", found).rows]
    assert len(set(ids)) == len(ids) == 4


def test_of_two_versions_the_correction_then_the_latest_date_is_taken() -> None:
    old = report(1, rows("A"), file="jan.xlsx", dated=date(2022, 2, 20))
    new = report(1, rows("B"), file="jan_r1.xlsx", sha256="x", dated=date(2022, 2, 10),
                 corrects="jan.xlsx")  # fmt: skip
    choice = chosen([old, new])
    assert choice.reports == (new,)
    assert "rättar de andra" in choice.remarks[0].said
    later = report(1, rows("C"), file="a.xlsx", sha256="y", dated=date(2022, 3, 1))
    choice = chosen([old, later])
    assert choice.reports == (later,)
    assert "senaste datumet, 2022-03-01" in choice.remarks[0].said
    assert [one.file for one in choice.aside] == ["jan.xlsx"]


def test_of_two_without_dates_it_is_said_that_nobody_can_tell() -> None:
    one, other = (report(1, rows(n), file=f"{n}.xlsx", sha256=n) for n in "AB")
    (remark,) = chosen([other, one]).remarks
    assert remark.kind is RemarkKind.TWO_VERSIONS
    assert "Skriv Datum" in remark.said
    assert chosen([one, other]).reports == chosen([other, one]).reports


def test_the_same_report_twice_is_counted_once() -> None:
    one = report(1, rows("A"))
    choice = chosen([one, replace(one, file="kopia.xlsx", sha256="other bytes")])
    assert len(choice.reports) == 1
    assert [remark.kind for remark in choice.remarks] == [RemarkKind.SAME_TWICE]


def test_holes_are_months_that_no_report_tells_of() -> None:
    summer = report(7, rows("A"), period=Period(2022, 6, 7))
    found = [report(3, rows("A")), summer, report(10, rows("A"))]
    holes = gaps(found)
    assert holes == ((2022, 4), (2022, 5), (2022, 8), (2022, 9))
    said = [remark.said for remark in gap_remarks("Nämnden", holes)]
    assert said == ["Ingen rapport för april 2022–maj 2022, 2 månader.",
                    "Ingen rapport för augusti 2022–september 2022, 2 månader."]  # fmt: skip
    assert gaps([]) == ()


def test_two_boards_stand_apart_and_two_units_are_made_one() -> None:
    one = report(1, rows("A"))
    other = report(1, rows("A"), file="b.xlsx", board="nämnden  B", unit="mnkr")
    archive = archive_of([Filed(r.file, r.sha256, r) for r in (one, other)])
    assert [board.board for board in archive.boards] == ["Nämnden", "nämnden  B"]
    assert archive.unit == "tkr"
    figures = archive.boards[1].rows[0].observed[0].figures
    assert figures.outcome == Decimal(-10_000)
    assert RemarkKind.OTHER_UNIT in [remark.kind for remark in archive.remarks]
    alone = archive_of([Filed("b.xlsx", "s", other)])
    assert alone.unit == "mnkr"
    assert alone.boards[0].rows[0].observed[0].figures.outcome == Decimal(-10)


def test_what_is_kept_is_read_back_as_it_was() -> None:
    made = report(
        1, rows("A", "B"), dated=date(2022, 2, 1), status="Fastställd", corrects="x.xlsx",
        goals=(FiledGoal("1", "Egen försörjning", "Grön", "●"),),
        register=(known("A", replaces="C; D", since=date(2022, 1, 1)),), unread=("D6 (fel)",),
    )  # fmt: skip
    filed = Filed(made.file, made.sha256, made)
    assert filed_of(Path(made.file), made.sha256, told_of(filed)) == filed
