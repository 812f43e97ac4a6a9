"""Every parameter that the program asks for: its name, and what its value may be."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from xl_asn.model.arithmetic import is_figure
from xl_asn.model.goals import Method
from xl_asn.model.grid import folded_name
from xl_asn.model.statuses import Scale


class Holds(Enum):
    """What a parameter's value may be; the values are the words that a user reads."""

    METHOD = "andel_grona, medelvarde eller samsta"
    YES_OR_NO = "ja eller nej"
    TEXT = "en indikators namn"
    SHARE = "ett procenttal mellan 0\u00a0% och 100\u00a0%"
    SIGNED_SHARE = "ett procenttal mellan −100\u00a0% och 100\u00a0%"
    NUMBER = "ett tal"
    COUNT = "ett helt tal, 0 eller mer"

    @property
    def is_number(self) -> bool:
        """Whether only numbers are of this kind."""
        return self not in _WORDS

    def admits(self, value: Decimal | str) -> bool:
        """Whether a value is of this kind."""
        if self in _WORDS:
            words = _WORDS[self]
            return isinstance(value, str) and (not words or folded_name(value) in words)
        if not isinstance(value, Decimal) or not is_figure(value):
            return False
        match self:
            case Holds.SHARE:
                return 0 <= value <= 1
            case Holds.SIGNED_SHARE:
                return -1 <= value <= 1
            case Holds.COUNT:
                return value >= 0 and value == value.to_integral_value()
            case _:
                return True


_WORDS: Mapping[Holds, tuple[str, ...]] = {
    Holds.METHOD: tuple(method.value for method in Method),
    Holds.YES_OR_NO: ("ja", "nej"),
    Holds.TEXT: (),
}


class Known(NamedTuple):
    """A parameter that the program asks for; ``of_goal`` tells whether one goal may have its own.

    ``meant`` are names that people give it.
    """

    name: str
    holds: Holds
    of_goal: bool = False
    meant: tuple[str, ...] = ()


METHOD, TARGET, COUNTS, GATE = "Metod", "Målnivå", "Inget utfall räknas", "Spärr"


def share_limit(word: str) -> str:
    """Return what the least share for a status between the best and the worst is called."""
    return f"{word} från andel"


def mean_limit(word: str) -> str:
    """Return what the least mean for a status is called."""
    return f"{word} från medelvärde"


def score(word: str) -> str:
    """Return what the points for a status are called."""
    return f"Poäng {word}"


def gate_limit(word: str) -> str:
    """Return what the least outcome of a gate for a status is called."""
    return f"Spärr {word} från"


_OF_RULES = (
    Known("Kommentar budgetavvikelse belopp", Holds.NUMBER),
    Known("Kommentar budgetavvikelse andel", Holds.SHARE),
    Known("Kommentar prognosförändring belopp", Holds.NUMBER),
    Known("Kommentar prognosförändring andel", Holds.SHARE),
    Known("Minsta antal i text", Holds.COUNT),
    Known("Jämförelse minsta belopp", Holds.NUMBER),
    Known("Prognosträff största fel", Holds.SHARE),
    Known("Takt största kvot", Holds.NUMBER),
    Known("Takt minsta belopp", Holds.NUMBER),
    Known("Oförändrad prognos minsta avvikelse", Holds.NUMBER),
    Known("Omvänt tecken minsta andel", Holds.SHARE),
    Known("Delvis från andel av målvärdet", Holds.SHARE),
    Known("Trend minst antal mätningar", Holds.COUNT),
    Known("Trend oförändrad inom", Holds.SHARE),
    Known("Sannolikhet Låg", Holds.SHARE),
    Known("Sannolikhet Medel", Holds.SHARE),
    Known("Sannolikhet Hög", Holds.SHARE),
    Known("Riskvärde Hög från", Holds.COUNT),
    Known("Riskvärde Medel från", Holds.COUNT),
    Known("Styrdokument högsta ålder", Holds.COUNT),
    Known("Misstänkt andel av målvärdet under", Holds.SHARE),
)

#: What must be more than what, whatever the words of the statuses are.
ORDERED = (
    ("Riskvärde Hög från", "Riskvärde Medel från"),
    ("Sannolikhet Hög", "Sannolikhet Medel"),
    ("Sannolikhet Medel", "Sannolikhet Låg"),
)

_LEAST_LIKENESS = 85
_LEAST_LEAD = 8
"""How much nearer the guessed name must be than the next one, for the guess to be sure."""


@lru_cache(maxsize=64)
def known_parameters(scale: Scale) -> Mapping[str, Known]:
    """Return every parameter by its folded name, those of a scale's statuses among them."""
    best = scale.best.value
    found = [
        Known(METHOD, Holds.METHOD, of_goal=True),
        # By share the best status has no limit of its own name: the goal's target level is it.
        Known(TARGET, Holds.SHARE, of_goal=True, meant=(share_limit(best), "mål nivå")),
        *(Known(share_limit(s.value), Holds.SHARE, of_goal=True) for s in scale.between),
        *(Known(score(s.value), Holds.NUMBER, of_goal=True) for s in scale.goals),
        *(Known(mean_limit(s.value), Holds.NUMBER, of_goal=True) for s in scale.goals[:-1]),
        Known(COUNTS, Holds.YES_OR_NO, of_goal=True),
        Known(GATE, Holds.TEXT, of_goal=True),
        *(Known(gate_limit(s.value), Holds.SIGNED_SHARE, of_goal=True) for s in scale.goals[:-1]),
        *_OF_RULES,
    ]
    return {folded_name(known.name): known for known in found}


def meant_parameter(name: str, scale: Scale) -> str:
    """Return the parameter that a name surely means; empty where there is no knowing.

    What a name says comes before how it is spelt: "Grön från andel" is near "Gul från andel", and
    means the target level. A guess that is wrong is worse than none.
    """
    known = known_parameters(scale)
    folded = folded_name(name)
    for one in known.values():
        if _plain(folded) in (_plain(folded_name(name)) for name in one.meant):
            return one.name
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - as in calculation.names

    words = {folded_name(status.value) for status in scale.goals}
    said = {word for word in words if _plain(word) in _plain(folded)}
    near = process.extract(folded, list(known), scorer=fuzz.ratio, processor=_plain, limit=2)
    if not near or near[0][1] < _LEAST_LIKENESS:
        return ""
    best, likeness, _ = near[0]
    same_status = {word for word in words if word in best} == said
    is_sure = len(near) == 1 or likeness - near[1][1] >= _LEAST_LEAD
    return known[best].name if same_status and is_sure else ""


def _plain(text: str) -> str:
    return text.translate(str.maketrans("åäö", "aao"))
