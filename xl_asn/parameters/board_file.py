"""Reads a board's file: a TOML text in UTF-8, strictly, and every fault of it at once."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import fuzz, process

from xl_asn.model.statuses import Word
from xl_asn.parameters.board import Board, Goal, Names, Parameter, Registered
from xl_asn.parameters.board_checks import checked
from xl_asn.parameters.board_faults import Fault, FaultyBoardError, Place
from xl_asn.parameters.toml_lines import line_of

_MOST_BYTES: Final = 1_000_000
_LEAST_LIKENESS: Final = 75
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Share = Annotated[Decimal, Field(ge=0, le=1)]


_DAY: Final = "Skriv ett datum utan citattecken, till exempel 2026-01-01."
_LIST: Final = 'Skriv en lista av texter: ["ett", "två"].'
_MANY: Final = "Skriv rubriken inom dubbla hakparenteser för varje, och uppgifterna under den."
#: How a value is written that is no text.
_HOW: Final = {
    "fran": _DAY,
    "till": _DAY,
    "kolada": 'Skriv kommunkoden med fyra siffror inom citattecken, till exempel "0000".',
    "malniva": "Skriv en andel mellan 0 och 1 med punkt, till exempel 0.60.",
    "nr": "Skriv målets nummer, till exempel 1.",
    "kallas": _LIST,
    "ersatter": _LIST,
    "dokument": _LIST,
    "varde": "Skriv ett tal med punkt, till exempel 0.60, eller ett ord inom citattecken.",
    "namnd": "Skriv rubriken [namnd], och uppgifterna under den.",
    "parameter": _MANY,
    "bedomning": _MANY,
    "benamning": _MANY,
    "mal": "Skriv målets nummer, till exempel 1. Målen själva skrivs under rubriken [[mal]].",
    "enhet": _MANY,
    "verksamhet": _MANY,
}


class _Said(BaseModel):
    """A table of the file; what it does not declare is a fault, and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)


class _Names(_Said):
    namn: Text = ""
    kallas: list[Text] = []
    forvaltning: Text = ""
    beloppsenhet: Literal["tkr", "mnkr"] = "tkr"
    kolada: Annotated[str, Field(pattern=r"^[0-9]{4}$")] = ""


class _Status(_Said):
    ord: Text
    farg: Literal["grön", "gul", "röd", "ingen"]
    flertal: Text = ""
    kallas: list[Text] = []


class _Parameter(_Said):
    namn: Text
    varde: Decimal | int | str
    fran: date
    kalla: Text
    mal: int | None = None
    dokument: list[Text] = []


class _RowName(_Said):
    rad: Text
    kallas: Annotated[list[Text], Field(min_length=1)]


class _Goal(_Said):
    nr: Annotated[int, Field(ge=1)]
    kort_namn: Text
    malomrade: Text = ""
    kommunmal: Text = ""
    namndmal: Text = ""
    indikator: Text = ""
    malniva: Share | None = None


class _Dated(_Said):
    namn: Text
    kallas: list[Text] = []
    fran: date | None = None
    till: date | None = None
    ersatter: list[Text] = []


class _Activity(_Dated):
    blad: Text
    omrade: Text = ""
    typ: Literal["rad", "varav", "summa", "resultat", "total"] = "rad"


class _File(_Said):
    regelverk: Text
    namnd: _Names = Field(default_factory=_Names)
    bedomning: list[_Status] = []
    parameter: list[_Parameter] = []
    benamning: list[_RowName] = []
    mal: list[_Goal] = []
    enhet: list[_Dated] = []
    verksamhet: list[_Activity] = []


def read_board(data: bytes, place: str) -> Board:
    """Return the board that a file describes; ``place`` is the file's name or path.

    Raises:
        FaultyBoardError: with every fault of the file, each with its line and what to do.
    """
    text = _text(data, place)
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise FaultyBoardError(place, (_syntax(text, error),)) from error
    try:
        said = _File.model_validate(content)
    except ValidationError as error:
        faults = [_fault(text, one) for one in error.errors(include_url=False)]
        raise FaultyBoardError(place, sorted(faults)) from error
    board = _board(said, place, data)
    faults = [Fault(line_of(text, at), *told) for at, *told in checked(board)]
    if faults:
        raise FaultyBoardError(place, sorted(faults))
    return board


