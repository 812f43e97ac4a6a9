"""What ny-period says beside what it did: what stays, what it could not do, what to think of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from xl_asn.case.examine import Examined
from xl_asn.cycle.next_period.changes import Changes
from xl_asn.cycle.next_period.following import Asked, skipped_sentence
from xl_asn.cycle.next_period.policy import Turn
from xl_asn.cycle.next_period.remarks import (
    BUDGET,
    NOT_ASSESSED,
    NOT_CARRIED,
    NOT_EMPTIED,
    NOT_WRITTEN,
    OLD_UNFINISHED,
    SKIPPED,
    WAIVERS_FALLEN,
)
from xl_asn.documents.carrying import Act
from xl_asn.documents.document import Document
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.listing import listed
from xl_asn.model.periods import Period, read_month
from xl_asn.model.waivers import Waiver
from xl_asn.rules.waivers import lapsed

_CHANGED: Final = "S105"
_NOT_AS_ADOPTED: Final = "C196"
_OLDER: Final = "S108"


def of_old(old: Examined, period: Period) -> Iterator[Finding]:
    """Yield what is to be known of the workbook that the new one is made from."""
    errors = [f for f in old.findings if f.severity is Severity.ERROR]
    start = old.document.start
    place = {"sheet": "Start", "cell": start.place("outcome")}
    remedy = "Den nya räknar sitt eget. Rätta den gamla också: det som rättas där följer med."
    compute = "Den nya räknar sitt eget. Räkna den gamla också, om den ska lämnas."
    if not start.computed_at:
        yield OLD_UNFINISHED.finding(
            f"Arbetsboken för {period.label} har aldrig räknats.",
            compute,
            **place,
        )
    elif any(f.code == _CHANGED for f in errors):
        yield OLD_UNFINISHED.finding(
            f"Arbetsboken för {period.label} är ändrad sedan Beräkna senast trycktes.",
            compute,
            **place,
        )
    if any(f.code == _NOT_AS_ADOPTED and not f.is_accepted for f in old.findings):
        yield OLD_UNFINISHED.finding(
            f"Rapporten för {period.label} är ändrad sedan den fastställdes.",
            "Den nya jämför med den som den nu är. Rätta den gamla, om det inte var meningen.",
            sheet="Start",
            cell=start.place("status"),
        )
    if errors:
        count = len(errors)
        yield OLD_UNFINISHED.finding(
            f"Arbetsboken för {period.label} har {count} fel som inte är rättade.",
            remedy,
            **place,
        )


def of_period(asked: Asked, declared: type[Document], document: Document) -> Iterator[Finding]:
    """Yield what is to be said of the period and of *Start*."""
    said = skipped_sentence(asked, declared)
    if said:
        yield SKIPPED.finding(
            said, "Är det meningen: gör ingenting. Annars: ange --period.",
            cell=document.start.place("period"), sheet="Start",
        )  # fmt: skip
    if not document.start.has("previous_report"):
        yield NOT_CARRIED.finding(
            "Bladet Start har ingen plats för Föregående rapport, så perioderna jämförs inte.",
            "För över arbetsboken till en ny mall med xl-asn mall --fran.",
            sheet="Start",
        )


def of_strip(document: Document, turn: Turn) -> Iterator[Finding]:
    """Yield a question where a strip has no assessment of the period that it has left."""
    for spec, table in document.tables() if not turn.is_new_year else ():
        blank = [
            row.cell(name)
            for row in table
            for name in table.columns
            if spec.carried(table.declared[name]).act is Act.MONTH
            and read_month(table.declared[name].header) in turn.old.months
            and row.get(name) is None
        ]
        if blank:
            yield NOT_ASSESSED.finding(
                f"Bedömningen för {turn.old.label} saknas på {table.sheet}, för "
                f"{len(blank)} av {len(table)} mål: den fanns inte att hämta.",
                "Skriv den när den är klar.",
                cell=blank[0],
                inputs=tuple(blank[1:]),
            )


def of_kept(changes: Changes) -> Iterator[Finding]:
    """Yield what stays because it is the author's formula or cannot be written alone."""
    by_sheet: dict[tuple[str, bool], dict[CellRef, str]] = {}
    for cell, told in changes.kept.items():
        is_formula = changes.before(cell).formula is not None
        by_sheet.setdefault((cell.sheet, is_formula), {})[cell] = told.column
    for (sheet, is_formula), cells in by_sheet.items():
        first, *others = cells
        count, columns = len(cells), listed(dict.fromkeys(cells.values()))
        if is_formula:
            formulas = "1 egen formel" if count == 1 else f"{count} egna formler"
            said = f"På bladet {sheet} står {formulas} kvar, i {columns}."
            remedy = "Kontrollera att de gäller den nya perioden också."
        else:
            merged = "1 cell" if count == 1 else f"{count} celler"
            said = f"På bladet {sheet} står {merged} kvar, i {columns}: de går inte att skriva i."
            remedy = "Töm det som hör till förra perioden för hand."
        yield NOT_EMPTIED.finding(said, remedy, cell=first, inputs=tuple(others))


