"""What there is to say of a form that comes back: the codes I120 to I149, and what to do."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.file_code import FileCode, Saying
from xl_asn.model.findings import Severity

_ERROR, _QUESTION, _INFO = Severity.ERROR, Severity.QUESTION, Severity.INFO

NOT_A_MASTER: Final = "I120"
NO_BINDING: Final = "I121"
BROKEN_BINDING: Final = "I122"
OTHER_FORM: Final = "I123"
NEWER_FORM: Final = "I124"
NO_ANSWERS: Final = "I125"
NO_SECTION: Final = "I126"
NO_COLUMN: Final = "I127"
TWO_COLUMNS: Final = "I128"
NO_ROW: Final = "I129"
TWO_ROWS: Final = "I130"
ALIKE_ROWS: Final = "I131"
UNKNOWN_ROW: Final = "I132"
LOCKED_CHANGED: Final = "I133"
FORMULA: Final = "I134"
COUNTED: Final = "I135"
LIKE_FORMULA: Final = "I136"
TOO_LONG: Final = "I137"
MERGED: Final = "I138"
UNKNOWN_DONE: Final = "I139"
NOBODY: Final = "I140"
DONE_WITH_BLANKS: Final = "I141"
NOT_DONE: Final = "I142"
NOT_SAID_DONE: Final = "I143"
BESIDE: Final = "I144"

OF_THE_SHEET: Final = frozenset(
    {BROKEN_BINDING, NO_SECTION, NO_COLUMN, TWO_COLUMNS, NO_ROW, TWO_ROWS, ALIKE_ROWS, BESIDE}
)
"""What is the matter with a form's sheet, whether anything is answered in it or not."""

_NEW_FORM: Final = (
    "Ta fram formuläret du fick från början, eller be den som delade ut det om ett nytt, och för "
    "över svaren till det."
)

