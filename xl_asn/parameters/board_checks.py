"""What no reader of single values sees: what a board's data say of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from xl_asn.model.arithmetic import is_figure
from xl_asn.model.grid import folded_name
from xl_asn.model.money import show_exact
from xl_asn.parameters.board import Board, Parameter, Registered
from xl_asn.parameters.board_faults import Place
from xl_asn.parameters.known import (
    ORDERED,
    TARGET,
    gate_limit,
    known_parameters,
    mean_limit,
    meant_parameter,
    score,
    share_limit,
)
from xl_asn.parameters.word_checks import word_faults

Told = tuple[Place, str, str]
"""Where, what is wrong, and what to do."""


def checked(board: Board) -> Iterator[Told]:
    """Yield what is wrong with a board, in no order."""
    yield from _words(board)
    yield from _goals(board)
    yield from _known(board)
    yield from _twice(board)
    yield from _order(board)
    for table, registered in (("enhet", board.units), ("verksamhet", board.activities)):
        yield from _dates(table, registered)


def _words(board: Board) -> Iterator[Told]:
    fields = {"word": "ord", "light": "farg", "others": "kallas"}
    for fault in word_faults(board.words):
        yield ("bedomning", fault.number, fields[fault.field]), fault.message, fault.remedy


def _goals(board: Board) -> Iterator[Told]:
    seen: set[int] = set()
    for number, goal in enumerate(board.goals):
        if goal.number in seen:
            yield ("mal", number, "nr"), f"Mål {goal.number} finns redan.", "Ge målet ett annat nr."
        seen.add(goal.number)
    for number, parameter in enumerate(board.parameters):
        if seen and parameter.goal is not None and parameter.goal not in seen:
            yield (
                ("parameter", number, "mal"),
                f"Mål {parameter.goal} finns inte bland målen i filen.",
                f"Skriv ett av: {', '.join(map(str, sorted(seen)))}.",
            )


def _known(board: Board) -> Iterator[Told]:
    known = known_parameters(board.scale)
    for number, parameter in enumerate(board.parameters):
        one = known.get(folded_name(parameter.name))
        if one is None:
            meant = meant_parameter(parameter.name, board.scale)
            yield (
                ("parameter", number, "namn"),
                f"Parametern {parameter.name} finns inte.",
                f"Menade du {meant}?" if meant else "Handboken räknar upp dem som finns.",
            )
            continue
        if not one.holds.admits(parameter.value):
            yield (
                ("parameter", number, "varde"),
                (
                    f"Parametern {one.name} har värdet ”{_shown(parameter.value)}”, "
                    "som inte går att använda."
                ),
                f"Skriv {one.holds.value}.",
            )
        if parameter.goal is not None and not one.of_goal:
            yield (
                ("parameter", number, "mal"),
                f"Parametern {one.name} gäller hela dokumentet och kan inte skilja mål åt.",
                "Ta bort mal.",
            )


def _twice(board: Board) -> Iterator[Told]:
    """Yield the values that are decided twice from the same day."""
    seen: list[Parameter] = []
    for number, parameter in enumerate(board.parameters):
        alike = (other for other in seen if other.key == parameter.key)
        if any(_same_documents(parameter, other) for other in alike):
            yield (
                ("parameter", number, "fran"),
                f"Parametern {parameter.name} har redan ett värde från {parameter.valid_from}.",
                "Ta bort det ena värdet, eller ge det ett annat datum.",
            )
        seen.append(parameter)


def _same_documents(one: Parameter, other: Parameter) -> bool:
    return not (one.documents and other.documents) or bool({*one.documents} & {*other.documents})


def _order(board: Board) -> Iterator[Told]:
    """Yield the limits that are not less than the one above them, on any day."""
    goals = [status.value for status in board.scale.goals]
    ladders: list[Sequence[str]] = [
        (TARGET, *map(share_limit, goals[1:-1])),
        [*map(mean_limit, goals[:-1])],
        [*map(score, goals)],
        [*map(gate_limit, goals[:-1])],
        *ORDERED,
    ]
    days = sorted({p.valid_from for p in board.parameters})
    own = sorted({p.goal for p in board.parameters if p.goal is not None})
    told: set[tuple[str, str]] = set()
    for higher, lower in (pair for ladder in ladders for pair in pairwise(ladder)):
        for day in days:
            for goal in (None, *own):
                above, below = (_on(board, name, day, goal) for name in (higher, lower))
                if above is None or below is None or above[1] > below[1]:
                    continue
                if (higher, lower) in told:
                    continue
                told.add((higher, lower))
                yield (
                    ("parameter", below[0], "varde"),
                    (
                        f"{lower} är {show_exact(below[1])}, men ska vara mindre än {higher}, "
                        f"{show_exact(above[1])}."
                    ),
                    "Rätta det värde som är fel.",
                )


def _on(board: Board, name: str, day: date, goal: int | None) -> tuple[int, Decimal] | None:
    """Return where the number is that applies to a goal on a day, and the number."""
    valid = [
        (parameter.goal is not None, parameter.valid_from, number, parameter.value)
        for number, parameter in enumerate(board.parameters)
        if folded_name(parameter.name) == folded_name(name)
        and parameter.goal in {None, goal}
        and parameter.valid_from <= day
    ]
    if not valid:
        return None
    *_, number, value = max(valid, key=lambda found: found[:2])
    return (number, value) if isinstance(value, Decimal) else None


def _dates(table: str, registered: Sequence[Registered]) -> Iterator[Told]:
    """Yield what ends before it begins, and what is there twice on a day."""
    seen: list[Registered] = []
    for number, one in enumerate(registered):
        if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
            yield (
                (table, number, "till"),
                f"{one.name} slutar {one.valid_to}, innan den börjar {one.valid_from}.",
                "Rätta datumen.",
            )
        alike = (o for o in seen if _same(o, one) and _meet(o, one))
        if any(alike):
            yield (
                (table, number, "namn"),
                f"{one.name} finns redan i filen, och tiderna går in i varandra.",
                "Ta bort den ena, eller rätta datumen.",
            )
        for old in registered:
            if (
                _replaces(one, old)
                and one.valid_from
                and (old.valid_to or date.max) >= one.valid_from
            ):
                yield (
                    (table, number, "fran"),
                    f"{one.name} ersätter {old.name}, som fortfarande gäller {one.valid_from}.",
                    f"Skriv till = {one.valid_from - timedelta(days=1)} för {old.name}.",
                )
        seen.append(one)


def _same(one: Registered, other: Registered) -> bool:
    places = ((folded_name(o.sheet), folded_name(o.area)) for o in (one, other))
    return (
        len({*places}) == 1
        and folded_name(one.name) == folded_name(other.name)
        and one.kind == other.kind
    )


def _meet(one: Registered, other: Registered) -> bool:
    return (one.valid_from or date.min) <= (other.valid_to or date.max) and (
        other.valid_from or date.min
    ) <= (one.valid_to or date.max)


def _replaces(one: Registered, old: Registered) -> bool:
    return (
        old is not one
        and old.sheet == one.sheet
        and folded_name(old.name) in map(folded_name, one.replaces)
    )


def _shown(value: Decimal | str) -> str:
    return show_exact(value) if isinstance(value, Decimal) and is_figure(value) else str(value)
