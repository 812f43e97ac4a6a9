"""The section *Sedan förra rapporten*: what has moved, only where it is asked for, and once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

import pytest

from tests.beside import NOW, beside, naming, pressed
from tests.laws.worlds import example
from xl_asn.case.compute import compute
from xl_asn.case.own_cells import with_cells
from xl_asn.documents.start import Start
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, cell_of
from xl_asn.report.blocks import Block, BulletList, Chart, ChartKind, Heading, Paragraph

_FORECAST = (
    "Prognosen för Resultat ASN har gått från −281\u00a0153 till −276\u00a0238 tkr (+4\u00a0915)."
)


def asked(grid: Grid, answer: str = "Ja") -> Grid:
    start, _ = Start.from_grid(grid)
    return with_cells(grid, {start.cell("since_last"): cell_of(answer)})


def october(said: Mapping[str, str] = MappingProxyType({}), *, same: bool = False) -> Grid:
    """Return November as October was, with the forecasts of then and other words in some cells."""
    grid = example("2022-11")
    start, _ = Start.from_grid(grid)
    forecasts = {CellRef("Nettokostnad", row, 7): _less(grid, row) for row in range(6, 18)}
    cells = {
        start.cell("period"): cell_of("okt"),
        **{CellRef("Månadsstatus", row, 12): BLANK for row in range(6, 10)},
        **({} if same else forecasts),
        **{CellRef.parse(address): cell_of(text) for address, text in said.items()},
    }
    return with_cells(grid, cells)


def _less(grid: Grid, row: int) -> Cell:
    now, change = (grid.at(CellRef("Nettokostnad", row, column)).value for column in (7, 11))
    assert isinstance(now, Decimal)
    assert isinstance(change, Decimal)
    return cell_of(now - change)


def section(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks of the section, without its heading."""
    firsts = [at for at, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 1]
    assert firsts
    first = blocks[firsts[0]]
    assert isinstance(first, Heading)
    assert first.text == "1 Sedan förra rapporten"
    return blocks[firsts[0] + 1 : firsts[1]]


def told(blocks: Sequence[Block]) -> list[str]:
    """Return the section's words, a line each, those of units indented."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                lines.append(text)
            case BulletList(items):
                for item in items:
                    lines.append(f"{item.lead}: {item.text}")
                    lines += [f"  {one}" for one in item.items]
            case Chart(title=title):
                lines.append(title)
    return lines


def bridges(blocks: Sequence[Block]) -> int:
    return sum(isinstance(b, Chart) and b.kind is ChartKind.BRIDGE for b in blocks)


def test_it_tells_colours_with_units_the_forecast_and_restated_history() -> None:
    units = {"Enhetsresultat!C6": "Röd", "Enhetsresultat!C7": "Gul", "Månadsstatus!D6": "Röd"}
    blocks = pressed(asked(example("2022-11")), october(units)).blocks
    lines = told(section(blocks))
    assert lines[0] == f"Jämfört med månadsrapporten för oktober 2022. {_FORECAST}"
    assert lines[1] == "Bedömningar som har ändrats"
    assert [line for line in lines if line.startswith("  ")] == [
        "  Mottagning och utredning barn och unga 1: ■ Röd blev ● Grön",
        "  Centrum för arbete och integration: ▲ Gul blev ● Grön",
    ]
    assert "Prognosen" in lines
    assert lines[-2] == "Ändrat i det som redan var rapporterat"
    assert lines[-1] == "Mål 1, mars 2022 i månadsstatusen: Röd blev Gul"
    assert bridges(blocks) == 1, "the bridge stands once: here, and not among the economy"


def test_two_reports_that_agree_have_nothing_to_tell_but_that() -> None:
    lines = told(section(pressed(asked(example("2022-11")), october(same=True)).blocks))
    assert "Inga bedömningar har ändrats." in lines
    assert lines[-1] == "Ingenting som redan var rapporterat har ändrats."


@pytest.mark.parametrize("answer", ["", "Nej", "nja"])
def test_off_is_as_it_was(answer: str) -> None:
    plain = pressed(example("2022-11"), october()).blocks
    assert pressed(asked(example("2022-11"), answer), october()).blocks == plain
    assert bridges(plain) == 1


def test_a_first_report_has_no_section_and_says_why() -> None:
    grid = example("2022-11")
    start, _ = Start.from_grid(grid)
    alone = with_cells(asked(grid), {start.cell("previous_report"): BLANK})
    computed = pressed(alone)
    assert (
        computed.blocks == pressed(with_cells(grid, {start.cell("previous_report"): BLANK})).blocks
    )
    assert [f.code for f in computed.examined.findings if f.cell == start.cell("since_last")] == [
        "V129"
    ]


def test_what_it_says_agrees_with_the_table_where_it_stands_as_a_text() -> None:
    grid = asked(example("2022-11"))
    text = CellRef("Sammanfattning", 6, 2)
    said = with_cells(grid, {text: cell_of(f"{_FORECAST} Föregående prognos var −281 153 tkr.")})
    about = [f for f in pressed(said).examined.findings if f.cell == text and f.code[0] == "T"]
    assert about == []


def test_what_the_previous_report_rests_on_is_among_what_was_read() -> None:
    case = beside(asked(example("2022-11")), naming(october(), "previous_report", "september"))
    compute(case, now=NOW, strict=True)
    assert [name for name, _, _ in case.neighbours.read][-1] == "september"


def test_the_forecast_of_another_year_has_not_moved() -> None:
    before = october()
    start, _ = Start.from_grid(before)
    before = with_cells(before, {start.cell("year"): cell_of(Decimal(2021))})
    (first, *_) = told(section(pressed(asked(example("2022-11")), before).blocks))
    assert first == "Jämfört med månadsrapporten för oktober 2021."
