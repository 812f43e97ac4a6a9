"""What there is to say of a folder of forms and its files: the codes I170 to I179, I185 to I187."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.file_code import FileCode, Saying
from xl_asn.model.findings import Severity

_ERROR, _QUESTION, _INFO = Severity.ERROR, Severity.QUESTION, Severity.INFO

NO_FORM: Final = "I170"
NOBODYS: Final = "I171"
OTHERS_NAME: Final = "I172"
OPEN: Final = "I173"
KEPT: Final = "I174"
IN_THE_WAY: Final = "I176"
NO_ADDRESS: Final = "I177"
LINK_OUT: Final = "I178"
OTHERS_PAGE: Final = "I179"
NO_PERIOD: Final = "I185"
NOBODY_ASKED: Final = "I186"
SUGGESTED: Final = "I187"

FORM_FILE_CODES: Final = (
    FileCode(
        NO_FORM, "inget-formular", _QUESTION,
        "{detalj}. Ingenting tas in ur filen.",
        "Be om svaren i formuläret. Den som inte har svarat där får en påminnelse som säger det.",
    ),
    FileCode(
        NOBODYS, "okand-fil", _INFO,
        "{detalj}. Namnet hör inte till någon mottagare på bladet Utskick, och ingenting tas in ur "
        "filen.",
        "Är det ett svar: be om det i formuläret. Flytta annars filen, så sägs det inte igen.",
    ),
    FileCode(
        OTHERS_NAME, "annans-namn", _QUESTION,
        "{detalj}. Svaren läses som formuläret säger.",
        "Fråga vem som har svarat. Är svaren en annan enhets: ångra insamlingen, och be om dem i "
        "rätt formulär. Byt annars namn på filen.",
    ),
    FileCode(
        OPEN, "oppet-formular", _INFO,
        "{detalj} Kanske skriver någon i den just nu.",
        "Kör igen när den är stängd.",
    ),
    FileCode(
        KEPT, "svaret-star-kvar", _INFO,
        "{detalj}. Det som är svarat skrivs inte över.",
        "Samla in svaret. Ska mottagaren börja om: ta bort filen och dela ut igen.",
    ),
    FileCode(
        IN_THE_WAY, "platsen-ar-upptagen", _ERROR,
        "{detalj}. Det som ligger där skrivs inte över, och inget nytt formulär är gjort.",
        "Flytta det till en annan mapp, eller dela ut i en ny mapp.",
    ),
    FileCode(
        NO_ADDRESS, "adressen-gar-inte-att-anvanda", _QUESTION,
        "Påminnelsen till {detalj} har ingen mottagaradress.",
        "Skriv adressen i kolumnen E-post på bladet Utskick, och kör igen.",
    ),
    FileCode(
        LINK_OUT, "lank-ut-ur-mappen", _QUESTION,
        "{detalj} är en länk ut ur mappen, och läses inte.",
        "Lägg själva filen i mappen.",
    ),
    FileCode(
        OTHERS_PAGE, "egen-fil-i-vagen", _QUESTION,
        "{detalj} är inte skriven av programmet, och skrivs inte över.",
        "Flytta eller byt namn på filen, och kör igen.",
    ),
    FileCode(
        NO_PERIOD, "utskick-utan-period", _ERROR,
        "Bladet Start säger inte vilken period som arbetsboken gäller, så inga formulär är gjorda.",
        "Fyll i År och Period på Start, och dela ut igen.",
    ),
    FileCode(
        NOBODY_ASKED, "ingen-att-fraga", _ERROR,
        "På bladet Utskick står ingen mottagare som det går att göra ett formulär för.",
        "Skriv en rad för varje mottagare på Utskick: namn, e-post, och enhet eller område.",
    ),
    FileCode(
        SUGGESTED, "utskick-foreslaget", _ERROR,
        "Arbetsboken saknar bladet Utskick. Det läggs till sist i den, med ett förslag: en rad för "
        "varje enhet och område. Inga formulär är gjorda än.",
        "Se igenom Utskick, skriv namn och e-post, spara och dela ut igen.",
    ),
)  # fmt: skip
"""Every code about a folder of forms."""

remark: Final = Saying(FORM_FILE_CODES)
