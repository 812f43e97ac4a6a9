"""The report that a workbook names as the one before it, as what it is compared with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from xl_asn.case.case import Case, case_of
from xl_asn.case.comparing.sides import Given
from xl_asn.case.neighbours import Neighbours, named
from xl_asn.documents.earlier import Missing
from xl_asn.model.told import ToldError

_FIELD: Final = "previous_report"


class NoPreviousError(ToldError):
    """There is no previous report to compare with; the message says why, and what to do."""


def previous_of(case: Case, own: Path | None = None) -> Given:
    """Return the report that *Start* names as the previous one; ``own`` is the workbook's file.

    It is taken as it is, whether it can be followed up or not: a comparison says what is odd.

    Raises:
        NoPreviousError: none is named, it is not there, it cannot be read, is no master, or is the
            workbook itself.
    """
    near, name = case.neighbours, named(case.grid, _FIELD)
    if not name:
        message = (
            "Arbetsboken nämner ingen förra rapport. Skriv namnet på dess fil vid Föregående "
            "rapport på bladet Start, och försök igen."
        )
        raise NoPreviousError(message)
    found = near.find(name, near.place)
    if isinstance(found, Missing):
        fault = case.chain_fault
        message = f"{fault.message} {fault.remedy}" if fault else f"{name} {found.words}."
        raise NoPreviousError(message)
    if own is not None and found.loaded.path.resolve() == own.resolve():
        message = (
            "Föregående rapport på bladet Start är den här arbetsboken. Skriv namnet på förra "
            "rapportens fil där, och försök igen."
        )
        raise NoPreviousError(message)
    there = case_of(found.grid, Neighbours(found.place, near.fetch))
    if not isinstance(there, Case):
        message = f"Föregående rapport är {found.loaded.name}. {there.message}"
        raise NoPreviousError(message)
    return Given(there, found.loaded.name, found.loaded.sha256)
