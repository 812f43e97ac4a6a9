"""The sign of an amount as its words and its row tell it: higher costs than budget are a minus."""

from __future__ import annotations

from typing import Final

from xl_asn.prose.measures import Measure
from xl_asn.prose.readings import Reading
from xl_asn.prose.subjects import Subject

#: Columns that hold the row itself and no difference: the sign tells costs from income.
_WHOLE: Final = ("Årsbudget", "Budget", "Prognos", "Utfall", "Årsprognos")


def sign_of(
    before: Reading, after: Reading, subject: Subject | None, measure: Measure | None
) -> tuple[int, str]:
    """Return the sign that the words give, 0 for none, and why it is not sure, or nothing."""
    reading = before if before.sign else after
    way = before.direction or after.direction
    if way is None:
        return reading.sign or before.effect, ""
    if before.direction and after.direction:
        return 0, f"två riktningar nämns (”{after.direction.word}”)"
    if not (before.compared or after.compared):
        return 0, f"det sägs inte vad ”{way.word}” jämförs med"
    if measure is Measure.FORECAST_CHANGE and reading.changes:
        return 0, f"två riktningar nämns (”{way.word}”)"
    if way.change and measure is not Measure.FORECAST_CHANGE:
        return 0, f"det sägs inte från vad det har ändrats (”{way.word}”)"
    toward = _better(before, reading, subject)
    return way.way * toward, "" if toward else f"”{way.word}” kan vara bättre eller sämre"


def _better(before: Reading, reading: Reading, subject: Subject | None) -> int:
    """Return 1 where more is better for the board, −1 where less is, and 0 where nobody knows."""
    if reading.sign:  # "underskottet har minskat", "underskottet är större än budgeterat"
        return reading.sign
    if before.of_result:
        return 1
    signs = {
        1 if figure.value > 0 else -1
        for _, row in (subject.rows if subject else ())
        for header in _WHOLE
        if (figure := row.figures.get(header)) and figure.value
    }
    return signs.pop() if len(signs) == 1 else 0
