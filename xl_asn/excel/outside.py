"""*Beräkna* from outside: where Excel may not start Python, Python reaches for the open workbook.

What is done is what the button does, through the same function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_asn.excel.answers import Outcome, outcome_of
from xl_asn.excel.loading import xlwings

_ALL_WELL, _HAS_ERRORS, _UNUSABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of it: the exit status, and the sentence to print."""

    status: int
    sentence: str


def compute_open(
    file: Path | None = None,
    compute: Callable[[], Outcome] | None = None,
    *,
    anyway: bool = False,
) -> Answered:
    """Compute the open workbook, or the open one of a file's name.

    Args:
        file: the workbook that is meant; None for the active one.
        compute: what the button does; None for *Beräkna* itself.
        anyway: whether an adopted report is changed too.
    """
    refusal = _reached(xlwings(), file)
    if refusal:
        return Answered(_UNUSABLE, refusal)
    if compute is None:
        from xl_asn.excel import run  # noqa: PLC0415 - only where there is an Excel

        compute = run.compute_adopted if anyway else run.compute_book
    outcome = outcome_of(compute)
    if not outcome.is_done:
        return Answered(_UNUSABLE, outcome.sentence)
    return Answered(_HAS_ERRORS if outcome.has_errors else _ALL_WELL, outcome.sentence)


def _reached(module: Any, file: Path | None) -> str:
    """Bring the workbook that is meant to the front; return why it cannot be, or nothing."""
    if module.engines.active is None:
        return (
            "Det finns inget Excel att nå på den här datorn. Stäng arbetsboken och kör xl-asn "
            "berakna FIL i stället."
        )
    if module.apps.active is None:
        return "Excel är inte igång. Öppna arbetsboken i Excel och kör kommandot igen."
    if file is None:
        return ""
    wanted = file.name.casefold()
    found = [book for app in module.apps for book in app.books if book.name.casefold() == wanted]
    if not found:
        return f"{file.name} är inte öppen i Excel. Öppna den och kör kommandot igen."
    if len(found) > 1:
        return f"Två öppna arbetsböcker heter {file.name}. Stäng den ena och kör kommandot igen."
    found[0].activate()
    return ""
