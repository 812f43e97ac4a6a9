"""An *Insamling* with something of everything, and values that a cell may hold."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from xl_asn.model.collection import (
    Candidate,
    Collection,
    Conflict,
    ExtraRow,
    Fate,
    HandedOut,
    Settled,
    State,
    Status,
    Taken,
)
from xl_asn.model.forms import Slot
from xl_asn.model.grid import CellRef, Value
from xl_asn.model.identity import RowKey

SENT: Final = datetime(2022, 11, 28, 8, 15, 30)  # noqa: DTZ001 - as *Insamling* tells it
READ: Final = datetime(2022, 12, 8, 9, 0, 5)  # noqa: DTZ001 - as *Insamling* tells it
VALUES: Final[tuple[Value, ...]] = (
    None, "", "Grön", "=1+1", "+46", "@a", "<r>x</r>", "'citerat", "123", "00123", "1e5", " blank ",
    "rad\nrad", "#N/A", "SANT", "2022-11-30", "Arbetsboken", "Svar", "\x1b\ue000", "å" * 3000,
    Decimal(-276238), Decimal("0.1"), Decimal("1234567.891"), True, False, date(2022, 11, 30),
)  # fmt: skip


def slot(unit: str, column: str = "Bedömning", goal: int = 1) -> Slot:
    return Slot(RowKey("Enhetsresultat", (str(goal), unit)), column)


def everything() -> Collection:
    """Return a collection in which each section has something."""
    cell = CellRef("Enhetsresultat", 6, 3)
    comment = slot("Vuxenenheten", "Kommentar", 4)
    candidates = (
        Candidate("Gul"),
        Candidate("Grön", "in/Vuxenenheten.xlsx", recipient="Vuxenenheten", is_chosen=True),
        Candidate("Röd", "in/Vuxenenheten (1).xlsx", recipient="Vuxenenheten", said="Kanske"),
    )
    conflict = Conflict(slot("Vuxenenheten"), cell, None, candidates)
    emptied = Conflict(
        comment, CellRef("Enhetsresultat", 44, 4), "Två av tre delmål är uppfyllda.",
        (
            Candidate("Två av tre delmål är uppfyllda."),
            Candidate(None, "in/Vuxenenheten.xlsx", recipient="Vuxenenheten"),
        ),
    )  # fmt: skip
    return Collection(
        "0123456789", "12e5",
        (
            Status("Maria Ek", "Vuxenenheten", SENT, State.CONFLICT, "Maria Ek",
                   "in/Vuxenenheten.xlsx", READ, "Två kopior som säger olika.", 8, 8,
                   "maria.ek@example.se", date(2022, 12, 7)),
            Status("Ali Sund", "Resursenheten", SENT, State.DONE, "Ali", "in/Resursenheten.xlsx",
                   READ, "", 8, 8, "ali@example.se", date(2022, 12, 7)),
            Status("Eva Ek", "Försörjningsstödsenheten", SENT, State.LATE, "Eva",
                   "in/Försörjningsstöd.xlsx", READ, "Kom den 8 december.", 8, 8),
            Status("Bo Alm", "Hästskons stöd- och boendeenhet", SENT, State.MISSING, asked=8,
                   email="bo.alm@example.se", last_day=date(2022, 12, 7)),
            Status("Kim Vik", "Centrum för arbete och integration", SENT, State.BEGUN, "",
                   "in/CAI.xlsx", READ, "", 3, 8, "kim@example.se"),
            Status("Per Dal", "Bogrupper/förvaltningsstöd", SENT, State.REFUSED, "",
                   "in/Bogrupper.docx", READ, "Svaret är ett Word-dokument.", 0, 8),
        ),
        (conflict, emptied),
        (
            ExtraRow("Maria Ek", "Enhetsresultat", {"Enhet": "Ny enhet", "Bedömning": "Gul"},
                     "in/Vuxenenheten.xlsx"),
            ExtraRow("Kim Vik", "Händelser", {"Händelse": "=cmd|' /C calc'!A0"}, "in/CAI.xlsx"),
        ),
        (
            Taken(slot("Resursenheten"), CellRef("Enhetsresultat", 12, 3), None, "Grön", "Ali Sund",
                  "in/Resursenheten.xlsx", READ),
            Taken(slot("Resursenheten", "Kommentar"), CellRef("Enhetsresultat", 12, 4), None,
                  "Enheten har nu full bemanning, och kön är borta sedan oktober.", "Ali Sund",
                  "in/Resursenheten.xlsx", READ, fate=Fate.BACK),
            Taken(Slot(RowKey("Händelser", ("Resursenheten",)), "Händelse"),
                  CellRef("Händelser", 19, 2), None, "=1+1", "Ali Sund", "in/Resursenheten.xlsx",
                  READ, 2, Fate.LEFT),
            Taken(Slot(RowKey("Nettokostnad", ("", "Gemensamt IFO")), "Prognos"),
                  CellRef("Nettokostnad", 6, 7), Decimal(-86955), Decimal(-87100), "Controller", "",
                  READ),
        ),
        tuple(
            HandedOut(slot(f"Enhet {at}"), value, "Ali Sund") for at, value in enumerate(VALUES)
        ),
        (Settled(conflict, READ),),
    )  # fmt: skip
