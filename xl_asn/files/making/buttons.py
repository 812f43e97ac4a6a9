"""The table of buttons: a line here is a button in the ribbon, on *Start*, in VBA and in Python.

The sources in ``macros/`` and *Start* are filled from it when a workbook is built, and what VBA
calls, :mod:`xl_asn.excel.buttons`, is found in it when a button is pressed.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import Final, Literal, NamedTuple


def in_ascii(text: str) -> str:
    """Return a text as a name in VBA can hold it: letters outside ASCII lose their marks."""
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()


class Group(Enum):
    """The groups of the tab ASN, in their order; the values are their labels."""

    CHECK = "Kontrollera och beräkna"
    FINDINGS = "Fynden"
    FORMS = "Formulären"
    LEDGER = "Huvudboken"
    DOCUMENT = "Dokumentet"
    HELP = "Hjälp"


class Needs(Enum):
    """What a button needs to be enabled; the values are procedures of ``XlAsnRibbon.bas``."""

    BOOK = "HasBook"
    MASTER = "HasMaster"
    FINDINGS = "HasFindings"
    UNDO = "HasSomethingToUndo"


class InRibbon(NamedTuple):
    """How a button shows on the tab ASN; within its group it stands in the order of the table.

    Attributes:
        group: where it stands.
        needs: when it can be pressed.
        keytip: its letter after Alt, Y1.
        image: one of Excel's own pictures, by the name that Excel gives it.
        screentip: what it does, in a few words.
        supertip: the same in one or two sentences.
        large: whether it is as high as the ribbon.
        refreshes: whether other buttons may be enabled or not once it is done.
    """

    group: Group
    needs: Needs
    keytip: str
    image: str
    screentip: str
    supertip: str
    large: bool = False
    refreshes: bool = False


class OnStart(NamedTuple):
    """How a button shows on *Start*: beside which of the three steps, and what is read aloud."""

    step: Literal[1, 2, 3]
    spoken: str


class Button(NamedTuple):
    """A button.

    Attributes:
        label: its text; the name of its macro follows from it.
        doing: what the status bar says that xl_asn does meanwhile.
        call: the function of :mod:`xl_asn.excel.buttons` that its macro calls. Workbooks that were
            built before call it too: a name stays for ever.
        work: the module of ``xl_asn.excel`` and the function in it that do the work.
        ribbon: its place on the tab ASN, if it has one.
        start: its place on *Start*, if it has one.
        yes: what its macro calls where the answer to its question is yes, if it may ask.
        note: a line above its macro for whoever reads the VBA.
    """

    label: str
    doing: str
    call: str
    work: str
    ribbon: InRibbon | None = None
    start: OnStart | None = None
    yes: str = ""
    note: str = ""

    @property
    def macro(self) -> str:
        """Return the name of its macro: *Gå till nästa fel* is ``GaTillNastaFel``."""
        return "".join(word[:1].upper() + word[1:] for word in in_ascii(self.label).split())


#: The macros stand in this order in the VBA of every master; changing it changes their bytes.
BUTTONS: Final = (
    Button(
        "Beräkna", "beräknar", "berakna", "run.compute_book",
        InRibbon(
            Group.CHECK, Needs.MASTER, "B", "CalculateNow", "Beräkna arbetsboken",
            "Kontrollerar det som är ifyllt, räknar fram de grå cellerna och skriver bladen "
            "Kontroll, Spårning och Rapport.",
            large=True, refreshes=True,
        ),
        OnStart(2, "Räkna fram de grå cellerna och skriv Kontroll, Spårning och Rapport"),
        yes="berakna_anda",
    ),
    Button(
        "Beräkna ändå", "beräknar", "berakna_anda", "run.compute_adopted",
        note="No button: the answer yes to the question that Beräkna puts where the report is "
        "adopted.",
    ),
    Button(
        "Kontrollera", "kontrollerar", "kontrollera", "run.check_book",
        InRibbon(
            Group.CHECK, Needs.MASTER, "K", "ErrorChecking", "Kontrollera utan att räkna om",
            "Visar vad som är rätt, vad som är fel och varför. Dina siffror ändras inte.",
            large=True, refreshes=True,
        ),
        OnStart(1, "Kontrollera det som är ifyllt, utan att räkna om"),
    ),
    Button(
        "Exportera", "exporterar", "exportera", "run.export_report",
        InRibbon(
            Group.DOCUMENT, Needs.MASTER, "E", "FileSaveAsPdfOrXps", "Exportera rapporten",
            "Sparar nämndens rapport som egna filer bredvid arbetsboken.", large=True,
        ),
        OnStart(3, "Spara rapporten som egna filer bredvid arbetsboken"),
        yes="exportera_utkast",
    ),
    Button(
        "Exportera utkast", "exporterar ett utkast", "exportera_utkast", "run.export_draft",
        note="No button: the answer yes to the question that Exportera puts where the report has "
        "errors.",
    ),
    Button(
        "Gå till nästa fel", "letar upp nästa fel", "nasta_fel", "walk.next_finding",
        InRibbon(
            Group.FINDINGS, Needs.FINDINGS, "N", "ReviewNextComment", "Gå till nästa fel",
            "Markerar nästa cell som har ett fynd och säger vad som är fel och hur det rättas.",
            large=True,
        ),
    ),
    Button(
        "Förklara cellen", "förklarar cellen", "forklara", "run.explain_cell",
        InRibbon(
            Group.FINDINGS, Needs.MASTER, "F", "FormulaEvaluate", "Förklara den markerade cellen",
            "Visar hur siffran är uträknad och ur vilka celler, varför en bedömning har sin färg, "
            "eller regeln bakom en markering.", large=True,
        ),
    ),
    Button(
        "Ångra Beräkna", "ångrar beräkningen", "angra", "run.undo_book",
        InRibbon(
            Group.CHECK, Needs.UNDO, "Z", "Undo", "Ångra den senaste beräkningen",
            "Lägger tillbaka det som stod i cellerna före den senaste beräkningen.",
            refreshes=True,
        ),
    ),
    Button(
        "Jämför med förra", "jämför med förra rapporten", "jamfor_med_forra",
        "compared.compare_book",
        InRibbon(
            Group.CHECK, Needs.MASTER, "J", "ReviewCompareTwoVersions",
            "Jämför med förra rapporten",
            "Skriver bladet Jämförelse: vad som har ändrats sedan den rapport som Start nämner, "
            "med länk till varje cell. Dina siffror ändras inte.",
        ),
    ),
    Button(
        "Dela ut", "gör formulären", "dela_ut", "forms.hand_out_forms",
        InRibbon(
            Group.FORMS, Needs.MASTER, "D", "ReviewShareWorkbook", "Dela ut formulär",
            "Gör ett litet formulär till varje mottagare på bladet Utskick, i en mapp bredvid "
            "arbetsboken. Ett formulär som någon har börjat svara i står kvar.",
            large=True, refreshes=True,
        ),
        OnStart(1, "Gör ett formulär till varje mottagare på bladet Utskick"),
    ),
    Button(
        "Samla in", "samlar in svaren", "samla_in", "forms.collect_answers",
        InRibbon(
            Group.FORMS, Needs.MASTER, "S", "GetExternalDataFromText", "Samla in svaren",
            "Tar in svaren ur formulären och visar på bladet Insamling vem som har svarat. Det "
            "som bara du kan avgöra blir en fråga.",
            large=True, refreshes=True,
        ),
        OnStart(1, "Ta in svaren ur formulären, och visa vem som har svarat"),
        yes="samla_in_anda",
    ),
    Button(
        "Samla in ändå", "samlar in svaren", "samla_in_anda", "forms.collect_anyway",
        note="No button: the answer yes to the question that Samla in puts where the report is "
        "adopted.",
    ),
    Button(
        "Ångra insamling", "ångrar insamlingen", "angra_insamling", "forms.undo_collection",
        InRibbon(
            Group.FORMS, Needs.MASTER, "A", "Undo", "Ångra den senaste insamlingen",
            "Lägger tillbaka det som stod i cellerna före den senaste insamlingen. Det som har "
            "ändrats efteråt står kvar.",
            refreshes=True,
        ),
    ),
    Button(
        "Hämta utfall", "hämtar ur huvudboken", "hamta_utfall", "ledger.fetch_actuals",
        InRibbon(
            Group.LEDGER, Needs.MASTER, "U", "GetExternalDataFromOtherSources", "Hämta utfall",
            "Hämtar utfall ur huvudboken: filen som heter huvudbok bredvid arbetsboken, eller "
            "bladet Huvudbok i den. Bladet Kontering säger vad som hör till vilken rad.",
            large=True, refreshes=True,
        ),
    ),
    Button(
        "Ny period", "gör nästa periods arbetsbok", "ny_period", "next_month.make_next",
        InRibbon(
            Group.DOCUMENT, Needs.MASTER, "P", "CalendarInsert", "Gör nästa periods arbetsbok",
            "Gör nästa periods arbetsbok av den här, i en ny fil bredvid. Det som gäller den "
            "här perioden töms, och resten följer med. Den här ändras inte.",
            large=True, refreshes=True,
        ),
        OnStart(3, "Gör nästa periods arbetsbok av den här, i en ny fil"),
    ),
    Button(
        "Ny mall", "skapar en ny mall", "ny_mall", "run.make_master",
        InRibbon(
            Group.DOCUMENT, Needs.BOOK, "M", "FileNew", "Skapa en ny mall",
            "Skapar en ny, tom arbetsbok för nästa rapport. Är den öppna av en äldre version "
            "förs uppgifterna över.", large=True, refreshes=True,
        ),
    ),
    Button(
        "Hjälp", "öppnar hjälpen", "hjalp", "about.open_handbook",
        InRibbon(
            Group.HELP, Needs.BOOK, "H", "Help", "Öppna handboken",
            "Öppnar handboken, som förklarar bladen, knapparna och reglerna.",
        ),
    ),
    Button(
        "Om", "hämtar versionen", "om", "about.versions",
        InRibbon(
            Group.HELP, Needs.BOOK, "O", "Info", "Om xl_asn",
            "Visar vilken version av xl_asn och av regelverket som används.",
        ),
    ),
)  # fmt: skip