def _text(data: bytes, place: str) -> str:
    if len(data) > _MOST_BYTES:
        fault = Fault(1, "Filen är för stor för att vara ett regelverk.", "Välj rätt fil.")
        raise FaultyBoardError(place, (fault,))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Fault(
            data.count(b"\n", 0, error.start) + 1,
            "Filen är inte skriven i UTF-8, så å, ä och ö går inte att läsa.",
            "Öppna filen i Anteckningar, välj Spara som och kodningen UTF-8.",
        )
        raise FaultyBoardError(place, (fault,)) from error


def _syntax(text: str, error: tomllib.TOMLDecodeError) -> Fault:
    line = getattr(error, "lineno", None) or _told_line(str(error)) or len(text.splitlines())
    return Fault(
        line,
        "Raden går inte att läsa.",
        'En uppgift skrivs som namn = "text" eller namn = 0.60, och en rubrik som [[parameter]].',
    )


def _told_line(message: str) -> int | None:
    """Return the line of a message that ends "(at line 3, column 7)"."""
    _, _, tail = message.rpartition("(at line ")
    number = tail.partition(",")[0]
    return int(number) if number.isdecimal() else None


def _board(said: _File, place: str, data: bytes) -> Board:
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
        {name.rad.casefold(): tuple(name.kallas) for name in said.benamning},
        tuple(
            Goal(g.nr, g.malomrade, g.kort_namn, g.kommunmal, g.namndmal, g.indikator, g.malniva)
            for g in said.mal
        ),
        tuple(_registered(unit) for unit in said.enhet),
        tuple(_registered(row, row.blad, row.omrade, row.typ) for row in said.verksamhet),
    )  # fmt: skip


def _registered(said: _Dated, *where: str) -> Registered:
    return Registered(
        said.namn, tuple(said.kallas), said.fran, said.till, tuple(said.ersatter), *where
    )


def _fault(text: str, error: Any) -> Fault:
    """Return what pydantic found as a sentence, with its line."""
    place: Place = tuple(part for part in error["loc"] if not _is_branch(part))
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return Fault(line_of(text, place[:-1]), f"Uppgiften {key} saknas.", f"Skriv {key} = …")
    if kind == "extra_forbidden":
        known = _declared(place)
        near = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
        remedy = f"Menade du {near[0]}?" if near else f"Här kan stå: {', '.join(known)}."
        return Fault(line_of(text, place), f"Uppgiften {key} finns inte.", remedy)
    if kind in {"string_too_short", "string_pattern_mismatch"} and key == "kalla":
        remedy = "Skriv vilket beslut eller antagande som värdet bygger på."
        return Fault(line_of(text, place), "Värdet har ingen källa.", remedy)
    expected = _expected(key, kind, context)
    return Fault(line_of(text, place), f"Uppgiften {key} går inte att använda.", expected)


def _is_branch(part: str | int) -> bool:
    """Whether a part of a place names a branch of a union, and nothing in the file."""
    return isinstance(part, str) and part in {"decimal", "int", "str", "is-instance[Decimal]"}


def _expected(key: str, kind: str, context: dict[str, Any]) -> str:
    if kind == "literal_error":
        return f"Skriv ett av: {context['expected'].replace(' or ', ' eller ')}."
    return _HOW.get(key, f'Skriv en text inom citattecken: {key} = "…".')


def _declared(place: Sequence[str | int]) -> tuple[str, ...]:
    """Return what may stand where something undeclared does."""
    tables: dict[str, type[BaseModel]] = {
        "namnd": _Names, "bedomning": _Status, "parameter": _Parameter, "benamning": _RowName,
        "mal": _Goal, "enhet": _Dated, "verksamhet": _Activity,
    }  # fmt: skip
    model = tables.get(str(place[0]), _File) if len(place) > 1 else _File
    return tuple(model.model_fields)
