"""The catalogue of what can be wrong with a file as a file, and how it is said.

``F1xx`` refuses the file: it is not read. ``F2xx`` flags something that the reader of the file
should know about, and the file is read all the same.
"""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.file_code import FileCode
from xl_asn.files.reading.file_remarks import FILE_REMARKS
from xl_asn.model.findings import Severity

_ERROR = Severity.ERROR


#: The codes of no workbooks at all: skipped, unless they are named as one. Other ``F1xx`` refuse.
SKIPPED_CODES: Final = frozenset({"F106", "F108", "F110", "F115", "F116", "F117", "F118"})

_SAVE_AGAIN = "Öppna filen i Excel, låt Excel reparera den och spara den på nytt som .xlsx."
_ASK_SENDER = "Använd inte filen. Be avsändaren att spara den på nytt i Excel som .xlsx."
_SAVE_AS = "Öppna filen i Excel, välj Spara som och filtypen Excel-arbetsbok (.xlsx)."

_REFUSALS: Final[tuple[FileCode, ...]] = (
    FileCode("F101", "finns-inte", _ERROR, "Filen finns inte.", "Kontrollera namnet och mappen."),
    FileCode(
        "F102",
        "ingen-vanlig-fil",
        _ERROR,
        "Det här är ingen vanlig fil utan {detalj}.",
        "Ange en arbetsbok som är sparad på disken.",
    ),
    FileCode(
        "F103",
        "kan-inte-öppnas",
        _ERROR,
        "Filen gick inte att öppna: {detalj}.",
        "Stäng filen i andra program och kontrollera att du får läsa den.",
    ),
    FileCode(
        "F104",
        "för-stor-fil",
        _ERROR,
        "Filen är större än 50 MB.",
        "Ta bort bilder och blad som inte behövs och spara filen på nytt.",
    ),
    FileCode(
        "F105",
        "tom-fil",
        _ERROR,
        "Filen är tom.",
        "Spara arbetsboken på nytt, eller hämta den från avsändaren igen.",
    ),
    FileCode(
        "F106",
        "låsfil",
        _ERROR,
        "Det här är en låsfil, som Excel lägger bredvid en öppen arbetsbok.",
        "Ange själva arbetsboken. Låsfilen försvinner när arbetsboken stängs.",
    ),
    FileCode(
        "F107",
        "mapp-kan-inte-läsas",
        _ERROR,
        "Mappen gick inte att läsa, så filerna i den är inte kontrollerade.",
        "Kontrollera att mappen finns kvar och att du får läsa den.",
    ),
    FileCode(
        "F108",
        "ofullständig-fil",
        _ERROR,
        "Det här är en fil som xl-asn inte har skrivit färdigt. Den är ingen arbetsbok.",
        "Ange själva arbetsboken. Filen försvinner nästa gång en arbetsbok sparas i mappen.",
    ),
    FileCode(
        "F110",
        "inte-en-arbetsbok",
        _ERROR,
        "Filen är inte en Excel-arbetsbok: {detalj}.",
        "Ange en arbetsbok (.xlsx eller .xlsm).",
    ),
    FileCode(
        "F111",
        "lösenordsskyddad",
        _ERROR,
        "Filen är lösenordsskyddad och kan inte läsas.",
        "Öppna filen i Excel, välj Arkiv, Info, Skydda arbetsbok och Kryptera med lösenord, "
        "ta bort lösenordet och spara som .xlsx.",
    ),
    FileCode(
        "F112",
        "gammalt-excelformat",
        _ERROR,
        "Filen är sparad i Excels gamla format (.xls).",
        _SAVE_AS,
    ),
    FileCode(
        "F113",
        "binär-arbetsbok",
        _ERROR,
        "Filen är sparad som binär arbetsbok (.xlsb).",
        _SAVE_AS,
    ),
    FileCode(
        "F114",
        "opendocument",
        _ERROR,
        "Filen är sparad i formatet OpenDocument (.ods).",
        "Öppna filen i Excel eller LibreOffice, välj Spara som och filtypen Excel (.xlsx).",
    ),
    FileCode(
        "F115",
        "textfil",
        _ERROR,
        "Filen är en textfil, till exempel CSV, och inte en arbetsbok.",
        _SAVE_AS,
    ),
    FileCode(
        "F116",
        "pdf-fil",
        _ERROR,
        "Filen är en PDF och inte en arbetsbok.",
        "Be om arbetsboken som PDF-filen gjordes från, sparad som .xlsx.",
    ),
    FileCode(
        "F117",
        "webbsida",
        _ERROR,
        "Filen är en webbsida (HTML) och inte en arbetsbok.",
        _SAVE_AS,
    ),
    FileCode(
        "F118",
        "xml-fil",
        _ERROR,
        "Filen är en XML-fil och inte en arbetsbok.",
        _SAVE_AS,
    ),
    FileCode(
        "F119",
        "skyddad-av-etikett",
        _ERROR,
        "Filen är krypterad av sin känslighetsetikett och kan inte läsas.",
        "Ta bort etikettens skydd: öppna filen i Excel, välj Start, Känslighet och en etikett "
        "utan kryptering, och spara som .xlsx. Får du inte det: be den som äger filen.",
    ),
    FileCode(
        "F120",
        "skadad-fil",
        _ERROR,
        "Filen är skadad eller ofullständig: {detalj}.",
        "Hämta filen på nytt. Hjälper inte det: öppna den i Excel, låt Excel reparera den och "
        "spara som .xlsx.",
    ),
    FileCode(
        "F121",
        "osäkert-delnamn",
        _ERROR,
        "Filen innehåller en del med ett otillåtet namn: {detalj}.",
        _ASK_SENDER,
    ),
    FileCode(
        "F122",
        "dubbel-del",
        _ERROR,
        "Filen innehåller samma del två gånger: {detalj}. Det går inte att veta vilken som gäller.",
        _SAVE_AGAIN,
    ),
    FileCode(
        "F123",
        "överlappande-delar",
        _ERROR,
        "Filens delar ligger ovanpå varandra: {detalj}.",
        _ASK_SENDER,
    ),
    FileCode(
        "F124",
        "för-stor-uppackad",
        _ERROR,
        "Filen blir för stor när den packas upp: {detalj}.",
        "Ta bort blad, rader och kolumner som inte behövs och spara filen på nytt.",
    ),
    FileCode(
        "F125",
        "misstänkt-packning",
        _ERROR,
        "Filen är packad så hårt att den kan vara gjord för att skada: {detalj}.",
        _ASK_SENDER,
    ),
    FileCode(
        "F126",
        "doctype",
        _ERROR,
        "Filen innehåller en DOCTYPE i {detalj}. Det får inte finnas i en arbetsbok.",
        _ASK_SENDER,
    ),
    FileCode(
        "F127",
        "okänd-packning",
        _ERROR,
        "En del av filen är packad på ett sätt som inte kan läsas: {detalj}.",
        _SAVE_AGAIN,
    ),
    FileCode(
        "F130",
        "trasig-xml",
        _ERROR,
        "En del av filen går inte att tolka: {detalj}.",
        _SAVE_AGAIN,
    ),
    FileCode(
        "F131",
        "del-saknas",
        _ERROR,
        "En del som arbetsboken hänvisar till saknas: {detalj}.",
        _SAVE_AGAIN,
    ),
    FileCode(
        "F132",
        "text-saknas",
        _ERROR,
        "En cell hänvisar till en text som inte finns i filen: {detalj}.",
        _SAVE_AGAIN,
    ),
    FileCode(
        "F133",
        "ogiltigt-cellvärde",
        _ERROR,
        "En cell har ett värde som inte går att tolka: {detalj}.",
        _SAVE_AGAIN,
    ),
    FileCode(
        "F134",
        "ogiltig-celladress",
        _ERROR,
        "Filen innehåller en cell med en omöjlig adress: {detalj}.",
        _SAVE_AGAIN,
    ),
    FileCode(
        "F135",
        "för-många-celler",
        _ERROR,
        "Arbetsboken har fler än 2 miljoner ifyllda celler.",
        "Ta bort data som inte hör till rapporten och spara filen på nytt.",
    ),
    FileCode(
        "F136",
        "för-mycket-text",
        _ERROR,
        "Arbetsboken innehåller mer än 256 MiB text.",
        "Ta bort data som inte hör till rapporten och spara filen på nytt.",
    ),
    FileCode(
        "F137",
        "samma-bladnamn",
        _ERROR,
        "Två blad har samma namn: {detalj}.",
        _SAVE_AGAIN,
    ),
    FileCode("F138", "inga-blad", _ERROR, "Arbetsboken har inga blad.", _SAVE_AGAIN),
    FileCode(
        "F139",
        "för-många",
        _ERROR,
        "Arbetsboken har för många {detalj}.",
        "Korta eller ta bort det som inte hör till rapporten, och spara filen på nytt.",
    ),
    FileCode(
        "F141",
        "inte-utf8",
        _ERROR,
        "Markdownfilen är inte sparad som UTF-8.",
        "Spara filen på nytt med teckenkodningen UTF-8.",
    ),
    FileCode(
        "F190",
        "minnet-tog-slut",
        _ERROR,
        "Minnet tog slut när filen lästes.",
        "Stäng andra program och försök igen, eller gör arbetsboken mindre.",
    ),
    FileCode(
        "F191",
        "tog-för-lång-tid",
        _ERROR,
        "Filen tog mer än {detalj} sekunder att kontrollera, och kontrollen avbröts.",
        "Ta bort blad, rader och kolumner som inte behövs. Prova att kontrollera filen ensam, "
        "när datorn inte arbetar med annat.",
    ),
    FileCode(
        "F192",
        "kontrollen-avbröts",
        _ERROR,
        "Processen som kontrollerade filen dog ({detalj}).",
        "Använd inte filen. Be avsändaren att öppna den i Excel och spara den på nytt som .xlsx.",
    ),
    FileCode(
        "F193",
        "ingen-arbetsprocess",
        _ERROR,
        "Filen är inte kontrollerad: datorn startade ingen arbetsprocess.",
        "Stäng andra program och försök igen. Hjälper det inte, be it-stödet att låta Python "
        "starta egna processer. Felet ligger inte i filen.",
    ),
    FileCode(
        "F199",
        "fel-i-programmet",
        _ERROR,
        "Filen kunde inte läsas på grund av ett fel i xl-asn: {detalj}.",
        "Anmäl felet. Bifoga loggen xl-asn-….log ur datorns mapp för tillfälliga filer, och filen "
        "om du får. "
        "Prova under tiden att öppna filen i Excel och spara den på nytt.",
    ),
)

FILE_CODES: Final = (*_REFUSALS, *FILE_REMARKS)
