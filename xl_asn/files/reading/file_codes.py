"""The catalogue of what can be wrong with a file as a file, and how it is said.

``F1xx`` refuses the file: it is not read. ``F2xx`` flags something that the reader of the file
should know about, and the file is read all the same.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from xl_asn.model.findings import Severity

_ERROR, _QUESTION, _INFO = Severity.ERROR, Severity.QUESTION, Severity.INFO


class FileCode(NamedTuple):
    """One kind of fault; ``message`` may hold ``{detalj}``, which says what, in this file."""

    code: str
    name: str
    severity: Severity
    message: str
    remedy: str


#: The codes of no workbooks at all: skipped, unless they are named as one. Other ``F1xx`` refuse.
SKIPPED_CODES: Final = frozenset({"F106", "F108", "F110", "F115", "F116", "F117", "F118"})

_SAVE_AGAIN = "Öppna filen i Excel, låt Excel reparera den och spara den på nytt som .xlsx."
_ASK_SENDER = "Använd inte filen. Be avsändaren att spara den på nytt i Excel som .xlsx."
_SAVE_AS = "Öppna filen i Excel, välj Spara som och filtypen Excel-arbetsbok (.xlsx)."

FILE_CODES: Final[tuple[FileCode, ...]] = (
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
        "Ta bort det som inte hör till rapporten och spara filen på nytt.",
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
        "F199",
        "fel-i-programmet",
        _ERROR,
        "Filen kunde inte läsas på grund av ett fel i xl-asn: {detalj}.",
        "Anmäl felet och bifoga filen om du får. "
        "Prova under tiden att öppna filen i Excel och spara den på nytt.",
    ),
    FileCode(
        "F201",
        "oväntade-makron",
        _QUESTION,
        "Filen innehåller makron trots att filändelsen är {detalj}.",
        "Ta bort makrona, eller spara filen som makroaktiverad arbetsbok (.xlsm).",
    ),
    FileCode(
        "F202",
        "externa-länkar",
        _QUESTION,
        "Arbetsboken hämtar värden från {detalj}. Värdena kan vara gamla.",
        "Välj Data, Redigera länkar och Bryt länk, så att värdena står i arbetsboken.",
    ),
    FileCode(
        "F203",
        "dde-länk",
        _QUESTION,
        "Arbetsboken hämtar värden från ett annat program (DDE).",
        "Välj Data, Redigera länkar och Bryt länk. Öppna inte filen om du inte väntade dig den.",
    ),
    FileCode(
        "F204",
        "excel4-makron",
        _QUESTION,
        "Arbetsboken innehåller makroblad av gammal typ (Excel 4).",
        "Ta bort makrobladen. Öppna inte filen om du inte väntade dig den.",
    ),
    FileCode(
        "F205",
        "inbäddade-objekt",
        _INFO,
        "Arbetsboken innehåller inbäddade filer ({detalj}). De läses inte.",
        "Ta bort dem om de inte hör till rapporten.",
    ),
    FileCode(
        "F206",
        "fel-filändelse",
        _QUESTION,
        "Filens innehåll och filändelse stämmer inte överens: {detalj}.",
        "Byt filändelse på filen, så att den säger vad filen är.",
    ),
    FileCode(
        "F207",
        "lika-bladnamn",
        _QUESTION,
        "Två blad har nästan samma namn: {detalj}. Bara det första läses under det namnet.",
        "Byt namn på det ena bladet.",
    ),
    FileCode(
        "F220",
        "föregående-rapport-finns-inte",
        _INFO,
        "Föregående rapport finns inte där arbetsboken ligger: {detalj}. Perioderna är inte "
        "jämförda.",
        "Lägg föregående rapport i samma mapp som arbetsboken, eller rätta namnet på bladet Start.",
    ),
    FileCode(
        "F221",
        "föregående-rapport-avvisad",
        _QUESTION,
        "Föregående rapport gick inte att läsa: {detalj}. Perioderna är inte jämförda.",
        "Kör xl-asn validera på den filen för att se vad som är fel, eller töm cellen Föregående "
        "rapport på bladet Start.",
    ),
    FileCode(
        "F222",
        "föregående-rapport-ligger-för-långt-bort",
        _QUESTION,
        "Föregående rapport söks bara i närheten av arbetsboken, och inte i {detalj}.",
        "Lägg föregående rapport i samma mapp som arbetsboken och skriv filnamnet på bladet Start.",
    ),
    FileCode(
        "F223",
        "föregående-rapport-utan-mapp",
        _INFO,
        "Arbetsboken ligger inte i en mapp på datorn, så föregående rapport hittas inte: {detalj}.",
        "Spara arbetsboken i samma mapp som föregående rapport för att få perioderna jämförda.",
    ),
    FileCode(
        "F290",
        "samma-innehåll",
        _INFO,
        "Filen har samma innehåll som {detalj}.",
        "Kontrollera att rätt fil är skickad. Ta annars bort den ena.",
    ),
)