RETURNED_CODES: Final = (
    FileCode(
        NOT_A_MASTER, "ett-formular", _ERROR,
        "Filen är ett formulär{detalj} och ingen arbetsbok som rapporten görs av.",
        "Kontrollera svaren med xl-asn validera, och ta in dem i arbetsboken med xl-asn samla.",
    ),
    FileCode(
        NO_BINDING, "bindningen-borta", _ERROR,
        "Formulärets dolda blad xl_asn är borta, så det går inte att veta vems svaren är och vilka "
        "rader de hör till. Ingenting tas in.",
        _NEW_FORM,
    ),
    FileCode(
        BROKEN_BINDING, "bindningen-andrad", _ERROR,
        "{detalj}",
        _NEW_FORM,
    ),
    FileCode(
        OTHER_FORM, "bindningen-ur-ett-annat-formular", _ERROR,
        "Svaren och det dolda bladet xl_asn hör till olika formulär: {detalj}. Ingenting tas in.",
        _NEW_FORM,
    ),
    FileCode(
        NEWER_FORM, "nyare-formular", _ERROR,
        "Formuläret är gjort av en annan version av xl-asn: {detalj}. Ingenting tas in.",
        "Uppdatera xl-asn, och läs formuläret igen.",
    ),
    FileCode(
        NO_ANSWERS, "svarsbladet-borta", _ERROR,
        "Bladet Svar finns inte i formuläret, och inget annat blad har dess rubriker. Ingenting "
        "tas in.",
        _NEW_FORM,
    ),
    FileCode(
        NO_SECTION, "rubrikraden-borta", _ERROR,
        "{detalj} finns inte kvar, så det som stod där går inte att läsa.",
        "Skriv tillbaka rubrikraden över svaren, och skicka in formuläret på nytt. Är svaren borta "
        "med den: för över dem till det formulär du fick från början.",
    ),
    FileCode(
        NO_COLUMN, "svarskolumnen-borta", _ERROR,
        "Kolumnen {detalj} finns inte kvar, så inget svar tas ur den.",
        "Skriv tillbaka rubriken över kolumnen, eller för in kolumnen igen, och skicka in "
        "formuläret på nytt.",
    ),
    FileCode(
        TWO_COLUMNS, "svarskolumnen-tva-ganger", _ERROR,
        "Rubriken {detalj} står över två kolumner med olika innehåll, så det går inte att veta "
        "vilken som gäller. Inget svar tas ur dem.",
        "Ta bort den kolumn som inte gäller, och skicka in formuläret på nytt.",
    ),
    FileCode(
        NO_ROW, "rad-borta", _QUESTION,
        "Rader som formuläret frågar om finns inte kvar: {detalj}. Inget svar tas från dem.",
        "Är raderna borttagna med flit räcker det att säga det. Annars: lägg tillbaka dem, med det "
        "som stod i dem, och svara.",
    ),
    FileCode(
        TWO_ROWS, "rad-tva-ganger", _ERROR,
        "Raden {detalj} står flera gånger med olika svar, så det går inte att veta vilket som "
        "gäller. Inget av dem tas.",
        "Ta bort de rader som inte gäller, och skicka in formuläret på nytt.",
    ),
    FileCode(
        ALIKE_ROWS, "rader-gar-inte-att-skilja", _ERROR,
        "Rader som heter {detalj} går inte att skilja åt, för de låsta cellerna bredvid är ändrade "
        "eller lika. Inget svar tas från dem.",
        "Ta fram formuläret du fick från början, och för över svaren till det.",
    ),
    FileCode(
        UNKNOWN_ROW, "tillagd-rad", _QUESTION,
        "{detalj} är inget som formuläret frågar om, och tas inte in av sig själv.",
        "Är det något nytt, eller en annan enhets: tala om det för den som samlar in svaren. Är "
        "namnet ändrat: skriv tillbaka det.",
    ),
    FileCode(
        LOCKED_CHANGED, "last-cell-andrad", _QUESTION,
        "Det som inte är ditt att svara på är ändrat: {detalj}. Ändringen tas inte in.",
        "Är det som stod där fel: tala om det för den som samlar in svaren.",
    ),
    FileCode(
        FORMULA, "formel-som-svar", _ERROR,
        "{detalj}. Den tas inte in.",
        "Skriv svaret i cellen i stället för formeln.",
    ),
    FileCode(
        COUNTED, "utraknat-svar", _INFO,
        "{detalj}. Talet som formeln visar tas in, men inte formeln.",
        "Inget att göra, om talet är rätt.",
    ),
    FileCode(
        LIKE_FORMULA, "text-som-liknar-en-formel", _INFO,
        "{detalj} börjar som en formel. Den tas in som text och räknas aldrig.",
        "Inget att göra, om texten är rätt. Skriv annars om den.",
    ),
    FileCode(
        TOO_LONG, "for-langt-svar", _ERROR,
        "{detalj}. Svaret tas inte in.",
        "Korta svaret till det som nämnden behöver läsa.",
    ),
    FileCode(
        MERGED, "sammanfogad-svarscell", _ERROR,
        "{detalj} är en enda sammanfogad cell, så det går inte att veta vilka av svaren den är. "
        "Inget av dem tas.",
        "Markera cellerna, välj Dela celler på fliken Start, och skriv svaret i varje cell.",
    ),
    FileCode(
        UNKNOWN_DONE, "klar-gar-inte-att-lasa", _QUESTION,
        "Klar är ”{detalj}”, och läses som Nej.",
        "Välj Ja eller Nej.",
    ),
    FileCode(
        NOBODY, "lamnat-av-saknas", _QUESTION,
        "Formuläret är klart, men Lämnat av är tomt.",
        "Skriv ditt namn i Lämnat av.",
    ),
    FileCode(
        DONE_WITH_BLANKS, "klart-men-tomt", _ERROR,
        "Klar är Ja, men {detalj}.",
        "Fyll i det som saknas, eller ändra Klar till Nej.",
    ),
    FileCode(
        NOT_DONE, "inte-klart", _QUESTION,
        "Formuläret är inte klart: {detalj}.",
        "Fyll i det som saknas, och välj Ja vid Klar.",
    ),
    FileCode(
        NOT_SAID_DONE, "klar-inte-ifyllt", _INFO,
        "Klar är inte Ja, så formuläret räknas inte som färdigt.",
        "Välj Ja vid Klar när du är färdig.",
    ),
    FileCode(
        BESIDE, "skrivet-vid-sidan-av", _QUESTION,
        "Det här står utanför de gula cellerna och tas inte in: {detalj}.",
        "Ska det med: skriv det i en gul cell. Är det ett meddelande: läs det i formuläret.",
    ),
)  # fmt: skip
"""Every code about a form that comes back."""

remark: Final = Saying(RETURNED_CODES, longest=600)
