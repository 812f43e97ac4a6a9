"""What a form holds: a recipient's rows, what was said of them the last time, and what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from xl_asn.case.case import Case
from xl_asn.case.comparing.pairing import beside, shared_sheets
from xl_asn.case.comparing.registers import Names
from xl_asn.case.forms.terms import terms_of
from xl_asn.documents.asked_rows import is_of_amounts, is_of_events, is_of_units
from xl_asn.documents.columns import AMOUNT, Column
from xl_asn.documents.document import Document
from xl_asn.documents.hand_out import HandOut, Recipient
from xl_asn.documents.identity import Place, places_on
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.events import EventRow
from xl_asn.documents.sheets.goals import GOALS, UnitRow
from xl_asn.model.forms import AskedColumn, Binding, Form, FormRow, Section, ShownColumn
from xl_asn.model.grid import Value, folded_name
from xl_asn.model.identity import RowKey

BETWEEN: Final = "; "
_FREE: Final = 6
"""Blank rows for what has happened: with those, a form of one unit still prints on a page."""
_GOAL, _WORDS = ShownColumn("Mål", is_key=True), ShownColumn("Nämndmål", is_long=True)
_UNIT: Final = ShownColumn("Enhet", is_key=True)
_AREA: Final = ShownColumn("Område", is_key=True)
_EARLIER_STATUS: Final = ShownColumn("Förra bedömningen", is_earlier=True)
_EARLIER_COMMENT: Final = ShownColumn("Förra kommentaren", is_long=True, is_earlier=True)
_EARLIER_FORECAST: Final = ShownColumn("Förra prognosen", is_number=True, is_earlier=True)


class Drawn(NamedTuple):
    """What binds a form, drawn at random: its own mark, the hand-out's and the workbook's."""

    form: str
    batch: str
    master: str


class Contents:
    """What the forms of one workbook hold."""

    def __init__(self, case: Case, hand_out: HandOut) -> None:
        self._case, self._hand_out = case, hand_out
        self._document: Document = case.document
        self._terms = terms_of(case)

    def form(
        self, recipient: Recipient, drawn: Drawn, *, last_day: date | None = None, to: str = ""
    ) -> Form:
        """Return a recipient's form.

        Args:
            recipient: one of the hand-out's.
            drawn: what binds the form.
            last_day: the last day to answer, for one who has none of her own on *Utskick*.
            to: where the form is to be put when it is done, in words.
        """
        document, period = self._document, self._document.period
        binding = Binding(
            *drawn, document.key, self._case.period, document.start.template_version or "",
            recipient.name, BETWEEN.join(recipient.units), BETWEEN.join(recipient.areas),
        )  # fmt: skip
        return Form(
            binding,
            document.start.board or "",
            f"Underlag till {_the(document.title)}",
            period.label if period else "",
            recipient.email,
            recipient.last_day or last_day,
            to,
            self._unit,
            tuple(self._sections(recipient)),
            self._terms,
        )

    def _sections(self, recipient: Recipient) -> Iterator[Section]:
        """Yield the sections, what must be answered before what may."""
        specs = sorted(map(self._hand_out.spec, recipient.sheets), key=is_of_events)
        for spec in specs:
            if is_of_events(spec):
                yield self._events(spec, recipient)
                continue
            wanted = frozenset(self._hand_out.numbers(recipient, spec))
            places = _once(p for p in self._places[spec.name] if p.row.row_number in wanted)
            if not places:
                continue
            make = self._amounts if is_of_amounts(spec) else self._goals
            section = make(spec, places)
            if section.asked:
                yield section

    @cached_property
    def _places(self) -> Mapping[str, tuple[Place, ...]]:
        specs = self._hand_out.asked.specs
        return {spec.name: tuple(places_on(self._document, spec)) for spec in specs}

    def _goals(self, spec: SheetSpec, places: Sequence[Place]) -> Section:
        """Return the goals that units are to assess, with what they said the last time."""
        status, comment = UnitRow.declared()["assessment"], UnitRow.declared()["comment"]
        words = self._document.scale.units
        asked = _standing(
            places,
            AskedColumn(
                status.header, status.header, tuple(word.value for word in words), graded=words,
                help="Hur enheten ligger till mot målet. Välj ur listan.",
            ),
            AskedColumn(
                comment.header, comment.header, is_long=True,
                help="Vad som ligger bakom bedömningen, i en eller två meningar.",
            ),
        )  # fmt: skip
        unit = self._hand_out.asked.unit
        several = len({unit(place.row.get("unit") or "") for place in places}) > 1
        shown = [*([_UNIT] if several else []), _GOAL, _WORDS, _EARLIER_STATUS, _EARLIER_COMMENT]
        rows = [
            _Line(
                place,
                (
                    *([place.row.get("unit")] if several else []),
                    place.row.get("goal"),
                    self._goal_words.get(place.row.get("goal")),
                    self._earlier.value(place, "assessment"),
                    self._earlier.value(place, "comment"),
                ),
            )
            for place in places
        ]
        return self._section(
            spec, "Mål", "Bedöm varje mål så som det ser ut nu.", shown, asked, rows
        )

    @cached_property
    def _goal_words(self) -> Mapping[Value, str]:
        """Return the board's words for each goal, by its number."""
        rows = self._document.table(GOALS.name) or ()
        words = {row.get("number"): row.get("board_goal") or row.get("short_name") for row in rows}
        return {number: text for number, text in words.items() if text}

    def _amounts(self, spec: SheetSpec, places: Sequence[Place]) -> Section:
        """Return the rows of a sheet of amounts whose forecasts are to be made."""
        fields = places[0].table.declared
        forecast = fields[places[0].fields[spec.row.forecast_header]]
        name = next(column for column in fields.values() if column.required)
        figures = [c for c in _before(fields, forecast) if places[0].cell(c.header)]
        several = len({folded_name(_area(place)) for place in places}) > 1
        shown = [
            *([_AREA] if several else []),
            ShownColumn(name.header, is_key=True),
            *(ShownColumn(column.header, is_number=True) for column in figures),
            _EARLIER_FORECAST,
        ]
        called = Counter((_area(place), place.known.label) for place in places)
        rows = [
            _Line(
                place,
                (
                    *([_area(place)] if several else []),
                    _called(place, is_alone=called[_area(place), place.known.label] == 1),
                    *(place.row.get(place.fields[column.header]) for column in figures),
                    self._earlier_forecast(place, spec),
                ),
            )
            for place in places
        ]
        lead = f"Skriv prognosen för hela året, i {self._unit}."
        asked = self._asked_amounts(places, forecast)
        return self._section(spec, "Prognos", lead, shown, asked, rows)

    def _asked_amounts(self, places: Sequence[Place], forecast: Column) -> tuple[AskedColumn, ...]:
        """Return the forecast, and the first comment that the sheet has."""
        long = [column for column in places[0].table.declared.values() if column.kind.long][:1]
        return _standing(
            places,
            AskedColumn(
                "Prognos", forecast.header, is_number=True,
                help=f"Vad hela året väntas bli, i {self._unit}. Kostnad är minus.",
            ),
            *(
                AskedColumn(
                    "Kommentar", column.header, is_long=True,
                    help="Varför prognosen är som den är, i en eller två meningar.",
                )
                for column in long
            ),
        )  # fmt: skip

    @property
    def _unit(self) -> str:
        return self._document.start.unit or "tkr"

    def _earlier_forecast(self, place: Place, spec: SheetSpec) -> Value:
        """Return the forecast before: as the workbook has it, or else as the report before it."""
        own: Value = place.row.get("previous_forecast")
        if own is not None:
            return own
        return self._earlier.value(place, place.fields[spec.row.forecast_header])

    def _events(self, spec: SheetSpec, recipient: Recipient) -> Section:
        """Return blank rows for what has happened; a row says where, if she answers for several."""
        unit, event = (EventRow.declared()[name] for name in ("unit", "event"))
        asked = [
            AskedColumn(
                event.header, event.header, is_long=True,
                help="En händelse i varje rad, i en eller två meningar.",
            )
        ]  # fmt: skip
        if len(recipient.units) > 1:
            help_ = "Enheten som händelsen rör. Välj ur listan."
            asked.insert(0, AskedColumn(unit.header, unit.header, recipient.units, help=help_))
        lead = "Skriv det viktigaste som har hänt. Lämna tomt om inget har hänt."
        return Section(spec.name, spec.name, lead, (), tuple(asked), (), _FREE)

    def _section(
        self,
        spec: SheetSpec,
        title: str,
        lead: str,
        shown: Sequence[ShownColumn],
        asked: Sequence[AskedColumn],
        lines: Sequence[_Line],
    ) -> Section:
        """Return a section without those columns of the last time that say nothing."""
        kept = [
            at
            for at, column in enumerate(shown)
            if not column.is_earlier or any(line.shown[at] is not None for line in lines)
        ]
        rows = [
            FormRow(
                line.place.known.key,
                tuple(_plain(line.shown[at]) for at in kept),
                tuple(self._base(line.place, column) for column in asked),
            )
            for line in lines
        ]
        return Section(
            spec.name, title, lead, tuple(shown[at] for at in kept), tuple(asked), tuple(rows)
        )

    def _base(self, place: Place, column: AskedColumn) -> Value:
        cell = place.cell(column.column)
        return None if cell is None else self._case.grid.at(cell).value

    @cached_property
    def _earlier(self) -> _Earlier:
        return _Earlier(self._case)


