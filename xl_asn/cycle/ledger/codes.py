"""What there is to say of a ledger beside its workbook: H101 to H119, with what to do."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.file_code import FileCode, Saying
from xl_asn.model.findings import Severity

_ERROR, _QUESTION, _INFO = Severity.ERROR, Severity.QUESTION, Severity.INFO

UNTAKEN: Final = "H101"
CONTESTED: Final = "H102"
NEW_CODE: Final = "H103"
CONTROL: Final = "H104"
SIGN: Final = "H105"
CHANGED_MONTHS: Final = "H106"
ENDS_EARLY: Final = "H107"
OTHER_COMPANY: Final = "H108"
NO_ROW: Final = "H109"
"""A rule of the workbook: what the row was to take goes to another, which is then wrong."""
BUDGET_CHANGED: Final = "H111"
BUDGET_MONTHS: Final = "H112"
GOES_ON: Final = "H117"
HERS: Final = "H118"
NO_RULES: Final = "H119"
NO_PERIOD: Final = "H115"
OWN_SHEET: Final = "H116"
SUGGESTED: Final = "H114"

FETCH_CODES: Final = (
    FileCode(
        UNTAKEN, "ingen-rad-tar", _ERROR,
        "Ingen rad på bladet {detalj}.",
        "Lägg till en rad på bladet Kontering som tar det, eller skriv (utelämnas) med skälet i "
        "Källa.",
    ),
    FileCode(
        CONTESTED, "tva-rader-tar", _ERROR,
        "Två rader med samma ordning på bladet Kontering tar {detalj}. Ingen av dem får det.",
        "Ge den ena raden en annan Ordning. Den lägsta tar först.",
    ),
    FileCode(
        NEW_CODE, "ny-kod", _QUESTION,
        "{detalj}.",
        "Kontrollera att det hamnar på rätt rad. Ändra annars bladet Kontering och hämta igen.",
    ),
    FileCode(
        CONTROL, "kontrollsumman", _ERROR,
        "Kontrollsumman stämmer inte: {detalj}.",
        "Gör om exporten och kontrollera urvalet. Hämtas den ändå står skillnaden på Underlag.",
    ),
    FileCode(
        SIGN, "omvant-tecken", _ERROR,
        "Tecknet ser omvänt ut: {detalj}.",
        "Kontrollera kolumnen Tecken på bladet Kontering. Där det står − får beloppet omvänt "
        "tecken mot huvudboken, där intäkter är minus.",
    ),
    FileCode(
        CHANGED_MONTHS, "tidigare-manader-andrade", _QUESTION,
        "Tidigare månader har ändrats sedan förra hämtningen: {detalj}.",
        "Ta reda på vad som har bokförts i efterhand, och säg det i kommentaren om det är stort.",
    ),
    FileCode(
        ENDS_EARLY, "slutar-fore-perioden", _ERROR,
        "{detalj}.",
        "Gör exporten när perioden är stängd, eller kontrollera år och period på Start.",
    ),
    FileCode(
        OTHER_COMPANY, "annat-organisationsnummer", _ERROR,
        "{detalj}.",
        "Kontrollera att exporten är från rätt bolag eller förvaltning.",
    ),
    FileCode(
        BUDGET_CHANGED, "budgeten-andrad", _QUESTION,
        "Budgeten har ändrats sedan förra hämtningen: {detalj}.",
        "Är det ett beslut om ändrade anslag: säg det i rapporten.",
    ),
    FileCode(
        BUDGET_MONTHS, "budgetens-manader", _QUESTION,
        "Budgetens tolv månader är inte årsbudgeten: {detalj}.",
        "Kontrollera att budgeten är hämtad för hela året.",
    ),
    FileCode(
        GOES_ON, "manader-efter-perioden", _INFO,
        "{detalj}. De är inte med.",
        "Kontrollera perioden på Start, om de skulle ha varit med.",
    ),
    FileCode(
        HERS, "egen-formel", _QUESTION,
        "Cellen har en egen formel eller är sammanfogad, så beloppet är inte skrivet: {detalj}.",
        "Ta bort formeln och hämta igen, eller kontrollera att den ger samma belopp.",
    ),
    FileCode(
        NO_PERIOD, "hamtning-utan-period", _ERROR,
        "Bladet Start säger inte vilken period som arbetsboken gäller, så inget är hämtat.",
        "Fyll i År och Period på Start, och hämta igen.",
    ),
    FileCode(
        OWN_SHEET, "eget-pa-underlag", _ERROR,
        "Bladet Underlag kan inte skrivas om: {detalj}. Inget är hämtat.",
        "Flytta det till ett eget blad, eller ge ditt eget blad ett annat namn, och hämta igen.",
    ),
    FileCode(
        SUGGESTED, "kontering-foreslagen", _ERROR,
        "Arbetsboken saknar bladet Kontering. Det läggs till sist i den, med ett förslag efter "
        "Kommun-Bas. Inga siffror är hämtade än.",
        "Fyll i koderna på Kontering, spara och hämta igen. Har du konteringen som CSV: ange den "
        "med --kontering.",
    ),
    FileCode(
        NO_RULES, "ingen-kontering", _ERROR,
        "Bladet Kontering säger inte vilka konton som hör till vilken rad, så inget är hämtat.",
        "Fyll i Kontering, spara och hämta igen. Har du konteringen som CSV: ange den med "
        "--kontering.",
    ),
)  # fmt: skip
"""Every code about a ledger beside its workbook; H109 and H110 are rules."""

told: Final = Saying(FETCH_CODES)
