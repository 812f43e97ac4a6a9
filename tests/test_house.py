"""The house itself: nothing lies loose, and nothing grows too long to be read at a sitting."""

from __future__ import annotations

import ast
from pathlib import Path

HOUSE = Path(__file__).parents[1] / "xl_asn"
MODULES = sorted(HOUSE.rglob("*.py"))
LONGEST_FUNCTION, LONGEST_MODULE = 40, 400
CODE = {".py", ".toml", ".typ", ".jinja", ".j2", ".css", ".js"}


def test_nothing_lies_loose_beside_the_rooms() -> None:
    assert {path.name for path in HOUSE.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_every_room_says_what_it_is_for() -> None:
    rooms = [path for path in MODULES if path.name == "__init__.py"]
    assert [r for r in rooms if not ast.get_docstring(ast.parse(r.read_text("utf-8")))] == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{path.relative_to(HOUSE)}: {node.name} has {lines} lines"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_is_longer_than_a_sitting() -> None:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert [path for path, count in lines.items() if count > LONGEST_MODULE] == []


def test_no_municipality_is_named_but_in_its_own_data_file() -> None:
    texts = {path: path.read_text("utf-8") for path in HOUSE.rglob("*") if path.suffix in CODE}
    named = [path.relative_to(HOUSE) for path, text in texts.items() if "tyres" in text.casefold()]
    assert {path.parts[0] for path in named} == {"parameters"}
    # There only the data file, and the one line that says which file serves who names none.
    assert sorted(path.name for path in named) == ["shipped.py", "tyreso.toml"]
