"""What there is to say of a ledger's file: H120 to H139, with what to do."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.file_code import FileCode, Saying
from xl_asn.model.findings import Severity

_ERROR, _QUESTION, _INFO = Severity.ERROR, Severity.QUESTION, Severity.INFO

CUT: Final = "H120"
UNREADABLE: Final = "H121"
TOO_LARGE: Final = "H122"
NO_COLUMNS: Final = "H123"
OTHER_YEAR: Final = "H124"
BROKEN_YEAR: Final = "H125"
NO_AMOUNT: Final = "H126"
MIXED: Final = "H127"
SHORT_CODES: Final = "H128"
TOTALS: Final = "H129"
NO_LINES: Final = "H130"
NO_PERIOD: Final = "H131"
BESIDE: Final = "H132"
UNFOLLOWED: Final = "H133"
FORMULA: Final = "H134"
NO_ACCOUNT: Final = "H135"

LEDGER_CODES: Final = (
    FileCode(
        CUT, "avkapad", _ERROR, "{detalj}.",
        "Gör om exporten. Så som filen är nu kan något saknas.",
    ),
    FileCode(
        UNREADABLE, "okant-format", _ERROR, "{detalj}.",
        "Ange en fil i formatet SIE, CSV eller Excel (.xlsx).",
    ),
    FileCode(
        TOO_LARGE, "for-stor", _ERROR, "{detalj}.",
        "Gör exporten för ett år och en nämnd, eller låt systemet summera per konto och månad.",
    ),
    FileCode(
        NO_COLUMNS, "kolumner-saknas", _ERROR, "{detalj}.",
        "Ge kolumnerna rubriker: Konto, Ansvar, Verksamhet, Motpart, Period och Utfall, eller en "
        "kolumn för varje månad.",
    ),
    FileCode(
        OTHER_YEAR, "annat-ar", _ERROR, "{detalj}.",
        "Gör exporten för arbetsbokens år, eller kontrollera året på Start.",
    ),
    FileCode(
        BROKEN_YEAR, "brutet-ar", _ERROR, "{detalj}.",
        "Gör exporten för kalenderåret januari till december.",
    ),
    FileCode(
        NO_AMOUNT, "inget-belopp", _ERROR, "{detalj}.",
        "Rätta raderna i exporten. Ett belopp är siffror, med högst två decimaler.",
    ),
    FileCode(
        MIXED, "blandade-tecken", _ERROR, "{detalj}.",
        "Låt hela kolumnen ha samma decimaltecken, och gör om exporten.",
    ),
    FileCode(
        SHORT_CODES, "korta-koder", _QUESTION, "{detalj}.",
        "Är det en inledande nolla som har försvunnit: läs in kolumnen som text och gör om "
        "exporten.",
    ),
    FileCode(
        TOTALS, "summarader", _INFO, "{detalj}.",
        "Inget behöver göras. Är den sista summan hela tabellens används den som kontroll.",
    ),
    FileCode(
        NO_LINES, "inga-rader", _ERROR, "{detalj}.",
        "Kontrollera urvalet i exporten.",
    ),
    FileCode(
        NO_PERIOD, "ingen-period", _ERROR, "{detalj}.",
        "Skriv perioden som 202211 eller 2022-11 på varje rad. Hör beloppet till bokslutet, "
        "efter december: för det till december eller ta bort raden.",
    ),
    FileCode(
        BESIDE, "summan-utan-objekt", _QUESTION, "{detalj}.",
        "Ta reda på vad som är bokfört utan ansvar och verksamhet, eller gör om exporten.",
    ),
    FileCode(
        UNFOLLOWED, "tillagd-rad-utan-trans", _QUESTION, "{detalj}.",
        "Kontrollera verifikationen i systemet. Räknas beloppet: gör om exporten.",
    ),
    FileCode(
        FORMULA, "formel", _ERROR, "{detalj}.",
        "Spara exporten med värden i stället för formler. Ingen formel räknas.",
    ),
    FileCode(
        NO_ACCOUNT, "inget-konto", _ERROR, "{detalj}.",
        "Fyll i kontot på raderna. Är det summor: skriv Summa i kolumnen för konto.",
    ),
)  # fmt: skip
"""Every code about a ledger's file."""

told: Final = Saying(LEDGER_CODES)
