"""What there is to say of taking answers in: the codes I150–I165, with a sentence and a remedy."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.file_code import FileCode, Saying
from xl_asn.model.findings import Severity

_ERROR, _QUESTION, _INFO = Severity.ERROR, Severity.QUESTION, Severity.INFO

NOT_HANDED_OUT: Final = "I150"
OTHER_MASTER: Final = "I151"
OTHER_PERIOD: Final = "I152"
OTHER_TYPE: Final = "I153"
NOT_ASKED: Final = "I154"
ROW_GONE: Final = "I155"
COLUMN_GONE: Final = "I156"
HERS: Final = "I157"
LATE: Final = "I158"
NO_ROOM: Final = "I159"
UNKNOWN_WORD: Final = "I160"
TWO_CHOSEN: Final = "I161"
CHANGED_SINCE: Final = "I162"
WHOSE: Final = "I163"
WHOLE: Final = "I164"
OWN_SHEET: Final = "I165"
NOT_TAKEN_BACK: Final = "I168"
NOTHING_TAKEN: Final = "I169"

COLLECTION_CODES: Final = (
    FileCode(
        NOT_HANDED_OUT, "inget-utdelat", _ERROR,
        "Arbetsboken har inte delat ut några formulär: bladet Insamling saknas, eller de dolda "
        "raderna längst ner på det.",
        "Dela ut formulären på nytt. Insamling utan de dolda raderna går "
        "att återställa ur en säkerhetskopia.",
    ),
    FileCode(
        OTHER_MASTER, "annan-arbetsbok", _ERROR,
        "{detalj} hör till en annan arbetsbok. Inget i den är taget.",
        "Samla in den i arbetsboken som delade ut den.",
    ),
    FileCode(
        OTHER_PERIOD, "annan-period", _ERROR,
        "{detalj}. Inget i den är taget.",
        "Be om svar i det formulär som gäller den här perioden, eller samla in filen i den andra "
        "periodens arbetsbok.",
    ),
    FileCode(
        OTHER_TYPE, "annan-dokumenttyp", _ERROR,
        "{detalj}. Inget i den är taget.",
        "Samla in den i arbetsboken som delade ut den.",
    ),
    FileCode(
        NOT_ASKED, "inte-pa-utskick", _QUESTION,
        "{detalj} står inte på bladet Utskick längre, men har svarat. Svaren är tagna.",
        "Lägg till raden på Utskick igen, eller ta bort filen och ångra insamlingen.",
    ),
    FileCode(
        ROW_GONE, "raden-finns-inte", _ERROR,
        "{detalj}. Svaren där är inte tagna.",
        "Har raden fått ett nytt namn: skriv det i kolumnen Alias på bladet Organisation eller "
        "Verksamheter. Är den borttagen: lägg tillbaka den, eller flytta filen ur mappen om svaren "
        "inte ska med. Samla sedan in igen.",
    ),
    FileCode(
        COLUMN_GONE, "kolumnen-finns-inte", _ERROR,
        "{detalj}. Svaren där är inte tagna.",
        "Lägg tillbaka kolumnen med sin rubrik och samla in igen.",
    ),
    FileCode(
        HERS, "egen-formel", _QUESTION,
        "Cellen har en egen formel eller är sammanfogad, så svaret är inte taget: {detalj}.",
        "För in svaret själv, eller ta bort formeln och samla in igen.",
    ),
    FileCode(
        LATE, "sent-svar", _INFO, "{detalj}. Svaren är tagna.",
        "Kontrollera att det som redan är skrivet eller beslutat stämmer med dem.",
    ),
    FileCode(
        NO_ROOM, "ingen-plats", _QUESTION,
        "{detalj} får inte plats i tabellen, och står under Extra rader på bladet Insamling.",
        "Lägg till tomma rader i tabellen och samla in igen.",
    ),
    FileCode(
        UNKNOWN_WORD, "okant-val", _QUESTION,
        "I kolumnen Val på bladet Insamling står {detalj}, som inte betyder något där.",
        "Skriv Ta vid det värde som ska gälla, och inget vid de andra.",
    ),
    FileCode(
        TWO_CHOSEN, "tva-val", _QUESTION,
        "Fler än ett Ta står för samma cell på bladet Insamling: {detalj}.",
        "Låt ett Ta stå kvar och samla in igen.",
    ),
    FileCode(
        CHANGED_SINCE, "andrad-sedan-valet", _QUESTION,
        "Cellen har ändrats sedan konflikten skrevs, så valet är inte gjort: {detalj}.",
        "Se efter på bladet Insamling vad som står nu, och skriv Ta igen.",
    ),
    FileCode(
        WHOSE, "vems-svar", _QUESTION,
        "{detalj} är en hel arbetsbok, och det går inte att säga vem den kommer från. Inget i den "
        "är taget.",
        "Döp filen eller dess mapp efter en av mottagarna på Utskick, och samla in igen.",
    ),
    FileCode(
        WHOLE, "hel-arbetsbok", _INFO,
        "{detalj}",
        "Be om svaret i formuläret nästa gång, så går det att se vad som är klart.",
    ),
    FileCode(
        OWN_SHEET, "eget-pa-insamling", _ERROR,
        "Bladet Insamling kan inte skrivas om: {detalj}. Inget är taget.",
        "Flytta det till ett eget blad, eller ge ditt eget blad ett annat namn, och samla in igen.",
    ),
    FileCode(
        NOT_TAKEN_BACK, "andrat-efterat", _QUESTION,
        "Cellen har ändrats efter insamlingen och är kvar som den är: {detalj}.",
        "Skriv själv det som ska stå, om det inte stämmer.",
    ),
    FileCode(
        NOTHING_TAKEN, "inget-att-angra", _INFO,
        "Det finns ingen insamling att ta tillbaka.",
        "Loggen på bladet Insamling visar vad som är taget och ångrat.",
    ),
)  # fmt: skip
"""Every code about taking answers in; I166 and I167 are rules."""

told: Final = Saying(COLLECTION_CODES)
