"""What a form says of how it is filled in: of a status, a comment, an amount."""

from __future__ import annotations

from typing import Final

from xl_asn.model.forms import AskedColumn
from xl_asn.model.statuses import Graded, Status

YES: Final = "Ja"
NO: Final = "Nej"

#: What each light says; the words of the board are told with it.
_LIGHTS: Final = {
    Status.GREEN: "Det går som planerat.",
    Status.YELLOW: "Det avviker från planen. Skriv i kommentaren vad ni gör åt det.",
    Status.RED: "Det avviker så mycket att målet inte nås utan nya åtgärder. Skriv vilka.",
    Status.NO_OUTCOME: "Det finns inget att bedöma den här gången. Skriv varför.",
}


def meaning(graded: Graded) -> str:
    """Return what a status says, as its light does."""
    return _LIGHTS[graded.light]


def default_help(asked: AskedColumn, unit: str) -> str:
    """Return what a column of answers is helped with where nothing is said of it."""
    if asked.choices:
        return f"Välj ur listan: {', '.join(asked.choices)}."
    if asked.is_number:
        return f"Skriv beloppet i {unit}, bara siffror. Minus före en kostnad eller ett underskott."
    return "Skriv kort. Inga namn på enskilda och inga personuppgifter."
