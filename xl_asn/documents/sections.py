"""Sheets that several document types share, each row model declared once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, ClassVar

from xl_asn.documents.columns import ANY, CHOICE, DATE, LONG_TEXT, TEXT, WHOLE, Column, Factors
from xl_asn.documents.registers import ALIAS, REPLACES, VALID_FROM, VALID_TO, RegisterRow
from xl_asn.documents.rows import Row
from xl_asn.model.periods import MONTH_NAMES, read_month
from xl_asn.model.scales import Progress, read_progress
from xl_asn.model.statuses import GOAL_SCALE, Status, read_status

GOAL_WORDS = tuple(status.value for status in GOAL_SCALE)
goal_status = partial(read_status, scale=GOAL_SCALE)


def _month(text: str) -> str | None:
    number = read_month(text)
    return None if number is None else MONTH_NAMES[number - 1].capitalize()


_MONTH_CHOICES = tuple(name.capitalize() for name in MONTH_NAMES)

UNIT = Column(
    "Enhet", TEXT, "Enhetens namn, som det står på bladet Organisation.", width=44,
    choices_from="Organisation.Enhet",
)  # fmt: skip


class EventRow(Row):
    """A row of *Händelser*."""

    unit: Annotated[str | None, UNIT.but(help="Enheten som händelsen rör. Får vara tom.")] = None
    event: Annotated[
        str | None, Column("Händelse", LONG_TEXT, "Vad som har hänt, i en eller två meningar.",
                           required=True)
    ] = None  # fmt: skip


SECTION = Column(
    "Avsnitt", TEXT, "Rubriken som texten står under i rapporten.", required=True, width=40
)
SECTION_TEXT = Column(
    "Text", LONG_TEXT, "Ett stycke. Punkter skrivs på egna rader som börjar med –.",
    required=True, width=90,
)  # fmt: skip


class TextRow(Row):
    """A row of a sheet of texts under their own headings; a sheet's own model names the sheet."""

    section: Annotated[str | None, SECTION] = None
    text: Annotated[str | None, SECTION_TEXT] = None


class SummaryRow(Row):
    """A row of *Sammanfattning*."""

    section: Annotated[str | None, SECTION] = None
    text: Annotated[str | None, SECTION_TEXT] = None


class AssignmentRow(Row):
    """A row of *Uppdrag*."""

    kind: Annotated[
        str | None,
        Column("Typ", TEXT, "Till exempel Särskilda uppdrag eller Nämnduppdrag.", width=22),
    ] = None
    assignment: Annotated[
        str | None, Column("Uppdrag", LONG_TEXT, "Uppdraget, ordagrant.", required=True, width=50)
    ] = None
    status: Annotated[
        Progress | None,
        Column("Status", CHOICE, "Hur långt uppdraget har kommit.", required=True,
               choices=tuple(word.value for word in Progress), accepts=read_progress),
    ] = None  # fmt: skip
    comment: Annotated[
        str | None, Column("Kommentar", LONG_TEXT, "Vad som är gjort och vad som återstår.")
    ] = None

    @property
    def label(self) -> str:
        """Return the assignment in words."""
        return self.assignment or ""


class RiskRow(Row):
    """A row of *Risker*; likelihood and consequence are 1 to 5, the risk value 1 to 25."""

    kind: Annotated[str | None, Column("Typ av risk", TEXT, "Till exempel Omvärld, Medarbetare.",
                                       width=18)] = None  # fmt: skip
    risk: Annotated[
        str | None, Column("Risk", LONG_TEXT, "Vad som kan hända.", required=True, width=44)
    ] = None
    likelihood: Annotated[
        Decimal | None,
        Column("Sannolikhet", WHOLE, "1 till 5, där 5 är mest sannolikt.", minimum=Decimal(1),
               maximum=Decimal(5), width=13),
    ] = None  # fmt: skip
    consequence: Annotated[
        Decimal | None,
        Column("Konsekvens", WHOLE, "1 till 5, där 5 är allvarligast.", minimum=Decimal(1),
               maximum=Decimal(5), width=13),
    ] = None  # fmt: skip
    value: Annotated[
        Decimal | None,
        Column("Riskvärde", WHOLE, "Sannolikhet × Konsekvens.", minimum=Decimal(1),
               maximum=Decimal(25), width=11, computed=Factors(("Sannolikhet", "Konsekvens"))),
    ] = None  # fmt: skip
    measure: Annotated[
        str | None, Column("Åtgärd", LONG_TEXT, "Vad som görs åt risken.", width=44)
    ] = None
    start_date: Annotated[date | None, Column("Startdatum", DATE, "När åtgärden börjar.")] = None
    end_date: Annotated[date | None, Column("Slutdatum", DATE, "När åtgärden ska vara klar.")] = (
        None
    )
    status: Annotated[
        str | None, Column("Status", TEXT, "Hur långt åtgärden kommit.", width=14)
    ] = None
    control: Annotated[
        str | None, Column("Kontrollmoment", LONG_TEXT, "Hur risken följs upp.", width=30)
    ] = None
    assessment: Annotated[
        str | None, Column("Bedömning", LONG_TEXT, "Bedömningen denna period.", width=24)
    ] = None

    @property
    def label(self) -> str:
        """Return the risk in words."""
        return self.risk or ""


class YearWheelRow(Row):
    """A row of *Årshjul*."""

    month: Annotated[
        str | None,
        Column("Månad", CHOICE, "Månaden då aktiviteten sker.", required=True,
               choices=_MONTH_CHOICES, accepts=_month),
    ] = None  # fmt: skip
    activity: Annotated[
        str | None, Column("Aktivitet", LONG_TEXT, "Vad som ska göras.", required=True)
    ] = None
    assessment: Annotated[
        Status | None,
        Column("Bedömning", CHOICE, "Grön = klart, Gul = försenat, Röd = blir inte av.",
               choices=GOAL_WORDS, accepts=goal_status),
    ] = None  # fmt: skip

    @property
    def label(self) -> str:
        """Return the activity."""
        return self.activity or ""


class OrganisationRow(RegisterRow):
    """A row of *Organisation*: a unit, its other names and the dates it existed."""

    unit: Annotated[
        str | None, Column("Enhet", TEXT, "Enhetens namn.", required=True, width=44)
    ] = None
    alias: Annotated[
        str | None, ALIAS.but(help="Andra namn som enheten kallas, åtskilda med semikolon.")
    ] = None
    valid_from: Annotated[date | None, VALID_FROM] = None
    valid_to: Annotated[date | None, VALID_TO] = None
    replaces: Annotated[
        str | None, REPLACES.but(help="Enheten som den här ersatte, eller flera med semikolon.")
    ] = None

    @property
    def label(self) -> str:
        """Return the unit's name."""
        return self.unit or ""


class ParameterRow(Row):
    """A row of *Regler*: one dated parameter of the municipality."""

    is_tool: ClassVar[bool] = True

    name: Annotated[
        str | None, Column("Parameter", TEXT, "Parameterns namn. Ändras inte.", required=True,
                           width=30)
    ] = None  # fmt: skip
    goal: Annotated[
        Decimal | None, Column("Mål", WHOLE, "Målets nummer om parametern bara gäller ett mål.")
    ] = None
    value: Annotated[
        Decimal | str | None, Column("Värde", ANY, "Värdet som gäller.", required=True)
    ] = None
    valid_from: Annotated[
        date | None, Column("Gäller från", DATE, "Dagen då värdet börjar gälla.", required=True)
    ] = None
    source: Annotated[
        str | None, Column("Källa", LONG_TEXT, "Beslut eller antagande bakom värdet.")
    ] = None
