"""An adopted report: signed and sealed, held against its seal, and asked of before a change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.beside import NOW, beside, checked, pressed
from tests.case.test_correcting import FORECAST, on_start
from workbooks.build import EXAMPLES, build
from xl_asn.case.adopting import refuse_adopted
from xl_asn.case.compute import Computed, compute
from xl_asn.case.own_cells import with_cells
from xl_asn.documents.start import Start
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.reader import read
from xl_asn.model.adoption import AdoptedError, SheetSeal, differing, sealed
from xl_asn.model.grid import BLANK, CellRef, Grid, cell_of

CODES = ("C196", "V171")
EVERY = sorted(path.stem for path in EXAMPLES.glob("*.md"))
SINCE = "Bladet Händelser är ändrat sedan rapporten fastställdes 2026-01-01 av Anna Ek"
EVENT = CellRef("Händelser", 7, 2)


def master(name: str = "2022-11_manadsrapport") -> bytes:
    return build(EXAMPLES / f"{name}.md", ".xlsx")


def written(data: bytes, grid: Grid, computed: Computed) -> bytes:
    """Return the workbook as it is once what is computed, and what *Start* says, is written."""
    start, _ = Start.from_grid(grid)
    said = {
        cell: grid.at(cell).value
        for name in ("status", "status_by", "status_on", "date")
        if (cell := start.place(name)) and not grid.at(cell).is_blank
    }
    return saved(data, {**said, **computed.values}, computed.pages)


def adopted(name: str = "2022-11_manadsrapport", **said: str) -> bytes:
    """Return an example that is adopted and sealed."""
    data = master(name)
    grid = on_start(read(data), **{"status": "Fastställd", "status_by": "Anna Ek", **said})
    return written(data, grid, pressed(grid))


def told(grid: Grid) -> list[str]:
    return [f.message for f in checked(grid).findings if f.code in CODES]


def told_after(grid: Grid) -> list[str]:
    return [f.message for f in pressed(grid).examined.findings if f.code in CODES]


@pytest.mark.parametrize("name", EVERY)
def test_what_is_sealed_is_as_it_was_and_a_second_press_writes_nothing(name: str) -> None:
    grid = read(adopted(name))
    start, _ = Start.from_grid(grid)
    assert (start.status_by, start.status_on) == ("Anna Ek", date(2026, 1, 1)), "the day is filled"
    assert told(grid) == told_after(grid) == []
    again = pressed(grid)
    assert (dict(again.values), again.pages) == ({}, ())
    again.refuse_adopted()


def test_a_day_that_somebody_has_written_stands() -> None:
    data = master()
    grid = on_start(read(data), status="Fastställd", status_by="Anna Ek")
    start, _ = Start.from_grid(grid)
    day = start.cell("status_on")
    grid = with_cells(grid, {day: cell_of(date(2022, 12, 6))})
    computed = pressed(grid)
    assert day not in computed.values
    seal = beside(read(written(data, grid, computed))).memory.seal
    assert seal is not None
    assert (seal.signature.words, seal.at) == ("2022-12-06 av Anna Ek", "2026-01-01 00:00")


def test_a_change_is_told_alike_before_and_after_a_press_and_where_it_is() -> None:
    data = adopted()
    changed = with_cells(read(data), {EVENT: cell_of("Något helt annat hände.")})
    said = [f"{SINCE}: rad 7, i Händelse."]
    assert told(changed) == told_after(changed) == said
    found = next(f for f in checked(changed).findings if f.code == "C196")
    assert (found.cell, found.inputs) == (EVENT, (EVENT,))
    after = read(saved(data, {EVENT: "Något helt annat hände."}, pressed(changed).pages))
    assert told(after) == said, "Beräkna does not sign for anybody"


def test_a_row_that_is_taken_away_is_told() -> None:
    blank = {CellRef("Händelser", 7, column): BLANK for column in (1, 2)}
    assert told(with_cells(read(adopted()), blank)) == [
        f"{SINCE}: rader är borttagna, eller står i en annan ordning."
    ]


def test_a_new_signature_is_of_what_stands_then() -> None:
    data = adopted()
    changed = with_cells(read(data), {EVENT: cell_of("Något helt annat hände.")})
    signed = on_start(changed, status_by="Bo Alm")
    assert told(signed) == [
        "Rapporten står som Fastställd, men är inte låst. Om något ändras nu syns det inte."
    ]
    computed = pressed(signed)
    assert told_after(signed) == []
    told_values = {EVENT: "Något helt annat hände.", **computed.values}
    start, _ = Start.from_grid(signed)
    after = read(saved(data, {**told_values, start.cell("status_by"): "Bo Alm"}, computed.pages))
    assert told(after) == []


def test_a_formula_is_nobody_and_no_day() -> None:
    grid = read(adopted())
    start, _ = Start.from_grid(grid)
    cell = start.cell("status_on")
    moved = with_cells(grid, {cell: grid.at(cell)._replace(formula="TODAY()")})
    assert any(m.startswith("Dagen för den fastställda rapporten är en f") for m in told(moved))
    assert cell not in pressed(moved).values


@pytest.mark.parametrize("status", ["Utkast", "Granskas", "Klar"])
def test_a_report_that_is_taken_back_is_not_held_to_its_seal(status: str) -> None:
    data = adopted()
    grid = on_start(with_cells(read(data), {EVENT: cell_of("Nytt.")}), status=status)
    assert told(grid) == []
    computed = pressed(grid)
    computed.refuse_adopted()
    trail = next(page for page in computed.pages if page.name == "Spårning")
    assert "fastställd" not in {cell.value for cell in trail.cells}


def test_a_press_asks_before_an_adopted_report_is_another() -> None:
    grid = read(adopted())
    changed = with_cells(grid, {FORECAST: cell_of(Decimal(-86855))})
    with pytest.raises(AdoptedError) as asked:
        pressed(changed).refuse_adopted()
    said = "Rapporten är fastställd 2026-01-01 av Anna Ek. Beräkna skulle ändra 1 cell och bladet"
    assert str(asked.value).startswith(said)
    assert "sätt Status till Utkast" in str(asked.value)
    assert "--anda" in str(asked.value)
    assert asked.value.question.startswith(said)
    assert asked.value.question.endswith("Vill du ändra den ändå?")


def test_a_text_alone_is_asked_of_since_the_report_has_it() -> None:
    changed = with_cells(read(adopted()), {EVENT: cell_of("Nytt.")})
    with pytest.raises(AdoptedError, match=r"Beräkna skulle ändra bladet Rapport\."):
        pressed(changed).refuse_adopted()


def test_what_was_adopted_without_a_press_is_asked_of_too() -> None:
    grid = on_start(read(master()), status="Fastställd")
    with pytest.raises(AdoptedError, match=r"Rapporten är fastställd\. Beräkna skulle ändra"):
        pressed(grid).refuse_adopted()


def test_a_correction_is_its_own_file_and_is_not_hindered() -> None:
    first = read(adopted())
    second = on_start(first, corrects="fastställd", date="2026-02-01")
    second = with_cells(second, {FORECAST: cell_of(Decimal(-86855))})
    computed = compute(beside(second, published=first), now=NOW, strict=True)
    computed.refuse_adopted()
    assert [f.code for f in computed.examined.findings if f.code == "C196"] == []


def test_collecting_asks_in_the_same_way() -> None:
    refuse_adopted(beside(read(master())), "Samla in skulle skriva 8 celler.")
    with pytest.raises(AdoptedError, match=r"av Anna Ek\. Samla in skulle skriva 8 celler\. Har"):
        refuse_adopted(beside(read(adopted())), "Samla in skulle skriva 8 celler.")


def test_a_report_that_is_ready_with_errors_says_so() -> None:
    wrong = with_cells(read(master("2021-02_manadsrapport")), {})
    count = sum(f.severity.value == "fel" for f in pressed(wrong).examined.findings)
    for status, said in (("Klar", True), ("Fastställd", True), ("Granskas", False)):
        sentence = pressed(on_start(wrong, status=status)).unready_sentence
        assert bool(sentence) is (said and count > 0)
        assert not sentence or sentence == f"Rapporten står som {status}, men har {count} fel kvar."


_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=5)
_ROWS = st.lists(
    st.dictionaries(st.sampled_from(["Enhet", "Prognos", "Text med ; i"]), _TEXTS, max_size=3),
    max_size=6,
)


@given(_ROWS)
def test_a_seal_is_read_back_as_it_was_written(rows: list[dict[str, str]]) -> None:
    seal = sealed("Mål", rows)
    assert SheetSeal.parse("Mål", seal.filled, seal.sum, seal.text) == seal


@pytest.mark.parametrize("text", ["", "[]", "{}", '["abcd", 1]', "[[[[", "1", '[3, {"a": 1}]'])
def test_a_seal_that_somebody_has_spoilt_still_tells_of_the_sheet(text: str) -> None:
    assert SheetSeal.parse("Mål", 2, "0123456789", text).rows == ()


@given(_ROWS, _ROWS)
def test_two_sheets_are_alike_just_when_their_seals_are(
    before: list[dict[str, str]], now: list[dict[str, str]]
) -> None:
    was, is_now = sealed("Mål", before), sealed("Mål", now)
    assert (was.sum == is_now.sum) is (before == now)
    rows, headers = differing(was, is_now)
    assert all(
        now[row] not in before or now.count(now[row]) > before.count(now[row]) for row in rows
    )
    assert before != now or (rows, headers) == ((), ())
