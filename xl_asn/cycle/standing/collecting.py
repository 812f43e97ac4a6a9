"""*Samla in*: what lies in a folder, taken into the workbook that asked, and how far it has come.

Nothing is written here, and nothing is read but by ``read_each``: the command lets processes of
limited memory and time read the files, and the button reads them itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from xl_asn.case.case import Case, case_of
from xl_asn.cycle.forms.coming import Came, Refused, WholeMaster
from xl_asn.cycle.forms.contents import BETWEEN
from xl_asn.cycle.forms.handing_out import ENDING
from xl_asn.cycle.forms.how_far import statuses
from xl_asn.cycle.forms.taking import Collected, about, collection_of, in_the_way, taken
from xl_asn.cycle.standing.answer_files import AnswerFile, read_answer
from xl_asn.cycle.standing.codes import NO_ADDRESS, NO_FORM, NOBODYS, OPEN, OTHERS_NAME, remark
from xl_asn.cycle.standing.folder import Lying, Other, name_in, whose
from xl_asn.cycle.standing.standing import Person, Standing
from xl_asn.model.collection import State, Status
from xl_asn.model.emails import email_of
from xl_asn.model.file_names import stem_of
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.model.listing import listed

_NO_FORM: Final = "en arbetsbok men inget formulär"
_NOTHING: Final = "Ingenting tas in"

#: The beginning of :meth:`Gathered.as_json`.
_OWN_ANSWER: Final = re.compile(rb'\s*\{\s*"mottagare":\s*\[')
_MOST_READ: Final = 1_000

ReadEach = Callable[[Sequence[Path], Callable[[Path], AnswerFile]], Iterable[AnswerFile | Finding]]
"""Has a function read each of some files, and gives the answers in their order."""


class Answers(NamedTuple):
    """What lies in a folder of answers: each workbook by its name from there, and the rest."""

    folder: Path
    workbooks: tuple[tuple[str, AnswerFile | Finding], ...]
    others: tuple[Other, ...]
    findings: tuple[Finding, ...]


class Gathered(NamedTuple):
    """What the answers of a folder come to. ``standing`` is None where nothing can be taken."""

    collected: Collected
    standing: Standing | None

    def as_json(self) -> Mapping[str, Any]:
        """Return the answer as the contract writes it."""
        return self.collected.as_json()


def answers_in(folder: Path, lying: Lying, read_each: ReadEach) -> Answers:
    """Return what lies in a folder, read."""
    names = [name_in(folder, path) for path in lying.workbooks]
    read = zip(names, read_each(lying.workbooks, read_answer), strict=True)
    return Answers(folder, tuple(read), lying.others, lying.findings)


def is_own_answer(path: Path) -> bool:
    """Return whether a file is what ``samla`` has answered as JSON; what cannot be read is not."""
    try:
        with path.open("rb") as file:
            return _OWN_ANSWER.match(file.read(_MOST_READ)) is not None
    except (OSError, ValueError):
        return False


def gathered(case: Case, answers: Answers, book: str, *, now: datetime) -> Gathered:
    """Take the answers of a folder into the workbook that asked, whose file is called ``book``."""
    if collection_of(case) is None or in_the_way(case) is not None:
        return Gathered(taken(case, (), now=now), None)
    come = _Come(case, now)
    for name, read in answers.workbooks:
        come.take_in(name, read)
    for other in answers.others:
        come.refuse_other(other)
    collected = taken(case, come.forms, come.masters, come.refused, now=now)
    people = tuple(come.person(status) for status in collected.collection.statuses)
    told = (*collected.findings, *come.findings, *answers.findings, *_without_address(people))
    findings = tuple(sorted(told, key=_gravity))
    start, collection = case.document.start, collected.collection
    standing = Standing(
        about(case), start.board or "", start.administration or start.board or "", book,
        str(answers.folder.resolve()), people, collection.conflicts, len(collection.extras),
        findings,
    )  # fmt: skip
    return Gathered(collected._replace(findings=findings), standing)


class _Come:
    """The files of a folder, by what they are."""

    def __init__(self, case: Case, now: datetime) -> None:
        self._owners = _owners(case, now)
        self.forms: list[Came] = []
        self.masters: list[WholeMaster] = []
        self.refused: list[Refused] = []
        self.findings: list[Finding] = []
        self._others: list[tuple[str, Other]] = []

    def take_in(self, name: str, read: AnswerFile | Finding) -> None:
        """Take a workbook in, by what it turned out to be."""
        if isinstance(read, Finding):
            read = AnswerFile(fault=read)
        master = None if read.master is None else case_of(read.master)
        if read.fault is not None:
            self._refuse(name, read.fault, read.recipient)
        elif read.returned is not None:
            self.forms.append(Came(read.returned, name, read.day))
            self._tell_name(name, read.returned.binding.recipient)
        elif isinstance(master, Case):
            self.masters.append(WholeMaster(master, name, read.day))
        else:
            self.refuse_other(Other(name, _NO_FORM))
        if read.opened_by:
            self.findings.append(remark(OPEN, f"{name} är öppet {read.opened_by}."))

    def _refuse(self, name: str, fault: Finding, recipient: str) -> None:
        """Refuse a file that cannot be read, with whose it says that it is or seems to be."""
        seems = "" if recipient else self.owner(name)
        message = f"{name}{f' (troligen från {seems})' if seems else ''}: {fault.message}"
        if _NOTHING not in message:
            message = f"{message} {_NOTHING} ur filen."
        self.refused.append(Refused(recipient or seems, name, replace(fault, message=message)))

    def refuse_other(self, other: Other) -> None:
        """Refuse what is no form and no workbook of ours."""
        who = self.owner(other.name)
        self._others.append((folded_name(who), other))
        said = f"{other.said}, troligen från {who}" if who else other.said
        self.refused.append(Refused(who, other.name, remark(NO_FORM if who else NOBODYS, said)))

    def _tell_name(self, name: str, recipient: str) -> None:
        """Tell of a form that lies under somebody else's name: who has answered in it?"""
        owner = self.owner(name)
        hers = [one for one, who in self._owners.items() if who == recipient]
        if owner and hers and owner != recipient and not whose(name, hers):
            said = f"{name} heter som svaret från {owner}, men är formuläret för {recipient}"
            self.findings.append(remark(OTHERS_NAME, said))

    def owner(self, name: str) -> str:
        """Return the recipient whose file this seems to be, by its name or its folder."""
        return self._owners.get(whose(name, self._owners), "")

    def person(self, status: Status) -> Person:
        """Return a recipient with all that is known of her."""
        key = folded_name(status.recipient)
        others = [other for who, other in self._others if who == key]
        if status.file in {other.name for other in others}:
            status = status._replace(remark="")  # it says just that
        hers = [one.returned for one in self.forms
                if folded_name(one.returned.binding.recipient) == key]  # fmt: skip
        has_answered = bool(status.file) and status.state is not State.REFUSED
        return Person(
            status,
            stem_of(status.recipient) + ENDING if status.sent else "",
            is_begun=has_answered,
            is_done=has_answered and (not hers or any(one.is_finished for one in hers)),
            others=tuple(other.said for other in others),
            faults=tuple(dict.fromkeys(_told(fault) for one in hers for fault in one.faults)),
        )


def _owners(case: Case, now: datetime) -> Mapping[str, str]:
    """Return the recipients by their own names and their units'; of two it is nobody's."""
    collection = collection_of(case)
    before = collection.statuses if collection is not None else ()
    everybody = statuses(case.document, before, None, now)
    owners: dict[str, str] = {}
    for one in everybody:
        for unit in filter(None, (part.strip() for part in one.unit.split(BETWEEN.strip()))):
            owners[unit] = "" if unit in owners else one.recipient
    return {**owners, **{one.recipient: one.recipient for one in everybody}}


def _without_address(people: Iterable[Person]) -> Iterator[Finding]:
    """Yield whose letters have nobody to go to."""
    waited = (one.status for one in people if not one.has_answered)
    names = [status.recipient for status in waited if not email_of(status.email)]
    if names:
        yield remark(NO_ADDRESS, listed(names))


def _told(fault: Finding) -> str:
    """Return what has to be mended and how, as one line."""
    where = f"{fault.cell}: " if fault.cell else ""
    return f"{where}{fault.message} {fault.remedy}"


def _gravity(finding: Finding) -> int:
    return tuple(Severity).index(finding.severity)
