"""``xl-asn doktor``: say what is right and wrong with the installation."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import FAILED, STANDARD_OUTPUT, stop, write_json
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import say
from xl_asn.model.told import UnusableFileError

if TYPE_CHECKING:
    from xl_asn.excel.checks.check import Outcome, Surroundings
    from xl_asn.excel.kept import Cleared
    from xl_asn.files.changing.outputs import Outputs

#: How a workbook begins: it is a zip file.
_WORKBOOK: Final = b"PK"


def doktor(
    fil: Annotated[Path | None, Argument("En arbetsbok vars knappar inte fungerar.")] = None,
    json_ut: JsonTarget = None,
    *,
    rensa: Annotated[
        bool, Option("Ta bort det som programmet har sparat på datorn för egen del.")
    ] = False,
) -> int:
    """Säg vad som är rätt och fel med installationen. Ingenting ändras utan --rensa."""
    from xl_asn.cli.terminal import show_outcomes
    from xl_asn.excel.checks.check import Outcome, Surroundings, ask_interpreter
    from xl_asn.excel.doctor import as_json, diagnose
    from xl_asn.excel.places import Places
    from xl_asn.excel.registry import registry_here

    if fil is not None:
        _refuse_other(fil)
    outputs = outputs_of([fil], ("--json", json_ut))
    surroundings = Surroundings(Places.here(), registry_here(), ask_interpreter, fil)
    if rensa:
        return _cleared(surroundings, json_ut, outputs)
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


def _cleared(surroundings: Surroundings, json_ut: str | None, outputs: Outputs) -> int:
    """Take away what is kept, and say of each thing what came of it."""
    from xl_asn.cli.terminal import show_outcomes
    from xl_asn.excel.checks.kept_here import all_kept
    from xl_asn.excel.kept import as_json, cleared, size_in_words

    results = tuple(cleared(all_kept(surroundings)))
    if json_ut is not None:
        write_json(json_ut, as_json(results), outputs)
    if json_ut != STANDARD_OUTPUT:
        show_outcomes(
            "Det som var sparat på datorn",
            (
                (r.kept.what, "kvar" if r.why else "borttaget",
                 (f"{r.kept.path}, {size_in_words(r.kept.size)}", r.why and f"Kvar: {r.why}."))
                for r in results
            ),
        )  # fmt: skip
        say(_after_clearing(results))
    return FAILED if any(result.has_failed for result in results) else 0


def _after_clearing(results: Collection[Cleared]) -> str:
    left = [result for result in results if result.why]
    if not results:
        return "Ingenting var sparat. Dina egna filer rörs aldrig."
    if any(result.kept.is_ours for result in left):
        return "Avsluta det som används, och kör kommandot igen. Dina egna filer är orörda."
    if left:
        return "Ta själv bort det som är kvar, om ingen använder det. Dina egna filer är orörda."
    return "Allt som programmet hade sparat för egen del är borttaget. Dina egna filer är orörda."


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
