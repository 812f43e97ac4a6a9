"""``xl-asn doktor``: say what is right and wrong with the installation."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from xl_asn.cli.declared import Argument, JsonTarget
from xl_asn.cli.exits import FAILED, STANDARD_OUTPUT, stop, write_json
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import say
from xl_asn.model.told import UnusableFileError

if TYPE_CHECKING:
    from xl_asn.excel.checks.check import Outcome

#: How a workbook begins: it is a zip file.
_WORKBOOK: Final = b"PK"


def doktor(
    fil: Annotated[Path | None, Argument("En arbetsbok vars knappar inte fungerar.")] = None,
    json_ut: JsonTarget = None,
) -> int:
    """Säg vad som är rätt och fel med installationen. Ingenting ändras."""
    from xl_asn.cli.terminal import show_outcomes
    from xl_asn.excel.checks.check import Outcome, Surroundings, ask_interpreter
    from xl_asn.excel.doctor import as_json, diagnose
    from xl_asn.excel.places import Places
    from xl_asn.excel.registry import registry_here

    if fil is not None:
        _refuse_other(fil)
    outputs = outputs_of([fil], ("--json", json_ut))
    surroundings = Surroundings(Places.here(), registry_here(), ask_interpreter, fil)
    results = tuple(diagnose(surroundings))
    if json_ut is not None:
        write_json(json_ut, as_json(results), outputs)
    if json_ut != STANDARD_OUTPUT:
        looked_at = (
            (r.name, r.found.outcome.value, (r.found.what, r.found.remedy)) for r in results
        )
        show_outcomes("Installationen", looked_at)
        say(_after({result.found.outcome for result in results}))
    failed = any(result.found.outcome is Outcome.ERROR for result in results)
    return FAILED if failed else 0


def _refuse_other(fil: Path) -> None:
    """Stop where a file is not there, cannot be read or is no workbook: no button is in it."""
    from xl_asn.files.reading import snapshot
    from xl_asn.model.findings import Finding

    taken = snapshot.take(fil)
    if isinstance(taken, Finding):
        raise UnusableFileError.of(fil, taken)
    if not taken.data.startswith(_WORKBOOK):
        stop(f"{fil} är ingen arbetsbok. Ange den vars knappar inte fungerar.")


def _after(outcomes: Collection[Outcome]) -> str:
    words = {outcome.value for outcome in outcomes}
    if words & {"fel", "varning"}:
        return "Gör det som står under varje fel och varning, och kör xl-asn doktor igen."
    return "Inget behöver åtgärdas."
