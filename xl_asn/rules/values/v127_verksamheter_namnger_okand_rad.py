"""Verksamheter namnger ett blad eller en rad som inte finns.

Vad den gör
    Jämför varje rad på bladet Verksamheter som gäller på periodens sista dag med bladet som den
    namnger. Varken namnet i Rad eller något alias står där, i området om ett sådant är angivet.
    Ett blad utan rader jämförs inte. Regeln är tyst när bladet Verksamheter inte finns.

Varför det spelar roll
    Registret parar ihop raden med förra rapportens rad. Är namnet felskrivet paras ingenting, och
    den omdöpta raden ser ut att vara ny.

Exempel
    Verksamheter har raden "Socialpsykatri" på Nettokostnad. Verksamheten heter Socialpsykiatri.

Så rättar du
    Skriv bladet, området och raden som de står i rapporten. Har verksamheten upphört: fyll i
    Gäller till.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from xl_asn.calculation.names import NearNames, closest
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sheets.activities import ACTIVITIES, Activities, ActivityRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V127", "verksamheter-namnger-okand-rad", Severity.QUESTION, reads=(ACTIVITIES.name,))


@dataclass(frozen=True)
class _Told:
    """The names of a sheet's areas and rows as written, by folded name.

    ``names`` are those of each area; those by the empty name are of all areas.
    """

    areas: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]

    @cached_property
    def near_areas(self) -> NearNames:
        """Return the areas, ready for many that are not among them."""
        return NearNames(self.areas.values())

    @cached_property
    def near_names(self) -> Mapping[str, NearNames]:
        """Return the rows of each area, ready for many that are not among them."""
        return {area: NearNames(names.values()) for area, names in self.names.items()}


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every row of the register that is about no row of the report."""
    register, period = Activities.of(context.document), context.document.period
    rows = register.rows if period is None else register.on(period.end).rows
    sheets = {spec.name: table for spec, table in context.tables() if not spec.row.is_tool}
    known = {folded_name(name): _told(table) for name, table in sheets.items() if rows}
    for row in rows:
        told = known.get(folded_name(row.sheet or ""))
        if told is None:
            near = closest(row.sheet or "", sheets)
            yield RULE.finding(
                f"Bladet ”{row.sheet}” finns inte i rapporten.{_meant(near)}",
                "Skriv namnet på det blad som raden står på, till exempel Nettokostnad.",
                cell=row.cell("sheet"),
            )
        elif told.names:
            yield from _unknown(row, told)


def _told(table: Rows[Row]) -> _Told:
    names: dict[str, dict[str, str]] = {}
    areas: dict[str, str] = {}
    for area, row in table.by_area():
        areas.setdefault(folded_name(area), area)
        for place in ("", area):
            names.setdefault(folded_name(place), {})[folded_name(row.label)] = row.label
    return _Told(areas, names)


def _unknown(row: ActivityRow, told: _Told) -> Iterator[Finding]:
    """Yield a finding where none of a row's names stands on its sheet, in its area."""
    area = folded_name(row.area or "")
    known = told.names.get(area)
    if known is None:
        yield RULE.finding(
            f"Området ”{row.area}” finns inte på bladet {row.sheet}."
            f"{_meant(told.near_areas.to(row.area or ''))}",
            f"Skriv området som på bladet {row.sheet}, eller töm cellen.",
            cell=row.cell("area"),
        )
    elif known.keys().isdisjoint(map(folded_name, row.names)):
        where = f" i området {row.area}" if row.area else ""
        yield RULE.finding(
            f"Raden ”{row.label}” finns inte på bladet {row.sheet}{where}."
            f"{_meant(told.near_names[area].to(row.label))}",
            f"Skriv raden som på bladet {row.sheet}. Har den upphört: fyll i Gäller till.",
            cell=row.cell("name"),
        )


def _meant(near: str | None) -> str:
    return f" Menade du {near}?" if near else ""
