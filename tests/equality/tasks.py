"""What is asked about each workbook: commands of the command line, the same for both commits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORKBOOKS = (".xlsx", ".xlsm")
EXAMPLES, CASES, RULES, DOCUMENTS = GROUPS = ("exempel", "fall", "regler", "dokument")
_ALL_FORMATS = "xlsx,docx,pdf,html,csv"
_QUICK_FORMATS = "html,csv"
_EVERY, _EVERY_BOOK = 10, 3
#: What is asked even about a workbook that takes long.
_ALWAYS = frozenset({"berakna", "exportera"})
#: Cells that people ask about: computed ones, sums, inputs and a text.
_ASKED = (
    "Mål!H6", "Nettokostnad!F6", "Resultaträkning!D8", "Nettokostnad!I9", "Start!B13",
    "Sammanfattning!B6", "Kommunbidrag!D6", "Driftbudget!F6", "Indikatorer!E7", "Risker!E6",
)  # fmt: skip
_FEW = 3


def books_in(folder: Path) -> list[Path]:
    """Return the workbooks that are asked about; those in folders below are only neighbours."""
    return sorted(path for path in folder.glob("*") if path.suffix.casefold() in WORKBOOKS)


def judging(inputs: Path) -> list[dict[str, Any]]:
    """Return one validera a group: it reads many files at once in processes of its own."""
    groups = [name for name in GROUPS if (inputs / name).is_dir() and books_in(inputs / name)]
    return [
        {
            "folder": f"{name}/validera",
            "arguments": [
                "validera", *map(str, books_in(inputs / name)), "--format", "json",
                "--utan-cache", "--jobb", "2",
            ],
        }
        for name in groups
    ]  # fmt: skip


def others(inputs: Path) -> list[dict[str, Any]]:
    """Return all other commands, those about the same workbook after one another."""
    tasks: list[dict[str, Any]] = []
    for group in GROUPS:
        for number, path in enumerate(books_in(inputs / group)):
            tasks.extend(
                {
                    "folder": f"{group}/{path.name}/{name}",
                    "arguments": arguments,
                    "extra": name not in _ALWAYS,
                }
                for name, arguments in _about(path, group, number)
            )
    return [*tasks, *_masters()]


def _about(path: Path, group: str, number: int) -> Iterator[tuple[str, list[str]]]:
    book, whole = str(path), group in {EXAMPLES, CASES}
    yield "berakna", ["berakna", book, "--json", "-", "--ut", f"svar{path.suffix}"]
    if group == RULES:
        return
    formats = _QUICK_FORMATS if number % _EVERY_BOOK else f"xlsx,{_QUICK_FORMATS}"
    if whole or number % _EVERY == 0:
        formats = _ALL_FORMATS
    yield "exportera", ["exportera", book, "--utkast", "--format", formats, "--ut", "ut"]
    if whole or number % _EVERY == 1:
        yield "pastaenden", ["pastaenden", book, "--json", "-", "--alla"]
        for cell in _ASKED if group == EXAMPLES else _ASKED[:_FEW]:
            yield f"forklara {cell.replace('!', ' ')}", ["forklara", book, cell]
    if group == EXAMPLES:
        yield (
            "berakna skärm",
            ["berakna", book, "--ut", f"svar{path.suffix}", "--rapport", "r.xlsx"],
        )
        yield "exportera utan utkast", ["exportera", book, "--format", "csv", "--ut", "ut"]
        yield (
            "exportera revision",
            ["exportera", book, "--utkast", "--revision", "--format", "csv", "--ut", "ut"],
        )


def _masters() -> Iterator[dict[str, Any]]:
    for kind, periods in MASTERS.items():
        for period in periods:
            for ending in WORKBOOKS:
                name = f"{kind}-{period}{ending}"
                arguments = [
                    "mall", kind, "--ar", "2026", "--period", period, "--ut", f"mall{ending}",
                ]  # fmt: skip
                yield {"folder": f"mallar/{name}/mall", "arguments": arguments}


MASTERS = {
    "manadsrapport": ("feb", "juni-juli", "nov", "dec"),
    "delarsrapport": ("jan-apr", "jan-aug"),
    "namndplan": ("helår",),
}
