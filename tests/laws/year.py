"""A board's year: twelve reports in a row, each pressed before the next one is written.

February to December are made from November 2022, with the amounts of each month so that all adds
up; August is an interim report, and January of the new year comes last. Each names the one before
it. What a person would write anew each month is new: events, statuses, comments and texts.
``python -m tests.laws.year`` plays it and prints what is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tests.laws import api
from tests.laws.interim import interim
from tests.laws.press import written
from tests.laws.sheets import inserted_row, with_cells
from tests.laws.tables import Table, table_of
from tests.laws.worlds import example, with_start
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Value, cell_of, number
from xl_asn.model.money import show_number

NET, INCOME, STRIP = "Nettokostnad", "Resultaträkning", "Månadsstatus"
MONTHS: Final = (
    "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
)  # fmt: skip
_HEADERS: Final = (
    "Jan", "Feb", "Mars", "April", "Maj", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Dec",
)  # fmt: skip
INTERIM: Final = 8
_EVENTS: Final = 4
_YEAR: Final = 2022
_TOTAL, _COSTS, _OTHER, _REST = (
    "Resultat ASN", "Summa kostnader", "Övriga kostnader", "-varav övrigt",
)  # fmt: skip
_AMOUNTS: Final = ("Utfall", "Budget", "Prognos", "Årsbudget")

Figures = Mapping[str, Mapping[str, Decimal]]
"""The amounts of a month by row and header."""


@dataclass(frozen=True)
class Turn:
    """One report of the year: as it was written, as Beräkna left it, and what it said."""

    name: str
    before: Grid
    after: Grid
    told: Sequence[Finding]


def played(typed: Collection[int]) -> Iterator[Turn]:
    """Play the year through.

    ``typed`` are the months where the author types deviations and previous forecasts herself; in
    the others she leaves them to Beräkna.
    """
    others: dict[str, Grid] = {}
    last = ""
    for number_of_month in range(2, 14):
        name = name_of(number_of_month)
        if number_of_month == INTERIM:
            figures, before = figures_of(INTERIM), figures_of(INTERIM - 1)
            grid = interim(figures[NET], before[NET], last)
        else:
            grid = monthly(number_of_month, last, others, typed=number_of_month in typed)
        computed = api.computed(api.case_among(grid, others))
        after = written(grid, computed)
        yield Turn(name, grid, after, computed.examined.findings)
        others = {**others, name: after}
        last = name


def name_of(month: int) -> str:
    """Return a report's name; month 13 is January of the new year."""
    kind = "delarsrapport" if month == INTERIM else "manadsrapport"
    return f"{_YEAR + (month > 12)}-{(month - 1) % 12 + 1:02}_{kind}"


def figures_of(month: int) -> Mapping[str, Figures]:
    """Return the amounts of a month, by sheet: everything adds up, in tkr and to the unit."""
    begun = example("2022-11")
    net = table_of(begun, NET)
    found = {net.label_of(row): _row(net, row, month) for row in net.rows}
    found[_TOTAL] = _sum(found[label] for label in found if label != _TOTAL)
    income = table_of(begun, INCOME)
    posts = {income.label_of(row): _row(income, row, month) for row in income.rows}
    first = next(iter(posts))
    costs = [label for label in posts if label.endswith("kostnader") or "köp" in label]
    costs = [label for label in costs if not label.startswith("-") and label != _COSTS]
    posts[_TOTAL] = found[_TOTAL]
    posts[_COSTS] = _less(found[_TOTAL], [posts[first]])
    posts[_OTHER] = _less(posts[_COSTS], [posts[label] for label in costs if label != _OTHER])
    parts = [label for label in posts if label.startswith("-") and "covid" not in label]
    posts[_REST] = _less(posts[_OTHER], [posts[label] for label in parts if label != _REST])
    return {NET: found, INCOME: posts}


def _row(table: Table, row: int, month: int) -> Mapping[str, Decimal]:
    """Return a row's amounts: the budget a twelfth a month, the forecast on its way to November's.

    What the forecast deviates with has come evenly over the months that have been.
    """
    of = {h: v if isinstance(v := table.cell(row, h).value, Decimal) else None for h in _AMOUNTS}
    budget, forecast = of["Årsbudget"] or Decimal(0), of["Prognos"] or Decimal(0)
    year = _whole(budget * Decimal("1.02")) if month > 12 else budget
    so_far = Decimal((month - 1) % 12 + 1)
    off = forecast - budget if budget else Decimal(0)
    drift = _whole(off * so_far / 11) if budget else _whole(forecast * so_far / 11)
    made = {"Prognos": year + drift, "Årsbudget": year}
    if of["Utfall"] is not None:
        made["Budget"] = _whole(year * so_far / 12)
        made["Utfall"] = made["Budget"] + _whole(drift * so_far / 12)
    return made


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1))


