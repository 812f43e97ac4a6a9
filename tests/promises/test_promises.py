"""Each cell of the table command × promise is a test, or has a reason that holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Run
from tests.command_line import run as run  # noqa: PLC0414 - a fixture
from tests.cycle.kolada.conftest import Kolada, serving
from tests.e2e.tracing import needs_strace
from tests.promises.probes import PROBES, Place
from tests.promises.reasons import CHECKS
from tests.promises.table import BUTTON, PROMISES, REASONS, TABLE, Elsewhere, Here
from tests.promises.usual import USUAL
from xl_asn.cli.program import command_names

_TESTS = Path(__file__).parents[1]
_TRACED = 8


@pytest.fixture
def address() -> Iterator[str]:
    with serving(Kolada()) as server:
        yield server.address


@pytest.fixture
def place(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    run: Run,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Place:
    return Place(request.param, tmp_path, run, address, monkeypatch)


def _cells(kind: type) -> list[tuple[str, int, Any]]:
    return [
        (command, number, cell)
        for command, cells in TABLE.items()
        for number, cell in cells.items()
        if isinstance(cell, kind)
    ]


def _probed() -> Iterator[Any]:
    for command, number, cell in _cells(Here):
        marks = [pytest.mark.thorough] if cell.thorough else []
        marks += [needs_strace] if number == _TRACED else []
        yield pytest.param(command, number, id=f"{command}-{number}", marks=marks)


@pytest.mark.parametrize(("place", "number"), [*_probed()], indirect=["place"])
def test_a_promise_is_kept(place: Place, number: int) -> None:
    PROBES[number](place)


@pytest.mark.parametrize(
    ("place", "reason"),
    [pytest.param(c, cell, id=f"{c}-{number}") for c, number, cell in _cells(str)],
    indirect=["place"],
)
def test_a_reason_holds(place: Place, reason: str) -> None:
    CHECKS[reason](place)


@pytest.mark.parametrize(
    "cell", [pytest.param(cell, id=f"{c}-{number}") for c, number, cell in _cells(Elsewhere)]
)
def test_what_is_shown_elsewhere_is_a_test_there(cell: Elsewhere) -> None:
    tree = ast.parse((_TESTS / cell.file).read_text("utf-8"))
    assert cell.test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_the_table_is_whole() -> None:
    assert [*TABLE] == [*command_names(), BUTTON]
    numbers = {promise.number for promise in PROMISES}
    assert all(cells.keys() == numbers for cells in TABLE.values())
    assert PROBES.keys() == numbers
    assert USUAL.keys() == {*command_names()}
    assert {cell for _, _, cell in _cells(str)} == CHECKS.keys() == REASONS.keys()
