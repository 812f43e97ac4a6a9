"""Section *Riskhantering* of a plan: risks by value, the matrix, measures and control points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xl_asn.documents.sheets.risks import PlanRiskRow
from xl_asn.model.plan import PlanPolicy
from xl_asn.report.blocks import (
    NOTHING,
    Assessment,
    Block,
    Callout,
    ColumnKind,
    Count,
    Heading,
    Table,
    TableColumn,
    TableRow,
)
from xl_asn.report.completed import Completed
from xl_asn.report.texts import lines_of, without_dash

_SCALE = (1, 2, 3, 4, 5)


def plan_risks(completed: Completed) -> Iterator[Block]:
    """Yield the risks numbered, the matrix of five by five, measures and control points."""
    rows = completed.rows(PlanRiskRow)
    policy = completed.calculated.follow_up.policy
    if not rows or policy is None:
        return
    yield Heading(2, "Risker")
    columns = (
        TableColumn("Nr", ColumnKind.COUNT),
        TableColumn("Risk", ColumnKind.LONG_TEXT),
        TableColumn("Sannolikhet", ColumnKind.COUNT),
        TableColumn("Konsekvens", ColumnKind.COUNT),
        TableColumn("Riskvärde", ColumnKind.COUNT),
        TableColumn("Nivå", ColumnKind.STATUS),
    )
    yield Table(
        "Riskvärde = sannolikhet × konsekvens, var och en 1 till 5.",
        columns,
        tuple(_risk(completed, policy.plan, number, row) for number, row in enumerate(rows, 1)),
    )
    yield from _matrix(rows, policy.plan)
    yield from _measures(rows)
    yield from _controls(rows)


def _risk(completed: Completed, policy: PlanPolicy, number: int, row: PlanRiskRow) -> TableRow:
    value = completed.amount(row, "value")
    return TableRow(
        (
            Count(Decimal(number)),
            row.label,
            Count(row.likelihood, row.place("likelihood")),
            Count(row.consequence, row.place("consequence")),
            Count(value, row.place("value")),
            Assessment(policy.risk_level(int(value)), cell=row.place("value"))
            if value is not None
            else NOTHING,
        )
    )


def _matrix(rows: Sequence[PlanRiskRow], policy: PlanPolicy) -> Iterator[Block]:
    """Yield the risks by likelihood and consequence; every cell tells its level in a word."""
    places: dict[tuple[int, int], list[int]] = {}
    for number, row in enumerate(rows, 1):
        if row.likelihood is not None and row.consequence is not None:
            places.setdefault((int(row.likelihood), int(row.consequence)), []).append(number)
    if not places:
        return
    yield Heading(2, "Riskmatris")
    shown = []
    for likelihood in reversed(_SCALE):
        cells = []
        for consequence in _SCALE:
            value = likelihood * consequence
            here = places.get((likelihood, consequence), ())
            word = "risk" if len(here) == 1 else "risker"
            risks = f": {word} {', '.join(map(str, here))}" if here else ""
            cells.append(Assessment(policy.risk_level(value), f"{value}{risks}"))
        shown.append(TableRow((str(likelihood), *cells)))
    columns = (
        TableColumn("Sannolikhet"),
        *(TableColumn(f"Konsekvens {c}", ColumnKind.STATUS) for c in _SCALE),
    )
    yield Table(
        "Varje ruta har sin nivå, sitt riskvärde och riskernas nummer.", columns, tuple(shown)
    )
    yield Callout(
        f"Hög är riskvärde {policy.high_risk} eller mer, Medel {policy.medium_risk} eller mer, och "
        "Låg är lägre. Gränserna står på bladet Regler."
    )


def _measures(rows: Sequence[PlanRiskRow]) -> Iterator[Block]:
    shown = [
        TableRow(
            (
                Count(Decimal(number)),
                without_dash(measure),
                row.owner or NOTHING,
                row.start_date.isoformat() if row.start_date else NOTHING,
                row.end_date.isoformat() if row.end_date else NOTHING,
                row.status or NOTHING,
            )
        )
        for number, row in enumerate(rows, 1)
        for measure in lines_of(row.measure)
    ]
    if not shown:
        return
    yield Heading(2, "Åtgärder kopplade till risk")
    columns = (
        TableColumn("Risk", ColumnKind.COUNT),
        TableColumn("Åtgärd", ColumnKind.LONG_TEXT),
        TableColumn("Ansvarig"),
        TableColumn("Startdatum"),
        TableColumn("Slutdatum"),
        TableColumn("Status"),
    )
    yield Table("Numret är riskens nummer.", columns, tuple(shown))


def _controls(rows: Sequence[PlanRiskRow]) -> Iterator[Block]:
    shown = [
        TableRow((Count(Decimal(number)), row.control, row.control_status or NOTHING))
        for number, row in enumerate(rows, 1)
        if row.control
    ]
    if not shown:
        return
    yield Heading(2, "Kontrollinsats kopplad till risk")
    columns = (
        TableColumn("Risk", ColumnKind.COUNT),
        TableColumn("Kontrollmoment", ColumnKind.LONG_TEXT),
        TableColumn("Status"),
    )
    yield Table("Numret är riskens nummer.", columns, tuple(shown))
