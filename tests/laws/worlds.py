"""What the walks begin from: the published reports, small tables, and reports beside others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from random import Random
from zlib import crc32

from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from tests.laws.edits import EDITS, Edit
from tests.laws.sheets import with_cells
from tests.laws.tables import tables
from tests.laws.walk import PRESS, Step
from workbooks.build import EXAMPLES
from xl_asn.documents.start import Start
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.reader import read
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, cell_of, number

SMALL, LINKED = "litet", "2022-11 bredvid 2022-10"
LONGEST = 8

_START = """## Start

| Fält | Värde |
|---|---|
| Nämnd | Prövningsnämnden |
| Dokumenttyp | Månadsrapport |
| År | 2024 |
| Period | nov |
| Datum | 2024-12-05 |
| Beloppsenhet | tkr |
| Senast beräknad | |
| Resultat | |

## Nettokostnad

| Område | Verksamhet | Radtyp | Utfall | Budget | Avvikelse | Prognos | Årsbudget | \
Prognosavvikelse | Föregående prognos | Prognosförändring |
|---|---|---|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class World:
    """A workbook, and the others that it may name on *Start*."""

    grid: Grid
    others: Mapping[str, Grid] = field(default_factory=dict)


@cache
def example(name: str) -> Grid:
    """Return a published report, faults included."""
    (path,) = EXAMPLES.glob(f"{name}_*.xlsx")
    return read(path.read_bytes())


def names() -> tuple[str, ...]:
    """Return what there is to begin from."""
    examples = sorted(path.stem.partition("_")[0] for path in EXAMPLES.glob("*.xlsx"))
    return (*examples, LINKED, SMALL)


def world(name: str, seed: int) -> World:
    """Return what a walk begins from; a small table is another one for each seed."""
    if name == SMALL:
        return World(small(seed))
    if name == LINKED:
        return linked()
    return World(example(name))


def with_start(grid: Grid, **values: str | Decimal) -> Grid:
    """Return the grid with values on *Start*, by the name of their field."""
    start = Start.from_grid(grid)[0]
    return with_cells(grid, {start.cell(name): cell_of(value) for name, value in values.items()})


@cache
def linked() -> World:
    """Return November 2022 that names October, rebuilt from what November says of it."""
    november = with_start(example("2022-11"), previous_report="2022-10")
    return World(november, {"2022-10": month_before(november)})


def month_before(grid: Grid) -> Grid:
    """Return October as November tells of it: its forecasts, and no figure of the month's own."""
    changes: dict[CellRef, Cell] = {}
    for table in tables(grid):
        for row in table.rows if "Prognosförändring" in table.columns else ():
            of = {header: table.cell(row, header).value for header in table.amounts}
            forecast, change = of["Prognos"], of["Prognosförändring"]
            if isinstance(forecast, Decimal) and isinstance(change, Decimal):
                before = forecast - change
                changes[table.ref(row, "Prognos")] = number(before)
                budget = of["Årsbudget"]
                if isinstance(budget, Decimal):
                    changes[table.ref(row, "Prognosavvikelse")] = number(before - budget)
            changes |= {
                table.ref(row, h): BLANK for h in table.columns if h.startswith("Kommentar")
            }
            changes[table.ref(row, "Prognosförändring")] = BLANK
    return with_start(with_cells(grid, changes), period="okt", previous_report="")


def small(seed: int) -> Grid:
    """Return a month with one table of two areas that adds up, its computed columns in any state.

    They are blank, right, or right but for one figure.
    """
    draw = Random(f"litet {seed}")  # noqa: S311 - the same table wherever it is made
    rows: list[tuple[str, str, str, tuple[int, ...]]] = []
    total: tuple[int, ...] = (0,) * 5
    for area in ("Nord", "Syd")[: draw.randint(1, 2)]:
        subtotal: tuple[int, ...] = (0,) * 5
        for index in range(draw.randint(2, 4)):
            figures = tuple(-draw.randint(100, 9_000) for _ in range(5))
            rows.append((area, f"{area} verksamhet {'ABCD'[index]}", "rad", figures))
            subtotal = tuple(map(sum, zip(subtotal, figures, strict=True)))
        rows.append((area, f"Summa {area}", "summa", subtotal))
        total = tuple(map(sum, zip(total, subtotal, strict=True)))
    rows.append(("", "Resultat", "total", total))
    state = draw.choice(("tomma", "rätta", "fel"))
    wrong = draw.randrange(len(rows)) if state == "fel" else None
    lines = [
        _line(row, blank=state == "tomma", off=20 * (n == wrong)) for n, row in enumerate(rows)
    ]
    return read_markdown(_START + "\n".join(lines))


def _line(row: tuple[str, str, str, tuple[int, ...]], *, blank: bool, off: int) -> str:
    area, name, kind, (actual, budget, forecast, year_budget, before) = row
    computed = (actual - budget + off, forecast - year_budget, forecast - before)
    first, second, third = ("", "", "") if blank else map(str, computed)
    cells = (
        area, name, kind, actual, budget, first, forecast, year_budget, second, before, third,
    )  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def steps() -> st.SearchStrategy[list[Step]]:
    """Return the walks that there are: one to eight edits, with presses anywhere between them."""
    pick = st.integers(0, 999)
    edit = st.builds(Edit, st.sampled_from(list(EDITS)), st.tuples(pick, pick, pick))
    return st.lists(st.tuples(edit, st.booleans()), min_size=1, max_size=LONGEST).map(
        lambda taken: [step for edit, press in taken for step in ([PRESS] * press + [edit])]
    )


def walk_from(name: str, walked: Callable[[World, Sequence[Step]], None]) -> None:
    """Have hypothesis make walks from a world, the same ones every time, and try each.

    A walk takes a second. The first one made is to press and no more.
    """
    walks = 1 + settings().max_examples // 25

    @seed(crc32(name.encode()))
    @settings(max_examples=walks, phases=[Phase.generate])
    @given(steps(), st.integers(0, 99))
    def tried(steps: Sequence[Step], seed: int) -> None:
        walked(world(name, seed), steps)

    tried()
