"""``xl-asn samla`` on a screen: how far each has come, what was taken, and what to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_asn.cli.findings import finding_lines
from xl_asn.cli.next_steps import after_collecting, command
from xl_asn.cli.screen import Line, Styled
from xl_asn.cycle.standing.folder import REMINDERS
from xl_asn.cycle.standing.page import FILE, shown
from xl_asn.cycle.standing.standing import Person, Standing, sentences
from xl_asn.model.characters import bounded
from xl_asn.model.collection import Candidate, Conflict, State, Taken
from xl_asn.model.grid import Value

if TYPE_CHECKING:
    from xl_asn.cli.commands.samla import Made

_STYLES: Final = {
    State.DONE: "green", State.BEGUN: "yellow", State.LATE: "yellow",
    State.REFUSED: "bold red", State.CONFLICT: "bold red", State.MISSING: "dim",
}  # fmt: skip
_MOST_SHOWN: Final = 20
_LONGEST: Final = 80


def collected_lines(made: Made, fil: Path, mapp: Path | None, *, torr: bool) -> Iterator[Line]:
    """Yield what came of a workbook and its answers, and what to do next."""
    found, standing = made.collected, made.standing
    if standing is not None:
        yield from _people(standing)
    yield from _taken(found.taken, is_back=mapp is None, torr=torr)
    yield from _conflicts(found.collection.conflicts)
    yield from finding_lines(found.findings)
    if torr:
        yield "Ingenting är skrivet. Kör utan --torr, så görs det."
        return
    yield f"Inget nytt att skriva i {fil}." if made.new is None else f"Skrivet till {fil}."
    if mapp is None:
        if found.taken:
            yield "Svaren tas in igen nästa gång. Flytta de filer som inte ska med ur mappen."
        yield f"Räkna om arbetsboken: {command('berakna', fil)}"
        return
    if standing is not None and made.beside is not None:
        yield from _beside(mapp, len(made.beside.letters))
    if made.new is not None and found.taken:
        yield f"Ångra insamlingen: {command('samla', fil, '--angra')}"
    waited = len(standing.waited_for) if standing is not None else 0
    yield after_collecting(
        fil, mapp, conflicts=made.conflicts, has_errors=made.has_errors, waited=waited
    )


def _people(standing: Standing) -> Iterator[Line]:
    """Yield how far it has come, in counts and one by one."""
    yield f"{standing.title}: {' '.join(sentences(standing))}"
    widest = max((len(one.status.recipient) for one in standing.people), default=0)
    for person in standing.people:
        state = person.status.state
        yield (
            f"  {person.status.recipient:{widest}}  ",
            Styled(f"{state.value:8}", _STYLES[state]),
            f"  {person.answers:8}  {'; '.join(_about(person))}".rstrip(),
        )


def _about(person: Person) -> Iterator[str]:
    told = person.status.state is State.REFUSED  # by a finding below
    yield from filter(None, (person.status.file, "" if told else person.remark.rstrip(".")))
    yield from (said for said in person.others if person.status.file not in said)


def _taken(taken: Sequence[Taken], *, is_back: bool, torr: bool) -> Iterator[Line]:
    """Yield what was written, cell by cell, as far as anybody reads on a screen."""
    if not taken:
        return
    cells = "1 cell" if len(taken) == 1 else f"{len(taken)} celler"
    done = "får tillbaka det som stod före" if is_back else "får ett svar"
    yield f"{cells} skulle {done.replace('får', 'få')}:" if torr else f"{cells} {done}:"
    for one in taken[:_MOST_SHOWN]:
        source = f", ur {one.file}" if one.file else ""
        yield (
            "  ",
            Styled(str(one.cell), "bold"),
            f" {_said(one.before)} blev {_said(one.after)}{'' if is_back else source}",
        )
    if len(taken) > _MOST_SHOWN:
        yield f"  … och {len(taken) - _MOST_SHOWN} celler till. Alla står på bladet Insamling."


def _conflicts(conflicts: Sequence[Conflict]) -> Iterator[Line]:
    """Yield the cells that somebody is to decide on, with each value and where it stands."""
    if not conflicts:
        return
    yield "1 cell att avgöra:" if len(conflicts) == 1 else f"{len(conflicts)} celler att avgöra:"
    for one in conflicts[:_MOST_SHOWN]:
        said = "; ".join(map(_candidate, one.candidates))
        what = f"{one.slot.column} för {one.slot.row.text}"
        yield "  ", Styled(str(one.cell), "bold"), f" {what}: {said}"
    if len(conflicts) > _MOST_SHOWN:
        yield f"  … och {len(conflicts) - _MOST_SHOWN} till. Alla står på bladet Insamling."


def _candidate(one: Candidate) -> str:
    return f"{one.file or 'arbetsboken'} säger {_said(one.value)}"


def _said(value: Value) -> str:
    text = " ".join(shown(value).split())
    return bounded(text, _LONGEST) if value is None else f"”{bounded(text, _LONGEST)}”"


def _beside(mapp: Path, letters: int) -> Iterator[Line]:
    yield f"Läget som webbsida: {mapp / FILE}"
    if letters:
        count = "1 påminnelse" if letters == 1 else f"{letters} påminnelser"
        yield f"{count} att skicka ligger i {mapp / REMINDERS}."
