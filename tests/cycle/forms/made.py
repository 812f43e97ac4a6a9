"""Forms that the tests hand out, made by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xl_asn.model.forms import AskedColumn, Binding, Form, FormRow, Section, ShownColumn
from xl_asn.model.grid import Value
from xl_asn.model.identity import RowKey
from xl_asn.model.statuses import COLOURS

BINDING = Binding(
    "5d1f0a", "b7c2", "a11e", "manadsrapport", "2022-11", "3", "Familjehemsenheten",
    "Familjehemsenheten",
)  # fmt: skip
STATUS = AskedColumn(
    "Bedömning", "Bedömning", tuple(s.value for s in COLOURS.units), graded=COLOURS.units,
    help="Hur enheten ligger till mot målet. Välj ur listan.",
)  # fmt: skip
COMMENT = AskedColumn(
    "Kommentar", "Kommentar", is_long=True,
    help="Vad som ligger bakom bedömningen, i en eller två meningar.",
)  # fmt: skip
GOALS = (
    "Barn och unga ska få rätt stöd i rätt tid",
    "Invånarna ska vara delaktiga i sina insatser",
    "Ekonomin ska vara i balans",
    "Medarbetarna ska ha en god arbetsmiljö",
)


def goal_section(
    units: tuple[str, ...] = (), base: tuple[Value, Value] = (None, None), earlier: str = "Som plan"
) -> Section:
    """Return the goals of one unit, or of several."""
    first = (ShownColumn("Enhet", is_key=True),) if units else ()
    shown = (
        *first,
        ShownColumn("Mål", is_key=True),
        ShownColumn("Nämndmål"),
        ShownColumn("Förra bedömningen", is_earlier=True),
        ShownColumn("Förra kommentaren", is_long=True, is_earlier=True),
    )
    rows = tuple(
        FormRow(
            RowKey("Enhetsresultat", (str(number), unit or BINDING.unit)),
            (*([unit] if units else []), Decimal(number), goal, "Gul", earlier),
            base,
        )
        for unit in units or ("",)
        for number, goal in enumerate(GOALS, 1)
    )
    lead = "Bedöm varje mål så som det ser ut nu."
    return Section("Enhetsresultat", "Mål", lead, shown, (STATUS, COMMENT), rows)


def event_section(free: int = 5) -> Section:
    """Return free rows for what has happened."""
    asked = AskedColumn(
        "Händelse", "Händelse", is_long=True, help="En händelse i varje rad, i en mening."
    )
    lead = "Skriv det viktigaste som har hänt. Lämna tomt om inget har hänt."
    return Section("Händelser", "Händelser", lead, (), (asked,), (), free)


def amount_section() -> Section:
    """Return the rows of a controller."""
    shown = (
        ShownColumn("Verksamhet", is_key=True),
        ShownColumn("Utfall", is_number=True),
        ShownColumn("Budget", is_number=True),
        ShownColumn("Förra prognosen", is_number=True, is_earlier=True),
    )
    asked = (
        AskedColumn("Prognos", "Prognos", is_number=True, help="Helårsprognosen i tkr."),
        AskedColumn("Kommentar", "Kommentar prognosförändring", is_long=True, help="Varför."),
    )
    names = ("Gemensamt IFO", "Familjehem", "Placeringar")
    rows = tuple(
        FormRow(
            RowKey("Nettokostnad", ("IFO", name), "Placeringar" if name == "Familjehem" else ""),
            (name, Decimal(-78885), Decimal(-81412), Decimal("-86955.5")),
            (Decimal(-86955), None),
        )
        for name in names
    )
    return Section("Nettokostnad", "Prognos", "Skriv helårets prognos.", shown, asked, rows)


def form_of(*sections: Section, binding: Binding = BINDING) -> Form:
    """Return a form with these sections, or that of one unit."""
    return Form(
        binding, "Arbetsmarknads- och socialnämnden", "Underlag till månadsrapporten",
        "november 2022", "familjehem@kommun.example", date(2022, 12, 7), "mappen Svar november",
        "tkr", sections or (goal_section(), event_section()),
    )  # fmt: skip
