"""The words for what a difference is, the same in every rule."""

from __future__ import annotations

from typing import Final

from xl_asn.calculation.adding_up.causes import Cause, Difference
from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.calculation.adding_up.slips import Slip

_UNSEARCHED: Final = (
    "Så mycket i tabellen stämmer inte att orsaken inte har sökts här: rätta de fel som pekas "
    "ut och kontrollera igen."
)
_SENTENCES: Final = {
    Cause.OMITTED: "Skillnaden är lika stor som raden {row}.",
    Cause.TWICE: "Skillnaden är lika stor som raden {row}.",
    Cause.GONE: "Skillnaderna hänger ihop som beloppen på en rad: en rad verkar saknas i tabellen, "
    "eller så bygger summan på ett annat underlag.",
    Cause.BASIS: "Skillnaderna är olika stora i kolumnerna: summan och raderna verkar bygga på "
    "olika underlag.",
    Cause.UNEXPLAINED: "Skillnaden är oförklarad: ingen rad är ett troligare fel än en annan.",
    Cause.UNSEARCHED: _UNSEARCHED,
}
_REMEDIES: Final = {
    Cause.OMITTED: "Kontrollera om raden {row} är utelämnad ur summan.",
    Cause.TWICE: "Kontrollera om raden {row} är räknad två gånger.",
    Cause.GONE: "Kontrollera om en rad är borttagen. Annars: kontrollera att rader och summa är "
    "hämtade samma dag och med samma indelning.",
    Cause.BASIS: "Kontrollera att rader och summa är hämtade samma dag och med samma indelning.",
}
_PLAIN_REMEDY: Final = "Jämför raderna med underlaget och rätta den rad som är fel, eller summan."


def slip_sentence(slip: Slip | None) -> str:
    """Return how a figure was probably mistyped, with a blank before; nothing where unknown."""
    return f" {slip.value}." if slip else ""


def suspicion_sentence(explanation: Explanation) -> str:
    """Return how a figure was probably mistyped, or that this has not been searched for."""
    return slip_sentence(explanation.told_slip) if explanation.searched else f" {_UNSEARCHED}"


def cause_sentence(difference: Difference) -> str:
    """Return what a difference is, with a blank before; nothing where the figures say it all."""
    if difference.slip:
        return slip_sentence(difference.slip)
    sentence = _SENTENCES.get(difference.cause, "")
    return " " + sentence.format(row=_name(difference)) if sentence else ""


def cause_remedy(difference: Difference) -> str:
    """Return what to do about a sum that differs from its rows."""
    return _REMEDIES.get(difference.cause, _PLAIN_REMEDY).format(row=_name(difference))


def _name(difference: Difference) -> str:
    return difference.row.label if difference.row else ""
