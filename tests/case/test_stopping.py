"""What stops at a cell is a *fel* at that cell; everything else is found as if it had not."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from tests.beside import NOW, beside
from xl_asn.batch import judge as judging
from xl_asn.case import compute as computing
from xl_asn.case import evaluating
from xl_asn.case.case import Case
from xl_asn.case.compute import compute
from xl_asn.case.examine import Examined, examine
from xl_asn.documents.document import Document
from xl_asn.files.reading.load import load
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.rules import catalogue
from xl_asn.rules.context import Context

EXAMPLE = Path("workbooks/exempel/2022-11_manadsrapport.xlsm")
CODE = "V116"
FAULTS = [
    RecursionError("djupt"), ZeroDivisionError("noll"), InvalidOperation(), KeyError("Utfall"),
    UnicodeEncodeError("utf-8", "\udc80", 0, 1, "halvt"), AssertionError(), OverflowError(),
]  # fmt: skip
FIRST, MIDDLE, LAST = (CellRef("Nettokostnad", row, 4) for row in (6, 11, 17))


def example() -> Case:
    grid = load(EXAMPLE).grid
    assert grid is not None
    return beside(grid)


def keyed(examined: Examined) -> set[tuple[str, CellRef | None, str | None, str]]:
    return {(one.code, one.cell, one.sheet, one.message) for one in examined.findings}


def stops(examined: Examined) -> list[Finding]:
    return [one for one in examined.findings if one.code == "S191"]


def plant(monkeypatch: pytest.MonkeyPatch, code: str, stopping: Callable[[Document], None]) -> None:
    """Let a rule stop in the middle: after half of what it finds."""

    def spoilt(one: catalogue.CataloguedRule) -> catalogue.CataloguedRule:
        def check(context: Context) -> Iterator[Finding]:
            found = [*one.findings(context)]
            yield from found[: len(found) // 2]
            stopping(context.document)
            yield from found[len(found) // 2 :]

        check.__annotations__ = {"context": Context}
        return replace(one, check=check)

    rules = tuple(spoilt(one) if one.rule.code == code else one for one in catalogue.all_rules())
    monkeypatch.setattr(catalogue, "all_rules", lambda: rules)


def at(*cells: CellRef, fault: Exception) -> Callable[[Document], None]:
    """Return what stops where any of some cells of *Nettokostnad* holds an amount."""

    def stopping(document: Document) -> None:
        for row in document.table("Nettokostnad") or ():
            if row.actual is not None and row.cell("actual") in cells:
                raise fault

    return stopping


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_whatever_it_stops_by_the_cell_is_told(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    plant(monkeypatch, CODE, at(FIRST, fault=fault))
    (told,) = stops(examine(example()))
    assert told.cell == FIRST
    assert told.severity is Severity.ERROR
    assert CODE in told.message
    assert type(fault).__name__ in told.message
    assert told.remedy


@pytest.mark.parametrize("cells", [(FIRST,), (MIDDLE,), (LAST,), (FIRST, LAST), (MIDDLE, LAST)])
@pytest.mark.parametrize("code", ["C101", "V115", "V116", "T101"])
def test_all_else_is_found_as_if_it_had_not_stopped(
    monkeypatch: pytest.MonkeyPatch, code: str, cells: tuple[CellRef, ...]
) -> None:
    expected = keyed(examine(example()))
    plant(monkeypatch, code, at(*cells, fault=ZeroDivisionError()))
    examined = examine(example())
    assert [told.cell for told in stops(examined)] == list(cells)
    found = keyed(examined)
    lost = {one for one in expected - found if one[1] is None or one[1].row not in
            {cell.row for cell in cells}}  # fmt: skip
    assert not lost
    assert {one[0] for one in found - expected} == {"S191"}


def test_one_cell_that_stops_many_rules_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("C101", "V115", "V116", "V117"):
        plant(monkeypatch, code, at(MIDDLE, fault=KeyError("x")))
    (told,) = stops(examine(example()))
    assert told.cell == MIDDLE
    assert all(code in told.message for code in ("C101", "V115", "V116", "V117"))


def test_a_row_that_it_stops_at_whatever_it_holds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopping(document: Document) -> None:
        if any(row.row_number == LAST.row for row in document.table("Nettokostnad") or ()):
            raise KeyError(LAST.row)

    plant(monkeypatch, CODE, stopping)
    (told,) = stops(examine(example()))
    assert told.cell is not None
    assert told.cell.row == LAST.row


def test_where_no_cell_can_be_found_the_sheet_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopping(_: Document) -> None:
        raise KeyError("alltid")

    expected = keyed(examine(example()))
    plant(monkeypatch, CODE, stopping)
    examined = examine(example())
    (told,) = stops(examined)
    assert told.cell is None
    assert "det går inte att säga vilken cell" in told.message
    assert {one for one in expected - keyed(examined) if one[0] != CODE} == set()


def test_it_is_tried_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def stopping(_: Document) -> None:
        nonlocal asked
        asked += 1
        raise KeyError(asked)

    for one in catalogue.all_rules()[:60]:
        plant(monkeypatch, one.rule.code, stopping)
    examine(example())
    assert asked < 500


def test_what_stops_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plant(monkeypatch, CODE, at(FIRST, fault=ZeroDivisionError("noll")))
    with caplog.at_level(logging.ERROR):
        examine(example())
    (logged,) = caplog.records
    assert CODE in logged.getMessage()
    assert logged.exc_info is not None


def test_memory_goes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, CODE, at(FIRST, fault=MemoryError()))
    with pytest.raises(MemoryError):
        examine(example())
    assert [one.code for one in judging.judge(EXAMPLE).findings] == ["F190"]


def spoilt_stage(monkeypatch: pytest.MonkeyPatch, module: object, name: str, cell: CellRef) -> None:
    """Let a stage stop wherever the document has an amount in a cell."""
    real = getattr(module, name)

    def stage(document: Document, *rest: object) -> object:
        at(cell, fault=ZeroDivisionError("noll"))(document)
        return real(document, *rest)

    monkeypatch.setattr(module, name, stage)


@pytest.mark.parametrize(
    ("module", "name", "what"),
    [(evaluating, "calculated_of", "Uträkningen"), (computing, "compose", "Rapporten")],
)
def test_a_stage_that_stops_at_a_cell_takes_nothing_else_away(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, what: str
) -> None:
    expected = keyed(compute(example(), now=NOW).examined)
    spoilt_stage(monkeypatch, module, name, MIDDLE)
    computed = compute(example(), now=NOW)
    (told,) = stops(computed.examined)
    assert told.cell == MIDDLE
    assert what in told.message
    assert computed.blocks
    assert computed.examined.calculated.goals
    found = keyed(computed.examined)
    assert {one for one in found - expected if one[0] != "S191"} == set()
    assert {one[1].sheet for one in expected - found if one[1] is not None} <= {MIDDLE.sheet}
    assert MIDDLE not in computed.values


def test_a_calculation_that_always_stops_leaves_what_can_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stage(*_: object) -> None:
        raise ZeroDivisionError

    case = example()
    monkeypatch.setattr(evaluating, "calculated_of", stage)
    examined = examine(case)
    (told,) = [one for one in stops(examined) if "Uträkningen" in one.message]
    assert told.cell is None
    assert "V108" in {one.code for one in examined.findings}


def test_a_report_that_always_stops_leaves_the_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    def stage(*_: object) -> None:
        raise RecursionError

    expected = compute(example(), now=NOW)
    monkeypatch.setattr(computing, "compose", stage)
    computed = compute(example(), now=NOW)
    assert computed.blocks == ()
    assert [one.cell for one in stops(computed.examined)] == [None]
    assert keyed(computed.examined) >= keyed(expected.examined)
    figures = {c: v for c, v in expected.values.items() if isinstance(v, Decimal)}
    assert {c: v for c, v in computed.values.items() if isinstance(v, Decimal)} == figures


def test_what_becomes_a_fault_of_the_program_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stage(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(judging, "examine", stage)
    with caplog.at_level(logging.ERROR):
        verdict = judging.judge(EXAMPLE)
    assert [one.code for one in verdict.findings] == ["F199"]
    (logged,) = caplog.records
    assert EXAMPLE.name in logged.getMessage()
    assert logged.exc_info is not None
