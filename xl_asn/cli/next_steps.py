"""What to do after an answer: one plain sentence, with the command as it is to be typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from xl_asn.model.findings import Finding, Severity, worst

if TYPE_CHECKING:
    from xl_asn.prose.statements import Judgement


def command(name: str, *words: str | Path) -> str:
    """Return a command to copy: a path with a space stands in marks that every shell knows."""
    typed = map(str, words)
    return " ".join(["xl-asn", name, *(f'"{word}"' if " " in word else word for word in typed)])


def after_computing(findings: Iterable[Finding], book: Path) -> str:
    """Return what to do with a workbook that *Beräkna* has written."""
    export = command("exportera", book, "--ut", "dokument")
    match worst(findings):
        case Severity.ERROR:
            again = command("berakna", book)
            return f"Rätta felen. De står på bladet Kontroll. Kör sedan {again} igen."
        case Severity.QUESTION:
            return (
                "Rätta det som frågorna gäller, eller godta dem på bladet Kontroll. "
                f"Skriv sedan nämndens dokument: {export}"
            )
    return f"Skriv nämndens dokument: {export}"


def after_judging(counts: Mapping[str, int], *, only_forms: bool = False) -> str:
    """Return what to do with files that have been checked, by how many had each outcome.

    ``only_forms`` tells that all of them are forms that units answer: those have no *Kontroll*.
    """
    if counts["underkänd"] or counts["avvisad"]:
        return "Gör det som står vid pilarna (→) och kör kommandot igen."
    if only_forms and (counts["anmärkning"] or counts["godkänd"]):
        return "Svara på frågorna, och ta in svaren i arbetsboken med xl-asn samla."
    if counts["anmärkning"]:
        return "Rätta det som frågorna gäller, eller godta dem på bladet Kontroll."
    if counts["godkänd"]:
        return "Inget behöver rättas. Skriv nämndens dokument med xl-asn exportera."
    return "Ingen arbetsbok kontrollerades. Ange en fil som slutar på .xlsx eller .xlsm."


def after_comparing(*, changed: bool) -> str:
    """Return what to do with a comparison on the screen."""
    if not changed:
        return "Kontrollera att du har angett rätt filer, om något skulle ha ändrats."
    return "Läs det på papper med --format docx --ut FIL, eller klicka dig fram med --format xlsx."


def after_collecting(
    book: Path, folder: Path, *, conflicts: int, has_errors: bool, waited: int
) -> str:
    """Return what to do when answers have been taken in."""
    again = command("samla", book, folder)
    if conflicts:
        return (
            "Skriv Ta i kolumnen Val på bladet Insamling vid det som ska gälla, spara, och kör "
            f"igen: {again}"
        )
    if has_errors:
        return f"Gör det som står vid pilarna (→) och kör igen: {again}"
    if waited:
        return f"Skicka påminnelserna, och kör igen när fler har svarat: {again}"
    return f"Alla har svarat. Räkna arbetsboken: {command('berakna', book)}"


def after_export(report: Path, package: Path | None, *, draft: bool, has_errors: bool) -> str:
    """Return what to do with the board's document, by what it is and what came with it."""
    if has_errors:
        again = command("validera", report)
        return f"Det är ett utkast. Rätta felen ({again} visar dem) och kör utan --utkast."
    if draft:
        return "Det är ett utkast. Kör utan --utkast när rapporten är klar."
    if package is not None:
        check = command("kontrollera-paket", package)
        return (
            "Spara paketet, och anteckna dess SHA-256 på ett annat ställe, till exempel i diariet. "
            f"Rapporten kan prövas mot det när som helst: {check}"
        )
    return "Läs igenom dokumentet innan det lämnas till nämnden."


def after_statements(judged: Collection[Judgement]) -> str:
    """Return what to do with what the texts say, by the judgements that they got."""
    from xl_asn.prose.statements import Judgement

    if Judgement.DISAGREES in judged:
        return "Rätta texten eller cellen där det står ”stämmer inte”, och kör kommandot igen."
    if Judgement.UNTIED in judged:
        return "Läs själv dem som inte är knutna: inget i tabellerna bekräftar dem."
    return "Inget i texterna behöver rättas."
