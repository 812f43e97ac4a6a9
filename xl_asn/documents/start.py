"""The sheet *Start*: what the document is, as labels and values with a defined name each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Self

from xl_asn.documents.carrying import EMPTY, OWN, YEARLY
from xl_asn.documents.columns import (
    CHOICE,
    DATE,
    LONG_TEXT,
    TEXT,
    WHOLE,
    Column,
    Computed,
    Due,
    columns_of,
)
from xl_asn.documents.rows import Issue, Row
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.grid import BLANK, CellKind, CellRef, Grid, folded_name
from xl_asn.model.money import read_count
from xl_asn.model.periods import PERIOD_CHOICES, Period

SHEET = "Start"
YES, NO = "Ja", "Nej"
READY, PUBLISHED = "Klar", "Fastställd"
#: Who says what *Status* says, since which day, and of which report: what is signed.
SIGNATURE = ("status_by", "status_on", "corrects")
_WRITTEN = Computed("skrivs av Beräkna")
_LABEL_COLUMN, _VALUE_COLUMN = 1, 2
_NOT_FOUND: Mapping[str, CellRef] = MappingProxyType({})


class Start(Row):
    """The values of *Start*; every one is a defined name."""

    __slots__ = ("_places",)
    if TYPE_CHECKING:
        _places: Mapping[str, CellRef]

    board: Annotated[
        str | None,
        Column("Nämnd", TEXT, "Nämndens namn, som det ska stå i rapporten.", required=True),
    ] = None
    administration: Annotated[str | None, Column("Förvaltning", TEXT, "Förvaltningens namn.")] = (
        None
    )
    document_type: Annotated[
        str | None,
        Column("Dokumenttyp", TEXT, "Vilken sorts dokument mallen är till för. Ändras inte."),
    ] = None
    year: Annotated[
        Decimal | None,
        Column(
            "År", WHOLE, "Året som rapporten gäller, med fyra siffror.", required=True,
            minimum=Decimal(2000), maximum=Decimal(2100), carry=OWN,
        ),
    ] = None  # fmt: skip
    period: Annotated[
        str | None,
        Column(
            "Period", CHOICE, "Perioden som gäller, till exempel nov, juni-juli eller jan-apr.",
            required=True, choices=PERIOD_CHOICES,
            accepts=lambda text: text if Period.read(2000, text) else None, carry=OWN,
        ),
    ] = None  # fmt: skip
    date: Annotated[
        dt.date | None,
        Column(
            "Datum", DATE, "Rapportens datum, till exempel 2022-12-06.", carry=EMPTY,
            due=Due("datum"),
        ),
    ] = None  # fmt: skip
    reference: Annotated[
        str | None,
        Column("Diarienummer", TEXT, "Ärendets diarienummer, om det har fått ett.", carry=EMPTY),
    ] = None
    unit: Annotated[
        str | None,
        Column(
            "Beloppsenhet", CHOICE, "Alla belopp i arbetsboken skrivs i denna enhet.",
            choices=("tkr", "mnkr"),
        ),
    ] = None  # fmt: skip
    rule_set: Annotated[
        str | None, Column("Regelverk", TEXT, "Regelverket som bladet Regler bygger på.")
    ] = None
    previous_report: Annotated[
        str | None,
        Column(
            "Föregående rapport", TEXT,
            "Filnamnet på förra periodens rapport, i samma mapp. Då jämförs perioderna.", carry=OWN,
        ),
    ] = None  # fmt: skip
    plan: Annotated[
        str | None,
        Column(
            "Nämndplan", TEXT,
            "Filnamnet på årets nämndplan, i samma mapp. Då jämförs mål, indikatorer och risker.",
            carry=YEARLY,
        ),
    ] = None  # fmt: skip
    archive: Annotated[
        str | None,
        Column(
            "Arkiv", TEXT,
            "Filnamnet på arkivet, i samma mapp: arkiv.xlsx. Då jämförs raderna med tidigare år.",
            optional=True,
        ),
    ] = None  # fmt: skip
    since_last: Annotated[
        str | None,
        Column(
            "Sedan förra rapporten", CHOICE,
            "Ja: rapporten får ett avsnitt om vad som har ändrats sedan föregående rapport.",
            choices=(YES, NO), optional=True,
        ),
    ] = None  # fmt: skip
    template_version: Annotated[
        str | None, Column("Mallversion", TEXT, "Mallens version. Ändras inte.")
    ] = None
    status: Annotated[
        str | None,
        Column(
            "Status", CHOICE, "Hur långt arbetet har kommit.",
            choices=("Utkast", "Granskas", READY, PUBLISHED), carry=OWN,
        ),
    ] = None  # fmt: skip
    status_by: Annotated[
        str | None,
        Column(
            "Status satt av", TEXT, "Vem som har satt Status. Behövs när den är Fastställd.",
            carry=EMPTY, optional=True,
        ),
    ] = None  # fmt: skip
    status_on: Annotated[
        dt.date | None,
        Column(
            "Status satt den", DATE,
            "Vilken dag. Är den tom skriver Beräkna dagens datum när Status är Fastställd.",
            carry=EMPTY, optional=True,
        ),
    ] = None  # fmt: skip
    corrects: Annotated[
        str | None,
        Column(
            "Rättar", TEXT,
            "Bara i en rättelse: filnamnet på den fastställda rapporten, i samma mapp.",
            carry=EMPTY, optional=True,
        ),
    ] = None  # fmt: skip
    correction: Annotated[
        str | None,
        Column("Rättelse", TEXT, "Vilken rättelse det är.", computed=_WRITTEN, optional=True),
    ] = None
    corrected: Annotated[
        str | None,
        Column(
            "Rättat", LONG_TEXT, "Vad som är ändrat sedan den fastställda rapporten.",
            computed=_WRITTEN, optional=True,
        ),
    ] = None  # fmt: skip
    computed_at: Annotated[
        str | None,
        Column("Senast beräknad", TEXT, "När siffrorna senast räknades om.", computed=_WRITTEN),
    ] = None
    outcome: Annotated[
        str | None,
        Column("Resultat", TEXT, "Vad kontrollen gav senast.", computed=_WRITTEN),
    ] = None

    @classmethod
    def from_grid(cls, grid: Grid) -> tuple[Self, tuple[Issue, ...]]:
        """Read *Start* by defined name, or by label where a name is missing."""
        places = _places(grid)
        cells = {number: grid.at(ref) for number, ref in enumerate(places.values(), 1)}
        columns = {name: number for number, name in enumerate(places, 1)}
        start, issues = cls.read(SHEET, 0, columns, cells)
        start._places = places
        return start, tuple(
            Issue(i.fault, places[_field(i.column)], i.column, i.column.header, i.context)
            for i in issues
        )

    @property
    def amount_unit(self) -> AmountUnit:
        """Return the unit of the amounts: tkr where nothing else is said."""
        return read_unit(self.unit or "") or AmountUnit.TKR

    @property
    def made_in_version(self) -> int | None:
        """Return the template version that the workbook was made in; None where it says none."""
        written = (self.template_version or "").partition(".")[0].strip()
        return read_count(written)

    @classmethod
    def text_of(cls, grid: Grid, name: str) -> str:
        """Return the trimmed text of one value, without reading the others.

        It is empty where :meth:`from_grid` would find nothing to read: blank, an error, or a
        formula without a result.
        """
        ref = grid.names.get(columns_of(cls)[name].anchor)
        if ref is None:
            ref = _places(grid).get(name)
        cell = BLANK if ref is None else grid.at(ref)
        return "" if cell.kind in {CellKind.ERROR, CellKind.UNCOMPUTED} else cell.text

    def model_post_init(self, context: Any, /) -> None:
        """Say that nothing has been found, until it has."""
        super().model_post_init(context)
        self._places = _NOT_FOUND

    def cell(self, name: str) -> CellRef:
        """Return the address of a value's cell.

        Raises:
            KeyError: the value has neither a defined name nor a label.
        """
        return self._places[name]

    def has(self, name: str) -> bool:
        """Whether the value has a cell."""
        return name in self._places


def is_yes(answer: str | None) -> bool:
    """Whether a choice of yes or no is yes; a blank is no."""
    return answer == YES


def _field(column: Column) -> str:
    return next(name for name, other in columns_of(Start).items() if other.header == column.header)


def _places(grid: Grid) -> dict[str, CellRef]:
    """Return the cell of each value: its defined name, or the cell beside its label."""
    found = grid.sheet(SHEET)
    names = {folded_name(name): ref for name, ref in grid.names.items()}
    labels: dict[str, CellRef] = {}
    if found is not None:
        for number, cells in found.rows():
            label = folded_name(cells.get(_LABEL_COLUMN, BLANK).text)
            labels.setdefault(label, CellRef(found.name, number, _VALUE_COLUMN))
    places: dict[str, CellRef] = {}
    for name, column in columns_of(Start).items():
        ref = names.get(folded_name(column.anchor)) or labels.get(folded_name(column.header))
        if ref is not None:
            places[name] = ref
    return places
