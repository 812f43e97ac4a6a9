"""``xl-asn doktor``: every check, in the order in which things must work."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from xl_asn import __version__
from xl_asn.excel.checks.check import Check, Found, Outcome, Surroundings
from xl_asn.excel.checks.excel_side import addin_enabled, addin_once, excel_installed, onedrive
from xl_asn.excel.checks.kept_here import kept_here
from xl_asn.excel.checks.python_side import (
    bitness,
    interpreter,
    quick_start,
    running_python,
    versions,
    workbook_folder,
)
from xl_asn.excel.checks.round_trip import round_trip
from xl_asn.excel.checks.security import (
    child_processes,
    macro_policy,
    mark_of_web,
    older_macros,
    trusted_location,
)

_LOG: Final = logging.getLogger(__name__)

CHECKS: Final = (
    Check("Python", "att programmet går att köra", running_python, windows_only=False),
    Check("Prov på en arbetsbok", "att en mall beräknas", round_trip, windows_only=False),
    Check("Excel", "att Excel är installerat", excel_installed),
    Check("Tolken som Excel startar", "att tolken finns och svarar", interpreter),
    Check("Versioner", "att program, tillägg och xlwings hör ihop", versions),
    Check("Snabb start", "att knapparna inte läser in för mycket", quick_start),
    Check("Bitar", "att Excel och Python har lika många bitar", bitness),
    Check("Tillägget", "att tillägget finns, en gång", addin_once),
    Check("Avstängda tillägg", "att Excel inte har stängt av tillägget", addin_enabled),
    Check("Betrodd plats", "att Excel litar på tilläggets mapp", trusted_location),
    Check("Makron", "att makron och tillägg får köras", macro_policy),
    Check("Arbetsbokens makron", "att de startar rätt Python", older_macros),
    Check("Märkning från internet", "att ingen fil är märkt", mark_of_web),
    Check("Defender", "att Excel får starta Python", child_processes),
    Check("OneDrive", "att inget ligger i en mapp som synkroniseras", onedrive),
    Check("Filer bredvid arbetsboken", "att sådana Python-filer inte körs", workbook_folder),
    Check("Sparat på datorn", "vad programmet har sparat", kept_here, windows_only=False),
)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One line of the doctor's table."""

    name: str
    found: Found

    def as_json(self) -> Mapping[str, Any]:
        """Return the line for another program."""
        return {
            "kontroll": self.name,
            "utfall": self.found.outcome.value,
            "funnet": self.found.what,
            "åtgärd": self.found.remedy,
        }


def diagnose(surroundings: Surroundings, checks: Iterable[Check] = CHECKS) -> Iterator[CheckResult]:
    """Yield what each check found; one that crashes is itself a result."""
    for check in checks:
        if check.windows_only and not surroundings.places.is_windows:
            what = f"Kontrolleras bara i Windows: {check.purpose}."
            yield CheckResult(check.name, Found.not_applicable(what))
            continue
        try:
            yield CheckResult(check.name, check.look(surroundings))
        except Exception as error:  # noqa: BLE001 - the other checks must still be made
            _LOG.warning("the check %s crashed", check.name, exc_info=True)
            remedy = "Det är ett fel i programmet. Skicka den här raden till utvecklarna."
            what = f"Kontrollen gick inte att göra ({type(error).__name__}: {error})."
            yield CheckResult(check.name, Found.error(what, remedy))


def as_json(results: Iterable[CheckResult]) -> Mapping[str, Any]:
    """Return the whole table for another program."""
    lines = [result.as_json() for result in results]
    counts = {outcome.value: 0 for outcome in Outcome}
    for line in lines:
        counts[line["utfall"]] += 1
    return {
        "verktyg": "xl-asn",
        "version": __version__,
        "kontroller": lines,
        "sammanfattning": counts,
    }
