"""What pydantic says of a board's file, as sentences that its author can act on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from pydantic import BaseModel

from xl_asn.parameters.board_faults import Fault, Place
from xl_asn.parameters.board_tables import (
    ActivityTable,
    BoardTables,
    DatedTable,
    GoalTable,
    NamesTable,
    ParameterTable,
    RowNameTable,
    StatusTable,
)
from xl_asn.parameters.toml_lines import line_of

_LEAST_LIKENESS: Final = 75
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


def faults_of(text: str, told: Sequence[Any]) -> Iterator[Fault]:
    """Yield what pydantic found as sentences with their lines, one cause once."""
    guessed = {
        (*one["loc"][:-1], guess)
        for one in told
        if one["type"] == "extra_forbidden" and (guess := _meant(one["loc"]))
    }
    for one in told:
        if one["type"] != "missing" or one["loc"] not in guessed:
            yield _fault(text, one)


def _fault(text: str, error: Any) -> Fault:
    place: Place = tuple(part for part in error["loc"] if not _is_branch(part))
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return Fault(line_of(text, place[:-1]), f"Uppgiften {key} saknas.", f"Skriv {key} = …")
    if kind == "extra_forbidden":
        guess = _meant(place)
        remedy = f"Menade du {guess}?" if guess else f"Här kan stå: {', '.join(_declared(place))}."
        return Fault(line_of(text, place), f"Uppgiften {key} finns inte.", remedy)
    if kind in {"string_too_short", "string_pattern_mismatch"} and key == "kalla":
        remedy = "Skriv vilket beslut eller antagande som värdet bygger på."
        return Fault(line_of(text, place), "Värdet har ingen källa.", remedy)
    expected = _expected(key, kind, context)
    return Fault(line_of(text, place), f"Uppgiften {key} går inte att använda.", expected)


def _meant(place: Sequence[str | int]) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - as in calculation.names

    near = process.extractOne(
        str(place[-1]), _declared(place), scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS
    )
    return near[0] if near else ""


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
        "namnd": NamesTable,
        "bedomning": StatusTable,
        "parameter": ParameterTable,
        "benamning": RowNameTable,
        "mal": GoalTable,
        "enhet": DatedTable,
        "verksamhet": ActivityTable,
    }
    model = tables.get(str(place[0]), BoardTables) if len(place) > 1 else BoardTables
    return tuple(model.model_fields)