def _sum(rows: Iterator[Mapping[str, Decimal]]) -> Mapping[str, Decimal]:
    total = dict.fromkeys(_AMOUNTS, Decimal(0))
    for row in rows:
        total = {header: total[header] + row.get(header, Decimal(0)) for header in _AMOUNTS}
    return total


def _less(
    whole: Mapping[str, Decimal], parts: Sequence[Mapping[str, Decimal]]
) -> Mapping[str, Decimal]:
    taken = _sum(iter(parts))
    return {header: whole[header] - taken[header] for header in _AMOUNTS}


def monthly(month: int, last: str, others: Mapping[str, Grid], *, typed: bool) -> Grid:
    """Return a month's report as the author has written it."""
    following = month % 12 + 1
    grid = with_start(
        example("2022-11"),
        year=Decimal(_YEAR + (month > 12)),
        period=MONTHS[(month - 1) % 12],
        previous_report=last,
        date=f"{_YEAR + (month >= 12)}-{following:02}-06",
    )
    now, before = figures_of(month), figures_of(month - 1)
    for sheet in (NET, INCOME):
        compared = before[sheet] if last else {}
        if month > 12:  # the first forecast of a year is held against its budget
            compared = {label: {"Prognos": of["Årsbudget"]} for label, of in now[sheet].items()}
        cells = _amount_cells(table_of(grid, sheet), now[sheet], compared, typed=typed)
        grid = with_cells(grid, cells)
    grid = with_cells(grid, _comments(table_of(grid, NET), month, now[NET], before[NET]))
    grid = with_cells(grid, _goals(grid, month))
    grid = with_cells(grid, _strip(grid, month, others))
    grid = with_cells(grid, _texts(grid, month, now[NET], before[NET]))
    return _reorganised(grid) if month > 12 else grid


def _amount_cells(
    table: Table, now: Figures, before: Figures, *, typed: bool
) -> dict[CellRef, Cell]:
    cells: dict[CellRef, Cell] = {}
    for row in table.rows:
        of, then = now[table.label_of(row)], before.get(table.label_of(row), {})
        is_empty = "Utfall" not in of  # a row of dashes: nothing has been paid yet
        for header in ("Utfall", "Budget") if not is_empty else ():
            cells[table.ref(row, header)] = number(of[header])
        for header in ("Prognos", "Årsbudget"):
            cells[table.ref(row, header)] = number(of[header])
        computed: dict[str, Decimal | None] = {
            "Avvikelse": None if is_empty else of["Utfall"] - of["Budget"],
            "Prognosavvikelse": of["Prognos"] - of["Årsbudget"],
            "Föregående prognos": then.get("Prognos"),
            "Prognosförändring": of["Prognos"] - then["Prognos"] if then else None,
        }
        for header, value in computed.items():
            shown = value if typed else None
            cells[table.ref(row, header)] = BLANK if shown is None else number(shown)
    return cells


def _comments(table: Table, month: int, now: Figures, before: Figures) -> dict[CellRef, Cell]:
    """Return new comments on the rows that have some; none says a figure."""
    cells: dict[CellRef, Cell] = {}
    for row in table.rows:
        label = table.label_of(row)
        said = f"Läget för {label.casefold()} i månad {MONTHS[(month - 1) % 12]}"
        moved = now[label]["Prognos"] != before[label]["Prognos"]
        is_row = table.kind_of(row) == "rad"
        texts: dict[str, Value] = {
            "Kommentar prognosförändring": f"{said}: nya ärenden." if moved and is_row else None,
            "Kommentar budgetavvikelse": f"{said}: köpta platser." if is_row else None,
        }
        cells |= {table.ref(row, header): cell_of(text) for header, text in texts.items()}
    return cells