def of_columns(document: Document, period: Period) -> Iterator[Finding]:
    """Yield the columns that the new period has and its sheet lacks: a year's or a period's own."""
    for spec, table in document.tables():
        found = {header.casefold() for header in table.found}
        headers = [h for series in spec.row.series for h in series.headers(period)]
        wanted = [header for header in headers if header.casefold() not in found]
        if wanted and table.present:
            yield NOT_CARRIED.finding(
                f"Bladet {table.sheet} har inga kolumner för {listed(wanted)}.",
                "Lägg till de kolumner som ska jämföras, med rubrikerna så.",
                sheet=table.sheet,
            )


def of_sheets(left: Sequence[str], examined: Examined) -> Iterator[Finding]:
    """Yield the sheets that are not written, and what an older template lacks."""
    if left:
        sheets, written = ("Bladet", "skrivet") if len(left) == 1 else ("Bladen", "skrivna")
        yield NOT_WRITTEN.finding(
            f"{sheets} {listed(left)} är inte {written} på nytt och visar förra perioden: något "
            "eget hänger där.",
            "Flytta det till ett eget blad och tryck Beräkna.",
            sheet=left[0],
        )
    yield from (finding for finding in examined.findings if finding.code == _OLDER)


def of_budget(
    taken: Sequence[tuple[str, int]], year: int, plan: CellRef | None
) -> Iterator[Finding]:
    """Yield where the year's budget came from, each with how many rows it was for."""
    place = {"sheet": "Start", "cell": plan}
    for name, count in taken:
        rows = "1 rad" if count == 1 else f"{count} rader"
        yield BUDGET.finding(
            f"Årsbudget är hämtad för {rows} ur {name}."
            if count
            else f"Ingen årsbudget för raderna här finns i {name}.",
            "Kontrollera årets budget.",
            **place,
        )
    if not taken and plan is not None:
        yield BUDGET.finding(
            f"Det finns ingen nämndplan för {year} där arbetsboken ligger, så årets budget är tom.",
            "Skriv årets budget, och namnet på årets nämndplan på bladet Start.",
            **place,
        )


def of_waivers(waivers: Sequence[Waiver], examined: Examined) -> Iterator[Finding]:
    """Yield how many acceptances do not stand in the new period."""
    fallen = [w for w in lapsed(waivers, examined.findings) if w.says_yes]
    if fallen:
        count = len(fallen)
        what = "1 godtagande följer" if count == 1 else f"{count} godtaganden följer"
        codes = listed(dict.fromkeys(waiver.code for waiver in fallen))
        yield WAIVERS_FALLEN.finding(
            f"{what} inte med, av {codes}: det som godtogs är tömt eller ett annat.",
            "Kommer frågan tillbaka: godta den igen, eller rätta det som den gäller.",
            sheet="Kontroll",
        )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the questions first, else as they come."""
    return tuple(sorted(findings, key=lambda f: f.severity is Severity.INFO))