class _Line(NamedTuple):
    place: Place
    shown: tuple[Value, ...]


@dataclass(frozen=True)
class _Earlier:
    """What the report before says of the same rows, in the same year."""

    case: Case

    def value(self, place: Place, field: str) -> Value:
        """Return what it says in a field of a row; None where it says nothing, or has no such row.

        A row that only likeness tells is none: what somebody said of another row misleads.
        """
        then = self._pairs.get((place.table.sheet, place.row.row_number))
        value: Value = None if then is None else _plain(then.row.get(field))
        return value

    @cached_property
    def _pairs(self) -> Mapping[tuple[str, int], Place]:
        found: dict[tuple[str, int], Place] = {}
        first, after = self.case.chain.first, self.case.document
        if first is None:
            return found
        names = Names.of(first.document, after)
        for then, spec in shared_sheets(first.document, after) if names.is_same_year else ():
            if is_of_units(spec) or is_of_amounts(spec):
                for pair in beside(first.document, after, then, spec, names).pairs:
                    if not pair.guessed:
                        sheet, row = pair.after.table.sheet, pair.after.row.row_number
                        found[sheet, row] = pair.before
        return found


def _once(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the rows, each key once: of two rows by one name no answer can tell which it is to."""
    found: dict[RowKey, Place] = {}
    for place in places:
        found.setdefault(place.known.key, place)
    return tuple(found.values())


def _standing(places: Sequence[Place], *asked: AskedColumn) -> tuple[AskedColumn, ...]:
    """Return the columns that the workbook has: nothing can be put into another."""
    return tuple(column for column in asked if places[0].cell(column.column) is not None)


def _before(fields: Mapping[str, Column], forecast: Column) -> Iterator[Column]:
    """Yield the amounts that people type, up to the forecast: what it is made beside."""
    for column in fields.values():
        if column is forecast:
            return
        if column.kind is AMOUNT and column.computed is None:
            yield column


def _area(place: Place) -> str:
    names = place.known.key.names
    return names[0] if len(names) > 1 else ""


def _called(place: Place, *, is_alone: bool) -> str:
    """Return a row's name, with the row that it is a part of where it alone tells too little."""
    parent = place.known.key.parent
    return place.known.label if is_alone or not parent else f"{place.known.label} (del av {parent})"


def _plain(value: Value) -> Value:
    """Return a value as a cell holds it: a status is its word."""
    plain: Value = getattr(value, "value", value)
    return plain


def _the(title: str) -> str:
    return f"{title[0].lower()}{title[1:]}en" if title else "rapporten"
