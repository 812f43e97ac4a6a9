"""Section *Ekonomisk rapport* of an interim report: results, volumes, risks and their range."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from xl_asn.calculation.risk_forecast import RiskArea, RiskForecast
from xl_asn.documents.sheets.economic_risks import EconomicRiskRow
from xl_asn.documents.sheets.economy import FundingRow
from xl_asn.documents.sheets.volumes import VolumeRow
from xl_asn.model.amounts import RowKind
from xl_asn.model.follow_up import Likelihood
from xl_asn.model.money import show_number, show_share
from xl_asn.report.bars import deviations
from xl_asn.report.blocks import (
    NOTHING,
    Amount,
    Block,
    Callout,
    CellValue,
    ColumnKind,
    Heading,
    Origin,
    Share,
    Table,
    TableColumn,
    TableRow,
)
from xl_asn.report.completed import Completed
from xl_asn.report.declared import declared_amounts, declared_columns
from xl_asn.report.plain import plain_table
from xl_asn.report.texts import prose

_VOLUMES = "Antal. En förändring jämför perioden med perioden före."
#: How each column of the risk-adjusted forecast is worked out.
_FORMULAS = (
    "summan av områdets årsresultat",
    "årsresultat − riskernas högsta belopp + möjligheternas lägsta, vägda med sannolikheten",
    "årsresultat − riskernas lägsta belopp + möjligheternas högsta, vägda med sannolikheten",
    "årsresultat − riskernas högsta belopp",
    "årsresultat + möjligheternas högsta belopp",
)


def funding(completed: Completed) -> Iterator[Block]:
    """Yield results by area with their comments, volumes, risks and the risk-adjusted forecast."""
    rows = completed.rows(FundingRow)
    if rows:
        yield Heading(2, "Ekonomiskt resultat och prognos")
    for area, group in groupby(rows, lambda row: row.area or ""):
        members = [*group]
        if area:
            yield Heading(3, area)
        yield _amounts(completed, members)
        for row in members:
            if row.comment:
                yield from prose(row.comment)
    yield from deviations(completed, rows, "year_result", "Årets resultat enligt prognosen")
    volumes = tuple(plain_table(completed, VolumeRow, _VOLUMES))
    if volumes:
        yield Heading(2, "Volymer")
        yield from volumes
    yield from _risks(completed)


def _amounts(completed: Completed, rows: list[FundingRow]) -> Table:
    declared = declared_amounts(completed, rows)
    shown = [
        TableRow((row.label, *declared.amounts(row, completed.decimals)), row.kind or RowKind.ROW)
        for row in rows
    ]
    caption = f"Belopp i {completed.unit}. Kommunbidrag + nettokostnad = resultat."
    return Table(caption, (TableColumn("Verksamhet"), *declared.headings), tuple(shown))


def _risks(completed: Completed) -> Iterator[Block]:
    rows = completed.rows(EconomicRiskRow)
    if not rows:
        return
    yield Heading(2, "Risker och möjligheter som kan påverka prognosen")
    declared = declared_columns(completed, rows)
    columns = (
        TableColumn("Benämning"),
        TableColumn("Slag"),
        TableColumn("Belopp från", ColumnKind.AMOUNT),
        TableColumn("Belopp till", ColumnKind.AMOUNT),
        TableColumn("Sannolikhet"),
        TableColumn("Lägsta effekt", ColumnKind.AMOUNT),
        TableColumn("Högsta effekt", ColumnKind.AMOUNT),
        TableColumn("Omfattar", ColumnKind.LONG_TEXT),
        *declared.headings,
    )
    shown: list[TableRow] = []
    for area, group in groupby(rows, lambda row: row.area or ""):
        shown.append(TableRow((area,), group=True))
        shown += (TableRow((*_risk(completed, row), *declared.cells(row))) for row in group)
    yield Table(
        "Belopp i mnkr. Effekterna på resultatet är vägda med sannolikheten.", columns, tuple(shown)
    )
    forecast = completed.calculated.follow_up.risk_forecast
    if forecast is not None:
        yield from _forecast(completed, forecast)


def _risk(completed: Completed, row: EconomicRiskRow) -> tuple[CellValue, ...]:
    likelihood = row.likelihood
    return (
        row.label,
        row.kind.value if row.kind else NOTHING,
        Amount(row.lowest, decimals=2, cell=row.place("lowest")),
        Amount(row.highest, decimals=2, cell=row.place("highest")),
        likelihood.value if isinstance(likelihood, Likelihood) else Share(likelihood).shown,
        *(
            Amount(completed.amount(row, name), signed=True, decimals=2, cell=row.place(name))
            for name in ("low_effect", "high_effect")
        ),
        row.covers or NOTHING,
    )


def _forecast(completed: Completed, forecast: RiskForecast) -> Iterator[Block]:
    yield Heading(2, "Riskjusterad prognos")
    headers = (
        "Årsresultat prognos", "Riskjusterat lägst", "Riskjusterat högst", "Sämst om alla risker",
        "Bäst om alla möjligheter",
    )  # fmt: skip
    columns = tuple(TableColumn(header, ColumnKind.AMOUNT) for header in headers)
    rows = [_area(area, RowKind.ROW) for area in forecast.areas]
    rows.append(_area(forecast.total, RowKind.TOTAL))
    yield Table("Belopp i tkr.", (TableColumn("Område"), *columns), tuple(rows))
    yield Callout(_explained(completed, forecast.total))


def _area(area: RiskArea, kind: RowKind) -> TableRow:
    amounts = (area.forecast, area.low, area.high, area.worst, area.best)
    origins = (Origin(formula, area.inputs) for formula in _FORMULAS)
    name = area.name
    if area.areas and not area.is_named_alike:
        name = f"{name} ({area.areas[0]})"
    shown = (
        Amount(amount, signed=True, origin=origin)
        for amount, origin in zip(amounts, origins, strict=True)
    )
    return TableRow((name, *shown), kind)


def _explained(completed: Completed, total: RiskArea) -> str:
    policy = completed.calculated.follow_up.policy
    weights = policy.likelihoods if policy else {}
    said = ", ".join(f"{word.value} {show_share(share)}" for word, share in weights.items())
    low, high, worst, best = (
        show_number(amount, signed=True)
        for amount in (total.low, total.high, total.worst, total.best)
    )
    forecast = "saknas" if total.forecast is None else show_number(total.forecast, signed=True)
    return (
        f"Prognosen är {forecast} tkr. Riskjusterad är den {low} till {high} tkr: varje belopp är "
        f"vägt med sin sannolikhet ({said}, se bladet Regler), lägst med riskernas högsta och "
        "möjligheternas lägsta belopp och högst tvärtom. Inträffar alla risker och ingen möjlighet "
        f"blir resultatet {worst} tkr. Inträffar alla möjligheter och ingen risk blir det {best} "
        "tkr."
    )
