"""What has come back, forms and whole workbooks instead of forms, and which are to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from xl_asn.case.case import Case
from xl_asn.case.forms.meaning import meaning_of
from xl_asn.case.forms.slot_places import SlotPlaces
from xl_asn.cycle.forms import collection_codes as codes
from xl_asn.cycle.forms.collection_codes import told
from xl_asn.model.collection import Collection
from xl_asn.model.findings import Finding
from xl_asn.model.folding import plain
from xl_asn.model.forms import Answer, Binding, Returned
from xl_asn.model.grid import folded_name
from xl_asn.model.listing import listed
from xl_asn.pages.collection_page import read_collection


class Came(NamedTuple):
    """A form that has come back: its file as the folder has it, and the day of the file."""

    returned: Returned
    file: str
    day: date | None = None


class WholeMaster(NamedTuple):
    """A whole workbook that has come instead of a form."""

    case: Case
    file: str
    day: date | None = None


class Refused(NamedTuple):
    """A file of which nothing can be taken, and why; ``recipient`` is empty where nobody knows."""

    recipient: str
    file: str
    why: Finding


class Sorted(NamedTuple):
    """What has come, sorted: the forms to read, and what is refused."""

    forms: tuple[Came, ...]
    refused: tuple[Refused, ...]
    findings: tuple[Finding, ...]


def sorted_out(
    case: Case, collection: Collection, forms: Iterable[Came], masters: Iterable[WholeMaster]
) -> Sorted:
    """Tell what is an answer to this workbook from what is not, in whatever order it comes."""
    kept: list[Came] = []
    refused: list[Refused] = []
    findings: list[Finding] = []
    for one in sorted(forms, key=lambda came: came.file):
        fault = _fault(case, collection, one.returned.binding, one.file)
        if fault is None:
            kept.append(one)
        else:
            refused.append(Refused(one.returned.binding.recipient, one.file, fault))
    for whole in sorted(masters, key=lambda master: master.file):
        came = _as_form(case, collection, whole)
        if isinstance(came, Finding):
            owners = _owners(collection, whole.file)
            refused.append(Refused(owners.pop() if len(owners) == 1 else "", whole.file, came))
        else:
            kept.append(came)
            unit = came.returned.binding.recipient
            detail = (
                f"{whole.file} är en hel arbetsbok i stället för ett formulär. Raderna för {unit} "
                "är lästa, och inget annat."
            )
            findings.append(told(codes.WHOLE, detail))
    kept.sort(key=lambda one: one.file)
    return Sorted(tuple(kept), tuple(refused), tuple(findings))


def _fault(case: Case, collection: Collection, binding: Binding, file: str) -> Finding | None:
    """Return why a form is no answer to this workbook; None where it is one."""
    document = case.document
    if folded_name(binding.document_type) not in map(folded_name, (document.key, document.title)):
        detail = f"{file} gäller en {binding.document_type or 'okänd dokumenttyp'}"
        return told(codes.OTHER_TYPE, f"{detail} och arbetsboken är en {document.title.casefold()}")
    if binding.period != case.period:
        detail = f"{file} gäller {_period(binding.period)} och arbetsboken {_period(case.period)}"
        return told(codes.OTHER_PERIOD, detail)
    if binding.master != collection.master:
        return told(codes.OTHER_MASTER, f"{file} ({binding.recipient})")
    return None


def _period(code: str) -> str:
    return f"perioden {code}" if code else "ingen period"


def _as_form(case: Case, collection: Collection, whole: WholeMaster) -> Came | Finding:
    """Read the rows of the one whose workbook it is, with the values that were handed out."""
    theirs = read_collection(whole.case.grid)
    binding = Binding(
        "", collection.batch, theirs.master if theirs else "", whole.case.document.key,
        whole.case.period, "", "",
    )  # fmt: skip
    fault = _fault(case, collection, binding, whole.file)
    if fault is not None:
        return fault
    owners = _owners(collection, whole.file)
    if len(owners) != 1:
        detail = f"{whole.file} ({listed(sorted(owners))})" if owners else whole.file
        return told(codes.WHOSE, detail)
    recipient = owners.pop()
    answers = tuple(_answers(collection, whole.case, recipient))
    has_answered = any(answer.value != answer.base for answer in answers)
    returned = Returned(
        binding._replace(recipient=recipient), answers, (), is_done=has_answered, by=""
    )
    return Came(returned, whole.file, whole.day)


def _owners(collection: Collection, file: str) -> set[str]:
    """Return the recipients that a file's name or folder tells of."""
    names = {one.recipient: one.recipient for one in collection.handed_out}
    units = {one.unit: one.recipient for one in collection.statuses if one.unit}
    return {who for name, who in {**units, **names}.items() if _is_in(name, file)}


def _is_in(name: str, file: str) -> bool:
    """Whether a name stands in a path as a name: Bo is no part of Bogrupper."""
    wanted, path = plain(name).casefold(), plain(file).casefold()
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", path) is not None


def _answers(collection: Collection, other: Case, recipient: str) -> Iterator[Answer]:
    places, who = SlotPlaces(other), folded_name(recipient)
    for one in collection.handed_out:
        spot = places.spot(one.slot) if folded_name(one.recipient) == who else None
        if spot is not None:
            value = other.grid.at(spot.cell).value
            says = meaning_of(spot.column)(value)
            usable = not (isinstance(says, tuple) and says[0] == "unread")
            yield Answer(one.slot, one.base, value, spot.cell, usable)
