"""What there is to say of a comparison itself: the codes J…, with a sentence and what to do."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.file_code import FileCode, Saying
from xl_asn.model.findings import Severity

_QUESTION, _INFO = Severity.QUESTION, Severity.INFO

SAME_FILE: Final = "J101"
WRONG_ORDER: Final = "J102"
OTHER_BOARD: Final = "J103"
OTHER_UNIT: Final = "J104"
OTHER_TYPE: Final = "J105"
NO_PERIOD: Final = "J106"
LEFT_OUT: Final = "J107"
GUESSED: Final = "J108"
MANY_ROWS: Final = "J109"
LONG_TEXT: Final = "J110"
REGROUPED: Final = "J111"
NOT_LAST: Final = "J112"
STOPPED: Final = "J113"
UNREAD: Final = "J114"
OTHER_YEAR: Final = "J115"

COMPARISON_CODES: Final = (
    FileCode(
        SAME_FILE, "samma-fil", _INFO,
        "De två filerna är lika, byte för byte. Ingenting kan ha ändrats mellan dem.",
        "Kontrollera att du har angett rätt filer.",
    ),
    FileCode(
        WRONG_ORDER, "omvand-ordning", _QUESTION,
        "Filerna är angivna i omvänd ordning: {detalj}.",
        "Ange den äldre filen först, om det är så du vill läsa ändringarna.",
    ),
    FileCode(
        OTHER_BOARD, "tva-namnder", _QUESTION,
        "Filerna gäller två nämnder: {detalj}.",
        "Kontrollera att du har angett rätt filer, och att nämndens namn är rätt på bladet Start.",
    ),
    FileCode(
        OTHER_UNIT, "tva-beloppsenheter", _QUESTION,
        "Beloppen står i olika enheter: {detalj}. De är inte jämförda, för avrundningen i den ena "
        "skulle se ut som ändringar.",
        "Skriv beloppen i samma enhet i båda filerna, och ange enheten på bladet Start.",
    ),
    FileCode(
        OTHER_TYPE, "tva-dokumenttyper", _INFO,
        "Filerna är olika slags dokument. {detalj}.",
        "Läs det som inte är jämfört i vart och ett av dokumenten.",
    ),
    FileCode(
        NO_PERIOD, "perioden-saknas", _QUESTION,
        "{detalj} säger inte vilken period den gäller. Filerna är jämförda som två utkast av samma "
        "dokument.",
        "Fyll i År och Period på bladet Start.",
    ),
    FileCode(
        LEFT_OUT, "inte-jamfort", _INFO,
        "Det här är inte jämfört: {detalj}.",
        "Jämför det själv, om det betyder något.",
    ),
    FileCode(
        GUESSED, "parade-pa-likhet", _INFO,
        "Rader som har olika namn är jämförda med varandra, eftersom namnen liknar varandra eller "
        "beloppen är desamma: {detalj}.",
        "Är det olika rader: skriv på bladet Organisation eller Verksamheter vad de har hetat.",
    ),
    FileCode(
        MANY_ROWS, "for-manga-rader-utan-par", _INFO,
        "Så många rader står bara i den ena filen att programmet inte har letat efter liknande "
        "namn: {detalj}.",
        "Se efter om rader som har bytt namn står både som borttagna och som tillkomna.",
    ),
    FileCode(
        LONG_TEXT, "text-i-stora-drag", _INFO,
        "Långa texter som har ändrats mycket är jämförda i stora drag: {detalj}.",
        "Läs texterna själv.",
    ),
    FileCode(
        REGROUPED, "delade-rader", _INFO,
        "Rader som har delats eller slagits ihop är inte jämförda en och en: {detalj}.",
        "Jämför summan av dem.",
    ),
    FileCode(
        NOT_LAST, "inte-rapporten-fore", _INFO,
        "Föregående prognos är inte jämförd, eftersom {detalj}.",
        "Jämför med rapporten närmast före, så prövas också Föregående prognos.",
    ),
    FileCode(
        STOPPED, "gick-inte-att-berakna", _QUESTION,
        "Allt gick inte att beräkna i {detalj}. Det som inte är beräknat är jämfört som det står.",
        "Kör xl-asn validera på filen och rätta det som stoppade beräkningen.",
    ),
    FileCode(
        UNREAD, "celler-som-inte-gick-att-lasa", _QUESTION,
        "Celler som inte gick att läsa är inte jämförda: {detalj}.",
        "Rätta cellerna. xl-asn validera säger vad som är fel i dem.",
    ),
    FileCode(
        OTHER_YEAR, "olika-ar", _INFO,
        "Rapporterna gäller olika år: {detalj}. Utfall och budget räknas från årets början, och "
        "prognosen gäller ett annat år. Föregående prognos är inte jämförd.",
        "Läs skillnaderna i belopp som en jämförelse mellan åren, och inte som ändringar.",
    ),
)  # fmt: skip
"""Every code about a comparison."""

remark: Final = Saying(COMPARISON_CODES)