def _goals(grid: Grid, month: int) -> dict[CellRef, Cell]:
    """Return the units' statuses of a month, each with its reason, and the goals left blank."""
    units, goals = table_of(grid, "Enhetsresultat"), table_of(grid, "Mål")
    cells: dict[CellRef, Cell] = {}
    for place, row in enumerate(units.rows):
        green = (place * 7 + month * 3) % 11 > 1 + month % 4
        why = None if green else f"Mätningen i {MONTHS[(month - 1) % 12]} blev sen."
        cells[units.ref(row, "Bedömning")] = cell_of("Grön" if green else "Gul")
        cells[units.ref(row, "Kommentar")] = cell_of(why)
        if units.label_of(row) == "Hästkons stöd- och boendeenhet":  # misspelt there
            cells[units.ref(row, "Enhet")] = cell_of("Hästskons stöd- och boendeenhet")
    for row in goals.rows:
        for header in ("Utfall", "Bedömning", "Översyn", "Kommentar"):
            cells[goals.ref(row, header)] = BLANK
    gates = table_of(grid, "Målindikatorer")
    for row in gates.rows:
        cells |= {gates.ref(row, header): BLANK for header in ("Utfall", "Bedömning")}
    return cells


def _strip(grid: Grid, month: int, others: Mapping[str, Grid]) -> dict[CellRef, Cell]:
    """Return the strip: what each earlier report of the year assessed, and this month blank."""
    strip = table_of(grid, STRIP)
    cells: dict[CellRef, Cell] = {}
    for row in strip.rows:
        goal = strip.cell(row, "Mål").value
        for past, header in enumerate(_HEADERS, 1):
            report = others.get(name_of(past)) if past != INTERIM else None
            told = _assessed(report, goal) if report and past != (month - 1) % 12 + 1 else None
            cells[strip.ref(row, header)] = cell_of(told)
    return cells


def _assessed(report: Grid, goal: Value) -> Value:
    goals = table_of(report, "Mål")
    row = next(row for row in goals.rows if goals.cell(row, "Nr").value == goal)
    return goals.cell(row, "Bedömning").value


def _texts(grid: Grid, month: int, now: Figures, before: Figures) -> dict[CellRef, Cell]:
    """Return the month's events and summaries, with what the tables say in them."""
    called = MONTHS[(month - 1) % 12]
    events, texts = table_of(grid, "Händelser"), table_of(grid, "Sammanfattning")
    cells: dict[CellRef, Cell] = {}
    for place, row in enumerate(events.rows):
        event = f"Händelse {place + 1} i {called}: nämnden fick en genomgång."
        cells[events.ref(row, "Händelse")] = cell_of(event if place < _EVENTS else None)
    of = now[_TOTAL]
    change = of["Prognos"] - before[_TOTAL]["Prognos"]
    said = [f"Avvikelse mot budget: {_millions(of['Prognos'] - of['Årsbudget'])}"]
    if 2 < month <= 12:
        said.append(f"Avvikelse mot föregående prognos: {_millions(change)}")
    for place, row in enumerate(texts.rows):
        text = said[place] if place < len(said) else None
        section = "Sammanfattning nämnden" if text else None
        cells[texts.ref(row, "Avsnitt")] = cell_of(section)
        cells[texts.ref(row, "Text")] = cell_of(text)
    return cells


def _millions(amount: Decimal) -> str:
    return f"{show_number(amount / 1000, 1, signed=True)} mnkr"


def _reorganised(grid: Grid) -> Grid:
    """Return January's report, where one unit is called otherwise from the new year on."""
    units = table_of(grid, "Enhetsresultat")
    new = "Resursenheten 1 och 2"
    cells = {
        units.ref(row, "Enhet"): cell_of(new)
        for row in units.rows
        if units.label_of(row) == "Resursenheten"
    }
    register = table_of(grid, "Organisation")
    named = {"Enhet": new, "Ersätter": "Resursenheten"}
    row = {register.columns[header]: cell_of(text) for header, text in named.items()}
    return inserted_row(with_cells(grid, cells), "Organisation", register.rows[-1], row)


def main() -> None:
    """Print what is asked in the year, report by report."""
    for turn in played(range(2, 14, 2)):
        print(turn.name)
        for finding in turn.told:
            if finding.severity is not Severity.INFO:
                place = finding.cell or finding.sheet
                print(f"  {finding.severity.value} {finding.code} {place}: {finding.message}")


if __name__ == "__main__":
    main()
