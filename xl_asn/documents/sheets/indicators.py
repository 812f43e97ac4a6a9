"""The sheet *Indikatorer*, which interim reports and plans share, and what it says of each."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, ClassVar, Final

from xl_asn.documents.carrying import EMPTY
from xl_asn.documents.columns import (
    CHOICE,
    LONG_TEXT,
    OUTCOME,
    TEXT,
    WHOLE,
    Column,
    Computed,
    Due,
    FormatBy,
    Series,
)
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.grid import folded_name
from xl_asn.model.indicators import (
    Answer,
    Direction,
    IndicatorInput,
    Measure,
    Outcome,
    Point,
    Target,
    Trend,
    Unmeasured,
    read_trend,
)
from xl_asn.model.number_formats import amount_format, share_format
from xl_asn.model.periods import Period
from xl_asn.model.scales import Fulfilment, read_fulfilment, read_word

FULFILMENT_WORDS: Final = tuple(word.value for word in Fulfilment)
_EARLIER: Final = re.compile(r"utfall ((?:19|20)\d\d)")
_YEARS_BACK: Final = 3
_BASELINES: Final = 2
_BY_MEASURE: Final = FormatBy(
    "Måttyp",
    (
        (Measure.SHARE.value, share_format(1)),
        (Measure.AMOUNT.value, amount_format()),
        (Measure.COUNT.value, "0"),
    ),
)


def _year(header: str) -> tuple[int, ...] | None:
    found = _EARLIER.fullmatch(folded_name(header))
    return (int(found[1]),) if found else None


def _years(period: Period) -> tuple[str, ...]:
    return tuple(f"Utfall {year}" for year in range(period.year - _YEARS_BACK, period.year))


OUTCOME_COLUMN: Final = Column(
    "Utfall", OUTCOME, "Utfallet nu, som tal, Ja eller Nej. Skriv Mätning ännu inte genomförd "
    "om det inte finns något.", format_by=_BY_MEASURE,
)  # fmt: skip


class IndicatorRow(Row):
    """A row of *Indikatorer*; outcomes and targets are in the measure's own unit."""

    series: ClassVar[tuple[Series, ...]] = (
        Series(
            "earlier",
            OUTCOME_COLUMN.but(header="Utfall (år)", help="Utfallet det året, en kolumn per år."),
            _year,
            "outcome",
            _years,
        ),
    )

    goal: Annotated[
        Decimal | None,
        Column("Mål", WHOLE, "Numret på målet som indikatorn mäter.", choices_from="Mål.Nr"),
    ] = None
    kolada_id: Annotated[
        str | None, Column("Kolada-id", TEXT, "Nyckeltalets id, till exempel U28507.", width=11)
    ] = None
    indicator: Annotated[
        str | None, Column("Indikator", LONG_TEXT, "Indikatorn, ordagrant.", required=True,
                           width=46)
    ] = None  # fmt: skip
    measure: Annotated[
        Measure | None,
        Column("Måttyp", CHOICE, "Vad talen är. Bestämmer hur de visas och bedöms.",
               choices=tuple(word.value for word in Measure),
               accepts=partial(read_word, scale=Measure)),
    ] = None  # fmt: skip
    direction: Annotated[
        Direction | None,
        Column("Riktning", CHOICE, "Om ett högre eller ett lägre tal är bättre.", width=17,
               choices=tuple(word.value for word in Direction),
               accepts=partial(read_word, scale=Direction)),
    ] = None  # fmt: skip
    outcome: Annotated[Any, OUTCOME_COLUMN.but(carry=EMPTY, due=Due("utfall"))] = None
    target: Annotated[
        Any, Column("Målvärde", OUTCOME, "Nämndens målvärde.", format_by=_BY_MEASURE)
    ] = None
    municipal_target: Annotated[
        Any,
        Column("Kommunens målvärde", OUTCOME, "Kommunens målvärde, om det är ett annat.",
               format_by=_BY_MEASURE, width=18),
    ] = None  # fmt: skip
    assessment: Annotated[
        Fulfilment | None,
        Column("Bedömning", CHOICE, "Om utfallet når målvärdet.", width=26,
               choices=FULFILMENT_WORDS, accepts=read_fulfilment,
               computed=Computed("utfallet mot målvärdena, åt det håll som är bättre")),
    ] = None  # fmt: skip
    trend: Annotated[
        Trend | None,
        Column("Trend", CHOICE, "Hur utfallet har rört sig sedan det första året.", width=22,
               choices=tuple(word.value for word in Trend), accepts=read_trend,
               computed=Computed("rörelsen mellan årens utfall och utfallet nu")),
    ] = None  # fmt: skip
    part_of: Annotated[
        str | None,
        Column("Del av", LONG_TEXT, "Indikatorn som den här är en del av. Delarna ska bli den.",
               choices_from="Indikatorer.Indikator", width=24),
    ] = None  # fmt: skip
    comment: Annotated[
        str | None, Column("Kommentar", LONG_TEXT, "Text till indikatorn i rapporten.", carry=EMPTY)
    ] = None

    @property
    def label(self) -> str:
        """Return the indicator in words."""
        return self.indicator or ""


