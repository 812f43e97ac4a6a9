"""Indicators: what is measured, which way is better, and what the outcome comes to."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.money import read_number
from xl_asn.model.scales import Fulfilment


class Measure(Enum):
    """What an indicator's numbers are; the values are the words of the column *Måttyp*."""

    SHARE = "Andel"
    COUNT = "Antal"
    INDEX = "Index"
    AMOUNT = "Belopp"
    YES_NO = "Ja/Nej"
    YES_PARTLY_NO = "Ja/Delvis/Nej"

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Return the answers that the measure allows, best first; none where it is a number."""
        if self is Measure.YES_NO:
            return (Answer.YES, Answer.NO)
        return tuple(Answer) if self is Measure.YES_PARTLY_NO else ()


class Answer(Enum):
    """An outcome that is a word: Ja = 1 and Nej = 0, or Ja = 2, Delvis = 1 and Nej = 0."""

    YES = "Ja"
    PARTLY = "Delvis"
    NO = "Nej"

    def points(self, measure: Measure | None) -> Decimal | None:
        """Return the answer as a number of its scale; None where the scale has no such answer."""
        answers = measure.answers if measure else ()
        return Decimal(len(answers) - 1 - answers.index(self)) if self in answers else None


class Direction(Enum):
    """Which way is better; the values are the words of the column *Riktning*."""

    HIGHER = "Högre är bättre"
    LOWER = "Lägre är bättre"

    @property
    def sign(self) -> int:
        """Return 1 where a higher number is better, and −1 where a lower one is."""
        return 1 if self is Direction.HIGHER else -1


class Unmeasured(Enum):
    """Why an indicator has no outcome; not the same as a blank, and not nothing."""

    NOT_YET = "Mätning ännu inte genomförd"
    NOT_MADE = "Mätning genomfördes inte"
    MISSING = "Utfall saknas"


class Trend(Enum):
    """How the outcome has moved; the values are the words of the column *Trend*."""

    IMPROVING = "Förbättras"
    UNCHANGED = "Oförändrad"
    WORSENING = "Försämras"
    VARIED = "Har varierat"
    UNKNOWN = "Går ännu inte att bedöma"


#: What a cell of outcomes may hold.
Outcome: TypeAlias = Decimal | Answer | Unmeasured

#: A key figure's id in Kolada: ``U28507``, ``N00973``.
KOLADA_ID: Final = "[NU][0-9]{5}"

_CHANGE: Final = re.compile(r"(?P<number>.+?) ?(?P<word>minskning|ökning)")
_TREND_WORDS: Final = (
    ("varierat", Trend.VARIED), ("varierar", Trend.VARIED), ("förbättra", Trend.IMPROVING),
    ("försämra", Trend.WORSENING), ("oförändra", Trend.UNCHANGED),
    ("inte bedöma", Trend.UNKNOWN), ("inte att bedöma", Trend.UNKNOWN),
)  # fmt: skip


def read_outcome(text: str) -> Outcome | None:
    """Read a number, "12 % minskning" (−0.12), an answer, or why there is none; else None."""
    name = folded_name(text).rstrip(". ")
    for answer in Answer:
        if folded_name(answer.value) == name:
            return answer
    if "ännu inte" in name:
        return Unmeasured.NOT_YET
    if "genomfördes inte" in name or "inte genomför" in name:
        return Unmeasured.NOT_MADE
    if name.endswith("saknas"):
        return Unmeasured.MISSING
    change = _CHANGE.fullmatch(name)
    value = read_number(change["number"] if change else name)
    if change and value is not None:
        return -abs(value) if change["word"] == "minskning" else abs(value)
    return value


def read_trend(text: str) -> Trend | None:
    """Return the trend that a text tells: "Sjukfrånvaron har varierat sedan 2015"; else None."""
    name = folded_name(text)
    found = {trend for word, trend in _TREND_WORDS if word in name}
    return found.pop() if len(found) == 1 else None


class Point(NamedTuple):
    """An outcome of one year; ``value`` is None where nothing was measured."""

    name: str
    value: Decimal | None
    cell: CellRef


class Target(NamedTuple):
    """A level to reach: the board's own, or the municipality's."""

    name: str
    value: Decimal
    cell: CellRef


class IndicatorInput(NamedTuple):
    """One indicator: its outcomes, oldest first and the report's own last, and its targets.

    ``parts`` are the indicators that add up to it. ``outcome`` is None where its cell is blank or
    cannot be read; ``unmeasured`` says why nothing was measured. Numbers are in the cell's own
    unit: a share is 0 to 1.
    """

    label: str
    goal: int | None
    measure: Measure | None
    direction: Direction | None
    earlier: tuple[Point, ...]
    outcome: Point | None
    targets: tuple[Target, ...]
    unmeasured: Unmeasured | None = None
    is_part: bool = False
    parts: tuple[IndicatorInput, ...] = ()
    assessment_cell: CellRef | None = None
    trend_cell: CellRef | None = None
    printed: Fulfilment | None = None
    printed_trend: Trend | None = None


class IndicatorPolicy(NamedTuple):
    """The municipality's own way of assessing indicators, valid from a date.

    ``near`` is the share of the target that gives *Delvis uppfyllt* (1: nothing but the target
    does), ``least_measured`` how many outcomes a trend takes, ``least_change`` the share of an
    outcome that the next must differ by to be another.
    """

    near: Decimal
    least_measured: int
    least_change: Decimal


class IndicatorResult(NamedTuple):
    """What an indicator comes to; None where it cannot be or need not be assessed."""

    indicator: IndicatorInput
    outcome: Decimal | None
    assessment: Fulfilment | None
    explanation: str
    trend: Trend | None
    trend_explanation: str
