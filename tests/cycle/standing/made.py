"""A hand-out that has come half the way, with everything in it that a page can show."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from xl_asn.cycle.standing.standing import Person, Standing
from xl_asn.model.collection import Candidate, Conflict, State, Status
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.forms import Slot
from xl_asn.model.grid import CellRef
from xl_asn.model.identity import RowKey

SENT, LAST = datetime(2022, 12, 1, 9, 0), date(2022, 12, 7)  # noqa: DTZ001 - a clock on the wall


def person(name: str, state: State, **more: Any) -> Person:
    """Return a recipient with eight cells to answer; ``more`` are fields of either tuple."""
    of_status = {key: more.pop(key) for key in [*more] if key in Status._fields}
    email = f"{name.casefold().replace(' ', '.')}@kommun.example"
    status = Status(name, name, SENT, state, asked=8, email=email, last_day=LAST)
    return Person(status._replace(**of_status), f"{name}.xlsx")._replace(**more)


CONFLICT = Conflict(
    Slot(RowKey("Enhetsresultat", ("1", "Hästskons")), "Bedömning"),
    CellRef("Enhetsresultat", 8, 3),
    "Gul",
    (Candidate("Röd"), Candidate("Grön", "Hästskons.xlsx"), Candidate(None, "Hästskons (1).xlsx")),
)


def standing(*people: Person) -> Standing:
    """Return a hand-out of November 2022 with some people, or with one of every sort."""
    return Standing(
        "Månadsrapport november 2022",
        "Arbets- och socialnämnden",
        "Arbets- och socialförvaltningen",
        "2022-11_manadsrapport.xlsm",
        "/formular/2022-11",
        people or EVERYBODY,
        (CONFLICT,),
        extras=1,
        findings=(
            Finding(
                "I171", "inget-formular", Severity.QUESTION,
                "brev.docx är ett Word-dokument från Ekenheten.", "Be om svaren i formuläret.",
            ),
        ),
    )  # fmt: skip


EVERYBODY = (
    person("Boendeenheten", State.DONE, by="Anna Ek", file="Boendeenheten.xlsx", answered=8,
           is_begun=True, is_done=True),
    person("Vuxenenheten", State.BEGUN, file="Vuxenenheten.xlsx", answered=3, is_begun=True),
    person("Björkenheten", State.LATE, by="Bo Al", file="in/Björkenheten.xlsx", answered=8,
           is_begun=True, is_done=True, remark="Kom den 9 december 2022."),
    person("Lindenheten", State.LATE),
    person("Ekenheten", State.REFUSED, others=("brev.docx är ett Word-dokument",)),
    person("Hästskons", State.CONFLICT, by="Eva", file="Hästskons.xlsx", answered=8,
           is_begun=True, is_done=True),
    person("Resursenheten", State.MISSING),
)  # fmt: skip
