"""What ny-period has to say: each kind with its code, what it means, and what to do."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.file_code import FileCode
from xl_asn.model.findings import Severity
from xl_asn.rules.rule import Rule

_QUESTION, _INFO = Severity.QUESTION, Severity.INFO

CODES: Final[tuple[FileCode, ...]] = (
    FileCode(
        "J301", "enhet-som-upphort", _QUESTION,
        "En enhet har upphört, och det är inte säkert vad som har ersatt den.",
        "Skriv vad som har ersatt den, eller töm raden.",
    ),
    FileCode(
        "J302", "verksamhet-som-upphort", _QUESTION,
        "En verksamhet eller post har upphört, och det är inte säkert vad som har ersatt den.",
        "Skriv vad som har ersatt den, eller ta bort raden när den är tom.",
    ),
    FileCode(
        "J303", "star-kvar", _INFO,
        "Något står kvar fast kolumnen töms: en egen formel, eller en cell som inte går att "
        "skriva i.",
        "Kontrollera att det gäller den nya perioden också.",
    ),
    FileCode(
        "J304", "period-overhoppad", _QUESTION, "En period är överhoppad.",
        "Var det inte meningen: ta bort den nya filen och ange --period.",
    ),
    FileCode(
        "J305", "bedomning-saknas-i-remsan", _QUESTION,
        "Periodens bedömning fanns inte att föra in i månadsremsan.",
        "Skriv den när den är klar.",
    ),
    FileCode(
        "J306", "forra-inte-klar", _QUESTION,
        "Den gamla arbetsboken har fel, är inte räknad eller är ändrad sedan Beräkna.",
        "Gör klart den gamla också. Det som rättas där följer med när den nya räknas.",
    ),
    FileCode(
        "J307", "blad-inte-skrivet", _INFO,
        "Kontroll eller Rapport är inte skrivet, för något eget hänger på bladet.",
        "Flytta det till ett eget blad och tryck Beräkna.",
    ),
    FileCode(
        "J308", "arets-budget", _INFO, "Varifrån årets budget kommer, eller att den saknas.",
        "Kontrollera budgeten, eller skriv den.",
    ),
    FileCode(
        "J309", "gar-inte-att-fora-over", _INFO, "Något går inte att föra över.",
        "Hämta det som behövs ur den gamla arbetsboken.",
    ),
    FileCode(
        "J310", "godtaganden-som-fallit", _INFO,
        "Godtaganden gäller inte i den nya perioden, för det som godtogs är tömt.",
        "Kommer frågan tillbaka: godta den igen, eller rätta det som den gäller.",
    ),
)  # fmt: skip
"""The codes of ny-period, as the catalogue shows them."""


def _rule(at: int) -> Rule:
    code = CODES[at]
    return Rule(code.code, code.name, code.severity)


UNIT_ENDED: Final = _rule(0)
ROW_ENDED: Final = _rule(1)
NOT_EMPTIED: Final = _rule(2)
SKIPPED: Final = _rule(3)
NOT_ASSESSED: Final = _rule(4)
OLD_UNFINISHED: Final = _rule(5)
NOT_WRITTEN: Final = _rule(6)
BUDGET: Final = _rule(7)
NOT_CARRIED: Final = _rule(8)
WAIVERS_FALLEN: Final = _rule(9)
