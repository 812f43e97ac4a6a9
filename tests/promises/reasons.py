"""Why a promise does not apply to a command, each held against what the command takes and does."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from tests.promises.probes import Place
from tests.promises.usual import prepared
from xl_asn.cli.program import command
from xl_asn.excel import session

_OUTPUTS = frozenset({"ut", "json_ut", "rapport"})
_TOOLS = Path(session.__file__).parent
_OF_BUTTONS = (
    "buttons.py", "compared.py", "live_book.py", "live_pages.py", "next_month.py", "opened_book.py",
    "run.py", "session.py",
)  # fmt: skip


def _takes_no_workbook(place: Place) -> None:
    taken = [p for p in command(place.command).parameters if p.key not in _OUTPUTS]
    assert not [p for p in taken if p.key in {"fil", "sokvag", "paket", "fran", "mall"}]
    assert not place.usual.takes_a_workbook


def _takes_one(place: Place) -> None:
    assert not [p for p in command(place.command).parameters if p.is_many]


def _writes_nothing(place: Place) -> None:
    assert not [p for p in command(place.command).parameters if p.key in _OUTPUTS]
    if place.usual.takes_a_workbook:
        prepared(place.usual, place.folder)
    before = {*place.folder.rglob("*")}
    place.usually()
    assert {
        path for path in {*place.folder.rglob("*")} - before if ".cache" not in path.parts
    } == set()


def _changes_no_workbook(place: Place) -> None:
    path = prepared(place.usual, place.folder)
    before = path.read_bytes(), path.stat().st_mtime_ns
    place.usually()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def _own_texts(place: Place) -> None:
    _takes_no_workbook(place)
    place.run(*place.usual.line("", place.address))


def _open_workbook(_: Place) -> None:
    """The modules of the button import nothing that starts a program or meets a network."""
    for name in _OF_BUTTONS:
        tree = ast.parse((_TOOLS / name).read_text("utf-8"))
        imported = {
            alias.name.partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        } | {
            (node.module or "").partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
        }
        assert not imported & {"subprocess", "socket", "urllib", "http", "httpx"}, name


CHECKS: Mapping[str, Callable[[Place], None]] = MappingProxyType({
    "ingen arbetsbok": _takes_no_workbook,
    "en fil": _takes_one,
    "skriver inget": _writes_nothing,
    "ändrar inget": _changes_no_workbook,
    "egna texter": _own_texts,
    "öppen": _open_workbook,
})  # fmt: skip