class PlanIndicatorRow(IndicatorRow):
    """A row of *Indikatorer*: the baseline is the latest year that has an outcome."""

    left_out: ClassVar[frozenset[str]] = frozenset(
        {"outcome", "municipal_target", "assessment", "trend"}
    )
    series: ClassVar[tuple[Series, ...]] = (
        IndicatorRow.series[0]._replace(
            headers=lambda period: tuple(
                f"Utfall {year}" for year in range(period.year - _BASELINES, period.year)
            ),
        ),
    )

    basis: Annotated[
        str | None,
        Column("Utfallet avser", TEXT, "När eller hur utfallet är mätt, om det inte är hela året: "
               "prognos, sep. 2019.", width=20),
    ] = None  # fmt: skip
    source: Annotated[
        str | None,
        Column("Källa", TEXT, "Varifrån utfallet hämtas, om det inte är Kolada.", width=24),
    ] = None


INDICATORS: Final = SheetSpec(
    "Indikatorer", IndicatorRow, key=("goal", "indicator"), expected=True,
    help="Skriv en rad för varje indikator. Bedömning och Trend räknas fram av Beräkna.",
)  # fmt: skip
PLAN_INDICATORS: Final = SheetSpec(
    "Indikatorer", PlanIndicatorRow, key=("goal", "indicator"), expected=True,
    help="En rad för varje indikator, med utgångsvärdet i kolumnen för sitt år.",
)  # fmt: skip


def indicator_inputs(document: Document) -> tuple[IndicatorInput, ...]:
    """Return what decides each indicator, with the parts that add up to it.

    Where a name stands more than once, a part is of the one above it, of its own goal if it can.
    """
    rows = tuple(document.rows_of(IndicatorRow))
    wholes: dict[tuple[object, ...], list[int]] = {}
    for row in rows:
        if not row.part_of:
            name = folded_name(row.label)
            for mark in ((name, row.goal), (name,)):
                wholes.setdefault(mark, []).append(row.row_number)
    by_whole: dict[int, list[IndicatorInput]] = {}
    for row in rows:
        if row.part_of:
            name = folded_name(row.part_of)
            named = wholes.get((name, row.goal)) or wholes.get((name,))
            if named:
                above = named[max(bisect(named, row.row_number) - 1, 0)]
                by_whole.setdefault(above, []).append(_input(row, ()))
    return tuple(_input(row, by_whole.get(row.row_number, ())) for row in rows)


def _input(row: IndicatorRow, parts: Iterable[IndicatorInput]) -> IndicatorInput:
    direction = row.direction
    if direction is None and row.measure is not None and row.measure.answers:
        direction = Direction.HIGHER
    now = row.outcome
    return IndicatorInput(
        row.label,
        None if row.goal is None else int(row.goal),
        row.measure,
        direction,
        tuple(
            Point(column.header, as_number(getattr(row, name), row.measure), row.cell(name))
            for name, column in row.of_series("earlier")
        ),
        Point("Utfall", as_number(now, row.measure), row.cell("outcome"))
        if row.has("outcome") and row.readable("outcome")
        else None,
        tuple(_targets(row)),
        now if isinstance(now, Unmeasured) else None,
        is_part=row.part_of is not None,
        parts=tuple(parts),
        assessment_cell=row.place("assessment"),
        trend_cell=row.place("trend"),
        printed=row.assessment,
        printed_trend=row.trend,
    )


def _targets(row: IndicatorRow) -> Iterator[Target]:
    both = row.municipal_target is not None
    for name, words in (
        ("target", "nämndens målvärde" if both else "målvärdet"),
        ("municipal_target", "kommunens målvärde"),
    ):
        value = as_number(getattr(row, name), row.measure)
        if value is not None:
            yield Target(words, value, row.cell(name))


def as_number(outcome: Outcome | None, measure: Measure | None) -> Decimal | None:
    """Return an outcome as a number; None where nothing was measured or the answer is unknown."""
    if isinstance(outcome, Answer):
        return outcome.points(measure)
    return outcome if isinstance(outcome, Decimal) else None
