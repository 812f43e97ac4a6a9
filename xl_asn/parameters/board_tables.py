"""The tables of a board's file, as declared, and the board that they make."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from xl_asn.model.grid import folded_name
from xl_asn.model.statuses import Word
from xl_asn.parameters.board import Board, Goal, Names, Parameter, Registered

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Share = Annotated[Decimal, Field(ge=0, le=1)]


class Said(BaseModel):
    """A table of the file; what it does not declare is a fault, and nothing is converted."""

    model_config = ConfigDict(
        extra="forbid", strict=True, arbitrary_types_allowed=True, defer_build=True
    )


class NamesTable(Said):
    """The board and its municipality."""

    namn: Text = ""
    kallas: list[Text] = []
    forvaltning: Text = ""
    beloppsenhet: Literal["tkr", "mnkr"] = "tkr"
    kolada: Annotated[str, Field(pattern=r"^[0-9]{4}$")] = ""


class StatusTable(Said):
    """One status, better than those after it."""

    ord: Text
    farg: Literal["grön", "gul", "röd", "ingen"]
    flertal: Text = ""
    kallas: list[Text] = []


class ParameterTable(Said):
    """One dated value."""

    namn: Text
    varde: Decimal | int | str
    fran: date
    kalla: Text
    mal: int | None = None
    dokument: list[Text] = []


class RowNameTable(Said):
    """What texts call a row; ``rad`` is how its own name begins."""

    rad: Text
    kallas: Annotated[list[Text], Field(min_length=1)]


class GoalTable(Said):
    """A goal that a new master has."""

    nr: Annotated[int, Field(ge=1)]
    kort_namn: Text
    malomrade: Text = ""
    kommunmal: Text = ""
    namndmal: Text = ""
    indikator: Text = ""
    malniva: Share | None = None


class DatedTable(Said):
    """A unit, with its other names and dates."""

    namn: Text
    kallas: list[Text] = []
    fran: date | None = None
    till: date | None = None
    ersatter: list[Text] = []


class ActivityTable(DatedTable):
    """A row of a sheet of amounts."""

    blad: Text
    omrade: Text = ""
    typ: Literal["rad", "varav", "summa", "resultat", "total"] = "rad"


class BoardTables(Said):
    """The whole file."""

    regelverk: Text
    namnd: NamesTable = Field(default_factory=NamesTable)
    bedomning: list[StatusTable] = []
    parameter: list[ParameterTable] = []
    benamning: list[RowNameTable] = []
    mal: list[GoalTable] = []
    enhet: list[DatedTable] = []
    verksamhet: list[ActivityTable] = []


def board_from(said: BoardTables, place: str, data: bytes) -> Board:
    """Return the board that a file's tables describe; ``data`` are the file's bytes."""
    names = said.namnd
    return Board(
        place,
        sha256(data).hexdigest(),
        said.regelverk,
        Names(names.namn, tuple(names.kallas), names.forvaltning, names.beloppsenhet, names.kolada),
        tuple(Word(s.ord, s.farg, s.flertal, tuple(s.kallas)) for s in said.bedomning),
        tuple(
            Parameter(
                p.namn,
                Decimal(p.varde) if isinstance(p.varde, int) else p.varde,
                p.fran, p.kalla, p.mal, documents=tuple(p.dokument),
            )
            for p in said.parameter
        ),
        {folded_name(name.rad): tuple(name.kallas) for name in said.benamning},
        tuple(
            Goal(g.nr, g.malomrade, g.kort_namn, g.kommunmal, g.namndmal, g.indikator, g.malniva)
            for g in said.mal
        ),
        tuple(_registered(unit) for unit in said.enhet),
        tuple(_registered(row, row.blad, row.omrade, row.typ) for row in said.verksamhet),
    )  # fmt: skip


def _registered(said: DatedTable, *where: str) -> Registered:
    return Registered(
        said.namn, tuple(said.kallas), said.fran, said.till, tuple(said.ersatter), *where
    )
