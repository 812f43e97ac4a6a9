"""What the reader of a file should know about it, and the file is read all the same: ``F2xx``."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.file_code import FileCode
from xl_asn.model.findings import Severity

_QUESTION, _INFO = Severity.QUESTION, Severity.INFO

FILE_REMARKS: Final[tuple[FileCode, ...]] = (
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
